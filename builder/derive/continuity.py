"""Why a balance does not follow from the one before: a reason with its proof, or "unexplained".

The reasons are a closed list. Each has rules (:mod:`builder.derive.gap_rules`) that look for the
row, the footnote or the filing that proves it; what none of them can prove is unexplained,
however likely.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from builder.derive.amendments import Amended
from builder.derive.gap_book import Book, Case
from builder.derive.gap_rules import RULES_OF_GAPS
from builder.derive.history import Balance
from builder.derive.keys import Proof, RowKey
from builder.derive.positions import Position
from builder.model import Filing

REASONS: dict[str, str] = {
    "first": "First report: no balance of this line stands before it in this set.",
    "missing": (
        "A filing is missing from this set: another filing speaks of it, or amends it, and it is"
        " not here."
    ),
    "split": (
        "A split: the balance before, times the ratio that a footnote states or that other lines"
        " share, is what this row starts from."
    ),
    "plan": (
        "Acquired through a plan, which needs no row of its own: a footnote names the plan, such"
        " as an employee stock purchase plan or the reinvestment of dividends."
    ),
    "line": (
        "Another line or title changed: the same number left or joined another line of the same"
        " people at the same time, or came by a row reported there."
    ),
    "amendment": (
        "An amendment corrected the balance before or this one; other filings were made on the"
        " numbers without the correction."
    ),
    "late": (
        "A late report: a row reported later, or only on Form 5, belongs between the two balances;"
        " in the order of filing they add up."
    ),
    "note": "A footnote on the balance, or on its row, says what it includes or why it changed.",
    "unexplained": "Unexplained: nothing in this set proves why.",
}


def with_reasons(
    positions: Sequence[Position],
    filings: Mapping[str, Filing],
    amended: Amended,
    repeated: Collection[RowKey] = (),
) -> tuple[Position, ...]:
    """The positions with the reason and the proof of every gap filled in.

    All of them are lines of one issuer and of people connected through joint filings. Rows that
    are ``repeated`` (filed twice) prove nothing.
    """
    if not any(balance.verdict == "gap" for each in positions for balance in each.history):
        return tuple(positions)
    book = Book(positions, filings, amended, repeated)
    found: dict[int, dict[int, Balance]] = defaultdict(dict)
    for case in book.cases:
        reason, proofs = _reason(case)
        found[id(case.position)][case.index] = case.here._replace(reason=reason, proofs=proofs)
    return tuple(_with(position, found.get(id(position), {})) for position in positions)


def _with(position: Position, found: Mapping[int, Balance]) -> Position:
    if not found:
        return position
    history = tuple(found.get(i, balance) for i, balance in enumerate(position.history))
    return position._replace(history=history)


def _reason(case: Case) -> tuple[str, tuple[Proof, ...]]:
    for reason, rule in RULES_OF_GAPS:
        proofs = rule(case)
        if proofs:
            return reason, proofs
    return "unexplained", ()
