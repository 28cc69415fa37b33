"""Every real filing, where they are at hand: none rejected, nothing unread but what is listed."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from builder.errors import OtherInput
from builder.filings.ownership_xml import _Reading, parse_document
from builder.filings.reader import read_filing, read_statement
from builder.filings.safe_xml import parse_root
from builder.filings.values import parse_date
from builder.model import Filing

Manifest = dict[str, dict[str, str]]

OWNERSHIP = {"ownership-xml", "submission-text", "sgml-dissemination"}


@pytest.fixture(scope="module")
def manifest(real_filings: Path) -> Manifest:
    with (real_filings / "MANIFEST.tsv").open(encoding="utf-8", newline="") as lines:
        return {row["path"]: row for row in csv.DictReader(lines, delimiter="\t")}


@pytest.fixture(scope="module")
def filings(real_filings: Path, manifest: Manifest) -> dict[str, Filing]:
    return {
        path: read_filing((real_filings / path).read_bytes(), path)
        for path, row in manifest.items()
        if row["kind"] in OWNERSHIP
    }


def test_every_ownership_filing_is_read(filings: dict[str, Filing]) -> None:
    assert Counter(filing.source.kind for filing in filings.values()) == {
        "xml": 355,
        "submission": 169,
        "dissemination": 1,
    }


def test_they_state_521_different_things(real_filings: Path, filings: dict[str, Filing]) -> None:
    keys = {
        read_statement((real_filings / path).read_bytes(), path).content_key for path in filings
    }
    assert len(keys) == 521


@pytest.mark.parametrize(
    ("column", "count"),
    [
        ("owners", lambda filing: len(filing.owners)),
        ("non_derivative_rows", lambda filing: sum(row.table == "I" for row in filing.rows)),
        ("derivative_rows", lambda filing: sum(row.table == "II" for row in filing.rows)),
        ("footnotes", lambda filing: len(filing.footnotes)),
        ("issuer_cik", lambda filing: filing.issuer.cik),
    ],
)
def test_as_much_is_read_as_the_manifest_counts(
    filings: dict[str, Filing], manifest: Manifest, column: str, count: object
) -> None:
    assert callable(count)
    different = {
        path: (manifest[path][column], count(filing))
        for path, filing in filings.items()
        if int(manifest[path][column] or 0) != count(filing)
    }
    assert different == {}


def test_the_forms_and_periods_are_those_of_the_manifest(
    filings: dict[str, Filing], manifest: Manifest
) -> None:
    different = {
        path
        for path, filing in filings.items()
        if (filing.form, filing.schema_version or "", filing.period)
        != (
            manifest[path]["form_type"],
            manifest[path]["schema_version"],
            parse_date(manifest[path]["period"])[0],
        )
    }
    assert different == set()


def test_the_warnings_are_these(filings: dict[str, Filing]) -> None:
    found = ((path, w) for path, filing in filings.items() for w in filing.warnings)
    assert sorted((path.partition("/")[2], w.where, w.found) for path, w in found) == [
        ("0000707549-25-000004.txt", "signature 1: date", "2024-12-10"),  # filed 2025-01-21
        ("0000899243-20-025611.xml",  # a grant disposed of
         "Table II, row 1: transaction_acquired_disposed_code", "D"),
        ("0000899243-22-012864.xml", "rows", "holdings only"),
        ("0000899243-22-015955.xml", "period", "2022-04-26"),  # a day before its first trade
        ("0001062993-22-021877.xml",  # a total in the place of a price
         "Table II, row 1: transaction_price_per_share", "60000000"),
        ("0001181431-10-034759.xml", "period", "2010-06-28"),  # signed three days before
        ("0001181431-10-034759.xml", "signature 1: date", "2010-06-25"),
        ("0001209191-13-014365.xml",  # a sale that acquires
         "Table I, row 4: transaction_acquired_disposed_code", "A"),
        ("0001209191-20-053428.xml", "period", "2020-09-30"),
        ("0001225259-06-000003.txt", "document", "a line wrapped inside a tag; joined (1x)"),
        ("oim-final-project-bac-form4.xml", "document", "a bare &; read as &amp; (3x)"),
        ("oim-final-project-goog-form4.xml",  # a trade after its signature
         "Table I, row 5: transaction_date", "2025-09-01"),
        ("oim-final-project-jpm-form4.xml", "document", "a bare &; read as &amp; (2x)"),
        ("springloading-insider-trades-xml-timestamp.xml", "script", "1 unread"),
    ]  # fmt: skip


def test_no_cell_keeps_raw_text_but_for_zones_and_odd_numbers(filings: dict[str, Filing]) -> None:
    unreadable = [
        (path, row.table, row.row, cell)
        for path, filing in filings.items()
        for row in filing.rows
        for cell in row[3:]
        if cell is not None and cell.value is None and cell.raw is not None
    ]
    assert unreadable == []


def test_every_submission_says_when_it_was_filed(filings: dict[str, Filing]) -> None:
    silent = [p for p, f in filings.items() if f.source.kind != "xml" and f.filed is None]
    assert silent == []


def test_everything_else_is_passed_over(real_filings: Path, manifest: Manifest) -> None:
    taken = []
    for path, row in manifest.items():
        if row["kind"] in OWNERSHIP or not path.endswith((".xml", ".txt", ".nc")):
            continue
        try:
            read_filing((real_filings / path).read_bytes(), path)
        except OtherInput:
            continue
        taken.append(path)
    assert taken == []


def test_both_ways_to_parse_read_the_same(real_filings: Path) -> None:
    """White space between elements, which the fast parser drops, never reaches a value."""
    different = []
    for path in sorted((real_filings / "xml").glob("00*.xml")):
        data = path.read_bytes().lstrip()
        if _Reading(parse_root(data, exact=True), 1, 0).document() != parse_document(data):
            different.append(path.name)
    assert different == []
