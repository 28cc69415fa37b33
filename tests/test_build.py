"""A build as a whole: what it writes, what it never touches, how it fails."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from builder.build import BuildReport, Place, build, default_state, held, place_of
from builder.errors import BuildError
from tests.forms import form_xml

PROJECT = Path(__file__).parents[1]


def silent(_what: str) -> nullcontext[Callable[[int], None]]:
    return nullcontext(lambda _count: None)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / "9000000001-24-000001.xml").write_bytes(form_xml())
    (folder / "deep" / "er" / "copy-of.xml").write_bytes(form_xml())
    (folder / "notes.md").write_text("not a filing")
    (folder / "broken.xml").write_bytes(form_xml()[:300])
    return folder


def place_for(content: Path) -> Place:
    parent = content.parent
    return place_of(PROJECT, content, parent / "site", parent / "state")


def built(content: Path, *, strict: bool = False) -> BuildReport:
    return build(place_for(content), stage=silent, jobs=1, strict=strict)


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_every_input_is_accounted_for(content: Path) -> None:
    account = built(content).account
    assert (account.seen, account.read, account.duplicate, account.other, account.rejected) == (
        4, 1, 1, 1, 1,
    )  # fmt: skip


def test_the_account_is_part_of_the_site(content: Path) -> None:
    built(content)
    data = json.loads((content.parent / "site" / "data" / "build.json").read_text("utf-8"))
    assert data["inputs"] == {
        "seen": 4, "read": 1, "notices": 0, "duplicate": 1, "unstructured": 0,
        "suppressed": 0, "other": 1,
        "rejected": 1,
    }  # fmt: skip
    listed = {item["path"]: item for item in data["listed"]}
    assert set(listed) == {"broken.xml", "deep/er/copy-of.xml", "notes.md"}
    rejected = listed["broken.xml"]
    assert set(rejected) == {"path", "status", "reason", "where", "line", "expected", "found"}
    assert (rejected["where"], rejected["expected"]) == ("document", "well-formed XML")


def test_a_build_never_writes_into_the_content_folder(content: Path) -> None:
    before = tree(content)
    built(content)
    assert tree(content) == before


def test_the_same_filings_give_the_same_bytes(content: Path) -> None:
    built(content)
    first = tree(content.parent / "site")
    for folder in ("site", "state"):
        (content.parent / folder).rename(content.parent / f"old-{folder}")
    built(content)
    assert tree(content.parent / "site") == first


def test_building_again_gives_the_same_bytes(content: Path) -> None:
    built(content)
    first = tree(content.parent / "site")
    assert built(content).written.changed == 0
    assert tree(content.parent / "site") == first


def test_a_new_filing_gives_the_site_of_a_clean_build(content: Path) -> None:
    late = form_xml(period="2024-07-01")
    built(content)
    (content / "9000000001-24-000002.xml").write_bytes(late)
    built(content)
    grown = tree(content.parent / "site")
    for folder in ("site", "state"):
        (content.parent / folder).rename(content.parent / f"old-{folder}")
    built(content)
    assert tree(content.parent / "site") == grown


def test_strict_fails_on_a_rejected_input_and_keeps_the_old_site(content: Path) -> None:
    built(content)
    before = tree(content.parent / "site")
    (content / "9000000001-24-000002.xml").write_bytes(form_xml(period="2024-07-01"))
    with pytest.raises(BuildError, match=r"broken\.xml: rejected"):
        built(content, strict=True)
    assert tree(content.parent / "site") == before


@pytest.mark.parametrize("which", ["site", "state"])
def test_site_and_state_may_not_lie_inside_the_content_folder(content: Path, which: str) -> None:
    folders = {"site": content.parent / "site", "state": content.parent / "state"}
    folders[which] = content / "inside"
    with pytest.raises(BuildError, match="inside the content folder"):
        place_of(PROJECT, content, folders["site"], folders["state"])


def test_the_content_folder_may_not_lie_inside_the_site(content: Path) -> None:
    with pytest.raises(BuildError, match="A build replaces that folder"):
        place_of(PROJECT, content, content.parent, None)


def test_a_folder_without_settings_is_no_project(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"no mkdocs\.yml"):
        place_of(tmp_path)


def test_two_content_folders_have_two_states(tmp_path: Path) -> None:
    one, two = default_state(tmp_path, tmp_path / "a/x"), default_state(tmp_path, tmp_path / "b/x")
    assert one != two
    assert one.parent == two.parent == tmp_path / ".section16"


def test_a_state_folder_may_be_deleted_at_any_time(content: Path) -> None:
    built(content)
    first = tree(content.parent / "site")
    (content.parent / "state").rename(content.parent / "gone")
    built(content)
    assert tree(content.parent / "site") == first


def test_two_builds_do_not_share_a_state_folder(content: Path) -> None:
    place = place_for(content)
    with held(place, 0), pytest.raises(BuildError, match="another build is using"):
        built(content)


def test_a_lock_is_free_again_after_a_failed_build(content: Path) -> None:
    with pytest.raises(BuildError):
        built(content, strict=True)
    assert built(content).account.read == 1
