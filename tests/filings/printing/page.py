"""A record as the page that the SEC's style sheets make of it, and as browsers save that page.

The layouts are those of the real pages (X02, X03) and, where there is none to look at, what
section 2.5 of the forms reference says of them. The words around the boxes are the form's.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

from builder.model import Owner
from tests.filings.printing.boxes import Record, Shown, base_form, day, lines, zoned_day

STYLES = ("X01", "X02", "X03", "X04", "X05", "X06")
# How a page reached the disk: as sent, as a browser saves it whole, by an old browser, and as a
# browser shows its source.
SAVED = ("", "whole", "old", "source")
PERIOD = {
    "3": "Date of Event Requiring Statement",
    "4": "Date of Earliest Transaction",
    "5": "Statement for Issuer's Fiscal Year Ended",
}
MDY = "\n         (Month/Day/Year)"
EXIT = (
    "Check this box if no longer subject to Section 16. Form 4 or Form 5 obligations may continue. "
    "\n         <i>See</i>\n\n         Instruction 1(b)."
)
PLAN = (
    "Check this box to indicate that a transaction was made pursuant to a contract, instruction or "
    "written plan for the purchase or sale of equity securities of the issuer that is intended to "
    "satisfy the affirmative defense conditions of Rule 10b5-1(c). See Instruction 10."
)
NOTHING_OWNED = "No securities are beneficially owned."
TITLES = {
    "3": "Beneficially Owned",
    "4": "Acquired, Disposed of, or Beneficially Owned",
    "5": "Acquired, Disposed of, or Beneficially Owned",
}
ARCHIVE = "https://www.sec.gov/Archives/edgar/data/9000000001/900000000119000071"


def page_of(record: Record, style: str = "X03", saved: str = "", *, marker: str = "after") -> bytes:
    """The page of a record; ``marker`` tells where markers stand: after, before or in one sign."""
    printer = _Printer(record, style, marker)
    page = printer.page()
    if saved == "whole":
        page = _saved_whole(page, style)
    elif saved == "old":
        page = _saved_by_an_old_browser(page)
    elif saved == "source":
        page = _source_view(page)
    return page.encode("utf-8")


def _data(text: str, kind: str = "FormData") -> str:
    return f'<span class="{kind}">{html.escape(text, quote=False)}</span>'


def _label(text: str) -> str:
    return f'<span class="MedSmallFormText">{text}</span>'


def _table(rows: Iterable[str], attributes: str = 'border="0" width="100%"', head: str = "") -> str:
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table {attributes}>{head}\n{body}\n</table>"


def _check_box(marked: bool | None, label: str) -> str:
    mark = "X" if marked else "&nbsp;&nbsp;"
    box = _table([f"<td>{mark}</td>"], 'width="100%" border="1"')
    return f'<td>{box}</td>\n<td class="SmallFormText">{label}</td>'


@dataclass(frozen=True)
class _Printer:
    record: Record
    style: str
    marker: str

    def page(self) -> str:
        form = base_form(self.record)
        tables = "\n".join(self.table(table) for table in ("I", "II"))
        more = "\n".join(self.joint_owner(owner) for owner in self.record.owners[1:])
        return (
            '<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" '
            '"http://www.w3.org/TR/html4/loose.dtd">\n<html>\n<head>\n'
            '<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">\n'
            f"<title>SEC FORM \n            {form}</title>\n"
            '<style type="text/css">\n .FormData {color: blue;}\n</style>\n</head>\n'
            f"<body>SEC Form {form} \n   {self.heading()}\n{self.boxes()}\n{tables}\n{more}\n"
            f"{self.notes()}\n{self.signatures()}\n</body>\n</html>\n"
        )

    def heading(self) -> str:
        form, record = base_form(self.record), self.record
        corner = f'<td colspan="2" class="FormName">FORM {form}</td>'
        rows = [f'{corner}<td class="FormTextC">OMB APPROVAL</td>']
        if form != "3":
            rows.append(_check_box(record.not_subject_to_section16, EXIT))
        if form == "5":
            rows.append(_check_box(record.form3_holdings_reported, "Form 3 Holdings Reported."))
            label = "Form 4 Transactions Reported."
            rows.append(_check_box(record.form4_transactions_reported, label))
        if form != "3" and self.style >= "X04":
            rows.append(_check_box(record.aff10b5_one, PLAN))
        return _table(rows)

    def boxes(self) -> str:
        form, record = base_form(self.record), self.record
        issuer, period, roles, amended = (
            ("3", "2", "4", "5") if form == "3" else ("2", "3", "5", "4")
        )
        when = _label(f"{period}. {PERIOD[form]} {MDY}") + f"<br>{_data(day(record.period))}"
        original = _data(day(record.original_filed)) if record.original_filed else ""
        first = record.owners[0] if record.owners else Owner(None, None)
        relation = (
            _label(f"{roles}. Relationship of Reporting Person(s) to Issuer\n")
            + f"<br>{_label('(Check all applicable)')}{self.roles(first)}"
        )
        amends = _label(f"{amended}. If Amendment, Date of Original Filed {MDY}")
        rows = [
            [self.owner(first), when, self.issuer(issuer)],
            [relation],
            [f"{amends}<br>{original}", self.group()],
        ]
        cells = ["\n".join(f'<td valign="top">{box}</td>' for box in row) for row in rows]
        return _table(cells, 'width="100%" border="1"')

    def party(self, cik: int | None, name: str | None) -> str:
        href = f"/cgi-bin/browse-edgar?action=getcompany&amp;CIK={cik or 0:010}"
        return f'<a href="{href}">{html.escape(name or "", quote=False)}</a>'

    def issuer(self, number: str) -> str:
        issuer = self.record.issuer
        symbols = f"[ {_data(issuer.symbol or '')} ]"
        if self.style >= "X06" and issuer.foreign_symbol is not None:
            symbols += f"\n [ {_data(issuer.foreign_symbol)} ]"
        label = _label(f"{number}. Issuer Name <b>and</b> Ticker or Trading Symbol\n      ")
        return f"{label}<br>{self.party(issuer.cik, issuer.name)}\n     {symbols}\n   "

    def owner(self, owner: Owner) -> str:
        address = owner.address
        streets = [address.street1 or "", address.street2 or ""] if address else []
        places = [("City", address and address.city), ("State", address and address.state)]
        places.append(("Zip", address and address.zip))
        parts = [
            _label("1. Name and Address of Reporting Person<sup>*</sup>"),
            _table([f"<td>{self.party(owner.cik, owner.name)}</td>"]),
            '<hr width="98%">',
            self.captions("Last", "First", "Middle"),
            _table([f"<td>{_data(street)}</td>" for street in streets]),
            '<hr width="98%">',
            _label("(Street)"),
            _table(["".join(f'<td width="33%">{_data(text or "")}</td>' for _, text in places)]),
            '<hr width="98%">',
            self.captions(*[caption for caption, _ in places]),
        ]
        if self.style >= "X06" and address and (address.country or address.non_us_state_territory):
            territory, country = address.non_us_state_territory, address.country
            parts += [
                _table([f"<td>{_data(territory or '')}</td><td>{_data(country or '')}</td>"]),
                self.captions("Non-US State/Territory", "Country"),
            ]
        return "\n".join(parts)

    def captions(self, *captions: str) -> str:
        cells = "\n".join(f'<td class="MedSmallFormText">({caption})</td>' for caption in captions)
        return _table([cells])

    def roles(self, owner: Owner) -> str:
        def box(marked: bool, label: str) -> str:
            mark = _data("X") if marked else ""
            return f'<td align="center">{mark}</td>\n<td class="MedSmallFormText">{label}</td>\n'

        return _table(
            [
                box(owner.is_director, "Director") + box(owner.is_ten_percent_owner, "10% Owner"),
                box(owner.is_officer, "Officer (give title below)")
                + box(owner.is_other, "Other (specify below)"),
                self.titles(owner),
            ]
        )

    def titles(self, owner: Owner) -> str:
        """X03 prints the titles that there are in one cell; later ones give each its own."""
        texts = (owner.officer_title, owner.other_text)
        if self.style <= "X03":
            always = self.style == "X02" or (owner.other_text and not owner.officer_title)
            spans = [_data(text or "") for text in texts if always or text is not None]
            return f'<td colspan="4" align="center">\n{"".join(spans)}\n</td>'
        blue = '<td width="35%" align="left" style="color: blue">'
        cells = [f"<td></td>\n{blue}{html.escape(text or '', quote=False)}</td>" for text in texts]
        return "\n".join(cells)

    def group(self) -> str:
        several = len(self.record.owners) > 1
        rows = [
            f'<td>{_data("X") if marked else ""}</td><td class="MedSmallFormText">{text}</td>'
            for marked, text in (
                (not several, "Form filed by One Reporting Person"),
                (several, "Form filed by More than One Reporting Person"),
            )
        ]
        return _label("6. Individual or Joint/Group Filing (Check Applicable Line)\n") + _table(
            rows
        )

    def joint_owner(self, owner: Owner) -> str:
        return _table([f"<td>{self.owner(owner)}</td>"], 'width="40%" border="1"')

    def table(self, table: str) -> str:
        form = base_form(self.record)
        what = "Non-Derivative" if table == "I" else "Derivative"
        title = f"Table {table} - {what} Securities {TITLES[form]}"
        head = (
            f'<thead>\n<tr><th colspan="16" class="FormTextC"><b>{title}</b></th></tr>\n'
            '<tr><th class="SmallFormText">1. Title (Instr.\n 3)</th></tr>\n</thead>'
        )
        body = lines(self.record, table)
        if not body:
            return f'<table width="100%" border="1">{head}</table>'
        rows = "\n".join(self.line(line, "" if table == "I" else "Small") for line in body)
        return f'<table width="100%" border="1">{head}\n<tbody>{rows}</tbody>\n</table>'

    def line(self, boxes: list[Shown], small: str) -> str:
        cells = "\n".join(f'<td align="center">{self.box(box, small)}</td>' for box in boxes)
        return f"<tr>\n{cells}\n</tr>"

    def box(self, box: Shown, small: str) -> str:
        if not box.text and not box.notes:
            return ""
        dollar = '<span class="FormText">$</span>' if box.dollar else ""
        value = _data(box.text or "\n              \n    ", f"{small}FormData")
        return f"\n{self.marked(dollar + value, box.notes)}\n"

    def marked(self, value: str, notes: tuple[str, ...]) -> str:
        if not notes:
            return value
        if self.marker == "in one":
            marks = f'<span class="FootnoteData"><sup>({")(".join(notes)})</sup></span>'
        else:
            marks = "".join(
                f'<span class="FootnoteData"><sup>({note})</sup></span>' for note in notes
            )
        return marks + value if self.marker == "before" else value + marks

    def notes(self) -> str:
        record = self.record

        def row(text: str) -> str:
            return f'<td class="FootnoteData">{html.escape(text, quote=False)}</td>'

        rows = ['<td class="MedSmallFormText"><b>Explanation of Responses:</b></td>']
        if base_form(record) == "3" and record.no_securities_owned:
            rows.append(row(NOTHING_OWNED))
        rows += [row(f"{key.removeprefix('F')}. {text}") for key, text in record.footnotes.items()]
        rows.append('<td class="FormText"><b>Remarks:</b></td>')
        remarks = row(record.remarks or "")
        rows.append(remarks.replace("\n", "<br>") if self.style >= "X04" else remarks)
        return _table(rows)

    def signatures(self) -> str:
        rows: list[str] = []
        for signature in self.record.signatures:
            signed = zoned_day(signature.date, signature.raw_date)
            rows.append(
                f'<td width="60%"></td>\n<td><u>{_data(signature.name or "")}</u></td>\n'
                f"<td><u>{_data(signed)}</u></td>"
            )
            rows.append(
                '<td></td>\n<td class="MedSmallFormText">** Signature of Reporting Person</td>\n'
                '<td class="MedSmallFormText">Date</td>'
            )
        reminder = "Reminder: Report on a separate line for each class of securities."
        rows.append(f'<td colspan="3" class="MedSmallFormText">{reminder}</td>')
        return _table(rows, 'width="100%" border="0"')


def _saved_whole(page: str, style: str) -> str:
    """A modern browser: where it was, its own tbody, whole links, what extensions put in."""
    comment = f"<!-- saved from url=(0087){ARCHIVE}/xslF345{style}/form4.xml -->"
    page = page.replace("\n<html>\n<head>", f"\n{comment}\n<html><script>var a = 1;</script><head>")
    page = page.replace('href="/cgi-bin', 'href="https://www.sec.gov/cgi-bin')
    page = re.sub(r"(<table [^>]*>)\s*(<tr>)", r"\1<tbody>\2", page)
    page = page.replace("<td align", '<td data-x-added="1" align')
    injected = '<noscript><img src="https://www.sec.gov/p?a=1"></noscript><div id="x"></div>'
    return page.replace("</body>", f"{injected}</body>").replace("\n", "\r\n")


def _saved_by_an_old_browser(page: str) -> str:
    """Names in capitals, attributes without quotes, no end tags that may be left out."""

    def tag(match: re.Match[str]) -> str:
        name, rest = match.groups()
        return name.upper() + re.sub(r'="([A-Za-z0-9]+)"', r"=\1", rest)

    page = re.sub(r"(</?[a-z]+)([^>]*>)", tag, page)
    return re.sub(r"</(?:TD|TR)>", "", page)


def _source_view(page: str) -> str:
    """A browser's view of the source: a line of the page in each row of a table."""

    def line(text: str) -> str:
        shown = re.sub(r"(&lt;[^&]*)", r'<span class="html-tag">\1</span>', html.escape(text))
        return f'<tr><td class="line-number"></td><td class="line-content">{shown}</td></tr>'

    rows = "".join(line(text) for text in page.split("\n"))
    return f"<html><head><title>view-source</title></head><body><table>{rows}</table></body></html>"
