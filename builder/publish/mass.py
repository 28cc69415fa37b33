"""Generated Markdown files to HTML files, a few or a few hundred thousand, in one process or many.

A worker gets paths, reads the Markdown, fills the shell that fits and writes the page. It knows no
theme: a page for which it has no shell goes back to the main process, which makes the shell and
sends the page out again. Only paths, shells and counts travel between the processes. The same
pages give the same bytes with any number of processes.
"""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from builder.publish import PublishError
from builder.publish.engine import FREES_MEMORY
from builder.publish.render import RenderedPage, render_page
from builder.publish.shell import Shell, ShellKey, fill, shell_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

CHUNK = 200
# Where the engine cannot free memory (88 KB a page), a worker retires after this many chunks.
_CHUNKS_PER_WORKER = None if FREES_MEMORY else 50
# Chunks in the queue for each process: enough to keep it busy, few enough to learn new shells.
_AHEAD = 3


class Tree(NamedTuple):
    """What every worker is told once."""

    source: str  # folder of the generated Markdown
    site: str
    site_url: str  # with a slash at its end, or empty
    known: frozenset[str]  # paths of all Markdown files: what may be linked to
    nav_prefixes: frozenset[str]


class Deferred(NamedTuple):
    """A page whose shell the worker does not have yet."""

    uri: str
    key: ShellKey


class ChunkResult(NamedTuple):
    """What came of a chunk."""

    written: int
    broken: tuple[tuple[str, str], ...]  # page and link
    deferred: tuple[Deferred, ...]


@dataclass(slots=True)
class MassResult:
    """What came of all of them."""

    pages: int = 0
    broken: list[tuple[str, str]] = field(default_factory=list)


def folder_of(uri: str) -> str:
    """Give the folder of ``issuers/1/index.md``: the page's address, too."""
    return uri.rpartition("/")[0]


def read_page(tree: Tree, uri: str) -> RenderedPage:
    """Read and render one Markdown file."""
    path = f"{tree.source}/{uri}"
    try:
        with open(path, encoding="utf-8-sig", newline=None) as file:  # noqa: PTH123 - twice as fast
            source = file.read()
    except (OSError, UnicodeDecodeError) as error:
        raise PublishError(uri, f"the page cannot be read: {error}") from error
    return render_page(source, uri, tree.known)


def canonical(tree: Tree, uri: str) -> str:
    """Give the full address of a page, or nothing."""
    folder = folder_of(uri)
    return f"{tree.site_url}{folder}/" if tree.site_url and folder else tree.site_url


def write_page(tree: Tree, uri: str, html: str) -> None:
    """Write a page so that whoever looks finds it whole or not at all."""
    folder = f"{tree.site}/{folder_of(uri)}"
    target = f"{folder}/index.html"
    part = f"{target}.part"
    data = html.encode("utf-8", errors="xmlcharrefreplace")
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    except FileNotFoundError:
        Path(folder).mkdir(parents=True, exist_ok=True)
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
    os.replace(part, target)  # noqa: PTH105 - the Path spelling costs as much as the call


def render_chunk(tree: Tree, shells: dict[ShellKey, Shell], uris: Iterable[str]) -> ChunkResult:
    """Render and write these pages as far as their shells are known."""
    written = 0
    broken: list[tuple[str, str]] = []
    deferred: list[Deferred] = []
    for uri in uris:
        page = read_page(tree, uri)
        key = shell_key(page, folder_of(uri), tree.nav_prefixes)
        shell = shells.get(key)
        if shell is None:
            deferred.append(Deferred(uri, key))
            continue
        write_page(tree, uri, fill(shell, page, canonical(tree, uri)))
        written += 1
        broken += [(uri, link) for link in page.broken]
    return ChunkResult(written, tuple(broken), tuple(deferred))


class Workers:
    """Sends chunks out and asks ``make`` for the shells that turn out to be missing.

    ``make`` returns None for a kind of page that cannot be cut: ``print_whole`` then renders each
    of these pages with the full template, in the main process.
    """

    def __init__(
        self,
        tree: Tree,
        make: Callable[[ShellKey, str], Shell | None],
        print_whole: Callable[[RenderedPage, str], str],
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        self._tree = tree
        self._make = make
        self._print_whole = print_whole
        self._progress = progress
        self._shells: dict[ShellKey, Shell] = {}
        self._uncut: set[ShellKey] = set()
        self._total = 0
        self.result = MassResult()

    def run(self, uris: Sequence[str], jobs: int = 1) -> MassResult:
        """Render all these pages."""
        self._total = len(uris)
        if jobs == 1 or len(uris) <= CHUNK:
            for chunk in _chunks(uris):
                self._run_here(chunk)
        else:
            self._run_there(uris, jobs)
        self.result.broken.sort()
        return self.result

    def _run_here(self, chunk: Sequence[str]) -> None:
        left = self._take(render_chunk(self._tree, self._shells, chunk))
        if left:
            self._take(render_chunk(self._tree, self._shells, left))

    def _run_there(self, uris: Sequence[str], jobs: int) -> None:
        self._run_here(_one_of_each(uris))  # most shells are known before the first worker starts
        first = set(_one_of_each(uris))
        chunks = _chunks([uri for uri in uris if uri not in first])
        with ProcessPoolExecutor(
            jobs,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_start_worker,
            initargs=(self._tree,),
            max_tasks_per_child=_CHUNKS_PER_WORKER,
        ) as pool:
            waiting: set[Future[ChunkResult]] = set()
            for chunk in chunks:
                if len(waiting) >= jobs * _AHEAD:
                    waiting = self._collect(pool, waiting)
                waiting.add(pool.submit(_work, dict(self._shells), chunk))
            while waiting:
                waiting = self._collect(pool, waiting)

    def _collect(
        self, pool: ProcessPoolExecutor, waiting: set[Future[ChunkResult]]
    ) -> set[Future[ChunkResult]]:
        done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
        for future in done:
            left = self._take(future.result())
            if left:
                waiting.add(pool.submit(_work, dict(self._shells), left))
        return waiting

    def _take(self, result: ChunkResult) -> list[str]:
        """Count a chunk; make missing shells; return the pages that can go out again."""
        again: list[str] = []
        for uri, key in result.deferred:
            if key not in self._shells and key not in self._uncut:
                self._learn(key, uri)
            if key in self._shells:
                again.append(uri)
            else:
                self._print_here(uri)
        self.result.pages += result.written
        self.result.broken += result.broken
        if self._progress is not None:
            self._progress(self.result.pages, self._total)
        return again

    def _learn(self, key: ShellKey, uri: str) -> None:
        shell = self._make(key, uri)
        if shell is None:
            self._uncut.add(key)
        else:
            self._shells[key] = shell

    def _print_here(self, uri: str) -> None:
        page = read_page(self._tree, uri)
        write_page(self._tree, uri, self._print_whole(page, folder_of(uri)))
        self.result.pages += 1
        self.result.broken += [(uri, link) for link in page.broken]


def _chunks(uris: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(uris), CHUNK):
        yield uris[start : start + CHUNK]


def _one_of_each(uris: Iterable[str]) -> list[str]:
    """Pick the first page of every depth below every top folder."""
    first: dict[tuple[str, int], str] = {}
    for uri in uris:
        first.setdefault((uri.partition("/")[0], uri.count("/")), uri)
    return list(first.values())


_tree: Tree | None = None


def _start_worker(tree: Tree) -> None:
    global _tree  # noqa: PLW0603 - the one place where a worker keeps what it was told
    _tree = tree


def _work(shells: dict[ShellKey, Shell], uris: Sequence[str]) -> ChunkResult:
    if _tree is None:  # pragma: no cover - the pool always runs the initializer
        raise PublishError("worker", "it was not told about the tree")
    return render_chunk(_tree, shells, uris)
