"""The commands that ask the ledger: holdings, transactions, explain; and derive, which remakes it.

Each brings the ledger up to date first. A number that nobody here goes by, or a filing or row
that is not there, ends with its reason and status 1; what cannot be a number, a day or a
reference at all ends with status 2.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import click

from builder.answers import Json
from builder.answers.holdings import holdings_answer
from builder.answers.holdings_text import holdings_text
from builder.answers.loading import dossiers_for
from builder.answers.printing import counted
from builder.answers.selection import Asked
from builder.build import derived_again, place_of, refreshed_ledger
from builder.cli_options import DateType, PartyType, content_options
from builder.console import Reporter
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


COMMANDS = (holdings_command, derive_command)
