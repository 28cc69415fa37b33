"""Every balance reported for a line, in the order of events, each checked against the one before.

Previous balance ± the rows since = this balance? What the sum gives is only a check: the balance
is always the number that was filed (section 4.2 of the forms reference).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from builder.derive.chains import Block, Style
from builder.derive.keys import Proof, RowKey
from builder.derive.reports import Order, Report, after, change, is_same, is_value

Verdict = Literal["first", "closes", "part", "gap", "unchecked", "unstated"]

VERDICTS: dict[str, str] = {
    "first": "The first balance of this line in this set: there is none before it.",
    "closes": (
        "The balance before, plus and minus the rows since, is this balance; fractions may be"
        " rounded by less than a hundredth."
    ),
    "part": "Its filing shows the balance after all of its rows at each of them: checked once.",
    "gap": "The balance before, plus and minus the rows since, is not this balance.",
    "unchecked": "A row does not say in numbers what it adds or takes: nothing to check.",
    "unstated": "The row states no balance, or only in a note.",
}


class Balance(NamedTuple):
    """One reported balance of a line, and how it follows from the one before."""

    report: Report
    as_of: date | None  # the day it speaks of
    balance: Decimal | None  # as filed
    change: Decimal | None  # what its own row adds, or takes below zero
    previous: Decimal | None  # the balance before it
    since: Decimal | None  # what all rows since that balance add, this one included
    verdict: Verdict
    style: Style
    reason: str = ""  # of a gap: a key of continuity.REASONS
    proofs: tuple[Proof, ...] = ()

    @property
    def key(self) -> RowKey:
        """The row that states it."""
        row = self.report.row
        return RowKey(self.report.filing.accession, row.table, row.row)

    @property
    def expected(self) -> Decimal | None:
        """The balance before and the rows since, added up."""
        if self.previous is None or self.since is None:
            return None
        return self.previous + self.since

    @property
    def gap(self) -> Decimal | None:
        """What is missing (above zero: owned without a row that says how), or None."""
        expected = self.expected
        if self.verdict != "gap" or self.balance is None or expected is None:
            return None
        return self.balance - expected


def history_of(blocks: Iterable[Block]) -> tuple[Balance, ...]:
    """The reports of one pile, oldest first, each with its check."""
    found: list[Balance] = []
    previous: Decimal | None = None
    in_money: bool | None = None
    pending: Decimal | None = Decimal(0)  # rows since the last balance that a number states
    for block in sorted(blocks, key=_order):
        since = _plus(pending, block.change)
        balance = block.balance
        if balance is None:
            found += _entries(block, "unstated", previous, since)
            pending = since
            continue
        money = is_value(block.newest.row)
        found += _entries(block, _verdict(previous, since, balance, in_money, money=money),
                          previous, since)  # fmt: skip
        previous, in_money, pending = balance, money, Decimal(0)
    return tuple(found)


def _order(block: Block) -> Order:
    return block.order


def _plus(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return one + other if one is not None and other is not None else None


def _verdict(
    previous: Decimal | None,
    since: Decimal | None,
    balance: Decimal,
    in_money: bool | None,
    *,
    money: bool,
) -> Verdict:
    if previous is None:
        return "first"
    if since is None or money != in_money:  # shares are never held against an amount of money
        return "unchecked"
    return "closes" if is_same(previous + since, balance) else "gap"


def _entries(
    block: Block, verdict: Verdict, previous: Decimal | None, since: Decimal | None
) -> list[Balance]:
    checked = block.newest
    return [
        Balance(
            report,
            block.as_of,
            after(report.row),
            change(report.row),
            previous,
            since,
            verdict if report is checked or verdict == "unstated" else "part",
            block.style,
        )
        for report in block.reports
    ]
