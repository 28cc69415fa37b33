"""The law of mutation for quarterly data sets: each filing of damaged tables is read or rejected.

A data set is damaged as tables: in its bytes, its head lines and its cells. It is refused as a
whole in good order, or every accession number in it ends as a record or a clear rejection.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random

import pytest

from builder.errors import ReadError
from builder.filings.data_set_tables import TABLES, table_of
from builder.filings.reader import read_slice
from builder.quarter import Open, slices
from builder.sample.market import write_market
from tests.mutation import text
from tests.mutation.promises import hold_rejection, outcome_of
from tests.mutation.tree import TEXTS

Tables = dict[str, bytes]
FEW, MANY = 150, 3_000


def _cells(data: bytes, chance: Random, change: Callable[[list[bytes]], None]) -> bytes:
    """With the cells of one line changed; now and then it is the head line."""
    lines = data.split(b"\n")
    number = 0 if chance.random() < 0.2 else chance.randrange(len(lines))
    cells = lines[number].split(b"\t")
    change(cells)
    lines[number] = b"\t".join(cells)
    return b"\n".join(lines)


def cell_of_another_type(data: bytes, chance: Random) -> bytes:
    """With odd text in one cell."""
    odd = chance.choice(TEXTS).encode()

    def change(cells: list[bytes]) -> None:
        cells[chance.randrange(len(cells))] = odd

    return _cells(data, chance, change)


def cell_dropped(data: bytes, chance: Random) -> bytes:
    """With a line of one cell less."""
    return _cells(data, chance, lambda cells: [cells.pop(chance.randrange(len(cells)))].clear())


def cell_added(data: bytes, chance: Random) -> bytes:
    """With a line of one cell more."""
    return _cells(data, chance, lambda cells: cells.insert(chance.randrange(len(cells)), b"F1"))


def cells_shuffled(data: bytes, chance: Random) -> bytes:
    """With the cells of a line, or the columns of the head, in another order."""
    return _cells(data, chance, chance.shuffle)


def line_cut(data: bytes, chance: Random) -> bytes:
    """With a line of its first cells alone."""

    def change(cells: list[bytes]) -> None:
        del cells[chance.randint(0, len(cells)) :]

    return _cells(data, chance, change)


def columns_turned(data: bytes, chance: Random) -> bytes:
    """With all lines turned by some cells: the accession number is not the first column."""
    turn = chance.randint(1, 5)
    rows = [line.split(b"\t") for line in data.split(b"\n")]
    return b"\n".join(b"\t".join(row[turn:] + row[:turn]) for row in rows)


CELL_DAMAGES = (
    cell_of_another_type, cell_dropped, cell_added, cells_shuffled, line_cut, columns_turned,
)  # fmt: skip


def damaged(tables: Tables, chance: Random) -> tuple[Tables, str]:
    """The tables with one to four things broken, and what was."""
    out, done = dict(tables), []
    for _ in range(chance.choice([1, 1, 2, 4])):
        table = chance.choice(sorted(out))
        damage = chance.choice(CELL_DAMAGES if chance.random() < 0.7 else text.PLAIN)
        out[table] = damage(out[table], chance)
        done.append(f"{table}: {damage.__name__}")
    return out, ", ".join(done)


def ends_of(tables: Tables) -> Counter[str]:
    """What came of each filing; every promise is held."""
    opens: dict[str, Open] = {
        table: partial(closing, io.BytesIO(data)) for table, data in tables.items()
    }
    size = sum(map(len, tables.values()))
    ends: Counter[str] = Counter()
    everything = b"\n".join(tables.values())
    try:
        for part in slices("2026q1.zip", opens, size=size, partial=len(tables) < len(TABLES)):
            for _, reading in read_slice(part):
                ends[outcome_of(reading, everything)] += 1
    except ReadError as error:
        hold_rejection(error, everything)
        ends["refused"] += 1
    return ends


def hold(tables: Tables, seed: str, count: int) -> Counter[str]:
    """Damage the tables so many times; all ends. A failure names the seed and the damage."""
    ends: Counter[str] = Counter()
    for number in range(count):
        broken, done = damaged(tables, Random(f"{seed} {number}"))
        try:
            ends += ends_of(broken)
        except Exception as error:
            error.add_note(f"seed {seed!r}, number {number}: {done}")
            raise
    return ends


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """All eight tables of a small quarter."""
    folder = tmp_path_factory.mktemp("market")
    write_market(folder, filings=60, only="data-sets")
    with zipfile.ZipFile(min(folder.rglob("*.zip"))) as opened:
        named = {name: table_of(name) for name in opened.namelist()}
        return {table[1]: opened.read(name) for name, table in named.items() if table}


def test_whole_tables_are_read(tables: Tables) -> None:
    assert set(tables) == set(TABLES)
    assert set(ends_of(tables)) <= {"read", "warned"}


def test_filings_of_damaged_tables_are_read_or_clearly_rejected(tables: Tables) -> None:
    assert set(hold(tables, "few", FEW)) == {"read", "warned", "rejected", "refused"}


@pytest.mark.long
def test_filings_of_damaged_real_tables_are_read_or_clearly_rejected(real_filings: Path) -> None:
    """The first lines of the tables that are there."""
    real = {
        named[1]: b"\n".join(path.read_bytes().split(b"\n")[:40])
        for path in sorted((real_filings / "tsv").iterdir())
        if (named := table_of(path.name))
    }
    assert {"warned", "rejected", "refused"} <= set(hold(real, "real", MANY))
