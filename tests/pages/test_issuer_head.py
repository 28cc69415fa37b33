"""What opens an issuer's page, the table of its holders, and a page of many insiders."""

from __future__ import annotations

from decimal import Decimal

import pytest

from builder.model import Filing, Issuer
from builder.pages.holders import LISTED
from builder.pages.issuer_facts import head_of, year_end
from builder.pages.states import state_name
from tests.forms import filing_of, form_xml, owner_xml, sale
from tests.pages.shelf import issuer_page
from tests.pages.test_issuer import table_of

TRUST = {"directOrIndirectOwnership": "I", "natureOfOwnership": "By Trust"}


def page(*filings: Filing) -> str:
    return issuer_page(*filings).markdown


def holders(*filings: Filing) -> list[list[str]]:
    return table_of(page(*filings), "Who holds what")[1:]


def derived(text: str) -> str:
    return f'<span class="s16-derived">{text}</span>'


def many(people: int) -> list[Filing]:
    """One sale by each of so many people."""
    return [
        filing_of(
            form_xml(owners=[owner_xml(str(9_000_001_000 + n), f"DOE JANE {n:03}")]),
            f"9000000001-24-{n:06}",
        )
        for n in range(people)
    ]


def test_the_head_names_industry_state_and_fiscal_year() -> None:
    issuer = Issuer(
        9_000_000_001, "Example", sic="3621", sic_title="MOTORS & GENERATORS", state="CO",
        fiscal_year_end="1231",
    )  # fmt: skip
    assert head_of(issuer, "formerly <b>Old</b>") == (
        "CIK <b>9000000001</b> · Motors &#38; generators (SIC 3621) · incorporated in Colorado (CO)"
        " · fiscal year ends 31 December · formerly <b>Old</b>"
    )


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ("0630", "fiscal year ends 30 June"),
        ("0229", "fiscal year ends 29 February"),
        ("1331", "fiscal year end stated as 1331"),
        ("12", "fiscal year end stated as 12"),
        (None, ""),
        ("", ""),
    ],
)
def test_a_fiscal_year_ends_on_a_day_or_as_stated(stated: str | None, said: str) -> None:
    assert year_end(stated) == said


@pytest.mark.parametrize(
    ("code", "said"), [("DE", "Delaware (DE)"), ("E9", "Cayman Islands (E9)"), ("??", "??")]
)
def test_a_state_has_its_name_where_it_is_known(code: str, said: str) -> None:
    assert state_name(code) == said


def test_the_facts_say_what_was_sold_in_four_quarters() -> None:
    text = page(filing_of(form_xml()))
    assert (
        '<dt>Sold on the market</dt><dd><span class="s16-dis">▼ 1,000</span>'
        " <small>shares in 1 sale, 2023 Q3 to 2024 Q2</small></dd>"
    ) in text
    assert ("<dt>Bought on the market</dt><dd>none <small>2023 Q3 to 2024 Q2</small></dd>") in text


def test_a_sale_before_the_four_quarters_is_not_among_them() -> None:
    old = filing_of(
        form_xml([sale(transactionDate="2023-06-30")], signature=("x", "2023-07-03")),
        "9000000001-23-000001",
    )
    assert "▼ 1,000</span> <small>shares in 1 sale," in page(old, filing_of(form_xml()))


def test_a_page_without_any_day_does_not_say_that_nothing_was_sold() -> None:
    filing = filing_of(form_xml(period="", signature=("x", "")))
    text = page(filing._replace(filed=None, period=None, signatures=()))
    assert "<dt>Sold on the market</dt><dd>not known" in text


def test_the_lines_of_a_class_are_summed_on_its_first_line() -> None:
    rows = holders(filing_of(form_xml([sale(), sale(**TRUST)])))
    assert [row[5] for row in rows] == [derived("18,000"), ""]


def test_two_classes_are_not_summed() -> None:
    rows = holders(filing_of(form_xml([sale(), sale(securityTitle="Preferred Stock")])))
    assert [row[5] for row in rows] == ["", ""]


def test_a_sum_says_how_many_lines_it_leaves_out() -> None:
    money = {k: v for k, v in sale()[1].items() if k != "sharesOwnedFollowingTransaction"}
    money |= {"valueOwnedFollowingTransaction": "500", **TRUST}
    rows = holders(filing_of(form_xml([sale(), ("nonDerivativeTransaction", money)])))
    assert rows[0][5] == f"{derived('9,000')}<br><small>without 1 line</small>"


def test_a_holding_whose_way_is_not_stated_says_so() -> None:
    rows = holders(filing_of(form_xml([sale(directOrIndirectOwnership="")])))
    assert rows[0][4] == "not stated"


def test_a_footnote_on_the_way_of_holding_stands_at_the_number() -> None:
    filing = filing_of(
        form_xml([sale(directOrIndirectOwnership=("D", "F1"))], footnotes={"F1": "Held so."})
    )
    assert holders(filing)[0][2] == "9,000[^1]"


def test_the_role_stands_below_the_name() -> None:
    assert holders(filing_of(form_xml()))[0][0].endswith(
        '<br><span class="s16-role">Director</span>'
    )


def test_who_is_no_longer_an_insider_stands_after_the_others() -> None:
    old = filing_of(
        form_xml(
            [sale(transactionDate="2020-01-03")],
            extra="<notSubjectToSection16>1</notSubjectToSection16>",
            owners=[owner_xml("9000000100", "AARON JANE")],
            period="2020-01-03",
            signature=("x", "2020-01-06"),
        ),
        "9000000001-20-000001",
    )
    names = [row[0].partition("]")[0] for row in holders(old, filing_of(form_xml()))]
    assert names == ["[Jane Doe", "[Jane Aaron"]


def test_a_page_of_many_insiders_says_which_lines_stand_elsewhere() -> None:
    rows = holders(*many(LISTED + 3))
    assert len(rows) == LISTED + 1
    assert rows[-1][0].startswith("and 3 more lines of 3 holders")


def test_of_many_insiders_those_who_no_longer_report_are_folded() -> None:
    text = page(*many(40)[:39], filing_of(form_xml(
        period="2019-05-01", signature=("x", "2019-05-02"),
        owners=[owner_xml("9000000999", "OLD JANE")],
    ), "9000000001-19-000001"))  # fmt: skip
    folded = text.partition("<summary>1 other: no longer subject")[2]
    assert "[Jane Old]" in folded.partition("</details>")[0]


def test_of_one_class_an_old_line_stands_last() -> None:
    old = filing_of(
        form_xml(
            [sale(transactionDate="2020-01-03", **TRUST)],
            period="2020-01-03",
            signature=("x", "2020-01-06"),
        ),
        "9000000001-20-000001",
    )
    newer = sale(directOrIndirectOwnership="I", natureOfOwnership="By Wife")
    rows = holders(old, filing_of(form_xml([newer])))
    assert [row[4] for row in rows] == ["By Wife", "By Trust"]


def test_a_placeholder_is_no_symbol() -> None:
    none = form_xml(issuer=("9000000001", "Example Works Inc", "NONE"))
    assert "s16-ticker" not in page(filing_of(none))
    assert '<span class="s16-ticker">EXWK</span>' in page(filing_of(form_xml()))


def test_an_industry_is_not_shouted() -> None:
    issuer = Issuer(1, "X", sic="7389", sic_title="SERVICES-BUSINESS SERVICES, NEC")
    assert "Services-business services, NEC (SIC 7389)" in head_of(issuer, "")


def test_the_activity_of_the_market_stands_on_the_page() -> None:
    assert "## Open-market activity by quarter" in page(filing_of(form_xml()))


def test_an_issuer_without_a_row_still_has_a_page() -> None:
    text = page(filing_of(form_xml([])))
    assert "## Who holds what" not in text
    assert "<dt>Balances that follow</dt><dd>none to check" in text


def test_sums_are_exact() -> None:
    half = sale(sharesOwnedFollowingTransaction="0.1")
    rows = holders(
        filing_of(form_xml([half, sale(sharesOwnedFollowingTransaction="0.2", **TRUST)]))
    )
    assert rows[0][5] == derived(str(Decimal("0.3")))
