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
from builder.ledger.glance import Glance, codes_met, filings_by_day, filings_within
from builder.ledger.people import first_issuers, shown
from builder.ledger.refresh import Account
from builder.ledger.store import Ledger, Party
from builder.ledger.symbols import typed_symbols
from builder.pages.addresses import FICTIONAL_FROM, GENERATED_FOLDERS
from builder.pages.books import Book, Shelf, named
from builder.pages.codes import codes_page
from builder.pages.insider import insider_page_of
from builder.pages.issuer import issuer_page_of
from builder.pages.lists import account_page, home_page, insider_lists, issuer_lists
from builder.pages.months import Names, Places, filing_lists
from builder.pages.page import Page
from builder.pages.rules import rules_page
from builder.pages.tickers import ticker_pages
from builder.pages.year import pages_of_year
from builder.settings import Settings
from builder.work import batched, map_in_order

BATCH = 16  # issuers or insiders that a process makes at a time
NEWEST_ON_HOME = 50
_PLAIN = Settings()

Progress = Callable[[int], None]
Subject = tuple[Literal["issuer", "insider"], int]


class Written(NamedTuple):
    """What a run over the pages did."""

    pages: int
    changed: int
    removed: int


def pages_of_issuer(book: Book) -> list[Page]:
    """An issuer's page and its yearly pages."""
    years = sorted({filing.year for filing in book.filings})
    in_full = (page for year in years for page in pages_of_year(book, year))
    return [issuer_page_of(book), *in_full]


def _subjects(ledger: Ledger, issuers: list[Party], insiders: list[Party]) -> list[Subject]:
    """Each issuer followed by people who report on it, so that its book is made once."""
    people: dict[int, list[int]] = defaultdict(list)
    first = first_issuers(ledger)
    for party in insiders:
        people[first[party.cik]].append(party.cik)
    subjects: list[Subject] = []
    for issuer in issuers:
        subjects.append(("issuer", issuer.cik))
        subjects += [("insider", key) for key in people.pop(issuer.cik, ())]
    # who reported first on an issuer that is not known on that day
    return subjects + [("insider", key) for others in people.values() for key in others]


def write_tree(  # noqa: PLR0913 - all by keyword but what is written, and where to
    ledger: Ledger,
    account: Account,
    tree: Path,
    *,
    jobs: int = 1,
    progress: Progress | None = None,
    settings: Settings = _PLAIN,
) -> Written:
    """Bring the generated Markdown below ``tree`` up to date with the ledger."""
    issuers, insiders = ledger.issuers(), ledger.insiders()
    sample = bool(issuers) and all(party.cik >= FICTIONAL_FROM for party in issuers)
    names = shown(ledger, {party.cik for party in (*issuers, *insiders)})
    places = Places(filings_by_day(ledger))
    home = home_page(
        _newest(ledger, places), account, issuers, len(insiders),
        places=places, names=names, sample=sample,
    )  # fmt: skip
    listed = [
        home,
        _codes(ledger, names, sample=sample),
        *issuer_lists(issuers, names, sample=sample),
        *insider_lists(insiders, names, sample=sample),
        *ticker_pages(typed_symbols(ledger), names),
        rules_page(),
        account_page(account, ledger.unstructured(), ledger.notices(), sample=sample),
    ]
    done = [(page.file, _write(tree, page)) for page in listed]
    by_month = filing_lists(places, partial(filings_within, ledger), names, sample=sample)
    done += [(page.file, _write(tree, page)) for page in by_month]
    subjects = _subjects(ledger, issuers, insiders)
    make = partial(_write_batch, ledger.path, ledger.as_of, tree, settings)
    for written in map_in_order(make, batched(subjects, BATCH), jobs):
        done += written
        if progress:
            progress(len(written))
    removed = _remove_others(tree, {name for name, _ in done})
    return Written(len(done), sum(changed for _, changed in done), removed)


def _newest(ledger: Ledger, places: Places) -> list[Glance]:
    """The newest filings, of as many months as it takes."""
    found: list[Glance] = []
    for month in places.months:
        found += filings_within(ledger, month)[: NEWEST_ON_HOME - len(found)]
        if len(found) >= NEWEST_ON_HOME:
            break
    return found


def _codes(ledger: Ledger, names: Names, *, sample: bool) -> Page:
    met = codes_met(ledger)
    newest = ledger.filings(sorted({each.newest for each in met.values()}))
    examples = {filing.accession: named(filing, names) for filing in newest}
    return codes_page(met, examples, sample=sample)


def _write_batch(
    ledger: Path,
    as_of: date | None,
    tree: Path,
    settings: Settings,
    batch: Iterable[Subject],
) -> list[tuple[str, bool]]:
    done = []
    with Ledger(ledger, as_of, is_shared=True) as opened:
        shelf = Shelf(opened, settings)
        for kind, cik in batch:
            if kind == "issuer":
                pages = pages_of_issuer(shelf.book(cik))
            else:
                pages = [insider_page_of(cik, shelf.books_of(cik).values())]
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
