"""What one person holds of a class, and which lines the sum leaves out."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from builder.derive.positions import derive_positions
from builder.derive.staleness import heard_of, stale_of
from builder.derive.totals import Held, Total, totals_of
from builder.model import Filing
from tests.derive.stories import JANE, JOHN, filed, holding, row

OWNER = int(JANE[0])


def totals(*filings: Filing) -> tuple[Total, ...]:
    heard = heard_of(filings)
    lines = [Held(p, p.newest, stale_of(p, heard)) for p in derive_positions(filings)]
    return totals_of(OWNER, lines)


def total(*filings: Filing) -> Total:
    (found,) = totals(*filings)
    return found


def left_out(found: Total) -> list[str]:
    return [part.why_not for part in found.parts if part.why_not]


def test_direct_and_indirect_lines_add_up_apart() -> None:
    found = total(filed(1, holding(10), holding(5, held="I", nature="By Trust")))
    assert [found.direct, found.indirect, found.shares] == [10, 5, 15]


def test_each_class_has_its_own_total() -> None:
    found = totals(filed(1, holding(10), holding(5, title="Class B Common Stock")))
    assert [each.shares for each in found] == [5, 10]


def test_a_stale_line_stands_beside_the_sum() -> None:
    old = filed(1, holding(5, held="I", nature="By Trust"))
    found = total(old, filed(2, row("P", 10, 10), day="2027-01-01"))
    assert found.shares == 10
    assert left_out(found) == ["stale"]


def test_principal_is_never_added_to_shares() -> None:
    money = {"valueOwnedFollowingTransaction": "5000"}
    note = row("P", 1, None, **money, held="I", nature="By Trust")
    found = total(filed(1, holding(10), note))
    assert found.shares == 10
    assert left_out(found) == ["value"]


def test_a_number_in_a_note_is_not_guessed() -> None:
    found = total(filed(1, holding(("", "F1")), notes={"F1": "See the exhibit."}))
    assert found.shares == 0
    assert left_out(found) == ["no number"]


def test_a_balance_below_zero_is_not_added() -> None:
    found = total(filed(1, holding("-5"), holding(7, held="I", nature="By Trust")))
    assert found.shares == 7
    assert left_out(found) == ["negative"]


def test_a_closed_line_is_no_part() -> None:
    assert totals(filed(1, row("S", 10, 0))) == ()


def test_options_are_in_no_total_of_shares() -> None:
    option = ("derivativeHolding", {
        "securityTitle": "Stock Option", "underlyingSecurityShares": "100",
        "sharesOwnedFollowingTransaction": "100", "directOrIndirectOwnership": "D",
    })  # fmt: skip
    assert totals(filed(1, option)) == ()


def test_a_line_told_alone_and_together_counts_once() -> None:
    alone = filed(1, holding(50, held="I", nature="By Fund"))
    together = filed(2, holding(60, held="I", nature="By Fund"), people=(JANE, JOHN))
    found = total(alone, together)
    assert found.shares == 60
    assert left_out(found) == ["other group"]


def test_lines_of_other_people_are_not_mine() -> None:
    assert totals(filed(1, holding(10), people=(JOHN,))) == ()


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=6))
def test_the_sum_is_that_of_its_parts(sizes: list[int]) -> None:
    rows = [holding(size, held="I", nature=f"By Trust {n}") for n, size in enumerate(sizes)]
    found = total(filed(1, *rows))
    assert found.shares == sum(sizes)
    assert sum(part.shares or Decimal(0) for part in found.parts) == sum(sizes)
