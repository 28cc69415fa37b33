"""Filed text to values: exact, and narrow where Python's own readers are generous."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.filings.values import (
    A_CIK,
    A_DATE,
    A_FLAG,
    A_NUMBER,
    A_POSITIVE_NUMBER,
    parse_cik,
    parse_date,
    parse_flag,
    parse_number,
    prints_back,
)


@pytest.mark.parametrize("text", ["0", "1", "134018.0", "66.9030", "0.0001", "999999999999.9999"])
def test_numbers_of_the_schema_need_no_raw_text(text: str) -> None:
    assert parse_number(text) == (Decimal(text), None, None)


@pytest.mark.parametrize("text", [".5", "1.", "007", "+3", "0.00000001", "9" * 40])
def test_a_number_that_would_print_differently_keeps_its_text(text: str) -> None:
    assert parse_number(text) == (Decimal(text), text, None)


@pytest.mark.parametrize(
    "text",
    ["1,000", "$5", "1.0E7", "1e3", "NaN", "Infinity", "1_000", "1 000", "1.2.3", "", ".", "-",
     "١٢٣", "５", "ten", "9" * 81, "0x10", "1\u00a0000"],
)  # fmt: skip
def test_anything_else_is_no_number(text: str) -> None:
    assert parse_number(text) == (None, text, A_NUMBER)


def test_a_negative_number_is_kept_and_warned_of() -> None:
    assert parse_number("-5.50") == (Decimal("-5.50"), "-5.50", A_POSITIVE_NUMBER)


def test_minus_zero_is_not_negative() -> None:
    assert parse_number("-0") == (Decimal("-0"), "-0", None)


NUMBERS = st.from_regex(r"[-+]?(?:[0-9]{1,40}\.?[0-9]{0,40}|\.[0-9]{1,40})", fullmatch=True)


@given(NUMBERS)
def test_no_digit_of_any_number_is_lost(text: str) -> None:
    value, raw, _ = parse_number(text)
    assert (raw if raw is not None else str(value)) == text


@given(st.text())
def test_a_number_needs_no_raw_text_exactly_if_it_prints_back(text: str) -> None:
    value, raw, _ = parse_number(text)
    assert (value is not None and raw is None) == prints_back(text)


def test_a_date_is_a_date() -> None:
    assert parse_date("2026-03-18") == (date(2026, 3, 18), None, None)


@pytest.mark.parametrize("text", ["2005-03-01-05:00", "2005-03-01Z", "2005-03-01+14:00"])
def test_a_time_zone_does_not_shift_the_day(text: str) -> None:
    assert parse_date(text) == (date(2005, 3, 1), text, None)


@pytest.mark.parametrize(
    "text",
    ["2024-02-30", "05/01/2024", "20240501", "2024-5-1", "0000-01-01", "2024-W10-3", "soon",
     "2024-05-01T00:00:00", "2024-05-01 Z", "２０２４-05-01", "2024-13-01Z", "-2024-05-01"],
)  # fmt: skip
def test_anything_else_is_no_date(text: str) -> None:
    assert parse_date(text) == (None, text, A_DATE)


def test_a_slip_of_the_year_is_still_a_date() -> None:
    assert parse_date("0022-05-01") == (date(22, 5, 1), None, None)


@given(st.dates())
def test_every_date_reads_back(day: date) -> None:
    assert parse_date(day.isoformat()) == (day, None, None)


@pytest.mark.parametrize(
    ("text", "flag"),
    [("1", True), ("true", True), ("TRUE", True), ("0", False), ("false", False), ("False", False)],
)
def test_all_spellings_of_a_flag(text: str, flag: bool) -> None:
    assert parse_flag(text) == (flag, None, None)


@pytest.mark.parametrize("text", ["yes", "X", "2", "01", "T"])
def test_anything_else_is_no_flag(text: str) -> None:
    assert parse_flag(text) == (None, text, A_FLAG)


@pytest.mark.parametrize("text", ["320193", "0000320193", "9999999999"])
def test_a_cik_is_a_number_whatever_its_zeros(text: str) -> None:
    assert parse_cik(text) == (int(text), None, None)


@pytest.mark.parametrize("text", ["0", "0000000000", "12345678901", "32O193", "-1", "٣", "1.0"])
def test_nobody_has_such_a_cik(text: str) -> None:
    assert parse_cik(text) == (None, text, A_CIK)
