"""Who is an insider of which issuer.

Each issuer has insiders of its own, numbered without gaps over the whole sample, and
often borrows a director from the issuer before it: people sit on several boards. The cast
of one issuer follows from the seed and its number alone, so that issuers can be made one
by one, in bounded memory.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from builder.sample.days import trading_days, trading_index
from builder.sample.dice import Dice
from builder.sample.document import Address, Party
from builder.sample.issuers import CLOSING, part_of
from builder.sample.names import ODD_NAMES, fund_stem, person_name, street, town

if TYPE_CHECKING:
    from builder.sample.issuers import Issuer
    from builder.sample.positions import Pile

_INSIDER_CIKS = 9_200_000_000
OWNER_LIMIT = 10  # reporting owners on one form

_OFFICES = (
    "Chief Executive Officer",
    "Chief Financial Officer",
    "",
    "",
    "EVP, General Counsel & Sec.",
    "",
    "Chief Operating Officer",
    "",
    "holder",
    "See Remarks",
    "",
    "SVP & Chief Acctg. Officer",
)
HIDDEN_TITLE = "Executive Vice President, Chief Information Security and Data Protection Officer"


@dataclass(slots=True)
class Actor:
    """One insider, or a group that files together, at one issuer."""

    kind: str  # chief, officer, director, holder, fund, self or veteran
    parties: list[Party]
    joined: date
    left: date | None
    incumbent: bool  # was an insider before the sample begins: no Form 3
    book: dict[str, Pile] = field(default_factory=dict)
    options: list[Pile] = field(default_factory=list)
    plan_adopted: date | None = None
    attorney: str | None = None
    waiting: list[tuple[Pile, str]] = field(default_factory=list)  # notes not yet shown, and why
    self_files: bool = False
    split_done: bool = False

    @property
    def filings_each(self) -> int:
        """Forms needed for one report: ten owners fit on one."""
        return -(-len(self.parties) // OWNER_LIMIT)


@dataclass(frozen=True, slots=True)
class Plan:
    """How many insiders and filings each issuer gets."""

    seed: int
    issuers: int
    first_insider: tuple[int, ...]  # one more entry than issuers
    filings: tuple[int, ...]


def portions(total: int, weights: list[int]) -> list[int]:
    """A total cut by weights, with nothing lost."""
    whole = sum(weights) or 1
    cuts, run = [0], 0
    for weight in weights:
        run += weight
        cuts.append(total * run // whole)
    return [after - before for before, after in pairwise(cuts)]


def make_plan(seed: int, issuers: int, insiders: int, filings: int) -> Plan:
    """Share out insiders and filings by the part that each issuer plays."""
    parts = [part_of(seed, index) for index in range(issuers)]
    # At least one insider everywhere.
    heads = [
        1 + more for more in portions(insiders - issuers, [part.insiders - 1 for part in parts])
    ]
    first = [0]
    for head in heads:
        first.append(first[-1] + head)
    shares = portions(filings, [part.weight for part in parts])
    return Plan(seed, issuers, tuple(first), tuple(shares))


def insider_cik(insider: int) -> int:
    """The CIK of an insider, by his number in the sample."""
    return _INSIDER_CIKS + 7 + insider * 1_009


def home_address(dice: Dice) -> Address:
    """An address of somebody's own."""
    city, state = town(dice)
    return Address(street(dice), "", city, state, f"00{dice.between(100, 999)}")


def care_of(issuer: Issuer) -> Address:
    """The issuer's address, for an insider who gets his post there."""
    place = issuer.address
    name = f"C/O {issuer.names[-1][1].upper()}"[:40]
    return Address(
        name,
        place.street1,
        place.city,
        place.state,
        place.zip,
        place.territory,
        foreign=place.foreign,
    )


def _individuals(dice: Dice, issuer: Issuer, first: int, head: int) -> list[tuple[Party, str]]:
    """People of an issuer and what they are there."""
    found = []
    for place in range(head):
        office = _OFFICES[place % len(_OFFICES)]
        name = person_name(dice)
        if issuer.featured:
            name = ODD_NAMES.get((issuer.index, place), name)
        is_trust = name.startswith("Trustees of")
        address = care_of(issuer) if dice.chance(80) else home_address(dice)
        if place == 0:
            kind, party = (
                "chief",
                Party(insider_cik(first), name, address, director=True, officer=True, title=office),
            )
        elif office == "holder" or is_trust:
            kind, party = (
                "holder",
                Party(
                    insider_cik(first + place), name, address, ten_percent=True, is_entity=is_trust
                ),
            )
        elif office:
            kind, party = (
                "officer",
                Party(insider_cik(first + place), name, address, officer=True, title=office),
            )
        else:
            kind, party = (
                "director",
                Party(insider_cik(first + place), name, address, director=True),
            )
        if issuer.index == 1:
            party = _special(party, place)
        found.append((party, kind))
    return found


def _special(party: Party, place: int) -> Party:
    """A director who married in 2024, and an officer whose title is too long for its box."""
    if place == 3:
        return replace(
            party, name="Hollbeck-Wynwade Ottilie", former=(("HOLLBECK OTTILIE", date(2024, 3, 4)),)
        )
    if place == 6:
        return replace(party, title="See Remarks")
    return party


_MEMBERS = (
    "{} Partners III, L.P.",
    "{} GP III, L.L.C.",
    "{} Management Company, LLC",
    "person",
    "{} Parallel Fund III-A, L.P.",
    "{} Parallel Fund III-B, L.P.",
    "{} Offshore Fund III, Ltd.",
    "{} Co-Investment Partners, L.P.",
    "{} Annex Fund, L.P.",
    "{} Holdings AG",
    "person",
    "{} Feeder Trust",
)


def _group(dice: Dice, first: int, size: int) -> list[Party]:
    """A fund, those who manage it and the funds beside it: one group of owners."""
    stem = fund_stem(dice)
    address = home_address(dice)
    parties = []
    for place in range(size):
        pattern = _MEMBERS[place % len(_MEMBERS)]
        person = pattern == "person"
        name = person_name(dice) if person else pattern.format(stem)
        parties.append(
            Party(
                insider_cik(first + place),
                name,
                address,
                director=person and place == 3,
                ten_percent=True,
                is_entity=not person,
            )
        )
    return parties


def _group_size(dice: Dice, issuer: Issuer, head: int) -> int:
    size = issuer.part.group
    if not issuer.featured:
        size = dice.between(2, 6) if dice.chance(25) else 0
    size = min(size, head - 3)
    return size if size >= 2 else 0


def _tenure(dice: Dice, issuer: Issuer, kind: str) -> tuple[date, date | None, bool]:
    """When somebody joined and left, and whether before the sample began."""
    if issuer.listed is not None:
        if kind in ("chief", "fund") or dice.chance(75):
            return issuer.listed, None, False
    elif (
        kind == "chief"
        or (kind == "fund" and issuer.featured)
        # With fewer reports for each insider, fewer newcomers keep Forms 3 at about a tenth.
        or dice.chance(30 if issuer.featured else 60)
    ):
        left = None
        if kind not in ("chief", "fund") and dice.chance(18):
            left = _some_day(dice, issuer.first_day + timedelta(days=400), issuer.last_day)
        return issuer.first_day, left, True
    span = (issuer.last_day - issuer.first_day).days
    joined = _some_day(dice, issuer.first_day, issuer.first_day + timedelta(days=span * 3 // 4))
    left = None
    if dice.chance(12) and span > 900:
        left = _some_day(dice, joined + timedelta(days=span // 6), issuer.last_day)
    return joined, left, False


def _some_day(dice: Dice, first: date, last: date) -> date:
    low, high = trading_index(first), trading_index(min(last, CLOSING))
    return trading_days()[dice.between(low, max(low, high))]


def _home_cast(plan: Plan, issuer: Issuer) -> tuple[list[tuple[Party, str]], list[Party]]:
    """The issuer's own people, and the members of its fund group."""
    dice = Dice(plan.seed, "cast", issuer.index)
    first = plan.first_insider[issuer.index]
    head = plan.first_insider[issuer.index + 1] - first
    size = _group_size(dice, issuer, head)
    people = _individuals(dice, issuer, first, head - size)
    return people, _group(dice, first + head - size, size)


def make_cast(plan: Plan, issuer: Issuer, neighbour: Issuer | None) -> list[Actor]:
    """Everyone who files on an issuer, before anything has happened."""
    people, group = _home_cast(plan, issuer)
    dice = Dice(plan.seed, "tenure", issuer.index)
    actors = []
    for party, kind in people:
        joined, left, incumbent = _tenure(dice, issuer, kind)
        actors.append(Actor(kind, [party], joined, left, incumbent))
    if group:
        joined, left, incumbent = _tenure(dice, issuer, "fund")
        actors.append(Actor("fund", group, joined, None, incumbent))
    if issuer.index == 0 and len(actors) > 4:
        _retire(actors[-1])
    if issuer.index == 6:
        actors.append(_itself(issuer))
    guest = _guest(plan, issuer, neighbour) if people else None
    if guest:
        joined, left, incumbent = _tenure(dice, issuer, "director")
        actors.append(Actor("director", [guest], joined, left, incumbent))
    attorney = person_name(dice)
    for actor in actors:
        if actor.kind not in ("holder", "self", "veteran") and dice.chance(70):
            actor.attorney = attorney
        alone = len(actor.parties) == 1 and actor.kind not in ("self", "veteran")
        actor.self_files = alone and dice.chance(8)
        if actor.kind in ("chief", "officer") and dice.chance(60):
            actor.plan_adopted = actor.joined - timedelta(days=dice.between(-300, 200))
    return actors


def _retire(actor: Actor) -> None:
    """Make somebody a director of the paper age, who left long before the others came."""
    party = actor.parties[0]
    actor.kind, actor.incumbent = "veteran", True
    actor.joined, actor.left = date(1998, 3, 2), date(2006, 5, 2)
    actor.parties = [Party(party.cik, party.name.upper(), party.address, director=True)]


def _itself(issuer: Issuer) -> Actor:
    """The issuer as an insider of itself."""
    party = Party(
        issuer.cik,
        issuer.names[-1][1],
        issuer.address,
        other=True,
        other_text="Issuer",
        is_entity=True,
    )
    return Actor("self", [party], issuer.first_day, None, incumbent=True)


def _guest(plan: Plan, issuer: Issuer, neighbour: Issuer | None) -> Party | None:
    """A director whom the issuer shares with the one before it."""
    if neighbour is None or (issuer.featured and issuer.index in (5, 7)):
        return None
    if not issuer.featured and not Dice(plan.seed, "guest", issuer.index).chance(50):
        return None
    people, _ = _home_cast(plan, neighbour)
    directors = [party for party, kind in people if kind == "director" and party.name.isascii()]
    if not directors:
        return None
    return directors[-1]
