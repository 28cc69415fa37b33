"""Real people, worked out by hand from their filings: what they hold, line by line, and why.

Every number here was read from the rows and notes of the filings and added up by hand, in the
order of events, before the program was asked. A person is one test; the comments say what the
reader saw.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from builder.errors import OtherInput
from builder.filings.reader import read_filing
from builder.ledger.facts import Across, Facts, facts_of_issuer
from builder.ledger.history import Balance
from builder.ledger.keys import RowKey
from builder.ledger.positions import Position
from builder.model import Filing, Table

ABBOTT, ABBVIE, APPLE = 1800, 1551152, 320193
ADAGIO, CHEMOMAB, FACEBOOK, JOBY = 1832038, 1534248, 1326801, 1819848
MONGODB, RUMBLE, SOLARCITY, TESLA = 1441816, 1830081, 1408356, 1318605
TWENTY_THREE, YAHOO, YELP, ZYNGA = 1804591, 1011006, 1345016, 1439404


@lru_cache(maxsize=1)
def _filings(folder: Path) -> dict[int, list[Filing]]:
    """Everything that can be read, by issuer; a form that is there twice is read once.

    Bare XML knows neither its day of filing nor its number: where the same accession number is
    there with a header as well, that one is taken.
    """
    found: dict[str, Filing] = {}
    for path in sorted(folder.glob("[tx][xm][tl]/*")):
        try:
            filing = read_filing(path.read_bytes(), path.name)
        except OtherInput:
            continue
        if filing.accession not in found or filing.filed is not None:
            found[filing.accession] = filing
    by_issuer = defaultdict(list)
    for filing in found.values():
        by_issuer[filing.issuer.key].append(filing)
    return by_issuer


class Person:
    """What the program says about one insider of one issuer, put so that a test can be read."""

    def __init__(self, folder: Path, issuer: int, *owners: int) -> None:
        self.facts, self.across = _facts(folder, issuer)
        self.owners = tuple(sorted(owners))

    @property
    def lines(self) -> list[Position]:
        return [each for each in self.facts.positions if each.owners == self.owners]

    def line(self, table: Table, *words: str) -> Position:
        """The only line whose wording is this: parts of title, nature, price, expiration."""
        (found,) = (each for each in self.lines if each.table == table and _says(each, words))
        return found

    def open_lines(self, on: date | None = None) -> list[tuple[str, str, str, int]]:
        """Table, title, nature and balance of every line that is not at zero."""
        return sorted(
            (p.table, p.wording.title, p.wording.nature, int(held.at.balance))
            for held in self.facts.held(on)
            if (p := held.position).owners == self.owners and held.at.balance
        )

    def stale(self) -> list[tuple[str, int, str]]:
        """Title, balance and rule of every open line that is marked."""
        return sorted(
            (held.position.wording.title, int(held.at.balance), held.stale.rule)
            for held in self.facts.held()
            if held.position.owners == self.owners and held.stale and held.at.balance
        )

    def gaps(self) -> dict[str, tuple[int, str]]:
        """Every balance that does not follow: the row, what is missing, and the reason."""
        return {
            str(each.key): (int(each.gap), each.reason)
            for line in self.lines
            for each in line.history
            if each.verdict == "gap" and each.gap is not None
        }

    def late(self) -> dict[str, int]:
        """Days late of each filing that is."""
        found = {}
        for accession, deadlines in self.facts.deadlines.items():
            if self._is_of(accession) and (
                days := max((d.days_late for d in deadlines), default=0)
            ):
                found[accession] = days
        return found

    def states(self) -> dict[str, set[str]]:
        """How the deadlines of each filing stand."""
        return {
            accession: {deadline.state for deadline in deadlines}
            for accession, deadlines in self.facts.deadlines.items()
            if self._is_of(accession)
        }

    def _is_of(self, accession: str) -> bool:
        filing = self.facts.filings[accession]
        return tuple(sorted(owner.key for owner in filing.owners)) == self.owners


@lru_cache(maxsize=32)
def _facts(folder: Path, issuer: int) -> tuple[Facts, Across]:
    return facts_of_issuer(_filings(folder)[issuer])


def _says(position: Position, words: tuple[str, ...]) -> bool:
    said = " | ".join(position.line[:5])
    return all(word in said for word in words)


def told(line: Position) -> list[tuple[str, int]]:
    """The history of a line: day and balance, without what the final style repeats."""
    return [(_day(each), int(_number(each))) for each in line.history if each.verdict != "part"]


def _day(balance: Balance) -> str:
    return balance.as_of.isoformat() if balance.as_of else ""


def _number(balance: Balance) -> Decimal:
    assert balance.balance is not None
    return balance.balance


# Apple: units that vest, and shares that came by a plan


def test_cook_at_apple(real_filings: Path) -> None:
    """One line that a trust holds for him; everything follows, to the share."""
    cook = Person(real_filings, APPLE, 1214156)
    assert told(cook.line("I", "common stock")) == [
        ("2019-08-24", 1414849), ("2019-08-24", 1120009), ("2019-08-26", 990454),
        ("2019-08-26", 858341), ("2019-08-26", 854849), ("2019-12-27", 847969),
    ]  # fmt: skip
    assert cook.gaps() == {}
    assert cook.open_lines(date(2019, 8, 25)) == [
        ("I", "common stock", "", 1120009), ("II", "restricted stock unit", "", 1820000)
    ]  # fmt: skip
    assert cook.open_lines() == [
        ("I", "common stock", "", 847969), ("II", "restricted stock unit", "", 1820000)
    ]  # fmt: skip


def test_each_row_of_cook_counts_once(real_filings: Path) -> None:
    """A copy without its number repeats all six rows of the first form: half of them count."""
    cook = Person(real_filings, APPLE, 1214156)
    first = "0000320193-19-000090"
    pairs = [(t.row, t.of) for t in cook.facts.repeated.values() if first in {t.row[0], t.of[0]}]
    assert all(one[1:] == other[1:] and one[0] != other[0] for one, other in pairs)
    assert sorted(one[1:] for one, _ in pairs) == [*(("I", n) for n in range(1, 6)), ("II", 1)]


def test_when_cook_was_due(real_filings: Path) -> None:
    """24 August 2019 was a Saturday; the gift of December could have waited for Form 5."""
    cook = Person(real_filings, APPLE, 1214156)
    due = [(d.due, d.state) for d in cook.facts.deadlines["0000320193-19-000090"]]
    vested, sold = (date(2019, 8, 27), "on time"), (date(2019, 8, 28), "on time")
    assert due == [vested, vested, sold, sold, sold, vested]
    assert cook.states()["0000320193-20-000002"] == {"voluntary"}


def test_maestri_at_apple(real_filings: Path) -> None:
    """120 shares of the purchase plan have no row: a note names them. Five grants stay apart."""
    maestri = Person(real_filings, APPLE, 1513362)
    assert told(maestri.line("I", "common stock")) == [
        ("2019-10-07", 85507), ("2019-10-07", 65558), ("2019-10-07", 44458),
        ("2019-10-07", 27448), ("2020-04-01", 113246), ("2020-04-01", 68630),
    ]  # fmt: skip
    assert maestri.gaps() == {"0000320193-20-000038:I:1": (120, "plan")}
    units = "restricted stock unit"
    assert maestri.open_lines() == [
        ("I", "common stock", "", 68630), ("II", units, "", 28337), ("II", units, "", 42466),
        ("II", units, "", 45700), ("II", units, "", 45700),
    ]  # fmt: skip
    assert maestri.open_lines(date(2019, 10, 7)) == [
        ("I", "common stock", "", 27448), ("II", units, "", 45700), ("II", units, "", 45700)
    ]  # fmt: skip
    assert len(maestri.lines) == 6  # with the grant of 2015, of which nothing is left
    assert maestri.late() == {}


def test_kondo_at_apple(real_filings: Path) -> None:
    """Four grants of units followed over two vestings; then five years of which nothing is here."""
    kondo = Person(real_filings, APPLE, 1631982)
    assert told(kondo.line("I", "common stock")) == [
        ("2019-08-01", 8549), ("2019-10-15", 15464), ("2019-10-15", 12144),
        ("2019-10-16", 8212), ("2020-04-15", 14206), ("2020-04-15", 11861),
        ("2025-05-12", 15533),
    ]  # fmt: skip
    gaps = sorted(kondo.gaps().values())
    assert gaps == [(78, "plan"), (8158, "unexplained")]
    assert sorted(told(line) for line in kondo.lines if line.table == "II") == [
        [("2019-09-29", 9140), ("2020-04-15", 7997)],
        [("2019-10-15", 0)],
        [("2019-10-15", 4144), ("2020-04-15", 2072)],
        [("2019-10-15", 6370), ("2020-04-15", 4777)],
        [("2019-10-15", 6645), ("2020-04-15", 5537)],
    ]
    units = "restricted stock unit"
    assert kondo.stale() == [(units, n, "stale") for n in (2072, 4777, 5537, 7997)]


def test_williams_at_apple(real_filings: Path) -> None:
    """The first form came without its number: it is known by its day of signing alone."""
    williams = Person(real_filings, APPLE, 1496686)
    shares = told(williams.line("I", "common stock", "D"))
    assert shares[:5] == [
        ("2019-05-02", 151187), ("2019-05-02", 132931), ("2019-05-02", 124330),
        ("2019-05-02", 109759), ("2019-05-02", 108209),
    ]  # fmt: skip
    assert (shares[5], shares[-1]) == (("2020-04-01", 194007), ("2020-04-02", 108329))
    assert williams.gaps() == {"0000320193-20-000039:I:1": (120, "plan")}
    assert williams.open_lines(date(2019, 12, 31)) == [("I", "common stock", "", 108209)]
    units = "restricted stock unit"
    assert williams.open_lines() == [
        ("I", "common stock", "", 108329), ("I", "common stock", "trust", 13986),
        ("II", units, "", 28337), ("II", units, "", 42466),
    ]  # fmt: skip
    assert {state for states in williams.states().values() for state in states} == {
        "on time", "not testable"
    }  # fmt: skip


def test_o_brien_at_apple(real_filings: Path) -> None:
    """Sold on the next business day, down to what there was before the units vested."""
    o_brien = Person(real_filings, APPLE, 1767094)
    assert told(o_brien.line("I", "common stock")) == [
        ("2020-04-15", 50606), ("2020-04-15", 43109), ("2020-04-16", 40831),
        ("2020-04-16", 37980), ("2020-04-16", 36133), ("2020-04-16", 33972),
    ]  # fmt: skip
    units = [int(n) for line in o_brien.lines if line.table == "II" if (n := line.newest.balance)]
    assert sorted(units) == [6907, 16720, 20765, 45700, 45700]
    assert (o_brien.gaps(), o_brien.late(), o_brien.stale()) == ({}, {}, [])
    sold = [d.due for d in o_brien.facts.deadlines["0000320193-20-000045"]][2:6]
    assert sold == [date(2020, 4, 20)] * 4  # over a weekend


# AbbVie and Abbott: gifts, family, stock units, and an amendment


def test_gonzalez_at_abbvie(real_filings: Path) -> None:
    """An error of earlier forms is put right in a note: 19,191 shares fewer, without a row."""
    gonzalez = Person(real_filings, ABBVIE, 1239127)
    assert told(gonzalez.line("I", "common stock", "D")) == [
        ("2019-05-22", 368548), ("2019-08-02", 353215), ("2019-08-28", 350165),
        ("2019-12-04", 326974), ("2020-02-20", 435416), ("2020-02-20", 474525),
        ("2020-02-20", 498129), ("2020-02-20", 527236), ("2020-02-21", 523561),
        ("2020-02-28", 434842), ("2020-03-25", 377892), ("2020-04-28", 356092),
    ]  # fmt: skip
    assert gonzalez.gaps() == {"0001179110-19-012745:I:1": (-19191, "note")}
    family = [("step daughter", 450), ("step son", 450)]
    assert gonzalez.open_lines(date(2020, 1, 1)) == [
        ("I", "common stock", "", 326974), ("I", "common stock", "spouse", 6715),
        *(("I", "common stock", *each) for each in family),
    ]  # fmt: skip
    assert gonzalez.open_lines() == [
        ("I", "common stock", "", 356092), ("I", "common stock", "spouse", 17615),
        ("I", "common stock", "step daughter", 5900), ("I", "common stock", "step son", 5900),
        ("II", "option right to buy", "", 229132),
    ]  # fmt: skip
    assert gonzalez.late() == {}  # a gift of 2020 told on Form 4 eight days later is not late


def test_rapp_at_abbvie(real_filings: Path) -> None:
    """Stock units grow by dividends that no row tells; the price is in a note, then 0, then not."""
    rapp = Person(real_filings, ABBVIE, 1171780)
    assert told(rapp.line("II", "stock equivalent unit")) == [
        ("2019-06-30", 15577), ("2019-09-30", 16291), ("2020-03-31", 17530)
    ]  # fmt: skip
    assert rapp.gaps() == {
        "0001104659-19-052314:II:1": (265, "plan"),
        "0001179110-20-004520:II:1": (793, "plan"),
    }
    assert rapp.open_lines() == [
        ("I", "common stock", "", 32995), ("I", "common stock", "spouse in trust", 2875),
        ("II", "stock equivalent unit", "", 17530),
    ]  # fmt: skip
    assert rapp.late() == {}


def test_schumacher_at_abbvie(real_filings: Path) -> None:
    """Five forms in a row that add up; the purchase was made under a plan, as the remarks say."""
    schumacher = Person(real_filings, ABBVIE, 1319245)
    assert told(schumacher.line("I", "common stock")) == [
        ("2019-09-16", 164838), ("2019-11-04", 164480), ("2020-02-20", 206042),
        ("2020-02-20", 221031), ("2020-02-20", 229510), ("2020-02-20", 240646),
        ("2020-02-28", 206901), ("2020-04-02", 206491),
    ]  # fmt: skip
    assert (schumacher.gaps(), schumacher.late()) == ({}, {})
    assert int(schumacher.line("II", "option", "93.5", "2030-02-19").newest.balance or 0) == 114566
    bought = RowKey("0001179110-19-010451", "I", 1)
    assert schumacher.facts.plans[bought.accession].of(bought).state == "yes"


def test_freyman_at_abbvie(real_filings: Path) -> None:
    """The amendment adds the trusts of two sons, alike to the letter: two lines, not one."""
    freyman = Person(real_filings, ABBVIE, 1239126)
    original, amendment = "0001179110-20-005836", "0001179110-20-006518"
    assert told(freyman.line("I", "common stock", "D")) == [
        ("2020-05-08", 117342), ("2020-05-08", 119675)
    ]  # fmt: skip
    assert freyman.open_lines() == [
        ("I", "common stock", "", 119675),
        ("I", "common stock", "spouse as trustee for son", 1941),
        ("I", "common stock", "spouse as trustee for son", 1941),
        ("I", "common stock", "spouse in trust", 4000),
    ]
    gone = {key for key in freyman.facts.amended.superseded if key[0] in (original, amendment)}
    assert gone == {
        RowKey(amendment, "I", 1), RowKey(amendment, "I", 2), RowKey(original, "I", 3)
    }  # fmt: skip
    assert freyman.states()[original] == {"on time"}
    assert freyman.late() == {}


def test_alpern_at_abbvie(real_filings: Path) -> None:
    """A director of two companies: his Abbott shares are no part of it."""
    alpern = Person(real_filings, ABBVIE, 1448074)
    assert told(alpern.line("II", "stock equivalent unit")) == [
        ("2019-06-30", 6571), ("2019-09-30", 6773), ("2020-03-31", 7110)
    ]  # fmt: skip
    assert sorted(alpern.gaps().values()) == [(112, "plan"), (247, "plan")]
    assert alpern.open_lines()[0] == ("I", "common stock", "", 28440)


def test_white_at_abbott(real_filings: Path) -> None:
    """136 shares more in the retirement trust, of whose balance a note gives the day."""
    white = Person(real_filings, ABBOTT, 1239129)
    assert told(white.line("I", "common share", "D")) == [
        ("2020-02-21", 3228870), ("2020-02-28", 3182043), ("2020-06-04", 3180943)
    ]  # fmt: skip
    assert told(white.line("I", "profit sharing trust")) == [
        ("2020-02-21", 34561), ("2020-02-28", 34561), ("2020-06-04", 34697)
    ]  # fmt: skip
    assert [gap for gap, _ in white.gaps().values()] == [136]
    assert white.open_lines()[-1] == ("II", "option right to buy", "", 416956)
    assert white.late() == {}


def test_lane_at_abbott(real_filings: Path) -> None:
    """1,299 shares came between March and May of 2020, and no word of these forms says how."""
    lane = Person(real_filings, ABBOTT, 1643735)
    assert told(lane.line("I", "common share", "D")) == [
        ("2020-02-28", 69766), ("2020-02-28", 64523), ("2020-05-05", 107090),
        ("2020-05-05", 145822), ("2020-05-05", 65822),
    ]  # fmt: skip
    gaps = lane.gaps()
    assert gaps["0001179110-20-005553:I:1"] == (1299, "unexplained")
    assert gaps["0001179110-20-005553:I:4"][0] == 105
    options = [(p.line[3], int(p.newest.balance or 0)) for p in lane.lines if p.table == "II"]
    assert sorted(options) == [("38.4", 135925), ("48.9", 0), ("87.72", 126435)]
