"""An entry of a settings file that no filing needs: reported, for it may hold a slip."""

from __future__ import annotations

from typing import NamedTuple


class Unused(NamedTuple):
    """Which entry, and why nothing came of it."""

    path: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.path} line {self.line}: not used: {self.reason}"
