"""Rules for securities that moved between lines of the same people, or lines that changed names.

Equal numbers prove it, and only within what can have moved: the same table, the same days, and
no number that another row of its filing already answers (a gift from one trust to another is
complete, and explains no third line).
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from builder.derive.gap_book import Case, GapRow, people_in, people_of
from builder.derive.gap_notes import SMALL, notes_of
from builder.derive.history import Balance
from builder.derive.keys import Proof
from builder.derive.lines import normal_title
from builder.derive.positions import Position
from builder.derive.reports import after, before


def row_proof(balance: Balance) -> Proof:
    """The row that states a balance, as a proof."""
    key = balance.key
    return Proof(key.accession, key.table, key.row)


def _is_theirs(case: Case, position: Position) -> bool:
    """True for another line, in the same table, of the same people or some of them."""
    if position is case.position or position.table != case.position.table:
        return False
    same = position.owners == case.position.owners
    return same or bool(case.people & people_of(position.owners))


def _alike(case: Case, position: Position) -> bool:
    """True if the titles have words in common; any title will do for a line that is left empty."""
    one, other = case.position.wording.title, position.wording.title
    return one == other or (case.start == 0 and bool(set(one.split()) & set(other.split())))


def moved(case: Case) -> tuple[Proof, ...]:
    """Another line of the same people has the opposite gap in the same days."""
    others = [
        other for other in case.book.by_gap.get(-case.gap, ())
        if _is_theirs(case, other.position) and other.interval.overlaps(case.interval)
        and _alike(case, other.position)
    ]  # fmt: skip
    same = [o for o in others if o.here.key.accession == case.here.key.accession]
    if not same and abs(case.gap) < SMALL:
        return ()
    nearest = min(
        same or others,
        key=lambda other: (abs(other.interval.to - case.interval.to), other.here.key),
        default=None,
    )
    return (row_proof(nearest.here),) if nearest else ()


def balances_out(case: Case) -> tuple[Proof, ...]:
    """All gaps of one security in one filing add up to nothing: it moved among its lines."""
    position = case.position
    security = (case.here.key.accession, position.table, position.wording.title)
    cases, together = case.book.by_security[security]
    if len(cases) > 2 and abs(case.gap) >= SMALL and together == 0:
        return tuple(sorted(row_proof(other.here) for other in cases if other is not case))
    return ()


def went_on_elsewhere(case: Case) -> tuple[Proof, ...]:
    """Another line begins with what this one lost, or ended with what this one gained."""
    if abs(case.gap) < SMALL:
        return ()
    found = [
        position.history[0]
        for position in case.book.starts.get(-case.gap, ())
        if case.interval.holds(position.history[0].as_of) and _is_successor(case, position)
    ] + [
        position.history[-1]
        for position in case.book.ends.get(case.gap, ())
        if _ended_before(case, position) and _is_successor(case, position)
    ]
    return tuple(row_proof(balance) for balance in sorted(found, key=lambda each: each.key)[:1])


def _is_successor(case: Case, position: Position) -> bool:
    return _is_theirs(case, position) and _alike(case, position)


def _ended_before(case: Case, position: Position) -> bool:
    """True for a line that goes with the balance before, and was not heard of again."""
    last = position.history[-1].as_of
    here = case.here.key.accession
    return (
        last is not None
        and last == case.before.as_of
        and position.history[-1].key.accession == case.before.key.accession != here
    )


def passed_through(case: Case) -> tuple[Proof, ...]:
    """A row under another wording starts from this line's balance and leaves what it goes on from.

    The row stands in another line, because its terms or its title are filled in otherwise.
    """
    previous = case.here.previous
    if previous is None or previous < SMALL:
        return ()
    own = case.course.keys
    for each in case.book.rows.get(case.gap, ()):
        between = case.interval.after <= each.day <= case.interval.to
        if between and each.key.table == case.position.table and each.key not in own:
            same = before(each.row) == previous and after(each.row) == case.start
            if same and _is_by_them(case, each):
                return (_proof(each),)
    return ()


def converted(case: Case) -> tuple[Proof, ...]:
    """Derivatives that the same holder had, and was not heard to have since, became these shares.

    As when preferred stock converts at a public offering, with no row that says so: one line, or
    all of them together, stands for exactly as many underlying shares, and a note says that it
    converts.
    """
    if case.gap < SMALL or case.position.table != "I":
        return ()
    title, held = case.position.wording.title, case.position.wording[1:3]
    found: list[tuple[Decimal, Balance]] = []
    for position in case.book.derivatives.get(held, ()):
        last = position.history[-1]
        under = last.report.row.underlying_security_shares
        theirs = position.owners == case.position.owners or case.people & people_of(position.owners)
        if under is None or not under.value or not theirs or not _is_before(case, last):
            continue
        of = last.report.row.underlying_security_title
        same = of is not None and normal_title(of.value or "") == title
        if same and not position.wording.exercise_price and _converts(last):
            found.append((under.value, last))
    found.sort(key=lambda each: each[1].key)
    one = next(([each] for each in found if each[0] == case.gap), found)
    if one and sum(shares for shares, _ in one) == case.gap:
        return tuple(row_proof(balance) for _, balance in one)
    return ()


def _converts(balance: Balance) -> bool:
    report = balance.report
    return any("convert" in note.text.casefold() for note in notes_of(report.filing, report.row))


def _is_before(case: Case, last: Balance) -> bool:
    """True for a balance that speaks of a day before this one, from another filing."""
    day = last.as_of
    return (
        day is not None and day < case.interval.to and last.key.accession != case.here.key.accession
    )


def other_row(case: Case) -> tuple[Proof, ...]:
    """A row of another line gave this one what it gained, or took what it lost.

    Either a transfer within the table, or the exercise or conversion of a derivative whose
    underlying securities no row of Table I receives or gives.
    """
    if abs(case.gap) < SMALL:
        return ()
    for each in (*_rows(case, -case.gap), *_rows(case, case.gap)):
        code = each.row.transaction_code
        letter = code.value if code else None
        if each.key.table == case.position.table:
            answers = each.row.transaction_acquired_disposed_code is not None and (
                letter in _TRANSFERS and _sign(each) == -_sign_of(case.gap)
            )
        else:
            answers = each.of == case.position.table and letter in _CONVERSIONS
        if answers and not _is_answered(case, each):
            return (_proof(each),)
    return ()


# Gifts, transfers of other kinds, wills, voting trusts: between lines of the same people.
_TRANSFERS = frozenset({"G", "J", "W", "Z"})
# Exercise or conversion of a derivative security.
_CONVERSIONS = frozenset({"M", "C", "X", "O"})


def _rows(case: Case, size: Decimal) -> Iterable[GapRow]:
    """Rows of that size on other lines of the same people, dated between the two balances."""
    own = case.course.keys
    for each in case.book.rows.get(size, ()):
        if each.key in own or not case.interval.holds(each.day):
            continue
        if _is_by_them(case, each):
            yield each


def _is_by_them(case: Case, each: GapRow) -> bool:
    return bool(people_in(each.filing) & case.people)


def _is_answered(case: Case, each: GapRow) -> bool:
    """True if its own filing has the other side of the row: nothing of it is left to explain."""
    accession, size = each.key.accession, abs(case.gap)
    book = case.book
    if each.key.table != case.position.table:
        table = case.position.table
        return bool(book.legs(accession, table, size) or book.legs(accession, table, -size))
    sign = _sign(each)
    given = book.legs(accession, each.key.table, -sign * size)
    return given >= book.legs(accession, each.key.table, sign * size)


def _sign(each: GapRow) -> int:
    code = each.row.transaction_acquired_disposed_code
    return 1 if code is not None and code.value == "A" else -1


def _sign_of(number: Decimal) -> int:
    return 1 if number > 0 else -1


def _proof(each: GapRow) -> Proof:
    return Proof(each.key.accession, each.key.table, each.key.row)
