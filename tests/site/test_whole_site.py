"""What holds for every page of a site: of the sample's, and of the real filings' where they are."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.site.kinds import frame_bytes, one_of_each
from tests.site.surveying import Survey
from tests.site.validator import remarks


def test_every_link_leads_to_a_page_and_to_a_place_on_it(survey: Survey) -> None:
    assert survey.broken() == []


def test_no_id_stands_twice_on_a_page(survey: Survey) -> None:
    twice = {
        page.address: [name for name, count in Counter(page.ids).items() if count > 1]
        for page in survey.pages
        if len(page.ids) > len(set(page.ids))
    }
    assert twice == {}


def test_no_page_loads_anything_from_another_site(survey: Survey) -> None:
    assert survey.foreign() == []


def test_the_nu_html_checker_remarks_nothing_on_any_page(survey: Survey) -> None:
    assert remarks(survey.site.rglob("*.html")) == []


GENERATED = ("", "issuers/", "insiders/", "filings/", "t/", "account/", "codes/", "rules/")
FRAME_BYTES = 5000


def test_the_frame_of_a_generated_page_is_small(survey: Survey) -> None:
    """Everything but the article; the list of its own headings counts."""
    large = {
        kind: size
        for kind, address in one_of_each(survey.site).items()
        if kind in GENERATED or kind.partition("/")[0] + "/" in GENERATED
        if (size := frame_bytes(survey.site, address)) > FRAME_BYTES
    }
    assert large == {}


BROKEN = """<!doctype html><html lang="en"><title>Broken</title>
<p id="here"><a href="#there">x</a><a href="nowhere/">y</a><p id="here"><img src="//else.where/x">
"""


@pytest.fixture
def broken(tmp_path: Path) -> Survey:
    """A site on which each of these checks has something to find."""
    (tmp_path / "index.html").write_text(BROKEN, encoding="utf-8")
    return Survey(tmp_path)


def test_a_link_to_nowhere_would_be_found(broken: Survey) -> None:
    assert broken.broken() == [("", "#there"), ("", "nowhere/")]


def test_a_foreign_picture_would_be_found(broken: Survey) -> None:
    assert broken.foreign() == [("", "//else.where/x")]


def test_the_nu_html_checker_would_find_a_fault(broken: Survey) -> None:
    assert any("Duplicate ID" in remark for remark in remarks(broken.site.rglob("*.html")))
