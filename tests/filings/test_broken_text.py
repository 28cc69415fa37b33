"""Rendered text that is cut, shuffled, huge or hostile: a document or a clear rejection."""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.errors import OtherInput, ReadError
from builder.filings.document import Document
from builder.filings.rendered_markup import MOST_BYTES, MOST_LINES, MOST_WARNINGS
from builder.filings.rendered_text import is_rendered_text, parse_text
from builder.model import Cell

PRINTED = Path(__file__).parent / "printed"
FILES = {path.parent.name: path.read_bytes() for path in sorted(PRINTED.glob("*/filing.*"))}
TABS = FILES["as-the-seed"]


def outcome(data: bytes) -> Document | ReadError | OtherInput:
    """What becomes of it; any other error goes through."""
    is_rendered_text(data)
    try:
        document = parse_text(data)
    except (ReadError, OtherInput) as error:
        return error
    assert json.dumps(document, default=str)
    return document


@pytest.mark.parametrize("name", FILES)
@given(data=st.data())
def test_a_cut_anywhere(name: str, data: st.DataObject) -> None:
    text = FILES[name]
    start, end = sorted(data.draw(st.integers(0, len(text))) for _ in "ab")
    outcome(text[:start] + text[end:])
    outcome(text[start:end])


@pytest.mark.parametrize("name", FILES)
def test_lines_in_any_order(name: str) -> None:
    dice = random.Random(16)
    lines = FILES[name].split(b"\n")
    for _ in range(60):
        dice.shuffle(lines)
        outcome(b"\n".join(lines))


@pytest.mark.parametrize("name", FILES)
def test_lines_dropped_doubled_and_broken(name: str) -> None:
    dice = random.Random(17)
    for _ in range(60):
        lines = FILES[name].split(b"\n")
        for _ in range(4):
            place = dice.randrange(len(lines))
            cut = dice.randrange(len(lines[place]) + 1)
            change: Callable[[bytes], list[bytes]] = dice.choice(
                [
                    lambda _: [],
                    lambda line: [line, line],
                    lambda line, cut=cut: [line[:cut], line[cut:]],  # type: ignore[misc] # at once
                    lambda line: [line.replace(b"\t", b"|")],
                    lambda line: [line.replace(b"\t", b"").replace(b"|", b"")],
                ]
            )
            lines[place : place + 1] = change(lines[place])
        outcome(b"\n".join(lines))


@pytest.mark.parametrize("name", FILES)
@given(noise=st.binary(max_size=40), place=st.floats(0, 1))
def test_any_bytes_anywhere(name: str, noise: bytes, place: float) -> None:
    at = int(place * len(FILES[name]))
    outcome(FILES[name][:at] + noise + FILES[name][at:])


MARKUP = re.compile(r"<[^>]*>|\]\([^)]*\)")  # a tag, the target of a link


@pytest.mark.parametrize("between", [" ", "\n", "\t", " | "])
@pytest.mark.parametrize("name", FILES)
def test_no_word_anywhere_is_dropped_in_silence(name: str, between: str) -> None:
    encoding = "cp1252" if name == "copied-page" else "utf-8"
    text = FILES[name].decode(encoding)
    markup = {place for match in MARKUP.finditer(text) for place in range(*match.span())}
    blanks = [m.start() for m in re.finditer(r"\s", text) if m.start() not in markup]
    for place in random.Random(18).sample(blanks, 60):
        changed = f"{text[:place]}{between}Unheard-of{between}{text[place:]}"
        found = outcome(changed.encode(encoding))
        assert isinstance(found, ReadError) or "Unheard-of" in repr(found), changed[place - 60 :]


WORDS = st.sampled_from(
    ["\t", "|", "\n", " ", "(1)", "⁽¹⁾", "<u>", "</u>", "<sup>", "</sup>", "[x]", "**", "\\",
     "&amp;", "](http://x?CIK=1)", "[", "]", "^", "10/31/2019", "/s/", "- ", "1. ", "X",
     "Remarks:\n", "$", "Table I - Non-Derivative Securities\n",
     "Table II - Derivative Securities\n", "| --- |\n", "Explanation of Responses:\n",
     "** Signature of Reporting Person Date\n", "(Last) (First) ", "(Middle) ", "(Street) ",
     "(City) (State) (Zip)", "Director ", "Form filed by One Reporting",
     "1. Name and Address of Reporting Person* ", "2. Issuer Name and Ticker or Trading Symbol ",
     "STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP ", "Date of Earliest Transaction ",
     "NY 14228", "1. Title of Security (Instr. 3)\t",
     "6. Ownership Form: Direct (D) or Indirect (I)\t",]
)  # fmt: skip


@given(words=st.lists(WORDS | st.text(max_size=3), max_size=60))
def test_the_form_s_own_words_in_any_order(words: list[str]) -> None:
    outcome("".join(words).encode("utf-8", "replace"))


UNITS = (
    "\t", "|", " ", "\xa0", "\u200b", "a", "a ", "1 ", "*", "**", "_", "[", "]", "[] ", "[x] ",
    "\\", "\\[", "[a](http:b", "](http", "(", "(1)", "(1", "⁽", "⁽¹⁾", "⁽¹ ", "¹", "<u ", "<u>",
    "</u>", "<sup>", "<sup>(1)", "<br>", "<", "&", "&amp;", "&#1", "^", "^(1", "X ", "☒ ",
    "01/02/2022 ", "1/", "---", "- ", "1. ", "NY 14228 ", "A6 ", "United States ", "form 4 ",
    "(Last) (First) (Middle) ", "(Street) ", "Director ", "Form filed by One Reporting Person ",
    "/s/ ", "1. Title of Security (Instr. 3)\t", "Name and Address of Reporting Person* ",
    "Check this box if no longer subject to Section 16 ",
)  # fmt: skip
PLACES = ("QUILLON", "Director", "Ordinary Shares", "Exercisable in", "Tobias", "OMB APPROVAL")


@pytest.mark.parametrize("unit", UNITS)
def test_no_text_takes_longer_than_its_length(unit: str) -> None:
    text = TABS.decode()
    for place in PLACES:
        text = text.replace(place, place + unit * (15_000 // len(unit)), 1)
    started = time.process_time()
    outcome(text.encode())
    assert time.process_time() - started < 5  # seconds; a pattern that backtracks needs hours


def test_ten_megabytes_of_tabs_are_rejected_unread() -> None:
    assert isinstance(outcome(TABS + b"\t" * 10_000_000), ReadError)


def test_a_line_of_nearly_a_million_characters_is_a_note() -> None:
    document = outcome(TABS.replace(b"Exercisable in", b"E" * (MOST_BYTES - len(TABS)), 1))
    assert isinstance(document, Document)
    assert len(document.footnotes["F4"]) > MOST_BYTES // 2


def test_more_lines_than_any_form_has_are_rejected() -> None:
    assert isinstance(outcome(TABS + b"\n" * (2 * MOST_LINES + 1)), ReadError)


def test_more_rows_than_any_form_has_are_rejected() -> None:
    row = b"Ordinary Shares\t\t\t\t\t\t\t\t1\tD\t\n"
    rows = TABS.replace(b"\nTable II", row * 1001 + b"\nTable II")
    error = outcome(rows)
    assert isinstance(error, ReadError)
    assert error.where == "Table I"


def test_more_warnings_than_a_record_holds_are_counted() -> None:
    page = b"".join(b"Page %d\n" % number for number in range(2 * MOST_WARNINGS))
    document = outcome(TABS.replace(b"Reminder:", page + b"\nReminder:"))
    assert isinstance(document, Document)
    assert len(document.warnings) <= MOST_WARNINGS + 1
    assert document.warnings[-1].found.endswith(" more")


def test_a_binary_file_with_the_form_s_head_is_no_form() -> None:
    data = TABS[:2000] + bytes(range(256)) * 9
    assert not is_rendered_text(data)
    assert isinstance(outcome(data), OtherInput)


@pytest.mark.parametrize("damage", [b"\x81\x8d", b"\xe2\x81", b"\xff"])
def test_a_damaged_character_is_replaced_and_warned_of(damage: bytes) -> None:
    document = outcome(TABS.replace(b"Exercisable in", damage + b" Exercisable in"))
    assert isinstance(document, Document)
    assert document.footnotes["F4"].endswith(" Exercisable in full.")
    assert document.rows[1].transaction_code == Cell("S", ("F2", "F3"), "s")
    assert any(warning.found.endswith(" bytes of none") for warning in document.warnings)


def test_memory_stays_in_step_with_the_text(peak_megabytes: Callable[[str], int]) -> None:
    code = """
        from pathlib import Path
        from builder.filings.rendered_text import parse_text
        text = Path("tests/filings/printed/as-the-seed/filing.txt").read_text("utf-8")
        parse_text({}.encode())
    """
    least = peak_megabytes(code.format("text"))
    most = peak_megabytes(code.format("text.replace('QUILLON', 'QUILLON ' + 'a ' * 490_000)"))
    assert most - least < 400
