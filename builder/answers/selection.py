"""What a question is about: whose lines or rows, as of when, and what was known."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from builder.answers import Json
from builder.answers.dossier import Dossier
from builder.model import Filing


class Asked(NamedTuple):
    """Whom and which days a question is about."""

    issuer: int | None = None
    insider: int | None = None
    held_on: date | None = None
    known_on: date | None = None


def asked_record(asked: Asked) -> Json:
    """The question, repeated with the answer: an answer on paper must say what it answers."""
    return {
        "issuer": asked.issuer,
        "insider": asked.insider,
        "held_on": asked.held_on.isoformat() if asked.held_on else None,
        "known_on": asked.known_on.isoformat() if asked.known_on else None,
    }


def known_by(filings: Iterable[Filing], day: date | None) -> list[Filing]:
    """The filings that were public by the end of a day: filed, and accepted if that is known.

    EDGAR sometimes gives a filing an earlier filing date than the day on which it was accepted.
    """
    if day is None:
        return list(filings)
    return [
        filing
        for filing in filings
        if (filing.known_day is None or filing.known_day <= day)
        and (filing.accepted is None or filing.accepted.date() <= day)
    ]


def people_of(dossier: Dossier, asked: Asked) -> list[int]:
    """The insider asked for, or all of the issuer's, by name."""
    if asked.insider is not None:
        return [asked.insider] if asked.insider in dossier.owners else []
    return sorted(dossier.owners, key=lambda key: (dossier.name(key).casefold(), key))
