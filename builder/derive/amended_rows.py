"""Which row of an amendment stands for which row of the form that it amends.

An amendment names no row of the original: one finds the other by what both say (section 4.4 of
the forms reference). Rows that agree on table, kind, title, transaction date, code, A or D and
D or I are about one event; where several do, equal ones go together first, then those that
share line and numbers, then those that share less, always one to one and in the order of the
form. Last come rows whose numbers are the same and one of those seven is not: the amendment
corrects it.

Two things keep a row that was left out of the original from being taken for a correction of
another: the filer's words, and balances that go on from one row to the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from builder.derive.keys import RowKey, key_of
from builder.derive.lines import SEE_NOTE, likeness, normal_nature, normal_title, noted
from builder.derive.reports import after, before
from builder.model import CELL_NAMES, Cell, Filing, Kind, Row, Table

Fate = Literal["repeated", "changed", "added", "withdrawn", "untouched"]


class FieldChange(NamedTuple):
    """One thing that an amendment states otherwise: a cell by its name, or "footnotes".

    Of the notes of a row only the texts that differ are given, as the value of a cell.
    """

    name: str
    before: Cell[Any] | None
    after: Cell[Any] | None


class RowChange(NamedTuple):
    """What an amendment does to one row."""

    row: RowKey  # the amendment's row, or the original's row for "withdrawn" and "untouched"
    fate: Fate
    other: RowKey | None  # the row of the original that it repeats or changes
    fields: tuple[FieldChange, ...] = ()
    rule: str = ""  # a key of amendments.RULES


class Face(NamedTuple):
    """A row as it is compared: the same words and numbers have the same face."""

    filing: Filing
    row: Row
    event: tuple[Hashable, ...]  # what makes two rows about one event; see EVENT
    place: tuple[str, str, str]  # nature of ownership, exercise price, expiration
    size: Decimal | None
    price: Decimal | None
    start: Decimal | None  # the balance before the row
    end: Decimal | None  # the balance that it states
    values: tuple[Hashable, ...]  # of every cell
    notes: frozenset[str]  # the texts of all its footnotes

    @property
    def key(self) -> RowKey:
        """The identity of the row."""
        return key_of(self.filing, self.row)

    @property
    def table(self) -> Table:
        """Table I or II."""
        return self.row.table

    @property
    def kind(self) -> Kind:
        """Transaction or holding."""
        return self.row.kind


EVENT = ("table", "kind", "title", "date", "code", "direction", "held")

_title = lru_cache(maxsize=4096)(normal_title)
_nature = lru_cache(maxsize=4096)(normal_nature)


def event_of(row: Row) -> tuple[Hashable, ...]:
    """What two rows must have in common to be about one event (section 4.4)."""
    return (
        row.table,
        row.kind,
        _title(_text(row.security_title)),
        row.transaction_date.value if row.transaction_date else None,
        _text(row.transaction_code),
        _text(row.transaction_acquired_disposed_code),
        _held(row),
    )


def face_of(filing: Filing, row: Row, *, coarse: bool = False) -> Face:
    """A row as it is compared; coarsely where one of the filings comes from a data set.

    A data set rounds numbers to two decimals.
    """
    sized = row.transaction_shares or row.transaction_total_value
    size = sized.value if sized else None
    held = _held(row)
    nature = _nature(_text(row.nature_of_ownership)) if held == "I" else ""
    strike = row.conversion_or_exercise_price if row.table == "II" else None
    expires = row.expiration_date if row.table == "II" else None
    rounded = _rounded if coarse else _as_it_is
    return Face(
        filing,
        row,
        event_of(row),
        (
            nature,
            str(rounded(strike.value).normalize()) if strike and strike.value else "",
            str(expires.value) if expires and expires.value else "",
        ),
        _of(rounded, size),
        _of(rounded, row.transaction_price_per_share and row.transaction_price_per_share.value),
        _of(rounded, before(row)),
        _of(rounded, after(row)),
        tuple(_plain(name, getattr(row, name), rounded) for name in CELL_NAMES),
        frozenset(text for _, text in notes_of(filing, row)),
    )


def notes_of(filing: Filing, row: Row) -> list[tuple[str, str]]:
    """The footnotes of a row, id and text, each once, in the order of the cells."""
    found: dict[str, str] = {}
    for name in CELL_NAMES:
        cell: Cell[Any] | None = getattr(row, name)
        for note in cell.footnotes if cell is not None else ():
            text = " ".join(filing.footnotes.get(note, "").split())
            if text:
                found.setdefault(note, text)
    return list(found.items())


def _text(cell: Cell[str] | None) -> str:
    return " ".join(((cell.value if cell else None) or "").split())


def _held(row: Row) -> str:
    return _text(row.direct_or_indirect_ownership) or "D"


_CENT = Decimal("0.01")
Rounding = Callable[[Decimal], Decimal]


def _as_it_is(value: Decimal) -> Decimal:
    return value


def _rounded(value: Decimal) -> Decimal:
    try:
        return value.quantize(_CENT, ROUND_HALF_UP)
    except InvalidOperation:  # more digits than any form takes
        return value


def _of(rounded: Rounding, value: Decimal | None) -> Decimal | None:
    return None if value is None else rounded(value)


def _plain(name: str, cell: Cell[Any] | None, rounded: Rounding) -> Hashable:
    """The value of a cell without what makes no difference; None if there is none."""
    value: object = cell.value if cell is not None else None
    if isinstance(value, Decimal):
        return rounded(value)
    if isinstance(value, str):
        return _PLAIN.get(name, _spaced)(value)
    if value is None:
        raw = _spaced(cell.raw or "") if cell is not None else ""
        return raw or ("D" if name == "direct_or_indirect_ownership" else None)
    return value or None  # a flag may be left out instead of false (oddity 9)


def _spaced(text: str) -> str:
    return " ".join(text.split())


_PLAIN: Mapping[str, Callable[[str], str]] = {
    "security_title": _title,
    "underlying_security_title": _title,
    "nature_of_ownership": _nature,
}


# Differences


def field_changes(old: Face, new: Face, *, drops: bool) -> tuple[FieldChange, ...]:
    """Every cell whose value the amendment states otherwise, and the notes that it changes.

    A note that it only leaves out is no change, unless it says that it drops notes
    (``drops``): an amendment need not restate what it does not correct.
    """
    gone, come = old.notes - new.notes, new.notes - old.notes
    if old.values == new.values and not come and not (gone and drops):
        return ()
    changes = [
        FieldChange(name, getattr(old.row, name), getattr(new.row, name))
        for name, was, now in zip(CELL_NAMES, old.values, new.values, strict=True)
        if was != now
    ]
    if not drops:
        gone &= _replaced(old, new, come)
    if gone or come:
        changes.append(FieldChange("footnotes", _noting(old, gone), _noting(new, come)))
    return tuple(changes)


def _replaced(old: Face, new: Face, come: Collection[str]) -> frozenset[str]:
    """The notes of a row on cells that carry a note now which the row did not have."""
    found: set[str] = set()
    for name in CELL_NAMES:
        now: Cell[Any] | None = getattr(new.row, name)
        was: Cell[Any] | None = getattr(old.row, name)
        if now is not None and was is not None and not _texts(new.filing, now).isdisjoint(come):
            found |= _texts(old.filing, was)
    return frozenset(found)


def _texts(filing: Filing, cell: Cell[Any]) -> set[str]:
    return {" ".join(filing.footnotes.get(note, "").split()) for note in cell.footnotes}


def _noting(face: Face, texts: Collection[str]) -> Cell[str] | None:
    """Some notes of a row, as the value of a cell."""
    notes = [each for each in notes_of(face.filing, face.row) if each[1] in texts]
    if not notes:
        return None
    said = dict.fromkeys(text for _, text in notes)
    return Cell("\n".join(said), tuple(note for note, _ in notes))


# Pairs


class Pair(NamedTuple):
    """A row of an amendment with the row that it stands for."""

    old: Face
    new: Face


MOST = 50  # rows of one event that a row is held against; a form has room for thirty
KeyOf = Callable[[Face], Hashable]


class _Pass(NamedTuple):
    """Rows that share this go together, unless something speaks against it."""

    key: KeyOf  # None: this row takes no part
    vetoes: tuple[str, ...] = ()


def pair_rows(
    old: Sequence[Face], new: Sequence[Face], *, adds: bool = False, retitles: bool = False
) -> list[Pair]:
    """The rows of an amendment, each with the row that it repeats or changes, if there is one.

    ``adds``: the amendment says that it adds rows that were left out. ``retitles``: it speaks of
    the title of a security. Pairs come in the order of the amendment's rows.
    """
    table = _Vetoes(old, adds=adds)
    olds, news = list(old), list(new)
    pairs: list[Pair] = []
    for each in _passes(retitles=retitles):
        if not olds or not news:
            break
        found = list(_go_together(olds, news, each, table))
        if found:
            pairs += found
            gone = {id(pair.old) for pair in found} | {id(pair.new) for pair in found}
            olds = [face for face in olds if id(face) not in gone]
            news = [face for face in news if id(face) not in gone]
    pairs += _the_last_holdings(olds, news, adds=adds, retitles=retitles)
    place = {id(face): index for index, face in enumerate(new)}
    return sorted(pairs, key=lambda pair: place[id(pair.new)])


def _go_together(
    olds: Iterable[Face], news: Iterable[Face], each: _Pass, table: _Vetoes
) -> Iterator[Pair]:
    waiting: dict[Hashable, list[Face]] = defaultdict(list)
    for face in olds:
        key = each.key(face)
        if key is not None:
            waiting[key].append(face)
    for face in news:
        key = each.key(face)
        rows = waiting.get(key, []) if key is not None else []
        for index, other in enumerate(rows[:MOST]):
            if not any(table.speaks(name, other, face) for name in each.vetoes):
                del rows[index]
                yield Pair(other, face)
                break


def _sharing(*names: str, place: bool = True) -> KeyOf:
    """A key of the event, its line, and some numbers, all of which must be stated."""

    def key(face: Face) -> Hashable:
        numbers = tuple(getattr(face, name) for name in names)
        if any(number is None for number in numbers):
            return None
        return (face.event, face.place if place else None, *numbers)

    return key


def _started(face: Face) -> Hashable:
    # every first grant of a kind starts from zero
    stated = face.start if face.kind == "transaction" else None
    return (face.event, face.place, stated) if stated else None


def _but_for(name: str, *, balance: bool = True, place: bool = True) -> KeyOf:
    """A key of everything but one part of the event, for transactions."""
    at = EVENT.index(name)

    def key(face: Face) -> Hashable:
        if not face.size or (balance and face.end is None):
            return None
        rest = face.event[:at] + face.event[at + 1 :]
        end = face.end if balance else None
        # the nature of ownership goes with D or I, the terms of a derivative stay
        line = face.place if place else face.place[1:]
        return (rest, line, face.size, face.price, end)

    return key


_SAME = (
    _Pass(lambda face: (face.event, face.values, face.notes)),
    _Pass(lambda face: (face.event, face.values)),
    _Pass(_sharing("size", "price", "end")),
    _Pass(_sharing("size", "end")),
    _Pass(_sharing("size", "price")),
    _Pass(_sharing("size")),
    _Pass(_started, ("other note",)),
    _Pass(_sharing("end"), ("adds", "other note")),
    _Pass(_sharing("price"), ("adds", "goes on", "other note")),
    _Pass(lambda face: (face.event, face.place), ("adds", "goes on", "other note")),
    _Pass(_sharing("size", "end", place=False), ("adds",)),
)
_CORRECTED = (
    _Pass(_but_for("date")),
    _Pass(_but_for("code")),
    _Pass(_but_for("direction", balance=False), ("adds",)),
    _Pass(_but_for("held", balance=False, place=False), ("adds",)),
)
_RETITLED = (_Pass(_but_for("title"), ("adds",)),)


def _passes(*, retitles: bool) -> tuple[_Pass, ...]:
    return _SAME + _CORRECTED + (_RETITLED if retitles else ())


class _Vetoes:
    """What speaks against taking a row for another whose numbers differ."""

    def __init__(self, old: Iterable[Face], *, adds: bool) -> None:
        self._adds = adds
        self._starts: dict[Hashable, set[Decimal]] = defaultdict(set)
        self._ends: dict[Hashable, set[Decimal]] = defaultdict(set)
        for face in old:
            if face.kind == "transaction" and face.start is not None and face.end is not None:
                self._starts[_pile(face)].add(face.start)
                self._ends[_pile(face)].add(face.end)

    def speaks(self, name: str, old: Face, new: Face) -> bool:
        """True if this speaks against the pair."""
        if name == "adds":
            return self._adds and not (new.kind == "holding" and _is_one_line(new))
        return self._goes_on(new) if name == "goes on" else _other_note(old, new)

    def _goes_on(self, new: Face) -> bool:
        """True if its balance goes on from a row of the original, or leads to one.

        A correction starts where the wrong row started; a row that was left out starts where
        another ended, or ends where another started.
        """
        if new.kind == "holding" or new.start is None or new.end is None or not new.size:
            return False
        starts, ends = self._starts.get(_pile(new), ()), self._ends.get(_pile(new), ())
        follows = new.start in ends and new.start not in starts
        return follows or (new.end in starts and new.end not in ends)


def _pile(face: Face) -> Hashable:
    return (face.table, face.event[2], face.event[6], face.place)


def _is_one_line(face: Face) -> bool:
    """True if its words name one line, which has one balance: two numbers are a correction."""
    if face.table == "II":
        return bool(face.place[2])
    return face.event[6] == "D" or face.place[0] not in ("", SEE_NOTE)


# Notes less alike than this are about something else.
_ALIKE = Decimal("0.6")


def _other_note(old: Face, new: Face) -> bool:
    """True if nothing but notes names the line, and they name another one."""
    if _is_one_line(new):
        return False
    one, other = noted(old.filing, old.row), noted(new.filing, new.row)
    return bool(one) and bool(other) and likeness(one, other) < _ALIKE


def _the_last_holdings(
    olds: Sequence[Face], news: Sequence[Face], *, adds: bool, retitles: bool
) -> Iterator[Pair]:
    """A holding with D or I (or the title) corrected: the only one left on either side.

    One balance is little to know a line by, so nothing else may be in question.
    """
    if adds:
        return
    for shared in ((0, 1, 2), (0, 1, 6)) if retitles else ((0, 1, 2),):  # places in EVENT
        sides: Mapping[Hashable, tuple[list[Face], list[Face]]] = defaultdict(lambda: ([], []))
        for side, faces in enumerate((olds, news)):
            for face in faces:
                if face.kind == "holding" and face.end:
                    sides[tuple(face.event[at] for at in shared)][side].append(face)
        for left, right in sides.values():
            if len(left) == len(right) == 1 and left[0].end == right[0].end:
                yield Pair(left[0], right[0])
                return
