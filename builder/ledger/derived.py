"""Keeps the derived tables of a ledger true to its filed ones.

The store remembers the issuers whose filings changed; here each of them gets its
positions anew. Killed half-way, the rest is still remembered.
"""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

from builder.filings.record import number_text
from builder.ledger.positions import Position, derive_positions, is_value
from builder.ledger.store import Ledger
from builder.work import batched, map_in_order

BATCH = 32  # issuers at a time
WORTH_SHARING = 500  # issuers; below, starting processes costs more than it saves

Values = tuple[object, ...]


def refresh_derived(ledger: Ledger, jobs: int) -> None:
    """Derive again what the stale issuers hold."""
    stale = [
        cik for (cik,) in ledger.ask("SELECT issuer_key FROM stale_issuer ORDER BY issuer_key")
    ]
    make = partial(_position_rows, ledger.path)
    batches = list(batched(stale, BATCH))
    made = map_in_order(make, batches, jobs if len(stale) >= WORTH_SHARING else 1)
    for batch, rows in zip(batches, made, strict=True):
        with ledger.transaction():
            ledger.tell("DELETE FROM position WHERE issuer_key = ?", [(cik,) for cik in batch])
            ledger.tell("INSERT INTO position VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
            ledger.tell("DELETE FROM stale_issuer WHERE issuer_key = ?", [(cik,) for cik in batch])


def _position_rows(path: Path, issuers: tuple[int, ...]) -> list[Values]:
    with Ledger(path, is_shared=True) as ledger:
        return [
            _values(position)
            for cik in issuers
            for position in derive_positions(ledger.filings_of_issuer(cik))
        ]


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
