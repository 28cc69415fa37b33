"""One quarter of a market: from its days to its archives.

Filings lie in the archives of submission text in the order of their acceptance. The
quarterly data set holds the same filings as the SEC orders them: every table by filing
date, newest first (``SUBMISSION`` by the *text* of the date, so that 31 July stands before
30 September), within a day in no order, a different one in each table. The rows of a
filing lie together, mixed; their numbers (``…_SK``) do follow the form.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from builder.sample.dice import Dice
from builder.sample.market_spool import Spool, unpack_entries
from builder.sample.market_tables import COLUMNS, TABLES, is_numbered

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from builder.sample.market_spool import Entry

ARCHIVED = 5_000  # filings in one archive of submission text
# Measured: level 6 saves a twentieth of the texts, each packed alone, for half as much time again;
# of the tables, packed whole, it saves a fifth.
_TEXT_LEVEL, _TABLE_LEVEL = 3, 6
_BEGINNING = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can hold
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Quarter:
    """What it takes to pack one quarter, in any process."""

    seed: int
    name: str  # 2025q1
    days: tuple[date, ...]  # with filings, oldest first
    first_numbers: tuple[int, ...]  # of the rows in each table
    spool: Path
    data_sets: Path | None  # folders to write into; None: not asked for
    submissions: Path | None
    papers: tuple[tuple[str, bytes], ...]  # what lies beside the tables of a data set


def pack_quarter(quarter: Quarter) -> int:
    """Write the archives of a quarter; the number of filings is returned."""
    spool = Spool(quarter.spool)
    tables = _Tables(quarter) if quarter.data_sets else None
    texts = _Texts(quarter.submissions, quarter.name) if quarter.submissions else None
    filings = 0
    for day in quarter.days:
        entries = sorted(unpack_entries(spool.take(day)))
        filings += len(entries)
        if texts:
            texts.add(entries)
        if tables:
            tables.add(day, entries)
    if texts:
        texts.close()
    if tables:
        tables.close()
    return filings


def _entry(name: str, level: int = _TABLE_LEVEL) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _BEGINNING)
    entry.create_system = 3  # the same on every system
    entry.external_attr = 0o644 << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry._compresslevel = level  # type: ignore[attr-defined] # noqa: SLF001 - the only way when a member is streamed
    return entry


class _Texts:
    """Archives of submission text, a few thousand filings each."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = name
        self._archive: zipfile.ZipFile | None = None
        self._archives = 0
        self._room = 0

    def add(self, entries: Sequence[Entry]) -> None:
        for entry in entries:
            if self._archive is None or self._room == 0:
                self._archive = self._next()
            self._room -= 1
            self._archive.writestr(_entry(f"{entry.accession}.txt", _TEXT_LEVEL), entry.text)

    def close(self) -> None:
        if self._archive is not None:
            self._archive.close()

    def _next(self) -> zipfile.ZipFile:
        self.close()
        self._archives += 1
        self._room = ARCHIVED
        path = self._folder / f"{self._name}-{self._archives:02d}.zip"
        return zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)


class _Tables:
    """The tables of a quarter, kept on disk until their days can be put in order."""

    def __init__(self, quarter: Quarter) -> None:
        self._quarter = quarter
        self._next = list(quarter.first_numbers)
        self._paths = [quarter.spool / f"{quarter.name}-{table}.tsv" for table in TABLES]
        self._files: list[IO[bytes]] = [path.open("w+b") for path in self._paths]
        self._places: list[dict[date, tuple[int, int]]] = [{} for _ in TABLES]

    def add(self, day: date, entries: Sequence[Entry]) -> None:
        """Number and mix the rows of one day."""
        for at, table in enumerate(TABLES):
            dice = Dice(self._quarter.seed, "rows", day.isoformat(), table)
            own = [entry.tables[at] for entry in entries if entry.tables[at]]
            block = "".join(self._mixed(at, dice, own)).encode()
            self._places[at][day] = (self._files[at].tell(), len(block))
            self._files[at].write(block)

    def _mixed(self, at: int, dice: Dice, tables: Sequence[bytes]) -> list[str]:
        filings = [lines.decode().splitlines(keepends=True) for lines in dice.shuffled(tables)]
        if is_numbered(TABLES[at]):
            number = self._next[at]
            for lines in filings:
                for place, line in enumerate(lines):
                    accession, _, rest = line.partition("\t")
                    lines[place] = f"{accession}\t{number}\t{rest}"
                    number += 1
            self._next[at] = number
        mixed = []
        for lines in dice.shuffled(filings):
            mixed += lines if len(lines) == 1 else dice.shuffled(lines)
        return mixed

    def close(self) -> None:
        """Write the data set, newest day first, and drop what was kept."""
        quarter = self._quarter
        assert quarter.data_sets is not None  # noqa: S101 - made only where it is asked for
        path = quarter.data_sets / f"{quarter.name}_form345.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for at, table in enumerate(TABLES):
                with archive.open(_entry(f"{table}.tsv"), "w") as member:
                    member.write(("\t".join(COLUMNS[table]) + "\n").encode())
                    for day in _day_order(table, quarter.days):
                        self._copy(at, day, member)
            for name, data in quarter.papers:
                archive.writestr(_entry(name), data)
        for file, kept in zip(self._files, self._paths, strict=True):
            file.close()
            kept.unlink()

    def _copy(self, at: int, day: date, member: IO[bytes]) -> None:
        start, left = self._places[at][day]
        self._files[at].seek(start)
        while left:
            block = self._files[at].read(min(left, _BLOCK))
            member.write(block)
            left -= len(block)


def _day_order(table: str, days: Sequence[date]) -> list[date]:
    """The newest day first; ``SUBMISSION`` goes by the text of the date."""
    if table == "SUBMISSION":
        return sorted(days, key=lambda day: day.strftime("%d-%b-%Y").upper(), reverse=True)
    return sorted(days, reverse=True)
