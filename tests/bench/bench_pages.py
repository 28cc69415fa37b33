"""What a page costs a reader: bytes of a first visit, time to its largest paint, jumps, blocking.

Run as ``python -m tests.bench.bench_pages``, or with ``--site`` and ``--ledger`` for what is built
already. Of each kind of page the largest is taken. Bytes are what a server with gzip sends for
everything that the page loads; times are those of Chromium on localhost with its processor slowed
down four times. At the end: how many insiders' pages of ordinary size are made in a second.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, sync_playwright

from builder.build import build, place_of
from builder.ledger.store import Ledger
from builder.pages.books import Shelf
from builder.pages.insider import insider_page_of
from tests.bench.pages_host import Host, hosting
from tests.browsing import QUIET, chromium_path
from tests.site.conftest import PROJECT, silent
from tests.site.kinds import frame_bytes, one_of_each

SLOWER = 4
ROUNDS = 3
KB = 1000
# Bytes of a first visit by kind; the other kinds are reported only.
BYTES = {
    "": 120 * KB,
    "issuers/#/": 150 * KB,
    "insiders/#/": 120 * KB,
    "issuers/#/#/": 250 * KB,
}
PAINT_MS, SHIFT, BLOCKED_MS, FRAME_BYTES = 1500, 0.02, 150, 5000
PAGES_A_SECOND = 1500
ORDINARY_ROWS = range(10, 15)
REPEATS = 20

# Blocking as Lighthouse counts it: of each task after the first paint what is over 50 ms.
_WATCH = """
window.seen = {paint: 0, shift: 0, blocked: 0};
const watch = (type, note) => new PerformanceObserver(
  (list) => list.getEntries().forEach(note)).observe({type, buffered: true});
watch("largest-contentful-paint", (e) => { seen.paint = e.startTime; });
watch("layout-shift", (e) => { if (!e.hadRecentInput) seen.shift += e.value; });
watch("longtask", (e) => { seen.blocked += Math.max(0, e.duration - 50); });
"""


class Cost(NamedTuple):
    """What one page costs."""

    sent: int
    frame: int
    paint: float
    shift: float
    blocked: float


def visit(browser: Browser, host: Host, address: str) -> tuple[int, dict[str, float]]:
    """One first visit with a slow processor: bytes of all bodies, and what the browser measured."""
    host.sent.clear()
    context = browser.new_context(viewport={"width": 390, "height": 844}, device_scale_factor=2)
    page = context.new_page()
    page.add_init_script(_WATCH)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(host.address + address, wait_until="networkidle")
    page.wait_for_timeout(500)
    seen: dict[str, float] = page.evaluate("seen")
    context.close()
    return sum(answer.body for answer in host.sent), seen


def costs(browser: Browser, site: Path) -> Iterator[tuple[str, str, Cost]]:
    """The cost of the largest page of each kind: the best of a few visits."""
    with hosting({"": site}) as host:
        for kind, address in one_of_each(site).items():
            if kind == "404.html":
                continue
            visits = [visit(browser, host, address) for _ in range(ROUNDS)]
            sent = max(size for size, _ in visits)
            best = {key: min(seen[key] for _, seen in visits) for key in visits[0][1]}
            yield kind, address, Cost(sent, frame_bytes(site, address), **best)


def misses(kind: str, cost: Cost) -> list[str]:
    """Which budgets a page misses."""
    limits: list[tuple[str, float, float]] = [
        ("bytes", cost.sent, BYTES.get(kind, 250 * KB)),
        ("frame", cost.frame, FRAME_BYTES),
        ("paint", cost.paint, PAINT_MS),
        ("shift", cost.shift, SHIFT),
        ("blocking", cost.blocked, BLOCKED_MS),
    ]
    return [name for name, value, limit in limits if value > limit]


def pages_a_second(ledger: Path) -> tuple[int, float]:
    """How many insiders have an ordinary number of rows, and how fast their Markdown is made."""
    with Ledger(ledger) as opened:
        shelf = Shelf(opened)
        people: list[Any] = []
        for party in opened.insiders():
            books = list(shelf.books_of(party.cik).values())
            page = insider_page_of(party.cik, books)
            if _rows(page.markdown) in ORDINARY_ROWS:
                people.append((party.cik, books))
        best = float("inf")
        for _ in range(REPEATS):
            start = time.perf_counter()
            for cik, books in people:
                insider_page_of(cik, books)
            best = min(best, time.perf_counter() - start)
    return len(people), len(people) / best if people else 0.0


def _rows(markdown: str) -> int:
    """Count the transactions that a page lists."""
    _, _, section = markdown.partition("\n## Transactions")
    lines = section.partition("\n## ")[0].splitlines()
    return max(0, sum(line.startswith("|") for line in lines) - 2)


def main() -> None:
    """Measure and print; a missed budget fails the run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--site", type=Path)
    parser.add_argument("--ledger", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        site, ledger = options.site, options.ledger
        if site is None or ledger is None:
            folder = Path(name)
            place = place_of(
                PROJECT, PROJECT / "content" / "sample", folder / "site", folder / "state"
            )
            build(place, stage=silent, jobs=1)
            site, ledger = folder / "site", folder / "state" / "ledger.sqlite"
        sys.exit(1 if _print_all(site, ledger) else 0)


def _print_all(site: Path, ledger: Path) -> list[str]:
    missed: list[str] = []
    print(f"{'kind':16} {'KB':>6} {'frame':>6} {'LCP ms':>7} {'CLS':>6} {'TBT ms':>7}  page")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=QUIET)
        for kind, address, cost in costs(browser, site):
            wrong = misses(kind, cost)
            missed += [f"{kind or 'home'}: {each}" for each in wrong]
            print(
                f"{kind or 'home':16} {cost.sent / KB:6.1f} {cost.frame:6d} {cost.paint:7.0f} "
                f"{cost.shift:6.3f} {cost.blocked:7.0f}  {address} {' '.join(wrong).upper()}",
                flush=True,
            )
        browser.close()
    people, speed = pages_a_second(ledger)
    print(f"Markdown: {speed:.0f} pages/s, {people} insiders of 10 to 14 transactions")
    if speed < PAGES_A_SECOND:
        missed.append("Markdown: pages/s")
    print(f"missed: {', '.join(missed) or 'none'}")
    return missed


if __name__ == "__main__":
    main()
