"""The order of the stages, and what has to be redone.

``content -> ledger -> Markdown, names, index -> site``. Each stage brings its own
result up to date and leaves alone what has not changed. Nothing is ever written
below the content folder, and the old site stands until the new one is whole.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from builder import __version__
from builder.errors import BuildError
from builder.files import write_if_changed
from builder.ledger.derived import derive_again
from builder.ledger.lookup import counts
from builder.ledger.refresh import Account, Listed, refresh
from builder.ledger.store import Ledger
from builder.pages.addresses import FICTIONAL_FROM
from builder.pages.write import Written, write_tree
from builder.publish.site import PublishReport, build_site
from builder.search.index import refresh_index
from builder.search.names import write_names
from builder.settings import Settings, settings_of, with_slash
from builder.work import default_jobs

CONFIG = "mkdocs.yml"
WAIT_FOR_SEARCH = 120.0  # seconds that a search waits for a build to finish
WORTH_SHARING = 2000  # below this many inputs, starting a second process costs more than it saves

Advance = Callable[[int], None]
Stage = Callable[[str], AbstractContextManager[Advance]]


@dataclass(frozen=True, slots=True)
class Place:
    """The folders of one build."""

    project: Path  # where mkdocs.yml and site_src stand
    content: Path
    site: Path
    state: Path

    @property
    def ledger(self) -> Path:
        """The ledger file."""
        return self.state / "ledger.sqlite"

    @property
    def index(self) -> Path:
        """Folder of the full-text index."""
        return self.state / "index"

    @property
    def docs(self) -> Path:
        """Hand-written pages, theme, scripts and styles."""
        return self.project / "site_src"

    @property
    def is_own(self) -> bool:
        """The project's own content: its Markdown lands beside the hand-written pages."""
        return self.content.resolve() == (self.project / "content").resolve()

    @property
    def tree(self) -> Path:
        """Where the generated Markdown goes."""
        return self.docs if self.is_own else self.state / "pages"


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build read and wrote."""

    place: Place
    account: Account
    written: Written
    documents: int  # in the full-text index
    names: int  # in the suggestion box
    published: PublishReport


def place_of(
    project: Path, content: Path | None = None, site: Path | None = None, state: Path | None = None
) -> Place:
    """Settle the folders of a build; raises BuildError where they are in each other's way."""
    if not (project / CONFIG).is_file():
        raise BuildError(
            f"{project}: there is no {CONFIG}",
            "Run this in the project's folder, or name it with --project.",
        )
    content = content or project / "content"
    place = Place(
        project, content, site or project / "site", state or default_state(project, content)
    )
    inside = content.resolve()
    for name, folder in (("site", place.site), ("state", place.state)):
        resolved = folder.resolve()
        if resolved == inside or inside in resolved.parents:
            raise BuildError(
                f"the {name} folder {folder} lies inside the content folder {content}",
                "A build never writes there: name another folder.",
            )
        if resolved in inside.parents:
            raise BuildError(
                f"the content folder {content} lies inside the {name} folder {folder}",
                "A build replaces that folder: name another one.",
            )
    return place


def default_state(project: Path, content: Path) -> Path:
    """One state folder per content folder, named so that a person can tell them apart."""
    resolved = content.resolve()
    digest = hashlib.sha256(str(resolved).encode()).hexdigest()[:8]
    return project / ".section16" / f"{resolved.name or 'root'}-{digest}"


@contextmanager
def held(place: Place, wait: float) -> Iterator[None]:
    """Keep the state folder to one program at a time; BuildError after ``wait`` seconds.

    The lock is SQLite's own: it works everywhere and dies with the program that held it.
    """
    place.state.mkdir(parents=True, exist_ok=True)
    lock = sqlite3.connect(place.state / "lock.sqlite", timeout=wait, isolation_level=None)
    with closing(lock):
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise BuildError(
                f"another build is using {place.state} ({error})",
                "Wait until it is done, or name another folder with --state.",
            ) from error
        yield


def refreshed(place: Place, *, jobs: int, stage: Stage, partial: bool | None = None) -> Account:
    """Bring the ledger up to date and return the account of the input."""
    with Ledger(place.ledger) as ledger, stage("Reading filings") as advance:
        return refresh(ledger, place.content, jobs=jobs, progress=advance, partial=partial)


def refreshed_index(
    place: Place, *, jobs: int | None, stage: Stage, as_of: date | None = None
) -> int:
    """Bring ledger and index up to date; the number of documents. For search in the terminal."""
    with held(place, WAIT_FOR_SEARCH):
        refreshed(place, jobs=jobs or default_jobs(), stage=stage)
        with Ledger(place.ledger, as_of) as ledger, stage("Indexing") as advance:
            return refresh_index(ledger, place.index, progress=advance).documents


@contextmanager
def refreshed_ledger(
    place: Place, *, stage: Stage, jobs: int | None = None, as_of: date | None = None
) -> Iterator[Ledger]:
    """Bring the ledger up to date and open it, for questions in the terminal."""
    with held(place, WAIT_FOR_SEARCH):
        refreshed(place, jobs=jobs or default_jobs(), stage=stage)
        with Ledger(place.ledger, as_of) as ledger:
            yield ledger


def derived_again(place: Place, *, stage: Stage, jobs: int | None = None) -> tuple[int, int]:
    """Make every derived table again; how many filings and lines there are then."""
    with refreshed_ledger(place, stage=stage, jobs=jobs) as ledger:
        with stage("Deriving from filings") as advance:
            derive_again(ledger, jobs or default_jobs(), advance)
        return counts(ledger)


def build(  # noqa: PLR0913 - all by keyword, each a choice of the caller's
    place: Place,
    *,
    stage: Stage,
    jobs: int | None = None,
    as_of: date | None = None,
    strict: bool = False,
    partial: bool = False,
    site_url: str | None = None,
) -> BuildReport:
    """Build the site of one content folder.

    Raises BuildError under ``strict`` if an input was rejected, and PublishError if
    the site cannot be written; in both cases the old site still stands.
    """
    jobs = jobs or default_jobs()
    with held(place, 0):
        account = refreshed(place, jobs=jobs, stage=stage, partial=partial)
        if strict and account.rejected:
            raise BuildError(_rejections(account), "Mend or remove it, or build without --strict.")
        return _build(place, account, stage, jobs, as_of, site_url)


def _settings(place: Place, site_url: str | None) -> Settings:
    """What the site owner decides, and where this build is told that the site will be."""
    settings = settings_of(place.project / CONFIG)
    return settings._replace(site_url=with_slash(site_url)) if site_url else settings


def _build(  # noqa: PLR0913, PLR0917 - as build
    place: Place,
    account: Account,
    stage: Stage,
    jobs: int,
    as_of: date | None,
    site_url: str | None,
) -> BuildReport:
    shared = jobs if account.read >= WORTH_SHARING else 1
    with Ledger(place.ledger, as_of) as ledger:
        with stage("Writing pages") as advance:
            written = write_tree(
                ledger,
                account,
                place.tree,
                jobs=shared,
                progress=advance,
                settings=_settings(place, site_url),
            )
        with stage("Indexing") as advance:
            documents = refresh_index(ledger, place.index, jobs=shared, progress=advance).documents
        with stage("Writing names for the search box") as advance:
            names = write_names(place.index, place.tree, shared)
            advance(names)
        parties = ledger.issuers()
        stamp = ledger.stamp()
    data = json.dumps(account_json(account, as_of, stamp), ensure_ascii=False, indent=1)
    write_if_changed(place.tree / "data" / "build.json", f"{data}\n".encode())
    sample = bool(parties) and all(party.cik >= FICTIONAL_FROM for party in parties)
    with stage("Publishing the site") as advance, _counting(advance) as progress:
        published = build_site(
            docs_dir=place.docs,
            config_file=place.project / CONFIG,
            generated=None if place.is_own else place.tree,
            site_dir=place.site,
            jobs=shared,
            site_url=site_url,
            extra={
                "sample": sample,
                "as_of": as_of.isoformat() if as_of else None,
                "version": __version__,
            },
            progress=progress,
        )
    return BuildReport(place, account, written, documents, names, published)


@contextmanager
def _counting(advance: Advance) -> Iterator[Callable[[int, int], None]]:
    """Turn "so many of so many" into steps."""
    before = 0

    def progress(done: int, _total: int) -> None:
        nonlocal before
        advance(done - before)
        before = done

    yield progress


def _rejections(account: Account) -> str:
    first = account.of("rejected")[0]
    more = f" (and {account.rejected - 1} more)" if account.rejected > 1 else ""
    return f"{first.path}: rejected: {first.reason}{more}"


def account_json(account: Account, as_of: date | None, stamp: str) -> dict[str, Any]:
    """What ``site/data/build.json`` says: where every input ended."""
    return {
        "version": __version__,
        "as_of": as_of.isoformat() if as_of else None,
        "ledger": stamp,
        "inputs": {
            "seen": account.seen,
            "read": account.read,
            "notices": account.notices,
            "duplicate": account.duplicate,
            "unstructured": account.unstructured,
            "suppressed": account.suppressed,
            "other": account.other,
            "rejected": account.rejected,
        },
        "warnings": account.warnings,
        "unused_corrections": [str(each) for each in account.unused],
        "still_named": list(account.still_named),
        "listed": [_listed(item) for item in account.listed],
    }


def _listed(item: Listed) -> dict[str, Any]:
    said: dict[str, Any] = {"path": item.path, "status": item.status, "reason": item.reason}
    if item.status == "rejected":
        said |= {
            "where": item.where,
            "line": item.line,
            "expected": item.expected,
            "found": item.found,
        }
    return said
