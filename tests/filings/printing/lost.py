"""What a printed form cannot say: listed once, with the reason, for the laws of its readers.

``expressed`` reduces a record to what printing keeps, so that a record and what was read of
its print must be equal. Source: section 2.5 of the forms reference ("HTML loses …").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from builder.filings.document import Document
from builder.model import CELL_NAMES, NUMBER_CELLS, Address, Cell, Issuer, Owner, Row
from tests.filings.printing.boxes import Record, base_form

# Fields of a document that no print has.
NOT_PRINTED = {
    "schema_version": "no box",
    "warnings": "about another file",
}
ISSUER_NOT_PRINTED = {
    "sic": "of the submission's header",
    "sic_title": "of the submission's header",
    "state": "of the submission's header",
    "fiscal_year_end": "of the submission's header",
    "former_names": "of the submission's header",
}
OWNER_NOT_PRINTED = {"former_names": "of the submission's header"}
ADDRESS_NOT_PRINTED = {
    "state_description": "no box",
    "good_address": "no box",
    "non_us_address": "no box",
}
ROLES = {
    "is_director": "printed for the first owner alone",
    "is_officer": "printed for the first owner alone",
    "is_ten_percent_owner": "printed for the first owner alone",
    "is_other": "printed for the first owner alone",
    "officer_title": "printed for the first owner alone",
    "other_text": "printed for the first owner alone",
}
# Boxes of other forms: a field is compared only on the forms that print it.
FLAGS = {
    "not_subject_to_section16": "45",
    "form3_holdings_reported": "5",
    "form4_transactions_reported": "5",
    "aff10b5_one": "45",
    "no_securities_owned": "3",
}
_TRADE = (
    "transaction_date", "deemed_execution_date", "transaction_form_type", "transaction_code",
    "equity_swap_involved", "transaction_timeliness", "transaction_shares",
    "transaction_total_value", "transaction_price_per_share", "transaction_acquired_disposed_code",
)  # fmt: skip
_OWNED = ("shares_owned_following_transaction", "value_owned_following_transaction")
_OPTION = (
    "conversion_or_exercise_price", "exercise_date", "expiration_date", "underlying_security_title",
    "underlying_security_shares", "underlying_security_value",
)  # fmt: skip
# Cells without a column in a table of a form.
NO_COLUMN: dict[tuple[str, str], tuple[str, ...]] = {
    ("3", "I"): (*_TRADE, *_OPTION),
    ("3", "II"): (*_TRADE, *_OWNED),
    ("4", "I"): ("transaction_total_value", *_OPTION),
    ("4", "II"): (),
    ("5", "I"): ("transaction_total_value", *_OPTION),
    ("5", "II"): (),
}
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:[.][0-9]*)?").fullmatch
# What two different cells look like in print: the reason, and the cell that both are taken for.
Alike = Callable[[Row, str], Row]


def _changed(row: Row, cells: dict[str, Any]) -> Row:
    return row._replace(**cells)


def _blank_is_no(row: Row, _form: str) -> Row:
    """A swap that is not marked is none; so is one that the filing says nothing of."""
    if row.kind == "holding":
        return row._replace(equity_swap_involved=None)
    swap = row.equity_swap_involved
    return row._replace(equity_swap_involved=Cell(bool(swap and swap.value)))


def _form_of_the_line(row: Row, form: str) -> Row:
    """Unmarked lines have the type of their form; only other types have a mark."""
    cell = row.transaction_form_type
    marked = cell.value if cell else None
    if marked not in {"3", "4", "5"} or (form == "4" and marked != "5"):
        marked = None
    if row.kind == "holding":
        kept = {"4": "5", "5": "3"}[form] if form != "3" else None
        return row._replace(transaction_form_type=Cell(marked) if marked == kept else None)
    return row._replace(transaction_form_type=Cell(marked or form))


def _timeliness(row: Row, form: str) -> Row:
    """Form 4 prints the notes on it, Form 5 the mark of a line late for an earlier Form 5."""
    cell = row.transaction_timeliness
    if cell is None:
        return row
    filed_on = row.transaction_form_type.value if row.transaction_form_type else None
    notes = cell.footnotes if form == "4" else ()
    late = form == "5" and filed_on not in {"3", "4"} and cell.value == "L"
    kept = Cell("L" if late else None, notes) if late or notes else None
    return row._replace(transaction_timeliness=kept)


def _column_of_the_amount(row: Row, _form: str) -> Row:
    """Table II says acquired or disposed by the column, which has no room for notes on it."""
    cell = row.transaction_acquired_disposed_code
    if row.table == "I" or cell is None:
        return row
    amount = row.transaction_shares or row.transaction_total_value
    shown = cell.value in {"A", "D"} and amount is not None
    letter = Cell(cell.value) if shown else None
    return row._replace(transaction_acquired_disposed_code=letter)


def _note_without_amount(row: Row, _form: str) -> Row:
    """Where only a note stands, no dollar sign tells what is not there."""
    pairs = (
        ("transaction_shares", "transaction_total_value"),
        ("underlying_security_shares", "underlying_security_value"),
        _OWNED,
    )
    for shares, value in pairs:
        cell = getattr(row, value)
        if getattr(row, shares) is not None:
            row = _changed(row, {value: None})
        elif cell is not None and cell.value is None and cell.raw is None:
            row = _changed(row, {shares: cell, value: None})
    return row


def _numbers(row: Row, _form: str) -> Row:
    """Zeros around a number are not printed, and a filer's own commas look like printing's."""
    for name in NUMBER_CELLS:
        cell = getattr(row, name)
        if cell is None:
            continue
        value = cell.value
        if value is None and cell.raw and _GROUPED(cell.raw):
            value = Decimal(cell.raw.replace(",", ""))
        if value is not None:
            row = _changed(row, {name: Cell(value, cell.footnotes)})
    return row


ALIKE: tuple[Alike, ...] = (
    _numbers, _timeliness, _form_of_the_line, _blank_is_no, _column_of_the_amount,
    _note_without_amount,
)  # fmt: skip


def expressed(record: Record, style: str = "X03") -> dict[str, Any]:
    """A record without what its print cannot say; the reasons stand beside the tables above."""
    form = base_form(record)
    kept = {name: getattr(record, name) for name in Document._fields if name not in NOT_PRINTED}
    for flag, forms in FLAGS.items():
        kept[flag] = bool(kept[flag]) if form in forms else None
    if style < "X04":
        del kept["aff10b5_one"]  # the box is not on the older forms
    kept["form"] = f"{form}/A" if record.original_filed else form
    kept["issuer"] = _issuer(record.issuer, style)
    kept["owners"] = [_owner(owner, number, style) for number, owner in enumerate(record.owners)]
    kept["rows"] = [_row(row, form) for row in record.rows]
    return kept


def _issuer(issuer: Issuer, style: str) -> Issuer:
    blank = Issuer(None, None)._asdict()
    issuer = issuer._replace(**{name: blank[name] for name in ISSUER_NOT_PRINTED})
    return issuer if style >= "X06" else issuer._replace(foreign_symbol=None)


def _owner(owner: Owner, number: int, style: str) -> Owner:
    blank = Owner(None, None)._asdict()
    lost = OWNER_NOT_PRINTED | (ROLES if number else {})
    address = owner.address
    if address is not None:
        gone: dict[str, Any] = dict.fromkeys(ADDRESS_NOT_PRINTED)
        if style < "X06":
            gone |= dict.fromkeys(("country", "non_us_state_territory"))
        address = address._replace(**gone)
        if address == Address():
            address = None
    return owner._replace(address=address, **{name: blank[name] for name in lost})


def _row(row: Row, form: str) -> dict[str, Any]:
    for alike in ALIKE:
        row = alike(row, form)
    row = _changed(row, dict.fromkeys(NO_COLUMN[form, row.table]))
    return {name: getattr(row, name) for name in ("table", "row", "kind", *CELL_NAMES)}
