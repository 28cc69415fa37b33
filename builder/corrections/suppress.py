"""content/suppress.yml: people and filings that are left out of every output."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeVar

from builder.corrections.entries import Entry, entries
from builder.corrections.people import LONGEST_REASON, People
from builder.corrections.unused import Unused

Key = TypeVar("Key", int, str)

KEYS = ("cik", "accession", "reason")
_ACCESSION = re.compile(r"([0-9]{10})-?([0-9]{2})-?([0-9]{6})|(local-[0-9a-f]{16})", re.ASCII)


class Suppression(NamedTuple):
    """Why something is left out, and the line that says so."""

    reason: str
    line: int


@dataclass(frozen=True, slots=True)
class Suppressed:
    """The suppressions of one file."""

    path: str = "content/suppress.yml"
    people: Mapping[int, Suppression] = field(default_factory=dict)  # by CIK
    filings: Mapping[str, Suppression] = field(default_factory=dict)  # by accession number

    def __bool__(self) -> bool:
        return bool(self.people or self.filings)

    def reason_for(self, accession: str, owners: Iterable[int | None]) -> str | None:
        """Why a filing is left out whole; None where it stays, perhaps without some owners.

        It goes if it is named itself, or if every one of its owners is suppressed. The owner
        of a Form 144 is its filer.
        """
        named = self.filings.get(accession)
        if named is not None:
            return named.reason
        found = [self.people.get(cik or 0) for cik in owners]
        reasons = {each.reason: None for each in found if each is not None}
        return "; ".join(reasons) if found and None not in found else None

    def with_merged(self, people: People) -> Suppressed:
        """The same with every CIK of each suppressed human: people.yml knows of the others."""
        every = dict(self.people)
        for cik, suppression in self.people.items():
            kept = people.canonical(cik)
            for other in (kept, *people.merged_into(kept)):
                every.setdefault(other, suppression)
        return replace(self, people=every)

    def unused(self, owners: Collection[int], accessions: Collection[str]) -> list[Unused]:
        """Entries that leave nothing out, by line; of a human with two CIKs, one is enough."""
        seen: dict[int, bool] = {}
        for cik, suppression in self.people.items():
            seen[suppression.line] = seen.get(suppression.line, False) or cik in owners
        named: dict[int, int] = {}
        for cik, suppression in self.people.items():
            named.setdefault(suppression.line, cik)
        found = [
            Unused(self.path, line, f"no filing has CIK {named[line]} as a reporting owner")
            for line, is_seen in seen.items()
            if not is_seen
        ]
        found += [
            Unused(self.path, suppression.line, f"there is no filing {accession}")
            for accession, suppression in self.filings.items()
            if accession not in accessions
        ]
        return sorted(found, key=lambda each: each.line)


def parse_suppress(text: str, path: str) -> Suppressed:
    """The file's text to suppressions."""
    people: dict[int, Suppression] = {}
    filings: dict[str, Suppression] = {}
    for entry in entries(text, path):
        entry.check_keys(KEYS)
        if ("cik" in entry) == ("accession" in entry):
            found = "both" if "cik" in entry else "neither"
            raise entry.error(None, "either cik: or accession:", found)
        suppression = Suppression(entry.required("reason", LONGEST_REASON), entry.line)
        cik = entry.cik("cik")
        if cik is not None:
            _add(entry, people, cik, suppression)
        else:
            _add(entry, filings, _accession(entry), suppression)
    return Suppressed(path, people, filings)


def _accession(entry: Entry) -> str:
    text = entry.required("accession")
    match = _ACCESSION.fullmatch(text)
    if match is None:
        raise entry.error("accession", "a number such as 9000000001-24-000001", repr(text))
    return match[4] or f"{match[1]}-{match[2]}-{match[3]}"


def _add(entry: Entry, known: dict[Key, Suppression], key: Key, suppression: Suppression) -> None:
    if key in known:
        found = f"{key} again (first on line {known[key].line})"
        raise entry.error(None, "each entry once", found)
    known[key] = suppression
