"""Charts of an insider's page: balances of each main line over time, and roles over time.

Inline SVG by our own templates, each with title, description and the same as a table. Nothing is
drawn beyond what filings state: a line ends with its last report, a role with the last filing that
states it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from builder.derive.history import Balance
from builder.derive.positions import Position
from builder.derive.reports import is_value
from builder.model import Cell, Filing, Owner
from builder.pages import cells
from builder.pages.axes import WIDE, Days, part_of, path_of, round_up, short
from builder.pages.books import Book
from builder.pages.markup import count, counted, literal, number
from builder.pages.people import newest_first
from builder.pages.tables import Column, fold, table
from builder.pages.templates import template

BYTES = 3_000  # of a chart, whatever names and numbers stand in it
CHARTS = 4  # lines of an insider that are drawn: those with the most balances
LEAST = 3  # balances on different days that are worth a line
POINTS = 20  # balances of a chart, the newest
LAST = 20  # units of the newest balance, which stands for no time yet
HIGH = 100  # units of a step chart from bottom to top
LANES = 8  # roles drawn
TIMES = 4  # times that a lane shows of a role, the newest
LISTED = 40  # roles in the table
KINDS = ("Director", "Officer", "10 % owner", "Other")  # the boxes of the form
_BETWEEN = re.compile(r"[\W_]+")
LONGEST = 44  # letters over a lane, so that they stand on a phone


class Point(NamedTuple):
    """A line's balance from a day on: the last that was reported for that day."""

    day: date
    shares: Decimal
    words: str  # the same as it is printed
    balance: Balance


def position_charts(cik: int, books: Iterable[Book], page: str) -> str:
    """A step line of each main line of Table I that names the insider, with its table."""
    drawn = []
    for book in books:
        for held in book.lines_of.get(cik, ()):
            position = held.position
            if position.table == "I" and len(position.history) >= LEAST:
                points = _points(position)
                if points:
                    drawn.append((position, points))
    drawn.sort(key=lambda pair: (-len(pair[1]), pair[0][:4]))
    return "\n\n".join(_position(position, points, page) for position, points in drawn[:CHARTS])


def _points(position: Position) -> list[Point]:
    """Balances in shares by day; amounts of money, words and unknown days are not drawn.

    None where they make no line, or one that never moved: a row of the holdings says as much.
    """
    found: dict[date, Balance] = {}
    for balance in position.history:
        if balance.as_of and balance.balance is not None and not is_value(balance.report.row):
            found[balance.as_of] = balance
    days = sorted(found)
    if len(days) < LEAST or len({each.balance for each in found.values()}) < 2:
        return []
    return [_point(day, found[day]) for day in days]


def _point(day: date, balance: Balance) -> Point:
    shares = balance.balance or Decimal(0)
    return Point(day, shares, number(f"{shares:f}"), balance)


def _position(position: Position, points: Sequence[Point], page: str) -> str:
    filing, row = position.report.filing, position.report.row
    how = "direct"
    if position.wording.held != "D":
        how = _brief(row.nature_of_ownership) or "indirect"
    issuer = literal(_cut(filing.issuer.name or "Issuer not stated", LONGEST))
    name = f"{issuer} · {_brief(row.security_title) or 'untitled'} · {how}"
    drawn = within(lambda most: _steps(name, points[-most:]), POINTS)
    return f"{drawn}\n\n{_steps_table(name, points[-POINTS:], len(points), page)}"


def _brief(cell: Cell[str] | None) -> str:
    return literal(_cut(cell.value, LONGEST)) if cell and cell.value else ""


def within(draw: Callable[[int], str], most: int) -> str:
    """A chart with as many of its parts, the newest, as its bytes may hold."""
    drawn = draw(most)
    while len(drawn.encode()) > BYTES and most > LEAST:
        most -= most // 4 or 1
        drawn = draw(most)
    return drawn


class Step(NamedTuple):
    """A balance of a chart: its words, and where the time begins and ends that it stands for."""

    words: str
    x: int
    end: int


def _steps(name: str, points: Sequence[Point]) -> str:
    days = Days(points[0].day, points[-1].day)
    least = min(point.shares for point in points)
    low = -round_up(-least) if least < 0 else Decimal(0)
    top = round_up(max(point.shares for point in points))
    places = [days.at(point.day) for point in points]
    heights = [HIGH - part_of(point.shares - low, top - low, HIGH) for point in points]
    starts = [min(place, WIDE - LAST) for place in places]
    ends = [*starts[1:], WIDE]
    return template("steps.svg.j2").render(
        name=name,
        desc=(
            f"{points[0].words} on {points[0].day}, {points[-1].words}"
            f" on {points[-1].day}; {len(points)} balances as filed."
        ),
        path=path_of(zip(places, heights, strict=True)),
        steps=[
            Step(_said(point), x, end) for point, x, end in zip(points, starts, ends, strict=True)
        ],
        grid=f"M0 0H{WIDE}{days.ticks(HIGH)}",
        wide=WIDE,
        high=HIGH,
        zero=HIGH - part_of(-low, top - low, HIGH),
        top=short(top),
        labels=days.labels(),
    )


def _said(point: Point) -> str:
    odd = " (does not follow)" if point.balance.verdict == "gap" else ""
    return f"{point.day}: {point.words}{odd}"


def _steps_table(name: str, points: Sequence[Point], all_of_them: int, page: str) -> str:
    rows = [
        [
            f'<span class="s16-derived">{point.day}</span>',
            point.words,
            cells.source(point.balance.report.filing, page),
        ]
        for point in reversed(points)
    ]
    if all_of_them > len(points):
        rows.append([f"{count(all_of_them - len(points))} older", "", ""])
    columns = [Column("As of"), Column("Owned after", "right"), Column("Filing")]
    return fold(f"{name}: as a table", table("steps", columns, rows))


# Roles over time


class Span(NamedTuple):
    """A role that consecutive filings about an issuer state, from the first of them to the last."""

    issuer: int
    kind: str
    title: str  # as the newest of them words it
    first: Filing
    last: Filing
    days: Days
    filings: int


def spans_of(cik: int, filings: Iterable[Filing]) -> list[Span]:
    """Every role that the filings state of someone, the newest first.

    A filing that does not repeat a role ends it; a title in other words opens another.
    """
    open_spans: dict[tuple[int, str], Span] = {}
    done: list[Span] = []
    for filing in sorted(filings, key=newest_first):
        day, issuer = filing.known_day, filing.issuer.key
        owner = next((owner for owner in filing.owners if owner.key == cik), None)
        if owner is None or day is None:
            continue
        stated = _roles(owner)
        for kind in KINDS:
            before = open_spans.get((issuer, kind))
            title = stated.get(kind)
            if before and title is not None and _same(before.title, title):
                first, days, filed = before.first, Days(before.days.first, day), before.filings + 1
            else:
                if before:
                    done.append(open_spans.pop((issuer, kind)))
                first, days, filed = filing, Days(day, day), 1
            if title is not None:
                open_spans[issuer, kind] = Span(issuer, kind, title, first, filing, days, filed)
    return sorted([*done, *open_spans.values()], key=_newest, reverse=True)


def _newest(span: Span) -> tuple[date, date, int, str, str]:
    return span.days.last, span.days.first, span.issuer, span.kind, span.title


def _same(one: str, other: str) -> bool:
    """True for two spellings of one title: "EVP & CFO" and "EVP, CFO"."""
    return one == other or _spelled(one) == _spelled(other)


def _spelled(title: str) -> list[str]:
    return [word for word in _BETWEEN.split(title.casefold()) if word and word != "and"]


def _roles(owner: Owner) -> dict[str, str]:
    """The boxes that are ticked, each with the title beside it."""
    ticked = (owner.is_director, owner.is_officer, owner.is_ten_percent_owner, owner.is_other)
    titles = ("", owner.officer_title or "", "", owner.other_text or "")
    return {kind: title for kind, is_so, title in zip(KINDS, ticked, titles, strict=True) if is_so}


class Lane(NamedTuple):
    """One role at one issuer: its words over it, and each time that it was stated."""

    y: int
    words: str
    bars: list[tuple[str, int, int]]


def role_timeline(
    cik: int, books: Iterable[Book], page: str, known: Sequence[Span] | None = None
) -> str:
    """Roles over time, one lane a role at an issuer, with its table; "" without any two days.

    ``known`` are the spans, where the page has them already.
    """
    found = known
    if found is None:
        found = spans_of(cik, (f for book in books for f in book.filings_of.get(cik, ())))
    if not found:
        return ""
    days = Days(min(s.days.first for s in found), max(s.days.last for s in found))
    if days.first == days.last:
        return ""
    rows = [
        [
            cells.issuer(span.last, page),
            literal(span.title) or span.kind,
            cells.source(span.first, page),
            cells.source(span.last, page),
            count(span.filings),
        ]
        for span in found[:LISTED]
    ]
    if len(found) > LISTED:
        rows.append([f"{count(len(found) - LISTED)} older", "", "", "", ""])
    columns = [
        Column("Issuer"), Column("Role"), Column("First stated"), Column("Last stated"),
        Column("Filings", "right"),
    ]  # fmt: skip
    body = fold("Roles over time as a table", table("roles", columns, rows))
    return f"{within(lambda most: _timeline(found, days, most), LANES)}\n\n{body}"


def _timeline(found: Sequence[Span], days: Days, most: int) -> str:
    lanes: dict[tuple[int, str], Lane] = {}
    alone = len({span.issuer for span in found}) == 1
    for span in found:
        key = (span.issuer, span.kind)
        if key not in lanes:
            if len(lanes) == most:
                continue
            lanes[key] = Lane(len(lanes) * 30, _over(span, alone=alone), [])
        if len(lanes[key].bars) < TIMES:
            start = days.at(span.days.first)
            end = max(days.at(span.days.last), start + 4)
            lanes[key].bars.append((_hover(span), min(start, WIDE - 4), end))
    return template("roles.svg.j2").render(
        desc=f"{counted(len(found), 'role')} as stated in filings.",
        first=days.first,
        last=days.last,
        lanes=list(lanes.values()),
        grid="".join(f"M0 {lane.y + 21}H{WIDE}" for lane in lanes.values()),
        high=len(lanes) * 30,
        wide=WIDE,
        labels=days.labels(),
    )


def _over(span: Span, *, alone: bool) -> str:
    """Role, and issuer unless there is one for all; cut where a phone ends, whole in the table."""
    if alone:
        return literal(_cut(span.title or span.kind, LONGEST))
    role = _cut(span.title or span.kind, LONGEST // 2)
    return f"{literal(role)} · {literal(_cut(span.last.issuer.name or 'Issuer not stated', 26))}"


def _cut(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _hover(span: Span) -> str:
    return f"{literal(_cut(span.title or span.kind, 60))}: {span.days.first} to {span.days.last}"
