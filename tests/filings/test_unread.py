"""Nothing is dropped in silence: what no field takes is counted by name."""

from __future__ import annotations

from decimal import Decimal

import pytest

from builder.filings.noticed import MOST
from builder.model import Cell
from tests.filings.documents import (
    HEAD,
    ISSUER,
    OWNER,
    SIGNATURE,
    document_xml,
    nest,
    one_row,
    read,
    row_xml,
    shares,
    unread,
)

TABLE = "nonDerivativeTable"
ROW = f"{TABLE}/nonDerivativeTransaction"
A = "<value>A</value>"


def inside(text: str, parent: str, more: str) -> str:
    """The text with something more at the end of an element."""
    return text.replace(f"</{parent}>", f"{more}</{parent}>", 1)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (document_xml(head=f"{HEAD}<newFlag>1</newFlag>"), "newFlag"),
        (inside(document_xml(), "issuer", "<lei>X</lei>"), "issuer/lei"),
        (inside(document_xml(), "reportingOwner", "<extra/>"), "reportingOwner/extra"),
        (
            inside(document_xml(), "reportingOwnerId", "<rptSsn/>"),
            "reportingOwner/reportingOwnerId/rptSsn",
        ),
        (row_xml("<settlementDate/>"), f"{ROW}/settlementDate"),
        (row_xml(nest("transactionAmounts/fee")), f"{ROW}/transactionAmounts/fee"),
        (row_xml(nest("securityTitle/cusip")), f"{ROW}/securityTitle/cusip"),
        (document_xml(nest("nonDerivativeTable/total")), "nonDerivativeTable/total"),
        (document_xml(notes=nest("footnotes/note", "x")), "footnotes/note"),
        (inside(document_xml(), "ownerSignature", "<title/>"), "ownerSignature/title"),
    ],
)
def test_an_unknown_element_is_counted_by_its_path(text: str, name: str) -> None:
    assert unread(text) == {name: "1 unread"}


def test_equal_names_are_counted_together() -> None:
    assert unread(document_xml("<a/><a/><a/>")) == {"a": "3 unread"}


def test_what_stands_in_an_unknown_element_is_taken_for_nothing_else() -> None:
    row = one_row(nest("prior/transactionDate/value", "2024-01-01"))
    assert row.transaction_date is None


def test_what_stands_in_an_unknown_element_is_counted_too() -> None:
    assert unread(row_xml(nest("prior/transactionDate/value", "2024-01-01"))) == {
        f"{ROW}/prior": "1 unread",
        f"{ROW}/prior/transactionDate": "1 unread",
        f"{ROW}/prior/transactionDate/value": "1 unread",
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (document_xml(head=f"{HEAD}<documentType>3</documentType>"), "documentType"),
        (inside(document_xml(), "issuer", "<issuerName>B</issuerName>"), "issuer/issuerName"),
        (
            document_xml(notes=nest("footnotes", '<footnote id="F1">a</footnote>' * 2)),
            "footnotes/footnote",
        ),
        (
            inside(document_xml(), "ownerSignature", "<signatureName>B</signatureName>"),
            "ownerSignature/signatureName",
        ),
    ],
    ids=["head", "issuer", "footnotes", "signature"],
)
def test_a_repeated_element_is_counted(text: str, name: str) -> None:
    assert unread(text) == {name: "1 unread"}


def test_of_repeated_elements_the_first_counts() -> None:
    assert read(document_xml(head=f"{HEAD}<documentType>3</documentType>")).form == "4"


def test_of_repeated_elements_the_first_that_says_something_counts() -> None:
    assert read(document_xml(head=f"<remarks/>{HEAD}<remarks>Yes.</remarks>")).remarks == "Yes."


def test_of_repeated_cells_the_first_that_says_something_counts() -> None:
    assert one_row(f"<securityTitle/>{nest('securityTitle', A)}").security_title == Cell("A")


def test_a_repeated_cell_is_counted_with_its_value() -> None:
    title = nest("securityTitle", A)
    assert unread(row_xml(title + title)) == {
        f"{ROW}/securityTitle": "1 unread",
        f"{ROW}/securityTitle/value": "1 unread",
    }


def test_of_two_values_the_first_counts() -> None:
    assert one_row(nest("securityTitle", f"{A}<value>B</value>")).security_title == Cell("A")


def test_a_value_of_white_space_leaves_the_next_one_its_say() -> None:
    assert one_row(nest("securityTitle", f"<value> \n</value>{A}")).security_title == Cell("A")


def test_a_cell_of_white_space_leaves_the_next_one_its_say() -> None:
    row = one_row(f"<securityTitle>\n <value> </value>\n</securityTitle>{nest('securityTitle', A)}")
    assert row.security_title == Cell("A")


def test_a_second_value_is_counted() -> None:
    text = row_xml(nest("securityTitle", f"{A}<value>B</value>"))
    assert unread(text) == {f"{ROW}/securityTitle/value": "1 unread"}


def test_a_repeated_group_goes_on_where_the_first_ended() -> None:
    row = one_row(
        nest("transactionAmounts/transactionShares/value", "5")
        + nest("transactionAmounts/transactionPricePerShare/value", "2")
    )
    assert (row.transaction_shares, row.transaction_price_per_share) == (
        Cell(Decimal(5)),
        Cell(Decimal(2)),
    )


def test_a_value_outside_of_any_cell_is_nobodys() -> None:
    noted = nest("transactionShares", '<footnoteId id="F1"/>')
    row = one_row(nest("transactionAmounts", f"{noted}<value>5</value>"))
    assert row.transaction_shares == Cell(None, ("F1",))


def test_a_value_outside_of_any_cell_is_counted() -> None:
    text = row_xml(nest("transactionAmounts/value", "5"))
    assert unread(text) == {f"{ROW}/transactionAmounts/value": "1 unread"}


def test_a_note_on_a_group_that_takes_none_is_counted() -> None:
    text = row_xml(nest("ownershipNature", '<footnoteId id="F1"/>'))
    assert unread(text) == {f"{ROW}/ownershipNature/footnoteId": "1 unread"}


CODE = "transactionCoding/transactionCode"
EMPTY_NOTE = '<footnote id="F1"/>'


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (document_xml("stray"), "ownershipDocument"),
        (document_xml(issuer=f"{ISSUER}stray"), "ownershipDocument"),
        (inside(document_xml(), "reportingOwnerId", "stray"), "reportingOwner/reportingOwnerId"),
        (document_xml(nest(TABLE, "stray")), TABLE),
        (row_xml("stray"), ROW),
        (row_xml(nest("ownershipNature", "D")), f"{ROW}/ownershipNature"),
        (row_xml(nest("securityTitle", f"{A}stray")), f"{ROW}/securityTitle"),
        (row_xml(nest("securityTitle", f"stray{A}")), f"{ROW}/securityTitle"),
        (row_xml(nest(CODE, 'S<footnoteId id="F1"/>T')), f"{ROW}/{CODE}"),
        (
            row_xml(nest("securityTitle", f'{A}<footnoteId id="F1">stray</footnoteId>')),
            f"{ROW}/securityTitle/footnoteId",
        ),
        (document_xml(notes=nest("footnotes", "stray")), "footnotes"),
        (document_xml(notes=nest("footnotes", f"{EMPTY_NOTE}stray")), "footnotes"),
    ],
)
def test_text_between_elements_is_counted(text: str, name: str) -> None:
    assert unread(text)[f"{name}/text between elements"] == "1 unread"


def test_a_wrapped_value_wins_over_stray_text_before_it() -> None:
    assert one_row(nest("securityTitle", f"x{A}")).security_title == Cell("A")


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("<issuer>", '<issuer id="F1">', "issuer/@id"),
        ("<value>", '<value type="s">', f"{ROW}/securityTitle/value/@type"),
        ("<securityTitle>", '<securityTitle class="a">', f"{ROW}/securityTitle/@class"),
        ('<footnote id="F1"', '<footnote id="F1" lang="en"', "footnotes/footnote/@lang"),
        ("<ownershipDocument>", '<ownershipDocument version="1">', "ownershipDocument/@version"),
    ],
)
def test_an_attribute_that_means_nothing_is_counted(old: str, new: str, name: str) -> None:
    text = row_xml(nest("securityTitle", f'{A}<footnoteId id="F1"/>'))
    assert unread(text.replace(old, new, 1)) == {name: "1 unread"}


def test_an_id_inside_a_note_is_counted() -> None:
    notes = nest("footnotes", '<footnote id="F1">One <footnoteId id="F2"/>more.</footnote>')
    assert unread(document_xml(notes=notes)) == {"footnotes/footnote/footnoteId/@id": "1 unread"}


def test_markup_in_a_number_cuts_nothing() -> None:
    assert shares("<value>12<b>3</b>4</value>") == Cell(Decimal(1234))


def test_markup_in_a_second_value_does_not_put_it_before_the_first() -> None:
    title = nest("securityTitle", f"{A}<value>B<b>x</b></value>")
    assert one_row(title).security_title == Cell("A")


def test_a_value_of_nothing_but_empty_markup_leaves_the_next_one_its_say() -> None:
    title = nest("securityTitle", f"<value><b/></value>{A}")
    assert one_row(title).security_title == Cell("A")


def test_markup_in_a_number_is_counted() -> None:
    text = row_xml(nest("transactionAmounts/transactionShares/value", "12<b>3</b>4"))
    assert f"{ROW}/transactionAmounts/transactionShares/value/b" in unread(text)


def test_markup_in_remarks_cuts_nothing() -> None:
    text = document_xml(head=f"{HEAD}<remarks>See <b>Exhibit</b> 99.</remarks>")
    assert read(text).remarks == "See Exhibit 99."


def test_markup_in_remarks_is_counted() -> None:
    text = document_xml(head=f"{HEAD}<remarks>See <b>Exhibit</b> 99.</remarks>")
    assert unread(text) == {"remarks/b": "1 unread"}


def test_a_regular_document_leaves_nothing_unread() -> None:
    assert unread(document_xml(owners=OWNER, after=SIGNATURE)) == {}


def test_the_number_of_names_that_are_counted_is_bounded() -> None:
    text = document_xml("".join(f"<n{number}/>" for number in range(MOST + 500)))
    assert len(unread(text)) == MOST + 1


def test_the_number_of_warnings_is_bounded() -> None:
    bad = nest("nonDerivativeHolding/exerciseDate/value", "x")
    text = document_xml(nest(TABLE, bad * (MOST + 5)))
    assert read(text).warnings[-1].found == "5 more"
