"""Every text and attribute of an ownership XML is in its record, or counted as unread.

The walker here is a second opinion: it goes through the bare tree with rules of its own and
asks of every piece of text whether the record holds it, at its place and as often. What is
left must be covered by the list of unread things, by path. Only comments and processing
instructions are passed over (they are for programs and people who edit the file, never part
of what is filed), and white space around a text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from lxml import etree

from builder.errors import OtherInput
from builder.filings.document import Document
from builder.filings.noticed import UNREAD
from builder.filings.ownership_xml import parse_document
from builder.filings.reader import parse_xml, read_filing
from builder.filings.repair import mended
from builder.model import CELL_NAMES, Cell, Owner
from builder.sample.generate import make_documents, make_files
from tests.filings.documents import document_xml, nest, row_xml
from tests.filings.generated import documents
from tests.filings.odd_documents import OTHER_SPELLINGS, mutated
from tests.sample.reading import xml_of

# ---- what the record says, by the place and the element that said it ---------------------------

Bag = dict[tuple[str, str], list[Any]]

HEAD = {
    "form": "documentType", "schema_version": "schemaVersion", "period": "periodOfReport",
    "original_filed": "dateOfOriginalSubmission", "remarks": "remarks",
    "not_subject_to_section16": "notSubjectToSection16",
    "no_securities_owned": "noSecuritiesOwned",
    "form3_holdings_reported": "form3HoldingsReported",
    "form4_transactions_reported": "form4TransactionsReported", "aff10b5_one": "aff10b5One",
}  # fmt: skip
OF_ISSUER = {
    "cik": "issuerCik", "name": "issuerName", "symbol": "issuerTradingSymbol",
    "foreign_symbol": "issuerForeignTradingSymbol",
}  # fmt: skip
OF_OWNER = {
    "cik": "rptOwnerCik", "name": "rptOwnerName", "is_director": "isDirector",
    "is_officer": "isOfficer", "is_ten_percent_owner": "isTenPercentOwner",
    "is_other": "isOther", "officer_title": "officerTitle", "other_text": "otherText",
}  # fmt: skip
OF_ADDRESS = {
    "street1": "rptOwnerStreet1", "street2": "rptOwnerStreet2", "city": "rptOwnerCity",
    "state": "rptOwnerState", "zip": "rptOwnerZipCode", "country": "rptOwnerCountry",
    "state_description": "rptOwnerStateDescription", "good_address": "rptOwnerGoodAddress",
    "non_us_address": "rptOwnerNonUSAddressFlag",
    "non_us_state_territory": "rptOwnerNonUSStateTerritory",
}  # fmt: skip
WITH_ZONE = re.compile(r"(....-..-..)(?:Z|[-+]..:..)").fullmatch


def record_of(document: Document) -> Bag:
    """Everything that the record holds."""
    bag: Bag = {}
    for name, element in HEAD.items():
        bag["", element] = [getattr(document, name)]
    for name, element in OF_ISSUER.items():
        bag["issuer", element] = [getattr(document.issuer, name)]
    for number, owner in enumerate(document.owners, 1):
        for element, value in _of_owner(owner):
            bag[f"owner {number}", element] = [value]
    for number, signature in enumerate(document.signatures, 1):
        day = signature.raw_date or signature.date
        bag[f"signature {number}", "signatureName"] = [signature.name]
        bag[f"signature {number}", "signatureDate"] = [day]
    for note, text in document.footnotes.items():
        bag["note", note] = [text or None]
        bag["id", note] = [note]
    for row in document.rows:
        for name, cell in zip(CELL_NAMES, row[3:], strict=True):
            if cell is not None:
                element = re.sub("_(.)", lambda match: match[1].upper(), name)
                bag[f"{row.table} {row.row}", element] = [_of_cell(cell)]
                bag[f"{row.table} {row.row}", f"{element} notes"] = list(cell.footnotes)
    return {key: [value for value in values if value is not None] for key, values in bag.items()}


def _of_owner(owner: Owner) -> Iterator[tuple[str, Any]]:
    for name, element in OF_OWNER.items():
        yield element, getattr(owner, name)
    for name, element in OF_ADDRESS.items():
        yield element, getattr(owner.address, name, None)


def _of_cell(cell: Cell[Any]) -> Any:
    return cell.raw if cell.raw is not None else cell.value


def says(value: Any, text: str) -> bool:
    """Whether a value of the record is what this text says."""
    if isinstance(value, bool):
        return text.lower() in ({"1", "true"} if value else {"0", "false"})
    if isinstance(value, int):  # a CIK, padded or not
        return text.lstrip("0") == str(value)
    if isinstance(value, date):  # the zone after a day of the head says nothing (reference, 1.1)
        zoned = WITH_ZONE(text)
        return value.isoformat() == (zoned[1] if zoned else text)
    return str(value) == text


# ---- where a piece of XML belongs --------------------------------------------------------------


class Piece(NamedTuple):
    """An element or an attribute that a field may hold: where, and what it says."""

    place: str
    field: str
    text: str
    element: etree._Element
    whole: bool  # with everything inside; else only the text before its first child
    attribute: str | None = None


ROW = re.compile(r"(nonDerivative|derivative)(?:Transaction|Holding|Security)").fullmatch
TABLES = {"nonDerivativeTable", "derivativeTable"}
GROUPS = {
    "transactionCoding", "transactionAmounts", "underlyingSecurity", "postTransactionAmounts",
    "ownershipNature",
}  # fmt: skip
OWNER_GROUPS = {"reportingOwnerId", "reportingOwnerAddress", "reportingOwnerRelationship"}


def pieces(root: etree._Element) -> Iterator[Piece]:
    """Everything that stands where a field may take it from."""
    owners = signatures = 0
    for child in root:
        name = local(child)
        if name == "issuer":
            yield from _unwrapped("issuer", child)
        elif name == "reportingOwner":
            owners += 1
            for group in child:
                if local(group) in OWNER_GROUPS:
                    yield from _unwrapped(f"owner {owners}", group)
        elif name == "ownerSignature":
            signatures += 1
            yield from _unwrapped(f"signature {signatures}", child)
        elif name == "footnotes":
            yield from _notes(child)
        elif name not in TABLES:
            yield from _field("", child)
    yield from _of_rows(root)


def _of_rows(root: etree._Element) -> Iterator[Piece]:
    count: Counter[str] = Counter()
    for child in root:
        for row in child if local(child) in TABLES else [child]:
            kind = ROW(local(row))
            if kind:
                table = "I" if kind[1] == "nonDerivative" else "II"
                count[table] += 1
                yield from _row(f"{table} {count[table]}", row)


def _row(place: str, row: etree._Element) -> Iterator[Piece]:
    for child in row:
        if local(child) not in GROUPS:
            yield from _cell(place, child)
            continue
        for cell in child:
            if local(cell) != "footnoteId":
                yield from _cell(place, cell)
            elif local(child) == "transactionCoding":
                yield from _note(place, "transactionCode", cell)


def _cell(place: str, cell: etree._Element) -> Iterator[Piece]:
    name = OTHER_SPELLINGS.get(local(cell), local(cell))
    yield Piece(place, name, (cell.text or "").strip(), cell, whole=False)
    for child in cell:
        if local(child) == "value":
            yield Piece(place, name, words(child), child, whole=True)
        elif local(child) == "footnoteId":
            yield from _note(place, name, child)


def _note(place: str, field: str, note: etree._Element) -> Iterator[Piece]:
    text = note.get("id")
    if text is not None:
        yield Piece(place, f"{field} notes", text.strip(), note, whole=False, attribute="id")


def _notes(group: etree._Element) -> Iterator[Piece]:
    for note in group:
        if local(note) == "footnote":
            key = (note.get("id") or "").strip()
            yield Piece("note", key, words(note), note, whole=True)
            if note.get("id") is not None:
                yield Piece("id", key, key, note, whole=False, attribute="id")


def _unwrapped(place: str, parent: etree._Element) -> Iterator[Piece]:
    for child in parent:
        yield from _field(place, child)


def _field(place: str, element: etree._Element) -> Iterator[Piece]:
    name = OTHER_SPELLINGS.get(local(element), local(element))
    yield Piece(place, name, words(element), element, whole=True)


def local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def words(element: etree._Element) -> str:
    return "".join(str(part) for part in element.itertext()).strip()


def path_of(element: etree._Element) -> str:
    """Names from below the root, as the list of unread things has them."""
    above = [local(each) for each in element.iterancestors()]
    names = [local(element), *above]
    return "/".join(reversed(names[:-1])) or names[0]


# ---- the law -----------------------------------------------------------------------------------

# A text node or an attribute: the element that it belongs to, and which of its own.
Atom = tuple[etree._Element, str]


def atoms(root: etree._Element) -> dict[Atom, str]:
    """Every piece of text and every attribute: the text before an element's first child is its
    own, the text after a child its parent's, whatever the child."""
    found: dict[Atom, str] = {}
    for element in root.iter("*"):
        found[element, "text"] = element.text or ""
        for number, child in enumerate(element):
            found[element, f"tail {number}"] = child.tail or ""
        for name in element.attrib:
            found[element, f"@{name!s}"] = "attribute"
    return {atom: text for atom, text in found.items() if text.strip()}


class Verdict(NamedTuple):
    """What no field and no count accounts for, and what the record has from nowhere."""

    lost: list[str]
    invented: list[tuple[str, str, Any]]


def judge(data: bytes, document: Document) -> Verdict:
    """Compare a document with its record."""
    root = etree.fromstring(data, etree.XMLParser(remove_comments=True, remove_pis=True))
    bag = record_of(document)
    unread = Counter(
        {w.where: int(w.found.split()[0]) for w in document.warnings if w.expected == UNREAD}
    )
    left = atoms(root)
    # What stands where nothing is unread must be in the record; repeated things compete.
    for piece in sorted(pieces(root), key=lambda piece: _turn(piece, unread)):
        if _takes(bag, piece) or _warned_of(document, piece):
            _settle(left, piece)
    lost = [f"{path_of(e)} {what}: {left[e, what]!r}" for e, what in _uncovered(left, unread)]
    said = [(*key, value) for key, values in bag.items() for value in values]
    # A role that is not claimed reads as False, a note without an id as one with an empty id.
    return Verdict(lost, [each for each in said if each[2] is not False and each[2] != ""])


def _turn(piece: Piece, unread: Counter[str]) -> tuple[bool, bool]:
    """When it may claim its text: after those that nothing else can account for."""
    path = path_of(piece.element)
    beside_value = not piece.whole and f"{path}/text between elements" in unread
    return path in unread or beside_value, not piece.whole


def _takes(bag: Bag, piece: Piece) -> bool:
    """Take the text out of the record, if it is there."""
    values = bag.get((piece.place, piece.field), [])
    for number, value in enumerate(values):
        if says(value, piece.text) and (piece.text or piece.attribute):
            del values[number]
            return True
    return False


def _warned_of(document: Document, piece: Piece) -> bool:
    """A field of the head without a place for unreadable text: its warning quotes it whole."""
    return any(
        warning.found == repr(piece.text) and local(piece.element) in warning.where
        for warning in document.warnings
    )


def _settle(left: dict[Atom, str], piece: Piece) -> None:
    element = piece.element
    if piece.attribute is not None:
        left.pop((element, f"@{piece.attribute}"), None)
    elif not piece.whole:
        left.pop((element, "text"), None)
    else:
        inside = set(element.iter("*"))
        for atom in [a for a in left if a[0] in inside and not a[1].startswith("@")]:
            del left[atom]


def _uncovered(left: dict[Atom, str], unread: Counter[str]) -> Iterator[Atom]:
    """The pieces of text that no count of unread things covers: an element's covers all it has."""
    covered: set[etree._Element] = set()
    for element, what in left:
        path = path_of(element)
        name = f"{path}/{what if what.startswith('@') else 'text between elements'}"
        if unread[name] > 0:
            unread[name] -= 1
        elif unread[path] > 0 and element not in covered:
            unread[path] -= 1
            covered.add(element)
        elif element not in covered:
            yield element, what


# ---- the real corpus ---------------------------------------------------------------------------

# Everything in the corpus that no field takes, and why it stands.
UNREAD_IN_CORPUS = {
    "script": "put there by the browser that saved the page",
}


@pytest.fixture(scope="module")
def real(real_filings: Path) -> dict[str, bytes]:
    """The ownership XML of every filing of the corpus; the three broken ones as repaired."""
    found: dict[str, bytes] = {}
    for path in sorted(real_filings.rglob("*")):
        if path.suffix in {".xml", ".txt", ".nc"}:
            name = path.relative_to(real_filings).as_posix()
            try:
                read_filing(path.read_bytes(), name)
            except OtherInput:
                continue
            data = xml_of(path.read_bytes())
            found[name] = data if _is_well_formed(data) else _repaired(data)
    return found


def _is_well_formed(data: bytes) -> bool:
    try:
        etree.fromstring(data.lstrip())
    except etree.XMLSyntaxError:
        return False
    return True


def _repaired(data: bytes) -> bytes:
    return next(text for text, _ in mended(data) if _is_well_formed(text))


def test_nothing_of_a_real_filing_is_lost_or_invented(real: dict[str, bytes]) -> None:
    verdicts = {name: judge(data.strip(), parse_xml(data)) for name, data in real.items()}
    assert {name: verdict for name, verdict in verdicts.items() if any(verdict)} == {}
    assert len(verdicts) == 525


def test_what_nobody_reads_in_the_corpus_is_listed_with_a_reason(real: dict[str, bytes]) -> None:
    names = {
        warning.where
        for data in real.values()
        for warning in parse_xml(data).warnings
        if warning.expected == UNREAD
    }
    assert names == set(UNREAD_IN_CORPUS)


# ---- generated and mutated XML -----------------------------------------------------------------


def law(data: bytes) -> Verdict:
    return judge(data, parse_document(data))


def test_nothing_of_the_sample_is_lost_or_invented() -> None:
    wrong = {}
    for document in make_documents(seed=16, issuers=8, insiders=60, filings=500):
        for file in make_files(document):
            data = xml_of(file.data, broken_lines="broken-lines" in document.oddities)
            if any(verdict := law(data)):
                wrong[file.path] = verdict
    assert wrong == {}


@given(documents())
def test_nothing_of_any_document_is_lost_or_invented(text: str) -> None:
    assert law(text.encode()) == Verdict([], [])


TITLE, CODING = "securityTitle", "transactionCoding"
A, NOTE, MORE = "<value>A</value>", '<footnoteId id="F1"/>', '<footnoteId id="F2"/>'
# Rows that are hard to keep whole: text beside values, markup within them, things said twice.
HARD_ROWS = [
    nest(TITLE, f"{A}<value>B<b>x</b></value>"),
    nest(TITLE, f"{A}<value><b>x</b></value>"),
    nest(TITLE, f"<value><b>x</b></value>{A}"),
    nest(TITLE, "<value/><value>B<b>x</b>t</value>"),
    nest(TITLE, "Own<value> </value>"),
    nest(TITLE, "Own<value><b/></value>"),
    nest(TITLE, "Own<b>x</b>tail"),
    nest(TITLE, f"Own<b>x</b>tail{A}after"),
    nest(TITLE, f"A{A}"),
    nest(TITLE, f"A{A}") + nest(TITLE, A),
    nest(TITLE, "<value>A<b>x<i>y</i>z</b>w</value>"),
    nest(TITLE, "<value>A<value>B</value>C</value>"),
    nest(TITLE, f"<value>A{NOTE}C</value>"),
    nest(TITLE, '<value>A<footnoteId id="F1">t</footnoteId>C</value>'),
    nest(TITLE, f"{A}{NOTE}{NOTE}"),
    nest(TITLE, f'{A}<footnoteId id="F1"><b id="F3">x</b>y</footnoteId>'),
    nest(TITLE, A) + nest(TITLE, NOTE),
    nest(TITLE, NOTE) + nest(TITLE, A),
    nest(TITLE, " ") + nest(TITLE, A),
    nest(CODING, f"<transactionCode>S{NOTE}</transactionCode>{MORE}text") + nest(CODING, NOTE),
    nest(CODING, f"{NOTE}<transactionFormType>4{MORE}</transactionFormType>"),
    nest(f"{CODING}/transactionCode/value", "S<b>x</b>"),
    nest("transactionAmounts/transactionAmounts/transactionShares/value", "5"),
    nest("transactionAmounts/transactionShares/value", "5") + nest("transactionShares/value", "6"),
    nest("transactionAmounts/transactionValue/value", "5")
    + nest("transactionAmounts/transactionPricePerShare/value", "6"),
    nest("transactionDate/value", "2024-05-01Z"),
    nest("transactionDate/value", "soon"),
    f"{A}{NOTE}",
    '<a:b xmlns:a="urn:a" a:c="d">x</a:b>',
    nest(TITLE, "<value><![CDATA[A]]>B<!-- c -->C<?p d?>D</value>"),
    nest(TITLE, "A<!-- c -->B"),
]
HARD_HEADS = [
    document_xml(after="<remarks>a<b>c</b>d</remarks><remarks>e</remarks>"),
    document_xml(after="<remarks><b> </b></remarks><remarks>e</remarks>"),
    document_xml(
        notes='<footnotes>t<footnote id="F1">a<b q="1">c</b>d</footnote>x<footnote id="F1">a<b>c'
        '</b>d</footnote></footnotes><footnotes><footnote id=" F1 ">z</footnote>'
        '<footnote>n</footnote><footnote id="">m</footnote></footnotes>'
    ),
    document_xml(
        issuer="<issuer>a<issuerCik>9000000001<b/></issuerCik>b<issuerName x='1'>n</issuerName>"
        "</issuer><issuer><issuerName>k</issuerName><issuerTradingSymbol>k</issuerTradingSymbol>"
        "</issuer>"
    ),
    document_xml(
        head="<documentType>4</documentType><dateOfOriginalSubmission>x"
        "</dateOfOriginalSubmission><periodOfReport>2024-02-02Z</periodOfReport>"
    ),
]


@pytest.mark.parametrize("namespace", ["", ' xmlns="urn:x" xmlns:y="urn:y" y:a="b"'])
@pytest.mark.parametrize("text", [*map(row_xml, HARD_ROWS), *HARD_HEADS])
def test_nothing_of_what_is_hard_to_keep_is_lost_or_invented(text: str, namespace: str) -> None:
    data = text.replace("<ownershipDocument>", f"<ownershipDocument{namespace}>").encode()
    assert law(data) == Verdict([], [])


@given(mutated())
def test_nothing_of_a_mutated_document_is_lost_or_invented(data: bytes) -> None:
    assert law(data) == Verdict([], [])
