"""What is written of a filing fits the SEC's schemas, as far as the filing itself can."""

from __future__ import annotations

import copy
import dataclasses
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from builder.errors import OtherInput
from builder.filings.reader import read_filing
from builder.filings.write_xml import render_xml
from builder.model import Address, Cell, Filing, Issuer, Owner, Row, Signature, Source
from builder.sample.generate import make_documents
from builder.sample.ownership_xml import STYLES, write_xml
from tests.conftest import CORPUS
from tests.filings.records import XML_CHARACTERS
from tests.filings.schemas import FORMS, Schemas, complaints, load_schemas, out_of_order

if TYPE_CHECKING:
    from builder.sample.document import Document


@pytest.fixture(scope="module")
def schemas(real_filings: Path, tmp_path_factory: pytest.TempPathFactory) -> Schemas:
    return load_schemas(real_filings, tmp_path_factory.mktemp("schemas"))


def written(filing: Filing) -> etree._Element:
    return etree.fromstring(render_xml(filing).encode())


# ---- the real corpus -------------------------------------------------------------------------

# All that is wrong with a real filing by the schemas of 2026, and why that stands.
NO_PLAN_BOX = "reportingOwner: lacks aff10b5One"
FOREIGN_STATE = "rptOwnerState: a code that is no American state"
ALLOWED = {
    NO_PLAN_BOX: "the form had no such box before X0407, of April 2023",
    FOREIGN_STATE: "countries have had an element of their own only since X0609",
}
WITHOUT_BOX = {"X0202", "X0303", "X0304", "X0305", "X0306"}


def failings(root: etree._Element, schemas: Schemas) -> Counter[str]:
    """What is wrong with a filing, each thing by one name.

    The schema library stops at the first element that is missing. So the plan box, and only
    that, is put in where a filing of its time had none: what comes after it is judged too.
    """
    schema = schemas[root.findtext("documentType") or ""]
    found = Counter(map(_named, complaints(schema, root)))
    if NO_PLAN_BOX in found:
        root = copy.deepcopy(root)
        box = etree.Element("aff10b5One")
        box.text = "0"
        root.findall("reportingOwner")[-1].addnext(box)
        found = Counter([NO_PLAN_BOX, *map(_named, complaints(schema, root))])
    return found


def _named(complaint: str) -> str:
    if complaint.endswith("Expected is ( aff10b5One )."):
        return NO_PLAN_BOX
    if re.match(r"rptOwnerState: .*'enumeration'\] The value '[A-Z0-9]{2}'", complaint):
        return FOREIGN_STATE
    return complaint


@pytest.fixture(scope="module")
def real(real_filings: Path, schemas: Schemas) -> dict[str, tuple[Filing, Counter[str]]]:
    """Every filing of the corpus with what is wrong with its XML as written."""
    found: dict[str, tuple[Filing, Counter[str]]] = {}
    for path in sorted(real_filings.rglob("*")):
        if path.suffix in {".xml", ".txt", ".nc"}:
            name = path.relative_to(real_filings).as_posix()
            try:
                filing = read_filing(path.read_bytes(), name)
            except OtherInput:
                continue
            found[name] = filing, failings(written(filing), schemas)
    return found


def test_real_filings_fail_only_for_what_the_newer_schema_asks_of_them(
    real: dict[str, tuple[Filing, Counter[str]]],
) -> None:
    other = {name: wrong for name, (_, wrong) in real.items() if wrong.keys() - ALLOWED.keys()}
    assert other == {}
    assert len(real) == 525


def test_the_plan_box_is_lacking_exactly_where_the_form_had_none(
    real: dict[str, tuple[Filing, Counter[str]]],
) -> None:
    different = {
        name
        for name, (filing, wrong) in real.items()
        if (NO_PLAN_BOX in wrong)
        != (filing.schema_version in WITHOUT_BOX and str(filing.form)[0] != "3")
    }
    assert different == set()


def test_every_kind_of_failure_that_is_allowed_occurs(
    real: dict[str, tuple[Filing, Counter[str]]],
) -> None:
    assert {kind for _, wrong in real.values() for kind in wrong} == ALLOWED.keys()


# ---- filings of the sample, each as it would be made today -----------------------------------

# What writing cannot mend without inventing something.
STAYS_ODD = {
    "no-ticker": "a symbol is asked for and the filing has none",
    "thousands-comma": "the number stands as filed",
    "dangling-note": "a note that does not exist is not made up",
}


def current(document: Document) -> Document:
    """A filing of the sample as it would be made for X0609."""
    plan = False if document.plan is None and document.form[0] != "3" else document.plan
    return dataclasses.replace(document, schema="X0609", plan=plan)


@pytest.fixture(scope="module")
def today() -> list[tuple[Document, etree._Element]]:
    """What is written of every filing of the sample, and the filing."""
    made = make_documents(seed=16, issuers=8, insiders=60, filings=500)
    return [
        (each, written(read_filing(write_xml(each, STYLES[each.style]).encode(), "a.xml")))
        for each in map(current, made)
    ]


def regular(
    today: list[tuple[Document, etree._Element]],
) -> Iterator[tuple[Document, etree._Element]]:
    return (pair for pair in today if not STAYS_ODD.keys() & set(pair[0].oddities))


def test_what_is_written_of_the_sample_fits_the_schemas(
    today: list[tuple[Document, etree._Element]], schemas: Schemas
) -> None:
    wrong = {
        document.accession: found
        for document, root in regular(today)
        if (found := complaints(schemas[document.form], root))
    }
    assert wrong == {}
    assert {document.form for document, _ in today} == set(FORMS)


def test_what_is_written_of_the_sample_stands_in_order(
    today: list[tuple[Document, etree._Element]],
) -> None:
    """By our own table: the same law on machines that do not have the schemas."""
    assert [found for _, root in today if (found := out_of_order(root))] == []


def test_every_note_of_the_sample_that_is_referred_to_is_written(
    today: list[tuple[Document, etree._Element]],
) -> None:
    """The schema library does not look at references."""
    missing = [
        document.accession
        for document, root in regular(today)
        if {note.get("id") for note in root.iter("footnoteId")}
        - {note.get("id") for note in root.iter("footnote")}
    ]
    assert missing == []


def test_what_writing_cannot_mend_stays_odd(
    today: list[tuple[Document, etree._Element]], schemas: Schemas
) -> None:
    """But for references, which the schema library does not look at."""
    fitting = {
        oddity
        for document, root in today
        for oddity in STAYS_ODD.keys() & set(document.oddities)
        if not complaints(schemas[document.form], root)
    }
    assert fitting == {"dangling-note"}


# ---- any filing that can be made for X0609 ---------------------------------------------------

IDS = [f"F{number}" for number in range(1, 6)]
NOTES = st.lists(st.sampled_from(IDS), unique=True, max_size=3).map(tuple)
SOME_NOTES = NOTES.filter(bool)
NUMBERS = st.decimals(0, 999_999_999_999, allow_nan=False, allow_infinity=False, places=4)
FLAGS = st.none() | st.booleans()


def words(most: int) -> st.SearchStrategy[str]:
    """A text as the forms allow it."""
    return st.text(XML_CHARACTERS, min_size=1, max_size=most).filter(
        lambda text: text.strip() == text
    )


def having(value: st.SearchStrategy[Any]) -> st.SearchStrategy[Cell[Any]]:
    """A cell that must have a value."""
    return st.tuples(value, NOTES).map(lambda cell: Cell(*cell))


def noted(value: st.SearchStrategy[Any]) -> st.SearchStrategy[Cell[Any]]:
    """A cell with a value, or with notes alone (cm8 in the reference, 1.3)."""
    return having(value) | SOME_NOTES.map(lambda notes: Cell(None, notes))


def either(draw: st.DrawFn, one: str, other: str, cell: Any) -> dict[str, Any]:
    """Shares or value, never both."""
    return {draw(st.sampled_from([one, other])): draw(cell)}


def _trade(draw: st.DrawFn, form: str, table: str) -> dict[str, Any]:
    timely = st.sampled_from(["E", "L"])
    cells: dict[str, Any] = {
        "transaction_date": draw(having(st.dates())),
        "deemed_execution_date": draw(st.none() | noted(st.dates())),
        "transaction_timeliness": draw(st.none() | timely.map(Cell)),
        "transaction_price_per_share": draw(noted(NUMBERS)),
    }
    if draw(st.booleans()):
        cells["transaction_form_type"] = Cell(draw(st.sampled_from("45")))
        cells["transaction_code"] = draw(having(st.sampled_from("ACDEFGHIJLMOPSUWXZ")))
        cells["equity_swap_involved"] = Cell(draw(st.booleans()))
    side = st.sampled_from("AD")
    if table == "I":
        cells["transaction_shares"] = draw(having(NUMBERS))
        cells["transaction_acquired_disposed_code"] = draw(having(side))
    else:
        amount = having(NUMBERS)
        cells |= either(draw, "transaction_shares", "transaction_total_value", amount)
        cells["transaction_acquired_disposed_code"] = Cell(draw(side))
    return cells


def _terms(draw: st.DrawFn) -> dict[str, Any]:
    amount = st.none() | noted(NUMBERS)
    return {
        "conversion_or_exercise_price": draw(noted(NUMBERS)),
        "exercise_date": draw(noted(st.dates())),
        "expiration_date": draw(noted(st.dates())),
        "underlying_security_title": draw(having(words(60))),
        **either(draw, "underlying_security_shares", "underlying_security_value", amount),
    }


def _late_holding(draw: st.DrawFn) -> dict[str, Any]:
    notes = draw(NOTES)
    return {
        "transaction_form_type": Cell("3"),
        "transaction_code": Cell(None, notes) if notes else None,
    }


@st.composite
def rows(draw: st.DrawFn, form: str) -> tuple[Row, ...]:
    found: list[Row] = []
    for table in ("I", "II"):
        for number in range(1, draw(st.integers(1, 4))):
            kinds = ["holding"] if form[0] == "3" else ["holding", "transaction"]
            kind = draw(st.sampled_from(kinds))
            cells: dict[str, Any] = {
                "security_title": draw(having(words(60))),
                "direct_or_indirect_ownership": draw(having(st.sampled_from("DI"))),
                "nature_of_ownership": draw(st.none() | noted(words(100))),
            }
            if kind == "transaction":
                cells |= _trade(draw, form, table)
            elif form[0] == "5" and draw(st.booleans()):
                cells |= _late_holding(draw)
            if table == "II":
                cells |= _terms(draw)
            if not (table == "II" and form[0] == "3"):
                cells |= either(
                    draw, "shares_owned_following_transaction",
                    "value_owned_following_transaction", having(NUMBERS),
                )  # fmt: skip
            found.append(Row(table, number, kind, **cells))  # type: ignore[arg-type]  # sampled
    return tuple(found)


@st.composite
def owners(draw: st.DrawFn) -> Owner:
    address = Address(
        street1=draw(st.none() | words(40)),
        street2=draw(st.none() | words(40)),
        city=draw(st.none() | words(30)),
        state=draw(st.sampled_from([None, "CA", "PR", "NY"])),
        zip=draw(st.sampled_from([None, "90001", "90001-2345", "SW1A 2AA"])),
        state_description=draw(st.none() | words(50)),
        non_us_address=draw(FLAGS),
        non_us_state_territory=draw(st.none() | words(40)),
        country=draw(st.sampled_from([None, "M0", "X0", "A6"])),
        good_address=draw(FLAGS),
    )
    cik, name = draw(st.integers(1, 10**10 - 1)), draw(st.none() | words(150))
    title, other = draw(st.none() | words(30)), draw(st.none() | words(30))
    director, officer, holder, more = (draw(st.booleans()) for _ in range(4))
    return Owner(
        cik, name, director, officer, holder, more, title, other,
        draw(st.none() | st.just(address)),
    )  # fmt: skip


@st.composite
def filings(draw: st.DrawFn) -> Filing:
    form = draw(st.sampled_from(FORMS))
    plan = FLAGS if form[0] == "3" else st.booleans()
    signature = st.tuples(words(60), st.dates()).map(lambda signed: Signature(*signed))
    return Filing(
        accession="local-0000000000000000",
        form=form,
        schema_version="X0609",
        filed=None,
        accepted=None,
        period=draw(st.dates()),
        original_filed=draw(st.dates()) if form.endswith("/A") else None,
        issuer=Issuer(
            draw(st.integers(1, 10**10 - 1)), draw(st.none() | words(150)), draw(words(10)),
            draw(st.none() | words(14)),
        ),
        owners=tuple(draw(st.lists(owners(), min_size=1, max_size=3))),
        not_subject_to_section16=None if form[0] == "3" else draw(FLAGS),
        no_securities_owned=draw(FLAGS) if form[0] == "3" else None,
        form3_holdings_reported=draw(FLAGS) if form[0] == "5" else None,
        form4_transactions_reported=draw(FLAGS) if form[0] == "5" else None,
        aff10b5_one=draw(plan),
        rows=draw(rows(form)),
        footnotes={note: draw(words(30)) for note in IDS},
        remarks=draw(st.none() | words(200)),
        signatures=tuple(draw(st.lists(signature, min_size=1, max_size=2))),
        warnings=(),
        source=Source("a.xml", "0" * 64, "xml"),
    )  # fmt: skip


@pytest.fixture(scope="module")
def schemas_if_there(tmp_path_factory: pytest.TempPathFactory) -> Schemas:
    """None are no reason to skip: the order is checked by the table all the same."""
    return load_schemas(CORPUS, tmp_path_factory.mktemp("schemas")) if CORPUS.is_dir() else {}


@settings(max_examples=50)  # each is a whole form
@given(filings())
def test_any_filing_made_for_the_current_schema_is_written_to_fit_it(
    schemas_if_there: Schemas, filing: Filing
) -> None:
    root = written(filing)
    assert out_of_order(root) == []
    if schemas_if_there:
        assert complaints(schemas_if_there[filing.form or ""], root) == []


@pytest.mark.parametrize(
    ("parent", "children"),
    [
        ("ownershipDocument", "<aff10b5One/><reportingOwner/>"),
        ("ownershipDocument", "<issuer/><issuer/>"),
        ("transactionCoding", "<footnoteId/><transactionCode/>"),
        ("securityTitle", "<footnoteId/><value/>"),
        ("derivativeTable", "<nonDerivativeHolding/>"),
        ("footnote", "<b/>"),
    ],
)
def test_our_own_table_notices_what_stands_where_no_schema_has_it(
    parent: str, children: str
) -> None:
    assert len(out_of_order(etree.fromstring(f"<{parent}>{children}</{parent}>"))) == 1
