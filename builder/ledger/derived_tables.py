"""The derived tables: what each column is called, its type, and what it refers to.

All of them can be dropped and made again from the filed ones (``section16 derive``). A table
with an ``accession_number`` in its key holds what is said of a filing or of one of its rows.
"""

from __future__ import annotations

_ID = "TEXT NOT NULL"
_NUMBER = "INTEGER NOT NULL"
_LINE = f"{_ID} REFERENCES line (line_id)"
_FILING = f"{_ID} REFERENCES submission (accession_number)"

# Columns of the key first. Amounts are text, so that no digit is lost; days are ISO dates.
DERIVED: dict[str, dict[str, str]] = {
    "line": {
        "line_id": _ID, "issuer_key": _NUMBER, "owners": _ID, "tbl": _ID, "title": _ID,
        "held": _ID, "nature": _ID, "exercise_price": _ID, "expiration": _ID, "number": _NUMBER,
        "is_value": _NUMBER, "is_open": _NUMBER, "as_of": "TEXT", "balance": "TEXT",
        "accession_number": _FILING, "row": _NUMBER,
    },
    "line_owner": {"owner_key": _NUMBER, "issuer_key": _NUMBER, "line_id": _LINE},
    "trade": {
        "accession_number": _FILING, "tbl": _ID, "row": _NUMBER, "kind": _ID, "form": _ID,
        "owners": _ID, "filed": "TEXT", "accepted": "TEXT", "period": "TEXT", "day": "TEXT",
        "title": _ID, "code": _ID, "direction": _ID, "held": _ID, "nature": _ID, "shares": "TEXT",
        "value": "TEXT", "price": "TEXT", "balance": "TEXT", "terms": _ID, "issuer_key": _NUMBER,
    },
    "odd_price": {
        "accession_number": _FILING, "row": _NUMBER, "issuer_key": _NUMBER, "rule": _ID,
        "price": _ID, "usual": _ID, "others": _NUMBER,
    },
}  # fmt: skip

DERIVED_KEYS: dict[str, tuple[str, ...]] = {
    "line": ("line_id",),
    "line_owner": ("owner_key", "issuer_key", "line_id"),
    "trade": ("accession_number", "tbl", "row"),
    "odd_price": ("accession_number", "row"),
}

# What is told of the lines of an owner at an issuer, of a filing, or of an issuer as a whole:
# so each is dropped when that is derived again.
OF_LINES = ("line",)
OF_FILINGS = ("trade",)
OF_ISSUERS = ("odd_price",)

_INDEXES = (
    "CREATE INDEX line_issuer ON line (issuer_key)",
    "CREATE INDEX line_filing ON line (accession_number)",
    "CREATE INDEX line_owner_line ON line_owner (line_id)",
    "CREATE INDEX trade_issuer ON trade (issuer_key, day)",
    "CREATE INDEX odd_price_issuer ON odd_price (issuer_key)",
)


def derived_ddl() -> list[str]:
    """The statements that make the derived tables, empty."""
    made = [
        f"CREATE TABLE {table} ({', '.join(f'{name} {kind}' for name, kind in columns.items())},"
        f" PRIMARY KEY ({', '.join(DERIVED_KEYS[table])})) WITHOUT ROWID"
        for table, columns in DERIVED.items()
    ]
    return [*made, *_INDEXES]
