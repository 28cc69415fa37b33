"""The theme, as MkDocs would use it for a page that MkDocs itself never sees.

``print_page`` does for one generated page what MkDocs does for its own; ``make_shell`` does it once
with markers in place of texts and cuts the result. Everything here needs MkDocs' configuration and
stays in the main process.
"""

from __future__ import annotations

import json
import posixpath
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urljoin

from jinja2 import TemplateNotFound
from mkdocs.commands.build import get_context
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from builder.publish import shell as marks
from builder.publish.frame import put_right
from builder.publish.shell import Shell, ShellKey, cut, cut_item

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation

    from builder.publish.render import Heading, RenderedPage


class Theme:
    """Prints pages with the site's own templates, outside of MkDocs' loop over its pages."""

    def __init__(
        self, config: MkDocsConfig, environment: Environment, nav: Navigation, files: Files
    ) -> None:
        self._config = config
        self._environment = environment
        self._nav = nav
        self._documents = files.documentation_pages()

    def canonical(self, folder: str) -> str:
        """Give the address that search engines should keep, or nothing where the site has none."""
        base = self._config.site_url
        if not base:
            return ""
        return urljoin(base.rstrip("/") + "/", f"{folder}/" if folder else "")

    def print_page(self, rendered: RenderedPage, folder: str) -> str:
        """Render the whole template for one page."""
        page = self._page(folder)
        page.meta = {**json.loads(rendered.meta)}
        if rendered.description:
            page.meta["description"] = rendered.description
        page.meta["title"] = rendered.title
        page.title = rendered.title
        page.canonical_url = self.canonical(folder) or None
        page.content = rendered.content
        page.toc = table_of_contents(rendered.toc)
        return self._print(page)

    def make_shell(self, key: ShellKey) -> Shell | None:
        """Render the template for one kind of page, or None where it cannot be cut."""
        leaf = self._print_item(AnchorLink(marks.ITEM_TITLE, marks.ITEM_ANCHOR, 2))
        branch, between_children = self._print_branch()
        if leaf is None or branch is None:
            return None
        html = self._print(self._marked_page(key))
        between = ""
        if key.has_toc:
            first, second = (str(self._print_item(item)) for item in _TWO_ITEMS)
            # a page may hide its contents (`hide: [toc]`): then there is no place for them
            if first in html or second in html:
                found = _replace_pair(html, first, second, marks.TOC)
                if found is None:
                    return None
                html, between = found
        html = html.replace(_content_mark(key), marks.CONTENT)
        html = html.replace(_TWO_ITEMS[0].id, marks.FIRST_ANCHOR)  # the skip link, without an h1
        if marks.CONTENT not in html:
            return None
        return Shell(cut(html), cut_item(leaf), cut_item(branch), between, between_children)

    def _marked_page(self, key: ShellKey) -> Page:
        parts = key.prefix.split("/") if key.prefix else []
        parts += [marks.FOLDER] * (key.depth - len(parts))
        page = self._page("/".join(parts))
        page.meta = {**json.loads(key.meta), "title": marks.TITLE}
        if key.has_description:
            page.meta["description"] = marks.DESCRIPTION
        page.title = marks.TITLE
        page.canonical_url = marks.CANONICAL if self._config.site_url else None
        page.content = _content_mark(key)
        page.toc = TableOfContents(_marked_toc(key))
        return page

    def _print_item(self, item: AnchorLink) -> str | None:
        try:
            template = self._environment.get_template("partials/toc-item.html")
        except TemplateNotFound:
            return None
        return put_right(template.render(toc_item=item))

    def _print_branch(self) -> tuple[str | None, str]:
        branch = AnchorLink(marks.ITEM_TITLE, marks.ITEM_ANCHOR, 2)
        branch.children = list(_TWO_ITEMS)
        html = self._print_item(branch)
        first, second = (self._print_item(item) for item in _TWO_ITEMS)
        if html is None:
            return None, ""
        return _replace_pair(html, str(first), str(second), marks.CHILDREN) or (None, "")

    def _page(self, folder: str) -> Page:
        uri = posixpath.join(folder, "index.md")
        file = File(uri, None, self._config.site_dir, use_directory_urls=True)
        file.generated_by = "section16"  # so there is nothing to edit, and no link to do so
        return Page(None, file, self._config)

    def _print(self, page: Page) -> str:
        config = self._config
        page.active = True
        context = get_context(self._nav, self._documents, config, page)
        name = cast("dict[str, Any]", page.meta).get("template", "main.html")
        template = self._environment.get_template(name)
        context = config.plugins.on_page_context(context, page=page, config=config, nav=self._nav)
        return config.plugins.on_post_page(template.render(context), page=page, config=config)


_TWO_ITEMS = (
    AnchorLink("s16zONEzs16", "s16zONEANCHORzs16", 3),
    AnchorLink("s16zTWOzs16", "s16zTWOANCHORzs16", 3),
)


def _content_mark(key: ShellKey) -> str:
    return f"<h1>{marks.CONTENT}</h1>" if key.has_first_heading else marks.CONTENT


def _marked_toc(key: ShellKey) -> list[AnchorLink]:
    items = list(_TWO_ITEMS) if key.has_toc else []
    if not key.has_first_heading:
        return items
    first = AnchorLink(marks.TITLE, marks.FIRST_ANCHOR, 1)
    first.children = items
    return [first]


def _replace_pair(html: str, first: str, second: str, mark: str) -> tuple[str, str] | None:
    """Put a mark where two printed items stand; return what stood between them, too."""
    start, middle = html.find(first), html.find(second)
    if start < 0 or middle < start:
        return None
    between = html[start + len(first) : middle]
    return html[:start] + mark + html[middle + len(second) :], between


def table_of_contents(toc: tuple[Heading, ...]) -> TableOfContents:
    """Give headings in the form that MkDocs hands to templates."""
    return TableOfContents([_anchor_link(heading) for heading in toc])


def _anchor_link(heading: Heading) -> AnchorLink:
    link = AnchorLink(heading.title, heading.anchor, heading.level)
    link.children = [_anchor_link(child) for child in heading.children]
    return link
