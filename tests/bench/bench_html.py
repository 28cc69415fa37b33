"""How many rendered pages a second become Filings, on one core.

Run as ``python -m tests.bench.bench_html``. The pages are the corpus' real ones, where it
is there, and one printed by the tests' printer for each XML that bench_reader reads, in
every style and in every way to save a page, in turn.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterator
from itertools import cycle, product

from builder.errors import OtherInput
from builder.filings.reader import read_filing
from tests.bench import bench_reader
from tests.bench.bench_reader import CORPUS, Inputs, seconds
from tests.filings.printing.page import SAVED, STYLES, page_of

ROUNDS = 5
BUDGET = 300  # pages a second


def real_pages() -> Iterator[tuple[bytes, str]]:
    """Those of the corpus that are forms."""
    for path in sorted(CORPUS.parent.glob("html/*.html")):
        data = path.read_bytes()
        try:
            read_filing(data, path.name)
        except OtherInput:
            continue
        yield data, path.name


def printed_pages() -> Iterator[tuple[bytes, str]]:
    """One for each document of the reader's benchmark."""
    documents, _ = bench_reader.inputs()
    styles = cycle(product(STYLES, SAVED))
    for (data, path), (style, saved) in zip(documents, styles, strict=False):
        yield page_of(read_filing(data, path), style, saved), f"{path}.html"


def rate(pages: Inputs) -> float:
    """Pages a second of one processor: the median of some rounds."""
    return len(pages) / statistics.median(seconds(read_filing, pages) for _ in range(ROUNDS))


def main() -> None:
    """Measure and print."""
    real, printed = list(real_pages()), list(printed_pages())
    size = sum(len(data) for data, _ in real + printed) / len(real + printed)
    print(f"HTML to Filing, one core, {len(real)} real pages and {len(printed)} printed ones,")
    print(f"  {size / 1000:.0f} kB each, {ROUNDS} rounds:")
    if real:
        print(f"  real pages: {rate(real):,.0f}/s")
    found = rate(real + printed)
    print(f"  all pages: {found:,.0f}/s (budget: at least {BUDGET})", flush=True)
    if found < BUDGET:
        sys.exit(1)


if __name__ == "__main__":
    main()
