"""What several commands take: folders, days, CIKs, references to filings and rows."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import click

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
NEW_FOLDER = click.Path(file_okay=False, path_type=Path)


class DateType(click.ParamType):  # type: ignore[type-arg] # generic for mypy, not at run time
    """A day such as 2026-03-18."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day, or say what one looks like."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            self.fail(f"{value!r} is no date such as 2026-03-18", param, ctx)


class PartyType(click.ParamType):  # type: ignore[type-arg] # as above
    """A CIK, or the local identity of a party without one; read as the ledger's key."""

    name = "CIK"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read the number, or say how to find one."""
        if isinstance(value, int):
            return value
        text = value.strip()
        if re.fullmatch(r"(?:CIK)?0*[1-9][0-9]{0,9}", text, re.ASCII | re.IGNORECASE):
            return int(text.upper().removeprefix("CIK"))
        if not re.fullmatch(r"local-[0-9a-f]{12}", text, re.ASCII):
            self.fail(
                f"{value!r} is no CIK such as 1494730 (and no local identity)."
                " To find one: section16 search NAME",
                param, ctx,
            )  # fmt: skip
        return -1 - int(text.removeprefix("local-"), 16)


class Reference(NamedTuple):
    """A filing, or one row of it."""

    accession: str
    table: str | None = None
    row: int | None = None


class ReferenceType(click.ParamType):  # type: ignore[type-arg] # as above
    """ACCESSION or ACCESSION:TABLE:ROW."""

    name = "reference"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Reference:
        """Read the reference, or say what one looks like."""
        if isinstance(value, Reference):
            return value
        match = _REFERENCE.fullmatch(value.strip())
        if match is None:
            self.fail(
                f"{value!r} is neither a filing such as 0001127602-25-001055 nor a row of one"
                " such as 0001127602-25-001055:I:2",
                param, ctx,
            )  # fmt: skip
        table, row = match["table"], match["row"]
        if table is None:
            return Reference(match["accession"])
        return Reference(match["accession"], _TABLES[table.upper()], int(row))


_REFERENCE = re.compile(
    r"(?P<accession>[0-9]{10}-?[0-9]{2}-?[0-9]{6}|local-[0-9a-f]{16})"
    r"(?::(?P<table>I{1,2}|[12]):(?P<row>[1-9][0-9]{0,5}))?",
    re.ASCII | re.IGNORECASE,
)
_TABLES = {"I": "I", "II": "II", "1": "I", "2": "II"}


def project_option(command: Any) -> Any:
    """The option --project."""
    return click.option(
        "--project",
        type=FOLDER,
        default=".",
        show_default="this folder",
        help="Folder with mkdocs.yml and site_src/.",
    )(command)


def content_options(command: Any) -> Any:
    """The options --project, --content and --state."""
    command = click.option(
        "--state",
        type=NEW_FOLDER,
        help="Folder for ledger and index; may be deleted at any time.  [default: one per content"
        " folder below .section16/]",
    )(command)
    command = click.option(
        "--content", type=FOLDER, help="Folder of filings; never written to.  [default: content/]"
    )(command)
    return project_option(command)
