"""Ownership documents for tests, as text: every element is written where a test can see it."""

from __future__ import annotations

from builder.filings.document import Document
from builder.filings.noticed import UNREAD
from builder.filings.ownership_xml import parse_document
from builder.filings.reader import read_filing
from builder.model import Cell, Filing, Owner, Row

HEAD = (
    "<schemaVersion>X0508</schemaVersion><documentType>4</documentType>"
    "<periodOfReport>2024-05-01</periodOfReport>"
)
ISSUER = (
    "<issuer><issuerCik>9000000001</issuerCik><issuerName>Example Works Inc</issuerName>"
    "<issuerTradingSymbol>EXWK</issuerTradingSymbol></issuer>"
)
OWNER = (
    "<reportingOwner><reportingOwnerId><rptOwnerCik>9000000101</rptOwnerCik>"
    "<rptOwnerName>Doe Jane</rptOwnerName></reportingOwnerId>"
    "<reportingOwnerRelationship><isDirector>1</isDirector></reportingOwnerRelationship>"
    "</reportingOwner>"
)
SIGNATURE = (
    "<ownerSignature><signatureName>/s/ Jane Doe</signatureName>"
    "<signatureDate>2024-05-02</signatureDate></ownerSignature>"
)
_NOTES = {"F1": "One.", "F2": "Two."}
EXIT = "<notSubjectToSection16>1</notSubjectToSection16>"  # what a Form 4 without rows must have


def notes_for(body: str) -> str:
    """The notes that a body refers to, of the two that there are."""
    notes = "".join(
        f'<footnote id="{name}">{text}</footnote>'
        for name, text in _NOTES.items()
        if f'id="{name}"' in body
    )
    return f"<footnotes>{notes}</footnotes>"


BOTH_NOTES = (
    '<footnotes><footnote id="F1">One.</footnote><footnote id="F2">Two.</footnote></footnotes>'
)


def document_xml(
    body: str = EXIT,
    *,
    head: str = HEAD,
    issuer: str = ISSUER,
    owners: str = OWNER,
    notes: str | None = None,
    after: str = SIGNATURE,
) -> str:
    """A whole document; ``body`` is what stands between the owners and the footnotes.

    Without ``notes`` it has those that the body refers to.
    """
    notes = notes_for(body) if notes is None else notes
    return f"<ownershipDocument>{head}{issuer}{owners}{body}{notes}{after}</ownershipDocument>"


def nest(path: str, inside: str = "") -> str:
    """Elements within each other: ``nest("a/b", "x")`` is ``<a><b>x</b></a>``."""
    for name in reversed(path.split("/")):
        inside = f"<{name}>{inside}</{name}>"
    return inside


def read(text: str | bytes) -> Document:
    """What the document says."""
    return parse_document(text.encode() if isinstance(text, str) else text)


def read_file(data: bytes, path: str = "doc.xml") -> Filing:
    """The filing in a file."""
    return read_filing(data, path)


def row_xml(body: str, kind: str = "nonDerivativeTransaction") -> str:
    """A document with one row."""
    table = "derivativeTable" if kind.startswith("derivative") else "nonDerivativeTable"
    return document_xml(f"<{table}><{kind}>{body}</{kind}></{table}>")


def one_row(body: str, kind: str = "nonDerivativeTransaction") -> Row:
    """The only row of a document with this inside it."""
    (row,) = read(row_xml(body, kind)).rows
    return row


def shares(inside: str) -> Cell[object] | None:
    """The number of shares, from what stands in its element."""
    row = one_row(nest("transactionAmounts/transactionShares", inside))
    return row.transaction_shares  # type: ignore[return-value]  # tests look at any kind of value


def one_owner(inside: str) -> Owner:
    """The only owner of a document with this inside its element."""
    text = document_xml(owners=f"<reportingOwner>{inside}</reportingOwner>")
    (owner,) = read(text).owners
    return owner


def warned(text: str | bytes) -> list[tuple[str, str, str]]:
    """The warnings of a document: where, what was expected, what was found."""
    return [(w.where, w.expected, w.found) for w in read(text).warnings]


def unread(text: str | bytes) -> dict[str, str]:
    """What nobody reads in a document, by name."""
    return {where: found for where, expected, found in warned(text) if expected == UNREAD}
