"""Files of names that are missing, damaged or of another build: no wrong answer, and not stuck."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page

from builder.search.entities import Entity
from tests.search.people import insider
from tests.site.asked_names import Place, place_of_entities

Serve = Callable[[Path], str]

WANTED = "insiders/9100000000/"
ASKED = "marlow zora"
DAMAGE = {
    "cut off": b'{"from":"","lines":["Marl',
    "of another kind": b"<!doctype html><title>not found</title>",
    "no object": b"[]",
    "nothing": b"",
    "without its lines": b'{"from":"","to":""}',
}
_OPEN = """
async (base) => {
  const { Names } = await import(base + "assets/names.js");
  window.names = new Names(base);
}
"""


def crowd(count: int, surname: str = "Marlow") -> list[Entity]:
    """One Zora and so many others of her surname, all newer than she is."""
    others = [
        insider(f"{surname} Zorn{n}", 9_200_000_000 + n, filed="2025-01-02") for n in range(count)
    ]
    return [insider("Marlow Zora", 9_100_000_000, filed="2001-01-02"), *others]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return place_of_entities(crowd(400), tmp_path / "one")


@pytest.fixture
def opened(place: Place, served: Serve, page: Page) -> Page:
    """A page with ``names`` of the site, of which nothing was read."""
    base = served(place.site)
    page.route("**/*", lambda route: route.continue_())  # so that the browser keeps no file
    page.goto(base)
    page.evaluate(_OPEN, base)
    return page


def found(page: Page, query: str = ASKED) -> list[str]:
    """The addresses of the answers."""
    said: list[str] = page.evaluate(
        "async (query) => (await names.find(query)).hits.map((hit) => hit.url)", query
    )
    return said


def names_of(place: Place) -> Path:
    return place.site / "data" / "names"


def leaf_asked(place: Place, page: Page) -> Path:
    """The file that held the answer."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    assert found(page) == [WANTED]
    held = [name for name in asked if "-" in name and name.startswith(("p", "w"))]
    return next(
        names_of(place) / name for name in held if "Zora" in (names_of(place) / name).read_text()
    )


def again(page: Page) -> None:
    """Open the page anew."""
    base = page.url
    page.goto(base)
    page.evaluate(_OPEN, base)


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_file_is_refused_and_read_again_after_repair(
    place: Place, opened: Page, damage: bytes
) -> None:
    leaf = leaf_asked(place, opened)
    whole = leaf.read_bytes()
    leaf.write_bytes(damage)
    again(opened)
    with pytest.raises(Error):
        found(opened)
    leaf.write_bytes(whole)
    assert found(opened) == [WANTED]


def test_a_missing_file_is_told_and_found_when_it_is_there(place: Place, opened: Page) -> None:
    leaf = leaf_asked(place, opened)
    away = leaf.rename(place.site / "away")
    again(opened)
    with pytest.raises(Error, match="404"):
        found(opened)
    away.rename(leaf)
    assert found(opened) == [WANTED]


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
@pytest.mark.parametrize("name", ["m.json", "z.json"])
def test_a_damaged_group_file_is_refused_and_read_again_after_repair(
    place: Place, opened: Page, name: str, damage: bytes
) -> None:
    path = names_of(place) / name
    whole = path.read_bytes()
    path.write_bytes(damage)
    with pytest.raises(Error):
        found(opened)
    path.write_bytes(whole)
    assert found(opened) == [WANTED]


def test_a_file_of_other_bounds_is_refused(place: Place, opened: Page) -> None:
    leaf = leaf_asked(place, opened)
    said = json.loads(leaf.read_bytes())
    leaf.write_text(json.dumps({**said, "to": said["to"] + "x"}))
    again(opened)
    with pytest.raises(Error, match="not what its group tells"):
        found(opened)


def test_lines_that_are_no_cards_are_refused(place: Place, opened: Page) -> None:
    leaf = leaf_asked(place, opened)
    said = json.loads(leaf.read_bytes())
    leaf.write_text(json.dumps({**said, "lines": ["Zora", 7, None]}))
    again(opened)
    with pytest.raises(Error):
        found(opened)


@pytest.mark.parametrize(("before", "after"), [(400, 4_000), (4_000, 400), (400, 5), (5, 400)])
def test_a_page_that_was_open_when_the_site_was_published_anew_answers_right(
    tmp_path: Path, served: Serve, page: Page, before: int, after: int
) -> None:
    old = place_of_entities(crowd(before), tmp_path / "old")
    new = place_of_entities(crowd(after), tmp_path / "new")
    base = served(old.site)
    page.goto(base)
    page.evaluate(_OPEN, base)
    assert found(page, "marlow zorn1") != []
    shutil.rmtree(names_of(old))
    shutil.copytree(names_of(new), names_of(old))
    assert found(page) == [WANTED]
    assert found(page, "zora marlow") == [WANTED]
