"""A small generated tree with every kind of page, for the tests of this room and for looking at.

Fictional throughout. Some of its names are hostile: they are written as the pages room writes a
filer's text, with numeric character references, and must come out as plain text.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.publish.fictional import TRANSACTIONS_HEAD, front_matter, write_page

if TYPE_CHECKING:
    from pathlib import Path

ISSUER = 9_000_000_421
HOSTILE = 9_000_000_666
ALDER, MARLOW, QUILL, HARBOUR, ODA = (9_000_001_000 + number for number in range(1, 6))

HOSTILE_NAME = "</title><script>alert(1)</script> & *Sons* | [x](y) `z` {{ 7*7 }}"
_SPECIAL = "\\`*_{}[]<>&|~^#!$=+@\"'"


def literal(text: str) -> str:
    """Write text so that nothing in it is Markdown or HTML."""
    return "".join(f"&#{ord(char)};" if char in _SPECIAL else char for char in text)


def _filing(accession: str, day: str, flag: str = "", up: str = "") -> str:
    mark = f' <span class="s16-flag">{flag}</span>' if flag else ""
    return f"[{day} <small>{accession}</small>]({up}2024/index.md#{accession}){mark}"


def _insider(cik: int, name: str, more: str = "") -> str:
    return f"[{name}](../../insiders/{cik}/index.md){more}"


def _table(look: str, *lines: str) -> str:
    body = "\n".join(lines)
    return f'<div class="s16-table s16-{look}" markdown>\n\n{body}\n\n</div>'


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


_A1, _A2, _A3, _A4, _A5 = (f"0009000421-24-00000{number}" for number in range(1, 6))

HOLDINGS = _table(
    "holdings",
    "| Insider | Security | Amount | Held | As of | Filing |",
    "|---|---|--:|---|---|---|",
    _row(
        _insider(ALDER, "Alder, Richard D."),
        "Common Stock",
        "1,887",
        "D",
        "2024-10-29",
        _filing(_A3, "2024-10-31"),
    ),
    _row(
        "",
        "Common Stock",
        "460,022",
        "I · By Family Trust",
        "2024-10-29",
        _filing(_A3, "2024-10-31"),
    ),
    _row(
        "",
        "Common Stock",
        "28,200[^1]",
        "I · By UGMA Accounts",
        "2024-10-29",
        _filing(_A3, "2024-10-31"),
    ),
    _row(
        _insider(HARBOUR, "Harbour Point Capital LP", " <small>+2 joint</small>"),
        "Class B Common Stock, par value $.0001 per share",
        "2,310,000",
        "I · See footnote[^2]",
        "2024-08-15",
        _filing(_A5, "2024-08-21", "late"),
    ),
    _row(
        _insider(MARLOW, "Marlow, Ellen S."),
        "Common Stock",
        "1,204,318.4417",
        "D",
        "2024-11-04",
        _filing(_A1, "2024-11-06"),
    ),
    _row(
        _insider(QUILL, "Quill, Martin R."),
        "Common Stock",
        "214,902",
        "D",
        "2024-11-04",
        _filing(_A2, "2024-09-19"),
    ),
    _row(
        "",
        "Common Stock",
        "12,000",
        "I · By 401&#40;k&#41; Plan[^3]",
        "2024-09-17",
        _filing(_A2, "2024-09-19"),
    ),
)

DERIVATIVES = _table(
    "holdings s16-derivatives",
    "| Insider | Derivative | Underlying | Number | Exercise price | Exercisable | Expires | Held | As of | Filing |",
    "|---|---|---|--:|--:|---|---|---|---|---|",
    _row(
        _insider(MARLOW, "Marlow, Ellen S."),
        "Stock Option (Right to Buy)",
        "Common Stock",
        "120,000",
        "18.40",
        '<span class="s16-in">in note</span>[^4]',
        "2031-03-01",
        "D",
        "2024-11-04",
        _filing(_A1, "2024-11-06"),
    ),
    _row(
        "",
        "Restricted Stock Units",
        "Common Stock",
        "24,000",
        '<span class="s16-in">in note</span>[^5]',
        "",
        "",
        "D",
        "2024-11-04",
        _filing(_A1, "2024-11-06"),
    ),
)


def _moved(kind: str, shares: str) -> str:
    return f'<span class="s16-{kind}">{"▲" if kind == "acq" else "▼"} {shares}</span>'


TRANSACTIONS = _table(
    "transactions",
    TRANSACTIONS_HEAD,
    _row(
        "2024-11-04",
        _insider(MARLOW, "Marlow, Ellen S."),
        "**A** Grant or award",
        "Common Stock",
        _moved("acq", "24,000"),
        "0",
        "1,212,430.4417",
        "D",
        _filing(_A1, "2024-11-06"),
    ),
    _row(
        "2024-11-04",
        _insider(MARLOW, "Marlow, Ellen S."),
        "**F** Withheld for tax or price",
        "Common Stock",
        _moved("dis", "8,112"),
        "37.42",
        "1,204,318.4417",
        "D",
        _filing(_A1, "2024-11-06"),
    ),
    _row(
        "2024-10-29",
        _insider(ALDER, "Alder, Richard D."),
        "**S** Sale[^6]",
        "Common Stock",
        _moved("dis", "5,000"),
        "38.00",
        "460,022",
        "I · By Family Trust",
        _filing(_A3, "2024-10-31"),
    ),
    _row(
        "2024-09-17",
        _insider(QUILL, "Quill, Martin R."),
        "**P** Purchase",
        "Common Stock",
        _moved("acq", "2,500"),
        "31.1842[^7]",
        "214,902",
        "D",
        _filing(_A2, "2024-09-19"),
    ),
    _row(
        "2024-08-15",
        _insider(HARBOUR, "Harbour Point Capital LP", " <small>+2 joint</small>"),
        "**P** Purchase",
        "Class B Common Stock, par value $.0001 per share",
        _moved("acq", "150,000"),
        '<span class="s16-in">in note</span>[^8]',
        "2,310,000",
        "I · See footnote[^2]",
        _filing(_A5, "2024-08-21", "late"),
    ),
    _row(
        "2024-06-03<br>deemed 2024-06-05",
        _insider(ODA, "Åkerlund, Óda"),
        "**G** Gift",
        "Common Stock",
        _moved("dis", "1,000"),
        "0",
        "0",
        "D",
        _filing(_A4, "2024-06-04", "4/A"),
    ),
)

_NOTES = (
    (
        "Represents accounts established for the benefit of the reporting person&#39;s grandchildren.",
        "Alder, Richard D., Form 4 filed 2024-10-31, F2",
        _A3,
    ),
    (
        "Held by the fund. The general partner may be deemed to share beneficial ownership, and disclaims it except to the extent of its pecuniary interest.",
        "Harbour Point Capital LP and 2 others, Form 4 filed 2024-08-21, F1",
        _A5,
    ),
    (
        "Units of the plan&#39;s stock fund, based on a statement dated September 30.",
        "Quill, Martin R., Form 4 filed 2024-09-19, F1",
        _A2,
    ),
    (
        "Vests in four equal annual instalments from March 1, 2022.",
        "Marlow, Ellen S., Form 4 filed 2024-11-06, F1",
        _A1,
    ),
    (
        "Each unit is the right to receive one share.",
        "Marlow, Ellen S., Form 4 filed 2024-11-06, F2",
        _A1,
    ),
    (
        "Effected under a Rule 10b5-1 trading plan adopted on September 9, 2023.",
        "Alder, Richard D., Form 4 filed 2024-10-31, F1",
        _A3,
    ),
    (
        "Weighted average; prices ranged from &#36;31.05 to &#36;31.26.",
        "Quill, Martin R., Form 4 filed 2024-09-19, F2",
        _A2,
    ),
    (
        "Acquired in a private transaction for other consideration.",
        "Harbour Point Capital LP and 2 others, Form 4 filed 2024-08-21, F2",
        _A5,
    ),
)


def _notes() -> str:
    return "\n\n".join(
        f"[^{number}]: {text} — *{source}* [{accession}](2024/index.md#{accession})"
        for number, (text, source, accession) in enumerate(_NOTES, start=1)
    )


def _facts(*facts: tuple[str, str, str]) -> str:
    lines = "\n".join(
        f'<div><dt>{label}</dt><dd>{value}</dd><dd class="s16-small">{small}</dd></div>'
        for label, value, small in facts
    )
    return f'<dl class="s16-facts">\n{lines}\n</dl>'


def _issuer_page() -> str:
    parts = (
        '<p class="s16-kicker">Issuer · fictional sample</p>',
        '# Nordvik Motion Inc <span class="s16-ticker">NVMO</span>',
        f'<p class="s16-meta">CIK <b>{ISSUER}</b> · Motors and generators (SIC 3621) · formerly <b>Halden Drives Corp</b></p>',
        _facts(
            ("Insiders reporting", "5", "3 directors, 2 officers, 1 ten-percent owner"),
            (
                "Bought, open market, 12 months",
                '<span class="s16-acq">▲ 2,500</span>',
                "shares by 1 insider",
            ),
            (
                "Sold, open market, 12 months",
                '<span class="s16-dis">▼ 5,000</span>',
                "shares by 1 insider, all under a 10b5-1 plan",
            ),
            ("Filings", "5", "2024-06-04 to 2024-11-06"),
        ),
        "## Who holds what",
        '<p class="s16-note">The last reported balance of every line. A line that is not reported again is not zero.</p>',
        HOLDINGS,
        "[How it is read](../../method.md#current-holdings).",
        "## Derivative holdings",
        DERIVATIVES,
        "## Transactions",
        TRANSACTIONS,
        "## Filings by year",
        "- [2024](2024/index.md), 5 filings in full",
        _notes(),
    )
    head = front_matter("Nordvik Motion Inc (NVMO)", "Insiders of Nordvik Motion Inc.", "issuer")
    return head + "\n\n".join(parts) + "\n"


def _form_table() -> str:
    return _table(
        "form",
        "| | Security | Date | Code | Shares | Price | Owned after | Held |",
        "|--:|---|---|---|--:|--:|--:|---|",
        _row(
            "1",
            "Common Stock",
            "2024-09-17",
            "**P** Purchase",
            _moved("acq", "2,500"),
            '31.1842<sup class="s16-fn"><a href="#0009000421-24-000002-F2">F2</a></sup>',
            "214,902",
            "D",
        ),
        _row("2", "Common Stock", "", "holding", "", "", "12,000", "I · By 401&#40;k&#41; Plan"),
    )


def _year_page() -> str:
    sections = []
    for accession, owner, day in (
        (_A1, "Marlow, Ellen S.", "2024-11-06"),
        (_A3, "Alder, Richard D.", "2024-10-31"),
        (_A2, "Quill, Martin R.", "2024-09-19"),
        (_A5, "Harbour Point Capital LP", "2024-08-21"),
        (_A4, "Åkerlund, Óda", "2024-06-04"),
    ):
        sections += [
            f'## <a id="{accession}"></a>Form 4 · {owner} · {day}',
            f'<p class="s16-meta">Accession {accession} · period 2024-09-17</p>',
            "### Table I",
            _form_table(),
            "### Notes",
            f'<div class="s16-notes" markdown>\n\n<a id="{accession}-F2"></a>**F2** Weighted average; prices ranged from &#36;31.05 to &#36;31.26.\n\n</div>',
        ]
    parts = (
        '<p class="s16-kicker">Filings in full</p>',
        "# Nordvik Motion Inc: 2024",
        f'<p class="s16-meta">5 filings of [Nordvik](../index.md)</p>'.replace(
            "[Nordvik](../index.md)", "Nordvik"
        ),
        "[All of Nordvik Motion Inc](../index.md)",
        *sections,
    )
    return (
        front_matter("Nordvik Motion Inc: 2024", "Filings of 2024.", "year")
        + "\n\n".join(parts)
        + "\n"
    )


def _insider_page(cik: int, name: str) -> str:
    parts = (
        '<p class="s16-kicker">Insider</p>',
        f"# {name}",
        f'<p class="s16-meta">CIK <b>{cik}</b></p>',
        "## Issuers and roles",
        _table(
            "people",
            "| Issuer | Role | Newest filing |",
            "|---|---|---|",
            _row(
                f"[Nordvik Motion Inc](../../issuers/{ISSUER}/index.md)", "Director", "2024-10-31"
            ),
        ),
        "## Transactions",
        _table(
            "transactions",
            TRANSACTIONS_HEAD.replace("Insider", "Issuer"),
            _row(
                "2024-10-29",
                f"[Nordvik Motion Inc](../../issuers/{ISSUER}/index.md)",
                "**S** Sale[^1]",
                "Common Stock",
                _moved("dis", "5,000"),
                "38.00",
                "460,022",
                "I · By Family Trust[^1]",
                f"[2024-10-31 <small>{_A3}</small>](../../issuers/{ISSUER}/2024/index.md#{_A3})",
            ),
        ),
        f"[^1]: Effected under a Rule 10b5-1 trading plan. — *{name}, Form 4 filed 2024-10-31, F1* [{_A3}](../../issuers/{ISSUER}/2024/index.md#{_A3})",
    )
    return front_matter(name, f"What {name} holds.", "insider") + "\n\n".join(parts) + "\n"


def _hostile_page() -> str:
    name = literal(HOSTILE_NAME)
    parts = (
        f"# {name}",
        f"## {name}",
        _table(
            "holdings",
            "| Insider | Security |",
            "|---|--:|",
            _row(_insider(ALDER, name), f"{name}[^1]"),
        ),
        f"[^1]: {name} — *{name}*",
    )
    return front_matter(HOSTILE_NAME, HOSTILE_NAME, "issuer") + "\n\n".join(parts) + "\n"


PEOPLE = {
    ALDER: "Alder, Richard D.",
    MARLOW: "Marlow, Ellen S.",
    QUILL: "Quill, Martin R.",
    HARBOUR: "Harbour Point Capital LP",
    ODA: "Åkerlund, Óda",
}


def _list_page(title: str, kind: str, entries: dict[int, str]) -> str:
    rows = [_row(f"[{name}]({cik}/index.md)", "2024-11-06") for cik, name in entries.items()]
    body = _table("list", "| Name | Newest filing |", "|---|---|", *rows)
    return f"{front_matter(title, title, kind)}# {title}\n\n## A to Z\n\n{body}\n"


def _home_page() -> str:
    rows = [
        _row(
            day,
            f"[{PEOPLE[owner]}](insiders/{owner}/index.md)",
            f"[Nordvik Motion Inc](issuers/{ISSUER}/index.md)",
            f"[{accession}](issuers/{ISSUER}/2024/index.md#{accession})",
        )
        for day, owner, accession in (
            ("2024-11-06", MARLOW, _A1),
            ("2024-10-31", ALDER, _A3),
            ("2024-09-19", QUILL, _A2),
        )
    ]
    parts = (
        "# Section 16",
        '<p class="s16-meta">As of 2024-11-06</p>',
        _facts(("Filings", "5", ""), ("Issuers", "2", ""), ("Insiders", "5", "")),
        "## Newest filings",
        _table("list", "| Filed | Insider | Issuer | Filing |", "|---|---|---|---|", *rows),
        "- [Issuers A–Z](issuers/index.md) and [insiders A–Z](insiders/index.md)\n"
        "- [How to read these pages](method.md), [codes](codes.md), [about](about.md)\n"
        "- [Account](account/index.md)",
    )
    return front_matter("Latest", "The newest filings.", "home") + "\n\n".join(parts) + "\n"


def names() -> list[list[object]]:
    """List the entries of the suggestion box."""
    rows: list[list[object]] = [
        [
            "issuer",
            ISSUER,
            "Nordvik Motion Inc",
            "NVMO",
            "2024-11-06",
            f"nordvik motion inc nvmo halden drives corp {ISSUER}",
        ],
        ["issuer", HOSTILE, HOSTILE_NAME, "", "2024-01-02", f"title script alert sons {HOSTILE}"],
    ]
    for cik, name in PEOPLE.items():
        folded = {"Åkerlund, Óda": "akerlund oda"}.get(
            name, name.lower().replace(",", "").replace(".", "")
        )
        rows.append(
            ["insider", cik, name, "Director · Nordvik Motion Inc", "2024-10-31", f"{folded} {cik}"]
        )
    return rows


def write_tree(root: Path) -> None:
    """Write the whole tree."""
    write_page(root, "index.md", _home_page())
    issuers = {ISSUER: "Nordvik Motion Inc", HOSTILE: literal(HOSTILE_NAME)}
    write_page(root, "issuers/index.md", _list_page("Issuers", "issuers", issuers))
    write_page(root, "insiders/index.md", _list_page("Insiders", "insiders", PEOPLE))
    account = f"{front_matter('Account', 'What was read.', 'account')}# What was read\n\n## Read\n\n5 files.\n"
    write_page(root, "account/index.md", account)
    letters = f"{front_matter('Issuers: N', 'N', 'issuers')}# N\n\n- [Nordvik Motion Inc](../../{ISSUER}/index.md)\n"
    write_page(root, "issuers/names/n/index.md", letters)
    write_page(root, f"issuers/{ISSUER}/index.md", _issuer_page())
    write_page(root, f"issuers/{ISSUER}/2024/index.md", _year_page())
    write_page(root, f"issuers/{HOSTILE}/index.md", _hostile_page())
    for cik, name in PEOPLE.items():
        write_page(root, f"insiders/{cik}/index.md", _insider_page(cik, name))
    manifest = {"version": 1, "count": len(names()), "shards": {"": "all.json"}}
    write_page(root, "data/names/manifest.json", json.dumps(manifest))
    write_page(root, "data/names/all.json", json.dumps({"names": names()}, ensure_ascii=False))
