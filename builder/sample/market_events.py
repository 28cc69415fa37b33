"""What the insiders of a market do, each in the patterns of rows that real forms have.

An event either can happen and puts rows on the sheet, or leaves it empty and says so; then
something that is always possible happens in its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.sample import events, notes
from builder.sample.days import trading_day
from builder.sample.dice import Odds
from builder.sample.document import Cell
from builder.sample.events import share_of, whole
from builder.sample.market_figures import CREDITS, DERIVATIVES, PRICE_IN_NOTE, PURCHASES, SALES
from builder.sample.market_piles import (
    convertible,
    direct,
    option,
    side,
    unit_pile,
    warrants,
)
from builder.sample.positions import Pile

if TYPE_CHECKING:
    from collections.abc import Callable

    from builder.sample.market_desk import MarketDesk

_SALES = Odds(SALES)
_PURCHASES = Odds(PURCHASES)
_DERIVATIVES = Odds(DERIVATIVES)
_CREDITS = Odds(CREDITS)

_STAFF = frozenset(("chief", "officer"))
_BOARD = frozenset(("chief", "officer", "director"))
_PEOPLE = _BOARD | {"holder", "former"}
_MONEY = frozenset(("holder", "fund"))
_ALL = _PEOPLE | {"fund"}

# Who does what.
EVENT_KINDS: dict[str, frozenset[str]] = {
    "sell": _ALL, "buy": _ALL, "vest": _BOARD, "withhold": _STAFF, "exercise": _STAFF,
    "grant_units": _BOARD, "grant_options": _BOARD, "grant_credits": _BOARD, "award": _BOARD,
    "give": _PEOPLE, "convert": _MONEY | {"chief"}, "other": _ALL, "cash_out": _BOARD,
    "tender": _ALL, "exercise_put": _MONEY, "buy_derivative": _MONEY, "small": _PEOPLE,
    "inherit": _PEOPLE, "discretion": _STAFF, "trust": _PEOPLE, "exit": _ALL,
}  # fmt: skip


def _worth(desk: MarketDesk, low: int, high: int) -> int:
    """The whole shares that some thousands of dollars buy."""
    return whole(max(1, desk.dice.between(low, high) * 10_000_000 // desk.close))


# ---- in the market -------------------------------------------------------------------


def sell(desk: MarketDesk) -> bool:
    """Sales, one row or thirty; under a plan if the insider has one."""
    pile = direct(desk)
    if pile.amount < whole(60):
        return False
    count = share_of(pile.amount, desk.dice.between(2, 28))
    events.trade_market(
        desk, pile, -max(count, whole(30)), rows=_SALES.draw(desk.dice), days=desk.span
    )
    return True


def buy(desk: MarketDesk) -> bool:
    """Purchases. Always possible."""
    count = _worth(desk, 6, 400)
    events.trade_market(desk, direct(desk), count, rows=_PURCHASES.draw(desk.dice), days=desk.span)
    return True


# ---- pay -----------------------------------------------------------------------------


def vest(desk: MarketDesk) -> bool:
    """Units of one grant or more turn into shares, mostly less those kept for taxes."""
    piles = desk.grants("units", _DERIVATIVES.draw(desk.dice))
    if not piles:
        return False
    shares = direct(desk)
    counts = [
        pile.amount if desk.dice.chance(30) else max(share_of(pile.amount, 33), whole(1))
        for pile in piles
    ]
    together = desk.dice.chance(40)
    for count in [sum(counts)] if together else counts:
        desk.sheet.trade(
            shares, desk.day, "M", count, None if desk.dice.chance(15) else 0,
            say={"price": notes.unit_right(desk.share)} if desk.dice.chance(35) else None,
        )  # fmt: skip
        _mend_price(desk)
        if desk.dice.chance(72):
            _withhold(desk, count)
    for pile, count in zip(piles, counts, strict=True):
        desk.sheet.trade(pile, desk.day, "M", -count, 0)
        _hide_price(desk)
    if desk.dice.chance(10):
        events.trade_market(desk, shares, -sum(counts) // 20_000 * 10_000 or -whole(1), rows=2)
    return True


def _withhold(desk: MarketDesk, vested: int) -> None:
    taxes = share_of(vested, desk.dice.between(26, 46))
    if taxes:
        say = {"amount": notes.withheld(vested)} if desk.dice.chance(45) else None
        desk.sheet.trade(direct(desk), desk.day, "F", -taxes, desk.close, say=say)


def withhold(desk: MarketDesk) -> bool:
    """Shares kept for taxes when restricted shares vest, which are owned already."""
    pile = direct(desk)
    if pile.amount < whole(200):
        return False
    for _ in range(desk.dice.weighted(((1, 70), (2, 18), (3, 8), (5, 4)))):
        _withhold(desk, share_of(pile.amount, desk.dice.between(3, 14)) + whole(3))
    return True


def exercise(desk: MarketDesk) -> bool:
    """Options are exercised; the shares are sold, kept or handed in."""
    piles = desk.grants("options", desk.dice.weighted(((1, 70), (2, 18), (3, 8), (5, 4))))
    if not piles:
        return False
    shares = direct(desk)
    total = 0
    counts = [share_of(pile.amount, desk.dice.pick((25, 50, 100))) or whole(1) for pile in piles]
    for pile, count in zip(piles, counts, strict=True):
        desk.sheet.trade(shares, desk.day, "M", count, pile.strike or 0)
        total += count
    if desk.dice.chance(62):
        events.trade_market(desk, shares, -total, rows=min(_SALES.draw(desk.dice), 8))
    elif desk.dice.chance(50):
        taxes = share_of(total, desk.dice.between(30, 70))
        if taxes:
            desk.sheet.trade(shares, desk.day, "F", -taxes, desk.close)
    for pile, count in zip(piles, counts, strict=True):
        desk.sheet.trade(pile, desk.day, "M", -count, 0)
        _hide_price(desk)
    return True


def grant_units(desk: MarketDesk) -> bool:
    """Restricted stock units are awarded."""
    for _ in range(desk.dice.weighted(((1, 68), (2, 21), (3, 11)))):
        pile = unit_pile(desk, desk.day, 0)
        desk.member.fresh.append(pile)
        desk.sheet.trade(pile, desk.day, "A", _worth(desk, 60, 900), 0)
        _hide_price(desk)
    return True


def grant_options(desk: MarketDesk) -> bool:
    """Options are granted."""
    for _ in range(desk.dice.weighted(((1, 70), (2, 19), (3, 11)))):
        pile = option(desk, desk.day, desk.close, 0)
        desk.member.fresh.append(pile)
        count = _worth(desk, 90, 1_500) // whole(10) * whole(10) or whole(10)
        desk.sheet.trade(pile, desk.day, "A", count, 0)
        _hide_price(desk)
    return True


def grant_credits(desk: MarketDesk) -> bool:
    """Units that follow the share price: fees deferred, dividends on older units."""
    rows = desk.dice.weighted(((1, 66), (2, 16), (3, 9), (5, 6), (8, 3)))
    named = _CREDITS.draw(desk.issuer_dice("credits"))
    for at in range(rows):
        key = f"credits {at}"
        if key not in desk.actor.book:
            terms = notes.deferred_units(desk.share)
            held = whole(desk.dice.between(200, 30_000)) if desk.actor.incumbent else 0
            desk.actor.book[key] = Pile(
                f"{named} ({2026 - at})" if at else named, held, underlying=desk.share,
                says=dict.fromkeys(("strike", "exercise", "expires"), terms),
            )  # fmt: skip
        count = desk.dice.between(40_000, 9_000_000)
        desk.sheet.trade(desk.actor.book[key], desk.day, "A", count, desk.close)
    return True


def award(desk: MarketDesk) -> bool:
    """Shares are awarded, to be kept if service goes on. Always possible."""
    say = {}
    if desk.dice.chance(70):
        first = desk.issuer.vesting_day(desk.day.year + 1)
        say["amount"] = notes.vesting(first, desk.dice.pick((3, 4)))
    for _ in range(desk.dice.weighted(((1, 84), (2, 12), (3, 4)))):
        count = _worth(desk, 40, 400)
        desk.sheet.trade(direct(desk), desk.day, "A", count, 0, say=say)
        _hide_price(desk)
    if desk.dice.chance(12):
        _withhold(desk, count)
    return True


def _hide_price(desk: MarketDesk) -> None:
    """The price of the last row goes into a note, as on one row in eleven."""
    if desk.dice.below(1000) < PRICE_IN_NOTE:
        row = desk.sheet.rows[-1]
        note = desk.sheet.notes.add("Granted for services; nothing was paid.")
        row.price = Cell(None, (*row.price.notes, note))


def _mend_price(desk: MarketDesk) -> None:
    """A price is missing only beside a note that says why."""
    row = desk.sheet.rows[-1]
    if row.price.value is None and not row.price.notes:
        row.price = Cell(None, (desk.sheet.notes.add(notes.unit_right(desk.share)),))


# ---- gifts and other things ----------------------------------------------------------


def give(desk: MarketDesk) -> bool:
    """A gift, to others or to a trust of one's own."""
    direct(desk)
    if desk.dice.chance(75):
        return events.give(desk)
    pile, count = direct(desk), 0
    if pile.amount >= whole(1_000):
        count = share_of(pile.amount, desk.dice.between(10, 35), 10)
    if not count:
        return False
    say = {"coding": "Transfer without payment to a trust; the beneficial owner is the same."}
    desk.sheet.trade(pile, desk.day, "G", -count, 0, say=say)
    desk.sheet.trade(side(desk, 0), desk.day, "G", count, 0, say=say)
    return True


def convert(desk: MarketDesk) -> bool:
    """A class with more votes, or preferred stock, turns into the class traded, to be sold."""
    pile, shares = convertible(desk), direct(desk)
    if pile.amount < whole(100):
        return False
    count = pile.amount if desk.dice.chance(35) else share_of(pile.amount, 12)
    price = None if desk.dice.chance(33) else 0
    say = {"price": notes.class_b_terms(desk.share)} if price is None else None
    gained = count
    if pile.by_value and pile.strike:
        gained = whole(count // pile.strike) or whole(1)
    desk.sheet.trade(shares, desk.day, "C", gained, price, say=say)
    if desk.dice.chance(60):
        events.trade_market(desk, shares, -gained, rows=min(_SALES.draw(desk.dice), desk.room))
    desk.sheet.trade(pile, desk.day, "C", -count, price, say=say)
    return True


def other(desk: MarketDesk) -> bool:
    """A transfer of another kind, told in its note; some of them of derivatives."""
    pile = convertible(desk) if desk.dice.chance(45) else direct(desk)
    text = notes.distribution(desk.actor.parties[0].name)
    price = None if desk.dice.chance(24) else 0
    say = {"coding": text, "price": text} if price is None else {"coding": text}
    step = -share_of(pile.amount, desk.dice.between(1, 10))
    if desk.dice.chance(40) or not step:
        step = _worth(desk, 7, 300)
    for _ in range(desk.dice.weighted(((1, 60), (2, 25), (3, 15)))):
        desk.sheet.trade(pile, desk.day, "J", step, price, say=say)
    return True


def cash_out(desk: MarketDesk) -> bool:
    """The issuer is taken over: shares, units and options are paid out."""
    say = {"coding": "Cancelled at the effective time of the merger for the right to a payment."}
    shares = direct(desk)
    if shares.amount:
        desk.sheet.trade(shares, desk.day, "D", -shares.amount, desk.close, say=say)
    for pile in desk.grants("units", 2) + desk.grants("options", desk.dice.between(1, 5)):
        desk.sheet.trade(
            pile, desk.day, "D", -pile.amount, None, say={**say, "price": say["coding"]}
        )
    return bool(desk.sheet.rows)


def tender(desk: MarketDesk) -> bool:
    """Shares are tendered in an offer."""
    pile = direct(desk)
    if not pile.amount:
        return False
    say = {"coding": "Tendered in the offer for all shares of the issuer."}
    desk.sheet.trade(pile, desk.day, "U", -pile.amount, desk.close, say=say)
    return True


def exercise_put(desk: MarketDesk) -> bool:
    """Warrants in the money are exercised."""
    pile = warrants(desk)
    count = share_of(pile.amount, desk.dice.between(20, 80))
    if not count:
        return False
    desk.sheet.trade(direct(desk), desk.day, "X", count, pile.strike or 0)
    desk.sheet.trade(pile, desk.day, "X", -count, 0)
    return True


def buy_derivative(desk: MarketDesk) -> bool:
    """Warrants are bought or sold."""
    pile = warrants(desk)
    change = _worth(desk, 10, 600)
    price = desk.close // 300 * 100 or 100
    if desk.dice.chance(26) and pile.amount > change:
        desk.sheet.trade(pile, desk.day, "S", -change, price)
    else:
        desk.sheet.trade(pile, desk.day, "P", change, price)
    return True


def small(desk: MarketDesk) -> bool:
    """A small acquisition, reported before it is due."""
    row = desk.sheet.trade(
        direct(desk), desk.day, "L", whole(desk.dice.between(1, 90)), desk.close, form_type="5"
    )
    row.timeliness = Cell("E")
    return True


def inherit(desk: MarketDesk) -> bool:
    """Shares come by will."""
    say = {"coding": "Received by will from a relative."}
    desk.sheet.trade(direct(desk), desk.day, "W", _worth(desk, 5, 300), 0, say=say)
    return True


def discretion(desk: MarketDesk) -> bool:
    """Money moves within a benefit plan."""
    key = "plan"
    if key not in desk.actor.book:
        held = whole(desk.dice.between(900, 20_000))
        desk.actor.book[key] = Pile(desk.share, held, nature="By 401(k) Plan")
    pile = desk.actor.book[key]
    change = -share_of(pile.amount, 20) if desk.dice.chance(70) else _worth(desk, 5, 60)
    desk.sheet.trade(pile, desk.day, "I", change or whole(1), desk.close)
    return True


def trust(desk: MarketDesk) -> bool:
    """Shares go into a voting trust."""
    pile = direct(desk)
    count = share_of(pile.amount, 40)
    if not count:
        return False
    desk.sheet.trade(pile, desk.day, "Z", -count, 0)
    desk.sheet.trade(side(desk, 0), desk.day, "Z", count, 0)
    return True


def leave(desk: MarketDesk) -> bool:
    """Nothing but the end of being an insider."""
    desk.exits = True
    if desk.dice.chance(70):
        desk.sheet.hold(direct(desk))
    return True


EVENTS: dict[str, Callable[[MarketDesk], bool]] = {
    "sell": sell, "buy": buy, "vest": vest, "withhold": withhold, "exercise": exercise,
    "grant_units": grant_units, "grant_options": grant_options, "grant_credits": grant_credits,
    "award": award, "give": give, "convert": convert, "other": other, "cash_out": cash_out,
    "tender": tender, "exercise_put": exercise_put, "buy_derivative": buy_derivative,
    "small": small, "inherit": inherit, "discretion": discretion, "trust": trust, "exit": leave,
}  # fmt: skip


# ---- once a year ---------------------------------------------------------------------


def annual(desk: MarketDesk) -> bool:
    """A gift or a small matter that could wait for Form 5, or one that should not have."""
    shares = direct(desk)
    kind = desk.dice.below(3)
    if kind == 0 and shares.amount > whole(300):
        count = share_of(shares.amount, 5) or whole(1)
        desk.sheet.trade(shares, desk.day, "G", -count, 0, form_type="5")
    elif kind == 1:
        row = desk.sheet.trade(
            shares, desk.day, "P", _worth(desk, 2, 40), desk.close, form_type="4"
        )
        row.timeliness = Cell("L")
    else:
        desk.sheet.trade(
            shares, trading_day(desk.day), "L", _worth(desk, 1, 9), desk.close, form_type="5"
        )
    return True
