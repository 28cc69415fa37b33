"""Hypothesis strategies: ownership documents and submissions of any content, as text."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from hypothesis import strategies as st

from builder.model import CELL_NAMES, DATE_CELLS, FLAG_CELLS, NUMBER_CELLS
from tests.filings.test_ownership_xml import GROUP, element_name

# What XML 1.0 may hold, but for the carriage return, which every parser turns into a line feed.
CHARACTERS = st.characters(codec="utf-8", exclude_characters="\r\ufffe\uffff").filter(
    lambda character: character >= " " or character in "\t\n"
)
TEXTS = st.text(CHARACTERS, max_size=30)
NUMBERS = st.from_regex(r"-?(?:[0-9]{1,40}\.?[0-9]{0,8}|\.[0-9]{1,8})", fullmatch=True)
ODD = st.sampled_from(["1,000", "n/a", "1.0E7", "2024-02-30", "soon", "maybe", "-", "$5"])
DATES = st.dates().map(lambda day: day.isoformat()) | st.sampled_from(
    ["2005-03-01-05:00", "2026-06-01Z", "0022-05-01"]
)
FLAGS = st.sampled_from(["0", "1", "true", "false", "TRUE"])
NOTE_IDS = st.sampled_from(["F1", "F2", "F12", "", "F1,F2", "F 3", "F1, F2", "ä"])


def texts_of(name: str) -> st.SearchStrategy[str]:
    """Filed text for a cell: mostly what the schema asks for."""
    if name in NUMBER_CELLS:
        return NUMBERS | ODD
    if name in DATE_CELLS:
        return DATES | ODD
    return FLAGS | ODD if name in FLAG_CELLS else TEXTS


@st.composite
def cells(draw: st.DrawFn, name: str) -> str:
    """One element of a row."""
    text = draw(st.just("") | texts_of(name))
    notes = "".join(
        f"<footnoteId id={quoteattr(i)}/>" for i in draw(st.lists(NOTE_IDS, max_size=2))
    )
    return f"<{element_name(name)}><value>{escape(text)}</value>{notes}</{element_name(name)}>"


@st.composite
def rows(draw: st.DrawFn) -> str:
    """One row of either table with any of its elements."""
    kind = draw(
        st.sampled_from(
            ["nonDerivativeTransaction", "nonDerivativeHolding", "derivativeTransaction",
             "derivativeHolding"]
        )
    )  # fmt: skip
    chosen = draw(st.lists(st.sampled_from(CELL_NAMES), unique=True, max_size=len(CELL_NAMES)))
    body = ""
    for name in chosen:
        cell, group = draw(cells(name)), GROUP.get(name)
        body += f"<{group}>{cell}</{group}>" if group else cell
    table = "derivativeTable" if kind.startswith("d") else "nonDerivativeTable"
    return f"<{table}><{kind}>{body}</{kind}></{table}>"


@st.composite
def elements(draw: st.DrawFn, names: list[str], text: st.SearchStrategy[str]) -> str:
    """Some of these unwrapped elements with some text."""
    chosen = draw(st.lists(st.sampled_from(names), unique=True))
    return "".join(f"<{name}>{escape(draw(text))}</{name}>" for name in chosen)


@st.composite
def owners(draw: st.DrawFn) -> str:
    """One reporting owner."""
    address = draw(elements(["rptOwnerStreet1", "rptOwnerCity", "rptOwnerState"], TEXTS))
    flags = draw(elements(["isDirector", "isOfficer", "isTenPercentOwner", "isOther"], FLAGS))
    cik = draw(st.integers(0, 10**10 - 1) | st.just(""))
    return (
        f"<reportingOwner><reportingOwnerId><rptOwnerCik>{cik}</rptOwnerCik>"
        f"<rptOwnerName>{escape(draw(TEXTS))}</rptOwnerName></reportingOwnerId>"
        f"<reportingOwnerAddress>{address}"
        f"{draw(elements(['rptOwnerNonUSAddressFlag', 'rptOwnerGoodAddress'], FLAGS))}"
        f"</reportingOwnerAddress><reportingOwnerRelationship>{flags}"
        f"<officerTitle>{escape(draw(TEXTS))}</officerTitle></reportingOwnerRelationship>"
        "</reportingOwner>"
    )


HEAD_FLAGS = [
    "noSecuritiesOwned", "notSubjectToSection16", "form3HoldingsReported",
    "form4TransactionsReported", "aff10b5One",
]  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A whole ownership document."""
    form = draw(st.sampled_from(["3", "3/A", "4", "4/A", "5", "5/A", ""]))
    notes = draw(st.dictionaries(NOTE_IDS, TEXTS, max_size=4))
    footnotes = "".join(
        f"<footnote id={quoteattr(key)}>{escape(text)}</footnote>" for key, text in notes.items()
    )
    signatures = "".join(
        f"<ownerSignature><signatureName>{escape(name)}</signatureName>"
        f"<signatureDate>{escape(day)}</signatureDate></ownerSignature>"
        for name, day in draw(st.lists(st.tuples(TEXTS, DATES | ODD), max_size=2))
    )
    parties = "".join(draw(st.lists(owners(), max_size=3)))
    tables = "".join(draw(st.lists(rows(), max_size=4)))
    return (
        f"<ownershipDocument><documentType>{form}</documentType>"
        f"<periodOfReport>{escape(draw(DATES | ODD))}</periodOfReport>"
        f"{draw(elements(HEAD_FLAGS, FLAGS))}"
        f"<issuer><issuerCik>{draw(st.integers(0, 10**10 - 1))}</issuerCik>"
        f"{draw(elements(['issuerName', 'issuerTradingSymbol'], TEXTS))}</issuer>"
        f"{parties}{tables}"
        f"<footnotes>{footnotes}</footnotes><remarks>{escape(draw(TEXTS))}</remarks>"
        f"{signatures}</ownershipDocument>"
    )
