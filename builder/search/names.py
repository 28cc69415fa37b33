"""Names for the suggestion box: small files that the browser fetches as one types.

Up to 2,000 names are one file. More are split by the beginnings of words, only as
far as needed: a shard's key is one to four characters, no key is the beginning of
another, and a name stands in the shard of each of its words. The browser so needs
the manifest and one shard, whatever the order of the words typed.

A word that is shorter than the keys it would need ("li", where "lia" and "lin" are
keys) has a shard of its own under the word and a full stop. Where thousands bear it
(an initial, "inc") only names that no longer word leads to stand there.

The same ledger gives the same bytes, and a file that says the same is not written.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from builder.files import write_if_changed
from builder.ledger.store import Ledger
from builder.search.analysis import joined, name_words, symbol_words
from builder.search.entities import Entity, entities
from builder.search.files import json_bytes
from builder.search.passage import one_line

ONE_FILE = 2_000  # names that are not split
MOST = 400  # names in a shard, where the longest key allows it: about 13 KB compressed
LONGEST_KEY = 4
WHOLE = "."  # ends the key of a shard for one short word
VERSION = 1

_PLAIN = re.compile("[a-z0-9]+")
# File names that Windows keeps for devices, whatever their ending.
_RESERVED = re.compile("con|prn|aux|nul|(?:com|lpt)[0-9]")


class Name(NamedTuple):
    """One line of a shard."""

    kind: str
    cik: int
    name: str
    detail: str
    filed: str
    keys: str  # search words, separated by blanks


def write_names(ledger: Ledger, tree: Path) -> int:
    """Bring ``data/names`` below a generated tree up to date; return the number of names."""
    names = [name_of(entity) for entity in entities(ledger)]
    folder = tree / "data" / "names"
    files: dict[str, str] = {}
    for key, held in shards_of(names):
        files[key] = file_name(key)
        write_if_changed(folder / files[key], json_bytes({"names": held}))
    manifest = {"version": VERSION, "count": len(names), "shards": files}
    write_if_changed(folder / "manifest.json", json_bytes(manifest))
    for path in folder.iterdir():
        if path.name != "manifest.json" and path.name not in files.values():
            path.unlink()
    return len(names)


def name_of(entity: Entity) -> Name:
    """What the suggestion box shows of an issuer or insider, and the words that find it."""
    symbols = (symbol_words(symbol) for symbol in entity.symbols)
    words = joined(*map(name_words, entity.names), *symbols, entity.numbers)
    return Name(
        entity.kind,
        entity.cik,
        one_line(entity.name) or "unnamed",
        one_line(entity.detail),
        entity.filed,
        " ".join(words),
    )


def shards_of(names: Iterable[Name]) -> Iterator[tuple[str, list[Name]]]:
    """Each shard's key and names; one shard with the empty key if there are few."""
    ordered = sorted(names, key=lambda name: (name.name, name.kind, name.cik))
    if len(ordered) <= ONE_FILE:
        yield "", ordered
        return
    bearers: defaultdict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(ordered):
        for word in name.keys.split():
            bearers[word].append(number)
    leaves, short = _split(bearers)
    for key, held in sorted(leaves.items()):
        yield key, [ordered[number] for number in sorted(held)]
    led = set().union(*(held for key, held in leaves.items() if not key.isdecimal()))
    for word in sorted(short):
        held = set(bearers[word])
        if len(held) > MOST:
            held -= led
        if held:
            yield word + WHOLE, [ordered[number] for number in sorted(held)]


def _split(bearers: dict[str, list[int]]) -> tuple[dict[str, set[int]], list[str]]:
    """The keys with the names below each, and the words that are too short for their keys."""
    leaves: dict[str, set[int]] = {}
    short: list[str] = []
    todo: list[tuple[str, list[str]]] = [("", sorted(bearers))]
    while todo:
        key, words = todo.pop()
        held = {number for word in words for number in bearers[word]}
        if key and (len(held) <= MOST or len(key) == LONGEST_KEY):
            leaves[key] = held
            continue
        longer: defaultdict[str, list[str]] = defaultdict(list)
        for word in words:
            if word == key:
                short.append(word)
            else:
                longer[word[: len(key) + 1]].append(word)
        todo.extend(longer.items())
    return leaves, short


def file_name(key: str) -> str:
    """A file name for a shard that every file system takes."""
    if not key:
        return "all.json"
    if _PLAIN.fullmatch(key) and not _RESERVED.fullmatch(key):
        return f"{key}.json"
    return f"u-{key.encode().hex()}.json"
