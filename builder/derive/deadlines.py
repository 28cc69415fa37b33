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

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time, timedelta
from functools import cache
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeVar

from builder.derive.business_days import business_days_after, on_or_after
from builder.derive.deadline_rules import RULES
from builder.derive.keys import RowKey
from builder.filings.odd_rows import EARLIEST
from builder.model import Cell, Filing, Row

__all__ = [
    "RULES", "Deadline", "State", "deadline_of", "deadline_of_filing", "derive_deadlines",
    "due_day_of_form_3", "due_day_of_form_4", "due_day_of_form_5", "filed_on", "insiders_since",
    "latest", "start_of_form_4",
]  # fmt: skip

T = TypeVar("T")
State = Literal["on time", "late", "early", "voluntary", "late by own word", "not testable"]

TWO_DAYS_SINCE = date(2002, 8, 29)  # Sarbanes-Oxley Act, section 403; Release 34-46421
GIFTS_SINCE = date(2023, 2, 27)  # Rule 16a-3(g)(1) as amended by Release 33-11138
_LAST = date(9000, 1, 1)  # a later date is a slip, and leaves no room to count on
_CLOSING = time(22)  # Regulation S-T, Rule 13(a)(4)
NOTHING_KNOWN: Mapping[tuple[int, int], date] = MappingProxyType({})
_MAY_WAIT: frozenset[str | None] = frozenset(
    "GLWZ"
)  # codes of what Form 5 may report, gifts made apart
_WEEKS_APART = timedelta(days=10)  # years of 52 or 53 weeks end near the stated day, not on it
_FISCAL_YEAR = timedelta(days=371)  # 53 weeks
_YEAR_DOUBT = 300  # so many days late, a slip in the year is worth a thought


class Deadline(NamedTuple):
    """When one row, or the filing as a whole, was due, and what came of it."""

    row: RowKey | None  # None: the filing as a whole (Form 3, Form 5)
    due: date | None
    days_late: int  # calendar days from due to filing; 0 if none, or not known
    state: State
    rule: str  # a key of RULES
    start: date | None  # the day counted from


Since = Mapping[tuple[int, int], date]  # issuer and owner, by key: see insiders_since


def derive_deadlines(filing: Filing, since: Since = NOTHING_KNOWN) -> tuple[Deadline, ...]:
    """The filing as a whole (Forms 3 and 5), then each transaction, in the form's order.

    Holdings appear only where the filer says that one is late. :func:`deadline_of` says of any
    row why it is not here. ``since`` keeps trades of people who were no insiders yet from being
    called late.
    """
    whole, filed = deadline_of_filing(filing), filed_on(filing)
    rows = [
        _deadline(filing, row, filed, whole)
        for row in filing.rows
        if row.kind == "transaction" or _is_late_holding(filing, row)
    ]
    if since and any(each.state == "late" for each in rows):
        rows = [_before_insider(filing, each, since) for each in rows]
    return (whole, *rows) if whole else tuple(rows)


def deadline_of(filing: Filing, row: Row, since: Since = NOTHING_KNOWN) -> Deadline:
    """The deadline of any row, for explaining it."""
    found = _deadline(filing, row, filed_on(filing), deadline_of_filing(filing))
    return _before_insider(filing, found, since)


def insiders_since(filings: Iterable[Filing]) -> dict[tuple[int, int], date]:
    """Since when each person is an insider of an issuer: the first event of a Form 3 here."""
    found: dict[tuple[int, int], date] = {}
    for filing in filings:
        days = _days(filing.period, filed_on(filing))
        if filing.form == "3" and not isinstance(days, str):
            for owner in filing.owners:
                key = filing.issuer.key, owner.key
                found[key] = min(days[0], found.get(key, days[0]))
    return found


def _before_insider(filing: Filing, found: Deadline, since: Since) -> Deadline:
    """What is left of lateness if no owner was an insider yet on the day counted from.

    Trades of before are reported, if at all, on the first Form 4 that a later trade requires
    (Rule 16a-2(a)).
    """
    if found.row is None or found.state != "late" or found.start is None:
        return found
    days = [since.get((filing.issuer.key, owner.key)) for owner in filing.owners]
    if days and all(day is not None and found.start < day for day in days):
        return _not_testable(found.row, "before-insider", found.start)
    return found


def latest(deadlines: Iterable[Deadline]) -> Deadline | None:
    """The worst of a filing: the most days late, then what we counted before the filer's word.

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
        return _counted(filing, None, "form-3", start, filed)
    if not _is_near_year_end(start, filing.issuer.fiscal_year_end):
        return _not_testable(None, "not-the-year-end", start)
    return _counted(filing, None, "form-5", start, filed)


def _deadline(filing: Filing, row: Row, filed: date | None, whole: Deadline | None) -> Deadline:
    """The deadline of a row, by its form."""
    key = RowKey(filing.accession, row.table, row.row)
    if filing.form == "4" and row.kind == "transaction":
        return _on_form_4(filing, key, row, filed)
    if (
        filing.form == "5"
        and whole
        and (row.kind == "transaction" or _is_late_holding(filing, row))
    ):
        return _on_form_5(filing, key, row, filed, whole)
    why = "holding" if row.kind == "holding" else "transaction-on-form-3"
    if filing.is_amendment:
        why = "amendment"
    elif filing.form not in ("3", "4", "5"):
        why = "no-form"
    return _not_testable(key, why, _value(row.transaction_date))


def _on_form_4(filing: Filing, key: RowKey, row: Row, filed: date | None) -> Deadline:
    """A transaction of Form 4: what the filer says of it first, then what its dates say."""
    start, code = _value(row.transaction_date), _value(row.transaction_code)
    due_on, timeliness = _value(row.transaction_form_type), _value(row.transaction_timeliness)
    if due_on != "4" or timeliness or code == "V":
        mark = _marked_on_form_4(filing, key, row, filed)
        if mark:
            return mark
    days = _days(start, filed)
    if isinstance(days, str):
        return _not_testable(key, days, start)
    traded, filed = days
    why = "no-form-type" if due_on != "4" else _may_wait(row, traded)
    if why:
        return _not_testable(key, why, traded)
    deemed = _value(row.deemed_execution_date)
    start, rule = start_of_form_4(traded, deemed) if deemed else (traded, "form-4")
    if start > filed:
        return _not_testable(key, "dated-after-filing", start)
    found = _counted(filing, key, rule, start, filed)
    if found.state == "late" and filing.period is not None and traded < filing.period:
        return _not_testable(key, "before-period", traded)
    return found


def _marked_on_form_4(filing: Filing, key: RowKey, row: Row, filed: date | None) -> Deadline | None:
    """What the filer says of a row of Form 4: late, voluntary or early; None if nothing."""
    timeliness, start = _value(row.transaction_timeliness), _value(row.transaction_date)
    if timeliness == "L":
        return _late_by_own_word(filing, key, row, filed, "form-4-late-mark")
    if _value(row.transaction_form_type) == "5" or _value(row.transaction_code) == "V":
        gift = start is not None and start >= GIFTS_SINCE and _is_gift_made(row)
        rule = "form-4-voluntary-gift" if gift else "form-4-voluntary"
        return Deadline(key, None, 0, "voluntary", rule, start)
    if timeliness == "E":
        return Deadline(key, None, 0, "early", "form-4-early-mark", start)
    return None


def _on_form_5(
    filing: Filing, key: RowKey, row: Row, filed: date | None, whole: Deadline
) -> Deadline:
    """A row of Form 5: which earlier form it should have been on, else the filing's deadline."""
    start, due_on = _value(row.transaction_date), _value(row.transaction_form_type)
    if row.kind == "holding":
        return Deadline(key, None, 0, "late by own word", "form-5-holding", None)
    if due_on == "4":
        return _late_by_own_word(filing, key, row, filed, "form-5-form-4-row")
    if _value(row.transaction_timeliness) == "L":
        return Deadline(key, None, 0, "late by own word", "form-5-late-mark", start)
    days = whole.rule if whole.state == "not testable" else _days(start, filed)
    if isinstance(days, str):
        return _not_testable(key, days, start)
    return _annual(key, row, days[0], whole)


def _annual(key: RowKey, row: Row, start: date, whole: Deadline) -> Deadline:
    """A row of Form 5 without a mark: the filing's deadline, if it is of that fiscal year."""
    year_end = whole.start
    assert year_end is not None  # noqa: S101 - the filing was counted from it
    why = None
    if _value(row.transaction_form_type) != "5":
        why = "no-form-type"
    elif start > year_end:
        return Deadline(key, None, 0, "early", "form-5-next-year", start)
    elif start <= year_end - _FISCAL_YEAR:
        why = "form-5-older-year"
    elif start >= GIFTS_SINCE and _is_gift_made(row):
        why = "form-5-gift"
    if why:
        return _not_testable(key, why, start)
    return whole._replace(row=key, rule="form-5-row")


def _late_by_own_word(
    filing: Filing, key: RowKey, row: Row, filed: date | None, rule: str
) -> Deadline:
    """A row that should have been on Form 4; its day where the two-day rule gives one."""
    start = _value(row.transaction_date)
    days = _days(start, filed)
    if isinstance(days, str) or _may_wait(row, days[0]):
        return Deadline(key, None, 0, "late by own word", rule, start)
    start, _ = start_of_form_4(days[0], _value(row.deemed_execution_date))
    counted = _counted(filing, key, rule, start, days[1])
    return counted._replace(state="late by own word", rule=rule)


def _days(start: date | None, filed: date | None) -> tuple[date, date] | str:
    """The day to count from and the day of filing; else the rule that says why they are no use."""
    if filed is None:
        return "filed-unknown"
    if start is None:
        return "no-date"
    if start > filed:
        return "dated-after-filing"
    return (start, filed) if EARLIEST <= start < _LAST else "odd-date"


def _may_wait(row: Row, start: date) -> str | None:
    """The rule by which a transaction is not due within two business days."""
    if start < TWO_DAYS_SINCE:
        return "before-two-day-rule"
    if _value(row.transaction_code) not in _MAY_WAIT:
        return None
    if _is_gift_made(row):
        return "gift-before-2023" if start < GIFTS_SINCE else None
    return "may-wait-for-form-5"


def _is_gift_made(row: Row) -> bool:
    return (
        _value(row.transaction_code) == "G"
        and _value(row.transaction_acquired_disposed_code) == "D"
    )


def _is_late_holding(filing: Filing, row: Row) -> bool:
    """True for a holding of Form 5 that should have been on Form 3 (section 3.3)."""
    return filing.form == "5" and row.kind == "holding" and _value(row.transaction_form_type) == "3"


def _is_near_year_end(period: date, stated: str | None) -> bool:
    """True if a period ends near a fiscal year end (MMDD), or none is stated."""
    if stated is None or not re.fullmatch("[0-9]{4}", stated):
        return True
    try:  # the day may be 0229, or no day at all
        day = date(2000, int(stated[:2]), min(int(stated[2:]), 28))
    except ValueError:
        return True
    ends = [day.replace(year=period.year + year) for year in (-1, 0, 1)]
    return any(abs(end - period) <= _WEEKS_APART for end in ends)


_DUE_DAY: dict[str, Callable[[date], date]] = {
    "form-3": due_day_of_form_3,
    "form-5": due_day_of_form_5,
}
# Orders that moved filing days for those whom a storm hindered (2005, 2012, 2017, 2018) ask
# whoever relies on one to say so in the filing.
_STORM = re.compile(r"\b(?:hurricane|superstorm)\b", re.IGNORECASE)
_ORDER = re.compile(r"\b(?:order|relief|relying|reliance)\b", re.IGNORECASE)


def _counted(filing: Filing, key: RowKey | None, rule: str, start: date, filed: date) -> Deadline:
    """What the day of filing makes of the day that is due."""
    due_day = _DUE_DAY.get(rule, due_day_of_form_4)
    due = due_day(start)
    if filed <= due:
        return Deadline(key, due, 0, "on time", rule, start)
    if _claims_relief(filing):
        return _not_testable(key, "relief-claimed", start)
    days = (filed - due).days
    if days > _YEAR_DOUBT and _is_timely_in_another_year(start, filed, due_day):
        rule = "year-in-doubt"
    return Deadline(key, due, days, "late", rule, start)


def _claims_relief(filing: Filing) -> bool:
    texts = (*filing.footnotes.values(), filing.remarks or "")
    return any(_STORM.search(text) and _ORDER.search(text) for text in texts)


def _is_timely_in_another_year(start: date, filed: date, due_day: Callable[[date], date]) -> bool:
    """True if nothing but a slip in the year would make a report late."""
    if (start.month, start.day) == (2, 29):
        return False
    others = [start.replace(year=year) for year in (filed.year - 1, filed.year)]
    return any(other <= filed <= due_day(other) for other in others)


def _not_testable(key: RowKey | None, rule: str, start: date | None) -> Deadline:
    return Deadline(key, None, 0, "not testable", rule, start)


def _value(cell: Cell[T] | None) -> T | None:
    return cell.value if cell is not None else None
