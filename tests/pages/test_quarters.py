"""Years of more than a hundred filings continue by quarter; old addresses lead on."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from builder.model import Filing
from builder.pages.markup import literal
from builder.pages.page import Page
from builder.pages.quarters import LONGEST_YEAR, filing_place, old_anchors, quarter_of
from builder.pages.year import pages_of_year
from tests.forms import filing_of, form_xml, sale
from tests.pages.shelf import books

YEAR = "issuers/9000000001/2024/"
ONE = filing_of(
    form_xml([sale(transactionShares=("5", "F1", "F7"))], footnotes={"F1": "So.", "F2": "Alone."})
)


def year_of(many: int) -> list[Filing]:
    """So many filings, evenly over 2024."""
    return [
        ONE._replace(
            accession=f"9000000001-24-{number:06d}",
            filed=date(2024, 1, 1) + timedelta(days=number * 366 // many),
        )
        for number in range(many)
    ]


def pages(many: int) -> dict[str, Page]:
    (book,) = books(year_of(many))
    return {page.folder: page for page in pages_of_year(book, 2024)}


def test_a_hundred_filings_stand_on_one_page() -> None:
    assert list(pages(LONGEST_YEAR)) == [YEAR]


def test_one_more_continues_by_quarter_the_newest_first() -> None:
    assert list(pages(LONGEST_YEAR + 1)) == [YEAR, *(f"{YEAR}q{n}/" for n in (4, 3, 2, 1))]


def test_every_filing_stands_in_full_on_exactly_one_page() -> None:
    made = pages(LONGEST_YEAR + 1)
    headings = [
        a for page in made.values() for a in re.findall(r'## <a id="([^"]+)"', page.markdown)
    ]
    assert sorted(headings) == [f"9000000001-24-{number:06d}" for number in range(101)]


def test_a_year_without_a_filing_in_a_quarter_has_no_page_of_it() -> None:
    filings = [
        filing._replace(filed=date(2024, 1, 1) if number % 2 else date(2024, 12, 31))
        for number, filing in enumerate(year_of(101))
    ]
    (book,) = books(filings)
    assert [page.folder for page in pages_of_year(book, 2024)] == [
        YEAR, f"{YEAR}q4/", f"{YEAR}q1/",
    ]  # fmt: skip


@pytest.mark.parametrize("tail", ["", "-I-1", "-F1", "-F2", "-F7"])
def test_every_anchor_of_a_short_year_stands_in_the_list_of_a_long_one(tail: str) -> None:
    anchor = f"9000000001-24-000000{tail}"
    assert f'<a id="{anchor}"' in pages(1)[YEAR].markdown
    long = pages(101)[YEAR].markdown
    (entry,) = [line for line in long.splitlines() if f'<a id="{anchor}"></a>' in line]
    assert "](q1/index.md#9000000001-24-000000)" in entry


def test_no_anchor_stands_twice_on_a_page() -> None:
    for page in pages(101).values():
        anchors = re.findall(r' id="([^"]+)"', page.markdown)
        assert len(anchors) == len(set(anchors))


def test_a_quarter_leads_to_the_others_and_to_the_year() -> None:
    text = pages(101)[f"{YEAR}q2/"].markdown
    assert "[January to March](../q1/index.md)" in text
    assert "[all of 2024](../index.md)" in text
    assert "[April to June]" not in text


def test_links_within_an_issuer_go_to_the_quarter() -> None:
    filings = year_of(101)
    (book,) = books(filings)
    assert filing_place(filings[100], book) == f"{YEAR}q4/#9000000001-24-000100"


def test_undated_filings_are_never_split() -> None:
    undated = [filing._replace(filed=None, period=None, signatures=()) for filing in year_of(101)]
    (book,) = books(undated)
    assert [page.folder for page in pages_of_year(book, 0)] == ["issuers/9000000001/0/"]


@pytest.mark.parametrize(("month", "quarter"), [(1, 1), (3, 1), (4, 2), (9, 3), (10, 4), (12, 4)])
def test_a_quarter_is_three_months(month: int, quarter: int) -> None:
    assert quarter_of(ONE._replace(filed=date(2024, month, 15))) == quarter


def test_anchors_of_odd_note_ids_are_safe() -> None:
    odd = filing_of(form_xml([sale(transactionShares=("5", '"><b> 1'))]))
    assert all(literal(anchor) == anchor for anchor in old_anchors(odd))
