"""Amendments as history: which filing one amends, what it changes, which rows count after it.

An amendment (3/A, 4/A, 5/A) gives the lines that are added or corrected, each of them whole, and
is not to repeat the others (General Instruction 9 of Form 4); many restate the form all the same
(section 4.4 of the forms reference). So nothing is replaced wholesale: each
amendment is linked to what it amends, its rows are held against the rows that count so far,
and a row ceases to count only because another stands in its place or because the amendment
says so. Rows of the original that an amendment does not mention stay.

``superseded`` names every row that does not count, with the reason; all other rows do. Of a
row that is only repeated the first statement goes on counting.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Literal, NamedTuple

from builder.derive.amended_heads import changes_for_row, head_changes
from builder.derive.amended_rows import (
    EVENT,
    Face,
    FieldChange,
    Pair,
    RowChange,
    face_of,
    field_changes,
    pair_rows,
)
from builder.derive.amended_words import Asked, Words, texts_of
from builder.derive.amendment_links import LINK_RULES, Link, link_amendments, moment
from builder.derive.keys import Proof, RowKey
from builder.model import Filing

__all__ = [
    "RULES", "Amended", "FieldChange", "Link", "RowChange", "Superseded", "derive_amendments",
    "head_changes",
]  # fmt: skip

RULES: dict[str, str] = LINK_RULES | {
    "repeated": (
        "The amendment repeats this row: the same event with the same numbers and words. The row"
        " as first filed goes on counting."
    ),
    "changed": (
        "Table, kind, title, transaction date, code, A or D and D or I are those of this row of"
        " the original; what else differs is corrected, be it in the row or in what the filing"
        " says of all its rows (owners, period, plan box). The amendment's row counts."
    ),
    "corrected": (
        "All numbers are those of this row of the original, and so is everything that tells"
        " events apart but for one thing, which is corrected. The amendment's row counts."
    ),
    "added": "No row of the original is about the same event: the amendment adds this row.",
    "restated": (
        "The amendment repeats or changes at least 80 % of the rows, and of the different events,"
        " of the original and gives other rows of this table and kind: it restates the form, and"
        " leaves this row out."
    ),
    "restated-in-words": (
        "The amendment says that it restates the form, or this table of it, in its entirety, and"
        " leaves this row out."
    ),
    "reported-in-error": "The amendment says that this row was reported in error.",
    "reported-twice": (
        "The original has this row twice, and the amendment says that it was reported twice."
    ),
    "disregarded": (
        "The amendment asks to disregard the filing that it amends, and does not repeat this row."
    ),
    "not-mentioned": (
        "The amendment does not mention this row. An amendment is not to repeat the lines that it"
        " does not correct (General Instruction 9 of Form 4), so the row stays."
    ),
    "no-transactions": (
        "The amendment has no transactions. Such an amendment never removes a transaction."
    ),
    "doubtful-original": (
        "More than one filing may be what this amendment amends, so it removes nothing."
    ),
}

_BY_WORD = frozenset({"reported-in-error", "reported-twice", "disregarded"})
WHOLE = Decimal("0.8")  # section 4.4: covering so much of the original looks like a restatement


class Superseded(NamedTuple):
    """A row that does not count any more, and why."""

    row: RowKey
    by: str  # accession number of the filing whose row stands in its place, or that withdraws it
    why: Literal["repeated", "changed", "withdrawn"]
    other: RowKey | None  # the row that counts in its place
    proof: Proof | None  # of a withdrawal
    rule: str = ""  # a key of RULES


class Amended(NamedTuple):
    """What the amendments among some filings come to."""

    links: dict[str, Link]  # by the amendment's accession number
    changes: dict[str, tuple[RowChange, ...]]  # likewise
    superseded: dict[RowKey, Superseded]
    # rows that an amendment calls an error and yet repeats, or may not remove: they count
    disputed: Mapping[RowKey, Proof] = MappingProxyType({})


class _Found(NamedTuple):
    """The same while it is being put together."""

    links: dict[str, Link]
    changes: dict[str, tuple[RowChange, ...]]
    superseded: dict[RowKey, Superseded]
    disputed: dict[RowKey, Proof]


def derive_amendments(filings: Iterable[Filing]) -> Amended:
    """Links, differences and superseded rows of the filings of one issuer.

    Neither the order of the filings nor duplicates matter. Filings of several issuers are kept
    apart.
    """
    filings = list(filings)
    about = {filing.issuer.key for filing in filings if filing.form and filing.form.endswith("/A")}
    found = _Found({}, {}, {}, {})
    if not about:
        return Amended(*found)
    by_issuer: dict[int, dict[str, Filing]] = defaultdict(dict)
    for filing in sorted(filings, key=_settled):
        if filing.issuer.key in about:
            by_issuer[filing.issuer.key].setdefault(filing.accession, filing)
    for issuer in sorted(by_issuer):
        _derive_issuer(sorted(by_issuer[issuer].values(), key=moment), found)
    disputed = {key: proof for key, proof in found.disputed.items() if key not in found.superseded}
    return Amended(found.links, found.changes, found.superseded, disputed)


def _settled(filing: Filing) -> tuple[bool, str, str]:
    """Which of two readings of one filing is taken: never a data set's if there is another."""
    return (not filing.is_in_form_order, filing.source.sha256, filing.source.path)


def _derive_issuer(filings: Sequence[Filing], found: _Found) -> None:
    links = link_amendments(filings)
    found.links.update(links)
    families: dict[str, list[Filing]] = defaultdict(list)
    by_accession = {filing.accession: filing for filing in filings}
    for accession, link in links.items():
        root = link.root or accession
        if not families[root]:
            families[root].append(by_accession[root])
        if accession != root:
            families[root].append(by_accession[accession])
    for family in families.values():
        _Replay(family, links, found).run()


class _Replay:
    """The amendments of one report, one after the other, on the rows that count so far."""

    def __init__(self, family: list[Filing], links: Mapping[str, Link], found: _Found) -> None:
        self._family = family
        self._links = links
        self._found = found
        self._coarse = not all(filing.is_in_form_order for filing in family)
        self._known = {text for _, text in texts_of(family[0])}
        self._rows = self._faces(family[0])

    def _faces(self, filing: Filing) -> list[Face]:
        return [face_of(filing, row, coarse=self._coarse) for row in filing.rows]

    def run(self) -> None:
        """Replay the family; its first filing may itself be an amendment of something unknown."""
        first, *amendments = self._family
        if first.is_amendment:
            self._found.changes[first.accession] = tuple(
                RowChange(face.key, "added", None, (), "added") for face in self._rows
            )
        for amendment in amendments:
            self._apply(amendment)
            self._known |= {text for _, text in texts_of(amendment)}

    def _apply(self, amendment: Filing) -> None:
        step = _Step(amendment, self._links[amendment.accession], self._rows,
                     self._faces(amendment), Words(amendment, self._known))  # fmt: skip
        step.take()
        self._rows = step.rows
        self._found.changes[amendment.accession] = tuple(step.changes)
        self._found.superseded.update((each.row, each) for each in step.superseded)
        self._found.disputed.update(step.disputed)


class _Step:
    """One amendment applied to the rows that count before it."""

    def __init__(
        self, filing: Filing, link: Link, old: list[Face], new: list[Face], words: Words
    ) -> None:
        self.filing = filing
        self.link = link
        self.old = old
        self.new = new
        self.words = words
        self.rows: list[Face] = []  # that count afterwards
        self.changes: list[RowChange] = []
        self.superseded: list[Superseded] = []
        self.disputed: dict[RowKey, Proof] = {}
        open_question = bool(old and new)
        self.pairs = pair_rows(
            old, new, adds=open_question and words.adds, retitles=open_question and words.retitles
        )
        met = {pair.old.key for pair in self.pairs}
        self._left = Counter(face.kind for face in old if face.key not in met)
        self._given = {(face.table, face.kind) for face in new}
        self._trades = any(face.kind == "transaction" for face in new)
        self._is_whole = self._covers_most() and not (self._left.total() and words.rest_stays)

    def _covers_most(self) -> bool:
        """True if it looks like a restatement: 80 % of the rows, and of the events."""
        old, paired = self.old, [pair.old for pair in self.pairs]
        events, met = {face.event for face in old}, {face.event for face in paired}
        return len(paired) >= WHOLE * len(old) and len(met) >= WHOLE * len(events)

    def take(self) -> None:
        """Settle every row of both sides."""
        stands = {pair.old.key: pair.new for pair in self.pairs}
        pairs = {pair.new.key: pair for pair in self.pairs}
        after: dict[RowKey, Face] = {face.key: face for face in self.old}
        for face in self.new:
            pair = pairs.get(face.key)
            if pair is None:
                self.changes.append(RowChange(face.key, "added", None, (), "added"))
                after[face.key] = face
                continue
            fields = field_changes(pair.old, face, drops=self._drops_notes(face))
            fields += changes_for_row(self.filing, pair.old.filing, face.row)
            if fields:
                self._change(pair.old, face, fields, _rule_of(pair))
                after[pair.old.key] = face
            else:
                self._repeat(pair.old, face)
        for face in self.old:
            if face.key not in stands and self._settle_left(face):
                del after[face.key]
        self.rows = list(after.values())

    def _drops_notes(self, face: Face) -> bool:
        return self.words.drops_notes or self.words.restates(face.table) is not None

    def _change(self, old: Face, new: Face, fields: tuple[FieldChange, ...], rule: str) -> None:
        self.changes.append(RowChange(new.key, "changed", old.key, fields, rule))
        by = self.filing.accession
        self.superseded.append(Superseded(old.key, by, "changed", new.key, None, rule))

    def _repeat(self, old: Face, new: Face) -> None:
        self.changes.append(RowChange(new.key, "repeated", old.key, (), "repeated"))
        by = old.filing.accession
        self.superseded.append(Superseded(new.key, by, "repeated", old.key, None, "repeated"))
        if self.words.disregards is not None:
            self.disputed[old.key] = self.words.disregards

    def _settle_left(self, face: Face) -> bool:
        """Settle a row of the original that no row of the amendment is about; True if it goes."""
        rule, proof = self._ground(face)
        kept = self._keeps(face)
        if rule and not kept:
            by = self.filing.accession
            self.changes.append(RowChange(face.key, "withdrawn", None, (), rule))
            self.superseded.append(Superseded(face.key, by, "withdrawn", None, proof, rule))
            return True
        if proof is not None and rule in _BY_WORD:
            self.disputed[face.key] = proof
        self.changes.append(RowChange(face.key, "untouched", None, (), kept or "not-mentioned"))
        return False

    def _keeps(self, face: Face) -> str:
        """Why this row stays whatever speaks against it; "" if nothing forbids it to go."""
        if self.link.rivals:
            return "doubtful-original"
        if face.kind == "transaction" and not self._trades:
            return "no-transactions"
        return ""

    def _ground(self, face: Face) -> tuple[str, Proof | None]:
        """Why a row goes that the amendment leaves out, and what proves it; ("", None) if not."""
        words = self.words
        if words.twice is not None and self._has_twin(face):
            return "reported-twice", words.twice
        proof = words.in_error(
            self._asked(face),
            alone=self._left[face.kind] == 1,
            corrects=any(change.fate == "changed" for change in self.changes),
            shared=self._shared,
        )
        if proof is not None:
            return "reported-in-error", proof
        if words.disregards is not None:
            return "disregarded", words.disregards
        restated = words.restates(face.table)
        if restated is not None and self.new:
            return "restated-in-words", restated
        if self._is_whole and (face.table, face.kind) in self._given:
            return "restated", Proof(self.filing.accession)
        return "", None

    def _asked(self, face: Face) -> Asked:
        in_place = face.filing.accession == self.link.original and face.filing.is_in_form_order
        line = face.row.row if in_place else None
        code, direction = EVENT.index("code"), EVENT.index("direction")
        said = str(face.event[code]), str(face.event[direction])
        return Asked(face.table, face.kind, *said, _count(face), line)

    def _has_twin(self, face: Face) -> bool:
        """True if one more row of the same form says the same, and the amendment gives that."""
        return self._twins[_twin(face)] == 2 and self._given_twins[_twin(face)] == 1

    @cached_property
    def _twins(self) -> Counter[Hashable]:
        return Counter(_twin(face) for face in self.old)

    @cached_property
    def _given_twins(self) -> Counter[Hashable]:
        return Counter(_twin(pair.old) for pair in self.pairs)

    @cached_property
    def _shared(self) -> set[Decimal]:
        """Numbers of shares that single out no row: of the amendment's rows, and common ones."""
        numbers = Counter(_count(face) for face in self.old)
        shared = {number for number, times in numbers.items() if times > 1}
        shared |= {_count(face) for face in self.new}
        return {number for number in shared if number is not None}


def _twin(face: Face) -> Hashable:
    return (face.filing.accession, face.event, face.values)


def _rule_of(pair: Pair) -> str:
    return "changed" if pair.old.event == pair.new.event else "corrected"


def _count(face: Face) -> Decimal | None:
    return face.end if face.kind == "holding" else face.size
