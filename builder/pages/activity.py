"""Open-market purchases and sales of an issuer's insiders by quarter: a chart and its table.

Rows of Table I with code P or S (General Instruction 8 of Form 4). What sums leave out
(:mod:`builder.derive.counting`: an amendment's old row, the same row of another filing, a date
that cannot be) is left out here as well, and said. Shares are added up as filed, all classes
together, without a price and without undoing splits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from builder.derive.counting import reasons
from builder.model import Filing, Row
from builder.pages.axes import WIDE, Label, part_of, per_cent, round_up, short
from builder.pages.books import Book
from builder.pages.markup import count, counted, number
from builder.pages.page import as_of
from builder.pages.rules import rule_link
from builder.pages.tables import Column, fold, table
from builder.pages.templates import template

SHOWN = 16  # quarters of the chart: four years
LEAST = 8
LISTED = 40  # quarters of the table
HALF = 72  # units from the line of zero to either end
_LETTERS = {"P": "A", "S": "D"}
CONTRADICTS = "letter"  # why a row is left out that no rule of sums names

Quarter = int  # year * 4 + 0 … 3


class Sums(NamedTuple):
    """What was bought and sold in a quarter, in how many rows."""

    bought: Decimal = Decimal(0)
    sold: Decimal = Decimal(0)
    purchases: int = 0
    sales: int = 0


class Market(NamedTuple):
    """Open-market activity by quarter, and how many rows are left out of it by which rule."""

    quarters: Mapping[Quarter, Sums]  # ascending
    left_out: Mapping[str, int]  # by rule, ascending


def market_of(book: Book) -> Market:
    """Purchases (P) and sales (S) of Table I that count, by quarter of the trade."""
    found: dict[Quarter, Sums] = {}
    left_out: Counter[str] = Counter()
    for filing in book.filings:
        for row in filing.rows:
            code = row.transaction_code
            if row.table != "I" or code is None or code.value not in _LETTERS:
                continue
            rule = _why_out(filing, row, book)
            if rule:
                left_out[rule] += 1
                continue
            quarter = _quarter(row)
            found[quarter] = _plus(found.get(quarter, Sums()), row)
    return Market(dict(sorted(found.items())), dict(sorted(left_out.items())))


def _why_out(filing: Filing, row: Row, book: Book) -> str:
    """The rule by which a row is not counted; "" if it counts."""
    for each in reasons(filing, row, book.known):
        if "shares" in each.out_of or each.rule == "self-filing":
            return each.rule
    letter, code = row.transaction_acquired_disposed_code, row.transaction_code
    if letter and letter.value and code and letter.value != _LETTERS[code.value or ""]:
        return CONTRADICTS
    return "" if row.transaction_date and row.transaction_date.value else "odd-date"


def _quarter(row: Row) -> Quarter:
    day = row.transaction_date.value if row.transaction_date else None
    assert day is not None  # noqa: S101 - rows without a day are left out before
    return day.year * 4 + (day.month - 1) // 3


def _plus(sums: Sums, row: Row) -> Sums:
    cell, code = row.transaction_shares, row.transaction_code
    shares = abs(cell.value) if cell and cell.value is not None else Decimal(0)
    if code and code.value == "P":
        return sums._replace(bought=sums.bought + shares, purchases=sums.purchases + 1)
    return sums._replace(sold=sums.sold + shares, sales=sums.sales + 1)


def activity(book: Book, page: str) -> str:
    """Chart, what it counts, and the same as a table; "" if nothing was bought or sold."""
    market = market_of(book)
    if not market.quarters:
        return _left_out(market, page)
    shown = _shown(list(market.quarters), as_of(book.filings))
    note = (
        '<span class="s16-acq">▲ bought</span> above, <span class="s16-dis">▼ sold</span> below'
        " the line: shares as filed, codes P and S of Table I, the same row of two filings once;"
        " splits are not undone."
    )
    return "\n\n".join([
        _chart(market, shown),
        '<div class="s16-note" markdown>',
        f"{note} {_left_out(market, page)}".strip(),
        "</div>",
        _details(market),
    ])  # fmt: skip


def _shown(active: Sequence[Quarter], newest: str) -> range:
    """The quarters of the chart: up to the newest filing, or to the newest activity if long ago."""
    last = active[-1]
    if newest[:4].isdigit():
        now = int(newest[:4]) * 4 + (int(newest[5:7]) - 1) // 3
        if last <= now < last + SHOWN:
            last = now
    first = max(min(active[0], last - LEAST + 1), last - SHOWN + 1)
    return range(first, last + 1)


def _chart(market: Market, shown: range) -> str:
    sums = [(quarter, market.quarters[quarter]) for quarter in shown if quarter in market.quarters]
    top = round_up(max(max(each.bought, each.sold) for _, each in sums))
    wide = WIDE // len(shown)
    up = HALF if any(each.purchases for _, each in sums) else 0
    down = HALF if any(each.sales for _, each in sums) else 0
    places = [wide * (quarter - shown[0]) + wide // 2 for quarter, _ in sums]
    bars = [(x, each) for x, (_, each) in zip(places, sums, strict=True)]
    return template("activity.svg.j2").render(
        first=_name(shown[0]),
        last=_name(shown[-1]),
        desc=_desc([each for _, each in sums]),
        over=[
            (f"{_name(quarter)}: {_words(each)}", x)
            for x, (quarter, each) in zip(places, sums, strict=True)
        ],
        bought="".join(
            f"M{x} {up}V{up - part_of(each.bought, top, HALF)}" for x, each in bars if each.bought
        ),
        sold="".join(
            f"M{x} {up}V{up + part_of(each.sold, top, HALF)}" for x, each in bars if each.sold
        ),
        step=wide,
        bar=wide * 7 // 10,
        wide=wide * len(shown),
        high=up + down,
        top=short(top),
        up=up,
        down=down,
        years=_years(shown),
    )


def _words(sums: Sums) -> str:
    """ "▲ 18,900 ▼ 57,500"."""
    bought = f"▲ {_shares(sums.bought)}" if sums.purchases else ""
    sold = f"▼ {_shares(sums.sold)}" if sums.sales else ""
    return f"{bought} {sold}".strip()


def _desc(sums: Sequence[Sums]) -> str:
    bought = sum((each.bought for each in sums), Decimal(0))
    sold = sum((each.sold for each in sums), Decimal(0))
    return (
        f"Bought {_shares(bought)} shares in {counted(sum(s.purchases for s in sums), 'row')},"
        f" sold {_shares(sold)} in {counted(sum(s.sales for s in sums), 'row')}."
    )


def _years(shown: range) -> list[Label]:
    """Each year under its first quarter that is shown; not one that has no room beside the next."""
    starts = [quarter for quarter in shown if quarter % 4 == 0]
    if not starts or starts[0] - shown[0] > 2:
        starts = [shown[0], *starts]
    return [
        Label(per_cent((quarter - shown[0]) * WIDE // len(shown)), str(quarter // 4), "start")
        for quarter in starts
    ]


def _name(quarter: Quarter) -> str:
    return f"{quarter // 4} Q{quarter % 4 + 1}"


def _shares(value: Decimal) -> str:
    """A sum of shares with the fraction it has."""
    text = f"{value:f}"
    return number(text.rstrip("0").rstrip(".") if "." in text else text)


def _left_out(market: Market, page: str) -> str:
    """ "Left out: 3 rows (2 [twin], 1 [superseded])"; "" if nothing is."""
    if not market.left_out:
        return ""
    told = ", ".join(
        f"{count(times)} {_rule(rule, page)}" for rule, times in market.left_out.items()
    )
    rows = counted(sum(market.left_out.values()), "row")
    return f"Left out by rule: {rows} with code P or S ({told})."


def _rule(rule: str, page: str) -> str:
    if rule == CONTRADICTS:
        return "with an A or D that contradicts the code"
    return rule_link("sum", rule, page, rule)


def _details(market: Market) -> str:
    newest = list(market.quarters.items())[::-1]
    rows = [
        [
            _name(quarter),
            _shares(sums.bought) if sums.purchases else "",
            count(sums.purchases) if sums.purchases else "",
            _shares(sums.sold) if sums.sales else "",
            count(sums.sales) if sums.sales else "",
        ]
        for quarter, sums in newest[:LISTED]
    ]
    if len(newest) > LISTED:
        rows.append([f"{count(len(newest) - LISTED)} older", "", "", "", ""])
    columns = [
        Column("Quarter"), Column("▲ Bought", "right"), Column("Purchases (P)", "right"),
        Column("▼ Sold", "right"), Column("Sales (S)", "right"),
    ]  # fmt: skip
    return fold("Open-market activity as a table", table("activity", columns, rows))
