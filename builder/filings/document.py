"""What an ownership document states, whatever form it came in.

Ownership XML, the page that the SEC renders from it, that page as text, and a filing's
lines of a quarterly data set all become a :class:`Document`; the submission around it
(or the name of its file) adds the accession number and the times.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from builder.model import Issuer, Owner, Row, Signature, Warn

ROOT = "ownershipDocument"
FORMS = frozenset({"3", "3/A", "4", "4/A", "5", "5/A"})


class Document(NamedTuple):
    """What an ``ownershipDocument`` states; the submission around it adds the rest."""

    form: str | None
    schema_version: str | None
    period: date | None
    original_filed: date | None
    issuer: Issuer
    owners: tuple[Owner, ...]
    not_subject_to_section16: bool | None
    no_securities_owned: bool | None
    form3_holdings_reported: bool | None
    form4_transactions_reported: bool | None
    aff10b5_one: bool | None
    rows: tuple[Row, ...]
    footnotes: dict[str, str]
    remarks: str | None
    signatures: tuple[Signature, ...]
    warnings: tuple[Warn, ...]
