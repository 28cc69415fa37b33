"""Keeps the derived tables of a ledger true to its filed ones.

The store remembers the people whose filings about an issuer changed; here each of them, with
whoever files together with them, is derived anew. What concerns an issuer as a whole (prices
held against its other prices) follows from what is then known of all its people. Killed
half-way, the rest is still remembered.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import NamedTuple

from builder.derive.chains import Reworded
from builder.derive.clusters import NO_OWNER, Cluster, clusters
from builder.derive.facts import derive_across, derive_facts
from builder.derive.trades import Trade
from builder.ledger.derived_rows import rows_across, rows_of_facts, rows_of_parties
from builder.ledger.derived_tables import OF_FILINGS, OF_ISSUERS, OF_LINES
from builder.ledger.people import rewording, shown
from builder.ledger.rows import Tables
from builder.ledger.store import Ledger
from builder.model import Filing
from builder.work import batched, map_in_order

BATCH = 400  # filings of the issuers that a process takes at a time, about
WORTH_SHARING = 4000  # filings; below, starting processes costs more than it saves
AT_ONCE = 16  # batches in a transaction: keys are random, so each rewrites the same pages

Progress = Callable[[int], None]


class Stale(NamedTuple):
    """An issuer, and the people of whom filings about it changed."""

    issuer: int
    owners: frozenset[int]


class _Made(NamedTuple):
    """What a batch of issuers came to: new rows, and whose old ones give way."""

    stale: tuple[Stale, ...]
    people: list[tuple[int, int]]  # owner, issuer
    accessions: list[tuple[str]]
    rows: Tables


def derive_again(ledger: Ledger, jobs: int = 1, progress: Progress | None = None) -> None:
    """Drop every derived table and make them all again from the filed ones."""
    ledger.drop_derived()
    refresh_derived(ledger, jobs, progress)


def refresh_derived(ledger: Ledger, jobs: int, progress: Progress | None = None) -> None:
    """Derive again what the stale people hold; tells ``progress`` how many filings are done."""
    sizes: dict[int, int] = dict(
        ledger.ask(
            "SELECT issuer_key, count(*) FROM submission"
            " WHERE issuer_key IN (SELECT issuer_key FROM stale_people) GROUP BY issuer_key"
        )
    )
    batches = list(_batches(_stale(ledger), sizes))
    is_empty = not ledger.ask("SELECT 1 FROM trade UNION ALL SELECT 1 FROM line LIMIT 1")
    is_large = sum(sizes.values()) >= WORTH_SHARING
    if batches and not is_empty:
        ledger.index_derived()
    made = map_in_order(partial(_make, ledger.path), batches, jobs if is_large else 1)
    with ledger.filled_from_empty() if is_large and is_empty else nullcontext():
        for several in batched(made, AT_ONCE):
            with ledger.transaction():
                for each in several:
                    if not is_empty:
                        _drop_old(ledger, each)
                    _put_new(ledger, each)
            if progress:
                progress(sum(len(each.accessions) for each in several))


def _stale(ledger: Ledger) -> Iterator[Stale]:
    owners: dict[int, list[int]] = defaultdict(list)
    for issuer, owner in ledger.ask("SELECT issuer_key, owner_key FROM stale_people ORDER BY 1"):
        owners[issuer].append(owner)
    return (Stale(issuer, frozenset(found)) for issuer, found in owners.items())


def _batches(stale: Iterable[Stale], sizes: dict[int, int]) -> Iterator[tuple[Stale, ...]]:
    batch: list[Stale] = []
    filings = 0
    for each in stale:
        batch.append(each)
        filings += sizes.get(each.issuer, 0)
        if filings >= BATCH:
            yield tuple(batch)
            batch, filings = [], 0
    if batch:
        yield tuple(batch)


def _drop_old(ledger: Ledger, made: _Made) -> None:
    """Take out what was derived of a batch's people, filings and issuers before."""
    of_line = "line_id IN (SELECT line_id FROM line_owner WHERE owner_key = ? AND issuer_key = ?)"
    issuers = [(each.issuer,) for each in made.stale]
    for name in OF_LINES:
        ledger.tell(f"DELETE FROM {name} WHERE {of_line}", made.people)  # noqa: S608 - our own names
    ledger.tell("DELETE FROM line_owner WHERE owner_key = ? AND issuer_key = ?", made.people)
    for name in OF_FILINGS:
        ledger.tell(f"DELETE FROM {name} WHERE accession_number = ?", made.accessions)  # noqa: S608 - our own names
    for name in OF_ISSUERS:
        ledger.tell(f"DELETE FROM {name} WHERE issuer_key = ?", issuers)  # noqa: S608 - our own names


def _put_new(ledger: Ledger, made: _Made) -> None:
    """Put in a batch's rows, and forget that its people were stale."""
    issuers = [(each.issuer,) for each in made.stale]
    # of one person at two issuers, the second batch knows as much as the first
    parties = [(key,) for key in {key for pair in made.people for key in pair}]
    ledger.tell("DELETE FROM party WHERE party_key = ?", parties)
    ledger.add_derived(made.rows)
    ledger.tell("DELETE FROM stale_people WHERE issuer_key = ?", issuers)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Hardly a cycle among values by the thousand: looking for some takes a tenth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _make(path: Path, stale: tuple[Stale, ...]) -> _Made:
    """Derive for a batch of issuers (in another process)."""
    with _without_collector():
        return _made(path, stale)


def _made(path: Path, stale: tuple[Stale, ...]) -> _Made:
    rows: Tables = defaultdict(list)
    made = _Made(stale, [], [], rows)
    with Ledger(path, is_shared=True) as ledger:
        reworded = rewording(ledger)
        found = {each.issuer: _touched(ledger, each) for each in stale}
        filings = _filings(ledger, (touched for touched, _ in found.values()))
        for each in stale:
            touched, others = found[each.issuer]
            for cluster in touched:
                made.accessions.extend((accession,) for accession in cluster.accessions)
            owners = each.owners.union(*(cluster.owners for cluster in touched))
            made.people.extend((owner, each.issuer) for owner in sorted(owners))
            trades = _trades(ledger, each.issuer, touched) if others else []
            again = [_of(cluster, filings) for cluster in touched]
            _derive(each.issuer, again, trades, reworded, rows)
        keys = {key for pair in made.people for key in pair if key != NO_OWNER}
        _add(rows, rows_of_parties(shown(ledger, keys)))
    return made._replace(rows=dict(rows))


def _touched(ledger: Ledger, stale: Stale) -> tuple[list[Cluster], int]:
    """The clusters of an issuer's filings with one of the stale people; how many there are more."""
    found = clusters(ledger.people_of_issuer(stale.issuer))
    touched = [cluster for cluster in found if not stale.owners.isdisjoint(cluster.owners)]
    return touched, len(found) - len(touched)


def _filings(ledger: Ledger, found: Iterable[list[Cluster]]) -> dict[str, Filing]:
    wanted = [
        accession for touched in found for cluster in touched for accession in cluster.accessions
    ]
    return {filing.accession: filing for filing in ledger.filings(wanted)}


def _of(cluster: Cluster, filings: dict[str, Filing]) -> list[Filing]:
    return [filings[accession] for accession in cluster.accessions]


def _trades(ledger: Ledger, issuer: int, touched: Iterable[Cluster]) -> list[Trade]:
    """What the rows of the other clusters say, as last derived."""
    again = {accession for cluster in touched for accession in cluster.accessions}
    return ledger.trades_of_issuer(issuer, again)


def _derive(
    issuer: int,
    touched: Iterable[list[Filing]],
    trades: list[Trade],
    reworded: Reworded | None,
    rows: Tables,
) -> None:
    for filings in touched:
        facts = derive_facts(filings, reworded)
        _add(rows, rows_of_facts(issuer, facts))
        trades += facts.trades
    _add(rows, rows_across(issuer, derive_across(trades)))


def _add(rows: Tables, more: Tables) -> None:
    for name, values in more.items():
        rows[name] += values
