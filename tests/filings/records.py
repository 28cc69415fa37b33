"""Hypothesis strategies: records of filings as a reader of XML makes them, of any content."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from builder.filings.values import Reader, parse_date, parse_flag, parse_number
from builder.model import (
    CELL_NAMES,
    DATE_CELLS,
    FLAG_CELLS,
    NUMBER_CELLS,
    Address,
    Cell,
    Filing,
    Issuer,
    Owner,
    Row,
    Signature,
    Source,
)
from tests.filings.generated import DATES, FLAGS, NUMBERS, ODD

# What XML 1.0 can hold: a carriage return too, if it is written as a reference.
XML_CHARACTERS = st.characters(codec="utf-8", exclude_characters="\ufffe\uffff").filter(
    lambda character: character >= " " or character in "\t\n\r"
)
LOOKS_LIKE_MARKUP = st.sampled_from(
    ["<b>x</b>", "&amp;", "]]>", "<![CDATA[x]]>", "<!-- x -->", "<?x?>", '"', "'", "&#0;",
     "</value>", "<!DOCTYPE x>", "a\r\nb", "\u2028", "\x85", "{{ x }}"]
)  # fmt: skip
# Readers strip what they take, and what is empty is not there.
SAID = (st.text(XML_CHARACTERS, max_size=20) | LOOKS_LIKE_MARKUP).map(str.strip).filter(bool)
MAYBE = st.none() | SAID
FLAG = st.none() | st.booleans()
FLAGS_OF_THE_HEAD = (
    "not_subject_to_section16", "no_securities_owned", "form3_holdings_reported",
    "form4_transactions_reported", "aff10b5_one",
)  # fmt: skip
CIK = st.none() | st.integers(1, 10**10 - 1)
NOTES = st.lists(st.sampled_from(["F1", "F2", "F99", ""]) | SAID, max_size=3).map(tuple)
VERSIONS = st.none() | st.sampled_from(
    ["X0101", "X0102", "X0201", "X0206", "X0306", "X0407", "X0508", "X0609"]
)


def cells(name: str) -> st.SearchStrategy[Cell[Any]]:
    """A cell as the reader makes it of some filed text, or of none."""
    texts: st.SearchStrategy[str] = SAID
    reader: Reader | None = None
    if name in NUMBER_CELLS:
        texts, reader = NUMBERS | ODD, parse_number
    elif name in DATE_CELLS:
        texts, reader = DATES | ODD, parse_date
    elif name in FLAG_CELLS:
        texts, reader = FLAGS | ODD, parse_flag

    def cell(text: str | None, notes: tuple[str, ...]) -> Cell[Any]:
        if text is None or reader is None:
            return Cell(text, notes)
        value, raw, _ = reader(text)
        return Cell(value, notes, raw)

    return st.builds(cell, st.none() | texts, NOTES).filter(lambda found: found != Cell(None))


@st.composite
def rows(draw: st.DrawFn) -> tuple[Row, ...]:
    """The lines of both tables, numbered as a reader numbers them."""
    found: list[Row] = []
    for table in ("I", "II"):
        for number in range(1, draw(st.integers(1, 4))):
            names = draw(st.lists(st.sampled_from(CELL_NAMES), unique=True, max_size=8))
            kind = draw(st.sampled_from(["transaction", "holding"]))
            values: Any = {name: draw(cells(name)) for name in names}
            found.append(Row(table, number, kind, **values))  # type: ignore[arg-type] # the loop's
    return tuple(found)


@st.composite
def owners(draw: st.DrawFn) -> Owner:
    """One reporting owner; an address that says nothing is none."""
    lines = {name: draw(MAYBE) for name in Address._fields}
    flags = {name: draw(FLAG) for name in ("non_us_address", "good_address")}
    values: Any = lines | flags
    address = Address(**values)
    said = address if address != Address() else None
    director, officer, holder, other = (draw(st.booleans()) for _ in range(4))
    return Owner(
        draw(CIK), draw(MAYBE), director, officer, holder, other, draw(MAYBE), draw(MAYBE), said
    )


@st.composite
def signatures(draw: st.DrawFn) -> Signature:
    """Who signed, and the day as filed."""
    value, raw, _ = parse_date(draw(DATES | ODD))
    if draw(st.booleans()):
        value, raw = None, None
    return Signature(draw(MAYBE), value, raw)


@st.composite
def filings(draw: st.DrawFn) -> Filing:
    """A whole record."""
    flags: Any = {name: draw(FLAG) for name in FLAGS_OF_THE_HEAD}
    days = st.none() | st.dates()
    return Filing(
        accession="local-0000000000000000",
        form=draw(MAYBE),
        schema_version=draw(VERSIONS | SAID),
        filed=None,
        accepted=None,
        period=draw(days),
        original_filed=draw(days),
        issuer=Issuer(draw(CIK), draw(MAYBE), draw(MAYBE), draw(MAYBE)),
        owners=tuple(draw(st.lists(owners(), max_size=3))),
        rows=draw(rows()),
        footnotes=draw(st.dictionaries(st.just("") | SAID, st.just("") | SAID, max_size=4)),
        remarks=draw(MAYBE),
        signatures=tuple(draw(st.lists(signatures(), max_size=2))),
        warnings=(),
        source=Source("a.xml", "0" * 64, "xml"),
        **flags,
    )
