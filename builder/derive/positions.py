"""What each insider holds: one line per pile of securities, with every report of it.

A position is the newest balance that was reported, never a running sum (section 4.2 of the
forms reference); its history keeps all the balances before it, each checked against the one
before (:mod:`builder.derive.continuity`).

Which rows are about the same pile is settled for each issuer, group of owners, table
and D or I, filing by filing in the order of events:

1. within a filing, a row goes on from the row before it if their balances do (running
   style) or are the same (final style); a holding beside other rows of its line is a
   pile of its own (:mod:`builder.derive.chains`);
2. across filings, under the same wording (title, nature, exercise price, expiration),
   the pile whose balance is the one that the new rows start from; else the one with
   the same or the likeliest notes; else, where there is only one, that one;
3. under another wording, the only open pile with exactly the balance that the new rows
   start from.

What fits nowhere is a pile of its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from builder.derive.chains import Block, Chain, Reworded, chains_of
from builder.derive.history import Balance, history_of
from builder.derive.holders import holders_of
from builder.derive.keys import RowKey
from builder.derive.lines import SEE_NOTE, Group, Line, Notes, likeness
from builder.derive.reports import Report, balance_of, before, is_same
from builder.model import Cell, Filing, Table


class Position(NamedTuple):
    """A line with its newest report and all the reports before it."""

    issuer: int
    owners: tuple[int, ...]  # keys of the filing's owners, ascending; 0 for one without
    table: Table
    line: tuple[str, ...]  # the newest wording, and a number among the group's piles
    report: Report
    history: tuple[Balance, ...] = ()

    @property
    def wording(self) -> Line:
        """The newest wording, brought to what tells lines apart."""
        return Line(*self.line[:5])

    @property
    def balance(self) -> Cell[Decimal] | None:
        """The balance as filed; see :func:`balance_of`."""
        return balance_of(self.report.row)

    @property
    def newest(self) -> Balance:
        """The newest balance, with its check."""
        row = self.report.row
        return next(b for b in reversed(self.history) if b.report.row is row)

    def held_on(self, day: date) -> Balance | None:
        """The newest balance that speaks of a day up to this one; None if there is none."""
        stated = (
            b for b in reversed(self.history)
            if b.verdict != "part" and balance_of(b.report.row) is not None
        )  # fmt: skip
        return next((b for b in stated if b.as_of is None or b.as_of <= day), None)

    @property
    def is_open(self) -> bool:
        """A balance of zero closes the line; a balance that no number states does not."""
        balance = self.balance
        return balance is None or balance.value is None or balance.value != 0


# Notes less alike than this are about something else.
ALIKE = Decimal("0.6")


def derive_positions(
    filings: Iterable[Filing],
    *,
    superseded: Collection[RowKey] | Mapping[RowKey, object] = (),
    amends: Mapping[str, Filing] | None = None,
    reworded: Reworded | None = None,
) -> list[Position]:
    """Every pile that any of the filings reports, with its history.

    The order of the filings does not matter. Closed piles (balance zero) are included. Rows
    that are ``superseded`` count for nothing; ``amends`` names the filing that an amendment
    speaks for, ``reworded`` the site owner's own wording of a title.
    """
    by_group: dict[Group, list[Chain]] = defaultdict(list)
    for filing in filings:
        original = amends.get(filing.accession) if amends else None
        made = chains_of(filing, superseded=superseded, amends=original, reworded=reworded)
        for group, chains in made.items():
            by_group[group] += chains
    positions = []
    for group in sorted(by_group):
        piles = _piles(by_group[group])
        positions += [_position(group, number, pile) for number, pile in enumerate(piles, 1)]
    return positions


def _position(group: Group, number: int, pile: _Pile) -> Position:
    line = (*pile.line, str(number))
    history = history_of(pile.blocks)
    return Position(group.issuer, group.owners, group.table, line, pile.newest.newest, history)


@dataclass(slots=True)
class _Pile:
    """A pile with the wordings it went under and its newest balance so far."""

    line: Line
    told: Chain  # the chain that tells its newest balance
    newest: Block
    wordings: set[Line] = field(default_factory=set)
    blocks: list[Block] = field(default_factory=list)

    @property
    def balance(self) -> Decimal | None:
        return self.newest.balance

    @property
    def notes(self) -> Notes:
        return self.told.notes

    def take(self, chain: Chain) -> None:
        self.wordings.add(chain.line)
        self.blocks += chain.blocks
        if chain.is_stated and self.newest.order <= chain.last.order:
            self.newest, self.line, self.told = chain.last, chain.line, chain


def _piles(chains: list[Chain]) -> list[_Pile]:
    """Settle which chains of all filings go on from which, in the order of events."""
    by_filing: dict[str, list[Chain]] = defaultdict(list)
    for chain in chains:
        by_filing[chain.reports[0].filing.accession].append(chain)
    piles: list[_Pile] = []
    for filed in sorted(by_filing.values(), key=lambda filed: max(c.last.order for c in filed)):
        _settle(sorted(filed, key=lambda chain: chain.reports[0].row.row), piles)
    return piles


def _settle(chains: list[Chain], piles: list[_Pile]) -> None:
    """Give each chain of one filing its pile: the surest ways first, for all of them.

    Rows that fit no pile open one if they state a balance.
    """
    free = list(piles)
    open_chains = [part for chain in chains for part in _taken_apart(chain, free)]
    for choose in (_by_balance, _by_same_notes, _by_like_notes, _reworded, _the_only_one):
        if not free:
            break
        for chain in list(open_chains):
            pile = choose(chain, free, open_chains)
            if pile is not None:
                pile.take(chain)
                free = [other for other in free if other is not pile]
                open_chains = [other for other in open_chains if other is not chain]
    for chain in open_chains:
        if chain.is_stated:
            pile = _Pile(chain.line, chain, chain.last, {chain.line}, list(chain.blocks))
            piles.append(pile)


def _taken_apart(chain: Chain, free: Sequence[_Pile]) -> list[Chain]:
    """A chain in the final style, or its rows one by one where each closes a pile of its own.

    Two rows that both leave nothing may be two sales of one pile or the ends of two: the
    balances before them tell.
    """
    if len(chain.blocks) != 1 or len(chain.reports) == 1 or not free:
        return [chain]
    balances = {pile.balance for pile in free if chain.line in pile.wordings}
    if chain.start in balances or not any(before(r.row) in balances for r in chain.reports):
        return [chain]
    parts = [Chain(chain.line, [report]) for report in chain.reports]
    for part in parts:
        part.settle()
    return parts


def _same_wording(chain: Chain, free: Sequence[_Pile]) -> list[_Pile]:
    """Piles known under the chain's wording, the newest report last."""
    found = [pile for pile in free if chain.line in pile.wordings and not _contradicts(chain, pile)]
    return sorted(found, key=lambda pile: pile.newest.order)


# Dividends and rounding move the balance of a grant by a few percent, another grant by more.
NEARLY = Decimal("0.95")


# What a title calls a grant: one of many lines under the same words. A class of stock is one line.
_GRANT = re.compile(
    r"\b(?:unit|option|right|warrant|award|grant|phantom|equivalent|appreciation|[pr]su|gsu)"
)


def _contradicts(chain: Chain, pile: _Pile) -> bool:
    """True for grants without a stated term whose balances are too far apart to be the same.

    Most grants of units have one title, no price and no expiration: only the number tells.
    """
    balance, start = pile.balance, chain.start
    if balance is None or start is None or chain.line.expiration or not _is_grant(chain):
        return False
    if start == 0 and chain.last.newest.row.kind == "holding":
        return False  # a holding of nothing closes a pile, it opens none
    low, high = sorted((balance, start))
    return low < high * NEARLY


def _is_grant(chain: Chain) -> bool:
    in_table_ii = chain.reports[0].row.table == "II"
    return in_table_ii and _GRANT.search(chain.line.title) is not None


def _by_balance(chain: Chain, free: Sequence[_Pile], _others: Sequence[Chain]) -> _Pile | None:
    if not chain.start:
        return None
    fitting = [p for p in _same_wording(chain, free) if is_same(p.balance, chain.start)]
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    return max(
        fitting,
        key=lambda pile: (likeness(pile.notes, chain.notes), pile.newest.order),
        default=None,
    )


def _by_same_notes(chain: Chain, free: Sequence[_Pile], _others: Sequence[Chain]) -> _Pile | None:
    if not chain.notes:
        return None
    return next((p for p in _same_wording(chain, free) if p.notes == chain.notes), None)


def _by_like_notes(chain: Chain, free: Sequence[_Pile], _others: Sequence[Chain]) -> _Pile | None:
    alike = [
        (likeness(pile.notes, chain.notes), pile)
        for pile in _same_wording(chain, free)
        if pile.notes and chain.notes and not _other_holder(chain, pile)
    ]
    alike = [pair for pair in alike if pair[0] >= ALIKE]
    best = max((score for score, _ in alike), default=None)
    found = [pile for score, pile in alike if score == best]
    return found[0] if len(found) == 1 else None


def _the_only_one(chain: Chain, free: Sequence[_Pile], others: Sequence[Chain]) -> _Pile | None:
    """Rule 4.2 at its plainest: the last report of a line wins."""
    same = _same_wording(chain, free)
    still = [pile for pile in same if pile.balance != 0] or same[-1:]
    rivals = [other for other in others if other.line == chain.line]
    return (
        still[0]
        if len(still) == 1 and len(rivals) == 1 and not _other_note(chain, still[0])
        else None
    )


def _other_holder(chain: Chain, pile: _Pile) -> bool:
    """True if the notes of both name holders, and none of them is the same."""
    mine, theirs = (holders_of(r.filing, r.row) for r in (chain.reports[0], pile.newest.newest))
    return bool(mine) and bool(theirs) and set(mine).isdisjoint(theirs)


def _other_note(chain: Chain, pile: _Pile) -> bool:
    """True if notes are all that names the pile, and they name another one."""
    only_notes = chain.line.nature == SEE_NOTE and bool(chain.notes) and bool(pile.notes)
    return only_notes and likeness(chain.notes, pile.notes) < ALIKE


def _reworded(chain: Chain, free: Sequence[_Pile], _others: Sequence[Chain]) -> _Pile | None:
    """The only open pile that has exactly the balance the chain starts from."""
    if not chain.start:
        return None
    fitting = [p for p in free if p.balance == chain.start and _near(chain.line, p.line)]
    return fitting[0] if len(fitting) == 1 else None


def _near(one: Line, other: Line) -> bool:
    """True if two wordings share title or nature, and their terms do not contradict."""
    prices = {one.exercise_price, other.exercise_price} - {""}
    days = {one.expiration, other.expiration} - {""}
    words = set(one.title.split()) & set(other.title.split())
    alike = one.title == other.title or (one.nature == other.nature and bool(words))
    return alike and len(prices) < 2 and len(days) < 2
