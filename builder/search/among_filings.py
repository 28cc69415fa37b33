"""Answers among filings: by number, then by BM25F over everything they say."""

from __future__ import annotations

from collections.abc import Sequence

from builder.search.among_entities import NUMBER
from builder.search.analysis import cik_key, has_pieces, pieces_of, text_words
from builder.search.asked import Asked, Hit
from builder.search.engine import Shelf, Wanted
from builder.search.passage import Matches, one_line, passage

_ABOUT = 1.5  # a party's name says more about a filing than a word in its notes
_BEGUN = 0.3  # and the beginning of a word less than the word
_SHORTEST_BEGUN = 3
_PARTIAL_WORDS = 8  # of those that something has, the rarest
_RANKED = (
    "filings are ranked by BM25F: rare words count for more, as do names of parties;"
    " of equals the newest comes first"
)
_MOST = 150.0  # the score of a filing stays below this, and so below any name


class AmongFilings:
    """The filings of an index; their order on the shelf is newest first."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def numbered(self, asked: Asked) -> list[Hit]:
        """The filing whose accession number is asked for."""
        found = self._shelf.having("ids", asked.accession) if asked.accession else set()
        matches = _matches(asked.words)
        return [self._hit(each, NUMBER, matches, "the accession number") for each in sorted(found)]

    def all_words(self, asked: Asked, limit: int) -> list[Hit]:
        """Those that have every word."""
        return self._found(asked, self._shelf.best(_wanted(asked.words), limit, every=True))

    def beginnings(self, asked: Asked, limit: int) -> list[Hit]:
        """Those that have a word that begins with each word."""
        wanted = _wanted(asked.words, begins=True)
        found = self._shelf.best(wanted, limit, every=True)
        return self._found(asked, found, begins=True)

    def some_words(self, asked: Asked, limit: int) -> list[tuple[int, Hit]]:
        """Those that have some of the words, and how many."""
        known = {way.word: self._frequency(way) for ways in _wanted(asked.words) for way in ways}
        rare = sorted((word for word in known if known[word]), key=lambda word: (known[word], word))
        found = self._shelf.best(_wanted(rare[:_PARTIAL_WORDS]), limit, every=False)
        matches = _matches(asked.words)
        counted = []
        for score, document in found:
            accession, title, _, _, passages = self._shelf.kept(document)
            said = " ".join([accession, title, *(text for _, text in passages)])
            answered = {matches(word) for word in text_words(said)} - {None}
            hit = self._hit(document, _below(score), matches, "some of the words")
            counted.append((len(answered), hit))
        return counted

    def _frequency(self, way: Wanted) -> int:
        return self._shelf.frequency("text", way.word) + self._shelf.frequency("about", way.word)

    def _found(
        self, asked: Asked, found: Sequence[tuple[float, int]], *, begins: bool = False
    ) -> list[Hit]:
        matches = _matches(asked.words, begins=begins)
        why = "words that begin so" if begins else "every word"
        return [self._hit(document, _below(score), matches, why) for score, document in found]

    def _hit(self, document: int, score: float, matches: Matches, why: str) -> Hit:
        accession, title, url, cik, passages = self._shelf.kept(document)
        return Hit(
            kind="filing",
            title=one_line(title),
            url=url,
            cik=cik,
            accession=accession,
            score=float(score),
            passage=passage(passages, matches),
            why=why,
            reasons=(_RANKED,),
        )


def _below(score: float) -> float:
    """A score of any size, in the same order, below those of names."""
    return _MOST * score / (score + 10)


def _wanted(words: Sequence[str], *, begins: bool = False) -> list[list[Wanted]]:
    """The ways in which a filing may have each word; a word without blanks in it, by its parts."""
    parts = [part for word in words for part in (pieces_of(word) if has_pieces(word) else [word])]
    return [_ways(part, begins=begins) for part in dict.fromkeys(parts)]


def _ways(word: str, *, begins: bool) -> list[Wanted]:
    ways = [Wanted("about", word, _ABOUT), Wanted("text", word)]
    number = cik_key(word)
    if number and number != word:
        ways.append(Wanted("about", number, _ABOUT))
    if begins and len(word) >= _SHORTEST_BEGUN:
        ways += [Wanted(way.field, word, _BEGUN, begins=True) for way in ways[:2]]
    return ways


def _matches(words: Sequence[str], *, begins: bool = False) -> Matches:
    """Tells which word of the query a word of a text answers."""
    exact: dict[str, str] = {}
    for word in words:
        exact[word] = word
        if has_pieces(word):
            exact |= dict.fromkeys(pieces_of(word), word)
    if not begins:
        return exact.get
    prefixes = tuple(word for word in words if len(word) >= _SHORTEST_BEGUN)

    def answer(word: str) -> str | None:
        known = exact.get(word)
        return known or next((prefix for prefix in prefixes if word.startswith(prefix)), None)

    return answer
