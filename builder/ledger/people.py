"""Who the people of a ledger are: the name to show for each, and where they report.

A name is that of the newest filing as far as the ledger is asked to look; whether it names a
person follows from every role that was ever ticked and from who occurs as an issuer (section 7
of the forms reference).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from builder.derive.chains import Reworded
from builder.derive.lines import Line
from builder.ledger.corrected import people_in
from builder.ledger.store import AGE, Ledger
from builder.model import Filing, Row
from builder.names.display_names import Shown, show

_CHUNK = 500  # SQLite limits the variables of a query
_SEPARATOR = "\x1f"  # in no name: control characters are no XML

_OWNERS = f"""
    SELECT owner_key, max({AGE} || '{_SEPARATOR}' || coalesce(rptownername, '')),
        max(coalesce(is_director, 0) OR coalesce(is_officer, 0))
    FROM reportingowner JOIN submission USING (accession_number)
    WHERE owner_key IN (%s) AND coalesce(known_day, '') <= ? GROUP BY owner_key
"""  # noqa: S608 - our own expressions
_ISSUERS = f"""
    SELECT issuer_key, max({AGE} || '{_SEPARATOR}' || coalesce(issuername, '')), 0
    FROM submission WHERE issuer_key IN (%s) AND coalesce(known_day, '') <= ? GROUP BY issuer_key
"""  # noqa: S608 - our own expressions


def shown(ledger: Ledger, keys: Collection[int]) -> dict[int, Shown]:
    """The name to show for each owner or issuer; keys of whom nothing is known are left out."""
    people = people_in(ledger)
    until = ledger.as_of.isoformat() if ledger.as_of else "9999-12-31"
    found: dict[int, Shown] = {}
    for chunk in _chunks(sorted(keys)):
        marks = ", ".join("?" * len(chunk))
        issuers = {row[0]: row for row in ledger.ask(_ISSUERS % marks, [*chunk, until])}
        owners = {row[0]: row for row in ledger.ask(_OWNERS % marks, [*chunk, until])}
        for key in issuers.keys() | owners.keys():
            _, said, has_role = owners.get(key) or issuers[key]
            name = said.partition(_SEPARATOR)[2]
            found[key] = show(
                name, is_issuer=key in issuers, has_role=bool(has_role),
                override=people.kind(key), name=people.name(key),
            )  # fmt: skip
    return found


def rewording(ledger: Ledger) -> Reworded | None:
    """How the site owner rewords titles of securities; None if no title is merged."""
    people = people_in(ledger)
    if not people.titles:
        return None

    def reworded(filing: Filing, _row: Row, line: Line) -> Line:
        return line._replace(title=people.title(filing.issuer.key, line.title))

    return reworded


def first_issuers(ledger: Ledger) -> dict[int, int]:
    """One issuer of each owner, the same every time: to take people of one issuer together."""
    return dict(
        ledger.ask(
            "SELECT owner_key, min(issuer_key) FROM reportingowner JOIN submission"
            " USING (accession_number) WHERE owner_key IS NOT NULL GROUP BY owner_key"
        )
    )


def _chunks(keys: Iterable[int]) -> Iterator[Sequence[int]]:
    rest = iter(keys)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk
