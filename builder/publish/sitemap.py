"""The list of all addresses for search engines, in files of at most 50,000.

No dates: the one date that a page has is printed on it, and a build never reads the clock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

LIMIT = 50_000  # the protocol's
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def write_sitemap(site: Path, base: str, addresses: Iterable[str], limit: int = LIMIT) -> None:
    """Write ``sitemap.xml``: all addresses, or the list of the files that hold them."""
    urls = sorted({base + address.removeprefix("./") for address in addresses})
    parts = [urls[start : start + limit] for start in range(0, len(urls), limit)]
    if len(parts) <= 1:
        _write(site / "sitemap.xml", "urlset", "url", urls)
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        _write(site / name, "urlset", "url", part)
    _write(site / "sitemap.xml", "sitemapindex", "sitemap", [base + name for name in names])


def _write(path: Path, root: str, item: str, urls: Sequence[str]) -> None:
    lines = [f"<{item}><loc>{escape(url)}</loc></{item}>" for url in urls]
    text = "\n".join(
        ['<?xml version="1.0" encoding="UTF-8"?>', f'<{root} xmlns="{_NAMESPACE}">', *lines]
    )
    path.write_text(f"{text}\n</{root}>\n", encoding="utf-8")
