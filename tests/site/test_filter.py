"""The bar above tables of transactions and the heads that sort, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from builder.build import BuildReport

ISSUER = "issuers/9100000016/"


@pytest.fixture
def issuer(sample_site: BuildReport, served: Callable[[Path], str]) -> str:
    return served(sample_site.place.site) + ISSUER


def table(page: Page) -> Locator:
    return page.locator("#transactions ~ .s16-transactions").first


def rows(page: Page) -> Locator:
    return table(page).locator("tbody tr:visible")


def status(page: Page) -> Locator:
    return page.locator(".s16-filter-count").first


def opened(page: Page, address: str) -> Locator:
    """Open a page, come to its transactions and open their bar."""
    page.goto(address)
    table(page).scroll_into_view_if_needed()
    bar = page.locator(".s16-filter").first
    bar.locator("summary").click()
    return bar


def test_without_script_the_table_is_whole_and_no_bar_is_there(
    issuer: str, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(issuer)
    assert rows(page).count() > 100
    expect(page.locator(".s16-filter, .s16-sort")).to_have_count(0)
    context.close()


def test_a_code_is_shown_alone_counted_and_written_into_the_address(
    issuer: str, page: Page
) -> None:
    bar = opened(page, issuer)
    every = rows(page).count()
    bar.locator("[name=code]").select_option("S")
    codes = rows(page).locator("td:nth-child(3) strong").all_inner_texts()
    assert codes
    assert set(codes) == {"S"}
    expect(status(page)).to_have_text(f"{len(codes)} of {every} rows")
    assert page.url == f"{issuer}?transactions.code=S"


def test_the_address_alone_restores_what_was_chosen(issuer: str, page: Page) -> None:
    page.goto(f"{issuer}?transactions.from=2025-01-01&transactions.to=2025-12-31")
    expect(status(page)).to_contain_text(" of ")
    days = rows(page).locator("td:first-child").all_inner_texts()
    assert days
    assert all(day.startswith("2025") for day in days)


@pytest.mark.parametrize("wrong", ["code=<b>", "from=soon", "value=much", "sort=-Nothing", "x=1"])
def test_an_address_that_says_nothing_sensible_hides_nothing(
    issuer: str, page: Page, wrong: str
) -> None:
    page.goto(issuer)
    every = rows(page).count()
    page.goto(f"{issuer}?transactions.{wrong}")
    expect(status(page)).to_have_text(f"{every} rows")
    assert rows(page).count() == every


def test_a_least_value_leaves_out_the_rows_that_state_none(issuer: str, page: Page) -> None:
    bar = opened(page, issuer)
    bar.get_by_label("Value at least").fill("1")
    expect(status(page)).to_contain_text(" of ")
    prices = rows(page).locator("td:nth-child(6)").all_inner_texts()
    assert prices
    assert all(any(letter.isdigit() for letter in price) for price in prices)


def test_words_choose_rows_whatever_their_case(issuer: str, page: Page) -> None:
    bar = opened(page, issuer)
    bar.get_by_label("Words in the row").fill("PURCHASE")
    shown = rows(page).all_inner_texts()
    assert shown
    assert all("purchase" in text.lower() for text in shown)


def test_words_that_no_row_holds_are_told(issuer: str, page: Page) -> None:
    bar = opened(page, issuer)
    bar.get_by_label("Words in the row").fill("no such words")
    expect(status(page)).to_contain_text("None of")
    expect(rows(page)).to_have_count(0)


def test_clear_shows_every_row_and_cleans_the_address(issuer: str, page: Page) -> None:
    bar = opened(page, f"{issuer}#transactions")
    every = rows(page).count()
    bar.locator("[name=code]").select_option("S")
    bar.get_by_role("button", name="Clear").click()
    assert rows(page).count() == every
    assert page.url == f"{issuer}#transactions"


def test_a_head_sorts_down_then_up_then_as_listed(issuer: str, page: Page) -> None:
    opened(page, issuer)
    head = table(page).locator("th", has_text="Owned after")
    listed = rows(page).all_inner_texts()
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    # Without the markers of notes, which would read as further digits.
    numbers = page.evaluate(
        """() => [...document.querySelectorAll("#transactions ~ .s16-transactions")][0]
        .querySelectorAll("tbody td:nth-child(7)").values()
        .map((cell) => Number(cell.firstChild?.data?.replaceAll(",", "")))
        .filter((number) => number === number).toArray()"""
    )
    assert len(set(numbers)) > 10
    assert numbers == sorted(numbers)
    head.get_by_role("button").click()
    assert rows(page).all_inner_texts() == listed
    assert page.url == issuer


def test_a_head_sorts_by_keyboard(issuer: str, page: Page) -> None:
    opened(page, issuer)
    head = table(page).locator("th", has_text="Insider")
    head.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")


def test_lines_of_one_holder_stay_together_when_sorted(issuer: str, page: Page) -> None:
    page.goto(issuer)
    holders = page.locator(".s16-holders")
    holders.scroll_into_view_if_needed()

    def groups() -> set[tuple[str, ...]]:
        found: list[list[str]] = []
        for row in holders.locator("tbody tr").all():
            text = row.inner_text()
            if row.locator("td").first.inner_text():
                found.append([])
            found[-1].append(text)
        return {tuple(group) for group in found}

    before = groups()
    holders.locator("th", has_text="Direct").first.get_by_role("button").click()
    assert any(len(group) > 1 for group in before)
    assert groups() == before


def test_a_link_into_a_hidden_row_shows_it_again(issuer: str, page: Page) -> None:
    page.goto(f"{issuer}?transactions.text=no+such+words")
    expect(status(page)).to_contain_text("None of")
    mark = table(page).locator("tbody sup[id]").first.get_attribute("id")
    page.evaluate("id => { location.hash = id }", mark)
    expect(rows(page).first).to_be_visible()
    expect(table(page).locator(f"[id='{mark}']")).to_be_in_viewport()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_open_bar(
    issuer: str, browser: Browser, width: int, scheme: str
) -> None:
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 844},
    )
    page = context.new_page()
    opened(page, issuer)
    table(page).locator("th button").first.press("Enter")
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
