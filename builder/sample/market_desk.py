"""One insider of a market on one day, with what the market needs beyond a sample's desk."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from builder.sample.dice import Dice
from builder.sample.events import Desk
from builder.sample.market_piles import old_grant

if TYPE_CHECKING:
    from builder.sample.market_cast import Member
    from builder.sample.positions import Pile

ROWS_A_TABLE = 30  # that a form takes
_OLD_GRANTS = 6  # from years before, of each kind and insider


@dataclass(slots=True)
class MarketDesk(Desk):
    """One insider at one issuer on one day, and the form in the making."""

    seed: int = 0
    span: int = 1  # trading days that the report may cover
    habits: dict[str, str] = field(default_factory=dict)  # of the issuer, as they are found out

    @property
    def member(self) -> Member:
        """The insider, with his habits."""
        return cast("Member", self.actor)

    @property
    def room(self) -> int:
        """How many rows Table I still takes."""
        return ROWS_A_TABLE - sum(not row.derivative for row in self.sheet.rows)

    def issuer_dice(self, name: str) -> Dice:
        """Draws that come out the same whenever the issuer is asked."""
        return Dice(self.seed, "habit", self.issuer.index, name)

    def grants(self, kind: str, wanted: int) -> list[Pile]:
        """Up to some grants of units or options that are due, those of years before included."""
        member = self.member
        piles = member.units if kind == "units" else member.options
        found = [
            pile
            for pile in piles
            if pile.amount > 0 and (kind == "units" or (pile.strike or 0) < self.close)
        ]
        if not member.joins:
            while len(found) < wanted and len(piles) < max(_OLD_GRANTS, wanted):
                piles.append(old_grant(self, kind))
                found.append(piles[-1])
        return found[:wanted]
