"""A Form 144 as table rows, and back: pure functions, exact in both directions.

Notices have tables of their own: what somebody means to sell never stands among
transactions. Numbers are stored as the filed text and dates as ISO days, so that a
question can compare them; what a column does not give back (text that is no number, a
date written otherwise) stands in the ``raw`` column of its line, as JSON by column.
``notices_of(rows_of_notice(notice))`` gives the notice again.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from builder.filings.notice import (
    NameAddress,
    Notice,
    NoticeAddress,
    NoticeDocument,
    NoticeIssuer,
    SecurityInformation,
    SecuritySold,
    SecurityToBeSold,
)
from builder.filings.record import number_text
from builder.filings.values import prints_back
from builder.ledger.rows import Tables, Values
from builder.model import Cell, Source, Warn


def _address_columns(whose: str) -> tuple[str, ...]:
    return tuple(f"{whose}_{name}" for name in NoticeAddress._fields)


NOTICE_FILED: dict[str, tuple[str, ...]] = {
    "notice": (
        "accession_number", "document_type", "filing_date", "acceptance_datetime",
        "schema_version", "previous_accession_number", "filercik", "live_test_flag", "issuercik",
        "issuername", "sec_file_number", *_address_columns("issuer"), "issuer_contact_phone",
        "person_for_whose_account", "nothing_to_report", "remarks", "notice_date", "signature",
        "raw", "source_path", "source_sha256", "source_kind", "content_key", "known_day",
    ),
    "notice_relationship": ("accession_number", "position", "relationship"),
    "notice_security": (
        "accession_number", "position", "securities_class_title", "broker_name",
        *_address_columns("broker"), "units_to_be_sold", "aggregate_market_value",
        "units_outstanding", "approx_sale_date", "securities_exchange_name", "raw",
    ),
    "notice_to_be_sold": (
        "accession_number", "position", "securities_class_title", "acquired_date",
        "nature_of_acquisition_transaction", "name_of_person_from_whom_acquired",
        "is_gift_transaction", "donor_acquired_date", "amount_of_securities_acquired",
        "payment_date", "nature_of_payment", "raw",
    ),
    "notice_sold": (
        "accession_number", "position", "seller_name", *_address_columns("seller"),
        "securities_class_title", "sale_date", "amount_of_securities_sold", "gross_proceeds",
        "raw",
    ),
    "notice_plan_date": ("accession_number", "position", "plan_adoption_date", "raw"),
    "notice_warning": ("accession_number", "position", "place", "line", "expected", "found"),
}  # fmt: skip

NOTICE_KEYS: dict[str, tuple[str, ...]] = {
    table: ("accession_number",) if table == "notice" else ("accession_number", "position")
    for table in NOTICE_FILED
}
NOTICE_INTEGERS = frozenset(
    {"position", "line", "filercik", "issuercik", "nothing_to_report", "is_gift_transaction"}
)


def rows_of_notice(notice: Notice, content_key: str = "") -> Tables:
    """Every table's rows for one notice; the key is that of its document."""
    document = notice.document
    lines: dict[str, Iterable[Values]] = {
        "notice_relationship": ((each,) for each in document.relationships_to_issuer),
        "notice_security": map(_security_values, document.securities_information),
        "notice_to_be_sold": map(_to_be_sold_values, document.securities_to_be_sold),
        "notice_sold": map(_sold_values, document.securities_sold_in_past_3_months),
        "notice_plan_date": map(_plan_date_values, document.plan_adoption_dates),
        "notice_warning": document.warnings,
    }
    tables = {
        table: [(notice.accession, position, *values) for position, values in enumerate(rows, 1)]
        for table, rows in lines.items()
    }
    return {"notice": [_notice_values(notice, content_key)], **tables}


def _notice_values(notice: Notice, content_key: str) -> Values:
    document = notice.document
    issuer = document.issuer
    day = notice.known_day
    return (
        notice.accession,
        document.submission_type,
        notice.filed.isoformat() if notice.filed else None,
        notice.accepted.isoformat() if notice.accepted else None,
        document.schema_version,
        _stored(document.previous_accession_number),
        document.filer_cik,
        document.live_test_flag,
        issuer.cik,
        issuer.name,
        issuer.sec_file_number,
        *(issuer.address or NoticeAddress()),
        issuer.contact_phone,
        document.person_for_whose_account,
        _stored(document.nothing_to_report),
        document.remarks,
        _stored(document.notice_date),
        document.signature,
        _raw(document),
        *notice.source,
        content_key,
        day.isoformat() if day else None,
    )


def _security_values(line: SecurityInformation) -> Values:
    title, broker, *cells, exchange = line
    return (title, *_party_values(broker), *map(_stored, cells), exchange, _raw(line))


def _to_be_sold_values(line: SecurityToBeSold) -> Values:
    return (*(_stored(each) if isinstance(each, Cell) else each for each in line), _raw(line))


def _sold_values(line: SecuritySold) -> Values:
    seller, title, *cells = line
    return (*_party_values(seller), title, *map(_stored, cells), _raw(line))


def _plan_date_values(day: Cell[date]) -> Values:
    return (_stored(day), _raw_json({"plan_adoption_date": day}))


def _party_values(party: NameAddress | None) -> Values:
    name, address = party or NameAddress()
    return (name, *(address or NoticeAddress()))


def _stored(cell: Any) -> str | bool | None:
    value = cell.value if isinstance(cell, Cell) else None
    if isinstance(value, Decimal):
        return number_text(cell)
    return value.isoformat() if isinstance(value, date) else value


def _raw(line: Any) -> str | None:
    """The filed text of those cells of a line that their columns do not give back."""
    return _raw_json(line._asdict())


def _raw_json(cells: Mapping[str, Any]) -> str | None:
    raw = {
        name: cell.raw
        for name, cell in cells.items()
        if isinstance(cell, Cell) and cell.raw is not None and not isinstance(cell.value, Decimal)
    }
    return json.dumps(raw, ensure_ascii=False) if raw else None


# Back again.


class _Line:
    """One row of a table: its columns by name."""

    def __init__(self, table: str, values: Values) -> None:
        self.of = dict(zip(NOTICE_FILED[table], values, strict=True))
        self.raw: dict[str, str] = json.loads(self.of.get("raw") or "{}")

    def cell(self, column: str, value_of: Any) -> Any:
        """The cell of a column; None if it holds neither a value nor filed text."""
        stored, raw = self.of[column], self.raw.get(column)
        if stored is None:
            return None if raw is None else Cell(None, (), raw)
        return Cell(value_of(stored), (), raw)

    def number(self, column: str) -> Cell[Decimal] | None:
        cell: Cell[Decimal] | None = self.cell(column, Decimal)
        if cell is None or cell.value is None or prints_back(self.of[column]):
            return cell
        return cell._replace(raw=self.of[column])

    def day(self, column: str) -> Cell[date] | None:
        cell: Cell[date] | None = self.cell(column, date.fromisoformat)
        return cell

    def flag(self, column: str) -> Cell[bool] | None:
        cell: Cell[bool] | None = self.cell(column, bool)
        return cell

    def address(self, whose: str) -> NoticeAddress | None:
        address = NoticeAddress(*(self.of[name] for name in _address_columns(whose)))
        return address if any(part is not None for part in address) else None

    def party(self, whose: str) -> NameAddress | None:
        party = NameAddress(self.of[f"{whose}_name"], self.address(whose))
        return party if any(part is not None for part in party) else None


def notices_of(tables: Mapping[str, Iterable[Values]]) -> list[Notice]:
    """Notices from table rows, in the order of the rows of ``notice``."""
    parts: dict[str, dict[str, list[Values]]] = {}
    for table, rows in tables.items():
        grouped: dict[str, list[Values]] = defaultdict(list)
        for values in rows:
            grouped[values[0]].append(values)
        parts[table] = grouped
    return [_notice(accession, parts) for accession in parts.get("notice", ())]


def _notice(accession: str, parts: dict[str, dict[str, list[Values]]]) -> Notice:
    def lines(table: str) -> list[_Line]:
        rows = parts.get(table, {}).get(accession, [])
        return [_Line(table, values) for values in sorted(rows, key=lambda row: row[1])]

    (head,) = lines("notice")
    of = head.of
    document = NoticeDocument(
        submission_type=of["document_type"],
        schema_version=of["schema_version"],
        previous_accession_number=head.cell("previous_accession_number", str),
        filer_cik=of["filercik"],
        live_test_flag=of["live_test_flag"],
        issuer=_issuer(head),
        person_for_whose_account=of["person_for_whose_account"],
        relationships_to_issuer=tuple(
            line.of["relationship"] for line in lines("notice_relationship")
        ),
        securities_information=tuple(map(_security, lines("notice_security"))),
        securities_to_be_sold=tuple(map(_to_be_sold, lines("notice_to_be_sold"))),
        nothing_to_report=head.flag("nothing_to_report"),
        securities_sold_in_past_3_months=tuple(map(_sold, lines("notice_sold"))),
        remarks=of["remarks"],
        notice_date=head.day("notice_date"),
        plan_adoption_dates=tuple(
            line.day("plan_adoption_date") or Cell(None) for line in lines("notice_plan_date")
        ),
        signature=of["signature"],
        warnings=tuple(
            Warn(of["place"], of["line"], of["expected"], of["found"])
            for of in (line.of for line in lines("notice_warning"))
        ),
    )
    filed, accepted = of["filing_date"], of["acceptance_datetime"]
    return Notice(
        accession,
        date.fromisoformat(filed) if filed else None,
        datetime.fromisoformat(accepted) if accepted else None,
        document,
        Source(of["source_path"], of["source_sha256"], of["source_kind"]),
    )


def _issuer(head: _Line) -> NoticeIssuer:
    of = head.of
    return NoticeIssuer(
        of["issuercik"],
        of["issuername"],
        of["sec_file_number"],
        head.address("issuer"),
        of["issuer_contact_phone"],
    )


def _security(line: _Line) -> SecurityInformation:
    return SecurityInformation(
        line.of["securities_class_title"],
        line.party("broker"),
        line.number("units_to_be_sold"),
        line.number("aggregate_market_value"),
        line.number("units_outstanding"),
        line.day("approx_sale_date"),
        line.of["securities_exchange_name"],
    )


def _to_be_sold(line: _Line) -> SecurityToBeSold:
    return SecurityToBeSold(
        line.of["securities_class_title"],
        line.day("acquired_date"),
        line.of["nature_of_acquisition_transaction"],
        line.of["name_of_person_from_whom_acquired"],
        line.flag("is_gift_transaction"),
        line.day("donor_acquired_date"),
        line.number("amount_of_securities_acquired"),
        line.day("payment_date"),
        line.of["nature_of_payment"],
    )


def _sold(line: _Line) -> SecuritySold:
    return SecuritySold(
        line.party("seller"),
        line.of["securities_class_title"],
        line.day("sale_date"),
        line.number("amount_of_securities_sold"),
        line.number("gross_proceeds"),
    )
