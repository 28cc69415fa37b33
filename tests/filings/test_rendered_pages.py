"""Whole pages and what they mean, reviewed once and recorded."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.filings.reader import read_filing
from builder.filings.record import to_json
from builder.model import Filing
from tests.conftest import Golden

PAGES = sorted((Path(__file__).parent / "pages").iterdir())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_reads_as_recorded(page: Path, golden: Golden) -> None:
    filing = read_filing((page / "page.html").read_bytes(), "page.html")
    assert isinstance(filing, Filing)
    assert filing.source.kind == "html"
    golden(page / "expected.json", to_json(filing))


def test_pages_are_named_by_the_place_that_they_were_saved_from() -> None:
    """Others have a name made of what they hold."""
    names = {
        page.name: read_filing((page / "page.html").read_bytes(), "page.html") for page in PAGES
    }
    saved = {name for name, filing in names.items() if not filing.is_local}
    assert saved == {"option-exercise-saved-whole"}
