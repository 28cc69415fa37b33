"""Our own scripts as they are published: without the comments and blanks that people read.

They have no build step: a browser runs them as they lie in ``site_src/assets``, and so does a site
that stock MkDocs builds. What readers download is a quarter smaller.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import rjsmin
from mkdocs.structure.files import File

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def as_published(file: File, config: MkDocsConfig) -> File:
    """A script of the site itself, shortened; any other file as it is (the theme's are short)."""
    if not file.src_uri.endswith(".js") or file.src_dir != config.docs_dir:
        return file
    content = rjsmin.jsmin(file.content_string)
    return File.generated(config, file.src_uri, content=content)
