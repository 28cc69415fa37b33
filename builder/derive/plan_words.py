"""What a footnote or a remark says about a Rule 10b5-1 plan: yes, no, and since when.

Before the check box of 2023 words were all there was, and to this day only they give the date
of adoption (section 3.2 of the forms reference). A text that only mentions a plan says nothing
about a trade; nor does one that speaks of sales to come.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from builder.derive.written_dates import Written, dates_in

State = Literal["yes", "no", "both", "mentioned"]


class Said(NamedTuple):
    """What one text says."""

    state: State
    adopted: tuple[date, ...]  # every day of adoption that it names, ascending
    about: str  # letters of the transaction codes that it speaks of; "" for all
    words: str  # the filed words that say it


_LONGEST = 240  # characters of a proof
_MOST = 4000  # characters that are read of a text: the form takes 1,000, of remarks 2,000

# Any dash, blank or nothing between the parts; "Rule 10b-5" is another rule.
_GAP = r"[\s\-‐‑‒–—―−\xad_.]{0,3}"
_RULE = rf"\b10{_GAP}\(?b\)?{_GAP}5{_GAP}1(?![0-9])"
_MENTION = re.compile(_RULE, re.IGNORECASE)
_HINT = re.compile(r"10[\W_]{0,4}[bB]")  # begins with plain letters, which are found fast
_PLAN = r"(?:plan|arrangement|instruction|program(?:me)?|contract|agreement)s?"
_UNDER = (
    r"\b(?:pursuant\s+to|under|in\s+(?:accordance|compliance|connection|conformity)\s+with"
    r"|complying\s+with|(?:as\s+)?part\s+of|according\s+to|through|via|per(?!\s+share)|by\s+means\s+of"
    r"|in\s+reliance\s+on|subject\s+to|covered\s+by)\b"
)
_MADE_UNDER = re.compile(
    rf"{_UNDER}.*?{_RULE}|{_UNDER}\s+(?:that|such|the|this|said|these)\s+(?:\S+\s+){{0,3}}?{_PLAN}\b",
    re.IGNORECASE | re.DOTALL,
)
_DONE = (
    r"(?:(?:made|effected|executed|done|been|being|conducted|sold|bought|purchased|acquired|of"
    r"|disposed|undertaken|completed|traded|carried|out|entered|into|intended|to|be)\s+){0,4}?"
)
_WORD = r"[\w“”\"'’,-]+\s+"
_SLIP = r"\b(?:inadvertent|erroneous|incorrect|mistaken)ly\s+(?:checked|marked|indicated)\b"
_DENIED = re.compile(
    rf"\b(?:not|neither|nor|never)\s+{_DONE}{_UNDER}\s+(?:{_WORD}){{0,5}}?{_RULE}"
    rf"|\boutside\s+(?:of\s+)?(?:{_WORD}){{0,3}}?{_RULE}"
    rf"|\bnon-?\s?(?:rule\s+)?{_RULE}|\bno\s+(?:{_WORD}){{0,2}}?{_RULE}"
    rf"|{_SLIP}.*{_RULE}|{_RULE}.*{_SLIP}",
    re.IGNORECASE | re.DOTALL,
)
# "may be sold under", "intends to sell under": that is another trade than the row's.
_TO_COME = re.compile(
    r"\b(?:may|will|could|(?:intend|expect|plan)(?:s|ed)?\s+to|(?:is|are)\s+to)\s+(?:be\s+)?"
    rf"(?:sell|sold|purchase|acquire|dispose|effect|execute|ma[dk]e)\w*\b.*{_RULE}",
    re.IGNORECASE | re.DOTALL,
)
# A note that is nothing but a label: "10b5-1 Plan", "Rule 10b5-1(c) sale", with a date at most.
_LABEL = re.compile(
    rf"^\W*(?:SEC\s+)?(?:rule\s+)?{_RULE}(?:\(c\))?(?:\s+(?:trading|sales?|stock|plan|trade"
    r"|transaction|program)s?)*\b(?!.*\b(?:is|was|not|has|intend|terminat|expire|cancel))[^’']*$",
    re.IGNORECASE | re.DOTALL,
)
# Where a sentence ends: not behind an initial or an abbreviation of a name or title.
_END = re.compile(
    r"[.;](?<!\b[A-Z]\.)(?<!\b(?:Mr|Ms|Dr|Jr|Sr|Co|No)\.)(?<!\b(?:Mrs|Inc|Ltd)\.)(?<!\bCorp\.)"
    r"\s+(?=[A-Z(\"“])"
)
_SUBJECTS = (
    (re.compile(r"\b(?:sales?|sold)\b", re.IGNORECASE), "S"),
    (re.compile(r"\b(?:purchases?|purchased|bought)\b", re.IGNORECASE), "P"),
    (re.compile(r"\bexercise[sd]?\b", re.IGNORECASE), "MOX"),
    (re.compile(r"\b(?:conversions?|converted)\b", re.IGNORECASE), "C"),
    (re.compile(r"\b(?:gifts?|donations?)\b", re.IGNORECASE), "G"),
)
_OF_ALL = re.compile(
    r"(?<!\bsale )(?<!\bsales )(?<!\bpurchase )(?<!\bexercise )(?<!\bconversion )(?<!\bgift )"
    r"\btransactions?\b",
    re.IGNORECASE,
)

# What a date in a sentence about a plan is the date of: the last such word before it.
_ADOPTED = (
    r"adopt\w*|enter(?:ed|ing)\s+into|establish\w*|implement\w*|put\s+in(?:to)?\s+place|set\s+up|signed"
    rf"|in\s+existence\s+since|instructions?\s+given|{_PLAN},?\s+(?:was\s+)?(?:executed|signed)"
    rf"|{_PLAN}[^.;]{{0,60}}?\bdated"
)
_OTHERWISE = (
    r"amend\w*|modif\w*|expir\w*|terminat\w*|complet\w*|effective|commenc\w*|began|sold|execut\w*"
    r"|filed|vest\w*|grant(?:s|ed)?|until|end(?:s|ed|ing)"
)
_OF_WHAT = re.compile(rf"\b(?:(?P<adopted>{_ADOPTED})|{_OTHERWISE})\b", re.IGNORECASE)
_OF_A_TRUST = re.compile(
    r"\b(?:u/?a/?d?|u/?d/?t|dtd|u/?t/?a|trust\b[^.;]{0,40}\b(?:dated|dtd|of)(?:\s+as\s+of)?)\.?,?\s*$",
    re.IGNORECASE,
)
# "On May 1, 2023, the reporting person adopted …"
_ON = re.compile(r"(?:^|[,;]\s*)on\s+$", re.IGNORECASE)
_SOON_AFTER = re.compile(rf"[^.;0-9]{{0,80}}?\b(?:{_ADOPTED})\b", re.IGNORECASE)
# A sentence that goes on about the plan of another one; and plans of another kind.
_SUCH = re.compile(
    rf"\b(?:the|such|this|that|said|these)\s+(?:[\w-]+\s+){{0,3}}?{_PLAN}\b|\badoption\b",
    re.IGNORECASE,
)
_OTHER_PLAN = re.compile(
    r"\b(?:incentive|equity|option|award|bonus|compensation|deferral|savings|purchase\s+plan|espp"
    r"|401|merger|inducement|omnibus)",
    re.IGNORECASE,
)


class _Judged(NamedTuple):
    """What one sentence says."""

    state: str  # "yes", "no"; "" if neither
    about: str
    adopted: tuple[date, ...]
    words: str


def said_in(text: str) -> Said | None:
    """What a text says of a Rule 10b5-1 plan; None if it does not mention the rule."""
    return _said(text[:_MOST]) if _HINT.search(text) else None


_NOTHING = _Judged("", "", (), "")


@lru_cache(maxsize=1 << 12)
def _said(text: str) -> Said | None:
    mention = _MENTION.search(text)
    if mention is None:
        return None
    found = [_judged(sentence) for sentence in _END.split(text)]
    state = _state({each.state for each in found})
    about = [each.about for each in found if each.state == state]
    days = {day for each in found for day in each.adopted}
    words = " … ".join(each.words for each in found if each.words)
    return Said(
        state,
        tuple(sorted(days)),
        "" if "" in about else "".join(sorted(set("".join(about)))),
        words or _plain(mention.group()),
    )


def _state(states: set[str]) -> State:
    if "both" in states or states >= {"yes", "no"}:
        return "both"
    return "yes" if "yes" in states else "no" if "no" in states else "mentioned"


def _judged(sentence: str) -> _Judged:
    mention = _MENTION.search(sentence)
    if mention is None and (not _SUCH.search(sentence) or _OTHER_PLAN.search(sentence)):
        return _NOTHING
    denied = _DENIED.search(sentence) if mention else None
    if denied:
        others = f"{sentence[: denied.start()]} {sentence[denied.end() :]}"
        state = "both" if _MADE_UNDER.search(others) else "no"
        return _Judged(state, _subject(sentence[: denied.start()]), (), _plain(denied.group()))
    dates = _adopted(sentence, mention.start() if mention else 0)
    days = tuple(each.day for each in dates)
    made = _MADE_UNDER.search(sentence) or _LABEL.search(sentence)
    if made and not _TO_COME.search(sentence):
        end = max([made.end(), *(each.end for each in dates)])
        words = _plain(sentence[made.start() : end])
        return _Judged("yes", _subject(sentence[: made.start()]), days, words)
    return _Judged("", "", days, _plain(sentence[: dates[-1].end]) if dates else "")


def _adopted(sentence: str, mention: int) -> list[Written]:
    """The days on which the plan that a sentence speaks of was adopted, as it says.

    A plan of another kind may be named before the rule is mentioned.
    """
    found: list[Written] = []
    is_adoption = False
    last = 0
    for written in dates_in(sentence):
        before = sentence[last : written.start]
        if written.start < mention and _OTHER_PLAN.search(before):
            continue
        if _OF_A_TRUST.search(before):
            continue  # "The Example Trust dated May 1, 2001": the name goes on
        for match in _OF_WHAT.finditer(before):
            is_adoption = match.group("adopted") is not None
        after = _SOON_AFTER.match(sentence, written.end)
        if is_adoption or (after and _ON.search(before)):
            found.append(written)
        last = written.end
    return found


def _subject(before: str) -> str:
    """The codes of what is said to be made under a plan; "" for all, or if it is not said."""
    if _OF_ALL.search(before):
        return ""
    return "".join(letters for pattern, letters in _SUBJECTS if pattern.search(before))


def _plain(words: str) -> str:
    """Words in one line, cut where they go on and on."""
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
