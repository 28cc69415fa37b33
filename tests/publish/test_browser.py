"""The pages as a reader has them: search by keyboard, no request elsewhere, no error, no jump."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.publish.fictional import HOSTILE_NAME, ISSUER, ODA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

TARNFELD = f"issuers/{ISSUER}/"
BOX = "#s16-query"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1360, "height": 900})
    yield context.new_page()
    context.close()


def suggestions(page: Page) -> list[str]:
    """Names in the open list."""
    expect(page.locator(BOX)).to_have_attribute("aria-expanded", "true")
    return page.locator("[role=option] .s16-name").all_inner_texts()


# Search.


def test_a_slash_puts_the_cursor_into_the_box(page: Page, address: str) -> None:
    page.goto(address + TARNFELD)
    page.keyboard.press("/")
    expect(page.locator(BOX)).to_be_focused()


def test_enter_leads_to_the_first_suggestion(page: Page, address: str) -> None:
    page.goto(address + "method/")
    page.locator(BOX).fill("tarn")
    suggestions(page)
    page.keyboard.press("Enter")
    page.wait_for_url(address + TARNFELD)


def test_arrows_choose_and_tell_which(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(BOX).press_sequentially("ri")
    suggestions(page)
    page.keyboard.press("ArrowDown")
    chosen = page.locator(BOX).get_attribute("aria-activedescendant")
    assert page.locator(f"#{chosen}").get_attribute("aria-selected") == "true"


def test_arrow_down_goes_on_from_the_last_to_the_first(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(BOX).fill("tarnfeld")
    count = len(suggestions(page))
    for _ in range(count + 1):
        page.keyboard.press("ArrowDown")
    expect(page.locator(BOX)).to_have_attribute("aria-activedescendant", "s16-option-0")


def test_escape_closes_the_list_and_keeps_the_words(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(BOX).fill("tarn")
    suggestions(page)
    page.keyboard.press("Escape")
    expect(page.locator(BOX)).to_have_attribute("aria-expanded", "false")
    expect(page.locator(BOX)).to_have_value("tarn")


@pytest.mark.parametrize("query", ["aker", "Åker", "óda", "oda akerlund", "AKERLUND, O", str(ODA)])
def test_a_person_is_found_without_accents_in_any_order(
    page: Page, address: str, query: str
) -> None:
    page.goto(address)
    page.locator(BOX).fill(query)
    assert suggestions(page)[0] == "Åkerlund, Óda"


def test_a_ticker_leads_the_list(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(BOX).fill("trnm")
    assert suggestions(page) == ["Tarnfeld Motion Inc"]


def test_a_former_name_finds_the_issuer(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(BOX).fill("halden dri")
    assert suggestions(page) == ["Tarnfeld Motion Inc"]


def test_the_number_of_results_is_said(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(BOX).fill("trnm")
    expect(page.locator(".s16-search [role=status]")).to_have_text("1 result")


def test_a_name_that_nobody_has_is_said(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(BOX).fill("zzz")
    expect(page.locator(".s16-search [role=status]")).to_have_text(
        "No company or insider of that name here."
    )


def test_a_hostile_name_is_shown_as_text(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(BOX).fill("alert")
    assert suggestions(page) == [HOSTILE_NAME]


def test_nothing_is_loaded_before_the_box_is_used(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address, wait_until="networkidle")
    assert [url for url in asked if "/data/" in url] == []


def test_a_shard_that_fails_can_be_tried_again(page: Page, address: str) -> None:
    broken = True

    def answer(route: Route) -> None:
        if broken:
            route.abort()
        else:
            route.continue_()

    page.route("**/data/names/all.json", answer)
    page.goto(address)
    page.locator(BOX).fill("tarn")
    expect(page.locator(".s16-message")).to_have_text("The names could not be loaded.")
    broken = False
    page.get_by_role("button", name="Try again").click()
    assert "Tarnfeld Motion Inc" in suggestions(page)


def sharded(page: Page, shards: dict[str, list[list[object]]]) -> list[str]:
    """Serve these shards; return the list that will hold the names of those asked for."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        if name == "manifest.json":
            keys = {key: f"{key}.json" for key in shards}
            body: Any = {"version": 1, "count": 3, "shards": keys}
        else:
            asked.append(name)
            body = {"names": shards[name.removesuffix(".json")]}
        route.fulfill(body=json.dumps(body), content_type="application/json")

    page.route("**/data/names/*", answer)
    return asked


SMITHS: list[list[object]] = [
    ["insider", 1, "Smith Ann", "", "2020-01-01", "smith ann 1"],
    ["insider", 2, "Smithers Ann", "", "2024-01-01", "smithers ann 2"],
    ["insider", 3, "Smith Annabel", "", "2023-01-01", "smith annabel 3"],
    ["insider", 4, "Smith Ann B", "", "2024-01-01", "smith ann b 4"],
]


def test_the_longest_word_says_which_shard_is_asked_for(page: Page, address: str) -> None:
    asked = sharded(page, {"sm": SMITHS, "ann": SMITHS, "b": SMITHS})
    page.goto(address)
    page.locator(BOX).fill("b smith")
    suggestions(page)
    assert asked == ["sm.json"]


def test_a_word_too_short_for_any_shard_asks_for_more(page: Page, address: str) -> None:
    sharded(page, {"smit": SMITHS, "ann": SMITHS})
    page.goto(address)
    page.locator(BOX).fill("sm")
    expect(page.locator(".s16-message")).to_contain_text("Keep typing")


def test_a_whole_short_word_has_a_shard_of_its_own(page: Page, address: str) -> None:
    asked = sharded(page, {"smit": SMITHS, "b.": SMITHS[3:], "bra": []})
    page.goto(address)
    page.locator(BOX).fill("b")
    assert suggestions(page) == ["Smith Ann B"]
    assert asked == ["b..json"]


def test_after_a_whole_short_word_more_letters_find_more(page: Page, address: str) -> None:
    sharded(page, {"smit": SMITHS, "b.": SMITHS[3:], "bra": []})
    page.goto(address)
    page.locator(BOX).fill("b")
    expect(page.locator(".s16-message")).to_contain_text("more letters find more")


def test_a_word_that_begins_no_name_is_told_without_a_request(page: Page, address: str) -> None:
    asked = sharded(page, {"smit": SMITHS})
    page.goto(address)
    page.locator(BOX).fill("xy")
    expect(page.locator(".s16-message")).to_contain_text("No company or insider")
    assert asked == []


def test_whole_words_come_before_beginnings_and_newer_before_older(
    page: Page, address: str
) -> None:
    sharded(page, {"smit": SMITHS})
    page.goto(address)
    page.locator(BOX).fill("ann smith")
    assert suggestions(page) == ["Smith Ann B", "Smith Ann", "Smithers Ann", "Smith Annabel"]


def test_the_box_works_on_a_phone(browser: Browser, address: str) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(address + "codes/")
    page.locator(BOX).tap()
    page.locator(BOX).fill("trnm")
    page.get_by_role("option").first.tap()
    page.wait_for_url(address + TARNFELD)
    context.close()


def test_without_scripts_the_box_leads_to_the_lists(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + TARNFELD)
    page.get_by_role("link", name="issuers A–Z").click()
    assert page.url == address + "issuers/"
    context.close()


def test_without_scripts_enter_leads_to_the_issuers(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "method/")
    page.locator(BOX).fill("tarn")
    page.keyboard.press("Enter")
    page.wait_for_url(address + "issuers/*")
    context.close()


# The page around it.

SEEN = ["", TARNFELD, f"{TARNFELD}2024/", "issuers/", f"insiders/{ODA}/", "method/", "codes/"]


@pytest.mark.parametrize("path", SEEN)
def test_a_page_asks_nobody_else_and_logs_nothing(page: Page, address: str, path: str) -> None:
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("response", lambda answer: troubles.append(answer.url) if answer.status > 399 else None)
    page.on(
        "request",
        lambda asked: None if asked.url.startswith(address) else troubles.append(asked.url),
    )
    page.goto(address + path, wait_until="networkidle")
    assert troubles == []


@pytest.mark.parametrize("path", SEEN)
@pytest.mark.parametrize("width", [360, 768, 1360])
def test_a_page_never_scrolls_sideways(
    browser: Browser, address: str, path: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(address + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


@pytest.mark.parametrize("path", ["", TARNFELD, "codes/"])
@pytest.mark.parametrize("width", [390, 1360])
def test_nothing_moves_while_a_page_loads(
    browser: Browser, address: str, path: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => { for (const e of list.getEntries())"
        " window.moved += e.value }).observe({type: 'layout-shift', buffered: true})"
    )
    page.goto(address + path, wait_until="networkidle")
    assert page.evaluate("window.moved") == 0
    context.close()


@pytest.mark.parametrize(("scheme", "ground"), [("light", "255, 255, 255"), ("dark", "20, 24, 29")])
def test_colours_follow_the_system(
    browser: Browser, address: str, scheme: Any, ground: str
) -> None:
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(address + TARNFELD)
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert colour == f"rgb({ground})"
    context.close()


def test_the_reader_may_choose_dark_and_it_stays(page: Page, address: str) -> None:
    page.goto(address + TARNFELD)
    page.locator(".s16-tones label:visible").click()  # from the system's to light
    page.locator(".s16-tones label:visible").click()  # from light to dark
    page.goto(address + "method/")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_a_footnote_opens_beside_its_number(page: Page, address: str) -> None:
    page.goto(address + TARNFELD)
    page.locator(".footnote-ref").first.hover()
    expect(page.locator(".md-tooltip2").first).to_contain_text("grandchildren")


def test_on_a_phone_a_transaction_is_not_scrolled_sideways(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(address + TARNFELD)
    table = page.locator(".s16-transactions table")
    assert table.evaluate("t => t.scrollWidth") <= 390
    context.close()


def test_a_first_visit_weighs_at_most_150_kilobytes(page: Page, address: str, site: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + TARNFELD, wait_until="networkidle")
    paths = [site / url.removeprefix(address).split("?")[0] for url in asked]
    bodies = [(path / "index.html" if path.is_dir() else path).read_bytes() for path in paths]
    assert sum(len(gzip.compress(body)) for body in bodies) <= 150_000
