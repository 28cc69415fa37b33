"""Filed text to a value: numbers, dates, flags and CIKs, as strict as their meaning needs.

Each function takes the text of one element, stripped of white space, and returns a
:data:`Reading`: the value (None if there is none), the text itself wherever printing
the value would not give it back, and what was expected where the text is not that.
No place, no line: the caller knows those.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeVar

Value = TypeVar("Value")
Reading = tuple[Value | None, str | None, str | None]
Reader = Callable[[str], Reading[object]]

# Narrower than Decimal(), which also takes "NaN", "1e3" and "1_000". The first branch is a number
# that str(Decimal) prints back character for character; the second keeps the filed text beside it.
_NUMBER = re.compile(
    r"((?:0|[1-9][0-9]{0,29})(?:\.[0-9]{1,6})?)|[-+]?(?:[0-9]{1,40}\.?[0-9]{0,40}|\.[0-9]{1,40})",
    re.ASCII,
).fullmatch
_ZONED_DATE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:Z|[-+][0-9]{2}:[0-9]{2})", re.ASCII
).fullmatch
_FLAGS = {"1": True, "true": True, "0": False, "false": False}

A_NUMBER = "a decimal number"
A_POSITIVE_NUMBER = "a number that is not negative"
A_DATE = "a date such as 2026-03-18"
A_FLAG = "1, 0, true or false"
A_CIK = "a CIK of up to ten digits"


def parse_number(text: str) -> Reading[Decimal]:
    """``134018.0`` keeps its zero; ``1,000`` and ``1.0E7`` are no numbers of the schema."""
    match = _NUMBER(text)
    if match is None:
        return None, text, A_NUMBER
    if match.lastindex:
        return Decimal(text), None, None
    number = Decimal(text)
    return number, text, A_POSITIVE_NUMBER if number < 0 else None


def prints_back(number: str) -> bool:
    """True if a number read from this text prints as this text, so that no ``raw`` is needed."""
    match = _NUMBER(number)
    return match is not None and match.lastindex is not None


def parse_date(text: str) -> Reading[date]:
    """``2026-05-13``; a time zone after it is legal in the schema and never shifts the day."""
    try:
        if len(text) == 10 and text[4] == "-" == text[7]:
            return date.fromisoformat(text), None, None
        if _ZONED_DATE(text):
            return date.fromisoformat(text[:10]), text, None
    except ValueError:  # the 31st of June
        pass
    return None, text, A_DATE


def parse_flag(text: str) -> Reading[bool]:
    """All four spellings of the schema, which filers mix within one file."""
    flag = _FLAGS.get(text.lower())
    return (flag, None, None) if flag is not None else (None, text, A_FLAG)


def parse_cik(text: str) -> Reading[int]:
    """A CIK with or without leading zeros; EDGAR gives nobody the number 0."""
    if len(text) <= 10 and text.isascii() and text.isdigit() and (number := int(text)):
        return number, None, None
    return None, text, A_CIK
