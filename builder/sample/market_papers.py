"""What lies beside the tables: the two papers of a data set, and the README of a market."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from builder.sample.market_tables import COLUMNS, is_numbered
from builder.sample.sinks import README_MARK

if TYPE_CHECKING:
    from collections.abc import Sequence

# Columns that the SEC's description names and its tables lack.
_ONLY_DESCRIBED = (
    "CONTACT_NAME",
    "CONTACT_PHONE_NUMBER",
    "CONTACT_EMAIL_ADDRESS",
    "NOTIFICATION_EMAIL_ADDRESS",
)
_OTHER_NAME = {"EQUITY_SWAP_TRANS_CD_FN": "EQUITY_SWAP_INVOLVED_FN"}
_NUMBERS = ("SHARES", "PRICE", "VALUE", "SHRS_", "VALU_", "_SK")


def data_set_papers(name: str) -> tuple[tuple[str, bytes], ...]:
    """``FORM_345_metadata.json`` and ``FORM_345_readme.htm`` of a quarter."""
    described = json.dumps(_described(), indent="\t") + "\n"
    return (
        ("FORM_345_metadata.json", described.encode()),
        ("FORM_345_readme.htm", _page(name).encode()),
    )


def _described() -> dict[str, Any]:
    """The tables in the shape of the SEC's description (CSV on the Web)."""
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "dialect": {"header": True, "headerRowCount": 1, "delimiter": "\t"},
        "tables": [_table(table, COLUMNS[table]) for table in COLUMNS],
    }


def _table(table: str, columns: Sequence[str]) -> dict[str, Any]:
    named = [_OTHER_NAME.get(column, column) for column in columns]
    if table == "SUBMISSION":
        named += _ONLY_DESCRIBED
    key = ["ACCESSION_NUMBER"]
    if is_numbered(table) or table in ("REPORTINGOWNER", "FOOTNOTES"):
        key.append(columns[1])
    return {
        "url": f"{table}.tsv",
        "tableSchema": {
            "aboutUrl": "FORM_345_readme.htm",
            "primaryKey": key,
            "columns": [_column(column, required=column in key) for column in named],
        },
    }


def _column(name: str, *, required: bool) -> dict[str, Any]:
    found: dict[str, Any] = {"name": name, "titles": name.replace("_", " ")}
    if required:
        found["required"] = True
    if "DATE" in name and not name.endswith("_FN"):
        found["datatype"] = {"base": "date (DD-MON-YYYY)"}
    elif any(part in name for part in _NUMBERS) and not name.endswith("_FN"):
        found["datatype"] = {"base": "NUMBER", "maxLength": 22}
    else:
        found["datatype"] = {"base": "string"}
    found["dc:description"] = f"Fictional: {name.replace('_', ' ').lower()}"
    return found


def _page(name: str) -> str:
    rows = "".join(
        f"<tr><td>{table}</td><td>{', '.join(columns)}</td></tr>\n"
        for table, columns in COLUMNS.items()
    )
    return (
        "<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'>"
        f"<title>Fictional data set {name}</title></head>\n<body>\n"
        f"<h1>Fictional insider transactions, {name}</h1>\n"
        "<p>Every company, person and number in these tables is invented. The tables have the "
        "shape of the data sets of the SEC, and nothing else of theirs.</p>\n"
        f"<table>\n{rows}</table>\n</body></html>\n"
    )


def render_market_readme(seed: int, options: str, filings: int, insiders: int, issuers: int) -> str:
    """The page that tells whoever finds a market what it is."""
    return "\n".join(
        [
            f"{README_MARK} of a market year",
            "",
            "Every company, person, address, price and filing in this folder is invented. Numbers",
            "(CIKs) above 9,000,000,000 and accession numbers that begin with them are given to",
            "nobody. Any likeness to a real company, person or filing is chance.",
            "",
            "It was made by",
            "",
            f"    section16 sample --market --seed {seed}{options}",
            "",
            f"and holds {filings:,} filings by {insiders:,} insiders of {issuers:,} issuers:",
            "",
            "- `data-sets/`: as the SEC's quarterly data sets, one zip of tables a quarter;",
            "- `submissions/`: the same filings as full submission text, each in one archive.",
            "",
            "Do not edit it by hand: the same command makes the same filings again.",
            "",
        ]
    )
