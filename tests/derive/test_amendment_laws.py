"""Laws of amendments: whatever is filed, in whatever order, every row has one fate."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from builder.derive.amendments import RULES, derive_amendments
from builder.derive.keys import key_of
from builder.model import Filing
from tests.derive.amending import amendment, held, option, report, rows_that_count, sold
from tests.forms import Cells, owner_xml

DAY = date(2024, 5, 3)
ROWS: tuple[tuple[str, Cells], ...] = (
    sold(100, 900),
    sold(200, 700),
    sold(150, 850),
    sold(100, 900, transactionDate="2024-05-02"),
    sold(100, 900, transactionCode="F"),
    sold(100, 500, directOrIndirectOwnership="I", natureOfOwnership="By Trust"),
    sold(100, 900, transactionPricePerShare=("", "F1")),
    held(),
    held(sharesOwnedFollowingTransaction="600"),
    held(natureOfOwnership=("See footnote", "F1")),
    option(),
    option(conversionOrExercisePrice="12"),
)
TEXTS = (
    "",
    "This amendment restates the form in its entirety.",
    "The sale of 200 shares was reported in error.",
    "To report a sale that was inadvertently omitted.",
    "Please disregard the original filing.",
    "All other information remains unchanged.",
)
OWNERS = (owner_xml(), owner_xml("9000000202", "ROE RICHARD"))


@cache
def _form(form: str, rows: tuple[int, ...], text: str, owners: tuple[int, ...]) -> Filing:
    made = amendment if form.endswith("/A") else report
    return made(
        1,
        [ROWS[index] for index in rows],
        form=form,
        footnotes={"F1": "Held by the Alder Family Trust."},
        remarks=text,
        owners=[OWNERS[index] for index in owners],
    )


@st.composite
def filed(draw: st.DrawFn) -> list[Filing]:
    """Up to six reports and amendments of two insiders, within a few days of each other."""
    filings = []
    for number in range(draw(st.integers(1, 6))):
        form = draw(st.sampled_from(["4", "4", "4/A", "4/A", "4/A", "5/A"]))
        rows = draw(st.lists(st.integers(0, len(ROWS) - 1), max_size=7))
        owners = draw(st.sampled_from([(0,), (0,), (1,), (0, 1)]))
        filing = _form(form, tuple(rows), draw(st.sampled_from(TEXTS)), owners)
        day = DAY + timedelta(days=draw(st.integers(0, 4)))
        typed = DAY + timedelta(days=draw(st.integers(0, 4)))
        hour = draw(st.none() | st.integers(8, 20))
        filings.append(
            filing._replace(
                accession=f"9000000001-24-{number:06d}",
                filed=day,
                accepted=datetime(day.year, day.month, day.day, hour) if hour else None,  # noqa: DTZ001 - Eastern, naive, like all of them
                original_filed=typed if filing.is_amendment and draw(st.booleans()) else None,
            )
        )
    return filings


@given(filed(), st.randoms(use_true_random=False))
def test_the_order_of_filings_changes_nothing(filings: list[Filing], random: object) -> None:
    shuffled = list(filings)
    random.shuffle(shuffled)  # type: ignore[attr-defined] # a random.Random that Hypothesis makes
    assert derive_amendments(shuffled) == derive_amendments(filings)


@given(filed())
def test_deriving_twice_and_duplicates_change_nothing(filings: list[Filing]) -> None:
    assert derive_amendments([*filings, *filings]) == derive_amendments(filings)


@given(filed(), st.randoms(use_true_random=False))
def test_amendments_may_arrive_in_any_order(filings: list[Filing], random: object) -> None:
    """What counts in the end is the same, whatever was derived from the filings on the way."""
    arriving = list(filings)
    random.shuffle(arriving)  # type: ignore[attr-defined] # likewise
    known: list[Filing] = []
    for filing in arriving:
        known.append(filing)
        amended = derive_amendments(known)
    assert rows_that_count(known, amended) == rows_that_count(filings)


@given(filed())
def test_every_row_counts_or_is_superseded_once_for_a_reason(filings: list[Filing]) -> None:
    found = derive_amendments(filings)
    every = {key_of(filing, row) for filing in filings for row in filing.rows}
    assert found.superseded.keys() <= every
    assert found.disputed.keys() <= every - found.superseded.keys()
    for key, gone in found.superseded.items():
        assert gone.row == key
        assert gone.rule in RULES
        assert (gone.other is None) == (gone.why == "withdrawn") == (gone.proof is not None)


@given(filed())
def test_every_row_of_an_amendment_has_one_fate_and_so_has_every_row_before_it(
    filings: list[Filing],
) -> None:
    found = derive_amendments(filings)
    for filing in filings:
        if not filing.is_amendment:
            assert filing.accession not in found.changes
            continue
        changes = found.changes[filing.accession]
        own = [change.row for change in changes if change.row.accession == filing.accession]
        assert sorted(own) == sorted(key_of(filing, row) for row in filing.rows)
        others = [change.other or change.row for change in changes if change.fate != "added"]
        assert max(Counter(others).values(), default=1) == 1


@given(filed())
def test_whatever_takes_a_rows_place_leads_to_one_that_counts_or_was_withdrawn(
    filings: list[Filing],
) -> None:
    found = derive_amendments(filings)
    for key in found.superseded:
        other, seen = found.superseded[key].other, {key}
        while other is not None and other in found.superseded:
            assert other not in seen
            seen.add(other)
            other = found.superseded[other].other


@given(filed())
def test_only_a_withdrawal_makes_the_rows_that_count_fewer(filings: list[Filing]) -> None:
    found = derive_amendments(filings)
    withdrawn = [gone for gone in found.superseded.values() if gone.why == "withdrawn"]
    originals = sum(len(filing.rows) for filing in filings if not filing.is_amendment)
    assert len(rows_that_count(filings, found)) >= originals - len(withdrawn)
    assert not any(found.links[gone.by].rivals for gone in withdrawn)


@given(filed())
def test_an_amendment_amends_something_earlier_by_the_same_people(filings: list[Filing]) -> None:
    found = derive_amendments(filings)
    by_accession = {filing.accession: filing for filing in filings}
    for accession, link in found.links.items():
        assert link.rule in RULES
        if link.original is None:
            assert link.root is None
            continue
        amends, fixed = by_accession[link.original], by_accession[accession]
        assert amends.filed is not None
        assert fixed.filed is not None
        assert amends.filed <= fixed.filed
        assert {owner.key for owner in amends.owners} & {owner.key for owner in fixed.owners}


@given(filed())
def test_an_amendment_without_transactions_removes_none(filings: list[Filing]) -> None:
    found = derive_amendments(filings)
    trades = {
        filing.accession: any(row.kind == "transaction" for row in filing.rows)
        for filing in filings
    }
    kinds = {key_of(filing, row): row.kind for filing in filings for row in filing.rows}
    for key, gone in found.superseded.items():
        if gone.why == "withdrawn" and not trades[gone.by]:
            assert kinds[key] == "holding"


@given(filed())
def test_another_insiders_filings_change_nothing(filings: list[Filing]) -> None:
    """Filings of people who never file together are settled apart."""
    apart = [filing for filing in filings if len(filing.owners) == 1]
    first = [filing for filing in apart if filing.owners[0].cik == 9000000101]
    whole, alone = derive_amendments(apart), derive_amendments(first)
    keys = {filing.accession for filing in first}
    assert {a: link for a, link in whole.links.items() if a in keys} == alone.links
    assert {k: s for k, s in whole.superseded.items() if k.accession in keys} == alone.superseded
