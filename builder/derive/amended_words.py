"""What the words of an amendment say about the rows of the form that it amends.

Footnotes and remarks are prose, so only a few plain statements are looked for: that the form is
restated in its entirety, that nothing else changes, that rows were left out and are added now,
that a row was reported twice, that the earlier report is to be disregarded, and that one row was
reported in error. The last counts only for a row that the words single out: by its number of
shares, by its line, or because there is no other that they can mean. Words that the amended form
has too say nothing new. Every statement comes with the sentence that makes it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from builder.derive.keys import Proof
from builder.model import Filing, Kind, Table

LONGEST = 20_000  # letters of one text that are looked at; a note has at most a thousand


class Sentence(NamedTuple):
    """A sentence of a footnote or of the remarks."""

    note: str  # the footnote's id, or "remarks"
    words: str


class Asked(NamedTuple):
    """What singles out a row in words."""

    table: Table
    kind: Kind
    code: str  # of a transaction; "" if not stated
    direction: str  # A or D, likewise
    number: Decimal | None  # its shares; of a holding, its balance
    line: int | None  # as it stands in the form that is amended directly; None if unknown


# "restates in its entirety", "re-state, in entirety", "amended and restated in full"
_WHOLE = re.compile(
    r"\bre-?stat\w+\b.{0,80}?\b(?:entirety|in full)\b"
    r"|\b(?:entirety|in full)\b.{0,80}?\bre-?stat\w+"
    r"|\b(?:supersed|replac)\w+\b.{0,60}?\b(?:original|earlier|prior|previous\w*|initial)\b"
    r".{0,30}?\b(?:form|filing|report|submission)\b.{0,60}?\b(?:entirety|in full)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:foot\s?notes?|exhibit|power of attorney|remarks|signature)\b", re.IGNORECASE
)
_TABLE = re.compile(r"\btable\s+(ii|i|2|1)\b", re.IGNORECASE)
_REST_STAYS = re.compile(
    r"\b(?:remains?|are|is|was|were)\s+(?:\w+\s+)?(?:unchanged|the same|unaffected)\b"
    r"|\bno (?:other|further)\b.{0,40}?\b(?:change|amend|correct|revis)\w*"
    r"|\bnot (?:repeated|restated)\b"
    r"|\bonly (?:the )?(?:corrected|changed|amended|affected)\b.{0,20}?\b(?:line|row|transaction)",
    re.IGNORECASE,
)

_ROWS = (
    r"(?:transactions?|lines?|rows?|entr(?:y|ies)|sales?|purchases?|dispositions?|acquisitions?"
    r"|grants?|awards?|gifts?|exercises?|holdings?|shares|options?|units?|warrants?|securities)"
)
_LEFT_OUT = re.compile(
    r"\b(?:omit\w*|left (?:out|off)|fail\w* to (?:report|include|disclose|list)"
    r"|not (?:previously |originally )?(?:reported|included|disclosed|listed)"
    rf"|(?:to (?:add|include)|adds|adding)\b.{{0,60}}?\b{_ROWS}"
    r"|(?:report|disclos|reflect)\w*\s+(?:an?\s+|the\s+)?(?:additional|second|further|missing)\s+"
    rf"(?:\w+\s+){{0,2}}?{_ROWS})\b",
    re.IGNORECASE,
)
_A_ROW = re.compile(rf"\b{_ROWS}\b", re.IGNORECASE)
# What else may have been left out: not a row.
_NO_ROW = re.compile(
    r"\b(?:foot\s?notes?|names?|address\w*|exhibits?|power of attorney|box|check\w*|signature"
    r"|title|correct (?:number|amount)|correction|conformed|codes?)\b",
    re.IGNORECASE,
)

_ASIDE = re.compile(r"\([^()]*\)")

_WRONGLY = r"(?:inadvertently|erroneously|mistakenly|incorrectly|improperly|accidentally)"
_STATED = r"(?:reported|included|listed|disclosed|shown|showed|reporting|filed)"
_IN_ERROR = re.compile(
    rf"\b{_WRONGLY}\s+(?:and \w+\s+)?{_STATED}\b|\b{_STATED}\s+{_WRONGLY}\b"
    rf"|\b{_STATED}\s+(?:in error|by mistake)\b"
    rf"|\bshould not have been\s+(?:\w+\s+)?{_STATED}\b"
    r"|\bdid not (?:occur|take place)\b|\bnever (?:occurred|took place)\b"
    r"|\b(?:delet|remov|eliminat|withdraw|disregard)\w*\b",
    re.IGNORECASE,
)
# The sentence tells a wrong number from a right one: the row stays, with the right one.
_RATHER = re.compile(
    r"\b(?:rather than|instead of|correct\w* (?:number|amount|total|figure)"
    r"|should have (?:been|read|reported|stated)|as opposed to|overstat\w+|understat\w+|omitt\w+)\b"
    r"|\breported as\b",
    re.IGNORECASE,
)
# The one row that a sentence speaks of, and what such a row looks like.
_NOUNS: dict[str, tuple[Kind | None, frozenset[str] | None, str | None]] = {
    "transaction": ("transaction", None, None),
    "line": (None, None, None),
    "row": (None, None, None),
    "entry": (None, None, None),
    "sale": ("transaction", None, "D"),
    "disposition": ("transaction", None, "D"),
    "purchase": ("transaction", None, "A"),
    "acquisition": ("transaction", None, "A"),
    "grant": ("transaction", None, "A"),
    "award": ("transaction", None, "A"),
    "gift": ("transaction", frozenset("GW"), None),
    "exercise": ("transaction", frozenset("MXOC"), None),
    "holding": ("holding", None, None),
}
_ONE_ROW = rf"({'|'.join(_NOUNS)})"
_NOT_OF_A_ROW = r"(?!foot|note|box|exhibit|refer|re-?stat|and\b|check|price|code|date|title)"
_ITS_WORDS = (
    rf"(?:the|an?|that|this|one|such|first|second|third|last)\s+(?:{_NOT_OF_A_ROW}[\w-]+\s+)"
)
# what follows tells that not the row is wrong but something in it
_NOT_SO = r"(?!\s+(?:as|at|with|under|without|using|by|the|an?|to|for|that|its|his|her)\b)"
_TAKEN_OUT = re.compile(
    r"\b(?:delet|remov|eliminat|withdraw|disregard)\w*\s+(?:of\s+)?"
    rf"{_ITS_WORDS}{{0,4}}?{_ONE_ROW}\b",
    re.IGNORECASE,
)
_ONE_IN_ERROR = re.compile(
    rf"\b{_ITS_WORDS}{{0,4}}?{_ONE_ROW}\b.{{0,100}}?"
    rf"(?:\b{_WRONGLY}\s+{_STATED}\b{_NOT_SO}|\b{_STATED}\s+(?:in error|by mistake)\b{_NOT_SO}"
    rf"|\bshould not have been\s+{_STATED}\b{_NOT_SO}|\bshould be disregarded\b"
    r"|\bdid not (?:occur|take place)\b|\bnever (?:occurred|took place)\b)",
    re.IGNORECASE,
)
_NOTE_TAKEN_OUT = re.compile(
    r"\b(?:delet|remov|eliminat|withdraw)\w*\s+(?:[\w-]+\s+){0,4}?foot\s?notes?\b"
    r"|\bfoot\s?notes?\b.{0,60}?\b(?:delet|remov|eliminat)ed\b",
    re.IGNORECASE,
)
_TWICE = re.compile(rf"\b{_STATED}\s+(?:\w+\s+)?twice\b|\bduplicat\w+\b", re.IGNORECASE)
# Parts of a row: a sentence about one of them is not about the row as a whole.
_IN_A_ROW = re.compile(
    r"\b(?:prices?|foot\s?notes?|codes?|dates?|titles?|amounts?|columns?|box|number of"
    r"|balances?)\b",
    re.IGNORECASE,
)
_LINE = re.compile(
    r"\b(?:line|row)\s+(?:no\.?\s*|number\s+|#\s*)?(?P<line>[0-9]{1,2})\b.{0,20}?\btable\s+"
    r"(?P<table>ii|i|2|1)\b"
    r"|\btable\s+(?P<table2>ii|i|2|1),?\s+(?:line|row)\s+(?:no\.?\s*|number\s+|#\s*)?"
    r"(?P<line2>[0-9]{1,2})\b",
    re.IGNORECASE,
)
# A count of securities: with thousands or decimals, or a plain number before its unit.
_COUNT = re.compile(
    r"(?<![\w$.,/-])(?:(?P<long>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+\.[0-9]+)(?![\w/%-])"
    r"|(?P<plain>[0-9]+)(?=\s+(?:\w+\s+){0,3}?(?:shares?|units?|options?|warrants?|rsus?|psus?|drip"
    r"|ads|adss?)\b))",
    re.IGNORECASE,
)
_REPORTS = r"(?:form(?:\s+[345](?:/a)?)?|filing|report|submission)"
_DISREGARD = re.compile(
    rf"\bdisregard\w*\s+(?:(?!in\b|on\b|of\b)[\w-]+\s+){{0,4}}?{_REPORTS}\b"
    rf"|\b{_REPORTS}\b.{{0,80}}?\b(?:should|must|is to|may|to)"
    r"\s+be\s+(?:disregarded|considered (?:withdrawn|void)|withdrawn)\b"
    r"|\bwithdraw\w*\s+(?:the\s+)?(?:original|earlier|prior|previous\w*|initial)\s+(?:\w+\s+){0,2}?"
    rf"{_REPORTS}\b",
    re.IGNORECASE,
)
# Not the filing but something in it is to be disregarded.
_SOMETHING_IN_IT = re.compile(
    rf"\b(?:{'|'.join(_NOUNS)}|foot\s?notes?|remarks?|exhibit|box|column|table|price)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\btitle of (?:the |each )?(?:derivative )?securit|\bsecurity title|\b(?:class|series|type) of"
    r" (?:the )?(?:common |preferred |capital )?(?:stock|shares?|securit|derivative)",
    re.IGNORECASE,
)

_END = re.compile(r"(?<=[.;!?])\s+(?=[A-Z0-9(\"“])")


class _Error(NamedTuple):
    """A sentence that calls something an error, and what it may mean by that."""

    said: Sentence
    numbers: set[Decimal]  # of securities
    lines: set[tuple[Table, int]]
    taken_out: set[str]  # nouns of one row that is deleted, removed, withdrawn
    nouns: set[str]  # the same, and of one that was reported in error


class Words:
    """The statements of one amendment, each looked for once and only when asked for."""

    def __init__(self, filing: Filing, known: Collection[str] = ()) -> None:
        self._filing = filing
        self._known = known  # the texts of the filings that it amends

    @cached_property
    def _sentences(self) -> tuple[Sentence, ...]:
        said: dict[str, Sentence] = {}
        for note, text in texts_of(self._filing):
            if text not in self._known:
                for words in _END.split(text[:LONGEST]):
                    said.setdefault(words, Sentence(note, words))
        return tuple(said.values())

    def _first(self, pattern: re.Pattern[str]) -> Sentence | None:
        return next((each for each in self._sentences if pattern.search(each.words)), None)

    def _proof(self, said: Sentence) -> Proof:
        return Proof(self._filing.accession, note=said.note, words=said.words)

    @cached_property
    def adds(self) -> bool:
        """True if it says that rows were left out of the original, or are added."""
        plain = (_ASIDE.sub(" ", each.words) for each in self._sentences)
        return any(
            _LEFT_OUT.search(words) and _A_ROW.search(words) and not _NO_ROW.search(words)
            for words in plain
        )

    @cached_property
    def drops_notes(self) -> bool:
        """True if it says that it takes a footnote away."""
        return self._first(_NOTE_TAKEN_OUT) is not None

    @cached_property
    def retitles(self) -> bool:
        """True if it speaks of the title of a security."""
        return self._first(_TITLE) is not None

    @cached_property
    def rest_stays(self) -> bool:
        """True if it says that whatever it does not give stays as it is."""
        return self._first(_REST_STAYS) is not None

    @cached_property
    def _restated(self) -> tuple[tuple[Table | None, Proof], ...]:
        found: list[tuple[Table | None, Proof]] = []
        for said in self._sentences:
            match = _WHOLE.search(said.words)
            if match is None or _PART.search(match[0]):
                continue
            tables = {_table(name) for name in _TABLE.findall(said.words)}
            only = tables.pop() if len(tables) == 1 else None
            found.append((only, self._proof(said)))
        return tuple(found)

    def restates(self, table: Table) -> Proof | None:
        """The sentence that calls this the form, or this table of it, in its entirety."""
        return next((proof for only, proof in self._restated if only in (None, table)), None)

    @cached_property
    def disregards(self) -> Proof | None:
        """The sentence that asks to disregard the filing that it amends."""
        for said in self._sentences:
            if _DISREGARD.search(said.words) and not _SOMETHING_IN_IT.search(said.words):
                return self._proof(said)
        return None

    @cached_property
    def _errors(self) -> tuple[_Error, ...]:
        return tuple(
            _error(each)
            for each in self._sentences
            if _IN_ERROR.search(each.words) and not _RATHER.search(each.words)
        )

    @cached_property
    def twice(self) -> Proof | None:
        """The sentence that says that a row was reported twice."""
        said = self._first(_TWICE)
        return self._proof(said) if said is not None else None

    def in_error(
        self, asked: Asked, *, alone: bool, corrects: bool, shared: Collection[Decimal]
    ) -> Proof | None:
        """The sentence that calls this row an error, if one singles it out.

        ``alone``: no other row of its kind is unaccounted for. ``corrects``: the amendment
        corrects rows, which the words may be about. ``shared``: numbers of shares that other
        rows have too, so they single out none.
        """
        for error in self._errors:
            nouns = error.taken_out if corrects else error.nouns
            if (
                (asked.table, asked.line) in error.lines
                or (asked.number not in shared and asked.number in error.numbers)
                or (alone and any(_is_such(asked, noun) for noun in nouns))
            ):
                return self._proof(error.said)
        return None


def texts_of(filing: Filing) -> Iterator[tuple[str, str]]:
    """The remarks and the footnotes of a filing, without line breaks."""
    if filing.remarks:
        yield "remarks", " ".join(filing.remarks.split())
    for note, text in filing.footnotes.items():
        yield note, " ".join(text.split())


def _table(name: str) -> Table:
    return "II" if name.lower() in ("ii", "2") else "I"


def counts_in(words: str) -> set[Decimal]:
    """The numbers of securities in a sentence, but for zero."""
    found = (match["long"] or match["plain"] for match in _COUNT.finditer(words))
    return {Decimal(number.replace(",", "")) for number in found} - {Decimal(0)}


def _error(said: Sentence) -> _Error:
    words = said.words
    if _IN_A_ROW.search(words):  # not a row but something in it
        return _Error(said, counts_in(words), set(), set(), set())
    taken_out = {match[1].lower() for match in _TAKEN_OUT.finditer(words)}
    in_error = {match[1].lower() for match in _ONE_IN_ERROR.finditer(words)}
    return _Error(said, counts_in(words), _lines_in(words), taken_out, taken_out | in_error)


def _lines_in(words: str) -> set[tuple[Table, int]]:
    return {
        (_table(match["table"] or match["table2"]), int(match["line"] or match["line2"]))
        for match in _LINE.finditer(words)
    }


def _is_such(asked: Asked, noun: str) -> bool:
    kind, codes, direction = _NOUNS[noun]
    return (
        kind in (None, asked.kind)
        and (codes is None or asked.code in codes)
        and direction in (None, asked.direction)
    )
