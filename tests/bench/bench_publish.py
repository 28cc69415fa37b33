"""How much faster the plugin builds a site than stock MkDocs, whole builds side by side.

Run as ``python -m tests.bench.bench_publish``. Both build the same fictional Markdown with the same
theme and settings, one process each, in turn; the whole command is timed, start-up included, for
that is what a site owner waits for.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.publish.fictional import write_bench_tree

PROJECT = Path(__file__).parents[2]
BUDGET = 7.0


def settings(folder: Path, *, stock: bool) -> Path:
    """Write the project's own mkdocs.yml for this folder, with or without the plugin."""
    text = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    if stock:
        text = text.replace("\n  - section16\n", " []\n", 1)
    text = text.replace("docs_dir: site_src", f"docs_dir: {folder / 'site_src'}")
    text = text.replace("custom_dir: site_src", f"custom_dir: {folder / 'site_src'}")
    path = folder / ("stock.yml" if stock else "plugin.yml")
    path.write_text(text, encoding="utf-8")
    return path


def build_seconds(config: Path, site: Path) -> float:
    """Build with the mkdocs command in a process of its own."""
    shutil.rmtree(site, ignore_errors=True)
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(config), "-d", str(site)]
    start = time.perf_counter()
    subprocess.run(
        command, check=True, cwd=PROJECT, env={**os.environ, "NO_MKDOCS_2_WARNING": "true"}
    )
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=2)
    arguments = parser.parse_args()
    best = {True: float("inf"), False: float("inf")}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(PROJECT / "site_src", folder / "site_src")
        write_bench_tree(folder / "site_src", pages=arguments.pages)
        configs = {stock: settings(folder, stock=stock) for stock in (True, False)}
        for number in range(1, arguments.rounds + 1):
            for stock, config in configs.items():
                seconds = build_seconds(config, folder / "site")
                best[stock] = min(best[stock], seconds)
                who = "stock MkDocs" if stock else "with section16"
                print(f"round {number}: {who}: {seconds:.2f} s", flush=True)
    for stock, seconds in best.items():
        who = "stock MkDocs" if stock else "with section16"
        print(f"{who}: {arguments.pages / seconds:.0f} pages/s (best of {arguments.rounds})")
    ratio = best[True] / best[False]
    print(f"ratio: {ratio:.1f} (budget: at least {BUDGET:.0f})")
    if ratio < BUDGET:
        sys.exit(1)


if __name__ == "__main__":
    main()
