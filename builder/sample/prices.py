"""The share price of one issuer, day by day.

A walk in whole numbers: each trading day moves the close by a few per cent, so sales of
one week agree with one another and with the grants and withholdings around them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.sample.days import trading_days, trading_index
from builder.sample.document import TICKS

if TYPE_CHECKING:
    from datetime import date

    from builder.sample.dice import Dice

_CENT = TICKS // 100


class PriceWalk:
    """Closing prices of one issuer between two days, in ten-thousandths of a dollar."""

    __slots__ = ("_closes", "_start")

    def __init__(
        self, dice: Dice, start: date, end: date, opening: int, split: tuple[date, int] | None
    ) -> None:
        self._start = trading_index(start)
        closes: list[int] = []
        price = opening * TICKS
        floor = 2 * TICKS
        for day in trading_days()[self._start : trading_index(end) + 1]:
            if split and day == split[0]:
                price //= split[1]
            # A slight upward drift, and a floor so that no sample goes bankrupt.
            price += price * dice.between(-248, 254) // 10_000
            price = max(price, floor)
            closes.append(price // _CENT * _CENT)
        self._closes = closes

    def close(self, day: date) -> int:
        """The closing price of a day, or of the nearest day known."""
        at = trading_index(day) - self._start
        return self._closes[min(max(at, 0), len(self._closes) - 1)]
