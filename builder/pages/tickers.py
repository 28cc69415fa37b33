"""Trading symbols as addresses: ``t/<SYMBOL>/`` leads to the issuer that bears the symbol.

Symbols are typed by filers and pass from one company to another (section 4.9 of the forms
reference): a page lists every issuer that ever filed under the symbol, and sends the reader on
only where there is one. The permanent address of an issuer is that of its CIK.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from builder.ledger.symbols import Typed
from builder.model import folder_of
from builder.names.display_names import Shown
from builder.pages.addresses import FICTIONAL_FROM, identity, issuer_page, link
from builder.pages.markup import literal
from builder.pages.page import Page, make_page
from builder.pages.tables import Column, table

_MARKETS = frozenset({
    "NYSE", "NASDAQ", "AMEX", "OTC", "OTCBB", "OTCQB", "OTCQX", "TSX", "LSE", "NYSEMKT",
    "NYSEAMERICAN", "NYSEARCA", "NASDAQGS", "NASDAQCM", "NASDAQGM", "BATS", "CBOE",
})  # fmt: skip
_NO_SYMBOL = frozenset({
    "NONE", "NA", "N/A", "N.A.", "N.A", "NIL", "NULL", "NOT", "APPLICABLE", "UNLISTED", "PRIVATE",
    "PENDING", "TBD", "UNKNOWN", "NOSYMBOL", "N",
})  # fmt: skip
_BETWEEN = re.compile(r"[\s,;|:()\[\]{}\"'“”‘’]+")
_SYMBOL = re.compile(r"[A-Z0-9]{1,10}(?:\.[A-Z0-9]{1,4})?", re.ASCII).fullmatch
_CLASS = re.compile(r"[A-Z]", re.ASCII).fullmatch
# Names that Windows gives to devices, so no folder may bear them.
_DEVICE = re.compile(r"(?:CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(?:\..*)?").fullmatch


@lru_cache(maxsize=4096)
def symbols_of(typed: str | None) -> tuple[str, ...]:
    """The symbols in what a filer typed, in upper case, a class after a point.

    >>> symbols_of("NYSE: BRK/B"), symbols_of("GOOG, GOOGL"), symbols_of("n/a")
    (('BRK.B',), ('GOOG', 'GOOGL'), ())
    """
    found: list[str] = []
    for part in _BETWEEN.split((typed or "").upper()):
        if not part or part in _NO_SYMBOL or part in _MARKETS:
            continue
        if _CLASS(part) and found and "." not in found[-1]:  # "BRK B"
            found[-1] = f"{found[-1]}.{part}"
            continue
        found += _unified(part)
    fit = (symbol for symbol in found if symbol not in _NO_SYMBOL and _SYMBOL(symbol))
    return tuple(dict.fromkeys(fit))


def _unified(part: str) -> list[str]:
    """One symbol with its class after a point; "ABC/ABCB" is two."""
    pieces = [piece for piece in re.split(r"[-/.]", part) if piece]
    if len(pieces) == 2 and ("/" not in part or len(pieces[1]) == 1):
        return [".".join(pieces)]
    return pieces


def ticker_page(symbol: str) -> str:
    """Folder of a symbol's page."""
    return f"t/{symbol}_/" if _DEVICE(symbol) else f"t/{symbol}/"


class Bearer(NamedTuple):
    """An issuer that filed under a symbol: until when, and whether its newest filing does."""

    issuer: int
    newest: str
    is_current: bool


def bearers(typed: Iterable[Typed]) -> dict[str, list[Bearer]]:
    """Who files or filed under each symbol: those who still do first, then the newest."""
    days: dict[tuple[str, int], str] = {}
    last: dict[int, str] = {}
    for each in typed:
        last[each.issuer] = max(last.get(each.issuer, ""), each.newest)
        for symbol in symbols_of(each.symbol):
            key = (symbol, each.issuer)
            days[key] = max(days.get(key, ""), each.newest)
    found: dict[str, list[Bearer]] = defaultdict(list)
    for (symbol, issuer), newest in days.items():
        found[symbol].append(Bearer(issuer, newest, newest == last[issuer]))
    for each_of in found.values():
        each_of.sort(key=lambda b: b.issuer)
        each_of.sort(key=lambda b: (b.is_current, b.newest), reverse=True)
    return dict(sorted(found.items()))


def ticker_pages(typed: Iterable[Typed], names: Mapping[int, Shown]) -> list[Page]:
    """A page for every symbol."""
    return [_page(symbol, found, names) for symbol, found in bearers(typed).items()]


def _page(symbol: str, found: Sequence[Bearer], names: Mapping[int, Shown]) -> Page:
    page = ticker_page(symbol)
    rows = [
        [
            f"[{_name(each.issuer, names)}]({link(issuer_page(each.issuer), page)})",
            identity(each.issuer),
            each.newest or "not known",
            "its newest filing" if each.is_current else "files under another symbol since",
        ]
        for each in found
    ]
    columns = [Column("Issuer"), Column("CIK"), Column("Newest filing under it"), Column("Now")]
    only = found[0].issuer if len(found) == 1 else None
    return make_page(
        "ticker",
        page,
        symbol,
        f"The issuers whose SEC Forms 3, 4 and 5 state the trading symbol {symbol}.",
        name=literal(symbol),
        fictional=all(each.issuer >= FICTIONAL_FROM for each in found),
        redirect=f"../../issuers/{folder_of(only)}/" if only is not None else "",
        issuers=table("list", columns, rows),
        is_shared=only is None,
    )


def _name(issuer: int, names: Mapping[int, Shown]) -> str:
    shown = names.get(issuer)
    return literal(shown.name if shown else None) or "Issuer not stated"
