"""Answers among issuers and insiders, from the index.

Nodes come from the plan, the names below them from the index by sets of documents, without
scores. What orders the answers is how they match, then the newest filing, then the CIK: the same
order as in the browser, which does the same with files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from heapq import nsmallest

from builder.search.analysis import cik_key
from builder.search.asked import Asked, Hit
from builder.search.cards import Card
from builder.search.engine import Shelf
from builder.search.matching import (
    SHORTEST_SLIP,
    TIERS,
    Names,
    Rank,
    former_of,
    rank_of,
    reasons_of,
)
from builder.search.plan import (
    CROWD,
    FEW,
    HEAD,
    STEM,
    Node,
    doubtful,
    in_order,
    loose_nodes,
    nodes_of,
    pair_keys,
)
from builder.search.spelling import is_one_slip, kept

# A score says how an entity matches; full text scores below all of these.
NUMBER = 900
_AMONG_EQUALS = "among equals the newest filing comes first, then the lower CIK"
_STEP = 50
BESIDE = 400


class AmongEntities:
    """The issuers and insiders of an index."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._cards: dict[int, Card] = {}

    def named(self, asked: Asked, limit: int, *, every: bool = False) -> list[Hit]:
        """Those whose names answer, best first; ``every``: crowded nodes are looked at whole."""
        names = asked.names
        looked = _Looked(self, every=every)
        ranks = looked.at(nodes_of(names, self.is_crowded), names)
        if len(ranks) < FEW:
            ranks |= looked.at(self._loose(names), names)
        allowed = self._allowed(asked)
        found = ranks if allowed is None else ranks.keys() & allowed
        best = nsmallest(limit, found, key=ranks.__getitem__)
        return [self._hit(number, ranks[number], names) for number in best]

    def beside(self, asked: Asked, limit: int) -> list[Hit]:
        """Those that have every word in their names or beside them: a title, an issuer."""
        if not asked.words:
            return []
        found = set.intersection(*map(self._around, asked.words))
        allowed = self._allowed(asked)
        if allowed is not None:
            found &= allowed
        begun = set[int]().union(*(self._shelf.beginning("name", word) for word in asked.words))
        best = nsmallest(limit, found, key=lambda n: (n not in begun, *self.order(n)))
        return [
            self._card_hit(n, BESIDE - _STEP * (n not in begun), "words beside the name")
            for n in best
        ]

    def some_words(self, asked: Asked, limit: int) -> list[tuple[int, Hit]]:
        """Those that have most of the words, and how many."""
        counts: Counter[int] = Counter()
        allowed = self._allowed(asked)
        for word in asked.words:
            around = self._around(word)
            counts.update(around if allowed is None else around & allowed)
        best = nsmallest(limit, counts, key=lambda n: (-counts[n], *self.order(n)))
        return [(counts[n], self._card_hit(n, _STEP, "some of the words")) for n in best]

    def is_crowded(self, start: str) -> bool:
        """True if many names have a word that begins so."""
        return self._shelf.has_more("name", start, CROWD)

    def below(self, node: Node, *, every: bool) -> set[int]:
        """The documents below a node that count."""
        if node.space == "self":
            return self._self(node.start)
        if node.space == "word":
            found = self._shelf.beginning("name", node.start)
            if len(found) <= CROWD or (every and len(node.start) > 1):
                return found  # whoever has an initial the browser cannot list
            return self._head(found) | self._self(node.start)
        return self._pair(node, every=every)

    def order(self, number: int) -> tuple[int, int, bool]:
        """A document's place among equals."""
        return -self._shelf.day(number), self._shelf.number(number), number in self._issuers

    def card(self, number: int) -> Card:
        """A document's card."""
        if number not in self._cards:
            self._cards[number] = Card(self._shelf.kept(number))
        return self._cards[number]

    @cached_property
    def _issuers(self) -> set[int]:
        return self._shelf.having("kind", "issuer")

    def _self(self, word: str) -> set[int]:
        """Those with a word in full; of very many the head, and whom it names as a whole."""
        found = self._shelf.having("name", word)
        number = self._shelf.having("ids", word)
        if len(found) <= CROWD:
            return found | number
        named = number | self._shelf.having("whole", word)
        return self._head(found) | self._head(named)

    def _pair(self, node: Node, *, every: bool) -> set[int]:
        found = self._with_pair(node.start)
        if len(found) <= CROWD or every:
            return found
        head = self._head(found)
        for start in node.deeper:
            found = self._with_pair(start)
            if len(found) <= CROWD:
                return head | found
            head |= self._head(found)
        return head

    def _with_pair(self, start: str) -> set[int]:
        """The documents with a key of a pair that begins so."""
        stem, other, *rest = start.split(" ")
        found = self._of_stem(stem)
        if not rest:
            found &= self._shelf.beginning("second", other)
            if not (other.startswith(stem) or stem.startswith(other)):
                return found  # else one word of a name may begin as both do
        else:
            found &= self._shelf.having("second", other) & self._shelf.having("lead", rest[0])
        return {n for n in found if any(key.startswith(start) for key in pair_keys(self.card(n)))}

    def _of_stem(self, stem: str) -> set[int]:
        if len(stem) < STEM:
            return set(self._shelf.having("lead", stem))
        return set(self._shelf.beginning("lead", stem))

    def _head(self, found: Iterable[int]) -> set[int]:
        return set(nsmallest(HEAD, found, key=self.order))

    def _loose(self, names: Names) -> list[Node]:
        spellings: dict[str, list[str]] = {}
        known = []
        for word in doubtful(names.words, self.is_crowded):
            if len(word) >= SHORTEST_SLIP and self._shelf.frequency("name", word):
                known.append(word)
            like = (other for other in self._near(word) if is_one_slip(word, other))
            spellings[word] = in_order(
                (other, self._shelf.frequency("name", other))
                for other in like
                if len(other) >= SHORTEST_SLIP and other.isalpha()
            )
        return loose_nodes(names, spellings, known, self.is_crowded)

    def _near(self, word: str) -> set[str]:
        """The words of names that begin or end as a word does."""
        letters = kept(word)
        ends = self._shelf.words("turned", word[::-1][:letters])
        return self._shelf.words("name", word[:letters]) | {end[::-1] for end in ends}

    def _around(self, word: str) -> set[int]:
        number = cik_key(word)
        numbered = self._shelf.having("ids", number) if number else set()
        return self._shelf.beginning("name", word) | numbered | self._shelf.having("beside", word)

    def _allowed(self, asked: Asked) -> set[int] | None:
        """The entities of the kind asked for; None: all."""
        return None if asked.kind is None else self._shelf.having("kind", asked.kind)

    def _hit(self, number: int, rank: Rank, names: Names) -> Hit:
        reasons = (*reasons_of(self.card(number), names), _AMONG_EQUALS)
        hit = self._card_hit(number, NUMBER - _STEP * rank.tier, TIERS[rank.tier], reasons)
        former = former_of(self.card(number), names)
        return replace(hit, passage=f"also named {former} · {hit.passage}") if former else hit

    def _card_hit(
        self, number: int, score: int, why: str, reasons: tuple[str, ...] = (_AMONG_EQUALS,)
    ) -> Hit:
        card = self.card(number)
        return Hit(
            kind=card.kind,
            title=card.name or "unnamed",
            url=card.url,
            cik=self._shelf.number(number),
            accession=None,
            score=float(score),
            passage=card.line,
            why=why,
            reasons=reasons,
        )


class _Looked:
    """The answers among the names below nodes; each name is matched once."""

    def __init__(self, among: AmongEntities, *, every: bool) -> None:
        self._among = among
        self._every = every
        self._seen: set[int] = set()

    def at(self, nodes: Iterable[Node], names: Names) -> dict[int, Rank]:
        return dict(self._ranked(nodes, names))

    def _ranked(self, nodes: Iterable[Node], names: Names) -> Iterator[tuple[int, Rank]]:
        for node in nodes:
            for number in self._among.below(node, every=self._every) - self._seen:
                self._seen.add(number)
                rank = rank_of(self._among.card(number), names)
                if rank is not None:
                    yield number, rank
