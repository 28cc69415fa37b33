"""What an issuer's page says of balances that follow or do not, of lateness and of amendments."""

from __future__ import annotations

from datetime import date

import pytest

from builder.model import Filing
from tests.forms import SALE, filing_of, form_xml, owner_xml, sale
from tests.pages.shelf import issuer_page
from tests.pages.test_issuer import holdings, table_of

FIRST = "9000000001-24-000001"
SECOND = "9000000001-24-000002"
GAPS = "Balances that do not follow"


def later(balance: str, shares: str = "500", **more: str) -> Filing:
    """A sale a month after the usual one."""
    row = sale(
        transactionDate="2024-06-03", transactionShares=shares,
        sharesOwnedFollowingTransaction=balance, **more,
    )  # fmt: skip
    data = form_xml([row], period="2024-06-03", signature=("/s/ Jane Doe", "2024-06-04"))
    return filing_of(data, SECOND)


def usual() -> Filing:
    return filing_of(form_xml(), FIRST)


def markdown(*filings: Filing) -> str:
    return issuer_page(*filings).markdown


def check(*filings: Filing) -> str:
    return holdings(*filings)[0][-2]


def test_a_balance_that_closes_is_said_to_follow() -> None:
    assert check(usual(), later("8500")) == (
        '<span class="s16-derived">[follows](../../rules/index.md#check-closes)</span>'
    )


def test_the_first_balance_of_a_line_is_called_a_first_report() -> None:
    assert "[first report](../../rules/index.md#check-first)" in check(usual())


def test_a_balance_that_does_not_follow_leads_to_its_place_in_the_list() -> None:
    filings = usual(), later("8700")
    said = f"[gap +200: unexplained](index.md#gap-{SECOND}-I-1)"
    assert check(*filings) == f'<span class="s16-flag">{said}</span>'
    assert f'<a id="gap-{SECOND}-I-1"></a>' in markdown(*filings)


def test_a_balance_below_what_was_expected_has_a_minus_sign() -> None:
    assert "gap −500: unexplained" in check(usual(), later("8000"))


def test_earlier_gaps_of_a_line_that_follows_again_are_counted() -> None:
    newest = filing_of(
        form_xml(
            [sale(transactionDate="2024-07-01", sharesOwnedFollowingTransaction="7700")],
            period="2024-07-01",
            signature=("x", "2024-07-02"),
        ),
        "9000000001-24-000003",
    )
    assert check(usual(), later("8700"), newest).endswith("<small>1 earlier gap</small>")


def test_a_gap_is_listed_with_what_was_expected_and_what_was_filed() -> None:
    row = table_of(markdown(usual(), later("8700")), GAPS)[1]
    assert row[1] == "Common Stock · D"
    assert row[3] == "9,000"
    assert row[4:6] == [
        '<span class="s16-derived">−500</span>', '<span class="s16-derived">8,500</span>',
    ]  # fmt: skip
    assert row[6] == f"[8,700](2024/index.md#{SECOND}-I-1)"
    assert row[7] == '<span class="s16-flag">+200</span>'


def test_gaps_are_counted_by_reason_above_their_list() -> None:
    text = markdown(usual(), later("8700"))
    assert "1 balance checked against the one before: 0 follow, 1 gap: 1 [unexplained]" in text


def test_an_issuer_without_gaps_says_how_many_balances_follow() -> None:
    said = "1 balance checked against the one before: all follow."
    assert said in markdown(usual(), later("8500"))


def test_an_issuer_whose_balances_are_all_first_ones_has_no_list() -> None:
    assert GAPS not in markdown(usual())


def test_all_owners_of_a_joint_line_open_on_request() -> None:
    owners = [owner_xml("9000000101", "FUND LP"), owner_xml("9000000102", "FUND GP LLC")]
    named = holdings(filing_of(form_xml(owners=owners)))[0][0]
    assert "<summary>jointly with 1 other</summary>" in named
    assert "[Fund GP LLC](../../insiders/9000000102/index.md)</details>" in named


def test_a_name_in_a_folded_group_is_printed_literally() -> None:
    owners = [owner_xml("9000000101", "FUND LP"), owner_xml("9000000102", "</details><b>")]
    assert "</details><b>" not in holdings(filing_of(form_xml(owners=owners)))[0][0]


# Transactions that sums leave out


def amendment(**cells: str) -> Filing:
    data = form_xml(
        [sale(**cells)], form="4/A", signature=("x", "2024-05-10"),
        extra="<dateOfOriginalSubmission>2024-05-02</dateOfOriginalSubmission>",
    )  # fmt: skip
    return filing_of(data, SECOND)


def test_a_row_that_an_amendment_changed_is_marked_amended() -> None:
    rows = table_of(
        markdown(usual(), amendment(transactionPricePerShare="13")), "Transactions"
    )[1:]  # fmt: skip
    marked = ["[amended]" in row[8] for row in rows]
    assert marked == [f"#{FIRST}" in row[8] for row in rows]


def test_a_row_that_an_amendment_repeats_counts_once() -> None:
    rows = table_of(markdown(usual(), amendment()), "Transactions")[1:]
    assert [("[repeated]" in row[8], SECOND in row[8]) for row in rows].count((True, True)) == 1


def test_a_grant_at_no_price_is_not_marked() -> None:
    grant = sale(
        transactionCode="A", transactionAcquiredDisposedCode="A", transactionPricePerShare="0"
    )
    row = table_of(markdown(filing_of(form_xml([grant]))), "Transactions")[1]
    assert "s16-flag" not in row[8]


def test_a_late_row_says_by_how_many_days() -> None:
    late = usual()._replace(filed=date(2024, 5, 8))
    row = table_of(markdown(late), "Transactions")[1]
    assert "[5 d late](../../rules/index.md#deadline-form-4)" in row[8]


def test_late_reports_are_listed_with_due_day_and_rule() -> None:
    late = usual()._replace(filed=date(2024, 5, 8))
    row = table_of(markdown(late), "Reports late")[1]
    assert row[2] == "Form 4, Table I, row 1"
    assert ["2024-05-01" in row[3], "2024-05-03" in row[4]] == [True, True]
    assert row[5] == '<span class="s16-flag">5 days</span>'


def test_reports_in_time_are_said_to_be_in_time() -> None:
    text = markdown(usual()._replace(filed=date(2024, 5, 2)))
    assert "1 filing with a due day that can be tested, 0 of them late." in text
    assert "No filing here is late by what it shows." in text


def test_filings_of_an_unknown_day_are_not_tested() -> None:
    text = markdown(usual())
    assert "Whether a filing was late cannot be told here." in text
    assert "1 filing cannot be tested ([why](../../rules/index.md#deadline-filed-unknown))" in text


# Amendments


def test_an_amendment_is_listed_with_its_original_and_its_rows() -> None:
    row = table_of(
        markdown(usual(), amendment(transactionPricePerShare="13")), "Amendments"
    )[1]  # fmt: skip
    assert SECOND in row[0]
    assert row[2] == "2024-05-02"
    assert FIRST in row[3]
    assert row[4] == "1 row changed"


def test_an_amendment_of_what_is_not_here_says_so() -> None:
    row = table_of(markdown(amendment()), "Amendments")[1]
    assert '<span class="s16-flag">not in this set</span>' in row[3]


def test_principal_that_follows_is_no_gap() -> None:
    cells = {k: v for k, v in SALE.items() if k != "sharesOwnedFollowingTransaction"}
    note = cells | {"valueOwnedFollowingTransaction": "500000"}
    assert GAPS not in markdown(filing_of(form_xml([("nonDerivativeTransaction", note)])))


@pytest.mark.parametrize(("said", "is_said"), [("1", True), ("0", False)])
def test_a_trade_under_a_plan_says_so_beside_its_code(said: str, *, is_said: bool) -> None:
    filing = filing_of(form_xml([sale()], extra=f"<aff10b5One>{said}</aff10b5One>"))
    code = table_of(markdown(filing), "Transactions")[1][2]
    assert ("[10b5-1](" in code) is is_said
