"""What the site owner states, kept with the ledger: what changes when it changes.

The texts of ``people.yml`` and ``suppress.yml`` stand in the ledger, so that every process that
opens it goes by the same. When one of them changes, the files that hold filings of the people or
the filings concerned are read again, and what follows from a name or a title is derived again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple, TypeVar

from builder.corrections import People, Suppressed, Unused, parse_people, parse_suppress
from builder.derive.lines import normal_title
from builder.ledger.store import Ledger

K = TypeVar("K")
V = TypeVar("V")

PEOPLE, SUPPRESS = "people.yml", "suppress.yml"


class Corrections(NamedTuple):
    """Both files, read."""

    texts: Mapping[str, str]
    people: People
    suppressed: Suppressed


def corrections_of(texts: Mapping[str, str]) -> Corrections:
    """The corrections that the files' texts state; CorrectionError if one cannot be read."""
    people = people_of(texts.get(PEOPLE, ""))
    suppressed = parse_suppress(texts.get(SUPPRESS, ""), f"content/{SUPPRESS}")
    return Corrections(texts, people, suppressed.with_merged(people))


@lru_cache(maxsize=4)
def people_of(text: str) -> People:
    """What a text of people.yml states."""
    return parse_people(text, f"content/{PEOPLE}", normal_title)


def kept(ledger: Ledger) -> Corrections:
    """The corrections by which the ledger was filled."""
    return corrections_of(dict(ledger.ask("SELECT name, text FROM correction")))


def people_in(ledger: Ledger) -> People:
    """What the site owner states about names, as the ledger keeps it."""
    found = ledger.ask("SELECT text FROM correction WHERE name = ?", [PEOPLE])
    return people_of(found[0][0] if found else "")


def keep(ledger: Ledger, corrections: Corrections) -> None:
    """Keep the texts, inside a transaction."""
    ledger.tell("DELETE FROM correction", [()])
    ledger.tell("INSERT INTO correction VALUES (?, ?)", sorted(corrections.texts.items()))


class Touched(NamedTuple):
    """What other corrections than before concern."""

    files: set[str]  # to be read again
    people: set[int]  # to be derived again, with everyone who files with them
    issuers: set[int]  # likewise, as a whole


NOTHING = Touched(set(), set(), set())


def touched(ledger: Ledger, new: Corrections) -> Touched:
    """What is to be done again because of what the two files say now."""
    old = kept(ledger)
    if old.texts == new.texts:
        return NOTHING
    owners = _differing(old.suppressed.people, new.suppressed.people)
    filings = _differing(old.suppressed.filings, new.suppressed.filings)
    parties = _differing(old.people.parties, new.people.parties)
    merged = {cik for cik in parties if old.people.canonical(cik) != new.people.canonical(cik)}
    files = _files_of(ledger, owners | merged, filings)
    if old.texts.get(SUPPRESS) != new.texts.get(SUPPRESS):
        files |= {path for (path,) in ledger.ask("SELECT DISTINCT file FROM suppression_used")}
    titles = _differing(old.people.titles, new.people.titles)
    return Touched(files, parties, {issuer for issuer, _ in titles})


def _differing(one: Mapping[K, V], other: Mapping[K, V]) -> set[K]:
    return {key for key in one.keys() | other.keys() if one.get(key) != other.get(key)}


def _files_of(ledger: Ledger, owners: Iterable[int], filings: Iterable[str]) -> set[str]:
    """Files that hold filings of some people, or filings by their numbers."""
    by_number = "SELECT DISTINCT file FROM input WHERE accession_number = ?"
    by_owner = "SELECT DISTINCT file FROM input JOIN {0} USING (accession_number) WHERE {1} = ?"
    found: set[str] = set()
    for accession in filings:
        found |= {path for (path,) in ledger.ask(by_number, [accession])}
    people = sorted(owners)
    for table, column in (("reportingowner", "rptownercik"), ("notice", "filercik")):
        for cik in people:
            found |= {p for (p,) in ledger.ask(by_owner.format(table, column), [cik])}
    if people:  # headers alone are few, and their owners are in no column
        found |= {p for (p,) in ledger.ask("SELECT file FROM input WHERE status = 'unstructured'")}
    return found


def unused(ledger: Ledger) -> list[Unused]:
    """Entries of either file that nothing in the ledger needs, by file and line."""
    corrections = kept(ledger)
    if not any(corrections.texts.values()):
        return []
    used = {line for (line,) in ledger.ask("SELECT DISTINCT line FROM suppression_used")}
    suppressed = corrections.suppressed
    said = [
        Unused(suppressed.path, each.line, f"no filing of CIK {cik} is here")
        for cik, each in suppressed.people.items() if each.line not in used
    ] + [
        Unused(suppressed.path, each.line, f"there is no filing {accession}")
        for accession, each in suppressed.filings.items() if each.line not in used
    ]  # fmt: skip
    by_line = {each.line: each for each in reversed(said)}  # two CIKs of one human: one line
    return [
        *corrections.people.unused(_ciks(ledger, corrections.people), _titles(ledger, corrections)),
        *(by_line[line] for line in sorted(by_line)),
    ]


def _ciks(ledger: Ledger, people: People) -> set[int]:
    """Of the CIKs that people.yml names, those that some filing names."""
    named = {cik for c in people.parties.values() for cik in (c.cik, c.same_as) if cik is not None}
    seen = (
        "SELECT 1 FROM reportingowner WHERE rptownercik = ?1"
        " UNION ALL SELECT 1 FROM submission WHERE issuercik = ?1 LIMIT 1"
    )
    return {cik for cik in named if ledger.ask(seen, [cik])}


def _titles(ledger: Ledger, corrections: Corrections) -> dict[int, set[str]]:
    """The normalised titles that issuers with merged titles have."""
    found: dict[int, set[str]] = {}
    for issuer in {issuer for issuer, _ in corrections.people.titles}:
        rows = ledger.ask("SELECT DISTINCT title FROM trade WHERE issuer_key = ?", [issuer])
        found[issuer] = {title for (title,) in rows}
    return found
