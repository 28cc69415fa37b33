"""The search page in a real browser: what its address says is what it lists."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from builder.build import BuildReport
from tests.site.answering import BOX, Hit, answer, answering, asked, hit, issuer, once_asked, refuse

ISSUER = "issuers/9100000016/"
MANY = [hit(number) for number in range(1, 2001)]
MIXED = [
    hit(1, name="Ann Alder"),
    hit(2, name="Ben Alder", roles=["Officer"]),
    hit(3, name="Alder Fund LP", roles=["Owner"]),
    issuer(name="Alder Works Inc"),
]


@pytest.fixture
def home(sample_site: BuildReport, served: Callable[[Path], str]) -> str:
    return served(sample_site.place.site)


def rows(page: Page) -> Locator:
    return page.locator(".s16-hits tbody tr")


def status(page: Page) -> Locator:
    return page.locator("#s16-results [role=status]")


def named(page: Page) -> list[str]:
    """The names that are listed, once they are."""
    rows(page).first.wait_for()
    return rows(page).locator("a").all_inner_texts()


def retry(page: Page) -> Locator:
    return page.locator("#s16-results").get_by_role("button", name="Try again")


def chosen(page: Page) -> list[str]:
    """The filters that are on."""
    return page.locator(".s16-filters [aria-current=true]").all_inner_texts()


# What is listed.


def test_every_match_is_listed_with_kind_role_company_and_newest_filing(
    home: str, page: Page
) -> None:
    answering(page, hit(1, roles=["Director", "Officer"]), issuer())
    page.goto(f"{home}search/?q=a")
    rows(page).first.wait_for()
    assert [row.split("\t") for row in rows(page).all_inner_texts()] == [
        ["Ann 1 Alder", "Insider", "Director, Officer · Tarnfeld Motion Inc", "2024-05-01"],
        ["Tarnfeld Motion Inc", "Issuer", "TRNM", "2024-05-01"],
    ]


def test_a_result_leads_to_its_page(home: str, page: Page) -> None:
    answering(page, issuer(url=ISSUER))
    page.goto(f"{home}search/?q=tarn")
    rows(page).get_by_role("link").click()
    page.wait_for_url(home + ISSUER)


def test_the_page_asks_for_all_matches_of_its_address(home: str, page: Page) -> None:
    answering(page, *MIXED)
    page.goto(f"{home}search/?q=ald+%2B&kind=insider&role=director")
    assert named(page) == ["Ann Alder"]
    query = page.evaluate("asked[0]")
    assert (query["query"], query["all"], query["kind"], query["role"]) == (
        "ald +", True, "insider", "director",
    )  # fmt: skip


def test_the_real_names_are_found(home: str, page: Page) -> None:
    page.goto(f"{home}search/?q=9100000016")
    assert len(named(page)) == 1
    rows(page).get_by_role("link").click()
    page.wait_for_url(home + ISSUER)


def test_the_box_and_the_title_say_what_is_listed(home: str, page: Page) -> None:
    answering(page, hit())
    page.goto(f"{home}search/?q=ann")
    rows(page).first.wait_for()
    expect(page.locator(BOX)).to_have_value("ann")
    assert page.title().startswith("ann · Search")


def test_why_a_name_was_found_is_said(home: str, page: Page) -> None:
    answering(page, hit(why="typo"))
    page.goto(f"{home}search/?q=zzz")
    expect(rows(page)).to_contain_text("similar spelling")


def test_nothing_in_a_result_is_read_as_markup(home: str, page: Page) -> None:
    attack = "<img src=x onerror=window.hit=1><script>window.hit=1</script>"
    answering(page, hit(name=attack, detail=attack, roles=[attack], filed=attack, former=attack))
    page.goto(f"{home}search/?q=%3Cimg+src%3Dx+onerror%3Dwindow.hit%3D1%3E")
    assert named(page) == [attack]
    assert page.locator("#s16-results :is(img, script)").count() == 0
    assert page.evaluate("window.hit") is None


# Thousands.


def test_of_two_thousand_matches_fifty_are_listed_and_all_counted(home: str, page: Page) -> None:
    answering(page, *MANY)
    page.goto(f"{home}search/?q=ann")
    expect(status(page)).to_have_text("2,000 results for “ann”, the first 50 listed")
    expect(rows(page)).to_have_count(50)


def test_fifty_more_are_listed_on_request_and_the_first_of_them_has_the_focus(
    home: str, page: Page
) -> None:
    answering(page, *MANY)
    page.goto(f"{home}search/?q=ann")
    page.get_by_role("button", name="Show 50 more").press("Enter")
    expect(rows(page)).to_have_count(100)
    expect(status(page)).to_have_text("2,000 results for “ann”, the first 100 listed")
    expect(rows(page).nth(50).get_by_role("link")).to_be_focused()


def test_the_last_step_says_how_many_are_left(home: str, page: Page) -> None:
    answering(page, *MANY[:57])
    page.goto(f"{home}search/?q=ann")
    page.get_by_role("button", name="Show 7 more").click()
    expect(rows(page)).to_have_count(57)
    expect(page.locator("#s16-results button:visible")).to_have_count(0)
    expect(status(page)).to_have_text("57 results for “ann”")


def test_going_back_leads_to_as_long_a_list(home: str, page: Page) -> None:
    answering(page, *(hit(number, url=ISSUER) for number in range(200)))
    page.goto(f"{home}search/?q=ann")
    page.get_by_role("button", name="Show 50 more").click()
    rows(page).nth(80).get_by_role("link").click()
    page.wait_for_url(home + ISSUER)
    page.go_back()
    expect(rows(page)).to_have_count(100)


def test_where_not_all_were_looked_at_the_count_says_so(home: str, page: Page) -> None:
    answering(page, held=True)
    page.goto(f"{home}search/?q=a")
    once_asked(page)
    answer(page, "a", hit(), more=True)
    expect(status(page)).to_have_text("more than 1 result for “a”")


# Filters and addresses.


def test_a_filter_is_an_address_that_lists_fewer(home: str, page: Page) -> None:
    answering(page, *MIXED)
    page.goto(f"{home}search/?q=alder")
    page.locator(".s16-filters").get_by_role("link", name="Issuers", exact=True).click()
    page.wait_for_url(f"{home}search/?q=alder&kind=issuer")
    expect(rows(page)).to_have_count(1)
    assert named(page) == ["Alder Works Inc"]


def test_the_filters_of_a_shared_address_are_on(home: str, page: Page) -> None:
    answering(page, *MIXED)
    page.goto(f"{home}search/?q=alder&kind=insider&role=officer")
    assert named(page) == ["Ben Alder"]
    assert chosen(page) == ["Insiders", "Officer"]


def test_a_role_means_insiders(home: str, page: Page) -> None:
    answering(page, *MIXED)
    page.goto(f"{home}search/?q=alder")
    page.get_by_role("link", name="10 % owner").click()
    page.wait_for_url(f"{home}search/?q=alder&kind=insider&role=owner")
    expect(rows(page)).to_have_count(1)
    assert named(page) == ["Alder Fund LP"]


def test_issuers_have_no_roles_to_choose_from(home: str, page: Page) -> None:
    answering(page, *MIXED)
    page.goto(f"{home}search/?q=alder&kind=issuer&role=director")
    assert named(page) == ["Alder Works Inc"]
    expect(page.get_by_role("link", name="Any role")).to_be_hidden()


def test_a_filter_that_does_not_exist_is_passed_over(home: str, page: Page) -> None:
    answering(page, *MIXED)
    page.goto(f"{home}search/?q=alder&kind=%3Cb%3E&role=toString")
    assert len(named(page)) == 4
    assert chosen(page) == ["All", "Any role"]


def test_back_and_forward_go_through_what_was_listed(home: str, page: Page) -> None:
    answering(page, *MIXED)
    page.goto(f"{home}search/?q=alder")
    page.locator(".s16-filters").get_by_role("link", name="Issuers", exact=True).click()
    expect(rows(page)).to_have_count(1)
    page.get_by_role("link", name="All", exact=True).click()
    expect(rows(page)).to_have_count(4)
    page.go_back()
    expect(rows(page)).to_have_count(1)
    page.go_back()
    expect(rows(page)).to_have_count(4)
    page.go_forward()
    expect(rows(page)).to_have_count(1)
    expect(
        page.locator(".s16-filters").get_by_role("link", name="Issuers", exact=True)
    ).to_have_attribute("aria-current", "true")


def test_the_same_filter_twice_is_one_step_of_the_history(home: str, page: Page) -> None:
    answering(page, *MIXED)
    page.goto(f"{home}search/?q=alder")
    before = page.evaluate("history.length")
    for _ in range(2):
        page.locator(".s16-filters").get_by_role("link", name="Issuers", exact=True).click()
    assert page.evaluate("history.length") == before + 1


def test_a_filter_may_be_opened_in_a_new_tab(home: str, page: Page) -> None:
    answering(page, *MIXED)
    page.goto(f"{home}search/?q=alder")
    rows(page).first.wait_for()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Officer").click(modifiers=["ControlOrMeta"])
    opened.value.wait_for_url("**/search/?q=alder&kind=insider&role=officer")
    assert page.url == f"{home}search/?q=alder"


def test_a_new_query_is_listed_without_loading_the_page_anew(home: str, page: Page) -> None:
    answering(page, *MIXED)
    page.goto(f"{home}search/?q=alder&kind=issuer")
    rows(page).first.wait_for()
    page.evaluate("window.same = true")
    page.locator(BOX).fill("ann")
    page.locator(BOX).press("Enter")
    page.wait_for_url(f"{home}search/?q=ann")
    expect(rows(page)).to_have_count(4)
    assert page.evaluate("window.same")
    page.go_back()
    expect(page.locator(BOX)).to_have_value("alder")


def test_the_last_option_of_the_box_lists_without_loading_the_page_anew(
    home: str, page: Page
) -> None:
    answering(page, *MIXED)
    page.goto(f"{home}search/", wait_until="networkidle")
    page.evaluate("window.same = true")
    page.locator(BOX).fill("ann")
    page.get_by_role("option").last.click()
    page.wait_for_url(f"{home}search/?q=ann")
    expect(rows(page)).to_have_count(4)
    assert page.evaluate("window.same")


# Nothing to list.


def test_without_a_query_the_page_says_what_may_be_asked(home: str, page: Page) -> None:
    answering(page, *MIXED)
    page.goto(f"{home}search/", wait_until="networkidle")
    expect(page.locator(".s16-help")).to_be_visible()
    expect(page.locator("#s16-results")).to_be_hidden()
    assert asked(page) == []


def test_without_a_query_nothing_is_fetched(home: str, page: Page) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(f"{home}search/", wait_until="networkidle")
    assert [url for url in fetched if "/data/" in url] == []


def test_a_query_without_a_match_is_told_what_may_help(home: str, page: Page) -> None:
    answering(page)
    page.goto(f"{home}search/?q=zzz")
    expect(status(page)).to_have_text("No company or insider of that name here.")
    expect(page.locator(".s16-help").get_by_role("link", name="insiders")).to_be_visible()


def test_a_filter_without_a_match_is_told_apart(home: str, page: Page) -> None:
    answering(page, *MIXED)
    page.goto(f"{home}search/?q=alder&role=other")
    expect(status(page)).to_have_text("No result for “alder” with this filter.")
    page.get_by_role("link", name="All", exact=True).click()
    expect(rows(page)).to_have_count(4)


# What can go wrong.


def test_an_answer_that_comes_late_does_not_replace_a_newer_one(home: str, page: Page) -> None:
    answering(page, held=True)
    page.goto(f"{home}search/?q=a")
    once_asked(page)
    page.get_by_role("link", name="Officer").click()
    page.evaluate("waiting[1].tell({ hits: [], total: 0, more: false })")
    expect(status(page)).to_have_text("No result for “a” with this filter.")
    page.evaluate("hit => waiting[0].tell({ hits: [hit], total: 1, more: false })", hit())
    expect(rows(page)).to_have_count(0)


def test_an_answer_after_one_has_gone_back_is_not_shown(home: str, page: Page) -> None:
    answering(page, held=True)
    page.goto(f"{home}search/")
    page.locator(BOX).fill("ann")
    page.locator(BOX).press("Enter")
    page.wait_for_url("**/?q=ann")
    page.go_back()
    expect(page.locator(".s16-help")).to_be_visible()
    answer(page, "ann", hit())
    expect(page.locator("#s16-results")).to_be_hidden()


def test_a_slow_answer_is_said_to_be_looked_for(home: str, page: Page) -> None:
    answering(page, held=True)
    page.goto(f"{home}search/?q=a")
    expect(status(page)).to_have_text("Searching…")


def test_what_failed_can_be_tried_again(home: str, page: Page) -> None:
    answering(page, held=True)
    page.goto(f"{home}search/?q=a")
    once_asked(page)
    refuse(page, "a")
    expect(status(page)).to_have_text("The names could not be loaded.")
    retry(page).click()
    answer(page, "a", hit())
    assert named(page) == ["Ann 1 Alder"]
    expect(retry(page)).to_be_hidden()


def test_a_missing_name_file_is_told_and_asked_for_again(home: str, page: Page) -> None:
    page.route("**/data/names/**", lambda route: route.fulfill(status=404, body="gone"))
    page.goto(f"{home}search/?q=9100000016")
    expect(status(page)).to_have_text("The names could not be loaded.")
    page.unroute("**/data/names/**")
    retry(page).click()
    assert len(named(page)) == 1


def test_a_reader_offline_is_told_and_answered_once_back(home: str, page: Page) -> None:
    page.goto(f"{home}search/")
    page.context.set_offline(True)
    page.locator(BOX).fill("9100000016")
    page.locator(BOX).press("Enter")
    expect(status(page)).to_have_text("You are offline. The names could not be loaded.")
    page.context.set_offline(False)
    assert len(named(page)) == 1


def test_a_query_of_any_kind_is_answered(home: str, page: Page) -> None:
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    for query in ("%00", "%FF%FE", "%", "(((((zz*)*)*)*)*", "%3Czz%3E", "=&", "%F0%9F%98%80" * 50):
        page.goto(f"{home}search/?q={query}")
        expect(status(page)).to_have_text("No company or insider of that name here.")
    assert troubles == []


# Without script, and on phones.


def test_without_script_the_page_says_so_and_leads_to_the_lists(
    home: str, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{home}search/?q=ann")
    expect(page.locator("article noscript strong")).to_be_visible()
    expect(page.locator("#s16-results")).to_be_hidden()
    page.locator("article").get_by_role("link", name="insiders").first.click()
    assert page.url == f"{home}insiders/"
    context.close()


def phone_page(browser: Browser) -> Page:
    return browser.new_context(
        viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True
    ).new_page()


def test_on_a_phone_results_are_not_scrolled_sideways(home: str, browser: Browser) -> None:
    page = phone_page(browser)
    long: Hit = hit(2, name="W" * 60, detail="Very Long Company Name " * 6, filed="2024-05-01")
    answering(page, *MIXED, long)
    page.goto(f"{home}search/?q=alder")
    rows(page).first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.context.close()


def test_on_a_phone_filters_and_buttons_are_44_pixels_high(home: str, browser: Browser) -> None:
    page = phone_page(browser)
    answering(page, *MANY)
    page.goto(f"{home}search/?q=ann")
    rows(page).first.wait_for()
    for target in [*page.locator(".s16-filters a").all(), page.get_by_role("button").last]:
        place = target.bounding_box()
        assert place is not None
        assert place["height"] >= 44
    page.context.close()


def test_on_paper_the_list_stands_without_filters(home: str, page: Page) -> None:
    answering(page, *MANY)
    page.goto(f"{home}search/?q=ann")
    rows(page).first.wait_for()
    page.emulate_media(media="print")
    expect(rows(page).first).to_be_visible()
    expect(page.locator(".s16-filters")).to_be_hidden()
    expect(page.locator("#s16-results button")).to_have_count(2)
    expect(page.locator("#s16-results button:visible")).to_have_count(0)
