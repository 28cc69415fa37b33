"""What the tests of the name search in a browser share: indexes with their files, and queries.

Nobody in the generated names exists. Queries are made by rules from the names that are there, with
a fixed seed: so they can be made from real names too, none of which stands in the project.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from builder.ledger.refresh import refresh
from builder.ledger.store import Ledger
from builder.search.among_entities import AmongEntities
from builder.search.asked import asked_for
from builder.search.cards import Card
from builder.search.documents import entity_document
from builder.search.engine import Shelf, write_part
from builder.search.entities import Entity
from builder.search.index import refresh_index
from builder.search.names import write_names
from builder.search.nicknames import NICKNAMES
from builder.search.parts import code_digest, shared_out
from builder.search.state import State, parts_folder, read_state, write_state

ASSETS = Path(__file__).parents[2] / "site_src" / "assets"
SAMPLE = Path(__file__).parents[2] / "content" / "sample"
RECORDED = Path(__file__).parents[1] / "search" / "queries.txt"
FIRST = 10
MANY = 20_000

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SURNAMES = (
    "Smith", "Smithson", "Smythe", "Marsh", "Marshall", "Marten", "Tarn", "Okafor", "Quill",
    "O'Brannon", "D'Arvo", "van der Holm", "Müllring", "Ångvall", "Peña-Solis", "Nguyet", "Li",
    "Wu", "Smit", "McTarn",
)  # fmt: skip
_GIVEN = (
    "Richard", "Robert", "William", "Elizabeth", "James", "Jon", "Jonathan", "Margaret", "José",
    "Zoë", "Ann", "Anna", "Anne-Marie", "Thomas", "Katherine", "Al", "Charles", "Smith",
)  # fmt: skip
_SUFFIXES = ("", "", "", "", "", " Jr", " III", " MD", " /CO/", " /DE/", " JR /ADV/")
_FUNDS = ("Capital Partners LP", "Family Trust", "Holdings Inc", "Growth Fund II L.P.", "Group Ltd")
_FOREIGN = ("山田太郎", "王小明", "Иванов Пётр", "Παππάς Νίκος", "김철수", "ﬁscher Ⅳ", "İnan Işık")
_BEGINNINGS = ("Ba", "Co", "Du", "Fe", "Gra", "Ho", "Ke", "Lo", "Mar", "No", "Per", "Ro", "Sta")
_MIDDLES = ("l", "nn", "rt", "s", "v", "m", "ck", "")
_ENDS = ("a", "er", "in", "ow", "sen", "ton", "wick", "y")


Rule = Callable[[Card, random.Random], str]


@dataclass(frozen=True)
class Place:
    """An index, and the site (scripts and files of names) that goes with it."""

    index: Path
    site: Path

    def cards(self) -> list[Card]:
        """Everybody in it, in an order that is always the same."""
        with shelf_of(self.index) as shelf:
            return sorted(map(Card, shelf.all_kept()), key=lambda card: card.text)


def place_of_filings(filings: Path, folder: Path) -> Place:
    """Index and site of a folder of filings."""
    folder.mkdir(parents=True, exist_ok=True)
    with Ledger(folder / "ledger.db") as ledger:
        refresh(ledger, filings)
        refresh_index(ledger, folder / "index")
    return _with_site(folder)


def place_of_entities(entities: Sequence[Entity], folder: Path) -> Place:
    """Index and site of issuers and insiders, without a ledger."""
    index = folder / "index"
    place = parts_folder(index)
    place.mkdir(parents=True, exist_ok=True)
    parts = [f"part{number}" for number, _ in enumerate(shared_out(entities))]
    for part, held in zip(parts, shared_out(entities), strict=True):
        shutil.rmtree(place / part, ignore_errors=True)
        write_part(place / part, map(entity_document, held))
    write_state(index, State(f"made {code_digest()}", len(entities), tuple(parts), ()))
    return _with_site(folder)


def _with_site(folder: Path) -> Place:
    site = folder / "site"
    write_names(folder / "index", site)
    (site / "assets").mkdir(exist_ok=True)
    for script in ("names.js", "nicknames.js"):
        shutil.copy(ASSETS / script, site / "assets" / script)
    (site / "index.html").write_text("<!doctype html><title>t</title><link rel=icon href=data:,>")
    return Place(folder / "index", site)


def shelf_of(index: Path) -> Shelf:
    """The names of an index, opened."""
    state = read_state(index)
    assert state is not None
    return Shelf([parts_folder(index) / part for part in state.entities])


# Names that nobody bears.


def many(count: int = MANY, seed: int = 5) -> list[Entity]:
    """So many issuers and insiders; a few dozen words are in hundreds of names each."""
    dice = random.Random(seed)
    return [_entity(dice, number) for number in range(count)]


def _entity(dice: random.Random, number: int) -> Entity:
    is_issuer = number % 32 == 0
    name = _company(dice) if is_issuer or dice.random() < 0.1 else _person(dice)
    names = {name}
    if dice.random() < 0.04:
        names.add(_company(dice) if is_issuer else _person(dice))
    symbol = "".join(dice.choices(_LETTERS.upper(), k=dice.randint(1, 5))) if is_issuer else ""
    return Entity(
        kind="issuer" if is_issuer else "insider",
        cik=-number if number % 101 == 1 else 9_100_000_000 + number,
        name=name,
        names=tuple(sorted(names)),
        symbols=(symbol,) if symbol else (),
        detail=symbol or "Tarnfeld Motion Inc",
        beside=(),
        filed=f"20{dice.randrange(3, 27):02d}-0{dice.randint(1, 9)}-{dice.randint(10, 28)}",
        roles=() if is_issuer else (dice.choice(("director", "officer", "owner", "other")),),
    )


def _person(dice: random.Random) -> str:
    if dice.random() < 0.01:
        return dice.choice(_FOREIGN)
    surname = dice.choice(_SURNAMES) if dice.random() < 0.5 else _word(dice)
    given = dice.choice(_GIVEN) if dice.random() < 0.7 else _word(dice)
    middle = dice.choice(("", " " + dice.choice(_LETTERS).upper(), " " + dice.choice(_GIVEN)))
    name = f"{surname} {given}{middle}{dice.choice(_SUFFIXES)}"
    return name.upper() if dice.random() < 0.4 else name


def _company(dice: random.Random) -> str:
    first = dice.choice(_SURNAMES) if dice.random() < 0.4 else _word(dice)
    return f"{first} {dice.choice(('', _word(dice) + ' '))}{dice.choice(_FUNDS)}"


def _word(dice: random.Random) -> str:
    return dice.choice(_BEGINNINGS) + dice.choice(_MIDDLES) + dice.choice(_ENDS)


# Queries.


def recorded() -> list[str]:
    """The recorded queries: a JSON string a line, for blanks and controls are among them."""
    return [json.loads(line) for line in RECORDED.read_text(encoding="utf-8").splitlines()]


def queries_of(cards: Sequence[Card], count: int, seed: int = 300) -> list[str]:
    """So many queries, by each rule in turn, about names drawn by a seed."""
    dice = random.Random(seed)
    named = [card for card in cards if card.words]
    return [RULES[n % len(RULES)](dice.choice(named), dice) for n in range(count)]


def _whole(card: Card, _dice: random.Random) -> str:
    return card.name


def _core(card: Card, _dice: random.Random) -> str:
    return " ".join(card.cores[0])


def _other_name(card: Card, dice: random.Random) -> str:
    return dice.choice(card.names)


def _reordered(card: Card, dice: random.Random) -> str:
    return " ".join(dice.sample(card.plain[0], len(card.plain[0])))


def _beginnings(card: Card, dice: random.Random) -> str:
    words = dice.sample(card.words, min(len(card.words), dice.randint(1, 3)))
    return " ".join(word[: dice.randint(1, 4)] for word in words)


def _word_of(card: Card, dice: random.Random) -> str:
    return dice.choice(card.words)


def _begun(card: Card, dice: random.Random) -> str:
    word = dice.choice(card.words)
    return word[: dice.randint(1, len(word))]


def _one_or_two_letters(card: Card, dice: random.Random) -> str:
    return dice.choice(card.words)[: dice.randint(1, 2)]


def _two_words(card: Card, dice: random.Random) -> str:
    return " ".join(dice.sample(card.words, min(2, len(card.words))))


def _number(card: Card, dice: random.Random) -> str:
    said = str(abs(card.number))
    return dice.choice((said, said.zfill(10), f"CIK {said}", said[:-1]))


def _ticker(card: Card, dice: random.Random) -> str:
    said = dice.choice(card.tickers or card.words)
    return dice.choice((said.upper(), f"NASDAQ: {said}", f"ticker {said}", said.lower()))


def _nickname(card: Card, dice: random.Random) -> str:
    words = [dice.choice(NICKNAMES.get(word, (word,))) for word in card.plain[0]]
    return " ".join(words if dice.random() < 0.5 else words[:2])


def _initials(card: Card, dice: random.Random) -> str:
    words = list(card.cores[0])
    kept = dice.randrange(len(words)) if words else 0
    return " ".join(word if at == kept else word[:1] for at, word in enumerate(words))


def _marked(card: Card, dice: random.Random) -> str:
    return card.name + dice.choice((" JR", " /DE/", ", Inc.", " III /ADV", " \\CO\\", " L.P."))


def _typo(change: Callable[[str, int, str], str]) -> Rule:
    def made(card: Card, dice: random.Random) -> str:
        words = list(card.plain[0] or card.words)
        number = max(range(len(words)), key=lambda at: (len(words[at]), dice.random()))
        if dice.random() < 0.4:
            number = dice.randrange(len(words))
        words[number] = change(
            words[number], dice.randrange(len(words[number])), dice.choice(_LETTERS)
        )
        return " ".join(words if dice.random() < 0.7 else words[number : number + 1])

    return made


RULES: Sequence[Rule] = (
    _whole,
    _core,
    _other_name,
    _reordered,
    _beginnings,
    _word_of,
    _begun,
    _one_or_two_letters,
    _two_words,
    _number,
    _ticker,
    _nickname,
    _initials,
    _marked,
    _typo(lambda word, at, letter: word[:at] + letter + word[at:]),
    _typo(lambda word, at, _: word[:at] + word[at + 1 :]),
    _typo(lambda word, at, letter: word[:at] + letter + word[at + 1 :]),
    _typo(lambda word, at, _: word[:at] + word[at : at + 2][::-1] + word[at + 2 :]),
)


# Both answers.

Answer = list[list[Any]]  # of each of the first: address, name, tier

_FIND = """
async ([base, queries, limit, all]) => {
  const { Names } = await import(base + "assets/names.js");
  const names = new Names(base);
  const answers = [];
  for (const query of queries) {
    const { hits } = await names.find(query, { limit, all });
    answers.push(hits.map(({ url, name, tier }) => [url, name, tier]));
  }
  return answers;
}
"""


def in_browser(page: Page, base: str, queries: Sequence[str], *, every: bool) -> list[Answer]:
    """What the site's script answers to each query."""
    page.goto(base)
    found: list[Answer] = page.evaluate(_FIND, [base, list(queries), FIRST, every])
    return found


def in_index(place: Place, queries: Iterable[str], *, every: bool) -> list[Answer]:
    """What the index answers to each query."""
    with shelf_of(place.index) as shelf:
        return [_answer(shelf, query, every=every) for query in queries]


def _answer(shelf: Shelf, query: str, *, every: bool) -> Answer:
    hits = AmongEntities(shelf).named(asked_for(query, None), FIRST, every=every)
    return [[hit.url, hit.title, round((900 - hit.score) / 50)] for hit in hits]


def differing(
    page: Page, base: str, place: Place, queries: Sequence[str], *, every: bool = False
) -> list[tuple[str, Answer, Answer]]:
    """The queries that are not answered alike, with both answers: the index's, the browser's.

    ``every``: all matches are asked for.
    """
    ours = in_index(place, queries, every=every)
    theirs = in_browser(page, base, queries, every=every)
    both = zip(queries, ours, theirs, strict=True)
    return [(query, our, their) for query, our, their in both if our != their]
