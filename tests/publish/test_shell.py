"""A page filled into a shell is the page that the theme would have printed, byte for byte."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from builder.publish.plugin import _ShellMaker
from builder.publish.site import build_site
from tests.publish.conftest import CONFIG
from tests.publish.fictional import ISSUER
from tests.publish.test_site import files

if TYPE_CHECKING:
    from pathlib import Path


def test_shells_give_the_bytes_of_the_whole_template(
    docs: Path, tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def build(name: str) -> None:
        build_site(
            docs_dir=docs,
            config_file=CONFIG,
            generated=tree,
            site_dir=tmp_path / name,
            extra={"sample": True, "version": "9"},
            site_url="https://example.org/repo/",
        )

    build("filled")
    monkeypatch.setattr(_ShellMaker, "make", lambda *_: None)
    build("whole")
    assert files(tmp_path / "filled") == files(tmp_path / "whole")


@pytest.fixture
def odd(docs: Path, tree: Path, tmp_path: Path) -> tuple[Path, tuple[str, ...]]:
    """A site whose owner's template does with the title what no shell can do; and its warnings."""
    own = tmp_path / "site_src"
    shutil.copytree(docs, own)
    main = own / "overrides" / "main.html"
    more = '{% block hero %}<b id="odd">{{ (page.title or "") | upper }}</b>{% endblock %}'
    main.write_text(main.read_text(encoding="utf-8") + more, encoding="utf-8")
    text = CONFIG.read_text(encoding="utf-8")
    config = tmp_path / "mkdocs.yml"
    config.write_text(text.replace("custom_dir: site_src", f"custom_dir: {own}"), encoding="utf-8")
    site = tmp_path / "site"
    report = build_site(docs_dir=own, config_file=config, generated=tree, site_dir=site)
    return site, report.warnings


def test_a_theme_that_no_shell_fits_still_prints_its_pages(
    odd: tuple[Path, tuple[str, ...]],
) -> None:
    page = (odd[0] / "issuers" / str(ISSUER) / "index.html").read_text(encoding="utf-8")
    assert '<b id="odd">TARNFELD MOTION INC (TRNM)</b>' in page


def test_a_theme_that_no_shell_fits_is_warned_about(odd: tuple[Path, tuple[str, ...]]) -> None:
    assert any("rendered one by one" in warning for warning in odd[1])
