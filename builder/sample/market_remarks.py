"""The remarks of a market: as often, and about the same things, as in life."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.sample.dice import Odds
from builder.sample.document import Cell
from builder.sample.market_figures import REMARK_KINDS, REMARKS

if TYPE_CHECKING:
    from builder.sample.dice import Dice
    from builder.sample.document import Document

_KINDS = Odds(REMARK_KINDS)
_TEXTS: dict[str, tuple[str, ...]] = {
    "exhibit": (
        "Exhibit 24 - Power of Attorney",
        "Exhibit List: Exhibit 24 - Power of Attorney",
        "Exhibit 24.1 - Power of Attorney",
        "Exhibit 24.1 Power of Attorney",
    ),
    "other": (
        "The filing is one of two for the same event, since the form takes thirty rows a table.",
        "Amounts are rounded to whole shares.",
        "Exhibit 99.1 - Joint Filer Information",
        'All securities are held through "street name" accounts.',
        "Reported in advance of the due date.",
        "n/a",
    ),
    "title": (
        "Executive Vice President, Chief Administrative Officer and Corporate Secretary",
        "Executive Vice President and Chief Human Resources Officer",
        "Senior Vice President, Chief Accounting Officer and Treasurer",
        "Executive Vice President, Chief Information Security and Data Protection Officer",
    ),
    "group": (
        'The reporting persons may be deemed members of a "group" for purposes of Section 13(d).',
        "The reporting person may be deemed a director by deputization.",
    ),
}
_NOTHING = ("No securities are beneficially owned.", "No securities beneficially owned.")


def add_remarks(document: Document, dice: Dice) -> None:
    """Add remarks to some forms; who has a title in the remarks gets them in any case."""
    hidden = any(party.title == "See Remarks" for party in document.parties)
    if document.remarks or (not hidden and dice.below(1000) >= REMARKS[document.form]):
        return
    kind = "title" if hidden else _KINDS.draw(dice)
    if document.form[0] == "3" and not hidden and dice.chance(88):
        kind = "exhibit"
    if kind == "title" and not hidden:
        return
    if document.form == "3" and not document.rows and dice.chance(6):
        document.remarks = dice.pick(_NOTHING)
        return
    document.remarks = dice.pick(_TEXTS[kind])
    document.power_of_attorney = kind == "exhibit"


def move_remarks(document: Document, dice: Dice) -> None:
    """Most amendments tell in a footnote, not in the remarks, what they correct."""
    if not document.rows or dice.below(1000) < REMARKS[document.form]:
        return
    last, note = document.rows[-1], f"F{len(document.notes) + 1}"
    last.title = Cell(last.title.value, (*last.title.notes, note))
    document.notes.append((note, document.remarks))
    document.remarks = ""
