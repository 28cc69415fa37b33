"""Balances and roles over time: what is drawn, and that it is never more than filings state."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from builder.model import Filing
from builder.pages.axes import Days, part_of, round_up, short
from builder.pages.charts import BYTES, CHARTS, position_charts, role_timeline, spans_of
from tests.forms import filing_of, form_xml, owner_xml, sale
from tests.pages.shelf import books
from tests.pages.test_activity import rows_of

JANE = 9_000_000_101
PAGE = "insiders/9000000101/"
DAYS = ("2022-05-02", "2023-05-02", "2024-05-01")
OFFICER = "<isOfficer>1</isOfficer><officerTitle>{}</officerTitle>"
EXAMPLE = ("9000000001", "Example Works Inc", "EXWK")


def held(
    day: str,
    after: str,
    number: int = 1,
    roles: str = "",
    issuer: tuple[str, str, str] = EXAMPLE,
    **cells: str,
) -> Filing:
    """A filing of one sale after which so many shares are held."""
    row = sale(transactionDate=day, sharesOwnedFollowingTransaction=after, **cells)
    owners = [owner_xml(roles=roles)]
    xml = form_xml([row], period=day, signature=("x", day), owners=owners, issuer=issuer)
    return filing_of(xml, f"9000000001-{day[2:4]}-{number:06}")


def steps(*filings: Filing) -> str:
    return position_charts(JANE, books(filings), PAGE)


def roles(*filings: Filing) -> str:
    return role_timeline(JANE, books(filings), PAGE)


def three(*after: str) -> list[Filing]:
    return [held(day, shares) for day, shares in zip(DAYS, after, strict=True)]


def svgs(markdown: str) -> list[str]:
    return re.findall(r"<svg role.*?\n</svg>(?=\n</figure>)", markdown, re.DOTALL)


def test_a_line_steps_on_the_day_of_each_report() -> None:
    assert 'd="M0 20H500V10H1000V0"' in steps(*three("8000", "9000", "10000"))


def test_the_table_beside_a_chart_has_its_balances_with_their_filings() -> None:
    rows = rows_of(steps(*three("8000", "9000", "10000")))
    assert [row[1] for row in rows] == ["10,000", "9,000", "8,000"]
    assert "9000000001-24-000001" in rows[0][2]


def test_two_balances_are_no_chart() -> None:
    assert steps(held(DAYS[0], "8000"), held(DAYS[1], "9000")) == ""


def test_of_two_reports_of_a_day_the_last_is_drawn() -> None:
    found = steps(*three("8000", "9000", "10000"), held(DAYS[2], "9500", 2))
    assert [row[1] for row in rows_of(found)] == ["9,500", "9,000", "8,000"]


def test_a_chart_says_in_words_from_what_to_what() -> None:
    found = steps(*three("8000", "9000", "10000"))
    assert "<desc>8,000 on 2022-05-02, 10,000 on 2024-05-01; 3 balances as filed.</desc>" in found


def test_a_balance_that_does_not_follow_says_so_under_the_pointer() -> None:
    found = steps(*three("10000", "9000", "9500"))
    assert "<title>2023-05-02: 9,000</title>" in found
    assert "<title>2024-05-01: 9,500 (does not follow)</title>" in found


def test_an_amount_of_money_is_not_drawn_as_shares() -> None:
    money = []
    for day in DAYS:
        _, cells = sale(transactionDate=day, valueOwnedFollowingTransaction="9000")
        row = {k: v for k, v in cells.items() if k != "sharesOwnedFollowingTransaction"}
        xml = form_xml([("nonDerivativeTransaction", row)], period=day, signature=("x", day))
        money.append(filing_of(xml, f"9000000001-{day[2:4]}-000001"))
    assert steps(*money) == ""


def test_a_balance_below_zero_is_below_the_line_of_zero() -> None:
    found = steps(*three("10000", "-10000", "10000"))
    assert 'd="M0 0H500V100H1000V0"' in found
    assert '<path class="zero" d="M0 50H1000"/>' in found


def test_the_lines_with_the_most_balances_are_drawn_and_no_more_than_four() -> None:
    filings = [
        held(day, f"{9 - place}000", n, issuer=(f"90000000{n:02}", f"Example {n} Inc", "EXWK"))
        for n in range(1, 7)
        for place, day in enumerate(DAYS)
    ]
    assert len(svgs(steps(*filings))) == CHARTS


def test_a_line_that_never_moved_is_not_drawn() -> None:
    assert steps(*three("9000", "9000", "9000")) == ""


def test_other_peoples_lines_are_not_drawn() -> None:
    assert position_charts(JANE + 1, books(three("8000", "9000", "10000")), PAGE) == ""


def test_a_long_history_shows_its_newest_balances_in_3_kb() -> None:
    filings = [held(f"2023-{m:02}-{d:02}", f"{m}{d:02}234567890.125", m * 100 + d)
               for m in range(1, 13) for d in (3, 10, 17, 24)]  # fmt: skip
    found = steps(*filings)
    assert [len(svg.encode()) <= BYTES for svg in svgs(found)] == [True]
    assert rows_of(found)[-1][0] == "28 older"


def test_giant_hostile_names_stay_text_and_in_3_kb() -> None:
    issuer = ("9000000001", "<b>&" * 40, "EXWK")
    filings = [
        held(day, f"{9 - place}000", issuer=issuer, securityTitle="</title><script>" * 9)
        for place, day in enumerate(DAYS)
    ]
    found = steps(*filings)
    assert "<script" not in found
    assert [len(svg.encode()) <= BYTES for svg in svgs(found)] == [True]


# Roles over time


def test_a_role_lasts_from_the_first_to_the_last_filing_that_states_it() -> None:
    (span,) = spans_of(JANE, three("1", "2", "3"))
    assert (span.kind, span.days, span.filings) == (
        "Director", Days(date(2022, 5, 2), date(2024, 5, 1)), 3,
    )  # fmt: skip


def test_a_filing_without_the_role_ends_it_and_a_later_one_opens_another() -> None:
    filings = [held(DAYS[0], "1"), held(DAYS[1], "1", roles=OFFICER.format("CEO")),
               held(DAYS[2], "1")]  # fmt: skip
    found = [(s.kind, s.title, s.filings) for s in spans_of(JANE, filings)]
    assert found == [("Director", "", 1), ("Officer", "CEO", 1), ("Director", "", 1)]


def test_a_filing_at_another_company_ends_no_role() -> None:
    other = held(DAYS[1], "1", roles=OFFICER.format("CEO"), issuer=("9000000002", "Other", "OTH"))
    found = [(s.kind, s.filings) for s in spans_of(JANE, [held(DAYS[0], "1"), other,
                                                          held(DAYS[2], "1")])]  # fmt: skip
    assert found == [("Director", 2), ("Officer", 1)]


def test_another_title_is_another_span_on_the_same_lane() -> None:
    filings = [held(day, "1", roles=OFFICER.format(title))
               for day, title in zip(DAYS, ("CFO", "CFO", "CEO"), strict=True)]  # fmt: skip
    found = roles(*filings)
    assert re.findall(r'class="role">([^<]*)<', found) == ["CEO"]
    assert "<title>CFO: 2022-05-02 to 2023-05-02</title>" in found


def test_roles_at_several_companies_name_each() -> None:
    other = held(DAYS[1], "1", issuer=("9000000002", "Other Works Inc", "OTH"))
    found = roles(held(DAYS[0], "1"), other)
    assert re.findall(r'class="role">([^<]*)<', found) == [
        "Director · Other Works Inc", "Director · Example Works Inc",
    ]  # fmt: skip


def test_two_spellings_of_a_title_are_one_role() -> None:
    titles = ("EVP & CFO", "EVP, CFO", "EVP and CFO")
    filings = [held(day, "1", roles=OFFICER.format(title.replace("&", "&amp;")))
               for day, title in zip(DAYS, titles, strict=True)]  # fmt: skip
    assert [span.title for span in spans_of(JANE, filings)] == ["EVP and CFO"]


def test_the_table_has_each_role_with_the_filings_that_state_it() -> None:
    (row,) = rows_of(roles(*three("1", "2", "3")))
    assert row[1] == "Director"
    assert "9000000001-22-000001" in row[2]
    assert "9000000001-24-000001" in row[3]


def test_one_day_is_no_timeline() -> None:
    assert roles(held(DAYS[0], "1"), held(DAYS[0], "2", 2)) == ""


def test_many_roles_stay_in_3_kb() -> None:
    filings = [
        held(day, "1", n, OFFICER.format("&amp;" * 40), (f"90000000{n:02}", f"Example {n}", "EX"))
        for n in range(1, 31)
        for day in DAYS
    ]
    found = roles(*filings)
    assert [len(svg.encode()) <= BYTES for svg in svgs(found)] == [True]
    assert len(rows_of(found)) == 30


def test_the_order_of_filings_makes_no_difference() -> None:
    filings = three("8000", "9000", "10000")
    assert steps(*filings) == steps(*filings[::-1])
    assert roles(*filings) == roles(*filings[::-1])


# Scales


@given(st.decimals(min_value="0.0001", max_value=10**15, places=4).map(abs))
def test_a_round_number_is_not_below_its_value_and_not_twice_as_much(value: Decimal) -> None:
    assert value <= round_up(value) <= 2 * value


@given(st.integers(1, 10**15), st.integers(0, 10**15))
def test_what_is_something_is_drawn_and_within_its_scale(top: int, value: int) -> None:
    drawn = part_of(Decimal(min(top, value)), Decimal(top), 72)
    assert (0 if value == 0 else 1) <= drawn <= 72


def test_round_numbers_are_short() -> None:
    told = [short(Decimal(n)) for n in ("0.5", "20", "7500", "20000", "1500000", "2E9", "1E13")]
    assert told == ["0.5", "20", "7.5k", "20k", "1.5M", "2B", "10T"]


@given(st.dates(), st.dates())
def test_days_lie_within_their_line_and_names_of_years_do_not_run_into_its_ends(
    one: date, other: date
) -> None:
    days = Days(min(one, other), max(one, other))
    assert (days.at(days.first), days.at(days.last)) == (0, 1000 if one != other else 0)
    inside = [float(label.at.rstrip("%")) for label in days.labels()[1:-1]]
    assert len(inside) <= 3
    assert all(26 <= at <= 74 for at in inside)


def test_a_chart_is_one_block_of_html_without_style_script_or_id() -> None:
    filings = three("8000", "9000", "10000")
    for svg in svgs(steps(*filings) + roles(*filings)):
        html.fragment_fromstring(svg)
        assert "\n\n" not in svg
        assert not re.search(r"style=|<script|\son[a-z]+=|\sid=", svg)
