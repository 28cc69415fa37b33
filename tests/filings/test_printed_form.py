"""What each box of the printed form means, and what happens to one that cannot be read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.filings.document import Document
from builder.filings.noticed import MOST
from builder.filings.printed_form import (
    Box,
    PrintedForm,
    document_of,
    parse_printed_date,
    parse_printed_number,
)
from builder.model import Cell, Issuer, Owner, Row, Signature, Warn

OWNER = Owner(9000000101, "Doe Jane", is_director=True)
# The columns of the tables by form, from left to right.
WIDTH = {"3": (4, 8), "4": (11, 16), "5": (10, 15)}
FORM_4 = {
    "title": 0, "date": 1, "deemed": 2, "code": 3, "v": 4, "amount": 5, "a/d": 6, "price": 7,
    "owned": 8, "d/i": 9, "nature": 10,
}  # fmt: skip
FORM_4_II = {
    "title": 0, "conversion": 1, "date": 2, "deemed": 3, "code": 4, "v": 5, "acquired": 6,
    "disposed": 7, "exercisable": 8, "expires": 9, "underlying": 10, "underlying amount": 11,
    "price": 12, "owned": 13, "d/i": 14, "nature": 15,
}  # fmt: skip
FORM_3 = {"title": 0, "owned": 1, "d/i": 2, "nature": 3}
FORM_3_II = {
    "title": 0, "exercisable": 1, "expires": 2, "underlying": 3, "underlying amount": 4,
    "conversion": 5, "d/i": 6, "nature": 7,
}  # fmt: skip
COLUMNS: dict[tuple[str, str], dict[str, int]] = {
    ("3", "I"): FORM_3,
    ("3", "II"): FORM_3_II,
    ("4", "I"): FORM_4,
    ("4", "II"): FORM_4_II,
    ("5", "I"): {n: i - (i > 4) for n, i in FORM_4.items() if n != "v"},
    ("5", "II"): {n: i - (i > 5) for n, i in FORM_4_II.items() if n != "v"},
}


def printed(form: str = "4", **changes: Any) -> PrintedForm:
    """A form with nothing in its tables."""
    blank = PrintedForm(
        form, (OWNER,), Issuer(9000000001, "Example Works Inc", "EXWK"), "10/29/2019", "",
        None, None, None, None, (), (), {"F1": "One.", "F2": "Two."}, None, (),
    )  # fmt: skip
    return blank._replace(**changes)


def line(form: str, table: str, boxes: dict[str, Box]) -> tuple[Box, ...]:
    """A line of a table with these boxes filled."""
    filled = [Box("")] * WIDTH[form][table == "II"]
    for name, box in boxes.items():
        filled[COLUMNS[form, table][name]] = box
    return tuple(filled)


def read(form: str, table: str, **texts: str | Box) -> tuple[Row, tuple[Warn, ...]]:
    """The one line of a form with these texts, by column, and what was warned of."""
    boxes = {n: box if isinstance(box, Box) else Box(box) for n, box in texts.items()}
    document = read_boxes(form, table, boxes)
    (row,) = document.rows
    return row, document.warnings


def read_boxes(form: str, table: str, boxes: dict[str, Box]) -> Document:
    """The document with one line."""
    field = "table1" if table == "I" else "table2"
    return document_of(printed(form, **{field: (line(form, table, boxes),)}))


# Numbers and dates


@pytest.mark.parametrize(
    ("text", "number"),
    [("1,887", "1887"), ("460,022", "460022"), ("5,381.2", "5381.2"), ("1,234,567", "1234567"),
     ("0", "0"), ("14.39", "14.39"), ("532", "532")],
)  # fmt: skip
def test_separators_are_printing_and_no_part_of_the_number(text: str, number: str) -> None:
    row, warnings = read("4", "I", title="Common Stock", owned=text)
    assert row.shares_owned_following_transaction == Cell(Decimal(number))
    assert warnings == ()


@pytest.mark.parametrize("text", ["1,88", "12,3456", ",100", "1,000,00", "n/a", "1.2.3", "1O0"])
def test_a_number_that_cannot_be_read_keeps_its_text_and_is_a_warning(text: str) -> None:
    row, warnings = read("4", "I", title="Common Stock", owned=text)
    assert row.shares_owned_following_transaction == Cell(None, (), text)
    (warning,) = warnings
    assert warning.where == "Table I, row 1, shares_owned_following_transaction"
    assert (warning.expected, warning.found) == ("a decimal number", repr(text))


def test_a_number_that_printing_would_change_keeps_its_text() -> None:
    row, _ = read("4", "I", owned=".5")
    assert row.shares_owned_following_transaction == Cell(Decimal("0.5"), (), ".5")


@given(st.decimals(0, Decimal(10) ** 15, places=4))
def test_every_printed_number_is_read_back(number: Decimal) -> None:
    assert parse_printed_number(f"{number:,f}") == (number, None, None)


@given(st.dates())
def test_every_printed_date_is_read_back(day: date) -> None:
    assert parse_printed_date(f"{day:%m/%d}/{day.year:04}") == (day, None, None)


def test_a_zone_printed_after_the_day_never_shifts_it() -> None:
    row, warnings = read("4", "I", date="03/01-05:00/2005")
    assert row.transaction_date == Cell(date(2005, 3, 1), (), "2005-03-01-05:00")
    assert warnings == ()


@pytest.mark.parametrize("text", ["02/30/2019", "2019-02-08", "13/01/2019", "soon", "02/08/19"])
def test_a_date_that_cannot_be_read_keeps_its_text_and_is_a_warning(text: str) -> None:
    row, warnings = read("4", "I", date=text)
    assert row.transaction_date == Cell(None, (), text)
    assert [warning.found for warning in warnings] == [repr(text)]


# Boxes


def test_an_empty_box_is_no_cell() -> None:
    row, _ = read("4", "I", title="Common Stock")
    assert row == Row("I", 1, "holding", Cell("Common Stock"))


def test_a_box_with_a_marker_alone_is_missing_not_zero() -> None:
    row, _ = read("4", "I", date="10/29/2019", price=Box("", ("F1",)))
    assert row.transaction_price_per_share == Cell(None, ("F1",))


def test_markers_stay_on_the_box_that_they_stand_in() -> None:
    row, _ = read("4", "I", title=Box("Common Stock", ("F1", "F2")), owned=Box("5", ("F2",)))
    assert row.security_title == Cell("Common Stock", ("F1", "F2"))
    assert row.shares_owned_following_transaction == Cell(Decimal(5), ("F2",))


@pytest.mark.parametrize("text", ["$38", "$ 38", "38"])
def test_a_price_has_a_dollar_sign_or_not(text: str) -> None:
    row, warnings = read("4", "I", date="10/29/2019", price=text)
    assert row.transaction_price_per_share == Cell(Decimal(38))
    assert warnings == ()


def test_a_dollar_sign_alone_says_nothing() -> None:
    row, warnings = read("4", "I", date="10/29/2019", price=Box("$", ("F1",)))
    assert row.transaction_price_per_share == Cell(None, ("F1",))
    assert warnings == ()


@pytest.mark.parametrize(
    ("column", "shares", "value"),
    [("owned", "shares_owned_following_transaction", "value_owned_following_transaction"),
     ("underlying amount", "underlying_security_shares", "underlying_security_value"),
     ("acquired", "transaction_shares", "transaction_total_value"),
     ("disposed", "transaction_shares", "transaction_total_value")],
)  # fmt: skip
def test_a_dollar_sign_tells_a_value_from_a_number_of_shares(
    column: str, shares: str, value: str
) -> None:
    for text, name, other in (("5,000", shares, value), ("$5,000", value, shares)):
        (row,) = read_boxes("4", "II", {column: Box(text)}).rows
        assert getattr(row, name) == Cell(Decimal(5000))
        assert getattr(row, other) is None


def test_a_marker_alone_is_taken_to_be_on_the_number_of_shares() -> None:
    row, _ = read("4", "I", owned=Box("", ("F1",)))
    assert row.shares_owned_following_transaction == Cell(None, ("F1",))


def test_dollars_in_table_i_where_only_shares_may_stand_are_a_warning() -> None:
    row, warnings = read("4", "I", date="10/29/2019", amount="$5,000")
    assert row.transaction_shares == Cell(None, (), "$5,000")
    assert row.transaction_total_value is None
    assert [warning.expected for warning in warnings] == ["a number of shares"]


# Holdings and transactions


@pytest.mark.parametrize(
    ("column", "text"),
    [("date", "10/29/2019"), ("deemed", "10/29/2019"), ("code", "S"), ("v", "V"),
     ("amount", "5"), ("a/d", "A"), ("price", "$1")],
)  # fmt: skip
def test_a_line_on_which_something_happened_is_a_transaction(column: str, text: str) -> None:
    for box in (Box(text), Box("", ("F1",))):
        if box.text or column != "code":
            (row,) = read_boxes("4", "I", {"title": Box("Common Stock"), column: box}).rows
            assert row.kind == "transaction"


def test_a_line_with_a_balance_alone_is_a_holding() -> None:
    row, _ = read("4", "I", title="Common Stock", owned="1,887")
    assert row.kind == "holding"
    assert row.transaction_form_type is None
    assert row.equity_swap_involved is None


@pytest.mark.parametrize(("form", "table"), [("3", "I"), ("3", "II")])
def test_every_line_of_form_3_is_a_holding(form: str, table: str) -> None:
    boxes = {name: Box("1") for name in COLUMNS[form, table]}
    assert read_boxes(form, table, boxes).rows[0].kind == "holding"


def test_table_ii_of_form_3_says_how_much_underlies_and_no_balance() -> None:
    boxes = {
        "title": Box("Stock Option"), "expires": Box("04/14/2028"), "underlying": Box("Class B"),
        "underlying amount": Box("383,594"), "conversion": Box("$3.74"), "d/i": Box("D"),
    }  # fmt: skip
    (row,) = read_boxes("3", "II", boxes).rows
    assert row == Row(
        "II", 1, "holding", Cell("Stock Option"), Cell(Decimal("3.74")),
        expiration_date=Cell(date(2028, 4, 14)),
        underlying_security_title=Cell("Class B"),
        underlying_security_shares=Cell(Decimal(383594)),
        direct_or_indirect_ownership=Cell("D"),
    )  # fmt: skip


def test_table_ii_says_acquired_or_disposed_by_the_column() -> None:
    acquired, _ = read("4", "II", date="10/29/2019", acquired=Box("5", ("F1",)))
    disposed, _ = read("4", "II", date="10/29/2019", disposed=Box("", ("F1",)))
    assert acquired.transaction_acquired_disposed_code == Cell("A")
    assert acquired.transaction_shares == Cell(Decimal(5), ("F1",))
    assert disposed.transaction_acquired_disposed_code == Cell("D")
    assert disposed.transaction_shares == Cell(None, ("F1",))


def test_two_amounts_in_one_line_are_not_chosen_from() -> None:
    row, warnings = read("4", "II", acquired=Box("5", ("F1",)), disposed=Box("7", ("F2",)))
    assert row.transaction_shares == Cell(None, ("F1", "F2"), "(A) 5 (D) 7")
    assert row.transaction_acquired_disposed_code is None
    assert [warning.found for warning in warnings] == ["'5' and '7'"]


def test_the_same_amount_in_both_columns_is_certain_but_not_what_became_of_it() -> None:
    row, warnings = read("4", "II", acquired="5", disposed="5")
    assert row.transaction_shares == Cell(Decimal(5))
    assert row.transaction_acquired_disposed_code is None
    assert len(warnings) == 1


# The code and its marks


MARKED = {  # the code, the form that the line belongs on, a swap or not, the timeliness
    ("4", "S"): ("S", "4", False, None),
    ("4", "M/K"): ("M", "4", True, None),
    ("4", "M / K"): ("M", "4", True, None),
    ("4", "L"): ("L", "4", False, None),
    ("4", "K"): ("K", "4", False, None),
    ("4", "V"): ("V", "4", False, None),
    ("4", "SV"): ("S", "5", False, None),
    ("5", "G"): ("G", "5", False, None),
    ("5", "P4"): ("P", "4", False, None),
    ("5", "G5"): ("G", "5", False, "L"),
    ("5", "GL"): ("G", "5", False, "L"),
    ("5", "P/K4"): ("P", "4", True, None),
    ("5", "P4/K"): ("P", "4", True, None),
    ("5", "P4L"): ("P", "4", False, "L"),
}


@pytest.mark.parametrize(("form", "text"), MARKED)
def test_marks_beside_the_code_are_read(form: str, text: str) -> None:
    code, filed_on, swap, timeliness = MARKED[form, text]
    row, warnings = read(form, "I", date="10/29/2019", code=text)
    assert row.transaction_code == Cell(code)
    assert row.transaction_form_type == Cell(filed_on)
    assert row.equity_swap_involved == Cell(swap)
    assert row.transaction_timeliness == (Cell(timeliness) if timeliness else None)
    assert warnings == ()


@pytest.mark.parametrize("text", ["XX", "P45", "P44", "S/K/K", "P&", "SEL", "12"])
def test_a_code_that_cannot_be_read_keeps_its_text_and_says_nothing_of_marks(text: str) -> None:
    row, warnings = read("4", "I", date="10/29/2019", code=Box(text, ("F1",)))
    assert row.transaction_code == Cell(None, ("F1",), text)
    assert row.transaction_form_type is None
    assert row.equity_swap_involved is None
    assert [warning.found for warning in warnings] == [repr(text)]


def test_a_code_in_lower_case_is_a_warning() -> None:
    row, warnings = read("4", "I", date="10/29/2019", code=Box("s", ("F1",)))
    assert row.transaction_code == Cell("S", ("F1",), "s")
    assert [(w.expected, w.found) for w in warnings] == [("a capital letter", "'s'")]


def test_other_letters_in_lower_case_are_warnings_too() -> None:
    boxes = {"date": Box("10/29/2019"), "a/d": Box("d"), "d/i": Box("i")}
    document = read_boxes("4", "I", boxes)
    assert document.rows[0].transaction_acquired_disposed_code == Cell("D", (), "d")
    assert document.rows[0].direct_or_indirect_ownership == Cell("I", (), "i")
    assert len(document.warnings) == 2


def test_column_v_makes_the_line_one_of_form_5() -> None:
    for table in ("I", "II"):
        row, _ = read("4", table, date="10/29/2019", code="G", v="V")
        assert row.transaction_form_type == Cell("5")
        assert row.transaction_timeliness is None


def test_a_marker_in_column_v_is_a_note_on_the_timeliness() -> None:
    row, _ = read("4", "I", date="10/29/2019", code="G", v=Box("V", ("F1",)))
    assert row.transaction_form_type == Cell("5")
    assert row.transaction_timeliness == Cell(None, ("F1",))


def test_what_column_v_should_not_hold_keeps_its_text_and_is_a_warning() -> None:
    row, warnings = read("4", "I", date="10/29/2019", code="G", v=Box("yes", ("F1",)))
    assert row.transaction_timeliness == Cell(None, ("F1",), "yes")
    assert row.transaction_form_type == Cell("4")
    assert [warning.found for warning in warnings] == ["'yes'"]


def test_column_v_holds_where_the_code_cannot_be_read() -> None:
    row, _ = read("4", "I", date="10/29/2019", code="XX", v="V")
    assert row.transaction_form_type == Cell("5")
    assert row.equity_swap_involved is None


def test_a_holding_late_for_form_3_has_its_mark_where_the_code_stands() -> None:
    row, warnings = read("5", "I", title="Common Stock", code=Box("3", ("F1",)), owned="5")
    assert row.kind == "holding"
    assert row.transaction_form_type == Cell("3")
    assert row.transaction_code == Cell(None, ("F1",))
    assert warnings == ()


# Lines of another width


@pytest.mark.parametrize(("form", "width"), [("3", 5), ("4", 10), ("5", 11), ("4", 12), ("4", 1)])
def test_a_line_of_another_width_is_not_guessed_at(form: str, width: int) -> None:
    boxes = tuple(Box(f"text {number}", ("F1",)) for number in range(width))
    document = document_of(printed(form, table1=(boxes,)))
    assert document.rows == (Row("I", 1, "holding", Cell("text 0", ("F1",))),)
    (warning,) = document.warnings
    assert warning.expected == f"{WIDTH[form][0]} columns"
    assert all(f"text {number}(1)" in warning.found for number in range(width))


def test_lines_after_one_of_another_width_keep_their_numbers() -> None:
    odd, good = (Box("odd"),), line("4", "I", {"title": Box("Common Stock")})
    rows = document_of(printed("4", table1=(good, odd, good))).rows
    assert [row.row for row in rows] == [1, 2, 3]


def test_lines_of_both_tables_are_numbered_apart() -> None:
    one, two = line("4", "I", {"title": Box("a")}), line("4", "II", {"title": Box("b")})
    rows = document_of(printed("4", table1=(one, one), table2=(two,))).rows
    assert [(row.table, row.row) for row in rows] == [("I", 1), ("I", 2), ("II", 1)]


# Around the tables


def test_the_date_of_the_original_makes_an_amendment() -> None:
    amended = document_of(printed("4", original_filed="10/30/2019"))
    assert (amended.form, amended.original_filed) == ("4/A", date(2019, 10, 30))
    assert document_of(printed("4")).form == "4"


def test_a_date_of_the_original_that_cannot_be_read_still_makes_an_amendment() -> None:
    document = document_of(printed("4", original_filed="last week"))
    assert (document.form, document.original_filed) == ("4/A", None)
    assert [(w.where, w.found) for w in document.warnings] == [
        ("date of the original", "'last week'")
    ]


def test_a_form_that_calls_itself_an_amendment_is_one() -> None:
    assert document_of(printed("5/A")).form == "5/A"


def test_the_period_is_read_and_what_cannot_be_is_a_warning() -> None:
    assert document_of(printed()).period == date(2019, 10, 29)
    document = document_of(printed(period="Q3"))
    assert document.period is None
    assert [warning.where for warning in document.warnings] == ["period of report"]


def test_boxes_that_the_form_does_not_have_are_not_stated() -> None:
    document = document_of(printed("4"))
    assert document.aff10b5_one is None
    assert document.not_subject_to_section16 is None
    assert document_of(printed("4", aff10b5_one=False)).aff10b5_one is False


def test_form_3_owns_nothing_only_where_it_says_so() -> None:
    row = line("3", "I", {"title": Box("Common Stock")})
    assert document_of(printed("3", says_no_securities=True)).no_securities_owned is True
    assert document_of(printed("3", table1=(row,))).no_securities_owned is False
    assert document_of(printed("3")).no_securities_owned is None
    assert document_of(printed("4")).no_securities_owned is None


def test_roles_of_joint_owners_are_one_warning() -> None:
    others = tuple(Owner(9000000101 + number, "Doe Fund") for number in range(3))
    document = document_of(printed(owners=(OWNER, *others)))
    assert [warning.where for warning in document.warnings] == ["relationship"]
    assert document.owners == (OWNER, *others)


def test_missing_ciks_are_warned_of() -> None:
    owner, issuer = Owner(None, "Doe Jane"), Issuer(None, "Example Works Inc")
    document = document_of(printed(owners=(owner,), issuer=issuer))
    expected = ["the issuer's CIK", "a CIK for every reporting owner"]
    assert [warning.expected for warning in document.warnings] == expected


def test_a_marker_without_its_note_is_kept_and_warned_of() -> None:
    row, warnings = read("4", "I", title=Box("Common Stock", ("F7",)))
    assert row.security_title == Cell("Common Stock", ("F7",))
    assert [w.expected for w in warnings] == ["a footnote F7, which the tables refer to"]


def test_signatures_are_read_and_a_date_that_cannot_be_keeps_its_text() -> None:
    signatures = (("/s/ Jane Doe", "10/31/2019"), ("Fund", "yesterday"), ("", ""))
    document = document_of(printed(signatures=signatures))
    assert document.signatures == (
        Signature("/s/ Jane Doe", date(2019, 10, 31)),
        Signature("Fund", None, "yesterday"),
        Signature(None, None),
    )
    assert [warning.where for warning in document.warnings] == ["date of signature"]


def test_warnings_of_the_reader_come_along_by_line() -> None:
    early, late = Warn("a", 1, "b", "c"), Warn("a", 9, "b", "c")
    odd = line("4", "I", {"owned": Box("n/a", (), 5)})
    document = document_of(printed(table1=(odd,), warnings=(late, early)))
    assert [warning.line for warning in document.warnings] == [1, 5, 9]


def test_warnings_are_bounded() -> None:
    odd = line("4", "I", {"owned": Box("n/a")})
    document = document_of(printed(table1=(odd,) * (MOST + 5)))
    assert len(document.warnings) == MOST + 1
    assert document.warnings[-1].found == "5 more"


ODD = st.text(st.sampled_from("ab1,./$ \u00e9-"), min_size=1).map(str.strip).filter(bool)


@given(st.sampled_from(sorted(COLUMNS)), st.data())
def test_no_text_of_a_box_is_lost(where: tuple[str, str], data: st.DataObject) -> None:
    """Text that is no value stands in its cell's raw text, or whole in a warning."""
    form, table = where
    column = data.draw(st.sampled_from(sorted(COLUMNS[where])))
    text = data.draw(ODD.filter(lambda text: any(letter in text for letter in "ab\u00e9")))
    document = read_boxes(form, table, {column: Box(f"{text}z")})
    (row,) = document.rows
    kept = [part for cell in row[3:] if isinstance(cell, Cell) for part in (cell.value, cell.raw)]
    assert any(text.lstrip("$ ") in str(part) for part in kept)
