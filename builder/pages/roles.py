"""The roles of an insider at each issuer over time, as their filings state them.

The boxes and titles are those of ``reportingOwnerRelationship``. A role lasts from the first to
the last of the filings in a row that state it; what was between two filings nobody says.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from builder.model import Filing, Owner
from builder.pages import cells
from builder.pages.checks import folded
from builder.pages.markup import count, counted, literal
from builder.pages.people import newest_first, role
from builder.pages.tables import Column, table

ISSUERS = 100  # with their roles: those of the newest filings; the others are named
SPELLS = 6  # of one issuer: the newest
_SPELLING = re.compile(r"[\W_]+")  # what two spellings of one title differ in


class Spell(NamedTuple):
    """One role at one issuer: the filings in a row that state it."""

    owner: Owner  # as in the newest of them
    first: Filing
    last: Filing
    filings: int


def spells_of(filings: Iterable[Filing], key: int) -> dict[int, list[Spell]]:
    """The roles of an insider by issuer, the newest first."""
    found: dict[int, list[Spell]] = defaultdict(list)
    for filing in sorted(filings, key=newest_first):
        for owner in filing.owners:
            if owner.key == key:
                _take(found[filing.issuer.key], owner, filing)
                break
    return {issuer: spells[::-1] for issuer, spells in found.items()}


def _take(spells: list[Spell], owner: Owner, filing: Filing) -> None:
    """Go on with the newest spell, or begin another if the role is another."""
    before = spells[-1] if spells else None
    if before is not None and _stated(before.owner) == _stated(owner):
        spells[-1] = Spell(owner, before.first, filing, before.filings + 1)
    else:
        spells.append(Spell(owner, filing, filing, 1))


def _stated(owner: Owner) -> tuple[object, ...]:
    return (
        owner.is_director, owner.is_officer, owner.is_ten_percent_owner, owner.is_other,
        _plain(owner.officer_title), _plain(owner.other_text),
    )  # fmt: skip


def _plain(title: str | None) -> str:
    """A title without what is only spelling: "EVP & CFO" and "EVP, CFO" are one."""
    return _SPELLING.sub(" ", title.casefold().replace(" and ", " ")).strip() if title else ""


def roles_table(filings: Iterable[Filing], key: int, page: str) -> str:
    """The roles at each issuer, the newest first; an issuer is named once."""
    spells = sorted(
        spells_of(filings, key).values(),
        key=lambda found: newest_first(found[0].last),
        reverse=True,
    )
    rows = [row for found in spells[:ISSUERS] for row in _rows(found, page)]
    if len(spells) > ISSUERS:
        rest = [cells.issuer(found[0].last, page) for found in spells[ISSUERS:]]
        rows.append([folded(f"{counted(len(rest), 'more issuer')}", rest), "", "", "", ""])
    columns = [
        Column("Issuer"), Column("Role"), Column("Stated since"), Column("Filings", "right"),
        Column("Newest filing"),
    ]  # fmt: skip
    return table("people s16-roles", columns, rows)


def _rows(spells: Sequence[Spell], page: str) -> Iterator[list[str]]:
    name = _linked(spells[0].last, page)
    for spell in spells[:SPELLS]:
        said = role(spell.owner, spell.last)
        if spell.last.not_subject_to_section16:
            said += ' <span class="s16-flag">no longer subject</span>'
        yield [
            name, said, _day(spell.first.known_day), count(spell.filings),
            cells.source(spell.last, page),
        ]  # fmt: skip
        name = ""
    if len(spells) > SPELLS:
        yield ["", f"and {count(len(spells) - SPELLS)} earlier", "", "", ""]


def _linked(filing: Filing, page: str) -> str:
    symbol = literal(filing.issuer.symbol)
    ticker = f' <span class="s16-ticker">{symbol}</span>' if symbol else ""
    return cells.issuer(filing, page) + ticker


def _day(day: date | None) -> str:
    return f'<span class="s16-derived">{day}</span>' if day else "not stated"
