"""Who of an issuer's insiders can have to do with each other: those who file together.

People connected through joint filings make a cluster (a connected component of owners). No line,
amendment or deadline reaches beyond its cluster, so that one new filing changes what is derived
for its own people and for nobody else's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

NO_OWNER = 0  # stands for the owner of a filing that names none


class Cluster(NamedTuple):
    """The filings about one issuer by people who file together."""

    accessions: tuple[str, ...]  # ascending
    owners: tuple[int, ...]  # keys, ascending


def clusters(pairs: Iterable[tuple[str, int]]) -> list[Cluster]:
    """The clusters among an issuer's filings, given every accession number with each owner's key.

    The order of the pairs makes no difference; clusters come in the order of their first filing.
    """
    head: dict[int, int] = {}  # of each owner, another of the same cluster: in the end, one for all
    first: dict[str, int] = {}  # an owner of each filing
    for accession, owner in pairs:
        head.setdefault(owner, owner)
        other = _head(head, first.setdefault(accession, owner))
        head[_head(head, owner)] = other
    owners: dict[int, list[int]] = defaultdict(list)
    for owner in head:
        owners[_head(head, owner)].append(owner)
    filings: dict[int, list[str]] = defaultdict(list)
    for accession, owner in first.items():
        filings[_head(head, owner)].append(accession)
    return sorted(
        Cluster(tuple(sorted(found)), tuple(sorted(owners[key]))) for key, found in filings.items()
    )


def _head(head: dict[int, int], owner: int) -> int:
    while head[owner] != owner:
        head[owner] = owner = head[head[owner]]  # halves the way for whoever asks next
    return owner
