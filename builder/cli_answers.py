"""The commands that ask the ledger: holdings, transactions, explain; and derive, which remakes it.

Each brings the ledger up to date first. A number that nobody here goes by, or a filing or row
that is not there, ends with its reason and status 1; what cannot be a number, a day or a
reference at all ends with status 2.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from builder.answers import Json
from builder.answers.explain_filing import explain_filing
from builder.answers.explain_person import explain_person
from builder.answers.explain_row import explain_row
from builder.answers.holdings import holdings_answer
from builder.answers.holdings_text import holdings_text
from builder.answers.loading import check_row, dossier_about, dossiers_for
from builder.answers.printing import counted
from builder.answers.selection import Asked
from builder.answers.steps import Step, steps_record, steps_text
from builder.answers.transactions import Filter, transactions_answer
from builder.answers.transactions_text import transactions_text
from builder.answers.words import CODE_MEANINGS
from builder.build import derived_again, place_of, refreshed_ledger
from builder.cli_options import DateType, PartyType, Reference, ReferenceType, content_options
from builder.console import Reporter
from builder.derive.keys import RowKey
from builder.ledger.store import Ledger


def _who_options(command: Any) -> Any:
    command = click.option(
        "--insider", type=PartyType(), help="CIK of the insider; alone: at every issuer."
    )(command)
    return click.option(
        "--issuer", type=PartyType(), help="CIK of the issuer; alone: all of its insiders."
    )(command)


def _known_option(command: Any) -> Any:
    return click.option(
        "--known-on",
        type=DateType(),
        help="Look only at filings that EDGAR had accepted by the end of this day.",
    )(command)


def _json_option(command: Any) -> Any:
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")(command)


@contextmanager
def _ledger(
    project: Path, content: Path | None, state: Path | None, known_on: date | None = None
) -> Iterator[Ledger]:
    """The ledger of the folders, brought up to date."""
    reporter = Reporter(quiet=not sys.stderr.isatty())
    place = place_of(project, content, None, state)
    with refreshed_ledger(place, stage=reporter.stage, as_of=known_on) as ledger:
        yield ledger


def _print(answer: Json, lines: Iterable[str], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(answer, ensure_ascii=False, indent=1))
        return
    for line in lines:
        click.echo(line)


def _need_someone(issuer: int | None, insider: int | None) -> None:
    if issuer is None and insider is None:
        raise click.UsageError(
            "Name --issuer, --insider or both, by CIK. To find one: section16 search NAME"
        )


@click.command("holdings", short_help="Print what insiders hold, line by line.")
@_who_options
@click.option(
    "--held-on", type=DateType(), help="What was held on this day, as far as is known by now."
)
@_known_option
@click.option("--closed", is_flag=True, help="Closed lines too (balance zero).")
@click.option("--history", is_flag=True, help="With --json: every reported balance of each line.")
@_json_option
@content_options
def holdings_command(  # noqa: PLR0913, PLR0917 - one parameter an option, click calls it by name
    issuer: int | None,
    insider: int | None,
    held_on: date | None,
    known_on: date | None,
    closed: bool,
    history: bool,
    as_json: bool,
    project: Path,
    content: Path | None,
    state: Path | None,
) -> None:
    """Print what insiders hold: the lines, each with the balance filed last.

    With each line: the row that states it, whether it follows from the balance
    before, whether it is stale, its footnotes; then totals with their parts.
    --held-on asks what was held on a day, --known-on what could be known by
    then; both together, what could be known then of that day. Brings the
    ledger up to date first if it is missing or old.
    """
    _need_someone(issuer, insider)
    asked = Asked(issuer, insider, held_on, known_on)
    with _ledger(project, content, state, known_on) as ledger:
        dossiers = dossiers_for(ledger, asked)
    answer = holdings_answer(dossiers, asked, closed=closed, history=history and as_json)
    _print(answer, holdings_text(answer), as_json=as_json)


class _Codes(click.ParamType):  # type: ignore[type-arg] # generic for mypy, not at run time
    name = "letters"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> frozenset[str]:
        if isinstance(value, frozenset):
            return value
        codes = frozenset(each.strip().upper() for each in value.split(","))
        unknown = sorted(codes - CODE_MEANINGS.keys())
        if unknown:
            known = " ".join(sorted(CODE_MEANINGS))
            self.fail(f"{unknown[0]!r} is no transaction code; they are {known}", param, ctx)
        return codes


class _Amount(click.ParamType):  # type: ignore[type-arg] # as above
    name = "amount"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Decimal:
        if isinstance(value, Decimal):
            return value
        if not re.fullmatch(r"[0-9][0-9,_]*(\.[0-9]+)?", value, re.ASCII):
            self.fail(f"{value!r} is no amount such as 1000000", param, ctx)
        return Decimal(value.replace(",", "").replace("_", ""))


@click.command("transactions", short_help="Print what insiders traded, row by row.")
@_who_options
@click.option("--code", "codes", type=_Codes(), help="Only these transaction codes: P,S")
@click.option("--table", type=click.Choice(["I", "II"]), help="Only this table.")
@click.option("--from", "first", type=DateType(), help="Transactions of this day or later.")
@click.option("--to", "last", type=DateType(), help="Transactions of this day or earlier.")
@_known_option
@click.option("--min-value", type=_Amount(), help="Amount times price at least this.")
@click.option(
    "--effective/--all",
    "effective",
    default=True,
    help="Without the rows that an amendment took out, or with them.  [default: without]",
)
@_json_option
@content_options
def transactions_command(  # noqa: PLR0913, PLR0917 - one parameter an option, click calls it by name
    issuer: int | None,
    insider: int | None,
    codes: frozenset[str] | None,
    table: str | None,
    first: date | None,
    last: date | None,
    known_on: date | None,
    min_value: Decimal | None,
    effective: bool,
    as_json: bool,
    project: Path,
    content: Path | None,
    state: Path | None,
) -> None:
    """Print what insiders traded, row by row, newest first.

    With each row: what amendments did to it, whether another filing reports it
    too, when it was due and how late it came, its Rule 10b5-1 plan, what is odd
    about its price or date. The sums count each row once and say what they
    leave out. Brings the ledger up to date first if it is missing or old.
    """
    _need_someone(issuer, insider)
    if first and last and first > last:
        raise click.UsageError(f"--from {first} is after --to {last}.")
    asked = Asked(issuer, insider, None, known_on)
    with _ledger(project, content, state, known_on) as ledger:
        dossiers = dossiers_for(ledger, asked)
    wanted = Filter(codes, table, first, last, min_value, not effective)
    answer = transactions_answer(dossiers, asked, wanted)
    _print(answer, transactions_text(answer), as_json=as_json)


@click.command("explain", short_help="Tell how a number came about, step by step.")
@click.argument(
    "reference", type=ReferenceType(), required=False, metavar="[ACCESSION[:TABLE:ROW]]"
)
@_who_options
@_json_option
@content_options
def explain_command(  # noqa: PLR0913, PLR0917 - one parameter an option, click calls it by name
    reference: Reference | None,
    issuer: int | None,
    insider: int | None,
    as_json: bool,
    project: Path,
    content: Path | None,
    state: Path | None,
) -> None:
    """Tell how each number came about: of a row, a filing, or an insider at an issuer.

    From the filed cells and footnotes, over amendments and what is reported
    twice, to the line, its balance before and after, and the total; each
    conclusion with its rule and its proof. Name a filing or a row of one, such
    as 0001127602-25-001055:I:2, or both --issuer and --insider. Brings the
    ledger up to date first if it is missing or old.
    """
    if (reference is None) == (issuer is None and insider is None):
        raise click.UsageError("Name a filing or a row, or else --issuer and --insider.")
    if reference is None and (issuer is None or insider is None):
        raise click.UsageError("--issuer and --insider go together here.")
    with _ledger(project, content, state) as ledger:
        if reference is None:
            asked = Asked(issuer, insider)
            title, steps = explain_person(dossiers_for(ledger, asked)[0], asked)
        else:
            title, steps = _explained(ledger, reference)
    _print(steps_record(title, steps), steps_text(title, steps), as_json=as_json)


def _explained(ledger: Ledger, reference: Reference) -> tuple[str, list[Step]]:
    dossier, accession = dossier_about(ledger, reference.accession)
    if reference.row is None:
        return explain_filing(dossier, accession)
    key = RowKey(accession, "II" if reference.table == "II" else "I", reference.row)
    check_row(dossier, key)
    return explain_row(dossier, key)


@click.command("derive", short_help="Make all derived tables of the ledger again.")
@click.option("--jobs", type=click.IntRange(1), help="Processes.  [default: one per processor]")
@content_options
def derive_command(
    jobs: int | None, project: Path, content: Path | None, state: Path | None
) -> None:
    """Drop the derived tables of the ledger and make them again from the filed ones.

    Nothing is ever lost by this: all that is derived follows from the filings.
    Brings the ledger up to date with the content folder first.
    """
    reporter = Reporter()
    place = place_of(project, content, None, state)
    filings, lines = derived_again(place, stage=reporter.stage, jobs=jobs)
    reporter.say(
        f"Derived {counted(lines, 'line')} from {counted(filings, 'filing')} in {place.ledger}."
    )


COMMANDS = (holdings_command, transactions_command, explain_command, derive_command)
