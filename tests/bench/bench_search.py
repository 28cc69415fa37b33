"""Index and names of a generated ledger: time, size, memory; and how long answers take.

Run as ``python -m tests.bench.bench_search``. Building the ledger is not counted. Whether names
are found, and what that costs a reader, ``names_all`` measures.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import tempfile
import time
from pathlib import Path

from builder.ledger.refresh import refresh
from builder.ledger.store import Ledger
from builder.sample import write_sample
from builder.search.index import refresh_index, search
from builder.search.names import write_names

QUERIES = ("gift trust", "weighted average price", "common stock", "the of and to", "jo", "s")


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


def names_figures(index: Path, tree: Path) -> None:
    """Write the files of names, and again where nothing changed."""
    for what in ("first", "again, unchanged"):
        start = time.perf_counter()
        count = write_names(index, tree)
        print(
            f"names, {what}: {count:,} in {time.perf_counter() - start:.2f} s,"
            f" {size_of(tree) / 1e6:.1f} MB"
        )


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
        names_figures(folder / "index", folder / "tree")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory at most: {own:.0f} MB, in a second process {peak:.0f} MB")


if __name__ == "__main__":
    main()
