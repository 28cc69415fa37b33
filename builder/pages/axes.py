"""Scales of charts: round numbers, short numbers, and days as places on a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

WIDE = 1000  # units from the left end of a chart to the right, whatever its width on screen
_SHORT = (
    (Decimal(10**12), "T"), (Decimal(10**9), "B"), (Decimal(10**6), "M"), (Decimal(10**3), "k"),
)  # fmt: skip
_STEPS = tuple(map(Decimal, ("1", "1.5", "2", "3", "5", "7.5", "10")))


class Label(NamedTuple):
    """A word under a chart: its place in per cent, its words, and which end of it stands there."""

    at: str
    words: str
    anchor: str = "middle"


def round_up(value: Decimal) -> Decimal:
    """The least of 1, 1.5, 2, 3, 5, 7.5 and 10 times a power of ten that is not below a value.

    >>> round_up(Decimal("18900"))
    Decimal('2E+4')
    """
    if value <= 0:
        return Decimal(1)
    power = value.adjusted()
    lead = value.scaleb(-power)
    return next(step for step in _STEPS if lead <= step).scaleb(power)


def short(value: Decimal) -> str:
    """A round number in a few letters: "20k", "1.5M"."""
    size = abs(value)
    for unit, letter in _SHORT:
        if size >= unit:
            return f"{(value / unit).normalize():f}{letter}"
    return f"{value.normalize():f}"


def part_of(value: Decimal, top: Decimal, units: int) -> int:
    """A value on a scale of so many units; what is not zero is never drawn as nothing."""
    place = int((value * units / top).to_integral_value(ROUND_HALF_EVEN))
    return max(place, 1) if value > 0 else place


class Days(NamedTuple):
    """A line of time from one day to a later one."""

    first: date
    last: date

    def at(self, day: date) -> int:
        """The place of a day, in units from the left end."""
        return (day - self.first).days * WIDE // max((self.last - self.first).days, 1)

    def years(self) -> list[date]:
        """First days of years that have room between its two ends, on a phone as well."""
        years = [date(year, 1, 1) for year in range(self.first.year + 1, self.last.year + 1)]
        inside = [day for day in years if 260 <= self.at(day) <= 740]
        return inside[:: -(-len(inside) // 3) or 1]

    def labels(self) -> list[Label]:
        """Its two ends in full, and years between them."""
        return [
            Label("0", self.first.isoformat(), "start"),
            *(Label(per_cent(self.at(day)), str(day.year)) for day in self.years()),
            Label("100%", self.last.isoformat(), "end"),
        ]

    def ticks(self, high: int) -> str:
        """A line upright at each of those years."""
        return "".join(f"M{self.at(day)} 0V{high}" for day in self.years())


def per_cent(place: int) -> str:
    """A place as a share of the width: "12.5%"."""
    return f"{place / 10:g}%"


def path_of(points: Iterable[Sequence[int]]) -> str:
    """A line in steps: across to each point's day, then up or down to its height."""
    drawn: list[str] = []
    for x, y in points:
        drawn.append(f"H{x}V{y}" if drawn else f"M{x} {y}")
    return "".join(drawn)
