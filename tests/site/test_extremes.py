"""Filings at the edges of what there is: pages stay usable, and nothing overflows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from builder.build import BuildReport
from tests.forms import SALE, form_xml, owner_xml
from tests.site.conftest import build_into
from tests.site.kinds import one_of_each

BUSY, CROWDED, NOTED, NAMED, EMPTY = range(9_000_000_001, 9_000_000_006)
TRADER = 9_000_300_001
LONG = "Extraordinarily Long Named Holdings of the United Northern and Southern " * 2 + "Inc."
UNBROKEN = "Donaudampfschifffahrtsgesellschaft" * 4 + "Aktiengesells"
NAMES = [
    LONG, UNBROKEN, "شركة الاتصالات المتحدة", "אברהם בן־דוד", "三菱商事株式会社", "김민수 (金民洙)",
    "Nguyễn Thị Minh Khai", "𝕄𝕒𝕥𝕙 𝕃𝕖𝕥𝕥𝕖𝕣𝕤", "",
]  # fmt: skip
MOST_BYTES = 2_000_000  # of a page, as it lies


def busy() -> Iterator[bytes]:
    """One insider with 5,000 rows in a hundred filings."""
    owner = owner_xml(str(TRADER), "TRADER TIRELESS", "<isDirector>1</isDirector>")
    for number in range(100):
        day = f"{2015 + number % 10}-{1 + number // 10:02}-15"
        row = SALE | {"transactionDate": day}
        rows = [
            ("nonDerivativeTransaction", row | {"transactionShares": str(100 + at)})
            for at in range(50)
        ]
        issuer, signed = (str(BUSY), "BUSY CORP", "BUSY"), ("/s/ Tireless Trader", day)
        yield form_xml(rows, issuer=issuer, owners=[owner], period=day, signature=signed)


def crowded() -> Iterator[bytes]:
    """Four hundred insiders of one issuer, all in one year."""
    for number in range(400):
        owner = owner_xml(str(9_000_400_000 + number), f"PERSON{number:03} PETRA", "")
        day = f"2024-{1 + number % 12:02}-10"
        row = ("nonDerivativeTransaction", SALE | {"transactionDate": day})
        issuer = (str(CROWDED), "CROWDED CORP", "CRWD")
        signed = ("/s/ Petra", day)
        yield form_xml([row], issuer=issuer, owners=[owner], period=day, signature=signed)


def noted() -> Iterator[bytes]:
    """Sixty rows with ninety-nine footnotes."""
    ids = [f"F{number}" for number in range(1, 100)]
    rows = [
        (
            "nonDerivativeTransaction",
            SALE | {"transactionPricePerShare": ("12.5", ids[at], ids[at + 39])},
        )
        for at in range(60)
    ]
    notes = {note: f"Note {note} says at length why. " * 12 for note in ids}
    yield form_xml(rows, issuer=(str(NOTED), "NOTED CORP", "NOTE"), footnotes=notes)


def named() -> Iterator[bytes]:
    """Long names, names from right to left, names without blanks, none."""
    for number, name in enumerate(NAMES):
        owner = owner_xml(str(9_000_500_000 + number), name, "<isDirector>1</isDirector>")
        row = ("nonDerivativeTransaction", SALE | {"securityTitle": name or "Stock"})
        issuer = (str(NAMED + 10 * number), name, "NAME")
        yield form_xml([row], issuer=issuer, owners=[owner], remarks=name)


def empty() -> Iterator[bytes]:
    """No rows, no names, no notes."""
    yield form_xml([], issuer=(str(EMPTY), "", ""), owners=[owner_xml("9000600000", "")])


@pytest.fixture(scope="module")
def extremes(tmp_path_factory: pytest.TempPathFactory) -> BuildReport:
    """A site of all of them."""
    folder = tmp_path_factory.mktemp("extremes")
    content = folder / "content"
    content.mkdir()
    for filer, forms in enumerate((busy(), crowded(), noted(), named(), empty()), 1):
        for number, form in enumerate(forms, 1):
            (content / f"900000000{filer}-24-{number:06}.xml").write_bytes(form)
    return build_into(content, folder)


def test_all_of_them_are_read(extremes: BuildReport) -> None:
    assert extremes.account.rejected == 0
    assert extremes.account.read == 100 + 400 + 1 + len(NAMES) + 1


def test_no_page_is_giant(extremes: BuildReport) -> None:
    site = extremes.place.site
    sizes = {path.relative_to(site): path.stat().st_size for path in site.rglob("*.html")}
    assert {path: size for path, size in sizes.items() if size > MOST_BYTES} == {}


@pytest.mark.timeout(300)
@pytest.mark.parametrize("width", [390, 768, 1280])
def test_nothing_overflows(
    extremes: BuildReport, served: Callable[[Path], str], page: Page, width: int
) -> None:
    base = served(extremes.place.site)
    page.set_viewport_size({"width": width, "height": 900})
    wide = {}
    for address in addresses(extremes.place.site):
        page.goto(base + address)
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            wide[address] = over
    assert wide == {}


@pytest.mark.parametrize("width", [390, 768, 1280, 1920])
def test_no_kind_of_page_of_the_sample_overflows(
    sample_site: BuildReport, served: Callable[[Path], str], page: Page, width: int
) -> None:
    base = served(sample_site.place.site)
    page.set_viewport_size({"width": width, "height": 900})
    wide = {}
    for address in one_of_each(sample_site.place.site).values():
        page.goto(base + address)
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            wide[address] = over
    assert wide == {}


def addresses(site: Path) -> list[str]:
    """The largest page of each kind, and every page about an odd name."""
    odd = [
        f"{path.relative_to(site).as_posix()}/"
        for number in range(len(NAMES))
        for path in (
            site / "issuers" / str(NAMED + 10 * number),
            site / "insiders" / str(9_000_500_000 + number),
        )
    ]
    return [*one_of_each(site).values(), *odd, f"insiders/{TRADER}/", f"issuers/{CROWDED}/"]


def test_an_issuer_of_four_hundred_tells_of_all(extremes: BuildReport) -> None:
    issuer = extremes.place.site / "issuers" / str(CROWDED) / "index.html"
    assert "400" in issuer.read_text(encoding="utf-8")


def test_a_form_with_nothing_on_it_has_a_page(
    extremes: BuildReport, served: Callable[[Path], str], page: Page
) -> None:
    page.goto(served(extremes.place.site) + f"issuers/{EMPTY}/")
    assert page.locator("h1").inner_text().strip()
