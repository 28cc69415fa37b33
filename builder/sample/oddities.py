"""What is wrong or strange in some filings of the sample, on purpose and on record."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Oddity:
    """One peculiarity: what it is, and which rules a filing with it breaks."""

    what: str
    schema: bool = False
    sums: bool = False


ODDITIES: dict[str, Oddity] = {
    "late": Oddity("filed after the due date"),
    "more-than-ten-owners": Oddity("more than ten owners, filed in parts with the same rows"),
}
