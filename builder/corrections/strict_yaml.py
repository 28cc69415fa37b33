"""YAML as a settings file needs it: texts, lists and fields, each with its line.

Read from the parser's events, so that nothing is built before it is checked: no anchors, no
aliases, no tags, one document, bounded in size, depth and number. A text is what stands
there: ``0009000000123`` and ``2024-05-01`` stay as typed, for no number or date is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import yaml

from builder.errors import CorrectionError

LARGEST_FILE = 1_000_000  # characters: thousands of entries
LONGEST_TEXT = 2_000
DEEPEST = 4  # a list of entries with a list of fields
MOST_NODES = 200_000

_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})


class Text(NamedTuple):
    """A scalar as typed; ``is_empty`` where nothing was typed, or null."""

    value: str
    line: int
    is_empty: bool


class Items(NamedTuple):
    """A list."""

    values: list[Node]
    line: int


class Fields(NamedTuple):
    """A mapping: each value under its key, with the key's own line."""

    values: dict[str, Node]
    lines: dict[str, int]
    line: int


Node = Text | Items | Fields


def parse_yaml(text: str, path: str) -> Node | None:
    """The file's only document; None if it holds nothing but comments."""
    if len(text) > LARGEST_FILE:
        raise CorrectionError(path, 1, f"at most {LARGEST_FILE:,} characters", f"{len(text):,}")
    return _Reader(path, _events(text.removeprefix("\ufeff"), path)).document()


def described(node: Node | None) -> str:
    """A node in a few words, for an error's ``found``."""
    if isinstance(node, Items):
        return "a list"
    if isinstance(node, Fields):
        return "fields"
    if node is None or node.is_empty:
        return "nothing"
    return shortened(node.value)


def shortened(text: str) -> str:
    """A text in quotation marks, cut to what an error message holds."""
    return repr(text if len(text) <= 60 else f"{text[:57]}...")


def _events(text: str, path: str) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        found = str(error.problem or error.context).removeprefix("found ")
        raise CorrectionError(path, line, "YAML that can be read", found) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        found = f"the character U+{int(error.character):04X}"
        raise CorrectionError(path, line, "printable characters", found) from error


class _Reader:
    """Events to nodes."""

    def __init__(self, path: str, events: Iterable[yaml.Event]) -> None:
        self._path = path
        self._events = iter(events)
        self._nodes = 0

    def document(self) -> Node | None:
        found: Node | None = None
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._error(event, "one document", "another one")
            elif isinstance(event, yaml.NodeEvent):
                found = self._node(event, 1)
        return None if isinstance(found, Text) and found.is_empty else found

    def _error(self, event: yaml.Event, expected: str, found: str) -> CorrectionError:
        return CorrectionError(self._path, _line(event), expected, found)

    def _node(self, event: yaml.Event, depth: int) -> Node:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise self._error(event, f"at most {MOST_NODES:,} texts and lists", "more")
        if isinstance(event, yaml.AliasEvent):
            raise self._error(event, "the value itself", f"the alias *{event.anchor}")
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor:
            raise self._error(event, "a value without an anchor", f"&{anchor}")
        if tag:
            raise self._error(event, "a value without a tag", shortened(tag))
        if isinstance(event, yaml.ScalarEvent):
            return self._text(event)
        if depth > DEEPEST:
            raise self._error(event, f"at most {DEEPEST} levels", "more")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._items(event, depth)
        return self._fields(event, depth)

    def _text(self, event: yaml.ScalarEvent) -> Text:
        value = event.value
        if len(value) > LONGEST_TEXT:
            raise self._error(event, f"at most {LONGEST_TEXT:,} characters", f"{len(value):,}")
        return Text(value, _line(event), event.style is None and value in _EMPTY)

    def _items(self, start: yaml.Event, depth: int) -> Items:
        values: list[Node] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            values.append(self._node(event, depth + 1))
        return Items(values, _line(start))

    def _fields(self, start: yaml.Event, depth: int) -> Fields:
        fields = Fields({}, {}, _line(start))
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key, Text):
                raise self._error(event, "a text before the colon", described(key))
            if key.value in fields.values:
                first = fields.lines[key.value]
                found = f"{shortened(key.value)} again (first on line {first})"
                raise self._error(event, "each key once", found)
            fields.lines[key.value] = key.line
            fields.values[key.value] = self._node(next(self._events), depth + 1)
        return fields


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
