"""The tables of the SEC's quarterly Insider Transactions Data Sets, and how they travel.

Eight tab-separated tables a quarter (section 5 of the forms reference). A filing's lines lie
scattered over them in no common order, so whoever opens a quarter deals the lines out into
:class:`Slice` after :class:`Slice`: all the lines of some filings, small enough to read at once.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator
from typing import NamedTuple

SUBMISSION = "SUBMISSION"
REPORTINGOWNER = "REPORTINGOWNER"
NONDERIV_TRANS = "NONDERIV_TRANS"
NONDERIV_HOLDING = "NONDERIV_HOLDING"
DERIV_TRANS = "DERIV_TRANS"
DERIV_HOLDING = "DERIV_HOLDING"
FOOTNOTES = "FOOTNOTES"
OWNER_SIGNATURE = "OWNER_SIGNATURE"
TABLES: tuple[str, ...] = (
    SUBMISSION, REPORTINGOWNER, NONDERIV_TRANS, NONDERIV_HOLDING, DERIV_TRANS, DERIV_HOLDING,
    FOOTNOTES, OWNER_SIGNATURE,
)  # fmt: skip
KEY = "ACCESSION_NUMBER"
LACKING = "data set"  # where a record's warning says that tables are missing

# Our cell names (the XML elements) -> the data sets' column names, in lower case.
COLUMN_OF: dict[str, str] = {
    "security_title": "security_title",
    "conversion_or_exercise_price": "conv_exercise_price",
    "transaction_date": "trans_date",
    "deemed_execution_date": "deemed_execution_date",
    "transaction_form_type": "trans_form_type",
    "transaction_code": "trans_code",
    "equity_swap_involved": "equity_swap_involved",
    "transaction_timeliness": "trans_timeliness",
    "transaction_shares": "trans_shares",
    "transaction_total_value": "trans_total_value",
    "transaction_price_per_share": "trans_pricepershare",
    "transaction_acquired_disposed_code": "trans_acquired_disp_cd",
    "exercise_date": "exercise_date",
    "expiration_date": "expiration_date",
    "underlying_security_title": "undlyng_sec_title",
    "underlying_security_shares": "undlyng_sec_shares",
    "underlying_security_value": "undlyng_sec_value",
    "shares_owned_following_transaction": "shrs_ownd_folwng_trans",
    "value_owned_following_transaction": "valu_ownd_folwng_trans",
    "direct_or_indirect_ownership": "direct_indirect_ownership",
    "nature_of_ownership": "nature_of_ownership",
}

# ``SUBMISSION.tsv``, or as a copy under a name of its own: ``2024q3-nonderiv-trans.tsv``.
_NAME = re.compile(
    rf"(.*?)(?<![A-Za-z])({'|'.join(TABLES)})\.tsv".replace("_", "[_-]"), re.IGNORECASE
)


class Slice(NamedTuple):
    """All the lines that some filings have in the tables of one data set."""

    path: str  # of the data set, relative to the content folder
    columns: dict[str, tuple[str, ...]]  # of each table that is there
    data: bytes  # framed lines

    @property
    def missing(self) -> tuple[str, ...]:
        """The tables that this data set lacks."""
        return tuple(table for table in TABLES if table not in self.columns)


def table_of(name: str) -> tuple[str, str] | None:
    """Which table a file holds, by its name: what stands before it (the set), and the table."""
    match = _NAME.fullmatch(name)
    return (match[1], match[2].upper().replace("-", "_")) if match else None


def data_sets_among(names: Iterable[str]) -> dict[str, dict[str, str]]:
    """The data sets that some file names make up: set to table to name."""
    sets: dict[str, dict[str, str]] = {}
    for name in names:
        found = table_of(name)
        if found:
            sets.setdefault(found[0], {}).setdefault(found[1], name)
    return sets


_FRAME = struct.Struct("<BI")


def framed(table: str, line: bytes) -> bytes:
    """One line of one table on its way to a reader; it may hold line breaks."""
    return _FRAME.pack(TABLES.index(table), len(line)) + line


def unframed(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The table and text of each line of a slice, in the order in which they were framed."""
    at = 0
    while at < len(data):
        table, length = _FRAME.unpack_from(data, at)
        at += _FRAME.size
        yield TABLES[table], data[at : at + length]
        at += length
