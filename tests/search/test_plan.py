"""Where a query looks: which nodes, in which order, and never too many."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.search.analysis import GENERIC
from builder.search.matching import read_names
from builder.search.plan import (
    ALONE,
    MOST_CALLED,
    MOST_SPELLINGS,
    MOST_TRIED,
    Node,
    doubtful,
    far_words,
    frequency_class,
    in_order,
    leads_near,
    loose_nodes,
    loose_ways,
    nodes_of,
    pair_keys,
)
from tests.search.people import card

CROWDED = frozenset(
    {"smi", "ric", "wil", "bil", "dic", "jon", "mar", "tru", "cap", "fir", "s", "d"}
)


def is_crowded(start: str) -> bool:
    """Whether many words begin so, in these tests."""
    return start in CROWDED


def nodes(query: str) -> list[Node]:
    """The nodes of a query, but for what it may be as a whole."""
    return [node for node in nodes_of(read_names(query), is_crowded) if node.space != "self"]


def pair(start: str, *deeper: str) -> Node:
    """A node of pairs."""
    return Node("pair", start, deeper)


def test_a_rare_word_leads() -> None:
    assert nodes("smith quillon") == [Node("word", "quillon")]


def test_a_rare_beginning_leads() -> None:
    assert nodes("smi qui") == [Node("word", "qui")]


def test_the_longer_of_two_rare_words_leads() -> None:
    assert nodes("abel quillon") == [Node("word", "quillon")]


def test_one_frequent_word_is_a_node_alone() -> None:
    assert nodes("smith") == [Node("word", "smith")]


def test_two_frequent_words_are_a_pair_and_what_is_deeper_if_that_is_crowded() -> None:
    assert nodes("marlow smith") == [
        pair("mar smith", "mar smith marlow ", "mar smith marlow .")
    ]  # fmt: skip


def test_a_third_word_is_looked_at_by_its_first_letter_in_a_crowded_pair() -> None:
    assert nodes("jones marlow d")[0].deeper[-1] == "mar jones marlow d"


def test_an_initial_may_begin_another_word_or_stand_for_none() -> None:
    assert nodes("smith d") == [pair("smi d"), pair("smi .", "smi . smith ", "smi . smith d")]


def test_each_of_two_initials_may_be_the_one_of_a_word() -> None:
    assert [node.start for node in nodes("smith d s")] == ["smi d", "smi s", "smi ."]


def test_initials_alone_are_looked_at_as_beginnings() -> None:
    assert nodes("d s") == [Node("word", "d")]


def test_a_general_word_does_not_lead() -> None:
    assert [node.start for node in nodes("capital trust smith")] == ["smi capital"]


def test_general_words_alone_are_a_pair_and_a_word() -> None:
    assert nodes("first trust") == [
        Node("word", "first"), pair("fir trust", "fir trust first ", "fir trust first ."),
    ]  # fmt: skip


def test_a_general_word_is_second_to_every_word_that_leads() -> None:
    keys = list(pair_keys(card("Richard Smith Family Trust")))
    assert [key for key in keys if key.startswith("smi trust smith r")]


def test_a_nickname_is_looked_up_as_each_name_that_it_stands_for() -> None:
    found = nodes("dick smith")
    assert [node.start for node in found] == ["smi dick", "smi richard"]


def test_the_name_for_a_nickname_does_not_lead() -> None:
    assert [node.start for node in nodes("bill smith")] == ["smi bill", "smi william"]


def test_a_nickname_stands_for_no_more_names_than_are_tried() -> None:
    assert len(nodes("jerry")) == 1 + MOST_CALLED


def test_what_a_query_is_as_a_whole_is_looked_up_first() -> None:
    assert nodes_of(read_names("smith"), is_crowded)[0] == Node("self", "smith")


def test_a_query_without_words_looks_nowhere() -> None:
    assert nodes_of(read_names("?!"), is_crowded) == []


@given(st.permutations(["richard", "smith", "d"]))
def test_the_order_of_words_of_unlike_length_is_no_matter(words: list[str]) -> None:
    assert nodes(" ".join(words)) == nodes("richard smith d")


# Keys


def test_each_pair_of_words_is_a_key_both_ways() -> None:
    assert list(pair_keys(card("Richard B. Smith"))) == [
        "ric smith richard b richard b smith",
        "smi richard smith b richard b smith",
    ]


def test_a_word_alone_is_a_key_with_a_full_stop() -> None:
    assert list(pair_keys(card("Smith D"))) == ["smi . smith d smith d"]


def test_a_name_without_words_has_no_pairs() -> None:
    assert list(pair_keys(card("---"))) == []


names = st.lists(
    st.sampled_from(["smith", "richard", "marlow", "jones", "d", "s", "trust", "quillon"]),
    min_size=1,
    max_size=4,
    unique=True,
)


@given(names)
def test_the_nodes_of_a_whole_name_lead_to_it(words: list[str]) -> None:
    who = card(" ".join(words))
    keys = list(pair_keys(who))
    for node in nodes(" ".join(words)):
        held = keys if node.space == "pair" else who.words
        if any(key.startswith(node.start) for key in held):
            return
    raise AssertionError(f"{words} are not found by {nodes(' '.join(words))}")


@given(names)
def test_the_deepest_node_of_a_whole_name_leads_to_it_too(words: list[str]) -> None:
    who = card(" ".join(words))
    for node in nodes(" ".join(words)):
        keys = [key for key in pair_keys(who) if key.startswith(node.start)]
        if node.deeper and keys:
            assert any(key.startswith(node.deeper[0]) for key in keys)


# Words that are spelt otherwise


def test_the_rare_word_is_doubted_first() -> None:
    assert doubtful(["smith", "quillon", "richard"], is_crowded) == ["quillon"]


def test_of_frequent_words_the_two_that_lead_are_doubted() -> None:
    assert doubtful(["jones", "d", "smithson", "trust"], is_crowded) == ["smithson", "jones"]


def test_a_name_that_has_nicknames_is_not_doubted_beside_another_word() -> None:
    assert doubtful(["jones", "d", "richard", "trust"], is_crowded) == ["jones"]


def test_a_name_that_has_nicknames_is_doubted_alone() -> None:
    assert doubtful(["richard"], is_crowded) == ["richard"]


@pytest.mark.parametrize("word", ["q", "4711", "a1"])
def test_initials_and_numbers_are_not_doubted(word: str) -> None:
    assert doubtful([word], is_crowded) == []


def test_frequent_spellings_are_tried_first_then_by_the_alphabet() -> None:
    assert in_order([("zeal", 70), ("abet", 1), ("abel", 3)]) == ["zeal", "abel", "abet"]


def test_no_more_spellings_of_a_word_are_tried_than_say() -> None:
    assert len(in_order((f"w{n}", 1) for n in range(50))) == MOST_SPELLINGS


@given(st.integers(1, 10**7))
def test_one_name_more_changes_a_class_of_frequency_by_one_at_most(count: int) -> None:
    assert frequency_class(count + 1) - frequency_class(count) in {0, 1}


def ways(query: str, spellings: dict[str, list[str]], *known: str) -> list[tuple[str, ...]]:
    """Other words for a query."""
    return loose_ways(read_names(query), spellings, known)


def test_an_unknown_word_is_replaced_first() -> None:
    found = ways("smitth marlow", {"smitth": ["smith"], "marlow": ["barlow"]}, "marlow")
    assert found == [("smith", "marlow"), ("smith", "barlow"), ("smitth", "barlow")]


def test_the_likeliest_ways_come_first() -> None:
    found = ways("smitth", {"smitth": ["smith", "smitty"]})
    assert found == [("smith",), ("smitty",)]


def test_the_query_itself_is_no_other_way() -> None:
    assert ("smith",) not in ways("smith", {"smith": ["smyth"]}, "smith")


def test_a_name_is_also_looked_up_by_its_nicknames() -> None:
    assert ways("richard smith", {}) == [
        ("dick", "smith"), ("rick", "smith"), ("ricky", "smith"), ("richie", "smith"),
    ]  # fmt: skip


def test_no_more_ways_are_tried_than_say() -> None:
    spellings = {word: [f"{word}{n}" for n in range(6)] for word in ("abel", "quillon")}
    assert len(ways("abel quillon", spellings)) == MOST_TRIED


def test_a_word_with_a_first_letter_that_was_not_typed_is_far() -> None:
    assert far_words(["hamilton", "smith"], read_names("jamilton smith")) == {"hamilton"}


@pytest.mark.parametrize("words", [("h",), ("trust",), ("hamilton",)])
def test_initials_general_and_far_words_do_not_lead_near(words: tuple[str, ...]) -> None:
    assert not leads_near(words, {"hamilton"})


def test_a_near_word_leads_to_a_pair_of_a_far_one() -> None:
    asked = read_names("jamilton smith")
    found = loose_nodes(asked, {"jamilton": ["hamilton"]}, (), is_crowded)
    assert found[0].start == "smi hamilton"


def test_the_second_and_third_rare_words_lead_too() -> None:
    found = loose_nodes(read_names("abel quillon oswald tarn"), {}, (), is_crowded)
    assert found == [Node("word", "oswald"), Node("word", "abel")]


def test_a_frequent_word_leads_to_names_that_have_no_other_word() -> None:
    found = loose_nodes(read_names("smith jones"), {}, ("smith", "jones"), is_crowded)
    assert found == [
        pair("smi .", "smi . smith ", "smi . smith ."),
        pair("jon .", "jon . jones ", "jon . jones ."),
    ]


words = st.lists(
    st.sampled_from(["smith", "bill", "d", "trust", "jerry", "山田", "4711", *sorted(GENERIC)[:4]])
    | st.text("abcé", min_size=1, max_size=5),
    max_size=12,
)


@given(words)
def test_nodes_are_few_and_each_there_once(said: list[str]) -> None:
    found = nodes_of(read_names(" ".join(said)), is_crowded)
    assert len(set(found)) == len(found)
    assert len(found) <= 3 + 4 * (1 + MOST_CALLED * 2)  # whole queries, and ways by nicknames


@given(words, st.data())
def test_loose_nodes_are_few(said: list[str], data: st.DataObject) -> None:
    asked = read_names(" ".join(said))
    doubted = doubtful(asked.words, is_crowded)
    spellings = {
        word: data.draw(st.lists(st.text("abc", min_size=3, max_size=5), max_size=MOST_SPELLINGS))
        for word in doubted
    }
    found = loose_nodes(asked, spellings, (), is_crowded)
    called = sum(word in {"bill", "jerry"} for word in asked.words)
    assert len(found) <= 4 * (MOST_TRIED + MOST_CALLED * called) + 4


def test_a_pair_of_none_is_marked_by_what_is_in_no_word() -> None:
    assert not ALONE.isalnum()
