"""What is legal but odd in a document: each rule, what it leaves alone, and the screens."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.errors import OtherInput
from builder.filings import odd
from builder.filings.document import Document
from builder.filings.noticed import MOST
from builder.filings.odd import of_notes, warnings_of
from builder.filings.ownership_xml import parse_document
from builder.filings.reader import read_filing
from builder.model import CELL_NAMES, Cell, Issuer, Owner, Row, Signature
from tests.filings.generated import documents

TRADED = date(2024, 5, 1)
FILED = date(2024, 5, 3)
OWNER = Owner(9000000101, "Doe Jane", is_officer=True, officer_title="Chief Executive Officer")
SALE: dict[str, Any] = {
    "security_title": "Common Stock",
    "transaction_date": TRADED,
    "transaction_form_type": "4",
    "transaction_code": "S",
    "transaction_shares": Decimal(1000),
    "transaction_price_per_share": Decimal("12.50"),
    "transaction_acquired_disposed_code": "D",
    "shares_owned_following_transaction": Decimal(9000),
    "direct_or_indirect_ownership": "D",
}
HOLDING = {
    name: SALE[name]
    for name in (
        "security_title",
        "shares_owned_following_transaction",
        "direct_or_indirect_ownership",
    )
}
GRANT: dict[str, Any] = SALE | {
    "security_title": "Stock Option (Right to Buy)",
    "transaction_code": "A",
    "transaction_acquired_disposed_code": "A",
    "transaction_price_per_share": Decimal(0),
    "exercise_date": TRADED,
    "expiration_date": date(2034, 5, 1),
}


def cells(filed: dict[str, Any]) -> dict[str, Cell[Any]]:
    """Values as cells; a Cell stays as it is, None leaves the cell out."""
    return {
        name: value if isinstance(value, Cell) else Cell(value)
        for name, value in filed.items()
        if value is not None
    }


def sale(number: int = 1, **changed: Any) -> Row:
    """A plain sale, some of its cells changed."""
    return Row("I", number, "transaction", **cells(SALE | changed))


def grant(**changed: Any) -> Row:
    """A plain grant of options, some of its cells changed."""
    return Row("II", 1, "transaction", **cells(GRANT | changed))


def holding(number: int = 1, **changed: Any) -> Row:
    """A plain holding of Table I."""
    return Row("I", number, "holding", **cells(HOLDING | changed))


def form(*rows: Row, **changed: Any) -> Document:
    """A plain Form 4 with these rows, or with one sale."""
    plain = Document(
        form="4",
        schema_version="X0508",
        period=TRADED,
        original_filed=None,
        issuer=Issuer(9000000001, "Example Works Inc", "EXWK"),
        owners=(OWNER,),
        not_subject_to_section16=None,
        no_securities_owned=None,
        form3_holdings_reported=None,
        form4_transactions_reported=None,
        aff10b5_one=False,
        rows=rows or (sale(),),
        footnotes={},
        remarks=None,
        signatures=(Signature("/s/ Jane Doe", date(2024, 5, 2)),),
        warnings=(),
    )
    return plain._replace(**changed)


def said(document: Document, filed: date | None = FILED) -> list[str]:
    """The warnings, each in one line."""
    return [f"{w.where}: {w.expected}: {w.found}" for w in warnings_of(document, filed)]


def of_row(row: Row) -> list[str]:
    """The same for a row of a filing that is plain apart from it."""
    begin = f"Table {row.table}, row {row.row}: "
    first = sale(row.row + 1) if row.table == "I" else sale()
    return [line.removeprefix(begin) for line in said(form(row, first)) if line.startswith(begin)]


# Ordinary filings


@pytest.mark.parametrize(
    "rows",
    [
        (sale(),),
        (sale(), grant()),
        (holding(), sale(2)),
        (sale(), sale(2)),
        (sale(transaction_price_per_share=Cell(None, ("F1",))),),
        (sale(direct_or_indirect_ownership="I", nature_of_ownership="By Trust"),),
        (sale(direct_or_indirect_ownership="I", nature_of_ownership=Cell(None, ("F1",))),),
        (sale(direct_or_indirect_ownership=Cell("I", ("F1",))),),
        (sale(nature_of_ownership="Directly owned"),),
        (sale(nature_of_ownership="See footnote 1"),),
        (sale(), sale(2, transaction_code="F", transaction_price_per_share=Decimal(0))),
        (sale(), grant(expiration_date=date(2020, 1, 1), exercise_date=date(2099, 12, 31))),
        (sale(deemed_execution_date=TRADED + timedelta(days=3)),),
        (sale(deemed_execution_date=Cell(None, ("F1",))),),
        (sale(transaction_shares=Cell(None, (), "1,OOO")),),  # the reader has warned of it
        (sale(transaction_shares=Cell(Decimal(-5), (), "-5")),),  # so it has
        (
            sale(),
            grant(transaction_shares=None, transaction_total_value=Decimal(5000)),
        ),
        (sale(), grant(transaction_total_value=Decimal(0))),
    ],
)
def test_what_is_normal_in_real_filings_is_not_warned_of(rows: tuple[Row, ...]) -> None:
    assert said(form(*rows)) == []


def test_a_form_3_has_no_balances_in_table_ii() -> None:
    option = Row("II", 1, "holding", **cells({
        "security_title": "Warrant", "direct_or_indirect_ownership": "D",
        "underlying_security_shares": Decimal(5),
    }))  # fmt: skip
    assert said(form(holding(), option, form="3")) == []


def test_a_filing_of_two_owners_is_normal() -> None:
    other = Owner(9000000102, "Roe Sam", is_ten_percent_owner=True)
    assert said(form(owners=(OWNER, other))) == []


def test_without_a_day_of_filing_the_signature_stands_for_it() -> None:
    assert said(form(), None) == []


# Dates


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2035, 5, 1), "a day not after 2024-05-04, the day after the filing"),
        (date(2024, 5, 5), "a day not after 2024-05-04, the day after the filing"),
        (date(22, 5, 1), "a day since 1934"),
        (date(2004, 5, 1), "a day in the ten years before the filing"),
    ],
)
def test_a_trade_on_an_implausible_day(day: date, expected: str) -> None:
    row = sale(transaction_date=day)
    assert of_row(row) == [f"transaction_date: {expected}: {day}"]


@pytest.mark.parametrize("days", [1, 0, -3000])
def test_a_trade_on_a_plausible_day(days: int) -> None:
    assert of_row(sale(transaction_date=FILED + timedelta(days=days))) == []


def test_a_trade_after_the_signature_where_nothing_else_is_known() -> None:
    row = sale(transaction_date=date(2024, 6, 1))
    assert said(form(row, sale(2)), None) == [
        (
            "Table I, row 1: transaction_date:"
            " a day not after 2024-05-03, the day after the signature: 2024-06-01"
        )
    ]


def test_nothing_is_said_of_days_where_neither_filing_nor_signature_has_one() -> None:
    signed = (Signature("/s/ Jane Doe", None),)
    row = sale(transaction_date=date(2035, 5, 1))
    assert said(form(row, sale(2), signatures=signed), None) == []


def test_an_unreadable_date_was_warned_of_by_the_reader() -> None:
    assert of_row(sale(transaction_date=Cell(None, (), "soon"))) == []


def test_a_transaction_without_a_date() -> None:
    assert of_row(sale(transaction_date=None)) == [
        "transaction_date: the day of the transaction: none"
    ]


@pytest.mark.parametrize("days", [-1, 11])
def test_a_deemed_execution_before_the_trade_or_long_after(days: int) -> None:
    deemed = TRADED + timedelta(days=days)
    assert of_row(sale(deemed_execution_date=deemed)) == [
        f"deemed_execution_date: a day within 10 days after the trade, 2024-05-01: {deemed}"
    ]


@pytest.mark.parametrize("name", ["exercise_date", "expiration_date"])
def test_an_option_of_the_year_22(name: str) -> None:
    row = grant(**{name: date(22, 1, 1)})
    assert of_row(row) == [f"{name}: a day since 1934: 0022-01-01"]


def test_a_period_after_the_filing() -> None:
    late = date(2025, 5, 1)
    assert said(form(form="5", period=late)) == [
        "period: a day not after 2024-05-04, the day after the filing: 2025-05-01"
    ]


def test_the_period_of_a_form_4_is_the_day_of_its_first_transaction() -> None:
    expected = ["period: 2024-05-01, the day of the first transaction: 2024-04-30"]
    assert said(form(period=date(2024, 4, 30))) == expected


def test_a_trade_before_the_period() -> None:
    earlier = sale(2, transaction_date=date(2024, 4, 1))
    assert said(form(sale(), earlier)) == [
        "period: 2024-04-01, the day of the first transaction: 2024-05-01"
    ]


def test_a_row_told_early_does_not_make_the_period() -> None:
    early = sale(2, transaction_date=date(2024, 4, 1), transaction_form_type="5")
    assert said(form(sale(), early)) == []


def test_only_a_row_told_early_on_the_day_of_the_period() -> None:
    early = sale(transaction_form_type="5")
    due = sale(2, transaction_date=date(2024, 5, 2))
    assert said(form(early, due)) == [
        "period: 2024-05-02, the day of the first transaction: 2024-05-01"
    ]


def test_an_amendment_may_leave_the_first_transaction_out() -> None:
    later = sale(transaction_date=date(2024, 5, 2))
    assert said(form(later, form="4/A", original_filed=date(2024, 5, 2))) == []


def test_a_misdated_trade_says_nothing_of_the_period() -> None:
    assert len(said(form(sale(transaction_date=date(2035, 5, 1))))) == 1


@pytest.mark.parametrize("days", [31, 365, -2])
def test_a_signature_far_from_the_filing(days: int) -> None:
    day = FILED - timedelta(days=days)
    signed = (Signature("/s/ Jane Doe", day),)
    assert said(form(signatures=signed)) == [
        f"signature 1: date: a day in the month before the filing, 2024-05-03: {day}"
    ]


def test_a_signature_before_the_period_where_no_day_of_filing_is_known() -> None:
    signed = (Signature("/s/ Jane Doe", date(2024, 4, 30)),)
    assert said(form(signatures=signed), None) == [
        "signature 1: date: a day not before the period of report, 2024-05-01: 2024-04-30"
    ]


def test_a_form_5_may_be_signed_before_its_fiscal_year_ends() -> None:
    signed = (Signature("/s/ Jane Doe", date(2024, 5, 1)),)
    assert said(form(form="5", period=date(2024, 5, 2), signatures=signed), None) == []


# Amendments


def test_an_amendment_without_the_day_of_its_original() -> None:
    assert said(form(form="4/A")) == [
        "original_filed: the day of the original, in an amendment: none"
    ]


def test_an_original_with_the_day_of_an_original() -> None:
    expected = ["original_filed: none on a Form 4: 2024-05-02"]
    assert said(form(original_filed=date(2024, 5, 2))) == expected


@pytest.mark.parametrize("day", [date(2024, 4, 30), date(2024, 6, 1)])
def test_an_original_filed_before_the_trade_or_after_its_amendment(day: date) -> None:
    assert said(form(form="4/A", original_filed=day)) == [
        f"original_filed: a day from the period of report to the day of filing: {day}"
    ]


# Codes


@pytest.mark.parametrize("code", ["Q", "s", "SS", "B"])
def test_an_unknown_code(code: str) -> None:
    (line,) = of_row(sale(transaction_code=code))
    assert (
        line == f"transaction_code: one of the codes A C D E F G H I J L M O P S U W X Z: {code!r}"
    )


def test_a_transaction_without_a_code() -> None:
    (line,) = of_row(sale(transaction_code=None))
    assert line.endswith(": none")


@pytest.mark.parametrize(("code", "mark"), [("K", "an equity swap"), ("V", "an early report")])
def test_a_mark_in_place_of_a_code(code: str, mark: str) -> None:
    assert of_row(sale(transaction_code=code)) == [
        f"transaction_code: a code beside the mark of {mark}: '{code}'"
    ]


@pytest.mark.parametrize(("code", "sign", "usual"), [("S", "A", "D"), ("P", "D", "A")])
def test_a_sign_that_contradicts_the_code(code: str, sign: str, usual: str) -> None:
    row = sale(transaction_code=code, transaction_acquired_disposed_code=sign)
    assert of_row(row) == [
        f"transaction_acquired_disposed_code: {usual}, the direction of code {code}: {sign}"
    ]


@pytest.mark.parametrize("code", "CEGHIJMOWXZ")
@pytest.mark.parametrize("sign", "AD")
def test_codes_of_either_direction(code: str, sign: str) -> None:
    assert of_row(sale(transaction_code=code, transaction_acquired_disposed_code=sign)) == []


@pytest.mark.parametrize(("sign", "found"), [(None, "none"), ("B", "'B'")])
def test_neither_acquired_nor_disposed_of(sign: str | None, found: str) -> None:
    row = sale(transaction_acquired_disposed_code=sign)
    assert of_row(row) == [f"transaction_acquired_disposed_code: A or D: {found}"]


# Amounts and prices


@pytest.mark.parametrize("code", ["P", "S"])
def test_a_purchase_or_sale_at_zero(code: str) -> None:
    sign = {"P": "A", "S": "D"}[code]
    row = sale(
        transaction_code=code,
        transaction_acquired_disposed_code=sign,
        transaction_price_per_share=Decimal("0.00"),
    )
    assert of_row(row) == ["transaction_price_per_share: a price of the purchase or sale: 0.00"]


def test_no_number_is_shown_with_an_exponent() -> None:
    (line,) = of_row(sale(transaction_price_per_share=Decimal(".0000000")))
    assert line.endswith(": 0.0000000")


def test_neither_a_price_nor_a_note_in_its_place() -> None:
    assert of_row(sale(transaction_price_per_share=None)) == [
        "transaction_price_per_share: a price, or a note in its place: none"
    ]


def test_a_price_of_a_million() -> None:
    row = grant(transaction_price_per_share=Decimal(60_000_000))
    assert of_row(row) == ["transaction_price_per_share: less than 1,000,000: 60000000"]


def test_the_dearest_share_is_not_odd() -> None:
    assert of_row(grant(transaction_price_per_share=Decimal(750_000))) == []


def test_more_shares_than_anyone_has() -> None:
    assert of_row(sale(transaction_shares=Decimal(10**11))) == [
        "transaction_shares: fewer than 100,000,000,000 shares: 100000000000"
    ]


def test_a_transaction_of_no_shares() -> None:
    assert of_row(sale(transaction_shares=Decimal(0))) == ["transaction_shares: more than none: 0"]


def test_shares_and_a_total_value() -> None:
    row = grant(transaction_total_value=Decimal(5000))
    assert of_row(row) == [
        "transaction_total_value: a number of shares or an amount of money, not both: 1000 and 5000"
    ]


def test_neither_shares_nor_a_total_value() -> None:
    assert of_row(grant(transaction_shares=None)) == [
        "transaction_shares: a number of shares, or an amount of money: neither"
    ]


def test_shares_and_value_owned() -> None:
    row = sale(value_owned_following_transaction=Decimal(70))
    assert of_row(row) == [
        (
            "value_owned_following_transaction:"
            " a number of shares or an amount of money, not both: 9000 and 70"
        )
    ]


def test_neither_shares_nor_value_owned() -> None:
    assert of_row(sale(shares_owned_following_transaction=None)) == [
        "shares_owned_following_transaction: a number of shares, or an amount of money: neither"
    ]


def test_a_total_typed_as_the_price() -> None:
    total = sale(3, transaction_price_per_share=Decimal(12700))
    assert said(form(sale(), sale(2), total)) == [
        (
            "Table I, row 3: transaction_price_per_share: a price like the 12.50 of another row:"
            " 12700, which is 12.7000 for each of 1000: a total?"
        )
    ]


def test_a_price_out_of_line_that_is_no_total() -> None:
    slip = sale(3, transaction_price_per_share=Decimal("125.0"))
    assert said(form(sale(), sale(2), slip)) == [
        "Table I, row 3: transaction_price_per_share: a price like the 12.50 of another row: 125.0"
    ]


def test_a_price_a_tenth_of_the_others() -> None:
    slip = sale(3, transaction_price_per_share=Decimal("1.25"))
    assert [line[:14] for line in said(form(sale(), sale(2), slip))] == ["Table I, row 3"]


def test_of_two_prices_the_higher_one_is_shown() -> None:
    slip = sale(transaction_price_per_share=Decimal(12500))
    assert [line[:14] for line in said(form(slip, sale(2)))] == ["Table I, row 1"]


def test_prices_nine_times_apart_are_not_odd() -> None:
    assert said(form(sale(), sale(2, transaction_price_per_share=Decimal("112.49")))) == []


def test_prices_of_different_titles_are_not_compared() -> None:
    other = sale(2, security_title="Preferred Stock", transaction_price_per_share=Decimal(1000))
    assert said(form(sale(), other)) == []


def test_an_exercise_price_is_not_compared_with_a_market_price() -> None:
    exercise = sale(
        2,
        transaction_code="M",
        transaction_acquired_disposed_code="A",
        transaction_price_per_share=Decimal("0.10"),
    )
    assert said(form(sale(), exercise)) == []


# Ownership


def test_indirect_without_saying_how() -> None:
    assert of_row(holding(direct_or_indirect_ownership="I")) == [
        "nature_of_ownership: how it is owned, since it is indirect: none"
    ]


def test_direct_but_by_a_spouse() -> None:
    assert of_row(holding(nature_of_ownership="By Spouse")) == [
        "nature_of_ownership: none beside direct ownership: 'By Spouse'"
    ]


@pytest.mark.parametrize(("held", "found"), [(None, "none"), ("X", "'X'")])
def test_neither_direct_nor_indirect(held: str | None, found: str) -> None:
    row = holding(direct_or_indirect_ownership=held)
    assert of_row(row) == [f"direct_or_indirect_ownership: D or I: {found}"]


def test_a_row_without_a_title() -> None:
    assert of_row(holding(security_title=None)) == ["security_title: a title: none"]


# Owners and signatures


def owner(**changed: Any) -> Document:
    """A form of one owner with no role but these."""
    return form(owners=(Owner(9000000101, "Doe Jane", **changed),))


def test_an_owner_without_any_role() -> None:
    assert said(owner()) == ["owner 1: director, officer, 10% owner or other: none of them"]


def test_an_officer_without_a_title() -> None:
    expected = ["owner 1: officer_title: the title of an officer: none"]
    assert said(owner(is_officer=True)) == expected


def test_an_other_owner_without_a_word_of_what() -> None:
    expected = ["owner 1: other_text: in words, what an other owner is: none"]
    assert said(owner(is_other=True)) == expected


def test_the_issuer_as_its_own_insider() -> None:
    issuer = Owner(9000000001, "Example Works Inc", is_ten_percent_owner=True)
    assert said(form(owners=(issuer,))) == [
        "owner 1: an owner who is not the issuer: the issuer itself"
    ]


def test_parties_without_a_cik_are_not_the_same() -> None:
    unknown = Owner(None, "Doe Jane", is_director=True)
    assert said(form(owners=(unknown, unknown), issuer=Issuer(None, "Example"))) == []


def test_an_owner_named_twice() -> None:
    assert said(form(owners=(OWNER, OWNER))) == [
        "owners: each reporting owner once: one of them twice"
    ]


def test_more_owners_than_the_form_has_room_for() -> None:
    owners = tuple(OWNER._replace(cik=9000000101 + n) for n in range(11))
    assert said(form(owners=owners)) == ["owners: at most 10 on one form: 11"]


@pytest.mark.parametrize("signatures", [(), (Signature(None, FILED),)])
def test_a_form_that_nobody_signed(signatures: tuple[Signature, ...]) -> None:
    assert said(form(signatures=signatures)) == ["signatures: a signature: none"]


def test_more_signatures_than_the_form_has_room_for() -> None:
    signatures = (Signature("/s/ Jane Doe", FILED),) * 11
    assert said(form(signatures=signatures)) == ["signatures: at most 10 on one form: 11"]


# Tables


@pytest.mark.parametrize("table", ["I", "II"])
def test_more_rows_than_a_table_has_room_for(table: str) -> None:
    rows = [(sale() if table == "I" else grant())._replace(row=n) for n in range(1, 32)]
    assert said(form(*rows)) == [f"Table {table}: at most 30 rows on one form: 31"]


def test_thirty_rows_in_each_table_are_normal() -> None:
    rows = [sale(n) for n in range(1, 31)] + [grant()._replace(row=n) for n in range(1, 31)]
    assert said(form(*rows)) == []


def test_a_form_4_without_a_transaction() -> None:
    assert said(form(holding())) == [
        "rows: a transaction on a Form 4, or the exit box: holdings only"
    ]


@pytest.mark.parametrize("name", ["4", "5"])
def test_a_form_without_rows(name: str) -> None:
    document = form(form=name)._replace(rows=())
    assert said(document) == ["rows: at least one, or the exit box: neither"]


@pytest.mark.parametrize("rows", [(), (holding(),)])
def test_the_exit_box_stands_for_transactions(rows: tuple[Row, ...]) -> None:
    assert said(form()._replace(rows=rows, not_subject_to_section16=True)) == []


def test_a_form_5_of_holdings_is_normal() -> None:
    assert said(form(holding(), form="5")) == []


def test_a_form_3_that_says_nothing() -> None:
    assert said(form(form="3")._replace(rows=())) == [
        "rows: a holding, or the word that none is owned: neither"
    ]


def test_a_form_3_that_says_that_nothing_is_owned() -> None:
    assert said(form(form="3", no_securities_owned=True)._replace(rows=())) == []


def test_a_form_3_that_owns_nothing_and_something() -> None:
    assert said(form(holding(), form="3", no_securities_owned=True)) == [
        "no_securities_owned: no rows beside it: 1 rows"
    ]


def test_a_transaction_on_a_form_3() -> None:
    assert said(form(form="3")) == ["rows: holdings only on a Form 3: 1 transactions"]


# Notes


def test_notes_that_match_their_references() -> None:
    assert list(of_notes({"F1"}, {"F1": "One."})) == []


def test_a_note_that_is_missing() -> None:
    expected = "a footnote F2, which the tables refer to"
    assert list(of_notes({"F1", "F2"}, {"F1": "One."})) == [(expected, "none")]


def test_a_note_that_nothing_refers_to() -> None:
    expected = "a reference in the tables to footnote F1"
    assert list(of_notes(set(), {"F1": "One."})) == [(expected, "none")]


def test_more_notes_than_the_form_has_room_for() -> None:
    notes = {f"F{n}": "" for n in range(1, 101)}
    assert list(of_notes(set(notes), notes)) == [("at most 99 footnotes on one form", "100")]


# Laws


def test_the_number_of_warnings_is_bounded() -> None:
    rows = [sale(n, transaction_code="Q") for n in range(MOST + 5)]
    found = warnings_of(form(*rows), FILED)
    assert (len(found), found[-1].found) == (MOST + 1, "6 more")  # and one of too many rows


_DAYS = st.sampled_from([TRADED, FILED, date(2024, 5, 5), date(2015, 5, 1), date(22, 1, 1)])
_NUMBERS = st.sampled_from([0, 1, 12, 130, 12500, 2_000_000, 10**11, -3]).map(Decimal)
_LETTERS = st.sampled_from([*"ADISPMFJGKQ", ""])
_CHANGES: dict[str, st.SearchStrategy[Any]] = {
    name: st.none()
    | st.sampled_from([Cell(None, ("F1",)), Cell(None, (), "?")])
    | (_DAYS if "date" in name else _NUMBERS if "price" in name or "owned" in name else _LETTERS)
    for name in CELL_NAMES
}
for _name in ("transaction_shares", "transaction_total_value"):
    _CHANGES[_name] = st.none() | _NUMBERS | st.just(Cell(None, ("F1",)))
_CHANGES["security_title"] = st.sampled_from([None, "Common Stock", "common  stock", "Note"])
_CHANGES["transaction_form_type"] = st.sampled_from([None, "4", "5"])
_CHANGES["nature_of_ownership"] = st.sampled_from([None, "By Trust", "Direct"])
_PLAIN = [sale(), grant(), holding()]


@st.composite
def _changed_rows(draw: st.DrawFn) -> tuple[Row, ...]:
    """Rows that are plain but for a few cells, those of Table I first."""
    rows = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        row = draw(st.sampled_from(_PLAIN))._replace(row=number)
        names = draw(st.lists(st.sampled_from(CELL_NAMES), max_size=2))
        changes = {name: draw(_CHANGES[name]) for name in names}
        wrapped: dict[str, Any] = {
            name: Cell(value) if value is not None and not isinstance(value, Cell) else value
            for name, value in changes.items()
        }
        rows.append(row._replace(**wrapped))
    return tuple(sorted(rows, key=lambda row: row.table))


_FIELDS = st.fixed_dictionaries({}, optional={
    "form": st.sampled_from([None, "3", "4", "4/A", "5"]),
    "period": st.none() | _DAYS,
    "original_filed": st.none() | _DAYS,
    "not_subject_to_section16": st.booleans(),
    "no_securities_owned": st.booleans(),
    "issuer": st.sampled_from([Issuer(9000000101, "A"), Issuer(None, "A")]),
    "owners": st.lists(
        st.builds(Owner, st.sampled_from([None, 9000000101, 9000000102]), st.just("A"),
                  is_director=st.booleans(), is_officer=st.booleans(), is_other=st.booleans(),
                  officer_title=st.sampled_from([None, "CEO"])), max_size=2).map(tuple),
    "signatures": st.lists(
        st.builds(Signature, st.sampled_from([None, "A"]), st.none() | _DAYS), max_size=2
    ).map(tuple),
})  # fmt: skip


@given(_changed_rows(), _FIELDS, st.none() | st.sampled_from([FILED, date(2024, 5, 20)]))
def test_the_screens_let_nothing_odd_pass(
    rows: tuple[Row, ...], fields: dict[str, Any], filed: date | None
) -> None:
    document = form(*rows, **fields)
    with (
        patch.object(odd, "are_plain", return_value=False),
        patch.object(odd, "_are_usual", return_value=False),
    ):
        by_the_rules = warnings_of(document, filed)
    assert warnings_of(document, filed) == by_the_rules


@given(documents(), st.none() | st.dates())
def test_no_document_is_too_odd(text: str, filed: date | None) -> None:
    document = parse_document(text.encode())
    assert all(warning.found for warning in warnings_of(document, filed))


@given(st.dates(), st.dates(), st.dates(), st.none() | st.dates())
def test_no_date_is_too_odd(traded: date, signed: date, period: date, filed: date | None) -> None:
    document = form(sale(transaction_date=traded), period=period)
    document = document._replace(signatures=(Signature("/s/ Jane Doe", signed),))
    assert all(warning.found for warning in warnings_of(document, filed))


def test_few_real_filings_are_odd(real_filings: Path) -> None:
    """A rule that fires on many filings is noise."""
    odd_filings = total = 0
    for path in sorted([*real_filings.glob("xml/*.xml"), *real_filings.glob("txt/*.txt")]):
        try:
            filing = read_filing(path.read_bytes(), path.name)
        except OtherInput:
            continue
        document = Document(*(getattr(filing, name) for name in Document._fields))
        odd_filings += bool(warnings_of(document, filing.filed))
        total += 1
    assert total > 500
    assert odd_filings == 9
