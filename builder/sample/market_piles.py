"""What the insiders of a market hold: made when it is first needed, and kept from then on.

Who was an insider before the year began holds something that no filing of the year has told;
how much is drawn at the first report that touches it. From there every balance follows from
the one before.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from builder.sample import notes
from builder.sample.days import years_after
from builder.sample.dice import Odds
from builder.sample.document import TICKS
from builder.sample.events import whole
from builder.sample.market_figures import (
    CONVERTIBLES,
    INDIRECT_HOLDINGS,
    NATURES,
    OPTION_VESTING_IN_NOTE,
    OPTION_WITHOUT_DATE,
    OPTIONS,
    TERMS,
    UNIT_EXERCISE_IN_NOTE,
    UNIT_EXPIRES_IN_NOTE,
    UNIT_STRIKE_IN_NOTE,
    UNITS,
    WARRANTS,
)
from builder.sample.market_names import market_person
from builder.sample.names import fund_stem, natural_order
from builder.sample.positions import Pile

if TYPE_CHECKING:
    from builder.sample.dice import Dice
    from builder.sample.market_desk import MarketDesk

_NATURES = Odds(NATURES)
_TERMS = Odds(TERMS)
_TITLES = {
    "units": Odds(UNITS),
    "options": Odds(OPTIONS),
    "convertible": Odds(CONVERTIBLES),
    "warrants": Odds(WARRANTS),
}
_SCALE = {"chief": 6, "officer": 2, "director": 1, "former": 1, "holder": 60, "fund": 120}


def _holding(dice: Dice, kind: str) -> int:
    """Some shares: over three orders of size, with many more small holdings than large ones."""
    base = dice.pick((300, 900, 2_000, 4_000, 8_000, 15_000, 40_000))
    return whole(dice.between(base, base * 3) * _SCALE[kind])


def direct(desk: MarketDesk) -> Pile:
    """The shares held directly; those of a fund are held by it, for all who report."""
    kind = desk.actor.kind
    found = desk.actor.book.get("direct")
    if found is None:
        found = Pile(desk.share, 0)
        if kind == "fund":
            found.nature, found.says = _fund_nature(desk)
        if desk.actor.incumbent:
            found.amount = _holding(desk.dice, kind)
        desk.actor.book["direct"] = found
    return found


def _fund_nature(desk: MarketDesk) -> tuple[str, dict[str, str]]:
    parties = desk.actor.parties
    people = [natural_order(one.name, is_entity=False) for one in parties if not one.is_entity]
    manager = parties[min(1, len(parties) - 1)].name
    text = notes.fund_holdings(parties[0].name, manager, people)
    nature = desk.dice.pick(("See footnote", "See Footnotes", f"By {parties[0].name}"[:100]))
    return nature, {"nature": text}


_CLASSES = (
    "Class B Common Stock", "Class C Common Stock", "Preferred Stock", "Series A Preferred Stock",
    "Series B Preferred Stock", "Series C Preferred Stock", "Depositary Shares", "Class D Shares",
    "Class E Shares", "Class F Shares", "Class K Shares", "Senior Notes", "Subordinated Notes",
)  # fmt: skip


def side(desk: MarketDesk, number: int) -> Pile:
    """One of the holdings beside the direct one: by trust, by spouse, in another class."""
    key = f"side {number}"
    found = desk.actor.book.get(key)
    if found is None:
        found = _side(desk, number)
        desk.actor.book[key] = found
    return found


def _side(desk: MarketDesk, number: int) -> Pile:
    dice = desk.dice
    amount = _holding(dice, desk.actor.kind)
    if dice.below(1000) >= INDIRECT_HOLDINGS:
        # Another class, which no other holding of this insider is of, or the two would be one.
        return Pile(_CLASSES[number % len(_CLASSES)], amount)
    nature = _nature(desk)
    return Pile(desk.share, amount, nature=nature, says=_why(desk, nature))


def _why(desk: MarketDesk, nature: str) -> dict[str, str]:
    """The note on an indirect holding: always where its nature says so, often elsewhere."""
    if "ootnote" in nature:
        return {"nature": notes.family_trust(market_person(desk.dice))}
    return {"nature": notes.spouse()} if desk.dice.chance(25) else {}


def _nature(desk: MarketDesk) -> str:
    """Words that no other holding of this insider has, or the two would be one."""
    taken = {pile.nature for pile in desk.actor.book.values()}
    for _ in range(8):
        kind = _NATURES.draw(desk.dice)
        if kind == "named trust":
            party = desk.actor.parties[0]
            family = party.name.split()[0].title()
            kind = f"By {family} {desk.dice.between(1988, 2024)} Irrevocable Trust"
        elif kind == "named company":
            kind = f"By {fund_stem(desk.dice)} LLC"
        if kind not in taken:
            return kind
    return f"By Trust {len(taken)}"


# ---- derivatives ---------------------------------------------------------------------


def title(desk: MarketDesk, kind: str) -> str:
    """What the issuer's plan calls a kind of security: the same for all its insiders."""
    if kind not in desk.habits:
        dice = desk.issuer_dice(kind)
        named = _TITLES[kind].draw(dice)
        if named == "of a year":
            named = f"{_TITLES[kind].first} ({dice.between(2011, 2024)} Plan)"
        desk.habits[kind] = named
    return desk.habits[kind]


def unit_pile(desk: MarketDesk, granted: date, amount: int) -> Pile:
    """A grant of restricted stock units."""
    habits = desk.issuer_dice("unit habits")
    share = desk.share
    says, strike, expires = {}, None, None
    if habits.below(1000) < UNIT_STRIKE_IN_NOTE:
        says["strike"] = notes.unit_right(share)
    else:
        strike = 0
        if habits.chance(40):
            says["strike"] = notes.unit_right(share)
    vests = desk.issuer.vesting_day(granted.year + 1)
    exercise = None
    if habits.below(1000) < UNIT_EXERCISE_IN_NOTE:
        says["exercise"] = notes.vesting(vests, 3 + granted.year % 2)
    else:
        exercise = vests
    if habits.below(1000) < UNIT_EXPIRES_IN_NOTE:
        says["expires"] = says.get("exercise", notes.unit_terms())
    else:
        expires = years_after(granted, 10)
    return Pile(
        title(desk, "units"), amount, says=says, underlying=share, strike=strike,
        exercise=exercise, expires=expires,
    )  # fmt: skip


def option(desk: MarketDesk, granted: date, strike: int, amount: int) -> Pile:
    """A grant of options. Older ones name the day from which they can be exercised more often."""
    dice = desk.dice
    says: dict[str, str] = {}
    exercise: date | None = None
    vests = desk.issuer.vesting_day(granted.year + 1)
    if dice.below(1000) < OPTION_WITHOUT_DATE - (150 if granted < desk.day else -50):
        says["exercise"] = notes.vesting(vests, dice.pick((3, 4)))
    else:
        exercise = vests
        if dice.below(1000) < OPTION_VESTING_IN_NOTE - OPTION_WITHOUT_DATE:
            says["exercise"] = notes.fully_exercisable()
    return Pile(
        title(desk, "options"), amount, says=says, underlying=desk.share, strike=strike,
        exercise=exercise, expires=years_after(granted, _TERMS.draw(dice)),
    )  # fmt: skip


def old_grant(desk: MarketDesk, kind: str) -> Pile:
    """A grant of years before, which no filing of the year has told."""
    dice = desk.dice
    granted = desk.issuer.grant_day(desk.day.year - dice.between(1, 3))
    scale = 5 if desk.actor.kind == "chief" else 1
    amount = whole(dice.between(8, 600) * 25 * scale)
    if kind == "units":
        return unit_pile(desk, granted, amount)
    strike = desk.close * dice.between(35, 96) // 10_000 * 100
    made = option(desk, granted, max(strike, TICKS // 2), amount)
    if made.expires and made.expires <= desk.day:
        made.expires = years_after(granted, 10)
    return made


def convertible(desk: MarketDesk, number: int = 0) -> Pile:
    """Shares of another class, preferred stock or a note, that turn into the class traded.

    Beside the first, some have more of it in other hands.
    """
    dice, book = desk.dice, desk.actor.book
    key = f"convertible {number}"
    if key not in book:
        named = title(desk, "convertible")
        if "Note" in named and number:
            named = "Class B Common Stock"
        held = direct(desk)
        if "Note" in named:
            book[key] = _note(desk, named, held)
            return book[key]
        terms = notes.class_b_terms(desk.share)
        # Held the way the shares are or, two times in five, for an insider by somebody else.
        nature, says = held.nature, held.says
        if nature is None and (number or dice.chance(40)):
            nature = _nature(desk)
            says = {"nature": notes.family_trust(market_person(dice))} if number else {}
        book[key] = Pile(
            named, _holding(dice, desk.actor.kind) * 4, underlying=desk.share, nature=nature,
            says={**says, **dict.fromkeys(("strike", "exercise", "expires"), terms)},
        )  # fmt: skip
    return book[key]


def _note(desk: MarketDesk, named: str, held: Pile) -> Pile:
    """A note is counted in dollars of principal."""
    price = max(desk.close // 20_000 * 10_000, TICKS)
    return Pile(
        named, whole(desk.dice.between(1, 400) * 25_000), nature=held.nature,
        says={**held.says, "exercise": notes.note_terms(price)}, underlying=desk.share,
        strike=price, expires=date(desk.day.year + 3, 12, 15), by_value=True,
    )  # fmt: skip


def warrants(desk: MarketDesk) -> Pile:
    """Warrants bought in a placement."""
    book = desk.actor.book
    if "warrants" not in book:
        granted = date(desk.day.year - 2, 6, 30)
        held = direct(desk)
        book["warrants"] = Pile(
            title(desk, "warrants"), _holding(desk.dice, desk.actor.kind),
            underlying=desk.share, nature=held.nature, says=dict(held.says),
            strike=desk.close * desk.dice.between(40, 120) // 10_000 * 100 or 100,
            exercise=granted, expires=years_after(granted, 5),
        )  # fmt: skip
    return book["warrants"]
