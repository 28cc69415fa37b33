"""The project's errors: few, and each carries its data.

    Section16Error
    ├── ReadError          an input cannot be read as a filing: it is listed as rejected
    ├── OtherInput         an input is something else (an index, a schema): it is listed as other
    ├── CorrectionError    people.yml or suppress.yml does not say what it should
    ├── LedgerError        the ledger file cannot be used
    └── BuildError         a build cannot go on

Fields are positional so that an error survives the trip through a process pool;
``__str__`` builds the text. The parser knows the place, the caller knows the file.
"""

from __future__ import annotations


class Section16Error(Exception):
    """Base of every error that this project raises on purpose."""


class ReadError(Section16Error):
    """An input that should be a filing cannot be read as one."""

    def __init__(self, where: str, line: int | None, expected: str, found: str) -> None:
        super().__init__(where, line, expected, found)
        self.where = where
        self.line = line
        self.expected = expected
        self.found = found

    def __str__(self) -> str:
        place = self.where if self.line is None else f"{self.where} (line {self.line})"
        return f"{place}: expected {self.expected}, found {self.found}"


class OtherInput(Section16Error):  # noqa: N818 - no error: most folders hold other files
    """An input is not an ownership filing; ``reason`` says what it is."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return self.reason


class CorrectionError(Section16Error):
    """A file of the site owner's (people.yml, suppress.yml) cannot be used as it stands."""

    def __init__(self, path: str, line: int | None, expected: str, found: str) -> None:
        super().__init__(path, line, expected, found)
        self.path = path
        self.line = line
        self.expected = expected
        self.found = found

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path} line {self.line}"
        return f"{place}: expected {self.expected}, found {self.found}"


class LedgerError(Section16Error):
    """The ledger cannot be opened or written."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


class BuildError(Section16Error):
    """A build stops; ``remedy`` tells what the user can do."""

    def __init__(self, reason: str, remedy: str = "") -> None:
        super().__init__(reason, remedy)
        self.reason = reason
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.reason}\n  {self.remedy}" if self.remedy else self.reason
