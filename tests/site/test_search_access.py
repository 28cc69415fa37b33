"""axe-core, with all rules that it has on by default, on the search in each of its states."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from builder.build import BuildReport
from tests.site.answering import BOX, answer, answering, hit, issuer, once_asked, refuse

FOUND = [hit(number, why="typo") for number in range(1, 61)] + [issuer()]
SCREENS: dict[str, Any] = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True},
}


@pytest.fixture
def home(sample_site: BuildReport, served: Callable[[Path], str]) -> str:
    return served(sample_site.place.site)


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> Any:
    return request.param


@pytest.fixture(params=sorted(SCREENS))
def page(request: pytest.FixtureRequest, browser: Browser, scheme: Any) -> Iterator[Page]:
    """A page of each screen in each scheme of colours, where queries wait for their answer."""
    context = browser.new_context(color_scheme=scheme, **SCREENS[request.param])
    page = context.new_page()
    answering(page, held=True)
    yield page
    context.close()


def faults(page: Page) -> list[str]:
    """What axe-core finds, each with the elements that it found it in."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {[node['target'] for node in each['nodes']]}" for each in found]


def searched(page: Page, home: str) -> None:
    page.goto(f"{home}search/?q=alder")
    once_asked(page)


def in_box(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(BOX).fill("alder")


def test_axe_finds_nothing_in_the_open_box(home: str, page: Page) -> None:
    in_box(page, f"{home}issuers/9100000016/")
    answer(page, "alder", *FOUND[:8], total=61)
    page.locator(BOX).press("ArrowDown")
    expect(page.get_by_role("option")).to_have_count(9)
    assert faults(page) == []


def test_axe_finds_nothing_in_the_box_without_a_match(home: str, page: Page) -> None:
    in_box(page, f"{home}about/")
    answer(page, "alder")
    expect(page.locator(".s16-message")).to_be_visible()
    assert faults(page) == []


def test_axe_finds_nothing_in_the_box_that_failed(home: str, page: Page) -> None:
    in_box(page, f"{home}about/")
    refuse(page, "alder")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    assert faults(page) == []


def test_axe_finds_nothing_on_the_page_without_a_query(home: str, page: Page) -> None:
    page.goto(f"{home}search/")
    expect(page.locator(".s16-help")).to_be_visible()
    assert faults(page) == []


def test_axe_finds_nothing_on_the_page_of_results(home: str, page: Page) -> None:
    searched(page, home)
    answer(page, "alder", *FOUND)
    expect(page.get_by_role("button", name="Show 11 more")).to_be_visible()
    assert faults(page) == []


def test_axe_finds_nothing_on_the_page_without_a_match(home: str, page: Page) -> None:
    searched(page, home)
    answer(page, "alder")
    expect(page.locator(".s16-help")).to_be_visible()
    assert faults(page) == []


def test_axe_finds_nothing_on_the_page_that_failed(home: str, page: Page) -> None:
    searched(page, home)
    refuse(page, "alder")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    assert faults(page) == []


def test_axe_would_find_a_fault(home: str, page: Page) -> None:
    page.goto(f"{home}search/")
    page.locator(BOX).evaluate("box => box.labels[0].remove()")
    page.locator(BOX).evaluate("box => box.removeAttribute('placeholder')")
    assert any(fault.startswith(("label:", "aria-input")) for fault in faults(page))
