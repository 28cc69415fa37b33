"""Who an insider is to an issuer: the roles of the newest filing, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from builder.model import Filing, Owner
from builder.pages import cells
from builder.pages.markup import count, literal
from builder.pages.tables import Column, table

LONGEST_TITLE = 240  # characters; longer remarks are about something else, and stand in the filing


class Relation(NamedTuple):
    """A reporting owner and an issuer, as their newest common filing states it."""

    owner: Owner
    filing: Filing
    filings: int


def newest_first(filing: Filing) -> tuple[date, datetime, str]:
    """Sort key of filings (to be reversed): what is known of filing time, then accession."""
    return (
        filing.known_day or date.min,
        filing.accepted or datetime.min,  # noqa: DTZ901 - all acceptance times are Eastern, naive
        filing.accession,
    )


def role(owner: Owner, filing: Filing) -> str:
    """The roles ticked, in words; a title that only says "See Remarks" comes with the remarks."""
    return ", ".join(roles(owner, filing).values()) or "not stated"


def roles(owner: Owner, filing: Filing) -> dict[str, str]:
    """The words of each role ticked, by the box."""
    found = {}
    if owner.is_director:
        found["Director"] = "Director"
    if owner.is_officer:
        found["Officer"] = _with_remarks(owner.officer_title, filing) or "Officer"
    if owner.is_ten_percent_owner:
        found["10 % owner"] = "10 % owner"
    if owner.is_other:
        found["Other"] = _with_remarks(owner.other_text, filing) or "Other"
    return found


def _with_remarks(text: str | None, filing: Filing) -> str:
    """A title as filed; 30 characters are too few for many, which then only say "See Remarks"."""
    title = literal(text)
    remarks = filing.remarks or ""
    if "remark" in title.casefold() and 0 < len(remarks) <= LONGEST_TITLE:
        return f"{title}: {literal(remarks)}"
    return title


def relations(filings: Iterable[Filing]) -> dict[tuple[int, int], Relation]:
    """Newest relation for each (issuer CIK, owner CIK)."""
    found: dict[tuple[int, int], Relation] = {}
    for filing in sorted(filings, key=newest_first):
        for owner in filing.owners:
            if not owner.key:
                continue
            key = (filing.issuer.key, owner.key)
            before = found.get(key)
            found[key] = Relation(owner, filing, (before.filings if before else 0) + 1)
    return found


def people_table(head: str, entries: Iterable[tuple[str, Relation]], page: str) -> str:
    """Relations under their names (ready links): role, number of filings, the newest filing."""
    rows = []
    for name, relation in entries:
        filing = relation.filing
        said = role(relation.owner, filing)
        if filing.not_subject_to_section16:
            said += ' <span class="s16-flag">no longer subject</span>'
        rows.append([name, said, count(relation.filings), cells.source(filing, page)])
    columns = [Column(head), Column("Role"), Column("Filings", "right"), Column("Newest filing")]
    return table("people", columns, rows)
