"""Everything that follows from the filings about one issuer, put together once.

For people who file together: ``filings -> amendments -> rows that count -> lines with their
history and its reasons``, and beside them deadlines, trading plans and odd dates. For the issuer
as a whole, from the slim values of all its rows: twin rows and odd prices.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from builder.derive.amendments import Amended, derive_amendments
from builder.derive.chains import Reworded
from builder.derive.clusters import NO_OWNER, clusters
from builder.derive.continuity import with_reasons
from builder.derive.deadlines import Deadline, derive_deadlines, insiders_since
from builder.derive.keys import RowKey
from builder.derive.odd_dates import OddDate, derive_odd_dates
from builder.derive.odd_prices import Finding, derive_odd_prices
from builder.derive.plans import Plan, derive_plan
from builder.derive.positions import Position, derive_positions
from builder.derive.staleness import Heard, heard_of, stale_of
from builder.derive.totals import Held
from builder.derive.trades import Trade, trades_of
from builder.derive.twins import Joint, Twin, derive_twins
from builder.model import Filing


class Facts(NamedTuple):
    """What follows from the filings about one issuer by people who file together.

    Or by several such clusters put together: no fact reaches from one to another.
    """

    filings: Mapping[str, Filing]  # by accession number
    amended: Amended
    repeated: Mapping[RowKey, Twin]  # rows of filings that the same people made twice
    trades: tuple[Trade, ...]  # the rows that count
    positions: tuple[Position, ...]
    heard: Heard
    deadlines: Mapping[str, tuple[Deadline, ...]]  # by accession number
    plans: Mapping[str, Plan]  # by accession number
    odd_dates: Mapping[str, tuple[OddDate, ...]]  # by accession number, where there are any

    def held(self, on: date | None = None) -> list[Held]:
        """Every line with its newest balance, or the newest of a day; lines unknown then are out.

        What made a line stale is looked for up to that day as well.
        """
        heard = heard_of(self.filings.values(), on) if on else self.heard
        found = []
        for position in self.positions:
            at = position.held_on(on) if on else position.newest
            if at is not None:
                found.append(Held(position, at, stale_of(position, heard, at)))
        return found


class Across(NamedTuple):
    """What crosses the clusters of an issuer."""

    joint: Joint
    odd_prices: Mapping[RowKey, Finding]


def derive_facts(filings: Iterable[Filing], reworded: Reworded | None = None) -> Facts:
    """Everything that follows for one cluster; the order of the filings makes no difference."""
    ordered = sorted(filings, key=_accession)
    by_accession = {filing.accession: filing for filing in ordered}
    amended = derive_amendments(ordered)
    trades = trades_of(ordered, amended.superseded)
    repeated = _repeated(ordered, trades)
    gone: dict[RowKey, object] = {**amended.superseded, **repeated}
    roots = {
        link.amendment: by_accession[link.root]
        for link in amended.links.values()
        if link.root in by_accession
    }
    positions = derive_positions(ordered, superseded=gone, amends=roots, reworded=reworded)
    since = insiders_since(ordered)
    return Facts(
        by_accession,
        amended,
        repeated,
        tuple(trades),
        tuple(sorted(with_reasons(positions, by_accession, amended, repeated), key=_line)),
        heard_of(ordered),
        {filing.accession: derive_deadlines(filing, since) for filing in ordered},
        {filing.accession: derive_plan(filing) for filing in ordered},
        {f.accession: odd for f in ordered if (odd := derive_odd_dates(f))},
    )


def _repeated(filings: Sequence[Filing], trades: Sequence[Trade]) -> dict[RowKey, Twin]:
    """Rows of filings that the same people made twice; looked for where two could be the same."""
    heads = Counter((f.form, f.period, len(f.rows), len(f.owners)) for f in filings)
    if not any(times > 1 for times in heads.values()):
        return {}
    twins = derive_twins(trades).twins
    return {key: twin for key, twin in twins.items() if twin.rule == "filed-twice"}


def derive_across(trades: Sequence[Trade]) -> Across:
    """What crosses the clusters, from the rows of all of an issuer's filings that count."""
    prices = derive_odd_prices(trades)
    odd = {RowKey(each.accession, "I", each.row): each for each in prices}
    return Across(derive_twins(trades), odd)


def facts_of_issuer(
    filings: Iterable[Filing], reworded: Reworded | None = None
) -> tuple[Facts, Across]:
    """Everything that follows from all filings about one issuer, cluster by cluster."""
    by_accession = {filing.accession: filing for filing in filings}
    people = [
        (filing.accession, key)
        for filing in by_accession.values()
        for key in ([owner.key for owner in filing.owners] or [NO_OWNER])
    ]
    found = [
        derive_facts((by_accession[a] for a in cluster.accessions), reworded)
        for cluster in clusters(people)
    ]
    facts = together(found)
    return facts, derive_across(facts.trades)


def together(found: Sequence[Facts]) -> Facts:
    """Several clusters as one."""
    if len(found) == 1:
        return found[0]
    amended = Amended(
        {a: link for facts in found for a, link in facts.amended.links.items()},
        {a: rows for facts in found for a, rows in facts.amended.changes.items()},
        {key: gone for facts in found for key, gone in facts.amended.superseded.items()},
        {key: proof for facts in found for key, proof in facts.amended.disputed.items()},
    )
    return Facts(
        {a: filing for facts in found for a, filing in facts.filings.items()},
        amended,
        {key: twin for facts in found for key, twin in facts.repeated.items()},
        tuple(sorted((t for facts in found for t in facts.trades), key=_row)),
        tuple(sorted((p for facts in found for p in facts.positions), key=_line)),
        Heard(
            {k: v for facts in found for k, v in facts.heard.newest.items()},
            {k: v for facts in found for k, v in facts.heard.exits.items()},
        ),
        {a: each for facts in found for a, each in facts.deadlines.items()},
        {a: plan for facts in found for a, plan in facts.plans.items()},
        {a: odd for facts in found for a, odd in facts.odd_dates.items()},
    )


def _accession(filing: Filing) -> str:
    return filing.accession


def _row(trade: Trade) -> tuple[str, str, int]:
    return trade[:3]


def _line(position: Position) -> tuple[object, ...]:
    return position[:4]
