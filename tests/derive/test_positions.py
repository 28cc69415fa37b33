"""What each insider holds now, by the rules of the forms: one fact of them per test."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.derive.lines import normal_title
from builder.derive.positions import Position, derive_positions
from builder.derive.reports import balance_of, event_day, is_value, report_of
from builder.filings.reader import read_filing
from builder.model import Filing, Row
from tests.filings.documents import document_xml, nest, one_row
from tests.filings.test_ownership_xml import GROUP, element_name

Cells = Mapping[str, str]
ACCEPTED = "2024-06-01T16:00:00"


def cell_xml(name: str, text: str) -> str:
    """An element of a row from ``value`` or ``value|F1 F2``."""
    value, _, notes = text.partition("|")
    inside = f"<value>{value}</value>" if value else ""
    inside += "".join(f'<footnoteId id="{note}"/>' for note in notes.split())
    element = nest(element_name(name), inside)
    return nest(GROUP[name], element) if name in GROUP else element


def row(kind: str, **cells: str) -> str:
    return nest(kind, "".join(cell_xml(name, text) for name, text in cells.items()))


def trade(day: str, after: str, **cells: str) -> str:
    """A transaction of Table I that leaves a balance."""
    return row(
        "nonDerivativeTransaction",
        **{"security_title": "Common Stock", "transaction_date": day,
           "shares_owned_following_transaction": after, "direct_or_indirect_ownership": "D"}
        | cells,
    )  # fmt: skip


def holding(after: str, **cells: str) -> str:
    """A holding of Table I."""
    return row(
        "nonDerivativeHolding",
        **{"security_title": "Common Stock", "shares_owned_following_transaction": after,
           "direct_or_indirect_ownership": "D"} | cells,
    )  # fmt: skip


def option(after: str, **cells: str) -> str:
    """A holding of Table II."""
    return row(
        "derivativeHolding",
        **{"security_title": "Stock Option", "conversion_or_exercise_price": "10",
           "expiration_date": "2030-01-01", "shares_owned_following_transaction": after,
           "direct_or_indirect_ownership": "D"} | cells,
    )  # fmt: skip


def owners_xml(*ciks: int) -> str:
    return "".join(
        f"<reportingOwner><reportingOwnerId><rptOwnerCik>{cik}</rptOwnerCik></reportingOwnerId>"
        "</reportingOwner>"
        for cik in ciks
    )


def filing(
    *rows: str,
    number: int = 1,
    form: str = "4",
    period: str = "2024-05-01",
    filed: str | None = "2024-06-01",
    accepted: str | None = ACCEPTED,
    signed: str = "",
    owners: Sequence[int] = (9000000101,),
    notes: Mapping[str, str] | None = None,
) -> Filing:
    """A filing with these rows."""
    first = "".join(text for text in rows if text.startswith("<nonD"))
    second = "".join(text for text in rows if text.startswith("<d"))
    text = document_xml(
        f"<nonDerivativeTable>{first}</nonDerivativeTable><derivativeTable>{second}</derivativeTable>",
        head=f"<documentType>{form}</documentType><periodOfReport>{period}</periodOfReport>",
        owners=owners_xml(*owners),
        notes=nest(
            "footnotes",
            "".join(f'<footnote id="{k}">{v}</footnote>' for k, v in (notes or {}).items()),
        ),
        after=nest("ownerSignature/signatureDate", signed),
    )
    return read_filing(text.encode(), f"9000000001-24-{number:06}.xml")._replace(
        filed=date.fromisoformat(filed) if filed else None,
        accepted=datetime.fromisoformat(accepted) if accepted else None,
    )


def balances(*filings: Filing) -> list[str]:
    """The balances of all lines, as numbers."""
    return sorted(str(p.balance.value) for p in derive_positions(filings) if p.balance)


def only(*filings: Filing) -> Position:
    (position,) = derive_positions(filings)
    return position


# Which report counts


def test_the_last_report_of_a_line_is_what_is_held() -> None:
    assert balances(
        filing(trade("2024-05-01", "90")), filing(trade("2024-05-02", "80"), number=2)
    ) == ["80"]


def test_a_late_report_of_an_old_trade_does_not_overwrite_a_newer_balance() -> None:
    newer = filing(trade("2024-05-02", "80"), filed="2024-05-03")
    late = filing(trade("2024-04-01", "100"), filed="2024-06-01", number=2)
    assert balances(newer, late) == ["80"]


def test_of_two_reports_of_one_day_the_later_acceptance_counts() -> None:
    first = filing(trade("2024-05-02", "80"), accepted="2024-05-03T09:00:00", number=2)
    second = filing(trade("2024-05-02", "70"), accepted="2024-05-03T09:01:00", number=1)
    assert balances(first, second) == ["70"]


def test_of_two_reports_of_one_day_the_later_filing_counts() -> None:
    first = filing(trade("2024-05-02", "80"), filed="2024-05-03", accepted=None, number=2)
    second = filing(trade("2024-05-02", "70"), filed="2024-05-04", accepted=None, number=1)
    assert balances(first, second) == ["70"]


def test_without_a_day_of_filing_the_signature_tells_which_is_later() -> None:
    first = filing(
        trade("2024-05-02", "80"), filed=None, accepted=None, signed="2024-05-03", number=2
    )
    second = filing(
        trade("2024-05-02", "70"), filed=None, accepted=None, signed="2024-05-04", number=1
    )
    assert balances(first, second) == ["70"]


def test_an_amendment_accepted_later_counts() -> None:
    first = filing(trade("2024-05-02", "80"), accepted="2024-05-03T09:00:00")
    amended = filing(
        trade("2024-05-02", "81"), form="4/A", accepted="2024-05-09T09:00:00", number=2
    )
    assert balances(first, amended) == ["81"]


def test_a_balance_of_zero_closes_its_line() -> None:
    assert only(filing(trade("2024-05-02", "0"))).is_open is False


@pytest.mark.parametrize("zero", ["0.0", "000", ".0"])
def test_zero_is_zero_however_it_is_written(zero: str) -> None:
    assert only(filing(trade("2024-05-02", zero))).is_open is False


def test_a_line_that_is_no_longer_mentioned_stands() -> None:
    assert balances(
        filing(trade("2024-05-01", "90")),
        filing(trade("2024-05-02", "5", security_title="Class B"), number=2),
    ) == ["5", "90"]


def test_a_closed_line_can_open_again() -> None:
    first = filing(trade("2024-05-01", "0"))
    assert only(first, filing(trade("2024-05-02", "7"), number=2)).is_open


def test_a_balance_that_only_a_note_states_does_not_close_a_line() -> None:
    assert only(filing(trade("2024-05-01", "|F1"))).is_open


def test_a_balance_that_cannot_be_read_does_not_close_a_line() -> None:
    assert only(filing(trade("2024-05-01", "none"))).is_open


def test_a_row_without_any_balance_reports_none() -> None:
    assert derive_positions([filing(row("nonDerivativeTransaction", security_title="Stock"))]) == []


def test_in_running_style_the_last_row_counts() -> None:
    rows = [trade("2024-05-01", after) for after in ("90", "80", "70")]
    assert balances(filing(*rows)) == ["70"]


def test_in_final_style_any_row_counts() -> None:
    rows = [trade("2024-05-01", "70")] * 3
    assert balances(filing(*rows)) == ["70"]


def test_rows_listed_newest_first_are_put_in_order_by_date() -> None:
    rows = [trade("2024-05-03", "70"), trade("2024-05-02", "80"), trade("2024-05-01", "90")]
    assert balances(filing(*rows)) == ["70"]


def test_holdings_speak_as_of_the_period() -> None:
    assert only(filing(holding("5"), period="2024-04-30")).report.as_of == date(2024, 4, 30)


def test_trades_speak_as_of_their_day() -> None:
    assert only(filing(trade("2024-05-02", "5"))).report.as_of == date(2024, 5, 2)


def test_a_form_3_is_where_a_line_begins() -> None:
    initial = filing(holding("100"), form="3", period="2024-01-01", filed="2024-01-05")
    assert balances(initial, filing(trade("2024-05-02", "80"), number=2)) == ["80"]


def test_a_filing_without_any_date_speaks_first() -> None:
    undated = filing(holding("5"), period="", filed=None, accepted=None)
    assert balances(undated, filing(trade("2024-05-02", "80"), number=2)) == ["80"]


def test_a_filing_without_any_date_is_as_of_no_day() -> None:
    assert only(filing(holding("5"), period="", filed=None, accepted=None)).report.as_of is None


# Days that cannot be


@pytest.mark.parametrize("day", ["2034-05-01", "2024-06-03", "0022-05-01", "1934-06-05"])
def test_for_a_day_that_cannot_be_the_period_stands(day: str) -> None:
    assert only(filing(trade(day, "5"), period="2024-05-01")).report.as_of == date(2024, 5, 1)


@pytest.mark.parametrize("day", ["2024-06-02", "2002-05-01", "1934-06-06"])
def test_an_odd_day_that_can_be_stands(day: str) -> None:
    assert only(filing(trade(day, "5"))).report.as_of == date.fromisoformat(day)


def test_without_a_day_of_filing_no_trade_is_after_it() -> None:
    found = filing(trade("2024-05-03", "5"), filed=None, accepted=None, period="2024-05-01")
    assert only(found).report.as_of == date(2024, 5, 3)


def test_without_a_day_of_filing_the_signature_limits_the_day() -> None:
    found = filing(trade("2034-05-03", "5"), filed=None, accepted=None, signed="2024-05-04")
    assert only(found).report.as_of == date(2024, 5, 1)


def test_a_slip_of_the_year_does_not_hide_later_balances() -> None:
    slip = filing(trade("2035-01-10", "100"), period="2024-01-10", filed="2024-01-12")
    assert balances(slip, filing(trade("2024-05-02", "80"), number=2)) == ["80"]


def test_a_day_that_cannot_be_read_leaves_the_period() -> None:
    assert event_day(filing(trade("soon", "5")), one_row("")) == date(2024, 5, 1)


# What makes a line


@pytest.mark.parametrize(
    "title",
    ["COMMON STOCK", "Common Stock, par value $.01", "Common Stock, $0.001 par value per share",
     "Common  Stock (1)", "common stock.", "Common Stock (no par value)",
     "Common Stock, without par value"],
)  # fmt: skip
def test_titles_that_differ_in_form_are_one_line(title: str) -> None:
    second = filing(trade("2024-05-02", "80", security_title=title), number=2)
    assert balances(filing(trade("2024-05-01", "90")), second) == ["80"]


@pytest.mark.parametrize(
    "title",
    ["Class A Common Stock", "Common Stock Units", "Preferred Stock", "Common Stock 401(k)"],
)
def test_titles_that_differ_in_words_are_two_lines(title: str) -> None:
    second = filing(trade("2024-05-02", "80", security_title=title), number=2)
    assert balances(filing(trade("2024-05-01", "90")), second) == ["80", "90"]


def test_a_title_of_nothing_but_par_value_keeps_its_words() -> None:
    assert normal_title("Par Value") == "par value"


def test_direct_and_indirect_are_two_lines() -> None:
    indirect = trade(
        "2024-05-02", "5", direct_or_indirect_ownership="I", nature_of_ownership="By Trust"
    )
    assert balances(filing(trade("2024-05-02", "90"), indirect)) == ["5", "90"]


def test_a_row_that_does_not_say_is_direct() -> None:
    silent = trade("2024-05-02", "80", direct_or_indirect_ownership="")
    assert balances(filing(trade("2024-05-01", "90")), filing(silent, number=2)) == ["80"]


def indirect(after: str, nature: str, day: str = "2024-05-01", **cells: str) -> str:
    return trade(day, after, direct_or_indirect_ownership="I", nature_of_ownership=nature, **cells)


@pytest.mark.parametrize(
    "nature", ["by trust", "BY TRUST", "By Trust (1)", "By  Trust.", "By Trust (fn 2)"]
)
def test_natures_that_differ_in_form_are_one_line(nature: str) -> None:
    second = filing(indirect("80", nature, "2024-05-02"), number=2)
    assert balances(filing(indirect("90", "By Trust")), second) == ["80"]


def test_natures_that_differ_in_words_are_two_lines() -> None:
    second = filing(indirect("80", "By Spouse", "2024-05-02"), number=2)
    assert balances(filing(indirect("90", "By Trust")), second) == ["80", "90"]


def test_a_nature_beside_direct_tells_no_lines_apart() -> None:
    second = filing(trade("2024-05-02", "80", nature_of_ownership="Direct"), number=2)
    assert balances(filing(trade("2024-05-01", "90")), second) == ["80"]


NOTES = {"F1": "Held by Fund 7, LLC.", "F2": "Held by Fund 25, LLC.", "F3": "Held by a trust."}


@pytest.mark.parametrize(
    "nature",
    ["See footnote", "See Footnotes", "see note (1)", "Footnote", "See explanation of responses"],
)
def test_where_the_nature_is_in_a_note_the_note_tells_lines_apart(nature: str) -> None:
    found = filing(indirect("5", f"{nature}|F1"), indirect("90", f"{nature}|F3"), notes=NOTES)
    assert balances(found) == ["5", "90"]


def test_a_note_is_the_same_nature_under_another_number() -> None:
    first = filing(indirect("90", "See footnote|F1"), notes={"F1": "Held by a trust."})
    second = filing(
        indirect("80", "See footnote|F4", "2024-05-02"), notes={"F4": "Held by a trust."}, number=2
    )
    assert balances(first, second) == ["80"]


def test_a_note_on_the_letter_counts_where_the_nature_has_none() -> None:
    found = filing(
        trade(
            "2024-05-01",
            "5",
            direct_or_indirect_ownership="I|F1",
            nature_of_ownership="See footnote",
        ),
        trade(
            "2024-05-01",
            "90",
            direct_or_indirect_ownership="I|F3",
            nature_of_ownership="See footnote",
        ),
        notes=NOTES,
    )
    assert balances(found) == ["5", "90"]


def test_a_nature_left_out_is_told_by_its_note() -> None:
    found = filing(indirect("5", "|F1"), indirect("90", "|F3"), notes=NOTES)
    assert balances(found) == ["5", "90"]


def test_short_numbers_in_a_note_are_names() -> None:
    found = filing(indirect("5", "See footnote|F1"), indirect("90", "See footnote|F2"), notes=NOTES)
    assert balances(found) == ["5", "90"]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Held by a trust as of May 1, 2024.", "Held by a trust as of June 12, 2025."),
        ("A trust holds 1,234 shares.", "A trust holds 987.5 shares."),
        ("A trust holds 1234 shares.", "A trust holds 98765 shares."),
        ("Held by a trust since 3/4/2019.", "Held by a trust since 12/31/20."),
        ("A trust (12.5%) holds them.", "A trust (7%) holds them."),
    ],
)
def test_dates_and_counts_in_a_note_drift(one: str, two: str) -> None:
    first = filing(indirect("90", "See footnote|F1"), notes={"F1": one})
    second = filing(indirect("80", "See footnote|F1", "2024-05-02"), notes={"F1": two}, number=2)
    assert balances(first, second) == ["80"]


def test_a_note_on_a_plain_nature_tells_no_lines_apart() -> None:
    first = filing(indirect("90", "By Trust|F1"), notes=NOTES)
    second = filing(indirect("80", "By Trust", "2024-05-02"), number=2)
    assert balances(first, second) == ["80"]


# Two piles of one name

TRUST = {"direct_or_indirect_ownership": "I", "nature_of_ownership": "By Trust"}


def test_two_holdings_of_one_name_in_one_filing_stay_two() -> None:
    assert balances(filing(holding("5", **TRUST), holding("90", **TRUST))) == ["5", "90"]


def test_two_piles_are_followed_by_their_notes() -> None:
    first = filing(
        holding("5", **TRUST | {"nature_of_ownership": "By Trust|F1"}),
        holding("90", **TRUST | {"nature_of_ownership": "By Trust|F3"}),
        notes=NOTES,
    )
    swapped = filing(
        holding("91", **TRUST | {"nature_of_ownership": "By Trust|F3"}),
        holding("6", **TRUST | {"nature_of_ownership": "By Trust|F1"}),
        notes=NOTES, period="2024-06-01", number=2,
    )  # fmt: skip
    assert balances(first, swapped) == ["6", "91"]


def test_two_piles_without_notes_are_followed_by_their_balances() -> None:
    first = filing(holding("5", **TRUST), holding("90", **TRUST))
    second = filing(holding("90", **TRUST), holding("5", **TRUST), period="2024-06-01", number=2)
    assert balances(first, second) == ["5", "90"]


def test_a_holding_beside_a_trade_of_one_name_is_another_pile() -> None:
    found = filing(trade("2024-05-02", "90", **TRUST), holding("5", **TRUST))
    assert balances(found) == ["5", "90"]


def test_the_pile_that_was_traded_is_followed_by_trades() -> None:
    first = filing(trade("2024-05-02", "90", **TRUST), holding("5", **TRUST))
    sold = {"transaction_shares": "10", "transaction_acquired_disposed_code": "D"}
    second = filing(trade("2024-05-03", "80", **TRUST, **sold), number=2)
    assert balances(first, second) == ["5", "80"]


def test_several_trades_are_about_one_pile() -> None:
    found = filing(
        trade("2024-05-02", "90", **TRUST),
        trade("2024-05-02", "80", **TRUST),
        holding("5", **TRUST),
    )
    assert balances(found) == ["5", "80"]


# Owners


def test_a_joint_group_is_one_holder() -> None:
    first = filing(trade("2024-05-01", "90"), owners=(9000000101, 9000000102))
    second = filing(trade("2024-05-02", "80"), owners=(9000000102, 9000000101), number=2)
    assert balances(first, second) == ["80"]


def test_a_joint_group_and_one_of_its_owners_are_two_holders() -> None:
    first = filing(trade("2024-05-01", "90"), owners=(9000000101, 9000000102))
    assert balances(first, filing(trade("2024-05-02", "80"), number=2)) == ["80", "90"]


def test_two_insiders_are_two_holders() -> None:
    first = filing(trade("2024-05-01", "90"), owners=(9000000102,))
    assert balances(first, filing(trade("2024-05-02", "80"), number=2)) == ["80", "90"]


def test_the_owners_of_a_position_are_in_order() -> None:
    found = filing(trade("2024-05-01", "90"), owners=(9000000102, 9000000101))
    assert only(found).owners == (9000000101, 9000000102)


# Table II


def test_options_of_another_price_are_another_line() -> None:
    assert balances(filing(option("5"), option("90", conversion_or_exercise_price="11"))) == [
        "5",
        "90",
    ]


def test_options_of_another_expiry_are_another_line() -> None:
    assert balances(filing(option("5"), option("90", expiration_date="2031-01-01"))) == ["5", "90"]


def test_zeros_at_the_end_of_a_price_make_no_other_line() -> None:
    later = filing(
        option("80", conversion_or_exercise_price="10.00"), period="2024-06-01", number=2
    )
    assert balances(filing(option("90")), later) == ["80"]


def test_table_i_and_table_ii_are_two_lines() -> None:
    found = filing(holding("5", security_title="Stock Option"), option("90"))
    assert balances(found) == ["5", "90"]


FORM_3 = row(
    "derivativeHolding", security_title="Stock Option", conversion_or_exercise_price="10",
    expiration_date="2030-01-01", underlying_security_title="Common Stock",
    underlying_security_shares="20000", direct_or_indirect_ownership="D",
)  # fmt: skip


def test_on_form_3_the_size_of_an_option_is_its_underlying_shares() -> None:
    assert balances(filing(FORM_3, form="3")) == ["20000"]


def test_an_option_of_form_3_is_the_line_of_later_forms() -> None:
    later = filing(option("15000"), period="2024-06-01", number=2)
    assert balances(filing(FORM_3, form="3"), later) == ["15000"]


def test_on_form_3_the_size_may_be_a_value() -> None:
    found = FORM_3.replace("underlyingSecurityShares", "underlyingSecurityValue")
    assert balances(filing(found, form="3")) == ["20000"]


def test_the_underlying_shares_of_a_transaction_are_no_balance() -> None:
    found = one_row(cell_xml("underlying_security_shares", "5"), "derivativeTransaction")
    assert balance_of(found) is None


# Money


def one(kind: str, **cells: str) -> Row:
    return one_row("".join(cell_xml(name, text) for name, text in cells.items()), kind)


@pytest.mark.parametrize(
    ("kind", "cells", "money"),
    [
        ("nonDerivativeHolding", {"shares_owned_following_transaction": "5"}, False),
        ("nonDerivativeHolding", {"value_owned_following_transaction": "5"}, True),
        ("derivativeHolding", {"underlying_security_shares": "5"}, False),
        ("derivativeHolding", {"underlying_security_value": "5"}, True),
        ("derivativeHolding",
         {"underlying_security_value": "5", "shares_owned_following_transaction": "5"}, False),
    ],
)  # fmt: skip
def test_a_value_is_told_from_a_number_of_shares(kind: str, cells: Any, money: bool) -> None:
    assert is_value(one(kind, **cells)) is money


def test_a_value_is_a_balance() -> None:
    assert balances(
        filing(row("nonDerivativeHolding", value_owned_following_transaction="700"))
    ) == ["700"]


# Laws

DAYS = ("2024-05-01", "2024-05-02", "2034-01-01")
NATURES = ("By Trust", "By Trust|F1", "See footnote|F2", "|F3")


@st.composite
def filings(draw: st.DrawFn) -> list[Filing]:
    found = []
    for number in range(draw(st.integers(1, 5))):
        rows = []
        for _ in range(draw(st.integers(0, 4))):
            after = str(draw(st.integers(0, 3)))
            cells = dict(TRUST) if draw(st.booleans()) else {}
            if cells:
                cells["nature_of_ownership"] = draw(st.sampled_from(NATURES))
            rows.append(
                trade(draw(st.sampled_from(DAYS)), after, **cells)
                if draw(st.booleans())
                else holding(after, **cells)
            )
        found.append(
            filing(
                *rows, number=number, notes=NOTES,
                period=draw(st.sampled_from(("2024-05-01", "2024-05-02", ""))),
                filed=draw(st.sampled_from(("2024-05-03", "2024-05-04", None))),
                accepted=draw(st.sampled_from((ACCEPTED, None))),
                owners=draw(st.sampled_from(((9000000101,), (9000000101, 9000000102)))),
            )
        )  # fmt: skip
    return found


@given(filings(), st.randoms(use_true_random=False))
def test_the_order_of_the_filings_makes_no_difference(
    found: list[Filing], chance: random.Random
) -> None:
    before = derive_positions(found)
    chance.shuffle(found)
    assert derive_positions(found) == before


@given(filings())
def test_no_line_stands_twice(found: list[Filing]) -> None:
    lines = [(p.issuer, p.owners, p.table, p.line) for p in derive_positions(found)]
    assert len(set(lines)) == len(lines)


@given(filings())
def test_every_position_is_a_row_that_was_filed(found: list[Filing]) -> None:
    assert all(p.report.row in p.report.filing.rows for p in derive_positions(found))


@given(filings())
def test_no_report_of_a_line_is_newer_than_its_position(found: list[Filing]) -> None:
    days = [
        report_of(filing, row).order[0]
        for filing in found
        for row in filing.rows
        if balance_of(row) is not None
    ]
    lines = [[b.as_of or date.min for b in p.history] for p in derive_positions(found)]
    assert all(line == sorted(line) for line in lines)
    assert max((line[-1] for line in lines), default=None) == max(days, default=None)


@given(st.decimals(0, 10**9, places=4))
def test_a_balance_is_the_number_that_was_filed(number: Decimal) -> None:
    assert only(filing(trade("2024-05-01", str(number)))).report.row.row == 1
