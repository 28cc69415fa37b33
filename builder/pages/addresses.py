"""Where things are: addresses inside the site, and at the SEC.

Permanent addresses go by number: names and tickers change, a cited address must not. A
party without a CIK has a number of our own and an address that says so.
"""

from __future__ import annotations

from functools import lru_cache

from builder.model import Filing, folder_of, local_id

SEC = "https://www.sec.gov"
FICTIONAL_FROM = 9_000_000_000  # the sample's CIKs; EDGAR's have at most seven digits today

GENERATED_FOLDERS = ("issuers", "insiders", "account", "rules", "codes", "filings", "t", "data")


@lru_cache(maxsize=4096)
def issuer_page(key: int) -> str:
    """Folder of an issuer's page, relative to the site, with a trailing slash."""
    return f"issuers/{folder_of(key)}/"


@lru_cache(maxsize=4096)
def insider_page(key: int) -> str:
    """Folder of an insider's page."""
    return f"insiders/{folder_of(key)}/"


def identity(key: int, number: str = "{}") -> str:
    """``CIK 1234567``, or what a party without one goes by; ``number`` may add markup."""
    if key > 0:
        return f"CIK {number.format(key)}"
    return f"no CIK stated, local identity {local_id(key)}" if key else "no CIK"


def year_page(filing: Filing) -> str:
    """Folder of the page on which a filing is printed in full."""
    return f"{issuer_page(filing.issuer.key)}{filing.year}/"


def filing_anchor(filing: Filing) -> str:
    """Address of a filing: its year page and accession number."""
    return f"{year_page(filing)}#{filing.accession}"


@lru_cache(maxsize=4096)  # a page leads to the same filing from many cells
def link(target: str, page: str) -> str:
    """A relative link from one page folder to another, as stock MkDocs and GitHub follow it.

    >>> link("issuers/1/2024/#a", "issuers/1/")
    '2024/index.md#a'
    """
    path, _, anchor = target.partition("#")
    here = [part for part in page.split("/") if part]
    there = [part for part in path.split("/") if part]
    common = 0
    while common < min(len(here), len(there)) and here[common] == there[common]:
        common += 1
    parts = [".."] * (len(here) - common) + there[common:]
    is_file = bool(there) and there[-1].endswith(".md")  # a hand-written page
    out = "/".join(parts if is_file else [*parts, "index.md"])
    return f"{out}#{anchor}" if anchor else out


def is_fictional(filing: Filing) -> bool:
    """True for the sample's filings, which exist nowhere else."""
    return (filing.issuer.cik or 0) >= FICTIONAL_FROM


def sec_index(filing: Filing) -> str | None:
    """The filing's index page at sec.gov; None if there is nothing there to link to."""
    return sec_filing(filing.accession, filing.issuer.cik, *(o.cik for o in filing.owners))


def sec_filing(accession: str, *ciks: int | None) -> str | None:
    """The index page of an accession number, under the first CIK that is known."""
    cik = next((cik for cik in ciks if cik), None)
    if cik is None or cik >= FICTIONAL_FROM or accession.startswith("local-"):
        return None
    folder = accession.replace("-", "")
    return f"{SEC}/Archives/edgar/data/{cik}/{folder}/{accession}-index.htm"


def sec_company(cik: int) -> str | None:
    """EDGAR's list of ownership filings of a company or person."""
    if not 0 < cik < FICTIONAL_FROM:
        return None
    return f"{SEC}/cgi-bin/browse-edgar?action=getcompany&CIK={cik:010d}&type=4&owner=include"
