"""Deriving everything: a market year at once, and one new filing in it.

Run as ``python -m tests.bench.bench_derive [filings]``. The market is made and read before, which
is not counted: what is measured is amendments, lines with their histories and reasons, deadlines,
plans, twins, odd dates and prices of all filings, loading and storing included; then, for an
issuer of the usual size and for the largest, one more filing.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from builder.ledger.derived import derive_again, refresh_derived
from builder.ledger.refresh import refresh
from builder.ledger.rows import rows_of
from builder.ledger.store import Ledger
from builder.model import Filing
from builder.sample.market import write_market
from tests.bench.bench_build import measured

FILINGS = 200_000
SECONDS = 60
MEGABYTES = 1_000
MILLISECONDS = 50
TRIED = 25  # issuers, for the usual time of one new filing


def main() -> None:
    """Measure and print."""
    filings = int(sys.argv[1]) if len(sys.argv) > 1 else FILINGS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_market(folder / "content", filings=filings, jobs=2, only="submissions")
        with Ledger(folder / "ledger.sqlite") as ledger:
            refresh(ledger, folder / "content", jobs=2)
        seconds, megabytes = measured([sys.executable, "-m", __spec__.name, "derive", str(folder)])
        with Ledger(folder / "ledger.sqlite") as ledger:
            ((balances, lines),) = ledger.ask(
                "SELECT (SELECT count(*) FROM balance), (SELECT count(*) FROM line)"
            )
            usual, worst, size = _one_more(ledger)
    print(
        f"deriving {filings:,} filings again ({lines:,} lines, {balances:,} balances):"
        f" {seconds:.1f} s (budget {SECONDS} s), {megabytes:.0f} MB at most"
        f" (budget {MEGABYTES} MB)\n"
        f"one new filing: {usual:.0f} ms (median of {TRIED} issuers), {worst:.0f} ms at the largest"
        f" issuer of {size} filings (budget {MILLISECONDS} ms)"
    )
    if seconds > SECONDS or megabytes > MEGABYTES or max(usual, worst) > MILLISECONDS:
        sys.exit(1)


def _one_more(ledger: Ledger) -> tuple[float, float, int]:
    """Milliseconds to derive again after one new filing: usual, at the largest issuer; its size."""
    issuers = ledger.ask(
        "SELECT issuer_key, count(*) FROM submission GROUP BY issuer_key ORDER BY 2 DESC, 1"
    )
    step = max(len(issuers) // TRIED, 1)
    times = [_timed(ledger, issuer) for issuer, _ in issuers[step // 2 :: step][:TRIED]]
    largest, size = issuers[0]
    worst = median(_timed(ledger, largest, number) for number in range(5))
    return median(times), worst, size


def _timed(ledger: Ledger, issuer: int, number: int = 0) -> float:
    newest = max(ledger.filings_of_issuer(issuer), key=_known)
    again: Filing = newest._replace(accession=f"{issuer % 10**10:010}-99-{number:06}")
    with ledger.transaction():
        ledger.add_filing(rows_of(again))
    start = time.perf_counter()
    refresh_derived(ledger, 1)
    return (time.perf_counter() - start) * 1000


def _known(filing: Filing) -> tuple[str, str]:
    return str(filing.known_day), filing.accession


def derive(folder: Path) -> None:
    """What is measured, in a process of its own."""
    with Ledger(folder / "ledger.sqlite") as ledger:
        derive_again(ledger, jobs=2)


if __name__ == "__main__":
    derive(Path(sys.argv[2])) if sys.argv[1:2] == ["derive"] else main()
