"""Transactions, row by row as filed, each with what is derived about it and whether it counts.

Every row stands under its identity (accession number, table, row). A row that an amendment took
out, or that another filing reports too, is never added a second time; it says which row counts
in its place. Sums keep apart what must not be added: issuers, tables, codes, directions and
classes of securities.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from builder.answers import Json
from builder.answers.cells import footnotes, stated
from builder.answers.dossier import Dossier, Standing
from builder.answers.holdings import underlying
from builder.answers.parties import issuer_record, owners_record
from builder.answers.proofs import plain, proof_record
from builder.answers.selection import Asked, asked_record
from builder.answers.sums import sums_of
from builder.answers.words import CODE_MEANINGS
from builder.answers.worth import WHY_NO_VALUE
from builder.derive.amendments import RULES as AMENDMENT_RULES
from builder.derive.amendments import RowChange
from builder.derive.deadlines import RULES as DEADLINE_RULES
from builder.derive.keys import RowKey, key_of
from builder.derive.lines import line_of
from builder.derive.odd_dates import RULES as DATE_RULES
from builder.derive.odd_prices import RULES as PRICE_RULES
from builder.derive.plans import RULES as PLAN_RULES
from builder.derive.reports import event_day
from builder.model import Filing, Row


class Filter(NamedTuple):
    """Which transactions are asked for; None leaves a question open."""

    codes: frozenset[str] | None = None
    table: str | None = None
    first: date | None = None
    last: date | None = None
    min_value: Decimal | None = None
    every: bool = False  # rows that an amendment took out, too


def transactions_answer(dossiers: Iterable[Dossier], asked: Asked, wanted: Filter) -> Json:
    """The transactions of an insider, or of all insiders, newest first, and their sums."""
    found = [
        (dossier, filing, row)
        for dossier in dossiers
        for filing in dossier.filings
        if asked.insider is None or any(owner.key == asked.insider for owner in filing.owners)
        for row in filing.rows
        if row.kind == "transaction" and _fits(dossier, filing, row, wanted)
    ]
    found.sort(key=lambda each: _age(each[1], each[2]))
    found.sort(key=lambda each: event_day(each[1], each[2]) or date.min, reverse=True)
    rows = [row_record(*each) for each in found]
    return {
        "asked": asked_record(asked) | _filter_record(wanted),
        "rows": rows,
        "sums": sums_of(rows),
    }


def _age(filing: Filing, row: Row) -> tuple[str, str, int]:
    return filing.accession, row.table, row.row


def _filter_record(wanted: Filter) -> Json:
    return {
        "codes": sorted(wanted.codes) if wanted.codes is not None else None,
        "table": wanted.table,
        "from": wanted.first.isoformat() if wanted.first else None,
        "to": wanted.last.isoformat() if wanted.last else None,
        "min_value": plain(wanted.min_value),
        "rows": "all" if wanted.every else "effective",
    }


def _fits(dossier: Dossier, filing: Filing, row: Row, wanted: Filter) -> bool:
    """True for a row that was asked for; one without a day or a value fits no bound on it."""
    if wanted.table is not None and row.table != wanted.table:
        return False
    if wanted.codes is not None and stated(row.transaction_code) not in wanted.codes:
        return False
    if not wanted.every and dossier.superseded(key_of(filing, row)) is not None:
        return False
    if wanted.first is not None or wanted.last is not None:
        day = event_day(filing, row)
        if day is None or not (wanted.first or date.min) <= day <= (wanted.last or date.max):
            return False
    if wanted.min_value is not None:
        value = dossier.worth(filing, row).value
        return value is not None and value >= wanted.min_value
    return True


def row_record(dossier: Dossier, filing: Filing, row: Row) -> Json:
    """One transaction: what was filed, then what is derived."""
    code = stated(row.transaction_code)
    return {
        "issuer": issuer_record(dossier),
        "insiders": owners_record(dossier, filing),
        "joint": len(filing.owners) > 1,
        "accession": filing.accession,
        "table": row.table,
        "row": row.row,
        "form": filing.form,
        "filed": filing.filed.isoformat() if filing.filed else None,
        "transaction_date": stated(row.transaction_date),
        "deemed_execution_date": stated(row.deemed_execution_date),
        "code": code,
        "code_meaning": CODE_MEANINGS.get(code or ""),
        "acquired_disposed": stated(row.transaction_acquired_disposed_code),
        "security": stated(row.security_title),
        "shares": stated(row.transaction_shares),
        "total_value": stated(row.transaction_total_value),
        "price": stated(row.transaction_price_per_share),
        "owned_after": stated(row.shares_owned_following_transaction),
        "value_owned_after": stated(row.value_owned_following_transaction),
        "ownership": stated(row.direct_or_indirect_ownership),
        "nature": stated(row.nature_of_ownership),
        "exercise_price": stated(row.conversion_or_exercise_price),
        "exercisable": stated(row.exercise_date),
        "expires": stated(row.expiration_date),
        "underlying": underlying(row),
        **_derived(dossier, filing, row),
        "footnotes": footnotes(filing, row),
    }


def _derived(dossier: Dossier, filing: Filing, row: Row) -> Json:
    """What is concluded about a transaction, each conclusion with its rule."""
    key = key_of(filing, row)
    day = event_day(filing, row)
    worth = dossier.worth(filing, row)
    place = dossier.place(key)
    standing = dossier.standing(key)
    return {
        "day": day.isoformat() if day else None,
        "class": line_of(row).title,
        "value": plain(worth.value),
        "why_no_value": worth.why or None,
        "why_no_value_text": WHY_NO_VALUE[worth.why] if worth.why else None,
        "counted": standing.is_counted,
        "why_not": _standing_record(standing),
        "amendments": [_change_record(key, *each) for each in dossier.changes(key)],
        "deadline": _deadline_record(dossier, filing, row),
        "plan": _plan_record(dossier, filing, row),
        "odd_price": _odd_price_record(dossier, key),
        "odd_dates": [
            {
                "rule": odd.rule,
                "text": DATE_RULES[odd.rule],
                "filed": odd.filed.isoformat(),
                "used": odd.used.isoformat() if odd.used else None,
            }
            for odd in dossier.odd_dates(filing.accession, key)
        ],
        "continuity": place.balance.verdict if place else None,
    }


def _standing_record(standing: Standing) -> Json | None:
    if standing.is_counted:
        return None
    return {
        "why": standing.why,
        "text": standing.rule,
        "by": standing.by,
        "instead": _key_record(standing.instead),
        "words": standing.words or None,
    }


def _key_record(key: RowKey | None) -> Json | None:
    return key._asdict() if key is not None else None


def _change_record(key: RowKey, amendment: str, change: RowChange) -> Json:
    """What an amendment does to a row, or what the amendment's own row does to another."""
    is_of_amendment = key.accession == amendment
    return {
        "amendment": amendment,
        "fate": change.fate,
        "rule": change.rule or None,
        "text": AMENDMENT_RULES.get(change.rule),
        "role": "amendment" if is_of_amendment else "original",
        "other": _key_record(change.other if change.row == key else change.row),
        "fields": [
            {"name": field.name, "before": stated(field.before), "after": stated(field.after)}
            for field in change.fields
        ],
    }


def _deadline_record(dossier: Dossier, filing: Filing, row: Row) -> Json:
    found = dossier.deadline(filing, row)
    return {
        "due": found.due.isoformat() if found.due else None,
        "days_late": found.days_late,
        "state": found.state,
        "rule": found.rule,
        "text": DEADLINE_RULES[found.rule],
    }


def _plan_record(dossier: Dossier, filing: Filing, row: Row) -> Json:
    plan = dossier.plan(filing).of(key_of(filing, row))
    return {
        "state": plan.state,
        "rule": plan.rule,
        "text": PLAN_RULES[plan.rule],
        "adopted": plan.adopted.isoformat() if plan.adopted else None,
        "proof": proof_record(plan.proof) if plan.proof else None,
    }


def _odd_price_record(dossier: Dossier, key: RowKey) -> Json | None:
    found = dossier.odd_price(key)
    if found is None:
        return None
    return {
        "rule": found.rule,
        "text": PRICE_RULES[found.rule],
        "usual": plain(found.usual),
        "others": found.others,
    }
