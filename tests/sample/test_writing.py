"""Writing a sample: the same bytes every time, and never over anything else."""

from __future__ import annotations

import functools
import itertools
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from builder.sample import SampleError, write_sample
from builder.sample.generate import make_documents, make_files

COMMITTED = Path(__file__).resolve().parents[2] / "content" / "sample"
small = functools.partial(write_sample, issuers=3, insiders=20, filings=40)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_committed_sample_is_what_the_generator_makes(tmp_path: Path) -> None:
    write_sample(tmp_path / "sample")
    assert tree(tmp_path / "sample") == tree(COMMITTED)


def test_the_sample_counts_what_was_asked_for(tmp_path: Path) -> None:
    made = write_sample(tmp_path / "sample")
    assert (made.issuers, made.insiders, made.filings) == (8, 60, 500)


def test_the_summary_counts_files_and_bytes(tmp_path: Path) -> None:
    made = small(tmp_path / "sample")
    files = tree(tmp_path / "sample")
    assert (made.files, made.bytes) == (len(files), sum(map(len, files.values())))


def test_the_committed_sample_stays_small() -> None:
    assert sum(map(len, tree(COMMITTED).values())) < 4_000_000


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    small(tmp_path / "one")
    small(tmp_path / "two")
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_another_seed_gives_another_sample(tmp_path: Path) -> None:
    small(tmp_path / "one")
    small(tmp_path / "two", seed=17)
    one, two = tree(tmp_path / "one"), tree(tmp_path / "two")
    assert not set(one.values()) & set(two.values())


def test_an_archive_holds_the_same_files_as_a_folder(tmp_path: Path) -> None:
    small(tmp_path / "folder")
    small(tmp_path / "sample.zip", archive=True)
    with zipfile.ZipFile(tmp_path / "sample.zip") as archive:
        stored = {name: archive.read(name) for name in archive.namelist()}
    assert stored == tree(tmp_path / "folder")


def test_an_archive_has_the_same_bytes_every_time(tmp_path: Path) -> None:
    for name in ("one.zip", "two.zip"):
        small(tmp_path / name, archive=True)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_a_sample_replaces_an_older_one_entirely(tmp_path: Path) -> None:
    write_sample(tmp_path / "sample", seed=1, issuers=8, insiders=60, filings=200)
    small(tmp_path / "sample")
    small(tmp_path / "fresh")
    assert tree(tmp_path / "sample") == tree(tmp_path / "fresh")


def test_folders_of_issuers_that_are_gone_go_too(tmp_path: Path) -> None:
    write_sample(tmp_path / "sample", issuers=8, insiders=60, filings=100)
    small(tmp_path / "sample")
    folders = [path for path in (tmp_path / "sample").iterdir() if path.is_dir()]
    assert len(folders) == 3


def test_an_archive_replaces_an_older_sample(tmp_path: Path) -> None:
    target = tmp_path / "sample.zip"
    small(target, archive=True, seed=1)
    small(target, archive=True)
    small(tmp_path / "fresh.zip", archive=True)
    assert target.read_bytes() == (tmp_path / "fresh.zip").read_bytes()


@pytest.mark.parametrize(
    "name",
    [
        "notes.txt",
        "0000000016-24-000001.txt",
        "9100000016/0000000016-24-000001.txt",
        "9100000016/9900000016-24-000001.pdf",
        "0000000016/9900000016-24-000001.txt",
        ".hidden",
    ],
)
def test_a_folder_with_a_foreign_file_is_refused(tmp_path: Path, name: str) -> None:
    foreign = tmp_path / "sample" / name
    foreign.parent.mkdir(parents=True)
    foreign.write_text("mine")
    with pytest.raises(SampleError, match="not part of a sample"):
        small(tmp_path / "sample")


def test_a_refused_folder_is_left_as_it_was(tmp_path: Path) -> None:
    small(tmp_path / "sample")
    (tmp_path / "sample" / "mine.md").write_text("mine")
    before = tree(tmp_path / "sample")
    with pytest.raises(SampleError):
        small(tmp_path / "sample", seed=17)
    assert tree(tmp_path / "sample") == before


def test_a_readme_of_somebody_else_is_foreign(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# My filings\n")
    with pytest.raises(SampleError, match="README"):
        small(tmp_path)


def test_a_link_in_the_folder_is_foreign(tmp_path: Path) -> None:
    (tmp_path / "sample").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "sample" / "9100000016").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SampleError):
        small(tmp_path / "sample")


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sample").write_text("mine")
    with pytest.raises(SampleError, match="not a folder"):
        small(tmp_path / "sample")


def test_an_archive_of_somebody_else_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "mine.zip"
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("thesis.txt", "mine")
    before = target.read_bytes()
    with pytest.raises(SampleError, match=r"thesis\.txt"):
        small(target, archive=True)
    assert target.read_bytes() == before


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "mine.zip"
    target.write_text("mine")
    with pytest.raises(SampleError, match="not an archive"):
        small(target, archive=True)


@pytest.mark.parametrize(
    "size",
    [(0, 60, 500), (8, 0, 500), (8, 60, 0), (2, 2, 500), (8, 4, 40), (99_000, 99_000, 99_000)],
)
def test_an_impossible_size_is_refused(tmp_path: Path, size: tuple[int, int, int]) -> None:
    issuers, insiders, filings = size
    with pytest.raises(SampleError):
        write_sample(tmp_path / "sample", issuers=issuers, insiders=insiders, filings=filings)
    assert not (tmp_path / "sample").exists()


def test_progress_tells_how_many_filings_are_made(tmp_path: Path) -> None:
    told: list[int] = []
    small(tmp_path / "sample", progress=told.append)
    assert told == list(range(1, 41))


def test_the_readme_names_the_command_that_makes_the_sample(tmp_path: Path) -> None:
    small(tmp_path / "sample", seed=3)
    text = (tmp_path / "sample" / "README.md").read_text()
    assert "section16 sample --seed 3 --issuers 3 --insiders 20 --filings 40\n" in text


def test_a_market_year_comes_filing_by_filing() -> None:
    year = make_documents(seed=16, issuers=6_000, insiders=60_000, filings=200_000)
    accessions = {document.accession for document in itertools.islice(year, 2_000)}
    assert len(accessions) == 2_000


def peak_of(filings: int) -> int:
    """The memory, in bytes, that making some filings of a large set takes at most."""
    tracemalloc.start()
    size = {"issuers": filings // 40, "insiders": filings // 4}
    for document in make_documents(seed=16, filings=filings, **size):
        make_files(document)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_memory_does_not_grow_with_the_number_of_filings() -> None:
    few, many = peak_of(1_000), peak_of(5_000)
    assert many < few + 2_000_000


@pytest.mark.parametrize(
    ("issuers", "insiders", "filings"), [(1, 5, 30), (60, 400, 2_000), (8, 60, 3_000)]
)
def test_other_sizes_are_met_exactly(issuers: int, insiders: int, filings: int) -> None:
    documents = list(make_documents(seed=16, issuers=issuers, insiders=insiders, filings=filings))
    owners = {party.cik for document in documents for party in document.parties}
    companies = {document.issuer.cik for document in documents}
    assert (len(companies), len(owners - companies), len(documents)) == (issuers, insiders, filings)


@pytest.mark.parametrize(("issuers", "insiders", "filings"), [(100, 800, 3_000), (3, 900, 3_000)])
def test_no_accession_number_comes_twice_in_a_large_set(
    issuers: int, insiders: int, filings: int
) -> None:
    documents = make_documents(seed=16, issuers=issuers, insiders=insiders, filings=filings)
    accessions = [document.accession for document in documents]
    assert len(set(accessions)) == len(accessions)


def test_no_two_issuers_share_a_name() -> None:
    documents = make_documents(seed=16, issuers=900, insiders=900, filings=1_800)
    names = {(document.issuer.cik, document.issuer.names[-1][1]) for document in documents}
    assert len({name for _, name in names}) == len(names)
