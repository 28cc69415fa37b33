"""What insiders do in an ordinary year, as rows of a form.

One function per kind of event. Each takes a desk (one insider at one issuer on one day),
moves the piles and writes the rows; it returns whether it could be done, since nobody
sells what he does not have. The caller falls back on something that always can.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from builder.sample import notes
from builder.sample.days import trading_day, years_after
from builder.sample.document import TICKS, Cell
from builder.sample.names import natural_order
from builder.sample.positions import Pile, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from builder.sample.cast import Actor
    from builder.sample.dice import Dice
    from builder.sample.issuers import Issuer

GIFT_RULE = date(2023, 2, 27)  # from here on gifts given are due on Form 4
UNITS = "Restricted Stock Units"
OPTION = "Stock Option (Right to Buy)"


@dataclass(slots=True)
class Desk:
    """One insider at one issuer on one day, and the form in the making."""

    issuer: Issuer
    actor: Actor
    day: date
    dice: Dice
    sheet: Sheet = field(default_factory=Sheet)
    form: str = "4"
    planned: bool = False  # under a Rule 10b5-1 plan
    remarks: str = ""
    exits: bool = False
    power_of_attorney: bool = False
    oddities: list[str] = field(default_factory=list)
    period: date | None = None  # where it is not the first trade
    latest_filing: date | None = None  # for Form 5: the day by which it is due

    @property
    def close(self) -> int:
        """The closing price of the day."""
        return self.issuer.walk.close(self.day)

    @property
    def share(self) -> str:
        """The title of the class that is traded."""
        return self.issuer.part.share

    def pile(self, name: str) -> Pile | None:
        """A pile with something in it."""
        found = self.actor.book.get(name)
        return found if found is not None and found.amount > 0 else None

    def direct(self) -> Pile:
        """The shares held directly, even if there are none."""
        return self.actor.book.setdefault("direct", Pile(self.share, 0))


def whole(count: int) -> int:
    """A number of shares in ten-thousandths."""
    return count * TICKS


def share_of(amount: int, percent: int, step: int = 1) -> int:
    """A part of a pile in whole shares, rounded down to a step."""
    count = amount // TICKS * percent // 100
    return whole(count // step * step)


def _worth(desk: Desk, thousands: int) -> int:
    """The whole shares that a sum of dollars buys, at least one."""
    return whole(max(1, thousands * 1000 * TICKS // desk.close))


# ---- awards --------------------------------------------------------------------------


def units_pile(desk: Desk) -> Pile:
    """The restricted stock units of somebody, all awards together."""
    share = desk.share
    return desk.actor.book.setdefault(
        "units",
        Pile(
            UNITS,
            0,
            underlying=share,
            says={
                "strike": notes.unit_right(share),
                "exercise": notes.unit_terms(),
                "expires": notes.unit_terms(),
            },
        ),
    )


def grant_units(desk: Desk) -> bool:
    """Restricted stock units are awarded."""
    count = _worth(desk, desk.dice.between(120, 900))
    first = desk.issuer.vesting_day(desk.day.year + 1)
    years = desk.dice.pick((3, 4))
    pile = units_pile(desk)
    desk.sheet.trade(pile, desk.day, "A", count, 0, say={"amount": notes.vesting(first, years)})
    return True


def grant_options(desk: Desk) -> bool:
    """A stock option is granted at the closing price."""
    count = _worth(desk, desk.dice.between(150, 1200)) // whole(100) * whole(100) or whole(100)
    pile = option_pile(desk.issuer, desk.day, desk.close, years=desk.dice.pick((3, 4)))
    desk.actor.options.append(pile)
    desk.sheet.trade(pile, desk.day, "A", count, 0)
    return True


def option_pile(issuer: Issuer, day: date, strike: int, *, years: int) -> Pile:
    """An option of ten years that vests over three or four."""
    first = issuer.vesting_day(day.year + 1)
    return Pile(
        OPTION,
        0,
        underlying=issuer.part.share,
        strike=strike,
        expires=years_after(day, 10),
        says={"exercise": notes.vesting(first, years)},
    )


def grant_awards(desk: Desk) -> bool:
    """The yearly awards of an officer: units, mostly options beside them."""
    grant_units(desk)
    if desk.dice.chance(60):
        grant_options(desk)
    return True


def grant_restricted(desk: Desk) -> bool:
    """Restricted shares, which count as owned at once."""
    count = _worth(desk, desk.dice.between(60, 400))
    first = desk.issuer.vesting_day(desk.day.year + 1)
    desk.sheet.trade(
        desk.direct(), desk.day, "A", count, 0, say={"amount": notes.vesting(first, 3)}
    )
    return True


def award_director(desk: Desk) -> bool:
    """Shares or deferred units, part of a director's pay."""
    count = _worth(desk, desk.dice.between(90, 220))
    deferred = desk.actor.book.get("deferred")
    if deferred is None:
        desk.sheet.trade(
            desk.direct(),
            desk.day,
            "A",
            count,
            0,
            say={
                "amount": "Annual stock award to directors who are not employees, vested on grant."
            },
        )
    else:
        desk.sheet.trade(deferred, desk.day, "A", count, desk.close)
    return True


def vest_units(desk: Desk) -> bool:
    """Units turn into shares, some of which the issuer keeps for taxes."""
    pile = desk.pile("units")
    if pile is None or pile.amount < whole(6):
        return False
    count = share_of(pile.amount, desk.dice.between(28, 45))
    direct = desk.direct()
    desk.sheet.trade(pile, desk.day, "M", -count, 0)
    desk.sheet.trade(direct, desk.day, "M", count, 0, say={"coding": notes.unit_right(desk.share)})
    taxes = share_of(count, desk.dice.between(30, 45))
    if desk.dice.chance(80):
        desk.sheet.trade(
            direct, desk.day, "F", -taxes, desk.close, say={"amount": notes.withheld(count)}
        )
    else:
        desk.sheet.trade(
            direct,
            desk.day,
            "S",
            -taxes,
            desk.close - desk.close % 100,
            say={"coding": notes.to_cover()},
        )
    return True


# ---- trades --------------------------------------------------------------------------


def _fill(desk: Desk, pile: Pile, day: date, change: int, say: dict[str, str]) -> None:
    """One line of market trades: a single price, or an average with its range in a note."""
    close = desk.issuer.walk.close(day)
    price = desk.dice.around(close, 2)
    code = "S" if change < 0 else "P"
    if abs(change) >= whole(400) and desk.dice.chance(60):
        low = price - desk.dice.between(1, 60) * 100
        high = price + desk.dice.between(1, 60) * 100
        low, high = max(low // 100 * 100, 100), high // 100 * 100
        text = notes.weighted_average(low, high, sold=change < 0, dice=desk.dice)
        price = min(max(price, low), high)
        desk.sheet.trade(pile, day, code, change, price, say={**say, "price": text})
    else:
        desk.sheet.trade(pile, day, code, change, price // 100 * 100, say=say)


def trade_market(desk: Desk, pile: Pile, change: int, *, rows: int, days: int = 1) -> None:
    """Buy or sell in the market, in a few rows over one day or more."""
    sign = 1 if change > 0 else -1
    left = abs(change) // TICKS
    say: dict[str, str] = {}
    if desk.planned and desk.actor.plan_adopted:
        say["coding"] = notes.trading_plan(desk.actor.plan_adopted, sold=sign < 0)
    rows = max(1, min(rows, left))
    for row in range(rows):
        part = left if row == rows - 1 else max(1, left * desk.dice.between(15, 60) // 100)
        part = min(part, left - (rows - 1 - row))
        left -= part
        day = trading_day(desk.day, row * days // rows)
        _fill(desk, pile, day, sign * whole(part), say)
        if desk.planned and desk.dice.chance(8):
            desk.sheet.rows[-1].deemed = Cell(trading_day(day, 1).isoformat())


def _adopt_plan(desk: Desk) -> None:
    """A plan is adopted some months before it trades; later trades follow the same plan."""
    actor = desk.actor
    if actor.plan_adopted is None or (desk.day - actor.plan_adopted).days > 540:
        actor.plan_adopted = trading_day(date.fromordinal(desk.day.toordinal() - 125))
    if (desk.day - actor.plan_adopted).days < 90:
        return
    desk.planned = True


def sell(desk: Desk) -> bool:
    """An insider sells shares held directly, often under a plan."""
    pile = desk.pile("direct")
    if pile is None or pile.amount < whole(200):
        return False
    if desk.actor.kind in ("chief", "officer") and desk.dice.chance(65):
        _adopt_plan(desk)
    count = share_of(pile.amount, desk.dice.between(4, 30), 10 if desk.dice.chance(60) else 1)
    trade_market(
        desk,
        pile,
        -max(count, whole(10)),
        rows=desk.dice.weighted(_ROWS),
        days=desk.dice.weighted(_DAYS),
    )
    return True


_ROWS = ((1, 50), (2, 22), (3, 14), (4, 7), (6, 4), (8, 3))
_DAYS = ((1, 75), (2, 20), (3, 5))


def buy(desk: Desk) -> bool:
    """An insider buys with his own money. Always possible."""
    name = "trust" if desk.dice.chance(12) and "trust" in desk.actor.book else "direct"
    pile = desk.actor.book.get(name) or desk.direct()
    count = _worth(desk, desk.dice.between(12, 380))
    if count > whole(300) and desk.dice.chance(70):
        count = count // whole(100) * whole(100)
    trade_market(
        desk, pile, count, rows=desk.dice.weighted(_ROWS[:4]), days=desk.dice.weighted(_DAYS[:2])
    )
    return True


def exercise(desk: Desk) -> bool:
    """Options in the money are exercised; the shares are sold or kept."""
    for pile in desk.actor.options:
        strike = pile.strike or 0
        if pile.amount >= whole(50) and strike < desk.close and _is_exercisable(pile, desk.day):
            break
    else:
        return False
    count = share_of(pile.amount, desk.dice.pick((25, 33, 50, 100)))
    direct = desk.direct()
    if desk.actor.kind != "director" and desk.dice.chance(60):
        _adopt_plan(desk)
    say = {}
    if desk.planned and desk.actor.plan_adopted:
        say["coding"] = notes.trading_plan(desk.actor.plan_adopted, sold=True)
    desk.sheet.trade(direct, desk.day, "M", count, strike, say=say)
    if desk.dice.chance(75):
        trade_market(desk, direct, -count, rows=desk.dice.weighted(_ROWS[:5]))
    elif strike:
        cost = min(count, -(-count * strike // desk.close) // TICKS * TICKS)
        if cost:
            desk.sheet.trade(
                direct,
                desk.day,
                "F",
                -cost,
                desk.close,
                say={"coding": "Shares withheld to pay the exercise price."},
            )
    desk.sheet.trade(pile, desk.day, "M", -count, 0)
    return True


def _is_exercisable(pile: Pile, day: date) -> bool:
    if pile.expires is None:
        return True
    return years_after(day, 9) > pile.expires  # a year after the grant at the earliest


# ---- gifts and transfers -------------------------------------------------------------

_RECEIVERS = (
    "a charitable foundation",
    "a donor-advised fund",
    "the reporting person's adult children",
    "a university",
    "a family member who does not share the reporting person's household",
)


def give(desk: Desk) -> bool:
    """A gift to others: due on Form 4 since 2023, before that reported early if at all."""
    pile = desk.pile("direct")
    if pile is None or pile.amount < whole(300):
        return False
    count = share_of(pile.amount, desk.dice.between(1, 9), 5)
    early = desk.day < GIFT_RULE
    row = desk.sheet.trade(
        pile,
        desk.day,
        "G",
        -max(count, whole(5)),
        0,
        form_type="5" if early else "4",
        say={"coding": notes.gift(desk.dice.pick(_RECEIVERS))},
    )
    if early and desk.dice.chance(60):
        row.timeliness = Cell("E")
    return True


def move_to_trust(desk: Desk) -> bool:
    """A gift to one's own trust: two rows, and nothing has left the family."""
    pile = desk.pile("direct")
    if pile is None or pile.amount < whole(1000):
        return False
    trust = trust_pile(desk)
    count = share_of(pile.amount, desk.dice.between(10, 35), 10)
    form_type = "5" if desk.day < GIFT_RULE else "4"
    say = {"coding": "Transfer without payment to a trust; the beneficial owner is the same."}
    desk.sheet.trade(pile, desk.day, "G", -count, 0, form_type=form_type, say=say)
    desk.sheet.trade(trust, desk.day, "G", count, 0, form_type=form_type, say=say)
    return True


def trust_pile(desk: Desk) -> Pile:
    """The shares of the family trust, even if it holds none yet."""
    party = desk.actor.parties[0]
    owner = natural_order(party.name, is_entity=party.is_entity)
    return desk.actor.book.setdefault(
        "trust",
        Pile(desk.share, 0, nature="By Trust", says={"nature": notes.family_trust(owner)}),
    )


# ---- funds ---------------------------------------------------------------------------


def fund_buy(desk: Desk) -> bool:
    """A fund buys on several days. Always possible."""
    pile = desk.actor.book["fund"]
    count = _worth(desk, desk.dice.between(400, 6000)) // whole(100) * whole(100) or whole(100)
    trade_market(desk, pile, count, rows=desk.dice.between(1, 5), days=3)
    return True


def fund_sell(desk: Desk) -> bool:
    """A fund sells a block or on several days."""
    pile = desk.pile("fund")
    if pile is None or pile.amount < whole(50_000):
        return False
    count = share_of(pile.amount, desk.dice.between(2, 18), 100)
    trade_market(desk, pile, -count, rows=desk.dice.between(1, 6), days=desk.dice.between(1, 3))
    return True


def fund_distribute(desk: Desk) -> bool:
    """A fund hands shares to its partners, and its manager receives some."""
    pile, manager = desk.pile("fund"), desk.actor.book.get("manager")
    if pile is None or manager is None or pile.amount < whole(100_000):
        return False
    count = share_of(pile.amount, desk.dice.between(10, 30), 100)
    fund = desk.actor.parties[0].name
    desk.sheet.trade(pile, desk.day, "J", -count, 0, say={"coding": notes.distribution(fund)})
    desk.sheet.trade(
        manager, desk.day, "J", share_of(count, 2), 0, say={"coding": notes.distribution(fund)}
    )
    return True


# What somebody does when nothing is planned, with how often.
ORDINARY: dict[str, tuple[tuple[Callable[[Desk], bool], int], ...]] = {
    "chief": (
        (sell, 34),
        (exercise, 24),
        (vest_units, 18),
        (give, 8),
        (move_to_trust, 5),
        (buy, 8),
        (grant_restricted, 3),
    ),
    "officer": (
        (sell, 34),
        (exercise, 24),
        (vest_units, 22),
        (give, 6),
        (move_to_trust, 3),
        (buy, 7),
        (grant_restricted, 4),
    ),
    "director": (
        (sell, 26),
        (buy, 34),
        (award_director, 20),
        (give, 10),
        (move_to_trust, 4),
        (exercise, 6),
    ),
    "holder": ((buy, 55), (sell, 45)),
    "fund": ((fund_buy, 45), (fund_sell, 45), (fund_distribute, 10)),
}


def fall_back(desk: Desk) -> None:
    """What can always be done."""
    if desk.actor.kind == "fund":
        fund_buy(desk)
    else:
        buy(desk)
