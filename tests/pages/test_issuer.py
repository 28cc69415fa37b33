"""What an issuer's page says, cell by cell."""

from __future__ import annotations

import re
from datetime import date

import pytest

from builder.model import Filing, FormerName, local_id, local_key
from tests.forms import SALE, filing_of, form_xml, owner_xml, sale
from tests.pages.shelf import issuer_page


def page(*filings: Filing) -> str:
    return issuer_page(*filings).markdown


def table_of(markdown: str, heading: str) -> list[list[str]]:
    """The rows of the table under a heading, head first."""
    part = markdown.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def transactions(*filings: Filing) -> list[list[str]]:
    return table_of(page(*filings), "Transactions")[1:]


def holdings(*filings: Filing) -> list[list[str]]:
    return table_of(page(*filings), "Who holds what")[1:]


def test_a_transaction_row_says_date_insider_code_security_amount_price_and_balance() -> None:
    row = transactions(filing_of(form_xml()))[0]
    assert row[0] == "2024-05-01"
    assert row[1] == "[Jane Doe](../../insiders/9000000101/index.md)"
    assert row[2] == "**S** Sale"
    assert row[3] == "Common Stock"
    assert row[4] == '<span class="s16-dis">▼ 1,000</span>'
    assert row[5:8] == ["12.50", "9,000", "D"]


def test_a_row_leads_to_its_filing_and_shows_its_accession_number() -> None:
    row = transactions(filing_of(form_xml()))[0]
    assert row[8] == (
        "[2024-05-02 <small>9000000001-24-000001</small>](2024/index.md#9000000001-24-000001)"
    )


def test_an_acquisition_is_told_by_shape_and_sign() -> None:
    row = transactions(filing_of(form_xml([sale(transactionAcquiredDisposedCode="A")])))[0]
    assert row[4] == '<span class="s16-acq">▲ 1,000</span>'


def test_a_price_only_in_a_footnote_reads_in_note() -> None:
    filing = filing_of(
        form_xml([sale(transactionPricePerShare=("", "F2"))], footnotes={"F2": "See plan."})
    )
    assert transactions(filing)[0][5] == '<span class="s16-in">in note</span>[^1]'


@pytest.mark.parametrize(
    ("element", "column"),
    [
        ("securityTitle", 3),
        ("transactionDate", 0),
        ("deemedExecutionDate", 0),
        ("transactionTimeliness", 2),
        ("transactionShares", 4),
        ("transactionAcquiredDisposedCode", 4),
        ("transactionPricePerShare", 5),
        ("sharesOwnedFollowingTransaction", 6),
        ("directOrIndirectOwnership", 7),
        ("natureOfOwnership", 7),
    ],
)
def test_a_footnoted_element_carries_its_marker_in_its_cell(element: str, column: int) -> None:
    value = SALE.get(element, "")
    assert isinstance(value, str)
    filing = filing_of(form_xml([sale(**{element: (value, "F1")})], footnotes={"F1": "Why."}))
    row = transactions(filing)[0]
    assert [index for index, cell in enumerate(row) if "[^1]" in cell] == [column]


def test_a_note_says_whose_filing_it_is_from_and_leads_there() -> None:
    filing = filing_of(
        form_xml([sale(transactionShares=("1000", "F3"))], footnotes={"F3": "By plan."})
    )
    assert (
        page(filing)
        .rstrip()
        .endswith(
            "[^1]: By plan. — *Jane Doe, Form 4 signed 2024-05-02, F3*"
            " [9000000001-24-000001](2024/index.md#9000000001-24-000001-F3)"
        )
    )


def test_a_note_that_is_missing_from_the_filing_is_said_to_be_missing() -> None:
    filing = filing_of(form_xml([sale(transactionShares=("1000", "F7"))]))
    assert "[^1]: The filing refers to a note F7 that it does not contain." in page(filing)


def test_one_note_on_two_cells_stands_once() -> None:
    filing = filing_of(
        form_xml(
            [sale(transactionShares=("1000", "F1"), transactionPricePerShare=("12.50", "F1"))],
            footnotes={"F1": "Averaged."},
        )
    )
    assert len(re.findall(r"^\[\^\d+\]:", page(filing), re.MULTILINE)) == 1


def test_an_unreadable_number_is_shown_as_filed() -> None:
    row = transactions(filing_of(form_xml([sale(transactionShares="1,OOO")])))[0]
    assert "1,OOO" in row[4]


def test_an_early_report_is_marked_with_v() -> None:
    row = transactions(filing_of(form_xml([sale(transactionFormType="5")])))[0]
    assert row[2] == "**S** Sale · V early"


def test_an_equity_swap_is_named_beside_the_code() -> None:
    row = transactions(filing_of(form_xml([sale(equitySwapInvolved="1")])))[0]
    assert row[2] == "**S** Sale · equity swap"


def test_transactions_stand_newest_first() -> None:
    older = filing_of(form_xml([sale(transactionDate="2023-01-04")]), "9000000001-23-000001")
    newer = filing_of(form_xml(), "9000000001-24-000001")
    assert [row[0] for row in transactions(older, newer)] == ["2024-05-01", "2023-01-04"]


def test_what_an_insider_holds_is_the_last_balance_with_its_day() -> None:
    row = holdings(filing_of(form_xml()))[0]
    assert row[1:6] == ["Common Stock", "9,000", "", "", ""]
    assert row[6] == '<span class="s16-derived">2024-05-01</span>'


def test_direct_and_indirect_lines_stand_apart_under_one_name() -> None:
    indirect = sale(directOrIndirectOwnership="I", natureOfOwnership="By Trust")
    rows = holdings(filing_of(form_xml([sale(), indirect])))
    assert [(bool(row[0]), *row[2:5]) for row in rows] == [
        (True, "9,000", "", ""),
        (False, "", "9,000", "By Trust"),
    ]


def test_a_balance_of_zero_closes_the_line() -> None:
    filing = filing_of(form_xml([sale(sharesOwnedFollowingTransaction="0")]))
    assert not holdings(filing)


def test_principal_is_marked_as_money() -> None:
    cells = dict(SALE)
    del cells["sharesOwnedFollowingTransaction"]
    cells["valueOwnedFollowingTransaction"] = "500000"
    filing = filing_of(form_xml([("nonDerivativeTransaction", cells)]))
    assert holdings(filing)[0][2] == "&#36;500,000"


def test_a_joint_filing_names_the_first_owner_and_how_many_more() -> None:
    owners = [owner_xml("9000000101", "FUND LP"), owner_xml("9000000102", "FUND GP LLC")]
    assert transactions(filing_of(form_xml(owners=owners)))[0][1].endswith(
        "<small>+1 joint</small>"
    )


def test_every_joint_owner_is_listed_among_the_insiders() -> None:
    owners = [owner_xml("9000000101", "FUND LP"), owner_xml("9000000102", "FUND GP LLC")]
    rows = table_of(page(filing_of(form_xml(owners=owners))), "Insiders")[1:]
    assert [row[0].partition("]")[0] for row in rows] == ["[Fund GP LLC", "[Fund LP"]


def test_a_role_is_the_one_of_the_newest_filing() -> None:
    officer = "<isOfficer>1</isOfficer><officerTitle>Chief Clerk</officerTitle>"
    old = filing_of(form_xml(signature=("x", "2023-01-01")), "9000000001-23-000001")
    new = filing_of(form_xml(owners=[owner_xml(roles=officer)]), "9000000001-24-000001")
    assert table_of(page(new, old), "Insiders")[1][1] == "Chief Clerk"


def test_a_title_that_points_to_the_remarks_comes_with_them() -> None:
    roles = "<isOfficer>1</isOfficer><officerTitle>See Remarks</officerTitle>"
    filing = filing_of(form_xml(owners=[owner_xml(roles=roles)], remarks="Chief of Everything"))
    assert table_of(page(filing), "Insiders")[1][1] == "See Remarks: Chief of Everything"


def test_an_exit_is_flagged_beside_the_role() -> None:
    filing = filing_of(form_xml(extra="<notSubjectToSection16>1</notSubjectToSection16>"))
    assert "no longer subject" in table_of(page(filing), "Insiders")[1][1]


def test_a_derivative_shows_price_dates_and_what_underlies_it() -> None:
    option = SALE | {
        "securityTitle": "Stock Option",
        "conversionOrExercisePrice": "8.88",
        "exerciseDate": "2025-01-01",
        "expirationDate": "2034-01-01",
        "underlyingSecurityTitle": "Common Stock",
        "underlyingSecurityShares": "1000.0",
        "transactionCode": "A",
    }
    filing = filing_of(form_xml([("derivativeTransaction", option)]))
    row = table_of(page(filing), "Derivative transactions")[1]
    assert row[5:9] == ["8.88", "2025-01-01", "2034-01-01", "1,000.0 Common Stock"]


def test_the_order_of_the_filings_changes_nothing() -> None:
    first = filing_of(form_xml(), "9000000001-24-000001")
    second = filing_of(form_xml([sale(transactionDate="2024-06-03")]), "9000000001-24-000002")
    assert page(first, second) == page(second, first)


def test_the_fictional_sample_says_so() -> None:
    assert "Issuer · fictional sample" in page(filing_of(form_xml()))


def test_an_issuer_without_a_cik_has_a_page_under_a_local_identity() -> None:
    made = issuer_page(filing_of(form_xml(issuer=("", "Numberless", "X"))))
    assert made.file == f"issuers/{local_id(local_key('Numberless'))}/index.md"


def test_filings_that_name_no_issuer_at_all_still_have_a_page() -> None:
    made = issuer_page(filing_of(form_xml(issuer=("", "", "X"))))
    assert made.file == "issuers/0/index.md"


def test_lines_of_one_insider_stand_under_the_name_of_the_newest_filing() -> None:
    trust = sale(directOrIndirectOwnership="I", natureOfOwnership="By Trust")
    old = filing_of(
        form_xml([trust], owners=[owner_xml(name="ZOE JANE")], signature=("x", "2020-02-03")),
        "9000000001-20-000001",
    )
    rows = holdings(old, filing_of(form_xml()))
    assert [row[0].partition("]")[0] for row in rows] == ["[Jane Doe", ""]


def test_a_line_not_restated_for_two_years_is_called_stale() -> None:
    old = filing_of(
        form_xml(
            [sale(transactionDate="2020-01-03", securityTitle="Preferred Stock")],
            period="2020-01-03",
            signature=("x", "2020-01-06"),
        ),
        "9000000001-20-000001",
    )
    days = {row[1]: row[6] for row in holdings(old, filing_of(form_xml()))}
    flag = ' <span class="s16-flag">[stale](../../method.md#stale-lines)</span>'
    assert flag in days["Preferred Stock"]
    assert flag not in days["Common Stock"]


def test_a_derivative_past_its_expiration_is_called_expired() -> None:
    option = SALE | {"securityTitle": "Stock Option", "expirationDate": "2020-01-01"}
    filing = filing_of(form_xml([("derivativeTransaction", option)]))
    assert "[expired]" in table_of(page(filing), "Derivative holdings")[1][8]


def test_a_former_name_stands_with_the_day_on_which_it_began() -> None:
    """The header's date of name change is the day the former name began, not ended."""
    filing = filing_of(form_xml())
    issuer = filing.issuer._replace(former_names=(FormerName("Old Works", date(2005, 2, 22)),))
    assert "formerly <b>Old Works</b> (from 2005-02-22)</p>" in page(filing._replace(issuer=issuer))


def test_remarks_too_long_for_a_title_stay_in_the_filing() -> None:
    roles = "<isOther>1</isOther><otherText>See Remarks</otherText>"
    filing = filing_of(form_xml(owners=[owner_xml(roles=roles)], remarks="A group. " * 60))
    assert table_of(page(filing), "Insiders")[1][1] == "See Remarks"
