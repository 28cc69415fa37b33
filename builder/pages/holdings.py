"""Tables of what is held now and of what was traded, seen from an issuer or from an insider."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from builder.derive.positions import Position
from builder.derive.reports import Report, report_of
from builder.derive.staleness import Stale
from builder.derive.totals import Held
from builder.model import Filing, Table
from builder.pages import cells
from builder.pages.addresses import link
from builder.pages.books import Book
from builder.pages.checks import all_owners, line_check
from builder.pages.flags import plan_word, row_flags
from builder.pages.notes import Notes, joined
from builder.pages.people import newest_first
from builder.pages.tables import Column, table

Seen = Literal["issuer", "insider"]  # whose page the table stands on

NEWEST = 200  # rows of a transactions table: the yearly pages hold them all

_FIRST = {"issuer": "Insider", "insider": "Issuer"}


Books = Mapping[int, Book]  # by issuer


class View(NamedTuple):
    """Where a table stands: on whose page, with whose notes, and the books behind it."""

    seen: Seen
    page: str
    notes: Notes
    books: Books
    insider: int | None = None  # whose page it is

    def book(self, filing: Filing) -> Book:
        """The book of a filing's issuer."""
        return self.books[filing.issuer.key]


def holdings_table(lines: Iterable[Held], which: Table, view: View) -> str:
    """Open lines of Table I or II, grouped by insider (or issuer); the group is named once."""
    seen, notes = view.seen, view.notes
    shown_lines = [held for held in lines if held.position.table == which and held.position.is_open]
    newest = newest_of_groups(held.position for held in shown_lines)
    rows = []
    before: object = None
    for held in sorted(shown_lines, key=lambda h: _order(h.position, newest, seen)):
        position = held.position
        filing, row = position.report.filing, position.report.row
        group = group_of(position)
        # the whole group stands under one name, that of its newest filing
        named = _group_name(newest[group], view) if group != before else ""
        before = group
        own = [named, cells.marked(filing, notes, row.security_title)]
        if which == "I":
            own += [cells.balance(filing, row, notes), cells.held(filing, row, notes)]
        else:
            own += [
                cells.marked(filing, notes, row.underlying_security_title),
                cells.balance(filing, row, notes),
                cells.marked(filing, notes, row.conversion_or_exercise_price),
                cells.marked(filing, notes, row.exercise_date),
                cells.marked(filing, notes, row.expiration_date),
                cells.held(filing, row, notes),
            ]
        rows.append([*own, *ends_of(held, view)])
    return table(_HOLDING_LOOK[which], _holding_columns(which, seen), rows)


def ends_of(held: Held, view: View) -> list[str]:
    """The last cells of a line: the day its balance speaks of, its check, its filing."""
    filing, as_of = held.position.report.filing, held.at.as_of
    # which day a balance speaks of is our conclusion, not the filer's word
    day = as_of.isoformat() if as_of else "not stated"
    shown = f'<span class="s16-derived">{day}</span>{_flag(held.stale, view.page)}'
    check = line_check(held.position, held.at, view.book(filing), view.page)
    return [shown, check, cells.source(filing, view.page)]


_HOLDING_LOOK: dict[Table, str] = {"I": "holdings", "II": "holdings s16-derivatives"}


def _holding_columns(which: Table, seen: Seen) -> list[Column]:
    first = Column(_FIRST[seen])
    if which == "I":
        own = [Column("Security"), Column("Amount", "right"), Column("Held")]
    else:
        own = [
            Column("Derivative"),
            Column("Underlying"),
            Column("Number", "right"),
            Column("Exercise price", "right"),
            Column("Exercisable"),
            Column("Expires"),
            Column("Held"),
        ]
    return [first, *own, Column("As of"), Column("Check"), Column("Filing")]


Group = tuple[int, tuple[int, ...]]

_STALE = {"stale": "stale", "exit": "last known", "expired": "expired"}


def _flag(stale: Stale | None, page: str) -> str:
    """A word beside the day of a line that may no longer be what it was: at most one."""
    if stale is None:
        return ""
    word = _STALE[stale.rule]
    return f' <span class="s16-flag">[{word}]({link("method.md#stale-lines", page)})</span>'


def group_of(position: Position) -> Group:
    """An issuer and the owners who file together: the lines that stand under one name."""
    return (position.issuer, position.owners)


def newest_of_groups(positions: Iterable[Position]) -> dict[Group, Filing]:
    newest: dict[Group, Filing] = {}
    for position in positions:
        filing = position.report.filing
        before = newest.setdefault(group_of(position), filing)
        if newest_first(before) < newest_first(filing):
            newest[group_of(position)] = filing
    return newest


def _order(position: Position, newest_of: Mapping[Group, Filing], seen: Seen) -> tuple[object, ...]:
    """By name, then group, direct lines before indirect ones."""
    newest = newest_of[group_of(position)]
    owner = (newest.owners[0].name or "").casefold() if newest.owners else ""
    first = owner if seen == "issuer" else (newest.issuer.name or "").casefold()
    direct = 0 if position.line[1] == "D" else 1
    return (first, group_of(position), direct, position.line)


def _group_name(filing: Filing, view: View) -> str:
    """The group's first owner or its issuer; everybody in it on request."""
    if view.seen == "issuer":
        if not filing.owners:
            return "not stated"
        first = filing.owners[0]
        others = all_owners(filing, view.page, first.key)
        return joined([cells.owner(first, view.page), others])
    others = all_owners(filing, view.page, view.insider)
    return joined([cells.issuer(filing, view.page), others])


def _named(filing: Filing, seen: Seen, page: str) -> str:
    if seen == "issuer":
        return cells.owners(filing, page)
    more = len(filing.owners) - 1
    joint = f" <small>jointly with {more} other{'s' if more > 1 else ''}</small>" if more else ""
    return cells.issuer(filing, page) + joint


def transactions(filings: Iterable[Filing], which: Table) -> list[Report]:
    """The transactions of Table I or II, newest first: by day, then filing, then row."""
    found = [
        report_of(filing, row)
        for filing in filings
        for row in filing.rows
        if row.table == which and row.kind == "transaction"
    ]
    return sorted(found, reverse=True)


def transactions_table(reports: Sequence[Report], which: Table, view: View) -> str:
    """The newest transactions, each leading to its filing, with what sums leave out marked."""
    seen, page, notes = view.seen, view.page, view.notes
    rows = []
    for report in reports[:NEWEST]:
        filing, row = report.filing, report.row
        own = [
            cells.traded(filing, row, notes),
            cells.owners(filing, page) if seen == "issuer" else _named(filing, seen, page),
            cells.code(filing, row, notes) + plan_word(filing, row, view.book(filing), page),
            cells.marked(filing, notes, row.security_title),
            cells.amount(filing, row, notes),
        ]
        if which == "II":
            own += [
                cells.marked(filing, notes, row.conversion_or_exercise_price),
                cells.marked(filing, notes, row.exercise_date),
                cells.marked(filing, notes, row.expiration_date),
                _underlying(report, notes),
            ]
        own += [
            cells.marked(filing, notes, row.transaction_price_per_share),
            cells.balance(filing, row, notes),
            cells.held(filing, row, notes),
            cells.source(filing, page) + row_flags(filing, row, view.book(filing), page),
        ]
        rows.append(own)
    look = "transactions" if which == "I" else "transactions s16-derivatives"
    return table(look, _transaction_columns(which, seen), rows)


def _underlying(report: Report, notes: Notes) -> str:
    filing, row = report.filing, report.row
    title = cells.marked(filing, notes, row.underlying_security_title)
    size = cells.marked(filing, notes, row.underlying_security_shares)
    if row.underlying_security_shares is None:
        value = row.underlying_security_value
        size = cells.money(value) + notes.mark(filing, value)
    return f"{size} {title}".strip()


def _transaction_columns(which: Table, seen: Seen) -> list[Column]:
    columns = [
        Column("Traded"),
        Column(_FIRST[seen]),
        Column("Code"),
        Column("Security" if which == "I" else "Derivative"),
        Column("Amount", "right"),
    ]
    if which == "II":
        columns += [
            Column("Exercise price", "right"),
            Column("Exercisable"),
            Column("Expires"),
            Column("Underlying"),
        ]
    return [
        *columns,
        Column("Price", "right"),
        Column("Owned after", "right"),
        Column("Held"),
        Column("Filing"),
    ]
