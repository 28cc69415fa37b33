"""Chance that comes out the same everywhere.

Every draw comes from a named stream: the same key gives the same draws on every
machine and every Python from 3.11 on. Only ``random.Random.random`` is used, whose
sequence for a string seed is fixed by the language; sums and choices are made of it
with integers, so that no mathematical library can move a cent.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

_T = TypeVar("_T")


class Dice:
    """A stream of draws, named by its key."""

    __slots__ = ("_draw",)

    def __init__(self, *key: str | int) -> None:
        self._draw = random.Random(":".join(str(part) for part in key)).random

    def below(self, limit: int) -> int:
        """A whole number from 0 up to, but not including, ``limit``."""
        return int(self._draw() * limit)

    def between(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + int(self._draw() * (high - low + 1))

    def chance(self, percent: int) -> bool:
        """True in about ``percent`` of a hundred throws."""
        return int(self._draw() * 100) < percent

    def pick(self, items: Sequence[_T]) -> _T:
        """One of the items, all alike."""
        return items[int(self._draw() * len(items))]

    def weighted(self, items: Sequence[tuple[_T, int]]) -> _T:
        """One of the items, each as likely as the weight beside it."""
        left = int(self._draw() * sum(weight for _, weight in items))
        for item, weight in items:
            left -= weight
            if left < 0:
                return item
        return items[-1][0]

    def some(self, items: Sequence[_T], count: int) -> list[_T]:
        """Up to ``count`` different items, in the order of the items."""
        wanted = min(count, len(items))
        chosen: list[_T] = []
        for seen, item in enumerate(items):
            # Selection sampling: each item is kept with the chance that is still needed.
            if int(self._draw() * (len(items) - seen)) < wanted - len(chosen):
                chosen.append(item)
        return chosen

    def shuffled(self, items: Sequence[_T]) -> list[_T]:
        """The items in any order, all orders alike."""
        draws = [self._draw() for _ in items]
        return [items[at] for at in sorted(range(len(items)), key=draws.__getitem__)]

    def around(self, middle: int, percent: int) -> int:
        """A number within ``percent`` of the middle, on either side."""
        reach = max(1, abs(middle) * percent // 100)
        return middle + self.between(-reach, reach)


class Odds(Generic[_T]):
    """Many weighted items, prepared for many draws."""

    __slots__ = ("_items", "_sums")

    def __init__(self, weights: Sequence[tuple[_T, int]]) -> None:
        self._items = tuple(item for item, _ in weights)
        self._sums = tuple(accumulate(weight for _, weight in weights))

    @property
    def first(self) -> _T:
        """The first item, by habit the most usual one."""
        return self._items[0]

    def draw(self, dice: Dice) -> _T:
        """One of the items, each as likely as its weight."""
        return self._items[bisect_right(self._sums, dice.below(self._sums[-1]))]
