"""How names, texts and queries are folded into search words.

The same folding happens in the index, in the names for the suggestion box and, in
JavaScript, in the browser: compatibility decomposition, marks removed, lower case,
then runs of letters and digits. A word is therefore found whatever its accents,
case or punctuation.

Three habits of EDGAR's names are met here and nowhere else: apostrophes (O'BRIEN is
found as "obrien" and as "brien", and so is O BRIEN), state and role marks at the end
("/DE/", "/ADV"), and names in scripts without blanks, where every part of a run of
characters is a word that somebody may type.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

LONGEST = 64  # characters of a word that count: no name has more, and a term stays small

_RUN = re.compile(r"[^\W_]+(?:['’]+[^\W_]+)*")
_APOSTROPHE = re.compile("['’]")
# Characters that are written without blanks between words: Han, Kana and, decomposed by
# NFKD into Jamo, Hangul, where a syllable is the smallest part.
_PIECE = re.compile(
    "[\u1100-\u115f][\u1160-\u11ff]*|[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_PIECES = re.compile(f"{_PIECE.pattern}|[0-9a-z]+|.", re.DOTALL)
# "/DE/", "/NEW/", "/ADV", "\\CO\\" at the end of a conformed name; "and/or" is none.
_MARK = re.compile(
    r"(?:\s*[/\\]\s*(?:[A-Z]{2,4}\s*[/\\]|[A-Z]{2,3})|\s[/\\]\s*[A-Za-z]{2,4}\s*[/\\]?)\s*$",
    re.ASCII,
)
_TAIL = 40  # characters in which the last mark of a name stands
# "L.P." and "L.L.C." are one word each, as "LP" and "LLC" are.
_DOTTED = re.compile(r"\bl\.\s?(?:l\.\s?[cp]|p)\b\.?", re.ASCII)
# Words that say what a name's bearer is and not who: they need not match.
SUFFIXES = frozenset(
    {
        "jr", "sr", "ii", "iii", "iv", "md", "phd", "esq", "inc", "incorporated", "corp",
        "corporation", "co", "company", "ltd", "limited", "llc", "llp", "lp", "plc", "sa", "ag",
        "nv", "bv", "gmbh", "gp", "the", "of", "and",
    }
)  # fmt: skip
# Words that so many companies, trusts and funds share that they hardly tell one from another.
GENERIC = frozenset(
    {
        "advisors", "america", "american", "annuity", "asset", "assets", "associates", "bancorp",
        "bank", "capital", "credit", "energy", "equity", "estate", "exempt", "family", "financial",
        "first", "foundation", "fund", "funds", "global", "grantor", "group", "growth", "gst",
        "health", "holding", "holdings", "industries", "international", "investment",
        "investments", "investors", "irrevocable", "living", "management", "master", "offshore",
        "opportunity", "partner", "partners", "partnership", "pharmaceuticals", "private",
        "resources", "retained", "revocable", "services", "systems", "technologies",
        "therapeutics", "trust", "venture", "ventures",
    }
)  # fmt: skip
_PARTICLES = frozenset({"o", "d", "mc", "mac"})  # "O BRIEN" is also written "OBRIEN"
_ACCESSION = re.compile(r"\s*([0-9]{10})-?([0-9]{2})-?([0-9]{6})\s*", re.ASCII)
_LOCAL = re.compile(r"\s*(local)-?([0-9a-f]{16})\s*", re.ASCII | re.IGNORECASE)
_NO_SYMBOL = frozenset({"none", "na", "n", "nil", "not", "applicable", "unlisted", "private"})
_MARKETS = frozenset({"nyse", "nasdaq", "amex", "otc", "otcbb", "otcqb", "otcqx", "tsx", "lse"})


def fold(text: str) -> str:
    """Lower case without accents, widths and ligatures."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.category(c).startswith("M")).casefold()


def has_pieces(word: str) -> bool:
    """True for a word in a script without blanks."""
    return not word.isascii() and _PIECE.search(word) is not None


def pieces_of(word: str) -> list[str]:
    """The smallest parts of such a word: its characters (syllables of Hangul), Latin runs whole."""
    return [part for part in _PIECES.findall(word) if part]


def begins_generic(word: str) -> bool:
    """Whether a word is, or may become as one types on, one of :data:`GENERIC`."""
    return any(generic.startswith(word) for generic in GENERIC)


def query_words(query: str) -> list[str]:
    """The words of a query, in order, each once."""
    return list(dict.fromkeys(_APOSTROPHE.sub("", run)[:LONGEST] for run in _runs(query)))


def plain_words(name: str) -> list[str]:
    """The words of a name as the browser takes it apart, too: in order, each once."""
    return query_words(bare_name(name))


def core_of(words: Iterable[str]) -> list[str]:
    """Words without those of :data:`SUFFIXES`; all of them where nothing else is left.

    >>> core_of(["smith", "richard", "jr"])
    ['smith', 'richard']
    """
    found = list(words)
    return [word for word in found if word not in SUFFIXES] or found


def text_words(text: str) -> Iterator[str]:
    """Every word of running text as often as it stands there: full-text search counts them."""
    for run in _runs(text):
        if run.isalnum() and not has_pieces(run):
            yield run[:LONGEST]
        elif has_pieces(run):
            yield from _text_pieces(run)
        else:
            yield from _apostrophe_words(run.replace("’", "'"))


def name_words(name: str) -> list[str]:
    """The words under which a name is found by their beginnings, sorted, each once."""
    found: set[str] = set()
    before = ""
    for run in _runs(bare_name(name)):
        if has_pieces(run):
            found.update(_suffixes(run))
        else:
            found.update(_apostrophe_words(run.replace("’", "'")))
            if before in _PARTICLES:
                found.add((before + _APOSTROPHE.sub("", run))[:LONGEST])
        before = run
    return sorted(found)


def whole_name(name: str) -> str:
    """A key that is equal for the same name in any order of words; "" if it has none."""
    return " ".join(sorted(core_of(plain_words(name))))


def bare_name(name: str) -> str:
    """A conformed name without the state and role marks at its end."""
    while True:
        shorter = name[:-_TAIL] + _MARK.sub("", name[-_TAIL:])
        if shorter == name or not shorter.strip():
            return name
        name = shorter


def symbol_words(symbol: str | None) -> list[str]:
    """The tickers in what a filer typed as one: "NYSE: BRK.B" gives "brkb"; "NONE" gives none."""
    found: set[str] = set()
    for typed in re.split(r"[,;:|]", symbol or ""):
        parts = ["".join(query_words(part)) for part in typed.split()]
        said = [part for part in parts if part not in _MARKETS and part not in _NO_SYMBOL]
        found.add("".join(said))  # "BRK B" is one symbol,
        if len(said) > 1:  # "GOOG GOOGL" are two: who typed it knows
            found.update(part for part in said if len(part) > 1)
    return sorted(word[:LONGEST] for word in found if word)


def accession_key(text: str) -> str | None:
    """An accession number without its dashes, however it was typed; None for anything else."""
    found = _ACCESSION.fullmatch(text) or _LOCAL.fullmatch(text)
    return "".join(found.groups()).lower() if found else None


def cik_key(word: str) -> str | None:
    """A CIK without leading zeros; None for a word that is no number."""
    if not (word.isascii() and word.isdigit()):
        return None
    return word.lstrip("0") or "0"


def _runs(text: str) -> list[str]:
    folded = fold(text)
    if "l." in folded:
        folded = _DOTTED.sub(_undotted, folded)
    return _RUN.findall(folded)


def _undotted(found: re.Match[str]) -> str:
    return "".join(char for char in found.group() if char.isalpha())


def _apostrophe_words(run: str) -> Iterator[str]:
    """ "o'brien": obrien, brien. "person's": persons, person. Parts of one letter say nothing."""
    yield run.replace("'", "")[:LONGEST]
    if "'" in run:
        yield from (part[:LONGEST] for part in run.split("'") if len(part) > 1)


def _text_pieces(run: str) -> Iterator[str]:
    parts = pieces_of(_APOSTROPHE.sub("", run))
    if len(parts) > 1:
        yield "".join(parts)[:LONGEST]
    yield from (part[:LONGEST] for part in parts)


def _suffixes(run: str) -> Iterator[str]:
    """What begins at each character of a run: a part of a name is the beginning of one of them."""
    parts = pieces_of(_APOSTROPHE.sub("", run))
    for start in range(len(parts)):
        yield "".join(parts[start:])[:LONGEST]
    yield from (part for part in parts if _PIECE.fullmatch(part))
