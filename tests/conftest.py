"""Fixtures for every room's tests."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import settings

from tests.browsing import browser

__all__ = ["browser"]

# Machines are shared and noisy: a law holds or fails, however long an example took. Hangs are
# caught by pytest-timeout.
settings.register_profile("section16", deadline=None)
settings.load_profile("section16")

PROJECT = Path(__file__).parents[1]
CORPUS = PROJECT.parent / "shared" / "filings"

Golden = Callable[[Path, Any], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update-golden`` records what the code says now; its diff is reviewed like code."""
    parser.addoption("--update-golden", action="store_true", help="record the expected.json files")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a value with what is recorded beside the case; nothing recorded is a failure."""

    def compare(recorded: Path, value: Any) -> None:
        text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
        if request.config.getoption("--update-golden"):
            recorded.write_text(text, encoding="utf-8")
        if not recorded.is_file():
            pytest.fail(f"{recorded} is not recorded: run pytest --update-golden and review it")
        assert json.loads(recorded.read_text(encoding="utf-8")) == json.loads(text)

    return compare


_PEAK = """
import re, resource
from pathlib import Path
status = Path("/proc/self/status")
if status.exists():  # what this process itself used, not what it was forked from
    print(int(re.search(r"VmHWM:\\s+([0-9]+)", status.read_text())[1]) // 1024)
else:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024 // 1024)
"""


@pytest.fixture
def peak_megabytes() -> Callable[[str], int]:
    """Run Python code in a process of its own; the memory that it needed at most."""

    def measure(code: str) -> int:
        done = subprocess.run(
            [sys.executable, "-c", dedent(code) + _PEAK],
            cwd=PROJECT, capture_output=True, text=True, timeout=60, check=True,
        )  # fmt: skip
        return int(done.stdout)

    return measure


@pytest.fixture(scope="session")
def corpus() -> Path | None:
    """The folder of real filings beside the project; None on machines that do not have it."""
    return CORPUS if CORPUS.is_dir() else None


@pytest.fixture(scope="session")
def real_filings(corpus: Path | None) -> Path:
    """The same, for tests that mean nothing without it."""
    if corpus is None:
        pytest.skip("the real filings are not on this machine")
    return corpus
