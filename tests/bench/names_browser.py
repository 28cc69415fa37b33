"""Asks the browser's own search, many queries a second: its files lie on localhost.

The index gives the same answers (tests/site holds that), but takes a second for each where
there are 320,000 names, as nobody asks ten thousand queries of a terminal.
"""

from __future__ import annotations

import atexit
from collections.abc import Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page, sync_playwright

from tests.bench.pages_host import hosting
from tests.browsing import QUIET as LAUNCH
from tests.browsing import chromium_path

SCRIPTS = Path(__file__).parents[2] / "site_src" / "assets"
_ASK = """
async ([queries, limit]) => {
  const { Names } = await import("/assets/names.js");
  const names = new Names(location.origin + "/");
  const answers = [];
  for (const query of queries) {
    const start = performance.now();
    const { hits } = await names.find(query, { limit });
    const brief = hits.map(({ cik, name, why }) => [cik, name, why]);
    answers.push([performance.now() - start, brief]);
  }
  return answers;
}
"""


class Found(NamedTuple):
    """One answer."""

    cik: int
    name: str
    why: str


class Answered(NamedTuple):
    """How a query was answered, best first."""

    milliseconds: float
    hits: tuple[Found, ...]


def ask(names: Path, queries: Sequence[str], limit: int) -> list[Answered]:
    """Ask queries one after the other; files are kept in between, as while somebody types."""
    told = _page(names).evaluate(_ASK, [list(queries), limit])
    return [Answered(taken, tuple(Found(*hit) for hit in hits)) for taken, hits in told]


@cache
def _page(names: Path) -> Page:
    """A page for this process, closed with it."""
    stack = ExitStack()
    atexit.register(stack.close)
    host = stack.enter_context(hosting({"assets/": SCRIPTS, "data/names/": names}))
    playwright = stack.enter_context(sync_playwright())
    browser = playwright.chromium.launch(executable_path=chromium_path(), args=LAUNCH)
    stack.callback(browser.close)
    page = browser.new_page()
    page.goto(host.address + "assets/icon.svg")  # a page of this origin, whatever it shows
    return page
