"""A stretch of text as a stream of words, and the form's captions found in it.

A converter may break a line anywhere, so captions are compared word by word, whatever
stands between the words; what is left between two captions is what the filer filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from builder.filings.rendered_markup import (
    Line,
    Notices,
    caption_words,
    is_rule,
    pieces_of,
    split_line,
)


class Word(NamedTuple):
    """One word of the head, and how it stands beside the one before."""

    text: str
    line: int
    spaced: bool  # white space, a break or a border stands before it
    opens: bool  # a cell, a line or an underlined value begins with it
    mark: bool | None = None  # of a check box: whether it is checked
    cik: int | None = None  # of the target of a link


# Captions that a converter ran together with what follows them.
_GLUED = re.compile(
    r"(?<=Person\*)(?=[^\s*])|(?<=Day/Year\))(?=\S)"
    r"|(?:(?<=Last\))|(?<=First\))|(?<=City\))|(?<=State\)))(?=\()"
)


class Cells(NamedTuple):
    """The cells of one line, which by itself is one cell unless it has borders."""

    line: int
    cells: Sequence[str]


def cells_of(lines: Iterable[Line]) -> list[Cells]:
    """Lines as cells, without those that only draw."""
    return [Cells(line.number, split_line(line.raw)) for line in lines if not is_rule(line.raw)]


def words_of(rows: Iterable[Cells]) -> list[Word]:
    """Every word of some lines; borders of cells and ends of lines are breaks."""
    words: list[Word] = []
    for row in rows:
        for cell in row.cells:
            _add_words(cell, row.line, words)
    return words


def _add_words(cell: str, line: int, words: list[Word]) -> None:
    opens = spaced = True
    for piece in pieces_of(cell):
        if piece.kind in {"break", "fill"}:
            opens, spaced = True, spaced or piece.kind == "break"
        elif piece.kind == "cik":
            words.append(Word("", line, spaced=False, opens=False, cik=int(piece.text)))
        elif piece.kind == "box":
            words.append(Word(piece.text, line, spaced, opens, mark=piece.checked))
            opens = spaced = False
        else:
            text = f"({piece.text})" if piece.kind == "note" else piece.text
            spaced, opens = _add_text(text, line, spaced, opens, words)


_DRAWN = re.compile(r"-{3,}")  # the rule of a table within a cell; a dash alone begins a list


def _add_text(
    text: str, line: int, spaced: bool, opens: bool, words: list[Word]
) -> tuple[bool, bool]:
    """Add the words of a piece; answers how the next piece stands beside it."""
    spaced = spaced or text[:1].isspace()
    for part in text.split():
        if _DRAWN.fullmatch(part) or (part == "-" and opens):
            continue
        for word in _GLUED.sub(" ", part).split():
            words.append(Word(word, line, spaced, opens))
            spaced, opens = True, False
    return text[-1:].isspace() or (spaced and not text.strip()), opens and not text.strip()


def joined(words: Iterable[Word]) -> str:
    """Words as they stood, with one blank for any white space; borders around them are none."""
    inside = list(words)
    while inside and not inside[-1].text.strip("|"):
        del inside[-1]
    start = next((place for place, word in enumerate(inside) if word.text.strip("|")), 0)
    return "".join(f"{' ' if word.spaced else ''}{word.text}" for word in inside[start:]).strip()


def segments_of(words: Iterable[Word]) -> list[str]:
    """Words by the breaks and underlines between them; punctuation by itself is none."""
    segments: list[list[Word]] = []
    for word in words:
        if word.opens or not segments:
            segments.append([])
        segments[-1].append(word)
    return [joined(segment) for segment in segments if any(map(means, segment))]


class _Index:
    """The words of a stretch as captions spell them, with the way back to where they stand."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.plain: list[str] = []
        self.place: list[int] = []
        for place, word in enumerate(words):
            for plain in caption_words(word.text) if word.mark is None else ():
                self.plain.append(plain)
                self.place.append(place)

    def at(self, start: int, phrase: Sequence[str]) -> bool:
        return self.plain[start : start + len(phrase)] == list(phrase)


class Found(NamedTuple):
    phrase: str
    start: int  # of its first word, with the number before it
    end: int  # past its last word


def find(words: Sequence[Word], phrases: Iterable[str], *, numbered: bool = False) -> list[Found]:
    """Every caption among some words, in order; the longest where several begin."""
    by_first: dict[str, list[tuple[str, list[str]]]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        parts = phrase.split()
        by_first.setdefault(parts[0], []).append((phrase, parts))
    index = _Index(words)
    found: list[Found] = []
    start = 0
    while start < len(index.plain):
        for phrase, parts in by_first.get(index.plain[start], ()):
            if index.at(start, parts):
                first, last = index.place[start], index.place[start + len(parts) - 1]
                first = _with_number(words, first) if numbered else first
                found.append(Found(phrase, first, last + 1))
                start += len(parts) - 1
                break
        start += 1
    return found


_NUMBERED = re.compile(r"[#*_]*[1-6]\.")


def _with_number(words: Sequence[Word], first: int) -> int:
    """Captions of boxes are numbered: ``5. Relationship …``."""
    return first - 1 if first and _NUMBERED.fullmatch(words[first - 1].text) else first


def without(words: Sequence[Word], phrases: Iterable[str]) -> list[Word]:
    """The words that belong to none of these captions."""
    left: list[Word] = []
    end = 0
    for found in find(words, phrases):
        left.extend(words[end : found.start])
        end = found.end
    left.extend(words[end:])
    return left


_CROSS = re.compile(r"[(_]*[xX✓✔][)_]*")
_NO_CROSS = re.compile(r"_+|\(\)|\[\]")


def mark_of(word: Word) -> bool | None:
    """Whether a word is a check mark (True), an empty box (False) or no mark at all."""
    if word.mark is not None:
        return word.mark
    if _CROSS.fullmatch(word.text):
        return True
    return False if _NO_CROSS.fullmatch(word.text) else None


def leave(where: str, words: Sequence[Word], phrases: Iterable[str], notices: Notices) -> None:
    """Warn of what is no caption of the form and what no field takes."""
    left = [word for word in without(words, phrases) if means(word)]
    if left:
        notices.warn(where, left[0].line, "nothing but the form's own words", joined(left))


def means(word: Word) -> bool:
    """More than punctuation or an empty box."""
    return bool(word.mark) or any(character.isalnum() for character in word.text)
