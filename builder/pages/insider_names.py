"""With whom an insider files, and which names an insider or an issuer bore before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from builder.model import Filing, Owner
from builder.names.former_names import RULES, Former
from builder.pages import cells
from builder.pages.books import Book
from builder.pages.markup import count, literal
from builder.pages.notes import joined
from builder.pages.people import newest_first
from builder.pages.tables import Column, table

LISTED = 100


def joint_table(filings: Iterable[Filing], key: int, page: str) -> str:
    """Everyone who files jointly with an insider, the most frequent first."""
    found: Counter[int] = Counter()
    newest: dict[int, tuple[Owner, Filing]] = {}
    for filing in sorted(filings, key=newest_first):
        for owner in filing.owners:
            if owner.key not in {key, 0}:
                found[owner.key] += 1
                newest[owner.key] = (owner, filing)
    ordered = sorted(found, key=lambda other: (-found[other], newest[other][0].name or "", other))
    rows = [
        [cells.owner(newest[other][0], page), count(found[other]),
         cells.source(newest[other][1], page)]
        for other in ordered[:LISTED]
    ]  # fmt: skip
    if len(ordered) > LISTED:
        rows.append([f"and {count(len(ordered) - LISTED)} more", "", ""])
    columns = [Column("Insider"), Column("Filings", "right"), Column("Newest together")]
    return table("joint", columns, rows)


def names_table(key: int, books: Sequence[Book]) -> str:
    """The filed names of the newest filing and of earlier ones, with their first and last days."""
    filings = [filing for book in books for filing in book.as_filed_of(key)]
    former = books[0].former(filings, key)
    if not former:
        return ""
    rows = [
        [literal(each.name), _day(each.first), _day(each.last), literal(RULES[each.rule])]
        for each in former
    ]
    columns = [Column("Former name"), Column("From"), Column("To"), Column("How it is known")]
    return table("names", columns, rows)


def formerly(book: Book) -> str:
    """The former names of an issuer with the days from and to which they are known."""
    found = book.former(book.as_filed.values(), book.issuer)
    said = [joined([f"<b>{literal(each.name)}</b>", _span(each)]) for each in found]
    return f"formerly {', '.join(said)}" if said else ""


def _span(former: Former) -> str:
    """ "(2005-02-22 to 2010-05-04)"."""
    days = joined(
        [
            f"from {former.first}" if former.first else "",
            f"to {former.last}" if former.last else "",
        ]
    )
    return f"({days})" if days else ""


def _day(day: date | None) -> str:
    return f'<span class="s16-derived">{day}</span>' if day else "not known"
