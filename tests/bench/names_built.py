"""Builds index and shards of generated names, and says what that took.

``python -m tests.bench.names_built FOLDER`` leaves the index in ``FOLDER/index`` and the
shards in ``FOLDER/tree/data/names``. The time is that of building alone; memory, which
``built`` measures from outside, includes the generated names themselves, as a real build
holds the names that it has read.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import psutil

from builder.search.documents import entity_document
from builder.search.engine import write_part
from builder.search.entities import Entity
from builder.search.names import write_names
from builder.search.parts import code_digest, shared_out
from builder.search.state import State, parts_folder, write_state
from builder.work import map_in_order
from tests.bench.names_made import COUNT, SEED, made

LEVEL = 6  # of compression: about what GitHub Pages serves


class Built(NamedTuple):
    """What a build took."""

    seconds: float
    megabytes: float
    index_bytes: int


class Shards(NamedTuple):
    """The files of names, as they lie and as they are sent."""

    files: int
    plain: int
    compressed: int
    largest: int  # compressed
    largest_name: str


def build(entities: Iterable[Entity], folder: Path, jobs: int) -> None:
    """Build index and shards: what the project does after it has read the names of a ledger.

    The names are let go of between the two, as they are there.
    """
    _index(list(entities), folder / "index", jobs)
    write_names(folder / "index", folder / "tree", jobs)


def _index(entities: Sequence[Entity], folder: Path, jobs: int) -> None:
    place = parts_folder(folder)
    place.mkdir(parents=True)
    parts = [(f"part{number}", held) for number, held in enumerate(shared_out(entities))]
    list(map_in_order(partial(_part, place), parts, jobs))
    state = State(
        stamp=f"generated {code_digest()}",
        documents=len(entities),
        entities=tuple(name for name, _ in parts),
        filings=(),
    )
    write_state(folder, state)


def _part(place: Path, part: tuple[str, list[Entity]]) -> int:
    name, entities = part
    return write_part(place / name, map(entity_document, entities))


def built(folder: Path, count: int = COUNT, seed: int = SEED, jobs: int = 2) -> Built:
    """Build in a process of its own; an earlier build of the same names is used again."""
    told = folder / "built.json"
    wanted = [count, seed, code_digest()]
    if told.is_file():
        earlier = json.loads(told.read_text(encoding="utf-8"))
        if earlier["wanted"] == wanted:
            return Built(**earlier["built"])
        sys.exit(f"{folder} holds other names or those of other code: give a new folder")
    command = [
        sys.executable, "-m", "tests.bench.names_built", str(folder), "--count", str(count),
        "--seed", str(seed), "--jobs", str(jobs),
    ]  # fmt: skip
    with psutil.Popen(command) as process:
        megabytes = peak_megabytes(process)
    if process.returncode:
        sys.exit("the build failed")
    seconds = float((folder / "seconds").read_text(encoding="utf-8"))
    found = Built(seconds, megabytes, _size(folder / "index"))
    told.write_text(json.dumps({"wanted": wanted, "built": found._asdict()}), encoding="utf-8")
    return found


def shards(folder: Path) -> Shards:
    """Count the files of a build."""
    sizes = {
        path.relative_to(folder / "tree").as_posix(): (
            path.stat().st_size,
            len(gzip.compress(path.read_bytes(), LEVEL)),
        )
        for path in (folder / "tree").rglob("*.json")
    }
    largest = max(sizes, key=lambda name: sizes[name][1])
    plain, compressed = (sum(size[at] for size in sizes.values()) for at in (0, 1))
    return Shards(len(sizes), plain, compressed, sizes[largest][1], largest)


def peak_megabytes(process: psutil.Popen) -> float:
    """Megabytes that a process and its children hold at most."""
    peak = 0
    while process.poll() is None:
        held = 0
        for each in (process, *_children(process)):
            try:
                held += each.memory_info().rss
            except psutil.Error:  # it ended while we looked
                continue
        peak = max(peak, held)
        time.sleep(0.05)
    return peak / 1e6


def _children(process: psutil.Popen) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.Error:
        return []


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main() -> None:
    """Build, and leave the seconds beside it."""
    parser = argparse.ArgumentParser(description="Build index and shards of generated names.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    names = made(asked.count, asked.seed)
    entities = (names.pop().entity for _ in range(len(names)))  # nothing else holds them
    start = time.perf_counter()
    build(entities, asked.folder, asked.jobs)
    seconds = f"{time.perf_counter() - start:.3f}"
    (asked.folder / "seconds").write_text(seconds, encoding="utf-8")


if __name__ == "__main__":
    main()
