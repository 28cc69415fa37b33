"""The suggestion box in a real browser: keys, counts read out, touch, slow and failing answers."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from builder.build import BuildReport
from tests.site.answering import BOX, SAID, answer, answering, asked, hit, issuer, refuse

ISSUER = "issuers/9100000016/"
TWENTY = [hit(number) for number in range(1, 21)]


@pytest.fixture
def home(sample_site: BuildReport, served: Callable[[Path], str]) -> str:
    return served(sample_site.place.site)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 390, "height": 700}, has_touch=True, is_mobile=True
    )
    yield context.new_page()
    context.close()


def options(page: Page) -> Locator:
    return page.get_by_role("option")


def typed(page: Page, address: str, query: str) -> Locator:
    """The box of a page, with a query in it and the list open."""
    page.goto(address)
    page.locator(BOX).fill(query)
    options(page).first.wait_for()
    return page.locator(BOX)


def chosen(page: Page) -> str | None:
    """The text of the option that the box says is active."""
    name = page.locator(BOX).get_attribute("aria-activedescendant")
    if name is None:
        return None
    option = page.locator(f"#{name}")
    expect(option).to_have_attribute("aria-selected", "true")
    return option.locator(".s16-name").inner_text()


# Keys.


def test_the_box_is_a_combobox_that_controls_its_list(home: str, page: Page) -> None:
    answering(page, hit())
    box = typed(page, home, "ann")
    expect(box).to_have_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(box).to_have_attribute("aria-autocomplete", "list")
    controlled = page.locator(f"#{box.get_attribute('aria-controls')}")
    expect(controlled).to_have_role("listbox")


def test_arrows_go_round_the_suggestions_and_the_last_option(home: str, page: Page) -> None:
    answering(page, hit(1), hit(2))
    box = typed(page, home, "ann")
    seen = []
    for _ in range(4):
        box.press("ArrowDown")
        seen.append(chosen(page))
    everything = "All results for “ann”"
    assert seen == ["Ann 1 Alder", "Ann 2 Alder", everything, "Ann 1 Alder"]


def test_arrow_up_begins_at_the_last_option(home: str, page: Page) -> None:
    answering(page, hit(1), hit(2))
    box = typed(page, home, "ann")
    seen = []
    for _ in range(4):
        box.press("ArrowUp")
        seen.append(chosen(page))
    everything = "All results for “ann”"
    assert seen == [everything, "Ann 2 Alder", "Ann 1 Alder", everything]


def test_the_focus_stays_in_the_box_while_one_chooses(home: str, page: Page) -> None:
    answering(page, hit())
    box = typed(page, home, "ann")
    box.press("ArrowDown")
    expect(box).to_be_focused()


def test_enter_on_a_chosen_suggestion_opens_its_page(home: str, page: Page) -> None:
    answering(page, hit(), issuer(url=ISSUER))
    box = typed(page, home, "t")
    box.press("ArrowDown")
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url(home + ISSUER)


def test_enter_with_nothing_chosen_leads_to_all_results(home: str, page: Page) -> None:
    answering(page, hit())
    typed(page, home + ISSUER, "ann & co").press("Enter")
    page.wait_for_url(f"{home}search/?q=ann+%26+co")


def test_enter_before_any_answer_leads_to_all_results(home: str, page: Page) -> None:
    answering(page, held=True)
    page.goto(home)
    page.locator(BOX).fill("ann")
    page.locator(BOX).press("Enter")
    page.wait_for_url(f"{home}search/?q=ann")


def test_the_last_option_leads_to_all_results(home: str, page: Page) -> None:
    answering(page, *TWENTY)
    box = typed(page, home, "ann")
    box.press("ArrowUp")
    box.press("Enter")
    page.wait_for_url(f"{home}search/?q=ann")


def test_enter_in_an_empty_box_leads_nowhere(home: str, page: Page) -> None:
    page.goto(home)
    page.locator(BOX).fill("  ")
    page.locator(BOX).press("Enter")
    expect(page.locator(BOX)).to_be_focused()
    assert page.url == home


def test_escape_closes_the_list_then_empties_the_box(home: str, page: Page) -> None:
    answering(page, hit())
    box = typed(page, home, "ann")
    box.press("Escape")
    expect(options(page).first).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("ann")
    box.press("Escape")
    expect(box).to_have_value("")


def test_an_arrow_opens_a_list_that_was_closed(home: str, page: Page) -> None:
    answering(page, hit())
    box = typed(page, home, "ann")
    box.press("Escape")
    box.press("ArrowDown")
    expect(options(page).first).to_be_visible()
    assert chosen(page) is None


def test_alt_and_arrow_up_closes_the_list(home: str, page: Page) -> None:
    answering(page, hit())
    box = typed(page, home, "ann")
    box.press("Alt+ArrowUp")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("ann")


@pytest.mark.parametrize(("key", "place"), [("Home", 0), ("End", 3), ("ArrowLeft", 2)])
def test_keys_of_the_text_move_in_it_and_choose_nothing(
    home: str, page: Page, key: str, place: int
) -> None:
    answering(page, hit())
    box = typed(page, home, "ann")
    box.press("ArrowDown")
    box.press(key)
    assert box.evaluate("box => box.selectionStart") == place
    assert chosen(page) is None


def test_more_letters_let_go_of_what_was_chosen(home: str, page: Page) -> None:
    answering(page, hit())
    box = typed(page, home, "ann")
    box.press("ArrowDown")
    box.press_sequentially("a")
    assert chosen(page) is None


def test_keys_of_an_input_method_are_left_to_it(home: str, page: Page) -> None:
    answering(page, hit())
    box = typed(page, home, "ann")
    box.evaluate(
        "box => box.dispatchEvent(new KeyboardEvent('keydown',"
        " { key: 'ArrowDown', isComposing: true, bubbles: true }))"
    )
    assert chosen(page) is None


def test_a_slash_leads_to_the_box_and_its_words(home: str, page: Page) -> None:
    page.goto(f"{home}search/?q=ann")
    page.keyboard.press("/")
    expect(page.locator(BOX)).to_be_focused()
    page.keyboard.type("b")
    expect(page.locator(BOX)).to_have_value("b")


def test_a_slash_in_the_box_is_a_letter(home: str, page: Page) -> None:
    page.goto(home)
    page.locator(BOX).fill("a")
    page.locator(BOX).press("End")
    page.keyboard.press("/")
    expect(page.locator(BOX)).to_have_value("a/")


def test_a_slash_with_control_is_the_browsers(home: str, page: Page) -> None:
    page.goto(home)
    page.keyboard.press("Control+/")
    expect(page.locator(BOX)).not_to_be_focused()


def test_leaving_the_box_closes_the_list(home: str, page: Page) -> None:
    answering(page, hit())
    typed(page, home, "ann").press("Tab")
    expect(options(page).first).to_be_hidden()


def test_a_click_beside_the_names_keeps_the_list_and_the_focus(home: str, page: Page) -> None:
    answering(page)
    page.goto(home)
    page.locator(BOX).fill("ann")
    page.locator(".s16-message").click()
    expect(page.locator(BOX)).to_be_focused()
    expect(page.locator(".s16-message")).to_be_visible()


def test_a_suggestion_is_a_link_that_a_new_tab_can_have(home: str, page: Page) -> None:
    answering(page, issuer(url=ISSUER))
    typed(page, home, "tarn")
    with page.context.expect_page() as opened:
        options(page).first.click(modifiers=["ControlOrMeta"])
    opened.value.wait_for_url(home + ISSUER)
    assert page.url == home


# What is said and shown.


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([hit()], "1 result"),
        ([hit(1), hit(2)], "2 results"),
        (TWENTY, "First 8 of 20 results"),
        ([], "No company or insider of that name here."),
    ],
)
def test_the_number_of_results_is_read_out(
    home: str, page: Page, given: list[dict[str, object]], said: str
) -> None:
    answering(page, *given)
    page.goto(home)
    page.locator(BOX).fill("ann")
    expect(page.locator(SAID)).to_have_text(said)


def test_where_more_match_than_were_looked_at_no_number_is_made_up(home: str, page: Page) -> None:
    answering(page, held=True)
    page.goto(home)
    page.locator(BOX).fill("a")
    answer(page, "a", hit(), total=12, more=True)
    expect(page.locator(SAID)).to_have_text("First 1 of many results")
    expect(options(page).last).to_have_text("All results for “a”")


def test_a_result_shows_kind_role_company_and_newest_filing(home: str, page: Page) -> None:
    answering(page, hit(roles=["Director", "Officer"]), issuer())
    typed(page, home, "a")
    insider, company = options(page).all_inner_texts()[:2]
    assert insider.split("\n") == [
        "Insider", "Ann 1 Alder", "filed", "2024-05-01", "Director, Officer · Tarnfeld Motion Inc",
    ]  # fmt: skip
    assert company.split("\n") == ["Issuer", "Tarnfeld Motion Inc", "filed", "2024-05-01", "TRNM"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"why": "typo"}, "similar spelling"),
        ({"why": "nickname"}, "nickname or initial"),
        ({"why": "former", "former": "Halden Drives Corp"}, "also named Halden Drives Corp"),
        ({"why": "former"}, "under a former name"),
    ],
)
def test_why_a_name_without_the_letters_was_found_is_said(
    home: str, page: Page, given: dict[str, str], said: str
) -> None:
    answering(page, hit(**given))
    typed(page, home, "zzz")
    expect(options(page).first.locator(".s16-why")).to_have_text(said)


@pytest.mark.parametrize(
    ("name", "query", "letters"),
    [
        ("Richard Smith", "smi ric", ["Ric", "Smi"]),
        ("Óda Åkerlund", "aker oda", ["Óda", "Åker"]),
        ("O\u0308da", "o", ["O\u0308"]),
        ("𝐀𝐧𝐧", "an", ["𝐀𝐧"]),
        ("Seamus O'Brennick", "obren", ["O'Bren"]),
        ("Straße", "STRASSE", []),
        ("Ann", "(((.*+?^$", []),
    ],
)
def test_the_letters_that_were_typed_are_marked(
    home: str, page: Page, name: str, query: str, letters: list[str]
) -> None:
    answering(page, hit(name=name))
    typed(page, home, query)
    first = options(page).first
    assert first.locator("mark").all_inner_texts() == letters
    assert first.locator(".s16-name").inner_text() == name


HOSTILE = (
    "<img src=x onerror=window.hit=1></span><script>window.hit=1</script>&lt;b&gt; javascript:1"
)


def test_nothing_in_a_result_is_read_as_markup(home: str, page: Page) -> None:
    given = hit(name=HOSTILE, detail=HOSTILE, roles=[HOSTILE], filed=HOSTILE)
    answering(page, {**given, "why": "former", "former": HOSTILE})
    typed(page, home, "<img src=x onerror=window.hit=1>")
    option = options(page).first
    assert option.locator(".s16-name").inner_text() == HOSTILE
    assert page.locator(".s16-found :is(img, script, b)").count() == 0
    assert page.evaluate("window.hit") is None


# When things are asked for, and when answers come.


def test_nothing_is_fetched_before_the_box_has_the_focus(home: str, page: Page) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(home + ISSUER, wait_until="networkidle")
    assert [url for url in fetched if "/data/" in url] == []
    assert [url for url in fetched if url.endswith("search-page.js")] == []


def test_the_focus_warms_the_names_up(home: str, page: Page) -> None:
    answering(page)
    page.goto(home)
    assert page.evaluate("warmed") == 0
    page.locator(BOX).focus()
    assert page.evaluate("warmed") == 1
    assert asked(page) == []


def test_an_answer_that_comes_late_does_not_replace_a_newer_one(home: str, page: Page) -> None:
    answering(page, held=True)
    page.goto(home)
    page.locator(BOX).press_sequentially("an")
    answer(page, "an", hit(name="Anton"))
    answer(page, "a", hit(name="Abel"))
    expect(options(page).first).to_contain_text("Anton")


def test_a_late_failure_does_not_replace_an_answer(home: str, page: Page) -> None:
    answering(page, held=True)
    page.goto(home)
    page.locator(BOX).press_sequentially("an")
    answer(page, "an", hit(name="Anton"))
    refuse(page, "a")
    expect(options(page).first).to_contain_text("Anton")
    expect(page.get_by_role("button", name="Try again")).to_be_hidden()


def test_an_answer_after_escape_does_not_open_the_list(home: str, page: Page) -> None:
    answering(page, held=True)
    page.goto(home)
    page.locator(BOX).fill("a")
    page.locator(BOX).press("Escape")
    answer(page, "a", hit())
    expect(page.locator(".s16-found")).to_be_hidden()


def test_what_is_certain_is_shown_before_similar_spellings(home: str, page: Page) -> None:
    answering(page, held=True)
    page.goto(home)
    page.locator(BOX).fill("ann")
    answer(page, "ann", hit(1), some=True)
    expect(options(page).first).to_contain_text("Ann 1 Alder")
    answer(page, "ann", hit(1), hit(2))
    expect(options(page)).to_have_count(3)


def test_nothing_found_is_said_only_after_similar_spellings_were_tried(
    home: str, page: Page
) -> None:
    answering(page, held=True)
    page.goto(home)
    page.locator(BOX).fill("ann")
    answer(page, "ann", some=True)
    expect(page.locator(".s16-message")).to_have_text("Searching…")
    answer(page, "ann")
    expect(page.locator(".s16-message")).to_have_text("No company or insider of that name here.")


def test_a_choice_stays_when_similar_spellings_join_the_list(home: str, page: Page) -> None:
    answering(page, held=True)
    page.goto(home)
    page.locator(BOX).fill("ann")
    answer(page, "ann", hit(2), some=True)
    page.locator(BOX).press("ArrowDown")
    answer(page, "ann", hit(1), hit(2))
    assert chosen(page) == "Ann 2 Alder"


def test_a_choice_among_old_suggestions_opens_nothing_else(home: str, page: Page) -> None:
    answering(page, held=True)
    page.goto(home)
    page.locator(BOX).press_sequentially("a")
    answer(page, "a", hit(1))
    page.locator(BOX).press_sequentially("b")
    page.locator(BOX).press("ArrowDown")
    answer(page, "ab", hit(2))
    assert chosen(page) is None


def test_a_choice_that_went_with_its_list_does_not_come_back(home: str, page: Page) -> None:
    answering(page, held=True)
    page.goto(home)
    page.locator(BOX).press_sequentially("a")
    answer(page, "a", hit(1))
    page.locator(BOX).press_sequentially("b")
    page.locator(BOX).press("ArrowUp")
    assert chosen(page) == "All results for “ab”"
    refuse(page, "ab")
    page.locator(BOX).press_sequentially("c")
    answer(page, "abc", hit(1))
    expect(options(page)).to_have_count(2)
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(0)
    assert chosen(page) is None


def test_a_slow_answer_is_said_to_be_looked_for(home: str, page: Page) -> None:
    answering(page, held=True)
    page.goto(home)
    page.locator(BOX).fill("ann")
    expect(page.locator(".s16-message")).to_have_text("Searching…")


def test_who_types_before_the_script_has_come_is_answered(home: str, page: Page) -> None:
    answering(page, hit())
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/assets/search.js", hold)
    page.goto(home, wait_until="commit")
    page.locator(BOX).fill("ann")
    held[0].continue_()
    expect(options(page).first).to_contain_text("Ann 1 Alder")
    expect(page.locator(BOX)).to_have_value("ann")


# What can go wrong.


def test_a_name_file_that_is_missing_can_be_asked_for_again(home: str, page: Page) -> None:
    page.route("**/data/names/**", lambda route: route.fulfill(status=404, body="gone"))
    page.goto(home)
    page.locator(BOX).fill("ma")
    expect(page.locator(".s16-message")).to_have_text("The names could not be loaded.")
    expect(page.locator(SAID)).to_have_text("The names could not be loaded.")
    page.unroute("**/data/names/**")
    page.get_by_role("button", name="Try again").click()
    options(page).first.wait_for()
    expect(page.locator(BOX)).to_be_focused()


@pytest.mark.parametrize("body", ["", "{", "[]", "null", "<!doctype html>", '{"names": 3}'])
def test_a_damaged_name_file_is_said_and_asked_for_again(home: str, page: Page, body: str) -> None:
    page.route(
        "**/data/names/**",
        lambda route: route.fulfill(body=body, content_type="application/json"),
    )
    page.goto(home)
    page.locator(BOX).fill("ma")
    expect(page.locator(".s16-message")).to_have_text("The names could not be loaded.")
    page.unroute("**/data/names/**")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    options(page).first.wait_for()


def test_a_reader_offline_is_told_and_answered_once_back(home: str, page: Page) -> None:
    page.goto(home)
    page.context.set_offline(True)
    page.locator(BOX).fill("ma")
    expect(page.locator(".s16-message")).to_have_text(
        "You are offline. The names could not be loaded."
    )
    page.context.set_offline(False)
    options(page).first.wait_for()


def test_a_query_of_any_length_is_taken(home: str, page: Page) -> None:
    answering(page)
    page.goto(home)
    page.locator(BOX).fill("x" * 5000)
    page.locator(BOX).press("Enter")
    page.wait_for_url(re.compile("search/"))
    assert len(page.url) < 1000


# Phones.


def test_a_suggestion_is_opened_by_a_tap(home: str, phone: Page) -> None:
    answering(phone, issuer(url=ISSUER))
    typed(phone, home, "tarn")
    options(phone).first.tap()
    phone.wait_for_url(home + ISSUER)


def test_whatever_a_finger_has_to_meet_is_44_pixels_high(home: str, phone: Page) -> None:
    answering(phone, *TWENTY)
    box = typed(phone, home, "ann")
    for target in [box, *options(phone).all()]:
        place = target.bounding_box()
        assert place is not None
        assert place["height"] >= 44


def test_a_field_is_not_so_small_that_phones_zoom_in(home: str, phone: Page) -> None:
    phone.goto(home)
    size = phone.locator(BOX).evaluate("box => parseFloat(getComputedStyle(box).fontSize)")
    assert size >= 16


def test_above_the_keyboard_of_a_phone_the_list_scrolls(home: str, phone: Page) -> None:
    answering(phone, *TWENTY)
    phone.set_viewport_size({"width": 390, "height": 420})  # what a keyboard leaves
    typed(phone, home, "ann")
    panel = phone.locator(".s16-found")
    place = panel.bounding_box()
    assert place is not None
    assert place["y"] + place["height"] <= 420
    assert panel.evaluate("panel => panel.scrollHeight > panel.clientHeight")
    phone.locator(BOX).press("ArrowUp")
    expect(options(phone).last).to_be_in_viewport(ratio=1)


# Without script.


def test_without_script_the_form_leads_to_the_list_a_to_z(home: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(home + ISSUER)
    page.locator(BOX).fill("ann")
    page.locator(BOX).press("Enter")
    page.wait_for_url(re.compile(f"{home}issuers/"))
    context.close()


def test_without_script_the_box_names_both_lists(home: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(home + ISSUER)
    lists = page.locator(".s16-search a")
    assert lists.all_inner_texts() == ["issuers A–Z", "insiders A–Z"]
    lists.last.click()
    page.wait_for_url(f"{home}insiders/")
    context.close()


# What it weighs.


def test_the_scripts_that_suggestions_need_are_small(
    home: str, page: Page, sample_site: BuildReport
) -> None:
    scripts: set[str] = set()
    page.on(
        "request",
        lambda request: scripts.add(request.url) if request.url.endswith(".js") else None,
    )
    typed(page, home, "ma")
    ours = {f"assets/{name}.js" for name in ("names", "nicknames", "search", "search-parts")}
    own = {url.removeprefix(home) for url in scripts} & ours
    assert own == ours
    site = sample_site.place.site
    assert sum(len(gzip.compress((site / each).read_bytes())) for each in own) <= 12_000
