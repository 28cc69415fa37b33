"""Small ledgers and indexes for one test each. Nobody in them exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.ledger.rows import rows_of
from builder.ledger.store import Ledger
from builder.model import Filing, FormerName
from builder.search.index import refresh_index
from builder.search.index import search as search_index
from tests.forms import filing_of, form_xml, owner_xml, sale

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from builder.search.index import Hit

OFFICER = "<isOfficer>1</isOfficer><officerTitle>Chief Widget Officer</officerTitle>"


def filing(
    number: int = 1,
    *,
    issuer: tuple[int, str, str] = (9_000_000_001, "Example Works Inc", "EXWK"),
    owners: Sequence[tuple[int, str]] = ((9_000_000_101, "DOE JANE"),),
    roles: str = "",
    day: str = "2024-05-02",
    footnotes: Mapping[str, str] | None = None,
    remarks: str = "",
    nature: str = "",
    title: str = "Common Stock",
    former: Sequence[str] = (),
    former_owner: Sequence[str] = (),
    industry: str | None = None,
    foreign: str | None = None,
) -> Filing:
    """A Form 4 with one sale; its accession number ends in ``number``."""
    cells: dict[str, str | tuple[str, ...]] = {"securityTitle": title}
    if nature:
        cells |= {"directOrIndirectOwnership": "I", "natureOfOwnership": nature}
    cik, name, symbol = issuer
    data = form_xml(
        [sale(**cells)],
        issuer=(str(cik), name, symbol),
        owners=[owner_xml(str(key), owner, roles) for key, owner in owners],
        footnotes=footnotes,
        remarks=remarks,
        signature=("/s/ A Signer", day),
    )
    made = filing_of(data, f"9900000001-{day[2:4]}-{number:06d}")
    first, *others = made.owners
    known = tuple(FormerName(old, None) for old in former_owner)
    return made._replace(
        issuer=made.issuer._replace(
            former_names=tuple(FormerName(old, None) for old in former),
            sic_title=industry,
            foreign_symbol=foreign,
        ),
        owners=(first._replace(former_names=known), *others),
    )


def store(path: Path, *filings: Filing) -> Path:
    """Put filings into a ledger file."""
    with Ledger(path) as ledger, ledger.transaction():
        for each in filings:
            ledger.add_filing(rows_of(each))
    return path


def indexed(folder: Path, *filings: Filing) -> Path:
    """The index of a ledger that holds some filings."""
    store(folder / "ledger.db", *filings)
    with Ledger(folder / "ledger.db") as ledger:
        refresh_index(ledger, folder / "index")
    return folder / "index"


def titles(index: Path, query: str, **asked: object) -> list[str]:
    """The titles that a query finds, best first."""
    return [hit.title for hit in found(index, query, **asked)]


def found(index: Path, query: str, **asked: object) -> list[Hit]:
    """What a query finds, best first."""
    return search_index(index, query, **asked)  # type: ignore[arg-type]  # a test's own options
