"""When a report was due, and whether it came in time: sections 3.3 and 4.12 of the reference.

Form 4 is due at the end of the second business day after the transaction, or after its deemed
execution date; Form 3 within ten days of the event; Form 5 within 45 days of the issuer's
fiscal year end. The day of filing is the one that EDGAR gave, never that of a signature.

Nothing is called late unless the filing itself shows it. Where it cannot (amendments, dates
that contradict each other, transactions that may wait for Form 5) the state is "not testable"
and the rule says why. Rows that the filer marked as voluntary, early or late are taken at the
filer's word, also where our own count would say otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time, timedelta
from functools import cache
from typing import Literal, NamedTuple, TypeVar

from builder.filings.odd_rows import EARLIEST
from builder.ledger.business_days import business_days_after, on_or_after
from builder.ledger.keys import RowKey, key_of
from builder.model import Cell, Filing, Row

T = TypeVar("T")
State = Literal["on time", "late", "early", "voluntary", "late by own word", "not testable"]

TWO_DAYS_SINCE = date(2002, 8, 29)  # Sarbanes-Oxley Act, section 403; Release 34-46421
GIFTS_SINCE = date(2023, 2, 27)  # Rule 16a-3(g)(1) as amended by Release 33-11138
_LAST = date(9000, 1, 1)  # a later date is a slip, and leaves no room to count on
_CLOSING = time(22)  # Regulation S-T, Rule 13(a)(4)
_WEEKS_APART = timedelta(days=10)  # years of 52 or 53 weeks end near the stated day, not on it
_FISCAL_YEAR = timedelta(days=371)  # 53 weeks

_BUSINESS_DAY = (
    "Business days leave out Saturdays, Sundays, federal holidays and days that the President"
    " set aside; a filing accepted by 10 p.m. Eastern counts for that day (Regulation S-T,"
    " Rules 11 and 13)."
)
_ROLLED = (
    "If that day is no business day, the next one that is (Rule 0-3). A filing accepted by"
    " 10 p.m. Eastern counts for that day (Regulation S-T, Rule 13)."
)
RULES: dict[str, str] = {
    # Form 4
    "form-4": (
        "Form 4 is due by the end of the second business day after the day of the transaction"
        f" (Section 16(a)(2)(C); Rule 16a-3(g)(1)). {_BUSINESS_DAY}"
    ),
    "form-4-deemed": (
        "The transaction has a deemed execution date: trades under a plan whose day the insider"
        " does not choose count from the notice of them, but at the latest from the third"
        " business day after the trade. Form 4 is due by the end of the second business day after"
        f" it (Rule 16a-3(g)(2) to (4)). {_BUSINESS_DAY}"
    ),
    "form-4-deemed-capped": (
        "The deemed execution date stated is later than the third business day after the trade,"
        " the latest that the rule allows. It counts from that third day: Form 4 is due by the end"
        f" of the fifth business day after the trade (Rule 16a-3(g)(2) to (4)). {_BUSINESS_DAY}"
    ),
    "form-4-deemed-before": (
        "The deemed execution date stated is before the transaction, which no rule provides for."
        " The day of the transaction counts: Form 4 is due by the end of the second business day"
        f" after it (Rule 16a-3(g)(1)). {_BUSINESS_DAY}"
    ),
    "form-4-late-mark": (
        "The filer marked this row of Form 4 as reported late (transaction timeliness L). The due"
        " day is that of Form 4: the second business day after the transaction (Rule 16a-3(g))."
    ),
    "form-4-early-mark": (
        "The filer marked this row of Form 4 as reported earlier than required (transaction"
        " timeliness E)."
    ),
    "form-4-voluntary": (
        "The filer marked this row as one that could have waited for Form 5 and is reported on an"
        " earlier Form 4 by choice (form type 5, V on the printed form; Rule 16a-3(a))."
    ),
    "form-4-voluntary-gift": (
        "The filer marked this gift as one that could have waited for Form 5 (form type 5, V on"
        " the printed form). Since 27 February 2023 a gift made is due on Form 4 within two"
        " business days (Rule 16a-3(g)(1)). The filer's mark is shown; lateness is not derived."
    ),
    # not testable, Form 4
    "before-two-day-rule": (
        "The transaction is from before 29 August 2002, when Form 4 was not yet due within two"
        " business days (Sarbanes-Oxley Act, section 403). The older rule, ten days after the"
        " end of the month, is not tested."
    ),
    "gift-before-2023": (
        "Gifts made before 27 February 2023 could wait for Form 5 (Rule 16a-3(f)(1)), whatever"
        " the row is marked as."
    ),
    "may-wait-for-form-5": (
        "Gifts received, inheritances (W), small acquisitions (L) and deposits in a voting trust"
        " (Z) may wait for Form 5 (Rules 16a-3(f)(1) and 16a-6), whatever the row is marked as."
    ),
    "no-form-type": "The row does not say on which form it is due (transaction form type 4 or 5).",
    # Form 5
    "form-5": (
        "Form 5 is due within 45 days of the issuer's fiscal year end, which is the filing's"
        f" period of report (Rule 16a-3(f)(1)). {_ROLLED}"
    ),
    "form-5-row": (
        "An annual item (form type 5) is due with the Form 5 of its fiscal year (Rule"
        " 16a-3(f)(1)): its day is the filing's."
    ),
    "form-5-next-year": (
        "The transaction is later than the fiscal year that this Form 5 is for: it is reported"
        " before the Form 5 on which it is due (Rule 16a-3(f)(1))."
    ),
    "form-5-form-4-row": (
        "The filer says that this transaction should have been on an earlier Form 4 (form type 4"
        " on Form 5; Rule 16a-3(f)(1)). The due day is the second business day after the"
        " transaction, where it can be told (Rule 16a-3(g))."
    ),
    "form-5-late-mark": (
        "The filer says that this transaction should have been on an earlier Form 5 (transaction"
        " timeliness L; Rule 16a-3(f)(1)). Which day that was due is not stated."
    ),
    "form-5-holding": (
        "The filer says that this holding should have been on an earlier Form 3 (form type 3 on"
        " Form 5; Rule 16a-3(f)(1)). Which day that was due is not stated."
    ),
    # not testable, Form 5
    "form-5-gift": (
        "Since 27 February 2023 a gift made is due on Form 4 within two business days (Rule"
        " 16a-3(g)(1)); the filer reports it as an annual item (form type 5) and does not mark it"
        " late. Lateness is not derived against the filer's mark."
    ),
    "form-5-older-year": (
        "The transaction is older than the fiscal year of this Form 5, and the filer does not"
        " mark it late."
    ),
    "not-the-year-end": (
        "The period of report is not near the issuer's fiscal year end in EDGAR's records, so the"
        " due day of this Form 5 cannot be told."
    ),
    # Form 3
    "form-3": (
        "Form 3 is due within ten days of the event that made the person an insider, which is the"
        f" filing's period of report (Section 16(a)(2)(B); Rule 16a-3(a)). {_ROLLED} Insiders of"
        " an issuer that registers for the first time must file by the effective date; a filing"
        " does not show that, and it is not tested."
    ),
    # not testable, any form
    "transaction-on-form-3": "Form 3 reports holdings; this transaction is on the wrong form.",
    "amendment": "An amendment has no due day of its own.",
    "holding": "A holding is no event and has no due day of its own.",
    "no-form": "The filing does not say which form it is.",
    "filed-unknown": (
        "The day of filing is not known here. A signature may be of another day and does not"
        " stand in for it."
    ),
    "no-date": "The day to count from is not stated, or is not a date.",
    "dated-after-filing": "The day to count from is after the day of filing: one of them is wrong.",
    "odd-date": (
        "The day to count from is not plausible: before the Securities Exchange Act of 6 June"
        " 1934, or the month and day of the filing's period of report in another year."
    ),
}


class Deadline(NamedTuple):
    """When one row, or the filing as a whole, was due, and what came of it."""

    row: RowKey | None  # None: the filing as a whole (Form 3, Form 5)
    due: date | None
    days_late: int  # calendar days from due to filing; 0 if none, or not known
    state: State
    rule: str  # a key of RULES
    start: date | None  # the day counted from


def derive_deadlines(filing: Filing) -> tuple[Deadline, ...]:
    """The filing as a whole (Forms 3 and 5), then each transaction, in the form's order.

    Holdings appear only where the filer says that one is late. :func:`deadline_of` says of any
    row why it is not here.
    """
    whole = deadline_of_filing(filing)
    filed = filed_on(filing)
    rows = [
        _deadline(filing, row, filed, whole)
        for row in filing.rows
        if row.kind == "transaction" or _value(row.transaction_form_type) is not None
    ]
    found = [each for each in rows if each.rule != "holding"]
    return (whole, *found) if whole else tuple(found)


def deadline_of(filing: Filing, row: Row) -> Deadline:
    """The deadline of any row, for explaining it."""
    return _deadline(filing, row, filed_on(filing), deadline_of_filing(filing))


def latest(deadlines: Iterable[Deadline]) -> Deadline | None:
    """The worst of a filing: the most days late, then late by the filer's own word.

    None if nothing of the filing is late. Of equals the first stands, the filing as a whole
    before its rows.
    """
    late = [each for each in deadlines if each.state in ("late", "late by own word")]
    return max(late, key=lambda each: (each.days_late, each.state == "late"), default=None)


def filed_on(filing: Filing) -> date | None:
    """The filing date; where only the time of acceptance is known, the day that it gives.

    Ownership forms accepted by 10 p.m. Eastern keep the day, later ones get the next business
    day (Regulation S-T, Rule 13(a)(4)).
    """
    if filing.filed is not None or filing.accepted is None:
        return filing.filed
    day = filing.accepted.date()
    if day > _LAST:
        return None
    return on_or_after(day if filing.accepted.time() <= _CLOSING else day + timedelta(days=1))


@cache
def due_day_of_form_4(start: date) -> date:
    """The second business day after a transaction or its deemed execution (Rule 16a-3(g))."""
    return business_days_after(start, 2)


@cache
def due_day_of_form_3(event: date) -> date:
    """Ten days after the event, or the next business day (Section 16(a)(2)(B); Rule 0-3)."""
    return on_or_after(event + timedelta(days=10))


@cache
def due_day_of_form_5(year_end: date) -> date:
    """45 days after the fiscal year end, or the next business day (Rule 16a-3(f); Rule 0-3)."""
    return on_or_after(year_end + timedelta(days=45))


@cache
def start_of_form_4(traded: date, deemed: date | None) -> tuple[date, str]:
    """The day that the two business days are counted from, and the rule that says so.

    A deemed execution date is the day of the notice of the trade, at the latest the third
    business day after the trade (Rule 16a-3(g)(2) to (4)).
    """
    if deemed is None or deemed == traded:
        return traded, "form-4"
    if deemed < traded:
        return traded, "form-4-deemed-before"
    cap = business_days_after(traded, 3)
    return (deemed, "form-4-deemed") if deemed <= cap else (cap, "form-4-deemed-capped")


def deadline_of_filing(filing: Filing) -> Deadline | None:
    """The deadline of a Form 3 or 5 as a whole; None for Form 4, which is due row by row."""
    form = (filing.form or "")[:1]
    if form not in ("3", "5"):
        return None
    start = filing.period
    days = "amendment" if filing.is_amendment else _days(start, filed_on(filing))
    if isinstance(days, str):
        return _not_testable(None, days, start)
    start, filed = days
    if form == "3":
        return _held_against(None, due_day_of_form_3(start), filed, "form-3", start)
    if not _is_near_year_end(start, filing.issuer.fiscal_year_end):
        return _not_testable(None, "not-the-year-end", start)
    return _held_against(None, due_day_of_form_5(start), filed, "form-5", start)


def _deadline(filing: Filing, row: Row, filed: date | None, whole: Deadline | None) -> Deadline:
    """The deadline of a row: what the filer says of it first, then what its dates say."""
    key, start = key_of(filing, row), _value(row.transaction_date)
    why = _no_due_day(filing, row)
    if why is None:
        mark = _marked_on_form_5(key, row, filed) if whole else _marked_on_form_4(key, row, filed)
        if mark:
            return mark
        why = "holding" if row.kind == "holding" else None
    if why is None and whole and whole.state == "not testable":
        why = whole.rule
    days = why or _days(start, filed, None if whole else filing.period)
    if isinstance(days, str):
        return _not_testable(key, days, start)
    return _on_form_5(key, row, days[0], whole) if whole else _on_form_4(key, row, *days)


def _no_due_day(filing: Filing, row: Row) -> str | None:
    """The rule by which nothing on this form is due, whatever the row says."""
    if filing.is_amendment:
        return "amendment"
    form = filing.form
    if form == "3":
        return "holding" if row.kind == "holding" else "transaction-on-form-3"
    return None if form in ("4", "5") else "no-form"


def _days(
    start: date | None, filed: date | None, period: date | None = None
) -> tuple[date, date] | str:
    """The day to count from and the day of filing; else the rule that says why they are no use.

    ``period`` is given where rows are not dated before it but for a reason: on Form 4 it is the
    day of the first transaction that is due there. Whole years to the day are no such reason.
    """
    if filed is None:
        return "filed-unknown"
    if start is None:
        return "no-date"
    if start > filed:
        return "dated-after-filing"
    is_slip = (
        period is not None
        and start.year < period.year
        and (start.month, start.day) == (period.month, period.day)
    )
    return "odd-date" if is_slip or not EARLIEST <= start < _LAST else (start, filed)


def _marked_on_form_4(key: RowKey, row: Row, filed: date | None) -> Deadline | None:
    """What the filer says of a row of Form 4: late, voluntary or early; None if nothing."""
    timeliness, start = _value(row.transaction_timeliness), _value(row.transaction_date)
    if timeliness == "L":
        return _late_by_own_word(key, row, filed, "form-4-late-mark")
    if _value(row.transaction_form_type) == "5" or _value(row.transaction_code) == "V":
        gift = start is not None and start >= GIFTS_SINCE and _is_gift_made(row)
        rule = "form-4-voluntary-gift" if gift else "form-4-voluntary"
        return Deadline(key, None, 0, "voluntary", rule, start)
    if timeliness == "E":
        return Deadline(key, None, 0, "early", "form-4-early-mark", start)
    return None


def _marked_on_form_5(key: RowKey, row: Row, filed: date | None) -> Deadline | None:
    """What the filer says of a row of Form 5: which earlier form it should have been on."""
    due_on = _value(row.transaction_form_type)
    if row.kind == "holding":
        late = due_on == "3"
        return Deadline(key, None, 0, "late by own word", "form-5-holding", None) if late else None
    if due_on == "4":
        return _late_by_own_word(key, row, filed, "form-5-form-4-row")
    if _value(row.transaction_timeliness) == "L":
        start = _value(row.transaction_date)
        return Deadline(key, None, 0, "late by own word", "form-5-late-mark", start)
    return None


def _late_by_own_word(key: RowKey, row: Row, filed: date | None, rule: str) -> Deadline:
    """A row that should have been on Form 4; its day where the two-day rule gives one."""
    start = _value(row.transaction_date)
    days = _days(start, filed)
    if isinstance(days, str) or _may_wait(row, days[0]):
        return Deadline(key, None, 0, "late by own word", rule, start)
    deemed = _value(row.deemed_execution_date)
    start, _ = start_of_form_4(days[0], deemed)
    due = due_day_of_form_4(start)
    return Deadline(key, due, max(0, (days[1] - due).days), "late by own word", rule, start)


def _on_form_4(key: RowKey, row: Row, start: date, filed: date) -> Deadline:
    """A row of Form 4 without a mark."""
    why = "no-form-type" if _value(row.transaction_form_type) != "4" else _may_wait(row, start)
    if why:
        return _not_testable(key, why, start)
    deemed = _value(row.deemed_execution_date)
    start, rule = start_of_form_4(start, deemed)
    if start > filed:
        return _not_testable(key, "dated-after-filing", start)
    return _held_against(key, due_day_of_form_4(start), filed, rule, start)


def _may_wait(row: Row, start: date) -> str | None:
    """The rule by which a transaction is not due within two business days."""
    if start < TWO_DAYS_SINCE:
        return "before-two-day-rule"
    code = _value(row.transaction_code)
    if code == "G" and _is_gift_made(row):
        return "gift-before-2023" if start < GIFTS_SINCE else None
    return "may-wait-for-form-5" if code in ("G", "L", "W", "Z") else None


def _on_form_5(key: RowKey, row: Row, start: date, whole: Deadline) -> Deadline:
    """A row of Form 5 without a mark: the filing's deadline, if it is of that fiscal year."""
    assert whole.start is not None  # noqa: S101 - it was counted from
    if _value(row.transaction_form_type) != "5":
        return _not_testable(key, "no-form-type", start)
    if start > whole.start:
        return Deadline(key, None, 0, "early", "form-5-next-year", start)
    if start <= whole.start - _FISCAL_YEAR:
        return _not_testable(key, "form-5-older-year", start)
    if start >= GIFTS_SINCE and _is_gift_made(row):
        return _not_testable(key, "form-5-gift", start)
    return whole._replace(row=key, rule="form-5-row")


def _is_gift_made(row: Row) -> bool:
    return (
        _value(row.transaction_code) == "G"
        and _value(row.transaction_acquired_disposed_code) == "D"
    )


def _is_near_year_end(period: date, stated: str | None) -> bool:
    """True if a period ends near a fiscal year end (MMDD), or none is stated."""
    if stated is None or len(stated) != 4 or not stated.isdecimal():
        return True
    month, day = int(stated[:2]), int(stated[2:])
    try:  # the day may be 0229, or no day at all
        ends = [date(year, month, min(day, 28)) for year in range(period.year - 1, period.year + 2)]
    except ValueError:
        return True
    return any(abs(end - period) <= _WEEKS_APART for end in ends)


def _held_against(key: RowKey | None, due: date, filed: date, rule: str, start: date) -> Deadline:
    days = max(0, (filed - due).days)
    return Deadline(key, due, days, "late" if days else "on time", rule, start)


def _not_testable(key: RowKey | None, rule: str, start: date | None) -> Deadline:
    return Deadline(key, None, 0, "not testable", rule, start)


def _value(cell: Cell[T] | None) -> T | None:
    return cell.value if cell is not None else None
