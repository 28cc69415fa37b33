"""The XML of a market and the SEC's schemas: every filing fits them, as of its own year."""

from __future__ import annotations

import dataclasses
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from builder.sample.market_issuers import plan_market
from builder.sample.market_play import play_issuer
from builder.sample.ownership_xml import STYLES, write_xml
from tests.filings.schemas import Schemas, complaints, load_schemas, out_of_order
from tests.sample.reading import text

if TYPE_CHECKING:
    from pathlib import Path

    from builder.sample.document import Document


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    """Every filing of a small market."""
    plan = plan_market(16, 40, 400, 1_500)
    return [document for index in range(40) for document in play_issuer(plan, index)]


def root_in(document: Document) -> etree._Element:
    return etree.fromstring(write_xml(document, STYLES[document.style]).encode())


def test_filings_made_for_the_newest_schema_fit_it(
    documents: list[Document], real_filings: Path, tmp_path: Path
) -> None:
    schemas: Schemas = load_schemas(real_filings, tmp_path)
    wrong = {
        document.accession: found
        for document in documents
        if (found := complaints(schemas[document.form], root_in(as_of_today(document))))
    }
    assert wrong == {}


def as_of_today(document: Document) -> Document:
    """A filing as it would be made for X0609."""
    return dataclasses.replace(document, schema="X0609")


def test_elements_stand_in_order(documents: list[Document]) -> None:
    wrong = [
        document.accession for document in documents if out_of_order(root_in(as_of_today(document)))
    ]
    assert wrong == []


def test_versions_are_those_of_the_filing_dates(documents: list[Document]) -> None:
    """All of 2025 is X0508 for Forms 4 and 5, X0206 for Form 3: the reference, 1.6."""
    found = Counter((doc.form[0], text(root_in(doc), "schemaVersion")) for doc in documents)
    assert set(found) == {("3", "X0206"), ("4", "X0508"), ("5", "X0508")}


def test_a_form_without_rows_says_that_its_owner_leaves_or_holds_nothing(
    documents: list[Document],
) -> None:
    rowless = [document for document in documents if not document.rows]
    assert rowless
    for document in rowless:
        assert document.form[0] == "3" or document.exits
