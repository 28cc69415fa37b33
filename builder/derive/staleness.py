"""Lines that may no longer be what they were: marked, never summed in silence, never removed.

A line that simply stops being reported is not zero: insiders need not repeat untouched lines
(section 4.2 of the forms reference). It is stale when its people were heard of at that issuer
for two years without restating it, or left (section 4.7) and did not restate it since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from builder.derive.history import Balance
from builder.derive.keys import Proof
from builder.derive.positions import Position
from builder.model import Filing

RULES: dict[str, str] = {
    "stale": (
        "Not restated for two years before the newest filing of the same insider at this issuer."
    ),
    "exit": (
        "The insider ticked the box “no longer subject to Section 16” and has not restated the"
        " line since: it is what was last known, not zero."
    ),
    "expired": "The derivative's expiration date has passed; no filing says what became of it.",
}
YEARS = 2


class Stale(NamedTuple):
    """Why a line may no longer be what it was."""

    rule: str  # a key of RULES
    proof: Proof  # the filing that shows it
    day: date  # of that filing, or of the expiration


class Heard(NamedTuple):
    """Who was heard of at an issuer: the newest filing of each owner, and who left."""

    newest: Mapping[int, tuple[date, str]]  # owner key -> day, accession number
    exits: Mapping[int, tuple[date, str]]  # of owners whose newest word is that they left


def heard_of(filings: Iterable[Filing], until: date | None = None) -> Heard:
    """What the filings of one issuer, up to a day, say about who is still there."""
    newest: dict[int, tuple[date, str]] = {}
    exits: dict[int, tuple[date, str]] = {}
    for filing in filings:
        known = filing.known_day
        if known is None or (until is not None and known > until):
            continue
        left = bool(filing.not_subject_to_section16)
        for owner in filing.owners:
            said = (known, filing.accession)
            newest[owner.key] = max(newest.get(owner.key, said), said)
            if left:
                day = (filing.period or known, filing.accession)
                exits[owner.key] = max(exits.get(owner.key, day), day)
    return Heard(newest, exits)


def stale_of(position: Position, heard: Heard, at: Balance | None = None) -> Stale | None:
    """Why a line is stale, or None; ``at`` is the balance looked at, by default the newest."""
    balance = at or position.newest
    if balance.balance == 0:
        return None  # closed: nothing is left that could be stale
    newest = max((heard.newest[k] for k in position.owners if k in heard.newest), default=None)
    if newest is None:
        return None
    day, accession = newest
    expires = balance.report.row.expiration_date
    if expires and expires.value and expires.value < day:
        key = balance.key
        return Stale("expired", Proof(key.accession, key.table, key.row), expires.value)
    left = _left(position, heard)
    if left is not None and (balance.as_of is None or balance.as_of <= left[0]):
        return Stale("exit", Proof(left[1]), left[0])
    if balance.as_of is not None and _years_later(balance.as_of) < day:
        return Stale("stale", Proof(accession), day)
    return None


def _left(position: Position, heard: Heard) -> tuple[date, str] | None:
    """The last exit, if all who hold the line left; a later filing without the box reopens it.

    A line that is restated after the exit is known again, whatever the box said.
    """
    exits = [heard.exits.get(key) for key in position.owners]
    if any(each is None for each in exits):
        return None
    return max((each for each in exits if each is not None), default=None)


def _years_later(day: date) -> date:
    try:
        return day.replace(year=day.year + YEARS)
    except ValueError:  # 29 February, or beyond the calendar
        return date.max if day.year + YEARS > date.max.year else date(day.year + YEARS, 3, 1)
