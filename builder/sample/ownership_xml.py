"""A made filing to ownership XML, in the order of the SEC's schemas.

Written with joins, since a market year has to be made in minutes. The habits of filing
software (indentation, how a "yes" is typed, whether empty boxes are left out) come from a
style, one per filing agent; what is said never depends on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from builder.sample.document import Cell

if TYPE_CHECKING:
    from builder.sample.document import Document, Party, Row


@dataclass(frozen=True, slots=True)
class Style:
    """The habits of one filing agent's software."""

    file_name: str
    description: str
    breaks: tuple[str, ...]  # what stands before a line at each depth; empty: one long line
    inline: bool = True  # value and notes of a box on one line
    spaced: bool = False  # an empty line between the parts of the header
    yes: str = "1"
    no: str = "0"
    swap_no: str = "0"
    says_no: bool = False  # role flags that are false are written out
    empties: bool = False  # empty boxes are written out
    timeliness: bool = True  # an empty timeliness is written out
    zeros: str = ""  # appended to whole numbers
    final_balance: bool = False  # every row shows the end balance
    declaration: str = '<?xml version="1.0"?>'


def _breaks(width: int) -> tuple[str, ...]:
    return tuple("\n" + " " * width * depth for depth in range(7))


_NO_BREAKS = ("",) * 7

STYLES: tuple[Style, ...] = (
    Style("form4.xml", "PRIMARY DOCUMENT", _breaks(2), spaced=True),
    Style(
        "primary_doc.xml",
        "PRIMARY DOCUMENT",
        _breaks(1),
        yes="true",
        no="false",
        swap_no="0",
        empties=True,
    ),
    Style("edgar.xml", "FORM 4", _breaks(0), says_no=True, final_balance=True, timeliness=False),
    Style(
        "wk-form4.xml",
        "FORM 4",
        _breaks(2),
        yes="true",
        no="false",
        swap_no="false",
        says_no=True,
        zeros=".0",
    ),
    Style("ownership.xml", "", _breaks(4), inline=False, says_no=True, spaced=True, empties=True),
    Style("doc4.xml", "OWNERSHIP DOCUMENT", _NO_BREAKS, final_balance=True),
    Style("form4.xml", "PRIMARY DOCUMENT", _breaks(4), yes="true", no="false", swap_no="false"),
)


def escape(text: str) -> str:
    """Text as XML carries it."""
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


class _Writer:
    """Puts elements together in one style."""

    __slots__ = ("breaks", "style", "zeros")

    def __init__(self, style: Style, *, one_line: bool) -> None:
        self.style = style
        self.breaks = _NO_BREAKS if one_line else style.breaks
        self.zeros = style.zeros

    def plain(self, name: str, text: str) -> str:
        """An element without the ``value`` wrapping."""
        return f"<{name}>{escape(text)}</{name}>"

    def flag(self, name: str, *, yes: bool) -> str:
        return f"<{name}>{self.style.yes if yes else self.style.no}</{name}>"

    def group(self, name: str, children: list[str], depth: int) -> str:
        inner = self.breaks[depth + 1]
        return f"<{name}>{inner}{inner.join(children)}{self.breaks[depth]}</{name}>"

    def cell(self, name: str, cell: Cell, depth: int) -> str:
        """An element with its ``value`` and its notes."""
        parts = [] if cell.value is None else [f"<value>{escape(cell.value)}</value>"]
        parts += [f'<footnoteId id="{note}"/>' for note in cell.notes]
        if not parts:
            return f"<{name}></{name}>"
        if self.style.inline:
            return f"<{name}>{''.join(parts)}</{name}>"
        return self.group(name, parts, depth)

    def amount(self, name: str, cell: Cell, depth: int) -> str:
        """A cell with a number in it, with the zeros that some software adds."""
        if self.zeros and cell.value and "." not in cell.value:
            cell = Cell(cell.value + self.zeros, cell.notes)
        return self.cell(name, cell, depth)


def write_xml(document: Document, style: Style) -> str:
    """The whole ownership document as text."""
    writer = _Writer(style, one_line=document.one_line)
    if document.schema == "X0101":
        parts = _early_parts(writer, document)
    else:
        parts = _parts(writer, document)
    gap = writer.breaks[0] if style.spaced else ""
    inner = gap + writer.breaks[1]
    body = inner.join(parts)
    root = f"<ownershipDocument>{inner}{body}{writer.breaks[0]}</ownershipDocument>"
    text = f"{style.declaration}{writer.breaks[0]}{root}{writer.breaks[0] and chr(10)}"
    for change in document.text_changes:
        text = change(text)
    return text


def _parts(writer: _Writer, document: Document) -> list[str]:
    parts = _header(writer, document)
    parts += [_owner(writer, party, document.schema) for party in document.parties]
    if document.plan is not None:
        parts.append(writer.flag("aff10b5One", yes=document.plan))
    for derivative, name in ((False, "nonDerivativeTable"), (True, "derivativeTable")):
        rows = [
            _row(writer, row, document) for row in document.rows if row.derivative is derivative
        ]
        if rows:
            parts.append(writer.group(name, rows, 1))
        elif writer.style.empties:
            parts.append(f"<{name}></{name}>")
    return parts + _tail(writer, document)


def _header(writer: _Writer, document: Document) -> list[str]:
    form = document.form
    parts = [
        writer.plain("schemaVersion", document.schema),
        writer.plain("documentType", form),
        writer.plain("periodOfReport", document.period.isoformat()),
    ]
    if document.schema == "X0201":
        del parts[1]  # as in the documents of 2003: the header alone names the form
    if document.original:
        parts.append(writer.plain("dateOfOriginalSubmission", document.original.isoformat()))
    if form[0] == "3":
        if document.inserted:
            parts.append(writer.plain("noSecuritiesOwned", "0" if document.rows else "1"))
        elif not document.rows or writer.style.says_no:
            parts.append(writer.flag("noSecuritiesOwned", yes=not document.rows))
    elif document.exits or writer.style.says_no:
        parts.append(writer.flag("notSubjectToSection16", yes=document.exits))
    if form[0] == "5":
        threes = any(row.holding and row.form_type == "3" for row in document.rows)
        fours = any(not row.holding and row.form_type == "4" for row in document.rows)
        for name, yes in (
            ("form3HoldingsReported", threes),
            ("form4TransactionsReported", fours),
        ):
            inserted = writer.plain(name, str(int(yes)))
            parts.append(inserted if document.inserted else writer.flag(name, yes=yes))
    issuer = [
        writer.plain("issuerCik", f"{document.issuer.cik:010d}"),
        writer.plain("issuerName", document.issuer_name),
        writer.plain("issuerTradingSymbol", document.ticker),
    ]
    if document.schema >= "X0609":
        issuer.append(writer.plain("issuerForeignTradingSymbol", document.issuer.foreign_symbol))
    parts.append(writer.group("issuer", issuer, 1))
    return parts


def _owner(writer: _Writer, party: Party, schema: str) -> str:
    identity = [
        writer.plain("rptOwnerCik", f"{party.cik:010d}"),
        writer.plain("rptOwnerName", party.name),
    ]
    groups = [
        writer.group("reportingOwnerId", identity, 2),
        writer.group("reportingOwnerAddress", _address(writer, party, schema), 2),
        writer.group("reportingOwnerRelationship", _relationship(writer, party), 2),
    ]
    return writer.group("reportingOwner", groups, 1)


def _address(writer: _Writer, party: Party, schema: str) -> list[str]:
    place = party.address
    modern = schema >= "X0609"
    lines = []
    if modern:
        lines.append(writer.flag("rptOwnerNonUSAddressFlag", yes=place.foreign))
    lines.append(writer.plain("rptOwnerStreet1", place.street1))
    if place.street2 or writer.style.empties:
        lines.append(writer.plain("rptOwnerStreet2", place.street2))
    lines.append(writer.plain("rptOwnerCity", place.city))
    if modern and place.foreign:
        lines.append(writer.plain("rptOwnerNonUSStateTerritory", place.territory))
        lines.append(writer.plain("rptOwnerCountry", place.state))
    else:
        lines.append(writer.plain("rptOwnerState", place.state))
    lines.append(writer.plain("rptOwnerZipCode", place.zip))
    if schema != "X0101" and writer.style.empties:
        described = place.territory if place.foreign and not modern else ""
        lines.append(writer.plain("rptOwnerStateDescription", described))
    return lines


def _relationship(writer: _Writer, party: Party) -> list[str]:
    flags = (
        ("isDirector", party.director),
        ("isOfficer", party.officer),
        ("isTenPercentOwner", party.ten_percent),
        ("isOther", party.other),
    )
    says_no = writer.style.says_no
    lines = [writer.flag(name, yes=yes) for name, yes in flags if yes or says_no]
    if party.title:
        lines.append(writer.plain("officerTitle", party.title))
    if party.other_text:
        lines.append(writer.plain("otherText", party.other_text))
    return lines


def _row(writer: _Writer, row: Row, document: Document) -> str:
    kind = "Holding" if row.holding else "Transaction"
    name = f"{'derivative' if row.derivative else 'nonDerivative'}{kind}"
    parts = [writer.cell("securityTitle", row.title, 3)]
    if row.derivative:
        parts.append(writer.amount("conversionOrExercisePrice", row.strike, 3))
    if row.holding:
        if row.form_type:
            form_type = [writer.plain("transactionFormType", row.form_type)]
            form_type += [f'<footnoteId id="{note}"/>' for note in row.coding_notes]
            parts.append(writer.group("transactionCoding", form_type, 3))
    else:
        parts += _trade(writer, row)
    if row.derivative:
        parts += _terms(writer, row)
    # A derivative line of a Form 3 has no balance: its size is the underlying amount.
    if not (row.derivative and row.holding and document.form[0] == "3"):
        parts.append(_balance(writer, row))
    parts.append(_nature(writer, row))
    return writer.group(name, parts, 2)


def _trade(writer: _Writer, row: Row) -> list[str]:
    style = writer.style
    parts = [writer.cell("transactionDate", row.date or Cell(), 3)]
    if row.deemed is not None:
        parts.append(writer.cell("deemedExecutionDate", row.deemed, 3))
    elif style.empties:
        parts.append("<deemedExecutionDate></deemedExecutionDate>")
    if row.code is not None:
        swap = style.yes if row.swap else style.swap_no
        coding = [
            writer.plain("transactionFormType", row.form_type or "4"),
            writer.plain("transactionCode", row.code),
            f"<equitySwapInvolved>{swap}</equitySwapInvolved>",
        ]
        coding += [f'<footnoteId id="{note}"/>' for note in row.coding_notes]
        parts.append(writer.group("transactionCoding", coding, 3))
    if row.timeliness is not None:
        parts.append(writer.cell("transactionTimeliness", row.timeliness, 3))
    elif style.timeliness:
        parts.append("<transactionTimeliness></transactionTimeliness>")
    count = "transactionTotalValue" if row.by_value else "transactionShares"
    amounts = [
        writer.amount(count, row.amount, 4),
        writer.amount("transactionPricePerShare", row.price, 4),
        writer.cell("transactionAcquiredDisposedCode", row.acquired, 4),
    ]
    parts.append(writer.group("transactionAmounts", amounts, 3))
    return parts


def _terms(writer: _Writer, row: Row, depth: int = 3) -> list[str]:
    amount = "underlyingSecurityValue" if row.underlying_by_value else "underlyingSecurityShares"
    underlying = [
        writer.cell("underlyingSecurityTitle", row.underlying, depth + 1),
        writer.amount(amount, row.underlying_amount, depth + 1),
    ]
    return [
        writer.cell("exerciseDate", row.exercise, depth),
        writer.cell("expirationDate", row.expires, depth),
        writer.group("underlyingSecurity", underlying, depth),
    ]


def _balance(writer: _Writer, row: Row, depth: int = 3) -> str:
    name = "valueOwnedFollowingTransaction" if row.by_value else "sharesOwnedFollowingTransaction"
    balance = writer.amount(name, row.after, depth + 1)
    return writer.group("postTransactionAmounts", [balance], depth)


def _nature(writer: _Writer, row: Row, depth: int = 3) -> str:
    parts = [writer.cell("directOrIndirectOwnership", row.ownership, depth + 1)]
    if row.nature is not None:
        parts.append(writer.cell("natureOfOwnership", row.nature, depth + 1))
    return writer.group("ownershipNature", parts, depth)


def _tail(writer: _Writer, document: Document) -> list[str]:
    parts = []
    if document.notes:
        notes = [f'<footnote id="{key}">{escape(text)}</footnote>' for key, text in document.notes]
        parts.append(writer.group("footnotes", notes, 1))
    elif writer.style.empties:
        parts.append("<footnotes></footnotes>")
    if document.remarks:
        parts.append(writer.plain("remarks", document.remarks))
    elif writer.style.empties:
        parts.append("<remarks></remarks>")
    for name, day in document.signatures:
        signature = [
            writer.plain("signatureName", name),
            writer.plain("signatureDate", day.isoformat()),
        ]
        parts.append(writer.group("ownerSignature", signature, 1))
    return parts


def _early_parts(writer: _Writer, document: Document) -> list[str]:
    """The first schema, of spring 2003: rows directly under the root, no form type."""
    parts = _header(writer, document)
    parts = [part for part in parts if not part.startswith("<documentType>")]
    parts += [_owner(writer, party, document.schema) for party in document.parties]
    parts += [_early_row(writer, row) for row in document.rows]
    return parts + _tail(writer, document)


def _early_row(writer: _Writer, row: Row) -> str:
    parts = [writer.cell("securityTitle", row.title, 2)]
    if row.derivative:
        parts.append(writer.amount("conversionOrExercisePrice", row.strike, 2))
    if not row.holding:
        parts.append(writer.cell("transactionDate", row.date or Cell(), 2))
        coding = [writer.plain("transactionCode", row.code or "")]
        parts.append(writer.group("transactionCoding", coding, 2))
        amounts = [
            writer.amount("transactionShares", row.amount, 3),
            writer.amount("transactionValue", row.price, 3),
            writer.cell("transactionAcquiredDisposedCode", row.acquired, 3),
        ]
        parts.append(writer.group("transactionAmounts", amounts, 2))
    if row.derivative:
        parts += _terms(writer, row, 2)
    if row.after.value is not None:
        parts.append(_balance(writer, row, 2))
    parts.append(_nature(writer, row, 2))
    return writer.group(
        "derivativeSecurity" if row.derivative else "nonDerivativeSecurity", parts, 1
    )
