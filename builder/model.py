"""What a filing says: frozen values, exact numbers, footnotes beside the values they qualify.

Nothing here is derived. A :class:`Filing` holds what one Form 3, 4 or 5 (or an
amendment) states, element by element, under the names of the SEC's schema
(``ownershipDocument``, versions X0101 to X0609). What the filer left out is
``None``; a price given only in a footnote is a :class:`Cell` with that note's id
and no value. It is never zero.

Cells and rows are named tuples because there are about a hundred of them in a
filing and tuples are the cheapest immutable value there is; ``make bench`` holds
the reader to its budget.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from decimal import Decimal
from typing import Generic, Literal, NamedTuple, TypeVar

T = TypeVar("T")

Table = Literal["I", "II"]
Kind = Literal["transaction", "holding"]
# submission text, the same with a tagged header, bare XML, the page that the SEC renders from
# it, the lines of a quarterly data set, the rendered page as text
SourceKind = Literal["submission", "dissemination", "xml", "html", "data set", "text"]


class Cell(NamedTuple, Generic[T]):
    """One wrapped element: its value and the footnotes on it.

    ``raw`` is the filed text wherever printing the value would not give it back:
    text that is no number, date or flag (then ``value`` is None), a number with
    leading zeros or a bare point, a date with a time zone.
    """

    value: T | None
    footnotes: tuple[str, ...] = ()
    raw: str | None = None


class Row(NamedTuple):
    """One line of Table I or II, exactly as filed.

    ``(accession, table, row)`` is its identity: identical lines are legal and stay
    apart. ``row`` counts transactions and holdings of its table together, from 1,
    in document order. A cell is None where the element is absent, or empty without
    a footnote.
    """

    table: Table
    row: int
    kind: Kind
    security_title: Cell[str] | None = None
    conversion_or_exercise_price: Cell[Decimal] | None = None
    transaction_date: Cell[date] | None = None
    deemed_execution_date: Cell[date] | None = None
    transaction_form_type: Cell[str] | None = None
    transaction_code: Cell[str] | None = None
    equity_swap_involved: Cell[bool] | None = None
    transaction_timeliness: Cell[str] | None = None
    transaction_shares: Cell[Decimal] | None = None
    transaction_total_value: Cell[Decimal] | None = None
    transaction_price_per_share: Cell[Decimal] | None = None
    transaction_acquired_disposed_code: Cell[str] | None = None
    exercise_date: Cell[date] | None = None
    expiration_date: Cell[date] | None = None
    underlying_security_title: Cell[str] | None = None
    underlying_security_shares: Cell[Decimal] | None = None
    underlying_security_value: Cell[Decimal] | None = None
    shares_owned_following_transaction: Cell[Decimal] | None = None
    value_owned_following_transaction: Cell[Decimal] | None = None
    direct_or_indirect_ownership: Cell[str] | None = None
    nature_of_ownership: Cell[str] | None = None


CELL_NAMES: tuple[str, ...] = Row._fields[3:]

# What the value of each cell is, by the schema's type of the element.
NUMBER_CELLS = frozenset(
    {
        "conversion_or_exercise_price",
        "transaction_shares",
        "transaction_total_value",
        "transaction_price_per_share",
        "underlying_security_shares",
        "underlying_security_value",
        "shares_owned_following_transaction",
        "value_owned_following_transaction",
    }
)
DATE_CELLS = frozenset(
    {"transaction_date", "deemed_execution_date", "exercise_date", "expiration_date"}
)
FLAG_CELLS = frozenset({"equity_swap_involved"})


class FormerName(NamedTuple):
    """A conformed name that EDGAR replaced on ``until`` (submission header)."""

    name: str
    until: date | None


def local_key(name: str | None) -> int:
    """The number of a party that no CIK is known of: below zero, from its name; 0 without one.

    Only such parties are ever taken for the same by their name, for they have nothing else.
    """
    plain = " ".join((name or "").casefold().split())
    if not plain:
        return 0
    return -1 - int.from_bytes(hashlib.sha256(plain.encode()).digest()[:6])


def local_id(key: int) -> str | None:
    """``local-`` and 12 hex digits for such a number; None for a CIK or no number at all."""
    return f"local-{-1 - key:012x}" if key < 0 else None


def folder_of(key: int) -> str:
    """The name of a party's folder on the site: its CIK, or what it goes by without one."""
    return local_id(key) or str(key)


class Issuer(NamedTuple):
    """The company whose securities are reported. Identity is the CIK, never the name."""

    cik: int | None
    name: str | None
    symbol: str | None = None  # typed by the filer: see the reference, 4.9
    foreign_symbol: str | None = None
    sic: str | None = None  # four digits, from the submission header
    sic_title: str | None = None
    state: str | None = None  # state of incorporation, EDGAR code
    fiscal_year_end: str | None = None  # MMDD
    former_names: tuple[FormerName, ...] = ()

    @property
    def key(self) -> int:
        """Its CIK; else a number of our own for its name; 0 if nothing is known."""
        return self.cik if self.cik is not None else local_key(self.name)


class Address(NamedTuple):
    """A reporting owner's address as filed. Kept in the ledger, not published by default."""

    street1: str | None = None
    street2: str | None = None
    city: str | None = None
    state: str | None = None  # EDGAR code: also countries and Canadian provinces
    zip: str | None = None
    state_description: str | None = None
    non_us_address: bool | None = None
    non_us_state_territory: str | None = None
    country: str | None = None
    good_address: bool | None = None


class Owner(NamedTuple):
    """A reporting owner ("insider") with the roles stated in this filing."""

    cik: int | None
    name: str | None
    is_director: bool = False
    is_officer: bool = False
    is_ten_percent_owner: bool = False
    is_other: bool = False
    officer_title: str | None = None
    other_text: str | None = None
    address: Address | None = None
    former_names: tuple[FormerName, ...] = ()
    same_as: int | None = None  # who the site owner says this is; no part of the filing

    @property
    def key(self) -> int:
        """Who this is: as the site owner says, else the CIK, else a number for the name.

        0 if nothing is known.
        """
        if self.same_as is not None:
            return self.same_as
        return self.cik if self.cik is not None else local_key(self.name)


class Signature(NamedTuple):
    """Who signed and when; not tied to an owner by the form."""

    name: str | None
    date: date | None
    raw_date: str | None = None


class Warn(NamedTuple):
    """Something odd on a filing's record: where it stands, what was expected, what was found."""

    where: str
    line: int | None
    expected: str
    found: str


class Source(NamedTuple):
    """Which input the filing was read from."""

    path: str  # relative to the content folder, POSIX
    sha256: str
    kind: SourceKind


class Filing(NamedTuple):
    """One Form 3, 4 or 5 or amendment, as filed."""

    accession: str  # EDGAR's number, or "local-" and 16 hex digits of the content hash
    form: str | None  # "3", "3/A", "4", …
    schema_version: str | None
    filed: date | None
    accepted: datetime | None  # US Eastern, without offset, as EDGAR prints it
    period: date | None
    original_filed: date | None
    issuer: Issuer
    owners: tuple[Owner, ...]
    not_subject_to_section16: bool | None
    no_securities_owned: bool | None
    form3_holdings_reported: bool | None
    form4_transactions_reported: bool | None
    aff10b5_one: bool | None  # None: not stated. Never "no"
    rows: tuple[Row, ...]
    footnotes: dict[str, str]
    remarks: str | None
    signatures: tuple[Signature, ...]
    warnings: tuple[Warn, ...]
    source: Source

    @property
    def is_local(self) -> bool:
        """No accession number is known, so there is nothing to link to at the SEC."""
        return self.accession.startswith("local-")

    @property
    def is_in_form_order(self) -> bool:
        """False for a filing of a data set, where a row's number is only approximate."""
        return self.source.kind != "data set"

    @property
    def is_amendment(self) -> bool:
        """Form 3/A, 4/A or 5/A."""
        return self.form is not None and self.form.endswith("/A")

    @property
    def year(self) -> int:
        """Calendar year of its page: filed, else of what is known; 0 if nothing is."""
        day = self.known_day
        return day.year if day else 0

    @property
    def known_day(self) -> date | None:
        """Filing date, else the latest signature date, else the period of report."""
        if self.filed:
            return self.filed
        signed = [signature.date for signature in self.signatures if signature.date]
        return max(signed) if signed else self.period


class Unstructured(NamedTuple):
    """A filing that is known of and not read: listed and linked, never half-read.

    Typed text from before ownership XML, or a header that came without its document.
    """

    accession: str
    form: str | None
    filed: date | None
    accepted: datetime | None
    period: date | None
    issuer: Issuer
    owners: tuple[Owner, ...]
    is_header: bool  # nothing but a header: it completes a document that comes without one
    warnings: tuple[Warn, ...]
    source: Source

    @property
    def reason(self) -> str:
        """Why it is not read."""
        if self.is_header:
            return "a header without its document"
        return f"Form {self.form} as typed text, from before ownership XML (2003)"
