"""Brings a ledger up to date with a content folder.

Files that have not changed (size, time) are not read again; a changed or vanished
file takes its filings with it, and whatever stood behind them as a duplicate is
read anew. The result depends on what the folder holds, never on the order in which
it came: for each accession number the richest source wins (submission text, then
the dissemination form, then bare XML; ties by path).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from builder.errors import OtherInput, ReadError
from builder.filings.reader import read_statement
from builder.inputs import File, Member, members, scan
from builder.ledger.rows import Tables, rows_of
from builder.ledger.store import Ledger
from builder.model import SourceKind
from builder.work import batched, map_in_order

BATCH = 64  # inputs a process reads at a time: large enough to amortise the trip, small in memory
COMMIT_EVERY = 32  # batches in one transaction

_RANK: dict[SourceKind, int] = {"submission": 0, "dissemination": 1, "xml": 2}

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


def read_batch(batch: tuple[tuple[str, Member], ...]) -> list[Outcome]:
    """Read a batch of members (in another process): never raises for what an input holds."""
    return [_outcome(file, member) for file, member in batch]


def _outcome(file: str, member: Member) -> Outcome:
    problem: Exception | None = member.problem
    if problem is None and member.data is not None:
        try:
            filing, key = read_statement(member.data, member.path)
        except (OtherInput, ReadError) as error:
            problem = error
        else:
            rank = _RANK[filing.source.kind]
            return Outcome(member.path, file, "read", rows_of(filing, key), rank)
    if isinstance(problem, ReadError):
        return Outcome(
            member.path, file, "rejected", reason=str(problem), place=problem.where,
            line=problem.line, expected=problem.expected, found=problem.found,
        )  # fmt: skip
    return Outcome(member.path, file, "other", reason=str(problem))


def refresh(
    ledger: Ledger, content: Path, *, jobs: int = 1, progress: Progress | None = None
) -> Account:
    """Read what is new or changed below ``content`` and settle who counts; return the account."""
    files = {file.path: file for file in scan(content)}
    known = {
        path: File(path, size, mtime, left_out)
        for path, size, mtime, left_out in ledger.ask("SELECT * FROM file")
    }
    gone = {path for path, file in known.items() if files.get(path) != file}
    orphans = ledger.ask(
        "SELECT DISTINCT file FROM input WHERE file NOT IN (SELECT path FROM file)"
    )
    gone |= {path for (path,) in orphans}  # an archive whose reading was cut short
    again = _shadowed(ledger, gone)
    to_read = sorted((set(files) - (set(known) - gone)) | (again & set(files)))
    if gone or to_read:
        with ledger.transaction():
            _forget(ledger, gone | again)
        _read_into(ledger, content, [files[path] for path in to_read], jobs, progress)
        with ledger.transaction():
            _settle_local_copies(ledger)
    return account(ledger, changed=bool(gone or to_read))


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
    batches = batched(_unique(_all_members(content, files)), BATCH)
    done: set[str] = set()
    for group in batched(map_in_order(read_batch, batches, jobs), COMMIT_EVERY):
        with ledger.transaction():
            for outcomes in group:
                for outcome in outcomes:
                    _take(ledger, outcome)
                    done.add(outcome.file)
                if progress:
                    progress(len(outcomes))
    with ledger.transaction():  # a file is known only once all of it is in
        ledger.tell("INSERT INTO file VALUES (?, ?, ?, ?)", files)


def _all_members(content: Path, files: list[File]) -> Iterator[tuple[str, Member]]:
    for file in files:
        for member in members(content, file):
            yield file.path, member


def _unique(pairs: Iterator[tuple[str, Member]]) -> Iterator[tuple[str, Member]]:
    """An archive may hold one name twice: both are inputs, the second gets a number."""
    seen: Counter[str] = Counter()
    current = ""
    for file, member in pairs:
        if file != current:
            current = file
            seen.clear()
        seen[member.path] += 1
        times = seen[member.path]
        yield file, (member if times == 1 else member._replace(path=f"{member.path} ({times})"))


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
    """A filing without an accession number that states what another one states is a duplicate."""
    for local, original in ledger.ask(
        """
        SELECT local.accession_number, (
            SELECT s.accession_number FROM submission s WHERE s.content_key = local.content_key
            AND s.accession_number != local.accession_number
            ORDER BY s.accession_number LIKE 'local-%', s.accession_number LIMIT 1) AS original
        FROM submission local WHERE local.accession_number LIKE 'local-%' AND original IS NOT NULL
        ORDER BY local.accession_number DESC
        """
    ):
        if not ledger.ask("SELECT 1 FROM submission WHERE accession_number = ?", (original,)):
            continue  # of two local copies the first by number stays
        if original.startswith("local-") and original > local:
            continue
        ledger.drop_filing(local)
        ledger.tell(
            "UPDATE input SET status = 'duplicate', duplicate_of = ? WHERE accession_number = ?",
            [(original, local)],
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
        if key == winner_key:
            reason = f"the same filing as {winner}"
        else:
            reason = (
                f"a conflict: the same accession number {duplicate_of or accession} as {winner},"
                " which states something else and is the richer source"
            )
    return Listed(path, status, reason, place, line, expected, found)
