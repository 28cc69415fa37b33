"""What a whole site holds, read once: of each page its anchors, its links and what it would run."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urldefrag, urljoin

from lxml import html

POLICY = "Content-Security-Policy"
# The page for unknown addresses is shown below any address: its links begin at the root.
NOWHERE = "404.html"
_ELSEWHERE = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)")


class Seen(NamedTuple):
    """One page."""

    address: str  # `issuers/1/`, empty for the home page
    ids: tuple[str, ...]
    links: tuple[str, ...]  # to pages, files and places
    loaded: tuple[str, ...]  # what a browser fetches by itself
    policies: tuple[str, ...]
    inline: tuple[
        str, ...
    ]  # scripts and handlers within the page, and styles that are not attributes


class Survey:
    """A built site."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.pages = [_seen(site, path) for path in sorted(site.rglob("*.html"))]

    @cached_property
    def _anchors(self) -> dict[str, frozenset[str]]:
        return {page.address: frozenset(page.ids) for page in self.pages}

    def broken(self) -> list[tuple[str, str]]:
        """Every link that leads to no page, no file or no place on its page."""
        return [
            (page.address, link)
            for page in self.pages
            for link in sorted({*page.links, *page.loaded})
            if not _ELSEWHERE.match(link) and not self._leads_somewhere(page.address, link)
        ]

    def _leads_somewhere(self, address: str, link: str) -> bool:
        target, place = urldefrag(urljoin(f"/{address}", link))
        file = unquote(target.partition("?")[0]).lstrip("/").removesuffix("index.html")
        anchors = self._anchors.get(file)
        if anchors is None:
            return not place and (self.site / file).is_file()
        return not place or place in anchors or unquote(place) in anchors

    def foreign(self) -> list[tuple[str, str]]:
        """Everything that a browser would fetch from another site by itself."""
        return [
            (page.address, link)
            for page in self.pages
            for link in page.loaded
            if _ELSEWHERE.match(link) and not link.startswith("data:")
        ]


def _seen(site: Path, path: Path) -> Seen:
    root = html.parse(path).getroot()

    def values(query: str) -> tuple[str, ...]:
        return tuple(str(value) for value in root.xpath(query))

    return Seen(
        address=path.relative_to(site).as_posix().removesuffix("index.html"),
        ids=values("//@id"),
        links=values("//a/@href | //area/@href | //*[local-name()='a']/@*[local-name()='href']"),
        loaded=values("//@src | //link[not(@rel='canonical')]/@href | //object/@data | //@srcset"),
        policies=values(f"//head/meta[@http-equiv='{POLICY}']/@content"),
        inline=(
            *values("//script[not(@src) and not(@type='application/json')]/text()"),
            *values("//style/text()"),
            *values("//@*[starts-with(name(), 'on')]"),
            *values("//@href[starts-with(normalize-space(.), 'javascript:')]"),
        ),
    )
