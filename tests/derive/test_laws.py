"""Laws of what follows from filings: they hold whatever the filings say."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.derive.clusters import clusters
from builder.derive.facts import Across, Facts, facts_of_issuer
from builder.derive.keys import key_of
from builder.derive.totals import totals_of
from builder.model import Filing
from tests.derive.stories import FUND, JANE, JOHN, Row, filed, holding, row

GROUPS = ((JANE,), (JOHN,), (FUND,), (JANE, FUND))


@st.composite
def rows(draw: st.DrawFn) -> Row:
    """A sale, a purchase, a grant, a gift or a holding, direct or of a trust."""
    balance = draw(st.integers(0, 300))
    held, nature = draw(st.sampled_from((("D", ""), ("I", "By Trust"), ("I", "By Fund"))))
    if draw(st.booleans()):
        return holding(balance, held=held, nature=nature)
    code = draw(st.sampled_from("SPAGM"))
    size = draw(st.integers(1, 100))
    return row(code, size, balance, held=held, nature=nature)


@st.composite
def worlds(draw: st.DrawFn) -> list[Filing]:
    """Filings about one issuer by two people and a fund, some of them amendments or late."""
    found: list[Filing] = []
    for number in range(1, draw(st.integers(2, 8)) + 1):
        amends = ""
        if found and draw(st.integers(0, 3)) == 0:
            amends = str(found[draw(st.integers(0, len(found) - 1))].filed)
        found.append(
            filed(
                number,
                *draw(st.lists(rows(), min_size=1, max_size=3)),
                people=draw(st.sampled_from(GROUPS)),
                form="4/A" if amends else draw(st.sampled_from(("3", "4", "4", "4", "5"))),
                amends=amends,
                period=amends or f"2024-05-{draw(st.integers(1, number)):02}",
                leaves=draw(st.integers(0, 9)) == 0,
            )
        )
    return found


@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_filings_changes_nothing(world: list[Filing], dice: random.Random) -> None:
    shuffled = list(world)
    dice.shuffle(shuffled)
    assert facts_of_issuer(shuffled) == facts_of_issuer(world)


@given(worlds())
def test_deriving_twice_gives_the_same(world: list[Filing]) -> None:
    assert facts_of_issuer(world) == facts_of_issuer(world)


@given(worlds(), st.integers(0, 7))
def test_a_filing_given_twice_changes_nothing(world: list[Filing], at: int) -> None:
    again = [*world, world[at % len(world)]]
    assert facts_of_issuer(again) == facts_of_issuer(world)


def people(filings: list[Filing]) -> list[tuple[str, int]]:
    return [(f.accession, owner.key) for f in filings for owner in f.owners]


@given(worlds())
def test_facts_are_those_of_the_clusters_put_together(world: list[Filing]) -> None:
    whole, _ = facts_of_issuer(world)
    for cluster in clusters(people(world)):
        part, _ = facts_of_issuer(f for f in world if f.accession in cluster.accessions)
        owners = set(cluster.owners)
        assert [p for p in whole.positions if owners & set(p.owners)] == list(part.positions)
        assert part.amended.superseded.items() <= whole.amended.superseded.items()


@given(worlds())
def test_a_filing_more_changes_only_its_own_people(world: list[Filing]) -> None:
    *before, last = world
    touched = next(c for c in clusters(people(world)) if last.accession in c.accessions)
    old, new = facts_of_issuer(before)[0], facts_of_issuer(world)[0]
    others = [p for p in new.positions if not set(p.owners) & set(touched.owners)]
    assert others == [p for p in old.positions if not set(p.owners) & set(touched.owners)]


def ways(facts: Facts, across: Across, filing: Filing) -> list[int]:
    """For each row of a filing: in how many ways it ends (it counts, or why it does not)."""
    counts = {trade.key for trade in facts.trades}
    return [
        (key in counts) + (key in facts.amended.superseded)
        for key in (key_of(filing, each) for each in filing.rows)
    ]


@given(worlds())
def test_every_row_counts_or_is_superseded_once(world: list[Filing]) -> None:
    facts, across = facts_of_issuer(world)
    assert all(set(ways(facts, across, filing)) <= {1} for filing in world)


@given(worlds())
def test_no_row_that_counts_is_told_twice_in_lines(world: list[Filing]) -> None:
    facts, _ = facts_of_issuer(world)
    told = [b.key for position in facts.positions for b in position.history]
    assert len(told) == len(set(told))
    assert not set(told) & set(facts.amended.superseded)


@given(worlds())
def test_a_twin_points_to_a_row_that_counts(world: list[Filing]) -> None:
    facts, across = facts_of_issuer(world)
    counts = {trade.key for trade in facts.trades}
    assert all(twin.of in counts for twin in across.joint.twins.values())
    assert not {t.of for t in across.joint.twins.values()} & across.joint.twins.keys()


@given(worlds())
def test_totals_are_the_sums_of_what_they_count(world: list[Filing]) -> None:
    facts, _ = facts_of_issuer(world)
    for owner in {owner.key for filing in world for owner in filing.owners}:
        for total in totals_of(owner, facts.held()):
            counted = [p.shares or Decimal(0) for p in total.parts if not p.why_not]
            assert total.shares == sum(counted)


@given(worlds())
def test_every_gap_has_a_reason_and_every_reason_but_one_a_proof(world: list[Filing]) -> None:
    facts, _ = facts_of_issuer(world)
    gaps = [b for p in facts.positions for b in p.history if b.verdict == "gap"]
    assert all(bool(b.reason) for b in gaps)
    assert all(bool(b.proofs) == (b.reason != "unexplained") for b in gaps)
    assert all(b.reason == "" for p in facts.positions for b in p.history if b.verdict != "gap")


@given(worlds())
def test_what_is_held_on_the_last_day_is_what_is_held(world: list[Filing]) -> None:
    facts, _ = facts_of_issuer(world)
    last = date(2030, 1, 1)
    assert [h.at for h in facts.held(last)] == [h.at for h in facts.held()]


@given(worlds())
def test_a_partial_amendment_removes_no_row_it_does_not_mention(world: list[Filing]) -> None:
    facts, _ = facts_of_issuer(world)
    for key, gone in facts.amended.superseded.items():
        assert gone.why != "withdrawn" or gone.proof is not None
        assert gone.other is not None or gone.why == "withdrawn"
        assert key in {key_of(f, r) for f in world for r in f.rows}


@given(worlds(), st.permutations(range(8)))
@settings(max_examples=50)
def test_effective_rows_do_not_depend_on_when_amendments_arrive(
    world: list[Filing], order: list[int]
) -> None:
    arrived = [world[at] for at in order if at < len(world)]
    effective = {trade.key for trade in facts_of_issuer(arrived)[0].trades}
    assert effective == {trade.key for trade in facts_of_issuer(world)[0].trades}


@pytest.mark.parametrize("co_reporters", [2, 3, 5])
def test_a_trade_of_one_fund_counts_once_however_many_report_it(co_reporters: int) -> None:
    sale = row("S", 100, 900, held="I", nature="By Example Growth Fund II, L.P.")
    people = [(f"90000002{n:02}", f"ROE {n}") for n in range(co_reporters)]
    filings = [filed(n + 1, sale, people=(who,), day="2024-05-03", period="2024-05-02")
               for n, who in enumerate(people)]  # fmt: skip
    facts, across = facts_of_issuer(filings)
    twins = across.joint.twins
    counted = [t.shares for t in facts.trades if t.key not in twins]
    assert counted == [100]
