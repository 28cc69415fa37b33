"""A filing known by its header only, as JSON and back.

Such a filing has no rows to ask for. Its record is kept whole, because the header of one
file may complete the document of another that comes later.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from builder.model import FormerName, Issuer, Owner, Source, Unstructured, Warn


def unstructured_to_json(filing: Unstructured) -> str:
    """The record as text; dates as ISO days."""
    return json.dumps(filing, default=str, ensure_ascii=False)


def unstructured_of(text: str) -> Unstructured:
    """The record again."""
    accession, form, filed, accepted, period, issuer, owners, is_header, warnings, source = (
        json.loads(text)
    )
    return Unstructured(
        accession,
        form,
        _day(filed),
        datetime.fromisoformat(accepted) if accepted else None,
        _day(period),
        Issuer(*issuer)._replace(former_names=_former(issuer[-1])),
        tuple(_owner(owner) for owner in owners),
        is_header,
        tuple(Warn(*warning) for warning in warnings),
        Source(*source),
    )


def _owner(values: list[Any]) -> Owner:
    owner = Owner(*values)
    return owner._replace(former_names=_former(values[Owner._fields.index("former_names")]))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _former(names: list[list[Any]]) -> tuple[FormerName, ...]:
    return tuple(FormerName(name, _day(until)) for name, until in names)
