"""What is asked, and what an answer is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from builder.search.analysis import (
    accession_key,
    cik_key,
    query_words,
    symbol_words,
    whole_name,
)

Kind = Literal["issuer", "insider", "filing"]

MOST_WORDS = 48  # words of a query that count: a pasted paragraph still finds its footnote
_LONGEST_NAME = 300  # characters: a longer query is no name, number or symbol


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer; ``url`` is relative to the site, ``passage`` plain text."""

    kind: Kind
    title: str
    url: str
    cik: int | None
    accession: str | None
    score: float
    passage: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as the index understands it. It has no syntax: no string is a wrong one."""

    words: tuple[str, ...]
    numbers: frozenset[str]  # tickers, CIKs and accession numbers that the whole query can be
    whole: str  # the query as a whole name
    kind: str | None  # answers of one kind only


def asked_for(query: str, kind: str | None) -> Asked:
    """Read a query."""
    words = tuple(query_words(query)[:MOST_WORDS])
    if len(query) > _LONGEST_NAME:
        return Asked(words, frozenset(), "", kind)
    named = words[1:] if len(words) == 2 and words[0] in {"cik", "ticker", "symbol"} else words
    numbers = {"".join(named), accession_key(query)}
    symbols = symbol_words(query)
    if len(symbols) == 1:  # "NASDAQ: TRNM"
        numbers.add(symbols[0])
    if len(named) == 1:
        numbers.add(cik_key(named[0]))
    return Asked(words, frozenset(n for n in numbers if n), whole_name(query), kind)
