"""Issuer and insiders in a record: number, the name shown and the name filed."""

from __future__ import annotations

from builder.answers import Json
from builder.answers.dossier import Dossier
from builder.model import Filing, local_id


def issuer_record(dossier: Dossier) -> Json:
    """The issuer under the name of its newest filing."""
    issuer = dossier.issuer
    return {
        "cik": issuer.cik,
        "local_id": local_id(issuer.key),
        "name": dossier.issuer_name,
        "filed_name": issuer.name,
        "symbol": issuer.symbol,
    }


def insider_record(dossier: Dossier, key: int) -> Json:
    """An insider under the name of the newest filing; key 0 stands for one without any name."""
    owner = dossier.owners.get(key)
    return {
        "cik": owner.cik if owner else None,
        "local_id": local_id(key),
        "name": dossier.name(key),
        "filed_name": owner.name if owner else None,
    }


def owners_record(dossier: Dossier, filing: Filing) -> list[Json]:
    """The owners of a filing, in the filer's order."""
    return [insider_record(dossier, owner.key) for owner in filing.owners]
