"""The house of docs and design: who may import whom, and who may touch the disk."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

BUILDER = Path(__file__).parents[1] / "builder"
MODULES = sorted(path.relative_to(BUILDER) for path in BUILDER.rglob("*.py"))

# Each room and the rooms that it may import from, besides itself. Imports point one way:
# cli -> build -> {edgar, sample, pages, search, publish} -> ledger -> derive -> names,
# filings -> model -> errors.
_BASE = {"errors", "model"}
_READERS = _BASE | {"inputs", "quarter", "work", "filings"}
_DERIVING = _BASE | {"filings", "names"}
_LEDGER = _READERS | {"corrections", "derive", "names", "ledger", "files"}
_MAKERS = {"edgar", "sample", "pages", "search", "publish"}
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "model": {"errors"},
    "quarter": _BASE | {"filings"},
    "inputs": _BASE | {"filings", "quarter"},
    "settings": {"errors"},
    "work": set(),
    "files": set(),
    "filings": _BASE,
    "corrections": {"errors"},
    "names": _BASE | {"corrections"},
    "derive": _DERIVING,
    "ledger": _LEDGER,
    "answers": _LEDGER,
    **dict.fromkeys(_MAKERS, _LEDGER | {"settings"}),
    "build": _LEDGER | _MAKERS | {"settings"},
    "console": {"errors"},
    "serve": {"errors"},
    "records": _READERS,
    "cli_options": set(),
    "cli_answers": _LEDGER | {"answers", "build", "cli_options", "console"},
    "cli": _LEDGER
    | _MAKERS
    | {
        "build",
        "cli_answers",
        "cli_options",
        "console",
        "records",
        "serve",
    },
    "__main__": {"cli"},
    "__init__": set(),
}


def room(module: Path) -> str:
    """``pages/write.py`` belongs to ``pages``, ``model.py`` to ``model``."""
    return module.parts[0].removesuffix(".py")


def imports(module: Path) -> set[str]:
    """Every module that a module imports, anywhere in it."""
    tree = ast.parse((BUILDER / module).read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import"
            assert node.module is not None
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def rooms_imported(module: Path) -> set[str]:
    """The rooms of the house that a module imports from."""
    known = {room(each) for each in MODULES}
    parts = [name.split(".") for name in imports(module)]
    return {name[1] for name in parts if name[0] == "builder" and len(name) > 1} & known


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_imports_point_one_way(module: Path) -> None:
    assert rooms_imported(module) <= MAY_IMPORT[room(module)] | {room(module)}


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_only_the_search_room_knows_its_engine(module: Path) -> None:
    knows = any(name.split(".")[0] == "whoosh" for name in imports(module))
    assert not knows or room(module) == "search"


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_only_the_ledger_speaks_sql(module: Path) -> None:
    speakers = {Path("ledger/store.py"), Path("build.py")}  # build only for the lock on its state
    assert "sqlite3" not in imports(module) or module in speakers


# The only modules that may reach beyond this process, with the reason; everything else is
# functions from values to values. One that no longer needs its place here must leave.
TOUCH_DISK = {
    "build.py": "looks at what is there and locks the state folder",
    "files.py": "writes a file whole or not at all, for pages, search and build",
    "inputs.py": "reads the content folder",
    "records.py": "looks at what the arguments name",
    "quarter.py": "sorts the lines of a data set in temporary files",
    "ledger/store.py": "keeps the ledger, whose version is the digest of the code",
    "pages/write.py": "removes pages that are no more",
    "publish/mass.py": "reads Markdown and writes the site",
    "publish/plugin.py": "looks for the generated folders",
    "publish/site.py": "puts the new site in the place of the old one",
    "publish/sitemap.py": "writes the site map",
    "sample/market.py": "writes and clears the folder of a market",
    "sample/market_pack.py": "writes a market's archives",
    "sample/market_spool.py": "keeps a market's filings by day until they are packed",
    "sample/sinks.py": "writes the sample",
    "search/engine.py": "opens the index",
    "search/index.py": "keeps the index folder",
    "search/names.py": "removes shards that are no more",
    "search/shards.py": "writes the files of names",
    "search/parts.py": "puts a new part of the index in place",
    "search/state.py": "digests the code that makes the index",
    "settings.py": "reads what mkdocs.yml says of pages",
    "serve.py": "sends the site's files",
}
TOUCH_NETWORK = {"serve.py": "serves the site on localhost"}
DISK = {
    "sqlite3", "shutil", "tempfile", "zipfile", "tarfile", "gzip", "bz2", "lzma", "glob",
    "fileinput", "mmap", "fcntl", "dbm", "shelve",
}  # fmt: skip
DISK_CALLS = {
    "open", "read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "unlink", "rmdir",
    "iterdir", "rglob", "scandir", "listdir", "walk", "touch", "rename", "symlink_to", "stat",
    "lstat", "is_file", "is_dir", "exists", "copyfile", "rmtree", "makedirs",
}  # fmt: skip
NETWORK = {
    "socket", "socketserver", "ssl", "http", "urllib.request", "urllib3", "ftplib", "smtplib",
    "xmlrpc", "asyncio", "requests", "httpx", "subprocess", "webbrowser",
}  # fmt: skip


def disk_calls(module: Path) -> set[str]:
    """Calls that reach the disk, by name."""
    tree = ast.parse((BUILDER / module).read_text(encoding="utf-8"))
    called = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    }
    return called & DISK_CALLS


def among(module: Path, names: set[str]) -> set[str]:
    """The imports of a module that are one of the names or lie below it."""
    return {each for each in imports(module) if any(f"{each}.".startswith(f"{n}.") for n in names)}


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_only_the_named_modules_touch_the_disk(module: Path) -> None:
    touches = bool(disk_calls(module) | among(module, DISK))
    assert touches == (module.as_posix() in TOUCH_DISK)


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_only_the_named_modules_touch_the_network(module: Path) -> None:
    """Or start programs, which could."""
    assert bool(among(module, NETWORK)) == (module.as_posix() in TOUCH_NETWORK)


@pytest.mark.parametrize("named", sorted(TOUCH_DISK | TOUCH_NETWORK))
def test_the_named_modules_are_there(named: str) -> None:
    assert Path(named) in MODULES


CLOCKS = {"now", "today", "utcnow", "fromtimestamp", "gmtime", "localtime", "perf_counter"}


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_no_clock_reaches_the_output(module: Path) -> None:
    """Nobody asks for the time, by any of its names."""
    tree = ast.parse((BUILDER / module).read_text(encoding="utf-8"))
    asked = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not asked & CLOCKS
    assert not among(module, {"time"})


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_no_chance_reaches_the_output(module: Path) -> None:
    """The sample's dice are seeded; nothing else throws any."""
    assert not among(module, {"random", "secrets", "uuid"}) or room(module) == "sample"


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_every_module_opens_with_what_it_promises(module: Path) -> None:
    tree = ast.parse((BUILDER / module).read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
