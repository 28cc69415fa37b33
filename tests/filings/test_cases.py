"""Whole filings and what they mean, reviewed once and recorded."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.filings.reader import read_filing
from builder.filings.record import to_json
from tests.conftest import Golden

CASES = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if path.is_dir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_filing_reads_as_recorded(case: Path, golden: Golden) -> None:
    (file,) = case.glob("filing.*")
    golden(case / "expected.json", to_json(read_filing(file.read_bytes(), file.name)))


def test_there_is_a_case_of_every_kind_of_source() -> None:
    endings = {file.suffix for case in CASES for file in case.glob("filing.*")}
    assert endings == {".xml", ".txt", ".nc"}
