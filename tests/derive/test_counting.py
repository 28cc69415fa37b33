"""What sums leave out, and why: one rule per test."""

from __future__ import annotations

from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.derive.amendments import Superseded
from builder.derive.counting import RULES, Known, Sum, reasons, why_uncounted
from builder.derive.keys import Proof, RowKey, key_of
from builder.derive.odd_dates import derive_odd_dates
from builder.derive.odd_prices import Finding
from builder.derive.twins import Twin
from builder.model import Filing
from tests.forms import Cells, filing_of, form_xml, owner_xml, sale

OTHER = RowKey("9000000001-24-000009", "I", 3)
NOTHING = Known()


def one(*row: tuple[str, Cells], owner: str = "9000000101") -> Filing:
    return filing_of(form_xml(row or (sale(),), owners=[owner_xml(owner)]))


def derivative(**cells: str | tuple[str, ...]) -> tuple[str, Cells]:
    _, cells_of_sale = sale(**cells)
    return "derivativeTransaction", cells_of_sale


def out_of(filing: Filing, known: Known = NOTHING) -> dict[str, set[str]]:
    """The rules that apply to the first row, with the sums that leave it out."""
    return {each.rule: set(each.out_of) for each in reasons(filing, filing.rows[0], known)}


EVERY = {"shares", "worth", "screens"}


def test_an_ordinary_row_counts_everywhere() -> None:
    filing = one()
    found = [why_uncounted(filing, filing.rows[0], NOTHING, of) for of in get_args(Sum)]
    assert found == [None, None, None]


def superseded(proof: Proof | None, other: RowKey | None) -> Known:
    key = key_of(one(), one().rows[0])
    return Known({key: Superseded(key, OTHER.accession, "changed", other, proof)})


def test_a_row_that_an_amendment_replaces_counts_nowhere() -> None:
    assert out_of(one(), superseded(None, OTHER)) == {"superseded": EVERY}


@pytest.mark.parametrize(
    ("said", "other", "proof"),
    [
        (None, OTHER, Proof(*OTHER)),
        (None, None, Proof(OTHER.accession)),
        (Proof(OTHER.accession, note="F1"), OTHER, Proof(OTHER.accession, note="F1")),
    ],
    ids=["the row", "the filing", "its words"],
)
def test_the_amendment_is_the_proof(said: Proof | None, other: RowKey | None, proof: Proof) -> None:
    (found,) = reasons(one(), one().rows[0], superseded(said, other))
    assert (found.proof, found.detail) == (proof, "changed")


def test_a_twin_counts_where_it_was_first_reported() -> None:
    filing = one()
    key = key_of(filing, filing.rows[0])
    known = Known(twins={key: Twin(key, OTHER, "same-holder", "alder fund")})
    (found,) = reasons(filing, filing.rows[0], known)
    assert found == ("twin", Proof(*OTHER, words="alder fund"), "same-holder")
    assert set(found.out_of) == EVERY


def test_a_date_that_cannot_be_right_is_of_no_period() -> None:
    filing = one(sale(transactionDate="2035-05-01"))
    known = Known(odd_dates={each.row: each for each in derive_odd_dates(filing) if each.row})
    assert out_of(filing, known) == {"odd-date": EVERY}


def test_a_deemed_date_before_the_trade_leaves_nothing_out() -> None:
    filing = one(sale(deemedExecutionDate="2024-04-01"))
    known = Known(odd_dates={each.row: each for each in derive_odd_dates(filing) if each.row})
    assert known.odd_dates
    assert out_of(filing, known) == {}


def test_a_price_that_cannot_be_right_leaves_out_the_worth_and_counts_the_shares() -> None:
    filing = one()
    key = key_of(filing, filing.rows[0])
    odd = Finding(key.accession, 1, "price-is-total", Decimal(12500), Decimal(12), 9)
    found = why_uncounted(filing, filing.rows[0], Known(odd_prices={key: odd}), "worth")
    assert found is not None
    assert (found.rule, found.detail) == ("odd-price", "price-is-total")
    assert why_uncounted(filing, filing.rows[0], Known(odd_prices={key: odd}), "shares") is None


@pytest.mark.parametrize(
    ("price", "rule"),
    [("", "no-price"), ("n/a", "no-price"), ("0", "zero-price"), ("-1", "price-below-zero")],
)
def test_without_a_price_the_shares_count(price: str, rule: str) -> None:
    found = out_of(one(sale(transactionPricePerShare=price)))
    assert found == {rule: {"worth", "screens"}}


def test_a_derivative_is_in_no_total_of_shares() -> None:
    """Oddities 37 and 67."""
    assert out_of(one(derivative())) == {"derivative": {"shares", "screens"}}


def test_a_principal_amount_is_no_number_of_shares_and_needs_no_price() -> None:
    row = derivative(
        transactionShares="", transactionTotalValue="500000", transactionPricePerShare=""
    )
    assert out_of(one(row))["principal"] == {"shares", "screens"}
    assert "no-price" not in out_of(one(row))


@pytest.mark.parametrize(
    ("title", "is_debt"),
    [
        ("5% Senior Notes due 2030", True), ("Convertible Debentures", True),
        ("Promissory Note", True), ("Common Stock (see note 1)", False),
        ("Warrants issued with notes", False), ("Common Stock", False),
        ("Noteworthy Holdings", False),
    ],
)  # fmt: skip
def test_debt_in_the_column_for_shares_is_money(title: str, is_debt: bool) -> None:
    """Oddity 44."""
    assert ("principal-as-shares" in out_of(one(sale(securityTitle=title)))) is is_debt


def test_a_row_without_an_amount_counts_nowhere() -> None:
    assert out_of(one(sale(transactionShares="")))["no-amount"] == EVERY


def test_an_amount_below_zero_counts_by_its_size() -> None:
    """Oddity 48."""
    assert out_of(one(sale(transactionShares="-1000"))) == {}


def test_an_issuer_that_files_on_itself_is_left_out_of_screens_only() -> None:
    """Oddity 30."""
    filing = one(owner="9000000001")
    assert out_of(filing) == {"self-filing": {"screens"}}


def test_two_parties_without_a_number_are_not_the_same() -> None:
    filing = one(owner="")
    unnamed = filing._replace(issuer=filing.issuer._replace(cik=None, name=None))
    owners = tuple(owner._replace(cik=None, name=None) for owner in filing.owners)
    assert out_of(unnamed._replace(owners=owners)) == {}


def test_a_holding_has_no_amount_to_leave_out() -> None:
    holding: Cells = {"securityTitle": "Notes", "sharesOwnedFollowingTransaction": "7"}
    assert out_of(one(("nonDerivativeHolding", holding))) == {}


def test_the_weightiest_reason_is_named() -> None:
    filing = one(sale(transactionPricePerShare="0"))
    found = why_uncounted(filing, filing.rows[0], superseded(None, OTHER), "worth")
    assert found is not None
    assert found.rule == "superseded"


AMOUNTS = st.sampled_from(["", "0", "-5", "1000", "x"])


@given(AMOUNTS, AMOUNTS, AMOUNTS, st.sampled_from(["Common Stock", "Notes"]), st.booleans())
def test_whatever_a_row_says_its_reasons_have_words(
    shares: str, total: str, price: str, title: str, second: bool
) -> None:
    cells = {
        "transactionShares": shares, "transactionTotalValue": total,
        "transactionPricePerShare": price, "securityTitle": title,
    }  # fmt: skip
    filing = one((derivative if second else sale)(**cells))
    found = list(reasons(filing, filing.rows[0], NOTHING))
    assert all(RULES[each.rule] and each.out_of for each in found)
    # a sum of worth only takes rows that have both numbers, or a value
    if why_uncounted(filing, filing.rows[0], NOTHING, "worth") is None:
        row = filing.rows[0]
        priced = row.transaction_price_per_share
        by_value = row.transaction_shares is None or row.transaction_shares.value is None
        assert by_value or (priced is not None and priced.value is not None and priced.value > 0)


def test_a_row_that_an_amendment_disputes_is_in_no_sum() -> None:
    filing = filing_of(form_xml([sale()]))
    key = key_of(filing, filing.rows[0])
    known = Known(disputed={key: Proof(filing.accession, note="remarks")})
    found = why_uncounted(filing, filing.rows[0], known, "shares")
    assert found is not None
    assert (found.rule, found.proof.note) == ("disputed", "remarks")
