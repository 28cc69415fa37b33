"""Remarks that say a filing is one of several which together are one report.

A form takes ten owners and thirty rows of a table (section 1.1 of the forms reference), so
larger groups file the same rows again for their other members, and say so: "Form 1 of 2",
"the second of two identical reports", "due to the limitations of the electronic filing system".
"""

from __future__ import annotations

import re

_COUNT = r"(?:[1-9]|one|two|three|four|five|six|seven|eight|nine|ten)"
_NUMBER = rf"(?:{_COUNT}|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
_PAPER = r"(?:forms?|filings?|reports?|parts?|statements?|submissions?)"
_SAYS = (
    rf"\b{_PAPER}\b[^.;]{{0,25}}?\b{_NUMBER} of {_COUNT}\b",  # Form 4 filing 1 of 2
    rf"\b{_NUMBER} of {_COUNT} (?:\w+ )?{_PAPER}\b",  # second of two identical reports
    rf"\bsplit into {_COUNT} {_PAPER}\b",
    rf"\breported (?:in|on) {_COUNT} {_PAPER}\b",
    rf"\b{_COUNT} separate {_PAPER}\b",
    r"\blimitations? of the (?:[^.;]{0,60} )?electronic filing system\b",
    r"\bno more than (?:10|ten) reporting persons can file\b",
)
_PART = re.compile("|".join(_SAYS), re.IGNORECASE)
# Every wording above holds one of these: nine in ten remarks do not.
_HINT = re.compile(r"[a-z0-9] of [1-9otfsen]|split|separate|report|filing", re.IGNORECASE)


def part_of(remarks: str | None) -> str:
    """The words of the remarks that call the filing a part of a report; "" if none do."""
    if not remarks or not _HINT.search(remarks):
        return ""
    found = _PART.search(remarks)
    return " ".join(found.group().split()) if found else ""


_PLACE = re.compile(rf"\b({_NUMBER}) of {_COUNT}\b", re.IGNORECASE)
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip


def number_of(part: str) -> int:
    """Which part the words of :func:`part_of` name: 1 for "Form 4 filing 1 of 2"; 0 if none."""
    found = _PLACE.search(part)
    if not found:
        return 0
    word = found.group(1).casefold()
    return _WORDS.get(word) or int(word)
