"""Books for tests of pages, made from filings without a ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from builder.model import Filing
from builder.names.display_names import Shown, show
from builder.pages.books import Book, book_of
from builder.pages.insider import insider_page_of
from builder.pages.issuer import issuer_page_of
from builder.pages.page import Page
from builder.pages.year import year_page_of


def books(filings: Iterable[Filing]) -> list[Book]:
    """A book for each issuer, under the names that pages show."""
    found = list(filings)
    names = names_of(found)
    issuers = dict.fromkeys(filing.issuer.key for filing in found)
    return [book_of(key, (f for f in found if f.issuer.key == key), names) for key in issuers]


def names_of(filings: Sequence[Filing]) -> dict[int, Shown]:
    """The name to show for everyone in some filings."""
    names: dict[int, Shown] = {}
    for filing in filings:
        for owner in filing.owners:
            has_role = owner.is_director or owner.is_officer
            names[owner.key] = show(owner.name, has_role=has_role)
    for filing in filings:
        names[filing.issuer.key] = show(filing.issuer.name, is_issuer=True)
    return names


def issuer_page(*filings: Filing) -> Page:
    """The page of the issuer that all of these filings are about."""
    (book,) = books(filings)
    return issuer_page_of(book)


def insider_page(key: int, *filings: Filing) -> Page:
    """The page of an insider whom all of these filings name."""
    return insider_page_of(key, books(filings))


def year_page(*filings: Filing) -> Page:
    """The yearly page of filings of one issuer and year."""
    (book,) = books(filings)
    return year_page_of(book, filings[0].year)
