"""Home and the lists A to Z: by day, and bounded within a letter, too."""

from __future__ import annotations

from builder.ledger.refresh import Account
from builder.ledger.store import Party
from builder.model import Unstructured
from builder.pages.lists import LISTED, ON_ONE_PAGE, account_page, home_page, insider_lists
from builder.pages.months import Places
from tests.pages.test_account_page import listed
from tests.pages.test_months import glance

NOTHING = Account(0, 0, 0, 0, 0, 0, 0, (), 0, changed=False)


def many(count: int) -> list[Party]:
    return [Party(n, f"Aname {n:05}", "", "", 1) for n in range(1, count + 1)]


def test_a_letter_with_many_names_is_split_into_parts() -> None:
    folders = [page.folder for page in insider_lists(many(ON_ONE_PAGE + 1), {}, sample=True)]
    assert folders == [
        "insiders/", "insiders/names/a/", "insiders/names/a/1/", "insiders/names/a/2/",
    ]  # fmt: skip


def test_a_part_is_told_by_its_first_and_last_name() -> None:
    letter = insider_lists(many(ON_ONE_PAGE + 1), {}, sample=True)[1].markdown
    assert "[Aname 00001 – Aname 00500](1/index.md) <small>500</small>" in letter


def test_a_part_leads_back_to_its_letter() -> None:
    part = insider_lists(many(ON_ONE_PAGE + 1), {}, sample=True)[2].markdown
    assert "[all letters](../../../index.md) · [A](../index.md)" in part


def home(days: dict[str, int]) -> str:
    newest = [glance(2, "2024-05-02"), glance(1, "2024-05-01")]
    return home_page(
        newest, NOTHING, [], 1, places=Places(days), names={}, sample=True
    ).markdown  # fmt: skip


def test_home_lists_the_newest_filings_by_day() -> None:
    text = home({"2024-05-02": 1, "2024-05-01": 1})
    assert text.index("### 2024-05-02") < text.index("### 2024-05-01")


def test_home_says_where_the_rest_of_a_day_is() -> None:
    text = home({"2024-05-02": 1, "2024-05-01": 4})
    assert "[3 more of this day](filings/2024-05/index.md#2024-05-01)" in text


def test_a_cut_list_says_how_many_more_there_are() -> None:
    filings: list[Unstructured] = [listed()] * (LISTED + 2)
    text = account_page(NOTHING, filings, [], sample=True).markdown
    assert "| and 2 more |  |  |  |  | see data/build.json |" in text
