"""Whom and what a ledger knows: for questions that name a number, which may be mistyped."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import NamedTuple

from builder.ledger.store import Ledger

_NUMBER = re.compile(r"([0-9]{10})-?([0-9]{2})-?([0-9]{6})", re.ASCII)
SUGGESTED = 3


class Known(NamedTuple):
    """What a ledger knows by an accession number."""

    issuer: int | None  # key of the issuer if it is a filing that is read
    other: str = ""  # what else it is


def accession_of(text: str) -> str:
    """An accession number with its dashes, as the ledger has it; other text stays."""
    match = _NUMBER.fullmatch(text)
    return "-".join(match.groups()) if match else text


def known_as(ledger: Ledger, accession: str) -> Known | None:
    """What stands under an accession number; None if nothing does."""
    found = ledger.ask("SELECT issuer_key FROM submission WHERE accession_number = ?", [accession])
    if found:
        return Known(found[0][0])
    if ledger.ask("SELECT 1 FROM notice WHERE accession_number = ?", [accession]):
        return Known(None, "a notice of a proposed sale (Form 144), from which nothing is derived")
    if ledger.ask("SELECT 1 FROM unstructured WHERE accession_number = ?", [accession]):
        return Known(None, "known by its header only: there are no rows to explain")
    return None


def near(ledger: Ledger, accession: str) -> list[str]:
    """Filings whose number differs by a slip: of the same submitter and year, or the same end."""
    match = _NUMBER.fullmatch(accession)
    if match is None:
        start = f"{accession[:8]}%" if accession.startswith("local-") else ""
        found = ledger.ask(
            "SELECT accession_number FROM submission WHERE accession_number LIKE ? LIMIT 1000",
            [start],
        )
    else:
        submitter, year, number = match.groups()
        found = ledger.ask(
            "SELECT accession_number FROM submission WHERE accession_number LIKE ?"
            " OR accession_number LIKE ? OR accession_number LIKE ?",
            [f"{submitter}-{year}-%", f"%-{year}-{number}", f"{submitter}-__-{number}"],
        )
    numbers = sorted({each for (each,) in found})
    return get_close_matches(accession, numbers, n=SUGGESTED, cutoff=0.85)


def issuers_of(ledger: Ledger, owner: int) -> list[int]:
    """The issuers at which a reporting owner reports, by key."""
    found = ledger.ask(
        "SELECT DISTINCT issuer_key FROM reportingowner JOIN submission USING (accession_number)"
        " WHERE owner_key = ? ORDER BY issuer_key",
        [owner],
    )
    return [issuer for (issuer,) in found]


def counts(ledger: Ledger) -> tuple[int, int]:
    """How many filings are read, and how many lines are derived from them."""
    ((filings,),) = ledger.ask("SELECT count(*) FROM submission")
    ((lines,),) = ledger.ask("SELECT count(*) FROM line")
    return filings, lines
