"""A ledger follows its folder: whatever the order, the number of refreshes, or the accidents."""

from __future__ import annotations

import io
import os
import random
import shutil
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import builder.ledger.derived as deriving
import builder.ledger.refresh as refreshing
from builder.errors import LedgerError
from builder.filings.reader import read_filing
from builder.inputs import Member
from builder.ledger import store
from builder.ledger.refresh import Account, refresh
from builder.ledger.store import Ledger
from tests.conftest import CORPUS
from tests.filings.documents import HEAD, ISSUER, OWNER, document_xml, nest, row_xml
from tests.filings.printing.page import page_of
from tests.filings.submissions import HEAD as TEXT_HEAD
from tests.filings.submissions import submission_text, tagged_text
from tests.forms import form_xml

ACCESSION = "9000000101-24-000007"  # of the submissions
OTHER = "9000000101-24-000008"
XML = document_xml()
CHANGED = document_xml(head=f"{HEAD}<remarks>Something else.</remarks>")
SPACED = XML.replace("><", ">\n<")
STOCK = nest("securityTitle/value", "Stock") + nest(
    "postTransactionAmounts/sharesOwnedFollowingTransaction/value", "100"
)


def put(folder: Path, **files: str | bytes) -> None:
    """Write files; in a name, __ stands for a point and ___ for a slash."""
    for name, text in files.items():
        write(folder, name.replace("___", "/").replace("__", "."), text)


def write(folder: Path, name: str, text: str | bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    # a time of its own for every content: a copy made within a clock tick would look unchanged
    stamp = 10**18 + sum(path.read_bytes()) * 10**9 + len(text)
    os.utime(path, ns=(stamp, stamp))


class Place:
    """A content folder and its ledger."""

    def __init__(self, folder: Path) -> None:
        self.content = folder / "content"
        self.content.mkdir(parents=True)
        self.path = folder / "state" / "ledger.sqlite"

    def refresh(self, jobs: int = 1) -> Account:
        with Ledger(self.path) as ledger:
            return refresh(ledger, self.content, jobs=jobs)

    def dump(self) -> dict[str, list[object]]:
        """Every row of every table."""
        with Ledger(self.path) as ledger:
            return {
                name: sorted(ledger.ask(f"SELECT * FROM {name}"), key=repr)  # noqa: S608 - our own names
                for (name,) in ledger.ask("SELECT name FROM sqlite_master WHERE type = 'table'")
            }

    def accessions(self) -> list[str]:
        with Ledger(self.path) as ledger:
            return [
                accession
                for (accession,) in ledger.ask("SELECT accession_number FROM submission ORDER BY 1")
            ]

    def source(self, accession: str) -> str:
        with Ledger(self.path) as ledger:
            (filing,) = ledger.filings([accession])
            return filing.source.path


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def counts(account: Account) -> tuple[int, int, int, int, int]:
    """Seen, read, duplicate, other, rejected."""
    return (account.seen, account.read, account.duplicate, account.other, account.rejected)


def reasons(account: Account, status: str) -> dict[str, str]:
    return {item.path: item.reason for item in account.of(status)}


# The account


def mixed(place: Place) -> None:
    put(
        place.content,
        a__txt=submission_text(),
        a__xml=XML,
        b__xml=CHANGED,
        broken__xml="<ownershipDocument>",
        empty__txt="",
        index__html="<html>",
        page__xml="<html></html>",
        readme="hello",
        deep___er___c__nc=tagged_text(head="<SUBMISSION>\n<TYPE>8-K\n"),
    )
    with zipfile.ZipFile(place.content / "more.zip", "w") as archive:
        archive.writestr(f"{OTHER}.xml", row_xml(STOCK))
        archive.writestr("../out.xml", XML)
        archive.writestr("notes.md", "x")
    (place.content / "bad.zip").write_bytes(b"PK")


def test_every_input_ends_somewhere(place: Place) -> None:
    mixed(place)
    account = place.refresh()
    assert account.seen == account.read + account.duplicate + account.other + account.rejected


def test_a_mixed_folder(place: Place) -> None:
    mixed(place)
    assert counts(place.refresh()) == (13, 3, 2, 4, 4)


def test_everything_that_is_no_filing_of_its_own_is_listed(place: Place) -> None:
    mixed(place)
    assert [(item.path, item.status) for item in place.refresh().listed] == [
        ("a.xml", "duplicate"),
        ("bad.zip", "rejected"),
        ("broken.xml", "rejected"),
        ("deep/er/c.nc", "duplicate"),
        ("empty.txt", "rejected"),
        ("index.html", "other"),
        ("more.zip/../out.xml", "rejected"),
        ("more.zip/notes.md", "other"),
        ("page.xml", "other"),
        ("readme", "other"),
    ]


def test_a_rejected_input_says_where_and_why(place: Place) -> None:
    put(place.content, broken__xml="\n\n<ownershipDocument>\n<issuer>")
    (item,) = place.refresh().of("rejected")
    assert (item.where, item.line, item.expected) == ("document", 4, "well-formed XML")


def test_the_account_counts_warnings(place: Place) -> None:
    put(place.content, a__xml=document_xml(issuer=""))
    assert place.refresh().warnings == 1


def test_an_empty_folder_is_an_account_of_nothing(place: Place) -> None:
    assert counts(place.refresh()) == (0, 0, 0, 0, 0)


def test_progress_counts_every_input(place: Place) -> None:
    mixed(place)
    done: list[int] = []
    with Ledger(place.path) as ledger:
        account = refresh(ledger, place.content, progress=done.append)
    assert sum(done) == account.seen


def test_the_sample_is_left_out_of_a_folder_with_filings(place: Place) -> None:
    put(place.content, sample___a__xml=CHANGED, filings___b__xml=XML)
    account = place.refresh()
    assert (counts(account), list(reasons(account, "other"))) == ((2, 1, 0, 1, 0), ["sample/a.xml"])


def test_the_sample_comes_back_when_the_filings_go(place: Place) -> None:
    put(place.content, sample___a__xml=CHANGED, filings___b__xml=XML)
    place.refresh()
    (place.content / "filings" / "b.xml").unlink()
    assert counts(place.refresh()) == (1, 1, 0, 0, 0)


# Duplicates and conflicts


@pytest.mark.parametrize(
    ("files", "winner"),
    [
        ({"a.xml": XML, "b.txt": submission_text()}, "b.txt"),
        ({f"{ACCESSION}.xml": XML, "b.txt": submission_text()}, "b.txt"),
        ({f"{ACCESSION}.xml": XML, "b.nc": tagged_text()}, "b.nc"),
        ({"a.nc": tagged_text(), "b.txt": submission_text()}, "b.txt"),
        ({"b.txt": submission_text(), "a.txt": submission_text()}, "a.txt"),
        ({f"x/{ACCESSION}.xml": XML, f"y/{ACCESSION}.xml": XML}, f"x/{ACCESSION}.xml"),
    ],
)
def test_of_several_forms_of_a_filing_the_richest_counts(
    place: Place, files: dict[str, str], winner: str
) -> None:
    for name, text in files.items():
        write(place.content, name, text)
    account = place.refresh()
    (loser,) = files.keys() - {winner}
    assert (place.source(ACCESSION), reasons(account, "duplicate")) == (
        winner,
        {loser: f"the same filing as {winner}"},
    )


def test_one_accession_number_with_two_contents_is_a_conflict(place: Place) -> None:
    write(place.content, f"{ACCESSION}.xml", CHANGED)
    write(place.content, "a.txt", submission_text())
    assert reasons(place.refresh(), "duplicate") == {
        f"{ACCESSION}.xml": f"a conflict: the same accession number {ACCESSION} as a.txt,"
        " which states something else and is the source that counts"
    }


def test_what_only_a_header_adds_is_no_conflict(place: Place) -> None:
    bare = document_xml(head="", issuer="", owners="")
    write(place.content, f"{ACCESSION}.xml", bare)
    write(place.content, "a.txt", submission_text(bare))
    assert reasons(place.refresh(), "duplicate") == {f"{ACCESSION}.xml": "the same filing as a.txt"}


def test_the_same_bytes_under_two_names_are_one_local_filing(place: Place) -> None:
    put(place.content, a__xml=XML, b__xml=XML)
    assert counts(place.refresh()) == (2, 1, 1, 0, 0)


def test_the_same_statement_in_other_bytes_is_one_local_filing(place: Place) -> None:
    put(place.content, a__xml=XML, b__xml=SPACED)
    assert counts(place.refresh()) == (2, 1, 1, 0, 0)


def test_different_statements_are_two_local_filings(place: Place) -> None:
    put(place.content, a__xml=XML, b__xml=CHANGED)
    assert counts(place.refresh()) == (2, 2, 0, 0, 0)


@pytest.mark.parametrize("day", range(1, 9))  # the local numbers follow from the bytes
def test_of_two_local_forms_of_one_filing_the_richest_counts(place: Place, day: int) -> None:
    form = form_xml(period=f"2024-05-0{day}", signature=("/s/ Jane Doe", f"2024-05-0{day}"))
    place.content.joinpath("form.xml").write_bytes(form)
    place.content.joinpath("page.html").write_bytes(page_of(read_filing(form, "form.xml"), "X05"))
    assert reasons(place.refresh(), "duplicate") == {"page.html": "the same filing as form.xml"}


@pytest.mark.parametrize("names", [("a.xml", "b.txt"), ("b.xml", "a.txt")])
def test_a_copy_without_a_number_is_a_duplicate_wherever_it_stands(
    place: Place, names: tuple[str, str]
) -> None:
    write(place.content, names[0], XML)
    write(place.content, names[1], submission_text())
    place.refresh()
    assert place.accessions() == [ACCESSION]


@pytest.mark.parametrize("first", ["copy", "original"])
def test_a_copy_without_a_number_is_a_duplicate_whichever_came_first(
    place: Place, first: str
) -> None:
    files = [("a.xml", XML), ("b.txt", submission_text())]
    for name, text in files if first == "copy" else reversed(files):
        write(place.content, name, text)
        account = place.refresh()
    assert reasons(account, "duplicate") == {"a.xml": "the same filing as b.txt"}


def test_two_filings_that_state_the_same_both_stay(place: Place) -> None:
    write(place.content, f"{ACCESSION}.xml", XML)
    write(place.content, f"{OTHER}.xml", XML)
    assert counts(place.refresh()) == (2, 2, 0, 0, 0)


def test_a_copy_of_two_filings_counts_for_the_smaller_number(place: Place) -> None:
    for name in (OTHER, ACCESSION, "copy"):
        write(place.content, f"{name}.xml", XML)
    assert reasons(place.refresh(), "duplicate") == {
        "copy.xml": f"the same filing as {ACCESSION}.xml"
    }


def test_a_copy_of_a_loser_is_still_a_copy(place: Place) -> None:
    write(place.content, f"{ACCESSION}.xml", XML)
    write(place.content, "a.txt", submission_text(CHANGED))
    write(place.content, "copy.xml", SPACED)
    place.refresh()
    assert place.accessions() == [ACCESSION]


def test_a_removed_winner_revives_the_duplicate(place: Place) -> None:
    write(place.content, f"{ACCESSION}.xml", XML)
    write(place.content, "a.txt", submission_text())
    place.refresh()
    (place.content / "a.txt").unlink()
    place.refresh()
    assert place.source(ACCESSION) == f"{ACCESSION}.xml"


def test_a_removed_original_revives_the_copy(place: Place) -> None:
    put(place.content, a__txt=submission_text(), b__xml=XML)
    place.refresh()
    (place.content / "a.txt").unlink()
    assert counts(place.refresh()) == (1, 1, 0, 0, 0)


def test_an_original_that_changes_its_mind_revives_the_copy(place: Place) -> None:
    put(place.content, a__txt=submission_text(), b__xml=XML)
    place.refresh()
    put(place.content, a__txt=submission_text(CHANGED))
    assert counts(place.refresh()) == (2, 2, 0, 0, 0)


def test_a_changed_file_replaces_its_filing(place: Place) -> None:
    put(place.content, a__xml=XML)
    place.refresh()
    put(place.content, a__xml=CHANGED)
    place.refresh()
    with Ledger(place.path) as ledger:
        (filing,) = ledger.filings_of_issuer(9000000001)
    assert filing.remarks == "Something else."


def test_a_removed_file_takes_everything_with_it(place: Place) -> None:
    put(place.content, a__xml=row_xml(STOCK))
    empty = Place(place.content.parent / "empty")
    empty.refresh()
    place.refresh()
    (place.content / "a.xml").unlink()
    place.refresh()
    assert place.dump() == empty.dump()


def test_two_members_of_one_name_are_two_inputs(place: Place) -> None:
    with zipfile.ZipFile(place.content / "a.zip", "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile has an opinion on this
        for text in (XML, CHANGED, row_xml(STOCK)):
            archive.writestr("a.xml", text)
        archive.writestr("a.xml (2)", "x")
    place.refresh()
    with Ledger(place.path) as ledger:
        paths = [path for (path,) in ledger.ask("SELECT path FROM input ORDER BY path")]
    assert paths == ["a.zip/a.xml", "a.zip/a.xml (2)", "a.zip/a.xml (2) (2)", "a.zip/a.xml (3)"]


# Refreshing again


def test_a_second_refresh_changes_nothing(place: Place) -> None:
    mixed(place)
    place.refresh()
    before = place.dump()
    assert (place.refresh().changed, place.dump()) == (False, before)


def test_a_second_refresh_gives_the_same_account(place: Place) -> None:
    mixed(place)
    first = place.refresh()
    again = place.refresh()
    assert (counts(again), again.listed) == (counts(first), first.listed)


def test_a_second_refresh_reads_no_file(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    mixed(place)
    place.refresh()
    monkeypatch.setattr(refreshing, "read_batch", None)
    assert place.refresh().changed is False


def test_two_processes_fill_the_same_ledger(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mixed(place)
    twin = Place(tmp_path / "twin")
    shutil.copytree(place.content, twin.content, dirs_exist_ok=True)
    monkeypatch.setattr(refreshing, "WORTH_SHARING", 0)
    place.refresh(jobs=2)
    twin.refresh(jobs=1)
    assert place.dump() == twin.dump()


def test_two_processes_derive_the_same_positions(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 6):
        issuer = ISSUER.replace("9000000001", f"900000000{number}")
        write(place.content, f"{number}.xml", row_xml(STOCK).replace(ISSUER, issuer))
    twin = Place(tmp_path / "twin")
    shutil.copytree(place.content, twin.content, dirs_exist_ok=True)
    monkeypatch.setattr(deriving, "WORTH_SHARING", 0)
    monkeypatch.setattr(deriving, "BATCH", 1)
    place.refresh(jobs=2)
    twin.refresh(jobs=1)
    assert (len(place.dump()["line"]), place.dump()) == (5, twin.dump())


def test_large_inputs_travel_in_small_batches(place: Place) -> None:
    inputs = [refreshing.Input("f", str(n), Member("f", b"x" * 10**6)) for n in range(9)]
    assert [len(batch) for batch in refreshing._batches(iter(inputs))] == [5, 4]


# Any order

NUMBERED = TEXT_HEAD.replace(ACCESSION, OTHER)


def zipped(**members: str) -> bytes:
    """An archive that is the same at any time; names as in :func:`put`."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in members.items():
            archive.writestr(zipfile.ZipInfo(name.replace("__", ".")), text)
    return packed.getvalue()


POOL: dict[str, str | bytes] = {
    "a.txt": submission_text(),
    "b.txt": submission_text(CHANGED),
    "c.nc": tagged_text(),
    f"{ACCESSION}.xml": XML,
    f"x/{ACCESSION}.xml": CHANGED,
    f"{OTHER}.xml": XML,
    "d.txt": submission_text(head=NUMBERED),
    "copy.xml": XML,
    "spaced.xml": SPACED,
    "changed.xml": CHANGED,
    "changed too.xml": CHANGED.replace("><", ">\n<"),
    "row.xml": row_xml(STOCK),
    "row again.xml": row_xml(STOCK).replace("><", "> <"),
    "other issuer.xml": row_xml(STOCK).replace(ISSUER, ISSUER.replace("0001", "0002")),
    "no issuer.xml": document_xml(issuer=""),
    "two owners.xml": document_xml(owners=OWNER + OWNER.replace("0101", "0102")),
    "broken.xml": "<ownershipDocument>",
    "notes.md": "x",
    "one.zip": zipped(a__txt=submission_text(), copy__xml=SPACED, other__md="x"),
    "two.zip": zipped(c__nc=tagged_text(), d__txt=submission_text(head=NUMBERED), e__xml=CHANGED),
}

Steps = list[tuple[str, str]]


@st.composite
def histories(draw: st.DrawFn) -> list[Steps]:
    """Some refreshes, each after some files came, changed or went."""
    step = st.tuples(
        st.sampled_from(["put", "put", "put", "change", "remove"]), st.sampled_from(sorted(POOL))
    )
    return draw(st.lists(st.lists(step, min_size=1, max_size=5), min_size=1, max_size=5))


def happen(content: Path, steps: Steps) -> None:
    for what, name in steps:
        if what == "remove":
            (content / name).unlink(missing_ok=True)
        else:
            kept = POOL[name]
            write(content, name, kept if what == "put" else submission_text(SPACED, head=NUMBERED))


@given(history=histories())
@settings(
    max_examples=60,
    deadline=None,  # an example is several refreshes, on a machine that may be busy
)
def test_many_refreshes_equal_one(
    history: list[Steps], tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = Place(tmp_path_factory.mktemp("many"))
    for steps in history:
        happen(place.content, steps)
        place.refresh()
    clean = Place(tmp_path_factory.mktemp("one"))
    shutil.copytree(place.content, clean.content, dirs_exist_ok=True, copy_function=shutil.copy2)
    clean.refresh()
    assert place.dump() == clean.dump()


def kill_after(count: int) -> Callable[[object], Iterator[object]]:
    """Stand in for the sharing of work: dies after some results."""

    def killed(
        function: Callable[[object], object], items: Iterable[object], _: int
    ) -> Iterator[object]:
        for number, item in enumerate(items):
            if number == count:
                raise KeyboardInterrupt
            yield function(item)

    return killed  # type: ignore[return-value]  # as map_in_order, which is generic


def refresh_until_killed(place: Place, count: int) -> None:
    """A refresh that dies after some results, if it has as many; each is stored at once."""
    with pytest.MonkeyPatch.context() as patched, suppress(KeyboardInterrupt):
        patched.setattr(refreshing, "_batches", lambda inputs: ((given,) for given in inputs))
        patched.setattr(refreshing, "COMMIT_EVERY", 1)
        patched.setattr(refreshing, "map_in_order", kill_after(count))
        place.refresh()


@given(history=st.lists(st.tuples(histories(), st.integers(0, 6)), min_size=1, max_size=3))
@settings(
    max_examples=40,
    deadline=None,  # an example is several refreshes, on a machine that may be busy
)
def test_killed_refreshes_and_whole_ones_equal_one(
    history: list[tuple[list[Steps], int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = Place(tmp_path_factory.mktemp("many"))
    for refreshes, count in history:
        for steps in refreshes:
            happen(place.content, steps)
            refresh_until_killed(place, count)
        place.refresh()
    clean = Place(tmp_path_factory.mktemp("one"))
    shutil.copytree(place.content, clean.content, dirs_exist_ok=True, copy_function=shutil.copy2)
    clean.refresh()
    assert place.dump() == clean.dump()


def test_a_file_that_goes_after_a_killed_refresh_still_revives_its_copies(place: Place) -> None:
    """It was forgotten together with the changed file, so nothing tells that it has gone."""
    write(place.content, f"{ACCESSION}.xml", XML)
    write(place.content, f"{OTHER}.xml", XML)
    both = zipped(a__txt=submission_text(), b__txt=submission_text(head=NUMBERED))
    put(place.content, both__zip=both)
    place.refresh()
    write(place.content, f"{ACCESSION}.xml", SPACED)
    refresh_until_killed(place, 0)
    (place.content / "both.zip").unlink()
    place.refresh()
    assert place.accessions() == [ACCESSION, OTHER]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5])
@pytest.mark.parametrize("every", [1, 2, 32])
def test_a_killed_refresh_is_made_good_by_the_next(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, every: int
) -> None:
    names = sorted(POOL)
    for name in names[::2]:
        write(place.content, name, POOL[name])
    place.refresh()
    for name in names:
        write(place.content, name, POOL[name])
    (place.content / names[0]).unlink()
    with monkeypatch.context() as patched:
        patched.setattr(refreshing, "BATCH", 2)
        patched.setattr(refreshing, "COMMIT_EVERY", every)
        patched.setattr(refreshing, "map_in_order", kill_after(count))
        with pytest.raises(KeyboardInterrupt):
            place.refresh()
    place.refresh()
    clean = Place(tmp_path / "clean")
    shutil.copytree(place.content, clean.content, dirs_exist_ok=True, copy_function=shutil.copy2)
    clean.refresh()
    assert place.dump() == clean.dump()


def test_a_refresh_stopped_by_whoever_watches_it_is_made_good_by_the_next(
    place: Place, tmp_path: Path
) -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    mixed(place)
    with Ledger(place.path) as ledger, pytest.raises(KeyboardInterrupt):
        refresh(ledger, place.content, progress=stop)
    place.refresh()
    clean = Place(tmp_path / "clean")
    shutil.copytree(place.content, clean.content, dirs_exist_ok=True, copy_function=shutil.copy2)
    clean.refresh()
    assert place.dump() == clean.dump()


@pytest.mark.parametrize(
    "step", ["_forget", "settle_local_copies", "refresh_derived", "_shadowed", "account"]
)
def test_a_refresh_killed_between_its_steps_is_made_good_by_the_next(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    put(place.content, a__txt=submission_text(), b__xml=XML, c__xml=row_xml(STOCK))
    place.refresh()
    put(place.content, a__txt=submission_text(CHANGED), d__xml=SPACED)

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(refreshing, step, killed)
        with pytest.raises(KeyboardInterrupt):
            place.refresh()
    place.refresh()
    clean = Place(tmp_path / "clean")
    shutil.copytree(place.content, clean.content, dirs_exist_ok=True, copy_function=shutil.copy2)
    clean.refresh()
    assert place.dump() == clean.dump()


# Accidents


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: b"no database at all, but long enough to look like one " * 100,
        lambda data: data[:5000],
        lambda data: data[:100] + random.Random(0).randbytes(len(data) - 100),
        lambda data: data[:4096] + b"\xff" * (len(data) - 4096),
    ],
    ids=["empty", "text", "cut", "noise", "all but the first page"],
)
def test_a_damaged_ledger_is_made_anew(
    place: Place, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    mixed(place)
    place.refresh()
    before = place.dump()
    place.path.write_bytes(damage(place.path.read_bytes()))
    place.refresh()
    assert place.dump() == before


@pytest.mark.parametrize("seed", range(12))
def test_a_ledger_with_a_damaged_page_is_made_anew_or_not_needed(place: Place, seed: int) -> None:
    mixed(place)
    place.refresh()
    before = place.dump()
    data = bytearray(place.path.read_bytes())
    page = random.Random(seed).randrange(1, len(data) // 4096) * 4096
    data[page : page + 4096] = random.Random(seed).randbytes(4096)
    place.path.write_bytes(data)
    put(place.content, new__xml=document_xml(issuer=ISSUER.replace("0001", "0003")))
    try:
        place.refresh()
        place.dump()
    except LedgerError:  # found only when it was read: the ledger has removed itself
        place.refresh()
    after = place.dump()
    assert len(after["submission"]) == len(before["submission"]) + 1


def test_a_ledger_of_older_code_is_made_anew(place: Place) -> None:
    put(place.content, a__xml=XML)
    place.refresh()
    with Ledger(place.path) as ledger, ledger.transaction():
        ledger.tell("UPDATE meta SET value = ?", [("older",)])
        ledger.tell("DELETE FROM submission WHERE 1 = ?", [(1,)])
    assert (place.refresh().changed, len(place.accessions())) == (True, 1)


def test_a_ledger_of_newer_code_is_made_anew(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    put(place.content, a__xml=XML)
    with monkeypatch.context() as patched:
        patched.setattr(store, "code_version", lambda: "newer")
        place.refresh()
    assert (place.refresh().changed, len(place.accessions())) == (True, 1)


def files_below(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_nothing_but_the_ledger_is_thrown_away(place: Place) -> None:
    mixed(place)
    place.refresh()
    place.path.write_bytes(b"no database at all, but long enough to look like one " * 100)
    put(place.path.parent, index___part="theirs", ledger__json="theirs")
    before = files_below(place.content) | files_below(place.path.parent)
    place.refresh()
    after = files_below(place.content) | files_below(place.path.parent)
    assert {path for path in before | after if before.get(path) != after.get(path)} == {
        str(place.path)
    }


def test_a_database_of_another_program_gives_way(place: Place) -> None:
    import sqlite3  # noqa: PLC0415 - to play the other program

    place.path.parent.mkdir(parents=True)
    with sqlite3.connect(place.path) as db:
        db.execute("CREATE TABLE theirs (x)")
    put(place.content, a__xml=XML)
    assert counts(place.refresh()) == (1, 1, 0, 0, 0)


def test_a_refresh_that_fails_leaves_the_ledger_as_it_was(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(place.content, a__xml=XML)
    place.refresh()
    before = place.accessions()
    put(place.content, b__xml=CHANGED)

    def fail(*_: object) -> None:
        raise RuntimeError("a mistake of ours")

    with monkeypatch.context() as patched:
        patched.setattr(refreshing, "_take", fail)
        with pytest.raises(RuntimeError):
            place.refresh()
    assert place.accessions() == before


# The real filings


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the real filings are not on this machine")
def test_the_real_filings(place: Place) -> None:
    shutil.rmtree(place.content)
    place.content = CORPUS
    account = place.refresh()
    assert counts(account) == (912, 524, 8, 377, 1)
    assert (account.notices, account.unstructured) == (1, 2)
    (rejected,) = account.of("rejected")  # a data set of which three tables are not there
    assert rejected.found is not None
    assert rejected.found.startswith("no REPORTINGOWNER, NONDERIV_TRANS, FOOTNOTES")
