"""Amendments, each with the filing that it amends, or why none is found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from builder.derive.amendments import Link
from builder.model import Filing
from builder.pages import cells
from builder.pages.books import Book
from builder.pages.differences import counted_fates
from builder.pages.markup import counted
from builder.pages.people import newest_first
from builder.pages.rules import rule_link
from builder.pages.tables import Column, table

NEWEST_AMENDMENTS = 200


def amendments_table(
    book: Book, filings: Sequence[Filing], seen: Literal["issuer", "insider"], page: str
) -> str:
    """The newest amendments: what each amends, by which rule, and what it changes."""
    links = book.facts.amended.links
    found = [filing for filing in filings if filing.accession in links]
    rows = []
    for filing in sorted(found, key=newest_first, reverse=True)[:NEWEST_AMENDMENTS]:
        own = links[filing.accession]
        rows.append(
            [
                cells.source(filing, page),
                cells.owners(filing, page) if seen == "issuer" else cells.issuer(filing, page),
                filing.original_filed.isoformat() if filing.original_filed else "not stated",
                _original(own, book, page),
                counted_fates(book.facts.amended.changes.get(filing.accession, ())),
            ]
        )
    columns = [
        Column("Amendment"), Column("Insider" if seen == "issuer" else "Issuer"),
        Column("Original, as filed"), Column("Amends"), Column("Rows"),
    ]  # fmt: skip
    return table("amendments", columns, rows)


def _original(own: Link, book: Book, page: str) -> str:
    """The filing that is amended, and the way in which it was found."""
    rule = rule_link("amendment", own.rule, page, "rule")
    original = book.facts.filings.get(own.original or "")
    if original is None:
        return f'<span class="s16-flag">not in this set</span> <small>{rule}</small>'
    rivals = f", {counted(len(own.rivals), 'other')} as well fitting" if own.rivals else ""
    return f"{cells.source(original, page)} <small>{rule}{rivals}</small>"
