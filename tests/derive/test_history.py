"""Whether each balance of a line follows from the one before."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from builder.derive.history import Balance
from builder.derive.positions import Position, derive_positions
from builder.model import Filing
from tests.derive.stories import filed, holding, row


def line_of(*filings: Filing) -> Position:
    """The only line of some filings."""
    (position,) = derive_positions(filings)
    return position


def verdicts(*filings: Filing) -> list[str]:
    return [balance.verdict for balance in line_of(*filings).history]


def may(day: int) -> date:
    """A day of May 2024, when all of this happens."""
    return date(2024, 5, day)


def last(*filings: Filing) -> Balance:
    return line_of(*filings).history[-1]


def test_a_first_balance_has_none_before_it() -> None:
    assert verdicts(filed(1, row("P", 10, 10))) == ["first"]


def test_a_sale_that_leaves_the_difference_closes() -> None:
    assert verdicts(filed(1, row("P", 10, 10)), filed(2, row("S", 4, 6))) == ["first", "closes"]


def test_a_holding_restated_closes() -> None:
    assert verdicts(filed(1, row("P", 10, 10)), filed(2, holding(10))) == ["first", "closes"]


def test_a_balance_that_does_not_follow_has_a_gap() -> None:
    balance = last(filed(1, row("P", 10, 10)), filed(2, row("S", 4, 9)))
    assert balance.verdict == "gap"
    assert [balance.gap, balance.expected] == [3, 6]


def test_a_gap_below_zero_is_what_went_without_a_row() -> None:
    assert last(filed(1, row("P", 10, 10)), filed(2, holding(7))).gap == -3


def test_after_a_gap_the_filed_balance_counts() -> None:
    story = [filed(1, holding(10)), filed(2, holding(7)), filed(3, row("S", 2, 5))]
    assert verdicts(*story) == ["first", "gap", "closes"]


def test_rows_without_a_balance_are_added_to_the_next_check() -> None:
    story = [filed(1, holding(100)), filed(2, row("S", 10, None)), filed(3, row("S", 5, 85))]
    assert verdicts(*story) == ["first", "unstated", "closes"]


def test_a_balance_in_a_note_is_not_stated() -> None:
    story = [
        filed(1, holding(100)),
        filed(2, row("S", 10, ("", "F1")), notes={"F1": "See the exhibit."}),
        filed(3, row("S", 5, 85)),
    ]
    assert verdicts(*story) == ["first", "unstated", "closes"]


def test_a_row_that_does_not_say_how_much_cannot_be_checked() -> None:
    story = [filed(1, holding(100)), filed(2, row("S", 10, 90, way="?"))]
    assert verdicts(*story) == ["first", "unchecked"]


def test_rows_in_the_final_style_are_checked_once() -> None:
    story = [filed(1, holding(100)), filed(2, row("S", 10, 70), row("S", 20, 70))]
    assert sorted(verdicts(*story)) == ["closes", "first", "part"]


def test_money_is_never_held_against_shares() -> None:
    money = {"valueOwnedFollowingTransaction": "500"}
    story = [filed(1, holding(100)), filed(2, row("S", 10, None, **money))]
    assert verdicts(*story) == ["first", "unchecked"]


def test_a_late_report_stands_where_its_trade_does() -> None:
    story = [
        filed(1, holding(100)),
        filed(5, row("S", 10, 70, day="2024-05-05")),
        filed(9, row("S", 20, 80, day="2024-05-03")),
    ]
    assert [b.balance for b in line_of(*story).history] == [100, 80, 70]
    assert verdicts(*story) == ["first", "closes", "closes"]


def test_the_balance_of_a_day_is_the_newest_up_to_it() -> None:
    position = line_of(filed(1, holding(100)), filed(5, row("S", 10, 90, day="2024-05-05")))
    found = [position.held_on(may(day)) for day in (1, 4, 5)]
    assert [balance.balance if balance else None for balance in found] == [100, 100, 90]


def test_before_the_first_balance_nothing_is_known() -> None:
    assert line_of(filed(5, holding(100))).held_on(may(4)) is None


@given(st.lists(st.integers(-500, 500).filter(bool), min_size=1, max_size=12), st.data())
def test_trades_that_add_up_have_no_gap_and_one_left_out_is_the_gap(
    changes: list[int], data: st.DataObject
) -> None:
    balance, story = 10**6, [filed(1, holding(10**6))]
    for number, by in enumerate(changes, 2):
        balance += by
        story.append(filed(number, row("P" if by > 0 else "S", abs(by), balance)))
    assert "gap" not in verdicts(*story)
    left_out = data.draw(st.integers(1, len(changes)))
    gaps = [b.gap for b in line_of(*story[:left_out], *story[left_out + 1 :]).history if b.gap]
    assert gaps == ([Decimal(changes[left_out - 1])] if left_out < len(changes) else [])


def test_the_order_of_filings_makes_no_difference() -> None:
    story = [filed(1, holding(100)), filed(2, row("S", 1, 99)), filed(3, row("P", 7, 105))]
    found = {tuple(verdicts(*order)) for order in permutations(story)}
    assert found == {("first", "closes", "gap")}
