"""Rule 10b5-1 plans: what box and words say, one fact of it per test."""

from __future__ import annotations

import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.derive.keys import Proof, key_of
from builder.derive.plan_words import said_in
from builder.derive.plans import RULES, Plan, RowPlan, derive_plan
from builder.derive.written_dates import dates_in
from builder.errors import OtherInput
from builder.filings.reader import read_filing
from builder.model import Filing
from tests.forms import Cells, filing_of, form_xml, sale

UNDER = (
    "Sold pursuant to a Rule 10b5-1 trading plan adopted by the reporting person on March 3, 2023."
)
NOT_UNDER = "This sale was not made pursuant to a Rule 10b5-1 trading plan."
LATER = "Sold pursuant to a Rule 10b5-1 trading plan adopted on June 1, 2024."


def filed(
    *rows: tuple[str, Cells], box: bool | None = None, remarks: str = "", **notes: str
) -> Filing:
    """A Form 4 with its box and notes."""
    extra = "" if box is None else f"<aff10b5One>{int(box)}</aff10b5One>"
    return filing_of(form_xml(rows or (sale(),), footnotes=notes, remarks=remarks, extra=extra))


def noted(*notes: str, code: str = "S") -> tuple[str, Cells]:
    """A row with notes on its price."""
    return sale(transactionPricePerShare=("12.50", *notes), transactionCode=code)


def rules(filing: Filing) -> list[tuple[str, str]]:
    """State and rule of each row."""
    plan = derive_plan(filing)
    found = [plan.of(key_of(filing, row)) for row in filing.rows]
    return [(each.state, each.rule) for each in found]


def of_first(filing: Filing) -> RowPlan:
    return derive_plan(filing).of(key_of(filing, filing.rows[0]))


# Three states


def test_silence_is_unknown_never_no() -> None:
    assert rules(filed()) == [("unknown", "not-stated")]


def test_a_box_that_is_checked_stands_for_the_rows_if_no_words_do() -> None:
    assert rules(filed(box=True)) == [("yes", "box")]


def test_a_box_that_is_not_checked_is_no() -> None:
    assert rules(filed(box=False)) == [("no", "box-unchecked")]


def test_the_box_is_kept_as_filed() -> None:
    assert [derive_plan(filed(box=box)).box for box in (None, True, False)] == [None, True, False]


def test_a_note_on_the_row_says_yes_with_day_and_words() -> None:
    filing = filed(noted("F1"), F1=UNDER)
    words = UNDER.removeprefix("Sold ").removesuffix(".")
    proof = Proof(filing.accession, "I", 1, "F1", words)
    assert of_first(filing) == RowPlan("yes", "note", date(2023, 3, 3), "", proof)


@pytest.mark.parametrize(
    "cell", ["transactionDate", "transactionCode", "transactionShares", "securityTitle"]
)
def test_the_note_may_stand_on_any_cell(cell: str) -> None:
    kind, cells = sale()
    value = cells[cell]
    assert isinstance(value, str)
    assert rules(filed((kind, {**cells, cell: (value, "F1")}), F1=UNDER)) == [("yes", "note")]


def test_a_note_on_one_row_leaves_the_others_unknown_even_if_the_box_is_checked() -> None:
    found = rules(filed(noted("F1"), sale(), box=True, F1=UNDER))
    assert found == [("yes", "note"), ("unknown", "box-for-others")]


def test_a_note_on_one_row_leaves_the_others_unknown_without_a_box() -> None:
    assert rules(filed(noted("F1"), sale(), F1=UNDER)) == [
        ("yes", "note"),
        ("unknown", "not-stated"),
    ]


def test_a_note_that_denies_is_no_even_if_the_box_is_checked() -> None:
    found = rules(filed(noted("F1"), sale(), box=True, F1=NOT_UNDER))
    assert found == [("no", "note-denies"), ("yes", "box")]


def test_a_note_against_the_box_is_believed_and_says_so() -> None:
    assert rules(filed(noted("F1"), box=False, F1=UNDER)) == [("yes", "note-without-box")]


def test_notes_that_say_both_leave_it_unknown() -> None:
    assert rules(filed(noted("F1", "F2"), F1=UNDER, F2=NOT_UNDER)) == [
        ("unknown", "note-says-both")
    ]


def test_another_note_is_no_evidence() -> None:
    assert rules(filed(noted("F2"), F1=UNDER, F2="Open market.")) == [("unknown", "not-stated")]


def test_a_note_that_is_missing_is_no_evidence() -> None:
    assert rules(filed(noted("F9"), F1=UNDER)) == [("unknown", "not-stated")]


def test_holdings_are_not_made_under_a_plan() -> None:
    holding: Cells = {"securityTitle": ("Common", "F1"), "sharesOwnedFollowingTransaction": "7"}
    assert derive_plan(filed(("nonDerivativeHolding", holding), F1=UNDER)).rows == {}


def test_a_note_that_only_mentions_a_plan_leaves_the_box_to_all_rows() -> None:
    found = rules(filed(noted("F1"), sale(), box=True, F1="My Rule 10b5-1 plan was terminated."))
    assert found == [("yes", "box"), ("yes", "box")]


# Remarks


def test_remarks_count_for_the_rows_that_they_speak_of() -> None:
    filing = filed(sale(), sale(transactionCode="M"), remarks=UNDER)
    assert rules(filing) == [("yes", "remarks"), ("unknown", "not-stated")]
    assert of_first(filing).adopted == date(2023, 3, 3)
    proof = of_first(filing).proof
    assert proof is not None
    assert proof.note == "remarks"


def test_remarks_on_sales_say_nothing_of_a_row_without_a_code() -> None:
    assert rules(filed(sale(transactionCode=""), remarks=UNDER)) == [("unknown", "not-stated")]


def test_remarks_on_all_transactions_count_for_all() -> None:
    words = "All transactions reported herein were made pursuant to a Rule 10b5-1 plan."
    found = rules(filed(sale(), sale(transactionCode="M"), remarks=words))
    assert found == [("yes", "remarks"), ("yes", "remarks")]


def test_a_note_on_the_row_is_finer_than_remarks() -> None:
    assert rules(filed(noted("F1"), F1=NOT_UNDER, remarks=UNDER)) == [("no", "note-denies")]


def test_remarks_may_deny() -> None:
    assert rules(filed(remarks=NOT_UNDER, box=None)) == [("no", "remarks-deny")]


def test_remarks_may_say_both() -> None:
    assert rules(filed(remarks=f"{UNDER} {NOT_UNDER}")) == [("unknown", "remarks-say-both")]


def test_remarks_against_the_box_are_believed_and_say_so() -> None:
    assert rules(filed(remarks=UNDER, box=False)) == [("yes", "remarks-without-box")]


def test_remarks_that_take_back_the_box() -> None:
    words = "The box for Rule 10b5-1(c) was inadvertently checked in the original Form 4."
    assert rules(filed(remarks=words)) == [("no", "remarks-deny")]


def test_a_day_of_adoption_alone_makes_no_trade_one_of_the_plan() -> None:
    found = of_first(filed(remarks="The Rule 10b5-1 Plan's date of adoption was March 3, 2023."))
    assert found[:3] == ("unknown", "only-mentioned", date(2023, 3, 3))


def test_a_day_of_adoption_beside_a_checked_box_is_that_of_the_plan() -> None:
    words = "The Rule 10b5-1 Plan's date of adoption was March 3, 2023."
    assert of_first(filed(remarks=words, box=True))[:3] == ("yes", "box", date(2023, 3, 3))


def test_a_plan_that_is_only_mentioned_beside_an_unchecked_box_is_no() -> None:
    words = "The reporting person adopted a Rule 10b5-1 plan on March 3, 2023."
    assert rules(filed(remarks=words, box=False)) == [("no", "box-unchecked")]


# Days of adoption


def test_two_plans_leave_the_day_open() -> None:
    found = of_first(filed(noted("F1"), F1=UNDER.replace(".", " and June 1, 2023.")))
    assert (found.state, found.adopted, found.doubt) == ("yes", None, "several-days")


def test_two_notes_with_the_same_day_name_one_day() -> None:
    found = of_first(filed(noted("F1", "F2"), F1=UNDER, F2=UNDER.replace("Sold", "Executed")))
    assert (found.adopted, found.doubt) == (date(2023, 3, 3), "")


def test_a_plan_adopted_after_the_trade_is_a_slip() -> None:
    found = of_first(filed(noted("F1"), F1=LATER))
    assert (found.state, found.adopted, found.doubt) == ("yes", None, "adopted-after-trade")


def test_a_plan_adopted_on_the_day_of_the_trade_is_not_after_it() -> None:
    found = of_first(filed(noted("F1"), F1=UNDER.replace("March 3, 2023", "May 1, 2024")))
    assert (found.adopted, found.doubt) == (date(2024, 5, 1), "")


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("under a Rule 10b5-1 plan adopted on March 3, 2023", [(2023, 3, 3)]),
        ("under a Rule 10b5-1 plan dated as of Mar. 3rd, 2023", [(2023, 3, 3)]),
        ("under a Rule 10b5-1 plan entered into on 3 March 2023", [(2023, 3, 3)]),
        ("under a Rule 10b5-1 plan established 03/12/24", [(2024, 3, 12)]),
        ("under a Rule 10b5-1 plan (adopted 2023-03-03)", [(2023, 3, 3)]),
        ("UNDER A RULE 10B5-1 PLAN PREVIOUSLY ADOPTED ON SEPTEMBER  14, 2021", [(2021, 9, 14)]),
        ("under instructions given by the Alder Trust on May 7, 2024 for Rule 10b5-1",
         [(2024, 5, 7)]),
        ("under a Rule 10b5-1 plan. The plan was adopted on May 9, 2023.", [(2023, 5, 9)]),
        ("under a Rule 10b5-1 plan. Adoption date: May 9, 2023", [(2023, 5, 9)]),
        ("On May 9, 2023, the reporting person adopted a Rule 10b5-1 plan.", [(2023, 5, 9)]),
        ("under a 10b5-1 plan adopted by Mr. J. Doe, Jr. on May 9, 2023", [(2023, 5, 9)]),
        ("under a 10b5-1 plan adopted May 25, 2018, amended February 12, 2019 and May 20, 2019",
         [(2018, 5, 25)]),
        ("under a 10b5-1 plan adopted by the Alder Trust dated July 2, 2003 on May 9, 2023",
         [(2023, 5, 9)]),
        ("under a 10b5-1 plan adopted by the Alder Trust UAD 10/22/93 on May 9, 2023",
         [(2023, 5, 9)]),
        ("sold on May 9, 2023 under a 10b5-1 plan", []),
        ("under a 10b5-1 plan. The 2015 Incentive Plan was adopted on May 1, 2015.", []),
        ("of shares under the Equity Plan adopted May 1, 2015 and sold under a 10b5-1 plan", []),
        ("under a 10b5-1 plan. An award adopted on May 1, 2015 vests.", []),
        ("executed on June 28, 2024 under the 10b5-1 plan adopted on March 27, 2024",
         [(2024, 3, 27)]),
        ("under a 10b5-1 plan that expires on May 9, 2025", []),
        ("under a 10b5-1 plan adopted on March 1, 2023 and terminated on May 9, 2025",
         [(2023, 3, 1)]),
        ("under a 10b5-1 plan that became effective May 9, 2025", []),
        ("under a 10b5-1 plan adopted in March 2023", []),
        ("under a 10b5-1 plan adopted on February 30, 2023", []),
        ("under a 10b5-1 plan. As of October 2, 2015, Alder Inc. became the issuer.", []),
        ("of an option that was exercised under a 10b5-1 plan, was set to expire on May 9, 2025",
         []),
    ],
)  # fmt: skip
def test_the_day_of_adoption_is_told_from_other_days(
    words: str, days: list[tuple[int, int, int]]
) -> None:
    said = said_in(words)
    assert said is not None
    assert list(said.adopted) == [date(*day) for day in days]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("13/02/2023", (2023, 2, 13)), ("2/13/23", (2023, 2, 13)), ("2-13-1999", (1999, 2, 13)),
        ("Sept. 1, 2020", (2020, 9, 1)), ("1st day of September, 2020", (2020, 9, 1)),
        ("May 1 2020", (2020, 5, 1)), ("december 31,2020", (2020, 12, 31)),
    ],
)  # fmt: skip
def test_a_day_is_read_as_people_write_it(text: str, day: tuple[int, int, int]) -> None:
    assert [each.day for each in dates_in(f"on {text}.")] == [date(*day)]


@pytest.mark.parametrize("text", ["31/31/2023", "March 2023", "10b5-1", "1/2/3", "0/1/2020", "May"])
def test_what_names_no_day_is_none(text: str) -> None:
    assert list(dates_in(text)) == []


# Words


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("pursuant to a 10b5-1 plan", "yes"),
        ("pursuant to a 10b5–1 plan", "yes"),
        ("pursuant to a 10b‑5‑1 plan", "yes"),
        ("pursuant to a 10b5 1 plan", "yes"),
        ("pursuant to a 10(b)5-1 plan", "yes"),
        ("in compliance with a preexisting Rule 10b5-1 plan", "yes"),
        ("pursuant to a previously adopted plan complying with Rule 10b5-1(c)", "yes"),
        ("10b5-1 Plan", "yes"),
        ("Rule 10b5-1 sale", "yes"),
        ("Automatic sale, not at my discretion, under a Rule 10b5-1 plan", "yes"),
        ("The holder does not have discretion over sales under the Rule 10b5-1 plan.", "yes"),
        ("not effected under any Rule 10b5-1 plan", "no"),
        ("made outside of a 10b5-1 plan", "no"),
        ("pursuant to a non-Rule 10b5-1 trading arrangement", "no"),
        ("No Rule 10b5-1 plan was used.", "no"),
        ("in error and not under the holder's 10b5-1 plan", "no"),
        ("100 were sold under a 10b5-1 plan and 50 were not sold under a 10b5-1 plan", "both"),
        ("Shares may be sold under a Rule 10b5-1 plan.", "mentioned"),
        ("shares that the holder intends to sell pursuant to a 10b5-1 plan", "mentioned"),
        ("The Rule 10b5-1(c) box is now checked.", "mentioned"),
        ("The Rule 10b5-1 plan was terminated.", "mentioned"),
        ("under Rule 10b-5", None),
        ("under Rule 10b5-10", None),
        ("in March 2010, 5-1", None),
        ("", None),
    ],
)
def test_what_words_say(words: str, state: str | None) -> None:
    said = said_in(words)
    assert (said.state if said else None) == state


@pytest.mark.parametrize(
    ("words", "about"),
    [
        ("The sale transactions were made", "S"),
        ("The option exercise and sale transactions were made", "MOSX"),
        ("This purchase was made", "P"),
        ("These transactions were made", ""),
        ("The conversion was effected", "C"),
        ("Done", ""),
    ],
)
def test_which_rows_words_speak_of(words: str, about: str) -> None:
    said = said_in(f"{words} pursuant to a Rule 10b5-1 plan for the sale of shares.")
    assert said is not None
    assert said.about == about


def test_words_that_go_on_and_on_are_cut() -> None:
    said = said_in(f"pursuant to {'a long ' * 100} Rule 10b5-1 plan")
    assert said is not None
    assert len(said.words) < 250


def test_every_rule_has_its_words() -> None:
    two = UNDER.replace(".", " and June 1, 2023.")
    filings = [
        filed(), filed(box=False), filed(box=True), filed(noted("F1"), sale(), box=True, F1=UNDER),
        filed(noted("F1"), box=False, F1=UNDER), filed(noted("F1"), F1=NOT_UNDER),
        filed(noted("F1", "F2"), F1=UNDER, F2=NOT_UNDER), filed(remarks=UNDER),
        filed(remarks=UNDER, box=False), filed(remarks=NOT_UNDER), filed(noted("F1"), F1=LATER),
        filed(remarks=f"{UNDER} {NOT_UNDER}"), filed(remarks="My 10b5-1 plan was terminated."),
        filed(noted("F1"), F1=two),
    ]  # fmt: skip
    found = [derive_plan(f).of(key_of(f, row)) for f in filings for row in f.rows]
    assert {each.rule for each in found} | {each.doubt for each in found} == {*RULES, ""}


@given(st.text("10bB5-–() .adopted onMarch3,2023ueri", max_size=300))
def test_no_text_breaks_the_reading(text: str) -> None:
    said = said_in(text)
    assert said is None or said.words


@pytest.mark.parametrize(
    "text",
    [
        "under 10b 5 not under on May 1, 2023 adopted plan dated " * 4000 + "10b5-1",
        "10b5-1 " * 20_000,
        "10b5-1 plan " * 20_000 + "'",
        "10b5-1 " + "may sell " * 20_000,
    ],
    ids=["words", "mentions", "labels", "sales to come"],
)
def test_a_long_and_hostile_text_takes_no_seconds(text: str) -> None:
    start = time.perf_counter()
    said_in(text)
    assert time.perf_counter() - start < 3


# The real filings


def _plans(folder: Path) -> list[tuple[Filing, Plan]]:
    found = []
    for path in sorted(folder.glob("[tx][xm][tl]/*")):
        try:
            filing = read_filing(path.read_bytes(), path.name)
        except OtherInput:
            continue
        found.append((filing, derive_plan(filing)))
    return found


def test_each_plan_of_the_real_filings_is_older_than_its_trades(real_filings: Path) -> None:
    """Every note of the corpus that says when was read by eye: all say it once, and before."""
    found = [
        (filing, key, each)
        for filing, plan in _plans(real_filings)
        for key, each in plan.rows.items()
    ]
    assert Counter(each.doubt for _, _, each in found) == {"": len(found)}
    dated = [each for _, _, each in found if each.adopted]
    assert len(dated) > 500
    assert {each.state for each in dated} == {"yes"}
