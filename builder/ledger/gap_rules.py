"""The rules that look for what proves why a balance does not follow from the one before.

Each takes a :class:`~builder.ledger.gap_book.Case` and gives the rows, footnotes or filings that
prove its reason, or nothing. Numbers that are equal prove more than words: those rules come first.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from builder.ledger.gap_book import Case
from builder.ledger.gap_notes import (
    Note,
    counts_in,
    forms_named,
    names_change,
    names_plan,
    split_ratios,
    stated_in,
)
from builder.ledger.history import Balance
from builder.ledger.keys import Proof
from builder.ledger.reports import after, change, event_day
from builder.model import Filing, Row

Rule = Callable[[Case], tuple[Proof, ...]]


def _proof(balance: Balance, words: str = "") -> Proof:
    key = balance.key
    return Proof(key.accession, key.table, key.row, None, words)


def _known(filing: Filing) -> tuple[date, datetime, str]:
    """When a filing came in: a late report comes after what it should have come before."""
    return (
        filing.known_day or date.min,
        filing.accepted or datetime.min,  # noqa: DTZ901 - all acceptance times are Eastern, naive
        filing.accession,
    )


def _amended_here(case: Case) -> tuple[Proof, ...]:
    """This balance is an amendment's own, and its filing says what it was before."""
    accession = case.here.key.accession
    for each in case.book.amended.changes.get(accession, ()):
        if each.row == case.here.key and each.fate == "changed" and each.other is not None:
            other = each.other
            return (Proof(accession), Proof(other.accession, other.table, other.row))
    return ()


def _amended_before(case: Case) -> tuple[Proof, ...]:
    """The rows go on from the number that an amendment took out, as if there were none."""
    for key, gone in case.book.amended.superseded.items():
        filing = case.book.filings.get(key.accession)
        if gone.why != "changed" or filing is None:
            continue
        row = next((r for r in filing.rows if r.table == key.table and r.row == key.row), None)
        same = gone.other is not None and any(
            balance.key == gone.other for balance in case.position.history
        )
        if row is not None and same and after(row) == case.start:
            return (Proof(gone.by), Proof(key.accession, key.table, key.row))
    return ()


def _late_between(case: Case) -> tuple[Proof, ...]:
    """Without the rows that came in later than this filing, the balances add up."""
    history, came_in = case.position.history, _known(case.here.report.filing)
    late = [b for b in history[: case.index] if _known(b.report.filing) > came_in]
    if not late:
        return ()
    known = [b for b in history[: case.index] if _known(b.report.filing) < came_in]
    stated = [b for b in known if b.balance is not None and b.verdict != "part"]
    if stated and stated[-1].balance == case.start:
        return tuple(_proof(balance) for balance in late)
    return ()


def _late_itself(case: Case) -> tuple[Proof, ...]:
    """This row came in late and states the balance of the day it came in, not of its own."""
    came_in = _known(case.here.report.filing)
    newer = [
        b for b in case.position.history[case.index + 1 :]
        if _known(b.report.filing) < came_in and b.balance is not None
    ]  # fmt: skip
    if not newer or case.here.balance is None:
        return ()
    latest = newer[-1]
    if latest.balance in {case.here.balance, case.start}:
        return (_proof(case.here), _proof(latest))
    return ()


def _reported_later(case: Case) -> tuple[Proof, ...]:
    """A row of this line with a date between the two balances came in after this filing."""
    came_in = _known(case.here.report.filing)
    between = [
        b for b in case.position.history[case.index + 1 :]
        if _known(b.report.filing) > came_in and b.change
        and case.interval.holds(event_day(b.report.filing, b.report.row))
    ]  # fmt: skip
    for balance in between:
        if balance.change == case.gap:
            return (_proof(balance),)
    if len(between) > 1 and sum(b.change or Decimal(0) for b in between) == case.gap:
        return tuple(_proof(balance) for balance in between)
    return ()


def _in_the_balance_before(case: Case) -> tuple[Proof, ...]:
    """Rows with a date before the last balance were in it already: they are counted twice."""
    last = case.before.as_of
    block = case.position.history[case.earlier + 1 : case.index + 1]
    if last is None:
        return ()
    old = [
        b for b in block
        if b.change and (day := event_day(b.report.filing, b.report.row)) is not None
        and day <= last
    ]  # fmt: skip
    if old and sum(b.change or Decimal(0) for b in old) == -case.gap:
        return tuple(_proof(balance) for balance in old)
    return ()


def _split(case: Case) -> tuple[Proof, ...]:
    """The balance before, times a ratio, is what the rows start from; fractions may be paid out."""
    previous = case.here.previous
    if not previous or case.start <= 0 or previous < 0:
        return ()
    for note in case.notes:
        for ratio in split_ratios(note.text):
            if abs(previous * ratio - case.start) < 1:
                return (note.proof(),)
    return _split_elsewhere(case, previous)


def _split_elsewhere(case: Case, previous: Decimal) -> tuple[Proof, ...]:
    """The ratio from a note of another filing of these people, or from two other lines."""
    for accession in sorted(case.book.filings):
        filing = case.book.filings[accession]
        day = filing.known_day
        if day is None or day < case.interval.after:
            continue
        for note, text in (*filing.footnotes.items(), ("remarks", filing.remarks or "")):
            if any(abs(previous * ratio - case.start) < 1 for ratio in split_ratios(text)):
                return (Proof(accession, note=note, words=text[:160]),)
    ratio = case.start / previous
    if ratio != round(ratio) and 1 / ratio != round(1 / ratio):
        return ()
    alike = [
        other for other in case.book.cases
        if other.position is not case.position and other.interval.overlaps(case.interval)
        and other.here.previous and other.start == other.here.previous * ratio
    ]  # fmt: skip
    return tuple(_proof(other.here) for other in alike[:2]) if len(alike) > 1 else ()


def _plan_stated(case: Case) -> tuple[Proof, ...]:
    """A note names a plan and the very number."""
    note = stated_in((n for n in case.notes if names_plan(n)), abs(case.gap))
    return (note.proof(names_plan(note)),) if note else ()


def _note_stated(case: Case) -> tuple[Proof, ...]:
    """A note on the row states the very number."""
    note = stated_in(case.notes, abs(case.gap))
    return (note.proof(names_change(note, case.gap)),) if note else ()


def _moved(case: Case) -> tuple[Proof, ...]:
    """Another line of the same people has the opposite gap in the same days."""
    people = set(case.position.owners)
    others = [
        other for other in case.book.by_gap.get(-case.gap, ())
        if people & set(other.position.owners) and other.interval.overlaps(case.interval)
    ]  # fmt: skip
    same = [o for o in others if o.here.key.accession == case.here.key.accession]
    return tuple(_proof(other.here) for other in (same or others)[:1])


def _balances_out(case: Case) -> tuple[Proof, ...]:
    """All gaps of the filing add up to nothing: securities moved among its lines."""
    cases = case.book.by_filing[case.here.key.accession]
    if len(cases) > 2 and sum(other.gap for other in cases) == 0:
        return tuple(_proof(other.here) for other in cases if other is not case)
    return ()


SMALL = 20  # below this many securities two equal numbers may well be a coincidence


def _other_row(case: Case) -> tuple[Proof, ...]:
    """A row of another line took, or gave, the very number in the same days."""
    if abs(case.gap) < SMALL:
        return ()
    own = {balance.key for balance in case.position.history}
    # the other leg of a row of this line, as of an exercise, is no second row
    paired = {b.key.accession for b in case.position.history if b.change in {case.gap, -case.gap}}
    for each in (*case.book.rows.get(-case.gap, ()), *case.book.rows.get(case.gap, ())):
        if each.key in own or each.key.accession in paired or not _is_move(each.row):
            continue
        if not case.interval.holds(each.day):
            continue
        if each.row.table == case.position.table and change(each.row) == case.gap:
            continue  # both lines grew by it: no move between them
        return (Proof(each.key.accession, each.key.table, each.key.row),)
    return ()


def _is_move(row: Row) -> bool:
    """False for what goes to or comes from outside: a purchase, a sale, shares withheld."""
    code = row.transaction_code
    return code is None or code.value not in {"P", "S", "F"}


def _line_began(case: Case) -> tuple[Proof, ...]:
    """Another line begins with what this one lost, or ended with what this one gained."""
    if abs(case.gap) < SMALL:
        return ()
    people = set(case.position.owners)
    for position in case.book.starts.get(-case.gap, ()):
        first = position.history[0]
        if position is not case.position and people & set(position.owners) and (
            case.interval.holds(first.as_of)
        ):  # fmt: skip
            return (_proof(first),)
    for position in case.book.ends.get(case.gap, ()):
        last = position.history[-1]
        gone = last.as_of is not None and last.as_of <= case.interval.to
        if position is not case.position and people & set(position.owners) and gone:
            return (_proof(last),)
    return ()


def _amends_what_is_missing(case: Case) -> tuple[Proof, ...]:
    """An amendment between the two amends a filing that is not in this set."""
    first, last = _known(case.before.report.filing), _known(case.here.report.filing)
    for accession, link in sorted(case.book.amended.links.items()):
        filing = case.book.filings.get(accession)
        if filing is None or link.original is not None or filing.original_filed is None:
            continue
        if {o.key for o in filing.owners} & set(case.position.owners) and (
            first < _known(filing) <= last
        ):
            return (Proof(accession, words=f"amends a filing of {filing.original_filed}"),)
    return ()


def _speaks_of_another(case: Case) -> tuple[Proof, ...]:
    """A note speaks of a form filed on a day on which this set has none of these people."""
    for note in case.notes:
        for words in forms_named(note.text):
            day = _day_of(words)
            if (
                day is not None
                and day > case.interval.after
                and not case.book.filed_between(day, day)
            ):
                return (note.proof(words),)
    return ()


def _day_of(words: str) -> date | None:
    plain = " ".join(words.replace(",", " ").replace(".", " ").split())
    month, *_ = plain.split()
    plain = plain.replace(month, month[:3], 1) if month.isalpha() else plain
    for form in ("%b %d %Y", "%m/%d/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(plain, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def _unnumbered(case: Case) -> list[Note]:
    """Notes on the balance itself that give no number: another number would contradict."""
    row = case.here.report.row
    return [n for n in case.notes if n.on_balance and n.row is row and not counts_in(n.text)]


def _plan_named(case: Case) -> tuple[Proof, ...]:
    """A note on the balance names a plan, without a number."""
    if case.gap < 0:
        return ()
    found = next(((n, words) for n in _unnumbered(case) if (words := names_plan(n))), None)
    return (found[0].proof(found[1]),) if found else ()


def _note_named(case: Case) -> tuple[Proof, ...]:
    """A note on the balance says, without a number, what it includes or how it changed."""
    named = ((n, names_change(n, case.gap)) for n in _unnumbered(case))
    found = next(((n, words) for n, words in named if words), None)
    return (found[0].proof(found[1]),) if found else ()


RULES_OF_GAPS: tuple[tuple[str, Rule], ...] = (
    ("amendment", _amended_here),
    ("amendment", _amended_before),
    ("late", _late_between),
    ("late", _late_itself),
    ("late", _reported_later),
    ("late", _in_the_balance_before),
    ("split", _split),
    ("plan", _plan_stated),
    ("note", _note_stated),
    ("line", _moved),
    ("line", _line_began),
    ("line", _other_row),
    ("line", _balances_out),
    ("missing", _amends_what_is_missing),
    ("missing", _speaks_of_another),
    ("plan", _plan_named),
    ("note", _note_named),
)
