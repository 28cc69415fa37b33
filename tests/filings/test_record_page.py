"""``docs/record.md`` names every field of the record, and no other."""

from __future__ import annotations

import re

import pytest

from builder.filings.record import to_json
from builder.model import CELL_NAMES, Address, Issuer, Owner
from tests.conftest import PROJECT
from tests.filings.documents import document_xml, read_file

PAGE = (PROJECT / "docs" / "record.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([a-z][a-z0-9_]+)`", PAGE))


FIELDS = {
    *to_json(read_file(document_xml().encode())),
    *("table", "row", "kind", "value", "footnotes", "raw"),
    *CELL_NAMES,
    *Issuer._fields,
    *(name for name in Owner._fields if name != "same_as"),  # the site owner's word
    *Address._fields,
}


@pytest.mark.parametrize("name", sorted(FIELDS))
def test_every_field_is_described(name: str) -> None:
    assert name in NAMED


def test_no_cell_is_described_that_does_not_exist() -> None:
    described = {name for name in NAMED if name.startswith(("transaction_", "underlying_"))}
    assert described <= set(CELL_NAMES)
