"""What the sample holds: all forms and codes, histories that add up, known oddities."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from builder.sample.days import business_day, trading_day
from builder.sample.oddities import ODDITIES
from tests.sample.reading import Line, codes_of, lines_of, text, unexplained, words, xml_of

if TYPE_CHECKING:
    from builder.sample.document import Document
    from builder.sample.generate import Made

    Filings = list[tuple[Made, etree._Element]]


def breaks_schema(document: Document) -> bool:
    return any(ODDITIES[name].schema for name in document.oddities)


def breaks_sums(document: Document) -> bool:
    return any(ODDITIES[name].sums for name in document.oddities)


# ---- everything occurs ---------------------------------------------------------------


@pytest.mark.parametrize("code", "ACDEFGHIJLMOPSUWXZ")
def test_every_transaction_code_occurs(filings: Filings, code: str) -> None:
    assert any(code in codes_of(root) for _, root in filings)


@pytest.mark.parametrize("form", ["3", "3/A", "4", "4/A", "5", "5/A"])
def test_every_form_occurs(filings: Filings, form: str) -> None:
    assert any(text(root, "documentType") == form for _, root in filings)


@pytest.mark.parametrize(
    "version", ["X0101", "X0201", "X0202", "X0206", "X0306", "X0407", "X0508", "X0609"]
)
def test_every_schema_version_occurs(filings: Filings, version: str) -> None:
    assert any(text(root, "schemaVersion") == version for _, root in filings)


@pytest.mark.parametrize("name", sorted(ODDITIES))
def test_every_oddity_is_planted(made: list[Made], name: str) -> None:
    assert any(name in file.document.oddities for file in made)


def test_no_oddity_goes_without_a_description(made: list[Made]) -> None:
    planted = {name for file in made for name in file.document.oddities}
    assert planted <= ODDITIES.keys()


@pytest.mark.parametrize("state", ["yes", "no", "absent"])
def test_the_plan_box_has_three_states(filings: Filings, state: str) -> None:
    states = {
        {"1": "yes", "true": "yes", "0": "no", "false": "no"}.get(
            text(root, "aff10b5One"), "absent"
        )
        for file, root in filings
        if file.document.form == "4"
    }
    assert state in states


def test_the_plan_box_is_there_from_april_2023_on_and_not_before(filings: Filings) -> None:
    wrong = [
        file.path
        for file, root in filings
        if file.document.form[0] != "3"
        and bool(text(root, "aff10b5One")) != (file.document.filed.isoformat() >= "2023-04-01")
    ]
    assert wrong == []


@pytest.mark.parametrize("value", ["", "E", "L"])
def test_every_timeliness_occurs(filings: Filings, value: str) -> None:
    found = {words(node) for _, root in filings for node in root.iter("{*}transactionTimeliness")}
    assert value in found


TABLE_ONE = (
    "securityTitle transactionDate deemedExecutionDate transactionCoding transactionTimeliness "
    "transactionShares transactionPricePerShare transactionAcquiredDisposedCode "
    "sharesOwnedFollowingTransaction directOrIndirectOwnership natureOfOwnership"
)
TABLE_TWO = (
    "securityTitle conversionOrExercisePrice transactionDate deemedExecutionDate "
    "transactionCoding transactionTimeliness transactionShares transactionTotalValue "
    "transactionPricePerShare exerciseDate expirationDate underlyingSecurityTitle "
    "underlyingSecurityShares underlyingSecurityValue sharesOwnedFollowingTransaction "
    "valueOwnedFollowingTransaction directOrIndirectOwnership natureOfOwnership"
)


@pytest.mark.parametrize(
    ("table", "name"),
    [("nonDerivativeTable", name) for name in TABLE_ONE.split()]
    + [("derivativeTable", name) for name in TABLE_TWO.split()],
)
def test_notes_stand_on_every_box(filings: Filings, table: str, name: str) -> None:
    path = f"{{*}}{table}//{{*}}{name}/{{*}}footnoteId"
    assert any(root.find(path) is not None for _, root in filings)


@pytest.mark.parametrize(
    "name",
    ["transactionPricePerShare", "conversionOrExercisePrice", "exerciseDate", "expirationDate"],
)
def test_some_values_stand_only_in_a_note(filings: Filings, name: str) -> None:
    boxes = (box for _, root in filings for box in root.iter(f"{{*}}{name}"))
    assert any(box.find("{*}value") is None and len(box) for box in boxes)


@pytest.mark.parametrize(
    "name",
    ["transactionTotalValue", "underlyingSecurityValue", "valueOwnedFollowingTransaction",
     "deemedExecutionDate"],
)  # fmt: skip
def test_rare_elements_have_values(filings: Filings, name: str) -> None:
    assert any(root.find(f".//{{*}}{name}/{{*}}value") is not None for _, root in filings)


@pytest.mark.parametrize("owners", [1, 2, 4, 10])
def test_groups_of_owners_file_together(filings: Filings, owners: int) -> None:
    assert any(len(file.document.parties) == owners for file, _ in filings)


def test_a_group_of_twelve_files_the_same_rows_twice(filings: Filings) -> None:
    parts: dict[str, list[etree._Element]] = {}
    for file, root in filings:
        if "more-than-ten-owners" in file.document.oddities:
            parts.setdefault(file.document.filed.isoformat(), []).append(root)
    rows = [
        {
            etree.tostring(table)
            for table in root.iter("{*}nonDerivativeTable", "{*}derivativeTable")
        }
        for pair in parts.values()
        for root in pair
    ]
    assert all(one == two for one, two in zip(rows[::2], rows[1::2], strict=True))


def test_most_filings_are_forms_4(filings: Filings) -> None:
    share = Counter(file.document.form for file, _ in filings)["4"] / len(filings)
    assert 0.8 < share < 0.93


# ---- nothing real --------------------------------------------------------------------


def test_every_cik_is_above_nine_thousand_million(filings: Filings) -> None:
    numbers = {
        words(node) for _, root in filings for node in root.iter("{*}issuerCik", "{*}rptOwnerCik")
    }
    assert min(map(int, numbers)) > 9_000_000_000
    assert max(map(len, numbers)) == 10


def test_every_accession_number_begins_with_a_fictional_sender(made: list[Made]) -> None:
    assert all(re.fullmatch(r"9\d{9}-\d\d-\d{6}", file.document.accession) for file in made)


def test_no_accession_number_comes_twice(filings: Filings) -> None:
    numbers = [file.document.accession for file, _ in filings]
    assert len(set(numbers)) == len(numbers)


def test_no_file_name_comes_twice(made: list[Made]) -> None:
    assert len({file.path for file in made}) == len(made)


# ---- histories that add up -----------------------------------------------------------


def first_day(document: Document) -> str:
    """The day that a filing speaks of, for putting filings in order."""
    days = [row.date.value[:10] for row in document.rows if row.date and row.date.value]
    return document.period.isoformat() if breaks_sums(document) or not days else min(days)


def chains(filings: Filings) -> list[str]:
    """Everything in the sample that does not add up and is not planted."""
    known: dict[tuple[str, ...], object] = {}
    found = []
    ordered = sorted(
        filings, key=lambda one: (first_day(one[0].document), one[0].document.accepted)
    )
    for file, root in ordered:
        document = file.document
        if "/A" in document.form and "amendment-without-original" not in document.oddities:
            continue  # speaks of a day long past
        if breaks_sums(document) or "thousands-comma" in document.oddities:
            owners = ",".join(sorted(f"{party.cik:010d}" for party in document.parties))
            whose = (f"{document.issuer.cik:010d}", owners)
            known = {key: value for key, value in known.items() if key[:2] != whose}
            continue
        for key, lines in by_key(document.form, lines_of(root)).items():
            why = unexplained(known.get(key), lines)  # type: ignore[arg-type] # Decimals only
            if why:
                found.append(f"{file.path}: {key[2:]}: {why}")
            known[key] = lines[-1].after
    return found


def by_key(form: str, lines: list[Line]) -> dict[tuple[str, ...], list[Line]]:
    """Rows of one filing by what is held and how."""
    found: dict[tuple[str, ...], list[Line]] = {}
    for line in lines:
        # On a Form 3 a note shows the shares it converts into, not its principal.
        if not (form == "3" and "Note" in line.key[3]):
            found.setdefault(line.key, []).append(line)
    return found


def test_balances_follow_from_one_another(filings: Filings) -> None:
    assert chains(filings) == []


def test_a_planted_wrong_balance_would_be_found(filings: Filings) -> None:
    def is_regular(file: Made) -> bool:
        return not breaks_sums(file.document)

    spoilt = next(
        (file, root) for file, root in filings
        if file.document.form == "4" and is_regular(file) and len(lines_of(root)) > 2
    )  # fmt: skip
    node = next(spoilt[1].iter("{*}sharesOwnedFollowingTransaction"))[0]
    before = node.text
    node.text = "16"
    try:
        assert chains(filings) != []
    finally:
        node.text = before


def test_both_styles_of_balances_occur(filings: Filings) -> None:
    styles = set()
    for file, root in filings:
        for lines in by_key(file.document.form, lines_of_regular(file, root)).values():
            trades = [line for line in lines if not line.holding]
            if len(trades) > 1:
                styles.add(len({line.after for line in trades}) == 1)
    assert styles == {True, False}


def lines_of_regular(file: Made, root: etree._Element) -> list[Line]:
    return [] if breaks_schema(file.document) else lines_of(root)


def test_identical_rows_are_identical(filings: Filings) -> None:
    root = next(root for file, root in filings if "identical-rows" in file.document.oddities)
    rows = [
        etree.tostring(row, with_tail=False) for row in root.iter("{*}nonDerivativeTransaction")
    ]
    assert len(set(rows)) < len(rows)


# ---- days and times ------------------------------------------------------------------


def test_trades_fall_on_trading_days(filings: Filings) -> None:
    days = {
        row.date.value
        for file, _ in filings
        for row in file.document.rows
        if row.date and row.date.value and not breaks_sums(file.document)
        and file.document.filed.year > 2010
    }  # fmt: skip
    assert [day for day in days if trading_day(date.fromisoformat(day)).isoformat() != day] == []


def test_forms_are_filed_within_two_business_days_unless_late(filings: Filings) -> None:
    wrong = [
        file.path
        for file, _ in filings
        for document in [file.document]
        if document.form == "4" and not {"late", "period-differs"} & set(document.oddities)
        and not breaks_sums(document) and document.filed > business_day(document.period, 2)
    ]  # fmt: skip
    assert wrong == []


def test_late_forms_are_late(filings: Filings) -> None:
    late = [file.document for file, _ in filings if "late" in file.document.oddities]
    assert all(document.filed > business_day(document.period, 2) for document in late)


def test_filing_days_are_business_days(made: list[Made]) -> None:
    days = {file.document.filed for file in made}
    assert {business_day(day) for day in days} == days


def test_filings_are_accepted_by_ten_in_the_evening_of_the_filing_day(made: list[Made]) -> None:
    assert all(
        file.document.accepted.date() == file.document.filed
        and 8 <= file.document.accepted.hour < 22
        for file in made
    )


def test_filings_stay_within_their_years(made: list[Made]) -> None:
    days = {file.document.filed.isoformat() for file in made if file.document.filed.year > 2010}
    assert min(days) >= "2021-01-04"
    assert max(days) <= "2026-09-30"


def test_amendments_come_after_what_they_amend(made: list[Made]) -> None:
    amended = [file.document for file in made if file.document.form.endswith("/A")]
    assert all(one.original is not None and one.original <= one.filed for one in amended)


# ---- XML and headers -----------------------------------------------------------------


def test_every_note_is_used_and_every_reference_has_a_note(filings: Filings) -> None:
    wrong = []
    for file, root in filings:
        written = [node.get("id") for node in root.iter("{*}footnote")]
        used = {node.get("id") for node in root.iter("{*}footnoteId")}
        if used != set(written) and "dangling-note" not in file.document.oddities:
            wrong.append(file.path)
    assert wrong == []


def test_notes_are_numbered_from_one(filings: Filings) -> None:
    numbers = [[node.get("id") for node in root.iter("{*}footnote")] for _, root in filings]
    assert all(ids == [f"F{at}" for at in range(1, len(ids) + 1)] for ids in numbers)


def test_no_note_and_no_remark_is_longer_than_the_forms_allow(filings: Filings) -> None:
    notes = [words(node) for _, root in filings for node in root.iter("{*}footnote")]
    remarks = [words(node) for _, root in filings for node in root.iter("{*}remarks")]
    assert max(map(len, notes)) <= 1_000
    assert max(map(len, remarks)) <= 2_000


def test_no_filing_has_more_rows_or_owners_than_the_forms_allow(filings: Filings) -> None:
    for _, root in filings:
        rows = list(root.iter("{*}nonDerivativeTransaction", "{*}nonDerivativeHolding"))
        assert len(rows) <= 30
        assert 1 <= len(list(root.iter("{*}reportingOwner"))) <= 10


def labelled(made: list[Made]) -> list[tuple[Made, str]]:
    return [
        (file, file.data.decode().removeprefix("\ufeff").replace("\r\n", "\n"))
        for file in made
        if file.path.endswith(".txt")
    ]


def test_the_header_names_the_owners_of_the_form(made: list[Made]) -> None:
    for file, whole in labelled(made):
        header = whole.split("</SEC-HEADER>")[0]
        names = re.findall(r"OWNER DATA:\t?\n\t\tCOMPANY CONFORMED NAME:\t\t\t(.*)", header)
        assert names == [party.name for party in file.document.parties]


def test_the_header_says_what_the_form_says(made: list[Made]) -> None:
    for file, whole in labelled(made):
        document = file.document
        assert f"\nACCESSION NUMBER:\t\t{document.accession}\n" in whole
        assert f"\nCONFORMED SUBMISSION TYPE:\t{document.form}\n" in whole
        assert f"\nFILED AS OF DATE:\t\t{document.filed:%Y%m%d}\n" in whole


def test_the_header_tells_former_names(made: list[Made]) -> None:
    headers = [whole.split("</SEC-HEADER>")[0] for _, whole in labelled(made)]
    assert any("\tFORMER COMPANY:\t\n\t\tFORMER CONFORMED NAME:\t" in one for one in headers)
    assert any("\tFORMER NAME:\n\t\tFORMER CONFORMED NAME:\tHOLLBECK" in one for one in headers)


def test_some_submissions_carry_a_power_of_attorney(made: list[Made]) -> None:
    assert any("<TYPE>EX-24\n" in whole for _, whole in labelled(made))


# ---- oddities are what they say ------------------------------------------------------


def one_with(made: list[Made], name: str) -> Made:
    return next(file for file in made if name in file.document.oddities)


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("byte-order-mark", rb"\A\xef\xbb\xbf<"),
        ("carriage-returns", rb"\r\n"),
        ("character-references", rb"&#\d{4,5};"),
        ("default-namespace", rb'<ownershipDocument xmlns="'),
        ("note-before-value", rb'<footnoteId id="F\d+"/>\s*<value>'),
        ("repeated-table", rb"(?s)<nonDerivativeTable>.*<nonDerivativeTable>"),
        ("zoned-dates", rb"\d{4}-\d\d-\d\d(?:-05:00|Z)<"),
        ("mixed-booleans", rb"(?s)<is\w+>true<.*>0<"),
        ("trailing-zeros", rb"<value>\d+\.0+<"),
        ("leading-point", rb"<value>\.5<"),
        ("empty-elements", rb"<derivativeTable/>"),
        ("thousands-comma", rb"<value>\d+,\d{3}<"),
        ("misspelt-country", rb"<rptOwnerCounrty>"),
        ("padded-values", rb"<value>\n +[\d.]+\n +</value>"),
        ("markup-in-note", rb'<footnote id="F1"><b>'),
        ("escaped-twice", rb"&amp;amp;amp;"),
        ("cdata-note", rb"<!\[CDATA\["),
        ("comments", rb"<!-- fictional"),
        ("hostile-text", rb"javascript:alert\(1\)"),
        ("privacy-enhanced", rb"\A-----BEGIN PRIVACY-ENHANCED MESSAGE-----\n"),
        ("broken-lines", rb"\n[^<\n]{1023}\n|\n[^\n]{1023}\n"),
        ("tagged-header", rb"\A<SUBMISSION>\n<ACCESSION-NUMBER>"),
        ("no-ticker", rb"<issuerTradingSymbol></issuerTradingSymbol>"),
        ("year-typo", rb"<value>2035-"),
        ("year-22", rb"<value>0022-"),
        ("schema-of-2003", rb"<transactionValue>"),
        ("continued-note", rb"\(Continued from footnote \d+\)"),
        ("form-3-holding-on-form-5", rb"<transactionFormType>3<"),
    ],
)
def test_an_oddity_is_in_the_bytes(made: list[Made], name: str, pattern: bytes) -> None:
    assert re.search(pattern, one_with(made, name).data)


def test_a_tagged_header_may_come_without_newlines(made: list[Made]) -> None:
    assert b"\n" not in one_with(made, "tagged-header-without-newlines").data


def test_a_filing_without_declaration_begins_with_its_root(made: list[Made]) -> None:
    assert xml_of(one_with(made, "no-declaration").data).startswith(b"<ownershipDocument>")


def test_broken_lines_break_the_xml(made: list[Made]) -> None:
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(xml_of(one_with(made, "broken-lines").data))


def test_a_filing_in_two_files_has_the_same_xml_in_both(made: list[Made]) -> None:
    full, bare = [file for file in made if "two-files" in file.document.oddities]
    assert xml_of(full.data).strip() == bare.data.strip()


def test_one_file_bears_no_accession_number(made: list[Made]) -> None:
    assert one_with(made, "xml-without-accession").path == "9100006094/form4.xml"
