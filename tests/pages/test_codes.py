"""The page of codes: every code explained, counted as filed, with the newest example."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.ledger.glance import codes_met
from builder.ledger.refresh import refresh
from builder.ledger.store import Ledger
from builder.pages.cells import CODE_WORDS
from builder.pages.codes import KNOWN, codes_page
from tests.forms import form_xml, sale


@pytest.fixture
def page(tmp_path: Path) -> str:
    content = tmp_path / "content"
    content.mkdir()
    rows = [sale(), sale(transactionCode="Q")]
    (content / "9000000001-24-000001.xml").write_bytes(form_xml(rows))
    later = form_xml([sale(transactionDate="2024-06-03")], signature=("x", "2024-06-04"))
    (content / "9000000001-24-000002.xml").write_bytes(later)
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        refresh(ledger, content)
        met = codes_met(ledger)
        filings = {each.accession: each for each in ledger.newest(10)}
    return codes_page(met, filings, sample=True).markdown


def row(page: str, code: str) -> str:
    return next(line for line in page.splitlines() if f"**{code}**" in line and line[0] == "|")


def test_every_code_that_a_cell_names_is_explained() -> None:
    assert set(CODE_WORDS) == KNOWN


def test_a_code_is_counted_as_filed(page: str) -> None:
    assert '| 2<br><small class="s16-dis">▼ 2</small> |' in row(page, "S")


def test_the_example_is_the_newest_filing_with_the_code(page: str) -> None:
    assert "issuers/9000000001/2024/index.md#9000000001-24-000002" in row(page, "S")


def test_a_code_that_no_row_has_is_counted_as_none(page: str) -> None:
    assert row(page, "Z").endswith("| 0 |")


def test_a_letter_that_the_form_does_not_know_is_listed_as_filed(page: str) -> None:
    assert page.index("none of the above") < page.index("**Q**")


def test_a_code_can_be_linked_to(page: str) -> None:
    assert '<a id="code-p"></a>' in row(page, "P")
