"""What opens an issuer's page: what the company is, and four facts that answer what readers ask.

Who reports? Did they buy, did they sell, of late? Can the numbers be trusted? The figures are those
of the chart and of the tables below, never others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from builder.model import Filing, Issuer
from builder.pages.activity import Market, Quarter, market_of
from builder.pages.addresses import identity
from builder.pages.books import Book
from builder.pages.markup import count, counted, literal, number
from builder.pages.notes import joined
from builder.pages.page import Fact, as_of
from builder.pages.people import Relation
from builder.pages.states import state_name

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
LATELY = 4  # quarters
GAPS = "#balances-that-do-not-follow"  # the headings of the template
LATE = "#reports-late"


def head_of(issuer: Issuer, former: str) -> str:
    """Identity, industry, state, fiscal year and former names in one line."""
    industry = ""
    if issuer.sic:
        code = f"SIC {literal(issuer.sic)}"
        title = issuer.sic_title or ""
        words = _calm(title)
        industry = f"{literal(words)} ({code})" if title else code
    return joined(
        [
            identity(issuer.key, "<b>{}</b>"),
            industry,
            f"incorporated in {literal(state_name(issuer.state))}" if issuer.state else "",
            year_end(issuer.fiscal_year_end),
            f"foreign symbol {literal(issuer.foreign_symbol)}" if issuer.foreign_symbol else "",
            former,
        ],
        " · ",
    )


def _calm(title: str) -> str:
    """EDGAR prints the titles of industries in capitals; NEC is "not elsewhere classified"."""
    return title.capitalize().replace(", nec", ", NEC") if title.isupper() else title


def year_end(stated: str | None) -> str:
    """ "fiscal year ends 31 December" of EDGAR's MMDD; what is no day stays as stated."""
    if not stated:
        return ""
    if len(stated) == 4 and stated.isascii() and stated.isdigit():
        month, day = int(stated[:2]), int(stated[2:])
        if 1 <= month <= 12 and 1 <= day <= 31:
            return f"fiscal year ends {day} {MONTHS[month - 1]}"
    return f"fiscal year end stated as {literal(stated)}"


def facts_of(book: Book, found: Sequence[Relation]) -> list[Fact]:
    """Who reports; what was bought and sold on the market in four quarters; what follows."""
    market, last = market_of(book), _last_quarter(book.filings)
    return [
        Fact("Insiders reporting", count(len(found)), _roles(found)),
        _traded("Bought on the market", market, last, is_bought=True),
        _traded("Sold on the market", market, last, is_bought=False),
        _follows(book),
    ]


def _roles(found: Sequence[Relation]) -> str:
    roles = [
        (sum(r.owner.is_director for r in found), "director"),
        (sum(r.owner.is_officer for r in found), "officer"),
        (sum(r.owner.is_ten_percent_owner for r in found), "ten-percent owner"),
    ]
    return ", ".join(counted(n, word) for n, word in roles if n)


def _last_quarter(filings: Sequence[Filing]) -> Quarter | None:
    """The quarter of the newest filing: what "lately" is counted back from."""
    stated = as_of(filings)
    if not stated[:1].isdigit():
        return None
    day = date.fromisoformat(stated)
    return day.year * 4 + (day.month - 1) // 3


def _traded(label: str, market: Market, last: Quarter | None, *, is_bought: bool) -> Fact:
    """Shares of four quarters; "none" only if there is a day to count back from."""
    if last is None:
        return Fact(label, "not known", "no filing here has a date")
    first = last - LATELY + 1
    span = f"{first // 4} Q{first % 4 + 1} to {last // 4} Q{last % 4 + 1}"
    inside = [sums for quarter, sums in market.quarters.items() if first <= quarter <= last]
    shares = sum((s.bought if is_bought else s.sold for s in inside), Decimal(0))
    rows = sum(s.purchases if is_bought else s.sales for s in inside)
    if not rows:
        return Fact(label, "none", span)
    sign, look = ("▲", "s16-acq") if is_bought else ("▼", "s16-dis")
    noun = "purchase" if is_bought else "sale"
    value = f'<span class="{look}">{sign} {number(f"{shares:f}")}</span>'
    return Fact(label, value, f"shares in {counted(rows, noun)}, {span}")


def _follows(book: Book) -> Fact:
    """How many balances follow from the one before, and how many filings came late."""
    checks = Counter(b.verdict for p in book.facts.positions for b in p.history)
    checked = checks["closes"] + checks["gap"]
    value = f"{count(checks['closes'])} of {count(checked)}" if checked else "none to check"
    gaps = f'<a href="{GAPS}">{counted(checks["gap"], "gap")}</a>' if checks["gap"] else ""
    late = sum(
        any(each.state in {"late", "late by own word"} for each in found)
        for found in book.facts.deadlines.values()
    )
    told = f'<a href="{LATE}">{counted(late, "filing")} late</a>' if late else ""
    return Fact("Balances that follow", value, joined([gaps, told], ", ") or "no filing late")
