"""What a hostile document may cost: found by the law of mutation, each held by itself.

Time is held by a guard against hangs alone; every one of these took seconds to minutes before.
"""

from __future__ import annotations

import contextlib
import gc

import pytest

from builder.errors import OtherInput, ReadError
from builder.filings.noticed import DEEPEST, MOST
from builder.filings.reader import read_filing
from builder.filings.repair import MAX_REPAIRABLE, mended
from builder.filings.safe_xml import MAX_MARKUP
from builder.model import Filing
from tests.filings.documents import document_xml, nest, row_xml, unread
from tests.filings.submissions import submission_text


def read(text: str) -> Filing:
    return read_filing(text.encode(), "doc.xml")


def refused(data: bytes) -> str:
    with pytest.raises((ReadError, OtherInput)) as caught:
        read_filing(data, "doc.xml")
    return str(caught.value)


def test_too_many_tags_are_refused() -> None:
    message = refused(document_xml("<a/>" * MAX_MARKUP).encode())
    assert "at most 100,000 tags and attributes" in message


def test_too_many_attributes_are_refused() -> None:
    message = refused(document_xml("<a b='' c='' d=''/>" * (MAX_MARKUP // 4)).encode())
    assert "at most 100,000 tags and attributes" in message


def test_the_largest_filing_has_a_tenth_of_what_is_allowed() -> None:
    cell = nest("transactionAmounts/transactionShares", "<value>1</value>" + "<footnoteId id=''/>")
    row = nest("nonDerivativeTransaction", cell * 20)
    assert document_xml(row * 60).count("<") < MAX_MARKUP / 10


@pytest.mark.timeout(20)
def test_markup_in_a_value_takes_no_longer_for_being_much() -> None:
    text = row_xml(nest("securityTitle/value", "a<b/>" * 40_000))
    (row,) = read(text).rows
    assert row.security_title is not None
    assert row.security_title.value == "a" * 40_000


@pytest.mark.timeout(20)
def test_notes_on_one_cell_take_no_longer_for_being_many() -> None:
    many = "".join(f'<footnoteId id="F{number}"/>' for number in range(40_000))
    (row,) = read(row_xml(nest("securityTitle", many))).rows
    assert row.security_title is not None
    assert len(row.security_title.footnotes) == 40_000


def test_missing_notes_are_warned_of_so_often_and_no_more() -> None:
    many = "".join(f'<footnoteId id="N{number}"/>' for number in range(MOST + 7))
    warnings = read(row_xml(nest("securityTitle", many))).warnings
    of_notes = [warning for warning in warnings if warning.expected.startswith("a footnote")]
    assert len(of_notes) == MOST
    assert "7 more" in [warning.found for warning in warnings]


@pytest.mark.timeout(20)
def test_what_stands_deep_takes_no_longer_to_name() -> None:
    text = document_xml("<a>" * 240 + "<a><b/></a>" * 30_000 + "</a>" * 240)
    assert sum(int(found.split()[0]) for found in unread(text).values()) == 240 + 60_000


def test_of_a_deep_path_the_beginning_and_the_end_are_named() -> None:
    deep = [f"n{number}" for number in range(1, 21)]
    names = set(unread(document_xml(nest("/".join(deep)))))
    assert "/".join(deep[:DEEPEST]) in names
    assert "/".join([*deep[:DEEPEST], "…", "n20"]) in names


def test_long_names_in_each_other_make_no_long_record() -> None:
    name = "n" * 10_000
    text = document_xml(nest("/".join([name] * 200)))
    assert sum(len(where) for where in unread(text)) < 100_000


def test_a_long_name_is_shortened_in_a_rejection() -> None:
    assert len(refused(b"<" + b"n" * 40_000 + b"/>")) < 200


@pytest.mark.parametrize(
    "data",
    [
        document_xml().encode("cp037"),
        "<ownershipDocument><a></iss\ufeffuer></ownershipDocument>".encode(),
        "<iss\ufeffuer/>".encode(),
    ],
    ids=["parser", "name", "root"],
)
def test_a_rejection_is_one_line_that_can_be_printed(data: bytes) -> None:
    assert refused(data).isprintable()


def test_what_is_larger_than_any_filing_is_not_repaired() -> None:
    assert list(mended(b"<ownershipDocument>&" + b" " * MAX_REPAIRABLE)) == []


@pytest.mark.parametrize("path", ["a.xml", "a.txt"])
def test_a_rejection_holds_no_document_in_memory(path: str) -> None:
    """What refers to itself stays until somebody collects garbage, with all of its bytes."""
    text = submission_text("<ownershipDocument>&")
    gc.collect()
    gc.disable()
    try:
        with contextlib.suppress(ReadError):
            read_filing(text.encode(), path)
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_a_document_in_a_namespace_is_found_in_a_submission() -> None:
    xml = row_xml(nest("securityTitle/value", "Stock")).replace("<", "<n:").replace("<n:/", "</n:")
    text = submission_text(xml.replace("<n:ownershipDocument", '<n:ownershipDocument xmlns:n="u"'))
    assert len(read_filing(text.encode(), "a.txt").rows) == 1
