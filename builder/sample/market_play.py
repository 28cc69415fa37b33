"""One issuer over one year of a market."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from builder.sample.cast import make_cast
from builder.sample.dice import Dice
from builder.sample.filing import Clerk
from builder.sample.generate import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from builder.sample.cast import Plan
    from builder.sample.document import Document


def play_issuer(plan: Plan, index: int) -> Iterator[Document]:
    """Its filings, in the order of its trades."""
    stage = Stage(plan, index, 0)
    stage.issuer = replace(stage.issuer, first_day=date(2025, 1, 2), last_day=date(2025, 12, 19))
    stage.cast = make_cast(plan, stage.issuer, None)
    stage.clerk = Clerk(stage.issuer, Dice(plan.seed, "file", index))
    for document in stage.play():
        document.container = "txt"
        document.archived = document.also_xml = False
        if document.filed.year == 2025:
            yield document
