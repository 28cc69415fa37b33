"""The commands: what they print, how they end."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder.cli import cli
from tests.forms import form_xml, sale

PROJECT = Path(__file__).parents[1]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    noted = sale(natureOfOwnership=("", "F1"))
    (folder / "9000000001-24-000001.xml").write_bytes(
        form_xml([noted], footnotes={"F1": "Held by a lighthouse trust."})
    )
    return folder


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def program(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the program itself, as a user does."""
    command = [sys.executable, "-m", "builder", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=PROJECT)


def folders(content: Path) -> list[str | Path]:
    return ["--project", PROJECT, "--content", content, "--state", content.parent / "state"]


def searched(content: Path, *words: str) -> list[dict[str, object]]:
    result = run("search", *words, "--json", *folders(content))
    assert result.exit_code == 0, result.output
    found: list[dict[str, object]] = json.loads(result.stdout)
    return found


@pytest.mark.parametrize(
    "command",
    [
        "build",
        "read",
        "search",
        "holdings",
        "transactions",
        "explain",
        "derive",
        "sample",
        "serve",
    ],
)
def test_every_command_has_help(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert result.output.startswith("Usage:")


def test_the_module_and_the_console_script_are_the_same_thing() -> None:
    script = Path(sys.executable).with_name("section16")
    as_script = subprocess.run([script, "--help"], capture_output=True, text=True, check=True)
    assert as_script.stdout == program("--help").stdout


def test_build_says_what_it_read_what_it_wrote_and_how_to_look_at_it(content: Path) -> None:
    site = content.parent / "site"
    done = program("build", *folders(content), "--site", site)
    assert done.returncode == 0, done.stderr
    assert "Read 1 filing from 1 input: 0 duplicates, 0 other files, 0 rejected." in done.stderr
    assert f"section16 serve --site {site}" in done.stderr


def test_quiet_prints_nothing(content: Path) -> None:
    done = program("build", *folders(content), "--site", content.parent / "site", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_rejected_input_is_named_with_its_place_and_does_not_fail_the_build(
    content: Path,
) -> None:
    (content / "broken.xml").write_bytes(form_xml()[:200])
    done = program("build", *folders(content), "--site", content.parent / "site")
    assert done.returncode == 0
    assert "broken.xml: rejected: document (line 2): expected well-formed XML" in done.stderr


def test_strict_ends_with_status_one(content: Path) -> None:
    (content / "broken.xml").write_bytes(form_xml()[:200])
    done = program("build", *folders(content), "--site", content.parent / "site", "--strict")
    assert done.returncode == 1
    assert "Error: broken.xml: rejected" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "--content", "no-such-folder"],
        ["build", "--as-of", "yesterday"],
        ["build", "--jobs", "0"],
        ["search"],
        ["read"],
        ["dig"],
        ["holdings"],
        ["holdings", "--insider", "Musk"],
        ["holdings", "--insider", "0"],
        ["holdings", "--issuer", "9000000001", "--held-on", "2024-13-01"],
        ["transactions", "--issuer", "9000000001", "--code", "Q"],
        ["transactions", "--issuer", "9000000001", "--min-value", "much"],
        ["transactions", "--issuer", "1", "--from", "2024-02-01", "--to", "2024-01-01"],
        ["explain"],
        ["explain", "--issuer", "9000000001"],
        ["explain", "9000000001-24-000001:III:1"],
        ["explain", "9000000001-24-000001:I:0"],
        ["explain", "9000000001-24-000001", "--issuer", "1", "--insider", "2"],
    ],
)
def test_wrong_usage_ends_with_status_two(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_a_foreign_folder_is_never_replaced_by_a_site(content: Path) -> None:
    site = content.parent / "precious"
    site.mkdir()
    (site / "thesis.txt").write_text("years of work")
    done = program("build", *folders(content), "--site", site)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert (site / "thesis.txt").read_text() == "years of work"


def test_read_prints_one_json_object_a_filing(content: Path) -> None:
    result = run("read", content, "--format", "jsonl")
    assert result.exit_code == 0
    assert [json.loads(line)["accession"] for line in result.stdout.splitlines()] == [
        "9000000001-24-000001"
    ]


def test_read_takes_a_single_file(content: Path) -> None:
    result = run("read", content / "9000000001-24-000001.xml")
    assert json.loads(result.stdout)["rows"][0]["transaction_shares"] == {
        "value": "1000",
        "footnotes": [],
    }


def test_read_names_what_it_passes_over_on_stderr(content: Path) -> None:
    (content / "notes.md").write_text("x")
    result = run("read", content)
    assert (result.exit_code, result.stderr) == (
        0,
        "notes.md: passed over: text that is no EDGAR submission\n",
    )


def test_read_ends_with_status_one_if_a_filing_is_rejected(content: Path) -> None:
    (content / "broken.xml").write_bytes(form_xml()[:200])
    assert run("read", content).exit_code == 1


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("jane", "doe"), "insider"),
        (("doe", "jane"), "insider"),
        (("exwk",), "issuer"),
        (("9000000001",), "issuer"),
        (("lighthouse",), "filing"),
        (("9000000001-24-000001",), "filing"),
    ],
)
def test_search_finds_it_first(content: Path, words: tuple[str, ...], kind: str) -> None:
    assert searched(content, *words)[0]["kind"] == kind


def test_a_hit_has_the_promised_fields(content: Path) -> None:
    assert list(searched(content, "lighthouse")[0]) == [
        "kind", "title", "url", "cik", "accession", "score", "passage", "why",
    ]  # fmt: skip


def test_a_hit_is_explained_word_by_word(content: Path) -> None:
    (first, *_) = searched(content, "deo", "jane", "--explain")
    assert first["why"] == "the whole name, with a letter wrong"
    assert '"deo" is "doe" with one letter wrong' in str(first["reasons"])


def test_why_a_result_stands_there_is_printed_below_it(content: Path) -> None:
    said = run("search", "doe jane", "--explain", "--limit", "1", *folders(content)).output
    assert "why: the whole name (850)" in said


def test_a_filings_address_is_relative_to_the_site(content: Path) -> None:
    hit = searched(content, "lighthouse")[0]
    assert hit["url"] == "issuers/9000000001/2024/#9000000001-24-000001"


def test_search_can_be_kept_to_one_kind(content: Path) -> None:
    kinds = {hit["kind"] for hit in searched(content, "doe", "--kind", "filing")}
    assert kinds == {"filing"}


def test_search_sees_a_filing_that_was_just_added(content: Path) -> None:
    assert searched(content, "zebra") == []
    (content / "9000000001-24-000002.xml").write_bytes(form_xml(remarks="A zebra."))
    assert [hit["accession"] for hit in searched(content, "zebra")] == ["9000000001-24-000002"]


def test_nothing_found_is_said_and_is_no_failure(content: Path) -> None:
    result = run("search", "qqqqq", *folders(content))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("Nothing found in")


def test_sample_writes_into_the_folder_named(tmp_path: Path) -> None:
    result = run(
        "sample", "--filings", "40", "--issuers", "2", "--insiders", "8",
        "--target", tmp_path / "made",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "Wrote 40 fictional filings" in result.stderr


def test_sample_writes_a_zip(tmp_path: Path) -> None:
    result = run(
        "sample", "--filings", "40", "--issuers", "2", "--insiders", "8",
        "--zip", tmp_path / "made.zip",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert (tmp_path / "made.zip").stat().st_size > 1000


def test_the_help_of_the_program_cuts_no_command_short() -> None:
    assert "..." not in run("--help").output.partition("Commands:")[2]


ABOUT = ("--issuer", "9000000001", "--insider", "9000000101")


def asked(content: Path, *arguments: str) -> Result:
    return run(*arguments, *folders(content))


def test_holdings_are_printed_with_the_row_that_states_them(content: Path) -> None:
    result = asked(content, "holdings", *ABOUT)
    assert result.exit_code == 0, result.output
    assert "9000000001-24-000001:I:1" in result.stdout


@pytest.mark.parametrize("command", ["holdings", "transactions"])
def test_an_answer_as_json_is_one_object(content: Path, command: str) -> None:
    result = asked(content, command, *ABOUT, "--json")
    assert json.loads(result.stdout)["asked"]["issuer"] == 9000000001


def test_an_explanation_as_json_has_its_steps(content: Path) -> None:
    result = asked(content, "explain", "9000000001-24-000001:I:1", "--json")
    assert json.loads(result.stdout)["steps"][0]["heading"] == "What was filed"


def test_an_accession_number_may_come_without_its_dashes(content: Path) -> None:
    assert asked(content, "explain", "900000000124000001").exit_code == 0


def test_an_insider_at_an_issuer_is_explained_line_by_line(content: Path) -> None:
    result = asked(content, "explain", *ABOUT)
    assert "Totals of Table I" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("holdings", "--issuer", "4711"), "there is no filing about an issuer with CIK 4711"),
        (("holdings", "--insider", "4711"), "there is no filing of an insider with CIK 4711"),
        (("holdings", "--issuer", "9000000101"), "is no issuer here, but an insider"),
        (("holdings", "--insider", "9000000001"), "is no insider here, but an issuer"),
        (("explain", "9000000001-24-000010"), "Did you mean 9000000001-24-000001?"),
        (("explain", "9000000001-24-000001:II:4"), "has no row II:4"),
    ],
)
def test_what_is_not_known_is_said_and_ends_with_status_one(
    content: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = program(*arguments, *folders(content))
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr


def test_known_on_a_day_before_any_filing_nothing_was_known(content: Path) -> None:
    done = program("holdings", *ABOUT, "--known-on", "2001-01-01", *folders(content))
    assert done.returncode == 1
    assert "was known on 2001-01-01" in done.stderr


def test_derive_says_how_much_it_derived(content: Path) -> None:
    result = asked(content, "derive")
    assert result.exit_code == 0, result.output
    assert "Derived 1 line from 1 filing" in result.stderr


def test_a_reader_who_has_seen_enough_ends_it_quietly(content: Path) -> None:
    command = [sys.executable, "-m", "builder", "explain", *ABOUT, *map(str, folders(content))]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=PROJECT
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() in ("", "Reading filings: 1\n")
