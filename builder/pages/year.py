"""The yearly page of an issuer: every filing of that year in full, newest first.

A year of very many filings lists them, and prints them in full on a page for each quarter.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from builder.model import Filing
from builder.pages.addresses import identity, issuer_page, link, year_page
from builder.pages.books import Book
from builder.pages.filing import View, view_of
from builder.pages.markup import count, counted, literal
from builder.pages.notes import form_of, names_of
from builder.pages.page import Page, fictional, make_page
from builder.pages.people import newest_first
from builder.pages.quarters import MONTHS, old_anchors, quarter_of, quarter_page
from builder.pages.tables import Column, table

_COLUMNS = (Column("Filing"), Column("Form"), Column("Insider"), Column("Rows", "right"))


def pages_of_year(book: Book, year_filed: int) -> list[Page]:
    """A year's page and, if it is too long for one page, those of its quarters."""
    ordered = _of_year(book, year_filed)
    if year_filed not in book.long_years:
        return [_whole_year(book, ordered)]
    quarters = [list(filings) for _, filings in groupby(ordered, key=quarter_of)]
    return [_long_year(book, quarters), *(_quarter(book, quarters, each) for each in quarters)]


def year_page_of(book: Book, year_filed: int) -> Page:
    """The page on which an issuer's filings of one year are printed in full, or listed."""
    return pages_of_year(book, year_filed)[0]


def _whole_year(book: Book, filings: Sequence[Filing]) -> Page:
    listed = _list(filings, year_page(filings[0])) if len(filings) > 1 else ""
    return _page(book, filings, _year(filings[0]), year_page(filings[0]), listed=listed)


def _of_year(book: Book, year_filed: int) -> list[Filing]:
    filings = [filing for filing in book.filings if filing.year == year_filed]
    return sorted(filings, key=newest_first, reverse=True)


def _year(filing: Filing) -> str:
    return str(filing.year) if filing.year else "undated"


def _long_year(book: Book, quarters: Sequence[Sequence[Filing]]) -> Page:
    """The page of a long year: every filing with the anchors that others may link to."""
    filings = [filing for quarter in quarters for filing in quarter]
    folder = year_page(filings[0])
    lists = [
        f"## [{_months(quarter)}]({link(quarter_page(quarter[0]), folder)})\n\n"
        f"{_list(quarter, folder, in_full=False)}"
        for quarter in quarters
    ]
    listed = "\n\n".join(lists)
    return _page(book, filings, _year(filings[0]), folder, listed=listed, in_full=False)


def _quarter(book: Book, quarters: Sequence[Sequence[Filing]], filings: Sequence[Filing]) -> Page:
    folder, year = quarter_page(filings[0]), year_page(filings[0])
    others = [
        f"[{_months(quarter)}]({link(quarter_page(quarter[0]), folder)})"
        for quarter in quarters
        if quarter is not filings
    ]
    others.append(f"[all of {_year(filings[0])}]({link(year, folder)})")
    others.append(f"[{_name(filings[0])}]({link(issuer_page(filings[0].issuer.key), folder)})")
    listed = f"{' · '.join(others)}\n\n{_list(filings, folder)}"
    return _page(book, filings, f"{_year(filings[0])}, {_months(filings)}", folder, listed=listed)


def _name(filing: Filing) -> str:
    return literal(filing.issuer.name) or "Issuer not stated"


def _months(filings: Sequence[Filing]) -> str:
    return MONTHS[quarter_of(filings[0])]


def _page(  # noqa: PLR0913 - what the kinds of pages differ in
    book: Book,
    filings: Sequence[Filing],
    when: str,
    folder: str,
    *,
    listed: str,
    in_full: bool = True,
) -> Page:
    """A page of filings, newest first, of a year or a part of it."""
    newest = filings[0]
    name = newest.issuer.name or "Issuer not stated"
    issuer = f"[{literal(name)}]({link(issuer_page(newest.issuer.key), folder)})"
    how = "newest first, as filed" if in_full else "in full by quarter, newest first"
    many = counted(len(filings), "filing")
    return make_page(
        "year",
        folder,
        f"{name}: filings of {when}",
        f"Every insider filing about {name} of {when} in full, with footnotes."
        if in_full
        else f"Every insider filing about {name} of {when}, by quarter.",
        # with months beside it, a link would be told from the heading by its colour alone
        name=literal(name) if folder != year_page(newest) else issuer,
        year=when,
        fictional=fictional(filings),
        meta=f"{identity(newest.issuer.key, '<b>{}</b>')} · {many}, {how}",
        listed=listed,
        filings=_views(book, filings, folder) if in_full else [],
    )


def _views(book: Book, filings: Sequence[Filing], folder: str) -> list[View]:
    return [view_of(book.as_filed[filing.accession], folder, book) for filing in filings]


def _list(filings: Sequence[Filing], folder: str, *, in_full: bool = True) -> str:
    """The filings of the page, each leading to its place on it, or on its quarter's."""
    rows = [
        [
            _entry(filing, "" if in_full else link(quarter_page(filing), folder)),
            form_of(filing),
            names_of(filing),
            count(len(filing.rows)),
        ]
        for filing in filings
    ]
    return table("list" if in_full else "list s16-leads-on", _COLUMNS, rows)


def _entry(filing: Filing, elsewhere: str) -> str:
    """A filing by its day and number; of one that is elsewhere, with all of its old anchors."""
    anchors = old_anchors(filing) if elsewhere else ()
    marks = "".join(f'<a id="{anchor}"></a>' for anchor in anchors)
    words = f"{_day(filing)} <small>{literal(filing.accession)}</small>"
    return f"{marks}[{words}]({elsewhere}#{filing.accession})"


def _day(filing: Filing) -> str:
    return filing.known_day.isoformat() if filing.known_day else "no date"
