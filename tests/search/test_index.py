"""The index follows the ledger, does no more than it must, and survives being killed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from builder.ledger.store import Ledger
from builder.search import parts
from builder.search.index import IndexReport, refresh_index
from tests.search.ledgers import filing, found, indexed, store, titles

if TYPE_CHECKING:
    from pathlib import Path


def refresh(folder: Path, **options: object) -> IndexReport:
    """Bring the index beside a ledger up to date."""
    with Ledger(folder / "ledger.db") as ledger:
        return refresh_index(ledger, folder / "index", **options)  # type: ignore[arg-type]  # a test's own options


def killed(*_: object) -> int:
    """Stop where a build can be stopped."""
    raise KeyboardInterrupt


def part_names(folder: Path) -> set[str]:
    """The parts of the index beside a ledger."""
    return {path.name for path in (folder / "index" / "parts").iterdir()}


def contents(folder: Path) -> dict[str, int]:
    """When each file of an index was written."""
    return {str(path): path.stat().st_mtime_ns for path in sorted(folder.rglob("*"))}


def test_a_first_refresh_writes_an_issuer_an_insider_and_a_filing(tmp_path: Path) -> None:
    store(tmp_path / "ledger.db", filing())
    assert refresh(tmp_path) == IndexReport(documents=3, written=True)


def test_an_equal_ledger_writes_nothing(tmp_path: Path) -> None:
    place = indexed(tmp_path, filing())
    before = contents(place)
    assert refresh(tmp_path) == IndexReport(documents=3, written=False)
    assert contents(place) == before


def test_a_new_filing_is_found_after_a_refresh(tmp_path: Path) -> None:
    place = indexed(tmp_path, filing(1))
    store(tmp_path / "ledger.db", filing(2, owners=[(9_000_000_102, "ROE RICHARD")]))
    assert refresh(tmp_path) == IndexReport(documents=5, written=True)
    assert titles(place, "richard", kind="insider") == ["ROE RICHARD"]


def test_a_removed_filing_is_found_no_more(tmp_path: Path) -> None:
    place = indexed(tmp_path, filing(1), filing(2, footnotes={"F1": "Gone tomorrow."}))
    with Ledger(tmp_path / "ledger.db") as ledger, ledger.transaction():
        ledger.drop_filing("9900000001-24-000002")
    refresh(tmp_path)
    assert found(place, "tomorrow") == []


def test_progress_counts_every_document(tmp_path: Path) -> None:
    store(tmp_path / "ledger.db", *(filing(n) for n in range(1, 8)))
    told: list[int] = []
    report = refresh(tmp_path, progress=told.append)
    assert sum(told) == report.documents == 9


def test_later_filings_are_not_seen_as_of_a_day(tmp_path: Path) -> None:
    store(
        tmp_path / "ledger.db",
        filing(1, day="2023-01-02"),
        filing(2, day="2024-01-02", footnotes={"F1": "Later news."}),
    )
    with Ledger(tmp_path / "ledger.db", as_of=date(2023, 6, 1)) as ledger:
        refresh_index(ledger, tmp_path / "index")
    assert found(tmp_path / "index", "news") == []
    assert "newest filing 2023-01-02" in found(tmp_path / "index", "doe")[0].passage


def test_a_build_that_is_killed_leaves_the_old_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = indexed(tmp_path, filing(1, remarks="The first."))
    store(tmp_path / "ledger.db", filing(2, remarks="The second."))

    monkeypatch.setattr(parts, "filing_document", killed)
    with pytest.raises(KeyboardInterrupt):
        refresh(tmp_path)
    assert [hit.accession for hit in found(place, "first", kind="filing")] == [
        "9900000001-24-000001"
    ]
    assert found(place, "second", kind="filing") == []


def test_a_build_after_one_that_was_killed_is_whole_and_leaves_no_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = indexed(tmp_path, filing(1))
    store(tmp_path / "ledger.db", filing(2, remarks="The second."))

    with monkeypatch.context() as patch:
        patch.setattr(parts, "filing_document", killed)
        with pytest.raises(KeyboardInterrupt):
            refresh(tmp_path)
    refresh(tmp_path)
    assert len(found(place, "second", kind="filing")) == 1
    assert len(part_names(tmp_path)) == 2


def test_a_damaged_state_is_rebuilt(tmp_path: Path) -> None:
    place = indexed(tmp_path, filing())
    (place / "index.json").write_text("{")
    assert refresh(tmp_path).written
    assert titles(place, "jane")[0] == "DOE JANE"


@pytest.mark.parametrize("jobs", [1, 2])
def test_answers_do_not_depend_on_the_number_of_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    store(
        tmp_path / "ledger.db",
        *(
            filing(n, day=f"2024-01-{n % 28 + 1:02d}", footnotes={"F1": "the same words"})
            for n in range(1, 101)
        ),
    )
    refresh(tmp_path, jobs=jobs)
    days = [hit.title[8:18] for hit in found(tmp_path / "index", "same words", limit=5)]
    assert days == ["2024-01-28"] * 3 + ["2024-01-27"] * 2


def test_answers_do_not_depend_on_how_the_index_grew(tmp_path: Path) -> None:
    filings = [
        filing(n, day=f"2024-01-{n % 28 + 1:02d}", footnotes={"F1": f"words {'more ' * (n % 3)}"})
        for n in range(1, 141)
    ]
    at_once = indexed(tmp_path / "once", *filings)
    grown = indexed(tmp_path / "grown", *filings[:70])
    for start in range(70, 140, 35):
        store(tmp_path / "grown" / "ledger.db", *filings[start : start + 35])
        refresh(tmp_path / "grown")
    for query in ("words", "more words", "doe", "example wor", "none of these more"):
        assert found(at_once, query, limit=30) == found(grown, query, limit=30)


def test_a_new_filing_leaves_the_full_parts_as_they_are(tmp_path: Path) -> None:
    filings = [filing(n, day=f"2024-01-{n % 28 + 1:02d}") for n in range(1, 131)]
    indexed(tmp_path, *filings)
    before = part_names(tmp_path)
    store(tmp_path / "ledger.db", filing(200, day="2024-02-01"))
    refresh(tmp_path)
    assert len(before & part_names(tmp_path)) == 1  # 128 filings; not the 2 newest, nor the names


@pytest.mark.parametrize("count", [0, 1, 63, 64, 65, 8191, 8192, 8193, 100_000])
def test_a_cut_holds_every_filing_and_its_parts_shrink(count: int) -> None:
    sizes = parts.cut(count)
    assert sum(sizes) == count
    assert sizes == sorted(sizes, reverse=True)
    assert len(sizes) <= count // parts.FULL + 8


def test_of_two_documents_with_equal_scores_in_two_parts_the_newer_comes_first(
    tmp_path: Path,
) -> None:
    filings = [filing(n, day="2024-01-02", remarks="alike") for n in range(1, 65)]
    place = indexed(tmp_path, *filings, filing(99, day="2024-03-01", remarks="alike"))
    hits = found(place, "alike", kind="filing", limit=3)
    assert [hit.accession for hit in hits] == [
        "9900000001-24-000099", "9900000001-24-000001", "9900000001-24-000002",
    ]  # fmt: skip
