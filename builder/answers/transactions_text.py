"""The answer on transactions as a table for the eye, with its sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from builder.answers import Json
from builder.answers.holdings_text import amount_words, held_words, party_words
from builder.answers.printing import columns, counted, cut, grouped, listed, one_line
from builder.answers.words import WAYS
from builder.answers.worth import WHY_NO_VALUE

_HEADS = (
    "Day", "Insider", "Code", "Amount", "Security", "Price", "Value", "Owned after", "Held",
    "Row", "Late", "Plan", "Remarks",
)  # fmt: skip
_NUMBERS = "Amount|Price|Value|Owned after"
WHY_NOT: dict[str, str] = {
    "repeated": "repeated by an amendment",
    "changed": "changed by an amendment",
    "withdrawn": "withdrawn by an amendment",
    "twin": "reported in another filing too",
}


def transactions_text(answer: Json) -> Iterator[str]:
    """Rows by issuer, newest first, then the sums."""
    asked = answer["asked"]
    if asked["known_on"]:
        yield f"As known on {asked['known_on']}"
        yield ""
    if not answer["rows"]:
        yield "No transactions."
        return
    by_issuer: dict[tuple[object, object], list[Json]] = {}
    for row in answer["rows"]:
        issuer = row["issuer"]
        by_issuer.setdefault((issuer["cik"], issuer["local_id"]), []).append(row)
    for rows in by_issuer.values():
        yield party_words(rows[0]["issuer"])
        yield from (f"  {each}" for each in columns(_HEADS, [_cells(r) for r in rows], _NUMBERS))
        yield ""
    yield "Sums: each row once; table, code, direction and class are never mixed"
    for each in answer["sums"]:
        yield f"  {_sum_words(each, several=len(by_issuer) > 1)}"


def _cells(row: Json) -> list[str]:
    return [
        row["day"] or "no date",
        _people(row["insiders"]),
        one_line(row["code"]) or "?",
        _amount(row),
        cut(one_line(row["security"]), 36) or "not stated",
        _price(row),
        grouped(row["value"]),
        _owned(row),
        held_words(row, 30) if row["ownership"] else "",
        f"{row['accession']}:{row['table']}:{row['row']}",
        _late(row["deadline"]),
        {"yes": "10b5-1", "no": "", "unknown": ""}[row["plan"]["state"]],
        "; ".join(_remarks(row)),
    ]


def _people(insiders: Sequence[Json]) -> str:
    if not insiders:
        return "not stated"
    more = len(insiders) - 1
    return one_line(insiders[0]["name"]) + (f" and {counted(more, 'other')}" if more else "")


def _amount(row: Json) -> str:
    sign = {"A": "+", "D": "−"}.get(row["acquired_disposed"] or "", "?")
    if row["shares"] is None and row["total_value"] is not None:
        return f"{sign}value {grouped(row['total_value'])}"
    return f"{sign}{grouped(row['shares'])}" if row["shares"] is not None else "not stated"


def _price(row: Json) -> str:
    if row["price"] is not None:
        return grouped(row["price"])
    noted = any("transaction_price_per_share" in note["on"] for note in row["footnotes"])
    return "in note" if noted else ""


def _owned(row: Json) -> str:
    after = {
        "value": row["value_owned_after"],
        "shares": row["owned_after"],
        "stated_in": any("owned_following" in name for n in row["footnotes"] for name in n["on"]),
    }
    if after["shares"] is not None:
        after["value"] = None
    return amount_words(after)


def _late(deadline: Json) -> str:
    if deadline["state"] == "late":
        return counted(deadline["days_late"], "day")
    return deadline["state"] if deadline["state"] in ("late by own word", "voluntary") else ""


def _remarks(row: Json) -> Iterator[str]:
    if row["why_not"] is not None:
        instead = row["why_not"]["instead"]
        place = f" ({instead['accession']}:{instead['table']}:{instead['row']})" if instead else ""
        yield f"not counted: {WHY_NOT[row['why_not']['why']]}{place}"
    for change in row["amendments"]:
        if change["role"] == "amendment" and change["fate"] in ("added", "changed"):
            yield f"{change['fate']} by this amendment"
    if row["odd_price"] is not None:
        yield f"odd price: usual is {grouped(row['odd_price']['usual'])}"
    for odd in row["odd_dates"]:
        yield f"odd date as filed: {odd['filed']}"


def _sum_words(each: Json, *, several: bool) -> str:
    way = WAYS.get(each["acquired_disposed"] or "", "without A or D")
    at = f"{one_line(each['issuer']['name'])}, " if several else ""
    code, title = each["code"] or "no code", each["class"] or "no title"
    head = f"{at}Table {each['table']} {code} {way}, {title}"
    said = [counted(each["rows"], "row")]
    if each["shares"] is not None:
        said.append(f"{grouped(each['shares'])} in number")
    if each["rows_without_shares"]:
        said.append(f"{counted(each['rows_without_shares'], 'row')} without a number")
    if each["value"] is not None:
        said.append(f"{grouped(each['value'])} in value")
    left = [
        f"{counted(count, 'row')} without a value ({WHY_NO_VALUE[why]})"
        for why, count in each["rows_without_value"].items()
    ]
    left += [f"{counted(n, 'row')} {WHY_NOT[why]}" for why, n in each["left_out"].items()]
    rest = f"; left out: {listed(left)}" if left else ""
    return f"{head}: {', '.join(said)}{rest}"
