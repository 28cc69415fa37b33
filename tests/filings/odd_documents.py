"""Hypothesis strategy: documents with things of no form, and things of forms in odd places."""

from __future__ import annotations

import copy
from collections.abc import Callable

from hypothesis import strategies as st
from lxml import etree

from tests.filings.generated import documents

OTHER_SPELLINGS = {
    "transactionValue": "transactionPricePerShare",  # X0101
    "aff10B5One": "aff10b5One",  # some writers
    "rptOwnerCounrty": "rptOwnerCountry",  # the specification's own samples
}

NAMES = st.sampled_from(
    ["extra", "b", "value", "footnoteId", "footnote", "transactionDate", "securityTitle",
     "transactionCode", "transactionCoding", "ownershipNature", "nonDerivativeTransaction",
     "derivativeSecurity", "nonDerivativeTable", "reportingOwner", "reportingOwnerId",
     "rptOwnerCik", "isOfficer", "issuer", "issuerCik", "remarks", "periodOfReport",
     "footnotes", "ownerSignature", "signatureName", "transactionValue", "aff10B5One",
     "{urn:x}value", "{urn:x}extra"]
)  # fmt: skip
SCRAPS = st.sampled_from(["", " ", "x", "1", "2024-05-01", "F1", "stray text", "\n"])
Change = Callable[[st.DrawFn, etree._Element], None]


def _put_in(draw: st.DrawFn, element: etree._Element) -> None:
    child = etree.Element(draw(NAMES))
    child.text, child.tail = draw(SCRAPS), draw(SCRAPS)
    if draw(st.booleans()):
        child.set("id", draw(SCRAPS))
    element.insert(draw(st.integers(0, len(element))), child)


def _stray(draw: st.DrawFn, element: etree._Element) -> None:
    if draw(st.booleans()) or element.getparent() is None:
        element.text = (element.text or "") + draw(SCRAPS)
    else:
        element.tail = (element.tail or "") + draw(SCRAPS)


def _attribute(draw: st.DrawFn, element: etree._Element) -> None:
    element.set(draw(st.sampled_from(["id", "lang", "{urn:x}id"])), draw(SCRAPS))


def _repeat(draw: st.DrawFn, element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.insert(draw(st.integers(0, len(parent))), copy.deepcopy(element))


def _comment(draw: st.DrawFn, element: etree._Element) -> None:
    odd = draw(st.sampled_from([etree.Comment("c"), etree.ProcessingInstruction("p", "x")]))
    odd = copy.deepcopy(odd)
    odd.tail = draw(SCRAPS)
    element.insert(draw(st.integers(0, len(element))), odd)


def _mark_up(draw: st.DrawFn, element: etree._Element) -> None:
    inner = etree.SubElement(element, draw(NAMES))
    inner.text, element.text = element.text, draw(SCRAPS)


CHANGES: list[Change] = [_put_in, _stray, _attribute, _repeat, _comment, _mark_up]


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A document with things in it that no form has, and things of the forms in odd places."""
    root = etree.fromstring(draw(documents()).encode())
    for _ in range(draw(st.integers(1, 6))):
        elements = list(root.iter("*"))
        if draw(st.booleans()):  # where there is text there is something to lose
            elements = [element for element in elements if element.text] or elements
        element = elements[draw(st.integers(0, len(elements) - 1))]
        draw(st.sampled_from(CHANGES))(draw, element)
    return etree.tostring(root)
