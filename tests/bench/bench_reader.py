"""How much of bare lxml's rate is left when a whole Filing is made of the same bytes.

Run as ``python -m tests.bench.bench_reader``. One process, one core; the two take turns,
so that a busy machine slows both, and medians count. A Filing is complete: every number
a Decimal, every date a date, warnings and unread elements counted, the bytes' digest.
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

PROJECT = Path(__file__).parents[2]
CORPUS = PROJECT.parent / "shared" / "filings" / "xml"
SAMPLE = PROJECT / "content" / "sample"
ROUNDS = 31
BUDGET = 0.28

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
    """One round over all documents."""
    start = time.perf_counter()
    for data, path in documents:
        read(data, path)
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    documents, folder = inputs()
    rounds = [
        (seconds(parse_only, documents), seconds(read_filing, documents)) for _ in range(ROUNDS)
    ]
    lxml_rate, filing_rate = (
        len(documents) / statistics.median(column) for column in zip(*rounds, strict=True)
    )
    ratio = filing_rate / lxml_rate
    print(f"XML to Filing, one core, {len(documents)} documents of {folder}, {ROUNDS} rounds:")
    print(f"  bare lxml: {lxml_rate:,.0f}/s; read_filing: {filing_rate:,.0f}/s")
    print(f"  ratio: {ratio:.2f} (budget: at least {BUDGET:.2f})", flush=True)
    if ratio < BUDGET:
        sys.exit(1)


if __name__ == "__main__":
    main()
