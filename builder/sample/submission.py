"""A made filing to the file that EDGAR hands out.

Three shapes: the full submission text with its labelled header (``.txt``), the same with
a tagged header as in the daily feed (``.nc``), and the bare ownership XML. Labels, tabs and
empty lines are those of the real thing, since readers depend on them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.sample.ownership_xml import STYLES, write_xml

if TYPE_CHECKING:
    from datetime import date

    from builder.sample.document import Address, Document, Party
    from builder.sample.issuers import Issuer

_BOM = b"\xef\xbb\xbf"
_LINE_LIMIT = 1023  # EDGAR broke longer lines there in its first years of XML
_ENVELOPE = """\
-----BEGIN PRIVACY-ENHANCED MESSAGE-----
Proc-Type: 2001,MIC-CLEAR
Originator-Name: fictional@sample.invalid
Originator-Key-Asymmetric:
 U0VDVElPTiAxNiBTQU1QTEU6IFRISVMgSVMgTk9UIEEgS0VZ
MIC-Info: RSA-MD5,RSA,
 U0VDVElPTiAxNiBTQU1QTEU6IFRISVMgSVMgTk9UIEEgU0lHTkFUVVJF

"""
_ENVELOPE_END = "-----END PRIVACY-ENHANCED MESSAGE-----\n"


def write_submission(document: Document) -> bytes:
    """The bytes of the file, in the container that the document asks for."""
    xml = write_xml(document, STYLES[document.style])
    if document.container == "nc":
        text = _tagged(document, xml)
    elif document.container == "txt":
        text = _labelled(document, xml)
    else:
        text = xml
    return _encode(document, text)


def write_bare_xml(document: Document) -> bytes:
    """The ownership XML alone, as EDGAR shows it beside the full text."""
    return _encode(document, write_xml(document, STYLES[document.style]))


def _encode(document: Document, text: str) -> bytes:
    if document.crlf:
        text = text.replace("\n", "\r\n")
    if document.ascii_only:
        data = text.encode("ascii", "xmlcharrefreplace")
    else:
        data = text.encode("utf-8")
    return _BOM + data if document.byte_order_mark else data


def _day(day: date) -> str:
    return day.strftime("%Y%m%d")


def _fold(xml: str) -> str:
    """Hard line breaks within tags and words, as in the first years of XML."""
    return "\n".join(xml[at : at + _LINE_LIMIT] for at in range(0, len(xml), _LINE_LIMIT)) + "\n"


def _labelled(document: Document, xml: str) -> str:
    accession = document.accession
    filed = _day(document.filed)
    documents = 1 + len(_exhibits(document))
    lines = [
        f"<SEC-DOCUMENT>{accession}.txt : {filed}",
        f"<SEC-HEADER>{accession}.hdr.sgml : {filed}",
        f"<ACCEPTANCE-DATETIME>{document.accepted:%Y%m%d%H%M%S}",
        f"ACCESSION NUMBER:\t\t{accession}",
        f"CONFORMED SUBMISSION TYPE:\t{document.form}",
        f"PUBLIC DOCUMENT COUNT:\t\t{documents}",
        f"CONFORMED PERIOD OF REPORT:\t{_day(document.period)}",
        f"FILED AS OF DATE:\t\t{filed}",
        f"DATE AS OF CHANGE:\t\t{filed}",
        "",
    ]
    issuer = _issuer_lines(document)
    owners = [
        line
        for at, party in enumerate(document.parties)
        for line in _owner_lines(document, party, at)
    ]
    lines += [*issuer, *owners] if document.style == 2 else [*owners, *issuer]
    if lines[-1] == "":
        lines.pop()
    if document.filed.year >= 2024:
        lines = [line.rstrip() for line in lines]  # EDGAR no longer leaves tabs behind labels
    lines.append("</SEC-HEADER>")
    text = "\n".join(lines) + "\n" + _documents(document, xml)
    text += "</SEC-DOCUMENT>\n"
    return _ENVELOPE + text + _ENVELOPE_END if document.privacy_enhanced else text


def _owner_lines(document: Document, party: Party, at: int) -> list[str]:
    lines = [
        "REPORTING-OWNER:\t",
        "",
        "\tOWNER DATA:\t",
        f"\t\tCOMPANY CONFORMED NAME:\t\t\t{party.name}",
        f"\t\tCENTRAL INDEX KEY:\t\t\t{party.cik:010d}",
    ]
    if document.filed.year >= 2024:
        lines.append("\t\tORGANIZATION NAME:")
    lines += [
        "",
        "\tFILING VALUES:",
        f"\t\tFORM TYPE:\t\t{document.form}",
        "\t\tSEC ACT:\t\t1934 Act",
        f"\t\tSEC FILE NUMBER:\t{document.issuer.file_number}",
        f"\t\tFILM NUMBER:\t\t{_film_number(document, at)}",
        "",
    ]
    if party.is_entity:
        lines += _place_lines("BUSINESS ADDRESS", party.address, document.issuer.phone)
    lines += _place_lines("MAIL ADDRESS", party.address)
    for name, changed in party.former:
        lines += [
            "\tFORMER COMPANY:\t" if party.is_entity else "\tFORMER NAME:\t",
            f"\t\tFORMER CONFORMED NAME:\t{name}",
            f"\t\tDATE OF NAME CHANGE:\t{_day(changed)}",
            "",
        ]
    return lines


def _film_number(document: Document, at: int) -> str:
    serial = (int(document.accession[-6:]) * 7 + at) % 1_000_000
    return f"{document.filed:%y}{serial:06d}"


def _place_lines(label: str, place: Address, phone: str = "") -> list[str]:
    lines = [f"\t{label}:\t", f"\t\tSTREET 1:\t\t{place.street1}"]
    if place.street2:
        lines.append(f"\t\tSTREET 2:\t\t{place.street2}")
    lines.append(f"\t\tCITY:\t\t\t{place.city}")
    lines.append(f"\t\tSTATE:\t\t\t{place.state}")
    lines.append(f"\t\tZIP:\t\t\t{place.zip}")
    if phone:
        lines.append(f"\t\tBUSINESS PHONE:\t\t{phone}")
    lines.append("")
    return lines


def _issuer_lines(document: Document) -> list[str]:
    issuer = document.issuer
    lines = [
        "ISSUER:\t\t",
        "",
        "\tCOMPANY DATA:\t",
        f"\t\tCOMPANY CONFORMED NAME:\t\t\t{document.issuer_name}",
        f"\t\tCENTRAL INDEX KEY:\t\t\t{issuer.cik:010d}",
        f"\t\tSTANDARD INDUSTRIAL CLASSIFICATION:\t{issuer.sic_text} [{issuer.sic}]",
    ]
    if document.filed.year >= 2024:
        lines.append(f"\t\tORGANIZATION NAME:           \t{issuer.office}")
    lines += [
        f"\t\tIRS NUMBER:\t\t\t\t{issuer.irs}",
        f"\t\tSTATE OF INCORPORATION:\t\t\t{issuer.incorporated}",
        f"\t\tFISCAL YEAR END:\t\t\t{issuer.fiscal_year_end}",
        "",
        *_place_lines("BUSINESS ADDRESS", issuer.address, issuer.phone),
        *_place_lines("MAIL ADDRESS", issuer.address),
    ]
    for name, changed in _former_names(issuer, document.filed):
        lines += [
            "\tFORMER COMPANY:\t",
            f"\t\tFORMER CONFORMED NAME:\t{name}",
            f"\t\tDATE OF NAME CHANGE:\t{_day(changed)}",
            "",
        ]
    return lines


def _former_names(issuer: Issuer, filed: date) -> list[tuple[str, date]]:
    """The names the issuer bore before, newest first, as known on the filing date."""
    known = [(name, since) for since, name in issuer.names if since <= filed]
    return [(name, known[at + 1][1]) for at, (name, _) in reversed(list(enumerate(known[:-1])))]


def _documents(document: Document, xml: str) -> str:
    style = STYLES[document.style]
    description = f"<DESCRIPTION>{style.description}\n" if style.description else ""
    body = _fold(xml) if document.folded else xml.rstrip("\n") + "\n"
    text = (
        f"<DOCUMENT>\n<TYPE>{document.form}\n<SEQUENCE>1\n<FILENAME>{style.file_name}\n"
        f"{description}<TEXT>\n<XML>\n{body}</XML>\n</TEXT>\n</DOCUMENT>\n"
    )
    for at, (kind, name, body) in enumerate(_exhibits(document), start=2):
        text += (
            f"<DOCUMENT>\n<TYPE>{kind}\n<SEQUENCE>{at}\n<FILENAME>{name.lower()}.txt\n"
            f"<DESCRIPTION>{name}\n<TEXT>\n{body}</TEXT>\n</DOCUMENT>\n"
        )
    return text


def _exhibits(document: Document) -> list[tuple[str, str, str]]:
    """Type, name and text of the documents beside the form."""
    exhibits = []
    if document.power_of_attorney:
        exhibits.append(("EX-24", "POA", _power_of_attorney(document)))
    if document.exhibit:
        exhibits.append(("EX-99.1", "EX99", document.exhibit))
    return exhibits


def _power_of_attorney(document: Document) -> str:
    return (
        "                         LIMITED POWER OF ATTORNEY\n\n"
        f"I, {document.parties[0].name}, let the corporate secretary of\n"
        f"{document.issuer_name} sign and file for me the reports that Section 16(a)\n"
        "of the Securities Exchange Act of 1934 asks of me, until I say otherwise.\n\n"
        "This power, its giver and the company are fictional.\n\n"
        f"Given on {document.period.isoformat()}.\n"
    )


def _tagged(document: Document, xml: str) -> str:
    """The header of the daily feed: tags, mostly unclosed, and no acceptance time."""
    filed = _day(document.filed)
    parts = [
        "<SUBMISSION>",
        f"<ACCESSION-NUMBER>{document.accession}",
        f"<TYPE>{document.form}",
        "<PUBLIC-DOCUMENT-COUNT>1",
        f"<PERIOD>{_day(document.period)}",
        f"<FILING-DATE>{filed}",
        f"<DATE-OF-FILING-DATE-CHANGE>{filed}",
    ]
    for at, party in enumerate(document.parties):
        parts += [
            "<REPORTING-OWNER>",
            "<OWNER-DATA>",
            f"<CONFORMED-NAME>{party.name}",
            f"<CIK>{party.cik:010d}",
            "<ORGANIZATION-NAME>",
            "</OWNER-DATA>",
            "<FILING-VALUES>",
            f"<FORM-TYPE>{document.form}",
            "<ACT>34",
            f"<FILE-NUMBER>{document.issuer.file_number}",
            f"<FILM-NUMBER>{_film_number(document, at)}",
            "</FILING-VALUES>",
            *_tagged_place("MAIL-ADDRESS", party.address),
            "</REPORTING-OWNER>",
        ]
    parts += _tagged_issuer(document)
    gap = "" if document.one_line else "\n"
    style = STYLES[document.style]
    parts += [
        "<DOCUMENT>",
        f"<TYPE>{document.form}",
        "<SEQUENCE>1",
        f"<FILENAME>{style.file_name}",
        f"<DESCRIPTION>{style.description or 'PRIMARY DOCUMENT'}",
        "<TEXT>",
        "<XML>",
        xml.rstrip("\n"),
        "</XML>",
        "</TEXT>",
        "</DOCUMENT>",
        "</SUBMISSION>",
    ]
    return gap.join(parts) + gap


def _tagged_issuer(document: Document) -> list[str]:
    issuer = document.issuer
    parts = [
        "<ISSUER>",
        "<COMPANY-DATA>",
        f"<CONFORMED-NAME>{document.issuer_name}",
        f"<CIK>{issuer.cik:010d}",
        f"<ASSIGNED-SIC>{issuer.sic}",
        f"<ORGANIZATION-NAME>{issuer.office}",
        f"<IRS-NUMBER>{issuer.irs}",
        f"<STATE-OF-INCORPORATION>{issuer.incorporated}",
        f"<FISCAL-YEAR-END>{issuer.fiscal_year_end}",
        "</COMPANY-DATA>",
        *_tagged_place("BUSINESS-ADDRESS", issuer.address, issuer.phone),
        *_tagged_place("MAIL-ADDRESS", issuer.address),
    ]
    for name, changed in _former_names(issuer, document.filed):
        parts += [
            "<FORMER-COMPANY>",
            f"<FORMER-CONFORMED-NAME>{name}",
            f"<DATE-CHANGED>{_day(changed)}",
            "</FORMER-COMPANY>",
        ]
    return [*parts, "</ISSUER>"]


def _tagged_place(tag: str, place: Address, phone: str = "") -> list[str]:
    parts = [f"<{tag}>", f"<STREET1>{place.street1}"]
    if place.street2:
        parts.append(f"<STREET2>{place.street2}")
    parts += [f"<CITY>{place.city}", f"<STATE>{place.state}", f"<ZIP>{place.zip}"]
    if phone:
        parts.append(f"<PHONE>{phone}")
    return [*parts, f"</{tag}>"]
