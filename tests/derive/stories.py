"""Small filings for tests of the ledger: rows in one line each, filings by number.

``row("S", 10, 90)`` is a sale of 10 that leaves 90; ``filed(3, …)`` is the third filing, of
3 May 2024. Everything else can be said by keyword.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from builder.model import Filing
from tests.forms import Cells, filing_of, form_xml, owner_xml

Value = str | tuple[str, ...]
Row = tuple[str, Cells]

_ACQUIRES = frozenset("PAMCLXGWI")
JANE = ("9000000101", "DOE JANE")
JOHN = ("9000000102", "DOE JOHN")
FUND = ("9000000103", "EXAMPLE FUND LP")


def row(
    code: str,
    shares: str | int,
    after: Value | int | None,
    *,
    day: str = "",
    way: str = "",
    held: str = "D",
    nature: Value = "",
    title: Value = "Common Stock",
    **cells: Value,
) -> Row:
    """A transaction of Table I; acquired or disposed of as the code usually means."""
    said: dict[str, Value] = {
        "securityTitle": title,
        "transactionDate": day or "2024-05-01",
        "transactionFormType": "4",
        "transactionCode": code,
        "equitySwapInvolved": "0",
        "transactionShares": str(shares),
        "transactionPricePerShare": "10",
        "transactionAcquiredDisposedCode": way or ("A" if code in _ACQUIRES else "D"),
        "directOrIndirectOwnership": held,
    }
    if after is not None:
        said["sharesOwnedFollowingTransaction"] = _text(after)
    if nature:
        said["natureOfOwnership"] = nature
    return ("nonDerivativeTransaction", said | cells)


def holding(
    owned: Value | int,
    *,
    held: str = "D",
    nature: Value = "",
    title: Value = "Common Stock",
    **cells: Value,
) -> Row:
    """A holding of Table I."""
    said: dict[str, Value] = {
        "securityTitle": title,
        "sharesOwnedFollowingTransaction": _text(owned),
        "directOrIndirectOwnership": held,
    }
    if nature:
        said["natureOfOwnership"] = nature
    return ("nonDerivativeHolding", said | cells)


def _text(value: Value | int) -> Value:
    return str(value) if isinstance(value, int) else value


def filed(
    number: int,
    *rows: Row,
    day: str = "",
    period: str = "",
    form: str = "4",
    people: Sequence[tuple[str, str]] = (JANE,),
    notes: dict[str, str] | None = None,
    remarks: str = "",
    amends: str = "",
    leaves: bool = False,
    accepted: str = "",
) -> Filing:
    """The filing with this number, filed on the day with this number in May 2024."""
    on = day or f"2024-05-{number:02}"
    dated = [
        (kind, cells if cells.get("transactionDate") != "2024-05-01" or kind.endswith("Holding")
         else dict(cells) | {"transactionDate": period or on})
        for kind, cells in rows
    ]  # fmt: skip
    extra = f"<dateOfOriginalSubmission>{amends}</dateOfOriginalSubmission>" if amends else ""
    extra += "<notSubjectToSection16>1</notSubjectToSection16>" if leaves else ""
    data = form_xml(
        dated,
        form=form,
        period=period or on,
        signature=("/s/ Jane Doe", on),
        footnotes=notes,
        remarks=remarks,
        owners=[owner_xml(cik, name) for cik, name in people],
        extra=extra,
    )
    filing = filing_of(data, f"9000000001-24-{number:06}")
    at = datetime.fromisoformat(accepted or f"{on}T16:00:00")
    return filing._replace(filed=at.date(), accepted=at)
