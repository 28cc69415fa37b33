"""Damage to the bytes of a filing, whatever form it has: nothing is promised but a clear end.

Each function takes the bytes and a source of chance and gives damaged bytes. The names are
printed when the law fails, so they say what was done.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

Damage = Callable[[bytes, Random], bytes]

_TAG = re.compile(rb"<[^<>]*>")
_START_TAG = re.compile(rb"<([A-Za-z][A-Za-z0-9-]*)(?:\s[^<>]*)?>")
_ATTRIBUTE = re.compile(rb"""\s[A-Za-z:]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*')""")
_VALUE = re.compile(rb">([^<>]+)<")

SCRAPS = [
    b"<", b">", b"&", b"</", b"/>", b"<value>", b"</value>", b'<footnoteId id="F1"/>', b"\x00",
    b"\xff", b"\n", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<?x?>", b"<!DOCTYPE a>", b"&#0;",
    b"&nbsp;", b"<XML>", b"</XML>", b"<DOCUMENT>", b"\xef\xbb\xbf", b' xmlns="u"', b"0" * 50,
    b"<SEC-DOCUMENT>", b"<ownershipDocument>", b"</ownershipDocument>", b"\xe2\x80\xa8", b"\r",
    b"&#xD800;", b"&#1114112;", b"\xed\xa0\x80", b"\x1b[31m", b"=", b'"', b"<table>", b"</td>",
    b"|", b"\t", b"\xe2\x81\xbd\xc2\xb9\xe2\x81\xbe", b"<input checked>", b"<u>", b"X", b"(1)",
    b"<SUBMISSION>", b"ISSUER:\n", b"<edgarSubmission>", b"\x85", b"\xc2\xa0", b"<ns:a/>",
    b"\nACCESSION NUMBER:\t\t", b"<TYPE>4\n", b"CENTRAL INDEX KEY:\t9",
]  # fmt: skip


# What a reader might look for again and again.
FILLINGS = [
    b"a", b" ", b"9", b"<a>", b"<a", b"&#0", b"<a\n", b"ISSUER:\n", b"<td>", b"a b\n", b"<a/>",
    b"\tFORMER CONFORMED NAME:\tA\n",
]  # fmt: skip


def _piece(data: bytes, chance: Random, longest: int = 400) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.randint(1, longest))


def truncated(data: bytes, chance: Random) -> bytes:
    """Cut off at some byte."""
    return data[: chance.randrange(len(data) + 1)]


def beheaded(data: bytes, chance: Random) -> bytes:
    """Without its beginning."""
    return data[chance.randrange(len(data) + 1) :]


def bytes_flipped(data: bytes, chance: Random) -> bytes:
    """Single bits turned over."""
    out = bytearray(data)
    for _ in range(chance.choice([1, 1, 3, 30]) if out else 0):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def bytes_replaced(data: bytes, chance: Random) -> bytes:
    """Single bytes replaced by any others."""
    out = bytearray(data)
    for _ in range(chance.choice([1, 1, 3, 30]) if out else 0):
        out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def scraps_inserted(data: bytes, chance: Random) -> bytes:
    """Strewn with scraps of markup and odd bytes."""
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(data) + 1)
        data = data[:place] + chance.choice(SCRAPS) + data[place:]
    return data


def piece_deleted(data: bytes, chance: Random) -> bytes:
    """Without a piece of any length."""
    start, end = _piece(data, chance, chance.choice([1, 5, 40, 400, 10_000]))
    return data[:start] + data[end:]


def piece_doubled(data: bytes, chance: Random) -> bytes:
    """With a piece of any length twice."""
    start, end = _piece(data, chance, chance.choice([1, 5, 40, 400, 10_000]))
    return data[:end] + data[start:]


def pieces_swapped(data: bytes, chance: Random) -> bytes:
    """With two pieces in each other's place."""
    one, two, three, four = sorted(chance.randrange(len(data) + 1) for _ in range(4))
    return data[:one] + data[three:four] + data[two:three] + data[one:two] + data[four:]


def _at_a_match(
    pattern: re.Pattern[bytes],
    data: bytes,
    chance: Random,
    change: Callable[[bytes], bytes],
) -> bytes:
    matches = [match.span() for match in pattern.finditer(data)]
    if not matches:
        return data
    start, end = chance.choice(matches)
    return data[:start] + change(data[start:end]) + data[end:]


def tag_dropped(data: bytes, chance: Random) -> bytes:
    """Without one tag."""
    return _at_a_match(_TAG, data, chance, lambda _: b"")


def tag_doubled(data: bytes, chance: Random) -> bytes:
    """With one tag twice."""
    return _at_a_match(_TAG, data, chance, lambda tag: tag * 2)


def tag_in_another_case(data: bytes, chance: Random) -> bytes:
    """With one tag in capitals."""
    return _at_a_match(_TAG, data, chance, bytes.upper)


def line_break_in_a_tag(data: bytes, chance: Random) -> bytes:
    """With a line that ends inside a tag."""

    def broken(tag: bytes) -> bytes:
        place = chance.randrange(1, len(tag))
        return tag[:place] + chance.choice([b"\n", b"\r\n", b" ", b"\t"]) + tag[place:]

    return _at_a_match(_TAG, data, chance, broken)


def stray_word_in_a_tag(data: bytes, chance: Random) -> bytes:
    """With a word in a tag that is no attribute."""
    return _at_a_match(_TAG, data, chance, lambda tag: tag[:-1] + b" Title>")


def tags_swapped(data: bytes, chance: Random) -> bytes:
    """With two tags in each other's place."""
    tags = [match.span() for match in _TAG.finditer(data)]
    if len(tags) < 2:
        return data
    (a, b), (c, d) = sorted(chance.sample(tags, 2))
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def attribute_dropped(data: bytes, chance: Random) -> bytes:
    """Without one attribute."""
    return _at_a_match(_ATTRIBUTE, data, chance, lambda _: b"")


def attribute_doubled(data: bytes, chance: Random) -> bytes:
    """With one attribute twice, which XML forbids."""
    return _at_a_match(_ATTRIBUTE, data, chance, lambda attribute: attribute * 2)


def value_damaged(data: bytes, chance: Random) -> bytes:
    """With scraps in place of one text."""
    return _at_a_match(_VALUE, data, chance, lambda _: b">" + chance.choice(SCRAPS) + b"<")


def _element(data: bytes, chance: Random) -> tuple[int, int] | None:
    """From some start tag to the next end tag of its name: often a whole element."""
    starts = list(_START_TAG.finditer(data))
    if not starts:
        return None
    start = chance.choice(starts)
    closing = b"</" + start[1] + b">"
    end = data.find(closing, start.end())
    return (start.start(), end + len(closing)) if end >= 0 else start.span()


def element_dropped(data: bytes, chance: Random) -> bytes:
    """Without one element."""
    span = _element(data, chance)
    return data[: span[0]] + data[span[1] :] if span else data


def element_doubled(data: bytes, chance: Random) -> bytes:
    """With one element several times."""
    span = _element(data, chance)
    if not span:
        return data
    return data[: span[1]] + data[slice(*span)] * chance.choice([1, 2, 9]) + data[span[1] :]


def element_moved(data: bytes, chance: Random) -> bytes:
    """With one element somewhere else, before any tag."""
    span = _element(data, chance)
    if not span:
        return data
    element, rest = data[slice(*span)], data[: span[0]] + data[span[1] :]
    return _at_a_match(_TAG, rest, chance, lambda tag: element + tag)


def lines_shuffled(data: bytes, chance: Random) -> bytes:
    """With some lines in another order."""
    lines = data.split(b"\n")
    start = chance.randrange(len(lines))
    part = lines[start : start + chance.choice([2, 10, 1000])]
    chance.shuffle(part)
    return b"\n".join([*lines[:start], *part, *lines[start + len(part) :]])


def lines_dropped(data: bytes, chance: Random) -> bytes:
    """Without some of its lines."""
    share = chance.choice([0.02, 0.2, 0.7])
    return b"\n".join(line for line in data.split(b"\n") if chance.random() > share)


def without_newlines(data: bytes, chance: Random) -> bytes:
    """All in one line."""
    return re.sub(rb"[\r\n]+", chance.choice([b"", b" "]), data)


def other_newlines(data: bytes, chance: Random) -> bytes:
    """With the line ends of another system."""
    return data.replace(b"\r", b"").replace(b"\n", chance.choice([b"\r\n", b"\r", b"\n\n"]))


def wrapped(data: bytes, chance: Random) -> bytes:
    """Every line wrapped at a fixed width, even inside tags."""
    width = chance.choice([20, 61, 73, 80, 255, 1023])
    lines = [
        line[start : start + width]
        for line in data.split(b"\n")
        for start in range(0, len(line) or 1, width)
    ]
    return b"\n".join(lines)


def case_changed(data: bytes, chance: Random) -> bytes:
    """All of it in one case."""
    return data.upper() if chance.random() < 0.5 else data.lower()


def encoding_changed(data: bytes, chance: Random) -> bytes:
    """In another encoding, with or without saying so."""
    text = data.decode("utf-8", errors="replace")
    encoding = chance.choice(
        ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "cp1252", "utf-32", "utf-7", "cp037",
         "shift_jis", "iso-8859-1"]
    )  # fmt: skip
    if chance.random() < 0.3:
        declaration = f'<?xml version="1.0" encoding="{encoding}"?>'
        text = declaration + re.sub(r"<\?xml[^>]*\?>", "", text)
    return text.encode(encoding, errors="xmlcharrefreplace")


def encoding_claimed(data: bytes, chance: Random) -> bytes:
    """Under a declaration that need not be true."""
    claim = chance.choice([b"utf-16", b"us-ascii", b"no-such", b"iso-8859-1", b"UTF-32", b"utf-7",
                           b"windows-1252", b"EBCDIC-CP-US", b"x" * 300, b"big5"])  # fmt: skip
    version = chance.choice([b"1.0", b"1.1", b"2.0"])
    declaration = b'<?xml version="' + version + b'" encoding="' + claim + b'"?>'
    if b"<?xml" in data:
        return re.sub(rb"<\?xml[^>]*\?>", lambda _: declaration, data, count=1)
    return declaration + data


def encoded_twice(data: bytes, _: Random) -> bytes:
    """UTF-8 taken for ISO-8859-1 and encoded again."""
    return data.decode("iso-8859-1").encode("utf-8")


def letters_beyond_ascii(data: bytes, chance: Random) -> bytes:
    """With letters of other alphabets in place of plain ones, in any encoding."""
    letter = chance.choice([b"a", b"e", b"1", b"o", b" "])
    other = chance.choice([b"\xc3\xa4", b"\xe4", b"\x93", b"\xf0\x9f\x98\x80", b"\xe6\xa0\xaa",
                           b"\xd9\xa1", b"\xc2\xa0", b"\x81"])  # fmt: skip
    return data.replace(letter, other, chance.choice([1, 10, 100_000]))


def ampersands_undone(data: bytes, _: Random) -> bytes:
    """As copied from a browser: character references undone."""
    return data.replace(b"&amp;", b"&").replace(b"&lt;", b"<").replace(b"&apos;", b"'")


def entities(data: bytes, chance: Random) -> bytes:
    """With entities of HTML, unknown ones, and some that a declaration would have to define."""
    name = chance.choice([b"&nbsp;", b"&ldquo;", b"&x;", b"&" + b"a" * 2000 + b";", b"&#x0;",
                          b"&#65;", b"&amp;amp;", b"&#xFFFE;", b"&lt"])  # fmt: skip
    return _at_a_match(_VALUE, data, chance, lambda text: text[:-1] + name + b"<")


def doctype(data: bytes, chance: Random) -> bytes:
    """With a document type declaration, harmless or not."""
    declared = chance.choice(
        [
            b"<!DOCTYPE ownershipDocument>",
            b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]>',
            b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>',
            b'<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://127.0.0.1:9/x.dtd">',
        ]
    )
    place = data.find(b"<ownershipDocument")
    return data[: max(place, 0)] + declared + data[max(place, 0) :]


# Far larger than any filing.


def repeated(data: bytes, chance: Random) -> bytes:
    """All of it again and again."""
    return data * (1 + chance.choice([1, 10, 4_000_000 // (len(data) + 1)]))


def huge_insertion(data: bytes, chance: Random) -> bytes:
    """With megabytes of one thing somewhere."""
    scrap = chance.choice([*SCRAPS, *FILLINGS])
    size = chance.choice([100_000, 1_000_000, 3_000_000, 9_000_000])
    place = chance.randrange(len(data) + 1)
    return data[:place] + scrap * (size // len(scrap)) + data[place:]


def huge_line(data: bytes, chance: Random) -> bytes:
    """With megabytes after the beginning of a line, or of a text."""
    scrap = chance.choice([b"a", b"9", b" ", b"a b ", b"(1)", b"0", b"-", b"A:", b"\t", b"&"])
    size = chance.choice([100_000, 1_000_000, 3_000_000])
    pattern = _VALUE if chance.random() < 0.5 else re.compile(rb"\n[^\n]+")
    return _at_a_match(
        pattern, data, chance, lambda t: t[:-1] + scrap * (size // len(scrap)) + t[-1:]
    )


def element_repeated(data: bytes, chance: Random) -> bytes:
    """With one element thousands of times."""
    span = _element(data, chance)
    if not span:
        return data
    element = data[slice(*span)]
    times = min(chance.choice([500, 5_000, 50_000]), 6_000_000 // len(element))
    return data[: span[1]] + element * times + data[span[1] :]


def deeply_nested(data: bytes, chance: Random) -> bytes:
    """With elements within elements, deeper than any parser should follow."""
    depth = chance.choice([100, 230, 300, 10_000, 200_000])
    name = chance.choice([b"a", b"value", b"footnoteId", b"td", b"table", b"ownershipDocument"])
    inside = (b"<" + name + b">") * depth + b"1" + (b"</" + name + b">") * depth
    return _at_a_match(_TAG, data, chance, lambda tag: tag + inside)


PLAIN: tuple[Damage, ...] = (
    truncated, beheaded, bytes_flipped, bytes_replaced, scraps_inserted, piece_deleted,
    piece_doubled, pieces_swapped, tag_dropped, tag_doubled, tag_in_another_case,
    line_break_in_a_tag, stray_word_in_a_tag, tags_swapped, attribute_dropped, attribute_doubled,
    value_damaged, element_dropped, element_doubled, element_moved, lines_shuffled, lines_dropped,
    without_newlines, other_newlines, wrapped, case_changed, encoding_changed, encoding_claimed,
    encoded_twice, letters_beyond_ascii, ampersands_undone, entities, doctype,
)  # fmt: skip
HUGE: tuple[Damage, ...] = (
    repeated, huge_insertion, huge_line, element_repeated, deeply_nested,
)  # fmt: skip
