"""The printed form, box by box, to the document that it was printed from.

The page that the SEC renders from ownership XML and the same page as text hold the same
boxes in the same order. Their readers find the boxes and hand them over as a
:class:`PrintedForm`; what a box means is decided here, once: which column of which form
is which element, that ``1,887`` is a number and ``(2)`` a marker, and what a printed form
cannot say (section 2.5 of the forms reference).
"""

from __future__ import annotations

from typing import NamedTuple

from builder.filings.document import Document
from builder.model import Issuer, Owner, Warn


class Box(NamedTuple):
    """One cell of the printed tables: its text without the markers, and the notes marked."""

    text: str  # "" where the cell is empty or holds markers only
    footnotes: tuple[str, ...] = ()  # ("F1",) for a marker (1)


class PrintedForm(NamedTuple):
    """Every box of one printed form, as text."""

    form: str  # "3", "4" or "5": an amendment shows itself by its box of the original's date
    owners: tuple[Owner, ...]
    issuer: Issuer
    period: str  # 10/29/2019
    original_filed: str  # "" where the form is no amendment
    not_subject_to_section16: bool | None  # None: the form has no such box
    form3_holdings_reported: bool | None
    form4_transactions_reported: bool | None
    aff10b5_one: bool | None
    table1: tuple[tuple[Box, ...], ...]  # the body rows of Table I, left to right
    table2: tuple[tuple[Box, ...], ...]
    footnotes: dict[str, str]  # {"F1": text}
    remarks: str | None
    signatures: tuple[tuple[str, str], ...]  # name, date as printed
    warnings: tuple[Warn, ...] = ()


def document_of(printed: PrintedForm) -> Document:
    """What the boxes state; a box that cannot be read keeps its text and is a warning."""
    raise NotImplementedError
