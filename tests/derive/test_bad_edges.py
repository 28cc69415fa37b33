"""Bad filings at the edges of what dates and numbers can say: flagged, exact, and soon done."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from builder.derive.facts import facts_of_issuer
from builder.derive.totals import totals_of
from builder.model import Filing, Signature
from tests.derive.stories import filed, row

JANE_KEY = 9000000101


def newest(*filings: Filing) -> tuple[date | None, Decimal | None]:
    facts, _ = facts_of_issuer(filings)
    balance = facts.positions[0].newest
    return balance.as_of, balance.balance


def test_a_form_filed_on_the_last_day_of_the_calendar_derives() -> None:
    form = filed(3, row("S", 10, 90))._replace(filed=date.max, accepted=None)
    assert newest(form)[1] == 90


def test_a_signature_of_the_last_day_of_the_calendar_derives() -> None:
    form = filed(3, row("S", 10, 90))._replace(
        filed=None, accepted=None, signatures=(Signature("/s/ Jane Doe", date.max),)
    )
    assert newest(form)[1] == 90


def test_a_year_2035_in_row_and_period_does_not_stay_newest_for_ever() -> None:
    slip = filed(4, row("S", 10, 80, day="2035-01-10"), period="2035-01-10", day="2024-05-04")
    assert newest(slip) == (date(2024, 5, 4), Decimal(80))
    assert newest(filed(3, row("S", 10, 90)), slip, filed(6, row("S", 10, 70)))[1] == 70


def test_a_year_0022_in_row_and_period_flags_the_row() -> None:
    slip = filed(4, row("S", 10, 80, day="0022-05-02"))._replace(period=date(22, 5, 2))
    facts, _ = facts_of_issuer([slip])
    assert any(odd.row is not None for odd in facts.odd_dates[slip.accession])
    assert newest(slip) == (date(2024, 5, 4), Decimal(80))


def test_numbers_of_forty_digits_add_up_exactly() -> None:
    big = 10**40
    facts, _ = facts_of_issuer([filed(3, row("P", big, big)), filed(4, row("P", 1, big + 1))])
    assert [b.verdict for b in facts.positions[0].history] == ["first", "closes"]
    assert totals_of(JANE_KEY, facts.held())[0].shares == big + 1


@pytest.mark.timeout(60)  # a guard against a hang, far above what it takes
def test_a_thousand_rows_that_do_not_add_up_are_soon_done() -> None:
    def messy(number: int, size: int, form: str, amends: str) -> Filing:
        rows = [row("S", size, (i * 7919) % 5000 + size) for i in range(1000)]
        return filed(number, *rows, form=form, amends=amends, period="2024-05-03")

    facts, _ = facts_of_issuer([messy(3, 1, "4", ""), messy(9, 2, "4/A", "2024-05-03")])
    assert sum(len(position.history) for position in facts.positions) >= 1000
