"""Filings to damage: every real one where they are at hand, the project's own everywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from builder.filings.reader import read_filing
from tests.filings.notices import notice_xml
from tests.filings.printing.page import page_of
from tests.filings.submissions import submission_text, tagged_text

PROJECT = Path(__file__).parents[2]
SHARED = PROJECT.parent / "shared"
FILINGS = Path(__file__).parents[1] / "filings"
ENDINGS = {".xml", ".txt", ".nc", ".html", ".md"}
FEW = 20
OWN_SAMPLE = 40  # of the sample's 500 filings, which are much alike


class Original(NamedTuple):
    """One whole input, as it is before anything happens to it."""

    name: str  # what the reader is told: its ending and an accession number in it mean something
    data: bytes


def own_originals() -> list[Original]:
    """The project's own filings, in every form: cases, sample, and what the tests print."""
    sample = sorted((PROJECT / "content").rglob("*-*-*.*"))
    step = max(1, len(sample) // OWN_SAMPLE)
    written = sorted(path for path in FILINGS.glob("*/*/filing.*") if path.suffix in ENDINGS)
    return [
        *(Original(f"{path.parent.name}/{path.name}", path.read_bytes()) for path in written),
        *(Original(f"sample/{path.name}", path.read_bytes()) for path in sample[::step]),
        *(_printed(path) for path in written if path.suffix == ".xml"),
        Original("written.txt", submission_text().encode()),
        Original("written.nc", tagged_text().encode()),
        Original("notice.xml", notice_xml().encode()),
    ]


def _printed(case: Path) -> Original:
    """A case as the page that the SEC would render from it."""
    name = f"{case.parent.name}/page.html"
    return Original(name, page_of(read_filing(case.read_bytes(), case.name)))


def real_originals() -> list[Original]:
    """Every filing of the corpus, in each form that it has, and the seed; none if it is absent."""
    folders = [SHARED / "filings" / name for name in ("xml", "txt", "html")]
    paths = [path for folder in [*folders, SHARED / "seed"] for path in sorted(folder.glob("*.*"))]
    return [
        Original(path.relative_to(SHARED).as_posix(), path.read_bytes())
        for path in paths
        if path.suffix in ENDINGS
    ]


def in_turn(originals: Sequence[Original]) -> Iterator[Original]:
    """All of them for ever, and every fourth time one of a form that few of them have."""
    kinds = Counter(kind_of(original.name) for original in originals)
    few = [original for original in originals if kinds[kind_of(original.name)] < FEW]
    all_in_turn, few_in_turn = cycle(originals), cycle(few or originals)
    while True:
        yield from islice(all_in_turn, 3)
        yield next(few_in_turn)


def kind_of(name: str) -> str:
    """The form of an original, by its ending; Form 144 has none of its own."""
    is_notice = name.endswith((".144.xml", "notice.xml"))
    return ".144.xml" if is_notice else PurePosixPath(name).suffix
