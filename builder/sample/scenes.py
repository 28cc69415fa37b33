"""The stories of the featured issuers: what must happen there, when and to whom.

Between the scenes insiders do what they always do. A scene moves to the next free week of
its insider, so a small sample may lose some; the sample of the default size has them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from builder.sample import events, rare

if TYPE_CHECKING:
    from collections.abc import Callable

    from builder.sample.events import Desk


@dataclass(frozen=True, slots=True)
class Scene:
    """One report that an issuer's history must contain."""

    day: date
    who: str  # kind of insider, and which of them: "director2"
    event: Callable[[Desk], bool] | None = None
    kind: str = "event"  # event, annual (Form 5) or amendment
    flaw: str = ""  # what is wrong with the report as first filed
    amends: str = ""  # for an amendment: which flaw it mends, or what it does
    fixed: bool = False  # on this very day, whatever else the insider does


def _amend(day: date, who: str, what: str) -> Scene:
    return Scene(day, who, kind="amendment", amends=what)


def _annual(day: date, who: str, event: Callable[[Desk], bool]) -> Scene:
    return Scene(day, who, event, kind="annual")


SCENES: dict[int, tuple[Scene, ...]] = {
    0: (  # an old manufacturer: paper age, plans, corrections
        Scene(date(2003, 6, 10), "veteran", rare.old_sale, fixed=True),
        Scene(date(2003, 6, 24), "veteran", rare.old_exercise, fixed=True),
        Scene(date(2003, 8, 12), "veteran", rare.old_grant, fixed=True),
        Scene(date(2003, 11, 18), "veteran", rare.old_sale, fixed=True),
        Scene(date(2005, 3, 1), "veteran", rare.old_exercise, fixed=True),
        Scene(date(2021, 8, 10), "chief", rare.sell_in_parts, flaw="price"),
        _amend(date(2021, 10, 20), "chief", "price"),
        Scene(date(2021, 12, 8), "director", rare.annual_gift, kind="annual"),
        Scene(date(2022, 5, 17), "officer", rare.leave_fund),
        Scene(date(2022, 9, 13), "chief", rare.sell_in_parts, flaw="count"),
        _amend(date(2022, 11, 22), "chief", "count"),
        _amend(date(2023, 1, 18), "chief", "again"),
        Scene(date(2024, 4, 9), "officer2", rare.sell_in_parts, flaw="row"),
        _amend(date(2024, 6, 25), "officer2", "row"),
        _amend(date(2025, 3, 12), "chief", "restate"),
    ),
    1: (  # listed in 2021, two classes, a group of twelve
        Scene(date(2021, 6, 21), "fund", rare.convert_preferred, fixed=True),
        Scene(date(2022, 2, 8), "chief", rare.convert_votes),
        Scene(date(2022, 8, 16), "fund", events.fund_distribute),
        Scene(date(2023, 5, 23), "chief", rare.convert_votes),
        _amend(date(2023, 8, 8), "chief", "date"),
        Scene(date(2024, 11, 12), "chief", rare.convert_votes),
        _amend(date(2022, 3, 29), "fund", "holdings"),
    ),
    2: (  # a young company that lives on placements, notes and warrants
        Scene(date(2021, 4, 13), "fund", rare.buy_note),
        Scene(date(2021, 9, 21), "fund", rare.place_privately),
        Scene(date(2022, 6, 14), "fund", rare.convert_note),
        Scene(date(2023, 2, 14), "fund", rare.buy_note_as_shares),
        Scene(date(2023, 7, 18), "fund", rare.exercise_warrants),
        Scene(date(2024, 9, 10), "fund", rare.exercise_warrants),
        Scene(date(2025, 5, 13), "fund", rare.place_privately),
        _amend(date(2025, 7, 22), "fund", "holdings"),
        Scene(date(2022, 3, 15), "director", events.buy, flaw="orphan"),
    ),
    3: (  # a bank: small things, family, the yearly form
        Scene(date(2021, 11, 16), "director", rare.acquire_little),
        Scene(date(2022, 4, 12), "director2", rare.inherit),
        _annual(date(2022, 12, 6), "director", rare.annual_late),
        Scene(date(2023, 6, 6), "officer", rare.leave_fund),
        Scene(date(2024, 2, 13), "chief", rare.divide_property),
        _annual(date(2024, 12, 10), "director2", rare.annual_gift),
        _amend(date(2025, 3, 19), "director2", "annual"),
        _annual(date(2025, 12, 9), "director", rare.annual_late),
    ),
    4: (  # a retailer: renamed in 2022, split in 2024
        Scene(date(2021, 5, 11), "chief", rare.give_early),
        _annual(date(2021, 12, 14), "officer", rare.annual_holding),
        _annual(date(2023, 12, 12), "director", rare.annual_gift_of_old_shares),
        Scene(date(2024, 7, 16), "chief", events.sell),
        _amend(date(2024, 9, 17), "chief", "exhibit"),
    ),
    5: (  # a foreign company under the rule of 2026
        Scene(date(2026, 4, 21), "chief", rare.trade_receipts),
        Scene(date(2026, 6, 16), "officer", rare.trade_receipts),
        _amend(date(2026, 5, 19), "director", "initial"),
    ),
    6: (  # a partnership with hedges, swaps and a voting trust
        Scene(date(2021, 7, 13), "chief", rare.expire_call),
        Scene(date(2021, 12, 14), "chief", rare.cancel_put),
        Scene(date(2022, 5, 10), "chief", rare.exercise_put),
        Scene(date(2022, 10, 18), "holder", rare.deposit_in_voting_trust),
        Scene(date(2023, 5, 16), "fund", rare.swap_equity),
        Scene(date(2023, 11, 14), "self", rare.buy_back, fixed=True),
        Scene(date(2024, 4, 9), "fund", rare.acquire_exchangeable),
        Scene(date(2026, 4, 14), "fund", rare.swap_equity),
    ),
    7: (  # taken over in 2024: everybody leaves
        _amend(date(2023, 6, 13), "chief", "restate"),
        Scene(date(2024, 10, 15), "chief", rare.tender, fixed=True),
        Scene(date(2024, 10, 15), "officer", rare.tender, fixed=True),
        Scene(date(2024, 10, 16), "director", rare.only_leave, fixed=True),
    ),
}
