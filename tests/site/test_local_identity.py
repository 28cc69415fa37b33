"""People and companies of whom no file states a CIK: pages of their own, linked within the site."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

import pytest
from lxml import html
from playwright.sync_api import Page

from builder.build import BuildReport
from builder.model import local_id, local_key
from tests.conftest import PROJECT
from tests.forms import form_xml
from tests.site.conftest import build_into

TEXT = PROJECT / "tests" / "filings" / "printed" / "as-the-seed" / "filing.txt"


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> BuildReport:
    """The site of one form as text and one as XML."""
    folder = tmp_path_factory.mktemp("local")
    (folder / "content").mkdir()
    (folder / "content" / "printed.txt").write_bytes(TEXT.read_bytes())
    (folder / "content" / "9000000001-24-000001.xml").write_bytes(form_xml())
    return build_into(folder / "content", folder)


def local_pages(site: Path) -> list[Path]:
    return sorted(path for path in site.rglob("index.html") if "/local-" in path.as_posix())


def test_issuer_year_and_insider_have_a_page_each(mixed: BuildReport) -> None:
    found = [page.relative_to(mixed.place.site).parts for page in local_pages(mixed.place.site)]
    assert [(parts[0], len(parts)) for parts in found] == [
        ("insiders", 3), ("issuers", 4), ("issuers", 3),
    ]  # fmt: skip


def addresses(page: Path, part: str) -> list[str]:
    """Where the links of a part of a page lead."""
    root = html.fromstring(page.read_bytes()).find(f".//{part}")
    assert root is not None
    return [link.get("href", "") for link in root.iter("a") if link.get("href")]


def test_local_pages_lead_nowhere_outside_the_site(mixed: BuildReport) -> None:
    for page in local_pages(mixed.place.site):
        assert [to for to in addresses(page, "article") if re.match("https?:", to)] == []


def test_every_link_of_a_local_page_leads_to_a_page(mixed: BuildReport) -> None:
    site = mixed.place.site
    for page in local_pages(site):
        here = f"/{page.relative_to(site).parent.as_posix()}/"
        for address in addresses(page, "body"):
            path, _, _ = urljoin(here, address).partition("#")
            if path.startswith("/"):
                assert (site / path.lstrip("/") / "index.html").is_file(), address


def test_the_box_leads_to_the_page_of_a_party_without_a_cik(
    mixed: BuildReport, served: Callable[[Path], str], page: Page
) -> None:
    insider = local_pages(mixed.place.site)[0]
    name = html.fromstring(insider.read_bytes()).findtext(".//h1")
    assert name is not None
    page.goto(served(mixed.place.site))
    page.keyboard.press("/")
    page.keyboard.type(name.split()[0])
    page.locator("[role=option]").first.click()
    page.wait_for_url(f"**/insiders/{insider.parent.name}/")
    assert page.locator("article h1").inner_text().startswith(name)


def test_one_name_with_and_without_a_cik_is_two_parties(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.xml").write_bytes(form_xml())
    nameless = form_xml(issuer=("", "Example Works Inc", "EXWK"))
    (tmp_path / "content" / "b.xml").write_bytes(nameless)
    report = build_into(tmp_path / "content", tmp_path)
    folders = sorted(path.name for path in (report.place.site / "issuers").iterdir())
    assert folders == ["9000000001", "index.html", local_id(local_key("Example Works Inc"))]
