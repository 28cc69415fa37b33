"""Where things are: addresses inside the site, and at the SEC.

Permanent addresses go by number: names and tickers change, a cited address must not.
"""

from __future__ import annotations

from builder.model import Filing

SEC = "https://www.sec.gov"
FICTIONAL_FROM = 9_000_000_000  # the sample's CIKs; EDGAR's have at most seven digits today

GENERATED_FOLDERS = ("issuers", "insiders", "account", "data")


def issuer_page(cik: int) -> str:
    """Folder of an issuer's page, relative to the site, with a trailing slash."""
    return f"issuers/{cik}/"


def insider_page(cik: int) -> str:
    """Folder of an insider's page."""
    return f"insiders/{cik}/"


def year_page(filing: Filing) -> str:
    """Folder of the page on which a filing is printed in full."""
    return f"issuers/{filing.issuer.cik or 0}/{filing.year}/"


def filing_anchor(filing: Filing) -> str:
    """Address of a filing: its year page and accession number."""
    return f"{year_page(filing)}#{filing.accession}"


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
    if filing.is_local or is_fictional(filing):
        return None
    cik = filing.issuer.cik or next((o.cik for o in filing.owners if o.cik), None)
    if cik is None:
        return None
    folder = filing.accession.replace("-", "")
    return f"{SEC}/Archives/edgar/data/{cik}/{folder}/{filing.accession}-index.htm"


def sec_company(cik: int) -> str | None:
    """EDGAR's list of ownership filings of a company or person."""
    if not 0 < cik < FICTIONAL_FROM:
        return None
    return f"{SEC}/cgi-bin/browse-edgar?action=getcompany&CIK={cik:010d}&type=4&owner=include"
