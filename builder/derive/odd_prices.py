"""Prices far from the issuer's other prices: a total typed as a price, a slipped point.

A price per share is held against the other purchases, sales and tax withholdings of the
same security within 400 days (section 4.10 of the forms reference, oddity 40). The filed
number stays as it is; a :class:`Finding` stands beside it, with the rule by which it was
found. A split moves all prices to another level at once: a price that others on other days
share is never odd.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from builder.derive.keys import RowKey
from builder.derive.trades import Trade, trades_of
from builder.model import Filing

TIMES = 10  # more than ten times the others, or less than a tenth
DAYS = 400  # before and after: a year, and some
ENOUGH = 3  # other rows, or there is nothing to hold a price against
_SAME_LEVEL = 3  # prices up to so many times apart are of one level
_DAYS_OF_A_LEVEL = 2
_FITS = 2  # a total divided by the shares is up to so many times the others' price
_MARKET = frozenset("PSF")  # rows whose price is a market's, not an exercise price

_OTHERS = "the issuer's other purchases, sales and withholdings of this security within 400 days"
RULES: dict[str, str] = {
    "price-is-total": (
        f"The price is more than ten times the median of {_OTHERS}. Divided by"
        " the number of shares it is like them: it looks like the total, not a price per share."
    ),
    "price-above-others": f"The price is more than ten times the median of {_OTHERS}.",
    "price-below-others": f"The price is less than a tenth of the median of {_OTHERS}.",
}


class Finding(NamedTuple):
    """A price that does not look like one, and what it was held against."""

    accession: str
    row: int  # of Table I
    rule: str  # a key of RULES
    price: Decimal  # as filed
    usual: Decimal  # the median of the others; of an even number, the lower of the middle two
    others: int

    @property
    def key(self) -> RowKey:
        """The identity of the row."""
        return RowKey(self.accession, "I", self.row)


# Price first: what a window is sorted by.
_Said = tuple[Decimal, date, Decimal]


class _Priced(NamedTuple):
    """A row with a price of the market."""

    day: date
    price: Decimal
    shares: Decimal  # 0 if not stated
    accession: str
    row: int

    @property
    def said(self) -> _Said:
        """The same in two filings (of joint owners, an amendment) is said once."""
        return self.price, self.day, self.shares


def odd_prices(filings: Iterable[Filing]) -> list[Finding]:
    """What is odd among all filings of one issuer, by accession number and row."""
    return derive_odd_prices(trades_of(filings))


def derive_odd_prices(trades: Iterable[Trade]) -> list[Finding]:
    """What is odd among all trades of one issuer, by accession number and row."""
    titles: dict[str, list[_Priced]] = defaultdict(list)
    for trade in trades:
        if trade.code in _MARKET and trade.table == "I" and trade.price and trade.title:
            priced = _priced(trade)
            if priced is not None:
                titles[trade.title].append(priced)
    return sorted(finding for priced in titles.values() for finding in _odd_among(priced))


def _priced(trade: Trade) -> _Priced | None:
    """A row with a price above zero and a day; a holding has none."""
    price, day = trade.price, trade.day
    if trade.kind == "holding" or day is None or price is None or price <= 0:
        return None
    return _Priced(day, price, trade.shares or Decimal(0), trade.accession, trade.row)


def _odd_among(trades: list[_Priced]) -> Iterator[Finding]:
    """Rows of one title, each held against a window of days around it."""
    said = sorted({trade.said for trade in trades}, key=lambda each: each[1])
    if len(said) <= ENOUGH:
        return
    window: list[_Said] = []
    first = after = 0  # the part of ``said`` that is in the window
    for trade in sorted(trades):
        while after < len(said) and (said[after][1] - trade.day).days <= DAYS:
            insort(window, said[after])
            after += 1
        while (trade.day - said[first][1]).days > DAYS:
            del window[bisect_left(window, said[first])]
            first += 1
        finding = _judged(trade, window)
        if finding is not None:
            yield finding


def _judged(trade: _Priced, window: list[_Said]) -> Finding | None:
    others = len(window) - 1
    if others < ENOUGH:
        return None
    middle = (others - 1) // 2
    own = bisect_left(window, trade.said)
    usual = window[middle + (middle >= own)][0]
    price, shares = trade.price, trade.shares
    if usual <= price * TIMES and price <= usual * TIMES:
        return None
    if price > usual and shares > 0 and usual <= price / shares * _FITS <= usual * _FITS * _FITS:
        rule = "price-is-total"
    elif _is_level(trade, window):
        return None
    else:
        rule = "price-above-others" if price > usual else "price-below-others"
    return Finding(trade.accession, trade.row, rule, price, usual, others)


def _is_level(trade: _Priced, window: list[_Said]) -> bool:
    """True if the price is like others on two other days, as after a split."""
    low, high = trade.price / _SAME_LEVEL, trade.price * _SAME_LEVEL
    days: set[date] = set()
    for at in range(bisect_left(window, low, key=_price), bisect_right(window, high, key=_price)):
        if window[at][1] != trade.day:
            days.add(window[at][1])
            if len(days) == _DAYS_OF_A_LEVEL:
                return True
    return False


def _price(said: _Said) -> Decimal:
    return said[0]
