"""Laws of the derived tables: what came in which order, and in how many steps, leaves no trace."""

from __future__ import annotations

import random
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import builder.ledger.derived as deriving
from builder.derive.clusters import clusters
from builder.ledger.derived import derive_again, refresh_derived
from builder.ledger.derived_tables import DERIVED, OF_ISSUERS
from builder.ledger.refresh import refresh
from builder.ledger.rows import rows_of
from builder.ledger.store import Ledger
from builder.model import Filing
from builder.sample import write_sample
from tests.derive.stories import FUND, JANE, JOHN, filed, row
from tests.forms import filing_of, form_xml, owner_xml, sale

Dump = dict[str, list[tuple[object, ...]]]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Filing, ...]:
    """Some eighty fictional filings about three issuers, with oddities planted."""
    folder = tmp_path_factory.mktemp("sample")
    write_sample(folder / "content", filings=80, issuers=3, insiders=12)
    with Ledger(folder / "ledger.sqlite") as ledger:
        refresh(ledger, folder / "content")
        return tuple(ledger.newest(10_000))


class Book:
    """A ledger that filings are put into and taken out of."""

    def __init__(self, folder: Path, filings: Iterable[Filing] = ()) -> None:
        self.path = folder / "ledger.sqlite"
        self.put(filings)

    def put(self, filings: Iterable[Filing]) -> None:
        with Ledger(self.path) as ledger:
            with ledger.transaction():
                for filing in filings:
                    ledger.drop_filing(filing.accession)
                    ledger.add_filing(rows_of(filing))
            refresh_derived(ledger, 1)

    def drop(self, filings: Iterable[Filing]) -> None:
        with Ledger(self.path) as ledger:
            with ledger.transaction():
                for filing in filings:
                    ledger.drop_filing(filing.accession)
            refresh_derived(ledger, 1)

    def derived(self) -> Dump:
        """Every row of every derived table."""
        with Ledger(self.path) as ledger:
            return {
                name: sorted(ledger.ask(f"SELECT * FROM {name}"), key=repr)  # noqa: S608 - our own names
                for name in DERIVED
            }

    def text(self) -> list[str]:
        """The whole ledger as SQL."""
        with closing(sqlite3.connect(self.path)) as db:
            return list(db.iterdump())


@pytest.fixture
def book(tmp_path: Path, sample: tuple[Filing, ...]) -> Book:
    return Book(tmp_path, sample)


def test_every_derived_table_holds_something(book: Book) -> None:
    bought = row("P", 10, 10)
    twice = [
        filed(1, bought, people=(JOHN,)),
        filed(2, bought, people=(JOHN,), period="2024-05-01"),
    ]
    split = [
        filed(4, bought, people=(JANE,), remarks="Form 1 of 2"),
        filed(5, bought, people=(FUND,), remarks="Form 2 of 2", day="2024-05-04"),
    ]
    book.put([*twice, *split])
    assert [name for name, rows in book.derived().items() if not rows] == []


def test_deriving_twice_gives_the_same_bytes(book: Book) -> None:
    before = book.text()
    with Ledger(book.path) as ledger:
        derive_again(ledger)
    assert book.text() == before


@given(dice=st.randoms(use_true_random=False))
@settings(max_examples=6, deadline=None)  # an example derives everything several times
def test_neither_order_nor_number_of_steps_makes_a_difference(
    dice: random.Random, sample: tuple[Filing, ...], tmp_path_factory: pytest.TempPathFactory
) -> None:
    shuffled = list(sample)
    dice.shuffle(shuffled)
    book = Book(tmp_path_factory.mktemp("steps"))
    while shuffled:
        count = dice.randint(1, len(shuffled))
        book.put(shuffled[:count])
        book.put(dice.sample(sample[:9], 2)) if dice.random() < 0.5 else None
        del shuffled[:count]
    for filing in sample:
        book.put([filing]) if dice.random() < 0.1 else None
    assert book.text() == Book(tmp_path_factory.mktemp("once"), sample).text()


def changed_rows(before: Dump, after: Dump) -> dict[str, set[tuple[object, ...]]]:
    return {name: set(before[name]) ^ set(after[name]) for name in DERIVED}


def keys_of(filing: Filing) -> set[int]:
    return {owner.key for owner in filing.owners}


def strangers(filing: Filing, sample: Sequence[Filing], before: Dump, after: Dump) -> list[object]:
    """Changed rows that are neither about the filing's people nor about its issuer as a whole."""
    lines: dict[object, set[object]] = defaultdict(set)
    for owner, _, line in (*before["line_owner"], *after["line_owner"]):
        lines[line].add(owner)
    people: dict[object, set[int]] = {each.accession: keys_of(each) for each in sample}
    issuers: dict[object, int] = {each.accession: each.issuer.key for each in sample}
    found: list[object] = []
    for name, rows in changed_rows(before, after).items():
        at = {column: place for place, column in enumerate(DERIVED[name])}
        for values in rows:
            if name in OF_ISSUERS:
                is_own = issuers[values[at["accession_number"]]] == filing.issuer.key
            elif "line_id" in at:
                is_own = not lines[values[at["line_id"]]].isdisjoint(keys_of(filing))
            elif "accession_number" in at:
                is_own = not people[values[at["accession_number"]]].isdisjoint(keys_of(filing))
            else:
                is_own = values[at["owner_key"]] in keys_of(filing)
            if not is_own:
                found.append((name, row))
    return found


@pytest.mark.parametrize("number", range(0, 80, 9))
def test_a_filing_more_changes_only_its_people_and_its_issuer(
    number: int, sample: tuple[Filing, ...], tmp_path: Path
) -> None:
    filing = sample[number]
    book = Book(tmp_path, [each for each in sample if each is not filing])
    before = book.derived()
    book.put([filing])
    after = book.derived()
    assert before != after
    assert strangers(filing, sample, before, after) == []


@pytest.mark.parametrize("number", range(0, 80, 9))
def test_a_filing_that_came_and_went_leaves_the_old_bytes(
    number: int, sample: tuple[Filing, ...], tmp_path: Path
) -> None:
    filing = sample[number]
    book = Book(tmp_path, [each for each in sample if each is not filing])
    before = book.text()
    book.put([filing])
    book.drop([filing])
    assert book.text() == before


def made(number: int, day: int, *owners: int, price: str = "12.50") -> Filing:
    """A sale by some people, each named by a number."""
    data = form_xml(
        [sale(transactionDate=f"2024-05-{day:02}", transactionPricePerShare=price)],
        owners=[owner_xml(str(9_000_000_100 + owner), f"OWNER {owner}") for owner in owners],
    )
    return filing_of(data, f"9000000001-24-{number:06}")


def test_people_whose_joint_filing_goes_are_as_before_it_came(tmp_path: Path) -> None:
    alone = [made(1, 1, 1), made(2, 2, 2), made(3, 3, 2, 3)]
    book = Book(tmp_path, alone)
    before = book.text()
    joint = made(4, 4, 1, 2)
    book.put([joint])
    assert book.text() != before
    book.drop([joint])
    assert book.text() == before


def test_what_is_said_of_a_dropped_filing_goes_with_it(tmp_path: Path) -> None:
    filings = [made(1, 1, 1), made(2, 2, 1)]
    book = Book(tmp_path, filings)
    book.drop(filings)
    assert not any(book.derived().values())


def test_a_filing_that_names_no_owner_has_a_line_all_the_same(tmp_path: Path) -> None:
    book = Book(tmp_path, [made(1, 1, 1)._replace(owners=()), made(2, 2, 1)])
    assert [owner for owner, *_ in book.derived()["line_owner"]] == [0, 9_000_000_101]


def test_a_new_price_is_held_against_the_prices_of_other_people(tmp_path: Path) -> None:
    book = Book(tmp_path, [made(number, number, number) for number in range(1, 6)])
    book.put([made(6, 6, 6, price="12500")])
    assert [row[0] for row in book.derived()["odd_price"]] == ["9000000001-24-000006"]


def test_an_old_price_is_held_against_a_new_one_of_other_people(tmp_path: Path) -> None:
    book = Book(tmp_path, [made(1, 1, 1, price="12500"), made(2, 2, 2), made(3, 3, 3)])
    book.put([made(4, 4, 4)])
    assert [row[0] for row in book.derived()["odd_price"]] == ["9000000001-24-000001"]


def test_only_the_people_concerned_are_derived_again(
    book: Book, sample: tuple[Filing, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a new filing would cost as much as all that its issuer's insiders ever filed."""
    filing = sample[0]
    loaded: list[str] = []
    load = Ledger.filings

    def watch(ledger: Ledger, accessions: Sequence[str]) -> list[Filing]:
        loaded.extend(accessions)
        return load(ledger, accessions)

    monkeypatch.setattr(Ledger, "filings", watch)
    book.put([filing])
    pairs = [
        (each.accession, key)
        for each in sample if each.issuer.key == filing.issuer.key
        for key in keys_of(each)
    ]  # fmt: skip
    (own,) = (found for found in clusters(pairs) if filing.accession in found.accessions)
    assert sorted(loaded) == list(own.accessions)


def test_two_processes_derive_the_same(
    book: Book, sample: tuple[Filing, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deriving, "WORTH_SHARING", 0)
    monkeypatch.setattr(deriving, "BATCH", 1)
    monkeypatch.setattr(deriving, "AT_ONCE", 1)
    before = book.text()
    with Ledger(book.path) as ledger:
        derive_again(ledger, 2)
    assert book.text() == before


class KilledError(Exception):
    """Stands for what ends a program."""


@pytest.mark.parametrize("after", [0, 1, 2])
def test_killed_half_way_the_rest_is_derived_the_next_time(
    book: Book, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    before = book.text()
    monkeypatch.setattr(deriving, "BATCH", 1)
    monkeypatch.setattr(deriving, "AT_ONCE", 1)
    replace = deriving._put_new
    done: list[object] = []

    def killed(ledger: Ledger, made: deriving._Made) -> None:
        replace(ledger, made)
        if len(done) == after:
            raise KilledError
        done.append(made)

    with monkeypatch.context() as patched, Ledger(book.path) as ledger:
        patched.setattr(deriving, "_put_new", killed)
        with pytest.raises(KilledError):
            derive_again(ledger)
    assert book.text() != before
    with Ledger(book.path) as ledger:
        refresh_derived(ledger, 1)
    assert book.text() == before


def test_progress_counts_every_filing(book: Book, sample: tuple[Filing, ...]) -> None:
    done: list[int] = []
    with Ledger(book.path) as ledger:
        derive_again(ledger, 1, done.append)
    assert sum(done) == len(sample)


def test_what_refers_to_something_refers_to_what_is_there(book: Book) -> None:
    with closing(sqlite3.connect(book.path)) as db:
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_rows_derived_before_are_not_read_where_all_of_an_issuer_is_derived(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(_ledger: Ledger, key: int, _but: object = ()) -> list[object]:
        raise AssertionError(f"read the old rows of issuer {key}: while indexes lack, all rows")

    monkeypatch.setattr(Ledger, "trades_of_issuer", asked)
    before = book.text()
    with Ledger(book.path) as ledger:
        derive_again(ledger)
    assert book.text() == before


def test_a_large_ledger_is_indexed_at_the_end(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    before = book.text()
    monkeypatch.setattr(deriving, "WORTH_SHARING", 1)
    with Ledger(book.path) as ledger:
        derive_again(ledger)
    assert book.text() == before


def test_indexes_that_a_killed_run_left_out_are_made_by_the_next(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = book.text()
    monkeypatch.setattr(deriving, "WORTH_SHARING", 1)
    monkeypatch.setattr(deriving, "BATCH", 1)
    monkeypatch.setattr(deriving, "AT_ONCE", 1)
    put_new = deriving._put_new

    def killed(ledger: Ledger, made: deriving._Made) -> None:
        put_new(ledger, made)
        raise KilledError

    with monkeypatch.context() as patched, Ledger(book.path) as ledger:
        patched.setattr(deriving, "_put_new", killed)
        with pytest.raises(KilledError):
            derive_again(ledger)
    with Ledger(book.path) as ledger:
        refresh_derived(ledger, 1)
    assert sorted(book.text()) == sorted(before)
