"""Which transactions were made under a Rule 10b5-1 trading plan: yes, no or unknown.

Section 3.2 of the forms reference: Forms 4 and 5 have a check box since 20 March 2023. It is
one box for all rows of a filing, so a footnote on the row is the finer evidence; before the box
there were only words. What no box and no words say is unknown, never "no".

The day of adoption stands in words only. Where they name several days, none is chosen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal, NamedTuple

from builder.derive.keys import Proof, RowKey, key_of
from builder.derive.plan_words import Said, said_in
from builder.derive.reports import event_day
from builder.model import Cell, Filing, Row

RULES: dict[str, str] = {
    "note": "A footnote on the row says that the transaction was made under a Rule 10b5-1 plan.",
    "note-without-box": (
        "A footnote on the row says that the transaction was made under a Rule 10b5-1 plan,"
        " although the filing's box says that none was."
    ),
    "note-denies": (
        "A footnote on the row says that the transaction was not made under a Rule 10b5-1 plan."
    ),
    "note-says-both": (
        "Footnotes on the row say that a part of it was made under a Rule 10b5-1 plan and a part"
        " was not."
    ),
    "remarks": (
        "The filing's remarks say that transactions of this kind, or all of them, were made under"
        " a Rule 10b5-1 plan."
    ),
    "remarks-without-box": (
        "The filing's remarks say that transactions of this kind, or all of them, were made under"
        " a Rule 10b5-1 plan, although the filing's box says that none was."
    ),
    "remarks-deny": (
        "The filing's remarks say that transactions of this kind, or all of them, were not made"
        " under a Rule 10b5-1 plan."
    ),
    "remarks-say-both": (
        "The filing's remarks say that some transactions were made under a Rule 10b5-1 plan and"
        " some were not."
    ),
    "box": (
        "The filing's Rule 10b5-1 box is checked, and no words say for which rows. It is one box"
        " for all of them and may stand for another row."
    ),
    "box-for-others": (
        "The filing's Rule 10b5-1 box is checked, and its words say so of other rows. Whether it"
        " stands for this one too is not said."
    ),
    "box-unchecked": "The filing's Rule 10b5-1 box says that no transaction was under a plan.",
    "only-mentioned": (
        "The filing speaks of a Rule 10b5-1 plan, without saying that this transaction was made"
        " under it."
    ),
    "not-stated": (
        "The filing says nothing of a Rule 10b5-1 plan. The form has a box for it since 20 March"
        " 2023; before that, or without it, silence does not mean no."
    ),
    "several-days": "The words name more than one day of adoption; none of them is chosen.",
    "adopted-after-trade": (
        "The day of adoption that the words name is after the transaction; it is left out."
    ),
}


class RowPlan(NamedTuple):
    """Whether one transaction was made under a plan, since when there is one, and the proof."""

    state: Literal["yes", "no", "unknown"]
    rule: str  # a key of RULES
    adopted: date | None = None
    doubt: str = ""  # a key of RULES: why no day of adoption is given though words name one
    proof: Proof | None = None  # the note; None where only the box speaks


class Plan(NamedTuple):
    """What a filing says of Rule 10b5-1 plans."""

    box: bool | None  # as filed
    rest: RowPlan  # of every transaction that is not in ``rows``
    rows: Mapping[RowKey, RowPlan]  # transactions of which words speak

    def of(self, key: RowKey) -> RowPlan:
        """What is known of one transaction of the filing."""
        return self.rows.get(key, self.rest)


_SILENT = RowPlan("unknown", "not-stated")
_CHECKED = RowPlan("yes", "box")
_UNCHECKED = RowPlan("no", "box-unchecked")


def derive_plan(filing: Filing) -> Plan:
    """What the box, the footnotes and the remarks of a filing say, row by row."""
    box = filing.aff10b5_one
    notes = {note: said for note, text in filing.footnotes.items() if (said := said_in(text))}
    remarks = said_in(filing.remarks) if filing.remarks else None
    if not notes and remarks is None:
        return Plan(box, _by_box(box), {})
    rows = {
        key_of(filing, row): found
        for row in filing.rows
        if row.kind == "transaction" and (found := _by_words(filing, row, notes, remarks))
    }
    rest = _by_box(box)
    if box and any(each.state == "yes" and each.rule != "box" for each in rows.values()):
        rest = RowPlan("unknown", "box-for-others")
    return Plan(box, rest, rows)


def _by_box(box: bool | None) -> RowPlan:
    return _SILENT if box is None else _CHECKED if box else _UNCHECKED


def _by_words(
    filing: Filing, row: Row, notes: Mapping[str, Said], remarks: Said | None
) -> RowPlan | None:
    """What words say of a row: its own notes first, then the remarks; None if neither does."""
    own = [(note, notes[note]) for note in _notes_on(row) if note in notes] if notes else []
    telling = [(note, said) for note, said in own if said.state != "mentioned"]
    code = row.transaction_code.value if row.transaction_code else None
    if telling:
        return _told(filing, row, telling, in_remarks=False)
    if remarks is not None and remarks.state != "mentioned":
        if not remarks.about or (code is not None and code in remarks.about):
            return _told(filing, row, [("remarks", remarks)], in_remarks=True)
        remarks = None
    mentioned = own or ([("remarks", remarks)] if remarks is not None else [])
    return _mentioned(filing, row, mentioned) if mentioned else None


def _notes_on(row: Row) -> Iterator[str]:
    """The footnotes on any cell of a row, in the form's order, each once."""
    found: dict[str, None] = {}
    for cell in row[3:]:
        if isinstance(cell, Cell):
            found.update(dict.fromkeys(cell.footnotes))
    yield from found


_Words = list[tuple[str, Said]]


def _told(filing: Filing, row: Row, words: _Words, *, in_remarks: bool) -> RowPlan:
    states = {said.state for _, said in words}
    note, said = words[0]
    proof = Proof(filing.accession, row.table, row.row, note, said.words)
    if states == {"no"}:
        return RowPlan("no", "remarks-deny" if in_remarks else "note-denies", proof=proof)
    adopted, doubt = _adopted(filing, row, words)
    if states != {"yes"}:
        rule = "remarks-say-both" if in_remarks else "note-says-both"
        return RowPlan("unknown", rule, adopted, doubt, proof)
    rule = "remarks" if in_remarks else "note"
    if filing.aff10b5_one is False:
        rule += "-without-box"
    return RowPlan("yes", rule, adopted, doubt, proof)


def _mentioned(filing: Filing, row: Row, words: _Words) -> RowPlan:
    """Words that tell the day of adoption at most: whether the row is under the plan, the box."""
    note, said = words[0]
    proof = Proof(filing.accession, row.table, row.row, note, said.words)
    by_box = _by_box(filing.aff10b5_one)
    if by_box.state == "no":
        return by_box
    rule = "only-mentioned" if by_box.state == "unknown" else by_box.rule
    return RowPlan(by_box.state, rule, *_adopted(filing, row, words), proof)


def _adopted(filing: Filing, row: Row, words: _Words) -> tuple[date | None, str]:
    """The one day of adoption that the words name, or why none is given."""
    days = {day for _, said in words for day in said.adopted}
    if not days:
        return None, ""
    if len(days) > 1:
        return None, "several-days"
    (day,) = days
    traded = event_day(filing, row)
    return (None, "adopted-after-trade") if traded and day > traded else (day, "")
