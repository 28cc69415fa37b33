"""Below the tables: the notes, the remarks and the signatures.

Three rules, since text has lost what the page showed by its layout:

- Notes are the entries of a list (``- text``: the first is F1; ``1. text``, ``(1) text``), else
  paragraphs, else lines. Further lines of an entry belong to it.
- A signature is a line with its date in a cell of its own, or the last paragraph before
  ``** Signature of Reporting Person``; a short paragraph above it that ends with a date is one
  too. What stands above them, after ``Remarks:``, are remarks.
- A signature broken over lines is every word of its lines in their order, without the date:
  nothing is guessed, and words after the date are warned of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from builder.filings.rendered_markup import (
    LOWERED,
    Line,
    Notices,
    caption,
    is_rule,
    plain_line,
    raised_number,
    split_line,
)
from builder.filings.rendered_words import cells_of, leave, segments_of, words_of

MOST_SIGNATURE = 300  # characters: a name has at most 255 (reference, 1.2), a date 10
MOST_CAPTION = 400  # characters of a line that may be a caption; longer ones are not looked at
_EXPLANATION = "explanation of responses"
_NOTHING_OWNED = "no securities are beneficially owned"
_SIGNATURE = "signature of reporting person"
# The fixed lines under the signatures. The words of instructions differ between the forms.
_FOOT = (
    (
        "reminder report on a separate line for each class of securities beneficially owned "
        "directly or indirectly"
    ),
    "if the form is filed by more than one reporting person see instruction 4 bv",
    "if the form is filed by more than one reporting person see instruction 5 bv",
    "if the form is filed by more than one reporting person see instruction 4bv",
    "if the form is filed by more than one reporting person see instruction 5bv",
    (
        "intentional misstatements or omissions of facts constitute federal criminal violations "
        "see 18 usc 1001 and 15 usc 78ffa"
    ),
    (
        "note file three copies of this form one of which must be manually signed if space is "
        "insufficient see instruction 6 for procedure"
    ),
    (
        "persons who respond to the collection of information contained in this form are not "
        "required to respond unless the form displays a currently valid omb number"
    ),
)
_FOOT_BEGINS = tuple(" ".join(each.split()[:6]) for each in _FOOT)
_DATE = re.compile(r"(?<![0-9/])[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}(?![0-9/])", re.ASCII)
_NUMBER = re.compile(
    r"(?P<open>\[\^|[(\[F]?)(?P<number>[1-9][0-9]?)(?P<close>[.):\]]{0,2})(?:\s+|$)", re.ASCII
)
_BULLET = re.compile(r"(?P<indent>[ \t\xa0]{0,20})[-*+•·–][ \t\xa0]+", re.ASCII)


class Tail(NamedTuple):
    """What stands below the tables."""

    footnotes: dict[str, str]
    remarks: str | None
    signatures: tuple[tuple[str, str], ...]
    nothing_owned: bool


def starts_tail(raw: str) -> bool:
    """The first line below the tables, whichever of them the converter left."""
    return _is_explanation(raw) or _is_remarks(raw) or _is_signature_caption(raw)


def parse_tail(lines: Sequence[Line], markers: Collection[str], notices: Notices) -> Tail:
    """Read what follows the tables; ``markers`` are the numbers that stand in them."""
    notes, rest = _parted(lines, _is_remarks)
    if not rest:
        notes, rest = _without_remarks(notes)
    noted = [line for line in notes if not _is_explanation(line.raw)]
    entries = [line for line in noted if caption(plain_line(line.raw)) != _NOTHING_OWNED]
    remarks, signatures = _Signed(notices).read(rest)
    typed = any(caption(plain_line(line.raw)) == _NOTHING_OWNED for line in rest)
    footnotes = _notes(entries, markers, notices)
    return Tail(footnotes, remarks, signatures, nothing_owned=typed or len(entries) < len(noted))


def _parted(
    lines: Sequence[Line], begins: Callable[[str], bool]
) -> tuple[Sequence[Line], Sequence[Line]]:
    """The lines before the first one that answers to ``begins``, and from it on."""
    for place, line in enumerate(lines):
        if begins(line.raw):
            return lines[:place], lines[place:]
    return lines, ()


def _without_remarks(lines: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
    """No ``Remarks:``: the last paragraph before the signature's caption is the signature."""
    before, rest = _parted(lines, lambda raw: _is_signature_caption(raw) or _is_foot(raw))
    place = len(before)
    while place and not before[place - 1].raw.strip():
        place -= 1
    while place and before[place - 1].raw.strip() and not _is_explanation(before[place - 1].raw):
        place -= 1
    return before[:place], [*before[place:], *rest]


def _is_explanation(raw: str) -> bool:
    return len(raw) < MOST_CAPTION and caption(raw) == _EXPLANATION


def _is_remarks(raw: str) -> bool:
    """``Remarks:``, with or without text after it."""
    words = plain_line(raw[:MOST_CAPTION]).strip("|# ").casefold()
    return words == "remarks" or words.startswith("remarks:")


def _is_signature_caption(raw: str) -> bool:
    return len(raw) < MOST_CAPTION and caption(raw).startswith(_SIGNATURE)


def _is_foot(raw: str) -> bool:
    return caption(raw[:MOST_CAPTION]).startswith(_FOOT_BEGINS)


# Notes


class _Entry(NamedTuple):
    """The start of a note: its number, if it has one, and its first line."""

    number: int | None
    style: str
    text: str


def _notes(lines: Sequence[Line], markers: Collection[str], notices: Notices) -> dict[str, str]:
    paragraphs = _paragraphs(lines)
    if not paragraphs:
        return {}
    first = paragraphs[0][0]
    lines = lines[lines.index(first) :]
    if _BULLET.match(first.raw):
        return _listed(lines, _BULLET.match(first.raw))
    if entry := _numbered(_row_text(first.raw)):
        return _by_number(lines, entry.style, markers)
    return _unmarked(paragraphs, markers, notices)


def _paragraphs(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines between blank or drawn ones."""
    paragraphs: list[list[Line]] = [[]]
    for line in lines:
        if line.raw.strip(" \t\xa0|") and not is_rule(line.raw):
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return [paragraph for paragraph in paragraphs if paragraph]


def _row_text(raw: str) -> str:
    """The text of a line that may stand in the cells of a table."""
    if raw.lstrip().startswith("|"):
        return " ".join(text for cell in split_line(raw) if (text := plain_line(cell)))
    return plain_line(raw)


def _numbered(text: str) -> _Entry | None:
    """``1. text``, ``(1) text``, ``1) text``, ``[1] text``, ``F1: text`` or ``¹ text``."""
    match = _NUMBER.match(text[:8].translate(LOWERED))
    if match and (match["close"] or match["open"] == "F"):
        style = f"{match['open']}1{match['close']}"
        return _Entry(int(match["number"]), style, text[match.end() :])
    word, _, rest = text.partition(" ")
    number = raised_number(word)
    return _Entry(int(number), "¹", rest) if number else None


def _listed(lines: Iterable[Line], first: re.Match[str] | None) -> dict[str, str]:
    """``- text``: in order, the first is F1. A list within a note is indented deeper."""
    indent = len(first["indent"]) if first else 0
    texts: list[list[str]] = []
    for line in lines:
        match = _BULLET.match(line.raw)
        if match and len(match["indent"]) <= indent:
            texts.append([plain_line(line.raw[match.end() :])])
        else:
            texts[-1].append(plain_line(line.raw))
    notes = [_whole(parts) for parts in texts]
    entries = [_numbered(note) for note in notes]
    counted = all(entry and entry.number == n for n, entry in enumerate(entries, start=1))
    if counted and (len(notes) > 1 or (entries[0] and entries[0].style == "1.")):
        notes = [entry.text for entry in entries if entry]
    return {f"F{number}": note for number, note in enumerate(notes, start=1)}


def _by_number(lines: Iterable[Line], style: str, markers: Collection[str]) -> dict[str, str]:
    """``1. text``: a line begins a note if its number is the next one, or is a marker above."""
    texts: dict[int, list[str]] = {}
    last = 0
    for line in lines:
        text = "" if is_rule(line.raw) else _row_text(line.raw)
        entry = _numbered(text)
        if entry and entry.number is not None and entry.style == style:
            new = entry.number not in texts
            if new and (not last or entry.number == last + 1 or str(entry.number) in markers):
                last = entry.number
                texts[last] = [entry.text]
                continue
        texts[last].append(text)
    return {f"F{number}": _whole(parts) for number, parts in texts.items()}


def _unmarked(
    paragraphs: Sequence[Sequence[Line]], markers: Collection[str], notices: Notices
) -> dict[str, str]:
    """Neither list nor numbers: each paragraph is a note, or each line if the markers say so."""
    notes = [_whole([_row_text(line.raw) for line in each]) for each in paragraphs]
    lines = [_row_text(line.raw) for each in paragraphs for line in each]
    highest = max((int(number) for number in markers), default=0)
    if len(notes) != highest and len(lines) == highest:
        notes = lines
    elif len(notes) != highest:
        found = f"{len(notes)} paragraphs for markers up to ({highest})"
        notices.warn("footnotes", paragraphs[0][0].number, "a numbered or listed note", found)
    return {f"F{number}": note for number, note in enumerate(notes, start=1)}


def _whole(parts: Iterable[str]) -> str:
    """Lines of one note or remark: a blank between lines, an empty line between paragraphs."""
    paragraphs: list[list[str]] = [[]]
    for part in parts:
        if part:
            paragraphs[-1].append(part)
        elif paragraphs[-1]:
            paragraphs.append([])
    return "\n\n".join(" ".join(each) for each in paragraphs if each)


# Remarks and signatures


class _Signed:
    """What stands from ``Remarks:`` on, parted into remarks, signatures and the foot."""

    def __init__(self, notices: Notices) -> None:
        self._notices = notices
        self._remarks: list[str] = []
        self._signatures: list[tuple[str, str]] = []

    def read(self, lines: Sequence[Line]) -> tuple[str | None, tuple[tuple[str, str], ...]]:
        """Remarks, if any, and each signature with its date as printed."""
        body, foot = _parted(lines, _is_foot)
        leave("foot", words_of(cells_of(foot)), _FOOT, self._notices)
        body = self._after_label(body)
        groups, after = _groups(body)
        for line in body:
            if _is_signature_caption(line.raw):
                words = words_of(cells_of([line]))
                leave("signature", words, (f"{_SIGNATURE} date", _SIGNATURE), self._notices)
        close = bool(body) and bool(body[0].raw.strip())  # no blank line below the label
        self._part(groups, close=close)
        for line in after:
            found = plain_line(line.raw)
            self._notices.warn("signature", line.number, "nothing after its caption", found)
        return _whole(self._remarks) or None, tuple(self._signatures)

    def _after_label(self, lines: Sequence[Line]) -> Sequence[Line]:
        """Text may stand beside ``Remarks:``; it is a remark for sure."""
        if not lines or not _is_remarks(lines[0].raw):
            return lines
        text = plain_line(lines[0].raw).strip("|# ")[len("remarks") :]
        if beside := text.removeprefix(":").strip():
            self._remarks.append(beside)
        return lines[1:]

    def _part(self, groups: Sequence[_Group], *, close: bool) -> None:
        """Signatures are the groups before a caption and the sure ones that lead up to them."""
        first = next((n for n, group in enumerate(groups) if group.signed), len(groups))
        if 0 < first < len(groups) and _is_date(groups[first].lines):
            first -= 1  # the name stands above its date
        while first and self._signs(groups[first - 1].lines):
            first -= 1
        for group in groups[:first]:
            self._remarks.extend(["", *(_row_text(line.raw) for line in group.lines)])
        above: list[Line] = []
        for place, group in enumerate(groups[first:], start=first):
            above.extend(group.lines)
            if group.signed or _dates(group.lines):
                self._sign(above, may_remark=close and not place)
                above = []
        if above:
            self._split(above)

    def _signs(self, lines: Sequence[Line]) -> bool:
        """Whether a paragraph above a signature is one too: it ends with its date."""
        if _is_sure(lines[0]):
            return True
        text = " ".join(_signing(line.raw) for line in lines)
        days = list(_DATE.finditer(text))
        if not days or days[-1].end() != len(text) or len(text) > MOST_SIGNATURE:
            return False
        if "/s/" not in text:
            self._notices.warn("signature", lines[0].number, "a remark or a signature", text)
        return True

    def _sign(self, lines: Sequence[Line], *, may_remark: bool) -> None:
        """One paragraph of signatures, above which remarks may stand without an empty line."""
        pending: list[Line] = []
        found = len(self._signatures)
        for line in lines:
            signed = _with_date(line)
            starts = signed is not None or _is_sure(line)
            if starts and pending and may_remark and len(self._signatures) == found:
                self._remarks.extend(_row_text(each.raw) for each in pending)
                pending = []
            if signed is None:
                pending.append(line)
                continue
            name = " ".join([*(_signing(each.raw) for each in pending), signed[0]]).strip()
            self._signatures.append((name, signed[1]))
            pending = []
        if pending and len(self._signatures) > found and not _dates(pending):
            self._continue(pending)
        elif pending:
            self._split(pending)

    def _continue(self, lines: Sequence[Line]) -> None:
        """Words after the last date can only belong to its signature."""
        more = " ".join(_signing(line.raw) for line in lines)
        name, day = self._signatures[-1]
        expected = f"the date {day} at the end of a signature"
        self._notices.warn("signature", lines[0].number, expected, f"{more!r} after it")
        self._signatures[-1] = (f"{name} {more}", day)

    def _split(self, lines: Sequence[Line]) -> None:
        """Running text: each date ends a signature; one without words before it is the next's."""
        text = " ".join(_signing(line.raw) for line in lines)
        name, end = "", 0
        for match in _DATE.finditer(text):
            words = text[end : match.start()].strip()
            if not words and end:  # "…, by power of attorney of 01/02/2024 03/04/2024"
                signer, day = self._signatures.pop()
                words = f"{signer} {day}"
            self._signatures.append((words, match.group()))
            end = match.end()
        name = text[end:].strip()
        if name and end:
            day = self._signatures[-1][1]
            expected = f"the date {day} at the end of a signature"
            self._notices.warn("signature", lines[0].number, expected, f"{name!r} after it")
            self._signatures[-1] = (f"{self._signatures[-1][0]} {name}", day)
        elif name:
            self._notices.warn("signature", lines[0].number, "a date such as 03/18/2026", name)
            self._signatures.append((name, ""))


class _Group(NamedTuple):
    """A paragraph, and whether the caption of the signature stands under it."""

    lines: Sequence[Line]
    signed: bool


def _groups(lines: Sequence[Line]) -> tuple[list[_Group], list[Line]]:
    """The paragraphs above the captions, and what stands after the last caption."""
    groups: list[_Group] = []
    under: list[Line] = []
    for place, line in enumerate(lines):
        if not _is_signature_caption(line.raw):
            under.append(line)
            continue
        fresh = [_Group(paragraph, signed=False) for paragraph in _paragraphs(under)]
        if place and fresh:
            fresh[-1] = _Group(fresh[-1].lines, signed=True)
        groups.extend(fresh)
        under = []
    left = [line for each in _paragraphs(under) for line in each if caption(line.raw) != "date"]
    if groups:
        return groups, left
    fresh = [_Group(paragraph, signed=False) for paragraph in _paragraphs(left)]
    if fresh and _dates(fresh[-1].lines):
        fresh[-1] = _Group(fresh[-1].lines, signed=True)
    return fresh, []


def _is_sure(line: Line) -> bool:
    """A conformed signature, or a name with a date beside it."""
    return _signing(line.raw).startswith("/s/") or _with_date(line) is not None


def _is_date(lines: Sequence[Line]) -> bool:
    return len(lines) == 1 and _DATE.fullmatch(_signing(lines[0].raw)) is not None


def _signing(raw: str) -> str:
    """A line of a signature; a converter may have made it an entry of a list."""
    match = _BULLET.match(raw)
    return _row_text(raw[match.end() :] if match else raw)


def _with_date(line: Line) -> tuple[str, str] | None:
    """Name and date of a line on which the date stands apart: in its cell, or underlined."""
    segments = segments_of(words_of(cells_of([line])))
    days = [segment for segment in segments if _DATE.fullmatch(segment)]
    if len(days) != 1 or segments[-1] != days[0]:
        return None
    return " ".join(segments[:-1]), days[0]


def _dates(lines: Iterable[Line]) -> bool:
    return any(_DATE.search(plain_line(line.raw)) for line in lines)
