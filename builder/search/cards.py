"""What search knows of an issuer or insider: the words to match and the line to show.

A card is what the index keeps and what the browser's shards hold, as one text: both match and
show from the same. Words that the browser would find in the names by itself are left out of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Literal

from builder.model import folder_of
from builder.search.analysis import (
    GENERIC,
    SUFFIXES,
    core_of,
    name_words,
    plain_words,
    symbol_words,
)
from builder.search.entities import ROLES, Entity
from builder.search.passage import one_line

SEPARATOR = "\x7f"  # between the fields: in no name, for what is not printable was taken out
LEADS = 5  # words of a name that lead to it with a second one
SHARED = 3  # words like Trust or Capital that may be the second

ROLE_WORDS = {
    "director": "Director", "officer": "Officer", "owner": "10 % owner", "other": "Other",
}  # fmt: skip

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_EPOCH = date(1969, 12, 31).toordinal()  # day 1 is the first of 1970, day 0 an unknown one
_ISSUER = "Z"
_FIRST = ord("A")


class Card:
    """One issuer or insider, read from its text.

    ``words``: every word by which it is found. ``leads`` and ``seconds``: those of which pairs are
    keys. ``cores``: of each name the words that count. ``tickers``: of an issuer.
    """

    __slots__ = (
        "__dict__", "code", "day", "detail", "extra", "names", "number", "text", "tickers",
    )  # fmt: skip

    def __init__(self, text: str) -> None:
        self.text = text
        name, self.detail, said, *more = text.split(SEPARATOR)
        tickers, extra, *others = more or ("", "")
        self.names = (name, *others)
        self.code = said[0]
        self.day = int(said[1:4], 36)
        self.number = int(said[4:], 36)
        self.tickers = tuple(tickers.split())
        self.extra = tuple(extra.split())

    @property
    def name(self) -> str:
        """The name to show; "" if none was ever filed."""
        return self.names[0]

    @property
    def kind(self) -> Literal["issuer", "insider"]:
        """Whether filings are about it, or by it."""
        return "issuer" if self.code == _ISSUER else "insider"

    @property
    def roles(self) -> tuple[str, ...]:
        """The boxes ticked in the newest filing."""
        if self.code == _ISSUER:
            return ()
        bits = ord(self.code) - _FIRST
        return tuple(role for bit, role in enumerate(ROLES) if bits >> bit & 1)

    @property
    def url(self) -> str:
        """Its page, relative to the site."""
        return f"{self.kind}s/{folder_of(self.number)}/"

    @cached_property
    def plain(self) -> tuple[tuple[str, ...], ...]:
        """The words of each name."""
        return tuple(tuple(plain_words(name)) for name in self.names)

    @cached_property
    def cores(self) -> tuple[tuple[str, ...], ...]:
        """The words of each name that count."""
        return tuple(tuple(core_of(words)) for words in self.plain)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Every word by which it is found, in order: of its names, then tickers and others."""
        named = (word for words in self.plain for word in words)
        return tuple(dict.fromkeys([*named, *self.extra, *self.tickers]))

    @cached_property
    def leads(self) -> tuple[str, ...]:
        """The words that lead to it with a second one: the first that tell it from others."""
        telling = [word for word in self._long if word not in GENERIC]
        others = (word for word in self.extra if len(word) > 1)
        return tuple(dict.fromkeys([*(telling or self._long), *others]))[:LEADS]

    @cached_property
    def seconds(self) -> tuple[str, ...]:
        """The words that may be the second one: those that lead, and some that others share."""
        shared = [word for word in self._long if word not in self.leads and word in GENERIC]
        return (*self.leads, *shared[:SHARED])

    @cached_property
    def _long(self) -> tuple[str, ...]:
        cores = (word for words in self.cores for word in words)
        return tuple(dict.fromkeys(word for word in cores if len(word) > 1))

    @property
    def line(self) -> str:
        """What stands below the name: roles or symbol, company, the day of the newest filing."""
        roles = ", ".join(ROLE_WORDS[role] for role in self.roles)
        newest = (
            f"newest filing {date.fromordinal(self.day + _EPOCH).isoformat()}" if self.day else ""
        )
        return " · ".join(part for part in (roles, self.detail, newest) if part)

    @property
    def order(self) -> tuple[int, int, str]:
        """Its place among equals: the newest filing first, then the number."""
        return -self.day, self.number, self.code


def card_of(entity: Entity) -> Card:
    """The card of an issuer or insider."""
    shown = one_line(entity.name)
    names = [shown, *(name for name in map(one_line, entity.names) if _says_more(name, shown))]
    tickers = sorted({word for symbol in entity.symbols for word in symbol_words(symbol)})
    known = {word for name in names for word in plain_words(name)} | set(tickers)
    filed = map(one_line, entity.names)
    extra = {word for name in filed for word in name_words(name)} - known
    day = min(max(entity.day - _EPOCH, 0), 36**3 - 1) if entity.day else 0
    fields = (
        shown,
        one_line(entity.detail),
        _code(entity.kind, entity.roles) + _base36(day).zfill(3) + _base36(entity.cik),
    )
    more = (" ".join(tickers), " ".join(sorted(extra)), *dict.fromkeys(names[1:]))
    return Card(SEPARATOR.join((*fields, *more) if any(more) else fields))


def _says_more(name: str, shown: str) -> bool:
    """Whether a name differs from the one shown by more than suffixes and the order of words."""
    words = plain_words(name)
    if not words:
        return False
    return bool(set(words) - set(plain_words(shown)) - SUFFIXES)


def _code(kind: str, roles: Iterable[str]) -> str:
    if kind == "issuer":
        return _ISSUER
    return chr(_FIRST + sum(1 << ROLES.index(role) for role in roles))


def _base36(number: int) -> str:
    digits = ""
    rest = abs(number)
    while rest:
        rest, digit = divmod(rest, 36)
        digits = _DIGITS[digit] + digits
    return ("-" if number < 0 else "") + (digits or "0")
