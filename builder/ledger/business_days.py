"""Which days count when a report is due: federal business days on which EDGAR took filings.

A business day is not a Saturday, not a Sunday, not a federal holiday (Regulation S-T, Rule 11)
and not a day that the President set aside: the SEC's own list of federal holidays ends with
"any other day appointed as a holiday in Washington, D.C. by the President or the Congress"
(17 CFR 201.104). Stock exchange holidays do not matter: Good Friday is a business day, Columbus
Day and Veterans Day are not. Lapses of appropriations do not matter either: EDGAR stayed open
in those of 2013, 2018, 2019 and 2025, and the staff counted the days as business days.

The holidays come from the package ``holidays`` (5 U.S.C. 6103 with the Saturday and Sunday
rules of Executive Order 11582); the single days that were set aside are in :data:`CLOSED`.
Rule 0-3 under the Exchange Act moves a day that is none to the next one that is.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import cast

_DAY = timedelta(days=1)

CLOSED: Mapping[date, str] = MappingProxyType(
    {
        date(2003, 12, 26): "closed by Executive Order 13320",
        date(2004, 6, 11): "national day of mourning for President Reagan",
        date(2007, 1, 2): "national day of mourning for President Ford",
        date(2007, 12, 24): "closed by Executive Order 13453",
        date(2008, 12, 26): "closed by Executive Order 13482",
        date(2012, 12, 24): "closed by Executive Order 13633",
        date(2014, 12, 26): "closed by Executive Order 13682",
        date(2018, 12, 5): "national day of mourning for President George H. W. Bush",
        date(2018, 12, 24): "closed by Executive Order 13854",
        date(2019, 12, 24): "closed by Executive Order 13900",
        date(2020, 12, 24): "closed by Executive Order 13965",
        date(2024, 12, 24): "closed by Executive Order 14129",
        date(2025, 1, 9): "national day of mourning for President Carter",
        date(2025, 12, 24): "closed by Executive Order 14371",
        date(2025, 12, 26): "closed by Executive Order 14371",
    }
)


@cache
def _federal() -> Container[date]:
    """The federal holidays, every year worked out when it is first asked for."""
    # imported here: the package takes a tenth of a second, and only this derivation wants it
    from holidays.countries.united_states import UnitedStates  # noqa: PLC0415

    return cast(Callable[[], Container[date]], UnitedStates)()


@cache
def is_business_day(day: date) -> bool:
    """True if a report could be filed on that day."""
    return day.weekday() < 5 and day not in _federal() and day not in CLOSED


def on_or_after(day: date) -> date:
    """The day itself if it is a business day, else the next one that is (Rule 0-3)."""
    while not is_business_day(day):
        day += _DAY
    return day


@cache
def business_days_after(day: date, count: int) -> date:
    """The business day that is the ``count``-th after a day, which need not be one itself."""
    for _ in range(count):
        day = on_or_after(day + _DAY)
    return day
