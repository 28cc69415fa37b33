"""Transaction codes in plain words, with how often each occurs on this site and an example.

The meanings are those of General Instruction 8 of Form 4 (section 3.1 of the forms reference).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from builder.ledger.glance import Met
from builder.model import Filing
from builder.pages import cells
from builder.pages.addresses import filing_anchor, link
from builder.pages.markup import count, counted, literal
from builder.pages.page import Page, make_page
from builder.pages.tables import Column, table

FOLDER = "codes/"


class Code(NamedTuple):
    """A code, its meaning for a lay reader, and the side on which it usually stands."""

    letter: str
    words: str
    usual: str


GROUPS: tuple[tuple[str, str, tuple[Code, ...]], ...] = (
    (
        "Purchases and sales",
        (
            "In Table II, P and S are purchases and sales of options or other derivatives, not of"
            " shares."
        ),
        (
            Code(
                "P",
                "Purchase, on the open market **or in a private deal**. A placement or a purchase"
                " in an offering is a P as well; the footnotes tell.",
                "▲",
            ),
            Code("S", "Sale, on the open market or in a private deal.", "▼"),
        ),
    ),
    (
        "From and to the company",
        "",
        (
            Code(
                "A",
                "Grant, award or other acquisition from the company (exempt under Rule"
                " 16b-3(d)): usually pay in shares, units or options, at no price.",
                "▲",
            ),
            Code(
                "D",
                "Given back to the company (Rule 16b-3(e)): bought back, forfeited for value, or"
                " cashed out.",
                "▼",
            ),
            Code(
                "F",
                "Shares handed over or withheld to pay the tax or the exercise price when an award"
                " vests or an option is exercised. Mostly automatic.",
                "▼",
            ),
            Code(
                "I",
                "A switch in or out of company stock within a benefit plan, at the insider’s own"
                " choice (Rule 16b-3(f)).",
                "either",
            ),
        ),
    ),
    (
        "Options and other derivatives",
        (
            "An exercise stands on two lines: the option goes in Table II, the shares come in"
            " Table I. They are one event and must not be added up."
        ),
        (
            Code(
                "M",
                "Exercise or conversion of an option, unit or other derivative that came from the"
                " company as pay (exempt under Rule 16b-3). Vesting of share units is reported"
                " with M, too.",
                "either",
            ),
            Code(
                "C",
                "Conversion of a security, such as preferred stock or notes, into shares.",
                "either",
            ),
            Code("X", "Exercise of an option that was at or in the money.", "either"),
            Code("O", "Exercise of an option that was out of the money.", "either"),
            Code("E", "An option that the insider had *written* ran out.", "either"),
            Code(
                "H",
                "An option that the insider *held* ran out or was cancelled, and something was"
                " paid for it.",
                "either",
            ),
        ),
    ),
    (
        "Gifts, estates and the rest",
        "",
        (
            Code(
                "G",
                "Gift, given or received. Since 27 February 2023 a gift that is given is due"
                " within two business days.",
                "either",
            ),
            Code("W", "By will, or by the law of inheritance.", "either"),
            Code(
                "L",
                "Small acquisition: no more than &#36;10,000 in six months (Rule 16a-6).",
                "▲",
            ),
            Code("U", "Shares tendered to a buyer of the company.", "▼"),
            Code("Z", "Put into a voting trust, or taken out of one.", "either"),
            Code(
                "J",
                "Anything else. The filer must explain it in a footnote: read that.",
                "either",
            ),
        ),
    ),
    (
        "Marks beside a code",
        (
            "Two letters from the printed form are marks rather than codes. Filings carry them as a"
            " separate field today; in very old ones they stand in the place of the code, and only"
            " those are counted here."
        ),
        (
            Code(
                "K",
                "The transaction is part of an equity swap or a similar contract: the price is not"
                " a market price.",
                "either",
            ),
            Code(
                "V",
                "Reported earlier than it had to be: an item that was due only on Form 5 stands on"
                " a Form 4. It is *not* the mark of a trading plan.",
                "either",
            ),
        ),
    ),
)
KNOWN = frozenset(code.letter for _, _, codes in GROUPS for code in codes)


def anchor(letter: str) -> str:
    """The place of a code on the page of codes: ``code-p``."""
    return f"code-{letter.lower()}"


def codes_page(met: Mapping[str, Met], examples: Mapping[str, Filing], *, sample: bool) -> Page:
    """The page of codes; ``examples`` are filings by accession number."""
    groups = [(title, note, _table(codes, met, examples)) for title, note, codes in GROUPS]
    others = [Code(letter, "Printed as filed.", "") for letter in met if letter not in KNOWN]
    note = "Letters in the place of a code that the form does not know."
    groups.append(("As filed, and none of the above", note, _table(others, met, examples)))
    rows = sum(each.rows for each in met.values())
    return make_page(
        "codes",
        FOLDER,
        "Transaction codes",
        "What the letters on Forms 4 and 5 mean, in plain words, and how often each occurs here.",
        fictional=sample,
        meta=f"{counted(rows, 'transaction row')} on this site, counted as filed: amendments and"
        " second reports of joint filers included",
        groups=groups,
    )


def _table(codes: Sequence[Code], met: Mapping[str, Met], examples: Mapping[str, Filing]) -> str:
    rows = [
        [
            _letter(code.letter),
            code.words + _example(met.get(code.letter), examples),
            _usual(code.usual),
            _counted(met.get(code.letter)),
        ]
        for code in codes
    ]
    columns = [
        Column("Code"), Column("In plain words"), Column("Usual"), Column("Rows here", "right"),
    ]  # fmt: skip
    return table("codes", columns, rows)


def _letter(letter: str) -> str:
    place = f'<a id="{anchor(letter)}"></a>' if letter in KNOWN else ""
    word = cells.CODE_WORDS.get(letter, "")
    return f"{place}**{literal(letter)}** {word}".strip()


def _usual(usual: str) -> str:
    look = {"▲": "s16-acq", "▼": "s16-dis"}.get(usual)
    word = {"▲": "▲ comes", "▼": "▼ goes"}.get(usual, usual)
    return f'<span class="{look}">{word}</span>' if look else word


def _counted(met: Met | None) -> str:
    if met is None:
        return "0"
    parts = [count(met.rows)]
    if met.acquired:
        parts.append(f'<small class="s16-acq">▲ {count(met.acquired)}</small>')
    if met.disposed:
        parts.append(f'<small class="s16-dis">▼ {count(met.disposed)}</small>')
    return "<br>".join(parts)


def _example(met: Met | None, examples: Mapping[str, Filing]) -> str:
    """The newest filing with the code: who, on which company, and when."""
    filing = examples.get(met.newest) if met else None
    if filing is None:
        return ""
    day = filing.known_day.isoformat() if filing.known_day else "no date"
    target = link(filing_anchor(filing), FOLDER)
    whose = f"{cells.owners(filing, FOLDER)}, {cells.issuer(filing, FOLDER)}"
    return f"<br>Newest here: {whose}, [{day}]({target})"
