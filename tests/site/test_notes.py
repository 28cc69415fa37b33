"""Notes beside their numbers: on hover, on focus and on tap, on pages and in filings in full."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, Locator, Page, expect

from builder.build import BuildReport

ISSUER = "issuers/9100000016/"
YEAR = f"{ISSUER}2023/"
NOTE = ".s16-bubble"
PAGE_MARKER = "article a.footnote-ref"
FILING_MARKER = "article .s16-fn a"
EVERYWHERE = pytest.mark.parametrize(
    ("place", "marker"), [(ISSUER, PAGE_MARKER), (YEAR, FILING_MARKER)], ids=["page", "filing"]
)


@pytest.fixture
def home(sample_site: BuildReport, served: Callable[[Path], str]) -> str:
    return served(sample_site.place.site)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A telephone: a narrow window, and fingers."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True)
    yield context.new_page()
    context.close()


def first(page: Page, address: str, marker: str) -> Locator:
    """The first marker of a page that is open."""
    page.goto(address, wait_until="networkidle")
    found = page.locator(f"{marker}:visible").first
    found.scroll_into_view_if_needed()
    return found


def words_of(page: Page, marker: Locator) -> str:
    """The first words of the note that a marker leads to."""
    target = (marker.get_attribute("href") or "").removeprefix("#")
    text = page.evaluate("id => document.getElementById(id).closest('li').textContent", target)
    return " ".join(str(text).split())[:40]


@EVERYWHERE
def test_hover_shows_the_note(home: str, page: Page, place: str, marker: str) -> None:
    number = first(page, home + place, marker)
    number.hover()
    expect(page.locator(NOTE)).to_contain_text(words_of(page, number))


@EVERYWHERE
def test_focus_shows_the_note_and_describes_the_marker(
    home: str, page: Page, place: str, marker: str
) -> None:
    number = first(page, home + place, marker)
    number.focus()
    expect(page.locator(NOTE)).to_be_visible()
    expect(number).to_have_accessible_description(re.compile(re.escape(words_of(page, number))))


@EVERYWHERE
def test_escape_closes_the_note_and_keeps_the_focus(
    home: str, page: Page, place: str, marker: str
) -> None:
    number = first(page, home + place, marker)
    number.focus()
    page.keyboard.press("Escape")
    expect(page.locator(NOTE)).to_be_hidden()
    expect(number).to_be_focused()
    assert number.get_attribute("aria-describedby") is None


@EVERYWHERE
def test_the_first_tap_shows_the_note_and_stays(
    home: str, phone: Page, place: str, marker: str
) -> None:
    number = first(phone, home + place, marker)
    before = phone.url
    number.tap()
    expect(phone.locator(NOTE)).to_be_visible()
    assert phone.url == before


@EVERYWHERE
def test_the_second_tap_leads_to_the_note_at_the_foot(
    home: str, phone: Page, place: str, marker: str
) -> None:
    number = first(phone, home + place, marker)
    number.tap()
    expect(phone.locator(NOTE)).to_be_visible()
    number.tap()
    phone.wait_for_url(f"**/{number.get_attribute('href')}")
    expect(phone.locator(NOTE)).to_be_hidden()


def test_a_tap_elsewhere_closes_the_note(home: str, phone: Page) -> None:
    first(phone, home + ISSUER, PAGE_MARKER).tap()
    expect(phone.locator(NOTE)).to_be_visible()
    phone.touchscreen.tap(3, 400)
    expect(phone.locator(NOTE)).to_be_hidden()


def test_a_note_lies_within_a_phones_window(home: str, phone: Page) -> None:
    first(phone, home + ISSUER, PAGE_MARKER).tap()
    box = phone.locator(NOTE).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert box["y"] >= 0


def test_focus_that_scrolls_a_table_keeps_its_note(home: str, phone: Page) -> None:
    number = first(phone, home + YEAR, FILING_MARKER)
    number.evaluate("marker => { marker.closest('.s16-table').scrollLeft = 0 }")
    number.focus()
    phone.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
        ".then(() => true)"
    )
    assert number.evaluate("marker => marker.closest('.s16-table').scrollLeft") > 0
    expect(phone.locator(NOTE)).to_be_visible()


def test_the_pointer_may_go_into_the_note(home: str, page: Page) -> None:
    first(page, home + ISSUER, PAGE_MARKER).hover()
    page.locator(f"{NOTE} a").first.hover()
    page.evaluate("() => new Promise(done => setTimeout(() => done(true), 400))")
    expect(page.locator(NOTE)).to_be_visible()


def test_a_note_closes_when_the_pointer_leaves(home: str, page: Page) -> None:
    first(page, home + ISSUER, PAGE_MARKER).hover()
    expect(page.locator(NOTE)).to_be_visible()
    page.mouse.move(1, 1)
    expect(page.locator(NOTE)).to_be_hidden()


def test_the_note_of_a_row_names_the_rows_filing_and_no_other(home: str, page: Page) -> None:
    page.goto(home + ISSUER, wait_until="networkidle")
    row, marker, filing = shared_note(page)
    page.locator("article tr").nth(row).locator("a.footnote-ref").nth(marker).hover()
    expect(page.locator(f"{NOTE} em + a")).to_have_text([filing])


def shared_note(page: Page) -> tuple[int, int, str]:
    """A marker of a note that several filings share, and its row's filing."""
    found = page.evaluate(
        """() => {
          const rows = [...document.querySelectorAll("article tr")];
          for (const [at, row] of rows.entries()) {
            const marks = [...row.querySelectorAll("a.footnote-ref")];
            for (const [nth, mark] of marks.entries()) {
              const note = document.getElementById(decodeURIComponent(mark.hash.slice(1)));
              const filing = row.querySelector("td:last-child a")?.hash.slice(1);
              const shared = note.querySelectorAll("em + a").length > 1;
              if (shared && filing && mark.checkVisibility()) return [at, nth, filing];
            }
          }
        }"""
    )
    row, marker, filing = found
    return row, marker, filing


def test_a_filings_note_names_the_filing(home: str, page: Page) -> None:
    first(page, home + YEAR, FILING_MARKER).hover()
    expect(page.locator(f"{NOTE} em")).to_have_text(re.compile(r"^Form \d.* filed \d{4}-"))


def test_a_note_has_no_ways_back_and_no_id_twice(home: str, page: Page) -> None:
    first(page, home + YEAR, FILING_MARKER).hover()
    expect(page.locator(NOTE)).to_be_visible()
    assert page.locator(f"{NOTE} a[href^='#']").count() == 0
    assert page.locator(f"{NOTE} [id]").count() == 0


def test_a_page_that_the_theme_replaces_has_no_note_left_open(home: str, page: Page) -> None:
    first(page, home + ISSUER, PAGE_MARKER).focus()
    page.locator("nav a[href*='insiders']").first.click()
    page.wait_for_url("**/insiders/")
    expect(page.locator(NOTE)).to_be_hidden()


def test_notes_are_not_printed(home: str, page: Page) -> None:
    first(page, home + ISSUER, PAGE_MARKER).focus()
    page.emulate_media(media="print")
    expect(page.locator(NOTE)).to_be_hidden()


def test_every_note_leads_back_to_each_of_its_cells(sample_site: BuildReport) -> None:
    """Without a script, and from every cell: the marker's id stands in the note's ways back."""
    for place in (ISSUER, YEAR, "insiders/9200009088/"):
        tree = html.parse(sample_site.place.site / place / "index.html").getroot()
        markers = tree.xpath("//sup[starts-with(@id, 'fnref')] | //sup[@class='s16-fn']/a")
        assert markers, place
        for marker in markers:
            (link,) = marker.xpath("self::a/@href | a/@href")
            (note,) = tree.xpath("//*[@id=$id]/ancestor-or-self::li[1]", id=link[1:])
            assert f"#{marker.get('id')}" in note.xpath(".//a/@href"), (place, link)


def test_no_text_stands_twice_among_a_pages_notes(sample_site: BuildReport) -> None:
    for page in sorted((sample_site.place.site / "issuers").glob("*/index.html")):
        tree = html.parse(page).getroot()
        notes = tree.xpath("//div[@class='footnote']/ol/li/p")
        texts = [str(note.text_content()).partition(" — ")[0] for note in notes]
        assert len(texts) == len(set(texts)), page
