"""Which rows of which filings are about one pile, where words alone do not tell."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations

import pytest

from builder.derive.positions import derive_positions
from builder.model import Filing
from tests.forms import Cells, filing_of, form_xml, sale

Value = str | tuple[str, ...]

UNITS: dict[str, Value] = {
    "securityTitle": "Restricted Stock Unit",
    "conversionOrExercisePrice": "0",
    "exerciseDate": ("", "F1"),
    "expirationDate": ("", "F1"),
    "underlyingSecurityTitle": "Common Stock",
    "underlyingSecurityShares": "100",
    "transactionFormType": "4",
    "equitySwapInvolved": "0",
    "directOrIndirectOwnership": "D",
}


def units(code: str, size: str, after: str, *, note: str = "F1", day: str) -> tuple[str, Cells]:
    """Units granted (A) or settled (M)."""
    cells = UNITS | {
        "transactionDate": day,
        "transactionCode": code,
        "transactionShares": size,
        "transactionAcquiredDisposedCode": "A" if code == "A" else "D",
        "sharesOwnedFollowingTransaction": after,
        "exerciseDate": ("", note),
        "expirationDate": ("", note),
    }
    return ("derivativeTransaction", cells)


def indirect(nature: Value, after: str, **cells: Value) -> tuple[str, Cells]:
    return sale(
        directOrIndirectOwnership="I",
        natureOfOwnership=nature,
        sharesOwnedFollowingTransaction=after,
        **cells,
    )


def holding(nature: Value, owned: str, title: str = "Common Stock") -> tuple[str, Cells]:
    return (
        "nonDerivativeHolding",
        {
            "securityTitle": title,
            "sharesOwnedFollowingTransaction": owned,
            "directOrIndirectOwnership": "I",
            "natureOfOwnership": nature,
        },
    )


def filed(number: int, *rows: tuple[str, Cells], notes: dict[str, str] | None = None) -> Filing:
    """The filing with this number, of the day with this number in May 2024."""
    day = f"2024-05-{number:02}"
    data = form_xml(list(rows), period=day, signature=("x", day), footnotes=notes)
    return filing_of(data, f"9000000001-24-{number:06}")


def held(*filings: Filing) -> list[Decimal]:
    """Open balances, whatever the order in which the filings come."""
    results = {tuple(_open(order)) for order in permutations(filings)}
    assert len(results) == 1
    return list(results.pop())


def _open(filings: tuple[Filing, ...]) -> list[Decimal]:
    balances = [p.balance.value for p in derive_positions(filings) if p.is_open and p.balance]
    return sorted(value for value in balances if value is not None)


AWARDS = {"F1": "Granted under the first award.", "F2": "Granted under the second award."}


def test_two_awards_without_a_stated_term_are_two_piles() -> None:
    first = filed(
        1,
        units("A", "100", "100", note="F1", day="2024-05-01"),
        units("A", "100", "100", note="F2", day="2024-05-01"),
        notes=AWARDS,
    )
    assert held(first) == [100, 100]


def test_a_settlement_goes_on_from_the_award_with_the_balance_before_it() -> None:
    first = filed(
        1,
        units("A", "100", "100", note="F1", day="2024-05-01"),
        units("A", "70", "70", note="F2", day="2024-05-01"),
        notes=AWARDS,
    )
    later = filed(5, units("M", "30", "70", day="2024-05-05"), notes=AWARDS)
    assert held(first, later) == [70, 70]


def test_a_settlement_that_fits_no_award_known_is_a_pile_of_its_own() -> None:
    first = filed(1, units("A", "100", "100", day="2024-05-01"), notes=AWARDS)
    later = filed(5, units("M", "40", "40", day="2024-05-05"), notes=AWARDS)
    assert held(first, later) == [40, 100]


def test_rows_in_running_style_are_one_pile() -> None:
    rows = [
        sale(transactionShares="10", sharesOwnedFollowingTransaction="90"),
        sale(transactionShares="10", sharesOwnedFollowingTransaction="80"),
    ]
    assert held(filed(1, *rows)) == [80]


def test_rows_in_final_style_are_one_pile() -> None:
    rows = [
        sale(transactionShares="10", sharesOwnedFollowingTransaction="80"),
        sale(transactionShares="10", sharesOwnedFollowingTransaction="80"),
    ]
    assert held(filed(1, *rows)) == [80]


def test_a_gap_between_filings_does_not_split_the_only_line() -> None:
    """Plan acquisitions and missing filings move a balance; the last report still wins."""
    older = filed(1, sale(transactionDate="2024-05-01", sharesOwnedFollowingTransaction="500"))
    newer = filed(9, sale(transactionDate="2024-05-09", sharesOwnedFollowingTransaction="777"))
    assert held(older, newer) == [777]


FUNDS = {"F1": "Held by Fund 7 LP.", "F2": "Held by Fund 25 LP."}


def test_funds_named_only_in_notes_are_piles_of_their_own() -> None:
    filing = filed(
        1, holding(("See footnote", "F1"), "700"), holding(("See footnote", "F2"), "250"),
        notes=FUNDS,
    )  # fmt: skip
    assert held(filing) == [250, 700]


def test_a_note_that_names_another_number_is_another_fund() -> None:
    first = filed(1, holding(("See footnote", "F1"), "700"), notes={"F1": FUNDS["F1"]})
    later = filed(5, holding(("See footnote", "F1"), "250"), notes={"F1": FUNDS["F2"]})
    assert held(first, later) == [250, 700]


def test_a_note_whose_dates_and_counts_change_is_the_same_fund() -> None:
    first = filed(
        1, holding(("See footnote", "F1"), "700"),
        notes={"F1": "Held by Fund 7 LP, which bought 1,200 shares on May 3, 2021."},
    )  # fmt: skip
    later = filed(
        5, holding(("See footnote", "F1"), "600"),
        notes={"F1": "Held by Fund 7 LP, which bought 900 shares on June 4, 2022."},
    )  # fmt: skip
    assert held(first, later) == [600]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("By Family Trust", "Family Trust"),
        ("By Growth Fund, L.P.", "By Growth Fund LP"),
        ("By trust (1)", "By Trust"),
        ("BY SPOUSE", "By Spouse."),
    ],
)
def test_two_spellings_of_one_nature_are_one_line(first: str, second: str) -> None:
    assert held(filed(1, holding(first, "700")), filed(5, holding(second, "650"))) == [650]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Common Stock", "Common Stock, par value $.01 per share"),
        ("Common Stock", "COMMON STOCK"),
        ("Common Shares", "Common shares without par value"),
        ("Common Stock, $0.01 par share", "Common Stock"),
    ],
)
def test_two_spellings_of_one_title_are_one_line(first: str, second: str) -> None:
    older, newer = holding("By Trust", "700", first), holding("By Trust", "650", second)
    assert held(filed(1, older), filed(5, newer)) == [650]


def test_two_classes_are_two_lines() -> None:
    older = holding("By Trust", "700", "Class A Common Stock")
    newer = holding("By Trust", "650", "Class B Common Stock")
    assert held(filed(1, older), filed(5, newer)) == [650, 700]


def test_another_wording_goes_on_from_the_only_pile_with_exactly_its_balance() -> None:
    older = filed(1, holding("By Grove LLC", "1393903"))
    newer = filed(
        5,
        indirect("See footnote", "1390903", transactionShares="3000", transactionDate="2024-05-05"),
    )
    assert held(older, newer) == [1390903]


def test_another_wording_with_a_balance_of_zero_closes_the_pile_it_sold() -> None:
    older = filed(1, holding("By Grove LLC", "3000"))
    newer = filed(
        5, indirect("See footnote", "0", transactionShares="3000", transactionDate="2024-05-05")
    )
    assert held(older, newer) == []


def test_another_wording_that_fits_two_piles_is_not_guessed() -> None:
    older = filed(1, holding("By Grove LLC", "3000"), holding("By Wood LLC", "3000"))
    newer = filed(
        5, indirect("See footnote", "0", transactionShares="3000", transactionDate="2024-05-05")
    )
    assert held(older, newer) == [3000, 3000]


def test_units_priced_zero_and_units_priced_in_a_note_are_one_line() -> None:
    first = filed(1, units("A", "100", "100", day="2024-05-01"), notes=AWARDS)
    element, cells = units("M", "40", "60", day="2024-05-05")
    noted = {**cells, "conversionOrExercisePrice": ("", "F1")}
    later = filed(5, (element, noted), notes=AWARDS)
    assert held(first, later) == [60]


def test_a_form_5_speaks_of_the_end_of_the_fiscal_year() -> None:
    data = form_xml([sale(transactionDate="2023-12-23")], form="5", period="2024-01-31")
    (position,) = derive_positions([filing_of(data)])
    assert str(position.report.as_of) == "2024-01-31"
