"""The ledger file: opened, filled, asked. The only module that speaks SQL to it.

One SQLite file per content folder. Its version is the digest of the code that reads
and stores filings, so a ledger of older code is thrown away and rebuilt: everything
in it can be made again from the content folder.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from builder.errors import LedgerError
from builder.ledger.rows import Tables, Values, filings_of
from builder.ledger.schema import FILED, ddl
from builder.model import Filing

_PACKAGE = Path(__file__).parent.parent
_CODE = ("model.py", "errors.py", "inputs.py", "filings", "ledger")


@cache
def code_version() -> str:
    """Digest of the modules that decide what stands in a ledger."""
    digest = hashlib.sha256()
    for name in _CODE:
        path = _PACKAGE / name
        for module in sorted(path.glob("*.py")) if path.is_dir() else [path]:
            digest.update(module.read_bytes())
    return digest.hexdigest()[:16]


class Party(NamedTuple):
    """An issuer or insider as lists need it: identity, names, the newest filing."""

    cik: int
    name: str
    symbol: str  # "" for insiders
    newest: str  # ISO day of the newest filing, "" if unknown
    filings: int


class Ledger:
    """An open ledger. Use as a context manager; every write happens inside ``transaction``.

    With ``as_of``, questions are answered as of that day: later filings are not seen.
    """

    def __init__(self, path: Path, as_of: date | None = None) -> None:
        self.path = path
        self.as_of = as_of
        # ISO days compare as text; a filing without any date is known on every day
        self._until = as_of.isoformat() if as_of else "9999-12-31"
        self._db = self._open()

    def _open(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            db = _connect(self.path)
            if _version_of(db) != code_version():
                db.close()
                _remove(self.path)
                db = _connect(self.path)
                db.executescript(f"BEGIN; {ddl()}")
                db.execute("INSERT INTO meta VALUES ('version', ?)", (code_version(),))
                db.execute("COMMIT")
        except (sqlite3.Error, OSError) as error:
            raise LedgerError(str(self.path), str(error)) from error
        return db

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the writes inside, or none of them."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
            yield
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            raise LedgerError(str(self.path), str(error)) from error
        finally:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")

    def ask(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        """All rows of a query."""
        return self._db.execute(sql, values).fetchall()

    def tell(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run one statement for many rows, inside a transaction."""
        self._db.executemany(sql, rows)

    # Filings

    def add_filing(self, tables: Tables) -> None:
        """Insert one filing's rows."""
        for name, rows in tables.items():
            if rows:
                marks = ", ".join("?" * len(FILED[name]))
                self._db.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)  # noqa: S608 - our own table names

    def drop_filing(self, accession: str) -> None:
        """Delete one filing's rows from every table."""
        for name in FILED:
            self._db.execute(f"DELETE FROM {name} WHERE accession_number = ?", (accession,))  # noqa: S608 - our own table names

    def filings(self, accessions: Sequence[str]) -> list[Filing]:
        """The filings named, by accession number; unknown ones are left out."""
        found: list[Filing] = []
        for start in range(0, len(accessions), 500):  # SQLite limits the variables of a query
            chunk = accessions[start : start + 500]
            marks = ", ".join("?" * len(chunk))
            tables: dict[str, list[Values]] = {
                name: self.ask(
                    f"SELECT * FROM {name} WHERE accession_number IN ({marks})",  # noqa: S608 - our own table names and "?"
                    chunk,
                )
                for name in FILED
            }
            found += filings_of(tables)
        return found

    def filings_of_issuer(self, cik: int) -> list[Filing]:
        """Every filing about one issuer; 0 stands for filings that name none."""
        found = self.ask(
            "SELECT accession_number FROM submission"
            " WHERE coalesce(issuercik, 0) = ? AND coalesce(known_day, '') <= ?",
            (cik, self._until),
        )
        return self.filings([accession for (accession,) in found])

    def filings_of_owner(self, cik: int) -> list[Filing]:
        """Every filing of one reporting owner, alone or with others."""
        found = self.ask(
            "SELECT DISTINCT accession_number FROM reportingowner JOIN submission"
            " USING (accession_number) WHERE rptownercik = ? AND coalesce(known_day, '') <= ?",
            (cik, self._until),
        )
        return self.filings([accession for (accession,) in found])

    def newest(self, count: int) -> list[Filing]:
        """The newest filings, newest first."""
        found = self.ask(
            "SELECT accession_number FROM submission WHERE coalesce(known_day, '') <= ?"
            " ORDER BY known_day DESC, acceptance_datetime DESC, accession_number DESC LIMIT ?",
            (self._until, count),
        )
        by_accession = {f.accession: f for f in self.filings([row[0] for row in found])}
        return [by_accession[accession] for (accession,) in found]

    # Lists

    def issuers(self) -> list[Party]:
        """Every issuer under the name and symbol of its newest filing, by name."""
        rows = self.ask(
            """
            SELECT coalesce(issuercik, 0), coalesce(issuername, ''),
                coalesce(issuertradingsymbol, ''), max(coalesce(known_day, '')
                || coalesce(acceptance_datetime, '') || accession_number), max(known_day), count(*)
            FROM submission WHERE coalesce(known_day, '') <= ? GROUP BY coalesce(issuercik, 0)
            """,
            (self._until,),
        )
        return sorted(
            (Party(cik, name, symbol, newest or "", count)
             for cik, name, symbol, _, newest, count in rows),
            key=lambda party: (party.name.casefold(), party.cik),
        )  # fmt: skip

    def insiders(self) -> list[Party]:
        """Every reporting owner with a CIK under the name of the newest filing, by name."""
        rows = self.ask(
            """
            SELECT o.rptownercik, coalesce(o.rptownername, ''), max(coalesce(s.known_day, '')
                || coalesce(s.acceptance_datetime, '') || s.accession_number), max(s.known_day),
                count(DISTINCT s.accession_number)
            FROM reportingowner o JOIN submission s USING (accession_number)
            WHERE o.rptownercik IS NOT NULL AND coalesce(s.known_day, '') <= ?
            GROUP BY o.rptownercik
            """,
            (self._until,),
        )
        return sorted(
            (Party(cik, name, "", newest or "", count) for cik, name, _, newest, count in rows),
            key=lambda party: (party.name.casefold(), party.cik),
        )

    def stamp(self) -> str:
        """A digest of what the ledger holds; equal stamps mean equal filings."""
        digest = hashlib.sha256(f"{code_version()} {self.as_of}".encode())
        for row in self._db.execute(
            "SELECT accession_number, source_sha256, source_path FROM submission"
            " ORDER BY accession_number"
        ):
            digest.update(repr(row).encode())
        return digest.hexdigest()[:16]


def _connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None, timeout=60)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    return db


def _version_of(db: sqlite3.Connection) -> str | None:
    try:
        row = db.execute("SELECT value FROM meta WHERE name = 'version'").fetchone()
    except sqlite3.DatabaseError:  # empty, of another program, or damaged: rebuilt either way
        return None
    return str(row[0]) if row else None


def _remove(path: Path) -> None:
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        (path.parent / name).unlink(missing_ok=True)
