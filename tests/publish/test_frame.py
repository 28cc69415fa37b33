"""The frame around an article: valid, short, and the article as it was."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import PluginCollection
from mkdocs.structure.files import File

from builder.publish.frame import in_frame
from builder.publish.styles import JOINED, joined_styles

PAGE = """<body>
    <input class="md-toggle" type="checkbox" id="__search" autocomplete="off">
    <article>
      <pre>
  kept  </pre><input autocomplete="off">
    </article>
  </body>"""


def test_the_article_keeps_every_blank() -> None:
    assert '<article>\n      <pre>\n  kept  </pre><input autocomplete="off">' in in_frame(PAGE)


def test_the_frame_loses_its_indentation() -> None:
    assert in_frame(PAGE).endswith("</article>\n</body>")


def test_a_checkbox_of_the_theme_loses_what_html_does_not_allow_there() -> None:
    assert '<input class="md-toggle" type="checkbox" id="__search">' in in_frame(PAGE)


def test_a_field_for_typing_keeps_its_setting() -> None:
    assert in_frame('<input type="search" autocomplete="off">').count("autocomplete") == 1


def settings(folder: Path, *sheets: str) -> tuple[list[File], MkDocsConfig]:
    """Files and settings of a site with these style sheets."""
    config = MkDocsConfig()
    config.load_dict(
        {"site_name": "x", "docs_dir": str(folder), "site_dir": str(folder.parent / "out")}
    )
    config.plugins = PluginCollection()
    config.plugins._current_plugin = "section16"  # as MkDocs says while it asks a plugin
    config.extra_css = list(sheets)
    (folder / "assets").mkdir(parents=True)
    files = []
    for name in ("assets/one.css", "assets/two.css"):
        (folder / name).write_text(f"/* why */\na b {{\n  color: {name[7:10]};\n}}\n", "utf-8")
        files.append(File(name, str(folder), config.site_dir, use_directory_urls=True))
    return files, config


def test_our_sheets_become_one_in_their_order(tmp_path: Path) -> None:
    files, config = settings(tmp_path / "docs", "assets/two.css", "assets/one.css")
    (sheet,) = joined_styles(files, config)
    assert config.extra_css == [JOINED]
    assert sheet.content_string == "a b {\ncolor: two;\n}\na b {\ncolor: one;\n}"


def test_a_sheet_from_elsewhere_between_ours_keeps_its_place(tmp_path: Path) -> None:
    named = ["assets/one.css", "https://example.org/x.css", "assets/two.css"]
    files, config = settings(tmp_path / "docs", *named)
    assert joined_styles(files, config) == files
    assert config.extra_css == named
