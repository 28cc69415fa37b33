"""Keeps the derived tables of a ledger true to its filed ones.

The store remembers the issuers whose filings changed; here each of them gets its
positions and odd prices anew. Killed half-way, the rest is still remembered.
"""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import NamedTuple

from builder.filings.record import number_text
from builder.ledger.odd_prices import odd_prices
from builder.ledger.positions import Position, derive_positions
from builder.ledger.reports import is_value
from builder.ledger.store import Ledger
from builder.work import batched, map_in_order

BATCH = 32  # issuers at a time
WORTH_SHARING = 500  # issuers; below, starting processes costs more than it saves

Values = tuple[object, ...]


def refresh_derived(ledger: Ledger, jobs: int) -> None:
    """Derive again what the stale issuers hold."""
    found = ledger.ask("SELECT issuer_key FROM stale_issuer ORDER BY issuer_key")
    stale = [key for (key,) in found]
    make = partial(_derived_rows, ledger.path)
    batches = list(batched(stale, BATCH))
    made = map_in_order(make, batches, jobs if len(stale) >= WORTH_SHARING else 1)
    for batch, rows in zip(batches, made, strict=True):
        keys = [(key,) for key in batch]
        with ledger.transaction():
            ledger.tell("DELETE FROM position WHERE issuer_key = ?", keys)
            ledger.tell("DELETE FROM odd_price WHERE issuer_key = ?", keys)
            ledger.tell(
                "INSERT INTO position VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows.positions
            )
            ledger.tell("INSERT INTO odd_price VALUES (?, ?, ?, ?, ?, ?, ?)", rows.prices)
            ledger.tell("DELETE FROM stale_issuer WHERE issuer_key = ?", keys)


class _Derived(NamedTuple):
    """Rows of the derived tables."""

    positions: list[Values]
    prices: list[Values]


def _derived_rows(path: Path, issuers: tuple[int, ...]) -> _Derived:
    rows = _Derived([], [])
    with Ledger(path, is_shared=True) as ledger:
        for key in issuers:
            filings = ledger.filings_of_issuer(key)
            rows.positions.extend(map(_values, derive_positions(filings)))
            rows.prices.extend(
                (key, each.accession, each.row, each.rule, str(each.price), str(each.usual),
                 each.others)
                for each in odd_prices(filings)
            )  # fmt: skip
    return rows


def _values(position: Position) -> Values:
    row = position.report.row
    balance = position.balance
    as_of = position.report.as_of
    return (
        position.issuer,
        position.table,
        ", ".join(map(str, position.owners)),
        json.dumps(position.line, ensure_ascii=False),
        position.report.filing.accession,
        row.row,
        as_of.isoformat() if as_of else None,
        number_text(balance) if balance else None,
        is_value(row),
        position.is_open,
    )
