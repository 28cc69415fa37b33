"""What names a row, and what proves a conclusion about it.

A row of a filing is ``(accession, table, row)`` and nothing else: identical rows are legal.
Every conclusion of the ledger names the row, the footnote or the filing that it rests on.
"""

from __future__ import annotations

from typing import NamedTuple

from builder.model import Filing, Row, Table


class RowKey(NamedTuple):
    """The identity of one row of one filing; sorts by filing, table, row."""

    accession: str
    table: Table
    row: int

    def __str__(self) -> str:
        return f"{self.accession}:{self.table}:{self.row}"


class Proof(NamedTuple):
    """What a conclusion rests on: a filing, one of its rows, or one of its footnotes."""

    accession: str
    table: Table | None = None
    row: int | None = None
    note: str | None = None  # a footnote id of that filing; "remarks" for its remarks
    words: str = ""  # the filed words that say it, as few as will do


def key_of(filing: Filing, row: Row) -> RowKey:
    """The identity of a row."""
    return RowKey(filing.accession, row.table, row.row)
