"""One quarter of the SEC's data sets: its tables opened, its lines dealt out by filing.

The eight tables hold a filing's lines in no common order and a quarter may be larger than
memory ought to be. So every line is put with the others of its filing, by a digest of its
accession number, into one of many unnamed temporary files; each of these is then read at
once. Memory holds one such part, whatever the size of the quarter.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from tempfile import TemporaryFile
from typing import IO, cast

from builder.errors import ReadError
from builder.filings.data_set_tables import KEY, SUBMISSION, TABLES, Slice, framed
from builder.filings.data_sets import check_columns

MAX_BYTES = 2 * 1024**3  # of all tables; the largest real quarter has about a tenth of it
MAX_LINE = 1024 * 1024  # a note has at most 1,000 characters
PART_BYTES = 2 * 1024 * 1024  # aimed at: about 1,000 filings
MAX_PART_BYTES = 64 * 1024 * 1024  # a table that names one filing in every line
MOST_PARTS = 200  # files open at a time

Open = Callable[[], AbstractContextManager[IO[bytes]]]


def slices(path: str, tables: Mapping[str, Open], *, size: int, partial: bool) -> Iterator[Slice]:
    """Deal out the lines of the tables of the data set at ``path``; ``size`` is their bytes.

    Raises ReadError if tables are missing (with ``partial``: only if SUBMISSION is), if a
    table lacks a column that it cannot do without, or if a line is longer than any is.
    """
    _check(tables, size, partial=partial)
    columns: dict[str, tuple[str, ...]] = {}
    with ExitStack() as stack:
        count = min(size // PART_BYTES + 1, MOST_PARTS)
        parts = [stack.enter_context(TemporaryFile()) for _ in range(count)]
        for table in TABLES:
            if table in tables:
                with tables[table]() as stream, _buffered(stream) as lines:
                    columns[table] = _deal(table, lines, parts)
        for part in parts:
            if part.tell() > MAX_PART_BYTES:
                found = f"{part.tell():,} bytes"
                raise ReadError("data set", None, "lines that belong to many filings", found)
            part.seek(0)
            data = part.read()
            if data:
                yield Slice(path, columns, data)


def _check(tables: Mapping[str, Open], size: int, *, partial: bool) -> None:
    missing = [table for table in TABLES if table not in tables]
    if SUBMISSION in missing or (missing and not partial):
        expected = "the table SUBMISSION" if partial else "all eight tables"
        hint = "" if partial else " (--partial reads what there is)"
        raise ReadError("data set", None, expected, f"no {', '.join(missing)}{hint}")
    if size > MAX_BYTES:
        expected = f"a data set of at most {MAX_BYTES:,} bytes"
        raise ReadError("data set", None, expected, f"{size:,} bytes")


def _buffered(stream: IO[bytes]) -> io.BufferedReader:
    """The same bytes with a quick ``readline``: a zip member's own is slow under a limit."""
    return io.BufferedReader(cast("io.RawIOBase", stream), 1024 * 1024)


_BEGINS = re.compile(rb"[0-9]{10}-[0-9]{2}-[0-9]{6}\t").match


def _deal(table: str, stream: io.BufferedReader, parts: Sequence[IO[bytes]]) -> tuple[str, ...]:
    """Put each line of one table with the lines of its filing; returns the table's columns."""
    names = _head(stream.readline(MAX_LINE))
    check_columns(table, names)
    key = names.index(KEY)
    lines: list[bytes] = []  # of one filing: a note or remark may hold line breaks
    size = 0
    for number, text in enumerate(iter(lambda: stream.readline(MAX_LINE), b""), 2):
        if key or _BEGINS(text) or _is_whole(lines, text, len(names)):
            _put(table, b"".join(lines), key, parts)
            lines.clear()
            size = 0
        lines.append(text)
        size += len(text)
        if size >= MAX_LINE:
            expected = f"a line of less than {MAX_LINE:,} bytes"
            raise ReadError(f"table {table}", number, expected, "a longer one")
    _put(table, b"".join(lines), key, parts)
    return names


def _is_whole(lines: list[bytes], text: bytes, width: int) -> bool:
    """True for a line that has all its fields and follows one that has: it begins another.

    A line without a proper accession number may otherwise be the rest of a text.
    """
    tabs = width - 1
    return text.count(b"\t") == tabs and sum(line.count(b"\t") for line in lines) == tabs


def _head(line: bytes) -> tuple[str, ...]:
    text = line.decode("utf-8-sig", "backslashreplace")
    return tuple(name.strip().upper() for name in text.split("\t"))


def _put(table: str, text: bytes, key: int, parts: Sequence[IO[bytes]]) -> None:
    line = text.rstrip(b"\r\n")
    if line.strip():
        accession = line.split(b"\t", key + 1)[key : key + 1]
        part = parts[zlib.crc32(b"".join(accession)) % len(parts)]
        part.write(framed(table, line))
