"""How the numbers of one row came about, from the filed cells to the line and the total."""

from __future__ import annotations

from collections.abc import Iterator

from builder.answers import cells
from builder.answers.dossier import Dossier
from builder.answers.explain_line import balance_step, line_step, now_step, total_step
from builder.answers.printing import grouped, listed, one_line
from builder.answers.proofs import proof_words
from builder.answers.steps import Step
from builder.answers.words import CODE_MEANINGS, OWNERSHIP, WAYS, cell_word
from builder.answers.worth import WHY_NO_VALUE
from builder.derive.amendments import RULES as AMENDMENT_RULES
from builder.derive.amendments import RowChange
from builder.derive.deadlines import RULES as DEADLINE_RULES
from builder.derive.deadlines import Deadline
from builder.derive.keys import RowKey, key_of
from builder.derive.odd_dates import RULES as DATE_RULES
from builder.derive.odd_prices import RULES as PRICE_RULES
from builder.derive.plans import RULES as PLAN_RULES
from builder.model import Cell, Filing, Row


def explain_row(dossier: Dossier, key: RowKey) -> tuple[str, list[Step]]:
    """The title and the steps of one row; the row must be there."""
    found = dossier.row(key)
    if found is None:
        return f"There is no row {key}", []
    filing, row = found
    steps = [
        Step("What was filed", tuple(_filed(dossier, filing, row))),
        Step("What amendments do to it", tuple(amendment_lines(dossier, key))),
        Step("Does it count", tuple(_counts(dossier, filing, row))),
    ]
    if row.kind == "transaction":
        steps.append(Step("Was it in time", tuple(_timing(dossier, filing, row))))
    place = dossier.place(key)
    if place is None:
        steps.append(Step("Which line it belongs to", (_no_line(dossier, filing, row),)))
    else:
        steps += [line_step(dossier, place), balance_step(dossier, place)]
        steps.append(now_step(dossier, place.position))
        total = total_step(dossier, place.position)
        if total is not None:
            steps.append(total)
    return f"Row {row.row} of Table {row.table} of filing {filing.accession}", steps


def filing_words(filing: Filing) -> str:
    """A filing in a few words: its form and the day on which it was filed."""
    form = f"Form {one_line(filing.form)}" if filing.form else "a filing"
    return f"{form}, filed {filing.filed}" if filing.filed else f"{form}, day of filing not known"


def _filed(dossier: Dossier, filing: Filing, row: Row) -> Iterator[str]:
    people = listed([dossier.named(owner.key) for owner in filing.owners]) or "nobody named"
    yield f"{filing_words(filing)}, about {dossier.issuer_named}, by {people}."
    what = "a transaction" if row.kind == "transaction" else "a holding, which reports no trade"
    yield f"The row is {what}."
    width = max((len(cell_word(name)) for name, _ in cells.cells_of(row)), default=0)
    for name, cell in cells.cells_of(row):
        marks = cells.marks(cell)
        shown = f"{_cell_words(name, cell)} {marks}".strip()
        yield f"  {cell_word(name).ljust(width)}  {shown}"
    for note in cells.notes_on(row):
        text = one_line(filing.footnotes.get(note)) or "the filing gives no text for it"
        yield f"Note ({cells.note_number(note)}): “{text}”"


def _cell_words(name: str, cell: Cell[object]) -> str:
    text = cells.text(cell)
    meanings = {
        "transaction_code": CODE_MEANINGS,
        "transaction_acquired_disposed_code": WAYS,
        "direct_or_indirect_ownership": OWNERSHIP,
    }.get(name, {})
    meaning = meanings.get(text)
    return f"{text} ({meaning})" if meaning else text


def amendment_lines(dossier: Dossier, key: RowKey) -> Iterator[str]:
    """What each amendment does to a row, or the row of an amendment to another."""
    changes = dossier.changes(key)
    if not changes:
        yield "No amendment in this set touches it."
    for amendment, change in changes:
        own = key.accession == amendment
        if own:
            yield _own_words(change)
        else:
            filing = dossier.filing(amendment)
            words = filing_words(filing) if filing else "an amendment"
            instead = change.row if change.other == key else None
            place = f" (its row {instead})" if instead else ""
            yield f"Amendment {amendment} ({words}): the row is {change.fate}{place}."
        yield f"Rule: {AMENDMENT_RULES.get(change.rule, change.fate)}"
        for field in change.fields:
            was, now = cells.text(field.before) or "nothing", cells.text(field.after) or "nothing"
            yield f"{cell_word(field.name)}: {was} before, {now} after."


def _own_words(change: RowChange) -> str:
    words = {
        "repeated": f"This row of an amendment repeats {change.other}.",
        "changed": f"This row of an amendment corrects {change.other}.",
        "added": "This row of an amendment is new: it adds to what was reported before.",
    }
    return words.get(change.fate, f"The row is {change.fate}.")


def _counts(dossier: Dossier, filing: Filing, row: Row) -> Iterator[str]:
    key = key_of(filing, row)
    standing = dossier.standing(key)
    if standing.is_counted:
        joint = " It is counted once, not once for each owner." if len(filing.owners) > 1 else ""
        what = "" if row.kind == "transaction" else ", as a report of what is held; it is no trade"
        yield f"Yes{what}.{joint}"
    else:
        instead = f" {standing.instead} counts in its place." if standing.instead else ""
        why = "another filing reports it too" if standing.why == "twin" else (
            f"amendment {standing.by}: {standing.why}"
        )  # fmt: skip
        yield f"No: {why}.{instead}"
        yield f"Rule: {standing.rule}"
        if standing.words:
            yield f"Proof: “{one_line(standing.words)}”"
    odd = dossier.odd_price(key)
    if odd is not None:
        yield (
            f"The price, {grouped(odd.price)}, is odd: the usual one is {grouped(odd.usual)}, from"
            f" {odd.others:,} other rows. It stays as filed."
        )
        yield f"Rule: {PRICE_RULES[odd.rule]}"
    for each in dossier.odd_dates(filing.accession, key):
        used = f"; {each.used} is used" if each.used and each.used != each.filed else ""
        yield f"The date {each.filed} is odd{used}. Rule: {DATE_RULES[each.rule]}"
    if row.kind == "transaction":
        worth = dossier.worth(filing, row)
        if worth.value is None:
            yield f"It has no value in sums: {WHY_NO_VALUE[worth.why]}."
        elif row.transaction_shares is None:
            yield f"Value: {grouped(worth.value)}, as filed."
        else:
            price = cells.text(row.transaction_price_per_share)
            amount = cells.text(row.transaction_shares)
            yield f"Value: {amount} × {price} = {grouped(worth.value)}."


def _timing(dossier: Dossier, filing: Filing, row: Row) -> Iterator[str]:
    yield from deadline_lines(filing, dossier.deadline(filing, row))
    plan = dossier.plan(filing).of(key_of(filing, row))
    yield f"Made under a Rule 10b5-1 plan: {plan.state}. {PLAN_RULES[plan.rule]}"
    if plan.adopted is not None:
        yield f"The plan was adopted on {plan.adopted}."
    elif plan.doubt:
        yield PLAN_RULES[plan.doubt]
    if plan.proof is not None:
        yield f"Proof: {proof_words(dossier, plan.proof)}."


def deadline_lines(filing: Filing, deadline: Deadline) -> Iterator[str]:
    """The day counted from, the day it was due, the day it came, and the rule."""
    start = f"Counted from {deadline.start}" if deadline.start else "No day to count from"
    due = f", due {deadline.due}" if deadline.due else ""
    filed = f", filed {filing.filed}" if filing.filed else ""
    days = "1 day late" if deadline.days_late == 1 else f"{deadline.days_late:,} days late"
    state = days if deadline.days_late and deadline.state == "late" else deadline.state
    if deadline.days_late and deadline.state == "late by own word":
        state = f"{deadline.state}, {days}"
    yield f"{start}{due}{filed}: {state}."
    yield f"Rule: {DEADLINE_RULES[deadline.rule]}"


def _no_line(dossier: Dossier, filing: Filing, row: Row) -> str:
    if not dossier.standing(key_of(filing, row)).is_counted:
        return "To none: a row that does not count is no report of a balance."
    return "To none: it states no balance, not even in a note."
