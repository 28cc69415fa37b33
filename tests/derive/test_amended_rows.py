"""Which row of an amendment stands for which of the original, and what it changes."""

from __future__ import annotations

import pytest

from builder.derive.amendments import RowChange, head_changes
from builder.model import Filing
from tests.derive.amending import amendment, changes_of, fates, held, option, report, sold
from tests.forms import Cells, filing_of, form_xml, owner_xml, sale


def fields(*filings: Filing) -> list[str]:
    """The names of the fields that the last filing's first row changes."""
    return [field.name for field in changes_of(*filings)[0].fields]


def stands_for(*filings: Filing) -> list[int | None]:
    """For each row of the last filing, the row of the first that it stands for."""
    own = filings[-1].accession
    changes = [change for change in changes_of(*filings) if change.row.accession == own]
    return [change.other.row if change.other else None for change in changes]


def the_change(*filings: Filing) -> RowChange:
    """The only change that the last filing makes."""
    (change,) = changes_of(*filings)
    return change


# What is a change


def test_a_changed_price_is_one_field_with_before_and_after() -> None:
    change = the_change(report(1), amendment(2, [sale(transactionPricePerShare="13.5")]))
    (field,) = change.fields
    assert field.before is not None
    assert field.after is not None
    assert field.name == "transaction_price_per_share"
    assert (str(field.before.value), str(field.after.value)) == ("12.50", "13.5")


def test_a_number_written_otherwise_is_no_change() -> None:
    fixed = amendment(2, [sale(transactionShares="01000.0")])
    assert fates(report(1), fixed) == [(2, "I", 1, "repeated")]


def test_a_title_with_its_par_value_is_no_change() -> None:
    fixed = amendment(2, [sale(securityTitle="COMMON STOCK, par value $.01")])
    assert the_change(report(1), fixed).fate == "repeated"


def test_a_flag_left_out_instead_of_false_is_no_change() -> None:
    first = report(1, [sale(equitySwapInvolved="0")])
    assert the_change(first, amendment(2, [sale(equitySwapInvolved="")])).fate == "repeated"


def test_a_row_that_states_neither_d_nor_i_is_direct() -> None:
    first = report(1, [sale(directOrIndirectOwnership="")])
    assert the_change(first, amendment(2)).fate == "repeated"


def test_the_same_note_under_another_id_is_no_change() -> None:
    first = report(
        1, [sale(transactionPricePerShare=("12.50", "F1"))], footnotes={"F1": "Average price."}
    )
    fixed = amendment(
        2,
        [sale(transactionPricePerShare=("12.50", "F7"))],
        footnotes={"F7": "Average\nprice."},
    )
    assert the_change(first, fixed).fate == "repeated"


def test_a_note_with_other_words_is_a_change_of_the_footnotes() -> None:
    first = report(1, [sale(transactionShares=("1000", "F1"))], footnotes={"F1": "Sold."})
    fixed = amendment(2, [sale(transactionShares=("1000", "F1"))], footnotes={"F1": "Bought."})
    (field,) = the_change(first, fixed).fields
    assert (field.name, field.before and field.before.value) == ("footnotes", "Sold.")
    assert field.after is not None
    assert (field.after.value, field.after.footnotes) == ("Bought.", ("F1",))


def test_a_note_that_is_only_left_out_is_no_change() -> None:
    first = report(
        1, [sold(100, 900, securityTitle=("Common Stock", "F1")), held()], footnotes={"F1": "Old."}
    )
    assert fates(first, amendment(2, [sold(100, 900)]))[0] == (2, "I", 1, "repeated")


@pytest.mark.parametrize(
    "text",
    [
        "This amendment restates the form in its entirety.",
        "Filed solely to remove the footnote.",
        "Footnote 1 has been deleted.",
    ],
)
def test_a_note_that_the_words_drop_is_a_change(text: str) -> None:
    first = report(
        1, [sale(securityTitle=("Common Stock", "F1"))], footnotes={"F1": "Under a plan."}
    )
    (field,) = the_change(first, amendment(2, remarks=text)).fields
    assert (field.name, field.after) == ("footnotes", None)


def test_a_note_on_another_cell_is_not_replaced_by_a_new_one() -> None:
    first = report(
        1,
        [sale(securityTitle=("Common Stock", "F1"), transactionShares=("1000", "F2"))],
        footnotes={"F1": "Under a plan.", "F2": "All sold."},
    )
    fixed = amendment(
        2, [sale(transactionShares=("1000", "F1"))], footnotes={"F1": "All were sold."}
    )
    (field,) = the_change(first, fixed).fields
    assert field.before is not None
    assert field.before.value == "All sold."


def test_a_price_stated_only_in_a_note_becomes_a_number() -> None:
    first = report(1, [sale(transactionPricePerShare=("", "F1"))], footnotes={"F1": "See plan."})
    (field, *_) = the_change(first, amendment(2)).fields
    assert field.before is not None
    assert (field.name, field.before.value) == ("transaction_price_per_share", None)


def test_numbers_that_a_data_set_rounds_are_no_change() -> None:
    first = report(1, [sale(transactionPricePerShare="12.5049")])
    fixed = amendment(2, [sale(transactionPricePerShare="12.50")])
    fixed = fixed._replace(source=fixed.source._replace(kind="data set"))
    assert the_change(first, fixed).fate == "repeated"


def test_numbers_that_two_documents_give_are_compared_to_the_last_digit() -> None:
    first = report(1, [sale(transactionPricePerShare="12.5049")])
    assert fields(first, amendment(2, [sale(transactionPricePerShare="12.50")])) == [
        "transaction_price_per_share"
    ]


def test_a_row_repeated_for_one_more_owner_is_a_change_of_its_owners() -> None:
    """The one who was left out owns it too, so the amendment's row has to count."""
    both = [owner_xml(), owner_xml("9000000202", "ROE RICHARD")]
    (field,) = the_change(report(1), amendment(2, owners=both)).fields
    assert field.before is not None
    assert field.after is not None
    assert (field.name, field.before.value, field.after.value) == (
        "owners",
        "DOE JANE",
        "DOE JANE; ROE RICHARD",
    )


def test_a_row_repeated_by_one_of_two_owners_is_no_change() -> None:
    both = [owner_xml(), owner_xml("9000000202", "ROE RICHARD")]
    assert the_change(report(1, owners=both), amendment(2)).fate == "repeated"


def test_a_holding_repeated_under_another_period_is_of_another_day() -> None:
    first = report(1, [held()], form="3", period="2023-05-01")
    assert fields(first, amendment(2, [held()], form="3/A")) == ["period"]


def test_a_transaction_with_a_day_of_its_own_is_not_changed_by_the_period() -> None:
    assert the_change(report(1, period="2023-05-01"), amendment(2)).fate == "repeated"


def test_an_amendment_without_a_period_changes_no_day() -> None:
    fixed = amendment(2, [held()], form="3/A")._replace(period=None)
    assert the_change(report(1, [held()], form="3"), fixed).fate == "repeated"


def test_a_balance_on_form_5_speaks_of_the_period() -> None:
    first = report(1, form="5", period="2023-12-31")
    assert fields(first, amendment(2, form="5/A", period="2024-12-31")) == ["period"]


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [("0", "1", True), ("1", "0", True), ("", "1", True), ("", "0", False), ("1", "", False)],
)
def test_a_plan_box_ticked_otherwise_changes_the_transactions(
    before: str, after: str, changes: bool
) -> None:
    first = report(1, extra=f"<aff10b5One>{before}</aff10b5One>" if before else "")
    fixed = amendment(2, extra=f"<aff10b5One>{after}</aff10b5One>" if after else "")
    assert fields(first, fixed) == (["aff10b5_one"] if changes else [])


def test_a_plan_box_ticked_otherwise_changes_no_holding() -> None:
    fixed = amendment(2, [held()], extra="<aff10b5One>1</aff10b5One>")
    assert the_change(report(1, [held()]), fixed).fate == "repeated"


# Which row stands for which


def test_identical_rows_are_paired_one_to_one() -> None:
    twins = [sold(100, 900), sold(100, 900)]
    assert stands_for(report(1, twins), amendment(2, twins)) == [1, 2]


def test_a_third_identical_row_is_added() -> None:
    twins = [sold(100, 900), sold(100, 900)]
    fixed = amendment(2, [*twins, sold(100, 900)])
    assert stands_for(report(1, twins), fixed) == [1, 2, None]


def test_equal_rows_go_together_before_like_ones() -> None:
    first = report(1, [sold(100, 900), sold(200, 700)])
    fixed = amendment(2, [sold(200, 700), sold(150, 850)])
    assert stands_for(first, fixed) == [2, 1]


def test_rows_given_in_another_order_are_found_by_their_numbers() -> None:
    rows = [sold(100, 900), sold(200, 700), sold(300, 400)]
    assert stands_for(report(1, rows), amendment(2, rows[::-1])) == [3, 2, 1]


@pytest.mark.parametrize(
    ("fixed", "expected"),
    [
        (sold(100, 800, transactionPricePerShare="11", deemedExecutionDate="2024-05-02"), 2),
        (sold(100, 800, transactionPricePerShare="12"), 2),
        (sold(100, 750, transactionPricePerShare="11"), 2),
        (sold(200, 610, transactionPricePerShare="10"), 3),
        (sold(250, 600, transactionPricePerShare="13"), 3),
        (sold(250, 510, transactionPricePerShare="11"), 2),
    ],
    ids=["all numbers", "shares and balance", "shares and price", "shares", "balance", "price"],
)
def test_of_several_rows_of_one_event_the_likeliest_is_corrected(
    fixed: tuple[str, Cells], expected: int
) -> None:
    first = report(
        1,
        [
            sold(100, 900, transactionPricePerShare="10"),
            sold(100, 800, transactionPricePerShare="11"),
            sold(200, 600, transactionPricePerShare="12"),
        ],
    )
    assert stands_for(first, amendment(2, [fixed])) == [expected]


def test_of_equal_rows_the_one_with_the_same_note_is_repeated() -> None:
    notes = {"F1": "Under a plan.", "F2": "For a charity."}
    rows = [sale(transactionShares=("1000", note)) for note in notes]
    first = report(1, rows, footnotes=notes)
    assert stands_for(first, amendment(2, rows[1:], footnotes=notes)) == [2]


def test_of_rows_in_the_final_style_the_one_of_the_same_price_is_corrected() -> None:
    rows = [sold(100, 800, transactionPricePerShare=price) for price in ("10", "11")]
    fixed = sold(100, 800, transactionPricePerShare="11", deemedExecutionDate="2024-05-02")
    assert stands_for(report(1, rows), amendment(2, [fixed])) == [2]


def test_of_rows_with_the_same_numbers_the_equal_one_is_repeated() -> None:
    rows = [sale(deemedExecutionDate="2024-05-02"), sale(deemedExecutionDate="2024-05-03")]
    notes = {"F1": "Under a plan."}
    fixed = sale(deemedExecutionDate="2024-05-03", transactionShares=("1000", "F1"))
    assert stands_for(report(1, rows), amendment(2, [fixed], footnotes=notes)) == [2]


def test_of_several_sales_the_one_of_the_same_price_is_corrected() -> None:
    first = report(
        1,
        [
            sold(100, 900, transactionPricePerShare="10"),
            sold(200, 700, transactionPricePerShare="11"),
        ],
    )
    fixed = amendment(2, [sold(250, 650, transactionPricePerShare="11")])
    assert stands_for(first, fixed) == [2]


def test_of_several_sales_the_one_that_starts_from_the_same_balance_is_corrected() -> None:
    first = report(1, [sold(100, 900), sold(200, 700)])
    fixed = amendment(2, [sold(250, 650, transactionPricePerShare="9")])
    assert stands_for(first, fixed) == [2]


def test_a_sale_that_goes_on_from_another_of_that_day_is_added() -> None:
    fixed = amendment(2, [sold(50, 850)])
    assert stands_for(report(1, [sold(100, 900)]), fixed) == [None]


def test_a_sale_that_leads_to_another_of_that_day_is_added() -> None:
    fixed = amendment(2, [sold(50, 1000)])
    assert stands_for(report(1, [sold(100, 900)]), fixed) == [None]


def test_a_grant_corrected_beside_an_exercise_to_nothing_does_not_go_on_from_it() -> None:
    """Both the exercise's end and the grant's start are zero."""
    units: dict[str, str | tuple[str, ...]] = {
        "securityTitle": "Restricted Stock Units",
        "transactionDate": "2024-05-01",
        "transactionPricePerShare": "0",
        "directOrIndirectOwnership": "D",
    }
    vested = units | {
        "transactionCode": "M",
        "transactionShares": "300",
        "transactionAcquiredDisposedCode": "D",
        "sharesOwnedFollowingTransaction": "0",
    }
    granted = units | {
        "transactionCode": "A",
        "transactionShares": "500",
        "transactionAcquiredDisposedCode": "A",
        "sharesOwnedFollowingTransaction": "500",
    }
    right = granted | {"transactionShares": "600", "sharesOwnedFollowingTransaction": "600"}
    first = report(1, [("derivativeTransaction", vested), ("derivativeTransaction", granted)])
    assert stands_for(first, amendment(2, [("derivativeTransaction", right)])) == [2]


def test_other_numbers_of_one_event_are_a_correction() -> None:
    fixed = amendment(2, [sold(70, 430, transactionPricePerShare="9")])
    assert stands_for(report(1, [sold(100, 900)]), fixed) == [1]


@pytest.mark.parametrize(
    "text",
    [
        "To report a sale that was inadvertently omitted.",
        "This amendment adds a transaction that was left out of the original report.",
        "To report a second sale transaction of that day.",
        "To include a row in Table I for a sale (see footnotes 1 and 2) that was omitted.",
    ],
)
def test_a_row_that_the_words_add_corrects_no_other(text: str) -> None:
    fixed = amendment(2, [sold(70, 430, transactionPricePerShare="9")], remarks=text)
    assert stands_for(report(1, [sold(100, 900)]), fixed) == [None]


def test_a_line_has_one_balance_whatever_the_words_add() -> None:
    text = "To report holdings that were inadvertently omitted."
    fixed = amendment(2, [held(sharesOwnedFollowingTransaction="600")], remarks=text)
    assert stands_for(report(1, [held()]), fixed) == [1]


@pytest.mark.parametrize(
    "text",
    [
        "To add the footnote that was inadvertently omitted.",
        "To include the omitted name and address of a reporting person.",
        "To report the correct number of shares sold.",
        "To include the number of shares under the correct code.",
        "It reflects the underwriters' purchase of additional shares.",
        "To mend a middle initial that was omitted.",
    ],
)
def test_words_about_what_is_no_row_add_none(text: str) -> None:
    fixed = amendment(2, [sold(70, 430, transactionPricePerShare="9")], remarks=text)
    assert stands_for(report(1, [sold(100, 900)]), fixed) == [1]


ADDED = "To add a transaction and a holding that were omitted."


def test_a_trusts_trade_of_the_same_size_is_added_where_the_words_add() -> None:
    """Often a person and a trust sell the same number of shares on one day (oddity 27)."""
    trusts = sale(directOrIndirectOwnership="I", natureOfOwnership="By Trust")
    assert stands_for(report(1), amendment(2, [trusts], remarks=ADDED)) == [None]


def test_the_other_side_of_a_gift_is_added_where_the_words_add() -> None:
    given = sold(100, 900, transactionCode="G")
    taken = sold(100, 900, transactionCode="G", transactionAcquiredDisposedCode="A")
    assert stands_for(report(1, [given]), amendment(2, [taken], remarks=ADDED)) == [None]


def test_a_second_trusts_trade_with_the_same_numbers_is_added_where_the_words_add() -> None:
    one, other = (
        sale(directOrIndirectOwnership="I", natureOfOwnership=nature)
        for nature in ("By Trust for a son", "By Trust for a daughter")
    )
    assert stands_for(report(1, [one]), amendment(2, [other], remarks=ADDED)) == [None]
    assert stands_for(report(1, [one]), amendment(2, [other])) == [1]


def test_another_class_is_added_where_the_words_add() -> None:
    text = "To report a sale of a class of stock that was omitted."
    other = sale(securityTitle="Class B Common Stock")
    assert stands_for(report(1), amendment(2, [other], remarks=text)) == [None]


def test_another_sale_with_the_same_balance_is_added_where_the_words_add() -> None:
    fixed = amendment(2, [sold(50, 900)], remarks=ADDED)
    assert stands_for(report(1, [sold(100, 900)]), fixed) == [None]


@pytest.mark.parametrize(
    ("shares", "left"), [(50, 900), (50, 950)], ids=["same balance", "same start"]
)
def test_a_sale_by_what_another_note_names_is_another_sale(shares: int, left: int) -> None:
    cells: dict[str, str | tuple[str, ...]] = {
        "directOrIndirectOwnership": "I",
        "natureOfOwnership": ("See footnote", "F1"),
    }
    first = report(
        1, [sold(100, 900, **cells)], footnotes={"F1": "Held by the Alder Family Trust."}
    )
    fixed = amendment(
        2,
        [sold(shares, left, **cells)],
        footnotes={"F1": "Owned directly through a plan account."},
    )
    assert stands_for(first, fixed) == [None]


def test_a_nature_beside_direct_ownership_names_no_line() -> None:
    """Oddity 64."""
    direct = {"directOrIndirectOwnership": "D", "sharesOwnedFollowingTransaction": "7"}
    first = report(1, [held(directOrIndirectOwnership="D", natureOfOwnership="By Self")])
    assert stands_for(first, amendment(2, [held(**direct, natureOfOwnership="")])) == [1]


def test_units_with_a_price_of_zero_and_with_none_are_one_line() -> None:
    first = report(1, [option(conversionOrExercisePrice="0")], form="3")
    fixed = amendment(
        2,
        [option(conversionOrExercisePrice="", sharesOwnedFollowingTransaction="70")],
        form="3/A",
    )
    assert stands_for(first, fixed) == [1]


def test_a_holding_of_another_trust_is_another_line() -> None:
    fixed = amendment(2, [held(natureOfOwnership="By Spouse", sharesOwnedFollowingTransaction="9")])
    assert stands_for(report(1, [held()]), fixed) == [None]


def test_a_holding_of_the_same_trust_is_corrected() -> None:
    fixed = amendment(2, [held(sharesOwnedFollowingTransaction="600")])
    assert stands_for(report(1, [held()]), fixed) == [1]


def test_a_holding_named_only_by_another_note_is_another_line() -> None:
    see = "See footnote"
    first = report(
        1,
        [held(natureOfOwnership=(see, "F1"))],
        footnotes={"F1": "Held by the Alder Family Trust."},
    )
    fixed = amendment(
        2,
        [held(natureOfOwnership=(see, "F1"), sharesOwnedFollowingTransaction="9")],
        footnotes={"F1": "Owned directly through a plan account."},
    )
    assert stands_for(first, fixed) == [None]


def test_a_holding_whose_note_is_new_is_the_same_line() -> None:
    fixed = amendment(
        2,
        [held(natureOfOwnership=("See footnote", "F1"), sharesOwnedFollowingTransaction="9")],
        footnotes={"F1": "Held by the Alder Family Trust."},
    )
    assert stands_for(report(1, [held(natureOfOwnership="See footnote")]), fixed) == [1]


def test_units_without_terms_that_other_notes_describe_are_another_line() -> None:
    units: dict[str, str | tuple[str, ...]] = {
        "conversionOrExercisePrice": "",
        "expirationDate": ("", "F1"),
    }
    first = report(1, [option(**units)], footnotes={"F1": "Vests in four equal parts."}, form="3")
    fixed = amendment(
        2,
        [option(**units, underlyingSecurityShares="70", sharesOwnedFollowingTransaction="70")],
        footnotes={"F1": "Settled upon retirement from the board."},
        form="3/A",
    )
    assert stands_for(first, fixed) == [None]


def test_an_option_with_another_exercise_price_is_another_line() -> None:
    more = option(
        conversionOrExercisePrice="12",
        underlyingSecurityShares="70",
        sharesOwnedFollowingTransaction="70",
    )
    first, fixed = report(1, [option()], form="3"), amendment(2, [more], form="3/A")
    assert stands_for(first, fixed) == [None]


def test_an_option_with_the_same_terms_and_another_size_is_corrected() -> None:
    fixed = amendment(2, [option(underlyingSecurityShares="70")], form="3/A")
    assert stands_for(report(1, [option()], form="3"), fixed) == [1]


def test_a_grant_with_a_corrected_exercise_price_is_the_same_grant() -> None:
    grant = {
        "transactionDate": "2024-05-01",
        "transactionCode": "A",
        "transactionShares": "300",
        "transactionPricePerShare": "0",
        "transactionAcquiredDisposedCode": "A",
    }
    _, cells = option()
    wrong = ("derivativeTransaction", {**cells, **grant, "conversionOrExercisePrice": "5.98"})
    right = ("derivativeTransaction", {**cells, **grant, "conversionOrExercisePrice": "11.87"})
    assert fields(report(1, [wrong]), amendment(2, [right])) == ["conversion_or_exercise_price"]


def test_two_first_grants_of_one_day_are_not_the_same_for_starting_from_nothing() -> None:
    first = {
        "securityTitle": "Restricted Stock Units",
        "transactionDate": "2024-05-01",
        "transactionCode": "A",
        "transactionShares": "300",
        "transactionPricePerShare": "0",
        "transactionAcquiredDisposedCode": "A",
        "sharesOwnedFollowingTransaction": "300",
        "directOrIndirectOwnership": "D",
    }
    more = {**first, "transactionShares": "90", "sharesOwnedFollowingTransaction": "90"}
    text = "To report an additional grant."
    fixed = amendment(2, [("derivativeTransaction", more)], remarks=text)
    assert stands_for(report(1, [("derivativeTransaction", first)]), fixed) == [None]


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        ({"transactionDate": "2024-05-02"}, "transaction_date"),
        ({"transactionCode": "F"}, "transaction_code"),
        ({"transactionAcquiredDisposedCode": "A"}, "transaction_acquired_disposed_code"),
        ({"directOrIndirectOwnership": "I"}, "direct_or_indirect_ownership"),
    ],
)
def test_one_part_of_the_event_may_be_what_is_corrected(cells: dict[str, str], name: str) -> None:
    change = the_change(report(1), amendment(2, [sale(**cells)]))
    assert (change.fate, change.rule, [field.name for field in change.fields]) == (
        "changed",
        "corrected",
        [name],
    )


def test_two_parts_of_the_event_that_differ_are_another_event() -> None:
    fixed = amendment(2, [sale(transactionDate="2024-05-02", transactionCode="F")])
    assert stands_for(report(1), fixed) == [None]


def test_the_same_shares_at_another_balance_on_another_day_are_another_sale() -> None:
    fixed = amendment(2, [sold(1000, 8000, transactionDate="2024-05-02")])
    assert stands_for(report(1), fixed) == [None]


def test_without_balances_a_sale_of_another_day_is_another_sale() -> None:
    rows = [
        sale(transactionDate=day, sharesOwnedFollowingTransaction="")
        for day in ("2024-05-01", "2024-05-02")
    ]
    assert stands_for(report(1, rows[:1]), amendment(2, rows[1:])) == [None]


def test_a_trade_that_turns_out_to_be_a_trusts_changes_ownership_nature_and_balance() -> None:
    fixed = amendment(
        2,
        [
            sale(
                directOrIndirectOwnership="I",
                natureOfOwnership="By Trust",
                sharesOwnedFollowingTransaction="70",
            )
        ],
    )
    assert fields(report(1), fixed) == [
        "shares_owned_following_transaction",
        "direct_or_indirect_ownership",
        "nature_of_ownership",
    ]


def test_a_holding_that_turns_out_to_be_direct_is_the_same_holding() -> None:
    fixed = amendment(2, [held(directOrIndirectOwnership="D", natureOfOwnership="")], form="3/A")
    change = the_change(report(1, [held()], form="3"), fixed)
    assert (change.fate, change.rule) == ("changed", "corrected")


def test_of_two_holdings_of_one_size_none_turns_out_to_be_direct() -> None:
    first = report(1, [held(), held(natureOfOwnership="By Spouse")], form="3")
    fixed = amendment(2, [held(directOrIndirectOwnership="D", natureOfOwnership="")], form="3/A")
    assert stands_for(first, fixed) == [None]


def test_a_direct_holding_that_the_words_add_is_another_holding() -> None:
    fixed = amendment(
        2,
        [held(directOrIndirectOwnership="D", natureOfOwnership="")],
        form="3/A",
        remarks="To add a direct holding.",
    )
    assert stands_for(report(1, [held()], form="3"), fixed) == [None]


def test_a_corrected_title_is_found_only_where_the_words_speak_of_titles() -> None:
    retitled = [sale(securityTitle="Class A Common Stock")]
    text = "To revise the title of security in Table I."
    assert stands_for(report(1), amendment(2, retitled)) == [None]
    assert stands_for(report(1), amendment(2, retitled, remarks=text)) == [1]


def test_a_holding_with_a_corrected_title_is_found_by_its_balance() -> None:
    retitled = [held(securityTitle="Class A Common Stock")]
    text = "To revise the title of security in Table I."
    first = report(1, [held()], form="3")
    assert stands_for(first, amendment(2, retitled, form="3/A", remarks=text)) == [1]


def test_two_closed_holdings_are_not_one_for_having_nothing() -> None:
    nothing = {"sharesOwnedFollowingTransaction": "0"}
    fixed = amendment(2, [held(**nothing, directOrIndirectOwnership="D", natureOfOwnership="")])
    assert stands_for(report(1, [held(**nothing)]), fixed) == [None]


def test_a_transaction_never_stands_for_a_holding() -> None:
    fixed = amendment(2, [held(directOrIndirectOwnership="D", natureOfOwnership="")])
    assert stands_for(report(1), fixed) == [None]


def test_rows_of_two_tables_never_stand_for_each_other() -> None:
    _, cells = option(securityTitle="Common Stock")
    fixed = amendment(2, [("nonDerivativeHolding", cells)])
    assert stands_for(report(1, [("derivativeHolding", cells)]), fixed) == [None]


def test_hundreds_of_rows_of_one_event_are_all_paired() -> None:
    rows = [sold(n + 1, 100_000 - n) for n in range(300)]
    assert stands_for(report(1, rows), amendment(2, rows[::-1])) == list(range(300, 0, -1))


# Above and below the tables


def head(original: bytes, fixed: bytes) -> list[tuple[str, object, object]]:
    """What the second form states otherwise."""
    return [
        (change.name, change.before and change.before.value, change.after and change.after.value)
        for change in head_changes(filing_of(fixed), filing_of(original))
    ]


def test_a_head_that_is_repeated_has_no_changes() -> None:
    assert head(form_xml(), form_xml(form="4/A")) == []


def test_a_corrected_period_is_a_change_of_the_head() -> None:
    changed = head(form_xml(period="2023-05-01"), form_xml(form="4/A"))
    assert [(name, str(was), str(now)) for name, was, now in changed] == [
        ("period", "2023-05-01", "2024-05-01")
    ]


def test_an_owner_that_is_added_is_named() -> None:
    both = form_xml(owners=[owner_xml(), owner_xml("9000000202", "ROE RICHARD")], form="4/A")
    assert head(form_xml(), both) == [("owner", None, "ROE RICHARD")]


def test_an_owner_that_is_taken_away_is_named() -> None:
    both = form_xml(owners=[owner_xml(), owner_xml("9000000202", "ROE RICHARD")])
    assert head(both, form_xml(form="4/A")) == [("owner", "ROE RICHARD", None)]


def test_owners_without_numbers_are_known_by_their_names() -> None:
    filing, fixed = report(1), amendment(2)
    owner = filing.owners[0]._replace(cik=0)
    old = filing._replace(owners=(owner, owner._replace(name="ROE RICHARD")))
    new = fixed._replace(owners=(owner,))
    assert [(c.name, c.before and c.before.value) for c in head_changes(new, old)] == [
        ("owner", "ROE RICHARD")
    ]


def test_a_corrected_role_is_a_change_of_the_head() -> None:
    officer = owner_xml(roles="<isOfficer>1</isOfficer><officerTitle>CFO</officerTitle>")
    assert head(form_xml(), form_xml(owners=[officer], form="4/A")) == [
        ("is_director", True, False),
        ("is_officer", False, True),
        ("officer_title", None, "CFO"),
    ]


def test_the_plan_box_has_three_states() -> None:
    box = "<aff10b5One>0</aff10b5One>"
    assert head(form_xml(), form_xml(extra=box, form="4/A")) == [("aff10b5_one", None, False)]


def test_an_exit_box_left_out_is_not_ticked() -> None:
    box = "<notSubjectToSection16>0</notSubjectToSection16>"
    assert head(form_xml(extra=box), form_xml(form="4/A")) == []


def test_remarks_with_other_spaces_are_the_same() -> None:
    assert head(form_xml(remarks="See  plan."), form_xml(remarks="See plan.", form="4/A")) == []


def test_a_new_footnote_is_a_change_of_the_head_and_a_missing_one_is_not() -> None:
    old = form_xml(footnotes={"F1": "Old.", "F2": "Kept."})
    new = form_xml(footnotes={"F1": "Kept.", "F2": "New."}, form="4/A")
    assert head(old, new) == [("footnotes", None, "New.")]


def test_no_address_is_ever_a_change() -> None:
    street = (
        "<reportingOwnerAddress><rptOwnerStreet1>1 ELM</rptOwnerStreet1></reportingOwnerAddress>"
    )
    moved = owner_xml().replace(
        "<reportingOwnerRelationship>", f"{street}<reportingOwnerRelationship>"
    )
    assert head(form_xml(), form_xml(owners=[moved], form="4/A")) == []
