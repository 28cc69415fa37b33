"""Companies, trusts and funds: order as filed; title case only where all is in capitals."""

from __future__ import annotations

import re

from builder.names.name_case import title_case
from builder.names.name_words import (
    ACRONYMS,
    CONTRACTIONS,
    FORMS,
    MARKS,
    SHORT_WORDS,
    SMALL_WORDS,
)

_VOWELS = frozenset("AEIOUY")
_ROMAN = re.compile(r"(?:X{0,3})(?:IX|IV|V?I{0,3})")
_RUNS = re.compile(r"[^\W\d_]+")
_PIECES = re.compile(r"[^\W_]+(?:['’`][^\W_]+)*")
_ELIDED = re.compile(r"^O (?=[^\W\d_]{4})")
_DOT_COM = re.compile(r"(?<=[^\W_]) COM(?= (?:INC|CORP|LTD|LLC|CO|HOLDINGS)\b|$)")


def entity_name(name: str) -> str:
    """The name as filed; where it is all capitals, in title case with its acronyms kept."""
    if not name.isupper():
        return name
    plain = _ELIDED.sub("O'", _DOT_COM.sub(".COM", name))
    words = [_word(word, at) for at, word in enumerate(plain.split(" "))]
    if words[-2:] == ["ET", "AL"]:
        words[-2:] = ["et", "al."]
    return " ".join(words)


def _word(word: str, at: int) -> str:
    """One blank-separated word; brackets, points, hyphens and slashes part it further."""
    if at and word in SMALL_WORDS:
        return word.lower()
    if word.startswith("(") and word.strip("(),") in MARKS:
        return word
    if "&" in word and len(word) > 1:
        pieces = word.split("&")
        if max(map(len, pieces)) <= 3:
            return word  # AT&T, PG&E
    found = _PIECES.findall(word)
    if len(found) > 1 and all(len(piece) == 1 for piece in found):
        return word  # L.P., D.E., O-I
    if word.endswith((".COM", ".COM,")):
        cut = word.rindex(".COM")
        return _word(word[:cut], at) + word[cut:].lower()
    return _PIECES.sub(lambda match: _piece(match.group(), at), word)


def _piece(piece: str, at: int) -> str:
    if any(map(str.isdigit, piece)):
        return _with_digits(piece)
    if piece in FORMS:
        return FORMS[piece]
    if len(piece) == 1 or piece in ACRONYMS or _ROMAN.fullmatch(piece):
        return piece
    if piece == "DE" and not at:
        return piece  # D. E. Shaw or De Beers
    is_acronym = len(piece) <= 3 or _VOWELS.isdisjoint(piece)
    if is_acronym and piece not in CONTRACTIONS and piece not in SHORT_WORDS:
        return piece
    return title_case(piece)


def _with_digits(piece: str) -> str:
    """3M, 1st, L3Harris, 89Bio."""
    if re.fullmatch(r"[0-9]+(?:ST|ND|RD|TH)", piece):
        return piece.lower()
    return _RUNS.sub(
        lambda run: title_case(run.group()) if len(run.group()) > 3 else run.group(), piece
    )
