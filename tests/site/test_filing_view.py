"""The view of filings in a real browser: citations, rows, and years that continue by quarter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html
from playwright.sync_api import Browser, Page, expect

from builder.build import BuildReport, build, place_of
from tests.forms import form_xml, owner_xml, sale
from tests.site.conftest import PROJECT, build_into, silent
from tests.site.surveying import Survey

YEAR = "issuers/9000000001/2024/"
FIRST = "9000000001-24-000000"
NOTED = form_xml([sale(), sale(transactionShares=("5", "F1"))], footnotes={"F1": "So."})


@pytest.fixture(scope="module")
def long_year(tmp_path_factory: pytest.TempPathFactory) -> BuildReport:
    """A site of one issuer with 101 filings in a year."""
    folder = tmp_path_factory.mktemp("long")
    content = folder / "content"
    content.mkdir()
    for number in range(101):
        day = f"2024-{number % 12 + 1:02d}-{number // 12 + 1:02d}"
        form = NOTED.replace(b"2024-05-02", day.encode())
        (content / f"9000000001-24-{number:06d}.xml").write_bytes(form)
    return build_into(content, folder)


@pytest.fixture
def home(long_year: BuildReport, served: Callable[[Path], str]) -> str:
    return served(long_year.place.site)


@pytest.mark.parametrize("tail", ["", "-I-2", "-F1"])
def test_an_old_address_leads_on_to_the_quarter(home: str, page: Page, tail: str) -> None:
    page.goto(f"{home}{YEAR}#{FIRST}{tail}")
    page.wait_for_url(f"{home}{YEAR}q1/#{FIRST}{tail}")
    expect(page.locator(f'[id="{FIRST}{tail}"]')).to_be_in_viewport()


@pytest.mark.parametrize("tail", ["", "-I-2", "-F1"])
def test_without_script_an_old_address_shows_the_filings_entry(
    home: str, browser: Browser, tail: str
) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{home}{YEAR}#{FIRST}{tail}")
    entry = page.locator(f'tr:has([id="{FIRST}{tail}"]) a[href]')
    expect(entry).to_be_in_viewport()
    entry.click()
    assert page.url == f"{home}{YEAR}q1/#{FIRST}"
    page.close()


def test_a_row_that_is_chosen_is_the_row_that_is_cited(home: str, page: Page) -> None:
    page.goto(f"{home}{YEAR}q1/")
    page.locator(f'[id="{FIRST}-I-2"]').click()
    details = page.locator(f'[id="{FIRST}-cite"]')
    expect(details.locator("summary")).to_have_text("Cite row 2 of Table I")
    text = details.locator("pre > code").first
    assert f"accession number {FIRST}, Table I, row 2, dated" in str(text.text_content())
    page.goto(f"{home}{YEAR}q1/#{FIRST}")
    expect(details.locator("summary")).to_have_text("Cite this filing")
    assert "Table I, row" not in str(text.text_content())


def test_a_citation_is_copied_by_keyboard(home: str, browser: Browser) -> None:
    context = browser.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{home}{YEAR}q1/")
    details = page.locator(f'[id="{FIRST}-cite"]')
    details.locator("summary").press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(details.locator("button").first).to_have_text("Copied")
    text = page.evaluate("navigator.clipboard.readText()")
    assert text == details.locator("pre > code").first.text_content()
    context.close()


def test_without_script_a_citation_is_whole_and_has_no_button(home: str, browser: Browser) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{home}{YEAR}q1/")
    details = page.locator(f'[id="{FIRST}-cite"]')
    details.locator("summary").click()
    expect(details.locator("pre").nth(1)).to_contain_text("@misc{sec-")
    expect(details.locator("button")).to_have_count(0)
    page.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_an_open_citation_fits_the_window(home: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{home}{YEAR}q1/")
    page.locator(f'[id="{FIRST}-cite"] summary').click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.fixture(scope="module")
def monster(tmp_path_factory: pytest.TempPathFactory) -> BuildReport:
    """A site of one filing of 60 rows and 99 notes, with names of 150 characters."""
    folder = tmp_path_factory.mktemp("monster")
    content = folder / "content"
    content.mkdir()
    notes = {f"F{number}": f"Note {number}. " + "word " * 40 for number in range(1, 100)}
    option = dict(sale()[1]) | {
        "securityTitle": ("Stock Option (right to buy)" * 5, *list(notes)[30:]),
        "conversionOrExercisePrice": ("1234567890.123456789", "F9"),
        "exerciseDate": ("", "F10"),
        "expirationDate": "2034-01-01",
        "underlyingSecurityTitle": "שלום 普通株式 " * 10,
        "underlyingSecurityShares": "123456789012.5",
    }
    rows = [sale(transactionShares=("123456789012.1234", *list(notes)[:30]))] * 30
    owners = [owner_xml(str(9_000_000_100 + n), f"{n}" + "名" * 149) for n in range(10)]
    form = form_xml(
        [*rows, *[("derivativeTransaction", option)] * 30],
        issuer=("9000000001", "X" * 150, "X" * 40), owners=owners, footnotes=notes,
        remarks="y" * 500, signature=("/s/ " + "z" * 150, "2024-05-02"),
    )  # fmt: skip
    (content / f"{FIRST}.xml").write_bytes(form)
    return build_into(content, folder)


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_nothing_of_a_huge_filing_is_wider_than_the_window(
    monster: BuildReport, served: Callable[[Path], str], page: Page, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{served(monster.place.site)}{YEAR}")
    page.locator(".s16-cite summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_link_of_a_long_year_leads_somewhere(long_year: BuildReport) -> None:
    survey = Survey(long_year.place.site)
    assert any(seen.address == f"{YEAR}q1/" for seen in survey.pages)
    assert not survey.broken()


def test_a_citation_bears_the_address_that_the_build_is_told(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    (content / f"{FIRST}.xml").write_bytes(NOTED)
    place = place_of(PROJECT, content, tmp_path / "site", tmp_path / "state")
    build(place, stage=silent, jobs=1, site_url="https://example.org/s16")
    article = html.parse(place.site / YEAR / "index.html")
    text = article.xpath("string(//details[contains(@class, 's16-cite')])")
    assert f"url = {{https://example.org/s16/{YEAR}#{FIRST}}}" in text


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("part", ["", "q1/"])
def test_axe_finds_nothing_on_a_long_year_or_an_open_citation(
    home: str, browser: Browser, scheme: Literal["light", "dark"], part: str
) -> None:
    page = browser.new_page(color_scheme=scheme)
    page.goto(f"{home}{YEAR}{part}")
    if part:
        page.locator(f'[id="{FIRST}-cite"] summary').click()
    assert not Axe().run(page).response["violations"]
    page.close()
