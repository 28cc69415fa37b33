"""Whether a name answers a query, and how well: each tier, and the order of equals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.search.cards import Card, card_of
from builder.search.matching import (
    MOST_WORDS,
    TIERS,
    Names,
    Rank,
    former_of,
    rank_of,
    read_names,
    reasons_of,
)
from tests.search.people import card, issuer

RICHARD = card("Richard D. Smith", 9_000_000_101)
TURNMILL = card_of(issuer("Turnmill Works Inc", "TRNM", cik=9_000_000_001))


def rank(query: str, who: Card = RICHARD) -> Rank | None:
    """How somebody answers a query."""
    return rank_of(who, read_names(query))


def best_first(query: str, *cards: Card) -> list[Card]:
    """Cards in the order in which they answer."""
    asked = read_names(query)
    ranks = {each: found for each in cards if (found := rank_of(each, asked))}
    return sorted(ranks, key=lambda each: ranks[each])


def tier(query: str, who: Card = RICHARD) -> str | None:
    """How somebody answers, in words."""
    found = rank(query, who)
    return TIERS[found.tier] if found else None


@pytest.mark.parametrize(
    "query", ["TRNM", "trnm", "NYSE: TRNM", "ticker TRNM", "9000000001", "CIK 0009000000001"]
)
def test_a_ticker_or_cik_is_the_best_answer(query: str) -> None:
    assert tier(query, TURNMILL) == "the ticker or CIK itself"


@pytest.mark.parametrize("query", ["Richard D. Smith", "SMITH RICHARD D", "smith, d richard"])
def test_the_whole_name_answers_in_any_order(query: str) -> None:
    assert tier(query) == "the whole name"


@pytest.mark.parametrize("query", ["SMITH RICHARD D /CO/", "smith richard d jr"])
def test_marks_and_suffixes_need_not_match(query: str) -> None:
    assert tier(query) == "the whole name"


def test_a_suffix_that_was_typed_is_better_met() -> None:
    junior, senior = card("Hale John Jr", 2), card("Hale John", 1)
    assert best_first("john hale jr", senior, junior) == [junior, senior]


def test_the_name_of_a_company_is_whole_without_its_legal_form() -> None:
    assert tier("turnmill works", TURNMILL) == "the whole name"


def test_some_words_in_full() -> None:
    assert tier("richard smith") == "every word in full"


@pytest.mark.parametrize("query", ["ric smi", "smi r", "s", "smith rich"])
def test_beginnings_of_words(query: str) -> None:
    assert tier(query) == "every word, some by their beginnings"


def test_a_nickname_and_the_rest_of_the_name() -> None:
    assert tier("Dick D. Smith") == "the whole name, with a nickname or an initial"


def test_a_nickname_and_some_of_the_name() -> None:
    assert tier("dick smith") == "every word, with a nickname or an initial"


def test_a_name_filed_by_its_nickname_is_found_by_what_it_stands_for() -> None:
    assert (
        tier("richard hale", card("Dick Hale")) == "the whole name, with a nickname or an initial"
    )


def test_a_middle_name_for_which_an_initial_was_filed() -> None:
    assert tier("Richard Donald Smith") == "the whole name, with a nickname or an initial"


def test_an_initial_does_not_stand_for_somebody_elses_surname() -> None:
    assert tier("sean hale", card("Sean H. Smith")) is None


@pytest.mark.parametrize("query", ["richrad d smith", "ichard d smith", "richard d smihth"])
def test_a_letter_wrong_in_the_whole_name(query: str) -> None:
    assert tier(query) == "the whole name, with a letter wrong"


def test_a_letter_wrong_in_some_of_the_name() -> None:
    assert tier("richrad smith") == "every word, with a letter wrong"


def test_a_letter_wrong_in_each_word() -> None:
    assert tier("richrad smitth") == "every word, with a letter wrong"


def test_two_letters_wrong_in_a_word_are_no_answer() -> None:
    assert tier("rcihrad smith") is None


@pytest.mark.parametrize("query", ["xi", "a"])
def test_words_of_one_or_two_letters_are_not_misspelt(query: str) -> None:
    assert tier(query, card("Li Bo")) is None


@pytest.mark.parametrize("query", ["richard jones", "smith smith d e", "", "!!!", "\x00"])
def test_no_answer(query: str) -> None:
    assert tier(query) is None


def test_accents_need_not_be_typed() -> None:
    assert tier("garcia lopez", card("García López")) == "the whole name"


def test_accents_may_be_typed() -> None:
    assert tier("García", card("GARCIA LOPEZ")) == "every word in full"


def test_a_former_name_is_a_whole_name_too() -> None:
    assert tier("smith jane", card("Jane Hale", 1, "SMITH JANE")) == "the whole name"


def test_the_words_of_two_names_are_not_a_whole_name() -> None:
    who = card("Jane Hale", 1, "SMITH MARY")
    assert tier("jane smith", who) == "every word in full"


def test_each_word_of_a_query_takes_another_word_of_the_name() -> None:
    assert tier("ric rich") is None


def test_the_longest_word_takes_first() -> None:
    taken = reasons_of(card("Mara Marlow"), read_names("mar mara"))
    assert taken == ['"mara" is a word of the name', '"mar" begins "marlow"']


def test_a_word_that_another_needs_is_given_back() -> None:
    # "smit" takes "smith" first, for which alone "sith" may stand
    assert tier("smit sith", card("Smith Smitten")) == "the whole name, with a letter wrong"


def test_the_better_tier_comes_before_the_newer_filing() -> None:
    old, new = card("Smith Ann", 1, filed="2004-01-01"), card("Smithson Ann", 2)
    assert best_first("ann smith", new, old) == [old, new]


def test_of_equals_the_newest_filing_comes_first() -> None:
    old, new = card("Smith Ann", 1, filed="2004-01-01"), card("Smith Ann", 2)
    assert best_first("ann smith", old, new) == [new, old]


def test_of_equals_of_one_day_the_lower_number_comes_first() -> None:
    high, low = card("Smith Ann", 2), card("Smith Ann", 1)
    assert best_first("ann smith", high, low) == [low, high]


def test_the_other_name_that_answers_is_told() -> None:
    who = card("Jane Hale", 1, "SMITH JANE")
    assert former_of(who, read_names("jane smith")) == "SMITH JANE"


def test_no_other_name_is_told_where_the_one_shown_answers() -> None:
    assert former_of(card("Jane Hale", 1, "SMITH JANE"), read_names("jane hale")) is None


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("smith", '"smith" is a word of the name'),
        ("smi", '"smi" begins "smith"'),
        ("dick", '"dick" and "richard": one is a nickname of the other'),
        ("smitth", '"smitth" is "smith" with one letter wrong'),
        ("9000000101", '"9000000101" is its CIK'),
    ],
)
def test_a_reason_is_told_in_words(query: str, reason: str) -> None:
    assert reasons_of(RICHARD, read_names(query)) == [reason]


def test_a_reason_tells_an_initial() -> None:
    reasons = reasons_of(RICHARD, read_names("smith richard donald"))
    assert '"d" is the initial of "donald"' in reasons


def test_a_reason_tells_of_a_suffix_that_is_missing() -> None:
    assert reasons_of(RICHARD, read_names("smith jr"))[-1] == (
        'the name lacks "jr", which need not match'
    )


def test_a_query_of_more_words_than_names_have_answers_nothing() -> None:
    assert read_names(" ".join(f"w{n}" for n in range(MOST_WORDS + 1))) == Names((), (), ())


def test_a_query_of_suffixes_only_is_taken_by_them() -> None:
    assert read_names("the company").words == ("the", "company")


words = st.text("abé'd ", max_size=12) | st.sampled_from(["dick", "richard", "smith jr", "d"])


@given(st.lists(words, max_size=5).map(" ".join), st.lists(words, max_size=5).map(" ".join))
def test_whoever_answers_has_a_reason_for_every_word(query: str, name: str) -> None:
    asked, who = read_names(query), card(name)
    found = rank_of(who, asked)
    if found is not None and found.tier > 0:
        assert len(reasons_of(who, asked)) == len(asked.words) + len(asked.suffixes)


@given(st.lists(words, min_size=1, max_size=5).map(" ".join))
def test_a_name_answers_to_itself_in_reverse_as_the_whole_name(name: str) -> None:
    said = read_names(name)
    if said.words:
        turned = " ".join(reversed([*said.words, *said.suffixes]))
        assert tier(turned, card(name)) == "the whole name"


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_query_and_no_name_is_too_odd(query: str, name: str) -> None:
    found = rank(query, card(name))
    assert found is None or 0 <= found.tier < len(TIERS)
