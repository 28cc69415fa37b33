"""The browser answers as the index does: the same names, in the same order, in the same tier.

300 queries are recorded in tests/search/queries.txt, about the sample and about nobody. Real
names are not copied into the project: of the real filings, and of 20,000 generated names, what is
recorded is a seed and rules (``asked_names.RULES``) that make 300 queries from the names that are
there. All matches, however many (``every``), are compared for queries without words of one letter.
"""

from __future__ import annotations

import random
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from builder.search.among_entities import AmongEntities
from builder.search.analysis import fold
from builder.search.asked import asked_for
from builder.search.nicknames import FORMAL, NICKNAMES
from builder.search.plan import CROWD
from builder.search.spelling import is_one_slip
from tests.site.asked_names import (
    SAMPLE,
    Answer,
    Place,
    differing,
    in_index,
    many,
    place_of_entities,
    place_of_filings,
    queries_of,
    recorded,
    shelf_of,
)

Serve = Callable[[Path], str]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return place_of_filings(SAMPLE, tmp_path_factory.mktemp("sample-names"))


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return place_of_entities(many(), tmp_path_factory.mktemp("many-names"))


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, real_filings: Path) -> Place:
    return place_of_filings(real_filings, tmp_path_factory.mktemp("real-names"))


def compared(
    page: Page, base: str, place: Place, queries: list[str], *, every: bool
) -> list[tuple[str, Answer, Answer]]:
    """The differences."""
    assert len(queries) > 150
    return differing(page, base, place, queries, every=every)


def test_there_are_three_hundred_different_recorded_queries() -> None:
    assert len(set(recorded())) == 300


@pytest.mark.parametrize("every", [False, True])
def test_recorded_queries_have_the_same_answers_in_the_sample(
    sample: Place, served: Serve, page: Page, *, every: bool
) -> None:
    assert compared(page, served(sample.site), sample, recorded(), every=every) == []


@pytest.mark.parametrize("every", [False, True])
def test_recorded_queries_have_the_same_answers_among_many(
    crowd: Place, served: Serve, page: Page, *, every: bool
) -> None:
    assert compared(page, served(crowd.site), crowd, recorded(), every=every) == []


@pytest.mark.timeout(300)
@pytest.mark.parametrize("every", [False, True])
def test_queries_about_the_sample_have_the_same_answers(
    sample: Place, served: Serve, page: Page, *, every: bool
) -> None:
    asked = queries_of(sample.cards(), 300)
    assert compared(page, served(sample.site), sample, asked, every=every) == []


@pytest.mark.timeout(300)
@pytest.mark.parametrize("every", [False, True])
def test_queries_about_many_have_the_same_answers(
    crowd: Place, served: Serve, page: Page, *, every: bool
) -> None:
    asked = queries_of(crowd.cards(), 300)
    assert compared(page, served(crowd.site), crowd, asked, every=every) == []


@pytest.mark.timeout(300)
@pytest.mark.parametrize("every", [False, True])
def test_queries_about_real_filings_have_the_same_answers(
    real: Place, served: Serve, page: Page, *, every: bool
) -> None:
    asked = queries_of(real.cards(), 300)
    assert compared(page, served(real.site), real, asked, every=every) == []


def test_queries_find_somebody_in_crowds_of_every_tier(crowd: Place) -> None:
    asked = queries_of(crowd.cards(), 300)
    tiers = {hit[2] for answer in in_index(crowd, asked, every=False) for hit in answer}
    assert tiers == set(range(8))


_COUNT = """
async ([base, queries]) => {
  const { Names } = await import(base + "assets/names.js");
  const names = new Names(base);
  const counts = [];
  for (const query of queries) {
    const { total, more } = await names.find(query, { all: true });
    counts.push(more ? null : total);
  }
  return counts;
}
"""


def test_all_bearers_of_a_general_word_are_listed(crowd: Place, served: Serve, page: Page) -> None:
    base, words = served(crowd.site), ["capital", "trust", "cap", "trus", "family"]
    page.goto(base)
    with shelf_of(crowd.index) as shelf:
        among = AmongEntities(shelf)
        listed = [len(among.named(asked_for(word, None), 10**6, every=True)) for word in words]
    assert max(listed) > CROWD
    assert page.evaluate(_COUNT, [base, words]) == listed


# The parts of it.

_CALL = """
async ([base, name, calls]) => {
  const { [name]: call } = await import(base + "assets/names.js");
  return calls.map((each) => call(...each));
}
"""


def called(page: Page, base: str, name: str, calls: list[list[str]]) -> list[object]:
    """What a function of names.js gives for each list of arguments."""
    page.goto(base)
    found: list[object] = page.evaluate(_CALL, [base, name, calls])
    return found


def test_every_character_of_unicode_folds_alike(sample: Place, served: Serve, page: Page) -> None:
    known = [
        chr(code)
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) not in {"Cn", "Cs", "Co"}
    ]
    theirs = called(page, served(sample.site), "fold", [[char] for char in known])
    both = zip(known, theirs, strict=True)
    assert [(char, fold(char), their) for char, their in both if fold(char) != their] == []


def test_every_character_of_unicode_is_in_a_word_in_both_or_in_neither(
    sample: Place, served: Serve, page: Page
) -> None:
    known = [
        f"x{chr(code)}y"
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) not in {"Cn", "Cs", "Co"}
    ]
    theirs = called(page, served(sample.site), "readNames", [[said] for said in known])
    both = zip(known, map(words_of, known), theirs, strict=True)
    assert [each for each in both if each[1] != each[2]] == []


def test_random_strings_are_read_alike(sample: Place, served: Serve, page: Page) -> None:
    dice = random.Random(16)
    said = [random_text(dice) for _ in range(2_000)]
    theirs = called(page, served(sample.site), "readNames", [[each] for each in said])
    both = zip(said, map(words_of, said), theirs, strict=True)
    assert [each for each in both if each[1] != each[2]] == []


def test_one_slip_is_the_same_in_both(sample: Place, served: Serve, page: Page) -> None:
    dice = random.Random(17)
    pairs = [
        ["".join(dice.choices("aab\U00020000", k=dice.randrange(7))) for _ in range(2)]
        for _ in range(5_000)
    ]
    theirs = called(page, served(sample.site), "isOneSlip", pairs)
    assert theirs == [is_one_slip(*pair) for pair in pairs]


def test_nicknames_are_the_same_in_both(sample: Place, served: Serve, page: Page) -> None:
    base = served(sample.site)
    page.goto(base)
    theirs = page.evaluate(
        """async (base) => {
          const { NICKNAMES, FORMAL } = await import(base + "assets/nicknames.js");
          return [Object.fromEntries(NICKNAMES), Object.fromEntries(FORMAL)];
        }""",
        base,
    )
    ours = [{word: list(said) for word, said in each.items()} for each in (NICKNAMES, FORMAL)]
    assert theirs == ours


def words_of(said: str) -> dict[str, list[str]]:
    """A query as the terminal reads it, written as the browser does."""
    names = asked_for(said, None).names
    return {key: list(found) for key, found in names._asdict().items()}


def random_text(dice: random.Random) -> str:
    """A few pieces that mean something to the reader of names, and any characters."""
    pieces = (
        " ", " ", "'", "’", "/", "\\", " /DE/", "/Co", "L.P.", "l. l. c", "L.\xa0P.", "JR", "ltd",
        "CIK", "nasdaq:", "ticker", "none", ",", ";", "|", ":", "0", "0012", "\u0663", "smith",
        "O'", "É", "e\u0301", "İ", "ß", "Σ", "ς", "ΟΔΟΣ", "山田", "\0", "\x1c", "\x85", "\u200b",
        "\u2028", "\ufeff", "\U0001f600", "_", "a", "\u212a", "\u01c5", "\u0149", "x" * 70, "\v",
        "\n",
    )  # fmt: skip
    said = dice.choices(pieces, k=dice.randrange(9))
    return "".join(each if dice.random() < 0.85 else anything(dice) for each in said)


def anything(dice: random.Random) -> str:
    """A character that both Unicode tables know: tables differ in age."""
    while True:
        char = chr(dice.randrange(0x3000 if dice.random() < 0.7 else sys.maxunicode))
        if unicodedata.category(char) not in {"Cn", "Cs", "Co"}:
            return char
