"""Writes the generated tree of Markdown from a ledger.

Pages are made issuer by issuer and insider by insider, in several processes; each
opens the ledger itself. A file is written only if its text changed, and what no
page claims any more is removed, so that a tree is the same whether it was made at
once or grew.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Literal, NamedTuple

from builder.files import write_if_changed
from builder.ledger.odd_prices import odd_prices
from builder.ledger.refresh import Account
from builder.ledger.store import Ledger
from builder.model import Filing
from builder.pages.addresses import FICTIONAL_FROM, GENERATED_FOLDERS
from builder.pages.insider import insider_page_of
from builder.pages.issuer import issuer_page_of
from builder.pages.lists import account_page, home_page, insider_lists, issuer_lists
from builder.pages.page import Page
from builder.pages.year import year_page_of
from builder.work import batched, map_in_order

BATCH = 16  # issuers or insiders that a process makes at a time
NEWEST_ON_HOME = 50

Progress = Callable[[int], None]
Subject = tuple[Literal["issuer", "insider"], int]


class Written(NamedTuple):
    """What a run over the pages did."""

    pages: int
    changed: int
    removed: int


def pages_of_issuer(filings: list[Filing]) -> list[Page]:
    """An issuer's page and its yearly pages."""
    by_year: dict[int, list[Filing]] = defaultdict(list)
    for filing in filings:
        by_year[filing.year].append(filing)
    odd = odd_prices(filings)
    years = (year_page_of(by_year[year], odd) for year in sorted(by_year))
    return [issuer_page_of(filings), *years]


def write_tree(
    ledger: Ledger, account: Account, tree: Path, *, jobs: int = 1, progress: Progress | None = None
) -> Written:
    """Bring the generated Markdown below ``tree`` up to date with the ledger."""
    issuers, insiders = ledger.issuers(), ledger.insiders()
    sample = bool(issuers) and all(party.cik >= FICTIONAL_FROM for party in issuers)
    listed = [
        home_page(ledger.newest(NEWEST_ON_HOME), account, issuers, len(insiders)),
        *issuer_lists(issuers, sample=sample),
        *insider_lists(insiders, sample=sample),
        account_page(account, ledger.unstructured(), ledger.notices(), sample=sample),
    ]
    done = [(page.file, _write(tree, page)) for page in listed]
    subjects: list[Subject] = [("issuer", party.cik) for party in issuers]
    subjects += [("insider", party.cik) for party in insiders]
    make = partial(_write_batch, ledger.path, ledger.as_of, tree)
    for written in map_in_order(make, batched(subjects, BATCH), jobs):
        done += written
        if progress:
            progress(len(written))
    removed = _remove_others(tree, {name for name, _ in done})
    return Written(len(done), sum(changed for _, changed in done), removed)


def _write_batch(
    ledger: Path, as_of: date | None, tree: Path, batch: Iterable[Subject]
) -> list[tuple[str, bool]]:
    done = []
    with Ledger(ledger, as_of, is_shared=True) as opened:
        for kind, cik in batch:
            if kind == "issuer":
                pages = pages_of_issuer(opened.filings_of_issuer(cik))
            else:
                pages = [insider_page_of(cik, opened.filings_of_owner(cik))]
            done += [(page.file, _write(tree, page)) for page in pages]
    return done


def _write(tree: Path, page: Page) -> bool:
    return write_if_changed(tree / page.file, page.markdown.encode())


def _remove_others(tree: Path, wanted: set[str]) -> int:
    """Remove generated Markdown that no page claims any more, and the folders it leaves empty."""
    removed = 0
    for folder in GENERATED_FOLDERS:
        top = tree / folder
        if folder == "data" or not top.is_dir():
            continue
        for parent, _, names in os.walk(top, topdown=False):
            for name in names:
                path = Path(parent, name)
                if path.relative_to(tree).as_posix() not in wanted:
                    path.unlink()
                    removed += 1
            if not any(Path(parent).iterdir()):
                Path(parent).rmdir()
    return removed
