"""Whatever the bytes are: a filing, or one of the two errors that say why not."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.filings.reader import Statement
from builder.model import Cell, Filing
from tests.filings.generated import documents
from tests.filings.submissions import submission_text, tagged_text
from tests.filings.test_printed_form import read as read_line
from tests.fuzz.inputs import PATHS, input_of, named, seeds
from tests.mutation.promises import outcome_of, reading_of

CASES = sorted((Path(__file__).parent / "cases").glob("*/filing.*"))
PRINTED = (Path(__file__).parent / "printed" / "annual-amended" / "filing.md").read_bytes()


def read_or_refuse(data: bytes, path: str) -> Filing | None:
    """A filing that can be printed, stored and read back; None if it was refused in good order."""
    reading = reading_of(data, path)
    outcome_of(reading, data)
    if isinstance(reading, Statement) and isinstance(reading.record, Filing):
        return reading.record
    return None


# What mutation and fuzzing found, as small as it could be made; each broke a promise once.
FOUND = {
    "a form of a control character": (b"<SEC-DOCUMENT>\nCONFORMED SUBMISSION TYPE:\t\x01", "a.txt"),
    "an unknown encoding": ("<ownershipDocument/>".encode("cp037"), "a.xml"),
    "markup alone in a line of a table": (PRINTED.replace(b"\nOrd", b"\n<span>\nOrd", 1), "a.md"),
    "no issuer in its box": (PRINTED.replace(b"2. Issuer Name", b"[A]\n2. Issuer Name"), "a.md"),
}


@pytest.mark.parametrize("found", FOUND)
def test_what_was_found_once_keeps_every_promise(found: str) -> None:
    read_or_refuse(*FOUND[found])


def test_a_dollar_sign_without_a_marker_is_no_cell() -> None:
    row, _ = read_line("4", "I", price="$")
    assert row.transaction_price_per_share is None


def test_dollars_where_only_shares_may_stand_are_no_number_of_shares() -> None:
    row, _ = read_line("4", "I", date="10/29/2019", amount="$31.4482")
    assert row.transaction_shares == Cell(None, (), "$31.4482")


@pytest.mark.parametrize("text", ["-1,887", "0,000", "001,500.50"])
def test_an_odd_number_with_printed_separators_is_stored_without_them(text: str) -> None:
    row, _ = read_line("4", "I", price=text)
    plain = text.replace(",", "")
    assert row.transaction_price_per_share == Cell(Decimal(plain), (), plain)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.parent.name)
def test_a_case_cut_anywhere_is_read_or_refused(case: Path) -> None:
    data = case.read_bytes()
    for end in range(0, len(data), max(1, len(data) // 150)):
        read_or_refuse(data[:end], case.name)


@given(st.binary(max_size=300), st.sampled_from(["a.xml", "a.txt", "a.nc"]))
def test_any_bytes_are_refused(data: bytes, path: str) -> None:
    assert read_or_refuse(data, path) is None


@given(st.binary(max_size=100))
def test_any_bytes_inside_a_document_are_read_or_refused(data: bytes) -> None:
    read_or_refuse(b"<ownershipDocument>" + data + b"</ownershipDocument>", "a.xml")


@given(st.binary(max_size=100), st.integers(0, 400))
def test_any_bytes_inside_a_header_are_read_or_refused(data: bytes, place: int) -> None:
    text = submission_text().encode()
    read_or_refuse(text[:place] + data + text[place:], "a.txt")


@given(documents())
def test_any_document_is_read(text: str) -> None:
    assert read_or_refuse(text.encode(), "a.xml") is not None


@given(documents())
@settings(max_examples=30)
def test_any_document_is_read_in_either_submission(text: str) -> None:
    rows = {
        filing.rows
        for data, path in ((submission_text(text), "a.txt"), (tagged_text(text), "a.nc"))
        if (filing := read_or_refuse(data.encode(), path)) is not None
    }
    assert len(rows) == 1


# What `make fuzz` starts from.

WORDS = (Path(__file__).parents[1] / "fuzz" / "ownership.dict").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", PATHS)
def test_an_input_of_the_fuzzer_names_its_file(path: str) -> None:
    assert named(input_of(b"some bytes", path)) == (b"some bytes", path)


def test_an_empty_input_of_the_fuzzer_is_an_empty_file() -> None:
    assert named(b"") == (b"", PATHS[0])


def test_every_seed_keeps_every_promise() -> None:
    ends = {outcome_of(reading_of(*named(seed)), named(seed)[0]) for seed in seeds()}
    assert {"read", "warned"} <= ends


def test_every_line_of_the_dictionary_is_a_word_or_a_comment() -> None:
    word = re.compile(r'#.*|"(?:[^"\\\x00-\x1f\x7f-\uffff]|\\\\|\\"|\\x[0-9a-f]{2})+"')
    assert [line for line in WORDS.splitlines() if not word.fullmatch(line)] == []
