"""Scripts of the site: readable where they are written, short where they are published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from builder.publish.scripts import as_published

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = "/* What it is for. */\nexport const said = `a  // b ${1 + 1}`; // why\n"


@pytest.fixture
def config(tmp_path: Path) -> MkDocsConfig:
    """The settings of a site with its pages in a folder."""
    made = MkDocsConfig()
    made.load_dict({"site_name": "Test", "docs_dir": str(tmp_path)})
    made.validate()
    made.plugins._current_plugin = "section16"  # as while MkDocs asks a plugin for files
    return made


def script(config: MkDocsConfig, folder: Path) -> File:
    """A script in a folder."""
    (folder / "own.js").write_text(SCRIPT, encoding="utf-8")
    return File("own.js", str(folder), config.site_dir, use_directory_urls=True)


def test_comments_are_not_published_but_text_between_backquotes_is(
    config: MkDocsConfig, tmp_path: Path
) -> None:
    published = as_published(script(config, tmp_path), config)
    assert published.content_string == "export const said=`a  // b ${1 + 1}`;"


def test_a_script_of_the_theme_is_published_as_it_is(config: MkDocsConfig, tmp_path: Path) -> None:
    (tmp_path / "theme").mkdir()
    file = script(config, tmp_path / "theme")
    assert as_published(file, config) is file
