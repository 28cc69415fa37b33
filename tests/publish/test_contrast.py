"""Colours are told apart by everybody who can read at all: WCAG 2 contrast, computed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[2] / "site_src" / "assets" / "section16.css").read_text("utf-8")
SCHEMES = {"light": "default", "dark": "slate"}
TEXT = 4.5
MARK = 3.0

PAIRS = [
    (name, ground, TEXT)
    for ground in ("paper", "wash", "target")
    for name in ("ink", "soft", "link", "acq", "dis")
] + [
    ("flag", "flag-wash", TEXT),
    ("head-ink", "head", TEXT),
    ("head-soft", "head", TEXT),
    ("head-ink", "field", TEXT),
    ("head-soft", "field", TEXT),
    ("focus", "paper", MARK),
]


def colours(scheme: str) -> dict[str, str]:
    """The colours that the style sheet names for a scheme."""
    block = re.search(rf'\[data-md-color-scheme="{scheme}"\] {{(.*?)}}', CSS, re.DOTALL)
    assert block is not None
    return dict(re.findall(r"--s16-([a-z-]+): (#[0-9a-f]{6});", block.group(1)))


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)
@pytest.mark.parametrize(("name", "ground", "least"), PAIRS)
def test_contrast_is_enough(scheme: str, name: str, ground: str, least: float) -> None:
    palette = colours(scheme)
    assert contrast(palette[name], palette[ground]) >= least


def test_both_schemes_name_the_same_colours() -> None:
    assert set(colours("default")) == set(colours("slate"))


def test_black_on_white_is_21_to_1() -> None:
    assert round(contrast("#000000", "#ffffff")) == 21
