"""What the words of a footnote say of numbers, plans, splits and other filings."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.derive.gap_notes import (
    LONGEST,
    REMARKS,
    Note,
    add_up,
    counts_in,
    day_of,
    forms_named,
    notes_of,
    sentences_of,
    short,
    splits_in,
    stating,
    stating_together,
)
from builder.model import Filing
from tests.derive.stories import filed, holding, row


def numbers(text: str) -> list[str]:
    return [str(count) for count in counts_in(text)]


def note(text: str, own: int = 0) -> Note:
    """A note on the balance of a row that itself moves ``own`` shares."""
    kind = row("P", own, 100) if own else holding(100)
    filing = filed(2, kind)
    return Note(filing, filing.rows[0], "F1", text, on_balance=True)


def says(text: str, gap: int | str, *, own: int = 0) -> bool:
    return stating(note(text, own), Decimal(gap), date.min) is not None


# Numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Includes 1,234 shares.", ["1234"]),
        ("Includes 1234.5678 units", ["1234.5678"]),
        ("(i) 517,576 shares and (ii) 34,530 shares", ["517576", "34530"]),
        ("Includes one share.", ["1"]),
        ("Includes two additional shares.", ["2"]),
        ("On August 28, 2020 and 9/5/2024 and 2024-09-05.", []),
        ("Under Rule 16b-3(d) of Section 16, see footnote 12 and Form 4.", []),
        ("At $1,234.50 or $ 12 each, 12.5% or 10 percent of it, in a 401(k).", []),
        ("In 2020 and 1999.", []),
        ("Includes 2020 shares and 2,020 more.", ["2020", "2020"]),
        ("F1 and 16a and A657 are names, so is 1/48th.", []),
        ("A 10b5-1 plan.", []),
    ],
)
def test_numbers_that_can_be_counts(text: str, found: list[str]) -> None:
    assert numbers(text) == found


def test_two_numbers_may_add_up() -> None:
    assert add_up(map(Decimal, (30, 12, 500)), Decimal(42))


def test_four_numbers_add_up_only_all_together() -> None:
    counts = [Decimal(each) for each in (100, 200, 400, 800)]
    assert add_up(counts, Decimal(1500))
    assert not add_up([*counts, Decimal(1600)], Decimal(1500))


def test_a_table_of_numbers_proves_no_sum() -> None:
    counts = [Decimal(2**n * 10) for n in range(13)]
    assert not add_up(counts, Decimal(30))
    assert add_up(counts, Decimal(10))


# Sentences


def test_the_end_of_an_abbreviation_is_no_end_of_a_sentence() -> None:
    text = "Held by Example Capital U.S. Growth L.P. Fund of Example Inc. Amended. Not sold."
    assert [each.words[-5:] for each in sentences_of(text)] == ["ended", "sold."]


def test_white_space_in_a_note_is_nothing() -> None:
    assert says("Includes\n 40\t shares   received.", 40)


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("Includes 40 shares.", 40),
        ("Does not include 40 shares held by a trust.", -40),
        ("The total no longer includes 40 shares and was 40 shares too high in error.", 40),
        ("40 shares were forfeited.", -40),
        ("40 shares were transferred to a trust.", -40),
        ("40 shares were transferred from a trust.", 40),
    ],
)
def test_a_sentence_has_a_direction(text: str, gap: int) -> None:
    assert says(text, gap)


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("Includes 40 shares.", -40),
        ("Does not include 40 shares held by a trust.", 40),
        ("40 shares were forfeited.", 40),
        ("40 shares may be transferred to a trust.", -40),
        ("40 shares will be forfeited unless they vest.", -40),
        ("The award has 40 shares.", 40),
        ("Includes an award. The award has 40 shares.", 40),  # not the sentence with the number
    ],
)
def test_a_sentence_that_does_not_say_it_is_no_proof(text: str, gap: int) -> None:
    assert not says(text, gap)


def test_the_number_of_the_own_row_is_left_out() -> None:
    assert not says("Includes 40 shares bought today.", 40, own=40)
    assert says("Includes 40 shares received.", 40, own=41)


def test_numbers_of_one_note_are_not_added_to_each_other_as_if_of_two() -> None:
    one = note("Includes 30 shares received. Includes 12 shares received.")
    assert stating_together([one], Decimal(42), date.min) == ()


def test_the_notes_on_a_balance_come_first_and_the_remarks_last() -> None:
    filing = filed(
        1,
        row("P", 1, ("1", "F2"), transactionPricePerShare=("1", "F1")),
        notes={"F1": "One.", "F2": "Two."},
        remarks="Three.",
    )
    found = [(each.id, each.on_balance) for each in notes_of(filing, filing.rows[0])]
    assert found == [("F2", True), ("F1", False), (REMARKS, False)]


def test_a_note_that_is_missing_says_nothing() -> None:
    filing: Filing = filed(1, holding(("100", "F9")))
    (found,) = notes_of(filing, filing.rows[0])
    assert found.text == ""
    assert stating(found, Decimal(5), date.min) is None


def test_a_short_text_stays_whole() -> None:
    assert short("Includes  40 shares.") == "Includes 40 shares."


def test_a_long_text_is_cut_at_a_word() -> None:
    assert short("shares " * 100).endswith("shares …")


# Splits


def ratios(text: str) -> set[str]:
    return {f"{ratio:.4f}".rstrip("0").rstrip(".") for s in splits_in(text) for ratio in s.ratios}


@pytest.mark.parametrize(
    ("text", "ratio"),
    [
        ("a 2-for-1 stock split", "2"),
        ("a two for one split", "2"),
        ("the five-for-one forward split in the form of a stock dividend", "5"),
        ("a one-for-twenty reverse split", "0.05"),
        ("a 1:8 reverse stock split", "0.125"),
        ("a 3-for-2 split of the shares", "1.5"),
        ("a 1 to 5 forward split", "5"),
        ("a 10:1 reverse split", "0.1"),
        ("a one (1) for ten (10) share consolidation", "0.1"),
        ("a 50% stock dividend", "1.5"),
        ("a twenty-for-one stock split", "20"),
    ],
)
def test_the_ratio_of_a_split(text: str, ratio: str) -> None:
    assert ratios(f"Adjusted for {text}.") == {ratio}


def test_a_ratio_with_a_colon_may_be_meant_either_way() -> None:
    assert ratios("Adjusted for a 1:10 stock split.") == {"10", "0.1"}


@pytest.mark.parametrize(
    "text",
    [
        "Converted on a 2-for-1 basis.",
        "A 1-for-1 split.",
        "A 0-for-0 split.",
        "A 2-for-0 split.",
        "A 0% stock dividend.",
        "The split took place. Each unit converts 3 to 1.",
        "Shares were split among the heirs.",
    ],
)
def test_what_gives_no_ratio_of_a_split(text: str) -> None:
    assert ratios(text) == set()


def test_a_split_has_the_days_that_its_sentence_names() -> None:
    (split,) = splits_in("Since May 1, 2019. A 3-for-1 split distributed on August 24, 2022.")
    assert split.days == (date(2022, 8, 24),)


# Days and filings


@pytest.mark.parametrize(
    "words", ["September 5, 2024", "Sept. 5, 2024", "SEP 5 2024", "9/5/2024", "2024-09-05"]
)
def test_a_day_as_filers_write_it(words: str) -> None:
    assert day_of(words) == date(2024, 9, 5)


@pytest.mark.parametrize("words", ["February 30, 2024", "13/13/2024", "0000-00-00", ""])
def test_a_day_that_does_not_exist(words: str) -> None:
    assert day_of(words) is None


def test_another_form_is_named_by_its_day() -> None:
    text = "Correction of a Form 4 that was filed by the person on February 22, 2024."
    assert [day for day, _ in forms_named(text)] == [date(2024, 2, 22)]


def test_a_form_without_a_day_names_no_filing() -> None:
    assert forms_named("As on the Form 4 filed earlier. On May 2, 2024 nothing happened.") == ()


# Hostile text


HOSTILE = [
    "9" * 100_000,
    "1," * 50_000,
    "1 " * 50_000,
    "Includes " + "12,345 shares and " * 6_000,
    "split " * 20_000,
    "1-" * 50_000 + "for split",
    "split 1" + " " * 100_000 + "for",
    "split " + "1 (1) for " * 10_000,
    "Form 4 " * 15_000 + "filed",
    "Form 4 filed " * 8_000,
    "January " * 12_000,
    "(" * 100_000,
    "upon " * 20_000 + "includes",
    "includes " * 12_000,
    "dividend " * 12_000 + "reinvest",
    "savings and " * 9_000,
    ". A" * 40_000,
    "0." * 50_000 + "%",
    "\u2013" * 100_000,
    "\u0000\ud7ff\U0010ffff" * 30_000,
    "٣٤" * 50_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: f"{text[:12]!r}")
def test_no_text_takes_long(text: str) -> None:
    start = time.perf_counter()
    sentences_of(text)
    splits_in(text)
    forms_named(text)
    counts_in(text)
    says(text, 12345)
    short(text, "12,345")
    assert time.perf_counter() - start < 1  # a few milliseconds; a backtracking search: minutes


def test_only_the_beginning_of_a_text_is_read() -> None:
    assert not says("a " * LONGEST + "Includes 40 shares.", 40)


@given(st.text(alphabet="1259,.-/():% afornludesptm\n", max_size=300), st.integers(-50, 50))
def test_any_text_is_read(text: str, gap: int) -> None:
    says(text, gap)
    assert all(ratio > 0 for split in splits_in(text) for ratio in split.ratios)
    assert all(count >= 0 for count in counts_in(text))
    assert all(day.year > 0 for day, _ in forms_named(text))


@given(st.integers(20, 10**12), st.booleans())
def test_a_number_is_found_however_it_is_written(number: int, commas: bool) -> None:
    written = f"{number:,}" if commas else str(number)
    assert says(f"Includes {written} shares received in a distribution.", number)
