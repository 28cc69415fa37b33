"""Filings by month: bounded pages, and every filing on exactly one of them."""

from __future__ import annotations

import re
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from builder.ledger.glance import Glance
from builder.pages.months import ON_ONE_PAGE, Places, filing_lists, gist, month_name
from builder.pages.page import Page


def glance(number: int, day: str, accepted: str | None = None, owners: int = 1) -> Glance:
    return Glance(
        f"9000000001-24-{number:06}", "4", day, accepted, 9_000_000_001, "Example Works Inc",
        9_000_000_101, "Doe Jane", owners, ("P",), 0, is_nothing_owned=False,
    )  # fmt: skip


def pages(days: dict[str, int]) -> dict[str, Page]:
    number = 0
    filings: list[Glance] = []
    for day, filed in days.items():
        for _ in range(filed):
            number += 1
            filings.append(glance(number, day))
    lists = filing_lists(
        Places(days), lambda year: [each for each in filings if each.day[:4] == year], {},
        sample=True,
    )  # fmt: skip
    return {page.folder: page for page in lists}


def accessions(page: Page) -> list[str]:
    return re.findall(r"<small>(9000000001-24-[0-9]{6})</small>", page.markdown)


def test_a_small_month_stands_on_one_page() -> None:
    assert list(pages({"2024-05-02": 2, "2024-05-01": 1})) == ["filings/", "filings/2024-05/"]


def test_a_month_groups_its_filings_by_day_newest_first() -> None:
    text = pages({"2024-05-01": 1, "2024-05-02": 2})["filings/2024-05/"].markdown
    assert re.findall(r"^## (.*)", text, re.MULTILINE) == ["2024-05-02", "2024-05-01"]


def test_a_large_month_is_split_by_day() -> None:
    found = pages({"2024-05-02": ON_ONE_PAGE, "2024-05-01": 1})
    assert list(found) == [
        "filings/", "filings/2024-05/", "filings/2024-05/02/", "filings/2024-05/01/",
    ]  # fmt: skip


def test_the_page_of_a_split_month_leads_to_its_days() -> None:
    found = pages({"2024-05-02": ON_ONE_PAGE, "2024-05-01": 1})
    assert "[2024-05-02](02/index.md) <small>500</small>" in found["filings/2024-05/"].markdown


def test_a_large_day_is_split_into_parts() -> None:
    found = pages({"2024-05-02": ON_ONE_PAGE + 1})
    assert [len(accessions(page)) for page in found.values()] == [0, 0, ON_ONE_PAGE, 1]


def test_undated_filings_have_a_page() -> None:
    assert len(accessions(pages({"": 3})["filings/undated/"])) == 3


def test_many_undated_filings_are_split() -> None:
    found = pages({"": ON_ONE_PAGE + 1})
    assert list(found) == ["filings/", "filings/undated/", "filings/undated/2/"]


def test_months_lead_to_the_months_around_them() -> None:
    text = pages({"2024-05-02": 1, "2024-03-01": 1})["filings/2024-03/"].markdown
    assert "[May 2024 →](../2024-05/index.md)" in text


def test_a_filing_leads_to_its_place_in_full() -> None:
    text = pages({"2024-05-02": 1})["filings/2024-05/"].markdown
    assert "(../../issuers/9000000001/2024/index.md#9000000001-24-000001)" in text


def test_an_acceptance_on_another_day_is_printed_with_its_day() -> None:
    late = glance(1, "2024-05-02", "2024-05-01T20:15:00")
    found = filing_lists(Places({"2024-05-02": 1}), lambda _: [late], {}, sample=True)
    assert "[2024-05-01 20:15 <small>" in list(found)[1].markdown


def test_joint_filers_are_counted() -> None:
    joint = glance(1, "2024-05-02", owners=3)
    found = filing_lists(Places({"2024-05-02": 1}), lambda _: [joint], {}, sample=True)
    assert "<small>+2 joint</small>" in list(found)[1].markdown


def test_a_name_cannot_break_the_table() -> None:
    hostile = glance(1, "2024-05-02")._replace(owner_name="A|B <script>", issuer_name="[x](y)")
    found = filing_lists(Places({"2024-05-02": 1}), lambda _: [hostile], {}, sample=True)
    line = next(x for x in list(found)[1].markdown.splitlines() if "Form 4 |" in x)
    assert (line.count("|"), "<script" in line, "[x]" in line) == (6, False, False)


def test_a_filing_without_transactions_says_what_else_it_is() -> None:
    bare = glance(1, "2024-05-02")._replace(codes=())
    said = [gist(bare), gist(bare._replace(holdings=2)), gist(bare._replace(is_nothing_owned=True))]
    assert said == ["no rows", "2 holdings", "nothing owned"]


def test_a_month_that_is_none_is_named_as_written() -> None:
    assert [month_name("2024-13"), month_name("2024-05")] == ["2024-13", "May 2024"]


_DAYS = st.dictionaries(
    st.sampled_from(["", "2023-12-31", "2024-05-01", "2024-05-02", "2024-06-03"]),
    st.integers(1, 2 * ON_ONE_PAGE + 1),
)


@given(_DAYS)
def test_every_filing_stands_on_exactly_one_page_and_no_page_is_giant(days: dict[str, int]) -> None:
    listed = [accessions(page) for page in pages(days).values()]
    times = Counter(accession for page in listed for accession in page)
    assert (len(times), set(times.values()) <= {1}) == (sum(days.values()), True)
    assert all(len(page) <= ON_ONE_PAGE for page in listed)
