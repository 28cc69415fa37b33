"""Keys cut into files: as long as needed for each to be small, and no longer.

Keys that begin alike are a node (see ``plan``). A node whose names fill no more than a file is
not cut; others are cut at their next letter. Small neighbours below one node share a file. So a
name more changes the files that it is in, and seldom how its neighbours are cut.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from builder.search.plan import HEAD

LONGEST = 34  # characters of a key that decide where it stands


class Held(NamedTuple):
    """A file: the beginning of keys at which it starts, and the numbers of what is in it."""

    start: str
    numbers: frozenset[int]


class Cut(NamedTuple):
    """Keys as files, in order; and the first numbers of each node that is crowded."""

    files: list[Held]
    heads: dict[str, list[int]]


class Cutter:
    """Cuts keys, each with ascending numbers.

    ``most``: numbers below a node that is not cut; ``full``: of a file that small neighbours
    share; ``is_asked``: of a node, whether its head is of use; ``is_kept``: of a key, whether its
    numbers are to be had in a file (else in heads only).
    """

    def __init__(
        self,
        keys: Mapping[str, Sequence[int]],
        *,
        most: int,
        full: int,
        is_asked: Callable[[str], bool] = lambda _: False,
        is_kept: Callable[[str], bool] = lambda _: True,
    ) -> None:
        self._keys = keys
        self._most = most
        self._full = full
        self._is_asked = is_asked
        self._is_kept = is_kept
        self._heads: dict[str, list[int]] = {}

    def cut(self) -> Cut:
        """Cut them."""
        ordered = sorted(self._keys, key=place_of)
        return Cut(self._files(ordered, 0) if ordered else [], self._heads)

    def _files(self, ordered: Sequence[str], length: int) -> list[Held]:
        """The files of keys whose first letters, so many, are the same."""
        start = ordered[0][:length]
        numbers = frozenset(number for key in ordered for number in self._keys[key])
        if len(numbers) <= self._most or length == LONGEST:
            return [Held(start, numbers)]
        if self._is_asked(start):
            self._heads[start] = sorted(numbers)[:HEAD]
        return list(self._shared(self._below(ordered, length)))

    def _below(self, ordered: Sequence[str], length: int) -> Iterator[list[Held]]:
        for _, alike in groupby(ordered, key=lambda key: key[length : length + 1]):
            keys = list(alike)
            if len(keys[0]) > length:
                yield self._files(keys, length + 1)
                continue
            (key,) = keys
            yield [Held(key, frozenset(self._keys[key] if self._is_kept(key) else ()))]

    def _shared(self, below: Iterable[list[Held]]) -> Iterator[Held]:
        """Small neighbours in one file."""
        last: Held | None = None
        for files in below:
            if last is not None and len(files) == 1:
                both = last.numbers | files[0].numbers
                if len(both) <= self._full:
                    last = Held(last.start, both)
                    continue
            if last is not None:
                yield last
            last = files.pop() if len(files) == 1 else None
            yield from files
        if last is not None:
            yield last


def place_of(key: str) -> bytes:
    """What orders keys as the browser compares text: by units of UTF-16."""
    return key.encode("utf-16-be", "surrogatepass")
