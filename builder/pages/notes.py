"""Footnotes of a page: markers beside the cells, the filers' notes at the foot.

A page gathers notes from many filings, so they are numbered anew by first reference. What
several filings say in the same words stands there once. Each note says whose filings it is
from and under which number it stands in each.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from builder.model import Cell, Filing
from builder.pages.addresses import link, year_page
from builder.pages.markup import literal

MARK_GAP = "\u2009"  # a thin space between neighbouring markers: "1 2", not "12"


def note_anchor(filing: Filing, note: str) -> str:
    """The id of a note in the filing view."""
    return f"{filing.accession}-{literal_id(note)}"


def literal_id(note: str) -> str:
    """A footnote id fit for an address: filers' ids are F1 to F99, anything else is spelt out."""
    if note.isascii() and note.isalnum():
        return note
    return "note-" + "".join(f"{ord(char):x}-" for char in note).rstrip("-")


class Notes:
    """The footnotes of one page, in the order in which the page refers to them."""

    def __init__(self, page: str) -> None:
        self._page = page
        self._numbers: dict[tuple[str, str], int] = {}  # of (accession, note)
        self._texts: dict[str, int] = {}  # the number under which a text stands
        self._sources: list[_Sources] = []  # of each number, by filing

    def mark(self, filing: Filing, *cells: Cell[Any] | None) -> str:
        """Markers for the notes on these cells; "" if there are none."""
        marks: dict[str, None] = {}
        for cell in cells:
            if cell is not None:
                marks.update(dict.fromkeys(self._marker(filing, note) for note in cell.footnotes))
        return MARK_GAP.join(marks)

    def _marker(self, filing: Filing, note: str) -> str:
        key = (filing.accession, note)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = self._number_of(_said(filing, note))
            sources = self._sources[number - 1]
            sources.setdefault(filing.accession, (filing, []))[1].append(note)
        return f"[^{number}]"

    def _number_of(self, text: str) -> int:
        number = self._texts.setdefault(text, len(self._texts) + 1)
        if number > len(self._sources):
            self._sources.append({})
        return number

    def definitions(self) -> str:
        """The notes, to stand at the end of the page."""
        return "\n\n".join(
            f"[^{number}]: {text} — {self._named(self._sources[number - 1])}"
            for text, number in self._texts.items()
        )

    def _named(self, sources: _Sources) -> str:
        """Every filing a text is from, each leading to its note there."""
        return "; ".join(self._source(filing, notes) for filing, notes in sources.values())

    def _source(self, filing: Filing, notes: list[str]) -> str:
        target = link(f"{year_page(filing)}#{note_anchor(filing, notes[0])}", self._page)
        numbers = ", ".join(literal(note) for note in notes)
        return f"*{source_of(filing)}, {numbers}* [{literal(filing.accession)}]({target})"


_Sources = dict[str, tuple[Filing, list[str]]]  # by accession number: a filing and its notes


def _said(filing: Filing, note: str) -> str:
    """A note's text as printed; where there is none, what is known of that."""
    text = filing.footnotes.get(note)
    if text is None:
        return f"The filing refers to a note {literal(note)} that it does not contain."
    return literal(text) or "The note is empty."


def source_of(filing: Filing) -> str:
    """Whose filing, in a few words: "SMITH RICHARD D and 2 others, Form 4 filed 2024-10-31"."""
    return f"{names_of(filing)}, {form_of(filing)} {day_of(filing)}"


def names_of(filing: Filing) -> str:
    """The first owner's name as filed, and how many more there are."""
    if not filing.owners:
        return "no reporting owner"
    first = literal(filing.owners[0].name) or "unnamed"
    more = len(filing.owners) - 1
    if not more:
        return first
    return f"{first} and {more} other{'s' if more > 1 else ''}"


def form_of(filing: Filing) -> str:
    """ "Form 4/A", or what is known of it."""
    return f"Form {literal(filing.form)}" if filing.form else "Form not stated"


def day_of(filing: Filing) -> str:
    """ "filed 2024-10-31", or the next best day and which it is."""
    if filing.filed:
        return f"filed {filing.filed.isoformat()}"
    if filing.known_day and any(s.date == filing.known_day for s in filing.signatures):
        return f"signed {filing.known_day.isoformat()}"
    if filing.period:
        return f"for {filing.period.isoformat()}"
    return "without a date"


def joined(parts: Iterable[str], by: str = " ") -> str:
    """Join what is not empty."""
    return by.join(part for part in parts if part)
