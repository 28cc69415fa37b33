"""Whether the terminal and the browser answer alike: the real filings' names and the sample's.

Run as ``python -m tests.bench.bench_parity``. Prints the queries asked, how many are answered
alike, and those that are not; ends with 1 if there is one. Queries: see tests/site/asked_names.py.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.bench.pages_host import hosting
from tests.browsing import QUIET as LAUNCH
from tests.browsing import chromium_path
from tests.site.asked_names import (
    SAMPLE,
    Place,
    differing,
    place_of_filings,
    queries_of,
    recorded,
)

FILINGS = Path(__file__).parents[3] / "shared" / "filings"
QUERIES = 300


def compared(page: Page, name: str, place: Place, queries: list[str]) -> int:
    """Ask both, with crowds cut short and whole; how many queries differ."""
    count = 0
    with hosting({"": place.site}) as host:
        for every in (False, True):
            found = differing(page, host.address, place, queries, every=every)
            what = f"{name}, {'all matches' if every else 'first ten'}"
            print(f"{what}: {len(queries)} queries, {len(queries) - len(found)} equal")
            for query, ours, theirs in found:
                print(f"  {query!r}\n    terminal: {ours}\n    browser:  {theirs}")
            count += len(found)
    return count


def places(folder: Path) -> Iterator[tuple[str, Place, list[str]]]:
    """What is compared, and the queries for it."""
    sample = place_of_filings(SAMPLE, folder / "sample")
    yield "sample, recorded", sample, recorded()
    yield "sample, by rules", sample, queries_of(sample.cards(), QUERIES)
    if FILINGS.is_dir():
        real = place_of_filings(FILINGS, folder / "real")
        yield "real filings, recorded", real, recorded()
        yield "real filings, by rules", real, queries_of(real.cards(), QUERIES)
    else:
        print("the real filings are not on this machine")


def main() -> None:
    """Compare, and say so."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=LAUNCH)
        page = browser.new_page()
        count = sum(compared(page, *each) for each in places(Path(folder)))
        browser.close()
    print("equal everywhere" if not count else f"{count} answers differ")
    sys.exit(1 if count else 0)


if __name__ == "__main__":
    main()
