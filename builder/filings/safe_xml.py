"""Bytes of unknown origin to an XML tree: no entities, no network, no more memory than allowed.

Filings are untrusted. A document type declaration is refused before anything is
parsed (a filing has none, and every entity attack needs one), so is a document far
larger than any filing; libxml2's own limits on depth and text stay on.
"""

from __future__ import annotations

import re

from lxml import etree

from builder.errors import ReadError
from builder.filings.noticed import in_one_line

# 60 rows, 10 owners and 99 notes of 1,000 characters are under 500 KB and 10,000 tags. An element
# or an attribute costs memory and time whatever its text, so either limit needs the other.
MAX_DOCUMENT = 8 * 1024 * 1024
MAX_MARKUP = 100_000
WELL_FORMED = "well-formed XML"  # what damaged text is not; only such text may be repaired

_FAST = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
    remove_blank_text=True, remove_comments=True, remove_pis=True,
)  # fmt: skip
# Blank text matters only between pieces of markup inside a footnote: rare, so a second parse.
_EXACT = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
    remove_comments=True, remove_pis=True,
)  # fmt: skip

_ROOT_TAG = b"<ownershipDocument"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def parse_root(data: bytes, first_line: int = 1, *, exact: bool = False) -> etree._Element:
    """Parse bytes to a tree; raise ReadError at the place that is broken.

    ``first_line`` is the line of the file on which ``data`` starts. With ``exact``,
    blank text between elements is kept.
    """
    if len(data) > MAX_DOCUMENT:
        found = f"{len(data):,} bytes"
        raise ReadError("document", None, f"a document of at most {MAX_DOCUMENT:,} bytes", found)
    # a short document cannot hold as much, and nearly all of them are short
    markup = data.count(b"<") + data.count(b"=") if len(data) > MAX_MARKUP else 0
    if markup > MAX_MARKUP:
        expected = f"a document of at most {MAX_MARKUP:,} tags and attributes"
        raise ReadError("document", None, expected, f"{markup:,}")
    root_at = data.find(_ROOT_TAG)
    declared = data.find(b"<!DOCTYPE", 0, root_at if root_at >= 0 else len(data))
    if declared >= 0:
        raise _doctype(data.count(b"\n", 0, declared) + first_line)
    try:
        root = etree.fromstring(data, _EXACT if exact else _FAST)
    except etree.XMLSyntaxError as error:
        line = error.lineno + first_line - 1 if error.lineno else first_line
        raise ReadError("document", line, WELL_FORMED, _message(error, first_line)) from None
    except ValueError as error:  # bytes that lxml refuses before libxml2 sees them
        raise ReadError("document", None, WELL_FORMED, str(error)) from None
    if root.getroottree().docinfo.internalDTD is not None:  # in an encoding unlike ASCII
        raise _doctype(first_line)
    if root.nsmap:
        strip_namespaces(root)
    return root


def _message(error: etree.XMLSyntaxError, first_line: int) -> str:
    """What libxml2 says, its line numbers those of the file; the line of the break stands apart."""
    text = re.sub(r", line [0-9]+, column [0-9]+$", "", str(error.msg).strip())
    if first_line > 1:
        text = re.sub(
            r"\bline ([0-9]+)", lambda found: f"line {int(found[1]) + first_line - 1}", text
        )
    return in_one_line(text, 200)


def _doctype(line: int) -> ReadError:
    expected = "no DOCTYPE (a filing has none)"
    return ReadError("document", line, expected, "a document type declaration")


def strip_namespaces(root: etree._Element) -> None:
    """Reduce names to their local part: a rare file carries a namespace."""
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag.startswith("{"):
            element.tag = element.tag.partition("}")[2]
