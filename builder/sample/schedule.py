"""When who does what: the years of one issuer, laid out before they are lived.

Everything is dated first and simulated afterwards in the order of the days, so that each
filing finds the balances that the one before it left. Nobody does two things within the
same five trading days: so no two reports of one insider overlap.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from builder.sample import events, rare
from builder.sample.days import trading_day, trading_days, trading_index
from builder.sample.scenes import SCENES

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from builder.sample.cast import Actor
    from builder.sample.dice import Dice
    from builder.sample.events import Desk
    from builder.sample.issuers import Issuer

_WEEK = 5
_BUSY = {"chief": 6, "officer": 4, "director": 3, "holder": 3, "fund": 4}


@dataclass(slots=True)
class Item:
    """One report to come."""

    day: date
    actor: int
    kind: str  # initial, event, annual (on Form 5) or amendment
    event: Callable[[Desk], bool] | None = None
    last: bool = False  # the last report of somebody who leaves
    amends: str = ""  # for an amendment: what it puts right
    flaw: str = ""  # what will be wrong with it, to be put right by an amendment


class Calendar:
    """The items of one issuer, and the weeks that its insiders are busy."""

    def __init__(self, issuer: Issuer, cast: list[Actor], quota: int, dice: Dice) -> None:
        self.items: list[Item] = []
        self.left = quota
        self._issuer = issuer
        self._cast = cast
        self._dice = dice
        self._busy: list[set[int]] = [set() for _ in cast]

    def add(self, item: Item) -> bool:
        """Take an item if the insider is free and forms are left."""
        cost = 1 if item.kind == "amendment" else self._cast[item.actor].filings_each
        week = trading_index(item.day) // _WEEK
        if cost > self.left or (item.kind != "amendment" and week in self._busy[item.actor]):
            return False
        if item.kind != "amendment":
            self._busy[item.actor].add(week)
        self.left -= cost
        self.items.append(item)
        return True

    def block(self, actor: int, first: date, last: date) -> None:
        """Keep somebody quiet, so that a balance stays true until a later day."""
        for week in range(trading_index(first) // _WEEK, trading_index(last) // _WEEK + 1):
            self._busy[actor].add(week)

    def is_free(self, actor: int, first: date, last: date) -> bool:
        """Whether somebody has nothing to do between two days."""
        weeks = range(trading_index(first) // _WEEK, trading_index(last) // _WEEK + 1)
        return self._busy[actor].isdisjoint(weeks)

    def span(self, actor: int) -> tuple[date, date]:
        """The days on which somebody can report changes."""
        member = self._cast[actor]
        first = max(member.joined, self._issuer.first_day)
        last = min(member.left or self._issuer.last_day, self._issuer.last_day)
        return trading_day(first, 5), last

    def some_day(self, actor: int) -> date | None:
        """A random trading day within somebody's time."""
        first, last = self.span(actor)
        low, high = trading_index(first), trading_index(last)
        if low > high:
            return None
        # Begin early in a week, so that trades of several days stay within it.
        at = self._dice.between(low, high)
        at = max(low, at - at % _WEEK + self._dice.below(3))
        return trading_days()[min(at, high)]


def make_schedule(issuer: Issuer, cast: list[Actor], quota: int, dice: Dice) -> list[Item]:
    """All reports of one issuer, in the order in which they are to be simulated."""
    calendar = Calendar(issuer, cast, quota, dice)
    _add_initial(calendar, cast)
    if issuer.featured:
        _add_scenes(calendar, issuer, cast)
    _add_first_reports(calendar, cast, dice)
    _add_recurring(calendar, issuer, cast, dice)
    _fill(calendar, issuer, cast, dice)
    _mark_last(calendar.items, cast, dice)
    order = {"initial": 0, "amendment": 2}
    calendar.items.sort(key=lambda item: (item.day, order.get(item.kind, 1), item.actor))
    return calendar.items


def _add_initial(calendar: Calendar, cast: list[Actor]) -> None:
    for at, actor in enumerate(cast):
        if not actor.incumbent and actor.kind in _BUSY:
            calendar.add(Item(actor.joined, at, "initial"))


def _add_scenes(calendar: Calendar, issuer: Issuer, cast: list[Actor]) -> None:
    """What has to happen at one of the featured issuers."""
    for scene in SCENES.get(issuer.index, ()):
        at = _find(cast, scene.who)
        if at is None:
            continue
        item = Item(
            trading_day(scene.day),
            at,
            scene.kind,
            scene.event,
            flaw=scene.flaw,
            amends=scene.amends,
        )
        if scene.kind == "amendment" or (scene.fixed and cast[at].joined <= item.day):
            calendar.add(item)
        if scene.kind == "amendment" or scene.fixed:
            continue
        # Move on to a free week within the time of this insider.
        first, last = calendar.span(at)
        item.day = max(item.day, first)
        while not calendar.add(item) and item.day < last and calendar.left > 0:
            item.day = trading_day(item.day, _WEEK)
        if scene.kind == "annual":
            calendar.block(at, item.day, issuer.year_end(item.day))


def _find(cast: list[Actor], who: str) -> int | None:
    """The actor of a kind; ``director2`` is the second director."""
    kind, nth = who.rstrip("0123456789"), who.lstrip("abcdefghijklmnopqrstuvwxyz")
    found = [at for at, actor in enumerate(cast) if actor.kind == kind]
    if not found:
        return None
    return found[(int(nth or 1) - 1) % len(found)]


def _add_first_reports(calendar: Calendar, cast: list[Actor], dice: Dice) -> None:
    """Everyone in the cast is seen at least once."""
    seen = {item.actor for item in calendar.items}
    for at, actor in enumerate(cast):
        if at not in seen and actor.kind in _BUSY:
            day = calendar.some_day(at)
            if day is not None:
                calendar.add(Item(day, at, "event", dice.weighted(events.ORDINARY[actor.kind])))


def _add_recurring(calendar: Calendar, issuer: Issuer, cast: list[Actor], dice: Dice) -> None:
    """The yearly round: awards in spring, vesting, directors' pay after the meeting."""
    candidates: list[Item] = []
    for at, actor in enumerate(cast):
        if actor.kind not in _BUSY:
            continue
        first, last = calendar.span(at)
        for year in range(first.year, last.year + 1):
            yearly: list[tuple[date, Callable[[Desk], bool]]] = []
            if actor.kind in ("chief", "officer"):
                yearly = [
                    (issuer.grant_day(year), events.grant_awards),
                    (issuer.vesting_day(year), events.vest_units),
                ]
            elif actor.kind == "director":
                yearly = [(issuer.meeting_day(year), events.award_director)]
            candidates += [
                Item(day, at, "event", event) for day, event in yearly if first <= day <= last
            ]
    for item in dice.some(candidates, calendar.left * 55 // 100):
        calendar.add(item)


def _fill(calendar: Calendar, issuer: Issuer, cast: list[Actor], dice: Dice) -> None:
    """What is left of the quota goes to whatever people do."""
    pool = [(at, _BUSY[actor.kind]) for at, actor in enumerate(cast) if actor.kind in _BUSY]
    if not pool:
        return
    for _ in range(calendar.left * 40):
        if calendar.left <= 0:
            return
        at = dice.weighted(pool)
        day = calendar.some_day(at)
        if day is None:
            continue
        if issuer.featured or dice.chance(96):
            event = dice.weighted(events.ORDINARY[cast[at].kind])
            calendar.add(Item(day, at, "event", event))
        else:
            _add_unusual(calendar, issuer, Item(day, at, "event"), cast[at].kind, dice)


def _add_unusual(calendar: Calendar, issuer: Issuer, item: Item, kind: str, dice: Dice) -> None:
    """Beyond the featured issuers too there are amendments, Forms 5 and rare codes."""
    draw = dice.below(4)
    end = issuer.year_end(item.day)
    if draw == 0:
        item.kind, item.amends = "amendment", dice.pick(("restate", "holdings", "exhibit"))
    elif draw == 1 and kind != "fund" and calendar.is_free(item.actor, item.day, end):
        item.kind, item.event = "annual", rare.annual_gift
    elif kind in ("chief", "officer", "director"):
        item.event = dice.pick(rare.NOW_AND_THEN)
    if calendar.add(item) and item.kind == "annual":
        calendar.block(item.actor, item.day, end)


def _mark_last(items: list[Item], cast: list[Actor], dice: Dice) -> None:
    """Those who leave mostly say so on their last report."""
    for at, actor in enumerate(cast):
        if actor.left is None:
            continue
        own = [item for item in items if item.actor == at and item.kind == "event"]
        if own and dice.chance(75):
            max(own, key=lambda item: item.day).last = True
