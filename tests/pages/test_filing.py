"""The filing view: everything a filing says, in the form's own order."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from builder.model import Filing
from builder.pages.filing import View, view_of
from builder.pages.notes import MARK_GAP
from builder.settings import Settings
from tests.forms import SALE, Cells, filing_of, form_xml, owner_xml, sale
from tests.pages.shelf import books

PAGE = "issuers/9000000001/2024/"
GRANT: Cells = SALE | {
    "securityTitle": "Stock Option",
    "conversionOrExercisePrice": ("", "F1"),
    "exerciseDate": "2025-01-01",
    "expirationDate": ("", "F2"),
    "underlyingSecurityTitle": "Common Stock",
    "underlyingSecurityShares": "1000.0",
}


def view(filing: Filing) -> View:
    (book,) = books([filing])
    return view_of(filing, PAGE, book)


def part(filing: Filing, title: str) -> str:
    return next((p.body for p in view(filing).parts if p.title.startswith(title)), "")


def columns(filing: Filing, table: str) -> list[str]:
    lines = [line for line in part(filing, table).splitlines() if line.startswith("| ")]
    return [cell.strip() for cell in lines[0].strip("| ").split(" | ")] if lines else []


def cells(filing: Filing, table: str, row: int = 1) -> dict[str, str]:
    lines = [line for line in part(filing, table).splitlines() if line.startswith("| ")]
    values = [cell.strip() for cell in lines[row].strip("|").split("|")]
    return dict(zip(columns(filing, table), values, strict=True))


def test_table_one_has_the_forms_columns_in_the_forms_order() -> None:
    filing = filing_of(form_xml([sale(directOrIndirectOwnership="I", natureOfOwnership="Trust")]))
    assert columns(filing, "Table I:") == [
        "Row", "Title of security", "Transaction date", "Form type", "Code", "Amount", "A or D",
        "Price", "Owned after", "D or I", "Nature of ownership",
    ]  # fmt: skip


def test_table_two_has_the_forms_columns_in_the_forms_order() -> None:
    filing = filing_of(form_xml([("derivativeTransaction", GRANT)]))
    assert columns(filing, "Table II:") == [
        "Row", "Title of derivative", "Exercise price", "Transaction date", "Form type", "Code",
        "Amount", "A or D", "Exercisable", "Expires", "Underlying security", "Underlying amount",
        "Price", "Owned after", "D or I",
    ]  # fmt: skip


def test_a_column_in_which_no_row_says_anything_is_left_out() -> None:
    assert "Deemed execution" not in columns(filing_of(form_xml()), "Table I:")


def test_every_cell_of_a_row_is_printed_as_filed() -> None:
    got = cells(filing_of(form_xml([sale(deemedExecutionDate="2024-05-02")])), "Table I:")
    assert list(got.values())[1:] == [
        "Common Stock", "2024-05-01", "2024-05-02", "4", "**S** Sale", "1,000", "D", "12.50",
        "9,000", "D",
    ]  # fmt: skip


def test_a_row_has_an_address_of_its_own() -> None:
    anchor = "9000000001-24-000001-I-1"
    assert f'<a id="{anchor}" href="#{anchor}">1</a>' in part(filing_of(form_xml()), "Table I:")


@pytest.mark.parametrize(
    "element",
    sorted(SALE.keys() - {"transactionFormType", "equitySwapInvolved", "transactionCode"}),
)
def test_a_note_on_any_cell_is_marked_with_the_filers_number(element: str) -> None:
    value = SALE[element]
    assert isinstance(value, str)
    filing = filing_of(form_xml([sale(**{element: (value, "F9")})], footnotes={"F9": "So."}))
    marker = (
        '<sup class="s16-fn"><a id="9000000001-24-000001-F9-r1"'
        ' href="#9000000001-24-000001-F9">9</a></sup>'
    )
    assert part(filing, "Table I:").count(marker) == 1


def test_a_note_leads_back_to_each_of_its_cells() -> None:
    rows = [sale(transactionShares=("1", "F1")), sale(transactionPricePerShare=("", "F1"))]
    notes = part(filing_of(form_xml(rows, footnotes={"F1": "Twice."})), "Explanation")
    assert re.findall(r'href="#([^"]+)"', notes) == [
        "9000000001-24-000001-F1-r1",
        "9000000001-24-000001-F1-r2",
    ]


def test_markers_of_one_cell_stand_apart() -> None:
    filing = filing_of(form_xml([sale(transactionShares=("1", "F1", "F2"))]))
    marks = re.sub("<[^>]+>", "", cells(filing, "Table I:")["Amount"])
    assert marks == f"11{MARK_GAP}2"


def test_a_note_that_no_cell_refers_to_is_printed_too() -> None:
    filing = filing_of(form_xml(footnotes={"F1": "Alone."}))
    assert "**1** Alone." in part(filing, "Explanation")


def test_a_note_that_is_missing_is_listed_as_missing() -> None:
    filing = filing_of(form_xml([sale(transactionShares=("1", "F5"))]))
    assert "**5** The filing refers to this note" in part(filing, "Explanation")


def test_an_id_that_no_form_has_still_makes_a_safe_address() -> None:
    filing = filing_of(form_xml([sale(transactionShares=("1", '"><b> 1'))]))
    assert "<b>" not in part(filing, "Table I:")


def test_remarks_and_signatures_are_printed() -> None:
    filing = filing_of(form_xml(remarks="Exhibit 24.1", signature=("/s/ Ann Clerk", "2024-05-03")))
    assert part(filing, "Remarks") == "Exhibit 24.1"
    assert part(filing, "Signatures") == "- /s/ Ann Clerk, 2024-05-03"


def test_the_head_names_every_owner_with_cik_and_role() -> None:
    owners = [
        owner_xml(),
        owner_xml("9000000102", "ROE SAM", "<isTenPercentOwner>1</isTenPercentOwner>"),
    ]
    head = view(filing_of(form_xml(owners=owners))).head
    at = "../../../insiders/90000001"
    jane = f"[Jane Doe]({at}01/index.md) (filed as DOE JANE) · CIK 9000000101 · Director"
    sam = f"[Sam Roe]({at}02/index.md) (filed as ROE SAM) · CIK 9000000102 · 10 % owner"
    assert jane in head
    assert sam in head


@pytest.mark.parametrize(("box", "said"), [("1", "yes"), ("0", "no"), ("", None)])
def test_the_10b5_1_box_is_yes_no_or_not_stated(box: str, said: str | None) -> None:
    extra = f"<aff10b5One>{box}</aff10b5One>" if box else ""
    head = view(filing_of(form_xml(extra=extra))).head
    found = re.search(r"Rule 10b5-1 plan \(affirmative defense\): (\w+)", head)
    assert (found.group(1) if found else None) == said


def test_what_the_reader_noticed_is_printed_with_the_filing() -> None:
    notes = part(filing_of(form_xml([sale(transactionShares="1e3")])), "Notes on reading")
    assert "expected a decimal number" in notes


def test_a_local_filing_says_that_it_has_no_number() -> None:
    assert "carries no accession number" in view(filing_of(form_xml(), "mine")).meta


def at_home() -> Filing:
    address = (
        "<reportingOwnerAddress><rptOwnerStreet1>1 HOME LANE</rptOwnerStreet1>"
        "<rptOwnerCity>SMALLTOWN</rptOwnerCity><rptOwnerState>CA</rptOwnerState>"
        "<rptOwnerZipCode>90000</rptOwnerZipCode></reportingOwnerAddress>"
    )
    owner = owner_xml().replace(
        "<reportingOwnerRelationship>", f"{address}<reportingOwnerRelationship>"
    )
    return filing_of(form_xml(owners=[owner]))


def test_an_owners_address_is_not_published() -> None:
    assert "HOME LANE" not in str(view(at_home()))


def test_an_owners_address_is_published_where_the_site_owner_asks_for_it() -> None:
    (book,) = books([at_home()])
    book = replace(book, settings=Settings(publish_addresses=True))
    head = view_of(at_home(), PAGE, book).head
    assert "Director · 1 HOME LANE, SMALLTOWN, CA 90000 |" in head


def test_the_head_counts_who_files_jointly() -> None:
    owners = [owner_xml(), owner_xml("9000000102", "ROE SAM")]
    assert "| 2 reporting owners, filing jointly |" in view(filing_of(form_xml(owners=owners))).head


@pytest.mark.parametrize(
    ("filed", "said"),
    [(date(2024, 5, 3), "on time"), (date(2024, 5, 6), "3 days late")],
)
def test_the_head_says_how_many_days_late_a_filing_is(filed: date, said: str) -> None:
    head = view(filing_of(form_xml())._replace(filed=filed)).head
    assert f">[{said}](../../../rules/index.md#deadline-form-4)</span>, due 2024-05-03 |" in head


def test_the_head_does_not_guess_at_lateness() -> None:
    head = view(filing_of(form_xml([sale(transactionDate="")]))._replace(filed=None)).head
    assert "cannot be tested" in head


def test_a_filing_without_transactions_is_not_told_on_time() -> None:
    assert "Timeliness" not in view(filing_of(form_xml([]))).head
