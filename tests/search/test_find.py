"""What a query finds, and in which order."""

from __future__ import annotations

import json
from itertools import permutations
from shutil import rmtree
from typing import TYPE_CHECKING

import pytest

from builder.search import SearchError
from tests.search.ledgers import OFFICER, filing, found, indexed, titles

if TYPE_CHECKING:
    from pathlib import Path

MARLOW = (9_000_000_201, "MARLOW ELLEN SOFIA")
OBRIEN = (9_000_000_202, "O'BRIEN DEIRDRE")
QUILL = (9_000_000_203, "Quill José Åke")
YAMADA = (9_000_000_204, "山田太郎")
TARNFELD = (9_000_000_002, "Tarnfeld Motion Inc", "TRNM")
HARBOUR = (9_000_000_003, "HARBOUR BANCORP INC /DE/", "HBRB")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One index for all of the questions below."""
    return indexed(
        tmp_path_factory.mktemp("find"),
        filing(1, issuer=TARNFELD, owners=[MARLOW], roles=OFFICER, day="2024-05-02",
               footnotes={"F1": "Sold under a plan.", "F2": "Held by the Zephyr Family Trust."},
               former=["TARNFELD GEARBOX WORKS"], industry="ROLLING STOCK"),
        filing(2, issuer=TARNFELD, owners=[OBRIEN], day="2024-06-03", remarks="Exhibit 24 attached",
               nature="By Spouse"),
        filing(3, issuer=HARBOUR, owners=[QUILL, MARLOW], day="2023-01-05", foreign="HBR.L",
               title="Depositary Receipts"),
        filing(4, issuer=HARBOUR, owners=[YAMADA], day="2022-01-05",
               footnotes={"F1": "家族信託 holds them."}, former_owner=["SUZUKI TARO"]),
        filing(5, issuer=TARNFELD, owners=[MARLOW], roles=OFFICER, day="2024-07-02",
               footnotes={"F1": "Held by the Zephyr Family Trust."}),
    )  # fmt: skip


@pytest.mark.parametrize("words", list(permutations(["ellen", "sofia", "marlow"])))
def test_a_name_is_found_in_any_order_of_words(index: Path, words: tuple[str, ...]) -> None:
    assert titles(index, " ".join(words))[0] == "MARLOW ELLEN SOFIA"


@pytest.mark.parametrize("query", ["marl", "mar el", "e m s", "ELLEN MARL"])
def test_a_name_is_found_by_the_beginnings_of_its_words(index: Path, query: str) -> None:
    assert titles(index, query)[0] == "MARLOW ELLEN SOFIA"


@pytest.mark.parametrize("query", ["o'brien", "O’BRIEN", "obrien", "brien", "deirdre o'b"])
def test_an_apostrophe_is_no_obstacle(index: Path, query: str) -> None:
    assert titles(index, query)[0] == "O'BRIEN DEIRDRE"


@pytest.mark.parametrize("query", ["jose ake", "JOSÉ", "Jose\u0301 quill", "åke"])
def test_accents_are_no_obstacle(index: Path, query: str) -> None:
    assert titles(index, query)[0] == "Quill José Åke"


@pytest.mark.parametrize("query", ["山田太郎", "山田", "太郎", "田太", "郎"])
def test_a_cjk_name_is_found_by_any_part(index: Path, query: str) -> None:
    assert titles(index, query)[0] == "山田太郎"


@pytest.mark.parametrize("query", ["trnm", "TRNM", "$TRNM", "NASDAQ: TRNM", "ticker trnm"])
def test_a_ticker_finds_its_issuer_first(index: Path, query: str) -> None:
    assert found(index, query)[0].url == "issuers/9000000002/"


def test_a_foreign_ticker_finds_its_issuer_first(index: Path) -> None:
    assert found(index, "HBR.L")[0].url == "issuers/9000000003/"


@pytest.mark.parametrize("query", ["9000000201", "0009000000201", "CIK 9000000201"])
def test_a_cik_finds_its_bearer_first(index: Path, query: str) -> None:
    assert found(index, query)[0].url == "insiders/9000000201/"


@pytest.mark.parametrize("query", ["9900000001-23-000003", "990000000123000003"])
def test_an_accession_number_finds_its_filing(index: Path, query: str) -> None:
    assert found(index, query)[0].url == "issuers/9000000003/2023/#9900000001-23-000003"


@pytest.mark.parametrize("query", ["tarnfeld gearbox", "gearbox works"])
def test_an_issuer_is_found_by_a_former_name(index: Path, query: str) -> None:
    assert titles(index, query)[0] == "Tarnfeld Motion Inc"


def test_an_insider_is_found_by_a_former_name(index: Path) -> None:
    assert titles(index, "taro suzuki")[0] == "山田太郎"


@pytest.mark.parametrize("query", ["harbour bancorp", "Harbour Bancorp Inc /DE/", "bancorp"])
def test_a_state_mark_is_no_obstacle(index: Path, query: str) -> None:
    assert found(index, query)[0].url == "issuers/9000000003/"


def test_an_issuer_is_found_by_its_industry(index: Path) -> None:
    assert found(index, "rolling stock", kind="issuer")[0].cik == 9_000_000_002


def test_an_insider_is_found_by_name_and_issuer(index: Path) -> None:
    assert titles(index, "tarnfeld marlow")[0] == "MARLOW ELLEN SOFIA"


def test_an_insider_is_found_by_title(index: Path) -> None:
    assert titles(index, "widget", kind="insider") == ["MARLOW ELLEN SOFIA"]


def test_a_word_of_a_footnote_finds_the_filing(index: Path) -> None:
    assert found(index, "plan")[0].accession == "9900000001-24-000001"


@pytest.mark.parametrize(
    ("query", "accession"),
    [
        ("exhibit", "9900000001-24-000002"),
        ("spouse", "9900000001-24-000002"),
        ("depositary", "9900000001-23-000003"),
        ("信託", "9900000001-22-000004"),
    ],
)
def test_remarks_natures_titles_and_cjk_texts_are_searched(
    index: Path, query: str, accession: str
) -> None:
    assert [hit.accession for hit in found(index, query)] == [accession]


def test_every_word_must_match(index: Path) -> None:
    assert [hit.accession for hit in found(index, "plan zephyr")] == ["9900000001-24-000001"]


def test_a_filing_is_found_by_a_party_and_a_word(index: Path) -> None:
    hits = found(index, "marlow depositary")
    assert [hit.accession for hit in hits] == ["9900000001-23-000003"]


@pytest.mark.parametrize("cik", ["9000000002", "0009000000002", "9000000202"])
def test_a_filing_is_found_by_a_cik_and_a_word(index: Path, cik: str) -> None:
    hits = found(index, f"{cik} spouse")
    assert [hit.accession for hit in hits] == ["9900000001-24-000002"]


def test_a_filing_is_found_by_form_and_year(index: Path) -> None:
    hits = found(index, "form 4 2022", kind="filing")
    assert [hit.accession for hit in hits] == ["9900000001-22-000004"]


def test_only_when_nothing_has_all_words_do_partial_answers_come(index: Path) -> None:
    assert "9900000001-24-000002" in [hit.accession for hit in found(index, "exhibit xyzzy plugh")]


def test_the_answer_with_more_of_the_words_comes_first(index: Path) -> None:
    assert found(index, "depositary receipts zephyr xyzzy")[0].accession == "9900000001-23-000003"


@pytest.mark.parametrize("query", ["marlwo", "marlo ellne", "mharlow", "narlow sofia"])
def test_a_name_with_a_letter_wrong_is_found(index: Path, query: str) -> None:
    assert titles(index, query)[0] == "MARLOW ELLEN SOFIA"


def test_a_beginning_of_a_word_of_a_text_is_found_for_want_of_the_word(index: Path) -> None:
    assert found(index, "deposit")[0].accession == "9900000001-23-000003"


def test_of_equal_filings_the_newest_comes_first(index: Path) -> None:
    hits = [hit for hit in found(index, "zephyr trust marlow") if hit.kind == "filing"]
    assert hits[0].accession == "9900000001-24-000005"


def test_answers_of_one_kind_can_be_asked_for(index: Path) -> None:
    assert {hit.kind for hit in found(index, "tarnfeld", kind="filing")} == {"filing"}


def test_an_unknown_kind_has_no_answers(index: Path) -> None:
    assert found(index, "tarnfeld", kind="planet") == []


@pytest.mark.parametrize("limit", [0, 1, 2])
def test_no_more_answers_come_than_asked_for(index: Path, limit: int) -> None:
    assert len(found(index, "tarnfeld", limit=limit)) == limit


def test_a_name_that_says_the_query_whole_comes_before_one_that_says_more(tmp_path: Path) -> None:
    place = indexed(
        tmp_path,
        filing(1, owners=[(9_000_000_301, "OSEI MARTIN")], day="2020-01-02"),
        filing(2, owners=[(9_000_000_302, "OSEI MARTIN KOFI")], day="2024-01-02"),
    )
    assert titles(place, "martin osei", kind="insider") == ["OSEI MARTIN", "OSEI MARTIN KOFI"]


def test_a_name_with_the_word_comes_before_one_that_begins_so(tmp_path: Path) -> None:
    place = indexed(
        tmp_path,
        filing(1, owners=[(9_000_000_301, "VETCH ROB")], day="2020-01-02"),
        filing(2, owners=[(9_000_000_302, "VETCH ROBERTA K")], day="2024-01-02"),
    )
    assert titles(place, "rob", kind="insider") == ["VETCH ROB", "VETCH ROBERTA K"]


def test_of_names_that_match_alike_the_newest_filing_then_the_number_decides(
    tmp_path: Path,
) -> None:
    place = indexed(
        tmp_path,
        filing(1, owners=[(9_000_000_303, "VETCH ANN B")], day="2020-01-02"),
        filing(2, owners=[(9_000_000_302, "VETCH ANN C")], day="2020-01-02"),
        filing(3, owners=[(9_000_000_301, "VETCH ANN D")], day="2019-01-02"),
    )
    assert titles(place, "ann vetch", kind="insider") == [
        "VETCH ANN C", "VETCH ANN B", "VETCH ANN D",
    ]  # fmt: skip


def test_a_ticker_comes_before_a_name_that_has_the_word(tmp_path: Path) -> None:
    place = indexed(
        tmp_path,
        filing(1, issuer=(9_000_000_011, "Alder Air Inc", "ALDR"), day="2024-01-02"),
        filing(2, issuer=(9_000_000_012, "Bramley Rail Inc", "AIR"), day="2020-01-02"),
    )
    assert titles(place, "air")[0] == "Bramley Rail Inc"


def test_scores_fall_from_answer_to_answer(index: Path) -> None:
    scores = [hit.score for hit in found(index, "tarnfeld", limit=20)]
    assert scores == sorted(scores, reverse=True)


def test_scores_of_partial_answers_fall_too(index: Path) -> None:
    scores = [hit.score for hit in found(index, "depositary receipts zephyr tarnfeld", limit=20)]
    assert len(scores) > 2
    assert scores == sorted(scores, reverse=True)


def test_a_folder_without_an_index_is_an_error_that_says_so(tmp_path: Path) -> None:
    with pytest.raises(SearchError, match="build one first"):
        found(tmp_path / "nothing", "marlow")


# Whoosh leaves a file that it cannot read to the garbage collector
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("pattern", ["*.toc", "*.seg"])
def test_a_damaged_index_is_an_error_that_says_so(tmp_path: Path, pattern: str) -> None:
    place = indexed(tmp_path, filing())
    for path in (place / "parts").rglob(pattern):
        path.write_bytes(b"rubbish")
    with pytest.raises(SearchError, match="cannot be read"):
        found(place, "doe")


def test_an_index_with_a_part_missing_is_no_index(tmp_path: Path) -> None:
    place = indexed(tmp_path, filing())
    rmtree(next((place / "parts").iterdir()))
    with pytest.raises(SearchError, match="build one first"):
        found(place, "doe")


def test_an_index_of_other_code_is_an_error_that_says_so(tmp_path: Path) -> None:
    place = indexed(tmp_path, filing())
    state = json.loads((place / "index.json").read_text())
    (place / "index.json").write_text(json.dumps(state | {"stamp": "old"}))
    with pytest.raises(SearchError, match="another version"):
        found(place, "doe")


def test_an_index_of_an_empty_ledger_has_no_answers(tmp_path: Path) -> None:
    assert found(indexed(tmp_path), "doe") == []


def test_a_filing_without_issuer_number_or_owner_number_is_found(tmp_path: Path) -> None:
    bare = filing(1, footnotes={"F1": "Lonely words."})
    bare = bare._replace(
        issuer=bare.issuer._replace(cik=None, name=None),
        owners=(bare.owners[0]._replace(cik=None),),
    )
    hits = found(indexed(tmp_path, bare), "lonely")
    assert [(hit.url, hit.cik) for hit in hits] == [("issuers/0/2024/#9900000001-24-000001", None)]
