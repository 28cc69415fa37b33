"""The sample of the default size, made once for all tests that look into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builder.sample.generate import Made, make_documents, make_files
from tests.sample.reading import root_of

if TYPE_CHECKING:
    from lxml import etree

SIZE = {"issuers": 8, "insiders": 60, "filings": 500}


@pytest.fixture(scope="session")
def made() -> list[Made]:
    """Every file of the sample, with what the generator knows of it."""
    return [file for document in make_documents(seed=16, **SIZE) for file in make_files(document)]


@pytest.fixture(scope="session")
def filings(made: list[Made]) -> list[tuple[Made, etree._Element]]:
    """The first file of every filing and the root of its XML."""
    return [
        (file, root_of(file.data, broken_lines="broken-lines" in file.document.oddities))
        for file in made
        if not file.copy
    ]
