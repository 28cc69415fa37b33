"""The form as text: plain or Markdown, converted from the page that the SEC renders.

Such text has the page's boxes in the page's order (reference, section 2.5) with the
converter's marks for what the layout told. This module finds the parts; ``rendered_head``,
``rendered_tables`` and ``rendered_tail`` read them and ``printed_form`` gives them meaning.

Text cannot say the accession number and the schema version, nor the CIKs unless the
converter kept the page's links: those stay None, and the document says so in one warning.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.errors import OtherInput, ReadError
from builder.filings.document import Document
from builder.filings.printed_form import PrintedForm, document_of
from builder.filings.rendered_head import parse_head
from builder.filings.rendered_markup import (
    Line,
    Notices,
    caption,
    decoded,
    lines_of,
    with_borders_of,
)
from builder.filings.rendered_tables import Table, is_head, markers_in, parse_table, table_of
from builder.filings.rendered_tail import parse_tail, starts_tail

# What text cannot carry, said once on each record.
UNCARRIED = "an accession number and a schema version"
LOCAL = "none: text cannot carry them, so the identity of this filing is local"

_LOOKED_AT = 200_000  # bytes; a form's head and the heads of its tables stand well before
_OTHER_FORMS = re.compile(
    rb"<(?:SEC-DOCUMENT|SEC-HEADER|SUBMISSION|DOCUMENT|TEXT|\?xml|!doctype|html|head|table"
    rb"|ownershipDocument)\b|-----BEGIN PRIVACY",
    re.IGNORECASE,
)
_PERSON = re.compile(rb"name\s{1,9}and\s{1,9}address\s{1,9}of\s{1,9}reporting", re.IGNORECASE)


def is_rendered_text(data: bytes) -> bool:
    """True for the rendered form as text: its first box, then both tables with their captions.

    Typed forms from before 2003 have the same words but break the captions of a table over
    several lines; a submission or a page shows itself by its tags; prose about a form has no
    tables with these captions, in these cells, at the start of their lines.
    """
    start = data[:_LOOKED_AT]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start[: len(start) // 2 * 2].decode("utf-16", "replace").encode()
    if b"\0" in start or not _PERSON.search(start) or _OTHER_FORMS.search(start):
        return False
    lines = lines_of(start.decode("utf-8", "replace"))
    titles = [name for line in lines if (name := table_of(line.raw))]
    return titles[:2] == ["I", "II"] and any(is_head(line.raw) for line in lines)


def parse_text(data: bytes) -> Document:
    """Read the rendered form as text; what does not fit the form is a warning on its record."""
    notices = Notices()
    lines = lines_of(decoded(data, notices))
    sample = next((line.raw for line in lines if is_head(line.raw)), "|")
    lines = with_borders_of(sample, lines)
    head, tables, tail = _parts(lines)
    others = [line for table in tables for line in _further_persons(table)]
    tables = [Table(each.name, _without_persons(each)) for each in tables]
    top = parse_head(head, others, notices)
    if top.form is None:
        raise ReadError("head", 1, "the title of a Form 3, 4 or 5", "none")
    markers = markers_in(tables)
    foot = parse_tail(tail, markers.numbers, notices)
    known = markers._replace(noted=frozenset(foot.footnotes))
    rows = {each.name: parse_table(top.form, each, known, notices) for each in tables}
    if foot.nothing_owned and any(rows.values()):
        notices.warn("footnotes", None, "no rows, as it says below the tables", "rows")
    notices.warn("document", None, UNCARRIED, LOCAL)
    return document_of(
        PrintedForm(
            form=f"{top.form}/A" if top.amended else top.form,
            owners=top.owners,
            issuer=top.issuer,
            period=top.period,
            original_filed=top.original_filed,
            not_subject_to_section16=top.exit_box,
            form3_holdings_reported=top.form3_box,
            form4_transactions_reported=top.form4_box,
            aff10b5_one=top.plan_box,
            table1=rows["I"],
            table2=rows["II"],
            footnotes=foot.footnotes,
            remarks=foot.remarks,
            signatures=foot.signatures,
            warnings=notices.result(),
            says_no_securities=foot.nothing_owned,
        )
    )


def _parts(lines: Sequence[Line]) -> tuple[Sequence[Line], list[Table], Sequence[Line]]:
    """The lines above the tables, the tables, and the lines below them."""
    starts = [(place, name) for place, line in enumerate(lines) if (name := table_of(line.raw))]
    names = [name for _, name in starts]
    if names != sorted(names) or set(names) != {"I", "II"}:
        if not starts:
            raise OtherInput("text that is no ownership form")
        found = ", ".join(names[:9])
        raise ReadError("tables", lines[starts[0][0]].number, "Table I, then Table II", found)
    first, second = starts[0][0], starts[names.index("II")][0]
    end = next(
        (place for place in range(second, len(lines)) if starts_tail(lines[place].raw)),
        len(lines),
    )
    tables = [Table("I", lines[first:second]), Table("II", lines[second:end])]
    return lines[:first], tables, lines[end:]


def _persons_start(table: Table) -> int:
    """Further reporting persons have their boxes below Table II."""
    for place, line in enumerate(table.lines):
        if "eporting" in line.raw and "name and address of reporting person" in caption(line.raw):
            return place
    return len(table.lines)


def _further_persons(table: Table) -> Sequence[Line]:
    return table.lines[_persons_start(table) :]


def _without_persons(table: Table) -> Sequence[Line]:
    return table.lines[: _persons_start(table)]
