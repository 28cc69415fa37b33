"""Submission texts for tests, in both spellings."""

from __future__ import annotations

from tests.filings.documents import document_xml

HEAD = """<SEC-DOCUMENT>9000000101-24-000007.txt : 20240503
<SEC-HEADER>9000000101-24-000007.hdr.sgml : 20240503
<ACCEPTANCE-DATETIME>20240503161502
ACCESSION NUMBER:\t\t9000000101-24-000007
CONFORMED SUBMISSION TYPE:\t4
PUBLIC DOCUMENT COUNT:\t\t1
CONFORMED PERIOD OF REPORT:\t20240501
FILED AS OF DATE:\t\t20240503
DATE AS OF CHANGE:\t\t20240503
"""
OWNER = """
REPORTING-OWNER:\t

\tOWNER DATA:\t
\t\tCOMPANY CONFORMED NAME:\t\t\tDoe Jane
\t\tCENTRAL INDEX KEY:\t\t\t9000000101
\t\tORGANIZATION NAME:           \t

\tFILING VALUES:
\t\tFORM TYPE:\t\t4
\t\tSEC FILE NUMBER:\t001-00001

\tMAIL ADDRESS:\t
\t\tSTREET 1:\t\t1 SAMPLE ROAD
\t\tSTATE:\t\t\tNY

\tFORMER NAME:\t
\t\tFORMER CONFORMED NAME:\tRoe Jane
\t\tDATE OF NAME CHANGE:\t20010203
"""
ISSUER = """
ISSUER:\t\t

\tCOMPANY DATA:\t
\t\tCOMPANY CONFORMED NAME:\t\t\tEXAMPLE WORKS INC
\t\tCENTRAL INDEX KEY:\t\t\t9000000001
\t\tSTANDARD INDUSTRIAL CLASSIFICATION:\tAIRCRAFT & PARTS [3720]
\t\tORGANIZATION NAME:           \t04 Manufacturing
\t\tIRS NUMBER:\t\t\t\t999999999
\t\tSTATE OF INCORPORATION:\t\t\tDE
\t\tFISCAL YEAR END:\t\t\t0531

\tBUSINESS ADDRESS:\t
\t\tSTATE:\t\t\tIL

\tFORMER COMPANY:\t
\t\tFORMER CONFORMED NAME:\tEXAMPLE RADIO: A COMPANY
\t\tDATE OF NAME CHANGE:\t19700204

\tFORMER COMPANY:\t
\t\tFORMER CONFORMED NAME:\tEXAMPLE BICYCLES
\t\tDATE OF NAME CHANGE:\t19600101
"""


def document_part(xml: str, kind: str = "4") -> str:
    """One document of a submission."""
    return (
        f"<DOCUMENT>\n<TYPE>{kind}\n<SEQUENCE>1\n<FILENAME>form4.xml\n<TEXT>\n"
        f"<XML>\n{xml}\n</XML>\n</TEXT>\n</DOCUMENT>\n"
    )


POWER_OF_ATTORNEY = (
    "<DOCUMENT>\n<TYPE>EX-24\n<SEQUENCE>2\n<TEXT>\nI appoint Jane Roe.\n</TEXT>\n</DOCUMENT>\n"
)


def submission_text(
    xml: str | None = None,
    *,
    head: str = HEAD,
    parties: str = OWNER + ISSUER,
    more: str = "",
) -> str:
    """A full submission text around one ownership document."""
    part = document_part('<?xml version="1.0"?>\n' + (xml or document_xml()))
    return f"{head}{parties}</SEC-HEADER>\n{part}{more}</SEC-DOCUMENT>\n"


TAGGED_HEAD = """<SUBMISSION>
<ACCESSION-NUMBER>9000000101-24-000007
<TYPE>4
<PUBLIC-DOCUMENT-COUNT>1
<PERIOD>20240501
<FILING-DATE>20240503
<DATE-OF-FILING-DATE-CHANGE>20240503
<REPORTING-OWNER>
<OWNER-DATA>
<CONFORMED-NAME>Doe Jane
<CIK>9000000101
</OWNER-DATA>
<FILING-VALUES>
<FORM-TYPE>4
<ACT>34
</FILING-VALUES>
<MAIL-ADDRESS>
<STREET1>1 SAMPLE ROAD
<STATE>NY
</MAIL-ADDRESS>
</REPORTING-OWNER>
<ISSUER>
<COMPANY-DATA>
<CONFORMED-NAME>EXAMPLE WORKS INC
<CIK>9000000001
<ASSIGNED-SIC>3720
<STATE-OF-INCORPORATION>DE
<FISCAL-YEAR-END>0531
</COMPANY-DATA>
<FORMER-COMPANY>
<FORMER-CONFORMED-NAME>EXAMPLE BICYCLES
<DATE-CHANGED>19600101
</FORMER-COMPANY>
</ISSUER>
"""


def tagged_text(xml: str | None = None, head: str = TAGGED_HEAD) -> str:
    """The same in the dissemination form."""
    return f"{head}{document_part(xml or document_xml())}</SUBMISSION>\n"
