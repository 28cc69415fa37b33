"""Who holds a line, as far as the filing names anybody: a fund, a company, a trust by its name.

Of a direct line that is one of the owners; of an indirect one, whom its nature of ownership or
the notes on it name. Two insiders who report one trade of one fund rarely word its nature alike:
"By Example Growth Fund II, L.P." and "See Footnote (3)". The name of the fund, in the cell or in
its note, is what both have in common (section 4.5 of the forms reference). Words like "By Trust"
or "By 401(k) Plan" name nobody: each insider has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from builder.derive.lines import SEE_NOTE, normal_nature
from builder.model import Filing, Row

_LONGEST = 4000  # characters of a note: the form takes 1,000

# A run of capitalised words and numbers up to the first word for a legal person.
_WORD = r"[A-Z0-9(&][^\s,;:]{0,60}"
_END = (
    r"(?:L\.?L?\.?L?\.?P|L\.?L\.?C|Ltd|Limited(?: Partnership)?|Inc(?:orporated)?|Corp(?:oration)?"
    r"|PLC|P\.?C|N\.?V|B\.?V|GmbH|A\.?G|S\.?A|S\.?[aà] ?\.?r\.?l|S\.?C\.?[Aa]|K\.?G)"
)
_NAME = re.compile(
    rf"(?<![^\s(\"“])(?:{_WORD}(?:, | )){{1,9}}?(?:{_END}|Trust|Foundation|Partnership)(?!\w)"
)
_ENDS = re.compile(rf"[\s,]+{_END}\.?\s*$", re.IGNORECASE)
_LEGAL = re.compile(
    rf"\b(?:{_END}|company|trust|foundation|partnership|partners|fund|holdings?|investors?"
    r"|investments?|ventures?|capital|associates|group)\b",
    re.IGNORECASE,
)
_STATE = re.compile(r"\s*/[A-Z]{2,3}/?$", re.IGNORECASE)  # oddity 59
_PLANS = frozenset(
    {"plan", "plans", "401k", "401", "ksop", "esop", "espp", "savings", "retirement"}
)
# What papers of many families and funds have in common.
_COMMON_WORDS = (
    "by via through held in as of for the a an and or to with on which under at from is other"
    " all such each both certain see note notes footnote footnotes foonote explanation below"
    " share shares stock common class direct directly indirect indirectly represents consists"
    " owned owner ownership beneficial beneficially beneficiary interest control controlled"
    " voting investment proportionate partnership limited liability general company corporation"
    " entity entities affiliate affiliates affiliated fund funds partner partners holding holdings"
    " investments capital group foundation charitable family families member members immediate"
    " self reporting person persons insider officer director employee executive exec spouse"
    " spouses spousal wife husband child children childrens son sons daughter daughters minor"
    " minors sibling brother sister parent mother father grandchild grandchildren descendants"
    " issue household trust trusts trustee trustees ttee co revocable rev irrevocable irrev living"
    " grantor grat grats annuity retained crt crut clat slat ilit remainder lead unitrust lifetime"
    " legacy dynasty marital exempt gst non qualified personal residence estate planning vehicle"
    " fbo dtd dated uad uta ira iras roth sep rollover account accounts custodian custodial"
    " brokerage joint tenant tenants jtwros ugma utma uniform gifts gift transfer transfers act"
    " deferred compensation comp profit sharing pension mr mrs ms dr his her their my new"
    " january february march april may june july august september october november december"
    " one two three four five lp llp llc ltd inc corp"
)
_COMMON = frozenset(_COMMON_WORDS.split())
# Each of the members reports only a part of what the holder has: equal parts are not the same.
_SLICE = re.compile(r"\bprop(?:ortion\w*)? |\bpro[- ]rata (?:share|portion)", re.IGNORECASE)
_NUMERAL = re.compile(r"[0-9]+|[ivx]+|[a-z]|(?:grat|trust|child)[0-9]+")


def holders_of(filing: Filing, row: Row) -> tuple[str, ...]:
    """The holders that a row names, in plain words, sorted; the issuer is none.

    None are named by a row that reports the insider's own share of what the holder has, and
    none by the direct row of a natural person: a name like "Doe Jane" is looked for nowhere.
    """
    nature, held = row.nature_of_ownership, row.direct_or_indirect_ownership
    if held is None or held.value != "I":
        return _owners(tuple(owner.name for owner in filing.owners if owner.name))
    found: set[str] = set()
    for cell in (nature, held):
        if cell is not None:
            for note in cell.footnotes:
                found |= _named_in(filing.footnotes.get(note, ""))
    if nature is not None and nature.value:
        if _SLICE.search(nature.value):
            return ()
        found |= _named_in(nature.value)
        found |= _telling([nature.value])
    if found:
        found.discard(_plain(filing.issuer.name or ""))
    return tuple(sorted(found))


def named_by(nature: str) -> frozenset[str]:
    """The holder that a nature of ownership names by itself, in plain words, if it names one."""
    return _telling([nature])


@lru_cache(maxsize=1 << 12)
def _owners(names: tuple[str, ...]) -> tuple[str, ...]:
    legal = (_STATE.sub("", name) for name in names if _LEGAL.search(name))
    return tuple(sorted(_telling(legal)))


@lru_cache(maxsize=1 << 12)
def _named_in(text: str) -> frozenset[str]:
    return _telling(match.group() for match in _NAME.finditer(text[:_LONGEST]))


def _telling(names: Iterable[str]) -> frozenset[str]:
    """The names that tell one holder from others, in plain words."""
    plain = {_plain(name) for name in names} - {SEE_NOTE}
    return frozenset(filter(_tells, plain))


@lru_cache(maxsize=1 << 12)
def _plain(name: str) -> str:
    """A name without case, marks and legal end: "By Example Fund II, L.P." is "example fund ii"."""
    words = normal_nature(_ENDS.sub("", name)).split(" ")
    while len(words) > 1 and words[0] in _COMMON and words[0] not in {"family", "trust", "fund"}:
        words.pop(0)
    return " ".join(words)


def _tells(name: str) -> bool:
    words = set(name.split())
    return not words & _PLANS and any(
        word not in _COMMON and not _NUMERAL.fullmatch(word) for word in words
    )
