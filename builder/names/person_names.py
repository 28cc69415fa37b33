"""People: ``LAST FIRST MIDDLE SUFFIX`` to first, middle, last, suffix.

What does not read as one person's name in that order stays as filed: two people, a trustee
for somebody, digits, other scripts than Latin, a lone letter in front.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from builder.names.entity_names import entity_name
from builder.names.name_case import title_case
from builder.names.name_marks import without_marks
from builder.names.name_words import (
    AFTER_DAS,
    COMMON_SURNAMES,
    D_NAMES,
    DOUBTFUL_SUFFIXES,
    ENTITY_WORDS,
    GIVEN_IN_EZ,
    INITIAL_PAIRS,
    LEADING_TITLES,
    O_NAMES,
    OWN_SURNAMES,
    PARTICLES,
    SECOND_SURNAMES,
    SMALL_PARTICLES,
    SUFFIXES,
    TRAILING_TITLES,
    TYPED_TITLES,
)

_GROUPED = re.compile(r"\([^()]*\)|\"[^\"]*\"|“[^”]*”|\S+")
_NO_NAME = re.compile(r"[0-9&/\\@#*+=<>:;_|{}\[\]]| AND ", re.IGNORECASE)
_NUMBERED = re.compile(r"\b(?:2ND|3RD|4TH)\b", re.IGNORECASE)
_VOWEL = re.compile(r"[AEIOUY]", re.IGNORECASE)


class _Person(NamedTuple):
    """The parts of a conformed name, each word as filed but for the fixed ones."""

    surname: list[str]
    given: list[str]
    front: list[str]  # "Dr."
    suffixes: list[str]  # "Jr."
    titles: list[str]  # "MD"
    with_others: bool  # "ET AL"


def person_name(name: str) -> str:
    """The name as a newspaper prints it; as filed where its order is in doubt."""
    person = _parts(name)
    if person is None:
        return _in_order(name)
    typed = any(map(str.islower, name)) and any(map(str.isupper, name))
    given, surname = (_typed_given, _typed_surname) if typed else (_given, _surname)
    words = [
        *person.front,
        *map(given, person.given),
        _joined(person.surname, surname),
        *person.suffixes,
    ]
    tail = "".join(f", {title}" for title in person.titles)
    if person.with_others:
        tail += ", et al." if tail else " et al."
    return " ".join(words) + tail


def _in_order(name: str) -> str:
    """A name whose order is in doubt: as filed, in title case where all is in capitals."""
    if not name.isupper() or not _is_latin(name):
        return name
    words = name.split(" ")
    if any(_key(word).strip(",()") in ENTITY_WORDS for word in words):
        return entity_name(name)
    return " ".join(word if any(map(str.isdigit, word)) else _cased(word) for word in words)


def surname_of(conformed: str) -> str:
    """The words of the surname as filed; the first word where the order is in doubt."""
    name = without_marks(" ".join(conformed.split()))
    person = _parts(name)
    return " ".join(person.surname) if person else name.split(" ")[0]


# -- Parts -----------------------------------------------------------------------------------


def _parts(name: str) -> _Person | None:
    """The parts of the name; None where they cannot be told apart."""
    if not _is_latin(name) or _NO_NAME.search(_NUMBERED.sub("", name)):
        return None
    segments = [words for part in name.split(",") if (words := _GROUPED.findall(part))]
    person = _Person([], [], [], [], [], _takes_others(segments))
    segments = [_peeled(words, person, first=not at) for at, words in enumerate(segments)]
    segments = [words for words in segments if words]
    words = [word for segment in segments for word in segment]
    if not words or len(segments) > 2 or any(_key(word) in ENTITY_WORDS for word in words[1:]):
        return None
    cut = len(segments[0]) if len(segments) == 2 else _surname_length(words)
    return person._replace(surname=words[:cut], given=words[cut:]) if cut else None


def _takes_others(segments: list[list[str]]) -> bool:
    """Take "ET AL" off the end."""
    last = segments[-1] if segments else []
    found = len(last) > 1 and (_key(last[-2]), _key(last[-1])) == ("ET", "AL")
    if found:
        del last[-2:]
    return found


def _key(word: str) -> str:
    return word.upper().replace(".", "")


def _peeled(words: list[str], person: _Person, *, first: bool) -> list[str]:
    """The words without suffixes and titles, which go to the person."""
    rest = list(words)
    if len(rest) > 2 and (_key(rest[-2]), _key(rest[-1])) == ("PH", "D"):
        rest[-2:] = ["PHD"]
    at = len(rest) - 1
    while at >= first:
        key, is_last = _key(rest[at]), at == len(rest) - 1
        if key in SUFFIXES and (key not in DOUBTFUL_SUFFIXES or (is_last and at >= 3)):
            person.suffixes.insert(0, SUFFIXES[key])
        elif is_last and _is_title(rest[at], key) and (at >= 2 or not first):
            person.titles.insert(0, TRAILING_TITLES[key])
        elif key in LEADING_TITLES and len(rest) > (2 if first else 1):
            person.front.insert(0, LEADING_TITLES[key])
        else:
            at -= 1
            continue
        del rest[at]
        at -= 1
    return rest


def _is_title(word: str, key: str) -> bool:
    """Typed "Md" is a given name, "MD" and "M.D." are not."""
    return key in TRAILING_TITLES and (word.isupper() or "." in word or key in TYPED_TITLES)


def _surname_length(words: list[str]) -> int:
    """How many words the surname in front has; 0 where it cannot be told."""
    count = len(words)
    first = _key(words[0])
    if count == 1:
        return 1
    if not first[:1].isalpha():
        return 0
    if len(first) == 1:
        return 2 if count > 2 and _is_elided(first, _key(words[1])) else 0
    length = 1
    if first == "DAS":
        length = 2 if count > 2 and _key(words[1]) in AFTER_DAS else 1
    elif first in PARTICLES:
        length = _with_particles(words, first)
    if 0 < length < count - 1 and _is_second_surname(_key(words[length])):
        length += 1
    while length < count - 1 and words[length].startswith("("):
        length += 1
    return length


def _is_elided(letter: str, following: str) -> bool:
    """O BRIEN, D ANGELO, L HEUREUX."""
    if len(following) < 3:
        return False
    vowel = following[0] in "AEIOUYH"
    return letter == "O" or (letter in "DL" and vowel) or (letter == "D" and following in D_NAMES)


def _with_particles(words: list[str], first: str) -> int:
    count = len(words)
    alone = first in OWN_SURNAMES
    if count == 2:
        return 1 if alone else 0
    if first in COMMON_SURNAMES and count == 3 and len(_key(words[2])) == 1:
        return 1
    length = 1
    while length < count - 2 and _key(words[length]) in PARTICLES:
        length += 1
    if len(_key(words[length])) == 1:
        return 1 if alone else 0
    return length + 1


def _is_second_surname(key: str) -> bool:
    ends = key.endswith("EZ") and len(key) > 4 and key not in GIVEN_IN_EZ
    return ends or key in SECOND_SURNAMES


# -- Spelling --------------------------------------------------------------------------------


def _joined(words: list[str], spell: Callable[[str], str]) -> str:
    """The surname in one: O'Brien, McDonald, St. John, Van Der Berg."""
    key = _key(words[0])
    if len(words) > 1:
        if len(key) == 1 and key in "ODL":
            return f"{key}'" + " ".join(map(spell, words[1:]))
        if key == "MC" and words[1][:1].isalpha() and len(words[1]) > 1:
            return "Mc" + " ".join(map(spell, words[1:]))
        if words[0] in {"ST", "STE"}:
            return f"{words[0].title()}. " + " ".join(map(spell, words[1:]))
    return " ".join(map(spell, words))


def _surname(word: str) -> str:
    """A word of a surname from a name in capitals or small letters."""
    if word.upper() in O_NAMES:
        return f"O'{title_case(word[1:])}"
    return _cased(word)


def _given(word: str) -> str:
    """A given name, a middle name or initials from such a name."""
    key = word.upper()
    if len(key) == 2 and key in INITIAL_PAIRS:
        return f"{key[0]}.{key[1]}."
    if 2 <= len(key) <= 3 and key.isalpha() and key.isascii() and not _VOWEL.search(key):
        if key in {"MD", "NG"}:
            return title_case(word)
        return "Wm." if key == "WM" else "".join(f"{letter}." for letter in key)
    return _cased(word)


def _typed_given(word: str) -> str:
    """The same from a name whose case was typed with care: kept but for a shouted word."""
    if len(word) == 1:
        return f"{word}." if word.isupper() else word
    if word.isupper() and len(word) > 3 and word.isalpha() and _VOWEL.search(word):
        return title_case(word)
    return _typed_small(word)


def _typed_surname(word: str) -> str:
    if word.isupper() and len(word) > 1 and "." not in word:
        return _cased(word)
    return _typed_small(word)


def _typed_small(word: str) -> str:
    if word.islower() and word.isalpha() and len(word) > 1 and word.upper() not in SMALL_PARTICLES:
        return title_case(word)
    return word


_PIECE = re.compile(r"[^\W\d_](?:[^\W\d_]|['’`](?=[^\W\d_]))*")


def _cased(word: str) -> str:
    """Title case after each hyphen, bracket and point; a point after a lone letter."""
    if len(word) == 1:
        return f"{word.upper()}." if word.isalpha() else word
    if word.isalpha():
        return title_case(word)
    cased = _PIECE.sub(lambda piece: title_case(piece.group()), word)
    return f"{cased}." if len(cased) > 2 and cased[-2] == "." and cased[-1].isalpha() else cased


@lru_cache(maxsize=4096)
def _is_latin_letter(letter: str) -> bool:
    return not letter.isalpha() or unicodedata.name(letter, "").startswith("LATIN")


def _is_latin(name: str) -> bool:
    return name.isascii() or all(map(_is_latin_letter, name))
