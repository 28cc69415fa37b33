"""What the site owner decides about pages: ``site_url`` and ``extra.section16`` of mkdocs.yml."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import yaml
from mkdocs.exceptions import MkDocsException
from mkdocs.utils.yaml import yaml_load

from builder.errors import BuildError

_ADDRESSES = ("mailto:", "https://")


class Settings(NamedTuple):
    """Settings that change what stands on a page."""

    publish_addresses: bool = False  # of reporting owners: often where a private person lives
    site_url: str = ""  # where the site will be, with a slash at its end; "" as long as unknown
    report_errors: str = ""  # mailto: or https: address, to which an accession number is appended


def settings_of(config: Path) -> Settings:
    """Read the settings of a site; raises BuildError where one is not what it must be."""
    try:
        with config.open("rb") as opened:
            said: Any = yaml_load(opened)
    except (OSError, yaml.YAMLError, MkDocsException) as error:
        raise BuildError(f"{config}: cannot be read: {error}", "Mend the file.") from error
    extra = said.get("extra") if isinstance(said, dict) else None
    ours = extra.get("section16") if isinstance(extra, dict) else None
    return Settings(
        _flag(config, ours, "publish_addresses"),
        _site_url(said),
        _address(config, ours, "report_errors"),
    )


def _flag(config: Path, ours: Any, name: str) -> bool:
    found = ours.get(name, False) if isinstance(ours, dict) else False
    if not isinstance(found, bool):
        raise BuildError(
            f"{config}: extra.section16.{name}: expected true or false, found {found!r}",
            "Street addresses stay unpublished until it says true.",
        )
    return found


def _site_url(said: Any) -> str:
    """The address of the site as MkDocs takes it; MkDocs itself complains of a wrong one."""
    found = said.get("site_url") if isinstance(said, dict) else None
    return with_slash(found) if isinstance(found, str) and found else ""


def with_slash(site_url: str) -> str:
    """An address below which the pages lie."""
    return site_url if site_url.endswith("/") else f"{site_url}/"


def _address(config: Path, ours: Any, name: str) -> str:
    found = ours.get(name) if isinstance(ours, dict) else None
    if found is None or found == "":
        return ""
    if not isinstance(found, str) or not found.startswith(_ADDRESSES):
        raise BuildError(
            f"{config}: extra.section16.{name}: expected a mailto: or https: address,"
            f" found {found!r}",
            "The accession number is appended: mailto:me@example.org?subject=",
        )
    return found
