"""What a hit shows of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from builder.search.passage import LENGTH, excerpt, one_line, passage
from tests.search.ledgers import OFFICER, filing, found, indexed

if TYPE_CHECKING:
    from pathlib import Path


def test_the_passage_of_a_footnote_names_it(tmp_path: Path) -> None:
    place = indexed(tmp_path, filing(footnotes={"F1": "Nothing here.", "F2": "By the trustee."}))
    assert found(place, "trustee")[0].passage == "F2: By the trustee."


def test_the_passage_of_remarks_says_so(tmp_path: Path) -> None:
    place = indexed(tmp_path, filing(remarks="Signed under a power of attorney."))
    assert found(place, "attorney")[0].passage == "Remarks: Signed under a power of attorney."


def test_the_passage_of_a_cell_is_its_text(tmp_path: Path) -> None:
    place = indexed(tmp_path, filing(nature="By Cedar LLC"))
    assert found(place, "cedar")[0].passage == "By Cedar LLC"


def test_the_note_with_more_of_the_words_is_shown(tmp_path: Path) -> None:
    notes = {"F1": "The trust.", "F2": "The trust sold shares."}
    place = indexed(tmp_path, filing(footnotes=notes))
    assert found(place, "trust sold")[0].passage == "F2: The trust sold shares."


def test_a_passage_is_text_and_no_html(tmp_path: Path) -> None:
    place = indexed(tmp_path, filing(footnotes={"F1": "a <b>bold</b> & “plain” note"}))
    assert found(place, "bold")[0].passage == "F1: a <b>bold</b> & “plain” note"


def test_an_issuer_shows_its_ticker_and_newest_filing(tmp_path: Path) -> None:
    place = indexed(tmp_path, filing(1, day="2023-01-02"), filing(2, day="2024-03-04"))
    hit = found(place, "example works", kind="issuer")[0]
    assert hit.passage == "EXWK · newest filing 2024-03-04"


def test_an_insider_shows_role_issuer_and_newest_filing(tmp_path: Path) -> None:
    place = indexed(tmp_path, filing(roles=OFFICER))
    hit = found(place, "doe", kind="insider")[0]
    assert hit.passage == "Officer · Example Works Inc · newest filing 2024-05-02"


def test_a_ticker_of_nothing_is_not_shown(tmp_path: Path) -> None:
    place = indexed(tmp_path, filing(issuer=(9_000_000_001, "Example Works Inc", "NONE")))
    assert found(place, "example", kind="issuer")[0].passage == "newest filing 2024-05-02"


def test_a_filing_is_named_by_form_day_owners_and_issuer(tmp_path: Path) -> None:
    owners = [(9_000_000_100 + n, f"DOE {name}") for n, name in enumerate("ABCDE")]
    place = indexed(tmp_path, filing(owners=owners, remarks="rare"))
    assert found(place, "rare")[0].title == (
        "Form 4, 2024-05-02: DOE A, DOE B, DOE C and 2 more (Example Works Inc)"
    )


def test_a_long_text_is_cut_around_the_match_between_words() -> None:
    text = "before " * 60 + "needle " + "after " * 60
    shown = passage([("F1", text)], {"needle": "needle"}.get)
    assert shown.startswith("F1: … before")
    assert "needle" in shown
    assert shown.endswith("after …")


def test_controls_and_marks_of_direction_are_left_out() -> None:
    assert one_line("a\x00b\u202ec\td\r\n e") == "abc d e"


@given(st.text(), st.integers(0, 300))
def test_an_excerpt_is_a_part_of_the_line_and_short(text: str, start: int) -> None:
    line = one_line(text * 9)
    shown = excerpt(line, min(start, len(line)))
    assert shown.removeprefix("… ").removesuffix(" …") in line
    assert len(shown) <= LENGTH + 4
