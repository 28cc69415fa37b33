"""An insider's page: the same as an issuer's, turned round."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from builder.derive.totals import Held
from builder.model import Filing
from builder.pages import cells
from builder.pages.addresses import identity, insider_page, link, sec_company
from builder.pages.books import Book
from builder.pages.histories import histories
from builder.pages.holdings import View, holdings_table, transactions, transactions_table
from builder.pages.insider_names import joint_table, names_table
from builder.pages.issuer import newest_note
from builder.pages.late import late_note, late_table
from builder.pages.markup import count, literal
from builder.pages.notes import Notes, form_of, joined
from builder.pages.page import Fact, Page, as_of, fictional, make_page
from builder.pages.people import Relation, newest_first, people_table, relations
from builder.pages.plan_table import plans_note, plans_table
from builder.pages.sums import totals_table
from builder.pages.tables import Column, table

ALL_FILINGS = 400  # rows of the list of filings; a few entities file more, by year at each issuer


def insider_page_of(key: int, books: Iterable[Book]) -> Page:
    """The page of a reporting owner, from the books of all issuers that they report on."""
    by_issuer = {book.issuer: book for book in books}
    books = list(by_issuer.values())
    filings = [f for book in books for f in book.filings if _names(f, key)]
    page = insider_page(key)
    notes = Notes(page)
    view = View("insider", page, notes, by_issuer, key)
    ordered = sorted(filings, key=newest_first, reverse=True)
    found = {
        issuer: relation for (issuer, owner), relation in relations(filings).items() if owner == key
    }
    newest = max(found.values(), key=lambda relation: newest_first(relation.filing))
    name = newest.owner.name or "unnamed"
    lines = [held for book in books for held in book.facts.held() if key in held.position.owners]
    first, second = transactions(filings, "I"), transactions(filings, "II")
    return make_page(
        "insider",
        page,
        name,
        f"Positions and transactions of {name}, from SEC Forms 3, 4 and 5.",
        name=literal(name),
        fictional=fictional(filings),
        meta=_meta(key, [f for book in books for f in book.as_filed.values()]),
        method=link("method.md", page),
        as_of=as_of(filings),
        facts=_facts(filings, found, lines),
        people=_issuers(found, page),
        totals=totals_table(key, lines, page),
        holdings=holdings_table(lines, "I", view),
        derivatives=holdings_table(lines, "II", view),
        transactions_note=newest_note(len(first)),
        transactions=transactions_table(first, "I", view),
        derivative_note=newest_note(len(second)),
        derivative_transactions=transactions_table(second, "II", view),
        histories=histories(lines, view),
        plans_note=plans_note(books, filings, page),
        plans=plans_table(books, filings, page),
        late_note=late_note(books, filings, page),
        late=late_table(books, filings, "insider", page),
        joint=joint_table(filings, key, page),
        names=names_table(key, books),
        filings=_filings(ordered, page),
        sec=sec_company(key),
        notes=notes.definitions(),
    )


def _names(filing: Filing, key: int) -> bool:
    """True if a filing names this owner."""
    return any(owner.key == key for owner in filing.owners)


def _meta(key: int, as_filed: Iterable[Filing]) -> str:
    """CIK and every name that EDGAR or the filings give, as filed, the newest first."""
    found: dict[str, None] = {}
    for filing in sorted(as_filed, key=newest_first, reverse=True):
        for owner in filing.owners:
            if owner.key == key:
                found |= dict.fromkeys([owner.name] if owner.name else [])
                found |= dict.fromkeys(old.name for old in owner.former_names)
    named = ", ".join(f"<b>{literal(old)}</b>" for old in found)
    return joined([identity(key, "<b>{}</b>"), f"filed as {named}" if named else ""], " · ")


def _facts(filings: Sequence[Filing], found: dict[int, Relation], lines: list[Held]) -> list[Fact]:
    joint = sum(len(filing.owners) > 1 for filing in filings)
    still = sum(held.position.is_open for held in lines)
    rows = sum(row.kind == "transaction" for filing in filings for row in filing.rows)
    return [
        Fact("Issuers", count(len(found))),
        Fact("Lines held", count(still), "in Tables I and II"),
        Fact("Transactions", count(rows)),
        Fact("Filings", count(len(filings)), f"{count(joint)} joint" if joint else ""),
    ]


def _issuers(found: dict[int, Relation], page: str) -> str:
    newest = sorted(
        found.values(), key=lambda relation: newest_first(relation.filing), reverse=True
    )
    return people_table(
        "Issuer", [(_linked(relation, page), relation) for relation in newest], page
    )


def _linked(relation: Relation, page: str) -> str:
    symbol = literal(relation.filing.issuer.symbol)
    ticker = f' <span class="s16-ticker">{symbol}</span>' if symbol else ""
    return cells.issuer(relation.filing, page) + ticker


def _filings(ordered: Sequence[Filing], page: str) -> str:
    rows = [
        [
            cells.source(filing, page),
            form_of(filing),
            cells.issuer(filing, page),
            filing.period.isoformat() if filing.period else "not stated",
            count(len(filing.rows)),
        ]
        for filing in ordered[:ALL_FILINGS]
    ]
    columns = [
        Column("Filing"), Column("Form"), Column("Issuer"), Column("Period"),
        Column("Rows", "right"),
    ]  # fmt: skip
    return table("list", columns, rows)
