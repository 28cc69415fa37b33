"""Street addresses of reporting owners stand nowhere in a site."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from builder.build import BuildReport
from builder.ledger.store import Ledger

_BLANKS = re.compile(r"\s+")


def streets(ledger: Ledger) -> Iterator[str]:
    """Every street line of every owner, as the ledger keeps it."""
    for issuer in ledger.issuers():
        for filing in ledger.filings_of_issuer(issuer.cik):
            for owner in filing.owners:
                if owner.address:
                    yield from filter(None, (owner.address.street1, owner.address.street2))


@pytest.fixture(scope="module")
def private(sample_site: BuildReport) -> set[str]:
    """The streets of the sample, blanks and case aside."""
    with Ledger(sample_site.place.ledger) as ledger:
        return {plain(street) for street in streets(ledger)}


def plain(text: str) -> str:
    """Text as anybody may search for it."""
    return _BLANKS.sub(" ", html.unescape(text)).strip().casefold()


def test_the_sample_has_streets_to_look_for(private: set[str]) -> None:
    assert len(private) > 20
    assert min(map(len, private)) > 5


def test_no_file_of_the_site_holds_a_street(sample_site: BuildReport, private: set[str]) -> None:
    found = [
        (path.relative_to(sample_site.place.site).as_posix(), street)
        for path in texts(sample_site.place.site)
        for text in [plain(path.read_text(encoding="utf-8"))]
        for street in private
        if street in text
    ]
    assert not found


def texts(site: Path) -> Iterator[Path]:
    """Every file of a site that is text."""
    kinds = {".html", ".json", ".xml", ".txt", ".csv", ".js", ".svg"}
    return (path for path in site.rglob("*") if path.suffix in kinds)
