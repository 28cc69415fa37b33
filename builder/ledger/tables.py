"""Every table of the ledger: the filed ones, the account of the input, the derived ones.

Filings and notices each have their own (``schema.py``, ``notices.py``); here they become
one file, with what says where each of them came from.
"""

from __future__ import annotations

import re

from builder.ledger.derived_tables import DERIVED, derived_ddl
from builder.ledger.notices import NOTICE_FILED, NOTICE_INTEGERS, NOTICE_KEYS
from builder.ledger.schema import FILED, INTEGERS, KEYS

# A filing as it was before a header from another file completed it: its rows as JSON.
_UNJOINED = {"unjoined": ("accession_number", "tables")}
ALL_FILED: dict[str, tuple[str, ...]] = FILED | NOTICE_FILED | _UNJOINED
_KEYS = KEYS | NOTICE_KEYS | {"unjoined": ("accession_number",)}
_INTEGERS = INTEGERS | NOTICE_INTEGERS

# Where filings come from: one line per file below the content folder, one per input in it.
_INPUT_TABLES = """
CREATE TABLE file (path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    left_out TEXT NOT NULL, partial INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE input (path TEXT PRIMARY KEY, file TEXT NOT NULL, status TEXT NOT NULL,
    accession_number TEXT, duplicate_of TEXT, rank INTEGER, content_key TEXT,
    reason TEXT, place TEXT, line INTEGER, expected TEXT, found TEXT) WITHOUT ROWID;
CREATE INDEX input_file ON input (file);
CREATE INDEX input_accession ON input (accession_number);
CREATE INDEX input_duplicate_of ON input (duplicate_of);
CREATE INDEX input_content ON input (content_key, accession_number);
-- filings known by their header only; the record of each as JSON
CREATE TABLE unstructured (path TEXT PRIMARY KEY, accession_number TEXT NOT NULL,
    is_header INTEGER NOT NULL, record TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX unstructured_accession ON unstructured (accession_number);
-- people (0: none named) of whom filings about an issuer changed since they were last derived
CREATE TABLE stale_people (issuer_key INTEGER NOT NULL, owner_key INTEGER NOT NULL,
    PRIMARY KEY (issuer_key, owner_key)) WITHOUT ROWID;
-- what the site owner states: the texts of people.yml and suppress.yml
CREATE TABLE correction (name TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
-- lines of suppress.yml that leave something out of an input
CREATE TABLE suppression_used (path TEXT NOT NULL, line INTEGER NOT NULL, file TEXT NOT NULL,
    PRIMARY KEY (path, line)) WITHOUT ROWID;
-- where filed words still name somebody whom suppress.yml leaves out
CREATE TABLE still_named (path TEXT NOT NULL, place TEXT NOT NULL, file TEXT NOT NULL,
    PRIMARY KEY (path, place)) WITHOUT ROWID;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


def columns_of(table: str) -> tuple[str, ...]:
    """The columns of a table, in their order."""
    if table in ALL_FILED:
        return ALL_FILED[table]
    if table in DERIVED:
        return tuple(DERIVED[table])
    made = re.search(rf"CREATE TABLE {table} \((.*?)\) WITHOUT ROWID", _INPUT_TABLES, re.DOTALL)
    if made is None:
        raise KeyError(table)
    parts = [part.split() for part in re.sub(r"\(.*?\)", "", made.group(1)).split(",")]
    return tuple(part[0] for part in parts if part[0] != "PRIMARY")


def _described(table: str, column: str) -> str:
    """A column with its type, and the filing or notice that it belongs to."""
    kind = "INTEGER" if column in _INTEGERS else "TEXT"
    if column != "accession_number" or table in {"submission", "notice"}:
        return f"{column} {kind}"
    whole = "notice" if table in NOTICE_FILED else "submission"
    return f"{column} {kind} REFERENCES {whole} (accession_number)"


def ddl() -> str:
    """The statements that make an empty ledger."""
    parts = [_INPUT_TABLES]
    for table, columns in ALL_FILED.items():
        described = ", ".join(_described(table, column) for column in columns)
        key = ", ".join(_KEYS[table])
        parts.append(f"CREATE TABLE {table} ({described}, PRIMARY KEY ({key})) WITHOUT ROWID;")
    parts.append("CREATE INDEX submission_issuer ON submission (issuer_key);")
    parts.append("CREATE INDEX reportingowner_key ON reportingowner (owner_key);")
    # the derived ones last, where they also stand once they were dropped and made again
    parts += [f"{statement};" for statement in derived_ddl()]
    return "\n".join(parts)
