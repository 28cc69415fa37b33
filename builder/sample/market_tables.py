"""A made filing to its rows in the SEC's Insider Transactions Data Sets.

Eight tables, tab separated: members, columns and their order are those of
the SEC's quarterly files, with ``EXCERCISE_DATE`` misspelt in one table only. What those
files do to a value is done here as well: dates are ``18-MAR-2026``, numbers have a decimal
(``3844.0``), footnotes are lists (``F1, F2``), flags are as typed, and letters beyond ASCII
have become question marks.

The number of a row (``…_SK``) depends on the other filings of its quarter, so a row is made
without it; the number is put in when the quarter is packed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from builder.sample.ownership_xml import STYLES

if TYPE_CHECKING:
    from datetime import date

    from builder.sample.document import Cell, Document, Party, Row

_SUBMISSION = (
    "ACCESSION_NUMBER FILING_DATE PERIOD_OF_REPORT DATE_OF_ORIG_SUB NO_SECURITIES_OWNED "
    "NOT_SUBJECT_SEC16 FORM3_HOLDINGS_REPORTED FORM4_TRANS_REPORTED DOCUMENT_TYPE ISSUERCIK "
    "ISSUERNAME ISSUERTRADINGSYMBOL REMARKS AFF10B5ONE"
)
_OWNER = (
    "ACCESSION_NUMBER RPTOWNERCIK RPTOWNERNAME RPTOWNER_RELATIONSHIP RPTOWNER_TITLE RPTOWNER_TXT "
    "RPTOWNER_STREET1 RPTOWNER_STREET2 RPTOWNER_CITY RPTOWNER_STATE RPTOWNER_ZIPCODE "
    "RPTOWNER_STATE_DESC FILE_NUMBER"
)
_TRADE = (
    "TRANS_DATE* DEEMED_EXECUTION_DATE* TRANS_FORM_TYPE TRANS_CODE EQUITY_SWAP_INVOLVED "
    "EQUITY_SWAP_TRANS_CD_FN TRANS_TIMELINESS* TRANS_SHARES*"
)
_PRICE = "TRANS_PRICEPERSHARE* TRANS_ACQUIRED_DISP_CD*"
_UNDERLYING = "EXPIRATION_DATE* UNDLYNG_SEC_TITLE* UNDLYNG_SEC_SHARES* UNDLYNG_SEC_VALUE*"
_AFTER = (
    "SHRS_OWND_FOLWNG_TRANS* VALU_OWND_FOLWNG_TRANS* DIRECT_INDIRECT_OWNERSHIP* "
    "NATURE_OF_OWNERSHIP*"
)


def _columns(text: str) -> tuple[str, ...]:
    """The names of columns; a star means that a column of footnotes follows."""
    return tuple(re.sub(r"(\w+)\*", r"\1 \1_FN", text).split())


# Members in the order of the SEC's archives, with their columns in the order of the files.
COLUMNS: dict[str, tuple[str, ...]] = {
    "SUBMISSION": _columns(_SUBMISSION),
    "REPORTINGOWNER": _columns(_OWNER),
    "NONDERIV_TRANS": _columns(
        f"ACCESSION_NUMBER NONDERIV_TRANS_SK SECURITY_TITLE* {_TRADE} {_PRICE} {_AFTER}"
    ),
    "NONDERIV_HOLDING": _columns(
        f"ACCESSION_NUMBER NONDERIV_HOLDING_SK SECURITY_TITLE* TRANS_FORM_TYPE* {_AFTER}"
    ),
    "DERIV_TRANS": _columns(
        f"ACCESSION_NUMBER DERIV_TRANS_SK SECURITY_TITLE* CONV_EXERCISE_PRICE* {_TRADE} "
        f"TRANS_TOTAL_VALUE* {_PRICE} EXCERCISE_DATE* {_UNDERLYING} {_AFTER}"
    ),
    "DERIV_HOLDING": _columns(
        "ACCESSION_NUMBER DERIV_HOLDING_SK SECURITY_TITLE* CONV_EXERCISE_PRICE* "
        f"TRANS_FORM_TYPE* EXERCISE_DATE* {_UNDERLYING} {_AFTER}"
    ),
    "FOOTNOTES": ("ACCESSION_NUMBER", "FOOTNOTE_ID", "FOOTNOTE_TXT"),
    "OWNER_SIGNATURE": ("ACCESSION_NUMBER", "OWNERSIGNATURENAME", "OWNERSIGNATUREDATE"),
}
TABLES = tuple(COLUMNS)

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_BREAK = re.compile(r"[\t\r\n]+")


class Lines(NamedTuple):
    """The lines of one filing in one table, in the order of its form.

    Where a table numbers its rows, the number is still missing behind the first column.
    """

    table: str
    lines: list[str]


def is_numbered(table: str) -> bool:
    """Whether the rows of a table carry a number of their own."""
    return COLUMNS[table][1].endswith("_SK")


def table_lines(document: Document) -> list[Lines]:
    """What one filing puts into each of the eight tables, in their order."""
    rows: dict[str, list[str]] = {table: [] for table in TABLES}
    accession = document.accession
    rows["SUBMISSION"].append(_submission(document))
    rows["REPORTINGOWNER"] += [_owner(document, party) for party in document.parties]
    for row in document.rows:
        table = "DERIV" if row.derivative else "NONDERIV"
        table += "_HOLDING" if row.holding else "_TRANS"
        rows[table].append("\t".join((accession, *_LINES[table](row, document))))
    rows["FOOTNOTES"] += [f"{accession}\t{key}\t{_text(text)}" for key, text in document.notes]
    rows["OWNER_SIGNATURE"] += [
        f"{accession}\t{_text(name)}\t{_day(day)}" for name, day in document.signatures
    ]
    return [Lines(table, lines) for table, lines in rows.items()]


# ---- values --------------------------------------------------------------------------


def _day(day: date) -> str:
    return f"{day.day:02d}-{_MONTHS[day.month - 1]}-{day.year:04d}"


def _iso_day(text: str | None) -> str:
    """``2025-03-18`` as ``18-MAR-2025``."""
    if not text:
        return ""
    return f"{text[8:10]}-{_MONTHS[int(text[5:7]) - 1]}-{text[:4]}"


def _text(text: str | None) -> str:
    """Free text in one cell: no tabs, no lines, nothing beyond ASCII, quotes as in CSV.

    In the SEC's tables every cell that holds a quotation mark is quoted, with its marks
    doubled; no other cell is.
    """
    if not text:
        return ""
    if not text.isascii():
        text = text.encode("ascii", "replace").decode()
    if _BREAK.search(text):
        text = _BREAK.sub(" ", text)
    return '"' + text.replace('"', '""') + '"' if '"' in text else text


def _number(text: str | None) -> str:
    """A number with at least one decimal and no needless zeros."""
    if not text:
        return ""
    whole, _, decimals = text.partition(".")
    return f"{whole or '0'}.{decimals.rstrip('0') or '0'}"


def _listed(notes: tuple[str, ...]) -> str:
    return ", ".join(notes) if notes else ""


_NOTHING = ("", "")


def _titled(cell: Cell | None) -> tuple[str, str]:
    return _NOTHING if cell is None else (_text(cell.value), _listed(cell.notes))


def _dated(cell: Cell | None) -> tuple[str, str]:
    return _NOTHING if cell is None else (_iso_day(cell.value), _listed(cell.notes))


def _counted(cell: Cell) -> tuple[str, str]:
    return _number(cell.value), _listed(cell.notes)


def _either(cell: Cell, *, value: bool) -> tuple[str, ...]:
    """Two pairs of columns, of which one is filled: a count of shares or a value in dollars."""
    found = _counted(cell)
    return (*_NOTHING, *found) if value else (*found, *_NOTHING)


# ---- lines ---------------------------------------------------------------------------


def _submission(document: Document) -> str:
    style = STYLES[document.style]
    form = document.form[0]
    first = none = ""
    threes = fours = ""
    if form == "3":
        none = "0" if document.rows else "1"
    elif document.exits or style.says_no:
        first = style.yes if document.exits else style.no
    if form == "5":
        rows = document.rows
        threes = str(int(any(row.holding and row.form_type == "3" for row in rows)))
        fours = str(int(any(not row.holding and row.form_type == "4" for row in rows)))
    plan = "" if document.plan is None else (style.yes if document.plan else style.no)
    return "\t".join(
        (
            document.accession,
            _day(document.filed),
            _day(document.period),
            "" if document.original is None else _day(document.original),
            none,
            first,
            threes,
            fours,
            document.form,
            f"{document.issuer.cik:010d}",
            _text(document.issuer_name),
            _text(document.ticker),
            _text(document.remarks),
            plan,
        )
    )


def _owner(document: Document, party: Party) -> str:
    roles = (
        ("Director", party.director),
        ("Officer", party.officer),
        ("TenPercentOwner", party.ten_percent),
        ("Other", party.other),
    )
    place = party.address
    return "\t".join(
        (
            document.accession,
            f"{party.cik:010d}",
            _text(party.name),
            ",".join(name for name, held in roles if held),
            _text(party.title),
            _text(party.other_text),
            _text(place.street1),
            _text(place.street2),
            _text(place.city),
            place.state,
            place.zip,
            _text(place.territory) if place.foreign else "",
            document.issuer.file_number,
        )
    )


def _after(row: Row) -> tuple[str, ...]:
    return (
        *_either(row.after, value=row.by_value),
        *_titled(row.ownership),
        *_titled(row.nature),
    )


def _coding(row: Row, document: Document) -> tuple[str, ...]:
    style = STYLES[document.style]
    swap = style.yes if row.swap else style.swap_no
    return (
        *_dated(row.date),
        *_dated(row.deemed),
        row.form_type or "4",
        row.code or "",
        swap,
        _listed(row.coding_notes),
        *_titled(row.timeliness),
    )


def _trade(row: Row, document: Document) -> tuple[str, ...]:
    return (
        *_titled(row.title),
        *_coding(row, document),
        *_counted(row.amount),
        *_counted(row.price),
        *_titled(row.acquired),
        *_after(row),
    )


def _holding(row: Row, _: Document) -> tuple[str, ...]:
    return (
        *_titled(row.title),
        row.form_type or "",
        _listed(row.coding_notes),
        *_after(row),
    )


def _underlying(row: Row) -> tuple[str, ...]:
    return (
        *_dated(row.exercise),
        *_dated(row.expires),
        *_titled(row.underlying),
        *_either(row.underlying_amount, value=row.underlying_by_value),
    )


def _derivative_trade(row: Row, document: Document) -> tuple[str, ...]:
    return (
        *_titled(row.title),
        *_counted(row.strike),
        *_coding(row, document),
        *_either(row.amount, value=row.by_value),
        *_counted(row.price),
        *_titled(row.acquired),
        *_underlying(row),
        *_after(row),
    )


def _derivative_holding(row: Row, document: Document) -> tuple[str, ...]:
    # On a Form 3 the size of a derivative is its underlying amount; the balance stays empty.
    initial = document.form[0] == "3"
    return (
        *_titled(row.title),
        *_counted(row.strike),
        row.form_type or "",
        _listed(row.coding_notes),
        *_underlying(row),
        *(("",) * 4 if initial else _either(row.after, value=row.by_value)),
        *_titled(row.ownership),
        *_titled(row.nature),
    )


_LINES = {
    "NONDERIV_TRANS": _trade,
    "NONDERIV_HOLDING": _holding,
    "DERIV_TRANS": _derivative_trade,
    "DERIV_HOLDING": _derivative_holding,
}
