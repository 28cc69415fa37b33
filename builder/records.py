"""Files, archives and folders to printed records: what ``section16 read`` prints.

Every input gives a record, or says on the side what became of it. Records are printed as
they are read, so that a quarter of sixty thousand filings needs no memory.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from builder.errors import OtherInput, ReadError
from builder.filings.data_set_tables import Slice
from builder.filings.notice import Notice
from builder.filings.notice_record import notice_to_json
from builder.filings.reader import Record, read_record, read_slice
from builder.filings.record import Json, to_json
from builder.filings.record_table import filing_table, notice_table
from builder.filings.write_xml import Unwritable, render_xml
from builder.inputs import File, Member, members, printable_name, scan
from builder.model import Filing, Warn


class Read(NamedTuple):
    """One input, and the record that it holds or why it holds none."""

    path: str
    record: Record | None
    problem: OtherInput | ReadError | None = None


def records_of(paths: Iterable[Path], *, partial: bool) -> Iterator[Read]:
    """Every input that the paths hold, in their order."""
    for path in paths:
        folder, files = _files(path, partial=partial)
        for file in files:
            for member in members(folder, file):
                yield from _read(member)


def _files(path: Path, *, partial: bool) -> tuple[Path, list[File]]:
    if path.is_dir():
        return path, scan(path, partial=partial)
    found = path.stat()
    file = File(printable_name(path.name), found.st_size, found.st_mtime_ns, partial=partial)
    return path.parent, [file]


def _read(member: Member | Slice) -> Iterator[Read]:
    if isinstance(member, Slice):
        for path, statement in read_slice(member):
            if isinstance(statement, ReadError):
                yield Read(path, None, statement)
            else:
                yield Read(path, statement.record)
        return
    if member.problem is not None:
        yield Read(member.path, None, member.problem)
        return
    try:
        yield Read(member.path, read_record(member.data or b"", member.path))
    except (OtherInput, ReadError) as error:
        yield Read(member.path, None, error)


# How a record is printed

Print = Callable[[Filing | Notice], str]


def record_json(record: Filing | Notice) -> Json:
    """The record as one JSON object."""
    return notice_to_json(record) if isinstance(record, Notice) else to_json(record)


def as_line(record: Filing | Notice) -> str:
    """One JSON object on one line."""
    return json.dumps(record_json(record), ensure_ascii=False)


def as_object(record: Filing | Notice) -> str:
    """One JSON object that people can read."""
    return json.dumps(record_json(record), ensure_ascii=False, indent=1)


def as_table(record: Filing | Notice) -> str:
    """What the form shows, in columns."""
    return notice_table(record) if isinstance(record, Notice) else filing_table(record)


def as_xml(record: Filing | Notice) -> str:
    """Ownership XML; raises ReadError for a record that it cannot hold."""
    if isinstance(record, Notice):
        raise ReadError("record", None, "a Form 3, 4 or 5", f"a Form {record.form}")
    try:
        return render_xml(record).rstrip("\n")
    except Unwritable as error:
        raise ReadError(error.where, None, "characters that XML can hold", repr(error.found)) from (
            None
        )


class Style(NamedTuple):
    """A way to print records: how each is made, and what stands around and between them."""

    make: Print
    before: str = ""
    between: str = "\n"
    after: str = "\n"


STYLES: dict[str, Style] = {
    "json": Style(as_object, "[\n", ",\n", "\n]\n"),
    "jsonl": Style(as_line),
    "table": Style(as_table, between="\n\n"),
    "xml": Style(as_xml, between="\n\n"),
}


def warning_line(path: str, warning: Warn) -> str:
    """A warning as the terminal shows it."""
    place = warning.where if warning.line is None else f"{warning.where} (line {warning.line})"
    return f"{path}: warning: {place}: expected {warning.expected}, found {warning.found}"


def warnings_of(record: Record) -> tuple[Warn, ...]:
    """What is odd about a record."""
    return record.document.warnings if isinstance(record, Notice) else record.warnings
