"""Lists of an insider's filings and lines, bounded: a page says where the rest of them stands.

The largest real insiders report thousands of rows. The newest stand on their page, all of them in
the filings by year of each issuer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from builder.derive.totals import Held
from builder.model import Filing, Table
from builder.pages import cells
from builder.pages.holdings import NEWEST
from builder.pages.markup import count
from builder.pages.notes import form_of
from builder.pages.page import years_of
from builder.pages.tables import Column, table

FILINGS = 100  # that the page of an insider lists one by one
LINES = 100  # of each table that the page shows as held
ISSUERS = 200  # with their years
_ARROWS = "▲ acquired, ▼ disposed of; amounts and prices as filed."
_REST = "in the [filings by year](#filings-by-year)"


def newest_lines(lines: Iterable[Held], which: Table) -> tuple[list[Held], int]:
    """The lines of a table that a page shows, and how many are open in all.

    Where there are too many: those first that may still hold, of them the newest.
    """
    still = [h for h in lines if h.position.table == which and h.position.is_open]
    if len(still) <= LINES:
        return still, len(still)
    ordered = sorted(
        still,
        key=lambda held: (held.stale is None, held.at.as_of or date.min, held.position[:4]),
        reverse=True,
    )
    return ordered[:LINES], len(still)


def lines_note(found: int) -> str:
    """Says so when only a part of the lines stands on the page."""
    if found <= LINES:
        return ""
    return f"The newest {LINES} of {count(found)} open lines; all of them stand {_REST}."


def transactions_note(found: int) -> str:
    """The same of transactions."""
    if found <= NEWEST:
        return f"Newest first. {_ARROWS}"
    return f"The newest {NEWEST} of {count(found)}; all of them stand {_REST}. {_ARROWS}"


def filings_note(found: int) -> str:
    """The same of filings."""
    if found <= FILINGS:
        return "Every filing of this insider, newest first."
    return f"The newest {FILINGS} of {count(found)}; all of them stand {_REST}."


def filings_table(ordered: Sequence[Filing], page: str) -> str:
    """The newest filings, from those in order."""
    rows = [
        [
            cells.source(filing, page),
            form_of(filing),
            cells.issuer(filing, page),
            filing.period.isoformat() if filing.period else "not stated",
            count(len(filing.rows)),
        ]
        for filing in ordered[:FILINGS]
    ]
    columns = [
        Column("Filing"), Column("Form"), Column("Issuer"), Column("Period"),
        Column("Rows", "right"),
    ]  # fmt: skip
    return table("list s16-filed", columns, rows)


def years_table(ordered: Sequence[Filing], page: str) -> str:
    """Where every filing stands: the years at each issuer, the issuer of the newest filing first.

    The counts are of this insider's filings; the pages hold those of others, too.
    """
    by_issuer: dict[int, list[Filing]] = defaultdict(list)
    for filing in ordered:
        by_issuer[filing.issuer.key].append(filing)
    rows = [
        [
            cells.issuer(filings[0], page),
            count(len(filings)),
            ", ".join(f"[{year}]({to}) ({n})" for year, n, to in _years(filings, page)),
        ]
        for filings in list(by_issuer.values())[:ISSUERS]
    ]
    if len(by_issuer) > ISSUERS:
        rest = sum(len(found) for found in list(by_issuer.values())[ISSUERS:])
        rows.append([f"and {count(len(by_issuer) - ISSUERS)} more issuers", count(rest), ""])
    columns = [Column("Issuer"), Column("Filings", "right"), Column("Years")]
    return table("years", columns, rows)


def _years(filings: Sequence[Filing], page: str) -> list[tuple[str, str, str]]:
    return [(year, said.split()[0], to) for year, said, to in years_of(filings, page)]
