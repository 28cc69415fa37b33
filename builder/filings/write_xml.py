"""A filing's record back to ownership XML, in the order of the SEC's schemas.

``render_xml`` writes what the record holds and never invents a value: what is ``None``
has no element, but for the groups that the schema cannot do without (``issuer``,
``reportingOwnerId``, ``reportingOwnerRelationship``). Numbers and odd texts stand
character for character as filed; a head field that could not be read is written as its
warning kept it. Reading the result gives an equal record, but for the ``raw`` text of a
printed form or a data set where XML would not read the same value from it.

What XML has no place for stays out: the accession number, the times, the issuer's SIC and
place, former names, and the count of what nobody reads. What a record does not tell apart
is written in one way: "no" and "not said" of a role (left out), the four spellings of a
flag (``1`` and ``0``), and whether a footnote on the coding group stood on its code.

Sources: the schemas of the EDGAR Ownership XML Technical Specification v5.5; sections 1.2
to 1.6 of the forms reference. Older versions have the same order and lack some elements;
the first of all, X0101, has no tables.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from builder.errors import Section16Error
from builder.filings.document import ROOT
from builder.filings.values import (
    A_CIK,
    A_DATE,
    A_FLAG,
    Reader,
    parse_date,
    parse_flag,
    parse_number,
    prints_back,
)
from builder.model import CELL_NAMES, Address, Cell, Filing, Issuer, Owner, Row, Signature, Warn

DECLARATION = '<?xml version="1.0"?>'
_INDENT = "  "


class Unwritable(Section16Error):  # noqa: N818 - what it says of the record
    """A record holds a character that XML cannot; no XML can come from such text."""

    def __init__(self, where: str, found: str) -> None:
        super().__init__(where, found)
        self.where = where
        self.found = found

    def __str__(self) -> str:
        return f"{self.where}: expected characters that XML can hold, found {self.found!r}"


def render_xml(filing: Filing) -> str:
    """The ``ownershipDocument`` that states what the record holds; to be encoded as UTF-8.

    Raises Unwritable if a text holds a control character or another that is none of XML's:
    such a record was not read from XML, and nothing is replaced in silence.
    """
    filed = _Unread(filing.warnings)
    children = [
        *_head(filing, filed),
        *_issuer(filing.issuer, filed),
        *_owners(filing.owners, filed),
        *_flag("aff10b5One", filing.aff10b5_one, filed.head("aff10b5One")),
        *_rows(filing),
        *_footnotes(filing.footnotes),
        *_plain("remarks", filing.remarks),
        *(line for signature in filing.signatures for line in _signature(signature)),
    ]
    text = "\n".join([DECLARATION, *_group(ROOT, children), ""])
    _check_characters(text)
    return text


# The parts of a document, in the order of the schema's sequence. Each gives lines; a line is one
# element with all its text, or one end of a group.

_Lines = Iterator[str]


def _head(filing: Filing, filed: _Unread) -> _Lines:
    yield from _plain("schemaVersion", filing.schema_version)
    yield from _plain("documentType", filing.form)
    yield from _date("periodOfReport", filing.period, filed)
    yield from _date("dateOfOriginalSubmission", filing.original_filed, filed)
    for name, value in (
        ("noSecuritiesOwned", filing.no_securities_owned),
        ("notSubjectToSection16", filing.not_subject_to_section16),
        ("form3HoldingsReported", filing.form3_holdings_reported),
        ("form4TransactionsReported", filing.form4_transactions_reported),
    ):
        yield from _flag(name, value, filed.head(name))


def _issuer(issuer: Issuer, filed: _Unread) -> _Lines:
    children = [
        *_cik("issuerCik", issuer.cik, filed.head("issuerCik")),
        *_plain("issuerName", issuer.name),
        *_plain("issuerTradingSymbol", issuer.symbol),
        *_plain("issuerForeignTradingSymbol", issuer.foreign_symbol),
    ]
    return _group("issuer", children)


def _owners(owners: tuple[Owner, ...], filed: _Unread) -> _Lines:
    for number, owner in enumerate(owners, 1):
        texts = filed.of_owner(number)
        identity = [
            *_cik("rptOwnerCik", owner.cik, texts.get("rptOwnerCik")),
            *_plain("rptOwnerName", owner.name),
        ]
        address = [*_address(owner.address or Address(), texts)]
        children = [
            *_group("reportingOwnerId", identity),
            *(_group("reportingOwnerAddress", address) if address else ()),
            *_group("reportingOwnerRelationship", _relationship(owner, texts)),
        ]
        yield from _group("reportingOwner", children)


def _address(address: Address, texts: dict[str, str]) -> _Lines:
    foreign, good = "rptOwnerNonUSAddressFlag", "rptOwnerGoodAddress"
    yield from _flag(foreign, address.non_us_address, texts.get(foreign))
    yield from _plain("rptOwnerStreet1", address.street1)
    yield from _plain("rptOwnerStreet2", address.street2)
    yield from _plain("rptOwnerCity", address.city)
    yield from _plain("rptOwnerNonUSStateTerritory", address.non_us_state_territory)
    yield from _plain("rptOwnerState", address.state)
    yield from _plain("rptOwnerCountry", address.country)
    yield from _plain("rptOwnerZipCode", address.zip)
    yield from _plain("rptOwnerStateDescription", address.state_description)
    yield from _flag(good, address.good_address, texts.get(good))


def _relationship(owner: Owner, texts: dict[str, str]) -> _Lines:
    for name, value in (
        ("isDirector", owner.is_director),
        ("isOfficer", owner.is_officer),
        ("isTenPercentOwner", owner.is_ten_percent_owner),
        ("isOther", owner.is_other),
    ):
        yield from _flag(name, value or None, texts.get(name))  # False may be "not said"
    yield from _plain("officerTitle", owner.officer_title)
    yield from _plain("otherText", owner.other_text)


def _footnotes(notes: dict[str, str]) -> _Lines:
    if notes:
        lines = [
            f"<footnote id={_quoted(key)}>{_escaped(text)}</footnote>"
            for key, text in notes.items()
        ]
        yield from _group("footnotes", lines)


def _signature(signature: Signature) -> _Lines:
    day = _filed(signature.date, signature.raw_date)
    lines = [*_plain("signatureName", signature.name), *_plain("signatureDate", day)]
    return _group("ownerSignature", lines)


# Tables and rows


class _Place(NamedTuple):
    """Where a cell of a row stands: its element, the group around it."""

    element: str
    group: str | None


def _places() -> tuple[_Place, ...]:
    """The elements of a row by slot; the model names its cells in the schema's order."""
    groups = {
        "transactionCoding": "transaction_form_type transaction_code equity_swap_involved",
        "transactionAmounts": "transaction_shares transaction_total_value"
        " transaction_price_per_share transaction_acquired_disposed_code",
        "underlyingSecurity": "underlying_security_title underlying_security_shares"
        " underlying_security_value",
        "postTransactionAmounts": "shares_owned_following_transaction"
        " value_owned_following_transaction",
        "ownershipNature": "direct_or_indirect_ownership nature_of_ownership",
    }
    group_of = {name: group for group, names in groups.items() for name in names.split()}
    return tuple(
        _Place(re.sub(r"_([a-z])", lambda m: m[1].upper(), name), group_of.get(name))
        for name in CELL_NAMES
    )


_PLACES = _places()
_CODING = "transactionCoding"
_UNWRAPPED = frozenset({"transactionFormType", "transactionCode", "equitySwapInvolved"})
# A note on no words at all: the schema asks for the element and lets it be empty.
_NEVER_WITHOUT_VALUE = frozenset({"natureOfOwnership"})
_READERS: dict[type, Reader] = {Decimal: parse_number, date: parse_date, bool: parse_flag}
_TABLES = (("I", "nonDerivative"), ("II", "derivative"))


def _rows(filing: Filing) -> _Lines:
    """Both tables; in the first schema (reference, 1.6) their rows under the root."""
    first_schema = (filing.schema_version or "").startswith("X01")
    for table, prefix in _TABLES:
        rows = sorted((row for row in filing.rows if row.table == table), key=lambda row: row.row)
        lines = [line for row in rows for line in _row(row, prefix, first_schema=first_schema)]
        if first_schema:
            yield from lines
        elif rows:
            yield from _group(f"{prefix}Table", lines)


def _row(row: Row, prefix: str, *, first_schema: bool) -> _Lines:
    name = f"{prefix}{row.kind.title()}"
    if first_schema and (row.kind == "transaction") == (row.transaction_date is not None):
        name = f"{prefix}Security"  # its kind follows from its date
    return _group(name, _cells(row, first_schema=first_schema))


def _cells(row: Row, *, first_schema: bool) -> _Lines:
    """The cells that are there, each group around its own."""
    around: str | None = None
    group: list[str] = []
    for (element, group_name), cell in zip(_PLACES, row[3:], strict=True):
        if group_name != around:
            yield from _ended(around, group, row)
            around, group = group_name, []
        if cell is None:
            continue
        if first_schema and element == "transactionPricePerShare":
            element = "transactionValue"  # noqa: PLW2901 - what X0101 calls it
        lines = _cell(element, cell)
        if group_name is None:
            yield from lines
        else:
            group += lines
    yield from _ended(around, group, row)


def _ended(name: str | None, lines: list[str], row: Row) -> _Lines:
    """A whole group; the notes on the code stand at its end (reference, 1.5)."""
    if name == _CODING and row.transaction_code is not None:
        lines = [*lines, *map(_note, row.transaction_code.footnotes)]
    if name is not None and lines:
        yield from _group(name, lines)


def _cell(name: str, cell: Cell[Any]) -> _Lines:
    """One element with its value and its notes; only the coding is not wrapped (1.1)."""
    text = _filed(cell.value, cell.raw)
    if text is None and name in _NEVER_WITHOUT_VALUE:
        text = ""
    notes = "" if name == "transactionCode" else "".join(map(_note, cell.footnotes))
    if text is not None and name not in _UNWRAPPED:
        yield f"<{name}><value>{_escaped(text)}</value>{notes}</{name}>"
    elif text is not None or notes:
        yield f"<{name}>{_escaped(text or '')}{notes}</{name}>"


def _filed(value: Any, raw: str | None) -> str | None:
    """The text as filed, unless only the printed form reads it so (``1,887.50``, code ``s``)."""
    if raw is None or (value is not None and _read_as(type(value), raw) != value):
        return _text(value)
    return raw


def _read_as(kind: type, text: str) -> object:
    reader = _READERS.get(kind)
    return text if reader is None else reader(text)[0]


def _text(value: Any) -> str | None:
    """A value as XML spells it; no exponent, which no schema allows."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, Decimal):
        text = str(value)
        return text if prints_back(text) else format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return None if value is None else str(value)


# Unwrapped elements: each gives its line, or nothing.


def _plain(name: str, text: str | None) -> _Lines:
    if text is not None:
        yield f"<{name}>{_escaped(text)}</{name}>"


def _flag(name: str, value: bool | None, unread: str | None) -> _Lines:
    return _plain(name, unread if value is None else _text(value))


def _date(name: str, value: date | None, filed: _Unread) -> _Lines:
    return _plain(name, filed.head(name) if value is None else value.isoformat())


def _cik(name: str, value: int | None, unread: str | None) -> _Lines:
    """Padded to ten digits, as in every public file (reference, 1.2)."""
    return _plain(name, unread if value is None else f"{value:010d}")


class _Unread:
    """Texts of head fields that could not be read: only their warnings have them."""

    def __init__(self, warnings: tuple[Warn, ...]) -> None:
        self._texts: dict[int, dict[str, str]] = {}  # by owner; 0: the head and the issuer
        for warning in warnings:
            if warning.expected not in _READ_BY_TYPE or not _IS_LITERAL(warning.found):
                continue
            place = _PLACE_OF_WARNING(warning.where)
            if place is not None:
                owner = int(place["number"] or 1) if place["owner"] else 0
                name = "aff10b5One" if place["name"] == "aff10B5One" else place["name"]
                self.of_owner(owner).setdefault(name, ast.literal_eval(warning.found))

    def of_owner(self, number: int) -> dict[str, str]:
        """The unreadable texts of one owner, counted from 1, by element."""
        return self._texts.setdefault(number, {})

    def head(self, name: str) -> str | None:
        """The unreadable text of an element of the head or the issuer."""
        return self.of_owner(0).get(name)


_READ_BY_TYPE = frozenset({A_CIK, A_DATE, A_FLAG})
_PLACE_OF_WARNING = re.compile(
    r"(?:(?P<owner>reportingOwner)(?:\[(?P<number>[0-9]+)\])?/[A-Za-z]+(?:\[[0-9]+\])?/"
    r"|issuer(?:\[[0-9]+\])?/)?(?P<name>[A-Za-z0-9]+)(?:\[[0-9]+\])?",
    re.ASCII,
).fullmatch
_IS_LITERAL = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"").fullmatch


# Text as XML carries it


def _group(name: str, children: Iterable[str]) -> _Lines:
    yield f"<{name}>"
    for child in children:
        yield f"{_INDENT}{child}"
    yield f"</{name}>"


def _note(note: str) -> str:
    return f"<footnoteId id={_quoted(note)}/>"


_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
# A parser makes blanks of these in an attribute.
_QUOTES = _ESCAPES | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
_NEVER_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]").search


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)


def _quoted(text: str) -> str:
    return f'"{text.translate(_QUOTES)}"'


def _check_characters(text: str) -> None:
    found = _NEVER_XML(text)
    if found:
        start = text.rfind("<", 0, found.start()) + 1
        name = re.match(r"[A-Za-z0-9]*", text[start : found.start()])
        raise Unwritable(name[0] if name else ROOT, found[0])
