"""What an amendment states otherwise than the filing that it amends, row by row and cell by cell.

Both versions stay on these pages as filed; this is the difference between them, with the rule by
which two rows were taken for the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from builder.derive.amendments import FieldChange, RowChange, head_changes
from builder.derive.keys import RowKey
from builder.model import Cell, Filing, Row
from builder.pages import cells
from builder.pages.books import Book
from builder.pages.conclusions import row_link
from builder.pages.markup import counted, literal
from builder.pages.notes import joined
from builder.pages.rules import rule_link
from builder.pages.tables import Column, table

_FATES = {
    "changed": "changed",
    "added": "added",
    "withdrawn": "withdrawn",
    "repeated": "repeated",
    "untouched": "not mentioned",
}
_SHOWN = ("changed", "added", "withdrawn")


def differences(filing: Filing, book: Book, page: str) -> str:
    """The table of what changed, and how many rows did not; "" for an original."""
    link = book.facts.amended.links.get(filing.accession)
    if link is None or link.original is None:
        return ""
    changes = book.facts.amended.changes.get(filing.accession, ())
    original = book.as_filed[link.original]
    rows = [*_head_rows(filing, original)]
    for change in changes:
        if change.fate in _SHOWN:
            rows += _rows(change, book, page)
    columns = [
        Column("Row"), Column("What"), Column("Field"), Column("Before"), Column("After"),
    ]  # fmt: skip
    made = table("list", columns, rows)
    return "\n\n".join(part for part in (_summary(changes, page), made) if part)


def counted_fates(changes: Iterable[RowChange]) -> str:
    """ "2 rows changed, 1 row added, 3 rows not mentioned"; "" without rows."""
    counts: Counter[str] = Counter(change.fate for change in changes)
    return ", ".join(
        f"{counted(counts[fate], 'row')} {words}" for fate, words in _FATES.items() if counts[fate]
    )


def _summary(changes: tuple[RowChange, ...], page: str) -> str:
    """How many rows met which fate, and the rules behind it."""
    said = counted_fates(changes)
    rules = sorted({change.rule for change in changes if change.rule})
    links = ", ".join(rule_link("amendment", rule, page, literal(rule)) for rule in rules)
    return f"{said}. Rules: {links}." if said and rules else ""


def _rows(change: RowChange, book: Book, page: str) -> Iterator[list[str]]:
    name = f"Table {change.row.table}, row {change.row.row}"
    if change.other is not None:
        name += f" <small>of {row_link(change.other, book, page)}</small>"
    elif change.fate == "withdrawn":
        name = row_link(change.row, book, page)
    if not change.fields:
        words = _in_words(_row(change.row, book))
        sides = (words, "") if change.fate == "withdrawn" else ("", words)
        yield [name, _FATES[change.fate], "Row", *sides]
    for number, field in enumerate(change.fields):
        first = number == 0
        yield [name if first else "", _FATES[change.fate] if first else "", *_field(field)]


def _row(key: RowKey, book: Book) -> Row | None:
    filing = book.as_filed.get(key.accession)
    rows = filing.rows if filing else ()
    return next((row for row in rows if (row.table, row.row) == (key.table, key.row)), None)


def _in_words(row: Row | None) -> str:
    """A row that stands in one version only, in short: what, when, how many, what is owned."""
    if row is None:
        return ""
    code = row.transaction_code
    after = row.shares_owned_following_transaction
    parts = [
        cells.plain(row.security_title),
        joined([cells.plain(code), cells.CODE_WORDS.get(code.value or "", "") if code else ""]),
        cells.plain(row.transaction_date),
        cells.plain(row.transaction_shares),
        f"{cells.plain(after)} owned" if after and after.value is not None else "",
    ]
    return joined(parts, " · ")


def _head_rows(filing: Filing, original: Filing) -> Iterator[list[str]]:
    """What is stated otherwise above and below the tables."""
    for field in head_changes(filing, original):
        yield ["Head of the form", _head_fate(field), *_field(field)]


def _head_fate(field: FieldChange) -> str:
    if field.before is None:
        return "added"
    return "withdrawn" if field.after is None else "changed"


# Where a field of the form is called otherwise than the model calls it.
_NAMES: dict[str, str] = {
    "owner": "Reporting owner",
    "owners": "Reporting owners",
    "issuer_name": "Issuer",
    "issuer_symbol": "Ticker symbol",
    "period": "Period of report",
    "is_director": "Director",
    "is_officer": "Officer",
    "is_ten_percent_owner": "10 % owner",
    "is_other": "Other relationship",
    "other_text": "Other relationship, in words",
    "not_subject_to_section16": "Box: no longer subject to Section 16",
    "no_securities_owned": "Box: no securities are beneficially owned",
    "form3_holdings_reported": "Box: Form 3 holdings reported",
    "form4_transactions_reported": "Box: Form 4 transactions reported",
    "aff10b5_one": "Box: Rule 10b5-1 plan",
    "footnotes": "Footnote",
    "security_title": "Title of security",
    "transaction_form_type": "Form type",
    "transaction_timeliness": "Timeliness",
    "transaction_shares": "Amount",
    "transaction_total_value": "Amount, as value",
    "transaction_price_per_share": "Price",
    "transaction_acquired_disposed_code": "A or D",
    "exercise_date": "Exercisable",
    "expiration_date": "Expires",
    "underlying_security_title": "Underlying security",
    "underlying_security_shares": "Underlying amount",
    "underlying_security_value": "Underlying amount, as value",
    "shares_owned_following_transaction": "Owned after",
    "value_owned_following_transaction": "Owned after, as value",
    "direct_or_indirect_ownership": "D or I",
}


def _field(field: FieldChange) -> list[str]:
    name = _NAMES.get(field.name) or literal(field.name.replace("_", " ").capitalize())
    return [name, _value(field.before), _value(field.after)]


def _value(cell: Cell[Any] | None) -> str:
    """A cell without its markers; nothing stated is said so."""
    return cells.plain(cell) or "not stated"
