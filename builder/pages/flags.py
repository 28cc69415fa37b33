"""Words beside a transaction: under a plan, late, left out of sums, each leading to its rule.

What is plain from the row itself (a grant at no price, a derivative, a price in a note) is not
said again.
"""

from __future__ import annotations

from builder.derive.counting import reasons
from builder.derive.keys import key_of
from builder.model import Filing, Row
from builder.pages.books import Book
from builder.pages.rules import rule_link

_LEFT_OUT: dict[str, str] = {
    "superseded": "amended",
    "disputed": "disputed",
    "twin": "counted elsewhere",
    "odd-date": "odd date",
    "principal-as-shares": "principal",
    "odd-price": "odd price",
    "price-below-zero": "odd price",
    "self-filing": "issuer’s own",
}
# An amendment does not only change rows.
_SUPERSEDED = {"repeated": "repeated", "withdrawn": "withdrawn"}


def row_flags(filing: Filing, row: Row, book: Book, page: str) -> str:
    """At most one word on sums and one on lateness."""
    out = ""
    late = book.late.get(key_of(filing, row))
    if late is not None:
        words = f"{late.days_late} d late" if late.days_late else "late"
        out += _flag(rule_link("deadline", late.rule, page, words))
    for found in reasons(filing, row, book.known):
        if found.rule in _LEFT_OUT:
            words = _SUPERSEDED.get(found.detail, _LEFT_OUT[found.rule])
            return out + _flag(rule_link("sum", found.rule, page, words))
    return out


def plan_word(filing: Filing, row: Row, book: Book, page: str) -> str:
    """Says of a transaction under a Rule 10b5-1 plan that it is one; nothing of others.

    It is about the trade and not about the row, so it stands beside the code.
    """
    plan = book.facts.plans[filing.accession].of(key_of(filing, row))
    if plan.state != "yes":
        return ""
    return f' <span class="s16-derived">{rule_link("plan", plan.rule, page, "10b5-1")}</span>'


def _flag(words: str) -> str:
    return f' <span class="s16-flag">{words}</span>'
