"""Footnotes of a page: numbered by first reference, each text once, each naming its filings."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.model import Cell, Filing
from builder.pages.notes import Notes, note_anchor
from tests.forms import filing_of, form_xml

PAGE = "issuers/9000000001/"
FIRST, SECOND = "9000000001-24-000001", "9000000001-24-000002"


def filing(accession: str = FIRST, **notes: str) -> Filing:
    return filing_of(form_xml(footnotes=notes))._replace(accession=accession)


def on(*notes: str) -> Cell[str]:
    return Cell("1", notes)


def definitions(notes: Notes) -> list[str]:
    return notes.definitions().split("\n\n")


def test_notes_are_numbered_by_first_reference() -> None:
    notes, said = Notes(PAGE), filing(F1="One.", F2="Two.")
    assert notes.mark(said, on("F2")) + notes.mark(said, on("F1")) == "[^1][^2]"


def test_the_same_text_in_two_filings_stands_once() -> None:
    notes = Notes(PAGE)
    marks = [notes.mark(filing(FIRST, F1="By plan."), on("F1"))]
    marks.append(notes.mark(filing(SECOND, F4="By plan."), on("F4")))
    assert marks == ["[^1]", "[^1]"]
    assert len(definitions(notes)) == 1


def test_a_text_names_each_filing_it_is_from() -> None:
    notes = Notes(PAGE)
    notes.mark(filing(FIRST, F1="By plan."), on("F1"))
    notes.mark(filing(SECOND, F4="By plan."), on("F4"))
    (said,) = definitions(notes)
    assert re.findall(r"\[([^\]^]+)\]\(([^)]+)\)", said) == [
        (FIRST, f"2024/index.md#{FIRST}-F1"),
        (SECOND, f"2024/index.md#{SECOND}-F4"),
    ]


def test_two_notes_of_one_filing_with_the_same_text_are_one_marker() -> None:
    notes = Notes(PAGE)
    assert notes.mark(filing(F1="By plan.", F3="By plan."), on("F1", "F3")) == "[^1]"


def test_two_notes_of_one_filing_with_the_same_text_are_both_named() -> None:
    notes = Notes(PAGE)
    notes.mark(filing(F1="By plan.", F3="By plan."), on("F1", "F3"))
    assert ", F1, F3* [" in notes.definitions()


def test_texts_that_differ_in_blanks_only_stand_once() -> None:
    notes = Notes(PAGE)
    notes.mark(filing(FIRST, F1="By  plan."), on("F1"))
    assert notes.mark(filing(SECOND, F1="By plan. "), on("F1")) == "[^1]"


def test_texts_that_differ_in_a_letter_stand_apart() -> None:
    notes = Notes(PAGE)
    notes.mark(filing(FIRST, F1="By plan."), on("F1"))
    assert notes.mark(filing(SECOND, F1="by plan."), on("F1")) == "[^2]"


def test_a_note_referred_to_twice_names_its_filing_once() -> None:
    notes, said = Notes(PAGE), filing(F1="By plan.")
    notes.mark(said, on("F1"), on("F1"))
    notes.mark(said, on("F1"))
    assert notes.definitions().count(f"[{FIRST}]") == 1


def test_a_note_that_is_not_there_is_said_to_be_missing() -> None:
    notes = Notes(PAGE)
    notes.mark(filing(), on("F7"))
    assert "refers to a note F7 that it does not contain" in notes.definitions()


def test_an_empty_note_is_said_to_be_empty() -> None:
    notes = Notes(PAGE)
    notes.mark(filing(F1=" "), on("F1"))
    assert "[^1]: The note is empty. — " in notes.definitions()


def test_a_page_without_references_has_no_notes() -> None:
    notes = Notes(PAGE)
    notes.mark(filing(F1="Alone."), on(), None)
    assert notes.definitions() == ""


def test_a_missing_note_and_one_that_says_so_are_told_apart_by_their_filings() -> None:
    words = "The filing refers to a note F7 that it does not contain."
    notes = Notes(PAGE)
    notes.mark(filing(FIRST, F1=words), on("F1"))
    notes.mark(filing(SECOND), on("F7"))
    assert f", F1* [{FIRST}]" in notes.definitions()
    assert f", F7* [{SECOND}]" in notes.definitions()


@pytest.mark.parametrize("note", ["F 1", "F1]", "†", ""])
def test_an_odd_id_makes_a_plain_anchor(note: str) -> None:
    assert re.fullmatch(r"[0-9A-Za-z-]+", note_anchor(filing(), note))


TEXTS = st.sampled_from(["A", "B", "[^1]", "x\n\ny"])
FILINGS = st.lists(st.dictionaries(st.sampled_from(["F1", "F2", "F3"]), TEXTS), max_size=6)


@given(FILINGS, st.data())
def test_each_marker_has_one_definition_that_holds_its_text(
    texts: list[dict[str, str]], data: st.DataObject
) -> None:
    notes = Notes(PAGE)
    said: dict[str, set[str]] = {}
    for number, text in enumerate(texts):
        for note in data.draw(st.lists(st.sampled_from(sorted(text)) if text else st.nothing())):
            one = filing(f"9000000001-24-{number:06}", **text)
            said.setdefault(notes.mark(one, on(note)), set()).add(text[note])
    assert all(len(texts) == 1 for texts in said.values())
    printed = [line.partition(":")[0] for line in notes.definitions().splitlines() if line]
    assert printed == [f"[^{number}]" for number in range(1, len(said) + 1)]
    assert sorted(said) == sorted(printed)
