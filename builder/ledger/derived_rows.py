"""What is derived from filings, as rows of the derived tables: values to values."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from builder.filings.record import number_text
from builder.ledger.clusters import NO_OWNER
from builder.ledger.odd_prices import Finding
from builder.ledger.positions import Position
from builder.ledger.reports import is_value
from builder.ledger.rows import Tables
from builder.ledger.trades import Trade, values_of


def line_id(position: Position) -> str:
    """A name for a line that follows from what it is: 16 hex digits.

    From the issuer, the owners, the table, D or I, the newest wording and its number among the
    lines of the group; nobody outside the group has a part in it.
    """
    parts = [position.issuer, position.owners, position.table, position.line]
    return hashlib.blake2b(json.dumps(parts).encode(), digest_size=8).hexdigest()


def line_rows(positions: Iterable[Position]) -> Tables:
    """The lines of some people, and whose they are."""
    rows: Tables = {"line": [], "line_owner": []}
    for position in positions:
        key = line_id(position)
        row = position.report.row
        balance, as_of = position.balance, position.report.as_of
        rows["line"].append(
            (
                key, position.issuer, ", ".join(map(str, position.owners)), position.table,
                *position.line[:5], int(position.line[5]), is_value(row), position.is_open,
                as_of.isoformat() if as_of else None, number_text(balance) if balance else None,
                position.report.filing.accession, row.row,
            )
        )  # fmt: skip
        for owner in sorted(set(position.owners) or {NO_OWNER}):
            rows["line_owner"].append((owner, position.issuer, key))
    return rows


def odd_price_rows(issuer: int, findings: Iterable[Finding]) -> Tables:
    """The prices of an issuer's rows that do not look like prices."""
    rows = [
        (each.accession, each.row, issuer, each.rule, str(each.price), str(each.usual), each.others)
        for each in findings
    ]
    return {"odd_price": [*rows]}


def trade_rows(issuer: int, trades: Iterable[Trade]) -> Tables:
    """The slim values of an issuer's rows."""
    return {"trade": [(*values_of(trade), issuer) for trade in trades]}
