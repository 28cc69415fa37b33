"""One generated Markdown page to the pieces that the theme prints around it.

The promise is that a reader cannot tell the result from stock MkDocs: the same words, footnote
numbers, heading ids and link targets that Python-Markdown (tables, footnotes, toc, md_in_html)
gives, though the HTML comes from the compiled engine. Functions from text to values: no file, no
theme, no MkDocs, so that worker processes start fast.
"""

from __future__ import annotations

import html
import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml
from markdown.extensions.toc import slugify, strip_tags, unique

from builder.publish import PublishError
from builder.publish.engine import to_html

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable

# The class keeps the theme's script from wrapping the table after it was painted.
TABLE_TAG = '<table class="s16">'
_DAY_CELL = re.compile(r"<td>(?=[0-9]{4}-[0-9]{2}-[0-9]{2})")
_DAY_TAG = '<td class="s16-day">'  # CSS cannot tell a date, which must not break at its hyphens
_NOTES_TAG = '<section class="footnotes" data-footnotes>'

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_TEXT_FIELD = re.compile(r'(title|description): (".*")')
_MARKDOWN_ATTRIBUTE = re.compile(r' markdown(?:="[^"]*")?(?=>)')
_BLOCK_ID = re.compile(r'<div(?=[^>]* markdown)[^>]* id="([^"]+)"')
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_MARKDOWN_LINK = re.compile(r'href="([^":#?]*\.md)(#[^"]*)?"')
_REFERENCE = re.compile(
    r'<sup class="footnote-ref"><a href="#fn-([^"]+)" id="fnref-[^"]+" data-footnote-ref>'
    r"(\d+)</a></sup>"
)
_REWRITTEN_REFERENCE = re.compile(r'<sup id="fnref\d*:.*?</sup>')
_NOTE = re.compile(r'<li id="fn-([^"]+)">')
_BACKLINKS = re.compile(
    r'(?: ?<a href="#fnref-[^"]*" class="footnote-backref" [^>]*>'
    r'↩(?:<sup class="footnote-ref">\d+</sup>)?</a>)+'
)


class Heading(NamedTuple):
    """A line of the table of contents; ``title`` is HTML."""

    level: int
    anchor: str
    title: str
    children: tuple[Heading, ...] = ()


class RenderedPage(NamedTuple):
    """What a page gives to the theme, and which of its links lead nowhere."""

    title: str
    description: str
    meta: str  # every other field of the front matter, as sorted JSON: part of a shell's name
    content: str
    toc: tuple[Heading, ...]
    broken: tuple[str, ...] = ()


def render_page(source: str, uri: str, known: Container[str]) -> RenderedPage:
    """Render one Markdown file; ``uri`` is its path in the tree, ``known`` all paths there are."""
    fields, meta, markdown = split_front_matter(source, uri)
    content = to_html(markdown)
    content = _DAY_CELL.sub(_DAY_TAG, content.replace("<table>", TABLE_TAG))
    content, broken = _convert_links(content, uri, known)
    content = _rewrite_footnotes(content)
    content, toc = _number_headings(content)
    title = fields.get("title") or (html.unescape(toc[0].title) if toc else "")
    return RenderedPage(title, fields.get("description", ""), meta, content, toc, broken)


def split_front_matter(source: str, uri: str) -> tuple[dict[str, str], str, str]:
    """Return title and description, every other field as sorted JSON, and the Markdown."""
    match = _FRONT_MATTER.match(source)
    if match is None:
        return {}, "{}", source
    texts: dict[str, str] = {}
    others: list[str] = []
    for line in match.group(1).splitlines():
        field = _TEXT_FIELD.fullmatch(line)
        if field is None:
            others.append(line)
            continue
        try:
            texts[field.group(1)] = json.loads(field.group(2))
        except ValueError:
            others.append(line)  # a YAML string that is no JSON string
    try:
        more, meta = _parse_fields("\n".join(others))
    except (yaml.YAMLError, TypeError) as error:
        raise PublishError(uri, f"the front matter cannot be read: {error}") from error
    return {**dict(more), **texts}, meta, source[match.end() :].lstrip("\n")


@lru_cache(maxsize=256)  # all pages of one kind share these lines
def _parse_fields(text: str) -> tuple[tuple[tuple[str, str], ...], str]:
    fields: Any = yaml.safe_load(text) or {}
    if not isinstance(fields, dict):
        raise TypeError(f"expected fields, found {fields!r:.40}")
    texts = tuple(
        (name, str(fields.pop(name))) for name in ("title", "description") if name in fields
    )
    return texts, json.dumps(fields, sort_keys=True, ensure_ascii=False, default=str)


def _convert_links(content: str, uri: str, known: Container[str]) -> tuple[str, tuple[str, ...]]:
    """Turn links to Markdown files into addresses of folders, as MkDocs does."""
    folder = uri.rpartition("/")[0]
    seen: dict[str, str] = {}
    broken: list[str] = []

    def convert(match: re.Match[str]) -> str:
        path, anchor = match.groups("")
        address = seen.get(path)
        if address is None:
            address = address_of(path)
            if _resolve(folder, html.unescape(path)) not in known:
                broken.append(path)
                address = path  # MkDocs leaves it as it is, too
            seen[path] = address
        return f'href="{address}{anchor}"'

    return _MARKDOWN_LINK.sub(convert, content), tuple(broken)


@lru_cache(maxsize=4096)
def address_of(path: str) -> str:
    """Give the folder address of a link to a Markdown file, seen from a folder's own page."""
    folder, _, name = path.rpartition("/")
    start = f"{folder}/" if folder else ""
    if name in {"index.md", "README.md"}:
        return start or "./"
    return f"{start}{name.removesuffix('.md')}/"


def _resolve(folder: str, path: str) -> str:
    parts = folder.split("/") if folder else []
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return ""  # above the root: no page is called so
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)


def _rewrite_footnotes(content: str) -> str:
    """Give references, notes and ways back the ids that Python-Markdown gives them."""
    start = content.rfind(_NOTES_TAG)
    if start < 0:
        return content
    counts: dict[str, int] = {}

    def reference(match: re.Match[str]) -> str:
        label, number = match.groups()
        counts[label] = count = counts.get(label, 0) + 1
        return (
            f'<sup id="fnref{count if count > 1 else ""}:{label}">'
            f'<a class="footnote-ref" href="#fn:{label}">{number}</a></sup>'
        )

    body = _REFERENCE.sub(reference, content[:start])
    return body + _rewrite_notes(content[start:], counts)


def _rewrite_notes(notes: str, counts: dict[str, int]) -> str:
    head, *items = _NOTE.split(notes)
    pieces = [head.replace(_NOTES_TAG, '<div class="footnote">\n<hr>')]
    for number, (label, item) in enumerate(zip(items[::2], items[1::2], strict=True), start=1):
        links = "".join(_backlinks(label, number, counts.get(label, 0)))
        # A function, because a label may hold what re takes for a group.
        pieces += [f'<li id="fn:{label}">', _BACKLINKS.sub(lambda _, links=links: links, item)]
    end = "".join(pieces).rpartition("</section>")
    return f"{end[0]}</div>{end[2]}"


def _backlinks(label: str, number: int, count: int) -> Iterable[str]:
    for nth in range(1, count + 1):
        yield (
            f'{"" if nth > 1 else "&#160;"}<a class="footnote-backref" '
            f'href="#fnref{nth if nth > 1 else ""}:{label}" '
            f'title="Jump back to footnote {number} in the text">&#8617;</a>'
        )


def _number_headings(content: str) -> tuple[str, tuple[Heading, ...]]:
    """Give each heading its id, and return them nested."""
    used = set(_BLOCK_ID.findall(content)) if " id=" in content else set()
    content = _MARKDOWN_ATTRIBUTE.sub("", content)
    counters: dict[str, int] = {}
    found: list[Heading] = []

    def number(match: re.Match[str]) -> str:
        level, inner = match.groups()
        title, slug = _title_and_slug(inner)
        anchor = unique(slug, used, counters)
        found.append(Heading(int(level), anchor, title))
        return f'<h{level} id="{anchor}">{inner}</h{level}>'

    return _HEADING.sub(number, content), nest(found)


@lru_cache(maxsize=4096)
def _title_and_slug(inner: str) -> tuple[str, str]:
    title = strip_tags(_REWRITTEN_REFERENCE.sub("", inner))
    return title, slugify(html.unescape(title), "-")


def nest(flat: Iterable[Heading]) -> tuple[Heading, ...]:
    """Hang each heading under the nearest one before it of a higher rank."""
    roots: list[Any] = []
    open_: list[tuple[int, list[Any]]] = []
    for heading in flat:
        while open_ and open_[-1][0] >= heading.level:
            open_.pop()
        children: list[Any] = []
        (open_[-1][1] if open_ else roots).append((heading, children))
        open_.append((heading.level, children))
    return _frozen(roots)


def _frozen(nodes: list[Any]) -> tuple[Heading, ...]:
    return tuple(heading._replace(children=_frozen(children)) for heading, children in nodes)


def render_toc(
    toc: tuple[Heading, ...], item: Callable[[Heading, str], str], between: str, inner: str
) -> str:
    """Print a nested table of contents by ``item(heading, printed children)``."""
    return between.join(
        [
            item(entry, render_toc(entry.children, item, inner, inner) if entry.children else "")
            for entry in toc
        ]
    )
