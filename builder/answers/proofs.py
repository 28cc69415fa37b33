"""Proofs and checks of balances, as records and in words."""

from __future__ import annotations

from decimal import Decimal

from builder.answers import Json
from builder.answers.cells import note_number
from builder.answers.dossier import Dossier
from builder.answers.printing import grouped, one_line, signed
from builder.derive.continuity import REASONS
from builder.derive.history import VERDICTS, Balance
from builder.derive.keys import Proof
from builder.derive.staleness import RULES, Stale


def proof_record(proof: Proof) -> Json:
    """A proof: the filing, its row or note, and the words."""
    return {
        "accession": proof.accession,
        "table": proof.table,
        "row": proof.row,
        "note": proof.note,
        "words": proof.words or None,
    }


def continuity_record(balance: Balance) -> Json:
    """Whether a balance follows from the one before; if not, the gap, the reason, the proof."""
    return {
        "verdict": balance.verdict,
        "rule": VERDICTS[balance.verdict],
        "previous": plain(balance.previous),
        "since": plain(balance.since),
        "expected": plain(balance.expected),
        "gap": plain(balance.gap),
        "reason": balance.reason or None,
        "reason_rule": REASONS[balance.reason] if balance.reason else None,
        "proofs": [proof_record(proof) for proof in balance.proofs],
    }


def stale_record(stale: Stale | None) -> Json | None:
    """Why a line may no longer be what it was."""
    if stale is None:
        return None
    return {
        "rule": stale.rule,
        "text": RULES[stale.rule],
        "day": stale.day.isoformat(),
        "accession": stale.proof.accession,
    }


def plain(number: Decimal | None) -> str | None:
    """A derived number as a string, never with an exponent."""
    return f"{number:f}" if number is not None else None


def proof_words(dossier: Dossier, proof: Proof) -> str:
    """A proof in words: where it stands, and what stands there."""
    filing = dossier.filing(proof.accession)
    known = f" of {filing.known_day}" if filing and filing.known_day else ""
    form = f"Form {one_line(filing.form)} " if filing and filing.form else "filing "
    where = f"{form}{proof.accession}{known}"
    if proof.table is not None and proof.row is not None:
        where = f"Table {proof.table} row {proof.row} of {where}"
    if proof.note == "remarks":
        where = f"the remarks of {form}{proof.accession}{known}"
    elif proof.note is not None:
        where = f"note ({note_number(proof.note)}) on {where}"
    return f"{where}: “{one_line(proof.words)}”" if proof.words else where


def check_words(balance: Balance) -> str:
    """The check of a balance in a few words, for a column."""
    if balance.verdict == "gap" and balance.gap is not None:
        reason = "" if balance.reason in ("", "unexplained") else f": {balance.reason}"
        mark = ", unexplained" if balance.reason == "unexplained" else reason
        return f"off by {signed(balance.gap)}{mark}"
    return {
        "first": "first report",
        "closes": "follows",
        "part": "in the sum below",
        "unchecked": "not checkable",
        "unstated": "no number",
    }.get(balance.verdict, balance.verdict)


def sum_words(balance: Balance) -> str:
    """The sum behind a check: "9,000 + 500 = 9,500"."""
    if balance.previous is None or balance.since is None or balance.expected is None:
        return ""
    way = "−" if balance.since < 0 else "+"
    added = f"{grouped(balance.previous)} {way} {grouped(abs(balance.since))}"
    return f"{added} = {grouped(balance.expected)}"
