"""What ``section16 read`` prints: every form, every format, and what goes to stderr."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder.cli import cli
from builder.filings.reader import read_filing
from builder.filings.record import to_json
from tests.conftest import PROJECT
from tests.filings.data_set_text import tables_of, zip_of
from tests.filings.notices import notice_xml
from tests.filings.printing.page import page_of
from tests.filings.submissions import HEAD, ISSUER, OWNER, submission_text
from tests.forms import filing_of, form_xml, sale

NAME = "9000000001-24-000001"
READ = filing_of(form_xml(), NAME)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["read", *map(str, arguments)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / f"{NAME}.xml").write_bytes(form_xml())
    return tmp_path


def test_a_line_a_filing_is_the_default(folder: Path) -> None:
    assert json.loads(run(folder).stdout)["accession"] == NAME


def test_json_is_one_list(folder: Path) -> None:
    (folder / "b.xml").write_bytes(form_xml(period="2024-05-02"))
    assert len(json.loads(run(folder, "--format", "json").stdout)) == 2


def test_json_of_nothing_is_an_empty_list(tmp_path: Path) -> None:
    assert json.loads(run(tmp_path, "--format", "json").stdout) == []


def test_xml_reads_back_as_the_record(folder: Path) -> None:
    printed = run(folder, "--format", "xml").stdout
    again = read_filing(printed.encode(), f"{NAME}.xml")
    assert to_json(again) | {"source": None} == to_json(READ) | {"source": None}


def test_xml_of_several_filings_is_several_documents(folder: Path) -> None:
    (folder / "b.xml").write_bytes(form_xml(period="2024-05-02"))
    parts = run(folder, "--format", "xml").stdout.split("<?xml version=")
    assert [part.count("</ownershipDocument>") for part in parts[1:]] == [1, 1]


def test_xml_of_a_notice_is_rejected_and_the_rest_goes_on(folder: Path) -> None:
    (folder / "a-notice.xml").write_text(notice_xml())
    done = run(folder, "--format", "xml")
    assert "<ownershipDocument>" in done.stdout
    assert (done.exit_code, "a Form 3, 4 or 5, found a Form 144" in done.stderr) == (1, True)


@pytest.mark.parametrize("style", ["json", "jsonl", "table"])
def test_a_notice_is_printed(tmp_path: Path, style: str) -> None:
    (tmp_path / "n.xml").write_text(notice_xml())
    assert "Jane Q. Doe" in run(tmp_path, "--format", style).stdout


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.txt", submission_text().encode(), "submission"),
        ("a.html", page_of(READ, "X05"), "html"),
        ("form4.xml", page_of(READ, "X05"), "html"),
        ("a.md", (PROJECT / "tests/filings/printed/as-the-seed/filing.txt").read_bytes(), "text"),
        ("q.zip", zip_of(tables_of([READ])), "data set"),
    ],
)
def test_every_form_becomes_the_one_record(
    tmp_path: Path, name: str, content: bytes, kind: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert json.loads(run(tmp_path / name).stdout)["source"]["kind"] == kind


def test_a_data_set_without_a_table_is_rejected_unless_partial(tmp_path: Path) -> None:
    tables = {name: lines for name, lines in tables_of([READ]).items() if name != "FOOTNOTES"}
    (tmp_path / "q.zip").write_bytes(zip_of(tables))
    strict, partial = run(tmp_path), run(tmp_path, "--partial")
    assert (strict.exit_code, strict.stdout, partial.exit_code) == (1, "", 0)
    assert json.loads(partial.stdout)["accession"] == NAME


def test_warnings_go_to_stderr(folder: Path) -> None:
    row = sale(transactionDate="2035-05-01")
    (folder / f"{NAME}.xml").write_bytes(form_xml([row]))
    done = run(folder)
    assert f"{NAME}.xml: warning: Table I, row 1: transaction_date: expected" in done.stderr
    assert done.exit_code == 0


def test_an_unstructured_filing_is_named_and_no_failure(tmp_path: Path) -> None:
    (tmp_path / "a.hdr.sgml").write_text(f"{HEAD}{OWNER}{ISSUER}</SEC-HEADER>\n")
    done = run(tmp_path)
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "a.hdr.sgml: unstructured: a header without its document\n"


def test_status_one_if_anything_was_rejected(folder: Path) -> None:
    (folder / "broken.xml").write_bytes(form_xml()[:300])
    done = run(folder)
    assert (done.exit_code, len(done.stdout.splitlines())) == (1, 1)


def test_members_of_archives_are_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr(f"{NAME}.xml", form_xml())
    assert json.loads(run(tmp_path).stdout)["source"]["path"] == f"all.zip/{NAME}.xml"


def test_records_are_printed_as_they_are_read(tmp_path: Path) -> None:
    """Reading stops when nobody listens any more; nothing waits for the last input."""
    for number in range(400):
        (tmp_path / f"{number:03}.xml").write_bytes(form_xml(remarks="x" * 1500))
    command = [sys.executable, "-m", "builder", "read", str(tmp_path)]
    with subprocess.Popen(
        command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        first = process.stdout.readline()
        process.stdout.close()
        complaint = process.stderr.read()
        process.wait(timeout=60)
    assert json.loads(first)["source"]["path"] == "000.xml"
    assert b"Traceback" not in complaint


# The table


def test_the_table_shows_markers_beside_their_values(tmp_path: Path) -> None:
    row = sale(transactionPricePerShare=("", "F1"), transactionShares=("1000", "F2"))
    (tmp_path / "a.xml").write_bytes(form_xml([row], footnotes={"F1": "Free.", "F2": "Many."}))
    printed = run(tmp_path, "--format", "table").stdout
    assert " 1,000 (2) " in printed
    assert "(1) Free." in printed


def test_columns_of_the_table_are_aligned(tmp_path: Path) -> None:
    rows = [sale(transactionShares="5"), sale(transactionShares="123456")]
    (tmp_path / "a.xml").write_bytes(form_xml(rows))
    lines = run(tmp_path, "--format", "table").stdout.splitlines()
    start = lines.index("Table I")
    ends = [lines[start + 2].index(" 5 ") + 2, lines[start + 3].index("123,456") + 7]
    assert ends[0] == ends[1]


def test_no_control_character_reaches_the_terminal(tmp_path: Path) -> None:
    page = page_of(READ, "X05").replace(b"Common Stock", b"Common \x1b[31m\x07Stock")
    (tmp_path / "a.html").write_bytes(page)
    printed = run(tmp_path, "--format", "table").stdout
    assert not [c for c in printed if c < " " and c != "\n"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<documentType>4<", "<documentType>4\x9b31m<"),
        ("<signatureDate>2024-05-02<", "<signatureDate>soon\x9b31m<"),
    ],
)
def test_no_control_character_of_a_form_or_a_day_reaches_it_either(
    tmp_path: Path, old: str, new: str
) -> None:
    text = form_xml().decode()
    assert old in text
    (tmp_path / "a.xml").write_bytes(text.replace(old, new).encode())
    assert "\x9b" not in run(tmp_path, "--format", "table").stdout


@pytest.mark.parametrize("name", [b"\xff.xml", b"a\\x41.xml"])
@pytest.mark.parametrize("style", ["json", "jsonl", "table", "xml"])
def test_a_file_may_have_any_name(tmp_path: Path, name: bytes, style: str) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    path.write_bytes(form_xml())
    result = run(path, "--format", style)
    assert (result.exit_code, result.stderr) == (0, "")


def test_records_are_utf8_whatever_the_locale(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(form_xml(remarks="Café ☒"))
    done = subprocess.run(
        [sys.executable, "-m", "builder", "read", str(tmp_path), "--format", "xml"],
        cwd=PROJECT, capture_output=True, check=True, timeout=60,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )  # fmt: skip
    assert "<remarks>Café ☒</remarks>".encode() in done.stdout
