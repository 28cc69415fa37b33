"""Under which names somebody filed before, and when.

Three sources: the names on the filings, in order of time; the former names of a submission
header; what the site owner states in people.yml. Section 4.8 of the forms reference: a name
is never an identity, so all of it goes by CIK.

The header's "date of name change" is the day on which the *former* name began, not the day
on which it was given up: an issuer renamed in 2021 has the day of its first registration
there, and the names of one that changed twice go on from one date to the next. So a former
name ends where the next one begins, and how long the last one was used only filings tell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from builder.corrections import NamedBefore
from builder.model import Filing, FormerName, Issuer, Owner

RULES: dict[str, str] = {
    "filed": "A filing names it so; the days are those of the first and last such filing.",
    "header": "A submission header gives it as a former name with the day on which it began; it"
    " ends where the next name begins.",
    "manual": "The site owner said so in content/people.yml.",
}


class Former(NamedTuple):
    """A name borne before: from and to are the first and last day known, None if not known."""

    name: str
    first: date | None
    last: date | None
    rule: str  # key of RULES


@dataclass(slots=True)
class _Use:
    """What is known of one name."""

    name: str
    days: list[date]  # of filings under it
    began: date | None = None  # by a header
    newest: tuple[date, str] = (date.min, "")


def former_names(
    filings: Iterable[Filing],
    key: int,
    *,
    merged: Collection[int] = (),
    stated: Sequence[NamedBefore] = (),
) -> tuple[Former, ...]:
    """The former names of an issuer or owner, the newest first; without the present one.

    ``key``: its CIK, or the number of a party without one; ``merged``: further CIKs of the
    same human and ``stated``: former names, both by people.yml. Names that differ in case, points
    and blanks only are one name.
    """
    uses: dict[str, _Use] = {}
    for filing in filings:
        for party in _parties(filing, {key, *merged}):
            _use(uses, filing, party)
    present = max(uses, key=lambda plain: (uses[plain].newest, plain), default=None)
    manual = {_plain(one.name): one for one in stated}
    found = [
        _former(use, uses)
        for plain, use in uses.items()
        if plain != present and plain not in manual
    ]
    found += [Former(one.name, one.first, one.last, "manual") for one in manual.values()]
    return tuple(sorted(found, key=_newest_first, reverse=True))


def _parties(filing: Filing, keys: Collection[int]) -> Iterator[Issuer | Owner]:
    if filing.issuer.key in keys:
        yield filing.issuer
    for owner in filing.owners:
        if owner.key in keys:
            yield owner


def _use(uses: dict[str, _Use], filing: Filing, party: Issuer | Owner) -> None:
    day = filing.known_day
    if party.name and (plain := _plain(party.name)):
        use = uses.setdefault(plain, _Use(party.name, []))
        if day is not None:
            use.days.append(day)
        if (order := (day or date.min, filing.accession)) >= use.newest:
            use.newest, use.name = order, party.name
    for former in party.former_names:
        if plain := _plain(former.name):
            use = uses.setdefault(plain, _Use(former.name, []))
            use.name = max(use.name, former.name) if use.newest[1] == "" else use.name
            use.began = _earliest(use.began, _began(former))


def _began(former: FormerName) -> date | None:
    """The day on which a former name began: what the header's date means."""
    return former.until


def _former(use: _Use, uses: dict[str, _Use]) -> Former:
    first = _earliest(use.began, min(use.days, default=None))
    last = max(use.days, default=None)
    if use.began is None:
        return Former(use.name, first, last, "filed")
    later = [other.began for other in uses.values() if other.began and other.began > use.began]
    ended = min(later, default=None)
    return Former(use.name, first, max(filter(None, (last, ended)), default=None), "header")


def _earliest(one: date | None, other: date | None) -> date | None:
    return min(filter(None, (one, other)), default=None)


def _newest_first(former: Former) -> tuple[date, date, str]:
    return (former.last or former.first or date.min, former.first or date.min, former.name)


_WORDS = re.compile(r"[^\W_]+")


def _plain(name: str) -> str:
    """A name without case, points and blanks."""
    return "".join(_WORDS.findall(unicodedata.normalize("NFKC", name).casefold()))
