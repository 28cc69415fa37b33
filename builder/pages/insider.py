"""An insider's page: roles, holdings of each issuer, transactions, and whom they file with."""

from __future__ import annotations

from collections.abc import Iterable

from builder.derive.totals import totals_of
from builder.model import Filing
from builder.pages.addresses import identity, insider_page, link, sec_company
from builder.pages.books import Book
from builder.pages.charts import position_charts, role_timeline, spans_of
from builder.pages.histories import histories
from builder.pages.holdings import NEWEST, View, holdings_table, transactions, transactions_table
from builder.pages.insider_facts import facts, lateness
from builder.pages.insider_lists import (
    FILINGS,
    filings_note,
    filings_table,
    lines_note,
    newest_lines,
    transactions_note,
    years_table,
)
from builder.pages.insider_names import joint_table, names_table
from builder.pages.late import late_note, late_table
from builder.pages.markup import literal
from builder.pages.notes import Notes, joined
from builder.pages.page import Page, as_of, fictional, make_page
from builder.pages.people import newest_first, relations
from builder.pages.plan_table import plans_note, plans_table
from builder.pages.roles import roles_table
from builder.pages.sums import totals_table


def insider_page_of(key: int, books: Iterable[Book]) -> Page:
    """The page of a reporting owner, from the books of all issuers that they report on."""
    by_issuer = {book.issuer: book for book in books}
    books = list(by_issuer.values())
    filings = [f for book in books for f in book.filings_of.get(key, ())]
    page = insider_page(key)
    notes = Notes(page)
    view = View("insider", page, notes, by_issuer, key)
    ordered = sorted(filings, key=newest_first, reverse=True)
    found = [each for (_, owner), each in relations(filings).items() if owner == key]
    newest = max(found, key=lambda relation: newest_first(relation.filing))
    name = newest.owner.name or "unnamed"
    plans = plans_note(books, filings, page)
    spans = spans_of(key, filings)
    lines = [held for book in books for held in book.lines_of.get(key, ())]
    totals = totals_of(key, lines)
    held, held_in_all = newest_lines(lines, "I")
    options, options_in_all = newest_lines(lines, "II")
    first, second = transactions(filings, "I"), transactions(filings, "II")
    is_cut = (
        len(filings) > FILINGS
        or any(map(lines_note, (held_in_all, options_in_all)))
        or max(len(first), len(second)) > NEWEST
    )
    return make_page(
        "insider",
        page,
        name,
        f"Positions and transactions of {name}, from SEC Forms 3, 4 and 5.",
        name=literal(name),
        fictional=fictional(filings),
        meta=_meta(key, [f for book in books for f in book.as_filed_of(key)]),
        method=link("method.md", page),
        as_of=as_of(filings),
        facts=[*facts(found, totals, first, by_issuer), lateness(filings, books)],
        roles=joined(
            [
                roles_table(found, spans, page),
                # one role at one issuer is said in one row
                role_timeline(key, books, page, spans) if len(spans) > 1 else "",
            ],
            "\n\n",
        ),
        totals=totals_table(totals, page),
        holdings_note=lines_note(held_in_all),
        holdings=holdings_table(held, "I", view),
        derivatives_note=lines_note(options_in_all),
        derivatives=holdings_table(options, "II", view),
        transactions_note=transactions_note(len(first)),
        transactions=transactions_table(first, "I", view),
        derivative_note=transactions_note(len(second)),
        derivative_transactions=transactions_table(second, "II", view),
        charts=position_charts(key, books, page),
        histories=histories(lines, view),
        plans_note=plans,
        plans=plans_table(books, filings, page) if plans else "",
        late_note=late_note(books, filings, page),
        late=late_table(books, filings, "insider", page),
        joint=joint_table(filings, key, page),
        names=names_table(key, books),
        filings_note=filings_note(len(filings)),
        filings=filings_table(ordered, page),
        years=years_table(ordered, page) if is_cut else "",
        sec=sec_company(key),
        notes=notes.definitions(),
    )


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
