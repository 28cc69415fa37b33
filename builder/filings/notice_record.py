"""A Form 144 as one JSON object: the schema's element names in snake case, nothing rounded.

Numbers are strings, dates are ISO dates, as in the record of a filing
(``builder/filings/record.py``). ``docs/notice.md`` describes the object for its users,
``docs/notice.schema.json`` for their programs.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from builder.filings.notice import Notice
from builder.filings.record import Json, number_text
from builder.model import Cell


def notice_to_json(notice: Notice) -> Json:
    """The record of one notice, ready for ``json.dumps``."""
    stated = notice.document._asdict()
    warnings = stated.pop("warnings")
    source = notice.source
    return {
        "accession": notice.accession,
        "form": stated.pop("submission_type"),
        "schema_version": stated.pop("schema_version"),
        "filed": notice.filed.isoformat() if notice.filed else None,
        "accepted": notice.accepted.isoformat() if notice.accepted else None,
        **{name: _json(value) for name, value in stated.items()},
        "warnings": [warning._asdict() for warning in warnings],
        "source": {"path": source.path, "sha256": source.sha256, "kind": source.kind},
    }


def _json(value: Any) -> Any:
    """A cell, a group of named values, a list of either, or a text or CIK as it is."""
    if isinstance(value, Cell):
        return _cell(value)
    if isinstance(value, tuple):
        names = getattr(value, "_fields", None)
        if names is None:
            return [_json(each) for each in value]
        return {name: _json(each) for name, each in zip(names, value, strict=True)}
    return value


def _cell(cell: Cell[Any]) -> Json:
    value = cell.value
    if isinstance(value, Decimal):
        return {"value": number_text(cell)}
    stated: Json = {"value": value.isoformat() if isinstance(value, date) else value}
    return stated if cell.raw is None else {**stated, "raw": cell.raw}
