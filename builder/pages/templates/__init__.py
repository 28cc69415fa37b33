"""The Jinja2 templates of the generated Markdown; they loop and print, they decide nothing."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template


@cache
def _environment() -> Environment:
    # No HTML autoescape: the output is Markdown, and markup.literal has made every
    # filer's text inert for both languages before it gets here.
    return Environment(
        loader=PackageLoader("builder.pages", "templates"),
        autoescape=False,  # noqa: S701 - see above
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def template(name: str) -> Template:
    """A compiled template by its file name."""
    return _environment().get_template(name)
