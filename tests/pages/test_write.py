"""The generated tree: complete, stable, and nothing in it that no page claims."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from builder.ledger.refresh import Account, refresh
from builder.ledger.store import Ledger, Party
from builder.pages.lists import ON_ONE_PAGE, issuer_lists, letter_of
from builder.pages.write import Written, write_tree
from tests.forms import form_xml, sale

OTHER = ("9000000002", "Second Example Corp", "SECO")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "9000000001-24-000001.xml").write_bytes(form_xml())
    (folder / "9000000002-24-000001.xml").write_bytes(form_xml(issuer=OTHER))
    (folder / "broken.xml").write_bytes(form_xml()[:-40])
    return folder


def written(content: Path, tree: Path, jobs: int = 1) -> Written:
    with Ledger(tree.parent / f"{tree.name}.sqlite") as ledger:
        return write_tree(ledger, refresh(ledger, content), tree, jobs=jobs)


def files(tree: Path) -> dict[str, bytes]:
    return {
        path.relative_to(tree).as_posix(): path.read_bytes()
        for path in sorted(tree.rglob("*"))
        if path.is_file()
    }


def test_every_page_of_a_site_is_written(content: Path, tmp_path: Path) -> None:
    written(content, tmp_path / "tree")
    assert list(files(tmp_path / "tree")) == [
        "account/index.md",
        "codes/index.md",
        "filings/2024-05/index.md",
        "filings/index.md",
        "index.md",
        "insiders/9000000101/index.md",
        "insiders/index.md",
        "issuers/9000000001/2024/index.md",
        "issuers/9000000001/index.md",
        "issuers/9000000002/2024/index.md",
        "issuers/9000000002/index.md",
        "issuers/index.md",
        "rules/index.md",
        "t/EXWK/index.md",
        "t/SECO/index.md",
    ]


def test_writing_again_changes_no_file(content: Path, tmp_path: Path) -> None:
    written(content, tmp_path / "tree")
    assert written(content, tmp_path / "tree").changed == 0


def test_two_processes_write_the_same_bytes_as_one(content: Path, tmp_path: Path) -> None:
    written(content, tmp_path / "one")
    written(content, tmp_path / "two", jobs=2)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_pages_of_filings_that_are_gone_are_removed(content: Path, tmp_path: Path) -> None:
    written(content, tmp_path / "tree")
    (content / "9000000002-24-000001.xml").unlink()
    assert written(content, tmp_path / "tree").removed == 3  # with its symbol
    assert not (tmp_path / "tree" / "issuers" / "9000000002").exists()


def test_every_link_between_generated_pages_leads_to_one(content: Path, tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    written(content, tree)
    for name, data in files(tree).items():
        for target in re.findall(r"\]\(([^)#]+\.md)", data.decode()):
            path = (tree / name).parent / target
            hand_written = {"method.md", "how-to-read.md", "about.md"}
            assert path.resolve().is_file() or path.name in hand_written, (name, target)


def test_the_account_lists_what_was_rejected_with_its_reason(content: Path, tmp_path: Path) -> None:
    written(content, tmp_path / "tree")
    page = (tmp_path / "tree" / "account" / "index.md").read_text()
    assert re.search(r"\| broken\.xml \| document .*expected well-formed XML", page)


def test_as_of_leaves_out_what_was_filed_later(content: Path, tmp_path: Path) -> None:
    late = form_xml([sale(transactionDate="2024-06-03")], signature=("x", "2024-06-04"))
    (content / "9000000001-24-000002.xml").write_bytes(late)
    with Ledger(tmp_path / "ledger.sqlite", date(2024, 5, 31)) as ledger:
        write_tree(ledger, refresh(ledger, content), tmp_path / "tree")
    assert "2024-06-03" not in (tmp_path / "tree/issuers/9000000001/index.md").read_text()


def test_a_short_list_stands_on_one_page() -> None:
    parties = [Party(9_000_000_001, "Example Works Inc", "EXWK", "2024-05-02", 1)]
    assert [page.folder for page in issuer_lists(parties, {}, sample=True)] == ["issuers/"]


def test_a_long_list_is_split_by_letter() -> None:
    parties = [Party(n, f"{'AB'[n % 2]}name {n}", "", "", 1) for n in range(1, ON_ONE_PAGE + 2)]
    assert [page.folder for page in issuer_lists(parties, {}, sample=True)] == [
        "issuers/",
        "issuers/names/a/",
        "issuers/names/b/",
    ]


@pytest.mark.parametrize(
    ("name", "letter"), [("Éclair", "e"), ("3M CO", "0-9"), ("株式会社", "other"), ("", "other")]
)
def test_a_name_stands_under_its_first_letter_without_accent(name: str, letter: str) -> None:
    assert letter_of(name) == letter


def test_an_empty_folder_makes_a_site_that_says_so(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        account = Account(0, 0, 0, 0, 0, 0, 0, (), 0, changed=False)
        write_tree(ledger, account, tmp_path / "tree")
    assert "No filings yet" in (tmp_path / "tree" / "index.md").read_text()


def test_the_newest_filings_stand_under_the_names_that_pages_show(
    content: Path, tmp_path: Path
) -> None:
    written(content, tmp_path / "tree")
    assert "[Jane Doe](insiders/9000000101/index.md)" in (tmp_path / "tree/index.md").read_text()
