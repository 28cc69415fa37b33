"""Home, issuers A–Z, insiders A–Z and what this site leaves out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import groupby

from builder.filings.notice import Notice
from builder.ledger.glance import Glance
from builder.ledger.refresh import Account, Listed
from builder.ledger.store import Party
from builder.model import Unstructured
from builder.names.display_names import Shown
from builder.pages.addresses import insider_page, issuer_page, link, sec_filing
from builder.pages.markup import count, counted, fold, literal
from builder.pages.months import Places, filing_table
from builder.pages.page import Fact, Page, make_page
from builder.pages.tables import Column, table

ON_ONE_PAGE = 500  # names on one page; longer lists are split by first letter
LISTED = 500  # lines of each part of the account; data/build.json has them all


Names = Mapping[int, Shown]


def home_page(  # noqa: PLR0913 - what the first page prints
    newest: Sequence[Glance],
    account: Account,
    issuers: Sequence[Party],
    insiders: int,
    *,
    places: Places,
    names: Names,
    sample: bool,
) -> Page:
    """The newest filings by day, and what the site covers."""
    days = [party.newest for party in issuers if party.newest]
    first = f"{count(account.read)} filings by {count(insiders)} insiders of"
    covers = f"{first} {count(len(issuers))} issuers"
    return make_page(
        "home",
        "",
        "Insider filings",
        "Forms 3, 4 and 5: who holds what, with every footnote beside the number it qualifies.",
        name="Who holds what, and what changed",
        fictional=sample,
        meta=f"Newest filing <b>{max(days)}</b>" if days else "No filings yet",
        facts=[
            Fact("Issuers", count(len(issuers))),
            Fact("Insiders", count(insiders)),
            Fact("Filings", count(account.read)),
            Fact("Left out", count(account.rejected), "rejected with a reason"),
        ],
        newest=[_day(day, list(filings), places, names) for day, filings in _by_day(newest)],
        covers=covers + ", read from files as received from the SEC’s EDGAR system.",
    )


def _by_day(newest: Sequence[Glance]) -> Iterable[tuple[str, Iterable[Glance]]]:
    return groupby(newest, key=lambda filing: filing.day)


def _day(day: str, filings: Sequence[Glance], places: Places, names: Names) -> tuple[str, str, str]:
    """A day's head, where its other filings are, and the table."""
    more = places.days.get(day, 0) - len(filings)
    others = (
        f"[{count(more)} more of this day]({link(places.address(day), '')})" if more > 0 else ""
    )
    return day or "Without any date", others, filing_table(filings, "", names)


_INSIDER_HEADS = ("Insider", "Filed as", "Person or entity")


def letter_of(name: str) -> str:
    """The letter under which a name stands: A to Z, "0-9", or "other"."""
    first = fold(name.strip())[:1]
    if "a" <= first <= "z":
        return first
    return "0-9" if first.isdigit() else "other"


def issuer_lists(parties: Sequence[Party], names: Names, *, sample: bool) -> list[Page]:
    """Issuers A–Z: one page, or one a letter when there are many."""
    return _lists("issuers", "Issuers", parties, names, sample=sample)


def insider_lists(parties: Sequence[Party], names: Names, *, sample: bool) -> list[Page]:
    """Insiders A–Z, by the name as filed: the surname of a person stands first there."""
    return _lists("insiders", "Insiders", parties, names, sample=sample)


def _lists(
    kind: str, title: str, parties: Sequence[Party], shown: Names, *, sample: bool
) -> list[Page]:
    by_letter: dict[str, list[Party]] = defaultdict(list)
    for party in parties:
        by_letter[letter_of(party.name)].append(party)
    letters = sorted(by_letter, key=lambda letter: (len(letter) > 1, letter))
    whole = len(parties) <= ON_ONE_PAGE
    top = f"{kind}/"
    jumps = [
        (
            letter.upper(),
            count(len(by_letter[letter])),
            f"#{letter}" if whole else link(f"{kind}/names/{letter}/", top),
        )
        for letter in letters
    ]
    groups = {letter: by_letter[letter] for letter in letters}
    make = partial(_list_page, kind, shown, sample=sample)
    first = make(top, f"{title} A–Z", groups if whole else {}, total=len(parties), jumps=jumps)
    if whole:
        return [first]
    pages = [first]
    for letter, group in groups.items():
        pages += _letter_pages(make, f"{kind}/names/{letter}/", f"{title}: {letter.upper()}", group)
    return pages


def _letter_pages(
    make: Callable[..., Page], folder: str, title: str, parties: Sequence[Party]
) -> list[Page]:
    """A letter's names on one page, or its page and as many parts as they take."""
    if len(parties) <= ON_ONE_PAGE:
        return [make(folder, title, {"": parties})]
    parts = [parties[at : at + ON_ONE_PAGE] for at in range(0, len(parties), ON_ONE_PAGE)]
    jumps = [
        (_span(part), count(len(part)), link(f"{folder}{number}/", folder))
        for number, part in enumerate(parts, 1)
    ]
    return [
        make(folder, title, {}, total=len(parties), jumps=jumps),
        *(
            make(f"{folder}{number}/", f"{title}, part {number} of {len(parts)}", {"": part})
            for number, part in enumerate(parts, 1)
        ),
    ]


def _span(parties: Sequence[Party]) -> str:
    """ "SMITH ANNE – SMYTH CARL": the first and the last name of a part."""
    first, last = (literal(each.name) or "no name" for each in (parties[0], parties[-1]))
    return f"{first} – {last}"


def _list_page(  # noqa: PLR0913 - what one list page prints
    kind: str,
    shown: Names,
    folder: str,
    title: str,
    groups: Mapping[str, Sequence[Party]],
    *,
    sample: bool,
    total: int | None = None,
    jumps: Sequence[tuple[str, str, str]] = (),
) -> Page:
    names = count(total if total is not None else sum(map(len, groups.values())))
    return make_page(
        "issuers" if kind == "issuers" else "insiders",
        folder,
        title,
        f"{title}: {names} names.",
        name=literal(title),
        kicker="All names, in the order of each one’s newest filed name",
        fictional=sample,
        meta=f"{names} name{'' if names == '1' else 's'}",
        letters=jumps,
        groups=[
            (letter.upper(), _names(kind, parties, shown, folder))
            for letter, parties in groups.items()
        ],
        up=[] if folder == f"{kind}/" else _up(kind, folder),
    )


def _up(kind: str, folder: str) -> list[tuple[str, str]]:
    """The lists above one: all letters, and from a part of a letter that letter."""
    steps = [("all letters", link(f"{kind}/", folder))]
    letter, _, part = folder.removeprefix(f"{kind}/names/").rstrip("/").partition("/")
    if part:
        steps.append((letter.upper(), link(f"{kind}/names/{letter}/", folder)))
    return steps


def _names(kind: str, parties: Iterable[Party], shown: Names, page: str) -> str:
    address = issuer_page if kind == "issuers" else insider_page
    rows = []
    for party in parties:
        known = shown.get(party.cik)
        name = literal(known.name if known else party.name) or "unnamed"
        row = [f"[{name}]({link(address(party.cik), page)})", literal(party.name) or "no name"]
        if kind == "issuers":
            row.append(literal(party.symbol))
        else:
            row.append(f'<span class="s16-derived">{known.kind}</span>' if known else "")
        cik = str(party.cik) if party.cik > 0 else "none"
        rows.append([*row, cik, count(party.filings), party.newest or "no date"])
    heads = ("Issuer", "Filed as", "Symbol") if kind == "issuers" else _INSIDER_HEADS
    columns = [Column(head) for head in heads]
    columns += [Column("CIK", "right"), Column("Filings", "right"), Column("Newest filing")]
    return table("list", columns, rows)


_NO_DATA = (
    "Filings that hold no data to read: typed text from before 2003, or a header without its"
    " document. They are on no other page."
)
_INTENT = (
    "Form 144: what somebody meant to sell, which is no transaction. They are in the ledger and"
    " on no other page."
)


_SUPPRESSED = (
    "Left out because content/suppress.yml says so, with the reason given there. They are on no"
    " other page."
)
_UNUSED = "Entries of content/people.yml and content/suppress.yml that no filing needs."


def account_page(
    account: Account,
    unstructured: Sequence[Unstructured],
    notices: Sequence[Notice],
    *,
    sample: bool,
) -> Page:
    """Where every input ended. Nothing is dropped in silence."""
    return make_page(
        "account",
        "account/",
        "What this site leaves out",
        "Every input of this site: read, duplicate, unstructured, other or rejected.",
        fictional=sample,
        meta=f"{count(account.seen)} inputs seen; the whole account is in"
        ' <a href="../data/build.json">data/build.json</a>',
        facts=[
            Fact("Read", count(account.read), counted(account.warnings, "note") + " on reading"),
            Fact("Duplicates", count(account.duplicate)),
            Fact(
                "Not read",
                count(account.unstructured + account.other),
                f"{count(account.unstructured)} unstructured, {count(account.other)} other files",
            ),
            Fact("Rejected", count(account.rejected)),
        ],
        groups=[
            ("Rejected", "Should be filings and could not be read. They are on no other page.",
             _account_table(account.of("rejected"))),
            ("Unstructured", _NO_DATA, _unstructured(unstructured)),
            ("Notices of proposed sales", _INTENT, _notices(notices)),
            ("Suppressed", _SUPPRESSED, _account_table(account.of("suppressed"))),
            ("Corrections that do nothing", _UNUSED, _unused(account)),
            ("Duplicates", "One filing in several files: the richest source is on the site.",
             _account_table(account.of("duplicate"))),
            ("Other files", "Not ownership filings.", _others(account.of("other"))),
        ],
    )  # fmt: skip


def _unstructured(filings: Sequence[Unstructured]) -> str:
    rows = [
        [
            _at_sec(each.accession, each.issuer.cik, *(owner.cik for owner in each.owners)),
            literal(each.form),
            each.filed.isoformat() if each.filed else "no date",
            literal(each.issuer.name) or "not stated",
            ", ".join(literal(owner.name) for owner in each.owners if owner.name) or "not stated",
            literal(each.reason),
        ]
        for each in filings[:LISTED]
    ]
    rows += _rest(len(filings), 6)
    columns = [Column(head) for head in ("Filing", "Form", "Filed", "Issuer", "Insider", "Reason")]
    return table("account", columns, rows)


def _rest(found: int, columns: int) -> list[list[str]]:
    """The last row of a list that is cut: how many more there are, and where they are named."""
    if found <= LISTED:
        return []
    return [[f"and {count(found - LISTED)} more", *[""] * (columns - 2), "see data/build.json"]]


def _notices(notices: Sequence[Notice]) -> str:
    rows = [
        [
            _at_sec(each.accession, each.document.issuer.cik, each.document.filer_cik),
            literal(each.form),
            each.known_day.isoformat() if each.known_day else "no date",
            literal(each.document.issuer.name) or "not stated",
            literal(each.document.person_for_whose_account) or "not stated",
        ]
        for each in notices[:LISTED]
    ]
    rows += _rest(len(notices), 5)
    columns = [Column(head) for head in ("Notice", "Form", "Dated", "Issuer", "For whose account")]
    return table("account", columns, rows)


def _at_sec(accession: str, *ciks: int | None) -> str:
    """An accession number, leading to the SEC's page of it where there is one."""
    address = sec_filing(accession, *ciks)
    return f"[{accession}]({address})" if address else literal(accession)


def _account_table(items: Sequence[Listed]) -> str:
    rows = [[literal(item.path), literal(item.reason)] for item in items[:LISTED]]
    rows += _rest(len(items), 2)
    return table("account", [Column("Input"), Column("Reason")], rows)


def _unused(account: Account) -> str:
    """Entries of the site owner's files that change nothing here, by file and line."""
    rows = [
        [f"{literal(each.path)}, line {each.line}", literal(each.reason)]
        for each in account.unused[:LISTED]
    ]  # fmt: skip
    return table("account", [Column("Entry"), Column("Why")], rows)


def _others(items: Sequence[Listed]) -> str:
    """Other files by reason: a folder of indexes is one line, not a thousand."""
    by_reason: dict[str, list[str]] = defaultdict(list)
    for item in items:
        by_reason[item.reason].append(item.path)
    rows = [
        [literal(reason), count(len(paths)), literal(paths[0])]
        for reason, paths in sorted(by_reason.items())
    ]
    columns = [Column("What it is"), Column("Files", "right"), Column("The first")]
    return table("account", columns, rows)
