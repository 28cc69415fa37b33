"""An insider's page: an issuer's page turned round."""

from __future__ import annotations

from tests.forms import filing_of, form_xml, owner_xml, sale
from tests.pages.shelf import insider_page
from tests.pages.test_issuer import table_of

JANE = 9_000_000_101
OTHER = ("9000000002", "Second Example Corp", "SECO")


def test_holdings_stand_by_issuer() -> None:
    page = insider_page(
        JANE, filing_of(form_xml()), filing_of(form_xml(issuer=OTHER), "9000000002-24-000001")
    ).markdown
    names = [row[0].partition("]")[0] for row in table_of(page, "Holdings")[1:]]
    assert names == ["[Example Works Inc", "[Second Example Corp"]


def test_the_role_at_each_issuer_is_listed() -> None:
    page = insider_page(JANE, filing_of(form_xml())).markdown
    assert table_of(page, "Issuers and roles")[1][1].startswith("Director <span")


def test_a_joint_filing_stands_on_every_owners_page() -> None:
    owners = [owner_xml("9000000101", "FUND LP"), owner_xml("9000000102", "FUND GP LLC")]
    filing = filing_of(form_xml(owners=owners))
    for cik in (9_000_000_101, 9_000_000_102):
        page = insider_page(cik, filing).markdown
        assert "jointly with 1 other" in table_of(page, "Holdings")[1][0]


def test_the_page_bears_the_name_of_the_newest_filing_and_keeps_the_others() -> None:
    old = filing_of(
        form_xml(owners=[owner_xml(name="DOE JANE Q")], signature=("x", "2020-02-03")),
        "9000000001-20-000001",
    )
    page = insider_page(JANE, old, filing_of(form_xml())).markdown
    assert "\n# Jane Doe\n" in page
    assert "filed as <b>DOE JANE</b>, <b>DOE JANE Q</b>" in page


def test_every_filing_is_listed_newest_first() -> None:
    old = filing_of(form_xml(signature=("x", "2020-02-03")), "9000000001-20-000001")
    rows = table_of(insider_page(JANE, old, filing_of(form_xml())).markdown, "Filings")[1:]
    assert ["2024-05-02" in rows[0][0], "2020-02-03" in rows[1][0]] == [True, True]


def test_transactions_lead_to_the_issuer() -> None:
    page = insider_page(JANE, filing_of(form_xml([sale()]))).markdown
    row = table_of(page, "Transactions")[1]
    assert row[1] == "[Example Works Inc](../../issuers/9000000001/index.md)"
