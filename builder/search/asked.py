"""What is asked, and what an answer is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from builder.search.analysis import accession_key, query_words
from builder.search.matching import Names, read_names

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
    why: str  # in words: how the query is answered, which decides the order
    reasons: tuple[str, ...]  # and why it is so, word by word


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as the index understands it. It has no syntax: no string is a wrong one."""

    words: tuple[str, ...]
    names: Names  # the query as a name
    accession: str | None  # the query as an accession number
    kind: str | None  # answers of one kind only


def asked_for(query: str, kind: str | None) -> Asked:
    """Read a query."""
    words = tuple(query_words(query)[:MOST_WORDS])
    names = read_names(query) if len(query) <= _LONGEST_NAME else Names((), (), ())
    return Asked(words, names, accession_key(query), kind)
