"""Ownership filings made for one test each: the XML text, and the Filing read from it.

Every string is escaped, so a test may put any text anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from builder.filings.reader import read_filing
from builder.model import Filing

WRAPPED = {
    "conversionOrExercisePrice", "transactionDate", "deemedExecutionDate", "transactionTimeliness",
    "transactionShares", "transactionTotalValue", "transactionPricePerShare",
    "transactionAcquiredDisposedCode", "exerciseDate", "expirationDate", "underlyingSecurityTitle",
    "underlyingSecurityShares", "underlyingSecurityValue", "sharesOwnedFollowingTransaction",
    "valueOwnedFollowingTransaction", "directOrIndirectOwnership", "natureOfOwnership",
    "securityTitle",
}  # fmt: skip
_GROUPS = {
    "transactionFormType": "transactionCoding",
    "transactionCode": "transactionCoding",
    "equitySwapInvolved": "transactionCoding",
    "transactionShares": "transactionAmounts",
    "transactionTotalValue": "transactionAmounts",
    "transactionPricePerShare": "transactionAmounts",
    "transactionAcquiredDisposedCode": "transactionAmounts",
    "underlyingSecurityTitle": "underlyingSecurity",
    "underlyingSecurityShares": "underlyingSecurity",
    "underlyingSecurityValue": "underlyingSecurity",
    "sharesOwnedFollowingTransaction": "postTransactionAmounts",
    "valueOwnedFollowingTransaction": "postTransactionAmounts",
    "directOrIndirectOwnership": "ownershipNature",
    "natureOfOwnership": "ownershipNature",
}
_ORDER = (
    "securityTitle", "conversionOrExercisePrice", "transactionDate", "deemedExecutionDate",
    "transactionCoding", "transactionTimeliness", "transactionAmounts", "exerciseDate",
    "expirationDate", "underlyingSecurity", "postTransactionAmounts", "ownershipNature",
)  # fmt: skip

Cells = Mapping[str, str | tuple[str, ...]]

SALE: dict[str, str | tuple[str, ...]] = {
    "securityTitle": "Common Stock",
    "transactionDate": "2024-05-01",
    "transactionFormType": "4",
    "transactionCode": "S",
    "equitySwapInvolved": "0",
    "transactionShares": "1000",
    "transactionPricePerShare": "12.50",
    "transactionAcquiredDisposedCode": "D",
    "sharesOwnedFollowingTransaction": "9000",
    "directOrIndirectOwnership": "D",
}


def cell_xml(name: str, value: str | tuple[str, ...]) -> str:
    """One element: a text, or a tuple of a text and the footnote ids on it."""
    text, *notes = (value,) if isinstance(value, str) else value
    refs = "".join(f"<footnoteId id={quoteattr(note)}/>" for note in notes)
    if name not in WRAPPED:
        return f"<{name}>{escape(text)}</{name}>{refs}"
    inner = f"<value>{escape(text)}</value>" if text else ""
    return f"<{name}>{inner}{refs}</{name}>"


def row_xml(element: str, cells: Cells) -> str:
    """One row, its cells grouped and ordered as the schema wants them."""
    parts: dict[str, str] = {}
    for name, value in cells.items():
        place = _GROUPS.get(name, name)
        parts[place] = parts.get(place, "") + cell_xml(name, value)
    body = "".join(
        parts[place] if place in WRAPPED else f"<{place}>{parts[place]}</{place}>"
        for place in _ORDER
        if place in parts
    )
    return f"<{element}>{body}</{element}>"


def owner_xml(cik: str = "9000000101", name: str = "DOE JANE", roles: str = "") -> str:
    """One reporting owner; ``roles`` is XML, a director by default."""
    return (
        f"<reportingOwner><reportingOwnerId><rptOwnerCik>{escape(cik)}</rptOwnerCik>"
        f"<rptOwnerName>{escape(name)}</rptOwnerName></reportingOwnerId>"
        f"<reportingOwnerRelationship>{roles or '<isDirector>1</isDirector>'}"
        "</reportingOwnerRelationship></reportingOwner>"
    )


def form_xml(
    rows: Sequence[tuple[str, Cells]] = (("nonDerivativeTransaction", SALE),),
    *,
    form: str = "4",
    period: str = "2024-05-01",
    issuer: tuple[str, str, str] = ("9000000001", "Example Works Inc", "EXWK"),
    owners: Sequence[str] = (),
    footnotes: Mapping[str, str] | None = None,
    remarks: str = "",
    signature: tuple[str, str] = ("/s/ Jane Doe", "2024-05-02"),
    extra: str = "",
) -> bytes:
    """A whole ``ownershipDocument``; ``extra`` is XML that stands before the tables."""
    first = "".join(row_xml(e, c) for e, c in rows if e.startswith("nonDerivative"))
    second = "".join(row_xml(e, c) for e, c in rows if e.startswith("derivative"))
    notes = "".join(
        f"<footnote id={quoteattr(key)}>{escape(text)}</footnote>"
        for key, text in (footnotes or {}).items()
    )
    cik, name, symbol = issuer
    return (
        "<?xml version='1.0'?>\n<ownershipDocument><schemaVersion>X0508</schemaVersion>"
        f"<documentType>{escape(form)}</documentType><periodOfReport>{period}</periodOfReport>"
        f"<issuer><issuerCik>{escape(cik)}</issuerCik><issuerName>{escape(name)}</issuerName>"
        f"<issuerTradingSymbol>{escape(symbol)}</issuerTradingSymbol></issuer>"
        f"{''.join(owners) or owner_xml()}{extra}"
        f"<nonDerivativeTable>{first}</nonDerivativeTable>"
        f"<derivativeTable>{second}</derivativeTable><footnotes>{notes}</footnotes>"
        f"<remarks>{escape(remarks)}</remarks><ownerSignature><signatureName>"
        f"{escape(signature[0])}</signatureName><signatureDate>{escape(signature[1])}</signatureDate>"
        "</ownerSignature></ownershipDocument>"
    ).encode()


def filing_of(data: bytes, accession: str = "9000000001-24-000001") -> Filing:
    """Read a form as if it lay in a file named by its accession number."""
    return read_filing(data, f"{accession}.xml")


def sale(**cells: str | tuple[str, ...]) -> tuple[str, Cells]:
    """A Table I sale with some of its cells changed."""
    return ("nonDerivativeTransaction", SALE | cells)
