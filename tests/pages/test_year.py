"""The yearly page: every filing of a year in full, and a way to each."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from builder.derive.keys import RowKey
from builder.derive.odd_prices import RULES, Finding
from builder.pages.markup import literal
from builder.pages.year import year_page_of
from tests.forms import filing_of, form_xml
from tests.pages.shelf import books, year_page


def test_filings_stand_newest_first() -> None:
    old = filing_of(form_xml(signature=("x", "2024-02-01")), "9000000001-24-000001")
    new = filing_of(form_xml(signature=("x", "2024-06-01")), "9000000001-24-000002")
    text = year_page(old, new).markdown
    assert text.index('<a id="9000000001-24-000002">') < text.index('<a id="9000000001-24-000001">')


def test_a_list_leads_to_each_filing() -> None:
    filings = [filing_of(form_xml(), f"9000000001-24-00000{n}") for n in (1, 2)]
    text = year_page(*filings).markdown
    link = "[2024-05-02 <small>9000000001-24-000001</small>](#9000000001-24-000001)"
    assert link in text


def test_a_single_filing_needs_no_list() -> None:
    assert "](#" not in year_page(filing_of(form_xml())).markdown


def test_form_3_says_owned() -> None:
    text = year_page(filing_of(form_xml(form="3"))).markdown
    assert "| Owned |" in text
    assert "Owned after" not in text


def test_a_price_that_looks_like_a_total_is_said_with_its_rule() -> None:
    filing = filing_of(form_xml())
    odd = Finding(filing.accession, 1, "price-is-total", Decimal(12500), Decimal("12.5"), 4)
    (book,) = books([filing])
    across = book.across._replace(odd_prices={RowKey(filing.accession, "I", 1): odd})
    text = year_page_of(replace(book, across=across), 2024).markdown
    assert "Table I, row 1: price 12,500 beside a usual 12.5 of 4 others." in text
    assert literal(RULES["price-is-total"]) in text
