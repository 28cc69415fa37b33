"""What is legal in a filing but odd: plain warnings, the same for every form it came in.

A reader warns of what it cannot read; here stands what reads well and still makes one look
twice: a trade dated 2035, a sale without a price, "indirect" without saying how. Nothing is
corrected and nothing is concluded. Places are named as in the record of a filing
(``docs/record.md``), not after elements, because pages, texts and data sets have none.

This module looks at the filing as a whole, :mod:`builder.filings.odd_rows` at its rows.
Sources: sections 0, 1, 4.13 and 8 of the forms reference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from builder.filings.document import Document
from builder.filings.noticed import MOST
from builder.filings.odd_rows import EARLIEST, Days, are_plain, odd_prices_of, oddities
from builder.model import Owner, Row, Warn

_DAY = timedelta(days=1)
_TEN_YEARS = timedelta(days=3653)
_SIGNED_BEFORE = 30  # days: a form is signed when it is filed, not a season before
_ORIGINALS = frozenset({"3", "4", "5"})
# Form 5 reports on a year, and may be signed before its end; these report on what happened.
_ON_AN_EVENT = frozenset({"3", "3/A", "4", "4/A"})

# Limits of the form, which EDGAR enforces today (section 1.1).
_ROWS, _OWNERS, _SIGNATURES, _NOTES = 30, 10, 10, 99


def warnings_of(
    document: Document, filed: date | None, *, printed: bool = False
) -> tuple[Warn, ...]:
    """Everything odd in one document: the filing as a whole first, then its rows.

    ``filed`` is the day of filing, from whatever was around the document; where it is not
    known, the latest signature stands for it. A ``printed`` form shows the roles of its first
    owner only.
    """
    form, rows = document.form or "", document.rows
    balances = not form.startswith("3")
    usual = _usual_days(document, filed)
    if usual is not None and are_plain(rows, *usual, balances):
        return ()
    days = _days(document, filed)
    found = _Found()
    _dates(document, days, found)
    _first_day(document, days, found)
    _signatures(document, filed, found)
    _people(document, found, printed=printed)
    _tables(document, found)
    if usual is not None or not are_plain(rows, days.earliest, days.latest, balances):
        _rows(rows, days, balances, found)
    return found.result()


def _rows(rows: tuple[Row, ...], days: Days, balances: bool, found: _Found) -> None:
    for row in rows:
        if are_plain((row,), days.earliest, days.latest, balances):
            continue
        for cell, expected, what in oddities(row, days, balances):
            found.say(f"{_place(row)}: {cell}", expected, what)
    for row, (cell, expected, what) in odd_prices_of(rows):
        found.say(f"{_place(row)}: {cell}", expected, what)


def _usual_days(document: Document, filed: date | None) -> tuple[date, date] | None:
    """Period and day of filing of the usual Form 4; None if it is not as usual as that.

    In such a filing the rules for the filing as a whole find nothing, if its rows are plain
    and between these days. Nine in ten filings are like that.
    """
    form, _, period, original, issuer, owners, leaves, _, _, _, _, rows, _, _, signed, _ = document
    if (
        form != "4"
        or original is not None
        or leaves
        or period is None
        or len(signed) != 1
        or not rows
        or not _fit(rows)
    ):
        return None
    name, day, _ = signed[0]
    if (
        name
        and day is not None
        and EARLIEST <= period <= day
        and day.year - period.year < 9  # ten years, with room for the days to the filing
        and (filed is None or (day <= filed and (filed - day).days <= _SIGNED_BEFORE))
        and _are_usual(owners, issuer.cik)
        and (_is_first(rows[0], period) or any(_is_first(row, period) for row in rows))
    ):
        return period, filed or day
    return None


def _is_first(row: Row, period: date) -> bool:
    """True for a transaction that a period of report may speak of: see :func:`_first_day`."""
    day, form_type = row.transaction_date, row.transaction_form_type
    return (
        day is not None
        and day.value == period
        and row.kind == "transaction"
        and not (form_type is not None and form_type.value == "5")
    )


def _are_usual(owners: tuple[Owner, ...], issuer: int | None) -> bool:
    """True if :func:`_people` finds nothing."""
    for cik, _, director, officer, ten_percent, other, title, text, _, _, _ in owners:
        if (
            cik == issuer
            or not (director or officer or ten_percent or other)
            or (officer and not title)
            or (other and not text)
        ):
            return False
    count = len(owners)
    return count == 1 or (1 < count <= _OWNERS and len({owner.cik for owner in owners}) == count)


def _place(row: Row) -> str:
    return f"Table {row.table}, row {row.row}"


class _Found:
    """The warnings of one document, so many that no filing's record grows beyond bounds."""

    __slots__ = ("_more", "_warnings")

    def __init__(self) -> None:
        self._warnings: list[Warn] = []
        self._more = 0

    def say(self, where: str, expected: str, found: str) -> None:
        """Note one oddity."""
        if len(self._warnings) < MOST:
            self._warnings.append(Warn(where, None, expected, found))
        else:
            self._more += 1

    def result(self) -> tuple[Warn, ...]:
        """All of them; how many more there are if they are too many."""
        if self._more:
            expected = f"at most {MOST} oddities"
            self._warnings.append(Warn("document", None, expected, f"{self._more} more"))
        return tuple(self._warnings)


def _days(document: Document, filed: date | None) -> Days:
    """Section 4.13: the day after the filing, since acceptance may be stamped a day late."""
    reported = filed
    if reported is None:
        for signature in document.signatures:
            if signature.date is not None and (reported is None or signature.date > reported):
                reported = signature.date
    if reported is None or not EARLIEST <= reported < date.max:
        return Days(EARLIEST, date.max, "")
    earliest = max(EARLIEST, reported - _TEN_YEARS) if reported.year > 1950 else EARLIEST
    return Days(earliest, reported + _DAY, "filing" if filed else "signature")


# When


def _dates(document: Document, days: Days, found: _Found) -> None:
    """Section 4.13; oddity 52: the original of an amendment."""
    period, original, form = document.period, document.original_filed, document.form
    if period is not None and not EARLIEST <= period <= days.latest:
        found.say("period", days.expected(period), period.isoformat())
    if original is None:
        if form is not None and form.endswith("/A"):
            found.say("original_filed", "the day of the original, in an amendment", "none")
    elif form in _ORIGINALS:
        found.say("original_filed", f"none on a Form {form}", original.isoformat())
    elif original > days.latest or (period is not None and original < period):
        expected = "a day from the period of report to the day of filing"
        found.say("original_filed", expected, original.isoformat())


def _first_day(document: Document, days: Days, found: _Found) -> None:
    """Oddity 56: the period of a Form 4 is the day of its first transaction.

    Rows of form type 5 do not count: they are told early (section 3.3), often with an older
    day. An amendment may leave out the first transaction, but has none before it either.
    """
    period, form = document.period, document.form
    if form not in ("4", "4/A") or period is None:
        return
    due = [
        cell.value
        for row in document.rows
        if row.kind == "transaction"
        and (cell := row.transaction_date) is not None
        and cell.value is not None
        and days.earliest <= cell.value <= days.latest
        and not (row.transaction_form_type and row.transaction_form_type.value == "5")
    ]
    day = min(due, default=period)
    if day < period or (day > period and form == "4"):
        found.say("period", f"{day}, the day of the first transaction", period.isoformat())


def _signatures(document: Document, filed: date | None, found: _Found) -> None:
    period, signatures = document.period, document.signatures
    for number, (_, day, _) in enumerate(signatures, 1):
        if day is None:
            continue
        expected = ""
        if filed is not None:
            if not -1 <= (filed - day).days <= _SIGNED_BEFORE:
                expected = f"a day in the month before the filing, {filed}"
        elif period is not None and day < period and document.form in _ON_AN_EVENT:
            expected = f"a day not before the period of report, {period}"
        if expected:
            found.say(f"signature {number}: date", expected, day.isoformat())
    if not any(signature.name for signature in signatures):
        found.say("signatures", "a signature", "none")
    if len(signatures) > _SIGNATURES:
        found.say("signatures", f"at most {_SIGNATURES} on one form", str(len(signatures)))


# Who


def _people(document: Document, found: _Found, *, printed: bool) -> None:
    """Section 1.2; oddity 30."""
    owners, issuer = document.owners, document.issuer.cik
    if _are_usual(owners, issuer):
        return
    for number, owner in enumerate(owners, 1):
        _owner(owner, number, issuer, found, roles=number == 1 or not printed)
    ciks = [owner.cik for owner in owners if owner.cik is not None]
    if len(set(ciks)) < len(ciks):
        found.say("owners", "each reporting owner once", "one of them twice")
    if len(owners) > _OWNERS:
        found.say("owners", f"at most {_OWNERS} on one form", str(len(owners)))


def _owner(owner: Owner, number: int, issuer: int | None, found: _Found, *, roles: bool) -> None:
    where = f"owner {number}"
    has_role = owner.is_director or owner.is_officer or owner.is_ten_percent_owner or owner.is_other
    if roles and not has_role:
        found.say(where, "director, officer, 10% owner or other", "none of them")
    if owner.is_officer and not owner.officer_title:
        found.say(f"{where}: officer_title", "the title of an officer", "none")
    if owner.is_other and not owner.other_text:
        found.say(f"{where}: other_text", "in words, what an other owner is", "none")
    if owner.cik is not None and owner.cik == issuer:
        found.say(where, "an owner who is not the issuer", "the issuer itself")


# What


def _tables(document: Document, found: _Found) -> None:
    """Sections 0 and 1.2: what each form may hold, and which box stands for an empty one."""
    rows, form = document.rows, document.form or ""
    if not _fit(rows):
        for table in ("I", "II"):
            count = sum(row.table == table for row in rows)
            if count > _ROWS:
                found.say(f"Table {table}", f"at most {_ROWS} rows on one form", str(count))
    if form.startswith("3"):
        _form_3(document, found)
    elif document.not_subject_to_section16:
        return
    elif not rows:
        found.say("rows", "at least one, or the exit box", "neither")
    elif form == "4" and not any(row.kind == "transaction" for row in rows):
        found.say("rows", "a transaction on a Form 4, or the exit box", "holdings only")


def _fit(rows: tuple[Row, ...]) -> bool:
    """True if no table is too long: the rows of Table I come first."""
    return len(rows) <= _ROWS or (rows[_ROWS].table == "II" and rows[-_ROWS - 1].table == "I")


def _form_3(document: Document, found: _Found) -> None:
    rows = document.rows
    if not rows and not document.no_securities_owned:
        found.say("rows", "a holding, or the word that none is owned", "neither")
    if rows and document.no_securities_owned:
        found.say("no_securities_owned", "no rows beside it", f"{len(rows)} rows")
    transactions = sum(row.kind == "transaction" for row in rows)
    if transactions:
        found.say("rows", "holdings only on a Form 3", f"{transactions} transactions")


# Notes: each reader asks for itself, with what it knows. It has met all references while it
# read, and a data set without its table of notes can say nothing of any.


def of_notes(referenced: set[str], footnotes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What was expected and found where references and notes do not match.

    Oddity 14; and section 1.2 wants every note referenced. How many of them are spelt out is
    the reader's to bound.
    """
    if len(footnotes) > _NOTES:
        yield f"at most {_NOTES} footnotes on one form", str(len(footnotes))
    if referenced == footnotes.keys():
        return
    for note in sorted(referenced - footnotes.keys()):
        yield f"a footnote {note or 'with an id'}, which the tables refer to", "none"
    for note in footnotes:
        if note not in referenced:
            yield f"a reference in the tables to footnote {note or 'without an id'}", "none"
