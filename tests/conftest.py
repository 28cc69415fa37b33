"""Fixtures for every room's tests."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browsing import browser

__all__ = ["browser"]

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
