"""The same filing as ownership XML and as text: what both can say, both say alike.

What text cannot say stands once, in ``NOT_IN_TEXT``, with the reason.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest

from builder.filings.document import Document
from builder.filings.reader import read_filing
from builder.filings.rendered_text import is_rendered_text, parse_text
from builder.model import CELL_NAMES, Cell, Filing, Owner
from builder.sample.generate import make_documents, make_files
from tests.filings.printing.lost import expressed
from tests.filings.printing.text import STYLES, Style, print_text

# What the page says and its text does not; what the page itself does not say stands in ``lost``.
NOT_IN_TEXT = {
    "issuer.cik": "the target of a link, which few converters keep",
    "owner.cik": "the target of a link, which few converters keep",
    "address.zip without a state": "in one line with the city nothing tells where it begins",
    "raw": "text has no other spelling beside a value that was read",
    "white space": "any is one blank, as on the page",
    "a filer's own markup": "without escapes <b> or [^1] may be a converter's",
    "a filer's own number in brackets": "where markers look like it, it may be one",
}
_LIKE_MARKUP = re.compile(r"<[a-z]|\[\^?[0-9x]\]|\\")
_LIKE_A_MARKER = re.compile(r"[(\[][0-9]{1,2}[)\]]$")
FILINGS = 520


@cache
def filings() -> tuple[Filing, ...]:
    """The sample generator's filings, as the reader of XML has them."""
    made = make_documents(seed=16, issuers=24, insiders=130, filings=FILINGS)
    files = [make_files(document)[0] for document in made]
    return tuple(read_filing(file.data, file.path) for file in files)


def said(record: Filing | Document, style: Style) -> dict[str, Any]:
    """What both forms can say, in one spelling."""
    kept = expressed(record, "X05")
    if not style.links:
        kept["issuer"] = kept["issuer"]._replace(cik=None)
        kept["owners"] = [owner._replace(cik=None) for owner in kept["owners"]]
    kept["owners"] = [_town_in_one_line(owner) for owner in kept["owners"]]
    for row in kept["rows"]:
        for name in CELL_NAMES:
            row[name] = _one_spelling(row[name])
    kept["signatures"] = [signature._replace(raw_date=None) for signature in kept["signatures"]]
    return {name: _blanks(value) for name, value in kept.items()}


def cannot_tell(filing: Filing, style: Style) -> bool:
    """A filer's words look like the style's own marks: the last two reasons above."""
    texts = [filing.remarks or "", *filing.footnotes.values()]
    words = [row.nature_of_ownership for row in filing.rows]
    marked = any(_LIKE_A_MARKER.search(str(cell.value)) for cell in words if cell)
    return (not style.escaped and any(map(_LIKE_MARKUP.search, texts))) or (
        style.marker(1) in {"(1)", "[1]"} and marked
    )


def _town_in_one_line(owner: Owner) -> Owner:
    address = owner.address
    if address is None or address.state is not None:
        return owner
    town = " ".join(part for part in (address.city, address.zip) if part)
    return owner._replace(address=address._replace(city=town or None, zip=None))


def _one_spelling(cell: Cell[Any] | None) -> Cell[Any] | None:
    return cell if cell is None or cell.value is None else cell._replace(raw=None)


def _blanks(value: Any) -> Any:
    """Every text anywhere in a value, its white space as single blanks."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, dict):
        return {key: _blanks(each) for key, each in value.items()}
    return [_blanks(each) for each in value] if isinstance(value, list | tuple) else value


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_text_says_what_the_filing_says(style: Style) -> None:
    for filing in filings():
        if cannot_tell(filing, style):
            continue
        data = print_text(filing, style)
        assert is_rendered_text(data), filing.source.path
        assert said(parse_text(data), style) == said(filing, style), filing.source.path


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_few_filings_hold_words_that_a_style_cannot_tell_from_its_marks(style: Style) -> None:
    assert sum(cannot_tell(filing, style) for filing in filings()) <= 6


def test_the_filings_are_many_and_of_every_form() -> None:
    forms = {filing.form for filing in filings()}
    assert len(filings()) >= 500
    assert forms == {"3", "3/A", "4", "4/A", "5", "5/A"}
