"""Everything known about one issuer's filings, with the ways into it that questions need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from builder.answers.worth import Worth, worth_of
from builder.derive.amendments import RULES as AMENDMENT_RULES
from builder.derive.amendments import RowChange, Superseded
from builder.derive.chains import Reworded
from builder.derive.deadlines import Deadline, deadline_of
from builder.derive.facts import Across, Facts, facts_of_issuer
from builder.derive.history import Balance
from builder.derive.keys import RowKey, key_of
from builder.derive.odd_dates import OddDate, derive_odd_dates
from builder.derive.odd_prices import Finding
from builder.derive.plans import Plan, derive_plan
from builder.derive.positions import Position
from builder.derive.totals import Held
from builder.derive.twins import RULES as TWIN_RULES
from builder.derive.twins import Split, Twin
from builder.model import Filing, Issuer, Owner, Row, local_id
from builder.names.display_names import display, show


class Place(NamedTuple):
    """Where a row stands: its line, and its balance in the history of the line."""

    position: Position
    at: int  # in the position's history

    @property
    def balance(self) -> Balance:
        """The balance that the row states."""
        return self.position.history[self.at]


class Standing(NamedTuple):
    """Whether sums count a row; if not, why, and which row stands in its place."""

    is_counted: bool
    why: str = ""  # repeated, changed, withdrawn (by an amendment), or twin
    rule: str = ""  # the rule in words
    instead: RowKey | None = None
    by: str = ""  # the filing that says so
    words: str = ""  # of the filing, where it has any that prove it


class Dossier:
    """The facts of one issuer, all its filings taken together."""

    def __init__(self, facts: Facts, across: Across) -> None:
        self.facts = facts
        self.across = across

    @classmethod
    def of(cls, filings: Iterable[Filing], reworded: Reworded | None = None) -> Dossier:
        """What follows from all filings about one issuer."""
        return cls(*facts_of_issuer(filings, reworded))

    # Filings and rows

    @cached_property
    def filings(self) -> list[Filing]:
        """Every filing, oldest first."""
        return sorted(self.facts.filings.values(), key=_age)

    def filing(self, accession: str) -> Filing | None:
        """A filing by its accession number."""
        return self.facts.filings.get(accession)

    def row(self, key: RowKey) -> tuple[Filing, Row] | None:
        """A row with its filing."""
        filing = self.filing(key.accession)
        found = [r for r in filing.rows if key_of(filing, r) == key] if filing else []
        return (filing, found[0]) if filing and found else None

    @cached_property
    def _places(self) -> Mapping[RowKey, Place]:
        return {
            balance.key: Place(position, index)
            for position in self.facts.positions
            for index, balance in enumerate(position.history)
        }

    def place(self, key: RowKey) -> Place | None:
        """Where a row stands in the history of its line; None if it belongs to none."""
        return self._places.get(key)

    @cached_property
    def held(self) -> Mapping[int, Held]:
        """Every line as it is now, by the identity of its position."""
        return {id(held.position): held for held in self.facts.held()}

    # What is said of a row

    def superseded(self, key: RowKey) -> Superseded | None:
        """The amendment that takes a row out of the count, if one does."""
        return self.facts.amended.superseded.get(key)

    def twin(self, key: RowKey) -> Twin | None:
        """The row that reports the same and is counted, if this one is not."""
        return self.facts.repeated.get(key) or self.across.joint.twins.get(key)

    def standing(self, key: RowKey) -> Standing:
        """Whether sums count a row, and why not."""
        gone = self.superseded(key)
        if gone is not None:
            words = gone.proof.words if gone.proof else ""
            rule = AMENDMENT_RULES.get(gone.rule, "")
            return Standing(False, gone.why, rule, gone.other, gone.by, words)
        twin = self.twin(key)
        if twin is not None:
            rule = TWIN_RULES[twin.rule]
            return Standing(False, "twin", rule, twin.of, twin.of.accession, twin.words)
        return Standing(True)

    def odd_price(self, key: RowKey) -> Finding | None:
        """What is odd about the price of a row."""
        return self.across.odd_prices.get(key)

    def worth(self, filing: Filing, row: Row) -> Worth:
        """What a row was worth, or why that cannot be said."""
        return worth_of(filing, row, is_odd=self.odd_price(key_of(filing, row)) is not None)

    def deadline(self, filing: Filing, row: Row) -> Deadline:
        """When a row was due, as derived with its filing."""
        key = key_of(filing, row)
        derived = self.facts.deadlines.get(filing.accession, ())
        return next((each for each in derived if each.row == key), None) or deadline_of(filing, row)

    def plan(self, filing: Filing) -> Plan:
        """What a filing says of Rule 10b5-1 plans."""
        return self.facts.plans.get(filing.accession) or derive_plan(filing)

    @cached_property
    def _odd_dates(self) -> Mapping[tuple[str, RowKey | None], list[OddDate]]:
        found: dict[tuple[str, RowKey | None], list[OddDate]] = defaultdict(list)
        for filing in self.filings:
            for odd in derive_odd_dates(filing):
                found[filing.accession, odd.row].append(odd)
        return found

    def odd_dates(self, accession: str, row: RowKey | None = None) -> list[OddDate]:
        """What is odd about the dates of a row, or of the filing as a whole."""
        return self._odd_dates.get((accession, row), [])

    @cached_property
    def _changes(self) -> Mapping[RowKey, list[tuple[str, RowChange]]]:
        found: dict[RowKey, list[tuple[str, RowChange]]] = defaultdict(list)
        for accession, changes in sorted(self.facts.amended.changes.items()):
            for change in changes:
                found[change.row].append((accession, change))
                if change.other is not None:
                    found[change.other].append((accession, change))
        return found

    def changes(self, key: RowKey) -> list[tuple[str, RowChange]]:
        """What amendments do to a row or with it: the amendment's number and the change."""
        return self._changes.get(key, [])

    @cached_property
    def amended_by(self) -> Mapping[str, list[str]]:
        """The amendments of each filing that is amended."""
        found: dict[str, list[str]] = defaultdict(list)
        for link in self.facts.amended.links.values():
            if link.original is not None:
                found[link.original].append(link.amendment)
        return {accession: sorted(found[accession]) for accession in found}

    @cached_property
    def splits(self) -> Mapping[str, Split]:
        """The groups that are spread over several filings, by each of those."""
        return {a: split for split in self.across.joint.splits for a in split.accessions}

    # Parties

    @cached_property
    def owners(self) -> Mapping[int, Owner]:
        """Every reporting owner as its newest filing names it, by key."""
        return {owner.key: owner for filing in self.filings for owner in filing.owners}

    @cached_property
    def _with_role(self) -> set[int]:
        return {
            owner.key
            for filing in self.filings
            for owner in filing.owners
            if owner.is_director or owner.is_officer
        }

    @property
    def issuer(self) -> Issuer:
        """The issuer as its newest filing names it."""
        return self.filings[-1].issuer

    def name(self, key: int) -> str:
        """An insider's name as a newspaper prints it."""
        owner = self.owners.get(key)
        is_issuer = key != 0 and key == self.issuer.key
        has_role = key in self._with_role
        return show(owner.name if owner else None, is_issuer=is_issuer, has_role=has_role).name

    def named(self, key: int) -> str:
        """An insider's name and number."""
        return f"{self.name(key)} ({identity(key)})"

    @property
    def issuer_name(self) -> str:
        """The issuer's name as a newspaper prints it."""
        return display(self.issuer.name, kind="entity")

    @property
    def issuer_named(self) -> str:
        """The issuer's name and number."""
        return f"{self.issuer_name} ({identity(self.issuer.key)})"


def identity(key: int) -> str:
    """``CIK 1234567``, or what a party without one goes by."""
    return f"CIK {key}" if key > 0 else local_id(key) or "no CIK stated"


def _age(filing: Filing) -> tuple[str, str, str]:
    return (str(filing.known_day or ""), str(filing.accepted or ""), filing.accession)
