"""Takes the pictures of docs/look.md: each kind of page of the sample site, in Chromium.

``python -m tests.pictures SITE`` with the folder of a site built from ``content/sample``.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Literal, NamedTuple

from playwright.sync_api import Browser, sync_playwright

from tests.bench.pages_host import hosting
from tests.browsing import QUIET, chromium_path

IMAGES = Path(__file__).parents[1] / "docs" / "images"
ISSUER, INSIDER = "issuers/9100000016/", "insiders/9200000007/"


class Picture(NamedTuple):
    """A page at a width in a colour scheme."""

    name: str
    address: str
    width: int = 1280
    scheme: Literal["light", "dark"] = "light"
    height: int = 1100


PICTURES = (
    Picture("home", ""),
    Picture("issuer", ISSUER),
    Picture("issuer-dark", ISSUER, scheme="dark"),
    Picture("issuer-phone", ISSUER, width=390, height=1400),
    Picture("insider", INSIDER),
    Picture("insider-phone-dark", INSIDER, width=390, scheme="dark", height=1400),
    Picture("filing", f"{ISSUER}2024/#9900000016-24-772591"),
    Picture("filing-phone", f"{ISSUER}2024/#9900000016-24-772591", width=390, height=1400),
    Picture("issuers", "issuers/"),
    Picture("codes", "codes/"),
    Picture("rules", "rules/"),
    Picture("account", "account/"),
    Picture("search", "search/?q=jor"),
)


def take(browser: Browser, base: str, picture: Picture, folder: Path) -> None:
    """Take one picture."""
    page = browser.new_page(
        viewport={"width": picture.width, "height": picture.height}, color_scheme=picture.scheme
    )
    page.goto(base + picture.address, wait_until="networkidle")
    page.screenshot(path=folder / f"{picture.name}.png")
    page.close()


def main() -> None:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("--into", type=Path, default=IMAGES)
    asked = parser.parse_args()
    asked.into.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, hosting({"": asked.site}) as host:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=QUIET)
        for picture in PICTURES:
            take(browser, host.address, picture, asked.into)
        browser.close()


if __name__ == "__main__":
    main()
