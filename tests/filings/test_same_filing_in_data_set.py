"""Law: one filing, as submission text and as lines of a data set, is one record.

What a data set cannot say stands here once, with the reason.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from builder.errors import ReadError
from builder.filings.data_sets import parse_set_number
from builder.filings.reader import read_filing, read_slice
from builder.model import CELL_NAMES, Address, Filing
from builder.records import records_of
from builder.sample.generate import make_documents, make_files
from builder.sample.market import write_market
from tests.filings.data_set_text import slice_of, tables_of

NOT_IN_A_DATA_SET = {
    "accepted": "no column",
    "schema_version": "no column",
    "source": "another file",
    "warnings": "about another file, but for those of what is odd, which follow from the rest",
}
NOT_OF_THE_ISSUER = {
    "foreign_symbol": "no column (X0609)",
    "sic": "of the submission's header",
    "sic_title": "of the submission's header",
    "state": "of the submission's header",
    "fiscal_year_end": "of the submission's header",
    "former_names": "of the submission's header",
}
NOT_OF_AN_OWNER = {"former_names": "of the submission's header"}
NOT_OF_AN_ADDRESS = {
    "non_us_address": "no column (X0609)",
    "non_us_state_territory": "no column (X0609)",
    "country": "no column (X0609)",
    "good_address": "no column",
}
# Beside these: the order of rows on the form (a table's transactions are compared, then its
# holdings), of owners and of signatures; the time zone that some dates have; and 4,606, which is
# no number in XML and one in a data set.


def expressed(filing: Filing) -> dict[str, Any]:
    """What a data set says of a filing."""
    said = filing._asdict()
    for name in NOT_IN_A_DATA_SET:
        del said[name]
    issuer = filing.issuer._asdict()
    said["issuer"] = {name: issuer[name] for name in issuer if name not in NOT_OF_THE_ISSUER}
    said["owners"] = sorted(
        (_owner(owner._asdict()) for owner in filing.owners), key=lambda owner: owner["cik"] or 0
    )
    said["signatures"] = sorted((str(each.name), str(each.date)) for each in filing.signatures)
    said["rows"] = [
        (row.table, row.kind, {name: _cell(getattr(row, name)) for name in CELL_NAMES})
        for row in sorted(filing.rows, key=lambda row: (row.table, row.kind == "holding", row.row))
    ]
    return said


def _owner(owner: dict[str, Any]) -> dict[str, Any]:
    address: Address | None = owner["address"]
    kept = {name: owner[name] for name in owner if name not in NOT_OF_AN_OWNER}
    if address is not None:
        place = address._replace(**dict.fromkeys(NOT_OF_AN_ADDRESS))
        kept["address"] = place if place != Address() else None
    return kept


def _cell(cell: Any) -> Any:
    """A value and its notes; zeros at the end of a number mean nothing."""
    if cell is None:
        return None
    if cell.value is None and cell.raw is not None:
        return parse_set_number(cell.raw)[0] or cell.raw, cell.footnotes
    return cell.value, cell.footnotes


@pytest.fixture(scope="module")
def sample() -> list[Filing]:
    made = [
        make_files(document)[0]
        for document in make_documents(seed=31, issuers=9, insiders=70, filings=720)
    ]
    filings = (read_filing(file.data, file.path) for file in made)
    found = {filing.accession: filing for filing in filings if not filing.is_local}
    return [filing for filing in found.values() if _is_plain(filing)]


def _is_plain(filing: Filing) -> bool:
    """Without what would be two things at once in a data set's line."""
    return all(
        cell is None or all("," not in note and " " not in note for note in cell.footnotes)
        for row in filing.rows
        for cell in row[3:]
    )


def test_the_sample_has_every_form(sample: list[Filing]) -> None:
    assert {filing.form for filing in sample} >= {"3", "3/A", "4", "4/A", "5", "5/A"}
    assert len(sample) >= 500


def test_the_sample_reads_as_what_its_tables_were_printed_from(sample: list[Filing]) -> None:
    found = dict(read_slice(slice_of(tables_of(sample))))
    assert len(found) == len(sample)
    for filing in sample:
        statement = found[f"q.zip/{filing.accession}"]
        assert not isinstance(statement, ReadError), statement
        assert isinstance(statement.record, Filing)
        assert expressed(statement.record) == expressed(filing), filing.source.path


def test_a_market_says_the_same_in_both_of_its_forms(tmp_path: Path) -> None:
    write_market(tmp_path / "market", filings=600)
    texts, lines = (
        {
            read.record.accession: read.record
            for read in records_of([tmp_path / "market" / form], partial=False)
            if isinstance(read.record, Filing)
        }
        for form in ("submissions", "data-sets")
    )
    assert (len(texts), texts.keys()) == (600, lines.keys())
    for accession, filing in texts.items():
        assert expressed(lines[accession]) == expressed(filing), accession
