"""The JSON object of a filing: its shape, and that it loses nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from builder.filings.reader import read_filing
from builder.filings.record import to_json
from builder.model import NUMBER_CELLS
from tests.filings.documents import BOTH_NOTES, HEAD, ISSUER, document_xml, nest, row_xml
from tests.filings.generated import NUMBERS, documents
from tests.filings.submissions import submission_text
from tests.filings.test_ownership_xml import GROUP, TABLE_I, TABLE_II, element_name


def record(text: str, path: str = "a.xml") -> Any:
    """The record as its users get it: through JSON."""
    return json.loads(json.dumps(to_json(read_filing(text.encode(), path)), ensure_ascii=False))


def test_the_keys_of_a_filing() -> None:
    assert list(record(document_xml())) == [
        "accession", "form", "schema_version", "filed", "accepted", "period", "original_filed",
        "issuer", "owners", "not_subject_to_section16", "no_securities_owned",
        "form3_holdings_reported", "form4_transactions_reported", "aff10b5_one", "rows",
        "rows_in_form_order", "footnotes", "remarks", "signatures", "warnings", "source",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        (("issuer",), "cik name symbol foreign_symbol sic state local_id former_names"),
        (("issuer", "former_names", 0), "name until"),
        (("owners", 0), "cik name is_director is_officer is_ten_percent_owner is_other"),
        (("owners", 0), "officer_title other_text local_id address"),
        (("source",), "path sha256 kind"),
        (("signatures", 0), "name date"),
    ],
)  # fmt: skip
def test_the_keys_of_its_parts(path: tuple[str | int, ...], keys: str) -> None:
    found = record(submission_text(), "a.txt")
    for step in path:
        found = found[step]
    assert set(keys.split()) <= found.keys()


def test_the_keys_of_an_address() -> None:
    owner = (
        "<reportingOwner><reportingOwnerAddress><rptOwnerCity>X</rptOwnerCity>"
        "</reportingOwnerAddress></reportingOwner>"
    )
    address = record(document_xml(owners=owner))["owners"][0]["address"]
    assert {"street1", "street2", "city", "state", "zip", "state_description", "country"} <= set(
        address
    )


def test_the_keys_of_a_warning() -> None:
    (warning,) = record(document_xml(issuer=""))["warnings"]
    assert list(warning) == ["where", "line", "expected", "found"]


def test_a_row_has_its_place_and_the_cells_that_are_present() -> None:
    (row,) = record(row_xml(nest("securityTitle/value", "Stock")))["rows"]
    assert row == {
        "table": "I",
        "row": 1,
        "kind": "transaction",
        "security_title": {"value": "Stock", "footnotes": []},
    }


def test_the_names_of_all_cells_are_those_of_the_schema_in_snake_case() -> None:
    names = set(record(row_xml(TABLE_I))["rows"][0])
    names |= set(record(row_xml(TABLE_II, "derivativeTransaction"))["rows"][0])
    assert names == {
        "table", "row", "kind", "security_title", "transaction_date", "deemed_execution_date",
        "transaction_form_type", "transaction_code", "equity_swap_involved",
        "transaction_timeliness", "transaction_shares", "transaction_total_value",
        "transaction_price_per_share", "transaction_acquired_disposed_code",
        "shares_owned_following_transaction", "value_owned_following_transaction",
        "direct_or_indirect_ownership", "nature_of_ownership", "conversion_or_exercise_price",
        "exercise_date", "expiration_date", "underlying_security_title",
        "underlying_security_shares", "underlying_security_value",
    }  # fmt: skip


def cell(name: str, inside: str) -> Any:
    element = nest(element_name(name), inside)
    group = GROUP.get(name)
    (row,) = record(row_xml(nest(group, element) if group else element))["rows"]
    return row[name]


@pytest.mark.parametrize(
    ("name", "inside", "expected"),
    [
        ("transaction_shares", "<value>134018.0</value>", {"value": "134018.0", "footnotes": []}),
        ("transaction_shares", "<value> .5 </value>", {"value": ".5", "footnotes": []}),
        ("transaction_shares", "<value>1,000</value>",
         {"value": None, "footnotes": [], "raw": "1,000"}),
        ("transaction_price_per_share", '<footnoteId id="F1"/>',
         {"value": None, "footnotes": ["F1"]}),
        ("transaction_date", "<value>2024-05-01</value>", {"value": "2024-05-01", "footnotes": []}),
        ("transaction_date", "<value>2005-03-01-05:00</value>",
         {"value": "2005-03-01", "footnotes": [], "raw": "2005-03-01-05:00"}),
        ("exercise_date", "<value>soon</value>", {"value": None, "footnotes": [], "raw": "soon"}),
        ("equity_swap_involved", "0", {"value": False, "footnotes": []}),
        ("equity_swap_involved", "maybe", {"value": None, "footnotes": [], "raw": "maybe"}),
        ("nature_of_ownership", '<value>By Trust</value><footnoteId id="F2"/><footnoteId id="F1"/>',
         {"value": "By Trust", "footnotes": ["F2", "F1"]}),
    ],
)  # fmt: skip
def test_the_shape_of_a_cell(name: str, inside: str, expected: object) -> None:
    assert cell(name, inside) == expected


@given(NUMBERS)
def test_numbers_survive_character_for_character(text: str) -> None:
    assert cell("underlying_security_shares", f"<value>{text}</value>")["value"] == text


@pytest.mark.parametrize("name", sorted(NUMBER_CELLS))
def test_no_number_is_a_json_number(name: str) -> None:
    assert cell(name, "<value>1234567.10</value>")["value"] == "1234567.10"


def test_ciks_are_integers() -> None:
    found = record(document_xml(issuer=ISSUER.replace("9000000001", "0000320193")))
    assert found["issuer"]["cik"] == 320193


def test_booleans_are_json_booleans() -> None:
    found = record(document_xml(head=f"{HEAD}<aff10b5One>1</aff10b5One>"))
    assert found["aff10b5_one"] is True


def test_what_is_absent_is_null() -> None:
    found = record(document_xml())
    assert (found["aff10b5_one"], found["filed"], found["remarks"]) == (None, None, None)


def test_the_time_of_acceptance_has_no_offset() -> None:
    assert record(submission_text(), "a.txt")["accepted"] == "2024-05-03T16:15:02"


def test_dates_are_iso_dates() -> None:
    found = record(submission_text(), "a.txt")
    assert (found["filed"], found["period"], found["signatures"][0]["date"]) == (
        "2024-05-03", "2024-05-01", "2024-05-02",
    )  # fmt: skip


def test_a_signature_date_that_cannot_be_read_is_shown_raw() -> None:
    after = "<ownerSignature><signatureDate>May 2nd</signatureDate></ownerSignature>"
    (signature,) = record(document_xml(after=after))["signatures"]
    assert signature == {"name": None, "date": None, "raw_date": "May 2nd"}


def test_footnotes_are_texts_by_id() -> None:
    assert record(document_xml(notes=BOTH_NOTES))["footnotes"] == {"F1": "One.", "F2": "Two."}


@given(documents())
def test_any_filing_is_one_json_object(text: str) -> None:
    assert record(text)["source"]["path"] == "a.xml"
