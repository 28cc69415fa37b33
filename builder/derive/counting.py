"""What a sum leaves out of a row, and why: the row, its number of shares, or its worth.

The row itself stays where it is, as filed; sums pass over it and say by which rule. An amount
below zero is none of them: it counts by its size, and the letter A or D gives the sign. Section 4.4
of the forms reference (amendments), 4.5 (the same row in two filings), 4.6 (issuers that file on
themselves), 4.10 and 4.13 (prices and dates that cannot be), oddities 37, 44 and 67.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

from builder.derive.amendments import Superseded
from builder.derive.keys import Proof, RowKey, key_of
from builder.derive.odd_dates import OddDate
from builder.derive.odd_prices import Finding
from builder.derive.twins import Twin
from builder.model import Cell, Filing, Row

Sum = Literal["shares", "worth", "screens"]

RULES: dict[str, str] = {
    "superseded": "An amendment repeats, replaces or withdraws the row.",
    "disputed": (
        "An amendment calls the row an error, and yet repeats it or may not remove it: it stays"
        " in its line, and out of sums."
    ),
    "twin": "Another filing reports the same; the row that counts is there.",
    "odd-date": "The date of the transaction cannot be right, so no period can count it.",
    "derivative": "The row counts derivatives, not the shares that they are about.",
    "principal": "The row states an amount of money (principal of debt), not a number of shares.",
    "principal-as-shares": (
        "The title names debt, whose amount is money although it stands in the column for shares."
    ),
    "no-amount": "No number states the amount.",
    "odd-price": "The price cannot be right; see the rule by which it is odd.",
    "no-price": "No number states the price.",
    "zero-price": "The price is zero (a grant, a gift, an exercise), which is no market's price.",
    "price-below-zero": "The price is below zero.",
    "self-filing": (
        "The issuer is the reporting owner: a purchase of its own shares says nothing about what an"
        " insider thinks of them."
    ),
}
# Of which sums a rule leaves the row out.
_OUT_OF: dict[str, tuple[Sum, ...]] = {
    "superseded": ("shares", "worth", "screens"),
    "disputed": ("shares", "worth", "screens"),
    "twin": ("shares", "worth", "screens"),
    "odd-date": ("shares", "worth", "screens"),
    "derivative": ("shares", "screens"),
    "principal": ("shares", "screens"),
    "principal-as-shares": ("shares", "worth", "screens"),
    "no-amount": ("shares", "worth", "screens"),
    "odd-price": ("worth", "screens"),
    "no-price": ("worth", "screens"),
    "zero-price": ("worth", "screens"),
    "price-below-zero": ("worth", "screens"),
    "self-filing": ("screens",),
}


class Uncounted(NamedTuple):
    """Why sums leave something of a row out."""

    rule: str  # a key of RULES
    proof: Proof  # the row that counts instead, or the row itself
    detail: str = ""  # the rule of what was found: a key of the other module's RULES

    @property
    def out_of(self) -> tuple[Sum, ...]:
        """The sums that leave it out: of shares, of money, or only screens of insiders."""
        return _OUT_OF[self.rule]


class Known(NamedTuple):
    """What was found about the rows of an issuer."""

    superseded: Mapping[RowKey, Superseded] = {}
    twins: Mapping[RowKey, Twin] = {}
    odd_prices: Mapping[RowKey, Finding] = {}
    odd_dates: Mapping[RowKey, OddDate] = {}  # those of rows
    disputed: Mapping[RowKey, Proof] = {}


def why_uncounted(filing: Filing, row: Row, known: Known, of: Sum) -> Uncounted | None:
    """The first reason why a sum leaves a row out; None if it counts."""
    return next((each for each in reasons(filing, row, known) if of in each.out_of), None)


def reasons(filing: Filing, row: Row, known: Known) -> Iterator[Uncounted]:
    """Every reason to leave something of a row out, the weightiest first."""
    key = key_of(filing, row)
    itself = Proof(*key)
    gone, twin = known.superseded.get(key), known.twins.get(key)
    if gone is not None:
        instead = Proof(*gone.other) if gone.other else Proof(gone.by)
        yield Uncounted("superseded", gone.proof or instead, gone.why)
    if key in known.disputed:
        yield Uncounted("disputed", known.disputed[key])
    if twin is not None:
        yield Uncounted("twin", Proof(*twin.of, words=twin.words), twin.rule)
    if row.kind == "holding":
        return
    odd_date, odd_price = known.odd_dates.get(key), known.odd_prices.get(key)
    if odd_date is not None and odd_date.rule.startswith("trade-"):
        yield Uncounted("odd-date", itself, odd_date.rule)
    for rule in _of_amount(row):
        yield Uncounted(rule, itself)
    if odd_price is not None:
        yield Uncounted("odd-price", itself, odd_price.rule)
    for rule in _of_price(row):
        yield Uncounted(rule, itself)
    issuer = filing.issuer.key
    if issuer and any(owner.key == issuer for owner in filing.owners):
        yield Uncounted("self-filing", Proof(filing.accession))


# Oddity 44. A warrant or a share that goes with a note is none.
_DEBT = re.compile(r"\b(?:notes?|debentures?|bonds?|loans?)\b", re.IGNORECASE)
_NO_DEBT = re.compile(
    r"\b(?:stocks?|shares?|units?|warrants?|options?|rights?|preferred|interests?|see|foot)\b",
    re.IGNORECASE,
)


def _of_amount(row: Row) -> Iterator[str]:
    shares, total = _value(row.transaction_shares), _value(row.transaction_total_value)
    title = _value(row.security_title) or ""
    if row.table == "II":
        yield "derivative"
    if shares is None and total is not None:
        yield "principal"
    elif shares is None:
        yield "no-amount"
    elif _DEBT.search(title) and not _NO_DEBT.search(title):
        yield "principal-as-shares"


def _of_price(row: Row) -> Iterator[str]:
    price = _value(row.transaction_price_per_share)
    if _value(row.transaction_shares) is None:
        return  # no price is needed: the row states its value, or nothing
    if price is None:
        yield "no-price"
    elif price == 0:
        yield "zero-price"
    elif price < 0:
        yield "price-below-zero"


def _value(cell: Cell[Any] | None) -> Any:
    return cell.value if cell is not None else None
