"""The plugin among ordinary MkDocs settings: own navigation, own pages, mkdocs serve."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import pytest
from lxml import html
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer

from builder.publish import PublishError
from builder.publish.site import build_site
from tests.publish.conftest import CONFIG
from tests.publish.fictional import HOSTILE, ISSUER


@pytest.fixture
def project(docs: Path, tree: Path, tmp_path: Path) -> Path:
    """A site owner's folder: settings, site_src, and the generated pages beside it."""
    shutil.copytree(docs, tmp_path / "site_src")
    shutil.copytree(tree, tmp_path / "pages")
    text = CONFIG.read_text(encoding="utf-8")
    text = text.replace("  - section16\n", "  - section16:\n      generated: pages\n")
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    return tmp_path


def change(project: Path, old: str, new: str) -> None:
    path = project / "mkdocs.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def built(project: Path) -> Path:
    """Run MkDocs as the site owner would."""
    build(load_config(config_file=str(project / "mkdocs.yml")))
    return project / "site"


def links(page: Path) -> dict[str, str]:
    root = html.parse(str(page)).getroot()
    return {link.text_content(): link.get("href", "") for link in root.iter("a")}


def test_the_generated_folder_is_found_beside_the_settings(project: Path) -> None:
    assert (built(project) / "issuers" / str(ISSUER) / "index.html").is_file()


def test_pages_that_an_older_tree_left_in_the_docs_folder_stay_out(project: Path) -> None:
    old = project / "site_src" / "issuers" / "1"
    old.mkdir(parents=True)
    (old / "index.md").write_text("# Old\n", encoding="utf-8")
    assert not (built(project) / "issuers" / "1").exists()


def test_a_hand_written_page_may_link_to_a_generated_one(project: Path) -> None:
    about = project / "site_src" / "about.md"
    about.write_text(f"# About\n\n[Tarnfeld](issuers/{ISSUER}/index.md#transactions)\n", "utf-8")
    found = links(built(project) / "about" / "index.html")
    assert found["Tarnfeld"] == f"../issuers/{ISSUER}/#transactions"


@pytest.mark.parametrize(
    "page", [f"issuers/{ISSUER}", f"issuers/{ISSUER}/2024", f"issuers/{HOSTILE}"]
)
def test_a_page_of_ones_own_choice_may_stand_in_the_navigation(project: Path, page: str) -> None:
    change(project, "nav:\n", f"nav:\n  - Ours: issuers/{ISSUER}/index.md\n")
    site = built(project)
    target = (site / page / links(site / page / "index.html")["Ours"]).resolve()
    assert target == site / "issuers" / str(ISSUER)


def test_without_a_navigation_of_ones_own_every_page_is_still_made(project: Path) -> None:
    path = project / "mkdocs.yml"
    path.write_text(path.read_text(encoding="utf-8").partition("nav:\n")[0], encoding="utf-8")
    site = built(project)
    made = {page.parent.relative_to(site).as_posix() for page in site.rglob("index.html")}
    wanted = {
        page.parent.relative_to(project / "pages").as_posix()
        for page in (project / "pages").rglob("index.md")
    }
    assert wanted <= made


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("generated: pages", "generated: nowhere"),
        ("generated: pages", "jobs: 0"),
        ("use_directory_urls: true", "use_directory_urls: false"),
    ],
)
def test_settings_that_cannot_work_stop_the_build(project: Path, old: str, new: str) -> None:
    change(project, old, new)
    with pytest.raises(Abort):
        built(project)


def test_serve_watches_the_generated_pages(project: Path) -> None:
    config = load_config(config_file=str(project / "mkdocs.yml"))
    build(config)
    server = LiveReloadServer(
        lambda: None, host="127.0.0.1", port=0, root=str(project / "site"), mount_path="/"
    )
    watched: list[str] = []
    server.watch = lambda path, **_: watched.append(path)  # type: ignore[method-assign] # only what is asked for counts
    config.plugins.on_serve(server, config=config, builder=lambda: None)
    server.server_close()
    assert watched == [str(project / "pages")]


def test_an_empty_tree_is_warned_about(docs: Path, tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    report = build_site(
        docs_dir=docs,
        config_file=CONFIG,
        generated=tmp_path / "pages",
        site_dir=tmp_path / "site",
    )
    assert any("run `section16 build` first" in warning for warning in report.warnings)


def test_an_error_survives_the_way_from_a_worker() -> None:
    error = PublishError("issuers/1/index.md", "cannot be read", "Write it again.")
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (str(copy), copy.where) == (str(error), "issuers/1/index.md")
