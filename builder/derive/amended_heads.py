"""What an amendment states otherwise than the original above and below the tables.

An amendment may change no row at all: a period, an owner, a role, a box, a remark, a footnote
(section 4.4 of the forms reference). Addresses are left out, because they are not published;
signatures too, because every filing is signed anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from builder.derive.amended_rows import FieldChange
from builder.model import Cell, Filing, Owner, Row

# A box that is left out is not ticked (oddity 9), but for the one that was added in 2023.
_BOXES = (
    "not_subject_to_section16",
    "no_securities_owned",
    "form3_holdings_reported",
    "form4_transactions_reported",
)
# Before 2023 there was no such box, so a box without a tick says nothing new there.
_TICKED_OTHERWISE = {(None, True), (False, True), (True, False)}
_ROLES = ("is_director", "is_officer", "is_ten_percent_owner", "is_other")
_TITLES = ("officer_title", "other_text")


def head_changes(amendment: Filing, original: Filing) -> tuple[FieldChange, ...]:
    """Period, issuer, owners and their roles, boxes, remarks, and footnotes that are new.

    Names are those of the model's fields; "owner" is a name that was added (before is None) or
    taken away (after is None), and a role carries its owner's name. Footnotes that an amendment
    leaves out are no change: it need not restate the form.
    """
    return tuple(_changes(original, amendment))


def changes_for_row(new: Filing, old: Filing, row: Row) -> tuple[FieldChange, ...]:
    """What an amendment states otherwise above the tables that bears on a row repeated in it.

    Owners that it adds; the period, where a row has no other day or its balance speaks of the
    period (holdings; on Form 5 every row); the box for Rule 10b5-1, where the amendment ticks it
    or takes its tick away.
    """
    found: list[FieldChange] = []
    if _added_owners(old, new):
        found.append(FieldChange("owners", _names(old), _names(new)))
    dated = row.transaction_date is not None and row.transaction_date.value is not None
    if new.period is not None and (not dated or _base(new) == "5"):
        found += _otherwise("period", old.period, new.period)
    if row.kind == "transaction" and (old.aff10b5_one, new.aff10b5_one) in _TICKED_OTHERWISE:
        found += _otherwise("aff10b5_one", old.aff10b5_one, new.aff10b5_one)
    return tuple(found)


def _added_owners(old: Filing, new: Filing) -> set[int]:
    return {owner.key for owner in new.owners} - {owner.key for owner in old.owners} - {0}


def _names(filing: Filing) -> Cell[str]:
    return Cell("; ".join(owner.name or f"CIK {owner.cik}" for owner in filing.owners))


def _changes(old: Filing, new: Filing) -> Iterator[FieldChange]:
    yield from _otherwise("form", _base(old), _base(new))
    yield from _otherwise("period", old.period, new.period)
    yield from _otherwise("issuer_name", _plain(old.issuer.name), _plain(new.issuer.name))
    yield from _otherwise("issuer_symbol", _plain(old.issuer.symbol), _plain(new.issuer.symbol))
    yield from _owners(old, new)
    for name in _BOXES:
        yield from _otherwise(name, bool(getattr(old, name)), bool(getattr(new, name)))
    yield from _otherwise("aff10b5_one", old.aff10b5_one, new.aff10b5_one)
    yield from _otherwise("remarks", _plain(old.remarks), _plain(new.remarks))
    known = {_plain(text) for text in old.footnotes.values()}
    for note, text in new.footnotes.items():
        if _plain(text) and _plain(text) not in known:
            yield FieldChange("footnotes", None, Cell(text, (note,)))


def _base(filing: Filing) -> str | None:
    return filing.form.removesuffix("/A") if filing.form is not None else None


def _owners(old: Filing, new: Filing) -> Iterator[FieldChange]:
    was, now = _by_identity(old), _by_identity(new)
    for identity in sorted(was.keys() | now.keys()):
        before, after = was.get(identity), now.get(identity)
        if before is None or after is None:
            yield FieldChange("owner", _named(before), _named(after))
            continue
        for name in _ROLES:
            yield from _otherwise(name, getattr(before, name), getattr(after, name))
        for name in _TITLES:
            yield from _otherwise(name, _plain(getattr(before, name)), _plain(getattr(after, name)))


def _by_identity(filing: Filing) -> dict[tuple[int, str], Owner]:
    """By key; an owner of whom no number is known by name."""
    return {
        (owner.key, "" if owner.cik else _plain(owner.name) or ""): owner for owner in filing.owners
    }


def _named(owner: Owner | None) -> Cell[str] | None:
    return Cell(owner.name or f"CIK {owner.cik}") if owner is not None else None


def _plain(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None


def _otherwise(name: str, before: Any, after: Any) -> Iterator[FieldChange]:
    if before != after:
        yield FieldChange(name, _cell(before), _cell(after))


def _cell(value: Any) -> Cell[Any] | None:
    return Cell(value) if value is not None else None
