"""Dates that cannot be what they say: typed wrong, or before their time.

Section 4.13 of the forms reference. The filed date stays as it is; beside it stands the rule by
which it is odd, and the day that the ledger goes by instead, which :func:`event_day` settles for
all that is derived. An option that expires before its exercise, in 2099 or before the trade is
normal in real filings and not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from builder.derive.keys import RowKey, key_of
from builder.derive.reports import EARLIEST, event_day
from builder.model import Filing, Row

RULES: dict[str, str] = {
    "trade-after-filing": (
        "The transaction is dated more than one day after the filing (or, where that day is not"
        " known, after the latest signature). The period of report stands in its place."
    ),
    "trade-before-1934": (
        "The transaction is dated before the Securities Exchange Act of 1934. The period of report"
        " stands in its place."
    ),
    "trade-in-another-year": (
        "The transaction has the month and day of the period of report, in another year: it looks"
        " like a slip of the pen."
    ),
    "period-after-filing": "The period of report is more than one day after the filing.",
    "period-before-1934": "The period of report is before the Securities Exchange Act of 1934.",
    "signed-after-filing": "A signature is dated more than one day after the filing.",
    "deemed-before-trade": (
        "The deemed execution date is before the transaction: the rule that provides for it (Rule"
        " 16a-3(g)) only knows later ones."
    ),
}


class OddDate(NamedTuple):
    """A date that is odd, and the day that the ledger goes by."""

    row: RowKey | None  # None: a date of the filing as a whole
    rule: str  # a key of RULES
    filed: date  # as filed
    used: date | None  # what stands in its place, or the same day if it is only flagged


def derive_odd_dates(filing: Filing) -> tuple[OddDate, ...]:
    """Every odd date of a filing: those of the whole first, then row by row."""
    latest = _latest(filing)
    found = list(_of_filing(filing, latest))
    period = filing.period
    for row in filing.rows:
        day, deemed = row.transaction_date, row.deemed_execution_date
        if (
            day is not None
            and day.value is not None
            and not (EARLIEST <= day.value <= latest and (period is None or period <= day.value))
        ):
            found += _of_trade(filing, row, day.value)
        if deemed is not None and deemed.value and day is not None and day.value:
            found += _of_deemed(filing, row, deemed.value, day.value)
    return tuple(found)


def _latest(filing: Filing) -> date:
    """The last day that anything in a filing can be of."""
    signed = [each.date for each in filing.signatures if each.date]
    reported = filing.filed or max(signed, default=None)
    if reported is None or reported >= date.max - timedelta(days=1):
        return date.max
    return reported + timedelta(days=1)


def _of_filing(filing: Filing, latest: date) -> Iterator[OddDate]:
    period = filing.period
    if period is not None and period < EARLIEST:
        yield OddDate(None, "period-before-1934", period, event_day(filing, _HOLDING))
    if filing.filed is not None:  # a Form 3 may be signed before the event that it is about
        if period is not None and period > latest:
            yield OddDate(None, "period-after-filing", period, event_day(filing, _HOLDING))
        for signature in filing.signatures:
            if signature.date is not None and signature.date > latest:
                yield OddDate(None, "signed-after-filing", signature.date, filing.filed)


# A row that has no day of its own speaks of the period, or of what stands for it.
_HOLDING = Row("I", 1, "holding")


def _of_trade(filing: Filing, row: Row, day: date) -> Iterator[OddDate]:
    used = event_day(filing, row)
    if _is_another_year(filing, row, day):
        rule = "trade-in-another-year"
    elif used != day or day > _latest(filing):
        rule = "trade-before-1934" if day < EARLIEST else "trade-after-filing"
    else:
        return  # an old trade in a new form is normal (oddity 58)
    yield OddDate(key_of(filing, row), rule, day, used)


def _is_another_year(filing: Filing, row: Row, day: date) -> bool:
    """True for the month and day of the period in a year in which it cannot be.

    The period of a Form 4 is its first transaction, so an earlier one contradicts it; rows of
    form type 5 are told late. Rows of several years with one month and day are the vesting of
    an award, reported together.
    """
    period, form_type = filing.period, row.transaction_form_type
    if period is None or day.year == period.year or _month_day(day) != _month_day(period):
        return False
    if not EARLIEST <= day <= _latest(filing):
        return True
    if filing.form not in ("4", "4/A") or day > period or (form_type and form_type.value == "5"):
        return False
    days = [each.transaction_date.value for each in filing.rows if each.transaction_date]
    same = {each.year for each in days if each and _month_day(each) == _month_day(day)}
    return len(same - {period.year}) == 1


def _month_day(day: date) -> tuple[int, int]:
    return day.month, day.day


def _of_deemed(filing: Filing, row: Row, deemed: date, day: date) -> Iterator[OddDate]:
    if deemed < day:
        yield OddDate(key_of(filing, row), "deemed-before-trade", deemed, event_day(filing, row))
