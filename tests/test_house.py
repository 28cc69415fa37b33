"""The house of docs and design: who may import whom, and who may touch the disk."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

BUILDER = Path(__file__).parents[1] / "builder"
MODULES = sorted(path.relative_to(BUILDER) for path in BUILDER.rglob("*.py"))

# Each room and the rooms that it may import from, besides itself. Imports point one way:
# cli -> build -> {edgar, sample, pages, search, publish} -> ledger -> filings -> model -> errors.
_BASE = {"errors", "model"}
_READERS = _BASE | {"inputs", "work", "filings"}
_LEDGER = _READERS | {"ledger", "files"}
_MAKERS = {"edgar", "sample", "pages", "search", "publish"}
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "model": {"errors"},
    "inputs": {"errors"},
    "work": set(),
    "files": set(),
    "filings": _BASE,
    "ledger": _READERS,
    # Pages are where the addresses are decided that search results lead to.
    **{maker: _LEDGER | ({"pages"} if maker == "search" else set()) for maker in _MAKERS},
    "build": _LEDGER | _MAKERS,
    "console": _LEDGER | {"build"},
    "serve": _BASE,
    "cli": _LEDGER | _MAKERS | {"build", "console", "serve"},
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


# Modules that may read or write files; everything else is functions from values to values.
TOUCH_DISK = {
    "inputs.py", "files.py", "ledger/store.py", "pages/write.py", "sample/sinks.py", "build.py",
    "cli.py", "console.py", "serve.py",
}  # fmt: skip
ROOMS_THAT_TOUCH_DISK = {"edgar", "publish", "search"}
DISK = {"shutil", "tempfile", "zipfile", "tarfile", "gzip", "glob", "fileinput", "mmap"}
DISK_CALLS = {
    "open", "read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "unlink", "rmdir",
    "iterdir", "rglob", "scandir", "walk", "touch", "rename", "symlink_to", "stat", "is_file",
    "is_dir", "exists",
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


@pytest.mark.parametrize(
    "module",
    [m for m in MODULES if m.as_posix() not in TOUCH_DISK and room(m) not in ROOMS_THAT_TOUCH_DISK],
    ids=str,
)
def test_everything_else_leaves_the_disk_alone(module: Path) -> None:
    assert disk_calls(module) | (imports(module) & DISK) == set()


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_no_clock_and_no_chance_reach_the_output(module: Path) -> None:
    """The sample's dice are seeded; nothing else throws any, and nobody asks for the time."""
    tree = ast.parse((BUILDER / module).read_text(encoding="utf-8"))
    asked = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not asked & {"now", "today", "utcnow"}
    assert "random" not in imports(module) or room(module) == "sample"


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_every_module_opens_with_what_it_promises(module: Path) -> None:
    tree = ast.parse((BUILDER / module).read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
