"""Filings printed as lines of the SEC's eight tables, for tests only.

Written from section 5 of the forms reference and the head lines of the real 2024q3 tables, on
purpose without the reader's own lists of columns.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from builder.filings.data_set_tables import Slice, framed
from builder.filings.record import number_text
from builder.model import Cell, Filing, Owner, Row

SUBMISSION = (
    "ACCESSION_NUMBER FILING_DATE PERIOD_OF_REPORT DATE_OF_ORIG_SUB NO_SECURITIES_OWNED"
    " NOT_SUBJECT_SEC16 FORM3_HOLDINGS_REPORTED FORM4_TRANS_REPORTED DOCUMENT_TYPE ISSUERCIK"
    " ISSUERNAME ISSUERTRADINGSYMBOL REMARKS AFF10B5ONE"
)
OWNER = (
    "ACCESSION_NUMBER RPTOWNERCIK RPTOWNERNAME RPTOWNER_RELATIONSHIP RPTOWNER_TITLE RPTOWNER_TXT"
    " RPTOWNER_STREET1 RPTOWNER_STREET2 RPTOWNER_CITY RPTOWNER_STATE RPTOWNER_ZIPCODE"
    " RPTOWNER_STATE_DESC FILE_NUMBER"
)
FOOTNOTES = "ACCESSION_NUMBER FOOTNOTE_ID FOOTNOTE_TXT"
SIGNATURE = "ACCESSION_NUMBER OWNERSIGNATURENAME OWNERSIGNATUREDATE"

# Column of the row tables, cell, and whether a column of notes follows it.
_TITLE = [("SECURITY_TITLE", "security_title", True)]
_STRIKE = [("CONV_EXERCISE_PRICE", "conversion_or_exercise_price", True)]
_DATES = [
    ("TRANS_DATE", "transaction_date", True),
    ("DEEMED_EXECUTION_DATE", "deemed_execution_date", True),
]
_CODING = [
    ("TRANS_FORM_TYPE", "transaction_form_type", False),
    ("TRANS_CODE", "transaction_code", False),
    ("EQUITY_SWAP_INVOLVED", "equity_swap_involved", False),
]
_TIMELY = [("TRANS_TIMELINESS", "transaction_timeliness", True)]
_SHARES = [("TRANS_SHARES", "transaction_shares", True)]
_TOTAL = [("TRANS_TOTAL_VALUE", "transaction_total_value", True)]
_PRICE = [
    ("TRANS_PRICEPERSHARE", "transaction_price_per_share", True),
    ("TRANS_ACQUIRED_DISP_CD", "transaction_acquired_disposed_code", True),
]
_UNDERLYING = [
    ("EXPIRATION_DATE", "expiration_date", True),
    ("UNDLYNG_SEC_TITLE", "underlying_security_title", True),
    ("UNDLYNG_SEC_SHARES", "underlying_security_shares", True),
    ("UNDLYNG_SEC_VALUE", "underlying_security_value", True),
]
_AFTER = [
    ("SHRS_OWND_FOLWNG_TRANS", "shares_owned_following_transaction", True),
    ("VALU_OWND_FOLWNG_TRANS", "value_owned_following_transaction", True),
    ("DIRECT_INDIRECT_OWNERSHIP", "direct_or_indirect_ownership", True),
    ("NATURE_OF_OWNERSHIP", "nature_of_ownership", True),
]
_FORM_TYPE = [("TRANS_FORM_TYPE", "transaction_form_type", True)]
ROW_TABLES = {
    ("I", "transaction"): (
        "NONDERIV_TRANS",
        [*_TITLE, *_DATES, *_CODING, *_TIMELY, *_SHARES, *_PRICE, *_AFTER],
    ),
    ("I", "holding"): ("NONDERIV_HOLDING", [*_TITLE, *_FORM_TYPE, *_AFTER]),
    ("II", "transaction"): (
        "DERIV_TRANS",
        [
            *_TITLE, *_STRIKE, *_DATES, *_CODING, *_TIMELY, *_SHARES, *_TOTAL, *_PRICE,
            ("EXCERCISE_DATE", "exercise_date", True), *_UNDERLYING, *_AFTER,
        ],
    ),
    ("II", "holding"): (
        "DERIV_HOLDING",
        [
            *_TITLE, *_STRIKE, *_FORM_TYPE, ("EXERCISE_DATE", "exercise_date", True),
            *_UNDERLYING, *_AFTER,
        ],
    ),
}  # fmt: skip

Tables = dict[str, list[bytes]]  # the head line first


def heads() -> Tables:
    """Every table with its head line only."""
    tables: Tables = {
        "SUBMISSION": [_line(SUBMISSION.split())],
        "REPORTINGOWNER": [_line(OWNER.split())],
        "FOOTNOTES": [_line(FOOTNOTES.split())],
        "OWNER_SIGNATURE": [_line(SIGNATURE.split())],
    }
    for name, columns in ROW_TABLES.values():
        head = ["ACCESSION_NUMBER", f"{name}_SK"]
        for column, cell, noted in columns:
            head += [column, f"{column}_FN"] if noted else [column]
            if cell == "equity_swap_involved":
                head.append("EQUITY_SWAP_TRANS_CD_FN")
        tables[name] = [_line(head)]
    return tables


def tables_of(filings: Iterable[Filing]) -> Tables:
    """The eight tables of some filings, head lines first."""
    tables = heads()
    surrogate = 1000
    for filing in filings:
        tables["SUBMISSION"].append(_submission(filing))
        tables["REPORTINGOWNER"] += [_owner(filing, owner) for owner in filing.owners]
        for row in filing.rows:
            surrogate += 1
            name, columns = ROW_TABLES[row.table, row.kind]
            tables[name].append(_row(filing.accession, surrogate, row, columns))
        tables["FOOTNOTES"] += [
            _line([filing.accession, note, text]) for note, text in filing.footnotes.items()
        ]
        tables["OWNER_SIGNATURE"] += [
            _line([filing.accession, each.name, each.date]) for each in filing.signatures
        ]
    return tables


def slice_of(tables: Mapping[str, Sequence[bytes]], path: str = "q.zip") -> Slice:
    """The tables as a reader gets them."""
    columns = {name: tuple(lines[0].decode().split("\t")) for name, lines in tables.items()}
    data = b"".join(framed(name, line) for name, lines in tables.items() for line in lines[1:])
    return Slice(path, columns, data)


def zip_of(tables: Mapping[str, Sequence[bytes]], prefix: str = "", end: bytes = b"\n") -> bytes:
    """The tables as the SEC hands them out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, lines in tables.items():
            archive.writestr(f"{prefix}{name}.tsv", end.join(lines) + end)
    return buffer.getvalue()


def _submission(filing: Filing) -> bytes:
    issuer = filing.issuer
    return _line(
        [
            filing.accession, filing.filed, filing.period, filing.original_filed,
            filing.no_securities_owned, filing.not_subject_to_section16,
            filing.form3_holdings_reported, filing.form4_transactions_reported, filing.form,
            issuer.cik, issuer.name, issuer.symbol, filing.remarks, filing.aff10b5_one,
        ]
    )  # fmt: skip


def _owner(filing: Filing, owner: Owner) -> bytes:
    roles = [
        name
        for name, has in (
            ("Director", owner.is_director),
            ("Officer", owner.is_officer),
            ("TenPercentOwner", owner.is_ten_percent_owner),
            ("Other", owner.is_other),
        )
        if has
    ]
    address = owner.address[:6] if owner.address else [None] * 6
    return _line(
        [filing.accession, owner.cik, owner.name, ",".join(roles), owner.officer_title,
         owner.other_text, *address, "001-00001"]
    )  # fmt: skip


def _row(accession: str, surrogate: int, row: Row, columns: list[tuple[str, str, bool]]) -> bytes:
    fields: list[Any] = [accession, surrogate]
    for _, name, noted in columns:
        cell: Cell[Any] | None = getattr(row, name)
        fields.append(_filed(cell))
        if name == "transaction_form_type" and row.kind == "holding":
            code = row.transaction_code
            fields.append(_notes(cell) or _notes(code))
        elif noted:
            fields.append(_notes(cell))
        if name == "equity_swap_involved":
            fields.append(_notes(row.transaction_code))
    return _line(fields)


def _filed(cell: Cell[Any] | None) -> object:
    if cell is None:
        return None
    if isinstance(cell.value, Decimal):
        return number_text(cell)
    return cell.value if cell.value is not None else cell.raw


def _notes(cell: Cell[Any] | None) -> str:
    return ", ".join(cell.footnotes) if cell else ""


def _line(fields: Iterable[object]) -> bytes:
    return "\t".join(map(_field, fields)).encode()


def _field(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, date):
        months = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"
        return f"{value.day:02}-{months.split()[value.month - 1]}-{value.year:04}"
    text = str(value)
    if any(mark in text for mark in '"\t\r\n'):  # as a writer of CSV does
        return '"' + text.replace('"', '""') + '"'
    return text
