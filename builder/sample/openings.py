"""What insiders hold when the sample meets them.

Those who were there before the sample hold something without any filing of ours saying
so; those who join report it on a Form 3, and many a new director reports nothing.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from builder.sample import notes
from builder.sample.document import TICKS
from builder.sample.events import OPTION, option_pile, units_pile, whole
from builder.sample.names import natural_order
from builder.sample.positions import Pile

if TYPE_CHECKING:
    from builder.sample.events import Desk

NOTE_PRICE = 8 * TICKS


def open_book(desk: Desk) -> None:
    """Fill the book of one actor for the first day."""
    kind = desk.actor.kind
    if kind == "fund":
        _open_fund(desk)
    elif kind == "holder":
        _open_holder(desk)
    elif kind == "director":
        _open_director(desk)
    elif kind == "veteran":
        _open_veteran(desk)
    elif kind != "self":
        _open_officer(desk)
        if desk.issuer.index == 6 and kind == "chief":
            _open_hedges(desk)


def _open_officer(desk: Desk) -> None:
    actor, dice = desk.actor, desk.dice
    settled = actor.incumbent or (desk.issuer.listed is not None) or dice.chance(35)
    if not settled and dice.chance(55):
        return  # hired from outside: nothing yet
    scale = 4 if actor.kind == "chief" else 1
    desk.direct().amount = whole(dice.between(3_000, 45_000) * scale)
    units_pile(desk).amount = whole(dice.between(2_000, 18_000) * scale)
    for years_ago in range(dice.between(1, 4), 0, -1):
        granted = date(actor.joined.year - years_ago, 3, 1 + dice.below(20))
        strike = desk.issuer.walk.close(actor.joined) * dice.between(45, 95) // 100
        pile = option_pile(desk.issuer, granted, strike // 100 * 100, years=4)
        pile.amount = whole(dice.between(20, 400) * 100 * scale)
        if years_ago >= 4:
            pile.says = {"exercise": notes.fully_exercisable()}
        actor.options.append(pile)
    if dice.chance(40):
        _open_trust(desk, dice.between(1_000, 60_000))
    if dice.chance(18):
        actor.book["spouse"] = Pile(
            desk.share,
            whole(dice.between(200, 9_000)),
            nature="By Spouse",
            says={"nature": notes.spouse()},
        )
    if desk.issuer.part.name in ("industrial", "bank", "retail") and dice.chance(60):
        statement = actor.joined - timedelta(days=actor.joined.day)
        actor.book["plan"] = Pile(
            desk.share,
            dice.between(3_000_000, 60_000_000),
            nature="By 401(k)",
            says={"after": notes.plan_units(statement)},
        )
    if desk.issuer.index == 1 and actor.kind == "chief":
        actor.book["votes"] = Pile(
            "Class B Common Stock",
            whole(dice.between(2_000_000, 5_000_000)),
            underlying=desk.share,
            says={
                "strike": notes.class_b_terms(desk.share),
                "exercise": notes.class_b_terms(desk.share),
                "expires": notes.class_b_terms(desk.share),
            },
        )


def _open_trust(desk: Desk, count: int) -> None:
    party = desk.actor.parties[0]
    owner = natural_order(party.name, is_entity=party.is_entity)
    desk.actor.book["trust"] = Pile(
        desk.share, whole(count), nature="By Trust", says={"nature": notes.family_trust(owner)}
    )


def _open_veteran(desk: Desk) -> None:
    """What a director held in 2003."""
    desk.direct().amount = whole(61_400)
    _open_trust(desk, 25_000)
    for strike, expires, count in ((12, date(2009, 2, 4), 30_000), (22, date(2013, 8, 12), 0)):
        pile = Pile(
            OPTION,
            whole(count),
            underlying=desk.share,
            strike=strike * TICKS,
            exercise=date(expires.year - 9, expires.month, expires.day),
            expires=expires,
        )
        desk.actor.options.append(pile)


def _open_hedges(desk: Desk) -> None:
    """Options that were bought and written in the market, not granted."""
    close, share = desk.close // 10_000 * 10_000, desk.share
    for key, title, count, strike, expires in (
        ("written call", "Call Option (Obligation to Sell)", 20_000, close * 3 // 2, (2021, 7, 16)),
        ("put", "Put Option (Right to Sell)", 15_000, close * 4 // 5, (2022, 1, 21)),
        ("old put", "Put Option (Right to Sell)", 5_000, close // 2, (2022, 6, 17)),
    ):
        desk.actor.book[key] = Pile(
            title,
            whole(count),
            underlying=share,
            strike=strike,
            exercise=date(2020, 9, 18),
            expires=date(*expires),
        )


def _open_director(desk: Desk) -> None:
    actor, dice = desk.actor, desk.dice
    if desk.issuer.part.name == "bank" or dice.chance(20):
        actor.book["deferred"] = Pile(
            "Deferred Stock Units",
            0,
            underlying=desk.share,
            says=dict.fromkeys(("strike", "exercise", "expires"), notes.deferred_units(desk.share)),
        )
    if not actor.incumbent and dice.chance(60):
        return
    desk.direct().amount = whole(dice.between(900, 40_000))
    if "deferred" in actor.book:
        actor.book["deferred"].amount = whole(dice.between(500, 20_000))
    if dice.chance(30):
        _open_trust(desk, dice.between(500, 25_000))
    if dice.chance(25) and actor.incumbent:
        granted = date(actor.joined.year - 3, 5, 1 + dice.below(20))
        pile = option_pile(desk.issuer, granted, desk.close * 7 // 1000 * 100, years=3)
        pile.amount = whole(dice.between(20, 150) * 100)
        actor.options.append(pile)


def _open_holder(desk: Desk) -> None:
    desk.direct().amount = whole(desk.dice.between(1_200_000, 6_000_000))


def _open_fund(desk: Desk) -> None:
    actor, dice = desk.actor, desk.dice
    fund = actor.parties[0].name
    manager = actor.parties[min(1, len(actor.parties) - 1)].name
    people = [
        natural_order(party.name, is_entity=False) for party in actor.parties if not party.is_entity
    ]
    says = {"nature": notes.fund_holdings(fund, manager, people)}
    nature = "See footnote" if dice.chance(50) else f"By {fund}"[:100]
    actor.book["fund"] = Pile(
        desk.share, whole(dice.between(2_000, 9_000) * 1_000), nature=nature, says=dict(says)
    )
    if dice.chance(60) or desk.issuer.featured:
        actor.book["manager"] = Pile(
            desk.share,
            whole(dice.between(5, 80) * 1_000),
            nature=f"By {manager}"[:100],
            says=dict(says),
        )
    if desk.issuer.index == 1:
        _open_preferred(desk, nature, says)
    if desk.issuer.index == 2:
        _open_note(desk, nature, says)


def _open_preferred(desk: Desk, nature: str, says: dict[str, str]) -> None:
    """Preferred stock from the years before the listing."""
    desk.actor.book["fund"].amount = 0
    for series in ("Series B", "Series C"):
        title = f"{series} Preferred Stock"
        terms = notes.preferred_terms(title, desk.share)
        desk.actor.book[series] = Pile(
            title,
            whole(desk.dice.between(800, 3_000) * 1_000),
            nature=nature,
            underlying=desk.share,
            says={**says, **dict.fromkeys(("strike", "exercise", "expires"), terms)},
        )


def _open_note(desk: Desk, nature: str, says: dict[str, str]) -> None:
    """A convertible note counted in dollars, and warrants beside it."""
    terms = notes.note_terms(NOTE_PRICE)
    desk.actor.book["note"] = Pile(
        "6.00% Convertible Promissory Note",
        whole(4_000_000),
        nature=nature,
        underlying=desk.share,
        strike=NOTE_PRICE,
        expires=date(2027, 12, 15),
        by_value=True,
        says={**says, "exercise": terms},
    )
    desk.actor.book["warrants"] = Pile(
        "Common Stock Warrants (Right to Buy)",
        whole(600_000),
        nature=nature,
        underlying=desk.share,
        strike=5 * TICKS,
        exercise=date(2020, 6, 30),
        expires=date(2027, 6, 30),
        says=dict(says),
    )
