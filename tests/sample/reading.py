"""Just enough reading of filings for the tests of the sample.

On purpose nothing here comes from the program's own readers: the sample and the readers
must not be able to agree on the same mistake.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from lxml import etree

_BOM = b"\xef\xbb\xbf"


def xml_of(data: bytes, *, broken_lines: bool = False) -> bytes:
    """The ownership XML within a file, whatever surrounds it."""
    data = data.removeprefix(_BOM).replace(b"\r\n", b"\n")
    if b"<XML>" in data:
        data = data.split(b"<XML>", 1)[1].split(b"</XML>", 1)[0].strip()
    return data.replace(b"\n", b"") if broken_lines else data


def root_of(data: bytes, *, broken_lines: bool = False) -> etree._Element:
    """The root of the ownership document in a file."""
    return etree.fromstring(xml_of(data, broken_lines=broken_lines))


def words(node: etree._Element) -> str:
    """All text within an element."""
    return "".join(str(part) for part in node.itertext()).strip()


def text(node: etree._Element, path: str) -> str:
    """The text at a path of local names, or nothing."""
    found = node.find("/".join(f"{{*}}{part}" for part in path.split("/")))
    return "" if found is None else words(found)


def codes_of(root: etree._Element) -> set[str]:
    """Every transaction code in a document."""
    return {words(node) for node in root.iter("{*}transactionCode")}


@dataclass(frozen=True)
class Line:
    """One row, as far as balances go."""

    key: tuple[str, ...]
    day: str
    change: Decimal  # 0 for a holding
    after: Decimal
    holding: bool


def lines_of(root: etree._Element) -> list[Line]:
    """The rows of a document, Table I first."""
    owners = ",".join(sorted(words(node) for node in root.iter("{*}rptOwnerCik")))
    issuer = text(root, "issuer/issuerCik")
    period = text(root, "periodOfReport")
    found = []
    for name in (
        "nonDerivativeTransaction",
        "nonDerivativeHolding",
        "derivativeTransaction",
        "derivativeHolding",
    ):
        found += [_line(row, name, (issuer, owners), period) for row in root.iter(f"{{*}}{name}")]
    return found


def _line(row: etree._Element, name: str, whose: tuple[str, str], period: str) -> Line:
    direct = text(row, "ownershipNature/directOrIndirectOwnership/value")
    key = (
        *whose,
        name[:3],
        text(row, "securityTitle/value"),
        direct,
        # A nature beside direct ownership says nothing.
        "" if direct == "D" else text(row, "ownershipNature/natureOfOwnership/value"),
        text(row, "conversionOrExercisePrice/value"),
        text(row, "expirationDate/value")[:10],
    )
    after = (
        text(row, "postTransactionAmounts/sharesOwnedFollowingTransaction/value")
        or text(row, "postTransactionAmounts/valueOwnedFollowingTransaction/value")
        or text(row, "underlyingSecurity/underlyingSecurityShares/value")
        or text(row, "underlyingSecurity/underlyingSecurityValue/value")
    )
    moved = (
        text(row, "transactionAmounts/transactionShares/value")
        or text(row, "transactionAmounts/transactionTotalValue/value")
        or "0"
    )
    sign = -1 if text(row, "transactionAmounts/transactionAcquiredDisposedCode/value") == "D" else 1
    return Line(
        key=key,
        day=text(row, "transactionDate/value")[:10] or period,
        change=sign * Decimal(moved),
        after=Decimal(after),
        holding=name.endswith("Holding"),
    )


def unexplained(start: Decimal | None, lines: list[Line]) -> str:
    """Why the lines of one key do not follow from the balance before; nothing if they do.

    Filers show the balance after each row, or the end balance on every row: either will do.
    """
    trades = [line for line in lines if not line.holding]
    end = lines[-1].after
    if start is None:
        start = lines[0].after - lines[0].change if trades and trades[0] is lines[0] else end
        if trades and all(line.after == end for line in trades):
            start = end - sum(line.change for line in trades)
    total = start + sum(line.change for line in trades)
    if total != end:
        return f"{start} and the changes give {total}, not {end}"
    if all(line.after == end for line in lines):
        return ""
    running = start
    for line in lines:
        running += line.change
        if line.after != running:
            return f"{running} expected after a row, not {line.after}"
    return ""
