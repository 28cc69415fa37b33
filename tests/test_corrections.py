"""people.yml and suppress.yml: what they may say, and where each mistake is."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from builder.corrections import (
    NamedBefore,
    People,
    Suppressed,
    parse_people,
    parse_suppress,
)
from builder.corrections.strict_yaml import LARGEST_FILE, MOST_NODES
from builder.errors import CorrectionError

CONTENT = Path(__file__).parents[1] / "content"
A, B, C = 9_000_000_123, 9_000_000_124, 9_000_000_125


def people(text: str) -> People:
    return parse_people(dedent(text), "people.yml")


def suppress(text: str) -> Suppressed:
    return parse_suppress(dedent(text), "suppress.yml")


def refusal(text: str, parse: Callable[[str], Any] = people) -> str:
    with pytest.raises(CorrectionError) as raised:
        parse(text)
    return str(raised.value)


# -- people.yml ------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "[]\n", "~\n", "\ufeff"])
def test_a_file_without_entries_corrects_nothing(text: str) -> None:
    assert people(text) == People("people.yml")


def test_the_committed_files_hold_no_entries() -> None:
    found = parse_people((CONTENT / "people.yml").read_text(encoding="utf-8"), "people.yml")
    assert found == People("people.yml")
    assert not parse_suppress((CONTENT / "suppress.yml").read_text(encoding="utf-8"), "s")


def _uncommented(name: str) -> str:
    """The example of a committed file without its marks."""
    lines = (CONTENT / name).read_text(encoding="utf-8").splitlines()
    first = next(at for at, line in enumerate(lines) if line.startswith("# - "))
    return "\n".join(line.removeprefix("#").removeprefix(" ") for line in lines[first:])


def test_the_commented_example_of_people_can_be_read() -> None:
    found = parse_people(_uncommented("people.yml"), "people.yml")
    assert (found.canonical(B), found.name(B), len(found.titles)) == (A, "Jane Tarnfeld", 1)


def test_the_commented_example_of_suppress_can_be_read() -> None:
    found = parse_suppress(_uncommented("suppress.yml"), "suppress.yml")
    assert (set(found.people), set(found.filings)) == ({C}, {"9000000001-24-000001"})


@pytest.mark.parametrize("cik", ["123", "0000000123", "'123'", '"0000000123"'])
def test_a_cik_may_be_a_number_or_a_text_with_leading_zeros(cik: str) -> None:
    assert people(f"- {{cik: {cik}, name: Doe, why: x}}").name(123) == "Doe"


def test_line_ends_of_windows_and_a_byte_order_mark_are_read() -> None:
    assert people("\ufeff- cik: 5\r\n  name: Doe\r\n  why: x\r\n").name(5) == "Doe"


def test_a_merged_cik_goes_by_the_one_that_is_kept() -> None:
    found = people(f"- {{cik: {B}, same_as: {A}, why: x}}")
    assert (found.canonical(B), found.canonical(A), found.canonical(C)) == (A, A, C)
    assert (found.merged_into(A), found.merged_into(B)) == ((B,), ())


def test_a_merged_cik_has_the_name_and_the_kind_of_the_one_that_is_kept() -> None:
    found = people(f"""
        - {{cik: {B}, same_as: {A}, why: x}}
        - {{cik: {A}, name: Jane Doe, kind: person, why: x}}
        """)
    assert (found.name(B), found.kind(B)) == ("Jane Doe", "person")


def test_who_has_no_entry_has_no_correction() -> None:
    found = people(f"- {{cik: {A}, name: Doe, why: x}}")
    assert (found.name(B), found.kind(A), found.former_names(B)) == (None, None, ())


def test_former_names_may_lack_either_day() -> None:
    found = people(f"""
        - cik: {A}
          why: x
          former_names:
            - {{name: Jane Roe, to: 2020-01-31}}
            - {{name: Jane Poe, from: 2020-02-01}}
        """)
    assert found.former_names(A) == (
        NamedBefore("Jane Roe", None, date(2020, 1, 31)),
        NamedBefore("Jane Poe", date(2020, 2, 1), None),
    )


def test_a_title_means_another_of_its_issuer_only() -> None:
    found = people(f"""
        - issuer: {A}
          titles: {{"Class A  Shares": Common Stock}}
          why: x
        """)
    assert found.title(A, "class a shares") == "common stock"
    assert found.title(B, "class a shares") == "class a shares"


def test_titles_are_normalised_as_the_ledger_does() -> None:
    found = parse_people(
        f"- {{issuer: {A}, titles: {{'Class A.': 'Common.'}}, why: x}}", "p",
        lambda title: title.rstrip(".").upper(),
    )  # fmt: skip
    assert found.title(A, "CLASS A") == "COMMON"


WHY = "why: x"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("cik: 1", "line 1: expected a list: entries that begin with -, found fields"),
        ("- 1", "line 1: expected key: value, found '1'"),
        ("- {}", "line 1: expected key: value, found fields"),
        (f"- cik: 1\n  {WHY}", "line 1: expected one of same_as, name, kind, former_names"),
        ("- cik: 1\n  name: Doe", "line 1: expected why:, found an entry without it"),
        ("- cik: 1\n  name: Doe\n  why:", "line 3: expected a text, found nothing"),
        ("- cik: 1\n  name: ' '\n  why: x", "line 2: expected a text, found ' '"),
        ("- name: Doe", "line 1: expected either cik: or issuer:, found neither"),
        ("- cik: 1\n  issuer: 2", "line 1: expected either cik: or issuer:, found both"),
        ("- cik: Doe\n  name: x", "line 1: expected a CIK, 1 to 10 digits, found 'Doe'"),
        ("- cik: 0\n  name: x", "line 1: expected a CIK, 1 to 10 digits, found '0'"),
        ("- cik: 12345678901\n  name: x", "expected a CIK, 1 to 10 digits, found '12345678901'"),
        ("- cik: -5\n  name: x", "expected a CIK, 1 to 10 digits, found '-5'"),
        ("- cik: 1.0\n  name: x", "expected a CIK, 1 to 10 digits, found '1.0'"),
        ("- cik: [1]\n  name: x", "line 1: expected a text, found a list"),
        ("- cik: 1\n  nam: Doe", "line 2: expected one of cik, same_as, name"),
        ("- cik: 1\n  kind: dog\n  why: x", "line 2: expected person or entity, found 'dog'"),
        ("- cik: 1\n  cik: 2", "line 2: expected each key once, found 'cik' again (first on"),
        ("- cik: 1\n  titles: {a: b}\n  why: x", "line 2: expected titles: beside issuer:"),
        ("- issuer: 1\n  name: Doe\n  why: x", "line 2: expected name: beside cik:"),
        ("- issuer: 1\n  why: x", "line 1: expected titles:, found an issuer without them"),
        ("- issuer: 1\n  titles: [a]\n  why: x", "line 2: expected filed title: merged title"),
        ("- issuer: 1\n  why: x\n  titles: {a: A}", "line 3: expected another title, found 'A'"),
        ("- issuer: 1\n  why: x\n  titles:\n    a: b\n    A: c", "line 5: expected each title"),
        ("- issuer: 1\n  why: x\n  titles:\n    a: b\n    b: c", "line 4: expected the title that"),
        ("- cik: 1\n  why: x\n  former_names: [{from: 2020-01-01}]", "line 3: expected name:"),
        ("- cik: 1\n  why: x\n  former_names: [Doe]", "line 3: expected key: value, found 'Doe'"),
        ("- cik: 1\n  why: x\n  former_names: [{name: D, on: 1}]", "expected one of name, from"),
        (
            "- cik: 1\n  why: x\n  former_names: [{name: D, from: 2020-02-30}]",
            "line 3: expected a day such as 2024-05-01, found '2020-02-30'",
        ),
        (
            "- cik: 1\n  why: x\n  former_names:\n  - {name: D,from: 2020-02-02,\n to: 2020-02-01}",
            "line 5: expected a day from 2020-02-02 on, found 2020-02-01",
        ),
    ],
)
def test_an_error_names_its_line_and_what_was_expected(text: str, message: str) -> None:
    assert message in refusal(text)


def test_two_entries_for_one_cik_are_refused() -> None:
    text = "- {cik: 1, name: Doe, why: x}\n- {cik: '01', name: Roe, why: x}"
    assert "line 2: expected one entry for a CIK, found CIK 1 again (first on line 1)" in refusal(
        text
    )


def test_a_merge_into_itself_is_refused() -> None:
    assert "expected same_as: another CIK, found its own" in refusal(
        "- {cik: 1, same_as: 1, why: x}"
    )


@pytest.mark.parametrize("last", [1, 3], ids=["circle", "chain"])
def test_a_merge_takes_one_step(last: int) -> None:
    text = f"- {{cik: 1, same_as: 2, why: x}}\n- {{cik: 2, same_as: {last}, why: x}}"
    assert "line 1: expected same_as: the CIK that is kept, found CIK 2" in refusal(text)


def test_a_name_stands_with_the_cik_that_is_kept() -> None:
    text = "- cik: 1\n  same_as: 2\n  name: Doe\n  why: x"
    assert "line 3: expected it in the entry of CIK 2, found name: here" in refusal(text)


# -- YAML that nobody needs ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- &a {cik: 1}", "found &a"),
        ("- cik: &a 1", "found &a"),
        ("- *a", "found the alias *a"),
        ("- !!python/object:os.system {cik: 1}", "expected a value without a tag"),
        ("- cik: !!int 1", "expected a value without a tag"),
        ("- cik: 1\n  <<: {name: x}", "line 2: expected one of cik"),
        ("- cik: 1\n---\n- cik: 2", "line 2: expected one document, found another one"),
        ("- [[[[[1]]]]]", "expected at most 4 levels, found more"),
        ("- ? [a]\n  : b", "expected a text before the colon, found a list"),
        ("- cik: '1", "line 1: expected YAML that can be read"),
        ("- cik: 1\n\tname: x", "line 2: expected YAML that can be read"),
        ("- cik: 1\n  name: \x07", "line 2: expected printable characters, found the character U+"),
        ('- cik: 1\n  why: x\n  name: "a\\u202eb"', "line 3: expected printable characters"),
        (f"- cik: 1\n  why: x\n  name: {'a' * 151}", "line 3: expected at most 150 characters"),
    ],
)
def test_hostile_yaml_is_refused_with_its_line(text: str, message: str) -> None:
    assert message in refusal(text)


def test_a_file_too_large_is_not_parsed() -> None:
    assert f"at most {LARGEST_FILE:,} characters" in refusal("#" * (LARGEST_FILE + 1))


def test_a_file_of_too_many_values_is_given_up() -> None:
    assert f"at most {MOST_NODES:,} texts" in refusal("- [" + "a," * (MOST_NODES + 1))


@given(st.text(max_size=80))
def test_no_text_does_more_than_be_refused(text: str) -> None:
    for line in (_refused_at(text, parse) for parse in (parse_people, parse_suppress)):
        assert line is None or 1 <= line <= len(text.splitlines()) + 1


def _refused_at(text: str, parse: Callable[[str, str], Any]) -> int | None:
    try:
        parse(text, "file")
    except CorrectionError as error:
        return error.line
    return None


@given(
    st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1)
    .map(lambda name: " ".join(name.split()))
    .filter(lambda name: 0 < len(name) < 100)
)
def test_any_printable_name_comes_back_as_written(name: str) -> None:
    text = yaml.safe_dump([{"cik": 1, "name": name, "why": "x"}], allow_unicode=True)
    assert parse_people(text, "p").name(1) == name


# -- What is not used ------------------------------------------------------------------------


def test_an_entry_that_no_filing_needs_is_reported_with_its_line() -> None:
    found = people(f"# a\n- {{cik: {A}, name: Doe, why: x}}\n- {{cik: {B}, name: D, why: x}}")
    assert [str(each) for each in found.unused({B})] == [
        f"people.yml line 2: not used: no filing names CIK {A}"
    ]


def test_a_merge_needs_both_of_its_ciks() -> None:
    found = people(f"- {{cik: {A}, same_as: {B}, why: x}}")
    assert [found.unused(seen) == [] for seen in ({A}, {B}, {A, B})] == [False, False, True]


def test_a_title_that_no_filing_has_is_reported() -> None:
    found = people(f"- issuer: {A}\n  why: x\n  titles:\n    Class A: Common\n    Class B: Common")
    (unused,) = found.unused({A}, {A: {"class a"}})
    assert (unused.line, unused.reason) == (5, f"no filing on CIK {A} has the title 'Class B'")


# -- suppress.yml ----------------------------------------------------------------------------

ACCESSION = "9000000001-24-000001"


def test_a_filing_goes_by_its_number_with_the_reason() -> None:
    found = suppress(f"- {{accession: {ACCESSION}, reason: withdrawn}}")
    assert found.reason_for(ACCESSION, [A]) == "withdrawn"
    assert found.reason_for("9000000001-24-000002", [A]) is None


def test_an_accession_number_may_lack_its_dashes() -> None:
    found = suppress("- {accession: '900000000124000001', reason: x}")
    assert set(found.filings) == {ACCESSION}


def test_a_filing_without_a_number_goes_by_its_local_one() -> None:
    found = suppress("- {accession: local-0123456789abcdef, reason: x}")
    assert set(found.filings) == {"local-0123456789abcdef"}


@pytest.mark.parametrize(
    ("owners", "goes"), [([A], True), ([A, B], True), ([A, C], False), ([C], False), ([], False)]
)
def test_a_filing_goes_when_all_its_owners_do(owners: list[int], goes: bool) -> None:
    found = suppress(f"- {{cik: {A}, reason: x}}\n- {{cik: {B}, reason: x}}")
    assert (found.reason_for(ACCESSION, owners) is not None) is goes


def test_an_owner_without_a_cik_keeps_the_filing() -> None:
    assert suppress(f"- {{cik: {A}, reason: x}}").reason_for(ACCESSION, [A, None]) is None


def test_a_suppressed_human_goes_under_every_cik() -> None:
    same = people(f"- {{cik: {B}, same_as: {A}, why: x}}")
    for named in (A, B):
        found = suppress(f"- {{cik: {named}, reason: x}}").with_merged(same)
        assert set(found.people) == {A, B}


def test_a_suppressed_human_is_used_if_one_of_the_ciks_is_there() -> None:
    same = people(f"- {{cik: {B}, same_as: {A}, why: x}}")
    found = suppress(f"- {{cik: {B}, reason: x}}").with_merged(same)
    assert found.unused({A}, ()) == []
    assert [str(each) for each in found.unused({C}, ())] == [
        f"suppress.yml line 1: not used: no filing has CIK {B} as a reporting owner"
    ]


def test_a_suppressed_filing_that_is_not_there_is_reported() -> None:
    (unused,) = suppress(f"- {{accession: {ACCESSION}, reason: x}}").unused((), ())
    assert unused.reason == f"there is no filing {ACCESSION}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- {cik: 1}", "line 1: expected reason:, found an entry without it"),
        ("- {reason: x}", "line 1: expected either cik: or accession:, found neither"),
        (f"- {{cik: 1, accession: {ACCESSION}, reason: x}}", "found both"),
        ("- {accession: 12, reason: x}", "expected a number such as 9000000001-24-000001"),
        ("- {cik: 1, reason: x}\n- {cik: 1, reason: y}", "line 2: expected each entry once"),
    ],
)
def test_an_error_of_suppress_names_its_line(text: str, message: str) -> None:
    assert message in refusal(text, suppress)


def test_corrections_pass_between_processes() -> None:
    found = people(f"- {{cik: {A}, name: Doe, why: x}}")
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own bytes
