"""Days as people write them in a note: "March 3, 2023", "3/12/24", "12 May 2021", "2023-03-03".

Month before day where both are numbers, unless only the other way there is such a day. What
names no day of the calendar, or a month without a day, is no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple


class Written(NamedTuple):
    """A day and where it stands in the text."""

    start: int
    end: int
    day: date


_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = {name: number for number, name in enumerate(_NAMES.split(), 1)}
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = re.compile(
    rf"\b(?:{_MONTH.format('m1')}\s*(?P<d1>[0-9]{{1,2}})(?:st|nd|rd|th)?\s*,?\s*(?P<y1>[0-9]{{4}})"
    rf"|(?P<d2>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:\s+day)?(?:\s+of)?[\s-]+{_MONTH.format('m2')}"
    r",?[\s-]+(?P<y2>[0-9]{4})"
    r"|(?P<m3>[0-9]{1,2})(?P<mark>[/.-])(?P<d3>[0-9]{1,2})(?P=mark)(?P<y3>[0-9]{4}|[0-9]{2})"
    r"|(?P<y4>[0-9]{4})-(?P<m4>[0-9]{2})-(?P<d4>[0-9]{2}))(?![0-9])",
    re.IGNORECASE,
)


def dates_in(text: str) -> Iterator[Written]:
    """Every day that a text names, in its order."""
    for match in _DATE.finditer(text):
        day = _day(match.groupdict())
        if day is not None:
            yield Written(match.start(), match.end(), day)


def _day(found: dict[str, str | None]) -> date | None:
    for at in ("1", "2", "3", "4"):
        year, month, day = found[f"y{at}"], found[f"m{at}"], found[f"d{at}"]
        if year and month and day:
            number = _MONTHS.get(month[:3].casefold()) or int(month)
            return _date(_year(year), number, int(day))
    return None


def _year(text: str) -> int:
    """Two digits: from 1970 to 2069."""
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < 70 else 1900)


def _date(year: int, month: int, day: int) -> date | None:
    if month > 12:
        month, day = day, month
    try:
        return date(year, month, day)
    except ValueError:
        return None
