"""What follows from an insider's filings, on the insider's page."""

from __future__ import annotations

from datetime import date

from builder.ledger.store import Party
from builder.pages.lists import insider_lists
from builder.pages.write import pages_of_issuer
from tests.forms import Cells, filing_of, form_xml, owner_xml, sale
from tests.pages.shelf import books, insider_page, names_of
from tests.pages.test_issuer import table_of

JANE = 9_000_000_101
TRUST = sale(
    directOrIndirectOwnership="I", natureOfOwnership="By Trust",
    sharesOwnedFollowingTransaction="400",
)  # fmt: skip


def totals(*rows: tuple[str, Cells]) -> list[str]:
    page = insider_page(JANE, filing_of(form_xml(rows))).markdown
    return table_of(page, "Totals by class")[1]


def derived(text: str) -> str:
    return f'<span class="s16-derived">{text}</span>'


def test_a_total_is_made_of_direct_and_indirect_lines() -> None:
    row = totals(sale(), TRUST)
    assert row[1:5] == ["Common Stock", derived("9,000"), derived("400"), derived("9,400")]


def test_a_total_names_the_lines_that_it_is_made_of() -> None:
    assert totals(sale(), TRUST)[6] == (
        "9,000 direct <small>95.7 %</small><br>400 By Trust <small>4.3 %</small>"
    )


def test_a_total_of_one_line_gives_no_share() -> None:
    assert totals(sale())[6] == "9,000 direct"


def test_the_smallest_share_is_not_printed_as_nothing() -> None:
    small = (TRUST[0], {**TRUST[1], "sharesOwnedFollowingTransaction": "1"})
    assert "1 By Trust <small>under 0.1 %</small>" in totals(sale(), small)[6]


def test_a_total_says_of_which_day_it_is() -> None:
    assert totals(sale())[5] == derived("2024-05-01")


def test_what_a_total_leaves_out_is_named_with_why() -> None:
    old = filing_of(
        form_xml(
            [(TRUST[0], {**TRUST[1], "transactionDate": "2020-01-03"})],
            period="2020-01-03",
            signature=("x", "2020-01-06"),
        ),
        "9000000001-20-000001",
    )
    row = table_of(
        insider_page(JANE, old, filing_of(form_xml())).markdown, "Totals by class"
    )[1]  # fmt: skip
    assert row[-1] == "400 By Trust: [stale](../../rules/index.md#stale-stale)"


def test_nothing_added_up_is_not_printed_as_zero() -> None:
    filing = filing_of(form_xml([sale(sharesOwnedFollowingTransaction="-5")]))
    row = table_of(insider_page(JANE, filing).markdown, "Totals by class")[1]
    assert row[2] == ""
    assert "no line" in row


def later() -> bytes:
    row = sale(transactionDate="2024-06-03", sharesOwnedFollowingTransaction="8000")
    return form_xml([row], period="2024-06-03", signature=("x", "2024-06-04"))


def test_the_history_of_a_line_stands_newest_first_with_its_checks() -> None:
    page = insider_page(
        JANE, filing_of(form_xml()), filing_of(later(), "9000000001-24-000002")
    ).markdown
    rows = table_of(page, "History of the lines")[1:]
    assert [row[2] for row in rows] == ["8,000", "9,000"]
    assert ["[follows]" in rows[0][3], "[first report]" in rows[1][3]] == [True, True]


def test_a_line_reported_once_has_no_history() -> None:
    assert "History of the lines" not in insider_page(JANE, filing_of(form_xml())).markdown


def test_those_who_file_jointly_are_linked_with_how_often() -> None:
    owners = [owner_xml(), owner_xml("9000000102", "FUND GP LLC")]
    page = insider_page(JANE, filing_of(form_xml(owners=owners))).markdown
    row = table_of(page, "Files jointly with")[1]
    assert row[:2] == ["[Fund GP LLC](../9000000102/index.md)", "1"]


def test_a_day_of_adoption_stands_with_the_note_that_names_it() -> None:
    note = "Sold under a Rule 10b5-1 trading plan adopted by the reporting person on March 1, 2024."
    filing = filing_of(form_xml([sale(transactionPricePerShare=("12.50", "F1"))],
                                footnotes={"F1": note}))  # fmt: skip
    row = table_of(insider_page(JANE, filing).markdown, "Trading plans (Rule 10b5-1)")[1]
    assert row[0] == derived("2024-03-01")
    assert "[note F1 of 9000000001-24-000001]" in row[4]


def test_an_insider_without_a_plan_has_no_section_on_plans() -> None:
    assert "Trading plans" not in insider_page(JANE, filing_of(form_xml())).markdown


def test_a_former_name_stands_with_its_period() -> None:
    old = filing_of(
        form_xml(owners=[owner_xml(name="ROE JANE")], signature=("x", "2020-02-03")),
        "9000000001-20-000001",
    )
    row = table_of(insider_page(JANE, old, filing_of(form_xml())).markdown, "Former names")[1]
    assert row[:3] == ["ROE JANE", derived("2020-02-03"), derived("2020-02-03")]


def test_late_reports_stand_on_the_insiders_page_too() -> None:
    late = filing_of(form_xml())._replace(filed=date(2024, 5, 8))
    row = table_of(insider_page(JANE, late).markdown, "Reports late")[1]
    assert row[1] == "[Example Works Inc](../../issuers/9000000001/index.md)"


def test_a_gap_on_an_insiders_page_leads_to_the_issuers_list() -> None:
    row = sale(transactionDate="2024-06-03", sharesOwnedFollowingTransaction="8500")
    data = form_xml([row], period="2024-06-03", signature=("x", "2024-06-04"))
    page = insider_page(JANE, filing_of(form_xml()), filing_of(data, "9000000001-24-000002"))
    target = "../../issuers/9000000001/index.md#gap-9000000001-24-000002-I-1"
    assert target in table_of(page.markdown, "Holdings")[1][5]


def test_a_list_gives_the_filed_name_and_what_it_names_beside_the_one_shown() -> None:
    party = Party(JANE, "DOE JANE", "", "2024-05-02", 1)
    names = names_of([filing_of(form_xml())])
    (page,) = insider_lists([party], names, sample=True)
    row = table_of(page.markdown, "D")[1]
    assert row[:3] == ["[Jane Doe](9000000101/index.md)", "DOE JANE", derived("person")]


def test_a_row_that_another_group_reports_names_it_at_both_lines() -> None:
    """Two insiders report the trade of one fund that both name as the holder."""
    fund = sale(directOrIndirectOwnership="I", natureOfOwnership="By Alder Bay Fund II, L.P.")
    one = filing_of(form_xml([fund]), "9000000001-24-000001")
    other = filing_of(
        form_xml([fund], owners=[owner_xml("9000000109", "ROE SAM")]), "9000000001-24-000002"
    )
    (book,) = books([one, other])
    text = pages_of_issuer(book)[0].markdown
    checks = [row[7] for row in table_of(text, "Who holds what")[1:]]
    assert ["Sam Roe" in checks[0], "Jane Doe" in checks[1]] == [True, True]
    assert all("[counted once](../../rules/index.md#twin-same-holder)" in c for c in checks)
