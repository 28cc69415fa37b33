"""Filings by month: every filing once, on the day on which it was filed.

A month with many filings is split by day, and a day with many into parts, so that no page is giant.
Where a day stands follows from how many filings each day has, so that lists can lead there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

from builder.ledger.glance import Glance
from builder.names.display_names import Shown
from builder.pages import cells
from builder.pages.addresses import insider_page, issuer_page, link
from builder.pages.markup import count, counted, literal
from builder.pages.page import Page, make_page
from builder.pages.tables import Column, table

TOP = "filings/"
ON_ONE_PAGE = 500
_UNDATED = "undated"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

Days = Mapping[str, int]  # how many filings each ISO day has; "" for those without any date
Names = Mapping[int, Shown]
Jump = tuple[str, str, str]  # words, small print, link


class Places:
    """On which page the filings of each day stand."""

    def __init__(self, days: Days) -> None:
        self.days = days
        self.months: dict[str, list[str]] = defaultdict(list)  # days of a month, newest first
        for day in sorted(days, reverse=True):
            self.months[day[:7]].append(day)

    def filings(self, month: str) -> int:
        """How many filings a month has."""
        return sum(self.days[day] for day in self.months[month])

    def is_split(self, month: str) -> bool:
        """Whether each day of a month has a page of its own."""
        return bool(month) and self.filings(month) > ON_ONE_PAGE

    def address(self, day: str) -> str:
        """Where the filings of a day are listed."""
        folder = month_page(day[:7])
        if self.is_split(day[:7]):
            return f"{folder}{day[8:]}/"
        return f"{folder}#{day}" if day else folder


def month_page(month: str) -> str:
    """Folder of a month's page; "" is the month of filings without any date."""
    return f"{TOP}{month or _UNDATED}/"


def month_name(month: str) -> str:
    """ "March 2025" for 2025-03."""
    year, _, number = month.partition("-")
    if not number:
        return "Without any date"
    if not number.isdigit() or not 1 <= int(number) <= len(_MONTHS):
        return month
    return f"{_MONTHS[int(number) - 1]} {year}"


def filing_lists(
    places: Places, of_year: Callable[[str], Sequence[Glance]], names: Names, *, sample: bool
) -> Iterator[Page]:
    """Every list of filings by month, newest first; ``of_year`` is asked for one year at a time."""
    yield _top(places, sample=sample)
    for year, months in groupby(places.months, key=lambda month: month[:4]):
        filings: dict[str, list[Glance]] = defaultdict(list)
        for filing in of_year(year):
            filings[filing.day].append(filing)
        for month in months:
            yield from _month(places, month, filings, names, sample=sample)


def _top(places: Places, *, sample: bool) -> Page:
    groups = []
    for year, months in groupby(places.months, key=lambda month: month[:4]):
        jumps = [
            (month_name(month), count(places.filings(month)), link(month_page(month), TOP))
            for month in months
        ]
        groups.append((year or "Without any date", _jumps(jumps)))
    return _page(
        TOP, "Filings by month", "All filings, by the day of filing", sum(places.days.values()),
        groups, sample=sample,
    )  # fmt: skip


def _month(
    places: Places, month: str, filings: Mapping[str, Sequence[Glance]], names: Names, *,
    sample: bool,
) -> Iterator[Page]:  # fmt: skip
    folder, title = month_page(month), f"Filings: {month_name(month)}"
    around = _around(list(places.months), month, month_page, month_name, folder)
    total = places.filings(month)
    days = places.months[month]
    jumps = [(day or "No date", count(places.days[day]), _inside(places, day)) for day in days]
    if not places.is_split(month) and total <= ON_ONE_PAGE:
        groups = [
            (day or "Without any date", filing_table(filings[day], folder, names)) for day in days
        ]
        yield _page(
            folder, title, "Filings by month", total, groups, sample=sample, around=around,
            jumps=jumps if len(days) > 1 else (),
        )  # fmt: skip
        return
    if month:
        yield _page(
            folder, title, "Filings by month", total, [], sample=sample, around=around, jumps=jumps
        )
    for day in days:
        yield from _day(places, day, filings[day], names, sample=sample)


def _inside(places: Places, day: str) -> str:
    """A day's place as the page of its month links to it."""
    address = places.address(day)
    _, _, anchor = address.partition("#")
    return f"#{anchor}" if anchor else link(address, month_page(day[:7]))


def _day(
    places: Places, day: str, filings: Sequence[Glance], names: Names, *, sample: bool
) -> Iterator[Page]:
    """A day of a large month, in as many parts as it takes."""
    top = places.address(day)
    parts = [
        filings[start : start + ON_ONE_PAGE] for start in range(0, len(filings), ON_ONE_PAGE)
    ] or [[]]
    folders = [top, *(f"{top}{number}/" for number in range(2, len(parts) + 1))]
    day_name = day or "Without any date"
    siblings = places.months[day[:7]]
    for number, (part, folder) in enumerate(zip(parts, folders, strict=True), 1):
        title = f"Filings: {day_name}" + (f", part {number}" if len(parts) > 1 else "")
        jumps = [
            (f"Part {other}", count(len(parts[other - 1])), link(target, folder))
            for other, target in enumerate(folders, 1)
        ]
        yield _page(
            folder, title, "Filings by day", len(filings),
            [(day_name, filing_table(part, folder, names))], sample=sample,
            around=_around(siblings, day, places.address, lambda each: each, folder)
            if day else [],
            jumps=jumps if len(parts) > 1 else (),
            up=(month_name(day[:7]), link(month_page(day[:7]), folder)) if day else None,
        )  # fmt: skip


def _around(
    ordered: Sequence[str], here: str, address: Callable[[str], str], name: Callable[[str], str],
    page: str,
) -> list[tuple[str, str]]:  # fmt: skip
    """What comes before and after in time, to step through; ``ordered`` is newest first."""
    at = ordered.index(here)
    found = []
    if at + 1 < len(ordered):
        found.append((f"← {name(ordered[at + 1])}", link(address(ordered[at + 1]), page)))
    if at:
        found.append((f"{name(ordered[at - 1])} →", link(address(ordered[at - 1]), page)))
    return found


def _page(  # noqa: PLR0913 - what one list page prints
    folder: str,
    title: str,
    kicker: str,
    total: int,
    groups: Sequence[tuple[str, str]],
    *,
    sample: bool,
    around: Sequence[tuple[str, str]] = (),
    jumps: Sequence[Jump] = (),
    up: tuple[str, str] | None = None,
) -> Page:
    steps = [*([up] if up else []), *around]
    if folder != TOP:
        steps.append(("all months", link(TOP, folder)))
    return make_page(
        "month",
        folder,
        title,
        f"{title}: {counted(total, 'filing')}.",
        name=title,
        kicker=kicker,
        fictional=sample,
        meta=counted(total, "filing") + ", by the day on which the SEC dates them",
        steps=" · ".join(f"[{words}]({target})" for words, target in steps),
        jumps=_jumps(jumps),
        groups=groups,
    )


def _jumps(jumps: Sequence[Jump]) -> str:
    if not jumps:
        return ""
    inside = " · ".join(
        f"[{words}]({target}) <small>{small}</small>" for words, small, target in jumps
    )
    return f'<div class="s16-letters" markdown>\n\n{inside}\n\n</div>'


def filing_table(filings: Sequence[Glance], page: str, names: Names) -> str:
    """Filings of one day: when accepted, form, issuer, insider, what is reported."""
    rows = [
        [
            _source(each, page),
            f"Form {literal(each.form)}" if each.form else "Form not stated",
            _party(each.issuer, each.issuer_name, "Issuer not stated", issuer_page, page, names),
            _owners(each, page, names),
            gist(each),
        ]
        for each in filings
    ]
    columns = [
        Column("Accepted"), Column("Form"), Column("Issuer"), Column("Insider"), Column("Reports"),
    ]  # fmt: skip
    return table("list", columns, rows)


def _source(each: Glance, page: str) -> str:
    """The minute of acceptance, and its day where that is another, leading to the filing."""
    when = (each.accepted or "")[:16].replace("T", " ")
    day, _, minute = when.partition(" ")
    text = minute if day == each.day else when
    target = f"{issuer_page(each.issuer)}{each.day[:4] or 0}/#{each.accession}"
    return f"[{text or 'filing'} <small>{literal(each.accession)}</small>]({link(target, page)})"


def _owners(each: Glance, page: str, names: Names) -> str:
    if not each.owners:
        return "not stated"
    text = (
        _party(each.owner, each.owner_name, "unnamed", insider_page, page, names)
        if each.owner
        else literal(each.owner_name) or "unnamed"
    )
    return f"{text} <small>+{each.owners - 1} joint</small>" if each.owners > 1 else text


def _party(  # noqa: PLR0913, PLR0917 - whom, under which name, and from where
    key: int, filed: str | None, none: str, address: Callable[[int], str], page: str, names: Names
) -> str:
    known = names.get(key)
    text = literal(known.name if known else filed) or none
    return f"[{text}]({link(address(key), page)})"


def gist(each: Glance) -> str:
    """The codes that a filing reports, each with its word; or what else it is."""
    if each.codes:
        return ", ".join(
            f"**{literal(code)}** {cells.CODE_WORDS.get(code, '')}".strip() for code in each.codes
        )
    if each.is_nothing_owned:
        return "nothing owned"
    return counted(each.holdings, "holding") if each.holdings else "no rows"
