"""The MkDocs plugin: generated pages past MkDocs, everything else through it.

MkDocs keeps an object for every page and walks the navigation for each: 20,000 pages take 47 s and
380 MB. The generated pages therefore never become MkDocs pages. They are taken out of the files,
rendered by the compiled engine into shells of the site's own theme (``shell``), and written when
MkDocs has done its own. The few that the navigation names stay MkDocs pages, so that the theme
finds them, but are rendered by the same engine.

Without this plugin the same tree builds with stock MkDocs: only slower.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config import base
from mkdocs.config import config_options as options
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel

from builder.publish import PublishError
from builder.publish.frame import in_frame
from builder.publish.mass import MassResult, Tree, Workers, folder_of, read_page
from builder.publish.render import TABLE_TAG, RenderedPage, render_page
from builder.publish.scripts import as_published
from builder.publish.shell import fill
from builder.publish.sitemap import write_sitemap
from builder.publish.styles import joined_styles
from builder.publish.theme import Theme, table_of_contents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from builder.publish.shell import Shell, ShellKey

GENERATED_FOLDERS = frozenset(
    {"issuers", "insiders", "account", "rules", "codes", "filings", "t", "data"}
)
HOME = "index.md"
# Listed one by one up to here; the count says how many more there are.
_SHOWN_LINKS = 50
# Parts of the theme that only its own search uses; its sitemap and its developers' maps go, too.
_UNUSED_THEME_FILES = ("assets/javascripts/lunr/", "assets/javascripts/workers/")

log = logging.getLogger("mkdocs.plugins.section16")


class Section16Config(base.Config):  # type: ignore[no-untyped-call] # MkDocs left it untyped
    """The plugin's settings in mkdocs.yml."""

    generated = options.Type(str, default="")  # beside mkdocs.yml; empty: docs_dir itself
    jobs = options.Type(int, default=1)


class SiteFiles(Files):
    """MkDocs' files, which also know the generated pages when asked for one by its path.

    So a hand-written page may link to a generated one, without an object for each of them.
    """

    def __init__(
        self, files: Iterable[File], mass: Mapping[str, str], config: MkDocsConfig
    ) -> None:
        super().__init__(files)
        self._mass = mass
        self._config = config

    def get_file_from_path(self, path: str) -> File | None:
        """Return the file, or one made up for a generated page."""
        file = super().get_file_from_path(path)
        if file is None and path in self._mass:
            return File(
                path,
                self._mass[path],
                self._config.site_dir,
                use_directory_urls=True,
                inclusion=InclusionLevel.NOT_IN_NAV,
            )
        return file


class Section16Plugin(BasePlugin[Section16Config]):  # type: ignore[no-untyped-call] # as above
    """Takes the generated pages out of MkDocs' hands."""

    progress: Callable[[int, int], None] | None = None

    def __init__(self) -> None:
        self.result = MassResult()
        self._root = Path()
        self._mass: list[str] = []
        self._ordinary: set[str] = set()
        self._known: frozenset[str] = frozenset()
        self._rendered: dict[str, RenderedPage] = {}
        self._files = Files([])
        self._nav: Navigation | None = None
        self._environment: Environment | None = None

    @property
    def own_pages(self) -> int:
        """Count the pages that went through MkDocs itself."""
        return len(self._files.documentation_pages())

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check what the plugin relies on; keep MkDocs from dating the sitemap."""
        if not config.use_directory_urls:
            raise PluginError("section16 needs use_directory_urls: the addresses are folders.")
        if self.config.jobs < 1:
            raise PluginError("section16: jobs must be 1 or more.")
        docs = Path(config.docs_dir)
        home = Path(config.config_file_path).parent if config.config_file_path else docs
        self._root = home / self.config.generated if self.config.generated else docs
        if not self._root.is_dir():
            raise PluginError(f"section16: there is no folder {self._root}.")
        config.theme.static_templates.discard("sitemap.xml")
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Take the generated pages out, except the ones that the navigation names."""
        root, docs = self._root, Path(config.docs_dir)
        kept = [as_published(file, config) for file in files if not _is_unused(file, docs)]
        kept = joined_styles(kept, config)
        if root.resolve() == docs.resolve():
            generated = {file.src_uri for file in kept if is_generated(file.src_uri)}
        else:
            kept = [file for file in kept if not _is_generated_in(file, docs)]
            generated = set(_walk(root))
            kept += [_file(uri, root, config) for uri in sorted(generated) if not _is_page(uri)]
        pages = {uri for uri in generated if _is_page(uri)}
        named = set(_names_in(config.nav)) if config.nav is not None else _index_pages(pages)
        self._ordinary = pages & named
        self._mass = sorted(pages - named)
        mass = dict.fromkeys(self._mass, str(root))
        present = {file.src_uri for file in kept}
        kept = [file for file in kept if file.src_uri not in mass]
        kept += [_file(uri, root, config) for uri in sorted(self._ordinary - present)]
        self._known = frozenset(pages | {f.src_uri for f in kept if f.is_documentation_page()})
        self._files = SiteFiles(kept, mass, config)
        if HOME not in self._known:
            log.warning("There are no generated pages in %s: run `section16 build` first.", root)
        return self._files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Remember the navigation, which the theme prints on every page."""
        del config, files
        self._nav = nav
        return nav

    @event_priority(100)  # before another plugin looks at the Markdown
    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Render a generated page that the navigation names; leave MkDocs nothing to do."""
        del config, files
        uri = page.file.src_uri
        if uri not in self._ordinary:
            return markdown
        # MkDocs has taken the front matter off: what is left of it here is the page's own text.
        rendered = render_page(markdown, uri, self._known)
        self._rendered[uri] = rendered
        self.result.broken += [(uri, link) for link in rendered.broken]
        return ""

    @event_priority(100)  # the others shall see the content
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Give MkDocs what the engine made of the page, and all tables our look."""
        del config, files
        rendered = self._rendered.pop(page.file.src_uri, None)
        if rendered is None:
            return html.replace("<table>", TABLE_TAG)
        page.toc = table_of_contents(rendered.toc)
        page.present_anchor_ids = None  # all its anchors are ours: MkDocs need not look
        return rendered.content

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Keep the environment; drop the lines that template tags leave empty on every page."""
        del config, files
        env.trim_blocks = True
        env.lstrip_blocks = True
        self._environment = env
        return env

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Put the theme's frame right: for each page of MkDocs, and once for each shell."""
        del page, config
        return in_frame(output)

    def on_post_template(
        self, output_content: str, *, template_name: str, config: MkDocsConfig
    ) -> str:
        """Put it right on the page for addresses that do not exist, too."""
        del config
        return in_frame(output_content) if template_name.endswith(".html") else output_content

    @event_priority(-100)  # the other plugins have written their files
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Render the generated pages and write the sitemap."""
        try:
            self._publish(config)
        except PublishError as error:
            raise PluginError(str(error)) from error
        self._report()

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Watch the generated pages, too, where they lie elsewhere."""
        del builder
        if self._root.resolve() != Path(config.docs_dir).resolve():
            server.watch(str(self._root))
        return server

    def _publish(self, config: MkDocsConfig) -> None:
        if self._nav is None or self._environment is None:
            raise PublishError("section16", "MkDocs did not announce its navigation and templates")
        theme = Theme(config, self._environment, self._nav, self._files)
        addresses = [page.url for page in _pages(self._files)]
        tree = Tree(
            source=str(self._root),
            site=config.site_dir,
            site_url=theme.canonical(""),
            known=self._known,
            nav_prefixes=frozenset(_prefixes(_nav_folders(self._nav))),
        )
        maker = _ShellMaker(theme, tree)
        workers = Workers(tree, maker.make, theme.print_page, self.progress)
        workers.result = self.result
        workers.run(self._mass, self.config.jobs)
        if config.site_url:
            folders = (f"{folder_of(uri)}/" for uri in self._mass)
            write_sitemap(Path(config.site_dir), tree.site_url, [*addresses, *folders])

    def _report(self) -> None:
        broken = self.result.broken
        for page, link in broken[:_SHOWN_LINKS]:
            log.warning("%s: links to %s, which does not exist.", page, link)
        if len(broken) > _SHOWN_LINKS:
            log.warning("%d more links lead nowhere.", len(broken) - _SHOWN_LINKS)


class _ShellMaker:
    """Makes shells and trusts one only after it gave the same bytes as the whole template."""

    def __init__(self, theme: Theme, tree: Tree) -> None:
        self._theme = theme
        self._tree = tree

    def make(self, key: ShellKey, uri: str) -> Shell | None:
        shell = self._theme.make_shell(key)
        page = read_page(self._tree, uri)
        folder = folder_of(uri)
        if shell is not None:
            filled = fill(shell, page, self._theme.canonical(folder))
            if filled == self._theme.print_page(page, folder):
                return shell
        log.warning(
            "%s: the theme prints more of a page than section16 can fill in by itself; "
            "pages of this kind are rendered one by one, which is slow.",
            uri,
        )
        return None


def is_generated(uri: str) -> bool:
    """Say whether a path belongs to the generated tree."""
    return uri == HOME or uri.partition("/")[0] in GENERATED_FOLDERS


def _is_generated_in(file: File, docs: Path) -> bool:
    return file.src_dir == str(docs) and is_generated(file.src_uri)


def _is_page(uri: str) -> bool:
    return uri.endswith(".md")


def _is_unused(file: File, docs: Path) -> bool:
    if file.src_dir == str(docs):
        return False
    return (
        file.src_uri == "sitemap.xml"
        or file.src_uri.startswith(_UNUSED_THEME_FILES)
        or file.src_uri.endswith((".min.js.map", ".min.css.map"))
    )


def _index_pages(pages: Iterable[str]) -> set[str]:
    """Without a nav of its own, the site shows the tops of the generated folders."""
    return {uri for uri in pages if uri.count("/") < 2}


def _file(uri: str, root: Path, config: MkDocsConfig) -> File:
    return File.generated(config, uri, abs_src_path=str(root / uri))


def _walk(root: Path) -> Iterator[str]:
    for folder, folders, names in os.walk(root):
        folders.sort()
        start = os.path.relpath(folder, root).replace(os.sep, "/") + "/"
        start = "" if start == "./" else start
        for name in names:
            uri = f"{start}{name}"
            if is_generated(uri) and not name.startswith("."):
                yield uri


def _names_in(nav: Any) -> Iterator[str]:
    """Yield every path that stands in the nav setting."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict):
        for value in nav.values():
            yield from _names_in(value)
    elif isinstance(nav, list):
        for value in nav:
            yield from _names_in(value)


def _pages(files: Files) -> Iterator[Page]:
    for file in files.documentation_pages():
        if file.page is not None:
            yield file.page


def _nav_folders(nav: Navigation) -> Iterator[str]:
    for page in nav.pages:
        yield page.url.strip("/.")


def _prefixes(folders: Iterable[str]) -> Iterator[str]:
    for folder in folders:
        parts = folder.split("/")
        for length in range(1, len(parts) + 1):
            yield "/".join(parts[:length])
