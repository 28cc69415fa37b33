"""Which issuers went under which trading symbol, as the filers typed it, and until when."""

from __future__ import annotations

from typing import NamedTuple

from builder.ledger.store import Ledger


class Typed(NamedTuple):
    """A symbol as typed in filings about an issuer, and the newest day of such a filing."""

    issuer: int
    symbol: str
    newest: str  # ISO day, "" if unknown


def typed_symbols(ledger: Ledger) -> list[Typed]:
    """Every symbol that a filing states, by issuer, sorted."""
    until = ledger.as_of.isoformat() if ledger.as_of else "9999"
    rows = ledger.ask(
        """
        SELECT issuer_key, issuertradingsymbol, max(coalesce(known_day, '')) FROM submission
        WHERE issuertradingsymbol IS NOT NULL AND issuer_key <> 0
            AND coalesce(known_day, '') <= ?
        GROUP BY issuer_key, issuertradingsymbol
        """,
        (until,),
    )
    return sorted(Typed(*row) for row in rows)
