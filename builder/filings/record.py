"""A filing as one JSON object: the schema's element names in snake case, nothing rounded.

Numbers are strings, character for character as filed but for white space: no float
ever touches them. ``docs/record.md`` describes the object for its users.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from builder.model import (
    CELL_NAMES,
    Address,
    Cell,
    Filing,
    FormerName,
    Issuer,
    Owner,
    Row,
    local_id,
)

Json = dict[str, Any]


def to_json(filing: Filing) -> Json:
    """The record of one filing, ready for ``json.dumps``."""
    return {
        "accession": filing.accession,
        "form": filing.form,
        "schema_version": filing.schema_version,
        "filed": _iso(filing.filed),
        "accepted": _iso(filing.accepted),
        "period": _iso(filing.period),
        "original_filed": _iso(filing.original_filed),
        "issuer": _issuer(filing.issuer),
        "owners": [_owner(owner) for owner in filing.owners],
        "not_subject_to_section16": filing.not_subject_to_section16,
        "no_securities_owned": filing.no_securities_owned,
        "form3_holdings_reported": filing.form3_holdings_reported,
        "form4_transactions_reported": filing.form4_transactions_reported,
        "aff10b5_one": filing.aff10b5_one,
        "rows": [row_to_json(row) for row in filing.rows],
        "rows_in_form_order": filing.is_in_form_order,
        "footnotes": filing.footnotes,
        "remarks": filing.remarks,
        "signatures": [
            {"name": signature.name, "date": _iso(signature.date)}
            | ({"raw_date": signature.raw_date} if signature.raw_date else {})
            for signature in filing.signatures
        ],
        "warnings": [warning._asdict() for warning in filing.warnings],
        "source": filing.source._asdict(),
    }


def row_to_json(row: Row) -> Json:
    """One line: its place, then each cell that is present."""
    out: Json = {"table": row.table, "row": row.row, "kind": row.kind}
    for name, cell in zip(CELL_NAMES, row[3:], strict=True):
        if cell is not None:
            out[name] = _cell(cell)
    return out


def number_text(cell: Cell[Decimal]) -> str | None:
    """A number as filed: the raw text where printing the value would change it."""
    if cell.value is None:
        return None
    return cell.raw if cell.raw is not None else str(cell.value)


def _cell(cell: Cell[Any]) -> Json:
    value: Any = cell.value
    if isinstance(value, Decimal):
        return {"value": number_text(cell), "footnotes": list(cell.footnotes)}
    if isinstance(value, date):
        value = value.isoformat()
    out: Json = {"value": value, "footnotes": list(cell.footnotes)}
    if cell.raw is not None:
        out["raw"] = cell.raw
    return out


def _iso(value: date | datetime | None) -> str | None:
    return value.isoformat() if value is not None else None


def _former(names: tuple[FormerName, ...]) -> list[Json]:
    return [{"name": former.name, "until": _iso(former.until)} for former in names]


def _issuer(issuer: Issuer) -> Json:
    return issuer._asdict() | {
        "local_id": local_id(issuer.key),
        "former_names": _former(issuer.former_names),
    }


def _owner(owner: Owner) -> Json:
    address: Address | None = owner.address
    said = owner._asdict()
    del said["same_as"]  # the site owner's word, no part of the filing
    return said | {
        "local_id": local_id(owner.key),
        "address": address._asdict() if address else None,
        "former_names": _former(owner.former_names),
    }
