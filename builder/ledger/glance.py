"""Filings at a glance: what one line of a list says, for all filings of a ledger at once.

Reading a filing whole takes a hundred times as long as a line of a list needs. So lists of many
filings ask the tables for the few columns that they print.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from builder.ledger.store import AGE, Ledger

_UNTIL = "9999-12-31"


class Glance(NamedTuple):
    """One line of a list: a filing, whose it is, and what it reports."""

    accession: str
    form: str | None
    day: str  # ISO; "" if nothing tells it
    accepted: str | None  # ISO, to the second
    issuer: int
    issuer_name: str | None
    owner: int  # the first; 0 if nothing is known by which to link
    owner_name: str | None
    owners: int
    codes: tuple[str, ...]  # of both tables, each once, in reading order
    holdings: int
    is_nothing_owned: bool


class Met(NamedTuple):
    """How often a transaction code occurs as filed, and the newest filing that has it."""

    rows: int  # of both tables
    acquired: int
    disposed: int
    newest: str  # accession number


def filings_by_day(ledger: Ledger) -> dict[str, int]:
    """How many filings each day has, newest day first; "" stands for those without any date."""
    return dict(
        ledger.ask(
            "SELECT coalesce(known_day, '') AS day, count(*) FROM submission"
            " WHERE coalesce(known_day, '') <= ? GROUP BY day ORDER BY day DESC",
            [_until(ledger)],
        )
    )


def filings_within(ledger: Ledger, span: str) -> list[Glance]:
    """The filings of a year or month, as ISO days begin ("": undated ones), newest first."""
    end = f"{span}-99" if span else ""
    within = "coalesce(known_day, '') >= ? AND coalesce(known_day, '') <= ?"
    values = (span, min(end, _until(ledger)))
    codes: dict[str, dict[str, None]] = defaultdict(dict)
    holdings: dict[str, int] = defaultdict(int)
    for table in ("nonderiv_trans", "deriv_trans"):
        for accession, code in ledger.ask(
            f"SELECT accession_number, trans_code FROM {table} JOIN submission"  # noqa: S608 - our own table names
            f" USING (accession_number) WHERE trans_code <> '' AND {within}"
            " ORDER BY accession_number, row",
            values,
        ):
            codes[accession][code] = None
    for table in ("nonderiv_holding", "deriv_holding"):
        for accession, rows in ledger.ask(
            f"SELECT accession_number, count(*) FROM {table} JOIN submission"  # noqa: S608 - our own table names
            f" USING (accession_number) WHERE {within} GROUP BY accession_number",
            values,
        ):
            holdings[accession] += rows
    return [
        Glance._make(
            [*said, tuple(codes.get(said[0], ())), holdings.get(said[0], 0), bool(nothing)]
        )
        for *said, nothing, _ in ledger.ask(_HEADS.format(within), values)
    ]


# The plain columns beside the single min() are those of the first owner.
_HEADS = """
    SELECT accession_number, document_type, coalesce(known_day, ''), acceptance_datetime,
        issuer_key, issuername, coalesce(owner_key, 0), rptownername, count(position),
        no_securities_owned, min(position)
    FROM submission LEFT JOIN reportingowner USING (accession_number)
    WHERE {} GROUP BY accession_number
    ORDER BY known_day DESC, acceptance_datetime DESC, accession_number DESC
"""


def codes_met(ledger: Ledger) -> dict[str, Met]:
    """Every transaction code that rows have, counted as filed."""
    found: dict[str, list[tuple[int, int, int, str]]] = defaultdict(list)
    for table in ("nonderiv_trans", "deriv_trans"):
        for code, *counted in ledger.ask(
            "SELECT trans_code, count(*), sum(trans_acquired_disp_cd = 'A'),"  # noqa: S608 - our own table names
            f" sum(trans_acquired_disp_cd = 'D'), max({AGE})"
            f" FROM {table} JOIN submission USING (accession_number)"
            " WHERE trans_code <> '' AND coalesce(known_day, '') <= ? GROUP BY trans_code",
            [_until(ledger)],
        ):
            found[code].append(tuple(counted))
    return {code: _met(parts) for code, parts in sorted(found.items())}


def _met(parts: list[tuple[int, int, int, str]]) -> Met:
    newest = max(age for *_, age in parts)
    return Met(
        sum(rows for rows, *_ in parts),
        sum(acquired or 0 for _, acquired, _, _ in parts),
        sum(disposed or 0 for _, _, disposed, _ in parts),
        newest[_AGE_BEFORE:],
    )


_AGE_BEFORE = len("0000-00-00") + len("0000-00-00T00:00:00")  # what AGE has before the number


def _until(ledger: Ledger) -> str:
    return ledger.as_of.isoformat() if ledger.as_of else _UNTIL
