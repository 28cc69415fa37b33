"""Lines of the SEC's quarterly Insider Transactions Data Sets to documents.

A data set holds what the SEC's parser took from ownership XML: every amendment as it was
filed, the ids of the notes on a cell in the column ``…_FN`` beside it (section 5 of the
forms reference). It does not hold the order of the rows on the form: here a table's
transactions come first, then its holdings, each by their surrogate number. It knows the
day of filing but no time, and neither the schema version nor what X0609 added.

A cell that holds a quotation mark is quoted as in CSV, its marks doubled (263 of 263 such
cells of the five real 2024q3 tables at hand); nothing else ever is.

Numbers are rounded to cents (no cell of the real tables at hand has a third decimal, where
the filing itself has), and letters beyond ASCII are shown as "?".

Columns are found by name, so that a quarter with one column less or more reads as well;
text in a column that nobody reads is counted by name.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from builder.errors import ReadError
from builder.filings.cell_readers import BLANK, new, readers, slot_of
from builder.filings.data_set_tables import (
    COLUMN_OF,
    DERIV_HOLDING,
    DERIV_TRANS,
    FOOTNOTES,
    KEY,
    LACKING,
    NONDERIV_HOLDING,
    NONDERIV_TRANS,
    OWNER_SIGNATURE,
    REPORTINGOWNER,
    SUBMISSION,
    TABLES,
    Slice,
    unframed,
)
from builder.filings.document import FORMS, Document
from builder.filings.noticed import MOST, UNREAD, shortened
from builder.filings.odd import of_notes
from builder.filings.values import A_DATE, Reading, parse_cik, parse_flag, parse_number
from builder.model import (
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

MOST_LINES = 10_000  # of one filing in one table: EDGAR takes 30 rows and 99 notes


class Reported(NamedTuple):
    """One filing of a data set: what it states, or why that cannot be read."""

    accession: str
    filed: date | None
    document: Document | None
    problem: ReadError | None
    sha256: str  # of its lines


def check_columns(table: str, names: tuple[str, ...]) -> None:
    """Raise ReadError for a table whose head line lacks what the table is for."""
    _columns(table, names)


def parse_slice(part: Slice) -> Iterator[Reported]:
    """Every filing of a slice, by accession number; its columns have been checked."""
    columns = {table: _columns(table, names) for table, names in part.columns.items()}
    lines: dict[str, dict[str, list[bytes]]] = {}
    for table, line in unframed(part.data):
        accession = _field(line, columns[table].key).decode("ascii", "backslashreplace")
        lines.setdefault(accession, {}).setdefault(table, []).append(line)
    for accession in sorted(lines):
        yield _reported(accession, lines[accession], columns, part.missing)


def _field(line: bytes, at: int) -> bytes:
    """One field of a line; nothing where the line is too short."""
    if not at:
        return line.partition(b"\t")[0]
    fields = line.split(b"\t", at + 1)
    return fields[at] if at < len(fields) else b""


def _reported(
    accession: str,
    lines: dict[str, list[bytes]],
    columns: dict[str, _Columns],
    missing: tuple[str, ...],
) -> Reported:
    digest = hashlib.sha256()
    for table in TABLES:
        for line in lines.get(table, ()):
            digest.update(line)
            digest.update(b"\n")
    try:
        _check_accession(accession)
        _check_size(lines)
        reading = _Reading(columns)
        found = {
            table: [reading.fields(table, line) for line in some] for table, some in lines.items()
        }
        filed, document = reading.document(found, missing)
    except ReadError as error:
        return Reported(accession, None, None, error, digest.hexdigest())
    return Reported(accession, filed, document, None, digest.hexdigest())


def _check_accession(text: str) -> None:
    if not _ACCESSION(text):
        raise ReadError(KEY, None, "an accession number", repr(shortened(text)))


def _check_size(lines: dict[str, list[bytes]]) -> None:
    for table, some in lines.items():
        if len(some) > MOST_LINES:
            expected = f"at most {MOST_LINES:,} lines of one filing"
            raise ReadError(f"table {table}", None, expected, f"{len(some):,}")


_ACCESSION = re.compile(r"[0-9]{10}-[0-9]{2}-[0-9]{6}", re.ASCII).fullmatch


# Columns

_CELLS = {column.upper(): cell for cell, column in COLUMN_OF.items()}
_CELLS["EXCERCISE_DATE"] = "exercise_date"  # so spelt in DERIV_TRANS
# A note on the coding stands on the group of the XML, which the record gives to the code.
_CODING_NOTES = {"EQUITY_SWAP_TRANS_CD_FN", "EQUITY_SWAP_INVOLVED_FN", "TRANS_FORM_TYPE_FN"}
_ROW_TABLES: dict[str, tuple[Table, Kind, str]] = {
    NONDERIV_TRANS: ("I", "transaction", "NONDERIV_TRANS_SK"),
    NONDERIV_HOLDING: ("I", "holding", "NONDERIV_HOLDING_SK"),
    DERIV_TRANS: ("II", "transaction", "DERIV_TRANS_SK"),
    DERIV_HOLDING: ("II", "holding", "DERIV_HOLDING_SK"),
}
_READ: dict[str, frozenset[str]] = {
    SUBMISSION: frozenset(
        {"FILING_DATE", "PERIOD_OF_REPORT", "DATE_OF_ORIG_SUB", "NO_SECURITIES_OWNED",
         "NOT_SUBJECT_SEC16", "FORM3_HOLDINGS_REPORTED", "FORM4_TRANS_REPORTED", "DOCUMENT_TYPE",
         "ISSUERCIK", "ISSUERNAME", "ISSUERTRADINGSYMBOL", "REMARKS", "AFF10B5ONE"}
    ),
    REPORTINGOWNER: frozenset(
        {"RPTOWNERCIK", "RPTOWNERNAME", "RPTOWNER_RELATIONSHIP", "RPTOWNER_TITLE", "RPTOWNER_TXT",
         "RPTOWNER_STREET1", "RPTOWNER_STREET2", "RPTOWNER_CITY", "RPTOWNER_STATE",
         "RPTOWNER_ZIPCODE", "RPTOWNER_STATE_DESC",
         "FILE_NUMBER"}  # the issuer's registration, as in headers: no part of the record
    ),
    FOOTNOTES: frozenset({"FOOTNOTE_ID", "FOOTNOTE_TXT"}),
    OWNER_SIGNATURE: frozenset({"OWNERSIGNATURENAME", "OWNERSIGNATUREDATE"}),
}  # fmt: skip
# Without these a table says nothing: a missing one is an error, not a blank.
_NEEDED = {
    SUBMISSION: {"DOCUMENT_TYPE", "ISSUERCIK"},
    REPORTINGOWNER: {"RPTOWNERCIK"},
    FOOTNOTES: {"FOOTNOTE_ID", "FOOTNOTE_TXT"},
    OWNER_SIGNATURE: {"OWNERSIGNATURENAME"},
    **{
        table: {surrogate, "SECURITY_TITLE", "DIRECT_INDIRECT_OWNERSHIP"}
        for table, (_, _, surrogate) in _ROW_TABLES.items()
    },
}


class _Columns(NamedTuple):
    """Where the columns of one table stand."""

    width: int  # fields of a line
    key: int
    at: dict[str, int]
    cells: tuple[tuple[int, int, str, int | None], ...]  # slot, value, column, notes
    coding_notes: tuple[int, ...]
    unknown: tuple[tuple[int, str], ...]


@lru_cache(maxsize=64)  # a hostile folder may hold any number of head lines
def _columns(table: str, names: tuple[str, ...]) -> _Columns:
    """Settle a table's head line; ReadError if it lacks what the table is for."""
    at: dict[str, int] = {}
    for place, name in enumerate(names):
        at.setdefault(name, place)
    for needed in sorted({KEY} | _NEEDED[table]):
        if needed not in at:
            raise ReadError(f"table {table}", 1, f"the column {needed}", "no such column")
    cells: list[tuple[int, int, str, int | None]] = []
    known = {KEY} | _READ.get(table, frozenset())
    coding: tuple[int, ...] = ()
    if table in _ROW_TABLES:
        cells = [
            (slot_of(cell), at[column], column, at.get(f"{column}_FN"))
            for column, cell in _CELLS.items()
            if column in at
        ]
        coding = tuple(at[name] for name in sorted(_CODING_NOTES) if name in at)
        known |= {_ROW_TABLES[table][2], *_CELLS, *(f"{name}_FN" for name in _CELLS)}
        known |= _CODING_NOTES
        cells = [
            (slot, value, column, None if f"{column}_FN" in _CODING_NOTES else notes)
            for slot, value, column, notes in cells
        ]
    unknown = tuple(
        (place, name)
        for place, name in enumerate(names)
        if name not in known or at[name] != place  # a name that stands there twice
    )
    return _Columns(len(names), at[KEY], at, tuple(cells), coding, unknown)


# Values

_QUOTED = re.compile(r'"((?:[^"]|"")*+)"').fullmatch


def _unquoted(text: str, fields: _Fields, width: int) -> _Fields:
    """The fields of a line with quotation marks: what is quoted as a whole, without its quotes.

    A field that only begins with a mark is kept as it is. A tab inside quotes is text, which
    shows by the number of fields.
    """
    if len(fields) == width:
        return [
            quoted[1].replace('""', '"') if (quoted := _QUOTED(field)) else field
            for field in fields
        ]
    try:
        return next(csv.reader([text], delimiter="\t"), fields)
    except csv.Error:  # a field longer than any is
        return fields


_MONTHS = (
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
)  # fmt: skip
_DAY = re.compile(r"([0-9]{1,2})-([A-Za-z]{3})-([0-9]{4})", re.ASCII).fullmatch
_SCIENTIFIC = re.compile(r"-?[0-9]{1,20}(?:\.[0-9]{0,20})?[eE][+-]?[0-9]{1,2}", re.ASCII).fullmatch
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3}){1,10}(?:\.[0-9]{0,20})?", re.ASCII).fullmatch
_NOTES = re.compile(r"[,\s]+")


def parse_set_date(text: str) -> Reading[date]:
    """``18-MAR-2026``, whatever the locale; an ISO date after a re-export."""
    match = _DAY(text)
    try:
        if match:
            month = _MONTHS.index(match[2].upper()) + 1
            return date(int(match[3]), month, int(match[1])), None, None
        if len(text) == 10 and text[4] == "-" == text[7]:
            return date.fromisoformat(text), text, None
    except ValueError:  # the 31st of June, or of no month
        pass
    return None, text, A_DATE


def parse_set_number(text: str) -> Reading[Decimal]:
    """``3844.0``; also ``1.0E7`` and ``1,000``, which files that passed a spreadsheet hold."""
    reading = parse_number(text)
    if reading[0] is None:
        if _SCIENTIFIC(text):
            return Decimal(text), text, None
        if _THOUSANDS(text):
            return Decimal(text.replace(",", "")), text, None
    return reading


_READERS = readers(parse_set_number, parse_set_date)
_CODE = slot_of("transaction_code")

_Fields = list[str]
_Found = dict[str, list[_Fields]]


class _Reading:
    """One filing while its lines are read."""

    __slots__ = ("columns", "referenced", "unread", "warnings", "withheld")

    def __init__(self, columns: dict[str, _Columns]) -> None:
        self.columns = columns
        self.warnings: list[Warn] = []
        self.withheld = 0
        self.unread: Counter[str] = Counter()
        self.referenced: set[str] = set()

    def fields(self, table: str, line: bytes) -> _Fields:
        """One line as texts, one for each column of its table."""
        columns = self.columns[table]
        if b"\0" in line:
            raise ReadError(f"table {table}", None, "text", "a line with a NUL byte")
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            text = line.decode("windows-1252", errors="replace")
            self.warn(table, "text in UTF-8", "other bytes; read as Windows-1252")
        fields = text.split("\t")
        if '"' in text:
            fields = _unquoted(text, fields, columns.width)
        if len(fields) != columns.width:
            expected = f"{columns.width} fields"
            raise ReadError(f"table {table}", None, expected, f"a line of {len(fields)}")
        for place, name in columns.unknown:
            if fields[place].strip():
                self.unread[f"{table}/{name}"] += 1
        return fields

    def warn(self, where: str, expected: str, found: str) -> None:
        """Note that something is not as it should be."""
        if len(self.warnings) < MOST:
            self.warnings.append(Warn(where, None, expected, found))
        else:
            self.withheld += 1

    def document(self, found: _Found, missing: tuple[str, ...]) -> tuple[date | None, Document]:
        """The filing that the lines make up, and the day on which it was filed."""
        submissions = found.get(SUBMISSION, [])
        if not submissions:
            raise ReadError("data set", None, f"a line in {SUBMISSION}", "none")
        if len(submissions) > 1:
            self.warn(f"table {SUBMISSION}", "one line", f"{len(submissions)}; the first is read")
        head = _Line(self, SUBMISSION, submissions[0])
        form = head.text("DOCUMENT_TYPE")
        if form not in FORMS:
            self.warn(head.where, "documentType 3, 4 or 5, or an amendment", repr(form))
        rows = (*self._rows(found, NONDERIV_TRANS, NONDERIV_HOLDING),
                *self._rows(found, DERIV_TRANS, DERIV_HOLDING))  # fmt: skip
        notes = self._footnotes(found.get(FOOTNOTES, []))
        owners = tuple(self._owner(fields) for fields in found.get(REPORTINGOWNER, []))
        issuer = Issuer(
            head.value("ISSUERCIK", parse_cik),
            head.text("ISSUERNAME"),
            head.text("ISSUERTRADINGSYMBOL"),
        )
        filed = head.value("FILING_DATE", parse_set_date)
        document = Document(
            form,
            None,
            head.value("PERIOD_OF_REPORT", parse_set_date),
            head.value("DATE_OF_ORIG_SUB", parse_set_date),
            issuer,
            owners,
            head.value("NOT_SUBJECT_SEC16", parse_flag),
            head.value("NO_SECURITIES_OWNED", parse_flag),
            head.value("FORM3_HOLDINGS_REPORTED", parse_flag),
            head.value("FORM4_TRANS_REPORTED", parse_flag),
            head.value("AFF10B5ONE", parse_flag),
            rows,
            notes,
            head.text("REMARKS"),
            tuple(self._signature(fields) for fields in found.get(OWNER_SIGNATURE, [])),
            (),
        )
        self._check(document, missing)
        return filed, document._replace(warnings=self._result())

    def _check(self, document: Document, missing: tuple[str, ...]) -> None:
        """Warn of what a filing must have and this one lacks; nothing is invented for it."""
        if missing:
            self.warn(LACKING, "all eight tables", f"no {', '.join(missing)}")
        if document.issuer.cik is None:
            self.warn(f"table {SUBMISSION}", "an issuerCik", "none")
        no_owner = not document.owners and REPORTINGOWNER not in missing
        if no_owner or any(owner.cik is None for owner in document.owners):
            self.warn(f"table {REPORTINGOWNER}", "a rptOwnerCik for every reporting owner", "none")
        if FOOTNOTES not in missing:
            for expected, found in of_notes(self.referenced, document.footnotes):
                self.warn(f"table {FOOTNOTES}", expected, found)

    def _result(self) -> tuple[Warn, ...]:
        counted = [
            Warn(name, None, UNREAD, f"{times} unread")
            for name, times in sorted(self.unread.items())[:MOST]
        ]
        withheld = self.withheld + max(len(self.unread) - MOST, 0)
        if withheld:
            counted.append(Warn("document", None, f"at most {MOST} warnings", f"{withheld} more"))
        return (*self.warnings, *counted)

    def _rows(self, found: _Found, *tables: str) -> Iterator[Row]:
        """Rows of one table of the form: the data sets say nothing of their order on it."""
        number = 0
        for table in tables:
            if table not in found:
                continue
            surrogate = self.columns[table].at[_ROW_TABLES[table][2]]
            for fields in sorted(
                found.get(table, []), key=lambda line: _by_number(line[surrogate])
            ):
                number += 1
                yield self._row(table, fields, number)

    def _row(self, table: str, fields: _Fields, number: int) -> Row:
        which, kind, _ = _ROW_TABLES[table]
        columns = self.columns[table]
        cells: list[Any] = [which, number, kind, *BLANK]
        for slot, at, column, notes_at in columns.cells:
            filed = fields[at].strip()
            notes: tuple[str, ...] = ()
            if notes_at is not None and fields[notes_at]:
                notes = self._notes(fields[notes_at])
            if filed:
                reader = _READERS[slot]
                if reader is None:
                    cells[slot] = new(Cell, (filed, notes, None))
                    continue
                value, raw, expected = reader(filed)
                cells[slot] = new(Cell, (value, notes, raw))
                if expected:
                    self.warn(f"{table}[{number}]/{column}", expected, repr(shortened(filed)))
            elif notes:
                cells[slot] = new(Cell, (None, notes, None))
        for at in columns.coding_notes:
            if fields[at]:
                code = cells[_CODE] or Cell(None)
                cells[_CODE] = code._replace(footnotes=code.footnotes + self._notes(fields[at]))
        row: Row = new(Row, cells)
        return row

    def _notes(self, text: str) -> tuple[str, ...]:
        """``F11, F12``"""
        notes = tuple(note for note in _NOTES.split(text.strip()) if note)
        self.referenced.update(notes)
        return notes

    def _footnotes(self, lines: list[_Fields]) -> dict[str, str]:
        notes: dict[str, str] = {}
        for fields in sorted(
            lines, key=lambda line: _by_number(self._of(FOOTNOTES, line, "FOOTNOTE_ID"))
        ):
            name = self._of(FOOTNOTES, fields, "FOOTNOTE_ID")
            text = self._of(FOOTNOTES, fields, "FOOTNOTE_TXT")
            if name in notes:
                self.warn(f"table {FOOTNOTES}", f"one text for {name}", repr(text))
            else:
                notes[name] = text
        return notes

    def _of(self, table: str, fields: _Fields, column: str) -> str:
        return fields[self.columns[table].at[column]].strip()

    def _owner(self, fields: _Fields) -> Owner:
        line = _Line(self, REPORTINGOWNER, fields)
        roles = {role.strip() for role in (line.text("RPTOWNER_RELATIONSHIP") or "").split(",")}
        for role in sorted(roles - {"", *_ROLES}):
            self.warn(line.where, f"one of {', '.join(_ROLES)}", repr(role))
        address = Address(
            line.text("RPTOWNER_STREET1"),
            line.text("RPTOWNER_STREET2"),
            line.text("RPTOWNER_CITY"),
            line.text("RPTOWNER_STATE"),
            line.text("RPTOWNER_ZIPCODE"),
            line.text("RPTOWNER_STATE_DESC"),
        )
        return Owner(
            line.value("RPTOWNERCIK", parse_cik),
            line.text("RPTOWNERNAME"),
            "Director" in roles,
            "Officer" in roles,
            "TenPercentOwner" in roles,
            "Other" in roles,
            line.text("RPTOWNER_TITLE"),
            line.text("RPTOWNER_TXT"),
            address if address != Address() else None,
        )

    def _signature(self, fields: _Fields) -> Signature:
        line = _Line(self, OWNER_SIGNATURE, fields)
        text = line.text("OWNERSIGNATUREDATE") or ""
        day, raw, expected = parse_set_date(text) if text else (None, None, None)
        if expected:
            self.warn(line.where, expected, repr(text))
        return Signature(line.text("OWNERSIGNATURENAME"), day, raw)


_ROLES = ("Director", "Officer", "TenPercentOwner", "Other")  # in the order of Owner's fields


def _by_number(text: str) -> tuple[int, int, str]:
    """Sort ``F2`` before ``F10``, 99 before 100, and anything else after them by its text."""
    digits = text.lstrip("F")
    if digits.isascii() and digits.isdigit() and len(digits) < 20:
        return 0, int(digits), text
    return 1, 0, text


class _Line:
    """One line of a table that holds no rows of the form."""

    __slots__ = ("_at", "_fields", "_reading", "where")

    def __init__(self, reading: _Reading, table: str, fields: _Fields) -> None:
        self._reading = reading
        self._at = reading.columns[table].at
        self._fields = fields
        self.where = f"table {table}"

    def text(self, column: str) -> str | None:
        """A text, None where it is blank or this quarter has no such column."""
        at = self._at.get(column)
        return (self._fields[at].strip() or None) if at is not None else None

    def value(self, column: str, reader: Callable[[str], Reading[Any]]) -> Any:
        """A value; text that is none has no other place, so the warning keeps it whole."""
        text = self.text(column)
        if text is None:
            return None
        value, _, expected = reader(text)
        if expected:
            self._reading.warn(f"{self.where}/{column}", expected, repr(text))
        return value
