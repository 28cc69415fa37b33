"""Title case for one word of a name."""

from __future__ import annotations

import re

_AFTER_APOSTROPHE = re.compile(r"(?<=['’`])[^\W\d_](?=[^\W\d_])")


def title_case(word: str) -> str:
    """One word in capitals or small letters to title case: McDonald, O'Brien, People's."""
    word = word[:1].upper() + word[1:].lower()
    if len(word) > 4 and word.startswith("Mc"):
        word = "Mc" + word[2:3].upper() + word[3:]
    if "'" in word or "’" in word or "`" in word:
        word = _AFTER_APOSTROPHE.sub(lambda letter: letter.group().upper(), word)
    return word
