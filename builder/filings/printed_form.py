"""The printed form, box by box, to the document that it was printed from.

The page that the SEC renders from ownership XML and the same page as text hold the same
boxes in the same order. Their readers find the boxes and hand them over as a
:class:`PrintedForm`; what a box means is decided here, once: which column of which form
is which element, that ``1,887`` is a number and ``(2)`` a marker, and what a printed form
cannot say. Sources: sections 2.5 and 3.3 of the forms reference, and the SEC's
instructions to Forms 4 and 5.

**Holdings.** A line without date, amount, A/D and price is a holding. Its code is blank,
or ``3``: a holding that a Form 3 should have had.

**The code and its marks.** ``/K`` after the code is an equity swap. On Form 4 the column V
makes the line's form type 5 (reported early), and a marker in it is a note on the timeliness:
so prints a style sheet of the SEC's for Form 4 that is to be found in public.
On Form 5 a digit beside the code says where the line should have been before: ``P4`` on a
Form 4, ``G5`` on an earlier Form 5, which the schema writes as form type 5 and timeliness L.
Instruction 8 of Form 5 asks for these marks; no rendered page with one has been seen, so how
the style sheet prints them is unconfirmed, and they are taken in any order. ``E`` and ``L``
beside the code or in column V are taken as timeliness (unconfirmed too). A line without any
mark has the type of its form, and no swap.

**Shares or dollars.** Printing puts a dollar sign before a value and none before a number of
shares, so ``$5,000`` is a value where the form has room for either. Where only a note stands,
it is taken to be on the number of shares. Where acquired or disposed is not stated, that
style sheet prints the amount of Table II in both columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from builder.filings.document import Document
from builder.filings.noticed import MOST, shortened
from builder.filings.values import A_DATE, A_NUMBER, Reading, parse_number
from builder.model import (
    DATE_CELLS,
    NUMBER_CELLS,
    Cell,
    Issuer,
    Kind,
    Owner,
    Row,
    Signature,
    Table,
    Warn,
)


class Box(NamedTuple):
    """One cell of the printed tables: its text without the markers, and the notes marked."""

    text: str  # "" where the cell is empty or holds markers only
    footnotes: tuple[str, ...] = ()  # ("F1",) for a marker (1)
    line: int | None = None  # of the file


class PrintedForm(NamedTuple):
    """Every box of one printed form, as text."""

    form: str  # "3", "4" or "5": an amendment shows itself by its box of the original's date
    owners: tuple[Owner, ...]
    issuer: Issuer
    period: str  # 10/29/2019
    original_filed: str  # "" where the form is no amendment
    not_subject_to_section16: bool | None  # None: the form has no such box
    form3_holdings_reported: bool | None
    form4_transactions_reported: bool | None
    aff10b5_one: bool | None
    table1: tuple[tuple[Box, ...], ...]  # the body rows of Table I, left to right
    table2: tuple[tuple[Box, ...], ...]
    footnotes: dict[str, str]  # {"F1": text}
    remarks: str | None
    signatures: tuple[tuple[str, str], ...]  # name, date as printed
    warnings: tuple[Warn, ...] = ()
    says_no_securities: bool = False  # "No securities are beneficially owned" is printed


def document_of(printed: PrintedForm) -> Document:
    """What the boxes state; a box that cannot be read keeps its text and is a warning."""
    return _Meaning(printed).document()


def parse_printed_date(text: str) -> Reading[date]:
    """``02/08/2019``; a zone that the style sheet left after the day never shifts it."""
    match = _DATE(text)
    if match is None:
        return None, text, A_PRINTED_DATE
    month, day, zone, year = match.groups()
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:  # the 31st of June
        return None, text, A_PRINTED_DATE
    return found, f"{found.isoformat()}{zone}" if zone else None, None


def parse_printed_number(text: str) -> Reading[Decimal]:
    """``1,887.5``: the separators are printing's, so no ``raw`` is kept for them."""
    if "," not in text:
        return parse_number(text)
    if _GROUPED(text) is None:
        return None, text, A_NUMBER
    return parse_number(text.replace(",", ""))


A_PRINTED_DATE = A_DATE.replace("2026-03-18", "03/18/2026")
_DATE = re.compile(
    r"([0-9]{1,2})/([0-9]{1,2})(Z|[-+][0-9]{2}:[0-9]{2})?/([0-9]{4})", re.ASCII
).fullmatch
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3}){1,12}(?:\.[0-9]*)?", re.ASCII).fullmatch
# A code and the marks folded into its cell; each mark at most once.
_CODE = re.compile(r"([A-Za-z]?)((?:/[Kk]|[345]|[VvEeLl])*)").fullmatch
_LONGEST_CODE = 6  # P/K4L
_MARK = re.compile(r"/K|[345]|[VEL]")

# The columns from left to right. Most are elements of the schema by their name in our rows; the
# others are what printing makes of two elements.
_END = ("direct_or_indirect_ownership", "nature_of_ownership")
_WHEN = ("transaction_date", "deemed_execution_date")
_UNDERLYING = ("exercise_date", "expiration_date", "underlying_security_title", "underlying")
_TABLE1_4 = (
    "security_title", *_WHEN, "code", "v", "amount", "transaction_acquired_disposed_code",
    "transaction_price_per_share", "owned", *_END,
)  # fmt: skip
_TABLE2_4 = (
    "security_title", "conversion_or_exercise_price", *_WHEN, "code", "v", "acquired", "disposed",
    *_UNDERLYING, "transaction_price_per_share", "owned", *_END,
)  # fmt: skip
_COLUMNS: dict[tuple[str, Table], tuple[str, ...]] = {
    ("3", "I"): ("security_title", "owned", *_END),
    ("3", "II"): ("security_title", *_UNDERLYING, "conversion_or_exercise_price", *_END),
    ("4", "I"): _TABLE1_4,
    ("4", "II"): _TABLE2_4,
    ("5", "I"): tuple(column for column in _TABLE1_4 if column != "v"),
    ("5", "II"): tuple(column for column in _TABLE2_4 if column != "v"),
}
# Columns that hold a number of shares, or dollars with a dollar sign.
_EITHER = {
    "owned": ("shares_owned_following_transaction", "value_owned_following_transaction"),
    "underlying": ("underlying_security_shares", "underlying_security_value"),
    "amount": ("transaction_shares", "transaction_total_value"),
}
_LETTERS = frozenset({"transaction_acquired_disposed_code", "direct_or_indirect_ownership"})
# What a transaction has and a holding has not.
_TRADED = frozenset(
    {*_WHEN, "v", "amount", "acquired", "disposed", "transaction_acquired_disposed_code",
     "transaction_price_per_share"}
)  # fmt: skip
_SAYS_NOTHING: Cell[Any] = Cell(None)  # a dollar sign and no marker
_NO_BOX = Box("")

_Cells = dict[str, Any]


class _Meaning:
    """One printed form while its boxes are read."""

    def __init__(self, printed: PrintedForm) -> None:
        self.printed = printed
        self.form, *amended = printed.form.split("/")
        self.amended = bool(amended or printed.original_filed)
        self.warnings: list[Warn] = list(printed.warnings)
        self.referenced: set[str] = set()

    def document(self) -> Document:
        printed = self.printed
        rows = (*self._rows("I", printed.table1), *self._rows("II", printed.table2))
        document = Document(
            f"{self.form}/A" if self.amended else self.form,
            None,  # the schema version is not printed
            self._date_alone("period of report", printed.period),
            self._date_alone("date of the original", printed.original_filed),
            printed.issuer,
            printed.owners,
            printed.not_subject_to_section16,
            self._owns_nothing(rows),
            printed.form3_holdings_reported,
            printed.form4_transactions_reported,
            printed.aff10b5_one,
            rows,
            printed.footnotes,
            printed.remarks,
            tuple(self._signature(name, day) for name, day in printed.signatures),
            (),
        )
        self._check()
        return document._replace(warnings=_bounded(self.warnings))

    def _warn(self, where: str, line: int | None, expected: str, found: str) -> None:
        self.warnings.append(Warn(where, line, expected, found))

    def _owns_nothing(self, rows: tuple[Row, ...]) -> bool | None:
        """Only Form 3 says so; one without any line may just not have been printed with it."""
        if self.form != "3":
            return None
        return True if self.printed.says_no_securities else (False if rows else None)

    def _date_alone(self, what: str, text: str) -> date | None:
        """A date for which there is no place but the value: what cannot be read stands whole."""
        if not text:
            return None
        value, raw, expected = parse_printed_date(text)
        if raw is not None:
            self._warn(what, None, expected or A_PRINTED_DATE, repr(text))
        return value

    def _signature(self, name: str, day: str) -> Signature:
        if not day:
            return Signature(name or None, None)
        value, raw, expected = parse_printed_date(day)
        if expected:
            self._warn("date of signature", None, expected, repr(shortened(day)))
        return Signature(name or None, value, raw)

    def _check(self) -> None:
        """Warn of what a form must have and this one does not say."""
        if self.printed.issuer.cik is None:
            self._warn("document", None, "the issuer's CIK", "none")
        owners = self.printed.owners
        if not owners or any(owner.cik is None for owner in owners):
            self._warn("document", None, "a CIK for every reporting owner", "none")
        if len(owners) > 1 and not any(any(owner[2:8]) for owner in owners[1:]):
            found = "the boxes of the first alone"
            self._warn("relationship", None, "the roles of every reporting owner", found)
        for missing in sorted(self.referenced - self.printed.footnotes.keys()):
            expected = f"a footnote {missing}, which the tables refer to"
            self._warn("document", None, expected, "none")

    # Lines of the tables

    def _rows(self, table: Table, lines: Iterable[tuple[Box, ...]]) -> list[Row]:
        columns = _COLUMNS[self.form, table]
        return [self._row(table, number, columns, line) for number, line in enumerate(lines, 1)]

    def _row(
        self, table: Table, number: int, columns: tuple[str, ...], line: tuple[Box, ...]
    ) -> Row:
        where = f"Table {table}, row {number}"
        for box in line:
            self.referenced.update(box.footnotes)
        if len(line) != len(columns):
            return self._misshapen(table, number, len(columns), line)
        boxes = dict(zip(columns, line, strict=True))
        kind = _kind(boxes)
        cells: _Cells = {}
        for column, box in boxes.items():
            if not box.text and not box.footnotes:
                continue
            if column in _EITHER:
                self._either(where, _EITHER[column], box, cells)
            elif column not in _FOLDED:
                cells[column] = self._cell(where, column, box)
        if "acquired" in boxes:
            self._two_amounts(where, boxes["acquired"], boxes["disposed"], cells)
        if "code" in boxes:
            self._coding(where, kind, boxes["code"], boxes.get("v", _NO_BOX), cells)
        said = {name: cell for name, cell in cells.items() if cell != _SAYS_NOTHING}
        return Row(table, number, kind, **said)

    def _misshapen(self, table: Table, number: int, width: int, line: tuple[Box, ...]) -> Row:
        """A line of another width: which column is which is not known, but for the title's."""
        texts = " | ".join(
            box.text + "".join(f"({note[1:]})" for note in box.footnotes) for box in line
        )
        expected = f"{width} columns"
        found = f"{len(line)}: {texts!r}"
        self._warn(f"Table {table}, row {number}", line[0].line if line else None, expected, found)
        title = line[0] if line else _NO_BOX
        cell = Cell(title.text or None, title.footnotes) if any(title[:2]) else None
        return Row(table, number, "holding", cell)

    def _cell(self, where: str, column: str, box: Box) -> Cell[Any]:
        """The value of a column that is one element."""
        text = box.text
        if not text:
            return Cell(None, box.footnotes)
        if column in DATE_CELLS:
            return self._read(where, column, box, parse_printed_date(text))
        if column in NUMBER_CELLS:
            return self._read(where, column, box, parse_printed_number(text.lstrip("$ ")))
        if column in _LETTERS and text in _LOWER:
            self._warn(f"{where}, {column}", box.line, "a capital letter", repr(text))
            return Cell(text.upper(), box.footnotes, text)
        return Cell(text, box.footnotes)

    def _read(self, where: str, column: str, box: Box, reading: Reading[Any]) -> Cell[Any]:
        """A cell of what was read; text that says nothing but a dollar sign says nothing."""
        value, raw, expected = reading
        if box.text == "$":
            return Cell(None, box.footnotes)
        if expected:
            self._warn(f"{where}, {column}", box.line, expected, repr(shortened(box.text)))
        return Cell(value, box.footnotes, raw)

    def _either(self, where: str, names: tuple[str, str], box: Box, cells: _Cells) -> None:
        """Shares, or dollars behind a dollar sign."""
        name = names["$" in box.text]
        if name == "transaction_total_value" and where.startswith("Table I,"):
            name = names[0]  # Table I has no element for it, and dollars are no shares
            expected = "a number of shares"
            self._warn(f"{where}, {name}", box.line, expected, repr(shortened(box.text)))
            cells[name] = Cell(None, box.footnotes, box.text)
            return
        cells[name] = self._cell(where, name, box)

    def _two_amounts(self, where: str, acquired: Box, disposed: Box, cells: _Cells) -> None:
        """Table II: the amount's column is what says whether it was acquired or disposed of."""
        given = [
            (letter, box) for letter, box in (("A", acquired), ("D", disposed)) if any(box[:2])
        ]
        if not given:
            return
        if len(given) == 1:
            letter, box = given[0]
            cells["transaction_acquired_disposed_code"] = Cell(letter)
            self._either(where, _EITHER["amount"], box, cells)
            return
        found = f"{acquired.text!r} and {disposed.text!r}"
        expected = "an amount in one of the columns (A) and (D)"
        self._warn(f"{where}, transaction_shares", acquired.line, expected, found)
        if acquired[:2] == disposed[:2]:  # the amount is certain, what became of it is not
            self._either(where, _EITHER["amount"], acquired, cells)
            return
        notes = tuple(dict.fromkeys(acquired.footnotes + disposed.footnotes))
        cells["transaction_shares"] = Cell(None, notes, f"(A) {acquired.text} (D) {disposed.text}")

    # The code, and what printing folds into its cell and into column V

    def _coding(self, where: str, kind: Kind, code: Box, early: Box, cells: _Cells) -> None:
        letter, marks = self._code(where, code, cells)
        early_marks = self._early(where, early, cells)
        known = early_marks | (marks or set())
        digit = next((mark for mark in known if mark in "345"), None)
        timeliness = next((mark for mark in known if mark in "EL"), None)
        if "V" in known:
            digit = "5"
        elif digit == "5" and self.form == "5" and timeliness is None:
            timeliness = "L"
        if timeliness or (early.footnotes and "transaction_timeliness" not in cells):
            cells["transaction_timeliness"] = Cell(timeliness, early.footnotes)
        if digit or (kind == "transaction" and marks is not None):
            cells["transaction_form_type"] = Cell(digit or self.form)
        if marks is None:  # the cell cannot be read: it may hold any mark
            return
        if kind == "transaction":
            cells["equity_swap_involved"] = Cell("/K" in marks)
        if letter or code.footnotes:
            raw = letter if letter in _LOWER else None
            cells["transaction_code"] = Cell(letter.upper() or None, code.footnotes, raw)

    def _code(self, where: str, box: Box, cells: _Cells) -> tuple[str, set[str] | None]:
        """The letter and the marks of the code's cell; None for marks if it cannot be read."""
        text = "".join(box.text.split())
        match = _CODE(text) if len(text) <= _LONGEST_CODE else None
        marks = _MARK.findall(match[2].upper()) if match else []
        where = f"{where}, transaction_code"
        if match is None or not _agree(marks):
            expected = "a code of one letter and its marks"
            self._warn(where, box.line, expected, repr(shortened(box.text)))
            cells["transaction_code"] = Cell(None, box.footnotes, box.text)
            return "", None
        if match[1] in _LOWER:
            self._warn(where, box.line, "a capital letter", repr(box.text))
        return match[1], set(marks)

    def _early(self, where: str, box: Box, cells: _Cells) -> set[str]:
        """The marks in column V."""
        marks = list("".join(box.text.split()).upper())
        if len(marks) <= 2 and set(marks) <= {"V", "E", "L"} and _agree(marks):
            return set(marks)
        where = f"{where}, transaction_timeliness"
        self._warn(where, box.line, "V or nothing", repr(shortened(box.text)))
        cells["transaction_timeliness"] = Cell(None, box.footnotes, box.text)
        return set()


_LOWER = frozenset("abcdefghijklmnopqrstuvwxyz")
_FOLDED = frozenset({"code", "v", "acquired", "disposed"})


def _agree(marks: list[str]) -> bool:
    """No mark twice, and no two that say different things."""
    types = sum(mark in "345V" for mark in marks)
    return len(set(marks)) == len(marks) and types <= 1 and sum(mark in "EL" for mark in marks) <= 1


def _kind(boxes: dict[str, Box]) -> Kind:
    """A line on which nothing happened is a holding."""
    for column, box in boxes.items():
        if column in _TRADED and (box.text or box.footnotes):
            return "transaction"
    code = boxes.get("code", _NO_BOX).text
    return "holding" if code in {"", "3"} else "transaction"


def _bounded(warnings: list[Warn]) -> tuple[Warn, ...]:
    """A hostile page cannot make the record of a filing larger than the filing."""
    warnings.sort(key=lambda warning: warning.line or 0)
    if len(warnings) <= MOST:
        return tuple(warnings)
    more = Warn("document", None, f"at most {MOST} warnings", f"{len(warnings) - MOST} more")
    return (*warnings[:MOST], more)
