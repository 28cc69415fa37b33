"""Which issuers a ledger knows under which symbol."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from builder.ledger.rows import rows_of
from builder.ledger.store import Ledger
from builder.ledger.symbols import Typed, typed_symbols
from builder.model import Filing
from tests.forms import filing_of, form_xml

ISSUER = 9_000_000_001


def filed(number: int, symbol: str, day: str, cik: int = ISSUER) -> Filing:
    xml = form_xml(issuer=(str(cik), "Example Works Inc", symbol))
    accession = f"9000000001-24-{number:06}"
    return filing_of(xml, accession)._replace(filed=date.fromisoformat(day))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "state" / "ledger.sqlite"
    filings = [
        filed(1, "OLD", "2023-05-02"),
        filed(2, "OLD", "2023-06-02"),
        filed(3, "NEW", "2024-05-02"),
        filed(4, "", "2024-05-03"),
        filed(5, "OLD", "2020-01-02", ISSUER + 1),
    ]
    with Ledger(made) as ledger, ledger.transaction():
        for each in filings:
            ledger.add_filing(rows_of(each))
    return made


def test_each_symbol_of_an_issuer_has_its_newest_day(path: Path) -> None:
    with Ledger(path) as ledger:
        assert typed_symbols(ledger) == [
            Typed(ISSUER, "NEW", "2024-05-02"),
            Typed(ISSUER, "OLD", "2023-06-02"),
            Typed(ISSUER + 1, "OLD", "2020-01-02"),
        ]


def test_as_of_a_day_later_symbols_are_unknown(path: Path) -> None:
    with Ledger(path, date(2023, 5, 31)) as ledger:
        assert typed_symbols(ledger) == [
            Typed(ISSUER, "OLD", "2023-05-02"),
            Typed(ISSUER + 1, "OLD", "2020-01-02"),
        ]
