"""The theme around a page, rendered once per kind of page and filled by joining strings.

A shell is the real template of the real theme, rendered with a marker in every place where pages
of one kind differ: title, description, canonical address, content, table of contents. Filling it
gives the same bytes as rendering the template for that page; the plugin checks that on the first
page of every kind before it trusts a shell. What a shell is rendered for is its ``ShellKey``:
everything else in a page that a theme may look at.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import escape

from builder.publish.render import Heading, RenderedPage, render_toc

if TYPE_CHECKING:
    from collections.abc import Collection

# Letters and digits only: no filter that a template may use changes them.
TITLE = "s16zTITLEzs16"
DESCRIPTION = "s16zDESCRIPTIONzs16"
CANONICAL = "s16zCANONICALzs16"
CONTENT = "s16zCONTENTzs16"
FIRST_ANCHOR = "s16zFIRSTzs16"
ITEM_ANCHOR = "s16zANCHORzs16"
ITEM_TITLE = "s16zHEADINGzs16"
CHILDREN = "s16zCHILDRENzs16"
FOLDER = "s16zFOLDERzs16"
TOC = "s16zTOCzs16"
REDIRECT = "s16zREDIRECTzs16"

_SLOTS = re.compile(
    f"({TITLE}|{DESCRIPTION}|{CANONICAL}|{CONTENT}|{FIRST_ANCHOR}|{TOC}|{REDIRECT})"
)
_ITEM_SLOTS = re.compile(f"({ITEM_ANCHOR}|{ITEM_TITLE}|{CHILDREN})")


class ShellKey(NamedTuple):
    """All that may change the theme's output beyond the texts that are filled in."""

    prefix: str  # the part of the address that it shares with an address in the navigation
    depth: int  # folders below the root
    meta: str  # the other fields of the front matter
    has_description: bool
    has_first_heading: bool  # a <h1>
    has_toc: bool


class Shell(NamedTuple):
    """A template cut at its markers: literal, slot, literal, …; small enough to send to workers."""

    pieces: tuple[str, ...]
    leaf: tuple[str, ...]  # one line of the table of contents, cut the same way
    branch: tuple[str, ...]  # one with lines below it
    between: str  # lines of the first level
    between_children: str


def shell_key(page: RenderedPage, folder: str, nav_prefixes: Collection[str]) -> ShellKey:
    """Say which shell fits a page in this folder."""
    parts = folder.split("/") if folder else []
    length = len(parts)
    while length and "/".join(parts[:length]) not in nav_prefixes:
        length -= 1
    return ShellKey(
        prefix="/".join(parts[:length]),
        depth=len(parts),
        meta=_without_redirect(page.meta)[0],
        has_description=bool(page.description),
        has_first_heading="<h1" in page.content,
        has_toc=bool(listed(page.toc)),
    )


def _without_redirect(meta: str) -> tuple[str, str]:
    """The front matter with a marker in place of where the page leads on to, and that address."""
    if '"redirect"' not in meta:
        return meta, ""
    fields = json.loads(meta)
    found = fields.get("redirect")
    if not isinstance(found, str) or not found:
        return meta, ""
    return json.dumps({**fields, "redirect": REDIRECT}, sort_keys=True), found


def listed(toc: tuple[Heading, ...]) -> tuple[Heading, ...]:
    """Leave out the page's own heading, which stands over all others."""
    return toc[0].children if toc and toc[0].level == 1 else toc


def cut(html: str) -> tuple[str, ...]:
    """Cut a rendered template at its markers."""
    return tuple(_SLOTS.split(html))


def cut_item(html: str) -> tuple[str, ...]:
    """Cut a rendered line of the table of contents at its markers."""
    return tuple(_ITEM_SLOTS.split(html))


def fill(shell: Shell, page: RenderedPage, canonical: str) -> str:
    """Return the whole page."""

    def item(heading: Heading, children: str) -> str:
        values = {
            ITEM_ANCHOR: heading.anchor,
            ITEM_TITLE: heading.title,
            CHILDREN: children,
        }
        pieces = shell.branch if children else shell.leaf
        return "".join([values.get(piece, piece) for piece in pieces])

    values = {
        TITLE: str(escape(page.title)),
        DESCRIPTION: str(escape(page.description)),
        CANONICAL: canonical,
        CONTENT: page.content,
        FIRST_ANCHOR: page.toc[0].anchor if page.toc else "",
        REDIRECT: str(escape(_without_redirect(page.meta)[1])),
        TOC: render_toc(listed(page.toc), item, shell.between, shell.between_children),
    }
    return "".join([values.get(piece, piece) for piece in shell.pieces])
