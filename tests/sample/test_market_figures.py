"""A market has what real filings have, as often as they have it.

Two kinds of figures: those drawn as such have to come out as chance lets them (a chi-square
bound); those that follow from what happens in the simulation, within a few hundredths.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest

from builder.sample import market_figures as figures
from builder.sample.market import write_market
from builder.sample.market_issuers import plan_market
from tests.sample.market_reading import ELEMENTS, Market, by_filing, iso, read_market

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SIZE = 4_000


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Market:
    """The tables of a market that is large enough for shares of a hundredth."""
    folder = tmp_path_factory.mktemp("market")
    write_market(folder, filings=SIZE, only="data-sets")
    return read_market(folder)


@pytest.fixture(scope="module")
def fours(market: Market) -> list[str]:
    """The accession numbers of all Forms 4."""
    return numbers_of(market, "4")


def numbers_of(market: Market, form: str) -> list[str]:
    lines = market.tables["SUBMISSION"]
    return [line["ACCESSION_NUMBER"] for line in lines if line["DOCUMENT_TYPE"] == form]


def excess(found: Mapping[str, int], weights: Iterable[tuple[str, int]]) -> float:
    """Chi-square over its degrees of freedom, of the kinds that ought to come five times."""
    total, whole = sum(found.values()), sum(weight for _, weight in weights)
    steps = [
        (found.get(kind, 0) - due) ** 2 / due
        for kind, weight in weights
        if (due := total * weight / whole) >= 5
    ]
    return sum(steps) / max(1, len(steps) - 1)


def shares(values: Iterable[object]) -> dict[object, float]:
    """How many in a thousand are what."""
    counts = Counter(values)
    total = sum(counts.values())
    return {value: count * 1000 / total for value, count in counts.items()}


# ---- filings -------------------------------------------------------------------------


def test_forms_come_as_often_as_counted(market: Market) -> None:
    forms = Counter(line["DOCUMENT_TYPE"] for line in market.tables["SUBMISSION"])
    assert excess(forms, figures.FORMS) < 3


def test_quarters_are_as_busy_as_planned(market: Market) -> None:
    quarters = Counter(
        str((int(iso(line["FILING_DATE"])[5:7]) + 2) // 3) for line in market.tables["SUBMISSION"]
    )
    weights = [(str(at + 1), share) for at, share in enumerate(figures.QUARTERS)]
    assert excess(quarters, weights) < 4


def test_the_second_business_day_of_a_quarter_is_the_busiest(market: Market) -> None:
    days = Counter(line["FILING_DATE"] for line in market.tables["SUBMISSION"])
    busiest = {iso(day) for day, _ in days.most_common(3)}
    assert {"2025-01-03", "2025-04-02"} <= busiest
    assert all(date.fromisoformat(iso(day)).weekday() < 5 for day in days)
    assert len(days) > 245


def test_issuers_differ_in_size_as_in_life() -> None:
    """The busiest hundredth of issuers files more than 6 % of everything, half of them 17 %."""
    plan = plan_market(16, 6_000, 60_000, 200_000)
    sizes = sorted(plan.filings)
    real = sorted(n for n, count in figures.FILINGS_PER_ISSUER for _ in range(count))
    for share in (0.25, 0.5, 0.75, 0.9, 0.99):
        ours = sum(sizes[: int(len(sizes) * share)]) / sum(sizes)
        theirs = sum(real[: int(len(real) * share)]) / sum(real)
        assert abs(ours - theirs) < 0.03
    assert sum(sizes) == 200_000
    assert plan.first_insider[-1] == 60_000


def test_some_insiders_file_ten_times_as_much_as_most(market: Market) -> None:
    counts = Counter(line["RPTOWNERCIK"] for line in market.tables["REPORTINGOWNER"])
    assert 150 <= shares(counts.values())[1] <= 400
    assert max(counts.values()) >= 25


def test_joint_forms_are_as_common_as_in_the_corpus(market: Market) -> None:
    owners = Counter(line["ACCESSION_NUMBER"] for line in market.tables["REPORTINGOWNER"])
    found = shares(owners.values())
    assert 900 <= found[1] <= 975
    assert max(owners.values()) <= 10
    signers = Counter(line["ACCESSION_NUMBER"] for line in market.tables["OWNER_SIGNATURE"])
    assert 955 <= shares(signers.values())[1] <= 990


def test_nineteen_in_twenty_forms_are_on_time(market: Market) -> None:
    days = [
        (date.fromisoformat(iso(line["FILING_DATE"])) - date.fromisoformat(period)).days
        for line in market.tables["SUBMISSION"]
        if line["DOCUMENT_TYPE"] == "4" and (period := iso(line["PERIOD_OF_REPORT"]))
    ]
    late = sum(lag > 5 for lag in days) / len(days)
    assert 0.02 <= late <= 0.07
    assert min(days) >= 0


def test_flags_mix_their_spellings(market: Market) -> None:
    lines = [line for line in market.tables["SUBMISSION"] if line["DOCUMENT_TYPE"][0] != "3"]
    found = shares(line["NOT_SUBJECT_SEC16"] for line in lines)
    for value, real in (("", 441), ("0", 489), ("false", 45), ("1", 18), ("true", 8)):
        assert abs(found[value] - real) < 80, value
    swaps = shares(line["EQUITY_SWAP_INVOLVED"] for line in market.tables["DERIV_TRANS"])
    assert abs(swaps["false"] - 193) < 90
    assert {line["AFF10B5ONE"] for line in lines} == {"0", "1", "false", "true"}


def test_symbols_are_missing_or_odd_here_and_there(market: Market) -> None:
    symbols = [line["ISSUERTRADINGSYMBOL"] for line in market.tables["SUBMISSION"]]
    odd = sum(not symbol.isalpha() or symbol in {"NONE", "none"} for symbol in symbols)
    assert 5 <= odd * 1000 / SIZE <= 80


def test_remarks_are_as_common_as_counted(market: Market) -> None:
    for form, real in (("3", 476), ("4", 75)):
        lines = [line for line in market.tables["SUBMISSION"] if line["DOCUMENT_TYPE"] == form]
        remarked = sum(bool(line["REMARKS"]) for line in lines) * 1000 / len(lines)
        assert abs(remarked - real) < 70, form


def test_some_forms_are_made_under_a_plan_and_some_are_exits(market: Market) -> None:
    lines = [line for line in market.tables["SUBMISSION"] if line["DOCUMENT_TYPE"] == "4"]
    assert 100 <= shares(line["AFF10B5ONE"] in {"1", "true"} for line in lines)[True] <= 220
    assert 12 <= shares(line["NOT_SUBJECT_SEC16"] in {"1", "true"} for line in lines)[True] <= 40


# ---- rows ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "real", "within"),
    [("DERIV_TRANS", 523, 80), ("DERIV_HOLDING", 223, 90), ("NONDERIV_HOLDING", 489, 90)],
)
def test_there_are_as_many_rows_a_thousand_filings_as_counted(
    market: Market, table: str, real: int, within: int
) -> None:
    """Few insiders list their derivatives, but those have many: chance moves them most."""
    assert abs(len(market.tables[table]) * 1000 / SIZE - real) < within


@pytest.mark.parametrize(
    ("table", "real"),
    [("DERIV_TRANS", (653, 245, 56)), ("DERIV_HOLDING", (952, 16, 7)),
     ("NONDERIV_HOLDING", (771, 131, 44))],
)  # fmt: skip
def test_rows_of_a_form_4_are_as_few_or_many_as_counted(
    market: Market, fours: list[str], table: str, real: tuple[int, ...]
) -> None:
    rows = by_filing(market.tables[table])
    found = shares(len(rows.get(accession, ())) for accession in fours)
    for count, share in enumerate(real):
        assert abs(found.get(count, 0) - share) < 40, count


def test_half_of_all_forms_3_report_nothing(market: Market) -> None:
    lines = [line for line in market.tables["SUBMISSION"] if line["DOCUMENT_TYPE"] == "3"]
    nothing = shares(line["NO_SECURITIES_OWNED"] for line in lines)
    assert abs(nothing["1"] - figures.NOTHING_HELD) < 90
    with_rows = {line["ACCESSION_NUMBER"] for name in ELEMENTS for line in market.tables[name]}
    for line in lines:
        told = line["NO_SECURITIES_OWNED"] == "0"
        assert told == (line["ACCESSION_NUMBER"] in with_rows)


def test_codes_of_derivatives_come_as_often_as_counted(market: Market) -> None:
    found = shares(line["TRANS_CODE"] for line in market.tables["DERIV_TRANS"])
    for code, real in (("M", 447), ("A", 388), ("D", 57), ("C", 50), ("J", 25)):
        assert abs(found[code] - real) < max(40, real * 0.15), code


def test_codes_of_all_rows_come_as_often_as_in_twenty_years_of_data_sets(market: Market) -> None:
    lines = market.tables["NONDERIV_TRANS"] + market.tables["DERIV_TRANS"]
    found = shares(line["TRANS_CODE"] for line in lines)
    for code, real in (
        ("S", 278), ("A", 222), ("M", 180), ("P", 118), ("F", 72), ("J", 44), ("C", 31),
        ("D", 29), ("G", 18),
    ):  # fmt: skip
        assert abs(found[code] - real) < max(30, real * 0.3), code
    assert set(found) >= set("SAMPFJCDGXLI")


def test_what_stands_only_in_a_note_is_as_common_as_counted(market: Market) -> None:
    lines = market.tables["DERIV_TRANS"]
    for column, blank in (
        ("CONV_EXERCISE_PRICE", 520), ("EXCERCISE_DATE", 807), ("EXPIRATION_DATE", 563),
        ("TRANS_PRICEPERSHARE", 124),
    ):  # fmt: skip
        empty = [line for line in lines if not line[column]]
        assert abs(len(empty) * 1000 / len(lines) - blank) < 110, column
        assert all(line[f"{column}_FN"] for line in empty)


@pytest.mark.parametrize(
    ("table", "real"),
    [("DERIV_TRANS", 77), ("DERIV_HOLDING", 186), ("NONDERIV_HOLDING", 749)],
)
def test_indirect_ownership_is_as_common_as_counted(market: Market, table: str, real: int) -> None:
    found = shares(line["DIRECT_INDIRECT_OWNERSHIP"] for line in market.tables[table])
    assert abs(found.get("I", 0) - real) < 120


def test_titles_are_those_of_real_plans_in_their_order(market: Market) -> None:
    titles = Counter(line["SECURITY_TITLE"] for line in market.tables["DERIV_TRANS"])
    assert titles.most_common(1)[0][0] == "Restricted Stock Units"
    assert len(titles) > 25
    classes = shares(line["SECURITY_TITLE"] for line in market.tables["NONDERIV_HOLDING"])
    assert 500 <= classes["Common Stock"] <= 750


# ---- footnotes -----------------------------------------------------------------------


def test_forms_have_as_many_footnotes_as_in_the_corpus(market: Market, fours: list[str]) -> None:
    notes = by_filing(market.tables["FOOTNOTES"])
    counts = sorted(len(notes.get(accession, ())) for accession in fours)
    real = sorted(count for count, weight in figures.FOOTNOTES for _ in range(weight))
    for share in (0.1, 0.25, 0.5, 0.75, 0.9):
        ours, theirs = counts[int(len(counts) * share)], real[int(len(real) * share)]
        assert abs(ours - theirs) <= 1 + theirs // 5, share


def test_footnotes_are_as_long_as_in_the_corpus(market: Market) -> None:
    lengths = sorted(len(line["FOOTNOTE_TXT"]) for line in market.tables["FOOTNOTES"])
    for share in (0.25, 0.5, 0.75, 0.95):
        real = figures.NOTE_LENGTHS[int(20 * share)]
        assert abs(lengths[int(len(lengths) * share)] - real) < real * 0.35, share


def test_every_footnote_is_referred_to_and_every_reference_has_one(market: Market) -> None:
    referred: dict[str, set[str]] = {}
    for table in ELEMENTS:
        for line in market.tables[table]:
            ids = referred.setdefault(line["ACCESSION_NUMBER"], set())
            for column, cell in line.items():
                if column.endswith("_FN") and cell:
                    ids.update(cell.split(", "))
    notes = by_filing(market.tables["FOOTNOTES"])
    for line in market.tables["SUBMISSION"]:
        accession = line["ACCESSION_NUMBER"]
        listed = {note["FOOTNOTE_ID"] for note in notes.get(accession, ())}
        assert referred.get(accession, set()) == listed


@pytest.mark.parametrize(
    ("table", "column", "real"),
    [
        ("DERIV_TRANS", "SECURITY_TITLE", 70), ("DERIV_TRANS", "TRANS_SHARES", 93),
        ("DERIV_TRANS", "EQUITY_SWAP_TRANS_CD", 158), ("DERIV_TRANS", "EXCERCISE_DATE", 859),
        ("DERIV_TRANS", "CONV_EXERCISE_PRICE", 586), ("DERIV_HOLDING", "EXERCISE_DATE", 736),
        ("NONDERIV_HOLDING", "SHRS_OWND_FOLWNG_TRANS", 146),
        ("NONDERIV_HOLDING", "NATURE_OF_OWNERSHIP", 343),
    ],
)  # fmt: skip
def test_boxes_bear_notes_as_often_as_counted(
    market: Market, table: str, column: str, real: int
) -> None:
    lines = market.tables[table]
    noted = sum(bool(line[f"{column}_FN"]) for line in lines) * 1000 / len(lines)
    assert abs(noted - real) < 110
