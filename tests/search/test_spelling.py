"""One slip of the hand: what counts as one, and that the lists of words lead to what was meant."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from builder.search.matching import SHORTEST_SLIP
from builder.search.spelling import SHORT, is_one_slip, kept, list_key

words = st.text("abcd", max_size=8)


@st.composite
def slips(draw: st.DrawFn, letters: str = "abcé", shortest: int = SHORTEST_SLIP) -> tuple[str, str]:
    """A word, and what one slip makes of it."""
    word = draw(st.text(letters, min_size=shortest, max_size=30))
    letter = draw(st.sampled_from(letters))
    at = draw(st.integers(0, len(word) - 1))
    last = draw(st.integers(0, len(word) - 2))
    slipped = draw(
        st.sampled_from(
            [
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at:],
                word + letter,
                word[:at] + letter + word[at + 1 :],
                word[:last] + word[last + 1] + word[last] + word[last + 2 :],
            ]
        )
    )
    assume(slipped != word)
    return word, slipped


def distance(word: str, other: str) -> int:
    """Optimal string alignment, by the book: the whole table."""
    table = [[max(i, j) for j in range(len(other) + 1)] for i in range(len(word) + 1)]
    for i in range(1, len(word) + 1):
        for j in range(1, len(other) + 1):
            table[i][j] = min(
                table[i - 1][j] + 1,
                table[i][j - 1] + 1,
                table[i - 1][j - 1] + (word[i - 1] != other[j - 1]),
            )
            is_swap = i > 1 and j > 1 and word[i - 2 : i] == other[j - 2 : j][::-1]
            if is_swap:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


@pytest.mark.parametrize(
    "typed", ["hamiltn", "hamilrton", "hanilton", "hamitlon", "amilton", "hamiltonn", "ahmilton"]
)
def test_a_letter_missing_added_replaced_or_swapped_is_one_slip(typed: str) -> None:
    assert is_one_slip(typed, "hamilton")


@pytest.mark.parametrize("typed", ["hamilton", "hmailtno", "hamil", "mahilton", ""])
def test_no_slip_or_two_are_not_one(typed: str) -> None:
    assert not is_one_slip(typed, "hamilton")


@given(words, words)
def test_a_slip_is_what_the_table_of_distances_calls_one(word: str, other: str) -> None:
    assert is_one_slip(word, other) == (distance(word, other) == 1)


@given(slips())
def test_every_slip_is_known_as_one_from_both_sides(pair: tuple[str, str]) -> None:
    word, slipped = pair
    assert is_one_slip(word, slipped)
    assert is_one_slip(slipped, word)


@given(words, words)
def test_the_order_of_two_words_is_no_matter(word: str, other: str) -> None:
    assert is_one_slip(word, other) == is_one_slip(other, word)


@given(slips())
def test_a_slip_leaves_the_beginning_or_the_end_that_is_looked_up(pair: tuple[str, str]) -> None:
    word, slipped = pair
    assume(len(slipped) > 1)
    letters = kept(slipped)
    assert word[:letters] == slipped[:letters] or word[-letters:] == slipped[-letters:]


@given(slips())
def test_what_was_meant_stands_in_the_list_where_a_slip_is_looked_up(pair: tuple[str, str]) -> None:
    word, slipped = pair
    assume(len(slipped) > 1)
    letters = kept(slipped)
    # the lists of shards: words of up to SHORT + 1 by one letter, of at least SHORT by two
    assert len(word) <= SHORT + 1 if letters == 1 else len(word) >= SHORT
    lengths = range(len(slipped) - 1, len(slipped) + 2)

    def is_listed(meant: str, typed: str) -> bool:
        starts = (list_key(typed[:letters] + "?" * (n - letters), letters) for n in lengths)
        return any(list_key(meant, letters).startswith(start[: letters + 1]) for start in starts)

    assert is_listed(word, slipped) or is_listed(word[::-1], slipped[::-1])


def test_a_list_is_in_order_of_beginning_then_length() -> None:
    found = sorted(["smithson", "smart", "smith"], key=lambda word: list_key(word, 2))
    assert found == ["smart", "smith", "smithson"]


def test_words_beyond_25_letters_stand_together() -> None:
    assert list_key("a" * 40, 2)[:3] == list_key("a" * 26, 2)[:3]
