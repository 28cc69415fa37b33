"""Text that tries to be markup, in every string field of a filing, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from builder.build import BuildReport
from tests.forms import SALE, form_xml, owner_xml
from tests.site.conftest import build_into
from tests.site.kinds import leads_on

ATTACKS = [
    '<script>window.hit=1</script><img src=x onerror="window.hit=1">',
    "a | b | c |\n| d | e |",
    "[go](javascript:window.hit=1) <javascript:window.hit=1>",
    "`code` ``` ~~~",
    "{{ config }} {% include 'x' %} {: onclick=window.hit=1 }",
    "---\ntitle: other\n---",
    "x[^1] [^9]: note [ref]: http://example.org",
    "\x07bell \u202eltr \u2028 \ufffd",
    "</td></tr></table><h1>out</h1>",
    "&lt;script&gt;window.hit=1&lt;/script&gt; &#60;b&#62;",
    "# head\n> quote\n1. one\n- two\n    three",
    "${window.hit=1} `${1}` \\u003cscript\\u003e",
    "'\"><svg onload=window.hit=1>",
]
TABLES = "table"
CELLS = {
    name: value
    for name, value in SALE.items()
    if name not in {"transactionDate", "transactionShares"}
}


def hostile_form(attack: str, number: int) -> bytes:
    """A form whose every string is the attack."""
    attack = "".join(c if c >= " " or c in "\t\n\r" else "" for c in attack)  # what XML can hold
    noted = (attack, "F1", attack[:20] or "F1")
    row = {
        name: noted for name in CELLS if name not in {"transactionFormType", "equitySwapInvolved"}
    }
    first = dict(SALE) | row | {"transactionCode": attack, "natureOfOwnership": noted}
    first |= {"directOrIndirectOwnership": "I", "securityTitle": noted}
    second = first | {
        "conversionOrExercisePrice": noted,
        "exerciseDate": noted,
        "expirationDate": noted,
        "underlyingSecurityTitle": noted,
        "underlyingSecurityShares": noted,
    }
    roles = "<isOfficer>1</isOfficer><isOther>1</isOther>"
    owner = owner_xml(str(9_000_100_000 + number), attack, roles)
    texts = f"<officerTitle>{xml(attack)}</officerTitle><otherText>{xml(attack)}</otherText>"
    owner = owner.replace("<isOther>1</isOther>", f"<isOther>1</isOther>{texts}")
    return form_xml(
        [("nonDerivativeTransaction", first), ("derivativeTransaction", second)],
        issuer=(str(9_000_000_000 + number), attack, attack),
        owners=[owner, owner_xml(str(9_000_200_000 + number), attack)],
        footnotes={"F1": attack, attack[:20] or "F1": attack},
        remarks=attack,
        signature=(attack, attack),
    )


def xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> BuildReport:
    folder = tmp_path_factory.mktemp("hostile")
    content = folder / "content"
    content.mkdir()
    for number, attack in enumerate(ATTACKS, 1):
        (content / f"{9_000_000_000 + number}-24-000001.xml").write_bytes(
            hostile_form(attack, number)
        )
    name = "<img src=x onerror=window.hit=1> | `x` [y](javascript:window.hit=1).xml"
    (content / name.replace("/", "")).write_bytes(b"<broken")
    return build_into(content, folder)


def pages_of(site: Path) -> list[str]:
    return sorted(
        path.relative_to(site).as_posix().removesuffix("index.html")
        for path in site.rglob("index.html")
        if not leads_on(path)
    )


def test_every_hostile_form_is_read(hostile_site: BuildReport) -> None:
    assert hostile_site.account.read == len(ATTACKS)


def test_nothing_in_a_filing_runs_or_breaks_a_table(
    hostile_site: BuildReport, served: Callable[[Path], str], page: Page
) -> None:
    base = served(hostile_site.place.site)
    troubles: list[str] = []
    page.on("dialog", lambda dialog: troubles.append(dialog.message))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on(
        "request",
        lambda request: troubles.append(request.url) if not request.url.startswith(base) else None,
    )
    for name in pages_of(hostile_site.place.site):
        page.goto(base + quote(name))
        assert page.evaluate("window.hit") is None, name
        assert page.evaluate(UNEVEN_ROWS) == [], name
        assert page.evaluate(STRANGE_LINKS) == [], name
        assert page.locator("article h1").count() == 1, name
    assert troubles == []


# Rows whose number of cells is not that of their table's head.
UNEVEN_ROWS = """() => [...document.querySelectorAll('table')].flatMap(table => {
  const width = table.rows[0].cells.length;
  return [...table.rows].filter(row => row.cells.length !== width).map(row => row.outerHTML);
})"""
STRANGE_LINKS = """() => [...document.querySelectorAll(
    'article a[href], article [onclick], article script, article img, article svg[onload]')]
  .filter(a => a.tagName !== 'A' || !/^https?:$/.test(a.protocol)).map(a => a.outerHTML)"""


def test_the_attack_is_shown_as_filed(
    hostile_site: BuildReport, served: Callable[[Path], str], page: Page
) -> None:
    base = served(hostile_site.place.site)
    page.goto(f"{base}issuers/9000000001/")
    assert page.locator("article h1").inner_text().startswith(ATTACKS[0])


def test_a_name_in_the_search_box_is_text(
    hostile_site: BuildReport, served: Callable[[Path], str], page: Page
) -> None:
    page.goto(served(hostile_site.place.site))
    page.locator("[role=combobox]").fill("script")
    page.locator("[role=option]").first.wait_for()
    assert page.evaluate("window.hit") is None
    assert "<script>" in page.locator("[role=option]").first.inner_text()
