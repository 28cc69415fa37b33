"""An issuer's page: its insiders and their roles, what each holds, what was traded."""

from __future__ import annotations

from collections.abc import Sequence

from builder.model import Filing, Issuer
from builder.pages.addresses import identity, insider_page, issuer_page, link, sec_company
from builder.pages.amended import amendments_table
from builder.pages.books import Book
from builder.pages.gaps import gaps_note, gaps_table
from builder.pages.holdings import (
    NEWEST,
    View,
    holdings_table,
    transactions,
    transactions_table,
)
from builder.pages.insider_names import formerly
from builder.pages.late import late_note, late_table
from builder.pages.markup import count, literal
from builder.pages.notes import Notes, joined
from builder.pages.page import Fact, Page, as_of, fictional, make_page, years_of
from builder.pages.people import Relation, newest_first, people_table, relations


def issuer_page_of(book: Book) -> Page:
    """The page of an issuer."""
    filings = book.filings
    newest = max(filings, key=newest_first)
    issuer = described(filings)
    key = issuer.key
    page = issuer_page(key)
    notes = Notes(page)
    lines = book.facts.held()
    found = relations(filings)
    name = issuer.name or "Issuer not stated"
    view = View("issuer", page, notes, {filing.issuer.key: book for filing in filings})
    holdings = holdings_table(lines, "I", view)
    derivatives = holdings_table(lines, "II", view)
    first, second = transactions(filings, "I"), transactions(filings, "II")
    return make_page(
        "issuer",
        page,
        name,
        f"Insiders of {name}, what they hold and what they traded, from SEC Forms 3, 4 and 5.",
        name=literal(name),
        symbol=literal(issuer.symbol),
        fictional=fictional(filings),
        meta=_meta(issuer, formerly(book)),
        method=link("method.md", page),
        as_of=as_of(filings),
        facts=_facts(filings, list(found.values()), newest),
        people=_people(list(found.values()), page),
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


def _meta(issuer: Issuer, former: str) -> str:
    industry = ""
    if issuer.sic:
        industry = f"{literal(issuer.sic_title)} (SIC {literal(issuer.sic)})".strip()
    year_end = issuer.fiscal_year_end or ""
    return joined(
        [
            identity(issuer.key, "<b>{}</b>"),
            industry,
            f"incorporated in {literal(issuer.state)}" if issuer.state else "",
            f"fiscal year ends {year_end[:2]}-{year_end[2:]}" if len(year_end) == 4 else "",
            former,
            f"foreign symbol {literal(issuer.foreign_symbol)}" if issuer.foreign_symbol else "",
        ],
        " · ",
    )


def _facts(filings: Sequence[Filing], found: list[Relation], newest: Filing) -> list[Fact]:
    roles = [
        (sum(r.owner.is_director for r in found), "director"),
        (sum(r.owner.is_officer for r in found), "officer"),
        (sum(r.owner.is_ten_percent_owner for r in found), "ten-percent owner"),
    ]
    told = ", ".join(f"{n} {word}{'s' if n > 1 else ''}" for n, word in roles if n)
    rows = [row for filing in filings for row in filing.rows if row.kind == "transaction"]
    codes = {"P": 0, "S": 0}
    for row in rows:
        code = row.transaction_code.value if row.transaction_code else None
        if row.table == "I" and code in codes:
            codes[code] += 1
    return [
        Fact("Insiders reporting", count(len(found)), told),
        Fact("Filings", count(len(filings)), _span(filings)),
        Fact(
            "Transactions",
            count(len(rows)),
            f"Table I: purchases (P) {count(codes['P'])}, sales (S) {count(codes['S'])}",
        ),
        Fact("Newest filing", as_of(filings), literal(_newest_owner(newest))),
    ]


def _newest_owner(filing: Filing) -> str:
    return (filing.owners[0].name or "") if filing.owners else ""


def _span(filings: Sequence[Filing]) -> str:
    years = sorted({filing.year for filing in filings if filing.year})
    if not years:
        return ""
    return str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"


def _people(found: list[Relation], page: str) -> str:
    return people_table(
        "Insider", [(_linked(r, page), r) for r in sorted(found, key=_by_name)], page
    )


def _linked(relation: Relation, page: str) -> str:
    owner = relation.owner
    return f"[{literal(owner.name) or 'unnamed'}]({link(insider_page(owner.key), page)})"


def _by_name(relation: Relation) -> tuple[str, int]:
    return ((relation.owner.name or "").casefold(), relation.owner.key)
