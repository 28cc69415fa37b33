"""Fictional filings, a few or a market year, from a seed.

The sample lets anyone see the site without a single real filing, and gives the tests and
benchmarks histories that are known: people who hold, earn, sell and give away shares, with
balances that add up and with every oddity of real filings planted in a known place.

The same seed gives the same bytes on every machine. Filings are written as they are made,
so memory does not grow with their number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from builder.sample.generate import make_documents, make_files
from builder.sample.readme import render_readme
from builder.sample.sinks import ARCHIVE, README, ArchiveSink, FolderSink, SampleError, zip_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from builder.sample.document import Document
    from builder.sample.sinks import Sink

__all__ = ["SampleError", "SampleSummary", "write_sample"]

_USUAL = {"issuers": 8, "insiders": 60, "filings": 500}
_PLACES = 3  # files named for each oddity


@dataclass(frozen=True, slots=True)
class SampleSummary:
    """What was written."""

    issuers: int
    insiders: int
    filings: int
    files: int
    bytes: int


class _Record:
    """Puts filings into a sink and keeps account of them."""

    def __init__(self, sink: Sink, *, nested: bool) -> None:
        self._sink = sink
        self._nested = nested  # an archive within the sample; not within an archive
        self._companies: set[int] = set()
        self._owners: set[int] = set()
        self._stored: list[tuple[str, bytes]] = []
        self._files = 0
        self._bytes = 0
        self.filings = 0
        self.examples: dict[str, list[str]] = {}

    def take(self, document: Document) -> None:
        """Write the file or files of one filing."""
        self.filings += 1
        self._companies.add(document.issuer.cik)
        self._owners.update(party.cik for party in document.parties)
        for file in make_files(document):
            place = file.path
            if document.archived and self._nested:
                self._stored.append((file.path, file.data))
                place = f"{ARCHIVE}: {file.path}"
            else:
                self._put(file.path, file.data)
            for oddity in document.oddities:
                found = self.examples.setdefault(oddity, [])
                if len(found) < _PLACES:
                    found.append(place)

    def finish(self, seed: int, options: str) -> SampleSummary:
        """Write the archive and, last, the page that tells what there is."""
        if self._stored:
            self._put(ARCHIVE, zip_bytes(self._stored))
        known = self._summary(files=self._files + 1)
        text = render_readme(seed, options, known, self.examples)
        self._put(README, text.encode())
        return self._summary(files=self._files)

    def _put(self, path: str, data: bytes) -> None:
        self._sink.put(path, data)
        self._files += 1
        self._bytes += len(data)

    def _summary(self, files: int) -> SampleSummary:
        return SampleSummary(
            issuers=len(self._companies),
            insiders=len(self._owners - self._companies),
            filings=self.filings,
            files=files,
            bytes=self._bytes,
        )


def write_sample(  # noqa: PLR0913 - the options of one command, all by name
    target: Path,
    *,
    seed: int = 16,
    issuers: int = 8,
    insiders: int = 60,
    filings: int = 500,
    archive: bool = False,
    progress: Callable[[int], None] | None = None,
) -> SampleSummary:
    """Write a sample into a folder, or with ``archive`` into one zip file.

    A sample that is already there is replaced; anything else in the way is an error.
    ``progress`` is told how many filings are made.
    """
    _check(issuers, insiders, filings)
    asked = {"issuers": issuers, "insiders": insiders, "filings": filings}
    options = "".join(f" --{name} {asked[name]}" for name in asked if asked[name] != _USUAL[name])
    sink: Sink = ArchiveSink(target) if archive else FolderSink(target)
    with sink:
        record = _Record(sink, nested=not archive)
        for document in make_documents(
            seed=seed, issuers=issuers, insiders=insiders, filings=filings
        ):
            record.take(document)
            if progress is not None:
                progress(record.filings)
        return record.finish(seed, options)


def _check(issuers: int, insiders: int, filings: int) -> None:
    if min(issuers, insiders, filings) < 1:
        raise SampleError("A sample needs at least one issuer, one insider and one filing.")
    if insiders < issuers:
        raise SampleError(f"{insiders} insiders are too few for {issuers} issuers.")
    if filings > insiders * 100:
        raise SampleError(
            f"{filings} filings are too many for {insiders} insiders: at most 100 each."
        )
    if issuers > 98_000 or insiders > 690_000:
        raise SampleError("There are numbers for 98,000 issuers and 690,000 insiders only.")
