"""Markdown tables from columns and rows of ready text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

_RULES = {"left": "---", "right": "--:"}


class Column(NamedTuple):
    """A column's head and side: numbers stand right."""

    head: str
    side: str = "left"


def table(look: str, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> str:
    """A GitHub table inside a ``div`` that the style sheet knows by ``look``; "" if no rows."""
    body = ["| " + " | ".join(cells) + " |" for cells in rows]
    if not body:
        return ""
    head = "| " + " | ".join(column.head for column in columns) + " |"
    rule = "|" + "|".join(_RULES[column.side] for column in columns) + "|"
    return "\n".join(
        [f'<div class="s16-table s16-{look}" markdown>', "", head, rule, *body, "", "</div>"]
    )


def used(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], optional: frozenset[str]
) -> tuple[list[Column], list[list[str]]]:
    """Leave out the optional columns in which no row says anything."""
    keep = [
        index
        for index, column in enumerate(columns)
        if column.head not in optional or any(row[index] for row in rows)
    ]
    return [columns[index] for index in keep], [[row[index] for index in keep] for row in rows]


def fold(summary: str, body: str) -> str:
    """Markdown that opens on request, below its summary (ready HTML)."""
    return (
        f'<details class="s16-fold" markdown>\n<summary>{summary}</summary>\n\n{body}\n\n</details>'
    )
