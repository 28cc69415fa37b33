"""What each insider holds now: one line per pile of securities, from the last report of it.

Every row of a filing restates the balance of its line *after* the reported
transactions (Form 4, column 5; section 4.2 of the forms reference), so a position is
the newest such balance, never a running sum. What counts as newest is the order of
events, not of filings: a late report of an old trade does not overwrite a newer
balance.

A line is: issuer, owners of the filing, table, normalised title, direct or indirect,
normalised nature of ownership, and for derivatives exercise price and expiration.
Where the nature only says "See footnote", the footnote is the nature. Where one
filing lists the same line twice as holdings, or as a holding beside a transaction,
they are two piles ("By Trust" twice, for two trusts): told apart by their notes, and
failing that by their order.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from builder.model import Cell, Filing, Row, Table

EARLIEST = date(1934, 6, 6)  # the Securities Exchange Act: no Section 16 before it


class Report(NamedTuple):
    """One row as a statement about a balance: when it speaks, and of what."""

    order: tuple[date, date, datetime, str, str, int]
    filing: Filing
    row: Row

    @property
    def as_of(self) -> date | None:
        """The day the balance speaks of; None where the filing gives no usable date."""
        return self.order[0] if self.order[0] != date.min else None


class Position(NamedTuple):
    """A line with its newest report."""

    issuer: int
    owners: tuple[int, ...]  # CIKs of the filing's owners, ascending; 0 for one without
    table: Table
    line: tuple[str, ...]
    report: Report

    @property
    def balance(self) -> Cell[Decimal] | None:
        """The balance as filed; see :func:`balance_of`."""
        return balance_of(self.report.row)

    @property
    def is_open(self) -> bool:
        """A balance of zero closes the line; a balance that no number states does not."""
        balance = self.balance
        return balance is None or balance.value is None or balance.value != 0


def balance_of(row: Row) -> Cell[Decimal] | None:
    """The balance that a row states: shares or value owned after it.

    On Form 3, derivative rows have no such column and their size is the underlying
    shares or value (oddity 22). None if the row states no balance at all.
    """
    return (
        row.shares_owned_following_transaction
        or row.value_owned_following_transaction
        or (
            row.underlying_security_shares or row.underlying_security_value
            if row.table == "II" and row.kind == "holding"
            else None
        )
    )


def is_value(row: Row) -> bool:
    """True if the balance is an amount of money (principal), which is never added to shares."""
    return row.shares_owned_following_transaction is None and (
        row.value_owned_following_transaction is not None
        or (row.underlying_security_shares is None and row.underlying_security_value is not None)
    )


def event_day(filing: Filing, row: Row) -> date | None:
    """The day a row speaks of: its transaction date, for holdings the period of report.

    A transaction date after the day of filing or before 1934 is a slip of the pen: the
    period of report stands in its place (section 4.13 of the forms reference). Where no
    day of filing is known the latest signature stands for it; the period cannot, for it
    is the day of the first of several transactions.
    """
    day = row.transaction_date.value if row.transaction_date else None
    if day is not None and day >= EARLIEST:
        reported = filing.known_day if filing.filed or _is_signed(filing) else None
        if reported is None or day <= reported + timedelta(days=1):
            return day
    return filing.period or filing.known_day


def _is_signed(filing: Filing) -> bool:
    return any(signature.date for signature in filing.signatures)


def report_of(filing: Filing, row: Row) -> Report:
    """Place a row in the order of events: its day, then what was known when, then its row."""
    order = (
        event_day(filing, row) or date.min,
        filing.known_day or date.min,
        filing.accepted or datetime.min,  # noqa: DTZ901 - all acceptance times are Eastern, naive
        filing.accession,
        row.table,
        row.row,
    )
    return Report(order, filing, row)


def derive_positions(filings: Iterable[Filing]) -> list[Position]:
    """Every line that any of the filings of one issuer reports, with its newest report.

    The order of the filings does not matter. Closed lines (balance zero) are included.
    """
    reports: dict[tuple[Any, ...], list[Report]] = defaultdict(list)
    crowded: set[tuple[Any, ...]] = set()
    for filing in filings:
        holdings: Counter[tuple[Any, ...]] = Counter()
        traded: set[tuple[Any, ...]] = set()
        for row in filing.rows:
            if balance_of(row) is None:
                continue
            line = base_line(filing, row)
            reports[line].append(report_of(filing, row))
            if row.kind == "holding":
                holdings[line] += 1
            else:
                traded.add(line)
        crowded |= {line for line, count in holdings.items() if count + (line in traded) > 1}
    newest: dict[tuple[Any, ...], Report] = {}
    for base, found in reports.items():
        lines = _told_apart(base, found) if base in crowded else [(base, r) for r in found]
        for line, report in lines:
            if line not in newest or newest[line].order < report.order:
                newest[line] = report
    positions = [_position(line, report) for line, report in newest.items()]
    return sorted(positions, key=lambda p: (p.owners, p.table, p.line))


def _position(line: tuple[Any, ...], report: Report) -> Position:
    issuer, owners, table = line[:3]
    return Position(issuer, owners, table, tuple(str(part) for part in line[3:]), report)


def _told_apart(
    base: tuple[Any, ...], reports: list[Report]
) -> Iterable[tuple[tuple[Any, ...], Report]]:
    """Split a line that some filing lists twice: by the notes on its nature, then by order.

    Within a filing, its transactions are about one pile, the first; each holding is another.
    """
    piles: Counter[tuple[str, tuple[Any, ...]]] = Counter()
    by_kind = sorted(reports, key=lambda report: (report.row.kind != "transaction", report.order))
    for report in by_kind:
        line = (*base, _note_texts(report.filing, report.row.nature_of_ownership))
        place = (report.filing.accession, line)
        if report.row.kind == "transaction":
            piles[place] = 1
        else:
            piles[place] += 1
        yield (*line, piles[place]), report


def base_line(filing: Filing, row: Row) -> tuple[Any, ...]:
    """The identity of the line that a row belongs to."""
    direct = row.direct_or_indirect_ownership
    held = (direct.value if direct else None) or "D"
    owners = tuple(sorted(owner.cik or 0 for owner in filing.owners))
    line: tuple[Any, ...] = (
        filing.issuer.cik or 0,
        owners,
        row.table,
        normal_title(_value(row.security_title)),
        held,
        # oddity 64: a nature beside "D" is a slip and tells no lines apart
        _nature(filing, row) if held == "I" else "",
    )
    if row.table == "II":
        line += (_number(row.conversion_or_exercise_price), _iso(row.expiration_date))
    return line


def _value(cell: Cell[str] | None) -> str:
    return (cell.value if cell else None) or ""


def _number(cell: Cell[Decimal] | None) -> str:
    return f"{cell.value.normalize():f}" if cell and cell.value is not None else ""


def _iso(cell: Cell[date] | None) -> str:
    return cell.value.isoformat() if cell and cell.value else ""


# "par value $.01 per share", "$0.001 par value", "without par value", "no par value"
_PAR = re.compile(
    r"[,;(]?\s*(?:without|no|with a|\$?[0-9.]+)?\s*par value"
    r"(?:\s*(?:of|\$?\.?[0-9][0-9.,]*|per share|each|share))*\)?",
    re.IGNORECASE,
)
_NOT_WORDS = re.compile(r"[\W_]+")
_NOTE_MARK = re.compile(r"\((?:fn\.?\s*|note\s*)?[0-9]{1,2}\)", re.IGNORECASE)
_SEE_NOTE = re.compile(
    r"\b(?:see|refer to)\b.*\b(?:foot\s*)?(?:notes?|explanations?)\b|^footnotes?\b"
)


def _words(text: str) -> str:
    return _NOT_WORDS.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def normal_title(title: str) -> str:
    """A security title without case, punctuation, footnote marks and par value."""
    return _words(_NOTE_MARK.sub("", _PAR.sub(" ", title))) or _words(title)


def _nature(filing: Filing, row: Row) -> str:
    text = _words(_NOTE_MARK.sub("", _value(row.nature_of_ownership)))
    if text and not _SEE_NOTE.search(text):
        return text
    notes = _note_texts(filing, row.nature_of_ownership)
    if not notes:  # some filers hang the note on the letter instead
        notes = _note_texts(filing, row.direct_or_indirect_ownership)
    return notes or text


_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
# What drifts from one filing to the next in a note about the same pile: dates, counts, amounts,
# percentages. Short plain numbers stay: they are names ("Fund 7", "Fund 25").
_DRIFTING = re.compile(
    rf"\b(?:{_MONTHS})\s+[0-9]{{1,2}}(?:,\s*[0-9]{{4}})?"
    r"|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}|[0-9]+(?:\.[0-9]+)?%|[0-9.,]*[.,][0-9]+|[0-9]{3,}",
    re.IGNORECASE,
)


def _note_texts(filing: Filing, cell: Cell[str] | None) -> str:
    """The notes on a cell as words, without what drifts."""
    if cell is None:
        return ""
    texts = [filing.footnotes.get(note, "") for note in cell.footnotes]
    return " / ".join(_words(_DRIFTING.sub(" ", text)) for text in texts)
