"""The sample's XML and the SEC's schemas: regular filings fit them, odd ones do not."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from builder.sample.oddities import ODDITIES
from builder.sample.ownership_xml import STYLES, Style, write_xml
from tests.filings.schemas import FORMS, Schemas, complaints, load_schemas, out_of_order

if TYPE_CHECKING:
    from builder.sample.document import Document
    from builder.sample.generate import Made

    Filings = list[tuple[Made, etree._Element]]


@pytest.fixture(scope="module")
def schemas(real_filings: Path, tmp_path_factory: pytest.TempPathFactory) -> Schemas:
    return load_schemas(real_filings, tmp_path_factory.mktemp("schemas"))


def breaks_schema(document: Document) -> bool:
    return any(ODDITIES[name].schema for name in document.oddities)


# ---- the sample as it is ---------------------------------------------------------------------


def test_regular_filings_fit_the_schemas(filings: Filings, schemas: Schemas) -> None:
    current = [
        (file, root) for file, root in filings
        if file.document.schema == "X0609" and not breaks_schema(file.document)
    ]  # fmt: skip
    wrong = {f.path: complaints(schemas[f.document.form], root) for f, root in current}
    assert {path: found for path, found in wrong.items() if found} == {}
    assert len(current) > 40


def test_older_filings_fit_the_schemas_but_for_the_plan_box(
    filings: Filings, schemas: Schemas
) -> None:
    errors = {
        error.rpartition("Expected is ")[2]
        for file, root in filings
        if not breaks_schema(file.document)
        for error in complaints(schemas[file.document.form], root)
    }
    assert errors <= {"( aff10b5One )."}


def test_filings_off_the_schema_do_not_fit_it(filings: Filings, schemas: Schemas) -> None:
    # The library does not check that a referenced note exists.
    fitting = [
        file.document.oddities for file, root in filings
        if breaks_schema(file.document) and "dangling-note" not in file.document.oddities
        and not complaints(schemas[file.document.form], root)
    ]  # fmt: skip
    assert fitting == []


# ---- every filing as it would be made today, by every agent's software ------------------------

# The deliberate oddities of the XML itself that no schema of any year allows; the others marked
# ``schema`` are of its time (2003), its references, or the file around it.
NEVER_VALID = {
    "default-namespace", "note-before-value", "repeated-table", "thousands-comma",
    "misspelt-country", "markup-in-note", "no-ticker",
}  # fmt: skip
OUT_OF_ORDER = NEVER_VALID - {"thousands-comma", "no-ticker"}


def current(document: Document) -> Document:
    """A filing as it would be made for X0609."""
    plan = False if document.plan is None and document.form[0] != "3" else document.plan
    return dataclasses.replace(document, schema="X0609", plan=plan)


@pytest.fixture(scope="module")
def today(made: list[Made]) -> list[Document]:
    return [current(file.document) for file in made if not file.copy]


def root_in(style: Style, document: Document) -> etree._Element:
    return etree.fromstring(write_xml(document, style).encode())


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.file_name)
def test_filings_of_today_fit_the_schemas_in_every_style(
    today: list[Document], schemas: Schemas, style: Style
) -> None:
    wrong = {
        document.accession: found
        for document in today
        if not NEVER_VALID & set(document.oddities)
        if (found := complaints(schemas[document.form], root_in(style, document)))
    }
    assert wrong == {}
    assert {document.form for document in today} == set(FORMS)


def test_the_oddities_that_no_schema_allows_do_not_fit(
    today: list[Document], schemas: Schemas
) -> None:
    fitting = {
        name
        for document in today
        for name in NEVER_VALID & set(document.oddities)
        if not complaints(schemas[document.form], root_in(STYLES[document.style], document))
    }
    assert fitting == set()


def test_every_oddity_marked_as_off_the_schema_is_so_or_for_a_known_reason() -> None:
    reasons = {"broken-lines", "schema-of-2003", "dangling-note"}  # the file; the year; references
    assert {name for name, oddity in ODDITIES.items() if oddity.schema} == NEVER_VALID | reasons


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.file_name)
def test_filings_of_today_stand_in_order_in_every_style(
    today: list[Document], style: Style
) -> None:
    """By our own table: the same law on machines that do not have the schemas."""
    wrong = {
        document.accession: found
        for document in today
        if not OUT_OF_ORDER & set(document.oddities)
        if (found := out_of_order(root_in(style, document)))
    }
    assert wrong == {}
