"""Queries for generated insiders: a full name, then altered as people alter names.

Each class of queries has a dice of its own, so that asking more of one changes no other.
"""

from __future__ import annotations

import random
import string
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from builder.search.analysis import bare_name
from builder.search.nicknames import NICKNAMES
from tests.bench.names_made import Made, Person

SHORTEST = 3  # letters of a word that gets a typo
TYPOS = ("insert", "delete", "swap", "replace")


class Query(NamedTuple):
    """What is typed, and whose name it stands for."""

    text: str
    name: str


def insiders(made: Sequence[Made]) -> list[Made]:
    """Those that are asked for."""
    return [one for one in made if one.entity.kind == "insider"]


def queries(made: Sequence[Made], each: int, seed: int) -> Iterator[tuple[str, list[Query]]]:
    """Classes of queries by name, so many of each."""
    asked = insiders(made)
    for name, alter in _CLASSES.items():
        dice = random.Random(f"{name} {seed}")
        found: list[Query] = []
        for one in dice.sample(asked, len(asked)):
            if len(found) == each:
                break
            text = alter(dice, one)
            if text is not None:
                found.append(Query(text, one.conformed))
        yield name, found


def with_typo(dice: random.Random, name: str, kind: str) -> str | None:
    """A name with one slip in one of its words; None if no word is long enough."""
    words = name.split()
    long = [at for at, word in enumerate(words) if _is_long(word)]
    if not long:
        return None
    at = dice.choice(long)
    words[at] = _slip(dice, words[at].lower(), kind)
    return " ".join(words)


def _is_long(word: str) -> bool:
    letters = [letter for letter in word.lower() if letter.isalpha()]
    return len(letters) >= SHORTEST and len(set(letters)) > 1  # nothing to swap in "III"


def _slip(dice: random.Random, word: str, kind: str) -> str:
    """A word with a letter more, less or other, or with two neighbours in the other order."""
    places = [at for at, letter in enumerate(word) if letter.isalpha()]
    while True:
        at = dice.choice(places)
        letter = dice.choice(string.ascii_lowercase)
        before, here, after = word[:at], word[at], word[at + 1 :]
        if kind == "insert":
            other = dice.choice((before + letter + here, before + here + letter)) + after
        elif kind == "delete":
            other = before + after
        elif kind == "swap":
            other = before + after[:1] + here + after[1:]
        else:
            other = before + letter + after
        if other != word:
            return other


def _exact(_: random.Random, one: Made) -> str:
    return one.conformed


def _reordered(dice: random.Random, one: Made) -> str | None:
    words = bare_name(one.conformed).split()
    if len(set(words)) < 2:
        return None
    while (other := dice.sample(words, len(words))) == words:
        pass
    return " ".join(other)


def _typo(kind: str) -> Callable[[random.Random, Made], str | None]:
    return lambda dice, one: with_typo(dice, bare_name(one.conformed), kind)


def _nickname(dice: random.Random, one: Made) -> str | None:
    """ "Bill Smith D" for SMITH WILLIAM DAVID; asked only of people with a middle name."""
    person = one.person
    if person is None or person.middle in {"", person.given} or person.given not in NICKNAMES:
        return None
    nickname = dice.choice(NICKNAMES[person.given])
    return f"{nickname} {person.surname} {person.middle[0]}"


def _first_last(_: random.Random, one: Made) -> str | None:
    return None if one.person is None else _short(one.person)


def _short(person: Person) -> str:
    return f"{person.given} {person.surname}"


_CLASSES: dict[str, Callable[[random.Random, Made], str | None]] = {
    "exact": _exact,
    "reordered": _reordered,
    **{f"typo: {kind}": _typo(kind) for kind in TYPOS},
    "nickname": _nickname,
    "first and last": _first_last,
}
