"""A market year from a seed: the large sample, on which later work measures.

Up to 200,000 filings by 60,000 insiders of 6,000 issuers, all fictional, written twice:
as the SEC's quarterly Insider Transactions Data Sets and as archives of submission text.
How many rows, footnotes, forms, owners and so on a filing has is taken from real filings;
see ``market_figures``.

The same seed gives the same filings on every machine, and the same bytes with any number
of processes. (Another release of zlib may pack the same bytes in another way.) Memory holds
a batch of issuers in each process, then a day of filings, whatever the size of the market.
"""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from builder.sample.market_issuers import plan_market
from builder.sample.market_pack import Quarter, pack_quarter
from builder.sample.market_papers import data_set_papers, render_market_readme
from builder.sample.market_play import play_issuer
from builder.sample.market_spool import Spool, pack_entry
from builder.sample.market_tables import TABLES, table_lines
from builder.sample.sinks import README, README_MARK, SampleError
from builder.sample.submission import write_submission
from builder.work import batched, map_in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from builder.sample.document import Document
    from builder.sample.market_issuers import MarketPlan

MARKET_FILINGS = 200_000
MARKET_ISSUERS = 6_000
MARKET_INSIDERS = 60_000

_MOST_FILINGS = 1_000_000  # a busy day of more would no longer be small in memory
_MOST_ISSUERS = 6_700  # with names of their own

DATA_SETS = "data-sets"
SUBMISSIONS = "submissions"
_SPOOL = "market-in-the-making"
_ISSUERS_A_BATCH = 8
_OURS = re.compile(
    rf"{README}|{DATA_SETS}/\d{{4}}q[1-4]_form345\.zip|{SUBMISSIONS}/\d{{4}}q[1-4]-\d\d\.zip"
    rf"|{_SPOOL}/[\w./-]+",
    re.ASCII,
)
_FIRST_NUMBERS = (0, 0, 5_400_001, 2_300_001, 2_600_001, 1_700_001, 0, 0)


@dataclass(frozen=True, slots=True)
class MarketSummary:
    """What was written."""

    issuers: int
    insiders: int
    filings: int
    rows: int  # of the four tables of transactions and holdings
    files: int
    bytes: int


@dataclass(slots=True)
class _Batch:
    """What a few issuers filed, ready to be put aside."""

    days: dict[date, bytes] = field(default_factory=dict)
    rows: dict[date, list[int]] = field(default_factory=dict)
    issuers: int = 0
    owners: set[int] = field(default_factory=set)
    filings: int = 0


def write_market(  # noqa: PLR0913 - the options of one command, all by name
    target: Path,
    *,
    seed: int = 16,
    filings: int = MARKET_FILINGS,
    issuers: int | None = None,
    insiders: int | None = None,
    jobs: int = 1,
    only: str = "",
    progress: Callable[[int], None] | None = None,
) -> MarketSummary:
    """Write a market year into a folder.

    A market that is already there is replaced; anything else in the way is an error.
    Nothing of it is there before all of it is. ``only`` is ``data-sets`` or ``submissions``
    for one of the two forms. ``progress`` is told how many filings are made.
    """
    options = f" --filings {filings}"
    options += "" if issuers is None else f" --issuers {issuers}"
    options += "" if insiders is None else f" --insiders {insiders}"
    if issuers is None:
        issuers = max(1, min(MARKET_ISSUERS, filings * 3 // 100))
    if insiders is None:
        insiders = max(issuers, min(MARKET_INSIDERS, filings * 3 // 10))
    _check(issuers, insiders, filings)
    plan = plan_market(seed, issuers, insiders, filings)
    _clear(target)
    work = target / _SPOOL
    work.mkdir(parents=True)
    try:
        made = _make(plan, Spool(work), jobs, progress)
        names = [name for name in (DATA_SETS, SUBMISSIONS) if not only or name == only]
        _pack(work, names, seed, made, jobs)
        for name in names:
            shutil.rmtree(target / name, ignore_errors=True)  # empty, of an older market
            (work / name).rename(target / name)
        options += f" --only {only}" if only else ""
        summary = made.summary(target)
        text = render_market_readme(seed, options, summary.filings, summary.insiders, issuers)
        (target / README).write_text(text, encoding="utf-8")
    finally:
        shutil.rmtree(work)
    return summary


def _check(issuers: int, insiders: int, filings: int) -> None:
    if min(issuers, insiders, filings) < 1:
        raise SampleError("A market needs at least one issuer, one insider and one filing.")
    if not issuers <= insiders <= filings:
        raise SampleError(
            f"{issuers} issuers, {insiders} insiders and {filings} filings do not fit: every "
            "issuer has an insider, and every insider a filing."
        )
    if filings > _MOST_FILINGS or issuers > _MOST_ISSUERS:
        raise SampleError(
            f"A market has at most {_MOST_FILINGS:,} filings on {_MOST_ISSUERS:,} issuers."
        )


def _clear(target: Path) -> None:
    """Take an older market away; refuse a folder that holds anything else."""
    if not target.exists():
        return
    if not target.is_dir():
        raise SampleError(f"{target} is not a folder; the market needs one of its own.")
    found = sorted(path for path in target.rglob("*") if path.is_symlink() or not path.is_dir())
    for path in found:
        name = path.relative_to(target).as_posix()
        if path.is_symlink() or not _OURS.fullmatch(name) or not _is_ours(path):
            raise SampleError(
                f"{target} holds {name}, which is not part of a market. "
                "Nothing was written: choose an empty folder or the folder of an older market."
            )
    for path in found:
        path.unlink()
    shutil.rmtree(target / _SPOOL, ignore_errors=True)


def _is_ours(path: Path) -> bool:
    if path.name != README:
        return True
    with path.open("rb") as file:
        return file.read(len(README_MARK)) == README_MARK.encode()


# ---- making --------------------------------------------------------------------------


@dataclass(slots=True)
class _Made:
    """The account of everything put aside."""

    rows: dict[date, list[int]] = field(default_factory=lambda: defaultdict(_no_rows))
    owners: set[int] = field(default_factory=set)
    issuers: int = 0
    filings: int = 0

    def add(self, batch: _Batch) -> None:
        self.issuers += batch.issuers
        self.filings += batch.filings
        self.owners |= batch.owners
        for day, rows in batch.rows.items():
            self.rows[day] = [a + b for a, b in zip(self.rows[day], rows, strict=True)]

    def summary(self, target: Path) -> MarketSummary:
        sizes = [path.stat().st_size for path in target.glob("*/*.zip")]
        return MarketSummary(
            issuers=self.issuers,
            insiders=len(self.owners),
            filings=self.filings,
            rows=sum(sum(rows[2:6]) for rows in self.rows.values()),
            files=len(sizes) + 1,
            bytes=sum(sizes),
        )


def _no_rows() -> list[int]:
    return [0] * len(TABLES)


def _make(
    plan: MarketPlan, spool: Spool, jobs: int, progress: Callable[[int], None] | None
) -> _Made:
    made = _Made()
    batches = batched(range(plan.issuers), _ISSUERS_A_BATCH)
    for batch in map_in_order(partial(_make_batch, plan), batches, jobs):
        spool.add(batch.days)
        made.add(batch)
        if progress is not None:
            progress(made.filings)
    return made


def _make_batch(plan: MarketPlan, indexes: Iterable[int]) -> _Batch:
    """Everything that a few issuers and their insiders file."""
    batch = _Batch()
    days: dict[date, list[bytes]] = defaultdict(list)
    rows: dict[date, list[int]] = defaultdict(_no_rows)
    for index in indexes:
        known = batch.filings
        for document in play_issuer(plan, index):
            days[document.filed].append(_packed(document, rows[document.filed]))
            batch.owners.update(party.cik for party in document.parties)
            batch.filings += 1
        batch.issuers += batch.filings > known
    batch.days = {day: b"".join(entries) for day, entries in days.items()}
    batch.rows = dict(rows)
    return batch


def _packed(document: Document, rows: list[int]) -> bytes:
    tables = []
    for at, (_, lines) in enumerate(table_lines(document)):
        rows[at] += len(lines)
        tables.append("".join(f"{line}\n" for line in lines).encode())
    time = document.accepted
    accepted = time.hour * 3600 + time.minute * 60 + time.second
    return pack_entry(accepted, document.accession, tables, write_submission(document))


# ---- packing -------------------------------------------------------------------------


def _pack(work: Path, forms: Sequence[str], seed: int, made: _Made, jobs: int) -> None:
    for form in forms:
        (work / form).mkdir()
    by_quarter: dict[str, list[date]] = defaultdict(list)
    for day in sorted(made.rows):
        by_quarter[f"{day.year}q{(day.month + 2) // 3}"].append(day)
    numbers = list(_FIRST_NUMBERS)
    quarters = []
    for name, days in by_quarter.items():
        quarters.append(
            Quarter(
                seed=seed,
                name=name,
                days=tuple(days),
                first_numbers=tuple(numbers),
                spool=work,
                data_sets=work / DATA_SETS if DATA_SETS in forms else None,
                submissions=work / SUBMISSIONS if SUBMISSIONS in forms else None,
                papers=data_set_papers(name),
            )
        )
        for day in days:
            numbers = [a + b for a, b in zip(numbers, made.rows[day], strict=True)]
    for _ in map_in_order(pack_quarter, quarters, jobs):
        pass
