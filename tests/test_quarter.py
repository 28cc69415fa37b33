"""A quarter's tables dealt out by filing: nothing lost, memory bounded, errors named."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from functools import partial
from itertools import chain
from typing import IO, Any, cast

import pytest

from builder import quarter
from builder.errors import ReadError
from builder.filings.data_sets import parse_slice
from builder.filings.reader import read_slice
from builder.model import Filing
from builder.quarter import slices
from tests.filings.data_set_text import Tables, tables_of
from tests.forms import filing_of, form_xml

Opens = dict[str, Callable[[], AbstractContextManager[IO[bytes]]]]


def opens(tables: Tables, end: bytes = b"\n") -> Opens:
    return {name: partial(io.BytesIO, end.join(lines) + end) for name, lines in tables.items()}


def many(count: int) -> Tables:
    return tables_of(
        filing_of(form_xml(footnotes={"F1": f"Note {number}."}), f"9000000001-24-{number:06}")
        ._replace(filed=date(2024, 5, 3))
        for number in range(1, count + 1)
    )  # fmt: skip


def filings(tables: Opens, *, partial: bool = False, size: int = 1) -> dict[str, Filing]:
    found: dict[str, Filing] = {}
    for part in slices("q.zip", tables, size=size, partial=partial):
        for _, statement in read_slice(part):
            assert not isinstance(statement, ReadError), statement
            assert isinstance(statement.record, Filing)
            found[statement.record.accession] = statement.record
    return found


def problem(tables: Opens, *, partial: bool = False, size: int = 1) -> str:
    with pytest.raises(ReadError) as caught:
        list(slices("q.zip", tables, size=size, partial=partial))
    return str(caught.value)


def test_every_filing_of_a_quarter_comes_out_once() -> None:
    assert len(filings(opens(many(50)))) == 50


def test_the_number_of_parts_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = filings(opens(many(50)))
    monkeypatch.setattr(quarter, "PART_BYTES", 1000)
    parts = list(slices("q.zip", opens(many(50)), size=20_000, partial=False))
    assert (len(parts) > 5, filings(opens(many(50)), size=20_000)) == (True, whole)


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\n\n"])
def test_line_ends_and_empty_lines_change_nothing(end: bytes) -> None:
    assert filings(opens(many(3), end)) == filings(opens(many(3)))


def test_a_byte_order_mark_changes_nothing() -> None:
    tables = many(3)
    tables["SUBMISSION"][0] = b"\xef\xbb\xbf" + tables["SUBMISSION"][0]
    assert filings(opens(tables)) == filings(opens(many(3)))


def test_a_last_line_without_its_end_is_read() -> None:
    tables = opens(many(3))
    tables["SUBMISSION"] = partial(io.BytesIO, b"\n".join(many(3)["SUBMISSION"]))
    assert len(filings(tables)) == 3


def test_a_line_break_in_a_note_belongs_to_the_note() -> None:
    tables = many(2)
    tables["FOOTNOTES"] = [line.replace(b"Note", b"A\nnote") for line in tables["FOOTNOTES"]]
    (first, _) = filings(opens(tables)).values()
    assert first.footnotes["F1"].split("\n")[0] == "A"


def test_missing_tables_are_named_with_what_can_be_done() -> None:
    tables = many(1)
    del tables["FOOTNOTES"], tables["NONDERIV_TRANS"]
    assert problem(opens(tables)) == (
        "data set: expected all eight tables,"
        " found no NONDERIV_TRANS, FOOTNOTES (--partial reads what there is)"
    )


def test_a_partial_data_set_is_read_on_demand() -> None:
    tables = many(2)
    del tables["FOOTNOTES"]
    assert len(filings(opens(tables), partial=True)) == 2


def test_without_submissions_there_is_nothing_to_read() -> None:
    tables = many(2)
    del tables["SUBMISSION"]
    assert problem(opens(tables), partial=True) == (
        "data set: expected the table SUBMISSION, found no SUBMISSION"
    )


def test_a_table_without_its_key_is_an_error() -> None:
    tables = many(1)
    tables["FOOTNOTES"][0] = b"A\tB\tC"
    assert problem(opens(tables)) == (
        "table FOOTNOTES (line 1): expected the column ACCESSION_NUMBER, found no such column"
    )


def test_an_empty_table_is_an_error() -> None:
    tables = opens(many(1))
    tables["FOOTNOTES"] = partial(io.BytesIO, b"")
    assert "FOOTNOTES (line 1): expected the column" in problem(tables)


def test_an_endless_line_is_an_error() -> None:
    tables = opens(many(1))
    head = many(1)["FOOTNOTES"][0]
    tables["FOOTNOTES"] = partial(io.BytesIO, head + b"\n" + b"\t" * (quarter.MAX_LINE + 1))
    assert problem(tables) == (
        "table FOOTNOTES (line 2): expected a line of less than 1,048,576 bytes, found a longer one"
    )


def test_a_filing_of_endless_lines_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quarter, "MAX_PART_BYTES", 10_000)
    tables = many(1)
    tables["FOOTNOTES"] += [tables["FOOTNOTES"][1]] * 1000
    assert "expected lines that belong to many filings" in problem(opens(tables))


def test_lines_that_go_on_for_ever_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quarter, "MAX_LINE", 10_000)
    tables = many(1)
    tables["FOOTNOTES"] += [b"more"] * 5000
    assert "expected a line of less than 10,000 bytes" in problem(opens(tables))


def test_a_data_set_larger_than_any_is_an_error() -> None:
    assert "expected a data set of at most" in problem(opens(many(1)), size=quarter.MAX_BYTES + 1)


def test_a_line_without_a_number_spoils_no_other_filing() -> None:
    tables = many(2)
    tables["FOOTNOTES"].append(b"none\tF1\tA note.")
    parts = slices("q.zip", opens(tables), size=1, partial=False)
    read = [each.accession for part in parts for each in parse_slice(part) if each.document]
    assert read == ["9000000001-24-000001", "9000000001-24-000002"]


class Notes(io.RawIOBase):
    """A table of notes of a kilobyte each, one a filing, that is nowhere in memory."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._lines = chain(
            [many(1)["FOOTNOTES"][0] + b"\n"],
            (b"9000000001-24-%06d\tF1\t" % n + b"x" * 1000 + b"\n" for n in range(count)),
        )

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        line = next(self._lines, b"")
        buffer[: len(line)] = line
        return len(line)


def count_filings(notes: int) -> int:
    """How many filings come out of a quarter with so many notes; almost all are rejected."""
    tables = opens(many(1))
    tables["FOOTNOTES"] = lambda: cast("AbstractContextManager[IO[bytes]]", Notes(notes))
    parts = slices("q.zip", tables, size=notes * 1020, partial=False)
    return sum(1 for part in parts for _ in parse_slice(part))


def test_memory_does_not_grow_with_the_quarter(peak_megabytes: Callable[[str], int]) -> None:
    code = """
        from tests.test_quarter import count_filings
        assert count_filings(COUNT) == COUNT
    """
    small = peak_megabytes(code.replace("COUNT", "2000"))
    large = peak_megabytes(code.replace("COUNT", "60000"))
    assert large - small < 40
