"""The simulation: issuer by issuer, day by day, one filing after the other.

Filings come out as they are made and nothing older than the last few is kept, so a market
year needs no more memory than the sample does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from builder.sample import events
from builder.sample.amendments import Flaw, draft, spoil
from builder.sample.cast import make_cast, make_plan
from builder.sample.days import trading_day
from builder.sample.dice import Dice
from builder.sample.document import TICKS
from builder.sample.events import Desk
from builder.sample.filing import Clerk, balance_is_final
from builder.sample.issuers import make_issuer
from builder.sample.notes import employee_purchase, reinvested, split_note
from builder.sample.openings import open_book
from builder.sample.planted import Planter
from builder.sample.schedule import make_schedule
from builder.sample.submission import write_bare_xml, write_submission

if TYPE_CHECKING:
    from collections.abc import Iterator

    from builder.sample.cast import Plan
    from builder.sample.document import Document
    from builder.sample.schedule import Item

_KEPT = 24  # filings remembered, for amendments to come


@dataclass(frozen=True, slots=True)
class Made:
    """One file of the sample, with what a test may want to know of it."""

    path: str
    data: bytes
    document: Document
    copy: bool = False  # a second file of a filing already made


class Stage:
    """One issuer at work."""

    def __init__(self, plan: Plan, index: int, owed: int) -> None:
        self.issuer = make_issuer(plan.seed, index, plan.issuers)
        neighbour = make_issuer(plan.seed, index - 1, plan.issuers) if index else None
        self.cast = make_cast(plan, self.issuer, neighbour)
        self.dice = Dice(plan.seed, "play", index)
        self.clerk = Clerk(self.issuer, Dice(plan.seed, "file", index))
        self.quota = plan.filings[index] + owed
        self.made = 0
        self.recent: list[Document] = []
        self.flaws: dict[str, Flaw] = {}
        self.planter = Planter(index, self.quota)

    def play(self) -> Iterator[Document]:
        """Every filing of the issuer, in the order of its trades."""
        for actor in self.cast:
            if actor.incumbent:
                open_book(Desk(self.issuer, actor, actor.joined, self.dice))
        for item in make_schedule(self.issuer, self.cast, self.quota, self.dice):
            for document in self._perform(item):
                self.planter.visit(document)
                self.made += 1
                self.recent.append(document)
                del self.recent[:-_KEPT]
                yield document

    def _perform(self, item: Item) -> list[Document]:
        desk = Desk(self.issuer, self.cast[item.actor], item.day, self.dice)
        if item.kind == "amendment":
            found = draft(item.amends, self.flaws, self.recent, desk)
            if found is not None:
                return [self.clerk.amend(found, item.day)]
        if item.kind == "initial":
            self._initial(desk)
            return self.clerk.complete(desk)
        self._change(desk, item)
        texts = dict(desk.sheet.notes.listed())
        truth = spoil(desk, item.flaw) if item.flaw not in ("", "orphan") else ()
        documents = self.clerk.complete(desk)
        if truth:
            self.flaws[item.flaw] = Flaw(documents[0], truth, texts)
        if item.flaw == "orphan":
            for document in documents:
                document.form, document.original = "4/A", document.period
                document.oddities.append("amendment-without-original")
        return documents

    def _change(self, desk: Desk, item: Item) -> None:
        """A report of changes: what happened, and the lines beside it."""
        actor = desk.actor
        self._split(desk)
        self._grow(desk)
        if item.event is None or not item.event(desk):
            events.fall_back(desk)
        self._beside(desk)
        desk.exits = desk.exits or item.last
        if balance_is_final(self.issuer.style):
            desk.sheet.settle()
        shown = [entry for entry in actor.waiting if not entry[0].once]
        if shown:
            desk.oddities += sorted({why for _, why in shown})
            actor.waiting = [entry for entry in actor.waiting if entry[0].once]

    def _initial(self, desk: Desk) -> None:
        desk.form = "3"
        actor = desk.actor
        open_book(desk)
        for pile in actor.book.values():
            if pile.amount:
                desk.sheet.hold(pile)
        for pile in actor.options:
            desk.sheet.hold(pile)
        desk.power_of_attorney = actor.attorney is not None and self.dice.chance(40)
        if desk.issuer.split and desk.day >= desk.issuer.split[0]:
            actor.split_done = True

    def _split(self, desk: Desk) -> None:
        """Multiply what somebody holds, once, after the issuer has split its shares."""
        split, actor = self.issuer.split, desk.actor
        if split is None or actor.split_done or desk.day < split[0]:
            return
        actor.split_done = True
        day, ratio = split
        for pile in [*actor.book.values(), *actor.options]:
            if pile.amount and not pile.by_value:
                pile.amount *= ratio
                pile.once["after"] = split_note(ratio, day)
                actor.waiting.append((pile, "split"))
            if pile.strike:
                pile.strike //= ratio

    def _grow(self, desk: Desk) -> None:
        """Shares that need no report of their own: the next balance says so in a note."""
        pile, kind = desk.pile("direct"), desk.actor.kind
        if pile is None or pile.once or kind not in ("chief", "officer"):
            return
        part = self.issuer.part.name
        if part in ("industrial", "retail", "technology") and self.dice.chance(5):
            shares = self.dice.between(40, 400) * TICKS
            text = employee_purchase(shares, trading_day(desk.day.replace(day=1)))
            why = "purchase-plan-in-balance"
        elif part in ("bank", "energy") and self.dice.chance(6):
            shares = self.dice.between(120_000, 3_000_000)
            text, why = reinvested(shares), "dividends-in-balance"
        else:
            return
        pile.amount += shares
        pile.once["after"] = text
        desk.actor.waiting.append((pile, why))

    def _beside(self, desk: Desk) -> None:
        """Other lines of the same class, which most filers restate beside a trade."""
        moved = {(row.title.value, row.nature and row.nature.value) for row in desk.sheet.rows}
        if all(row.derivative for row in desk.sheet.rows) or self.dice.chance(25):
            return
        for pile in desk.actor.book.values():
            if pile.amount and not pile.derivative and (pile.title, pile.nature) not in moved:
                desk.sheet.hold(pile)


def make_documents(*, seed: int, issuers: int, insiders: int, filings: int) -> Iterator[Document]:
    """Every filing of a sample, issuer after issuer."""
    plan = make_plan(seed, issuers, insiders, filings)
    owed = 0  # by issuers too short-lived for their share: the next ones make it up
    for index in range(issuers):
        stage = Stage(plan, index, owed)
        yield from stage.play()
        owed = stage.quota - stage.made


def make_files(document: Document) -> list[Made]:
    """The file of a filing, and its second one if it has two."""
    folder = f"{document.issuer.cik}"
    stem = "form4" if document.container == "bare" else document.accession
    ending = "xml" if document.container == "bare" else document.container
    made = [Made(f"{folder}/{stem}.{ending}", write_submission(document), document)]
    if document.also_xml:
        path = f"{folder}/{document.accession}.xml"
        made.append(Made(path, write_bare_xml(document), document, copy=True))
    return made
