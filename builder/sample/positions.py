"""What one insider holds, and the rows that say how it changed.

A pile is one line of a holdings table: a security held one way. Every row made here moves
its pile by exactly what it says, so that balances add up from filing to filing. Whatever
must not add up is spoilt afterwards, by ``oddities``, where it is on record.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from builder.sample.document import Cell, Notes, Row, number

if TYPE_CHECKING:
    from datetime import date

# The boxes of a row in the order of the form, so that notes are numbered as they are read.
_BOXES = (
    "title",
    "strike",
    "date",
    "deemed",
    "coding",
    "timeliness",
    "amount",
    "price",
    "acquired",
    "exercise",
    "expires",
    "underlying",
    "underlying_amount",
    "after",
    "ownership",
    "nature",
)


@dataclass(slots=True)
class Pile:
    """One security held in one way."""

    title: str
    amount: int
    nature: str | None = None  # None: held directly
    says: dict[str, str] = field(default_factory=dict)  # notes that stand on each of its rows
    underlying: str = ""  # for derivatives: what it turns into
    strike: int | None = None
    exercise: date | None = None
    expires: date | None = None
    by_value: bool = False
    underlying_by_value: bool = False
    once: dict[str, str] = field(default_factory=dict)  # notes for its next row only

    @property
    def derivative(self) -> bool:
        """Whether it stands in Table II."""
        return bool(self.underlying)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


class Sheet:
    """The rows and notes of one filing while it is being made."""

    __slots__ = ("_moved", "first_day", "last_day", "notes", "rows")

    def __init__(self) -> None:
        self.notes = Notes()
        self.rows: list[Row] = []
        self.first_day: date | None = None
        self.last_day: date | None = None
        self._moved: list[tuple[Row, Pile]] = []

    def trade(  # noqa: PLR0913 - the boxes of one row
        self,
        pile: Pile,
        day: date,
        code: str,
        change: int,
        price: int | None,
        *,
        form_type: str = "4",
        swap: bool = False,
        say: dict[str, str] | None = None,
    ) -> Row:
        """Move a pile and write the row; a price of None stands only in a note."""
        pile.amount += change
        notes = self._notes(pile, say)
        row = self._row(pile, notes, abs(change), holding=False)
        row.date = Cell(day.isoformat(), notes.get("date", ()))
        if "deemed" in notes:
            row.deemed = Cell(None, notes["deemed"])
        row.code = code
        row.form_type = form_type
        row.swap = swap
        row.coding_notes = notes.get("coding", ())
        if "timeliness" in notes:
            row.timeliness = Cell("", notes["timeliness"])
        row.amount = Cell(number(abs(change)), notes.get("amount", ()))
        row.price = Cell(None if price is None else number(price), notes.get("price", ()))
        row.acquired = Cell("A" if change > 0 else "D", notes.get("acquired", ()))
        self.first_day = min(self.first_day or day, day)
        self.last_day = max(self.last_day or day, day)
        self._moved.append((row, pile))
        return row

    def hold(self, pile: Pile, say: dict[str, str] | None = None) -> Row:
        """Restate a pile that did not move."""
        return self._row(pile, self._notes(pile, say), pile.amount, holding=True)

    def settle(self) -> None:
        """Show the end balance on every row, as some filers do."""
        for row, pile in self._moved:
            row.after = Cell(number(pile.amount), row.after.notes)

    @property
    def moved(self) -> list[tuple[Row, Pile]]:
        """The rows that moved something, with what they moved."""
        return self._moved

    def _notes(self, pile: Pile, say: dict[str, str] | None) -> dict[str, tuple[str, ...]]:
        sources = [says for says in (pile.says, say, pile.once) if says]
        found: dict[str, tuple[str, ...]] = {}
        if not sources:
            return found
        for box in _BOXES:
            texts = [says[box] for says in sources if box in says]
            if texts:
                found[box] = tuple(dict.fromkeys(self.notes.add(text) for text in texts))
        pile.once = {}
        return found

    def _row(
        self, pile: Pile, notes: dict[str, tuple[str, ...]], size: int, *, holding: bool
    ) -> Row:
        direct = pile.nature is None
        row = Row(
            derivative=pile.derivative,
            holding=holding,
            title=Cell(pile.title, notes.get("title", ())),
            after=Cell(number(pile.amount), notes.get("after", ())),
            ownership=Cell("D" if direct else "I", notes.get("ownership", ())),
            nature=None if direct else Cell(pile.nature, notes.get("nature", ())),
            by_value=pile.by_value,
        )
        if pile.derivative:
            self._add_terms(row, pile, notes, size)
        self.rows.append(row)
        return row

    def _add_terms(
        self, row: Row, pile: Pile, notes: dict[str, tuple[str, ...]], size: int
    ) -> None:
        strike = None if pile.strike is None else number(pile.strike)
        row.strike = Cell(strike, notes.get("strike", ()))
        row.exercise = Cell(_iso(pile.exercise), notes.get("exercise", ()))
        row.expires = Cell(_iso(pile.expires), notes.get("expires", ()))
        row.underlying = Cell(pile.underlying, notes.get("underlying", ()))
        row.underlying_by_value = pile.underlying_by_value
        if pile.by_value and not pile.underlying_by_value and pile.strike:
            size = size * 10_000 // pile.strike  # dollars of principal into shares
        row.underlying_amount = Cell(number(size), notes.get("underlying_amount", ()))
