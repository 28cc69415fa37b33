"""The quarterly data sets: what each column becomes, and what odd lines become."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.errors import ReadError
from builder.filings.data_set_tables import table_of
from builder.filings.data_sets import check_columns, parse_set_date, parse_set_number
from builder.filings.reader import read_slice
from builder.model import Cell, Filing
from tests.filings.data_set_text import Tables, slice_of, tables_of
from tests.forms import filing_of, form_xml, owner_xml, sale

ACCESSION = "9000000001-24-000001"
NOTED = sale(
    securityTitle=("Common Stock", "F1"),
    transactionCode=("S", "F2"),
    transactionPricePerShare=("", "F1", "F3"),
)
NOTES = {"F1": "One.", "F2": "Two.", "F3": "Three."}
HOLDING = ("nonDerivativeHolding", {
    "securityTitle": "Common Stock", "sharesOwnedFollowingTransaction": "5",
    "directOrIndirectOwnership": "I", "natureOfOwnership": "By Trust",
})  # fmt: skip


def tables(*rows: object, **given: object) -> Tables:
    """The tables of one form."""
    filing = filing_of(form_xml(rows or (NOTED,), footnotes=NOTES, **given))  # type: ignore[arg-type]  # a test's own shorthand
    return tables_of([filing._replace(filed=date(2024, 5, 3))])


def read(found: Tables) -> Filing:
    ((_, statement),) = read_slice(slice_of(found))
    assert not isinstance(statement, ReadError), statement
    assert isinstance(statement.record, Filing)
    return statement.record


def changed(found: Tables, table: str, old: bytes, new: bytes) -> Tables:
    """The tables with one table's text changed; what is to be changed is there."""
    assert any(old in line for line in found[table])
    return {**found, table: [line.replace(old, new, 1) for line in found[table]]}


def problem(found: Tables) -> ReadError:
    ((_, error),) = read_slice(slice_of(found))
    assert isinstance(error, ReadError)
    return error


# What a filing becomes


def test_the_path_of_a_filing_is_that_of_its_set_and_its_number() -> None:
    assert read(tables()).source.path == f"q.zip/{ACCESSION}"


def test_the_day_of_filing_is_known_and_no_time() -> None:
    assert (read(tables()).filed, read(tables()).accepted) == (date(2024, 5, 3), None)


def test_rows_are_marked_as_not_in_form_order() -> None:
    assert not read(tables()).is_in_form_order


def test_transactions_come_first_then_holdings_each_by_their_number() -> None:
    found = tables(HOLDING, sale(transactionShares="1"), sale(transactionShares="2"))
    found["NONDERIV_TRANS"][1:] = reversed(found["NONDERIV_TRANS"][1:])
    rows = read(found).rows
    assert [(row.row, row.kind, row.transaction_shares and row.transaction_shares.value)
            for row in rows] == [
        (1, "transaction", 1), (2, "transaction", 2), (3, "holding", None),
    ]  # fmt: skip


def test_numbers_of_rows_are_compared_as_numbers() -> None:
    found = tables(sale(transactionShares="1"), sale(transactionShares="2"))
    first, second = found["NONDERIV_TRANS"][1:]
    found["NONDERIV_TRANS"][1:] = [first.replace(b"1001", b"99"), second.replace(b"1002", b"100")]
    shares = [row.transaction_shares for row in read(found).rows]
    assert [cell and cell.value for cell in shares] == [1, 2]


def test_each_column_of_notes_becomes_references_on_its_cell() -> None:
    (row,) = read(tables()).rows
    assert (row.security_title, row.transaction_price_per_share) == (
        Cell("Common Stock", ("F1",)),
        Cell(None, ("F1", "F3")),
    )


def test_notes_on_the_coding_belong_to_the_code() -> None:
    (row,) = read(tables()).rows
    assert row.transaction_code == Cell("S", ("F2",))


def test_notes_are_ordered_by_their_number() -> None:
    found = tables()
    found["FOOTNOTES"] = [*found["FOOTNOTES"], f"{ACCESSION}\tF10\tTen.".encode()]
    found["FOOTNOTES"][1:] = reversed(found["FOOTNOTES"][1:])
    assert list(read(found).footnotes) == ["F1", "F2", "F3", "F10"]


def test_all_roles_are_read_as_whole_words() -> None:
    found = changed(tables(), "REPORTINGOWNER", b"Director", b"Officer,TenPercentOwner,Other")
    (owner,) = read(found).owners
    assert owner[2:6] == (False, True, True, True)


def test_a_role_that_nobody_knows_is_warned_of() -> None:
    found = changed(tables(), "REPORTINGOWNER", b"Director", b"Directors")
    assert "'Directors'" in [warning.found for warning in read(found).warnings]


def test_an_amendment_stays_as_filed() -> None:
    found = tables(
        form="4/A", extra="<dateOfOriginalSubmission>2024-05-02</dateOfOriginalSubmission>"
    )
    assert (read(found).form, read(found).original_filed) == ("4/A", date(2024, 5, 2))


def test_several_owners_are_all_there() -> None:
    owners = [owner_xml("9000000101", "DOE JANE"), owner_xml("9000000102", "ROE SAM")]
    assert [owner.name for owner in read(tables(owners=owners)).owners] == ["DOE JANE", "ROE SAM"]


@pytest.mark.parametrize(
    ("text", "flag"),
    [(b"0", False), (b"1", True), (b"true", True), (b"FALSE", False), (b"", None)],
)
def test_every_spelling_of_a_flag(text: bytes, flag: bool | None) -> None:
    found = tables()
    fields = found["SUBMISSION"][1].split(b"\t")
    fields[5] = text  # NOT_SUBJECT_SEC16
    found["SUBMISSION"][1] = b"\t".join(fields)
    assert read(found).not_subject_to_section16 is flag


def test_a_quarter_from_before_the_plan_box_has_none() -> None:
    found = tables()
    found["SUBMISSION"] = [line.rpartition(b"\t")[0] for line in found["SUBMISSION"]]
    assert read(found).aff10b5_one is None


# Values


@pytest.mark.parametrize(
    ("text", "day", "raw"),
    [
        ("18-MAR-2026", date(2026, 3, 18), None),
        ("8-mar-2026", date(2026, 3, 8), None),
        ("2026-03-18", date(2026, 3, 18), "2026-03-18"),
        ("31-JUN-2026", None, "31-JUN-2026"),
        ("18-MRZ-2026", None, "18-MRZ-2026"),
        ("03/18/2026", None, "03/18/2026"),
    ],
)
def test_dates(text: str, day: date | None, raw: str | None) -> None:
    assert parse_set_date(text)[:2] == (day, raw)


@pytest.mark.parametrize(
    ("text", "number", "raw"),
    [
        ("3844.0", Decimal("3844.0"), None),
        ("1.0E7", Decimal(10000000), "1.0E7"),
        ("1,234.5", Decimal("1234.5"), "1,234.5"),
        ("1,23", None, "1,23"),
        ("NaN", None, "NaN"),
    ],
)
def test_numbers(text: str, number: Decimal | None, raw: str | None) -> None:
    assert parse_set_number(text)[:2] == (number, raw)


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_keeps_its_text(text: str) -> None:
    value, raw, expected = parse_set_number(text)
    assert value is not None or (raw == text and expected)


def test_text_that_is_no_number_stays_raw_with_a_warning() -> None:
    found = changed(tables(), "NONDERIV_TRANS", b"\t1000\t", b"\t1O00\t")
    filing = read(found)
    assert filing.rows[0].transaction_shares == Cell(None, (), "1O00")
    assert "NONDERIV_TRANS[1]/TRANS_SHARES" in [warning.where for warning in filing.warnings]


# Quotation marks


@pytest.mark.parametrize(
    ("filed", "text"),
    [
        ('"Units (""RSUs"")"', 'Units ("RSUs")'),
        ('"a"', "a"),
        ('""', ""),
        ('the "x" of it', 'the "x" of it'),
        ('"open', '"open'),
        ('"a" and "b"', '"a" and "b"'),
        ('"""', '"""'),
    ],
)
def test_a_quoted_cell_is_unquoted_and_no_other(filed: str, text: str) -> None:
    found = changed(tables(), "FOOTNOTES", b"One.", filed.encode())
    assert read(found).footnotes["F1"] == text


def test_a_tab_inside_quotes_is_text() -> None:
    found = changed(tables(), "FOOTNOTES", b"One.", b'"a\tb ""c"""')
    assert read(found).footnotes["F1"] == 'a\tb "c"'


@given(st.text(st.characters(codec="utf-8", exclude_characters="\n\r\t\x00"), min_size=1))
def test_any_text_of_a_note_comes_back(text: str) -> None:
    quoted = '"' + text.replace('"', '""') + '"' if '"' in text else text
    found = changed(tables(), "FOOTNOTES", b"One.", quoted.encode())
    assert read(found).footnotes["F1"] == text.strip()


# Odd lines and tables


def test_a_line_of_another_width_rejects_its_filing_and_names_table_and_fields() -> None:
    found = changed(tables(), "NONDERIV_TRANS", b"\t1000\t", b"\t1000\t\t")
    assert str(problem(found)) == "table NONDERIV_TRANS: expected 28 fields, found a line of 29"


def test_lines_without_a_submission_are_rejected() -> None:
    found = tables()
    del found["SUBMISSION"][1]
    assert str(problem(found)) == "data set: expected a line in SUBMISSION, found none"


def test_a_second_line_of_a_submission_is_warned_of() -> None:
    found = tables()
    found["SUBMISSION"].append(found["SUBMISSION"][1])
    assert "2; the first is read" in [warning.found for warning in read(found).warnings]


@pytest.mark.parametrize("accession", ["../../etc/passwd", "", "1", "9000000001-24-00000١"])
def test_what_is_no_accession_number_is_rejected(accession: str) -> None:
    found = {
        name: [
            lines[0],
            *(line.replace(ACCESSION.encode(), accession.encode()) for line in lines[1:]),
        ]
        for name, lines in tables().items()
    }
    assert problem(found).expected == "an accession number"


def test_an_unknown_column_is_counted_by_name() -> None:
    found = tables()
    found["SUBMISSION"] = [
        found["SUBMISSION"][0] + b"\tNEW_BOX", found["SUBMISSION"][1] + b"\t1",
    ]  # fmt: skip
    assert ("SUBMISSION/NEW_BOX", "1 unread") in [(w.where, w.found) for w in read(found).warnings]


def test_bytes_that_are_not_utf8_are_read_as_windows_1252_with_a_warning() -> None:
    filing = read(changed(tables(), "FOOTNOTES", b"One.", b"Caf\xe9"))
    assert filing.footnotes["F1"] == "Café"
    assert "other bytes; read as Windows-1252" in [warning.found for warning in filing.warnings]


def test_a_note_that_the_table_lacks_is_warned_of() -> None:
    found = tables()
    del found["FOOTNOTES"][2]
    expected = "a footnote F2, which the tables refer to"
    assert expected in [warning.expected for warning in read(found).warnings]


def test_tables_that_are_missing_are_named_on_each_record() -> None:
    found = tables()
    del found["FOOTNOTES"], found["REPORTINGOWNER"]
    (warning, *_) = read(found).warnings
    assert (warning.expected, warning.found) == ("all eight tables", "no REPORTINGOWNER, FOOTNOTES")


@pytest.mark.parametrize("column", ["ACCESSION_NUMBER", "DOCUMENT_TYPE", "ISSUERCIK"])
def test_a_table_without_a_column_that_it_cannot_do_without_is_an_error(column: str) -> None:
    names = tuple(tables()["SUBMISSION"][0].decode().split("\t"))
    with pytest.raises(ReadError, match=f"expected the column {column}, found no such column"):
        check_columns("SUBMISSION", tuple(name for name in names if name != column))


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("SUBMISSION.tsv", ("", "SUBMISSION")),
        ("2024q3_form345/DERIV_TRANS.tsv", ("2024q3_form345/", "DERIV_TRANS")),
        ("tsv/2024q3-nonderiv-holding.tsv", ("tsv/2024q3-", "NONDERIV_HOLDING")),
        ("owner_signature.TSV", ("", "OWNER_SIGNATURE")),
        ("NONDERIV_TRANS.tsv", ("", "NONDERIV_TRANS")),
        ("MYSUBMISSION.tsv", None),
        ("SUBMISSION.tsv.gz", None),
        ("SUBMISSION.txt", None),
    ],
)
def test_tables_are_known_by_their_names(name: str, found: tuple[str, str] | None) -> None:
    assert table_of(name) == found


# Laws


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_lines_changes_nothing(seed: int) -> None:
    found = tables(NOTED, HOLDING, sale(transactionShares="7"), owners=[owner_xml()])
    dice = random.Random(seed)
    shuffled = {
        name: [lines[0], *dice.sample(lines[1:], len(lines) - 1)] for name, lines in found.items()
    }
    assert read(shuffled)._replace(source=read(found).source) == read(found)


@pytest.mark.parametrize("seed", range(200))
def test_damaged_lines_give_a_filing_or_an_error(seed: int) -> None:
    dice = random.Random(seed)
    found = tables(NOTED, HOLDING)
    name = dice.choice(sorted(name for name, lines in found.items() if len(lines) > 1))
    line = bytearray(found[name][-1])
    for _ in range(dice.randint(1, 9)):
        line[dice.randrange(len(line))] = dice.choice(b'\t",\x00\xff0AF- ')
    found[name][-1] = bytes(line)
    statements = [statement for _, statement in read_slice(slice_of(found))]
    assert statements


def test_a_nul_byte_rejects_its_filing() -> None:
    found = tables()
    found["SUBMISSION"][1] += b"\0"
    assert str(problem(found)) == "table SUBMISSION: expected text, found a line with a NUL byte"


def test_a_filing_of_more_lines_than_any_has_is_rejected() -> None:
    found = tables()
    found["NONDERIV_TRANS"] += [found["NONDERIV_TRANS"][1]] * 10_000
    assert problem(found).expected == "at most 10,000 lines of one filing"


def test_a_column_named_twice_is_read_once_and_counted() -> None:
    found = tables()
    found["FOOTNOTES"] = [line + b"\tFOOTNOTE_TXT" if n == 0 else line + b"\tTwice"
                          for n, line in enumerate(found["FOOTNOTES"])]  # fmt: skip
    filing = read(found)
    assert filing.footnotes["F1"] == "One."
    assert ("FOOTNOTES/FOOTNOTE_TXT", "3 unread") in [(w.where, w.found) for w in filing.warnings]
