"""A fictional site, built once, and a browser that sees it under a sub-path, as on GitHub Pages."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from builder.publish.site import build_site
from tests.publish.fictional import TREE

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).parents[2]
CONFIG = PROJECT / "mkdocs.yml"
PREFIX = "/repo"


@pytest.fixture(scope="session")
def tree() -> Path:
    """A generated tree with every kind of page; only to be read."""
    return TREE


@pytest.fixture(scope="session")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hand-written pages, the theme's overrides and the assets, without generated pages."""
    root = tmp_path_factory.mktemp("docs") / "site_src"
    generated = shutil.ignore_patterns(
        "issuers", "insiders", "account", "rules", "data", "index.md"
    )
    shutil.copytree(PROJECT / "site_src", root, ignore=generated)
    return root


@pytest.fixture(scope="session")
def site(tree: Path, docs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree as a site."""
    folder = tmp_path_factory.mktemp("site") / "site"
    build_site(docs_dir=docs, config_file=CONFIG, generated=tree, site_dir=folder)
    return folder


class _Handler(http.server.SimpleHTTPRequestHandler):
    def translate_path(self, path: str) -> str:
        """Serve below the prefix only, so that a link to the server's root shows up as missing."""
        if not path.startswith(f"{PREFIX}/"):
            return str(Path(self.directory) / "outside-of-the-site")
        return super().translate_path(path.removeprefix(PREFIX))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Address of the site on this machine, with a slash at its end."""
    handler = functools.partial(_Handler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}{PREFIX}/"
        server.shutdown()
        thread.join()
