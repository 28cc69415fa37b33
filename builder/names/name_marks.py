"""The marks behind a name that are no part of it: "/DE/", "\\PA\\", "/NEW", a lone slash.

EDGAR tells companies of one name apart by them (section 7 and oddity 59 of the forms
reference). They are taken off for display only, never in a key.
"""

from __future__ import annotations

import re

from builder.names.name_words import MARKS, MARKS_OF_WORDS

_CLOSED = re.compile(r"\s*([/\\])\s*[^\W\d_]{2,4}\s*\1$")
_OPEN = re.compile(r"\s*[/\\]\s*([^\W\d_]+(?: [^\W\d_]+)?)\.?$")


def without_marks(name: str) -> str:
    """The name without its marks; a name of nothing but marks stays as it is."""
    if "/" not in name and "\\" not in name:
        return name
    rest = name
    while (shorter := _without_one(rest)) != rest:
        rest = shorter
    return rest if any(map(str.isalnum, rest)) else name


def _without_one(name: str) -> str:
    if (closed := _CLOSED.search(name)) is not None:
        return name[: closed.start()]
    if (found := _OPEN.search(name)) is not None:
        mark = found[1].upper()
        return name[: found.start()] if mark in MARKS or mark in MARKS_OF_WORDS else name
    return name.rstrip("/\\ ") if name.endswith(("/", "\\")) else name
