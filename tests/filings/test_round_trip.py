"""XML to record to XML to record: nothing changes on the way, over every filing at hand."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from builder.errors import OtherInput
from builder.filings.document import ROOT
from builder.filings.reader import read_filing
from builder.filings.values import A_CIK, A_DATE, A_FLAG, A_NUMBER, A_POSITIVE_NUMBER
from builder.filings.write_xml import Unwritable, render_xml
from builder.model import Filing
from builder.sample.generate import make_documents, make_files
from tests.filings.generated import documents
from tests.filings.odd_documents import OTHER_SPELLINGS, mutated
from tests.filings.records import filings

# What an ownershipDocument has no place for: the submission around it says it.
NOT_IN_XML: dict[str, Any] = {"filed": None, "accepted": None, "source": None}
NOT_OF_ISSUER: dict[str, Any] = {
    "sic": None, "sic_title": None, "state": None, "fiscal_year_end": None, "former_names": (),
}  # fmt: skip


def carried(filing: Filing) -> Filing:
    """The record without what XML cannot carry; without warnings, which are compared apart."""
    return filing._replace(
        accession="" if filing.is_local else filing.accession,
        issuer=filing.issuer._replace(**NOT_OF_ISSUER),
        owners=tuple(owner._replace(former_names=()) for owner in filing.owners),
        warnings=(),
        **NOT_IN_XML,
    )


def again(filing: Filing) -> Filing:
    """The record of what is written of it; the file's name keeps the accession number."""
    return read_filing(render_xml(filing).encode(), f"{filing.accession}.xml")


# What reading XML may warn of that outlasts the way: texts that are not what the schema asks for,
# and what the document lacks. What nobody reads is not written, a repair is not needed again, and
# what is odd about the record or its header follows from fields that are compared.
LASTING = {A_NUMBER, A_POSITIVE_NUMBER, A_DATE, A_FLAG, A_CIK}


def lasting(filing: Filing) -> Counter[tuple[str, str, str]]:
    """Those warnings, whatever their lines and positions: a repeated table has become one."""
    return Counter(
        (_element(warning.where), *warning[2:])
        for warning in filing.warnings
        if warning.expected in LASTING or warning.where == ROOT
    )


def _element(where: str) -> str:
    """Its name as the schemas spell it, without a position."""
    name = re.sub(r"\[[0-9]+\]$", "", where.rpartition("/")[2])
    return OTHER_SPELLINGS.get(name, name)


def differences(filing: Filing) -> list[str]:
    """The fields that come back as something else, and the laws that do not hold."""
    text = render_xml(filing)
    back = read_filing(text.encode(), f"{filing.accession}.xml")
    before, after = carried(filing), carried(back)
    found = [name for name in Filing._fields if getattr(before, name) != getattr(after, name)]
    if lasting(filing) != lasting(back):
        found.append(f"warnings: {lasting(filing)} became {lasting(back)}")
    if render_xml(back) != text:
        found.append("written again: other bytes")
    return found


# ---- the real corpus -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real(real_filings: Path) -> dict[str, Filing]:
    """Every filing that the corpus holds, in XML or in a submission."""
    found: dict[str, Filing] = {}
    for path in sorted(real_filings.rglob("*")):
        if path.suffix in {".xml", ".txt", ".nc"}:
            name = path.relative_to(real_filings).as_posix()
            try:
                found[name] = read_filing(path.read_bytes(), name)
            except OtherInput:
                continue
    return found


def test_every_real_filing_comes_back_as_it_was(real: dict[str, Filing]) -> None:
    different = {name: found for name, f in real.items() if (found := differences(f))}
    assert different == {}
    assert len(real) == 525


def test_every_rendered_page_comes_back_from_xml_as_it_was(real_filings: Path) -> None:
    """Pages say less than XML, but what they say in their own way is the same record."""
    pages = {
        path: read_filing(path.read_bytes(), path.name) for path in real_filings.glob("html/*")
    }
    assert {
        path.name: different for path, f in pages.items() if (different := differences(f))
    } == {}
    assert len(pages) == 6


def test_writing_twice_gives_the_same_bytes(real: dict[str, Filing]) -> None:
    assert [name for name, f in real.items() if render_xml(f) != render_xml(f)] == []


# ---- generated filings -----------------------------------------------------------------------


@pytest.mark.parametrize("seed", [16, 17])
def test_every_filing_of_the_sample_comes_back_as_it_was(seed: int) -> None:
    """Of all schema versions, and with all oddities that the generator knows."""
    made = [
        file
        for document in make_documents(seed=seed, issuers=8, insiders=60, filings=500)
        for file in make_files(document)
    ]
    read = {file.path: read_filing(file.data, file.path) for file in made}
    assert {path: found for path, f in read.items() if (found := differences(f))} == {}
    assert {f.schema_version for f in read.values()} >= {"X0101", "X0201", "X0609", None}


@given(documents())
def test_any_document_comes_back_as_it_was(text: str) -> None:
    assert differences(read_filing(text.encode(), "a.xml")) == []


@given(mutated())
def test_a_document_with_odd_things_in_it_comes_back_as_its_record(data: bytes) -> None:
    assert differences(read_filing(data, "a.xml")) == []


@given(filings())
def test_any_record_comes_back_as_it_was(filing: Filing) -> None:
    assert carried(again(filing)) == carried(filing)


@given(filings())
def test_what_is_read_of_the_written_is_written_the_same(filing: Filing) -> None:
    assert render_xml(again(filing)) == render_xml(filing)


# ---- records that no XML can have led to ------------------------------------------------------


def xml_can_hold(text: str) -> bool:
    """What lxml thinks of it."""
    try:
        etree.Element("a").text = text
    except ValueError:
        return False
    return True


def refused_character(filing: Filing) -> str | None:
    """What a filing is refused for; None if it is written, and then it can be read."""
    try:
        again(filing)
    except Unwritable as refused:
        return refused.found
    return None


ANY_TEXT = st.text(st.characters(), max_size=20)
NO_XML = (st.characters(categories=["Cc", "Cs"]) | st.sampled_from("\ufffe\uffff")).filter(
    lambda character: not xml_can_hold(character)
)


@given(filings(), ANY_TEXT, ANY_TEXT)
def test_whatever_a_text_holds_it_is_written_or_refused_for_what_xml_cannot_hold(
    filing: Filing, remarks: str, note: str
) -> None:
    spoiled = filing._replace(remarks=remarks, footnotes={note: remarks})
    assert (refused_character(spoiled) is None) == xml_can_hold(note + remarks)


@given(NO_XML)
def test_a_filing_is_refused_for_the_very_character(character: str) -> None:
    spoiled = read_filing(b"<ownershipDocument/>", "a.xml")._replace(remarks=f"a{character}")
    assert refused_character(spoiled) == character
