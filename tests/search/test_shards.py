"""Files of names: every name is found through them, they are small, safe and seldom change."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.search import shards as shards_module
from builder.search.cards import Card, card_of
from builder.search.keys import LONGEST, place_of
from builder.search.matching import SHORTEST_SLIP
from builder.search.plan import CROWD, HEAD, STEM, pair_keys
from builder.search.shards import (
    FILE,
    GENERAL,
    GROUPS,
    OTHER,
    SELF,
    SPELLING,
    file_name,
    group_of,
    write_shards,
)
from builder.search.spelling import SHORT, list_key
from tests.search.people import card, insider, issuer

SURNAMES = ["smith", "smithson", "smart", "jones", "marlow", "li", "o'brien", "garcía", "山田"]
GIVEN = ["richard", "rick", "rita", "mary", "mark", "jo", "太郎", "d", "q"]


class Read:
    """The files of a folder, read as the browser does: by comparing strings."""

    def __init__(self, folder: Path) -> None:
        self.files = {path.name: json.loads(path.read_bytes()) for path in folder.iterdir()}

    def file(self, group: str, space: str, key: str) -> dict[str, Any]:
        """The file in which a key lies; one without lines where the space is empty."""
        said = self.files[f"{group}.json"].get(space, {"lines": [], "heads": {}})
        if isinstance(said, dict):
            return said
        starts = said.split(",")
        at = max(
            bisect_right([place_of(start) for start in starts], place_of(key[:LONGEST])) - 1, 0
        )
        content: dict[str, Any] = self.files[file_name(space, starts[at])]
        assert content["from"] == starts[at]
        assert content["to"] == (starts[at + 1] if at + 1 < len(starts) else "")
        return content

    def lines(self, space: str, key: str) -> list[str]:
        """What stands in the file of a key."""
        held: list[str] = self.file(group_of(key), space, key)["lines"]
        return held

    def head(self, space: str, node: str) -> list[str] | None:
        """The head of a node."""
        held = self.file(group_of(node), space, node.removesuffix(SELF))
        found = held["heads"].get(node)
        return None if found is None else [held["lines"][at] for at in found]

    def crowded(self, group: str) -> set[str]:
        """The beginnings of words that are crowded."""
        return set(self.files[f"{group}.json"]["crowded"].split())

    def contents(self) -> Iterator[dict[str, Any]]:
        """Everything that holds lines."""
        for content in self.files.values():
            held = [content] if "lines" in content else content.values()
            yield from (each for each in held if isinstance(each, dict))


def people(count: int) -> list[Card]:
    """Directors with frequent names, and an issuer for every ten of them."""
    dice = Random(16)
    made = []
    for number in range(count):
        name = " ".join([dice.choice(SURNAMES), *dice.sample(GIVEN, 2)])
        day = f"20{dice.randrange(10, 25)}-0{dice.randrange(1, 10)}-11"
        made.append(card_of(insider(name, 9_000_100_000 + number, filed=day)))
        if number % 10 == 0:
            works = issuer(f"{name} Works Inc", f"X{number}", cik=9_000_000_001 + number)
            made.append(card_of(works))
    return made


def written(folder: Path, cards: Sequence[Card], jobs: int = 1) -> dict[str, bytes]:
    """The files of cards, by name."""
    write_shards([each.text for each in cards], folder, jobs)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def many() -> list[Card]:
    """So many that words and pairs are crowded."""
    return people(3_000)


@pytest.fixture(scope="module")
def read(many: list[Card], tmp_path_factory: pytest.TempPathFactory) -> Read:
    """Their files."""
    folder = tmp_path_factory.mktemp("names")
    written(folder, many)
    return Read(folder)


def test_frequent_beginnings_are_told_as_crowded(read: Read) -> None:
    assert {"smi", "ric"} <= read.crowded("s") | read.crowded("r")


def test_a_crowded_beginning_is_of_three_letters_at_most(read: Read) -> None:
    assert all(len(start) <= STEM for group in GROUPS for start in read.crowded(group))


def test_every_name_is_in_the_file_of_each_word_that_few_bear(read: Read, many: list[Card]) -> None:
    counts = Counter(word for each in many for word in each.words)
    rare = {word for word, count in counts.items() if count <= CROWD}
    assert len(rare) > 50
    for each in many:
        for word in rare.intersection(each.words):
            assert each.text in read.lines("w", word)


def test_the_head_of_a_frequent_word_is_of_its_newest_bearers(read: Read, many: list[Card]) -> None:
    bearers = sorted((e for e in many if "smith" in e.words), key=lambda each: each.order)
    head = read.head("w", "smith" + SELF) or []
    assert head[:5] == [each.text for each in bearers[:5]]


def test_every_name_is_in_the_file_of_each_of_its_pairs(read: Read, many: list[Card]) -> None:
    for each in many:
        for key in pair_keys(each):
            stem = key.split(" ")[0]
            if stem in read.crowded(group_of(key)):
                assert each.text in read.lines("p", key)


def test_every_name_is_found_by_its_cik(read: Read, many: list[Card]) -> None:
    for each in many:
        assert each.text in read.lines("n", str(each.number))


def test_the_head_of_a_crowded_pair_is_kept(read: Read) -> None:
    assert len(read.head("p", "smi ric") or []) == HEAD


def test_the_head_of_what_no_query_asks_for_is_not_kept(read: Read) -> None:
    assert read.head("p", "smi ") is None


def test_no_file_holds_more_than_it_may_but_for_heads(read: Read) -> None:
    for content in read.contents():
        headed = {at for found in content["heads"].values() for at in found}
        assert len(content["lines"]) - len(headed) <= max(FILE, shards_module.WORDS)


def test_every_word_that_may_be_misspelt_is_in_the_lists_from_both_ends(
    read: Read, many: list[Card]
) -> None:
    for word in {word for each in many for word in each.words}:
        if len(word) < SHORTEST_SLIP or not word.isalpha():
            continue
        lists = [("a", "b", 1)] if len(word) <= SHORT + 1 else []
        lists += [("c", "d", 2)] if len(word) >= SHORT else []
        for begins, ends, letters in lists:
            for space, way in ((begins, word), (ends, word[::-1])):
                lines = read.file(SPELLING, space, list_key(way, letters))["lines"]
                assert word in {line[:-1] for line in lines}


def test_one_process_and_two_write_the_same(tmp_path: Path) -> None:
    cards = people(300)
    assert written(tmp_path / "one", cards) == written(tmp_path / "two", cards, jobs=2)


def test_the_order_of_names_is_no_matter(tmp_path: Path) -> None:
    cards = people(300)
    assert written(tmp_path / "one", cards) == written(tmp_path / "two", cards[::-1])


def test_no_names_are_files_that_hold_none(tmp_path: Path) -> None:
    files = written(tmp_path, [])
    general = (f"{GENERAL}{group}" for group in GROUPS)
    assert sorted(files) == sorted(f"{group}.json" for group in (*GROUPS, *general, SPELLING))
    assert files["a.json"] == b'{"crowded":""}'


def test_a_name_without_words_is_found_by_its_cik(tmp_path: Path) -> None:
    odd = card("---", 9_000_000_101)
    written(tmp_path, [odd])
    assert odd.text in Read(tmp_path).lines("n", "9000000101")


def test_a_party_without_a_cik_is_found_by_its_words_only(tmp_path: Path) -> None:
    odd = card("Hale Jane", -7)
    written(tmp_path, [odd])
    assert odd.text in Read(tmp_path).lines("w", "hale")
    assert "n" not in Read(tmp_path).files["7.json"]


HOSTILE = st.sampled_from(
    ['"],"lines":["', "</script><script>alert(1)</script>", "\\u0022", "\x7f\x7f\x7f", "\u2028"]
) | st.text(max_size=30)


@settings(max_examples=40, deadline=None)
@given(st.lists(HOSTILE, min_size=1, max_size=6))
def test_hostile_names_stay_text_in_json(names: list[str]) -> None:
    cards = [card(name, 9_000_000_101 + number) for number, name in enumerate(names)]
    with TemporaryDirectory() as folder:
        written(Path(folder), cards)
        read = Read(Path(folder))
        held = {line for content in read.contents() for line in content["lines"] if "\x7f" in line}
    assert held == {each.text for each in cards}


# What files are called

DEVICES = ["con", "prn", "aux", "nul", "com1", "lpt1"]
keys = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=LONGEST)


@given(keys)
def test_a_file_name_is_of_small_letters_digits_and_three_signs(key: str) -> None:
    name = file_name("w", key)
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_=.")
    assert name.count(".") == 1


@given(st.lists(keys, unique=True, max_size=8))
def test_no_two_starts_have_one_file_name(starts: list[str]) -> None:
    assert len({file_name("p", start) for start in starts}) == len(starts)


@pytest.mark.parametrize("start", DEVICES)
def test_no_file_is_called_as_a_device_of_windows(start: str) -> None:
    assert file_name("w", start).split(".")[0] not in DEVICES


def test_no_group_is_called_as_a_device_of_windows() -> None:
    assert set(DEVICES).isdisjoint((*GROUPS, SPELLING))


def test_a_file_is_never_called_as_a_group() -> None:
    assert file_name("w", "").removesuffix(".json") not in {*GROUPS, SPELLING}


@pytest.mark.parametrize("letter", ["z", "é", "山", "\U00020bb7"])
def test_the_longest_file_name_fits_any_disk(letter: str) -> None:
    assert len(file_name("p", letter * LONGEST)) < 255


@pytest.mark.parametrize(
    ("key", "group"),
    [("smith", "s"), ("4711", "4"), ("émile", OTHER), ("山田", OTHER), ("٣", OTHER)],
)
def test_a_key_is_in_the_group_of_its_first_letter_or_digit(key: str, group: str) -> None:
    assert group_of(key) == group


# Writing again


def test_a_file_that_says_the_same_is_not_written_again(tmp_path: Path) -> None:
    texts = [each.text for each in people(300)]
    write_shards(texts, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    write_shards(texts, tmp_path)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


def test_groups_of_which_nothing_changed_are_not_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [each.text for each in people(50)]
    before = write_shards(texts, tmp_path)
    monkeypatch.setattr(shards_module, "_write_group", None)
    monkeypatch.setattr(shards_module, "_write_spelling", None)
    assert write_shards(texts, tmp_path, before=before) == before


def test_only_the_groups_of_a_new_name_are_made_again(tmp_path: Path) -> None:
    texts = [each.text for each in people(50)]
    before = write_shards(texts, tmp_path)
    after = write_shards([*texts, card("Vane Ulla", 4).text], tmp_path, before=before)
    assert {group for group in after if after[group] != before[group]} == {"v", "u", "4", SPELLING}


def test_a_group_of_which_a_file_is_missing_is_made_again(tmp_path: Path) -> None:
    texts = [each.text for each in people(50)]
    before = write_shards(texts, tmp_path)
    was = (tmp_path / "s.json").read_bytes()
    (tmp_path / "s.json").unlink()
    write_shards(texts, tmp_path, before=before)
    assert (tmp_path / "s.json").read_bytes() == was


def test_what_was_made_before_is_the_same_as_made_anew(tmp_path: Path) -> None:
    texts = [each.text for each in people(300)]
    before = write_shards(texts[:-1], tmp_path / "old")
    again = write_shards(texts, tmp_path / "old", before=before)
    anew = write_shards(texts, tmp_path / "new")
    assert again == anew
    named = {name for made in again.values() for name in made.files}
    for name in named:
        assert (tmp_path / "old" / name).read_bytes() == (tmp_path / "new" / name).read_bytes()
