"""Trading symbols as filers type them, and the pages that lead from a symbol to an issuer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.ledger.symbols import Typed
from builder.names.display_names import show
from builder.pages.tickers import bearers, symbols_of, ticker_page, ticker_pages

NAMES = {9_000_000_001: show("EXAMPLE WORKS INC", is_issuer=True)}


@pytest.mark.parametrize(
    ("typed", "symbols"),
    [
        ("EXWK", ("EXWK",)),
        ("exwk", ("EXWK",)),
        ("NYSE: EXW", ("EXW",)),
        ("NASDAQ:EXWK", ("EXWK",)),
        ("(EXWK)", ("EXWK",)),
        ('"EXWK"', ("EXWK",)),
        ("EXW/B", ("EXW.B",)),
        ("EXW.B", ("EXW.B",)),
        ("EXW-B", ("EXW.B",)),
        ("EXW B", ("EXW.B",)),
        ("EXW, EXWB", ("EXW", "EXWB")),
        ("EXW EXWB", ("EXW", "EXWB")),
        ("EXW; EXW.B", ("EXW", "EXW.B")),
        ("EXW/EXWB", ("EXW", "EXWB")),
        ("TRUE", ("TRUE",)),
        ("T", ("T",)),
    ],
)
def test_a_symbol_is_found_in_what_was_typed(typed: str, symbols: tuple[str, ...]) -> None:
    assert symbols_of(typed) == symbols


@pytest.mark.parametrize(
    "typed", [None, "", "-", "N/A", "n/a", "NONE", "None.", "[NONE]", "NOT APPLICABLE", "../.."]
)
def test_what_is_no_symbol_has_no_page(typed: str | None) -> None:
    assert symbols_of(typed) == ()


@given(st.text(max_size=30))
def test_a_symbol_is_always_fit_for_an_address(typed: str) -> None:
    for symbol in symbols_of(typed):
        assert symbol.replace(".", "").isascii()
        assert symbol.replace(".", "").isalnum()
        assert symbol[0] != "." != symbol[-1]


@given(st.text(alphabet="ABC./- ", max_size=12))
def test_a_symbol_read_again_is_the_same(typed: str) -> None:
    for symbol in symbols_of(typed):
        assert symbols_of(symbol) in {(symbol,), ()}


@pytest.mark.parametrize("symbol", ["CON", "PRN", "AUX", "NUL.A", "COM1"])
def test_no_folder_bears_the_name_of_a_device(symbol: str) -> None:
    assert ticker_page(symbol) == f"t/{symbol}_/"


def test_a_symbol_of_one_issuer_leads_on_to_it() -> None:
    (page,) = ticker_pages([Typed(9_000_000_001, "EXWK", "2024-05-02")], NAMES)
    assert page.file == "t/EXWK/index.md"
    assert '\nredirect: "../../issuers/9000000001/"\n' in page.markdown
    assert "[Example Works Inc](../../issuers/9000000001/index.md)" in page.markdown


def test_a_symbol_of_two_issuers_lists_both_and_leads_nowhere() -> None:
    typed = [Typed(9_000_000_001, "EXWK", "2024-05-02"), Typed(9_000_000_002, "EXWK", "2010-01-04")]
    (page,) = ticker_pages(typed, NAMES)
    assert "redirect" not in page.markdown
    assert "issuers/9000000001/" in page.markdown
    assert "issuers/9000000002/" in page.markdown


def test_who_still_files_under_a_symbol_comes_first() -> None:
    typed = [
        Typed(1, "OLD", "2020-01-02"),
        Typed(1, "NEW", "2024-01-02"),
        Typed(2, "OLD", "2019-01-02"),
    ]
    assert [(each.issuer, each.is_current) for each in bearers(typed)["OLD"]] == [
        (2, True),
        (1, False),
    ]


def test_a_former_symbol_leads_to_the_issuer_too() -> None:
    typed = [Typed(1, "OLD", "2020-01-02"), Typed(1, "NEW", "2024-01-02")]
    assert [page.folder for page in ticker_pages(typed, {})] == ["t/NEW/", "t/OLD/"]


def test_the_order_of_what_was_typed_changes_nothing() -> None:
    typed = [
        Typed(1, "EXWK", "2024-05-02"),
        Typed(2, "EXWK, B", "2024-05-02"),
        Typed(2, "X", "2023-05-02"),
    ]
    assert ticker_pages(typed, {}) == ticker_pages(typed[::-1], {})
