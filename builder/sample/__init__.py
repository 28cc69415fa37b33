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

    from builder.sample.sinks import Sink

__all__ = ["SampleError", "SampleSummary", "write_sample"]

_DEFAULTS = {"issuers": 8, "insiders": 60, "filings": 500}
_PLACES = 3  # files named for each oddity


@dataclass(frozen=True, slots=True)
class SampleSummary:
    """What was written."""

    issuers: int
    insiders: int
    filings: int
    files: int
    bytes: int


class _Tally:
    """Counts what goes into a sink."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self.files = 0
        self.bytes = 0

    def put(self, path: str, data: bytes) -> None:
        self._sink.put(path, data)
        self.files += 1
        self.bytes += len(data)


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
    sink: Sink = ArchiveSink(target) if archive else FolderSink(target)
    with sink:
        tally = _Tally(sink)
        owners: set[int] = set()
        companies: set[int] = set()
        examples: dict[str, list[str]] = {}
        stored: list[tuple[str, bytes]] = []
        made = 0
        for document in make_documents(
            seed=seed, issuers=issuers, insiders=insiders, filings=filings
        ):
            made += 1
            companies.add(document.issuer.cik)
            owners.update(party.cik for party in document.parties)
            for file in make_files(document):
                place = file.path
                if document.archived:
                    stored.append((file.path, file.data))
                    place = f"{ARCHIVE}: {file.path}"
                else:
                    tally.put(file.path, file.data)
                for oddity in document.oddities:
                    found = examples.setdefault(oddity, [])
                    if len(found) < _PLACES:
                        found.append(place)
            if progress is not None:
                progress(made)
        if stored:
            tally.put(ARCHIVE, zip_bytes(stored))
        summary = SampleSummary(
            issuers=len(companies),
            insiders=len(owners - companies),
            filings=made,
            files=tally.files + 1,
            bytes=tally.bytes,
        )
        text = render_readme(
            seed=seed,
            counts={
                "issuers": summary.issuers,
                "insiders": summary.insiders,
                "filings": summary.filings,
                "files": summary.files,
            },
            examples=examples,
            options="".join(
                f" --{name} {asked[name]}" for name in asked if asked[name] != _DEFAULTS[name]
            ),
        )
        tally.put(README, text.encode())
    return SampleSummary(
        summary.issuers, summary.insiders, summary.filings, tally.files, tally.bytes
    )


def _check(issuers: int, insiders: int, filings: int) -> None:
    if min(issuers, insiders, filings) < 1:
        raise SampleError("A sample needs at least one issuer, one insider and one filing.")
    if insiders < issuers:
        raise SampleError(f"{insiders} insiders are too few for {issuers} issuers.")
    if filings > insiders * 200:
        raise SampleError(
            f"{filings} filings are too many for {insiders} insiders: at most 200 each."
        )
    if issuers > 500_000 or insiders > 700_000:
        raise SampleError("At most 500,000 issuers and 700,000 insiders have numbers.")
