"""Sites of generated names with other makers' search: Pagefind, and Material's own (lunr).

Each gets what our box shows of a name: the name, and one line. Pagefind reads one small page
for each; Material reads lists of 500 names, each under a heading of its own, because a page
each would take it hours.
"""

from __future__ import annotations

import html
import importlib.util
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import psutil

from builder.search.entities import Entity
from builder.work import batched
from tests.bench.names_built import peak_megabytes

LISTED = 500  # names on a page of Material's


class Peer(NamedTuple):
    """A site with another search, and what building it took."""

    name: str
    site: Path
    seconds: float
    megabytes: float


def pagefind_site(entities: Sequence[Entity], folder: Path) -> Peer:
    """One small page for each name; the time is that of Pagefind alone."""
    if importlib.util.find_spec("pagefind_bin") is None:
        sys.exit("Pagefind is not installed: run `make bench-search`")
    for entity in entities:
        place = folder / entity.url
        place.mkdir(parents=True)
        name, line = html.escape(entity.name), html.escape(entity.detail)
        place.joinpath("index.html").write_text(
            f'<!doctype html><html lang="en"><title>{name}</title><h1>{name}</h1><p>{line}</p>',
            encoding="utf-8",
        )
    folder.joinpath("index.html").write_text('<!doctype html><html lang="en">', encoding="utf-8")
    return _measured("Pagefind", folder, [sys.executable, "-m", "pagefind", "--site", str(folder)])


def material_site(entities: Sequence[Entity], folder: Path) -> Peer:
    """Lists of names below Material with its search; the time is that of the whole build."""
    docs = folder / "docs"
    docs.mkdir(parents=True)
    docs.joinpath("index.md").write_text("# Names\n", encoding="utf-8")
    for number, some in enumerate(batched(entities, LISTED)):
        text = "\n".join(_sections(some))
        docs.joinpath(f"{number}.md").write_text(f"# Names\n{text}", encoding="utf-8")
    config = folder / "mkdocs.yml"
    config.write_text(
        "site_name: Names\ntheme: {name: material, font: false}\nplugins: [search]\n"
        "validation: {nav: {omitted_files: ignore}}\nnav: [index.md]\n",
        encoding="utf-8",
    )
    site = folder / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(config), "-d", str(site)]
    return _measured("Material", site, command)


def _sections(entities: Sequence[Entity]) -> Iterator[str]:
    for entity in entities:
        yield f'\n<h2 id="{entity.cik}">{html.escape(entity.name)}</h2>\n'
        yield html.escape(entity.detail)


def _measured(name: str, site: Path, command: list[str]) -> Peer:
    start = time.perf_counter()
    with psutil.Popen(command, stdout=subprocess.DEVNULL) as process:
        megabytes = peak_megabytes(process)
    if process.returncode:
        sys.exit(f"{name} could not build its index")
    return Peer(name, site, time.perf_counter() - start, megabytes)
