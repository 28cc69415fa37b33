"""Any string is a legal query."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.search.ledgers import filing, found, indexed

if TYPE_CHECKING:
    from pathlib import Path

SYNTAX = "abcdeo:^\"(*~'[]{}?!+-&|\\/ <>_%TO AND OR NOT\x00\x1b\u202e山é"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return indexed(
        tmp_path_factory.mktemp("any"),
        *(
            filing(
                n, owners=[(9_000_000_100 + n, f"DOE {name}")], footnotes={"F1": "a note to all"}
            )
            for n, name in enumerate(["ANN", "BOB", "CEDE", "DOT", "EDE"], 1)
        ),
    )


@settings(max_examples=150, deadline=None)
@given(query=st.text() | st.text(alphabet=SYNTAX, max_size=60))
def test_any_text_is_answered(index: Path, query: str) -> None:
    for hit in found(index, query):
        assert hit.title


@pytest.mark.parametrize(
    "query",
    ['a:b^"(*~', "name:*", "[a TO z]", "NOT doe", "doe~2", "*", "", " ", "\x00", "\ud800", "(((("],
)
def test_query_syntax_is_inert(index: Path, query: str) -> None:
    assert isinstance(found(index, query), list)


def test_a_wildcard_is_no_wildcard(index: Path) -> None:
    assert found(index, "*") == []


@pytest.mark.parametrize("word", ["x", "doe ", "note to ", "ab cd ", "山", "\x00a", "x" * 70 + " "])
def test_a_query_of_5000_characters_is_answered_quickly(index: Path, word: str) -> None:
    query = (word * 5_000)[:5_000]
    start = time.perf_counter()
    found(index, query)
    assert time.perf_counter() - start < 2


def test_a_pasted_paragraph_finds_its_footnote(tmp_path: Path) -> None:
    said = " ".join(f"word{n}" for n in range(300))
    place = indexed(tmp_path, filing(1), filing(2, footnotes={"F9": said}))
    assert [hit.accession for hit in found(place, said)] == ["9900000001-24-000002"]
