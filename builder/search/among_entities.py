"""Answers among issuers and insiders: by sets of documents, without scores.

Names are short and every word of a query must stand in them, so what orders the
answers is how they match (see the tiers below), then the newest filing, then the
CIK: the same order as in the browser's suggestion box.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from heapq import nsmallest

from builder.search.analysis import cik_key
from builder.search.asked import Asked, Hit
from builder.search.engine import Shelf
from builder.search.passage import one_line

# A score says how an entity matches; full text scores below all of these.
NUMBER, WHOLE, WORDS, BEGINNINGS, BESIDE, AROUND, ALIKE = 900, 800, 700, 600, 500, 400, 200
_SHORTEST_ALIKE = 3  # letters of a word that may be misspelt: of two, too many are alike


class _Word:
    """One word of a query, and the entities that have it in one way or another."""

    def __init__(self, shelf: Shelf, word: str) -> None:
        self._shelf = shelf
        self.word = word

    @cached_property
    def named(self) -> set[int]:
        """A word of their names."""
        return self._shelf.having("name", self.word)

    @cached_property
    def begun(self) -> set[int]:
        """The beginning of a word of their names."""
        return self._shelf.beginning("name", self.word)

    @cached_property
    def around(self) -> set[int]:
        """As before, or their number, or a word beside their names."""
        number = cik_key(self.word)
        numbered = self._shelf.having("ids", number) if number else set()
        return self.begun | numbered | self._shelf.having("beside", self.word)

    @cached_property
    def alike(self) -> set[int]:
        """As before, or a word of their names that differs by one letter."""
        found = self.around
        if len(self.word) >= _SHORTEST_ALIKE:
            for word in self._shelf.words_like("name", self.word):
                found = found | self._shelf.having("name", word)
        return found


class AmongEntities:
    """The issuers and insiders of an index."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def all_words(self, asked: Asked, limit: int) -> list[Hit]:
        """Those that have every word, best tier first."""
        return self._tiers(asked, limit, self._strict(asked))

    def alike(self, asked: Asked, limit: int) -> list[Hit]:
        """Those that have every word if each may be misspelt by a letter."""
        words = [_Word(self._shelf, word) for word in asked.words]
        tier = (ALIKE, lambda: _common(words, lambda word: word.alike))
        return self._tiers(asked, limit, iter([tier]))

    def some_words(self, asked: Asked, limit: int) -> list[tuple[int, Hit]]:
        """Those that have most of the words, and how many."""
        counts: Counter[int] = Counter()
        allowed = self._allowed(asked)
        for word in asked.words:
            around = _Word(self._shelf, word).around
            counts.update(around if allowed is None else around & allowed)
        best = nsmallest(limit, counts, key=lambda n: (-counts[n], *self._order(n)))
        return [(counts[n], self._hit(n, ALIKE)) for n in best]

    def _strict(self, asked: Asked) -> Iterator[tuple[int, Callable[[], set[int]]]]:
        words = [_Word(self._shelf, word) for word in asked.words]
        yield NUMBER, lambda: self._any("ids", asked.numbers)
        yield WHOLE, lambda: self._any("whole", [asked.whole])
        yield WORDS, lambda: _common(words, lambda word: word.named)
        yield BEGINNINGS, lambda: _common(words, lambda word: word.begun)
        yield BESIDE, lambda: self._beside(words)
        yield AROUND, lambda: _common(words, lambda word: word.around)

    def _beside(self, words: list[_Word]) -> set[int]:
        found = _common(words, lambda word: word.around)
        return {n for n in found if any(n in word.begun for word in words)}

    def _tiers(
        self, asked: Asked, limit: int, tiers: Iterator[tuple[int, Callable[[], set[int]]]]
    ) -> list[Hit]:
        allowed = self._allowed(asked)
        found: dict[int, int] = {}
        for score, documents in tiers:
            if len(found) >= limit:
                break
            fresh = documents().difference(found)
            if allowed is not None:
                fresh &= allowed
            for number in nsmallest(limit - len(found), fresh, key=self._order):
                found[number] = score
        return [self._hit(number, score) for number, score in found.items()]

    def _allowed(self, asked: Asked) -> set[int] | None:
        """The entities of the kind asked for; None: all."""
        return None if asked.kind is None else self._shelf.having("kind", asked.kind)

    def _any(self, field: str, words: Iterable[str]) -> set[int]:
        nothing: set[int] = set()
        return nothing.union(*(self._shelf.having(field, word) for word in words if word))

    def _order(self, number: int) -> tuple[int, int, int]:
        return -self._shelf.day(number), self._shelf.number(number), number

    def _hit(self, number: int, score: int) -> Hit:
        kind, name, url, cik, detail, filed = self._shelf.kept(number)
        newest = f"newest filing {filed}" if filed else ""
        return Hit(
            kind=kind,
            title=one_line(name) or "unnamed",
            url=url,
            cik=cik,
            accession=None,
            score=float(score),
            passage=" · ".join(part for part in (one_line(detail), newest) if part),
        )


def _common(words: list[_Word], documents: Callable[[_Word], set[int]]) -> set[int]:
    """The documents of every word; stops at the first word that leaves none."""
    found: set[int] | None = None
    for word in words:
        found = documents(word) if found is None else found & documents(word)
        if not found:
            return set()
    return found or set()
