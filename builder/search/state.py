"""The small file that says which parts of an index folder count."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from builder.files import write_if_changed
from builder.search.files import json_bytes

_NAME = "index.json"


@dataclass(frozen=True, slots=True)
class State:
    """An index: what it was made from, and the parts it consists of."""

    stamp: str
    documents: int
    entities: tuple[str, ...]
    filings: tuple[str, ...]  # newest first

    @property
    def parts(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset((*self.entities, *self.filings))


def parts_folder(folder: Path) -> Path:
    """Where the parts of an index lie."""
    return folder / "parts"


def write_state(folder: Path, state: State) -> None:
    """Make an index count, in one step."""
    write_if_changed(folder / _NAME, json_bytes(asdict(state)))


def read_state(folder: Path) -> State | None:
    """The index in a folder; None if there is none, or a part of it is missing."""
    try:
        said = json.loads((folder / _NAME).read_bytes())
        state = State(
            stamp=str(said["stamp"]),
            documents=int(said["documents"]),
            entities=tuple(map(str, said["entities"])),
            filings=tuple(map(str, said["filings"])),
        )
    except (
        OSError,
        ValueError,
        TypeError,
        KeyError,
    ):  # damaged is as good as absent: it is rebuilt
        return None
    place = parts_folder(folder)
    return state if all((place / part).is_dir() for part in state.parts) else None
