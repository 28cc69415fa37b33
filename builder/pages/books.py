"""What the pages of one issuer are made from: its filings, and everything that follows from them.

Names are changed here, once, to the ones that pages show; the filing as filed stays beside it for
the view of the filing itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from builder.derive.amendments import Link
from builder.derive.chains import Reworded
from builder.derive.counting import Known
from builder.derive.deadlines import Deadline
from builder.derive.facts import Across, Facts, facts_of_issuer
from builder.derive.history import Balance
from builder.derive.keys import RowKey
from builder.derive.odd_prices import Finding
from builder.derive.positions import Position
from builder.derive.totals import Held
from builder.derive.twins import Twin
from builder.ledger.corrected import people_in
from builder.ledger.lookup import issuers_of
from builder.ledger.people import rewording, shown
from builder.ledger.store import Ledger
from builder.model import Filing
from builder.names.display_names import Shown
from builder.names.former_names import Former, former_names
from builder.pages.quarters import long_years
from builder.settings import Settings

FormerNames = Callable[[Iterable[Filing], int], tuple[Former, ...]]
LISTED_GAPS = 200  # balances that do not follow, on an issuer's page: the newest
_PLAIN = Settings()
KEPT = 64  # issuers that a process keeps: insiders of one issuer come one after the other


@dataclass(frozen=True)
class Book:
    """An issuer's filings and what follows from them."""

    issuer: int
    filings: tuple[Filing, ...]  # under the names that pages show, by accession number
    as_filed: Mapping[str, Filing]  # the same, untouched
    facts: Facts  # its filings are those under shown names
    across: Across
    names: Mapping[int, Shown]
    former: FormerNames = former_names  # with what the site owner states of names
    settings: Settings = _PLAIN

    @cached_property
    def gaps(self) -> Mapping[str, list[Balance]]:
        """Balances that do not follow from the one before, by accession number."""
        found: dict[str, list[Balance]] = defaultdict(list)
        for position in self.facts.positions:
            for balance in position.history:
                if balance.verdict == "gap":
                    found[balance.key.accession].append(balance)
        return found

    @cached_property
    def newest_gaps(self) -> list[tuple[Position, Balance]]:
        """Every balance that does not follow, with its line, the newest first."""
        found = [
            (position, balance)
            for position in self.facts.positions
            for balance in position.history
            if balance.verdict == "gap"
        ]
        return sorted(found, key=lambda pair: pair[1].report.order, reverse=True)

    @cached_property
    def listed_gaps(self) -> set[RowKey]:
        """Those that the issuer's page lists."""
        return {balance.key for _, balance in self.newest_gaps[:LISTED_GAPS]}

    @cached_property
    def twins_of(self) -> Mapping[RowKey, list[Twin]]:
        """Rows that another filing reports as well, by either row."""
        found: dict[RowKey, list[Twin]] = defaultdict(list)
        for twin in self.across.joint.twins.values():
            found[twin.row].append(twin)
            found[twin.of].append(twin)
        return found

    @cached_property
    def known(self) -> Known:
        """What sums may leave out of rows, and why."""
        odd = (each for found in self.facts.odd_dates.values() for each in found)
        return Known(
            self.facts.amended.superseded,
            {**self.across.joint.twins, **self.facts.repeated},
            self.across.odd_prices,
            {each.row: each for each in odd if each.row is not None},
            self.facts.amended.disputed,
        )

    @cached_property
    def late(self) -> Mapping[RowKey, Deadline]:
        """Rows that came late, by our count or by the filer's word."""
        return {
            each.row: each
            for found in self.facts.deadlines.values()
            for each in found
            if each.row is not None and each.state in {"late", "late by own word"}
        }

    @cached_property
    def twins(self) -> Mapping[str, list[Twin]]:
        """Rows that another filing reports as well, by the accession number of either."""
        found: dict[str, list[Twin]] = defaultdict(list)
        for twin in self.across.joint.twins.values():
            found[twin.row.accession].append(twin)
            found[twin.of.accession].append(twin)
        return found

    @cached_property
    def odd_prices(self) -> Mapping[str, list[Finding]]:
        """Prices that do not look like one, by accession number."""
        found: dict[str, list[Finding]] = defaultdict(list)
        for finding in self.across.odd_prices.values():
            found[finding.accession].append(finding)
        return found

    @cached_property
    def amended_by(self) -> Mapping[str, list[Link]]:
        """The amendments of each filing, by its accession number."""
        found: dict[str, list[Link]] = defaultdict(list)
        for each in sorted(self.facts.amended.links.values(), key=lambda link: link.amendment):
            for accession in {each.original, each.root} - {None}:
                found[accession or ""].append(each)
        return found

    @cached_property
    def long_years(self) -> frozenset[int]:
        """Years of so many filings that they continue by quarter."""
        return long_years(self.filings)

    @cached_property
    def owners(self) -> set[int]:
        """Everyone who reports on the issuer, by key."""
        return set(self.filings_of)

    @cached_property
    def filings_of(self) -> Mapping[int, list[Filing]]:
        """The filings of everyone who reports on the issuer, by key."""
        found: dict[int, list[Filing]] = defaultdict(list)
        for filing in self.filings:
            for key in {owner.key for owner in filing.owners}:
                found[key].append(filing)
        return found

    @cached_property
    def lines_of(self) -> Mapping[int, list[Held]]:
        """Every line with its newest balance, by each of the owners who report it."""
        found: dict[int, list[Held]] = defaultdict(list)
        for held in self.facts.held():
            for key in dict.fromkeys(held.position.owners):
                found[key].append(held)
        return found

    def as_filed_of(self, key: int) -> list[Filing]:
        """The filings of one person, untouched."""
        return [self.as_filed[filing.accession] for filing in self.filings_of.get(key, ())]


def book_of(  # noqa: PLR0913, PLR0917 - each is read from the ledger once, by the shelf
    issuer: int,
    found: Iterable[Filing],
    names: Mapping[int, Shown],
    reworded: Reworded | None = None,
    former: FormerNames = former_names,
    settings: Settings = _PLAIN,
) -> Book:
    """Everything about one issuer, under the names given."""
    as_filed = {filing.accession: filing for filing in found}
    filings = tuple(named(as_filed[accession], names) for accession in sorted(as_filed))
    facts = facts_of_issuer(filings, reworded)
    return Book(issuer, filings, as_filed, *facts, names, former, settings)


class Shelf:
    """The books of a ledger, each made when it is first asked for."""

    def __init__(self, ledger: Ledger, settings: Settings = _PLAIN) -> None:
        self._ledger = ledger
        self._settings = settings
        self.book = lru_cache(maxsize=KEPT)(self._book)

    def _book(self, issuer: int) -> Book:
        """The book of one issuer."""
        filings = self._ledger.filings_of_issuer(issuer)
        keys = {owner.key for filing in filings for owner in filing.owners}
        names = shown(self._ledger, keys | {issuer})
        former = _former_names(self._ledger)
        return book_of(issuer, filings, names, rewording(self._ledger), former, self._settings)

    def books_of(self, insider: int) -> dict[int, Book]:
        """The books of the issuers that an insider reports on."""
        books = (self.book(key) for key in issuers_of(self._ledger, insider))
        return {book.issuer: book for book in books if insider in book.owners}


def _former_names(ledger: Ledger) -> FormerNames:
    """Former names as the filings and the site owner give them."""
    people = people_in(ledger)

    def former(filings: Iterable[Filing], key: int) -> tuple[Former, ...]:
        return former_names(
            filings, key, merged=people.merged_into(key), stated=people.former_names(key)
        )

    return former


def named(filing: Filing, names: Mapping[int, Shown]) -> Filing:
    """A filing under the names that pages show. Who is who never depends on them."""
    issuer = filing.issuer
    if issuer.cik is not None and issuer.key in names:
        issuer = issuer._replace(name=names[issuer.key].name)
    owners = tuple(
        owner._replace(name=names[owner.key].name, same_as=owner.key)
        if owner.key in names and owner.name
        else owner
        for owner in filing.owners
    )
    return filing._replace(issuer=issuer, owners=owners)
