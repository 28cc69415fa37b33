"""Deliberate repairs of ownership XML that was damaged on its way, never of its meaning.

A parser in "recover" mode guesses, and a wrong guess is a wrong number on a page.
Here each repair mends one known kind of damage, seen in real files, and is named
on the filing's record. If the mended text is still not well-formed, the filing is
rejected with the first error: a truncated filing stays truncated.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple


class Repair(NamedTuple):
    """What was mended, in words for the record, and how often."""

    found: str
    count: int


_XML_DECLARATION = re.compile(rb"\A\s*<\?xml[^>]*\?>")
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_CONTROL_REFERENCES = re.compile(
    rb"&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]));", re.I
)
_BARE_AMPERSAND = re.compile(rb"&(?!(?:[A-Za-z][A-Za-z0-9]*|#[0-9]+|#x[0-9A-Fa-f]+);)")
_UNKNOWN_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)(?=[A-Za-z][A-Za-z0-9]*;)")
_BREAK_IN_TAG = re.compile(rb"<[/A-Za-z][^<>\n]*\n[^<>]*>")
_WORDS_IN_TAG = re.compile(rb"<([A-Za-z][A-Za-z0-9]*)((?:\s+[A-Za-z][A-Za-z0-9]*)+)\s*>")


def _as_utf8(data: bytes) -> tuple[bytes, Repair | None]:
    """Windows-1252 bytes in a document that claims (or implies) UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")):
        return data, None  # UTF-16: libxml2 knows it
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        bare = _XML_DECLARATION.sub(b"", data)
        text = bare.decode("windows-1252", errors="replace")
        found = f"byte 0x{data[error.start]:02X}, which is not UTF-8; read as Windows-1252"
        return text.encode("utf-8"), Repair(found, 1)
    declaration = _XML_DECLARATION.match(data)
    if declaration and b"encoding" in declaration.group():
        return data[declaration.end() :], Repair("an encoding that is not so; read as UTF-8", 1)
    return data, None


def _without(
    pattern: re.Pattern[bytes], found: str
) -> Callable[[bytes], tuple[bytes, Repair | None]]:
    def mend(data: bytes) -> tuple[bytes, Repair | None]:
        data, count = pattern.subn(b"", data)
        return data, Repair(found, count) if count else None

    return mend


def _joined(data: bytes) -> tuple[bytes, Repair | None]:
    """Lines wrapped at a fixed width, even inside tags and words (submission text up to 2006)."""
    data = data.replace(b"\r\n", b"\n")
    broken = list(_BREAK_IN_TAG.finditer(data))
    if not broken:
        return data, None
    widths = set()
    for match in broken:
        end = data.index(b"\n", match.start())
        widths.add(end - (data.rfind(b"\n", 0, end) + 1))
    count = 0
    lines = data.split(b"\n")
    out = bytearray()
    for index, line in enumerate(lines):
        out += line
        if index == len(lines) - 1:
            break
        if len(line) in widths:
            count += 1
            if lines[index + 1].lstrip().startswith(b"id="):
                out += b" "
        else:
            out += b"\n"
    return bytes(out), Repair("a line wrapped inside a tag; joined", count)


def _escaped(data: bytes) -> tuple[bytes, Repair | None]:
    """Character references undone by a browser: ``&`` and HTML entities stand bare."""
    data, bare = _BARE_AMPERSAND.subn(b"&amp;", data)
    data, unknown = _UNKNOWN_ENTITY.subn(b"&amp;", data)
    count = bare + unknown
    return data, Repair("a bare &; read as &amp;", count) if count else None


def _single_words(data: bytes) -> tuple[bytes, Repair | None]:
    """``<nonDerivativeTable ativeTable>``: a stray word in a start tag, no attribute."""
    data, count = _WORDS_IN_TAG.subn(rb"<\1>", data)
    return data, Repair("a stray word in a tag; left out", count) if count else None


_REPAIRS: tuple[Callable[[bytes], tuple[bytes, Repair | None]], ...] = (
    _as_utf8,
    _without(_CONTROLS, "a control character; left out"),
    _without(_CONTROL_REFERENCES, "a reference to a control character; left out"),
    _joined,
    _escaped,
    _single_words,
)


def repair(data: bytes) -> tuple[bytes, tuple[Repair, ...]]:
    """Mend what can be mended without touching meaning; also return what was done."""
    done: list[Repair] = []
    for mend in _REPAIRS:
        data, what = mend(data)
        if what:
            done.append(what)
    return data, tuple(done)
