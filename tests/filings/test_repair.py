"""Damage that is mended on purpose, named on the record; and damage that is not mended."""

from __future__ import annotations

import pytest

from builder.errors import ReadError
from builder.filings.reader import read_filing
from builder.filings.repair import mended
from builder.model import Filing
from tests.filings.documents import HEAD, ISSUER, document_xml, nest, row_xml
from tests.filings.submissions import submission_text


def read(data: str | bytes, path: str = "doc.xml") -> Filing:
    return read_filing(data.encode() if isinstance(data, str) else data, path)


def repairs(filing: Filing) -> list[str]:
    """What the record says was mended."""
    return [w.found for w in filing.warnings if w.where == "document"]


NAMED = ISSUER.replace("Example Works Inc", "{}")
TITLE = row_xml(nest("securityTitle/value", "Class A Common Stock"))


@pytest.mark.parametrize(
    ("damaged", "name", "repair"),
    [
        ("Smith & Sons", "Smith & Sons", "a bare &; read as &amp; (1x)"),
        ("A&B & C&", "A&B & C&", "a bare &; read as &amp; (3x)"),
        ("A&nbsp;B", "A&nbsp;B", "a bare &; read as &amp; (1x)"),
        ("A&amp;B & C", "A&B & C", "a bare &; read as &amp; (1x)"),
        ("A\x07B\x00", "AB", "a control character; left out (2x)"),
        ("A&#7;B&#x1F;", "AB", "a reference to a control character; left out (2x)"),
    ],
)
def test_damaged_text_is_mended_and_says_so(damaged: str, name: str, repair: str) -> None:
    filing = read(document_xml(issuer=NAMED.format(damaged)))
    assert (filing.issuer.name, repairs(filing)) == (name, [repair])


@pytest.mark.parametrize("reference", ["&#9;", "&#10;", "&#x85;", "&#8220;", "&#x1F600;"])
def test_a_reference_to_a_character_is_no_damage(reference: str) -> None:
    assert read(document_xml(issuer=NAMED.format(f"A{reference}B"))).warnings == ()


def test_a_stray_word_in_a_tag_is_left_out() -> None:
    filing = read(TITLE.replace("<nonDerivativeTable>", "<nonDerivativeTable ativeTable>"))
    assert (len(filing.rows), repairs(filing)) == (1, ["a stray word in a tag; left out (1x)"])


def test_a_stray_word_in_an_end_tag_is_left_out() -> None:
    filing = read(TITLE.replace("</securityTitle>", "</securityTitle Title>"))
    assert repairs(filing) == ["a stray word in a tag; left out (1x)"]


def test_an_attribute_is_no_stray_word() -> None:
    text = TITLE.replace("<securityTitle>", '<securityTitle lang="en">').replace("Class", "A & B")
    assert repairs(read(text)) == ["a bare &; read as &amp; (1x)"]


def test_two_kinds_of_damage_are_both_named() -> None:
    text = TITLE.replace("<nonDerivativeTable>", "<nonDerivativeTable x>").replace("Class", "&")
    assert repairs(read(text)) == [
        "a bare &; read as &amp; (1x)",
        "a stray word in a tag; left out (1x)",
    ]


def test_a_repair_names_the_line_of_the_break() -> None:
    text = "\n\n" + document_xml("\n", issuer=NAMED.format("A & B"))
    assert read(text).warnings[0].line == 3


def test_lines_after_a_repair_are_still_those_of_the_file() -> None:
    bad = "\n\n" + nest("nonDerivativeTable/nonDerivativeHolding/exerciseDate/value", "soon")
    warnings = read(document_xml(f"{bad}<remarks>&</remarks>")).warnings
    assert [warning.line for warning in warnings if warning.line] == [3, 3]


# Lines wrapped at a fixed width


def wrapped(text: str, width: int) -> str:
    return "\n".join(text[start : start + width] for start in range(0, len(text), width))


LONG = document_xml(
    nest("nonDerivativeTable/nonDerivativeTransaction", nest("securityTitle/value", "Stock")) * 3,
    notes='<footnotes><footnote id="F1">'
    + "Each share stands for one share of common stock. " * 8
    + "</footnote></footnotes>",
)


@pytest.mark.parametrize("width", [61, 64, 73, 80, 97])
def test_a_document_wrapped_at_any_width_is_joined(width: int) -> None:
    assert read(wrapped(LONG, width))[1:-2] == read(LONG)[1:-2]


def test_joined_lines_say_so() -> None:
    (found,) = repairs(read(wrapped(LONG, 61)))
    assert found.startswith("a line wrapped inside a tag; joined (")


def test_after_lines_were_joined_no_line_is_named() -> None:
    bad = LONG.replace("<value>Stock", "<value>Stock</value><value>x", 1)
    bad = bad.replace("<securityTitle>", nest("exerciseDate/value", "soon") + "<securityTitle>", 1)
    filing = read(wrapped(bad, 61))
    assert {w.line for w in filing.warnings if w.where != "document"} == {None}


def test_other_lines_keep_their_breaks() -> None:
    text = document_xml(notes='<footnotes><footnote id="F1">one\ntwo</footnote></footnotes>')
    text = text.replace("</footnotes>", "</foot\nnotes>")
    assert read(text).footnotes["F1"] == "one\ntwo"


def test_carriage_returns_of_wrapped_lines_go_too() -> None:
    assert read(wrapped(LONG, 61).replace("\n", "\r\n"))[1:-2] == read(LONG)[1:-2]


def test_white_space_between_attributes_wraps_no_line() -> None:
    note = '<footnotes><footnote\nid="F1">four\ncats & dogs</footnote></footnotes>'
    text = document_xml(notes=note)
    assert read(text).footnotes["F1"] == "four\ncats & dogs"


# Encodings


def test_windows_characters_in_a_document_that_claims_none_are_read() -> None:
    filing = read(document_xml(issuer=NAMED.format("Zürich \x93A\x94")).encode("iso-8859-1"))
    assert filing.issuer.name == "Zürich \u201cA\u201d"


def test_windows_characters_are_named_with_the_first_of_them() -> None:
    filing = read(document_xml(issuer=NAMED.format("Zürich")).encode("windows-1252"))
    assert repairs(filing) == ["byte 0xFC, which is not UTF-8; read as Windows-1252 (1x)"]


def test_windows_characters_in_a_submission_are_read() -> None:
    text = submission_text(document_xml(issuer=NAMED.format("Zürich")))
    assert read(text.encode("windows-1252"), "a.txt").issuer.name == "Zürich"


def declared(encoding: str, text: str) -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?>{text}'


@pytest.mark.parametrize("encoding", ["utf-16", "us-ascii", "no-such", "iso-8859-1", "UTF-32"])
def test_a_wrong_claim_does_not_garble_utf8(encoding: str) -> None:
    filing = read(declared(encoding, document_xml(issuer=NAMED.format("Zürich 株"))))
    assert filing.issuer.name == "Zürich 株"


@pytest.mark.parametrize("encoding", ["utf-16", "us-ascii", "no-such", "iso-8859-1"])
def test_a_wrong_claim_is_named(encoding: str) -> None:
    filing = read(declared(encoding, document_xml(issuer=NAMED.format("Zürich"))))
    assert repairs(filing) == ["an encoding that is not so; read as UTF-8 (1x)"]


@pytest.mark.parametrize("encoding", ["utf-16", "us-ascii", "utf-8-sig", "iso-8859-1"])
def test_a_wrong_claim_after_a_byte_order_mark_does_not_garble_utf8(encoding: str) -> None:
    text = declared(encoding, document_xml(issuer=NAMED.format("Zürich")))
    filing = read(text.encode("utf-8-sig"))
    assert (filing.issuer.name, repairs(filing)) == (
        "Zürich",
        ["an encoding that is not so; read as UTF-8 (1x)"],
    )


def test_windows_characters_under_the_name_of_another_encoding_are_read() -> None:
    text = declared("ISO-8859-1", document_xml(issuer=NAMED.format("\x93Zürich\x94")))
    filing = read(text.encode("iso-8859-1"))
    assert (filing.issuer.name, repairs(filing)) == (
        "\u201cZürich\u201d",
        ["an encoding that is not so; read as Windows-1252 (1x)"],
    )


def test_a_right_claim_is_no_damage() -> None:
    text = declared("ISO-8859-1", document_xml(issuer=NAMED.format("Zürich")))
    assert repairs(read(text.encode("iso-8859-1"))) == []


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_broken_document_in_a_wide_encoding_is_rejected_as_it_is(encoding: str) -> None:
    text = declared("utf-16", document_xml(issuer=NAMED.format("A & B")))
    with pytest.raises(ReadError):
        read(text.encode(encoding))


# What is not mended

WHOLE = row_xml(nest("securityTitle/value", "Stock"), "derivativeTransaction")


@pytest.mark.parametrize("end", range(30, len(WHOLE), 7))
def test_a_truncated_document_is_rejected(end: int) -> None:
    with pytest.raises(ReadError):
        read(WHOLE[:end])


@pytest.mark.parametrize(
    "damaged",
    [
        WHOLE.replace("</value>", ""),
        WHOLE.replace("<issuer>", "<issuer"),
        WHOLE.replace("<issuer>", "< issuer>"),
        WHOLE.replace("</issuer>", "</issuers>"),
        WHOLE.replace("Stock", "a < b"),
        WHOLE.replace("Stock", "&#xD800;"),
        WHOLE + "x",
        WHOLE + WHOLE,
        WHOLE.replace("<derivativeTable>", '<derivativeTable a="1" a="2">'),
    ],
)
def test_what_would_take_a_guess_is_rejected(damaged: str) -> None:
    with pytest.raises(ReadError):
        read(damaged)


def test_a_document_that_cannot_be_mended_is_rejected_with_its_first_error() -> None:
    with pytest.raises(ReadError) as caught:
        read(document_xml("\n<a>", head=f"{HEAD}<remarks>&</remarks>"))
    assert caught.value.line == 1


def test_no_more_is_mended_than_it_takes() -> None:
    text = b"<a>\x07 & </a>"
    assert [len(done) for _, done in mended(text)] == [1, 2]


def test_nothing_is_done_to_what_needs_no_repair() -> None:
    assert list(mended(WHOLE.encode())) == []


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_every_other_byte_of_a_wide_encoding_is_no_control_character(encoding: str) -> None:
    assert list(mended(WHOLE.encode(encoding))) == []


@pytest.mark.parametrize(
    "data",
    [
        b"<ownershipDocument" + b" a" * 500_000,
        b"<ownershipDocument>" + b"&" * 500_000,
        b"<ownershipDocument>" + b"&#0" * 300_000,
        b"<ownershipDocument>&#" + b"0" * 1_000_000,
        b"<ownershipDocument>" + b"<a\n" * 300_000,
        b"<ownershipDocument>" + b"<a\nb>" * 200_000,
        b"<ownershipDocument>" + b"<aaaaaaa\n" * 100_000,
        b"<ownershipDocument" + b"\n" * 1_000_000,
        b"<ownershipDocument>" + b"\xff" * 1_000_000,
        b"<ownershipDocument>&" + b"a" * 1_000_000,
    ],
    ids=["words", "ampersands", "references", "zeros", "breaks", "broken names", "long names",
         "white space", "bytes", "one entity"],
)  # fmt: skip
@pytest.mark.timeout(10)
def test_no_damage_takes_long_to_look_at(data: bytes) -> None:
    with pytest.raises(ReadError):
        read(data)
