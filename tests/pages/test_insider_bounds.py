"""The four facts of an insider's page, and what it does with very much and very little."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from builder.model import Filing
from builder.pages.page import Page
from tests.forms import Cells, filing_of, form_xml, owner_xml, sale
from tests.pages.shelf import insider_page
from tests.pages.test_issuer import table_of

JANE = 9_000_000_101
BIG = 130  # filings of 40 rows: more than 5,000 rows
LINES = 150


def fact(page: Page, label: str) -> str:
    found = re.search(f"<dt>{label}</dt><dd>(.*?)</dd>", page.markdown)
    assert found, f"no fact {label}"
    return re.sub(r"<[^>]+>", "", found[1])


def one(*rows: tuple[str, Cells], filed: date | None = None) -> Page:
    return insider_page(JANE, filing_of(form_xml(rows))._replace(filed=filed))


def test_the_page_says_what_is_held_of_which_class_and_since_when() -> None:
    said = fact(one(sale()), "Holds")
    assert said == "9,000 Common Stock of Example Works Inc, 2024-05-01"


def test_no_balance_in_numbers_is_not_a_holding_of_nothing() -> None:
    said = fact(one(sale(sharesOwnedFollowingTransaction=("", "F1"))), "Holds")
    assert said.startswith("not known")


def test_the_last_trade_has_its_direction_day_and_price() -> None:
    said = fact(one(sale(transactionShares="1000", transactionPricePerShare="12.50")),
                "Last bought or sold")  # fmt: skip
    assert said == "▼ 1,000 sold 2024-05-01 at &#36;12.50, Example Works Inc"


def test_a_gift_is_no_trade_on_the_market() -> None:
    assert fact(one(sale(transactionCode="G")), "Last bought or sold").startswith("none")


@pytest.mark.parametrize(("filed", "said"), [("2024-05-03", "0"), ("2024-05-08", "1")])
def test_late_filings_are_counted_of_those_that_can_be_tested(filed: str, said: str) -> None:
    told = fact(one(sale(), filed=date.fromisoformat(filed)), "Filed late")
    assert told == f"{said} of 1 that can be tested; 1 filing in all"


def test_lateness_that_nothing_shows_is_not_called_none() -> None:
    assert fact(one(sale()), "Filed late").startswith("not known")


def big() -> list[Filing]:
    """Sales day after day from many trusts, over six years."""
    found = []
    for number in range(BIG):
        day = date(2019, 1, 2) + timedelta(days=14 * number)
        rows = [
            sale(
                transactionDate=day.isoformat(), transactionShares="10",
                directOrIndirectOwnership="I",
                natureOfOwnership=f"By Trust {(number * 40 + row) % LINES}",
            )
            for row in range(40)
        ]  # fmt: skip
        data = form_xml(rows, period=day.isoformat())
        accession = f"9000000001-{day.year % 100:02d}-{number:06d}"
        found.append(filing_of(data, accession)._replace(filed=day))
    return found


@pytest.fixture(scope="module")
def big_page() -> str:
    return insider_page(JANE, *big()).markdown


def test_an_insider_of_5_000_rows_has_a_bounded_page(big_page: str) -> None:
    assert big_page.count("\n") < 1_500
    assert len(big_page) < 500_000


def test_a_total_of_many_lines_names_the_largest_and_how_many_more(big_page: str) -> None:
    (row,) = table_of(big_page, "Totals by class")[1:]
    assert "<summary>150 lines</summary>" in "".join(row[6:])
    assert "and 110 more" in "".join(row[6:])


@pytest.mark.parametrize("section", ["Holdings", "Transactions", "Filings"])
def test_what_is_cut_leads_to_where_the_rest_is(big_page: str, section: str) -> None:
    _, _, after = big_page.partition(f"\n## {section}\n")
    assert "[filings by year](#filings-by-year)" in after.partition("\n| ")[0]


def test_every_year_of_a_large_insider_is_linked_with_its_filings(big_page: str) -> None:
    (row,) = table_of(big_page, "Filings by year")[1:]
    assert row[1] == str(BIG)
    counts = [int(n) for n in re.findall(r"\((\d+)\)(?:,|$)", row[2])]
    assert sum(counts) == BIG


def test_a_page_that_shows_everything_has_no_list_of_years() -> None:
    assert "Filings by year" not in one(sale()).markdown


def test_an_insider_of_many_issuers_names_them_all() -> None:
    filings = [
        filing_of(form_xml(issuer=(str(9_000_001_000 + n), f"Example {n} Corp", "EXA")),
                  f"9000000001-24-{n:06d}")
        for n in range(130)
    ]  # fmt: skip
    page = insider_page(JANE, *filings).markdown
    assert all(f"issuers/{9_000_001_000 + n}/index.md" in page for n in range(130))
    assert len(table_of(page, "Issuers and roles")) < 110


@pytest.mark.parametrize(
    "name", ["N" * 150, "שרה כהן", "山田太郎", "A | B <script>alert(1)</script>"]
)
def test_any_name_stands_on_the_page_and_breaks_no_table(name: str) -> None:
    made = filing_of(form_xml(owners=[owner_xml()]))
    (owner,) = made.owners
    page = insider_page(JANE, made._replace(owners=(owner._replace(name=name),))).markdown
    assert "<script" not in page.partition("\n---\n")[2]  # what stands before it is JSON
    assert {len(row) for row in table_of(page, "Transactions")} == {9}


def test_an_insider_without_any_rows_has_a_page() -> None:
    made = filing_of(form_xml())._replace(rows=(), footnotes={}, period=None, signatures=())
    page = insider_page(JANE, made)
    assert "Holdings" not in page.markdown
    assert fact(page, "Last bought or sold").startswith("none")
