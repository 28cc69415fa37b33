"""The rules that look for what proves why a balance does not follow from the one before.

Each takes a :class:`~builder.derive.gap_book.Case` and gives the rows, footnotes or filings that
prove its reason, or nothing. Numbers that are equal prove more than words: those rules come first.
Those for moves between lines are in :mod:`builder.derive.gap_moves`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from builder.derive.gap_book import Case, people_in
from builder.derive.gap_moves import (
    balances_out,
    converted,
    moved,
    other_row,
    passed_through,
    row_proof,
    went_on_elsewhere,
)
from builder.derive.gap_notes import (
    REMARKS,
    Split,
    forms_named,
    notes_of,
    saying,
    short,
    splits_in,
    stating,
    stating_together,
)
from builder.derive.history import Balance
from builder.derive.keys import Proof
from builder.derive.parts import number_of, part_of
from builder.derive.reports import after, event_day

Rule = Callable[[Case], tuple[Proof, ...]]


# Amendments (section 4.4 of the forms reference)


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
    superseding = case.book.superseding
    for balance in case.position.history[: case.index] if superseding else ():
        for key in superseding.get(balance.key, ()):
            row = case.book.numbered.get(key)
            if row is not None and after(row) == case.start:
                accession = balance.key.accession
                return (Proof(accession), Proof(key.accession, key.table, key.row))
    return ()


# Late reports (section 4.2: a late filing of an old transaction; Form 5)


def _late_between(case: Case) -> tuple[Proof, ...]:
    """Without the rows that came in later than this filing, the balances add up."""
    course, index = case.course, case.index
    here = course.known[index]
    if not index or course.newest_until[index - 1] <= here:
        return ()
    before = list(zip(course.known[:index], case.position.history, strict=False))
    stated = [
        b for known, b in before if known < here and b.balance is not None and b.verdict != "part"
    ]
    if stated and stated[-1].balance == case.start:
        return tuple(row_proof(balance) for known, balance in before if known > here)
    return ()


def _late_itself(case: Case) -> tuple[Proof, ...]:
    """This row came in late and states the balance of the day it came in, not of its own."""
    latest = _newest_known_before(case, case.index)
    if latest is not None and latest.balance in {case.here.balance, case.start}:
        return (row_proof(case.here), row_proof(latest))
    return ()


def _late_before(case: Case) -> tuple[Proof, ...]:
    """The balance before came in late and is that of the day it came in, not of its own."""
    latest = _newest_known_before(case, case.earlier)
    if latest is not None and latest.balance and latest.balance == case.before.balance:
        return (row_proof(case.before), row_proof(latest))
    return ()


def _newest_known_before(case: Case, late: int) -> Balance | None:
    """The newest balance that was known when a late row came in; it speaks of a later day."""
    course, history = case.course, case.position.history
    here = course.known[late]
    if course.oldest_from[late] == here:
        return None  # it did not come in late
    newer = (
        balance for known, balance in zip(reversed(course.known), reversed(history), strict=True)
        if known < here and balance.balance is not None and balance.verdict != "part"
    )  # fmt: skip
    found = next(newer, None)
    return found if found is not None and found.report.order > history[late].report.order else None


def _reported_later(case: Case) -> tuple[Proof, ...]:
    """A row of this line with a date between the two balances came in after this filing."""
    course, after_this = case.course, case.index + 1
    if after_this == len(course.history) or course.first_day_from[after_this] > case.interval.to:
        return ()
    here = course.known[case.index]
    between = [
        b for known, b in zip(course.known[after_this:], course.history[after_this:], strict=True)
        if b.change and known > here
        and case.interval.holds(event_day(b.report.filing, b.report.row))
    ]  # fmt: skip
    for balance in between:
        if balance.change == case.gap:
            return (row_proof(balance),)
    if len(between) > 1 and sum(b.change or Decimal(0) for b in between) == case.gap:
        return tuple(row_proof(balance) for balance in between)
    return ()


def _in_the_balance_before(case: Case) -> tuple[Proof, ...]:
    """Rows with a date before the last balance were in it already: they are counted twice."""
    last = case.before.as_of
    if last is None:
        return ()
    old = [
        b for b in case.block
        if b.change and (day := event_day(b.report.filing, b.report.row)) is not None
        and day <= last
    ]  # fmt: skip
    if old and sum(b.change or Decimal(0) for b in old) == -case.gap:
        return tuple(row_proof(balance) for balance in old)
    return ()


# Splits (section 4.11)


def _split(case: Case) -> tuple[Proof, ...]:
    """The balance before, times a ratio, is what the rows start from; fractions may be paid out.

    The ratio stands in a note of this line, in one of another filing, or two other lines share it.
    """
    if case.ratio is None or (case.here.previous or 0) < _WHOLE:
        return ()
    for note in case.notes:
        for split in splits_in(note.text):
            if _fits(case, split):
                return (note.proof(split.words),)
    for split, places in case.book.splits.items():
        if places[-1].known >= case.interval.after and _fits(case, split):
            place = next(each for each in places if each.known >= case.interval.after)
            return (Proof(place.accession, note=place.note, words=short(split.words)),)
    return _shared_ratio(case)


_WHOLE = 2  # one share times any ratio below two is within one share of one


def _fits(case: Case, split: Split) -> bool:
    """True if it gives this ratio, and does not name days that are all outside the interval."""
    previous, days = case.here.previous or Decimal(0), split.days
    if days and not any(case.since <= day <= case.interval.to for day in days):
        return False
    return any(abs(previous * ratio - case.start) < 1 for ratio in split.ratios)


def _shared_ratio(case: Case) -> tuple[Proof, ...]:
    """Two other lines were multiplied by the very same whole number in the same days.

    Lines that are halved together prove nothing: funds distribute half of what they have.
    """
    ratio = case.ratio
    if ratio is None or not 1 < ratio <= _MOST or ratio != round(ratio):
        return ()
    alike = [
        other for other in case.book.by_ratio[ratio]
        if other.position is not case.position and other.interval.overlaps(case.interval)
    ]  # fmt: skip
    return tuple(sorted(row_proof(other.here) for other in alike)[:2]) if len(alike) > 1 else ()


_MOST = 1000  # no split of more than a thousand for one has been seen


# Footnotes (section 4.2: "footnotes on the balance matter")


def _plan_stated(case: Case) -> tuple[Proof, ...]:
    """A note names a plan and the very number that came through it."""
    if case.gap < 0:
        return ()
    for note in case.notes:
        said = stating(note, case.gap, case.since, plan=True)
        if said is not None:
            return (note.proof(said.words, case.gap),)
    return ()


def _note_stated(case: Case) -> tuple[Proof, ...]:
    """A note on the line states the very number, or several on the balance do together."""
    for note in case.notes:
        said = stating(note, case.gap, case.since)
        if said is not None:
            return (note.proof(said.words, case.gap),)
    return stating_together(case.balance_notes, case.gap, case.since)


def _note_stated_before(case: Case) -> tuple[Proof, ...]:
    """A note explained the very same step to the very same balance, in an earlier filing.

    What the filings between state is the number from before that note, repeated.
    """
    for index in case.course.steps[case.here.balance, case.gap]:
        if index >= case.index:
            break
        balance = case.position.history[index]
        for note in notes_of(balance.report.filing, balance.report.row):
            said = stating(note, case.gap, date.min)
            if said is not None:
                return (note.proof(said.words, case.gap),)
    return ()


def _plan_named(case: Case) -> tuple[Proof, ...]:
    """A note on the balance names a plan, without a number."""
    if case.gap < 0:
        return ()
    for note in case.balance_notes:
        said = saying(note, case.gap, case.since, plan=True)
        if said is not None:
            return (note.proof(said.words),)
    return ()


def _note_named(case: Case) -> tuple[Proof, ...]:
    """A note on the balance says, without a number, what it includes or how it changed."""
    for note in case.balance_notes:
        said = saying(note, case.gap, case.since)
        if said is not None:
            return (note.proof(said.words),)
    return ()


# Filings that are not in the set

MOST_OWNERS = 10  # on one form (section 1.1 of the forms reference)


def _amends_what_is_missing(case: Case) -> tuple[Proof, ...]:
    """An amendment amends a filing from between the two balances that is not in this set."""
    first = case.before.report.filing.known_day or date.min
    last = case.here.report.filing.known_day or date.max
    for accession, link in sorted(case.book.amended.links.items()):
        filing = case.book.filings.get(accession)
        if filing is None or link.original is not None or filing.original_filed is None:
            continue
        theirs = {owner.key for owner in filing.owners} & case.people
        if theirs and first < filing.original_filed <= last:
            return (Proof(accession, words=f"amends a filing of {filing.original_filed}"),)
    return ()


def _speaks_of_another(case: Case) -> tuple[Proof, ...]:
    """A note speaks of a form filed between the two, on a day on which this set has none."""
    first = case.before.report.filing.known_day or date.min
    last = case.here.report.filing.known_day or date.max
    for note in case.notes:
        for day, words in forms_named(note.text):
            if first < day <= last and not case.book.is_known(day):
                return (note.proof(words),)
    return ()


def _is_a_part(case: Case) -> tuple[Proof, ...]:
    """A filing says that it is one of several for its rows, and the next to it is not here.

    That before the filing of this balance, or that after the filing of the balance before.
    """
    for balance, step in ((case.here, -1), (case.before, 1)):
        filing = balance.report.filing
        words = part_of(filing.remarks)
        here = number_of(words)
        if not here or len(filing.owners) >= MOST_OWNERS:
            continue  # larger groups file the same rows again
        known = case.book.parts[people_in(filing), filing.period]
        if 0 < here + step <= _total(words) and here + step not in known:
            return (Proof(filing.accession, note=REMARKS, words=words),)
    return ()


def _total(words: str) -> int:
    """Of how many parts: 2 for "Form 4 filing 1 of 2"."""
    last = words.rpartition(" of ")[2].split(" ")[0]
    return number_of(f"{last} of ten")  # the words of a place, whose number is read


RULES_OF_GAPS: tuple[tuple[str, Rule], ...] = (
    ("amendment", _amended_here),
    ("amendment", _amended_before),
    ("late", _late_between),
    ("late", _late_itself),
    ("late", _late_before),
    ("late", _reported_later),
    ("late", _in_the_balance_before),
    ("split", _split),
    ("plan", _plan_stated),
    ("note", _note_stated),
    ("note", _note_stated_before),
    ("line", moved),
    ("line", passed_through),
    ("line", went_on_elsewhere),
    ("line", other_row),
    ("line", balances_out),
    ("line", converted),
    ("missing", _amends_what_is_missing),
    ("missing", _speaks_of_another),
    ("missing", _is_a_part),
    ("plan", _plan_named),
    ("note", _note_named),
)
