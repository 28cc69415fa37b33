"""What is searched of an issuer, an insider or a filing, and what a hit on it shows.

Pure functions from the ledger's values to index documents. Of a filing's texts each
distinct one counts once: thirty rows that say "By Trust" say it once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from builder.model import Filing, folder_of
from builder.search.analysis import accession_key, text_words
from builder.search.cards import card_of
from builder.search.engine import Document
from builder.search.entities import Entity
from builder.search.plan import ALONE

_TEXT_CELLS = ("security_title", "underlying_security_title", "nature_of_ownership")


def entity_document(entity: Entity) -> Document:
    """An issuer or insider: found by its names, numbers and what stands beside them."""
    card = card_of(entity)
    beside = Counter(
        word for text in (*entity.beside, *entity.names, "CIK") for word in text_words(text)
    )
    return Document(
        words={
            "ids": _once([*entity.numbers, *card.tickers]),
            "kind": {entity.kind: 1},
            "whole": _once(" ".join(sorted(core)) for core in card.cores),
            "name": _once(card.words),
            "turned": _once(word[::-1] for word in card.words),
            "lead": _once(card.leads),
            "second": _once(card.seconds if len(card.seconds) != 1 else (*card.seconds, ALONE)),
            "beside": beside,
        },
        day=card.day,
        number=entity.cik,
        kept=card.text,
    )


def filing_document(filing: Filing) -> Document:
    """A filing: found by its number, parties and words, shown by title and passages."""
    day = filing.known_day
    passages = list(passages_of(filing))
    return Document(
        words={
            "ids": _once([accession_key(filing.accession) or filing.accession]),
            "about": _counted(_about(filing)),
            "text": _counted(text for _, text in passages),
        },
        day=day.toordinal() if day else 0,
        number=filing.issuer.key,
        kept=[
            filing.accession,
            title_of(filing),
            f"issuers/{folder_of(filing.issuer.key)}/{filing.year}/#{filing.accession}",
            filing.issuer.cik,
            passages,
        ],
    )


def title_of(filing: Filing) -> str:
    """One line that names a filing: "Form 4, 2024-05-01: Marlow Ellen (Tarnfeld Inc)"."""
    form = f"Form {filing.form}" if filing.form else "Form not stated"
    day = f", {filing.known_day.isoformat()}" if filing.known_day else ""
    owners = [owner.name or "unnamed" for owner in filing.owners]
    more = f" and {len(owners) - 3} more" if len(owners) > 3 else ""
    return (
        f"{form}{day}: {', '.join(owners[:3]) or 'no reporting owner'}{more}"
        f" ({filing.issuer.name or 'issuer not stated'})"
    )


def passages_of(filing: Filing) -> Iterator[tuple[str, str]]:
    """The filer's words with what they are: ("F2", a footnote), ("Remarks", …), ("", a cell)."""
    for key, text in filing.footnotes.items():
        if text:
            yield key, text
    if filing.remarks:
        yield "Remarks", filing.remarks
    seen: dict[str, None] = {}
    for owner in filing.owners:
        seen |= dict.fromkeys(said for said in (owner.officer_title, owner.other_text) if said)
    for row in filing.rows:
        for name in _TEXT_CELLS:
            cell = getattr(row, name)
            if cell is not None and cell.value:
                seen[cell.value] = None
    for said in seen:
        yield "", said


def _about(filing: Filing) -> Iterator[str]:
    """Everything a filing can be called by."""
    issuer = filing.issuer
    yield from (filing.accession, f"form {filing.form or ''} {filing.year or ''}")
    for name in (issuer.name, issuer.symbol, issuer.foreign_symbol):
        yield name or ""
    yield str(issuer.cik or "")
    for owner in filing.owners:
        yield owner.name or ""
        yield str(owner.cik or "")


def _once(words: Iterable[str]) -> dict[str, int]:
    return {word: 1 for word in words if word}


def _counted(texts: Iterable[str]) -> Mapping[str, int]:
    return Counter(word for text in texts for word in text_words(text))
