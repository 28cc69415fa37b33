"""The Content-Security-Policy of every page, and that the site itself lives with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from builder.build import BuildReport
from tests.site.kinds import one_of_each
from tests.site.surveying import Survey

ISSUER = "issuers/9100000016/"


@pytest.fixture
def home(sample_site: BuildReport, served: Callable[[Path], str]) -> str:
    return served(sample_site.place.site)


def directives(policy: str) -> dict[str, set[str]]:
    parts = [part.split() for part in policy.split(";")]
    return {name: set(sources) for name, *sources in parts}


def test_every_page_has_one_policy_and_the_same(survey: Survey) -> None:
    assert {len(page.policies) for page in survey.pages} == {1}
    assert len({page.policies for page in survey.pages}) == 1


def test_the_policy_lets_only_scripts_of_the_site_run(survey: Survey) -> None:
    policy = directives(survey.pages[0].policies[0])
    assert policy["default-src"] == {"'none'"}
    assert policy["script-src"] == {"'self'"}
    assert policy["connect-src"] == {"'self'"}


def test_no_page_carries_a_script_a_handler_or_a_style_sheet(survey: Survey) -> None:
    assert [(page.address, page.inline[0]) for page in survey.pages if page.inline] == []


def test_the_policy_stands_before_all_that_it_rules(sample_site: BuildReport) -> None:
    for path in sample_site.place.site.rglob("*.html"):
        text = path.read_text("utf-8")
        ruled = min(text.index(mark) for mark in ("<link", "<script"))
        assert text.index("Content-Security-Policy") < ruled, path


class Watched:
    """A page, and everything that a reader's browser would complain about or tell others."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.troubles: list[str] = []
        page.on("console", lambda said: self.troubles.append(f"{said.type}: {said.text}"))
        page.on("pageerror", lambda error: self.troubles.append(f"error: {error}"))
        page.on("requestfailed", lambda asked: self.troubles.append(f"failed: {asked.url}"))
        page.on("request", lambda asked: self._is_ours(asked.url, base))
        page.on("response", lambda got: self._is_there(got.url, got.status))

    def _is_ours(self, url: str, base: str) -> None:
        if not url.startswith((base, "data:")):
            self.troubles.append(f"foreign: {url}")

    def _is_there(self, url: str, status: int) -> None:
        if status >= 400:
            self.troubles.append(f"{status}: {url}")


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    scheme: Any = request.param
    context = browser.new_context(color_scheme=scheme)
    yield context.new_page()
    context.close()


def test_no_kind_of_page_says_anything_or_asks_anybody_else(
    home: str, page: Page, sample_site: BuildReport
) -> None:
    watched = Watched(page, home)
    for address in one_of_each(sample_site.place.site).values():
        if address != "404.html":  # its addresses begin at the root of the server
            page.goto(home + address, wait_until="networkidle")
    assert watched.troubles == []


def test_searching_and_choosing_colours_break_no_rule(home: str, page: Page) -> None:
    watched = Watched(page, home)
    page.goto(home + ISSUER)
    page.locator(".s16-tones label:not([hidden])").click()
    page.locator("[role=combobox]").fill("jor")
    page.locator("[role=option]").first.wait_for()
    page.locator("[role=combobox]").press("Escape")
    page.goto(f"{home}search/?q=shares", wait_until="networkidle")
    assert watched.troubles == []


def tampered(page: Page, address: str, extra: str) -> None:
    """Open a page that carries something more, as if a filer's text had slipped through."""

    def slip(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(
            response=answer, body=answer.text().replace("</article>", f"{extra}</article>")
        )

    page.route(address, slip)
    page.goto(address, wait_until="networkidle")


@pytest.mark.parametrize(
    "extra",
    [
        "<script>window.ran = 1</script>",
        "<img src='x' onerror='window.ran = 1'>",
        "<script src='data:text/javascript,window.ran=1'></script>",
    ],
)
def test_a_script_that_slipped_into_a_page_does_not_run(home: str, page: Page, extra: str) -> None:
    tampered(page, home + ISSUER, extra)
    assert page.evaluate("window.ran") is None


def test_a_page_cannot_send_anything_elsewhere(home: str, page: Page) -> None:
    page.goto(home + ISSUER)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    refused = page.evaluate("fetch('http://else.where/').then(() => false, () => true)")
    assert refused
    assert [url for url in asked if not url.startswith(home)] == []


def test_chosen_colours_are_there_before_the_theme_runs(home: str, page: Page) -> None:
    page.goto(home)
    for _ in range(2):  # system, light, dark
        page.locator(".s16-tones label:not([hidden])").click()
    page.route("**/bundle.*.js", lambda route: route.abort())
    page.goto(home + ISSUER)
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"


def test_unchosen_colours_are_those_of_the_system(home: str, page: Page) -> None:
    page.route("**/bundle.*.js", lambda route: route.abort())
    page.goto(home + ISSUER)
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    wanted = "slate" if dark else "default"
    assert page.locator("body").get_attribute("data-md-color-scheme") == wanted
