"""What the site owner states in people.yml and suppress.yml, and what becomes of the ledger."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.errors import CorrectionError
from builder.ledger.people import shown
from builder.ledger.refresh import Account, refresh
from builder.ledger.store import Ledger
from tests.forms import form_xml, owner_xml, sale

JANE, OTHER = "9000000101", "9000000102"


class Site:
    """A content folder and its ledger."""

    def __init__(self, folder: Path) -> None:
        self.content = folder / "content"
        self.content.mkdir()
        self.path = folder / "ledger.sqlite"

    def put(self, number: int, *people: tuple[str, str], **head: str) -> str:
        accession = f"9000000001-24-{number:06}"
        owners = [owner_xml(cik, name) for cik, name in people]
        data = form_xml([sale(transactionShares=str(number))], owners=owners, **head)  # type: ignore[arg-type] # texts of the head only
        (self.content / f"{accession}.xml").write_bytes(data)
        return accession

    def state(self, name: str, text: str) -> None:
        (self.content / name).write_text(text, encoding="utf-8")

    def refresh(self) -> Account:
        with Ledger(self.path) as ledger:
            return refresh(ledger, self.content)

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        with Ledger(self.path) as ledger:
            return ledger.ask(sql)

    def lines(self) -> list[str]:
        return [str(owners) for (owners,) in self.ask("SELECT owners FROM line ORDER BY 1")]

    def name(self, key: int) -> str:
        with Ledger(self.path) as ledger:
            return shown(ledger, [key])[key].name


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site(tmp_path)
    made.put(1, (JANE, "DOE JANE"))
    made.put(2, (OTHER, "DOE JANE Q"))
    return made


MERGE = f"- cik: {OTHER}\n  same_as: {JANE}\n  why: one human, two registrations\n"


def test_two_ciks_of_one_human_are_two_people_until_they_are_merged(site: Site) -> None:
    site.refresh()
    assert site.lines() == [JANE, OTHER]


def test_merged_ciks_hold_lines_together(site: Site) -> None:
    site.state("people.yml", MERGE)
    site.refresh()
    assert set(site.lines()) == {JANE}


def test_a_merge_made_later_derives_its_people_again(site: Site) -> None:
    site.refresh()
    site.state("people.yml", MERGE)
    assert site.refresh().changed
    assert set(site.lines()) == {JANE}


def test_a_merge_taken_back_leaves_the_old_state(site: Site) -> None:
    site.refresh()
    before = site.ask("SELECT * FROM line")
    site.state("people.yml", MERGE)
    site.refresh()
    (site.content / "people.yml").unlink()
    site.refresh()
    assert site.ask("SELECT * FROM line") == before


def test_the_filed_cik_stays_beside_the_merged_one(site: Site) -> None:
    site.state("people.yml", MERGE)
    site.refresh()
    filed = site.ask("SELECT rptownercik, owner_key FROM reportingowner ORDER BY 1")
    assert filed == [(int(JANE), int(JANE)), (int(OTHER), int(JANE))]


def test_a_name_stated_is_the_name_shown(site: Site) -> None:
    site.state("people.yml", f"- cik: {JANE}\n  name: Jane van Doe\n  why: she says so\n")
    site.refresh()
    assert site.name(int(JANE)) == "Jane van Doe"


def test_a_name_stated_later_reaches_the_tables(site: Site) -> None:
    site.refresh()
    site.state("people.yml", f"- cik: {JANE}\n  name: Jane van Doe\n  why: she says so\n")
    site.refresh()
    named = [n for key, n in site.ask("SELECT party_key, name FROM party") if key == int(JANE)]
    assert named == ["Jane van Doe"]


def test_titles_stated_to_be_one_are_one_line(site: Site) -> None:
    text = "- issuer: 9000000001\n  titles:\n    Ordinary Stock: Common Stock\n  why: one class\n"
    accession = "9000000001-24-000003"
    data = form_xml(
        [sale(securityTitle="Ordinary Stock", transactionShares="1000",
              sharesOwnedFollowingTransaction="8000", transactionDate="2024-05-03")],
        owners=[owner_xml(JANE, "DOE JANE")],
    )  # fmt: skip
    (site.content / f"{accession}.xml").write_bytes(data)
    site.state("people.yml", text)
    site.refresh()
    assert site.lines().count(JANE) == 1


def test_a_suppressed_filing_is_in_no_table(site: Site) -> None:
    site.state("suppress.yml", "- accession: 9000000001-24-000001\n  reason: a court order\n")
    site.refresh()
    assert site.ask("SELECT accession_number FROM submission") == [("9000000001-24-000002",)]
    assert site.ask("SELECT count(*) FROM trade WHERE accession_number LIKE '%000001'") == [(0,)]


def test_a_suppressed_filing_is_counted_and_listed_with_its_reason(site: Site) -> None:
    site.state("suppress.yml", "- accession: 9000000001-24-000001\n  reason: a court order\n")
    account = site.refresh()
    assert (account.seen, account.read, account.suppressed) == (2, 1, 1)
    assert [item.reason for item in account.of("suppressed")] == ["a court order"]


def test_a_suppressed_person_takes_their_own_filings_along(site: Site) -> None:
    site.state("suppress.yml", f"- cik: {JANE}\n  reason: on request\n")
    site.refresh()
    assert site.lines() == [OTHER]


def test_a_suppressed_person_leaves_a_joint_filing_to_the_others(site: Site) -> None:
    site.put(3, (JANE, "DOE JANE"), ("9000000103", "EXAMPLE FUND LP"))
    site.state("suppress.yml", f"- cik: {JANE}\n  reason: on request\n")
    site.refresh()
    assert site.lines() == [OTHER, "9000000103"]
    assert (int(JANE),) not in site.ask("SELECT rptownercik FROM reportingowner")


def test_where_filed_words_still_name_a_suppressed_person_is_listed(site: Site) -> None:
    fund = ("9000000103", "EXAMPLE FUND LP")
    site.put(3, (JANE, "DOE JANE"), fund, remarks="Ms. Doe is the manager of the fund.")
    site.state("suppress.yml", f"- cik: {JANE}\n  reason: on request\n")
    assert site.refresh().still_named == ("9000000001-24-000003: remarks",)


def test_who_is_no_longer_suppressed_comes_back(site: Site) -> None:
    site.put(3, (JANE, "DOE JANE"), ("9000000103", "EXAMPLE FUND LP"))
    site.refresh()
    before = site.ask("SELECT * FROM line")
    site.state("suppress.yml", f"- cik: {JANE}\n  reason: on request\n")
    site.refresh()
    site.state("suppress.yml", "")
    site.refresh()
    assert site.ask("SELECT * FROM line") == before


def test_a_copy_without_a_number_is_suppressed_with_its_filing(site: Site) -> None:
    data = (site.content / "9000000001-24-000001.xml").read_bytes()
    (site.content / "copy-of-a-form.xml").write_bytes(data)
    site.state("suppress.yml", "- accession: 9000000001-24-000001\n  reason: a court order\n")
    account = site.refresh()
    assert (account.read, account.suppressed) == (1, 2)


def test_suppressing_both_ciks_takes_one_entry(site: Site) -> None:
    site.state("people.yml", MERGE)
    site.state("suppress.yml", f"- cik: {JANE}\n  reason: on request\n")
    assert site.refresh().read == 0


def test_entries_that_do_nothing_are_reported_with_their_lines(site: Site) -> None:
    site.state("people.yml", f"{MERGE}- cik: 9000000999\n  name: Nobody\n  why: a slip\n")
    site.state("suppress.yml", "- cik: 9000000998\n  reason: a slip\n")
    unused = [str(each) for each in site.refresh().unused]
    assert [line.partition(": not used")[0] for line in unused] == [
        "content/people.yml line 4",
        "content/suppress.yml line 1",
    ]


def test_entries_that_are_used_are_not_reported(site: Site) -> None:
    site.put(3, (JANE, "DOE JANE"))
    site.state("people.yml", MERGE)
    site.state("suppress.yml", "- accession: 9000000001-24-000003\n  reason: a court order\n")
    assert [str(each) for each in site.refresh().unused] == []


def test_a_slip_in_a_file_stops_with_its_line_and_keeps_the_ledger(site: Site) -> None:
    site.refresh()
    site.state("people.yml", "- cik: 9000000101\n  nmae: Jane\n  why: x\n")
    with pytest.raises(CorrectionError, match=r"people.yml line 2"):
        site.refresh()
    assert site.ask("SELECT count(*) FROM submission") == [(2,)]


def test_the_two_files_are_no_inputs(site: Site) -> None:
    site.state("people.yml", MERGE)
    assert site.refresh().seen == 2


def test_refreshing_again_changes_nothing(site: Site) -> None:
    site.state("people.yml", MERGE)
    site.state("suppress.yml", "- accession: 9000000001-24-000001\n  reason: a court order\n")
    site.refresh()
    assert not site.refresh().changed
