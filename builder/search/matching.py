"""Whether a name answers a query, and how well.

Each word of the query takes a word of the name for itself, the longest first: the same word, one
that begins so, a nickname or initial of it, or one that differs by a letter. How the worst of
them matches, and whether the words are the whole of a name, is the rank. The browser does the
same in ``site_src/assets/names.js``; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from builder.search.analysis import (
    SUFFIXES,
    cik_key,
    core_of,
    plain_words,
    symbol_words,
)
from builder.search.cards import Card
from builder.search.nicknames import are_one
from builder.search.spelling import is_one_slip

SHORTEST_SLIP = 3  # letters of a word that may be misspelt: of two, too many are alike
MOST_WORDS = 12  # words of a query that are matched with names: no name has more

SAME, BEGINS, CALLED, SLIP = range(4)

TIERS = (
    "the ticker or CIK itself",
    "the whole name",
    "every word in full",
    "every word, some by their beginnings",
    "the whole name, with a nickname or an initial",
    "every word, with a nickname or an initial",
    "the whole name, with a letter wrong",
    "every word, with a letter wrong",
)
NUMBER, WHOLE, WORDS, BEGINNINGS = range(4)
_WHOLE_LOOSE = {CALLED: 4, SLIP: 6}


class Names(NamedTuple):
    """A query as a name: ``words`` must match, ``suffixes`` need not, ``ids`` are it as a whole."""

    words: tuple[str, ...]
    suffixes: tuple[str, ...]
    ids: tuple[str, ...]  # what the whole query may be: tickers, or a CIK


class Rank(NamedTuple):
    """How a name answers, best first: its tier, suffixes missing, and the order of equals."""

    tier: int
    missing: int
    order: tuple[int, int, str]


def read_names(query: str) -> Names:
    """Read a query as a name."""
    said = plain_words(query)
    if len(said) > MOST_WORDS:
        return Names((), (), ())
    core = core_of(said)
    suffixes = tuple(word for word in said if word in SUFFIXES and word not in core)
    return Names(tuple(core), suffixes, tuple(_ids(query, said)))


def _ids(query: str, said: Sequence[str]) -> list[str]:
    named = said[1:] if len(said) == 2 and said[0] in {"cik", "ticker", "symbol"} else said
    found = ["".join(named)]
    symbols = symbol_words(query)
    if len(symbols) == 1:  # "NASDAQ: TRNM"
        found += symbols
    number = cik_key(named[0]) if len(named) == 1 else None
    if number:
        found.append(number)
    return sorted({each for each in found if each and len(each) <= 10})


def rank_of(card: Card, asked: Names) -> Rank | None:
    """How a card answers; None if it does not."""
    tier = _tier(card, asked)
    if tier is None:
        return None
    missing = sum(word not in card.words for word in asked.suffixes)
    return Rank(tier, missing, card.order)


def _tier(card: Card, asked: Names) -> int | None:
    for each in asked.ids:
        if each in card.tickers or each == str(card.number):
            return NUMBER
    matched = _matched(card.words, asked.words)
    if matched is None:
        return None
    worst, taken = matched
    size = len(asked.words)
    is_whole = any(len(core) == size and taken.issubset(core) for core in card.cores)
    if worst == SAME:
        return WHOLE if is_whole else WORDS
    if worst == BEGINS:
        return BEGINNINGS
    return _WHOLE_LOOSE[worst] + (not is_whole)


def _matched(words: Sequence[str], asked: Sequence[str]) -> tuple[int, set[str]] | None:
    """How the worst word matches, and the words of the name that were taken."""
    taken: set[str] = set()
    worst = SAME
    for said in sorted(asked, key=len, reverse=True):
        found = min(
            ((how, number) for number, word in enumerate(words)
             if word not in taken and (how := how_alike(said, word)) is not None),
            default=None,
        )  # fmt: skip
        if found is None:
            return None
        worst = max(worst, found[0])
        taken.add(words[found[1]])
    return (worst, taken) if asked else None


def how_alike(said: str, word: str) -> int | None:
    """How a word of a query answers to a word of a name; None if it does not."""
    if word == said:
        return SAME
    if word.startswith(said):
        return BEGINS
    if are_one(said, word) or (len(word) == 1 and said.startswith(word)):
        return CALLED
    if min(len(said), len(word)) >= SHORTEST_SLIP and is_one_slip(said, word):
        return SLIP
    return None
