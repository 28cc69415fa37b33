"""Which days count when a report is due: days on which EDGAR took filings.

A business day is not a Saturday, not a Sunday and not a federal holiday (Regulation S-T,
Rule 11). The SEC's own list of those ends with "any other day appointed as a holiday in
Washington, D.C. by the President or the Congress" (17 CFR 201.104), so the days on which the
President closed the executive departments count as holidays too: :data:`CLOSED`. What stock
exchanges do is no matter: Good Friday is a business day, Columbus Day and Veterans Day are not.

The holidays come from the package ``holidays``; a test works them out again from the statute
(5 U.S.C. 6103, Executive Order 11582) for fifty years. Rule 0-3 under the Exchange Act moves a
due day that is no business day to the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import NamedTuple, cast

_DAY = timedelta(days=1)


class Closure(NamedTuple):
    """A single day that was set aside."""

    words: str
    is_announced: bool  # the SEC gave notice that EDGAR takes no filings; else the order alone


# Since 2003, when ownership reports became electronic. Where no notice of the SEC was found, the
# day rests on the President's order and 17 CFR 201.104: if EDGAR was open all the same, a report
# filed on the next business day is called timely and was a day late, never the reverse.
#
# Left out on purpose: half days (24 December 2002, 2009 and 2015), whose other half was a working
# day; hurricane Sandy (29 and 30 October 2012), through which EDGAR took filings; lapses of
# appropriations (the last from October 2025), in which EDGAR stays open and the days count.
CLOSED: Mapping[date, Closure] = MappingProxyType(
    {
        date(2003, 12, 26): Closure("closed by order of 9 December 2003", False),
        date(2004, 6, 11): Closure("day of mourning for President Reagan", False),
        date(2007, 1, 2): Closure("day of mourning for President Ford", False),
        date(2007, 12, 24): Closure("closed by Executive Order 13453", False),
        date(2008, 12, 26): Closure("closed by Executive Order 13482", False),
        date(2012, 12, 24): Closure("closed by Executive Order 13633", False),
        date(2014, 12, 26): Closure("closed by Executive Order 13682", False),
        # notice "EDGAR to be closed Wednesday, December 5, 2018"
        date(2018, 12, 5): Closure("day of mourning for President George H. W. Bush", True),
        # the staff's guidance of December 2018 on a lapse of appropriations says so in passing
        date(2018, 12, 24): Closure("closed by Executive Order 13854", True),
        # told of in the reports of the notice for 2020: closed as in the year before
        date(2019, 12, 24): Closure("closed by Executive Order 13900", True),
        date(2020, 12, 24): Closure("closed by order of 11 December 2020", True),
        date(2024, 12, 24): Closure("closed by Executive Order 14129", False),
        date(2025, 1, 9): Closure("day of mourning for President Carter", True),
        # notice that EDGAR is closed from 24 to 26 December and back on the 29th
        date(2025, 12, 24): Closure("closed by Executive Order 14371", True),
        date(2025, 12, 26): Closure("closed by Executive Order 14371", True),
    }
)


@cache
def _federal() -> Mapping[date, str]:
    """The federal holidays and their names, each year worked out when it is first asked for."""
    # imported here: it takes a tenth of a second, and most commands never ask
    from holidays.countries.united_states import UnitedStates  # noqa: PLC0415

    return cast(Callable[[], Mapping[date, str]], UnitedStates)()


@cache
def is_business_day(day: date) -> bool:
    """True if a report could be filed on that day."""
    return day.weekday() < 5 and day not in CLOSED and day not in _federal()


def why_not(day: date) -> str | None:
    """Why a day is no business day, in words; None if it is one."""
    if day in CLOSED:
        return CLOSED[day].words
    weekend = {5: "Saturday", 6: "Sunday"}.get(day.weekday())
    return weekend or _federal().get(day)


def left_out(start: date, due: date) -> tuple[tuple[date, str], ...]:
    """The days after a start and before its due day that do not count, each with its reason."""
    days = [start + _DAY * n for n in range(1, (due - start).days)]
    return tuple((day, why) for day in days if (why := why_not(day)) is not None)


def on_or_after(day: date) -> date:
    """The day itself if it is a business day, else the next one that is (Rule 0-3)."""
    while not is_business_day(day):
        day += _DAY
    return day


def business_days_after(day: date, count: int) -> date:
    """The business day that is the ``count``-th after a day, which need not be one itself."""
    for _ in range(count):
        day = on_or_after(day + _DAY)
    return day
