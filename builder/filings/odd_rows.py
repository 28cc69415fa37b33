"""What is legal but odd in one row, or in rows beside each other: see :mod:`builder.filings.odd`.

Nearly all filings are ordinary, so their rows are first looked at by one cheap screen,
:func:`are_plain`; the rules, which find the words, see only rows that do not pass it. The
screen may let plain rows through to the rules, never an odd one past them: a law in the
tests. What a rule leaves alone on purpose (an option that expires before the trade, a price
given only in a note) is normal in real filings; sections 3, 4.10, 4.13 and 8 of the forms
reference say so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from statistics import median_low
from typing import Any, NamedTuple

from builder.filings.noticed import shortened
from builder.model import Cell, Row

EARLIEST = date(1934, 1, 1)  # the Securities Exchange Act: nobody reported before it
_DEEMED_DAYS = 10  # Rule 16a-3(g): three business days after the trade
_HIGHEST_PRICE = Decimal(1_000_000)  # a share of the dearest company costs less
_MOST_SHARES = Decimal(10**11)
_TIMES = 10  # a price that many times another of its filing is odd

# Section 3.1: the letters of the schema's list, and the direction of those that have one.
_SIGN_OF = {"P": "A", "S": "D", "A": "A", "D": "D", "F": "D", "L": "A", "U": "D"}
_CODES = "ACDEFGHIJLMOPSUWXZ"
_SIGNS = {code: tuple(_SIGN_OF.get(code, "AD")) for code in _CODES}
_MARKS = {"K": "an equity swap", "V": "an early report"}  # of the printed form
_TRADES = ("P", "S")
_MARKET = ("P", "S", "F")  # rows whose price is a market's


class Oddity(NamedTuple):
    """What one rule found in one row."""

    cell: str  # the name of the cell in the record
    expected: str
    found: str


class Days(NamedTuple):
    """Between which days a transaction of one filing can have been made."""

    earliest: date
    latest: date
    reported: str  # what the latest day hangs on, in words

    def expected(self, day: date) -> str:
        """What a day outside of them should have been."""
        if day > self.latest:
            return f"a day not after {self.latest}, the day after the {self.reported}"
        if day < EARLIEST:
            return "a day since 1934"
        return f"a day in the ten years before the {self.reported}"


def are_plain(rows: tuple[Row, ...], earliest: date, latest: date, balances: bool) -> bool:
    """True if no rule below can find anything in these rows.

    ``balances`` is False on Form 3, which has none in Table II (oddity 22). A cell that must
    be there and is not, or has no value, is a TypeError here: cheaper than to ask for each.
    """
    prices: list[Decimal] = []
    cells: Any = rows
    try:
        for (
            table, _, kind, title, _, day, deemed, _, code, _, _, shares, total, price, sign,
            exercise, expiration, _, _, _, owned, owned_value, held, nature,
        ) in cells:  # fmt: skip
            if not (
                title is not None
                and held[0] == ("D" if nature is None else "I")
                and ((owned is None) is not (owned_value is None) or not (balances or table == "I"))
                and (table == "I" or (_is_day(exercise) and _is_day(expiration)))
            ):
                return False
            if kind == "holding":
                continue
            letter, amount = code[0], price[0]
            if not (
                earliest <= day[0] <= latest
                and (deemed is None or deemed[0] is None or deemed[0] == day[0])
                and sign[0] in _SIGNS[letter]
                and total is None
                and shares[0] < _MOST_SHARES
                and shares[0]
                and (amount or letter not in _TRADES)
            ):
                return False
            if amount and letter in _MARKET:
                prices.append(amount)
            elif amount and amount >= _HIGHEST_PRICE:
                return False
    except (TypeError, KeyError):
        return False
    return not prices or (
        (highest := max(prices)) < _HIGHEST_PRICE and highest < _TIMES * min(prices)
    )


def _is_day(cell: Cell[date] | None) -> bool:
    return cell is None or cell[0] is None or cell[0] >= EARLIEST


def _value(cell: Cell[Any] | None) -> Any:
    return cell.value if cell is not None else None


def _filed(text: str | None) -> str:
    return "none" if text is None else repr(shortened(text))


def oddities(row: Row, days: Days, balances: bool) -> Iterator[Oddity]:
    """What the rules find in one row."""
    if row.security_title is None:
        yield Oddity("security_title", "a title", "none")
    if row.kind == "transaction":
        yield from _dates(row, days)
        yield from _coding(row)
        yield from _amounts(row)
    if row.table == "II":
        yield from _terms(row)
    if balances or row.table == "I":
        yield from _either(
            row, "shares_owned_following_transaction", "value_owned_following_transaction"
        )
    yield from _ownership(row)


def _dates(row: Row, days: Days) -> Iterator[Oddity]:
    """Section 4.13."""
    day = _value(row.transaction_date)
    if day is None:
        if row.transaction_date is None:
            yield Oddity("transaction_date", "the day of the transaction", "none")
        return
    if not days.earliest <= day <= days.latest:
        yield Oddity("transaction_date", days.expected(day), day.isoformat())
    deemed = _value(row.deemed_execution_date)
    if deemed is not None and not 0 <= (deemed - day).days <= _DEEMED_DAYS:
        expected = f"a day within {_DEEMED_DAYS} days after the trade, {day}"
        yield Oddity("deemed_execution_date", expected, deemed.isoformat())


def _coding(row: Row) -> Iterator[Oddity]:
    """Section 3.1; oddities 36 and 39."""
    code = _value(row.transaction_code)
    sign = _value(row.transaction_acquired_disposed_code)
    if code in _MARKS:
        yield Oddity("transaction_code", f"a code beside the mark of {_MARKS[code]}", repr(code))
    elif code is None or len(code) != 1 or code not in _CODES:
        yield Oddity("transaction_code", f"one of the codes {' '.join(_CODES)}", _filed(code))
    usual = _SIGN_OF.get(code or "")
    if sign not in ("A", "D"):
        yield Oddity("transaction_acquired_disposed_code", "A or D", _filed(sign))
    elif usual and sign != usual:
        expected = f"{usual}, the direction of code {code}"
        yield Oddity("transaction_acquired_disposed_code", expected, sign)


def _amounts(row: Row) -> Iterator[Oddity]:
    """Section 4.10: zero or blank on a purchase or sale, and numbers beyond belief."""
    yield from _either(row, "transaction_shares", "transaction_total_value")
    shares, price = _value(row.transaction_shares), row.transaction_price_per_share
    if shares is not None and not _value(row.transaction_total_value):
        if shares == 0:
            yield Oddity("transaction_shares", "more than none", f"{shares:f}")
        elif shares >= _MOST_SHARES:
            yield Oddity("transaction_shares", f"fewer than {_MOST_SHARES:,} shares", f"{shares:f}")
    if price is None:
        yield Oddity("transaction_price_per_share", "a price, or a note in its place", "none")
    elif price.value is None:
        return
    elif price.value >= _HIGHEST_PRICE:
        yield Oddity(
            "transaction_price_per_share", f"less than {_HIGHEST_PRICE:,}", f"{price.value:f}"
        )
    elif price.value == 0 and _value(row.transaction_code) in _TRADES:
        yield Oddity(
            "transaction_price_per_share", "a price of the purchase or sale", f"{price.value:f}"
        )


def _terms(row: Row) -> Iterator[Oddity]:
    """Expiry before the trade, and in 2099, is normal; a year such as 0022 is not."""
    for name in ("exercise_date", "expiration_date"):
        cell = getattr(row, name)
        if not _is_day(cell):
            yield Oddity(name, "a day since 1934", cell.value.isoformat())


def _either(row: Row, shares: str, value: str) -> Iterator[Oddity]:
    """The form takes a number of shares or an amount of money, exactly one (cm4, cm7)."""
    one, other = getattr(row, shares), getattr(row, value)
    if one is None and other is None:
        yield Oddity(shares, "a number of shares, or an amount of money", "neither")
    elif _value(one) and _value(other):  # a 0 in the other box is a writer's way to leave it out
        found = f"{one.value:f} and {other.value:f}"
        yield Oddity(value, "a number of shares or an amount of money, not both", found)


def _ownership(row: Row) -> Iterator[Oddity]:
    """Direct or indirect, and how (cm5); oddity 64 where the words speak against "direct"."""
    held, nature = row.direct_or_indirect_ownership, row.nature_of_ownership
    kind, words = _value(held), _value(nature)
    if kind not in ("D", "I"):
        yield Oddity("direct_or_indirect_ownership", "D or I", _filed(kind))
    elif held and kind == "I" and nature is None and not held.footnotes:
        yield Oddity("nature_of_ownership", "how it is owned, since it is indirect", "none")
    elif kind == "D" and words and not any(word in words.lower() for word in ("direct", "note")):
        yield Oddity("nature_of_ownership", "none beside direct ownership", _filed(words))


# Prices beside each other


def odd_prices_of(rows: tuple[Row, ...]) -> Iterator[tuple[Row, Oddity]]:
    """Section 4.10: a price that is many times another of the same filing and title."""
    groups: dict[str, list[tuple[Row, Decimal]]] = defaultdict(list)
    for row in rows:
        if row.kind != "transaction" or row.table != "I":
            continue
        amount = _value(row.transaction_price_per_share)
        if amount and amount > 0 and _value(row.transaction_code) in _MARKET:
            title = _value(row.security_title) or ""
            groups[" ".join(title.casefold().split())].append((row, amount))
    for group in groups.values():
        yield from _beside(group)


def _beside(priced: list[tuple[Row, Decimal]]) -> Iterator[tuple[Row, Oddity]]:
    """Rows of one title: their median is the measure; of two, the lower price."""
    middle = median_low(price for _, price in priced)
    for row, price in priced:
        if middle / _TIMES < price < middle * _TIMES:
            continue
        found = f"{price:f}"
        shares = _value(row.transaction_shares)
        if shares and price > middle and middle / 2 < price / shares < middle * 2:
            found += f", which is {price / shares:.4f} for each of {shares:f}: a total?"
        expected = f"a price like the {middle:f} of another row"
        yield row, Oddity("transaction_price_per_share", expected, found)
