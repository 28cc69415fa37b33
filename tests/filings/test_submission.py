"""What stands around an ownership document, in both spellings of a submission."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from builder.errors import OtherInput, ReadError
from builder.filings.notice import Notice
from builder.filings.reader import read_filing, read_record
from builder.filings.submission import (
    Header,
    Party,
    is_submission,
    parse_accepted,
    parse_accession,
    parse_compact_date,
    parse_submission,
)
from builder.model import Filing, FormerName, Unstructured
from builder.sample.generate import make_documents, make_files
from tests.filings.documents import HEAD as XML_HEAD
from tests.filings.documents import ISSUER as XML_ISSUER
from tests.filings.documents import OWNER as XML_OWNER
from tests.filings.documents import document_xml, nest
from tests.filings.notices import notice_xml
from tests.filings.submissions import (
    HEAD,
    ISSUER,
    OWNER,
    POWER_OF_ATTORNEY,
    TAGGED_HEAD,
    document_part,
    submission_text,
    tagged_text,
)


def filing(text: str, path: str = "a.txt") -> Filing:
    return read_filing(text.encode(), path)


def header(text: str) -> Header:
    return parse_submission(text.encode()).header


def header_warnings(text: str, path: str = "a.txt") -> list[str]:
    return [f"{w.where}: {w.expected}: {w.found}" for w in filing(text, path).warnings]


BOTH = pytest.mark.parametrize("text", [submission_text(), tagged_text()], ids=["txt", "nc"])


@BOTH
def test_the_accession_number(text: str) -> None:
    assert header(text).accession == "9000000101-24-000007"


@BOTH
def test_the_form(text: str) -> None:
    assert header(text).form == "4"


@BOTH
def test_the_day_of_filing(text: str) -> None:
    assert header(text).filed == date(2024, 5, 3)


@BOTH
def test_the_period(text: str) -> None:
    assert header(text).period == date(2024, 5, 1)


def test_the_minute_of_acceptance_has_no_offset() -> None:
    assert header(submission_text()).accepted == datetime(2024, 5, 3, 16, 15, 2)  # noqa: DTZ001 - as printed


def test_the_tagged_form_may_have_a_minute_of_acceptance() -> None:
    text = tagged_text(
        head=TAGGED_HEAD.replace("<PERIOD>", "<ACCEPTANCE-DATETIME>20240503161502\n<PERIOD>")
    )
    assert header(text).accepted == datetime(2024, 5, 3, 16, 15, 2)  # noqa: DTZ001 - as printed


def test_the_issuer_of_a_submission() -> None:
    assert header(submission_text()).issuer == Party(
        9000000001,
        "EXAMPLE WORKS INC",
        "3720",
        "AIRCRAFT & PARTS",
        "DE",
        "0531",
        (
            FormerName("EXAMPLE RADIO: A COMPANY", date(1970, 2, 4)),
            FormerName("EXAMPLE BICYCLES", date(1960, 1, 1)),
        ),
    )


def test_the_issuer_of_the_tagged_form() -> None:
    assert header(tagged_text()).issuer == Party(
        9000000001, "EXAMPLE WORKS INC", "3720", None, "DE", "0531",
        (FormerName("EXAMPLE BICYCLES", date(1960, 1, 1)),),
    )  # fmt: skip


def test_an_industry_without_a_number_keeps_its_words() -> None:
    text = submission_text(parties=ISSUER.replace(" [3720]", ""))
    issuer = header(text).issuer
    assert issuer is not None
    assert (issuer.sic, issuer.sic_title) == (None, "AIRCRAFT & PARTS")


def test_an_owner_has_a_former_name() -> None:
    assert header(submission_text()).owners == (
        Party(9000000101, "Doe Jane", former_names=(FormerName("Roe Jane", date(2001, 2, 3)),)),
    )


def test_a_former_name_without_a_date_is_kept() -> None:
    text = submission_text(parties=OWNER.replace("\t\tDATE OF NAME CHANGE:\t20010203\n", ""))
    assert header(text).owners[0].former_names == (FormerName("Roe Jane", None),)


SECOND = OWNER.replace("Doe Jane", "Roe Fund LP").replace("9000000101", "9000000102")


@pytest.mark.parametrize("parties", [OWNER + SECOND + ISSUER, ISSUER + OWNER + SECOND])
def test_every_owner_of_a_joint_filing_wherever_the_issuer_stands(parties: str) -> None:
    found = header(submission_text(parties=parties))
    assert [owner.cik for owner in found.owners] == [9000000101, 9000000102]


def test_an_issuer_that_files_on_itself_is_two_parties() -> None:
    itself = OWNER.replace("9000000101", "9000000001")
    found = header(submission_text(parties=itself + ISSUER))
    assert found.issuer is not None
    assert (found.owners[0].cik, found.issuer.cik) == (9000000001, 9000000001)


def test_parties_of_other_forms_are_nobodys_owner() -> None:
    other = SECOND.replace("REPORTING-OWNER", "FILED BY")
    assert len(header(submission_text(parties=OWNER + other + ISSUER)).owners) == 1


def test_parties_of_other_forms_are_nobodys_owner_in_the_tagged_form_either() -> None:
    other = "<SUBJECT-COMPANY>\n<CIK>9000000999\n</SUBJECT-COMPANY>\n<ISSUER>"
    found = header(tagged_text(head=TAGGED_HEAD.replace("<ISSUER>", other)))
    assert found.issuer is not None
    assert found.issuer.cik == 9000000001


def test_blanks_for_tabs_make_no_difference() -> None:
    text = submission_text()
    assert header(text.replace("\t", "    ")) == header(text)


@BOTH
def test_carriage_returns_make_no_difference(text: str) -> None:
    assert header(text.replace("\n", "\r\n")) == header(text)


def test_a_tagged_form_without_line_breaks_says_the_same() -> None:
    text = tagged_text()
    assert header(text.replace("\n", "")) == header(text)


def test_a_tagged_form_without_line_breaks_holds_the_same_filing() -> None:
    text = tagged_text()
    assert filing(text.replace("\n", ""), "a.nc")[:-1] == filing(text, "a.nc")[:-1]


def test_the_old_mail_wrapper_is_skipped() -> None:
    wrapped = (
        "-----BEGIN PRIVACY-ENHANCED MESSAGE-----\nProc-Type: 2001,MIC-CLEAR\n\n"
        f"{submission_text()}-----END PRIVACY-ENHANCED MESSAGE-----\n"
    )
    assert filing(wrapped)[:-2] == filing(submission_text())[:-2]


def test_a_header_in_an_old_encoding_is_read() -> None:
    data = submission_text(parties=ISSUER.replace("WORKS", "WÖRKS")).encode("windows-1252")
    issuer = parse_submission(data).header.issuer
    assert issuer is not None
    assert issuer.name == "EXAMPLE WÖRKS INC"


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("ACCESSION NUMBER", "accession"),
        ("CONFORMED SUBMISSION TYPE", "form"),
        ("FILED AS OF DATE", "filed"),
        ("CONFORMED PERIOD OF REPORT", "period"),
        ("<ACCEPTANCE-DATETIME>", "accepted"),
    ],
)
def test_a_missing_field_is_none(label: str, field: str) -> None:
    head = "\n".join(line for line in HEAD.split("\n") if not line.startswith(label))
    assert getattr(header(submission_text(head=head)), field) is None


def test_a_header_without_parties_has_none() -> None:
    found = header(submission_text(parties=""))
    assert (found.issuer, found.owners) == (None, ())


@pytest.mark.parametrize(
    ("old", "new", "warning"),
    [
        ("DATE:\t\t20240503", "DATE:\t\t2024-05-03",
         "header: FILED AS OF DATE: a date such as 20260318: '2024-05-03'"),
        (">20240503161502", ">20240503",
         "header: ACCEPTANCE-DATETIME: a time such as 20260318161500: '20240503'"),
        ("NUMBER:\t\t9000000101-24-000007", "NUMBER:\t\tpending",
         "header: ACCESSION NUMBER: an accession number: 'pending'"),
        ("REPORT:\t20240501", "REPORT:\t20240231",
         "header: CONFORMED PERIOD OF REPORT: a date such as 20260318: '20240231'"),
    ],
)  # fmt: skip
def test_a_field_that_cannot_be_read_is_warned_of(old: str, new: str, warning: str) -> None:
    assert header_warnings(submission_text(head=HEAD.replace(old, new, 1))) == [warning]


# The document inside


def test_the_document_may_stand_behind_others() -> None:
    text = submission_text()
    behind = text.replace("<DOCUMENT>", f"{POWER_OF_ATTORNEY}<DOCUMENT>", 1)
    assert filing(behind).rows == filing(text).rows


def test_exhibits_behind_the_document_are_no_part_of_it() -> None:
    assert filing(submission_text(more=POWER_OF_ATTORNEY))[:-1] == filing(submission_text())[:-1]


def test_another_xml_part_before_the_document_is_passed_over() -> None:
    text = submission_text()
    before = text.replace("<DOCUMENT>", f"{document_part('<other/>', 'EX-99')}<DOCUMENT>", 1)
    assert filing(before).issuer == filing(text).issuer


def test_a_second_ownership_document_is_not_read_in_silence() -> None:
    text = submission_text(more=document_part(document_xml()))
    assert header_warnings(text) == [
        "submission: one ownership document: 2, of which the first is read"
    ]


def test_a_document_without_its_xml_tags_is_found() -> None:
    text = submission_text().replace("<XML>\n", "").replace("</XML>\n", "")
    assert filing(text).issuer.symbol == "EXWK"


def test_a_document_cut_off_with_its_submission_is_rejected() -> None:
    text = submission_text()
    with pytest.raises(ReadError):
        filing(text[: text.index("</ownershipDocument>")])


BAD = document_xml(nest("nonDerivativeTable/nonDerivativeHolding/exerciseDate/value", "soon"))


@BOTH
def test_a_warning_names_a_line_of_the_submission(text: str) -> None:
    text = text.replace(document_xml(), BAD)
    line = text[: text.index("<ownershipDocument>")].count("\n") + 1
    assert filing(text).warnings[0].line == line


def test_an_error_names_a_line_of_the_submission() -> None:
    text = submission_text(document_xml("\n\n<oops>"))
    with pytest.raises(ReadError) as caught:
        filing(text)
    assert caught.value.line == text[: text.index("<oops>")].count("\n") + 1


# Joined with the document


def test_the_document_wins_over_the_header() -> None:
    assert filing(submission_text()).issuer.name == "Example Works Inc"


def test_what_the_document_leaves_out_comes_from_the_header() -> None:
    found = filing(submission_text(document_xml(head="", issuer="", owners="")))
    assert (found.form, found.period, found.issuer.cik, found.owners[0].cik) == (
        "4", date(2024, 5, 1), 9000000001, 9000000101,
    )  # fmt: skip


def test_what_only_the_header_says_is_on_the_filing() -> None:
    issuer = filing(submission_text()).issuer
    assert (issuer.sic, issuer.sic_title, issuer.state, issuer.fiscal_year_end) == (
        "3720", "AIRCRAFT & PARTS", "DE", "0531",
    )  # fmt: skip


def test_the_former_names_of_an_owner_are_on_the_filing() -> None:
    assert filing(submission_text()).owners[0].former_names[0].name == "Roe Jane"


def test_an_unusable_form_of_the_document_gives_way_to_the_header() -> None:
    text = submission_text(document_xml(head=XML_HEAD.replace(">4<", ">four<")))
    assert filing(text).form == "4"


@pytest.mark.parametrize(
    ("xml", "warning"),
    [
        (document_xml(head=XML_HEAD.replace(">4<", ">4/A<")
                      + nest("dateOfOriginalSubmission", "2024-05-02")),
         "header: the document's form 4/A: 4"),
        (document_xml(head=XML_HEAD.replace("-05-01", "-04-01")),
         "header: the document's period of report 2024-04-01: 2024-05-01"),
        (document_xml(issuer=XML_ISSUER.replace("0001", "0002")),
         "header: the document's issuer CIK 9000000002: 9000000001"),
        (document_xml(owners=XML_OWNER.replace("0101", "0102")),
         "header: the document's owner CIKs 9000000102: 9000000101"),
    ],
)  # fmt: skip
def test_a_disagreement_is_warned_of(xml: str, warning: str) -> None:
    assert header_warnings(submission_text(xml)) == [warning]


def test_an_agreement_is_not_warned_of() -> None:
    assert header_warnings(submission_text()) == []


def test_the_header_of_another_issuer_adds_nothing_to_this_one() -> None:
    text = submission_text(document_xml(issuer=XML_ISSUER.replace("0001", "0002")))
    assert filing(text).issuer.sic is None


def test_a_file_named_by_another_accession_number_is_warned_of() -> None:
    assert header_warnings(submission_text(), "9000000101-24-000008.txt") == [
        "file name: the header's accession number 9000000101-24-000007: 9000000101-24-000008"
    ]


def test_the_accession_number_of_the_header_counts() -> None:
    found = filing(submission_text(), "9000000101-24-000008.txt")
    assert found.accession == "9000000101-24-000007"


def test_a_header_without_an_accession_number_leaves_it_to_the_name() -> None:
    head = HEAD.replace("ACCESSION NUMBER:\t\t9000000101-24-000007\n", "")
    assert filing(submission_text(head=head), "9000000101-24-000008.txt").accession == (
        "9000000101-24-000008"
    )


# Submissions that hold no ownership document


def without_document(head: str = HEAD) -> str:
    return f"{head}{OWNER}{ISSUER}</SEC-HEADER>\n{POWER_OF_ATTORNEY}</SEC-DOCUMENT>\n"


def test_another_form_is_something_else() -> None:
    with pytest.raises(OtherInput, match="a submission of form 8-K"):
        filing(without_document(HEAD.replace("TYPE:\t4", "TYPE:\t8-K")))


def test_an_ownership_form_of_the_xml_age_must_hold_one() -> None:
    with pytest.raises(ReadError, match="<ownershipDocument> in the submission"):
        filing(without_document())


def test_typed_text_from_before_is_something_else() -> None:
    with pytest.raises(OtherInput, match="typed text"):
        filing(without_document(HEAD.replace("DATE:\t\t20240503", "DATE:\t\t20020503")))


def test_a_voluntary_document_from_before_is_read() -> None:
    found = filing(submission_text(head=HEAD.replace("DATE:\t\t20240503", "DATE:\t\t20020503")))
    assert found.filed == date(2002, 5, 3)


@pytest.mark.parametrize("start", ["<SEC-DOCUMENT>", "<SEC-HEADER>", "<SUBMISSION>"])
def test_a_submission_says_so_near_its_beginning(start: str) -> None:
    assert is_submission(f"{'x' * 500}\n{start}".encode())


def test_a_mention_further_down_makes_no_submission() -> None:
    assert not is_submission(b"x" * 10_000 + b"<SEC-DOCUMENT>")


# Small parsers


@pytest.mark.parametrize("text", ["0001127602-25-001055", "000112760225001055"])
def test_an_accession_number_with_or_without_dashes(text: str) -> None:
    assert parse_accession(text) == "0001127602-25-001055"


@pytest.mark.parametrize("text", ["", "0001127602-25-01055", "00011276022500105", "x", "١" * 18])
def test_anything_else_is_no_accession_number(text: str) -> None:
    assert parse_accession(text) is None


@pytest.mark.parametrize(
    "text", ["2025-1-1", "20250231", "2025011", "soon", "２０２５0110", "2025W011"]
)
def test_anything_else_is_no_compact_date(text: str) -> None:
    assert parse_compact_date(text) is None


@pytest.mark.parametrize("text", ["20250110", "20250110250000", "20250110T16073", "2025011016073"])
def test_anything_else_is_no_time_of_acceptance(text: str) -> None:
    assert parse_accepted(text) is None


def test_many_opened_parts_take_no_time() -> None:
    data = b"<SEC-DOCUMENT>" + b"<XML>" * 1_000_000 + b"<ownershipDocument"
    assert parse_submission(data).documents == 1


# Headers in other shapes


def without_line_ends(text: str) -> str:
    """A labelled submission that lost its line ends, but for those inside its documents."""
    head, mark, rest = text.partition("<DOCUMENT>")
    return head.replace("\n", "") + mark + rest


def test_a_labelled_header_without_line_ends_says_the_same() -> None:
    text = submission_text()
    bare = parse_submission(without_line_ends(text).encode()).header
    assert bare == parse_submission(text.encode()).header


@pytest.mark.parametrize("seed", range(3))
def test_headers_of_the_sample_without_line_ends_say_the_same(seed: int) -> None:
    made = make_documents(seed=40 + seed, issuers=3, insiders=20, filings=60)
    texts = [file.data for document in made for file in make_files(document)]
    labelled = [data for data in texts if b"<SEC-DOCUMENT>" in data and b"BEGIN PRIV" not in data]
    different = [
        data
        for data in labelled
        if parse_submission(without_line_ends(data.decode("utf-8", "replace")).encode()).header
        != parse_submission(data).header
    ]
    assert (len(labelled) > 20, different) == (True, [])


@pytest.mark.parametrize(
    "wrapped",
    [
        "{}",
        "<html><head><title>x</title></head><body><pre>{}</pre></body></html>",
    ],
)
def test_the_page_of_a_header_is_a_header(wrapped: str) -> None:
    header = TAGGED_HEAD.replace("<SUBMISSION>", "<SEC-HEADER>")
    text = header if wrapped == "{}" else header.replace("<", "&lt;").replace(">", "&gt;")
    submission = parse_submission(wrapped.format(text).encode())
    assert submission.is_header
    assert submission.header == parse_submission(TAGGED_HEAD.encode()).header


TYPED = (
    HEAD.replace("20240503", "20000314")
    + """
SUBJECT COMPANY:\t

\tCOMPANY DATA:\t
\t\tCOMPANY CONFORMED NAME:\t\t\tEXAMPLE WORKS INC
\t\tCENTRAL INDEX KEY:\t\t\t9000000001
<REPORTING-OWNER>

COMPANY DATA:\t
\tCOMPANY CONFORMED NAME:\t\t\tDOE JANE
\tCENTRAL INDEX KEY:\t\t\t9000000101
<RELATIONSHIP>DIRECTOR
</SEC-HEADER>
<DOCUMENT>
<TYPE>4
<TEXT>
FORM 4, typed.
</TEXT>
</DOCUMENT>
"""
)


def test_typed_text_of_the_1990s_names_issuer_and_owner() -> None:
    header = parse_submission(TYPED.encode()).header
    assert header.issuer is not None
    assert (header.issuer.cik, [owner.name for owner in header.owners]) == (
        9000000001, ["DOE JANE"],
    )  # fmt: skip


def test_the_end_of_a_party_is_no_further_party() -> None:
    closed = TYPED.replace("</SEC-HEADER>", "</REPORTING-OWNER>\n</SEC-HEADER>")
    assert parse_submission(closed.encode()).header == parse_submission(TYPED.encode()).header


def test_typed_text_is_an_unstructured_filing() -> None:
    record = read_record(TYPED.encode(), "a.txt")
    assert isinstance(record, Unstructured)
    assert (record.is_header, record.form, record.filed) == (False, "4", date(2000, 3, 14))


def test_typed_text_from_when_xml_was_the_rule_is_rejected() -> None:
    with pytest.raises(ReadError, match="expected an <ownershipDocument> in the submission"):
        read_record(TYPED.replace("20000314", "20100314").encode(), "a.txt")


def test_an_exhibit_that_quotes_another_form_does_not_stand_for_the_filing() -> None:
    exhibit = POWER_OF_ATTORNEY.replace("I appoint", "I appoint <edgarSubmission> and")
    text = submission_text().replace("<DOCUMENT>", f"{exhibit}<DOCUMENT>", 1)
    assert filing(text).rows == filing(submission_text()).rows


def test_a_notice_inside_a_submission_is_read_with_its_header() -> None:
    text = submission_text(notice_xml(), head=HEAD.replace("TYPE:\t4", "TYPE:\t144"))
    record = read_record(text.encode(), "a.txt")
    assert isinstance(record, Notice)
    assert (record.accession, record.filed) == ("9000000101-24-000007", date(2024, 5, 3))


def test_a_draft_of_a_notice_inside_a_submission_is_put_aside() -> None:
    draft = notice_xml().replace(">LIVE<", ">TEST<")
    with pytest.raises(OtherInput, match="draft or specification sample of Form 144"):
        read_record(submission_text(draft).encode(), "a.txt")


def test_a_notice_under_another_forms_header_is_warned_of() -> None:
    head = HEAD.replace("TYPE:\t4", "TYPE:\t144/A")
    record = read_record(submission_text(notice_xml(), head=head).encode(), "a.txt")
    assert isinstance(record, Notice)
    assert "144/A" in [warning.found for warning in record.document.warnings]


def test_a_bare_ampersand_in_a_notice_is_mended_with_a_warning() -> None:
    text = notice_xml().replace("Example Works Inc", "Example & Works")
    record = read_record(text.encode(), "n.xml")
    assert isinstance(record, Notice)
    assert record.document.issuer.name == "Example & Works"
    assert "a bare &; read as &amp; (1x)" in [w.found for w in record.document.warnings]
