"""The history of each line that an insider holds: the newest balances, each with its check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from builder.derive.totals import Held
from builder.pages import cells
from builder.pages.checks import balance_check
from builder.pages.conclusions import signed
from builder.pages.holdings import View
from builder.pages.markup import count, literal, number
from builder.pages.notes import joined
from builder.pages.tables import Column, fold, table

LINES = 24  # that a page unfolds: the longest histories, Table I before Table II
BALANCES = 12  # of each


def histories(lines: Iterable[Held], view: View) -> str:
    """One folded table a line; lines that were reported once have no history."""
    told = [held for held in lines if held.position.is_open and _checked(held) > 1]
    told.sort(key=lambda held: (held.position.table, -_checked(held), held.position[:4]))
    return "\n\n".join(_history(held, view) for held in told[:LINES])


def _checked(held: Held) -> int:
    return sum(balance.verdict != "part" for balance in held.position.history)


def _history(held: Held, view: View) -> str:
    position = held.position
    filing, row = position.report.filing, position.report.row
    # a summary is HTML: no links, no notes
    words = [
        literal(filing.issuer.name) or "Issuer not stated",
        cells.plain(row.security_title),
        position.wording.held,
        cells.plain(row.nature_of_ownership) if position.wording.held == "I" else "",
        f"{count(_checked(held))} balances",
    ]
    columns = [
        Column("As of"), Column("Rows since", "right"), Column("Owned after", "right"),
        Column("Check"), Column("Filing"),
    ]  # fmt: skip
    body = table("history", columns, _rows(held, view))
    return fold(joined(words, " · "), body)


def _rows(held: Held, view: View) -> Iterator[list[str]]:
    checked = [b for b in reversed(held.position.history) if b.verdict != "part"]
    for balance in checked[:BALANCES]:
        filing, row = balance.report.filing, balance.report.row
        money = row.shares_owned_following_transaction is None and bool(
            row.value_owned_following_transaction
        )
        stated = _number(balance.balance)
        yield [
            _derived(balance.as_of.isoformat() if balance.as_of else "not stated"),
            _derived(signed(balance.since) if balance.since is not None else "not in numbers"),
            f"&#36;{stated}" if money and stated else stated or "not in numbers",
            balance_check(balance, view.book(filing), view.page),
            cells.source(filing, view.page),
        ]
    if len(checked) > BALANCES:
        yield [f"{count(len(checked) - BALANCES)} older", "", "", "", ""]


def _number(value: Decimal | None) -> str:
    return number(f"{value:f}") if value is not None else ""


def _derived(text: str) -> str:
    return f'<span class="s16-derived">{text}</span>'
