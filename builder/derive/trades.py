"""The rows of an issuer's filings, as slim as comparing them with each other needs.

What crosses the groups of owners of one issuer (one trade reported by two of them, a price
unlike the others) is derived from these values alone, so the ledger keeps them in a table and
one new filing does not make it read the issuer's other filings again. Holdings are included:
which filings repeat each other is told by all their rows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from builder.derive.holders import holders_of
from builder.derive.keys import RowKey
from builder.derive.lines import normal_nature, normal_title
from builder.derive.parts import part_of
from builder.derive.reports import balance_of, event_day
from builder.model import Cell, Filing, Kind, Row, Table


class Trade(NamedTuple):
    """One row, transaction or holding: what it says, in words that compare."""

    accession: str
    table: Table
    row: int
    kind: Kind
    form: str  # "4", "4/A"; "" if not stated
    owners: tuple[int, ...]  # keys of the filing's owners, ascending
    filed: date | None  # when the filing was known: its filing date, else what stands for it
    accepted: datetime | None
    period: date | None
    part: str  # the remarks' words for being one filing of several (parts.part_of); "" if none
    day: date | None  # the day the row speaks of (reports.event_day)
    title: str  # lines.normal_title
    code: str
    direction: str  # "A", "D"; "" if not stated
    held: str  # "D" or "I"
    nature: str  # lines.normal_nature; "" for direct lines
    holders: tuple[str, ...]  # whom a transaction names (holders.holders_of)
    shares: Decimal | None
    value: Decimal | None  # total value, stated in place of shares
    price: Decimal | None
    balance: Decimal | None  # shares or value owned after
    terms: str  # of Table II: exercise price, dates, underlying; "" in Table I

    @property
    def key(self) -> RowKey:
        """The identity of the row."""
        return RowKey(self.accession, self.table, self.row)

    @property
    def order(self) -> tuple[bool, date, datetime, str, str, int]:
        """What counts first: by filing, acceptance, accession number, then by row.

        A filing with an accession number goes before one without: links and proofs lead there.
        """
        accepted = self.accepted or datetime.min  # noqa: DTZ901 - Eastern, naive, like all of them
        is_local = self.accession.startswith("local-")
        return is_local, self.filed or date.min, accepted, self.accession, self.table, self.row

    @property
    def submitter(self) -> str | None:
        """Who sent it to EDGAR: the first ten digits of the accession number (section 2.1)."""
        return None if self.accession.startswith("local-") else self.accession[:10]


def trades_of(filings: Iterable[Filing], superseded: Collection[RowKey] = ()) -> list[Trade]:
    """Every row of the filings that no amendment replaces; sorted, so their order is nothing."""
    found: list[Trade] = []
    for filing in filings:
        accession = filing.accession
        rows: Sequence[Row] = filing.rows
        if superseded:
            rows = [row for row in rows if RowKey(accession, row.table, row.row) not in superseded]
        if not rows:
            continue
        about = (
            filing.form or "",
            tuple(sorted(owner.key for owner in filing.owners)),
            filing.known_day,
            filing.accepted,
            filing.period,
            part_of(filing.remarks),
        )
        found += [
            Trade(accession, row.table, row.row, row.kind, *about, *_said(filing, row))
            for row in rows
        ]
    return sorted(found, key=_identity)


def _identity(trade: Trade) -> tuple[str, str, int]:
    return trade[:3]


_title = lru_cache(maxsize=1 << 14)(normal_title)
_nature = lru_cache(maxsize=1 << 14)(normal_nature)


def _said(filing: Filing, row: Row) -> tuple[Any, ...]:
    """The fields of a trade from its day on."""
    title, nature = row.security_title, row.nature_of_ownership
    held = _of(row.direct_or_indirect_ownership) or "D"
    return (
        event_day(filing, row),
        _title(title.value) if title and title.value else "",
        _of(row.transaction_code) or "",
        _of(row.transaction_acquired_disposed_code) or "",
        held,
        # oddity 64: a nature beside "D" is a slip
        _nature(nature.value) if nature and nature.value and held == "I" else "",
        holders_of(filing, row) if row.kind == "transaction" else (),
        _of(row.transaction_shares),
        _of(row.transaction_total_value),
        _of(row.transaction_price_per_share),
        _of(balance_of(row)),
        _terms(row) if row.table == "II" else "",
    )


def _of(cell: Cell[Any] | None) -> Any:
    return cell.value if cell is not None else None


def _terms(row: Row) -> str:
    underlying = row.underlying_security_title
    return "; ".join((
        _number(row.conversion_or_exercise_price),
        str(_of(row.exercise_date) or ""),
        str(_of(row.expiration_date) or ""),
        _title(underlying.value) if underlying and underlying.value else "",
        _number(row.underlying_security_shares or row.underlying_security_value),
    ))  # fmt: skip


def _number(cell: Cell[Decimal] | None) -> str:
    """A number without the zeros that two filers write differently."""
    return f"{cell.value.normalize():f}" if cell is not None and cell.value is not None else ""


# The columns of a table that holds trades: text, but for the number of the row. Named as in the
# ledger's other tables, where "table" would be a word of SQL.
COLUMNS: tuple[str, ...] = ("accession_number", "tbl", *Trade._fields[2:])

Values = tuple[str | int | None, ...]


def values_of(trade: Trade) -> Values:
    """A trade as plain values, one for each of :data:`COLUMNS`; nothing is rounded."""
    values: list[Any] = list(trade)
    for at in _DAYS:
        values[at] = values[at].isoformat() if values[at] is not None else None
    for at in _NUMBERS:
        values[at] = str(values[at]) if values[at] is not None else None
    values[_OWNERS] = ",".join(map(str, trade.owners))
    values[_HOLDERS] = "; ".join(trade.holders)  # plain words: no marks in them
    return tuple(values)


def trade_of(values: Iterable[Any]) -> Trade:
    """The trade that :func:`values_of` made these of."""
    found = list(values)
    for at in _DAYS:
        if found[at] is not None:
            found[at] = (datetime if at == _ACCEPTED else date).fromisoformat(found[at])
    for at in _NUMBERS:
        if found[at] is not None:
            found[at] = Decimal(found[at])
    owners, holders = found[_OWNERS], found[_HOLDERS]
    found[_OWNERS] = tuple(map(int, owners.split(","))) if owners else ()
    found[_HOLDERS] = tuple(holders.split("; ")) if holders else ()
    return Trade._make(found)


_ACCEPTED, _OWNERS, _HOLDERS = map(Trade._fields.index, ("accepted", "owners", "holders"))
_DAYS = [Trade._fields.index(name) for name in ("filed", "accepted", "period", "day")]
_NUMBERS = [Trade._fields.index(name) for name in ("shares", "value", "price", "balance")]
