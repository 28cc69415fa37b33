"""Brings a ledger up to date with a content folder.

Files that have not changed (size, time) are not read again; a changed or vanished
file takes its filings with it, and whatever stood behind them as a duplicate is
read anew. The result depends on what the folder holds, never on the order in which
it came: for each accession number the richest source wins (submission text, then
the dissemination form, then bare XML; ties by path).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from builder.errors import LedgerError, OtherInput, ReadError
from builder.filings.reader import read_statement
from builder.inputs import File, Member, members, scan
from builder.ledger.derived import refresh_derived
from builder.ledger.rows import Tables, rows_of
from builder.ledger.store import Ledger
from builder.model import SourceKind
from builder.work import map_in_order

BATCH = 64  # inputs a process reads at a time: enough to amortise the trip
BATCH_BYTES = 4 * 1024 * 1024  # or fewer, where they are large: small in memory
COMMIT_EVERY = 32  # batches in one transaction
WORTH_SHARING = 16 * 1024 * 1024  # bytes; below, starting processes costs more than it saves

_RANK: dict[SourceKind, int] = {
    "submission": 0, "dissemination": 1, "xml": 2, "html": 3, "data set": 4, "text": 5,
}  # fmt: skip

Progress = Callable[[int], None]


class Outcome(NamedTuple):
    """What became of one input."""

    path: str
    file: str
    status: str  # read (until a richer source wins), other or rejected
    tables: Tables | None = None
    rank: int | None = None
    reason: str | None = None
    place: str | None = None
    line: int | None = None
    expected: str | None = None
    found: str | None = None


class Listed(NamedTuple):
    """An input that is not a filing of its own on the site."""

    path: str
    status: str  # duplicate, other or rejected
    reason: str
    where: str | None = None
    line: int | None = None
    expected: str | None = None
    found: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """Where every input ended: ``seen = read + duplicate + other + rejected``."""

    seen: int
    read: int
    duplicate: int
    other: int
    rejected: int
    listed: tuple[Listed, ...]
    warnings: int  # on the filings that were read
    changed: bool  # this refresh changed what the ledger holds

    def of(self, status: str) -> list[Listed]:
        """The listed inputs with one status."""
        return [item for item in self.listed if item.status == status]


class Input(NamedTuple):
    """One input on its way to a reader."""

    file: str
    path: str  # the member's, with a number where an archive holds one name twice
    member: Member


def read_batch(batch: tuple[Input, ...]) -> list[Outcome]:
    """Read a batch of inputs (in another process): never raises for what an input holds."""
    return [_outcome(*given) for given in batch]


def _outcome(file: str, path: str, member: Member) -> Outcome:
    problem: Exception | None = member.problem
    if problem is None and member.data is not None:
        try:
            filing, key = read_statement(member.data, member.path)
        except (OtherInput, ReadError) as error:
            problem = error
        else:
            filing = filing._replace(source=filing.source._replace(path=path))
            return Outcome(path, file, "read", rows_of(filing, key), _RANK[filing.source.kind])
    if isinstance(problem, ReadError):
        return Outcome(
            path, file, "rejected", reason=str(problem), place=problem.where,
            line=problem.line, expected=problem.expected, found=problem.found,
        )  # fmt: skip
    return Outcome(path, file, "other", reason=str(problem))


def refresh(
    ledger: Ledger, content: Path, *, jobs: int = 1, progress: Progress | None = None
) -> Account:
    """Read what is new or changed below ``content`` and settle who counts; return the account.

    A ledger that proves to be damaged is thrown away and filled anew.
    """
    files = {file.path: file for file in scan(content)}
    try:
        changed = _refresh(ledger, content, files, jobs, progress)
    except LedgerError:
        if not ledger.is_damaged:
            raise
        ledger.start_over()
        changed = _refresh(ledger, content, files, jobs, progress)
    return account(ledger, changed=changed)


def _refresh(
    ledger: Ledger, content: Path, files: dict[str, File], jobs: int, progress: Progress | None
) -> bool:
    known = {
        path: File(path, size, mtime, left_out)
        for path, size, mtime, left_out in ledger.ask("SELECT * FROM file")
    }
    gone = {path for path, file in known.items() if files.get(path) != file}
    cut_short = ledger.ask(
        "SELECT DISTINCT file FROM input WHERE file NOT IN (SELECT path FROM file)"
    )
    gone |= {path for (path,) in cut_short}  # read when a refresh was killed
    again = _shadowed(ledger, gone)
    to_read = sorted((set(files) - (set(known) - gone)) | (again & set(files)))
    if gone or to_read:
        with ledger.transaction():
            _forget(ledger, gone | again)
        _read_into(ledger, content, [files[path] for path in to_read], jobs, progress)
    refresh_derived(ledger, jobs)
    return bool(gone or to_read)


def _shadowed(ledger: Ledger, gone: set[str]) -> set[str]:
    """Files that hold another copy of a filing whose file changed or vanished."""
    again: set[str] = set()
    todo = set(gone)
    while todo:
        path = todo.pop()
        for (other,) in ledger.ask(
            """
            SELECT DISTINCT b.file FROM input a JOIN input b
            ON b.accession_number = a.accession_number OR b.duplicate_of = a.accession_number
            WHERE a.file = ? AND a.accession_number IS NOT NULL
            """,
            (path,),
        ):
            if other not in gone and other not in again:
                again.add(other)
                todo.add(other)
    return again


def _forget(ledger: Ledger, paths: Iterable[str]) -> None:
    for path in sorted(paths):
        for (accession,) in ledger.ask(
            "SELECT accession_number FROM input WHERE file = ? AND status = 'read'", (path,)
        ):
            ledger.drop_filing(accession)
        ledger.tell("DELETE FROM input WHERE file = ?", [(path,)])
        ledger.tell("DELETE FROM file WHERE path = ?", [(path,)])


def _read_into(
    ledger: Ledger, content: Path, files: list[File], jobs: int, progress: Progress | None
) -> None:
    if sum(file.size for file in files) < WORTH_SHARING:
        jobs = 1
    results = map_in_order(read_batch, _batches(_inputs(content, files)), jobs)
    more = True
    while more:
        with ledger.transaction():
            more = _take_some(ledger, results, progress)
    with ledger.transaction():  # a file is known only once all of it is in, and settled
        _settle_local_copies(ledger)
        ledger.tell("INSERT INTO file VALUES (?, ?, ?, ?)", files)


def _take_some(ledger: Ledger, results: Iterator[list[Outcome]], progress: Progress | None) -> bool:
    """Store the next results; False if there were fewer than one transaction may hold."""
    taken = 0
    for outcomes in islice(results, COMMIT_EVERY):
        for outcome in outcomes:
            _take(ledger, outcome)
        if progress:
            progress(len(outcomes))
        taken += 1
    return taken == COMMIT_EVERY


def _inputs(content: Path, files: list[File]) -> Iterator[Input]:
    """Every input of every file. An archive may hold a name twice: the second gets a number."""
    for file in files:
        used: set[str] = set()
        for member in members(content, file):
            path, times = member.path, 1
            while path in used:
                times += 1
                path = f"{member.path} ({times})"
            used.add(path)
            yield Input(file.path, path, member)


def _batches(inputs: Iterator[Input]) -> Iterator[tuple[Input, ...]]:
    """Batches of a bounded number of inputs and of bytes."""
    batch: list[Input] = []
    size = 0
    for given in inputs:
        batch.append(given)
        size += len(given.member.data or b"")
        if len(batch) >= BATCH or size >= BATCH_BYTES:
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)


def _take(ledger: Ledger, outcome: Outcome) -> None:
    """Store one outcome; for a filing, decide between it and what is there already."""
    accession = content_key = None
    status = outcome.status
    if outcome.tables is not None:
        submission = outcome.tables["submission"][0]
        accession, content_key = submission[0], submission[-2]
        rivals = ledger.ask(
            "SELECT rank, path FROM input WHERE accession_number = ? AND status = 'read'",
            (accession,),
        )
        if rivals and tuple(rivals[0]) < (outcome.rank, outcome.path):
            status = "duplicate"
        else:
            if rivals:
                ledger.drop_filing(accession)
                ledger.tell(
                    "UPDATE input SET status = 'duplicate' WHERE path = ?", [(rivals[0][1],)]
                )
            ledger.add_filing(outcome.tables)
    ledger.tell(
        "INSERT INTO input VALUES (?, ?, ?, ?, NULL, ?, ?, ?, ?, ?, ?, ?)",
        [(outcome.path, outcome.file, status, accession, outcome.rank, content_key,
          outcome.reason, outcome.place, outcome.line, outcome.expected, outcome.found)],
    )  # fmt: skip


def _settle_local_copies(ledger: Ledger) -> None:
    """A filing without an accession number that states what another one states is a duplicate.

    Worked out from all inputs, not only from those that count, so that the order in
    which they came makes no difference: one with an accession number goes first, else
    the smallest number.
    """
    stated_twice = ledger.ask(
        """
        SELECT content_key FROM input WHERE content_key IS NOT NULL GROUP BY content_key
        HAVING min(accession_number) != max(accession_number)
            AND max(accession_number LIKE 'local-%')
        """
    )
    for (key,) in stated_twice:
        original, *others = ledger.ask(
            "SELECT DISTINCT accession_number FROM input WHERE content_key = ?"
            " ORDER BY accession_number LIKE 'local-%', accession_number",
            (key,),
        )
        for (copy,) in others:
            if copy.startswith("local-"):
                ledger.drop_filing(copy)
                ledger.tell(
                    "UPDATE input SET status = 'duplicate', duplicate_of = ?"
                    " WHERE accession_number = ?",
                    [(original[0], copy)],
                )


def account(ledger: Ledger, *, changed: bool = False) -> Account:
    """The account of everything in the ledger, read from its ``input`` table."""
    counts = dict(ledger.ask("SELECT status, count(*) FROM input GROUP BY status"))
    rows = ledger.ask(
        """
        SELECT i.path, i.status, i.accession_number, i.duplicate_of, i.content_key, i.reason,
            i.place, i.line, i.expected, i.found, s.source_path, s.content_key
        FROM input i LEFT JOIN submission s
            ON s.accession_number = coalesce(i.duplicate_of, i.accession_number)
        WHERE i.status != 'read' ORDER BY i.path
        """
    )
    (warnings,) = ledger.ask("SELECT count(*) FROM warning")[0]
    return Account(
        seen=sum(counts.values()),
        read=counts.get("read", 0),
        duplicate=counts.get("duplicate", 0),
        other=counts.get("other", 0),
        rejected=counts.get("rejected", 0),
        listed=tuple(_listed(*row) for row in rows),
        warnings=warnings,
        changed=changed,
    )


def _listed(path: str, status: str, *rest: Any) -> Listed:
    accession, duplicate_of, key, reason, place, line, expected, found, winner, winner_key = rest
    if status == "duplicate":
        reason = f"the same filing as {winner}"
        if key != winner_key and duplicate_of is None:
            reason = (
                f"a conflict: the same accession number {accession} as {winner},"
                " which states something else and is the source that counts"
            )
    return Listed(path, status, reason, place, line, expected, found)
