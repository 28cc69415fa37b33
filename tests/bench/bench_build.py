"""A whole ``section16 build`` of the real corpus: wall time and peak memory.

Without the corpus beside the project, a generated set of the same size stands in, and
the line says so.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import psutil

from builder.sample import write_sample

PROJECT = Path(__file__).parents[2]
CORPUS = PROJECT.parent / "shared" / "filings"
SECONDS = 30
MEGABYTES = 500


def main() -> None:
    """Print one line: what was built, how long it took, how much memory it held."""
    with tempfile.TemporaryDirectory() as folder:
        content, named = CORPUS, "the real corpus"
        if not CORPUS.is_dir():
            content, named = Path(folder, "content"), "a generated set"
            write_sample(content, filings=530)
        command = [
            sys.executable, "-m", "builder", "build", "--project", str(PROJECT), "--quiet",
            "--content", str(content), "--site", f"{folder}/site", "--state", f"{folder}/state",
        ]  # fmt: skip
        seconds, megabytes = measured(command)
        files = sum(path.is_file() for path in content.rglob("*"))
    print(
        f"section16 build, {named} ({files} files): {seconds:.1f} s (budget {SECONDS} s),"
        f" {megabytes:.0f} MB at most (budget {MEGABYTES} MB)"
    )


def measured(command: list[str]) -> tuple[float, float]:
    """Wall seconds of a command, and the peak of memory held by it and its children in MB."""
    started = time.perf_counter()
    peak = 0
    with psutil.Popen(command) as process:
        while process.poll() is None:
            peak = max(peak, _held(process))
            time.sleep(0.01)
    if process.returncode:
        raise SystemExit(f"the build failed: {' '.join(command)}")
    return time.perf_counter() - started, peak / 1e6


def _held(process: psutil.Popen) -> int:
    held = 0
    try:
        for each in [process, *process.children(recursive=True)]:
            held += each.memory_info().rss
    except psutil.Error:  # it ended while we looked
        return 0
    return held


if __name__ == "__main__":
    main()
