"""What two filings both report is counted once: one fact of it per test."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.derive.holders import holders_of
from builder.derive.keys import Proof, RowKey
from builder.derive.parts import part_of
from builder.derive.trades import trades_of
from builder.derive.twins import RULES, Joint, Split, Twin, derive_twins
from builder.errors import OtherInput
from builder.filings.reader import read_filing
from builder.model import Cell, Filing, Owner
from tests.forms import Cells, filing_of, form_xml, owner_xml, sale

DAY = date(2024, 5, 2)
FUND = "Example Growth Fund II, L.P."


def filed(
    number: int,
    owners: Sequence[int],
    rows: Sequence[tuple[str, Cells]] = (sale(),),
    *,
    filed_on: date | None = DAY,
    accession: str = "9000000001-24-{:06}",
    names: Mapping[int, str] | None = None,
    remarks: str = "",
    form: str = "4",
    footnotes: Mapping[str, str] | None = None,
) -> Filing:
    """A filing of the owners with these numbers, filed and accepted in the order of its number."""
    known = names or {}
    xml = form_xml(
        rows,
        form=form,
        owners=[owner_xml(str(9000000100 + n), known.get(n, f"DOE {n}")) for n in owners],
        remarks=remarks,
        footnotes=footnotes,
    )
    accepted = datetime(2024, 5, 2, 16, 0, number % 60)  # noqa: DTZ001 - Eastern, naive
    return filing_of(xml, accession.format(number))._replace(filed=filed_on, accepted=accepted)


def by_fund(nature: str = f"By {FUND}", **cells: str | tuple[str, ...]) -> tuple[str, Cells]:
    """A sale by a fund, as one of its partners reports it."""
    return sale(
        **{"directOrIndirectOwnership": "I", "natureOfOwnership": nature} | cells,
    )


def joint(*filings: Filing) -> Joint:
    return derive_twins(trades_of(filings))


def pairs(*filings: Filing) -> list[tuple[str, str, str]]:
    """Each twin: number and row of itself, of what it repeats, and the rule."""

    def short(key: RowKey) -> str:
        return f"{int(key.accession[-6:])}:{key.table}:{key.row}"

    found = joint(*filings).twins.values()
    return [(short(twin.row), short(twin.of), twin.rule) for twin in found]


# Groups larger than a form

TEN = range(1, 11)


def test_a_group_of_twelve_in_two_filings_is_counted_once() -> None:
    found = joint(filed(1, TEN), filed(2, [11, 12]))
    assert found.twins == {
        RowKey("9000000001-24-000002", "I", 1): Twin(
            RowKey("9000000001-24-000002", "I", 1),
            RowKey("9000000001-24-000001", "I", 1),
            "split-group",
        )
    }
    split = Split(("9000000001-24-000001", "9000000001-24-000002"), "split-group")
    assert found.splits == (split,)


def test_an_eleventh_member_alone_is_still_of_the_group() -> None:
    assert pairs(filed(1, TEN), filed(2, [11])) == [("2:I:1", "1:I:1", "split-group")]


def test_a_group_over_three_filings_points_to_the_first() -> None:
    found = pairs(filed(3, [21, 22]), filed(2, range(11, 21)), filed(1, TEN))
    assert found == [("2:I:1", "1:I:1", "split-group"), ("3:I:1", "1:I:1", "split-group")]


def test_a_group_that_one_form_could_take_is_no_split_group() -> None:
    assert pairs(filed(1, [1, 2]), filed(2, [3, 4])) == []


def test_ten_members_in_two_filings_are_no_split_group() -> None:
    assert pairs(filed(1, range(1, 5)), filed(2, range(5, 11))) == []


def test_a_group_with_a_filing_of_unknown_owners_is_not_known_to_be_one() -> None:
    unknown = filed(3, [12])._replace(owners=())
    assert pairs(filed(1, TEN), filed(2, [11]), unknown) == []


def test_without_numbers_of_filings_nobody_knows_who_sent_them() -> None:
    local = (filed(1, TEN, accession="local-{:016}"), filed(2, [11, 12], accession="local-{:016}"))
    assert joint(*local).twins == {}


def test_without_a_day_of_filing_nobody_knows_whether_it_was_one_day() -> None:
    filings = (filed(1, TEN), filed(2, [11, 12]))
    undated = [f._replace(filed=None, signatures=(), period=None) for f in filings]
    assert pairs(*undated) == []


def test_eleven_directors_with_equal_grants_are_no_group() -> None:
    grant = sale(transactionCode="A", transactionPricePerShare="0")
    assert pairs(*(filed(n, [n], [grant]) for n in range(1, 12))) == []


def test_a_small_group_that_says_so_is_a_split_group() -> None:
    first = filed(1, [1, 2], remarks="Form 1 of 2. See Form 2 of 2.")
    second = filed(2, [3, 4], remarks="Form 2 of 2.")
    found = joint(first, second)
    assert [twin.rule for twin in found.twins.values()] == ["split-by-own-word"]
    assert found.splits[0].proof == (
        Proof(first.accession, note="remarks", words="Form 1 of 2"),
        Proof(second.accession, note="remarks", words="Form 2 of 2"),
    )


def test_one_filing_saying_so_is_not_enough_for_a_small_group() -> None:
    assert pairs(filed(1, [1, 2], remarks="Form 1 of 2."), filed(2, [3, 4])) == []


@pytest.mark.parametrize(
    "second",
    [
        filed(2, [11, 12], [sale(transactionShares="999")]),
        filed(2, [11, 12], [sale(), sale()]),
        filed(2, [11, 12], filed_on=date(2024, 5, 3)),
        filed(2, [11, 12], accession="9000000002-24-{:06}"),
        filed(2, [11, 12], form="4/A"),
        filed(2, [10, 11, 12]),
        filed(2, [11, 12])._replace(period=date(2024, 4, 30)),
    ],
    ids=["other shares", "one row more", "another day", "another submitter", "an amendment",
         "one member in both", "another period"],
)  # fmt: skip
def test_a_split_group_files_the_same_on_one_day_through_one_hand(second: Filing) -> None:
    assert pairs(filed(1, TEN), second) == []


OPTION: Cells = {
    "securityTitle": "Option", "conversionOrExercisePrice": "5", "transactionDate": "2024-05-01",
    "transactionCode": "M", "transactionTotalValue": "100", "transactionPricePerShare": "0",
    "transactionAcquiredDisposedCode": "D", "expirationDate": "2030-01-02",
    "underlyingSecurityTitle": "Common Stock", "underlyingSecurityShares": "7",
    "sharesOwnedFollowingTransaction": "5", "directOrIndirectOwnership": "I",
    "natureOfOwnership": "By Trust",
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("securityTitle", "Warrant"), ("conversionOrExercisePrice", "6"),
        ("transactionDate", "2024-04-30"), ("transactionCode", "X"),
        ("transactionTotalValue", "101"), ("transactionPricePerShare", "1"),
        ("transactionAcquiredDisposedCode", "A"), ("expirationDate", "2031-01-02"),
        ("underlyingSecurityTitle", "Class B"), ("underlyingSecurityShares", "8"),
        ("sharesOwnedFollowingTransaction", "6"), ("directOrIndirectOwnership", "D"),
        ("natureOfOwnership", "By Spouse"),
    ],
)  # fmt: skip
def test_rows_of_a_split_group_are_the_same_in_every_cell(name: str, value: str) -> None:
    def group(cells: Cells) -> list[tuple[str, str, str]]:
        row = ("derivativeTransaction", cells)
        return pairs(filed(1, TEN, [("derivativeTransaction", OPTION)]), filed(2, [11, 12], [row]))

    assert len(group(OPTION)) == 1
    assert group({**OPTION, name: value}) == []


def test_rows_of_another_table_or_kind_are_not_the_same() -> None:
    cells: Cells = {"securityTitle": "Common Stock", "sharesOwnedFollowingTransaction": "7"}
    kinds = "nonDerivativeHolding", "derivativeHolding", "nonDerivativeTransaction"
    filings = [filed(1, TEN, [(kinds[0], cells)])]
    filings += [filed(n, [10 + n, 20 + n], [(kind, cells)]) for n, kind in enumerate(kinds[1:], 2)]
    assert pairs(*filings) == []


def test_holdings_of_a_split_group_are_linked_too() -> None:
    holding: Cells = {"securityTitle": "Common Stock", "sharesOwnedFollowingTransaction": "7"}
    rows = [sale(), ("nonDerivativeHolding", holding)]
    found = pairs(filed(1, TEN, rows), filed(2, [11, 12], rows))
    assert [twin for twin, _, _ in found] == ["2:I:1", "2:I:2"]


def test_rows_in_another_order_are_paired_by_what_they_say() -> None:
    rows = [sale(), sale(transactionShares="5")]
    found = pairs(filed(1, TEN, rows), filed(2, [11, 12], rows[::-1]))
    assert [(twin, of) for twin, of, _ in found] == [("2:I:1", "1:I:2"), ("2:I:2", "1:I:1")]


def test_parts_for_more_rows_of_the_same_people_all_count() -> None:
    """Oddity 25: a second Form 4 minutes later goes on from the first."""
    rows = [sale()] * 30
    first = filed(1, [1], rows, remarks="The first of two Forms 4.")
    assert pairs(first, filed(2, [1], rows, remarks="The second of two Forms 4.")) == []


def test_owners_that_a_data_set_lacks_are_nobody() -> None:
    unknown = [filing._replace(owners=()) for filing in (filed(1, TEN), filed(2, [11, 12]))]
    assert pairs(*unknown) == []


def test_owners_that_a_data_set_lacks_are_others_where_the_remarks_say_so() -> None:
    words = "Due to the limitations of the electronic filing system, others file a separate form."
    unknown = [filed(n, [n], remarks=words)._replace(owners=()) for n in (1, 2)]
    assert pairs(*unknown) == [("2:I:1", "1:I:1", "split-by-own-word")]


@pytest.mark.parametrize(
    ("remarks", "words"),
    [
        ("Form 1 of 2", "Form 1 of 2"),
        ("This Form 4 is the first of six Forms 4.", "Form 4 is the first of six"),
        ("Filed as TWO SEPARATE FILINGS due to numbers.", "TWO SEPARATE FILINGS"),
        ("This is the second of two parts of a filing.", "second of two parts"),
        (
            "Because no more than 10 reporting persons can file any one Form 4",
            "no more than 10 reporting persons can file",
        ),
        ("The transaction is reported in two Forms 4.", "reported in two Forms"),
        ("Form 4 is\nfiled as form 2 of 2", "Form 4 is filed as form 2 of 2"),
        ("Member of a group that owns more than 10% of the stock", ""),
        ("Exhibit 24 - Power of Attorney", ""),
        ("One of two directors of the fund", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_what_remarks_call_a_part_of_a_report(remarks: str | None, words: str) -> None:
    assert part_of(remarks) == words


# Two insiders, one fund


def test_two_partners_of_a_fund_report_one_trade() -> None:
    found = joint(filed(1, [1], [by_fund()]), filed(2, [2], [by_fund()]))
    assert list(found.twins.values()) == [
        Twin(
            RowKey("9000000001-24-000002", "I", 1),
            RowKey("9000000001-24-000001", "I", 1),
            "same-holder",
            "example growth fund ii",
        )
    ]
    assert found.splits == ()


def test_the_name_may_stand_in_a_note() -> None:
    note = {"F1": f"Held of record by {FUND} The reporting person is a partner of it."}
    row = by_fund("See Footnote", natureOfOwnership=("See Footnote", "F1"))
    second = filed(2, [2], [row], footnotes=note)
    assert pairs(filed(1, [1], [by_fund()]), second) == [("2:I:1", "1:I:1", "same-holder")]


def test_a_fund_and_its_partner_report_one_trade() -> None:
    fund = filed(1, [1], names={1: "EXAMPLE GROWTH FUND II LP"})
    assert pairs(fund, filed(2, [2], [by_fund()])) == [("2:I:1", "1:I:1", "same-holder")]


def test_what_was_accepted_first_counts_whoever_the_holder_is() -> None:
    fund = filed(2, [1], names={1: "EXAMPLE GROWTH FUND II LP"})
    assert pairs(fund, filed(1, [2], [by_fund()])) == [("2:I:1", "1:I:1", "same-holder")]


def test_a_third_partner_points_to_the_first_too() -> None:
    found = pairs(*(filed(n, [n], [by_fund()]) for n in (3, 2, 1)))
    assert [(twin, of) for twin, of, _ in found] == [("2:I:1", "1:I:1"), ("3:I:1", "1:I:1")]


def test_a_partner_who_files_with_the_fund_and_alone_reports_one_trade() -> None:
    group = filed(1, [1, 2], names={1: "EXAMPLE GROWTH FUND II LP"})
    assert pairs(group, filed(2, [2], [by_fund()])) == [("2:I:1", "1:I:1", "same-holder")]


@pytest.mark.parametrize(
    "nature",
    ["By Trust", "By Spouse", "By 401(k) Plan", "By 2024 GRAT", "By Family LLC", "Trust 2",
     "See Footnote", "By Example Works Savings Plan", "By Example Works Inc",
     "Proportionate interest in shares held by Example Associates LP"],
)  # fmt: skip
def test_a_nature_that_every_insider_may_have_proves_nothing(nature: str) -> None:
    row = by_fund(nature)
    assert pairs(filed(1, [1], [row]), filed(2, [2], [row])) == []


@pytest.mark.parametrize(
    "cells",
    [
        {"transactionShares": "999"},
        {"transactionPricePerShare": "12.51"},
        {"transactionPricePerShare": ""},
        {"sharesOwnedFollowingTransaction": "9001"},
        {"sharesOwnedFollowingTransaction": ""},
        {"transactionDate": "2024-04-30"},
        {"transactionCode": "J"},
        {"transactionAcquiredDisposedCode": "A"},
        {"securityTitle": "Class B Common Stock"},
        {"natureOfOwnership": "By Example Growth Fund III, L.P."},
    ],
    ids="-".join,
)
def test_whatever_differs_makes_two_trades(cells: dict[str, str]) -> None:
    assert pairs(filed(1, [1], [by_fund()]), filed(2, [2], [by_fund(**cells)])) == []


def test_equal_sales_of_two_direct_holders_are_two() -> None:
    names = {1: "EXAMPLE GROWTH FUND II LP", 2: "EXAMPLE GROWTH FUND II LP"}
    assert pairs(filed(1, [1], names=names), filed(2, [2], names=names)) == []


def test_equal_stakes_of_a_partner_and_a_stranger_are_two() -> None:
    stranger = filed(2, [2], names={2: "OTHER VENTURES LLC"})
    assert pairs(filed(1, [1], [by_fund()]), stranger) == []


def test_a_name_in_passing_is_no_holder() -> None:
    """One name in common among several others on each side."""
    first = {"F1": "Held by Alder Fund LP and Birch Fund LP, party to a pact with Cedar Corp."}
    second = {"F1": "Held by Elder Fund LP and Fir Fund LP, party to a pact with Cedar Corp."}
    row = by_fund(natureOfOwnership=("See Footnote", "F1"))
    assert (
        pairs(filed(1, [1], [row], footnotes=first), filed(2, [2], [row], footnotes=second)) == []
    )


def test_equal_sales_of_parallel_funds_are_two() -> None:
    """Managed by the same people, whom both notes name beside the fund."""
    note = {"F1": "Alder GP LLC is the general partner, and Alder Management LLC its manager."}
    first, second = (by_fund(natureOfOwnership=(f"By Alder Fund {n} LP", "F1")) for n in "AB")
    filings = filed(1, [1], [first], footnotes=note), filed(2, [2], [second], footnotes=note)
    assert pairs(*filings) == []
    again = filed(2, [2], [first], footnotes=note)
    assert len(pairs(filings[0], again)) == 1


@pytest.mark.parametrize(
    "cells", [{"transactionShares": ""}, {"sharesOwnedFollowingTransaction": ""}]
)
def test_rows_that_lack_the_same_number_prove_nothing(cells: dict[str, str]) -> None:
    row = by_fund(**cells)
    assert pairs(filed(1, [1], [row]), filed(2, [2], [row])) == []


def test_rows_without_any_day_prove_nothing() -> None:
    row = by_fund(transactionDate="")
    filings = (filed(n, [n], [row], filed_on=None) for n in (1, 2))
    assert pairs(*(f._replace(period=None, signatures=()) for f in filings)) == []


@pytest.mark.parametrize("owners", [(), ("",)], ids=["none", "without a number or name"])
def test_who_files_must_be_known(owners: tuple[str, ...]) -> None:
    nobody = tuple(Owner(None, name or None) for name in owners)
    unknown = filed(2, [2], [by_fund()])._replace(owners=nobody)
    assert pairs(filed(1, [1], [by_fund()]), unknown) == []


def test_equal_rows_of_one_partner_in_two_filings_are_two_trades() -> None:
    more = [by_fund(), sale(transactionShares="7")]
    assert pairs(filed(1, [1], [by_fund()]), filed(2, [1], more)) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [("transactionTotalValue", "101"), ("conversionOrExercisePrice", "6"), ("", "")],
)
def test_a_derivative_of_a_fund_is_the_same_in_its_terms(name: str, value: str) -> None:
    cells = {**OPTION, "natureOfOwnership": FUND}
    other = {**cells, name: value} if name else cells
    found = pairs(
        filed(1, [1], [("derivativeTransaction", cells)]),
        filed(2, [2], [("derivativeTransaction", other)]),
    )
    assert len(found) == (0 if name else 1)


def test_a_trade_of_the_other_table_is_another() -> None:
    _, cells = by_fund()
    second = filed(2, [2], [("derivativeTransaction", cells)])
    assert pairs(filed(1, [1], [by_fund()]), second) == []


def test_half_of_the_names_in_common_are_not_most() -> None:
    first = {"F1": "Held by Alder Fund LP, managed by Cedar Corp."}
    second = {"F1": "Held by Elder Fund LP, managed by Cedar Corp."}
    row = by_fund(natureOfOwnership=("See Footnote", "F1"))
    filings = filed(1, [1], [row], footnotes=first), filed(2, [2], [row], footnotes=second)
    assert pairs(*filings) == []


def test_grants_to_two_designees_of_a_fund_are_two_grants() -> None:
    grant = by_fund(transactionCode="A", transactionPricePerShare="0")
    assert pairs(filed(1, [1], [grant]), filed(2, [2], [grant])) == []


def test_a_purchase_from_the_issuer_for_a_price_is_no_grant() -> None:
    bought = by_fund(transactionCode="A", transactionAcquiredDisposedCode="A")
    assert len(pairs(filed(1, [1], [bought]), filed(2, [2], [bought]))) == 1


def test_what_a_fund_hands_out_for_no_price_is_one_trade() -> None:
    row = by_fund(transactionCode="J", transactionPricePerShare="0")
    assert len(pairs(filed(1, [1], [row]), filed(2, [2], [row]))) == 1


def test_three_rows_against_two_leave_one_that_counts() -> None:
    """Oddity 26: identical rows of one filing are so many trades."""
    found = pairs(filed(1, [1], [by_fund()] * 2), filed(2, [2], [by_fund()] * 3))
    assert [(twin, of) for twin, of, _ in found] == [("2:I:1", "1:I:1"), ("2:I:2", "1:I:2")]


def test_the_row_that_is_left_over_counts_for_a_third_filing_too() -> None:
    rows = [by_fund()]
    found = pairs(filed(1, [1], rows), filed(2, [2], rows * 2), filed(3, [3], rows * 2))
    assert [(twin, of) for twin, of, _ in found] == [
        ("2:I:1", "1:I:1"), ("3:I:1", "1:I:1"), ("3:I:2", "2:I:2"),
    ]  # fmt: skip


def test_direct_and_indirect_rows_of_one_filing_are_two_trades() -> None:
    """Oddity 27."""
    rows = [sale(), by_fund()]
    assert pairs(filed(1, [1, 2], rows, names={1: "EXAMPLE GROWTH FUND II LP"})) == []


def test_holdings_of_a_fund_are_no_trades() -> None:
    holding: Cells = {
        "securityTitle": "Common", "sharesOwnedFollowingTransaction": "7",
        "directOrIndirectOwnership": "I", "natureOfOwnership": FUND,
    }  # fmt: skip
    rows = [("nonDerivativeHolding", holding)]
    assert pairs(filed(1, [1], rows), filed(2, [2], rows)) == []


@pytest.mark.parametrize(
    ("nature", "names"),
    [
        ("By Example Growth Fund II, L.P.", ["example growth fund ii"]),
        ("By Example Fund I, L.P.", ["example fund i"]),
        ("Held by the Alder Family Trust", ["alder family trust"]),
        ("by J. Doe Revocable Trust", ["j doe revocable trust"]),
        ("By Birch & Co. LLC", ["birch co"]),
        ("By Children's Trust", []),
        ("Example Works, Inc.", []),
        ("By Trustee under the 401(k) plan", []),
        ("Held Through IRA", []),
        ("", []),
    ],
)
def test_whom_a_nature_names(nature: str, names: list[str]) -> None:
    filing = filed(1, [1], [by_fund(nature)])
    assert list(holders_of(filing, filing.rows[0])) == names


def test_every_legal_person_of_a_note_is_named() -> None:
    note = {"F1": "Each of Alder GP LLC, Alder 15 Limited Partnership and A.B. Doe holds shares."}
    filing = filed(1, [1], [by_fund(natureOfOwnership=("", "F1"))], footnotes=note)
    assert holders_of(filing, filing.rows[0]) == ("alder 15", "alder gp")


@pytest.mark.parametrize("text", ["LLC" * 50_000, "Aa" * 50_000, "A " * 50_000, "(A, " * 50_000])
def test_a_long_and_hostile_note_takes_no_seconds(text: str) -> None:
    row = by_fund(natureOfOwnership=("See Footnote", "F1"))
    filing = filed(1, [1], [row], footnotes={"F1": text})
    start = time.perf_counter()
    assert holders_of(filing, filing.rows[0]) == ()
    assert time.perf_counter() - start < 3


def test_of_a_direct_row_the_owners_that_are_no_persons_are_the_holders() -> None:
    names = {1: "ALDER VENTURES III LP /DE/", 2: "DOE JANE"}
    filing = filed(1, [1, 2], names=names)
    assert holders_of(filing, filing.rows[0]) == ("alder venture iii",)


# The same form twice


def test_a_form_filed_twice_is_counted_once() -> None:
    later = filed(2, [1], [sale(), sale()], filed_on=date(2024, 5, 6))
    found = pairs(filed(1, [1], [sale(), sale()]), later)
    assert found == [("2:I:1", "1:I:1", "filed-twice"), ("2:I:2", "1:I:2", "filed-twice")]


@pytest.mark.parametrize(
    "second",
    [
        filed(2, [1], [sale(), sale()]),
        filed(2, [1], [sale(sharesOwnedFollowingTransaction="8000")]),
        filed(2, [1], form="4/A"),
        filed(2, [1], form="5"),
        filed(2, [1])._replace(period=date(2024, 4, 30)),
        filed(2, [1, 2]),
    ],
    ids=[
        "one row more",
        "another balance",
        "an amendment",
        "another form",
        "another period",
        "another owner",
    ],
)
def test_a_form_filed_twice_is_the_same_in_everything(second: Filing) -> None:
    assert pairs(filed(1, [1]), second) == []


def test_two_equal_amendments_are_left_to_the_rules_for_amendments() -> None:
    assert pairs(filed(1, [1], form="4/A"), filed(2, [1], form="4/A")) == []


def test_rows_without_a_balance_may_be_two_trades() -> None:
    row = sale(sharesOwnedFollowingTransaction="")
    assert pairs(filed(1, [1], [row]), filed(2, [1], [row])) == []


def test_two_filings_of_unknown_people_are_not_the_same_peoples() -> None:
    unknown = [filed(n, [n])._replace(owners=()) for n in (1, 2)]
    assert pairs(*unknown) == []


def test_a_copy_of_a_copy_points_to_the_row_that_counts() -> None:
    found = pairs(filed(1, TEN), filed(2, [11, 12]), filed(3, [11, 12]))
    assert found == [("2:I:1", "1:I:1", "split-group"), ("3:I:1", "1:I:1", "filed-twice")]


def test_every_rule_has_its_words_and_is_met() -> None:
    found = joint(
        filed(1, TEN), filed(2, [11, 12]), filed(3, [11, 12]),
        filed(4, [13], [by_fund()]), filed(5, [14], [by_fund()]),
        filed(6, [15], [sale(transactionShares="3")], remarks="Form 1 of 2"),
        filed(7, [16], [sale(transactionShares="3")], remarks="Form 2 of 2"),
    )  # fmt: skip
    assert {twin.rule for twin in found.twins.values()} == set(RULES)


# Laws

FUNDS = ["Alder Fund I LP", "Birch Growth LLC", "Cedar Partners III LP"]


@st.composite
def market(draw: st.DrawFn) -> tuple[list[Filing], list[tuple[int, str]]]:
    """Filings in which partners repeat the trades of their funds, and the trades themselves.

    A partner repeats all rows of a trade or none of them, as long as its filing is not cut.
    """
    trades: list[tuple[int, str]] = []
    filings: list[Filing] = []
    number = 0
    for shares in draw(st.lists(st.integers(1, 99), max_size=4, unique=True)):
        fund = draw(st.sampled_from(FUNDS))
        partners = draw(st.lists(st.integers(1, 9), min_size=1, max_size=4, unique=True))
        most = 0
        for partner in partners:
            times = draw(st.integers(1, 3))
            most = max(most, times)
            row = by_fund(f"By {fund}", transactionShares=str(shares))
            number += 1
            filings.append(filed(number, [partner], [row] * times))
        trades += [(shares, fund)] * most
    return filings, trades


@given(market())
def test_sums_count_each_trade_of_a_fund_once(made: tuple[list[Filing], list[object]]) -> None:
    filings, trades = made
    twins = joint(*filings).twins
    rows = sum(len(filing.rows) for filing in filings)
    assert rows - len(twins) == len(trades)


@given(market())
def test_what_counts_for_a_twin_is_no_twin(made: tuple[list[Filing], list[object]]) -> None:
    twins = joint(*made[0]).twins
    assert not {twin.of for twin in twins.values()} & set(twins)


@given(market(), st.randoms(use_true_random=False))
def test_the_order_of_filings_and_rows_changes_nothing(
    made: tuple[list[Filing], list[object]], rng: random.Random
) -> None:
    trades = trades_of(made[0])
    expected = derive_twins(trades)
    rng.shuffle(trades)
    found = derive_twins(trades)
    assert found == expected
    assert list(found.twins) == list(expected.twins)


@given(market(), st.integers(20, 30), st.sampled_from(FUNDS))
def test_a_filing_about_another_trade_changes_no_twin(
    made: tuple[list[Filing], list[object]], owner: int, fund: str
) -> None:
    other = filed(500, [owner], [by_fund(f"By {fund}", transactionShares="12345")])
    assert joint(*made[0], other) == joint(*made[0])


@given(market())
def test_each_filing_repeats_a_trade_once(made: tuple[list[Filing], list[object]]) -> None:
    repeated: dict[tuple[str, RowKey], int] = defaultdict(int)
    for twin in joint(*made[0]).twins.values():
        repeated[twin.row.accession, twin.of] += 1
    assert set(repeated.values()) <= {1}


# The real filings


def _real(folder: Path) -> list[Filing]:
    found = []
    for path in sorted(folder.glob("[tx][xm][tl]/*")):
        try:
            found.append(read_filing(path.read_bytes(), path.name))
        except OtherInput:
            continue
    return found


def test_no_two_real_insiders_share_a_trade_by_chance(real_filings: Path) -> None:
    """Only copies of a form without its number are there twice; all equal grants count."""
    by_issuer: dict[int, list[Filing]] = defaultdict(list)
    for filing in _real(real_filings):
        by_issuer[filing.issuer.key].append(filing)
    rules = [t.rule for some in by_issuer.values() for t in joint(*some).twins.values()]
    assert set(rules) == {"filed-twice"}


def test_a_thousand_funds_that_sell_alike_take_no_minutes() -> None:
    first = filed(1, [1], [by_fund()] * 5)
    owner = first.owners[0]
    filings = [
        first._replace(
            accession=f"9000000001-24-{n:06}",
            owners=(owner._replace(cik=n),),
            rows=tuple(r._replace(nature_of_ownership=Cell(f"Alder {n} LP")) for r in first.rows),
        )
        for n in range(1, 1001)
    ]
    trades = trades_of(filings)
    start = time.perf_counter()
    assert derive_twins(trades).twins == {}
    assert time.perf_counter() - start < 5
