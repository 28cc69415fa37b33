"""The real tables of 2024q3 that are at hand: every filing is read."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from builder.filings.data_set_tables import Slice
from builder.filings.reader import read_slice
from builder.inputs import members, scan
from builder.model import Filing


def test_every_filing_of_the_real_tables_is_read(real_filings: Path) -> None:
    folder = real_filings / "tsv"
    forms: Counter[str | None] = Counter()
    where: Counter[str] = Counter()
    for file in scan(folder, partial=True):
        for part in members(folder, file):
            for path, statement in read_slice(part) if isinstance(part, Slice) else ():
                record = getattr(statement, "record", None)
                assert isinstance(record, Filing), path
                forms[record.form] += 1
                where.update(warning.where for warning in record.warnings)
    assert forms == {"4": 22912, "3": 2019, "4/A": 361, "3/A": 66, "5": 49, "5/A": 7}
    assert where["rows"] == 0  # a table that is missing may hold them
