"""The pages as a reader has them: no request elsewhere, no error, no jump."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.publish.fictional import ISSUER, ODA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

TARNFELD = f"issuers/{ISSUER}/"
BOX = "#s16-query"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1360, "height": 900})
    yield context.new_page()
    context.close()


# The box before it is used; tests/site/test_search_box.py uses it.


def test_nothing_is_loaded_before_the_box_is_used(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address, wait_until="networkidle")
    assert [url for url in asked if "/data/" in url] == []


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
    expect(page.locator(".s16-bubble")).to_contain_text("grandchildren")


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
