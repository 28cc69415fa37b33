"""What people are called: a list that says each thing once, both ways."""

from __future__ import annotations

import pytest

from builder.search.analysis import query_words
from builder.search.nicknames import FORMAL, NICKNAMES, are_one
from builder.search.plan import MOST_CALLED

PAIRS = [(formal, nick) for formal, nicks in NICKNAMES.items() for nick in nicks]


@pytest.mark.parametrize(
    ("nick", "formal"),
    [("dick", "richard"), ("bill", "william"), ("bob", "robert"), ("peggy", "margaret")],
)
def test_a_nickname_and_its_name_are_one_both_ways(nick: str, formal: str) -> None:
    assert are_one(nick, formal)
    assert are_one(formal, nick)


def test_two_nicknames_of_one_name_are_not_one() -> None:
    assert not are_one("bill", "billy")


def test_two_names_of_one_nickname_are_not_one() -> None:
    assert not are_one("richard", "roderick")


def test_both_tables_say_the_same() -> None:
    assert sorted(PAIRS) == sorted((f, nick) for nick, formals in FORMAL.items() for f in formals)


def test_every_word_is_folded_as_search_words_are() -> None:
    assert [each for pair in PAIRS for each in pair if query_words(each) != [each]] == []


def test_no_name_is_its_own_nickname() -> None:
    assert [formal for formal, nick in PAIRS if formal == nick] == []


def test_no_name_has_a_nickname_twice() -> None:
    assert len(set(PAIRS)) == len(PAIRS)


def test_no_nickname_is_the_beginning_of_its_name_which_is_found_anyway() -> None:
    assert [pair for pair in PAIRS if pair[0].startswith(pair[1])] == []


def test_the_names_of_a_nickname_are_sorted() -> None:
    assert all(list(formals) == sorted(formals) for formals in FORMAL.values())


def test_a_search_tries_every_name_of_a_nickname() -> None:
    assert max(map(len, FORMAL.values())) <= MOST_CALLED
