"""Filings that contradict themselves or each other derive to something stated and flagged."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from builder.derive.counting import Known, reasons
from builder.derive.facts import Across, Facts, facts_of_issuer
from builder.derive.totals import totals_of
from builder.model import Filing
from tests.derive.stories import JANE, filed, holding, row
from tests.forms import filing_of, form_xml, owner_xml


def derived(*filings: Filing) -> Facts:
    return facts_of_issuer(filings)[0]


def across(*filings: Filing) -> Across:
    return facts_of_issuer(filings)[1]


def test_two_originals_for_one_amendment_are_both_named() -> None:
    first = filed(2, row("S", 10, 90), day="2024-05-02")
    second = filed(3, row("S", 10, 90), day="2024-05-02", accepted="2024-05-02T17:00:00")
    fixed = filed(6, row("S", 12, 88), form="4/A", period="2024-05-02", amends="2024-05-02")
    (link,) = derived(first, second, fixed).amended.links.values()
    assert {link.original, *link.rivals} == {first.accession, second.accession}


def test_a_balance_below_zero_is_shown_and_in_no_total() -> None:
    facts = derived(filed(1, holding("-5")))
    (total,) = totals_of(int(JANE[0]), facts.held())
    assert [part.why_not for part in total.parts] == ["negative"]
    assert total.shares == 0


def test_a_trade_in_2035_is_dated_by_the_period_and_flagged() -> None:
    facts = derived(filed(2, row("S", 10, 90, day="2035-05-02")))
    assert [o.used for o in next(iter(facts.odd_dates.values()))][-1] == date(2024, 5, 2)
    assert facts.positions[0].newest.as_of == date(2024, 5, 2)


def test_an_issuer_that_owns_itself_is_out_of_screens() -> None:
    itself = ("9000000001", "Example Works Inc")
    filing = filed(1, row("P", 10, 10), people=(itself,))
    assert "self-filing" in [each.rule for each in reasons(filing, filing.rows[0], Known())]


def test_an_owner_who_is_an_issuer_elsewhere_holds_as_anybody_does() -> None:
    company = ("9000000777", "Holding Company Inc")
    facts = derived(filed(1, row("P", 10, 10), people=(company,)))
    assert [p.balance.value for p in facts.positions if p.balance] == [10]


def test_ninety_nine_notes_on_one_cell_are_read() -> None:
    notes = {f"F{n}": f"Includes {n} shares of plan {n}." for n in range(1, 100)}
    cell = ("105", *notes)
    facts = derived(filed(1, holding(100)), filed(2, row("S", 10, cell), notes=notes))
    assert [b.gap for p in facts.positions for b in p.history if b.verdict == "gap"] == [15]


def test_parties_without_a_cik_are_told_apart_by_name() -> None:
    owners = [owner_xml("", "DOE JANE"), owner_xml("0", "ROE SAM")]
    filing = filing_of(form_xml(owners=owners, issuer=("", "Numberless", "")))
    assert len({key for p in derived(filing).positions for key in p.owners}) == 2


def test_a_filing_without_owner_and_issuer_still_has_its_line() -> None:
    filing = filing_of(form_xml(issuer=("", "", "")))._replace(owners=())
    assert len(derived(filing).positions) == 1


def test_an_amendment_that_names_its_own_day_amends_nothing() -> None:
    itself = filed(6, row("S", 12, 88), form="4/A", amends="2024-05-06")
    (link,) = derived(itself).amended.links.values()
    assert link.original is None


def test_an_amendment_of_a_day_to_come_amends_nothing() -> None:
    later = filed(9, row("S", 10, 90))
    early = filed(6, row("S", 12, 88), form="4/A", amends="2024-05-09")
    (link,) = derived(later, early).amended.links.values()
    assert link.original is None


def test_one_form_under_two_numbers_counts_once() -> None:
    story = [filed(1, holding(100)), filed(2, row("S", 10, 90)),
             filed(3, row("S", 10, 90), period="2024-05-02")]  # fmt: skip
    facts = derived(*story)
    assert [twin.rule for twin in facts.repeated.values()] == ["filed-twice"]
    assert [b.verdict for p in facts.positions for b in p.history] == ["first", "closes"]


def test_a_row_without_a_letter_is_not_checked() -> None:
    facts = derived(filed(1, holding(100)), filed(2, row("S", 10, 90, way="?")))
    assert [b.verdict for p in facts.positions for b in p.history] == ["first", "unchecked"]


def test_a_number_of_forty_digits_keeps_every_digit() -> None:
    huge = "1" + "0" * 39 + "7"
    facts = derived(filed(1, row("P", huge, huge)), filed(2, row("S", 7, "1" + "0" * 40)))
    assert [b.balance for p in facts.positions for b in p.history] == [
        Decimal(huge), Decimal("1" + "0" * 40),
    ]  # fmt: skip
    assert [b.verdict for p in facts.positions for b in p.history] == ["first", "closes"]


def test_a_thousand_rows_run_on_to_the_last() -> None:
    rows = [row("S", 1, 1000 - n) for n in range(1, 1001)]
    (position,) = derived(filed(1, *rows)).positions
    assert position.balance is not None
    assert position.balance.value == 0
    assert len(position.history) == 1000


def test_titles_that_say_nothing_are_a_line_of_their_own() -> None:
    facts = derived(filed(1, holding(10, title=""), holding(20)))
    assert len(facts.positions) == 2


def test_without_any_date_the_balance_has_no_day() -> None:
    data = form_xml([holding(10)], period="", signature=("x", ""))
    filing = filing_of(data, "9000000001-24-000001")
    assert filing.known_day is None
    assert [b.as_of for p in derived(filing).positions for b in p.history] == [None]


def test_of_a_form_taken_back_whole_no_row_counts() -> None:
    original = filed(2, row("S", 10, 90))
    words = "The original Form 4 was filed in error and should be disregarded in its entirety."
    taken_back = filed(6, holding(100), form="4/A", period="2024-05-02", amends="2024-05-02",
                       remarks=words)  # fmt: skip
    facts = derived(original, taken_back)
    gone, disputed = facts.amended.superseded, facts.amended.disputed
    assert {key.accession for key in (*gone, *disputed)} == {original.accession}
