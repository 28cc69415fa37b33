"""What two files state: the same key for one filing in whatever form, another for another."""

from __future__ import annotations

import pytest

from builder.filings.joined import content_key
from builder.filings.reader import read_statement
from builder.filings.rendered_html import parse_page
from builder.model import Filing
from builder.sample.generate import make_documents, make_files
from tests.filings.documents import read
from tests.filings.printing.page import page_of
from tests.forms import form_xml, sale

# Of these a page says something else: balances that the first schema lacks are printed as
# empty boxes, and 4,606 is no number in XML and one on a page.
TOLD_APART = {"schema-of-2003", "thousands-comma"}


def test_a_page_of_the_sample_states_what_its_filing_states() -> None:
    different = []
    for document in make_documents(seed=29, issuers=9, insiders=70, filings=720):
        made = make_files(document)[0]
        record, key = read_statement(made.data, made.path)
        assert isinstance(record, Filing)
        page, _ = parse_page(page_of(record, "X05"))
        if content_key(page) != key and not TOLD_APART & set(document.oddities):
            different.append(made.path)
    assert different == []


ROW = {
    "transactionShares": "1000", "transactionPricePerShare": "12.50",
    "sharesOwnedFollowingTransaction": "9000", "transactionCode": "S",
    "transactionDate": "2024-05-01", "securityTitle": "Common Stock",
    "directOrIndirectOwnership": "D", "transactionAcquiredDisposedCode": "D",
}  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "other"),
    [
        ("transactionShares", "1001"),
        ("transactionPricePerShare", "12.51"),
        ("sharesOwnedFollowingTransaction", "9001"),
        ("transactionCode", "P"),
        ("transactionDate", "2024-05-02"),
        ("securityTitle", "Preferred Stock"),
        ("directOrIndirectOwnership", "I"),
        ("transactionAcquiredDisposedCode", "A"),
    ],
)
def test_another_value_in_any_cell_is_another_statement(cell: str, other: str) -> None:
    one, two = (read(form_xml([sale(**row)])) for row in (ROW, ROW | {cell: other}))
    assert content_key(one) != content_key(two)


def test_one_row_more_is_another_statement() -> None:
    assert content_key(read(form_xml([sale()]))) != content_key(read(form_xml([sale(), sale()])))
