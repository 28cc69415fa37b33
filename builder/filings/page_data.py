"""What stands on a page where the style sheet puts a filer's data, and what of it was taken.

The readers of a page's parts mark each element that they take. What is left in the classes
that the style sheet has for data, in links to a party's filings or as a mark in a check box,
is text that no field took: it becomes a warning that holds it whole.
Source: the table of classes in section 2.5 of the forms reference.
"""

from __future__ import annotations

import re
from typing import cast

from lxml import etree

from builder.filings.html_tree import all_text
from builder.filings.noticed import UNREAD, shortened
from builder.model import Warn

DATA = frozenset(
    {"FormData", "FormDataC", "FormDataR", "SmallFormData", "SmallFormDataC", "SmallFormDataR",
     "FootnoteData"}
)  # fmt: skip
cik_of = re.compile(r"[?&]CIK=([0-9]+)", re.IGNORECASE).search
_TICKS = frozenset({"x", "\u2612", "\u2611", "\u2713", "\u2714", "\u2717", "\u2718"})


class PageData:
    """One page's tree, the elements taken from it, and the warnings about it."""

    __slots__ = ("root", "taken", "warnings")

    def __init__(self, root: etree._Element, warnings: tuple[Warn, ...]) -> None:
        self.root = root
        self.taken: set[etree._Element] = set()
        self.warnings = list(warnings)

    def warn(self, element: etree._Element, where: str, expected: str, found: str) -> None:
        """Note that something about an element is not as it should be."""
        line = cast("int | None", element.sourceline)  # the stubs have no type for it
        self.warnings.append(Warn(where, line, expected, found))

    def lacks(self, expected: str, found: str = "none") -> None:
        """Note what is wrong with the page as a whole."""
        self.warnings.append(Warn("document", None, expected, found))

    def take(self, element: etree._Element) -> None:
        """A field has taken everything in this element."""
        self.taken.update(element.iter())

    def text(self, element: etree._Element) -> str:
        """Take an element's text."""
        self.take(element)
        return all_text(element).strip()

    def is_marked(self, box: etree._Element) -> bool | None:
        """Whether a check box is marked; None if it holds something else than a mark."""
        text = self.text(box)
        if text.lower() in _TICKS:
            return True
        if text:
            self.warn(box, "check box", "an X or nothing", repr(shortened(text)))
            return None
        return any(field.get("checked") is not None for field in box.iter("input"))

    def warn_of_the_rest(self) -> None:
        """Warn of every filer's text that no field took."""
        for element in self.root.iter():
            if element in self.taken or not is_data(element):
                continue
            text = self.text(element)
            if text:
                where = f"{element.tag} {element.get('class', '')}".strip()
                self.warn(element, where, UNREAD, repr(text))


def is_data(element: etree._Element) -> bool:
    """Whether this is where a style sheet puts what a filer wrote."""
    if element.get("class") in DATA:
        return True
    if element.tag == "a":
        return cik_of(element.get("href") or "") is not None
    return element.tag == "td" and (is_blue(element) or (element.text or "").strip() in {"X", "x"})


def is_blue(element: etree._Element) -> bool:
    """Some style sheets colour a filer's titles and give them no class."""
    return "blue" in (element.get("style") or "")
