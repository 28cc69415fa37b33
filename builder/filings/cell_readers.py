"""How the text of each cell of a row is read, by its place in a :class:`~builder.model.Row`.

Ownership XML and data sets fill the same cells and differ in how they spell numbers and
dates; which cell is a number, a date or a flag is the schema's word and stands here once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, cast

from builder.filings.values import Reader, Reading, parse_flag
from builder.model import CELL_NAMES, DATE_CELLS, FLAG_CELLS, NUMBER_CELLS

BLANK: list[Any] = [None] * len(CELL_NAMES)
new = cast("Any", tuple.__new__)  # what Cell(...) comes down to, at a third of its price


def slot_of(name: str) -> int:
    """Where a cell stands in a row: after table, row and kind."""
    return CELL_NAMES.index(name) + 3


def readers(
    number: Callable[[str], Reading[Decimal]], day: Callable[[str], Reading[date]]
) -> list[Reader | None]:
    """The reader of each cell, by slot; None where the text is the value."""
    by_kind: dict[str, Reader] = {
        **dict.fromkeys(NUMBER_CELLS, number),
        **dict.fromkeys(DATE_CELLS, day),
        **dict.fromkeys(FLAG_CELLS, parse_flag),
    }
    return [None, None, None, *(by_kind.get(name) for name in CELL_NAMES)]
