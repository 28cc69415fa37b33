"""Which filing an amendment amends.

An amendment gives no accession number, only a date: the day on which the original was filed,
if the filer typed it right. The rules of section 4.4 of the forms reference are tried in order,
the surest first, each under its own name. Only filings about the same issuer, with a reporting
owner in common and known before the amendment, are ever considered. Filings that fit equally
well are listed beside the one that was chosen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from builder.derive.amended_rows import event_of
from builder.derive.reports import after
from builder.model import Filing, Row

LINK_RULES: dict[str, str] = {
    "filing-date": (
        "The filing of the same form, issuer and insider on the day that the amendment gives as"
        " the day of the original submission."
    ),
    "previous-amendment": (
        "The day that the amendment gives as the day of the original submission is the day of an"
        " earlier amendment, which this one amends again."
    ),
    "near-date": (
        "No such filing is known of the day that the amendment gives, but one of the same period"
        " of report, or with the same transactions, is known of a day up to three days away."
    ),
    "trade-date": (
        "The day that the amendment gives is no day of filing but the day of a transaction or the"
        " period of report, and exactly one earlier filing reports it."
    ),
    "year-slip": (
        "The day that the amendment gives is the filing day of an earlier report of the same"
        " period or transactions, but for the year."
    ),
    "same-original": (
        "The original is not in this set, but an earlier amendment names the same day of original"
        " submission: both amend the same report."
    ),
    "other-form": (
        "The filing of that day by the same insider is of another form: a Form 4 may be corrected"
        " by a 5/A, or the other way round."
    ),
    "same-period": (
        "Nothing fits the day that the amendment gives, if it gives one; an earlier filing of the"
        " same form has the same period of report."
    ),
    "own-day": (
        "The day that the amendment gives is the day on which it was filed itself, and no report of"
        " that day is in this set: it may be the first report itself. All its rows count as new."
    ),
    "later-date": (
        "The day that the amendment gives is later than its own filing day, and nothing else ties"
        " it to a filing. All its rows count as new."
    ),
    "not-in-set": (
        "The filing that it amends is not in this set. All its rows count as new."
    ),
    "no-date": (
        "It gives no day of original submission, and no earlier filing has its period of report."
        " All its rows count as new."
    ),
    "no-issuer": (
        "It names no issuer, so nothing ties it to another filing. All its rows count as new."
    ),
    "no-owner": (
        "It names no reporting owner, so nothing ties it to another filing. All its rows count as"
        " new."
    ),
}  # fmt: skip

NEAR = timedelta(days=3)
_TRANSACTIONS = frozenset({"4", "5"})  # the forms that report transactions: one corrects the other


class Link(NamedTuple):
    """An amendment, and the filing that it amends as far as that can be told."""

    amendment: str
    original: str | None  # the filing that it amends directly; may itself be an amendment
    root: str | None  # the first filing of the chain
    rule: str  # key of LINK_RULES: how it was found, or why there is none
    rivals: tuple[str, ...] = ()  # other filings that fitted equally


def base_form(filing: Filing) -> str | None:
    """The form without "/A": a 4/A corrects a 4."""
    return filing.form.removesuffix("/A") if filing.form is not None else None


def moment(filing: Filing) -> tuple[date, datetime, str]:
    """When a filing was known: by day, acceptance, accession number (oddity 74).

    Within a day, a report of unknown acceptance came before an amendment.
    """
    # acceptance times are Eastern, naive, like all of them
    unknown = datetime.max if filing.is_amendment else datetime.min  # noqa: DTZ901
    return filing.known_day or date.min, filing.accepted or unknown, filing.accession


def link_amendments(filings: Sequence[Filing]) -> dict[str, Link]:
    """The link of every amendment among the filings of one issuer, sorted by :func:`moment`."""
    return _Linker(filings).links


Rule = Callable[["_Case"], list[Filing]]
# the events of a filing's rows with the day of each transaction, and the same with their numbers
Rows = tuple[Counter[tuple[Hashable, date | None]], Counter[Hashable]]


class _Linker:
    """Links each amendment in turn, so that chains find the links before them."""

    def __init__(self, filings: Sequence[Filing]) -> None:
        self.links: dict[str, Link] = {}
        self._rows: dict[str, Rows] = {}
        by_owner: dict[int, list[Filing]] = {}
        for filing in filings:
            owners = owner_keys(filing)
            if filing.is_amendment:
                earlier = {f.accession: f for owner in owners for f in by_owner.get(owner, ())}
                self.links[filing.accession] = self._link(filing, list(earlier.values()))
            for owner in owners:
                by_owner.setdefault(owner, []).append(filing)

    def _link(self, filing: Filing, earlier: list[Filing]) -> Link:
        if not filing.issuer.key:
            return Link(filing.accession, None, None, "no-issuer")
        if not owner_keys(filing):
            return Link(filing.accession, None, None, "no-owner")
        case = _Case(self, filing, earlier)
        for name, rule in _RULES:
            fitting = rule(case)
            if fitting:
                return self._best(case, name, fitting)
        return Link(filing.accession, None, None, _why_none(filing))

    def _best(self, case: _Case, rule: str, fitting: Sequence[Filing]) -> Link:
        ranked = sorted(fitting, key=lambda each: (case.fit(each), moment(each)), reverse=True)
        best = ranked[0]
        root = self.root_of(best)
        rivals = {
            other.accession
            for other in ranked[1:]
            if case.fit(other) == case.fit(best) and self.root_of(other) != root
        }
        amendment = case.filing.accession
        return Link(amendment, best.accession, root, rule, tuple(sorted(rivals)))

    def root_of(self, filing: Filing) -> str:
        """The first filing of the chain that a filing is in; itself if it amends none."""
        link = self.links.get(filing.accession)
        return link.root if link is not None and link.root is not None else filing.accession

    def rows_of(self, filing: Filing) -> Rows:
        """The events of a filing's rows, and the same with their numbers."""
        found = self._rows.get(filing.accession)
        if found is None:
            events = [_event(row) for row in filing.rows]
            numbers = [_numbers(row) for row in filing.rows]
            found = Counter(events), Counter(zip(events, numbers, strict=True))
            self._rows[filing.accession] = found
        return found


def _event(row: Row) -> tuple[Hashable, date | None]:
    # a holding has no day: without its balance it would be like every other of its line
    if row.kind == "holding":
        return (event_of(row), after(row)), None
    return event_of(row), row.transaction_date.value if row.transaction_date else None


def _numbers(row: Row) -> Hashable:
    size = row.transaction_shares or row.transaction_total_value
    price = row.transaction_price_per_share
    return (size and size.value, price and price.value, after(row))


def owner_keys(filing: Filing) -> set[int]:
    """Who reports; an owner of whom nothing is known (key 0) is nobody."""
    return {owner.key for owner in filing.owners} - {0}


class _Case:
    """One amendment and the earlier filings by its people."""

    def __init__(self, linker: _Linker, filing: Filing, earlier: list[Filing]) -> None:
        self._linker = linker
        self.filing = filing
        self.earlier = earlier
        form = base_form(filing)
        self.same_form = [each for each in earlier if base_form(each) == form]
        self.other_forms = [
            each for each in earlier if base_form(each) != form and base_form(each) in _TRANSACTIONS
        ]
        self._fits: dict[str, tuple[int, ...]] = {}

    def fit(self, other: Filing) -> tuple[int, ...]:
        """How well a filing fits: same period, rows in common, then owners, then nearness."""
        found = self._fits.get(other.accession)
        if found is None:
            ours, theirs = self._linker.rows_of(self.filing), self._linker.rows_of(other)
            typed, day = self.filing.original_filed, other.known_day
            found = (
                int(self.filing.period is not None and self.filing.period == other.period),
                (ours[0] & theirs[0]).total(),
                (ours[1] & theirs[1]).total(),
                len(owner_keys(self.filing) & owner_keys(other)),
                -abs((typed - day).days) if typed and day else 0,
            )
            self._fits[other.accession] = found
        return found

    def supported(self, filings: Iterable[Filing]) -> list[Filing]:
        """Those with more in common than a day: the period of report, or a transaction.

        Holdings are restated in form after form, so they say nothing; but a Form 3 has no more.
        """
        return [each for each in filings if self.fit(each)[0] or self.shares_event(each)]

    def shares_event(self, other: Filing) -> bool:
        """True if both report a transaction; if both are on Form 3, a holding."""
        common = self._linker.rows_of(self.filing)[0] & self._linker.rows_of(other)[0]
        return any(day is not None for _, day in common) or (
            bool(common) and base_form(self.filing) == "3"
        )


def _filed_then(case: _Case) -> list[Filing]:
    typed = case.filing.original_filed
    if typed is None:
        return []
    return [each for each in case.same_form if each.filed == typed and not each.is_amendment]


def _amended_then(case: _Case) -> list[Filing]:
    typed = case.filing.original_filed
    if typed is None:
        return []
    return [each for each in case.same_form if each.filed == typed and each.is_amendment]


def _near(case: _Case) -> list[Filing]:
    typed = case.filing.original_filed
    if typed is None:
        return []
    near = [each for each in case.same_form if each.known_day and _is_near(typed, each.known_day)]
    return _reports_first(case.supported(near))


def _near_with_event(case: _Case) -> list[Filing]:
    return [each for each in _near(case) if case.shares_event(each)]


def _is_near(one: date, other: date) -> bool:
    return abs(one - other) <= NEAR


def _reports_first(filings: Sequence[Filing]) -> list[Filing]:
    return [each for each in filings if not each.is_amendment] or list(filings)


def _traded_then(case: _Case) -> list[Filing]:
    typed = case.filing.original_filed
    found = [
        each
        for each in case.same_form
        if not each.is_amendment and typed is not None and _reports_day(each, typed)
    ]
    found = case.supported(found)
    return found if len(found) == 1 else []


def _reports_day(filing: Filing, day: date) -> bool:
    return filing.period == day or any(
        row.transaction_date is not None and row.transaction_date.value == day
        for row in filing.rows
    )


def _another_year(case: _Case) -> list[Filing]:
    typed = case.filing.original_filed
    if typed is None:
        return []
    found = [
        each
        for each in case.same_form
        if each.filed is not None and (each.filed.month, each.filed.day) == (typed.month, typed.day)
    ]
    return _reports_first(case.supported(found))


def _another_year_with_event(case: _Case) -> list[Filing]:
    return [each for each in _another_year(case) if case.shares_event(each)]


def _same_original(case: _Case) -> list[Filing]:
    typed = case.filing.original_filed
    if typed is None:
        return []
    return case.supported(
        each for each in case.same_form if each.is_amendment and each.original_filed == typed
    )


def _other_form(case: _Case) -> list[Filing]:
    typed = case.filing.original_filed
    if typed is None or base_form(case.filing) not in _TRANSACTIONS:
        return []
    return case.supported(
        each for each in case.other_forms if each.filed == typed and not each.is_amendment
    )


def _of_period(case: _Case) -> list[Filing]:
    period = case.filing.period
    if period is None:
        return []
    return _reports_first([each for each in case.same_form if each.period == period])


def _why_none(filing: Filing) -> str:
    typed, day = filing.original_filed, filing.known_day
    if typed is None:
        return "no-date"
    if day is None or typed < day:
        return "not-in-set"
    return "own-day" if typed == day else "later-date"


# In order. A filing of the very day that is given, about which nothing else speaks, stands behind
# filings with a transaction in common, and before those that have only the period of report.
_RULES: tuple[tuple[str, Rule], ...] = (
    ("filing-date", lambda case: case.supported(_filed_then(case))),
    ("previous-amendment", lambda case: case.supported(_amended_then(case))),
    ("near-date", _near_with_event),
    ("trade-date", _traded_then),
    ("year-slip", _another_year_with_event),
    ("same-original", _same_original),
    ("other-form", _other_form),
    ("filing-date", _filed_then),
    ("previous-amendment", _amended_then),
    ("near-date", _near),
    ("year-slip", _another_year),
    ("same-period", _of_period),
)
