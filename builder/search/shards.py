"""The names of the index as small files, for a browser that asks for a few of them.

One *group* for each first character of a key (see ``plan``), with three spaces: words, pairs of
words, and numbers (CIKs). A group file, ``s.json``, tells where the files of each space start, so
that comparing strings is enough to know the file of a node; what is small stands in the group
file itself. ``gs.json`` does the same for general words (Trust, Capital), which lead to no pairs,
``spell.json`` for the lists of words (see ``spelling``).

The address of a file follows from where it starts, and in it stands where the next one starts: a
browser with an old group file notices. The same index gives the same bytes; a file that says the
same as before is not written.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from builder.files import write_if_changed
from builder.search.analysis import GENERIC
from builder.search.cards import Card
from builder.search.files import json_bytes
from builder.search.keys import LONGEST, Cut, Cutter, place_of
from builder.search.matching import SHORTEST_SLIP
from builder.search.plan import CROWD, HEAD, STEM, frequency_class, pair_keys
from builder.search.spelling import SHORT, list_key
from builder.work import map_in_order

FILE = CROWD  # names in a file, at most: so a crowded node has more than one
WORDS = 600  # words in a file of a list: 3 KB compressed
WORTH_SHARING = 20_000  # lines; below, starting processes costs more than it saves
OTHER = "other"  # the group of what begins with neither a Latin letter nor a digit
GENERAL = "g"  # before the name of a group: its general words, which first suggestions do not need
SPELLING = "spell"  # the lists of words
SELF = "."  # ends the name of a head: of a word in full, not of what begins so

_PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789"
GROUPS = (*_PLAIN, OTHER)

# Name, letters by which it is sorted, and whether words are turned round.
_LISTS = (("a", 1, False), ("b", 1, True), ("c", 2, False), ("d", 2, True))

Keys = defaultdict[str, list[int]]


class _Space(NamedTuple):
    """One space of a group: how it is cut, and the lines that its numbers stand for."""

    name: str
    cut: Cut
    lines: Sequence[str]


class Made(NamedTuple):
    """A group as it was written: the digest of what it was made from, and its files."""

    digest: str
    files: tuple[str, ...]


def write_shards(
    texts: Iterable[str], folder: Path, jobs: int = 1, before: Mapping[str, Made] | None = None
) -> dict[str, Made]:
    """Write the files of all names (texts of cards) into a folder; return its groups as made.

    With ``jobs`` processes. Groups of which nothing changed since they were made ``before`` are
    left as they are, and so are files that are no longer named.
    """
    folder.mkdir(parents=True, exist_ok=True)
    grouped: dict[str, list[str]] = {group: [] for group in GROUPS}
    frequency: defaultdict[str, int] = defaultdict(int)
    for text in sorted(texts, key=_order):
        card = Card(text)
        for word in card.words:
            frequency[word] += 1
        for group in {group_of(key) for key in (*card.words, *_cik(card))}:
            grouped[group].append(text)
    lines = [
        f"{word}{frequency_class(frequency[word])}" for word in sorted(filter(_is_spelt, frequency))
    ]
    work = [*grouped.items(), (SPELLING, lines)]
    made = {group: Made(_digest(held), ()) for group, held in work}
    there = {path.name for path in folder.iterdir()}
    for group, was in (before or {}).items():
        if made[group].digest == was.digest and there.issuperset(was.files):
            made[group] = was
    todo = [(group, held) for group, held in work if not made[group].files]
    for (group, _), files in zip(
        todo, map_in_order(partial(_write, folder), todo, jobs), strict=True
    ):
        made[group] = made[group]._replace(files=tuple(sorted(files)))
    return made


def _order(text: str) -> tuple[int, int, str]:
    return Card(text).order


def _digest(lines: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line.encode("utf-8", "surrogatepass") + b"\n")
    return digest.hexdigest()[:32]


def _is_spelt(word: str) -> bool:
    return len(word) >= SHORTEST_SLIP and word.isalpha()


def _write(folder: Path, item: tuple[str, Sequence[str]]) -> set[str]:
    """Write the files of one group, or of the lists of words (in another process)."""
    name, lines = item
    return _write_spelling(folder, lines) if name == SPELLING else _write_group(folder, name, lines)


def group_of(key: str) -> str:
    """The group in which a key stands."""
    return key[0] if key[0] in _PLAIN else OTHER


def file_name(space: str, start: str) -> str:
    """What the file is called that starts so: small Latin letters and digits, on any disk.

    >>> file_name("p", "smi ric"), file_name("w", "å")
    ('p-smi-ric.json', 'w-=e5=.json')
    """
    plain = {" ": "-", ".": "_"}
    said = (char if char in _PLAIN else plain.get(char) or f"={ord(char):x}=" for char in start)
    return f"{space}-{''.join(said)}.json"


def _write_group(folder: Path, group: str, texts: Sequence[str]) -> set[str]:
    """Write the files of one group; return what they are called."""
    words = _cut_words(group, texts)
    crowded = {start for start in words.heads if len(start) <= STEM and start[-1] != SELF}
    pairs = _keys(group, (_pairs(card, crowded) for card in map(Card, texts)))
    numbers = _keys(group, (_cik(card) for card in map(Card, texts)))
    shared = _keys(group, (_shared(card, crowded) for card in map(Card, texts)))
    spaces = (
        _Space("w", words, texts),
        _Space("p", Cutter(pairs, most=CROWD, full=FILE, is_asked=_is_asked).cut(), texts),
        _Space("n", Cutter(numbers, most=FILE, full=FILE).cut(), texts),
    )
    listed = _Space("g", Cutter(shared, most=FILE, full=FILE).cut(), texts)
    return _write_index(
        folder, group, spaces, {"crowded": " ".join(sorted(crowded))}
    ) | _write_index(folder, f"{GENERAL}{group}", [listed], {"crowded": ""})


def _keys(group: str, keys: Iterable[Iterable[str]]) -> Keys:
    """The keys of a group with the numbers of those who have each."""
    found: Keys = defaultdict(list)
    for number, each in enumerate(keys):
        for key in each:
            if group_of(key) == group:
                found[key].append(number)
    return found


def _cik(card: Card) -> tuple[str, ...]:
    return (str(card.number),) if card.number > 0 else ()


def _pairs(card: Card, crowded: set[str]) -> Iterable[str]:
    return (key for key in pair_keys(card) if key[: key.index(" ")] in crowded)


def _shared(card: Card, crowded: set[str]) -> Iterable[str]:
    """Keys by which all bearers of a word like Trust are listed: behind it their name."""
    name = " ".join(card.plain[0])
    return (f"{word} {name}" for word in card.words if word in GENERIC and word[:STEM] in crowded)


def _cut_words(group: str, texts: Sequence[str]) -> Cut:
    """Words with those who bear them; whoever bears a crowded one stands in heads only."""
    words = _keys(group, (card.words for card in map(Card, texts)))
    named = _keys(group, (_whole(card) for card in map(Card, texts)))
    common = {word for word, held in words.items() if len(held) > CROWD}
    cut = Cutter(
        words, most=CROWD, full=FILE, is_asked=bool, is_kept=lambda word: word not in common
    ).cut()
    for word in common:
        cut.heads[word + SELF] = sorted({*words[word][:HEAD], *named[word][:HEAD]})
    return cut


def _whole(card: Card) -> set[str]:
    """The words that name a card as a whole: tickers, and names of one word that counts."""
    return {*card.tickers, *(core[0] for core in card.cores if len(core) == 1)}


def _is_asked(start: str) -> bool:
    """Whether a query leads to a node of pairs: "smi ric", "smi richard smith " or that and "d"."""
    _, *rest = start.split(" ")
    return (len(rest) == 1 and bool(rest[0])) or (len(rest) == 3 and len(rest[2]) <= 1)


def _write_spelling(folder: Path, lines: Sequence[str]) -> set[str]:
    """Write the words of all names in four lists: short and long, from the start and the end."""
    spaces = []
    for name, letters, is_turned in _LISTS:
        keys: Keys = defaultdict(list)
        for number, line in enumerate(lines):
            word = line[:-1]  # behind it stands how frequent it is
            if len(word) <= SHORT + 1 if letters == 1 else len(word) >= SHORT:
                keys[list_key(word[::-1] if is_turned else word, letters)].append(number)
        spaces.append(_Space(name, Cutter(keys, most=WORDS, full=WORDS).cut(), lines))
    return _write_index(folder, SPELLING, spaces, {"words": len(lines)})


def _write_index(
    folder: Path, name: str, spaces: Iterable[_Space], said: dict[str, object]
) -> set[str]:
    """Write the files of spaces, and the one that tells where they start."""
    written = {f"{name}.json"}
    for space in spaces:
        files = list(_files(space))
        if len(files) == 1:  # it stands in the group file
            said[space.name] = files[0]
        elif files:
            said[space.name] = ",".join(start for start, *_ in space.cut.files)
            for content in files:
                written.add(called := file_name(space.name, str(content["from"])))
                write_if_changed(folder / called, json_bytes(content))
    write_if_changed(folder / f"{name}.json", json_bytes(said))
    return written


def _key_of(space: str, node: str) -> str:
    """The key at which a head stands: of a word in full, that word."""
    return node.removesuffix(SELF) if space == "w" else node


def _files(space: _Space) -> Iterator[dict[str, object]]:
    """What stands in each file: where it starts and ends, lines, and the heads of its nodes."""
    starts = [held.start for held in space.cut.files]
    places = [place_of(start) for start in starts]
    heads: defaultdict[int, list[str]] = defaultdict(list)
    for node in sorted(space.cut.heads):
        place = place_of(_key_of(space.name, node)[:LONGEST])
        heads[max(bisect_right(places, place) - 1, 0)].append(node)
    for number, held in enumerate(space.cut.files):
        headed = {node: space.cut.heads[node] for node in heads[number]}
        numbers = sorted(held.numbers.union(*headed.values()))
        at = {each: place for place, each in enumerate(numbers)}
        yield {
            "from": held.start,
            "to": starts[number + 1] if number + 1 < len(starts) else "",
            "lines": [space.lines[each] for each in numbers],
            "heads": {node: [at[each] for each in found] for node, found in headed.items()},
        }
