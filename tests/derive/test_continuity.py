"""Why a balance does not follow from the one before: each reason with its proof, or none."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.derive.amendments import derive_amendments
from builder.derive.continuity import REASONS, with_reasons
from builder.derive.gap_notes import REMARKS
from builder.derive.gap_rules import RULES_OF_GAPS
from builder.derive.history import Balance
from builder.derive.keys import Proof, RowKey
from builder.derive.positions import Position, derive_positions
from builder.errors import OtherInput, ReadError
from builder.filings.reader import read_filing
from builder.model import Filing
from tests.derive.stories import FUND, JANE, JOHN, Row, filed, holding, row

TRUST = {"held": "I", "nature": "By Trust"}
SPOUSE = {"held": "I", "nature": "By Spouse"}
CHARTER = {"held": "I", "nature": "By Charter LLC"}


class Told(NamedTuple):
    """A gap of a story: its size, the reason and the proofs in short (2:I:1, or 2:I:1:F1)."""

    gap: Decimal
    reason: str
    proofs: tuple[str, ...]


def lines(*filings: Filing) -> tuple[Position, ...]:
    """The lines of a story with the reasons of their gaps."""
    amended = derive_amendments(filings)
    by_accession = {filing.accession: filing for filing in filings}
    roots = {
        link.amendment: by_accession[link.root] for link in amended.links.values() if link.root
    }
    positions = derive_positions(filings, superseded=amended.superseded, amends=roots)
    return with_reasons(positions, by_accession, amended)


def gaps(*filings: Filing) -> list[Balance]:
    found = [b for line in lines(*filings) for b in line.history if b.verdict == "gap"]
    return sorted(found, key=lambda balance: balance.report.order)


def told(*filings: Filing) -> list[Told]:
    """Every gap of a story, in the order of events."""
    return [Told(b.gap or Decimal(0), b.reason, tuple(_proofs(b))) for b in gaps(*filings)]


def _proofs(balance: Balance) -> Iterable[str]:
    for proof in balance.proofs:
        parts = (int(proof.accession[-6:]), proof.table, proof.row, proof.note)
        yield ":".join(str(part) for part in parts if part is not None)


def reason(*filings: Filing) -> str:
    """The reason of the only gap of a story."""
    (only,) = told(*filings)
    return only.reason


def noted(gap: int, words: str, *, own: int = 10, on_balance: bool = True) -> list[Filing]:
    """100 shares, then a purchase that leaves more or less than it should, with a note."""
    after = str(100 + own + gap)
    bought = (
        row("P", own, (after, "F1"))
        if on_balance
        else row("P", own, after, transactionPricePerShare=("10", "F1"))
    )
    return [filed(1, holding(100)), filed(2, bought, notes={"F1": words})]


# Without proof


def test_a_gap_that_nothing_proves_is_unexplained() -> None:
    assert told(filed(1, holding(100)), filed(2, holding(150))) == [
        Told(Decimal(50), "unexplained", ())
    ]


def test_only_gaps_have_a_reason() -> None:
    (line,) = lines(filed(1, holding(100)), filed(2, row("S", 10, 90)), filed(3, holding(80)))
    assert [balance.reason for balance in line.history] == ["", "", "unexplained"]


def test_every_reason_that_a_rule_gives_is_in_the_closed_list() -> None:
    assert {name for name, _ in RULES_OF_GAPS} < set(REASONS)


# A note that states the number


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (1234, "Includes 1,234 shares received in a pro rata distribution."),
        (-500, "Reflects the return of 500 shares to the Issuer."),
        (1234, "Adjusted by 1,000 shares omitted in error from an earlier form and by 234 others."),
        (1, "Includes one share as a result of rounding."),
        (-1, "The balance has been decreased by one share to correct an error."),
        (300, "Reflects 100, 120 and 80 shares transferred from three accounts."),
    ],
)
def test_a_note_that_states_the_number_is_the_reason(gap: int, words: str) -> None:
    story = noted(gap, words, own=7)
    assert told(story[0], story[1]) == [Told(Decimal(gap), "note", ("2:I:1:F1",))]


def test_the_proof_repeats_the_words_that_state_the_number() -> None:
    words = "Held jointly. Includes 1,234 shares received in a distribution. Not sold."
    (balance,) = gaps(*noted(1234, words))
    assert balance.proofs[0].words == "Includes 1,234 shares received in a distribution"


def test_the_proof_of_a_long_sentence_is_cut_around_the_number() -> None:
    words = f"Includes {'shares of every kind and ' * 20}4,321 shares received {'as said ' * 30}."
    (balance,) = gaps(*noted(4321, words))
    assert "4,321 shares received" in balance.proofs[0].words
    assert len(balance.proofs[0].words) < 180


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (-1234, "Includes 1,234 shares received in a distribution."),  # would be more, not less
        (500, "Reflects the return of 500 shares to the Issuer."),  # would be less, not more
        (500, "Excludes 500 shares held by a trust."),
        (1234, "Sold in lots of 1,234 shares at prices from $10.00 to $11.00."),  # changes nothing
        (2020, "Includes shares received in 2020."),  # a year
        (16, "Includes shares received in a transfer exempt under Rule 16a-13."),
        (14, "Includes shares transferred on March 14."),
        (50, "Includes shares bought for $50."),
        (50, "Reflects a transfer of 50% of the holding."),
        (123, "Includes 1,234 shares received in a distribution."),
        (1, "Each unit reflects a right to receive one share upon settlement."),
        (12, "Includes 5 and 7 shares."),  # so little adds up by chance
        (2, "See footnote 2, which includes a correction."),
        (4, "Reflects units, each of which gives 4 shares for each unit received."),
    ],
)
def test_a_number_that_says_something_else_is_no_proof(gap: int, words: str) -> None:
    assert reason(*noted(gap, words, own=3000, on_balance=False)) == "unexplained"


def test_the_number_of_the_row_itself_does_not_explain_as_much_again() -> None:
    assert reason(*noted(1000, "Includes 1,000 shares received today.", own=1000)) == "unexplained"


def test_a_note_on_another_cell_of_the_row_may_state_the_number() -> None:
    story = noted(40, "Reflects 40 shares transferred from a joint account.", on_balance=False)
    assert reason(*story) == "note"


def test_a_note_on_another_row_of_the_line_may_state_the_number() -> None:
    story = [
        filed(1, holding(100)),
        filed(2, row("P", 10, 150), row("P", 5, ("155", "F1")),
              notes={"F1": "Includes 40 shares received from an estate."}),
    ]  # fmt: skip
    assert told(*story) == [Told(Decimal(40), "note", ("2:I:2:F1",))]


def test_a_note_on_a_row_of_another_line_is_no_proof() -> None:
    story = [
        filed(1, holding(100), holding(7, **TRUST)),
        filed(2, row("P", 10, 150), holding(("7", "F1"), **TRUST),
              notes={"F1": "Includes 40 shares received from an estate."}),
    ]  # fmt: skip
    assert reason(*story) == "unexplained"


def test_the_remarks_may_state_the_number() -> None:
    second = filed(2, row("P", 10, 150), remarks="The total includes 40 shares omitted before.")
    assert told(filed(1, holding(100)), second) == [Told(Decimal(40), "note", ("2:I:1:remarks",))]


def test_two_notes_on_a_balance_may_state_the_number_together() -> None:
    notes = {
        "F1": "Includes 30 shares received from an estate.",
        "F2": "Includes 12 shares acquired under the ESPP.",
    }
    story = [filed(1, holding(100)), filed(2, holding(("142", "F1", "F2")), notes=notes)]
    assert told(*story) == [Told(Decimal(42), "note", ("2:I:1:F1", "2:I:1:F2"))]


def test_a_note_of_what_happened_before_the_last_balance_explains_nothing() -> None:
    words = "Includes 40 shares received on January 5, 2024."
    assert reason(*noted(40, words)) == "unexplained"


def test_a_note_of_what_happened_since_the_last_balance_explains_it() -> None:
    assert reason(*noted(40, "Includes 40 shares received on May 2, 2024.")) == "note"


def test_the_date_of_a_form_that_a_note_corrects_is_not_the_date_of_the_change() -> None:
    words = "Reduced by 40 shares to correct an error in a Form 4 filed on February 1, 2024."
    assert reason(*noted(-40, words)) == "note"


def test_a_note_explains_the_same_step_again_after_an_old_number() -> None:
    note = {"F1": "The trust received 50 shares in a distribution."}
    story = [
        filed(1, holding(100)),
        filed(2, holding(("150", "F1")), notes=note),
        filed(3, holding(100)),
        filed(4, holding(150)),
    ]
    assert told(*story) == [
        Told(Decimal(50), "note", ("2:I:1:F1",)),
        Told(Decimal(-50), "unexplained", ()),
        Told(Decimal(50), "note", ("2:I:1:F1",)),
    ]


# A note without a number


def test_a_note_on_the_balance_may_say_without_a_number_how_it_changed() -> None:
    words = "The balance reflects an adjustment to correct an error in previous filings."
    assert told(*noted(-77, words)) == [Told(Decimal(-77), "note", ("2:I:1:F1",))]


@pytest.mark.parametrize(
    "words",
    [
        "The reporting person disclaims beneficial ownership.",
        "Each unit may be converted into one share, and will be forfeited upon departure.",
        "Reflects an adjustment of 500 shares.",  # another number than the gap
    ],
)
def test_a_note_on_the_balance_that_says_nothing_of_it_is_no_proof(words: str) -> None:
    assert reason(*noted(77, words)) == "unexplained"


def test_a_note_without_a_number_must_stand_on_the_balance() -> None:
    words = "Reflects an adjustment to correct an error in previous filings."
    assert reason(*noted(77, words, on_balance=False)) == "unexplained"


# Plans


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (120, "Includes 120 shares acquired under the Example Inc. Employee Stock Purchase Plan."),
        (33, "Includes 33 shares acquired through dividend reinvestment."),
        (44, "Balance in the Example Retirement Trust as of May 2, 2024."),
        (9, "Balance includes units acquired pursuant to a dividend reinvestment feature."),
    ],
)
def test_a_note_that_names_a_plan_is_the_reason(gap: int, words: str) -> None:
    assert told(*noted(gap, words, own=5)) == [Told(Decimal(gap), "plan", ("2:I:1:F1",))]


def test_no_plan_takes_shares_away() -> None:
    assert reason(*noted(-44, "Balance in the Example Retirement Trust.")) == "unexplained"


def test_a_plan_named_on_the_price_proves_nothing_of_the_balance() -> None:
    words = "Bought at the price of the Employee Stock Purchase Plan."
    assert reason(*noted(44, words, on_balance=False)) == "unexplained"


def test_a_plan_balance_of_a_day_before_the_last_report_proves_nothing() -> None:
    words = "Balance in the Example Savings Program as of January 31, 2024."
    assert reason(*noted(44, words)) == "unexplained"


# Splits


def test_a_split_in_a_note_of_the_row_is_the_reason() -> None:
    second = filed(2, holding(("300", "F1")), notes={"F1": "Reflects a 3-for-1 stock split."})
    assert told(filed(1, holding(100)), second) == [Told(Decimal(200), "split", ("2:I:1:F1",))]


def test_a_reverse_split_may_pay_out_a_fraction() -> None:
    words = {"F1": "Adjusted for a one-for-twenty reverse stock split."}
    second = filed(2, row("P", 3, ("8", "F1")), notes=words)
    assert reason(filed(1, holding(107)), second) == "split"


def test_a_split_in_a_note_of_another_filing_is_the_reason() -> None:
    third = filed(3, holding(5, **TRUST, title=("Common Stock", "F1")),
                  notes={"F1": "As adjusted for the five-for-one forward split."})  # fmt: skip
    story = [filed(1, holding(100)), filed(2, holding(500)), third]
    assert told(*story) == [Told(Decimal(400), "split", ("3:F1",))]


def test_a_split_of_another_time_is_not_the_reason() -> None:
    words = {"F1": "As adjusted for the 2-for-1 stock split of August 28, 2020."}
    story = [filed(1, holding(100)), filed(2, holding(("200", "F1")), notes=words)]
    assert reason(*story) == "unexplained"


def test_another_ratio_than_the_splits_is_not_the_reason() -> None:
    second = filed(2, holding(("305", "F1")), notes={"F1": "After a 3-for-1 stock split."})
    assert reason(filed(1, holding(100)), second) == "unexplained"


def test_a_ratio_of_a_conversion_is_no_split() -> None:
    second = filed(2, holding(("300", "F1")), notes={"F1": "Convertible on a 3:1 basis."})
    assert reason(filed(1, holding(100)), second) == "unexplained"


def test_three_lines_that_double_at_once_prove_a_split() -> None:
    story = [
        filed(1, holding(100), holding(70, **TRUST), holding(40, **SPOUSE)),
        filed(2, holding(200), holding(140, **TRUST), holding(80, **SPOUSE)),
    ]
    assert [each.reason for each in told(*story)] == ["split", "split", "split"]


def test_three_lines_that_are_halved_at_once_prove_nothing() -> None:
    story = [
        filed(1, holding(100), holding(70, **TRUST), holding(40, **SPOUSE)),
        filed(2, holding(50), holding(35, **TRUST), holding(20, **SPOUSE)),
    ]
    assert {each.reason for each in told(*story)} == {"unexplained"}


def test_a_forward_split_halves_nothing() -> None:
    second = filed(2, holding(("50", "F1")), notes={"F1": "After a 2-for-1 stock split."})
    assert reason(filed(1, holding(100)), second) == "unexplained"


def test_one_other_line_that_doubles_does_not_prove_a_split() -> None:
    story = [
        filed(1, holding(100), holding(70, **TRUST)),
        filed(2, holding(200), holding(140, **TRUST)),
    ]
    assert [each.reason for each in told(*story)] == ["unexplained", "unexplained"]


# Other lines


def test_equal_and_opposite_gaps_of_two_lines_are_a_move() -> None:
    story = [
        filed(1, holding(1000), holding(70, **TRUST)),
        filed(2, holding(600), holding(470, **TRUST)),
    ]
    assert told(*story) == [
        Told(Decimal(-400), "line", ("2:I:2",)),
        Told(Decimal(400), "line", ("2:I:1",)),
    ]


def test_two_sides_of_a_move_may_stand_in_two_filings_of_one_day() -> None:
    story = [
        filed(1, holding(1000), holding(70, **TRUST)),
        filed(2, holding(600), day="2024-05-03", accepted="2024-05-03T09:00:00"),
        filed(3, holding(470, **TRUST), day="2024-05-03", accepted="2024-05-03T09:01:00"),
    ]
    assert [each.reason for each in told(*story)] == ["line", "line"]


def test_opposite_gaps_of_other_days_are_no_move() -> None:
    story = [
        filed(1, holding(1000), holding(70, **TRUST)),
        filed(2, holding(600)),
        filed(3, holding(70, **TRUST)),
        filed(4, holding(470, **TRUST)),
    ]
    assert [each.reason for each in told(*story)] == ["unexplained", "unexplained"]


def test_equal_gaps_in_one_direction_are_no_move() -> None:
    story = [
        filed(1, holding(1000), holding(900, **TRUST)),
        filed(2, holding(600), holding(500, **TRUST)),
    ]
    assert [each.reason for each in told(*story)] == ["unexplained", "unexplained"]


def test_opposite_gaps_of_strangers_are_no_move() -> None:
    story = [
        filed(1, holding(1000)),
        filed(2, holding(70, **TRUST), people=[JOHN]),
        filed(3, holding(600)),
        filed(4, holding(470, **TRUST), people=[JOHN], day="2024-05-03"),
    ]
    assert [each.reason for each in told(*story)] == ["unexplained", "unexplained"]


def test_opposite_gaps_of_two_securities_are_no_move() -> None:
    story = [
        filed(1, holding(1000, title="Class A Stock"), holding(700, title="Preferred Units")),
        filed(2, holding(600, title="Class A Stock"), holding(1100, title="Preferred Units")),
    ]
    assert [each.reason for each in told(*story)] == ["unexplained", "unexplained"]


def test_few_shares_move_by_chance_in_two_filings_but_not_in_one() -> None:
    apart = [
        filed(1, holding(1000), holding(70, **TRUST)),
        filed(2, holding(990)),
        filed(3, holding(80, **TRUST), day="2024-05-02"),
    ]
    together = [
        filed(1, holding(1000), holding(70, **TRUST)),
        filed(2, holding(990), holding(80, **TRUST)),
    ]
    assert {each.reason for each in told(*apart)} == {"unexplained"}
    assert {each.reason for each in told(*together)} == {"line"}


def test_a_line_that_begins_with_what_another_lost_goes_on_from_it() -> None:
    story = [filed(1, holding(1000)), filed(2, row("A", 30, 30), holding(1000, **TRUST))]
    assert told(*story) == [Told(Decimal(-1000), "line", ("2:I:2",))]


def test_a_line_of_another_security_does_not_go_on_from_one_that_lost_a_part() -> None:
    story = [filed(1, holding(1000)), filed(2, holding(600), holding(400, title="Common Warrants"))]
    assert reason(*story) == "unexplained"


def test_a_gift_to_another_line_that_only_that_line_reports_is_the_reason() -> None:
    story = [
        filed(1, holding(1000), holding(70, **TRUST)),
        filed(2, row("G", 400, 470, way="A", **TRUST)),
        filed(3, holding(600)),
    ]
    assert told(*story) == [Told(Decimal(-400), "line", ("2:I:1",))]


def test_a_gift_with_both_sides_explains_no_third_line() -> None:
    story = [
        filed(1, holding(1000), holding(470, **TRUST), holding(70, **SPOUSE)),
        filed(2, row("G", 400, 70, way="D", **TRUST), row("G", 400, 470, way="A", **SPOUSE)),
        filed(3, holding(600)),
    ]
    assert reason(*story) == "unexplained"


def test_a_sale_of_another_line_is_no_move() -> None:
    story = [
        filed(1, holding(1000), holding(470, **TRUST)),
        filed(2, row("S", 400, 70, **TRUST)),
        filed(3, holding(1400)),
    ]
    assert reason(*story) == "unexplained"


def option(code: str, shares: int, after: int, **cells: str) -> Row:
    """A row of Table II."""
    kind, said = row(code, shares, after, title="Stock Option", way="D")
    more = {"conversionOrExercisePrice": "5", "underlyingSecurityTitle": "Common Stock",
            "underlyingSecurityShares": str(shares), "expirationDate": "2030-01-01"}  # fmt: skip
    return kind.replace("nonDerivative", "derivative"), dict(said) | more | cells


def test_an_exercise_without_its_row_in_table_one_is_the_reason() -> None:
    story = [filed(1, holding(100)), filed(2, option("M", 250, 0)), filed(3, holding(350))]
    assert told(*story) == [Told(Decimal(250), "line", ("2:II:1",))]


def test_an_exercise_with_its_row_in_table_one_explains_no_other_line() -> None:
    story = [
        filed(1, holding(100), holding(70, **TRUST)),
        filed(2, row("M", 250, 350), option("M", 250, 0)),
        filed(3, holding(320, **TRUST)),
    ]
    assert reason(*story) == "unexplained"


def test_a_row_that_was_filed_twice_is_no_proof() -> None:
    story = [filed(1, holding(100)), filed(2, option("M", 250, 0)), filed(3, holding(350))]
    amended, by_accession = derive_amendments(story), {f.accession: f for f in story}
    twice = {RowKey(story[1].accession, "II", 1)}
    found = with_reasons(derive_positions(story), by_accession, amended, twice)
    assert {b.reason for line in found for b in line.history if b.verdict == "gap"} == {
        "unexplained"
    }


def test_an_option_granted_brings_no_shares() -> None:
    story = [filed(1, holding(100)), filed(2, option("A", 250, 250)), filed(3, holding(350))]
    assert reason(*story) == "unexplained"


def test_gaps_of_three_lines_that_add_up_to_nothing_are_moves() -> None:
    story = [
        filed(1, holding(1000), holding(70, **TRUST), holding(40, **SPOUSE)),
        filed(2, holding(800), holding(150, **TRUST), holding(160, **SPOUSE)),
    ]
    assert {each.reason for each in told(*story)} == {"line"}


def preferred(shares: int, series: str, underlying: str = "Common Stock") -> Row:
    """Preferred stock of a fund on Form 3."""
    return "derivativeHolding", {
        "securityTitle": (f"Series {series} Preferred Stock", "F1"),
        "underlyingSecurityTitle": underlying,
        "underlyingSecurityShares": str(shares),
        "directOrIndirectOwnership": "I",
        "natureOfOwnership": "By Charter LLC",
    }


CONVERTS = {"F1": "Automatically converts into Common Stock upon the closing of the offering."}


def offering(*series: Row, notes: dict[str, str] = CONVERTS) -> Filing:
    return filed(1, holding(100, **CHARTER), *series, form="3", notes=notes)


def test_preferred_stock_that_became_shares_is_the_reason() -> None:
    story = [
        offering(preferred(3000, "A"), preferred(500, "B")),
        filed(5, holding(3600, **CHARTER)),
    ]
    assert told(*story) == [Told(Decimal(3500), "line", ("1:II:1", "1:II:2"))]


def test_one_series_of_several_may_have_become_shares() -> None:
    story = [
        offering(preferred(3000, "A"), preferred(500, "B")),
        filed(5, holding(600, **CHARTER)),
    ]
    assert told(*story) == [Told(Decimal(500), "line", ("1:II:2",))]


@pytest.mark.parametrize(
    "first",
    [
        offering(preferred(501, "A")),
        offering(preferred(500, "A", "Class B Stock")),
        offering(preferred(500, "A"), notes={"F1": "Units of the fund."}),
    ],
    ids=["another number", "another security", "nothing converts"],
)
def test_other_preferred_stock_is_not_the_reason(first: Filing) -> None:
    assert reason(first, filed(5, holding(600, **CHARTER))) == "unexplained"


def test_preferred_stock_of_another_owner_is_not_the_reason() -> None:
    story = [
        offering(),
        filed(2, preferred(500, "A"), people=[JOHN], notes=CONVERTS),
        filed(5, holding(600, **CHARTER)),
    ]
    assert reason(*story) == "unexplained"


def test_preferred_stock_that_is_still_held_became_nothing() -> None:
    second = filed(5, holding(600, **CHARTER), preferred(500, "A"), notes=CONVERTS)
    assert reason(offering(preferred(500, "A")), second) == "unexplained"


# Late reports


def test_a_late_row_that_the_filings_before_did_not_know_is_the_reason() -> None:
    story = [
        filed(1, holding(100)),
        filed(9, row("S", 30, 70), period="2024-05-02", day="2024-05-09"),
        filed(3, row("P", 5, 105)),
    ]
    assert told(*story) == [Told(Decimal(30), "late", ("9:I:1",))]


def test_a_late_row_that_states_the_newest_balance_is_the_reason() -> None:
    story = [
        filed(1, holding(100)),
        filed(3, row("P", 50, 150)),
        filed(9, row("G", 20, 150, way="D"), period="2024-05-02", day="2024-05-09"),
    ]
    assert "late" in {each.reason for each in told(*story)}


def test_a_balance_before_that_is_of_a_later_day_is_the_reason() -> None:
    story = [
        filed(3, row("S", 20, 80)),
        filed(4, row("S", 50, 30)),
        filed(9, holding(30), period="2024-05-01", day="2024-05-09"),
    ]
    assert told(*story) == [Told(Decimal(70), "late", ("9:I:1", "4:I:1"))]


def test_a_balance_before_that_no_later_one_equals_is_not_late() -> None:
    story = [
        filed(3, row("S", 20, 80)),
        filed(4, row("S", 50, 30)),
        filed(9, holding(31), period="2024-05-01", day="2024-05-09"),
    ]
    assert reason(*story) == "unexplained"


def test_a_gift_that_the_annual_form_reports_is_the_reason() -> None:
    story = [
        filed(1, holding(100)),
        filed(3, holding(60)),
        filed(20, row("G", 40, 60, way="D", day="2024-05-02"), form="5", period="2024-05-15"),
    ]
    assert told(*story)[0] == Told(Decimal(-40), "late", ("20:I:1",))


# Amendments


def test_a_balance_that_an_amendment_corrected_names_the_amendment() -> None:
    story = [
        filed(1, holding(100)),
        filed(2, row("S", 10, 90)),
        filed(3, row("S", 10, 95), form="4/A", amends="2024-05-02", period="2024-05-02"),
    ]
    assert told(*story) == [Told(Decimal(5), "amendment", ("3", "2:I:1"))]


def test_a_filing_made_on_the_uncorrected_number_names_the_amendment() -> None:
    story = [
        filed(1, holding(100)),
        filed(2, row("S", 10, 90)),
        filed(3, row("S", 20, 80), form="4/A", amends="2024-05-02", period="2024-05-02"),
        filed(4, row("S", 5, 85)),
    ]
    assert told(*story)[-1] == Told(Decimal(10), "amendment", ("3", "2:I:1"))


# Filings that are missing


def test_an_amendment_of_a_filing_that_is_not_here_proves_that_one_is_missing() -> None:
    story = [
        filed(1, holding(100)),
        filed(5, row("P", 1, 1, **TRUST), form="4/A", amends="2024-05-03", period="2024-05-02"),
        filed(8, holding(130)),
    ]
    assert told(*story) == [Told(Decimal(30), "missing", ("5",))]


def test_a_missing_filing_of_another_time_explains_nothing() -> None:
    story = [
        filed(2, holding(100)),
        filed(5, row("P", 1, 1, **TRUST), form="4/A", amends="2023-01-03", period="2023-01-02"),
        filed(8, holding(130)),
    ]
    assert reason(*story) == "unexplained"


def test_a_note_that_speaks_of_a_form_that_is_not_here_proves_that_one_is_missing() -> None:
    words = {"F1": "Continued from the Form 4 filed on May 4, 2024."}
    second = filed(8, holding(("130", "F1")), notes=words)
    assert told(filed(1, holding(100)), second) == [Told(Decimal(30), "missing", ("8:I:1:F1",))]


def test_a_note_that_speaks_of_a_form_that_is_here_proves_nothing() -> None:
    words = {"F1": "Continued from the Form 4 filed on May 4, 2024."}
    story = [
        filed(1, holding(100)),
        filed(4, row("P", 1, 1, **TRUST)),
        filed(8, holding(("130", "F1")), notes=words),
    ]
    assert reason(*story) == "unexplained"


def part(number: int, words: str, *rows: Row) -> Filing:
    return filed(number, *rows, period="2024-05-03", remarks=f"This Form 4 is the {words} Form 4s.")


def test_the_second_part_of_a_report_proves_that_the_first_is_missing() -> None:
    story = [filed(1, holding(100)), part(4, "second of two", row("S", 10, 60))]
    assert told(*story) == [Told(Decimal(-30), "missing", ("4:remarks",))]


def test_the_first_part_of_a_report_proves_that_the_second_is_missing() -> None:
    story = [part(4, "first of two", row("S", 10, 90)), filed(8, holding(60))]
    assert told(*story) == [Told(Decimal(-30), "missing", ("4:remarks",))]


def test_a_report_whose_parts_are_all_here_misses_none() -> None:
    story = [
        part(4, "first of two", row("S", 10, 90)),
        part(5, "second of two", row("S", 10, 80)),
        filed(8, holding(60)),
    ]
    assert reason(*story) == "unexplained"


# Joint filings


def test_a_move_may_go_from_a_person_to_a_group_of_which_that_person_is_one() -> None:
    story = [
        filed(1, holding(1000)),
        filed(2, holding(70, **CHARTER), people=[JANE, FUND]),
        filed(3, holding(600)),
        filed(4, holding(470, **CHARTER), people=[JANE, FUND], day="2024-05-03"),
    ]
    assert {each.reason for each in told(*story)} == {"line"}


# Laws

Steps = list[int]
STEPS = st.lists(st.integers(-50, 200).filter(bool), min_size=2, max_size=8)


def history_of(steps: Steps) -> list[Filing]:
    """A line of trades that add up, one a day."""
    found, owned = [filed(1, holding(10_000))], 10_000
    for number, step in enumerate(steps, 2):
        owned += step
        found.append(filed(number, row("P" if step > 0 else "S", abs(step), owned)))
    return found


@given(STEPS)
def test_trades_that_add_up_have_no_gap(steps: Steps) -> None:
    assert gaps(*history_of(steps)) == []


@given(STEPS, st.data())
def test_a_missing_filing_makes_a_gap_of_exactly_what_it_reported(
    steps: Steps, data: st.DataObject
) -> None:
    missing = data.draw(st.integers(0, len(steps) - 2))  # the last one is missed by nobody
    story = history_of(steps)
    del story[missing + 1]
    assert told(*story) == [Told(Decimal(steps[missing]), "unexplained", ())]


def row_or_holding(after: int, where: dict[str, str], way: str, by: int) -> Row:
    return row("J", by, after, way=way, **where) if by else holding(after, **where)


ROWS = st.builds(
    row_or_holding,
    st.integers(0, 300),
    st.sampled_from([{}, TRUST, SPOUSE]),
    st.sampled_from("AD"),
    st.sampled_from([0, 0, 20, 40, 100]),
)
NOTES = st.sampled_from(
    ["", "Includes 40 shares received.", "A 2-for-1 stock split.", "Reflects a correction."]
)
STORIES = st.lists(
    st.tuples(st.lists(ROWS, min_size=1, max_size=3), NOTES, st.integers(1, 9)),
    min_size=1, max_size=6,
)  # fmt: skip


def story_of(parts: list[tuple[list[Row], str, int]]) -> list[Filing]:
    return [
        filed(number, *rows, remarks=remarks, period=f"2024-05-{day:02}", day=f"2024-05-1{number}")
        for number, (rows, remarks, day) in enumerate(parts, 1)
    ]


@given(STORIES)
def test_reasons_change_nothing_else(parts: list[tuple[list[Row], str, int]]) -> None:
    story = story_of(parts)
    plain = derive_positions(story)
    amended = derive_amendments(story)
    reasoned = with_reasons(plain, {filing.accession: filing for filing in story}, amended)
    without = [
        line._replace(history=tuple(b._replace(reason="", proofs=()) for b in line.history))
        for line in reasoned
    ]
    assert without == plain


@given(STORIES, st.randoms(use_true_random=False))
def test_the_order_of_filings_and_lines_changes_no_reason(
    parts: list[tuple[list[Row], str, int]], random: Random
) -> None:
    story = story_of(parts)
    amended = derive_amendments(story)
    plain = derive_positions(story)
    mixed, lined = list(story), list(plain)
    random.shuffle(mixed)
    random.shuffle(lined)
    one = with_reasons(plain, {filing.accession: filing for filing in story}, amended)
    other = with_reasons(lined, {filing.accession: filing for filing in mixed}, amended)
    assert sorted(map(_known, one)) == sorted(map(_known, other))


def _known(line: Position) -> str:
    return repr([(str(b.key), b.verdict, b.reason, b.proofs) for b in line.history])


@given(STORIES)
def test_every_reason_but_the_unexplained_has_a_proof(
    parts: list[tuple[list[Row], str, int]],
) -> None:
    for balance in gaps(*story_of(parts)):
        assert balance.reason in REASONS
        assert bool(balance.proofs) == (balance.reason != "unexplained")


# The real filings


def test_every_proof_of_the_real_filings_is_there(real_filings: Path) -> None:
    by_issuer: dict[int, dict[str, Filing]] = defaultdict(dict)
    for path in sorted(real_filings.glob("xml/*.xml")):
        with suppress(ReadError, OtherInput):
            filing = read_filing(path.read_bytes(), path.name)
            by_issuer[filing.issuer.key][filing.accession] = filing
    reasons: Counter[str] = Counter()
    for filings in by_issuer.values():
        for balance in gaps(*filings.values()):
            reasons[balance.reason] += 1
            for proof in balance.proofs:
                _is_there(filings[proof.accession], proof)
    assert set(reasons) <= set(REASONS)
    assert reasons["unexplained"] < reasons.total() * 2 / 3


def _is_there(filing: Filing, proof: Proof) -> None:
    assert proof.row is None or any(
        (row.table, row.row) == (proof.table, proof.row) for row in filing.rows
    )
    texts = {**filing.footnotes, REMARKS: filing.remarks or ""}
    if proof.note is not None:
        words = proof.words.strip("… ")
        assert words
        assert words in " ".join(texts[proof.note].split())
