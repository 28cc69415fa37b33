"""The roles of an insider at each issuer, and since when their filings state each of them.

The boxes and titles are those of ``reportingOwnerRelationship``. A role lasts from the first to
the last of the filings in a row that state it; what was between two filings nobody says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from builder.model import Filing
from builder.pages import cells
from builder.pages.charts import Span
from builder.pages.checks import folded
from builder.pages.markup import count, counted, literal
from builder.pages.notes import joined
from builder.pages.people import Relation, newest_first, roles
from builder.pages.tables import Column, table

ISSUERS = 100  # with their roles: those of the newest filings; the others are named


def roles_table(found: Iterable[Relation], spans: Sequence[Span], page: str) -> str:
    """The newest roles at each issuer, the newest first. Earlier ones stand in the timeline."""
    newest = sorted(found, key=lambda relation: newest_first(relation.filing), reverse=True)
    since = {
        (span.last.accession, span.kind): span.first.known_day for span in reversed(spans)
    }  # the newest filing of a role tells which of its times it is
    rows = [_row(relation, since, page) for relation in newest[:ISSUERS]]
    if len(newest) > ISSUERS:
        rest = [cells.issuer(relation.filing, page) for relation in newest[ISSUERS:]]
        rows.append([folded(counted(len(rest), "more issuer"), rest), "", "", ""])
    columns = [
        Column("Issuer"), Column("Role, and since when it is stated"), Column("Filings", "right"),
        Column("Newest filing"),
    ]  # fmt: skip
    return table("people s16-at", columns, rows)


def _row(relation: Relation, since: dict[tuple[str, str], date | None], page: str) -> list[str]:
    filing = relation.filing
    said = "<br>".join(
        joined([words, _since(since.get((filing.accession, kind)))])
        for kind, words in roles(relation.owner, filing).items()
    )
    if filing.not_subject_to_section16:
        said = joined([said or "not stated", '<span class="s16-flag">no longer subject</span>'])
    return [
        _linked(filing, page), said or "not stated", count(relation.filings),
        cells.source(filing, page),
    ]  # fmt: skip


def _linked(filing: Filing, page: str) -> str:
    symbol = literal(filing.issuer.symbol)
    ticker = f' <span class="s16-ticker">{symbol}</span>' if symbol else ""
    return cells.issuer(filing, page) + ticker


def _since(day: date | None) -> str:
    return f'<span class="s16-derived">since {day}</span>' if day else ""
