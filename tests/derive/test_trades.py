"""Rows as slim values: what they keep, and that a table gives them back as they were."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.derive.keys import RowKey
from builder.derive.trades import COLUMNS, Trade, trade_of, trades_of, values_of
from builder.filings.reader import read_filing
from builder.model import Filing
from tests.forms import Cells, filing_of, form_xml, owner_xml, sale


def only(*rows: tuple[str, Cells], **parts: object) -> Trade:
    """The trade of a filing with one row."""
    (trade,) = trades_of([filing_of(form_xml(rows or (sale(),), **parts))])  # type: ignore[arg-type]  # a test's own words
    return trade


OPTION: tuple[str, Cells] = (
    "derivativeTransaction",
    {
        "securityTitle": "Stock Option (Right to Buy)",
        "conversionOrExercisePrice": "12.500",
        "transactionDate": "2024-05-01",
        "transactionCode": "M",
        "transactionShares": "300",
        "transactionAcquiredDisposedCode": "D",
        "exerciseDate": "2021-01-02",
        "expirationDate": "2030-01-02",
        "underlyingSecurityTitle": "Common Stock",
        "underlyingSecurityShares": "300.0",
        "sharesOwnedFollowingTransaction": "700",
        "directOrIndirectOwnership": "D",
    },
)


def test_a_trade_keeps_what_its_row_says() -> None:
    trade = only()
    assert trade.key == RowKey("9000000001-24-000001", "I", 1)
    assert trade[3:] == (
        "transaction", "4", (9000000101,), date(2024, 5, 2), None, date(2024, 5, 1),
        "", date(2024, 5, 1), "common stock", "S", "D", "D", "", (), Decimal(1000), None,
        Decimal("12.50"), Decimal(9000), "",
    )  # fmt: skip


def test_owners_are_sorted() -> None:
    owners = [owner_xml("9000000105"), owner_xml("9000000101")]
    assert only(owners=owners).owners == (9000000101, 9000000105)


def test_a_derivative_keeps_its_terms() -> None:
    assert only(OPTION).terms == "12.5; 2021-01-02; 2030-01-02; common stock; 300"


def test_a_price_in_a_note_is_missing_not_zero() -> None:
    row = sale(transactionPricePerShare=("", "F1"))
    assert only(row, footnotes={"F1": "Various."}).price is None


def test_a_holding_is_kept_with_the_period_as_its_day() -> None:
    holding = {"securityTitle": "Common", "sharesOwnedFollowingTransaction": "5"}
    trade = only(("nonDerivativeHolding", holding))
    assert (trade.kind, trade.day, trade.balance) == ("holding", date(2024, 5, 1), Decimal(5))


def test_a_misdated_trade_stands_on_its_period() -> None:
    assert only(sale(transactionDate="2035-05-01")).day == date(2024, 5, 1)


def test_a_nature_beside_a_direct_line_is_a_slip() -> None:
    assert only(sale(natureOfOwnership="By Trust")).nature == ""


def test_a_superseded_row_is_no_trade() -> None:
    filing = filing_of(form_xml([sale(), sale()]))
    gone = RowKey(filing.accession, "I", 1)
    assert [trade.row for trade in trades_of([filing], {gone})] == [2]


def test_a_filing_without_an_accession_number_has_no_known_submitter() -> None:
    (trade,) = trades_of([read_filing(form_xml(), "some.xml")])
    assert trade.submitter is None


def test_what_was_known_first_comes_first() -> None:
    first = filing_of(form_xml(), "9000000009-24-000001")
    second = filing_of(form_xml(), "9000000001-24-000002")
    third = filing_of(form_xml(), "9000000001-24-000001")
    day = date(2024, 5, 3)
    filings = [
        first._replace(filed=day, accepted=datetime(2024, 5, 3, 16, 0, 0)),  # noqa: DTZ001 - Eastern, naive
        second._replace(filed=day, accepted=datetime(2024, 5, 3, 16, 0, 1)),  # noqa: DTZ001 - Eastern, naive
        third._replace(filed=day + timedelta(days=1)),
    ]
    ordered = sorted(trades_of(filings), key=lambda trade: trade.order)
    assert [t.accession for t in ordered] == [f.accession for f in filings]


FILINGS = [
    filing_of(form_xml([sale(), OPTION], period=f"2024-05-{n:02}"), f"9000000001-24-{n:06}")
    for n in range(1, 6)
]


@given(st.permutations(FILINGS))
def test_the_order_of_filings_changes_nothing(filings: list[Filing]) -> None:
    assert trades_of(filings) == trades_of(FILINGS)


NUMBERS = st.none() | st.decimals(allow_nan=False, allow_infinity=False)
TEXTS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"))
TRADES = st.builds(
    Trade,
    accession=TEXTS,
    table=st.sampled_from(["I", "II"]),
    row=st.integers(1, 2**31),
    kind=st.sampled_from(["transaction", "holding"]),
    form=TEXTS,
    owners=st.lists(st.integers(-(2**48), 2**40)).map(tuple),
    filed=st.none() | st.dates(),
    accepted=st.none() | st.datetimes(),
    period=st.none() | st.dates(),
    part=TEXTS,
    day=st.none() | st.dates(),
    title=TEXTS,
    code=TEXTS,
    direction=TEXTS,
    held=TEXTS,
    nature=TEXTS,
    holders=st.lists(st.from_regex(r"[a-z0-9]+( [a-z0-9]+)*", fullmatch=True)).map(tuple),
    shares=NUMBERS,
    value=NUMBERS,
    price=NUMBERS,
    balance=NUMBERS,
    terms=TEXTS,
)


@given(TRADES)
def test_a_table_gives_a_trade_back_as_it_was(trade: Trade) -> None:
    db = sqlite3.connect(":memory:")
    try:
        columns = ", ".join(f"{name} {'INTEGER' if name == 'row' else 'TEXT'}" for name in COLUMNS)
        db.execute(f"CREATE TABLE trade ({columns})")
        marks = ", ".join("?" * len(COLUMNS))
        db.execute(f"INSERT INTO trade VALUES ({marks})", values_of(trade))  # noqa: S608 - marks
        (values,) = db.execute("SELECT * FROM trade").fetchall()
    finally:
        db.close()
    assert trade_of(values) == trade
    assert [str(each) for each in trade_of(values)] == [str(each) for each in trade]


@pytest.mark.parametrize("folder", ["xml", "txt"])
def test_real_rows_come_back_as_they_were(real_filings: Path, folder: str) -> None:
    paths = sorted((real_filings / folder).glob("0001*-1*"))[:60]
    trades = trades_of(read_filing(path.read_bytes(), path.name) for path in paths)
    assert len(trades) > 60
    assert [trade_of(values_of(trade)) for trade in trades] == trades
