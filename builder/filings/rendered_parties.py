"""The boxes of a rendered page that name the parties: reporting owners, their roles, the issuer.

Names and CIKs come from the links to a party's filings, the lines of an address from the
captions printed below them, a role from the box left of it. The page shows the roles of the
first owner alone. Source: section 2.5 of the forms reference, layout 2 and 5.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from lxml import etree

from builder.filings.html_tree import all_text, first_words
from builder.filings.noticed import shortened
from builder.filings.page_data import PageData, cik_of, is_blue, is_data
from builder.filings.values import parse_cik
from builder.model import Address, Issuer, Owner

_CAPTION = re.compile(r"\(\s*([A-Za-z][A-Za-z /-]{2,40}?)\s*\)").fullmatch
_ADDRESS = {"city": "city", "state": "state", "zip": "zip"}
_Element = etree._Element  # noqa: SLF001 - lxml has no public name for the type
_Line = list[_Element]


def parse_issuer(data: PageData, box: _Element) -> Issuer:
    """Name, CIK and the symbols in brackets; a second symbol is the foreign one (X06)."""
    name, cik = _party(data, box)
    symbol, foreign, *_ = (*data.texts(box, 2), "", "")
    return Issuer(cik, name, symbol or None, foreign or None)


def parse_owner(data: PageData, box: _Element) -> Owner:
    """One reporting owner, without the roles."""
    name, cik = _party(data, box)
    return Owner(cik, name, address=_address(data, box))


def _party(data: PageData, box: _Element) -> tuple[str | None, int | None]:
    """Name and CIK by the link to the party's filings, the only place that has the CIK."""
    link = next(box.iter("a"), None)
    if link is None:
        return None, None
    name = data.text(link) or None
    if len(link):
        data.warn(link, "link of a party", "a name alone in its link", repr(shortened(name or "")))
    match = cik_of(link.get("href") or "")
    if match is None:
        return name, None
    cik, _, expected = parse_cik(match[1])
    if expected:
        data.warn(link, "link of a party", expected, repr(shortened(match[1])))
    return name, cik


def _address(data: PageData, box: _Element) -> Address | None:
    """Lines of data stand above the captions that name them."""
    address: dict[str, Any] = {}
    lines: list[_Line] = []
    for element in box.iter("tr", "span"):
        cells = [element] if element.tag == "span" else list(element)
        names = [name for cell in cells if (name := _caption(cell))]
        if not cells or len(names) < len(cells):
            if element.tag == "tr":
                lines.append(cells)
            continue
        for field, cell in _captioned(names, lines):
            text = data.text(cell)
            if text and field not in address:
                address[field] = text
        lines = []
    return Address(**address) if address else None


def _caption(cell: _Element) -> str:
    """The caption that stands in a cell; a filer's own text is none, even in parentheses."""
    if not first_words(cell).startswith("("):
        return ""
    match = _CAPTION(all_text(cell).strip())
    return match[1].lower() if match and not any(map(is_data, cell.iter())) else ""


def _captioned(names: list[str], lines: list[_Line]) -> Iterable[tuple[str, _Element]]:
    """The fields that captions name, with their cells above; what fits none is not taken."""
    if names == ["street"]:
        streets = [line[0] for line in lines if len(line) == 1]
        return zip(("street1", "street2"), streets, strict=False)
    cells = lines[-1] if lines else []
    if len(cells) != len(names) or names[0] == "last":  # the name: its link has been read
        return ()
    fields = [_field(name) for name in names]
    return [(field, cell) for field, cell in zip(fields, cells, strict=True) if field]


def _field(caption: str) -> str:
    """The part of an address that a caption names."""
    if "country" in caption:
        return "country"
    if "territory" in caption or "province" in caption:
        return "non_us_state_territory"
    return _ADDRESS.get(caption.split(maxsplit=1)[0], "")


def with_roles(data: PageData, box: _Element, owner: Owner) -> Owner:
    """Each check box stands left of its role; the titles stand in the line below them."""
    below: list[_Line] = []
    roles: dict[str, Any] = {}
    for row in box.iter("tr"):
        cells = [cell for cell in row if cell.tag == "td"]
        marks = {role: mark for mark, label in pairwise(cells) if (role := _role(label))}
        roles |= {role: bool(data.is_marked(mark)) for role, mark in marks.items()}
        if not marks and roles:
            below.append(cells)
    owner = owner._replace(**roles)
    return _with_titles(data, owner, below[0]) if below else owner


def _role(label: _Element) -> str:
    """The field of a role's label; a filer's own text is none."""
    if is_blue(label) or label.find("span") is not None:
        return ""
    text = " ".join(all_text(label).lower().split())
    if text == "director":
        return "is_director"
    if text == "10% owner":
        return "is_ten_percent_owner"
    if text.startswith("officer ("):
        return "is_officer"
    return "is_other" if text.startswith("other (") else ""


def _with_titles(data: PageData, owner: Owner, cells: _Line) -> Owner:
    """The officer's title and the text for "other".

    Either in cells below their roles, or one after the other in one cell: there a text
    alone belongs to the role that is marked.
    """
    if len(cells) >= 4:
        texts = [data.text(cells[1]), data.text(cells[3])]
    else:
        texts = data.texts(cells[0], 2) if cells else []
    if len(texts) == 2:
        return owner._replace(officer_title=texts[0] or None, other_text=texts[1] or None)
    if not any(texts):
        return owner
    if owner.is_officer == owner.is_other:
        expected = "a title below the role that it belongs to"
        data.warn(cells[0], "relationship", expected, "one text; taken for the officer's title")
    if owner.is_other and not owner.is_officer:
        return owner._replace(other_text=texts[0])
    return owner._replace(officer_title=texts[0])
