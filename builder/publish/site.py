"""Build the whole site beside the old one, and swap it in when all went well.

A failed or interrupted build leaves the old site standing. The folder that is replaced must be one
that we wrote (it carries ``.section16-site``) or empty: a mistyped path never costs anybody files.
"""

from __future__ import annotations

import logging
import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import ConfigurationError, MkDocsException

from builder.publish import PublishError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from mkdocs.config.defaults import MkDocsConfig

    from builder.publish.plugin import Section16Plugin

MARKER = ".section16-site"
_MARKER_TEXT = "Written by section16. The next build replaces this folder as a whole.\n"
# Material prints what it thinks of MkDocs' future on every build unless it finds this set.
_QUIET = "NO_MKDOCS_2_WARNING"


@dataclass(frozen=True)
class PublishReport:
    """What a build of the site came to."""

    pages: int
    files: int
    warnings: tuple[str, ...]


def build_site(  # noqa: PLR0913 - all by keyword, each a choice of the caller's
    *,
    docs_dir: Path,
    config_file: Path,
    generated: Path | None,
    site_dir: Path,
    jobs: int = 1,
    site_url: str | None = None,
    extra: Mapping[str, object] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> PublishReport:
    """Build the site from ``docs_dir`` and the generated tree into ``site_dir``.

    ``generated`` is the folder of the generated tree, or None where it lies in ``docs_dir``.
    ``extra`` is what templates find as ``config.extra.section16``: ``sample`` (a banner on every
    page), ``as_of``, ``version``. Raises ``PublishError``, and then the old site stands untouched.
    """
    site_dir = site_dir.absolute()
    _recover(site_dir)
    _refuse_foreign(site_dir)
    staging = _beside(site_dir, "building")
    _make_staging(staging)
    try:
        with _warnings() as warnings:
            config = _load(config_file, docs_dir, staging, site_url)
            config.extra["section16"] = {**_mapping(config.extra.get("section16")), **(extra or {})}
            plugin = _plugin(config)
            if plugin is not None:
                plugin.config.generated = str(generated.absolute()) if generated else ""
                plugin.config.jobs = jobs
                plugin.progress = progress
            else:
                _check_reach(config_file, generated, docs_dir)
            _run(config, config_file, warnings)
        (staging / ".nojekyll").touch()
        report = PublishReport(_pages(plugin, staging), _count(staging), tuple(warnings))
        _swap(staging, site_dir)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    return report


def _beside(site_dir: Path, what: str) -> Path:
    """Give a folder on the same disk, so that a rename is all that a swap takes."""
    return site_dir.with_name(f".{site_dir.name}.{what}")


def _recover(site_dir: Path) -> None:
    """Put the old site back where a swap was interrupted in its very middle."""
    old = _beside(site_dir, "old")
    if not site_dir.exists() and (old / MARKER).is_file():
        old.rename(site_dir)


def _refuse_foreign(site_dir: Path) -> None:
    if not site_dir.exists():
        return
    if not site_dir.is_dir():
        raise PublishError(str(site_dir), "the site has to be a folder, and this is a file")
    if any(site_dir.iterdir()) and not (site_dir / MARKER).is_file():
        raise PublishError(
            str(site_dir),
            "the folder holds files that this program did not write",
            "Choose another folder for the site, or empty this one yourself.",
        )


def _make_staging(staging: Path) -> None:
    _refuse_foreign(staging)
    shutil.rmtree(staging, ignore_errors=True)  # of a build that was interrupted
    try:
        staging.mkdir(parents=True)
        (staging / MARKER).write_text(_MARKER_TEXT, encoding="utf-8")
    except OSError as error:
        raise PublishError(str(staging), f"cannot be written: {error.strerror}") from error


def _load(config_file: Path, docs_dir: Path, site_dir: Path, site_url: str | None) -> MkDocsConfig:
    settings: dict[str, Any] = {"docs_dir": str(docs_dir.absolute()), "site_dir": str(site_dir)}
    if site_url is not None:
        settings["site_url"] = site_url
    os.environ.setdefault(_QUIET, "true")
    try:
        return load_config(config_file=str(config_file.absolute()), **settings)
    except (MkDocsException, ConfigurationError) as error:
        raise PublishError(str(config_file), str(error)) from error


def _plugin(config: MkDocsConfig) -> Section16Plugin | None:
    plugin: Any = config.plugins.get("section16")
    return plugin  # type: ignore[no-any-return] # the entry point says which class it is


def _check_reach(config_file: Path, generated: Path | None, docs_dir: Path) -> None:
    if generated is not None and generated.resolve() != docs_dir.resolve():
        raise PublishError(
            str(config_file),
            f"without the plugin section16, MkDocs cannot find the pages in {generated}",
            "Add `section16` to the list `plugins`.",
        )


def _run(config: MkDocsConfig, config_file: Path, warnings: list[str]) -> None:
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    except (MkDocsException, SystemExit) as error:
        own = _own_error(error)
        if own is not None:
            raise own from error
        reason = warnings[-1] if warnings else str(error)
        raise PublishError(str(config_file), f"MkDocs gave up: {reason}") from error
    finally:
        config.plugins.on_shutdown()


def _own_error(error: BaseException | None) -> PublishError | None:
    """Find our own error under the ones that MkDocs laid over it."""
    while error is not None and not isinstance(error, PublishError):
        error = error.__cause__ or error.__context__
    return error


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """Collect what MkDocs and its plugins warn about, and keep the rest from the screen."""
    found: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(record.getMessage())

    collector = Collector(logging.WARNING)
    loggers = [logging.getLogger(name) for name in ("mkdocs", "jinja2", "pymdownx")]
    before = [(logger, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.addHandler(collector)
        logger.propagate = False
    try:
        yield found
    finally:
        for logger, propagate in before:
            logger.removeHandler(collector)
            logger.propagate = propagate


def _pages(plugin: Section16Plugin | None, staging: Path) -> int:
    if plugin is not None:
        return plugin.own_pages + plugin.result.pages
    return sum(1 for _ in staging.rglob("index.html"))


def _count(folder: Path) -> int:
    return sum(len(names) for _, _, names in os.walk(folder))


def _swap(staging: Path, site_dir: Path) -> None:
    """Put the new site in the old one's place; put the old one back if that fails."""
    old = _beside(site_dir, "old")
    shutil.rmtree(old, ignore_errors=True)  # of a swap that was interrupted after its end
    _refuse_foreign(site_dir)  # somebody may have put files there meanwhile
    try:
        if site_dir.exists():
            site_dir.rename(old)
        try:
            staging.rename(site_dir)
        except OSError:
            if old.exists():
                old.rename(site_dir)
            raise
    except OSError as error:
        raise PublishError(
            str(site_dir), f"the new site could not be put in place: {error.strerror}"
        ) from error
    shutil.rmtree(old, ignore_errors=True)


def _mapping(value: object) -> dict[str, object]:
    return dict(value) if isinstance(value, dict) else {}
