"""The answer on holdings as tables for the eye."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from builder.answers import Json
from builder.answers.cells import note_number
from builder.answers.printing import columns, cut, grouped, one_line, wrapped
from builder.answers.words import OWNERSHIP, cell_word

_HEADS = (
    "#", "Security", "Amount", "Held", "Exercise price", "Exercisable", "Expires", "Underlying",
    "As of", "Stated in", "Check", "Mark",
)  # fmt: skip
_NUMBERS = "#|Amount|Exercise price"


def holdings_text(answer: Json) -> Iterator[str]:
    """Lines by issuer and group of owners, then their notes, then the totals."""
    asked = answer["asked"]
    days = [f"held on {asked['held_on']}"] if asked["held_on"] else []
    days += [f"as known on {asked['known_on']}"] if asked["known_on"] else []
    if days:
        yield f"Holdings {', '.join(days)}"
        yield ""
    if not answer["lines"]:
        yield "No open lines."
        return
    for group in _groups(answer["lines"]):
        yield from _group_text(group)
    if answer["totals"]:
        yield "Totals of Table I, from the lines above; what a sum leaves out is said beside it"
        for total in answer["totals"]:
            yield from total_text(total)


def _groups(lines: Sequence[Json]) -> Iterator[list[Json]]:
    found: dict[tuple[Any, ...], list[Json]] = {}
    for line in lines:
        people = tuple((each["cik"], each["local_id"]) for each in line["insiders"])
        issuer = (line["issuer"]["cik"], line["issuer"]["local_id"])
        found.setdefault((issuer, people), []).append(line)
    yield from found.values()


def _group_text(lines: Sequence[Json]) -> Iterator[str]:
    first = lines[0]
    yield f"{party_words(first['issuer'])}"
    jointly = "Held jointly by " if first["joint"] else "Held by "
    people = "; ".join(party_words(each) for each in first["insiders"])
    yield from wrapped(f"{jointly}{people}", "", "  ")
    for table, title in (("I", "Table I: securities"), ("II", "Table II: derivatives")):
        of_table = [line for line in lines if line["table"] == table]
        if of_table:
            yield f"  {title}"
            rows = [_cells(number, line) for number, line in enumerate(of_table, 1)]
            yield from (f"  {each}" for each in columns(_HEADS, rows, _NUMBERS))
            yield from _notes(of_table)
    yield ""


def _cells(number: int, line: Json) -> list[str]:
    under = line["underlying"]
    return [
        str(number),
        cut(one_line(line["security"]), 40) or "not stated",
        amount_words(line),
        held_words(line, 40),
        grouped(line["exercise_price"]),
        one_line(line["exercisable"]),
        one_line(line["expires"]),
        _underlying_words(under) if under else "",
        line["as_of"] or "no date",
        f"{line['accession']}:{line['table']}:{line['row']}",
        _check(line["continuity"]),
        _marks(line),
    ]


def _underlying_words(under: Json) -> str:
    size = grouped(under["shares"]) or (
        f"value {grouped(under['value'])}" if under["value"] else ""
    )
    return f"{size} {cut(one_line(under['security']), 30)}".strip()


def amount_words(line: Json) -> str:
    """Shares, or an amount of money called so, or that only a note says it."""
    if line["value"] is not None:
        return f"value {grouped(line['value'])}"
    if line["shares"] is not None:
        return grouped(line["shares"])
    return "in note" if line["stated_in"] else "not stated"


def held_words(line: Json, length: int) -> str:
    """Direct, or indirect with its nature."""
    way = OWNERSHIP.get(line["ownership"], one_line(line["ownership"]))
    if line["ownership"] == "D" or not line["nature"]:
        return way
    return f"{way}: {cut(one_line(line['nature']), length)}"


def _check(continuity: Json) -> str:
    if continuity["verdict"] == "gap":
        gap = continuity["gap"]
        sign = "" if gap.startswith("-") else "+"
        return f"off by {sign}{grouped(gap)}: {continuity['reason'] or 'unexplained'}"
    return {
        "first": "first report", "closes": "follows", "part": "follows",
        "unchecked": "not checkable", "unstated": "no number",
    }[continuity["verdict"]]  # fmt: skip


def _marks(line: Json) -> str:
    words = [line["stale"]["rule"]] if line["stale"] else []
    return ", ".join(words if line["is_open"] else [*words, "closed"])


def _notes(lines: Sequence[Json]) -> Iterator[str]:
    """Each note once, with the lines and cells that it stands on."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for number, line in enumerate(lines, 1):
        for note in line["footnotes"]:
            key = (line["accession"], note["id"], note["text"] or "")
            cells = ", ".join(cell_word(name).lower() for name in note["on"])
            found.setdefault(key, []).append(f"line {number} ({cells})")
    for (accession, note, text), where in found.items():
        words = one_line(text) or "the filing gives no text for this note"
        head = f"Note ({note_number(note)}) of {accession}, on {'; '.join(where)}"
        yield from wrapped(f"{head}: {words}", "    ", "  ")


def party_words(party: Json) -> str:
    """A name with its number."""
    number = f"CIK {party['cik']}" if party["cik"] else party["local_id"] or "no CIK stated"
    return f"{one_line(party['name'])} ({number})"


def total_text(total: Json) -> Iterator[str]:
    """A total and its composition."""
    counted = [part for part in total["parts"] if part["counted"]]
    sums = [f"{grouped(total[way])} {way}" for way in ("direct", "indirect") if total[way] != "0"]
    made_of = f" = {' + '.join(sums)}" if len(sums) > 1 else ""
    who = f"{party_words(total['insider'])} at {one_line(total['issuer']['name'])}"
    if counted:
        yield f"  {who}, {total['class'] or 'no title'}: {grouped(total['shares'])}{made_of}"
    else:
        yield f"  {who}, {total['class'] or 'no title'}: no total, no line counts"
    rows = [
        [
            "+" if part["counted"] else "left out",
            amount_words(part),
            held_words(part, 40),
            f"as of {part['as_of'] or 'no date'}",
            f"{part['accession']}:{part['table']}:{part['row']}",
            ("jointly" if part["joint"] else "") if part["counted"] else part["why_not_text"] or "",
        ]
        for part in total["parts"]
    ]
    heads = ("way", "amount", "held", "as of", "row", "why")
    yield from (f"    {each}" for each in list(columns(heads, rows, "amount"))[1:])
