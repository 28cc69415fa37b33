"""Fictional generated Markdown in the shape that the pages room writes.

``tree/`` beside this module holds one page of every kind, to test with and to look at; the
functions here make as many as a measurement needs. Nobody and nothing in them exists.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

TREE = Path(__file__).parent / "tree"
ISSUER = 9_000_000_421
HOSTILE = 9_000_000_666
ODA = 9_000_001_005
# What a filer may call himself; in the tree it stands as the pages room writes it.
HOSTILE_NAME = "</title><script>alert(1)</script> & *Sons* | [x](y) `z` {{ 7*7 }}"

_SPECIAL = "\\`*_{}[]<>&|~^#!$=+@\"'"
_CODES = (
    ("P", "Purchase", "▲", "acq"),
    ("S", "Sale", "▼", "dis"),
    ("F", "Tax withheld", "▼", "dis"),
    ("A", "Grant", "▲", "acq"),
    ("G", "Gift", "▼", "dis"),
    ("M", "Exercise", "▲", "acq"),
)
_FAMILY = (
    "Alder",
    "Marlow",
    "Quill",
    "Osei",
    "Harbour",
    "Tamsin",
    "Vetch",
    "Åkerlund",
    "Bramley",
)
_GIVEN = ("Richard D.", "Ellen S.", "Martin R.", "Gerald J.", "Inés", "Nora W.", "Paul", "Oda")


def literal(text: str) -> str:
    """Write text so that nothing in it is Markdown or HTML."""
    return "".join(f"&#{ord(char)};" if char in _SPECIAL else char for char in text)


def front_matter(title: str, description: str, kind: str) -> str:
    """Write the fields that open every generated page."""
    fields = {"title": title, "description": description}
    lines = [f"{name}: {json.dumps(text, ensure_ascii=False)}" for name, text in fields.items()]
    return "\n".join(["---", *lines, "hide: [navigation]", f"kind: {kind}", "---", "", ""])


def person(number: int) -> str:
    """Name an insider."""
    return f"{_FAMILY[number % len(_FAMILY)]}, {_GIVEN[number % len(_GIVEN)]}"


def write_page(root: Path, uri: str, text: str) -> None:
    """Write one file of the tree."""
    path = root / uri
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def transaction_row(number: int, note: str, filing: str = "index.md") -> str:
    """Write one row of the transactions table of an issuer."""
    code, word, arrow, kind = _CODES[number % len(_CODES)]
    day = f"2024-{1 + number % 12:02d}-{1 + number % 28:02d}"
    insider = 9_000_100 + number % 40
    accession = f"0009{insider:06d}-24-{number:06d}"
    held = "D" if number % 3 else "I · By Family Trust"
    price = (
        f"{20 + number % 17}.{number % 100:02d}"
        if number % 5
        else '<span class="s16-in">in note</span>'
    )
    flag = ' <span class="s16-flag">late</span>' if number % 11 == 0 else ""
    cells = (
        day,
        f"[{person(number)}](../../insiders/{insider}/index.md)",
        f'<span class="s16-code">{code}</span> {word}',
        "Common Stock",
        f'<span class="s16-{kind}">{arrow} {1000 + number * 37:,}</span>',
        f"{price}{note}",
        f"{200_000 + number * 113:,}",
        held,
        f"[{accession}]({filing}#{accession}) {day}{flag}",
    )
    return f"| {' | '.join(cells)} |"


TRANSACTIONS_HEAD = (
    "| Traded | Insider | Code | Security | Shares | Price | Owned after | Held | Filing |\n"
    "|---|---|---|---|--:|--:|--:|---|---|"
)


def notes(count: int, page: int) -> Iterable[str]:
    """Write the notes at the foot of a page."""
    for number in range(1, count + 1):
        accession = f"00090{page:05d}-24-{number:06d}"
        yield (
            f"[^{number}]: Weighted average of trades between ${20 + number}.05 and "
            f"${20 + number}.95 a share; the filer undertakes to give the full list on request. — "
            f"*{person(page + number)}, Form 4 filed 2024-10-{number:02d}, F{number}* "
            f"[{accession}](https://www.sec.gov/Archives/edgar/data/{page}/{accession}-index.htm)"
        )


def bench_page(cik: int, rows: int = 30, note_count: int = 5) -> str:
    """Write an issuer page of so many rows and notes."""
    name = f"Tarnfeld Motion {cik} Inc"
    lines = [
        TRANSACTIONS_HEAD,
        *(
            transaction_row(cik + row, f"[^{1 + row // 6}]" if row % 6 == 0 else "")
            for row in range(rows)
        ),
    ]
    parts = (
        '<p class="s16-kicker">Issuer</p>',
        f'# {name} <span class="s16-ticker">NV{cik % 1000}</span>',
        f'<p class="s16-meta">CIK <b>{cik}</b> · Motors and generators · Colorado</p>',
        '<dl class="s16-facts">\n<div><dt>Insiders</dt><dd>14</dd></div>\n</dl>',
        "## Recent transactions",
        '<div class="s16-table s16-transactions" markdown>',
        "\n".join(lines),
        "</div>",
        "\n".join(notes(note_count, cik)),
    )
    head = front_matter(name, f"Insiders of {name}: who bought, sold and holds.", "issuer")
    return head + "\n\n".join(parts) + "\n"


def write_bench_tree(root: Path, pages: int) -> None:
    """Write that many issuer pages, and the few pages that the navigation names."""
    first = 9_000_000
    tops = (("issuers", "Issuers"), ("insiders", "Insiders"), ("account", "Account"),
            ("rules", "Rules"))  # fmt: skip
    for kind, title in tops:
        text = f"{front_matter(title, title, kind)}# {title}\n\nAll of them.\n"
        write_page(root, f"{kind}/index.md", text)
    write_page(root, "index.md", f"{front_matter('Latest', 'Latest', 'home')}# Latest\n\nNew.\n")
    for number in range(40):
        head = front_matter(person(number), "An insider.", "insider")
        text = f"{head}# {person(number)}\n\n## Holdings\n\nNone.\n"
        write_page(root, f"insiders/{first + 100 + number}/index.md", text)
    for cik in range(first, first + pages):
        write_page(root, f"issuers/{cik}/index.md", bench_page(cik))
