"""What an input is, by its bytes and its name."""

from __future__ import annotations

import hashlib
import random
from datetime import date

import pytest

from builder.errors import OtherInput, ReadError
from builder.filings.joined import accession_of_name
from builder.filings.reader import read_filing, read_statement
from tests.filings.documents import BOTH_NOTES, HEAD, OWNER, document_xml, row_xml
from tests.filings.submissions import submission_text, tagged_text

XML = document_xml().encode()


@pytest.mark.parametrize(
    ("data", "path", "kind"),
    [
        (XML, "form4.xml", "xml"),
        (XML, "FORM4.XML", "xml"),
        (XML, "form4.txt", "xml"),
        (submission_text().encode(), "a.txt", "submission"),
        (submission_text().encode(), "a.nc", "submission"),
        (submission_text().encode(), "a.xml", "submission"),
        (tagged_text().encode(), "a.nc", "dissemination"),
        (tagged_text().encode(), "a.txt", "dissemination"),
    ],
)
def test_a_filing_is_known_by_its_bytes(data: bytes, path: str, kind: str) -> None:
    assert read_filing(data, path).source.kind == kind


def test_a_filing_names_its_source() -> None:
    source = read_filing(XML, "2024/form4.xml").source
    assert source == ("2024/form4.xml", hashlib.sha256(XML).hexdigest(), "xml")


@pytest.mark.parametrize(
    ("data", "path", "reason"),
    [
        (b"<html><body>Form 4</body></html>", "a.xml", "an HTML page"),
        (b"<!DOCTYPE html PUBLIC '-//W3C//DTD'><html></html>", "a.xml", "an HTML page"),
        (b"<HTML>\n<p>unclosed", "a.xml", "an HTML page"),
        (b"<?xml version='1.0'?><feed/>", "a.xml", "XML with the root element <feed>"),
        (b"<x:feed xmlns:x='u'/>", "a.xml", "XML with the root element <feed>"),
        (b"Some notes.", "readme.txt", "text that is no EDGAR submission"),
        (b"\x00\x01\x02", "a.nc", "text that is no EDGAR submission"),
        (b"<html></html>", "a.txt", "an HTML page"),
    ],
)
def test_something_else_is_passed_over_with_what_it_is(data: bytes, path: str, reason: str) -> None:
    with pytest.raises(OtherInput) as caught:
        read_filing(data, path)
    assert caught.value.reason == reason


@pytest.mark.parametrize("broken", ["", "<oops>"])
def test_a_draft_with_its_password_is_no_filing(broken: str) -> None:
    owner = OWNER.replace(
        "</reportingOwnerId>", f"<rptOwnerCcc>x</rptOwnerCcc>{broken}</reportingOwnerId>"
    )
    with pytest.raises(OtherInput, match="draft or specification sample"):
        read_filing(document_xml(owners=owner).encode(), "doc4.xml")


@pytest.mark.parametrize(
    ("data", "path"),
    [
        (b"", "a.xml"),
        (b"  \n\t", "a.txt"),
        (b"", "a.nc"),
        (b"no markup", "a.xml"),
        (b"<feed>", "a.xml"),
        (b"<!DOCTYPE feed><feed/>", "a.xml"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a.xml"),
        (b"\x00" * 1000, "a.xml"),
        (b"<SEC-DOCUMENT>", "a.xml"),
        (b"<SEC-DOCUMENT>\n<XML><ownershipDocument></XML>", "a.txt"),
    ],
)
def test_what_should_be_a_filing_and_is_none_is_rejected_or_named(data: bytes, path: str) -> None:
    with pytest.raises((ReadError, OtherInput)):
        read_filing(data, path)


def test_an_empty_file_says_so() -> None:
    with pytest.raises(ReadError, match="expected a filing, found an empty file"):
        read_filing(b"", "a.xml")


@pytest.mark.parametrize("ending", [".xml", ".txt", ".nc"])
@pytest.mark.parametrize("seed", range(20))
def test_garbage_is_never_a_filing(ending: str, seed: int) -> None:
    with pytest.raises((ReadError, OtherInput)):
        read_filing(random.Random(seed).randbytes(5000), f"garbage{ending}")


# Names and numbers


@pytest.mark.parametrize(
    ("path", "accession"),
    [
        ("0000899243-17-024441.xml", "0000899243-17-024441"),
        ("000089924317024441.xml", "0000899243-17-024441"),
        ("0000899243-17-024441_form4.xml", "0000899243-17-024441"),
        ("0000899243-17-024441.txt", "0000899243-17-024441"),
        ("000089924317024441/form4.xml", "0000899243-17-024441"),
        ("edgar/0000899243-17-024441/primary_doc.xml", "0000899243-17-024441"),
        ("all.zip/000089924317024441/form4.xml", "0000899243-17-024441"),
        ("form4.xml", None),
        ("2024/form4.xml", None),
        ("0000899243-17-0244412.xml", None),
        ("wk-form4_1773786674.xml", None),
        ("000089924317024441/xsl/form4.xml", None),
    ],
)
def test_the_accession_number_in_a_name(path: str, accession: str | None) -> None:
    assert accession_of_name(path) == accession


def test_a_filing_without_an_accession_number_is_named_by_its_content() -> None:
    digest = hashlib.sha256(XML).hexdigest()
    assert read_filing(XML, "form4.xml").accession == f"local-{digest[:16]}"


def test_a_local_filing_says_that_it_is() -> None:
    assert read_filing(XML, "form4.xml").is_local


def test_the_same_bytes_under_two_names_are_one_local_filing() -> None:
    assert read_filing(XML, "a.xml").accession == read_filing(XML, "b/c.xml").accession


def test_a_bare_document_has_no_day_of_filing() -> None:
    filing = read_filing(XML, "form4.xml")
    assert (filing.filed, filing.accepted, filing.known_day) == (None, None, date(2024, 5, 2))


def test_a_form_that_nobody_states_is_warned_of() -> None:
    (warning,) = read_filing(document_xml(head="").encode(), "a.xml").warnings
    assert warning[2:] == ("documentType 3, 4 or 5, or an amendment", "none")


# The key of what a document states


def key(data: str | bytes, path: str = "a.xml") -> str:
    return read_statement(data if isinstance(data, bytes) else data.encode(), path).content_key


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (submission_text(), "a.txt"),
        (tagged_text(), "a.nc"),
        (document_xml(), "0000899243-17-024441.xml"),
        ("\ufeff<?xml version='1.0'?>\n" + document_xml(), "a.xml"),
        (document_xml().replace("><", ">\r\n  <"), "a.xml"),
        (document_xml().replace("<issuer>", "<!-- x --><issuer>"), "a.xml"),
    ],
    ids=["txt", "nc", "named", "mark", "white space", "comment"],
)
def test_the_key_does_not_depend_on_the_form_that_the_filing_came_in(text: str, path: str) -> None:
    assert key(text, path) == key(document_xml())


@pytest.mark.parametrize("part", ["head", "issuer", "owners"])
def test_the_key_does_not_depend_on_what_a_header_adds(part: str) -> None:
    bare = document_xml(**{part: ""})
    assert key(submission_text(bare), "a.txt") == key(bare)


@pytest.mark.parametrize(
    "other",
    [
        document_xml(head=HEAD.replace(">4<", ">4/A<")),
        document_xml(head=HEAD.replace("05-01", "05-02")),
        document_xml(owners=OWNER.replace("0101", "0102")),
        document_xml(notes=BOTH_NOTES),
        document_xml(after=""),
        row_xml(""),
    ],
)
def test_the_key_depends_on_everything_that_is_stated(other: str) -> None:
    assert key(other) != key(document_xml())


@pytest.mark.parametrize(("one", "two"), [("1.1", "1.01"), ("5", "50"), ("1", "l"), ("1.005", "1")])
def test_the_key_depends_on_every_digit(one: str, two: str) -> None:
    row = row_xml("<conversionOrExercisePrice><value>{}</value></conversionOrExercisePrice>")
    assert key(row.format(one)) != key(row.format(two))


@pytest.mark.parametrize(
    ("one", "two"),
    [("1.0", "1.00"), ("5", "05"), ("0", "0.0"), (".5", "0.50"), ("15285.559", "15285.56")],
)
def test_the_key_does_not_depend_on_how_a_number_is_printed(one: str, two: str) -> None:
    """A printed form drops them; a data set adds one and rounds to cents."""
    row = row_xml("<conversionOrExercisePrice><value>{}</value></conversionOrExercisePrice>")
    assert key(row.format(one)) == key(row.format(two))


def test_a_statement_holds_the_filing_that_the_reader_gives() -> None:
    assert read_statement(XML, "a.xml").record == read_filing(XML, "a.xml")
