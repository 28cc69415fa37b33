"""Filers' text made literal in Markdown and in HTML.

Every character that means something to CommonMark, to GitHub's tables, to
Python-Markdown and its extensions, to Jinja or to HTML becomes a numeric character
reference, which none of them interprets and every browser shows as the character.
Control characters and the marks that turn writing direction are left out: they show
nothing and can only mislead.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPECIAL = "\\`*_{}[]<>&|~^#!$=+@\"'"
_REFERENCES: dict[int, str | None] = {ord(char): f"&#{ord(char)};" for char in _SPECIAL}
# Line ends and tabs are blanks; the other C0 and C1 controls go, and so do the marks that
# override direction or are invisible (they could make a name read as another).
_REFERENCES |= dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], None)
_REFERENCES |= dict.fromkeys(map(ord, "\t\n\r\x0b\x0c\x85\u2028\u2029"), " ")
_REFERENCES |= dict.fromkeys(
    [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF], None
)
_REFERENCES |= dict.fromkeys(range(0xD800, 0xE000), "�")
_PLAIN = re.compile(r"[A-Za-z(][A-Za-z0-9 .,;:()/%-]*", re.ASCII).fullmatch
_BLANKS = re.compile(r" {2,}")
_LIST_MARK = re.compile(r"([0-9]{1,9})([.)])")


@lru_cache(maxsize=8192)  # the same names and titles stand in most rows
def literal(text: str | None) -> str:
    """Text that every reader of the page sees exactly as filed, on one line."""
    if not text:
        return ""
    if _PLAIN(text) and "  " not in text:
        return text.strip()
    out = _BLANKS.sub(" ", text.translate(_REFERENCES)).strip()
    if out.startswith(("-", ":")):  # at the start of a block: a list, a table's rule
        return f"&#{ord(out[0])};{out[1:]}"
    mark = _LIST_MARK.match(out)
    if mark:
        return f"{mark.group(1)}&#{ord(mark.group(2))};{out[mark.end() :]}"
    return out


def lines(text: str | None) -> str:
    """As :func:`literal`, with the filer's line ends kept as ``<br>``."""
    parts = (literal(part) for part in (text or "").splitlines())
    return "<br>".join(part for part in parts if part)


def quoted(text: str) -> str:
    """Text for a JSON-quoted front-matter value: no controls, no direction marks, one line."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    cleaned = "".join(
        " " if char in "\t\n\r\x0b\x0c\x85\u2028\u2029" else char
        for char in text
        if char in "\t\n\r" or _REFERENCES.get(ord(char), "") is not None
    )
    return _BLANKS.sub(" ", cleaned).strip()


@lru_cache(maxsize=8192)
def number(text: str) -> str:
    """A filed number with thousands separators, its fraction kept as filed."""
    sign = "−" if text.startswith("-") else ""
    whole, point, fraction = text.lstrip("+-").partition(".")
    grouped = f"{int(whole or '0'):,}"
    return f"{sign}{grouped}{point}{fraction}" if fraction else f"{sign}{grouped}"


def count(value: int) -> str:
    """A count with thousands separators."""
    return f"{value:,}"


def counted(value: int, noun: str) -> str:
    """ "1 filing", "2 filings"."""
    return f"{value:,} {noun}" if value == 1 else f"{value:,} {noun}s"


def fold(text: str) -> str:
    """Lower case without accents: for sorting names under a letter."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()
