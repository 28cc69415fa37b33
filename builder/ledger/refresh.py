"""Brings a ledger up to date with a content folder.

Files that have not changed (size, time) are not read again; a changed or vanished
file takes its filings with it, and whatever stood behind them as a duplicate is
read anew. The result depends on what the folder holds, never on the order in which
it came: for each accession number the richest source wins (submission text, then the
dissemination form, bare XML, the rendered page, a data set's lines, rendered text; a
header alone comes last; ties by path). A header that comes in a file of its own
completes the document of another file that has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial as with_first
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from builder.corrections import People, Unused
from builder.errors import LedgerError, OtherInput, ReadError
from builder.filings.data_set_tables import Slice
from builder.filings.notice import Notice
from builder.filings.reader import Record, Statement, read_slice, read_statement
from builder.inputs import File, Member, corrections_text, members, scan
from builder.ledger.corrected import (
    NOTHING,
    Corrections,
    corrections_of,
    keep,
    touched,
    unused,
)
from builder.ledger.derived import refresh_derived
from builder.ledger.headers import unstructured_to_json
from builder.ledger.metadata import describe
from builder.ledger.notices import rows_of_notice
from builder.ledger.rows import Tables, rows_of
from builder.ledger.settle import settle_headers, settle_local_copies, settle_suppressed
from builder.ledger.store import Ledger
from builder.ledger.suppression import lines_used, mentions, suppressed_for, without
from builder.model import Filing, SourceKind, Unstructured
from builder.work import map_in_order

BATCH = 64  # inputs a process reads at a time: enough to amortise the trip
BATCH_BYTES = 4 * 1024 * 1024  # or fewer, where they are large: small in memory
COMMIT_EVERY = 32  # batches in one transaction
WORTH_SHARING = 16 * 1024 * 1024  # bytes; below, starting processes costs more than it saves

_RANK: dict[SourceKind, int] = {
    "submission": 0, "dissemination": 1, "xml": 2, "html": 3, "data set": 4, "text": 5,
}  # fmt: skip
_TYPED, _HEADER = 8, 9  # what says nothing but who filed comes last

Progress = Callable[[int], None]


class Outcome(NamedTuple):
    """What became of one input."""

    path: str
    file: str
    # read or unstructured (until a richer source wins), suppressed, other or rejected
    status: str
    tables: Tables | None = None
    rank: int | None = None
    accession: str | None = None
    content_key: str | None = None
    record: str | None = None  # of an unstructured filing
    reason: str | None = None
    place: str | None = None
    line: int | None = None
    expected: str | None = None
    found: str | None = None
    lines: tuple[int, ...] = ()  # of suppress.yml that leave something out of it
    named: tuple[str, ...] = ()  # places where filed words still name who is left out


class Listed(NamedTuple):
    """An input that is not a filing of its own on the site."""

    path: str
    status: str  # duplicate, unstructured, suppressed, other or rejected
    reason: str
    where: str | None = None
    line: int | None = None
    expected: str | None = None
    found: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """Where every input ended.

    ``seen = read + duplicate + unstructured + suppressed + other + rejected``; notices of
    proposed sales (Form 144) are among those read.
    """

    seen: int
    read: int
    notices: int
    duplicate: int
    unstructured: int
    other: int
    rejected: int
    listed: tuple[Listed, ...]
    warnings: int  # on the filings that were read
    changed: bool  # this refresh changed what the ledger holds
    suppressed: int = 0
    unused: tuple[Unused, ...] = ()  # entries of people.yml and suppress.yml that do nothing
    # where filed words, which are never changed, still name somebody whom suppress.yml leaves out
    still_named: tuple[str, ...] = ()

    def of(self, status: str) -> list[Listed]:
        """The listed inputs with one status."""
        return [item for item in self.listed if item.status == status]


class Input(NamedTuple):
    """One input on its way to a reader."""

    file: str
    path: str  # the member's, with a number where an archive holds one name twice
    member: Member | Slice


def read_batch(stated: Corrections, batch: tuple[Input, ...]) -> list[Outcome]:
    """Read a batch of inputs (in another process): never raises for what an input holds.

    What the site owner suppresses is left out here, before anything is kept of it.
    """
    return [outcome for given in batch for outcome in _outcomes(stated, *given)]


def _outcomes(
    stated: Corrections, file: str, path: str, member: Member | Slice
) -> Iterator[Outcome]:
    if isinstance(member, Member):
        yield _outcome(stated, file, path, member)
        return
    for each, statement in read_slice(member):
        if isinstance(statement, ReadError):
            yield _not_read(file, each, statement)
        else:
            yield _taken(stated, file, each, statement)


def _outcome(stated: Corrections, file: str, path: str, member: Member) -> Outcome:
    if member.problem is not None:
        return _not_read(file, path, member.problem)
    try:
        return _taken(stated, file, path, read_statement(member.data or b"", member.path))
    except (OtherInput, ReadError) as error:
        return _not_read(file, path, error)


def _taken(stated: Corrections, file: str, path: str, statement: Statement) -> Outcome:
    record, key = statement
    record = record._replace(source=record.source._replace(path=path))
    accession = record.accession
    lines = lines_used(record, stated.suppressed)
    if lines:
        reason = suppressed_for(record, stated.suppressed)
        if reason is not None:
            return Outcome(
                path, file, "suppressed", None, None, accession, key or None, reason=reason,
                lines=lines,
            )  # fmt: skip
        named: tuple[str, ...] = ()
        if isinstance(record, Filing):
            named = tuple(dict.fromkeys(m.where for m in mentions(record, stated.suppressed)))
            record = without(record, stated.suppressed) or record
        elif isinstance(record, Unstructured):
            record = without(record, stated.suppressed) or record
        outcome = _kept(file, path, _merged(record, stated.people), key)
        return outcome._replace(lines=lines, named=named)
    return _kept(file, path, _merged(record, stated.people), key)


def _merged(record: Record, people: People) -> Record:
    """The record with each owner under the CIK that the site owner says is the same human's."""
    if not isinstance(record, Filing) or not people.parties:
        return record
    return record._replace(
        owners=tuple(
            owner._replace(same_as=kept)
            if owner.cik is not None and (kept := people.canonical(owner.cik)) != owner.cik
            else owner
            for owner in record.owners
        )
    )


def _kept(file: str, path: str, record: Record, key: str) -> Outcome:
    accession = record.accession
    if isinstance(record, Unstructured):
        rank = _HEADER if record.is_header else _TYPED
        text = unstructured_to_json(record)
        return Outcome(path, file, "unstructured", None, rank, accession, None, text, record.reason)
    tables = rows_of_notice(record, key) if isinstance(record, Notice) else rows_of(record, key)
    return Outcome(path, file, "read", tables, _RANK[record.source.kind], accession, key or None)


def _not_read(file: str, path: str, problem: OtherInput | ReadError) -> Outcome:
    if isinstance(problem, ReadError):
        return Outcome(
            path, file, "rejected", reason=str(problem), place=problem.where,
            line=problem.line, expected=problem.expected, found=problem.found,
        )  # fmt: skip
    return Outcome(path, file, "other", reason=str(problem))


def refresh(
    ledger: Ledger,
    content: Path,
    *,
    jobs: int = 1,
    progress: Progress | None = None,
    partial: bool | None = None,
) -> Account:
    """Read what is new or changed below ``content`` and settle who counts; return the account.

    With ``partial``, data sets that lack tables are read all the same; None means as the
    last time. A ledger that proves to be damaged is thrown away and filled anew.
    """
    stated = corrections_of(corrections_text(content))
    partial = _partial(ledger, partial)
    files = {file.path: file for file in scan(content, partial=partial)}
    try:
        changed = _refresh(ledger, content, files, stated, jobs, progress)
    except LedgerError:
        if not ledger.is_damaged:
            raise
        ledger.start_over()
        changed = _refresh(ledger, content, files, stated, jobs, progress)
    return account(ledger, changed=changed)


def _partial(ledger: Ledger, asked: bool | None) -> bool:
    """Whether incomplete data sets are read: as asked, else as the last time."""
    if asked is None:
        return bool(ledger.ask("SELECT 1 FROM meta WHERE name = 'partial' AND value = '1'"))
    with ledger.transaction():
        ledger.tell("INSERT OR REPLACE INTO meta VALUES ('partial', ?)", [(str(int(asked)),)])
    return asked


def _refresh(  # noqa: PLR0913, PLR0917 - all of what a refresh goes by
    ledger: Ledger,
    content: Path,
    files: dict[str, File],
    stated: Corrections,
    jobs: int,
    progress: Progress | None,
) -> bool:
    known = {path: tuple(mark) for path, *mark in ledger.ask("SELECT * FROM file")}
    gone = {path for path, mark in known.items() if path not in files or files[path].mark != mark}
    cut_short = ledger.ask(
        "SELECT DISTINCT file FROM input WHERE file NOT IN (SELECT path FROM file)"
    )
    gone |= {path for (path,) in cut_short}  # read when a refresh was killed
    corrected = touched(ledger, stated)
    gone |= corrected.files
    again = _shadowed(ledger, gone)
    to_read = sorted((set(files) - (set(known) - gone)) | (again & set(files)))
    if gone or to_read or corrected != NOTHING:
        with ledger.transaction():
            ledger.mark_stale(corrected.people, corrected.issuers)
            keep(ledger, stated)
            _forget(ledger, gone | again)
        todo = [files[path] for path in to_read]
        _read_into(ledger, content, todo, stated, jobs, progress)
    refresh_derived(ledger, jobs)
    describe(ledger)
    return bool(gone or to_read or corrected != NOTHING)


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
        ledger.tell(
            "DELETE FROM unstructured WHERE path IN (SELECT path FROM input WHERE file = ?)",
            [(path,)],
        )
        ledger.tell("DELETE FROM suppression_used WHERE file = ?", [(path,)])
        ledger.tell("DELETE FROM still_named WHERE file = ?", [(path,)])
        ledger.tell("DELETE FROM input WHERE file = ?", [(path,)])
        ledger.tell("DELETE FROM file WHERE path = ?", [(path,)])


def _read_into(  # noqa: PLR0913, PLR0917 - as _refresh
    ledger: Ledger,
    content: Path,
    files: list[File],
    stated: Corrections,
    jobs: int,
    progress: Progress | None,
) -> None:
    if sum(file.size for file in files) < WORTH_SHARING:
        jobs = 1
    results = map_in_order(with_first(read_batch, stated), _batches(_inputs(content, files)), jobs)
    more = True
    while more:
        with ledger.transaction():
            more = _take_some(ledger, results, progress)
    with ledger.transaction():  # a file is known only once all of it is in, and settled
        settle_local_copies(ledger)
        settle_suppressed(ledger)
        settle_headers(ledger)
        rows = [(file.path, *file.mark) for file in files]
        ledger.tell("INSERT INTO file VALUES (?, ?, ?, ?, ?)", rows)


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
    accession, status = outcome.accession, outcome.status
    if accession is not None and status != "suppressed":
        rivals = ledger.ask(
            "SELECT rank, path FROM input WHERE accession_number = ?"
            " AND status IN ('read', 'unstructured')",
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
            if outcome.tables is not None:
                ledger.add_filing(outcome.tables)
    if outcome.record is not None:
        row = (outcome.path, accession, outcome.rank == _HEADER, outcome.record)
        ledger.tell("INSERT INTO unstructured VALUES (?, ?, ?, ?)", [row])
    ledger.tell(
        "INSERT INTO input VALUES (?, ?, ?, ?, NULL, ?, ?, ?, ?, ?, ?, ?)",
        [(outcome.path, outcome.file, status, accession, outcome.rank, outcome.content_key,
          outcome.reason, outcome.place, outcome.line, outcome.expected, outcome.found)],
    )  # fmt: skip
    ledger.tell(
        "INSERT INTO suppression_used VALUES (?, ?, ?)",
        [(outcome.path, line, outcome.file) for line in outcome.lines],
    )
    ledger.tell(
        "INSERT INTO still_named VALUES (?, ?, ?)",
        [(outcome.path, place, outcome.file) for place in outcome.named],
    )


def account(ledger: Ledger, *, changed: bool = False) -> Account:
    """The account of everything in the ledger, read from its ``input`` table."""
    counts = dict(ledger.ask("SELECT status, count(*) FROM input GROUP BY status"))
    rows = ledger.ask(
        """
        SELECT i.path, i.status, i.accession_number, i.duplicate_of, i.content_key, i.reason,
            i.place, i.line, i.expected, i.found, w.path, w.content_key
        FROM input i LEFT JOIN input w ON i.status = 'duplicate'
            AND w.accession_number = coalesce(i.duplicate_of, i.accession_number)
            AND w.status IN ('read', 'unstructured')
        WHERE i.status != 'read' ORDER BY i.path
        """
    )
    ((warnings, notices),) = ledger.ask(
        "SELECT (SELECT count(*) FROM warning) + (SELECT count(*) FROM notice_warning),"
        " (SELECT count(*) FROM notice)"
    )
    return Account(
        seen=sum(counts.values()),
        read=counts.get("read", 0),
        notices=notices,
        unstructured=counts.get("unstructured", 0),
        suppressed=counts.get("suppressed", 0),
        duplicate=counts.get("duplicate", 0),
        other=counts.get("other", 0),
        rejected=counts.get("rejected", 0),
        listed=tuple(_listed(*row) for row in rows),
        unused=tuple(unused(ledger)),
        still_named=tuple(
            f"{accession}: {place}"
            for accession, place in ledger.ask(
                "SELECT DISTINCT accession_number, n.place FROM still_named n"
                " JOIN input USING (path) WHERE status = 'read' ORDER BY 1, 2"
            )
        ),
        warnings=warnings,
        changed=changed,
    )


def _listed(path: str, status: str, *rest: Any) -> Listed:
    accession, duplicate_of, key, reason, place, line, expected, found, winner, winner_key = rest
    if status == "duplicate":
        reason = f"the same filing as {winner}"
        # a header or typed text states nothing that could contradict
        if key and winner_key and key != winner_key and duplicate_of is None:
            reason = (
                f"a conflict: the same accession number {accession} as {winner},"
                " which states something else and is the source that counts"
            )
    return Listed(path, status, reason, place, line, expected, found)
