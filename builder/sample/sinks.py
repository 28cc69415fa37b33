"""Where a sample is written: a folder, or one archive.

A sample takes the place of an older sample and of nothing else. A folder with any file
that is not of the sample's own making is refused before a byte is written: numbers above
9,000,000,000 are given to nobody, so the names of its files tell them from real filings.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Protocol, Self

from builder.errors import Section16Error

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from types import TracebackType

README = "README.md"
ARCHIVE = "older-filings.zip"
README_MARK = "# A fictional sample"
_FILING = r"9\d{9}/(?:9\d{9}-\d\d-\d{6}\.(?:txt|xml|nc)|form4\.xml)"
_OURS = re.compile(rf"(?:{_FILING}|{re.escape(README)}|{re.escape(ARCHIVE)})", re.ASCII)
_BEGINNING = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can hold


class SampleError(Section16Error, ValueError):
    """A sample cannot be made as asked, or not written where it was asked for."""


class Sink(Protocol):
    """Takes files by relative path."""

    def put(self, path: str, data: bytes) -> None:
        """Write one file."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


class FolderSink:
    """Writes into a folder, in place of the sample that may be there."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._folders: set[str] = set()

    def __enter__(self) -> Self:
        for path in _own_files(self._target):
            path.unlink()
        self._target.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for folder in self._target.iterdir():
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()  # of an issuer that an older sample had

    def put(self, path: str, data: bytes) -> None:
        """Write one file, making its folder when it is the first there."""
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            (self._target / folder).mkdir(exist_ok=True)
            self._folders.add(folder)
        (self._target / path).write_bytes(data)


def _own_files(target: Path) -> list[Path]:
    """The files of an older sample; an error if there is anything else."""
    if not target.exists():
        return []
    if not target.is_dir():
        raise SampleError(f"{target} is not a folder; the sample needs one of its own.")
    found = sorted(path for path in target.rglob("*") if path.is_symlink() or not path.is_dir())
    for path in found:
        if path.is_symlink() or not _is_ours(path.relative_to(target).as_posix(), path):
            raise SampleError(
                f"{target} holds {path.relative_to(target)}, which is not part of a sample. "
                "Nothing was written: choose an empty folder or the folder of an older sample."
            )
    return found


def _is_ours(name: str, path: Path) -> bool:
    if not _OURS.fullmatch(name):
        return False
    if name == README:
        with path.open("rb") as file:
            return file.read(len(README_MARK)) == README_MARK.encode()
    return True


class ArchiveSink:
    """Writes one zip file, stored and without times, so that its bytes are always the same."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._part = target.with_name(f"{target.name}.part")

    def __enter__(self) -> Self:
        _check_archive(self._target)
        self._target.parent.mkdir(parents=True, exist_ok=True)
        self._zip = zipfile.ZipFile(self._part, "w", zipfile.ZIP_STORED)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zip.close()
        if kind is None:
            self._part.replace(self._target)
        else:
            self._part.unlink()

    def put(self, path: str, data: bytes) -> None:
        """Store one file."""
        self._zip.writestr(_entry(path), data)


def _check_archive(target: Path) -> None:
    if not target.exists():
        return
    if not zipfile.is_zipfile(target):
        raise SampleError(f"{target} exists and is not an archive; nothing was written.")
    with zipfile.ZipFile(target) as archive:
        foreign = [name for name in archive.namelist() if not _OURS.fullmatch(name)]
    if foreign:
        raise SampleError(
            f"{target} holds {foreign[0]}, which is not part of a sample; nothing was written."
        )


def _entry(path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, _BEGINNING)
    entry.create_system = 3  # the same on every system
    entry.external_attr = 0o644 << 16
    return entry


def zip_bytes(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A small archive in memory."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for path, data in files:
            archive.writestr(_entry(path), data)
    return buffer.getvalue()
