"""Charts in a real browser: words of one size on every screen, hover, colours, and the tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect

from builder.build import BuildReport
from builder.pages.charts import BYTES
from tests.publish.test_contrast import contrast

CHART = "figure.s16-chart"
COLOUR = """element => {
    const paint = getComputedStyle(element).stroke.match(/[0-9]+/g).slice(0, 3)
    return '#' + paint.map(part => Number(part).toString(16).padStart(2, '0')).join('')
}"""

# Of a line without an area, which has a place and no size for the browser's driver.
MIDDLE = """element => {
    const box = element.getBoundingClientRect()
    return [box.x + box.width / 2, box.y + box.height / 2]
}"""


@pytest.fixture
def site(sample_site: BuildReport) -> Path:
    return sample_site.place.site


@pytest.fixture
def home(site: Path, served: Callable[[Path], str]) -> str:
    return served(site)


def with_charts(site: Path, kind: str, needed: str = "s16-chart") -> str:
    """The address of the page of a kind with the most charts."""
    pages = sorted(site.glob(f"{kind}/*/index.html"))
    most = max(pages, key=lambda page: page.read_text("utf-8").count(needed))
    assert needed in most.read_text("utf-8")
    return most.relative_to(site).as_posix().removesuffix("index.html")


def charts_of(site: Path) -> list[html.HtmlElement]:
    pages = [*site.glob("issuers/*/index.html"), *site.glob("insiders/*/index.html")]
    found: list[html.HtmlElement] = []
    for page in pages:
        found += html.parse(page).getroot().xpath("//figure[contains(@class, 's16-chart')]/svg")
    return found


def test_every_chart_of_the_sample_has_title_and_description_and_is_small(site: Path) -> None:
    found = charts_of(site)
    assert found
    for chart in found:
        assert [child.tag for child in chart[:2]] == ["title", "desc"]
        assert len(html.tostring(chart, encoding="utf-8", with_tail=False)) <= BYTES


def test_every_chart_is_followed_by_its_table(site: Path) -> None:
    for chart in charts_of(site):
        after = chart.getparent().xpath("following-sibling::details[1]//table[.//td]")
        assert after


@pytest.mark.parametrize("kind", ["issuers", "insiders"])
def test_words_are_as_large_on_a_phone_as_on_a_desk_and_stay_on_the_page(
    home: str, page: Page, site: Path, kind: str
) -> None:
    sizes = []
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(home + with_charts(site, kind))
        words = page.locator(f"{CHART} text")
        boxes = [box for box in (each.bounding_box() for each in words.all()) if box]
        sizes.append([box["height"] for box in boxes])
        assert all(box["x"] >= 0 and box["x"] + box["width"] <= width for box in boxes)
    assert sizes[0] == sizes[1]
    assert min(sizes[1]) >= 11


@pytest.mark.parametrize("width", [390, 1280])
def test_a_chart_is_as_wide_as_the_text(home: str, page: Page, site: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(home + with_charts(site, "issuers"))
    widths = [
        place.evaluate("element => element.getBoundingClientRect().width")
        for place in (page.locator(f"{CHART} > svg").first, page.locator("article h1"))
    ]
    assert widths[0] == widths[1]


def test_words_under_a_chart_do_not_run_into_each_other(home: str, page: Page, site: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    for kind in ("issuers", "insiders"):
        page.goto(home + with_charts(site, kind))
        for chart in page.locator(f"{CHART} > svg").all():
            boxes = [each.bounding_box() for each in chart.locator("text").all()]
            placed = sorted((b["y"], b["x"], b["width"]) for b in boxes if b)
            for (y, x, wide), (next_y, next_x, _) in pairwise(placed):
                assert y != next_y or x + wide <= next_x


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_bars_are_told_from_the_page_in_both_schemes(
    home: str, browser: Browser, site: Path, scheme: str
) -> None:
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    page.goto(home + with_charts(site, "issuers", 'class="buy"'))
    paper = {"light": "#ffffff", "dark": "#14181d"}[scheme]
    for bar in ("buy", "sell"):
        colour = str(page.locator(f"{CHART} .{bar}").first.evaluate(COLOUR))
        assert contrast(colour, paper) >= 4.5
    context.close()


def test_a_quarter_lights_up_under_the_pointer(home: str, page: Page, site: Path) -> None:
    page.goto(home + with_charts(site, "issuers"))
    place = page.locator(f"{CHART} .over path").first
    expect(place).to_have_css("stroke", "rgba(0, 0, 0, 0)")
    page.locator(f"{CHART} > svg").first.scroll_into_view_if_needed()
    x, y = place.evaluate(MIDDLE)
    page.mouse.move(x, y)
    expect(place).not_to_have_css("stroke", "rgba(0, 0, 0, 0)")
    assert re.match(r"\d{4} Q[1-4]: [▲▼] ", place.locator("title").text_content() or "")


def test_the_table_of_a_chart_opens_by_keyboard(home: str, page: Page, site: Path) -> None:
    page.goto(home + with_charts(site, "issuers"))
    summary = page.get_by_text("Open-market activity as a table")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".s16-activity table")).to_be_visible()
