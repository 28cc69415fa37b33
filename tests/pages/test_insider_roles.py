"""An insider's roles, and since when each of them is stated."""

from __future__ import annotations

from datetime import date

from builder.model import Filing
from tests.forms import filing_of, form_xml
from tests.pages.shelf import insider_page
from tests.pages.test_issuer import table_of

JANE = 9_000_000_101


def filing(year: int, number: int = 1, **roles: object) -> Filing:
    """A filing of one year in which Jane has these roles."""
    made = filing_of(form_xml(), f"9000000001-{year % 100:02d}-{number:06d}")
    (owner,) = made.owners
    stated = {"is_director": False, **roles}
    return made._replace(filed=date(year, 5, 2), owners=(owner._replace(**stated),))  # type: ignore[arg-type] # any role


def rows(*filings: Filing) -> list[list[str]]:
    """The roles as they are; the timeline with its own table stands after them."""
    page, _, _ = insider_page(JANE, *filings).markdown.partition("<figure")
    return table_of(page, "Issuers and roles")[1:]


def since(role: str, day: str) -> str:
    return f'{role} <span class="s16-derived">since {day}</span>'


def test_a_role_is_stated_since_the_first_of_the_filings_in_a_row() -> None:
    (row,) = rows(*(filing(year, is_director=True) for year in (2021, 2022, 2023)))
    assert row[1:3] == [since("Director", "2021-05-02"), "3"]


def test_each_role_has_its_own_day() -> None:
    (row,) = rows(
        filing(2021, is_director=True),
        filing(2022, is_director=True, is_officer=True, officer_title="President"),
    )
    assert row[1] == f"{since('Director', '2021-05-02')}<br>{since('President', '2022-05-02')}"


def test_a_role_that_was_given_up_and_taken_again_is_stated_since_the_second_time() -> None:
    (row,) = rows(
        filing(2021, is_director=True),
        filing(2022, is_ten_percent_owner=True),
        filing(2023, is_director=True),
    )
    assert row[1] == since("Director", "2023-05-02")


def test_a_filing_without_a_role_says_so() -> None:
    (row,) = rows(filing(2021))
    assert row[1] == "not stated"


def test_one_role_at_one_issuer_needs_no_timeline() -> None:
    page = insider_page(JANE, filing(2021, is_director=True), filing(2022, is_director=True))
    assert "<svg" not in page.markdown


def test_a_second_role_is_drawn_beside_the_first() -> None:
    page = insider_page(
        JANE, filing(2021, is_director=True), filing(2022, is_officer=True, officer_title="CEO")
    )
    assert "Roles over time, 2021-05-02 to 2022-05-02" in page.markdown
