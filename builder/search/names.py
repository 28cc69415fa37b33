"""Names for the search box and page: the shards of an index, as files of a site."""

from __future__ import annotations

from pathlib import Path

from builder.search.engine import Shelf
from builder.search.shards import write_shards
from builder.search.state import parts_folder, read_state


def write_names(index: Path, tree: Path, jobs: int = 1) -> int:
    """Bring ``data/names`` below a generated tree up to date with an index; how many names."""
    state = read_state(index)
    place = parts_folder(index)
    with Shelf([place / part for part in state.entities] if state else []) as shelf:
        texts = list(shelf.all_kept())
    folder = tree / "data" / "names"
    written = write_shards(texts, folder, jobs)
    for path in folder.iterdir():
        if path.name not in written:
            path.unlink()
    return len(texts)
