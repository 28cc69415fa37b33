"""The rows of one filing about one pile of securities, in the order of their balances.

"Owned following the reported transaction(s)" is filled in in two styles (section 4.2 of the
forms reference). *Running*: each row shows the balance after itself. *Final*: every row shows
the same balance, the one after all of them. Filers also mix the two (running from block to
block) and list newest first or by price. A chain finds the order in which the balances add up;
where there is none, its style is "unclear" and each row is checked for itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from builder.derive.keys import RowKey
from builder.derive.lines import (
    Group,
    Line,
    Notes,
    group_of,
    line_of,
    noted,
    owners_of,
    terms_agree,
)
from builder.derive.reports import (
    Order,
    Report,
    after,
    balance_day,
    balance_of,
    before,
    change,
    is_same,
    report_of,
)
from builder.model import Filing, Row

Style = Literal["holding", "single", "running", "final", "unclear"]
Reworded = Callable[[Filing, Row, Line], Line]


class Block(NamedTuple):
    """Rows that share one balance: one row, or several in the final style."""

    order: Order  # when its balance speaks
    reports: tuple[Report, ...]  # the balance is that of the last one
    change: Decimal | None  # what all its rows add; None if one of them does not say
    style: Style
    newest: Report  # the row that states the balance: of several that show the same, the newest
    balance: Decimal | None  # the balance that its rows state
    is_stated: bool  # False for rows that state no balance, not even in a note

    @property
    def as_of(self) -> date | None:
        """The day its balance speaks of."""
        return self.order[0] if self.order[0] != date.min else None


def _block(order: Order, reports: tuple[Report, ...], by: Decimal | None, style: Style) -> Block:
    stated = [each for each in reports if balance_of(each.row) is not None]
    found = stated or reports
    newest = max(found) if len(found) > 1 else found[0]
    return Block(order, reports, by, style, newest, after(newest.row), bool(stated))


@dataclass(slots=True)
class Chain:
    """Rows of one filing about one pile."""

    line: Line
    reports: list[Report]  # in the form's order
    blocks: tuple[Block, ...] = ()
    start: Decimal | None = None  # the balance before the first row, where it can be told
    _notes: Notes | None = None

    @property
    def notes(self) -> Notes:
        """The words of the notes that tell its pile from others: looked up if anybody asks."""
        if self._notes is None:
            first = self.reports[0]
            self._notes = noted(first.filing, first.row)
        return self._notes

    @property
    def last(self) -> Block:
        """The block that states the newest balance, or the last one if none does."""
        newest = self.blocks[-1]
        if newest.is_stated:
            return newest
        return next((b for b in reversed(self.blocks) if b.is_stated), newest)

    @property
    def is_stated(self) -> bool:
        """False if none of its rows states a balance."""
        return self.last.is_stated

    def settle(self) -> None:
        """Find the order in which the balances add up."""
        self.blocks = blocks_of(self.reports)
        first = self.blocks[0]
        balance = first.balance
        known = balance is not None and first.change is not None
        self.start = balance - first.change if known else None  # type: ignore[operator] # known


def chains_of(
    filing: Filing,
    *,
    superseded: Collection[RowKey] | Mapping[RowKey, object] = (),
    amends: Filing | None = None,
    reworded: Reworded | None = None,
) -> dict[Group, list[Chain]]:
    """The rows of a filing that count, put together by pile."""
    found: dict[Group, list[Chain]] = defaultdict(list)
    owners = owners_of(filing)
    for row in filing.rows:
        if superseded and RowKey(filing.accession, row.table, row.row) in superseded:
            continue
        if balance_of(row) is None and row.kind == "holding":
            continue
        report = report_of(filing, row, balance_day, amends)
        chains = found[group_of(filing, row, owners)]
        line = line_of(row)
        if reworded is not None:
            line = reworded(filing, row, line)
        same = [chain for chain in chains if chain.line == line]
        chain = next((c for c in reversed(same) if _goes_on(c, filing, row)), None)
        if chain is None and row.kind == "transaction":
            chain = next((c for c in reversed(chains) if _runs_on(c, row, line)), None)
        if chain is None:
            chains.append(Chain(line, [report]))
        else:
            chain.reports.append(report)
    for chains in found.values():
        for chain in chains:
            chain.settle()
    return found


def _runs_on(chain: Chain, row: Row, line: Line) -> bool:
    """True if a row starts from the very balance of a line that only lacks a term of its own."""
    last, start = chain.reports[-1].row, before(row)
    return bool(
        start
        and last.kind == "transaction"
        and chain.line != line
        and terms_agree(chain.line, line)
        and start == after(last)
    )


def _goes_on(chain: Chain, filing: Filing, row: Row) -> bool:
    """True if a row is about the pile of a chain of the same filing and the same wording."""
    last = chain.reports[-1].row
    if row.kind == "holding" or last.kind == "holding":
        return False  # a holding restates a pile that no row of the filing touches
    if balance_of(row) is None or balance_of(last) is None:
        return _noted_alike(chain, filing, row) or not _names_apart(row)  # only words to tell
    start, balance = before(row), after(row)
    if is_same(start, after(last)) or is_same(balance, before(last)):
        return True  # running style, oldest or newest first
    alone = start == 0 and before(last) == 0  # two first acquisitions, each a pile of its own
    if balance == after(last) and not (alone and chain.line.held == "D" and row.table == "II"):
        return not _names_apart(row) or _noted_alike(chain, filing, row)  # final style
    if not _noted_alike(chain, filing, row):
        return False
    # in Table I the same notes name the same holder
    return not _names_apart(row) or (row.table == "I" and bool(chain.notes))


def _noted_alike(chain: Chain, filing: Filing, row: Row) -> bool:
    return chain.notes == noted(filing, row)


def _names_apart(row: Row) -> bool:
    """True where a row's words leave open which pile it is about: grants, "See footnote"."""
    if row.table == "II":
        return row.expiration_date is None or row.expiration_date.value is None
    nature = row.nature_of_ownership
    return nature is not None and bool(nature.footnotes)


# The order of the balances.


def blocks_of(reports: Sequence[Report]) -> tuple[Block, ...]:
    """The rows of a chain as blocks, oldest balance first.

    The first of these orders in which every balance follows from the one before: as filed; by
    day; by day and backwards within each; backwards; from balance to balance, wherever the rows
    stand. If none does, the same is tried for each day by itself.
    """
    if len(reports) == 1:
        return _one(reports[0])
    adding_up = _adding_up(reports)
    if adding_up is None:
        return _day_by_day(reports)
    return _placed(adding_up)


def _one(report: Report) -> tuple[Block, ...]:
    style: Style = "holding" if report.row.kind == "holding" else "single"
    return (_block(report.order, (report,), change(report.row), style),)


def _adding_up(reports: Sequence[Report]) -> list[list[Report]] | None:
    backwards = list(reversed(reports))
    candidates: tuple[Callable[[], Sequence[Report]], ...] = (
        lambda: list(reports),
        lambda: sorted(reports, key=_day),
        lambda: sorted(backwards, key=_day),
        lambda: backwards,
        lambda: _path(reports),
    )
    for candidate in candidates:
        blocks = _blockwise(candidate())
        if blocks is not None and not _starts_below_zero(blocks[0]):
            return blocks
    return None


def _starts_below_zero(block: Sequence[Report]) -> bool:
    """An order that begins with less than nothing only adds up by chance."""
    end, by = after(block[-1].row), _sum(block)
    return end is not None and by is not None and end >= 0 > end - by


def _day(report: Report) -> date:
    return report.order[0]


def _blockwise(reports: Sequence[Report]) -> list[list[Report]] | None:
    """Rows of equal balance put together, if each block follows from the one before."""
    blocks: list[list[Report]] = []
    balances: list[Decimal | None] = []
    for report in reports:
        balance = after(report.row)
        silent = balance_of(report.row) is None
        if blocks and (silent or balances[-1] is None or balance == balances[-1]):
            blocks[-1].append(report)
            balances[-1] = balances[-1] if silent else balance
        else:
            blocks.append([report])
            balances.append(None if silent else balance)
    for index in range(1, len(blocks)):
        by = _sum(blocks[index])
        start, end = balances[index - 1], balances[index]
        if by is None or start is None or not is_same(start + by, end):
            return None
    return blocks


def _sum(reports: Iterable[Report]) -> Decimal | None:
    total = Decimal(0)
    for report in reports:
        by = change(report.row)
        if by is None:
            return None
        total += by
    return total


def _path(reports: Sequence[Report]) -> list[Report]:
    """Rows in the order in which each starts from the balance of the one before, if there is one.

    Of several that start from one balance the first filed goes first.
    """
    starts: dict[Decimal | None, list[Report]] = defaultdict(list)
    for report in reversed(reports):
        starts[before(report.row)].append(report)
    ends = {after(report.row) for report in reports}
    first = next((each for each in reports if before(each.row) not in ends), None)
    path: list[Report] = []
    here = before(first.row) if first is not None else None
    while here is not None and starts.get(here):
        path.append(starts[here].pop())
        here = after(path[-1].row)
    return path if len(path) == len(reports) else list(reports)


def _day_by_day(reports: Sequence[Report]) -> tuple[Block, ...]:
    """Each day by itself; where even a day does not add up, each of its rows."""
    days: dict[date, list[Report]] = defaultdict(list)
    for report in reports:
        days[_day(report)].append(report)
    if len(days) == 1:
        return _placed([[each] for each in reports], unclear=True)
    return tuple(block for day in sorted(days) for block in blocks_of(days[day]))


def _placed(blocks: list[list[Report]], *, unclear: bool = False) -> tuple[Block, ...]:
    """Blocks in time: none is older than the one that it follows."""
    made: list[Block] = []
    newest = max(report.order for report in blocks[0])
    for rows in blocks:
        newest = max(newest, *(report.order for report in rows))
        style: Style = "final" if len(rows) > 1 else "running"
        if len(blocks) == 1 and len(rows) == 1:
            style = "single"
        made.append(_block(newest, tuple(rows), _sum(rows), "unclear" if unclear else style))
    return tuple(made)
