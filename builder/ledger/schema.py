"""The ledger's tables: names after the SEC's Insider Transactions Data Sets.

The four row tables hold the columns that the schema gives each kind of row, a
``…_fn`` column with the footnote ids beside every cell. What does not fit (text that
is no number, a cell that the form does not have there) stands in ``odd_cell``, so
that a Filing read back equals the Filing written.
"""

from __future__ import annotations

from typing import NamedTuple

from builder.model import CELL_NAMES, Kind, Table

# Our cell names (the XML elements) -> the data sets' column names, in lower case.
COLUMNS: dict[str, str] = {
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
        "known_day",
    ),
    "reportingowner": (
        "accession_number", "position", "rptownercik", "rptownername", "is_director", "is_officer",
        "is_ten_percent_owner", "is_other", "rptowner_title", "rptowner_txt", "rptowner_street1",
        "rptowner_street2", "rptowner_city", "rptowner_state", "rptowner_zipcode",
        "rptowner_state_desc", "rptowner_non_us_address", "rptowner_non_us_state_territory",
        "rptowner_country", "rptowner_good_address",
    ),
    "former_name": ("accession_number", "owner_position", "position", "name", "until"),
    **{
        spec.name: (
            "accession_number", "row",
            *(column for cell in spec.cells for column in (COLUMNS[cell], f"{COLUMNS[cell]}_fn")),
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
_INTEGERS = {
    "position", "owner_position", "row", "line", "issuercik", "rptownercik", "is_director",
    "is_officer", "is_ten_percent_owner", "is_other", "no_securities_owned", "not_subject_sec16",
    "form3_holdings_reported", "form4_trans_reported", "aff10b5one", "equity_swap_involved",
    "rptowner_non_us_address", "rptowner_good_address",
}  # fmt: skip

# Where filings come from: one line per file below the content folder, one per input in it.
_INPUT_TABLES = """
CREATE TABLE file (path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    left_out TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE input (path TEXT PRIMARY KEY, file TEXT NOT NULL, status TEXT NOT NULL,
    accession_number TEXT, duplicate_of TEXT, rank INTEGER, content_key TEXT,
    reason TEXT, place TEXT, line INTEGER, expected TEXT, found TEXT) WITHOUT ROWID;
CREATE INDEX input_file ON input (file);
CREATE INDEX input_accession ON input (accession_number);
CREATE INDEX input_duplicate_of ON input (duplicate_of);
CREATE INDEX input_content ON input (content_key, accession_number);
-- issuers whose filings changed since their derived tables were made
CREATE TABLE stale_issuer (issuercik INTEGER PRIMARY KEY);
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""

# Derived tables: dropped and rebuilt from the filed ones whenever their issuer changes.
_DERIVED_TABLES = """
CREATE TABLE position (issuercik INTEGER NOT NULL, tbl TEXT NOT NULL, owners TEXT NOT NULL,
    line TEXT NOT NULL, accession_number TEXT NOT NULL, row INTEGER NOT NULL, as_of TEXT,
    balance TEXT, is_value INTEGER NOT NULL, is_open INTEGER NOT NULL,
    PRIMARY KEY (issuercik, tbl, owners, line)) WITHOUT ROWID;
"""


def ddl() -> str:
    """The statements that make an empty ledger."""
    parts = [_INPUT_TABLES, _DERIVED_TABLES]
    for table, columns in FILED.items():
        described = ", ".join(
            f"{column} {'INTEGER' if column in _INTEGERS else 'TEXT'}" for column in columns
        )
        key = ", ".join(KEYS[table])
        parts.append(f"CREATE TABLE {table} ({described}, PRIMARY KEY ({key})) WITHOUT ROWID;")
    # over the expression that the store asks for: a plain column would not be used
    parts.append("CREATE INDEX submission_issuer ON submission (coalesce(issuercik, 0));")
    parts.append("CREATE INDEX reportingowner_cik ON reportingowner (rptownercik);")
    return "\n".join(parts)
