"""Prices held against the issuer's other prices."""

from __future__ import annotations

import time
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.derive.keys import RowKey
from builder.derive.odd_prices import RULES, Finding, derive_odd_prices, odd_prices
from builder.derive.trades import trade_of, trades_of, values_of
from builder.model import Cell, Filing
from tests.forms import filing_of, form_xml, sale

DAY = date(2024, 5, 1)


def filed(
    number: int,
    price: str,
    *,
    days: int = 0,
    shares: str = "1000",
    title: str = "Common Stock",
    code: str = "S",
) -> Filing:
    """A Form 4 with one row."""
    day = (DAY + timedelta(days=days)).isoformat()
    row = sale(
        securityTitle=title,
        transactionDate=day,
        transactionCode=code,
        transactionShares=shares,
        transactionPricePerShare=price,
    )
    xml = form_xml([row], period=day, signature=("/s/ Jane Doe", day))
    return filing_of(xml, f"9000000001-24-{number:06}")


def others(price: str = "12.50", *, days: int = 0, first: int = 1) -> list[Filing]:
    """Three filings on three days, at about one price."""
    return [
        filed(first + n, str(Decimal(price) + n), days=days + n, shares=str(100 + n))
        for n in range(3)
    ]


def rules(filings: list[Filing]) -> dict[str, str]:
    """The rule of each row that is odd, by the end of its filing's number."""
    return {finding.accession[-2:]: finding.rule for finding in odd_prices(filings)}


def test_prices_that_are_alike_are_not_odd() -> None:
    assert odd_prices(others()) == []


def test_a_total_typed_as_a_price() -> None:
    total = filed(9, "13000", shares="1000")
    assert odd_prices([*others(), total]) == [
        Finding(total.accession, 1, "price-is-total", Decimal(13000), Decimal("13.50"), 3)
    ]


def test_a_price_far_above_that_is_no_total() -> None:
    assert rules([*others(), filed(9, "13000", shares="7")]) == {"09": "price-above-others"}


def test_a_price_far_below() -> None:
    assert rules([*others(), filed(9, "0.13")]) == {"09": "price-below-others"}


@pytest.mark.parametrize("price", ["135.00", "1.35"])
def test_exactly_ten_times_or_a_tenth_is_not_odd(price: str) -> None:
    assert odd_prices([*others(), filed(9, price)]) == []


def test_two_other_rows_are_not_enough() -> None:
    assert odd_prices([*others()[:2], filed(9, "13000")]) == []


def test_rows_more_than_400_days_away_do_not_count() -> None:
    assert odd_prices([*others(), filed(9, "13000", days=403)]) == []


def test_rows_400_days_away_count() -> None:
    assert rules([*others(), filed(9, "13000", days=400)]) == {"09": "price-is-total"}
    assert rules([*others(days=398), filed(9, "13000")]) == {"09": "price-is-total"}


def test_another_title_does_not_count() -> None:
    assert odd_prices([*others(), filed(9, "13000", title="Preferred Stock")]) == []


def test_the_same_title_in_other_words_counts() -> None:
    drifted = filed(9, "13000", title="Common Stock, par value $.01 (1)")
    assert rules([*others(), drifted]) == {"09": "price-is-total"}


@pytest.mark.parametrize("code", ["M", "A", "G", "J"])
def test_a_price_that_is_not_a_markets_is_left_alone(code: str) -> None:
    assert odd_prices([*others(), filed(9, "13000", code=code)]) == []


@pytest.mark.parametrize("price", ["0", "-5", "n/a", ""])
def test_a_price_of_nothing_is_another_matter(price: str) -> None:
    assert odd_prices([*others(), filed(9, price)]) == []


def test_a_split_moves_all_prices_and_none_is_odd() -> None:
    assert odd_prices([*others(), *others("250", days=30, first=4)]) == []


def test_many_prices_after_a_split_leave_those_before_it_alone() -> None:
    after = [*others("250", days=30, first=4), *others("260", days=60, first=7)]
    assert odd_prices([*others(), *after]) == []


def test_a_total_is_odd_even_among_other_totals() -> None:
    totals = [filed(10 + n, str(13000 + n), days=n) for n in range(3)]
    usual = [*others(), *others("14", days=10, first=4)]
    assert set(rules([*usual, *totals]).values()) == {"price-is-total"}


def test_a_wrong_price_that_joint_owners_repeat_is_no_level() -> None:
    wrong = [filed(9, "13000", shares="7"), filed(10, "13000", shares="7")]
    assert rules([*others(), *wrong]) == dict.fromkeys(["09", "10"], "price-above-others")


def test_what_joint_owners_repeat_is_one_price_to_hold_others_against() -> None:
    repeated = [filed(n, "12.50") for n in range(1, 5)]
    assert odd_prices([*repeated, filed(9, "13000")]) == []


def test_a_misdated_trade_stands_on_its_period() -> None:
    day = "2035-05-01"
    row = sale(transactionDate=day, transactionPricePerShare="13000")
    wrong = filing_of(form_xml([row]), "9000000001-24-000009")
    assert rules([*others(), wrong]) == {"09": "price-is-total"}


def test_rows_of_one_filing_are_held_against_each_other() -> None:
    prices = ["12.50", "12.60", "12.70", "12500"]
    rows = [sale(transactionPricePerShare=price) for price in prices]
    (finding,) = odd_prices([filing_of(form_xml(rows))])
    assert finding.row == 4


def test_a_price_that_an_amendment_replaced_is_not_held_against_others() -> None:
    filings = [*others(), filed(9, "13000")]
    superseded = {RowKey(filings[-1].accession, "I", 1)}
    assert derive_odd_prices(trades_of(filings, superseded)) == []


def test_trades_from_a_table_say_the_same_as_filings() -> None:
    filings = [*others(), filed(9, "13000"), filed(10, "0.1")]
    stored = [trade_of(values_of(trade)) for trade in trades_of(filings)]
    found = derive_odd_prices(stored)
    assert found == odd_prices(filings)
    assert [finding.key.accession for finding in found] == [f.accession for f in filings[3:]]


def test_every_rule_has_its_words() -> None:
    found = [*others(), filed(9, "13000"), filed(10, "13000", shares="7"), filed(11, "0.1")]
    assert set(rules(found).values()) == set(RULES)


FILINGS = [
    filed(n, price, days=days, shares=shares)
    for n, (price, days, shares) in enumerate(
        [("12.50", 0, "10"), ("13", 1, "10"), ("12", 2, "10"), ("250", 3, "10"), ("240", 90, "10"),
         ("260", 200, "10"), ("0.5", 300, "10"), ("12000", 350, "1000"), ("12000", 350, "1000"),
         ("900", 500, "3"), ("14", 700, "10"), ("13", 701, "7"), ("1", 702, "9")]
    )
]  # fmt: skip


@given(st.permutations(FILINGS))
def test_the_order_of_filings_changes_nothing(filings: list[Filing]) -> None:
    assert odd_prices(filings) == odd_prices(FILINGS)


@given(st.lists(st.sampled_from(FILINGS), unique_by=id))
def test_a_window_that_slides_finds_what_a_fresh_one_finds(filings: list[Filing]) -> None:
    """Each row, held against only what is within 400 days of it, is judged the same."""
    for filing in filings:
        day = filing.period
        assert day is not None
        near = [f for f in filings if f.period and abs((f.period - day).days) <= 400]
        mine = [f for f in odd_prices(near) if f.accession == filing.accession]
        assert mine == [f for f in odd_prices(filings) if f.accession == filing.accession]


def test_ten_thousand_rows_do_not_take_minutes() -> None:
    """The worst of issuers: a split in the middle, and every row a suspect for a while."""
    plain = filed(1, "12.50")
    (row,) = plain.rows
    rows = tuple(
        row._replace(
            row=n,
            transaction_date=Cell(DAY + timedelta(days=n // 100)),
            transaction_shares=Cell(Decimal(n)),
            transaction_price_per_share=Cell(Decimal(10 if n < 5000 else 500) + n % 7),
        )
        for n in range(1, 10_001)
    )
    filing = plain._replace(rows=rows, filed=DAY + timedelta(days=100))
    start = time.perf_counter()
    assert odd_prices([filing]) == []
    assert time.perf_counter() - start < 10
