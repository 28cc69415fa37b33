"""Our own style sheets as they are published: one file, without the comments that people read.

Each subject has a sheet of its own in ``site_src/assets``, and a site that stock MkDocs builds has
them as they are. Joined they are one request of a reader instead of six, one line of every page,
and they compress better.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mkdocs.structure.files import File

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

JOINED = "assets/site.css"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANKS = re.compile(r"\s*\n\s*")


def joined_styles(files: list[File], config: MkDocsConfig) -> list[File]:
    """Put one sheet in the place of ours that ``extra_css`` names; leave all others alone.

    Only neighbours are joined, so that what a sheet loads keeps its address; and only if nothing
    else stands between them, so that later rules still win over earlier ones.
    """
    folder = JOINED.rpartition("/")[0]
    ours = {
        file.src_uri: file
        for file in files
        if file.src_dir == config.docs_dir and file.src_uri.rpartition("/")[0] == folder
    }
    named = [path for path in config.extra_css if path in ours]
    start = config.extra_css.index(named[0]) if named else 0
    if len(named) < 2 or config.extra_css[start : start + len(named)] != named:
        return files
    text = "\n".join(_short(ours[path].content_string) for path in named)
    config.extra_css[start : start + len(named)] = [JOINED]
    kept = [file for file in files if file.src_uri not in named]
    return [*kept, File.generated(config, JOINED, content=text)]


def _short(sheet: str) -> str:
    return _BLANKS.sub("\n", _COMMENT.sub("", sheet)).strip()
