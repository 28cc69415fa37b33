"""Where the names are that may answer a query.

Every word of a name is a *key*, and so is, for words with frequent beginnings, each pair of its
words: ``smi richard smith d`` for the word Smith of Richard D. Smith. Keys that begin alike are a
*node*. A query is read as a few nodes; the names below them are matched with it, all others are
not looked at. Of a crowded node only its head counts, the names of the newest filings: so that
an answer never needs more than a few small files, however many names there are.

The terminal asks the index for the nodes, the browser reads the files in which they lie
(``shards``): both by this plan, so that both give the same answers. It stands a second time in
``site_src/assets/names.js``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from builder.search.analysis import GENERIC, begins_generic
from builder.search.cards import Card
from builder.search.matching import Names
from builder.search.nicknames import FORMAL, NICKNAMES

STEM = 3  # letters of a word by which its pairs are kept together
CROWD = 160  # names below a node, beyond which only its head counts
HEAD = 12  # names of a head: the ten that are shown, and two for what does not match
FEW = 3  # answers; with fewer, misspelt words are tried
MOST_TRIED = 8  # ways of spelling a query that are tried
MOST_SPELLINGS = 6  # of one word
MOST_CALLED = 5  # names that one nickname may stand for, and the other way round
ALONE = "."  # in the place of a word that there is not


class Node(NamedTuple):
    """Keys that begin alike.

    ``space``: "word" or "pair", or "self" for one word in full (or a CIK). ``deeper``: nodes below
    it that are looked at, too, if it is crowded.
    """

    space: str
    start: str
    deeper: tuple[str, ...] = ()


IsCrowded = Callable[[str], bool]  # asked for the beginning of words, of at most three letters


def pair_keys(card: Card) -> Iterator[str]:
    """The keys of a card's pairs, whatever is frequent; behind each the name, which no query asks
    for there, so that keys of a thousand names differ.
    """
    name = " ".join(card.plain[0])
    for word in card.leads:
        for other in [each for each in card.seconds if each != word] or [ALONE]:
            rest = next((each[0] for each in card.cores[0] if each not in {word, other}), ALONE)
            yield f"{word[:STEM]} {other} {word} {rest} {name}"


def nodes_of(asked: Names, is_crowded: IsCrowded) -> list[Node]:
    """The nodes of a query as it is spelt, nicknames taken for names too."""
    nodes = [Node("self", each) for each in asked.ids]
    nodes += _nodes(asked.words, is_crowded)
    for number, word in enumerate(asked.words):
        for formal in FORMAL.get(word, ())[:MOST_CALLED]:
            words = _replaced(asked.words, number, formal)
            nodes += _nodes(words, is_crowded, {formal})
    return list(dict.fromkeys(nodes))


def loose_nodes(
    asked: Names,
    spellings: dict[str, list[str]],
    known: Iterable[str],
    is_crowded: IsCrowded,
) -> list[Node]:
    """The nodes of a query that may be misspelt, or of which a name has initials or nicknames.

    ``spellings``: for the words that :func:`doubtful` names, what they may be meant for, the
    likeliest first; ``known``: those of the words that are words of names.
    """
    nodes: list[Node] = []
    for words in loose_ways(asked, spellings, known):
        far = far_words(words, asked)
        if leads_near(words, far):
            nodes += _nodes(words, _as_crowded(far, is_crowded), far)
        else:
            nodes += _nodes(words, is_crowded)
    rare = [word for word in _ordered(asked.words) if not is_crowded(word[:STEM])]
    nodes += [Node("word", word) for word in rare[1:3]]
    leads = (word for word in _leading(asked.words, is_crowded) if is_crowded(word[:STEM]))
    nodes += [_pair(lead, ALONE, ()) for lead in leads]
    return list(dict.fromkeys(nodes))


def loose_ways(
    asked: Names, spellings: dict[str, list[str]], known: Iterable[str]
) -> list[tuple[str, ...]]:
    """Other words that a query may stand for: spelt otherwise, or with nicknames."""
    ways = _ways(asked.words, spellings, set(known))
    for number, word in enumerate(asked.words):
        called = NICKNAMES.get(word, ())[:MOST_CALLED]
        ways += [_replaced(asked.words, number, each) for each in called]
    return ways


def far_words(words: Iterable[str], asked: Names) -> set[str]:
    """Words with another first letter than any that was typed.

    A browser knows already where words with these letters are; others it has to ask for.
    """
    near = {word[0] for word in asked.words}
    return {word for word in words if word[0] not in near}


def leads_near(words: Iterable[str], far: Collection[str]) -> bool:
    """Whether a word that is not far can lead: then far ones are not asked for."""
    return any(len(word) > 1 and word not in GENERIC and word not in far for word in words)


def doubtful(words: Sequence[str], is_crowded: IsCrowded) -> list[str]:
    """The words that may be misspelt and decide where to look.

    A nickname, or a name that has one, is hardly ever a slip for another word.
    """
    found = _leading(words, is_crowded)
    return [word for word in found if word not in FORMAL and word not in NICKNAMES] or found


def _leading(words: Sequence[str], is_crowded: IsCrowded) -> list[str]:
    """The words that decide where to look: a rare one, else the two that lead."""
    ordered = _ordered(words)
    rare = [word for word in ordered if not is_crowded(word[:STEM])]
    return [word for word in (rare[:1] or ordered[:2]) if len(word) > 1 and word.isalpha()]


def in_order(spellings: Iterable[tuple[str, int]]) -> list[str]:
    """The spellings to try of those found: the most frequent first; each with its frequency."""
    found = sorted(spellings, key=lambda each: (-frequency_class(each[1]), each[0]))
    return [word for word, _ in found[:MOST_SPELLINGS]]


def frequency_class(count: int) -> int:
    """How frequent a word is, coarsely: so one name more hardly ever changes it.

    >>> [frequency_class(count) for count in (1, 3, 4, 16, 70)]
    [0, 0, 1, 2, 3]
    """
    return (count.bit_length() - 1) // 2


def _ways(
    words: tuple[str, ...], spellings: dict[str, list[str]], known: set[str]
) -> list[tuple[str, ...]]:
    """Other spellings of the whole query, the likeliest first."""
    options = []
    for word in words:
        others = spellings.get(word, [])
        options.append([word, *others] if word in known or not others else [*others, word])
    ranked = sorted(
        (sum(places), places) for places in product(*(range(len(each)) for each in options))
    )
    ways = (
        tuple(option[place] for option, place in zip(options, places, strict=True))
        for _, places in ranked
    )
    return [way for way in ways if way != words][:MOST_TRIED]


def _nodes(words: Sequence[str], is_crowded: IsCrowded, last: Collection[str] = ()) -> list[Node]:
    """The nodes of a query; ``last``: words that should not lead."""
    ordered = _ordered(words, last)
    if not ordered:
        return []
    rare = next((word for word in ordered if not is_crowded(word[:STEM])), None)
    if rare is not None or len(ordered) == 1:
        return [Node("word", rare or ordered[0])]
    lead, *others = ordered
    if len(lead) == 1:
        return [Node("word", lead)]
    return _pairs(lead, others)


def _ordered(words: Sequence[str], last: Collection[str] = ()) -> list[str]:
    """Words by how well they lead: not those named last, no initials, not what many share."""

    def place(word: str) -> tuple[bool, bool, int, int]:
        shared = (word in GENERIC) + begins_generic(word)
        return word in last, len(word) == 1, shared, -len(word)

    return sorted(words, key=place)


def _as_crowded(far: Iterable[str], is_crowded: IsCrowded) -> IsCrowded:
    """Beginnings of far words are taken for crowded: whether they are would have to be asked."""
    away = {word[0] for word in far}
    return lambda start: start[0] in away or is_crowded(start)


def _pairs(lead: str, others: Sequence[str]) -> list[Node]:
    second, *more = others
    both = _pair(lead, second, more)
    if lead in GENERIC:
        return [Node("word", lead), both] if len(second) > 1 else [Node("word", lead)]
    if len(second) == 1:  # initials: any may be the one of a word
        initials = [Node("pair", f"{lead[:STEM]} {initial}") for initial in others[:2]]
        return [*initials, _pair(lead, ALONE, others)]
    return [both]


def _pair(lead: str, other: str, more: Sequence[str]) -> Node:
    start = f"{lead[:STEM]} {other}"
    return Node(
        "pair", start, (f"{start} {lead} ", f"{start} {lead} {more[0][0] if more else ALONE}")
    )


def _replaced(words: Sequence[str], number: int, other: str) -> tuple[str, ...]:
    return (*words[:number], other, *words[number + 1 :])
