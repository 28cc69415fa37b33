"""What a transaction was worth: amount times price, where that means something.

Section 4.10 of the forms reference: a price that only a note gives, a zero, a total typed as a
price, a price in another currency or per another unit than the amount give no value. A row that
states a value (principal of debt) in place of shares has that value and no other.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, NamedTuple

from builder.model import Cell, Filing, Row

WHY_NO_VALUE: dict[str, str] = {
    "holding": "a holding is no transaction",
    "no amount": "the amount is not stated as a number",
    "no price": "no price is stated as a number",
    "zero": "the price is zero: a grant, a gift or the like, not a price of the market",
    "odd price": "the price is not plausible, so nothing is computed from it",
    "other currency": "a note on the price names another currency and no conversion",
    "other unit": "a note on the price gives it per depositary share, the row counts shares",
}

_CURRENCY = re.compile(
    r"NT\$|HK\$|R\$|C\$|CA\$|CAD\b|A\$|AUD\b|S\$|SGD\b|RMB|renminbi|\byuan\b|\byen\b|\bJPY\b|[¥£€₪]"
    r"|\bNIS\b|\bshekels?\b|\bGBP\b|\bpence\b|\bpounds? sterling\b|\beuros?\b|\bEUR\b|\bCHF\b"
    r"|\bSwiss francs?\b|\b(?:Canadian|Australian|Hong Kong|Singapore|New Taiwan) dollars?\b"
    r"|\bBrazilian rea(?:l|is)\b|\b(?:Danish|Norwegian|Swedish) kron\w+|\b(?:DKK|NOK|SEK|MXN)\b"
    r"|\bMexican pesos?\b|\b(?:Indian )?rupees?\b|\bSouth African rand\b|\bKorean won\b",
    re.IGNORECASE,
)
_CONVERTED = re.compile(
    r"\bconver(?:t|sion)|\btranslat|\bexchange rate|\bUSD\b|\bUS\$|\bU\.?S\.? dollars?\b"
    r"|\bequivalent",
    re.IGNORECASE,
)
_DEPOSITARY = re.compile(r"\bAD[SR]s?\b|\bAmerican Deposit[ao]ry\b", re.IGNORECASE)


class Worth(NamedTuple):
    """The value of a transaction, or why it has none."""

    value: Decimal | None
    why: str = ""  # a key of WHY_NO_VALUE


def worth_of(filing: Filing, row: Row, *, is_odd: bool = False) -> Worth:
    """Amount times price of a row, or the value that it states; ``is_odd`` if its price is."""
    if row.kind == "holding":
        return Worth(None, "holding")
    total = _number(row.transaction_total_value)
    if row.transaction_shares is None and total is not None:
        return Worth(abs(total))
    shares, price = _number(row.transaction_shares), _number(row.transaction_price_per_share)
    if shares is None:
        return Worth(None, "no amount")
    why = _no_price(filing, row, price, is_odd=is_odd)
    if why or price is None:
        return Worth(None, why or "no price")
    return Worth(abs(shares) * price)


def _no_price(filing: Filing, row: Row, price: Decimal | None, *, is_odd: bool) -> str:
    if price is None:
        return "no price"
    if price <= 0:
        return "zero"
    if is_odd:
        return "odd price"
    cell = row.transaction_price_per_share
    notes = " ".join(filing.footnotes.get(note, "") for note in (cell.footnotes if cell else ()))
    if _CURRENCY.search(notes) and not _CONVERTED.search(notes):
        return "other currency"
    title = row.security_title.value if row.security_title else None
    if _DEPOSITARY.search(notes) and not _DEPOSITARY.search(title or ""):
        return "other unit"
    return ""


def _number(cell: Cell[Any] | None) -> Decimal | None:
    return cell.value if cell is not None else None
