"""The tests' own printer: a filing as the text that converters make of its rendered page.

Captions and order are the form's (section 2.5 of the forms reference); how cells, filled-in
values, marks and notes are written is a :class:`Style`. Nothing here is shared with the
reader, so that the two can disagree; what stands in a box comes from ``boxes``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from builder.model import Address, Filing, Owner
from tests.filings.printing.boxes import Shown, day, lines

RAISED = str.maketrans("0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")
TITLES = {
    "3": "INITIAL STATEMENT OF BENEFICIAL OWNERSHIP OF SECURITIES",
    "4": "STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP",
    "5": "ANNUAL STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP",
}
EXIT = (
    "Check this box if no longer subject to Section 16. Form 4 or Form 5 obligations may "
    "continue. See Instruction 1(b)."
)
PLAN = (
    "Check this box to indicate that a transaction was made pursuant to a contract, instruction "
    "or written plan for the purchase or sale of equity securities of the issuer that is "
    "intended to satisfy the affirmative defense conditions of Rule 10b5-1(c). See Instruction 10."
)
FILED = (
    "Filed pursuant to Section 16(a) of the Securities Exchange Act of 1934 or Section 30(h) of "
    "the Investment Company Act of 1940"
)
FOOT = (
    (
        "Reminder: Report on a separate line for each class of securities beneficially owned "
        "directly or indirectly."
    ),
    "* If the form is filed by more than one reporting person, see Instruction 4 (b)(v).",
    (
        "** Intentional misstatements or omissions of facts constitute Federal Criminal Violations "
        "See 18 U.S.C. 1001 and 15 U.S.C. 78ff(a)."
    ),
    (
        "Note: File three copies of this Form, one of which must be manually signed. If space is "
        "insufficient, see Instruction 6 for procedure."
    ),
    (
        "Persons who respond to the collection of information contained in this form are not "
        "required to respond unless the form displays a currently valid OMB Number."
    ),
)
TABLE_I = {
    "3": "Table I - Non-Derivative Securities Beneficially Owned",
    "4": "Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned",
}
TABLE_II = {
    "3": "Table II - Derivative Securities Beneficially Owned (e.g., puts, calls, warrants, "
    "options, convertible securities)",
    "4": "Table II - Derivative Securities Acquired, Disposed of, or Beneficially Owned (e.g., "
    "puts, calls, warrants, options, convertible securities)",
}
# A caption of the upper line, and what stands below it.
Caption = tuple[str, tuple[str, ...]]
_DIRECT = "Ownership Form: Direct (D) or Indirect (I)"
_NATURE = "Nature of Indirect Beneficial Ownership"


class Style(NamedTuple):
    """How a converter writes."""

    name: str
    table: str  # "tabs", "pipes" or "bare pipes"
    marker: Callable[[int], str]
    note: Callable[[int, str], str]
    box: tuple[str, str]  # checked, unchecked
    fill: tuple[str, str] = ("", "")  # around a filled-in value
    new_line: str = "\n"  # between the lines of one box
    bold: bool = False
    escaped: str = ""  # the characters that get a backslash
    lines: bool = False  # boxes stand one below the other, not in a table
    padded: bool = True  # the head has a cell for each column
    cut: bool = False  # empty cells at the end of a row are left out
    headed: bool = True  # the words above the form are there
    links: bool = False  # names keep the page's links, and so their CIKs
    signature: str = "cells"  # or "line" or "broken"
    end: str = "\n"
    encoding: str = "utf-8"


def _listed(number: int, text: str) -> str:
    return f"- {text}"


def _paragraph(number: int, text: str) -> str:
    return f"{text}\n"


STYLES = (
    Style(
        "as the seed", "tabs",
        lambda n: f" ({n})".translate(RAISED), _listed,
        ('<input checked="" type="checkbox"/>', ""),
        fill=("<u>", "</u>"), new_line=" ", escaped="\\$<[*", signature="broken",
    ),
    Style(
        "github", "pipes",
        lambda n: f"<sup>({n})</sup>", lambda n, text: f"{n}. {text}",
        ("[X]", "[ ]"), new_line="<br>", bold=True, escaped="\\|$*_[]<",
    ),
    Style(
        "bare pipes", "bare pipes",
        lambda n: f"({n})", lambda n, text: f"({n}) {text}",
        ("☒", "☐"), new_line="<br/>", escaped="\\|<[*", signature="line",
    ),
    Style(
        "copied lines", "tabs",
        lambda n: f"({n})", lambda n, text: f"{n}. {text}",
        ("X", ""), lines=True, padded=False, end="\r\n",
    ),
    Style(
        "linked", "pipes",
        lambda n: f"[{n}]", lambda n, text: f"{n}) {text}",
        ("_X_", "___"), new_line="<br>", links=True, cut=True, escaped="\\|[]<*",
    ),
    Style(
        "paragraphs", "tabs",
        lambda n: f"^({n})", _paragraph,
        ('<input type="checkbox" checked>', '<input type="checkbox">'),
        fill=("<ins>", "</ins>"), cut=True, headed=False, lines=True, encoding="utf-8-sig",
        signature="line",
    ),
)  # fmt: skip


def print_text(filing: Filing, style: Style) -> bytes:
    """The filing as text in a style."""
    return _Printer(filing, style).page().replace("\n", style.end).encode(style.encoding)


_ENTITY = re.compile(r"&(?=#?[A-Za-z0-9]{1,9};)")  # what would be read as a character


class _Printer:
    def __init__(self, filing: Filing, style: Style) -> None:
        self.filing = filing
        self.style = style
        self.form = (filing.form or "4")[0]

    def page(self) -> str:
        body = self.boxes_of_form_3() if self.form == "3" else self.boxes_of_changes()
        return "\n".join(
            [
                *self.heading(),
                *self.grid(body),
                "",
                *self.table("I"),
                "",
                *self.table("II"),
                "",
                *self.further_owners(),
                *self.notes(),
                "",
                *self.remarks(),
                "",
                *self.signatures(),
                "",
                *(f"{line}\n" for line in FOOT),
            ]
        )

    # Words

    def text(self, value: str | None) -> str:
        words = _ENTITY.sub("&amp;", " ".join((value or "").split()))
        return "".join(f"\\{c}" if c in self.style.escaped else c for c in words)

    def filled(self, value: str | None) -> str:
        before, after = self.style.fill
        return f"{before}{self.text(value)}{after}" if value else ""

    def caption(self, value: str) -> str:
        return f"**{value}**" if self.style.bold else value

    def box(self, checked: bool | None) -> str:
        return self.style.box[0 if checked else 1]

    def linked(self, name: str | None, cik: int | None) -> str:
        if not self.style.links or cik is None:
            return self.filled(name)
        target = f"/cgi-bin/browse-edgar?action=getcompany&CIK={cik:010d}"
        return f"[{self.text(name)}]({target})"

    def joined(self, *parts: str) -> str:
        return self.style.new_line.join(part for part in parts if part)

    # The head

    def heading(self) -> list[str]:
        filing, found = self.filing, list[str]()
        if self.style.headed:
            found += [
                f"FORM {filing.form}",
                "UNITED STATES SECURITIES AND EXCHANGE COMMISSION",
                "Washington, D.C. 20549",
                "",
                "OMB APPROVAL",
                "OMB Number:\t3235-0287",
                "Estimated average burden hours per response:\t0.5",
            ]
        found += ["", TITLES[self.form], "", FILED, ""]
        if self.form != "3":
            found += [f"{self.box(filing.not_subject_to_section16)} {EXIT}".strip(), ""]
            if filing.aff10b5_one is not None:
                found += [f"{self.box(filing.aff10b5_one)} {PLAN}".strip(), ""]
        if self.form == "5":
            found += [
                f"{self.box(filing.form3_holdings_reported)} Form 3 Holdings Reported.".strip(),
                f"{self.box(filing.form4_transactions_reported)} Form 4 Transactions Reported."
                .strip(),
                "",
            ]  # fmt: skip
        return found

    def owner(self, owner: Owner) -> str:
        address = owner.address or Address()
        town = [part for part in (address.city, address.state, address.zip) if part]
        return self.joined(
            self.caption("1. Name and Address of Reporting Person\\*"),
            self.linked(owner.name, owner.cik),
            "(Last) (First) (Middle)",
            self.filled(address.street1),
            self.filled(address.street2),
            "(Street)",
            self.filled(" ".join(town)),
            "(City) (State) (Zip)",
        )

    def issuer(self, place: int) -> str:
        issuer = self.filing.issuer
        symbols = f"[{self.filled(issuer.symbol)}]"
        if issuer.foreign_symbol:
            symbols += f" [{self.filled(issuer.foreign_symbol)}]"
        return self.joined(
            self.caption(f"{place}. Issuer Name and Ticker or Trading Symbol"),
            f"{self.linked(issuer.name, issuer.cik)} {symbols}",
        )

    def relationship(self, place: int) -> str:
        owner = self.filing.owners[0] if self.filing.owners else Owner(None, None)
        return self.joined(
            self.caption(f"{place}. Relationship of Reporting Person(s) to Issuer"),
            "(Check all applicable)",
            f"{self.box(owner.is_director)} Director".strip(),
            f"{self.box(owner.is_ten_percent_owner)} 10% Owner".strip(),
            f"{self.box(owner.is_officer)} Officer (give title below)".strip(),
            f"{self.box(owner.is_other)} Other (specify below)".strip(),
            self.filled(owner.officer_title),
            self.filled(owner.other_text),
        )

    def dated(self, caption: str, value: date | None) -> str:
        return self.joined(self.caption(f"{caption} (Month/Day/Year)"), self.filled(day(value)))

    def joint(self) -> str:
        one = len(self.filing.owners) < 2
        return self.joined(
            self.caption("6. Individual or Joint/Group Filing (Check Applicable Line)"),
            f"{self.box(one)} Form filed by One Reporting Person".strip(),
            f"{self.box(not one)} Form filed by More than One Reporting Person".strip(),
        )

    def boxes_of_form_3(self) -> list[list[str]]:
        filing = self.filing
        amended = "5. If Amendment, Date of Original Filed"
        return [
            [
                self.owner(filing.owners[0]),
                self.dated("2. Date of Event Requiring Statement", filing.period),
                self.issuer(3),
            ],
            ["", self.relationship(4), self.dated(amended, filing.original_filed)],
            ["", "", self.joint()],
        ]

    def boxes_of_changes(self) -> list[list[str]]:
        filing = self.filing
        what = "Date of Earliest Transaction"
        if self.form == "5":
            what = "Statement for Issuer's Fiscal Year Ended"
        amended = "4. If Amendment, Date of Original Filed"
        return [
            [self.owner(filing.owners[0]), self.issuer(2), self.relationship(5)],
            ["", self.dated(f"3. {what}", filing.period), ""],
            ["", self.dated(amended, filing.original_filed), self.joint()],
        ]

    def further_owners(self) -> list[str]:
        return [
            line
            for owner in self.filing.owners[1:]
            for line in [*self.grid([[self.owner(owner)]]), ""]
        ]

    # Tables

    def grid(self, rows: Sequence[Sequence[str]]) -> list[str]:
        """Rows of cells; the first is the head where the style draws one."""
        if self.style.lines and not any("\t" in cell for row in rows for cell in row):
            return [cell for row in rows for cell in row if cell]
        return self.cells(rows)

    def cells(self, rows: Sequence[Sequence[str]]) -> list[str]:
        found = [self.row(row) for row in rows]
        if self.style.table != "tabs":
            rule = " | ".join(["---"] * len(rows[0]))
            found.insert(1, f"| {rule} |" if self.style.table == "pipes" else rule)
        return found

    def row(self, cells: Sequence[str]) -> str:
        kept = list(cells)
        while self.style.cut and len(kept) > 1 and not kept[-1]:
            del kept[-1]
        if self.style.table == "tabs":
            return "\t".join(kept)
        inside = " | ".join(kept)
        return f"| {inside} |" if self.style.table == "pipes" else inside

    def table(self, name: str) -> list[str]:
        titles = TABLE_I if name == "I" else TABLE_II
        captions = captions_of(self.form, name)
        top, second = list[str](), list[str]()
        for caption, below in captions:
            spare = [""] * (len(below) - 1) if self.style.padded else []
            top += [caption, *spare]
            second += below or ([""] if self.style.padded else [])
        body = [[self.cell(cell) for cell in row] for row in lines(self.filing, name)]
        title = titles.get(self.form, titles["4"])
        heads = [top, second] if any(second) else [top]
        return [title, "", *self.cells([*heads, *body])]

    def cell(self, cell: Shown) -> str:
        markers = "".join(self.style.marker(int(note)) for note in cell.notes)
        dollar = "$" if cell.dollar else ""
        return f"{self.text(dollar + cell.text)}{markers}".strip()

    # Below the tables

    def notes(self) -> list[str]:
        filing = self.filing
        found = ["Explanation of Responses:", ""]
        found += [
            self.style.note(int(name[1:]), self.text(text))
            for name, text in filing.footnotes.items()
        ]
        if self.form == "3" and filing.no_securities_owned:
            found.append("No securities are beneficially owned.")
        return found

    def remarks(self) -> list[str]:
        text = self.text(self.filing.remarks)
        label = self.caption("Remarks:")
        return (
            [label, text] if text and self.style.lines else [label, "", text] if text else [label]
        )

    def signatures(self) -> list[str]:
        found = list[str]()
        for signature in self.filing.signatures:
            found += [*self.signature(self.text(signature.name), day(signature.date)), ""]
        caption = "\\*\\* Signature of Reporting Person"
        return [*found, f"{caption}\tDate" if self.style.table == "tabs" else f"{caption} Date"]

    def signature(self, name: str, signed: str) -> list[str]:
        if self.style.signature == "cells":
            return [self.row(["", name, signed])]
        if self.style.signature == "line":
            return [f"{name} {signed}"]
        words = name.split()
        half = len(words) // 2
        return [" ".join(words[:half]), f"{' '.join(words[half:])} {signed}"]


def captions_of(form: str, table: str) -> list[Caption]:
    """The head of a table, caption by caption."""
    if form == "3" and table == "I":
        return [
            ("1. Title of Security (Instr. 4)", ()),
            ("2. Amount of Securities Beneficially Owned (Instr. 4)", ()),
            (f"3. {_DIRECT} (Instr. 5)", ()),
            (f"4. {_NATURE} (Instr. 5)", ()),
        ]
    dates = ("Date Exercisable", "Expiration Date")
    underlying = ("Title", "Amount or Number of Shares")
    what = "Title and Amount of Securities Underlying Derivative Security"
    price = "Conversion or Exercise Price of Derivative Security"
    if form == "3":
        return [
            ("1. Title of Derivative Security (Instr. 4)", ()),
            ("2. Date Exercisable and Expiration Date (Month/Day/Year)", dates),
            (f"3. {what} (Instr. 4)", underlying),
            (f"4. {price}", ()),
            (f"5. {_DIRECT} (Instr. 5)", ()),
            (f"6. {_NATURE} (Instr. 5)", ()),
        ]
    code = ("Code", "V") if form == "4" else ()
    when = "Following Reported Transaction(s)" if form == "4" else "at end of Issuer's Fiscal Year"
    if table == "I":
        amounts = ("Amount", "(A) or (D)", "Price")
        return [
            ("1. Title of Security (Instr. 3)", ()),
            ("2. Transaction Date (Month/Day/Year)", ()),
            ("2A. Deemed Execution Date, if any (Month/Day/Year)", ()),
            ("3. Transaction Code (Instr. 8)", code),
            ("4. Securities Acquired (A) or Disposed Of (D) (Instr. 3, 4 and 5)", amounts),
            (f"5. Amount of Securities Beneficially Owned {when} (Instr. 3 and 4)", ()),
            (f"6. {_DIRECT} (Instr. 4)", ()),
            (f"7. {_NATURE} (Instr. 4)", ()),
        ]
    number_of = (
        "5. Number of Derivative Securities Acquired (A) or Disposed of (D) (Instr. 3, 4 and 5)"
    )
    return [
        ("1. Title of Derivative Security (Instr. 3)", ()),
        (f"2. {price}", ()),
        ("3. Transaction Date (Month/Day/Year)", ()),
        ("3A. Deemed Execution Date, if any (Month/Day/Year)", ()),
        ("4. Transaction Code (Instr. 8)", code),
        (number_of, ("(A)", "(D)")),
        ("6. Date Exercisable and Expiration Date (Month/Day/Year)", dates),
        (f"7. {what} (Instr. 3 and 4)", underlying),
        ("8. Price of Derivative Security (Instr. 5)", ()),
        (f"9. Number of derivative Securities Beneficially Owned {when} (Instr. 4)", ()),
        (f"10. {_DIRECT} (Instr. 4)", ()),
        (f"11. {_NATURE} (Instr. 4)", ()),
    ]
