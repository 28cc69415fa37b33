"""The issuers of a market: how much is filed on each, by how many, and what it is called."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate
from math import isqrt
from typing import TYPE_CHECKING

from builder.sample.cast import portions
from builder.sample.dice import Dice, Odds
from builder.sample.issuers import FEATURED, make_issuer
from builder.sample.market_figures import CLASSES, FILINGS_PER_ISSUER, STYLES, SYMBOLS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.sample.issuers import Issuer

FIRST_DAY, LAST_DAY = date(2025, 1, 1), date(2025, 12, 31)
_PRICED = (date(2024, 6, 3), date(2026, 1, 30))

_SIZES = Odds(FILINGS_PER_ISSUER)
_CLASSES = Odds(CLASSES)
_STYLES = Odds(STYLES)
_SYMBOLS = Odds(SYMBOLS)


@dataclass(frozen=True, slots=True)
class MarketPlan:
    """How many insiders and filings each issuer of a market gets."""

    seed: int
    issuers: int
    first_insider: tuple[int, ...]  # one more entry than issuers
    filings: tuple[int, ...]

    def insiders(self, index: int) -> int:
        """How many insiders an issuer has of its own."""
        return self.first_insider[index + 1] - self.first_insider[index]


def plan_market(seed: int, issuers: int, insiders: int, filings: int) -> MarketPlan:
    """Share out filings as unevenly as in life, and insiders by them.

    Every issuer gets at least one of both, and nobody more insiders than filings.
    """
    # Twenty a size, give or take ten: no two issuers are alike.
    sizes = [
        _SIZES.draw(dice) * 20 + dice.between(-10, 10)
        for dice in (Dice(seed, "size", index) for index in range(issuers))
    ]
    shares = [1 + more for more in portions(filings - issuers, sizes)]
    weights = [isqrt(share * 100) for share in shares]
    heads = [
        min(share, 1 + more)
        for share, more in zip(shares, portions(insiders - issuers, weights), strict=True)
    ]
    _hand_out(insiders - sum(heads), heads, shares)
    return MarketPlan(seed, issuers, tuple(accumulate(heads, initial=0)), tuple(shares))


def _hand_out(left: int, heads: list[int], shares: Sequence[int]) -> None:
    """Give the insiders for whom there was no room to the issuers that have some."""
    while left > 0:
        for at, share in enumerate(shares):
            if heads[at] < share and left > 0:
                heads[at] += 1
                left -= 1


def market_issuer(plan: MarketPlan, index: int) -> Issuer:
    """One company of a market; which one does not depend on the others."""
    beyond = index + FEATURED  # the featured ones have histories of their own
    issuer = make_issuer(plan.seed, beyond, plan.issuers + FEATURED, _PRICED)
    dice = Dice(plan.seed, "looks", index)
    part = replace(issuer.part, share=_CLASSES.draw(dice), group=0)
    symbol = _symbol(dice, issuer.ticker_on(FIRST_DAY))
    return replace(
        issuer,
        part=part,
        tickers=((date(2000, 1, 1), symbol),),
        style=_STYLES.draw(dice),
        first_day=FIRST_DAY,
        last_day=LAST_DAY,
        listed=None,
        split=None,
    )


def _symbol(dice: Dice, symbol: str) -> str:
    kind = _SYMBOLS.draw(dice)
    if kind == "list":
        return dice.pick((f"{symbol}, {symbol}B", f"{symbol}/{symbol}A", f"{symbol} {symbol}P"))[
            :10
        ]
    if kind == "exchange":
        return dice.pick((f"NYSE:{symbol}", f"NYSE: {symbol}"))[:10]
    if kind == "odd":
        return dice.pick((f"({symbol})", f"{symbol}.A", f"{symbol}.OB", "-"))
    return {"plain": symbol, "lower": symbol.lower()}.get(kind, kind)
