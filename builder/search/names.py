"""Names for the search box and page: the shards of an index, as files of a site."""

from __future__ import annotations

import json
from pathlib import Path

from builder.files import write_if_changed
from builder.search.engine import Shelf
from builder.search.files import json_bytes
from builder.search.parts import code_digest
from builder.search.shards import Made, write_shards
from builder.search.state import parts_folder, read_state

_MADE = "shards.json"  # in the index: what the shards were made from


def write_names(index: Path, tree: Path, jobs: int = 1) -> int:
    """Bring ``data/names`` below a generated tree up to date with an index; how many names.

    What is to be made anew is known by digests kept in the index: a filing more concerns the
    groups of its issuer and owners.
    """
    state = read_state(index)
    places = [parts_folder(index) / part for part in state.entities] if state else []
    texts = [text for place in places for text in _texts(place)]
    folder = tree / "data" / "names"
    before = _read_made(index)
    (index / _MADE).unlink(missing_ok=True)  # killed now, nothing is known of any file
    made = write_shards(texts, folder, jobs, before)
    known = {name for each in made.values() for name in each.files}
    for path in folder.iterdir():
        if path.is_file() and path.name not in known:
            path.unlink()
    write_if_changed(index / _MADE, json_bytes({"code": code_digest(), "groups": made}))
    return len(texts)


def _texts(part: Path) -> list[str]:
    """The cards of one part: an open one takes ten times the memory of what it holds."""
    with Shelf([part]) as shelf:
        return list(shelf.all_kept())


def _read_made(index: Path) -> dict[str, Made]:
    """The groups as they were made before; none by other code, or where that cannot be read."""
    try:
        said = json.loads((index / _MADE).read_bytes())
        groups = {
            group: Made(digest, tuple(files)) for group, (digest, files) in said["groups"].items()
        }
        return groups if said["code"] == code_digest() else {}
    except (OSError, ValueError, TypeError, KeyError):
        return {}
