"""Full submission text (``.txt``) and the dissemination form (``.nc``) around a filing.

The header alone carries accession number, filing and acceptance time, the issuer's
SIC, state and former names. Two spellings exist: labels with nesting shown by tabs
(``<SEC-DOCUMENT>``), and tags of which most are never closed (``<SUBMISSION>``).
Both are read into the same :class:`Header`, also where the header comes alone
(``.hdr.sgml``, the page ``-index-headers.html``) or on one line. What the header leaves
out is None; what it states and nobody can read is None with a warning. Sections 2.2 and
2.3 of the forms reference describe both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import NamedTuple, TypeVar

from builder.filings.noticed import shortened
from builder.filings.values import parse_cik
from builder.model import FormerName, Warn

Value = TypeVar("Value")

# not where a text only speaks of them
_START = re.compile(rb"(?<![\w`'\"(])(?:<SEC-DOCUMENT>|<SEC-HEADER>|<SUBMISSION>)")
_ESCAPED_START = re.compile(rb"&lt;(?:SEC-HEADER|SUBMISSION)&gt;")
_FIRST_DOCUMENT = re.compile(rb"<DOCUMENT>|<XML>|<ownershipDocument")
_ROOT_TAG = b"<ownershipDocument"
# of ownership forms, and of Form 144 among others; a prefix names a namespace
_PREFIX = rb"(?:[A-Za-z_][A-Za-z0-9_.-]*:)?"
_ROOT = re.compile(b"<" + _PREFIX + rb"ownershipDocument")
_OTHER_ROOT = re.compile(b"<" + _PREFIX + rb"edgarSubmission[\s>]")
_END_OF_ROOT = re.compile(b"</" + _PREFIX + rb"(?:ownershipDocument|edgarSubmission)\s*>")
_TOKEN = re.compile(r"<(/?)([A-Z0-9-]+)>([^<\r\n]*)")
_LABEL = re.compile(r"([ \t]*)([A-Z][A-Z0-9 /-]*):(.*)")
_SIC = re.compile(r"(.*?)\s*\[([0-9]{4})\]")
_SNIFF = 8192  # bytes within which a submission says that it is one
_LONGEST_HEADER = 1024 * 1024  # ten owners with their addresses take ten thousand


class Party(NamedTuple):
    """The issuer or a reporting owner, as the header names it."""

    cik: int | None
    name: str | None
    sic: str | None = None
    sic_title: str | None = None
    state: str | None = None
    fiscal_year_end: str | None = None
    former_names: tuple[FormerName, ...] = ()


class Header(NamedTuple):
    """What stands around the documents of a submission."""

    accession: str | None = None
    form: str | None = None
    filed: date | None = None
    accepted: datetime | None = None
    period: date | None = None
    issuer: Party | None = None
    owners: tuple[Party, ...] = ()
    warnings: tuple[Warn, ...] = ()


class Submission(NamedTuple):
    """A header and the XML of the first document that holds one."""

    header: Header
    xml: bytes | None
    first_line: int  # line of the file on which the XML starts, from 1
    dissemination: bool  # the tagged form
    documents: int  # how many ownership documents the file holds; only the first is read
    is_header: bool  # no document at all


def is_submission(data: bytes) -> bool:
    """True if the bytes start like a submission (or like the old PEM wrapper around one)."""
    return (
        _START.search(data, 0, _SNIFF) is not None
        or _ESCAPED_START.search(data, 0, _SNIFF) is not None
    )


def parse_submission(data: bytes) -> Submission:
    """Split a submission into its header and its XML, if it has any."""
    start = _START.search(data)
    if start is None and _ESCAPED_START.search(data, 0, _SNIFF):
        data = _unescaped(data)
        start = _START.search(data)
    begin = start.start() if start else 0
    end = _FIRST_DOCUMENT.search(data, begin)
    head = data[begin : min(end.start() if end else len(data), begin + _LONGEST_HEADER)]
    tagged = b"<ACCESSION-NUMBER>" in head or head.startswith(b"<SUBMISSION>")
    text = _decoded(head).replace("\r\n", "\n").replace("\r", "\n")
    fields = _tagged_fields(text) if tagged else _labelled_fields(_on_lines(text))
    root = _ROOT.search(data, begin)
    found = root or _OTHER_ROOT.search(data, begin)
    xml, offset = _xml(data, begin, found.start()) if found else (None, 0)
    first_line = data.count(b"\n", 0, offset) + 1
    documents = data.count(_ROOT_TAG, offset) or int(root is not None)
    return Submission(_header(fields), xml, first_line, tagged, documents, end is None)


def _unescaped(data: bytes) -> bytes:
    """The page ``-index-headers.html`` shows the header as text."""
    head = re.sub(rb"<[^<>]{0,1000}>", b"", data[:_LONGEST_HEADER])
    return head.replace(b"&lt;", b"<").replace(b"&gt;", b">").replace(b"&amp;", b"&")


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("windows-1252", errors="replace")


def _xml(data: bytes, begin: int, root: int) -> tuple[bytes, int]:
    """The XML document with its root there, and where it starts: inside of its ``<XML>`` part."""
    opened = data.rfind(b"<XML>", begin, root)
    start = opened + len(b"<XML>") if opened >= 0 else root
    end = data.find(b"</XML>", root)
    part = data[start : end if end >= 0 else len(data)]
    if end < 0:  # the wrapper is not closed: the document itself may be
        closing = _END_OF_ROOT.search(part)
        part = part[: closing.end()] if closing else part
    return part.strip(), start + len(part) - len(part.lstrip())


# (section, label, value): section is "" for the head, else the party it belongs to.
_Field = tuple[str, str, str]

_SECTIONS = {"ISSUER", "REPORTING-OWNER", "FILER", "SUBJECT COMPANY", "FILED BY"}

# What a header holds, for one that has lost its line breaks.
_LABELS = re.compile(
    r"(?<![\n\t])(?=\t*(?:ACCESSION NUMBER|CONFORMED SUBMISSION TYPE|PUBLIC DOCUMENT COUNT"
    r"|CONFORMED PERIOD OF REPORT|FILED AS OF DATE|DATE AS OF CHANGE|REPORTING-OWNER|OWNER DATA"
    r"|COMPANY DATA|COMPANY CONFORMED NAME|CENTRAL INDEX KEY|STANDARD INDUSTRIAL CLASSIFICATION"
    r"|ORGANIZATION NAME|IRS NUMBER|STATE OF INCORPORATION|FISCAL YEAR END|FILING VALUES|FORM TYPE"
    r"|SEC ACT|SEC FILE NUMBER|FILM NUMBER|MAIL ADDRESS|BUSINESS ADDRESS|STREET [12]|CITY|STATE"
    r"|ZIP|BUSINESS PHONE|FORMER COMPANY|FORMER NAME|FORMER CONFORMED NAME|DATE OF NAME CHANGE"
    r"|ISSUER|SUBJECT COMPANY|FILED BY|FILER):)"
)


def _on_lines(text: str) -> str:
    """The header with each label on a line of its own, should it have lost its line breaks."""
    if text.count("\n") >= text.count(":\t") // 2:
        return text
    return _LABELS.sub("\n", text.replace("<", "\n<"))


def _labelled_fields(text: str) -> Iterator[_Field]:
    section = ""
    for whole in text.split("\n"):
        line = whole.lstrip(" ")  # a copy may be indented as a whole
        tag = _TOKEN.match(line)
        if tag and tag[2] in _SECTIONS:  # as headers of the 1990s open a party
            section = "" if tag[1] else tag[2]
            if section:
                yield section, "BEGIN", ""
            continue
        if tag:
            yield "", tag[2], tag[3].strip()
            continue
        match = _LABEL.match(line)
        if not match:
            continue
        indent, label, value = match[1], match[2], match[3].strip()
        if not indent and label in _SECTIONS:
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
        label = tag.replace("-", " ") if tag in {"SUBJECT-COMPANY", "FILED-BY"} else tag
        if label in _SECTIONS:
            section = "" if closing else label
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
        else:
            parties[-1][1].append((label, value))
    warnings: list[Warn] = []

    def read(label: str, parse: Callable[[str], Value | None], expected: str) -> Value | None:
        return _read(head, label, parse, expected, warnings)

    # before 2003 the issuer is the subject of the filing
    issuers = [
        _party(found, warnings)
        for section, found in sorted(parties, key=lambda party: party[0] != "ISSUER")
        if section in {"ISSUER", "SUBJECT COMPANY"}
    ]
    owners = [_party(found, warnings) for section, found in parties if section == "REPORTING-OWNER"]
    day = "a date such as 20260318"
    return Header(
        read("ACCESSION NUMBER", parse_accession, "an accession number"),
        head.get("CONFORMED SUBMISSION TYPE") or None,
        read("FILED AS OF DATE", parse_compact_date, day),
        read("ACCEPTANCE-DATETIME", parse_accepted, "a time such as 20260318161500"),
        read("CONFORMED PERIOD OF REPORT", parse_compact_date, day),
        issuers[0] if issuers else None,
        tuple(owners),
        tuple(warnings),
    )


def _read(
    found: dict[str, str],
    label: str,
    parse: Callable[[str], Value | None],
    expected: str,
    warnings: list[Warn],
) -> Value | None:
    """One field of the header; a warning if it is stated and cannot be read."""
    text = found.get(label)
    if not text:
        return None
    value = parse(text)
    if value is None:
        where = f"header: {label}"
        warnings.append(Warn(where, None, expected, repr(shortened(text))))
    return value


def _party(fields: list[tuple[str, str]], warnings: list[Warn]) -> Party:
    first: dict[str, str] = {}
    former: list[FormerName] = []
    for label, value in fields:
        first.setdefault(label, value)
        if label == "FORMER CONFORMED NAME":
            former.append(FormerName(value, None))
        elif label == "DATE OF NAME CHANGE" and former:
            former[-1] = former[-1]._replace(until=parse_compact_date(value))
    industry = first.get("STANDARD INDUSTRIAL CLASSIFICATION", "")
    match = _SIC.fullmatch(industry)
    code = industry if industry.isdigit() else None
    return Party(
        _read(first, "CENTRAL INDEX KEY", lambda text: parse_cik(text)[0], "a CIK", warnings),
        first.get("COMPANY CONFORMED NAME") or None,
        match[2] if match else code,
        (match[1] if match else "" if code else industry) or None,
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
        return date.fromisoformat(text)
    except ValueError:
        return None


def parse_accepted(text: str) -> datetime | None:
    """``20250110160730``, US Eastern; kept without an offset, as printed."""
    if len(text) != 14 or not (text.isascii() and text.isdigit()):
        return None
    try:
        return datetime.fromisoformat(f"{text[:8]}T{text[8:]}")
    except ValueError:
        return None
