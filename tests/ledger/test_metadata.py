"""The ledger as Datasette shows it: everything described, every reference leads somewhere."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import yaml

from builder.ledger.metadata import TABLES, description, metadata
from builder.ledger.refresh import refresh
from builder.ledger.store import Ledger
from builder.ledger.tables import columns_of
from builder.sample import write_sample


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("ledger")
    write_sample(made / "content", filings=120, issuers=4, insiders=20)
    with Ledger(made / "ledger.sqlite") as ledger:
        refresh(ledger, made / "content")
    return made


@pytest.fixture
def db(folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(folder / "ledger.sqlite")) as opened:
        yield opened


def tables(db: sqlite3.Connection) -> list[str]:
    found = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return sorted(name for (name,) in found if not name.startswith("sqlite_"))


def columns(db: sqlite3.Connection, table: str) -> tuple[str, ...]:
    return tuple(row[1] for row in db.execute(f"PRAGMA table_info({table})"))


def test_every_table_is_described_and_no_other(db: sqlite3.Connection) -> None:
    assert tables(db) == sorted(TABLES)


def test_every_column_is_described(db: sqlite3.Connection) -> None:
    for table in tables(db):
        for column in columns(db, table):
            assert description(table, column), (table, column)


def test_columns_are_known_as_they_are(db: sqlite3.Connection) -> None:
    assert {t: columns_of(t) for t in TABLES} == {t: columns(db, t) for t in TABLES}


def test_every_reference_leads_to_a_row(db: sqlite3.Connection) -> None:
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("table", ["balance", "trade", "footnotes", "deadline", "notice_sold"])
def test_tables_refer_to_what_they_belong_to(db: sqlite3.Connection, table: str) -> None:
    assert db.execute(f"PRAGMA foreign_key_list({table})").fetchall()


def test_the_file_beside_the_ledger_says_the_same(folder: Path) -> None:
    written = (folder / "metadata.yml").read_text(encoding="utf-8")
    assert written == metadata()
    assert set(yaml.safe_load(written)["databases"]["ledger"]["tables"]) == set(TABLES)
