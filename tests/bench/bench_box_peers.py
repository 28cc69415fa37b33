"""What other searches for static sites fetch before the first result, beside our box.

Pagefind and Material's own, each over the same generated names, which both can build in some
minutes; the page, Chromium and server are those of ``bench_box``, nothing is cached. Run as
``python -m tests.bench.bench_box_peers``.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Error, Page, sync_playwright

from tests.bench.bench_names import place_for
from tests.bench.names_made import SEED, Made, made
from tests.bench.pages_host import Host, hosting
from tests.bench.peer_sites import Peer, material_site, pagefind_site
from tests.browsing import QUIET as LAUNCH
from tests.browsing import chromium_path

NAMES = 320_000  # that each is given
SHOWN = 8  # results that are read
PATIENCE = 60_000  # ms that a first result may take

_PAGEFIND = """
async ([query, shown]) => {
  const start = performance.now();
  const pagefind = await import("/pagefind/pagefind.js");
  const found = await pagefind.search(query);
  await Promise.all(found.results.slice(0, shown).map((result) => result.data()));
  return [performance.now() - start, found.results.length];
}
"""


class Cost(NamedTuple):
    """What a query cost."""

    query: str
    milliseconds: float
    results: int
    scripts: int  # bytes as sent, with WebAssembly
    data: int  # all else
    files: int


def ask_pagefind(page: Page, query: str) -> tuple[float, int]:
    """Milliseconds to the texts of the first results, and how many results there are."""
    taken, count = page.evaluate(_PAGEFIND, [query, SHOWN])
    return float(taken), int(count)


def ask_material(page: Page, query: str) -> tuple[float, int]:
    """Milliseconds from the last key to results on screen, its index being built meanwhile."""
    box = page.locator("input.md-search__input")
    box.click()
    box.fill(query[:-1])
    start = page.evaluate("performance.now()")
    page.keyboard.type(query[-1])  # it looks when a key is let go
    page.locator(".md-search-result__item").first.wait_for(timeout=PATIENCE)
    meta = page.locator(".md-search-result__meta").inner_text()
    digits = "".join(filter(str.isdigit, meta.split()[0]))
    return float(page.evaluate("performance.now()")) - start, int(digits or 1)


def cost(
    browser: Browser, host: Host, query: str, ask: Callable[[Page, str], tuple[float, int]]
) -> Cost | None:
    """Ask one query on a fresh page; None if no result came."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    before = len(host.sent)
    page.goto(host.address)  # Material asks for its index now, Pagefind for all later
    try:
        taken, count = ask(page, query)
    except Error:
        return None
    finally:
        context.close()
    sent = [each for each in host.sent[before:] if _is_of_search(each.path)]
    scripts = sum(each.body for each in sent if _is_script(each.path))
    data = sum(each.body for each in sent) - scripts
    return Cost(query, taken, count, scripts, data, len(sent))


def _is_of_search(path: str) -> bool:
    return path.startswith(("pagefind/", "search/")) or "/workers/search" in path


def _is_script(path: str) -> bool:
    return path.endswith(".js") or "wasm" in path


def asked_of(names: list[Made]) -> list[str]:
    """Words that many bear and one bears, pairs, a beginning of each, a slip."""
    people = [one for one in names if one.person is not None]
    person = people[len(people) // 2]
    surname = person.person.surname if person.person else ""
    return [
        "smith", "john", surname, "richard smith", "ric smi", person.conformed, "smiht",
        "bill smith",
    ]  # fmt: skip


def report(peer: Peer, names: int, browser: Browser, queries: list[str], ask: Any) -> None:
    """Print what building and asking took."""
    size = sum(path.stat().st_size for path in index_files(peer))
    print(
        f"{peer.name}, {names:,} names: built in {peer.seconds:.0f} s with"
        f" {peer.megabytes:,.0f} MB, {len(index_files(peer)):,} files of {size / 1e6:.1f} MB",
        flush=True,
    )
    costs = []
    with hosting({"": peer.site}) as host:
        for query in queries:
            found = cost(browser, host, query, ask)
            if found is None:
                print(f"  {query!r}: no result", flush=True)
                continue
            costs.append(found)
            print(
                f"  {query!r}: {found.data:,} bytes in {found.files} files (scripts"
                f" {found.scripts:,}), {found.milliseconds:,.0f} ms, {found.results:,} results",
                flush=True,
            )
    if costs:
        print(
            f"  before the first result: {statistics.median(each.data for each in costs):,.0f}"
            f" bytes, at most {max(each.data for each in costs):,}; scripts"
            f" {max(each.scripts for each in costs):,}"
        )


def index_files(peer: Peer) -> list[Path]:
    """The files of its index."""
    folder = peer.site / ("pagefind" if peer.name == "Pagefind" else "search")
    return [path for path in folder.rglob("*") if path.is_file()]


def main() -> None:
    """Build, measure, print: there is no budget for others."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pagefind", type=int, default=NAMES, help="names for Pagefind")
    parser.add_argument("--material", type=int, default=NAMES, help="names for Material")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--folder", type=Path, help="keep the sites here")
    asked = parser.parse_args()
    with place_for(asked.folder) as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=LAUNCH)
        for count, name, build, ask in (
            (asked.pagefind, "pagefind", pagefind_site, ask_pagefind),
            (asked.material, "material", material_site, ask_material),
        ):
            if not count:
                continue
            names = made(count, asked.seed)
            peer = build([one.entity for one in names], folder / name)
            report(peer, count, browser, asked_of(names), ask)
        browser.close()
    sys.stdout.flush()


if __name__ == "__main__":
    main()
