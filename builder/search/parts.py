"""How an index is cut into parts, so that a new filing rebuilds a few and not all.

A part is a folder named by the digest of what it holds and of the code that made it;
a part that is there is therefore right and is used again, also after a build that
was killed. Insiders and issuers lie in parts by CIK. Filings lie in order of time:
full parts of 8,192 from the oldest on, then for the rest parts of powers of two, as
in a binary counter, so that the newest filing lies in a small one. The cut depends
on what the ledger holds and on nothing else, so neither does a result.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from builder.ledger.store import Ledger, code_version
from builder.search.documents import entity_document, filing_document
from builder.search.engine import Document, write_part
from builder.search.entities import Entity, entities

FULL = 8192  # filings in a full part: few parts to ask, little to redo
SMALLEST = 64  # filings in the part that grows
ENTITIES = 2048  # issuers and insiders in a part, about;
MOST_PARTS = 64  # but not more parts than that, for each is asked at every query
_READ = 256  # filings decoded at a time
_FAR = "9999-12-31"


@cache
def code_digest() -> str:
    """Digest of the modules that decide what stands in an index, and how."""
    digest = hashlib.sha256(code_version().encode())
    for module in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(module.read_bytes())
    return digest.hexdigest()[:16]


class Part(NamedTuple):
    """What a part will hold: filings by accession number, newest first, or entities."""

    key: str
    accessions: tuple[str, ...] = ()
    entities: tuple[Entity, ...] = ()


def build_part(ledger: Path, as_of: date | None, folder: Path, part: Part) -> int:
    """Build one part (in another process) into its place; return the number of its documents."""
    fresh = folder / f"{part.key}.{os.getpid()}"
    shutil.rmtree(fresh, ignore_errors=True)
    with Ledger(ledger, as_of, is_shared=True) as opened:
        written = write_part(fresh, _documents(opened, part))
    try:
        fresh.rename(folder / part.key)
    except OSError:
        if not (folder / part.key).is_dir():
            raise
        shutil.rmtree(fresh)  # another build was as quick: its part holds the same
    return written


def _documents(ledger: Ledger, part: Part) -> Iterator[Document]:
    yield from map(entity_document, part.entities)
    for start in range(0, len(part.accessions), _READ):
        chunk = part.accessions[start : start + _READ]
        found = {filing.accession: filing for filing in ledger.filings(chunk)}
        yield from (filing_document(found[accession]) for accession in chunk)


def filing_parts(ledger: Ledger) -> list[Part]:
    """The parts of the filings, newest first."""
    rows = ledger.ask(
        "SELECT accession_number, source_sha256, content_key FROM submission"
        " WHERE coalesce(known_day, '') <= ?"
        " ORDER BY coalesce(known_day, ''), coalesce(acceptance_datetime, ''),"
        " accession_number DESC",
        (ledger.as_of.isoformat() if ledger.as_of else _FAR,),
    )
    parts = []
    start = 0
    for size in cut(len(rows)):
        held = rows[start : start + size]
        parts.append(Part(_key(held), tuple(row[0] for row in reversed(held))))
        start += size
    return parts[::-1]


def cut(count: int) -> list[int]:
    """The sizes of the parts of so many filings, oldest first.

    >>> cut(8192 + 4096 + 100)
    [8192, 4096, 64, 36]
    """
    sizes = [FULL] * (count // FULL)
    rest = count % FULL
    size = FULL
    while (size := size // 2) >= SMALLEST:
        if rest >= size:
            sizes.append(size)
            rest -= size
    return [*sizes, rest] if rest else sizes


def entity_parts(ledger: Ledger) -> list[Part]:
    """The parts of the issuers and insiders."""
    return [Part(_key(held), entities=tuple(held)) for held in shared_out(list(entities(ledger)))]


def shared_out(found: Sequence[Entity]) -> list[list[Entity]]:
    """Issuers and insiders by part: by CIK, so that a new one is no neighbour's concern."""
    count = 1
    while count * ENTITIES < len(found) and count < MOST_PARTS:
        count *= 2
    buckets: defaultdict[int, list[Entity]] = defaultdict(list)
    for entity in found:
        buckets[entity.cik % count].append(entity)
    return [buckets[number] for number in sorted(buckets)]


def _key(held: Iterable[object]) -> str:
    digest = hashlib.sha256(code_digest().encode())
    for item in held:
        digest.update(repr(item).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:32]
