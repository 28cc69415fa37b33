"""The names for the suggestion box: every name reachable, every file small and safe."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.ledger.store import Ledger
from builder.search import names as names_module
from builder.search.names import WHOLE, Name, file_name, shards_of, write_names
from tests.search.ledgers import filing, store

Shards = dict[str, list[Name]]


def written(tree: Path) -> dict[str, Any]:
    """The JSON files of a tree's names."""
    return {
        path.name: json.loads(path.read_bytes()) for path in (tree / "data" / "names").iterdir()
    }


def write(folder: Path) -> int:
    """Write the names of the ledger in a folder into a tree beside it."""
    with Ledger(folder / "ledger.db") as ledger:
        return write_names(ledger, folder / "tree")


def lead(word: str, shards: Shards) -> list[Name] | None:
    """The shard that a browser reads for a word; None where it waits for more letters."""
    if "" in shards:
        return shards[""]
    if word + WHOLE in shards:
        return shards[word + WHOLE]
    return next((held for key, held in shards.items() if word.startswith(key)), None)


def test_few_names_are_one_file(tmp_path: Path) -> None:
    store(tmp_path / "ledger.db", filing())
    assert write(tmp_path) == 2
    files = written(tmp_path / "tree")
    assert files["manifest.json"] == {"version": 1, "count": 2, "shards": {"": "all.json"}}


def test_an_issuer_is_listed_with_ticker_day_and_every_word(tmp_path: Path) -> None:
    store(tmp_path / "ledger.db", filing(former=["Åkerlund O'Hara Works"], foreign="EXW.L"))
    write(tmp_path)
    assert written(tmp_path / "tree")["all.json"]["names"][1] == [
        "issuer", 9_000_000_001, "Example Works Inc", "EXWK", "2024-05-02",
        "9000000001 akerlund example exwk exwl hara inc ohara works",
    ]  # fmt: skip


def test_an_insider_is_listed_with_role_and_issuer(tmp_path: Path) -> None:
    store(tmp_path / "ledger.db", filing(former_owner=["SMITH JANE"]))
    write(tmp_path)
    assert written(tmp_path / "tree")["all.json"]["names"][0] == [
        "insider", 9_000_000_101, "DOE JANE", "Director · Example Works Inc", "2024-05-02",
        "9000000101 doe jane smith",
    ]  # fmt: skip


def test_json_is_compact_and_letters_are_themselves(tmp_path: Path) -> None:
    store(tmp_path / "ledger.db", filing(owners=[(9_000_000_101, "山田太郎")]))
    write(tmp_path)
    data = (tmp_path / "tree/data/names/all.json").read_bytes()
    assert "山田太郎".encode() in data
    assert b", " not in data


def test_names_that_did_not_change_are_not_written(tmp_path: Path) -> None:
    store(tmp_path / "ledger.db", filing())
    write(tmp_path)
    folder = tmp_path / "tree/data/names"
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    write(tmp_path)
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_shards_that_no_name_needs_are_removed(tmp_path: Path) -> None:
    store(tmp_path / "ledger.db", filing())
    folder = tmp_path / "tree/data/names"
    folder.mkdir(parents=True)
    (folder / "zz.json").write_text("{}")
    write(tmp_path)
    assert sorted(path.name for path in folder.iterdir()) == ["all.json", "manifest.json"]


def test_an_empty_ledger_has_an_empty_list(tmp_path: Path) -> None:
    store(tmp_path / "ledger.db")
    assert write(tmp_path) == 0
    assert written(tmp_path / "tree")["all.json"] == {"names": []}


def test_a_split_tree_is_what_the_manifest_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names_module, "ONE_FILE", 3)
    monkeypatch.setattr(names_module, "MOST", 3)
    owners = [(9_000_000_100 + n, f"DOE {chr(65 + n)}LAN 山") for n in range(9)]
    store(tmp_path / "ledger.db", filing(owners=owners))
    write(tmp_path)
    files = written(tmp_path / "tree")
    assert sorted(files) == sorted(["manifest.json", *files["manifest.json"]["shards"].values()])


WORDS = ["doe", "dot", "do", "li", "lia", "lin", "lind", "linda", "smith", "j", "jo", "山田", "山"]


@st.composite
def many_names(draw: st.DrawFn) -> list[Name]:
    """Names of a few words each, many of which begin alike."""
    chosen = draw(
        st.lists(
            st.lists(st.sampled_from(WORDS) | st.text("ab", min_size=1, max_size=6), min_size=1,
                     max_size=3),
            max_size=60,
        )
    )  # fmt: skip
    return [
        Name("insider", 100 + n, " ".join(words), "", "", " ".join(sorted({*words, str(100 + n)})))
        for n, words in enumerate(chosen)
    ]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Splits lists of a few names."""
    monkeypatch.setattr(names_module, "ONE_FILE", 5)
    monkeypatch.setattr(names_module, "MOST", 5)


laws = settings(max_examples=80, deadline=None)


@pytest.mark.usefixtures("small")
@laws
@given(many_names())
def test_no_key_is_the_beginning_of_another(names: list[Name]) -> None:
    for one, other in combinations(dict(shards_of(names)), 2):
        assert not one.startswith(other)
        assert not other.startswith(one)


@pytest.mark.usefixtures("small")
@laws
@given(many_names())
def test_a_shard_is_small_unless_its_key_is_as_long_as_keys_get(names: list[Name]) -> None:
    for key, held in shards_of(names):
        assert len(key) <= names_module.LONGEST_KEY
        if not key.endswith(WHOLE):
            assert len(held) <= names_module.MOST or len(key) == names_module.LONGEST_KEY


@pytest.mark.usefixtures("small")
@laws
@given(many_names())
def test_each_word_that_leads_anywhere_leads_to_every_name_that_has_it(names: list[Name]) -> None:
    shards = dict(shards_of(names))
    for name in names:
        for word in name.keys.split():
            held = lead(word, shards)
            if held is not None and word + WHOLE not in shards:
                assert name in held


def named(*words: str) -> list[Name]:
    """A name for each string of words."""
    return [Name("insider", 100 + n, said, "", "", said) for n, said in enumerate(words)]


@pytest.mark.usefixtures("small")
def test_a_word_shorter_than_its_keys_leads_to_those_who_bear_it() -> None:
    names = named("li", "li marlow", "lia", "lin", "lid", "lim")
    shards = dict(shards_of(names))
    assert sorted(shards) == ["li.", "lia", "lid", "lim", "lin", "m"]
    assert shards["li."] == names[:2]


@pytest.mark.usefixtures("small")
def test_a_short_word_of_many_leads_to_those_only_whom_no_other_word_leads_to() -> None:
    names = named("li", "lia", *(f"li {family}" for family in ("a", "b", "c", "d", "e")))
    assert dict(shards_of(names))["li."] == names[:1]


@pytest.mark.usefixtures("small")
@laws
@given(many_names())
def test_every_name_is_reached_by_a_word_that_is_no_number(names: list[Name]) -> None:
    shards = dict(shards_of(names))
    for name in names:
        words = [word for word in name.keys.split() if not word.isdecimal()]
        assert any(name in (lead(word, shards) or []) for word in words)


@pytest.mark.usefixtures("small")
@laws
@given(many_names(), st.randoms())
def test_the_order_of_names_changes_nothing(names: list[Name], dice: Any) -> None:
    shuffled = list(names)
    dice.shuffle(shuffled)
    assert list(shards_of(names)) == list(shards_of(shuffled))


@given(st.lists(st.text(min_size=1, max_size=4).map(str.casefold), unique=True))
def test_file_names_are_safe_and_differ(keys: list[str]) -> None:
    files = [file_name(key) for key in keys]
    assert len(set(files)) == len(files)
    for file in files:
        assert set(file) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")


def test_a_name_that_windows_keeps_for_a_device_is_no_file_name() -> None:
    assert file_name("con") == "u-636f6e.json"
