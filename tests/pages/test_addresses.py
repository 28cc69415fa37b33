"""Addresses inside the site and at the SEC."""

from __future__ import annotations

import pytest

from builder.pages.addresses import filing_anchor, link, sec_company, sec_index, year_page
from tests.forms import filing_of, form_xml

REAL = ("0000000750", "Real Shape Co", "RSC")


@pytest.mark.parametrize(
    ("target", "page", "expected"),
    [
        ("issuers/1/", "", "issuers/1/index.md"),
        ("issuers/1/2024/#a", "issuers/1/", "2024/index.md#a"),
        ("insiders/2/", "issuers/1/", "../../insiders/2/index.md"),
        ("issuers/1/", "issuers/1/2024/", "../index.md"),
        ("issuers/1/2024/#a", "issuers/1/2024/", "index.md#a"),
        ("method.md#as-of", "issuers/1/", "../../method.md#as-of"),
        ("method.md", "", "method.md"),
    ],
)
def test_links_are_relative_markdown_links(target: str, page: str, expected: str) -> None:
    assert link(target, page) == expected


def test_a_filing_stands_on_the_page_of_the_year_it_was_filed_or_signed() -> None:
    assert year_page(filing_of(form_xml())) == "issuers/9000000001/2024/"


def test_a_filings_anchor_is_its_accession_number() -> None:
    assert filing_anchor(filing_of(form_xml())).endswith("/2024/#9000000001-24-000001")


def test_a_filing_links_to_its_index_page_at_the_sec() -> None:
    filing = filing_of(form_xml(issuer=REAL), "0000000750-24-000007")
    assert sec_index(filing) == (
        "https://www.sec.gov/Archives/edgar/data/750/000000075024000007/"
        "0000000750-24-000007-index.htm"
    )


def test_a_filing_without_an_accession_number_links_nowhere() -> None:
    assert sec_index(filing_of(form_xml(issuer=REAL), "mine")) is None


def test_a_fictional_filing_links_nowhere() -> None:
    assert sec_index(filing_of(form_xml())) is None


def test_a_fictional_company_has_no_page_at_the_sec() -> None:
    assert sec_company(9_000_000_001) is None
