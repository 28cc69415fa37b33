"""Who files together: the connected components of an issuer's owners."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from builder.derive.clusters import Cluster, clusters

Pairs = list[tuple[str, int]]

PAIRS = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 8)), max_size=24)


def test_people_who_never_file_together_are_apart() -> None:
    assert clusters([("a", 1), ("b", 2)]) == [Cluster(("a",), (1,)), Cluster(("b",), (2,))]


def test_a_joint_filing_joins_its_owners() -> None:
    assert clusters([("a", 1), ("a", 2)]) == [Cluster(("a",), (1, 2))]


def test_people_are_connected_through_others() -> None:
    pairs = [("a", 1), ("b", 3), ("c", 1), ("c", 2), ("d", 2), ("d", 3)]
    assert clusters(pairs) == [Cluster(("a", "b", "c", "d"), (1, 2, 3))]


def test_a_filing_that_names_an_owner_twice_has_one() -> None:
    assert clusters([("a", 1), ("a", 1)]) == [Cluster(("a",), (1,))]


def test_no_filings_make_no_cluster() -> None:
    assert clusters([]) == []


def test_a_chain_of_a_thousand_people_is_one_cluster() -> None:
    pairs = [(f"{n:04}", n + more) for n in range(1000) for more in (0, 1)]
    assert [len(found.owners) for found in clusters(pairs[::-1])] == [1001]


@given(PAIRS, st.randoms(use_true_random=False))
def test_the_order_of_the_pairs_makes_no_difference(pairs: Pairs, dice: random.Random) -> None:
    shuffled = list(pairs)
    dice.shuffle(shuffled)
    assert clusters(shuffled) == clusters(pairs)


@given(PAIRS)
def test_every_filing_and_every_owner_is_in_one_cluster(pairs: Pairs) -> None:
    found = clusters(pairs)
    accessions = [each for cluster in found for each in cluster.accessions]
    owners = [each for cluster in found for each in cluster.owners]
    assert sorted(accessions) == sorted({accession for accession, _ in pairs})
    assert sorted(owners) == sorted({owner for _, owner in pairs})


@given(PAIRS)
def test_all_that_a_filing_names_is_in_the_filing_s_cluster(pairs: Pairs) -> None:
    of_filing = {each: cluster for cluster in clusters(pairs) for each in cluster.accessions}
    assert all(owner in of_filing[accession].owners for accession, owner in pairs)


@given(PAIRS)
def test_whoever_is_in_one_cluster_is_connected(pairs: Pairs) -> None:
    """Starting from its first owner, joint filings lead to all the others."""
    for cluster in clusters(pairs):
        reached = {cluster.owners[0]}
        for _ in cluster.owners:
            filed = {accession for accession, owner in pairs if owner in reached}
            reached |= {owner for accession, owner in pairs if accession in filed}
        assert reached == set(cluster.owners)
