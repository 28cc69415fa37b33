"""Form 144: every element to its field, nothing invented, nothing lost, nothing but our errors."""

from __future__ import annotations

import random
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from builder.errors import OtherInput, ReadError
from builder.filings.form144 import (
    A_DATE,
    A_FLAG,
    A_KNOWN_DATE,
    A_PLAUSIBLE_DATE,
    AN_ACCESSION,
    LIVE,
    MASKED,
    is_draft,
    is_notice,
    parse_notice,
)
from builder.filings.notice import (
    NameAddress,
    NoticeAddress,
    NoticeDocument,
    NoticeIssuer,
    SecurityInformation,
    SecuritySold,
    SecurityToBeSold,
)
from builder.filings.values import A_NUMBER
from builder.model import Cell
from tests.filings.documents import nest
from tests.filings.notices import (
    ADDRESS,
    AMENDED,
    AMENDS,
    FLAG,
    HEADER,
    INFORMATION,
    ISSUER,
    NOTHING_SOLD,
    PLANS,
    SALE,
    SIGNATURE,
    SOLD,
    TO_BE_SOLD,
    notice,
    notice_xml,
    notices,
    read_notice,
    unread,
    warned,
)

HOME = NoticeAddress("1 Sample Road", None, "Exampleton", "DE", "00001")


def number(text: str) -> Cell[Decimal]:
    return Cell(Decimal(text))


def day(year: int, month: int, number: int) -> Cell[date]:
    return Cell(date(year, month, number))


def without_lines(document: NoticeDocument) -> NoticeDocument:
    """The document without its warnings, which name lines and places."""
    return document._replace(warnings=())


# Every element to its field


def test_everything_that_a_notice_states_is_in_its_document() -> None:
    assert read_notice(notice_xml()) == NoticeDocument(
        submission_type="144",
        schema_version=None,
        previous_accession_number=None,
        filer_cik=9000000101,
        live_test_flag="LIVE",
        issuer=NoticeIssuer(9000000001, "Example Works Inc", "001-99999", HOME, "000-000-0000"),
        person_for_whose_account="Jane Q. Doe",
        relationships_to_issuer=("Officer",),
        securities_information=(
            SecurityInformation(
                securities_class_title="Common",
                broker=NameAddress("Invented Brokers LLC", HOME),
                units_to_be_sold=number("1200"),
                aggregate_market_value=number("37248.50"),
                units_outstanding=number("88000000"),
                approx_sale_date=day(2024, 5, 2),
                securities_exchange_name="NYSE",
            ),
        ),
        securities_to_be_sold=(
            SecurityToBeSold(
                securities_class_title="Common",
                acquired_date=day(2023, 3, 1),
                nature_of_acquisition_transaction="Vesting of units",
                name_of_person_from_whom_acquired="Issuer",
                is_gift_transaction=Cell(False),
                donor_acquired_date=None,
                amount_of_securities_acquired=number("1200"),
                payment_date=day(2023, 3, 1),
                nature_of_payment="None",
            ),
        ),
        nothing_to_report=Cell(False),
        securities_sold_in_past_3_months=(
            SecuritySold(
                seller=NameAddress("Jane Q. Doe", HOME),
                securities_class_title="Common",
                sale_date=day(2024, 4, 2),
                amount_of_securities_sold=number("300"),
                gross_proceeds=number("9310.00"),
            ),
        ),
        remarks="A plan.",
        notice_date=day(2024, 5, 1),
        plan_adoption_dates=(day(2023, 11, 15),),
        signature="/s/ Jane Q. Doe",
        warnings=(),
    )


def test_an_amendment_names_the_notice_that_it_amends() -> None:
    document = read_notice(notice_xml(header=AMENDED))
    assert document.submission_type == "144/A"
    assert document.previous_accession_number == Cell("9000000101-24-000007")


def test_leading_zeros_that_an_accession_number_lacks_are_added_and_the_text_kept() -> None:
    header = AMENDED.replace(AMENDS, nest("previousAccessionNumber", "101-24-7"))
    cell = read_notice(notice_xml(header=header)).previous_accession_number
    assert cell == Cell("0000000101-24-000007", (), "101-24-7")


def test_the_day_on_which_a_donor_acquired_a_gift_is_read() -> None:
    line = TO_BE_SOLD.replace(
        "<isGiftTransaction>N</isGiftTransaction>",
        "<isGiftTransaction>Y</isGiftTransaction><donarAcquiredDate>01/09/2001</donarAcquiredDate>",
    )
    (sold,) = read_notice(notice_xml(securities=INFORMATION + line)).securities_to_be_sold
    assert (sold.is_gift_transaction, sold.donor_acquired_date) == (Cell(True), day(2001, 1, 9))


def test_lines_that_say_the_same_stay_apart() -> None:
    document = read_notice(notice_xml(sold=SOLD + SALE))
    assert len(document.securities_sold_in_past_3_months) == 2


def test_lines_keep_the_filers_order() -> None:
    lines = "".join(SALE.replace("300", str(units)) for units in range(30))
    sold = read_notice(notice_xml(sold=lines)).securities_sold_in_past_3_months
    assert [line.amount_of_securities_sold for line in sold] == [number(str(n)) for n in range(30)]


def test_an_empty_line_is_a_line() -> None:
    document = read_notice(notice_xml(sold=f"{SOLD}<securitiesSoldInPast3Months/>"))
    assert document.securities_sold_in_past_3_months[1] == SecuritySold()


def test_an_empty_element_is_absent() -> None:
    text = notice_xml().replace("<remarks>A plan.</remarks>", "<remarks> </remarks>")
    assert read_notice(text).remarks is None


def test_an_address_without_any_text_is_absent() -> None:
    text = notice_xml().replace(ADDRESS, "<com:street1/>")
    document = read_notice(text)
    assert document.issuer.address is None
    assert document.securities_information[0].broker == NameAddress("Invented Brokers LLC")


def test_texts_lose_the_white_space_around_them_only() -> None:
    text = notice_xml(after=f"<remarks>\n one\n two \n</remarks>{SIGNATURE}")
    assert read_notice(text).remarks == "one\n two"


def test_character_references_and_cdata_are_text() -> None:
    text = notice_xml(after=f"<remarks>A &amp; B<![CDATA[ <!DOCTYPE>]]></remarks>{SIGNATURE}")
    assert read_notice(text.replace("<!DOCTYPE>", "<b>")).remarks == "A & B <b>"


# Numbers, dates and flags


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("12", Cell(Decimal(12))),
        ("0", Cell(Decimal(0))),
        ("012", Cell(Decimal(12), (), "012")),
        ("1.5", Cell(Decimal("1.5"))),
        ("1,200", Cell(None, (), "1,200")),
        ("1E3", Cell(None, (), "1E3")),
        ("-5", Cell(Decimal(-5), (), "-5")),
        ("", None),
    ],
)
def test_a_number_is_exact_or_kept_as_text(text: str, cell: Cell[Decimal] | None) -> None:
    document = read_notice(
        notice_xml().replace(">1200</noOfUnitsSold>", f">{text}</noOfUnitsSold>")
    )
    assert document.securities_information[0].units_to_be_sold == cell


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("12/31/2023", day(2023, 12, 31)),
        ("4/3/2024", Cell(date(2024, 4, 3), (), "4/3/2024")),
        ("2024-04-03", Cell(date(2024, 4, 3), (), "2024-04-03")),
        ("02/29/2024", day(2024, 2, 29)),
        ("02/29/2023", Cell(None, (), "02/29/2023")),
        ("13/01/2024", Cell(None, (), "13/01/2024")),
        ("31/12/2023", Cell(None, (), "31/12/2023")),
        ("00/00/0000", Cell(None, (), "00/00/0000")),
        ("12/31/23", Cell(None, (), "12/31/23")),
        ("12-31-2023", Cell(None, (), "12-31-2023")),
        ("12/31/2023 ET", Cell(None, (), "12/31/2023 ET")),
        ("١٢/٣١/٢٠٢٣", Cell(None, (), "١٢/٣١/٢٠٢٣")),
        ("various", Cell(None, (), "various")),
    ],
)
def test_a_date_has_its_month_first_or_is_kept_as_text(text: str, cell: Cell[date]) -> None:
    document = read_notice(notice_xml().replace(">04/02/2024<", f">{text}<"))
    assert document.securities_sold_in_past_3_months[0].sale_date == cell


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("Y", Cell(True)),
        ("N", Cell(False)),
        ("y", Cell(True, (), "y")),
        ("yes", Cell(None, (), "yes")),
        ("1", Cell(None, (), "1")),
    ],
)
def test_a_flag_is_yes_or_no_or_kept_as_text(text: str, cell: Cell[bool]) -> None:
    document = read_notice(notice_xml(sold=f"<{FLAG}>{text}</{FLAG}>"))
    assert document.nothing_to_report == cell


@pytest.mark.parametrize(
    ("filed", "text", "expected"),
    [
        (">1200</noOfUnitsSold>", ">many</noOfUnitsSold>", A_NUMBER),
        (">04/02/2024<", ">soon<", A_DATE),
        (f"<{FLAG}>N", f"<{FLAG}>maybe", A_FLAG),
        (AMENDS, nest("previousAccessionNumber", "see above"), AN_ACCESSION),
    ],
)
def test_text_that_cannot_be_read_is_a_warning(filed: str, text: str, expected: str) -> None:
    found = warned(notice_xml(header=AMENDED).replace(filed, text))
    assert [warning[1] for warning in found] == [expected]


def test_a_cik_that_cannot_be_read_stands_whole_in_its_warning() -> None:
    long = "x" * 200
    found = warned(notice_xml().replace("9000000001", long))
    assert ("formData/issuerInfo/issuerCik", "a CIK of up to ten digits", repr(long)) in found


def test_a_warning_names_its_line_of_the_file() -> None:
    text = notice_xml().replace("<noOfUnitsSold>1200", "\n<noOfUnitsSold>\n1,200")
    (warning,) = parse_notice(text.encode(), 40).warnings
    assert warning.line == 41


def test_a_warning_has_no_line_where_those_of_the_file_are_lost() -> None:
    text = notice_xml().replace("1200</noOfUnitsSold>", "x</noOfUnitsSold>")
    (warning,) = parse_notice(text.encode(), None).warnings
    assert warning.line is None


# Any prefix, any order, repeated groups


@pytest.mark.parametrize(
    "text",
    [
        notice_xml(namespaces="").replace("com:", ""),
        notice_xml(namespaces='xmlns="urn:of-a-later-schema" xmlns:com="urn:other"'),
        notice_xml(namespaces='xmlns:com="http://www.sec.gov/edgar/ownership"'),
        re.sub(r"<(/?)(?!com:)([a-z])", r"<\1own:\2", notice_xml()).replace("xmlns=", "xmlns:own="),
        notice_xml(namespaces="").replace("com:", "").replace(
            "<formData>", '<formData xmlns="http://www.sec.gov/edgar/ownership">'
        ),
        f"\ufeff\n<?xml version='1.0' encoding='UTF-8'?>\n<!-- a comment -->{notice_xml()}\n",
    ],
    ids=["none", "unknown", "swapped", "prefixed", "declared within", "with a prolog"],
)  # fmt: skip
def test_names_count_whatever_their_prefix(text: str) -> None:
    assert is_notice(text.encode())
    assert read_notice(text) == read_notice(notice_xml())


def test_the_order_of_elements_means_nothing() -> None:
    parsed = etree.fromstring(notice_xml())
    for element in list(parsed.iter()):
        element[:] = reversed(list(element))
    assert without_lines(read_notice(etree.tostring(parsed))) == read_notice(notice_xml())


def test_a_group_that_is_repeated_goes_on_where_it_was() -> None:
    relation = nest("issuerInfo/relationshipsToIssuer/relationshipToIssuer", "Director")
    document = read_notice(notice_xml(issuer=ISSUER + relation))
    assert document.relationships_to_issuer == ("Officer", "Director")


def test_what_a_repeated_group_says_again_is_counted() -> None:
    again = nest("issuerInfo/issuerName", "Another Name")
    text = notice_xml(issuer=ISSUER + again)
    assert read_notice(text).issuer.name == "Example Works Inc"
    assert unread(text) == {"formData/issuerInfo/issuerName": "1 unread"}


def test_an_address_that_is_repeated_is_counted() -> None:
    again = nest("issuerInfo/issuerAddress/city", "Elsewhere")
    text = notice_xml(issuer=ISSUER + again)
    assert read_notice(text).issuer.address == HOME
    assert set(unread(text)) == {
        "formData/issuerInfo/issuerAddress",
        "formData/issuerInfo/issuerAddress/city",
    }


@pytest.mark.parametrize(
    ("text", "most"),
    [
        (notice_xml(securities=INFORMATION * 41 + TO_BE_SOLD * 41), 41),
        (notice_xml(securities=INFORMATION * 300 + TO_BE_SOLD * 300), 300),
    ],
)
def test_more_lines_than_the_schema_allows_are_kept_with_a_warning(text: str, most: int) -> None:
    document = read_notice(text)
    assert len(document.securities_information) == len(document.securities_to_be_sold) == most
    assert [(w.expected, w.found) for w in document.warnings] == [
        ("at most 40 securitiesInformation", str(most)),
        ("at most 40 securitiesToBeSold", str(most)),
    ]


def test_as_many_lines_as_the_schema_allows_are_no_warning() -> None:
    dates = "<planAdoptionDate>11/15/2023</planAdoptionDate>" * 20
    after = SIGNATURE.replace(PLANS, nest("planAdoptionDates", dates))
    text = notice_xml(
        securities=INFORMATION * 40 + TO_BE_SOLD * 40, sold=f"{SOLD}{SALE * 199}", after=after
    )
    assert warned(text) == []


# Nothing is dropped in silence


@pytest.mark.parametrize(
    ("filed", "more", "name"),
    [
        ("</headerData>", "<newThing/>", "headerData/newThing"),
        ("</filer>", "<fileNumber>1</fileNumber>", "headerData/filerInfo/filer/fileNumber"),
        ("</formData>", "<ticker>EXWK</ticker>", "formData/ticker"),
        ("</issuerInfo>", "<lei>X</lei>", "formData/issuerInfo/lei"),
        ("</issuerAddress>", "<com:street3>x</com:street3>",
         "formData/issuerInfo/issuerAddress/street3"),
        ("</brokerOrMarketmakerDetails>", "<crd>1</crd>",
         "formData/securitiesInformation/brokerOrMarketmakerDetails/crd"),
        ("</securitiesToBeSold>", "<fee>1</fee>", "formData/securitiesToBeSold/fee"),
        ("</edgarSubmission>", "<documents/>", "documents"),
        ("</edgarSubmission>", INFORMATION.replace(INFORMATION[23:-24], ""),
         "securitiesInformation"),
    ],
)  # fmt: skip
def test_an_unknown_element_is_counted_by_its_path(filed: str, more: str, name: str) -> None:
    assert unread(notice_xml().replace(filed, more + filed, 1)) == {name: "1 unread"}


@pytest.mark.parametrize(
    ("filed", "with_attribute", "name"),
    [
        ("<remarks>", '<remarks lang="en">', "formData/remarks/@lang"),
        ("<issuerInfo>", '<issuerInfo id="1">', "formData/issuerInfo/@id"),
        ("<noOfUnitsSold>", '<noOfUnitsSold com:x="1">',
         "formData/securitiesInformation/noOfUnitsSold/@x"),
        ("<edgarSubmission ", '<edgarSubmission version="1" ', "edgarSubmission/@version"),
    ],
)  # fmt: skip
def test_an_attribute_is_counted(filed: str, with_attribute: str, name: str) -> None:
    assert unread(notice_xml().replace(filed, with_attribute, 1)) == {name: "1 unread"}


@pytest.mark.parametrize("element", ["headerData", "formData", "issuerInfo", "sellerDetails"])
def test_text_between_elements_is_counted(element: str) -> None:
    names = unread(notice_xml().replace(f"</{element}>", f"stray</{element}>", 1))
    assert [name.rpartition("/")[2] for name in names] == ["text between elements"]


def test_markup_in_a_text_is_counted_and_its_text_kept() -> None:
    text = notice_xml(after=f"<remarks>See <b>Exhibit</b> 99.</remarks>{SIGNATURE}")
    assert read_notice(text).remarks == "See Exhibit 99."
    assert unread(text) == {"formData/remarks/b": "1 unread"}


def test_white_space_between_markup_is_text() -> None:
    text = notice_xml(after=f"<remarks>See <b>Exhibit</b> <i>99</i></remarks>{SIGNATURE}")
    assert read_notice(text).remarks == "See Exhibit 99"


@given(notices())
def test_every_text_is_in_the_record_or_counted(text: str) -> None:
    document = read_notice(text)
    kept = repr(document)
    for element in etree.fromstring(text).iter():
        found = (element.text or "").strip()
        if found and element.tag not in {"issuerCik", "cik"} and not _said(found, kept):
            assert str(element.tag) in kept  # counted, or in its warning


def _said(text: str, kept: str) -> bool:
    """True if a record shows a text, as it is or as the date, number or flag that it means."""
    return text in {"Y", "N"} or repr(text)[1:-1] in kept or _as_day(text) in kept


def _as_day(text: str) -> str:
    month, number, year = [*text.split("/"), "", ""][:3]
    return f"datetime.date({year.lstrip('0')}, {month.lstrip('0')}, {number.lstrip('0')})"


def distinct(text: str) -> etree._Element:
    """The notice with another text in each element that has one, of the kind that it had."""
    root = etree.fromstring(text)
    for number, element in enumerate(root.iter()):
        found = (element.text or "").strip()
        if not found or found in {"144/A", "Y", "N", "LIVE", "XXXXXXXX"}:
            continue
        if re.fullmatch(r"[0-9.]+", found):
            element.text = str(770_000 + number)
        else:
            is_date = re.fullmatch(r"[0-9/]+", found)
            element.text = f"07/07/{1900 + number}" if is_date else f"text {770_000 + number}"
    return root


def names_to(element: etree._Element) -> str:
    """The path by which an element is counted."""
    names = [etree.QName(step).localname for step in (element, *element.iterancestors())]
    return "/".join(reversed(names[:-1])) or names[0]


@pytest.mark.parametrize("seed", range(150))
def test_what_stands_in_the_wrong_place_is_read_or_counted(seed: int) -> None:
    dice = random.Random(seed)
    root = distinct(notice_xml(header=AMENDED, sold=SOLD + SALE))
    kept_in_place = {"headerData", "submissionType"}
    for _ in range(dice.randint(1, 6)):
        elements = [e for e in root.iter() if etree.QName(e).localname not in kept_in_place]
        moved, target = dice.choice(elements[1:]), dice.choice(elements)
        if moved is not target and moved not in set(target.iterancestors()):
            target.insert(dice.randint(0, len(target)), moved)
    document = read_notice(etree.tostring(root))
    counted = {w.where for w in document.warnings}
    kept = repr(document)
    for element in root.iter():
        text = (element.text or "").strip()
        is_password = etree.QName(element).localname == "ccc"
        if text and not is_password and not _said(text, kept):
            assert names_to(element) in counted


# What is missing, or legal but odd


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (notice_xml(issuer=ISSUER.replace("9000000001", "")), "an issuerCik"),
        (notice_xml(header=HEADER.replace("9000000101", "")), "a cik of the filer"),
        (notice_xml(securities=TO_BE_SOLD), "securitiesInformation"),
        (notice_xml(securities=INFORMATION), "securitiesToBeSold"),
        (notice_xml(sold=""), "a flag whether there were sales in the past 3 months"),
        (notice_xml(after=SIGNATURE.replace("05/01/2024", "")), "a noticeDate"),
        (notice_xml(after=SIGNATURE.replace("/s/ Jane Q. Doe", "")), "a signature"),
        (notice_xml(issuer=ISSUER.replace("Officer", "")), "a relationshipToIssuer"),
        (notice_xml(header=AMENDED.replace(AMENDS, "")),
         "the previousAccessionNumber of what a 144/A amends"),
    ],
)  # fmt: skip
def test_what_a_notice_must_have_and_lacks_is_a_warning(text: str, expected: str) -> None:
    assert warned(text) == [("edgarSubmission", expected, "none")]


def test_amounts_that_do_not_add_up_to_the_units_are_a_warning() -> None:
    text = notice_xml(securities=INFORMATION + TO_BE_SOLD + TO_BE_SOLD)
    expected = "amounts acquired that add up to the 1200 units to be sold"
    assert warned(text) == [("edgarSubmission", expected, "2400")]


def test_amounts_are_added_up_over_all_lines() -> None:
    line = TO_BE_SOLD.replace("1200", "600")
    assert warned(notice_xml(securities=INFORMATION + line + line)) == []


def test_no_sum_is_rounded() -> None:
    one = TO_BE_SOLD.replace("1200", "1")
    huge = TO_BE_SOLD.replace("1200", "1" + "0" * 39)
    units = INFORMATION.replace("1200", "1" + "0" * 39)
    (warning,) = warned(notice_xml(securities=units + huge + one))
    assert warning[2] == "1" + "0" * 38 + "1"


def test_amounts_of_which_one_is_unknown_are_not_added_up() -> None:
    line = TO_BE_SOLD.replace("1200", "")
    assert warned(notice_xml(securities=INFORMATION + TO_BE_SOLD * 2 + line)) == []


def test_a_date_of_1933_is_noted_as_a_placeholder() -> None:
    found = warned(notice_xml().replace("03/01/2023</acq", "01/01/1933</acq"))
    assert found == [("formData/securitiesToBeSold/acquiredDate", A_KNOWN_DATE, "'01/01/1933'")]


@pytest.mark.parametrize("text", ["12/31/1932", "05/02/0024", "05/02/2026", "05/02/9999"])
def test_an_implausible_date_is_a_warning(text: str) -> None:
    found = warned(notice_xml().replace("05/02/2024", text))
    place = "formData/securitiesInformation/approxSaleDate"
    assert found == [(place, A_PLAUSIBLE_DATE, repr(text))]


@pytest.mark.parametrize("text", ["01/01/1934", "05/01/2026"])
def test_a_plausible_date_is_no_warning(text: str) -> None:
    assert warned(notice_xml().replace("05/02/2024", text)) == []


def test_a_notice_with_an_implausible_date_makes_no_other_date_implausible() -> None:
    found = warned(notice_xml().replace("05/01/2024", "05/01/0024"))
    assert [where for where, _, _ in found] == ["formData/noticeSignature/noticeDate"]


@pytest.mark.parametrize(
    ("sold", "expected", "found"),
    [
        (NOTHING_SOLD + SALE, "no sales in the past 3 months, as the flag says", "1 listed"),
        (f"<{FLAG}>N</{FLAG}>", "sales in the past 3 months, as the flag says", "0 listed"),
    ],
)
def test_a_flag_that_contradicts_the_sales_is_a_warning(
    sold: str, expected: str, found: str
) -> None:
    assert warned(notice_xml(sold=sold)) == [("edgarSubmission", expected, found)]


def test_a_flag_that_agrees_with_the_sales_is_no_warning() -> None:
    assert warned(notice_xml(sold=NOTHING_SOLD)) == []


# Drafts


def test_a_filers_password_makes_a_draft() -> None:
    assert is_draft(read_notice(notice_xml(header=HEADER.replace("XXXXXXXX", "secret#1"))))


def test_a_filers_password_is_in_no_record() -> None:
    document = read_notice(notice_xml(header=HEADER.replace("XXXXXXXX", "secret#1")))
    assert "secret" not in repr(document)


def test_a_test_filing_is_a_draft() -> None:
    document = read_notice(notice_xml(header=HEADER.replace("LIVE", "TEST")))
    assert is_draft(document)
    assert [w.expected for w in document.warnings] == [LIVE]


def test_what_edgar_published_is_no_draft() -> None:
    assert not is_draft(read_notice(notice_xml()))


# Which form, and nothing but our errors


@pytest.mark.parametrize("form", ["144", "144/A", " 144 ", "<![CDATA[144]]>"])
def test_a_notice_is_known_by_its_submission_type(form: str) -> None:
    assert is_notice(notice_xml(header=HEADER.replace(">144<", f">{form}<")).encode())


@pytest.mark.parametrize("form", ["D", "13F-HR", "SCHEDULE 13G", "1444", "144A", "X144", ""])
def test_other_forms_with_the_same_root_are_no_notices(form: str) -> None:
    assert not is_notice(notice_xml(header=HEADER.replace(">144<", f">{form}<")).encode())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "144",
        "<edgarSubmissions><submissionType>144</submissionType></edgarSubmissions>",
        f"<wrapper>{notice_xml()}</wrapper>",
        f"<html><body><pre>{notice_xml()}</pre></body></html>",
        f"<!-- {notice_xml()} --><ownershipDocument/>",
        "<edgarSubmission><!-- 144 --></edgarSubmission>",
    ],
)
def test_what_has_another_root_is_no_notice(text: str) -> None:
    assert not is_notice(text.encode())


def test_a_long_beginning_is_passed_over_once() -> None:
    assert not is_notice(b"<?a ?>" * 200_000 + b"<!-- ")
    assert is_notice(b"<!-- x -->" * 200_000 + notice_xml().encode())


def test_another_form_is_another_input() -> None:
    with pytest.raises(OtherInput, match="an edgarSubmission of form D"):
        read_notice(notice_xml(header=HEADER.replace(">144<", ">D<")))


@pytest.mark.parametrize(
    "text",
    [notice_xml(header=HEADER.replace(">144<", f">D\n{'x' * 999}<")), f"<a{'x' * 999}/>"],
    ids=["form", "root"],
)
def test_a_message_is_one_short_line_whatever_is_filed(text: str) -> None:
    with pytest.raises((OtherInput, ReadError)) as error:
        read_notice(text)
    assert len(str(error.value)) < 200
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "expected", "found"),
    [
        ("<ownershipDocument/>", "<edgarSubmission>", "<ownershipDocument>"),
        (notice_xml(header=""), "144 or 144/A", "none"),
        ("", "well-formed XML", "Document is empty"),
    ],
)
def test_what_is_no_notice_is_rejected(text: str, expected: str, found: str) -> None:
    with pytest.raises(ReadError) as error:
        read_notice(text)
    assert error.value.expected == expected
    assert found in error.value.found


def test_a_notice_without_a_form_type_is_rejected_at_its_line() -> None:
    with pytest.raises(ReadError) as error:
        parse_notice(f"\n\n{notice_xml(header='')}".encode(), 10)
    assert error.value.line == 12


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE edgarSubmission [<!ENTITY x "y">]>',
        '<!DOCTYPE edgarSubmission SYSTEM "file:///etc/passwd">',
        '<!-- edgarSubmission --><!DOCTYPE edgarSubmission [<!ENTITY x SYSTEM "a.txt">]>',
        '<!DOCTYPE e [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;">]>',
    ],
)
def test_a_document_type_declaration_is_refused(doctype: str) -> None:
    with pytest.raises(ReadError) as error:
        read_notice(doctype + notice_xml().replace("A plan.", "&x;&c;"))
    assert error.value.expected.startswith("no DOCTYPE")


@pytest.mark.parametrize("cut", range(0, len(notice_xml()), 97))
def test_a_truncated_notice_is_rejected(cut: int) -> None:
    with pytest.raises(ReadError):
        read_notice(notice_xml()[:cut])


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    is_notice(data)
    with pytest.raises((ReadError, OtherInput)):
        parse_notice(data)


def damaged(text: str, dice: random.Random) -> bytes:
    """One notice with some pieces lost, doubled, moved or overwritten."""
    pieces = re.findall(r"<[^>]*>|[^<]+", text)
    for _ in range(dice.randint(1, 4)):
        place, other = dice.randrange(len(pieces)), dice.randrange(len(pieces))
        match dice.randint(0, 4):
            case 0:
                del pieces[place : place + dice.randint(1, 9)]
                pieces = pieces or [""]
            case 1:
                pieces.insert(place, pieces[other])
            case 2:
                pieces[place], pieces[other] = pieces[other], pieces[place]
            case 3:
                pieces[place] = dice.choice(["<", "&", "&x;", "\x00", "]]>", "<a/>", "<!--", "é"])
            case _:
                pieces[place] = pieces[place] * dice.randint(2, 50)
    return "".join(pieces).encode()


def test_damage_ends_as_a_record_or_one_of_our_errors() -> None:
    dice = random.Random(144)
    outcomes: set[type] = set()
    for _ in range(3000):
        data = damaged(notice_xml(sold=SOLD + SALE * 3), dice)
        try:
            outcomes.add(type(parse_notice(data)))
        except (ReadError, OtherInput) as error:
            outcomes.add(type(error))
    assert {NoticeDocument, ReadError} <= outcomes


# The record around it


def test_a_notice_is_known_by_the_day_it_was_filed() -> None:
    assert notice(notice_xml()).known_day == date(2024, 5, 1)


def test_a_notice_without_a_header_is_known_by_its_own_date() -> None:
    text = notice_xml().replace("05/01/2024", "05/09/2024")
    assert notice(text)._replace(filed=None).known_day == date(2024, 5, 9)


def test_a_notice_says_whether_it_amends_and_whether_it_has_a_number() -> None:
    amended = notice(notice_xml(header=AMENDED))
    assert (amended.form, amended.is_amendment, amended.is_local) == ("144/A", True, False)
    assert amended._replace(accession="local-0123456789abcdef").is_local


# Real notices


def real(folder: Path, name: str) -> bytes:
    return (folder / name).read_bytes()


def test_the_real_notice_is_read_whole_and_without_a_warning(real_filings: Path) -> None:
    document = parse_notice(real(real_filings, "xml/edgartools-apple.144.xml"))
    assert document.warnings == ()
    assert document.issuer.cik == 320193
    assert document.filer_cik == 1513362
    assert document.securities_information[0].aggregate_market_value == number("11588537.76")
    assert document.plan_adoption_dates == (day(2022, 11, 15),)


@pytest.mark.parametrize("name", ["xsd/form144-sample-144.xml", "xsd/form144-sample-144dasha.xml"])
def test_the_samples_of_the_specification_are_drafts(real_filings: Path, name: str) -> None:
    data = real(real_filings, name)
    document = parse_notice(data)
    assert is_notice(data)
    assert is_draft(document)
    assert len(document.securities_information) == len(document.securities_to_be_sold) == 2


def test_every_element_of_the_schema_has_a_field(real_filings: Path) -> None:
    """What the samples hold and no field takes is what EDGAR leaves out when it publishes."""
    warnings = parse_notice(real(real_filings, "xsd/form144-sample-144dasha.xml")).warnings
    left = {w.where for w in warnings if w.found.endswith("unread")}
    assert {"/".join(where.split("/")[:3]) for where in left} == {
        "documents", "documents/document", "documents/document/conformedName",
        "documents/document/conformedDocumentType", "documents/document/contents",
        "headerData/filerInfo/contact", "headerData/filerInfo/flags",
        "headerData/filerInfo/notifications",
    }  # fmt: skip


def test_the_notices_of_these_tests_are_valid_but_for_what_edgar_removes(
    real_filings: Path, tmp_path: Path
) -> None:
    for path in (real_filings / "xsd").glob("form144-*.xsd"):  # they name each other without this
        (tmp_path / path.name.removeprefix("form144-")).write_bytes(path.read_bytes())
    schema = etree.XMLSchema(file=str(tmp_path / "eis_Form_144_Ownership.xsd"))
    removed = (
        "<contact><contactName>A</contactName><contactPhoneNumber>0</contactPhoneNumber>"
        "<contactEmailAddress>a@b.org</contactEmailAddress></contact><flags/></filerInfo>"
    )
    for text in (notice_xml(), notice_xml(header=AMENDED, sold=NOTHING_SOLD)):
        schema.assertValid(etree.fromstring(text.replace("</filerInfo>", removed)))


def test_no_other_real_file_is_taken_for_a_notice(real_filings: Path) -> None:
    folders = ("xml", "txt", "html", "xsd", "index")
    files = [path for folder in folders for path in (real_filings / folder).iterdir()]
    known = {path.name for path in files if path.is_file() and is_notice(path.read_bytes())}
    assert known == {
        "edgartools-apple.144.xml", "form144-sample-144.xml", "form144-sample-144dasha.xml",
    }  # fmt: skip


def test_a_masked_password_is_one_whatever_the_mask() -> None:
    assert MASKED not in [w for _, w, _ in warned(notice_xml().replace("XXXXXXXX", "********"))]
