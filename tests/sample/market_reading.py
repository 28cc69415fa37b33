"""Just enough reading of a market for its tests: the tables and, apart from them, the XML.

As in ``reading``, nothing here comes from the program's own readers.
"""

from __future__ import annotations

import zipfile
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from tests.sample.reading import root_of, text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml import etree

Line = dict[str, str]

# Each table of rows with the element of the XML that its lines stand for.
ELEMENTS = {
    "NONDERIV_TRANS": "nonDerivativeTable/nonDerivativeTransaction",
    "NONDERIV_HOLDING": "nonDerivativeTable/nonDerivativeHolding",
    "DERIV_TRANS": "derivativeTable/derivativeTransaction",
    "DERIV_HOLDING": "derivativeTable/derivativeHolding",
}
PATHS = {
    "SECURITY_TITLE": "securityTitle",
    "CONV_EXERCISE_PRICE": "conversionOrExercisePrice",
    "TRANS_DATE": "transactionDate",
    "DEEMED_EXECUTION_DATE": "deemedExecutionDate",
    "TRANS_FORM_TYPE": "transactionCoding/transactionFormType",
    "TRANS_CODE": "transactionCoding/transactionCode",
    "EQUITY_SWAP_INVOLVED": "transactionCoding/equitySwapInvolved",
    "EQUITY_SWAP_TRANS_CD": "transactionCoding",
    "TRANS_TIMELINESS": "transactionTimeliness",
    "TRANS_SHARES": "transactionAmounts/transactionShares",
    "TRANS_TOTAL_VALUE": "transactionAmounts/transactionTotalValue",
    "TRANS_PRICEPERSHARE": "transactionAmounts/transactionPricePerShare",
    "TRANS_ACQUIRED_DISP_CD": "transactionAmounts/transactionAcquiredDisposedCode",
    "EXCERCISE_DATE": "exerciseDate",
    "EXERCISE_DATE": "exerciseDate",
    "EXPIRATION_DATE": "expirationDate",
    "UNDLYNG_SEC_TITLE": "underlyingSecurity/underlyingSecurityTitle",
    "UNDLYNG_SEC_SHARES": "underlyingSecurity/underlyingSecurityShares",
    "UNDLYNG_SEC_VALUE": "underlyingSecurity/underlyingSecurityValue",
    "SHRS_OWND_FOLWNG_TRANS": "postTransactionAmounts/sharesOwnedFollowingTransaction",
    "VALU_OWND_FOLWNG_TRANS": "postTransactionAmounts/valueOwnedFollowingTransaction",
    "DIRECT_INDIRECT_OWNERSHIP": "ownershipNature/directOrIndirectOwnership",
    "NATURE_OF_OWNERSHIP": "ownershipNature/natureOfOwnership",
}
_NUMBERS = ("SHARES", "PRICE", "VALUE", "SHRS_", "VALU_")
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


@dataclass(frozen=True)
class Market:
    """A written market, as its files are: lines in the order of the tables."""

    tables: dict[str, list[Line]]
    quarters: dict[str, dict[str, list[Line]]]
    texts: dict[str, bytes]  # accession number to submission
    archives: list[list[str]]  # names of members, in order


def unquoted(cell: str) -> str:
    """A cell that holds quotation marks is quoted, with its marks doubled."""
    return cell[1:-1].replace('""', '"') if cell.startswith('"') else cell


def lines_of(data: bytes) -> list[Line]:
    """One table, column by name; every line has as many cells as the head line."""
    head, *lines = (line.split("\t") for line in data.decode("ascii").splitlines())
    return [dict(zip(head, (unquoted(cell) for cell in line), strict=True)) for line in lines]


def read_market(folder: Path) -> Market:
    """Everything in a market's folder."""
    quarters: dict[str, dict[str, list[Line]]] = {}
    tables: dict[str, list[Line]] = defaultdict(list)
    for path in sorted(folder.glob("data-sets/*.zip")):
        with zipfile.ZipFile(path) as opened:
            quarters[path.name[:6]] = {
                name[:-4]: lines_of(opened.read(name))
                for name in opened.namelist()
                if name.endswith(".tsv")
            }
        for table, lines in quarters[path.name[:6]].items():
            tables[table] += lines
    texts: dict[str, bytes] = {}
    archives = []
    for path in sorted(folder.glob("submissions/*.zip")):
        with zipfile.ZipFile(path) as opened:
            archives.append(opened.namelist())
            for name in opened.namelist():
                assert name not in texts, f"{name} is in two archives"
                texts[name.removesuffix(".txt")] = opened.read(name)
    return Market(dict(tables), quarters, texts, archives)


def by_filing(lines: list[Line]) -> dict[str, list[Line]]:
    """The lines of each filing."""
    found: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        found[line["ACCESSION_NUMBER"]].append(line)
    return found


def iso(day: str) -> str:
    """``18-MAR-2026`` as ``2026-03-18``."""
    return f"{day[7:]}-{_MONTHS.index(day[3:6]) + 1:02d}-{day[:2]}" if day else ""


def said(column: str, cell: str) -> str | Decimal:
    """What a cell of a table says."""
    if column.endswith("_DATE"):
        return iso(cell)
    if any(part in column for part in _NUMBERS) and cell:
        return Decimal(cell)
    return cell


def said_in_xml(column: str, row: etree._Element) -> str | Decimal:
    """What the XML says in the place of a cell."""
    path = PATHS[column]
    found = text(row, f"{path}/value") or (text(row, path) if "transactionCoding" in path else "")
    if any(part in column for part in _NUMBERS) and found:
        return Decimal(found)
    return found


def notes_in_xml(column: str, row: etree._Element) -> str:
    """The footnotes of a box, as the tables list them."""
    box = row.find(PATHS[column])
    return (
        "" if box is None else ", ".join(str(one.get("id")) for one in box.iterfind("footnoteId"))
    )


def rows_of(data: bytes) -> Iterator[tuple[str, list[etree._Element]]]:
    """The rows of a submission by the table that they belong to."""
    root = root_of(data)
    for table, path in ELEMENTS.items():
        yield table, root.findall(path)
