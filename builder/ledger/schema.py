"""The ledger's tables: names after the SEC's Insider Transactions Data Sets.

The four row tables hold the columns that the schema gives each kind of row, a
``…_fn`` column with the footnote ids beside every cell. What does not fit (text that
is no number, a cell that the form does not have there) stands in ``odd_cell``, so
that a Filing read back equals the Filing written. ``issuer_key`` and ``owner_key`` say whom
a filing is about: the CIK, or below zero a number of our own for a party without one.
"""

from __future__ import annotations

from typing import NamedTuple

from builder.filings.data_set_tables import COLUMN_OF
from builder.model import CELL_NAMES, Kind, Table

_DERIVATIVE_ONLY = {
    "conversion_or_exercise_price", "transaction_total_value", "exercise_date", "expiration_date",
    "underlying_security_title", "underlying_security_shares", "underlying_security_value",
}  # fmt: skip
_TRANSACTION_ONLY = {
    "transaction_date", "deemed_execution_date", "transaction_code", "equity_swap_involved",
    "transaction_timeliness", "transaction_shares", "transaction_total_value",
    "transaction_price_per_share", "transaction_acquired_disposed_code",
}  # fmt: skip


class RowTable(NamedTuple):
    """One of the four row tables and the cells that it has columns for."""

    name: str
    table: Table
    kind: Kind
    cells: tuple[str, ...]


def _row_table(name: str, table: Table, kind: Kind) -> RowTable:
    without = (_DERIVATIVE_ONLY if table == "I" else set()) | (
        _TRANSACTION_ONLY if kind == "holding" else set()
    )
    return RowTable(name, table, kind, tuple(cell for cell in CELL_NAMES if cell not in without))


ROW_TABLES: tuple[RowTable, ...] = (
    _row_table("nonderiv_trans", "I", "transaction"),
    _row_table("nonderiv_holding", "I", "holding"),
    _row_table("deriv_trans", "II", "transaction"),
    _row_table("deriv_holding", "II", "holding"),
)
ROW_TABLE = {(spec.table, spec.kind): spec for spec in ROW_TABLES}

FILED: dict[str, tuple[str, ...]] = {
    "submission": (
        "accession_number", "document_type", "filing_date", "acceptance_datetime",
        "period_of_report", "date_of_orig_sub", "issuercik", "issuername", "issuertradingsymbol",
        "issuerforeigntradingsymbol", "issuer_sic", "issuer_sic_title", "issuer_state",
        "issuer_fiscal_year_end", "no_securities_owned", "not_subject_sec16",
        "form3_holdings_reported", "form4_trans_reported", "aff10b5one", "remarks",
        "schema_version", "source_path", "source_sha256", "source_kind", "content_key",
        "known_day", "issuer_key",
    ),
    "reportingowner": (
        "accession_number", "position", "rptownercik", "rptownername", "is_director", "is_officer",
        "is_ten_percent_owner", "is_other", "rptowner_title", "rptowner_txt", "rptowner_street1",
        "rptowner_street2", "rptowner_city", "rptowner_state", "rptowner_zipcode",
        "rptowner_state_desc", "rptowner_non_us_address", "rptowner_non_us_state_territory",
        "rptowner_country", "rptowner_good_address", "owner_key",
    ),
    "former_name": ("accession_number", "owner_position", "position", "name", "until"),
    **{
        spec.name: (
            "accession_number", "row",
            *(name for cell in spec.cells for name in (COLUMN_OF[cell], f"{COLUMN_OF[cell]}_fn")),
        )
        for spec in ROW_TABLES
    },
    "odd_cell": ("accession_number", "tbl", "row", "cell", "value", "footnotes", "raw"),
    "footnotes": ("accession_number", "position", "footnote_id", "footnote_txt"),
    "owner_signature": (
        "accession_number", "position", "ownersignaturename", "ownersignaturedate", "raw_date",
    ),
    "warning": ("accession_number", "position", "place", "line", "expected", "found"),
}  # fmt: skip

KEYS: dict[str, tuple[str, ...]] = {
    "submission": ("accession_number",),
    "reportingowner": ("accession_number", "position"),
    "former_name": ("accession_number", "owner_position", "position"),
    **{spec.name: ("accession_number", "row") for spec in ROW_TABLES},
    "odd_cell": ("accession_number", "tbl", "row", "cell"),
    "footnotes": ("accession_number", "position"),
    "owner_signature": ("accession_number", "position"),
    "warning": ("accession_number", "position"),
}
INTEGERS = {
    "position", "owner_position", "row", "line", "issuercik", "rptownercik", "issuer_key",
    "owner_key", "is_director",
    "is_officer", "is_ten_percent_owner", "is_other", "no_securities_owned", "not_subject_sec16",
    "form3_holdings_reported", "form4_trans_reported", "aff10b5one", "equity_swap_involved",
    "rptowner_non_us_address", "rptowner_good_address",
}  # fmt: skip
