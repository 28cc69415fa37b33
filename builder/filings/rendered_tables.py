"""Tables I and II as text: which cell stands under which caption, and the boxes of each row.

The head of a table says which columns its lines have: converters leave out the cells that a
caption spans, or the second line of captions, or give a joined cell for two. The rows are
handed on in the columns of the form (reference, section 2.5), whatever the text had.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from builder.errors import ReadError
from builder.filings.printed_form import Box
from builder.filings.rendered_markup import (
    Line,
    Notices,
    Piece,
    Splitter,
    caption,
    caption_words,
    has_cells,
    is_note_number,
    is_rule,
    pieces_of,
    plain,
    plain_line,
    raised_number,
    splitter_of,
)

MOST_CAPTION = 200  # characters
MOST_MARKERS = 99  # on one cell: there are no more notes
MOST_LINES = 1000  # the forms end at 30 rows; more is no form

# The columns of each table by form, left to right.
COLUMNS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("3", "I"): ("title", "owned", "ownership", "nature"),
    ("4", "I"): (
        "title", "date", "deemed", "code", "v", "amount", "a or d", "price", "owned",
        "ownership", "nature",
    ),
    ("5", "I"): (
        "title", "date", "deemed", "code", "amount", "a or d", "price", "owned", "ownership",
        "nature",
    ),
    ("3", "II"): (
        "title", "exercisable", "expires", "underlying", "underlying amount", "conversion",
        "ownership", "nature",
    ),
    ("4", "II"): (
        "title", "conversion", "date", "deemed", "code", "v", "acquired", "disposed",
        "exercisable", "expires", "underlying", "underlying amount", "price", "owned",
        "ownership", "nature",
    ),
    ("5", "II"): (
        "title", "conversion", "date", "deemed", "code", "acquired", "disposed", "exercisable",
        "expires", "underlying", "underlying amount", "price", "owned", "ownership", "nature",
    ),
}  # fmt: skip
_WORDED = frozenset({"title", "nature", "underlying"})  # a filer's words may end like a marker
# Captions of one column, and of several together, by how they begin.
_ALONE = (
    ("title of security", "title"),
    ("title of derivative security", "title"),
    ("transaction date", "date"),
    ("deemed execution date", "deemed"),
    ("conversion or exercise price", "conversion"),
    ("price of derivative security", "price"),
    ("amount of securities beneficially owned", "owned"),
    ("number of derivative securities beneficially owned", "owned"),
    ("ownership form", "ownership"),
    ("nature of", "nature"),
)
_JOINED = (
    ("transaction code", "codes"),
    ("securities acquired", "amounts"),
    ("number of derivative securities acquired", "sides"),
    ("date exercisable and expiration", "dates"),
    ("title and amount of", "security"),
)
_PARTS: Mapping[str, tuple[str, ...]] = {
    "codes": ("code", "v"),
    "amounts": ("amount", "a or d", "price"),
    "sides": ("acquired", "disposed"),
    "dates": ("exercisable", "expires"),
    "security": ("underlying", "underlying amount"),
}
_WHOLE = {"codes": "code", "security": "underlying"}  # may stand in one cell
_SECOND = {
    "code": "code",
    "v": "v",
    "amount": "amount",
    "a or d": "a or d",
    "price": "price",
    "(a)": "acquired",
    "(d)": "disposed",
    "date exercisable": "exercisable",
    "expiration date": "expires",
    "title": "underlying",
    "amount or number of shares": "underlying amount",
}
_TABLE_TITLES = ("table i nonderivative securities", "table ii derivative securities")
# Every word of the titles and captions of both tables; another one is a filer's or a page's.
_WORDS = frozenset(
    {"table", "i", "ii", "nonderivative", "derivative", "securities", "acquired", "disposed",
     "of", "or", "beneficially", "owned", "eg", "puts", "calls", "warrants", "options",
     "convertible", "title", "security", "instr", "transaction", "date", "monthdayyear",
     "deemed", "execution", "if", "any", "code", "v", "a", "d", "and", "amount", "price",
     "following", "reported", "transactions", "at", "end", "issuers", "fiscal", "year",
     "ownership", "form", "direct", "indirect", "nature", "beneficial", "conversion", "exercise",
     "number", "exercisable", "expiration", "underlying", "shares", "1", "2", "2a", "3", "3a",
     "4", "5", "6", "7", "8", "9", "10", "11"}
)  # fmt: skip
# What may stand below a title, or be what a converter broke off it.
_TITLE_WORDS = frozenset(
    {"securities", "acquired", "disposed", "of", "or", "beneficially", "owned", "eg", "puts",
     "calls", "warrants", "options", "convertible"}
)  # fmt: skip


def table_of(raw: str) -> str | None:
    """``I`` or ``II`` if a line is the title of that table."""
    if "able" not in raw and "ABLE" not in raw:
        return None
    words = caption(raw)
    first, second = _TABLE_TITLES
    if words.startswith(first):
        return "I"
    return "II" if words.startswith(second) else None


def is_head(raw: str) -> bool:
    """True if a line is a table's head: titles of columns from the first to the last."""
    if "wnership" not in raw or not has_cells(raw):
        return False
    return _is_top(splitter_of(raw)(raw))


def _key(cell: str) -> str | None:
    """The column, or columns, that a caption stands over."""
    return _key_of_caption(cell) if len(cell) < MOST_CAPTION else None


@lru_cache(maxsize=512)  # the same thirty captions stand on every form
def _key_of_caption(cell: str) -> str | None:
    text = plain_line(cell)
    if text in {"(A)", "(D)"}:
        return _SECOND[text.lower()]
    words = caption_words(text)
    if words and words[0][0].isdigit() and len(words[0]) < 4 and len(words) > 1:
        del words[0]
    name = " ".join(words)
    if name in _SECOND and name not in {"a", "d"}:
        return _SECOND[name]
    return next((key for begin, key in (*_JOINED, *_ALONE) if name.startswith(begin)), None)


class Table(NamedTuple):
    """The lines of one table."""

    name: str  # "I" or "II"
    lines: Sequence[Line]


class Markers(NamedTuple):
    """How a text marks notes, seen over both tables."""

    numbers: frozenset[str]  # every number that may be a marker
    raised: bool  # markers are raised, so a number in brackets is a filer's word
    noted: frozenset[str] = frozenset()  # the ids of the notes that have a text


def markers_in(tables: Iterable[Table]) -> Markers:
    """The markers of some tables, sure or not."""
    found: set[str] = set()
    raised = False
    for table in tables:
        for line in table.lines:
            if has_cells(line.raw) and not _is_captions(line.raw):
                for cell in splitter_of(line.raw)(line.raw):
                    pieces = pieces_of(cell)
                    sure = [piece.text for piece in pieces if piece.kind == "note"]
                    raised = raised or bool(sure)
                    found.update(sure, _trailing(_text(pieces))[1])
    return Markers(frozenset(found), raised)


def parse_table(
    form: str, table: Table, markers: Markers, notices: Notices
) -> tuple[tuple[Box, ...], ...]:
    """The rows of a table in the columns of the form."""
    return _Reading(form, table, markers, notices).rows()


class _Reading:
    """One table while it is read."""

    def __init__(self, form: str, table: Table, markers: Markers, notices: Notices) -> None:
        self._where = f"Table {table.name}"
        self._columns = COLUMNS[form, table.name]
        self._markers = markers
        self._notices = notices
        self._lines = [line for line in table.lines if _is_content(line.raw)]
        if len(self._lines) > MOST_LINES:
            number = self._lines[MOST_LINES].number
            raise ReadError(self._where, number, f"a table of at most {MOST_LINES} lines", "more")
        self._titles = [line for line in table.lines if table_of(line.raw)]
        self._heads = [line for line in self._lines if _is_captions(line.raw)]

    def rows(self) -> tuple[tuple[Box, ...], ...]:
        """Every row; a line that is none is warned of."""
        self._check_captions()
        split = self._splitter()
        learned = self._learned(split)
        rows: list[tuple[Box, ...]] = []
        for line in self._lines:
            if _is_captions(line.raw):
                continue
            if not has_cells(line.raw):
                found = plain_line(line.raw)
                self._notices.warn(self._where, line.number, "a row in cells", found)
                continue
            rows.append(self._row(line, split(line.raw), learned))
        return tuple(rows)

    def _check_captions(self) -> None:
        """Words among the captions that are none of theirs."""
        for line in (*self._titles, *self._heads):
            if not _WORDS.issuperset(caption_words(" ".join(map(plain_line, line.raw.split("|"))))):
                found = plain_line(line.raw)
                self._notices.warn(self._where, line.number, "only the form's captions", found)

    def _splitter(self) -> Splitter:
        sample = self._heads or [line for line in self._lines if has_cells(line.raw)]
        return splitter_of(sample[0].raw if sample else "")

    def _learned(self, split: Splitter) -> Sequence[str]:
        """The columns of the text: as its head says, else as the form has them."""
        captions = [split(line.raw) for line in self._heads]
        tops = [cells for cells in captions if _is_top(cells)]
        if not tops:
            return self._columns
        second = next((cells for cells in captions if not _is_top(cells)), [])
        learned = _learn(tops[0], second)
        if learned is None:
            return self._columns
        missing = [name for name in self._columns if name not in learned and name != "v"]
        if missing and missing != ["underlying amount"]:
            found = f"a head without {', '.join(missing)}"
            self._notices.warn(self._where, self._heads[0].number, "the form's columns", found)
        return learned

    def _row(self, line: Line, cells: Sequence[str], learned: Sequence[str]) -> tuple[Box, ...]:
        columns = self._fitting(line, cells, learned)
        values: dict[str, Box] = {}
        unplaced = False
        for place, cell in enumerate(cells):
            name = columns[place] if place < len(columns) else ""
            if not cell.strip():
                continue
            if name in self._columns and name not in values:
                values[name] = self._box(cell, name, line)
            else:
                unplaced = True
        if unplaced:
            found = " | ".join(plain_line(cell) for cell in cells if cell.strip())
            self._notices.warn(self._where, line.number, f"{len(self._columns)} cells", found)
        if "underlying" in columns and "underlying amount" not in columns:
            self._part_underlying(values, line)
        return tuple(values.get(name, Box("")) for name in self._columns)

    def _fitting(self, line: Line, cells: Sequence[str], learned: Sequence[str]) -> Sequence[str]:
        """The head's columns, unless the row has exactly the form's and the head has fewer."""
        if len(learned) < len(cells) == len(self._columns):
            found = f"{len(cells)} cells, read as the form's columns"
            self._notices.warn(self._where, line.number, f"{len(learned)} cells as above", found)
            return self._columns
        return learned

    def _part_underlying(self, values: dict[str, Box], line: Line) -> None:
        """``Common Stock 1,619`` in one cell: a title and an amount, if it ends with a number."""
        box = values.get("underlying")
        if box is None:
            return
        title, _, amount = box.text.rpartition(" ")
        if title and amount.replace(",", "").replace(".", "").isdigit():
            values["underlying"] = Box(title, box.footnotes, line.number)
            values["underlying amount"] = Box(amount, (), line.number)
        expected = "title and amount of the underlying securities in two cells"
        self._notices.warn(self._where, line.number, expected, plain_line(box.text))

    def _box(self, cell: str, name: str, line: Line) -> Box:
        """A cell's text and its markers, which stand after the value or alone."""
        pieces = pieces_of(cell)
        sure = [piece.text for piece in pieces if piece.kind == "note"]
        text, unsure = _trailing(_text(pieces))
        if unsure and text and name in _WORDED and not self._are_markers(unsure, line, pieces):
            text, unsure = _text(pieces), []
        numbers = dict.fromkeys([*unsure, *sure] if _unsure_first(pieces) else [*sure, *unsure])
        return Box(text, tuple(f"F{number}" for number in numbers), line.number)

    def _are_markers(self, numbers: Iterable[str], line: Line, pieces: Iterable[Piece]) -> bool:
        """Whether numbers in brackets behind a filer's words are markers or words too."""
        if self._markers.raised:
            return False
        unknown = [number for number in numbers if f"F{number}" not in self._markers.noted]
        if unknown:
            expected = f"a note {', '.join(unknown)}, or no number at the end"
            self._notices.warn(self._where, line.number, expected, plain(pieces))
        return not unknown


def _unsure_first(pieces: Sequence[Piece]) -> bool:
    """Markers are kept in the order in which they stand."""
    return bool(pieces) and pieces[-1].kind == "note"


def _text(pieces: Iterable[Piece]) -> str:
    """A cell's text without its sure markers; where one stood, words do not run together."""
    return plain(Piece("break", "") if each.kind == "note" else each for each in pieces)


def _trailing(text: str) -> tuple[str, list[str]]:
    """``Trust (1)(2)`` without the markers at its end, and their numbers in order."""
    backwards: list[str] = []
    while text and len(backwards) < MOST_MARKERS:
        rest, found = _last_marker(text)
        if not found:
            break
        text = rest.rstrip()
        backwards.extend(reversed(found))
    return text, backwards[::-1]


def _last_marker(text: str) -> tuple[str, list[str]]:
    """``(1)``, ``[1]``, ``(1,2)`` or a raised digit at the end of a text."""
    if text[-1] in ")]":
        start = text.rfind("(" if text[-1] == ")" else "[")
        numbers = [part.strip() for part in text[start + 1 : -1].split(",")] if start >= 0 else []
        if numbers and all(is_note_number(number) for number in numbers):
            return text[:start], numbers
        return text, []
    bare = text.rstrip("⁰¹²³⁴⁵⁶⁷⁸⁹")
    number = raised_number(text[len(bare) :])
    return (bare, [number]) if number else (text, [])


def _is_content(raw: str) -> bool:
    """Neither blank, nor drawn, nor the title of the table."""
    if not raw.strip(" \t\xa0|") or is_rule(raw) or table_of(raw):
        return False
    return has_cells(raw) or not _TITLE_WORDS.issuperset(caption_words(raw[:MOST_CAPTION]))


def _is_captions(raw: str) -> bool:
    """Every filled cell is a caption; a value is none."""
    if not has_cells(raw):
        return False
    keys = [_key(cell) for cell in splitter_of(raw)(raw) if cell.strip()]
    return len(keys) > 1 and None not in keys


def _is_top(cells: Sequence[str]) -> bool:
    """The upper of the two lines of captions, or the only one."""
    keys = {_key(cell) for cell in cells}
    return "title" in keys and "ownership" in keys


def _learn(top: Sequence[str], second: Sequence[str]) -> list[str] | None:
    """The column under each cell; None if the head does not tell."""
    named = _spans(top)
    below = {key for cell in second if (key := _key(cell))}
    spread = any(not cell.strip() for cell in _until_last(top))
    columns: list[str] = []
    for key, span in named:
        if key not in _PARTS:
            columns.extend([key, *[""] * (span - 1)])
            continue
        parts = _parts(key, span, below, spread=spread)
        if parts is None:
            return None
        columns.extend(parts)
    return columns


def _until_last(cells: Sequence[str]) -> Sequence[str]:
    last = max((place for place, cell in enumerate(cells) if cell.strip()), default=0)
    return cells[: last + 1]


def _spans(top: Sequence[str]) -> list[tuple[str, int]]:
    """Each caption and over how many cells it stands: blank ones, or its own repeated."""
    spans: list[tuple[str, int]] = []
    for cell in _until_last(top):
        key = _key(cell)
        if spans and (not cell.strip() or key == spans[-1][0]):
            spans[-1] = (spans[-1][0], spans[-1][1] + 1)
        else:
            spans.append((key or "", 1))
    return spans


def _parts(key: str, span: int, below: Collection[str], *, spread: bool) -> Sequence[str] | None:
    """The columns under one caption of the upper line."""
    if span == len(_PARTS[key]):
        return _PARTS[key]
    present = [part for part in _PARTS[key] if part in below]
    if span == 1 and present and not spread:
        return present
    return [_WHOLE[key]] if span == 1 and key in _WHOLE and (spread or below) else None
