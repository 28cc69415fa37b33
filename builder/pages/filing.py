"""The filing view: everything a filing says, in the form's own order.

Table I and II carry the columns of the printed form; a column in which no row says
anything is left out. Markers keep the filer's numbers and lead to the note below,
which leads back to each cell.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from builder.derive.deadlines import latest
from builder.model import Cell, Filing, Owner, Row, SourceKind, Table
from builder.pages import cells
from builder.pages.addresses import (
    identity,
    insider_page,
    is_fictional,
    issuer_page,
    link,
    sec_index,
)
from builder.pages.books import Book
from builder.pages.cite import citation, permanent_link, report_link
from builder.pages.conclusions import conclusions, days
from builder.pages.differences import differences
from builder.pages.markup import lines, literal
from builder.pages.notes import MARK_GAP, day_of, form_of, joined, literal_id, names_of, note_anchor
from builder.pages.people import role
from builder.pages.rules import rule_link
from builder.pages.tables import Column, table, used
from builder.settings import Settings


class Part(NamedTuple):
    """A titled part of a filing: Table I, the notes, the signatures …"""

    title: str
    body: str


class View(NamedTuple):
    """A filing as the yearly page prints it."""

    anchor: str
    title: str
    meta: str
    head: str
    parts: tuple[Part, ...]
    citation: str  # HTML, folded


def view_of(filing: Filing, page: str, book: Book) -> View:
    """Lay out one filing, as filed, for the page in folder ``page``; then what follows from it."""
    marks = _Marks(filing)
    shown = book.facts.filings[filing.accession]
    tables = [_table_part(filing, which, marks) for which in ("I", "II")]
    parts = [
        *tables,
        Part("Explanation of responses", marks.notes()),
        Part("Remarks", lines(filing.remarks)),
        Part("Signatures", _signatures(filing)),
        Part("What the amendment changes", differences(filing, book, page)),
        Part("What follows from it", conclusions(filing, book, page)),
        Part("Notes on reading", _warnings(filing)),
    ]
    return View(
        filing.accession,
        f"{form_of(filing)} · {names_of(shown)} · {day_of(filing)}",
        joined([_number(filing), *_links(filing, page, book.settings)], " · "),
        _head(filing, book, page),
        tuple(part for part in parts if part.body),
        citation(filing, shown, book.settings),
    )


def _links(filing: Filing, page: str, settings: Settings) -> tuple[str, str]:
    """The address to keep, and whom to tell of an error."""
    permanent = f'<a href="{permanent_link(filing, page, settings)}">permanent link</a>'
    return permanent, report_link(filing, settings)


def _number(filing: Filing) -> str:
    sec = sec_index(filing)
    if sec:
        return f'Accession number <a href="{sec}">{filing.accession}</a> at sec.gov'
    if filing.is_local:
        return (
            f"Local identity {filing.accession}: the file carries no accession number, so there is"
            " no link to sec.gov"
        )
    if is_fictional(filing):
        return f"Accession number {filing.accession} · fictional, not at sec.gov"
    return f"Accession number {filing.accession}"


_PERIOD = {"3": "Date of event", "4": "Earliest transaction", "5": "Issuer’s fiscal year end"}


def _head(filing: Filing, book: Book, page: str) -> str:
    """What stands above the tables of the form, one line an item."""
    shown = book.facts.filings[filing.accession]
    form = (filing.form or "").partition("/")[0]
    items = [
        ("Form", literal(filing.form) or "not stated"),
        (_PERIOD.get(form, "Period of report"), _day(filing.period)),
        ("Filed", _day(filing.filed)),
        ("Accepted by EDGAR", _clock(filing)),
        ("Timeliness", _timeliness(filing, book, page)),
        ("Original filed", _day(filing.original_filed)),
        ("Issuer", _issuer(filing, page)),
        (_owners_head(filing), _owners(filing, shown, page, book.settings)),
        ("Boxes", "<br>".join(_boxes(filing))),
        ("Source", _source(filing)),
    ]
    rows = [(name, text) for name, text in items if text]
    return table("head", [Column("Item"), Column("As filed")], rows)


def _day(day: object) -> str:
    return str(day) if day else ""


def _clock(filing: Filing) -> str:
    return f"{filing.accepted.isoformat(' ')} Eastern" if filing.accepted else ""


def _issuer(filing: Filing, page: str) -> str:
    issuer = filing.issuer
    name = literal(issuer.name) or "Issuer not stated"
    parts = [
        f"[{name}]({link(issuer_page(issuer.key), page)})",
        identity(issuer.key),
        f"symbol {literal(issuer.symbol)}" if issuer.symbol else "",
        f"foreign symbol {literal(issuer.foreign_symbol)}" if issuer.foreign_symbol else "",
    ]
    return joined(parts, " · ")


def _timeliness(filing: Filing, book: Book, page: str) -> str:
    """How many days late the filing is by its latest row; each row is told of below."""
    found = book.facts.deadlines.get(filing.accession, ())
    if not found:
        return ""
    worst = latest(found) or min(found, key=lambda each: _TOLD_FIRST.index(each.state))
    words: str = worst.state
    if worst.state == "late":
        words = f"{days(worst.days_late)} late"
    if worst.state == "not testable":
        words = "cannot be tested"
    said = f'<span class="s16-derived">{rule_link("deadline", worst.rule, page, words)}</span>'
    return f"{said}, due {worst.due}" if worst.due else said


# Of a filing in which nothing is late, what its rows say at most.
_TOLD_FIRST = ("on time", "not testable", "early", "voluntary")


def _owners_head(filing: Filing) -> str:
    """The form's own question is whether one person files or more than one."""
    many = len(filing.owners)
    return f"{many} reporting owners, filing jointly" if many > 1 else "Reporting owner"


def _owners(filing: Filing, shown: Filing, page: str, settings: Settings) -> str:
    """Every owner under the name as filed, after the one that pages show where that differs."""
    said = []
    for owner, known in zip(filing.owners, shown.owners, strict=True):
        where = _address(owner) if settings.publish_addresses else ""
        said.append(joined([_owner(owner, known, filing, page), where], " · "))
    return "<br>".join(said)


def _address(owner: Owner) -> str:
    """Where the owner says mail finds them; only where the site owner has asked for it."""
    where = owner.address
    if where is None:
        return ""
    town = joined([literal(where.state or where.state_description), literal(where.zip)])
    parts = [literal(where.street1), literal(where.street2), literal(where.city), town]
    return joined([*parts, literal(where.country)], ", ")


def _owner(owner: Owner, known: Owner, filing: Filing, page: str) -> str:
    name = literal(known.name) or "unnamed"
    if known.key:
        name = f"[{name}]({link(insider_page(known.key), page)})"
    if owner.name and owner.name != known.name:
        name += f" (filed as {literal(owner.name)})"
    return joined([name, identity(owner.key), role(owner, filing)], " · ")


_BOXES: tuple[tuple[str, str], ...] = (
    ("not_subject_to_section16", "No longer subject to Section 16"),
    ("no_securities_owned", "No securities are beneficially owned"),
    ("form3_holdings_reported", "Form 3 holdings reported"),
    ("form4_transactions_reported", "Form 4 transactions reported"),
    ("aff10b5_one", "Rule 10b5-1 plan (affirmative defense)"),
)


def _boxes(filing: Filing) -> list[str]:
    """The boxes that are ticked, and the 10b5-1 box where the form states it either way."""
    said = []
    for field, text in _BOXES:
        value = getattr(filing, field)
        if value or (value is False and field == "aff10b5_one"):
            said.append(f"{text}: {'yes' if value else 'no'}")
    return said


_KINDS: dict[SourceKind, str] = {
    "submission": "submission text",
    "dissemination": "dissemination text",
    "xml": "ownership XML",
    "html": "the page that the SEC renders from ownership XML",
    "data set": "a quarterly data set of the SEC: the order of rows is approximate",
    "text": "the form as text: it states no CIK",
}


def _source(filing: Filing) -> str:
    schema = f"schema {literal(filing.schema_version)}" if filing.schema_version else ""
    kind = _KINDS[filing.source.kind]
    digest = f"SHA-256 {filing.source.sha256[:16]}…"
    return joined([kind, schema, literal(filing.source.path), digest], " · ")


class _Marks:
    """Footnote markers of one filing, with their way back."""

    def __init__(self, filing: Filing) -> None:
        self._filing = filing
        self._used: Counter[str] = Counter()
        self._places: dict[str, list[str]] = defaultdict(list)

    def mark(self, *marked: Cell[Any] | None) -> str:
        ids = dict.fromkeys(note for cell in marked if cell for note in cell.footnotes)
        return MARK_GAP.join(self._marker(note) for note in ids)

    def _marker(self, note: str) -> str:
        self._used[note] += 1
        anchor = note_anchor(self._filing, note)
        here = f"{anchor}-r{self._used[note]}"
        self._places[note].append(here)
        return f'<sup class="s16-fn"><a id="{here}" href="#{anchor}">{_label(note)}</a></sup>'

    def notes(self) -> str:
        """Every note of the filing, and those it refers to without containing them."""
        known = self._filing.footnotes
        rows = [self._note(note, literal(text) or "(empty)") for note, text in known.items()]
        missing = "The filing refers to this note, it does not contain it."
        rows += [self._note(note, missing) for note in self._places if note not in known]
        if not rows:
            return ""
        body = "\n".join(rows)
        return f'<div class="s16-notes" markdown>\n\n{body}\n\n</div>'

    def _note(self, note: str, text: str) -> str:
        anchor = note_anchor(self._filing, note)
        backs = " ".join(
            f'<a href="#{place}" aria-label="Back to the cell">↩</a>'
            for place in self._places.get(note, [])
        )
        return f'- <a id="{anchor}"></a>**{_label(note)}** {text} {backs}'.rstrip()


def _label(note: str) -> str:
    """ "F1" prints as "1", as on the form."""
    plain = literal_id(note)
    return plain[1:] if plain[:1] == "F" and plain[1:].isdigit() else plain


Getter = Callable[[Filing, Row, _Marks], str]


def _field(name: str, *others: str, money: bool = False) -> Getter:
    """A column that prints one cell, with the notes on it and on ``others``."""

    def text(filing: Filing, row: Row, marks: _Marks) -> str:
        cell = getattr(row, name)
        value = cells.money(cell) if money else cells.plain(cell)
        return value + marks.mark(cell, *(getattr(row, other) for other in others))

    return text


def _code(filing: Filing, row: Row, marks: _Marks) -> str:
    """Code with its word and swap mark; a holding row may carry a form type alone."""
    cell = row.transaction_code
    letter = cells.plain(cell)
    word = cells.CODE_WORDS.get(cell.value or "", "") if cell else ""
    swap = row.equity_swap_involved
    parts = [f"**{letter}** {word}".strip() if cell and cell.value else letter]
    if swap and swap.value is not False:
        parts.append("equity swap" if swap.value else cells.plain(swap))
    return joined(parts, " · ") + marks.mark(cell, swap)


def _number_of_row(filing: Filing, row: Row, marks: _Marks) -> str:
    anchor = f"{filing.accession}-{row.table}-{row.row}"
    return f'<a id="{anchor}" href="#{anchor}">{row.row}</a>'


def _after(filing: Filing, row: Row, marks: _Marks) -> str:
    shares, value = row.shares_owned_following_transaction, row.value_owned_following_transaction
    texts = [cells.plain(shares), cells.money(value)]
    return joined(texts) + marks.mark(shares, value)


def _size(filing: Filing, row: Row, marks: _Marks) -> str:
    shares, value = row.transaction_shares, row.transaction_total_value
    return joined([cells.plain(shares), cells.money(value)]) + marks.mark(shares, value)


def _underlying(filing: Filing, row: Row, marks: _Marks) -> str:
    shares, value = row.underlying_security_shares, row.underlying_security_value
    return joined([cells.plain(shares), cells.money(value)]) + marks.mark(shares, value)


# The columns of the printed forms, in their order, with the elements behind them.
_ROW = (Column("Row", "right"), _number_of_row)
_NATURE = (
    (Column("D or I"), _field("direct_or_indirect_ownership")),
    (Column("Nature of ownership"), _field("nature_of_ownership")),
)
_DATES = (
    (Column("Transaction date"), _field("transaction_date")),
    (Column("Deemed execution"), _field("deemed_execution_date")),
    (Column("Form type"), _field("transaction_form_type")),
    (Column("Code"), _code),
    (Column("Timeliness"), _field("transaction_timeliness")),
    (Column("Amount", "right"), _size),
    (Column("A or D"), _field("transaction_acquired_disposed_code")),
)
_COLUMNS: dict[Table, tuple[tuple[Column, Getter], ...]] = {
    "I": (
        _ROW,
        (Column("Title of security"), _field("security_title")),
        *_DATES,
        (Column("Price", "right"), _field("transaction_price_per_share")),
        (Column("Owned after", "right"), _after),
        *_NATURE,
    ),
    "II": (
        _ROW,
        (Column("Title of derivative"), _field("security_title")),
        (Column("Exercise price", "right"), _field("conversion_or_exercise_price")),
        *_DATES,
        (Column("Exercisable"), _field("exercise_date")),
        (Column("Expires"), _field("expiration_date")),
        (Column("Underlying security"), _field("underlying_security_title")),
        (Column("Underlying amount", "right"), _underlying),
        (Column("Price", "right"), _field("transaction_price_per_share")),
        (Column("Owned after", "right"), _after),
        *_NATURE,
    ),
}
_TITLES: dict[Table, str] = {
    "I": "Table I: non-derivative securities",
    "II": "Table II: derivative securities",
}
# Cells that the form does not have in that table, seen only in damaged filings.
_OFF_FORM: dict[Table, tuple[str, ...]] = {
    "I": (
        "conversion_or_exercise_price", "exercise_date", "expiration_date",
        "underlying_security_title", "underlying_security_shares", "underlying_security_value",
    ),
    "II": (),
}  # fmt: skip


def _table_part(filing: Filing, which: Table, marks: _Marks) -> Part:
    rows = [row for row in filing.rows if row.table == which]
    if not rows:
        return Part(_TITLES[which], "")
    columns = [*_COLUMNS[which]]
    columns += [
        (Column(name.replace("_", " ").capitalize()), _field(name)) for name in _OFF_FORM[which]
    ]
    printed: Sequence[Sequence[str]] = [
        [getter(filing, row, marks) for _, getter in columns] for row in rows
    ]
    heads = [_as_on(filing, column) for column, _ in columns]
    optional = frozenset(column.head for column in heads[1:])
    return Part(_TITLES[which], table("form", *used(heads, printed, optional)))


def _as_on(filing: Filing, column: Column) -> Column:
    """Form 3 reports no transactions: what is owned is owned, not owned after something."""
    if column.head == "Owned after" and (filing.form or "").startswith("3"):
        return Column("Owned", column.side)
    return column


def _signatures(filing: Filing) -> str:
    rows = [
        f"- {literal(s.name) or 'no name'}, {_day(s.date) or literal(s.raw_date) or 'no date'}"
        for s in filing.signatures
    ]
    return "\n".join(rows)


def _warnings(filing: Filing) -> str:
    """What the reader noticed: nothing is corrected in silence."""
    rows = []
    for warning in filing.warnings:
        line = f", line {warning.line}" if warning.line is not None else ""
        rows.append(
            f"- {literal(warning.where)}{line}: expected {literal(warning.expected)},"
            f" found {literal(warning.found)}"
        )
    return "\n".join(rows)
