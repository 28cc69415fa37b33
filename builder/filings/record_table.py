"""A record as a person reads it in a terminal: the form's boxes, then its tables in columns.

A column in which no row says anything is left out. Markers stand beside the value that
they qualify, as on the form; a value stated only in a note shows its marker alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from builder.filings.notice import Notice
from builder.filings.notice_record import notice_to_json
from builder.filings.record import number_text
from builder.model import CELL_NAMES, NUMBER_CELLS, Cell, Filing, Owner, Row, local_id

_HEADS = {
    "security_title": "Security",
    "conversion_or_exercise_price": "Exercise price",
    "transaction_date": "Date",
    "deemed_execution_date": "Deemed date",
    "transaction_form_type": "Form",
    "transaction_code": "Code",
    "equity_swap_involved": "Swap",
    "transaction_timeliness": "E/L",
    "transaction_shares": "Amount",
    "transaction_total_value": "Total value",
    "transaction_price_per_share": "Price",
    "transaction_acquired_disposed_code": "A/D",
    "exercise_date": "Exercisable",
    "expiration_date": "Expires",
    "underlying_security_title": "Underlying",
    "underlying_security_shares": "Underlying shares",
    "underlying_security_value": "Underlying value",
    "shares_owned_following_transaction": "Owned after",
    "value_owned_following_transaction": "Value owned after",
    "direct_or_indirect_ownership": "D/I",
    "nature_of_ownership": "Nature",
}


def filing_table(filing: Filing) -> str:
    """One Form 3, 4 or 5."""
    parts = ["\n".join(_head(filing))]
    for table, title in (("I", "Table I"), ("II", "Table II")):
        rows = [row for row in filing.rows if row.table == table]
        if rows:
            order = "" if filing.is_in_form_order else " (order of rows approximate)"
            parts.append("\n".join([f"{title}{order}", *_columns(rows)]))
    if filing.footnotes:
        notes = (f"({_number(key)}) {_one_line(text)}" for key, text in filing.footnotes.items())
        parts.append("\n".join(["Footnotes", *notes]))
    if filing.remarks:
        parts.append(f"Remarks\n{_safe(filing.remarks)}")
    if filing.signatures:
        signed = (
            f"{_one_line(each.name)}  {each.date or _one_line(each.raw_date or 'no date')}"
            for each in filing.signatures
        )
        parts.append("\n".join(["Signatures", *signed]))
    return "\n\n".join(parts)


def _head(filing: Filing) -> Iterator[str]:
    issuer = filing.issuer
    yield f"Form {_one_line(filing.form)}  {filing.accession}"
    symbol = f" [{_one_line(issuer.symbol)}]" if issuer.symbol else ""
    yield f"Issuer    {_one_line(issuer.name)}{symbol}  {_identity(issuer.key)}"
    for owner in filing.owners:
        yield f"Insider   {_one_line(owner.name)}  {_identity(owner.key)}  {_roles(owner)}".rstrip()
    days = (
        ("Period", filing.period),
        ("Filed", filing.filed),
        ("Accepted", filing.accepted),
        ("Original", filing.original_filed),
    )
    for name, day in days:
        if day is not None:
            yield f"{name:10}{day}"
    boxes = (
        ("no longer subject to Section 16", filing.not_subject_to_section16),
        ("no securities owned", filing.no_securities_owned),
        ("Form 3 holdings reported", filing.form3_holdings_reported),
        ("Form 4 transactions reported", filing.form4_transactions_reported),
        ("Rule 10b5-1", filing.aff10b5_one),
    )
    stated = [f"{name}: {'yes' if value else 'no'}" for name, value in boxes if value is not None]
    if stated:
        yield f"Boxes     {'; '.join(stated)}"
    yield f"Source    {_one_line(filing.source.path)} ({filing.source.kind})"


def _identity(key: int) -> str:
    return f"CIK {key}" if key > 0 else local_id(key) or "no CIK"


def _roles(owner: Owner) -> str:
    roles = [
        name
        for name, has in (
            ("Director", owner.is_director),
            ("Officer", owner.is_officer),
            ("10% Owner", owner.is_ten_percent_owner),
            ("Other", owner.is_other),
        )
        if has
    ]
    titles = [_one_line(text) for text in (owner.officer_title, owner.other_text) if text]
    return ", ".join(roles + titles)


def _columns(rows: Sequence[Row]) -> Iterator[str]:
    columns: list[tuple[str, bool, list[str]]] = []
    for place, name in enumerate(CELL_NAMES, 3):
        texts = [_cell(row[place]) for row in rows]
        if any(texts):
            columns.append((_HEADS[name], name in NUMBER_CELLS, texts))
    lines = [[head for head, _, _ in columns]]
    lines += [[texts[number] for _, _, texts in columns] for number in range(len(rows))]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for number, line in enumerate(lines):
        cells = [
            text.rjust(width) if right else text.ljust(width)
            for text, width, (_, right, _) in zip(line, widths, columns, strict=True)
        ]
        yield "  ".join([str(number or "#").rjust(2), *cells]).rstrip()


def _cell(cell: Any) -> str:
    if cell is None:
        return ""
    text = _value(cell)
    marks = "".join(f"({_number(note)})" for note in cell.footnotes)
    return f"{text} {marks}".strip()


def _value(cell: Cell[Any]) -> str:
    value = cell.value
    if value is None:
        return f"? {_one_line(cell.raw)}" if cell.raw else ""
    if isinstance(value, Decimal):
        return _grouped(number_text(cell) or "")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else _one_line(str(value))


def _grouped(number: str) -> str:
    """Thousands apart; what is no plain number stays as it is."""
    match = re.fullmatch(r"(-?)([0-9]+)(\.[0-9]*)?", number)
    return f"{match[1]}{int(match[2]):,}{match[3] or ''}" if match else number


def _number(note: str) -> str:
    """``F1`` is (1) on the form."""
    return _one_line(note.removeprefix("F") or note)


_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def _safe(text: str) -> str:
    """A filer's text without what a terminal would obey."""
    return _CONTROLS.sub("�", text)


def _one_line(text: str | None) -> str:
    return _safe(" ".join(text.split())) if text else "not stated"


def notice_table(notice: Notice) -> str:
    """One Form 144."""
    return "\n".join(_named(notice_to_json(notice), ""))


_UNSHOWN = {"warnings"}  # they go to stderr


def _named(value: dict[str, Any], indent: str) -> Iterator[str]:
    for name, held in value.items():
        if name in _UNSHOWN or held in (None, [], ""):
            continue
        label = f"{indent}{name.replace('_', ' ')}"
        inner = [_stated(each) for each in held] if isinstance(held, list) else _stated(held)
        if isinstance(inner, dict):
            yield label
            yield from _named(inner, f"{indent}  ")
        elif isinstance(inner, list) and isinstance(inner[0], dict):
            for number, each in enumerate(inner, 1):
                yield f"{label} {number}"
                yield from _named(each, f"{indent}  ")
        else:
            yield f"{label}: {_one_line(', '.join(inner) if isinstance(inner, list) else inner)}"


def _stated(value: Any) -> Any:
    """The text of a value or a cell; a group stays a group."""
    if not isinstance(value, dict):
        return str(value)
    if not set(value) <= {"value", "raw"}:
        return value
    return str(value["value"]) if value["value"] is not None else f"? {value.get('raw')}"
