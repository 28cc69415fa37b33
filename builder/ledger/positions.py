"""What each insider holds now: one line per pile of securities, from the last report of it.

Every row of a filing restates the balance of its line *after* the reported
transactions (Form 4, column 5; section 4.2 of the forms reference), so a position is
the newest such balance, never a running sum. What counts as newest is the order of
events, not of filings: a late report of an old trade does not overwrite a newer
balance.

Which rows are about the same pile is settled for each issuer, group of owners, table
and D or I, filing by filing in the order of events:

1. within a filing, a row goes on from the row before it if their balances do (running
   style) or are the same (final style); a holding beside other rows of its line is a
   pile of its own;
2. across filings, under the same wording (title, nature, exercise price, expiration),
   the pile whose balance is the one that the new rows start from; else the one with
   the same or the likeliest notes; else, where there is only one, that one;
3. under another wording, the only open pile with exactly the balance that the new rows
   start from.

What fits nowhere is a pile of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from builder.ledger.lines import SEE_NOTE, Group, Line, group_of, likeness, line_of, noted
from builder.model import Cell, Filing, Row, Table

EARLIEST = date(1934, 6, 6)  # the Securities Exchange Act: no Section 16 before it


class Report(NamedTuple):
    """One row as a statement about a balance: when it speaks, and of what."""

    order: tuple[date, date, datetime, str, str, int]
    filing: Filing
    row: Row

    @property
    def as_of(self) -> date | None:
        """The day the balance speaks of; None where the filing gives no usable date."""
        return self.order[0] if self.order[0] != date.min else None


class Position(NamedTuple):
    """A line with its newest report."""

    issuer: int
    owners: tuple[int, ...]  # CIKs of the filing's owners, ascending; 0 for one without
    table: Table
    line: tuple[str, ...]
    report: Report

    @property
    def balance(self) -> Cell[Decimal] | None:
        """The balance as filed; see :func:`balance_of`."""
        return balance_of(self.report.row)

    @property
    def is_open(self) -> bool:
        """A balance of zero closes the line; a balance that no number states does not."""
        balance = self.balance
        return balance is None or balance.value is None or balance.value != 0


def balance_of(row: Row) -> Cell[Decimal] | None:
    """The balance that a row states: shares or value owned after it.

    On Form 3, derivative rows have no such column and their size is the underlying
    shares or value (oddity 22). None if the row states no balance at all.
    """
    return (
        row.shares_owned_following_transaction
        or row.value_owned_following_transaction
        or (
            row.underlying_security_shares or row.underlying_security_value
            if row.table == "II" and row.kind == "holding"
            else None
        )
    )


def is_value(row: Row) -> bool:
    """True if the balance is an amount of money (principal), which is never added to shares."""
    return row.shares_owned_following_transaction is None and (
        row.value_owned_following_transaction is not None
        or (row.underlying_security_shares is None and row.underlying_security_value is not None)
    )


def event_day(filing: Filing, row: Row) -> date | None:
    """The day a row speaks of: its transaction date, for holdings the period of report.

    A transaction date after the day of filing or before 1934 is a slip of the pen: the
    period of report stands in its place (section 4.13 of the forms reference). Where no
    day of filing is known the latest signature stands for it; the period cannot, for it
    is the day of the first of several transactions.
    """
    day = row.transaction_date.value if row.transaction_date else None
    if day is not None and day >= EARLIEST:
        reported = filing.known_day if filing.filed or _is_signed(filing) else None
        if reported is None or day <= reported + timedelta(days=1):
            return day
    return filing.period or filing.known_day


def _is_signed(filing: Filing) -> bool:
    return any(signature.date for signature in filing.signatures)


def balance_day(filing: Filing, row: Row) -> date | None:
    """The day that a row's balance speaks of.

    On Form 5 that is the end of the issuer's fiscal year (the period of report) for every
    row; elsewhere it is the day of the row.
    """
    if filing.form is not None and filing.form.startswith("5") and filing.period:
        return filing.period
    return event_day(filing, row)


def report_of(
    filing: Filing, row: Row, day: Callable[[Filing, Row], date | None] = event_day
) -> Report:
    """Place a row in the order of events: its day, then what was known when, then its row."""
    order = (
        day(filing, row) or date.min,
        filing.known_day or date.min,
        filing.accepted or datetime.min,  # noqa: DTZ901 - all acceptance times are Eastern, naive
        filing.accession,
        row.table,
        row.row,
    )
    return Report(order, filing, row)


# Notes less alike than this are about something else.
ALIKE = Decimal("0.6")


def derive_positions(filings: Iterable[Filing]) -> list[Position]:
    """Every pile that any of the filings reports, with its newest report.

    The order of the filings does not matter. Closed piles (balance zero) are included.
    """
    by_group: dict[Group, list[_Chain]] = defaultdict(list)
    for filing in filings:
        for group, chains in _chains_of(filing).items():
            by_group[group] += chains
    positions = []
    for group in sorted(by_group):
        piles = _piles(by_group[group])
        positions += [_position(group, number, pile) for number, pile in enumerate(piles, 1)]
    return positions


def _position(group: Group, number: int, pile: _Pile) -> Position:
    return Position(group.issuer, group.owners, group.table, (*pile.line, str(number)), pile.newest)


@dataclass(slots=True)
class _Chain:
    """Rows of one filing about one pile, in the form's order."""

    line: Line
    notes: frozenset[str]
    reports: list[Report]
    start: Decimal | None  # the balance before the first row, where it can be told

    @property
    def last(self) -> Report:
        return max(self.reports)


@dataclass(slots=True)
class _Pile:
    """A pile with the wordings it went under and its newest report so far."""

    line: Line
    notes: frozenset[str]
    newest: Report
    wordings: set[Line] = field(default_factory=set)

    @property
    def balance(self) -> Decimal | None:
        return _after(self.newest.row)

    def take(self, chain: _Chain) -> None:
        self.wordings.add(chain.line)
        if self.newest <= chain.last:
            self.newest, self.line, self.notes = chain.last, chain.line, chain.notes


def _chains_of(filing: Filing) -> dict[Group, list[_Chain]]:
    """The rows of a filing, put together by pile."""
    found: dict[Group, list[_Chain]] = defaultdict(list)
    for row in filing.rows:
        if balance_of(row) is None:
            continue
        report = report_of(filing, row, balance_day)
        chains = found[group_of(filing, row)]
        line, notes = line_of(row), noted(filing, row)
        same = [chain for chain in chains if chain.line == line]
        chain = next((c for c in reversed(same) if _goes_on(c, row, notes)), None)
        if chain is None:
            chains.append(_Chain(line, notes, [report], before(row)))
        else:
            chain.reports.append(report)
    return found


def before(row: Row) -> Decimal | None:
    """The balance before a row, by its own numbers; for a holding, the balance itself."""
    after = _after(row)
    if row.kind == "holding" or after is None:
        return after
    size = row.transaction_shares or row.transaction_total_value
    direction = row.transaction_acquired_disposed_code
    if size is None or size.value is None or direction is None:
        return None
    return after - size.value if direction.value == "A" else after + size.value


def _after(row: Row) -> Decimal | None:
    cell = balance_of(row)
    return cell.value if cell else None


def _goes_on(chain: _Chain, row: Row, notes: frozenset[str]) -> bool:
    """True if a row is about the pile of a chain of the same filing and the same wording."""
    last = chain.reports[-1].row
    if row.kind == "holding" or last.kind == "holding":
        return False  # a holding restates a pile that no row of the filing touches
    start, after = before(row), _after(row)
    if start is not None and start == _after(last):
        return True  # running style
    if after is not None and after == before(last):
        return True  # running style, newest first
    alone = start == 0 and before(last) == 0  # two first acquisitions, each a pile of its own
    if after == _after(last) and not (alone and chain.line.held == "D" and row.table == "II"):
        return chain.notes == notes or not _names_apart(row)  # final style
    return not _names_apart(row) and chain.notes == notes


def _names_apart(row: Row) -> bool:
    """True where a row's words leave open which pile it is about: grants, "See footnote"."""
    if row.table == "II":
        return row.expiration_date is None or row.expiration_date.value is None
    nature = row.nature_of_ownership
    return nature is not None and bool(nature.footnotes)


def _piles(chains: list[_Chain]) -> list[_Pile]:
    """Settle which chains of all filings go on from which, in the order of events."""
    by_filing: dict[str, list[_Chain]] = defaultdict(list)
    for chain in chains:
        by_filing[chain.last.filing.accession].append(chain)
    piles: list[_Pile] = []
    for filed in sorted(by_filing.values(), key=lambda filed: max(c.last for c in filed)):
        _settle(sorted(filed, key=lambda chain: chain.reports[0].row.row), piles)
    return piles


def _settle(chains: list[_Chain], piles: list[_Pile]) -> None:
    """Give each chain of one filing its pile: the surest ways first, for all of them."""
    free = list(piles)
    open_chains = list(chains)
    for choose in (_by_balance, _by_same_notes, _by_like_notes, _the_only_one, _reworded):
        for chain in list(open_chains):
            pile = choose(chain, free, open_chains)
            if pile is not None:
                pile.take(chain)
                free = [other for other in free if other is not pile]
                open_chains = [other for other in open_chains if other is not chain]
    piles += [_Pile(chain.line, chain.notes, chain.last, {chain.line}) for chain in open_chains]


def _same_wording(chain: _Chain, free: Sequence[_Pile]) -> list[_Pile]:
    """Piles known under the chain's wording, the newest report last."""
    found = [pile for pile in free if chain.line in pile.wordings and not _contradicts(chain, pile)]
    return sorted(found, key=lambda pile: pile.newest)


# Dividends and rounding move the balance of a grant by a few percent, another grant by more.
NEARLY = Decimal("0.95")


def _contradicts(chain: _Chain, pile: _Pile) -> bool:
    """True for grants without a stated term whose balances are too far apart to be the same.

    Most grants of units have one title, no price and no expiration: only the number tells.
    """
    balance, start = pile.balance, chain.start
    if pile.newest.row.table == "I" or chain.line.expiration or balance is None or start is None:
        return False
    if start == 0 and chain.last.row.kind == "holding":
        return False  # a holding of nothing closes a pile, it opens none
    low, high = sorted((balance, start))
    return low < high * NEARLY


def _by_balance(chain: _Chain, free: Sequence[_Pile], _others: Sequence[_Chain]) -> _Pile | None:
    if not chain.start:
        return None
    fitting = [p for p in _same_wording(chain, free) if p.balance == chain.start]
    return max(
        fitting, key=lambda pile: (likeness(pile.notes, chain.notes), pile.newest), default=None
    )


def _by_same_notes(chain: _Chain, free: Sequence[_Pile], _others: Sequence[_Chain]) -> _Pile | None:
    if not chain.notes:
        return None
    return next((p for p in _same_wording(chain, free) if p.notes == chain.notes), None)


def _by_like_notes(chain: _Chain, free: Sequence[_Pile], _others: Sequence[_Chain]) -> _Pile | None:
    alike = [
        (likeness(pile.notes, chain.notes), pile)
        for pile in _same_wording(chain, free)
        if pile.notes and chain.notes
    ]
    alike = [pair for pair in alike if pair[0] >= ALIKE]
    best = max((score for score, _ in alike), default=None)
    found = [pile for score, pile in alike if score == best]
    return found[0] if len(found) == 1 else None


def _the_only_one(chain: _Chain, free: Sequence[_Pile], others: Sequence[_Chain]) -> _Pile | None:
    """Rule 4.2 at its plainest: the last report of a line wins."""
    same = _same_wording(chain, free)
    still = [pile for pile in same if pile.balance != 0] or same[-1:]
    rivals = [other for other in others if other.line == chain.line]
    return (
        still[0]
        if len(still) == 1 and len(rivals) == 1 and not _other_note(chain, still[0])
        else None
    )


def _other_note(chain: _Chain, pile: _Pile) -> bool:
    """True if notes are all that names the pile, and they name another one."""
    only_notes = chain.line.nature == SEE_NOTE and bool(chain.notes) and bool(pile.notes)
    return only_notes and likeness(chain.notes, pile.notes) < ALIKE


def _reworded(chain: _Chain, free: Sequence[_Pile], _others: Sequence[_Chain]) -> _Pile | None:
    """The only open pile that has exactly the balance the chain starts from."""
    if not chain.start:
        return None
    fitting = [p for p in free if p.balance == chain.start and _near(chain.line, p.line)]
    return fitting[0] if len(fitting) == 1 else None


def _near(one: Line, other: Line) -> bool:
    """True if two wordings share title or nature, and their terms do not contradict."""
    prices = {one.exercise_price, other.exercise_price} - {""}
    days = {one.expiration, other.expiration} - {""}
    words = set(one.title.split()) & set(other.title.split())
    alike = one.title == other.title or (one.nature == other.nature and bool(words))
    return alike and len(prices) < 2 and len(days) < 2
