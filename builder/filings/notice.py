"""What a notice of a proposed sale says (Form 144): frozen values, named after the SEC's schema.

Names are those of the elements of ``eis_Form_144_Ownership.xsd`` in snake case; the few
that differ stand in :mod:`builder.filings.form144`. A notice is an intent and never a
transaction. Source: section 9 of the forms reference.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from builder.model import Cell, Source, Warn


class NoticeAddress(NamedTuple):
    """An address as filed (``ADDRESS_TYPE``). Kept in the ledger, never published."""

    street1: str | None = None
    street2: str | None = None
    city: str | None = None
    state_or_country: str | None = None  # EDGAR's code
    zip_code: str | None = None


class NameAddress(NamedTuple):
    """A broker, market maker or seller (``NAME_ADDRESS_TYPE``)."""

    name: str | None = None
    address: NoticeAddress | None = None


class NoticeIssuer(NamedTuple):
    """The company whose securities are to be sold (``issuerInfo``)."""

    cik: int | None = None
    name: str | None = None
    sec_file_number: str | None = None
    address: NoticeAddress | None = None
    contact_phone: str | None = None


class SecurityInformation(NamedTuple):
    """One class of securities to be sold, and through whom (``securitiesInformation``)."""

    securities_class_title: str | None = None
    broker: NameAddress | None = None
    units_to_be_sold: Cell[Decimal] | None = None
    aggregate_market_value: Cell[Decimal] | None = None
    units_outstanding: Cell[Decimal] | None = None
    approx_sale_date: Cell[date] | None = None
    securities_exchange_name: str | None = None


class SecurityToBeSold(NamedTuple):
    """How some of them were acquired (``securitiesToBeSold``)."""

    securities_class_title: str | None = None
    acquired_date: Cell[date] | None = None
    nature_of_acquisition_transaction: str | None = None
    name_of_person_from_whom_acquired: str | None = None
    is_gift_transaction: Cell[bool] | None = None
    donor_acquired_date: Cell[date] | None = None
    amount_of_securities_acquired: Cell[Decimal] | None = None
    payment_date: Cell[date] | None = None
    nature_of_payment: str | None = None


class SecuritySold(NamedTuple):
    """A sale of the last three months (``securitiesSoldInPast3Months``)."""

    seller: NameAddress | None = None
    securities_class_title: str | None = None
    sale_date: Cell[date] | None = None
    amount_of_securities_sold: Cell[Decimal] | None = None
    gross_proceeds: Cell[Decimal] | None = None


class NoticeDocument(NamedTuple):
    """What an ``edgarSubmission`` of Form 144 states. A line may hold nothing but Nones.

    A :class:`~builder.model.Cell` of a notice never has footnotes: the form has none.
    """

    submission_type: str  # "144" or "144/A"
    schema_version: str | None
    previous_accession_number: Cell[str] | None  # of the notice that a 144/A amends, ten-two-six
    filer_cik: int | None  # the seller
    live_test_flag: str | None
    issuer: NoticeIssuer
    person_for_whose_account: str | None  # in natural order: "Jane Q. Doe"
    relationships_to_issuer: tuple[str, ...]
    securities_information: tuple[SecurityInformation, ...]
    securities_to_be_sold: tuple[SecurityToBeSold, ...]
    nothing_to_report: Cell[bool] | None
    securities_sold_in_past_3_months: tuple[SecuritySold, ...]
    remarks: str | None
    notice_date: Cell[date] | None
    plan_adoption_dates: tuple[Cell[date], ...]  # of Rule 10b5-1 plans; none: none is stated
    signature: str | None  # often the broker's
    warnings: tuple[Warn, ...]


class Notice(NamedTuple):
    """One Form 144 or 144/A, as filed."""

    accession: str  # EDGAR's number, or "local-" and 16 hex digits of the content hash
    filed: date | None
    accepted: datetime | None  # US Eastern, without offset, as EDGAR prints it
    document: NoticeDocument
    source: Source

    @property
    def form(self) -> str:
        """``144`` or ``144/A``."""
        return self.document.submission_type

    @property
    def is_local(self) -> bool:
        """No accession number is known, so there is nothing to link to at the SEC."""
        return self.accession.startswith("local-")

    @property
    def is_amendment(self) -> bool:
        """Form 144/A."""
        return self.form.endswith("/A")

    @property
    def known_day(self) -> date | None:
        """Filing date, else the date of the notice."""
        noted = self.document.notice_date
        return self.filed or (noted.value if noted else None)
