"""Keys cut into files: nothing is lost, no file is large, and little changes with one key more."""

from __future__ import annotations

from bisect import bisect_right
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.search.keys import LONGEST, Cut, Cutter, place_of
from builder.search.plan import HEAD

MOST = 4
Keys = dict[str, list[int]]

anything = st.characters(exclude_categories=["Cs"])  # a card holds no half of a pair
letters = st.text("ab ", min_size=1, max_size=6) | st.text(anything, min_size=1, max_size=3)
keys_of_names = st.dictionaries(
    letters,
    st.lists(st.integers(0, 60), min_size=1, max_size=7, unique=True).map(sorted),
    max_size=40,
)


def cut(keys: Keys, most: int = MOST) -> Cut:
    """Keys cut, every head kept."""
    return Cutter(keys, most=most, full=most, is_asked=lambda _: True).cut()


def file_of(found: Cut, key: str) -> int:
    """The file to which comparing strings leads."""
    places = [place_of(held.start) for held in found.files]
    return max(bisect_right(places, place_of(key[:LONGEST])) - 1, 0)


def below(keys: Keys, node: str) -> set[int]:
    """The numbers below a node."""
    return {n for key, held in keys.items() if key.startswith(node) for n in held}


def test_no_keys_are_no_files() -> None:
    assert cut({}) == Cut([], {})


def test_few_keys_are_one_file_that_starts_at_the_very_beginning() -> None:
    found = cut({"abel": [1], "zora": [2]})
    assert [(held.start, held.numbers) for held in found.files] == [("", frozenset({1, 2}))]


@given(keys_of_names)
def test_the_numbers_of_every_key_are_in_the_file_that_its_string_leads_to(keys: Keys) -> None:
    found = cut(keys)
    for key, numbers in keys.items():
        assert found.files[file_of(found, key)].numbers.issuperset(numbers)


@given(keys_of_names)
def test_a_file_holds_nothing_but_the_numbers_of_keys(keys: Keys) -> None:
    held = {number for file in cut(keys).files for number in file.numbers}
    assert held == {number for numbers in keys.values() for number in numbers}


@given(keys_of_names)
def test_no_file_holds_more_than_it_may_unless_one_key_does(keys: Keys) -> None:
    for file in cut(keys).files:
        assert len(file.numbers) <= MOST or len(keys.get(file.start, ())) == len(file.numbers)


@given(keys_of_names)
def test_files_start_in_the_order_of_the_browser(keys: Keys) -> None:
    places = [place_of(file.start) for file in cut(keys).files]
    assert places == sorted(set(places))


@given(keys_of_names)
def test_a_node_that_is_not_crowded_lies_in_one_file(keys: Keys) -> None:
    found = cut(keys)
    for node in {key[:length] for key in keys for length in range(1, len(key) + 1)}:
        numbers = below(keys, node)
        if len(numbers) <= MOST:
            assert found.files[file_of(found, node)].numbers.issuperset(numbers)


@given(keys_of_names)
def test_a_crowded_node_lies_in_several_files_or_is_one_key(keys: Keys) -> None:
    found = cut(keys)
    for node in {key[:length] for key in keys for length in range(1, len(key) + 1)}:
        if len(below(keys, node)) > MOST:
            inside = {file_of(found, key) for key in keys if key.startswith(node)}
            most_of_one = max(len(held) for key, held in keys.items() if key.startswith(node))
            assert len(inside) > 1 or most_of_one > MOST


@given(keys_of_names)
def test_heads_are_the_first_numbers_of_every_crowded_node_and_of_no_other(keys: Keys) -> None:
    heads = cut(keys).heads
    nodes = {key[:length] for key in keys for length in range(len(key) + 1)}
    crowded = {node: numbers for node in nodes if len(numbers := below(keys, node)) > MOST}
    assert heads == {node: sorted(numbers)[:HEAD] for node, numbers in crowded.items()}


@given(keys_of_names, st.randoms())
def test_the_order_of_keys_is_no_matter(keys: Keys, dice: Random) -> None:
    mixed = list(keys.items())
    dice.shuffle(mixed)
    assert cut(dict(mixed)) == cut(keys)


@given(keys_of_names)
def test_the_same_keys_are_cut_the_same_twice(keys: Keys) -> None:
    cutter = Cutter(keys, most=MOST, full=MOST)
    assert cutter.cut() == cutter.cut()


def made_keys(count: int) -> Keys:
    """So many keys of three syllables."""
    dice = Random(16)
    parts = ["mar", "tel", "son", "dor", "vic", "lin", "ber", "qua", "ost", "hal", "wen", "nor"]
    return {"".join(dice.choices(parts, k=3)) + str(number): [number] for number in range(count)}


@pytest.mark.parametrize("number", range(20))
def test_one_key_more_changes_one_file_and_may_cut_it(number: int) -> None:
    keys = made_keys(2_000)
    more = {**keys, f"marsonvic{number}x": [5_000 + number]}
    before, after = cut(keys, 40), cut(more, 40)
    # A file that is full falls into one for each next letter: of twelve syllables, no more.
    assert len(set(after.files) - set(before.files)) <= 13


def test_keys_that_differ_late_are_cut_no_later_than_they_may_be() -> None:
    alike = {"x" * LONGEST + str(number): [number] for number in range(20)}
    (file,) = cut(alike).files
    assert (file.start, len(file.numbers)) == ("x" * LONGEST, 20)


def test_a_key_that_is_not_kept_is_in_heads_only() -> None:
    keys = {"li": [*range(6)], "lia": [6], "lin": [7]}
    found = Cutter(keys, most=MOST, full=MOST, is_asked=bool, is_kept=lambda key: key != "li").cut()
    assert {n for file in found.files for n in file.numbers} == {6, 7}
    assert found.heads == {"l": [*range(8)], "li": [*range(8)]}


def test_a_head_that_nobody_asks_for_is_not_kept() -> None:
    keys = {f"a{letter}": [n] for n, letter in enumerate("bcdefg")}
    assert Cutter(keys, most=MOST, full=MOST).cut().heads == {}


def test_letters_beyond_the_first_plane_stand_where_the_browser_looks_for_them() -> None:
    assert place_of("\U00020000") < place_of("\uff00")
