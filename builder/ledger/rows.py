"""A Filing as table rows, and back: pure functions, exact in both directions.

Values that SQLite would round or reformat are stored as the filed text; what has no
column goes to ``odd_cell``. ``filings_of(rows_of(filing))`` gives the filing again.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, cast

from builder.filings.record import number_text
from builder.filings.values import prints_back
from builder.ledger.schema import ROW_TABLE, ROW_TABLES
from builder.model import (
    CELL_NAMES,
    DATE_CELLS,
    FLAG_CELLS,
    NUMBER_CELLS,
    Address,
    Cell,
    Filing,
    FormerName,
    Issuer,
    Owner,
    Row,
    Signature,
    Source,
    Warn,
)

Values = tuple[Any, ...]
Tables = dict[str, list[Values]]


def rows_of(filing: Filing, content_key: str = "") -> Tables:
    """Every table's rows for one filing; the key is that of :func:`read_statement`."""
    accession = filing.accession
    tables: Tables = defaultdict(list)
    for row in filing.rows:
        _add_row(tables, accession, row)
    for position, owner in enumerate(filing.owners, 1):
        tables["reportingowner"].append(_owner_values(accession, position, owner))
        _add_former_names(tables, accession, position, owner.former_names)
    _add_former_names(tables, accession, 0, filing.issuer.former_names)
    tables["footnotes"] = [
        (accession, position, key, text)
        for position, (key, text) in enumerate(filing.footnotes.items(), 1)
    ]
    tables["owner_signature"] = [
        (accession, position, signature.name, _text(signature.date), signature.raw_date)
        for position, signature in enumerate(filing.signatures, 1)
    ]
    tables["warning"] = [
        (accession, position, *warning) for position, warning in enumerate(filing.warnings, 1)
    ]
    tables["submission"] = [_submission_values(filing, content_key)]
    return dict(tables)


def _text(value: date | datetime | None) -> str | None:
    return value.isoformat() if value is not None else None


def _add_former_names(
    tables: Tables, accession: str, owner: int, names: tuple[FormerName, ...]
) -> None:
    for position, former in enumerate(names, 1):
        tables["former_name"].append((accession, owner, position, former.name, _text(former.until)))


def _owner_values(accession: str, position: int, owner: Owner) -> Values:
    address = owner.address or Address()
    return (accession, position, *owner[:8], *address, owner.key or None)


def _submission_values(filing: Filing, content_key: str) -> Values:
    issuer = filing.issuer
    return (
        filing.accession,
        filing.form,
        _text(filing.filed),
        _text(filing.accepted),
        _text(filing.period),
        _text(filing.original_filed),
        *issuer[:8],
        filing.no_securities_owned,
        filing.not_subject_to_section16,
        filing.form3_holdings_reported,
        filing.form4_transactions_reported,
        filing.aff10b5_one,
        filing.remarks,
        filing.schema_version,
        *filing.source,
        content_key,
        _text(filing.known_day),
        issuer.key,
    )


def _add_row(tables: Tables, accession: str, row: Row) -> None:
    spec = ROW_TABLE[row.table, row.kind]
    values: list[Any] = [accession, row.row]
    for name in spec.cells:
        cell = getattr(row, name)
        if cell is None:
            values += (None, None)
        else:
            values += (_stored(cell), ", ".join(cell.footnotes) or None)
            if _is_odd(cell):
                tables["odd_cell"].append(_odd(accession, row, name, cell))
    for name, cell in zip(CELL_NAMES, row[3:], strict=True):
        if cell is not None and name not in spec.cells:
            tables["odd_cell"].append(_odd(accession, row, name, cell))
    tables[spec.name].append(tuple(values))


def _is_odd(cell: Cell[Any]) -> bool:
    """True for what the plain columns would not give back: filed text, ids with a comma."""
    if cell.raw is not None and not isinstance(cell.value, Decimal):
        return True
    return any(not note or "," in note for note in cell.footnotes)


def _odd(accession: str, row: Row, name: str, cell: Cell[Any]) -> Values:
    notes = json.dumps(cell.footnotes)
    return (accession, row.table, row.row, name, _stored(cell), notes, cell.raw)


def _stored(cell: Cell[Any]) -> str | bool | None:
    value = cell.value
    if isinstance(value, Decimal):
        return number_text(cell)
    if isinstance(value, date):
        return value.isoformat()
    return cast("str | bool | None", value)


# Back again.


def filings_of(tables: Mapping[str, Iterable[Values]]) -> list[Filing]:
    """Filings from table rows, in the order of the submission rows."""
    parts: dict[str, dict[str, list[Values]]] = {}
    for name, rows in tables.items():
        grouped: dict[str, list[Values]] = defaultdict(list)
        for values in rows:
            grouped[values[0]].append(values)
        parts[name] = grouped
    return [
        _filing_of({name: grouped.get(accession, []) for name, grouped in parts.items()})
        for accession in parts["submission"]
    ]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _flag(value: int | None) -> bool | None:
    return None if value is None else bool(value)


def _former_of(part: list[Values], owner: int) -> tuple[FormerName, ...]:
    return tuple(FormerName(v[3], _day(v[4])) for v in sorted(part) if v[1] == owner)


def _issuer_of(values: Values, former: tuple[FormerName, ...]) -> Issuer:
    cik, name, symbol, foreign, sic, sic_title, state, year_end = values
    return Issuer(cik, name, symbol, foreign, sic, sic_title, state, year_end, former)


def _owner_of(values: Values, former: list[Values]) -> Owner:
    director, officer, ten_percent, other = map(bool, values[4:8])
    owner = Owner(
        values[2],
        values[3],
        director,
        officer,
        ten_percent,
        other,
        values[8],
        values[9],
        _address_of(values[10:20]),
        _former_of(former, values[1]),
    )
    key = values[20]
    return owner if owner.key == (key or 0) else owner._replace(same_as=key)


def _address_of(values: Values) -> Address | None:
    street1, street2, city, state, code, description, non_us, territory, country, good = values
    address = Address(
        street1,
        street2,
        city,
        state,
        code,
        description,
        _flag(non_us),
        territory,
        country,
        _flag(good),
    )
    return address if address != Address() else None


def _cell_of(
    name: str, value: Any, footnotes: tuple[str, ...], raw: str | None = None
) -> Cell[Any]:
    if value is None:
        return Cell(None, footnotes, raw)
    if name in NUMBER_CELLS:
        return Cell(Decimal(value), footnotes, None if prints_back(value) else value)
    if name in DATE_CELLS:
        return Cell(date.fromisoformat(value), footnotes, raw)
    if name in FLAG_CELLS:
        return Cell(bool(int(value)), footnotes, raw)  # a text in odd_cell
    return Cell(value, footnotes, raw)


@lru_cache(maxsize=1 << 15)  # most cells say what thousands of others say: "4", "A", "0", a title
def _plain_cell(name: str, value: Any, notes: str | None) -> Cell[Any]:
    return _cell_of(name, value, tuple(notes.split(", ")) if notes else ())


_PLACE = {name: place for place, name in enumerate(Row._fields)}
_EMPTY: list[None] = [None] * len(CELL_NAMES)
# Of each row table: its cells, where each stands in a Row, and where in the table.
_CELLS = {
    spec.name: [(name, _PLACE[name], 2 + 2 * at) for at, name in enumerate(spec.cells)]
    for spec in ROW_TABLES
}


def _rows_of_filing(parts: dict[str, list[Values]]) -> tuple[Row, ...]:
    odd: dict[tuple[str, int], dict[str, Cell[Any]]] = defaultdict(dict)
    for _, table, number, name, value, notes, raw in parts["odd_cell"]:
        odd[table, number][name] = _cell_of(name, value, tuple(json.loads(notes)), raw)
    rows: list[Row] = []
    for spec in ROW_TABLES:
        for values in parts[spec.name]:
            made: list[Any] = [spec.table, values[1], spec.kind, *_EMPTY]
            for name, place, at in _CELLS[spec.name]:
                value, notes = values[at], values[at + 1]
                if value is not None or notes is not None:
                    made[place] = _plain_cell(name, value, notes)
            for name, cell in odd.get((spec.table, values[1]), {}).items():
                made[_PLACE[name]] = cell
            rows.append(Row._make(made))
    rows.sort(key=_place)
    return tuple(rows)


def _place(row: Row) -> tuple[str, int]:
    return row.table, row.row


def _filing_of(parts: dict[str, list[Values]]) -> Filing:
    s = parts["submission"][0]
    former = parts["former_name"]
    return Filing(
        accession=s[0],
        form=s[1],
        filed=_day(s[2]),
        accepted=datetime.fromisoformat(s[3]) if s[3] else None,
        period=_day(s[4]),
        original_filed=_day(s[5]),
        issuer=_issuer_of(s[6:14], _former_of(former, 0)),
        no_securities_owned=_flag(s[14]),
        not_subject_to_section16=_flag(s[15]),
        form3_holdings_reported=_flag(s[16]),
        form4_transactions_reported=_flag(s[17]),
        aff10b5_one=_flag(s[18]),
        remarks=s[19],
        schema_version=s[20],
        source=Source(*s[21:24]),
        owners=tuple(_owner_of(v, former) for v in sorted(parts["reportingowner"])),
        rows=_rows_of_filing(parts),
        footnotes={v[2]: v[3] for v in sorted(parts["footnotes"])},
        signatures=tuple(
            Signature(v[2], _day(v[3]), v[4]) for v in sorted(parts["owner_signature"])
        ),
        warnings=tuple(Warn(*v[2:]) for v in sorted(parts["warning"])),
    )
