"""The search under Material's instant navigation, which keeps the header and replaces the page."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page, Route, expect

from builder.build import build, place_of
from tests.site.answering import BOX, answering, asked, hit, issuer
from tests.site.conftest import PROJECT, silent

ISSUER = "issuers/9100000016/"
OTHER_HOST = "http://site.example/"
GENERATED = shutil.ignore_patterns("issuers", "insiders", "account", "rules", "data", "index.md")


@pytest.fixture(scope="module")
def instant_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's site with `navigation.instant`, as an owner would set it."""
    project = tmp_path_factory.mktemp("instant")
    shutil.copytree(PROJECT / "site_src", project / "site_src", ignore=GENERATED)
    settings = yaml.safe_load((PROJECT / "mkdocs.yml").read_text("utf-8"))
    settings["theme"].setdefault("features", []).append("navigation.instant")
    (project / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
    place = place_of(project, PROJECT / "content" / "sample", project / "site", project / "state")
    return build(place, stage=silent, jobs=1, site_url=OTHER_HOST).place.site


@pytest.fixture
def home(instant_site: Path, served: Callable[[Path], str], page: Page) -> str:
    """The address of the site; the theme takes the pages that it may fetch from the sitemap."""
    address = served(instant_site)
    sitemap = (instant_site / "sitemap.xml").read_text("utf-8").replace(OTHER_HOST, address)

    def give(route: Route) -> None:
        route.fulfill(body=sitemap, content_type="application/xml")

    page.route("**/sitemap.xml", give)
    return address


def opened(page: Page, address: str) -> None:
    """Open a page and wait until the theme has read the sitemap; mark it as not loaded anew."""
    with page.expect_response("**/sitemap.xml"):
        page.goto(address)
    page.evaluate("window.same = true")


def through(page: Page, home: str, section: str) -> None:
    """Follow a link of the header."""
    before = page.locator("article h1").inner_text()
    page.get_by_label("Sections").get_by_role("link", name=section).click()
    page.wait_for_url(f"{home}{section.lower()}/")
    expect(page.locator("article h1")).not_to_have_text(before)
    assert page.evaluate("window.same"), "the page was loaded anew: this tests nothing"


def test_a_letter_is_asked_for_once_on_every_page(home: str, page: Page) -> None:
    answering(page, hit())
    opened(page, home + ISSUER)
    for section in ("Method", "Codes", "Insiders"):
        through(page, home, section)
    page.locator(BOX).press_sequentially("a")
    expect(page.get_by_role("option")).to_have_count(2)
    assert asked(page) == ["a"]


def test_a_header_that_was_replaced_has_a_box_that_works(home: str, page: Page) -> None:
    answering(page, hit())
    opened(page, home)
    page.locator(".s16-search").evaluate(
        """form => {
          const made = form.cloneNode(true);
          for (const each of made.querySelectorAll(".s16-found, [role=status]")) each.remove();
          form.replaceWith(made);
        }"""
    )
    through(page, home, "Method")
    page.locator(BOX).press_sequentially("a")
    expect(page.get_by_role("option")).to_have_count(2)
    assert asked(page) == ["a"]


def test_a_slash_leads_to_the_box_on_the_next_page_too(home: str, page: Page) -> None:
    opened(page, home)
    through(page, home, "Method")
    page.keyboard.press("/")
    expect(page.locator(BOX)).to_be_focused()
    expect(page.locator(BOX)).to_have_value("")


def test_a_suggestion_opens_its_page_and_leaves_the_box_empty(home: str, page: Page) -> None:
    answering(page, issuer(url=ISSUER))
    opened(page, home)
    through(page, home, "Method")
    page.locator(BOX).fill("tarn")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(home + ISSUER)
    expect(page.locator(BOX)).to_have_value("")
    expect(page.locator(".s16-found")).to_be_hidden()


def test_the_sections_say_where_one_is(home: str, page: Page) -> None:
    opened(page, home)
    through(page, home, "Method")
    through(page, home, "Codes")
    expect(page.get_by_label("Sections").locator("[aria-current]")).to_have_text("Codes")


def test_all_results_are_listed_without_a_load(home: str, page: Page) -> None:
    answering(page, hit(), issuer(url=ISSUER))
    opened(page, home)
    through(page, home, "Method")
    page.locator(BOX).fill("a")
    page.get_by_role("option").last.click()
    page.wait_for_url(f"{home}search/?q=a")
    expect(page.locator(".s16-hits tbody tr")).to_have_count(2)
    assert page.evaluate("window.same")


def test_back_from_a_result_lists_the_results_again(home: str, page: Page) -> None:
    answering(page, hit(), issuer(url=ISSUER))
    opened(page, f"{home}search/?q=a&kind=issuer")
    page.locator(".s16-hits tbody a").click()
    page.wait_for_url(home + ISSUER)
    expect(page.locator("article h1")).to_contain_text("Jorthal")
    page.go_back()
    expect(page.locator(".s16-hits tbody tr")).to_have_count(1)
    expect(page.locator(BOX)).to_have_value("a")
    assert page.title().startswith("a · Search")
    assert page.evaluate("window.same")


def test_a_filter_is_no_new_page_to_the_theme(home: str, page: Page) -> None:
    answering(page, hit(), issuer())
    opened(page, f"{home}search/?q=a")
    pages: list[str] = []
    page.on(
        "request", lambda request: pages.append(request.url) if "/search/" in request.url else None
    )
    page.locator(".s16-filters").get_by_role("link", name="Issuers").click()
    expect(page.locator(".s16-hits tbody tr")).to_have_count(1)
    assert pages == []
    page.go_back()
    expect(page.locator(".s16-hits tbody tr")).to_have_count(2)
