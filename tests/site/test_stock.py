"""Markdown is the contract: stock MkDocs, without our plugin, builds the same pages from it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml
from lxml import html
from mkdocs.commands.build import build
from mkdocs.config import load_config

from builder.build import BuildReport
from tests.site.conftest import PROJECT

GENERATED = shutil.ignore_patterns("issuers", "insiders", "account", "rules", "data", "index.md")


@pytest.fixture(scope="module")
def stock_site(sample_site: BuildReport, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's site as stock MkDocs builds it from the same Markdown."""
    folder = tmp_path_factory.mktemp("stock")
    shutil.copytree(PROJECT / "site_src", folder / "docs", ignore=GENERATED)
    shutil.copytree(sample_site.place.tree, folder / "docs", dirs_exist_ok=True)
    settings = yaml.safe_load((PROJECT / "mkdocs.yml").read_text("utf-8"))
    settings["plugins"] = []
    settings["theme"]["custom_dir"] = str(folder / "docs" / "overrides")
    settings |= {"docs_dir": str(folder / "docs"), "site_dir": str(folder / "site")}
    settings["extra"]["section16"] = {"sample": True}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
    build(load_config(str(folder / "mkdocs.yml")))
    return folder / "site"


def content_of(page: Path) -> tuple[list[str], list[str], list[str]]:
    """Words, footnote numbers and link targets of a page's main content."""
    article = html.parse(page).getroot().xpath("//article")[0]
    words = " ".join(article.text_content().split()).split(" ")
    marks = [a.text_content() for a in article.xpath(".//a[contains(@class, 'footnote-ref')]")]
    links = [re.sub(r"^\./", "", str(href)) for href in article.xpath(".//a/@href")]
    return words, marks, links


def test_stock_mkdocs_builds_the_same_pages(sample_site: BuildReport, stock_site: Path) -> None:
    ours = sample_site.place.site
    pages = [path.relative_to(ours) for path in sorted(ours.rglob("index.html"))]
    assert len(pages) > 100
    for page in pages:
        assert content_of(ours / page) == content_of(stock_site / page), page
