"""The calendar of the sample: when shares trade and when forms can be filed."""

from __future__ import annotations

from datetime import date

import pytest

from builder.sample.days import business_day, trading_day, years_after


def test_a_holiday_on_a_sunday_is_kept_on_monday() -> None:
    assert business_day(date(2021, 7, 2), 1) == date(2021, 7, 6)


def test_a_holiday_on_a_saturday_is_kept_on_friday() -> None:
    assert business_day(date(2022, 12, 30), 1) == date(2023, 1, 3)
    assert business_day(date(2021, 12, 24)) == date(2021, 12, 27)


def test_counting_from_a_weekend_begins_with_monday() -> None:
    assert business_day(date(2024, 6, 8), 1) == date(2024, 6, 10)


@pytest.mark.parametrize("day", [date(2023, 4, 7), date(2025, 4, 18)])
def test_forms_are_filed_on_good_friday_but_nothing_trades(day: date) -> None:
    assert business_day(day) == day
    assert trading_day(day) > day


@pytest.mark.parametrize("day", [date(2022, 10, 10), date(2024, 11, 11)])
def test_shares_trade_on_holidays_that_only_offices_keep(day: date) -> None:
    assert trading_day(day) == day
    assert business_day(day) > day


def test_juneteenth_is_a_holiday_since_2021() -> None:
    assert trading_day(date(2003, 6, 19)) == date(2003, 6, 19)
    assert trading_day(date(2024, 6, 19)) == date(2024, 6, 20)


def test_ten_years_after_a_leap_day_is_the_end_of_february() -> None:
    assert years_after(date(2024, 2, 29), 10) == date(2034, 2, 28)
