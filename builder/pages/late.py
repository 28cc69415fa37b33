"""Reports that came late, by our count or by the filer's own word, each with its rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from builder.derive.deadlines import Deadline
from builder.model import Filing
from builder.pages import cells
from builder.pages.books import Book
from builder.pages.conclusions import days, rows_named
from builder.pages.markup import count, counted
from builder.pages.notes import form_of
from builder.pages.people import newest_first
from builder.pages.rules import rule_link
from builder.pages.tables import Column, table

NEWEST_LATE = 50
_LATE = frozenset({"late", "late by own word"})
_TESTABLE = frozenset({"late", "on time"})


class _Report(NamedTuple):
    """Rows of one filing with one due day and rule; no rows: the filing as a whole."""

    filing: Filing
    deadlines: tuple[Deadline, ...]


def late_note(books: Sequence[Book], filings: Sequence[Filing], page: str) -> str:
    """How many filings can be tested, and what came of it."""
    found: Counter[str] = Counter()
    why: Counter[str] = Counter()
    for _, deadlines in _deadlines(books, filings):
        states = {each.state for each in deadlines}
        found["testable"] += bool(states & _TESTABLE)
        found["late"] += "late" in states
        found["word"] += "late by own word" in states
        found["free"] += sum(each.state in {"voluntary", "early"} for each in deadlines)
        if states == {"not testable"}:
            why[deadlines[0].rule] += 1
    said = (
        f"{counted(found['testable'], 'filing')} with a due day that can be tested,"
        f" {count(found['late'])} of them late."
        if found["testable"]
        else "No filing with a due day that can be tested."
    )
    if why:
        (rule, most), *_ = sorted(why.items(), key=lambda item: (-item[1], item[0]))
        reason = rule_link("deadline", rule, page, "why")
        every = "" if most == why.total() else f" {count(most)} of them"
        said += f" {counted(why.total(), 'filing')} cannot be tested ({reason}{every})."
    if found["word"]:
        said += f" {counted(found['word'], 'filing')} late by the filer’s own word."
    if found["free"]:
        said += f" {counted(found['free'], 'row')} reported early or by choice."
    if found["late"] + found["word"] > NEWEST_LATE:
        said += f" The newest {NEWEST_LATE} late ones stand here."
    return f"{said} Nothing is called late unless the filing shows it."


def late_table(
    books: Sequence[Book], filings: Sequence[Filing], seen: Literal["issuer", "insider"], page: str
) -> str:
    """The newest late reports: what was due when, and how many days late it came."""
    late = sorted(
        (
            report
            for filing, deadlines in _deadlines(books, filings)
            for report in _late(filing, deadlines)
        ),
        key=lambda report: newest_first(report.filing),
        reverse=True,
    )
    rows = [_row(report, seen, page) for report in late[:NEWEST_LATE]]
    if not rows:
        return _none_late({d.state for _, found in _deadlines(books, filings) for d in found})
    columns = [
        Column("Filing"), Column("Insider" if seen == "issuer" else "Issuer"), Column("What"),
        Column("Counted from"), Column("Due"), Column("Late"), Column("Rule"),
    ]  # fmt: skip
    return table("late", columns, rows)


def _none_late(states: set[str]) -> str:
    """What to say where nothing is late; "" of filings that have no deadline at all."""
    if states & _TESTABLE:
        return "No filing here is late by what it shows."
    return "Whether a filing was late cannot be told here." if states else ""


def _deadlines(
    books: Sequence[Book], filings: Sequence[Filing]
) -> Iterator[tuple[Filing, Sequence[Deadline]]]:
    found = {book.issuer: book.facts.deadlines for book in books}
    for filing in filings:
        yield filing, found[filing.issuer.key].get(filing.accession, ())


def _late(filing: Filing, deadlines: Sequence[Deadline]) -> Iterator[_Report]:
    groups: dict[tuple[object, ...], list[Deadline]] = {}
    for each in deadlines:
        # an annual item on a late Form 5 is late with its filing
        if each.state in _LATE and each.rule != "form-5-row":
            key = (each.state, each.rule, each.due, each.start, each.row is None)
            groups.setdefault(key, []).append(each)
    for group in groups.values():
        yield _Report(filing, tuple(group))


def _row(report: _Report, seen: str, page: str) -> list[str]:
    filing, first = report.filing, report.deadlines[0]
    keys = [each.row for each in report.deadlines if each.row is not None]
    what = rows_named(keys) if keys else "the filing"
    late = days(first.days_late) if first.days_late else "not stated"
    rule = "own word" if first.state == "late by own word" else "rule"
    return [
        cells.source(filing, page),
        cells.owners(filing, page) if seen == "issuer" else cells.issuer(filing, page),
        f"{form_of(filing)}, {what}",
        _day(first.start),
        _day(first.due),
        f'<span class="s16-flag">{late}</span>',
        rule_link("deadline", first.rule, page, rule),
    ]


def _day(day: date | None) -> str:
    return f'<span class="s16-derived">{day}</span>' if day else "not stated"
