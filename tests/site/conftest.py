"""Built sites, a server that gives them below a sub-path, and a real browser."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from builder.build import BuildReport, build, place_of
from tests.site.surveying import Survey

PROJECT = Path(__file__).parents[2]
SUB_PATH = "/some/repo/"


def silent(_what: str) -> nullcontext[Callable[[int], None]]:
    """A stage that shows nothing."""
    return nullcontext(lambda _count: None)


def build_into(content: Path, folder: Path) -> BuildReport:
    """Build a site of ``content`` with ledger, Markdown and site below ``folder``."""
    place = place_of(PROJECT, content, folder / "site", folder / "state")
    return build(place, stage=silent, jobs=1)


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> BuildReport:
    """The site of the sample content."""
    return build_into(PROJECT / "content" / "sample", tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def corpus_site(real_filings: Path, tmp_path_factory: pytest.TempPathFactory) -> BuildReport:
    """The site of the real filings, where they are there."""
    return build_into(real_filings, tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="session", params=["sample_site", "corpus_site"])
def survey(request: pytest.FixtureRequest) -> Survey:
    """What holds for every page is asked of the sample's pages and of the real filings'."""
    report: BuildReport = request.getfixturevalue(request.param)
    return Survey(report.place.site)


class _UnderSubPath(SimpleHTTPRequestHandler):
    def translate_path(self, path: str) -> str:
        if not path.startswith(SUB_PATH):
            return str(Path(self.directory) / "nothing-here")
        return super().translate_path("/" + path.removeprefix(SUB_PATH))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


@pytest.fixture
def served() -> Iterator[Callable[[Path], str]]:
    """Serve a folder on localhost below a sub-path; gives the address of its home page."""
    servers: list[ThreadingHTTPServer] = []

    def serve(folder: Path) -> str:
        handler = partial(_UnderSubPath, directory=str(folder))
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://localhost:{server.server_port}{SUB_PATH}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page of a fresh profile."""
    context = browser.new_context()
    yield context.new_page()
    context.close()
