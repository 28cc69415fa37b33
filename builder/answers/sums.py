"""Sums of transactions: each row once, and nothing added that is not the same thing.

What is left out is said with each sum: rows that another row counts for, amounts that are not
stated, rows without a value.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from builder.answers import Json
from builder.answers.proofs import plain


def sums_of(rows: Iterable[Json]) -> list[Json]:
    """Sums by issuer, table, code, direction and class of security, from records of rows."""
    groups: dict[tuple[Any, ...], list[Json]] = defaultdict(list)
    for row in rows:
        issuer = row["issuer"]
        place = (issuer["cik"] or 0, issuer["local_id"] or "", row["table"], row["code"] or "",
                 row["acquired_disposed"] or "", row["class"] or "")  # fmt: skip
        groups[place].append(row)
    return [_sum(groups[place]) for place in sorted(groups)]


def _sum(rows: Sequence[Json]) -> Json:
    first = rows[0]
    counted = [row for row in rows if row["counted"]]
    shares = [Decimal(row["shares"]) for row in counted if row["shares"] is not None]
    values = [Decimal(row["value"]) for row in counted if row["value"] is not None]
    without_value = Counter(row["why_no_value"] for row in counted if row["value"] is None)
    left_out = Counter(row["why_not"]["why"] for row in rows if not row["counted"])
    return {
        "issuer": first["issuer"],
        "table": first["table"],
        "code": first["code"],
        "acquired_disposed": first["acquired_disposed"],
        "class": first["class"],
        "rows": len(counted),
        "shares": plain(sum(map(abs, shares), Decimal(0))) if shares else None,
        "rows_without_shares": len(counted) - len(shares),
        "value": plain(sum(values, Decimal(0))) if values else None,
        "rows_without_value": dict(sorted(without_value.items())),
        "left_out": dict(sorted(left_out.items())),
    }
