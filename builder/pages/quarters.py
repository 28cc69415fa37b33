"""Years of many filings continue by quarter; their old addresses lead on.

A year of more than :data:`LONGEST_YEAR` filings prints them on ``<year>/q1/`` to ``q4/``. The page
of the year stays: it lists every filing, and each anchor that stood on it when it was short, of a
filing, a row or a note, stands in the list beside the link that leads on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from builder.model import Filing
from builder.pages.addresses import year_page
from builder.pages.notes import note_anchor

if TYPE_CHECKING:
    from builder.pages.books import Book

LONGEST_YEAR = 100  # filings that one page prints in full
MONTHS = {1: "January to March", 2: "April to June", 3: "July to September",
          4: "October to December"}  # fmt: skip


def long_years(filings: Sequence[Filing]) -> frozenset[int]:
    """The years of so many filings that they continue by quarter; never what has no date."""
    if len(filings) <= LONGEST_YEAR:
        return frozenset()
    counts = Counter(filing.year for filing in filings)
    return frozenset(year for year, many in counts.items() if many > LONGEST_YEAR and year)


def quarter_of(filing: Filing) -> int:
    """The calendar quarter of the day by which a filing has its year; 0 without one."""
    return (filing.known_day.month + 2) // 3 if filing.known_day else 0


def quarter_page(filing: Filing) -> str:
    """Folder of the quarter in which a filing of a long year is printed in full."""
    return f"{year_page(filing)}q{quarter_of(filing)}/"


def filing_page(filing: Filing, book: Book) -> str:
    """Folder of the page on which a filing of the book is printed in full."""
    if filing.year in book.long_years:
        return quarter_page(filing)
    return year_page(filing)


def filing_place(filing: Filing, book: Book) -> str:
    """Address of a filing where it is printed in full."""
    return f"{filing_page(filing, book)}#{filing.accession}"


def old_anchors(filing: Filing) -> Iterator[str]:
    """Every anchor that others may link to: the filing, its rows, its notes."""
    yield filing.accession
    notes = dict.fromkeys(filing.footnotes)
    for row in filing.rows:
        yield f"{filing.accession}-{row.table}-{row.row}"
        for cell in row[3:]:
            if cell is not None:
                notes.update(dict.fromkeys(cell.footnotes))
    yield from dict.fromkeys(note_anchor(filing, note) for note in notes)
