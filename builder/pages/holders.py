"""Who holds what of an issuer: the lines of all insiders in one table.

By insider, then class, old lines last, direct before indirect: a line stands in the column of its
way of holding. Lines of one insider stand together under one name. Insiders who still report come
first; those of whom only old lines are known follow, and a long table ends with what it leaves out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from builder.derive.totals import Held, Total, totals_of
from builder.model import Filing, Owner
from builder.pages import cells
from builder.pages.checks import all_owners
from builder.pages.holdings import (
    Group,
    View,
    ends_of,
    group_of,
    newest_of_groups,
)
from builder.pages.markup import count, counted, literal, number
from builder.pages.notes import joined
from builder.pages.tables import Column, table

LISTED = 400  # lines: the rest stand on the pages of the insiders who hold them
LONGEST_TITLE = 60  # characters of an officer's title beside a name

Lines = list[Held]


def holders_table(lines: Iterable[Held], view: View) -> str:
    """The open lines of Table I by holder, direct and indirect apart."""
    shown = [held for held in lines if held.position.table == "I" and held.position.is_open]
    newest = newest_of_groups(held.position for held in shown)
    groups = _in_order(shown, newest)
    rows: list[list[str]] = []
    left: list[Lines] = []
    for found in groups:
        if rows and len(rows) + len(found) > LISTED:
            left.append(found)
        else:
            rows += _rows(found, newest[group_of(found[0].position)], view)
    if left:
        rows.append([_rest(left), *[""] * (len(_COLUMNS) - 1)])
    return table("holdings s16-holders", _COLUMNS, rows)


_COLUMNS = [
    Column("Insider"), Column("Class"), Column("Direct", "right"), Column("Indirect", "right"),
    Column("How held"), Column("All of class", "right"), Column("As of"), Column("Check"),
    Column("Filing"),
]  # fmt: skip


def _in_order(lines: Lines, newest: Mapping[Group, Filing]) -> list[Lines]:
    """Lines by holder: those with a line that still counts first, then by name."""
    by_holder = sorted(lines, key=lambda held: group_of(held.position))
    groups = [list(found) for _, found in groupby(by_holder, lambda h: group_of(h.position))]
    return sorted(groups, key=lambda found: _place(found, newest))


def _place(lines: Lines, newest: Mapping[Group, Filing]) -> tuple[bool, str, Group]:
    group = group_of(lines[0].position)
    owners = newest[group].owners
    name = (owners[0].name or "").casefold() if owners else ""
    return all(held.stale is not None for held in lines), name, group


def _rows(lines: Lines, newest: Filing, view: View) -> list[list[str]]:
    """One holder's lines; only the first bears the name, only the first of a class its sum."""
    position = lines[0].position
    totals = {total.title: total for total in totals_of(position.owners[0], lines)}
    rows = []
    named, title = _named(newest, view), None
    for held in sorted(lines, key=_line_place):
        wording = held.position.wording
        together = _together(totals.get(wording.title)) if wording.title != title else ""
        rows.append([named, *_line(held, view), together, *ends_of(held, view)])
        named, title = "", wording.title
    return rows


def _line_place(held: Held) -> tuple[object, ...]:
    """By class; what still counts first, direct before indirect."""
    wording = held.position.wording
    return wording.title, held.stale is not None, wording.held != "D", held.position.line


def _line(held: Held, view: View) -> list[str]:
    """Class, direct or indirect amount, and how it is held, with the notes on each."""
    filing, row, notes = held.position.report.filing, held.position.report.row, view.notes
    letter, nature = row.direct_or_indirect_ownership, row.nature_of_ownership
    stated = letter is not None and letter.value in {"D", "I"}
    amount = cells.balance(filing, row, notes)
    if stated:  # the column says what the letter says
        amount += notes.mark(filing, letter)
        how = cells.marked(filing, notes, nature)
    else:
        how = cells.held(filing, row, notes) or "not stated"
    is_direct = held.position.wording.held == "D"
    return [
        cells.marked(filing, notes, row.security_title),
        amount if is_direct else "",
        "" if is_direct else amount,
        how,
    ]


def _together(total: Total | None) -> str:
    """The sum of a class where it has several parts; how many lines it leaves out."""
    if total is None or len(total.parts) < 2:
        return ""
    out = sum(bool(part.why_not) for part in total.parts)
    if len(total.parts) == out:
        return ""
    said = f'<span class="s16-derived">{number(f"{total.shares:f}")}</span>'
    return joined([said, f"<small>without {counted(out, 'line')}</small>" if out else ""], "<br>")


def _named(filing: Filing, view: View) -> str:
    """The holder's name, the first owner's role in few words, and who else files with it."""
    if not filing.owners:
        return "not stated"
    first = filing.owners[0]
    role = _role(first)
    said = f'<br><span class="s16-role">{role}</span>' if role else ""
    return joined([cells.owner(first, view.page) + said, all_owners(filing, view.page, first.key)])


def _role(owner: Owner) -> str:
    title = owner.officer_title or ""
    long = len(title) > LONGEST_TITLE or "remark" in title.casefold()
    officer = "Officer" if long else literal(title) or "Officer"
    return joined(
        [
            "Director" if owner.is_director else "",
            officer if owner.is_officer else "",
            "10 % owner" if owner.is_ten_percent_owner else "",
        ],
        ", ",
    )


def _rest(groups: Sequence[Lines]) -> str:
    lines = sum(len(found) for found in groups)
    return (
        f"and {count(lines)} more lines of {counted(len(groups), 'holder')},"
        " each on the page of the insider"
    )
