"""What is derived of one filing as a whole, and of each of its rows in brief."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from builder.answers import cells
from builder.answers.dossier import Dossier
from builder.answers.explain_row import deadline_lines, filing_words
from builder.answers.printing import columns, counted, cut, listed, one_line
from builder.answers.proofs import check_words, proof_words
from builder.answers.steps import Step
from builder.answers.words import cell_word
from builder.derive.amendments import RULES as AMENDMENT_RULES
from builder.derive.amendments import head_changes
from builder.derive.keys import key_of
from builder.derive.odd_dates import RULES as DATE_RULES
from builder.derive.plans import RULES as PLAN_RULES
from builder.derive.twins import RULES as TWIN_RULES
from builder.model import Filing, Row


def explain_filing(dossier: Dossier, accession: str) -> tuple[str, list[Step]]:
    """The title and the steps of one filing; it must be there."""
    filing = dossier.facts.filings[accession]
    return f"Filing {accession}: {filing_words(filing)}", [
        Step("What it is", tuple(_head(dossier, filing))),
        Step("Was it in time", tuple(_deadlines(dossier, filing))),
        Step("Amendments", tuple(_amendments(dossier, filing))),
        Step("Who reports, and is it counted once", tuple(_owners(dossier, filing))),
        Step("Rule 10b5-1 plan", tuple(_plan(dossier, filing))),
        Step("Its rows", tuple(_rows(dossier, filing))),
    ]


def _head(dossier: Dossier, filing: Filing) -> Iterator[str]:
    accepted = f", accepted {filing.accepted:%Y-%m-%d %H:%M:%S} Eastern" if filing.accepted else ""
    yield f"{filing_words(filing)}{accepted}. Period of report: {filing.period or 'not stated'}."
    yield f"Issuer: {dossier.issuer_named}; in the filing “{one_line(filing.issuer.name)}”."
    if filing.not_subject_to_section16:
        yield "The box “no longer subject to Section 16” is ticked."
    if filing.no_securities_owned:
        yield "The box “no securities owned” is ticked."
    for odd in dossier.odd_dates(filing.accession):
        yield f"The date {odd.filed} is odd. Rule: {DATE_RULES[odd.rule]}"
    yield f"Read from {one_line(filing.source.path)} ({filing.source.kind})."


def _deadlines(dossier: Dossier, filing: Filing) -> Iterator[str]:
    found = dossier.facts.deadlines.get(filing.accession, ())
    same: dict[tuple[object, ...], list[str]] = {}
    for each in found:
        row = f"{each.row.table}:{each.row.row}" if each.row else "the filing"
        same.setdefault(each[1:], []).append(row)
    for each in found:
        rows = same.pop(each[1:], None)
        if rows is not None:
            yield f"For {listed(rows)}:"
            yield from deadline_lines(filing, each)
    if not found:
        yield "Nothing on it has a due day: it reports no transactions."


def _amendments(dossier: Dossier, filing: Filing) -> Iterator[str]:
    link = dossier.facts.amended.links.get(filing.accession)
    for amendment in dossier.amended_by.get(filing.accession, []):
        yield f"It is amended by {amendment}."
    if link is None:
        if filing.accession not in dossier.amended_by:
            yield "It amends nothing, and no amendment in this set amends it."
        return
    original = dossier.filing(link.original) if link.original else None
    said = filing.original_filed or "no day"
    yield f"It is an amendment. As the day of the original it gives {said}."
    if original is not None:
        yield f"It amends {original.accession} ({filing_words(original)})."
    yield f"Rule: {AMENDMENT_RULES[link.rule]}"
    if link.rivals:
        yield f"Equally well would fit {listed(link.rivals)}: so it removes nothing."
    if link.root and link.root != link.original:
        yield f"The first report of the chain is {link.root}."
    changes = dossier.facts.amended.changes.get(filing.accession, ())
    fates = Counter(change.fate for change in changes)
    if fates:
        yield f"Rows: {listed([f'{number} {fate}' for fate, number in sorted(fates.items())])}."
    for change in changes:
        other = f" ({change.other})" if change.other else ""
        yield f"  {change.row}: {change.fate}{other}"
        for field in change.fields:
            was, now = cells.text(field.before) or "nothing", cells.text(field.after) or "nothing"
            yield f"    {cell_word(field.name)}: {was} → {now}"
    for rule in sorted({change.rule for change in changes if change.rule}):
        yield f"“{rule}”: {AMENDMENT_RULES.get(rule, rule)}"
    for field in head_changes(filing, original) if original is not None else ():
        was, now = cells.text(field.before) or "nothing", cells.text(field.after) or "nothing"
        yield f"{cell_word(field.name)}: {was} before, {now} after."


def _owners(dossier: Dossier, filing: Filing) -> Iterator[str]:
    people = [dossier.named(owner.key) for owner in filing.owners]
    yield f"{listed(people) or 'Nobody is named'}."
    if len(people) > 1:
        yield (
            f"A joint filing by {len(people)}: its rows stand on the page of each, and every sum"
            " counts them once."
        )
    split = dossier.splits.get(filing.accession)
    if split is not None:
        others = [each for each in split.accessions if each != filing.accession]
        where = "here" if split.accessions[0] == filing.accession else f"in {split.accessions[0]}"
        yield f"The same rows are in {listed(others)}. They are counted {where}."
        yield f"Rule: {TWIN_RULES[split.rule]}"
        for proof in split.proof:
            yield f"Proof: {proof_words(dossier, proof)}."


def _plan(dossier: Dossier, filing: Filing) -> Iterator[str]:
    plan = dossier.plan(filing)
    box = {True: "ticked", False: "not ticked", None: "not on the form, or left out"}[plan.box]
    yield f"The box is {box}. {PLAN_RULES[plan.rest.rule]}"
    for key, each in sorted(plan.rows.items()):
        adopted = f", adopted {each.adopted}" if each.adopted else ""
        proof = f" {proof_words(dossier, each.proof)}." if each.proof else ""
        yield f"{key.table}:{key.row}: {each.state}{adopted}.{proof}"


def _rows(dossier: Dossier, filing: Filing) -> Iterator[str]:
    if not filing.rows:
        yield "It has no rows."
        return
    yield f"{counted(len(filing.rows), 'row')}. To explain one, add its table and number: …:I:1."
    heads = ("Row", "Day", "Code", "Amount", "Security", "Price", "Owned after", "Held", "Counts",
             "Check")  # fmt: skip
    rows = [_brief(dossier, filing, row) for row in filing.rows]
    yield from (f"  {line}" for line in columns(heads, rows, "Amount|Price|Owned after"))


def _brief(dossier: Dossier, filing: Filing, row: Row) -> tuple[str, ...]:
    key = key_of(filing, row)
    standing, place = dossier.standing(key), dossier.place(key)
    return (
        f"{row.table}:{row.row}",
        cells.text(row.transaction_date),
        cells.text(row.transaction_code) or ("holding" if row.kind == "holding" else "?"),
        cells.text(row.transaction_shares or row.transaction_total_value),
        cut(cells.text(row.security_title), 30),
        cells.text(row.transaction_price_per_share),
        cells.text(row.shares_owned_following_transaction or row.value_owned_following_transaction),
        cells.text(row.direct_or_indirect_ownership),
        "yes" if standing.is_counted else f"no: {standing.why}",
        check_words(place.balance) if place else "on no line",
    )
