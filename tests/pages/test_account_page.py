"""The account: what is listed without being read, and where it leads."""

from __future__ import annotations

from dataclasses import replace

from builder.corrections.unused import Unused
from builder.filings.reader import read_record
from builder.ledger.refresh import Account, Listed
from builder.model import Unstructured
from builder.pages.lists import account_page
from tests.filings.notices import notice, notice_xml
from tests.filings.submissions import HEAD, ISSUER, OWNER

NOTHING = Account(0, 0, 0, 0, 0, 0, 0, (), 0, changed=False)
HEADER = f"{HEAD}{OWNER}{ISSUER}</SEC-HEADER>\n"


def listed(text: str = HEADER) -> Unstructured:
    record = read_record(text.encode(), "a.hdr.sgml")
    assert isinstance(record, Unstructured)
    return record


def markdown(*filings: Unstructured) -> str:
    return account_page(NOTHING, filings, [], sample=False).markdown


def row_of(text: str) -> str:
    """The row of the table, not what is said above it."""
    return next(x for x in text.splitlines() if x.startswith("|") and "a header without" in x)


def test_an_unstructured_filing_is_listed_with_form_day_parties_and_reason() -> None:
    line = row_of(markdown(listed()))
    assert [cell.strip() for cell in line.split("|")[2:6]] == [
        "4", "2024-05-03", "EXAMPLE WORKS INC", "Doe Jane",
    ]  # fmt: skip


def test_a_real_one_leads_to_the_sec() -> None:
    real = listed(HEADER.replace("90000", "00000"))
    address = (
        "https://www.sec.gov/Archives/edgar/data/1/000000010124000007/"
        "0000000101-24-000007-index.htm"
    )
    assert f"[0000000101-24-000007]({address})" in markdown(real)


def test_a_fictional_one_leads_nowhere() -> None:
    assert "sec.gov" not in markdown(listed())


def test_a_notice_is_listed_with_whose_it_is() -> None:
    text = account_page(NOTHING, [], [notice(notice_xml())], sample=False).markdown
    assert "Jane Q. Doe" in text
    assert "1 Sample Road" not in text


def test_no_filers_text_breaks_the_table() -> None:
    hostile = listed(HEADER.replace("EXAMPLE WORKS INC", "A|B <script>alert(1)</script>"))
    line = row_of(markdown(hostile))
    assert (line.count("|"), "<script" in line) == (7, False)


def test_what_the_site_owner_suppressed_is_listed_with_the_reason() -> None:
    item = Listed("a.xml", "suppressed", "At the court's order.")
    text = account_page(replace(NOTHING, listed=(item,)), [], [], sample=False).markdown
    assert "## Suppressed" in text
    assert "| a.xml | At the court&#39;s order. |" in text


def test_a_correction_that_does_nothing_is_listed_with_its_line() -> None:
    entry = Unused("content/people.yml", 7, "no filing of CIK 9000000199 is here")
    text = account_page(replace(NOTHING, unused=(entry,)), [], [], sample=False).markdown
    assert "content/people.yml, line 7 | no filing of CIK 9000000199 is here" in text
