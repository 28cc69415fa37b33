"""Ownership XML (Forms 3, 4 and 5, X0101 to X0609) to what the form says.

``parse_document`` takes the bytes of one ``ownershipDocument`` and returns a
:class:`Document`: no file, no network, no clock, so the same bytes always give
equal values. Elements are found by name, never by position. Two things are
noticed and never dropped in silence: text that is not what the schema asks for
stays as ``raw`` on its cell, and elements, attributes or text that no field takes
are counted by name as warnings, so that a new schema shows up as a number.

Sources: the EDGAR Ownership XML Technical Specification and its schemas (v5.5);
sections 1 and 8 of the forms reference.
"""

from __future__ import annotations

import re
from typing import Any, cast

from lxml import etree

from builder.errors import ReadError
from builder.filings.cell_readers import BLANK, new, readers, slot_of
from builder.filings.document import FORMS, ROOT, Document
from builder.filings.noticed import Noticed, in_one_line
from builder.filings.odd import of_notes
from builder.filings.safe_xml import BYTE_ORDER_MARK, parse_root, strip_namespaces
from builder.filings.values import Reader, parse_cik, parse_date, parse_flag, parse_number
from builder.model import (
    CELL_NAMES,
    Address,
    Cell,
    Issuer,
    Kind,
    Owner,
    Row,
    Signature,
    Table,
)


def parse_document(data: bytes, first_line: int | None = 1) -> Document:
    """Read one ``ownershipDocument``.

    ``first_line`` is the line of the file on which the document starts, so that
    warnings name lines of the file; None if its lines are no longer the file's.
    Raises ReadError if the bytes are not well-formed XML or the root is another element.
    """
    text = data.removeprefix(BYTE_ORDER_MARK).lstrip()  # oddity 5: white space before <?xml
    line = (first_line or 1) + data.count(b"\n", 0, len(data) - len(text))
    root = parse_root(text, line)
    if root.tag != ROOT:
        raise ReadError("document", line, f"<{ROOT}>", f"<{in_one_line(str(root.tag))}>")
    known_line = line if first_line else None
    reading = _Reading(root, known_line, _equals_signs(text))
    document = reading.document()
    # Two rare things are found out only by reading: names in a namespace, and markup in a text,
    # where white space between elements counts. Then the document is read again with care.
    if reading.has_markup or any("{" in warning.where for warning in document.warnings):
        exact = parse_root(text, line, exact=True)
        strip_namespaces(exact)
        document = _Reading(exact, known_line, _equals_signs(text)).document()
    return document


def _equals_signs(data: bytes) -> int:
    """At least as many as the document has attributes; those of the XML declaration left out."""
    declared = data.count(b"=", 0, data.find(b"?>") + 1) if data.startswith(b"<?xml") else 0
    return data.count(b"=") - declared


# Where the fields of a row stand.


def _element(name: str) -> str:
    """``security_title`` is the schema's ``securityTitle``."""
    return re.sub(r"_([a-z])", lambda match: match[1].upper(), name)


_FIELDS = {_element(name): slot_of(name) for name in CELL_NAMES}
_FIELDS["transactionValue"] = slot_of("transaction_price_per_share")  # so called in X0101 (2003)
_READERS = readers(parse_number, parse_date)
_CODE, _DATE = slot_of("transaction_code"), slot_of("transaction_date")
_CODING = "transactionCoding"
_GROUPS = frozenset(
    {_CODING, "transactionAmounts", "underlyingSecurity", "postTransactionAmounts",
     "ownershipNature"}
)  # fmt: skip
_TABLES = frozenset({"nonDerivativeTable", "derivativeTable"})
# X0101 has no tables, its rows stand under the root, and one without a date is a holding.
_ROWS: dict[str, tuple[Table, Kind | None]] = {
    "nonDerivativeTransaction": ("I", "transaction"),
    "nonDerivativeHolding": ("I", "holding"),
    "nonDerivativeSecurity": ("I", None),
    "derivativeTransaction": ("II", "transaction"),
    "derivativeHolding": ("II", "holding"),
    "derivativeSecurity": ("II", None),
}

# What an element of a row holds: itself, its own text, the text of its <value>, its footnotes.
_Part = list[Any]

# The unwrapped elements, by the element that they stand in: the name that each is kept under, and
# how its text is read.
_Names = dict[str, tuple[str, Reader | None]]


def _names(*texts: str, **readers: Reader) -> _Names:
    plain: _Names = {name: (name, None) for name in texts}
    return plain | {name: (name, reader) for name, reader in readers.items()}


_HEAD = _names(
    "schemaVersion",
    "documentType",
    "remarks",
    periodOfReport=parse_date,
    dateOfOriginalSubmission=parse_date,
    noSecuritiesOwned=parse_flag,
    notSubjectToSection16=parse_flag,
    form3HoldingsReported=parse_flag,
    form4TransactionsReported=parse_flag,
    aff10b5One=parse_flag,
)
_HEAD["aff10B5One"] = _HEAD["aff10b5One"]  # so spelt by some writers
_ISSUER = _names(
    "issuerName", "issuerTradingSymbol", "issuerForeignTradingSymbol", issuerCik=parse_cik
)
_OWNER = {
    "reportingOwnerId": _names("rptOwnerName", rptOwnerCik=parse_cik),
    "reportingOwnerAddress": _names(
        "rptOwnerStreet1",
        "rptOwnerStreet2",
        "rptOwnerCity",
        "rptOwnerNonUSStateTerritory",
        "rptOwnerState",
        "rptOwnerCountry",
        "rptOwnerZipCode",
        "rptOwnerStateDescription",
        rptOwnerNonUSAddressFlag=parse_flag,
        rptOwnerGoodAddress=parse_flag,
    ),
    "reportingOwnerRelationship": _names(
        "officerTitle",
        "otherText",
        isDirector=parse_flag,
        isOfficer=parse_flag,
        isTenPercentOwner=parse_flag,
        isOther=parse_flag,
    ),
}
_OWNER["reportingOwnerAddress"]["rptOwnerCounrty"] = ("rptOwnerCountry", None)  # a known slip
_SIGNATURE = _names("signatureName", signatureDate=parse_date)


class _Reading:
    """One document while it is read: what was noticed, and how much of it was taken."""

    __slots__ = ("equals_signs", "has_markup", "ids", "noticed", "referenced", "root", "texts")

    def __init__(self, root: etree._Element, first_line: int | None, equals_signs: int) -> None:
        self.root = root
        self.equals_signs = equals_signs
        self.noticed = Noticed(root, first_line)
        self.texts = 0  # text nodes that a field took
        self.ids = 0  # footnote ids that a field took
        self.referenced: set[str] = set()
        self.has_markup = False  # inside a text

    def document(self) -> Document:
        """Read all of it."""
        head: dict[str, Any] = {}
        issuer: dict[str, Any] = {}
        owners: list[Owner] = []
        footnotes: dict[str, str] = {}
        signatures: list[Signature] = []
        for child in self.root:
            tag = child.tag
            if tag in _HEAD:
                self._take(child, _HEAD, head)
            elif tag == "reportingOwner":
                owners.append(self._owner(child))
            elif tag == "issuer":
                self._texts(child, _ISSUER, issuer)
            elif tag == "footnotes":
                self._footnotes(child, footnotes)
            elif tag == "ownerSignature":
                signatures.append(self._signature(child))
            elif tag not in _TABLES and tag not in _ROWS:
                self._unread(child)
        rows = self._rows()
        self._count_strays()
        self._check(head, issuer, owners, footnotes)
        return Document(
            head.get("documentType"),
            head.get("schemaVersion"),
            head.get("periodOfReport"),
            head.get("dateOfOriginalSubmission"),
            _issuer(issuer),
            tuple(owners),
            head.get("notSubjectToSection16"),
            head.get("noSecuritiesOwned"),
            head.get("form3HoldingsReported"),
            head.get("form4TransactionsReported"),
            head.get("aff10b5One"),
            rows,
            footnotes,
            head.get("remarks"),
            tuple(signatures),
            self.noticed.result(),
        )

    # Rows are nine tenths of a filing: each is read in one flat pass over its elements, and the
    # branches are ordered by how often they are taken.

    def _rows(self) -> tuple[Row, ...]:
        """All rows of both tables, numbered per table in document order; repeated tables go on."""
        rows: dict[Table, list[Row]] = {"I": [], "II": []}
        for child in self.root:
            for element in child if child.tag in _TABLES else (child,):
                what = _ROWS.get(element.tag)
                if what is not None:
                    table, kind = what
                    rows[table].append(self._row(element, table, len(rows[table]) + 1, kind))
                elif element is not child:
                    self._unread(element)
        return tuple(rows["I"] + rows["II"])

    def _row(self, element: etree._Element, table: Table, number: int, kind: Kind | None) -> Row:
        cells: list[Any] = [table, number, kind, *BLANK]
        parts, code_notes = self._parts(element)
        texts = 0
        for slot, (holder, own, text, noted) in parts.items():
            filed = (text or own or "").strip()
            notes = tuple(noted) if noted else ()
            if filed:
                texts += 1
                reader = _READERS[slot]
                if reader is None:
                    cells[slot] = new(Cell, (filed, notes, None))
                else:
                    value, raw, expected = reader(filed)
                    cells[slot] = new(Cell, (value, notes, raw))
                    if expected:
                        self.noticed.warn(holder, expected, filed)
            elif notes:
                cells[slot] = new(Cell, (None, notes, None))
            if notes:
                self.referenced.update(notes)
        self.texts += texts
        if code_notes:  # a note on the group belongs to the code: the printed form marks that
            self.referenced.update(code_notes)
            code = cells[_CODE] or Cell(None)
            cells[_CODE] = code._replace(footnotes=(*code.footnotes, *code_notes))
        if kind is None:
            cells[2] = "holding" if cells[_DATE] is None else "transaction"
        row: Row = new(Row, cells)
        return row

    def _parts(self, row: etree._Element) -> tuple[dict[int, _Part], list[str]]:
        """What the fields of a row hold, by slot, and the notes on its coding group.

        Text may stand in an element itself (``transactionCode``) or in its ``<value>``;
        both are taken everywhere, and the order of value and notes carries no meaning.
        """
        parts: dict[int, _Part] = {}
        part: _Part = []
        code_notes: list[str] = []
        group: Any = None
        holder: Any = None
        value: Any = None  # the last element whose text may be a value
        for element in row.iterdescendants():
            tag = element.tag
            parent: Any = element.getparent()
            if tag == "value":
                if parent is holder and (part[2] is None or not part[2].strip()):
                    value = element
                    part[2] = element.text
                    continue
            elif tag == "footnoteId":
                if parent is holder:
                    part[3].append(self._note(element))
                    continue
                if parent is group and parent.tag == _CODING:
                    code_notes.append(self._note(element))
                    continue
            elif parent is row or parent is group:
                slot = _FIELDS.get(tag)
                if slot is None:
                    if tag in _GROUPS and parent is row:
                        group = element
                        continue
                elif slot not in parts or _says_nothing(parts[slot]):
                    holder = element
                    part = parts[slot] = [element, element.text, None, []]
                    continue
            self.noticed.unread(element)
            if parent is value and not _follows(element):
                part[2] = self._all_text(value) or None  # markup: none of its text is lost
        return parts, code_notes

    def _note(self, element: etree._Element) -> str:
        """The id on a ``<footnoteId id="F1"/>``; an empty one where it has none."""
        note = element.get("id")
        self.ids += note is not None
        return (note or "").strip()

    # What stands around the tables

    def _texts(self, parent: etree._Element, names: _Names, found: dict[str, Any]) -> None:
        """Read unwrapped children by name into ``found``."""
        for child in parent:
            if child.tag in names:
                self._take(child, names, found)
            else:
                self._unread(child)

    def _take(self, element: etree._Element, names: _Names, found: dict[str, Any]) -> None:
        """Read one unwrapped element, unless another of its name has said something already."""
        tag = element.tag
        text = element.text
        if len(element):  # markup: counted, but its text is not lost
            for inner in element:
                self._unread(inner)
            text = self._all_text(element)
        if text is None or not (text := text.strip()):
            return
        name, reader = names[tag]
        if name in found:
            self.noticed.unread(element)
            return
        self.texts += 1
        if reader is None:
            found[name] = text
            return
        found[name], raw, expected = reader(text)
        if raw is not None:
            found[f"raw {name}"] = raw
        if expected:  # most such fields have no place for raw text: the warning keeps it whole
            self.noticed.warn(element, expected, text, whole=True)

    def _all_text(self, element: etree._Element) -> str:
        self.has_markup = True
        return "".join(cast("Any", element.itertext())).strip()

    def _unread(self, element: etree._Element) -> None:
        for inner in element.iter():
            self.noticed.unread(inner)

    def _owner(self, element: etree._Element) -> Owner:
        found: dict[str, Any] = {}
        for child in element:
            names = _OWNER.get(child.tag)
            if names is None:
                self._unread(child)
            else:
                self._texts(child, names, found)
        return Owner(
            found.get("rptOwnerCik"),
            found.get("rptOwnerName"),
            found.get("isDirector") or False,
            found.get("isOfficer") or False,
            found.get("isTenPercentOwner") or False,
            found.get("isOther") or False,
            found.get("officerTitle"),
            found.get("otherText"),
            _address(found),
        )

    def _signature(self, element: etree._Element) -> Signature:
        found: dict[str, Any] = {}
        self._texts(element, _SIGNATURE, found)
        raw_date = found.get("raw signatureDate")
        return Signature(found.get("signatureName"), found.get("signatureDate"), raw_date)

    def _footnotes(self, element: etree._Element, into: dict[str, str]) -> None:
        for child in element:
            note = child.get("id")
            key = (note or "").strip()
            if child.tag != "footnote" or key in into:
                self._unread(child)
                continue
            text = self._all_text(child) if len(child) else (child.text or "").strip()
            self.ids += note is not None
            self.texts += text != ""
            into[key] = text

    def _check(
        self,
        head: dict[str, Any],
        issuer: dict[str, Any],
        owners: list[Owner],
        footnotes: dict[str, str],
    ) -> None:
        """Warn of what a filing must have and this one lacks; nothing is invented for it."""
        form = head.get("documentType")
        if form is not None and form not in FORMS:
            self.noticed.lacks("documentType 3, 4 or 5, or an amendment", repr(form))
        if issuer.get("issuerCik") is None:
            self.noticed.lacks("an issuerCik")
        if not owners or any(owner.cik is None for owner in owners):
            self.noticed.lacks("a rptOwnerCik for every reporting owner")
        for expected, found in of_notes(self.referenced, footnotes):
            self.noticed.lacks(expected, found)

    def _count_strays(self) -> None:
        """Count text between elements, and attributes that mean nothing.

        There hardly ever are any in a filing that EDGAR accepted, and counts tell cheaply
        whether there is anything to look for: of text nodes by libxml2, of attributes by their
        equals signs.
        """
        more_attributes = self.ids != self.equals_signs and self.ids != _ALL_ATTRIBUTES(self.root)
        if more_attributes or self.texts != _ALL_TEXTS(self.root):
            for element in self.root.iter():
                self._strays_of(element)

    def _strays_of(self, element: etree._Element) -> None:
        """Count what strayed into one element, and into the text after it.

        Text in an element that nobody reads is not counted again: the element is.
        """
        tag = element.tag
        beside_value = tag in _FIELDS and element.find("value") is not None
        if (tag in _CONTAINERS or beside_value) and (element.text or "").strip():
            self.noticed.unread(element, "text between elements")
        tail = (element.tail or "").strip()
        parent = element.getparent()
        if tail and parent is not None and parent.tag in _CONTAINERS | _FIELDS.keys():
            self.noticed.unread(parent, "text between elements")
        # Markup in a note is not counted, for its text is kept; an id in there is not kept.
        noted = tag in _NOTED and next(element.iterancestors("footnote"), None) is None
        for name in cast("list[str]", element.keys()):
            if not (noted and name == "id"):
                self.noticed.unread(element, f"@{name}")


def _says_nothing(part: _Part) -> bool:
    _, own, text, notes = part
    return not notes and not (text or own or "").strip()


def _follows(element: etree._Element) -> bool:
    """True if it is not the first in the element around it, whose text is then known already."""
    return element.getprevious() is not None


def _issuer(found: dict[str, Any]) -> Issuer:
    return Issuer(
        found.get("issuerCik"),
        found.get("issuerName"),
        found.get("issuerTradingSymbol"),
        found.get("issuerForeignTradingSymbol"),
    )


_NO_ADDRESS = Address()


def _address(found: dict[str, Any]) -> Address | None:
    address = Address(
        found.get("rptOwnerStreet1"),
        found.get("rptOwnerStreet2"),
        found.get("rptOwnerCity"),
        found.get("rptOwnerState"),
        found.get("rptOwnerZipCode"),
        found.get("rptOwnerStateDescription"),
        found.get("rptOwnerNonUSAddressFlag"),
        found.get("rptOwnerNonUSStateTerritory"),
        found.get("rptOwnerCountry"),
        found.get("rptOwnerGoodAddress"),
    )
    return address if address != _NO_ADDRESS else None


# Text and attributes where the forms have none.

_ALL_TEXTS = etree.XPath("count(//text())")
_ALL_ATTRIBUTES = etree.XPath("count(//*/@*)")
_NOTED = {"footnote", "footnoteId"}  # the elements that have an id
# Elements that hold elements or nothing, never text.
_CONTAINERS = frozenset(
    {ROOT, "issuer", "reportingOwner", "footnotes", "footnoteId", "ownerSignature"}
    | _OWNER.keys() | _GROUPS | _TABLES | _ROWS.keys()
)  # fmt: skip
