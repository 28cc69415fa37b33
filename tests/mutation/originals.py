"""Filings to damage: every real one where they are at hand, the project's own everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from tests.filings.submissions import submission_text, tagged_text

PROJECT = Path(__file__).parents[2]
SHARED = PROJECT.parent / "shared"
CASES = Path(__file__).parents[1] / "filings" / "cases"
ENDINGS = {".xml", ".txt", ".nc", ".html", ".md"}
OWN_SAMPLE = 40  # of the sample's 500 filings, which are much alike


class Original(NamedTuple):
    """One whole input, as it is before anything happens to it."""

    name: str  # what the reader is told: its ending and an accession number in it mean something
    data: bytes


def own_originals() -> list[Original]:
    """The project's own cases and sample, and a submission in either spelling."""
    sample = sorted((PROJECT / "content").rglob("*-*-*.*"))
    step = max(1, len(sample) // OWN_SAMPLE)
    cases = sorted(path for path in CASES.glob("*/filing.*") if path.suffix in ENDINGS)
    return [
        *(Original(f"{path.parent.name}/{path.name}", path.read_bytes()) for path in cases),
        *(Original(f"sample/{path.name}", path.read_bytes()) for path in sample[::step]),
        Original("written.txt", submission_text().encode()),
        Original("written.nc", tagged_text().encode()),
    ]


def real_originals() -> list[Original]:
    """Every filing of the corpus, in each form that it has, and the seed; none if it is absent."""
    folders = [SHARED / "filings" / name for name in ("xml", "txt", "html")]
    paths = [path for folder in [*folders, SHARED / "seed"] for path in sorted(folder.glob("*.*"))]
    return [
        Original(path.relative_to(SHARED).as_posix(), path.read_bytes())
        for path in paths
        if path.suffix in ENDINGS
    ]
