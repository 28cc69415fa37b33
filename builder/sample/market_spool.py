"""Filings on their way from the issuers, who make them, to the days, which hold them.

Issuers are simulated one after the other, each over its whole year, while the archives of
a market are ordered by day. What is made is therefore put aside in one file a day, and a
day is read back whole: memory holds one batch of issuers, then one day, never the market.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from builder.sample.market_tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

# Time of acceptance, accession number, bytes in each table, bytes of the submission text.
_HEAD = struct.Struct(f"<I20s{len(TABLES)}II")


class Entry(NamedTuple):
    """One filing as it lies in a spool."""

    accepted: int  # seconds of its day
    accession: str
    tables: tuple[bytes, ...]  # its lines in each table, one after the other
    text: bytes  # the submission


def pack_entry(accepted: int, accession: str, tables: Sequence[bytes], text: bytes) -> bytes:
    """One filing as bytes."""
    sizes = [len(table) for table in tables]
    head = _HEAD.pack(accepted, accession.encode(), *sizes, len(text))
    return b"".join((head, *tables, text))


def unpack_entries(data: bytes) -> Iterator[Entry]:
    """The filings of one day, in the order in which they were made."""
    at = 0
    while at < len(data):
        accepted, accession, *sizes = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        parts = []
        for size in sizes:
            parts.append(data[at : at + size])
            at += size
        yield Entry(accepted, accession.decode(), tuple(parts[:-1]), parts[-1])


@dataclass(frozen=True, slots=True)
class Spool:
    """A folder with one file a day."""

    folder: Path

    def add(self, days: Mapping[date, bytes]) -> None:
        """Put aside what a batch of issuers filed, day by day."""
        for day, data in days.items():
            with self._place(day).open("ab") as file:
                file.write(data)

    def take(self, day: date) -> bytes:
        """Everything filed on a day; it is gone from the spool."""
        place = self._place(day)
        if not place.exists():
            return b""
        data = place.read_bytes()
        place.unlink()
        return data

    def _place(self, day: date) -> Path:
        return self.folder / f"{day.isoformat()}.day"
