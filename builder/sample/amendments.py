"""Mistakes in forms as first filed, and the amendments that follow them.

An amendment speaks as of the original. Filers do it in many ways: only the wrong line, the
whole form again, only holdings, an amendment of an amendment, with the wrong date of the
original. Each way is one function here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from builder.sample.document import Cell, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from builder.sample.document import Document
    from builder.sample.events import Desk


@dataclass(frozen=True, slots=True)
class Flaw:
    """A form with a mistake in it, and the rows as they should have been."""

    document: Document
    truth: tuple[Row, ...]
    texts: dict[str, str]  # the notes that the true rows refer to


@dataclass(frozen=True, slots=True)
class Draft:
    """What an amendment says; the clerk puts the envelope on."""

    original: Document
    rows: list[Row]
    texts: dict[str, str]  # the notes that the rows refer to
    remarks: str
    oddity: str
    typed_date: date | None = None  # of the original, where it is not its filing date
    notes: tuple[tuple[str, str], ...] = ()
    power_of_attorney: bool = False


# ---- mistakes ------------------------------------------------------------------------


def _swapped(text: str) -> str:
    """Two digits change places, as fingers do it."""
    for at in range(len(text) - 1):
        pair = text[at : at + 2]
        if pair.isdigit() and pair[0] != pair[1] and (at or pair[1] != "0"):
            return text[:at] + pair[::-1] + text[at + 2 :]
    return f"{text}1"


def spoil(desk: Desk, flaw: str) -> tuple[Row, ...]:
    """Put a mistake into a form; the rows that an amendment has to give are returned."""
    rows = desk.sheet.rows
    traded = [row for row in rows if row.code in ("S", "P", "C")] or rows
    if flaw == "price":
        truth: tuple[Row, ...] = (replace(traded[0]),)
        traded[0].price = Cell(_swapped(traded[0].price.value or "10"), traded[0].price.notes)
        desk.oddities.append("wrong-price")
        return truth
    if flaw == "count":
        truth = tuple(replace(row) for row in traded)
        traded[0].amount = Cell(_swapped(traded[0].amount.value or "10"), traded[0].amount.notes)
        desk.oddities.append("wrong-count")
        return truth
    last = traded[-1]
    if len(rows) > 1:
        # By identity: rows may be equal.
        rows[:] = [row for row in rows if row is not last]
    desk.oddities.append("missing-row")
    return (replace(last),)


# ---- amendments ----------------------------------------------------------------------


def draft(
    what: str, flaws: dict[str, Flaw], recent: Sequence[Document], desk: Desk
) -> Draft | None:
    """The amendment of a kind, if there is anything to amend."""
    if what in flaws:
        return _mend(what, flaws.pop(what))
    own = {party.cik for party in desk.actor.parties}
    mine = [document for document in recent if document.parties[0].cik in own]
    make = _DRAFTS.get(what, _restate)
    return make(mine, desk) or make(recent, desk) or _restate(recent, desk)


def _mend(what: str, flaw: Flaw) -> Draft:
    texts = {
        "price": "This amendment corrects the price in one line, which was misstated by a "
        "clerical error. All other lines are unchanged and not repeated.",
        "count": "This amendment corrects the number of shares, which was misstated by a clerical "
        "error.",
        "row": "This amendment adds a transaction that was left out of the original report. The "
        "other lines are unchanged and not repeated.",
    }
    names = {"price": "partial-amendment", "count": "corrected-count", "row": "added-row"}
    rows = [replace(row) for row in flaw.truth]
    return Draft(flaw.document, rows, flaw.texts, texts[what], names[what])


def _latest(documents: Sequence[Document], wanted: Callable[[Document], bool]) -> Document | None:
    """The newest filing of a kind, one without oddities if there is any."""
    found = [document for document in documents if wanted(document)]
    clean = [document for document in found if not document.oddities]
    return (clean or found or [None])[-1]  # type: ignore[list-item] # the last resort is nothing


def _is_report(document: Document) -> bool:
    return document.form == "4" and bool(document.rows) and document.period.year > 2010


def _restate(documents: Sequence[Document], desk: Desk) -> Draft | None:
    original = _latest(documents, _is_report)
    if original is None:
        return None
    return Draft(
        original,
        [replace(row) for row in original.rows],
        dict(original.notes),
        "This amendment restates the original report in its entirety, to correct its footnotes.",
        "full-restatement",
        notes=(("after", f"Balance confirmed as of {desk.day.isoformat()}."),),
    )


def _with_wrong_date(documents: Sequence[Document], desk: Desk) -> Draft | None:
    found = _restate(documents, desk)
    if found is None:
        return None
    # The trade date where the filing date belongs: a common slip.
    return replace(found, typed_date=found.original.period, oddity="wrong-original-date")


def _with_exhibit(documents: Sequence[Document], desk: Desk) -> Draft | None:
    found = _restate(documents, desk)
    if found is None:
        return None
    return replace(
        found,
        remarks="Filed only to add an exhibit. Exhibit 24 - Power of Attorney",
        oddity="exhibit-only-amendment",
        notes=(),
        power_of_attorney=True,
    )


def _holdings(documents: Sequence[Document], desk: Desk) -> Draft | None:
    del desk
    original = _latest(documents, lambda one: _is_report(one) and _has_shares(one))
    if original is None:
        return None
    last = [row for row in original.rows if not row.derivative][-1]
    row = Row(
        derivative=False,
        holding=True,
        title=last.title,
        after=last.after,
        ownership=last.ownership,
        nature=last.nature,
    )
    return Draft(
        original,
        [row],
        dict(original.notes),
        "This amendment only restates the holding shown; no transaction is changed.",
        "holdings-only-amendment",
    )


def _has_shares(document: Document) -> bool:
    return any(not row.derivative for row in document.rows)


def _again(documents: Sequence[Document], desk: Desk) -> Draft | None:
    del desk
    original = _latest(documents, lambda one: one.form == "4/A" and bool(one.rows))
    if original is None:
        return None
    rows = [replace(row) for row in original.rows]
    return Draft(
        original,
        rows,
        dict(original.notes),
        "Second amendment: adds to the first one the footnote on the balance.",
        "amended-amendment",
        notes=(("after", "Does not include shares held by family members."),),
    )


def _annual(documents: Sequence[Document], desk: Desk) -> Draft | None:
    original = _latest(documents, lambda one: one.form == "5" and bool(one.rows))
    if original is None:
        return None
    return Draft(
        original,
        [replace(row) for row in original.rows],
        dict(original.notes),
        "Amended to correct the officer's signature date; the lines are restated unchanged.",
        "amended-form-5",
    )


def _initial(documents: Sequence[Document], desk: Desk) -> Draft | None:
    original = _latest(documents, lambda one: one.form == "3")
    if original is None:
        return None
    row = Row(
        derivative=False,
        holding=True,
        title=Cell(desk.share),
        after=Cell("2400"),
        ownership=Cell("I"),
        nature=Cell("By Spouse"),
    )
    return Draft(
        original,
        [row],
        dict(original.notes),
        "This amendment adds a holding that was left off the original Form 3.",
        "amended-form-3",
    )


_DRAFTS: dict[str, Callable[[Sequence[Document], Desk], Draft | None]] = {
    "restate": _restate,
    "date": _with_wrong_date,
    "exhibit": _with_exhibit,
    "holdings": _holdings,
    "again": _again,
    "annual": _annual,
    "initial": _initial,
}
