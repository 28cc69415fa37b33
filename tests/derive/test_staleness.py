"""Lines that may no longer be what they were."""

from __future__ import annotations

from datetime import date

from builder.derive.positions import derive_positions
from builder.derive.staleness import Stale, heard_of, stale_of
from builder.model import Filing
from tests.derive.stories import JANE, JOHN, filed, holding, row

TRUST = holding(50, held="I", nature="By Trust")


def rule_of(*filings: Filing, held: str = "I", until: date | None = None) -> str | None:
    """Why the only line of the trust (or the direct one) is stale."""
    (position,) = [p for p in derive_positions(filings) if p.wording.held == held]
    stale: Stale | None = stale_of(position, heard_of(filings, until))
    return stale.rule if stale else None


def test_a_line_restated_lately_is_fresh() -> None:
    assert rule_of(filed(1, TRUST), filed(2, row("S", 1, 9))) is None


def test_a_line_silent_for_two_years_is_stale() -> None:
    later = filed(2, row("S", 1, 9), day="2026-05-02")
    assert rule_of(filed(1, TRUST), later) == "stale"


def test_two_years_to_the_day_are_not_yet_stale() -> None:
    assert rule_of(filed(1, TRUST), filed(2, row("S", 1, 9), day="2026-05-01")) is None


def test_the_filing_that_shows_it_is_named() -> None:
    later = filed(2, row("S", 1, 9), day="2026-05-02")
    (position,) = [p for p in derive_positions([filed(1, TRUST), later]) if p.wording.held == "I"]
    stale = stale_of(position, heard_of([filed(1, TRUST), later]))
    assert stale is not None
    assert stale.proof.accession == later.accession


def test_silence_of_somebody_else_makes_nothing_stale() -> None:
    later = filed(2, row("S", 1, 9), day="2027-05-02", people=(JOHN,))
    assert rule_of(filed(1, TRUST), later) is None


def test_who_has_left_holds_what_was_last_known() -> None:
    assert rule_of(filed(1, TRUST), filed(2, row("S", 1, 9), leaves=True)) == "exit"


def test_a_line_restated_after_the_exit_is_fresh() -> None:
    left = filed(2, row("S", 1, 9), leaves=True)
    assert rule_of(filed(1, TRUST), left, filed(5, TRUST)) is None


def test_a_line_not_restated_since_the_exit_stays_last_known() -> None:
    left, back = filed(2, row("S", 1, 9), leaves=True), filed(5, row("P", 1, 10))
    assert rule_of(filed(1, TRUST), left, back) == "exit"


def test_a_line_of_two_is_held_while_one_of_them_stays() -> None:
    both = filed(1, TRUST, people=(JANE, JOHN))
    left = filed(2, row("S", 1, 9), leaves=True)
    assert rule_of(both, left) is None


def test_an_exit_not_yet_known_makes_nothing_stale() -> None:
    left = filed(9, row("S", 1, 9), leaves=True)
    assert rule_of(filed(1, TRUST), left, until=date(2024, 5, 5)) is None


def test_an_option_past_its_expiration_is_expired_not_gone() -> None:
    option = (
        "derivativeHolding",
        {
            "securityTitle": "Stock Option", "conversionOrExercisePrice": "5",
            "expirationDate": "2024-05-03", "underlyingSecurityTitle": "Common Stock",
            "underlyingSecurityShares": "100", "sharesOwnedFollowingTransaction": "100",
            "directOrIndirectOwnership": "D",
        },
    )  # fmt: skip
    filings = [filed(1, option), filed(9, TRUST)]
    (position,) = [p for p in derive_positions(filings) if p.table == "II"]
    stale = stale_of(position, heard_of(filings))
    assert stale is not None
    assert stale.rule == "expired"


def test_a_leap_day_has_a_day_two_years_later() -> None:
    first = filed(1, TRUST, day="2024-02-29", period="2024-02-29")
    assert rule_of(first, filed(2, row("S", 1, 9), day="2026-03-02")) == "stale"
