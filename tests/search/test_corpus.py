"""Real filings, where they are at hand: people and companies are found first by their names."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from builder.ledger.refresh import refresh
from builder.ledger.store import Ledger
from builder.search.analysis import bare_name, query_words, whole_name
from builder.search.index import refresh_index
from tests.search.ledgers import found

FILINGS = Path(__file__).parents[3] / "shared" / "filings"
pytestmark = pytest.mark.skipif(not FILINGS.is_dir(), reason="the real filings are not here")

ORDERS = 6  # of the words of each name


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    with Ledger(folder / "ledger.db") as ledger:
        refresh(ledger, FILINGS)
        refresh_index(ledger, folder / "index")
    return folder


def test_every_insider_and_issuer_is_found_first_by_name_in_any_order(corpus: Path) -> None:
    with Ledger(corpus / "ledger.db") as ledger:
        parties = [(party.name, f"issuers/{party.cik}/") for party in ledger.issuers()]
        parties += [(party.name, f"insiders/{party.cik}/") for party in ledger.insiders()]
    missed = []
    for name, url in parties:
        words = query_words(bare_name(name))
        for order in list(permutations(words))[:ORDERS]:
            first = found(corpus / "index", " ".join(order), kind=url.split("s/")[0])[0]
            if first.url != url and whole_name(first.title) != whole_name(name):
                missed.append((order, first.title))
    assert missed == []


def test_the_corpus_has_people(corpus: Path) -> None:
    with Ledger(corpus / "ledger.db") as ledger:
        assert len(ledger.insiders()) > 100
