"""Each line of an insider at an issuer with its history and its reasons, then the totals."""

from __future__ import annotations

from collections.abc import Iterator

from builder.answers.dossier import Dossier
from builder.answers.explain_line import (
    gap_lines,
    history_table,
    line_words,
    now_step,
    total_lines,
)
from builder.answers.printing import counted
from builder.answers.selection import Asked
from builder.answers.steps import Step
from builder.derive.positions import Position
from builder.derive.totals import totals_of


def explain_person(dossier: Dossier, asked: Asked) -> tuple[str, list[Step]]:
    """The title and the steps of an insider at one issuer."""
    insider = asked.insider or 0
    positions = [p for p in dossier.facts.positions if insider in p.owners]
    positions.sort(key=lambda p: (p.table, p.wording.held, p.newest.balance == 0, p.line))
    steps = [
        Step(line_words(dossier, each), tuple(_line(dossier, each)))
        for each in positions
    ]  # fmt: skip
    totals = tuple(
        line
        for total in totals_of(insider, dossier.facts.held())
        for line in total_lines(dossier, total)
    )
    steps.append(Step("Totals of Table I", totals or ("No open line of Table I.",)))
    filings = sum(any(o.key == insider for o in f.owners) for f in dossier.filings)
    counts = f"{counted(len(positions), 'line')} from {counted(filings, 'filing')}"
    return f"{dossier.named(insider)} at {dossier.issuer_named}: {counts}", steps


def _line(dossier: Dossier, position: Position) -> Iterator[str]:
    yield from history_table(position)
    for balance in position.history:
        if balance.verdict == "gap":
            yield f"The balance of {balance.as_of or 'no date'} ({balance.key}):"
            yield from gap_lines(dossier, balance)
    yield from now_step(dossier, position).lines
