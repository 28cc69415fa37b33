"""The compiled renderer says what Python-Markdown would say."""

from __future__ import annotations

import json
import re

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from builder.publish import PublishError
from builder.publish.engine import to_html
from builder.publish.render import address_of, render_page, split_front_matter
from tests.publish.fictional import HOSTILE_NAME, literal

EXTENSIONS = ["tables", "footnotes", "toc", "md_in_html"]
KNOWN = frozenset({"index.md", "method.md", "issuers/1/index.md", "insiders/9/index.md"})


def ours(source: str, uri: str = "issuers/1/index.md") -> str:
    return render_page(source, uri, KNOWN).content


def shape(content: str) -> list[tuple[str, str, str]]:
    """Tag, id and own text of every element: what a reader and a link can see of a page."""
    found = []
    for element in html.fragment_fromstring(content, create_parent="div").iter():
        # Blanks at the edges of an element and its line ends show nothing.
        text = " ".join((element.text or "").split())
        tail = " ".join((element.tail or "").split())
        found.append((str(element.tag), element.get("id", ""), f"{text}|{tail}"))
    return found


def stock(source: str) -> str:
    return str(markdown.markdown(source, extensions=EXTENSIONS))


@pytest.mark.parametrize(
    "source",
    [
        "# One\n\n## Two\n\n## Two\n\n### Été & <span>more</span>\n\n## 2024\n\n## &#42;\n",
        '## <a id="0009-24-1"></a>Form 4 · Ólafur\n\n## Form 4 · Ólafur\n',
        "## Word[^1] more\n\n[^1]: A note.\n",
        "A[^1] and b[^2] and again[^1], [^1].\n\n[^1]: One *x*.\n\n[^2]: Two.\n",
        "| A | B |\n|---|--:|\n| a[^1] | &#124; |\n|  | **x** y |\n\n[^1]: One.\n",
        '<div class="s16-table" markdown>\n\n| A |\n|---|\n| b |\n\n</div>\n',
        '<dl class="s16-facts">\n<div><dt>A</dt><dd>*1*</dd></div>\n</dl>\n\n## After\n',
        '<div class="s16-notes" markdown>\n\n- <a id="x-F1"></a>**1** Text\n- two\n\n</div>\n',
        '<div id="two" markdown>\n\n## Two\n\n</div>\n\n## Two\n',
        '<p class="s16-kicker">Issuer</p>\n\n# Name <span class="s16-ticker">T</span>\n\n\nText.\n',
    ],
)
def test_elements_ids_and_words_equal_python_markdowns(source: str) -> None:
    assert shape(ours(source)) == shape(stock(source))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="ab é_1-·&", min_size=1, max_size=8), min_size=1, max_size=8))
def test_heading_ids_equal_python_markdowns_for_any_words(titles: list[str]) -> None:
    source = "\n\n".join(f"## x{literal(title)}" for title in titles)
    pattern = r'<h2 id="([^"]*)"'
    assert re.findall(pattern, ours(source)) == re.findall(pattern, stock(source))


def test_a_note_used_three_times_leads_back_to_three_places() -> None:
    content = ours("a[^1] b[^1] c[^1]\n\n[^1]: Note.\n")
    assert re.findall(r'<sup id="([^"]+)"', content) == ["fnref:1", "fnref2:1", "fnref3:1"]
    assert re.findall(r'href="(#fnref[^"]*)"', content) == ["#fnref:1", "#fnref2:1", "#fnref3:1"]


def test_the_table_of_contents_nests_as_the_headings_do() -> None:
    page = render_page("# A\n\n## B\n\n### C\n\n## D\n", "index.md", KNOWN)
    (top,) = page.toc
    assert [entry.title for entry in top.children] == ["B", "D"]
    assert [entry.title for entry in top.children[0].children] == ["C"]


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("index.md", "./"),
        ("../2/index.md", "../2/"),
        ("2024/index.md", "2024/"),
        ("../../method.md", "../../method/"),
    ],
)
def test_a_link_to_a_file_becomes_the_address_of_a_folder(link: str, address: str) -> None:
    assert address_of(link) == address


def test_an_anchor_stays_on_the_link() -> None:
    assert 'href="../../method/#as-of"' in ours("[x](../../method.md#as-of)")


def test_a_link_to_no_page_is_told_and_left_as_it_is() -> None:
    page = render_page("[x](../2/index.md) [y](../2/index.md)", "issuers/1/index.md", KNOWN)
    assert page.broken == ("../2/index.md",)
    assert 'href="../2/index.md"' in page.content


def test_a_link_above_the_root_is_broken() -> None:
    page = render_page("[x](../../../index.md)", "issuers/1/index.md", KNOWN)
    assert page.broken == ("../../../index.md",)


@pytest.mark.parametrize("link", ["https://www.sec.gov/x.md", "#note", "file.csv"])
def test_other_links_are_left_alone(link: str) -> None:
    page = render_page(f"[x]({link})", "issuers/1/index.md", KNOWN)
    assert f'href="{link}"' in page.content
    assert page.broken == ()


def test_words_that_look_like_markup_in_the_output_stay_words() -> None:
    text = 'href="index.md" <table> markdown> <section class="footnotes" data-footnotes>'
    page = html.fragment_fromstring(ours(literal(text)), create_parent="div")
    assert page.text_content().strip() == text


def test_a_hostile_name_is_text_and_makes_no_element() -> None:
    page = html.fragment_fromstring(ours(f"# {literal(HOSTILE_NAME)}"), create_parent="div")
    assert [element.tag for element in page.iter()] == ["div", "h1"]
    assert page.text_content().strip() == HOSTILE_NAME


def test_title_and_description_are_read_as_json_strings() -> None:
    title = 'A "B" \\ é \u2014'
    source = f"---\ntitle: {json.dumps(title)}\nkind: issuer\n---\n\n# A\n"
    fields, meta, text = split_front_matter(source, "x.md")
    assert (fields["title"], meta, text) == (title, '{"kind": "issuer"}', "# A\n")


def test_other_yaml_in_the_front_matter_is_read_too() -> None:
    source = "---\ntitle: Plain words\nhide:\n  - navigation\n---\n# A\n"
    fields, meta, _ = split_front_matter(source, "x.md")
    assert (fields, meta) == ({"title": "Plain words"}, '{"hide": ["navigation"]}')


def test_front_matter_that_cannot_be_read_names_the_page() -> None:
    with pytest.raises(PublishError) as caught:
        split_front_matter('---\ntitle: "a\n---\n', "issuers/1/index.md")
    assert caught.value.where == "issuers/1/index.md"


def test_without_front_matter_the_first_heading_is_the_title() -> None:
    assert render_page("# A &amp; B\n", "index.md", KNOWN).title == "A & B"


def test_the_engine_keeps_no_memory() -> None:
    resource = pytest.importorskip("resource")
    page = "| a | b |\n|---|---|\n" + "| x | y[^1] |\n" * 200 + "\n[^1]: z\n"
    for _ in range(50):
        to_html(page)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(500):
        to_html(page)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 8_000  # KB; the wrapper's own function grows by some 100,000
