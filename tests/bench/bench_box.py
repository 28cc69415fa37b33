"""What the suggestion box costs a reader among 320,000 names: bytes, rounds of requests, time.

The real page, in Chromium, with nothing cached before each query. Bytes are bodies as
GitHub Pages would compress them, of everything fetched beyond the scripts since the page was
loaded. A round is a set of requests that do not wait for each other. Run as
``python -m tests.bench.bench_box``.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.bench_names import place_for
from tests.bench.names_asked import TYPOS, with_typo
from tests.bench.names_built import built
from tests.bench.names_made import COUNT, SEED, Made, made
from tests.bench.pages_host import Host, hosting
from tests.browsing import QUIET as LAUNCH
from tests.browsing import chromium_path

PROJECT = Path(__file__).parents[2]
ROUND_TRIP = 150  # ms
HAND = 200  # ms from the focus to the first letter, as fast as hands are
QUIET = 400  # ms without a request or a change: the box has settled
BYTES, ROUNDS = 20_000, 2  # before the first suggestions
TYPO_BYTES, TYPO_ROUNDS = 60_000, 3
LOCAL, FAR = 50, 600  # ms from key to paint: the median on localhost, the worst far away
SCRIPT = 12_000  # bytes, compressed
SCRIPTS = {
    f"assets/{name}.js" for name in ("names", "nicknames", "search", "search-parts")
}  # what every page loads for the box
LONG = 5  # letters; of a longer word alone the first letter may be wrong
WORST = 8  # queries listed

HOT = ("smith", "johnson", "john", "michael", "trust", "capital", "inc")
PREFIXES = ("s", "j", "sm", "smi", "ric", "mc", "john", "will")
PAIRS = (
    "ric smi", "smith r", "richard smith", "smith richard", "j smith", "mich john", "david b",
    "brown mary", "lee k", "smith trust",
)  # fmt: skip
NICKNAMES = ("bill smith", "bob johnson", "dick jones")
SLIPS = ("smiht", "jonson richard", "rihcard smith")

_WATCH = """
(() => {
  const seen = { key: 0, first: null, last: null };
  window.watchedBox = seen;
  addEventListener("keydown", (event) => Object.assign(seen, {
    key: event.timeStamp, first: null, last: null }), true);
  let waiting = false;
  const painted = () => {
    waiting = false;
    const count = document.querySelectorAll("[role=option]").length;
    const now = performance.now() - seen.key;
    if (count && seen.first === null) seen.first = now;
    if (count) seen.last = now;
  };
  const observer = new MutationObserver(() => {
    if (waiting || !seen.key) return;
    waiting = true;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = painted;
      channel.port2.postMessage(0);
    });
  });
  document.addEventListener("DOMContentLoaded", () => {
    observer.observe(document.querySelector("form.s16-search"), {
      childList: true, subtree: true, characterData: true });
  });
})();
"""
_TOLD = """
() => ({
  ...window.watchedBox,
  now: performance.now(),
  options: document.querySelectorAll("[role=option]").length,
  requests: performance.getEntriesByType("resource")
    .filter((each) => each.name.includes("/data/"))
    .map((each) => [each.startTime, each.responseEnd, each.encodedBodySize, each.name]),
})
"""


class Probe(NamedTuple):
    """A query and what sort it is."""

    kind: str
    text: str


class Request(NamedTuple):
    """One file of names: when it was asked for and there, in ms from the key."""

    start: float
    end: float
    body: int
    name: str


class Seen(NamedTuple):
    """How a query went."""

    probe: Probe
    first: float  # ms from key to the first suggestions on screen
    last: float
    options: int
    requests: tuple[Request, ...]

    @property
    def early(self) -> tuple[Request, ...]:
        """The requests that were answered before the first suggestions stood on the screen."""
        return tuple(each for each in self.requests if each.end <= self.first)

    @property
    def early_bytes(self) -> int:
        """Their bytes."""
        return sum(each.body for each in self.early)

    @property
    def all_bytes(self) -> int:
        """Bytes until nothing moved any more."""
        return sum(each.body for each in self.requests)


def rounds(requests: Sequence[Request]) -> int:
    """How many requests after the key had to wait for one another, at most."""
    depths: list[tuple[float, int]] = []
    for each in sorted(each for each in requests if each.start >= 0):
        before = [depth for end, depth in depths if end <= each.start]
        depths.append((each.end, 1 + max(before, default=0)))
    return max((depth for _, depth in depths), default=0)


def probes(names: Sequence[Made], seed: int) -> Iterator[Probe]:
    """Some fifty queries: words that thousands bear or only one, beginnings, pairs, slips."""
    dice = random.Random(seed)
    people = [one for one in names if one.person is not None]
    issuers = [one.entity for one in names if one.entity.kind == "issuer"]
    bearers = Counter(one.person.surname for one in people if one.person)
    rare = sorted(bearers, key=lambda word: (bearers[word], word))[:200]
    yield from (Probe("hot word", word) for word in HOT)
    yield from (Probe("rare word", word) for word in dice.sample(rare, 4))
    yield from (Probe("beginning", word) for word in PREFIXES)
    yield from (Probe("pair", words) for words in PAIRS)
    yield from (Probe("full name", one.conformed) for one in dice.sample(people, 4))
    yield from (Probe("ticker", issuer.symbols[0]) for issuer in dice.sample(issuers, 2))
    yield from (Probe("CIK", str(one.entity.cik)) for one in dice.sample(people, 2))
    yield from (Probe("nickname", words) for words in NICKNAMES)
    yield from (Probe("typo", words) for words in SLIPS)
    for kind in (*TYPOS, *TYPOS[:3]):
        text = with_typo(dice, dice.choice(people).conformed, kind)
        if text is not None:
            yield Probe("typo", text)
    alone = next(word for word in dice.sample(rare, len(rare)) if len(word) > LONG)
    yield Probe("typo", ("x" if alone[0] != "x" else "q") + alone[1:])


def watched(browser: Browser, host: Host, probe: Probe, latency: int, *, typed: bool) -> Seen:
    """Ask one query on a fresh page of a fresh profile: at once, or letter by letter."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(_WATCH)
    page.goto(host.address)
    if latency:
        slow = {"offline": False, "latency": latency, "downloadThroughput": -1}
        client = context.new_cdp_session(page)
        client.send("Network.enable")
        client.send("Network.emulateNetworkConditions", slow | {"uploadThroughput": -1})
    box = page.locator("form.s16-search input")
    box.focus()
    page.wait_for_timeout(HAND)
    if typed:
        box.press_sequentially(probe.text, delay=120)
    else:
        box.evaluate("(box, text) => { box.value = text; }", probe.text[:-1])
        page.keyboard.type(probe.text[-1])
    told = _settled(page)
    context.close()
    requests = tuple(
        Request(start - told["key"], end - told["key"], body, name.rpartition("/data/")[2])
        for start, end, body, name in told["requests"]
    )
    first = told["first"] if told["first"] is not None else float("inf")
    return Seen(probe, first, told["last"] or first, told["options"], requests)


def _settled(page: Page) -> Any:
    """What the page tells once nothing has moved for a while."""
    before: Any = None
    until = time.monotonic() + 20
    while time.monotonic() < until:
        page.wait_for_timeout(QUIET)
        told = page.evaluate(_TOLD)
        state = (told["last"], told["options"], len(told["requests"]))
        if state == before and (told["first"] is not None or told["now"] - told["key"] > 5000):
            return told
        before = state
    return told


def script_bytes(host: Host) -> dict[str, int]:
    """The scripts of the box that were sent, compressed."""
    return {sent.path: sent.body for sent in host.sent if sent.path in SCRIPTS}


def site_of_the_sample(folder: Path) -> Path:
    """A whole site, whose pages have the box."""
    site = folder / "site"
    if not site.is_dir():
        command = [
            sys.executable, "-m", "builder", "build", "--project", str(PROJECT), "--quiet",
            "--content", str(PROJECT / "content" / "sample"), "--site", str(site),
            "--state", str(folder / "state"),
        ]  # fmt: skip
        subprocess.run(command, check=True)
    return site


def _line(kind: str, near: Sequence[Seen], far: Sequence[Seen]) -> str:
    early = [seen.early_bytes for seen in far]
    local = [seen.first for seen in near]
    slow = [seen.first for seen in far]
    return (
        f"  {kind:10} {len(far):3}  {statistics.median(early):8,.0f} {max(early):8,.0f}"
        f"  {max(seen.all_bytes for seen in far):8,.0f}"
        f"  {max(rounds(seen.early) for seen in far):5}"
        f"  {max(rounds(seen.requests) for seen in far):5}"
        f"  {statistics.median(local):7.0f} {max(local):7.0f}"
        f"  {statistics.median(slow):7.0f} {max(slow):7.0f}"
    )


def print_table(near: Sequence[Seen], far: Sequence[Seen]) -> None:
    """Print each sort of query, then the queries that cost most."""
    print("                       bytes before first      all  rounds         ms on localhost")
    print(
        "  queries          n    median    worst     worst  first    all   median   worst", end=""
    )
    print(f"   at {ROUND_TRIP} ms: median, worst")
    kinds = dict.fromkeys(seen.probe.kind for seen in far)
    for kind in kinds:
        print(
            _line(
                kind,
                [seen for seen in near if seen.probe.kind == kind],
                [seen for seen in far if seen.probe.kind == kind],
            )
        )
    print(_line("all", near, far))
    print("  the dearest:")
    for seen in sorted(far, key=lambda seen: -seen.early_bytes)[:WORST]:
        files = ", ".join(f"{each.name} {each.body:,}" for each in seen.requests)
        print(f"    {seen.probe.text!r}: {seen.early_bytes:,} bytes, {seen.first:.0f} ms; {files}")


def missed(near: Sequence[Seen], far: Sequence[Seen], scripts: int) -> Iterator[str]:
    """Each budget that does not hold, and the query that breaks it."""
    for seen in far:
        is_typo = seen.probe.kind == "typo"
        size, count = (TYPO_BYTES, TYPO_ROUNDS) if is_typo else (BYTES, ROUNDS)
        if not seen.options:
            yield f"{seen.probe.text!r}: nothing was suggested"
        if seen.early_bytes > size:
            yield f"{seen.probe.text!r}: {seen.early_bytes:,} bytes (budget {size:,})"
        if rounds(seen.early) > count:
            yield f"{seen.probe.text!r}: {rounds(seen.early)} rounds (budget {count})"
        if seen.first > FAR:
            yield f"{seen.probe.text!r}: {seen.first:.0f} ms at {ROUND_TRIP} ms (budget {FAR})"
    median = statistics.median(seen.first for seen in near)
    if median > LOCAL:
        yield f"median {median:.0f} ms on localhost (budget {LOCAL})"
    if scripts > SCRIPT:
        yield f"scripts of {scripts:,} bytes (budget {SCRIPT:,})"


def main() -> None:
    """Measure and print; exit with 1 if a budget is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=COUNT, help="names to generate")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--folder", type=Path, help="keep the build here, and use it again")
    asked = parser.parse_args()
    with place_for(asked.folder) as folder, sync_playwright() as playwright:
        built(folder, asked.count, asked.seed, asked.jobs)
        site = site_of_the_sample(folder)
        wanted = list(probes(made(asked.count, asked.seed), asked.seed))
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=LAUNCH)
        names = folder / "tree" / "data" / "names"
        with hosting({"": site, "data/names/": names}) as host:  # near comes when all is packed
            far = [watched(browser, host, probe, ROUND_TRIP, typed=False) for probe in wanted]
            near = [watched(browser, host, probe, 0, typed=False) for probe in wanted]
            scripts = script_bytes(host)
            typed = [watched(browser, host, probe, 0, typed=True) for probe in wanted]
        browser.close()
    total = sum(scripts.values())
    print(f"the suggestion box among {asked.count:,} names, {len(wanted)} queries, nothing cached")
    print_table(near, far)
    sizes = ", ".join(f"{name} {size:,}" for name, size in sorted(scripts.items()))
    print(f"  scripts: {total:,} bytes compressed (budget {SCRIPT:,}): {sizes}")
    every = [seen.all_bytes for seen in typed]
    print(
        f"  typed letter by letter: {statistics.median(every):,.0f} bytes, at most"
        f" {max(every):,} in {max(len(seen.requests) for seen in typed)} files;"
        f" last key to paint {statistics.median(seen.first for seen in typed):.0f} ms"
    )
    troubles = list(missed(near, far, total))
    if troubles:
        sys.exit("missed:\n  " + "\n  ".join(troubles))


if __name__ == "__main__":
    main()
