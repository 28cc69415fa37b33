"""What a ledger answers, and how it closes, fails and begins anew."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from builder.errors import LedgerError
from builder.filings.reader import read_filing
from builder.ledger import store
from builder.ledger.derived import refresh_derived
from builder.ledger.refresh import refresh
from builder.ledger.rows import rows_of
from builder.ledger.store import Ledger, Party, code_version
from builder.model import Filing, local_key
from tests.filings.documents import ISSUER, OWNER, document_xml, row_xml
from tests.forms import filing_of, form_xml, sale


def filing(
    number: int,
    *,
    filed: str | None = "2024-05-03",
    accepted: str | None = None,
    issuer: str = ISSUER,
    owners: str = OWNER,
) -> Filing:
    text = document_xml(issuer=issuer, owners=owners, after="")
    return read_filing(text.encode(), f"9000000001-24-{number:06}.xml")._replace(
        filed=date.fromisoformat(filed) if filed else None,
        accepted=datetime.fromisoformat(accepted) if accepted else None,
        period=None,
    )


def fill(path: Path, *filings: Filing) -> None:
    with Ledger(path) as ledger, ledger.transaction():
        for each in filings:
            ledger.add_filing(rows_of(each))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "ledger.sqlite"


def numbers(filings: list[Filing]) -> list[int]:
    return [int(each.accession[-6:]) for each in filings]


def test_filings_are_found_by_their_numbers(path: Path) -> None:
    fill(path, filing(1), filing(2))
    with Ledger(path) as ledger:
        assert ledger.filings(["9000000001-24-000002"]) == [filing(2)]


def test_unknown_numbers_are_left_out(path: Path) -> None:
    with Ledger(path) as ledger:
        assert ledger.filings(["9000000001-24-000002"]) == []


def test_more_filings_than_a_query_takes_are_found(path: Path) -> None:
    fill(path, *(filing(number) for number in range(1100)))
    with Ledger(path) as ledger:
        assert len(ledger.filings([f"9000000001-24-{number:06}" for number in range(1100)])) == 1100


OTHER_ISSUER = ISSUER.replace("9000000001", "9000000002")


def test_filings_of_an_issuer(path: Path) -> None:
    fill(path, filing(1), filing(2, issuer=OTHER_ISSUER))
    with Ledger(path) as ledger:
        assert numbers(ledger.filings_of_issuer(9000000002)) == [2]


def test_filings_that_name_no_issuer_are_those_of_number_0(path: Path) -> None:
    fill(path, filing(1), filing(2, issuer=""))
    with Ledger(path) as ledger:
        assert numbers(ledger.filings_of_issuer(0)) == [2]


JOINT = OWNER + OWNER.replace("9000000101", "9000000102").replace("Doe Jane", "Roe Fund")


@pytest.mark.parametrize(("cik", "found"), [(9000000101, [1, 2]), (9000000102, [2])])
def test_filings_of_an_owner_alone_or_with_others(path: Path, cik: int, found: list[int]) -> None:
    fill(path, filing(1), filing(2, owners=JOINT))
    with Ledger(path) as ledger:
        assert numbers(ledger.filings_of_owner(cik)) == found


def test_an_owner_named_twice_in_a_filing_files_it_once(path: Path) -> None:
    fill(path, filing(1, owners=OWNER + OWNER))
    with Ledger(path) as ledger:
        assert numbers(ledger.filings_of_owner(9000000101)) == [1]


@pytest.mark.parametrize("ask", [Ledger.filings_of_issuer, Ledger.filings_of_owner])
def test_the_filings_of_one_party_are_found_without_a_look_at_the_others(
    path: Path, monkeypatch: pytest.MonkeyPatch, ask: Callable[[Ledger, int], list[Filing]]
) -> None:
    """Asked for each of thousands of issuers and insiders, a scan would never end."""
    plans: list[str] = []
    answer = Ledger.ask

    def explain(ledger: Ledger, sql: str, values: Sequence[object] = ()) -> list[Any]:
        plans.extend(step for *_, step in answer(ledger, f"EXPLAIN QUERY PLAN {sql}", values))
        return answer(ledger, sql, values)

    fill(path, filing(1))
    monkeypatch.setattr(Ledger, "ask", explain)
    with Ledger(path) as ledger:
        ask(ledger, 9000000001)
    assert [step for step in plans if step.startswith("SCAN")] == []


def test_the_newest_filings_come_first(path: Path) -> None:
    fill(
        path,
        filing(1, filed="2024-05-03", accepted="2024-05-03T09:00:00"),
        filing(2, filed="2024-05-03", accepted="2024-05-03T10:00:00"),
        filing(3, filed="2024-05-02"),
        filing(4, filed=None),
    )
    with Ledger(path) as ledger:
        assert numbers(ledger.newest(10)) == [2, 1, 3, 4]


def test_no_more_of_the_newest_filings_than_asked_for(path: Path) -> None:
    fill(path, *(filing(number) for number in range(5)))
    with Ledger(path) as ledger:
        assert numbers(ledger.newest(2)) == [4, 3]


def named(name: str) -> str:
    return ISSUER.replace("Example Works Inc", name)


def test_an_issuer_goes_by_the_name_in_its_newest_filing(path: Path) -> None:
    fill(
        path,
        filing(1, filed="2024-05-04", issuer=named("New")),
        filing(2, filed="2024-05-03", issuer=named("Old")),
    )
    with Ledger(path) as ledger:
        assert ledger.issuers() == [Party(9000000001, "New", "EXWK", "2024-05-04", 2)]


def test_of_two_filings_of_one_day_the_later_acceptance_names_the_issuer(path: Path) -> None:
    fill(
        path,
        filing(1, accepted="2024-05-03T16:00:00", issuer=named("Later")),
        filing(2, accepted="2024-05-03T09:00:00", issuer=named("Earlier")),
        filing(3, accepted=None, issuer=named("Unknown")),
    )
    with Ledger(path) as ledger:
        assert ledger.issuers()[0].name == "Later"


def test_issuers_come_by_name_whatever_its_case(path: Path) -> None:
    ciks = ("9000000001", "9000000002", "9000000003")
    names = ("beta", "Alpha", "GAMMA")
    fill(
        path,
        *(
            filing(number, issuer=named(name).replace("9000000001", cik))
            for number, (cik, name) in enumerate(zip(ciks, names, strict=True))
        ),
    )
    with Ledger(path) as ledger:
        assert [party.name for party in ledger.issuers()] == ["Alpha", "beta", "GAMMA"]


def test_an_insider_goes_by_the_name_in_the_newest_filing(path: Path) -> None:
    fill(
        path,
        filing(1, filed="2024-05-04", owners=OWNER.replace("Doe Jane", "Roe Jane")),
        filing(2, filed="2024-05-03"),
    )
    with Ledger(path) as ledger:
        assert ledger.insiders() == [Party(9000000101, "Roe Jane", "", "2024-05-04", 2)]


def test_an_owner_without_a_number_is_listed_by_name(path: Path) -> None:
    fill(path, filing(1, owners=OWNER.replace("9000000101", "")))
    with Ledger(path) as ledger:
        ((key, name, *_),) = ledger.insiders()
    assert (key, name) == (local_key("Doe Jane"), "Doe Jane")


def test_an_owner_without_number_and_name_is_in_no_list(path: Path) -> None:
    fill(path, filing(1, owners="<reportingOwner/>"))
    with Ledger(path) as ledger:
        assert ledger.insiders() == []


# As of a day


@pytest.fixture
def two_days(path: Path) -> Iterator[Ledger]:
    fill(path, filing(1, filed="2024-05-03"), filing(2, filed="2024-05-04"), filing(3, filed=None))
    with Ledger(path, date(2024, 5, 3)) as ledger:
        yield ledger


def test_as_of_a_day_later_filings_of_an_issuer_are_not_seen(two_days: Ledger) -> None:
    assert numbers(two_days.filings_of_issuer(9000000001)) == [1, 3]


def test_as_of_a_day_later_filings_of_an_owner_are_not_seen(two_days: Ledger) -> None:
    assert numbers(two_days.filings_of_owner(9000000101)) == [1, 3]


def test_as_of_a_day_later_filings_are_not_the_newest(two_days: Ledger) -> None:
    assert numbers(two_days.newest(10)) == [1, 3]


def test_as_of_a_day_lists_count_what_was_known(two_days: Ledger) -> None:
    assert (two_days.issuers()[0].filings, two_days.insiders()[0].filings) == (2, 2)


def test_as_of_a_day_an_issuer_has_the_name_of_that_day(path: Path) -> None:
    fill(
        path,
        filing(1, filed="2024-05-03", issuer=named("Old")),
        filing(2, filed="2024-05-04", issuer=named("New")),
    )
    with Ledger(path, date(2024, 5, 3)) as ledger:
        assert [party.name for party in ledger.issuers()] == ["Old"]


# Stamps


def stamp(path: Path, as_of: date | None = None) -> str:
    with Ledger(path, as_of) as ledger:
        return ledger.stamp()


def test_equal_filings_have_equal_stamps(tmp_path: Path) -> None:
    fill(tmp_path / "a", filing(1), filing(2))
    fill(tmp_path / "b", filing(2), filing(1))
    assert stamp(tmp_path / "a") == stamp(tmp_path / "b")


def test_another_filing_is_another_stamp(tmp_path: Path) -> None:
    fill(tmp_path / "a", filing(1))
    fill(tmp_path / "b", filing(1), filing(2))
    assert stamp(tmp_path / "a") != stamp(tmp_path / "b")


def test_another_content_of_the_same_filing_is_another_stamp(tmp_path: Path) -> None:
    source = filing(1).source
    fill(tmp_path / "a", filing(1))
    fill(tmp_path / "b", filing(1)._replace(source=source._replace(sha256="0" * 64)))
    assert stamp(tmp_path / "a") != stamp(tmp_path / "b")


def test_a_file_that_was_only_touched_leaves_the_stamp(tmp_path: Path, path: Path) -> None:
    file = tmp_path / "content" / "a.xml"
    file.parent.mkdir()
    file.write_text(document_xml())
    stamps = set()
    for moment in (1, 2):
        os.utime(file, (moment, moment))
        with Ledger(path) as ledger:
            refresh(ledger, file.parent)
            stamps.add(ledger.stamp())
    assert len(stamps) == 1


def test_another_day_is_another_stamp(path: Path) -> None:
    fill(path, filing(1))
    assert stamp(path) != stamp(path, date(2024, 5, 3))


# The file


def test_a_transaction_that_fails_leaves_nothing(path: Path) -> None:
    with Ledger(path) as ledger, suppress(RuntimeError), ledger.transaction():
        ledger.add_filing(rows_of(filing(1)))
        raise RuntimeError
    with Ledger(path) as ledger:
        assert ledger.newest(5) == []


def test_a_filing_that_is_there_already_is_refused(path: Path) -> None:
    fill(path, filing(1))
    with Ledger(path) as ledger, pytest.raises(LedgerError), ledger.transaction():
        ledger.add_filing(rows_of(filing(1)))


def test_a_dropped_filing_leaves_no_row(path: Path) -> None:
    fill(path, filing(1))
    with Ledger(path) as ledger, ledger.transaction():
        ledger.drop_filing("9000000001-24-000001")
        assert ledger.ask("SELECT count(*) FROM reportingowner") == [(0,)]


@pytest.mark.parametrize("where", ["folder", "file/ledger.sqlite"])
def test_a_ledger_that_cannot_be_opened_says_so(tmp_path: Path, where: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("x")
    with pytest.raises(LedgerError, match=where.split("/", maxsplit=1)[0]):
        Ledger(tmp_path / where)


def test_a_question_that_makes_no_sense_is_a_ledger_error(path: Path) -> None:
    with Ledger(path) as ledger, pytest.raises(LedgerError):
        ledger.ask("SELECT * FROM nothing")


def test_a_ledger_in_use_by_another_is_not_thrown_away(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(path, filing(1))
    real = sqlite3.connect
    with real(path, isolation_level=None) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("DELETE FROM warning")
        monkeypatch.setattr(
            sqlite3, "connect", lambda *args, **options: real(*args, **options | {"timeout": 0})
        )
        with pytest.raises(LedgerError, match="locked"):
            Ledger(path).newest(1)
        other.execute("ROLLBACK")
    other.close()
    monkeypatch.undo()
    with Ledger(path) as ledger:
        assert numbers(ledger.newest(1)) == [1]


def test_a_ledger_found_damaged_removes_itself(path: Path) -> None:
    fill(path, *(filing(number) for number in range(60)))
    with Ledger(path) as ledger:
        ((page,),) = ledger.ask("SELECT rootpage FROM sqlite_master WHERE name = 'submission'")
        ((size,),) = ledger.ask("PRAGMA page_size")
    data = path.read_bytes()
    start, end = (page - 1) * size, page * size
    path.write_bytes(data[:start] + b"\xff" * size + data[end:])
    with pytest.raises(LedgerError), Ledger(path) as ledger:
        ledger.newest(60)
    assert not path.exists()


def test_the_version_follows_the_code() -> None:
    assert len(code_version()) == 16


def test_the_line_table_holds_what_is_derived(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    shares = (
        "<sharesOwnedFollowingTransaction><value>12.50</value></sharesOwnedFollowingTransaction>"
    )
    text = row_xml(
        "<securityTitle><value>Stock</value></securityTitle>"
        f"<postTransactionAmounts>{shares}</postTransactionAmounts>",
        "nonDerivativeHolding",
    )
    (content / "9000000001-24-000001.xml").write_text(text)
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        refresh(ledger, content)
        rows = ledger.ask(
            "SELECT issuer_key, tbl, owners, accession_number, row, as_of, balance, is_value,"
            " is_open FROM line"
        )
    assert rows == [
        (9000000001, "I", "9000000101", "9000000001-24-000001", 1, "2024-05-01", "12.50", 0, 1)
    ]


def test_a_process_that_shares_a_ledger_never_throws_it_away(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(path, filing(1))
    with monkeypatch.context() as patch:
        patch.setattr(store, "code_version", lambda: "another")
        with pytest.raises(LedgerError, match="the program changed while it was running"):
            Ledger(path, is_shared=True)
    with Ledger(path) as ledger:
        assert len(ledger.newest(9)) == 1


def test_odd_prices_are_derived_with_their_rule(path: Path) -> None:
    shared = {"transactionShares": "1000", "transactionCode": "S"}
    prices = ["12.5", "12.4", "12.6", "12.3", "12500"]
    rows = [sale(transactionPricePerShare=price, **shared) for price in prices]
    with Ledger(path) as ledger:
        with ledger.transaction():
            ledger.add_filing(rows_of(filing_of(form_xml(rows))))
        refresh_derived(ledger, 1)
        found = ledger.ask("SELECT row, rule, price, usual, others FROM odd_price")
    assert found == [(5, "price-is-total", "12500", "12.4", 4)]
