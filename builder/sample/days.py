"""The days on which shares trade and forms are filed.

Business days are those of the SEC: not Saturday, Sunday or a federal holiday. Trading
days are those of the exchanges: Good Friday is a business day without trading, and
Columbus Day and Veterans Day are trading days without filing, as in life.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, timedelta
from functools import cache

ONE_DAY = timedelta(days=1)
_FIRST_YEAR = 2002
_LAST_YEAR = 2027
_DAY_OF_MOURNING = date(2025, 1, 9)  # the exchanges were closed


def _nth_weekday(year: int, month: int, weekday: int, count: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))


def _last_monday_of_may(year: int) -> date:
    last = date(year, 5, 31)
    return last - timedelta(days=last.weekday())


def _observed(day: date) -> date:
    """The weekday on which a fixed holiday is kept."""
    if day.weekday() == 5:
        return day - ONE_DAY
    return day + ONE_DAY if day.weekday() == 6 else day


def _good_friday(year: int) -> date:
    """Two days before Easter Sunday (the Gregorian computus)."""
    golden = year % 19
    century = year // 100
    epact = (19 * golden + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
    moon = epact - (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    offset = moon - weekday
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4)) - 2 * ONE_DAY


def _shared_holidays(year: int) -> set[date]:
    days = {
        _observed(date(year, 1, 1)),
        _observed(date(year + 1, 1, 1)),
        _nth_weekday(year, 1, 0, 3),
        _nth_weekday(year, 2, 0, 3),
        _last_monday_of_may(year),
        _observed(date(year, 7, 4)),
        _nth_weekday(year, 9, 0, 1),
        _nth_weekday(year, 11, 3, 4),
        _observed(date(year, 12, 25)),
    }
    if year >= 2021:
        days.add(_observed(date(year, 6, 19)))
    return days


def _is_open(day: date, holidays: set[date]) -> bool:
    return day.weekday() < 5 and day not in holidays


@cache
def _calendar() -> tuple[list[date], list[date]]:
    """All business days and all trading days of the years covered."""
    business: list[date] = []
    trading: list[date] = []
    for year in range(_FIRST_YEAR, _LAST_YEAR + 1):
        shared = _shared_holidays(year)
        federal = shared | {_nth_weekday(year, 10, 0, 2), _observed(date(year, 11, 11))}
        exchange = shared | {_good_friday(year), _DAY_OF_MOURNING}
        day = date(year, 1, 1)
        while day.year == year:
            if _is_open(day, federal):
                business.append(day)
            if _is_open(day, exchange):
                trading.append(day)
            day += ONE_DAY
    return business, trading


def business_day(day: date, later: int = 0) -> date:
    """The business day ``later`` steps after the day, or after the first one not before it."""
    days = _calendar()[0]
    at = bisect_left(days, day)
    # From a day without business the count starts at the day before it.
    step = later if days[at] == day or later == 0 else later - 1
    return days[at + step]


def business_days(year: int) -> list[date]:
    """Every business day of a year."""
    return [day for day in _calendar()[0] if day.year == year]


def trading_days() -> list[date]:
    """Every trading day, oldest first. Treat it as read-only."""
    return _calendar()[1]


def trading_index(day: date) -> int:
    """The place of a day among the trading days (of the next one, if it is none)."""
    return bisect_left(_calendar()[1], day)


def trading_day(day: date, later: int = 0) -> date:
    """The trading day ``later`` steps after the day, or after the first one not before it."""
    return _calendar()[1][trading_index(day) + later]


def years_after(day: date, years: int) -> date:
    """The same day some years on; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
