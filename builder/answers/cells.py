"""Cells and notes of a row, as records and as text. A number is the string that was filed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from builder.answers import Json
from builder.answers.printing import grouped, one_line
from builder.filings.record import number_text
from builder.model import CELL_NAMES, Cell, Filing, Row

IN_NOTE = "in note"


def stated(cell: Cell[Any] | None) -> Any:
    """A cell's value for a record: a number as filed, a day as text, None if not stated."""
    if cell is None or cell.value is None:
        return None
    if isinstance(cell.value, Decimal):
        return number_text(cell)
    return cell.value.isoformat() if isinstance(cell.value, date) else cell.value


def text(cell: Cell[Any] | None) -> str:
    """A cell for the eye: "in note" where only a note says it, "" where nothing does."""
    if cell is None:
        return ""
    value = cell.value
    if value is None:
        return f"“{one_line(cell.raw)}”" if cell.raw else IN_NOTE
    if isinstance(value, Decimal):
        return grouped(number_text(cell))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else one_line(str(value))


def marks(cell: Cell[Any] | None) -> str:
    """The notes on a cell as the printed form marks them: "(1)(2)"."""
    return "".join(f"({note_number(note)})" for note in cell.footnotes) if cell else ""


def note_number(note: str) -> str:
    """``F1`` is (1) on the form."""
    return one_line(note.removeprefix("F") or note)


def cells_of(row: Row) -> Iterator[tuple[str, Cell[Any]]]:
    """The cells that a row states, by name, in the form's order."""
    for name, cell in zip(CELL_NAMES, row[3:], strict=True):
        if cell is not None:
            yield name, cell


def notes_on(row: Row) -> dict[str, list[str]]:
    """The footnotes of a row, each with the cells on which it stands, in the form's order."""
    found: dict[str, list[str]] = {}
    for name, cell in cells_of(row):
        for note in cell.footnotes:
            found.setdefault(note, []).append(name)
    return found


def footnotes(filing: Filing, row: Row) -> list[Json]:
    """The footnotes of a row with their texts; None for a text that the filing does not give."""
    return [
        {"id": note, "on": names, "text": filing.footnotes.get(note)}
        for note, names in notes_on(row).items()
    ]
