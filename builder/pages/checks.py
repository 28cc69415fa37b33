"""The check beside a line: whether its balance follows from the one before, and who else tells it.

Words first, colour second. Each word leads to its rule, or to the balance that does not follow.
"""

from __future__ import annotations

from collections.abc import Iterable

from builder.derive.history import Balance
from builder.derive.keys import RowKey
from builder.derive.positions import Position
from builder.model import Filing
from builder.pages import cells
from builder.pages.addresses import filing_anchor, issuer_page, link
from builder.pages.books import Book
from builder.pages.markup import counted, literal, number
from builder.pages.notes import joined
from builder.pages.rules import rule_link

VERDICT_WORDS: dict[str, str] = {
    "first": "first report",
    "closes": "follows",
    "part": "with its filing",
    "gap": "gap",
    "unchecked": "not checkable",
    "unstated": "not in numbers",
}
REASON_WORDS: dict[str, str] = {
    "missing": "filing missing",
    "line": "other line",
    "late": "late report",
    "note": "footnote",
}


def reason_words(reason: str) -> str:
    """The reason of a gap in a word or two."""
    return REASON_WORDS.get(reason, reason)


def line_check(position: Position, at: Balance, book: Book, page: str) -> str:
    """The check of a line's balance, the gaps before it, and other reports of the same."""
    before = sum(b.verdict == "gap" for b in position.history if b is not at)
    earlier = f"<small>{counted(before, 'earlier gap')}</small>" if before else ""
    return joined([balance_check(at, book, page), earlier, told_elsewhere(at, book, page)], "<br>")


def balance_check(balance: Balance, book: Book, page: str) -> str:
    """ "follows", "first report", "gap +1,299: plan", each leading to where it is explained."""
    if balance.verdict != "gap":
        words = VERDICT_WORDS[balance.verdict]
        return (
            f'<span class="s16-derived">{rule_link("check", balance.verdict, page, words)}</span>'
        )
    words = f"gap {signed_text(balance)}: {reason_words(balance.reason)}"
    return f'<span class="s16-flag">[{words}]({link(gap_place(balance, book), page)})</span>'


def signed_text(balance: Balance) -> str:
    """The gap with its sign."""
    gap = balance.gap
    if gap is None:
        return "?"
    text = number(f"{abs(gap):f}")
    return f"+{text}" if gap > 0 else f"−{text}"


def gap_anchor(key: RowKey) -> str:
    """The place of a gap in its issuer's list."""
    return f"gap-{key.accession}-{key.table}-{key.row}"


def gap_place(balance: Balance, book: Book) -> str:
    """Where a gap is explained: in its issuer's list, or in the view of its filing."""
    key = balance.key
    if key in book.listed_gaps:
        return f"{issuer_page(book.issuer)}#{gap_anchor(key)}"
    return row_place(balance.report.filing, key)


def row_place(filing: Filing, key: RowKey) -> str:
    """The address of a row in the view of its filing."""
    return f"{filing_anchor(filing)}-{key.table}-{key.row}"


def told_elsewhere(balance: Balance, book: Book, page: str) -> str:
    """Who else reports the same row, counted once."""
    twins = book.twins_of.get(balance.key, [])
    others = [twin.of if twin.row == balance.key else twin.row for twin in twins]
    found = [(book.facts.filings.get(key.accession), key) for key in others]
    named = [
        f"[{_first_name(filing)}]({link(row_place(filing, key), page)})"
        for filing, key in found
        if filing is not None
    ]
    if not named:
        return ""
    once = rule_link("twin", twins[0].rule, page, "counted once")
    return f"<small>also reported by {', '.join(named)}, {once}</small>"


def _first_name(filing: Filing) -> str:
    return literal(filing.owners[0].name) or "unnamed" if filing.owners else "no reporting owner"


def all_owners(filing: Filing, page: str, but: int | None = None) -> str:
    """Every owner of a joint filing, linked, in the filing's order; folded, for there are many."""
    named = [cells.owner(owner, page) for owner in filing.owners if owner.key != but]
    words = "jointly with 1 other" if len(named) == 1 else f"jointly with {len(named)} others"
    return folded(words, named) if named else ""


def folded(summary: str, items: Iterable[str]) -> str:
    """Items that open on request, inside a cell."""
    said = "<br>".join(items)
    return f'<details class="s16-more"><summary>{summary}</summary>{said}</details>'
