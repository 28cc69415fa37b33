"""The envelopes of a market: days, times and signatures as often as in life."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from builder.sample.dice import Odds
from builder.sample.filing import Clerk
from builder.sample.market_figures import ALL_SIGN, HOURS, SIGNATURES, SIGNED_BEFORE
from builder.sample.names import natural_order

if TYPE_CHECKING:
    from datetime import date

    from builder.sample.dice import Dice
    from builder.sample.document import Document
    from builder.sample.events import Desk
    from builder.sample.issuers import Issuer

_HOURS = Odds(HOURS)
_SIGNATURES = Odds(SIGNATURES)
_SIGNED_BEFORE = Odds(SIGNED_BEFORE)


class MarketClerk(Clerk):
    """Files what is due on the day that was drawn for it."""

    def __init__(self, issuer: Issuer, dice: Dice) -> None:
        super().__init__(issuer, dice)
        self.due: date | None = None

    def filing_day(self, desk: Desk) -> tuple[date, bool]:
        """The day drawn; lateness is told by the remarks of the few who tell it."""
        assert self.due is not None  # noqa: S101 - set for every filing
        late = desk.form == "4" and (self.due - desk.day).days > 6 and self._dice.chance(15)
        return self.due, late

    def accepted(self, filed: date) -> datetime:
        """A time of acceptance, US Eastern."""
        hour, minute = divmod(_HOURS.draw(self._dice), 100)
        seconds = (hour * 60 + minute) * 60 + self._dice.below(1800)
        return datetime.combine(filed, time()) + timedelta(seconds=seconds)

    def sign(self, document: Document, attorney: str) -> None:
        """Sign for everybody or, mostly, once for all."""
        dice = self._dice
        parties = document.parties if dice.chance(ALL_SIGN) else document.parties[:1]
        signed = document.filed - timedelta(days=_SIGNED_BEFORE.draw(dice))
        kind = _SIGNATURES.draw(dice)
        agent = natural_order(attorney, is_entity=False)
        document.signatures = [
            (
                _signature(kind, natural_order(one.name, is_entity=one.is_entity), agent)[:255],
                signed,
            )
            for one in parties
        ]


def _signature(kind: str, name: str, agent: str) -> str:
    """A signature in one of the ways of writing it."""
    written = {
        "/s/ attorney": f"/s/ {agent}, Attorney-in-Fact",
        "/s/ attorney for": f"/s/ {agent}, Attorney-in-Fact for {name}",
        "/s/": f"/s/ {name}",
        "attorney": f"{agent}, Attorney-In-Fact",
        "attorney for": f"{agent} as attorney-in-fact for {name}",
        "by": f"By: {agent}, authorized signatory",
        "": name,
        "/s/ for": f"/s/ {agent} for {name}",
        "/s/ by": f"{name}, by /s/ {agent}",
        "by for": f"By: {agent} for {name}",
        "CAPITALS": name.upper(),
    }
    return written[kind]
