"""What follows from one filing, each conclusion with its rule: never in a column as filed.

When it was due, what it amends or by what it is amended, whose other filing reports the same, the
trading plan, dates and prices that cannot be right, balances that do not follow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from decimal import Decimal
from typing import TypeVar

from builder.derive.amendments import Link
from builder.derive.deadlines import Deadline
from builder.derive.history import Balance
from builder.derive.keys import Proof, RowKey
from builder.derive.plans import RowPlan
from builder.model import Filing
from builder.pages.addresses import link
from builder.pages.books import Book
from builder.pages.markup import counted, literal, number
from builder.pages.notes import day_of, form_of, note_anchor
from builder.pages.quarters import filing_page, filing_place
from builder.pages.rules import rule_link, rule_text

T = TypeVar("T")


def conclusions(filing: Filing, book: Book, page: str) -> str:
    """A list, one conclusion an item; "" if nothing follows that the form does not say."""
    items = [
        *_timeliness(filing, book, page),
        *_amendments(filing, book, page),
        *_joint(filing, book, page),
        *_plan(filing, book, page),
        *_dates(filing, book),
        *_prices(filing, book),
        *_gaps(filing, book, page),
    ]
    return "\n".join(f"- {item}" for item in items)


def said(group: str, key: str) -> str:
    """The text of a rule, softer than what it is the rule of."""
    return f'<small class="s16-rule">Rule: {literal(rule_text(group, key))}</small>'


def rows_named(keys: Iterable[RowKey]) -> str:
    """ "Table I, rows 1, 2 and 5"."""
    tables: dict[str, list[int]] = defaultdict(list)
    for key in sorted(keys):
        tables[key.table].append(key.row)
    return "; ".join(f"Table {name}, {_numbers(rows)}" for name, rows in tables.items())


def _numbers(rows: list[int]) -> str:
    ranges: list[list[int]] = []
    for row in rows:
        if ranges and row == ranges[-1][-1] + 1:
            ranges[-1].append(row)
        else:
            ranges.append([row])
    words = [f"{r[0]}–{r[-1]}" if len(r) > 1 else str(r[0]) for r in ranges]
    return f"row{'s' if len(rows) > 1 else ''} {', '.join(words)}"


def filing_link(accession: str, book: Book, page: str) -> str:
    """A filing by its accession number, leading to it where it is in this set."""
    filing = book.facts.filings.get(accession)
    if filing is None:
        return literal(accession)
    words = f"{form_of(filing)}, {day_of(filing)}"
    return f"[{literal(accession)}]({link(filing_place(filing, book), page)}) ({words})"


def row_link(key: RowKey, book: Book, page: str) -> str:
    """A row of a filing by its address."""
    words = f"{literal(key.accession)}, Table {key.table}, row {key.row}"
    filing = book.facts.filings.get(key.accession)
    if filing is None:
        return words
    target = f"{filing_place(filing, book)}-{key.table}-{key.row}"
    return f"[{words}]({link(target, page)})"


def proof_link(proof: Proof, book: Book, page: str) -> str:
    """What proves a conclusion: a note with its words, a row, a filing."""
    filing = book.facts.filings.get(proof.accession)
    quoted = f" “{literal(proof.words)}”" if proof.words else ""
    if proof.note is not None and filing is not None:
        if proof.note == "remarks":
            target = link(filing_place(filing, book), page)
            return f"[remarks of {literal(proof.accession)}]({target}){quoted}"
        place = f"{filing_page(filing, book)}#{note_anchor(filing, proof.note)}"
        target = link(place, page)
        return f"[note {literal(proof.note)} of {literal(proof.accession)}]({target}){quoted}"
    if proof.table is not None and proof.row is not None:
        return row_link(RowKey(proof.accession, proof.table, proof.row), book, page) + quoted
    return filing_link(proof.accession, book, page) + quoted


# When it was due


def _timeliness(filing: Filing, book: Book, page: str) -> Iterator[str]:
    found = book.facts.deadlines.get(filing.accession, ())
    for deadlines in _grouped(found, _same_deadline):
        first = deadlines[0]
        keys = [each.row for each in deadlines if each.row is not None]
        about = f" {rows_named(keys)}:" if keys else ""
        words = _told(first, filing)
        if first.state in {"on time", "not testable"}:
            rule = rule_link("deadline", first.rule, page, "rule")
            yield f"**Timeliness**{about} {words} ({rule})."
        else:
            yield f"**Timeliness**{about} {words}. {said('deadline', first.rule)}"


def _same_deadline(deadline: Deadline) -> tuple[Hashable, ...]:
    return deadline.state, deadline.rule, deadline.due, deadline.start


def _grouped(found: Iterable[T], key: Callable[[T], Hashable]) -> list[list[T]]:
    groups: dict[Hashable, list[T]] = defaultdict(list)
    for each in found:
        groups[key(each)].append(each)
    return list(groups.values())


def _told(deadline: Deadline, filing: Filing) -> str:
    """ "due 2024-05-03, filed 2024-05-06: 3 days late"."""
    due = f"due {deadline.due}, filed {filing.filed}" if deadline.due else ""
    match deadline.state:
        case "late":
            return f'{due}: <span class="s16-flag">{days(deadline.days_late)} late</span>'
        case "late by own word":
            late = f" ({days(deadline.days_late)})" if deadline.days_late else ""
            return f'<span class="s16-flag">late by the filer’s own word</span>{late}'
        case "not testable":
            return "cannot be tested"
        case state:
            return f"{due}: {state}" if due else state


def days(number_of: int) -> str:
    """ "1 day", "3 days"."""
    return counted(number_of, "day")


# Amendments


def _amendments(filing: Filing, book: Book, page: str) -> Iterator[str]:
    amended = book.facts.amended
    own = amended.links.get(filing.accession)
    if own is not None:
        yield _amends(own, book, page)
    keys = [RowKey(filing.accession, row.table, row.row) for row in filing.rows]
    for key in keys if amended.disputed else ():
        proof = amended.disputed.get(key)
        if proof is not None:
            yield (
                f"**Disputed** {rows_named([key])}: an amendment calls it an error, and yet the row"
                f" stands: {proof_link(proof, book, page)}."
            )
    for each in book.amended_by.get(filing.accession, ()):
        gone = [
            key
            for key in keys
            if key in amended.superseded and amended.superseded[key].by == each.amendment
        ]
        what = f": {rows_named(gone)} no longer counted" if gone else ""
        yield f"**Amended** by {filing_link(each.amendment, book, page)}{what}."


def _amends(own: Link, book: Book, page: str) -> str:
    rule = said("amendment", own.rule)
    if own.original is None:
        return f"**Amendment** of a filing that is not found here. {rule}"
    text = f"**Amendment** of {filing_link(own.original, book, page)}"
    if own.root != own.original and own.root:
        text += f", which goes back to {filing_link(own.root, book, page)}"
    if own.rivals:
        others = ", ".join(filing_link(rival, book, page) for rival in own.rivals)
        text += f"; as well fitting: {others}"
    return f"{text}. {rule}"


# Joint filings and rows that another filing reports


def _joint(filing: Filing, book: Book, page: str) -> Iterator[str]:
    for split in book.across.joint.splits:
        if filing.accession in split.accessions:
            others = [a for a in split.accessions if a != filing.accession]
            links = ", ".join(filing_link(other, book, page) for other in others)
            yield f"**One group, several filings**: with {links}. {said('twin', split.rule)}"
    twins_here = book.twins.get(filing.accession, ())
    mine = [twin for twin in twins_here if twin.row.accession == filing.accession]
    for twins in _grouped(mine, lambda twin: (twin.rule, twin.of.accession, twin.words)):
        first = twins[0]
        rows = rows_named(twin.row for twin in twins)
        words = f" (“{literal(first.words)}”)" if first.words else ""
        there = filing_link(first.of.accession, book, page)
        yield f"**Counted once**: {rows} in {there}{words}. {said('twin', first.rule)}"
    theirs = [twin for twin in twins_here if twin.of.accession == filing.accession]
    for twins in _grouped(theirs, lambda twin: twin.row.accession):
        there = filing_link(twins[0].row.accession, book, page)
        yield f"**Counted here**: {rows_named(t.of for t in twins)}, reported again in {there}."


# Trading plans


def _plan(filing: Filing, book: Book, page: str) -> Iterator[str]:
    plan = book.facts.plans[filing.accession]
    if plan.box is None and not plan.rows:
        return  # nothing is said of a plan: unknown, as everywhere
    keys = [RowKey(filing.accession, r.table, r.row) for r in filing.rows if r.kind != "holding"]
    for found in _grouped(((key, plan.of(key)) for key in keys), _same_plan):
        first = found[0][1]
        rows = rows_named(key for key, _ in found)
        proof = f" ({proof_link(first.proof, book, page)})" if first.proof else ""
        rule = rule_link("plan", first.rule, page, "rule")
        yield f"**Rule 10b5-1 plan** {rows}: {_planned(first)}{proof} ({rule})."


def _same_plan(found: tuple[RowKey, RowPlan]) -> Hashable:
    """Alike but for the row on which the note stands."""
    plan = found[1]
    said = (plan.proof.note, plan.proof.words) if plan.proof else None
    return plan.state, plan.rule, plan.adopted, plan.doubt, said


def _planned(plan: RowPlan) -> str:
    adopted = f", adopted {plan.adopted}" if plan.adopted else ""
    doubt = f", no day of adoption: {literal(rule_text('plan', plan.doubt))}" if plan.doubt else ""
    return f"{plan.state}{adopted}{doubt}"


# Dates, prices, balances


def _dates(filing: Filing, book: Book) -> Iterator[str]:
    for odd in book.facts.odd_dates.get(filing.accession, ()):
        about = f" {rows_named([odd.row])}:" if odd.row else ""
        used = f", {odd.used} is used" if odd.used and odd.used != odd.filed else ""
        yield f"**Odd date**{about} {odd.filed}{used}. {said('date', odd.rule)}"


def _prices(filing: Filing, book: Book) -> Iterator[str]:
    for odd in book.odd_prices.get(filing.accession, ()):
        yield (
            f"**Odd price** {rows_named([RowKey(odd.accession, 'I', odd.row)])}: price"
            f" {number(str(odd.price))} beside a usual {number(str(odd.usual))} of {odd.others}"
            f" others. {said('price', odd.rule)}"
        )


def _gaps(filing: Filing, book: Book, page: str) -> Iterator[str]:
    for balance in book.gaps.get(filing.accession, ()):
        proofs = " ".join(proof_link(proof, book, page) for proof in balance.proofs)
        proof = f" Proof: {proofs}." if proofs else ""
        yield (
            f"**Balance that does not follow** {rows_named([balance.key])}:"
            f" {sum_of(balance)}. {said('gap', balance.reason)}{proof}"
        )


def signed(value: Decimal | None) -> str:
    """A number with its sign."""
    if value is None:
        return "?"
    text = number(f"{abs(value):f}")
    return f"+{text}" if value > 0 else f"−{text}" if value < 0 else text


def sum_of(balance: Balance) -> str:
    """ "100 before, −10 by rows, 90 expected, 95 filed: +5"."""
    before, expected = balance.previous, balance.expected
    return (
        f"{number(f'{before:f}') if before is not None else '?'} before,"
        f" {signed(balance.since)} by rows since,"
        f" {number(f'{expected:f}') if expected is not None else '?'} expected,"
        f" {number(f'{balance.balance:f}') if balance.balance is not None else '?'} filed:"
        f" {signed(balance.gap)}"
    )
