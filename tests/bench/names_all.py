"""``make bench-search``: parity; then over names made once quality, the box's cost, its peers.

Each part has a process of its own; a missed budget fails the run only when all figures are
printed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.names_made import COUNT


def main() -> None:
    """Run the parts one after the other over one build."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=COUNT, help="names to generate")
    parser.add_argument("--each", type=int, default=2_000, help="queries of each class")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        built = ["--count", str(asked.count), "--folder", name]
        missed = [
            part
            for part, options in (
                ("bench_parity", []),
                ("bench_names", [*built, "--each", str(asked.each)]),
                ("bench_box", built),
                ("bench_box_peers", ["--folder", str(Path(name, "peers"))]),
            )
            if not _is_fine(part, options)
        ]
    if missed:
        sys.exit(f"missed: {', '.join(missed)}")


def _is_fine(part: str, options: list[str]) -> bool:
    command = [sys.executable, "-m", f"tests.bench.{part}", *options]
    return subprocess.run(command, check=False).returncode == 0


if __name__ == "__main__":
    main()
