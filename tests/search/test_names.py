"""The names of an index as files of a site: every name in reach, every file small and safe."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from builder.ledger.store import Ledger
from builder.search.cards import Card, card_of
from builder.search.entities import Entity
from builder.search.index import refresh_index
from builder.search.keys import place_of
from builder.search.names import write_names
from builder.search.plan import CROWD, HEAD
from builder.search.shards import GENERAL, GROUPS, file_name, write_shards
from tests.search.ledgers import filing, store

FIRST = ("Adela", "Bruno", "Carla", "Dario", "Edith", "Felix", "Greta", "Hugo", "Irene", "Jonas")
LAST = ("Marlow", "Marsh", "Marten", "Tarn", "Okafor", "Quill", "Vance", "Smithson")


def person(number: int, name: str, day: str = "2024-05-01") -> Entity:
    """An insider who does not exist."""
    return Entity(
        kind="insider", cik=9_000_000_000 + number, name=name, names=(name,), symbols=(),
        detail="Tarnfeld Motion Inc", beside=(), filed=day, roles=("director",),
    )  # fmt: skip


def people(count: int) -> list[Entity]:
    """So many, with a few dozen words between them: so that some are crowded."""
    return [
        person(
            number,
            f"{LAST[number % len(LAST)]} {FIRST[number // 8 % len(FIRST)]} {chr(65 + number % 26)}",
            f"20{number % 24:02d}-0{number % 9 + 1}-11",
        )
        for number in range(count)
    ]


def texts(entities: list[Entity]) -> list[str]:
    """What the index keeps of them."""
    return [card_of(entity).text for entity in entities]


def read(folder: Path) -> dict[str, Any]:
    """Every file of names, by what it is called."""
    return {path.name: json.loads(path.read_bytes()) for path in folder.iterdir()}


def contents(said: dict[str, Any], files: dict[str, Any], space: str) -> list[dict[str, Any]]:
    """The files of a space of a group, in order."""
    held = said.get(space)
    if isinstance(held, str):
        return [files[file_name(space, start)] for start in held.split(",")]
    return [held] if held else []


@pytest.fixture(scope="module")
def shards(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The files of 3,000 people."""
    folder = tmp_path_factory.mktemp("names")
    write_shards(texts(people(3000)), folder)
    return read(folder)


def test_the_names_of_a_ledger_stand_in_the_tree(tmp_path: Path) -> None:
    store(tmp_path / "ledger.db", filing())
    with Ledger(tmp_path / "ledger.db") as ledger:
        refresh_index(ledger, tmp_path / "index")
    assert write_names(tmp_path / "index", tmp_path / "tree") == 2
    files = read(tmp_path / "tree" / "data" / "names")
    (line,) = files["d.json"]["w"]["lines"]
    assert Card(line).name == "DOE JANE"  # as filed: nothing was derived yet


def test_files_that_are_no_more_are_removed(tmp_path: Path) -> None:
    store(tmp_path / "ledger.db", filing())
    with Ledger(tmp_path / "ledger.db") as ledger:
        refresh_index(ledger, tmp_path / "index")
    names = tmp_path / "tree" / "data" / "names"
    names.mkdir(parents=True)
    (names / "w-old.json").write_text("{}")
    write_names(tmp_path / "index", tmp_path / "tree")
    assert not (names / "w-old.json").exists()


def test_there_is_a_group_for_every_letter_however_few_names(tmp_path: Path) -> None:
    write_shards(texts(people(1)), tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        "spell.json", *(f"{before}{group}.json" for group in GROUPS for before in ("", GENERAL)),
    }  # fmt: skip


def test_every_name_is_reached_by_each_of_its_rare_words(shards: dict[str, Any]) -> None:
    missing = []
    for entity in people(3000):
        cik = str(entity.cik)
        held = contents(shards[f"{cik[0]}.json"], shards, "n")
        if not any(cik == str(Card(line).number) for file in held for line in file["lines"]):
            missing.append(cik)
    assert missing == []


def test_every_pair_of_words_leads_to_the_name(shards: dict[str, Any]) -> None:
    found = {
        Card(line).number
        for file in contents(shards["m.json"], shards, "p")
        for line in file["lines"]
    }
    bearers = {each.cik for each in people(3000) if each.name.startswith("Mar")}
    assert bearers <= found


def test_a_crowded_word_has_a_head_of_the_newest(shards: dict[str, Any]) -> None:
    heads = [file for file in contents(shards["q.json"], shards, "w") if "quill." in file["heads"]]
    (file,) = heads
    days = [Card(file["lines"][number]).day for number in file["heads"]["quill."]]
    bearers = sorted(card_of(each).day for each in people(3000) if "Quill" in each.name)
    assert sorted(days) == bearers[-HEAD:]


def test_no_file_holds_more_than_a_crowd_and_the_heads_in_it(shards: dict[str, Any]) -> None:
    for name, file in shards.items():
        if "-" in name and name[0] in "wpn":
            headed = {number for head in file["heads"].values() for number in head}
            assert len(file["lines"]) <= CROWD + len(headed)


def test_files_follow_each_other_as_text_is_compared(shards: dict[str, Any]) -> None:
    for group in GROUPS:
        held = shards[f"{group}.json"].get("p")
        if isinstance(held, str):
            starts = [place_of(start) for start in held.split(",")]
            assert starts == sorted(starts)


def test_a_file_says_where_the_next_one_starts(shards: dict[str, Any]) -> None:
    files = contents(shards["m.json"], shards, "p")
    assert [file["to"] for file in files[:-1]] == [file["from"] for file in files[1:]]


@pytest.mark.parametrize("jobs", [1, 2])
def test_order_and_processes_make_no_difference(
    tmp_path: Path, shards: dict[str, Any], jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builder.search.shards.WORTH_SHARING", 1)
    write_shards(texts(people(3000))[::-1], tmp_path, jobs)
    assert read(tmp_path) == shards


def test_a_file_that_says_the_same_is_not_written(tmp_path: Path) -> None:
    write_shards(texts(people(500)), tmp_path)
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    write_shards(texts(people(500)), tmp_path)
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


def test_one_filing_more_among_20_000_changes_few_files(tmp_path: Path) -> None:
    names = people(20_000)
    made = write_shards(texts(names), tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    names[777] = person(777, names[777].name, "2026-11-20")  # the newest filing of all
    write_shards(texts(names), tmp_path, 1, made)
    after = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    changed = [name for name in after if before.get(name) != after[name]]
    # Once for each key of the person, and for each beginning of one whose head the newest joins.
    assert len(changed) <= 20
    assert len(after) > 200


def test_groups_that_a_filing_does_not_concern_are_left_alone(tmp_path: Path) -> None:
    names = people(500)
    made = write_shards(texts(names), tmp_path)
    names[0] = person(0, "Zorn Xaver", "2026-11-20")
    again = write_shards(texts(names), tmp_path, 1, made)
    assert {group for group in GROUPS if again[group].digest != made[group].digest} == {
        "a", "m", "x", "z", "9",
    }  # fmt: skip


def test_a_group_is_made_again_if_a_file_of_it_is_gone(tmp_path: Path) -> None:
    made = write_shards(texts(people(500)), tmp_path)
    (tmp_path / "m.json").unlink()
    write_shards(texts(people(500)), tmp_path, 1, made)
    assert (tmp_path / "m.json").is_file()


@pytest.mark.parametrize(
    "start", ["con", "å", "山田", "../x", "a b.c", "ß" * 40, "smi richard smith .", 'q"<>|?*']
)
def test_a_file_name_is_safe_on_any_disk(start: str) -> None:
    name = file_name("p", start)
    assert name.isascii()
    assert name == name.lower()
    assert len(name) < 255
    assert not set(name) & set('/\\:*?"<>| ')


def test_a_hostile_name_stays_text(tmp_path: Path) -> None:
    name = "</script><img src=x onerror=alert(1)> Doe\x7f\x00\u202e"
    write_shards(texts([person(1, name)]), tmp_path)
    (line,) = read(tmp_path)["d.json"]["w"]["lines"]
    assert Card(line).name == "</script><img src=x onerror=alert(1)> Doe"


def test_thousands_of_one_name_are_all_kept(tmp_path: Path) -> None:
    write_shards(texts([person(number, "Smith John") for number in range(1000)]), tmp_path)
    files = read(tmp_path)
    held = contents(files["s.json"], files, "p")
    assert len({line for file in held for line in file["lines"]}) == 1000
