"""Bytes of a page of unknown origin to a tree: its real encoding, and never more than allowed.

A page may have been saved by a browser in another encoding than it declares, or be the
"source view" of a page, in which every tag stands as text. HTML is what it is made to be,
so a parser that mends is right here; but where it gives up it must not do so in silence:
a page nested deeper than libxml2 allows is refused, and bytes that are no text are counted.
No network: nothing that the page refers to is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from lxml import etree

from builder.errors import ReadError
from builder.model import Warn

# The longest form that fits EDGAR's limits prints as about 600 KB with 20,000 tags. An element
# takes a hundred times its text, so the tags are counted before there is a tree.
MAX_PAGE = 8 * 1024 * 1024
MAX_TAGS = 250_000
READ_AS_1252 = "bytes that are not so; read as Windows-1252"
READ_AS_UTF8 = "UTF-8; read as such"

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([-\w.:]{1,40})""", re.IGNORECASE)
_HEAD = 4096
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UTF_8_MARK = b"\xef\xbb\xbf"
# What libxml2 would turn into U+FFFD; a page has none of them.
_CONTROLS = bytes(range(9)) + b"\x0b" + bytes(range(14, 32)) + b"\x7f"
_UTF_8_NAMES = frozenset({"utf-8", "utf8"})
# Encodings that a browser saves in; any other name means Windows-1252, as it does for HTML's
# own iso-8859-1.
_KNOWN = re.compile(
    r"windows-125[0-8]|iso-8859-(?:[2-9]|1[03-6])|shift_jis|euc-(?:jp|kr)|gbk|gb2312|gb18030|big5"
    r"|koi8-[ru]",
    re.IGNORECASE,
).fullmatch
_SOURCE_VIEW = b"line-content"
NO_TEXT = frozenset({"script", "style", "noscript", "template"})  # put there by browsers
_WORDS = 200
_BREAKING = frozenset({"br", "p", "div", "li"})


def parse_tree(data: bytes) -> tuple[etree._Element, tuple[Warn, ...]]:
    """The page's ``html`` element, with what was odd about its bytes.

    Raises ReadError for what is no page, or too large or too deep a one.
    """
    if len(data) > MAX_PAGE:
        expected = f"a page of at most {MAX_PAGE:,} bytes"
        raise ReadError("document", None, expected, f"{len(data):,} bytes")
    text, warnings = _as_utf8(data)
    root = _parsed(text)
    if _SOURCE_VIEW in text:
        source = _source(root)
        if source:
            root = _parsed(source)
            found = "a browser's view of its source"
            warnings.append(Warn("document", None, "the page itself", found))
    return root, tuple(warnings)


def _parsed(text: bytes) -> etree._Element:
    """Parse UTF-8; what the page declares is of no importance any more."""
    if text.count(b"<") > MAX_TAGS:
        raise ReadError("document", None, f"a page of at most {MAX_TAGS:,} tags", "more")
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root: etree._Element | None = etree.fromstring(text, parser)
    except (etree.LxmlError, ValueError) as error:
        raise ReadError("document", None, "an HTML page", str(error)[:200]) from None
    if root is None:
        raise ReadError("document", None, "an HTML page", "nothing")
    for entry in parser.error_log:
        if entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
            found = entry.message.partition(",")[0][:200]
            raise ReadError("document", entry.line, "a page within the parser's limits", found)
    return root


def _as_utf8(data: bytes) -> tuple[bytes, list[Warn]]:
    """The page in UTF-8, with plain line ends and without control characters."""
    warnings: list[Warn] = []
    if data.startswith(_UTF_8_MARK):
        data = data[3:]
    if not data.isascii() or b"\0" in data:
        data = _recoded(data, warnings)
    plain = data.translate(None, _CONTROLS)
    if len(plain) < len(data):
        found = f"{len(data) - len(plain)} of them; left out"
        warnings.append(Warn("document", None, "no control characters", found))
    if b"\r" in plain:
        plain = plain.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return plain, warnings


def _recoded(data: bytes, warnings: list[Warn]) -> bytes:
    """The same text in UTF-8, whatever encoding it is in."""
    wide = _wide(data)
    if wide:
        return data.decode(wide, errors="replace").encode("utf-8")
    match = _CHARSET.search(data, 0, _HEAD)
    declared = match[1].decode("ascii").lower() if match else ""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        name = declared if _KNOWN(declared) else "windows-1252"
        if declared in _UTF_8_NAMES:
            warnings.append(Warn("document", None, "UTF-8, as declared", READ_AS_1252))
        return data.decode(name, errors="replace").encode("utf-8")
    # Text of another encoding is hardly ever well-formed UTF-8 by chance.
    if declared and declared not in _UTF_8_NAMES and not data.isascii():
        warnings.append(Warn("document", None, f"{declared}, as declared", READ_AS_UTF8))
    return data


def _wide(data: bytes) -> str:
    """UTF-16, by its mark or by the NUL beside the first sign."""
    if data.startswith(_UTF_16_MARKS):
        return "utf-16"
    if data[:2] == b"<\0":
        return "utf-16-le"
    return "utf-16-be" if data[:2] == b"\0<" else ""


def all_text(element: etree._Element) -> str:
    """All text in an element, as it stands."""
    return "".join(cast("Iterator[str]", element.itertext()))


def first_words(element: etree._Element) -> str:
    """The beginning of the first text in an element that is not blank: enough to tell a label."""
    for text in cast("Iterator[str]", element.itertext()):
        if not text.isspace():
            return text.lstrip()[:_WORDS]
    return ""


def block_text(element: etree._Element) -> str:
    """The text of an element with the line breaks that its markup makes."""
    if len(element) == 0:
        return (element.text or "").strip()
    return "".join(_pieces(element)).strip()


def _pieces(element: etree._Element) -> Iterator[str]:
    """Texts and line breaks in order; no deeper than libxml2 lets a page be."""
    yield element.text or ""
    for inner in element:
        if inner.tag in _BREAKING:
            yield "\n"
        if inner.tag not in NO_TEXT:
            yield from _pieces(inner)
        yield inner.tail or ""


def _source(root: etree._Element) -> bytes:
    """The page that a browser's source view shows, line by line; empty if it is no such view."""
    lines = [
        all_text(cell) for cell in root.iter("td") if "line-content" in (cell.get("class") or "")
    ]
    return "\n".join(lines).encode("utf-8", errors="replace")
