"""A balance that does not follow from the one before, with what stands around it.

The book holds the lines of people who are connected through joint filings, and finds among them
what might have moved: equal gaps, rows of that size, lines that begin or end with it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from builder.ledger.amendments import Amended
from builder.ledger.gap_notes import Note, notes_of
from builder.ledger.history import Balance
from builder.ledger.keys import RowKey
from builder.ledger.positions import Position
from builder.ledger.reports import change, event_day
from builder.model import Filing, Row


class Interval(NamedTuple):
    """The days between two balances: after the first, up to the second."""

    after: date
    to: date

    def overlaps(self, other: Interval) -> bool:
        return (self.after < other.to and other.after < self.to) or self.to == other.to

    def holds(self, day: date | None) -> bool:
        return day is not None and self.after < day <= self.to


@dataclass(eq=False)
class Case:
    """A balance that does not follow, with what stands around it."""

    book: Book
    position: Position
    index: int  # in the position's history

    @property
    def here(self) -> Balance:
        return self.position.history[self.index]

    @property
    def gap(self) -> Decimal:
        return self.here.gap or Decimal(0)

    @cached_property
    def earlier(self) -> int:
        """The place in the history of the balance before."""
        history = self.position.history
        return max(i for i in range(self.index) if history[i].verdict not in {"part", "unstated"})

    @property
    def before(self) -> Balance:
        return self.position.history[self.earlier]

    @property
    def start(self) -> Decimal:
        """The balance that the rows of this block start from, by their own numbers."""
        balance = self.here.balance or Decimal(0)
        return balance - (self.here.since or Decimal(0))

    @cached_property
    def interval(self) -> Interval:
        return Interval(self.before.as_of or date.min, self.here.as_of or date.max)

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """Notes on the rows of this line in this filing, this row's first."""
        filing = self.here.report.filing
        same = [
            each.report.row
            for each in self.position.history
            if each.report.filing.accession == filing.accession
        ]
        rows = [self.here.report.row, *(row for row in same if row is not self.here.report.row)]
        found: dict[tuple[str, bool], Note] = {}
        for row in rows:
            for note in notes_of(filing, row):
                found.setdefault((note.id, note.on_balance), note)
        return tuple(found.values())


class GapRow(NamedTuple):
    """A transaction of some line, for finding the other side of a move."""

    day: date
    key: RowKey
    row: Row


class Book:
    """The lines of people who are connected through joint filings, and their filings."""

    def __init__(
        self, positions: Sequence[Position], filings: Mapping[str, Filing], amended: Amended
    ) -> None:
        self.positions = positions
        self.filings = filings
        self.amended = amended

    @cached_property
    def cases(self) -> list[Case]:
        return [
            Case(self, position, index)
            for position in self.positions
            for index, balance in enumerate(position.history)
            if balance.verdict == "gap"
        ]

    @cached_property
    def by_gap(self) -> dict[Decimal, list[Case]]:
        found: dict[Decimal, list[Case]] = defaultdict(list)
        for case in self.cases:
            found[case.gap].append(case)
        return found

    @cached_property
    def by_filing(self) -> dict[str, list[Case]]:
        found: dict[str, list[Case]] = defaultdict(list)
        for case in self.cases:
            found[case.here.key.accession].append(case)
        return found

    @cached_property
    def starts(self) -> dict[Decimal, list[Position]]:
        """Lines by the balance that they began from."""
        found: dict[Decimal, list[Position]] = defaultdict(list)
        for position in self.positions:
            first = position.history[0]
            if first.balance is not None and first.since is not None and first.verdict == "first":
                found[first.balance - first.since].append(position)
        return found

    @cached_property
    def ends(self) -> dict[Decimal, list[Position]]:
        """Lines by their last balance."""
        found: dict[Decimal, list[Position]] = defaultdict(list)
        for position in self.positions:
            if position.history[-1].balance:
                found[position.history[-1].balance or Decimal(0)].append(position)
        return found

    @cached_property
    def rows(self) -> dict[Decimal, list[GapRow]]:
        """Transactions by what they add or take, and Table II rows by their underlying shares."""
        found: dict[Decimal, list[GapRow]] = defaultdict(list)
        superseded = self.amended.superseded
        for accession in sorted(self.filings):
            filing = self.filings[accession]
            for row in filing.rows:
                key = RowKey(accession, row.table, row.row)
                day = event_day(filing, row)
                if row.kind != "transaction" or day is None or key in superseded:
                    continue
                sizes = {change(row)}
                if row.underlying_security_shares is not None and (by := change(row)):
                    under = row.underlying_security_shares.value
                    sizes.add(under.copy_sign(by) if under is not None else None)
                for size in sizes:
                    if size:
                        found[size].append(GapRow(day, key, row))
        return found

    @cached_property
    def known(self) -> list[date]:
        """The days on which filings of these people came in."""
        return sorted(day for f in self.filings.values() if (day := f.filed) is not None)

    def filed_between(self, first: date, last: date) -> bool:
        """True if any filing came in on one of these days."""
        return bisect_left(self.known, first) < bisect_right(self.known, last)
