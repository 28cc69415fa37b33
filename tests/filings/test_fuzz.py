"""Whatever the bytes are: a filing, or one of the two errors that say why not."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.errors import OtherInput, ReadError
from builder.filings.reader import read_filing
from builder.filings.record import to_json
from builder.ledger.rows import Tables, filings_of, rows_of
from builder.ledger.schema import FILED
from builder.model import Filing
from tests.filings.generated import documents
from tests.filings.submissions import submission_text, tagged_text

CASES = sorted((Path(__file__).parent / "cases").glob("*/filing.*"))
SCRAPS = [
    b"<", b">", b"&", b"</", b"/>", b"<value>", b"</value>", b'<footnoteId id="F1"/>', b"\x00",
    b"\xff", b"\n", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<?x?>", b"<!DOCTYPE a>", b"&#0;",
    b"&nbsp;", b"<XML>", b"</XML>", b"<DOCUMENT>", b"\xef\xbb\xbf", b' xmlns="u"', b"0" * 50,
    b"<SEC-DOCUMENT>", b"<ownershipDocument>", b"</ownershipDocument>", b"\xe2\x80\xa8", b"\r",
]  # fmt: skip


def read_or_refuse(data: bytes, path: str) -> Filing | None:
    """A filing that can be printed, stored and read back; None if it was refused in good order."""
    try:
        filing = read_filing(data, path)
    except (OtherInput, ReadError):
        return None
    to_json(filing)
    empty: Tables = {table: [] for table in FILED}
    assert filings_of(empty | rows_of(filing)) == [filing]
    return filing


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The data with a few things broken: cut, doubled, swapped, or strewn with scraps."""
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.choice([0, 1, 5, 40, 400]))
        piece = chance.choice([b"", data[start:end] * 2, chance.choice(SCRAPS), b"\x80", b"A"])
        data = data[:start] + piece + data[end:]
    return data


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.parent.name)
def test_broken_cases_are_read_or_refused(case: Path) -> None:
    data = case.read_bytes()
    chance = random.Random(case.parent.name)
    for _ in range(150):
        read_or_refuse(mutated(data, chance), case.name)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.parent.name)
def test_a_case_cut_anywhere_is_read_or_refused(case: Path) -> None:
    data = case.read_bytes()
    for end in range(0, len(data), max(1, len(data) // 150)):
        read_or_refuse(data[:end], case.name)


@given(st.binary(max_size=300), st.sampled_from(["a.xml", "a.txt", "a.nc"]))
def test_any_bytes_are_refused(data: bytes, path: str) -> None:
    assert read_or_refuse(data, path) is None


@given(st.binary(max_size=100))
def test_any_bytes_inside_a_document_are_read_or_refused(data: bytes) -> None:
    read_or_refuse(b"<ownershipDocument>" + data + b"</ownershipDocument>", "a.xml")


@given(st.binary(max_size=100), st.integers(0, 400))
def test_any_bytes_inside_a_header_are_read_or_refused(data: bytes, place: int) -> None:
    text = submission_text().encode()
    read_or_refuse(text[:place] + data + text[place:], "a.txt")


@given(documents())
def test_any_document_is_read(text: str) -> None:
    assert read_or_refuse(text.encode(), "a.xml") is not None


@given(documents())
@settings(max_examples=30)
def test_any_document_is_read_in_either_submission(text: str) -> None:
    rows = {
        filing.rows
        for data, path in ((submission_text(text), "a.txt"), (tagged_text(text), "a.nc"))
        if (filing := read_or_refuse(data.encode(), path)) is not None
    }
    assert len(rows) == 1


@pytest.mark.long
def test_broken_real_filings_are_read_or_refused(real_filings: Path) -> None:
    chance = random.Random(16)
    for path in sorted([*(real_filings / "xml").iterdir(), *(real_filings / "txt").iterdir()]):
        data = path.read_bytes()
        for _ in range(40):
            read_or_refuse(mutated(data, chance), path.name)
