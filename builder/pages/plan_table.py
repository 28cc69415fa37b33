"""Trading plans under Rule 10b5-1: how many transactions, and the days of adoption in words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from builder.derive.keys import RowKey, key_of
from builder.derive.plans import RowPlan
from builder.derive.reports import event_day
from builder.model import Filing
from builder.pages import cells
from builder.pages.books import Book
from builder.pages.conclusions import proof_link
from builder.pages.markup import count, counted
from builder.pages.rules import rule_link
from builder.pages.tables import Column, table

_Said = tuple[Filing, RowKey, date | None, RowPlan, Book]


def plans_note(books: Iterable[Book], filings: Sequence[Filing], page: str) -> str:
    """How many transactions were made under a plan, by box and words."""
    states = Counter(plan.state for _, _, _, plan, _ in _said(books, filings))
    if not states["yes"]:
        return ""
    unknown = rule_link("plan", "not-stated", page, "not known")
    return (
        f"{counted(states['yes'], 'transaction')} under a plan, {count(states['no'])} not,"
        f" of {count(states['unknown'])} it is {unknown}. Days of adoption stand in footnotes only."
    )


def plans_table(books: Iterable[Book], filings: Sequence[Filing], page: str) -> str:
    """Each day of adoption that notes name, with the transactions that they name it for."""
    found: dict[tuple[date, int], list[_Said]] = defaultdict(list)
    for said in _said(books, filings):
        filing, _, _, plan, _ = said
        if plan.adopted is not None and plan.state == "yes":
            found[plan.adopted, filing.issuer.key].append(said)
    rows = [
        _row(adopted, found[adopted, key], page) for adopted, key in sorted(found, reverse=True)
    ]
    columns = [
        Column("Adopted"), Column("Issuer"), Column("Transactions", "right"),
        Column("First and last"), Column("The note that says so"),
    ]  # fmt: skip
    return table("plans", columns, rows)


def _said(books: Iterable[Book], filings: Sequence[Filing]) -> Iterator[_Said]:
    by_issuer = {book.issuer: book for book in books}
    for filing in filings:
        book = by_issuer[filing.issuer.key]
        plan = book.facts.plans[filing.accession]
        for row in filing.rows:
            key = key_of(filing, row)
            if row.kind == "transaction" and key not in book.facts.amended.superseded:
                yield filing, key, event_day(filing, row), plan.of(key), book


def _row(adopted: date, said: Sequence[_Said], page: str) -> list[str]:
    filing, _, _, plan, book = max(said, key=lambda each: (each[2] or date.min, each[1]))
    days = sorted({day for _, _, day, _, _ in said if day})
    span = f"{days[0]} to {days[-1]}" if len(days) > 1 else str(days[0]) if days else "not stated"
    return [
        f'<span class="s16-derived">{adopted}</span>',
        cells.issuer(filing, page),
        count(len(said)),
        f'<span class="s16-derived">{span}</span>',
        proof_link(plan.proof, book, page) if plan.proof else "",
    ]
