"""The words that filers put beside their numbers.

Each function gives the text of one note. The wording is our own; what it tells (a price
range, a vesting schedule, a plan, who holds what for whom) is what such notes tell in life.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.sample.document import number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from builder.sample.dice import Dice

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def long_date(day: date) -> str:
    """A day in words, as notes write it."""
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def dollars(ticks: int) -> str:
    """A price with at least two decimals."""
    whole, rest = divmod(ticks, 10_000)
    decimals = f"{rest:04d}".rstrip("0").ljust(2, "0")
    return f"${whole}.{decimals}"


def count(ticks: int) -> str:
    """A number of shares with separators."""
    text = number(ticks)
    whole, dot, rest = text.partition(".")
    return f"{int(whole):,}{dot}{rest}"


def weighted_average(low: int, high: int, *, sold: bool, dice: Dice) -> str:
    """The price is an average of many fills."""
    verb = "sold" if sold else "bought"
    deals = "sales" if sold else "purchases"
    span = f"{dollars(low)} to {dollars(high)}"
    several = (
        f"Weighted average price. The shares were {verb} in several trades at prices ranging "
        f"from {span}, both included. The reporting person will give the number of shares "
        f"{verb} at each price to the issuer, any of its holders or the staff of the SEC on "
        "request."
    )
    average = (
        f"This is the average of multiple {deals}, weighted by size, at prices ranging from "
        f"{span}. Details of each trade are available on request."
    )
    brief = (
        f"Average price of {deals} executed during the day at prices between {dollars(low)} and "
        f"{dollars(high)}."
    )
    return dice.pick((several, average, brief))


def trading_plan(adopted: date, *, sold: bool) -> str:
    """A plan under Rule 10b5-1."""
    deals = "sale" if sold else "purchase"
    return (
        f"This {deals} was made under a Rule 10b5-1 trading plan that the reporting person "
        f"adopted on {long_date(adopted)}."
    )


def one_of(share: str) -> str:
    """One share of a class, or one of its units."""
    return f"one of the issuer's {share}" if share.endswith("s") else f"one share of {share}"


def unit_right(share: str) -> str:
    """What a restricted stock unit is."""
    return (
        f"Each restricted stock unit stands for a contingent right to receive {one_of(share)} "
        "upon vesting."
    )


def vesting(first: date, years: int) -> str:
    """How an award vests."""
    words = {3: "three", 4: "four"}
    return (
        f"Vests in {words.get(years, str(years))} equal yearly installments, the first on "
        f"{long_date(first)}, if the reporting person is still in service on each date."
    )


def unit_terms() -> str:
    """Why a unit has neither an exercise date nor an expiration date."""
    return (
        "The units vest over time as set out when each award was reported; they have no "
        "expiration date and are settled in shares on vesting."
    )


def fully_exercisable() -> str:
    """An option without anything left to vest."""
    return "This option is fully vested and exercisable."


def withheld(count_of_units: int) -> str:
    """Why shares went back to the issuer."""
    return (
        "Shares withheld by the issuer to cover the taxes due on the vesting of "
        f"{count(count_of_units)} restricted stock units. No shares were sold in the market."
    )


def to_cover() -> str:
    """A sale that only pays taxes."""
    return (
        'Sold to pay the taxes due on vesting, as the award agreement requires ("sell to '
        'cover"); not a sale at the choice of the reporting person.'
    )


def family_trust(owner: str) -> str:
    """Who holds the shares of a trust."""
    return (
        f"Held by a family trust of which {owner} and the reporting person's spouse are "
        "trustees and their children are beneficiaries."
    )


def spouse() -> str:
    """The usual disclaimer about a spouse's shares."""
    return (
        "The reporting person disclaims beneficial ownership of these shares except for any "
        "pecuniary interest in them; this report is no admission of ownership."
    )


def plan_units(day: date) -> str:
    """Where the number of shares in a 401(k) comes from."""
    return (
        f"Estimated from a plan statement as of {long_date(day)}. The plan holds units of a "
        "stock fund; the number of shares changes with the price."
    )


def employee_purchase(shares: int, day: date) -> str:
    """A balance that grew without a row."""
    return (
        f"Includes {count(shares)} shares acquired under the issuer's Employee Stock Purchase "
        f"Plan on {long_date(day)}, exempt under Rule 16b-3(c)."
    )


def reinvested(shares: int) -> str:
    """Dividends that became shares."""
    return (
        f"Includes {count(shares)} shares acquired through a dividend reinvestment plan since the "
        "last report, exempt under Rule 16a-11."
    )


def split_note(ratio: int, day: date) -> str:
    """All numbers changed at once."""
    words = {2: "two", 3: "three"}
    return (
        f"Adjusted for the {words[ratio]}-for-one split of the issuer's common stock "
        f"({ratio}-for-1) on {long_date(day)}; amounts and exercise prices of earlier reports "
        "were not."
    )


def gift(receiver: str) -> str:
    """A gift and who got it."""
    return f"Bona fide gift to {receiver}, for which the reporting person received nothing."


def fund_holdings(fund: str, manager: str, people: Sequence[str]) -> str:
    """Who stands behind the shares of a fund."""
    named = " and ".join(people) if people else "its members"
    return (
        f"Held of record by {fund}, whose general partner {manager} may be deemed to share voting "
        f"and dispositive power over these shares with {named}. Each of them disclaims "
        "beneficial ownership except for any pecuniary interest."
    )


def distribution(fund: str) -> str:
    """A fund hands shares to its partners."""
    return (
        f"Pro rata distribution of shares by {fund} to its partners, without payment, in line "
        "with its partnership agreement."
    )


def preferred_terms(title: str, share: str) -> str:
    """Preferred stock converts by itself when the company is listed."""
    return (
        f"Each share of {title} converts into one share of {share} at any time at the choice of "
        "the holder and by itself on the closing of the issuer's initial public offering. It has "
        "no expiration date."
    )


def class_b_terms(class_a: str) -> str:
    """A class with more votes."""
    return (
        f"Each share of Class B Common Stock converts at any time into one share of {class_a} at "
        "the choice of the holder, and by itself on most transfers."
    )


def deferred_units(share: str) -> str:
    """Directors' fees that wait for retirement."""
    return (
        f"Each deferred unit is the economic equivalent of {one_of(share)}. Units are paid out "
        "after the director leaves the board."
    )


def note_terms(price: int) -> str:
    """A convertible note."""
    return (
        "The principal amount of the note, with unpaid interest, converts into common stock at "
        f"{dollars(price)} per share at any time at the choice of the holder."
    )


def late(reason: Dice) -> str:
    """Why a form is late."""
    return reason.pick(
        (
            "This report is filed late because of an administrative oversight.",
            "Filed late: word of the trade reached the reporting person only after the due date.",
            "The late filing is inadvertent; no profit is recoverable under Section 16(b).",
        )
    )
