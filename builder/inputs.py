"""Folders and archives to bytes with a name. Counts everything it sees, writes nothing.

``scan`` lists every regular file below a content folder. ``members`` gives what one
of them holds: itself, or the members of a ``.zip`` or ``.tar.gz``, read without
unpacking to disk. A file that cannot or should not be read still comes out, with
the reason: nothing is dropped in silence. Sizes and compression ratios are bounded
before anything is read, so that neither a huge file nor a zip bomb fills memory.
"""

from __future__ import annotations

import os
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from builder.errors import BuildError, OtherInput, ReadError

MAX_BYTES = 64 * 1024 * 1024  # EDGAR takes no larger submission; a filing has about 20 KB
MAX_RATIO = 250  # filings shrink 5 to 30 times, a zip bomb a thousand times
RATIO_MATTERS_FROM = 4 * 1024 * 1024

FILING_ENDINGS = (".xml", ".txt", ".nc")
ARCHIVE_ENDINGS = (".zip", ".tar.gz", ".tgz")


class File(NamedTuple):
    """A regular file below the content folder."""

    path: str  # relative, POSIX
    size: int  # bytes
    mtime_ns: int
    left_out: str = ""  # why it is not even opened


class Member(NamedTuple):
    """One input: a file, or one member of an archive. Either data or the reason for none."""

    path: str  # archives: "folder/all.zip/inner/name.xml"
    data: bytes | None
    problem: OtherInput | ReadError | None = None


def scan(content: Path) -> list[File]:
    """Every regular file below ``content``, sorted by path; raises BuildError if it is no folder."""
    if not content.is_dir():
        raise BuildError(f"{content}: no such folder", "Name a folder that holds filings.")
    files = sorted(_walk(content, ""))
    if any(file.path.startswith("filings/") for file in files):
        reason = "the sample is left out: the folder filings/ holds filings"
        files = [
            file._replace(left_out=reason) if file.path.startswith("sample/") else file
            for file in files
        ]
    return files


def _walk(folder: Path, prefix: str) -> Iterator[File]:
    with os.scandir(folder) as entries:
        for entry in entries:
            name = prefix + _printable(entry.name)
            if entry.is_symlink():
                # Followed, a link could lead outside the folder or in circles.
                yield File(name, 0, 0, "a symbolic link, which is not followed")
            elif entry.is_dir(follow_symlinks=False):
                yield from _walk(Path(entry.path), f"{name}/")
            elif entry.is_file(follow_symlinks=False):
                stat = entry.stat(follow_symlinks=False)
                yield File(name, stat.st_size, stat.st_mtime_ns)


def _printable(name: str) -> str:
    """A file name that is not UTF-8 still gets a name that can be printed and stored."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def members(content: Path, file: File) -> Iterator[Member]:
    """What one file holds. Raises nothing: what goes wrong is said on the member."""
    name = file.path.lower()
    if file.left_out:
        yield Member(file.path, None, OtherInput(file.left_out))
    elif name.endswith(ARCHIVE_ENDINGS):
        yield from _archive_members(content / file.path, file.path)
    elif not name.endswith(FILING_ENDINGS):
        yield Member(file.path, None, OtherInput(_ending_reason(name)))
    elif file.size > MAX_BYTES:
        yield Member(file.path, None, _too_large(file.size))
    else:
        try:
            yield Member(file.path, (content / file.path).read_bytes())
        except OSError as error:
            yield Member(file.path, None, _unreadable("a readable file", error))


def _ending_reason(name: str) -> str:
    ending = name.rpartition("/")[2].rpartition(".")
    return f"a .{ending[2]} file" if ending[0] else "a file without an ending"


def _too_large(size: int) -> ReadError:
    found = f"{size:,} bytes"
    return ReadError("file", None, f"a filing of at most {MAX_BYTES:,} bytes", found)


def _unreadable(expected: str, error: Exception) -> ReadError:
    found = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return ReadError("file", None, expected, found)


_ARCHIVE_ERRORS = (
    OSError, EOFError, zlib.error, tarfile.TarError, zipfile.BadZipFile, NotImplementedError,
    RuntimeError, ValueError, OverflowError, UnicodeError,
)  # fmt: skip


def _archive_members(archive: Path, path: str) -> Iterator[Member]:
    opened = _zip_members if path.lower().endswith(".zip") else _tar_members
    try:
        yield from opened(archive, path)
    except _ARCHIVE_ERRORS as error:  # the libraries raise all of these on damaged archives
        yield Member(path, None, _unreadable("an archive that can be read to its end", error))


def _leaves(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or (len(name) > 1 and name[1] == ":")


def _refused(path: str, name: str, size: int, packed: int | None) -> Member | None:
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
    if packed is not None and size > RATIO_MATTERS_FROM and size > MAX_RATIO * max(packed, 1):
        found = f"{size:,} bytes packed into {packed:,}"
        return Member(path, None, ReadError("archive", None, "no zip bomb", found))
    return None


def _zip_members(archive: Path, path: str) -> Iterator[Member]:
    with zipfile.ZipFile(archive) as opened:
        for info in opened.infolist():
            if info.is_dir():
                continue
            inner = f"{path}/{_printable(info.filename)}"
            refused = _refused(inner, info.filename, info.file_size, info.compress_size)
            if refused:
                yield refused
                continue
            try:
                with opened.open(info) as stream:
                    yield _bounded(inner, stream, info.file_size)
            except _ARCHIVE_ERRORS as error:  # one damaged or locked member, the others are fine
                yield Member(inner, None, _unreadable("a member that can be read", error))


def _bounded(path: str, stream: IO[bytes], size: int) -> Member:
    """Read at most what the archive announced: the announced size was checked, the real one not."""
    data = stream.read(size + 1)
    if len(data) > size:
        found = "more than the archive announces"
        return Member(path, None, ReadError("archive", None, f"{size:,} bytes", found))
    return Member(path, data)


def _tar_members(archive: Path, path: str) -> Iterator[Member]:
    # mode "r|gz": strictly forwards, so a large archive is never held in memory
    budget = max(archive.stat().st_size * MAX_RATIO, RATIO_MATTERS_FROM)
    with tarfile.open(archive, "r|gz") as opened:
        for info in opened:
            if not info.isreg():
                continue
            budget -= info.size
            inner = f"{path}/{_printable(info.name)}"
            if budget < 0:
                found = f"members that unpack to more than {MAX_RATIO} times its size"
                yield Member(path, None, ReadError("archive", None, "no bomb", found))
                return
            refused = _refused(inner, info.name, info.size, None)
            if refused:
                yield refused
                continue
            stream = opened.extractfile(info)
            if stream is not None:
                yield _bounded(inner, stream, info.size)
