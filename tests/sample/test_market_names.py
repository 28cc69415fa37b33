"""The people of a market: names as frequent as real ones, and none of them real."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from builder.sample.dice import Dice
from builder.sample.market_issuers import market_issuer, plan_market
from builder.sample.market_names import GIVEN_NAMES, market_person, surnames_in_use
from builder.sample.names import FUND_STARTS

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = 12_000


@pytest.fixture(scope="module")
def people() -> list[str]:
    """As many people as signed in the quarter that the figures are from."""
    dice = Dice("people")
    return [market_person(dice) for _ in range(PEOPLE)]


def words(text: str) -> set[str]:
    """The words of a text, without points and in small letters."""
    return {word.strip(".'-") for word in re.split(r"[^a-z.'\-]+", text.lower())} - {""}


@pytest.fixture(scope="module")
def real_words(real_filings_of_module: Path) -> set[str]:
    """Every word of the signatures, the owners and their indirect holdings."""
    found: set[str] = set()
    for name in ("owner-signature", "nonderiv-holding", "deriv-holding", "deriv-trans"):
        text = (real_filings_of_module / "tsv" / f"2024q3-{name}.tsv").read_text(encoding="utf-8")
        found |= words(text)
    for path in real_filings_of_module.glob("[tx][xm][tl]/*"):
        text = path.read_text(encoding="utf-8", errors="replace")
        named = re.findall(r"<(?:rptOwner|signature)Name>([^<]*)<|CONFORMED NAME:([^\n]*)", text)
        found |= words(" ".join(" ".join(pair) for pair in named))
    return found


@pytest.fixture(scope="module")
def real_filings_of_module(corpus: Path | None) -> Path:
    """The real filings, for fixtures that are made once."""
    if corpus is None:
        pytest.skip("the real filings are not on this machine")
    return corpus


def test_no_surname_is_a_word_of_any_real_filing(real_words: set[str]) -> None:
    assert len(real_words) > 10_000
    assert {name.lower() for name in surnames_in_use()} & real_words == set()


def test_first_names_are_words_of_real_signatures(real_words: set[str]) -> None:
    assert {name.lower() for name in GIVEN_NAMES} <= real_words


def test_no_issuer_of_a_market_is_real(real_filings_of_module: Path) -> None:
    table = real_filings_of_module / "tsv" / "2024q3-submission.tsv"
    real = {line.split("\t")[10].lower() for line in table.read_text().splitlines()}
    plan = plan_market(16, 6_700, 6_700, 6_700)
    ours = [market_issuer(plan, index).names[-1][1].lower() for index in range(0, 6_700, 7)]
    assert set(ours) & real == set()


def test_issuers_have_names_of_their_own() -> None:
    plan = plan_market(16, 6_700, 6_700, 6_700)
    names = [market_issuer(plan, index).names[-1][1] for index in range(0, 6_700, 5)]
    assert len(set(names)) == len(names)


def test_the_commonest_surname_is_borne_by_six_in_a_thousand(people: list[str]) -> None:
    surnames = Counter(name.split()[0].title() for name in people)
    _, count = surnames.most_common(1)[0]
    assert 4 <= count * 1000 / PEOPLE <= 8
    top = sum(count for _, count in surnames.most_common(100))
    assert 0.10 <= top / PEOPLE <= 0.16
    assert len(surnames) > 3_500


def test_the_commonest_first_name_is_as_common_as_counted(people: list[str]) -> None:
    """333 of some 12,400 signers are called John, of whom the list has 59 in a hundred."""
    given = Counter(name.split()[1].title() for name in people)
    assert given.most_common(1)[0][0] in {"John", "Michael"}
    assert 0.035 <= given["John"] / PEOPLE <= 0.055


def test_two_people_in_five_have_an_initial(people: list[str]) -> None:
    initials = sum(bool(re.search(r" [A-Z]\.?( |$)", name)) for name in people)
    assert 0.35 <= initials / PEOPLE <= 0.43


def test_some_people_share_a_name_as_in_life(people: list[str]) -> None:
    shared = Counter(name.title() for name in people)
    assert any(count > 1 for count in shared.values())


def test_funds_are_named_after_things_not_people() -> None:
    assert not set(FUND_STARTS) & set(GIVEN_NAMES)
