"""The yearly page of an issuer: every filing of that year in full, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from builder.model import Filing
from builder.pages.addresses import identity, issuer_page, link, year_page
from builder.pages.books import Book
from builder.pages.filing import view_of
from builder.pages.markup import count, counted, literal
from builder.pages.notes import form_of, names_of
from builder.pages.page import Page, fictional, make_page
from builder.pages.people import newest_first
from builder.pages.tables import Column, table


def year_page_of(book: Book, year_filed: int) -> Page:
    """The page on which an issuer's filings of one year are printed in full."""
    filings = [filing for filing in book.filings if filing.year == year_filed]
    ordered = sorted(filings, key=newest_first, reverse=True)
    newest = ordered[0]
    folder = year_page(newest)
    name = newest.issuer.name or "Issuer not stated"
    year = str(newest.year) if newest.year else "undated"
    issuer = link(issuer_page(newest.issuer.key), folder)
    return make_page(
        "year",
        folder,
        f"{name}: filings of {year}",
        f"Every insider filing about {name} of {year} in full, with footnotes.",
        name=f"[{literal(name)}]({issuer})",
        year=year,
        fictional=fictional(ordered),
        meta=f"{identity(newest.issuer.key, '<b>{}</b>')} · {counted(len(ordered), 'filing')},"
        " newest first, as filed",
        listed=_list(ordered) if len(ordered) > 1 else "",
        filings=[view_of(book.as_filed[filing.accession], folder, book) for filing in ordered],
    )


def _list(filings: Sequence[Filing]) -> str:
    """The filings of the page, each leading to its place on it."""
    rows = [
        [
            f"[{_day(filing)} <small>{literal(filing.accession)}</small>](#{filing.accession})",
            form_of(filing),
            names_of(filing),
            count(len(filing.rows)),
        ]
        for filing in filings
    ]
    columns = [Column("Filing"), Column("Form"), Column("Insider"), Column("Rows", "right")]
    return table("list", columns, rows)


def _day(filing: Filing) -> str:
    return filing.known_day.isoformat() if filing.known_day else "no date"
