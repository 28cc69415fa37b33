"""Text for a terminal: what filers wrote made harmless, numbers grouped, columns, wrapped lines."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from decimal import Decimal

WIDTH = 96
_PLAIN_NUMBER = re.compile(r"(-?)([0-9]+)(\.[0-9]*)?", re.ASCII)
# What a terminal would obey, and what turns the direction of writing or shows nothing.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


def one_line(text: str | None) -> str:
    """A filer's text on one line, without what a terminal would obey; "" for none."""
    return _UNSAFE.sub("�", " ".join(text.split())) if text else ""


def grouped(number: str | Decimal | None) -> str:
    """A number with its thousands apart and its fraction as it is; other text stays."""
    if number is None:
        return ""
    text = f"{number:f}" if isinstance(number, Decimal) else number
    match = _PLAIN_NUMBER.fullmatch(text)
    return f"{match[1]}{int(match[2]):,}{match[3] or ''}" if match else one_line(text)


def signed(number: Decimal) -> str:
    """A change with its sign: "+1,000", "−250"."""
    return f"+{grouped(number)}" if number >= 0 else f"−{grouped(-number)}"


def counted(value: int, noun: str) -> str:
    """ "1 row", "2 rows"."""
    return f"{value:,} {noun}" if value == 1 else f"{value:,} {noun}s"


def listed(texts: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(texts) < 2:
        return "".join(texts)
    return f"{', '.join(texts[:-1])} and {texts[-1]}"


def cut(text: str, length: int) -> str:
    """The beginning of a long text, for a column."""
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def wrapped(text: str, indent: str = "", hanging: str = "") -> list[str]:
    """A paragraph in lines; words longer than a line (addresses, numbers) stay whole."""
    return textwrap.wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent + hanging,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def columns(heads: Sequence[str], rows: Sequence[Sequence[str]], right: str = "") -> Iterator[str]:
    """Lines of a table. ``right`` names the heads of columns of numbers, apart by "|".

    A column in which no row says anything is left out.
    """
    kept = [at for at, _ in enumerate(heads) if any(row[at] for row in rows)]
    numbers = set(right.split("|"))
    lines = [[each[at] for at in kept] for each in (heads, *rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = [
            text.rjust(width) if heads[at] in numbers else text.ljust(width)
            for text, width, at in zip(line, widths, kept, strict=True)
        ]
        yield "  ".join(cells).rstrip()
