"""Which pile of securities a row is about, as far as its words tell.

Filers name one and the same line in many ways: "Common Stock" and "Common Stock, par
value $.01", "By Trust" and "by trust (1)". Here words are brought to a form in which
only what tells piles apart is left (section 4.2 of the forms reference). What words
cannot tell, :mod:`builder.derive.positions` settles by arithmetic.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from builder.model import Cell, Filing, Row, Table


class Line(NamedTuple):
    """A line of an insider's holdings under one wording."""

    title: str
    held: str  # "D" or "I"
    nature: str  # "" for direct lines
    exercise_price: str  # Table II: "" where none is stated, or zero
    expiration: str


class Group(NamedTuple):
    """What lines must have in common to be able to go on from one another."""

    issuer: int
    owners: tuple[int, ...]  # CIKs, ascending; 0 for an owner without one
    table: Table
    held: str


SEE_NOTE = "(see note)"


def terms_agree(one: Line, other: Line) -> bool:
    """True for lines of one title and nature whose terms do not contradict: one may lack some."""
    return (
        (one.title, one.held, one.nature) == (other.title, other.held, other.nature)
        and len({one.exercise_price, other.exercise_price} - {""}) < 2
        and len({one.expiration, other.expiration} - {""}) < 2
    )


def owners_of(filing: Filing) -> tuple[int, ...]:
    """The people who file together, by key, ascending."""
    return tuple(sorted(owner.key for owner in filing.owners))


def group_of(filing: Filing, row: Row, owners: tuple[int, ...] | None = None) -> Group:
    """The issuer, the people who file together, the table, and direct or indirect."""
    people = owners_of(filing) if owners is None else owners
    return Group(filing.issuer.key, people, row.table, _held(row))


def line_of(row: Row) -> Line:
    """The line that a row names."""
    held = _held(row)
    # oddity 64: a nature beside "D" is a slip and tells no lines apart
    nature = normal_nature(_value(row.nature_of_ownership)) if held == "I" else ""
    title = normal_title(_value(row.security_title))
    if row.table == "I":
        return Line(title, held, nature, "", "")
    price = row.conversion_or_exercise_price
    # a unit's price is 0 in one filing and only in a note in the next
    stated = f"{price.value.normalize():f}" if price and price.value else ""
    return Line(title, held, nature, stated, _iso(row.expiration_date))


def _held(row: Row) -> str:
    direct = row.direct_or_indirect_ownership
    return (direct.value if direct else None) or "D"


def _value(cell: Cell[str] | None) -> str:
    return (cell.value if cell else None) or ""


def _iso(cell: Cell[date] | None) -> str:
    return cell.value.isoformat() if cell and cell.value else ""


# "par value $.01 per share", "$0.001 par value", "without par value", "$0.01 par share"
_PAR = re.compile(
    r"[,;(]?\s*(?:without|no|with a|\$?[0-9.]+)?\s*\bpar\b(?:\s*(?:value|of|per share|each|share"
    r"|\$?\.?[0-9][0-9.,]*)\b)*\)?",
    re.IGNORECASE,
)
_NOT_WORDS = re.compile(r"[\W_]+")
_NOTE_MARK = re.compile(r"\((?:fn\.?\s*|note\s*)?[0-9]{1,2}\)", re.IGNORECASE)
_SEE_NOTE = re.compile(
    r"\b(?:see|refer to)\b.*\b(?:foot\s*)?(?:notes?|explanations?)\b|^footnotes?\b"
)
_LETTERS = re.compile(r"\b(?:[a-z] )+[a-z]\b")


def _words(text: str) -> str:
    """Lower case, without punctuation; "L.P." and "LP" are one word."""
    plain = _NOT_WORDS.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()
    return _LETTERS.sub(lambda match: match.group().replace(" ", ""), plain)


@lru_cache(maxsize=4096)
def normal_title(title: str) -> str:
    """A security title without case, punctuation, plural, footnote marks and par value."""
    words = _singular(_words(_NOTE_MARK.sub("", _PAR.sub(" ", title))) or _words(title))
    return _COMMON_SHARE.sub(r"\1 stock", words)


_COMMON_SHARE = re.compile(r"\b(common|preferred) share\b")  # "Common Shares", "Common Stock"


def _singular(words: str) -> str:
    return " ".join(
        word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
        for word in words.split()
    )


@lru_cache(maxsize=4096)
def normal_nature(nature: str) -> str:
    """A nature of ownership without case, punctuation, plural, footnote marks and leading "by"."""
    text = _words(_NOTE_MARK.sub("", nature))
    if _SEE_NOTE.search(text):
        return SEE_NOTE
    return _singular(text.removeprefix("by ").removeprefix("the "))


_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
# What drifts from one filing to the next in a note about the same pile: dates, counts, amounts,
# percentages. Plain numbers stay: they are names ("Fund 7", "Fund 25", "Trust 2014").
_DRIFTING = re.compile(
    rf"\b(?:{_MONTHS})\s+[0-9]{{1,2}}(?:,\s*[0-9]{{4}})?"
    r"|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}|[0-9]+(?:\.[0-9]+)?\s*%|\$?[0-9]+(?:[.,][0-9]+)+"
    r"|[0-9]+(?=\s+(?:shares|units|options|warrants|ordinary|common|class)\b)",
    re.IGNORECASE,
)


# The words of each note: of several, the ones that two rows share tell nothing.
Notes = frozenset[frozenset[str]]


def noted(filing: Filing, row: Row) -> Notes:
    """The words of each note that tells piles apart: those on title, nature and terms."""
    # where a note names the holder, notes on the title and the terms only blur it
    ids = _ids(row.nature_of_ownership, row.direct_or_indirect_ownership)
    if not ids:
        ids = _ids(row.security_title)
        if row.table == "II":
            ids |= _ids(row.conversion_or_exercise_price, row.exercise_date, row.expiration_date)
    if not ids:
        return frozenset()
    return frozenset(_note_words(filing.footnotes.get(note, "")) for note in ids) - {_NO_WORDS}


def _ids(*cells: Cell[Any] | None) -> set[str]:
    return {note for cell in cells if cell is not None for note in cell.footnotes}


_NO_WORDS: frozenset[str] = frozenset()


@lru_cache(maxsize=4096)  # one note stands at many cells, and is repeated from filing to filing
def _note_words(text: str) -> frozenset[str]:
    return frozenset(_words(_DRIFTING.sub(" ", text)).split())


def likeness(one: Notes, other: Notes) -> Decimal:
    """How alike the notes of two rows are, 0 to 1; 0 if they name other numbers (Fund 7, Fund 25).

    Notes that both have tell nothing where each has another one beside them.
    """
    if one == other:
        return Decimal(1)
    mine, theirs = one - other, other - one
    if mine and theirs:
        return _alike(_NO_WORDS.union(*mine), _NO_WORDS.union(*theirs))
    return _alike(_NO_WORDS.union(*one), _NO_WORDS.union(*other))


def _alike(one: frozenset[str], other: frozenset[str]) -> Decimal:
    numbers = frozenset(word for word in one ^ other if any(map(str.isdigit, word)))
    if numbers or not one or not other:
        return Decimal(0)
    return Decimal(len(one & other)) / Decimal(len(one | other))
