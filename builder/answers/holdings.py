"""What insiders hold: each line with its newest balance, its check and its notes, and the totals.

A line is a pile of securities of one group of owners (:mod:`builder.derive.positions`). Its
balance is the one that was filed last, or last before the day asked for; it is never a running
sum. Shares and amounts of money never share a field, and are never added.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from builder.answers import Json
from builder.answers.cells import footnotes, stated
from builder.answers.dossier import Dossier
from builder.answers.parties import insider_record, issuer_record
from builder.answers.proofs import continuity_record, plain, stale_record
from builder.answers.selection import Asked, asked_record, people_of
from builder.derive.history import Balance
from builder.derive.reports import balance_of, is_value
from builder.derive.totals import WHY_NOT, Held, Part, Total, totals_of
from builder.model import CELL_NAMES, Cell, Row


def holdings_answer(
    dossiers: Iterable[Dossier],
    asked: Asked,
    *,
    closed: bool = False,
    history: bool = False,
) -> Json:
    """The lines of an insider, or of all insiders, at each issuer, and the totals by person."""
    lines: list[Json] = []
    totals: list[Json] = []
    for dossier in dossiers:
        held = lines_of(dossier, asked)
        lines += [
            line_record(dossier, each, history=history)
            for each in held
            if closed or each.at.balance != 0
        ]
        for key in people_of(dossier, asked):
            totals += [total_record(dossier, total) for total in totals_of(key, held)]
    return {"asked": asked_record(asked), "lines": lines, "totals": totals}


def lines_of(dossier: Dossier, asked: Asked) -> list[Held]:
    """Every line of whoever is asked for, with the balance of the day asked for."""
    found = dossier.facts.held(asked.held_on)
    if asked.insider is not None:
        found = [held for held in found if asked.insider in held.position.owners]
    return sorted(found, key=lambda held: _place(dossier, held))


def _place(dossier: Dossier, held: Held) -> tuple[object, ...]:
    """By table, then person, direct lines first, then class and wording."""
    position = held.position
    names = tuple(dossier.name(key).casefold() for key in position.owners)
    line = position.wording
    return (position.table, names, position.owners, line.held, line.title, position.line)


def line_record(dossier: Dossier, held: Held, *, history: bool = False) -> Json:
    """One line: the balance and the row that states it, its check, and whether it is stale."""
    position, at = held.position, held.at
    filing, row = at.report.filing, at.report.row
    record: Json = {
        "issuer": issuer_record(dossier),
        "insiders": [insider_record(dossier, key) for key in position.owners],
        "joint": len(position.owners) > 1,
        "table": position.table,
        "security": stated(row.security_title),
        "class": position.wording.title,
        **amounts(row),
        "ownership": position.wording.held,
        "nature": stated(row.nature_of_ownership),
        "as_of": _day(at),
        "accession": filing.accession,
        "row": row.row,
        "exercise_price": stated(row.conversion_or_exercise_price),
        "exercisable": stated(row.exercise_date),
        "expires": stated(row.expiration_date),
        "underlying": underlying(row),
        "is_open": at.balance != 0,
        "stale": stale_record(held.stale),
        "continuity": continuity_record(at),
        "footnotes": footnotes(filing, row),
    }
    if history:
        record["history"] = [balance_record(each) for each in position.history]
    return record


def amounts(row: Row) -> Json:
    """The balance of a row, as shares or as an amount of money, and the cell that states it."""
    cell = balance_of(row)
    money = is_value(row)
    return {
        "shares": None if money else stated(cell),
        "value": stated(cell) if money else None,
        "stated_in": cell_name(row, cell),
    }


def cell_name(row: Row, cell: Cell[Any] | None) -> str | None:
    """The name of a cell of a row."""
    if cell is None:
        return None
    return next(name for name, each in zip(CELL_NAMES, row[3:], strict=True) if each is cell)


def underlying(row: Row) -> Json | None:
    """What a derivative is about; None in Table I."""
    if row.table == "I":
        return None
    return {
        "security": stated(row.underlying_security_title),
        "shares": stated(row.underlying_security_shares),
        "value": stated(row.underlying_security_value),
    }


def balance_record(balance: Balance) -> Json:
    """One reported balance of a line's history."""
    row = balance.report.row
    return {
        "accession": balance.report.filing.accession,
        "table": row.table,
        "row": row.row,
        "as_of": _day(balance),
        "code": stated(row.transaction_code),
        "change": plain(balance.change) if row.kind == "transaction" else None,
        **amounts(row),
        "style": balance.style,
        "continuity": continuity_record(balance),
    }


def _day(balance: Balance) -> str | None:
    return balance.as_of.isoformat() if balance.as_of else None


def total_record(dossier: Dossier, total: Total) -> Json:
    """What a person holds of a class, with its composition."""
    return {
        "issuer": issuer_record(dossier),
        "insider": insider_record(dossier, total.owner),
        "class": total.title,
        "direct": plain(total.direct),
        "indirect": plain(total.indirect),
        "shares": plain(total.shares),
        "parts": [part_record(part) for part in total.parts],
    }


def part_record(part: Part) -> Json:
    """One line of a total, and why the sum leaves it out if it does."""
    position, at = part.held.position, part.held.at
    row = at.report.row
    return {
        "accession": at.report.filing.accession,
        "table": row.table,
        "row": row.row,
        "ownership": position.wording.held,
        "nature": stated(row.nature_of_ownership),
        "as_of": _day(at),
        **amounts(row),
        "joint": len(position.owners) > 1,
        "counted": not part.why_not and part.shares is not None,
        "why_not": part.why_not or None,
        "why_not_text": WHY_NOT[part.why_not] if part.why_not else None,
    }
