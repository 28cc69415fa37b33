"""The n-th damaged variant of a filing: the same for the same seed, number and filing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import PurePosixPath
from random import Random
from typing import NamedTuple, cast

from lxml import etree

from tests.mutation import text, tree
from tests.mutation.originals import ENDINGS, Original, in_turn
from tests.mutation.promises import is_typed

HUGE_ONES = 0.02  # of all variants: each takes as long as a hundred others
WRONG_ENDINGS = 0.03


class Variant(NamedTuple):
    """A damaged filing, and how it came to be."""

    seed: int
    number: int
    original: str
    path: str  # what the reader is told
    damages: tuple[str, ...]
    data: bytes
    must_be_read: bool  # well-formed and typed: it may be warned of, never rejected

    @property
    def label(self) -> str:
        """What makes it again: ``python -m tests.mutation --again`` and this."""
        return f"{self.seed} {self.number} {self.original}"


def variants_of(originals: Sequence[Original], seed: int, count: int) -> Iterator[Variant]:
    """So many variants, the originals in turn."""
    for number, original in enumerate(islice(in_turn(originals), count)):
        yield variant_of(original, originals, seed, number)


def variant_of(
    original: Original, originals: Sequence[Original], seed: int, number: int
) -> Variant:
    """One variant; another filing may be joined to it."""
    chance = Random(f"{seed} {number} {original.name}")
    path = original.name
    span = _xml_span(original)
    if span and chance.random() < 0.5:
        names, data, typed = _tree_damaged(original, span, chance)
    else:
        names, data = _text_damaged(original, originals, chance)
        if chance.random() < WRONG_ENDINGS:
            path = PurePosixPath(path).with_suffix(chance.choice(sorted(ENDINGS))).as_posix()
        typed = path.endswith(".xml") and is_typed(data)
    return Variant(seed, number, original.name, path, names, data, typed)


def _text_damaged(
    original: Original, originals: Sequence[Original], chance: Random
) -> tuple[tuple[str, ...], bytes]:
    data, names = original.data, []
    if chance.random() < 0.03:
        other = chance.choice(originals)
        data, names = data + chance.choice([b"", b"\n"]) + other.data, ["concatenated"]
    damages = [chance.choice(text.PLAIN) for _ in range(chance.choice([1, 1, 1, 2, 3]))]
    if chance.random() < HUGE_ONES:
        damages[-1] = chance.choice(text.HUGE)
    for damage in damages:
        data = damage(data, chance)
    return (*names, *(damage.__name__ for damage in damages)), data


def _tree_damaged(
    original: Original, span: tuple[int, int], chance: Random
) -> tuple[tuple[str, ...], bytes, bool]:
    before, xml, after = _cut(original.data, span)
    root = etree.fromstring(xml)
    damages = [chance.choice(tree.PLAIN) for _ in range(chance.choice([1, 1, 2, 5]))]
    if chance.random() < HUGE_ONES:
        damages[-1] = chance.choice(tree.HUGE)
    for damage in damages:
        damage(root, chance)
    xml = _printed(root, chance, alone=not before)
    names = tuple(f"tree.{damage.__name__}" for damage in damages)
    return names, before + xml + after, is_typed(xml)


def _printed(root: etree._Element, chance: Random, *, alone: bool) -> bytes:
    """As text; in an encoding of any kind where the document stands alone in its file."""
    encodings = ["utf-8", "utf-8", "us-ascii", "iso-8859-1"] + ["utf-16"] * alone
    encoding = chance.choice(encodings)
    # A pretty printer may add white space to a text with markup: legal damage too.
    pretty, declared = chance.random() < 0.2, encoding != "utf-8" or chance.random() < 0.7
    printed = etree.tostring(root, encoding=encoding, pretty_print=pretty, xml_declaration=declared)
    return cast("bytes", printed)  # text only where one asks for it


def _xml_span(original: Original) -> tuple[int, int] | None:
    """Where the original's ownership XML stands, if it is whole and well-formed."""
    data, span = original.data, (0, len(original.data))
    if not original.name.endswith(".xml"):
        start, end = data.find(b"<XML>"), data.find(b"</XML>")
        if not 0 <= start < end:
            return None
        start += len(b"<XML>")
        start += len(data[start:end]) - len(data[start:end].lstrip())
        span = (start, end)
    return span if is_typed(data[slice(*span)]) else None


def _cut(data: bytes, span: tuple[int, int]) -> tuple[bytes, bytes, bytes]:
    return data[: span[0]], data[slice(*span)], data[span[1] :]
