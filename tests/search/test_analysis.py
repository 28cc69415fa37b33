"""Folding: the same word however it is typed or filed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.search.analysis import (
    GENERIC,
    LONGEST,
    SUFFIXES,
    accession_key,
    begins_generic,
    cik_key,
    core_of,
    fold,
    name_words,
    plain_words,
    query_words,
    symbol_words,
    text_words,
    whole_name,
)


@pytest.mark.parametrize(
    ("filed", "folded"),
    [("GARCÍA", "garcia"), ("Ångström", "angstrom"), ("Straße", "strasse"), ("ＡＢＣ", "abc")],
)
def test_accents_case_and_widths_are_folded(filed: str, folded: str) -> None:
    assert fold(filed) == folded


def test_words_are_runs_of_letters_and_digits() -> None:
    assert query_words("Wilson-Thompson, K. (II) 2nd_lot") == [
        "wilson", "thompson", "k", "ii", "2nd", "lot",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["O'BRIEN DEIRDRE", "O’Brien Deirdre"])
def test_an_apostrophe_joins_and_also_parts(name: str) -> None:
    assert name_words(name) == ["brien", "deirdre", "obrien"]


def test_a_name_with_a_blank_for_the_apostrophe_is_found_joined() -> None:
    assert "obrien" in name_words("O BRIEN DEIRDRE")


def test_a_query_joins_at_the_apostrophe() -> None:
    assert query_words("o'brien") == ["obrien"]


def test_a_possessive_in_a_text_is_found_with_and_without_its_s() -> None:
    assert list(text_words("the person's")) == ["the", "persons", "person"]


@pytest.mark.parametrize(
    "filed",
    ["MARLOW CORP /DE/", "MARLOW CORP/DE", "MARLOW CORP /CO/ /ADV", "Marlow Corp \\NEW\\"],
)
def test_state_and_role_marks_at_the_end_are_no_words_of_a_name(filed: str) -> None:
    assert name_words(filed) == ["corp", "marlow"]


@pytest.mark.parametrize("filed", ["Marlow Corp /adv", "Marlow Corp /De/", "MARLOW CORP / nv /"])
def test_a_mark_after_a_blank_may_be_in_any_case(filed: str) -> None:
    assert plain_words(filed) == ["marlow", "corp"]


def test_a_slash_without_a_blank_before_small_letters_is_no_mark() -> None:
    assert plain_words("harbour and/or") == ["harbour", "and", "or"]


@pytest.mark.parametrize(
    ("filed", "word"),
    [("L.P.", "lp"), ("L.P", "lp"), ("l. p.", "lp"), ("L.L.C.", "llc"), ("L. L. P.", "llp")],
)
def test_a_legal_form_with_full_stops_is_one_word(filed: str, word: str) -> None:
    assert plain_words(f"Marlow Fund {filed}") == ["marlow", "fund", word]


def test_initials_before_a_longer_word_are_no_legal_form() -> None:
    assert query_words("Hale L. Peter") == ["hale", "l", "peter"]


def test_words_that_say_what_somebody_is_are_not_the_core_of_a_name() -> None:
    assert core_of(["the", "marlow", "company", "llc"]) == ["marlow"]


def test_a_name_of_such_words_only_is_its_own_core() -> None:
    assert core_of(["the", "company"]) == ["the", "company"]


def test_no_word_both_need_not_match_and_is_general() -> None:
    assert SUFFIXES.isdisjoint(GENERIC)


def test_words_of_the_lists_are_folded_as_search_words_are() -> None:
    assert [word for word in SUFFIXES | GENERIC if query_words(word) != [word]] == []


@pytest.mark.parametrize(("typed", "is_so"), [("tru", True), ("trust", True), ("trusty", False)])
def test_the_beginning_of_a_general_word_may_become_one(typed: str, *, is_so: bool) -> None:
    assert begins_generic(typed) is is_so


def test_a_name_that_is_nothing_but_a_mark_keeps_it() -> None:
    assert name_words("/CO/") == ["co"]


def test_a_slash_inside_a_name_is_no_mark() -> None:
    assert name_words("Harbour A/S Holding") == ["a", "harbour", "holding", "s"]


def test_a_cjk_name_has_its_run_its_characters_and_what_begins_at_each() -> None:
    assert set(name_words("山田太郎")) == {
        "山田太郎", "田太郎", "太郎", "郎", "山", "田", "太",
    }  # fmt: skip


def test_a_hangul_syllable_is_one_part() -> None:
    assert fold("철수") in name_words("김철수")


def test_a_cjk_text_has_its_run_and_its_characters() -> None:
    assert list(text_words("信託 trust")) == ["信託", "信", "託", "trust"]


def test_digits_are_kept() -> None:
    assert query_words("0000320193-19-000080") == ["0000320193", "19", "000080"]


def test_a_whole_name_is_equal_in_any_order_of_words() -> None:
    assert whole_name("COOK TIMOTHY D") == whole_name("timothy d. cook")


@pytest.mark.parametrize(
    ("typed", "symbols"),
    [
        ("TRNM", ["trnm"]),
        ("NYSE: TRNM", ["trnm"]),
        ("BRK.B", ["brkb"]),
        ("BRK B", ["brk", "brkb"]),
        ("GOOG, GOOGL", ["goog", "googl"]),
        ("[NONE]", []),
        ("N/A", []),
        (None, []),
    ],
)
def test_a_symbol_is_read_out_of_what_was_typed(typed: str | None, symbols: list[str]) -> None:
    assert symbol_words(typed) == symbols


@pytest.mark.parametrize("typed", ["9900000001-24-000001", "990000000124000001"])
def test_an_accession_number_is_known_with_and_without_dashes(typed: str) -> None:
    assert accession_key(typed) == "990000000124000001"


def test_a_local_number_is_an_accession_number_too() -> None:
    assert accession_key("local-0123456789abcdef") == "local0123456789abcdef"


@pytest.mark.parametrize("typed", ["0000320193", "320193"])
def test_a_cik_is_known_with_and_without_zeros(typed: str) -> None:
    assert cik_key(typed) == "320193"


def test_a_word_is_no_cik() -> None:
    assert cik_key("x320193") is None


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    words = query_words(text)
    assert query_words(" ".join(words)) == words


@given(st.text())
def test_every_word_of_a_name_typed_alone_is_the_beginning_of_one_of_its_words(name: str) -> None:
    known = name_words(name)
    for word in whole_name(name).split():
        assert any(key.startswith(word) for key in known)


@given(st.text())
def test_no_word_is_empty_long_or_holds_a_blank(text: str) -> None:
    for word in [*query_words(text), *text_words(text), *name_words(text)]:
        assert 0 < len(word) <= LONGEST
        assert word.isalnum()
