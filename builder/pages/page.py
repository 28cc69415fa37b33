"""A page before it is written: its address, its front matter, its Markdown."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from builder.model import Filing
from builder.pages.addresses import is_fictional, link, year_page
from builder.pages.markup import counted, quoted
from builder.pages.templates import template

PageKind = Literal[
    "home", "issuers", "issuer", "year", "insiders", "insider", "account", "rules",
    "ticker", "month", "codes",
]  # fmt: skip


class Page(NamedTuple):
    """One generated page. ``folder`` is its address ("" for the home page)."""

    folder: str
    markdown: str

    @property
    def file(self) -> str:
        """Path of its Markdown file, relative to the generated tree."""
        return f"{self.folder}index.md"


class Fact(NamedTuple):
    """One of the few facts that open a page: label, value, small print. Ready for HTML."""

    label: str
    value: str
    small: str = ""


def make_page(kind: PageKind, folder: str, title: str, description: str, **values: object) -> Page:
    """Print a page by its template; ``title`` and ``description`` are plain text."""
    front = {"title": quoted(title), "description": quoted(description), "kind": kind}
    values["front"] = "\n".join(
        f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in front.items()
    )
    return Page(folder, template(f"{kind}.md.j2").render(values))


def years_of(filings: Iterable[Filing], page: str) -> list[tuple[str, str, str]]:
    """(year, "3 filings", link) of each yearly filing view that they stand on, newest first."""
    folders = Counter(year_page(filing) for filing in filings)
    years = sorted(folders, key=lambda folder: int(folder.split("/")[2]), reverse=True)
    return [
        (_year_name(folder), counted(folders[folder], "filing"), link(folder, page))
        for folder in years
    ]


def _year_name(folder: str) -> str:
    year = folder.split("/")[2]
    return "undated" if year == "0" else year


def as_of(filings: Sequence[Filing]) -> str:
    """The newest day of the filings: what "now" means on their page."""
    days = [filing.known_day for filing in filings if filing.known_day]
    return max(days).isoformat() if days else "an unknown day"


def fictional(filings: Iterable[Filing]) -> bool:
    """True if a page speaks of sample filings only."""
    return all(is_fictional(filing) for filing in filings)
