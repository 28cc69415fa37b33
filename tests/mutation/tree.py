"""Damage that leaves ownership XML well-formed and typed: such a filing is never rejected.

Each function changes a tree in place. What "typed" means stands in
:func:`tests.mutation.promises.is_typed`.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from random import Random

from lxml import etree

Damage = Callable[[etree._Element, Random], None]

NAMES = [
    "value", "footnoteId", "footnotes", "footnote", "remarks", "issuer", "issuerCik",
    "reportingOwner", "rptOwnerCik", "reportingOwnerId", "isDirector", "ownerSignature",
    "nonDerivativeTable", "derivativeTable", "nonDerivativeTransaction", "derivativeHolding",
    "nonDerivativeSecurity", "transactionAmounts", "transactionShares", "transactionCoding",
    "transactionCode", "securityTitle", "transactionDate", "ownershipNature", "documentType",
    "periodOfReport", "ownershipDocument", "newElement", "Value", "x-y", "_", "株",
]  # fmt: skip
TEXTS = [
    "", " ", "n/a", "NaN", "Infinity", "1e400", "1,000", "$5", "-0", "-7", "+.5", ".", "1.", "９",
    "٣", "2024-02-30", "0000-00-00", "0001-01-01", "9999-12-31", "2024-1-1", "20240101",
    "2024-05-01T00:00:00", "2024-05-01+99:99", "TRUE", "yes", "2", "0", "00", "\u202eabc", "😀",
    "\x85", "\u2028", "\ufffd", "\ufeff", "]]>", "<b>", "&amp;", "\r\n", "a\tb", "F1,F2",
    "9" * 41, "0." + "1" * 60, "1" * 5000, "a" * 5000, "99999999999", "0000000000", "3/A", "144",
    "X9999", "None", "null", "\u00a01", "1\u00a0", "'", '"', "a\nb", ", ", ",", "{", "\\",
]  # fmt: skip


def _any(root: etree._Element, chance: Random) -> etree._Element:
    return chance.choice(list(root.iter("*")))


def _below(root: etree._Element, chance: Random) -> etree._Element | None:
    """Any element but the root."""
    elements = list(root.iter("*"))[1:]
    return chance.choice(elements) if elements else None


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _text(chance: Random) -> str:
    return chance.choice(TEXTS)


def children_shuffled(root: etree._Element, chance: Random) -> None:
    """In another order below one element, or everywhere."""
    parents = list(root.iter("*")) if chance.random() < 0.2 else [_any(root, chance), root]
    for parent in parents:
        children = list(parent)
        chance.shuffle(children)
        parent[:] = children


def element_moved(root: etree._Element, chance: Random) -> None:
    """One element with all below it somewhere else, where the forms may not have it."""
    element = _below(root, chance)
    if element is None:
        return
    _remove(element)
    target = _any(root, chance)
    target.insert(chance.randint(0, len(target)), element)


def elements_dropped(root: etree._Element, chance: Random) -> None:
    """One or a few elements missing."""
    for _ in range(chance.choice([1, 1, 2, 10])):
        element = _below(root, chance)
        if element is not None:
            _remove(element)


def name_dropped(root: etree._Element, chance: Random) -> None:
    """Every element of one name missing."""
    element = _below(root, chance)
    for each in list(root.iter(element.tag)) if element is not None else []:
        if each is not root:
            _remove(each)


def emptied(root: etree._Element, chance: Random) -> None:
    """Nothing in one element, at times in the root."""
    element = root if chance.random() < 0.1 else _any(root, chance)
    tail = element.tail
    element.clear()
    element.tail = tail


def element_doubled(root: etree._Element, chance: Random) -> None:
    """One element several times, beside itself or elsewhere."""
    element = _below(root, chance)
    if element is None:
        return
    target = element.getparent() if chance.random() < 0.6 else _any(root, chance)
    size = len(etree.tostring(element))  # damage may be done again and again
    one = copy.deepcopy(element)  # as it is now: it may be the one that grows
    for _ in range(min(chance.choice([1, 1, 2, 20]), 200_000 // size)):
        assert target is not None
        target.insert(chance.randint(0, len(target)), copy.deepcopy(one))


def values_swapped(root: etree._Element, chance: Random) -> None:
    """The texts of two elements in each other's place."""
    leaves = [element for element in root.iter("*") if (element.text or "").strip()]
    if len(leaves) > 1:
        one, two = chance.sample(leaves, 2)
        one.text, two.text = two.text, one.text


def value_of_another_type(root: etree._Element, chance: Random) -> None:
    """Text that is not what the schema asks for."""
    leaves = [element for element in root.iter("*") if not len(element)]
    for leaf in chance.sample(leaves, min(len(leaves), chance.choice([1, 2, 10]))):
        leaf.text = _text(chance)


def text_dropped(root: etree._Element, chance: Random) -> None:
    """Elements without their text."""
    leaves = [element for element in root.iter("*") if element.text]
    for leaf in chance.sample(leaves, min(len(leaves), chance.choice([1, 2, 10]))):
        leaf.text = None


def renamed(root: etree._Element, chance: Random) -> None:
    """An element under another name, known or unknown, or in another case."""
    element = _below(root, chance)
    if element is not None:
        swapped = str(element.tag).swapcase()
        element.tag = chance.choice([*NAMES, swapped, str(element.tag) + "s"])


def element_added(root: etree._Element, chance: Random) -> None:
    """An element that a new schema might have, with text, attributes and elements in it."""
    target = _any(root, chance)
    new = etree.Element(
        chance.choice(NAMES), {"id": _text(chance)} if chance.random() < 0.5 else {}
    )
    new.text, new.tail = _text(chance), _text(chance)
    if chance.random() < 0.4:
        etree.SubElement(new, chance.choice(NAMES)).text = _text(chance)
    target.insert(chance.randint(0, len(target)), new)


def text_between_elements(root: etree._Element, chance: Random) -> None:
    """Text where the forms have elements only."""
    for _ in range(chance.choice([1, 1, 5])):
        element = _any(root, chance)
        if element is root or chance.random() < 0.5:
            element.text = _text(chance) + (element.text or "")
        else:
            element.tail = (element.tail or "") + _text(chance)


def attributes_changed(root: etree._Element, chance: Random) -> None:
    """Attributes dropped, added, or with other values."""
    noted = [element for element in root.iter("*") if element.attrib]
    element = chance.choice(noted) if noted and chance.random() < 0.7 else _any(root, chance)
    what = chance.randrange(3)
    if what == 0:
        element.attrib.clear()
    else:
        name = "id" if what == 1 else chance.choice(["a", "ID", "{urn:x}id", "xml-lang"])
        element.set(name, _text(chance))


def ids_swapped(root: etree._Element, chance: Random) -> None:
    """Footnotes that change places."""
    noted = [element for element in root.iter("*") if element.get("id") is not None]
    if len(noted) > 1:
        one, two = chance.sample(noted, 2)
        first, second = one.get("id") or "", two.get("id") or ""
        one.set("id", second)
        two.set("id", first)


def wrapped(root: etree._Element, chance: Random) -> None:
    """An element inside one more."""
    element = _below(root, chance)
    parent = element.getparent() if element is not None else None
    if element is None or parent is None:
        return
    around = etree.Element(chance.choice(NAMES))
    parent.replace(element, around)
    around.append(element)


def unwrapped(root: etree._Element, chance: Random) -> None:
    """The children of an element in its place."""
    element = _below(root, chance)
    parent = element.getparent() if element is not None else None
    if element is None or parent is None:
        return
    place = parent.index(element)
    parent[place : place + 1] = list(element)


def in_a_namespace(root: etree._Element, chance: Random) -> None:
    """All names, or those below one element, in a namespace."""
    start = root if chance.random() < 0.5 else _any(root, chance)
    space = chance.choice(["http://www.sec.gov/edgar/ownership", "urn:x", "u"])
    for element in start.iter("*"):
        element.tag = f"{{{space}}}{etree.QName(element).localname}"


def markup_in_a_text(root: etree._Element, chance: Random) -> None:
    """Elements, comments or instructions inside a text."""
    leaves = [element for element in root.iter("*") if element.text]
    if not leaves:
        return
    leaf = chance.choice(leaves)
    text = leaf.text or ""
    middle = chance.randint(0, len(text))
    inner: etree._Element = chance.choice(
        [
            etree.Element(chance.choice(["b", "value", "i", "footnoteId"])),
            etree.Comment("x"),
            etree.ProcessingInstruction("x", "y"),
        ]
    )
    if isinstance(inner.tag, str):
        inner.text = _text(chance)
    leaf.text, inner.tail = text[:middle], text[middle:]
    leaf.insert(0, inner)


def nested(root: etree._Element, chance: Random) -> None:
    """Elements within elements, as deep as an ordinary parser goes."""
    element = _any(root, chance)
    name = chance.choice(NAMES)
    for _ in range(chance.choice([5, 50, 200, 246])):
        element = etree.SubElement(element, name)
    element.text = _text(chance)


def many_of_one(root: etree._Element, chance: Random) -> None:
    """Thousands of one element."""
    element = _below(root, chance)
    parent = element.getparent() if element is not None else None
    if element is None or parent is None:
        return
    size = len(etree.tostring(element))
    for _ in range(min(chance.choice([1000, 10_000]), 3_000_000 // size)):
        parent.append(copy.deepcopy(element))


def long_text(root: etree._Element, chance: Random) -> None:
    """Megabytes of text in one element, or in the id of a note."""
    text = chance.choice(["a", "9", " b", "(1) ", "株", "0", "\u202e"]) * chance.choice(
        [10_000, 500_000]
    )
    noted = [element for element in root.iter("*") if element.get("id") is not None]
    if noted and chance.random() < 0.2:
        chance.choice(noted).set("id", text)
    else:
        _any(root, chance).text = text


def many_new_names(root: etree._Element, chance: Random) -> None:
    """Thousands of elements of which each has a name of its own."""
    target = _any(root, chance)
    length = chance.choice([1, 1, 300])
    for number in range(3000):
        etree.SubElement(target, f"n{number}{'x' * length}")


def long_names(root: etree._Element, chance: Random) -> None:
    """Names of thousands of letters, one inside the other."""
    element = _any(root, chance)
    depth, length = chance.choice([(20, 40_000), (200, 8_000), (200, 300)])
    for _ in range(depth):
        element = etree.SubElement(element, "n" * length, {"a" * (length // 10): "x"})


PLAIN: tuple[Damage, ...] = (
    children_shuffled, element_moved, elements_dropped, name_dropped, emptied, element_doubled,
    values_swapped, value_of_another_type, text_dropped, renamed, element_added,
    text_between_elements, attributes_changed, ids_swapped, wrapped, unwrapped, in_a_namespace,
    markup_in_a_text, nested,
)  # fmt: skip
HUGE: tuple[Damage, ...] = (many_of_one, long_text, many_new_names, long_names)
