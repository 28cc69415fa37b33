"""Balances that do not follow from the one before, with the reason and its proof."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from builder.derive.history import Balance
from builder.derive.positions import Position
from builder.pages import cells
from builder.pages.addresses import link
from builder.pages.books import LISTED_GAPS, Book
from builder.pages.checks import gap_anchor, reason_words, row_place, signed_text
from builder.pages.conclusions import proof_link, signed
from builder.pages.markup import count, counted, number
from builder.pages.notes import joined
from builder.pages.rules import rule_link
from builder.pages.tables import Column, table


def gaps_note(book: Book, page: str) -> str:
    """How many balances were checked, and the gaps by reason."""
    checks = Counter(b.verdict for p in book.facts.positions for b in p.history)
    gaps = [balance for _, balance in book.newest_gaps]
    if not gaps:
        return ""  # gaps_table says that there are none
    reasons = Counter(balance.reason for balance in gaps)
    by_reason = ", ".join(
        f"{count(n)} {rule_link('gap', reason, page, reason_words(reason))}"
        for reason, n in sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
    )
    said = (
        f"{counted(checks['closes'] + len(gaps), 'balance')} checked against the one before:"
        f" {count(checks['closes'])} follow, {counted(len(gaps), 'gap')}: {by_reason}."
    )
    newest = f" The newest {LISTED_GAPS} stand here." if len(gaps) > LISTED_GAPS else ""
    return said + newest + " The balance itself is always the number that was filed."


def gaps_table(book: Book, page: str) -> str:
    """The newest gaps, each with what was expected and why it is not so."""
    closes = sum(b.verdict == "closes" for p in book.facts.positions for b in p.history)
    if not book.newest_gaps:
        checked = f"{counted(closes, 'balance')} checked against the one before: all follow."
        return checked if closes else ""
    rows = [
        _row(position, balance, book, page) for position, balance in book.newest_gaps[:LISTED_GAPS]
    ]
    columns = [
        Column("Insider"), Column("Line"), Column("Filing"), Column("Before", "right"),
        Column("Rows since", "right"), Column("Expected", "right"), Column("Filed", "right"),
        Column("Gap", "right"), Column("Reason and proof"),
    ]  # fmt: skip
    return table("gaps", columns, rows)


def _row(position: Position, balance: Balance, book: Book, page: str) -> list[str]:
    filing, row = balance.report.filing, balance.report.row
    place = link(row_place(filing, balance.key), page)
    filed = _number(balance.balance)
    proofs = "<br>".join(proof_link(proof, book, page) for proof in balance.proofs)
    reason = rule_link("gap", balance.reason, page, reason_words(balance.reason))
    return [
        f'<a id="{gap_anchor(balance.key)}"></a>{cells.owners(filing, page)}',
        joined([cells.plain(row.security_title), _held(position, balance)], " · "),
        cells.source(filing, page),
        _number(balance.previous),
        _derived(signed(balance.since)),
        _derived(_number(balance.expected)),
        f"[{filed}]({place})",
        f'<span class="s16-flag">{signed_text(balance)}</span>',
        joined([f"**{reason}**", proofs], "<br>"),
    ]


def _held(position: Position, balance: Balance) -> str:
    nature = cells.plain(balance.report.row.nature_of_ownership)
    return joined([position.wording.held, nature if position.wording.held == "I" else ""], " · ")


def _number(value: Decimal | None) -> str:
    return number(f"{value:f}") if value is not None else "?"


def _derived(text: str) -> str:
    return f'<span class="s16-derived">{text}</span>'
