"""Folders and archives to bytes with a name. Counts everything it sees, writes nothing.

``scan`` lists every regular file below a content folder. ``members`` gives what one
of them holds: itself, or the members of a ``.zip`` or ``.tar.gz``, read without
unpacking to disk; or, for the tables of a quarterly data set, slices of filings. A
file that cannot or should not be read still comes out, with the reason: nothing is
dropped in silence. Sizes and compression ratios are bounded before anything is read,
so that neither a huge file nor a zip bomb fills memory.
"""

from __future__ import annotations

import gzip
import lzma
import os
import re
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial as bound
from pathlib import Path
from typing import IO, NamedTuple

from builder import quarter
from builder.errors import BuildError, CorrectionError, OtherInput, ReadError
from builder.filings.data_set_tables import SUBMISSION, TABLES, Slice, data_sets_among

MAX_BYTES = 64 * 1024 * 1024  # a filing has about 20 KB, with scanned exhibits some megabytes
MAX_RATIO = 250  # filings shrink 5 to 30 times, a zip bomb a thousand times
RATIO_MATTERS_FROM = 4 * 1024 * 1024

FILING_ENDINGS = (".xml", ".txt", ".nc", ".html", ".htm", ".md", ".sgml")
ARCHIVE_ENDINGS = (".zip", ".tar.gz", ".tgz")


class File(NamedTuple):
    """A regular file below the content folder."""

    path: str  # relative, POSIX, printable: see printable_name; a folder that is shut ends in "/"
    size: int  # bytes
    mtime_ns: int
    left_out: str = ""  # why it is not even opened
    partial: bool = False  # if it holds a data set, tables may be missing
    tables: tuple[tuple[str, str], ...] = ()  # of a data set in a folder: name, path

    @property
    def mark(self) -> tuple[int, int, str, bool]:
        """What tells that the file has to be read again."""
        return self.size, self.mtime_ns, self.left_out, self.partial


class Member(NamedTuple):
    """One input: a file, or one member of an archive. Either data or the reason for none."""

    path: str  # archives: "folder/all.zip/inner/name.xml"
    data: bytes | None
    problem: OtherInput | ReadError | None = None


def scan(content: Path, *, partial: bool = False) -> list[File]:
    """Every regular file below ``content``, sorted; BuildError if there is no such folder.

    With ``partial``, data sets that lack tables are read all the same.
    """
    try:
        os.scandir(content).close()
    except OSError as error:
        reason = f"{content}: {error.strerror or error}"
        raise BuildError(reason, "Name a folder that holds filings.") from error
    files = sorted(file for file in _walk(content) if file.path not in CORRECTIONS)
    if any(file.path.startswith("filings/") for file in files):
        reason = "the sample is left out: the folder filings/ holds filings"
        files = [
            file._replace(left_out=reason) if file.path.startswith("sample/") else file
            for file in files
        ]
    return _with_data_sets(files, partial=partial)


# At the top of the content folder: what the site owner states, no inputs.
CORRECTIONS = ("people.yml", "suppress.yml")
LARGEST_CORRECTIONS = 4 * 1024 * 1024  # bytes


def corrections_text(content: Path) -> dict[str, str]:
    """The text of each file of corrections that is there.

    CorrectionError if one is too large or no UTF-8.
    """
    found = {}
    for name in CORRECTIONS:
        path = content / name
        if not path.is_file():
            continue
        with path.open("rb") as file:
            data = file.read(LARGEST_CORRECTIONS + 1)
        if len(data) > LARGEST_CORRECTIONS:
            limit = f"at most {LARGEST_CORRECTIONS:,} bytes"
            raise CorrectionError(f"content/{name}", None, limit, "more")
        try:
            found[name] = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            raise CorrectionError(f"content/{name}", line, "text in UTF-8", str(error)) from error
    return found


def _with_data_sets(files: list[File], *, partial: bool) -> list[File]:
    """Make one file of the tables of each data set that lies in a folder as it is.

    The first of its tables stands for all of them; the sum of their times changes when
    any of them does.
    """
    sets = data_sets_among(file.path for file in files if not file.left_out)
    known = {file.path: file for file in files}
    for tables in filter(_is_data_set, sets.values()):
        ordered = tuple((table, tables[table]) for table in TABLES if table in tables)
        lead, *others = (known[path] for _, path in ordered)
        for other in others:
            reason = f"a table of the data set {lead.path}, read with it"
            known[other.path] = other._replace(left_out=reason)
        known[lead.path] = lead._replace(
            size=lead.size + sum(other.size for other in others),
            mtime_ns=(lead.mtime_ns + sum(other.mtime_ns for other in others)) % 2**63,
            partial=partial,
            tables=ordered,
        )
    return [
        file._replace(partial=partial) if file.path.lower().endswith(".zip") else file
        for file in known.values()
    ]


def _is_data_set(tables: dict[str, str]) -> bool:
    """One table alone may be anybody's, unless it is the one that names the filings."""
    return SUBMISSION in tables or len(tables) > 1


def _walk(content: Path) -> Iterator[File]:
    folders = [(content, "")]
    while folders:
        folder, prefix = folders.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError:  # members() meets the same error and says it
            yield File(prefix, 0, 0)
            continue
        for entry in entries:
            name = prefix + printable_name(entry.name)
            if entry.is_symlink():
                # Followed, a link could lead outside the folder or in circles.
                yield File(name, 0, 0, "a symbolic link, which is not followed")
            elif entry.is_dir(follow_symlinks=False):
                folders.append((Path(entry.path), f"{name}/"))
            elif entry.is_file(follow_symlinks=False):
                yield _file(entry, name)


def _file(entry: os.DirEntry[str], name: str) -> File:
    try:
        found = entry.stat(follow_symlinks=False)
    except OSError:  # gone since the folder was listed: members() will say so
        return File(name, 0, 0)
    return File(name, found.st_size, found.st_mtime_ns)


# What a path on a page or in the ledger cannot hold: bytes that are not UTF-8 (as surrogates),
# control characters, and the backslash that marks both.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\\\ud800-\udfff]")
_ESCAPED = re.compile(r"\\(\\|x[0-9a-f]{2})")


def printable_name(name: str) -> str:
    r"""A file name as text that can be printed, stored and turned back: ``\xe9`` for a byte."""
    return _UNPRINTABLE.sub(_escape, name) if _UNPRINTABLE.search(name) else name


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    if character == "\\":
        return r"\\"
    return "".join(rf"\x{byte:02x}" for byte in character.encode("utf-8", "surrogateescape"))


def _on_disk(content: Path, path: str) -> Path:
    """Where the file of a printable path lies."""
    if "\\" not in path:
        return content / path
    raw = _ESCAPED.sub(
        lambda found: "\\" if found[1] == "\\" else os.fsdecode(bytes.fromhex(found[1][1:])), path
    )
    return content / raw


def members(content: Path, file: File) -> Iterator[Member | Slice]:
    """What one file holds. Raises nothing: what goes wrong is said on the member."""
    name = file.path.lower()
    place = _on_disk(content, file.path)
    if file.left_out:
        yield Member(file.path, None, OtherInput(file.left_out))
    elif file.tables:
        yield from _tables_in_folder(content, file)
    elif name.endswith("/"):
        yield _shut(place, file.path)
    elif name.endswith(ARCHIVE_ENDINGS):
        yield from _archive_members(place, file)
    elif not name.endswith(FILING_ENDINGS):
        yield Member(file.path, None, OtherInput(_ending_reason(name)))
    elif file.size > MAX_BYTES:
        yield Member(file.path, None, _too_large(file.size))
    else:
        yield _read(place, file.path)


def _read(place: Path, path: str) -> Member:
    """Read a file that was regular and small when the folder was listed, if it still is."""
    try:
        # not to wait for a writer, should it have become a pipe
        handle = os.open(place, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as stream:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                return Member(path, None, OtherInput("no regular file"))
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        return Member(path, None, _unreadable("a readable file", error))
    return (
        Member(path, data) if len(data) <= MAX_BYTES else Member(path, None, _too_large(len(data)))
    )


def _shut(place: Path, path: str) -> Member:
    expected = "a folder that can be listed"
    try:
        os.scandir(place).close()
    except OSError as error:
        return Member(path, None, _unreadable(expected, error))
    return Member(path, None, ReadError("file", None, expected, "one that was shut a moment ago"))


def _ending_reason(name: str) -> str:
    ending = name.rpartition("/")[2].rpartition(".")
    return f"a .{ending[2]} file" if ending[0] else "a file without an ending"


def _too_large(size: int) -> ReadError:
    found = f"{size:,} bytes"
    return ReadError("file", None, f"a filing of at most {MAX_BYTES:,} bytes", found)


def _unreadable(expected: str, error: Exception) -> ReadError:
    found = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return ReadError("file", None, expected, printable_name(found))


# What the libraries raise on damaged, locked or exotic archives.
_ARCHIVE_ERRORS = (
    OSError, EOFError, zlib.error, lzma.LZMAError, struct.error, tarfile.TarError,
    zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OverflowError,
)  # fmt: skip


def _archive_members(archive: Path, file: File) -> Iterator[Member | Slice]:
    path = file.path
    try:
        if path.lower().endswith(".zip"):
            yield from _zip_members(archive, path, partial=file.partial)
        else:
            yield from _tar_members(archive, path)
    except _ARCHIVE_ERRORS as error:
        yield Member(path, None, _unreadable("an archive that can be read to its end", error))


def _tables_in_folder(content: Path, file: File) -> Iterator[Member | Slice]:
    """A data set whose tables lie in a folder."""
    opens: dict[str, quarter.Open] = {
        table: bound(_opened, _on_disk(content, path)) for table, path in file.tables
    }
    yield from _data_set(file.path, opens, file.size, partial=file.partial)


def _opened(place: Path) -> IO[bytes]:
    """The table, if it is still the regular file that it was when the folder was listed."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
    stream = os.fdopen(os.open(place, flags), "rb")
    if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        stream.close()
        raise OSError("no regular file")
    return stream


def _data_set(
    path: str, opens: dict[str, quarter.Open], size: int, *, partial: bool
) -> Iterator[Member | Slice]:
    try:
        yield from quarter.slices(path, opens, size=size, partial=partial)
    except ReadError as error:
        yield Member(path, None, error)
    except _ARCHIVE_ERRORS as error:
        yield Member(path, None, _unreadable("tables that can be read to their end", error))


def _leaves(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or (len(name) > 1 and name[1] == ":")


def _refused(path: str, name: str, size: int) -> Member | None:
    """A member that is not read at all, with the reason; None if it may be read."""
    lower = name.lower()
    if _leaves(name):
        found = f"{name!r}, which leads outside"
        return Member(path, None, ReadError("archive", None, "a name inside the archive", found))
    if lower.endswith(ARCHIVE_ENDINGS):
        return Member(path, None, OtherInput("an archive inside an archive, which is not opened"))
    if not lower.endswith(FILING_ENDINGS):
        return Member(path, None, OtherInput(_ending_reason(lower)))
    if size > MAX_BYTES:
        return Member(path, None, _too_large(size))
    return None


def _budget(archive: Path) -> int:
    """How many bytes the members of an archive may unpack to, all together."""
    return max(archive.stat().st_size * MAX_RATIO, RATIO_MATTERS_FROM)


def _bomb(path: str, found: str) -> Member:
    return Member(path, None, ReadError("archive", None, "no bomb", found))


_A_LINK = OtherInput("a link in an archive, which is not followed")
_DEFLATED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def _zip_members(archive: Path, path: str, *, partial: bool) -> Iterator[Member | Slice]:
    budget = _budget(archive)
    with zipfile.ZipFile(archive) as opened:
        infos = {info.filename: info for info in opened.infolist()}
        tables: set[str] = set()
        for prefix, found in data_sets_among(infos).items():
            if _is_data_set(found):
                tables |= set(found.values())
                inner = f"{path}/{printable_name(prefix)}" if prefix else path
                chosen = {table: infos[name] for table, name in found.items()}
                yield from _zipped_data_set(opened, inner, chosen, budget, partial=partial)
                budget -= sum(info.file_size for info in chosen.values())
        for info in opened.infolist():
            is_table = info.filename in tables and infos[info.filename] is info
            if is_table or info.filename.endswith("/"):
                continue
            inner = f"{path}/{printable_name(info.filename)}"
            refused = _refused(inner, info.filename, info.file_size) or _packed_oddly(inner, info)
            if refused:
                yield refused
                continue
            budget -= info.file_size
            if budget < 0:  # members may overlap: each is small, all together are not
                yield _bomb(inner, f"members that unpack to more than {MAX_RATIO} times its size")
                continue
            yield _zip_member(opened, info, inner)


def _zipped_data_set(
    opened: zipfile.ZipFile,
    path: str,
    tables: dict[str, zipfile.ZipInfo],
    budget: int,
    *,
    partial: bool,
) -> Iterator[Member | Slice]:
    size = sum(info.file_size for info in tables.values())
    refused = [
        odd
        for table, info in tables.items()
        if (odd := _packed_oddly(f"{path}: {table}", info)) is not None
    ]
    if refused or size > budget:
        yield from refused or [_bomb(path, f"tables that unpack to {size:,} bytes")]
        return
    opens: dict[str, quarter.Open] = {
        table: bound(opened.open, info) for table, info in tables.items()
    }
    yield from _data_set(path, opens, size, partial=partial)


def _packed_oddly(path: str, info: zipfile.ZipInfo) -> Member | None:
    if stat.S_ISLNK(info.external_attr >> 16):
        return Member(path, None, _A_LINK)
    if info.compress_type not in _DEFLATED:  # others may ask for gigabytes before the first byte
        found = f"compression method {info.compress_type}"
        return Member(path, None, ReadError("archive", None, "a stored or deflated member", found))
    ratio_matters = info.file_size > RATIO_MATTERS_FROM
    if ratio_matters and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        return _bomb(path, f"{info.file_size:,} bytes packed into {info.compress_size:,}")
    return None


def _zip_member(opened: zipfile.ZipFile, info: zipfile.ZipInfo, path: str) -> Member:
    try:
        with opened.open(info) as stream:
            return _bounded(path, stream, info.file_size)
    except _ARCHIVE_ERRORS as error:  # one damaged or locked member, the others are fine
        return Member(path, None, _unreadable("a member that can be read", error))


def _bounded(path: str, stream: IO[bytes], size: int) -> Member:
    """Read at most what the archive announced: the announced size was checked, the real one not."""
    data = stream.read(size + 1)
    if len(data) > size:
        found = "more than the archive announces"
        return Member(path, None, ReadError("archive", None, f"{size:,} bytes", found))
    return Member(path, data)


class _Metered(gzip.GzipFile):
    """A stream that gives out no more than ``left`` bytes.

    A tar header may ask for any number of bytes for a long name; tarfile would read them all.
    """

    left = RATIO_MATTERS_FROM

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        self.left -= len(data)
        if self.left < 0:
            raise tarfile.ReadError("headers larger than any archive needs")
        return data


def _tar_members(archive: Path, path: str) -> Iterator[Member]:
    budget = _budget(archive)
    # mode "r|": strictly forwards, so a large archive is never held in memory
    with _Metered(archive) as stream, tarfile.open(fileobj=stream, mode="r|") as opened:
        while info := opened.next():
            opened.members.clear()  # type: ignore[attr-defined]  # else they all stay in memory
            budget -= info.size
            if budget < 0:
                yield _bomb(path, f"members that unpack to more than {MAX_RATIO} times its size")
                return
            stream.left = RATIO_MATTERS_FROM + info.size
            member = _tar_member(opened, info, path)
            if member is not None:
                yield member


def _tar_member(opened: tarfile.TarFile, info: tarfile.TarInfo, path: str) -> Member | None:
    inner = f"{path}/{printable_name(info.name)}"
    if info.issym() or info.islnk():
        return Member(inner, None, _A_LINK)
    if not info.isreg():
        return None
    refused = _refused(inner, info.name, info.size)
    if refused:
        return refused
    stream = opened.extractfile(info)
    return _bounded(inner, stream, info.size) if stream is not None else None
