"""The steps about a line: which it is, how a balance follows, what it is now, and the total."""

from __future__ import annotations

from collections.abc import Iterator

from builder.answers import cells
from builder.answers.dossier import Dossier, Place
from builder.answers.joined import RULES as JOINED_RULES
from builder.answers.joined import joined_by
from builder.answers.printing import columns, grouped, listed, one_line, signed
from builder.answers.proofs import check_words, proof_words, sum_words
from builder.answers.steps import Step
from builder.answers.words import OWNERSHIP
from builder.derive.continuity import REASONS
from builder.derive.history import VERDICTS, Balance
from builder.derive.lines import line_of
from builder.derive.positions import Position
from builder.derive.reports import is_value
from builder.derive.staleness import RULES as STALE_RULES
from builder.derive.totals import WHY_NOT, Part, Total, totals_of


def line_words(dossier: Dossier, position: Position) -> str:
    """A line in words: whose, of what, and how it is held."""
    row = position.report.row
    title = one_line(row.security_title.value) if row.security_title else ""
    way = OWNERSHIP.get(position.wording.held, position.wording.held)
    nature = cells.text(row.nature_of_ownership) if position.wording.held == "I" else ""
    terms = _terms(position)
    held = f"{way} ({nature})" if nature else way
    people = listed([dossier.name(key) for key in position.owners]) or "an owner not named"
    return f"{people}: {title or 'security not named'}{terms}, {held}"


def _terms(position: Position) -> str:
    line = position.wording
    price = f" at {grouped(line.exercise_price)}" if line.exercise_price else ""
    expires = f", expiring {line.expiration}" if line.expiration else ""
    return f"{price}{expires}"


def line_step(dossier: Dossier, place: Place) -> Step:
    """Which line a row belongs to, and why."""
    joined = joined_by(place)
    lines = [f"{line_words(dossier, place.position)}.", JOINED_RULES[joined.rule]]
    if joined.before is not None:
        key = joined.before.key
        lines.append(f"The report before it on this line: {key}, as of {day_words(joined.before)}.")
    if joined.rule == "reworded" and joined.before is not None:
        was, now = line_of(joined.before.report.row), line_of(place.balance.report.row)
        lines.append(f"Its wording was “{' / '.join(filter(None, was))}”;"
                     f" here it is “{' / '.join(filter(None, now))}”.")  # fmt: skip
    return Step("Which line it belongs to", tuple(lines))


def day_words(balance: Balance) -> str:
    """The day that a balance speaks of."""
    return balance.as_of.isoformat() if balance.as_of else "no usable date"


def balance_step(dossier: Dossier, place: Place) -> Step:
    """The balance before, the rows since, this balance; and why it does not follow."""
    return Step("Does the balance follow", tuple(_balance_lines(dossier, place)))


def _balance_lines(dossier: Dossier, place: Place) -> Iterator[str]:
    here, history = place.balance, place.position.history
    if here.verdict == "part":
        at = next((i for i in range(place.at + 1, len(history))
                   if history[i].verdict != "part"), None)  # fmt: skip
        yield (
            f"The filing shows one balance, {grouped(here.balance)}, after several rows. It is"
            " checked once for all of them."
        )
        if at is not None:
            yield from _balance_lines(dossier, Place(place.position, at))
        return
    before = _checked_before(place)
    if before is not None and here.previous is not None:
        yield (
            f"Balance before: {grouped(here.previous)}, as of {day_words(before)} ({before.key})."
        )
        yield from _since(place)
    unit = " (an amount of money)" if is_value(here.report.row) else ""
    if here.balance is None:
        yield VERDICTS[here.verdict]
        return
    yield f"Balance as filed here: {grouped(here.balance)}{unit}, as of {day_words(here)}."
    if here.verdict == "closes":
        yield f"{sum_words(here)}. It follows."
    elif here.verdict == "gap":
        yield from gap_lines(dossier, here)
    else:
        yield VERDICTS[here.verdict]


def _checked_before(place: Place) -> Balance | None:
    earlier = reversed(place.position.history[: place.at])
    return next((each for each in earlier if each.verdict not in ("part", "unstated")), None)


MOST = 12  # rows since, listed one by one


def _since(place: Place) -> Iterator[str]:
    rows: list[Balance] = []
    for each in reversed(place.position.history[: place.at + 1]):
        if rows and each.verdict not in ("part", "unstated"):
            break
        rows.insert(0, each)
    moved = [each for each in rows if each.report.row.kind == "transaction"]
    for each in moved[:MOST]:
        by = signed(each.change) if each.change is not None else "an amount not stated"
        yield f"  {by:>14}  {each.key} (code {cells.text(each.report.row.transaction_code) or '?'})"
    if len(moved) > MOST:
        yield f"  … and {len(moved) - MOST:,} rows more"
    if not moved:
        yield "No transaction row stands between: this row only states what is held."


def gap_lines(dossier: Dossier, here: Balance) -> Iterator[str]:
    """What is missing from a balance, the reason and its proof."""
    gap = here.gap
    if gap is None:
        return
    more = "more" if gap > 0 else "less"
    yield f"{sum_words(here)}. The filing says {grouped(abs(gap))} {more}: it does not follow."
    yield REASONS.get(here.reason, REASONS["unexplained"])
    for proof in here.proofs:
        yield f"Proof: {proof_words(dossier, proof)}."


def now_step(dossier: Dossier, position: Position) -> Step:
    """What the page shows for a line."""
    held = dossier.held.get(id(position))
    newest = position.newest
    row = newest.report.row
    amount = grouped(newest.balance) if newest.balance is not None else "no number (only in a note)"
    what = "an amount of money" if is_value(row) else "in number"
    shown = f"{amount}, {what}, as of {day_words(newest)}"
    lines = [f"{shown}: the newest balance that was filed ({newest.key})."]
    if newest.balance == 0:
        lines.append("A balance of zero closes the line.")
    if held is not None and held.stale is not None:
        stale = held.stale
        lines.append(f"Marked “{stale.rule}”: {STALE_RULES[stale.rule]}")
        lines.append(f"Shown by {proof_words(dossier, stale.proof)}; day {stale.day}.")
    elif newest.balance != 0:
        lines.append("Nothing speaks against it still being so: it is not marked stale.")
    return Step("What is shown for the line now", tuple(lines))


def total_step(dossier: Dossier, position: Position) -> Step | None:
    """The totals of the people of a line in its class; derivatives are never added up."""
    if position.table != "I":
        return Step("The total", ("Derivatives are not added up: each grant stands for itself.",))
    lines: list[str] = []
    for key in position.owners:
        for total in totals_of(key, dossier.facts.held()):
            if total.title == position.wording.title:
                lines += total_lines(dossier, total)
    if not lines:
        return Step("The total", ("No open line of this class is left, so there is no total.",))
    return Step("The total", tuple(lines))


def total_lines(dossier: Dossier, total: Total) -> Iterator[str]:
    """A total with each of its parts, and what is left out with the reason."""
    counted = [part for part in total.parts if not part.why_not]
    made = f"{grouped(total.direct)} direct and {grouped(total.indirect)} indirect"
    if counted:
        yield (
            f"{dossier.name(total.owner)} holds {grouped(total.shares)} of"
            f" “{total.title or 'no title'}”: {made}."
        )
    else:
        yield f"{dossier.name(total.owner)}: no line of “{total.title or 'no title'}” can be added."
    rows = [_part(part) for part in total.parts]
    yield from (f"  {line}" for line in list(columns(("a", "b", "c", "d", "e"), rows, "b"))[1:])


def _part(part: Part) -> tuple[str, str, str, str, str]:
    at, position = part.held.at, part.held.position
    row = at.report.row
    way = OWNERSHIP.get(position.wording.held, position.wording.held)
    nature = cells.text(row.nature_of_ownership) if position.wording.held == "I" else ""
    return (
        "left out" if part.why_not else "counted",
        grouped(at.balance) if at.balance is not None else "no number",
        f"{way}{': ' if nature else ''}{nature}",
        f"as of {day_words(at)} ({at.key})",
        WHY_NOT.get(part.why_not, ""),
    )


def history_table(position: Position) -> Iterator[str]:
    """Every reported balance of a line, oldest first."""
    heads = ("Day", "Code", "Change", "Balance", "Before and since", "Check", "Stated in")
    rows = [
        (
            day_words(each),
            cells.text(each.report.row.transaction_code) or "holding",
            signed(each.change) if each.change and each.report.row.kind == "transaction" else "",
            grouped(each.balance) if each.balance is not None else "no number",
            "" if each.verdict == "part" else sum_words(each),
            check_words(each),
            str(each.key),
        )
        for each in position.history
    ]
    yield from (f"  {line}" for line in columns(heads, rows, "Change|Balance"))
