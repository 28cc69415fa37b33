"""What a reader notices in one document and must not keep to itself.

Warnings say where, on which line, what was expected and what was found. Elements,
attributes and text that no field takes are counted by name, so that a new schema
field shows up as a number. Both are bounded: a hostile document cannot make the
record of a filing larger than the filing.
"""

from __future__ import annotations

from collections import Counter
from typing import cast

from lxml import etree

from builder.model import Warn

UNREAD = "nothing that the forms do not have"
MOST = 1000  # warnings, and names of unread elements, that one record spells out
DEEPEST = 16  # names in one path: the forms have six


class Noticed:
    """Collects warnings and counts while one document is read."""

    __slots__ = ("_first_line", "_places", "_tree", "_unread", "_warnings", "_withheld")

    def __init__(self, root: etree._Element, first_line: int | None) -> None:
        self._tree = root.getroottree()
        self._first_line = first_line  # None: its lines are not the file's (joined by a repair)
        self._warnings: list[Warn] = []
        self._unread: Counter[str] = Counter()
        self._places: dict[etree._Element, tuple[str, int]] = {}
        self._withheld = 0

    def warn(
        self, element: etree._Element, expected: str, found: str, *, whole: bool = False
    ) -> None:
        """Note that an element is not as it should be.

        ``found`` is filed text, shortened unless it must stand ``whole`` because no field keeps it.
        """
        if len(self._warnings) >= MOST:
            self._withheld += 1
            return
        place = self._tree.getpath(element).split("/", 2)[-1]  # from below the root
        shown = found if whole else shortened(found)
        self._warnings.append(Warn(place, self._line(element), expected, repr(shown)))

    def lacks(self, expected: str, found: str = "none") -> None:
        """Note what is wrong with the document as a whole."""
        if len(self._warnings) >= MOST:
            self._withheld += 1
            return
        root = self._tree.getroot()
        self._warnings.append(Warn(str(root.tag), self._line(root), expected, found))

    def _line(self, element: etree._Element) -> int | None:
        line = cast("int | None", element.sourceline)  # the stubs have no type for it
        if self._first_line is None or line is None:
            return None
        return line + self._first_line - 1

    def unread(self, element: etree._Element, what: str = "") -> None:
        """Count an element that no field takes, or ``what`` stands in it."""
        name = self._path(element) + (f"/{shortened(what)}" if what else "")
        if name not in self._unread and len(self._unread) >= MOST:
            name = "…"
        self._unread[name] += 1

    def _path(self, element: etree._Element) -> str:
        """Names from below the root to the element, without positions: they are what is counted.

        Of what stands too deep only the beginning and the end are named. Paths lately made are
        kept, so that a deep element costs no more than a flat one.
        """
        steps: list[etree._Element] = []
        step: etree._Element | None = element
        while step is not None and step not in self._places:
            steps.append(step)
            step = step.getparent()
        path, depth = self._places[step] if step is not None else ("", -1)
        if len(self._places) > MOST:
            self._places.clear()
        for each in reversed(steps):
            depth += 1
            path = _joined(path, shortened(str(each.tag)), depth)
            self._places[each] = path, depth
        return path or str(element.tag)

    def result(self) -> tuple[Warn, ...]:
        """Everything that was noticed, by line, then the counts by name."""
        counted = [
            Warn(path, None, UNREAD, f"{count} unread")
            for path, count in sorted(self._unread.items())
        ]
        if self._withheld:
            more = Warn("document", None, f"at most {MOST} warnings", f"{self._withheld} more")
            counted.append(more)
        return (*sorted(self._warnings, key=lambda warning: warning.line or 0), *counted)


def shortened(text: str, length: int = 80) -> str:
    """Filed text for a message: a warning is a line, not a page."""
    return text if len(text) <= length else f"{text[: length - 3]}…"


def in_one_line(text: str, length: int = 80) -> str:
    """Filed text for the message of an error, which is printed as it is."""
    return "".join(
        character if character.isprintable() else ascii(character)[1:-1]
        for character in shortened(text, length)
    )


def _joined(above: str, name: str, depth: int) -> str:
    """The path of an element so far below the root, from that of the element around it."""
    if depth == 0:
        return ""
    if depth > DEEPEST:
        return f"{above.partition('/…/')[0]}/…/{name}"
    return f"{above}/{name}" if above else name
