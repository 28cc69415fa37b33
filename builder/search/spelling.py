"""Words that differ by one slip of the hand: a letter too many, too few, another, or two swapped.

One slip leaves the beginning or the end of a word as it was. So the words to try are among those
that begin, or end, alike and are about as long; lists sorted from either end find them.
"""

from __future__ import annotations

SHORT = 4  # letters; of a word so short only the first or last letter is sure to be right


def is_one_slip(word: str, other: str) -> bool:
    """True if two words differ by one slip (and are not the same)."""
    short, long = sorted((word, other), key=len)
    if len(long) - len(short) > 1 or word == other:
        return False
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    if short[start + 1 :] == long[start + 1 :]:
        return True
    is_swapped = short[start] == long[start + 1] and short[start + 1] == long[start]
    return is_swapped and short[start + 2 :] == long[start + 2 :]


def kept(word: str) -> int:
    """How many letters at the beginning, or at the end, a slip in a word leaves as they are."""
    return 1 if len(word) <= SHORT else 2


def list_key(word: str, letters: int) -> str:
    """Where a word stands in the list by so many first letters: by them, then by length."""
    return f"{word[:letters]}{chr(ord('a') + min(len(word), 25))}{word}"
