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

from builder.errors import OtherInput, ReadError
from builder.filings.ownership_xml import FORMS, ROOT, Document, parse_document, parse_root
from builder.filings.repair import repair
from builder.filings.submission import (
    Header,
    Party,
    Submission,
    is_submission,
    parse_accession,
    parse_submission,
)
from builder.model import Filing, Issuer, Owner, Source, SourceKind, Warn

# Forms 3, 4 and 5 had to be XML from the end of June 2003; before, they are paper or typed text.
XML_SINCE = date(2003, 7, 1)

_ROOT_TAG = f"<{ROOT}".encode()
_NO_HEADER = Header(None, None, None, None, None, None, ())


def read_filing(data: bytes, path: str) -> Filing:
    """Read one input.

    ``path`` is its name relative to the content folder (POSIX); its ending and, for
    XML that carries no accession number, the name itself are part of what is known.
    """
    if not data.strip():
        raise ReadError("document", None, "a filing", "an empty file")
    if path.lower().endswith(".xml"):
        return _read_xml(data, path)
    if is_submission(data):
        return _read_submission(parse_submission(data), data, path)
    if _ROOT_TAG in data:
        return _read_xml(data, path)
    raise OtherInput("text that is no EDGAR submission")


def _read_xml(data: bytes, path: str) -> Filing:
    if b"<rptOwnerCcc>" in data and _ROOT_TAG in data:
        raise OtherInput("a filer's draft or specification sample: EDGAR removes its rptOwnerCcc")
    try:
        document = parse_document(data)
    except ReadError as error:
        if _ROOT_TAG not in data:
            raise _other_xml(data, error) from None
        document = _read_repaired(data, 1, error)
    return _filing(document, _NO_HEADER, _source(data, path, "xml"))


def _other_xml(data: bytes, error: ReadError) -> Exception:
    """An ``.xml`` input without an ownership document: say what it is, or what broke."""
    if re.search(rb"<(?:!DOCTYPE\s+)?html[\s>]", data[:2048], re.IGNORECASE):
        return OtherInput("an HTML page")
    if error.expected.startswith("no DOCTYPE"):
        return error
    try:
        root = parse_root(data.lstrip())
    except ReadError:
        return error
    return OtherInput(f"XML with the root element <{root.tag}>")


def _read_repaired(data: bytes, first_line: int, error: ReadError) -> Document:
    """Second attempt after deliberate repairs; the record says what was done."""
    if error.expected.startswith("no DOCTYPE"):
        raise error
    mended, repairs = repair(data)
    if not repairs:
        raise error
    try:
        document = parse_document(mended, first_line)
    except ReadError:
        raise error from None
    done = tuple(
        Warn("document", error.line, "well-formed XML", f"{what.found} ({what.count}x)")
        for what in repairs
    )
    return document._replace(warnings=done + document.warnings)


def _read_submission(submission: Submission, data: bytes, path: str) -> Filing:
    header = submission.header
    if submission.xml is None:
        raise _without_xml(header)
    try:
        document = parse_document(submission.xml, submission.first_line)
    except ReadError as error:
        if error.line is not None:
            line = error.line + submission.first_line - 1
            error = ReadError(error.where, line, error.expected, error.found)
        document = _read_repaired(submission.xml, submission.first_line, error)
    kind: SourceKind = "dissemination" if submission.dissemination else "submission"
    return _filing(document, header, _source(data, path, kind))


def _without_xml(header: Header) -> Exception:
    form = header.form or "not stated"
    if form not in FORMS:
        return OtherInput(f"a submission of form {form}")
    if header.filed is None or header.filed >= XML_SINCE:
        return ReadError("document", None, f"an <{ROOT}> in the submission", "none")
    return OtherInput(f"Form {form} as typed text, from before ownership XML (2003)")


def _source(data: bytes, path: str, kind: SourceKind) -> Source:
    return Source(path, hashlib.sha256(data).hexdigest(), kind)


def accession_of_name(path: str) -> str | None:
    """The accession number in a file's name, or in the name of the folder it stands in."""
    name = PurePosixPath(path)
    beginning = re.match(r"[0-9]{10}-[0-9]{2}-[0-9]{6}(?![0-9])", name.name, re.ASCII)
    if beginning:
        return beginning.group()
    return parse_accession(name.stem) or parse_accession(name.parent.name)


def _filing(document: Document, header: Header, source: Source) -> Filing:
    """Join what the document says with what the submission around it says; the document wins."""
    accession = header.accession or accession_of_name(source.path)
    warnings = list(document.warnings)
    if header.form and document.form and header.form != document.form:
        warnings.append(
            Warn("header", None, f"the document's form {document.form}", f"form {header.form}")
        )
    issuer = _issuer(document.issuer, header.issuer, warnings)
    return Filing(
        accession or f"local-{source.sha256[:16]}",
        document.form or (header.form if header.form in FORMS else None),
        document.schema_version,
        header.filed,
        header.accepted,
        document.period or header.period,
        document.original_filed,
        issuer,
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
        tuple(warnings),
        source,
    )


def _issuer(issuer: Issuer, party: Party | None, warnings: list[Warn]) -> Issuer:
    if party is None:
        return issuer
    if issuer.cik is not None and party.cik is not None and issuer.cik != party.cik:
        warnings.append(
            Warn("header", None, f"the document's issuer CIK {issuer.cik}", f"CIK {party.cik}")
        )
        return issuer
    return issuer._replace(
        cik=issuer.cik if issuer.cik is not None else party.cik,
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
    by_cik = {party.cik: party for party in parties if party.cik is not None}
    if not owners:  # nothing in the document: the header still says who filed
        return tuple(Owner(p.cik, p.name, former_names=p.former_names) for p in parties)
    joined = []
    for owner in owners:
        party = by_cik.get(owner.cik)
        joined.append(
            owner._replace(name=owner.name or party.name, former_names=party.former_names)
            if party
            else owner
        )
    return tuple(joined)
