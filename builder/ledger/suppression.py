"""What suppress.yml leaves out of a filing, before anything is derived or printed from it.

A filing whose only reporting owners are suppressed goes whole. From a joint filing go the
owner's block, the signature lines with that surname and the warnings about either; the rows
stay, for they are the other owners' too. Where the surname still stands in filed text is
listed for the site owner: filed words are never changed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple, TypeVar

from builder.corrections import Suppressed
from builder.filings.notice import Notice
from builder.filings.reader import Record
from builder.model import Filing, Owner, Unstructured, Warn
from builder.names.display_names import kind_of
from builder.names.name_marks import without_marks
from builder.names.person_names import surname_of

Filed = TypeVar("Filed", Filing, Unstructured)


def lines_used(record: Record, suppressed: Suppressed) -> tuple[int, ...]:
    """The lines of suppress.yml that leave out a record, or somebody named in it."""
    if not suppressed:
        return ()
    named = suppressed.filings.get(record.accession)
    people = (suppressed.people.get(cik or 0) for cik in _owners(record))
    return tuple(sorted({each.line for each in (named, *people) if each is not None}))


def suppressed_for(record: Record, suppressed: Suppressed) -> str | None:
    """Why a record is left out whole; None where it stays, perhaps without some owners."""
    return suppressed.reason_for(record.accession, _owners(record))


def _owners(record: Record) -> list[int | None]:
    if isinstance(record, Notice):
        return [record.document.filer_cik]
    return [owner.cik for owner in record.owners]


class Mention(NamedTuple):
    """Where the name of somebody suppressed still stands."""

    accession: str
    where: str  # "footnote F2", "remarks", "Table I, row 3: nature_of_ownership"
    words: str  # the filed words around it

    def __str__(self) -> str:
        return f"{self.accession}: {self.where}: {self.words!r}"


def without(filing: Filed, suppressed: Suppressed) -> Filed | None:
    """The filing without what is suppressed; None if nothing of it stays."""
    if not suppressed:
        return filing
    ciks = [owner.cik for owner in filing.owners]
    if suppressed.reason_for(filing.accession, ciks) is not None:
        return None
    gone = [owner for owner in filing.owners if owner.cik in suppressed.people]
    if not gone:
        return filing
    names = _names_of(gone)
    numbers = {str(owner.cik) for owner in gone}
    rest = filing._replace(
        owners=tuple(owner for owner in filing.owners if owner.cik not in suppressed.people),
        warnings=tuple(warn for warn in filing.warnings if not _is_about(warn, names, numbers)),
    )
    if isinstance(rest, Filing):
        kept = tuple(one for one in rest.signatures if _place(one.name or "", names) is None)
        rest = rest._replace(signatures=kept)
    return rest


def mentions(
    filing: Filing, suppressed: Suppressed, names: Collection[str] = ()
) -> tuple[Mention, ...]:
    """Where suppressed people are still named in what stays of a filing.

    ``names``: conformed names under which suppressed people file elsewhere; those of the
    filing's own owners are known. A surname that is also a word is looked for with a capital.
    """
    rest = without(filing, suppressed)
    if rest is None or not suppressed.people:
        return ()
    gone = [owner for owner in filing.owners if owner.cik in suppressed.people]
    looked_for = _names_of(gone) | {_letters(name) for name in names}
    found = [
        Mention(filing.accession, where, _around(text, place))
        for where, text in _texts(rest)
        if (place := _place(text, looked_for, capital=True)) is not None
    ]
    return tuple(found)


def _texts(filing: Filing) -> Iterator[tuple[str, str]]:
    """Every free text of a filing, with where it stands."""
    for note, text in filing.footnotes.items():
        yield f"footnote {note}", text
    yield "remarks", filing.remarks or ""
    for row in filing.rows:
        place = f"Table {row.table}, row {row.row}"
        for name in ("nature_of_ownership", "security_title", "underlying_security_title"):
            cell = getattr(row, name)
            if cell is not None:
                yield f"{place}: {name}", f"{cell.value or ''} {cell.raw or ''}"
    for number, owner in enumerate(filing.owners, 1):
        address = " ".join(str(part) for part in owner.address or () if part)
        for words in (owner.name, owner.officer_title, owner.other_text, address):
            yield f"reporting owner {number}", words or ""
    yield "issuer", filing.issuer.name or ""
    for signature in filing.signatures:
        yield "signature", signature.name or ""


def _is_about(warn: Warn, names: Collection[str], numbers: Collection[str]) -> bool:
    text = " ".join((warn.where, warn.expected, warn.found))
    named = any(digits.lstrip("0") in numbers for digits in re.findall("[0-9]+", text))
    return named or _place(text, names) is not None


# -- Names in text -----------------------------------------------------------------------------

_TOKENS = re.compile(r"[^\W_]+")


def _names_of(owners: Iterable[Owner]) -> frozenset[str]:
    """The surnames of people, the whole names of entities, under every name they bore."""
    return frozenset(
        letters
        for owner in owners
        for name in (owner.name, *(former.name for former in owner.former_names))
        if name and (letters := _letters(name))
    )


@lru_cache(maxsize=4096)
def _letters(conformed: str) -> str:
    """The letters to look for: of the surname, or of an entity's whole name."""
    kind, _ = kind_of(conformed, is_issuer=False, has_role=False)
    name = without_marks(conformed) if kind == "entity" else surname_of(conformed)
    return "".join(_folded(token) for token in _TOKENS.findall(name))


def _folded(word: str) -> str:
    """Without case and accents: Muñoz is signed as MUNOZ."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()


def _place(text: str, names: Collection[str], *, capital: bool = False) -> int | None:
    """Where one of the names begins in a text, whatever stands between its words."""
    tokens = [(match.start(), match.group()) for match in _TOKENS.finditer(text)]
    folded = [_folded(word) for _, word in tokens]
    for at, (start, word) in enumerate(tokens):
        if capital and not word[0].isupper():
            continue
        run = ""
        for part in folded[at:]:
            run += part
            if run in names:
                return start
            if not any(name.startswith(run) for name in names):
                break
    return None


def _around(text: str, place: int) -> str:
    """The words around a place, in one line."""
    return " ".join(text[max(0, place - 40) : place + 60].split())
