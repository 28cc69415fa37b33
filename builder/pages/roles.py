"""The role of an insider at each issuer, and since when their filings state it.

The boxes and titles are those of ``reportingOwnerRelationship``. A role lasts from the first to
the last of the filings in a row that state it; what was between two filings nobody says.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from builder.model import Filing, Owner
from builder.pages import cells
from builder.pages.checks import folded
from builder.pages.markup import count, counted, literal
from builder.pages.people import newest_first, role
from builder.pages.tables import Column, table

ISSUERS = 100  # with their roles: those of the newest filings; the others are named
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


def roles_table(spells: Mapping[int, Sequence[Spell]], page: str) -> str:
    """The newest role at each issuer, the newest first. Earlier ones stand in the timeline."""
    newest = sorted(
        ((found[0], sum(spell.filings for spell in found))
         for found in spells.values()),
        key=lambda pair: newest_first(pair[0].last),
        reverse=True,
    )  # fmt: skip
    rows = [_row(spell, filed, page) for spell, filed in newest[:ISSUERS]]
    if len(newest) > ISSUERS:
        rest = [cells.issuer(spell.last, page) for spell, _ in newest[ISSUERS:]]
        rows.append([folded(counted(len(rest), "more issuer"), rest), "", "", "", ""])
    columns = [
        Column("Issuer"), Column("Role"), Column("Stated since"), Column("Filings", "right"),
        Column("Newest filing"),
    ]  # fmt: skip
    return table("people", columns, rows)


def _row(spell: Spell, filed: int, page: str) -> list[str]:
    said = role(spell.owner, spell.last)
    if spell.last.not_subject_to_section16:
        said += ' <span class="s16-flag">no longer subject</span>'
    return [
        _linked(spell.last, page), said, _day(spell.first.known_day), count(filed),
        cells.source(spell.last, page),
    ]  # fmt: skip


def _linked(filing: Filing, page: str) -> str:
    symbol = literal(filing.issuer.symbol)
    ticker = f' <span class="s16-ticker">{symbol}</span>' if symbol else ""
    return cells.issuer(filing, page) + ticker


def _day(day: date | None) -> str:
    return f'<span class="s16-derived">{day}</span>' if day else "not stated"
