"""Putting the oddities into filings, each at a featured issuer that has room for it.

A plant waits for the first filing that suits it, a few filings after the plant before it,
and spoils that one filing alone. What it does is recorded on the filing by the name of the
oddity, so that nobody takes it for the work of the simulation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from builder.sample.document import TICKS, Cell, Row, number
from builder.sample.names import ODD_NAMES, SAME_NAME

if TYPE_CHECKING:
    from collections.abc import Callable

    from builder.sample.document import Document


@dataclass(frozen=True, slots=True)
class Plant:
    """One oddity waiting for a filing."""

    name: str
    change: Callable[[Document], None]
    wants: Callable[[Document], bool]


# ---- what a filing must have ---------------------------------------------------------


def _any(document: Document) -> bool:
    return document.form == "4" and document.period.year > 2010 and bool(document.rows)


def _traded(document: Document) -> Row | None:
    """A sale or purchase with a price."""
    for row in document.rows:
        if row.code in ("S", "P") and not row.derivative and row.price.value:
            return row
    return None


def _has_trade(document: Document) -> bool:
    return _any(document) and _traded(document) is not None


def _has_sale(document: Document) -> bool:
    row = _traded(document)
    return _any(document) and row is not None and row.code == "S"


def _has_note(document: Document) -> bool:
    return _any(document) and bool(document.notes)


def _first(document: Document) -> Row:
    row = _traded(document)
    return document.rows[0] if row is None else row


def _note(document: Document, text: str) -> str:
    """Add a footnote to a filing; its id."""
    identifier = f"F{len(document.notes) + 1}"
    document.notes.append((identifier, text))
    return identifier


def _with(cell: Cell, *notes: str) -> Cell:
    return Cell(cell.value, (*cell.notes, *notes))


# ---- how the file is written ---------------------------------------------------------


def _byte_order_mark(document: Document) -> None:
    document.byte_order_mark = True


def _byte_order_mark_on_xml(document: Document) -> None:
    document.byte_order_mark = True
    document.container = "xml"


def _carriage_returns(document: Document) -> None:
    document.crlf = True


def _character_references(document: Document) -> None:
    document.ascii_only = True
    row = _first(document)
    row.title = _with(row.title, _note(document, _FOREIGN_WORDS))


def _contained(container: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        document.container = container

    return change


def _tagged_line(document: Document) -> None:
    document.container = "nc"
    document.one_line = True


def _two_files(document: Document) -> None:
    document.also_xml = True


def _archived(document: Document) -> None:
    document.archived = True


def _text(pattern: str, replacement: str, count: int = 0) -> Callable[[Document], None]:
    """A change of the written XML."""

    def change(document: Document) -> None:
        document.text_changes.append(lambda text: re.sub(pattern, replacement, text, count=count))

    return change


_COMMENTS = _text(
    r"(</issuer>)",
    r"\1<!-- fictional: <issuer> & <owner> --><?sample keep?>",
)


# ---- how elements are written --------------------------------------------------------


def _no_coding(document: Document) -> None:
    row = _first(document)
    row.code = row.form_type = None
    row.title = _with(row.title, *row.coding_notes)
    row.coding_notes = ()


def _dangling(document: Document) -> None:
    row = _first(document)
    row.amount = _with(row.amount, "F77")


def _trailing_zeros(document: Document) -> None:
    for row in document.rows:
        if row.amount.value and "." not in row.amount.value:
            row.amount = Cell(f"{row.amount.value}.0", row.amount.notes)
        if row.after.value and "." not in row.after.value:
            row.after = Cell(f"{row.after.value}.0000", row.after.notes)


def _leading_point(document: Document) -> None:
    row = _first(document)
    document.rows.insert(
        0,
        Row(
            derivative=False,
            holding=True,
            title=Cell(row.title.value),
            after=Cell(".5"),
            ownership=Cell("I"),
            nature=Cell("By Managed Account"),
        ),
    )


def _empty_elements(document: Document) -> None:
    def change(text: str) -> str:
        if "<derivativeTable" not in text:  # some software writes out what is empty anyway
            before = r"(\s*)(<footnotes>|<ownerSignature>)"
            text = re.sub(before, r"\1<derivativeTable/>\1\2", text, count=1)
        if "<remarks" in text:
            return text
        return re.sub(r"(\s*)(<ownerSignature>)", r"\1<remarks></remarks>\1\2", text, count=1)

    document.text_changes.append(change)
    for row in document.rows:
        if not row.holding:
            row.deemed = row.deemed or Cell()
            row.timeliness = row.timeliness or Cell()


def _is_table_one_only(document: Document) -> bool:
    return (
        _any(document) and not document.remarks and not any(row.derivative for row in document.rows)
    )


def _thousands_comma(document: Document) -> None:
    row = _first(document)
    whole = int((row.amount.value or "1000").partition(".")[0])
    row.amount = Cell(f"{max(whole, 1000):,}", row.amount.notes)


def _has_thousands(document: Document) -> bool:
    row = _traded(document)
    return _any(document) and row is not None and len(row.amount.value or "") > 3


# ---- footnotes and text --------------------------------------------------------------

_FOREIGN_WORDS = (
    "The shares are held through Société Fictive d’Exemple (a custodian) — "
    "“naïve” façade, Ærøskøbing, Ελλάδα, Москва, 東京, naïveté; 10 × 20 ≥ 100 €; 🙂."
)
_HOSTILE = (
    "See <script>alert('16')</script> | col | [x](javascript:alert(1)) ![y](data:text/html,z) "
    "{{ issuer.name }} {% raw %} `code` ``` [^1] [^1]: note <!-- --> <img src=x onerror=alert(1)> "
    '&lt;b&gt; \\| *a* _b_ # c $1 %s <a id="top"></a> --- http://sample.invalid/?a=1&b=2'
)
_HOSTILE_REMARKS = (
    "# Not a heading\n\n| not | a table |\n|---|---|\n* not a list <b>not bold</b> {{ 7 * 7 }} "
    "[^2] `not code` </remarks> ]]>"
)


def _notes_everywhere(document: Document) -> None:
    row = _first(document)
    boxes = (
        "title",
        "date",
        "amount",
        "price",
        "acquired",
        "after",
        "ownership",
    )
    for box in boxes:
        cell: Cell = getattr(row, box)
        setattr(row, box, _with(cell, _note(document, f"A note on the {box} of this line.")))
    row.deemed = Cell(None, (_note(document, "Deemed to be executed on the trade date."),))
    row.timeliness = Cell("", (_note(document, "This line is on time."),))
    row.coding_notes = (*row.coding_notes, _note(document, "A note on the code of this line."))
    text = "A note on how these shares are held."
    row.nature = _with(row.nature or Cell(""), _note(document, text))


def _notes_on_terms(document: Document) -> None:
    row = next(row for row in document.rows if row.derivative and not row.holding)
    shared = _note(document, "One note that stands on every term of this security.")
    row.deemed = Cell(None, (shared,))
    row.timeliness = Cell("", (shared,))
    row.coding_notes = (*row.coding_notes, shared)
    for box in (
        "title",
        "strike",
        "date",
        "amount",
        "price",
        "exercise",
        "expires",
        "underlying",
        "underlying_amount",
        "after",
        "ownership",
    ):
        setattr(row, box, _with(getattr(row, box), shared))


def _has_derivative(document: Document) -> bool:
    return _any(document) and any(row.derivative and not row.holding for row in document.rows)


def _price_in_note(document: Document) -> None:
    row = _first(document)
    text = f"Sold at prices that average ${row.price.value} per share."
    row.price = Cell(None, (*row.price.notes, _note(document, text)))


def _long_note(document: Document) -> None:
    row = _first(document)
    row.after = _with(row.after, _note(document, _story()[:990].rstrip() + "."))


def _continued_note(document: Document) -> None:
    text = _story()
    count = len(document.notes)
    parts = [text[:930].rstrip(), text[930:1860].strip(), text[1860:2600].strip()]
    identifiers = []
    for at, part in enumerate(parts):
        begin = f"(Continued from footnote {count + at}) " if at else ""
        end = f" (Continued in footnote {count + at + 2})" if at < 2 else "."
        identifiers.append(_note(document, f"{begin}{part}{end}"))
    row = _first(document)
    row.after = _with(row.after, *identifiers)


def _story() -> str:
    """A long account of who holds what for whom."""
    sentences = [
        f"Of these shares, {1_250 * step:,} are held by Family Trust No. {step}, of which the "
        f"reporting person is a trustee, and {310 * step:,} by a limited liability company that "
        f"the trust controls since {2000 + step}."
        for step in range(1, 16)
    ]
    return " ".join(sentences)


def _exhibit_note(document: Document) -> None:
    document.exhibit = (
        "Footnote (1): these shares are held in an account of which the reporting person is one "
        "of two owners. This exhibit is fictional.\n"
    )
    row = _first(document)
    row.title = _with(row.title, _note(document, "See Exhibit 99.1 for the text of this footnote."))


def _foreign_note(document: Document) -> None:
    row = _first(document)
    row.title = _with(row.title, _note(document, _FOREIGN_WORDS))


def _hostile_text(document: Document) -> None:
    row = _first(document)
    row.title = _with(row.title, _note(document, _HOSTILE))
    document.remarks = _HOSTILE_REMARKS


def _remarks_in_lines(document: Document) -> None:
    document.remarks = (
        "This filing is fictional.\n\nExhibit List:\n  Exhibit 24 - Power of Attorney\n\n"
        "The reporting person\tis not real."
    )


def _markup(document: Document) -> None:
    document.text_changes.append(
        lambda text: re.sub(r'(<footnote id="F1">)(\w+)', r"\1<b>\2</b><br/>", text, count=1)
    )


def _escaped_twice(document: Document) -> None:
    row = _first(document)
    text = "Held by Quill &amp; Ledger &#8220;Nominees&#8221; &amp;amp; Co."
    row.after = _with(row.after, _note(document, text))


# ---- names and symbols ---------------------------------------------------------------


def _ticker(text: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        document.ticker = text.format(document.ticker)

    return change


def _title_drift(document: Document) -> None:
    for row in document.rows:
        if not row.derivative:
            title = f"{(row.title.value or '').upper()}, PAR VALUE $.01"
            row.title = Cell(title[:60], row.title.notes)


def _nature_drift(document: Document) -> None:
    for row in document.rows:
        if row.nature is not None and row.nature.value:
            row.nature = Cell(f"{row.nature.value.lower()} (1)"[:100], row.nature.notes)


def _has_nature(document: Document) -> bool:
    return _any(document) and any(row.nature and row.nature.value for row in document.rows)


def _nature_with_direct(document: Document) -> None:
    for row in document.rows:
        if row.ownership.value == "D":
            row.nature = Cell("Directly owned")


# ---- numbers and dates ---------------------------------------------------------------


def _is_even_sale(document: Document) -> bool:
    row = _traded(document)
    return _any(document) and row is not None and (row.amount.value or "1")[-1] in "02468"


def _identical_rows(document: Document) -> None:
    row = _first(document)
    half = int(row.amount.value or "2") // 2
    row.amount = Cell(str(half), row.amount.notes)
    document.rows.insert(document.rows.index(row), replace(row))


def _wrong_balance(document: Document) -> None:
    row = _first(document)
    row.after = Cell(f"{int(float(row.after.value or '0')) + 900}", row.after.notes)


def _has_units(document: Document) -> bool:
    return _any(document) and any(
        row.derivative and row.code == "A" and row.strike.value is None for row in document.rows
    )


def _balance_per_award(document: Document) -> None:
    for row in document.rows:
        if row.derivative and row.code == "A" and row.strike.value is None:
            row.after = Cell(row.amount.value, row.after.notes)


def _total_as_price(document: Document) -> None:
    row = _first(document)
    shares = int(float(row.amount.value or "1"))
    whole, _, rest = (row.price.value or "1").partition(".")
    ticks = int(whole) * TICKS + int(rest.ljust(4, "0") or "0")
    row.price = Cell(number(shares * ticks), row.price.notes)


def _price_of_zero(document: Document) -> None:
    row = _first(document)
    row.price = Cell("0", row.price.notes)


def _wrong_sign(document: Document) -> None:
    row = _first(document)
    row.acquired = Cell("A", row.acquired.notes)


def _dated(year: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        row = _first(document)
        if row.date is not None and row.date.value:
            row.date = Cell(year + row.date.value[4:], row.date.notes)

    return change


def _trade_after_filing(document: Document) -> None:
    row = _first(document)
    if row.date is not None:
        later = document.filed.replace(day=28)
        if later <= document.filed:
            later = document.filed.replace(
                day=28,
                month=document.filed.month % 12 + 1,
                year=document.filed.year + document.filed.month // 12,
            )
        row.date = Cell(later.isoformat(), row.date.notes)


def _period_differs(document: Document) -> None:
    document.period = document.filed


def _is_domestic(document: Document) -> bool:
    return _any(document) and not document.parties[0].address.foreign


# ---- who gets what -------------------------------------------------------------------

_XML = _contained("xml")
_FEED = _contained("nc")

PLANTS: dict[int, tuple[Plant, ...]] = {
    0: (
        Plant("byte-order-mark", _byte_order_mark, _any),
        Plant("carriage-returns", _carriage_returns, _any),
        Plant(
            "note-before-value",
            _text(r"(<value>[^<]*</value>)(\s*)(<footnoteId id=\"F\d+\"/>)", r"\3\2\1", 1),
            _has_note,
        ),
        Plant("trailing-zeros", _trailing_zeros, _has_trade),
        Plant("nature-with-direct", _nature_with_direct, _has_trade),
        Plant("period-differs", _period_differs, _has_trade),
        Plant(
            "repeated-table",
            _text(
                r"(</nonDerivativeTransaction>)(\s*)(<nonDerivative(?:Transaction|Holding)>)",
                r"\1\2</nonDerivativeTable>\2<nonDerivativeTable>\2\3",
                1,
            ),
            lambda one: _any(one) and sum(not row.derivative for row in one.rows) > 1,
        ),
        Plant("no-declaration", _text(r"<\?xml[^>]*\?>\s*", "", 1), _any),
        Plant(
            "zoned-dates",
            _text(r"(>\d{4}-\d\d-\d\d)(</(?:value|signatureDate)>)", r"\1-05:00\2"),
            _has_trade,
        ),
        Plant("mixed-booleans", _text(r"(<(?:isDirector|isOfficer)>)1(<)", r"\1true\2"), _any),
        Plant("tagged-header", _FEED, _any),
        Plant("bare-xml", _XML, _any),
    ),
    1: (
        Plant("title-drift", _title_drift, _has_sale),
        Plant("total-as-price", _total_as_price, _has_sale),
        Plant("year-typo", _dated("2035"), _has_trade),
        Plant("dangling-note", _dangling, _has_trade),
        Plant("no-transaction-coding", _no_coding, _has_sale),
        Plant("leading-point", _leading_point, _has_trade),
        Plant("tagged-header", _FEED, _any),
        Plant("comments", _COMMENTS, _any),
        Plant(
            "padded-values",
            _text(r"<value>([\d.]+)</value>", r"<value>\n        \1\n      </value>"),
            _any,
        ),
        Plant("bare-xml", _XML, _any),
    ),
    2: (
        Plant("ticker-placeholder", _ticker("N/A"), _any),
        Plant("no-ticker", _ticker(""), _any),
        Plant("ticker-with-exchange", _ticker("NYSE: {}"), _any),
        Plant("ticker-placeholder", _ticker("NONE"), _any),
        Plant("markup-in-note", _markup, _has_note),
        Plant("escaped-twice", _escaped_twice, _has_trade),
        Plant(
            "cdata-note",
            _text(r'(<footnote id="F1">)([^<]*)(</footnote>)', r"\1<![CDATA[\2]]>\3", 1),
            _has_note,
        ),
        Plant("long-note", _long_note, _has_trade),
        Plant("continued-note", _continued_note, _has_trade),
        Plant("non-ascii-note", _foreign_note, _has_trade),
        Plant("character-references", _character_references, _has_trade),
        Plant("no-schema-version", _text(r"\s*<schemaVersion>[^<]*</schemaVersion>", "", 1), _any),
    ),
    3: (
        Plant("identical-rows", _identical_rows, _is_even_sale),
        Plant("wrong-balance", _wrong_balance, _has_trade),
        Plant("balance-per-award", _balance_per_award, _has_units),
        Plant("thousands-comma", _thousands_comma, _has_thousands),
        Plant("two-files", _two_files, _any),
        Plant(
            "default-namespace",
            _text("<ownershipDocument>", '<ownershipDocument xmlns="urn:sample:ownership">', 1),
            _any,
        ),
        Plant("empty-elements", _empty_elements, _is_table_one_only),
        Plant("price-only-in-note", _price_in_note, _has_sale),
        Plant(
            "zoned-dates",
            _text(r"(>\d{4}-\d\d-\d\d)(</(?:value|periodOfReport)>)", r"\1Z\2"),
            _has_trade,
        ),
    ),
    4: (
        Plant("archived", _archived, _any),
        Plant("archived", _archived, _any),
        Plant("archived", _archived, lambda one: one.form in ("3", "4")),
        Plant("archived", _archived, _any),
        Plant("notes-on-every-box", _notes_everywhere, _has_trade),
        Plant("notes-on-every-box", _notes_on_terms, _has_derivative),
        Plant("nature-drift", _nature_drift, _has_nature),
        Plant("sign-contradicts-code", _wrong_sign, _has_sale),
        Plant("price-of-zero", _price_of_zero, _has_sale),
        Plant("trade-after-filing", _trade_after_filing, _has_trade),
        Plant("note-in-exhibit", _exhibit_note, _has_trade),
        Plant("remarks-in-lines", _remarks_in_lines, _any),
        Plant("byte-order-mark", _byte_order_mark_on_xml, _any),
    ),
    5: (
        Plant(
            "misspelt-country",
            _text("rptOwnerCountry>", "rptOwnerCounrty>"),
            lambda one: _any(one) and one.parties[0].address.foreign,
        ),
        Plant("non-ascii-note", _foreign_note, _has_trade),
        Plant("ticker-with-exchange", _ticker("({})"), _any),
    ),
    6: (
        Plant("hostile-text", _hostile_text, _has_trade),
        Plant("year-22", _dated("0022"), _has_trade),
        Plant("tagged-header-without-newlines", _tagged_line, _is_domestic),
        Plant("xml-without-accession", _contained("bare"), _any),
        Plant("carriage-returns", _carriage_returns, _any),
        Plant("bare-xml", _XML, _any),
    ),
    7: (
        Plant("long-note", _long_note, _has_trade),
        Plant("bare-xml", _XML, _any),
        Plant("hostile-text", _hostile_text, _has_trade),
    ),
}


class Planter:
    """Plants the oddities of one issuer, a few filings apart."""

    def __init__(self, index: int, quota: int) -> None:
        self._waiting = list(PLANTS.get(index, ()))
        self._gap = max(2, quota * 2 // 3 // (len(self._waiting) + 1))
        self._seen = 0

    def visit(self, document: Document) -> None:
        """Let the first waiting plant that likes a filing have it."""
        _record(document)
        self._seen += 1
        if not self._waiting or self._seen < self._gap or _is_taken(document):
            return
        for plant in self._waiting:
            if plant.wants(document):
                plant.change(document)
                document.oddities.append(plant.name)
                self._waiting.remove(plant)
                self._seen = 0
                return


_HARD_NAMES = frozenset(ODD_NAMES.values()) - {SAME_NAME}
_HARMLESS = frozenset(("hard-name", "same-name", "name-changed"))


def _is_taken(document: Document) -> bool:
    return not _HARMLESS.issuperset(document.oddities)


def _record(document: Document) -> None:
    """Name what follows from who files and when, not from any plant."""
    for party in document.parties:
        if party.name in _HARD_NAMES:
            document.oddities.append("hard-name")
        if party.name == SAME_NAME:
            document.oddities.append("same-name")
        if party.former:
            document.oddities.append("name-changed")
    if document.filed.year < 2010:
        document.oddities.append("schema-of-2003")
        if document.period.year == 2003 and document.period.month > 10:
            document.privacy_enhanced = document.one_line = document.folded = True
            document.oddities += ["privacy-enhanced", "broken-lines"]
