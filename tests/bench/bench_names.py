"""Whether people are found by name among 320,000: quality, size, build time and memory.

A query is right if an entity that has or had the same name (as the project folds names: in any
order, suffixes and marks aside) is among the first five. Misses are listed, with what came first.
Run as ``python -m tests.bench.bench_names``; ``--misses FILE`` lists every miss.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from itertools import chain
from multiprocessing import get_context
from multiprocessing.pool import Pool
from pathlib import Path
from typing import NamedTuple

from builder.search.among_entities import AmongEntities
from builder.search.analysis import plain_words, whole_name
from builder.search.asked import asked_for
from builder.search.engine import Shelf
from builder.search.state import parts_folder, read_state
from builder.work import batched
from tests.bench.names_asked import Query, queries
from tests.bench.names_browser import Found, ask
from tests.bench.names_built import Built, Shards, built, shards
from tests.bench.names_made import COUNT, SEED, Made, made

NAMES = Path("tree", "data", "names")  # the shards of a build
BATCH = 50  # queries that a page is given at a time
FIRST = 5  # among these it must be
DEEPER = 100  # as far as the place of a miss is looked for
LISTED = 20  # misses printed of each class
BUDGETS = {"exact": 0.99, "reordered": 0.99, "typo": 0.98, "nickname": 0.95}
MEGABYTES, SECONDS, PEAK = 60, 240, 1500  # of shards, as they are sent; of the build


class Answer(NamedTuple):
    """How a query went."""

    query: Query
    place: int  # from 1; 0: not found
    first: str  # the name of what came first, and why
    milliseconds: float
    ciks: tuple[int, ...]  # of the first


class Result(NamedTuple):
    """A class of queries and how they went."""

    name: str
    answers: Sequence[Answer]

    @property
    def misses(self) -> list[Answer]:
        """Those that were not among the first."""
        return [answer for answer in self.answers if not 1 <= answer.place <= FIRST]

    @property
    def share(self) -> float:
        """The part that was found."""
        return 1 - len(self.misses) / len(self.answers) if self.answers else 0.0


class Asked(NamedTuple):
    """A query, and the CIKs that are right."""

    query: Query
    right: frozenset[int]


def answered(folder: Path, asked: Sequence[Asked]) -> list[Answer]:
    """Ask the browser's search some queries; where the first do not have it, look further."""
    names = folder / NAMES
    first = ask(names, [each.query.text for each in asked], FIRST)
    places = [_place(said.hits, each.right) for said, each in zip(first, asked, strict=True)]
    again = [each for each, place in zip(asked, places, strict=True) if not place]
    deeper = iter(ask(names, [each.query.text for each in again], DEEPER))
    found = []
    for said, each, place in zip(first, asked, places, strict=True):
        at = place or _place(next(deeper).hits, each.right)
        best = f"{said.hits[0].name} ({said.hits[0].why})" if said.hits else "nothing"
        ciks = tuple(hit.cik for hit in said.hits)
        found.append(Answer(each.query, at, best, said.milliseconds, ciks))
    return found


def _place(hits: Sequence[Found], right: frozenset[int]) -> int:
    return next((at for at, hit in enumerate(hits, 1) if hit.cik in right), 0)


@cache
def _open(folder: Path) -> Shelf:
    """The names of an index, opened once in each process."""
    state = read_state(folder)
    return Shelf([parts_folder(folder) / part for part in state.entities] if state else [])


def is_same_in_index(folder: Path, answer: Answer) -> bool:
    """Whether the index gives a query the same first answers as the browser did."""
    shelf = _open(folder / "index")
    hits = AmongEntities(shelf).named(asked_for(answer.query.text, None), FIRST)
    return tuple(hit.cik for hit in hits) == answer.ciks


def namesakes(names: Sequence[Made]) -> Callable[[str], frozenset[int]]:
    """Who has or had a name, by CIK."""
    bearers: defaultdict[str, set[int]] = defaultdict(set)
    for one in names:
        for name in one.entity.names:
            bearers[whole_name(name)].add(one.entity.cik)
    return lambda name: frozenset(bearers[whole_name(name)])


def results(
    folder: Path,
    classes: Iterator[tuple[str, list[Query]]],
    right: Callable[[str], frozenset[int]],
    pool: Pool,
) -> list[Result]:
    """Ask every class; typos of all kinds once more together."""
    found = []
    for name, class_ in classes:
        batches = list(batched((Asked(query, right(query.name)) for query in class_), BATCH))
        answers = chain.from_iterable(pool.imap(partial(answered, folder), batches))
        found.append(Result(name, list(answers)))
        print(f"  {_line(found[-1])}", flush=True)
    typos = [answer for result in found if "typo" in result.name for answer in result.answers]
    return [*found, Result("typo", typos)]


def differences(folder: Path, found: Sequence[Result], each: int, pool: Pool) -> list[Answer]:
    """Some queries of every class that the index answers otherwise than the browser."""
    answers = [answer for result in found for answer in result.answers[:each]]
    same = pool.map(partial(is_same_in_index, folder), answers, chunksize=2)
    print(f"the index answers {sum(same)} of {len(same)} like the browser", flush=True)
    return [answer for answer, is_same in zip(answers, same, strict=True) if not is_same]


def _line(result: Result) -> str:
    budget = BUDGETS.get(result.name)
    times = [answer.milliseconds for answer in result.answers] or [0.0]
    return (
        f"{result.name:16} {result.share:7.2%} of {len(result.answers):,}"
        f" (budget {f'{budget:.0%}' if budget else 'none'}),"
        f" median {statistics.median(times):.0f} ms, longest {max(times):.0f} ms"
    )


def miss_lines(result: Result, vocabulary: frozenset[str]) -> Iterator[str]:
    """What was asked and missed, with the likely cause."""
    for answer in result.misses:
        asked = plain_words(answer.query.text)
        others = [word for word in asked if len(word) > 2 and word in vocabulary]
        new = set(others) - set(plain_words(answer.query.name))
        place = f"place {answer.place}" if answer.place else f"not in {DEEPER}"
        cause = f"; {', '.join(sorted(new))} is a name, too" if new else ""
        yield (
            f"{answer.query.text!r} for {answer.query.name}: {place},"
            f" first is {answer.first}{cause}"
        )


def print_build(took: Built, files: Shards) -> bool:
    """Print what the build took; True if that is within the budgets."""
    print(
        f"built in {took.seconds:.0f} s (budget {SECONDS} s), {took.megabytes:,.0f} MB of memory"
        f" at most (budget {PEAK:,} MB), index {took.index_bytes / 1e6:.1f} MB"
    )
    print(
        f"shards: {files.files:,} files, {files.compressed / 1e6:.1f} MB compressed (budget"
        f" {MEGABYTES} MB), {files.plain / 1e6:.1f} MB plain; the largest {files.largest:,} bytes"
        f" compressed ({files.largest_name})"
    )
    within = (took.seconds <= SECONDS, took.megabytes <= PEAK, files.compressed <= MEGABYTES * 1e6)
    return all(within)


@contextmanager
def place_for(folder: Path | None) -> Iterator[Path]:
    """The folder given, or one that is gone afterwards."""
    if folder is not None:
        yield folder
        return
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def main() -> None:
    """Measure and print; exit with 1 if a budget is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=COUNT, help="names to generate")
    parser.add_argument("--each", type=int, default=2_000, help="queries of each class")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--folder", type=Path, help="keep the build here, and use it again")
    parser.add_argument("--misses", type=Path, help="write every miss into this file")
    parser.add_argument("--same", type=int, default=12, help="of each class, ask the index too")
    asked = parser.parse_args()
    with place_for(asked.folder) as folder, get_context("spawn").Pool(asked.jobs) as pool:
        took = built(folder, asked.count, asked.seed, asked.jobs)
        names = made(asked.count, asked.seed)
        print(f"{len(names):,} generated names", flush=True)
        is_within = print_build(took, shards(folder))
        classes = queries(names, asked.each, asked.seed)
        found = results(folder, classes, namesakes(names), pool)
        other = differences(folder, found[:-1], asked.same, pool)
        pool.close()
        pool.join()
    vocabulary = frozenset(
        word for one in names for name in one.entity.names for word in plain_words(name)
    )
    print(f"in the first {FIRST}: {_line(found[-1])}")
    lines = {result.name: list(miss_lines(result, vocabulary)) for result in found[:-1]}
    for name, missed in lines.items():
        if name in BUDGETS or "typo" in name:
            print(f"{name}: {len(missed)} misses", *missed[:LISTED], sep="\n  ")
    if asked.misses:
        every = (f"{name}: {line}\n" for name, missed in lines.items() for line in missed)
        asked.misses.write_text("".join(every), encoding="utf-8")
    for answer in other:
        print(f"other answers from the index: {answer.query.text!r}")
    short = [each.name for each in found if each.share < BUDGETS.get(each.name, 0)]
    troubles = [*short, *["the build"] * (not is_within), *["the index"] * bool(other)]
    if troubles:
        sys.exit(f"missed: {', '.join(troubles)}")


if __name__ == "__main__":
    main()
