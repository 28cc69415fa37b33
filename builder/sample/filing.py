"""From the rows of a desk to a complete filing: dates, number, form, signature.

A form is filed within two business days of its first trade unless it is meant to be late,
mostly in the hours after the market has closed. Its accession number carries the agent who
sent it and grows with the days.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from builder.sample import notes
from builder.sample.cast import HIDDEN_TITLE, OWNER_LIMIT
from builder.sample.days import business_day
from builder.sample.document import Cell, Document, number_notes
from builder.sample.names import natural_order
from builder.sample.ownership_xml import STYLES

if TYPE_CHECKING:
    from builder.sample.amendments import Draft
    from builder.sample.cast import Actor
    from builder.sample.dice import Dice
    from builder.sample.document import Party
    from builder.sample.events import Desk
    from builder.sample.issuers import Issuer

LAST_FILING_DAY = date(2026, 9, 30)
_BOX_BEGINS = date(2023, 4, 1)
_SLOTS_A_DAY = 2_730
_NEXT_LOGIN = 1_000_000  # to another login of an agent whose numbers of a day are used up

# The schema that a filing date asks for, newest first.
_CHANGES = (
    (date(2026, 3, 18), "X0609"),
    (date(2023, 10, 2), "X0508"),
    (date(2023, 3, 20), "X0407"),
    (date(2014, 6, 1), "X0306"),
    (date(2004, 1, 5), "X0202"),
    (date(2003, 7, 1), "X0201"),
    (date(2003, 1, 1), "X0101"),
)
_INITIAL = (
    (date(2026, 3, 18), "X0609"),
    (date(2014, 6, 1), "X0206"),
    (date(2004, 1, 5), "X0202"),
    (date(2003, 7, 1), "X0201"),
    (date(2003, 1, 1), "X0101"),
)


def schema_on(form: str, filed: date) -> str:
    """The schema version that EDGAR used for a form on a day."""
    table = _INITIAL if form[0] == "3" else _CHANGES
    return next(version for since, version in table if filed >= since)


class Clerk:
    """Numbers the filings of one issuer and puts their envelopes on."""

    def __init__(self, issuer: Issuer, dice: Dice) -> None:
        self._issuer = issuer
        self._dice = dice
        self._by_day: dict[date, int] = {}
        self._own: dict[tuple[int, int], int] = {}

    def accession(self, filed: date, sender: int | None = None) -> str:
        """A new accession number, of the usual agent or of a filer on his own."""
        year = filed.year % 100
        if sender is not None:
            serial = self._own.get((sender, filed.year), 0) + 1
            self._own[sender, filed.year] = serial
            # Somebody may also sit on the board of the next issuer: keep the two apart.
            return f"{sender}-{year:02d}-{self._issuer.index % 2 * 500 + serial:06d}"
        nth = self._by_day.get(filed, 0)
        self._by_day[filed] = nth + 1
        room = _SLOTS_A_DAY // self._issuer.agent_slots
        login, nth = divmod(nth, room)
        day = filed.timetuple().tm_yday - 1
        serial = day * _SLOTS_A_DAY + self._issuer.agent_slot * room + nth + 1
        return f"{self._issuer.agent + login * _NEXT_LOGIN}-{year:02d}-{serial:06d}"

    def accepted(self, filed: date) -> datetime:
        """A time of acceptance, US Eastern, that keeps the filing date."""
        dice = self._dice
        seconds = dice.weighted(
            (
                (dice.between(58_000, 66_600), 65),  # after the close
                (dice.between(66_601, 78_900), 15),  # in the evening, before 22:00
                (dice.between(30_000, 57_900), 20),  # during the day
            )
        )
        return datetime.combine(filed, time()) + timedelta(seconds=seconds)

    def filing_day(self, desk: Desk) -> tuple[date, bool]:
        """When the form is filed, and whether that is late."""
        first = desk.sheet.first_day or desk.day
        last = desk.sheet.last_day or desk.day
        dice = self._dice
        if desk.latest_filing is not None:
            return business_day(desk.latest_filing - timedelta(days=dice.between(0, 9))), False
        if desk.form == "3" and desk.day == self._issuer.listed:
            return desk.day, False  # due at once when the issuer registers its shares
        if desk.form == "3":
            return business_day(desk.day + timedelta(days=dice.between(1, 9))), False
        late = desk.day.year > 2010 and dice.chance(3)
        lag = dice.between(4, 30) if late else dice.weighted(((0, 6), (1, 24), (2, 70)))
        filed = max(business_day(first, lag), business_day(last))
        if filed > LAST_FILING_DAY:
            return business_day(first, 2), False
        return filed, late

    def complete(self, desk: Desk) -> list[Document]:
        """The filing or, for a group of more than ten, the filings."""
        filed, late = self.filing_day(desk)
        actor = desk.actor
        remarks = desk.remarks
        if late:
            remarks = f"{remarks} {notes.late(self._dice)}".strip()
        if any(party.title == "See Remarks" for party in actor.parties):
            remarks = f"{remarks} Officer title: {HIDDEN_TITLE}.".strip()
        parts = actor.filings_each
        accepted = self.accepted(filed)
        desk.sheet.rows.sort(key=lambda row: row.derivative)  # Table I stands before Table II
        listed = number_notes(desk.sheet.rows, dict(desk.sheet.notes.listed()))
        documents = []
        for part in range(parts):
            parties = actor.parties[part * OWNER_LIMIT : (part + 1) * OWNER_LIMIT]
            note = remarks
            if parts > 1:
                note = (
                    f"{remarks} Form {part + 1} of {parts}: filed in {parts} parts, since one "
                    "form takes ten reporting owners."
                ).strip()
            document = self._document(desk, parties, filed, accepted + timedelta(seconds=41 * part))
            document.notes = listed
            document.remarks = note
            if late:
                document.oddities.append("late")
            if parts > 1:
                document.oddities.append("more-than-ten-owners")
            documents.append(document)
        return documents

    def amend(self, draft: Draft, day: date) -> Document:
        """An amendment in the envelope of its original."""
        original = draft.original
        filed = business_day(day)
        form = f"{original.form[0]}/A"
        texts = dict(draft.texts)
        for at, (box, text) in enumerate(draft.notes):
            # Added notes stand on the last row, in the box that they name.
            identifier = f"added {at}"
            texts[identifier] = text
            row = draft.rows[-1]
            cell: Cell = getattr(row, box)
            setattr(row, box, Cell(cell.value, (*cell.notes, identifier)))
        boxed = form[0] != "3" and filed >= _BOX_BEGINS
        return Document(
            form=form,
            issuer=original.issuer,
            issuer_name=original.issuer.name_on(filed),
            ticker=original.issuer.ticker_on(filed),
            parties=original.parties,
            period=original.period,
            filed=filed,
            accepted=self.accepted(filed),
            accession=self.accession(filed),
            schema=schema_on(form, filed),
            style=original.issuer.style,
            rows=draft.rows,
            notes=number_notes(draft.rows, texts),
            signatures=[(name, filed) for name, _ in original.signatures],
            original=draft.typed_date or original.filed,
            plan=bool(original.plan) if boxed else None,
            remarks=draft.remarks,
            power_of_attorney=draft.power_of_attorney,
            oddities=[draft.oddity],
        )

    def _document(
        self, desk: Desk, parties: list[Party], filed: date, accepted: datetime
    ) -> Document:
        actor, issuer = desk.actor, self._issuer
        sender = parties[0].cik if actor.self_files else None
        form = desk.form
        return Document(
            form=form,
            issuer=issuer,
            issuer_name=issuer.name_on(filed),
            ticker=issuer.ticker_on(filed),
            parties=[_as_named(party, filed) for party in parties],
            period=desk.period or desk.sheet.first_day or desk.day,
            filed=filed,
            accepted=accepted,
            accession=self.accession(filed, sender),
            schema=schema_on(form, filed),
            style=1 if actor.self_files else issuer.style,
            rows=desk.sheet.rows,
            notes=[],
            signatures=_signatures(actor, parties, filed),
            exits=desk.exits,
            plan=desk.planned if form[0] != "3" and filed >= _BOX_BEGINS else None,
            power_of_attorney=desk.power_of_attorney,
            oddities=list(desk.oddities),
        )


def _as_named(party: Party, filed: date) -> Party:
    """A party under the name it bore on the filing date."""
    later = [name for name, changed in party.former if changed > filed]
    if not later:
        return party
    known = tuple(change for change in party.former if change[1] <= filed)
    return replace(party, name=later[0], former=known)


def _signatures(actor: Actor, parties: list[Party], filed: date) -> list[tuple[str, date]]:
    signer = actor.attorney
    signed = []
    for party in parties if len(parties) <= 4 else parties[:1]:
        name = natural_order(party.name, is_entity=party.is_entity)
        text = f"/s/ {name}"
        if signer and not party.is_entity:
            text = f"/s/ {natural_order(signer, is_entity=False)}, Attorney-in-Fact for {name}"
        elif party.is_entity:
            text = f"{name}, by /s/ its authorized signatory"
        signed.append((text[:255], filed))
    return signed


def balance_is_final(style: int) -> bool:
    """Whether an agent shows the end balance on every row."""
    return STYLES[style].final_balance
