"""A made filing, before it is written in any format.

The values are the texts that will stand in the file: what a filer typed, not what it
means. Quantities and prices are counted in ten-thousandths (``TICKS``), the finest step
the forms allow, so that sums stay exact without any decimal arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from builder.sample.issuers import Issuer

TICKS = 10_000


def number(ticks: int) -> str:
    """A quantity as a filer types it: no separators, no needless zeros."""
    whole, rest = divmod(ticks, TICKS)
    return f"{whole}.{rest:04d}".rstrip("0") if rest else str(whole)


class Cell(NamedTuple):
    """One box of the form: the text in it and the notes beside it."""

    value: str | None = None
    notes: tuple[str, ...] = ()


EMPTY = Cell()


@dataclass(slots=True)
class Row:
    """One line of Table I or Table II."""

    derivative: bool
    holding: bool
    title: Cell
    after: Cell
    ownership: Cell
    nature: Cell | None = None
    date: Cell | None = None
    deemed: Cell | None = None
    form_type: str | None = None
    code: str | None = None
    swap: bool = False
    coding_notes: tuple[str, ...] = ()
    timeliness: Cell | None = None
    amount: Cell = EMPTY
    price: Cell = EMPTY
    acquired: Cell = EMPTY
    strike: Cell = EMPTY
    exercise: Cell = EMPTY
    expires: Cell = EMPTY
    underlying: Cell = EMPTY
    underlying_amount: Cell = EMPTY
    by_value: bool = False  # dollars of principal in place of a count
    underlying_by_value: bool = False


@dataclass(frozen=True, slots=True)
class Address:
    """Where post goes; every one of them is fictional."""

    street1: str
    street2: str
    city: str
    state: str  # an American state, or EDGAR's code of a country
    zip: str
    territory: str = ""  # a province, for addresses outside the United States
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Party:
    """A reporting owner as named, placed and related in one filing."""

    cik: int
    name: str
    address: Address
    director: bool = False
    officer: bool = False
    ten_percent: bool = False
    other: bool = False
    title: str = ""
    other_text: str = ""
    former: tuple[tuple[str, date], ...] = ()
    is_entity: bool = False


class Notes:
    """The footnotes of one filing, numbered as they are first used."""

    __slots__ = ("_ids",)

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}

    def add(self, text: str) -> str:
        """The id of a note; the same text is one note, however often it is used."""
        found = self._ids.get(text)
        if found is None:
            found = self._ids[text] = f"F{len(self._ids) + 1}"
        return found

    def listed(self) -> list[tuple[str, str]]:
        """Id and text of every note, in order."""
        return [(identifier, text) for text, identifier in self._ids.items()]


def number_notes(rows: list[Row], texts: dict[str, str]) -> list[tuple[str, str]]:
    """Renumber the notes of some rows in reading order; the notes used are returned."""
    fresh: dict[str, str] = {}

    def again(cell: Cell) -> Cell:
        if not cell.notes:
            return cell
        return Cell(cell.value, tuple(name(note) for note in cell.notes))

    def name(note: str) -> str:
        if note not in fresh:
            fresh[note] = f"F{len(fresh) + 1}"
        return fresh[note]

    for row in rows:
        row.title = again(row.title)
        row.strike = again(row.strike)
        row.date = row.date and again(row.date)
        row.deemed = row.deemed and again(row.deemed)
        row.coding_notes = tuple(name(note) for note in row.coding_notes)
        row.timeliness = row.timeliness and again(row.timeliness)
        row.amount = again(row.amount)
        row.price = again(row.price)
        row.acquired = again(row.acquired)
        row.exercise = again(row.exercise)
        row.expires = again(row.expires)
        row.underlying = again(row.underlying)
        row.underlying_amount = again(row.underlying_amount)
        row.after = again(row.after)
        row.ownership = again(row.ownership)
        row.nature = row.nature and again(row.nature)
    return [(fresh[old], texts[old]) for old in fresh]


@dataclass(slots=True)
class Document:
    """One filing: its envelope, its form and how it is to be written."""

    form: str
    issuer: Issuer
    issuer_name: str
    ticker: str
    parties: list[Party]
    period: date
    filed: date
    accepted: datetime
    accession: str
    schema: str
    style: int
    rows: list[Row]
    notes: list[tuple[str, str]]
    signatures: list[tuple[str, date]]
    original: date | None = None  # date of the original, for an amendment
    exits: bool = False
    plan: bool | None = None  # the Rule 10b5-1 box; None: the form had none yet
    remarks: str = ""
    power_of_attorney: bool = False
    exhibit: str = ""  # the text of an Exhibit 99
    oddities: list[str] = field(default_factory=list)
    text_changes: list[Callable[[str], str]] = field(default_factory=list)
    container: str = "txt"  # txt, xml, nc, or bare (an .xml without its accession)
    also_xml: bool = False
    archived: bool = False
    inserted: bool = False  # the three flags that EDGAR puts in are there as it writes them
    privacy_enhanced: bool = False
    byte_order_mark: bool = False
    crlf: bool = False
    ascii_only: bool = False
    one_line: bool = False  # the XML has no line breaks at all
    folded: bool = False  # then broken again every 1,023 characters, even within tags
