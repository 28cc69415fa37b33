"""Dates that cannot be what they say, one fact of it per test."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.derive.keys import key_of
from builder.derive.odd_dates import RULES, OddDate, derive_odd_dates
from builder.derive.reports import event_day
from builder.errors import OtherInput
from builder.filings.reader import read_filing
from builder.model import Cell, Filing, Signature
from tests.forms import Cells, filing_of, form_xml, sale

FILED = date(2024, 5, 2)
PERIOD = date(2024, 5, 1)


def filed(*days: str, on: date | None = FILED, form: str = "4", **cells: str) -> Filing:
    """A filing with a sale on each of these days, whose period is the first of May."""
    rows = [sale(transactionDate=day, **cells) for day in days or ("2024-05-01",)]
    return filing_of(form_xml(rows, form=form))._replace(filed=on)


def rules(filing: Filing) -> list[str]:
    return [each.rule for each in derive_odd_dates(filing)]


def test_an_ordinary_filing_has_no_odd_date() -> None:
    assert derive_odd_dates(filed()) == ()


def test_a_trade_after_the_filing_stands_on_the_period() -> None:
    filing = filed("2024-06-05")
    key = key_of(filing, filing.rows[0])
    expected = OddDate(key, "trade-after-filing", date(2024, 6, 5), PERIOD)
    assert derive_odd_dates(filing) == (expected,)


@pytest.mark.parametrize(("day", "odd"), [("2024-05-03", False), ("2024-05-04", True)])
def test_the_day_after_the_filing_is_the_last(day: str, odd: bool) -> None:
    assert bool(rules(filed(day))) is odd


def test_without_a_day_of_filing_the_signature_stands_for_it() -> None:
    assert rules(filed("2024-05-04", on=None)) == ["trade-after-filing"]


def test_without_either_nothing_is_after_the_filing() -> None:
    filing = filed("2035-01-10", on=None)._replace(signatures=())
    assert derive_odd_dates(filing) == ()


def test_a_trade_before_1934_stands_on_the_period() -> None:
    (found,) = derive_odd_dates(filed("0022-05-06"))
    assert found[1:] == ("trade-before-1934", date(22, 5, 6), PERIOD)


def test_month_and_day_of_the_period_in_a_year_to_come() -> None:
    (found,) = derive_odd_dates(filed("2034-05-01"))
    assert found[1:] == ("trade-in-another-year", date(2034, 5, 1), PERIOD)


def test_month_and_day_of_the_period_in_a_year_before() -> None:
    """Flagged only: the ledger goes by what it says, for the period may be what is wrong."""
    (found,) = derive_odd_dates(filed("2023-05-01"))
    assert found[1:] == ("trade-in-another-year", date(2023, 5, 1), date(2023, 5, 1))


def test_an_old_trade_in_a_new_form_is_not_odd() -> None:
    """Oddity 58."""
    assert rules(filed("2019-03-07", "2004-11-30")) == []


def test_an_award_that_vests_on_one_day_each_year_is_not_odd() -> None:
    assert rules(filed("2022-05-01", "2023-05-01", "2024-05-01")) == []


def test_an_award_that_vested_again_a_year_after_the_period_is_not_odd() -> None:
    filing = filed("2023-05-01", "2024-05-01")._replace(period=date(2023, 5, 1))
    assert rules(filing) == []


def test_a_trade_and_a_period_after_the_filing_are_both_odd() -> None:
    filing = filed("2034-05-01")._replace(period=date(2034, 5, 1))
    assert rules(filing) == ["period-after-filing", "trade-after-filing"]


def test_without_a_period_the_filing_stands_for_an_odd_trade() -> None:
    (found,) = derive_odd_dates(filed("2034-05-01")._replace(period=None))
    assert found[1:] == ("trade-after-filing", date(2034, 5, 1), FILED)


def test_without_a_period_an_ordinary_trade_is_not_odd() -> None:
    assert derive_odd_dates(filed()._replace(period=None)) == ()


@pytest.mark.parametrize(("day", "odd"), [("1934-06-06", False), ("1934-06-05", True)])
def test_the_act_became_law_on_the_sixth_of_june_1934(day: str, odd: bool) -> None:
    filing = filed(day)
    assert (rules(filing) == ["trade-before-1934"]) is odd
    period = date.fromisoformat(day)
    assert ("period-before-1934" in rules(filing._replace(period=period))) is odd


def test_a_signature_without_a_day_is_another_matter() -> None:
    signed = (Signature("/s/ Jane Doe", None), Signature("/s/ Jane Doe", date(2024, 5, 3)))
    assert rules(filed()._replace(signatures=signed)) == []


@pytest.mark.parametrize("deemed", ["2024-05-01", ""])
@pytest.mark.parametrize("day", ["", "yesterday"])
def test_a_deemed_execution_without_a_trade_is_another_matter(day: str, deemed: str) -> None:
    assert rules(filed(day, deemedExecutionDate=deemed)) == []


def test_another_row_of_another_day_does_not_hide_a_wrong_year() -> None:
    assert rules(filed("2023-05-01", "", "2024-05-02", "2022-03-04")) == ["trade-in-another-year"]


def test_a_row_that_is_told_late_may_be_a_year_old() -> None:
    assert rules(filed("2023-05-01", transactionFormType="5")) == []


def test_a_form_5_has_rows_of_other_years() -> None:
    assert rules(filed("2023-05-01", form="5")) == []


def test_a_period_after_the_filing() -> None:
    filing = filed("2024-05-01")._replace(period=date(2034, 5, 1))
    found = derive_odd_dates(filing)[0]
    assert found == OddDate(None, "period-after-filing", date(2034, 5, 1), found.used)


def test_a_form_3_signed_before_its_event_is_not_odd() -> None:
    filing = filed(on=None)._replace(period=date(2024, 5, 9), form="3", rows=())
    assert derive_odd_dates(filing) == ()


def test_a_period_before_1934() -> None:
    assert "period-before-1934" in rules(filed()._replace(period=date(24, 5, 1)))


def test_a_signature_after_the_filing() -> None:
    signed = (Signature("/s/ Jane Doe", date(2024, 5, 4)), Signature("/s/ Jane Doe", FILED))
    found = derive_odd_dates(filed()._replace(signatures=signed))
    assert found == (OddDate(None, "signed-after-filing", date(2024, 5, 4), FILED),)


def test_a_deemed_execution_before_the_trade() -> None:
    (found,) = derive_odd_dates(filed("2024-05-01", deemedExecutionDate="2024-04-30"))
    assert found[1:] == ("deemed-before-trade", date(2024, 4, 30), PERIOD)


@pytest.mark.parametrize("deemed", ["2024-05-01", "2024-05-03", ""])
def test_a_deemed_execution_from_the_trade_on_is_not_odd(deemed: str) -> None:
    assert rules(filed("2024-05-01", deemedExecutionDate=deemed)) == []


def test_an_option_that_expired_is_not_odd() -> None:
    option: Cells = {
        "securityTitle": "Option", "transactionDate": "2024-05-01", "transactionCode": "H",
        "exerciseDate": "1988-08-08", "expirationDate": "2099-12-31",
    }  # fmt: skip
    assert derive_odd_dates(filing_of(form_xml([("derivativeTransaction", option)]))) == ()


def test_the_last_day_of_the_calendar_breaks_nothing() -> None:
    filing = filed("9999-12-31", on=date.max)._replace(period=date.max)
    assert derive_odd_dates(filing) == ()


def test_every_rule_has_its_words() -> None:
    signed = (Signature("/s/ Jane Doe", date(2024, 5, 9)),)
    filings = [
        filed("2024-06-05", "0022-05-06", "2034-05-01", deemedExecutionDate="1999-01-01"),
        filed()._replace(period=date(2034, 5, 1)), filed()._replace(period=date(24, 5, 1)),
        filed()._replace(signatures=signed),
    ]  # fmt: skip
    assert {rule for filing in filings for rule in rules(filing)} == set(RULES)


DAYS = st.one_of(
    st.dates(date(2023, 4, 28), date(2024, 5, 9)),
    st.sampled_from([date(22, 5, 1), date(1934, 6, 5), date(1934, 6, 6), date(2034, 5, 1)]),
)


@given(st.lists(DAYS, min_size=1, max_size=4), DAYS, st.none() | DAYS, st.booleans())
def test_what_the_ledger_does_not_go_by_is_odd(
    days: list[date], period: date, on: date | None, signed: bool
) -> None:
    """And what is odd names the day that the ledger goes by."""
    filing = filed(*(["2024-05-01"] * len(days)))
    rows = tuple(
        row._replace(transaction_date=Cell(day)) for row, day in zip(filing.rows, days, strict=True)
    )
    signatures = filing.signatures if signed else ()
    filing = filing._replace(rows=rows, period=period, filed=on, signatures=signatures)
    found = {each.row: each for each in derive_odd_dates(filing) if each.row}
    for row, day in zip(filing.rows, days, strict=True):
        odd, used = found.get(key_of(filing, row)), event_day(filing, row)
        assert odd is None or (odd.filed, odd.used) == (day, used)
        assert odd is not None or used == day
        assert used == day or odd is not None
        if odd is not None and used == day:  # flagged only, or the period is the same day
            assert odd.rule == "trade-in-another-year" or day == filing.period


@given(st.lists(DAYS, min_size=1, max_size=4))
def test_one_row_changes_nothing_for_another_of_another_day(days: list[date]) -> None:
    """But for the years of an award, which are judged together."""
    alone = [rules(filed(day.isoformat())) for day in days if day.month != 5 or day.day != 1]
    several = [day.isoformat() for day in days if day.month != 5 or day.day != 1]
    expected = Counter(rule for some in alone for rule in some)
    assert Counter(rules(filed(*several))) == expected or not several


def test_the_real_filings_have_few_odd_dates(real_filings: Path) -> None:
    found = Counter[str]()
    for path in sorted(real_filings.glob("[tx][xm][tl]/*")):
        try:
            filing = read_filing(path.read_bytes(), path.name)
        except OtherInput:
            continue
        found.update(rules(filing))
    assert found == {"trade-after-filing": 1}


def test_a_row_without_a_day_is_another_matter() -> None:
    assert rules(filed("")) == []
    assert rules(filed("yesterday")) == []
