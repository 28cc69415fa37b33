"""A notice as table rows and back: exact in both directions, through SQLite too."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from builder.filings.form144 import parse_notice
from builder.filings.notice import Notice
from builder.ledger.notices import (
    NOTICE_FILED,
    NOTICE_INTEGERS,
    NOTICE_KEYS,
    notices_of,
    rows_of_notice,
)
from builder.ledger.rows import Tables
from tests.filings.notices import (
    AMENDED,
    FLAG,
    HEADER,
    INFORMATION,
    ISSUER,
    NOTHING_SOLD,
    SALE,
    SOLD,
    TO_BE_SOLD,
    notice,
    notice_xml,
    notices,
)


def through_sqlite(tables: Tables) -> Tables:
    """The same rows, stored in SQLite with the columns and keys of the ledger and read back."""
    db = sqlite3.connect(":memory:")
    for table, columns in NOTICE_FILED.items():
        typed = ", ".join(f"{c} {'INTEGER' if c in NOTICE_INTEGERS else 'TEXT'}" for c in columns)
        key = ", ".join(NOTICE_KEYS[table])
        db.execute(f"CREATE TABLE {table} ({typed}, PRIMARY KEY ({key})) WITHOUT ROWID")
        marks = ", ".join("?" * len(columns))
        statement = f"INSERT INTO {table} VALUES ({marks})"  # noqa: S608 - our own table names
        db.executemany(statement, tables.get(table, []))
    found: Tables = {table: list(db.execute(f"SELECT * FROM {table}")) for table in NOTICE_FILED}  # noqa: S608 - the same
    db.close()
    return found


def returns(filed: Notice) -> bool:
    return notices_of(through_sqlite(rows_of_notice(filed))) == [filed]


def one_row(text: str, table: str) -> dict[str, Any]:
    """The only row of a table for a notice, by column."""
    (values,) = rows_of_notice(notice(text), "key")[table]
    return dict(zip(NOTICE_FILED[table], values, strict=True))


@given(notices())
def test_any_notice_comes_back(text: str) -> None:
    assert returns(notice(text))


@given(notices())
def test_any_notice_comes_back_without_sqlite(text: str) -> None:
    filed = notice(text)
    assert notices_of(rows_of_notice(filed)) == [filed]


@pytest.mark.parametrize(
    "text",
    [
        notice_xml(),
        notice_xml(header=AMENDED, sold=NOTHING_SOLD),
        notice_xml(issuer="", securities="", sold="", after=""),
        notice_xml(sold=SOLD + SALE * 300),
        notice_xml(securities=INFORMATION * 60 + TO_BE_SOLD * 60),
        notice_xml(sold=f"<{FLAG}>maybe</{FLAG}>"),
        notice_xml(sold="<securitiesSoldInPast3Months/>"),
        notice_xml(issuer=ISSUER.replace("<com:street1>1 Sample Road</com:street1>", "")),
        notice_xml().replace("1200", "01200"),
        notice_xml().replace("1200", "1" * 40),
        notice_xml().replace("1200", "-0.50"),
        notice_xml().replace("1200", "1,200"),
        notice_xml().replace("05/01/2024", "2024-05-01"),
        notice_xml().replace("05/01/2024", "5/1/2024"),
        notice_xml().replace("05/01/2024", "May Day"),
        notice_xml().replace("11/15/2023", "11/15/23"),
        notice_xml(header=AMENDED.replace("9000000101-24-000007", "1-24-7")),
        notice_xml(header=HEADER.replace("9000000101", "0")),
    ],
)
def test_odd_notices_come_back(text: str) -> None:
    assert returns(notice(text))


def test_a_notice_of_which_no_submission_is_known_comes_back() -> None:
    local = notice(notice_xml())._replace(
        accession="local-0123456789abcdef", filed=None, accepted=None
    )
    assert returns(local)


def test_notices_come_back_in_their_order() -> None:
    filed = [
        notice(notice_xml(sold=SOLD + SALE * count))._replace(accession=accession)
        for count, accession in enumerate(["c", "a", "b"])
    ]
    tables: Tables = {table: [] for table in NOTICE_FILED}
    for each in filed:
        for table, rows in rows_of_notice(each).items():
            tables[table] += rows
    assert notices_of(tables) == filed


def test_lines_come_back_in_the_filers_order_however_they_are_stored() -> None:
    filed = notice(notice_xml(sold="".join(SALE.replace("300", str(n)) for n in range(12))))
    tables = {table: rows[::-1] for table, rows in rows_of_notice(filed).items()}
    assert notices_of(tables) == [filed]


def test_no_rows_are_no_notices() -> None:
    assert notices_of({}) == []


@pytest.mark.parametrize("table", sorted(NOTICE_FILED))
def test_every_row_has_a_value_for_every_column(table: str) -> None:
    rows = rows_of_notice(notice(notice_xml().replace("1200</noOf", "x</noOf")))[table]
    assert {len(row) for row in rows} == {len(NOTICE_FILED[table])}


@pytest.mark.parametrize("table", sorted(NOTICE_FILED))
def test_the_accession_number_comes_first(table: str) -> None:
    assert NOTICE_FILED[table][0] == NOTICE_KEYS[table][0] == "accession_number"


def test_a_notice_can_be_found_by_day_issuer_and_seller() -> None:
    row = one_row(notice_xml(), "notice")
    assert (row["filing_date"], row["notice_date"], row["known_day"]) == (
        "2024-05-01", "2024-05-01", "2024-05-01",
    )  # fmt: skip
    assert (row["issuercik"], row["filercik"]) == (9000000001, 9000000101)
    assert row["content_key"] == "key"


def test_numbers_are_stored_as_filed() -> None:
    row = one_row(notice_xml().replace("37248.50", "037248.50"), "notice_security")
    assert (row["aggregate_market_value"], row["raw"]) == ("037248.50", None)


def test_dates_are_stored_as_iso_days_with_the_filed_text_beside_them() -> None:
    row = one_row(notice_xml().replace("04/02/2024", "4/2/2024"), "notice_sold")
    assert row["sale_date"] == "2024-04-02"
    assert json.loads(row["raw"]) == {"sale_date": "4/2/2024"}


def test_text_that_is_no_number_stands_in_no_column_of_numbers() -> None:
    row = one_row(notice_xml().replace("1200</amount", "all</amount"), "notice_to_be_sold")
    assert row["amount_of_securities_acquired"] is None
    assert json.loads(row["raw"]) == {"amount_of_securities_acquired": "all"}


@pytest.mark.parametrize(
    "name",
    [
        "xml/edgartools-apple.144.xml",
        "xsd/form144-sample-144.xml",
        "xsd/form144-sample-144dasha.xml",
    ],
)
def test_real_notices_come_back(real_filings: Path, name: str) -> None:
    document = parse_notice((real_filings / name).read_bytes())
    assert returns(notice(notice_xml())._replace(document=document))
