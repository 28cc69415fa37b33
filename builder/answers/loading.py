"""From a question to the filings that answer it: the one place of this room that asks a ledger."""

from __future__ import annotations

from builder.answers import AnswerError
from builder.answers.dossier import Dossier, identity
from builder.answers.selection import Asked, known_by
from builder.derive.keys import RowKey
from builder.ledger.lookup import accession_of, issuers_of, known_as, near
from builder.ledger.people import rewording
from builder.ledger.store import Ledger

FIND = "To find a CIK: section16 search NAME. Nothing is asked by name, for names are shared."


def dossiers_for(ledger: Ledger, asked: Asked) -> list[Dossier]:
    """Everything about the issuer asked for, or about each issuer of the insider; AnswerError.

    The ledger must have been opened as of the day of ``asked.known_on``.
    """
    if asked.issuer is not None:
        return [_of_issuer(ledger, asked, asked.issuer)]
    insider = asked.insider or 0
    found = [_of_issuer(ledger, asked, issuer) for issuer in issuers_of(ledger, insider)]
    found = [dossier for dossier in found if insider in dossier.owners]
    if not found:
        raise _unknown_insider(ledger, asked)
    return found


def _of_issuer(ledger: Ledger, asked: Asked, issuer: int) -> Dossier:
    filings = known_by(ledger.filings_of_issuer(issuer), asked.known_on)
    if not filings and asked.issuer is not None:
        raise _unknown_issuer(ledger, asked, issuer)
    dossier = Dossier.of(filings, rewording(ledger))
    if asked.issuer is not None and asked.insider is not None:
        _check_insider(ledger, asked, dossier)
    return dossier


def _unknown_issuer(ledger: Ledger, asked: Asked, issuer: int) -> AnswerError:
    if asked.known_on and issuer and known_issuer(ledger, issuer):
        return AnswerError(f"no filing about {identity(issuer)} was known on {asked.known_on}")
    if issuers_of(ledger, issuer):
        return AnswerError(
            f"{identity(issuer)} is no issuer here, but an insider",
            f"Ask with --insider {_number(issuer)}.",
        )
    return AnswerError(f"there is no filing about an issuer with {identity(issuer)}", FIND)


def known_issuer(ledger: Ledger, issuer: int) -> bool:
    """True if any filing is about this issuer, whenever it was filed."""
    return bool(ledger.people_of_issuer(issuer))


def _unknown_insider(ledger: Ledger, asked: Asked) -> AnswerError:
    insider = asked.insider or 0
    if issuers_of(ledger, insider):
        return AnswerError(f"no filing of {identity(insider)} was known on {asked.known_on}")
    if known_issuer(ledger, insider):
        return AnswerError(
            f"{identity(insider)} is no insider here, but an issuer",
            f"Ask with --issuer {_number(insider)}.",
        )
    return AnswerError(f"there is no filing of an insider with {identity(insider)}", FIND)


def _check_insider(ledger: Ledger, asked: Asked, dossier: Dossier) -> None:
    insider = asked.insider or 0
    if insider in dossier.owners:
        return
    others = [each for each in issuers_of(ledger, insider) if each != asked.issuer]
    if not others:
        raise _unknown_insider(ledger, asked)
    numbers = ", ".join(map(identity, others[:5])) + (" and others" if len(others) > 5 else "")
    known = f" known on {asked.known_on}" if asked.known_on else ""
    raise AnswerError(
        f"{identity(insider)} has no filing about {dossier.issuer_named}{known}",
        f"This insider reports about {numbers}.",
    )


def _number(key: int) -> str:
    return identity(key).removeprefix("CIK ")


def dossier_about(ledger: Ledger, accession: str) -> tuple[Dossier, str]:
    """Everything about the issuer of a filing, and its number as the ledger has it; AnswerError."""
    accession = accession_of(accession)
    known = known_as(ledger, accession)
    if known is None:
        close = near(ledger, accession)
        remedy = f"Did you mean {' or '.join(close)}?" if close else (
            "To find a filing: section16 search WORDS --kind filing."
        )  # fmt: skip
        raise AnswerError(f"there is no filing {accession} here", remedy)
    if known.issuer is None:
        raise AnswerError(f"{accession} is {known.other}")
    return Dossier.of(ledger.filings_of_issuer(known.issuer), rewording(ledger)), accession


def check_row(dossier: Dossier, key: RowKey) -> None:
    """Raise AnswerError for a row that its filing does not have."""
    filing = dossier.filing(key.accession)
    if dossier.row(key) is not None or filing is None:
        return
    rows = [f"{row.table}:{row.row}" for row in filing.rows]
    has = f"It has {_few(rows)}." if rows else "It has no rows at all."
    raise AnswerError(f"filing {key.accession} has no row {key.table}:{key.row}", has)


def _few(rows: list[str]) -> str:
    if len(rows) > 6:
        return f"{', '.join(rows[:3])} … {rows[-1]}"
    return ", ".join(rows)
