"""Golden histories: a few filings, one rule of the forms reference, and what must follow.

Written by hand from sections 4.2 to 4.13 of the reference, never recorded from the program. The
number in a test's name is that of the section.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from builder.derive.facts import Across, Facts, facts_of_issuer
from builder.derive.history import Balance
from builder.derive.totals import Total, totals_of
from builder.model import Filing
from tests.derive.stories import FUND, JANE, JOHN, Row, filed, holding, row

Option = dict[str, str]
OPTION: Option = {
    "securityTitle": "Stock Option",
    "conversionOrExercisePrice": "5",
    "expirationDate": "2030-01-01",
    "underlyingSecurityTitle": "Common Stock",
    "underlyingSecurityShares": "100",
    "directOrIndirectOwnership": "D",
}


def derived(*filings: Filing) -> Facts:
    return facts_of_issuer(filings)[0]


def across(*filings: Filing) -> Across:
    return facts_of_issuer(filings)[1]


def held(*filings: Filing, on: date | None = None) -> list[Decimal]:
    """The open balances, smallest first."""
    found = [each.at.balance for each in derived(*filings).held(on)]
    return sorted(balance for balance in found if balance)


def gaps(*filings: Filing) -> list[tuple[int, str]]:
    """Every gap, of whole securities, with its reason."""
    found = [(b.gap, b.reason) for b in balances(*filings) if b.verdict == "gap"]
    assert all(gap == int(gap or 0) for gap, _ in found)
    return [(int(gap or 0), reason) for gap, reason in found]


def balances(*filings: Filing) -> list[Balance]:
    return [b for position in derived(*filings).positions for b in position.history]


def total(*filings: Filing, owner: tuple[str, str] = JANE) -> Total:
    (found,) = totals_of(int(owner[0]), derived(*filings).held())
    return found


def gone(*filings: Filing) -> list[str]:
    """Rows that do not count any more, by filing number and row, with the reason."""
    superseded = derived(*filings).amended.superseded.values()
    return sorted(f"{each.row.accession[-1]}:{each.row.row} {each.why}" for each in superseded)


def rules(*filings: Filing) -> list[str]:
    """How each amendment was linked, or why not."""
    return [link.rule for link in derived(*filings).amended.links.values()]


def late(*filings: Filing) -> list[tuple[str, int]]:
    """States of the deadlines that are not untestable, with days late."""
    found = [each for f in derived(*filings).deadlines.values() for each in f]
    return [(each.state, each.days_late) for each in found if each.state != "not testable"]


def may(day: int) -> date:
    return date(2024, 5, day)


def option(after: int, *, kind: str = "derivativeHolding", **cells: str) -> Row:
    stated = {"sharesOwnedFollowingTransaction": str(after)}
    return (kind, {**OPTION, **stated, **cells})


def trust(owned: int) -> Row:
    return holding(owned, held="I", nature="By Trust")


# 4.2 Position from "owned following"


def test_4_2_a_position_is_the_last_balance_not_the_sum() -> None:
    assert held(filed(1, row("P", 10, 10)), filed(2, row("P", 5, 40))) == [40]


def test_4_2_direct_and_indirect_are_two_lines() -> None:
    assert held(filed(1, holding(10), trust(20))) == [10, 20]


def test_4_2_another_nature_is_another_line() -> None:
    spouse = holding(7, held="I", nature="By Spouse")
    assert held(filed(1, trust(20), spouse)) == [7, 20]


def test_4_2_another_title_is_another_line() -> None:
    assert held(filed(1, holding(10), holding(9, title="Preferred Stock"))) == [9, 10]


def test_4_2_par_value_and_case_are_no_other_title() -> None:
    same = row("S", 1, 9, title="COMMON STOCK, PAR VALUE $.01 PER SHARE")
    assert held(filed(1, holding(10)), filed(2, same)) == [9]


def test_4_2_another_group_of_owners_is_another_line() -> None:
    assert held(filed(1, holding(10)), filed(2, holding(10), people=(JANE, JOHN))) == [10, 10]


def test_4_2_another_exercise_price_is_another_line() -> None:
    dear = option(50, conversionOrExercisePrice="9")
    assert held(filed(1, option(100), dear)) == [50, 100]


def test_4_2_another_expiration_is_another_line() -> None:
    assert held(filed(1, option(100), option(60, expirationDate="2031-01-01"))) == [60, 100]


def test_4_2_running_style_ends_with_the_last_row() -> None:
    filing = filed(2, row("S", 10, 90), row("S", 20, 70))
    assert held(filed(1, holding(100)), filing) == [70]
    assert gaps(filed(1, holding(100)), filing) == []


def test_4_2_final_style_shows_the_end_at_every_row() -> None:
    filing = filed(2, row("S", 10, 70), row("S", 20, 70))
    assert held(filed(1, holding(100)), filing) == [70]
    assert gaps(filed(1, holding(100)), filing) == []


def test_4_2_newest_first_ends_with_the_first_row() -> None:
    assert held(filed(1, holding(100)), filed(2, row("S", 20, 70), row("S", 10, 90))) == [70]


def test_4_2_rows_that_do_not_add_up_are_flagged() -> None:
    filing = filed(2, row("S", 10, 90), row("S", 20, 75))
    assert gaps(filed(1, holding(100)), filing) == [(5, "unexplained")]


def test_4_2_a_late_report_does_not_overwrite_a_newer_balance() -> None:
    late_one = filed(9, row("S", 20, 80, day="2024-05-03"))
    assert held(filed(1, holding(100)), filed(5, row("S", 10, 70)), late_one) == [70]


def test_4_2_of_one_day_the_later_acceptance_wins() -> None:
    first = filed(5, row("S", 10, 90), accepted="2024-05-05T10:00:00")
    second = filed(6, row("S", 10, 80), day="2024-05-05", accepted="2024-05-05T11:00:00")
    assert held(second, first) == [80]


def test_4_2_zero_closes_a_line() -> None:
    assert held(filed(1, holding(10)), filed(2, row("S", 10, 0))) == []


def test_4_2_silence_does_not_close_a_line() -> None:
    assert held(filed(1, holding(10), trust(20)), filed(2, row("S", 4, 6))) == [6, 20]


def test_4_2_a_balance_of_form_5_is_that_of_the_fiscal_year_end() -> None:
    form = filed(20, row("G", 10, 90, day="2024-02-01"), form="5", period="2024-05-10")
    assert [b.as_of for b in balances(form)] == [may(10)]


def test_4_2_a_balance_of_form_3_is_that_of_the_event() -> None:
    assert [b.as_of for b in balances(filed(9, holding(10), form="3", period="2024-05-02"))] == [
        may(2)
    ]


def test_4_2_principal_is_not_added_to_shares() -> None:
    note = row("P", 1, None, held="I", nature="By Trust", valueOwnedFollowingTransaction="5000")
    assert total(filed(1, holding(10), note)).shares == 10


def test_4_2_a_total_has_its_parts() -> None:
    found = total(filed(1, holding(10), trust(20)))
    assert [part.shares for part in found.parts] == [10, 20]
    assert found.shares == 30


def test_4_2_a_plan_in_a_note_explains_a_jump() -> None:
    note = {"F1": "Includes 15 shares acquired under the employee stock purchase plan."}
    jump = filed(2, row("S", 10, ("105", "F1")), notes=note)
    assert gaps(filed(1, holding(100)), jump) == [(15, "plan")]


def test_4_2_a_split_in_a_note_explains_a_doubling() -> None:
    note = {"F1": "Reflects a 2-for-1 stock split."}
    after = filed(2, row("S", 10, ("190", "F1")), notes=note)
    assert gaps(filed(1, holding(100)), after) == [(100, "split")]


def test_4_2_a_jump_that_nothing_explains_stays_unexplained() -> None:
    assert gaps(filed(1, holding(100)), filed(2, row("S", 10, 137))) == [(47, "unexplained")]


def test_4_2_shares_moved_into_a_trust_are_another_line() -> None:
    story = [filed(1, holding(1000), trust(20)), filed(2, holding(700), trust(320))]
    assert gaps(*story) == [(-300, "line"), (300, "line")]


def test_4_2_a_line_not_restated_for_two_years_is_stale() -> None:
    later = filed(2, row("S", 1, 9), day="2026-06-01")
    stale = [each.stale.rule for each in derived(filed(1, trust(20)), later).held() if each.stale]
    assert stale == ["stale"]


def test_4_2_a_day_in_between_shows_what_was_held_then() -> None:
    story = [filed(1, holding(100)), filed(9, row("S", 40, 60))]
    assert held(*story, on=may(8)) == [100]


# 4.3 Holdings-only rows


def test_4_3_a_holding_updates_a_line_and_makes_no_transaction() -> None:
    facts = derived(filed(1, holding(100)), filed(2, holding(100)))
    assert [trade.kind for trade in facts.trades] == ["holding", "holding"]
    assert held(filed(1, holding(100)), filed(2, holding(100))) == [100]


def test_4_3_a_form_3_without_securities_holds_nothing() -> None:
    assert held(filed(1, form="3")) == []


def test_4_3_a_holding_on_form_5_with_form_type_3_is_late_by_the_filers_word() -> None:
    late_item = holding(50, transactionFormType="3")
    form = filed(14, late_item, form="5", period="2024-04-30")
    assert "late by own word" in [state for state, _ in late(form)]


# 4.4 Amendments


def test_4_4_an_amendment_is_linked_by_the_day_of_the_original() -> None:
    original = filed(2, row("S", 10, 90))
    fixed = filed(6, row("S", 12, 88), form="4/A", period="2024-05-02", amends="2024-05-02")
    assert rules(original, fixed) == ["filing-date"]


def test_4_4_a_row_with_other_numbers_replaces_the_original() -> None:
    original = filed(2, row("S", 10, 90))
    fixed = filed(6, row("S", 12, 88), form="4/A", period="2024-05-02", amends="2024-05-02")
    assert gone(original, fixed) == ["2:1 changed"]
    assert held(original, fixed) == [88]


def test_4_4_a_repeated_row_counts_once() -> None:
    original = filed(2, row("S", 10, 90), row("S", 20, 70))
    fixed = filed(
        6, row("S", 10, 90), row("S", 25, 65), form="4/A", period="2024-05-02", amends="2024-05-02"
    )
    assert gone(original, fixed) == ["2:2 changed", "6:1 repeated"]


def test_4_4_a_row_left_out_of_the_original_is_added() -> None:
    original = filed(2, row("S", 10, 90))
    more = filed(6, row("G", 5, 85), form="4/A", period="2024-05-02", amends="2024-05-02")
    assert gone(original, more) == []
    assert held(original, more) == [85]


def test_4_4_what_a_partial_amendment_does_not_mention_stays() -> None:
    original = filed(2, row("S", 10, 90), row("G", 5, 85), trust(20))
    fixed = filed(6, row("S", 11, 89), form="4/A", period="2024-05-02", amends="2024-05-02")
    assert gone(original, fixed) == ["2:1 changed"]


def test_4_4_an_amendment_of_holdings_removes_no_transaction() -> None:
    original = filed(2, row("S", 10, 90))
    fixed = filed(6, trust(20), form="4/A", period="2024-05-02", amends="2024-05-02")
    assert gone(original, fixed) == []


def test_4_4_an_amendment_of_an_amendment_follows_the_chain() -> None:
    first = filed(2, row("S", 10, 90))
    second = filed(6, row("S", 12, 88), form="4/A", period="2024-05-02", amends="2024-05-02")
    third = filed(8, row("S", 13, 87), form="4/A", period="2024-05-02", amends="2024-05-06")
    assert held(first, second, third) == [87]
    roots = {link.root for link in derived(first, second, third).amended.links.values()}
    assert roots == {first.accession}


def test_4_4_an_original_that_is_not_here_is_said_to_be_missing() -> None:
    fixed = filed(6, row("S", 12, 88), form="4/A", period="2024-05-02", amends="2024-05-02")
    assert rules(fixed) == ["not-in-set"]
    assert held(fixed) == [88]


def test_4_4_an_amendment_speaks_as_of_the_original() -> None:
    original = filed(2, row("S", 10, 90))
    later = filed(3, row("S", 5, 85), day="2024-05-03", period="2024-05-02")
    fixed = filed(6, row("S", 10, 90), trust(7), form="4/A", period="2024-05-02",
                  amends="2024-05-02")  # fmt: skip
    assert held(original, later, fixed) == [7, 85]


def test_4_4_a_later_form_on_the_uncorrected_number_has_the_amendment_for_a_reason() -> None:
    original = filed(2, row("S", 10, 90))
    later = filed(4, row("S", 5, 85))
    fixed = filed(6, row("S", 12, 88), form="4/A", period="2024-05-02", amends="2024-05-02")
    assert gaps(original, later, fixed) == [(2, "amendment")]


# 4.5 Joint filings


def test_4_5_a_joint_filing_is_one_line_of_all_its_owners() -> None:
    (position,) = derived(filed(1, holding(10), people=(JANE, JOHN))).positions
    assert position.owners == (int(JANE[0]), int(JOHN[0]))


def test_4_5_a_group_over_two_filings_counts_its_rows_once() -> None:
    sale = row("S", 10, 90, held="I", nature="By Fund")
    first = filed(1, sale, people=(JANE,), remarks="Form 1 of 2")
    second = filed(2, sale, people=(FUND,), remarks="Form 2 of 2", day="2024-05-01")
    found = across(first, second).joint.twins.values()
    assert [(twin.row.accession, twin.rule) for twin in found] == [
        (second.accession, "split-by-own-word")
    ]


def test_4_5_equal_grants_to_two_directors_are_two_grants() -> None:
    grant = row("A", 500, 500, transactionPricePerShare="0")
    assert (
        across(filed(1, grant), filed(2, grant, day="2024-05-01", people=(JOHN,))).joint.twins == {}
    )


def test_4_5_the_same_form_filed_twice_counts_once() -> None:
    story = [filed(1, holding(100)), filed(2, row("S", 10, 90)),
             filed(3, row("S", 10, 90), period="2024-05-02")]  # fmt: skip
    assert [twin.rule for twin in across(*story).joint.twins.values()] == ["filed-twice"]
    assert gaps(*story) == []


# 4.6 One filing, many CIKs


def test_4_6_an_issuer_that_files_on_itself_is_kept() -> None:
    itself = ("9000000001", "Example Works Inc")
    assert held(filed(1, holding(10), people=(itself,))) == [10]


# 4.7 Exits


def test_4_7_what_was_held_at_the_exit_is_last_known() -> None:
    left = filed(2, row("S", 1, 9), leaves=True)
    assert [each.stale.rule for each in derived(left).held() if each.stale] == ["exit"]


def test_4_7_who_comes_back_and_restates_is_fresh_again() -> None:
    left, back = filed(2, row("S", 1, 9), leaves=True), filed(5, row("P", 1, 10))
    assert [each.stale for each in derived(left, back).held()] == [None]


# 4.8 Names over time


def test_4_8_another_name_under_one_cik_is_the_same_person() -> None:
    married = (JANE[0], "ROE JANE")
    assert held(filed(1, holding(10)), filed(2, row("S", 1, 9), people=(married,))) == [9]


def test_4_8_the_same_name_under_another_cik_is_somebody_else() -> None:
    other = ("9000000199", JANE[1])
    assert held(filed(1, holding(10)), filed(2, holding(9), people=(other,))) == [9, 10]


# 4.10 Prices and values


def test_4_10_a_total_typed_as_price_is_odd() -> None:
    usual = [filed(n, row("P", 100, 100 * n, transactionPricePerShare="5")) for n in range(1, 6)]
    typed = filed(7, row("P", 100, 600, transactionPricePerShare="500"))
    (odd,) = across(*usual, typed).odd_prices.values()
    assert (odd.accession, odd.rule) == (typed.accession, "price-is-total")


def test_4_10_a_price_of_zero_is_no_odd_price() -> None:
    usual = [filed(n, row("P", 100, 100 * n)) for n in range(1, 6)]
    gift = filed(7, row("G", 100, 600, way="A", transactionPricePerShare="0"))
    assert across(*usual, gift).odd_prices == {}


# 4.11 Splits, units, sizes


def test_4_11_fractions_stay_exact() -> None:
    assert held(filed(1, holding(("5381.2",)))) == [Decimal("5381.2")]


def test_4_11_a_split_without_a_word_is_told_by_two_other_lines() -> None:
    first = filed(1, holding(100), trust(50), holding(30, held="I", nature="By Spouse"))
    second = filed(2, holding(300), trust(150), holding(90, held="I", nature="By Spouse"))
    assert gaps(first, second) == [(200, "split"), (60, "split"), (100, "split")]


# 4.12 Lateness


def test_4_12_two_business_days_after_a_friday_end_on_tuesday() -> None:
    assert late(filed(7, row("S", 10, 90, day="2024-05-03"))) == [("on time", 0)]


def test_4_12_the_day_after_is_late() -> None:
    filing = filed(8, row("S", 10, 90, day="2024-05-03"), period="2024-05-03")
    assert late(filing) == [("late", 1)]


def test_4_12_a_holiday_is_no_business_day() -> None:
    after_memorial_day = filed(29, row("S", 10, 90, day="2024-05-24"))
    assert late(after_memorial_day) == [("on time", 0)]


def test_4_12_a_deemed_date_is_what_counts() -> None:
    deemed = row("S", 10, 90, day="2024-05-06", deemedExecutionDate="2024-05-08")
    assert late(filed(10, deemed)) == [("on time", 0)]


def test_4_12_a_row_that_could_wait_for_form_5_is_voluntary() -> None:
    early = row("L", 1, 91, day="2024-04-01", transactionFormType="5")
    assert late(filed(9, early)) == [("voluntary", 0)]


def test_4_12_form_3_is_due_after_ten_days_or_on_the_next_business_day() -> None:
    assert late(filed(13, holding(10), form="3", period="2024-05-02")) == [("on time", 0)]
    assert late(filed(14, holding(10), form="3", period="2024-05-02")) == [("late", 1)]


# 4.13 Implausible dates


def test_4_13_a_trade_dated_in_2035_is_placed_by_the_period() -> None:
    typed = filed(2, row("S", 10, 90, day="2035-05-02"))
    assert [b.as_of for b in balances(filed(1, holding(100)), typed)] == [may(1), may(2)]


def test_4_13_a_trade_dated_in_2035_is_flagged_with_the_day_used() -> None:
    typed = filed(2, row("S", 10, 90, day="2035-05-02"))
    (odd, *_) = derived(typed).odd_dates[typed.accession]
    assert (odd.filed, odd.used) == (date(2035, 5, 2), may(2))


def test_4_13_a_date_before_the_act_is_placed_by_the_period() -> None:
    typed = filed(2, row("S", 10, 90, day="1024-05-02"))
    assert [b.as_of for b in balances(typed)] == [may(2)]


def test_4_2_common_shares_and_common_stock_are_one_class() -> None:
    assert held(filed(1, holding(10)), filed(2, row("S", 1, 9, title="Common Shares"))) == [9]
