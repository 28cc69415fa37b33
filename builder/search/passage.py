"""The passage of a filing that a query met: plain text on one line, cut around the words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from builder.search.analysis import text_words

BEFORE = 40  # characters shown before the first word that matches
LENGTH = 180  # characters of a passage

_TOKEN = re.compile(r"[^\W_]+(?:['’]+[^\W_]+)*")

Matches = Callable[[str], str | None]  # an analysed word -> the word of the query that it answers


def passage(passages: Sequence[tuple[str, str]], matches: Matches) -> str:
    """The passage that answers most words of the query, with its label; else the first one."""
    best: tuple[int, str, str, int] | None = None
    for label, text in passages:
        line = one_line(text)
        answered, start = _answered(line, matches)
        if best is None or answered > best[0]:
            best = (answered, label, line, start)
    if best is None:
        return ""
    _, label, line, start = best
    return f"{label}: {excerpt(line, start)}" if label else excerpt(line, start)


def one_line(text: str) -> str:
    """Text without controls and marks that turn the direction of writing; blanks folded."""
    if not text.isprintable():
        text = "".join(char for char in text if char.isprintable() or char.isspace())
    return " ".join(text.split())


def excerpt(line: str, start: int) -> str:
    """At most ``LENGTH`` characters of a line around ``start``, cut between words."""
    if len(line) <= LENGTH:
        return line
    begin = max(0, min(start - BEFORE, len(line) - LENGTH))
    if begin:
        blank = line.find(" ", begin, begin + BEFORE)
        begin = blank + 1 if blank >= 0 else begin
    end = min(len(line), begin + LENGTH)
    if end < len(line):
        blank = line.rfind(" ", begin + LENGTH // 2, end)
        end = blank if blank >= 0 else end
    return f"{'… ' if begin else ''}{line[begin:end]}{' …' if end < len(line) else ''}"


def _answered(line: str, matches: Matches) -> tuple[int, int]:
    """How many words of the query a line answers, and where the densest stretch of them starts."""
    places: list[tuple[int, str]] = []
    for token in _TOKEN.finditer(line):
        for word in text_words(token.group()):
            answers = matches(word)
            if answers is not None:
                places.append((token.start(), answers))
    if not places:
        return 0, 0
    window = LENGTH - BEFORE
    best_count, best_start = 0, places[0][0]
    for number, (start, _) in enumerate(places[:200]):
        inside = {word for place, word in places[number : number + 200] if place < start + window}
        if len(inside) > best_count:
            best_count, best_start = len(inside), start
    return len({word for _, word in places}), best_start
