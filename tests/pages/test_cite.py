"""How a filing is cited: permanent link, plain text, BibTeX, and whom to tell of an error."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from builder.model import Filing
from builder.pages.filing import View, view_of
from builder.settings import Settings
from tests.forms import filing_of, form_xml, owner_xml
from tests.pages.shelf import books

ACCESSION = "9000000001-24-000001"
YEAR = "issuers/9000000001/2024/"
SITE = Settings(site_url="https://example.org/s16/")


def view(filing: Filing, settings: Settings = Settings(), page: str = YEAR) -> View:  # noqa: B008 - a frozen tuple
    (book,) = books([filing])
    return view_of(filing, page, replace(book, settings=settings))


def cited(filing: Filing, settings: Settings = SITE) -> str:
    """The citations as a reader sees them."""
    return unescape(view(filing, settings).citation)


def test_plain_text_names_who_what_number_day_and_address() -> None:
    filing = filing_of(form_xml())._replace(filed=date(2024, 5, 2))
    assert (
        "<code>Jane Doe, Form 4 on Example Works Inc, accession number 9000000001-24-000001, filed"
        " 2024-05-02, fictional sample."
        " https://example.org/s16/issuers/9000000001/2024/#9000000001-24-000001</code>"
    ) in cited(filing)


def test_bibtex_keeps_a_name_whole() -> None:
    assert "  author = {{Jane Doe}},\n  title = {Form 4 on Example Works Inc},\n" in cited(
        filing_of(form_xml())
    )


def test_a_day_that_is_not_the_day_of_filing_is_not_called_so() -> None:
    assert "dated 2024-05-02" in cited(filing_of(form_xml()))


def test_only_a_few_of_many_owners_are_named() -> None:
    owners = [owner_xml(str(9_000_000_100 + n), f"FUND {n} LLC") for n in range(5)]
    text = cited(filing_of(form_xml(owners=owners)))
    assert "and 2 more, Form 4" in text
    assert " and others}" in text
    assert "FUND 3" not in text.upper()


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("A & B 50% #1_x $", r"A \& B 50\% \#1\_x \$"),
        (r"C} D{ \E", r"C{\textbraceright} D{\textbraceleft} {\textbackslash}E"),
        ("A ~ ^ B", r"A {\textasciitilde} {\textasciicircum} B"),
    ],
)
def test_what_tex_would_take_for_a_command_is_spelt_out(name: str, printed: str) -> None:
    text = cited(filing_of(form_xml(issuer=("9000000001", name, "X"))))
    assert f"title = {{Form 4 on {printed}}}" in text


def test_hostile_names_stay_text_in_a_citation() -> None:
    filing = filing_of(form_xml(issuer=("9000000001", "</code></pre><b>\n\n# x", "X")))
    citation = view(filing).citation
    assert "<b>" not in citation
    assert "\n\n" not in citation  # it would end the HTML block


def test_a_row_is_cited_by_table_and_number() -> None:
    assert f'<a href="#{ACCESSION}-I-1">' in view(filing_of(form_xml())).citation


def test_a_filing_without_rows_has_no_row_to_cite() -> None:
    assert "<p>" not in view(filing_of(form_xml([]))).citation


def test_the_permanent_link_is_whole_where_the_site_is_known() -> None:
    meta = view(filing_of(form_xml()), SITE).meta
    assert f'<a href="{SITE.site_url}{YEAR}#{ACCESSION}">permanent link</a>' in meta


@pytest.mark.parametrize(("page", "there"), [(YEAR, ""), (f"{YEAR}q2/", "../")])
def test_the_permanent_link_leads_to_the_year_within_the_site(page: str, there: str) -> None:
    meta = view(filing_of(form_xml()), page=page).meta
    assert f'<a href="{there}#{ACCESSION}">permanent link</a>' in meta


def test_nobody_is_told_of_errors_unless_somebody_is_named() -> None:
    assert "error" not in view(filing_of(form_xml())).meta


def test_an_error_is_reported_with_the_accession_number() -> None:
    settings = Settings(report_errors="mailto:desk@example.org?subject=")
    meta = view(filing_of(form_xml()), settings).meta
    assert f'<a href="mailto:desk@example.org?subject={ACCESSION}">report an error</a>' in unescape(
        meta
    )


def test_without_an_address_of_the_site_a_citation_leads_to_the_sec() -> None:
    owner = owner_xml("101")
    filing = filing_of(form_xml(issuer=("7", "Example Works Inc", "X"), owners=[owner]))
    text = cited(filing, Settings())
    assert "url = {https://www.sec.gov/Archives/edgar/data/7/" in text
    assert "U.S. Securities and Exchange Commission, EDGAR" in text
