"""Generated issuers and insiders by the hundred thousand, named as in real filings.

Each word of a person's name is drawn as often as real signatures bear it; an issuer's name
is the beginning of a real one with the end of another. The same seed gives the same list,
and nobody in it exists. How names are written (case, middle names, suffixes, marks) follows
EDGAR's conformed names as counted in real filings.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import Generic, NamedTuple, TypeVar

from builder.names.display_names import display
from builder.search.entities import Entity
from tests.bench.signatures import (
    NameWords,
    column,
    name_words,
    signatures_file,
    submissions_file,
)

COUNT = 320_000  # issuers and insiders together
SEED = 16
ISSUERS = 1 / 32  # of all
FUNDS = 0.12  # of insiders: companies, funds and trusts
INITIAL, MIDDLE_WORD = 0.5, 0.1  # of people: conformed names state more than signatures do
SUFFIX = 0.035
MARK = 0.01  # "SMITH RICHARD D /CO/"
FORMER = 0.02  # filed under another surname before
UPPER = 0.45  # conformed names of all capitals
FULL_STOP = 0.1  # "Smith Richard D."
NEWEST, DAYS = date(2026, 9, 30), 8_500  # days of filings, the recent ones more often

_SUFFIXES = ("JR", "JR", "JR", "JR.", "III", "III", "II", "IV", "SR")
_MARKS = ("/DE/", "/CO/", "/NY/", "/CA/", "/TX/", "/FI", "/ADV")
_FUND_WORDS = (
    "Capital Partners", "Capital Management", "Venture Partners", "Opportunity Fund", "Equity",
    "Growth Fund", "Holdings", "Investments", "Master Fund", "Healthcare Fund", "Advisors",
    "Asset Management", "Associates", "Global Investors", "Strategic Partners",
)  # fmt: skip
_NUMBERS = ("", "", "", "II", "III", "IV", "V", "VI", "2018", "2021")
_FORMS = ("LP", "L.P.", "LLC", "LLC", "Ltd", "Inc", "GP LLC", "GP LP")
_TRUSTS = (
    "Family Trust", "Revocable Trust", "Living Trust", "Irrevocable Trust", "2012 Family Trust",
    "Grantor Retained Annuity Trust", "Family Foundation", "GST Exempt Trust",
)  # fmt: skip
_ROLES = (
    (("director",), 42), (("officer",), 36), (("director", "officer"), 9), (("owner",), 6),
    (("director", "owner"), 4), (("director", "officer", "owner"), 2), (("other",), 1),
)  # fmt: skip
_FUND_ROLES = ((("owner",), 85), (("director", "owner"), 10), (("other",), 5))

T = TypeVar("T")


class Person(NamedTuple):
    """The parts of a person's name, in lower case."""

    surname: str
    given: str
    middle: str
    suffix: str


class Made(NamedTuple):
    """An entity, its newest conformed name, and the parts of that if it is a person's."""

    entity: Entity
    conformed: str
    person: Person | None


class Issuer(NamedTuple):
    """What an insider needs to know of an issuer."""

    name: str
    symbol: str


class _Drawn(Generic[T]):
    """Draws things as often as they count."""

    def __init__(self, counted: Sequence[tuple[T, int]]) -> None:
        self._things = [thing for thing, _ in counted]
        self._sums = list(accumulate(times for _, times in counted))

    def one(self, dice: random.Random) -> T:
        return dice.choices(self._things, cum_weights=self._sums)[0]


class _Words:
    def __init__(self, words: NameWords) -> None:
        self.given = _drawn(words.given)
        self.middle = _drawn(words.middle + words.given)
        self.initials = _drawn(words.initials)
        self.surname = _drawn(words.surname)


def made(count: int = COUNT, seed: int = SEED) -> list[Made]:
    """So many issuers and insiders, the issuers first."""
    dice = random.Random(seed)
    words = _Words(name_words(column(signatures_file(), "OWNERSIGNATURENAME")))
    ciks = iter(dice.sample(range(700_000, 2_060_000), count))
    companies = list(_issuers(dice, max(1, int(count * ISSUERS))))
    found = [
        Made(_issuer(company, cik, _day(dice)), company.name, None)
        for company, cik in zip(companies, ciks, strict=False)
    ]
    found += [_insider(dice, words, dice.choice(companies), cik) for cik in ciks]
    return found


def _issuer(company: Issuer, cik: int, filed: str) -> Entity:
    return Entity(
        kind="issuer",
        cik=cik,
        name=display(company.name, kind="entity"),
        names=(company.name,),
        symbols=(company.symbol,),
        detail=company.symbol,
        beside=(),
        filed=filed,
    )


def _insider(dice: random.Random, words: _Words, company: Issuer, cik: int) -> Made:
    is_fund = dice.random() < FUNDS
    person = None if is_fund else _person(dice, words)
    conformed = _written(dice, _fund(dice, words) if person is None else " ".join(_parts(person)))
    names = {conformed}
    if person is not None and dice.random() < FORMER:
        former = person._replace(surname=words.surname.one(dice))
        names.add(_written(dice, " ".join(_parts(former))))
    roles = (_FUND_ROLE if is_fund else _ROLE).one(dice)
    entity = Entity(
        kind="insider",
        cik=cik,
        name=display(conformed, kind="person" if person else "entity"),
        names=tuple(sorted(names)),
        symbols=(),
        detail=company.name,
        beside=tuple(sorted((company.name, company.symbol, *roles))),
        filed=_day(dice),
        roles=roles,
    )
    return Made(entity, conformed, person)


def _person(dice: random.Random, words: _Words) -> Person:
    shape = dice.random()
    middle = ""
    if shape < INITIAL:
        middle = words.initials.one(dice)
    elif shape < INITIAL + MIDDLE_WORD:
        middle = words.middle.one(dice)
    suffix = dice.choice(_SUFFIXES).lower() if dice.random() < SUFFIX else ""
    return Person(words.surname.one(dice), words.given.one(dice), middle, suffix)


def _parts(person: Person) -> list[str]:
    return [part for part in person if part]


def _fund(dice: random.Random, words: _Words) -> str:
    surname = words.surname.one(dice)
    if dice.random() < 0.35:
        return f"{words.given.one(dice)} {surname} {dice.choice(_TRUSTS)}"
    parts = (surname, dice.choice(_FUND_WORDS), dice.choice(_NUMBERS), dice.choice(_FORMS))
    return " ".join(part for part in parts if part)


def _written(dice: random.Random, name: str) -> str:
    """A name as EDGAR holds it: in capitals, or with capital letters; sometimes with a mark."""
    if dice.random() < UPPER:
        text = name.upper()
    else:
        text = " ".join(_capitalised(word) for word in name.split())
        if len(text.rsplit(" ", 1)[-1]) == 1 and dice.random() < FULL_STOP:
            text += "."
    return f"{text} {dice.choice(_MARKS)}" if dice.random() < MARK else text


def _capitalised(word: str) -> str:
    if word in {"ii", "iii", "iv"}:
        return word.upper()
    return word.title() if word.islower() else word


def _day(dice: random.Random) -> str:
    return (NEWEST - timedelta(days=int(DAYS * dice.random() ** 2))).isoformat()


def _issuers(dice: random.Random, count: int) -> Iterator[Issuer]:
    """Names of companies and their symbols, each once."""
    real = sorted({name.strip() for name in column(submissions_file(), "ISSUERNAME")})
    split = [name.split() for name in real if len(name.split()) > 1]
    names = {*real}  # so that none that is made is a real one
    symbols: set[str] = set()
    while len(symbols) < count:
        head, tail = dice.choice(split), dice.choice(split)
        cut = len(head) // 2
        name = " ".join((*head[:cut], *tail[max(1, len(tail) // 2) :]))
        symbol = _symbol(dice, name)
        if name in names or symbol in symbols:
            continue
        names.add(name)
        symbols.add(symbol)
        yield Issuer(name, symbol)


def _symbol(dice: random.Random, name: str) -> str:
    """Letters of a name in their order, as most symbols are: three or four, a few five."""
    letters = [letter for letter in name.upper() if "A" <= letter <= "Z"]
    length = min(len(letters), dice.choice((3, 3, 4, 4, 4, 4, 5)))
    return "".join(letters[at] for at in sorted(dice.sample(range(len(letters)), length)))


def _drawn(counted: Counter[str]) -> _Drawn[str]:
    return _Drawn(sorted(counted.items()))


_ROLE = _Drawn(_ROLES)
_FUND_ROLE = _Drawn(_FUND_ROLES)


def main() -> None:
    """Print a few, and how long it took to make them all."""
    start = time.perf_counter()
    found = made(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
    print(f"{len(found):,} names in {time.perf_counter() - start:.1f} s")
    surnames = Counter(one.person.surname for one in found if one.person)
    print(f"{len(surnames):,} surnames; the commonest: {surnames.most_common(8)}")
    for one in (*found[:5], *random.Random(1).sample(found, 25)):
        shown = f"{one.entity.name}: {', '.join(one.entity.roles)} {one.entity.detail}"
        print(f"  {one.conformed:40} {shown}, {one.entity.filed}")


if __name__ == "__main__":
    main()
