"""Hypothesis strategies: documents of any content that a printed form has room for."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from builder.filings.document import Document
from builder.model import Address, Cell, Issuer, Kind, Owner, Row, Signature, Table

# Texts that read like something else on the page.
CONFUSING = (
    "1. Name and Address of Reporting Person", "Name and Address of Reporting Person", "Remarks:",
    "X", "x", "** Signature of Reporting Person", "Signature of Reporting Person", "<b>bold</b>",
    "&amp;", "&nbsp;", "AT&T", "Table I - Non-Derivative", "Table II -", "(1)", "(Street)",
    "(City)", "(Last)", "2. Second", "1.", "Explanation of Responses:", "10% Owner", "Director",
    "Officer (give title below)", "3. Date of Earliest Transaction", "$5", "$", "1,000",
    "Check this box if no longer subject to Section 16", "Form 3 Holdings Reported.", "</td>",
    "<!-- -->", "a  b", "line\nbreak", "par\n\npar", "\u00e9\u4e2d\u2019\U0001f600", "V", "/K",
    "FORM 5", "SEC Form 3", "02/30/2020", "No securities", "Date", "[ X ]", "<sup>(1)</sup>",
)  # fmt: skip
_CHARACTERS = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zs", "Zl", "Zp"),
)  # fmt: skip
TEXTS = st.text(_CHARACTERS, min_size=1, max_size=12).map(str.strip).filter(bool) | st.sampled_from(
    CONFUSING
)
NOTES = [f"F{number}" for number in range(1, 13)]
FOOTNOTES = st.lists(st.sampled_from(NOTES), unique=True, max_size=3).map(tuple)
DAYS = st.dates()
NUMBERS = (
    st.decimals(0, Decimal(10) ** 12, places=4)
    .map(Decimal.normalize)
    .map(lambda value: Decimal(f"{value:f}"))
)
LETTERS = st.sampled_from("ACDEFGHIJLMOPSUWXZKV")


@st.composite
def cells(draw: st.DrawFn, values: st.SearchStrategy[Any]) -> Cell[Any] | None:
    """A cell: nothing, a value, a note alone, or both."""
    value, notes = draw(st.none() | values), draw(FOOTNOTES)
    return Cell(value, notes) if value is not None or notes else None


@st.composite
def _amounts(draw: st.DrawFn, shares: str, value: str) -> dict[str, Any]:
    name = draw(st.sampled_from((shares, value)))
    return {name: draw(cells(NUMBERS))}


_OWNED = ("shares_owned_following_transaction", "value_owned_following_transaction")
_UNDERLYING = ("underlying_security_shares", "underlying_security_value")
_AMOUNT = ("transaction_shares", "transaction_total_value")


@st.composite
def rows(draw: st.DrawFn, form: str, table: Table, number: int) -> Row:
    """A line of either table; a transaction has what tells it from a holding."""
    kind: Kind = "holding" if form == "3" else draw(st.sampled_from(("transaction", "holding")))
    found: dict[str, Any] = {
        "security_title": draw(cells(TEXTS)),
        "direct_or_indirect_ownership": draw(cells(st.sampled_from("DI"))),
        "nature_of_ownership": draw(cells(TEXTS)),
    }
    if table == "II":
        found["conversion_or_exercise_price"] = draw(cells(NUMBERS))
        found["exercise_date"] = draw(cells(DAYS))
        found["expiration_date"] = draw(cells(DAYS))
        found["underlying_security_title"] = draw(cells(TEXTS))
        found |= draw(_amounts(*_UNDERLYING))
    if table == "I" or form != "3":
        found |= draw(_amounts(*_OWNED))
    if kind == "transaction":
        found |= draw(_traded(form, table))
    elif form == "5":
        late = draw(st.booleans())
        found["transaction_form_type"] = Cell("3") if late else None
        notes = draw(FOOTNOTES)
        found["transaction_code"] = Cell(None, notes) if notes else None
    return Row(table, number, kind, **found)


@st.composite
def _traded(draw: st.DrawFn, form: str, table: Table) -> dict[str, Any]:
    found: dict[str, Any] = {
        "transaction_date": Cell(draw(DAYS), draw(FOOTNOTES)),
        "deemed_execution_date": draw(cells(DAYS)),
        "transaction_code": Cell(draw(LETTERS), draw(FOOTNOTES)),
        "transaction_form_type": draw(st.sampled_from((None, Cell("4"), Cell("5")))),
        "equity_swap_involved": draw(st.sampled_from((None, Cell(False), Cell(True)))),
        "transaction_timeliness": draw(cells(st.sampled_from("EL"))),
        "transaction_price_per_share": draw(cells(NUMBERS)),
    }
    letter = draw(st.sampled_from("AD"))
    if table == "I":
        found["transaction_shares"] = draw(cells(NUMBERS))
        found["transaction_acquired_disposed_code"] = Cell(letter, draw(FOOTNOTES))
        return found
    found |= draw(_amounts(*_AMOUNT))
    found["transaction_acquired_disposed_code"] = Cell(letter)
    return found


def _maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


ADDRESSES = st.builds(
    Address, *[_maybe(TEXTS)] * 5,
    non_us_state_territory=_maybe(TEXTS), country=_maybe(TEXTS),
)  # fmt: skip
OWNERS = st.builds(
    Owner,
    st.integers(1, 10**10 - 1),
    TEXTS,
    *[st.booleans()] * 4,
    _maybe(TEXTS),
    _maybe(TEXTS),
    _maybe(ADDRESSES),
    same_as=st.none(),  # the site owner's word, on no form
)
SIGNATURES = st.tuples(TEXTS, DAYS).map(lambda signed: Signature(*signed))
ISSUERS = st.builds(
    Issuer, st.integers(1, 10**10 - 1), TEXTS, _maybe(TEXTS), foreign_symbol=_maybe(TEXTS)
)


@st.composite
def printable(draw: st.DrawFn) -> Document:
    """A whole document of Form 3, 4 or 5, as its XML would read."""
    form = draw(st.sampled_from("345"))
    original = draw(_maybe(DAYS))
    owners = [_with_fitting_titles(owner) for owner in draw(st.lists(OWNERS, min_size=1))][:3]
    tables: tuple[Table, ...] = ("I", "II")
    lines = [
        draw(rows(form, table, number))
        for table in tables
        for number in range(1, draw(st.integers(0, 3)) + 1)
    ]
    flags = [draw(_maybe(st.booleans())) for _ in range(4)]
    notes = draw(st.lists(st.sampled_from(NOTES), unique=True))
    return Document(
        f"{form}/A" if original else form,
        "X0508",
        draw(_maybe(DAYS)),
        original,
        draw(ISSUERS),
        tuple(owners),
        flags[0] if form != "3" else None,
        not lines if form == "3" else None,
        flags[1] if form == "5" else None,
        flags[2] if form == "5" else None,
        flags[3] if form != "3" else None,
        tuple(lines),
        {note: draw(TEXTS) for note in notes},
        draw(_maybe(TEXTS)),
        tuple(draw(st.lists(SIGNATURES, min_size=1, max_size=3))),
        (),
    )


def _with_fitting_titles(owner: Owner) -> Owner:
    """A title stands below the role that it belongs to: the older layouts print it alone."""
    return owner._replace(
        officer_title=owner.officer_title if owner.is_officer else None,
        other_text=owner.other_text if owner.is_other else None,
    )
