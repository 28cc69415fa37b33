"""Words of people's names and how often they are borne, from the signatures of real filings.

The SEC's data set of a quarter states who signed. A signature is free text ("/s/ A. Clerk,
attorney-in-fact for Ellen Q. Marlow"): only parts that read as a person's name count, and
each distinct name counts once, or a law firm's clerk who signs thousands would be the
commonest name in the market. Nothing of it is kept in the project.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

SIGNATURES = Path("tsv", "2024q3-owner-signature.tsv")
SUBMISSIONS = Path("tsv", "2024q3-submission.tsv")

_QUOTED = re.compile(r"[\"“”(][^\"“”()]*[\"“”)]")
_BETWEEN = re.compile(
    r"/s/|[,:;|/&()–—]|\s-+\s|\.{2,}"
    r"|\b(?:by|for|as|from|of|on|in|to|and|under|pursuant|name|title|its|the)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"(?:[^\W\d_]+(?:['’-][^\W\d_]+)*)\.?")
_HONOURS = """
    jr sr ii iii iv v esq mr mrs ms dr md phd cpa cfa dds dvm dpm facs mba rn ret hon prof sir
    dame rev
"""
_TITLES = frozenset(_HONOURS.split())
_LINKS = "van der den de la le von di du del da st ter ten los las el al bin"
_PARTICLES = frozenset(_LINKS.split())
_OTHERS = """
    acquisition acquisitions adviser advisers advisor advisors advisory ag agent agreement aif
    america american analyst and asia asset assets assistant assoc associate associates atlantic
    attny attorn attorney attorney-in-fact attorney-infact attorneyinfact attorneys atty
    authority authorization authorized bancorp bank bermuda biotech bv capital cayman ceo cfo
    chair chairman chief china clo co company compliance controller coo corp corporate
    corporation counsel cto custodian date dated declaration delaware deputy director east
    electronically energy enterprises equity esop estate europe european evp executive executor
    fact family fbo finance financial form foundation fund funds general global gmbh gp group
    growth gst head health healthcare her herself himself his hk holder holding holdings i
    in-fact inc indemnity individual individually insurance international invest investment
    investments investor investors irrevocable its itself ix joint kg lead legal life limited
    living llc lllp llp lp ltd ltda luxembourg manage management manager managing market markets
    master member members mgmt minor nevada new nominee north number nv officer officers
    offshore on operating operations opportunities opportunity owner pacific partner partners
    partnership pension person persons plan plc poa portfolio power president principal private
    pte public real reporting representative resources responsibility revocable road sa san sarl
    savings sca science sciences scsp se secretary senior series services settlor shareholder
    signatory signature signed signer sole son south spa spac special sponsor spouse stock
    strategic street svp tax technologies technology texas therapeutics treasurer trust trustee
    trustees trusts ubo uk undersigned us usa venture ventures vi vice vii viii vp west with x
    xi xii york
"""
# A part with one of these is a company, an office or a remark and no person.
_NOT_A_PERSON = frozenset(_OTHERS.split())


class NameWords(NamedTuple):
    """How many distinct people bear each word, and how their names are built."""

    people: int
    given: Counter[str]
    middle: Counter[str]  # whole words
    initials: Counter[str]
    surname: Counter[str]  # with its particles: "van der berg"
    shapes: Counter[str]  # "" no middle name, "i" an initial, "w" a word, "ii", "iw" …


class Signed(NamedTuple):
    """A name as signed, in lower case."""

    given: str
    middle: tuple[str, ...]
    surname: str


def signatures_file() -> Path:
    """The real signatures beside the project; without them there is nothing to measure with."""
    return _beside(SIGNATURES)


def submissions_file() -> Path:
    """The real submissions beside the project."""
    return _beside(SUBMISSIONS)


def _beside(name: Path) -> Path:
    path = Path(__file__).parents[3] / "shared" / "filings" / name
    if not path.is_file():
        sys.exit(
            f"The words of the generated names come from ../shared/filings/{name.as_posix()},"
            " which is not there: this benchmark cannot run."
        )
    return path


def column(path: Path, name: str) -> Iterator[str]:
    """One column of a table of the data set."""
    with path.open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened, delimiter="\t"):
            yield row[name] or ""


def name_words(signatures: Iterable[str]) -> NameWords:
    """Count the words of every distinct name."""
    names = {name for text in signatures for name in signed_names(text)}
    found = NameWords(len(names), Counter(), Counter(), Counter(), Counter(), Counter())
    for name in sorted(names):
        found.given[name.given] += 1
        found.surname[name.surname] += 1
        found.shapes["".join("i" if len(word) == 1 else "w" for word in name.middle)] += 1
        for word in name.middle:
            (found.initials if len(word) == 1 else found.middle)[word] += 1
    return found


def signed_names(signature: str) -> Iterator[Signed]:
    """The people named in a signature.

    >>> list(signed_names("/s/ A. Clerk, attorney-in-fact for Ellen Q. van Marlow, Jr."))
    [Signed(given='ellen', middle=('q',), surname='van marlow')]
    """
    for part in _BETWEEN.split(_QUOTED.sub(" ", signature)):
        if re.search(r"\d|@|%", part):
            continue
        words = [word.strip(".").lower().replace("’", "'") for word in _WORD.findall(part)]
        while words and words[-1] in _TITLES:
            words.pop()
        while words and words[0] in _TITLES:
            del words[0]
        name = _name_of(words)
        if name is not None:
            yield name


def _name_of(words: list[str]) -> Signed | None:
    """A name of two to four words; None for anything that is none, or says only initials."""
    if not 2 <= len(words) <= 6 or _NOT_A_PERSON.intersection(words):
        return None
    first = len(words) - 1
    while first > 1 and words[first - 1] in _PARTICLES:
        first -= 1
    given, middle, surname = words[0], tuple(words[1:first]), " ".join(words[first:])
    if len(given) < 2 or len(words[-1]) < 2 or len(middle) > 2 or given in _PARTICLES:
        return None
    if any(word in _TITLES for word in middle):
        return None
    return Signed(given, middle, surname)
