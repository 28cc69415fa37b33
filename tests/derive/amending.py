"""Reports and their amendments made for one test each, and what comes of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from builder.derive.amendments import Amended, RowChange, derive_amendments
from builder.derive.keys import RowKey, key_of
from builder.model import Filing
from tests.forms import SALE, Cells, filing_of, form_xml, sale

FIRST = "2024-05-03"
LATER = "2024-05-20"

HOLDING: dict[str, str | tuple[str, ...]] = {
    "securityTitle": "Common Stock",
    "sharesOwnedFollowingTransaction": "500",
    "directOrIndirectOwnership": "I",
    "natureOfOwnership": "By Trust",
}
OPTION: dict[str, str | tuple[str, ...]] = {
    "securityTitle": "Stock Option (Right to Buy)",
    "conversionOrExercisePrice": "10.00",
    "expirationDate": "2030-01-01",
    "underlyingSecurityTitle": "Common Stock",
    "underlyingSecurityShares": "300",
    "sharesOwnedFollowingTransaction": "300",
    "directOrIndirectOwnership": "D",
}
Rows = Sequence[tuple[str, Cells]]


def held(**cells: str | tuple[str, ...]) -> tuple[str, Cells]:
    """A Table I holding by a trust, with some of its cells changed."""
    return ("nonDerivativeHolding", HOLDING | cells)


def option(**cells: str | tuple[str, ...]) -> tuple[str, Cells]:
    """A Table II holding of an option, with some of its cells changed."""
    return ("derivativeHolding", OPTION | cells)


def sold(shares: int, left: int, **cells: str | tuple[str, ...]) -> tuple[str, Cells]:
    """A sale of so many shares that leaves so many."""
    return sale(transactionShares=str(shares), sharesOwnedFollowingTransaction=str(left), **cells)


def report(
    number: int,
    rows: Rows = (("nonDerivativeTransaction", SALE),),
    *,
    filed: str | None = FIRST,
    form: str = "4",
    accepted: str | None = None,
    **more: Any,
) -> Filing:
    """A report with its filing day; ``number`` makes its accession number."""
    filing = filing_of(form_xml(rows, form=form, **more), f"9000000001-24-{number:06d}")
    return filing._replace(
        filed=date.fromisoformat(filed) if filed else None,
        accepted=datetime.fromisoformat(accepted) if accepted else None,
    )


def amendment(
    number: int,
    rows: Rows = (("nonDerivativeTransaction", SALE),),
    *,
    of: str | None = FIRST,
    filed: str | None = LATER,
    form: str = "4/A",
    **more: Any,
) -> Filing:
    """An amendment that gives a day as the day of the original submission."""
    filing = report(number, rows, filed=filed, form=form, **more)
    return filing._replace(original_filed=date.fromisoformat(of) if of else None)


def rows_that_count(filings: Sequence[Filing], amended: Amended | None = None) -> set[RowKey]:
    """The effective rows: all of them but the superseded."""
    found = amended if amended is not None else derive_amendments(filings)
    return {
        key_of(filing, row)
        for filing in filings
        for row in filing.rows
        if key_of(filing, row) not in found.superseded
    }


def numbers(keys: set[RowKey]) -> list[tuple[int, str, int]]:
    """Row keys short enough to read: the filing's number, the table, the row."""
    return sorted((int(key.accession[-6:]), key.table, key.row) for key in keys)


def changes_of(*filings: Filing) -> list[RowChange]:
    """What the last of the filings changes."""
    return list(derive_amendments(filings).changes[filings[-1].accession])


def fates(*filings: Filing) -> list[tuple[int, str, int, str]]:
    """The same, short enough to read."""
    return [
        (int(c.row.accession[-6:]), c.row.table, c.row.row, c.fate) for c in changes_of(*filings)
    ]
