"""Search: every word of the ledger's names and filings, from the command line and the browser."""

from __future__ import annotations

from builder.errors import Section16Error


class SearchError(Section16Error):
    """A folder holds no index that can be searched."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"
