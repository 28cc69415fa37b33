"""Filers' text stays text, in Markdown and in HTML, in our engine and in Python-Markdown."""

from __future__ import annotations

import html
import re
import unicodedata

import cmarkgfm
import markdown
import pytest
from cmarkgfm.cmark import Options
from hypothesis import example, given
from hypothesis import strategies as st

from builder.pages.markup import fold, lines, literal, number, quoted

HOSTILE = [
    "<script>alert(1)</script>",
    "a | b | c",
    "[x](javascript:alert(1))",
    "![x](http://example.org/x.png)",
    "`code` ``more``",
    "{{ config }} {% raw %} {: .class }",
    "text[^1] and [^2]: note",
    "[ref]: http://example.org",
    "*a* _b_ __c__ ~~d~~ ^e^ ==f== ++g++",
    "&amp; &lt;b&gt; &#124; &nbsp;",
    "1. one",
    "- item",
    "+ item",
    "# head",
    "> quote",
    "    indented",
    "--- ",
    ":---|:---",
    "a\\|b \\<script\\>",
    "<!-- comment --> <?php ?> <![CDATA[x]]>",
    "$x$ @mention #1 :smile:",
    "wzxhzdk:0 klzzwxh:0042",
    "line one\nline two\n\n# three",
    'O\'BRIEN & "SONS" <brien@example.org>',
    "http://example.org/ www.example.org",
    "é 株式会社 Ünïcödé ½ ™",
]


def seen_in_our_engine(text: str) -> str:
    source = f"| head |\n|---|\n| {literal(text)} |\n"
    out = cmarkgfm.markdown_to_html_with_extensions(
        source, options=Options.CMARK_OPT_FOOTNOTES | Options.CMARK_OPT_UNSAFE, extensions=["table"]
    )
    return cell_of(out)


def seen_in_python_markdown(text: str) -> str:
    source = f"| head |\n|---|\n| {literal(text)} |\n"
    return cell_of(
        markdown.markdown(source, extensions=["tables", "footnotes", "toc", "md_in_html"])
    )


def cell_of(page: str) -> str:
    """Visible text of the only cell; fails if the table has another shape or markup is in it."""
    found = re.findall(r"<td[^>]*>(.*?)</td>", page, re.DOTALL)
    assert len(found) == 1, page
    assert "<" not in found[0], page
    return html.unescape(found[0])


def as_shown(text: str) -> str:
    """What a reader is to see: the text without controls, on one line."""
    kept = []
    for char in text:
        if char in "\t\n\r\x0b\x0c\x85\u2028\u2029":
            kept.append(" ")
        elif "\ud800" <= char <= "\udfff":
            kept.append("�")
        elif unicodedata.category(char) != "Cc" and not is_direction_mark(char):
            kept.append(char)
    return re.sub(" {2,}", " ", "".join(kept)).strip(" ")


def is_direction_mark(char: str) -> bool:
    return (
        "\u200b" <= char <= "\u200f" or "\u202a" <= char <= "\u202e" or "\u2060" <= char <= "\u206f"
    ) or char == "\ufeff"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_filed_by_our_engine(text: str) -> None:
    assert seen_in_our_engine(text) == as_shown(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_filed_by_python_markdown(text: str) -> None:
    assert seen_in_python_markdown(text) == as_shown(text)


@given(st.text())
@example("\x02wzxhzdk:0\x03")
@example("&#0; &#x80;")
def test_any_text_is_shown_as_filed_by_our_engine(text: str) -> None:
    assert seen_in_our_engine(text).strip() == as_shown(text).strip()


@given(st.text(max_size=60))
def test_any_text_is_shown_as_filed_by_python_markdown(text: str) -> None:
    assert seen_in_python_markdown(text).strip() == as_shown(text).strip()


@pytest.mark.parametrize(
    "text", ["1. one", "12) two", "- item", "+ item", "* item", "# head", "> q"]
)
def test_text_at_the_start_of_a_footnote_opens_no_block(text: str) -> None:
    source = f"x[^1]\n\n[^1]: {literal(text)}\n"
    out = cmarkgfm.markdown_to_html_with_extensions(
        source, options=Options.CMARK_OPT_FOOTNOTES | Options.CMARK_OPT_UNSAFE, extensions=["table"]
    )
    note = out.partition('<li id="fn-1">')[2]
    assert html.unescape(re.sub(r"<[^>]+>", "", note)).split("↩")[0].strip() == text
    assert not re.search(r"<(ul|ol|h1|blockquote|li)\b", note)


def test_plain_text_is_left_readable() -> None:
    assert literal("Common Stock, par value (Class A)") == "Common Stock, par value (Class A)"


def test_marks_that_turn_the_writing_direction_are_left_out() -> None:
    assert literal("a\u202eb\u200bc") == "abc"


def test_lines_keep_the_filers_line_ends() -> None:
    assert lines("one\n\n two | three\n") == "one<br>two &#124; three"


@pytest.mark.parametrize(
    ("filed", "printed"),
    [
        ("1439", "1,439"),
        ("134018.0", "134,018.0"),
        ("66.9030", "66.9030"),
        (".5", "0.5"),
        ("1.", "1"),
        ("0012", "12"),
        ("-5000", "−5,000"),
        ("999999999999.9999", "999,999,999,999.9999"),
    ],
)
def test_numbers_get_thousands_separators_and_keep_their_fraction(filed: str, printed: str) -> None:
    assert number(filed) == printed


def test_a_front_matter_value_is_one_line_without_controls() -> None:
    assert quoted("a\n---\nb\x00\u202ec") == "a --- bc"


def test_folding_drops_case_and_accents() -> None:
    assert fold("Éric ŁODZ") == "eric łodz"
