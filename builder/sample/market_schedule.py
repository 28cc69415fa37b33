"""Which forms are filed on an issuer in a year, when, and by whom.

Everything is laid out before it is simulated: days, forms and delays are drawn from the
figures, then each form goes to an insider. Everybody is seen at least once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from builder.sample.days import business_day, business_days, trading_days, trading_index
from builder.sample.dice import Odds
from builder.sample.market_events import EVENT_KINDS
from builder.sample.market_figures import (
    DAYS,
    EVENTS,
    FORMS,
    LAG_OF_FOUR,
    LAG_OF_THREE,
    QUARTERS,
)
from builder.sample.market_issuers import FIRST_DAY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.sample.dice import Dice
    from builder.sample.market_cast import Member

_FORMS = Odds(FORMS)
_EVENTS = Odds(EVENTS)
_LAGS = {"3": Odds(LAG_OF_THREE), "4": Odds(LAG_OF_FOUR)}
_REDRAWS = 6


@dataclass(slots=True)
class Slot:
    """One form to be filed."""

    day: date  # of what it reports
    filed: date
    form: str
    order: int
    event: str = ""
    member: int = -1


@cache
def filing_days() -> Odds[date]:
    """The business days of the year, each as busy as its place in its quarter."""
    weights = []
    for quarter, share in enumerate(QUARTERS):
        months = range(quarter * 3 + 1, quarter * 3 + 4)
        days = [day for day in business_days(FIRST_DAY.year) if day.month in months]
        total = sum(_busy(at, len(days)) for at in range(len(days)))
        weights += [
            (day, share * 100_000 * _busy(at, len(days)) // total) for at, day in enumerate(days)
        ]
    return Odds(weights)


def _busy(at: int, days: int) -> int:
    return DAYS[at * len(DAYS) // days]


def _slots(dice: Dice, filings: int) -> list[Slot]:
    """Form and days of every filing, in the order of what happened."""
    found = []
    for order in range(filings):
        filed, form = filing_days().draw(dice), _FORMS.draw(dice)
        lag = _LAGS["3" if form[0] == "3" else "4"].draw(dice)
        if form.endswith("/A"):
            lag = 0
        found.append(Slot(_happened(filed, lag), filed, form, order))
    found.sort(key=lambda slot: (slot.day, slot.order))
    return found


def _happened(filed: date, lag: int) -> date:
    """The trading day as many business days before the filing."""
    day = business_day(filed, -lag) if lag < 60 else filed - timedelta(days=lag)
    days = trading_days()
    at = trading_index(day)
    return days[at] if days[at] <= filed else days[at - 1]


def make_slots(dice: Dice, members: Sequence[Member], filings: int) -> list[Slot]:
    """All forms of one issuer's year, each with its insider and what it is about."""
    slots = _slots(dice, filings)
    casting = _Casting(dice, members, slots)
    left = sum(not slot.form.endswith("/A") for slot in slots)
    for slot in slots:
        amends = slot.form.endswith("/A")
        casting.cast(slot, left)
        left -= not amends
    return slots


class _Casting:
    """Gives the forms of one issuer to its insiders."""

    def __init__(self, dice: Dice, members: Sequence[Member], slots: Sequence[Slot]) -> None:
        self._dice = dice
        self._members = members
        self._unseen = set(range(len(members)))
        own = [at for at, member in enumerate(members) if len(member.parties) == 1]
        firsts = sum(slot.form == "3" for slot in slots)
        self._joining = dice.some(own, min(firsts, len(own)))
        for at in self._joining:
            members[at].joins = True
        self._joining = dice.shuffled(self._joining)

    def cast(self, slot: Slot, left: int) -> None:
        """Choose an insider for a form, with an eye on those who have none yet.

        ``left`` forms are still to come that are no amendments: an amendment shows the
        insiders of what it amends, so nobody is seen by one.
        """
        amends = slot.form.endswith("/A")
        if (slot.form == "3" and not self._joining) or (amends and len(self._unseen) > left):
            slot.form, amends = "4", False
        must = not amends and len(self._unseen) >= left
        ready = self._ready(must=must)
        if slot.form == "3" or not ready:
            slot.member, slot.form, amends = self._joining.pop(), "3", False
        elif slot.form[0] == "4":
            self._cast_event(slot, ready)
        else:
            slot.member = self._pick(ready)
        if not amends:
            self._unseen.discard(slot.member)

    def _ready(self, *, must: bool) -> list[int]:
        joining = set(self._joining)
        return [
            at
            for at in (sorted(self._unseen) if must else range(len(self._members)))
            if at not in joining
        ]

    def _cast_event(self, slot: Slot, ready: Sequence[int]) -> None:
        for _ in range(_REDRAWS):
            slot.event = _EVENTS.draw(self._dice)
            kinds = EVENT_KINDS[slot.event]
            fit = [at for at in ready if self._members[at].kind in kinds]
            if fit:
                slot.member = self._pick(fit)
                return
        slot.member, slot.event = self._pick(ready), "buy"

    def _pick(self, among: Sequence[int]) -> int:
        """One of some insiders: the busy ones more often, the unseen ones first of all."""
        weights = [(at, self._members[at].share * (3 if at in self._unseen else 1)) for at in among]
        return self._dice.weighted(weights)
