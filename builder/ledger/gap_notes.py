"""What the footnotes of a row say about a balance that does not add up.

"Includes 1,234 shares acquired under the ESPP" explains a jump without a row, "reflects a
2-for-1 split" a doubling (section 4.2 of the forms reference). A note proves a gap best when it
names the number itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from builder.ledger.keys import Proof
from builder.ledger.reports import balance_of
from builder.model import Cell, Filing, Row

REMARKS = "remarks"  # stands for a footnote id where the words are in the remarks
_SHORT = 160  # characters of a note that a proof repeats


class Note(NamedTuple):
    """A footnote on a row, or the remarks of its filing."""

    filing: Filing
    row: Row
    id: str
    text: str
    on_balance: bool  # it stands at the balance itself

    def proof(self, words: str = "") -> Proof:
        """The note as a proof; ``words`` are those of it that matter."""
        row = self.row
        return Proof(self.filing.accession, row.table, row.row, self.id, words or short(self.text))


def short(text: str) -> str:
    """The beginning of a text, cut at a word."""
    plain = " ".join(text.split())
    if len(plain) <= _SHORT:
        return plain
    return plain[:_SHORT].rsplit(" ", 1)[0] + " …"


def notes_of(filing: Filing, row: Row) -> Iterator[Note]:
    """The notes on a row, those on its balance first; then the filing's remarks."""
    balance = balance_of(row)
    first = dict.fromkeys(balance.footnotes if balance else ())
    others = dict.fromkeys(
        note for cell in row[3:] if isinstance(cell, Cell) for note in cell.footnotes
    )
    for note in first:
        yield Note(filing, row, note, filing.footnotes.get(note, ""), on_balance=True)
    for note in others:
        if note not in first:
            yield Note(filing, row, note, filing.footnotes.get(note, ""), on_balance=False)
    if filing.remarks:
        yield Note(filing, row, REMARKS, filing.remarks, on_balance=False)


_PLAN = re.compile(
    r"\b(?:ESPP|ESOP|DRIP|(?:employee\s+)?(?:stock|share)\s+(?:purchase|ownership)\s+plan"
    r"|dividends?\s+reinvest\w*|reinvest\w*\s+(?:of\s+)?dividends?|dividend\s+equivalent\w*"
    r"|401\s*\(?k\)?|retirement\s+(?:plan|trust|savings)|savings\s+(?:and\s+\w+\s+)?(?:plan|program)"
    r"|profit[\s-]+sharing|deferred\s+compensation\s+plan|payroll\s+deduction|thrift\s+plan"
    r"|stock\s+fund|accumulated\s+(?:dividend|fractional)|reinvestment\s+(?:plan|feature))",
    re.IGNORECASE,
)
# Words that say what became of a balance. "The right to receive one share" says nothing of it.
_CHANGE = re.compile(
    r"\b(?:includ(?:es?|ing)|reflect(?:s|ing|ed)?|adjust(?:ed|ment|ments)|transferr?(?:ed|s)?"
    r"|distribut(?:ed|ion|ions)|correct(?:s|ed|ion)?|error|omitted|omission|inadvertent(?:ly)?"
    r"|(?:mis|under|over)(?:stated|reported|counted)|received|receipt|contribut(?:ed|ion)|gifted"
    r"|exchanged|converted|forfeit(?:ed|ure)|cancell?ed|return(?:ed| of)|reclassif(?:ied|ication)"
    r"|spun|spin-?off|decreased|increased|no longer)\b",
    re.IGNORECASE,
)
_GAIN = re.compile(r"\b(?:includ(?:es?|ing)|received|receipt)\b", re.IGNORECASE)


def names_plan(note: Note) -> str:
    """The words of a note that name a plan through which securities come without a row."""
    match = _PLAN.search(note.text)
    return _around(note.text, match) if match else ""


def names_change(note: Note, gap: Decimal) -> str:
    """The words of a note that say how a balance came to change by more or by less."""
    for match in _CHANGE.finditer(note.text):
        if gap > 0 or not _GAIN.match(match.group()):
            return _around(note.text, match)
    return ""


def _around(text: str, match: re.Match[str]) -> str:
    """The sentence in which something was found."""
    start = max(text.rfind(". ", 0, match.start()) + 2, 0) if ". " in text[: match.start()] else 0
    end = text.find(". ", match.end())
    return short(text[start : end + 1 if end >= 0 else len(text)])


# What looks like a count and is none: dates, rules, plans, amounts of money, percentages, years.
_NO_COUNTS = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+[0-9]{1,2}(?:,?\s+[0-9]{4})?"
    r"|[0-9]{1,4}[/-][0-9]{1,2}[/-][0-9]{2,4}|\b(?:rule|section|form|item)\s+[0-9][0-9a-z().-]*"
    r"|\b10b5?-?[0-9]|401\s*\(?k|\$\s*[0-9][0-9,]*(?:\.[0-9]+)?|[0-9.]+\s*(?:%|percent)"
    r"|\b(?:19|20)[0-9]{2}\b(?![,.][0-9])",
    re.IGNORECASE,
)
_COUNT = re.compile(r"(?<![\w.,/-])[0-9][0-9,]*(?:\.[0-9]+)?(?![\w/-])")
_IN_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10,
}  # fmt: skip
_COUNT_IN_WORDS = re.compile(rf"\b({'|'.join(_IN_WORDS)})\s+(?:additional\s+)?(?:shares?|units?)\b")
MANY = 12  # numbers in a note; more is a table, in which anything adds up


@lru_cache(maxsize=4096)
def counts_in(text: str) -> tuple[Decimal, ...]:
    """The numbers of a text that can be counts of securities."""
    plain = _NO_COUNTS.sub(" ", text)
    found = [Decimal(word.replace(",", "")) for word in _COUNT.findall(plain)]
    found += [Decimal(_IN_WORDS[word]) for word in _COUNT_IN_WORDS.findall(plain.casefold())]
    return tuple(found)


def states(text: str, number: Decimal) -> bool:
    """True if a text names this number of securities, or two or three that add up to it.

    A small number is only taken from a sentence that says what changed: "one share" stands in
    every description of a unit.
    """
    if number < 10:
        return any(number in counts_in(part) for part in text.split(". ") if _CHANGE.search(part))
    counts = counts_in(text)
    if number in counts:
        return True
    if len(counts) > MANY:
        return False
    some = (sum(few) == number for size in (2, 3) for few in combinations(counts, size))
    return any(some) or (len(counts) > 3 and sum(counts) == number)


# "2-for-1 stock split", "two for one split", "1-for-20 reverse split", "1:8 reverse stock split"
_NUMBERS = _IN_WORDS | {
    "fifteen": 15, "twenty": 20, "twenty-five": 25, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
_NUMBER = rf"[0-9]+(?:\.[0-9]+)?|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))}"
_RATIO = re.compile(
    rf"\b({_NUMBER})\s*(?:\([0-9]+\)\s*)?(?:-|–|\s)*(?:for|to|:)(?:-|–|\s)*({_NUMBER})\b",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\bsplit|\bstock dividend|\bsub-?division|\bconsolidation", re.IGNORECASE)


@lru_cache(maxsize=4096)
def split_ratios(text: str) -> tuple[Decimal, ...]:
    """The factors by which a text says that a split multiplied the number of shares.

    "2-for-1" and "1-for-2" are given both ways: which one it was, the balances tell.
    """
    if not _SPLIT.search(text):
        return ()
    found: dict[Decimal, None] = {}
    for one, other in _RATIO.findall(text):
        first, second = _number(one), _number(other)
        if first and second and first != second:
            found[first / second] = None
            found[second / first] = None
    return tuple(found)


def _number(word: str) -> Decimal:
    value = _NUMBERS.get(word.casefold())
    return Decimal(value) if value is not None else Decimal(word)


def stated_in(notes: Iterable[Note], number: Decimal) -> Note | None:
    """The first of the notes that names the number."""
    return next((note for note in notes if states(note.text, number)), None)


_FORM_OF = re.compile(
    r"\bforms?\s+[345](?:/A)?\b[^.;]{0,60}?\b(?:filed|dated)\b[^.;]{0,40}?"
    r"((?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+[0-9]{1,2},?\s+[0-9]{4}"
    r"|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2})",
    re.IGNORECASE,
)


def forms_named(text: str) -> Sequence[str]:
    """The dates, as written, of other forms that a text speaks of ("Form 4 filed on …")."""
    return _FORM_OF.findall(text) if "orm" in text else ()
