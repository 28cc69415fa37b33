"""A quarter of the SEC's data sets into the ledger: wall time and peak memory, two processes.

Run as ``python -m tests.bench.bench_data_set``. The quarter is made: a market's four
quarters put together into one of 60,000 filings. Making it is not counted.
"""

from __future__ import annotations

import sys
import tempfile
import zipfile
from pathlib import Path

from builder.filings.data_set_tables import TABLES
from builder.ledger.refresh import refresh
from builder.ledger.store import Ledger
from builder.sample.market import write_market
from tests.bench.bench_build import measured

FILINGS = 60_000
SECONDS = 90
MEGABYTES = 500


def make_quarter(folder: Path, target: Path, filings: int) -> None:
    """Write one data set that holds the filings of a whole market."""
    write_market(folder, filings=filings, jobs=2, only="data-sets")
    quarters = sorted((folder / "data-sets").glob("*.zip"))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as whole:
        for table in TABLES:
            with whole.open(f"{table}.tsv", "w") as out:
                for number, quarter in enumerate(quarters):
                    with zipfile.ZipFile(quarter) as part, part.open(f"{table}.tsv") as lines:
                        head = lines.readline()
                        if number == 0:
                            out.write(head)
                        while block := lines.read(1024 * 1024):
                            out.write(block)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "content").mkdir()
        make_quarter(folder / "market", folder / "content" / "2025q1_form345.zip", FILINGS)
        size = (folder / "content" / "2025q1_form345.zip").stat().st_size / 1e6
        command = [sys.executable, "-m", __spec__.name, str(folder)]
        seconds, megabytes = measured(command)
        with Ledger(folder / "ledger.sqlite") as ledger:
            ((rows,),) = ledger.ask(
                "SELECT (SELECT count(*) FROM nonderiv_trans) + (SELECT count(*) FROM deriv_trans)"
                " + (SELECT count(*) FROM nonderiv_holding) + (SELECT count(*) FROM deriv_holding)"
            )
            ((filings,),) = ledger.ask("SELECT count(*) FROM submission")
    print(
        f"a data set of {filings:,} filings and {rows:,} rows ({size:.0f} MB zipped) into the"
        f" ledger, positions derived: {seconds:.1f} s (budget {SECONDS} s), {megabytes:.0f} MB at"
        f" most (budget {MEGABYTES} MB)"
    )
    if seconds > SECONDS or megabytes > MEGABYTES or filings != FILINGS:
        sys.exit(1)


def fill(folder: Path) -> None:
    """What is measured, in a process of its own."""
    with Ledger(folder / "ledger.sqlite") as ledger:
        account = refresh(ledger, folder / "content", jobs=2)
    if account.rejected:
        raise SystemExit(f"rejected: {account.of('rejected')[0]}")


if __name__ == "__main__":
    fill(Path(sys.argv[1])) if len(sys.argv) > 1 else main()
