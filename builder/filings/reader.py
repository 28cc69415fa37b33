"""Decides what an input is, and reads it: bytes and a name in, a record out.

What comes out is a :class:`~builder.model.Filing` of Form 3, 4 or 5, whatever form it came
in; a :class:`~builder.filings.form144.Notice` of Form 144; or an
:class:`~builder.model.Unstructured` filing, of which only the header can be read. Raises
:class:`~builder.errors.OtherInput` for what is none of these (an index, a schema, an
exhibit) and :class:`~builder.errors.ReadError` for a filing that cannot be read. Nothing
else comes out, whatever the bytes are.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple, TypeVar

from builder.errors import OtherInput, ReadError
from builder.filings import form144, rendered_html, rendered_text
from builder.filings.data_set_tables import (
    Slice,
)
from builder.filings.data_sets import parse_slice
from builder.filings.document import FORMS, ROOT, Document
from builder.filings.joined import NO_HEADER, content_key, join, join_notice, unstructured
from builder.filings.notice import Notice, NoticeDocument
from builder.filings.noticed import in_one_line
from builder.filings.ownership_xml import parse_document
from builder.filings.repair import Repair, declared_wrongly, mended
from builder.filings.safe_xml import WELL_FORMED
from builder.filings.submission import Header, Submission, is_submission, parse_submission
from builder.model import Filing, Source, SourceKind, Unstructured, Warn

# Forms 3, 4 and 5 had to be XML from the end of June 2003; before, they are paper or typed text.
XML_SINCE = date(2003, 7, 1)
_ROOT_TAG = f"<{ROOT}".encode()

Record = Filing | Notice | Unstructured
Stated = TypeVar("Stated", Document, NoticeDocument)


class Statement(NamedTuple):
    """A record, and what it states."""

    record: Record
    content_key: str  # equal for two inputs that hold the same document, in whatever form


class _Found(NamedTuple):
    """What an input holds, before its name and its header are joined to it."""

    document: Document | NoticeDocument | None  # None: unstructured
    header: Header
    kind: SourceKind
    is_header: bool = False


def read_filing(data: bytes, path: str) -> Filing:
    """Read one input that holds a Form 3, 4 or 5; raise OtherInput if it holds another record.

    ``path`` is its name relative to the content folder (POSIX); its ending and, where the
    document carries no accession number, the name itself are part of what is known.
    """
    record = read_record(data, path)
    if isinstance(record, Filing):
        return record
    if isinstance(record, Notice):
        raise OtherInput(f"a notice of a proposed sale (Form {record.form})")
    raise OtherInput(record.reason)


def read_record(data: bytes, path: str) -> Record:
    """Read one input as :func:`read_filing` does, whatever record it holds."""
    found = _read(data, path)
    return _record(found, _source(data, path, found.kind))


def read_statement(data: bytes, path: str) -> Statement:
    """Read one input as :func:`read_record` does, with a key to find the same statement by."""
    found = _read(data, path)
    return Statement(_record(found, _source(data, path, found.kind)), _key(found.document))


def read_slice(part: Slice) -> Iterator[tuple[str, Statement | ReadError]]:
    """Read the filings of a slice of a data set, each with a path of its own."""
    for reported in parse_slice(part):
        path = f"{part.path}/{reported.accession}"
        if reported.document is None:
            yield path, reported.problem or ReadError("data set", None, "a filing", "none")
            continue
        source = Source(path, reported.sha256, "data set")
        known = Header(reported.accession, filed=reported.filed)
        filing = join(reported.document, known, source)
        # what lacks tables states less than the filing does, and contradicts nothing
        key = "" if part.missing else content_key(reported.document)
        yield path, Statement(filing, key)


def _source(data: bytes, path: str, kind: SourceKind) -> Source:
    return Source(path, hashlib.sha256(data).hexdigest(), kind)


def _record(found: _Found, source: Source) -> Record:
    document, header = found.document, found.header
    if document is None:
        return unstructured(header, source, is_header=found.is_header)
    if isinstance(document, Document):
        return join(document, header, source)
    return join_notice(document, header, source)


def _key(document: Document | NoticeDocument | None) -> str:
    if isinstance(document, Document):
        return content_key(document)
    if document is None:
        return ""
    said = repr(document._replace(warnings=())).encode("utf-8", "surrogatepass")
    return hashlib.sha256(said).hexdigest()


def _read(data: bytes, path: str) -> _Found:
    if not data.strip():
        raise ReadError("document", None, "a filing", "an empty file")
    if path.lower().endswith(".xml"):
        try:
            return _Found(_drafts_aside(parse_xml(data)), NO_HEADER, "xml")
        except ReadError as error:  # another thing under this name, or a damaged filing
            found = _read_other(data)
            if found is None:
                raise _without_document(data, error) from None
            return found
    found = _read_other(data)
    if found is None and _ROOT_TAG in data:
        found = _Found(_drafts_aside(parse_xml(data)), NO_HEADER, "xml")
    if found is None:
        raise OtherInput(_other_reason(data))
    return found


def _read_other(data: bytes) -> _Found | None:
    """Everything that is no bare ownership XML: None if it is nothing that is known."""
    if is_submission(data):
        return _read_submission(parse_submission(data))
    if form144.is_notice(data):
        return _Found(_read_notice(data), NO_HEADER, "xml")
    if rendered_html.is_page(data):  # also what EDGAR serves as xslF345X03/form4.xml
        page, accession = rendered_html.parse_page(data)
        return _Found(page, Header(accession) if accession else NO_HEADER, "html")
    if rendered_text.is_rendered_text(data):
        return _Found(rendered_text.parse_text(data), NO_HEADER, "text")
    return None


def _read_notice(data: bytes, first_line: int = 1) -> NoticeDocument:
    """Read a notice, mended as a filing is; a draft is put aside wherever it stands."""
    notice = _parse(data, first_line, form144.parse_notice)
    if form144.is_draft(notice):
        raise OtherInput("a filer's draft or specification sample of Form 144")
    return notice


def _is_html(data: bytes) -> bool:
    return bool(re.search(rb"<(?:!DOCTYPE\s+)?html[\s>]", data[:2048], re.IGNORECASE))


def _other_reason(data: bytes) -> str:
    return "an HTML page" if _is_html(data) else "text that is no EDGAR submission"


def parse_xml(data: bytes, first_line: int = 1) -> Document:
    """Read an ownership document, repaired if it must and can be; its record says what was done."""
    return _parse(data, first_line, parse_document)


def _parse(data: bytes, first_line: int, parse: Callable[[bytes, int | None], Stated]) -> Stated:
    data, redeclared = declared_wrongly(data)
    try:
        document = parse(data, first_line)
    except ReadError as error:
        mended_document = _parse_mended(data, first_line, error, parse)
        if mended_document is None:
            raise
        return mended_document
    if redeclared:
        return _with_repairs(document, (redeclared,), first_line, "its own encoding")
    return document


def _parse_mended(
    data: bytes, first_line: int, error: ReadError, parse: Callable[[bytes, int | None], Stated]
) -> Stated | None:
    """Try again after each deliberate repair; None if none of them helps.

    The error is not raised here: one that is raised where it is a local variable refers to
    itself, and would hold the whole document in memory for as long as nobody collects it.
    """
    root = _ROOT_TAG if parse is parse_document else form144.ROOT.encode()
    if error.expected != WELL_FORMED or root not in data:
        return None
    for text, repairs in mended(data):
        lines_hold = not any(repair.joins_lines for repair in repairs)
        try:
            document = parse(text, first_line if lines_hold else None)
        except ReadError:
            continue
        return _with_repairs(document, repairs, error.line, WELL_FORMED)
    return None


def _with_repairs(
    document: Stated, repairs: tuple[Repair, ...], line: int | None, expected: str
) -> Stated:
    done = tuple(
        Warn("document", line, expected, f"{repair.found} ({repair.times}x)") for repair in repairs
    )
    return document._replace(warnings=done + document.warnings)


def _drafts_aside(document: Document) -> Document:
    """EDGAR removes the filer's password when it publishes: with it, this is no filing."""
    if any(warning.where.endswith("/rptOwnerCcc") for warning in document.warnings):
        raise OtherInput("a filer's draft or specification sample: EDGAR removes its rptOwnerCcc")
    return document


def _without_document(data: bytes, error: ReadError) -> OtherInput | ReadError:
    """An ``.xml`` input that cannot be read: say what it is, or what broke."""
    if b"<rptOwnerCcc>" in data:
        return OtherInput("a filer's draft or specification sample: EDGAR removes its rptOwnerCcc")
    if _ROOT_TAG in data:
        return error
    if _is_html(data):
        return OtherInput("an HTML page")
    if not error.expected.startswith("<"):
        return error
    return OtherInput(f"XML with the root element {error.found}")


def _read_submission(submission: Submission) -> _Found:
    header = submission.header
    kind: SourceKind = "dissemination" if submission.dissemination else "submission"
    xml, line = submission.xml, submission.first_line
    if xml is not None and form144.is_notice(xml):
        return _Found(_read_notice(xml, line), header, kind)
    if xml is None or not submission.documents:
        _check_unstructured(header, is_header=submission.is_header)
        return _Found(None, header, kind, submission.is_header)
    document = parse_xml(xml, line)
    if submission.documents > 1:
        found = f"{submission.documents}, of which the first is read"
        more = Warn("submission", None, "one ownership document", found)
        document = document._replace(warnings=(*document.warnings, more))
    return _Found(document, header, kind)


def _check_unstructured(header: Header, *, is_header: bool) -> None:
    """Raise what a submission without ownership XML is, unless it is an unstructured filing."""
    form = header.form or "not stated"
    if form not in FORMS:
        raise OtherInput(f"a submission of form {in_one_line(form)}")
    if not is_header and (header.filed is None or header.filed >= XML_SINCE):
        raise ReadError("document", None, f"an <{ROOT}> in the submission", "none")
