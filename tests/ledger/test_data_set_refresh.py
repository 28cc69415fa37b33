"""A quarter's data set in a ledger: it gives way to the filings themselves, and comes back."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from builder.ledger.refresh import Account, refresh
from builder.ledger.store import Ledger
from builder.sample.market import write_market
from tests.filings.data_set_text import tables_of, zip_of
from tests.forms import filing_of, form_xml

FILINGS = 40


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("market")
    write_market(folder, filings=FILINGS)
    return folder


def refreshed(content: Path, ledger: Path, *, partial: bool | None = None) -> Account:
    with Ledger(ledger) as opened:
        return refresh(opened, content, partial=partial)


def held(ledger: Path) -> dict[str, list[object]]:
    """Every row of every table."""
    with Ledger(ledger) as opened:
        names = opened.ask("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            name: sorted(opened.ask(f"SELECT * FROM {name}"), key=repr)  # noqa: S608 - our own names
            for (name,) in names
        }


def kinds(ledger: Path) -> set[str]:
    with Ledger(ledger) as opened:
        return {kind for (kind,) in opened.ask("SELECT DISTINCT source_kind FROM submission")}


def test_both_forms_of_a_market_are_duplicates_and_no_conflicts(
    market: Path, tmp_path: Path
) -> None:
    account = refreshed(market, tmp_path / "ledger")
    assert (account.read, account.duplicate, account.rejected) == (FILINGS, FILINGS, 0)
    assert not [item for item in account.of("duplicate") if "conflict" in item.reason]


def test_the_filing_itself_counts_and_the_data_set_comes_back(market: Path, tmp_path: Path) -> None:
    content, ledger = tmp_path / "content", tmp_path / "ledger"
    shutil.copytree(market / "data-sets", content / "data-sets")
    refreshed(content, ledger)
    before = held(ledger)
    shutil.copytree(market / "submissions", content / "submissions")
    refreshed(content, ledger)
    assert kinds(ledger) == {"submission"}
    shutil.rmtree(content / "submissions")
    refreshed(content, ledger)
    assert (kinds(ledger), held(ledger)) == ({"data set"}, before)


@pytest.mark.parametrize("seed", range(3))
def test_any_order_of_coming_and_going_ends_like_a_clean_refresh(
    market: Path, tmp_path: Path, seed: int
) -> None:
    chance, content, ledger = random.Random(seed), tmp_path / "content", tmp_path / "ledger"
    content.mkdir()
    files = [path for path in sorted(market.rglob("*")) if path.is_file()]
    for _ in range(4):
        for path in chance.sample(files, min(4, len(files))):
            target = content / path.relative_to(market)
            if target.exists():
                target.unlink()
            else:
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(path, target)
        refreshed(content, ledger)
    refreshed(content, tmp_path / "clean")
    assert held(ledger) == held(tmp_path / "clean")


def test_a_missing_table_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    content, ledger = tmp_path / "content", tmp_path / "ledger"
    content.mkdir()
    tables = tables_of([filing_of(form_xml(), "9000000001-24-000001")])
    del tables["FOOTNOTES"]
    (content / "q.zip").write_bytes(zip_of(tables))
    (content / "9000000001-24-000002.xml").write_bytes(form_xml())
    account = refreshed(content, ledger)
    assert (account.read, account.rejected) == (1, 1)
    assert "no FOOTNOTES" in account.of("rejected")[0].reason
    assert refreshed(content, ledger, partial=True).read == 2
    assert refreshed(content, ledger).read == 2  # as the last time
