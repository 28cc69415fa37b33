"""The rendered form as text: the ways in which converters write it, and what none of them is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.errors import ReadError
from builder.filings.document import Document
from builder.filings.reader import read_filing
from builder.filings.record import to_json
from builder.filings.rendered_head import split_town
from builder.filings.rendered_text import is_rendered_text, parse_text
from builder.model import Cell, Row, Signature
from tests.conftest import Golden

PRINTED = Path(__file__).parent / "printed"
CASES = sorted(path for path in PRINTED.iterdir() if path.is_dir())
TABS = (PRINTED / "as-the-seed" / "filing.txt").read_text(encoding="utf-8")
PIPES = (PRINTED / "github-tables" / "filing.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_text_reads_as_recorded(case: Path, golden: Golden) -> None:
    (file,) = case.glob("filing.*")
    golden(case / "expected.json", to_json(read_filing(file.read_bytes(), file.name)))


def read(text: str) -> Document:
    return parse_text(text.encode())


def changed(old: str, new: str, text: str = TABS) -> Document:
    """The document of a text in which something is written in another way."""
    assert old in text
    return read(text.replace(old, new))


def row(cells: str) -> Row:
    """The second line of Table I with these cells."""
    old = next(line for line in TABS.splitlines() if "\ts ⁽" in line)
    return changed(old, cells).rows[1]


def found(document: Document) -> list[str]:
    """What the warnings found, but for what is said of every text."""
    everywhere = {(w.expected, w.found) for w in read(TABS).warnings}
    return [w.found for w in document.warnings if (w.expected, w.found) not in everywhere]


# Markers


@pytest.mark.parametrize(
    ("marked", "notes"),
    [
        ("s ⁽¹⁾", ("F1",)),
        ("s⁽¹²⁾", ("F12",)),
        ("s ⁽¹⁾⁽²⁾", ("F1", "F2")),
        ("s ⁽²⁾ ⁽¹⁾", ("F2", "F1")),
        ("s ⁽¹,²⁾", ("F1", "F2")),
        ("s ⁽¹⁾, ⁽²⁾", ("F1", "F2")),
        ("s (1)", ("F1",)),
        ("s(1)(2)", ("F1", "F2")),
        ("s (1, 2)", ("F1", "F2")),
        ("s<sup>(1)</sup>", ("F1",)),
        ("s<sup>1</sup><sup>2</sup>", ("F1", "F2")),
        ("s<SUP>(1), (2)</SUP>", ("F1", "F2")),
        ("s[1]", ("F1",)),
        ("s [1][2]", ("F1", "F2")),
        (r"s\[1\]", ("F1",)),
        (r"s \(1\)", ("F1",)),
        ("s^(1)", ("F1",)),
        ("s^(1)^^(2)^", ("F1", "F2")),
        ("s^(1)^(2)", ("F1", "F2")),
        ("s[^1]", ("F1",)),
        ("s¹", ("F1",)),
        ("s ¹²", ("F12",)),
        ("⁽¹⁾ s", ("F1",)),
        ("s ⁽¹⁾⁽¹⁾", ("F1",)),
        ("<u>s</u> (1)", ("F1",)),
        ("**s** (1)", ("F1",)),
        ("s&nbsp;(1)", ("F1",)),
        ("s\xa0(1)", ("F1",)),
    ],
)
def test_a_marker_in_any_spelling_is_a_note_on_its_cell(marked: str, notes: tuple[str]) -> None:
    code = row(f"Common\t03/14/2022\t\t{marked}\t\t800\tD\t5\t9\tD\t").transaction_code
    assert code == Cell("S", notes, "s")


@pytest.mark.parametrize("marker", ["⁽¹⁾", "(1)", "<sup>(1)</sup>", "[1]", "^(1)", "¹"])
def test_a_price_that_is_a_marker_alone_is_missing_not_zero(marker: str) -> None:
    price = row(f"Common\t03/14/2022\t\tP\t\t800\tA\t{marker}\t9\tD\t")
    assert price.transaction_price_per_share == Cell(None, ("F1",))


@pytest.mark.parametrize("cell", ["By 401(k) Plan", "Fund (2019)", "Trust (a)", "(k)", "Fund (0)"])
def test_brackets_that_hold_no_note_s_number_are_text(cell: str) -> None:
    nature = row(f"Common\t\t\t\t\t\t\t\t9\tI\t{cell}").nature_of_ownership
    assert nature == Cell(cell)


def test_a_number_in_brackets_is_text_where_markers_are_raised() -> None:
    nature = row("Common\t\t\t\t\t\t\t\t9\tI\tBy Trust (2) ⁽³⁾").nature_of_ownership
    assert nature == Cell("By Trust (2)", ("F3",))


def test_a_number_in_brackets_without_a_note_stays_text_and_is_warned_of() -> None:
    text = re.sub("⁽([¹²³⁴]+)⁾", "", TABS)
    document = changed("By 401(k) Plan", "By Trust (9)", text)
    assert document.rows[2].nature_of_ownership == Cell("By Trust (9)")
    assert "By Trust (9)" in found(document)


# Cells


@pytest.mark.parametrize(
    "price", ["$31.5", r"\$31.5", "$ 31.5", "&#36;31.5", "31.5", "<u>$31.5</u>"]
)
def test_a_price_with_or_without_its_dollar_sign(price: str) -> None:
    sold = row(f"Common\t03/14/2022\t\tS\t\t800\tD\t{price}\t9\tD\t")
    assert (
        str(sold.transaction_price_per_share and sold.transaction_price_per_share.value) == "31.5"
    )


def test_empty_cells_at_the_end_of_a_row_may_be_cut() -> None:
    held = row("Common\t\t\t\t\t\t\t\t9\tD")
    assert held.direct_or_indirect_ownership == Cell("D")
    assert held.nature_of_ownership is None


def test_a_cell_too_many_is_warned_of_with_its_whole_row() -> None:
    document = changed("By 401(k) Plan ⁽³⁾", "By 401(k) Plan ⁽³⁾\t\tmore")
    assert any(text.startswith("Ordinary Shares |") and "more" in text for text in found(document))


def test_empty_cells_too_many_say_nothing() -> None:
    assert found(changed("By 401(k) Plan ⁽³⁾", "By 401(k) Plan ⁽³⁾\t\t")) == []


def test_a_line_among_the_rows_that_has_no_cells_is_warned_of_whole() -> None:
    document = changed("\n\nTable II", "\nSee the notes | below.\n\nTable II")
    assert found(document) == ["See the notes | below."]
    assert len(document.rows) == len(read(TABS).rows)


def test_the_head_tells_the_columns_of_a_table() -> None:
    head = "1. Title of Security (Instr. 3)\t"
    line = next(line for line in TABS.splitlines() if line.startswith(head))
    names = [part for part in line.split("\t") if part]
    without_blanks = TABS.replace(line, "\t".join(names))
    assert read(without_blanks).rows == read(TABS).rows


def test_a_caption_repeated_over_the_cells_that_it_spans_is_one_caption() -> None:
    line = next(line for line in TABS.splitlines() if line.startswith("1. Title of Security"))
    cells = line.split("\t")
    for place, cell in enumerate(cells):
        cells[place] = cell or cells[place - 1]
    assert read(TABS.replace(line, "\t".join(cells))).rows == read(TABS).rows


def test_without_a_head_the_columns_are_the_form_s() -> None:
    lines = [
        line for line in TABS.split("\n")
        if not line.startswith(("1. Title of Security", "\t\t\tCode"))
    ]  # fmt: skip
    assert read("\n".join(lines)).rows == read(TABS).rows


def test_a_head_that_stands_again_is_no_row() -> None:
    line = next(line for line in TABS.splitlines() if line.startswith("1. Title of Security"))
    last = next(line for line in TABS.splitlines() if "By 401(k)" in line)
    assert changed(last, f"{line}\n{last}").rows == read(TABS).rows


def test_title_and_amount_in_one_cell_are_parted_at_the_number_and_warned_of() -> None:
    (option,) = [row for row in read(TABS).rows if row.table == "II"]
    assert option.underlying_security_title == Cell("Ordinary Shares")
    assert (
        str(option.underlying_security_shares and option.underlying_security_shares.value) == "800"
    )
    expected = "title and amount of the underlying securities in two cells"
    assert [w.found for w in read(TABS).warnings if w.expected == expected] == [
        "Ordinary Shares 800"
    ]


@pytest.mark.parametrize("border", ["|---|---|---|", "--- | --- | ---", "| :-: | --- | --: |"])
def test_drawn_lines_are_no_rows(border: str) -> None:
    document = changed("| Series Seed Preferred", f"{border}\n| Series Seed Preferred", PIPES)
    assert document.rows == read(PIPES).rows


def test_an_escaped_pipe_is_a_filer_s() -> None:
    assert read(PIPES).rows[0].security_title == Cell("Class A | Common Stock", ("F1",))


def test_a_pipe_is_a_filer_s_where_tables_have_tabs() -> None:
    document = changed("By 401(k) Plan", "Trust A | B")
    assert document.rows[2].nature_of_ownership == Cell("Trust A | B", ("F3",))


# Check boxes


CHECKED = '<input checked="" type="checkbox"/>'


@pytest.mark.parametrize(
    "box",
    [
        CHECKED, '<input type="checkbox" checked>', '<INPUT CHECKED TYPE="CHECKBOX">', "[x]", "[X]",
        r"\[x\]", "[ x ]", "X", "x", "☒", "☑", "_X_", "__X__", "(X)", "✓",
    ],
)  # fmt: skip
def test_a_mark_stands_before_the_label_that_it_checks(box: str) -> None:
    (owner,) = changed(f"{CHECKED} Officer", f"{box} Officer").owners
    assert (owner.is_director, owner.is_ten_percent_owner) == (False, False)
    assert (owner.is_officer, owner.is_other) == (True, False)
    assert owner.officer_title == "VP, Rails & Signals"


@pytest.mark.parametrize(
    "box", ["[ ]", r"\[ \]", "☐", "□", "___", '<input type="checkbox"/>', "[]"]
)
def test_an_empty_box_checks_nothing(box: str) -> None:
    text = TABS.replace("Director 10% Owner", f"{box} Director {box} 10% Owner")
    assert read(text).owners == read(TABS).owners


def test_marks_after_every_label_are_read_as_such() -> None:
    labels = f"Director 10% Owner {CHECKED} Officer (give title below) Other (specify below) <u>"
    after = "Director ☒ 10% Owner ☐ Officer (give title below) ☒ Other (specify below) ☐ <u>"
    (owner,) = changed(labels, after).owners
    assert owner.is_director
    assert owner.is_officer
    assert not owner.is_ten_percent_owner
    assert owner.officer_title == "VP, Rails & Signals"


def test_no_checked_role_is_warned_of() -> None:
    document = changed(f"{CHECKED} Officer", "Officer")
    assert found(document) == ["none", "VP, Rails & Signals"]


def test_officer_and_other_have_each_their_title() -> None:
    labels = "Other (specify below) <u>VP, Rails & Signals</u>"
    document = changed(labels, "X Other (specify below) <u>VP</u> <u>Adviser</u>")
    (owner,) = document.owners
    assert (owner.officer_title, owner.other_text) == ("VP", "Adviser")


def test_titles_that_run_together_are_kept_whole_and_warned_of() -> None:
    labels = "Other (specify below) <u>VP, Rails & Signals</u>"
    document = changed(labels, "X Other (specify below) VP Adviser")
    (owner,) = document.owners
    assert (owner.officer_title, owner.other_text) == ("VP Adviser", None)
    assert found(document) == ["VP Adviser"]


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        (("X", ""), []),
        (("", "X"), ["more than one"]),
        (("", ""), ["neither"]),
        (("X", "X"), ["both"]),
    ],
)
def test_the_line_of_joint_filings_agrees_with_the_owners(
    marks: tuple[str, str], said: list[str]
) -> None:
    one, more = marks
    old = f"{CHECKED} Form filed by One Reporting Person Form filed by More"
    new = f"{one} Form filed by One Reporting Person {more} Form filed by More"
    assert found(changed(old, new)) == said


@pytest.mark.parametrize("box", [CHECKED, "X", "[X]", "☒"])
def test_the_exit_box(box: str) -> None:
    exited = changed("Check this box if", f"{box} Check this box if")
    assert exited.not_subject_to_section16 is True
    assert read(TABS).not_subject_to_section16 is False


@pytest.mark.parametrize(("box", "checked"), [("[X]", True), ("[ ]", False), ("", False)])
def test_the_box_of_rule_10b5_1(box: str, checked: bool) -> None:
    assert (
        changed("[X] Check this box to", f"{box} Check this box to", PIPES).aff10b5_one is checked
    )


def test_a_form_without_the_box_of_rule_10b5_1_does_not_say_no() -> None:
    assert read(TABS).aff10b5_one is None


@pytest.mark.parametrize("before", ["X |", "| X |", "|\n| X |\n|---|\n|", "- X\n\n- ", "X\n---\n"])
def test_the_mark_of_a_box_may_stand_in_a_cell_or_a_line_of_its_own(before: str) -> None:
    text = PIPES.replace("[X] Check this box to", f"{before} Check this box to")
    assert read(text).aff10b5_one is True


# What converters leave of the page's layout


def same(text: str, of: str) -> None:
    """The text says the same, and nothing of it is left over."""
    assert text != of
    got, told = read(text), read(of)
    assert got._replace(warnings=()) == told._replace(warnings=())
    assert [w.found for w in got.warnings] == [w.found for w in told.warnings]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("(Last) (First) (Middle)", "|  --- |  |  | | --- | --- | | (Last) | (First) | (Middle) |"),
        ("(Last) (First) (Middle)", "\n\n* * *\n\n(Last) | (First) | (Middle)\n---|---|---\n"),
        ("(Last) (First) (Middle)", "\n---\n\n- (Last)(First)(Middle)\n"),
        ("1. Name and", "1\\. Name **and**"),
        ("Reporting Person* <u>QUILLON", "Reporting Person*QUILLON"),
        ("(Month/Day/Year) <u>03/14/2022</u>", "(Month/Day/Year)03/14/2022"),
        ("<u>QUILLON MARGARET T /VT/</u>", "_QUILLON MARGARET T /VT/_"),
        ("<u>03/14/2022</u>", "*03/14/2022*"),
        ("5. Relationship of", "5.\nRelationship\nof"),
        ("Other (specify below)", "Other\n(specify\nbelow)"),
        ("See Instruction 1(b).", "_See_\n*Instruction 1(b).*"),
        ("or Beneficially Owned\n\n1.", "or Beneficially\nOwned\n\n1."),
        ("Signature of Reporting Person Date", "Signature of Reporting Person\tDate"),
        ("** Signature", "\\*\\* Signature"),
        ("Table I - Non-Derivative", "## Table I – Non-Derivative"),
        ("Explanation of Responses:", "**Explanation of Responses:**"),
        ("owned directly or indirectly.", "owned\ndirectly or indirectly."),
    ],
)  # fmt: skip
def test_the_page_s_layout_may_leave_marks_that_mean_nothing(old: str, new: str) -> None:
    assert old in TABS
    same(TABS.replace(old, new), TABS)


def test_a_link_broken_over_lines_keeps_its_name_and_cik() -> None:
    same(PIPES.replace("browse-edgar?action", "browse-\nedgar?action", 2), PIPES)


def test_captions_in_one_row_and_values_in_the_next_are_one_row() -> None:
    issuer = "2. Issuer Name and Ticker or Trading Symbol"
    head = next(line for line in TABS.splitlines() if line.startswith("1. Name"))
    cells = [
        "1. Name and Address of Reporting Person*",
        issuer,
        "5. Relationship of Reporting Person(s) to Issuer (Check all applicable)",
    ]
    values = [cell.removeprefix(each) for cell, each in zip(head.split("\t"), cells, strict=True)]
    same(TABS.replace(head, "\t".join(cells) + "\n" + "\t".join(values)), TABS)


# Persons and issuer


@pytest.mark.parametrize(
    ("town", "parts"),
    [
        ("AMHERST NY 14228", ("AMHERST", "NY", "14228")),
        ("NEW YORK NY 10001-1234", ("NEW YORK", "NY", "10001-1234")),
        ("LA JOLLA CA 92037", ("LA JOLLA", "CA", "92037")),
        ("DE PERE WI 54115", ("DE PERE", "WI", "54115")),
        ("LONDON X0 W1K 1AB", ("LONDON", "X0", "W1K 1AB")),
        ("TORONTO A6 M5H 2N2", ("TORONTO", "A6", "M5H 2N2")),
        ("TOKYO M0 100-0005", ("TOKYO", "M0", "100-0005")),
        ("HAMILTON D0", ("HAMILTON", "D0", None)),
        ("ZUG V8 6300", ("ZUG", "V8", "6300")),
        ("PARIS FRANCE 75008", ("PARIS FRANCE 75008", None, None)),
        ("CITY A6 B1 2C3", ("CITY A6 B1 2C3", None, None)),
        ("NY 14228", ("NY 14228", None, None)),
        ("AMHERST NY somewhere", ("AMHERST NY somewhere", None, None)),
        ("", (None, None, None)),
    ],
)
def test_a_town_falls_apart_at_the_one_code_of_a_state(
    town: str, parts: tuple[str | None, ...]
) -> None:
    assert split_town([town]) == parts


def test_a_town_in_cells_of_its_own_needs_no_guess() -> None:
    assert split_town(["DE", "DE", "DE 1"]) == ("DE", "DE", "DE 1")


def test_a_town_and_a_zip_in_cells_of_their_own_may_have_no_state_between_them() -> None:
    assert split_town(["Kitahama", "100-0005"]) == ("Kitahama", None, "100-0005")
    assert split_town(["NEW", "YORK NY 10001"]) == ("NEW YORK", "NY", "10001")
    assert split_town(["Kitahama", "Aza Minami"]) == ("Kitahama Aza Minami", None, None)


@pytest.mark.parametrize(
    ("filled", "territory", "country"),
    [
        ("<u>Taiwan</u> <u>F5</u>", "Taiwan", "F5"), ("<u>F5</u>", None, "F5"), ("", None, None),
        ("Taiwan F5", "Taiwan F5", None),
    ],
)  # fmt: skip
def test_territory_and_country_of_an_address_abroad(
    filled: str, territory: str | None, country: str | None
) -> None:
    captions = f"(City) (State) (Zip) {filled} (Non-US State/Territory) (Country)"
    address = changed("(City) (State) (Zip)", captions).owners[0].address
    assert address is not None
    assert (address.non_us_state_territory, address.country) == (territory, country)
    assert address.zip == "05999"


def test_an_address_without_the_caption_of_its_street_is_warned_of() -> None:
    document = changed("(Street) ", "")
    assert document.owners == read(TABS).owners
    lines = "C/O HOLLOWAY TRAM WORKS INC. / 12 LANTERN QUAY, FLOOR 3 / PORT ORRIN VT 05999"
    assert found(document) == [lines]


def test_a_town_that_cannot_be_split_is_warned_of() -> None:
    document = changed("PORT ORRIN VT 05999", "PORT ORRIN VERMONT")
    address = document.owners[0].address
    assert address is not None
    assert (address.city, address.state) == ("PORT ORRIN VERMONT", None)
    assert found(document) == ["PORT ORRIN VERMONT"]


def test_words_of_captions_in_names_and_streets_are_the_filer_s() -> None:
    text = TABS.replace("QUILLON MARGARET T /VT/", "FIRST STREET DIRECTOR /CITY/")
    (owner,) = changed("12 LANTERN QUAY, FLOOR 3", "10 OWNER STREET", text).owners
    assert owner.name == "FIRST STREET DIRECTOR /CITY/"
    assert owner.address is not None
    assert owner.address.street2 == "10 OWNER STREET"


@pytest.mark.parametrize("symbol", ["[X]", "[ X ]", r"\[X\]", "[<u>X</u>]"])
def test_a_ticker_may_be_the_letter_x(symbol: str) -> None:
    assert changed("[<u>HTWX</u>]", symbol).issuer.symbol == "X"


@pytest.mark.parametrize("symbol", ["[]", "[ ]", r"\[ \]"])
def test_a_ticker_may_be_missing(symbol: str) -> None:
    document = changed("[<u>HTWX</u>]", symbol)
    assert document.issuer.symbol is None
    assert document.issuer.name == "HOLLOWAY TRAM WORKS INC"


def test_a_link_keeps_its_cik() -> None:
    document = read(PIPES)
    assert document.issuer.cik == 9000004000
    assert [owner.cik for owner in document.owners] == [9000004001, 9000004002]


def test_a_link_to_elsewhere_has_no_cik() -> None:
    document = changed("CIK=9000004000", "x=9000004000", PIPES)
    assert document.issuer.cik is None
    assert document.issuer.name == "PELLUCID OPTICS, INC."


def test_what_is_neither_caption_nor_filled_in_is_warned_of() -> None:
    assert found(changed("OMB APPROVAL", "Downloaded from nowhere")) == ["Downloaded from nowhere"]


# Notes, remarks and signatures


NOTES = TABS[TABS.index("- Includes") : TABS.index("Remarks:")]
PLAIN = [
    line.removeprefix("- ") for line in NOTES.replace("describes,\n", "describes, ").split("\n")
]
FOUR = [line for line in PLAIN if line]


@pytest.mark.parametrize(
    "written",
    [
        lambda n, text: f"- {text}", lambda n, text: f"* {text}", lambda n, text: f"• {text}",
        lambda n, text: f"  - {text}", lambda n, text: f"- {n}. {text}",
        lambda n, text: f"{n}. {text}", lambda n, text: f"({n}) {text}",
        lambda n, text: f"{n}) {text}", lambda n, text: f"{n}\\. {text}",
        lambda n, text: f"[{n}] {text}", lambda n, text: f"[^{n}]: {text}",
        lambda n, text: f"F{n}: {text}", lambda n, text: f"F{n} {text}",
        lambda n, text: f"{'⁽¹⁾⁽²⁾⁽³⁾⁽⁴⁾'[3 * n - 3 : 3 * n]} {text}",
        lambda n, text: f"{'¹²³⁴'[n - 1]} {text}",
        lambda n, text: f"**{n}.** {text}",
        lambda n, text: f"{n}.\t{text}", lambda n, text: f"{text}\n",
        lambda n, text: f"{n}. {text[:20]}\n{text[20:]}" if text[19] == " " else f"{n}. {text}",
    ],
)  # fmt: skip
def test_notes_listed_numbered_or_as_paragraphs(written: Callable[[int, str], str]) -> None:
    new = "\n".join(written(number, text) for number, text in enumerate(FOUR, start=1))
    text = TABS.replace("31.4482 ⁽¹²⁾", "31.4482 ⁽⁴⁾")
    assert changed(NOTES, f"{new}\n\n", text).footnotes == read(TABS).footnotes


def test_notes_may_stand_in_a_table() -> None:
    text = re.sub(r"^([123])\\[.] (.*)$", r"| \1. | \2 |", PIPES, flags=re.MULTILINE)
    assert text != PIPES
    assert read(text).footnotes == read(PIPES).footnotes


def test_a_note_goes_on_over_lines_and_paragraphs() -> None:
    document = changed("- Exercisable in full.", "- Exercisable\nin full.\n\nFrom 2024 on.")
    assert document.footnotes["F4"] == "Exercisable in full.\n\nFrom 2024 on."


def test_a_list_within_a_note_is_part_of_it() -> None:
    document = changed("- Exercisable in full.", "- Exercisable:\n  - in full\n  - soon")
    assert document.footnotes["F4"] == "Exercisable: - in full - soon"


def test_numbers_within_a_note_begin_no_other_note() -> None:
    new = "1. One:\n(2) not two.\n5. Not five.\n2. Two."
    assert changed(NOTES, f"{new}\n\n").footnotes == {
        "F1": "One: (2) not two. 5. Not five.",
        "F2": "Two.",
    }


def test_a_lone_listed_note_keeps_a_number_in_brackets_that_is_the_filer_s() -> None:
    assert changed(NOTES, "- (1) of two parts.\n\n").footnotes == {"F1": "(1) of two parts."}


def test_paragraphs_that_no_marker_counts_are_warned_of() -> None:
    assert "2 paragraphs for markers up to (12)" in found(changed(NOTES, "One.\n\nTwo.\n\n"))


def test_markup_in_a_note_is_the_filer_s_unless_it_is_escaped_away() -> None:
    document = changed("- Exercisable in full.", r"- See \[^1\] &amp; \*A\*, R&amp;amp;D, a^(1).")
    assert document.footnotes["F4"] == "See [^1] & *A*, R&amp;D, a^(1)."


SIGNED = TABS[TABS.index("Tobias") : TABS.index("** Sig")]


def signed(block: str) -> tuple[str | None, tuple[Signature, ...]]:
    document = changed(f"Remarks:\n\n{SIGNED}", block)
    return document.remarks, document.signatures


LUND = Signature("/s/ P. Lund, by power of attorney", read(TABS).signatures[0].date)


@pytest.mark.parametrize(
    "block",
    [
        "Remarks:\n\n{} 03/16/2022\n\n", "Remarks:\n{} 03/16/2022\n",
        "Remarks:\n\n{}\t03/16/2022\n\n",
        "Remarks:\n\n\t{}\t03/16/2022\n\n", "Remarks:\n\n<u>{}</u> <u>03/16/2022</u>\n\n",
        "Remarks:\n\n{}\n03/16/2022\n\n", "**Remarks:**\n\n{} 03/16/2022\n\n",
        "Remarks\n\n{} 03/16/2022\n\n", "Remarks:\n\n{}\n\n03/16/2022\n\n",
        "Remarks:\n\n- {} 03/16/2022\n\n", "Remarks:\n\n_{}_ _03/16/2022_\n\n",
    ],
)  # fmt: skip
def test_a_signature_and_its_date(block: str) -> None:
    assert signed(block.format(LUND.name)) == (None, (LUND,))


@pytest.mark.parametrize(
    "block",
    [
        "Remarks:\n\nExhibit 24.\n\n{} 03/16/2022\n\n", "Remarks: Exhibit 24.\n\n{} 03/16/2022\n\n",
        "Remarks:\nExhibit 24.\n{}\t03/16/2022\n", "Remarks:\nExhibit 24.\n{} 03/16/2022\n",
        "Remarks:\n\nExhibit\n24.\n\n\t{}\t03/16/2022\n",
    ],
)  # fmt: skip
def test_remarks_stand_above_the_signature(block: str) -> None:
    assert signed(block.format(LUND.name)) == ("Exhibit 24.", (LUND,))


@pytest.mark.parametrize(
    "between",
    ["\n", "\n\n", "\n\n** Signature of Reporting Person\tDate\n\n"],
)
def test_several_signatures(between: str) -> None:
    block = f"Remarks:\n\n{LUND.name}\t03/16/2022{between}{LUND.name}\t03/16/2022\n\n"
    assert signed(block) == (None, (LUND, LUND))


def test_a_name_may_stand_in_a_paragraph_above_its_date() -> None:
    block = "Remarks:\n\nExhibit 24.\n\nP. Lund\n\n03/16/2022\n\n"
    assert signed(block) == ("Exhibit 24.", (Signature("P. Lund", LUND.date),))


def test_a_date_in_a_name_is_part_of_the_name() -> None:
    block = "Remarks:\n\nP. Lund by power of 01/02/2022 03/16/2022\n\n"
    assert signed(block) == (None, (Signature("P. Lund by power of 01/02/2022", LUND.date),))


def test_a_signature_without_a_date_is_kept_and_warned_of() -> None:
    document = changed(SIGNED, "P. Lund\n\n")
    assert document.signatures == (Signature("P. Lund", None),)
    assert found(document) == ["P. Lund"]


def test_words_under_the_signature_are_warned_of() -> None:
    document = changed("Reporting Person Date\n", "Reporting Person Date\nPage 1 of 1\n")
    assert found(document) == ["Page 1 of 1"]


def test_words_below_the_form_are_warned_of() -> None:
    assert found(read(f"{TABS}\n\nDownloaded on a Monday")) == ["Downloaded on a Monday"]


# Forms


@pytest.mark.parametrize("name", ["FORM 4/A", "SEC Form 4/A", "# FORM 4/A"])
def test_a_head_may_say_that_the_form_is_an_amendment(name: str) -> None:
    assert read(f"{name}\n{TABS}").form == "4/A"


def test_titles_that_contradict_each_other_are_warned_of() -> None:
    assert found(read(f"FORM 5\n{TABS}")) == ["4, 5"]


def test_text_of_no_known_form_is_rejected() -> None:
    text = TABS.replace("STATEMENT OF CHANGES", "").replace("3. Date of Earliest Transaction", "")
    with pytest.raises(ReadError):
        read(text)


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_encodings_change_nothing(encoding: str, end: str) -> None:
    data = TABS.replace("\n", end).encode(encoding)
    assert is_rendered_text(data)
    assert parse_text(data) == read(TABS)


def test_windows_1252_is_read_as_such() -> None:
    text = re.sub("⁽[^⁾]+⁾", "", TABS).replace("QUILLON", "QUÍLLON “Q”")
    assert parse_text(text.encode("cp1252")).owners[0].name == "QUÍLLON “Q” MARGARET T /VT/"


def test_blanks_of_any_kind_are_blanks() -> None:
    assert changed(" MARGARET", "\xa0\u2003MARGARET").owners == read(TABS).owners


# What is something else


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Form 4 is the form for changes in beneficial ownership. Table I is for shares.",
        TABS.replace("1. Title of", "1. Ti-\ntle of"),
        TABS.replace("Table I -", "Here is Table I -"),
        "<SEC-DOCUMENT>0000000000-00-000000.txt\n" + TABS,
        "<SUBMISSION>\n" + TABS,
        "-----BEGIN PRIVACY-ENHANCED MESSAGE-----\n" + TABS,
        "<html><body><pre>" + TABS,
        "<ownershipDocument>" + TABS,
        TABS[: TABS.index("Table II")],
        "\0" + TABS,
    ],
    ids=str.split,
)
def test_what_is_not_the_rendered_form_is_not_taken_for_it(text: str) -> None:
    assert not is_rendered_text(text.encode())


def test_no_other_real_file_is_taken_for_rendered_text(real_filings: Path) -> None:
    files = [path for path in sorted(real_filings.rglob("*")) if path.is_file()]
    assert len(files) > 500
    assert [path for path in files if is_rendered_text(path.read_bytes())] == []


def test_the_project_s_own_pages_are_not_taken_for_it() -> None:
    project = Path(__file__).parents[2]
    pages = [*project.glob("*.md"), *project.glob("docs/**/*.md"), *project.glob("tests/**/*.py")]
    assert [page for page in pages if is_rendered_text(page.read_bytes())] == []
