"""A filing as table rows and back: exact in both directions."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings

from builder.errors import OtherInput
from builder.filings.reader import read_filing
from builder.inputs import Member, members, scan
from builder.ledger.rows import rows_of
from builder.ledger.schema import FILED, KEYS
from builder.ledger.store import Ledger
from builder.model import Filing
from tests.conftest import PROJECT
from tests.filings.documents import HEAD, document_xml, nest, row_xml
from tests.filings.generated import documents
from tests.filings.submissions import submission_text


def through_sqlite(filings: list[Filing]) -> list[Filing]:
    """Written to a ledger and read back."""
    with Ledger(Path(":memory:")) as ledger:
        with ledger.transaction():
            for filing in filings:
                ledger.add_filing(rows_of(filing))
        return ledger.filings([filing.accession for filing in filings])


def returns(text: str, path: str = "a.xml") -> bool:
    filing = read_filing(text.encode(), path)
    return through_sqlite([filing]) == [filing]


@given(documents())
@settings(deadline=None)  # an example is a whole ledger, on a machine that may be busy
def test_any_filing_comes_back_from_the_ledger(text: str) -> None:
    assert returns(text)


@pytest.mark.parametrize(
    "text",
    [
        row_xml(nest("transactionAmounts/transactionShares/value", "0" * 20)),
        row_xml(nest("transactionAmounts/transactionShares/value", "1" * 31)),
        row_xml(nest("transactionAmounts/transactionShares/value", "-0.10")),
        row_xml(nest("transactionAmounts/transactionShares/value", "1.0000000")),
        row_xml(nest("transactionDate/value", "0022-05-01")),
        row_xml(nest("transactionDate/value", "2026-06-01Z")),
        row_xml(nest("securityTitle", '<value>A</value><footnoteId id=""/>')),
        row_xml(nest("securityTitle", '<value>A</value><footnoteId id="F1, F2"/>')),
        row_xml(nest("securityTitle", '<footnoteId id=","/>')),
        row_xml(nest("securityTitle/value", "NaN"), "derivativeHolding"),
        document_xml(notes='<footnotes><footnote id="">x</footnote></footnotes>'),
    ],
)
def test_odd_values_come_back_from_the_ledger(text: str) -> None:
    assert returns(text)


@pytest.mark.parametrize("flag", ["0", "1"])
@pytest.mark.parametrize("kind", ["nonDerivativeHolding", "derivativeHolding"])
def test_a_flag_where_its_table_has_no_column_comes_back(kind: str, flag: str) -> None:
    assert returns(row_xml(nest("transactionCoding/equitySwapInvolved", flag), kind))


def test_everything_that_only_a_header_says_comes_back() -> None:
    assert returns(submission_text(), "a.txt")


@pytest.mark.parametrize("flag", ["0", "1", ""])
def test_a_flag_of_the_head_comes_back(flag: str) -> None:
    assert returns(document_xml(head=f"{HEAD}<aff10b5One>{flag}</aff10b5One>"))


def test_every_real_filing_comes_back(real_filings: Path) -> None:
    filings: dict[str, Filing] = {}
    for path in sorted([*(real_filings / "xml").iterdir(), *(real_filings / "txt").iterdir()]):
        with suppress(OtherInput):
            filing = read_filing(path.read_bytes(), path.name)
            filings[filing.accession] = filing
    returned = through_sqlite(list(filings.values()))
    assert {filing.accession: filing for filing in returned} == filings


SAMPLE = PROJECT / "content" / "sample"


def test_every_filing_of_the_sample_comes_back() -> None:
    filings: dict[str, Filing] = {}
    for file in scan(SAMPLE):
        for member in members(SAMPLE, file):
            if isinstance(member, Member) and not member.path.endswith("README.md"):
                filing = read_filing(member.data or b"", member.path)
                filings[filing.accession] = filing
    returned = through_sqlite(list(filings.values()))
    assert (len(filings) > 100, {filing.accession: filing for filing in returned}) == (
        True,
        filings,
    )


def test_filings_are_told_apart_by_their_accession_number() -> None:
    one = read_filing(submission_text().encode(), "a.txt")
    two = one._replace(accession="9000000101-24-000008", remarks="Another.")
    assert through_sqlite([one, two]) == [one, two]


def test_identical_rows_stay_apart_in_their_table() -> None:
    row = "<nonDerivativeTransaction/>"
    filing = read_filing(document_xml(nest("nonDerivativeTable", row + row)).encode(), "a.xml")
    assert [values[1] for values in rows_of(filing)["nonderiv_trans"]] == [1, 2]


def column(table: str, name: str, text: str) -> object:
    (values,) = rows_of(read_filing(text.encode(), "a.xml"))[table]
    return values[FILED[table].index(name)]


def test_a_number_is_stored_as_filed() -> None:
    text = row_xml(nest("transactionAmounts/transactionShares/value", "007.50"))
    assert column("nonderiv_trans", "trans_shares", text) == "007.50"


def test_the_notes_of_a_cell_stand_beside_it() -> None:
    text = row_xml(nest("securityTitle", '<footnoteId id="F1"/><footnoteId id="F2"/>'))
    assert column("nonderiv_trans", "security_title_fn", text) == "F1, F2"


def test_a_value_that_nobody_states_is_null() -> None:
    assert column("nonderiv_trans", "trans_pricepershare", row_xml("")) is None


def test_a_date_is_stored_as_an_iso_date() -> None:
    text = row_xml(nest("transactionDate/value", "2026-06-01Z"))
    assert column("nonderiv_trans", "trans_date", text) == "2026-06-01"


@pytest.mark.parametrize("table", FILED)
def test_every_table_has_a_key_among_its_columns(table: str) -> None:
    assert set(KEYS[table]) <= set(FILED[table])


@pytest.mark.parametrize(
    "name",
    ["submission", "reportingowner", "nonderiv_trans", "nonderiv_holding", "deriv_trans",
     "deriv_holding", "footnotes", "owner_signature"],
)  # fmt: skip
def test_the_tables_are_named_after_the_quarterly_data_sets(name: str) -> None:
    assert name in FILED


@pytest.mark.parametrize(
    ("table", "names"),
    [
        ("submission", {"accession_number", "filing_date", "period_of_report", "date_of_orig_sub",
                        "not_subject_sec16", "document_type", "issuercik", "aff10b5one"}),
        ("reportingowner", {"rptownercik", "rptownername", "rptowner_title", "rptowner_zipcode"}),
        ("nonderiv_trans", {"trans_date_fn", "trans_pricepershare", "trans_acquired_disp_cd",
                            "shrs_ownd_folwng_trans", "direct_indirect_ownership"}),
        ("deriv_trans", {"conv_exercise_price", "undlyng_sec_shares", "valu_ownd_folwng_trans"}),
        ("footnotes", {"footnote_id", "footnote_txt"}),
        ("owner_signature", {"ownersignaturename", "ownersignaturedate"}),
    ],
)  # fmt: skip
def test_the_columns_are_named_after_the_quarterly_data_sets(table: str, names: set[str]) -> None:
    assert names <= set(FILED[table])
