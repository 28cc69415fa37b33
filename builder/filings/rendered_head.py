"""The boxes above the tables: persons, issuer, dates, relationship and check marks.

A converter may break a line anywhere, so the head is read as a stream of words in which the
form's own captions are found; what stands between two captions is what the filer filled in.
Words that are neither are warned of. Captions and their order: reference, section 2.5.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from builder.filings.rendered_markup import Line, Notices
from builder.filings.rendered_words import (
    Cells,
    Word,
    cells_of,
    find,
    joined,
    leave,
    mark_of,
    means,
    segments_of,
    without,
    words_of,
)
from builder.model import Address, Issuer, Owner

# The captions that open a box, by what the box holds. Their numbers differ from form to form.
_OPENING = {
    "owner": ("name and address of reporting person",),
    "issuer": (
        "issuer name and ticker or trading symbol",
        "issuer name and ticker or trading symbols",
    ),
    "relationship": ("relationship of reporting persons to issuer",),
    "event": ("date of event requiring statement",),
    "earliest": ("date of earliest transaction",),
    "year": ("statement for issuers fiscal year ended",),
    "amended": (
        "if amendment date of original filed",
        "if amendment date original filed",
    ),
    "lines": ("individual or jointgroup filing", "individual or joint group filing"),
    "exit": ("check this box if no longer subject to section 16",),
    "plan": ("check this box to indicate that a transaction was made pursuant to",),
    "form 3": ("form 3 holdings reported",),
    "form 4": ("form 4 transactions reported",),
}
PERIODS = {"event": "3", "earliest": "4", "year": "5"}
_BOXES = frozenset({"exit", "plan", "form 3", "form 4"})
_TITLES = {
    "initial statement of beneficial ownership of securities": "3",
    "initial statement of beneficial ownership": "3",
    "annual statement of changes in beneficial ownership of securities": "5",
    "annual statement of changes in beneficial ownership": "5",
    "annual statement of beneficial ownership of securities": "5",
    "statement of changes in beneficial ownership of securities": "4",
    "statement of changes in beneficial ownership": "4",
    "statement of changes of beneficial ownership of securities": "4",
    "statement of changes of beneficial ownership": "4",
}
_NAMES = {
    f"{sec}form {number}{amended}": f"{number}{'/A' if amended else ''}"
    for sec in ("", "sec ")
    for number in "345"
    for amended in ("", "a")
}
# What else the form prints; a filer's word is in none of these.
_FIXED = (
    "united states securities and exchange commission",
    "united states",
    "securities and exchange commission",
    "washington dc 20549",
    "omb approval",
    "omb number",
    "32350104",
    "32350287",
    "32350362",
    "estimated average burden hours per response",
    "05",
    "10",
    "form 4 or form 5 obligations may continue see instruction 1b",
    "form 4 or form 5 obligations may continue",
    (
        "filed pursuant to section 16a of the securities exchange act of 1934 or section 30h of "
        "the investment company act of 1940"
    ),
    (
        "filed pursuant to section 16a of the securities exchange act of 1934 section 17a of the "
        "public utility holding company act of 1935 or section 30h of the investment company act "
        "of 1940"
    ),
    "filed pursuant to section 16a of the securities exchange act of 1934",
    "or section 30h of the investment company act of 1940",
    (
        "a contract instruction or written plan for the purchase or sale of equity securities of "
        "the issuer that is intended to satisfy the affirmative defense conditions of rule 10b51c"
    ),
    "see instruction 1b",
    "see instruction 10",
    "instruction 1b",
    "instruction 10",
    "monthdayyear",
)
_DATE_HINT = ("monthdayyear",)
_CHECK_HINTS = ("check all applicable", "check applicable line")
_ROLES = ("director", "10 owner", "officer give title below", "other specify below")
_LINES = (
    "form filed by one reporting person",
    "form filed by more than one reporting person",
)
_ALPHA_STATES = frozenset(
    [
        "AL",
        "AK",
        "AZ",
        "AR",
        "CA",
        "CO",
        "CT",
        "DE",
        "DC",
        "FL",
        "GA",
        "HI",
        "ID",
        "IL",
        "IN",
        "IA",
        "KS",
        "KY",
        "LA",
        "ME",
        "MD",
        "MA",
        "MI",
        "MN",
        "MS",
        "MO",
        "MT",
        "NE",
        "NV",
        "NH",
        "NJ",
        "NM",
        "NY",
        "NC",
        "ND",
        "OH",
        "OK",
        "OR",
        "PA",
        "RI",
        "SC",
        "SD",
        "TN",
        "TX",
        "UT",
        "VT",
        "VA",
        "WA",
        "WV",
        "WI",
        "WY",
        "AS",
        "GU",
        "MP",
        "PR",
        "VI",
        "UM",
        "AA",
        "AE",
        "AP",
        "XX",
    ]
)  # fmt: skip - one line a region reads no better
_FOREIGN_STATE = re.compile(r"[A-Z][0-9]|[0-9][A-Z]", re.ASCII)
_US_ZIP = re.compile(r"[0-9]{5}(?:-?[0-9]{4})?", re.ASCII)


class Head(NamedTuple):
    """What stands above the tables."""

    form: str | None
    amended: bool  # the head itself says "/A"
    owners: tuple[Owner, ...]
    issuer: Issuer
    period: str
    original_filed: str
    exit_box: bool | None
    form3_box: bool | None
    form4_box: bool | None
    plan_box: bool | None


class _Region(NamedTuple):
    """A box: what its caption says that it holds, and the words after the caption."""

    what: str
    line: int | None
    words: Sequence[Word]


def parse_head(lines: Iterable[Line], others: Iterable[Line], notices: Notices) -> Head:
    """Read the head; ``others`` are the lines with the boxes of further reporting persons."""
    words = words_of(_under_captions(cells_of(lines)))
    regions, marks = _regions(words)
    more, _ = _regions(words_of(cells_of(others)))
    first: dict[str, _Region] = {}
    people: list[_Region] = []
    for region in [*regions, *more]:
        if region.what == "owner":
            people.append(region)
        elif region.what in first:
            _leave(region.what, region.words, notices)
        else:
            first[region.what] = region
    form, amended = _form(words, first, notices)
    owners = [_owner(region.words, notices) for region in people]
    if owners and "relationship" in first:
        owners[0] = _related(owners[0], first["relationship"], notices)
    _check_lines(first.get("lines"), len(owners), notices)
    for what in ("preface", *_BOXES):
        if what in first:
            _leave(what, first[what].words, notices)
    _check_boxes({*first, *(region.what for region in people)}, notices)
    period = next((first[what] for what in PERIODS if what in first), None)
    return Head(
        form,
        amended,
        tuple(owners),
        _issuer(first.get("issuer"), notices),
        _filled(period),
        _filled(first.get("amended")),
        marks.get("exit"),
        marks.get("form 3"),
        marks.get("form 4"),
        marks.get("plan"),
    )


# Captions


_PHRASES = {phrase: what for what, phrases in _OPENING.items() for phrase in phrases}


def _regions(words: Sequence[Word]) -> tuple[list[_Region], dict[str, bool]]:
    """The boxes in order, and which check boxes of the heading are checked."""
    regions: list[_Region] = []
    marks: dict[str, bool] = {}
    what, start = "preface", 0
    for found in find(words, _PHRASES, numbered=True):
        end, opening = found.start, _PHRASES[found.phrase]
        if opening in _BOXES:
            marks.setdefault(opening, False)
            place = _before(words, start, end)
            if place is not None:
                marks[opening] = marks[opening] or mark_of(words[place]) is True
                end = place
        regions.append(_Region(what, words[start].line if start < end else None, words[start:end]))
        what, start = opening, found.end
    regions.append(_Region(what, words[start].line if start < len(words) else None, words[start:]))
    return regions, marks


def _before(words: Sequence[Word], start: int, end: int) -> int | None:
    """Where the mark before a caption stands, if there is one; borders may stand between."""
    for place in range(end - 1, start - 1, -1):
        if mark_of(words[place]) is not None:
            return place
        if means(words[place]):
            return None
    return None


def _under_captions(rows: Sequence[Cells]) -> list[Cells]:
    """Where captions stand in one row and what is filled in in the next, both as one row."""
    found: list[Cells] = []
    for row in rows:
        above = found[-1] if found else None
        if above and len(above.cells) == len(row.cells) and _only_captions(above.cells):
            pairs = zip(above.cells, row.cells, strict=True)
            found[-1] = Cells(row.line, [f"{upper}<br>{lower}" for upper, lower in pairs])
        else:
            found.append(row)
    return found


def _only_captions(cells: Sequence[str]) -> bool:
    """Two captions or more, and nothing else; one alone may be a box that is not filled in."""
    filled = [cell for cell in cells if cell.strip()]
    return 1 < len(filled) < 9 and all(
        find(words, _PHRASES) and not any(map(means, without(words, _CAPTION_ONLY)))
        for words in (words_of([Cells(0, [_NUMBER.sub("", cell)])]) for cell in filled)
    )


_NUMBER = re.compile(r"^[\s*#]{0,9}[1-6]\\?\.")
_CAPTION_ONLY = (*_PHRASES, *_DATE_HINT, *_CHECK_HINTS)


def _check_boxes(found: Collection[str], notices: Notices) -> None:
    """A form without one of its boxes is read all the same."""
    missing = [what for what in ("owner", "issuer", "relationship") if what not in found]
    if not PERIODS.keys() & found:
        missing.append("date")
    if missing:
        notices.warn("head", None, "every box of the form", f"none of: {', '.join(missing)}")


def _leave(where: str, words: Sequence[Word], notices: Notices) -> None:
    leave(f"head/{where}", words, [*_FIXED, *_TITLES, *_NAMES], notices)


# Boxes


def _form(
    words: Sequence[Word], first: dict[str, _Region], notices: Notices
) -> tuple[str | None, bool]:
    """The form, by its title, the caption of its date and its name; they must agree."""
    titles = [_TITLES[found.phrase] for found in find(words, _TITLES)]
    named = [found.phrase for found in find(first["preface"].words, _NAMES)]
    names = [_NAMES[phrase] for phrase in named]
    dated = [form for what, form in PERIODS.items() if what in first]
    said = list(dict.fromkeys([*titles, *dated, *(name[0] for name in names)]))
    if len(said) > 1:
        notices.warn("head", None, f"one form, as in its title: {said[0]}", ", ".join(said))
    return (said[0] if said else None), any(name.endswith("/A") for name in names)


def _filled(region: _Region | None) -> str:
    """What is filled in after a caption."""
    words = without(region.words, _DATE_HINT) if region else ()
    return " ".join(segments_of(words))


def _issuer(region: _Region | None, notices: Notices) -> Issuer:
    """``NAME [SYMBOL]``; a second pair of brackets holds the foreign symbol (X0609)."""
    if region is None:
        return Issuer(None, None)
    text = joined(_without_stars(region.words))
    name, symbols = text, list[str]()
    while name.endswith("]") and "[" in name:
        name, _, symbol = name[:-1].rpartition("[")
        symbols.insert(0, symbol.strip())
        name = name.strip()
    if not symbols or len(symbols) > 2:
        notices.warn("issuer", region.line, "a name and a symbol in brackets", text or "none")
    symbol, foreign = [*symbols, "", ""][:2]
    return Issuer(_cik(region.words), name or None, symbol or None, foreign or None)


def _without_stars(words: Iterable[Word]) -> list[Word]:
    """A caption's asterisk stands after the caption, before the name."""
    kept = list(words)
    while kept and kept[0].text and not kept[0].text.strip("*:_\\^"):
        del kept[0]
    return kept


def _cik(words: Iterable[Word]) -> int | None:
    """The CIK in a link of the page, which some converters keep."""
    return next((word.cik for word in words if word.cik), None)


_ABROAD = "nonus stateterritory country"  # since X0609; its place on the page is unconfirmed
_PERSON = ("last first middle", "street", "city state zip", "city state zip code", _ABROAD)


def _owner(words: Sequence[Word], notices: Notices) -> Owner:
    """Name, ``(Last) (First) (Middle)``, street lines, ``(Street)``, town, ``(City) …``."""
    words = _without_stars(words)
    parts: dict[str, Sequence[Word]] = {}
    end = 0
    for found in find(words, _PERSON):
        caption = found.phrase.split(maxsplit=1)[0]
        if not words[found.start].text.lstrip("*_").startswith("(") or caption in parts:
            continue  # the word Street in an address is no caption
        parts[caption] = words[end : found.start]
        end = found.end
    rest = words[end:]
    if "last" not in parts:
        return _uncaptioned_owner(words, notices)
    streets, town = (segments_of(parts.get(part, ())) for part in ("street", "city"))
    if "street" not in parts and len(town) > 1:
        notices.warn("owner", words[0].line, "(Street) below the street lines", " / ".join(town))
        streets, town = town[:-1], town[-1:]
    address = _abroad(_address(streets, town, notices), parts.get("nonus", ()), notices)
    if left := " ".join(segments_of(rest)):
        notices.warn("owner", rest[0].line, "nothing after the address", left)
    return Owner(_cik(words), joined(parts["last"]) or None, address=address)


def _abroad(address: Address | None, words: Sequence[Word], notices: Notices) -> Address | None:
    """The territory and the country of an address outside the United States (X0609)."""
    segments = segments_of(words)
    if not segments:
        return address
    address = address or Address()
    if len(segments) == 2:
        return address._replace(non_us_state_territory=segments[0], country=segments[1])
    if len(segments) == 1 and _is_state(segments[0]):
        return address._replace(country=segments[0])
    expected = "a territory and the code of a country"
    notices.warn("owner/address", words[0].line, expected, " / ".join(segments))
    return address._replace(non_us_state_territory=" ".join(segments))


def _uncaptioned_owner(words: Sequence[Word], notices: Notices) -> Owner:
    """Without the captions only the breaks tell the name from the address."""
    segments = segments_of(words)
    name, *address = segments or [""]
    if address:
        expected = "(Last) (First) (Middle) between name and address"
        notices.warn("owner", words[0].line, expected, " / ".join(segments))
    return Owner(_cik(words), name or None, address=_address(address[:-1], address[-1:], notices))


def _address(streets: list[str], town: list[str], notices: Notices) -> Address | None:
    if not streets and not town:
        return None
    if len(streets) > 2:
        notices.warn("owner/address", None, "at most two street lines", " / ".join(streets))
    city, state, zip_code = split_town(town)
    if town and state is None and zip_code is None:
        notices.warn("owner/address", None, "a city, a state's code and a zip", " ".join(town))
    return Address(
        street1=streets[0] if streets else None,
        street2=" ".join(streets[1:]) or None,
        city=city,
        state=state,
        zip=zip_code,
    )


def split_town(segments: Sequence[str]) -> tuple[str | None, str | None, str | None]:
    """City, state and zip: as they stand apart, or split at the one code of a state.

    ``AMHERST NY 14228`` falls apart at NY, ``LONDON X0 W1K 1AB`` at X0. What cannot be split
    in exactly one way stays whole, as the city.
    """
    if len(segments) == 3 and _is_state(segments[1]):
        return segments[0], segments[1], segments[2]
    words = " ".join(segments).split()
    ways = [
        place
        for place in range(1, len(words))
        if _is_state(words[place]) and _fits(words[place], " ".join(words[place + 1 :]))
    ]
    if not ways and len(segments) == 2 and _is_foreign_zip(segments[1]):
        return segments[0], None, segments[1]  # no state between them: their cells tell
    if len(ways) != 1:
        return " ".join(words) or None, None, None
    (place,) = ways
    rest = " ".join(words[place + 1 :])
    return " ".join(words[:place]), words[place], rest or None


def _is_state(word: str) -> bool:
    """A code of EDGAR's list: a state's two letters, or a letter and a digit."""
    return word in _ALPHA_STATES or _FOREIGN_STATE.fullmatch(word) is not None


def _fits(state: str, zip_code: str) -> bool:
    if state in _ALPHA_STATES and state != "XX":
        return not zip_code or _US_ZIP.fullmatch(zip_code) is not None
    return not zip_code or _is_foreign_zip(zip_code)


def _is_foreign_zip(text: str) -> bool:
    return len(text) <= 10 and any(character.isdigit() for character in text)


def _labelled(
    region: _Region, labels: Sequence[str], notices: Notices
) -> tuple[list[bool], list[Sequence[Word]]]:
    """Which labels of a box are checked, and the other words after each of them.

    The mark stands before its label. Only if every box is drawn, none before the first label
    and one after the last, they stand after their labels.
    """
    words = without(region.words, _CHECK_HINTS)
    found = {each.phrase: each for each in reversed(find(words, labels))}
    ordered = [found[label] for label in labels if label in found]
    checked = [False] * len(labels)
    if len(ordered) < len(labels) or ordered != sorted(ordered, key=lambda each: each.start):
        notices.warn("head", region.line, f"the labels {', '.join(labels)}", joined(words))
        return checked, [()] * len(labels)
    starts = [0, *(each.end for each in ordered)]
    ends = [*(each.start for each in ordered), len(words)]
    gaps = [list(words[start:end]) for start, end in zip(starts, ends, strict=True)]
    marks = [[m for word in gap if (m := mark_of(word)) is not None] for gap in gaps]
    shift = 1 if not marks[0] and len(marks[-1]) == 1 and all(marks[1:]) else 0
    for place in range(len(labels)):
        checked[place] = True in marks[place + shift]
    others = [[word for word in gap if mark_of(word) is None] for gap in gaps]
    if before := " ".join(segments_of(others[0])):
        notices.warn("head", region.line, "a mark before the first label", before)
    return checked, list(others[1:])


def _related(owner: Owner, region: _Region, notices: Notices) -> Owner:
    """The checked roles; the officer's title and the other role stand after the labels."""
    checked, after = _labelled(region, _ROLES, notices)
    director, ten_percent, officer, other = checked
    if not any(checked):
        notices.warn("head/relationship", region.line, "a checked box", "none")
    titles = [text for words in after for text in segments_of(words)]
    title = other_text = None
    if officer and other and len(titles) == 2:
        title, other_text = titles
    elif officer and not other:
        title = " ".join(titles) or None
    elif other and not officer:
        other_text = " ".join(titles) or None
    elif titles:
        title = " ".join(titles) if officer else None
        expected = "an officer's title and another role, apart" if officer else "no title"
        notices.warn("head/relationship", region.line, expected, " / ".join(titles))
    return owner._replace(
        is_director=director,
        is_officer=officer,
        is_ten_percent_owner=ten_percent,
        is_other=other,
        officer_title=title,
        other_text=other_text,
    )


def _check_lines(region: _Region | None, owners: int, notices: Notices) -> None:
    """One reporting person or more: no field keeps it, so it must agree with their number."""
    if region is None:
        return
    checked, after = _labelled(region, _LINES, notices)
    for words in after:
        if text := " ".join(segments_of(words)):
            notices.warn("head/lines", region.line, "nothing but the form's own words", text)
    one, more = checked
    if (one, more) != (owners < 2, owners > 1):
        which = {(True, False): "one reporting person", (False, True): "more than one"}
        found = which.get((one, more), "both" if one else "neither")
        notices.warn("head/lines", region.line, f"the line for {owners} reporting person(s)", found)
