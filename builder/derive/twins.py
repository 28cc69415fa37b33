"""Rows that report what another filing already reports, linked to it and never deleted.

A joint filing is counted once because its rows belong to the group, not to each owner (section
4.5 of the forms reference). Three ways in which one and the same row comes in two filings need
proof; each is a rule here, named beside the row that sums then leave out:

* a group of more than ten people files the same rows again for its other members;
* two insiders each report the trade of a fund that both have a part in;
* the same people file the same form twice.

Equal numbers prove nothing by themselves, not even equal balances: directors are granted equal
amounts on the same day, and investors hold equal stakes. So rows are the same only with the
evidence that their rule asks for. Identical rows of one filing are two trades (oddity 26): rows
are paired one to one, and what finds no partner counts. Of rows that are the same, the one that
was known first counts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from builder.derive.holders import named_by
from builder.derive.keys import Proof, RowKey
from builder.derive.trades import Trade

MOST_OWNERS = 10  # on one form (section 1.1)

RULES: dict[str, str] = {
    "split-group": (
        "The group has more than ten members, the most that a form takes. The same submitter"
        " filed the same rows on the same day for others of them; they are counted there."
    ),
    "split-by-own-word": (
        "The filing's remarks say that it is one of several for the same report. The same"
        " submitter filed the same rows on the same day for others; they are counted there."
    ),
    "filed-twice": (
        "The same people filed a form with exactly these rows and balances before; it is counted"
        " there."
    ),
    "same-holder": (
        "Another insider reported this trade: same day, security, code, number, price and balance"
        " after it, and both name the same holder, or one of them is the holder that the other"
        " names. It is counted there."
    ),
}


class Twin(NamedTuple):
    """A row that reports what another row, which was known before it, reports."""

    row: RowKey
    of: RowKey  # the row that counts; never itself a twin
    rule: str  # a key of RULES
    words: str = ""  # the holder that both name


class Split(NamedTuple):
    """Filings with the same rows for different members of one group."""

    accessions: tuple[str, ...]  # the first is the one that counts
    rule: str  # a key of RULES
    proof: tuple[Proof, ...] = ()  # the remarks that say so


class Joint(NamedTuple):
    """What filings have in common."""

    twins: dict[RowKey, Twin]
    splits: tuple[Split, ...]


def derive_twins(trades: Iterable[Trade]) -> Joint:
    """Find the rows of one issuer that report the same; the order of the trades is nothing."""
    filed = _filed(trades)
    twins: dict[RowKey, Twin] = {}
    twice = _twice(filed)
    for first, second in twice:
        twins.update(_paired(first, second, "filed-twice"))
    again = {second.accession for _, second in twice}
    splits = list(_splits([each for each in filed if each.accession not in again]))
    for split, (first, *others) in splits:
        for other in others:
            twins.update(_paired(first, other, split.rule))
    for twin in _shared(t for each in filed for t in each.trades if t.key not in twins):
        twins[twin.row] = twin
    found = sorted((split for split, _ in splits), key=lambda split: split.accessions)
    return Joint({key: _settled(twins[key], twins) for key in sorted(twins)}, tuple(found))


def _settled(twin: Twin, twins: Mapping[RowKey, Twin]) -> Twin:
    """The twin with the row that counts in the end: a copy of a copy points to the first."""
    while twin.of in twins:
        twin = twin._replace(of=twins[twin.of].of)
    return twin


# Whole filings


class _Filed(NamedTuple):
    """A filing with its rows, in its own order."""

    trades: tuple[Trade, ...]

    @property
    def head(self) -> Trade:
        return self.trades[0]

    @property
    def accession(self) -> str:
        return self.head.accession

    @property
    def owners(self) -> tuple[int, ...]:
        """Empty if one of them is not known: then nobody can say who is who."""
        owners = self.head.owners
        return owners if 0 not in owners else ()

    @property
    def said(self) -> Hashable:
        """All that its rows say, each as often as it does."""
        return frozenset(Counter(map(_said, self.trades)).items())


def _said(trade: Trade) -> Hashable:
    """What a row says, but for whom it names as holder: notes are worded for each filing."""
    return (
        trade.table, trade.kind, trade.day, trade.title, trade.code, trade.direction, trade.held,
        trade.nature, trade.shares, trade.value, trade.price, trade.balance, trade.terms,
    )  # fmt: skip


def _filed(trades: Iterable[Trade]) -> list[_Filed]:
    """The filings, what was known first before what was known later."""
    by_accession: dict[str, list[Trade]] = defaultdict(list)
    for trade in trades:
        by_accession[trade.accession].append(trade)
    found = [_Filed(tuple(sorted(rows, key=_place))) for rows in by_accession.values()]
    return sorted(found, key=lambda each: each.head.order)


def _place(trade: Trade) -> tuple[str, int]:
    return trade.table, trade.row


def _alike(filed: Iterable[_Filed], key: Callable[[_Filed], Hashable]) -> Iterator[list[_Filed]]:
    """Filings with the same key and the same rows, in order; what is alone is left out."""
    for some in _several(filed, key):
        yield from _several(some, lambda each: each.said)


def _several(filed: Iterable[_Filed], key: Callable[[_Filed], Hashable]) -> list[list[_Filed]]:
    found: dict[Hashable, list[_Filed]] = defaultdict(list)
    for each in filed:
        found[key(each)].append(each)
    return [some for some in found.values() if len(some) > 1]


def _twice(filed: Iterable[_Filed]) -> list[tuple[_Filed, _Filed]]:
    """Originals by the same people with the same rows: the first and each later one.

    Parts of a report are not its copies: thirty equal fills may fill two forms. Rows that state
    no balance could be two trades.
    """
    candidates = [
        each
        for each in filed
        if each.owners
        and not each.head.part
        and not each.head.form.endswith("/A")
        and all(trade.balance is not None for trade in each.trades)
    ]
    return [
        (first, other)
        for first, *others in _alike(candidates, _by_people)
        for other in others
    ]  # fmt: skip


def _by_people(each: _Filed) -> Hashable:
    return each.owners, each.head.form, each.head.period, len(each.trades)


def _splits(filed: Iterable[_Filed]) -> Iterator[tuple[Split, list[_Filed]]]:
    """Groups whose members are spread over filings with the same rows."""
    candidates = [each for each in filed if each.head.submitter and each.head.filed]
    for some in _alike(candidates, _by_submitter):
        for group in _disjoint(some):
            rule = _split_rule(group)
            if rule:
                said = [each.head for each in group if each.head.part]
                proof = tuple(Proof(t.accession, note="remarks", words=t.part) for t in said)
                yield Split(tuple(each.accession for each in group), rule, proof), group


def _by_submitter(each: _Filed) -> Hashable:
    head = each.head
    return head.submitter, head.filed, head.form, head.period, len(each.trades)


def _disjoint(some: Sequence[_Filed]) -> list[list[_Filed]]:
    """Groups in which nobody files twice; a filing whose owners are not known fits any."""
    groups: list[tuple[set[int], list[_Filed]]] = []
    for each in some:
        for owners, group in groups:
            if owners.isdisjoint(each.owners):
                owners.update(each.owners)
                group.append(each)
                break
        else:
            groups.append((set(each.owners), [each]))
    return [group for _, group in groups if len(group) > 1]


def _split_rule(group: Sequence[_Filed]) -> str:
    """Which rule says that the filings are of one group; "" if none does."""
    if all(each.head.part for each in group):
        return "split-by-own-word"
    sizes = [len(each.owners) for each in group]
    is_joint = max(sizes) > 1 and sum(sizes) > MOST_OWNERS
    return "split-group" if is_joint and min(sizes) > 0 else ""


def _paired(first: _Filed, other: _Filed, rule: str) -> Iterator[tuple[RowKey, Twin]]:
    """Each row of the other filing with the row of the first that says the same."""
    waiting: dict[Hashable, list[Trade]] = defaultdict(list)
    for trade in reversed(first.trades):
        waiting[_said(trade)].append(trade)
    for trade in other.trades:
        yield trade.key, Twin(trade.key, waiting[_said(trade)].pop().key, rule)


# Single trades


def _shared(trades: Iterable[Trade]) -> Iterator[Twin]:
    """Trades that two insiders report, of a holder that both speak for."""
    candidates = [trade for trade in trades if _may_be_shared(trade)]
    days = {trade.day for trade in candidates if trade.held == "I"}
    alike: dict[Hashable, list[Trade]] = defaultdict(list)
    for trade in candidates:
        if trade.day in days:
            alike[_same_trade(trade)].append(trade)
    for some in alike.values():
        if len(some) > 1 and len({trade.owners for trade in some}) > 1:
            yield from _matched(sorted(some, key=lambda trade: trade.order))


def _may_be_shared(trade: Trade) -> bool:
    """True for a transaction of known people that is no grant: equal grants are two grants."""
    is_grant = trade.code == "A" and not trade.price
    return (
        bool(trade.holders)
        and bool(trade.shares or trade.value)
        and trade.balance is not None
        and trade.day is not None
        and not is_grant
        and bool(trade.owners)
        and 0 not in trade.owners
    )


def _same_trade(trade: Trade) -> Hashable:
    return (
        trade.day, trade.table, trade.title, trade.code, trade.direction, trade.shares,
        trade.value, trade.price, trade.balance, trade.terms,
    )  # fmt: skip


class _Counted(NamedTuple):
    """A trade that counts, with the filings in which it has been found again."""

    trade: Trade
    filings: set[str]


def _matched(trades: Sequence[Trade]) -> Iterator[Twin]:
    """Give each trade, in order, the first that another filing reported and that it proves to be.

    Each counted trade has one twin in a filing: the second of two equal rows has its own.
    """
    counted: list[_Counted] = []
    by_holder: dict[str, list[int]] = defaultdict(list)
    for trade in trades:
        places = sorted({at for name in trade.holders for at in by_holder[name]})
        twin = _first_of(trade, (counted[at] for at in places))
        if twin is not None:
            yield twin
            continue
        for name in trade.holders:
            by_holder[name].append(len(counted))
        counted.append(_Counted(trade, {trade.accession}))


def _first_of(trade: Trade, counted: Iterable[_Counted]) -> Twin | None:
    for first, filings in counted:
        if trade.accession not in filings and first.owners != trade.owners:
            words = _evidence(first, trade)
            if words:
                filings.add(trade.accession)
                return Twin(trade.key, first.key, "same-holder", words)
    return None


def _evidence(first: Trade, second: Trade) -> str:
    """The holder that both name, if that is most of whom one of them names; "" otherwise.

    Members of one board hold equal stakes and get equal grants, so that even equal balances
    prove nothing. Two direct lines are two holders; so are parallel funds of one manager.
    """
    if first.held == second.held == "D":
        return ""
    named = named_by(first.nature), named_by(second.nature)
    if all(named) and named[0].isdisjoint(named[1]):
        return ""
    common = set(first.holders) & set(second.holders)
    if len(common) * 2 <= min(len(first.holders), len(second.holders)):
        return ""
    return max(common, key=lambda name: (len(name), name))
