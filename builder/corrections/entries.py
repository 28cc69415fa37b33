"""The entries of a settings file: their fields checked one by one, each error with its line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date

from builder.corrections.strict_yaml import Fields, Items, Node, Text, described, parse_yaml
from builder.errors import CorrectionError

_CIK = re.compile(r"[0-9]{1,10}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
LONGEST_NAME = 150  # EDGAR's conformed names have at most 150 characters


class Entry:
    """One entry of the file, or one of the fields inside it; ``line`` is where it begins."""

    def __init__(self, path: str, fields: Fields) -> None:
        self.path = path
        self.line = fields.line
        self._fields = fields

    def __contains__(self, key: str) -> bool:
        return key in self._fields.values

    def error(self, key: str | None, expected: str, found: str) -> CorrectionError:
        """An error at the line of a field, or of the entry."""
        return CorrectionError(self.path, self.line_of(key), expected, found)

    def line_of(self, key: str | None) -> int:
        """The line of a field; that of the entry where there is no such field."""
        return self._fields.lines.get(key, self.line) if key else self.line

    def check_keys(self, known: Collection[str]) -> None:
        """Refuse what nobody would read."""
        for key in self._fields.values:
            if key not in known:
                raise self.error(key, f"one of {', '.join(known)}", repr(key))

    def text(self, key: str, longest: int = LONGEST_NAME) -> str | None:
        """A text in one line without the white space around it; None where there is no field."""
        if key not in self:
            return None
        return _plain(self.path, self._fields.values[key], longest)

    def required(self, key: str, longest: int = LONGEST_NAME) -> str:
        """The same for a field that must be there."""
        found = self.text(key, longest)
        if found is None:
            raise self.error(None, f"{key}:", "an entry without it")
        return found

    def cik(self, key: str) -> int | None:
        """A CIK, with or without its leading zeros and quotation marks."""
        text = self.text(key)
        if text is None:
            return None
        if not _CIK.fullmatch(text) or not int(text):
            raise self.error(key, "a CIK, 1 to 10 digits", repr(text))
        return int(text)

    def day(self, key: str) -> date | None:
        """A day, as 2024-05-01."""
        text = self.text(key)
        if text is None:
            return None
        try:
            day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
        except ValueError:
            day = None
        if day is None:
            raise self.error(key, "a day such as 2024-05-01", repr(text))
        return day

    def inner(self, key: str) -> list[Entry]:
        """A list of fields."""
        if key not in self:
            return []
        return list(_entries_of(self.path, self._fields.values[key]))

    def pairs(self, key: str) -> list[tuple[str, str, int]]:
        """Free keys with a text each, and the line of each."""
        if key not in self:
            return []
        node = self._fields.values[key]
        if not isinstance(node, Fields) or not node.values:
            raise self.error(key, "filed title: merged title", described(node))
        return [
            (_plain(self.path, Text(name, node.lines[name], is_empty=False)),
             _plain(self.path, value), node.lines[name])
            for name, value in node.values.items()
        ]  # fmt: skip


def entries(text: str, path: str) -> Iterator[Entry]:
    """The entries of a file that is a list of them; none where it holds only comments."""
    node = parse_yaml(text, path)
    if node is not None:
        yield from _entries_of(path, node)


def _entries_of(path: str, node: Node) -> Iterator[Entry]:
    if not isinstance(node, Items):
        raise CorrectionError(path, node.line, "a list: entries that begin with -", described(node))
    for value in node.values:
        if not isinstance(value, Fields) or not value.values:
            raise CorrectionError(path, value.line, "key: value", described(value))
        yield Entry(path, value)


def _plain(path: str, node: Node, longest: int = LONGEST_NAME) -> str:
    if not isinstance(node, Text) or node.is_empty or not node.value.strip():
        raise CorrectionError(path, node.line, "a text", described(node))
    text = " ".join(node.value.split())
    if not text.isprintable():
        raise CorrectionError(path, node.line, "printable characters", ascii(text)[:60])
    if len(text) > longest:
        raise CorrectionError(path, node.line, f"at most {longest} characters", f"{len(text)}")
    return text
