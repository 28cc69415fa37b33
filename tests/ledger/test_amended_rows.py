"""Which row of an amendment stands for which of the original, and what it changes."""

from __future__ import annotations

from tests.forms import sale
from tests.ledger.amending import amendment, changes_of, fates, report


def fields(*filings: object) -> list[str]:
    """The names of the fields that the last filing's first row changes."""
    return [field.name for field in changes_of(*filings)[0].fields]  # type: ignore[arg-type]


def others(*filings: object) -> list[int | None]:
    """For each row of the last filing, the row that it stands for."""
    return [
        change.other.row if change.other else None
        for change in changes_of(*filings)  # type: ignore[arg-type] # filings
        if change.fate in ("repeated", "changed", "added")
    ]


def test_a_changed_price_is_one_field_with_before_and_after() -> None:
    (change,) = changes_of(report(1), amendment(2, [sale(transactionPricePerShare="13.5")]))
    (field,) = change.fields
    assert field.name == "transaction_price_per_share"
    assert field.before is not None
    assert field.after is not None
    assert (str(field.before.value), str(field.after.value)) == ("12.50", "13.5")


def test_a_number_written_otherwise_is_no_change() -> None:
    assert fates(report(1), amendment(2, [sale(transactionShares="01000.0")])) == [
        (2, "I", 1, "repeated")
    ]
