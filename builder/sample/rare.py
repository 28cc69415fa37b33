"""What insiders do once in a while: the codes that few filings carry.

Functions of the same shape as in ``events``. They need piles that only some insiders have
(warrants, notes, puts, a voting trust) and are called by the scenes of ``scenes``.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from builder.sample import notes
from builder.sample.document import TICKS, Cell
from builder.sample.events import (
    share_of,
    trade_market,
    trust_pile,
    whole,
)
from builder.sample.positions import Pile

if TYPE_CHECKING:
    from builder.sample.events import Desk


def sell_in_parts(desk: Desk) -> bool:
    """A sale in three lines, so that one can be forgotten."""
    pile = desk.direct()
    if pile.amount < whole(1_000):
        return False
    trade_market(desk, pile, -share_of(pile.amount, 12, 10), rows=3)
    return True


# ---- conversions and exercises -------------------------------------------------------


def convert_preferred(desk: Desk) -> bool:
    """Preferred stock becomes common stock when the issuer is listed."""
    fund = desk.actor.book["fund"]
    for series in ("Series B", "Series C"):
        pile = desk.pile(series)
        if pile is None:
            return False
        count = pile.amount
        terms = notes.preferred_terms(pile.title, desk.share)
        desk.sheet.trade(fund, desk.day, "C", count, None, say={"price": terms})
        desk.sheet.trade(pile, desk.day, "C", -count, None, say={"price": terms})
    return True


def convert_votes(desk: Desk) -> bool:
    """Class B becomes Class A, to be sold."""
    pile = desk.pile("votes")
    if pile is None:
        return False
    count = share_of(pile.amount, 4, 1000)
    direct = desk.direct()
    desk.sheet.trade(direct, desk.day, "C", count, 0)
    trade_market(desk, direct, -count, rows=3)
    desk.sheet.trade(pile, desk.day, "C", -count, 0)
    return True


def buy_note(desk: Desk) -> bool:
    """More principal of a convertible note, counted in dollars."""
    pile = desk.actor.book.get("note")
    if pile is None:
        return False
    desk.sheet.trade(
        pile,
        desk.day,
        "P",
        whole(1_000_000),
        None,
        say={
            "amount": "Principal amount in dollars.",
            "price": "Bought from the issuer at face value in a private placement.",
            "after": "Principal amount in dollars.",
        },
    )
    return True


def buy_note_as_shares(desk: Desk) -> bool:
    """The same, by somebody who types the dollars where the shares belong."""
    if not buy_note(desk):
        return False
    desk.sheet.rows[-1].by_value = False
    desk.oddities.append("dollars-as-shares")
    return True


def convert_note(desk: Desk) -> bool:
    """Half of a note's principal becomes shares."""
    pile = desk.pile("note")
    if pile is None or not pile.strike:
        return False
    principal = share_of(pile.amount, 50, 100_000)
    shares = principal * TICKS // pile.strike // TICKS * TICKS
    desk.sheet.trade(desk.actor.book["fund"], desk.day, "C", shares, pile.strike)
    desk.sheet.trade(
        pile,
        desk.day,
        "C",
        -principal,
        None,
        say={"price": "Converted at its terms; no separate price was paid."},
    )
    return True


def exercise_warrants(desk: Desk) -> bool:
    """Warrants in the money are exercised for cash, outside Rule 16b-3."""
    pile = desk.pile("warrants")
    if pile is None or pile.strike is None:
        return False
    count = share_of(pile.amount, 40, 1000)
    desk.sheet.trade(desk.actor.book["fund"], desk.day, "X", count, pile.strike)
    desk.sheet.trade(pile, desk.day, "X", -count, 0)
    return True


def exercise_put(desk: Desk) -> bool:
    """A put is exercised although the market pays more."""
    pile = desk.pile("old put")
    direct = desk.pile("direct")
    if pile is None or direct is None or direct.amount < pile.amount:
        return False
    count = pile.amount
    why = "Exercised on its last day, below the market price, to honor a hedging agreement."
    desk.sheet.trade(direct, desk.day, "O", -count, pile.strike, say={"coding": why})
    desk.sheet.trade(pile, desk.day, "O", -count, 0, say={"coding": why})
    return True


def expire_call(desk: Desk) -> bool:
    """A call that the insider had written expires."""
    pile = desk.pile("written call")
    if pile is None:
        return False
    desk.sheet.trade(
        pile,
        desk.day,
        "E",
        -pile.amount,
        0,
        say={"coding": "Expiration of call options that the reporting person had written in 2020."},
    )
    return True


def cancel_put(desk: Desk) -> bool:
    """A long put is cancelled against a payment."""
    pile = desk.pile("put")
    if pile is None:
        return False
    desk.sheet.trade(
        pile,
        desk.day,
        "H",
        -pile.amount,
        TICKS * 85 // 100,
        say={"price": "Paid by the counterparty for the cancellation of the option."},
    )
    return True


def place_privately(desk: Desk) -> bool:
    """A fund buys from the issuer, not in the market."""
    pile = desk.actor.book["fund"]
    price = desk.close * 92 // 100 // 100 * 100
    desk.sheet.trade(
        pile,
        desk.day,
        "P",
        whole(750_000),
        price,
        say={
            "coding": "Bought from the issuer in a private placement under a securities purchase "
            f"agreement dated {notes.long_date(desk.day)}."
        },
    )
    return True


def acquire_exchangeable(desk: Desk) -> bool:
    """An exchangeable note: dollars for the note and dollars for what lies beneath."""
    says = dict(desk.actor.book["fund"].says)
    says["strike"] = says["exercise"] = (
        "The note may be exchanged at any time for Series A Preferred Units with a liquidation "
        "preference equal to its principal amount."
    )
    pile = desk.actor.book.setdefault(
        "exchangeable",
        Pile(
            "Exchangeable Senior Note due 2029",
            0,
            nature=desk.actor.book["fund"].nature,
            underlying="Series A Preferred Units",
            expires=date(2029, 4, 1),
            by_value=True,
            underlying_by_value=True,
            says=says,
        ),
    )
    desk.sheet.trade(
        pile,
        desk.day,
        "A",
        whole(2_500_000),
        None,
        say={
            "price": "Issued at its principal amount.",
            "underlying_amount": "Liquidation preference in dollars.",
        },
    )
    return True


def swap_equity(desk: Desk) -> bool:
    """A cash-settled swap on the issuer's shares."""
    pile = desk.actor.book.setdefault(
        "swap",
        Pile(
            "Cash-Settled Total Return Swap",
            0,
            nature=desk.actor.book["fund"].nature,
            underlying=desk.share,
            strike=desk.close,
            expires=date(desk.day.year + 2, 6, 30),
            says=dict(desk.actor.book["fund"].says),
        ),
    )
    desk.sheet.trade(
        pile,
        desk.day,
        "J",
        whole(400_000),
        None,
        swap=True,
        say={
            "coding": "Entry into a cash-settled equity swap, which gives the economic effect of "
            "owning the shares without any right to vote or receive them.",
            "price": "The swap has a reference price and no purchase price.",
            "exercise": "Settled in cash at the end of its term.",
        },
    )
    desk.oddities.append("equity-swap")
    return True


# ---- plans, small things, family -----------------------------------------------------


def leave_fund(desk: Desk) -> bool:
    """Out of the stock fund of a 401(k) plan, at a time of one's own choice."""
    # Plan shares come without reports, so this may be the first that is heard of them.
    pile = desk.actor.book.setdefault("plan", Pile(desk.share, 0, nature="By 401(k)"))
    pile.amount = pile.amount or 21_437_119
    count = pile.amount * 30 // 100
    desk.sheet.trade(
        pile,
        desk.day,
        "I",
        -count,
        desk.close,
        say={"coding": "Transfer within the plan from the stock fund to another fund."},
    )
    return True


def acquire_little(desk: Desk) -> bool:
    """A small acquisition, reported before it must be."""
    count = whole(max(1, 4000 * TICKS // desk.close))
    row = desk.sheet.trade(desk.direct(), desk.day, "L", count, desk.close, form_type="5")
    row.timeliness = Cell("E")
    desk.oddities.append("early-and-voluntary")
    return True


def inherit(desk: Desk) -> bool:
    """Shares come by will."""
    count = whole(desk.dice.between(400, 9_000))
    desk.sheet.trade(
        desk.direct(),
        desk.day,
        "W",
        count,
        0,
        form_type="5",
        say={"coding": "Received by will from the estate of a parent, without payment."},
    )
    desk.oddities.append("early-and-voluntary")
    return True


def deposit_in_voting_trust(desk: Desk) -> bool:
    """Shares go into a voting trust; the insider keeps everything but the vote."""
    direct = desk.pile("direct")
    if direct is None:
        return False
    pile = desk.actor.book.setdefault(
        "voting trust",
        Pile(
            desk.share,
            0,
            nature="By Voting Trust",
            says={
                "nature": "Held through voting trust certificates; the trustees vote the deposited "
                "shares until December 31, 2030."
            },
        ),
    )
    count = share_of(direct.amount, 40, 100)
    desk.sheet.trade(direct, desk.day, "Z", -count, 0)
    desk.sheet.trade(pile, desk.day, "Z", count, 0)
    return True


def divide_property(desk: Desk) -> bool:
    """Shares leave under a divorce settlement: an other disposition, with its reason."""
    direct = desk.pile("direct")
    if direct is None or direct.amount < whole(500):
        return False
    desk.sheet.trade(
        direct,
        desk.day,
        "J",
        -share_of(direct.amount, 30),
        0,
        say={
            "coding": "Transfer under a domestic relations order, exempt under Rule 16a-12; the "
            "reporting person no longer has any pecuniary interest in these shares."
        },
    )
    return True


def give_early(desk: Desk) -> bool:
    """A gift reported before it has to be: form type 5 on a Form 4."""
    pile = desk.pile("direct")
    if pile is None or pile.amount < whole(100):
        return False
    row = desk.sheet.trade(
        pile,
        desk.day,
        "G",
        -share_of(pile.amount, 4, 5) or -whole(5),
        0,
        form_type="5",
        say={"coding": notes.gift("a community foundation")},
    )
    row.timeliness = Cell("E")
    desk.oddities.append("early-and-voluntary")
    return True


# What anybody may do once in many years.
NOW_AND_THEN = (acquire_little, inherit, deposit_in_voting_trust, divide_property, leave_fund)


# ---- the foreign issuer, the buy-back, the take-over ---------------------------------


def trade_receipts(desk: Desk) -> bool:
    """Depositary shares beside ordinary shares whose price is in another currency."""
    receipts = desk.actor.book.setdefault("receipts", Pile("American Depositary Shares", 0))
    count = whole(desk.dice.between(10, 90) * 100)
    desk.sheet.trade(
        receipts,
        desk.day,
        "P",
        count,
        desk.close * 5,
        say={"title": "Each American Depositary Share stands for five ordinary shares."},
    )
    desk.sheet.trade(
        desk.direct(),
        desk.day,
        "P",
        count,
        desk.close * 31 // 100 * 100,
        say={"price": "The price is in New Taiwan dollars (NT$), as paid on the local exchange."},
    )
    desk.oddities.append("foreign-currency")
    return True


def buy_back(desk: Desk) -> bool:
    """The issuer reports on itself."""
    desk.sheet.trade(
        desk.direct(),
        desk.day,
        "P",
        whole(120_000),
        desk.close,
        say={"coding": "Units bought by the issuer itself, to be cancelled at the quarter's end."},
    )
    desk.oddities.append("issuer-is-owner")
    return True


def tender(desk: Desk) -> bool:
    """Everything is tendered to the acquirer, and awards are paid out in cash."""
    desk.exits = True
    book = desk.actor.book
    # A quarter above the last market price, in steps of five cents.
    offer = desk.issuer.walk.close(desk.issuer.last_day) * 5 // 4 // 500 * 500
    held = [pile for pile in book.values() if not pile.derivative]
    for pile in held:
        if pile.amount:
            desk.sheet.trade(
                pile,
                desk.day,
                "U",
                -pile.amount,
                offer,
                say={
                    "coding": f"Tendered at {notes.dollars(offer)} per share in cash in the offer "
                    "that led to the merger of the issuer."
                },
            )
    paid = "Cancelled in the merger against cash: the offer price less any exercise price."
    awards = [book["units"]] if "units" in book else []
    for pile in [*awards, *desk.actor.options]:
        if pile.amount:
            price = max(offer - (pile.strike or 0), 0)
            desk.sheet.trade(pile, desk.day, "D", -pile.amount, price, say={"coding": paid})
    return bool(desk.sheet.rows)


def only_leave(desk: Desk) -> bool:
    """The exit box and nothing else."""
    desk.exits = True
    desk.remarks = "The reporting person left the board and holds no securities to be reported."
    desk.oddities.append("exit-without-rows")
    return True


# ---- Form 5 --------------------------------------------------------------------------


def _annual(desk: Desk) -> None:
    desk.form = "5"
    desk.period = desk.issuer.year_end(desk.day)
    desk.latest_filing = desk.period + timedelta(days=44)


def annual_gift_of_old_shares(desk: Desk) -> bool:
    """The same by somebody who owned shares of which no report has ever spoken."""
    desk.direct().amount += whole(400)
    desk.oddities.append("never-reported-before")
    return annual_gift(desk)


def annual_gift(desk: Desk) -> bool:
    """A gift of the year, on the yearly form, and the lines beside it."""
    pile = desk.direct()
    if pile.amount < whole(50):
        return annual_gift_of_old_shares(desk)
    _annual(desk)
    count = share_of(pile.amount, 6, 5) or whole(5)
    desk.sheet.trade(
        pile,
        desk.day,
        "G",
        -count,
        0,
        form_type="5",
        say={"coding": notes.gift("the reporting person's grandchildren")},
    )
    return True


def annual_late(desk: Desk) -> bool:
    """A purchase that should have been on a Form 4, and a small one of another year."""
    _annual(desk)
    count = whole(desk.dice.between(2, 9) * 50)
    row = desk.sheet.trade(desk.direct(), desk.day, "P", count, desk.close, form_type="4")
    row.timeliness = Cell("L")
    small = whole(max(1, 3000 * TICKS // desk.close))
    row = desk.sheet.trade(desk.direct(), desk.day, "L", small, desk.close, form_type="5")
    row.timeliness = Cell("L")
    desk.oddities.append("late-item-on-form-5")
    return True


def annual_holding(desk: Desk) -> bool:
    """A holding that the Form 3 forgot, years ago."""
    _annual(desk)
    desk.remarks = "The holding marked 3 was left off the reporting person's Form 3 by mistake."
    pile = desk.actor.book.setdefault(
        "forgotten", Pile(desk.share, whole(1_250), nature="By Custodial Account for Child")
    )
    row = desk.sheet.hold(pile)
    row.form_type = "3"
    row.coding_notes = (desk.sheet.notes.add("Held since before the reporting person's Form 3."),)
    desk.sheet.hold(trust_pile(desk)) if desk.pile("trust") else desk.sheet.hold(desk.direct())
    desk.oddities.append("form-3-holding-on-form-5")
    return True


# ---- 2003 ----------------------------------------------------------------------------


def old_sale(desk: Desk) -> bool:
    """A sale in the first weeks of electronic filing, with a holding beside it."""
    direct, trust = desk.direct(), trust_pile(desk)
    desk.sheet.trade(direct, desk.day, "S", -whole(3_000), 21 * TICKS + TICKS // 2)
    desk.sheet.trade(direct, desk.day, "S", -whole(1_500), 21 * TICKS + TICKS * 3 // 5)
    desk.sheet.hold(trust)
    return True


def old_exercise(desk: Desk) -> bool:
    """An option is exercised, the price in Table I being that of the option."""
    pile = desk.actor.options[0]
    desk.sheet.trade(desk.direct(), desk.day, "M", whole(4_000), pile.strike)
    desk.sheet.trade(pile, desk.day, "M", -whole(4_000), 0)
    return True


def old_grant(desk: Desk) -> bool:
    """A grant: nothing but a line in Table II."""
    pile = desk.actor.options[1]
    desk.sheet.trade(pile, desk.day, "A", whole(15_000), 0)
    return True
