"""The sample's site in a real browser, below a sub-path."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from lxml import html
from playwright.sync_api import Browser, Page

from builder.build import BuildReport
from tests.site.conftest import SUB_PATH

ISSUER = "issuers/9100000016/"


@pytest.fixture
def home(sample_site: BuildReport, served: Callable[[Path], str]) -> str:
    return served(sample_site.place.site)


def watched(page: Page, base: str) -> list[str]:
    """Collects console errors and every request that leaves the site."""
    troubles: list[str] = []
    page.on(
        "console", lambda m: troubles.append(m.text) if m.type in {"error", "warning"} else None
    )
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("request", lambda r: None if r.url.startswith(base) else troubles.append(r.url))
    return troubles


def test_home_leads_to_an_issuer_an_insider_and_a_filing_without_error(
    home: str, page: Page
) -> None:
    troubles = watched(page, home)
    page.goto(home)
    page.locator("article table a[href*='issuers/']").nth(1).click()
    page.locator("article .s16-people a[href*='insiders/']").first.click()
    page.locator("article .s16-transactions a, article .s16-holdings a").last.click()
    page.wait_for_url(re.compile(r"/issuers/\d+/\d+/#"))
    assert troubles == []


def test_a_filings_anchor_is_on_screen_after_the_jump(home: str, page: Page) -> None:
    page.goto(home)
    link = page.locator("article table a[href*='#']").nth(3)
    accession = (link.get_attribute("href") or "").partition("#")[2]
    link.click()
    page.wait_for_url(f"**/#{accession}")
    place = page.evaluate(
        "id => document.getElementById(id).closest('h2').getBoundingClientRect().top", accession
    )
    assert 0 <= place < 400


@pytest.mark.parametrize("order", [0, 1])
def test_the_search_box_finds_a_name_in_any_word_order(
    home: str, page: Page, sample_site: BuildReport, order: int
) -> None:
    name = insider_of(sample_site.place.site)
    words = name.split()[:2]
    page.goto(home + ISSUER)
    page.locator("[role=combobox]").fill(" ".join(words[::-1] if order else words))
    page.locator("[role=option]").first.wait_for()
    texts = page.locator("[role=option]").all_inner_texts()
    wanted = {word.strip(".").casefold() for word in words}
    assert any(wanted <= set(re.findall(r"\w+", text.casefold())) for text in texts)


def insider_of(site: Path) -> str:
    """The first insider of the first issuer, as its page names them."""
    tree = html.parse(site / ISSUER / "index.html")
    links = tree.getroot().xpath("//div[contains(@class, 's16-people')]//td[1]/a")
    names = [str(link.text_content()) for link in links]
    return next(name for name in names if re.fullmatch(r"[A-Za-z]+ [A-Za-z]+.*", name))


def test_choosing_a_suggestion_opens_its_page(home: str, page: Page) -> None:
    page.goto(home + ISSUER)
    box = page.locator("[role=combobox]")
    box.fill("9100000016")
    page.locator("[role=option]").first.wait_for()
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url(f"**{SUB_PATH}{ISSUER}")


def test_a_footnote_marker_leads_to_its_note_and_back(home: str, page: Page) -> None:
    page.goto(home + ISSUER)
    page.locator("article a.footnote-ref").first.click()
    page.wait_for_url("**/#fn:1")
    page.locator("li[id='fn:1'] a.footnote-backref").first.click()
    page.wait_for_url("**/#fnref:1")


def test_without_script_every_table_and_link_is_there(home: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(home + ISSUER)
    assert page.locator("article .s16-transactions tbody tr").count() > 10
    page.get_by_role("link", name="Insiders", exact=True).first.click()
    assert page.url == f"{home}insiders/"
    context.close()


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_no_page_is_wider_than_the_screen(home: str, browser: Browser, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(home + ISSUER)
    insider = page.locator(".s16-people a[href*='insiders/']").first.get_attribute("href") or ""
    year = page.locator("article a[href*='20']").last.get_attribute("href") or ""
    for address in ("", ISSUER, urljoin(ISSUER, insider), urljoin(ISSUER, year), "account/"):
        page.goto(home + address.partition("#")[0])
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, address
    context.close()


def test_every_link_of_the_site_leads_somewhere(sample_site: BuildReport) -> None:
    site = sample_site.place.site
    anchors: dict[Path, set[str]] = {}
    pages = {path: html.parse(path).getroot() for path in sorted(site.rglob("*.html"))}
    for path, root in pages.items():
        anchors[path] = {str(value) for value in root.xpath("//@id | //a/@name")}
    broken = []
    for path, root in pages.items():
        here = "/" + path.relative_to(site).as_posix()
        for href in {str(value) for value in root.xpath("//a/@href")}:
            if re.match(r"[a-z]+:", href) or path.name == "404.html":
                continue
            target, anchor = urldefrag(unquote(urljoin(here, href)))
            file = site / target.lstrip("/")
            file = file / "index.html" if target.endswith("/") else file
            if not file.is_file() or (anchor and anchor not in anchors.get(file, {anchor})):
                broken.append((here, href))
    assert broken == []


def test_no_id_stands_twice_on_a_page(sample_site: BuildReport) -> None:
    for path in sorted(sample_site.place.site.rglob("*.html")):
        ids = [str(value) for value in html.parse(path).getroot().xpath("//@id")]
        assert len(ids) == len(set(ids)), path


def test_every_page_of_the_sample_says_that_it_is_fictional(sample_site: BuildReport) -> None:
    for path in sorted(sample_site.place.site.rglob("index.html")):
        assert "ictional" in path.read_text("utf-8"), path


def test_the_site_is_published_without_a_warning(sample_site: BuildReport) -> None:
    assert sample_site.published.warnings == ()
