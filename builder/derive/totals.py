"""What one person holds of one class of an issuer, line by line: no number without its parts.

Several lines are normally needed for one person's total: direct, trust, spouse, 401(k) (section
4.2 of the forms reference). Only shares of Table I are added. What is stale, an amount of money,
without a number, or the same line told by another group of filers stands beside the sum, with
the reason why it is not in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from builder.derive.history import Balance
from builder.derive.positions import Position
from builder.derive.reports import is_value
from builder.derive.staleness import Stale

WHY_NOT: dict[str, str] = {
    "stale": "the line is stale: see its mark",
    "value": "an amount of money (principal), not a number of shares",
    "no number": "the filing gives the number only in words, in a note",
    "negative": "the filing states a balance below zero",
    "other group": "another filing, by other people together, restates the same line later",
}


class Held(NamedTuple):
    """A line with the balance that is looked at, and why it may no longer hold."""

    position: Position
    at: Balance
    stale: Stale | None = None


class Part(NamedTuple):
    """One line of a total."""

    held: Held
    shares: Decimal | None
    why_not: str = ""  # a key of WHY_NOT if the sum leaves it out


class Total(NamedTuple):
    """What a person holds of a class of an issuer."""

    issuer: int
    owner: int
    title: str  # normalised
    direct: Decimal
    indirect: Decimal
    parts: tuple[Part, ...]

    @property
    def shares(self) -> Decimal:
        """Direct and indirect together."""
        return self.direct + self.indirect


def totals_of(owner: int, lines: Iterable[Held]) -> tuple[Total, ...]:
    """Totals of one person by issuer and class, from the open lines of Table I that name them."""
    classes: dict[tuple[int, str], list[Held]] = defaultdict(list)
    for held in lines:
        position = held.position
        if position.table == "I" and owner in position.owners and held.at.balance != 0:
            classes[position.issuer, position.wording.title].append(held)
    return tuple(
        _total(issuer, owner, title, classes[issuer, title]) for issuer, title in sorted(classes)
    )


def _total(issuer: int, owner: int, title: str, lines: list[Held]) -> Total:
    newest = _newest_of_wordings(lines)
    parts = [_part(held, newest) for held in sorted(lines, key=_place)]
    counted = [part for part in parts if not part.why_not and part.shares is not None]
    sums = {"D": Decimal(0), "I": Decimal(0)}
    for part in counted:
        way = "D" if part.held.position.wording.held == "D" else "I"
        sums[way] += part.shares or Decimal(0)
    return Total(issuer, owner, title, sums["D"], sums["I"], tuple(parts))


def _place(held: Held) -> tuple[str, ...]:
    return (held.position.wording.held, *held.position.line, str(held.position.owners))


Wording = tuple[str, str]


def _wording(held: Held) -> Wording:
    return held.position.wording.held, held.position.wording.nature


def _newest_of_wordings(lines: Iterable[Held]) -> Mapping[Wording, Held]:
    """Of one wording told by several groups of filers, the line that was restated last."""
    newest: dict[Wording, Held] = {}
    for held in lines:
        before = newest.setdefault(_wording(held), held)
        if before.at.report.order < held.at.report.order:
            newest[_wording(held)] = held
    return newest


def _part(held: Held, newest: Mapping[Wording, Held]) -> Part:
    row, balance = held.at.report.row, held.at.balance
    if is_value(row):
        return Part(held, None, "value")
    if balance is None:
        return Part(held, None, "no number")
    if balance < 0:
        return Part(held, balance, "negative")
    if held.stale is not None:
        return Part(held, balance, "stale")
    if newest[_wording(held)].position.owners != held.position.owners:
        return Part(held, balance, "other group")
    return Part(held, balance)
