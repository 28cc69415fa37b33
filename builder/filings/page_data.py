"""What a filer wrote on a rendered page, and what of it was taken.

The readers of a page's parts mark each element that they take. What is left in its tables,
but for the form's own words, is text that no field took: it becomes a warning that holds it
whole. The style sheet tells them apart: it has classes for the form's words and classes for
data, and names and titles of some layouts have none.
Source: the table of classes in section 2.5 of the forms reference.
"""

from __future__ import annotations

import re
from typing import cast

from lxml import etree

from builder.filings.html_tree import NO_TEXT, all_text
from builder.filings.noticed import UNREAD, shortened
from builder.model import Warn

DATA = frozenset(
    {"FormData", "FormDataC", "FormDataR", "SmallFormData", "SmallFormDataC", "SmallFormDataR",
     "FootnoteData"}
)  # fmt: skip
# The classes for the words of the form itself, and elements whose text nobody sees.
_WORDS = frozenset(
    {"CheckBox", "FormAttention", "FormEMText", "FormName", "FormNumText", "FormText", "FormTextC",
     "FormTextR", "FormTitle", "FormTitle1", "FormTitle2", "FormTitle3", "FormULText",
     "MedSmallFormText", "SectionTitle", "SmallFormText", "SmallFormTextC", "SmallFormTextR"}
)  # fmt: skip
_KNOWN = DATA | _WORDS
_BLUE = re.compile(r"(?<![-\w])color:\s*blue", re.IGNORECASE).search
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

    def texts(self, box: etree._Element, most: int) -> list[str]:
        """Take the first texts in a box that have a class for data, empty ones too."""
        found: list[str] = []
        for span in box.iter("span"):
            if class_of(span) in DATA and span not in self.taken and len(found) < most:
                found.append(self.text(span))  # with all that is within it
        return found

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
        """Warn of every text in a table that no field took and that is not the form's own."""
        self._rest(self.root, own=True)  # outside of tables stands what browsers add

    def _rest(self, element: etree._Element, *, own: bool) -> None:
        if class_of(element) in _WORDS:
            own = True
        elif is_data(element):
            self._untaken(element, all_text(element))
            return
        elif element.tag == "table":
            own = False
        texts = [element.text]
        for child in element:
            if child not in self.taken and child.tag not in NO_TEXT:
                self._rest(child, own=own)
            texts.append(child.tail)
        if not own:
            self._untaken(element, "".join(filter(None, texts)))

    def _untaken(self, element: etree._Element, text: str) -> None:
        if not text.isspace() and any(map(str.isalnum, text)):  # brackets and blanks are the form's
            where = f"{element.tag} {element.get('class', '')}".strip()
            self.warn(element, where, UNREAD, repr(text.strip()))


def class_of(element: etree._Element) -> str | None:
    """The style sheet's class of an element; browsers and their extensions add others."""
    name = element.get("class")
    if name is None or " " not in name:
        return name
    return next((part for part in name.split() if part in _KNOWN), name)


def is_data(element: etree._Element) -> bool:
    """Whether this is where a style sheet puts what a filer wrote."""
    if class_of(element) in DATA:
        return True
    if element.tag == "a":
        return cik_of(element.get("href") or "") is not None
    return element.tag == "td" and is_blue(element)


def is_blue(element: etree._Element) -> bool:
    """Some style sheets colour a filer's titles and give them no class."""
    style = element.get("style")
    return style is not None and _BLUE(style) is not None
