"""How one cell is printed on an issuer's or insider's page.

A value given only in a footnote reads "in note", never 0 and never blank; text that
is no number or date stays as filed. Buying and selling are told by sign and shape
first, by colour second. A code is never alone.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from builder.derive.reports import is_value
from builder.filings.record import number_text
from builder.model import Cell, Filing, Owner, Row
from builder.pages.addresses import filing_anchor, insider_page, issuer_page, link
from builder.pages.markup import literal, number
from builder.pages.notes import Notes, joined

IN_NOTE = '<span class="s16-in">in note</span>'

# Plain words for the transaction codes (General Instruction 8 of Form 4), as short as a cell.
CODE_WORDS: dict[str, str] = {
    "A": "Grant or award",
    "C": "Conversion",
    "D": "Returned to issuer",
    "E": "Short option expired",
    "F": "Withheld for tax or price",
    "G": "Gift",
    "H": "Long option expired",
    "I": "Discretionary, plan",
    "J": "Other, see note",
    "K": "Equity swap",
    "L": "Small acquisition",
    "M": "Exercise, exempt",
    "O": "Exercise, out of the money",
    "P": "Purchase",
    "S": "Sale",
    "U": "Tendered",
    "V": "Reported early",
    "W": "Will or inheritance",
    "X": "Exercise, in the money",
    "Z": "Voting trust",
}


def plain(cell: Cell[Any] | None) -> str:
    """The value as text without markers: "in note" if only a note gives it, "" if nothing does."""
    if cell is None:
        return ""
    value = cell.value
    if value is None:
        return literal(cell.raw) if cell.raw is not None else IN_NOTE
    if isinstance(value, Decimal):
        return number(number_text(cell) or "")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    return literal(value)


def marked(filing: Filing, notes: Notes, *cells: Cell[Any] | None) -> str:
    """The first cell's value with the markers of all of the cells given."""
    return plain(cells[0]) + notes.mark(filing, *cells)


def amount(filing: Filing, row: Row, notes: Notes) -> str:
    """Shares (or principal) acquired ▲ or disposed ▼, with the notes on amount and direction."""
    direction = row.transaction_acquired_disposed_code
    cell: Cell[Any] | None = row.transaction_shares
    text = plain(cell)
    if cell is None and row.transaction_total_value is not None:
        cell = row.transaction_total_value
        text = money(cell)
    marks = notes.mark(filing, cell, direction)
    letter = direction.value if direction else None
    if letter == "A" and text:
        return f'<span class="s16-acq">▲ {text}</span>{marks}'
    if letter == "D" and text:
        return f'<span class="s16-dis">▼ {text}</span>{marks}'
    return joined([text or plain(direction), marks], "")


def money(cell: Cell[Any] | None) -> str:
    """An amount of money with its sign, for principal that must not read as shares."""
    text = plain(cell)
    return f"&#36;{text}" if cell is not None and cell.value is not None else text


def balance(filing: Filing, row: Row, notes: Notes) -> str:
    """What is owned after the row; principal amounts are marked as money."""
    if row.shares_owned_following_transaction is not None:
        cell: Cell[Any] | None = row.shares_owned_following_transaction
        return plain(cell) + notes.mark(filing, cell)
    if row.value_owned_following_transaction is not None:
        cell = row.value_owned_following_transaction
        return money(cell) + notes.mark(filing, cell)
    if row.table == "II" and row.kind == "holding":  # Form 3: the size is the underlying amount
        cell = row.underlying_security_shares or row.underlying_security_value
        text = money(cell) if is_value(row) else plain(cell)
        return text + notes.mark(filing, cell)
    return ""


def held(filing: Filing, row: Row, notes: Notes) -> str:
    """Direct or indirect, and how: "D", "I · By Trust"."""
    letter, nature = row.direct_or_indirect_ownership, row.nature_of_ownership
    first = plain(letter) + notes.mark(filing, letter)
    second = (plain(nature) if nature else "") + notes.mark(filing, nature)
    return joined([first, second], " · ")


def code(filing: Filing, row: Row, notes: Notes) -> str:
    """The transaction code with its plain word, swap and early marks, and their notes."""
    cell = row.transaction_code
    letter = plain(cell)
    word = CODE_WORDS.get(cell.value or "", "") if cell else ""
    text = f"**{letter}** {word}".strip() if letter and letter != IN_NOTE else letter
    swap = row.equity_swap_involved
    if swap and swap.value:
        text = joined([text, "· equity swap"])
    if is_early(filing, row):
        text = joined([text, "· V early"])
    late = row.transaction_timeliness
    if late and late.value == "L":
        text = joined([text, "· L late"])
    return text + notes.mark(filing, cell, swap, row.transaction_form_type, late)


def is_early(filing: Filing, row: Row) -> bool:
    """The V mark: an item due on Form 5 that is reported on a Form 4 before that."""
    form = row.transaction_form_type
    on_form_4 = (filing.form or "").startswith("4")
    return bool(on_form_4 and form and form.value == "5")


def traded(filing: Filing, row: Row, notes: Notes) -> str:
    """The transaction date, and the deemed execution date where one is given."""
    text = marked(filing, notes, row.transaction_date)
    deemed = row.deemed_execution_date
    if deemed is None:
        return text
    return joined([text, f"deemed {marked(filing, notes, deemed)}"], "<br>")


def owners(filing: Filing, page: str) -> str:
    """The first owner, linked, and how many file jointly."""
    if not filing.owners:
        return "not stated"
    text = owner(filing.owners[0], page)
    more = len(filing.owners) - 1
    return f"{text} <small>+{more} joint</small>" if more else text


def owner(who: Owner, page: str) -> str:
    """One owner, linked where anything is known by which to link."""
    text = literal(who.name) or "unnamed"
    return f"[{text}]({link(insider_page(who.key), page)})" if who.key else text


def issuer(filing: Filing, page: str) -> str:
    """The issuer, linked, under the name in the filing."""
    text = literal(filing.issuer.name) or "Issuer not stated"
    return f"[{text}]({link(issuer_page(filing.issuer.key), page)})"


def source(filing: Filing, page: str) -> str:
    """The filing a row comes from: day, accession number, what is special about it."""
    target = link(filing_anchor(filing), page)
    day = filing.known_day.isoformat() if filing.known_day else "no date"
    text = f"[{day} <small>{literal(filing.accession)}</small>]({target})"
    if filing.is_amendment:
        text += f' <span class="s16-flag">{literal(filing.form)}</span>'
    return text
