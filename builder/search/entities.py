"""Issuers and insiders as search knows them: every name, number and role.

Read from the ledger's own tables in four grouped queries, because a market year has
60,000 insiders and their names must be written anew after each new filing: decoding
all of their filings for it would take minutes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal

from builder.ledger.people import shown as names_shown
from builder.ledger.store import Ledger
from builder.model import folder_of
from builder.search.analysis import symbol_words

ROLES = ("director", "officer", "owner", "other")  # the boxes of the form, in its order
_FAR = "9999-12-31"  # ISO days compare as text
_ORDER = (
    "max(coalesce(s.known_day, '') || coalesce(s.acceptance_datetime, '') || s.accession_number)"
)

_ISSUERS = f"""
    SELECT s.issuer_key, s.issuername, s.issuertradingsymbol,
        s.issuerforeigntradingsymbol, s.issuer_sic_title, {_ORDER}, max(s.known_day)
    FROM submission s WHERE coalesce(s.known_day, '') <= ? GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 6 DESC
"""  # noqa: S608 - our own text
_FORMER_ISSUERS = """
    SELECT DISTINCT s.issuer_key, f.name
    FROM former_name f JOIN submission s USING (accession_number)
    WHERE f.owner_position = 0 AND coalesce(s.known_day, '') <= ?
"""
_INSIDERS = f"""
    SELECT o.owner_key, o.rptownername, o.is_director, o.is_officer, o.is_ten_percent_owner,
        o.is_other, o.rptowner_title, o.rptowner_txt, s.issuername, s.issuertradingsymbol,
        s.issuer_key, {_ORDER}, max(s.known_day)
    FROM reportingowner o JOIN submission s USING (accession_number)
    WHERE o.owner_key IS NOT NULL AND coalesce(s.known_day, '') <= ?
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 ORDER BY 1, 12 DESC
"""  # noqa: S608 - our own text
_FORMER_INSIDERS = """
    SELECT DISTINCT o.owner_key, f.name
    FROM former_name f JOIN submission s USING (accession_number) JOIN reportingowner o
        ON o.accession_number = f.accession_number AND o.position = f.owner_position
    WHERE o.owner_key IS NOT NULL AND coalesce(s.known_day, '') <= ?
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One issuer or insider, as its newest filing has it and as it was ever called."""

    kind: Literal["issuer", "insider"]
    cik: int  # 0 stands for filings that name no issuer; below zero: a party without a CIK
    name: str  # as pages show it; "" if none is stated
    names: tuple[str, ...]  # every name ever filed, and EDGAR's former names, sorted
    symbols: tuple[str, ...]  # an issuer's own, foreign ones too, sorted
    detail: str  # of an issuer its symbol, of an insider the issuer of the newest filing
    beside: tuple[str, ...]  # further words: the industry; titles, roles and issuers, sorted
    filed: str  # ISO day of the newest filing, "" if unknown
    roles: tuple[str, ...] = ()  # of an insider, in the newest filing: see ROLES

    @property
    def day(self) -> int:
        """Ordinal of the day of the newest filing; 0 if unknown."""
        return date.fromisoformat(self.filed).toordinal() if self.filed else 0

    @property
    def numbers(self) -> tuple[str, ...]:
        """The CIK as text; nothing for a party without one."""
        return (str(self.cik),) if self.cik > 0 else ()

    @property
    def url(self) -> str:
        """Its page, relative to the site."""
        return f"{self.kind}s/{folder_of(self.cik)}/"


def entities(ledger: Ledger) -> Iterator[Entity]:
    """Every issuer, then every insider, each by CIK."""
    shown = _shown(ledger)
    former = _former(ledger, _FORMER_ISSUERS)
    for cik, rows in _grouped(ledger, _ISSUERS):
        yield _issuer(cik, shown.get(cik), rows, former[cik])
    former = _former(ledger, _FORMER_INSIDERS)
    for cik, rows in _grouped(ledger, _INSIDERS):
        yield _insider(cik, shown, rows, former[cik])


def _shown(ledger: Ledger) -> dict[int, str]:
    """The names that pages show."""
    if ledger.as_of is None:
        return dict(ledger.ask("SELECT party_key, name FROM party"))
    keys = ledger.ask(
        "SELECT issuer_key FROM submission UNION SELECT owner_key FROM reportingowner"
        " WHERE owner_key IS NOT NULL"
    )
    return {key: each.name for key, each in names_shown(ledger, [key for (key,) in keys]).items()}


def _issuer(cik: int, shown: str | None, rows: list[Any], former: set[str]) -> Entity:
    newest = rows[0]
    symbol = newest[2] or ""
    names = _texts(former, (row[1] for row in rows))
    return Entity(
        kind="issuer",
        cik=cik,
        name=(shown or newest[1] or "") if names else "",
        names=names,
        symbols=_texts((row[2] for row in rows), (row[3] for row in rows)),
        detail=symbol if symbol_words(symbol) else "",
        beside=_texts(row[4] for row in rows),
        filed=max(row[-1] or "" for row in rows),
    )


def _insider(cik: int, shown: dict[int, str], rows: list[Any], former: set[str]) -> Entity:
    newest = rows[0]
    names = _texts(former, (row[1] for row in rows))
    return Entity(
        kind="insider",
        cik=cik,
        name=(shown.get(cik) or newest[1] or "") if names else "",
        names=names,
        symbols=(),
        detail=(shown.get(newest[10]) or newest[8]) if newest[8] else "issuer not stated",
        beside=_texts(
            (text for row in rows for text in row[6:10]),
            (word for row in rows for word in _ticked(*row[2:5])),
        ),
        filed=max(row[-1] or "" for row in rows),
        roles=_roles(*newest[2:6]),
    )


def _roles(director: int, officer: int, ten: int, other: int) -> tuple[str, ...]:
    ticked = (director, officer, ten, other)
    return tuple(role for role, is_ticked in zip(ROLES, ticked, strict=True) if is_ticked)


def _ticked(director: int, officer: int, ten: int) -> Iterator[str]:
    if director:
        yield "Director"
    if officer:
        yield "Officer"
    if ten:
        yield "10 % owner"


def _texts(*groups: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({text for group in groups for text in group if text}))


def _until(ledger: Ledger) -> tuple[str]:
    return (ledger.as_of.isoformat() if ledger.as_of else _FAR,)


def _grouped(ledger: Ledger, sql: str) -> Iterator[tuple[int, list[Any]]]:
    """The rows of each CIK, newest first."""
    for cik, rows in groupby(ledger.ask(sql, _until(ledger)), key=itemgetter(0)):
        yield cik, list(rows)


def _former(ledger: Ledger, sql: str) -> defaultdict[int, set[str]]:
    found: defaultdict[int, set[str]] = defaultdict(set)
    for cik, name in ledger.ask(sql, _until(ledger)):
        found[cik].add(name)
    return found
