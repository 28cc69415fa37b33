"""Full submission text (``.txt``) and the dissemination form (``.nc``) around a filing.

The header alone carries accession number, filing and acceptance time, the issuer's
SIC, state and former names. Two spellings exist: labels with nesting shown by tabs
(``<SEC-DOCUMENT>``), and tags of which most are never closed (``<SUBMISSION>``).
Both are read into the same :class:`Header`. Sections 2.2 and 2.3 of the forms
reference describe them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from builder.model import FormerName

_START = re.compile(rb"<SEC-DOCUMENT>|<SEC-HEADER>|<SUBMISSION>")
_FIRST_DOCUMENT = re.compile(rb"<DOCUMENT>|<XML>|<ownershipDocument")
_XML = re.compile(rb"<XML>")
_TOKEN = re.compile(r"<(/?)([A-Z0-9-]+)>([^<\r\n]*)")
_LABEL = re.compile(r"(\t*)([A-Z][A-Z0-9 /-]*):(.*)")
_SIC = re.compile(r"(.*?)\s*\[([0-9]{4})\]")
SNIFF = 8192  # bytes within which a submission says that it is one


class Party(NamedTuple):
    """The issuer or a reporting owner, as the header names it."""

    cik: int | None
    name: str | None
    sic: str | None
    sic_title: str | None
    state: str | None
    fiscal_year_end: str | None
    former_names: tuple[FormerName, ...]


class Header(NamedTuple):
    """What stands around the documents of a submission."""

    accession: str | None
    form: str | None
    filed: date | None
    accepted: datetime | None
    period: date | None
    issuer: Party | None
    owners: tuple[Party, ...]


class Submission(NamedTuple):
    """A header and the ownership XML of the first document that holds one."""

    header: Header
    xml: bytes | None
    first_line: int  # line of the file on which the XML starts, from 1
    dissemination: bool  # the tagged form


def is_submission(data: bytes) -> bool:
    """True if the bytes start like a submission (or like the old PEM wrapper around one)."""
    return _START.search(data, 0, SNIFF) is not None


def parse_submission(data: bytes) -> Submission:
    """Split a submission into its header and its ownership XML, if it has one."""
    start = _START.search(data)
    begin = start.start() if start else 0
    end = _FIRST_DOCUMENT.search(data, begin)
    head = data[begin : end.start() if end else len(data)]
    dissemination = head.startswith(b"<SUBMISSION>")
    text = _decoded(head)
    fields = _tagged_fields(text) if dissemination else _labelled_fields(text)
    xml, offset = _ownership_xml(data, begin)
    first_line = data.count(b"\n", 0, offset) + 1
    return Submission(_header(fields), xml, first_line, dissemination)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("windows-1252", errors="replace")


def _ownership_xml(data: bytes, begin: int) -> tuple[bytes | None, int]:
    """The first ``<XML>`` part that holds an ownership document, and where it starts."""
    for match in _XML.finditer(data, begin):
        end = data.find(b"</XML>", match.end())
        part = data[match.end() : end if end >= 0 else len(data)]
        if b"<ownershipDocument" in part:
            lead = len(part) - len(part.lstrip())
            return part.strip(), match.end() + lead
    return None, 0


# (section, label, value): section is "" for the head, else the party it belongs to.
_Field = tuple[str, str, str]

_SECTIONS = {"ISSUER", "REPORTING-OWNER", "FILER", "SUBJECT COMPANY", "FILED BY"}


def _labelled_fields(text: str) -> Iterator[_Field]:
    section = ""
    for line in text.splitlines():
        tag = _TOKEN.match(line)
        if tag:
            yield "", tag.group(2), tag.group(3).strip()
            continue
        match = _LABEL.match(line)
        if not match:
            continue
        tabs, label, value = match.group(1), match.group(2), match.group(3).strip()
        if not tabs and label in _SECTIONS:
            section = label
            yield section, "BEGIN", ""
        else:
            yield section, label, value


_TAG_LABELS = {
    "ACCESSION-NUMBER": "ACCESSION NUMBER",
    "ACCEPTANCE-DATETIME": "ACCEPTANCE-DATETIME",
    "TYPE": "CONFORMED SUBMISSION TYPE",
    "PERIOD": "CONFORMED PERIOD OF REPORT",
    "FILING-DATE": "FILED AS OF DATE",
    "CONFORMED-NAME": "COMPANY CONFORMED NAME",
    "CIK": "CENTRAL INDEX KEY",
    "ASSIGNED-SIC": "STANDARD INDUSTRIAL CLASSIFICATION",
    "STATE-OF-INCORPORATION": "STATE OF INCORPORATION",
    "FISCAL-YEAR-END": "FISCAL YEAR END",
    "FORMER-CONFORMED-NAME": "FORMER CONFORMED NAME",
    "DATE-CHANGED": "DATE OF NAME CHANGE",
}


def _tagged_fields(text: str) -> Iterator[_Field]:
    section = ""
    for closing, tag, value in _TOKEN.findall(text):
        if tag in _SECTIONS:
            section = "" if closing else tag
            if not closing:
                yield section, "BEGIN", ""
        elif not closing and tag in _TAG_LABELS:
            yield section, _TAG_LABELS[tag], value.strip()


def _header(fields: Iterator[_Field]) -> Header:
    head: dict[str, str] = {}
    parties: list[tuple[str, list[tuple[str, str]]]] = []
    for section, label, value in fields:
        if not section:
            head.setdefault(label, value)
        elif label == "BEGIN":
            parties.append((section, []))
        elif parties:
            parties[-1][1].append((label, value))
    issuers = [_party(found) for section, found in parties if section == "ISSUER"]
    owners = [_party(found) for section, found in parties if section == "REPORTING-OWNER"]
    return Header(
        parse_accession(head.get("ACCESSION NUMBER", "")),
        head.get("CONFORMED SUBMISSION TYPE") or None,
        parse_compact_date(head.get("FILED AS OF DATE", "")),
        _parse_accepted(head.get("ACCEPTANCE-DATETIME", "")),
        parse_compact_date(head.get("CONFORMED PERIOD OF REPORT", "")),
        issuers[0] if issuers else None,
        tuple(owners),
    )


def _party(found: list[tuple[str, str]]) -> Party:
    first: dict[str, str] = {}
    former: list[FormerName] = []
    for label, value in found:
        first.setdefault(label, value)
        if label == "FORMER CONFORMED NAME":
            former.append(FormerName(value, None))
        elif label == "DATE OF NAME CHANGE" and former:
            former[-1] = former[-1]._replace(until=parse_compact_date(value))
    cik = first.get("CENTRAL INDEX KEY", "")
    industry = first.get("STANDARD INDUSTRIAL CLASSIFICATION", "")
    match = _SIC.fullmatch(industry)
    return Party(
        int(cik) if cik.isascii() and cik.isdigit() and len(cik) <= 10 else None,
        first.get("COMPANY CONFORMED NAME") or None,
        match.group(2) if match else (industry if industry.isdigit() else None),
        (match.group(1) or None) if match else None,
        first.get("STATE OF INCORPORATION") or None,
        first.get("FISCAL YEAR END") or None,
        tuple(former),
    )


_ACCESSION = re.compile(r"([0-9]{10})-?([0-9]{2})-?([0-9]{6})", re.ASCII)


def parse_accession(text: str) -> str | None:
    """``0001127602-25-001055``, with or without dashes; None for anything else."""
    match = _ACCESSION.fullmatch(text.strip())
    return "-".join(match.groups()) if match else None


def parse_compact_date(text: str) -> date | None:
    """``20250110`` as EDGAR headers write it; None for anything else."""
    if len(text) != 8 or not (text.isascii() and text.isdigit()):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def _parse_accepted(text: str) -> datetime | None:
    """``20250110160730``, US Eastern; kept without an offset, as printed."""
    day = parse_compact_date(text[:8])
    clock = text[8:]
    if day is None or len(clock) != 6 or not clock.isdigit():
        return None
    try:
        return datetime(  # noqa: DTZ001 - EDGAR prints Eastern time without an offset; so do we
            day.year, day.month, day.day, int(clock[:2]), int(clock[2:4]), int(clock[4:])
        )
    except ValueError:
        return None
