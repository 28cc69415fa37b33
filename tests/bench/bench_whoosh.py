"""Distributions of Whoosh beside each other: time and size of an index, answers and their time.

Run as ``python -m tests.bench.bench_whoosh [REQUIREMENT ...]`` from the project's folder. Each
requirement is installed by pip into a folder of its own that goes before what is installed, so
that nothing differs but Whoosh. All index the same generated filings and answer the same
queries, in turns. Not part of ``make bench``: it needs whatever pip needs to install.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import distributions
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from builder.ledger.refresh import refresh
from builder.ledger.store import Ledger
from builder.sample.market import write_market
from builder.search.index import refresh_index, search

DISTRIBUTIONS = ("Whoosh-Reloaded==2.7.5", "Whoosh==2.7.4", "whoosh3==3.54.0")


class Measured(NamedTuple):
    """What one process saw of one distribution."""

    alone: float  # seconds to index with one process
    work: float  # of them the processor's, which other load on the machine lengthens least
    both: float  # seconds with two processes
    changed: float  # after one filing less
    size: int  # bytes of the index
    peak: float  # MB of memory, one process
    answer: float  # median milliseconds, opening included
    slowest: float
    answers: list[str]  # of each query, with scores
    origin: str  # where Whoosh came from


def seconds_to_index(ledger: Ledger, folder: Path, jobs: int = 1) -> float:
    """Bring an index up to date; how long that took."""
    start = time.perf_counter()
    refresh_index(ledger, folder, jobs=jobs)
    return time.perf_counter() - start


def measure(ledger: Path, folder: Path, queries: list[str]) -> Measured:
    """Index a ledger and answer queries with the Whoosh that this process has."""
    with Ledger(ledger) as opened:
        before = time.process_time()
        alone = seconds_to_index(opened, folder)
        work = time.process_time() - before
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        shutil.rmtree(folder)
        both = seconds_to_index(opened, folder, jobs=2)
        answers, times = [], []
        for query in queries:
            start = time.perf_counter()
            answers.append(repr(search(folder, query)))
            times.append((time.perf_counter() - start) * 1000)
        with opened.transaction():
            opened.drop_filing(opened.newest(1)[0].accession)
        changed = seconds_to_index(opened, folder)
    slow = statistics.median(times), max(times)
    found = find_spec("whoosh")
    origin = (found and found.origin) or ""
    return Measured(alone, work, both, changed, size, peak, *slow, answers, origin)


def queries_for(ledger: Ledger) -> list[str]:
    """Names in another order, begun and misspelt, tickers, CIKs, words of notes, and nonsense."""
    dice = random.Random(16)
    people = dice.sample(ledger.insiders(), 30)
    names = [person.name.split() for person in people]
    filings = ledger.newest(100)
    notes = [note.split() for filing in filings for note in filing.footnotes.values()]
    asked = [" ".join(reversed(name)) for name in names[:10]]
    asked += [" ".join(word[:3] for word in name) for name in names[10:20]]
    asked += [" ".join([name[0][:2] + name[0][3:], *name[1:]]) for name in names[20:27]]
    asked += [str(person.cik) for person in people[27:]]
    asked += [filing.issuer.symbol or "" for filing in filings[:4]]
    asked += [" ".join(dice.sample(note, min(3, len(note)))) for note in dice.sample(notes, 12)]
    return [*asked, "gift trust", "weighted average price", "the of and to", "qqqxqq zzz"]


def install(requirement: str, folder: Path) -> str:
    """Install a distribution into a folder; what came with it."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(folder)]
    subprocess.run([*pip, requirement], check=True)
    found = distributions(path=[str(folder)])
    return ", ".join(sorted(f"{each.name} {each.version}" for each in found))


def measured(packages: Path, ledger: Path, queries: list[str]) -> Measured:
    """Measure the Whoosh of a folder, in a process of its own and on a copy of the ledger."""
    with tempfile.TemporaryDirectory() as name:
        copy = shutil.copy(ledger, Path(name) / "ledger.db")
        asked = [sys.executable, "-m", "tests.bench.bench_whoosh", "--measure", copy, name]
        path = os.pathsep.join([str(packages), str(Path(__file__).parents[2])])
        done = subprocess.run(
            asked,
            env=os.environ | {"PYTHONPATH": path},
            input=json.dumps(queries),
            check=True,
            capture_output=True,
            text=True,
        )
    seen = Measured(*json.loads(done.stdout))
    if not Path(seen.origin).is_relative_to(packages):
        sys.exit(f"measured another Whoosh: {seen.origin}")
    return seen


def told(runs: list[Measured]) -> str:
    """The least of several runs, in one line: what else the machine does only adds to a figure."""
    alone, work, both, changed, size, peak, answer, slowest = map(
        min, zip(*(run[:8] for run in runs), strict=True)
    )
    return (
        f"index {alone:.1f} s (processor {work:.1f} s), with two processes {both:.1f} s,"
        f" {size / 1e6:.2f} MB, one filing less {changed:.2f} s, memory {peak:.0f} MB;"
        f" answer {answer:.0f} ms (slowest {slowest:.0f})"
    )


def compare(requirements: list[str], filings: int, rounds: int, folder: Path) -> bool:
    """Measure all in turns and print; True if all answers are equal."""
    write_market(folder / "content", filings=filings, only="submissions", jobs=2)
    with Ledger(folder / "ledger.db") as ledger:
        refresh(ledger, folder / "content", jobs=2)
        queries = queries_for(ledger)
    for n, requirement in enumerate(requirements):
        print(f"{requirement}: {install(requirement, folder / str(n))}", flush=True)
    runs: dict[str, list[Measured]] = {requirement: [] for requirement in requirements}
    for _ in range(rounds):
        for n, requirement in enumerate(requirements):
            run = measured(folder / str(n), folder / "ledger.db", queries)
            print(f"  {requirement}: {told([run])}", flush=True)
            runs[requirement].append(run)
    first = runs[requirements[0]][0].answers
    for requirement, done in runs.items():
        equal = sum(all(run.answers[n] == said for run in done) for n, said in enumerate(first))
        print(f"{requirement}: {told(done)}; {equal} of {len(first)} answers equal the first's")
    return all(run.answers == first for done in runs.values() for run in done)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("requirement", nargs="*", default=list(DISTRIBUTIONS))
    parser.add_argument("--filings", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--measure", nargs=2, type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        ledger, folder = arguments.measure
        print(json.dumps(measure(ledger, folder / "index", json.load(sys.stdin))))
        return
    with tempfile.TemporaryDirectory() as name:
        if not compare(arguments.requirement, arguments.filings, arguments.rounds, Path(name)):
            sys.exit(1)


if __name__ == "__main__":
    main()
