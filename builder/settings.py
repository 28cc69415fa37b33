"""What the site owner decides about pages: ``extra.section16`` of mkdocs.yml."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import yaml
from mkdocs.exceptions import MkDocsException
from mkdocs.utils.yaml import yaml_load

from builder.errors import BuildError


class Settings(NamedTuple):
    """Settings that change what stands on a page."""

    publish_addresses: bool = False  # of reporting owners: often where a private person lives


def settings_of(config: Path) -> Settings:
    """Read the settings of a site; raises BuildError where one is not what it must be."""
    try:
        with config.open("rb") as opened:
            said: Any = yaml_load(opened)
    except (OSError, yaml.YAMLError, MkDocsException) as error:
        raise BuildError(f"{config}: cannot be read: {error}", "Mend the file.") from error
    extra = said.get("extra") if isinstance(said, dict) else None
    ours = extra.get("section16") if isinstance(extra, dict) else None
    found = ours.get("publish_addresses", False) if isinstance(ours, dict) else False
    if not isinstance(found, bool):
        raise BuildError(
            f"{config}: extra.section16.publish_addresses: expected true or false, found {found!r}",
            "Street addresses stay unpublished until it says true.",
        )
    return Settings(found)
