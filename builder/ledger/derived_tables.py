"""The derived tables: what each column is called, its type, and what it refers to.

All of them can be dropped and made again from the filed ones (``section16 derive``). A table
with an ``accession_number`` in its key holds what is said of a filing or of one of its rows.
"""

from __future__ import annotations

_ID = "TEXT NOT NULL"
_NUMBER = "INTEGER NOT NULL"
_LINE = f"{_ID} REFERENCES line (line_id)"
_FILING = f"{_ID} REFERENCES submission (accession_number)"
_OTHER = "TEXT REFERENCES submission (accession_number)"

# Columns of the key first. Amounts are text, so that no digit is lost; days are ISO dates; what
# a table calls "rule" or "reason" is a key of the rules that pages and ``explain`` print.
DERIVED: dict[str, dict[str, str]] = {
    "line": {
        "line_id": _ID, "issuer_key": _NUMBER, "owners": _ID, "tbl": _ID, "title": _ID,
        "held": _ID, "nature": _ID, "exercise_price": _ID, "expiration": _ID, "number": _NUMBER,
        "is_value": _NUMBER, "is_open": _NUMBER, "as_of": "TEXT", "balance": "TEXT",
        "accession_number": _FILING, "row": _NUMBER, "stale": "TEXT", "stale_since": "TEXT",
        "stale_filing": _OTHER, "gaps": _NUMBER,
    },
    "line_owner": {"owner_key": _NUMBER, "issuer_key": _NUMBER, "line_id": _LINE},
    "balance": {
        "line_id": _LINE, "position": _NUMBER, "accession_number": _FILING, "tbl": _ID,
        "row": _NUMBER, "as_of": "TEXT", "balance": "TEXT", "change": "TEXT", "previous": "TEXT",
        "since": "TEXT", "gap": "TEXT", "verdict": _ID, "style": _ID, "reason": "TEXT",
        "proofs": "TEXT",
    },
    "trade": {
        "accession_number": _FILING, "tbl": _ID, "row": _NUMBER, "kind": _ID, "form": _ID,
        "owners": _ID, "filed": "TEXT", "accepted": "TEXT", "period": "TEXT", "part": _ID,
        "day": "TEXT", "title": _ID, "code": _ID, "direction": _ID, "held": _ID, "nature": _ID,
        "holders": _ID, "shares": "TEXT", "value": "TEXT", "price": "TEXT", "balance": "TEXT",
        "terms": _ID, "issuer_key": _NUMBER,
    },
    "amendment": {
        "accession_number": _FILING, "original": _OTHER, "root": _OTHER, "rule": _ID,
        "rivals": "TEXT",
    },
    "amended_row": {
        "accession_number": _FILING, "position": _NUMBER, "row_filing": _FILING, "tbl": _ID,
        "row": _NUMBER, "fate": _ID, "other_filing": _OTHER, "other_row": "INTEGER", "rule": _ID,
        "changes": "TEXT",
    },
    "superseded_row": {
        "accession_number": _FILING, "tbl": _ID, "row": _NUMBER, "by_filing": _FILING, "why": _ID,
        "other_filing": _OTHER, "other_row": "INTEGER", "rule": _ID, "proof": "TEXT",
    },
    "deadline": {
        "accession_number": _FILING, "tbl": _ID, "row": _NUMBER, "start": "TEXT", "due": "TEXT",
        "days_late": _NUMBER, "state": _ID, "rule": _ID,
    },
    "plan": {
        "accession_number": _FILING, "tbl": _ID, "row": _NUMBER, "state": _ID, "rule": _ID,
        "adopted": "TEXT", "doubt": "TEXT", "note": "TEXT",
    },
    "odd_date": {
        "accession_number": _FILING, "position": _NUMBER, "tbl": "TEXT", "row": "INTEGER",
        "rule": _ID, "filed": _ID, "used": "TEXT",
    },
    "odd_price": {
        "accession_number": _FILING, "row": _NUMBER, "issuer_key": _NUMBER, "rule": _ID,
        "price": _ID, "usual": _ID, "others": _NUMBER,
    },
    "twin": {
        "accession_number": _FILING, "tbl": _ID, "row": _NUMBER, "issuer_key": _NUMBER,
        "of_filing": _FILING, "of_row": _NUMBER, "rule": _ID, "words": "TEXT",
    },
    "split_group": {
        "accession_number": _FILING, "issuer_key": _NUMBER, "first_filing": _FILING, "rule": _ID,
    },
    "party": {
        "party_key": _NUMBER, "name": _ID, "kind": _ID, "rule": _ID,
    },
}  # fmt: skip

DERIVED_KEYS: dict[str, tuple[str, ...]] = {
    "line": ("line_id",),
    "line_owner": ("owner_key", "issuer_key", "line_id"),
    "balance": ("line_id", "position"),
    "trade": ("accession_number", "tbl", "row"),
    "amendment": ("accession_number",),
    "amended_row": ("accession_number", "position"),
    "superseded_row": ("accession_number", "tbl", "row"),
    "deadline": ("accession_number", "tbl", "row"),
    "plan": ("accession_number", "tbl", "row"),
    "odd_date": ("accession_number", "position"),
    "odd_price": ("accession_number", "row"),
    "twin": ("accession_number", "tbl", "row"),
    "split_group": ("accession_number",),
    "party": ("party_key",),
}

# What is told of the lines of an owner at an issuer, of a filing, of an issuer as a whole, or of
# a person or company: so each is dropped when that is derived again.
OF_LINES = ("balance", "line")
OF_FILINGS = (
    "trade", "amendment", "amended_row", "superseded_row", "deadline", "plan", "odd_date",
)  # fmt: skip
OF_ISSUERS = ("odd_price", "twin", "split_group")
OF_PARTIES = ("party",)

# Name, and what it is on.
INDEXES = {
    "line_issuer": "line (issuer_key)",
    "line_filing": "line (accession_number)",
    "line_owner_line": "line_owner (line_id)",
    "balance_filing": "balance (accession_number)",
    "trade_issuer": "trade (issuer_key, day)",
    "odd_price_issuer": "odd_price (issuer_key)",
    "twin_issuer": "twin (issuer_key)",
    "split_group_issuer": "split_group (issuer_key)",
}


def derived_ddl() -> list[str]:
    """The statements that make the derived tables, empty."""
    made = [
        f"CREATE TABLE {table} ({', '.join(f'{name} {kind}' for name, kind in columns.items())},"
        f" PRIMARY KEY ({', '.join(DERIVED_KEYS[table])})) WITHOUT ROWID"
        for table, columns in DERIVED.items()
    ]
    return [*made, *(f"CREATE INDEX {name} ON {on}" for name, on in INDEXES.items())]
