"""The account of the input: numbers without an accession, and what a rejected file tells."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from builder.ledger.refresh import account
from builder.ledger.store import Ledger
from tests.filings.submissions import submission_text, tagged_text
from tests.ledger.test_refresh import (
    ACCESSION,
    CHANGED,
    OTHER,
    SPACED,
    XML,
    Place,
    counts,
    mixed,
    put,
    reasons,
    write,
    zipped,
)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_a_filing_without_a_number_is_named_by_its_bytes(place: Place) -> None:
    put(place.content, a__xml=XML)
    place.refresh()
    digest = hashlib.sha256(XML.encode()).hexdigest()
    assert place.accessions() == [f"local-{digest[:16]}"]


def test_a_member_without_a_number_is_named_by_its_own_bytes(place: Place) -> None:
    put(place.content, a__zip=zipped(a__xml=XML))
    place.refresh()
    digest = hashlib.sha256(XML.encode()).hexdigest()
    assert place.accessions() == [f"local-{digest[:16]}"]


def test_a_filing_with_a_number_has_that_number(place: Place) -> None:
    write(place.content, f"{OTHER}.xml", XML)
    put(place.content, a__txt=submission_text())
    place.refresh()
    assert place.accessions() == [ACCESSION, OTHER]


def test_a_rejected_input_says_what_was_found(place: Place) -> None:
    put(place.content, empty__txt="")
    (item,) = place.refresh().of("rejected")
    assert (item.expected, item.found) == ("a filing", "an empty file")


def test_the_reason_of_a_rejected_input_is_all_of_it(place: Place) -> None:
    put(place.content, broken__xml="<ownershipDocument>")
    (item,) = place.refresh().of("rejected")
    assert item.reason == (
        f"{item.where} (line {item.line}): expected {item.expected}, found {item.found}"
    )


def test_rejected_inputs_do_not_stop_the_others(place: Place) -> None:
    for name in "acegi":
        write(place.content, f"{name}.xml", "<ownershipDocument>")
    for name, text in zip("bdf", (XML, CHANGED, submission_text(CHANGED)), strict=True):
        write(place.content, f"{name}.txt" if name == "f" else f"{name}.xml", text)
    assert counts(place.refresh()) == (8, 2, 1, 0, 5)


def test_what_is_neither_read_nor_copied_counts_as_other(place: Place) -> None:
    put(place.content, notes__md="x", index__html="<html>")
    assert counts(place.refresh()) == (2, 0, 0, 2, 0)


def test_an_archive_counts_by_its_members(place: Place) -> None:
    put(place.content, a__zip=zipped(one__xml=XML, two__xml=CHANGED, three__md="x"))
    assert counts(place.refresh()) == (3, 2, 0, 1, 0)


def test_a_duplicate_in_an_archive_names_its_winner(place: Place) -> None:
    put(place.content, a__zip=zipped(c__nc=tagged_text()), b__txt=submission_text())
    assert reasons(place.refresh(), "duplicate") == {"a.zip/c.nc": "the same filing as b.txt"}


def test_every_duplicate_names_the_one_winner(place: Place) -> None:
    write(place.content, f"{ACCESSION}.xml", XML)
    put(place.content, a__xml=XML, c__nc=tagged_text(), z__txt=submission_text())
    assert set(reasons(place.refresh(), "duplicate").values()) == {"the same filing as z.txt"}


def test_a_copy_of_a_source_that_lost_is_no_conflict_of_its_own(place: Place) -> None:
    write(place.content, f"{ACCESSION}.xml", XML)
    put(place.content, a__txt=submission_text(CHANGED), copy__xml=SPACED)
    assert reasons(place.refresh(), "duplicate")["copy.xml"] == "the same filing as a.txt"


def test_the_account_can_be_asked_for_again(place: Place) -> None:
    mixed(place)
    first = place.refresh()
    with Ledger(place.path) as ledger:
        again = account(ledger, changed=True)
    assert again == first
