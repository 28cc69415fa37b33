"""Holdings, transactions and explanations of small hand-made filings."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from builder.answers import Json
from builder.answers.dossier import Dossier
from builder.answers.explain_filing import explain_filing
from builder.answers.explain_person import explain_person
from builder.answers.explain_row import explain_row
from builder.answers.holdings import holdings_answer
from builder.answers.holdings_text import holdings_text
from builder.answers.selection import Asked, known_by
from builder.answers.steps import steps_text
from builder.answers.transactions import Filter, transactions_answer
from builder.answers.transactions_text import transactions_text
from builder.derive.keys import RowKey
from builder.model import Filing
from tests.conftest import PROJECT
from tests.derive.stories import JANE, JOHN, filed, holding, row

ISSUER, INSIDER = 9000000001, 9000000101
BOTH = Asked(ISSUER, INSIDER)
EFFECTIVE = Filter()


def key(number: int, at: int = 1) -> RowKey:
    return RowKey(f"9000000001-24-{number:06}", "I", at)


def lines(*filings: Filing, asked: Asked = BOTH, **how: bool) -> list[Json]:
    found: list[Json] = holdings_answer([Dossier.of(filings)], asked, **how)["lines"]
    return found


def traded(*filings: Filing, wanted: Filter = EFFECTIVE) -> Json:
    return transactions_answer([Dossier.of(filings)], BOTH, wanted)


def explained(at: RowKey, *filings: Filing) -> str:
    return "\n".join(steps_text(*explain_row(Dossier.of(filings), at)))


def schema(name: str) -> Draft202012Validator:
    text = (PROJECT / "docs" / f"{name}.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found)


STORY = (
    filed(1, holding(100)),
    filed(2, row("S", "010", ("90.50", "F1")), notes={"F1": "A note."}),
    filed(3, row("P", 5, 200), row("A", 7, 7, held="I", nature="By Trust")),
    filed(4, row("P", 6, 201), form="4/A", period="2024-05-03", amends="2024-05-03"),
    filed(5, row("S", 1, 200), people=(JANE, JOHN)),
)


def test_a_line_names_the_row_that_states_it() -> None:
    (line,) = lines(filed(1, holding(100)), filed(2, row("S", 10, 90)))
    assert (line["accession"], line["row"], line["shares"]) == ("9000000001-24-000002", 1, "90")


def test_a_number_is_the_string_that_was_filed() -> None:
    (line,) = lines(filed(1, holding("0100.50")))
    assert line["shares"] == "0100.50"


def test_an_amount_of_money_is_never_in_shares() -> None:
    kind, cells = holding(1)
    cells = {k: v for k, v in cells.items() if not k.startswith("shares")}
    (line,) = lines(filed(1, (kind, cells | {"valueOwnedFollowingTransaction": "5000"})))
    assert (line["shares"], line["value"]) == (None, "5000")


def test_a_balance_that_only_a_note_gives_is_null() -> None:
    (line,) = lines(filed(1, holding(("", "F1")), notes={"F1": "Some."}))
    assert line["shares"] is None
    assert line["stated_in"] == "shares_owned_following_transaction"


def test_a_footnote_comes_with_its_text_and_its_cells() -> None:
    (line,) = lines(filed(1, holding(("90", "F1")), notes={"F1": "A note."}))
    assert line["footnotes"] == [
        {"id": "F1", "on": ["shares_owned_following_transaction"], "text": "A note."}
    ]


def test_closed_lines_are_left_out_unless_asked_for() -> None:
    filings = filed(1, holding(10)), filed(2, row("S", 10, 0))
    assert [len(lines(*filings)), len(lines(*filings, closed=True))] == [0, 1]


def test_held_on_a_day_is_the_newest_balance_up_to_it() -> None:
    asked = BOTH._replace(held_on=date(2024, 5, 1))
    (line,) = lines(filed(1, holding(100)), filed(2, row("S", 10, 90)), asked=asked)
    assert line["shares"] == "100"


def test_a_filing_accepted_later_was_not_known() -> None:
    late = filed(1, holding(100), accepted="2024-05-03T09:00:00")._replace(filed=date(2024, 5, 1))
    assert known_by([late], date(2024, 5, 2)) == []


def test_a_gap_carries_its_numbers() -> None:
    (line,) = lines(filed(1, holding(100)), filed(2, row("S", 10, 95)))
    assert line["continuity"]["verdict"] == "gap"
    assert (line["continuity"]["expected"], line["continuity"]["gap"]) == ("90", "5")


def test_history_comes_only_when_asked_for() -> None:
    filings = filed(1, holding(100)), filed(2, row("S", 10, 90))
    assert "history" not in lines(*filings)[0]
    assert [b["shares"] for b in lines(*filings, history=True)[0]["history"]] == ["100", "90"]


def test_a_total_lists_its_parts() -> None:
    filing = filed(1, holding(100), holding(7, held="I", nature="By Trust"))
    (total,) = holdings_answer([Dossier.of([filing])], BOTH)["totals"]
    assert (total["direct"], total["indirect"], total["shares"]) == ("100", "7", "107")
    assert [part["counted"] for part in total["parts"]] == [True, True]


def test_a_row_that_an_amendment_took_out_is_seen_only_with_all() -> None:
    effective, every = traded(*STORY), traded(*STORY, wanted=Filter(every=True))
    assert len(every["rows"]) == len(effective["rows"]) + 1


def test_sums_count_an_amended_row_once() -> None:
    answer = traded(*STORY, wanted=Filter(codes=frozenset("P"), every=True))
    (total,) = answer["sums"]
    assert (total["rows"], total["shares"], total["left_out"]) == (1, "6", {"changed": 1})


def test_value_is_amount_times_price() -> None:
    (found,) = traded(filed(1, row("S", 10, 90, transactionPricePerShare="2.50")))["rows"]
    assert found["value"] == "25.00"


@pytest.mark.parametrize(
    ("price", "note", "why"),
    [
        (("", "F1"), "See the plan.", "no price"),
        ("0", "", "zero"),
        (("30", "F1"), "The price is in Canadian dollars.", "other currency"),
        (("30", "F1"), "The price is per ADS, each of ten shares.", "other unit"),
    ],
)
def test_a_price_that_means_nothing_gives_no_value(
    price: str | tuple[str, str], note: str, why: str
) -> None:
    filing = filed(1, row("S", 10, 90, transactionPricePerShare=price), notes={"F1": note})
    (found,) = traded(filing)["rows"]
    assert (found["value"], found["why_no_value"]) == (None, why)


def test_a_converted_price_has_a_value() -> None:
    note = {"F1": "The price was converted from Canadian dollars to U.S. dollars."}
    filing = filed(1, row("S", 10, 90, transactionPricePerShare=("3", "F1")), notes=note)
    assert traded(filing)["rows"][0]["value"] == "30"


def test_the_smallest_value_asked_for_is_included() -> None:
    filing = filed(1, row("S", 10, 90), row("S", 9, 81))
    wanted = Filter(min_value=Decimal(100))
    assert [each["shares"] for each in traded(filing, wanted=wanted)["rows"]] == ["10"]


def test_days_asked_for_are_included_on_both_ends() -> None:
    wanted = Filter(first=date(2024, 5, 2), last=date(2024, 5, 2))
    assert {each["day"] for each in traded(*STORY, wanted=wanted)["rows"]} == {"2024-05-02"}


def test_holdings_keep_to_their_schema() -> None:
    schema("holdings").validate(
        holdings_answer([Dossier.of(STORY)], Asked(ISSUER), closed=True, history=True)
    )


def test_transactions_keep_to_their_schema() -> None:
    schema("transactions").validate(traded(*STORY, wanted=Filter(every=True)))


@pytest.mark.parametrize("order", list(permutations(range(5)))[::17])
def test_the_order_of_the_filings_changes_no_byte(order: tuple[int, ...]) -> None:
    dossier, other = Dossier.of(STORY), Dossier.of([STORY[at] for at in order])
    assert json.dumps(holdings_answer([dossier], BOTH)) == json.dumps(
        holdings_answer([other], BOTH)
    )
    assert explain_person(dossier, BOTH) == explain_person(other, BOTH)


def test_an_explanation_says_that_a_balance_follows() -> None:
    text = explained(key(2), filed(1, holding(100)), filed(2, row("S", 10, 90)))
    assert "Balance before: 100, as of 2024-05-01 (9000000001-24-000001:I:1)." in text
    assert "100 − 10 = 90. It follows." in text


def test_an_explanation_says_what_is_missing_and_that_nothing_proves_why() -> None:
    text = explained(key(2), filed(1, holding(100)), filed(2, row("S", 10, 95)))
    assert "The filing says 5 more: it does not follow." in text
    assert "Unexplained: nothing in this set proves why." in text


def test_an_explanation_gives_before_and_after_of_an_amended_field() -> None:
    text = explained(key(3), *STORY)
    assert "Amount: 5 before, 6 after." in text
    assert "9000000001-24-000004:I:1 counts in its place." in text


def test_an_explanation_quotes_the_footnote() -> None:
    assert "Note (1): “A note.”" in explained(key(2), *STORY)


def test_a_terminal_gets_no_controls_from_a_filer() -> None:
    filing = filed(1, holding(("1", "F1"), title="A\u202eB"), notes={"F1": "x\u202ey"})
    dossier = Dossier.of([filing])
    text = [*holdings_text(holdings_answer([dossier], BOTH)), explained(key(1), filing)]
    assert "\u202e" not in "".join(text)


@pytest.mark.parametrize("number", range(1, 6))
def test_every_filing_and_every_row_can_be_explained(number: int) -> None:
    dossier = Dossier.of(STORY)
    filing = STORY[number - 1]
    _, steps = explain_filing(dossier, filing.accession)
    assert all(step.lines for step in steps)
    for each in filing.rows:
        _, steps = explain_row(dossier, key(number, each.row))
        assert all(step.lines for step in steps)


def test_a_joint_filing_is_said_to_count_once() -> None:
    _, steps = explain_filing(Dossier.of(STORY), STORY[4].accession)
    assert any("every sum counts them once" in line for step in steps for line in step.lines)


def test_the_table_of_transactions_says_what_sums_leave_out() -> None:
    text = list(transactions_text(traded(*STORY, wanted=Filter(every=True))))
    assert any("left out: 1 row changed by an amendment" in line for line in text)
