"""Whole pages and what they mean, reviewed once and recorded."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.filings.reader import read_filing
from builder.filings.record import to_json
from builder.filings.rendered_html import parse_page
from tests.conftest import Golden

PAGES = sorted((Path(__file__).parent / "pages").iterdir())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_reads_as_recorded(page: Path, golden: Golden) -> None:
    """With the warnings of reading; what is odd about a record has tests of its own."""
    data = (page / "page.html").read_bytes()
    filing = read_filing(data, "page.html")
    assert filing.source.kind == "html"
    document, _ = parse_page(data)
    golden(page / "expected.json", to_json(filing._replace(warnings=document.warnings)))


def test_pages_are_named_by_the_place_that_they_were_saved_from() -> None:
    """Others have a name made of what they hold."""
    names = {
        page.name: read_filing((page / "page.html").read_bytes(), "page.html") for page in PAGES
    }
    saved = {name for name, filing in names.items() if not filing.is_local}
    assert saved == {"option-exercise-saved-whole"}
