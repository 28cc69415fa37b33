"""Markdown to site: the MkDocs plugin, the compiled renderer and the swap of the finished site.

``site.build_site`` is the door for the rest of the program, ``plugin.Section16Plugin`` the one for
MkDocs. This module stays light, because worker processes import it: no MkDocs, no templates.

    PublishError
"""

from __future__ import annotations

from builder.errors import Section16Error

__all__ = ["PublishError"]


class PublishError(Section16Error):
    """The site could not be published; the site that stood before still stands.

    The fields are positional so that the error survives the way back from a worker process.
    """

    def __init__(self, where: str, problem: str, advice: str = "") -> None:
        super().__init__(where, problem, advice)
        self.where = where
        self.problem = problem
        self.advice = advice

    def __str__(self) -> str:
        """Say where, what, and what to do about it."""
        text = f"{self.where}: {self.problem}"
        return f"{text}\n  {self.advice}" if self.advice else text
