"""axe-core, with the rules that it has on by default, on a page of each kind in both schemes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from builder.build import BuildReport
from tests.site.kinds import one_of_each


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    scheme: Any = request.param
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture(params=["light", "dark"])
def phone(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    scheme: Any = request.param
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    yield context.new_page()
    context.close()


def faults(page: Page, home: str, site: Path) -> dict[str, list[str]]:
    """What axe-core finds by kind of page, each with the first elements that it found it in."""
    found: dict[str, list[str]] = {}
    for kind, address in one_of_each(site).items():
        if kind == "404.html":  # its addresses begin at the root of the server
            continue
        page.goto(home + address)
        for each in Axe().run(page).response["violations"]:
            places = [node["target"] for node in each["nodes"]]
            found.setdefault(f"{kind} {address}", []).append(
                f"{each['id']} {len(places)} x: {places[:3]}"
            )
    return found


def test_axe_finds_nothing_on_any_kind_of_page(
    sample_site: BuildReport, served: Callable[[Path], str], page: Page
) -> None:
    site = sample_site.place.site
    assert faults(page, served(site), site) == {}


def test_axe_finds_nothing_on_a_phone(
    sample_site: BuildReport, served: Callable[[Path], str], phone: Page
) -> None:
    site = sample_site.place.site
    assert faults(phone, served(site), site) == {}
