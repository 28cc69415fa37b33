"""Deliberate repairs of ownership XML that was damaged on its way, never of its meaning.

A parser in "recover" mode guesses, and a wrong guess is a wrong number on a page.
Here each repair mends one known kind of damage, seen in real files, and is named
on the filing's record. ``mended`` gives the text after each further repair, so that
no more is done than it takes to make the document well-formed; if all of them are
not enough, the filing is rejected. Nothing here adds an end tag: a truncated filing
stays truncated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

MAX_REPAIRABLE = 768 * 1024  # a filing has two thirds of that at most


class Repair(NamedTuple):
    """What was mended, in words for the record, and how often."""

    found: str
    times: int
    joins_lines: bool = False  # the lines of the mended text are no longer those of the file


_Mended = tuple[bytes, Repair | None]

_DECLARED = rb"\A(?:\xef\xbb\xbf)?\s*<\?xml[^>]*"  # a byte order mark may stand before it
_LATIN_1 = re.compile(
    _DECLARED + rb"""encoding\s*=\s*["'](?:iso-8859-1|latin-?1|windows-1252)["']""", re.IGNORECASE
)
_NOT_LATIN_1 = re.compile(rb"[\x80-\x9f]")
_XML_DECLARATION = re.compile(_DECLARED + rb"\?>")
_OTHER_ENCODING = re.compile(rb"""encoding\s*=\s*["'](?!utf-?8["'])""", re.IGNORECASE)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_CONTROL_REFERENCES = re.compile(
    rb"&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]));", re.IGNORECASE
)
_NAME = rb"[A-Za-z][A-Za-z0-9]*"
_BARE_AMPERSAND = re.compile(rb"&(?!(?:" + _NAME + rb"|#[0-9]+|#x[0-9A-Fa-f]+);)")
_UNKNOWN_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)(?=" + _NAME + rb";)")
_BREAK_IN_NAME = re.compile(rb"</?(" + _NAME + rb")?\n(" + _NAME + rb")(?=[\s/>])")
_WHOLE_NAME = re.compile(rb"</?(" + _NAME + rb")(?=[\s/>])")
_WORDS_IN_TAG = re.compile(rb"<(/?" + _NAME + rb")((?:\s+" + _NAME + rb")+)\s*>")


def declared_wrongly(data: bytes) -> _Mended:
    """Text that is well-formed in the encoding that it declares, but means another.

    Every byte is a character of ISO-8859-1, so a parser cannot notice; the characters would be
    the wrong ones.
    """
    if not _LATIN_1.match(data) or data.isascii():
        return data, None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        if not _NOT_LATIN_1.search(data):
            return data, None
        text = _XML_DECLARATION.sub(b"", data).decode("windows-1252", errors="replace")
        return text.encode("utf-8"), Repair("an encoding that is not so; read as Windows-1252", 1)
    bare = _XML_DECLARATION.sub(b"", data)
    return bare, Repair("an encoding that is not so; read as UTF-8", 1)


def mended(data: bytes) -> Iterator[tuple[bytes, tuple[Repair, ...]]]:
    """The text after one repair, after two, and so on, with what was done so far.

    A repair costs a hundred times its text where every byte is damaged: what is larger than any
    filing is left alone.
    """
    if len(data) > MAX_REPAIRABLE:
        return
    done: tuple[Repair, ...] = ()
    for mend in _REPAIRS:
        data, repair = mend(data)
        if repair:
            done = (*done, repair)
            yield data, done


def _read_as_utf8(data: bytes) -> _Mended:
    """Windows-1252 bytes in a document that claims (or implies) UTF-8, or a wrong claim."""
    if data.startswith(_UTF_16):
        return data, None  # libxml2 knows it
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        bare = _XML_DECLARATION.sub(b"", data)
        text = bare.decode("windows-1252", errors="replace")
        found = f"byte 0x{data[error.start]:02X}, which is not UTF-8; read as Windows-1252"
        return text.encode("utf-8"), Repair(found, 1)
    declaration = _XML_DECLARATION.match(data)
    if declaration and _OTHER_ENCODING.search(declaration.group()):
        return data[declaration.end() :], Repair("an encoding that is not so; read as UTF-8", 1)
    return data, None


def _without(pattern: re.Pattern[bytes], found: str) -> Callable[[bytes], _Mended]:
    def mend(data: bytes) -> _Mended:
        if data.startswith(_UTF_16):
            return data, None  # every other byte is no control character there
        data, times = pattern.subn(b"", data)
        return data, Repair(found, times) if times else None

    return mend


def _joined(data: bytes) -> _Mended:
    """Lines wrapped at a fixed width, even inside tags and words (submission text up to 2006).

    White space is legal between attributes, so only a break inside the name of an element
    that also stands there whole shows the width; then every line of that width was wrapped.
    """
    data = data.replace(b"\r\n", b"\n")
    names = set(_WHOLE_NAME.findall(data))
    widths = {
        _width(data, match.start())
        for match in _BREAK_IN_NAME.finditer(data)
        if (match[1] or b"") + match[2] in names
    }
    if not widths:
        return data, None
    lines = data.split(b"\n")
    out = bytearray()
    times = 0
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        out += line
        if after is None:
            break
        if len(line) in widths:
            times += 1
            if after.lstrip().startswith(b"id="):  # the break stands for the blank before it
                out += b" "
        else:
            out += b"\n"
    return bytes(out), Repair("a line wrapped inside a tag; joined", times, joins_lines=True)


def _width(data: bytes, place: int) -> int:
    """The length of the line that ends after ``place``."""
    end = data.index(b"\n", place)
    return end - (data.rfind(b"\n", 0, end) + 1)


def _escaped(data: bytes) -> _Mended:
    """Character references undone by a browser: ``&`` and HTML entities stand bare."""
    data, bare = _BARE_AMPERSAND.subn(b"&amp;", data)
    data, unknown = _UNKNOWN_ENTITY.subn(b"&amp;", data)
    times = bare + unknown
    return data, Repair("a bare &; read as &amp;", times) if times else None


def _single_words(data: bytes) -> _Mended:
    """``<nonDerivativeTable ativeTable>``: a stray word in a tag, no attribute."""
    data, times = _WORDS_IN_TAG.subn(rb"<\1>", data)
    return data, Repair("a stray word in a tag; left out", times) if times else None


_REPAIRS: tuple[Callable[[bytes], _Mended], ...] = (
    _read_as_utf8,
    _without(_CONTROLS, "a control character; left out"),
    _without(_CONTROL_REFERENCES, "a reference to a control character; left out"),
    _joined,
    _escaped,
    _single_words,
)
