"""Decides what an input is, and reads it: bytes and a name in, a Filing out.

Raises :class:`~builder.errors.OtherInput` for what is no ownership filing (an
index, a schema, an exhibit) and :class:`~builder.errors.ReadError` for a filing
that cannot be read. Nothing else comes out, whatever the bytes are.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import PurePosixPath
from typing import NamedTuple

from builder.errors import OtherInput, ReadError
from builder.filings.document import FORMS, ROOT, Document
from builder.filings.ownership_xml import parse_document
from builder.filings.repair import Repair, declared_wrongly, mended
from builder.filings.safe_xml import WELL_FORMED
from builder.filings.submission import (
    Header,
    Party,
    is_submission,
    parse_accession,
    parse_submission,
)
from builder.model import Filing, Issuer, Owner, Source, SourceKind, Warn

# Forms 3, 4 and 5 had to be XML from the end of June 2003; before, they are paper or typed text.
XML_SINCE = date(2003, 7, 1)

_ROOT_TAG = f"<{ROOT}".encode()
_NO_HEADER = Header()


class Statement(NamedTuple):
    """A filing, and what it states."""

    filing: Filing
    content_key: str  # equal for two inputs that hold the same document, in whatever form


def read_filing(data: bytes, path: str) -> Filing:
    """Read one input.

    ``path`` is its name relative to the content folder (POSIX); its ending and, for
    XML that carries no accession number, the name itself are part of what is known.
    """
    document, header, kind = _read(data, path)
    return _filing(document, header, Source(path, hashlib.sha256(data).hexdigest(), kind))


def read_statement(data: bytes, path: str) -> Statement:
    """Read one input as :func:`read_filing` does, with a key to find the same statement by.

    The key depends on the document alone: neither on the submission around it nor on
    its white space, its line ends or the name of its file.
    """
    document, header, kind = _read(data, path)
    said = repr(document._replace(warnings=())).encode("utf-8", "surrogatepass")
    source = Source(path, hashlib.sha256(data).hexdigest(), kind)
    return Statement(_filing(document, header, source), hashlib.sha256(said).hexdigest())


def _read(data: bytes, path: str) -> tuple[Document, Header, SourceKind]:
    if not data.strip():
        raise ReadError("document", None, "a filing", "an empty file")
    if path.lower().endswith(".xml"):
        try:
            return _drafts_aside(parse_xml(data)), _NO_HEADER, "xml"
        except ReadError as error:
            if not is_submission(data):  # a submission text under a wrong name
                raise _without_document(data, error) from None
    if is_submission(data):
        return _read_submission(data)
    if _ROOT_TAG in data:
        return _drafts_aside(parse_xml(data)), _NO_HEADER, "xml"
    raise OtherInput("text that is no EDGAR submission")


def parse_xml(data: bytes, first_line: int = 1) -> Document:
    """Read an ownership document, repaired if it must and can be; its record says what was done."""
    data, redeclared = declared_wrongly(data)
    try:
        document = parse_document(data, first_line)
    except ReadError as error:
        return _parse_mended(data, first_line, error)
    if redeclared:
        return _with_repairs(document, (redeclared,), first_line, "its own encoding")
    return document


def _parse_mended(data: bytes, first_line: int, error: ReadError) -> Document:
    """Try again after each deliberate repair; raise the first error if none of them helps."""
    if error.expected != WELL_FORMED or _ROOT_TAG not in data:
        raise error
    for text, repairs in mended(data):
        lines_hold = not any(repair.joins_lines for repair in repairs)
        try:
            document = parse_document(text, first_line if lines_hold else None)
        except ReadError:
            continue
        return _with_repairs(document, repairs, error.line, WELL_FORMED)
    raise error


def _with_repairs(
    document: Document, repairs: tuple[Repair, ...], line: int | None, expected: str
) -> Document:
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
    if re.search(rb"<(?:!DOCTYPE\s+)?html[\s>]", data[:2048], re.IGNORECASE):
        return OtherInput("an HTML page")
    if not error.expected.startswith("<"):
        return error
    return OtherInput(f"XML with the root element {error.found}")


def _read_submission(data: bytes) -> tuple[Document, Header, SourceKind]:
    submission = parse_submission(data)
    header = submission.header
    if submission.xml is None:
        raise _without_xml(header)
    document = parse_xml(submission.xml, submission.first_line)
    if submission.documents > 1:
        found = f"{submission.documents}, of which the first is read"
        more = Warn("submission", None, "one ownership document", found)
        document = document._replace(warnings=(*document.warnings, more))
    return document, header, "dissemination" if submission.dissemination else "submission"


def _without_xml(header: Header) -> OtherInput | ReadError:
    form = header.form or "not stated"
    if form not in FORMS:
        return OtherInput(f"a submission of form {form}")
    if header.filed is None or header.filed >= XML_SINCE:
        return ReadError("document", None, f"an <{ROOT}> in the submission", "none")
    return OtherInput(f"Form {form} as typed text, from before ownership XML (2003)")


def accession_of_name(path: str) -> str | None:
    """The accession number in a file's name, or in the name of the folder it stands in."""
    name = PurePosixPath(path)
    beginning = re.match(r"[0-9]{10}-[0-9]{2}-[0-9]{6}(?![0-9])", name.name, re.ASCII)
    if beginning:
        return beginning.group()
    return parse_accession(name.stem) or parse_accession(name.parent.name)


def _filing(document: Document, header: Header, source: Source) -> Filing:
    """Join what the document says with what the submission around it says; the document wins."""
    named = accession_of_name(source.path)
    known_form = document.form if document.form in FORMS else None
    return Filing(
        header.accession or named or f"local-{source.sha256[:16]}",
        known_form or (header.form if header.form in FORMS else document.form),
        document.schema_version,
        header.filed,
        header.accepted,
        document.period or header.period,
        document.original_filed,
        _issuer(document.issuer, header.issuer),
        _owners(document.owners, header.owners),
        document.not_subject_to_section16,
        document.no_securities_owned,
        document.form3_holdings_reported,
        document.form4_transactions_reported,
        document.aff10b5_one,
        document.rows,
        document.footnotes,
        document.remarks,
        document.signatures,
        (*document.warnings, *header.warnings, *_disagreements(document, header, named)),
        source,
    )


def _disagreements(document: Document, header: Header, named: str | None) -> list[Warn]:
    """Where the submission's header says something else than the document, or nobody says it."""
    if header is _NO_HEADER and document.form:
        return []
    found: list[Warn] = []

    def compare(what: str, expected: object, stated: object) -> None:
        if expected and stated and expected != stated:
            found.append(Warn("header", None, f"{what} {expected}", str(stated)))

    if document.form is None and header.form not in FORMS:
        found.append(Warn(ROOT, None, "documentType 3, 4 or 5, or an amendment", "none"))
    compare("the document's form", document.form, header.form)
    compare("the document's period of report", document.period, header.period)
    if header.issuer:
        compare("the document's issuer CIK", document.issuer.cik, header.issuer.cik)
    if document.owners:
        compare("the document's owner CIKs", _ciks(document.owners), _ciks(header.owners))
    if header.accession and named and header.accession != named:
        name = Warn("file name", None, f"the header's accession number {header.accession}", named)
        found.append(name)
    return found


def _ciks(parties: tuple[Owner, ...] | tuple[Party, ...]) -> str:
    return ", ".join(str(cik) for cik in sorted({p.cik for p in parties if p.cik is not None}))


def _issuer(issuer: Issuer, party: Party | None) -> Issuer:
    if party is None or (issuer.cik and party.cik and issuer.cik != party.cik):
        return issuer
    return issuer._replace(
        cik=issuer.cik or party.cik,
        name=issuer.name or party.name,
        sic=party.sic,
        sic_title=party.sic_title,
        state=party.state,
        fiscal_year_end=party.fiscal_year_end,
        former_names=party.former_names,
    )


def _owners(owners: tuple[Owner, ...], parties: tuple[Party, ...]) -> tuple[Owner, ...]:
    if not parties:
        return owners
    if not owners:  # nothing in the document: the header still says who filed
        return tuple(Owner(p.cik, p.name, former_names=p.former_names) for p in parties)
    by_cik = {party.cik: party for party in parties}
    return tuple(_joined(owner, by_cik.get(owner.cik)) for owner in owners)


def _joined(owner: Owner, party: Party | None) -> Owner:
    if party is None or owner.cik is None:
        return owner
    return owner._replace(name=owner.name or party.name, former_names=party.former_names)
