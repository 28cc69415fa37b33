"""The page that the SEC renders: where each box is found, and what becomes of the rest."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from time import perf_counter
from typing import Any

import pytest

from builder.errors import ReadError
from builder.filings.document import Document
from builder.filings.html_tree import MAX_PAGE, MAX_TAGS
from builder.filings.noticed import MOST, UNREAD
from builder.filings.rendered_html import is_page, parse_page
from builder.model import Address, Cell, Issuer, Owner, Row, Signature
from tests.filings.printing.page import ARCHIVE, EXIT, PLAN, SAVED, STYLES, page_of

ADDRESS = Address("C/O EXAMPLE WORKS INC", "1 MAIN STREET", "SPRINGFIELD", "IL", "62701")
OWNER = Owner(9000000101, "Doe Jane", is_director=True, address=ADDRESS)
FUND = Owner(9000000102, "Doe Fund, L.P.", address=ADDRESS._replace(street1="2 SIDE STREET"))
ISSUER = Issuer(9000000001, "Example Works Inc", "EXWK")
SALE = Row(
    "I", 1, "transaction", Cell("Common Stock", ("F1",)),
    transaction_date=Cell(date(2019, 10, 29)),
    transaction_form_type=Cell("4"),
    transaction_code=Cell("S", ("F2",)),
    equity_swap_involved=Cell(False),
    transaction_shares=Cell(Decimal(5000)),
    transaction_price_per_share=Cell(Decimal(38), ("F1", "F2")),
    transaction_acquired_disposed_code=Cell("D"),
    shares_owned_following_transaction=Cell(Decimal(460022)),
    direct_or_indirect_ownership=Cell("I"),
    nature_of_ownership=Cell("By Family Trust"),
)  # fmt: skip
OPTION = Row(
    "II", 1, "holding", Cell("Stock Option"), Cell(Decimal("3.74")),
    exercise_date=Cell(None, ("F2",)),
    expiration_date=Cell(date(2028, 4, 14)),
    underlying_security_title=Cell("Common Stock"),
    underlying_security_shares=Cell(Decimal(383594)),
    direct_or_indirect_ownership=Cell("D"),
)  # fmt: skip
RECORD = Document(
    "4", None, date(2019, 10, 29), None, ISSUER, (OWNER,), False, None, None, None, None,
    (SALE, OPTION), {"F1": "One.", "F2": "Two."}, "See Exhibit 24.",
    (Signature("/s/ Jane Doe", date(2019, 10, 31)),), (),
)  # fmt: skip


def page(style: str = "X03", saved: str = "", marker: str = "after", **changes: Any) -> str:
    """A page of the record with these changes."""
    return page_of(RECORD._replace(**changes), style, saved, marker=marker).decode()


def read(text: str | bytes) -> Document:
    """What a page says."""
    return parse_page(text.encode() if isinstance(text, str) else text)[0]


def swapped(text: str, old: str, new: str) -> str:
    """A page with one thing changed, that must be there."""
    assert old in text
    return text.replace(old, new)


def unread(document: Document) -> list[str]:
    """The texts that no field took."""
    return [warning.found for warning in document.warnings if warning.expected == UNREAD]


def expected(document: Document) -> list[str]:
    """What the warnings wanted."""
    return [warning.expected for warning in document.warnings]


# What is a page


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("saved", SAVED)
def test_pages_are_told_by_their_look(style: str, saved: str) -> None:
    assert is_page(page(style, saved).encode())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_pages_are_told_and_read_in_every_encoding(encoding: str) -> None:
    data = page().encode(encoding)
    assert is_page(data)
    assert read(data) == read(page())


@pytest.mark.parametrize(
    "data",
    [b"", b"<html></html>", b"<ownershipDocument></ownershipDocument>", b"SEC FORM 4",
     b"<html><body>FORM 4, Name and Address of Reporting Person</body></html>",
     b"OMB APPROVAL\n1. Name and Address of Reporting Person* <u>DOE JANE</u>",
     b"<SEC-DOCUMENT>0000000000-19-000001.txt : 20190101", b"PK\x03\x04", b"\0" * 100],
)  # fmt: skip
def test_other_things_are_no_pages(data: bytes) -> None:
    assert not is_page(data)


@pytest.mark.parametrize("data", [b"", b" ", b"<!-- -->", b"text", b"<html></html>", b"\0\xff"])
def test_what_is_no_page_cannot_be_read(data: bytes) -> None:
    with pytest.raises(ReadError):
        parse_page(data)


@pytest.mark.parametrize("form", ["3", "4", "5"])
def test_the_form_stands_in_the_corner_or_in_the_title(form: str) -> None:
    text = page(form=form, rows=())
    assert read(text).form == form
    assert read(swapped(text, f">FORM {form}<", "><")).form == form


def test_an_amendment_shows_itself_by_the_date_of_the_original() -> None:
    document = read(page(original_filed=date(2019, 10, 30)))
    assert (document.form, document.original_filed) == ("4/A", date(2019, 10, 30))


# Where it was saved from


def saved_from(comment: str) -> str | None:
    return parse_page(swapped(page(), "<html>", f"{comment}\n<html>").encode())[1]


@pytest.mark.parametrize(
    "comment",
    [f"<!-- saved from url=(0087){ARCHIVE}/xslF345X03/edgar.xml -->",
     f"<!--\n Page saved with a tool\n url: {ARCHIVE}/xslF345X03/edgar.xml\n-->",
     "<!-- saved from url=(0040)http://sec.gov/Archives/edgar/data/9/9000000001-19-000071.txt -->"],
)  # fmt: skip
def test_a_saved_page_says_which_filing_it_is(comment: str) -> None:
    assert saved_from(comment) == "9000000001-19-000071"


@pytest.mark.parametrize(
    "comment",
    ["", "<!-- saved from url=(0014)about:internet -->",
     "<!-- saved from https://www.sec.gov.example/Archives/edgar/data/9/900000000119000071/a -->",
     "<!-- saved from https://www.sec.gov/Archives/edgar/data/9/9000000001190000712/a.xml -->"],
)  # fmt: skip
def test_other_pages_do_not_say_which_filing_they_are(comment: str) -> None:
    assert saved_from(comment) is None


def test_an_address_in_the_body_is_not_where_the_page_was_saved_from() -> None:
    text = page(remarks=f"See {ARCHIVE}/ex24.htm")
    assert parse_page(text.encode())[1] is None


# The boxes above the tables


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("saved", SAVED)
def test_every_box_arrives_in_every_layout(style: str, saved: str) -> None:
    plan = False if style >= "X04" else None
    document = read(page(style, saved))
    assert document._replace(warnings=()) == RECORD._replace(aff10b5_one=plan)
    assert document.warnings == () or saved == "source"


@pytest.mark.parametrize(
    ("label", "field", "form"),
    [(EXIT, "not_subject_to_section16", "4"), (PLAN, "aff10b5_one", "4"),
     ("Form 3 Holdings Reported.", "form3_holdings_reported", "5"),
     ("Form 4 Transactions Reported.", "form4_transactions_reported", "5")],
)  # fmt: skip
def test_check_boxes_are_found_by_their_labels(label: str, field: str, form: str) -> None:
    for marked in (True, False):
        changes: dict[str, Any] = {"form": form, "rows": (), field: marked}
        document = read(page("X05", **changes))
        assert getattr(document, field) is marked
    gone = read(swapped(page("X05", form=form, rows=()), label, "Another box"))
    assert getattr(gone, field) is None


@pytest.mark.parametrize(
    ("mark", "meaning"),
    [("X", True), ("x", True), ("\u2612", True), ("<span>X</span>", True), ("", False),
     ('<input type="checkbox" checked>', True), ("<input type=checkbox>", False), (" ", False)],
)  # fmt: skip
def test_marks_of_check_boxes(mark: str, meaning: bool) -> None:
    assert read(swapped(page(), "&nbsp;&nbsp;", mark)).not_subject_to_section16 is meaning


def test_a_check_box_with_something_else_is_a_warning() -> None:
    document = read(swapped(page(), "&nbsp;&nbsp;", "maybe"))
    assert document.not_subject_to_section16 is None
    assert [(w.expected, w.found) for w in document.warnings] == [("an X or nothing", "'maybe'")]


def test_a_mark_in_a_box_that_nobody_knows_is_a_warning() -> None:
    box = "<table><tr><td>X</td></tr></table>"
    box = f'<tr><td>{box}</td><td class="SmallFormText">A new box.</td></tr>'
    document = read(swapped(page(), "<tr><td><table", f"{box}\n<tr><td><table"))
    assert unread(document) == ["'X'"]


def test_an_owner_without_an_address_has_none() -> None:
    (owner,) = read(page(owners=(OWNER._replace(address=None),))).owners
    assert owner.address is None


@pytest.mark.parametrize("field", ["street1", "street2", "city", "state", "zip"])
def test_a_part_of_the_address_that_is_missing_shifts_no_other(field: str) -> None:
    partly = ADDRESS._replace(**{field: None})
    (owner,) = read(page(owners=(OWNER._replace(address=partly),))).owners
    assert owner.address == partly


def test_a_third_line_of_the_street_is_not_lost() -> None:
    line = '<tr><td><span class="FormData">FLOOR 3</span></td></tr>'
    text = page()
    street = '<tr><td><span class="FormData">1 MAIN STREET</span></td></tr>'
    assert unread(read(swapped(text, street, f"{street}\n{line}"))) == ["'FLOOR 3'"]


@pytest.mark.parametrize("text", ["(Street)", "(City)", "(Last)"])
def test_an_address_that_reads_like_a_caption_is_an_address(text: str) -> None:
    address = ADDRESS._replace(street1=text, city=text)
    assert read(page(owners=(OWNER._replace(address=address),))).owners[0].address == address


def test_a_cik_that_is_none_is_a_warning() -> None:
    document = read(swapped(page(), "CIK=9000000101", "CIK=0000000000"))
    assert document.owners[0].cik is None
    wanted = {"a CIK of up to ten digits", "a CIK for every reporting owner"}
    assert set(expected(document)) == wanted


def test_the_second_symbol_in_brackets_is_the_foreign_one() -> None:
    issuer = ISSUER._replace(foreign_symbol="2330.TW")
    assert read(page("X06", issuer=issuer)).issuer == issuer
    only = issuer._replace(symbol=None)
    assert read(page("X06", issuer=only)).issuer == only


def test_a_third_symbol_is_not_lost() -> None:
    third = '<span class="FormData">EXWK</span> ] [ <span class="FormData">B</span>'
    text = swapped(page(), '<span class="FormData">EXWK</span>', f"{third}, {third[-31:]}")
    assert unread(read(text)) == ["'B'"]


@dataclass
class Titles:
    """The titles of an owner and what the page says of them."""

    officer: str | None
    other: str | None


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    "titles", [Titles("CEO", None), Titles(None, "Trustee"), Titles("CEO", "Trustee")]
)
def test_titles_belong_to_their_roles_in_every_layout(style: str, titles: Titles) -> None:
    owner = OWNER._replace(
        is_officer=titles.officer is not None,
        is_other=titles.other is not None,
        officer_title=titles.officer,
        other_text=titles.other,
    )
    document = read(page(style, owners=(owner,)))
    assert document.owners == (owner,)
    assert document.warnings == ()


def test_one_title_for_two_roles_is_a_warning() -> None:
    owner = OWNER._replace(is_officer=True, is_other=True, officer_title="See Remarks")
    document = read(page("X03", owners=(owner,)))
    assert document.owners == (owner,)
    assert expected(document) == ["a title below the role that it belongs to"]


def test_joint_owners_come_after_the_first_without_roles() -> None:
    document = read(page(owners=(OWNER, FUND, FUND._replace(cik=9000000103))))
    assert [owner.cik for owner in document.owners] == [9000000101, 9000000102, 9000000103]
    assert document.owners[1] == FUND
    assert expected(document) == ["the roles of every reporting owner"]


def test_joint_owners_that_the_page_does_not_show_are_a_warning() -> None:
    text = page(owners=(OWNER, FUND))
    start, end = text.index('<table width="40%"'), text.index("<table", text.index("2 SIDE"))
    document = read(text[:start] + text[end:])
    assert "several reporting persons, as box 6 says" in expected(document)


# Tables I and II


@pytest.mark.parametrize("marker", ["after", "before", "in one"])
def test_markers_name_the_notes_wherever_they_stand(marker: str) -> None:
    assert read(page(marker=marker)).rows == RECORD.rows


@pytest.mark.parametrize(
    ("markup", "notes"),
    [("<sup>(1)</sup>", ("F1",)), ("<sup>(1)(2)</sup>", ("F1", "F2")), ("<sup>(1, 2)</sup>",
     ("F1", "F2")), ("<sup>(1)</sup>, <sup>(2)</sup>", ("F1", "F2")), ("<sup> (2) </sup>", ("F2",)),
     ('<a href="#F2"><sup>(2)</sup></a>', ("F2",)), ('<span class="FootnoteData">(1)</span>',
     ("F1",)), ("<sup>(1)</sup><sup>(1)</sup>", ("F1",))],
)  # fmt: skip
def test_markers_in_any_markup(markup: str, notes: tuple[str, ...]) -> None:
    cell = '<span class="FormData">By Family Trust</span>'
    row = read(swapped(page(), cell, cell + markup)).rows[0]
    assert row.nature_of_ownership is not None
    assert row.nature_of_ownership.footnotes == notes
    assert row.nature_of_ownership.value in {"By Family Trust", "By Family Trust,"}


@pytest.mark.parametrize("markup", ["<sup>th</sup>", "<sup>(a)</sup>", "<sup>2</sup>", " (1)"])
def test_what_is_no_marker_stays_in_the_text(markup: str) -> None:
    cell = '<span class="FormData">By Family Trust</span>'
    row = read(swapped(page(), cell, cell + markup)).rows[0]
    assert row.nature_of_ownership is not None
    assert row.nature_of_ownership.footnotes == ()
    assert row.nature_of_ownership.value != "By Family Trust"


def test_a_blank_value_with_a_marker_is_missing_not_zero() -> None:
    assert read(page()).rows[1].exercise_date == Cell(None, ("F2",))


def test_a_table_in_two_pieces_goes_on() -> None:
    text = page()
    start = text.index('<table width="100%" border="1"><thead>')
    end = text.index("</table>", start) + len("</table>")
    rows = read(text[:end] + text[start:end] + text[end:]).rows
    assert [(row.table, row.row) for row in rows] == [("I", 1), ("I", 2), ("II", 1)]


def test_headings_that_are_no_headings_in_the_markup_are_no_lines() -> None:
    text = page().replace("<th ", "<td ").replace("</th>", "</td>")
    assert read(text).rows == RECORD.rows


def test_an_empty_line_across_the_table_is_none() -> None:
    assert read(swapped(page(), "<tbody>", '<tbody><tr><td colspan="11"></td></tr>')).rows == (
        RECORD.rows
    )


def test_a_line_of_another_width_is_a_warning_with_all_its_text() -> None:
    line = "<tr><td>Common Stock</td><td>7</td></tr>"
    document = read(swapped(page(), "</tbody>", f"{line}</tbody>"))
    assert "2: 'Common Stock | 7'" in [warning.found for warning in document.warnings]


def test_scripts_in_a_cell_are_no_text() -> None:
    script = '<script>var a = "b";</script><span class="FormData">By Family Trust</span>'
    text = swapped(page(), '<span class="FormData">By Family Trust</span>', script)
    assert read(text).rows == RECORD.rows


def test_warnings_name_the_line_of_the_page() -> None:
    text = swapped(page(), "460,022", "460.022.1")
    (warning,) = read(text).warnings
    assert warning.where == "Table I, row 1, shares_owned_following_transaction"
    assert warning.line is not None
    assert "460.022.1" in text.splitlines()[warning.line]


def test_what_extensions_of_browsers_add_changes_nothing() -> None:
    for style in STYLES:
        text = page(style).replace('class="', 'class="ext-a ').replace(
            "<td ", '<td style="border-color: blue" '
        )  # fmt: skip
        assert read(text)._replace(aff10b5_one=None) == read(page(style))._replace(aff10b5_one=None)


# Below the tables


def test_notes_keep_their_line_breaks() -> None:
    notes = {"F1": "First.\n\nSecond  part.", "F12": "2. Not a note."}
    for saved in ("", "whole"):
        assert read(page(saved=saved, footnotes=notes, rows=())).footnotes == notes


def test_a_line_without_a_number_goes_on_with_the_note_above() -> None:
    text = swapped(page(), "Two.</td></tr>", 'Two.</td></tr>\n<tr><td class="FootnoteData">Three.'
                   "</td></tr>")  # fmt: skip
    assert read(text).footnotes == {"F1": "One.", "F2": "Two.\nThree."}


def test_a_line_without_a_number_above_all_notes_is_not_lost() -> None:
    text = swapped(page(), "1. One.", "One.")
    document = read(text)
    assert document.footnotes == {"F2": "Two."}
    assert unread(document) == ["'One.'"]


@pytest.mark.parametrize("style", ["X03", "X05"])
def test_remarks_keep_their_line_breaks(style: str) -> None:
    remarks = "First.\n\n1. Second.\nRemarks: third"
    assert read(page(style, remarks=remarks)).remarks == remarks


def test_remarks_in_a_table_of_their_own_are_found() -> None:
    label = '<tr><td class="FormText"><b>Remarks:'
    assert read(swapped(page(), label, f"</table><table>{label}")).remarks == "See Exhibit 24."


def test_no_remarks_are_none() -> None:
    assert read(page(remarks=None)).remarks is None


def test_form_3_says_that_nothing_is_owned() -> None:
    nothing = page(form="3", rows=(), no_securities_owned=True)
    assert read(nothing).no_securities_owned is True
    assert read(nothing).footnotes == RECORD.footnotes
    assert read(page(form="3", rows=())).no_securities_owned is None


@pytest.mark.parametrize(
    "said",
    ['<tr><td class="FootnoteData">No securities are beneficially owned.</td></tr>',
     "<tr><td><b>No securities are beneficially owned</b></td></tr>",
     '<tr><td colspan="2">No securities\nare beneficially owned.</td></tr>'],
)  # fmt: skip
def test_form_3_says_so_in_whatever_markup(said: str) -> None:
    text = page(form="3", rows=())
    for place in ('<tr><td class="FormText"><b>Remarks', "</thead>"):
        new = f"</thead><tbody>{said}</tbody>" if place == "</thead>" else said + place
        document = read(swapped(text, place, new))
        assert document.no_securities_owned is True
        assert (document.rows, document.footnotes) == ((), RECORD.footnotes)
        assert document.warnings == () or place == "</thead>"
    document = read(swapped(text, "Responses:</b>", "Responses:</b><br>No securities are "
                            "beneficially owned."))  # fmt: skip
    assert document.no_securities_owned is True


def test_nothing_owned_in_the_remarks_is_a_remark() -> None:
    said = "No securities are beneficially owned."
    document = read(page(form="3", rows=(), remarks=said))
    assert (document.remarks, document.no_securities_owned) == (said, None)


def test_every_signature_has_its_date() -> None:
    signatures = tuple(
        Signature(f"/s/ Jane Doe {number}", date(2019, 10, number)) for number in range(1, 4)
    )
    assert read(page(signatures=signatures)).signatures == signatures


# Nothing is lost


@pytest.mark.parametrize("kind", ["FormData", "SmallFormData", "FootnoteData", "FormDataC"])
def test_text_in_a_place_for_data_that_no_field_takes_is_a_warning(kind: str) -> None:
    long = "new " * 100
    text = swapped(page(), "OMB APPROVAL", f'<span class="{kind}">{long}</span>')
    assert unread(read(text)) == [repr(long.strip())]


def test_a_second_box_of_a_label_is_a_warning() -> None:
    label = '<span class="MedSmallFormText">3. Date of Earliest Transaction</span>'
    box = f'<table><tr><td>{label}<span class="FormData">01/01/2020</span></td></tr></table>'
    document = read(swapped(page(), "</body>", f"{box}</body>"))
    assert document.period == RECORD.period
    assert unread(document) == ["'01/01/2020'"]


def test_a_link_to_a_party_outside_its_box_is_a_warning() -> None:
    link = '<a href="/cgi-bin/browse-edgar?CIK=9000000105">Roe Sam</a>'
    assert unread(read(swapped(page(), "OMB APPROVAL", link))) == ["'Roe Sam'"]


@pytest.mark.parametrize("name", ["Remarks:", "Name and Address of Reporting Person", "Table I -"])
def test_a_name_that_reads_like_a_label_is_a_name(name: str) -> None:
    document = read(page(owners=(OWNER._replace(name=name),)))
    assert document.owners[0].name == name
    assert document.rows == RECORD.rows
    assert document.warnings == ()


@pytest.mark.parametrize(
    ("label", "wanted"),
    [("Relationship of Reporting Person(s)", "a box for Relationship of Reporting Person(s)"),
     ("If Amendment, Date of Original", "a box for If Amendment, Date of Original Filed"),
     ("Check this box if no longer", "a box for no longer subject to Section 16"),
     ("Table II - ", "a Table II"), ("Table I - ", "a Table I")],
)  # fmt: skip
def test_a_box_that_is_not_found_is_a_warning(label: str, wanted: str) -> None:
    assert wanted in expected(read(swapped(page(), label, "Something else")))


def test_a_page_that_was_cut_off_does_not_pass_for_a_whole_one() -> None:
    text = page("X03", form="5", rows=(SALE._replace(transaction_form_type=None),))
    for end in range(text.index("Name and Address"), text.index("Signature of Reporting"), 97):
        assert expected(read(text[:end])), end


def test_a_page_without_any_box_is_no_page() -> None:
    text = page()
    with pytest.raises(ReadError, match="none of them"):
        parse_page(text[: text.index("Check this box")].encode())


WORDS: dict[str, Any] = {
    "issuer": Issuer(9000000001, "zqissuer", "zqsymbol"),
    "owners": (
        Owner(9000000101, "zqowner", is_officer=True, is_other=True, officer_title="zqtitle",
              other_text="zqtext", address=Address("zqone", "zqtwo", "zqcity", "zqstate", "zqzip")),
        Owner(9000000102, "zqfund", address=Address("zqthree", "zqfour", "zqtown", "zqland")),
    ),
    "rows": (
        SALE._replace(security_title=Cell("zqstock", ("F1",)), nature_of_ownership=Cell("zqtrust")),
        OPTION._replace(security_title=Cell("zqoption"), nature_of_ownership=Cell("zqplan")),
    ),
    "footnotes": {"F1": "zqfirst", "F2": "zqsecond"},
    "remarks": "zqremarks",
    "signatures": (Signature("zqjane", date(2019, 10, 31)), Signature("zqjoe", None)),
}  # fmt: skip


@pytest.mark.parametrize("style", ["X02", "X05"])
def test_a_damaged_tag_loses_no_text_of_a_filer(style: str) -> None:
    """Each tag of a page left out, and each doubled: what was filed is in the record."""
    text = page(style, "whole", **WORDS)
    words = {*re.findall(r"zq[a-z]+", text), "460022", "5000", "383594"}
    for tag in re.finditer(r"<[^>]*>", text):
        for damage in ("", tag.group() * 2):
            try:
                document = read(text[: tag.start()] + damage + text[tag.end() :])
            except ReadError:
                continue
            said = repr(document).replace(",", "")
            assert not {word for word in words if word not in said}, tag


# Encodings


def test_windows_1252_that_calls_itself_utf_8_is_read_as_what_it_is() -> None:
    data = page(remarks="Caf\u00e9 \u2019s").encode("cp1252")
    document = read(data)
    assert document.remarks == "Caf\u00e9 \u2019s"
    assert expected(document) == ["UTF-8, as declared"]


def test_an_encoding_that_is_declared_is_taken() -> None:
    text = page(remarks="\u0416").replace("charset=UTF-8", "charset=windows-1251")
    document = read(text.encode("cp1251"))
    assert (document.remarks, document.warnings) == ("\u0416", ())


@pytest.mark.parametrize("name", ["iso-8859-1", "us-ascii", "nonsense", "utf-7", "rot13"])
def test_any_other_encoding_means_windows_1252(name: str) -> None:
    text = page(remarks="Caf\u00e9 \u2019s").replace("charset=UTF-8", f"charset={name}")
    assert read(text.encode("cp1252")).remarks == "Caf\u00e9 \u2019s"


def test_utf_8_that_calls_itself_something_else_is_read_as_what_it_is() -> None:
    text = page(remarks="Caf\u00e9 \u2019s").replace("charset=UTF-8", "charset=iso-8859-1")
    document = read(text)
    assert document.remarks == "Caf\u00e9 \u2019s"
    assert expected(document) == ["iso-8859-1, as declared"]


def test_control_characters_are_left_out_and_counted() -> None:
    document = read(swapped(page(), "See Exhibit", "See\0 Ex\x07hibit"))
    assert document.remarks == RECORD.remarks
    assert [warning.found for warning in document.warnings] == ["2 of them; left out"]


def test_character_references_are_characters() -> None:
    text = swapped(page(), "See Exhibit 24.", "A&#8217;s &amp; B&rsquo;s &lt;b&gt; &amp;amp;")
    assert read(text).remarks == "A\u2019s & B\u2019s <b> &amp;"


# Hostile pages


def test_a_page_that_is_too_large_is_refused() -> None:
    with pytest.raises(ReadError, match="at most 8,388,608 bytes"):
        parse_page(page().encode() + b" " * MAX_PAGE)


def test_a_page_of_too_many_tags_is_refused() -> None:
    with pytest.raises(ReadError, match="tags"):
        parse_page(page().encode() + b"<p>" * MAX_TAGS)


def test_a_page_that_is_too_deep_is_refused() -> None:
    with pytest.raises(ReadError, match="the parser's limits"):
        parse_page(page().replace("<body>", "<body>" + "<div>" * 100_000).encode())


PADDING = {
    "an attribute": '<p title="{}">'.format("x" * 4_000_000),
    "blanks before a label": "<table><tr><td>Check{}</td></tr></table>".format(" " * 4_000_000),
    "blanks": "<table><tr><td>{}x</td></tr></table>".format(" " * 4_000_000),
    "elements": "<p>" * 100_000,
    "unread texts": '<span class="FormData">x</span>' * 50_000,
    "owners": "<table><tr>{}</tr></table>".format(
        '<td>1. Name and Address of Reporting Person<a href="?CIK=1">x</a></td>' * 20_000
    ),
    "signatures": "<table><tr>{}</tr><tr>{}</tr></table>".format(
        "<td>x</td>" * 20_000, "<td>** Signature of Reporting Person</td>" * 20_000
    ),
    "tables": "<table><tr><td>" * 60 + "x" * 2_000_000,
    "markers": "<sup>{}</sup>".format("(1)" * 500_000),
    "notes": "<table><tr><td>Explanation of Responses:</td></tr>{}</table>".format(
        "<tr><td>more</td></tr>" * 30_000
    ),
}


@pytest.mark.parametrize("padding", PADDING)
def test_padding_neither_hangs_the_reader_nor_bloats_the_record(padding: str) -> None:
    data = page().replace("</body>", f"{PADDING[padding]}</body>").encode()
    start = perf_counter()
    document = read(data)
    assert perf_counter() - start < 10
    assert document.rows == RECORD.rows
    assert len(document.warnings) <= MOST + 1


@pytest.mark.parametrize(
    "text",
    ["(1)" * 300_000, "1," * 500_000, "S" + "/K" * 500_000, "0" * 1_000_000, " " * 1_000_000],
)
def test_long_texts_in_cells_end_as_text(text: str) -> None:
    start = perf_counter()
    for place in ("460,022", ">S<", "10/29/2019", "By Family Trust"):
        read(page().replace(place, place.replace(place.strip("><"), text)))
    assert perf_counter() - start < 10


def test_a_hostile_page_needs_little_memory(peak_megabytes: Any) -> None:
    peak = peak_megabytes(
        """
        from builder.filings.rendered_html import parse_page
        from tests.filings.test_rendered_html import page
        parse_page(page().replace("</body>", "<p>" * 240_000 + "</body>").encode())
        """
    )
    assert peak < 200


SCRAPS = [
    "<", ">", "&", "</td>", "</tr>", "</table>", "<table>", "<td>", "<tr>", "<sup>(1)</sup>", "X",
    '<span class="FormData">', "</span>", "\x00", "\u00e9", "<!--", "-->", "<script>", "&#0;",
    "</html>", "<b>", "1. ", "$", "(", "<plaintext>", "<textarea>", "<select>", "<svg>", "<math>",
    "<frameset>", "<template>", "<tbody>", "<th>", "Remarks:", "Table I - ", '"', "'", "=", "\r",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_broken_pages_are_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    text = page(chance.choice(STYLES), chance.choice(SAVED), owners=(OWNER, FUND))
    for _ in range(25):
        start = chance.randrange(len(text))
        end = start + chance.choice([0, 1, 5, 40, 400])
        piece = chance.choice(["", text[start:end] * 2, chance.choice(SCRAPS)])
        broken = (text[:start] + piece + text[end:]).encode("utf-8")
        is_page(broken)
        try:
            document = read(broken)
        except ReadError:
            continue
        assert document.form in {"3", "4", "5", "4/A"}
        text = broken.decode() if chance.random() < 0.3 else text
