"""Ownership XML written from a record: what is said, in the schema's order, and nothing more."""

from __future__ import annotations

import pickle
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from lxml import etree

from builder.filings.values import A_DATE
from builder.filings.write_xml import Unwritable, render_xml
from builder.model import (
    CELL_NAMES,
    Address,
    Cell,
    Filing,
    FormerName,
    Issuer,
    Owner,
    Row,
    Signature,
    Source,
    Table,
    Warn,
)

ISSUER = Issuer(9000000001, "Example Works Inc", "EXWK")
OWNER = Owner(9000000101, "Doe Jane", is_director=True)


def a_filing(**changes: Any) -> Filing:
    """A small Form 4 with other values in some of its fields."""
    plain: dict[str, Any] = dict.fromkeys(Filing._fields) | {
        "accession": "local-0000000000000000",
        "form": "4",
        "issuer": ISSUER,
        "owners": (OWNER,),
        "rows": (),
        "footnotes": {},
        "signatures": (),
        "warnings": (),
        "source": Source("a.xml", "0" * 64, "xml"),
    }
    return Filing(**plain | changes)


def written(**changes: Any) -> etree._Element:
    """The root of what is written of it."""
    return etree.fromstring(render_xml(a_filing(**changes)))


def a_row(table: Table = "I", number: int = 1, **cells: Any) -> Row:
    return Row(table, number, "transaction", **cells)


def names(element: etree._Element | None) -> list[str]:
    """The names of the children, in order."""
    assert element is not None
    return [str(child.tag) for child in element]


def text(root: etree._Element, path: str) -> str | None:
    return root.findtext(path)


# ---- nothing is invented -------------------------------------------------------------------


def test_a_filing_that_says_nothing_has_only_an_issuer() -> None:
    root = written(form=None, issuer=Issuer(None, None), owners=())
    assert etree.tostring(root).split() == [b"<ownershipDocument>", b"<issuer>", b"</issuer>",
                                            b"</ownershipDocument>"]  # fmt: skip


def test_an_owner_of_whom_nothing_is_known_keeps_the_groups_of_the_schema() -> None:
    owner = written(owners=(Owner(None, None),)).find("reportingOwner")
    assert owner is not None
    assert {group.tag: len(group) for group in owner} == {
        "reportingOwnerId": 0,
        "reportingOwnerRelationship": 0,
    }


def test_a_role_that_is_not_claimed_is_not_written() -> None:
    root = written(owners=(OWNER,))
    assert names(root.find("reportingOwner/reportingOwnerRelationship")) == ["isDirector"]


@pytest.mark.parametrize(("value", "filed"), [(None, None), (False, "0"), (True, "1")])
def test_the_plan_box_is_written_only_where_it_is_stated(
    value: bool | None, filed: str | None
) -> None:
    assert text(written(aff10b5_one=value), "aff10b5One") == filed


def test_a_cik_is_padded_to_ten_digits_as_in_every_public_file() -> None:
    root = written(issuer=ISSUER._replace(cik=1234567), owners=(OWNER._replace(cik=89),))
    assert text(root, "issuer/issuerCik") == "0001234567"
    assert text(root, "reportingOwner/reportingOwnerId/rptOwnerCik") == "0000000089"


def test_an_address_without_lines_is_not_written() -> None:
    root = written(owners=(OWNER._replace(address=Address()),))
    assert root.find("reportingOwner/reportingOwnerAddress") is None


def test_a_table_without_rows_is_not_written() -> None:
    root = written(rows=(a_row("II"),))
    assert names(root) == ["documentType", "issuer", "reportingOwner", "derivativeTable"]


def test_what_only_the_submission_says_stays_out() -> None:
    issuer = ISSUER._replace(sic="3711", former_names=(FormerName("Older Works Inc", None),))
    plain = render_xml(a_filing())
    assert render_xml(a_filing(issuer=issuer, filed=date(2024, 5, 2))) == plain


# ---- everything has its place --------------------------------------------------------------

ALL_FLAGS = {
    "no_securities_owned": True, "not_subject_to_section16": False,
    "form3_holdings_reported": True, "form4_transactions_reported": False, "aff10b5_one": True,
}  # fmt: skip


def test_the_elements_of_the_root_stand_in_the_order_of_the_schemas() -> None:
    root = written(
        schema_version="X0609", period=date(2026, 5, 1), original_filed=date(2026, 5, 4),
        rows=(a_row(), a_row("II")), footnotes={"F1": "One."}, remarks="None.",
        signatures=(Signature("/s/ Jane Doe", date(2026, 5, 5)),), **ALL_FLAGS,
    )  # fmt: skip
    assert names(root) == [
        "schemaVersion", "documentType", "periodOfReport", "dateOfOriginalSubmission",
        "noSecuritiesOwned", "notSubjectToSection16", "form3HoldingsReported",
        "form4TransactionsReported", "issuer", "reportingOwner", "aff10b5One",
        "nonDerivativeTable", "derivativeTable", "footnotes", "remarks", "ownerSignature",
    ]  # fmt: skip


def test_the_lines_of_an_address_stand_in_the_order_of_the_schema() -> None:
    address = Address("1 Main St", "2", "Sampleton", "CA", "90001", "d", True, "t", "M0", False)
    root = written(owners=(OWNER._replace(address=address),))
    assert names(root.find("reportingOwner/reportingOwnerAddress")) == [
        "rptOwnerNonUSAddressFlag", "rptOwnerStreet1", "rptOwnerStreet2", "rptOwnerCity",
        "rptOwnerNonUSStateTerritory", "rptOwnerState", "rptOwnerCountry", "rptOwnerZipCode",
        "rptOwnerStateDescription", "rptOwnerGoodAddress",
    ]  # fmt: skip


def test_the_cells_of_a_row_stand_in_the_order_and_groups_of_the_schema() -> None:
    cells: dict[str, Any] = {name: Cell("x") for name in CELL_NAMES}
    (row,) = written(rows=(a_row("II", **cells),)).iter("derivativeTransaction")
    assert {group.tag: names(group) for group in row if group.find("value") is None} == {
        "transactionCoding": ["transactionFormType", "transactionCode", "equitySwapInvolved"],
        "transactionAmounts": [
            "transactionShares", "transactionTotalValue", "transactionPricePerShare",
            "transactionAcquiredDisposedCode",
        ],
        "underlyingSecurity": [
            "underlyingSecurityTitle", "underlyingSecurityShares", "underlyingSecurityValue",
        ],
        "postTransactionAmounts": [
            "sharesOwnedFollowingTransaction", "valueOwnedFollowingTransaction",
        ],
        "ownershipNature": ["directOrIndirectOwnership", "natureOfOwnership"],
    }  # fmt: skip
    assert names(row) == [
        "securityTitle", "conversionOrExercisePrice", "transactionDate", "deemedExecutionDate",
        "transactionCoding", "transactionTimeliness", "transactionAmounts", "exerciseDate",
        "expirationDate", "underlyingSecurity", "postTransactionAmounts", "ownershipNature",
    ]  # fmt: skip


def test_rows_stand_in_the_order_of_their_numbers_whatever_the_order_they_come_in() -> None:
    rows = (a_row(number=2, security_title=Cell("B")), a_row(number=1, security_title=Cell("A")))
    assert [node.text for node in written(rows=rows).iter("value")] == ["A", "B"]


# ---- cells -----------------------------------------------------------------------------------


def cell_of(**cell: Any) -> str:
    """How the only cell of a row is written."""
    (line,) = [
        line.strip()
        for line in render_xml(a_filing(owners=(), rows=(a_row(**cell),))).splitlines()
        if "value>" in line or "footnoteId" in line or ("<transaction" in line and "</" in line)
    ]
    return line


@pytest.mark.parametrize(
    ("number", "filed"),
    [
        (Cell(Decimal("134018.0")), "134018.0"),
        (Cell(Decimal("0.5"), (), ".5"), ".5"),
        (Cell(Decimal(7), (), "007"), "007"),
        (Cell(None, (), "1,000"), "1,000"),
        (Cell(Decimal("1E+3")), "1000"),
        (Cell(Decimal("1E-7")), "0.0000001"),
    ],
)
def test_a_number_is_written_as_filed_and_never_with_an_exponent(
    number: Cell[Decimal], filed: str
) -> None:
    line = f"<transactionShares><value>{filed}</value></transactionShares>"
    assert cell_of(transaction_shares=number) == line


@pytest.mark.parametrize(
    ("day", "filed"),
    [
        (Cell(date(22, 5, 1)), "0022-05-01"),
        (Cell(date(2026, 6, 1), (), "2026-06-01Z"), "2026-06-01Z"),
        (Cell(None, (), "soon"), "soon"),
    ],
)
def test_a_date_is_written_as_filed(day: Cell[date], filed: str) -> None:
    line = f"<transactionDate><value>{filed}</value></transactionDate>"
    assert cell_of(transaction_date=day) == line


@pytest.mark.parametrize(
    ("cell", "filed"),
    [
        (Cell(Decimal("1887.50"), (), "01,887.50"), "1887.50"),
        (Cell(date(2026, 6, 1), (), "06/01/2026"), "2026-06-01"),
        (Cell("S", (), "s"), "S"),
    ],
)
def test_of_a_text_that_only_a_printed_form_reads_so_the_value_is_written(
    cell: Cell[Any], filed: str
) -> None:
    row = a_row(security_title=cell)
    assert [node.text for node in written(rows=(row,)).iter("value")] == [filed]


def test_a_day_that_only_a_printed_form_reads_so_is_written_as_xml_has_it() -> None:
    signature = Signature("/s/ Jane Doe", date(2026, 5, 5), "5/5/2026")
    root = written(signatures=(signature,))
    assert text(root, "ownerSignature/signatureDate") == "2026-05-05"


def test_a_value_only_in_a_footnote_has_no_value() -> None:
    line = '<exerciseDate><footnoteId id="F1"/><footnoteId id="F2"/></exerciseDate>'
    assert cell_of(exercise_date=Cell(None, ("F1", "F2"))) == line


def test_a_note_on_no_nature_of_ownership_keeps_the_empty_value_that_the_schema_asks_for() -> None:
    line = '<natureOfOwnership><value></value><footnoteId id="F1"/></natureOfOwnership>'
    assert cell_of(nature_of_ownership=Cell(None, ("F1",))) == line


def test_a_value_stands_before_its_notes() -> None:
    line = '<securityTitle><value>A</value><footnoteId id="F1"/></securityTitle>'
    assert cell_of(security_title=Cell("A", ("F1",))) == line


def test_the_coding_is_not_wrapped_and_the_notes_on_the_code_stand_after_it() -> None:
    row = a_row(transaction_code=Cell("S", ("F1",)), equity_swap_involved=Cell(False))
    coding = written(rows=(row,)).find(".//transactionCoding")
    assert names(coding) == ["transactionCode", "equitySwapInvolved", "footnoteId"]


def test_notes_without_a_code_stand_on_the_coding_alone() -> None:
    coding = written(rows=(a_row(transaction_code=Cell(None, ("F1",))),)).find(
        ".//transactionCoding"
    )
    assert names(coding) == ["footnoteId"]


def test_a_note_on_the_form_type_stays_on_it() -> None:
    line = '<transactionFormType>4<footnoteId id="F1"/></transactionFormType>'
    assert cell_of(transaction_form_type=Cell("4", ("F1",))) == line


# ---- the first schema ------------------------------------------------------------------------

EARLY = a_row(
    transaction_date=Cell(date(2003, 5, 6)), transaction_price_per_share=Cell(Decimal("3.8"))
)


def test_rows_of_the_first_schema_stand_under_the_root() -> None:
    rows = (EARLY, Row("II", 1, "holding", security_title=Cell("Option")))
    assert names(written(schema_version="X0101", rows=rows))[-2:] == [
        "nonDerivativeSecurity",
        "derivativeSecurity",
    ]


def test_the_price_of_the_first_schema_is_called_value() -> None:
    root = written(schema_version="X0101", rows=(EARLY,))
    assert names(root.find(".//transactionAmounts")) == ["transactionValue"]


def test_a_row_of_the_first_schema_whose_date_belies_its_kind_says_its_kind() -> None:
    root = written(schema_version="X0101", rows=(EARLY._replace(kind="holding"), a_row(number=2)))
    assert names(root)[-2:] == ["nonDerivativeHolding", "nonDerivativeTransaction"]


# ---- what could not be read ------------------------------------------------------------------


def test_a_period_that_could_not_be_read_is_written_as_its_warning_keeps_it() -> None:
    warning = Warn("periodOfReport", 3, A_DATE, repr('it\'s "soon"'))
    assert text(written(warnings=(warning,)), "periodOfReport") == 'it\'s "soon"'


def test_the_texts_of_several_owners_stay_apart() -> None:
    place = "reportingOwner[{}]/reportingOwnerRelationship/isOfficer"
    warnings = tuple(
        Warn(place.format(n), None, "1, 0, true or false", repr(f"maybe {n}")) for n in (1, 2)
    )
    root = written(owners=(OWNER, OWNER), warnings=warnings)
    assert [node.text for node in root.iter("isOfficer")] == ["maybe 1", "maybe 2"]


def test_a_value_that_is_known_wins_over_its_warning() -> None:
    root = written(period=date(2024, 5, 1), warnings=(Warn("periodOfReport", 3, A_DATE, "'x'"),))
    assert text(root, "periodOfReport") == "2024-05-01"


@pytest.mark.parametrize("found", ["none", "'a' + 'b'", "['a']", "'unfinished", "3"])
def test_a_warning_that_quotes_no_text_is_no_text(found: str) -> None:
    assert written(warnings=(Warn("periodOfReport", 3, A_DATE, found),)).find(
        "periodOfReport"
    ) is None  # fmt: skip


# ---- text ------------------------------------------------------------------------------------


@pytest.mark.parametrize("filed", ["<b>&amp;</b>", "]]>", "a\rb\r\nc\td", "é 漢 🚀", "\x85\u2028"])
def test_any_text_of_xml_survives(filed: str) -> None:
    assert text(written(remarks=f"x{filed}y"), "remarks") == f"x{filed}y"


@pytest.mark.parametrize("note", ['F"1', "F<1>", "F 1", "a\n\tb\rc", ""])
def test_any_id_survives(note: str) -> None:
    root = written(footnotes={note: "One."})
    assert [node.get("id") for node in root.iter("footnote")] == [note]


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_a_character_that_xml_cannot_hold_is_refused_with_its_place(character: str) -> None:
    row = a_row(security_title=Cell(f"Common{character}Stock"))
    with pytest.raises(Unwritable) as refused:
        render_xml(a_filing(rows=(row,)))
    assert (refused.value.where, refused.value.found) == ("value", character)


def test_the_refusal_survives_the_way_between_processes() -> None:
    error = pickle.loads(pickle.dumps(Unwritable("remarks", "\x0b")))  # noqa: S301 - our own bytes
    assert str(error) == r"remarks: expected characters that XML can hold, found '\x0b'"
