"""The issuers of the sample: who they are and what is peculiar to each.

The first eight have a part to play (a listing, a split, a take-over, a foreign company
under the rule of 2026 …); issuers beyond them repeat the quieter parts. Everything is
drawn from a stream named after the issuer's number, so any one can be made alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from builder.sample.days import trading_day, trading_days, trading_index
from builder.sample.dice import Dice
from builder.sample.document import Address
from builder.sample.names import company_stem, own_stem, street, town
from builder.sample.prices import PriceWalk

if TYPE_CHECKING:
    from collections.abc import Sequence

OPENING = date(2021, 1, 4)
CLOSING = date(2026, 9, 18)  # the last day on which a trade of the sample can begin
FOREIGN_RULE = date(2026, 3, 18)  # insiders of foreign private issuers file from here on

_ISSUER_CIKS = 9_100_000_000
_AGENT_CIKS = 9_900_000_000
FEATURED = 8  # issuers with a part of their own
_PRICED = (date(2020, 12, 1), date(2026, 10, 30))


@dataclass(frozen=True, slots=True)
class Part:
    """What kind of company an issuer is."""

    name: str
    weight: int  # its share of the filings, in per cent of one hundred
    insiders: int  # its share of the insiders, in sixtieths
    nouns: tuple[str, ...]
    suffix: str
    sic: str
    sic_text: str
    office: str
    incorporated: str
    opening_price: tuple[int, int]
    fiscal_year_end: str = "1231"
    share: str = "Common Stock"
    group: int = 0  # owners of the fund group among its insiders


PARTS: tuple[Part, ...] = (
    Part(
        "industrial",
        18,
        7,
        ("Motion", "Controls", "Forge"),
        "INC",
        "3590",
        "MISC INDUSTRIAL & COMMERCIAL MACHINERY & EQUIPMENT",
        "06 Technology",
        "DE",
        (38, 74),
    ),
    Part(
        "technology",
        16,
        19,
        ("Systems", "Networks", "Cloud"),
        ", Inc.",
        "7372",
        "SERVICES-PREPACKAGED SOFTWARE",
        "06 Technology",
        "DE",
        (24, 60),
        "0131",
        "Class A Common Stock",
        12,
    ),
    Part(
        "biotech",
        15,
        9,
        ("Therapeutics", "Biosciences", "Genomics"),
        ", Inc.",
        "2834",
        "PHARMACEUTICAL PREPARATIONS",
        "03 Life Sciences",
        "DE",
        (8, 30),
        "1231",
        "Common Stock",
        4,
    ),
    Part(
        "bank",
        12,
        6,
        ("Bancorp", "Bancshares", "Savings Financial"),
        "INC /PA/",
        "6022",
        "STATE COMMERCIAL BANKS",
        "02 Finance",
        "PA",
        (22, 48),
    ),
    Part(
        "retail",
        13,
        6,
        ("Stores", "Outfitters", "Home Goods"),
        "CORP",
        "5651",
        "RETAIL-FAMILY CLOTHING STORES",
        "07 Trade & Services",
        "OH",
        (90, 180),
        "0131",
    ),
    Part(
        "foreign",
        6,
        5,
        ("Semiconductor", "Microelectronics", "Photonics"),
        "Ltd",
        "3674",
        "SEMICONDUCTORS & RELATED DEVICES",
        "Office of Manufacturing",
        "F5",
        (16, 40),
        "1231",
        "Ordinary Shares",
    ),
    Part(
        "energy",
        11,
        5,
        ("Midstream Partners", "Pipeline Partners", "Royalty Partners"),
        "LP",
        "4922",
        "NATURAL GAS TRANSMISSION",
        "01 Energy & Transportation",
        "DE",
        (14, 36),
        "1231",
        "Common Units",
        2,
    ),
    Part(
        "acquired",
        9,
        3,
        ("Diagnostics", "Instruments", "Imaging"),
        "Corp",
        "3826",
        "LABORATORY ANALYTICAL INSTRUMENTS",
        "08 Industrial Applications",
        "NV",
        (18, 52),
    ),
)

# Issuers beyond the featured ones draw their part: no more listings or take-overs by plan.
_QUIET_PARTS = ((0, 30), (1, 20), (2, 18), (3, 14), (4, 12), (6, 6))


@dataclass(frozen=True, slots=True)
class Issuer:
    """One fictional company."""

    index: int
    part: Part
    cik: int
    names: tuple[tuple[date, str], ...]  # (since, name), oldest first
    tickers: tuple[tuple[date, str], ...]
    foreign_symbol: str
    sic: str
    sic_text: str
    office: str
    irs: str
    incorporated: str
    fiscal_year_end: str
    file_number: str
    address: Address
    phone: str
    agent: int
    agent_slot: int  # its place among the issuers of that agent
    agent_slots: int  # how many issuers the agent files for
    style: int
    first_day: date  # of its life with insiders who file
    last_day: date
    listed: date | None  # went public within the sample
    split: tuple[date, int] | None
    walk: PriceWalk

    @property
    def featured(self) -> bool:
        """Whether it has a part of its own."""
        return self.index < FEATURED

    def name_on(self, day: date) -> str:
        """The conformed name on a day."""
        return _latest(self.names, day)

    def ticker_on(self, day: date) -> str:
        """The symbol on a day."""
        return _latest(self.tickers, day)

    def meeting_day(self, year: int) -> date:
        """The day of the annual meeting, when directors are paid."""
        month = 5 if self.fiscal_year_end == "1231" else 6
        return trading_day(date(year, month, 3 + self.index * 5 % 22))

    def grant_day(self, year: int) -> date:
        """The day in spring on which officers are granted awards."""
        return trading_day(date(year, 3, 1 + self.index * 3 % 20))

    def vesting_day(self, year: int) -> date:
        """The day on which restricted stock units vest."""
        month = 2 if self.fiscal_year_end == "1231" else 9
        return trading_day(date(year, month, 10 + self.index % 11))

    def year_end(self, day: date) -> date:
        """The end of the fiscal year in which a day falls."""
        month, last = int(self.fiscal_year_end[:2]), int(self.fiscal_year_end[2:])
        end = date(day.year, month, last)
        return end if end >= day else date(day.year + 1, month, last)


def _latest(history: Sequence[tuple[date, str]], day: date) -> str:
    found = history[0][1]
    for since, value in history:
        if since <= day:
            found = value
    return found


def part_of(seed: int, index: int) -> Part:
    """The part that an issuer plays."""
    if index < FEATURED:
        return PARTS[index]
    return PARTS[Dice(seed, "part", index).weighted(_QUIET_PARTS)]


def _symbol(stem: str, noun: str) -> str:
    letters = [stem[0].upper()]
    letters += [letter.upper() for letter in stem[1:] if letter not in "aeiou"][:2]
    return ("".join(letters) + noun[0])[:4]


def _full_name(stem: str, noun: str, part: Part) -> str:
    suffix = part.suffix
    name = f"{stem} {noun}{suffix}" if suffix[0] == "," else f"{stem} {noun} {suffix}"
    return name.upper() if suffix.isupper() and suffix != "LP" else name


def _names(dice: Dice, index: int, part: Part, stem: str, noun: str) -> list[tuple[date, str]]:
    name = _full_name(stem, noun, part)
    if index == 4:  # renamed within the sample, as retailers are
        old = _full_name(company_stem(dice), part.nouns[-1], part)
        return [(date(1993, 6, 1), old), (date(2022, 11, 1), name)]
    if index == 0:
        older = _full_name(company_stem(dice), "Works", part)
        return [
            (date(1971, 5, 3), f"{stem.upper()} GEAR & BEARING CO"),
            (date(1988, 4, 11), older),
            (date(2002, 7, 1), name),
        ]
    if dice.chance(25):
        old = _full_name(company_stem(dice), dice.pick(part.nouns), part)
        return [(date(1990, 1, 2), old), (date(2009, 1, 2 + dice.below(25)), name)]
    return [(date(1990, 1, 2), name)]


def _tickers(dice: Dice, index: int, stem: str, noun: str) -> list[tuple[date, str]]:
    symbol = _symbol(stem, noun)
    if index == 1:
        return [(date(2000, 1, 1), symbol), (date(2023, 9, 5), f"{symbol[0]}{noun[:2].upper()}")]
    if index == 4:  # the new name brought a new symbol
        return [
            (date(2000, 1, 1), f"{chr(65 + dice.below(26))}{symbol[1:3]}"),
            (date(2022, 11, 1), symbol),
        ]
    if index == 5:
        return [(date(2000, 1, 1), f"{symbol[:4]}Y")]
    return [(date(2000, 1, 1), symbol)]


def _address(dice: Dice, index: int) -> Address:
    if index == 5:
        return Address(
            "16F, No. 88, Yinhe 3rd Road", "", "Xinmeng City", "F5", "00316", "Taiwan", foreign=True
        )
    city, state = town(dice)
    return Address(street(dice), "", city, state, f"00{dice.between(100, 999)}")


def _span(index: int) -> tuple[date, date, date | None]:
    """First and last day of an issuer's filings, and its listing if that falls within."""
    if index == 1:
        listed = trading_day(date(2021, 6, 16))
        return listed, CLOSING, listed
    if index == 5:
        return FOREIGN_RULE, CLOSING, FOREIGN_RULE
    if index == 7:
        return OPENING, date(2024, 10, 4), None
    return OPENING, CLOSING, None


def make_issuer(seed: int, index: int, issuers: int, priced: tuple[date, date] = _PRICED) -> Issuer:
    """One of ``issuers`` companies; which one does not depend on the others.

    Its shares have a price between the two days.
    """
    dice = Dice(seed, "issuer", index)
    part = part_of(seed, index)
    stem, noun = own_stem(seed, index), dice.pick(part.nouns)
    first, last, listed = _span(index)
    split: tuple[date, int] | None = None
    if index == 4:
        split = (trading_day(date(2024, 6, 10)), 3)
    elif index >= FEATURED and dice.chance(6):
        split = (trading_days()[trading_index(OPENING) + dice.between(200, 1200)], 2)
    agents = max(4, -(-issuers // 40))
    address = _address(dice, index)
    opening = dice.between(*part.opening_price)
    foreign = f"{dice.between(2001, 9899)}.TW" if index == 5 else ""
    return Issuer(
        index=index,
        part=part,
        cik=_ISSUER_CIKS + 16 + index * 1_013,
        names=tuple(_names(dice, index, part, stem, noun)),
        tickers=tuple(_tickers(dice, index, stem, noun)),
        foreign_symbol=foreign,
        sic=part.sic,
        sic_text=part.sic_text,
        office=part.office,
        irs=f"99{dice.between(0, 9_999_999):07d}",
        incorporated=part.incorporated,
        fiscal_year_end=part.fiscal_year_end,
        file_number=f"001-9{dice.between(0, 9999):04d}",
        address=address,
        phone=f"{dice.between(200, 989)}-555-01{dice.below(100):02d}",
        agent=_AGENT_CIKS + 16 + index % agents * 101,
        agent_slot=index // agents,
        agent_slots=-(-issuers // agents),
        style=index % agents % 6 if index >= FEATURED else (0, 3, 1, 2, 0, 1, 5, 4)[index],
        first_day=first,
        last_day=last,
        listed=listed,
        split=split,
        walk=PriceWalk(Dice(seed, "price", index), *priced, opening, split),
    )
