"""Why a row belongs to its line: by its words, its notes, or the balance that it goes on from.

The rules are those of :mod:`builder.derive.positions`, told for one row after the fact.
"""

from __future__ import annotations

from typing import NamedTuple

from builder.answers.dossier import Place
from builder.derive.history import Balance
from builder.derive.lines import likeness, line_of, noted
from builder.derive.positions import ALIKE

RULES: dict[str, str] = {
    "first": "It is the first report of this line in this set: it opens the line.",
    "same filing": (
        "The row before it in the same filing has the same wording, and the two balances go on"
        " from one another or are the same."
    ),
    "balance": (
        "It has the same wording (class, direct or indirect, nature of ownership, terms), and"
        " starts from exactly the balance that was reported last."
    ),
    "same notes": "It has the same wording, and its notes on title and nature say the same.",
    "like notes": "It has the same wording, and its notes are the likest of all open lines.",
    "only one": "It has the same wording, and no other open line of these people has it.",
    "reworded": (
        "It is worded otherwise, but it starts from exactly the balance of this line, and of no"
        " other open line of these people."
    ),
}


class Joined(NamedTuple):
    """The rule, and the report before it on the line."""

    rule: str  # a key of RULES
    before: Balance | None


def joined_by(place: Place) -> Joined:
    """Why the row at this place stands in this history."""
    history = place.position.history
    here = place.balance
    filing, row = here.report.filing, here.report.row
    earlier = history[: place.at]
    if not earlier:
        return Joined("first", None)
    before = earlier[-1]
    if before.report.filing.accession == filing.accession:
        return Joined("same filing", before)
    line = line_of(row)
    others = [each for each in earlier if each.report.filing.accession != filing.accession]
    if all(line_of(each.report.row) != line for each in others):
        return Joined("reworded", before)
    if here.verdict == "closes" or _starts_there(place, before):
        return Joined("balance", before)
    notes, theirs = noted(filing, row), noted(before.report.filing, before.report.row)
    if notes and notes == theirs:
        return Joined("same notes", before)
    alike = notes and theirs and likeness(notes, theirs) >= ALIKE
    return Joined("like notes" if alike else "only one", before)


def _starts_there(place: Place, before: Balance) -> bool:
    """True if the first row of the block starts from the balance before."""
    checked = next(b for b in place.position.history[place.at :] if b.verdict != "part")
    return checked.verdict == "closes" and checked.previous == before.balance
