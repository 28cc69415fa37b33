"""The life of an index: it grows, loses, changes and is interrupted, and is always as if new.

Everything goes through ``refresh_index`` and ``search``; how an index is written, and with what,
may change.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from select import select
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from builder.ledger.rows import rows_of
from builder.ledger.store import Ledger
from builder.search.index import refresh_index
from tests.conftest import PROJECT
from tests.search.ledgers import filing, found, indexed, store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from builder.model import Filing
    from builder.search.index import Hit, IndexReport

QUERIES = (
    "marlow",
    "marlow ellen",
    "mar ell",
    "marlwo",
    "quince",
    "tarn",
    "remark",
    "weighted mean",
)
NAMES = ("MARLOW ELLEN", "QUINCE ELLEN P", "TARNFELD GRAHAM")
WORDS = ("remark one", "a weighted mean", "no such remark")


def refresh(folder: Path, **options: object) -> IndexReport:
    """Bring the index beside a ledger up to date."""
    with Ledger(folder / "ledger.db") as ledger:
        return refresh_index(ledger, folder / "index", **options)  # type: ignore[arg-type]  # a test's own options


def drop(folder: Path, *numbers: int) -> None:
    """Take filings of 2024 out of a ledger."""
    with Ledger(folder / "ledger.db") as ledger, ledger.transaction():
        for number in numbers:
            ledger.drop_filing(f"9900000001-24-{number:06d}")


def change(folder: Path, number: int, changed: Filing) -> None:
    """Put another filing in the place of one."""
    with Ledger(folder / "ledger.db") as ledger, ledger.transaction():
        ledger.drop_filing(f"9900000001-24-{number:06d}")
        ledger.add_filing(rows_of(changed))


def answers(folder: Path, queries: Iterable[str] = QUERIES) -> list[list[Hit]]:
    """What an index finds, with scores."""
    return [found(folder / "index", query, limit=100) for query in queries]


def parts(folder: Path) -> set[str]:
    """The parts that lie in the index of a folder."""
    return {path.name for path in (folder / "index" / "parts").iterdir()}


def entities(folder: Path, query: str) -> list[str]:
    """The issuers and insiders that a query finds, best first."""
    hits = found(folder / "index", query)
    return [hit.title for hit in hits if hit.accession is None]


def numbers(folder: Path, query: str) -> list[int]:
    """The filings that a query finds, by the ends of their numbers."""
    return [
        int((hit.accession or "")[-6:]) for hit in found(folder / "index", query, kind="filing")
    ]


def several(count: int) -> list[Filing]:
    """Filings of several people, words and days."""
    return [
        filing(
            n,
            owners=[(9_000_000_100 + n % 7, NAMES[n % 3] if n % 7 < 3 else f"PERSON NO{n % 7}")],
            day=f"2024-01-{n % 28 + 1:02d}",
            remarks=WORDS[n % 3] + " again" * (n % 4),
        )
        for n in range(1, count + 1)
    ]


# Several processes


def test_two_processes_write_the_index_that_one_writes(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    indexed(one, *several(200))
    store(two / "ledger.db", *several(200))
    refresh(two, jobs=2)
    assert (one / "index" / "index.json").read_bytes() == (
        two / "index" / "index.json"
    ).read_bytes()
    assert parts(one) == parts(two)
    assert answers(one) == answers(two)


def test_an_index_is_brought_up_to_date_by_any_number_of_processes(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for place, jobs in ((one, 1), (two, 2)):
        indexed(place, *several(130))
        drop(place, 3, 70)
        refresh(place, jobs=jobs)
    assert parts(one) == parts(two)
    assert answers(one) == answers(two)


# Merging


def test_filings_that_come_merge_into_parts_of_powers_of_two(tmp_path: Path) -> None:
    """Of 64 filings on there is one part for each binary digit, and one for what is below 64."""
    filings = several(193)
    held: dict[int, int] = {}
    for count in (63, 64, 65, 127, 128, 129, 191, 192, 193):
        store(tmp_path / "ledger.db", *filings[max(held, default=0) : count])
        refresh(tmp_path)
        held[count] = len(parts(tmp_path)) - 1  # one is the names
    assert held == {63: 1, 64: 1, 65: 2, 127: 2, 128: 1, 129: 2, 191: 2, 192: 2, 193: 3}


def test_a_merged_index_answers_as_one_written_at_once(tmp_path: Path) -> None:
    grown, once = tmp_path / "grown", tmp_path / "once"
    filings = several(129)
    indexed(grown, *filings[:60])
    for start in range(60, 129, 23):
        store(grown / "ledger.db", *filings[start : start + 23])
        refresh(grown)
    indexed(once, *filings)
    assert parts(grown) == parts(once)
    assert answers(grown) == answers(once)


# Changes and deletions


def test_a_changed_filing_is_found_by_its_new_words_only(tmp_path: Path) -> None:
    indexed(tmp_path, filing(1, remarks="Sold under duress."), filing(2))
    change(tmp_path, 1, filing(1, remarks="Sold at leisure."))
    refresh(tmp_path)
    assert numbers(tmp_path, "duress") == []
    assert numbers(tmp_path, "leisure") == [1]


def test_whoever_was_only_in_a_removed_filing_is_found_no_more(tmp_path: Path) -> None:
    gone = filing(
        2,
        issuer=(9_000_000_002, "Tarnfeld Motion Inc", "TRNF"),
        owners=[(9_000_000_102, "MARLOW ELLEN")],
    )
    indexed(tmp_path, filing(1), gone)
    asked = ("marlow", "mar", "marlwo", "9000000102", "tarnfeld", "trnf", "9000000002")
    assert all(entities(tmp_path, query) for query in asked)
    drop(tmp_path, 2)
    refresh(tmp_path)
    assert not any(found(tmp_path / "index", query) for query in asked)


def test_a_corrected_name_is_found_and_the_wrong_one_no_more(tmp_path: Path) -> None:
    indexed(tmp_path, filing(1, owners=[(9_000_000_102, "MARLOWE HELEN")]))
    change(tmp_path, 1, filing(1, owners=[(9_000_000_102, "QUINCE ELLEN")]))
    refresh(tmp_path)
    assert not any(found(tmp_path / "index", query) for query in ("marlowe", "helen", "marlow"))
    assert entities(tmp_path, "quince") == ["QUINCE ELLEN"]


def test_who_files_under_a_new_name_is_found_by_both_and_shown_by_the_new(tmp_path: Path) -> None:
    indexed(tmp_path, filing(1, day="2024-01-02", owners=[(9_000_000_102, "MARLOW ELLEN")]))
    new = filing(2, day="2024-03-01", owners=[(9_000_000_102, "QUINCE ELLEN")])
    store(tmp_path / "ledger.db", new)
    refresh(tmp_path)
    assert entities(tmp_path, "marlow") == entities(tmp_path, "quince") == ["QUINCE ELLEN"]


def test_a_former_name_goes_with_the_last_filing_that_bore_it(tmp_path: Path) -> None:
    old = filing(1, day="2024-01-02", owners=[(9_000_000_102, "MARLOW ELLEN")])
    new = filing(2, day="2024-03-01", owners=[(9_000_000_102, "QUINCE ELLEN")])
    indexed(tmp_path, old, new)
    drop(tmp_path, 1)
    refresh(tmp_path)
    assert entities(tmp_path, "marlow") == []
    assert entities(tmp_path, "quince") == ["QUINCE ELLEN"]


def test_a_ticker_that_was_corrected_finds_nothing_any_more(tmp_path: Path) -> None:
    indexed(tmp_path, filing(1, issuer=(9_000_000_001, "Example Works Inc", "WRNG")))
    change(tmp_path, 1, filing(1, issuer=(9_000_000_001, "Example Works Inc", "EXWK")))
    refresh(tmp_path)
    assert found(tmp_path / "index", "wrng") == []
    assert entities(tmp_path, "exwk")[0] == "Example Works Inc"


def test_an_index_of_nothing_finds_nothing_and_grows(tmp_path: Path) -> None:
    indexed(tmp_path, filing(1, remarks="remark"))
    drop(tmp_path, 1)
    assert refresh(tmp_path).documents == 0
    assert answers(tmp_path) == [[]] * len(QUERIES)
    store(tmp_path / "ledger.db", filing(2, remarks="remark"))
    refresh(tmp_path)
    assert numbers(tmp_path, "remark") == [2]


STATES = st.lists(
    st.dictionaries(st.integers(101, 106), st.sampled_from(range(3)), max_size=6),
    min_size=2,
    max_size=4,
)


@example([{101: 0}, {101: 1}, {101: 0}])
@example([{}, {101: 0, 102: 1, 103: 2}, {102: 1}])
@settings(max_examples=8)
@given(STATES)
def test_an_index_that_went_through_anything_is_as_a_new_one(states: list[dict[int, int]]) -> None:
    """Filings come, change and go around a boundary of parts; only the last state counts."""
    with TemporaryDirectory() as name:
        old, new = Path(name) / "old", Path(name) / "new"
        for place, seen in ((old, states), (new, states[-1:])):
            store(place / "ledger.db", *several(62))
            before: dict[int, int] = {}
            for state in seen:
                drop(place, *before)
                store(place / "ledger.db", *(variant(*each) for each in state.items()))
                refresh(place)
                before = state
        assert answers(old) == answers(new)
        assert parts(old) == parts(new)


def variant(number: int, kind: int) -> Filing:
    """One of three filings that may have a number."""
    return filing(
        number,
        owners=[(9_000_000_100 + number % 3, NAMES[kind])],
        day=f"2024-02-{number - 100:02d}",
        remarks=WORDS[kind],
    )


# Interruptions


def scene(folder: Path) -> Path:
    """A ledger of 71 filings beside the index of the 70 older ones, in three parts."""
    indexed(folder, *(filing(n, remarks="a remark") for n in range(1, 71)))
    store(folder / "ledger.db", filing(80, remarks="new remark", day="2024-06-03"))
    return folder


def interrupted(what: str, tmp_path: Path) -> tuple[list[str], list[Path]]:
    """Interrupt refreshes or searches at each step; the steps and where each was interrupted."""
    runs = tmp_path / "runs"
    runs.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "tests.search.interrupted", what, scene(tmp_path / "scene"), runs],
        cwd=PROJECT, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    steps = json.loads(done.stdout)
    return steps, [runs / str(n) for n in range(1, len(steps) + 1)]


OLD = list(range(1, 11))  # of equal days and scores the lower number comes first
NEW = [80, *range(1, 10)]
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="interrupts forked processes")


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], list[Path]]:
    """A refresh killed before each step that it takes on the disk."""
    return interrupted("kill", tmp_path_factory.mktemp("killed"))


@needs_fork
def test_a_refresh_is_killed_while_it_writes_replaces_and_cleans(
    killed: tuple[list[str], list[Path]],
) -> None:
    """Else the tests below would show nothing."""
    steps, places = killed
    assert len(steps) > 20
    replaced = next(n for n, step in enumerate(steps) if step.endswith("/index/index.json"))
    before = [numbers(place, "remark") for place in places[: replaced + 1]]
    after = [numbers(place, "remark") for place in places[replaced + 1 :]]
    assert before == [OLD] * len(before)
    assert after == [NEW] * len(after)
    assert after


@needs_fork
def test_a_refresh_after_any_kill_makes_the_index_right(
    killed: tuple[list[str], list[Path]], tmp_path: Path
) -> None:
    steps, places = killed
    for step, place in zip(steps, places, strict=True):
        again = copytree(place, tmp_path / place.name)
        refresh(again)
        assert numbers(again, "remark") == NEW, step
        assert entities(again, "doe jane") == ["DOE JANE"], step


@needs_fork
def test_a_refresh_after_any_kill_leaves_no_rest(
    killed: tuple[list[str], list[Path]], tmp_path: Path
) -> None:
    steps, places = killed
    whole = parts(places[0].with_name("whole"))
    for step, place in zip(steps, places, strict=True):
        again = copytree(place, tmp_path / place.name)
        refresh(again)
        assert parts(again) == whole, step


@needs_fork
def test_a_refresh_after_any_kill_is_right_where_the_new_filing_is_gone_again(
    killed: tuple[list[str], list[Path]], tmp_path: Path
) -> None:
    """Parts that the killed refresh was about to remove are wanted again."""
    steps, places = killed
    for step, place in zip(steps, places, strict=True):
        again = copytree(place, tmp_path / place.name)
        drop(again, 80)
        refresh(again)
        assert numbers(again, "remark") == OLD, step
        assert numbers(again, "new") == [], step


@needs_fork
def test_a_search_during_which_the_index_is_replaced_finds_what_was_or_what_is(
    tmp_path: Path,
) -> None:
    _, places = interrupted("replace", tmp_path)
    said = [json.loads((place / "answer.json").read_text()) for place in places]
    found = [[int(accession[-6:]) for accession in each] for each in said]
    assert all(each in (OLD, NEW) for each in found)
    assert NEW in found
    assert OLD in found


WITH_TWO = """
import os, signal, sys
from pathlib import Path
from builder.ledger.store import Ledger
from builder.search.index import refresh_index

def die(*details):
    os.kill(os.getpid(), signal.SIGKILL)

place, who = Path(sys.argv[1]), sys.argv[2]
if __name__ == "__mp_main__" and who == "worker":
    sys.addaudithook(lambda step, details: die() if step == "os.rename" else None)
if __name__ == "__main__":
    with Ledger(place / "ledger.db") as ledger:
        refresh_index(ledger, place / "index", jobs=2, progress=die if who == "parent" else None)
"""


@contextmanager
def refreshing_with_two(place: Path, killed: str) -> Iterator[subprocess.Popen[bytes]]:
    """A refresh whose workers die as they put a part in place, or its parent on the first part.

    A program, for workers read again whatever started them; it and they share their outputs.
    """
    program = place / "program.py"
    program.write_text(WITH_TWO)
    path = os.pathsep.join([str(PROJECT), *sys.path])
    with (place / "errors").open("wb") as errors:
        started = subprocess.Popen(
            [sys.executable, program, place, killed],
            env=os.environ | {"PYTHONPATH": path},
            stdout=subprocess.PIPE, stderr=errors, start_new_session=True,
        )  # fmt: skip
    try:
        with started:
            yield started
    finally:
        with suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGKILL)  # whatever outlived it


needs_kill = pytest.mark.skipif(not hasattr(os, "killpg"), reason="no signal kills at once")


@needs_kill
def test_a_refresh_with_two_processes_that_is_killed_leaves_the_old_index(tmp_path: Path) -> None:
    """Whatever its workers still write does no harm."""
    scene(tmp_path)
    with refreshing_with_two(tmp_path, "parent") as started:
        assert started.wait(timeout=60) == -signal.SIGKILL
        assert numbers(tmp_path, "remark") == OLD
        refresh(tmp_path)
        assert numbers(tmp_path, "remark") == NEW


@needs_kill
def test_a_refresh_that_is_killed_leaves_no_workers(tmp_path: Path) -> None:
    scene(tmp_path)
    with refreshing_with_two(tmp_path, "parent") as started:
        assert started.stdout
        started.wait(timeout=60)
        closed, _, _ = select([started.stdout], [], [], 10)  # by the last that holds it
        assert closed


@needs_kill
def test_workers_that_are_killed_leave_the_old_index(tmp_path: Path) -> None:
    """As the kernel does when memory runs out."""
    scene(tmp_path)
    with refreshing_with_two(tmp_path, "worker") as started:
        assert started.wait(timeout=60) == 1
        assert "BrokenProcessPool" in (tmp_path / "errors").read_text()
        assert numbers(tmp_path, "remark") == OLD
        refresh(tmp_path, jobs=2)
        assert numbers(tmp_path, "remark") == NEW
