"""A document and the header around it to one record; the document wins.

Ownership XML carries no accession number and no times: the header of its submission does,
wherever that stands (in the same file, or in a file of its own beside a bare document).
What both say must agree; where it does not, the record says so.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from builder.filings import odd
from builder.filings.data_set_tables import LACKING
from builder.filings.document import FORMS, ROOT, Document
from builder.filings.notice import Notice, NoticeDocument
from builder.filings.noticed import in_one_line
from builder.filings.submission import Header, Party, parse_accession
from builder.model import Filing, Issuer, Owner, Row, Source, Unstructured, Warn

NO_HEADER = Header()
NO_FORM = Warn(ROOT, None, "documentType 3, 4 or 5, or an amendment", "none")


def accession_of_name(path: str) -> str | None:
    """The accession number in a file's name, or in the name of the folder it stands in."""
    folder, _, name = path.rpartition("/")
    beginning = _BEGINS(name)
    if beginning:
        return beginning.group()
    stem = name.rpartition(".")[0] or name
    return parse_accession(stem) or parse_accession(folder.rpartition("/")[2])


_BEGINS = re.compile(r"[0-9]{10}-[0-9]{2}-[0-9]{6}(?![0-9])", re.ASCII).match


def accession_for(header: Header, source: Source) -> str:
    """The header's number, else that of the file's name, else one of our own for its bytes."""
    named = accession_of_name(source.path)
    return header.accession or named or f"local-{source.sha256[:16]}"


def join(document: Document, header: Header, source: Source) -> Filing:
    """The filing that a document and its header make up."""
    known_form = document.form if document.form in FORMS else None
    return Filing(
        accession_for(header, source),
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
        (
            *document.warnings,
            *_oddities(document, header.filed, source),
            *header.warnings,
            *_disagreements(document, header, source),
        ),
        source,
    )


def _oddities(document: Document, filed: date | None, source: Source) -> Iterator[Warn]:
    """What is odd about a document, but for what its form or a missing table explains."""
    lacks_rows = any(each.where == LACKING and "DERIV" in each.found for each in document.warnings)
    printed = source.kind in {"html", "text"}
    for warning in odd.warnings_of(document, filed, printed=printed):
        if not (lacks_rows and warning.where == "rows"):
            yield warning


def join_notice(document: NoticeDocument, header: Header, source: Source) -> Notice:
    """The notice that a document and its header make up."""
    found: list[Warn] = []
    owners = _ciks(header.owners)
    if header.form and header.form != document.submission_type:
        expected = f"the document's form {document.submission_type}"
        found.append(Warn("header", None, expected, in_one_line(header.form)))
    if document.filer_cik and owners and owners != str(document.filer_cik):
        found.append(Warn("header", None, f"the document's filer {document.filer_cik}", owners))
    named = accession_of_name(source.path)
    if header.accession and named and header.accession != named:
        expected = f"the header's accession number {header.accession}"
        found.append(Warn("file name", None, expected, named))
    warnings = (*document.warnings, *header.warnings, *found)
    return Notice(
        accession_for(header, source),
        header.filed,
        header.accepted,
        document._replace(warnings=warnings),
        source,
    )


def completed(filing: Filing, header: Unstructured) -> Filing:
    """A filing that was read without a header, joined with the header from another file."""
    known = Header(
        header.accession,
        header.form,
        header.filed,
        header.accepted,
        header.period,
        _party(header.issuer),
        tuple(_party(owner) for owner in header.owners),
        header.warnings,
    )
    if known.filed is None:  # a data set knows the day without any header
        known = known._replace(filed=filing.filed)
    document = Document(*(getattr(filing, name) for name in Document._fields))
    again = {NO_FORM, *_oddities(document, filing.filed, filing.source)}
    warnings = tuple(warning for warning in filing.warnings if warning not in again)
    return join(document._replace(warnings=warnings), known, filing.source)


def unstructured(header: Header, source: Source, *, is_header: bool) -> Unstructured:
    """What the header says of a filing that cannot be read."""
    return Unstructured(
        accession_for(header, source),
        header.form,
        header.filed,
        header.accepted,
        header.period,
        _issuer(Issuer(None, None), header.issuer),
        _owners((), header.owners),
        is_header,
        header.warnings,
        source,
    )


def _party(party: Issuer | Owner) -> Party:
    if isinstance(party, Owner):
        return Party(party.cik, party.name, former_names=party.former_names)
    return Party(
        party.cik, party.name, party.sic, party.sic_title, party.state, party.fiscal_year_end,
        party.former_names,
    )  # fmt: skip


def _disagreements(document: Document, header: Header, source: Source) -> list[Warn]:
    """Where the submission's header says something else than the document, or nobody says it."""
    if header is NO_HEADER and document.form:
        return []
    found: list[Warn] = []

    def compare(what: str, expected: object, stated: object) -> None:
        if expected and stated and expected != stated:
            found.append(Warn("header", None, f"{what} {expected}", str(stated)))

    if document.form is None and header.form not in FORMS:
        found.append(NO_FORM)
    compare("the document's form", document.form, header.form)
    compare("the document's period of report", document.period, header.period)
    if header.issuer:
        compare("the document's issuer CIK", document.issuer.cik, header.issuer.cik)
    if document.owners:
        compare("the document's owner CIKs", _ciks(document.owners), _ciks(header.owners))
    named = accession_of_name(source.path)
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


# What a document states, in whatever form it came.


def content_key(document: Document) -> str:
    """Equal for two documents that state the same, whichever form each of them came in.

    It rests on what every form can express: not on white space, trailing zeros, the order
    of rows and notes (a data set has none), parts of a cent and letters beyond ASCII (a data
    set rounds and shows "?") or a joint owner's roles (a page has none).
    """
    said = (
        document.form,
        document.period,
        document.original_filed,
        document.issuer.cik or document.issuer.name,
        sorted((owner.cik or 0, _plain(owner.name)) for owner in document.owners),
        sorted(map(_row_key, document.rows)),
        sorted(map(_plain, document.footnotes.values())),
        _plain(document.remarks),
        sorted((_plain(each.name), str(each.date)) for each in document.signatures),
    )
    return hashlib.sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()


def _plain(text: str | None) -> str:
    plain = " ".join((text or "").split())
    return plain if plain.isascii() else plain.encode("ascii", "replace").decode()


_PAIRS = (
    ("transaction_shares", "transaction_total_value"),
    ("underlying_security_shares", "underlying_security_value"),
    ("shares_owned_following_transaction", "value_owned_following_transaction"),
)
_PAIRED = {name for pair in _PAIRS for name in pair}
# A printed form shows an early report by a mark, not the two elements that say it.
_CENT = Decimal("0.01")  # to which a data set rounds every number
_UNPRINTED = {"transaction_form_type", "transaction_timeliness"}
_ALONE = [
    place
    for place, name in enumerate(Row._fields)
    if place > 2 and name not in _PAIRED and name not in _UNPRINTED
]
_EITHER = [tuple(map(Row._fields.index, pair)) for pair in _PAIRS]  # a page does not tell which


def _row_key(row: Row) -> tuple[str, ...]:
    alone = (_cell_key(row[place]) for place in _ALONE)
    either = (_cell_key(row[one]) or _cell_key(row[other]) for one, other in _EITHER)
    return (row.table, row.kind, *alone, *either)


def _cents(value: Decimal) -> str:
    try:
        return str(value.quantize(_CENT, ROUND_HALF_UP))
    except InvalidOperation:  # a number of more digits than any form takes
        return f"{value.normalize():f}"


def _cell_key(cell: Any) -> str:
    if cell is None:
        return ""
    value = cell.value
    if value is None:
        return _plain(cell.raw)
    if isinstance(value, Decimal):
        return _cents(value)
    if value is False:  # left out by some forms
        return ""
    return value.isoformat() if isinstance(value, date) else _plain(str(value))
