"""Answers to questions about the ledger, for a terminal and for programs.

What an insider holds, what was traded, and how each of these numbers came about. Functions from
the facts of :mod:`builder.derive.facts` to records and text: no disk, no clock. Numbers are
strings as filed; what is derived names its rule.
"""

from __future__ import annotations

from typing import Any

from builder.errors import Section16Error

Json = dict[str, Any]


class AnswerError(Section16Error):
    """A question that the ledger cannot answer; ``remedy`` tells what the user can do."""

    def __init__(self, reason: str, remedy: str = "") -> None:
        super().__init__(reason, remedy)
        self.reason = reason
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.reason}\n  {self.remedy}" if self.remedy else self.reason
