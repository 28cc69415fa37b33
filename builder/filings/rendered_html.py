"""The page that the SEC renders from ownership XML to what the form says.

``parse_page`` takes the bytes of a page of Form 3, 4 or 5, as the SEC's site sends it or as a
browser has saved it, and finds the boxes of the form by the labels printed beside them, not by
their place, so that a new style sheet moves nothing in silence. What a box means is decided by
:mod:`builder.filings.printed_form`. Text that stands where the style sheet puts a filer's data
and that no field takes becomes a warning. Source: section 2.5 of the forms reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from lxml import etree

from builder.errors import ReadError
from builder.filings.document import Document
from builder.filings.html_tree import NO_TEXT, all_text, block_text, first_words, parse_tree
from builder.filings.page_data import DATA, PageData, class_of, is_data
from builder.filings.printed_form import Box, PrintedForm, document_of
from builder.filings.rendered_parties import parse_issuer, parse_owner, with_roles
from builder.model import Issuer, Owner

_SNIFFED = 512 * 1024
_IS_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table)\b", re.IGNORECASE).search
_IS_FORM = re.compile(rb"Name\s+and\s+Address\s+of\s+Reporting\s+Person").search
_IS_STYLED = re.compile(rb"\bFormData\b").search


def is_page(data: bytes) -> bool:
    """A cheap look at whether bytes are such a page, in whatever encoding."""
    head = _narrow(data[:_SNIFFED])
    return bool(_IS_HTML(head) and _IS_STYLED(head) and _IS_FORM(head))


def parse_page(data: bytes) -> tuple[Document, str | None]:
    """What the page states, and the accession number if the page says where it was saved from.

    Raises ReadError if it is no page of Form 3, 4 or 5.
    """
    root, warnings = parse_tree(data)
    return document_of(_printed(PageData(root, warnings))), _accession(data)


_SAVED_FROM = re.compile(
    rb"https?://(?:www\.)?sec\.gov/Archives/edgar/data/[0-9]{1,10}/"
    rb"([0-9]{10})-?([0-9]{2})-?([0-9]{6})[/.-]",
    re.IGNORECASE,
)
_BODY = re.compile(rb"<body\b", re.IGNORECASE)


def _accession(data: bytes) -> str | None:
    """From ``<!-- saved from url=… -->`` and the like, above the body."""
    head = _narrow(data[:65536])
    body = _BODY.search(head)
    match = _SAVED_FROM.search(head, 0, body.start() if body else len(head))
    return b"-".join(match.groups()).decode("ascii") if match else None


def _narrow(head: bytes) -> bytes:
    """ASCII text in UTF-16 is ASCII text with NULs."""
    return head.replace(b"\0", b"") if b"\0" in head else head


# How each box begins; the number before the label differs from form to form.
_LABEL = re.compile(
    r"(?:[0-9]{1,2}\.\s*)?(?:"
    r"(?P<owner>Name\s+and\s+Address\s+of\s+Reporting\s+Person)"
    r"|(?P<issuer>Issuer\s+Name\b)"
    r"|(?P<period>Date\s+of\s+Earliest\s+Transaction|Date\s+of\s+Event\s+Requiring"
    r"|Statement\s+for\s+(?:Issuer.s\s+Fiscal|Month))"
    r"|(?P<original>If\s+Amendment,\s+Date)"
    r"|(?P<roles>Relationship\s+of\s+Reporting\s+Person)"
    r"|(?P<group>Individual\s+or\s+Joint)"
    r"|(?P<exit>Check\s+this\s+box\s+if\s+no\s+longer)"
    r"|(?P<plan>Check\s+this\s+box\s+to\s+indicate\s+that\s+a\s+transaction)"
    r"|(?P<form3>Form\s+3\s+Holdings\s+Reported)"
    r"|(?P<form4>Form\s+4\s+Transactions\s+Reported)"
    r"|(?P<notes>Explanation\s+of\s+Responses)"
    r"|(?P<remarks>Remarks:)"
    r"|(?P<signature>\*{0,2}\s*Signature\s+of\s+Reporting\s+Person))",
    re.IGNORECASE,
).match
# The boxes that every page has, and those of Forms 4 and 5 and of Form 5.
_ALWAYS = {
    "owner": "Name and Address of Reporting Person",
    "issuer": "Issuer Name",
    "period": "the date of the event, transaction or fiscal year",
    "original": "If Amendment, Date of Original Filed",
    "roles": "Relationship of Reporting Person(s)",
    "notes": "Explanation of Responses",
    "signature": "Signature of Reporting Person",
}
_FORM_4 = {"exit": "no longer subject to Section 16"}
_FORM_5 = _FORM_4 | {
    "form3": "Form 3 Holdings Reported",
    "form4": "Form 4 Transactions Reported",
}
_EXPECTED = {"3": _ALWAYS, "4": _ALWAYS | _FORM_4, "5": _ALWAYS | _FORM_5}
_MANY = 100  # boxes of one label that are read; a form has at most ten owners and signatures

_Element = etree._Element  # noqa: SLF001 - lxml has no public name for the type
_Labels = dict[str, list[_Element]]


def _printed(data: PageData) -> PrintedForm:
    """Every box of the page."""
    form = _form(data.root)
    table1, table2 = _tables(data)
    labels = _find_labels(data)
    if not labels and not data.taken:
        raise ReadError("document", None, "the boxes of the form", "none of them")
    owners = tuple(_owners(data, labels))
    issuer = parse_issuer(data, labels["issuer"][0]) if "issuer" in labels else Issuer(None, None)
    period, original = (_date(data, labels.get(name)) for name in ("period", "original"))
    flags = {name: _flag(data, labels.get(name)) for name in ("exit", "form3", "form4", "plan")}
    footnotes, remarks = _notes(data, labels)
    signatures = tuple(_signatures(data, labels.get("signature", [])))
    _check_group(data, labels.get("group"), len(owners))
    for name, box in _EXPECTED[form[0]].items():
        if name not in labels:  # a page that was cut off must not pass for a whole one
            data.lacks(f"a box for {box}")
    owns_nothing = form[0] == "3" and _owns_nothing(data, labels)
    data.warn_of_the_rest()
    return PrintedForm(
        form, owners, issuer, period, original,
        flags["exit"], flags["form3"], flags["form4"], flags["plan"],
        table1, table2, footnotes, remarks, signatures, tuple(data.warnings), owns_nothing,
    )  # fmt: skip


_FORM = re.compile(r"\s*(?:SEC\s+)?FORM\s+([345](?:/A)?)\s*", re.IGNORECASE).fullmatch


def _form(root: _Element) -> str:
    """From the name in the upper left corner, else from the title."""
    named = (all_text(cell) for cell in root.iter("td", "th") if class_of(cell) == "FormName")
    for text in (next(named, None), root.findtext(".//title"), root.findtext("body")):
        match = _FORM(text or "")
        if match:
            return match[1].upper()
    raise ReadError("document", None, "a page of Form 3, 4 or 5 as the SEC renders it", "none")


# Tables I and II

_TABLE = re.compile(r"Table\s+(II?)\s*[-\u2010-\u2015]", re.IGNORECASE).match
_HEADING = frozenset({"FormTextC", "SmallFormText", "SmallFormTextC", "MedSmallFormText"})
_MARKERS = re.compile(
    r"(?:[\s,;]*\(\s*[0-9]{1,4}(?:\s*[,;]\s*[0-9]{1,4})*\s*\))+[\s,;]*", re.ASCII
).fullmatch
_MARKED = 1000  # characters: a form has at most 99 notes
_DIGITS = re.compile(r"[0-9]+", re.ASCII)
_OWNS_NOTHING = re.compile(
    r"\s*No\s+securities\s+are\s+beneficially\s+owned\.?\s*", re.IGNORECASE
).fullmatch
_Lines = tuple[tuple[Box, ...], ...]


def _tables(data: PageData) -> tuple[_Lines, _Lines]:
    """The lines of both tables; a table printed in several pieces goes on."""
    lines: dict[str, list[tuple[Box, ...]]] = {}
    for table in data.root.iter("table"):
        match = _TABLE(first_words(table))
        if match and table.find(".//table") is None and not _begins_with_data(table):
            lines.setdefault(match[1].upper(), []).extend(_lines(data, table))
    for name in ("I", "II"):
        if name not in lines:
            data.lacks(f"a Table {name}")
    return tuple(lines.get("I", ())), tuple(lines.get("II", ()))


def _lines(data: PageData, table: _Element) -> Iterator[tuple[Box, ...]]:
    """Every line of the body; headings are ``th``, or have a heading's class."""
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in {"td", "th"}]
        if any(cell.tag == "th" or class_of(cell) in _HEADING for cell in cells):
            continue
        if len(cells) == 1 and _OWNS_NOTHING(first_words(cells[0])):
            continue
        line = tuple([_box(data, cell) for cell in cells])
        if len(line) > 1 or any(box.text or box.footnotes for box in line):
            yield line


def _box(data: PageData, cell: _Element) -> Box:
    """A cell's text, and the notes that its markers name."""
    texts: list[str] = []
    notes: list[str] = []
    data.taken.add(cell)
    _gather(data.taken, cell, texts, notes)
    line = cast("int | None", cell.sourceline)  # the stubs have no type for it
    return Box("".join(texts).strip(), tuple(dict.fromkeys(notes)), line)


def _gather(taken: set[_Element], element: _Element, texts: list[str], notes: list[str]) -> None:
    """Take text and markers in order; a marker is raised or has the class of notes."""
    if element.text:
        texts.append(element.text)
    for child in element:
        taken.add(child)
        tag = child.tag
        if tag == "sup" or class_of(child) == "FootnoteData":
            text = all_text(child)
            if len(text) <= _MARKED and _MARKERS(text):
                notes += [f"F{digits}" for digits in _DIGITS.findall(text)]
            else:
                texts.append(text)
        elif tag == "br":
            texts.append("\n")
        elif tag not in NO_TEXT:
            _gather(taken, child, texts, notes)
        if child.tail:
            texts.append(child.tail)


# The boxes around the tables, by their labels


def _find_labels(data: PageData) -> _Labels:
    """The innermost cells that begin with each label, in the order of the page."""
    labels: _Labels = {}
    for cell in data.root.iter("td"):
        if cell in data.taken or class_of(cell) in DATA:
            continue
        match = _LABEL(first_words(cell))
        if match is None or _begins_with_data(cell):
            continue
        found = labels.setdefault(cast("str", match.lastgroup), [])
        if found and found[-1] in cell.iterancestors("td"):
            found[-1] = cell
        elif len(found) < _MANY:
            found.append(cell)
    return labels


def _begins_with_data(part: _Element) -> bool:
    """A filer's own text may read like a label."""
    for element in part.iter():
        if element.text and not element.text.isspace():
            return is_data(element)
    return False


def _date(data: PageData, boxes: list[_Element] | None) -> str:
    """A date alone in its box; a second box is not read, so that it is warned of."""
    if not boxes:
        return ""
    dates = data.texts(boxes[0], 1)
    if any(dates):
        return dates[0]
    _, label, date = data.text(boxes[0]).rpartition("/Year)")
    return date.strip() if label else ""


def _flag(data: PageData, labels: list[_Element] | None) -> bool | None:
    """Whether the box left of a label is marked; None if the form has no such box."""
    if not labels:
        return None
    box = labels[0].getprevious()
    if box is None:
        data.warn(labels[0], "check box", "a box left of its label", "none")
        return None
    return data.is_marked(box)


def _check_group(data: PageData, boxes: list[_Element] | None, owners: int) -> None:
    """Box 6 says no more than how many owners there are."""
    for row in boxes[0].iter("tr") if boxes else ():
        cells = [cell for cell in row if cell.tag == "td"]
        if len(cells) == 2 and data.is_marked(cells[0]):
            several = "more than one" in " ".join(all_text(cells[1]).lower().split())
            if several != (owners > 1):
                expected = "several reporting persons" if several else "one reporting person"
                data.lacks(f"{expected}, as box 6 says", str(owners))


def _owners(data: PageData, labels: _Labels) -> Iterator[Owner]:
    """The owner of box 1, then the joint owners."""
    roles = labels.get("roles", [])
    for number, box in enumerate(labels.get("owner", [])):
        owner = parse_owner(data, box)
        yield with_roles(data, roles[number], owner) if number < len(roles) else owner


# Below the tables

_NOTE = re.compile(r"\s*([0-9]{1,4})\.(?:\s|$)", re.ASCII).match


def _notes(data: PageData, labels: _Labels) -> tuple[dict[str, str], str | None]:
    """The notes by number, and the remarks."""
    footnotes: dict[str, list[str]] = {}
    remarks: list[str] = []
    in_remarks = False
    headings = {*labels.get("notes", ()), *labels.get("remarks", ())}
    for cell in _cells_below(labels, "notes", "remarks"):
        text = block_text(cell)
        if cell in headings:
            in_remarks = in_remarks or cell in labels.get("remarks", ())
            continue
        if in_remarks and text:
            remarks.append(text)
        elif not text or _OWNS_NOTHING(text) or not _note(text, footnotes):
            continue
        data.take(cell)
    texts = {note: "\n".join(lines).strip() for note, lines in footnotes.items()}
    return texts, "\n".join(remarks) or None


def _owns_nothing(data: PageData, labels: _Labels) -> bool:
    """Whether Form 3 says so, anywhere but in the remarks; where it stands is unconfirmed."""
    for heading in labels.get("notes", [])[:1]:
        if _OWNS_NOTHING(block_text(heading).partition(":")[2]):
            return True
    for element in data.root.iter("td", "p", "div", "b", "span"):
        if element not in data.taken and _OWNS_NOTHING(first_words(element)):
            data.take(element)
            return True
    return False


def _cells_below(labels: _Labels, *names: str) -> Iterator[_Element]:
    """The cells of the innermost tables that these labels stand in."""
    first = [labels[name][0] for name in names if name in labels]
    for table in dict.fromkeys(next(cell.iterancestors("table"), None) for cell in first):
        for cell in table.iter("td") if table is not None else ():
            if next(cell.iterancestors("table"), None) is table:
                yield cell


def _note(text: str, footnotes: dict[str, list[str]]) -> bool:
    """Take ``2. Held by a trust.``; a line without a new number goes on with the last note."""
    match = _NOTE(text)
    if match and f"F{match[1]}" not in footnotes:
        footnotes[f"F{match[1]}"] = [text[match.end() :]]
    elif footnotes:
        footnotes[next(reversed(footnotes))].append(text)
    else:
        return False
    return True


def _signatures(data: PageData, captions: list[_Element]) -> Iterator[tuple[str, str]]:
    """Each name and date stand in the line above their captions."""
    for row in dict.fromkeys(caption.getparent() for caption in captions):
        line = None if row is None else row.getprevious()
        if row is None or line is None:
            continue
        for cell, caption, day in zip(line, row, list(line)[1:], strict=False):
            if caption in captions and cell.tag == day.tag == "td":
                yield data.text(cell), data.text(day)
