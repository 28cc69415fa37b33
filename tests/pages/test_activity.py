"""Open-market activity by quarter: what counts, what is left out, and how it is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from builder.model import Filing
from builder.pages.activity import activity, market_of
from builder.pages.charts import BYTES
from tests.forms import filing_of, form_xml, owner_xml, sale
from tests.pages.shelf import books

PAGE = "issuers/9000000001/"


def trade(day: str, code: str, shares: str, number: int = 1, **cells: str) -> Filing:
    """A filing of one purchase or sale."""
    letter = "A" if code == "P" else "D"
    stated = {
        "transactionDate": day, "transactionCode": code, "transactionShares": shares,
        "transactionAcquiredDisposedCode": letter,
    }  # fmt: skip
    xml = form_xml([sale(**(stated | cells))], period=day, signature=("x", day))
    return filing_of(xml, f"9000000001-{day[2:4]}-{number:06}")


def drawn(*filings: Filing) -> str:
    (book,) = books(filings)
    return activity(book, PAGE)


def quarters(*filings: Filing) -> dict[int, tuple[Decimal, Decimal]]:
    (book,) = books(filings)
    return {q: (s.bought, s.sold) for q, s in market_of(book).quarters.items()}


def rows_of(markdown: str) -> list[list[str]]:
    """The cells of each row of the table under a chart."""
    lines = [line for line in markdown.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def svg_of(markdown: str) -> str:
    found = re.search(r"<svg role.*\n</svg>\n</figure>", markdown, re.DOTALL)
    assert found
    return found.group().removesuffix("\n</figure>")


def texts(elements: Iterable[etree._Element]) -> list[str]:
    return ["".join(map(str, element.itertext())) for element in elements]


def test_a_purchase_and_a_sale_of_one_quarter_stand_in_one_row() -> None:
    found = drawn(trade("2024-05-01", "P", "500"), trade("2024-06-03", "S", "200", 2))
    assert rows_of(found) == [["2024 Q2", "500", "1", "200", "1"]]


def test_a_quarter_is_that_of_the_trade_and_the_newest_stands_first() -> None:
    found = drawn(trade("2023-12-31", "P", "500"), trade("2024-01-02", "P", "300", 2))
    assert [row[:2] for row in rows_of(found)] == [["2024 Q1", "300"], ["2023 Q4", "500"]]


def test_nothing_bought_or_sold_is_no_chart() -> None:
    assert drawn(trade("2024-05-01", "G", "500")) == ""


def test_a_gift_is_not_open_market_activity() -> None:
    found = quarters(trade("2024-05-01", "P", "500"), trade("2024-05-02", "G", "300", 2))
    assert list(found.values()) == [(Decimal(500), Decimal(0))]


def test_the_same_row_of_two_filings_counts_once_and_is_said() -> None:
    one, other = trade("2024-05-01", "P", "500"), trade("2024-05-01", "P", "500", 2)
    found = drawn(one, other)
    assert rows_of(found) == [["2024 Q2", "500", "1", "", ""]]
    assert "1 row with code P or S (1 [twin](../../rules/index.md#sum-twin))" in found


def test_a_row_whose_letter_contradicts_its_code_is_left_out_and_said() -> None:
    odd = trade("2024-05-01", "P", "500", transactionAcquiredDisposedCode="D")
    found = drawn(odd, trade("2024-05-02", "P", "300", 2))
    assert rows_of(found) == [["2024 Q2", "300", "1", "", ""]]
    assert "1 with an A or D that contradicts the code" in found


def test_what_is_left_out_is_said_even_if_nothing_is_left() -> None:
    found = drawn(trade("2024-05-01", "P", "500", transactionAcquiredDisposedCode="D"))
    assert "<svg" not in found
    assert "Left out by rule: 1 row" in found


def test_a_date_after_its_filing_is_left_out() -> None:
    odd = filing_of(
        form_xml([sale(transactionDate="2042-05-01")]),
    )
    assert quarters(odd) == {}


def test_an_amount_below_zero_counts_by_its_size() -> None:
    assert list(quarters(trade("2024-05-01", "S", "-500")).values()) == [(Decimal(0), Decimal(500))]


def test_a_company_that_files_on_itself_is_no_insider() -> None:
    itself = filing_of(form_xml(owners=[owner_xml("9000000001", "EXAMPLE WORKS INC")]))
    assert quarters(itself) == {}


def test_the_chart_has_a_name_and_says_in_words_what_it_shows() -> None:
    tree = etree.fromstring(svg_of(drawn(trade("2024-05-01", "S", "1200"))))
    assert tree.get("role") == "img"
    assert texts(list(tree)[:2]) == [
        "Open-market activity by quarter, 2022 Q3 to 2024 Q2",
        "Bought 0 shares in 0 rows, sold 1,200 in 1 row.",
    ]


def test_a_quarter_under_the_pointer_is_told_by_sign_and_number() -> None:
    found = drawn(trade("2024-05-01", "P", "500"), trade("2024-06-03", "S", "200", 2))
    assert "<title>2024 Q2: ▲ 500 ▼ 200</title>" in found


def test_purchases_go_up_and_sales_go_down() -> None:
    found = drawn(trade("2024-05-01", "P", "500"), trade("2024-06-03", "S", "200", 2))
    up = re.search(r'class="buy"[^>]*d="M\d+ (\d+)V(\d+)"', found)
    down = re.search(r'class="sell"[^>]*d="M\d+ (\d+)V(\d+)"', found)
    assert up
    assert int(up[2]) < int(up[1])
    assert down
    assert int(down[2]) > int(down[1])


def test_a_small_bar_beside_a_giant_is_still_seen() -> None:
    found = drawn(trade("2024-05-01", "P", "1"), trade("2024-06-03", "S", "900000000", 2))
    assert re.search(r'class="buy"[^>]*d="M\d+ 72V71"', found)


def test_a_chart_ends_with_the_newest_filing() -> None:
    found = drawn(trade("2023-02-01", "P", "500"), trade("2024-05-01", "G", "5", 2))
    assert "2022 Q3 to 2024 Q2" in found


def test_activity_of_long_ago_is_still_drawn() -> None:
    found = drawn(trade("2010-02-01", "P", "500"), trade("2024-05-01", "G", "5", 2))
    assert "2008 Q2 to 2010 Q1" in found


def test_the_order_of_filings_makes_no_difference() -> None:
    filings = [trade("2024-05-01", "P", "500"), trade("2023-06-03", "S", "200", 2)]
    assert drawn(*filings) == drawn(*filings[::-1])


def test_a_long_table_says_how_many_quarters_are_not_in_it() -> None:
    days = [f"{year}-{month:02}-02" for year in range(2010, 2022) for month in (1, 4, 7, 10)]
    found = rows_of(drawn(*(trade(day, "P", "5", n) for n, day in enumerate(days, 1))))
    assert [len(found), found[-1][0]] == [41, "8 older"]


def test_sixteen_quarters_of_giant_numbers_fit_into_3_kb() -> None:
    days = [f"{year}-{month:02}-02" for year in range(2021, 2025) for month in (1, 4, 7, 10)]
    filings = [
        trade(day, code, "123456789012.5", n * 2 + (code == "S"))
        for n, day in enumerate(days)
        for code in "PS"
    ]
    assert len(svg_of(drawn(*filings)).encode()) <= BYTES


def test_a_chart_is_one_block_of_html_without_style_or_script() -> None:
    found = svg_of(drawn(trade("2024-05-01", "S", "1200")))
    assert "\n\n" not in found
    assert not re.search(r"style=|<script|\son[a-z]+=|\sid=", found)


@given(
    st.lists(
        st.tuples(
            st.dates(date(2004, 1, 1), date(2024, 12, 31)),
            st.sampled_from("PS"),
            st.integers(1, 10**12),
        ),
        min_size=1, max_size=6,
    )
)  # fmt: skip
def test_what_the_table_says_is_what_the_rows_add_up_to(
    trades: list[tuple[date, str, int]],
) -> None:
    filings = [trade(str(day), code, str(n), i) for i, (day, code, n) in enumerate(trades, 1)]
    (book,) = books(filings)
    market = market_of(book)
    out = sum(market.left_out.values())
    counted = sum(s.purchases + s.sales for s in market.quarters.values())
    assert out + counted == len(trades)
    if not out:
        assert sum(s.bought + s.sold for s in market.quarters.values()) == sum(t[2] for t in trades)
    html.fragment_fromstring(activity(book, PAGE), create_parent=True)
