"""Form 144 (a notice of a proposed sale, XML since 2023) to what the notice says.

``parse_notice`` takes the bytes of one ``edgarSubmission`` and returns a
:class:`NoticeDocument`: no file, no network, no clock. Elements are found by their
path of local names, whatever the prefix and the order. As in ownership XML, text
that is no number, date or flag stays as ``raw`` on its cell, and what no field takes
is counted by name. A notice is an intent and never a transaction.

Fields are named after the elements of the SEC's schema (``eis_Form_144_Ownership.xsd``)
in snake case, except where that name is misspelt, misleads or fills a line:
``donarAcquiredDate`` is ``donor_acquired_date``, ``nameOfPersonfromWhomAcquired`` is
``name_of_person_from_whom_acquired``, ``noOfUnitsSold`` (they are still to be sold) is
``units_to_be_sold``, ``noOfUnitsOutstanding`` is ``units_outstanding``,
``brokerOrMarketmakerDetails`` is ``broker``, ``sellerDetails`` is ``seller``,
``nameOfPersonForWhoseAccountTheSecuritiesAreToBeSold`` is ``person_for_whose_account`` and
``nothingToReportFlagOnSecuritiesSoldInPast3Months`` is ``nothing_to_report``.
Section 9 of the forms reference describes the form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Context, Decimal
from functools import reduce
from typing import Any, cast

from lxml import etree

from builder.errors import OtherInput, ReadError
from builder.filings.notice import (
    NameAddress,
    NoticeAddress,
    NoticeDocument,
    NoticeIssuer,
    SecurityInformation,
    SecuritySold,
    SecurityToBeSold,
)
from builder.filings.noticed import Noticed, in_one_line, shortened
from builder.filings.safe_xml import BYTE_ORDER_MARK, parse_root, strip_namespaces
from builder.filings.values import Reader, Reading, parse_cik, parse_date, parse_number
from builder.model import Cell

ROOT = "edgarSubmission"
FORMS = frozenset({"144", "144/A"})


# What is before the root element: white space, declarations, comments. Possessive, so that a
# hostile beginning is passed over once and never tried again; bounded below for the same reason.
_FIRST_TAG = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)*+"
    rb"<(?:[A-Za-z_][\w.-]*:)?edgarSubmission[\s/>]",
    re.DOTALL,
)
_SAYS_144 = re.compile(
    rb"<(?:[A-Za-z_][\w.-]{0,50}:)?submissionType(?:\s[^<>]{0,500})?>"
    rb"\s{0,500}(?:<!\[CDATA\[)?\s{0,500}144(?:/A)?\s{0,500}(?:\]\]>)?\s{0,500}</"
)


def is_notice(data: bytes) -> bool:
    """True for an ``edgarSubmission`` that says it is a Form 144; cheap, nothing is parsed.

    Other forms (D, 13F, 13G) have the same root.
    """
    return _FIRST_TAG.match(data) is not None and _SAYS_144.search(data) is not None


def parse_notice(data: bytes, first_line: int | None = 1) -> NoticeDocument:
    """Read one ``edgarSubmission`` of Form 144.

    ``first_line`` is the line of the file on which the document starts, so that
    warnings name lines of the file; None if its lines are no longer the file's.
    Raises ReadError if the bytes are not well-formed XML, the root is another element or
    nothing says which form this is, and OtherInput if that is another form.
    """
    text = data.removeprefix(BYTE_ORDER_MARK).lstrip()
    line = (first_line or 1) + data.count(b"\n", 0, len(data) - len(text))
    root = parse_root(text, line, exact=True)
    strip_namespaces(root)  # also those that only inner elements declare
    if root.tag != ROOT:
        raise ReadError("document", line, f"<{ROOT}>", f"<{in_one_line(str(root.tag))}>")
    return _Reading(root, line if first_line else None).document()


def is_draft(document: NoticeDocument) -> bool:
    """A filer's draft, a test filing or a sample of the specification: EDGAR publishes none."""
    return any(warning.expected in {MASKED, LIVE} for warning in document.warnings)


# Filed text to a value: the same contract as builder/filings/values.py.

A_DATE = "a date such as 03/18/2026"
A_FLAG = "Y or N"
AN_ACCESSION = "an accession number"
_MONTH_FIRST = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", re.ASCII).fullmatch
_ACCESSION = re.compile(r"([0-9]{1,10})-([0-9]{1,2})-([0-9]{1,6})", re.ASCII).fullmatch
_YES_NO = {"Y": True, "N": False}


def month_first(day: date) -> str:
    """A date as the form writes it: 03/18/2026."""
    return f"{day.month:02}/{day.day:02}/{day.year:04}"


def parse_month_first(text: str) -> Reading[date]:
    """``04/13/2023`` (``DATE_TYPE2``), also ``4/13/2023``; an ISO date is a date all the same."""
    match = _MONTH_FIRST(text)
    if match is None:
        day, _, _ = parse_date(text)
        return day, text, None if day else A_DATE
    try:
        day = date(int(match[3]), int(match[1]), int(match[2]))
    except ValueError:  # the 31st of June, the 13th month
        return None, text, A_DATE
    return day, None if month_first(day) == text else text, None


def parse_yes_no(text: str) -> Reading[bool]:
    """``Y`` or ``N`` (``YES_NO_TYPE``), in either case."""
    flag = _YES_NO.get(text.upper())
    return flag, None if text in _YES_NO else text, A_FLAG if flag is None else None


def parse_previous_accession(text: str) -> Reading[str]:
    """Ten, two and six digits; the schema lets the filer leave out leading zeros."""
    match = _ACCESSION(text)
    if match is None:
        return None, text, AN_ACCESSION
    number = f"{match[1]:0>10}-{match[2]:0>2}-{match[3]:0>6}"
    return number, None if number == text else text, None


# Where the fields of a notice stand.

# By path of names: the name that a text is kept under, and how it is read.
_Texts = dict[str, tuple[str, Reader | None]]


class _Shape:
    """What an element may hold: texts, and parts that have a shape of their own.

    ``make`` turns what was found, by name, into one value.
    """

    def __init__(
        self,
        make: Callable[[dict[str, Any]], Any],
        texts: _Texts,
        parts: dict[str, tuple[str, _Shape]] | None = None,
    ) -> None:
        self.make = make
        self.texts = texts
        self.parts = parts or {}
        self.groups = {group for path in (*texts, *self.parts) for group in _above(path)}


def _above(path: str) -> Iterator[str]:
    """``a/b/c`` stands in ``a`` and ``a/b``."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


# Elements whose fields have another name, see above.
_RENAMED = {
    "cik": "filer_cik",
    "issuerCik": "cik",
    "issuerName": "name",
    "issuerContactPhone": "contact_phone",
    "nameOfPersonForWhoseAccountTheSecuritiesAreToBeSold": "person_for_whose_account",
    "relationshipToIssuer": "relationships_to_issuer",
    "noOfUnitsSold": "units_to_be_sold",
    "noOfUnitsOutstanding": "units_outstanding",
    "nameOfPersonfromWhomAcquired": "name_of_person_from_whom_acquired",
    "donarAcquiredDate": "donor_acquired_date",
    "nothingToReportFlagOnSecuritiesSoldInPast3Months": "nothing_to_report",
    "planAdoptionDate": "plan_adoption_dates",
}


def _texts(*plain: str, **read: Reader) -> _Texts:
    readers: dict[str, Reader | None] = {**dict.fromkeys(plain), **read}
    return {element: (_field(element), reader) for element, reader in readers.items()}


def _field(element: str) -> str:
    """``approxSaleDate`` is kept as ``approx_sale_date``."""
    snake = re.sub("[A-Z]", lambda capital: f"_{capital[0].lower()}", element)
    return _RENAMED.get(element, snake)


def _below(path: str, texts: _Texts) -> _Texts:
    return {f"{path}/{element}": entry for element, entry in texts.items()}


def _if_any(kind: Callable[..., Any]) -> Callable[[dict[str, Any]], Any]:
    return lambda found: kind(**found) if found else None


_ADDRESS = _Shape(
    _if_any(NoticeAddress), _texts("street1", "street2", "city", "stateOrCountry", "zipCode")
)
_NAME_ADDRESS = _Shape(_if_any(NameAddress), _texts("name"), {"address": ("address", _ADDRESS)})
_INFORMATION = _Shape(
    lambda found: SecurityInformation(**found),
    _texts(
        "securitiesClassTitle",
        "securitiesExchangeName",
        noOfUnitsSold=parse_number,
        aggregateMarketValue=parse_number,
        noOfUnitsOutstanding=parse_number,
        approxSaleDate=parse_month_first,
    ),
    {"brokerOrMarketmakerDetails": ("broker", _NAME_ADDRESS)},
)
_TO_BE_SOLD = _Shape(
    lambda found: SecurityToBeSold(**found),
    _texts(
        "securitiesClassTitle",
        "natureOfAcquisitionTransaction",
        "nameOfPersonfromWhomAcquired",
        "natureOfPayment",
        acquiredDate=parse_month_first,
        isGiftTransaction=parse_yes_no,
        donarAcquiredDate=parse_month_first,
        amountOfSecuritiesAcquired=parse_number,
        paymentDate=parse_month_first,
    ),
)
_SOLD = _Shape(
    lambda found: SecuritySold(**found),
    _texts(
        "securitiesClassTitle",
        saleDate=parse_month_first,
        amountOfSecuritiesSold=parse_number,
        grossProceeds=parse_number,
    ),
    {"sellerDetails": ("seller", _NAME_ADDRESS)},
)
_PERSON = "nameOfPersonForWhoseAccountTheSecuritiesAreToBeSold"
_ISSUER = _texts(
    "issuerName", "secFileNumber", "issuerContactPhone", _PERSON, issuerCik=parse_cik
) | _below("relationshipsToIssuer", _texts("relationshipToIssuer"))
_FILER = _below("filer/filerCredentials", _texts("ccc", cik=parse_cik)) | _texts("liveTestFlag")
_HEADER = _texts("submissionType", previousAccessionNumber=parse_previous_accession)
_SIGNATURE = _texts("signature", noticeDate=parse_month_first) | _below(
    "planAdoptionDates", _texts(planAdoptionDate=parse_month_first)
)
_FORM = _texts("remarks", nothingToReportFlagOnSecuritiesSoldInPast3Months=parse_yes_no)
_DOCUMENT = _Shape(
    lambda found: found,
    _texts("schemaVersion")
    | _below("headerData", _HEADER | _below("filerInfo", _FILER))
    | _below("formData", _FORM | _below("issuerInfo", _ISSUER))
    | _below("formData/noticeSignature", _SIGNATURE),
    {
        "formData/issuerInfo/issuerAddress": ("address", _ADDRESS),
        "formData/securitiesInformation": ("securities_information", _INFORMATION),
        "formData/securitiesToBeSold": ("securities_to_be_sold", _TO_BE_SOLD),
        "formData/securitiesSoldInPast3Months": ("securities_sold_in_past_3_months", _SOLD),
    },
)
# What there may be many of, and as many as the schema allows; more are kept.
_MOST = {
    "relationships_to_issuer": (5, "relationshipToIssuer"),
    "securities_information": (40, "securitiesInformation"),
    "securities_to_be_sold": (40, "securitiesToBeSold"),
    "securities_sold_in_past_3_months": (200, "securitiesSoldInPast3Months"),
    "plan_adoption_dates": (20, "planAdoptionDate"),
}

# What a notice must have, by the names of the fields; the words are for the warning.
_REQUIRED = {
    "filer_cik": "a cik of the filer",
    "cik": "an issuerCik",
    "person_for_whose_account": "a person for whose account the securities are to be sold",
    "relationships_to_issuer": "a relationshipToIssuer",
    "securities_information": "securitiesInformation",
    "securities_to_be_sold": "securitiesToBeSold",
    "nothing_to_report": "a flag whether there were sales in the past 3 months",
    "notice_date": "a noticeDate",
    "signature": "a signature",
}
MASKED = "the filer's password as EDGAR masks it (XXXXXXXX)"
LIVE = "liveTestFlag LIVE"
PLACEHOLDER_YEAR = 1933  # "01/01/1933": the form asks for a date that the filer does not know
A_KNOWN_DATE = f"a known date ({PLACEHOLDER_YEAR} stands for none)"
A_PLAUSIBLE_DATE = "a date after 1933 and at most two years after the notice"


class _Reading:
    """One notice while it is read: what was noticed, and the dates with their places."""

    def __init__(self, root: etree._Element, first_line: int | None) -> None:
        self.root = root
        self.first_line = first_line
        self.noticed = Noticed(root, first_line)
        self.dates: list[tuple[etree._Element, str, date]] = []

    def document(self) -> NoticeDocument:
        """Read all of it."""
        found = self._part(self.root, _DOCUMENT)
        self._check_form(found.get("submission_type"))
        self._check(found)
        self._check_dates(found.get("notice_date"))
        self._check_amounts(found)
        many = {name: tuple(found.get(name, ())) for name in _MOST}
        issuer = NoticeIssuer(*(found.pop(name, None) for name in NoticeIssuer._fields))
        found.pop("ccc", None)  # a password, even a masked one, is nothing to keep
        stated = dict.fromkeys(NoticeDocument._fields) | found | many
        stated |= {"issuer": issuer, "warnings": self.noticed.result()}
        return NoticeDocument(**cast("dict[str, Any]", stated))

    def _part(self, element: etree._Element, shape: _Shape) -> Any:
        found: dict[str, Any] = {}
        self._group(element, shape, found, "")
        return shape.make(found)

    def _group(
        self, element: etree._Element, shape: _Shape, found: dict[str, Any], path: str
    ) -> None:
        """Read the elements in a group; a group that is repeated goes on where it was."""
        self._strays(element)
        for child in element:
            at = f"{path}{child.tag}"
            if at in shape.texts:
                self._take(child, *shape.texts[at], found)
            elif at in shape.parts:
                self._take_part(child, *shape.parts[at], found)
            elif at in shape.groups:
                self._group(child, shape, found, f"{at}/")
            else:
                self._unread(child)

    def _take(
        self,
        element: etree._Element,
        name: str,
        reader: Reader | None,
        found: dict[str, Any],
    ) -> None:
        """Read one text, unless another of its name has said something already."""
        text = "".join(cast("Any", element.itertext())).strip()
        self._attributes(element)
        for inner in element:  # markup: counted, but its text is not lost
            self._unread(inner)
        if not text:
            return
        if name in found and name not in _MOST:
            self.noticed.unread(element)
            return
        value = self._value(element, reader, text)
        if name in _MOST:
            found.setdefault(name, []).append(value)
        else:
            found[name] = value

    def _value(self, element: etree._Element, reader: Reader | None, text: str) -> Any:
        if reader is None:
            return text
        value, raw, expected = reader(text)
        if expected:  # a CIK has no cell: the warning keeps its text whole
            self.noticed.warn(element, expected, text, whole=reader is parse_cik)
        if isinstance(value, date):
            self.dates.append((element, text, value))
        return value if reader is parse_cik else Cell(value, (), raw)

    def _take_part(
        self, element: etree._Element, name: str, part: _Shape, found: dict[str, Any]
    ) -> None:
        if name in found and name not in _MOST:
            self._unread(element)
            return
        value = self._part(element, part)
        if name in _MOST:
            found.setdefault(name, []).append(value)
        elif value is not None:
            found[name] = value

    # What no field takes

    def _unread(self, element: etree._Element) -> None:
        for inner in element.iter():
            self.noticed.unread(inner)

    def _attributes(self, element: etree._Element) -> None:
        for name in cast("list[str]", element.keys()):
            self.noticed.unread(element, f"@{name.rpartition('}')[2]}")

    def _strays(self, element: etree._Element) -> None:
        """Count attributes of a group, and text between its elements."""
        self._attributes(element)
        for text in (element.text, *(child.tail for child in element)):
            if (text or "").strip():
                self.noticed.unread(element, "text between elements")

    # What is missing, or legal but odd

    def _check_form(self, form: str | None) -> None:
        if form is None:
            raise ReadError("headerData/submissionType", self.first_line, "144 or 144/A", "none")
        if form not in FORMS:
            raise OtherInput(f"an {ROOT} of form {in_one_line(form)}")

    def _check(self, found: dict[str, Any]) -> None:
        """Warn of what a notice must have and this one lacks; nothing is invented for it."""
        for name, what in _REQUIRED.items():
            if found.get(name) is None:
                self.noticed.lacks(what)
        if found["submission_type"] == "144/A" and "previous_accession_number" not in found:
            self.noticed.lacks("the previousAccessionNumber of what a 144/A amends")
        for name, (most, what) in _MOST.items():
            if (count := len(found.get(name, ()))) > most:
                self.noticed.lacks(f"at most {most} {what}", str(count))
        if set(found.get("ccc", "")) - set("Xx*"):
            self.noticed.lacks(MASKED, "something else")
        if found.get("live_test_flag", "LIVE") != "LIVE":
            self.noticed.lacks(LIVE, repr(shortened(found["live_test_flag"])))

    def _check_dates(self, noted: Cell[date] | None) -> None:
        notice = noted.value if noted else None
        if notice and notice.year <= PLACEHOLDER_YEAR:
            notice = None  # nothing can be measured by it
        for element, text, day in self.dates:
            if day.year == PLACEHOLDER_YEAR:
                self.noticed.warn(element, A_KNOWN_DATE, text)
            elif day.year < PLACEHOLDER_YEAR or (notice and _is_years_after(day, notice)):
                self.noticed.warn(element, A_PLAUSIBLE_DATE, text)

    def _check_amounts(self, found: dict[str, Any]) -> None:
        sales = len(found.get("securities_sold_in_past_3_months", ()))
        flag = found.get("nothing_to_report")
        if flag and flag.value is not None and flag.value != (sales == 0):
            says = "no sales in the past 3 months" if flag.value else "sales in the past 3 months"
            self.noticed.lacks(f"{says}, as the flag says", f"{sales} listed")
        units = _sum(line.units_to_be_sold for line in found.get("securities_information", ()))
        amounts = _sum(
            line.amount_of_securities_acquired for line in found.get("securities_to_be_sold", ())
        )
        if units is not None and amounts is not None and units != amounts:
            expected = f"amounts acquired that add up to the {units:f} units to be sold"
            self.noticed.lacks(expected, f"{amounts:f}")


def _is_years_after(day: date, notice: date) -> bool:
    return (day.year - 2, day.month, day.day) > (notice.year, notice.month, notice.day)


_EXACT = Context(prec=200)  # numbers have at most 80 digits: the sum is never rounded


def _sum(cells: Iterable[Cell[Decimal] | None]) -> Decimal | None:
    """The sum, if every line states a number and there is one."""
    values = [cell.value if cell else None for cell in cells]
    known = [value for value in values if value is not None]
    return reduce(_EXACT.add, known) if known and len(known) == len(values) else None
