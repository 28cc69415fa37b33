"""What converters leave of a page in text: lines, cells, filled-in values, marks and boxes.

A line becomes cells at its tabs or pipes, a cell becomes :class:`Piece` after piece: text
without escapes, entities and emphasis, the breaks and underlines that once separated values,
footnote markers in their many spellings, and check boxes. What none of these is stays text:
nothing is dropped. Every pattern is bounded, so that reading takes time in step with the text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple

from builder.errors import OtherInput, ReadError
from builder.model import Warn

# Thirty rows a table, 99 notes of 1,000 characters and remarks of 2,000 (reference, 1.1 and 1.2)
# are less than a quarter of this, whatever a converter adds.
MOST_BYTES = 1_000_000
MOST_LINES = 10_000
MOST_WARNINGS = 1000

PieceKind = Literal["text", "break", "fill", "note", "box", "cik"]


class Piece(NamedTuple):
    """A part of a cell, in reading order."""

    kind: PieceKind
    text: str  # the words; of a note its number; of a box the mark as it stood; of a CIK its digits
    checked: bool = False  # of a box


class Line(NamedTuple):
    """One line of the text and its number in the file, from 1."""

    number: int
    raw: str


class Notices:
    """Collects warnings while one text is read; bounded, as its record must be."""

    def __init__(self) -> None:
        self._warnings: list[Warn] = []
        self._withheld = 0

    def warn(self, where: str, line: int | None, expected: str, found: str) -> None:
        """Note that the text is not as the form prints it; ``found`` stands whole."""
        if len(self._warnings) < MOST_WARNINGS:
            self._warnings.append(Warn(where, line, expected, found or "none"))
        else:
            self._withheld += 1

    def result(self) -> tuple[Warn, ...]:
        """Everything that was noticed, in the order of the lines."""
        ordered = sorted(self._warnings, key=lambda warning: warning.line or 0)
        if self._withheld:
            found = f"{self._withheld} more"
            ordered.append(Warn("document", None, f"at most {MOST_WARNINGS} warnings", found))
        return tuple(ordered)


def decoded(data: bytes, notices: Notices) -> str:
    """The text of a file: UTF-16 by its mark, UTF-8 if most of it is, else Windows-1252."""
    if len(data) > MOST_BYTES:
        raise ReadError("document", None, f"a form of at most {MOST_BYTES} bytes", f"{len(data)}")
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = data.decode("utf-16", "replace") if wide else _narrow(data.removeprefix(b"\xef\xbb\xbf"))
    if "\0" in text:
        raise OtherInput("a binary file")
    if (count := text.count("\n") + text.count("\r")) > 2 * MOST_LINES:
        raise ReadError("document", None, f"a form of at most {MOST_LINES} lines", f"{count}")
    if damaged := text.count("\ufffd"):
        notices.warn("document", None, "text in one encoding", f"{damaged} bytes of none")
    return text


def _narrow(data: bytes) -> str:
    """A damaged byte or two do not make UTF-8 another encoding."""
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    if damaged and sum(character > "\x7f" for character in text) < 2 * damaged:
        return data.decode("cp1252", "replace")
    return text


# The target of a link that a converter broke at the width of its lines.
_BROKEN_LINK = re.compile(r"(\]\((?:https?:|/)[^()\s]{0,300})\n([^()\s]{1,300}\))")
_UNSEEN = re.compile("[\ufeff\u200b\u200c\u200d\u2060\u00ad]")  # zero width: part of no word


def lines_of(text: str) -> list[Line]:
    """Every line; only line ends end lines, not the other characters that Python would take."""
    shown = _UNSEEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    shown = _BROKEN_LINK.sub(r"\1\2\n", shown)
    return [Line(number, raw) for number, raw in enumerate(shown.split("\n"), start=1)]


_PIPE = re.compile(r"(?<!\\)\|")


def is_rule(raw: str) -> bool:
    """A line that only draws: ``| --- | :-: |``, ``* * *``."""
    return ("--" in raw or raw.count("*") > 2) and not raw.strip("-*|:+= \t\xa0")


def has_cells(raw: str) -> bool:
    """True if the line stands in cells: it has a tab or an unescaped pipe."""
    return "\t" in raw or _PIPE.search(raw) is not None


def with_borders_of(sample: str, lines: Iterable[Line]) -> list[Line]:
    """Lines in which only the borders of tables stand bare, as in a line that is surely of one.

    Where tables have tabs, or pipes around them, any other pipe is a filer's.
    """
    bare = "\t" not in sample and not sample.lstrip().startswith("|")
    outer = "\t" not in sample and not bare
    return [
        line
        if bare or (outer and line.raw.lstrip().startswith("|"))
        else Line(line.number, _PIPE.sub(r"\\|", line.raw))
        for line in lines
    ]


Splitter = Callable[[str], list[str]]


def splitter_of(sample: str) -> Splitter:
    """How the lines of a table fall into cells, learned from one that is surely whole."""
    if "\t" in sample:
        return _tabs
    return _outer_pipes if sample.lstrip().startswith("|") else _pipes


def split_line(raw: str) -> list[str]:
    """The cells of a line by itself; a line without tabs and pipes is one cell."""
    return splitter_of(raw)(raw)


def _tabs(raw: str) -> list[str]:
    return raw.split("\t")


def _pipes(raw: str) -> list[str]:
    return _PIPE.split(raw)


def _outer_pipes(raw: str) -> list[str]:
    """``| a | b |``: the outer pipes are the table's border."""
    cells = _PIPE.split(raw)
    if len(cells) > 1 and not cells[0].strip():
        del cells[0]
        if not cells[-1].strip():
            del cells[-1]
    return cells


_TAGS = "u|ins|b|strong|i|em|sup|sub|br|input|span|font|p|div|a|small|center|hr|td|tr|th|label"
_RAISED = "⁽⁾⁰¹²³⁴⁵⁶⁷⁸⁹"
_TOKEN = re.compile(
    rf"""
    (?P<escaped_box>\\\[[ ]{{0,3}}[xX✓✔☒☑]?[ ]{{0,3}}\\\])
    | \\(?P<escaped>[!-/:-@\[-`{{-~])
    | (?P<entity>&(?:\#[0-9]{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,31}});)
    | <(?P<end>/?)(?P<tag>{_TAGS})\b(?P<attributes>[^<>]{{0,400}})>
    | \[\^(?P<reference>[1-9][0-9]?)\]
    | \^[(\[]?(?P<raised>[1-9][0-9]?)[)\]]?(?:\^(?![(\[0-9]))?
    | (?P<superscript>[{_RAISED}]+(?:[,; ]{{1,2}}[{_RAISED}]+)*)
    | \]\((?P<link>(?:https?:|/|\#|www\.)[^()\s]{{0,400}})(?:[ ]"[^"]{{0,200}}")?\)
    | (?P<strong>\*\*)
    | (?P<opens>(?<![^\s\[|(])[_*](?=[^\s_*]))
    | (?P<closes>(?<=[^\s_*\\])[_*](?![^\s\])|.,:;]))
    | (?P<box>\[[ ]{{0,3}}[xX✓✔☒☑]?[ ]{{0,3}}\]|[☐☒☑□■✓✔✗✘])
    """,
    re.VERBOSE | re.IGNORECASE,
)
LOWERED = str.maketrans("⁽⁾⁰¹²³⁴⁵⁶⁷⁸⁹", "()0123456789")  # ⁽¹⁾ as (1)
_CIK = re.compile(r"[?&;]CIK=0{0,9}([1-9][0-9]{0,9})(?![0-9])", re.IGNORECASE)
_ONLY_NUMBERS = re.compile(r"[\s()\[\],;0-9]{1,80}")
_CHECKED = re.compile(r"\schecked\b", re.IGNORECASE)
_NEW_LINE_TAGS = frozenset({"br", "p", "div", "hr", "td", "tr", "th"})


def pieces_of(raw: str, *, prose: bool = False) -> list[Piece]:
    """The pieces of a cell, from its text with all its markup.

    ``prose`` is a note, a remark or a signature: there are no markers and boxes in them, so
    what looks like one is a filer's word.
    """
    return _Reading(raw, prose=prose).pieces()


class _Escaped(str):
    """A character that a converter has said is no markup."""

    __slots__ = ()


class _Reading:
    """One cell, read from left to right."""

    def __init__(self, raw: str, *, prose: bool) -> None:
        self._raw = raw
        self._prose = prose
        self._pieces: list[Piece] = []
        self._text: list[str] = []
        self._raising: int | None = None  # where the text of an open <sup> begins
        self._emphasised = raw.count("**") % 2 == 0  # a lone pair of stars is the form's own

    def pieces(self) -> list[Piece]:
        """Read to the end."""
        end = 0
        for match in _TOKEN.finditer(self._raw):
            self._text.append(self._raw[end : match.start()])
            end = match.end()
            self._token(match)
        self._text.append(self._raw[end:])
        self._flush()
        return [
            piece._replace(kind="text") if piece.kind == "fill" and piece.text else piece
            for piece in self._pieces
        ]

    def _token(self, match: re.Match[str]) -> None:
        kind = match.lastgroup
        if match["tag"]:
            self._tag(match["tag"].lower(), bool(match["end"]), match["attributes"])
        elif kind == "escaped":
            self._text.append(_Escaped(match["escaped"]))
        elif kind == "entity":
            self._text.append(html.unescape(match.group()))
        elif kind == "strong":
            self._text.append("" if self._emphasised else "**")
        elif kind == "link":
            self._link(match)
        elif self._prose:
            self._text.append(match.group().replace("\\", ""))
        elif kind in {"opens", "closes"}:
            self._emphasis(match.group(), opens=kind == "opens")
        elif kind in {"reference", "raised"}:
            self._add("note", match[kind])
        elif kind == "superscript":
            self._superscript(match.group())
        else:
            mark = match.group().replace("\\", "")
            self._add("box", mark, checked=mark.strip("[ ]") not in {"", "☐", "□"})

    def _emphasis(self, mark: str, *, opens: bool) -> None:
        """``_value_``: a converter's underline, if both marks are there."""
        if opens:
            self._add("fill", mark)
        else:
            for index in range(len(self._pieces) - 1, -1, -1):
                if self._pieces[index] == Piece("fill", mark):
                    self._pieces[index] = Piece("fill", "")
                    self._add("fill", "")
                    return
            self._text.append(mark)

    def _tag(self, tag: str, end: bool, attributes: str) -> None:
        if tag == "sup":
            self._sup(end)
        elif tag in _NEW_LINE_TAGS:
            self._add("break", "")
        elif tag in {"u", "ins"}:
            self._add("fill", "")
        elif tag == "input":
            checked = _CHECKED.search(attributes) is not None
            self._add("box", "[X]" if checked else "[ ]", checked=checked)
        elif tag == "a" and (match := _CIK.search(attributes)):
            self._add("cik", match[1])

    def _sup(self, end: bool) -> None:
        if not end:
            self._flush()
            self._raising = len(self._pieces)
        elif self._raising is not None:
            raised = "".join(self._text)
            self._raising = None
            if numbers := _numbers(raised):
                self._text.clear()
                self._pieces.extend(Piece("note", number) for number in numbers)

    def _superscript(self, raised: str) -> None:
        """Raised parentheses make a marker; a bare raised digit may be part of a word."""
        numbers = _numbers(raised.translate(LOWERED))
        if "⁽" in raised and numbers:
            for number in numbers:
                self._add("note", number)
        else:
            self._text.append(raised)

    def _link(self, match: re.Match[str]) -> None:
        """``[Name](target)``: the brackets are markup, the CIK in the target is not."""
        for index in range(len(self._text) - 1, -1, -1):
            before, bracket, name = self._text[index].rpartition("[")
            if bracket and not isinstance(self._text[index], _Escaped):
                self._text[index] = before + name
                break
        else:
            if not self._open_bracket():
                self._text.append(match.group())
        if cik := _CIK.search(match["link"]):
            self._add("cik", cik[1])

    def _open_bracket(self) -> bool:
        """Take the bracket from before the marks that stand within a link's name."""
        for index in range(len(self._pieces) - 1, -1, -1):
            piece = self._pieces[index]
            before, bracket, name = piece.text.rpartition("[")
            if bracket and piece.kind == "text":
                self._pieces[index] = piece._replace(text=before + name)
                return True
        return False

    def _add(self, kind: PieceKind, text: str, *, checked: bool = False) -> None:
        self._flush()
        self._pieces.append(Piece(kind, text, checked))

    def _flush(self) -> None:
        text = "".join(self._text)
        self._text.clear()
        if text:
            self._pieces.append(Piece("text", text))


def _numbers(raised: str) -> list[str]:
    """``(1)(12)`` or ``1, 12``: the numbers, or none if this is no list of markers."""
    if not _ONLY_NUMBERS.fullmatch(raised):
        return []
    numbers = re.findall(r"[0-9]+", raised)
    return numbers if all(is_note_number(number) for number in numbers) else []


def is_note_number(text: str) -> bool:
    """1 to 99: the forms have no other footnotes (reference, 1.2)."""
    return 0 < len(text) < 3 and text.isascii() and text.isdigit() and text[0] != "0"


def raised_number(text: str) -> str | None:
    """The number in bare raised digits, as in ``Common Stock¹``."""
    lowered = text.translate(LOWERED)
    return lowered if lowered != text and is_note_number(lowered) else None


def plain(pieces: Iterable[Piece]) -> str:
    """The text of pieces in one line, with markers as the page prints them."""
    return " ".join("".join(_shown(pieces)).split())


def _shown(pieces: Iterable[Piece]) -> Iterator[str]:
    for piece in pieces:
        if piece.kind == "note":
            yield f"({piece.text})"
        elif piece.kind in {"text", "box"}:
            yield piece.text
        elif piece.kind != "cik":
            yield " " if piece.kind == "break" else ""


def plain_line(raw: str) -> str:
    """A line of running text without its markup."""
    return plain(pieces_of(raw, prose=True))


_NOT_IN_WORDS = re.compile(r"[^0-9a-z]+")


def caption_words(text: str) -> list[str]:
    """The words of a caption whatever its case, its emphasis and its dashes."""
    words = (_NOT_IN_WORDS.sub("", word) for word in text.casefold().split())
    return [word for word in words if word]


def caption(text: str) -> str:
    """The same as one string, to compare."""
    return " ".join(caption_words(text))
