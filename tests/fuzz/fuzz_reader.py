"""The target of the fuzzer: read an input, and hold what came of it to every promise.

Run by ``tests/fuzz/__main__.py`` in a process of its own, since libFuzzer ends the process that
it runs in. Everything under ``builder`` is instrumented, so that the fuzzer sees which lines an
input reaches; libxml2 is not.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["builder"]):
    from tests.mutation.promises import is_typed, outcome_of, reading_of

from tests.fuzz.inputs import named


def one_input(data: bytes) -> None:
    """An exception from here is a finding."""
    content, path = named(data)
    reading = reading_of(content, path)
    outcome = outcome_of(reading, content)
    if path.endswith(".xml") and outcome in {"rejected", "other"}:
        assert not is_typed(content), f"well-formed and typed, but {outcome}: {reading}"


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
