"""Golden Markdown: one page of each kind of the sample, word by word as it was reviewed.

``pytest tests/site/test_golden.py --update-golden`` records what is made now, below ``golden/``;
its diff is read like code.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.build import BuildReport

RECORDED = Path(__file__).parent / "golden"
PAGES = {
    "home": "index.md",
    "account": "account/index.md",
    "issuers": "issuers/index.md",
    "issuer": "issuers/9100005081/index.md",
    "year": "issuers/9100000016/2021/index.md",  # with an amendment
    "insiders": "insiders/index.md",
    "insider": "insiders/9200002025/index.md",
    "ticker": "t/JRTM/index.md",
    "month": "filings/2026-05/index.md",
    "codes": "codes/index.md",
}


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_of_each_kind_is_as_recorded(
    kind: str, sample_site: BuildReport, request: pytest.FixtureRequest
) -> None:
    made = (sample_site.place.tree / PAGES[kind]).read_text("utf-8")
    recorded = RECORDED / f"{kind}.md"
    if request.config.getoption("--update-golden"):
        recorded.parent.mkdir(exist_ok=True)
        recorded.write_text(made, "utf-8")
    if not recorded.is_file():
        pytest.fail(f"{recorded} is not recorded: run pytest --update-golden and review it")
    assert made == recorded.read_text("utf-8")
