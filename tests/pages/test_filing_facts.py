"""What the view of a filing says beyond the form: what it amends, what follows from it."""

from __future__ import annotations

from datetime import date

from builder.model import Filing
from builder.pages.filing import view_of
from tests.forms import Cells, filing_of, form_xml, owner_xml, sale
from tests.pages.shelf import books

PAGE = "issuers/9000000001/2024/"
FIRST, SECOND = "9000000001-24-000001", "9000000001-24-000002"


def part(filing: Filing, title: str, *others: Filing) -> str:
    (book,) = books([filing, *others])
    return next((p.body for p in view_of(filing, PAGE, book).parts if p.title == title), "")


def amendment(
    *rows: tuple[str, Cells], owners: tuple[str, ...] = (), remarks: str = "", extra: str = ""
) -> Filing:
    data = form_xml(
        rows, form="4/A", signature=("x", "2024-05-10"), owners=owners, remarks=remarks,
        extra=f"<dateOfOriginalSubmission>2024-05-02</dateOfOriginalSubmission>{extra}",
    )  # fmt: skip
    return filing_of(data, SECOND)


def changes(filing: Filing) -> str:
    return part(filing, "What the amendment changes", filing_of(form_xml(), FIRST))


def test_a_changed_field_bears_the_name_that_the_form_gives_it() -> None:
    said = changes(amendment(sale(transactionPricePerShare="13")))
    assert "| Price | 12.50 | 13 |" in said


def test_a_row_that_is_added_is_said_to_be_added() -> None:
    said = changes(amendment(sale(), sale(transactionCode="G", transactionShares="7")))
    assert "1 row added" in said
    assert "| added | Row |  | Common Stock · G Gift · 2024-05-01 · 7 · 9,000 owned |" in said


def test_a_row_that_is_withdrawn_stands_under_before() -> None:
    first = filing_of(form_xml([sale(), sale(transactionCode="G", transactionShares="7")]), FIRST)
    withdrawn = amendment(sale(), remarks="The gift in row 2 of Table I never took place.")
    said = part(withdrawn, "What the amendment changes", first)
    assert "| withdrawn | Row | Common Stock · G Gift · 2024-05-01 · 7 · 9,000 owned |  |" in said


def test_a_box_that_is_ticked_otherwise_bears_the_boxs_name() -> None:
    said = changes(amendment(sale(), extra="<notSubjectToSection16>1</notSubjectToSection16>"))
    assert "Box: no longer subject to Section 16" in said


def test_an_owner_that_is_added_is_called_a_reporting_owner() -> None:
    owners = (owner_xml(), owner_xml("9000000102", "FUND GP LLC"))
    assert "| Reporting owner | not stated | FUND GP LLC |" in changes(
        amendment(sale(), owners=owners)
    )


def test_an_original_says_by_what_it_is_amended() -> None:
    said = part(filing_of(form_xml(), FIRST), "What follows from it", amendment(sale()))
    assert f"**Amended** by [{SECOND}](index.md#{SECOND})" in said


def test_a_late_filing_says_so_with_its_rule() -> None:
    late = filing_of(form_xml())._replace(filed=date(2024, 5, 8))
    said = part(late, "What follows from it")
    assert '<span class="s16-flag">5 days late</span>' in said
    assert "Rule: Form 4 is due by the end of the second business day" in said


def test_hostile_remarks_that_prove_something_are_printed_literally() -> None:
    said = changes(amendment(sale(), remarks="<script>alert(1)</script> | x"))
    assert "<script>" not in said
    assert "&#60;script&#62;" in said


def test_rows_under_one_plan_are_named_together() -> None:
    row = sale(transactionPricePerShare=("12.50", "F1"))
    note = "Sold under a Rule 10b5-1 trading plan adopted by the reporting person on March 1, 2024."
    said = part(filing_of(form_xml([row, row], footnotes={"F1": note})), "What follows from it")
    assert said.count("**Rule 10b5-1 plan**") == 1
    assert "**Rule 10b5-1 plan** Table I, rows 1–2: yes, adopted 2024-03-01" in said
