"""The four facts that open an insider's page: who, holding what, last bought or sold, on time?

Each answers a question that a reader comes with, from this page's own filings, and says how far
it goes. None of them is a score.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from builder.derive.counting import why_uncounted
from builder.derive.reports import Report
from builder.derive.totals import Total
from builder.model import Filing
from builder.pages import cells
from builder.pages.books import Book
from builder.pages.holdings import Books
from builder.pages.markup import count, counted, literal, number
from builder.pages.notes import joined
from builder.pages.page import Fact
from builder.pages.people import Relation, newest_first, role

_TESTABLE = frozenset({"late", "on time"})


def facts(
    found: Iterable[Relation], totals: Sequence[Total], trades: Iterable[Report], books: Books
) -> list[Fact]:
    """The four facts; ``trades`` are the transactions of Table I, the newest first."""
    return [_issuers(list(found)), _holds(totals), _last_trade(trades, books)]


def _issuers(found: Sequence[Relation]) -> Fact:
    """At how many issuers, and the role that the newest filing states."""
    newest = max(found, key=lambda relation: newest_first(relation.filing))
    at = literal(newest.filing.issuer.name) or "an issuer not stated"
    said = f"{role(newest.owner, newest.filing)} at {at}"
    return Fact("Issuers", count(len(found)), said if len(found) == 1 else f"newest: {said}")


def _holds(totals: Sequence[Total]) -> Fact:
    """The total that was reported last, the larger of two of one day."""
    stated = [total for total in totals if _newest(total) is not None]
    if not stated:
        return Fact("Holds", "not known", "no balance of Table I that can be added up")
    total = max(stated, key=lambda each: (_newest(each) or date.min, each.shares, each.title))
    held = max((p.held for p in total.parts if not p.why_not), key=lambda h: h.at.report)
    title = cells.plain(held.at.report.row.security_title) or literal(total.title) or "untitled"
    issuer = held.position.report.filing.issuer.name
    more = len(stated) - 1
    also = f"and {count(more)} more below" if more else ""
    return Fact(
        "Holds",
        _derived(number(f"{total.shares:f}")),
        joined(
            [f"{title} of {literal(issuer) or 'an issuer not stated'}, {_newest(total)}", also],
            "; ",
        ),
    )


def _newest(total: Total) -> date | None:
    """The newest day of what a total adds up; None if it adds up nothing."""
    days = [part.held.at.as_of or date.min for part in total.parts if not part.why_not]
    return max(days, default=None)


def _last_trade(trades: Iterable[Report], books: Books) -> Fact:
    """The newest purchase or sale on the market (codes P and S) that sums count."""
    head = "Last bought or sold"
    for report in trades:
        filing, row = report.filing, report.row
        code = row.transaction_code.value if row.transaction_code else None
        known = books[filing.issuer.key].known
        if code in _SIDES and not why_uncounted(filing, row, known, "shares"):
            look, shape, word = _SIDES[code]
            size = cells.plain(row.transaction_shares)
            day = cells.plain(row.transaction_date) or "day not stated"
            at = literal(filing.issuer.name) or "issuer not stated"
            return Fact(
                head,
                f'<span class="{look}">{shape} {size}</span>',
                f"{joined([word, day, _price(report)])}, {at}",
            )
    return Fact(head, "none", "no purchase (P) or sale (S) in Table I of these filings")


_SIDES = {"P": ("s16-acq", "▲", "bought"), "S": ("s16-dis", "▼", "sold")}


def _price(report: Report) -> str:
    cell = report.row.transaction_price_per_share
    value: Decimal | None = cell.value if cell else None
    return f"at &#36;{cells.plain(cell)}" if value else ""


def lateness(filings: Sequence[Filing], books: Iterable[Book]) -> Fact:
    """How many filings came late, of those whose due day can be tested."""
    deadlines = {book.issuer: book.facts.deadlines for book in books}
    testable = late = 0
    for filing in filings:
        states = {each.state for each in deadlines[filing.issuer.key].get(filing.accession, ())}
        testable += bool(states & _TESTABLE)
        late += "late" in states
    said = f"of {count(testable)} that can be tested" if testable else "no due day can be tested"
    return Fact("Filed late", _derived(count(late)) if testable else "not known",
                f"{said}; {counted(len(filings), 'filing')} in all")  # fmt: skip


def _derived(text: str) -> str:
    return f'<span class="s16-derived">{text}</span>'
