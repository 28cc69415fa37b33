"""The ledger file: opened, filled, asked. The only module that speaks SQL to it.

One SQLite file per content folder. Its version is the digest of the code that reads
and stores filings, so a ledger of older code is thrown away and rebuilt: everything
in it can be made again from the content folder.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, Self

from builder.derive.trades import Trade, trade_of
from builder.errors import LedgerError
from builder.filings.notice import Notice
from builder.ledger.derived_tables import DERIVED, INDEXES, OF_FILINGS, derived_ddl
from builder.ledger.headers import unstructured_of
from builder.ledger.notices import NOTICE_FILED, notices_of
from builder.ledger.rows import Tables, Values, filings_of
from builder.ledger.schema import FILED
from builder.ledger.tables import ALL_FILED, ddl
from builder.model import Filing, Unstructured

_PACKAGE = Path(__file__).parent.parent
CACHE_KB = 32 * 1024  # of pages: inserts by key go all over a large file
FILLING_KB = 256 * 1024  # the same while every derived row is put in
FILLING_PAGES = 16_000  # of the log, 64 MB: then they are carried over into the file
_CODE = (
    "model.py", "errors.py", "inputs.py", "corrections", "filings", "names", "derive", "ledger",
)  # fmt: skip


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

    With ``as_of``, questions are answered as of that day: later filings are not seen. With
    ``is_shared`` the ledger is another process's: one of another version is an error, for only
    its owner may throw it away.
    """

    def __init__(self, path: Path, as_of: date | None = None, *, is_shared: bool = False) -> None:
        self.path = path
        self.as_of = as_of
        self._is_shared = is_shared
        # ISO days compare as text; a filing without any date is known on every day
        self._until = as_of.isoformat() if as_of else "9999-12-31"
        self.is_damaged = False
        self._db = self._open()

    def _open(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            db = _connect(self.path)
            if db is None and self._is_shared:
                raise LedgerError(str(self.path), "the program changed while it was running")
            if db is None:
                _remove(self.path)
                db = _created(self.path)
        except (sqlite3.Error, OSError) as error:
            raise LedgerError(str(self.path), str(error)) from error
        return db

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file. A ledger that proved to be damaged is removed: the next one is new."""
        self._db.close()
        if self.is_damaged:
            _remove(self.path)

    def start_over(self) -> None:
        """Throw everything away and begin with an empty ledger."""
        self.is_damaged = True
        self.close()
        self.is_damaged = False
        self._db = self._open()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Any trouble with the file is a LedgerError; a damaged file is remembered as such."""
        try:
            yield
        except sqlite3.Error as error:
            self.is_damaged |= _is_damage(error)
            raise LedgerError(str(self.path), str(error)) from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the writes inside, or none of them."""
        with self._guarded():
            self._db.execute("BEGIN IMMEDIATE")
        try:
            with self._guarded():
                yield
                self._db.execute("COMMIT")
        finally:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")

    def ask(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        """All rows of a query."""
        with self._guarded():
            return self._db.execute(sql, values).fetchall()

    def tell(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run one statement for many rows, inside a transaction."""
        with self._guarded():
            self._db.executemany(sql, rows)

    # Filings

    def add_filing(self, tables: Tables) -> None:
        """Insert the rows of one filing or notice."""
        for name, rows in tables.items():
            if rows:
                marks = ", ".join("?" * len(ALL_FILED[name]))
                self.tell(f"INSERT INTO {name} VALUES ({marks})", rows)  # noqa: S608 - our own table names
        self._mark_stale(accession for accession, *_ in tables.get("submission", ()))

    def drop_filing(self, accession: str) -> None:
        """Delete the rows of one filing or notice from every table, and what is said of it."""
        self._mark_stale([accession])
        for name in (*ALL_FILED, *OF_FILINGS):
            self.tell(f"DELETE FROM {name} WHERE accession_number = ?", [(accession,)])  # noqa: S608 - our own table names

    def _mark_stale(self, accessions: Iterable[str]) -> None:
        """Remember that what was derived for the people of these filings no longer holds."""
        self.tell(
            f"INSERT OR IGNORE INTO stale_people {_PEOPLE} WHERE accession_number = ?",
            [(accession,) for accession in accessions],
        )

    def mark_stale(self, people: Collection[int], issuers: Collection[int]) -> None:
        """Remember that what was derived for some people, or for all of an issuer, is old."""
        insert = f"INSERT OR IGNORE INTO stale_people {_PEOPLE}"
        self.tell(f"{insert} WHERE rptownercik = ? OR owner_key = ?", [(k, k) for k in people])
        self.tell(f"{insert} WHERE issuer_key = ?", [(key,) for key in [*people, *issuers]])

    def drop_derived(self) -> None:
        """Empty every derived table, and remember that all people are to be derived again."""
        with self.transaction():
            for name in reversed(DERIVED):
                self._db.execute(f"DROP TABLE {name}")
            for statement in derived_ddl():
                self._db.execute(statement)
            self._db.execute(f"INSERT OR IGNORE INTO stale_people {_PEOPLE}")

    @contextmanager
    def filled_from_empty(self) -> Iterator[None]:
        """For all rows of the derived tables at once: more memory, and indexes when all are in."""
        with self.transaction():
            for name in INDEXES:
                self._db.execute(f"DROP INDEX IF EXISTS {name}")
        (before,) = self._db.execute("PRAGMA wal_autocheckpoint").fetchone()
        try:
            self._db.execute(f"PRAGMA cache_size = -{FILLING_KB}")
            self._db.execute(f"PRAGMA wal_autocheckpoint = {FILLING_PAGES}")
            yield
        finally:
            self._db.execute(f"PRAGMA wal_autocheckpoint = {before}")
            self._db.execute(f"PRAGMA cache_size = -{CACHE_KB}")
        self.index_derived()

    def index_derived(self) -> None:
        """Make the indexes of derived tables that are not there: a killed run leaves none."""
        with self.transaction():
            for name, on in INDEXES.items():
                self._db.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {on}")

    def add_derived(self, tables: Tables) -> None:
        """Insert rows of derived tables."""
        for name, rows in tables.items():
            marks = ", ".join("?" * len(DERIVED[name]))
            self.tell(f"INSERT INTO {name} VALUES ({marks})", rows)  # noqa: S608 - our own table names

    def people_of_issuer(self, key: int) -> list[tuple[str, int]]:
        """Every filing about an issuer with the key of each of its owners; 0 if it names none."""
        return self.ask(
            "SELECT accession_number, coalesce(owner_key, 0) FROM submission"
            " LEFT JOIN reportingowner USING (accession_number) WHERE issuer_key = ?",
            (key,),
        )

    def trades_of_issuer(self, key: int, but: Collection[str] = ()) -> list[Trade]:
        """What the rows about an issuer say, as last derived; without those of some filings."""
        found = self.ask("SELECT * FROM trade WHERE issuer_key = ?", (key,))
        return [trade_of(values[:-1]) for values in found if values[0] not in but]

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

    def notices(self) -> list[Notice]:
        """Every notice of a proposed sale, by accession number."""
        tables = {
            name: self.ask(f"SELECT * FROM {name} ORDER BY 1, 2")  # noqa: S608 - our own table names
            for name in NOTICE_FILED
        }
        return [each for each in notices_of(tables) if self._knows(each.known_day)]

    def unstructured(self) -> list[Unstructured]:
        """Every filing that is known by its header only, by accession number."""
        rows = self.ask(
            "SELECT record FROM unstructured JOIN input USING (path)"
            " WHERE status = 'unstructured' ORDER BY unstructured.accession_number"
        )
        found = (unstructured_of(record) for (record,) in rows)
        return [each for each in found if self._knows(each.filed)]

    def _knows(self, day: date | None) -> bool:
        return day is None or day.isoformat() <= self._until

    def filings_of_issuer(self, key: int) -> list[Filing]:
        """Every filing about one issuer; 0 stands for filings that name none."""
        found = self.ask(
            "SELECT accession_number FROM submission"
            " WHERE issuer_key = ? AND coalesce(known_day, '') <= ?",
            (key, self._until),
        )
        return self.filings([accession for (accession,) in found])

    def filings_of_owner(self, key: int) -> list[Filing]:
        """Every filing of one reporting owner, alone or with others."""
        found = self.ask(
            "SELECT DISTINCT accession_number FROM reportingowner JOIN submission"
            " USING (accession_number) WHERE owner_key = ? AND coalesce(known_day, '') <= ?",
            (key, self._until),
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
            f"""
            SELECT issuer_key, coalesce(issuername, ''),
                coalesce(issuertradingsymbol, ''), coalesce(known_day, ''), count(*), max({AGE})
            FROM submission WHERE coalesce(known_day, '') <= ? GROUP BY issuer_key
            """,  # noqa: S608 - our own expression
            (self._until,),
        )
        return sorted((Party(*row[:5]) for row in rows), key=_by_name)

    def insiders(self) -> list[Party]:
        """Every reporting owner under the name of the newest filing, by name."""
        rows = self.ask(
            f"""
            SELECT owner_key, coalesce(rptownername, ''), '', coalesce(known_day, ''),
                count(DISTINCT accession_number), max({AGE})
            FROM reportingowner JOIN submission USING (accession_number)
            WHERE owner_key IS NOT NULL AND coalesce(known_day, '') <= ?
            GROUP BY owner_key
            """,  # noqa: S608 - our own expression
            (self._until,),
        )
        return sorted((Party(*row[:5]) for row in rows), key=_by_name)

    def stamp(self) -> str:
        """A digest of what the ledger holds; equal stamps mean equal filings."""
        digest = hashlib.sha256(f"{code_version()} {self.as_of}".encode())
        for row in self.ask(
            "SELECT accession_number, source_sha256, source_path, filing_date FROM submission"
            " UNION ALL SELECT accession_number, source_sha256, source_path, '' FROM notice"
            " UNION ALL SELECT accession_number, record, path, '' FROM unstructured ORDER BY 1, 3"
        ):
            digest.update(repr(row).encode())
        return digest.hexdigest()[:16]


# A filing's place in time, as text that sorts. SQLite takes the plain columns beside a single
# max() from the row that has the maximum: so a name is always that of the newest filing.
AGE = (
    "coalesce(known_day, '0000-00-00') || coalesce(acceptance_datetime, '0000-00-00T00:00:00')"
    " || accession_number"
)


# Whom a filing is about; 0 stands for the owner of one that names none.
_PEOPLE = (
    "SELECT DISTINCT issuer_key, coalesce(owner_key, 0) FROM submission"
    " LEFT JOIN reportingowner USING (accession_number)"
)


def _by_name(party: Party) -> tuple[str, int]:
    return party.name.casefold(), party.cik


_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def _is_damage(error: sqlite3.Error) -> bool:
    # the lowest byte is the primary code; errors of the Python module itself have none
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGE


def _connect(path: Path) -> sqlite3.Connection | None:
    """Open the ledger; None if what is there is none of this version and must give way."""
    db = sqlite3.connect(path, isolation_level=None, timeout=60)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute(f"PRAGMA cache_size = -{CACHE_KB}")
        row = db.execute("SELECT value FROM meta WHERE name = 'version'").fetchone()
    except sqlite3.DatabaseError as error:
        db.close()
        no_such_table = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_ERROR
        if no_such_table or _is_damage(error):
            return None
        raise  # busy, full, not allowed: nothing that a new ledger would mend
    if row is not None and row[0] == code_version():
        return db
    db.close()
    return None


def _created(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None, timeout=60)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute(f"PRAGMA cache_size = -{CACHE_KB}")
    db.executescript(f"BEGIN; {ddl()}")
    db.execute("INSERT INTO meta VALUES ('version', ?)", (code_version(),))
    db.execute("COMMIT")
    return db


def _remove(path: Path) -> None:
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        (path.parent / name).unlink(missing_ok=True)
