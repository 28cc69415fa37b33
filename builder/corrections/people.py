"""content/people.yml: what the site owner knows about names that filings do not tell.

One human under two CIKs, a name or a kind that the rules get wrong, former names, security
titles that mean one class (sections 4.2, 4.8 and 7 of the forms reference). Every entry says
why, and an entry that corrects nothing is reported with its line.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from builder.corrections.entries import Entry, entries
from builder.corrections.unused import Unused
from builder.errors import CorrectionError

PartyKind = Literal["person", "entity"]
KINDS: dict[str, PartyKind] = {"person": "person", "entity": "entity"}

ABOUT_A_PARTY = ("same_as", "name", "kind", "former_names")
KEYS = ("cik", *ABOUT_A_PARTY, "issuer", "titles", "why")
LONGEST_REASON = 1_000


class NamedBefore(NamedTuple):
    """A former name with its period, as the site owner states it."""

    name: str
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry about a person or an entity."""

    cik: int
    line: int
    why: str
    same_as: int | None = None
    name: str | None = None
    kind: PartyKind | None = None
    former_names: tuple[NamedBefore, ...] = ()


class MergedTitle(NamedTuple):
    """A filed title that means the same class of an issuer as another."""

    issuer: int
    filed: str
    merged: str
    line: int
    why: str


@dataclass(frozen=True, slots=True)
class People:
    """The corrections of one file."""

    path: str = "content/people.yml"
    parties: Mapping[int, Correction] = field(default_factory=dict)
    titles: Mapping[tuple[int, str], MergedTitle] = field(default_factory=dict)

    def canonical(self, cik: int) -> int:
        """The CIK under which a party's filings stand together."""
        correction = self.parties.get(cik)
        return correction.same_as or cik if correction else cik

    def merged_into(self, cik: int) -> tuple[int, ...]:
        """The other CIKs of the same human, ascending."""
        return tuple(sorted(each for each, one in self.parties.items() if one.same_as == cik))

    def name(self, cik: int) -> str | None:
        """The name to show instead of the conformed one."""
        correction = self.parties.get(self.canonical(cik))
        return correction.name if correction else None

    def kind(self, cik: int) -> PartyKind | None:
        """Person or entity, where the rules get it wrong."""
        correction = self.parties.get(self.canonical(cik))
        return correction.kind if correction else None

    def former_names(self, cik: int) -> tuple[NamedBefore, ...]:
        """Former names with their periods, as stated."""
        correction = self.parties.get(self.canonical(cik))
        return correction.former_names if correction else ()

    def title(self, issuer: int, title: str) -> str:
        """The title that a normalised title of an issuer means; itself where nothing is said."""
        merged = self.titles.get((issuer, title))
        return merged.merged if merged else title

    def unused(
        self, ciks: Collection[int], titles: Mapping[int, Collection[str]] | None = None
    ) -> list[Unused]:
        """Entries that correct nothing, by line.

        ``ciks``: of all issuers and owners that filings name. ``titles``: the normalised
        titles of each issuer.
        """
        found = [
            Unused(self.path, correction.line, f"no filing names CIK {missing}")
            for correction in self.parties.values()
            if (missing := _missing(correction, ciks)) is not None
        ]
        found += [
            Unused(
                self.path, merged.line, f"no filing on CIK {issuer} has the title {merged.filed!r}"
            )
            for (issuer, title), merged in self.titles.items()
            if title not in (titles or {}).get(issuer, ())
        ]
        return sorted(found, key=lambda each: each.line)


def _missing(correction: Correction, ciks: Collection[int]) -> int | None:
    """The CIK for want of which a correction does nothing."""
    needed = (correction.cik, correction.same_as)
    return next((cik for cik in needed if cik is not None and cik not in ciks), None)


def _same_words(title: str) -> str:
    return " ".join(title.casefold().split())


def parse_people(text: str, path: str, normal: Callable[[str], str] = _same_words) -> People:
    """The file's text to corrections; ``normal`` is how the ledger normalises a title."""
    parties: dict[int, Correction] = {}
    titles: dict[tuple[int, str], MergedTitle] = {}
    for entry in entries(text, path):
        entry.check_keys(KEYS)
        if ("cik" in entry) == ("issuer" in entry):
            found = "both" if "cik" in entry else "neither"
            raise entry.error(None, "either cik: or issuer:", found)
        if "cik" in entry:
            correction = _correction(entry)
            _add_once(entry, parties, correction)
        else:
            _add_titles(entry, titles, normal)
    _check_merges(parties, path)
    _check_titles(titles, path)
    return People(path, parties, titles)


def _add_once(entry: Entry, parties: dict[int, Correction], correction: Correction) -> None:
    known = parties.get(correction.cik)
    if known is not None:
        found = f"CIK {correction.cik} again (first on line {known.line})"
        raise entry.error("cik", "one entry for a CIK", found)
    parties[correction.cik] = correction


def _correction(entry: Entry) -> Correction:
    cik, same_as = entry.cik("cik"), entry.cik("same_as")
    if "titles" in entry:
        raise entry.error("titles", "titles: beside issuer:", "it beside cik:")
    if not any(key in entry for key in ABOUT_A_PARTY):
        raise entry.error(None, f"one of {', '.join(ABOUT_A_PARTY)}", "none of them")
    if same_as is not None:
        for key in ABOUT_A_PARTY[1:]:
            if key in entry:
                raise entry.error(key, f"it in the entry of CIK {same_as}", f"{key}: here")
    assert cik is not None  # noqa: S101 - the caller has seen the field
    return Correction(
        cik=cik,
        line=entry.line,
        why=entry.required("why", LONGEST_REASON),
        same_as=same_as,
        name=entry.text("name"),
        kind=_kind(entry),
        former_names=tuple(_named_before(inner) for inner in entry.inner("former_names")),
    )


def _kind(entry: Entry) -> PartyKind | None:
    kind = entry.text("kind")
    if kind is None:
        return None
    if kind not in KINDS:
        raise entry.error("kind", "person or entity", repr(kind))
    return KINDS[kind]


def _named_before(entry: Entry) -> NamedBefore:
    entry.check_keys(("name", "from", "to"))
    first, last = entry.day("from"), entry.day("to")
    if first and last and last < first:
        raise entry.error("to", f"a day from {first} on", str(last))
    return NamedBefore(entry.required("name"), first, last)


def _add_titles(
    entry: Entry, titles: dict[tuple[int, str], MergedTitle], normal: Callable[[str], str]
) -> None:
    issuer = entry.cik("issuer")
    for key in ABOUT_A_PARTY:
        if key in entry:
            raise entry.error(key, f"{key}: beside cik:", "it beside issuer:")
    why = entry.required("why", LONGEST_REASON)
    pairs = entry.pairs("titles")
    if not pairs:
        raise entry.error(None, "titles:", "an issuer without them")
    assert issuer is not None  # noqa: S101 - the caller has seen the field
    for filed, merged, line in pairs:
        title = normal(filed)
        known = titles.get((issuer, title))
        if known is not None:
            found = f"{filed!r} again (first on line {known.line})"
            raise CorrectionError(entry.path, line, "each title of an issuer once", found)
        if normal(merged) == title:
            raise CorrectionError(entry.path, line, "another title", f"{merged!r}")
        titles[issuer, title] = MergedTitle(issuer, filed, normal(merged), line, why)


def _check_merges(parties: Mapping[int, Correction], path: str) -> None:
    """One step from a CIK to the one that is kept: no chain, no circle."""
    for correction in parties.values():
        if correction.same_as is None:
            continue
        kept = parties.get(correction.same_as)
        if correction.same_as == correction.cik:
            raise CorrectionError(path, correction.line, "same_as: another CIK", "its own")
        if kept is not None and kept.same_as is not None:
            found = f"CIK {kept.cik}, which is merged itself (line {kept.line})"
            raise CorrectionError(path, correction.line, "same_as: the CIK that is kept", found)


def _check_titles(titles: Mapping[tuple[int, str], MergedTitle], path: str) -> None:
    for merged in titles.values():
        other = titles.get((merged.issuer, merged.merged))
        if other is not None:
            found = f"{other.filed!r}, which is merged itself (line {other.line})"
            raise CorrectionError(path, merged.line, "the title that is kept", found)
