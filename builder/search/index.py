"""The index of a ledger: brought up to date, and searched.

An index folder holds parts and one small file, ``index.json``, that names those which
count. New parts are built beside the old ones; then that file is replaced in one step
and parts that it no longer names are removed. Whatever kills a build, the folder
holds the index that was there before or the new one.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from builder.ledger.store import Ledger
from builder.search.asked import Hit
from builder.search.find import search
from builder.search.parts import build_part, code_digest, entity_parts, filing_parts
from builder.search.state import State, parts_folder, read_state, write_state
from builder.work import map_in_order

__all__ = ["Hit", "IndexReport", "refresh_index", "search"]


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What a refresh did."""

    documents: int
    written: bool  # False: the index said it all already


def refresh_index(
    ledger: Ledger,
    folder: Path,
    *,
    jobs: int = 1,
    progress: Callable[[int], None] | None = None,
) -> IndexReport:
    """Make ``folder`` the index of what the ledger holds.

    ``progress`` is told how many more documents are indexed.
    """
    stamp = f"{ledger.stamp()} {code_digest()}"
    old = read_state(folder)
    place = parts_folder(folder)
    place.mkdir(parents=True, exist_ok=True)
    if old is not None and old.stamp == stamp:
        _clear(place, old)
        return IndexReport(old.documents, written=False)
    people, filings = entity_parts(ledger), filing_parts(ledger)
    build = partial(build_part, ledger.path, ledger.as_of, place)
    missing = [part for part in chain(filings, people) if not (place / part.key).is_dir()]
    for written in map_in_order(build, missing, jobs):
        if progress:
            progress(written)
    state = State(
        stamp=stamp,
        documents=sum(len(part.accessions) + len(part.entities) for part in chain(people, filings)),
        entities=tuple(part.key for part in people),
        filings=tuple(part.key for part in filings),
    )
    write_state(folder, state)
    _clear(place, state)
    return IndexReport(state.documents, written=True)


def _clear(place: Path, state: State) -> None:
    """Remove what the index no longer names: old parts, and the rests of builds that were killed.

    A part loses its name before it loses a file, for what bears the name of a part is whole.
    What another process still holds stays until the next time.
    """
    for path in sorted(place.iterdir(), reverse=True):  # an old rest of a part before the part
        if path.name not in state.parts:
            with suppress(OSError):
                gone = path if path.suffix else path.rename(path.with_suffix(".gone"))
                shutil.rmtree(gone)
