"""Issuers and insiders for one test each, without a ledger. Nobody in them exists."""

from __future__ import annotations

from builder.search.cards import Card, card_of
from builder.search.entities import Entity


def insider(
    name: str, cik: int = 9_000_000_101, *former: str, filed: str = "2024-05-02", **more: object
) -> Entity:
    """A director; ``former``: other names filed."""
    said: dict[str, object] = {"detail": "Example Works Inc", "roles": ("director",)} | more
    return Entity(
        kind="insider",
        cik=cik,
        name=name,
        names=tuple(sorted({name, *former})),
        symbols=(),
        beside=(),
        filed=filed,
        **said,  # type: ignore[arg-type]  # a test's own values
    )


def issuer(name: str, *symbols: str, cik: int = 9_000_000_001, filed: str = "2024-05-02") -> Entity:
    """An issuer with tickers."""
    return Entity(
        kind="issuer",
        cik=cik,
        name=name,
        names=(name,),
        symbols=symbols,
        detail=symbols[0] if symbols else "",
        beside=(),
        filed=filed,
    )


def card(name: str, cik: int = 9_000_000_101, *former: str, filed: str = "2024-05-02") -> Card:
    """The card of an insider."""
    return card_of(insider(name, cik, *former, filed=filed))
