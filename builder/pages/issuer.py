"""An issuer's page: its insiders and their roles, what each holds, what was traded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from builder.model import Filing, Issuer
from builder.pages.activity import activity
from builder.pages.addresses import insider_page, issuer_page, link, sec_company
from builder.pages.amended import amendments_table
from builder.pages.books import Book
from builder.pages.gaps import gaps_note, gaps_table
from builder.pages.holders import holders_table
from builder.pages.holdings import (
    NEWEST,
    View,
    holdings_table,
    transactions,
    transactions_table,
)
from builder.pages.insider_names import formerly
from builder.pages.issuer_facts import facts_of, head_of
from builder.pages.late import late_note, late_table
from builder.pages.markup import count, counted, literal
from builder.pages.notes import Notes
from builder.pages.page import Page, as_of, fictional, make_page, years_of
from builder.pages.people import Relation, newest_first, people_table, relations
from builder.pages.tables import fold
from builder.pages.tickers import symbols_of

FEW = 30  # insiders who stand in one table, whether they still report or not
LATELY = timedelta(days=731)  # who reported since then, before the newest filing, still does


def issuer_page_of(book: Book) -> Page:
    """The page of an issuer."""
    filings = book.filings
    issuer = described(filings)
    key = issuer.key
    page = issuer_page(key)
    notes = Notes(page)
    lines = book.facts.held()
    found = list(relations(filings).values())
    name = issuer.name or "Issuer not stated"
    view = View("issuer", page, notes, {filing.issuer.key: book for filing in filings})
    holdings = holders_table(lines, view)
    derivatives = holdings_table(lines, "II", view)
    first, second = transactions(filings, "I"), transactions(filings, "II")
    return make_page(
        "issuer",
        page,
        name,
        f"Insiders of {name}, what they hold and what they traded, from SEC Forms 3, 4 and 5.",
        name=literal(name),
        symbol=literal(issuer.symbol) if symbols_of(issuer.symbol) else "",  # not for "NONE"
        fictional=fictional(filings),
        meta=head_of(issuer, formerly(book)),
        method=link("method.md", page),
        as_of=as_of(filings),
        facts=facts_of(book, found),
        activity=activity(book, page),
        people=_people(found, page),
        holdings=holdings,
        derivatives=derivatives,
        transactions_note=newest_note(len(first)),
        transactions=transactions_table(first, "I", view),
        derivative_note=newest_note(len(second)),
        derivative_transactions=transactions_table(second, "II", view),
        gaps_note=gaps_note(book, page),
        gaps=gaps_table(book, page),
        late_note=late_note([book], filings, page),
        late=late_table([book], filings, "issuer", page),
        amendments=amendments_table(book, filings, "issuer", page),
        years=years_of(filings, page),
        sec=sec_company(key),
        notes=notes.definitions(),
    )


def described(filings: Sequence[Filing]) -> Issuer:
    """The issuer as its newest filing names it, with what only some sources tell (SIC, names)."""
    ordered = sorted(filings, key=newest_first, reverse=True)
    issuer = ordered[0].issuer
    for filing in ordered[1:]:
        older = filing.issuer
        issuer = issuer._replace(
            sic=issuer.sic or older.sic,
            sic_title=issuer.sic_title or older.sic_title,
            state=issuer.state or older.state,
            fiscal_year_end=issuer.fiscal_year_end or older.fiscal_year_end,
            former_names=issuer.former_names or older.former_names,
        )
    return issuer


def newest_note(found: int) -> str:
    """Says so when a table shows only the newest rows; the yearly pages hold them all."""
    if found <= NEWEST:
        return "Newest first. ▲ acquired, ▼ disposed of; amounts and prices as filed."
    return (
        f"The newest {NEWEST} of {count(found)}; all of them stand in the filings by year."
        " ▲ acquired, ▼ disposed of; amounts and prices as filed."
    )


def _people(found: list[Relation], page: str) -> str:
    """Everyone by name; of many, those who no longer report stand folded below."""
    ordered = sorted(found, key=_by_name)
    if len(ordered) <= FEW:
        return _table(ordered, page)
    days = [r.filing.known_day for r in ordered if r.filing.known_day]
    since = max(days) - LATELY if days else None
    still = [
        r
        for r in ordered
        if not r.filing.not_subject_to_section16
        and (since is None or (r.filing.known_day is not None and r.filing.known_day >= since))
    ]
    gone = [r for r in ordered if r not in still]
    if not still or not gone:
        return _table(ordered, page)
    words = f"{counted(len(gone), 'other')}: no longer subject, or without a report since {since}"
    return f"{_table(still, page)}\n\n{fold(words, _table(gone, page))}"


def _table(found: list[Relation], page: str) -> str:
    return people_table("Insider", [(_linked(r, page), r) for r in found], page)


def _linked(relation: Relation, page: str) -> str:
    owner = relation.owner
    return f"[{literal(owner.name) or 'unnamed'}]({link(insider_page(owner.key), page)})"


def _by_name(relation: Relation) -> tuple[str, int]:
    return ((relation.owner.name or "").casefold(), relation.owner.key)
