"""A balance that does not follow from the one before, with what stands around it.

The book holds the lines of people who are connected through joint filings, and finds among them
what might have moved: equal gaps, rows of that size, lines that begin or end with it. It looks
things up by the number, so that a set with many gaps is settled in one pass.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import accumulate, islice
from typing import NamedTuple

from builder.derive.amendments import Amended
from builder.derive.gap_notes import LONGEST, REMARKS, Note, Split, notes_of, splits_in
from builder.derive.history import Balance
from builder.derive.keys import RowKey, key_of
from builder.derive.parts import number_of, part_of
from builder.derive.positions import Position
from builder.derive.reports import change, event_day
from builder.model import Filing, Row, Table


class Interval(NamedTuple):
    """The days between two balances: after the first, up to the second."""

    after: date
    to: date

    def overlaps(self, other: Interval) -> bool:
        """True if something that happened once can have moved both balances."""
        return (self.after < other.to and other.after < self.to) or self.to == other.to

    def holds(self, day: date | None) -> bool:
        """True for a day after the first balance, up to the second; on one day, for that day."""
        if day is None:
            return False
        return self.after < day <= self.to or self.after == day == self.to


def people_of(owners: Sequence[int]) -> frozenset[int]:
    """Owners who can be told apart: one without a key is nobody in particular."""
    return frozenset(owners) - {0}


def people_in(filing: Filing) -> frozenset[int]:
    """The owners of a filing who can be told apart."""
    return people_of([owner.key for owner in filing.owners])


CameIn = tuple[date, datetime, str]


def came_in(filing: Filing) -> CameIn:
    """When a filing came in: a late report comes after what it should have come before."""
    return (
        filing.known_day or date.min,
        filing.accepted or datetime.min,  # noqa: DTZ901 - all acceptance times are Eastern, naive
        filing.accession,
    )


class Course:
    """The history of one line, with what is asked of it at each of its gaps."""

    def __init__(self, history: Sequence[Balance]) -> None:
        self.history = history

    @cached_property
    def keys(self) -> frozenset[RowKey]:
        return frozenset(balance.key for balance in self.history)

    @cached_property
    def rows(self) -> dict[str, list[Row]]:
        """The rows of each filing."""
        found: dict[str, list[Row]] = defaultdict(list)
        for balance in self.history:
            found[balance.report.filing.accession].append(balance.report.row)
        return found

    @cached_property
    def known(self) -> list[CameIn]:
        """When each balance came in."""
        return [came_in(balance.report.filing) for balance in self.history]

    @cached_property
    def newest_until(self) -> list[CameIn]:
        """The newest filing among each balance and those before it."""
        return list(accumulate(self.known, max))

    @cached_property
    def oldest_from(self) -> list[CameIn]:
        """The oldest filing among each balance and those after it."""
        return list(accumulate(reversed(self.known), min))[::-1]

    @cached_property
    def first_day_from(self) -> list[date]:
        """The first day that a row speaks of, among each balance and those after it."""
        days = (
            event_day(b.report.filing, b.report.row) or date.max for b in reversed(self.history)
        )
        return list(accumulate(days, min))[::-1]

    @cached_property
    def steps(self) -> dict[tuple[Decimal | None, Decimal], list[int]]:
        """The gaps by the balance that they led to and their size."""
        found: dict[tuple[Decimal | None, Decimal], list[int]] = defaultdict(list)
        for index, balance in enumerate(self.history):
            if balance.gap is not None:
                found[balance.balance, balance.gap].append(index)
        return found


MOST_ROWS = 30  # of a table on one form; where there are more, not all are looked at


@dataclass(eq=False)
class Case:
    """A balance that does not follow, with what stands around it."""

    book: Book
    position: Position
    index: int  # in the position's history
    course: Course

    @property
    def here(self) -> Balance:
        return self.position.history[self.index]

    @property
    def gap(self) -> Decimal:
        return self.here.gap or Decimal(0)

    @cached_property
    def earlier(self) -> int:
        """The place in the history of the balance before."""
        history, before = self.position.history, range(self.index - 1, -1, -1)
        return next(i for i in before if history[i].verdict not in {"part", "unstated"})

    @property
    def before(self) -> Balance:
        return self.position.history[self.earlier]

    @property
    def block(self) -> tuple[Balance, ...]:
        """The rows since the balance before, this one included."""
        return self.position.history[self.earlier + 1 : self.index + 1]

    @cached_property
    def start(self) -> Decimal:
        """The balance that the rows of this block start from, by their own numbers."""
        balance = self.here.balance or Decimal(0)
        return balance - (self.here.since or Decimal(0))

    @property
    def ratio(self) -> Decimal | None:
        """What the balance before would have been multiplied by."""
        previous = self.here.previous
        return self.start / previous if previous and previous > 0 < self.start else None

    @cached_property
    def interval(self) -> Interval:
        return Interval(self.before.as_of or date.min, self.here.as_of or date.max)

    @cached_property
    def since(self) -> date:
        """The day of the last balance that another filing states: what a note may speak of."""
        history, here = self.position.history, self.here.key.accession
        for index in range(self.index - 1, -1, -1):
            other = history[index]
            if other.key.accession != here and other.balance is not None:
                return other.as_of or date.min
        return date.min

    @cached_property
    def people(self) -> frozenset[int]:
        return people_of(self.position.owners)

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """Notes on the rows of this line in this filing, this row's first."""
        filing, row = self.here.report.filing, self.here.report.row
        others = (other for other in self.course.rows[filing.accession] if other is not row)
        same = islice(others, MOST_ROWS)
        found: dict[tuple[str, bool], Note] = {}
        for each in (row, *same):
            for note in notes_of(filing, each):
                found.setdefault((note.id, note.on_balance), note)
        return tuple(found.values())

    @property
    def balance_notes(self) -> list[Note]:
        """Notes on the balance itself."""
        row = self.here.report.row
        return [note for note in self.notes if note.on_balance and note.row is row]


class GapRow(NamedTuple):
    """A transaction of some line, for finding the other side of a move."""

    day: date
    key: RowKey
    filing: Filing
    row: Row
    of: Table  # the table whose securities moved by so much: its own, or those underlying it


class Place(NamedTuple):
    """A note of a filing, and the last day on which the filing can have come in."""

    known: date
    accession: str
    note: str


class Book:
    """The lines of people who are connected through joint filings, and their filings."""

    def __init__(
        self,
        positions: Sequence[Position],
        filings: Mapping[str, Filing],
        amended: Amended,
        repeated: Collection[RowKey] = (),
    ) -> None:
        self.positions = positions
        self.filings = filings
        self.amended = amended
        self.repeated = repeated

    @cached_property
    def cases(self) -> list[Case]:
        found = []
        for position in self.positions:
            course = Course(position.history)
            found += [
                Case(self, position, index, course)
                for index, balance in enumerate(position.history)
                if balance.verdict == "gap"
            ]
        return found

    @cached_property
    def by_gap(self) -> dict[Decimal, list[Case]]:
        found: dict[Decimal, list[Case]] = defaultdict(list)
        for case in self.cases:
            found[case.gap].append(case)
        return found

    @cached_property
    def by_ratio(self) -> dict[Decimal, list[Case]]:
        found: dict[Decimal, list[Case]] = defaultdict(list)
        for case in self.cases:
            if case.ratio is not None:
                found[case.ratio].append(case)
        return found

    @cached_property
    def by_security(self) -> dict[tuple[str, Table, str], tuple[list[Case], Decimal]]:
        """The gaps of each security in each filing, and what they add up to."""
        found: dict[tuple[str, Table, str], list[Case]] = defaultdict(list)
        for case in self.cases:
            position = case.position
            found[case.here.key.accession, position.table, position.wording.title].append(case)
        return {
            key: (cases, sum((c.gap for c in cases), Decimal(0))) for key, cases in found.items()
        }

    @cached_property
    def numbered(self) -> dict[RowKey, Row]:
        """Every row by its identity."""
        return {key_of(filing, row): row for filing in self.filings.values() for row in filing.rows}

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
        """Lines by their last balance, if that is not zero."""
        found: dict[Decimal, list[Position]] = defaultdict(list)
        for position in self.positions:
            last = position.history[-1]
            if last.balance:
                found[last.balance].append(position)
        return found

    @cached_property
    def derivatives(self) -> dict[tuple[str, str], list[Position]]:
        """Lines of Table II that were not closed, by how they are held."""
        found: dict[tuple[str, str], list[Position]] = defaultdict(list)
        for position in self.positions:
            if position.table == "II" and position.history[-1].balance:
                found[position.wording.held, position.wording.nature].append(position)
        return found

    @cached_property
    def superseding(self) -> dict[RowKey, list[RowKey]]:
        """Rows that an amendment changed, by the row that stands in their place."""
        found: dict[RowKey, list[RowKey]] = defaultdict(list)
        for key, gone in sorted(self.amended.superseded.items()):
            if gone.why == "changed" and gone.other is not None:
                found[gone.other].append(key)
        return found

    @cached_property
    def rows(self) -> dict[Decimal, list[GapRow]]:
        """Transactions by what they add or take, and Table II rows by their underlying shares."""
        found: dict[Decimal, list[GapRow]] = defaultdict(list)
        superseded, repeated = self.amended.superseded, self.repeated
        for accession in sorted(self.filings):
            filing = self.filings[accession]
            for row in filing.rows:
                key = RowKey(accession, row.table, row.row)
                day, by = event_day(filing, row), change(row)
                if row.kind != "transaction" or day is None or not by:
                    continue
                if key in superseded or key in repeated:
                    continue
                found[by].append(GapRow(day, key, filing, row, row.table))
                under = row.underlying_security_shares
                if row.table == "II" and under is not None and under.value:
                    size = under.value.copy_sign(by)
                    found[size].append(GapRow(day, key, filing, row, "I"))
        return found

    @cached_property
    def _sizes(self) -> dict[str, Counter[tuple[Table, Decimal]]]:
        """What the rows of each filing add or take."""
        return {
            accession: Counter(
                (row.table, by) for row in filing.rows if (by := change(row)) is not None and by
            )
            for accession, filing in self.filings.items()
        }

    def legs(self, accession: str, table: Table, size: Decimal) -> int:
        """How many rows of a table of this filing add, or take, so much."""
        return self._sizes[accession][table, size]

    @cached_property
    def splits(self) -> dict[Split, list[Place]]:
        """Every sentence of these filings that gives the ratio of a split, and where it stands."""
        found: dict[Split, list[Place]] = defaultdict(list)
        for accession in sorted(self.filings):
            filing = self.filings[accession]
            if filing.known_day is None:
                continue
            for note, text in (*filing.footnotes.items(), (REMARKS, filing.remarks or "")):
                for split in splits_in(text[:LONGEST]):
                    found[split].append(Place(filing.known_day, accession, note))
        return {split: sorted(places) for split, places in sorted(found.items())}

    @cached_property
    def parts(self) -> dict[tuple[frozenset[int], date | None], set[int]]:
        """Which parts of a report that takes several filings are here, by people and period."""
        found: dict[tuple[frozenset[int], date | None], set[int]] = defaultdict(set)
        for filing in self.filings.values():
            number = number_of(part_of(filing.remarks))
            if number:
                found[people_in(filing), filing.period].add(number)
        return found

    @cached_property
    def _known(self) -> frozenset[date]:
        """Days on which filings of these people came in, or may have."""
        days: set[date] = set()
        for filing in self.filings.values():
            if filing.filed is not None:
                days.add(filing.filed)
            elif filing.known_day is not None:  # signed, and filed some days later
                few = min(_DAYS_TO_FILE, date.max.toordinal() - filing.known_day.toordinal())
                days.update(filing.known_day + timedelta(days=n) for n in range(few + 1))
        return frozenset(days)

    def is_known(self, day: date) -> bool:
        """True if a filing of these people came in on this day, or may have."""
        return day in self._known


_DAYS_TO_FILE = 5
