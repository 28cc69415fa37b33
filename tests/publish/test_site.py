"""The site as a whole: equal to stock MkDocs, safe to replace, at home under any address."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from lxml import etree, html
from mkdocs.commands.build import build
from mkdocs.config import load_config

from builder.publish import PublishError
from builder.publish.site import MARKER, build_site
from tests.publish.conftest import CONFIG
from tests.publish.fictional import HOSTILE, HOSTILE_NAME, ISSUER, front_matter, write_page

PAGES = {
    "index.html": "",
    f"issuers/{ISSUER}/index.html": f"issuers/{ISSUER}/",
    f"issuers/{ISSUER}/2024/index.html": f"issuers/{ISSUER}/2024/",
    f"issuers/{HOSTILE}/index.html": f"issuers/{HOSTILE}/",
    "issuers/index.html": "issuers/",
    "issuers/names/n/index.html": "issuers/names/n/",
    "insiders/9000001001/index.html": "insiders/9000001001/",
    "account/index.html": "account/",
    "method/index.html": "method/",
}


def content(site: Path, page: str) -> html.HtmlElement:
    """The main content of a built page."""
    (article,) = html.parse(str(site / page)).getroot().find_class("md-content__inner")
    return article


def words(article: html.HtmlElement) -> list[str]:
    return " ".join(article.itertext()).split()


def targets(article: html.HtmlElement, address: str) -> list[str]:
    base = f"https://example.org/repo/{address}"
    return [unquote(urljoin(base, link.get("href", ""))) for link in article.iter("a")]


def ids(article: html.HtmlElement) -> list[str]:
    return [element.get("id") for element in article.iter() if element.get("id")]


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def both(docs: Path, tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A docs folder that holds the generated tree, too."""
    folder = tmp_path_factory.mktemp("both") / "site_src"
    shutil.copytree(docs, folder)
    shutil.copytree(tree, folder, dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def stock(both: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same pages by stock MkDocs: our settings without our plugin."""
    site = tmp_path_factory.mktemp("stock")
    config = load_config(
        config_file=str(CONFIG), plugins=[], docs_dir=str(both), site_dir=str(site)
    )
    build(config)
    return site


@pytest.mark.parametrize("page", PAGES)
def test_words_equal_stock_mkdocs(page: str, site: Path, stock: Path) -> None:
    assert words(content(site, page)) == words(content(stock, page))


@pytest.mark.parametrize("page", PAGES)
def test_link_targets_equal_stock_mkdocs(page: str, site: Path, stock: Path) -> None:
    address = PAGES[page]
    assert targets(content(site, page), address) == targets(content(stock, page), address)


@pytest.mark.parametrize("page", PAGES)
def test_ids_equal_stock_mkdocs(page: str, site: Path, stock: Path) -> None:
    assert ids(content(site, page)) == ids(content(stock, page))


@pytest.mark.parametrize("page", PAGES)
def test_the_table_of_contents_equals_stock_mkdocs(page: str, site: Path, stock: Path) -> None:
    def contents(folder: Path) -> list[tuple[str, str]]:
        root = html.parse(str(folder / page)).getroot()
        links = root.xpath('//*[@class="s16-contents"]//a')
        return [(link.get("href", ""), link.text_content()) for link in links]

    assert contents(site) == contents(stock)


def test_the_tree_in_the_docs_folder_gives_the_same_site(
    both: Path, site: Path, tmp_path: Path
) -> None:
    build_site(docs_dir=both, config_file=CONFIG, generated=None, site_dir=tmp_path / "site")
    assert files(tmp_path / "site") == files(site)


def test_two_processes_give_the_same_bytes_as_one(tmp_path: Path, docs: Path) -> None:
    tree = tmp_path / "tree"
    write_many(tree, 450)
    for jobs in (1, 2):
        build_site(
            docs_dir=docs,
            config_file=CONFIG,
            generated=tree,
            site_dir=tmp_path / str(jobs),
            jobs=jobs,
        )
    assert files(tmp_path / "2") == files(tmp_path / "1")


def write_many(tree: Path, count: int) -> None:
    """Issuer pages of several kinds, so that a worker meets a kind that it does not know."""
    tops = (
        "index.md",
        "issuers/index.md",
        "insiders/index.md",
        "account/index.md",
        "rules/index.md",
        "filings/index.md",
        "codes/index.md",
    )
    for uri in tops:
        write_page(tree, uri, front_matter("T", "D", "home") + "# T\n")
    for number in range(count):
        kind = "issuer" if number % 3 else "special"
        text = front_matter(f"Number {number}", f"D {number}", kind)
        text += f"# Number {number}\n\n" + (
            "## More\n\nText[^1]\n\n[^1]: N\n" if number % 2 else ""
        )
        write_page(tree, f"issuers/{9_000_000 + number}/index.md", text)


def test_a_project_without_the_plugin_setting_still_builds(both: Path, tmp_path: Path) -> None:
    config = tmp_path / "mkdocs.yml"
    text = CONFIG.read_text(encoding="utf-8").replace("\n  - section16\n", " []\n")
    text = text.replace("custom_dir: site_src", f"custom_dir: {both}")
    config.write_text(text, encoding="utf-8")
    report = build_site(
        docs_dir=both, config_file=config, generated=None, site_dir=tmp_path / "site"
    )
    assert report.pages >= len(PAGES)


def test_foreign_pages_without_the_plugin_are_refused(
    docs: Path, tree: Path, tmp_path: Path
) -> None:
    config = tmp_path / "mkdocs.yml"
    config.write_text("site_name: T\nplugins: []\n", encoding="utf-8")
    with pytest.raises(PublishError, match="without the plugin section16"):
        build_site(docs_dir=docs, config_file=config, generated=tree, site_dir=tmp_path / "site")


# What may be replaced, and when.


def broken_tree(tmp_path: Path) -> Path:
    tree = tmp_path / "broken"
    write_many(tree, 3)
    write_page(tree, "issuers/9000000/index.md", '---\ntitle: "a\n---\n')
    return tree


def test_a_failed_build_leaves_the_old_site(docs: Path, tree: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    build_site(docs_dir=docs, config_file=CONFIG, generated=tree, site_dir=site)
    before = files(site)
    with pytest.raises(PublishError):
        build_site(
            docs_dir=docs, config_file=CONFIG, generated=broken_tree(tmp_path), site_dir=site
        )
    assert files(site) == before


def test_a_failed_build_leaves_nothing_beside_the_site(docs: Path, tmp_path: Path) -> None:
    tree = broken_tree(tmp_path)
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(PublishError):
        build_site(docs_dir=docs, config_file=CONFIG, generated=tree, site_dir=out / "site")
    assert list(out.iterdir()) == []


def test_the_error_of_a_failed_build_names_the_page(docs: Path, tmp_path: Path) -> None:
    tree = broken_tree(tmp_path)
    with pytest.raises(PublishError) as caught:
        build_site(docs_dir=docs, config_file=CONFIG, generated=tree, site_dir=tmp_path / "site")
    assert caught.value.where == "issuers/9000000/index.md"


def test_a_second_build_replaces_the_first(docs: Path, tree: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    build_site(docs_dir=docs, config_file=CONFIG, generated=tree, site_dir=site)
    (site / "issuers" / "stale.html").write_text("old", encoding="utf-8")
    build_site(docs_dir=docs, config_file=CONFIG, generated=tree, site_dir=site)
    assert not (site / "issuers" / "stale.html").exists()


def test_a_folder_of_other_files_is_refused(docs: Path, tree: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(PublishError, match="did not write"):
        build_site(docs_dir=docs, config_file=CONFIG, generated=tree, site_dir=tmp_path)
    assert (tmp_path / "thesis.txt").exists()


def test_a_swap_interrupted_in_its_middle_is_mended(docs: Path, tmp_path: Path) -> None:
    old = tmp_path / ".site.old"
    old.mkdir()
    (old / MARKER).write_text("", encoding="utf-8")
    (old / "index.html").write_text("the old site", encoding="utf-8")
    with pytest.raises(PublishError):
        build_site(
            docs_dir=docs,
            config_file=CONFIG,
            generated=broken_tree(tmp_path),
            site_dir=tmp_path / "site",
        )
    assert (tmp_path / "site" / "index.html").read_text(encoding="utf-8") == "the old site"


def test_a_config_file_that_is_not_there_is_told(docs: Path, tmp_path: Path) -> None:
    with pytest.raises(PublishError, match=r"nowhere\.yml"):
        build_site(
            docs_dir=docs,
            config_file=tmp_path / "nowhere.yml",
            generated=None,
            site_dir=tmp_path / "site",
        )


# What is in a site.


def test_github_pages_is_told_to_leave_the_files_alone(site: Path) -> None:
    assert (site / ".nojekyll").read_bytes() == b""


def test_static_data_are_copied_as_they_are(site: Path, tree: Path) -> None:
    name = "data/names/all.json"
    assert (site / name).read_bytes() == (tree / name).read_bytes()


def test_the_themes_own_search_and_maps_are_left_out(site: Path) -> None:
    names = [path.as_posix() for path in site.rglob("*") if path.is_file()]
    assert [name for name in names if "/lunr" in name or name.endswith(".map")] == []


def test_no_page_loads_anything_from_elsewhere_or_from_the_servers_root(site: Path) -> None:
    loads = []
    for page in site.rglob("index.html"):
        root = html.parse(str(page)).getroot()
        for element in root.iter("script", "link", "img", "iframe"):
            address = element.get("src") or element.get("href") or ""
            if address.startswith(("http:", "https:", "/")):
                loads.append((page.name, address))
    assert loads == []


@pytest.mark.parametrize(
    ("page", "section"),
    [
        ("index.html", "Latest"),
        (f"issuers/{ISSUER}/index.html", "Issuers"),
        (f"issuers/{ISSUER}/2024/index.html", "Issuers"),
        ("issuers/names/n/index.html", "Issuers"),
        ("insiders/9000001001/index.html", "Insiders"),
        ("method/index.html", "Method"),
    ],
)
def test_the_section_of_a_page_is_marked(site: Path, page: str, section: str) -> None:
    root = html.parse(str(site / page)).getroot()
    here = root.xpath('//nav[@class="s16-sections"]//a[@aria-current]')
    assert [link.text_content() for link in here] == [section]


def test_a_hostile_title_is_text_in_the_head_too(site: Path) -> None:
    root = html.parse(str(site / f"issuers/{HOSTILE}/index.html")).getroot()
    assert root.findtext("head/title") == f"{HOSTILE_NAME} · Section 16"


def test_a_hostile_description_is_text(site: Path) -> None:
    root = html.parse(str(site / f"issuers/{HOSTILE}/index.html")).getroot()
    (found,) = root.xpath('//meta[@name="description"]/@content')
    assert found == HOSTILE_NAME


def test_a_hostile_name_makes_no_script(site: Path) -> None:
    hostile = html.parse(str(site / f"issuers/{HOSTILE}/index.html")).getroot()
    other = html.parse(str(site / f"issuers/{ISSUER}/index.html")).getroot()
    assert len(list(hostile.iter("script"))) == len(list(other.iter("script")))


def test_every_page_of_a_sample_says_so(docs: Path, tree: Path, tmp_path: Path) -> None:
    build_site(
        docs_dir=docs,
        config_file=CONFIG,
        generated=tree,
        site_dir=tmp_path / "site",
        extra={"sample": True},
    )
    for page in (tmp_path / "site").rglob("index.html"):
        assert "Fictional sample." in page.read_text(encoding="utf-8"), page


def test_without_sample_no_page_says_so(site: Path) -> None:
    assert "Fictional sample." not in (site / "index.html").read_text(encoding="utf-8")


def test_a_broken_link_is_a_warning_and_counted(docs: Path, tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    write_many(tree, 2)
    text = front_matter("T", "D", "issuer") + "# T\n\n[x](../404/index.md)\n"
    write_page(tree, "issuers/9000000/index.md", text)
    report = build_site(
        docs_dir=docs, config_file=CONFIG, generated=tree, site_dir=tmp_path / "site"
    )
    expected = "issuers/9000000/index.md: links to ../404/index.md, which does not exist."
    assert report.warnings == (expected,)


def test_a_good_tree_gives_no_warnings(docs: Path, tree: Path, tmp_path: Path) -> None:
    report = build_site(
        docs_dir=docs, config_file=CONFIG, generated=tree, site_dir=tmp_path / "site"
    )
    assert report.warnings == ()


def test_the_report_counts_every_page(docs: Path, tree: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    report = build_site(docs_dir=docs, config_file=CONFIG, generated=tree, site_dir=site)
    assert report.pages == sum(1 for _ in site.rglob("index.html"))


def test_the_report_counts_every_file(docs: Path, tree: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    report = build_site(docs_dir=docs, config_file=CONFIG, generated=tree, site_dir=site)
    assert report.files == len(files(site))


def test_progress_ends_at_the_number_of_generated_pages(docs: Path, tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    write_many(tree, 250)
    seen: list[tuple[int, int]] = []
    build_site(
        docs_dir=docs,
        config_file=CONFIG,
        generated=tree,
        site_dir=tmp_path / "site",
        progress=lambda done, total: seen.append((done, total)),
    )
    assert seen[-1] == (251, 251)


def test_canonical_addresses_follow_the_site_url(docs: Path, tree: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    build_site(
        docs_dir=docs,
        config_file=CONFIG,
        generated=tree,
        site_dir=site,
        site_url="https://example.org/repo/",
    )
    root = html.parse(str(site / f"issuers/{ISSUER}/index.html")).getroot()
    (found,) = root.xpath('//link[@rel="canonical"]/@href')
    assert found == f"https://example.org/repo/issuers/{ISSUER}/"


def test_the_sitemap_lists_every_page_once(docs: Path, tree: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    base = "https://example.org/repo/"
    build_site(docs_dir=docs, config_file=CONFIG, generated=tree, site_dir=site, site_url=base)
    listed = etree.parse(str(site / "sitemap.xml")).getroot().iter("{*}loc")
    pages = [path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")]
    expected = sorted(base if page == "." else f"{base}{page}/" for page in pages)
    assert [entry.text for entry in listed] == expected


def test_without_an_address_there_is_no_sitemap(site: Path) -> None:
    assert not (site / "sitemap.xml").exists()
