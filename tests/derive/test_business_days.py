"""The calendar of due days, held against the statutes as worked out here, day by day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.derive.business_days import (
    CLOSED,
    business_days_after,
    is_business_day,
    left_out,
    on_or_after,
    why_not,
)

DAY = timedelta(days=1)
FIRST, LAST = date(1990, 1, 1), date(2040, 12, 31)
days = st.dates(FIRST, LAST)


def the_nth(year: int, month: int, weekday: int, number: int) -> date:
    """The first, second, ... Monday (0) to Sunday (6) of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def observed(day: date) -> date:
    """Executive Order 11582, section 3, and 5 U.S.C. 6103(b)."""
    return day + {5: -DAY, 6: DAY}.get(day.weekday(), timedelta())


def legal_holidays(year: int) -> Iterator[date]:
    """5 U.S.C. 6103(a): the days off in lieu of the legal public holidays of a year."""
    yield observed(date(year, 1, 1))  # may be 31 December of the year before
    yield the_nth(year, 1, 0, 3)  # Birthday of Martin Luther King, Jr.
    yield the_nth(year, 2, 0, 3)  # Washington's Birthday
    yield the_nth(year, 6, 0, 1) - 7 * DAY  # Memorial Day: the last Monday in May
    if year >= 2021:
        yield observed(date(year, 6, 19))  # Juneteenth, Public Law 117-17 of 17 June 2021
    yield observed(date(year, 7, 4))
    yield the_nth(year, 9, 0, 1)  # Labor Day
    yield the_nth(year, 10, 0, 2)  # Columbus Day
    yield observed(date(year, 11, 11))  # Veterans Day
    yield the_nth(year, 11, 3, 4)  # Thanksgiving Day
    yield observed(date(year, 12, 25))


def test_every_day_of_fifty_years_is_what_the_statute_says() -> None:
    off = {day for year in range(1990, 2042) for day in legal_holidays(year)} | set(CLOSED)
    every = [FIRST + n * DAY for n in range((LAST - FIRST).days + 1)]
    ours = [day for day in every if is_business_day(day)]
    assert ours == [day for day in every if day.weekday() < 5 and day not in off]


@pytest.mark.parametrize(
    ("day", "is_one"),
    [
        pytest.param(date(2021, 12, 31), False, id="New Year's Day 2022 fell on a Saturday"),
        pytest.param(date(2022, 1, 3), True, id="and the Monday after was an ordinary day"),
        pytest.param(date(2023, 1, 2), False, id="New Year's Day 2023 fell on a Sunday"),
        pytest.param(date(2020, 7, 3), False, id="Independence Day 2020 fell on a Saturday"),
        pytest.param(date(2021, 7, 5), False, id="Independence Day 2021 fell on a Sunday"),
        pytest.param(date(2020, 6, 19), True, id="Juneteenth 2020"),
        pytest.param(date(2021, 6, 18), False, id="Juneteenth 2021, on the Friday before"),
        pytest.param(date(2024, 3, 29), True, id="Good Friday: only the exchanges are closed"),
        pytest.param(date(2024, 10, 14), False, id="Columbus Day: the exchanges are open"),
        pytest.param(date(2024, 11, 11), False, id="Veterans Day: the exchanges are open"),
        pytest.param(date(2005, 1, 20), True, id="Inauguration Day is a holiday only around DC"),
        pytest.param(date(2012, 10, 29), True, id="hurricane Sandy: EDGAR took filings"),
        pytest.param(date(2013, 10, 7), True, id="a lapse of appropriations: EDGAR was open"),
        pytest.param(date(2025, 10, 15), True, id="the same in 2025"),
        pytest.param(date(2025, 1, 9), False, id="day of mourning for President Carter"),
        pytest.param(date(2023, 12, 26), True, id="no order closed this day after Christmas"),
    ],
)
def test_known_days(day: date, is_one: bool) -> None:
    assert is_business_day(day) is is_one


@pytest.mark.parametrize("day", CLOSED, ids=str)
def test_each_day_set_aside_would_otherwise_have_been_a_business_day(day: date) -> None:
    assert day.weekday() < 5
    assert day not in set(legal_holidays(day.year))


def test_the_days_set_aside_are_those_with_an_order_and_those_with_a_notice() -> None:
    days = {day.isoformat(): closure.is_announced for day, closure in CLOSED.items()}
    orders = {day for day, is_announced in days.items() if not is_announced}
    assert orders == {
        "2003-12-26", "2004-06-11", "2007-01-02", "2007-12-24", "2008-12-26", "2012-12-24",
        "2014-12-26", "2024-12-24",
    }  # fmt: skip
    assert set(days) - orders == {
        "2018-12-05", "2018-12-24", "2019-12-24", "2020-12-24", "2025-01-09", "2025-12-24",
        "2025-12-26",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2024, 5, 4), "Saturday"),
        (date(2024, 5, 5), "Sunday"),
        (date(2024, 10, 14), "Columbus Day"),
        (date(2021, 12, 31), "New Year's Day (observed)"),
        (date(2025, 1, 9), "day of mourning for President Carter"),
        (date(2024, 5, 3), None),
    ],
    ids=str,
)
def test_a_day_that_is_none_says_why(day: date, why: str | None) -> None:
    assert why_not(day) == why


def test_the_days_that_do_not_count_are_told_with_their_reasons() -> None:
    assert left_out(date(2025, 1, 8), date(2025, 1, 13)) == (
        (date(2025, 1, 9), "day of mourning for President Carter"),
        (date(2025, 1, 11), "Saturday"),
        (date(2025, 1, 12), "Sunday"),
    )


def test_the_second_business_day_after_the_last_thursday_of_1999() -> None:
    assert business_days_after(date(1999, 12, 30), 2) == date(2000, 1, 4)


def test_a_day_that_is_none_moves_over_christmas_2025() -> None:
    assert on_or_after(date(2025, 12, 24)) == date(2025, 12, 29)


@given(days)
def test_only_a_business_day_has_no_reason_against_it(day: date) -> None:
    assert (why_not(day) is None) is is_business_day(day)


@given(days)
def test_a_business_day_stays_where_it_is(day: date) -> None:
    assert (on_or_after(day) == day) is is_business_day(day)


@given(days)
def test_no_business_day_is_passed_over(day: date) -> None:
    moved = on_or_after(day)
    assert is_business_day(moved)
    assert not any(is_business_day(day + n * DAY) for n in range((moved - day).days))


@given(days, st.integers(0, 10))
def test_counting_counts_each_business_day_once(day: date, count: int) -> None:
    end = business_days_after(day, count)
    assert sum(is_business_day(day + n * DAY) for n in range(1, (end - day).days + 1)) == count


@given(days, days, st.integers(1, 10))
def test_a_later_start_never_ends_earlier(one: date, other: date, count: int) -> None:
    first, second = sorted((one, other))
    assert business_days_after(first, count) <= business_days_after(second, count)
