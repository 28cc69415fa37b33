"""Amendments: which filing one amends, and which rows count after it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from builder.derive.amendments import RULES, Link, derive_amendments
from builder.derive.keys import RowKey
from builder.filings.reader import read_filing
from builder.model import Filing
from tests.derive.amending import (
    LATER,
    amendment,
    fates,
    held,
    numbers,
    option,
    report,
    rows_that_count,
    sold,
)
from tests.forms import owner_xml, sale

OTHER_OWNER = owner_xml("9000000202", "ROE RICHARD")
ACCESSION = "9000000001-24-00000"


def link_of(*filings: Filing) -> Link:
    """The link of the last of the filings."""
    return derive_amendments(filings).links[filings[-1].accession]


def linked(*filings: Filing) -> tuple[str | None, str]:
    """The last digit of the filing that the last one amends, and the rule."""
    link = link_of(*filings)
    return link.original and link.original[-1], link.rule


# Links


def test_the_filing_of_the_day_that_the_amendment_gives_is_the_original() -> None:
    assert linked(report(1), report(2, filed="2024-05-06"), amendment(3)) == ("1", "filing-date")


def test_an_amendment_without_its_original_is_not_in_the_set() -> None:
    assert linked(amendment(3)) == (None, "not-in-set")


def test_an_amendment_without_a_date_and_a_like_period_says_so() -> None:
    assert linked(report(1, period="2024-04-01"), amendment(3, of=None)) == (None, "no-date")


def test_another_insiders_filing_of_that_day_is_no_original() -> None:
    assert linked(report(1, owners=[OTHER_OWNER]), amendment(3)) == (None, "not-in-set")


def test_one_owner_in_common_is_enough() -> None:
    joint = report(1, owners=[owner_xml(), OTHER_OWNER])
    assert linked(joint, amendment(3, owners=[OTHER_OWNER])) == ("1", "filing-date")


def test_another_issuers_filing_is_no_original() -> None:
    elsewhere = report(1, issuer=("9000000009", "Wrong Works Inc", "WRNG"))
    assert linked(elsewhere, amendment(3)) == (None, "not-in-set")


def test_a_form_3_is_not_amended_by_a_4a() -> None:
    first = report(1, [held()], form="3")
    assert linked(first, amendment(3, [held()])) == (None, "not-in-set")


def test_a_form_4_is_not_amended_by_a_3a() -> None:
    assert linked(report(1), amendment(3, [held()], form="3/A")) == (None, "not-in-set")


def test_a_later_filing_is_no_original() -> None:
    assert linked(report(4, filed="2024-05-21"), amendment(3, of="2024-05-21"))[0] is None


def test_a_filing_accepted_later_on_the_same_day_is_no_original() -> None:
    fixed = amendment(1, filed="2024-05-03", accepted="2024-05-03T16:00:00")
    assert linked(report(2, accepted="2024-05-03T17:00:00"), fixed) == (None, "own-day")


def test_a_filing_accepted_earlier_on_the_same_day_is_the_original() -> None:
    fixed = amendment(1, filed="2024-05-03", accepted="2024-05-03T16:00:00")
    assert linked(report(2, accepted="2024-05-03T15:00:00"), fixed) == ("2", "filing-date")


def test_of_two_filings_of_that_day_the_one_of_the_same_period_is_the_original() -> None:
    late = report(2, [sale(transactionDate="2024-04-01")], period="2024-04-01")
    assert linked(report(1), late, amendment(3)) == ("1", "filing-date")


def test_of_two_of_that_day_and_period_the_one_with_the_likelier_rows_is_the_original() -> None:
    other = report(2, [sold(70, 100, transactionCode="G")])
    assert linked(report(1), other, amendment(3)) == ("1", "filing-date")


def test_two_originals_that_fit_equally_are_both_named() -> None:
    link = link_of(report(1), report(2), amendment(3))
    assert (link.original, link.rivals) == (f"{ACCESSION}2", (f"{ACCESSION}1",))


def test_a_date_three_days_off_finds_the_filing_of_the_same_period() -> None:
    assert linked(report(1), amendment(3, of="2024-05-06")) == ("1", "near-date")


def test_a_date_four_days_off_does_not() -> None:
    assert linked(report(1), amendment(3, of="2024-05-07"))[1] == "same-period"


def test_a_filing_of_a_near_day_about_something_else_is_no_original() -> None:
    other = report(1, [sale(transactionDate="2024-04-29")], period="2024-04-29")
    assert linked(other, amendment(3, of="2024-05-04")) == (None, "not-in-set")


def test_holdings_in_common_tie_no_filing_of_a_near_day() -> None:
    other = report(1, [sale(transactionDate="2024-04-29"), held()], period="2024-04-29")
    assert linked(other, amendment(3, [sale(), held()], of="2024-05-04"))[0] is None


def test_an_unknown_filing_day_is_near_the_day_of_the_signature() -> None:
    assert linked(report(1, filed=None), amendment(3)) == ("1", "near-date")


def test_an_amendment_of_an_amendment_is_a_chain_with_one_root() -> None:
    again = amendment(3, of="2024-05-20", filed="2024-06-01")
    assert link_of(report(1), amendment(2), again) == Link(
        f"{ACCESSION}3", f"{ACCESSION}2", f"{ACCESSION}1", "previous-amendment"
    )


def test_two_amendments_that_give_the_first_day_amend_the_same_filing() -> None:
    again = amendment(3, filed="2024-06-01")
    assert linked(report(1), amendment(2), again) == ("1", "filing-date")


def test_two_amendments_of_a_filing_not_in_the_set_belong_together() -> None:
    assert link_of(amendment(2), amendment(3, filed="2024-06-01")) == Link(
        f"{ACCESSION}3", f"{ACCESSION}2", f"{ACCESSION}2", "same-original"
    )


def test_the_transaction_date_typed_for_the_filing_day_finds_the_one_that_reports_it() -> None:
    first = report(1, filed="2024-05-10")
    assert linked(first, amendment(3, of="2024-05-01")) == ("1", "trade-date")


def test_the_right_day_in_the_wrong_year_finds_the_filing() -> None:
    first = report(1, [sale(transactionDate="2024-04-30")])
    fixed = amendment(3, [sale(transactionDate="2024-04-30")], of="2023-05-03")
    assert linked(first, fixed) == ("1", "year-slip")


def test_a_form_4_may_be_corrected_by_a_5a() -> None:
    assert linked(report(1), amendment(3, form="5/A")) == ("1", "other-form")


def test_the_period_alone_is_the_last_resort() -> None:
    assert linked(report(1), amendment(3, of=None)) == ("1", "same-period")


def test_the_day_alone_is_enough_where_the_period_was_wrong() -> None:
    first = report(1, [sale(transactionDate="2023-05-01")], period="2023-05-01")
    assert linked(first, amendment(3)) == ("1", "filing-date")


def test_the_very_day_goes_before_a_near_one_of_the_same_period() -> None:
    """An amendment may take its period from the line that it adds."""
    second = [sold(70, 930, transactionDate="2024-05-02")]
    third = [sold(30, 500, transactionDate="2024-05-02", transactionCode="F")]
    near = report(2, third, filed="2024-05-06", period="2024-05-02")
    fixed = amendment(3, second, period="2024-05-02")
    assert linked(report(1), near, fixed) == ("1", "filing-date")


def test_a_near_day_with_a_transaction_in_common_goes_before_the_very_day() -> None:
    second = [sold(70, 930, transactionDate="2024-05-02")]
    near = report(2, second, filed="2024-05-06", period="2024-05-02")
    fixed = amendment(3, second, period="2024-05-02")
    assert linked(report(1), near, fixed) == ("2", "near-date")


def test_a_near_day_of_the_same_period_is_better_than_none() -> None:
    other = [sold(70, 930, transactionCode="G")]
    assert linked(report(1), amendment(3, other, of="2024-05-04")) == ("1", "near-date")


def test_the_same_day_of_another_year_and_the_same_period_is_better_than_none() -> None:
    other = [sold(70, 930, transactionCode="G")]
    assert linked(report(1), amendment(3, other, of="2023-05-03")) == ("1", "year-slip")


def test_the_period_typed_for_the_day_is_not_taken_for_another_filings_day() -> None:
    """An insider files on the day of the next trade: that filing is about another trade."""
    trade = [sale(transactionDate="2024-05-03")]
    before = report(1, filed="2024-05-03")
    right = report(2, trade, filed="2024-05-07", period="2024-05-03")
    fixed = amendment(3, trade, of="2024-05-03", period="2024-05-03")
    assert linked(before, right, fixed) == ("2", "trade-date")


def test_an_amendment_that_gives_its_own_day_may_be_the_first_report() -> None:
    assert linked(amendment(3, of="2024-05-20")) == (None, "own-day")


def test_an_amendment_without_owners_is_tied_to_nothing() -> None:
    nobody = amendment(3)._replace(owners=())
    assert linked(report(1)._replace(owners=()), nobody) == (None, "no-owner")


def test_an_amendment_without_an_issuer_is_tied_to_nothing() -> None:
    first, fixed = report(1), amendment(3)
    nowhere = first.issuer._replace(cik=None, name=None)
    filings = (first._replace(issuer=nowhere), fixed._replace(issuer=nowhere))
    assert linked(*filings) == (None, "no-issuer")


def test_an_amendment_of_unknown_acceptance_came_after_a_report_of_the_same_day() -> None:
    fixed = amendment(1, filed="2024-05-03")
    assert linked(report(2, accepted="2024-05-03T15:00:00"), fixed) == ("2", "filing-date")


def test_owners_of_whom_nothing_is_known_are_nobody() -> None:
    first, fixed = report(1), amendment(3)
    blank = (first.owners[0]._replace(cik=None, name=None),)
    assert linked(first._replace(owners=blank), fixed._replace(owners=blank))[1] == "no-owner"


def test_two_amendments_of_one_report_are_no_rivals() -> None:
    once, twice = amendment(2, filed="2024-05-20"), amendment(3, filed="2024-05-20")
    again = amendment(4, of="2024-05-20", filed="2024-06-01")
    assert link_of(report(1), once, twice, again) == Link(
        f"{ACCESSION}4", f"{ACCESSION}3", f"{ACCESSION}1", "previous-amendment"
    )


def test_a_near_report_goes_before_its_near_amendment() -> None:
    once = amendment(2, filed="2024-05-04")
    assert linked(report(1), once, amendment(3, of="2024-05-05")) == ("1", "near-date")


def test_the_nearest_of_two_near_reports_is_the_original() -> None:
    filings = report(1), report(2, filed="2024-05-05"), amendment(3, of="2024-05-06")
    assert linked(*filings) == ("2", "near-date")


def test_a_near_form_3_is_known_by_its_holdings() -> None:
    first = report(1, [held()], form="3", period="2023-05-01")
    assert linked(first, amendment(3, [held()], form="3/A", of="2024-05-04"))[1] == "near-date"


def test_a_day_that_two_filings_report_is_no_trade_date_of_one() -> None:
    first, second = report(1, filed="2024-05-10"), report(2, filed="2024-05-11")
    link = link_of(first, second, amendment(3, of="2024-05-01"))
    assert (link.rule, link.original) == ("same-period", f"{ACCESSION}1")


def test_the_day_of_an_earlier_amendment_is_enough_where_the_period_was_wrong() -> None:
    once = amendment(2, [sale(transactionDate="2023-05-01")], period="2023-05-01")
    again = amendment(3, of="2024-05-20", filed="2024-06-01")
    assert linked(once, again) == ("2", "previous-amendment")


def test_of_two_of_that_day_the_one_with_the_same_event_is_the_original() -> None:
    same = report(1, [sold(70, 930)])
    other = report(2, [sold(70, 930, transactionCode="G")])
    assert linked(same, other, amendment(3)) == ("1", "filing-date")


def test_of_two_with_the_same_event_the_one_with_the_same_numbers_is_the_original() -> None:
    assert linked(report(1), report(2, [sold(70, 930)]), amendment(3)) == ("1", "filing-date")


def test_of_two_alike_the_one_with_more_owners_in_common_is_the_original() -> None:
    both = [owner_xml(), OTHER_OWNER]
    assert linked(report(1, owners=both), report(2), amendment(3, owners=both)) == (
        "1",
        "filing-date",
    )


def test_a_data_sets_reading_of_a_filing_gives_way_to_its_document() -> None:
    document, listed = report(1), report(1, [held()])
    listed = listed._replace(source=listed.source._replace(kind="data set"))
    fixed = amendment(2)
    for filings in ([document, listed, fixed], [listed, document, fixed]):
        assert derive_amendments(filings) == derive_amendments([document, fixed])


def test_every_rule_of_a_link_or_a_row_has_words_for_the_reader() -> None:
    found = derive_amendments([report(1), amendment(2), amendment(3, of="2020-01-01")])
    used = {link.rule for link in found.links.values()}
    used |= {change.rule for changes in found.changes.values() for change in changes}
    assert used <= RULES.keys()


# A real one


def test_a_real_amendment_that_adds_two_trusts(real_filings: Path) -> None:
    """It repeats both grants, words one footnote anew, and adds two holdings that are alike."""
    names = ("0001179110-20-005836", "0001179110-20-006518")
    filings = [
        read_filing((real_filings / "txt" / f"{name}.txt").read_bytes(), f"{name}.txt")
        for name in names
    ]
    found = derive_amendments(filings)
    assert found.links[names[1]] == Link(names[1], names[0], names[0], "filing-date")
    assert [change.fate for change in found.changes[names[1]]] == [
        "repeated", "repeated", "changed", "added", "added"
    ]  # fmt: skip
    assert [field.name for field in found.changes[names[1]][2].fields] == ["footnotes"]


# Which rows count


def test_filings_without_amendments_supersede_nothing() -> None:
    found = derive_amendments([report(1), report(2)])
    assert (found.links, found.changes, found.superseded) == ({}, {}, {})


def test_of_a_repeated_row_the_first_statement_counts() -> None:
    assert numbers(rows_that_count([report(1), amendment(2)])) == [(1, "I", 1)]


def test_of_a_changed_row_the_amendments_counts() -> None:
    fixed = amendment(2, [sale(transactionPricePerShare="13.50")])
    assert numbers(rows_that_count([report(1), fixed])) == [(2, "I", 1)]


def test_the_second_amendment_changes_what_the_first_made_of_the_row() -> None:
    once = amendment(2, [sale(transactionPricePerShare="13.50")])
    twice = amendment(3, [sale(transactionPricePerShare="14.50")], filed="2024-06-01")
    found = derive_amendments([report(1), once, twice])
    (change,) = found.changes[twice.accession]
    assert change.other == RowKey(once.accession, "I", 1)
    assert numbers(rows_that_count([report(1), once, twice])) == [(3, "I", 1)]


def test_rows_that_a_partial_amendment_leaves_out_stay() -> None:
    first = report(1, [sold(100, 900), sold(200, 700), held()])
    fixed = amendment(2, [sold(150, 850)])
    assert numbers(rows_that_count([first, fixed])) == [(1, "I", 2), (1, "I", 3), (2, "I", 1)]


def test_an_amendment_with_only_holdings_removes_no_transaction() -> None:
    first = report(1, [sold(100, 900), held()])
    fixed = amendment(
        2, [held(sharesOwnedFollowingTransaction="600")], remarks="Restated in its entirety."
    )
    assert fates(first, fixed) == [(2, "I", 1, "changed"), (1, "I", 1, "untouched")]


def test_rows_of_an_amendment_without_its_original_are_new() -> None:
    assert fates(amendment(2, [sale(), held()])) == [(2, "I", 1, "added"), (2, "I", 2, "added")]


def five(*, leaving: int | None = None) -> list[tuple[str, dict[str, str | tuple[str, ...]]]]:
    """Sales on five days; without one of them."""
    rows = [sold(100, 900 - 100 * n, transactionDate=f"2024-05-0{n + 1}") for n in range(5)]
    return [row for n, row in enumerate(rows) if n != leaving]  # type: ignore[misc] # Cells


def test_an_amendment_that_covers_four_rows_of_five_withdraws_the_fifth() -> None:
    found = derive_amendments([report(1, five()), amendment(2, five(leaving=2))])
    gone = found.superseded[RowKey(f"{ACCESSION}1", "I", 3)]
    assert (gone.why, gone.rule, gone.by) == ("withdrawn", "restated", f"{ACCESSION}2")


def test_an_amendment_that_covers_three_rows_of_four_withdraws_nothing() -> None:
    four = five()[:4]
    assert fates(report(1, four), amendment(2, four[:3]))[-1] == (1, "I", 4, "untouched")


def test_the_only_row_of_a_form_is_not_withdrawn_by_another_row() -> None:
    assert fates(report(1), amendment(2, [held()])) == [
        (2, "I", 1, "added"),
        (1, "I", 1, "untouched"),
    ]


def test_a_restatement_of_one_table_leaves_the_other() -> None:
    first = report(1, [*five(), option()])
    assert fates(first, amendment(2, five()))[-1] == (1, "II", 1, "untouched")


def test_many_rows_of_one_event_are_not_the_whole_form() -> None:
    """One key covered is not all rows of that key covered."""
    fills = [sold(10 * n, 5000 - 7 * n, transactionPricePerShare=f"{n}.5") for n in range(1, 11)]
    assert [fate for *_, fate in fates(report(1, fills), amendment(2, fills[:2]))] == [
        *["repeated"] * 2,
        *["untouched"] * 8,
    ]


def test_one_event_of_three_is_not_the_whole_form_however_many_rows_it_has() -> None:
    fills = [sold(10 * n, 5000 - 7 * n, transactionPricePerShare=f"{n}.5") for n in range(1, 10)]
    more = [sold(5, 4000, transactionCode="G"), sold(6, 3000, transactionCode="F")]
    changes = fates(report(1, [*fills, *more]), amendment(2, fills))
    assert {fate for *_, fate in changes} == {"repeated", "untouched"}


def test_words_that_the_rest_is_unchanged_keep_what_a_near_restatement_leaves_out() -> None:
    fixed = amendment(2, five(leaving=2), remarks="All other information remains unchanged.")
    assert fates(report(1, five()), fixed)[-1] == (1, "I", 3, "untouched")


def test_a_form_restated_in_its_entirety_withdraws_what_it_leaves_out() -> None:
    text = "This amendment restates the original Form 4 in its entirety."
    fixed = amendment(2, [sold(100, 900)], footnotes={"F1": text})
    found = derive_amendments([report(1, [sold(100, 900), sold(200, 700)]), fixed])
    gone = found.superseded[RowKey(f"{ACCESSION}1", "I", 2)]
    assert gone.proof is not None
    assert (gone.rule, gone.proof.note, gone.proof.words) == ("restated-in-words", "F1", text)


def test_a_table_restated_in_its_entirety_leaves_the_other_table() -> None:
    text = "Table I of the original Form 4 is restated in its entirety. It restates Table I in full"
    first = report(1, [sold(100, 900), sold(200, 700), option()])
    fixed = amendment(2, [sold(100, 900)], remarks=f"To restate Table I in its entirety. {text}")
    assert fates(first, fixed)[1:] == [(1, "I", 2, "withdrawn"), (1, "II", 1, "untouched")]


def test_an_amendment_without_rows_restates_nothing() -> None:
    fixed = amendment(2, [], remarks="This amendment restates the form in its entirety.")
    assert fates(report(1, [held()]), fixed) == [(1, "I", 1, "untouched")]


def test_a_footnote_restated_in_its_entirety_withdraws_nothing() -> None:
    text = "Filed to restate footnote 1 in its entirety."
    fixed = amendment(2, [sold(100, 900)], remarks=text)
    first = report(1, [sold(100, 900), sold(200, 700)])
    assert fates(first, fixed)[-1] == (1, "I", 2, "untouched")


@pytest.mark.parametrize(
    "text",
    [
        "The sale of 200 shares was reported in error.",
        "The original Form 4 inadvertently reported 200 shares as sold on the open market.",
        "Line 2 of Table I should not have been reported.",
        "Filed solely for the purpose of deleting the transaction that was included.",
        "Table I, row 2 was erroneously included.",
        "The second sale did not occur.",
    ],
)
def test_a_row_that_the_words_call_an_error_is_withdrawn(text: str) -> None:
    first = report(1, [sold(100, 900), sold(200, 700)])
    fixed = amendment(2, [sold(100, 900)], remarks=text)
    gone = derive_amendments([first, fixed]).superseded[RowKey(first.accession, "I", 2)]
    assert gone.proof is not None
    assert (gone.rule, gone.proof.note, gone.proof.words) == ("reported-in-error", "remarks", text)


@pytest.mark.parametrize(
    "text",
    [
        "The original reported 200 shares; the correct number of shares is 100.",
        "The sale of 300 shares was reported in error.",
        "Footnote 1 was included in error.",
        "Filed to remove the footnote on the transaction.",
        "The price was reported in error.",
        "Line 1 of Table I was reported in error.",
        "The 200 shares were inadvertently omitted.",
        "The number was incorrectly reported as 200 shares.",
        "The price in line 2 of Table I was reported in error.",
        "Please disregard the footnote in the original Form 4.",
        "Footnote 2 to the original Form 4 should be disregarded.",
        "The filing inadvertently reported proceeds of $200 shares aside.",
    ],
)
def test_words_about_something_else_withdraw_no_row(text: str) -> None:
    first = report(1, [sold(100, 900), sold(200, 700), sold(50, 650, transactionCode="G")])
    fixed = amendment(2, [sold(100, 900)], remarks=text)
    assert fates(first, fixed)[1:] == [(1, "I", 2, "untouched"), (1, "I", 3, "untouched")]


def test_a_row_reported_twice_is_withdrawn_once() -> None:
    text = "The sale was inadvertently reported twice in the original Form 4."
    first = report(1, [sold(100, 900), sold(100, 900), sold(50, 850)])
    fixed = amendment(2, [sold(100, 900)], remarks=text)
    found = derive_amendments([first, fixed])
    assert {key.row: gone.rule for key, gone in found.superseded.items() if gone.other is None} == {
        2: "reported-twice"
    }


def test_twins_that_the_amendment_does_not_give_both_stay() -> None:
    fixed = amendment(2, [held()], remarks="The sale was reported twice.")
    changes = fates(report(1, [*[sold(100, 900)] * 2, held()]), fixed)
    assert [fate for *_, fate in changes] == ["repeated", "untouched", "untouched"]
    fixed = amendment(2, [sold(9, 1, transactionCode="J")], remarks="The sale was reported twice.")
    changes = fates(report(1, [sold(100, 900)] * 2), fixed)
    assert [fate for *_, fate in changes] == ["added", "untouched", "untouched"]


def test_words_of_a_duplicate_withdraw_no_row_without_a_twin() -> None:
    fixed = amendment(2, [sold(100, 900)], remarks="Duplicate copy of form 4 filed.")
    first = report(1, [sold(100, 900), sold(50, 850)])
    assert fates(first, fixed)[-1] == (1, "I", 2, "untouched")


ONE_GIFT_LEFT = [sold(100, 900), sold(50, 850, transactionCode="G")]


@pytest.mark.parametrize(
    "text",
    [
        "The gift did not occur.",
        "The second transaction was reported in error.",
        "Filed solely to delete the gift.",
        "The transaction, a gift, should be disregarded.",
    ],
)
def test_the_only_row_that_the_words_can_mean_is_withdrawn(text: str) -> None:
    fixed = amendment(2, [sold(100, 900)], remarks=text)
    assert fates(report(1, ONE_GIFT_LEFT), fixed)[-1] == (1, "I", 2, "withdrawn")


@pytest.mark.parametrize(
    "text",
    [
        "The sale of shares was reported in error.",
        "The purchase did not occur.",
        "The exercise did not occur.",
        "The holding was reported in error.",
        "The transaction was inadvertently reported with the wrong code.",
        "The price of the transaction was reported in error.",
        "The transaction was inadvertently reported under the name of a trust.",
        "Filed to delete the box and the transaction code.",
    ],
)
def test_the_only_row_left_is_not_withdrawn_for_words_about_another(text: str) -> None:
    first = report(1, [sold(100, 900), sold(50, 950, transactionCode="G",
                                            transactionAcquiredDisposedCode="A")])  # fmt: skip
    if "purchase" in text:
        first = report(1, ONE_GIFT_LEFT)
    fixed = amendment(2, [sold(100, 900)], remarks=text)
    assert fates(first, fixed)[-1] == (1, "I", 2, "untouched")


def test_words_that_may_be_about_a_corrected_row_withdraw_no_other() -> None:
    text = "The transaction was reported in error."
    fixed = amendment(2, [sold(120, 880)], remarks=text)
    assert fates(report(1, ONE_GIFT_LEFT), fixed)[-1] == (1, "I", 2, "untouched")


def test_a_number_that_the_amendment_has_too_singles_out_no_row() -> None:
    text = "The Form 4 inadvertently reported 200 shares as sold."
    first = report(1, [sold(100, 900), sold(200, 700), sold(50, 650, transactionCode="G")])
    fixed = amendment(2, [sold(200, 400, transactionDate="2024-05-02")], remarks=text)
    assert {fate for *_, fate in fates(first, fixed)} == {"added", "untouched"}


def test_a_number_that_two_rows_have_singles_out_neither() -> None:
    text = "The Form 4 inadvertently reported 200 shares as sold."
    first = report(1, [sold(100, 900), sold(200, 700), sold(200, 500, transactionCode="G")])
    fixed = amendment(2, [sold(100, 900)], remarks=text)
    assert [fate for *_, fate in fates(first, fixed)] == ["repeated", "untouched", "untouched"]


def test_a_line_that_the_words_name_is_one_of_the_form_amended_directly() -> None:
    first = report(1, [sold(100, 900), sold(200, 700), sold(50, 650)])
    once = amendment(2, [sold(100, 900, transactionPricePerShare="9"), sold(30, 620)])
    text = "Line 2 of Table I was reported in error."
    again = amendment(3, [held()], of=LATER, filed="2024-06-01", remarks=text)
    assert "withdrawn" not in {fate for *_, fate in fates(first, once, again)}
    traded = amendment(
        3, [sold(9, 1, transactionCode="J")], of=LATER, filed="2024-06-01", remarks=text
    )
    assert [key for *key, fate in fates(first, once, traded) if fate == "withdrawn"] == [
        [2, "I", 2]
    ]


def test_a_number_with_thousands_singles_out_a_row() -> None:
    text = "The Form 4 inadvertently reported 1,200 shares as sold."
    first = report(1, [sold(100, 9900), sold(1200, 8700)])
    fixed = amendment(2, [sold(100, 9900)], remarks=text)
    assert fates(first, fixed)[-1] == (1, "I", 2, "withdrawn")


def test_no_shares_at_all_single_out_no_row() -> None:
    text = "The Form 4 inadvertently reported 0 shares."
    closed = held(sharesOwnedFollowingTransaction="0")
    fixed = amendment(2, [sold(100, 900)], remarks=text)
    assert fates(report(1, [sold(100, 900), closed]), fixed)[-1] == (1, "I", 2, "untouched")


def test_one_of_three_twins_is_not_told_from_another() -> None:
    fixed = amendment(2, [sold(100, 900)], remarks="The sale was reported twice.")
    changes = fates(report(1, [sold(100, 900)] * 3), fixed)
    assert [fate for *_, fate in changes] == ["repeated", "untouched", "untouched"]


def test_words_that_the_first_amendment_has_too_say_nothing_new() -> None:
    text = "To report a sale that was inadvertently omitted."
    once = amendment(2, [sold(50, 850)], remarks=text)
    again = amendment(
        3, [sold(70, 430, transactionPricePerShare="9")], filed="2024-06-01", remarks=text
    )
    assert fates(report(1, [sold(100, 900)]), once, again)[0] == (3, "I", 1, "changed")


def test_words_that_the_original_has_too_say_nothing_new() -> None:
    text = "The sale of 200 shares was reported in error."
    first = report(1, [sold(100, 900), sold(200, 700)], remarks=text)
    fixed = amendment(2, [sold(100, 900)], remarks=text)
    assert fates(first, fixed)[-1] == (1, "I", 2, "untouched")


def test_an_amendment_of_one_of_two_possible_originals_withdraws_nothing() -> None:
    fixed = amendment(3, five(leaving=2))
    changes = fates(report(1, five()), report(2, five()), fixed)
    assert changes[-1] == (2, "I", 3, "untouched")


def test_a_row_called_an_error_by_an_amendment_without_transactions_is_disputed() -> None:
    text = "The Form 4 inadvertently reported 100 shares as a purchase."
    first = report(1, [sold(100, 900)])
    found = derive_amendments([first, amendment(2, [held()], remarks=text)])
    assert found.superseded == {}
    assert found.disputed[RowKey(first.accession, "I", 1)].words == text


def test_a_disputed_row_that_is_withdrawn_later_is_disputed_no_more() -> None:
    text = "The Form 4 inadvertently reported 200 shares as a purchase."
    first = report(1, [sold(100, 900), sold(200, 700)])
    once = amendment(2, [held()], remarks=text)
    again = amendment(
        3, [sold(100, 900)], filed="2024-06-01", remarks="The sale of 200 shares did not occur."
    )
    key = RowKey(first.accession, "I", 2)
    assert key in derive_amendments([first, once]).disputed
    found = derive_amendments([first, once, again])
    assert key in found.superseded
    assert key not in found.disputed


def test_a_filing_to_be_disregarded_loses_what_is_not_repeated() -> None:
    text = "The Original Form 3 should be disregarded."
    first = report(1, [held(), option()], form="3")
    fixed = amendment(2, [held()], form="3/A", remarks=text)
    found = derive_amendments([first, fixed])
    assert found.superseded[RowKey(first.accession, "II", 1)].rule == "disregarded"
    assert RowKey(first.accession, "I", 1) in found.disputed


def test_a_withdrawn_row_may_come_back() -> None:
    filings = [
        report(1, five()),
        amendment(2, five(leaving=2)),
        amendment(3, five()[2:3], filed="2024-06-01"),
    ]
    assert (3, "I", 1) in numbers(rows_that_count(filings))


def test_an_amendment_of_a_day_to_come_is_tied_to_nothing_by_it() -> None:
    odd = amendment(3, of="2035-01-10")._replace(period=date(22, 1, 1))
    assert linked(report(1), odd) == (None, "later-date")
