"""How fast a market is written, both forms of every filing, and how much memory that takes.

Run as ``python -m tests.bench.bench_sample [filings]``. Two processes, everything on disk. A
busy machine slows the clock but hardly the processors: both rates are printed, and the time
of the clock has to keep the budget unless others had a share of the processors.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from builder.sample.market import MarketSummary, write_market

FILINGS = 20_000
JOBS = 2
BUDGET = 1_500  # filings a second
MEMORY = 250  # megabytes in one process


def _seconds_of_processors() -> float:
    """What this process and those it has waited for have used."""
    return sum(os.times()[:4])


def _peak() -> int:
    """The largest of all processes, in megabytes."""
    return max(
        resource.getrusage(who).ru_maxrss // 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )


def measure(filings: int) -> tuple[MarketSummary, float, float]:
    """Write a market; seconds by the clock, and of processors."""
    with tempfile.TemporaryDirectory() as folder:
        clock, used = time.perf_counter(), _seconds_of_processors()
        made = write_market(Path(folder), filings=filings, jobs=JOBS)
        return made, time.perf_counter() - clock, _seconds_of_processors() - used


def main() -> None:
    """Measure and print."""
    filings = int(sys.argv[1]) if sys.argv[1:] else FILINGS
    made, clock, used = measure(filings)
    rate, unhindered = made.filings / clock, made.filings * JOBS / used
    peak = _peak()
    print(f"Market of {made.filings:,} filings, {made.rows:,} rows, both forms, {JOBS} processes:")
    print(f"  {clock:.1f} s by the clock: {rate:,.0f} filings/s (budget: at least {BUDGET:,}/s)")
    print(f"  {used:.1f} s of processors: {unhindered:,.0f} filings/s if both are ours")
    print(f"  {made.bytes / 1e6:,.0f} MB in {made.files} files", end="; ")
    print(f"at most {peak} MB in one process (budget: {MEMORY} MB)", flush=True)
    hindered = used < clock * JOBS * 0.8
    if peak > MEMORY or (unhindered if hindered else rate) < BUDGET:
        sys.exit(1)


if __name__ == "__main__":
    main()
