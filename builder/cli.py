"""The command ``section16``: what it does, what it touches, how it ends.

Exit status: 0 fine, 1 failed (or an input was rejected where that counts), 2 wrong
usage. Results go to stdout, everything else to stderr.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from builder import __version__
from builder.build import BuildReport, Place, build, place_of, refreshed_index
from builder.cli_answers import COMMANDS
from builder.cli_options import FOLDER, NEW_FOLDER, DateType, content_options, project_option
from builder.console import Reporter
from builder.errors import ReadError, Section16Error
from builder.ledger.refresh import Account
from builder.model import Unstructured
from builder.pages.markup import counted
from builder.records import STYLES, Read, records_of, warning_line, warnings_of
from builder.sample import SampleSummary, write_sample
from builder.sample.market import MARKET_FILINGS, MarketSummary, write_market
from builder.search.index import Hit, search
from builder.serve import DEFAULT_PORT, serve_site
from builder.work import default_jobs

SHOWN = 20  # rejected inputs listed on the screen; the account has them all


def _partial_option(command: Any) -> Any:
    return click.option(
        "--partial", is_flag=True, help="Read what there is of data sets that lack tables."
    )(command)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="section16")
def cli() -> None:
    """SEC insider filings (Forms 3, 4 and 5) as a website to browse, search and cite.

    Put filings into content/filings/, run "section16 build", open site/.
    Not affiliated with the SEC; not advice.

    Exit status: 0 fine, 1 failed, 2 wrong usage. Results go to stdout, all
    else to stderr.
    """


@cli.command("build")
@content_options
@click.option("--site", type=NEW_FOLDER, help="Folder for the website.  [default: site/]")
@click.option("--jobs", type=click.IntRange(1), help="Processes.  [default: one per processor]")
@click.option(
    "--as-of",
    type=DateType(),
    help="Day that the pages speak of; later filings are left out.  [default: each page's own"
    " newest filing]",
)
@click.option("--site-url", help="Address at which the site will stand, for canonical links.")
@click.option(
    "--strict", is_flag=True, help="Fail, and keep the old site, if an input is rejected."
)
@_partial_option
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
def build_command(  # noqa: PLR0913, PLR0917 - one parameter an option, click calls it by name
    project: Path,
    content: Path | None,
    state: Path | None,
    site: Path | None,
    jobs: int | None,
    as_of: date | None,
    site_url: str | None,
    strict: bool,
    partial: bool,
    quiet: bool,
) -> None:
    """Build the website from a folder of filings. Touches no network.

    Reads ownership XML (.xml), submission text (.txt, .nc), the pages that the
    SEC renders (.html) and their text (.txt, .md), .zip or .tar.gz archives of
    them, and the SEC's quarterly data sets (.zip, or tables as .tsv), anywhere
    below the folder. A filing that cannot be read is reported, listed on the
    site and left out; use --strict to stop instead.
    """
    reporter = Reporter(quiet=quiet)
    place = place_of(project, content, site, state)
    report = build(
        place, stage=reporter.stage, jobs=jobs, as_of=as_of, strict=strict, partial=partial,
        site_url=site_url,
    )  # fmt: skip
    for line in _summary(report):
        reporter.say(line)


def _summary(report: BuildReport) -> Iterator[str]:
    account, place = report.account, report.place
    yield from _account_lines(account)
    yield (
        f"Wrote {report.published.pages:,} pages ({report.written.changed:,} changed) to"
        f" {place.site}/, {report.names:,} names to its search box,"
        f" {report.documents:,} documents to the index."
    )
    for warning in report.published.warnings[:SHOWN]:
        yield f"warning: {warning}"
    yield f"To look at it: section16 serve --site {place.site}"


def _account_lines(account: Account) -> Iterator[str]:
    notices = f" and {counted(account.notices, 'notice')} (Form 144)" if account.notices else ""
    listed = f" {account.unstructured:,} unstructured," if account.unstructured else ""
    listed += f" {account.suppressed:,} suppressed," if account.suppressed else ""
    yield (
        f"Read {counted(account.read - account.notices, 'filing')}{notices} from"
        f" {counted(account.seen, 'input')}: {counted(account.duplicate, 'duplicate')},{listed}"
        f" {counted(account.other, 'other file')}, {account.rejected:,} rejected."
    )
    for each in account.unused:
        yield f"warning: {each}"
    for place in account.still_named:
        yield f"warning: {place}: filed words still name somebody whom suppress.yml leaves out"
    rejected = account.of("rejected")
    for item in rejected[:SHOWN]:
        yield f"{item.path}: rejected: {item.reason}"
    if rejected:
        more = f" ({len(rejected) - SHOWN:,} more not shown)" if len(rejected) > SHOWN else ""
        yield (
            f"  Left out of the site and listed in its account{more};"
            f" the other {account.read:,} filings are unaffected."
        )


@cli.command("read", short_help="Print filings as records.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format",
    "style",
    type=click.Choice(sorted(STYLES)),
    default="jsonl",
    show_default=True,
    help="json: a list; jsonl: one object a line; table: for the eye; xml: ownership XML.",
)
@_partial_option
def read_command(paths: tuple[Path, ...], style: str, partial: bool) -> None:
    """Print filings as records: what each says, as filed, with its footnotes.

    PATHS are files, archives or folders, in any form that a filing comes in:
    ownership XML, submission text, the SEC's rendered page or its text,
    quarterly data sets, Form 144. Numbers are strings, character for character
    as filed. Warnings go to stderr, and so does what holds no record. Ends with
    status 1 if a filing was rejected.
    """
    if _print_records(records_of(paths, partial=partial), style):
        sys.exit(1)


def _print_records(reads: Iterable[Read], style: str) -> int:
    """Print each record in its style; returns how many inputs were rejected."""
    make, before, between, after = STYLES[style]
    printed = rejected = 0
    for path, record, problem in reads:
        try:
            if record is None or isinstance(record, Unstructured):
                rejected += _complain(path, record, problem)
                continue
            text = make(record)
        except ReadError as error:
            rejected += _complain(path, None, error)
            continue
        click.echo(f"{between if printed else before}{text}", nl=False)
        printed += 1
        for warning in warnings_of(record):
            click.echo(warning_line(path, warning), err=True)
    if printed or style == "json":
        click.echo(after if printed else f"{before}{after.lstrip()}", nl=False)
    return rejected


def _complain(path: str, record: Unstructured | None, problem: Exception | None) -> int:
    """Say why an input gives no record; 1 if it should have."""
    if record is not None:
        click.echo(f"{path}: unstructured: {record.reason}", err=True)
        return 0
    is_rejected = isinstance(problem, ReadError)
    what = "rejected" if is_rejected else "passed over"
    click.echo(f"{path}: {what}: {problem}", err=True)
    return int(is_rejected)


@cli.command("search")
@click.argument("words", nargs=-1, required=True)
@content_options
@click.option(
    "--kind", type=click.Choice(["issuer", "insider", "filing"]), help="Only this kind of result."
)
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True)
@click.option(
    "--json", "as_json", is_flag=True, help="Print a JSON list, addresses relative to the site."
)
@click.option("--explain", is_flag=True, help="Say of each result why it stands where it does.")
def search_command(  # noqa: PLR0913, PLR0917 - one parameter an option, click calls it by name
    words: tuple[str, ...],
    project: Path,
    content: Path | None,
    state: Path | None,
    kind: str | None,
    limit: int,
    as_json: bool,
    explain: bool,
) -> None:
    """Find issuers, insiders and filings.

    WORDS are names in any order or beginnings of names, tickers, CIKs, accession
    numbers, or words of footnotes, remarks, natures of ownership and titles.
    Nicknames and initials stand for names; where little is found, a letter of each
    word may be wrong. Names come first, as in the search box of the site.
    Brings ledger and index up to date first if they are missing or old.
    """
    place = place_of(project, content, None, state)
    reporter = Reporter(quiet=not sys.stderr.isatty())
    refreshed_index(place, jobs=None, stage=reporter.stage)
    hits = search(place.index, " ".join(words), kind=kind, limit=limit)
    if as_json:
        said = [_hit_json(hit, explain=explain) for hit in hits]
        click.echo(json.dumps(said, ensure_ascii=False, indent=1))
        return
    for hit in hits:
        click.echo(f"{hit.kind:8}{hit.title}\n        {hit.url}\n        {hit.passage}")
        if explain:
            click.echo(f"        why: {hit.why} ({hit.score:g})")
            click.echo("".join(f"        - {reason}\n" for reason in hit.reasons), nl=False)
    if not hits:
        click.echo(f"Nothing found in {_covered(place)}.", err=True)


def _hit_json(hit: Hit, *, explain: bool) -> dict[str, object]:
    reasons = {"reasons": list(hit.reasons)} if explain else {}
    return {
        "kind": hit.kind,
        "title": hit.title,
        "url": hit.url,
        "cik": hit.cik,
        "accession": hit.accession,
        "score": hit.score,
        "passage": hit.passage,
        "why": hit.why,
        **reasons,
    }


def _covered(place: Place) -> str:
    return f"{place.content}/"


for _command in COMMANDS:
    cli.add_command(_command)


@cli.command("sample", short_help="Write fictional filings to try things with.")
@project_option
@click.option("--seed", type=int, default=16, show_default=True, help="Same seed, same bytes.")
@click.option("--issuers", type=click.IntRange(1), help="[default: 8; of a market 3 % of filings]")
@click.option("--insiders", type=click.IntRange(1), help="[default: 60; of a market 30 %]")
@click.option("--filings", type=click.IntRange(1), help="[default: 500; of a market 200,000]")
@click.option(
    "--target", type=NEW_FOLDER, help="Folder to write.  [default: content/sample, or market]"
)
@click.option(
    "--zip", "archive", type=click.Path(dir_okay=False, path_type=Path), help="Write a zip file."
)
@click.option(
    "--market", is_flag=True, help="A market year: quarterly data sets and submission archives."
)
@click.option("--jobs", type=click.IntRange(1), help="Of a market: processes.  [default: all]")
@click.option(
    "--only", type=click.Choice(["data-sets", "submissions"]), help="Of a market: one form only."
)
def sample_command(  # noqa: PLR0913, PLR0917 - one parameter an option, click calls it by name
    project: Path,
    seed: int,
    issuers: int | None,
    insiders: int | None,
    filings: int | None,
    target: Path | None,
    archive: Path | None,
    market: bool,
    jobs: int | None,
    only: str | None,
) -> None:
    """Write fictional filings to try things with: all forms, codes and oddities.

    With --market, a whole year of a market to measure on: as many filings as
    the SEC receives, distributed as in its own tables. Every company and person
    is invented; CIKs are above 9,000,000,000.
    """
    if market and archive:
        raise click.UsageError("--market writes a folder: --zip does not go with it.")
    if not market and (jobs or only):
        raise click.UsageError("--jobs and --only go with --market.")
    reporter = Reporter()
    place = archive or target or (project / ("market" if market else "content/sample"))
    made: SampleSummary | MarketSummary
    with reporter.stage("Writing filings") as advance:
        progress = _steps(advance)
        if market:
            made = write_market(
                place, seed=seed, issuers=issuers, insiders=insiders,
                filings=filings or MARKET_FILINGS, jobs=jobs or default_jobs(), only=only or "",
                progress=progress,
            )  # fmt: skip
        else:
            made = write_sample(
                place, seed=seed, issuers=issuers or 8, insiders=insiders or 60,
                filings=filings or 500, archive=archive is not None, progress=progress,
            )  # fmt: skip
    reporter.say(
        f"Wrote {made.filings:,} fictional filings by {made.insiders:,} insiders of"
        f" {made.issuers:,} issuers to {place} ({made.bytes / 1e6:.1f} MB)."
    )


def _steps(advance: Callable[[int], None]) -> Callable[[int], None]:
    """Turn "so many so far" into steps."""
    done = 0

    def progress(total: int) -> None:
        nonlocal done
        advance(total - done)
        done = total

    return progress


@cli.command("serve", short_help="Show a built website on this computer.")
@click.option("--site", type=FOLDER, default="site", show_default=True, help="The built website.")
@click.option("--port", type=click.IntRange(0, 65535), default=DEFAULT_PORT, show_default=True)
def serve_command(site: Path, port: int) -> None:
    """Show a built website on this computer only (localhost), until Ctrl-C."""
    serve_site(site, port, lambda address: click.echo(f"{address}  (Ctrl-C stops)", err=True))


def main() -> None:
    """Run the command; our own errors end with their text and status 1, without a traceback."""
    for stream in (sys.stdout, sys.stderr):  # records are UTF-8, whatever the terminal's locale
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    try:
        cli(prog_name="section16", standalone_mode=True)
    except Section16Error as error:
        Reporter().complain(f"Error: {error}")
        sys.exit(1)
