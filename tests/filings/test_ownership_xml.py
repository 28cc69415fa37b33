"""Every element of the forms, read as the schema and the reference describe it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from builder.errors import ReadError
from builder.filings.ownership_xml import parse_document
from builder.model import CELL_NAMES, Address, Cell, Issuer, Signature
from tests.filings.documents import (
    BOTH_NOTES,
    HEAD,
    ISSUER,
    OWNER,
    SIGNATURE,
    document_xml,
    nest,
    one_owner,
    one_row,
    read,
    row_xml,
    shares,
    warned,
)

TABLE_I = """
<securityTitle><value>Common Stock</value><footnoteId id="F1"/></securityTitle>
<transactionDate><value>2024-05-01</value></transactionDate>
<deemedExecutionDate><value>2024-05-03</value></deemedExecutionDate>
<transactionCoding><transactionFormType>4</transactionFormType><transactionCode>S</transactionCode>
<equitySwapInvolved>0</equitySwapInvolved></transactionCoding>
<transactionTimeliness><value>L</value></transactionTimeliness>
<transactionAmounts><transactionShares><value>1439</value></transactionShares>
<transactionPricePerShare><value>317.0100</value><footnoteId id="F2"/></transactionPricePerShare>
<transactionAcquiredDisposedCode><value>D</value></transactionAcquiredDisposedCode></transactionAmounts>
<postTransactionAmounts><sharesOwnedFollowingTransaction><value>35790</value>
</sharesOwnedFollowingTransaction></postTransactionAmounts>
<ownershipNature><directOrIndirectOwnership><value>I</value></directOrIndirectOwnership>
<natureOfOwnership><value>By Trust</value></natureOfOwnership></ownershipNature>
"""
TABLE_II = """
<securityTitle><value>Stock Option</value></securityTitle>
<conversionOrExercisePrice><value>10.5</value></conversionOrExercisePrice>
<transactionDate><value>2024-05-01</value></transactionDate>
<transactionCoding><transactionFormType>5</transactionFormType><transactionCode>A</transactionCode>
<equitySwapInvolved>1</equitySwapInvolved></transactionCoding>
<transactionAmounts><transactionTotalValue><value>500000</value></transactionTotalValue>
<transactionPricePerShare><value>0</value></transactionPricePerShare>
<transactionAcquiredDisposedCode><value>A</value></transactionAcquiredDisposedCode></transactionAmounts>
<exerciseDate><value>2025-05-01</value></exerciseDate>
<expirationDate><value>2034-04-30</value></expirationDate>
<underlyingSecurity><underlyingSecurityTitle><value>Common Stock</value></underlyingSecurityTitle>
<underlyingSecurityShares><value>100</value></underlyingSecurityShares>
<underlyingSecurityValue><value>200</value></underlyingSecurityValue></underlyingSecurity>
<postTransactionAmounts><valueOwnedFollowingTransaction><value>700000</value>
</valueOwnedFollowingTransaction></postTransactionAmounts>
<ownershipNature><directOrIndirectOwnership><value>D</value></directOrIndirectOwnership></ownershipNature>
"""


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("security_title", Cell("Common Stock", ("F1",))),
        ("transaction_date", Cell(date(2024, 5, 1))),
        ("deemed_execution_date", Cell(date(2024, 5, 3))),
        ("transaction_form_type", Cell("4")),
        ("transaction_code", Cell("S")),
        ("equity_swap_involved", Cell(value=False)),
        ("transaction_timeliness", Cell("L")),
        ("transaction_shares", Cell(Decimal(1439))),
        ("transaction_price_per_share", Cell(Decimal("317.0100"), ("F2",))),
        ("transaction_acquired_disposed_code", Cell("D")),
        ("shares_owned_following_transaction", Cell(Decimal(35790))),
        ("direct_or_indirect_ownership", Cell("I")),
        ("nature_of_ownership", Cell("By Trust")),
    ],
)
def test_each_element_of_table_i(name: str, cell: Cell[object]) -> None:
    assert getattr(one_row(TABLE_I), name) == cell


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("security_title", Cell("Stock Option")),
        ("conversion_or_exercise_price", Cell(Decimal("10.5"))),
        ("transaction_form_type", Cell("5")),
        ("equity_swap_involved", Cell(value=True)),
        ("transaction_total_value", Cell(Decimal(500000))),
        ("exercise_date", Cell(date(2025, 5, 1))),
        ("expiration_date", Cell(date(2034, 4, 30))),
        ("underlying_security_title", Cell("Common Stock")),
        ("underlying_security_shares", Cell(Decimal(100))),
        ("underlying_security_value", Cell(Decimal(200))),
        ("value_owned_following_transaction", Cell(Decimal(700000))),
    ],
)
def test_each_element_of_table_ii(name: str, cell: Cell[object]) -> None:
    assert getattr(one_row(TABLE_II, "derivativeTransaction"), name) == cell


@pytest.mark.parametrize("body", [TABLE_I, TABLE_II])
def test_a_regular_row_leaves_nothing_unread(body: str) -> None:
    assert warned(row_xml(body)) == []


@pytest.mark.parametrize(
    ("element", "table", "kind"),
    [
        ("nonDerivativeTransaction", "I", "transaction"),
        ("nonDerivativeHolding", "I", "holding"),
        ("derivativeTransaction", "II", "transaction"),
        ("derivativeHolding", "II", "holding"),
    ],
)
def test_a_row_says_where_it_stands(element: str, table: str, kind: str) -> None:
    assert one_row(TABLE_I, element)[:3] == (table, 1, kind)


def test_rows_are_numbered_per_table_in_document_order() -> None:
    text = document_xml(
        "<nonDerivativeTable><nonDerivativeHolding/><nonDerivativeTransaction/></nonDerivativeTable>"
        "<derivativeTable><derivativeHolding/></derivativeTable>"
    )
    rows = [row[:3] for row in read(text).rows]
    assert rows == [("I", 1, "holding"), ("I", 2, "transaction"), ("II", 1, "holding")]


def test_a_repeated_table_goes_on_where_the_first_ended() -> None:
    table = "<nonDerivativeTable><nonDerivativeHolding/></nonDerivativeTable>"
    rows = [row[:3] for row in read(document_xml(table + table)).rows]
    assert rows == [("I", 1, "holding"), ("I", 2, "holding")]


def test_identical_rows_stay_two() -> None:
    row = f"<nonDerivativeTransaction>{TABLE_I}</nonDerivativeTransaction>"
    rows = read(document_xml(f"<nonDerivativeTable>{row}{row}</nonDerivativeTable>")).rows
    assert rows[0][3:] == rows[1][3:]


def test_tables_may_be_present_and_empty() -> None:
    assert read(document_xml("<nonDerivativeTable/><derivativeTable></derivativeTable>")).rows == ()


# X0101


def test_in_x0101_rows_stand_under_the_root() -> None:
    (row,) = read(document_xml(f"<nonDerivativeSecurity>{TABLE_I}</nonDerivativeSecurity>")).rows
    assert row[:3] == ("I", 1, "transaction")


def test_in_x0101_a_row_without_a_date_is_a_holding() -> None:
    (row,) = read(document_xml("<derivativeSecurity></derivativeSecurity>")).rows
    assert row[:3] == ("II", 1, "holding")


def test_in_x0101_the_price_is_called_transaction_value() -> None:
    text = nest("transactionAmounts/transactionValue/value", "3.8")
    assert one_row(text).transaction_price_per_share == Cell(Decimal("3.8"))


def test_a_missing_coding_group_is_no_error() -> None:
    row = one_row("<securityTitle><value>Common Stock</value></securityTitle>")
    assert row.transaction_code is None


def test_a_document_without_document_type_has_no_form_of_its_own() -> None:
    assert read(document_xml(head="")).form is None


# Values and notes


@pytest.mark.parametrize(
    ("filed", "value", "raw"),
    [
        ("134018.0", "134018.0", None),
        ("66.9030", "66.9030", None),
        (".5", "0.5", ".5"),
        ("1.", "1", "1."),
        ("007", "7", "007"),
        ("0", "0", None),
        ("-12.5", "-12.5", "-12.5"),
        ("123456789012345678901234567890.123456", "123456789012345678901234567890.123456", None),
        ("0." + "1" * 40, "0." + "1" * 40, "0." + "1" * 40),
    ],
)
def test_a_number_keeps_every_digit(filed: str, value: str, raw: str | None) -> None:
    assert shares(f"<value>{filed}</value>") == Cell(Decimal(value), (), raw)


@pytest.mark.parametrize("filed", ["1,OOO", "1,000", "1.0E7", "$12", "NaN", "9" * 100])
def test_text_that_is_no_number_is_kept_as_filed(filed: str) -> None:
    assert shares(f"<value>{filed}</value>") == Cell(None, (), filed)


def test_text_that_is_no_number_is_warned_of_with_its_place() -> None:
    text = row_xml(nest("transactionAmounts/transactionShares/value", "1,OOO"))
    place = "nonDerivativeTable/nonDerivativeTransaction/transactionAmounts/transactionShares"
    assert warned(text) == [(place, "a decimal number", "'1,OOO'")]


def test_a_warning_shortens_what_the_cell_keeps() -> None:
    text = row_xml(f"<transactionDate><value>{'x' * 500}</value></transactionDate>")
    ((_, _, found),) = warned(text)
    assert len(found) == 80


def test_a_negative_number_is_warned_of() -> None:
    text = row_xml(nest("transactionAmounts/transactionShares/value", "-5"))
    assert [expected for _, expected, _ in warned(text)] == ["a number that is not negative"]


def test_a_value_only_in_a_footnote_is_missing_not_zero() -> None:
    assert shares('<footnoteId id="F2"/>') == Cell(None, ("F2",))


def test_an_empty_element_is_absent() -> None:
    assert shares("") is None


def test_an_empty_value_is_absent() -> None:
    assert shares("<value>  </value>") is None


def test_an_empty_value_keeps_its_notes() -> None:
    assert shares('<value/><footnoteId id="F1"/>') == Cell(None, ("F1",))


def test_a_note_may_stand_before_the_value() -> None:
    assert shares('<footnoteId id="F1"/><value>5</value>') == Cell(Decimal(5), ("F1",))


def test_several_notes_keep_their_order() -> None:
    assert shares('<value>5</value><footnoteId id="F2"/><footnoteId id="F1"/>') == Cell(
        Decimal(5), ("F2", "F1")
    )


def test_white_space_around_a_value_means_nothing() -> None:
    assert shares("\n  <value>\n  5\n  </value>\n") == Cell(Decimal(5))


def test_white_space_around_a_note_id_means_nothing() -> None:
    assert shares('<value>5</value><footnoteId id=" F1 "/>') == Cell(Decimal(5), ("F1",))


def test_a_note_without_an_id_is_kept_as_one() -> None:
    assert shares("<value>5</value><footnoteId/>") == Cell(Decimal(5), ("",))


def test_a_zone_after_a_date_is_kept_and_shifts_nothing() -> None:
    row = one_row("<transactionDate><value>2005-03-01-05:00</value></transactionDate>")
    assert row.transaction_date == Cell(date(2005, 3, 1), (), "2005-03-01-05:00")


def test_an_impossible_date_is_kept_as_filed() -> None:
    row = one_row("<transactionDate><value>2024-02-30</value></transactionDate>")
    assert row.transaction_date == Cell(None, (), "2024-02-30")


def test_booleans_may_be_mixed_in_one_document() -> None:
    text = document_xml(
        "<aff10b5One>true</aff10b5One><nonDerivativeTable><nonDerivativeTransaction>"
        "<transactionCoding><equitySwapInvolved>0</equitySwapInvolved></transactionCoding>"
        "</nonDerivativeTransaction></nonDerivativeTable>"
    )
    document = read(text)
    assert (document.aff10b5_one, document.rows[0].equity_swap_involved) == (
        True,
        Cell(value=False),
    )


def test_notes_on_the_coding_group_belong_to_the_code() -> None:
    row = one_row(
        "<transactionCoding><transactionCode>J</transactionCode>"
        '<footnoteId id="F1"/><footnoteId id="F2"/></transactionCoding>'
    )
    assert row.transaction_code == Cell("J", ("F1", "F2"))


def test_notes_on_a_coding_group_without_a_code_are_kept() -> None:
    row = one_row('<transactionCoding><footnoteId id="F1"/></transactionCoding>')
    assert row.transaction_code == Cell(None, ("F1",))


def element_name(cell: str) -> str:
    first, *rest = cell.split("_")
    return first + "".join(word.capitalize() for word in rest)


GROUP = {
    "transaction_form_type": "transactionCoding",
    "transaction_code": "transactionCoding",
    "equity_swap_involved": "transactionCoding",
    "transaction_shares": "transactionAmounts",
    "transaction_total_value": "transactionAmounts",
    "transaction_price_per_share": "transactionAmounts",
    "transaction_acquired_disposed_code": "transactionAmounts",
    "underlying_security_title": "underlyingSecurity",
    "underlying_security_shares": "underlyingSecurity",
    "underlying_security_value": "underlyingSecurity",
    "shares_owned_following_transaction": "postTransactionAmounts",
    "value_owned_following_transaction": "postTransactionAmounts",
    "direct_or_indirect_ownership": "ownershipNature",
    "nature_of_ownership": "ownershipNature",
}


@pytest.mark.parametrize("name", CELL_NAMES)
def test_every_element_may_carry_a_note(name: str) -> None:
    element = f'<{element_name(name)}><footnoteId id="F1"/></{element_name(name)}>'
    group = GROUP.get(name)
    row = one_row(f"<{group}>{element}</{group}>" if group else element, "derivativeTransaction")
    assert getattr(row, name) == Cell(None, ("F1",))


@pytest.mark.parametrize("wrapped", ["<value>S</value>", "S"])
def test_a_code_may_be_wrapped_or_not(wrapped: str) -> None:
    row = one_row(
        f"<transactionCoding><transactionCode>{wrapped}</transactionCode></transactionCoding>"
    )
    assert row.transaction_code == Cell("S")


def test_a_title_may_stand_without_its_wrapper() -> None:
    assert one_row("<securityTitle>Common</securityTitle>").security_title == Cell("Common")


def test_the_order_of_elements_means_nothing() -> None:
    title, day, *_ = TABLE_I.strip().split("\n")
    assert one_row(day + title) == one_row(title + day)


# The head


@pytest.mark.parametrize(
    ("element", "field"),
    [
        ("notSubjectToSection16", "not_subject_to_section16"),
        ("noSecuritiesOwned", "no_securities_owned"),
        ("form3HoldingsReported", "form3_holdings_reported"),
        ("form4TransactionsReported", "form4_transactions_reported"),
        ("aff10b5One", "aff10b5_one"),
        ("aff10B5One", "aff10b5_one"),
    ],
)
@pytest.mark.parametrize(("text", "flag"), [("1", True), ("false", False), ("", None)])
def test_each_flag_of_the_head(element: str, field: str, text: str, flag: bool | None) -> None:
    document = read(document_xml("", head=f"{HEAD}<{element}>{text}</{element}>"))
    assert getattr(document, field) is flag


def test_an_omitted_box_is_not_stated_rather_than_no() -> None:
    assert read(document_xml()).aff10b5_one is None


@pytest.mark.parametrize(
    ("element", "field", "text", "value"),
    [
        ("schemaVersion", "schema_version", "X0609", "X0609"),
        ("documentType", "form", "4/A", "4/A"),
        ("periodOfReport", "period", "2024-05-01", date(2024, 5, 1)),
        ("periodOfReport", "period", "2026-06-01Z", date(2026, 6, 1)),
        ("dateOfOriginalSubmission", "original_filed", "2024-04-01", date(2024, 4, 1)),
        (
            "remarks",
            "remarks",
            "Filing 1 of 2.\nSee Exhibit 99.",
            "Filing 1 of 2.\nSee Exhibit 99.",
        ),
    ],
)
def test_each_text_of_the_head(element: str, field: str, text: str, value: object) -> None:
    document = read(document_xml(head=f"<{element}>{text}</{element}>"))
    assert getattr(document, field) == value


def test_a_head_date_that_cannot_be_read_stands_whole_in_its_warning() -> None:
    text = "the first of May, " * 20
    found = [
        found
        for where, _, found in warned(document_xml(head=f"<periodOfReport>{text}</periodOfReport>"))
        if where == "periodOfReport"
    ]
    assert found == [repr(text.strip())]


def test_the_issuer_with_every_element_of_x0609() -> None:
    issuer = (
        "<issuer><issuerCik>0000320193</issuerCik><issuerName>Example, Inc.</issuerName>"
        "<issuerTradingSymbol>EX</issuerTradingSymbol>"
        "<issuerForeignTradingSymbol>2330.TW</issuerForeignTradingSymbol></issuer>"
    )
    assert read(document_xml(issuer=issuer)).issuer == Issuer(
        320193, "Example, Inc.", "EX", "2330.TW"
    )


def test_an_empty_foreign_symbol_is_absent() -> None:
    issuer = ISSUER.replace(
        "</issuer>", "<issuerForeignTradingSymbol></issuerForeignTradingSymbol></issuer>"
    )
    assert read(document_xml(issuer=issuer)).issuer.foreign_symbol is None


@pytest.mark.parametrize("symbol", ["NONE", "NA", "TRUE", "N/A"])
def test_a_symbol_stays_the_text_that_it_is(symbol: str) -> None:
    issuer = ISSUER.replace("EXWK", symbol)
    assert read(document_xml(issuer=issuer)).issuer.symbol == symbol


def test_every_owner_is_read_in_order() -> None:
    other = OWNER.replace("9000000101", "9000000102").replace("Doe Jane", "Roe Fund LP")
    owners = read(document_xml(owners=OWNER + other)).owners
    assert [(owner.cik, owner.name) for owner in owners] == [
        (9000000101, "Doe Jane"),
        (9000000102, "Roe Fund LP"),
    ]


def test_roles_that_are_left_out_are_not_held() -> None:
    owner = one_owner(
        "<reportingOwnerRelationship><isOfficer>true</isOfficer><officerTitle>CFO</officerTitle>"
        "</reportingOwnerRelationship>"
    )
    assert owner[2:8] == (False, True, False, False, "CFO", None)


def test_roles_are_independent_of_each_other() -> None:
    owner = one_owner(
        "<reportingOwnerRelationship><isDirector>0</isDirector><isTenPercentOwner>1"
        "</isTenPercentOwner><isOther>TRUE</isOther><otherText>Former 10% Owner</otherText>"
        "</reportingOwnerRelationship>"
    )
    assert owner[2:8] == (False, False, True, True, None, "Former 10% Owner")


def test_an_address_with_every_element_of_x0609() -> None:
    owner = one_owner(
        "<reportingOwnerAddress><rptOwnerNonUSAddressFlag>true</rptOwnerNonUSAddressFlag>"
        "<rptOwnerStreet1>1 Sample Road</rptOwnerStreet1><rptOwnerStreet2>Floor 2</rptOwnerStreet2>"
        "<rptOwnerCity>Sampleton</rptOwnerCity>"
        "<rptOwnerNonUSStateTerritory>Sampleshire</rptOwnerNonUSStateTerritory>"
        "<rptOwnerState>X0</rptOwnerState><rptOwnerCountry>X0</rptOwnerCountry>"
        "<rptOwnerZipCode>SA1 1AA</rptOwnerZipCode>"
        "<rptOwnerStateDescription>UNITED KINGDOM</rptOwnerStateDescription>"
        "<rptOwnerGoodAddress>0</rptOwnerGoodAddress></reportingOwnerAddress>"
    )
    assert owner.address == Address(
        "1 Sample Road",
        "Floor 2",
        "Sampleton",
        "X0",
        "SA1 1AA",
        "UNITED KINGDOM",
        non_us_address=True,
        non_us_state_territory="Sampleshire",
        country="X0",
        good_address=False,
    )


def test_a_country_is_read_under_its_misspelt_name() -> None:
    owner = one_owner(
        "<reportingOwnerAddress><rptOwnerCounrty>M0</rptOwnerCounrty></reportingOwnerAddress>"
    )
    assert owner.address == Address(country="M0")


def test_an_empty_address_is_none() -> None:
    owner = one_owner("<reportingOwnerAddress><rptOwnerCity/></reportingOwnerAddress>")
    assert owner.address is None


def test_signatures_are_read_one_by_one() -> None:
    second = "<ownerSignature><signatureName>By: Roe</signatureName></ownerSignature>"
    assert read(document_xml(after=SIGNATURE + second)).signatures == (
        Signature("/s/ Jane Doe", date(2024, 5, 2)),
        Signature("By: Roe", None),
    )


def test_a_signature_date_that_cannot_be_read_is_kept() -> None:
    text = SIGNATURE.replace("2024-05-02", "May 2nd")
    (signature,) = read(document_xml(after=text)).signatures
    assert signature == Signature("/s/ Jane Doe", None, "May 2nd")


# Footnotes


def test_footnotes_are_kept_by_id_in_order() -> None:
    footnotes = read(document_xml(notes=BOTH_NOTES)).footnotes
    assert list(footnotes.items()) == [("F1", "One."), ("F2", "Two.")]


def test_no_footnotes_element_is_no_footnotes() -> None:
    assert read(document_xml(notes="")).footnotes == {}


def note_text(inside: str) -> str:
    return read(
        document_xml(notes=f'<footnotes><footnote id="F1">{inside}</footnote></footnotes>')
    ).footnotes["F1"]


def test_markup_in_a_footnote_loses_no_text() -> None:
    assert note_text("sold at <b>$12.50</b> <i>each</i>, see <u>above</u>.") == (
        "sold at $12.50 each, see above."
    )


def test_white_space_between_markup_in_a_footnote_is_kept() -> None:
    assert note_text("<b>Held</b> <i>by a trust</i>") == "Held by a trust"


def test_markup_in_a_footnote_hides_no_value_of_an_indented_table() -> None:
    text = document_xml(
        "<nonDerivativeTable>\n <nonDerivativeTransaction>\n  <securityTitle>\n"
        "   <value>Common Stock</value>\n  </securityTitle>\n </nonDerivativeTransaction>\n"
        "</nonDerivativeTable>",
        notes='<footnotes><footnote id="F1">a <b>b</b> c</footnote></footnotes>',
    )
    assert read(text).rows[0].security_title == Cell("Common Stock")


@pytest.mark.parametrize(
    ("filed", "text"),
    [
        ("&#8220;plan&#8221; &#x2013; &amp; more", "\u201cplan\u201d \u2013 & more"),
        ("AT&amp;T &lt;Class A&gt;", "AT&T <Class A>"),
        ("&amp;amp;", "&amp;"),
        ("a<![CDATA[ <b> & ]]>c", "a <b> & c"),
        ("Zürich, 株式会社, Ødegård", "Zürich, 株式会社, Ødegård"),
        ("first line\r\nsecond", "first line\nsecond"),
        ("before<!-- a comment -->after", "beforeafter"),
        ("before<?pi a?>after", "beforeafter"),
    ],
)
def test_a_footnote_is_the_text_that_was_meant(filed: str, text: str) -> None:
    assert note_text(filed) == text


def test_a_note_that_is_referred_to_and_missing_is_warned_of() -> None:
    text = row_xml('<securityTitle><value>x</value><footnoteId id="F7"/></securityTitle>')
    assert warned(text) == [
        ("ownershipDocument", "a footnote F7, which the tables refer to", "none")
    ]


def test_a_note_on_the_coding_group_counts_as_referred_to() -> None:
    text = row_xml('<transactionCoding><footnoteId id="F7"/></transactionCoding>')
    assert len(warned(text)) == 1


def test_the_id_of_a_missing_note_stays_on_its_cell() -> None:
    row = one_row('<securityTitle><value>x</value><footnoteId id="F7"/></securityTitle>')
    assert row.security_title == Cell("x", ("F7",))


# What a document must have


def test_a_document_without_an_issuer_is_read_and_warned_of() -> None:
    assert warned(document_xml(issuer="")) == [("ownershipDocument", "an issuerCik", "none")]


@pytest.mark.parametrize("cik", ["0", "", "n/a"])
def test_an_issuer_without_a_usable_cik_has_none(cik: str) -> None:
    assert read(document_xml(issuer=ISSUER.replace("9000000001", cik))).issuer.cik is None


def test_an_owner_without_a_cik_is_warned_of() -> None:
    text = document_xml(owners=OWNER.replace("9000000101", ""))
    expected = "a rptOwnerCik for every reporting owner"
    assert warned(text) == [("ownershipDocument", expected, "none")]


def test_an_unknown_form_is_warned_of() -> None:
    text = document_xml(head=HEAD.replace(">4<", ">6<"))
    expected = "documentType 3, 4 or 5, or an amendment"
    assert warned(text) == [("ownershipDocument", expected, "'6'")]


def test_an_unknown_schema_version_is_read_like_any_other() -> None:
    assert read(document_xml(head="<schemaVersion>X9999</schemaVersion>")).schema_version == "X9999"


# How the text may come


def test_a_namespace_makes_no_difference() -> None:
    plain = document_xml("<nonDerivativeTable><nonDerivativeHolding/></nonDerivativeTable>")
    spaced = plain.replace("<ownershipDocument>", '<ownershipDocument xmlns="urn:example">', 1)
    assert read(spaced) == read(plain)


def test_prefixes_make_no_difference() -> None:
    plain = document_xml()
    prefixed = plain.replace("</", "</\0").replace("<", "<x:").replace("<x:/\0", "</x:")
    prefixed = prefixed.replace("<x:ownershipDocument>", '<x:ownershipDocument xmlns:x="urn:e">', 1)
    assert read(prefixed) == read(plain)


def test_a_namespace_declared_further_down_makes_no_difference() -> None:
    plain = document_xml()
    spaced = plain.replace("<issuer>", '<issuer xmlns="urn:example">', 1)
    assert read(spaced) == read(plain)


def test_a_byte_order_mark_makes_no_difference() -> None:
    assert read(b"\xef\xbb\xbf" + document_xml().encode()) == read(document_xml())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "iso-8859-1", "utf-8"])
def test_a_declared_encoding_is_honoured(encoding: str) -> None:
    name = encoding.removesuffix("-le").removesuffix("-be")
    text = f'<?xml version="1.0" encoding="{name}"?>' + document_xml(
        issuer=ISSUER.replace("Example", "Exämple")
    )
    assert read(text.encode(encoding)).issuer.name == "Exämple Works Inc"


def test_carriage_returns_make_no_difference() -> None:
    text = document_xml("<nonDerivativeTable>\n<nonDerivativeHolding/>\n</nonDerivativeTable>")
    assert read(text.replace("\n", "\r\n")) == read(text)


def test_white_space_before_the_declaration_makes_no_difference() -> None:
    assert read('\n  <?xml version="1.0"?>' + document_xml()) == read(document_xml())


def test_comments_and_processing_instructions_are_ignored() -> None:
    text = document_xml().replace("<issuer>", '<?style x?><!-- y --><issuer><!-- "z" -->')
    assert read(text) == read(document_xml())


def test_a_comment_inside_a_number_does_not_cut_it() -> None:
    assert shares("<value>12<!-- thousand -->34</value>") == Cell(Decimal(1234))


def test_preserved_white_space_hides_no_value() -> None:
    text = row_xml(TABLE_I).replace(
        "<ownershipDocument>", '<ownershipDocument xml:space="preserve">'
    )
    assert read(text).rows == read(row_xml(TABLE_I)).rows


# Lines


def lines(text: str, first_line: int | None = 1) -> list[int | None]:
    return [warning.line for warning in parse_document(text.encode(), first_line).warnings]


BAD_DATE = "\n\n" + nest(
    "nonDerivativeTable/nonDerivativeHolding", f"\n{nest('exerciseDate/value', chr(10) + 'soon')}"
)


def test_a_warning_names_the_line_of_the_element() -> None:
    assert lines(document_xml(BAD_DATE)) == [4]


def test_lines_count_from_where_the_document_starts_in_its_file() -> None:
    assert lines(document_xml(BAD_DATE), 101) == [104]


def test_lines_count_white_space_before_the_document() -> None:
    assert lines("\n\n" + document_xml(BAD_DATE)) == [6]


def test_a_document_whose_lines_were_joined_names_none() -> None:
    assert lines(document_xml(BAD_DATE), None) == [None]


def test_a_broken_document_names_the_line_of_the_break() -> None:
    with pytest.raises(ReadError) as caught:
        parse_document(f"\n\n{document_xml()[:-5]}".encode(), 11)
    assert caught.value.line == 13


def test_every_line_in_the_message_of_a_break_is_one_of_the_file() -> None:
    text = document_xml("\n<nonDerivativeTable>\n")
    with pytest.raises(ReadError) as caught:
        parse_document(text.encode(), 11)
    assert caught.value.found == (
        "Opening and ending tag mismatch: nonDerivativeTable line 12 and ownershipDocument"
    )


def test_another_root_element_is_refused() -> None:
    with pytest.raises(ReadError) as caught:
        read("<edgarSubmission/>")
    assert str(caught.value) == (
        "document (line 1): expected <ownershipDocument>, found <edgarSubmission>"
    )
