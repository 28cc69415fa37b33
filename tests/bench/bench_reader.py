"""How much of bare lxml's rate is left when a whole Filing is made of the same bytes.

Run as ``python -m tests.bench.bench_reader``. One process, one core; the readers take turns,
so that a busy machine slows all, and medians count. A Filing is complete: every number a
Decimal, every date a date, warnings and unread elements counted, the bytes' digest. Beside
it stands edgartools, on the same bytes: to its object, whose tables it makes at once, and
with the table of all rows that it derives from them.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from builder.errors import OtherInput
from builder.filings.reader import read_filing
from tests.bench.edgartools_peer import Read, edgartools

PROJECT = Path(__file__).parents[2]
CORPUS = PROJECT.parent / "shared" / "filings" / "xml"
SAMPLE = PROJECT / "content" / "sample"
ROUNDS = 31
BUDGET = 0.28  # of bare lxml's rate
PEER_ROUNDS = 3  # a round of edgartools takes seconds
PEER_BUDGET = 12  # times edgartools' rate

Inputs = list[tuple[bytes, str]]


def inputs() -> tuple[Inputs, str]:
    """Ownership XML that bare lxml can parse too, and where it is from."""
    folder = CORPUS if CORPUS.is_dir() else SAMPLE
    found: Inputs = []
    for path in sorted(folder.rglob("*.xml")):
        data = path.read_bytes().strip()
        try:
            etree.fromstring(data)
            read_filing(data, path.name)
        except (etree.XMLSyntaxError, OtherInput):
            continue
        found.append((data, path.name))
    return found, str(folder)


def parse_only(data: bytes, _: str) -> object:
    """What bare lxml does."""
    return etree.fromstring(data)


def seconds(read: Callable[[bytes, str], object], documents: Inputs) -> float:
    """One round over all documents, in time of the processor: others on the machine aside."""
    start = time.process_time()
    for data, path in documents:
        read(data, path)
    return time.process_time() - start


def rates(readers: list[Read], documents: Inputs, rounds: int) -> list[float]:
    """Documents a second of each, who take turns: the median of some rounds."""
    times = [[seconds(read, documents) for read in readers] for _ in range(rounds)]
    return [len(documents) / statistics.median(column) for column in zip(*times, strict=True)]


def beside_lxml(documents: Inputs) -> bool:
    """Print the share of bare lxml's rate; True if the budget is kept."""
    lxml_rate, filing_rate = rates([parse_only, read_filing], documents, ROUNDS)
    ratio = filing_rate / lxml_rate
    print(f"  bare lxml: {lxml_rate:,.0f}/s; read_filing: {filing_rate:,.0f}/s")
    print(f"  ratio: {ratio:.2f} (budget: at least {BUDGET:.2f})", flush=True)
    return ratio >= BUDGET


def _can(read: Read, data: bytes, path: str) -> bool:
    try:
        read(data, path)
    except AssertionError:  # the network: never to be passed over
        raise
    except Exception:  # whatever a peer cannot read is counted and left out
        return False
    return True


def beside_edgartools(documents: Inputs) -> bool:
    """Print how many times edgartools' rate it is; True if the budget is kept."""
    to_object, to_table = edgartools()
    both = [(data, path) for data, path in documents if _can(to_table, data, path)]
    print(f"The same beside edgartools, {PEER_ROUNDS} rounds, {len(both)} documents;")
    print(f"  {len(documents) - len(both)} that it cannot read are left out of both")
    readers: list[Read] = [read_filing, to_object, to_table]
    filing_rate, object_rate, table_rate = rates(readers, both, PEER_ROUNDS)
    print(f"  edgartools: {object_rate:,.0f}/s to its object, {table_rate:,.0f}/s to its table")
    print(f"  read_filing: {filing_rate:,.0f}/s, {filing_rate / object_rate:.0f} times the object;")
    times = filing_rate / table_rate
    print(f"  times the table: {times:.0f} (budget: at least {PEER_BUDGET})", flush=True)
    return times >= PEER_BUDGET


def main() -> None:
    """Measure and print."""
    documents, folder = inputs()
    print(f"XML to Filing, one core, {len(documents)} documents of {folder}, {ROUNDS} rounds:")
    kept = beside_lxml(documents)
    if not (beside_edgartools(documents) and kept) and CORPUS.is_dir():
        sys.exit(1)  # the budgets are for real filings: the sample's few are small and odd


if __name__ == "__main__":
    main()
