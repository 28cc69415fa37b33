"""The SEC's own quarterly tables as a judge: what they say of a filing is what we store."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest

from builder.filings.reader import read_filing
from builder.ledger.rows import Tables, rows_of
from builder.ledger.schema import FILED

TABLES = {
    "2024q3-deriv-trans.tsv": "deriv_trans",
    "2024q3-deriv-holding.tsv": "deriv_holding",
    "2024q3-nonderiv-holding.tsv": "nonderiv_holding",
    "2024q3-submission.tsv": "submission",
    "2024q3-owner-signature.tsv": "owner_signature",
}
# Their spelling of one column, and where they put the notes on a code.
RENAMED = {
    "excercise_date": "exercise_date",
    "excercise_date_fn": "exercise_date_fn",
    "equity_swap_trans_cd_fn": "trans_code_fn",
}


def plain(value: object) -> object:
    """A value as both sides can say it: they round numbers to cents and have dates of their own."""
    text = str(int(value)) if isinstance(value, bool) else str(value or "").strip()
    try:
        return round(Decimal(text), 2)
    except InvalidOperation:
        pass
    try:
        return datetime.strptime(text, "%d-%b-%Y").date()  # noqa: DTZ007 - a day, no time
    except ValueError:
        pass
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text or None


def judged(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Every row of the SEC's tables about a filing that is at hand."""
    at_hand = {path.stem for path in (folder / "xml").iterdir()}
    for name, table in TABLES.items():
        with (folder / "tsv" / name).open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t"):
                if row["ACCESSION_NUMBER"] in at_hand:
                    yield table, {key.lower(): value for key, value in row.items()}


def stored(folder: Path, accession: str) -> Tables:
    data = (folder / "xml" / f"{accession}.xml").read_bytes()
    return rows_of(read_filing(data, f"{accession}.xml"))


def says(table: str, theirs: dict[str, str], ours: tuple[object, ...]) -> bool:
    mine = dict(zip(FILED[table], ours, strict=True))
    return all(
        plain(value) == plain(mine[column])
        for key, value in theirs.items()
        # the day of filing is not in the document
        if (column := RENAMED.get(key, key)) in mine and column != "filing_date"
    )


def test_what_the_quarterly_tables_say_is_what_is_stored(real_filings: Path) -> None:
    found = list(judged(real_filings))
    different = [
        (table, theirs)
        for table, theirs in found
        if not any(
            says(table, theirs, ours)
            for ours in stored(real_filings, theirs["accession_number"])[table]
        )
    ]
    assert (len(found), different) == (41, [])


@pytest.mark.parametrize("table", TABLES.values())
def test_their_columns_are_ours(table: str, real_filings: Path) -> None:
    name = next(name for name, ours in TABLES.items() if ours == table)
    header = (real_filings / "tsv" / name).read_text(encoding="utf-8").split("\n", 1)[0]
    theirs = {RENAMED.get(column.lower(), column.lower()) for column in header.split("\t")}
    keys = {column for column in theirs if column.endswith("_sk")}
    assert theirs - keys <= set(FILED[table])
