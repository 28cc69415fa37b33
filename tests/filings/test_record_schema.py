"""The JSON Schemas in ``docs/``: they know every field, every record passes, damaged ones fail."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from builder.errors import OtherInput
from builder.filings.form144 import parse_notice
from builder.filings.notice import (
    NameAddress,
    NoticeAddress,
    NoticeIssuer,
    SecurityInformation,
    SecuritySold,
    SecurityToBeSold,
)
from builder.filings.notice_record import notice_to_json
from builder.filings.reader import read_filing
from builder.filings.record import to_json
from builder.model import (
    CELL_NAMES,
    DATE_CELLS,
    FLAG_CELLS,
    NUMBER_CELLS,
    Address,
    Filing,
    FormerName,
    Issuer,
    Owner,
    SourceKind,
    Warn,
)
from tests.conftest import PROJECT
from tests.filings.documents import document_xml, row_xml
from tests.filings.generated import documents
from tests.filings.notices import AMENDED, notice, notice_xml, notices
from tests.filings.records import filings
from tests.filings.submissions import submission_text
from tests.filings.test_cases import CASES
from tests.filings.test_ownership_xml import TABLE_II

PRINTED = sorted((Path(__file__).parent / "printed").glob("*/expected.json"))

Json = dict[str, Any]
Damage = Callable[[Any], object]


def schema(name: str) -> Json:
    text = (PROJECT / "docs" / f"{name}.schema.json").read_text(encoding="utf-8")
    parsed: Json = json.loads(text)
    return parsed


SCHEMAS = {name: schema(name) for name in ("record", "notice")}
RECORD, NOTICE = (
    Draft202012Validator(each, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for each in SCHEMAS.values()
)


def errors(validator: Draft202012Validator, record: Json) -> list[str]:
    """What is wrong with a record, after a way through JSON."""
    sent = json.loads(json.dumps(record, ensure_ascii=False))
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(sent)]


def record_of(text: str, path: str = "a.xml") -> Json:
    return to_json(read_filing(text.encode(), path))


def notice_record() -> Json:
    return notice_to_json(notice(notice_xml(header=AMENDED)))


# The schemas themselves


def objects(part: Any) -> Iterator[Json]:
    """Every description of an object in a schema."""
    if isinstance(part, dict):
        if "properties" in part and "type" in part:
            yield part
        for inner in part.values():
            yield from objects(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from objects(inner)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_a_schema_of_its_draft(name: str) -> None:
    assert SCHEMAS[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("name", SCHEMAS)
def test_no_object_may_hold_more_than_it_describes(name: str) -> None:
    assert all(each["additionalProperties"] is False for each in objects(SCHEMAS[name]))


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_field_is_described(name: str) -> None:
    bare = [
        field
        for each in objects(SCHEMAS[name])
        for field, what in each["properties"].items()
        if not what.get("description", "").endswith(".")
    ]
    assert bare == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_definition_is_used(name: str) -> None:
    text = json.dumps(SCHEMAS[name])
    assert all(f'"#/$defs/{each}"' in text for each in SCHEMAS[name]["$defs"])


def fields(name: str, definition: str = "") -> set[str]:
    """The fields that a schema describes, of the whole record or of a part."""
    part = SCHEMAS[name]["$defs"][definition] if definition else SCHEMAS[name]
    return set(part["properties"])


@pytest.mark.parametrize(
    ("name", "definition", "names"),
    [
        ("record", "", record_of(document_xml())),
        ("record", "issuer", {*Issuer._fields, "local_id"}),
        ("record", "owner", {*Owner._fields, "local_id"} - {"same_as"}),
        ("record", "address", Address._fields),
        ("record", "former_name", FormerName._fields),
        ("record", "row", {"table", "row", "kind", *CELL_NAMES}),
        ("record", "warning", Warn._fields),
        ("notice", "", notice_record()),
        ("notice", "issuer", NoticeIssuer._fields),
        ("notice", "address", NoticeAddress._fields),
        ("notice", "name_address", NameAddress._fields),
        ("notice", "security_information", SecurityInformation._fields),
        ("notice", "security_to_be_sold", SecurityToBeSold._fields),
        ("notice", "security_sold", SecuritySold._fields),
        ("notice", "warning", Warn._fields),
    ],
)
def test_a_schema_describes_the_fields_that_there_are(
    name: str, definition: str, names: set[str]
) -> None:
    assert fields(name, definition) == set(names)


@pytest.mark.parametrize("name", CELL_NAMES)
def test_a_cell_has_the_type_that_it_is_read_as(name: str) -> None:
    kinds = (("number", NUMBER_CELLS), ("date", DATE_CELLS), ("flag", FLAG_CELLS))
    kind = next((kind for kind, names in kinds if name in names), "text")
    cell = SCHEMAS["record"]["$defs"]["row"]["properties"][name]
    assert cell["$ref"] == f"#/$defs/{kind}_cell"


def test_the_kinds_of_source_are_those_of_the_model() -> None:
    kinds = SCHEMAS["record"]["$defs"]["source"]["properties"]["kind"]["enum"]
    assert set(kinds) == set(get_args(SourceKind))


def test_a_notice_comes_in_kinds_of_source_that_there_are() -> None:
    kinds = SCHEMAS["notice"]["$defs"]["source"]["properties"]["kind"]["enum"]
    assert set(kinds) < set(get_args(SourceKind))


# Records pass


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_recorded_case_passes(case: Path) -> None:
    record = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    assert errors(RECORD, record) == []


@given(documents())
def test_any_record_passes(text: str) -> None:
    assert errors(RECORD, record_of(text)) == []


@given(filings())
def test_any_record_of_any_content_passes(filing: Filing) -> None:
    assert errors(RECORD, to_json(filing)) == []


@pytest.mark.parametrize("recorded", PRINTED, ids=lambda path: path.parent.name)
def test_a_recorded_page_passes(recorded: Path) -> None:
    record = json.loads(recorded.read_text(encoding="utf-8"))
    assert errors(RECORD, record) == []


def test_the_record_of_the_seed_passes(real_filings: Path) -> None:
    seed = real_filings.parent / "seed" / "form4-allied-motion-2019.txt"
    record = to_json(read_filing(seed.read_bytes(), seed.name))
    assert record["source"]["kind"] == "text"
    assert errors(RECORD, record) == []


def test_a_record_with_everything_that_only_a_header_says_passes() -> None:
    assert errors(RECORD, record_of(submission_text(), "a.txt")) == []


@given(notices())
def test_any_notice_passes(text: str) -> None:
    assert errors(NOTICE, notice_to_json(notice(text))) == []


def test_every_real_record_passes(real_filings: Path) -> None:
    wrong: dict[str, list[str]] = {}
    read = 0
    for path in sorted(
        file for folder in ("xml", "txt", "html") for file in (real_filings / folder).iterdir()
    ):
        data = path.read_bytes()
        with suppress(OtherInput):
            filing = read_filing(data, path.name)
            read += 1
            if found := errors(RECORD, to_json(filing)):
                wrong[path.name] = found
    assert wrong == {}
    assert read >= 525  # the ownership XML of the corpus, bare or in a submission


@pytest.mark.parametrize(
    "name",
    [
        "xml/edgartools-apple.144.xml",
        "xsd/form144-sample-144.xml",
        "xsd/form144-sample-144dasha.xml",
    ],
)
def test_real_notices_pass(real_filings: Path, name: str) -> None:
    document = parse_notice((real_filings / name).read_bytes())
    assert errors(NOTICE, notice_to_json(notice(notice_xml())._replace(document=document))) == []


@pytest.mark.parametrize(
    "change",
    [
        {"accession": "local-0123456789abcdef"},
        {"rows_in_form_order": False},
        {"form": None},
        {"source": {"path": "2024q3.zip", "sha256": "0" * 64, "kind": "data set"}},
    ],
    ids=str,
)
def test_what_other_inputs_have_passes(change: Json) -> None:
    assert errors(RECORD, record_of(document_xml()) | change) == []


def test_a_party_whose_cik_nobody_states_passes() -> None:
    record = record_of(document_xml())
    record["issuer"] |= {"cik": None, "local_id": "local-0123456789ab"}
    record["owners"][0] |= {"cik": None, "local_id": "local-ba9876543210"}
    assert errors(RECORD, record) == []


# Damaged ones fail


def put(value: Any, *path: str | int) -> Damage:
    """Damage that puts a value at a place of the record."""

    def damage(record: Any) -> None:
        for step in path[:-1]:
            record = record[step]
        record[path[-1]] = value

    return damage


def drop(*path: str | int) -> Damage:
    """Damage that takes a field away."""

    def damage(record: Any) -> None:
        for step in path[:-1]:
            record = record[step]
        del record[path[-1]]

    return damage


SHARES = ("rows", 0, "underlying_security_shares")
RECORD_DAMAGE: list[tuple[str, Damage]] = [
    ("an accession number without dashes", put("900000000124000001", "accession")),
    ("a local id that is too short", put("local-0123", "accession")),
    ("no accession number", put(None, "accession")),
    ("a form that is a number", put(4, "form")),
    ("a date as the form writes it", put("05/01/2024", "filed")),
    ("a day that does not exist", put("2024-02-30", "period")),
    ("a time with an offset", put("2024-05-03T16:15:02-04:00", "accepted")),
    ("a CIK with leading zeros", put("0000320193", "issuer", "cik")),
    ("a CIK of 0", put(0, "issuer", "cik")),
    ("a role that is a text", put("1", "owners", 0, "is_director")),
    ("a role that nobody knows", put(None, "owners", 0, "is_director")),
    ("an owner of a new shape", put("x", "owners", 0, "age")),
    ("a box that is a number", put(1, "aff10b5_one")),
    ("a third table", put("III", "rows", 0, "table")),
    ("a new kind of line", put("gift", "rows", 0, "kind")),
    ("a line with the number 0", put(0, "rows", 0, "row")),
    ("a line that nobody numbered", drop("rows", 0, "row")),
    ("a cell of a new name", put({"value": "x", "footnotes": []}, "rows", 0, "settlement")),
    ("a number that is a JSON number", put(1200, *SHARES, "value")),
    ("a number with a comma", put("1,200", *SHARES, "value")),
    ("a number with an exponent", put("1E3", *SHARES, "value")),
    ("an empty number", put("", *SHARES, "value")),
    ("a cell that says nothing", put({"value": None, "footnotes": []}, *SHARES)),
    ("a cell without notes", put({"value": "1"}, *SHARES)),
    ("notes that are numbers", put([1], *SHARES, "footnotes")),
    ("a cell that is bare", put("1200", *SHARES)),
    ("a flag that is a text", put("0", "rows", 0, "equity_swap_involved", "value")),
    ("notes in a list", put(["One."], "footnotes")),
    ("a note that is no text", put(1, "footnotes", "F1")),
    ("a signature that nobody dated", drop("signatures", 0, "date")),
    ("a warning that is a text", put(["odd"], "warnings")),
    ("a digest that is too short", put("abc", "source", "sha256")),
    ("a source of a new kind", put("pdf", "source", "kind")),
    ("a field too many", put(None, "ticker")),
    ("a field too few", drop("remarks")),
]
FIRST = ("securities_information", 0)
NOTICE_DAMAGE: list[tuple[str, Damage]] = [
    ("another form", put("4", "form")),
    ("an accession number without dashes", put("900000010124000009", "accession")),
    ("a notice that amends by a bare text", put("x", "previous_accession_number")),
    ("a number of an amended notice that is short",
     put("101-24-7", "previous_accession_number", "value")),
    ("a CIK that is a text", put("9000000101", "filer_cik")),
    ("relationships in a text", put("Officer", "relationships_to_issuer")),
    ("units that are a JSON number", put(1200, *FIRST, "units_to_be_sold", "value")),
    ("units that are bare", put("1200", *FIRST, "units_to_be_sold")),
    ("units with notes", put([], *FIRST, "units_to_be_sold", "footnotes")),
    ("a cell that says nothing", put({"value": None}, *FIRST, "units_to_be_sold")),
    ("a value with a comma", put("37,248.50", *FIRST, "aggregate_market_value", "value")),
    ("a date as the form writes it", put("05/02/2024", *FIRST, "approx_sale_date", "value")),
    ("a broker that is a text", put("Invented Brokers LLC", *FIRST, "broker")),
    ("a flag that is a letter", put("N", "nothing_to_report", "value")),
    ("plans that are bare", put(["2023-11-15"], "plan_adoption_dates")),
    ("an address with a country", put("US", "issuer", "address", "country")),
    ("a sale without proceeds", drop("securities_sold_in_past_3_months", 0, "gross_proceeds")),
    ("a notice of a data set", put("data set", "source", "kind")),
    ("a field too many", put(None, "ticker")),
    ("a field too few", drop("remarks")),
]  # fmt: skip


def whole_record() -> Json:
    """A record in which every kind of part stands."""
    text = submission_text(row_xml(TABLE_II, "derivativeTransaction"))
    return record_of(text, "a.txt")


def test_what_is_damaged_below_passes_before() -> None:
    assert errors(RECORD, whole_record()) == []
    assert errors(NOTICE, notice_record()) == []


@pytest.mark.parametrize("damage", [d for _, d in RECORD_DAMAGE], ids=[n for n, _ in RECORD_DAMAGE])
def test_a_damaged_record_fails(damage: Damage) -> None:
    record = copy.deepcopy(whole_record())
    damage(record)
    assert errors(RECORD, record) != []


@pytest.mark.parametrize("damage", [d for _, d in NOTICE_DAMAGE], ids=[n for n, _ in NOTICE_DAMAGE])
def test_a_damaged_notice_fails(damage: Damage) -> None:
    record = copy.deepcopy(notice_record())
    damage(record)
    assert errors(NOTICE, record) != []


def test_a_notice_is_no_filing_and_a_filing_no_notice() -> None:
    assert errors(RECORD, notice_record()) != []
    assert errors(NOTICE, whole_record()) != []


# docs/notice.md

PAGE = (PROJECT / "docs" / "notice.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([a-z][a-z0-9_]+)`", PAGE))
DESCRIBED = set().union(*(each["properties"] for each in objects(SCHEMAS["notice"])))


@pytest.mark.parametrize(
    "name", sorted(DESCRIBED - fields("notice", "warning") - {"path", "sha256", "kind"})
)
def test_the_page_on_notices_names_every_field(name: str) -> None:
    assert name in NAMED


def test_the_page_on_notices_names_no_other_field() -> None:
    assert {name for name in NAMED if "_" in name} <= DESCRIBED
