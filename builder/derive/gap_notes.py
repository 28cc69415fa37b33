"""What the footnotes of a row say about a balance that does not add up.

"Includes 1,234 shares acquired under the ESPP" explains a jump without a row, "reflects a
2-for-1 split" a doubling (section 4.2 of the forms reference). A number that merely stands in a
note proves nothing: it must stand in a sentence that says what came or went, and in the right
direction. Only the first :data:`LONGEST` characters are read, so that no text takes long.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from builder.derive.keys import Proof
from builder.derive.reports import balance_of, change
from builder.model import Cell, Filing, Row

REMARKS = "remarks"  # stands for a footnote id where the words are in the remarks
LONGEST = 4000  # a footnote may have 1000 characters, the remarks 2000
_SHORT = 160  # characters of a note that a proof repeats


class Note(NamedTuple):
    """A footnote on a row, or the remarks of its filing."""

    filing: Filing
    row: Row
    id: str
    text: str
    on_balance: bool  # it stands at the balance itself

    def proof(self, words: str, number: Decimal | None = None) -> Proof:
        """The note as a proof; ``words`` are those of it that matter, above all the number."""
        row, about = self.row, f"{abs(number):,f}" if number else ""
        return Proof(self.filing.accession, row.table, row.row, self.id, short(words, about))


class Sentence(NamedTuple):
    """A sentence of a note, and what it says about a balance."""

    words: str
    counts: tuple[Decimal, ...]  # numbers that can be counts of securities, if it says anything
    changes: bool  # it says what a balance includes or how it changed
    plan: bool  # it names a plan through which securities come without a row
    direction: int  # 1 if all its words speak of more, -1 if of less, else 0
    days: tuple[date, ...]  # on which it says that something happened

    def agrees(self, gap: Decimal, since: date) -> bool:
        """False if it speaks of more and the gap is less, the other way round, or of old days.

        What happened before the last balance was in it already.
        """
        return self.direction * gap >= 0 and (not self.days or max(self.days) >= since)


def short(text: str, about: str = "") -> str:
    """The beginning of a text, cut at words; or what surrounds the words that it is about."""
    plain = " ".join(text[:LONGEST].split())
    if len(plain) <= _SHORT:
        return plain
    at = plain.find(about) if about else 0
    if at + len(about) < _SHORT - 10:
        return plain[:_SHORT].rsplit(" ", 1)[0] + " …"
    start, end = at - _SHORT // 2, at + _SHORT // 2
    words = plain[start:end].split(" ", 1)[-1].rsplit(" ", 1)[0 if end < len(plain) else -1]
    return f"… {words} …" if end < len(plain) else f"… {words}"


def notes_of(filing: Filing, row: Row) -> Iterator[Note]:
    """The notes on a row, those on its balance first; then the filing's remarks."""
    balance = balance_of(row)
    first = dict.fromkeys(balance.footnotes if balance else ())
    others = dict.fromkeys(
        note for cell in row[3:] if isinstance(cell, Cell) for note in cell.footnotes
    )
    for note in first:
        yield Note(filing, row, note, _text(filing, note), on_balance=True)
    for note in others:
        if note not in first:
            yield Note(filing, row, note, _text(filing, note), on_balance=False)
    if filing.remarks:
        yield Note(filing, row, REMARKS, filing.remarks[:LONGEST], on_balance=False)


def _text(filing: Filing, note: str) -> str:
    return filing.footnotes.get(note, "")[:LONGEST]


# Sentences

# A full stop behind a word, and not behind an abbreviation: "Capital U.S. Growth", "Apple Inc. A".
_STOP = re.compile(
    r"(?<=[a-z0-9)\]\"”%][a-z0-9)\]\"”%])(?<!\bInc)(?<!\bCorp)(?<!\bLtd)(?<!\bCo)[.;]\s+(?=[A-Z0-9(])"
)
_PLAN = re.compile(
    r"\b(?:ESPP|ESOP|DRIP|(?:employee\s+)?(?:stock|share)\s+(?:purchase|ownership)\s+plan"
    r"|dividends?\s+reinvest\w*|reinvest\w*\s+(?:of\s+)?dividends?|dividend\s+equivalent\w*"
    r"|401\s*\(?k\)?|retirement\s+(?:plan|trust|savings)|savings\s+(?:and\s+\w+\s+)?(?:plan|program)"
    r"|profit[\s-]+sharing|deferred\s+compensation\s+plan|payroll\s+deduction|thrift\s+plan"
    r"|stock\s+fund|reinvestment\s+(?:plan|feature))",
    re.IGNORECASE,
)
# Words that say what became of a balance. "The right to receive one share" says nothing of it.
_CHANGE = re.compile(
    r"\b(?:includ(?:es?|ed|ing)|exclud(?:es?|ed|ing)|reflect(?:s|ing|ed)?"
    r"|adjust(?:ed|ment|ments)?|transfer(?:s|red)?|distribut(?:ed|ion|ions)"
    r"|correct(?:s|ed|ion|ing)?|errors?|omitted|omission|inadvertent(?:ly)?"
    r"|(?:mis|under|over)(?:stated|reported|counted)|received|receipt|contribut(?:ed|ion)|gifted"
    r"|exchanged|converted|forfeit(?:ed|ure)|cancell?ed|returned|return of"
    r"|reclassif(?:ied|ication)|spun|spin-?off|decreased|increased|no longer|acquired|acquisition"
    r"|previously reported)\b",
    re.IGNORECASE,
)
_MAY = re.compile(
    r"\b(?:may|will|shall|can|could|would|if|unless|until|upon|right to|entitled to"
    r"|subject to)\b[^,;.]*$",
    re.IGNORECASE,
)
_GAIN = re.compile(
    r"\b(?:(?<!not )includ(?:es?|ed|ing)|receiv(?:ed|ing)|receipt|acqui(?:red|sition)"
    r"|increased|credited|accrued)\b",
    re.IGNORECASE,
)
_LOSS = re.compile(
    r"\b(?:exclud(?:es?|ed|ing)|not includ(?:es?|ed|ing)|no longer|sold|dispos(?:ed|ition)"
    r"|forfeit(?:ed|ure)|cancell?ed|decreased|returned|return of|withheld|surrendered)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def sentences_of(text: str) -> tuple[Sentence, ...]:
    """The sentences of a note."""
    plain = " ".join(text[:LONGEST].split())
    return tuple(_sentence(words) for words in _STOP.split(plain) if words)


def _sentence(words: str) -> Sentence:
    changes = any(
        not _MAY.search(words, max(0, match.start() - 40), match.start())
        for match in _CHANGE.finditer(words)
    )
    plan = bool(_PLAN.search(words))
    if not changes and not plan:  # most sentences: nothing else is asked of them
        return Sentence(words, (), changes, plan, 0, ())
    direction = bool(_GAIN.search(words)) - bool(_LOSS.search(words))
    days = tuple(_days_of_events(words))
    return Sentence(words, counts_in(words), changes, plan, direction, days)


# Numbers

# What looks like a count and is none: dates, rules, plans, amounts of money, percentages, years.
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,7}\.?"
_OF_SECURITIES = r"(?!\s+(?:additional\s+)?(?:shares|units|RSUs|options))"
_NO_COUNTS = re.compile(
    rf"\b{_MONTH}\s[0-9]{{1,2}}\b(?:,?\s[0-9]{{4}})?"
    r"|\b[0-9]{1,4}[/-][0-9]{1,2}[/-][0-9]{2,4}\b"
    r"|\b(?:rules?|sections?|forms?|items?|footnotes?|notes?|exhibits?|paragraphs?)\s"
    r"\(?[0-9][0-9a-z().-]{0,12}"
    r"|\b10b5?-?[0-9]|401\s?\(?k|\$\s?[0-9][0-9,]{0,20}(?:\.[0-9]{1,10})?"
    rf"|\b[0-9.]{{1,12}}\s?(?:%|percent)|\b(?:19|20)[0-9]{{2}}\b(?![,.][0-9]){_OF_SECURITIES}",
    re.IGNORECASE,
)
_COUNT = re.compile(r"(?<![\w.,/-])[0-9](?:[0-9,]{0,20}[0-9])?(?:\.[0-9]{1,10})?(?![\w/-])")
_ENDLESS = re.compile(r"[0-9]{16}")  # more digits than any number of securities has
_IN_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10,
}  # fmt: skip
_COUNT_IN_WORDS = re.compile(rf"\b({'|'.join(_IN_WORDS)})\s(?:additional\s)?(?:shares?|units?)\b")
# "Each unit is convertible into one share": such small numbers tell what a security is.
_OF_A_UNIT = re.compile(r"\b(?:each|every|per|right to|convertible|exchangeable)\b", re.IGNORECASE)
MANY = 12  # numbers in a sentence; more is a table, in which anything adds up
SMALL = 20  # below this many securities two equal numbers may well be a coincidence


@lru_cache(maxsize=4096)
def counts_in(text: str) -> tuple[Decimal, ...]:
    """The numbers of a text that can be counts of securities."""
    plain = _NO_COUNTS.sub(" ", text[:LONGEST])
    found = [Decimal(word.replace(",", "")) for word in _COUNT.findall(plain)]
    found += [Decimal(_IN_WORDS[word]) for word in _COUNT_IN_WORDS.findall(plain.casefold())]
    return tuple(found)


def add_up(counts: Iterable[Decimal], number: Decimal) -> bool:
    """True if one of the counts is the number, or two or three or all of them add up to it."""
    some = tuple(counts)
    if number in some or number < SMALL or len(some) > MANY:
        return number in some
    few = (sum(each) == number for size in (2, 3) for each in combinations(some, size))
    return any(few) or (len(some) > 3 and sum(some) == number)


def stating(note: Note, gap: Decimal, since: date, *, plan: bool = False) -> Sentence | None:
    """The sentence of a note that says that so much came, or went, without a row of its own.

    The number of the row that the note stands on is no such number; ``since`` is the day of the
    balance before.
    """
    own = change(note.row)
    for each in sentences_of(note.text):
        if not (each.plan if plan else each.changes) or not each.agrees(gap, since):
            continue
        if abs(gap) < SMALL and _OF_A_UNIT.search(each.words):
            continue
        if add_up((c for c in each.counts if own is None or c != abs(own)), abs(gap)):
            return each
    return None


def stating_together(notes: Iterable[Note], gap: Decimal, since: date) -> tuple[Proof, ...]:
    """Two or three notes on one balance that say so between them: a number of each."""
    said: list[tuple[Note, Sentence, Decimal]] = []
    for note in notes:
        own = change(note.row)
        for each in sentences_of(note.text):
            if (each.changes or each.plan) and each.agrees(gap, since):
                said += [(note, each, c) for c in each.counts if own is None or c != abs(own)]
    if len(said) > MANY or abs(gap) < SMALL:
        return ()
    for size in (2, 3):
        for few in combinations(said, size):
            different = len({note.id for note, _, _ in few}) == size
            if different and sum(count for _, _, count in few) == abs(gap):
                return tuple(note.proof(each.words, count) for note, each, count in few)
    return ()


def saying(note: Note, gap: Decimal, since: date, *, plan: bool = False) -> Sentence | None:
    """The sentence that says, without any number, what a balance includes or how it changed.

    A note with numbers says nothing here: another number than the gap contradicts it.
    """
    if counts_in(note.text) or _ENDLESS.search(note.text):
        return None
    for each in sentences_of(note.text):
        if (each.plan if plan else each.changes) and each.agrees(gap, since):
            return each
    return None


# Splits

# "2-for-1 stock split", "two for one split", "1-for-20 reverse split", "1:8 reverse stock split"
_NUMBERS = _IN_WORDS | {
    "fifteen": 15, "twenty": 20, "twenty-five": 25, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
_NUMBER = rf"[0-9]{{1,6}}(?:\.[0-9]{{1,6}})?|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))}"
_RATIO = re.compile(
    rf"(?<![\w.,-])({_NUMBER})(?:\s\([0-9]{{1,6}}\))?[-–\s]{{0,3}}(for|to|:)[-–\s]{{0,3}}"
    rf"({_NUMBER})(?![\w-])",
    re.IGNORECASE,
)
_IN_PERCENT = re.compile(r"\b([0-9]{1,3})%\sstock dividend", re.IGNORECASE)
_SPLIT = re.compile(r"\bsplit|\bstock dividend|\bsub-?division|\bconsolidation", re.IGNORECASE)

_FEWER = re.compile(r"\breverse\b|\bconsolidation", re.IGNORECASE)
_MORE = re.compile(r"\bforward\b|\bstock dividend|\bsub-?division", re.IGNORECASE)


class Split(NamedTuple):
    """What a sentence says of a split."""

    words: str
    ratios: tuple[Decimal, ...]
    days: tuple[date, ...]  # that it names


@lru_cache(maxsize=4096)
def splits_in(text: str) -> tuple[Split, ...]:
    """The factors by which a text says that a split multiplied the number of shares.

    "1:10" is given both ways where no word tells which it was.
    """
    plain = text[:LONGEST].lower()  # many times faster than to search for the words
    if not any(word in plain for word in ("split", "stock dividend", "division", "consolidation")):
        return ()
    found = (
        Split(each.words, _ratios(each.words), tuple(days_in(each.words)))
        for each in sentences_of(text)
        if _SPLIT.search(each.words)
    )
    return tuple(split for split in found if split.ratios)


def _ratios(words: str) -> tuple[Decimal, ...]:
    found: dict[Decimal, None] = {}
    for one, between, other in _RATIO.findall(words):
        first, second = _number(one), _number(other)
        if first and second and first != second:
            ways = sorted((first / second, second / first))
            if _FEWER.search(words):
                ways = ways[:1]
            elif _MORE.search(words):
                ways = ways[1:]
            elif between.casefold() == "for":
                ways = [first / second]
            found |= dict.fromkeys(ways)
    for percent in _IN_PERCENT.findall(words):
        found[1 + Decimal(percent) / 100] = None
    return tuple(ratio for ratio in found if ratio != 1)


def _number(word: str) -> Decimal:
    value = _NUMBERS.get(word.casefold())
    return Decimal(value) if value is not None else Decimal(word)


# Days and other filings

_A_DAY = (
    rf"(?:{_MONTH}\s[0-9]{{1,2}},?\s[0-9]{{4}}|[0-9]{{1,2}}/[0-9]{{1,2}}/[0-9]{{4}}"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2})"
)
_DAY = re.compile(rf"\b{_A_DAY}(?!\w)", re.IGNORECASE)
_FORM_OF = re.compile(
    rf"\bforms?\s[345](?:/A)?\b[^.;]{{0,60}}?\b(?:filed|dated)\b[^.;]{{0,40}}?({_A_DAY})",
    re.IGNORECASE,
)


# The day of a paper tells nothing of when securities moved.
_OF_A_PAPER = re.compile(r"\b(?:filed|dated|adopted|agreement|u/a)\b[^.;,]*$", re.IGNORECASE)


def days_in(text: str) -> Iterator[date]:
    """The days that a text names."""
    for words in _DAY.findall(text):
        day = day_of(words)
        if day is not None:
            yield day


def _days_of_events(text: str) -> Iterator[date]:
    """The days that a text names, but those of papers."""
    for match in _DAY.finditer(text):
        at = match.start()
        day = day_of(match.group())
        if day is not None and not _OF_A_PAPER.search(text, max(0, at - 30), at):
            yield day


def day_of(words: str) -> date | None:
    """The day that is written "Sept. 5, 2024", "9/5/2024" or "2024-09-05"."""
    plain = " ".join(words.replace(",", " ").replace(".", " ").split())
    month = plain.split()[0] if plain else ""
    if month.isalpha():
        plain = plain.replace(month, month[:3], 1)
    for form in ("%b %d %Y", "%m/%d/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(plain, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


@lru_cache(maxsize=4096)
def forms_named(text: str) -> tuple[tuple[date, str], ...]:
    """The filings that a text speaks of ("Form 4 filed on …"): their days, and the words."""
    if "orm" not in text:
        return ()
    plain = " ".join(text[:LONGEST].split())
    found = ((day_of(match.group(1)), match.group()) for match in _FORM_OF.finditer(plain))
    return tuple((day, words) for day, words in found if day is not None)
