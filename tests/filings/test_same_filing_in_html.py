"""Law: one filing, as XML and as the page that the SEC renders from it, is one record.

What a page cannot say is listed once, with reasons, in :mod:`tests.filings.printing.lost`.
"""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.errors import Section16Error
from builder.filings.document import Document
from builder.filings.reader import read_filing
from builder.filings.rendered_html import is_page, parse_page
from builder.model import Filing
from builder.sample.generate import make_documents, make_files
from tests.filings.printing.lost import expressed
from tests.filings.printing.page import SAVED, STYLES, page_of
from tests.filings.printing.records import printable

MARKERS = ("after", "before", "in one")
WAYS = list(product(STYLES, SAVED, MARKERS))
FILINGS = 720  # ten of each way to print and save a page


@pytest.fixture(scope="module")
def sample() -> list[Filing]:
    """Fictional filings of every form, with every oddity of real ones."""
    made = [
        make_files(document)[0]
        for document in make_documents(seed=29, issuers=9, insiders=70, filings=FILINGS)
    ]
    return [read_filing(file.data, file.path) for file in made]


def test_the_sample_has_every_form(sample: list[Filing]) -> None:
    assert {filing.form for filing in sample} == {"3", "3/A", "4", "4/A", "5", "5/A"}
    assert len(sample) >= FILINGS


@pytest.mark.parametrize(("way", "style", "saved", "marker"), [(n, *w) for n, w in enumerate(WAYS)])
def test_pages_of_the_sample_read_as_what_they_were_printed_from(
    sample: list[Filing], way: int, style: str, saved: str, marker: str
) -> None:
    for filing in sample[way :: len(WAYS)]:
        page = page_of(filing, style, saved, marker=marker)
        assert is_page(page)
        document, _ = parse_page(page)
        assert expressed(document, style) == expressed(filing, style), filing.source.path


@settings(max_examples=150)
@given(printable(), st.sampled_from(WAYS))
def test_pages_of_any_content_read_as_what_they_were_printed_from(
    record: Document, way: tuple[str, str, str]
) -> None:
    style, saved, marker = way
    document, _ = parse_page(page_of(record, style, saved, marker=marker))
    assert expressed(document, style) == expressed(record, style)


# The real pages, each with the same filing in another form beside it.

PAIRS = {
    "0001127602-15-028697.html": "xml/0001127602-15-028697.xml",
    "0001192482-19-000071.html": "txt/0001192482-19-000071.txt",
    "edgartools-form3.snow.html": "xml/edgartools-form3.snow.xml",
    "edgartools-form5.snow.html": "xml/edgartools-form5.snow.xml",
}
# Pages whose filing is in the corpus in no other form.
ALONE = {"edgar4j-msft-form4-example.html", "edgartools-form4.evans.html"}


@pytest.mark.parametrize("page", sorted(PAIRS))
def test_a_real_page_reads_as_the_filing_in_another_form(real_filings: Path, page: str) -> None:
    document, _ = parse_page((real_filings / "html" / page).read_bytes())
    other = real_filings / PAIRS[page]
    filing = read_filing(other.read_bytes(), other.name)
    assert unwrapped(document) == unwrapped(filing)
    assert document.warnings == ()


def unwrapped(record: Document | Filing) -> dict[str, object]:
    """Line ends in notes aside: one of the files was formatted on its way here."""
    kept = expressed(record)
    kept["footnotes"] = {key: " ".join(text.split()) for key, text in kept["footnotes"].items()}
    return kept


def test_no_other_real_page_has_its_filing_beside_it(real_filings: Path) -> None:
    """A page that is added to the corpus must be compared, or said to stand alone."""
    pages = {page.name for page in (real_filings / "html").iterdir()}
    assert pages == PAIRS.keys() | ALONE
    parties = {}
    for folder in ("xml", "txt"):
        for path in sorted((real_filings / folder).iterdir()):
            try:
                filing = read_filing(path.read_bytes(), path.name)
            except Section16Error:
                continue
            parties[said_by(filing)] = path.name
    for page in ALONE:
        document, _ = parse_page((real_filings / "html" / page).read_bytes())
        assert said_by(document) not in parties


def said_by(record: Document | Filing) -> tuple[object, ...]:
    """Enough to find a filing by."""
    owners = tuple(sorted(owner.cik or 0 for owner in record.owners))
    return record.issuer.cik, owners, record.period, len(record.rows)


def test_the_real_pages_leave_nothing_unread(real_filings: Path) -> None:
    for page in ALONE:
        document, _ = parse_page((real_filings / "html" / page).read_bytes())
        assert document.warnings == ()
