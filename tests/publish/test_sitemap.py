"""Sitemaps hold at most 50,000 addresses each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.publish.sitemap import write_sitemap

if TYPE_CHECKING:
    from pathlib import Path

BASE = "https://example.org/repo/"


def test_a_long_list_is_split_and_indexed(tmp_path: Path) -> None:
    write_sitemap(tmp_path, BASE, [f"issuers/{n}/" for n in range(5)], limit=2)
    index = (tmp_path / "sitemap.xml").read_text(encoding="utf-8")
    names = [f"sitemap-{n}.xml" for n in (1, 2, 3)]
    assert [name for name in names if f"<loc>{BASE}{name}</loc>" in index] == names


def test_every_address_stands_in_exactly_one_part(tmp_path: Path) -> None:
    write_sitemap(tmp_path, BASE, [f"issuers/{n}/" for n in range(5)], limit=2)
    parts = [path.read_text(encoding="utf-8") for path in tmp_path.glob("sitemap-*.xml")]
    assert [sum(f"/issuers/{n}/<" in part for part in parts) for n in range(5)] == [1] * 5


def test_no_date_is_written(tmp_path: Path) -> None:
    write_sitemap(tmp_path, BASE, ["issuers/1/"])
    assert "lastmod" not in (tmp_path / "sitemap.xml").read_text(encoding="utf-8")
