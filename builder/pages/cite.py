"""How to cite a filing or one of its rows: a permanent link, plain text, BibTeX.

The permanent address of a filing is its year's page and its accession number; it leads on if the
year has grown and continues by quarter. A row's is the same with table and number.
"""

from __future__ import annotations

from builder.model import Filing
from builder.pages.addresses import is_fictional, sec_index, year_page
from builder.pages.markup import literal
from builder.pages.notes import joined
from builder.settings import Settings

NAMED = 3  # reporting owners in a citation; a fund's filing may have ten
_PUBLISHER = "U.S. Securities and Exchange Commission"
# What TeX would take for a command; braces must balance in BibTeX even where they are escaped.
_TEX = str.maketrans(
    {
        "\\": r"{\textbackslash}", "{": r"{\textbraceleft}", "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}", "^": r"{\textasciicircum}",
        "%": r"\%", "&": r"\&", "$": r"\$", "#": r"\#", "_": r"\_",
    }
)  # fmt: skip


def permanent_link(filing: Filing, page: str, settings: Settings) -> str:
    """The permanent address; within the site as long as nobody has said where the site is."""
    place = year_page(filing)
    if settings.site_url:
        return f"{literal(settings.site_url)}{place}#{filing.accession}"
    return f"#{filing.accession}" if page == place else f"../#{filing.accession}"


def report_link(filing: Filing, settings: Settings) -> str:
    """A link to whom the site owner names for errors, about this filing; "" if nobody is named."""
    if not settings.report_errors:
        return ""
    return f'<a href="{literal(settings.report_errors)}{filing.accession}">report an error</a>'


def citation(filing: Filing, shown: Filing, settings: Settings) -> str:
    """Folded: plain text and BibTeX of a filing, and how its rows are cited.

    ``shown`` is the filing under the names that pages show.
    """
    url = _url(filing, settings)
    parts = [
        "<summary>Cite this filing</summary>",
        f"<pre><code>{_plain(filing, shown, url)}</code></pre>",
        f"<pre><code>{_bibtex(filing, shown, url)}</code></pre>",
        _rows(filing),
    ]
    body = "\n".join(part for part in parts if part)
    return f'<details class="s16-fold s16-cite" id="{filing.accession}-cite">\n{body}\n</details>'


def _url(filing: Filing, settings: Settings) -> str:
    """Where the citation leads: to this site if it is known where that is, else to the SEC."""
    if settings.site_url:
        return permanent_link(filing, "", settings)
    return sec_index(filing) or ""


def _plain(filing: Filing, shown: Filing, url: str) -> str:
    names = [literal(owner.name) for owner in shown.owners if owner.name]
    more = len(names) - NAMED
    who = ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")
    parts = [who, _title(filing, shown), _number(filing), _day(filing), _where(filing)]
    return joined([f"{joined(parts, ', ')}.", url])


def _bibtex(filing: Filing, shown: Filing, url: str) -> str:
    names = [f"{{{_tex(owner.name)}}}" for owner in shown.owners if owner.name]
    if len(names) > NAMED:
        names[NAMED:] = ["others"]
    fields = [
        ("author", " and ".join(names)),
        ("title", _tex(_text_title(filing, shown))),
        ("year", str(filing.year) if filing.year else ""),
        ("howpublished", _where(filing)),
        ("note", joined([_number(filing), _day(filing)], ", ")),
        ("url", url),
    ]
    said = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields if value)
    return f"@misc{{sec-{filing.accession},\n{said}\n}}"


def _tex(text: str | None) -> str:
    """Text that TeX prints as it stands, and a page as well."""
    return literal((text or "").translate(_TEX))


def _title(filing: Filing, shown: Filing) -> str:
    return literal(_text_title(filing, shown))


def _text_title(filing: Filing, shown: Filing) -> str:
    form = f"Form {filing.form}" if filing.form else "Ownership form"
    return f"{form} on {shown.issuer.name or 'an issuer not stated'}"


def _number(filing: Filing) -> str:
    word = "local identity" if filing.is_local else "accession number"
    return f"{word} {filing.accession}"


def _day(filing: Filing) -> str:
    if filing.filed:
        return f"filed {filing.filed}"
    return f"dated {filing.known_day}" if filing.known_day else ""


def _where(filing: Filing) -> str:
    return "fictional sample" if is_fictional(filing) else f"{_PUBLISHER}, EDGAR"


def _rows(filing: Filing) -> str:
    """How a row is cited, by the example of the first."""
    if not filing.rows:
        return ""
    row = filing.rows[0]
    tail = f"-{row.table}-{row.row}"
    return (
        "<p>A row has an address of its own, under its number: for row"
        f' {row.row} of Table {row.table} the link ends in <a href="#{filing.accession}{tail}">'
        f"#{filing.accession}{tail}</a>. Name table and row after the number of the filing.</p>"
    )
