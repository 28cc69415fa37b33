"""How a name is shown: "SMITH RICHARD D JR" as Richard D. Smith Jr.

EDGAR's conformed names of people run ``LAST FIRST MIDDLE SUFFIX`` without a comma, old ones
in capitals; those of companies keep their order. Section 7 of the forms reference gives the
rules. Nothing is ever lost or added but points, apostrophes, commas and blanks: the letters
shown are the letters filed, but for the marks behind a name ("/DE/") that are no part of it.
What can be read in two ways stays as filed. The filed name stands beside the one shown, and
nothing is ever looked up by the latter.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from builder.names.entity_names import entity_name
from builder.names.name_marks import without_marks
from builder.names.name_words import (
    ENTITY_ENDINGS,
    ENTITY_SURNAMES,
    ENTITY_WORDS,
    SUFFIXES,
    SURE_FORMS,
)
from builder.names.person_names import person_name

PartyKind = Literal["person", "entity"]

UNNAMED = "unnamed"

RULES: dict[str, str] = {
    "manual": "The site owner said so in content/people.yml.",
    "issuer": "It occurs as an issuer, so it is an entity.",
    "form": "Its name ends in a legal form such as LLC or Trust, so it is an entity, even where"
    " the box of a director is ticked: some funds are directors by deputization.",
    "role": "A filing calls it a director or an officer, so it is a person.",
    "word": "A whole word of its name is one of companies, trusts and funds, so it is an entity.",
    "digits": "Its name holds digits, so it is an entity.",
    "ampersand": "Its name holds an ampersand and is no couple, so it is an entity.",
    "couple": "Two people of one surname, or Mr. & Mrs.; shown as filed.",
    "person": "Nothing makes it an entity, so it is taken for a person.",
    "unnamed": "No name was filed.",
}


class Shown(NamedTuple):
    """A name as a page prints it, what it names, and the key of RULES that says why."""

    name: str
    kind: PartyKind
    rule: str


def show(
    conformed: str | None,
    *,
    is_issuer: bool = False,
    has_role: bool = False,
    override: PartyKind | None = None,
    name: str | None = None,
) -> Shown:
    """The name to show; ``name`` and ``override`` are the site owner's word."""
    kind, rule = kind_of(conformed, is_issuer=is_issuer, has_role=has_role, override=override)
    if name:
        return Shown(name, kind, "manual")
    return Shown(display(conformed, kind=kind), kind, rule)


def display(conformed: str | None, *, kind: PartyKind) -> str:
    """A conformed name as a newspaper would print it; "unnamed" where nothing was filed."""
    name = " ".join((conformed or "").split())
    if not any(map(str.isalnum, name)):
        return UNNAMED
    name = without_marks(name)
    return person_name(name) if kind == "person" else entity_name(name)


_WORDS = re.compile(r"[^\W_]+(?:['’`-][^\W_]+)*")
_RUN_LETTERS = re.compile(r"\b(?:[A-Z] )+[A-Z]\b")
_ORDINAL = re.compile(r"[0-9]+(?:ST|ND|RD|TH)")


def kind_of(
    conformed: str | None, *, is_issuer: bool, has_role: bool, override: PartyKind | None = None
) -> tuple[PartyKind, str]:
    """Person or entity, and the key of RULES that says why: section 7, in its order.

    ``has_role``: some filing ticks director or officer for it.
    """
    if override is not None:
        return override, "manual"
    if is_issuer:
        return "entity", "issuer"
    words = _words_of(conformed or "")
    if not words:
        return "person", "role" if has_role else "unnamed"
    if len(words) > 1 and words[-1] in SURE_FORMS:
        return "entity", "form"
    if has_role:
        return "person", "role"
    return _by_words(conformed or "", words)


def _by_words(conformed: str, words: list[str]) -> tuple[PartyKind, str]:
    told = [at for at, word in enumerate(words) if word in ENTITY_WORDS]
    if told and not (told == [0] and words[0] in ENTITY_SURNAMES and 1 < len(words) < 4):
        return "entity", "word"
    if len(words) > 1 and words[-1] in ENTITY_ENDINGS:
        return "entity", "word"
    if any(map(str.isdigit, conformed)) and any(_is_number(word) for word in words):
        return "entity", "digits"
    if "&" in conformed:
        couple = {"MR", "MRS"} <= set(words) or len(set(words)) < len(words)
        return ("person", "couple") if couple else ("entity", "ampersand")
    return "person", "person"


def _is_number(word: str) -> bool:
    return any(map(str.isdigit, word)) and word not in SUFFIXES


def _words_of(conformed: str) -> list[str]:
    """The words in capitals without points and marks; "L L C" and "L.L.C." are one word."""
    name = without_marks(" ".join(conformed.split())).upper().replace(".", " ").replace("&", " ")
    plain = " ".join(_WORDS.findall(name))
    return _RUN_LETTERS.sub(_joined_form, plain).split()


def _joined_form(match: re.Match[str]) -> str:
    """Letters that end in a legal form become its word: "D E LLC" stays apart, "L P" does not."""
    letters = match.group().replace(" ", "")
    for length in (4, 3, 2):
        if letters[-length:] in ENTITY_WORDS or letters[-length:] in ENTITY_ENDINGS:
            return " ".join([*letters[:-length], letters[-length:]])
    return match.group()
