"""Any string may be typed: it is answered at once, and nothing that is typed or named executes."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Dialog, Page

from tests.site.asked_names import MANY, Place, many, place_of_entities, queries_of

Serve = Callable[[Path], str]

QUERIES = 10_000
BATCH = 500
SECONDS = 5  # within which the slowest is answered, on a machine that does other things, too
MOST_FILES = {False: 40, True: 2 * 80 + 40}  # read for one query; True: for all its matches
_ASK = """
async ([base, queries]) => {
  const { Names } = await import(base + "assets/names.js");
  window.names ??= new Names(base);
  const told = [];
  for (const units of queries) {
    const query = String.fromCharCode(...units);
    const start = performance.now();
    const { hits, total } = await names.find(query, { limit: 8 });
    told.push([performance.now() - start, hits.length <= Math.min(total, 8)]);
  }
  return told;
}
"""
_COUNT = """
async ([base, query, all]) => {
  const { Names } = await import(base + "assets/names.js");
  const given = window.fetch;
  let count = 0;
  window.fetch = (...told) => { count += 1; return given(...told); };
  await new Names(base).find(query, { all });
  window.fetch = given;
  return count;
}
"""
_PIECES = (
    "smith", "richard", "dick", " ", " ", "\t", "\n", "\0", "\x1b[31m", "\x7f", "\ufeff", "\u202e",
    "\u05e9\u05dc\u05d5\u05dd", "\u0645\u0631", "\U0001f600", "\U0001f469\u200d\U0001f467",
    "\ud800", "\udfff", "e\u0301", "\u0301" * 50, "\u0130", "\xdf", "\ufdfa",
    "<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "javascript:alert(1)",
    "${alert(1)}", "&lt;", "\"'`", "__proto__", "constructor", "toString", "hasOwnProperty",
    "../../", "%2e%2e%2f", "%00", "?q=", "#", "(a+)+$", "^(.*)*$", "[", "\\", "\\u0000", "/DE/",
    "/A" * 40, "L.L.C.", "l." * 30, "'" * 40, "a'" * 40, "NYSE:", ",", ";", "|", "0", "9" * 40,
    "-1", "1e9", "NaN", "\u5c71\u7530", "\uae40",
)  # fmt: skip


class Told(NamedTuple):
    """How a query went."""

    milliseconds: float
    is_sound: bool


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return place_of_entities(many(MANY), tmp_path_factory.mktemp("any-string"))


def any_string(dice: random.Random) -> str:
    """Short or long, of pieces that mean something to somebody or of any characters."""
    longest = dice.choice((3, 12, 60, 300, 300, 5_000))
    how = dice.random()
    if how < 0.15:
        said = dice.choice(_PIECES) * 5_000
    elif how < 0.3:
        said = "".join(chr(dice.randrange(sys.maxunicode + 1)) for _ in range(min(longest, 300)))
    else:
        said = "".join(dice.choices(_PIECES, k=dice.randint(1, 12)))
        said += dice.choice(_PIECES) * dice.choice((0, 0, 0, 1, 100))
    return said[:longest]


def units(said: str) -> list[int]:
    """Its UTF-16 code units: surrogates on their own do not survive the way as text."""
    data = said.encode("utf-16-le", "surrogatepass")
    return [data[at] | data[at + 1] << 8 for at in range(0, len(data), 2)]


def asked(page: Page, base: str, queries: list[str]) -> list[Told]:
    told: list[Told] = []
    for start in range(0, len(queries), BATCH):
        batch = [units(said) for said in queries[start : start + BATCH]]
        told += [Told(*each) for each in page.evaluate(_ASK, [base, batch])]
    return told


def watched(page: Page) -> list[str]:
    """Whatever a page says that an intact one does not."""
    troubles: list[str] = []

    def refuse(dialog: Dialog) -> None:
        troubles.append(dialog.message)
        dialog.dismiss()

    page.on("console", lambda said: troubles.append(said.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("dialog", refuse)
    page.on("response", lambda got: troubles.append(got.url) if got.status >= 400 else None)
    return troubles


@pytest.mark.timeout(240)
def test_ten_thousand_strings_are_answered_at_once(crowd: Place, served: Serve, page: Page) -> None:
    base = served(crowd.site)
    troubles = watched(page)
    page.goto(base)
    before = page.content()
    dice = random.Random(10_000)
    told = asked(page, base, [any_string(dice) for _ in range(QUERIES)])
    assert len(told) == QUERIES
    assert all(each.is_sound for each in told)
    assert max(each.milliseconds for each in told) < SECONDS * 1000
    assert page.content() == before
    assert troubles == []


@pytest.mark.parametrize("all_of_them", [False, True])
def test_no_query_reads_more_than_so_many_files(
    crowd: Place, served: Serve, page: Page, *, all_of_them: bool
) -> None:
    base = served(crowd.site)
    page.goto(base)
    queries = [
        "ted sandy bert jerry hal kit tina eddie randy kate rick terry",
        "ricahrd smiht robret maragret",
        "s", "smi", "a b c d e f g h i j k l", "smith tarn marsh richard robert william",
        *queries_of(crowd.cards(), 60, seed=2),
    ]  # fmt: skip
    counts = {said: page.evaluate(_COUNT, [base, said, all_of_them]) for said in queries}
    assert {said: count for said, count in counts.items() if count > MOST_FILES[all_of_them]} == {}
