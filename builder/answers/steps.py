"""An explanation: steps, each with a heading and lines a reader can follow one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from builder.answers import Json
from builder.answers.printing import wrapped


class Step(NamedTuple):
    """One step. A line that begins with a blank is laid out already (a table, a list)."""

    heading: str
    lines: tuple[str, ...]


def steps_text(title: str, steps: Sequence[Step]) -> Iterator[str]:
    """The explanation for the eye."""
    yield title
    yield "=" * min(len(title), 96)
    for number, step in enumerate(steps, 1):
        yield ""
        yield f"{number}. {step.heading}"
        for line in step.lines:
            if line.startswith(" "):
                yield f"  {line}"
            else:
                yield from wrapped(line, "   ")


def steps_record(title: str, steps: Sequence[Step]) -> Json:
    """The explanation as a record."""
    return {
        "title": title,
        "steps": [
            {"heading": step.heading, "lines": [line.strip() for line in step.lines]}
            for step in steps
        ],
    }
