"""The insiders of a market: who they are, what they hold and how they use to report.

Every insider follows from the seed and his number alone, so that any issuer can borrow a
director from any other without making the other's whole cast.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from builder.sample.cast import Actor, care_of, home_address, insider_cik
from builder.sample.dice import Dice, Odds
from builder.sample.document import Party
from builder.sample.market_figures import (
    FILINGS_PER_INSIDER,
    FORMS,
    HOLDINGS,
    OWNERS,
    ROLES,
    WITH_DERIVATIVES_HELD,
    WITH_HOLDINGS,
)
from builder.sample.market_issuers import FIRST_DAY
from builder.sample.market_names import market_person
from builder.sample.names import fund_stem

if TYPE_CHECKING:
    from builder.sample.issuers import Issuer
    from builder.sample.market_issuers import MarketPlan
    from builder.sample.positions import Pile

_ROLES = Odds(ROLES)
_ACTIVITY = Odds(FILINGS_PER_INSIDER)
_HOLDINGS = Odds(HOLDINGS)
_GROUP_SIZES = Odds(OWNERS[1:])
# In thousandths of all filings: made by several owners together; a new insider's first.
_JOINT = 1000 * sum(count for _, count in OWNERS[1:]) // sum(count for _, count in OWNERS)
_FIRST = 1000 * dict(FORMS)["3"] // sum(count for _, count in FORMS)
_GUESTS = 30  # in a hundred issuers: a director who sits on another board

_TITLES = Odds(
    (
        ("Chief Executive Officer", 90), ("President and CEO", 50), ("CEO", 40),
        ("Chief Financial Officer", 95), ("EVP & CFO", 30), ("Chief Operating Officer", 45),
        ("President", 20), ("General Counsel", 30), ("EVP, General Counsel & Sec.", 30),
        ("Executive Vice President", 70), ("Senior Vice President", 60), ("Vice President", 20),
        ("SVP & Chief Acctg. Officer", 25), ("Chief Accounting Officer", 40),
        ("Chief Legal Officer", 30), ("Chief Medical Officer", 20),
        ("Chief Technology Officer", 25), ("Chief People Officer", 20), ("See Remarks", 15),
        ("Chief Commercial Officer", 15), ("Principal Accounting Officer", 15),
        ("VP, Controller", 15), ("Chief Strategy Officer", 12), ("Executive Chairman", 12),
    )
)  # fmt: skip


@dataclass(slots=True)
class Member(Actor):
    """An insider of a market at one issuer, with his habits."""

    number: int = 0
    share: int = 1  # how many filings are his, as against the others' at the issuer
    sides: int = 0  # holdings beside the direct one that he restates
    lists: bool = False  # shows the derivatives that did not move as well
    guest: bool = False
    units: list[Pile] = field(default_factory=list)  # grants that still vest
    fresh: list[Pile] = field(default_factory=list)  # granted within the year: not yet due
    joins: bool = False  # his first report is a Form 3 within the year


def person(plan: MarketPlan, number: int) -> tuple[Party, str]:
    """An insider by his number, without an address, and what kind of insider he is."""
    dice = Dice(plan.seed, "person", number)
    role = _ROLES.draw(dice)
    name = market_person(dice)
    officer = "O" in role
    title = _TITLES.draw(dice) if officer else ""
    party = Party(
        insider_cik(number),
        name,
        home_address(dice),
        director="D" in role,
        officer=officer,
        ten_percent="T" in role,
        other=role == "X",
        title=title,
        other_text=dice.pick(("Former Director", "Former 10% Owner", "Advisor"))
        if role == "X"
        else "",
    )
    return party, _kind(role, title)


def _kind(role: str, title: str) -> str:
    if "O" in role:
        return "chief" if "CEO" in title or "Executive Officer" in title else "officer"
    if "D" in role:
        return "director"
    return "holder" if role == "T" else "former"


def market_cast(plan: MarketPlan, issuer: Issuer, index: int) -> list[Member]:
    """Everyone who files on an issuer."""
    dice = Dice(plan.seed, "cast", "market", index)
    first, heads = plan.first_insider[index], plan.insiders(index)
    joint = min(_group_size(dice, plan.filings[index]), heads - 1)
    alone = first + heads - joint
    members = [
        _member(plan, issuer, dice, number)
        for number in range(first, first + heads - max(joint, 0))
    ]
    if joint > 1:
        members.append(_group(dice, range(alone, first + heads)))
    elif joint == 1:
        members.append(_member(plan, issuer, dice, alone))
    guest = _guest(plan, issuer, dice, index)
    if guest:
        members.append(guest)
    attorney = market_person(dice)
    for member in members:
        member.attorney = attorney
    return members


def _group_size(dice: Dice, filings: int) -> int:
    """Owners of the group among an issuer's insiders; most small issuers have none."""
    return _GROUP_SIZES.draw(dice) if dice.below(1000) < _JOINT * 9 and filings > 4 else 0


def _member(plan: MarketPlan, issuer: Issuer, dice: Dice, number: int) -> Member:
    party, kind = person(plan, number)
    if dice.chance(55):
        party = _at(party, issuer)
    member = Member(kind, [party], FIRST_DAY, None, incumbent=True, number=number)
    member.share = _ACTIVITY.draw(dice)
    member.sides = _HOLDINGS.draw(dice) if dice.below(1000) < WITH_HOLDINGS else 0
    member.lists = dice.below(1000) < WITH_DERIVATIVES_HELD * 4 // 3  # new ones hold none
    member.self_files = dice.chance(5)
    return member


def _at(party: Party, issuer: Issuer) -> Party:
    """Somebody who gets his post at the issuer."""
    return Party(
        party.cik, party.name, care_of(issuer), director=party.director, officer=party.officer,
        ten_percent=party.ten_percent, other=party.other, title=party.title,
        other_text=party.other_text,
    )  # fmt: skip


_ENTITIES = (
    "{} Partners {}, L.P.", "{} GP {}, L.L.C.", "{} Management Company, LLC",
    "{} Parallel Fund {}-A, L.P.", "{} Offshore Fund {}, Ltd.", "{} Co-Investment Partners, L.P.",
    "{} Annex Fund {}, L.P.", "{} Holdings LLC",
)  # fmt: skip


def _group(dice: Dice, numbers: range) -> Member:
    """A fund, who manages it, and often a person behind it."""
    stem, place = fund_stem(dice), home_address(dice)
    series = dice.pick(("I", "II", "III", "IV", "V", "VI"))
    parties = []
    for at, number in enumerate(numbers):
        is_person = at > 0 and dice.chance(35)
        pattern = _ENTITIES[at % len(_ENTITIES)]
        name = market_person(dice) if is_person else pattern.format(stem, series)
        parties.append(
            Party(
                insider_cik(number), name, place, ten_percent=True,
                director=is_person and dice.chance(40), is_entity=not is_person,
            )
        )  # fmt: skip
    member = Member("fund", parties, FIRST_DAY, None, incumbent=True, number=numbers[0])
    member.share = 1 + _ACTIVITY.draw(dice)
    return member


def _guest(plan: MarketPlan, issuer: Issuer, dice: Dice, index: int) -> Member | None:
    """A director whom the issuer shares with another one."""
    small = plan.filings[index] < 6 or plan.filings[index] <= plan.insiders(index)
    if small or not dice.chance(_GUESTS):
        return None  # or there would be no form for somebody
    for _ in range(4):
        other = dice.below(plan.issuers)
        number = plan.first_insider[other]  # the first of a cast is a person, in no group
        _, kind = person(plan, number)
        if kind == "director" and other != index:
            guest = _member(plan, issuer, dice, number)
            guest.self_files, guest.guest = False, True
            return guest
    return None
