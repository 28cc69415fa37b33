"""When reports were due: each rule by hand, then what must hold for all of them."""

from __future__ import annotations

import inspect
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.derive import deadlines
from builder.derive.business_days import is_business_day
from builder.derive.deadlines import (
    RULES,
    Deadline,
    deadline_of,
    derive_deadlines,
    due_day_of_form_3,
    due_day_of_form_4,
    due_day_of_form_5,
    filed_on,
    insiders_since,
    latest,
    start_of_form_4,
)
from builder.model import Filing
from tests.forms import Cells, filing_of, form_xml, sale

DAY = timedelta(days=1)
HOLDING: Cells = {
    "securityTitle": "Common Stock",
    "sharesOwnedFollowingTransaction": "100",
    "directOrIndirectOwnership": "D",
}


def filing(
    *rows: tuple[str, Cells],
    form: str = "4",
    filed: str | None = "2024-05-03",
    period: str = "2024-05-01",
    year_end: str | None = None,
    remarks: str = "",
) -> Filing:
    """A filing as EDGAR would date it."""
    read = filing_of(form_xml(rows, form=form, period=period, remarks=remarks))
    return read._replace(
        filed=date.fromisoformat(filed) if filed else None,
        issuer=read.issuer._replace(fiscal_year_end=year_end),
    )


def form_4(traded: str, filed: str | None, **cells: str) -> Deadline:
    """The deadline of the only row of a Form 4."""
    row = sale(transactionDate=traded, **cells)
    (found,) = derive_deadlines(filing(row, filed=filed, period=traded))
    return found


def form_5(traded: str, filed: str = "2024-02-14", **cells: str) -> Deadline:
    """The deadline of the only row of a Form 5 for 2023."""
    row = sale(**{"transactionDate": traded, "transactionFormType": "5"} | cells)
    _, found = derive_deadlines(filing(row, form="5", filed=filed, period="2023-12-31"))
    return found


def whole(form: str, period: str, filed: str | None, year_end: str | None = None) -> Deadline:
    """The deadline of a filing without rows."""
    (found,) = derive_deadlines(filing(form=form, period=period, filed=filed, year_end=year_end))
    return found


def said(found: Deadline) -> tuple[str, str, int]:
    return found.state, found.rule, found.days_late


def due(found: Deadline) -> str:
    return str(found.due)


# Form 4


def test_form_4_is_due_on_the_second_business_day_after_the_trade() -> None:
    assert due(form_4("2024-05-01", "2024-05-03")) == "2024-05-03"


def test_form_4_filed_on_the_day_it_is_due_is_on_time() -> None:
    assert said(form_4("2024-05-01", "2024-05-03")) == ("on time", "form-4", 0)


def test_form_4_filed_the_day_after_is_one_day_late() -> None:
    assert said(form_4("2024-04-30", "2024-05-03")) == ("late", "form-4", 1)


def test_form_4_filed_on_the_day_of_the_trade_is_on_time() -> None:
    assert said(form_4("2024-05-01", "2024-05-01")) == ("on time", "form-4", 0)


def test_days_late_are_calendar_days() -> None:
    assert form_4("2024-05-01", "2024-05-06").days_late == 3  # Friday to Monday


def test_a_trade_on_thursday_is_due_on_monday() -> None:
    assert due(form_4("2024-05-02", "2024-05-03")) == "2024-05-06"


def test_an_exercise_on_a_saturday_is_due_on_tuesday() -> None:
    assert due(form_4("2024-05-04", "2024-05-06")) == "2024-05-07"


def test_good_friday_counts() -> None:
    assert due(form_4("2024-03-28", "2024-04-01")) == "2024-04-01"


def test_columbus_day_does_not_count() -> None:
    assert due(form_4("2024-10-10", "2024-10-11")) == "2024-10-15"


def test_a_day_of_mourning_does_not_count() -> None:
    assert due(form_4("2025-01-08", "2025-01-10")) == "2025-01-13"


def test_a_filing_after_a_closed_christmas_eve_is_on_time() -> None:
    assert said(form_4("2020-12-22", "2020-12-28")) == ("on time", "form-4", 0)


def test_the_days_around_christmas_2025_were_none() -> None:
    assert due(form_4("2025-12-23", "2025-12-30")) == "2025-12-30"


def test_an_acceptance_at_half_past_nine_in_the_evening_keeps_the_day() -> None:
    late = filing(sale(), filed=None)._replace(accepted=datetime(2024, 5, 3, 21, 30))  # noqa: DTZ001 - Eastern, as EDGAR prints it
    assert said(derive_deadlines(late)[0]) == ("on time", "form-4", 0)


def test_an_acceptance_after_ten_in_the_evening_is_of_the_next_business_day() -> None:
    late = filing(sale(), filed=None)._replace(accepted=datetime(2024, 5, 3, 22, 0, 1))  # noqa: DTZ001 - Eastern, as EDGAR prints it
    assert said(derive_deadlines(late)[0]) == ("late", "form-4", 3)


def test_an_acceptance_at_ten_in_the_evening_keeps_the_day() -> None:
    late = filing(sale(), filed=None)._replace(accepted=datetime(2024, 5, 3, 22, 0))  # noqa: DTZ001 - Eastern, as EDGAR prints it
    assert said(derive_deadlines(late)[0]) == ("on time", "form-4", 0)


def test_an_acceptance_after_ten_on_a_wednesday_is_of_thursday() -> None:
    late = filing(filed=None)._replace(accepted=datetime(2024, 5, 1, 23, 0))  # noqa: DTZ001 - Eastern, as EDGAR prints it
    assert filed_on(late) == date(2024, 5, 2)


def test_the_filing_date_counts_where_it_differs_from_the_acceptance() -> None:
    kept = filing(sale())._replace(accepted=datetime(2024, 5, 6, 9, 0))  # noqa: DTZ001 - Eastern, as EDGAR prints it
    assert said(derive_deadlines(kept)[0]) == ("on time", "form-4", 0)


def test_a_signature_is_no_filing_date() -> None:
    assert said(form_4("2024-05-01", None)) == ("not testable", "filed-unknown", 0)


def test_a_deemed_execution_date_is_counted_from() -> None:
    found = form_4("2024-05-01", "2024-05-07", deemedExecutionDate="2024-05-03")
    assert (found.state, found.rule, due(found)) == ("on time", "form-4-deemed", "2024-05-07")


def test_a_deemed_execution_date_counts_up_to_the_third_business_day() -> None:
    found = form_4("2024-05-01", "2024-05-08", deemedExecutionDate="2024-05-06")
    assert (found.state, found.rule, due(found)) == ("on time", "form-4-deemed", "2024-05-08")


def test_a_deemed_execution_on_the_day_of_filing_is_tested() -> None:
    found = form_4("2024-05-01", "2024-05-03", deemedExecutionDate="2024-05-03")
    assert said(found) == ("on time", "form-4-deemed", 0)


def test_a_later_deemed_execution_date_counts_from_the_third_business_day() -> None:
    found = form_4("2024-05-01", "2024-05-10", deemedExecutionDate="2024-05-08")
    assert said(found) == ("late", "form-4-deemed-capped", 2)
    assert (str(found.start), due(found)) == ("2024-05-06", "2024-05-08")


def test_a_deemed_execution_date_that_is_the_trade_date_changes_nothing() -> None:
    found = form_4("2024-05-01", "2024-05-03", deemedExecutionDate="2024-05-01")
    assert said(found) == ("on time", "form-4", 0)


def test_a_deemed_execution_date_before_the_trade_does_not_count() -> None:
    found = form_4("2024-05-01", "2024-05-03", deemedExecutionDate="2024-04-24")
    assert (said(found), str(found.start)) == (("on time", "form-4-deemed-before", 0), "2024-05-01")


def test_a_row_of_form_type_5_on_form_4_is_voluntary() -> None:
    found = form_4("2023-01-10", "2023-06-01", transactionCode="G", transactionFormType="5")
    assert said(found) == ("voluntary", "form-4-voluntary", 0)


def test_a_row_of_form_type_5_marked_early_is_voluntary_too() -> None:
    found = form_4("2024-01-10", "2024-06-01", transactionFormType="5", transactionTimeliness="E")
    assert found.state == "voluntary"


def test_code_v_is_an_early_mark_of_old() -> None:
    assert form_4("2003-08-01", "2003-09-01", transactionCode="V").state == "voluntary"


def test_a_mark_needs_no_filing_date() -> None:
    assert form_4("2024-01-10", None, transactionFormType="5").state == "voluntary"


def test_a_row_marked_early_is_early() -> None:
    found = form_4("2024-05-01", "2024-06-01", transactionTimeliness="E")
    assert said(found) == ("early", "form-4-early-mark", 0)


def test_a_row_marked_late_is_late_by_own_word() -> None:
    found = form_4("2024-04-01", "2024-05-03", transactionTimeliness="L")
    assert said(found) == ("late by own word", "form-4-late-mark", 30)


def test_a_gift_made_since_february_2023_is_due_in_two_days() -> None:
    assert said(form_4("2023-02-27", "2023-03-02", transactionCode="G")) == ("late", "form-4", 1)


def test_a_gift_made_before_could_wait() -> None:
    found = form_4("2023-02-26", "2023-03-09", transactionCode="G")
    assert said(found) == ("not testable", "gift-before-2023", 0)


def test_a_gift_made_since_but_marked_voluntary_says_so() -> None:
    found = form_4("2023-03-01", "2023-06-01", transactionCode="G", transactionFormType="5")
    assert said(found) == ("voluntary", "form-4-voluntary-gift", 0)


@pytest.mark.parametrize(
    ("day", "rule"), [("2023-02-26", "form-4-voluntary"), ("2023-02-27", "form-4-voluntary-gift")]
)
def test_a_voluntary_gift_says_so_from_the_day_of_the_new_rule(day: str, rule: str) -> None:
    assert form_4(day, "2023-06-01", transactionCode="G", transactionFormType="5").rule == rule


def test_a_row_marked_late_without_a_filing_date_has_no_days() -> None:
    found = form_4("2024-04-01", None, transactionTimeliness="L")
    assert said(found) == ("late by own word", "form-4-late-mark", 0)


@pytest.mark.parametrize("code", ["G", "W", "L", "Z"])
def test_gifts_received_and_other_exempt_acquisitions_may_wait(code: str) -> None:
    found = form_4(
        "2024-01-10", "2024-05-03", transactionCode=code, transactionAcquiredDisposedCode="A"
    )
    assert said(found) == ("not testable", "may-wait-for-form-5", 0)


def test_the_first_day_of_the_two_day_rule_is_tested() -> None:
    assert said(form_4("2002-08-29", "2002-09-04")) == ("late", "form-4", 1)


def test_the_day_before_it_is_not_tested() -> None:
    assert said(form_4("2002-08-28", "2002-09-10")) == ("not testable", "before-two-day-rule", 0)


def test_a_trade_after_the_filing_is_not_tested() -> None:
    assert said(form_4("2024-05-04", "2024-05-03")) == ("not testable", "dated-after-filing", 0)


def test_a_deemed_execution_after_the_filing_is_not_tested() -> None:
    found = form_4("2024-05-01", "2024-05-02", deemedExecutionDate="2024-05-03")
    assert said(found) == ("not testable", "dated-after-filing", 0)


def test_a_trade_before_the_exchange_act_is_not_tested() -> None:
    assert said(form_4("1924-05-01", "2024-05-03")) == ("not testable", "odd-date", 0)


def test_a_trade_before_the_day_of_the_earliest_one_is_not_called_late() -> None:
    repeated = filing(sale(transactionDate="2020-12-04"), sale(), period="2024-05-01")
    found, _ = derive_deadlines(repeated)
    assert said(found) == ("not testable", "before-period", 0)


def test_a_trade_before_the_day_of_the_earliest_one_can_be_on_time() -> None:
    close = filing(sale(transactionDate="2024-05-01"), period="2024-05-02")
    assert said(derive_deadlines(close)[0]) == ("on time", "form-4", 0)


def test_a_row_marked_late_is_late_whatever_the_period() -> None:
    marked = filing(sale(transactionDate="2024-04-01", transactionTimeliness="L"))
    assert derive_deadlines(marked)[0].state == "late by own word"


def test_a_trade_a_year_before_its_filing_may_be_a_slip_in_the_year() -> None:
    assert said(form_4("2023-01-05", "2024-01-08")) == ("late", "year-in-doubt", 364)


@pytest.mark.parametrize(
    ("traded", "filed", "rule"),
    [
        ("2023-01-08", "2024-01-08", "year-in-doubt"),  # on the day of the trade
        ("2023-01-05", "2024-01-09", "year-in-doubt"),  # on the due day
        ("2023-01-05", "2024-01-10", "form-4"),
        ("2023-01-09", "2024-01-08", "form-4"),
        ("2022-12-29", "2024-01-02", "year-in-doubt"),  # the slip is in the year before
    ],
)
def test_only_a_whole_year_is_a_slip_in_the_year(traded: str, filed: str, rule: str) -> None:
    assert form_4(traded, filed).rule == rule


def test_a_trade_a_year_and_a_week_before_its_filing_is_late() -> None:
    assert said(form_4("2023-01-02", "2024-01-08")) == ("late", "form-4", 369)


def test_a_trade_on_leap_day_is_no_slip_in_the_year() -> None:
    assert said(form_4("2024-02-29", "2025-03-03")) == ("late", "form-4", 364)


def test_relief_claimed_for_a_hurricane_is_not_tested() -> None:
    words = "Filed in reliance on the order of the Commission on Hurricane Example."
    claimed = filing(sale(transactionDate="2024-04-01"), period="2024-04-01", remarks=words)
    assert said(derive_deadlines(claimed)[0]) == ("not testable", "relief-claimed", 0)


def test_a_hurricane_in_a_name_claims_nothing() -> None:
    words = "Held by Hurricane Ridge LLC."
    named = filing(sale(transactionDate="2024-04-01"), period="2024-04-01", remarks=words)
    assert derive_deadlines(named)[0].state == "late"


def test_a_trade_without_a_date_is_not_tested() -> None:
    assert said(form_4("", "2024-05-03")) == ("not testable", "no-date", 0)


def test_a_row_that_names_no_form_is_not_tested() -> None:
    found = form_4("2024-04-01", "2024-05-03", transactionFormType="")
    assert said(found) == ("not testable", "no-form-type", 0)


def test_an_amendment_is_not_tested() -> None:
    (found,) = derive_deadlines(filing(sale(transactionDate="2024-01-10"), form="4/A"))
    assert said(found) == ("not testable", "amendment", 0)


def test_a_holding_has_no_deadline() -> None:
    assert derive_deadlines(filing(("nonDerivativeHolding", HOLDING))) == ()


def test_a_holding_can_be_explained() -> None:
    held = filing(("nonDerivativeHolding", HOLDING))
    assert said(deadline_of(held, held.rows[0])) == ("not testable", "holding", 0)


def test_each_row_of_form_4_has_its_own_day() -> None:
    two = filing(sale(transactionDate="2024-04-29"), sale(), period="2024-04-29")
    assert [found.days_late for found in derive_deadlines(two)] == [2, 0]


def test_a_trade_before_its_person_became_an_insider_is_not_called_late() -> None:
    first = filing(form="3", period="2024-04-15", filed="2024-04-16")
    early = filing(sale(transactionDate="2024-04-01"), period="2024-04-01")
    (found,) = derive_deadlines(early, insiders_since([first, early]))
    assert said(found) == ("not testable", "before-insider", 0)


def test_a_trade_on_the_day_of_becoming_an_insider_is_late() -> None:
    first = filing(form="3", period="2024-04-01", filed="2024-04-16")
    trade = filing(sale(transactionDate="2024-04-01"), period="2024-04-01")
    assert derive_deadlines(trade, insiders_since([first]))[0].state == "late"


def test_a_trade_of_an_insider_is_late_whoever_joins_in() -> None:
    first = filing(form="3", period="2024-04-15", filed="2024-04-16")
    early = filing(sale(transactionDate="2024-04-01"), period="2024-04-01")
    joint = early._replace(owners=(*early.owners, early.owners[0]._replace(cik=9000000102)))
    assert derive_deadlines(joint, insiders_since([first, joint]))[0].state == "late"


def test_a_person_is_an_insider_since_the_first_form_3() -> None:
    one = filing(form="3", period="2024-04-15")
    two = filing(form="3", period="2021-04-15")
    assert insiders_since([one, two]) == {(9000000001, 9000000101): date(2021, 4, 15)}


def test_an_event_after_its_form_3_says_nothing_of_when_a_person_became_an_insider() -> None:
    assert insiders_since([filing(form="3", period="2034-04-15")]) == {}


# Form 3


def test_form_3_is_due_ten_days_after_the_event() -> None:
    assert due(whole("3", "2024-05-03", "2024-05-10")) == "2024-05-13"


def test_form_3_due_on_a_saturday_is_due_on_monday() -> None:
    assert said(whole("3", "2024-05-01", "2024-05-13")) == ("on time", "form-3", 0)


def test_form_3_due_on_a_holiday_is_due_the_day_after() -> None:
    assert said(whole("3", "2024-06-24", "2024-07-05")) == ("on time", "form-3", 0)


def test_form_3_filed_after_that_is_late() -> None:
    assert said(whole("3", "2024-05-01", "2024-05-14")) == ("late", "form-3", 1)


def test_form_3_filed_before_the_event_is_not_tested() -> None:
    assert said(whole("3", "2024-05-01", "2024-04-30")) == ("not testable", "dated-after-filing", 0)


def test_form_3_a_is_not_tested() -> None:
    assert said(whole("3/A", "2024-05-01", "2024-09-14")) == ("not testable", "amendment", 0)


def test_the_holdings_of_form_3_have_no_deadlines_of_their_own() -> None:
    three = filing(("nonDerivativeHolding", HOLDING), form="3")
    assert [found.row for found in derive_deadlines(three)] == [None]


def test_a_transaction_on_form_3_is_not_tested() -> None:
    _, found = derive_deadlines(filing(sale(), form="3"))
    assert said(found) == ("not testable", "transaction-on-form-3", 0)


def test_form_3_for_an_event_a_year_back_may_be_a_slip_in_the_year() -> None:
    assert said(whole("3", "2023-01-05", "2024-01-08")) == ("late", "year-in-doubt", 356)


# Form 5


def test_form_5_is_due_45_days_after_the_fiscal_year() -> None:
    assert due(whole("5", "2023-12-31", "2024-01-10")) == "2024-02-14"


def test_form_5_due_on_a_sunday_is_due_on_monday() -> None:
    assert due(whole("5", "2023-06-30", "2023-07-10")) == "2023-08-14"


def test_form_5_due_on_a_saturday_before_a_holiday_is_due_on_tuesday() -> None:
    assert due(whole("5", "2025-01-01", "2025-01-10")) == "2025-02-18"


def test_form_5_filed_after_that_is_late() -> None:
    assert said(whole("5", "2023-12-31", "2024-02-16")) == ("late", "form-5", 2)


def test_form_5_for_a_year_of_52_weeks_is_tested() -> None:
    assert whole("5", "2024-09-28", "2024-11-12", "0930").state == "on time"


def test_form_5_for_a_day_far_from_the_year_end_is_not_tested() -> None:
    found = whole("5", "2023-08-15", "2024-02-14", "1231")
    assert said(found) == ("not testable", "not-the-year-end", 0)


@pytest.mark.parametrize(
    ("period", "year_end"), [("2024-01-02", "1231"), ("2023-12-28", "0101"), ("2023-12-31", "9999")]
)
def test_a_period_is_held_against_the_nearest_year_end(period: str, year_end: str) -> None:
    assert whole("5", period, "2024-02-01", year_end).state == "on time"


def test_a_gift_on_form_5_is_not_late() -> None:
    found = form_5("2022-12-31", transactionCode="G", transactionAcquiredDisposedCode="A")
    assert said(found) == ("on time", "form-5-row", 0)


def test_an_annual_item_is_as_late_as_its_form_5() -> None:
    found = form_5("2023-03-01", "2024-02-20", transactionCode="W")
    assert said(found) == ("late", "form-5-row", 6)


def test_a_row_of_form_type_4_on_form_5_is_late_by_own_word() -> None:
    found = form_5("2023-11-01", transactionFormType="4")
    assert said(found) == ("late by own word", "form-5-form-4-row", 103)


def test_a_gift_of_before_2023_said_to_be_late_has_no_day_of_its_own() -> None:
    found = form_5("2022-06-01", transactionFormType="4", transactionCode="G")
    assert (found.state, found.due) == ("late by own word", None)


def test_a_row_marked_late_on_form_5_is_late_by_own_word() -> None:
    found = form_5("2021-03-01", transactionTimeliness="L")
    assert said(found) == ("late by own word", "form-5-late-mark", 0)


def test_a_holding_of_form_type_3_on_form_5_is_late_by_own_word() -> None:
    row = ("nonDerivativeHolding", {**HOLDING, "transactionFormType": "3"})
    _, found = derive_deadlines(filing(row, form="5", filed="2024-02-14", period="2023-12-31"))
    assert said(found) == ("late by own word", "form-5-holding", 0)


@pytest.mark.parametrize(
    ("day", "rule"), [("2023-02-26", "form-5-row"), ("2023-02-27", "form-5-gift")]
)
def test_a_gift_made_since_february_2023_is_not_judged_against_its_mark(
    day: str, rule: str
) -> None:
    assert form_5(day, transactionCode="G").rule == rule


def test_a_transaction_on_the_last_day_of_the_fiscal_year_is_of_that_year() -> None:
    assert form_5("2023-12-31", transactionCode="W").rule == "form-5-row"


def test_a_transaction_of_the_new_fiscal_year_on_form_5_is_early() -> None:
    found = form_5("2024-01-10", transactionCode="W")
    assert said(found) == ("early", "form-5-next-year", 0)


def test_a_transaction_of_an_older_year_without_a_mark_is_not_tested() -> None:
    found = form_5("2021-06-01", transactionCode="W")
    assert said(found) == ("not testable", "form-5-older-year", 0)


@pytest.mark.parametrize(
    ("traded", "rule"), [("2022-12-25", "form-5-older-year"), ("2022-12-26", "form-5-row")]
)
def test_a_fiscal_year_has_at_most_53_weeks(traded: str, rule: str) -> None:
    assert form_5(traded, transactionCode="W").rule == rule


@pytest.mark.parametrize(
    ("period", "state"), [("2023-12-10", "on time"), ("2023-12-09", "not testable")]
)
def test_a_period_ten_days_from_the_year_end_is_taken_for_it(period: str, state: str) -> None:
    assert whole("5", period, "2024-01-10", "1220").state == state


# The worst of a filing


def test_the_worst_is_the_most_days_late() -> None:
    two = filing(sale(), sale(transactionDate="2024-04-26"), period="2024-04-26")
    worst = latest(derive_deadlines(two))
    assert worst is not None
    assert (worst.row, worst.days_late) == (derive_deadlines(two)[1].row, 3)


def test_a_filing_in_time_has_no_worst() -> None:
    assert latest(derive_deadlines(filing(sale()))) is None


def test_a_filer_s_own_word_is_a_worst_without_a_number() -> None:
    found = form_5("2021-03-01", transactionTimeliness="L")
    assert latest([form_4("2024-05-01", "2024-05-03"), found]) == found


def test_of_equal_days_our_own_count_comes_before_the_filer_s_word() -> None:
    marked = sale(transactionDate="2024-04-01", transactionTimeliness="L")
    two = filing(marked, sale(transactionDate="2024-04-01"), period="2024-04-01")
    worst = latest(derive_deadlines(two))
    assert worst is not None
    assert worst.state == "late"


# Laws

any_day = st.dates(date(2001, 1, 1), date(2031, 12, 31))
codes = st.sampled_from("SPAGLWFMV")
marks = st.sampled_from(["", "E", "L"])
kinds = st.sampled_from(["3", "4", "5", ""])
forms = st.sampled_from(["3", "4", "5", "4/A", "5/A"])


@st.composite
def rows(draw: st.DrawFn) -> tuple[str, Cells]:
    """A transaction with any dates and marks."""
    return sale(
        transactionDate=draw(any_day).isoformat(),
        deemedExecutionDate=draw(st.one_of(st.just(""), any_day.map(str))),
        transactionCode=draw(codes),
        transactionFormType=draw(kinds),
        transactionTimeliness=draw(marks),
        transactionAcquiredDisposedCode=draw(st.sampled_from("AD")),
    )


@st.composite
def filings(draw: st.DrawFn) -> Filing:
    """Any filing of up to three such rows, filed on any day."""
    return filing(
        *draw(st.lists(rows(), max_size=3)),
        form=draw(forms),
        filed=str(draw(any_day)),
        period=str(draw(any_day)),
        year_end=draw(st.sampled_from([None, "1231", "0229", "9999", "june"])),
    )


@given(filings(), st.integers(1, 40), any_day)
def test_filing_later_never_makes_anything_less_late(one: Filing, days: int, day: date) -> None:
    assert one.filed is not None
    later = one._replace(filed=one.filed + days * DAY)
    since = {(one.issuer.key, one.owners[0].key): day}
    both = derive_deadlines(one, since), derive_deadlines(later, since)
    for now, then in zip(*both, strict=True):
        assert then.days_late >= now.days_late
        assert now.state != "late" or then.state == "late"


@given(filings())
def test_every_due_day_is_a_business_day_after_its_start(one: Filing) -> None:
    for found in derive_deadlines(one):
        if found.due is not None:
            assert is_business_day(found.due)
            assert found.start is not None
            assert found.due > found.start


@given(filings())
def test_a_row_is_late_exactly_by_the_days_since_it_was_due(one: Filing) -> None:
    assert one.filed is not None
    for found in derive_deadlines(one):
        days = max(0, (one.filed - found.due).days) if found.due else 0
        assert found.days_late == days
        assert found.state != "late" or days > 0
        assert found.state != "on time" or days == 0
        assert found.rule in RULES


@given(filings())
def test_no_row_depends_on_the_others(one: Filing) -> None:
    together = {found.row: found for found in derive_deadlines(one)}
    for row in one.rows:
        alone = derive_deadlines(one._replace(rows=(row,)))
        assert all(together[found.row] == found for found in alone)


@given(filings(), any_day)
def test_a_row_explained_is_the_row_derived(one: Filing, day: date) -> None:
    since = {(one.issuer.key, one.owners[0].key): day}
    derived = {found.row: found for found in derive_deadlines(one, since)}
    for row in one.rows:
        explained = deadline_of(one, row, since)
        assert derived[explained.row] == explained


@given(any_day, st.one_of(st.none(), any_day))
def test_a_deemed_date_never_gives_more_than_five_business_days(
    traded: date, deemed: date | None
) -> None:
    start, _ = start_of_form_4(traded, deemed)
    end = due_day_of_form_4(start)
    assert sum(is_business_day(traded + n * DAY) for n in range(1, (end - traded).days + 1)) <= 5


@given(st.dates(date(1934, 1, 1), date(8999, 12, 31)))
def test_no_day_is_too_far_off_to_count_from(day: date) -> None:
    for due_day in (due_day_of_form_3, due_day_of_form_4, due_day_of_form_5):
        assert due_day(day) > day


@pytest.mark.parametrize("day", [date.min, date(1, 1, 2), date(9999, 12, 30), date.max])
@pytest.mark.parametrize("form", ["3", "4", "5"])
def test_no_date_is_too_odd(form: str, day: date) -> None:
    row = sale(transactionDate=day.isoformat())
    odd = filing(row, form=form, period="2024-05-01")._replace(period=day)
    for filed in (day, date(2024, 5, 3), None):
        for found in derive_deadlines(odd._replace(filed=filed)):
            assert found.due is None


def test_no_rule_is_told_that_is_not_used() -> None:
    text = inspect.getsource(deadlines)
    assert not [rule for rule in RULES if f'"{rule}"' not in text]
