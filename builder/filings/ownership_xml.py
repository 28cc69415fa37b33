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
from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, cast

from lxml import etree

from builder.errors import ReadError
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
    Warn,
)

ROOT = "ownershipDocument"

# Filings are untrusted: no entities, no network, libxml2's own limits on depth and size stay on.
_FAST = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
    remove_blank_text=True, remove_comments=True, remove_pis=True,
)  # fmt: skip
# Blank text matters only between pieces of markup inside a footnote: rare, so a second parse.
_EXACT = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
    remove_comments=True, remove_pis=True,
)  # fmt: skip

# Narrower than Decimal(), which also takes "NaN", "1e3" and "1_000". The first branch is a number
# that str(Decimal) prints back character for character; the second keeps the filed text beside it.
_NUMBER = re.compile(
    r"((?:0|[1-9][0-9]{0,29})(?:\.[0-9]{1,6})?)|[-+]?(?:[0-9]{1,40}\.?[0-9]{0,40}|\.[0-9]{1,40})",
    re.ASCII,
).fullmatch
_FLAGS = {"1": True, "true": True, "0": False, "false": False}

_SLOT = {name: index + 3 for index, name in enumerate(CELL_NAMES)}
_BLANK: list[Any] = [None] * len(CELL_NAMES)
_new_cell = cast("Any", tuple.__new__)


class Document(NamedTuple):
    """What an ``ownershipDocument`` states; the submission around it adds the rest."""

    form: str | None
    schema_version: str | None
    period: date | None
    original_filed: date | None
    issuer: Issuer
    owners: tuple[Owner, ...]
    not_subject_to_section16: bool | None
    no_securities_owned: bool | None
    form3_holdings_reported: bool | None
    form4_transactions_reported: bool | None
    aff10b5_one: bool | None
    rows: tuple[Row, ...]
    footnotes: dict[str, str]
    remarks: str | None
    signatures: tuple[Signature, ...]
    warnings: tuple[Warn, ...]


class _Notes:
    """Collects warnings and counts what nobody reads, while one document is read."""

    __slots__ = ("ids", "offset", "texts", "tree", "unread", "warnings")

    def __init__(self, root: etree._Element, first_line: int) -> None:
        self.tree = root.getroottree()
        self.offset = first_line - 1
        self.warnings: list[Warn] = []
        self.unread: Counter[str] = Counter()
        self.texts = 0  # text nodes that a field took
        self.ids = 0  # attributes that a field took

    def place(self, element: etree._Element) -> str:
        return str(self.tree.getpath(element)).removeprefix(f"/{ROOT}/")

    def warn(self, element: etree._Element, expected: str, found: str) -> None:
        line = element.sourceline
        here = line + self.offset if isinstance(line, int) else None
        self.warnings.append(Warn(self.place(element), here, expected, _shown(found)))

    def extra(self, element: etree._Element, tag: str | None = None) -> None:
        """Count an element that no field takes, under its path without positions."""
        if not isinstance(element.tag, str):  # an entity reference kept as a node
            self.unread[f"{self.place(element)} (entity reference)"] += 1
            return
        path = re.sub(r"\[[0-9]+\]", "", self.place(element))
        self.unread[path if tag is None else f"{path}/{tag}"] += 1

    def result(self) -> tuple[Warn, ...]:
        counted = [
            Warn(path, None, "nothing here that the form does not know", f"{count} unread")
            for path, count in sorted(self.unread.items())
        ]
        return tuple(self.warnings + counted)


def _shown(text: str) -> str:
    """Quote filed text for a message, shortened: a warning is a line, not a page."""
    text = text if len(text) <= 80 else f"{text[:77]}…"  # noqa: RUF001 - an ellipsis is meant
    return repr(text)


def _text_value(text: str, element: etree._Element, notes: _Notes) -> tuple[str | None, None]:
    return text, None


def _number_value(
    text: str, element: etree._Element, notes: _Notes
) -> tuple[Decimal | None, str | None]:
    match = _NUMBER(text)
    if match is None:
        notes.warn(element, "a decimal number", text)
        return None, text
    if match.lastindex:
        return Decimal(text), None
    number = Decimal(text)
    if number < 0:
        notes.warn(element, "a number that is not negative", text)
    return number, text


def _date_value(
    text: str, element: etree._Element, notes: _Notes
) -> tuple[date | None, str | None]:
    try:
        if len(text) == 10 and text[4] == "-" == text[7]:
            return date.fromisoformat(text), None
        if _ZONED_DATE(text):  # a time zone is legal in xs:date and never shifts the day
            return date.fromisoformat(text[:10]), text
    except ValueError:
        pass
    notes.warn(element, "a date such as 2026-03-18", text)
    return None, text


_ZONED_DATE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:Z|[-+][0-9]{2}:[0-9]{2})", re.ASCII
).fullmatch


def _flag_value(
    text: str, element: etree._Element, notes: _Notes
) -> tuple[bool | None, str | None]:
    flag = _FLAGS.get(text.lower())
    if flag is None:
        notes.warn(element, "1, 0, true or false", text)
        return None, text
    return flag, None


# Element under a row (or under one of its groups) -> (slot in Row, how its text is read).
_Field = tuple[int, Any]


def _fields(**readers: Any) -> dict[str, _Field]:
    return {
        element: (_SLOT[re.sub(r"(?=[A-Z])", "_", element).lower()], reader)
        for element, reader in readers.items()
    }


_LEAVES = _fields(
    securityTitle=_text_value,
    conversionOrExercisePrice=_number_value,
    transactionDate=_date_value,
    deemedExecutionDate=_date_value,
    transactionTimeliness=_text_value,
    exerciseDate=_date_value,
    expirationDate=_date_value,
)
_GROUPS: dict[str, dict[str, _Field]] = {
    "transactionCoding": _fields(
        transactionFormType=_text_value,
        transactionCode=_text_value,
        equitySwapInvolved=_flag_value,
    ),
    "transactionAmounts": _fields(
        transactionShares=_number_value,
        transactionTotalValue=_number_value,
        transactionPricePerShare=_number_value,
        transactionAcquiredDisposedCode=_text_value,
    ),
    "underlyingSecurity": _fields(
        underlyingSecurityTitle=_text_value,
        underlyingSecurityShares=_number_value,
        underlyingSecurityValue=_number_value,
    ),
    "postTransactionAmounts": _fields(
        sharesOwnedFollowingTransaction=_number_value,
        valueOwnedFollowingTransaction=_number_value,
    ),
    "ownershipNature": _fields(
        directOrIndirectOwnership=_text_value,
        natureOfOwnership=_text_value,
    ),
}
# X0101 (2003) calls the price transactionValue.
_GROUPS["transactionAmounts"]["transactionValue"] = _GROUPS["transactionAmounts"][
    "transactionPricePerShare"
]
_CODE = _SLOT["transaction_code"]

_TABLES: dict[str, tuple[Table, dict[str, Kind]]] = {
    "nonDerivativeTable": (
        "I",
        {"nonDerivativeTransaction": "transaction", "nonDerivativeHolding": "holding"},
    ),
    "derivativeTable": (
        "II",
        {"derivativeTransaction": "transaction", "derivativeHolding": "holding"},
    ),
}
# X0101 has no tables: rows stand under the root, and one without a transaction date is a holding.
_BARE_ROWS: dict[str, Table] = {"nonDerivativeSecurity": "I", "derivativeSecurity": "II"}


def _read_cell(element: etree._Element, reader: Any, notes: _Notes) -> Cell[Any] | None:
    """Read ``<name><value>12.50</value><footnoteId id="F1"/></name>``; None if it says nothing.

    Header-like cells (``transactionCode``) hold their text themselves; both ways are taken
    everywhere. The order of value and notes carries no meaning.
    """
    text = element.text
    footnotes: tuple[str, ...] = ()
    for child in element:
        tag = child.tag
        if tag == "value":
            inner = child.text
            if inner is not None:
                if text is None:
                    text = inner
                else:
                    notes.extra(child)
        elif tag == "footnoteId":
            footnotes += (child.get("id", ""),)
            notes.ids += 1
        else:
            notes.extra(child)
    if text is not None:
        text = text.strip()
    if not text:
        return _new_cell(Cell, (None, footnotes, None)) if footnotes else None  # type: ignore[no-any-return]  # tuple.__new__ knows no types
    notes.texts += 1
    if reader is _text_value:
        return _new_cell(Cell, (text, footnotes, None))  # type: ignore[no-any-return]  # as above
    value, raw = reader(text, element, notes)
    return _new_cell(Cell, (value, footnotes, raw))  # type: ignore[no-any-return]  # as above


def _read_row(element: etree._Element, table: Table, row: int, kind: Kind, notes: _Notes) -> Row:
    cells: list[Any] = [table, row, kind, *_BLANK]
    code_notes: tuple[str, ...] = ()
    for child in element:
        tag = child.tag
        field = _LEAVES.get(tag)
        if field is not None and cells[field[0]] is None:
            cells[field[0]] = _read_cell(child, field[1], notes)
            continue
        group = _GROUPS.get(tag)
        if group is None:
            notes.extra(child)
            continue
        for part in child:
            field = group.get(part.tag)
            if field is not None and cells[field[0]] is None:
                cells[field[0]] = _read_cell(part, field[1], notes)
            elif part.tag == "footnoteId" and tag == "transactionCoding":
                code_notes += (part.get("id", ""),)
                notes.ids += 1
            else:
                notes.extra(part)
    if code_notes:  # a note on the group belongs to the code: it is what the printed form marks
        cell = cells[_CODE] or Cell(None)
        cells[_CODE] = cell._replace(footnotes=cell.footnotes + code_notes)
    return _new_cell(Row, cells)  # type: ignore[no-any-return]  # as in _read_cell


def _read_rows(root: etree._Element, notes: _Notes) -> tuple[Row, ...]:
    """All rows of both tables, numbered per table in document order; repeated tables go on."""
    rows: dict[Table, list[Row]] = {"I": [], "II": []}
    for child in root:
        tag = child.tag
        if tag in _TABLES:
            table, kinds = _TABLES[tag]
            seen = rows[table]
            for element in child:
                kind = kinds.get(element.tag)
                if kind is None:
                    notes.extra(element)
                else:
                    seen.append(_read_row(element, table, len(seen) + 1, kind, notes))
        elif tag in _BARE_ROWS:
            table = _BARE_ROWS[tag]
            row = _read_row(child, table, len(rows[table]) + 1, "transaction", notes)
            dated = row.transaction_date is not None
            rows[table].append(row if dated else row._replace(kind="holding"))
    return tuple(rows["I"] + rows["II"])


def _texts(parent: etree._Element, names: dict[str, Any], notes: _Notes) -> dict[str, Any]:
    """Read unwrapped children by name; the first of each counts, anything else is unread."""
    found: dict[str, Any] = {}
    for child in parent:
        tag = child.tag
        reader = names.get(tag)
        if reader is None or tag in found:
            notes.extra(child)
            continue
        if len(child):
            for inner in child:
                notes.extra(inner)
        text = child.text
        if text is not None and (text := text.strip()):
            notes.texts += 1
            found[tag] = text if reader is _text_value else reader(text, child, notes)[0]
        else:
            found[tag] = None
    return found


def _read_cik(text: str, element: etree._Element, notes: _Notes) -> tuple[int | None, str | None]:
    if len(text) <= 10 and text.isascii() and text.isdigit():
        return int(text), None
    notes.warn(element, "a CIK of up to ten digits", text)
    return None, text


_ISSUER = {
    "issuerCik": _read_cik,
    "issuerName": _text_value,
    "issuerTradingSymbol": _text_value,
    "issuerForeignTradingSymbol": _text_value,
}
_OWNER_ID = {"rptOwnerCik": _read_cik, "rptOwnerName": _text_value}
_ADDRESS = {
    "rptOwnerNonUSAddressFlag": _flag_value,
    "rptOwnerStreet1": _text_value,
    "rptOwnerStreet2": _text_value,
    "rptOwnerCity": _text_value,
    "rptOwnerNonUSStateTerritory": _text_value,
    "rptOwnerState": _text_value,
    "rptOwnerCountry": _text_value,
    "rptOwnerCounrty": _text_value,  # so misspelt in the SEC's own sample and by some writers
    "rptOwnerZipCode": _text_value,
    "rptOwnerStateDescription": _text_value,
    "rptOwnerGoodAddress": _flag_value,
}
_ROLES = {
    "isDirector": _flag_value,
    "isOfficer": _flag_value,
    "isTenPercentOwner": _flag_value,
    "isOther": _flag_value,
    "officerTitle": _text_value,
    "otherText": _text_value,
}


def _read_issuer(element: etree._Element, notes: _Notes) -> Issuer:
    found = _texts(element, _ISSUER, notes)
    return Issuer(
        found.get("issuerCik"),
        found.get("issuerName"),
        found.get("issuerTradingSymbol"),
        found.get("issuerForeignTradingSymbol"),
    )


def _read_address(element: etree._Element, notes: _Notes) -> Address | None:
    found = _texts(element, _ADDRESS, notes)
    address = Address(
        found.get("rptOwnerStreet1"),
        found.get("rptOwnerStreet2"),
        found.get("rptOwnerCity"),
        found.get("rptOwnerState"),
        found.get("rptOwnerZipCode"),
        found.get("rptOwnerStateDescription"),
        found.get("rptOwnerNonUSAddressFlag"),
        found.get("rptOwnerNonUSStateTerritory"),
        found.get("rptOwnerCountry") or found.get("rptOwnerCounrty"),
        found.get("rptOwnerGoodAddress"),
    )
    return address if any(part is not None for part in address) else None


def _read_owner(element: etree._Element, notes: _Notes) -> Owner:
    identity: dict[str, Any] = {}
    roles: dict[str, Any] = {}
    address = None
    for child in element:
        tag = child.tag
        if tag == "reportingOwnerId" and not identity:
            identity = _texts(child, _OWNER_ID, notes)
        elif tag == "reportingOwnerAddress" and address is None:
            address = _read_address(child, notes)
        elif tag == "reportingOwnerRelationship" and not roles:
            roles = _texts(child, _ROLES, notes)
        else:
            notes.extra(child)
    return Owner(
        identity.get("rptOwnerCik"),
        identity.get("rptOwnerName"),
        bool(roles.get("isDirector")),
        bool(roles.get("isOfficer")),
        bool(roles.get("isTenPercentOwner")),
        bool(roles.get("isOther")),
        roles.get("officerTitle"),
        roles.get("otherText"),
        address,
    )


def _read_signature(element: etree._Element, notes: _Notes) -> Signature:
    name = day = raw = None
    for child in element:
        text = (child.text or "").strip()
        notes.texts += bool(text)
        if child.tag == "signatureName" and name is None:
            name = text or None
        elif child.tag == "signatureDate" and day is None and raw is None:
            if text:
                day, raw = _date_value(text, child, notes)
        else:
            notes.extra(child)
    return Signature(name, day, raw)


def _read_footnotes(element: etree._Element, into: dict[str, str], notes: _Notes) -> bool:
    """Add the notes by id; True if one holds markup, whose blank text a second parse must keep."""
    marked_up = False
    for child in element:
        key = child.get("id", "")
        if child.tag != "footnote" or key in into:
            notes.extra(child)
            continue
        notes.ids += 1
        notes.texts += 1
        if len(child):
            marked_up = True
            into[key] = "".join(cast("Any", child.itertext())).strip()
        else:
            into[key] = (child.text or "").strip()
    return marked_up


_HEAD: dict[str, Any] = {
    "schemaVersion": _text_value,
    "documentType": _text_value,
    "periodOfReport": _date_value,
    "dateOfOriginalSubmission": _date_value,
    "noSecuritiesOwned": _flag_value,
    "notSubjectToSection16": _flag_value,
    "form3HoldingsReported": _flag_value,
    "form4TransactionsReported": _flag_value,
    "aff10b5One": _flag_value,
    "remarks": _text_value,
}
FORMS = frozenset({"3", "3/A", "4", "4/A", "5", "5/A"})

# Text between elements and attributes that mean nothing: hardly ever in a filing that EDGAR
# accepted. Two counts that libxml2 makes in microseconds tell whether there is anything to look for.
_ALL_TEXTS = etree.XPath("count(//text())")
_ALL_ATTRIBUTES = etree.XPath("count(//@*)")
_STRAY_TEXT = etree.XPath("//*[*][not(self::footnote or ancestor::footnote)]/text()")
_STRAY_ATTRIBUTES = etree.XPath(
    "//*[not(self::footnoteId or self::footnote)]/@* | //@*[name()!='id']"
)


def _count_strays(root: etree._Element, notes: _Notes) -> None:
    if _ALL_TEXTS(root) == notes.texts and _ALL_ATTRIBUTES(root) == notes.ids:
        return
    for text in cast("list[Any]", _STRAY_TEXT(root)):
        if text.strip():
            owner = text.getparent() if text.is_text else text.getparent().getparent()
            notes.extra(owner, "text between elements")
    for attribute in cast("list[Any]", _STRAY_ATTRIBUTES(root)):
        notes.extra(attribute.getparent(), f"@{attribute.attrname}")


def _strip_namespaces(root: etree._Element) -> None:
    """Reduce names to their local part: a rare file carries a default namespace."""
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag.startswith("{"):
            element.tag = element.tag.partition("}")[2]


def parse_root(data: bytes, parser: etree.XMLParser = _FAST) -> etree._Element:
    """Parse bytes to a tree, without entities; raise ReadError at the place that is broken."""
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or None
        raise ReadError("document", line, "well-formed XML", str(error.msg)) from None
    except ValueError as error:  # bytes that lxml refuses before libxml2 sees them
        raise ReadError("document", None, "well-formed XML", str(error)) from None
    if root.getroottree().docinfo.doctype:
        raise ReadError(
            "document", 1, "no DOCTYPE (a filing has none)", "a document type declaration"
        )
    if isinstance(root.tag, str) and root.tag.startswith("{"):
        _strip_namespaces(root)
    return root


def parse_document(data: bytes, first_line: int = 1) -> Document:
    """Read one ``ownershipDocument``.

    ``first_line`` is the line of the file on which the document starts, so that
    warnings name lines of the file. Raises ReadError if the bytes are not
    well-formed XML or the root is another element.
    """
    text = data.lstrip()  # oddity 5: white space before the XML declaration
    if len(text) != len(data):
        first_line += data.count(b"\n", 0, len(data) - len(text))
    root = parse_root(text)
    if root.tag != ROOT:
        raise ReadError("document", 1, f"<{ROOT}>", f"<{root.tag}>")
    document, marked_up = _read_root(root, first_line)
    if marked_up:
        document, _ = _read_root(parse_root(text, _EXACT), first_line)
    return document


def _read_root(root: etree._Element, first_line: int) -> tuple[Document, bool]:
    notes = _Notes(root, first_line)
    head: dict[str, Any] = {}
    issuer: Issuer | None = None
    owners: list[Owner] = []
    footnotes: dict[str, str] = {}
    signatures: list[Signature] = []
    marked_up = False
    for child in root:
        tag = child.tag
        reader = _HEAD.get(tag)
        if reader is not None and tag not in head:
            text = (child.text or "").strip()
            notes.texts += bool(text)
            head[tag] = reader(text, child, notes)[0] if text else None
            for inner in child:
                notes.extra(inner)
        elif tag == "reportingOwner":
            owners.append(_read_owner(child, notes))
        elif tag == "issuer" and issuer is None:
            issuer = _read_issuer(child, notes)
        elif tag == "footnotes":
            marked_up |= _read_footnotes(child, footnotes, notes)
        elif tag == "ownerSignature":
            signatures.append(_read_signature(child, notes))
        elif tag not in _TABLES and tag not in _BARE_ROWS:
            notes.extra(child)
    rows = _read_rows(root, notes)
    _count_strays(root, notes)
    _check(root, head, issuer, owners, rows, footnotes, notes)
    document = Document(
        head.get("documentType"),
        head.get("schemaVersion"),
        head.get("periodOfReport"),
        head.get("dateOfOriginalSubmission"),
        issuer or Issuer(None, None),
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
        notes.result(),
    )
    return document, marked_up


def _check(  # noqa: PLR0913, PLR0917 - the parts of one document, named once, here
    root: etree._Element,
    head: dict[str, Any],
    issuer: Issuer | None,
    owners: list[Owner],
    rows: tuple[Row, ...],
    footnotes: dict[str, str],
    notes: _Notes,
) -> None:
    """Warn of what a filing must have and this one lacks; nothing is invented for it."""
    form = head.get("documentType")
    if form is not None and form not in FORMS:
        notes.warn(root, "documentType 3, 4 or 5, or an amendment", form)
    if issuer is None or issuer.cik is None:
        notes.warn(root, "an issuerCik", "none")
    if not owners or any(owner.cik is None for owner in owners):
        notes.warn(root, "a rptOwnerCik for every reporting owner", "none")
    referenced = {note for row in rows for cell in row[3:] if cell for note in cell.footnotes}
    for missing in sorted(referenced - footnotes.keys()):
        notes.warn(root, f"a footnote {missing or 'with an id'}, which the tables refer to", "none")
