"""One issuer over the year of a market: its insiders file what was laid out for them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from builder.sample.amendments import Flaw, draft, spoil
from builder.sample.dice import Dice, Odds
from builder.sample.filing import balance_is_final
from builder.sample.market_cast import market_cast
from builder.sample.market_clerk import MarketClerk
from builder.sample.market_desk import ROWS_A_TABLE, MarketDesk
from builder.sample.market_events import EVENTS, annual, award, buy
from builder.sample.market_figures import (
    DERIVATIVES_HELD,
    EXITS,
    FIRST_DERIVATIVES,
    FIRST_HOLDINGS,
    FIRST_WITH_DERIVATIVES,
    FIRST_WITH_SHARES,
    LAG_OF_AMENDMENT,
    NOTHING_HELD,
    PLANNED,
)
from builder.sample.market_issuers import market_issuer
from builder.sample.market_notes import add_notes
from builder.sample.market_piles import convertible, direct, old_grant, side
from builder.sample.market_remarks import add_remarks, move_remarks
from builder.sample.market_schedule import make_slots

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from builder.sample.document import Document, Row
    from builder.sample.market_issuers import MarketPlan
    from builder.sample.market_schedule import Slot
    from builder.sample.positions import Pile

_CONVERTIBLES = 4  # of one insider
_KEPT = 24  # filings remembered, for amendments to come
_FIRST_HOLDINGS = Odds(FIRST_HOLDINGS)
_FIRST_DERIVATIVES = Odds(FIRST_DERIVATIVES)
_DERIVATIVES_HELD = Odds(DERIVATIVES_HELD)
_AMENDMENTS = Odds((("restate", 45), ("holdings", 12), ("exhibit", 8), ("date", 10), ("again", 5)))
_FLAWS = ("price", "count", "row")


def play_issuer(plan: MarketPlan, index: int) -> Iterator[Document]:
    """Its filings of the year, in the order of what they report."""
    return _Stage(plan, index).play()


class _Stage:
    """One issuer at work."""

    def __init__(self, plan: MarketPlan, index: int) -> None:
        self._seed = plan.seed
        self._issuer = market_issuer(plan, index)
        self._members = market_cast(plan, self._issuer, index)
        self._dice = Dice(plan.seed, "market", index)
        self._clerk = MarketClerk(self._issuer, Dice(plan.seed, "market file", index))
        self._slots = make_slots(self._dice, self._members, plan.filings[index])
        self._recent: list[Document] = []
        self._flaws: dict[str, Flaw] = {}
        self._habits: dict[str, str] = {}
        self._amending = sum(slot.form == "4/A" for slot in self._slots)

    def play(self) -> Iterator[Document]:
        """Every filing."""
        for slot in self._slots:
            document = self._file(slot)
            self._recent.append(document)
            del self._recent[:-_KEPT]
            yield document

    def _file(self, slot: Slot) -> Document:
        member = self._members[slot.member]
        desk = MarketDesk(
            self._issuer, member, slot.day, self._dice, seed=self._seed, habits=self._habits
        )
        self._clerk.due = slot.filed
        document = self._amend(desk, slot) if slot.form.endswith("/A") else None
        if document is None:
            document = self._report(desk, slot)
        document.inserted = True
        self._clerk.sign(document, member.attorney or "")
        return document

    # ---- amendments ------------------------------------------------------------------

    def _amend(self, desk: MarketDesk, slot: Slot) -> Document | None:
        """An amendment of an earlier filing of the issuer, if there is one to amend."""
        known = [document for document in self._recent if document.filed <= slot.filed]
        if slot.form == "4/A":
            self._amending -= 1
            what = next(iter(self._flaws), "") or _AMENDMENTS.draw(self._dice)
        else:
            what = {"3/A": "initial", "5/A": "annual"}[slot.form]
        if what in self._flaws and self._flaws[what].document.filed > slot.filed:
            return None
        found = draft(what, self._flaws, known, desk)
        if found is None or found.original.form[0] != slot.form[0]:
            return None
        document = self._clerk.amend(found, slot.filed)
        document.exits = not document.rows
        move_remarks(document, self._dice)
        return document

    # ---- reports ---------------------------------------------------------------------

    def _report(self, desk: MarketDesk, slot: Slot) -> Document:
        form = slot.form[0]
        if form == "3":
            self._initial(desk)
        elif form == "5":
            annual(desk)
            desk.period = self._year_before(slot)
        else:
            self._change(desk, slot)
        desk.form = form
        if balance_is_final(self._issuer.style):
            desk.sheet.settle()
        truth: tuple[Row, ...] = ()
        flaw = ""
        texts = dict(desk.sheet.notes.listed())
        if form == "4" and self._amending > len(self._flaws) and self._dice.chance(20):
            truth, flaw = self._spoil(desk)
        add_notes(desk, self._dice)
        document = self._clerk.complete(desk)[0]
        if truth:
            self._flaws[flaw] = Flaw(document, truth, texts)
        if slot.form.endswith("/A"):
            document.form = slot.form
            document.original = self._lost_original(slot)
        add_remarks(document, self._dice)
        return document

    def _year_before(self, slot: Slot) -> date:
        """The end of the last fiscal year before a filing."""
        end = self._issuer.year_end(slot.filed)
        return end.replace(year=end.year - 1) if end > slot.filed else end

    def _lost_original(self, slot: Slot) -> date:
        """The date of an original that no filing of the market is."""
        at = self._dice.below(len(LAG_OF_AMENDMENT) - 1)
        lag = self._dice.between(LAG_OF_AMENDMENT[at], LAG_OF_AMENDMENT[at + 1])
        return slot.filed - timedelta(days=lag)

    def _spoil(self, desk: MarketDesk) -> tuple[tuple[Row, ...], str]:
        flaw = self._dice.pick(_FLAWS)
        traded = [row for row in desk.sheet.rows if row.code in ("S", "P", "C")]
        if flaw in self._flaws or len(desk.actor.parties) > 1 or not traded:
            return (), ""
        return spoil(desk, flaw), flaw

    def _initial(self, desk: MarketDesk) -> None:
        """A new insider's first report: half of them hold nothing."""
        dice, member = self._dice, desk.member
        member.incumbent = False
        if dice.below(1000) < NOTHING_HELD:
            return
        shares = dice.below(1000) < FIRST_WITH_SHARES
        if shares:
            member.incumbent = True  # for the moment: the holdings are drawn
            desk.sheet.hold(direct(desk))
            for at in range(_FIRST_HOLDINGS.draw(dice) - 1):
                desk.sheet.hold(side(desk, at))
            member.incumbent = False
        if not shares or dice.below(1000) < FIRST_WITH_DERIVATIVES * 9 // 10:
            for _ in range(_FIRST_DERIVATIVES.draw(dice)):
                desk.sheet.hold(self._grant(desk))

    def _grant(self, desk: MarketDesk) -> Pile:
        others = sum(key.startswith("convertible") for key in desk.actor.book)
        if others < _CONVERTIBLES and self._dice.chance(24):
            return convertible(desk, others)
        kind = "units" if self._dice.chance(26) else "options"
        pile = old_grant(desk, kind)
        (desk.member.units if kind == "units" else desk.member.options).append(pile)
        return pile

    def _change(self, desk: MarketDesk, slot: Slot) -> None:
        """A report of changes: what happened, and the lines beside it."""
        dice = self._dice
        if slot.event in ("sell", "exercise", "convert") and dice.chance(PLANNED):
            desk.planned = True
        desk.span = 2 if slot.filed > slot.day and dice.chance(15) else 1
        if not EVENTS[slot.event](desk):
            desk.planned = False
            (buy if desk.actor.kind in ("holder", "fund", "former") else award)(desk)
        self._beside(desk)
        if dice.below(1000) < EXITS // 2:
            desk.exits = True

    def _beside(self, desk: MarketDesk) -> None:
        """Lines of what did not move, which some insiders always restate."""
        member, sheet = desk.member, desk.sheet
        moved = {(row.title.value, row.nature and row.nature.value) for row in sheet.rows}
        if all(row.derivative for row in sheet.rows) and self._dice.chance(15):
            pile = direct(desk)
            if (pile.title, pile.nature) not in moved:
                sheet.hold(pile)
        for at in range(min(member.sides, desk.room)):
            pile = side(desk, at)
            if (pile.title, pile.nature) not in moved:
                sheet.hold(pile)
        if member.lists:
            self._list(desk)

    def _list(self, desk: MarketDesk) -> None:
        member = desk.member
        if not member.joins and not member.options and not member.units:
            for _ in range(_DERIVATIVES_HELD.draw(self._dice)):
                self._grant(desk)
        moved = {id(pile) for _, pile in desk.sheet.moved}
        others = [pile for key, pile in member.book.items() if key.startswith(("conv", "warr"))]
        listed = [*member.units, *member.options, *member.fresh, *others]
        still = [pile for pile in listed if pile.amount and id(pile) not in moved]
        room = ROWS_A_TABLE - sum(row.derivative for row in desk.sheet.rows)
        for pile in still[: max(room, 0)]:
            desk.sheet.hold(pile)
