"""What must hold of any input, whatever its bytes: the law that mutation and fuzzing share.

It ends as a filing that everything after the reader can use (the ledger gives it back equal,
it prints as JSON), or as a rejection that a person understands. Any other exception, and an
AssertionError from here, is a broken promise.
"""

from __future__ import annotations

import json
import pickle
from typing import Any, Literal

from lxml import etree

from builder.errors import OtherInput, ReadError, Section16Error
from builder.filings.document import ROOT
from builder.filings.notice import Notice
from builder.filings.notice_record import notice_to_json
from builder.filings.reader import Statement, read_filing, read_statement
from builder.filings.record import to_json
from builder.filings.safe_xml import MAX_DOCUMENT, MAX_MARKUP
from builder.filings.write_xml import Unwritable, render_xml
from builder.ledger.notices import NOTICE_FILED, notices_of, rows_of_notice
from builder.ledger.rows import Tables, filings_of, rows_of
from builder.ledger.schema import FILED
from builder.model import Filing, Unstructured

Outcome = Literal["read", "warned", "unstructured", "rejected", "other"]

LONGEST_MESSAGE = 500  # characters: a rejection is a line or two in a list


def reading_of(data: bytes, path: str) -> Statement | ReadError | OtherInput:
    """What the reader makes of an input; anything else that it raises gets out."""
    try:
        return read_statement(data, path)
    except (ReadError, OtherInput) as error:
        return error


def outcome_of(reading: Statement | ReadError | OtherInput, data: bytes) -> Outcome:
    """Hold one reading to every promise, and name it."""
    if isinstance(reading, Section16Error):
        hold_rejection(reading, data)
        return "rejected" if isinstance(reading, ReadError) else "other"
    record = reading.record
    if isinstance(record, Filing):
        hold_filing(record)
    elif isinstance(record, Notice):
        hold_notice(record)
    warnings = record.document.warnings if isinstance(record, Notice) else record.warnings
    for warning in warnings:
        assert all((warning.where, warning.expected, warning.found)), repr(warning)
        hold_line(warning.line, data)
    if isinstance(record, Unstructured):
        return "unstructured"
    return "warned" if warnings else "read"


def hold_rejection(error: ReadError | OtherInput, data: bytes) -> None:
    """It says something, on one short line that can be printed, and survives a process pool."""
    message = str(error)
    assert message.strip()
    assert len(message) <= LONGEST_MESSAGE, f"a message of {len(message):,} characters"
    message.encode("utf-8")
    assert message.isprintable(), ascii(message)
    assert str(pickle.loads(pickle.dumps(error))) == message  # noqa: S301 -- our own pickle
    if isinstance(error, ReadError):
        assert all((error.where, error.expected, error.found)), repr(error.args)
        hold_line(error.line, data)


def hold_line(line: int | None, data: bytes) -> None:
    """A line that is named is a line of the file."""
    lines = data.count(b"\n") + data.count(b"\r") + 1  # either ends a line, on some machine
    assert line is None or 1 <= line <= lines, f"line {line} of {lines}"


def hold_filing(filing: Filing) -> None:
    """The ledger gives it back, it prints as JSON, and as the XML that states the same."""
    empty: Tables = {table: [] for table in FILED}
    assert filings_of(empty | rows_of(filing, "key")) == [filing]
    hold_json(to_json(filing))
    try:
        xml = render_xml(filing).encode("utf-8")
    except Unwritable:
        assert filing.source.kind != "xml"  # what was read from XML can be written as XML
        return
    if filing.source.kind == "xml" and len(xml) <= MAX_DOCUMENT:
        again = read_filing(xml, filing.source.path)
        different = [
            f"{name}: {one!r} became {two!r}"
            for name, one, two in zip(Filing._fields, filing, again, strict=True)
            if one != two and name not in {"accession", "warnings", "source"}
        ]
        assert not different, different


def hold_notice(notice: Notice) -> None:
    """The same of a Form 144."""
    empty: Tables = {table: [] for table in NOTICE_FILED}
    assert notices_of(empty | rows_of_notice(notice, "key")) == [notice]
    hold_json(notice_to_json(notice))


def hold_json(record: dict[str, Any]) -> None:
    """A record as JSON text is the record."""
    printed = json.dumps(record, ensure_ascii=False, allow_nan=False).encode("utf-8")
    assert json.loads(printed) == record


_STRICT = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def is_typed(xml: bytes) -> bool:
    """True for a document that must never be rejected, whatever else is wrong with it.

    Well-formed XML 1.0 within libxml2's ordinary limits (depth 256, names of 50,000 and texts of
    ten million bytes) and within our own (eight megabytes, 100,000 tags and attributes); without a
    document type declaration; its root element an ``ownershipDocument``, in any namespace; and
    without the filer's password, which EDGAR removes from a filing. What stands inside the root,
    in which order and how often, does not matter, nor does what any text or attribute says.
    """
    markup = xml.count(b"<") + xml.count(b"=")
    if len(xml) > MAX_DOCUMENT or markup > MAX_MARKUP or b"rptOwnerCcc" in xml:
        return False
    try:
        root = etree.fromstring(xml, _STRICT)
    except (etree.XMLSyntaxError, ValueError):
        return False
    declared = root.getroottree().docinfo.internalDTD is not None
    return not declared and etree.QName(root).localname == ROOT
