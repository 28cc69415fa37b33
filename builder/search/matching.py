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

SHORTEST_SLIP = 3  # letters of a word that a misspelt one may stand for: of two, too many are alike
MOST_STEPS = 200  # to find out which word takes which
MOST_WORDS = 24  # words of a query that are matched with names: hardly a name has more

LONGEST_TICKER = 5  # letters, where they are typed apart: "BRK B"
LONGEST_NUMBER = 10  # digits of a CIK

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
    found = ["".join(named)] if len(named) == 1 or sum(map(len, named)) <= LONGEST_TICKER else []
    symbols = symbol_words(query)
    if len(symbols) == 1:  # "NASDAQ: TRNM"
        found += symbols
    number = cik_key(named[0]) if len(named) == 1 else None
    if number:
        found.append(number)
    return sorted({each for each in found if each and len(each) <= LONGEST_NUMBER})


def rank_of(card: Card, asked: Names) -> Rank | None:
    """How a card answers; None if it does not."""
    tier = _tier(card, asked)
    if tier is None:
        return None
    missing = sum(word not in card.words for word in asked.suffixes)
    return Rank(tier, missing, card.order)


def reasons_of(card: Card, asked: Names) -> list[str]:
    """Why a card answers, word by word, and what decides among equals: for people to read."""
    number = _number(card, asked)
    if number:
        return [f'"{number}" is its {"ticker" if number in card.tickers else "CIK"}']
    reasons = [_said(*each) for each in _matched(card.words, asked.words) or ()]
    for word in asked.suffixes:
        has = "has" if word in card.words else "lacks"
        reasons.append(f'the name {has} "{word}", which need not match')
    return reasons


def former_of(card: Card, asked: Names) -> str | None:
    """The other name that has a word which answers and the name shown lacks."""
    taken = {word for _, word, _ in _matched(card.words, asked.words) or ()}
    lacking = taken.difference(card.plain[0])
    others = zip(card.names[1:], card.plain[1:], strict=True)
    return next((name for name, words in others if lacking.intersection(words)), None)


def _number(card: Card, asked: Names) -> str | None:
    """What the query is as a whole: a ticker of the card, or its CIK."""
    own = (*card.tickers, str(card.number))
    return next((each for each in asked.ids if each in own), None)


def _said(said: str, word: str, how: int) -> str:
    if how == SAME:
        return f'"{said}" is a word of the name'
    if how == BEGINS:
        return f'"{said}" begins "{word}"'
    if how == SLIP:
        return f'"{said}" is "{word}" with one letter wrong'
    if are_one(said, word):
        return f'"{said}" and "{word}": one is a nickname of the other'
    return f'"{word}" is the initial of "{said}"'


def _tier(card: Card, asked: Names) -> int | None:
    if _number(card, asked):
        return NUMBER
    matched = _matched(card.words, asked.words)
    if not matched:
        return None
    worst = max(how for _, _, how in matched)
    taken = {word for _, word, _ in matched}
    if _by_initial(matched) and not _is_all_said(card, taken):
        return None
    is_whole = any(len(core) == len(matched) and taken.issubset(core) for core in card.cores)
    if worst == SAME:
        return WHOLE if is_whole else WORDS
    if worst == BEGINS:
        return BEGINNINGS
    return _WHOLE_LOOSE[worst] + (not is_whole)


def _by_initial(matched: Sequence[tuple[str, str, int]]) -> bool:
    """Whether a word of the query is met by nothing but its initial."""
    return any(len(word) == 1 and how == CALLED for _, word, how in matched)


def _is_all_said(card: Card, taken: set[str]) -> bool:
    """Whether every longer word of a name is taken: "Sean Hale" is no Sean H. Smith."""
    return any(taken.issuperset(word for word in core if len(word) > 1) for core in card.cores)


def _matched(words: Sequence[str], asked: Sequence[str]) -> list[tuple[str, str, int]] | None:
    """Each word of the query with the word of the name that it takes, and how they are alike.

    The longest chooses first, of what is alike the most; a choice that leaves another without a
    word is taken back. None if there is no way.
    """
    ordered = sorted(asked, key=len, reverse=True)
    choices = [
        sorted(
            (how, number) for number, word in enumerate(words)
            if (how := how_alike(said, word)) is not None
        )
        for said in ordered
    ]  # fmt: skip
    taken = _taken(choices, [], [MOST_STEPS])
    if taken is None:
        return None
    return [(said, words[number], how) for said, (how, number) in zip(ordered, taken, strict=True)]


def _taken(
    choices: Sequence[Sequence[tuple[int, int]]], taken: list[tuple[int, int]], steps: list[int]
) -> list[tuple[int, int]] | None:
    """A choice for each word, none twice; given up after so many steps."""
    if len(taken) == len(choices):
        return taken
    used = {number for _, number in taken}
    for choice in choices[len(taken)]:
        steps[0] -= 1
        if choice[1] in used or steps[0] < 0:
            continue
        found = _taken(choices, [*taken, choice], steps)
        if found is not None:
            return found
    return None


def how_alike(said: str, word: str) -> int | None:
    """How a word of a query answers to a word of a name; None if it does not."""
    if word == said:
        return SAME
    if word.startswith(said):
        return BEGINS
    if are_one(said, word) or (len(word) == 1 and said.startswith(word)):
        return CALLED
    if len(said) > 1 and len(word) >= SHORTEST_SLIP and is_one_slip(said, word):
        return SLIP
    return None
