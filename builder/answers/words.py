"""The words in which the form's cells and codes are told to a reader who has never seen one."""

from __future__ import annotations

from builder.model import CELL_NAMES

# General Instruction 8 of Form 4, in plain words. The row's A or D decides the direction.
CODE_MEANINGS: dict[str, str] = {
    "A": "grant, award or other acquisition from the issuer",
    "C": "conversion of a derivative",
    "D": "disposition to the issuer",
    "E": "expiration of a short derivative position",
    "F": "shares withheld or delivered to pay an exercise price or tax",
    "G": "gift",
    "H": "expiration or cancellation of a long derivative position, with value received",
    "I": "discretionary transaction in a benefit plan",
    "J": "other, explained in a note",
    "K": "equity swap or similar",
    "L": "small acquisition",
    "M": "exercise or conversion of a derivative received from the issuer",
    "O": "exercise of an out-of-the-money derivative",
    "P": "purchase, on the market or privately",
    "S": "sale, on the market or privately",
    "U": "disposition in a tender offer",
    "V": "reported earlier than required",
    "W": "acquisition or disposition by will or inheritance",
    "X": "exercise of an in-the-money or at-the-money derivative",
    "Z": "deposit into or withdrawal from a voting trust",
}
WAYS: dict[str, str] = {"A": "acquired", "D": "disposed of"}
OWNERSHIP: dict[str, str] = {"D": "direct", "I": "indirect"}

# Cells as the printed form calls them, shortly.
CELL_WORDS: dict[str, str] = {
    "security_title": "Security",
    "conversion_or_exercise_price": "Exercise price",
    "transaction_date": "Transaction date",
    "deemed_execution_date": "Deemed execution date",
    "transaction_form_type": "Due on form",
    "transaction_code": "Code",
    "equity_swap_involved": "Equity swap",
    "transaction_timeliness": "Timeliness",
    "transaction_shares": "Amount",
    "transaction_total_value": "Total value",
    "transaction_price_per_share": "Price",
    "transaction_acquired_disposed_code": "Acquired or disposed of",
    "exercise_date": "Exercisable",
    "expiration_date": "Expires",
    "underlying_security_title": "Underlying security",
    "underlying_security_shares": "Underlying shares",
    "underlying_security_value": "Underlying value",
    "shares_owned_following_transaction": "Owned after",
    "value_owned_following_transaction": "Value owned after",
    "direct_or_indirect_ownership": "Direct or indirect",
    "nature_of_ownership": "Nature of ownership",
}
assert tuple(CELL_WORDS) == CELL_NAMES  # noqa: S101 - the form's order, and none forgotten

# What an amendment may change besides cells (amended_heads.head_changes, FieldChange).
FIELD_WORDS: dict[str, str] = CELL_WORDS | {
    "footnotes": "Footnote",
    "form": "Form",
    "period": "Period of report",
    "issuer_name": "Issuer's name",
    "issuer_symbol": "Ticker",
    "owner": "Reporting owner",
    "is_director": "Director",
    "is_officer": "Officer",
    "is_ten_percent_owner": "Ten-percent owner",
    "is_other": "Other relationship",
    "officer_title": "Officer's title",
    "other_text": "Other relationship, in words",
    "not_subject_to_section16": "Box “no longer subject to Section 16”",
    "no_securities_owned": "Box “no securities owned”",
    "form3_holdings_reported": "Box “Form 3 holdings reported”",
    "form4_transactions_reported": "Box “Form 4 transactions reported”",
    "aff10b5_one": "Rule 10b5-1 box",
    "remarks": "Remarks",
}


def cell_word(name: str) -> str:
    """What a cell or a field is called; its own name if it has none here."""
    return FIELD_WORDS.get(name, name.replace("_", " "))
