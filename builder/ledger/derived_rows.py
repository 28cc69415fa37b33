"""What is derived from filings, as rows of the derived tables: values to values."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from builder.derive.amendments import Amended, FieldChange
from builder.derive.clusters import NO_OWNER
from builder.derive.facts import Across, Facts
from builder.derive.history import Balance
from builder.derive.keys import Proof, RowKey
from builder.derive.positions import Position
from builder.derive.reports import is_value
from builder.derive.staleness import stale_of
from builder.derive.trades import values_of
from builder.filings.record import number_text
from builder.ledger.rows import Tables, Values
from builder.model import Cell
from builder.names.display_names import Shown


def line_id(position: Position) -> str:
    """A name for a line that follows from what it is: 16 hex digits.

    From the issuer, the owners, the table, D or I, the newest wording and its number among the
    lines of the group; nobody outside the group has a part in it.
    """
    parts = [position.issuer, position.owners, position.table, position.line]
    return hashlib.blake2b(json.dumps(parts).encode(), digest_size=8).hexdigest()


def rows_of_facts(issuer: int, facts: Facts) -> Tables:
    """What follows from the filings of one cluster."""
    return {
        **_lines(facts),
        "trade": [(*values_of(trade), issuer) for trade in facts.trades],
        **_amended(facts.amended),
        "deadline": list(_deadlines(facts)),
        "plan": list(_plans(facts)),
        "odd_date": list(_odd_dates(facts)),
    }


def rows_across(issuer: int, across: Across) -> Tables:
    """What crosses the clusters of an issuer."""
    joint = across.joint
    return {
        "odd_price": [
            (o.accession, o.row, issuer, o.rule, str(o.price), str(o.usual), o.others)
            for o in across.odd_prices.values()
        ],
        "twin": [
            (*twin.row, issuer, twin.of.accession, twin.of.row, twin.rule, twin.words or None)
            for twin in joint.twins.values()
        ],
        "split_group": [
            (accession, issuer, split.accessions[0], split.rule)
            for split in joint.splits
            for accession in split.accessions
        ],
    }


def rows_of_parties(names: Mapping[int, Shown]) -> Tables:
    """The names to show."""
    return {"party": [(key, *names[key]) for key in sorted(names)]}


def _lines(facts: Facts) -> Tables:
    """Lines, whose they are, and every balance reported for them."""
    rows: Tables = {"line": [], "line_owner": [], "balance": []}
    for position in facts.positions:
        key = line_id(position)
        rows["line"].append((key, *_line(position, facts)))
        for owner in sorted(set(position.owners) or {NO_OWNER}):
            rows["line_owner"].append((owner, position.issuer, key))
        rows["balance"] += [
            (key, number, *_balance(balance)) for number, balance in enumerate(position.history, 1)
        ]
    return rows


def _line(position: Position, facts: Facts) -> Values:
    row, balance, newest = position.report.row, position.balance, position.newest
    stale = stale_of(position, facts.heard, newest)
    return (
        position.issuer,
        ", ".join(map(str, position.owners)),
        position.table,
        *position.line[:5],
        int(position.line[5]),
        is_value(row),
        position.is_open,
        _day(newest.as_of),
        number_text(balance) if balance else None,
        position.report.filing.accession,
        row.row,
        stale.rule if stale else None,
        _day(stale.day) if stale else None,
        stale.proof.accession if stale else None,
        sum(each.verdict == "gap" for each in position.history),
    )


def _balance(balance: Balance) -> Values:
    proofs = [_proof(proof) for proof in balance.proofs]
    return (
        *balance.key,
        _day(balance.as_of),
        _text(balance.balance),
        _text(balance.change),
        _text(balance.previous),
        _text(balance.since),
        _text(balance.gap),
        balance.verdict,
        balance.style,
        balance.reason or None,
        json.dumps(proofs, ensure_ascii=False) if proofs else None,
    )


def _amended(amended: Amended) -> Tables:
    """Amendments, what each does to each row, and the rows that do not count any more."""
    rows: Tables = {"amendment": [], "amended_row": [], "superseded_row": []}
    for link in amended.links.values():
        rivals = ", ".join(link.rivals) or None
        rows["amendment"].append((link.amendment, link.original, link.root, link.rule, rivals))
    for accession, changes in amended.changes.items():
        rows["amended_row"] += [
            (
                accession, number, *change.row, change.fate, *_other(change.other), change.rule,
                _changes(change.fields),
            )
            for number, change in enumerate(changes, 1)
        ]  # fmt: skip
    for key, gone in amended.superseded.items():
        proof = json.dumps(_proof(gone.proof), ensure_ascii=False) if gone.proof else None
        rows["superseded_row"].append(
            (*key, gone.by, gone.why, *_other(gone.other), gone.rule, proof)
        )
    return rows


def _other(key: RowKey | None) -> tuple[str | None, int | None]:
    return (key.accession, key.row) if key else (None, None)


def _changes(fields: Iterable[FieldChange]) -> str | None:
    found = [
        {"field": each.name, "before": _cell(each.before), "after": _cell(each.after)}
        for each in fields
    ]
    return json.dumps(found, ensure_ascii=False) if found else None


def _cell(cell: Cell[Any] | None) -> str | None:
    if cell is None:
        return None
    if isinstance(cell.value, Decimal):
        return number_text(cell)
    return str(cell.value) if cell.value is not None else cell.raw


def _deadlines(facts: Facts) -> Iterator[Values]:
    """Of a row, or of the filing as a whole (no table, row 0)."""
    for accession, deadlines in facts.deadlines.items():
        for each in deadlines:
            table, row = (each.row.table, each.row.row) if each.row else ("", 0)
            yield (
                accession, table, row, _day(each.start), _day(each.due), each.days_late, each.state,
                each.rule,
            )  # fmt: skip


def _plans(facts: Facts) -> Iterator[Values]:
    """The transactions of which words speak; of all others the box does, which was filed."""
    for plan in facts.plans.values():
        for key, row in plan.rows.items():
            note = row.proof.note if row.proof else None
            yield (*key, row.state, row.rule, _day(row.adopted), row.doubt or None, note)


def _odd_dates(facts: Facts) -> Iterator[Values]:
    for accession, found in facts.odd_dates.items():
        for number, odd in enumerate(found, 1):
            table, row = (odd.row.table, odd.row.row) if odd.row else (None, None)
            yield (accession, number, table, row, odd.rule, _day(odd.filed), _day(odd.used))


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _text(number: Decimal | None) -> str | None:
    return f"{number:f}" if number is not None else None


def _proof(proof: Proof) -> dict[str, object]:
    return {name: value for name, value in proof._asdict().items() if value not in {None, ""}}
