"""What stands in each box of the printed form, from a record: written apart from its reader.

Source: section 2.5 of the forms reference, the pages in the real corpus, and the marks that
instruction 8 of Form 5 asks for.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from builder.filings.document import Document
from builder.model import Cell, Filing, Row

Record = Filing | Document


class Shown(NamedTuple):
    """One box: a dollar sign, the text, and the numbers of the notes on it."""

    text: str = ""
    notes: tuple[str, ...] = ()
    dollar: bool = False


EMPTY = Shown()


def base_form(record: Record) -> str:
    """``4`` for ``4/A``."""
    return (record.form or "4")[0]


def day(value: date | None) -> str:
    """``02/08/2019``."""
    return value.strftime("%m/%d/") + f"{value.year:04}" if value else ""


def zoned_day(value: date | None, raw: str | None) -> str:
    """A day whose zone the style sheet leaves behind it: ``03/01-05:00/2005``."""
    if value is None:
        return raw or ""
    month, first, year = day(value).split("/")
    return f"{month}/{first}{(raw or '')[10:]}/{year}"


def number(value: Decimal) -> str:
    """``1,887.5``: no trailing zeros, a comma after every three digits."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown(cell: Cell[Any] | None) -> Shown:
    """A cell as printing has it."""
    if cell is None:
        return EMPTY
    notes = tuple(note.removeprefix("F") for note in cell.footnotes)
    return Shown(_text(cell), notes)


def _text(cell: Cell[Any]) -> str:
    value = cell.value
    if value is None:
        return cell.raw or ""
    if isinstance(value, date):
        return zoned_day(value, cell.raw)
    return number(value) if isinstance(value, Decimal) else str(value)


def dollars(cell: Cell[Any] | None) -> Shown:
    """The same behind a dollar sign, if there is anything to put it before."""
    box = shown(cell)
    return box._replace(dollar=box.text != "")


def _either(shares: Cell[Any] | None, value: Cell[Any] | None) -> Shown:
    return shown(shares) if shares is not None else dollars(value)


def code(row: Row, form: str) -> Shown:
    """The code's cell: the letter, ``/K`` for a swap, on Form 5 the form it belonged on."""
    box = shown(row.transaction_code)
    text = box.text
    if row.equity_swap_involved and row.equity_swap_involved.value:
        text += "/K"
    filed_on = row.transaction_form_type.value if row.transaction_form_type else None
    if form == "5":
        if filed_on in {"3", "4"}:
            text += filed_on
        elif row.transaction_timeliness and row.transaction_timeliness.value == "L":
            text += "5"
    return box._replace(text=text)


def early(row: Row) -> Shown:
    """Column V of Form 4."""
    notes = shown(row.transaction_timeliness).notes
    filed_on = row.transaction_form_type.value if row.transaction_form_type else None
    return Shown("V" if filed_on == "5" else "", notes)


def table1(row: Row, form: str) -> list[Shown]:
    """A line of Table I."""
    owned = _either(row.shares_owned_following_transaction, row.value_owned_following_transaction)
    end = [owned, shown(row.direct_or_indirect_ownership), shown(row.nature_of_ownership)]
    if form == "3":
        return [shown(row.security_title), *end]
    return [
        shown(row.security_title),
        shown(row.transaction_date),
        shown(row.deemed_execution_date),
        code(row, form),
        *([early(row)] if form == "4" else []),
        shown(row.transaction_shares),
        shown(row.transaction_acquired_disposed_code),
        dollars(row.transaction_price_per_share),
        *end,
    ]


def table2(row: Row, form: str) -> list[Shown]:
    """A line of Table II."""
    underlying = [
        shown(row.exercise_date),
        shown(row.expiration_date),
        shown(row.underlying_security_title),
        _either(row.underlying_security_shares, row.underlying_security_value),
    ]
    price = dollars(row.conversion_or_exercise_price)
    end = [shown(row.direct_or_indirect_ownership), shown(row.nature_of_ownership)]
    if form == "3":
        return [shown(row.security_title), *underlying, price, *end]
    amount = _either(row.transaction_shares, row.transaction_total_value)
    letter = row.transaction_acquired_disposed_code
    side = letter.value if letter else None
    return [
        shown(row.security_title),
        price,
        shown(row.transaction_date),
        shown(row.deemed_execution_date),
        code(row, form),
        *([early(row)] if form == "4" else []),
        amount if side != "D" else EMPTY,
        amount if side != "A" else EMPTY,
        *underlying,
        dollars(row.transaction_price_per_share),
        _either(row.shares_owned_following_transaction, row.value_owned_following_transaction),
        *end,
    ]


def lines(record: Record, table: str) -> list[list[Shown]]:
    """Every line of a table, in the filer's order."""
    printed = table1 if table == "I" else table2
    return [printed(row, base_form(record)) for row in record.rows if row.table == table]
