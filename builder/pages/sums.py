"""What an insider holds of each class: totals with their parts, and what they leave out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from builder.derive.reports import Report
from builder.derive.totals import Part, Total
from builder.pages import cells
from builder.pages.checks import folded
from builder.pages.markup import count, counted, literal, number
from builder.pages.notes import joined
from builder.pages.rules import rule_link
from builder.pages.tables import Column, table

CLASSES = 100  # that the page of an insider adds up: the newest
FEW = 4  # lines of a total that stand open
LINES = 40  # that open on request


def totals_table(totals: Sequence[Total], page: str) -> str:
    """One row an issuer and class: direct, indirect, together, and the lines it is made of."""
    shown = sorted(totals, key=_newest, reverse=True)[:CLASSES]
    rows = [_row(total, page) for total in sorted(shown, key=_by_issuer)]
    if len(totals) > len(shown):
        rest = f"and {count(len(totals) - len(shown))} more classes, on the pages of their issuers"
        rows.append([rest, *[""] * 7])
    columns = [
        Column("Issuer"), Column("Class"), Column("Direct", "right"), Column("Indirect", "right"),
        Column("Together", "right"), Column("As of"), Column("Made of"), Column("Left out"),
    ]  # fmt: skip
    return table("totals", columns, rows)


def _row(total: Total, page: str) -> list[str]:
    newest = max(part.held.at.report for part in total.parts)
    inside = [part for part in total.parts if not part.why_not]
    outside = [part for part in total.parts if part.why_not]
    title = newest.row.security_title
    return [
        cells.issuer(newest.filing, page),
        literal(title.value if title else None) or literal(total.title) or "untitled",
        _sum(total.direct, _of(inside, "D")),
        _sum(total.indirect, _of(inside, "I")),
        _sum(total.shares, inside),
        _as_of(inside),
        _listed(inside, lambda part: _part(part) + _share(part, total, inside)) or "no line",
        _listed(outside, lambda part: f"{_part(part)}: {_why(part, page)}"),
    ]


def _newest(total: Total) -> tuple[Report, int, str]:
    return max(part.held.at.report for part in total.parts), total.issuer, total.title


def _by_issuer(total: Total) -> tuple[str, int, str]:
    newest = max(part.held.at.report for part in total.parts)
    return (newest.filing.issuer.name or "").casefold(), total.issuer, total.title


def _as_of(parts: Sequence[Part]) -> str:
    """The newest day of what is added up, and the oldest where they differ."""
    days = sorted({part.held.at.as_of for part in parts if part.held.at.as_of})
    if not days:
        return ""
    older = f"<small>from {days[0]}</small>" if len(days) > 1 else ""
    return joined([f'<span class="s16-derived">{days[-1]}</span>', older], "<br>")


def _of(parts: Iterable[Part], held: str) -> list[Part]:
    return [part for part in parts if part.held.position.wording.held == held]


def _sum(value: Decimal, parts: Sequence[Part]) -> str:
    """A sum of something; where nothing is added up it is not zero, but nothing."""
    return f'<span class="s16-derived">{number(f"{value:f}")}</span>' if parts else ""


def _listed(parts: Sequence[Part], said: Callable[[Part], str]) -> str:
    """A few lines as they are, many on request: the largest, and how many more."""
    if len(parts) <= FEW:
        return "<br>".join(said(part) for part in parts)
    largest = sorted(parts, key=lambda part: -(part.shares or 0))[:LINES]
    more = [f"and {count(len(parts) - LINES)} more"] if len(parts) > LINES else []
    return folded(counted(len(parts), "line"), [*map(said, largest), *more])


def _part(part: Part) -> str:
    wording, row = part.held.position.wording, part.held.at.report.row
    how = "direct"
    if wording.held != "D":
        how = cells.plain(row.nature_of_ownership) or "indirect"
    more = len(part.held.position.owners) - 1
    joint = f" (with {counted(more, 'other')})" if more else ""
    stated = number(f"{part.shares:f}") if part.shares is not None else "no number"
    return f"{stated} {how}{joint}"


def _share(part: Part, total: Total, inside: Sequence[Part]) -> str:
    """What part of the total a line is, where there are several."""
    if len(inside) < 2 or not total.shares or part.shares is None:
        return ""
    tenths = part.shares * 100 / total.shares
    if 0 < tenths < _LEAST:
        return " <small>under 0.1 %</small>"
    return f" <small>{tenths.quantize(_LEAST)} %</small>"


_LEAST = Decimal("0.1")


def _why(part: Part, page: str) -> str:
    stale = part.held.stale
    if part.why_not == "stale" and stale is not None:
        return rule_link("stale", stale.rule, page, STALE_WORDS[stale.rule])
    return rule_link("total", part.why_not, page, literal(part.why_not))


STALE_WORDS = {"stale": "stale", "exit": "last known", "expired": "expired"}
