"""Index and names of a generated ledger: time, size, memory; and how long answers take.

Run as ``python -m tests.bench.bench_search``. Building the ledger is not counted.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import resource
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from builder.ledger.refresh import refresh
from builder.ledger.store import Ledger, Party
from builder.sample import write_sample
from builder.search.analysis import bare_name, query_words
from builder.search.index import refresh_index, search
from builder.search.names import write_names

FOUND = 0.98  # of names with one letter wrong, among the first five
FETCHED = 20_000  # bytes of manifest and one shard, compressed
QUERIES = ("gift trust", "weighted average price", "common stock", "the of and to", "jo", "s")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def size_of(folder: Path) -> int:
    """Bytes of the files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def index_times(ledger: Ledger, folder: Path) -> None:
    """Build the index with one process and with two; then after one filing more."""
    for jobs in (1, 2):
        shutil.rmtree(folder, ignore_errors=True)
        start = time.perf_counter()
        report = refresh_index(ledger, folder, jobs=jobs)
        seconds = time.perf_counter() - start
        print(
            f"index, {jobs} process{'es' if jobs > 1 else ''}: {report.documents:,} documents"
            f" in {seconds:.1f} s ({report.documents / seconds:,.0f}/s),"
            f" {size_of(folder) / 1e6:.0f} MB"
        )
    newest = ledger.newest(1)[0]
    with ledger.transaction():
        ledger.drop_filing(newest.accession)
    start = time.perf_counter()
    refresh_index(ledger, folder)
    print(f"index, one filing changed: {time.perf_counter() - start:.2f} s")


def answer_times(folder: Path) -> None:
    """Time queries, opening included."""
    for query in QUERIES:
        start = time.perf_counter()
        search(folder, query)
        print(f"answer to {query!r}: {(time.perf_counter() - start) * 1000:.0f} ms")


def misspelt(word: str, dice: random.Random) -> str:
    """A word with a letter less, more or other, or with two swapped."""
    at = dice.randrange(len(word) - 1)
    letter = dice.choice(LETTERS)
    return dice.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        ]
    )


def misspelt_names(parties: list[Party], folder: Path, count: int) -> float:
    """Share of insiders found among the first five with one letter of their name wrong."""
    dice = random.Random(16)
    asked = hits = 0
    times = []
    for party in dice.sample(parties, min(count, len(parties))):
        words = query_words(bare_name(party.name))
        long = [n for n, word in enumerate(words) if len(word) > 3]
        if not long:
            continue
        at = dice.choice(long)
        words[at] = misspelt(words[at], dice)
        start = time.perf_counter()
        found = search(folder, " ".join(words), kind="insider", limit=5)
        times.append(time.perf_counter() - start)
        asked += 1
        hits += party.cik in {hit.cik for hit in found}
    print(
        f"one letter wrong: {hits} of {asked} insiders among the first five (budget"
        f" {FOUND:.0%}), median {statistics.median(times) * 1000:.0f} ms"
    )
    return hits / asked


def names_figures(ledger: Ledger, tree: Path) -> int:
    """Write the names; the bytes that a browser fetches for the largest shard of words."""
    start = time.perf_counter()
    count = write_names(ledger, tree)
    seconds = time.perf_counter() - start
    folder = tree / "data" / "names"
    manifest = (folder / "manifest.json").read_bytes()
    shards: dict[str, str] = json.loads(manifest)["shards"]
    sizes = sorted(
        len(gzip.compress((folder / file).read_bytes()))
        for key, file in shards.items()
        if not key.isdecimal()
    )
    fetched = len(gzip.compress(manifest)) + int(statistics.median(sizes))
    print(
        f"names: {count:,} in {len(shards):,} shards, {seconds:.1f} s,"
        f" {size_of(folder) / 1e6:.1f} MB; manifest {len(gzip.compress(manifest)):,} bytes,"
        f" shard {int(statistics.median(sizes)):,} (largest {sizes[-1]:,}), compressed"
    )
    return fetched


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--filings", type=int, default=20_000)
    parser.add_argument("--issuers", type=int, default=300)
    parser.add_argument("--insiders", type=int, default=3_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_sample(
            folder / "content",
            filings=arguments.filings,
            issuers=arguments.issuers,
            insiders=arguments.insiders,
        )
        with Ledger(folder / "ledger.db") as ledger:
            refresh(ledger, folder / "content", jobs=2)
            index_times(ledger, folder / "index")
            answer_times(folder / "index")
            share = misspelt_names(ledger.insiders(), folder / "index", 200)
            fetched = names_figures(ledger, folder / "tree")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory at most: {own:.0f} MB, in a second process {peak:.0f} MB")
    print(f"fetched for first suggestions, typically: {fetched:,} bytes (budget {FETCHED:,})")
    if share < FOUND or fetched > FETCHED:
        sys.exit(1)


if __name__ == "__main__":
    main()
