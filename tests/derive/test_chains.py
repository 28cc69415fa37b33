"""In which order the balances of one filing add up: running, final, block by block, backwards."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.derive.chains import Block, Chain, chains_of
from builder.model import Filing
from tests.derive.stories import filed, holding, row


def chain_of(filing: Filing) -> Chain:
    """The only chain of a filing."""
    ((chain,),) = chains_of(filing).values()
    return chain


def balances(filing: Filing) -> list[Decimal | None]:
    return [block.balance for block in chain_of(filing).blocks]


def styles(filing: Filing) -> set[str]:
    return {block.style for block in chain_of(filing).blocks}


def test_one_row_is_a_block_of_its_own() -> None:
    assert styles(filed(1, row("S", 10, 90))) == {"single"}


def test_a_holding_is_no_transaction() -> None:
    assert styles(filed(1, holding(90))) == {"holding"}


def test_running_balances_stay_in_the_order_of_the_form() -> None:
    filing = filed(1, row("S", 10, 90), row("S", 20, 70), row("P", 5, 75))
    assert balances(filing) == [90, 70, 75]
    assert styles(filing) == {"running"}


def test_equal_balances_are_the_balance_after_all_rows() -> None:
    filing = filed(1, row("S", 10, 70), row("S", 20, 70))
    assert balances(filing) == [70]
    assert styles(filing) == {"final"}
    assert chain_of(filing).start == 100


def test_newest_first_is_turned_round() -> None:
    filing = filed(1, row("S", 20, 70), row("S", 10, 90))
    assert balances(filing) == [90, 70]


def test_newest_first_over_several_days_is_put_in_the_order_of_days() -> None:
    filing = filed(9, row("S", 20, 70, day="2024-05-08"), row("S", 10, 90, day="2024-05-07"))
    assert balances(filing) == [90, 70]


def test_rows_sorted_by_price_are_put_in_the_order_of_their_balances() -> None:
    filing = filed(1, row("S", 20, 70), row("S", 5, 65), row("S", 10, 90))
    assert balances(filing) == [90, 70, 65]


def test_the_final_style_block_by_block_is_told_from_a_slip() -> None:
    filing = filed(1, row("M", 50, 150), row("S", 30, 100), row("S", 20, 100))
    assert balances(filing) == [150, 100]


def test_days_that_add_up_by_themselves_are_kept_apart() -> None:
    filing = filed(
        9,
        row("S", 10, 80, day="2024-05-06"),
        row("S", 10, 80, day="2024-05-06"),
        row("S", 5, 60, day="2024-05-08"),
        row("S", 5, 60, day="2024-05-08"),
    )
    assert balances(filing) == [80, 60]
    assert styles(filing) == {"final"}


def test_rows_that_do_not_add_up_are_each_checked_for_themselves() -> None:
    filing = filed(1, row("S", 10, 90), row("S", 10, 85))
    assert styles(filing) == {"unclear"}
    assert balances(filing) == [90, 85]


def test_a_row_without_a_balance_adds_to_the_next_balance() -> None:
    filing = filed(1, row("S", 10, 90), row("S", 15, None), row("S", 5, 70))
    assert [block.change for block in chain_of(filing).blocks][-1] is not None
    assert chain_of(filing).last.balance == 70


def test_two_piles_with_balances_of_their_own_are_two_chains() -> None:
    filing = filed(
        1,
        row("S", 10, 90, held="I", nature="By Trust"),
        row("S", 10, 40, held="I", nature="By Spouse"),
    )
    assert sorted(
        chain.start or 0 for chains in chains_of(filing).values() for chain in chains
    ) == [
        50,
        100,
    ]


def test_an_amount_filed_below_zero_still_goes_the_way_of_its_letter() -> None:
    assert chain_of(filed(1, row("S", "-10", 90))).start == 100


def test_a_row_without_a_letter_has_no_start() -> None:
    assert chain_of(filed(1, row("S", 10, 90, way="?"))).start is None


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_a_running_balance_is_found_in_any_order_of_rows(order: tuple[int, ...]) -> None:
    rows = [row("S", 10, 90), row("S", 20, 70), row("S", 1, 69), row("S", 30, 39)]
    filing = filed(1, *(rows[i] for i in order))
    assert balances(filing) == [90, 70, 69, 39]


@given(st.integers(0, 10**6), st.lists(st.integers(-1000, 1000).filter(bool), min_size=1))
def test_rows_in_running_style_end_at_the_sum(start: int, changes: list[int]) -> None:
    rows, balance = [], start + 10**6
    for each in changes:
        balance += each
        rows.append(row("P" if each > 0 else "S", abs(each), balance))
    chain = chain_of(filed(1, *rows))
    assert chain.last.balance == balance
    assert chain.start == start + 10**6


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=8))
def test_every_row_is_in_one_block(sizes: list[int]) -> None:
    filing = filed(1, *(row("S", size, size % 7) for size in sizes))
    found = [
        report.row.row
        for chains in chains_of(filing).values()
        for chain in chains
        for block in chain.blocks
        for report in block.reports
    ]
    assert sorted(found) == list(range(1, len(sizes) + 1))


def test_blocks_never_go_back_in_time() -> None:
    filing = filed(9, row("S", 10, 90, day="2024-05-08"), row("S", 20, 70, day="2024-05-07"))
    blocks: tuple[Block, ...] = chain_of(filing).blocks
    assert [block.order for block in blocks] == sorted(block.order for block in blocks)


def test_an_order_that_begins_below_zero_adds_up_by_chance() -> None:
    """The filer typed A for a sale: the rows end with nothing, as they stand on the form."""
    filing = filed(
        1,
        row("C", 80, 80),
        row("S", 60, 20),
        row("S", 15, 5, way="A"),
        row("S", 5, 0),
    )
    assert chain_of(filing).last.balance == 0


def test_rows_with_the_same_notes_are_about_the_same_pile() -> None:
    nature = ("See Footnote", "F1")
    filing = filed(
        1,
        row("C", 80, 80, held="I", nature=nature),
        row("J", 50, 10, held="I", nature=nature),
        notes={"F1": "Held by the first fund."},
    )
    assert len(chain_of(filing).reports) == 2


def test_a_row_that_lacks_a_term_goes_on_from_the_very_balance() -> None:
    unit = {"conversionOrExercisePrice": "0", "underlyingSecurityTitle": "Common Stock"}
    first = row("A", 900, 900, title="Unit", expirationDate="2030-01-01", **unit)
    second = row("M", 400, 500, way="D", title="Unit", **unit)
    rows = [("derivativeTransaction", cells) for _, cells in (first, second)]
    assert balances(filed(1, *rows)) == [900, 500]
