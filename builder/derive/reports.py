"""A row as a statement about a balance: how much, of what day, and what the row itself changes.

Every row of a filing restates the balance of its line *after* the reported transactions
(Form 4, column 5; section 4.2 of the forms reference). What counts as newest is the order of
events, not of filings: a late report of an old trade does not overwrite a newer balance.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from builder.derive.parts import number_of, part_of
from builder.model import Cell, Filing, Row

EARLIEST = date(1934, 6, 6)  # the Securities Exchange Act: no Section 16 before it

# The day a row speaks of; then when its filing was known, which for an amendment is when the
# filing that it amends was; then the filing's own time, its number among the parts of a report,
# its accession number, table and row.
Order = tuple[date, date, datetime, date, datetime, str, str, int]


class Report(NamedTuple):
    """One row as a statement about a balance: when it speaks, and of what."""

    order: Order
    filing: Filing
    row: Row

    @property
    def as_of(self) -> date | None:
        """The day the balance speaks of; None where the filing gives no usable date."""
        return self.order[0] if self.order[0] != date.min else None


def balance_of(row: Row) -> Cell[Decimal] | None:
    """The balance that a row states: shares or value owned after it.

    On Form 3, derivative rows have no such column and their size is the underlying
    shares or value (oddity 22). None if the row states no balance at all.
    """
    return (
        row.shares_owned_following_transaction
        or row.value_owned_following_transaction
        or (
            row.underlying_security_shares or row.underlying_security_value
            if row.table == "II" and row.kind == "holding"
            else None
        )
    )


def is_value(row: Row) -> bool:
    """True if the balance is an amount of money (principal), which is never added to shares."""
    return row.shares_owned_following_transaction is None and (
        row.value_owned_following_transaction is not None
        or (row.underlying_security_shares is None and row.underlying_security_value is not None)
    )


def after(row: Row) -> Decimal | None:
    """The number of the balance that a row states; None if no number does."""
    cell = balance_of(row)
    return cell.value if cell else None


def change(row: Row) -> Decimal | None:
    """What a row adds to its line, or takes from it below zero; a holding changes nothing.

    None if amount or direction is not stated. The letter A or D decides the sign, also of an
    amount that was filed below zero (oddities 39 and 48).
    """
    if row.kind == "holding":
        return Decimal(0)
    size = row.transaction_shares or row.transaction_total_value
    direction = row.transaction_acquired_disposed_code
    if size is None or size.value is None or direction is None:
        return None
    if direction.value == "A":
        return abs(size.value)
    return -abs(size.value) if direction.value == "D" else None


def before(row: Row) -> Decimal | None:
    """The balance before a row, by its own numbers; for a holding, the balance itself."""
    balance, by = after(row), change(row)
    return balance - by if balance is not None and by is not None else None


# Balances of fractions are rounded by whoever types them.
ROUNDING = Decimal("0.01")


def is_same(one: Decimal | None, other: Decimal | None) -> bool:
    """True for equal balances, and for fractions less than a hundredth apart."""
    if one is None or other is None:
        return False
    if one == other:
        return True
    return abs(one - other) < ROUNDING and not (
        one == one.to_integral() and other == other.to_integral()
    )


def event_day(filing: Filing, row: Row) -> date | None:
    """The day a row speaks of: its transaction date, for holdings the period of report.

    A transaction date after the day of filing or before 1934 is a slip of the pen: the
    period of report stands in its place (section 4.13 of the forms reference), or the day on
    which the filing was known if the period is such a slip too. Where no day of filing is known
    the latest signature stands for it; the period cannot, for it is the day of the first of
    several transactions.
    """
    day = row.transaction_date.value if row.transaction_date else None
    reported = filing.known_day if filing.filed or _is_signed(filing) else None
    if day is not None and _can_be(day, reported):
        return day
    # a Form 3 may be signed before its event: only the day of filing speaks against a period
    period = filing.period
    return period if period and _can_be(period, filing.filed) else filing.known_day


def _can_be(day: date, reported: date | None) -> bool:
    """True for a day since 1934 that the report can speak of."""
    return day >= EARLIEST and (reported is None or day - reported <= timedelta(days=1))


def _is_signed(filing: Filing) -> bool:
    return any(signature.date for signature in filing.signatures)


def balance_day(filing: Filing, row: Row) -> date | None:
    """The day that a row's balance speaks of.

    On Form 5 that is the end of the issuer's fiscal year (the period of report) for every
    row but those of later days, which are reported early; elsewhere it is the day of the row.
    """
    day = event_day(filing, row)
    period = filing.period
    if day and period and (filing.form or "").startswith("5") and period > day:
        return period if _can_be(period, filing.filed) else day
    return day


def _part_number(remarks: str | None) -> int:
    """Which of several filings of one report this is, by its remarks; 0 if it is none."""
    return number_of(part_of(remarks)) if remarks else 0


def report_of(
    filing: Filing,
    row: Row,
    day: Callable[[Filing, Row], date | None] = event_day,
    amends: Filing | None = None,
) -> Report:
    """Place a row in the order of events: its day, then what was known when, then its row.

    ``amends`` is the filing that this one amends: an amendment speaks as of the original's
    date (section 4.4 of the forms reference).
    """
    first = amends or filing
    order = (
        day(filing, row) or date.min,
        first.known_day or date.min,
        first.accepted or datetime.min,  # noqa: DTZ901 - all acceptance times are Eastern, naive
        filing.known_day or date.min,
        filing.accepted or datetime.min,  # noqa: DTZ901 - all acceptance times are Eastern, naive
        f"{_part_number(filing.remarks):02} {filing.accession}",
        row.table,
        row.row,
    )
    return Report(order, filing, row)
