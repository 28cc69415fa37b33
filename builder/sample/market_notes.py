"""The footnotes of a market: as many, as long and beside the same boxes as in life.

What a filing tells has its own notes (``notes``, ``events``). Where real filings have more,
they explain, disclaim and define; so do the sentences here, which are our own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.sample.dice import Odds
from builder.sample.document import Cell
from builder.sample.market_figures import (
    FOOTNOTES,
    NOTE_LENGTHS,
    NOTED_DERIVATIVE,
    NOTED_DERIVATIVE_HELD,
    NOTED_HOLDING,
    NOTED_TRADE,
)
from builder.sample.notes import long_date

if TYPE_CHECKING:
    from builder.sample.dice import Dice
    from builder.sample.document import Row
    from builder.sample.events import Desk

_COUNTS = Odds(FOOTNOTES)
_BOXES = {
    "holding": Odds(NOTED_HOLDING),
    "trade": Odds(NOTED_TRADE),
    "derivative": Odds(NOTED_DERIVATIVE),
    "derivative held": Odds(NOTED_DERIVATIVE_HELD),
}

# How a note on a box begins. {day} and {n} are put in, so that notes of two filings differ.
_OPENINGS: dict[str, tuple[str, ...]] = {
    "title": (
        "Each unit has the same economic value as one share.",
        "Holders of this class have {n} votes for each share.",
    ),
    "strike": (
        "Converts one for one.",
        "The ratio of conversion is {n} to one, as amended on {day}.",
    ),
    "coding": (
        "Made under a Rule 10b5-1 trading plan adopted on {day}.",
        "Exempt under Rule 16b-3(d), as approved by the board on {day}.",
        "Under the terms of the agreement of {day} between the holder and the issuer.",
    ),
    "amount": (
        "Granted under the issuer's long-term incentive plan on {day}.",
        "Includes {n} shares that vest at once.",
        "One third vests on {day} and the rest in {n} equal quarterly installments.",
    ),
    "price": (
        "Average price of {n} trades of the day.",
        "Not applicable.",
        "The price is that of the offering, less a discount of {n} cents.",
    ),
    "exercise": (
        "Fully vested.",
        "Vests in {n} equal monthly installments from {day} on.",
        "Twenty-five per cent vest on {day}, the rest over {n} quarters.",
    ),
    "expires": ("No expiration date.", "The units do not expire; see the plan of {day}."),
    "underlying": ("The class was renamed on {day}.",),
    "underlying_amount": ("Rounded to a whole share.", "Adjusted for {n} shares of dividends."),
    "after": (
        "Includes {n} restricted stock units that have not vested.",
        "Includes {n} shares acquired under the employee stock purchase plan on {day}.",
        "Reflects a transfer of {n} shares on {day} that is exempt under Rule 16a-13.",
    ),
    "ownership": ("Held jointly with spouse.", "Held in an account opened on {day}."),
    "nature": (
        "Shares held by a trust of {day}; the reporting person is trustee.",
        "Held by a limited liability company of which the reporting person is a manager.",
        "The reporting person disclaims beneficial ownership but for any pecuniary interest.",
    ),
}

# What goes on from there, as long as the note is to be longer.
_MORE = (
    (
        "The reporting person disclaims beneficial ownership of these securities except to the "
        "extent of any pecuniary interest therein."
    ),
    (
        "This report is no admission that the reporting person is the beneficial owner of these "
        "securities for Section 16 or any other purpose."
    ),
    "The award is subject to continued service on each date and to the terms of the plan of {day}.",
    "Upon a change of control all units that have not vested by then vest in full.",
    (
        "The general partner may be deemed to share voting and dispositive power over the shares "
        "that the partnership holds of record."
    ),
    "A number of {n} shares was adjusted for the dividend paid on {day}.",
    (
        "The number of shares at each price will be given on request to the issuer, to any of its "
        "holders or to the staff of the Commission."
    ),
    "The committee certified on {day} that {n} per cent of the goals were reached.",
    "No part of the shares was sold in the market.",
    "Amounts are rounded.",
    "The plan of {day} is on file with the issuer.",
    "See also the report of {day}.",
)


def add_notes(desk: Desk, dice: Dice) -> None:
    """Add notes until the form has as many as its draw says; some have more from the start."""
    rows = desk.sheet.rows
    if not rows:
        return
    wanted = _COUNTS.draw(dice)
    known = len(desk.sheet.notes.listed())
    for _ in range(wanted - known):
        row = dice.pick(rows)
        box = _BOXES[_kind(row)].draw(dice)
        if box == "nature" and row.nature is None:
            box = "after"
        _attach(row, box, desk.sheet.notes.add(_text(desk, dice, box)))


def _kind(row: Row) -> str:
    if row.holding:  # a derivative one has no box for its balance on Form 3
        return "derivative held" if row.derivative else "holding"
    return "derivative" if row.derivative else "trade"


def _attach(row: Row, box: str, note: str) -> None:
    if box == "coding":
        if note not in row.coding_notes:
            row.coding_notes = (*row.coding_notes, note)
        return
    cell: Cell = getattr(row, box)
    if note not in cell.notes:
        setattr(row, box, Cell(cell.value, (*cell.notes, note)))


def _text(desk: Desk, dice: Dice, box: str) -> str:
    """A note of about the length that the draw says, in whole sentences."""
    # Of two draws the longer one: the notes of the events are short.
    at = max(dice.below(len(NOTE_LENGTHS) - 1), dice.below(len(NOTE_LENGTHS) - 1))
    length = dice.between(NOTE_LENGTHS[at], NOTE_LENGTHS[at + 1])
    text = _filled(desk, dice, dice.pick(_OPENINGS[box]))
    start = dice.below(len(_MORE))
    for step in range(len(_MORE)):
        sentence = _MORE[(start + step * 5) % len(_MORE)]
        if len(text) + len(sentence) // 2 > length:
            break
        text += f" {_filled(desk, dice, sentence)}"
    return text[:1000]


def _filled(desk: Desk, dice: Dice, sentence: str) -> str:
    if "{" not in sentence:
        return sentence
    day = desk.day.fromordinal(desk.day.toordinal() - dice.between(5, 1500))
    return sentence.format(day=long_date(day), n=dice.between(2, 96))
