"""``make bench``: every figure beside its peer or budget, from one run.

Machines differ and are noisy: the ratios are what counts. Each benchmark has a process of its
own, so that none is charged with another's memory. A missed budget fails the run only when all
figures are printed.
"""

from __future__ import annotations

import subprocess
import sys

BENCHES = ("reader", "html", "publish", "sample", "data_set", "derive", "build", "search")


def main() -> None:
    """Run the benchmarks one after the other."""
    missed = [
        name
        for name in BENCHES
        if subprocess.run(
            [sys.executable, "-m", f"tests.bench.bench_{name}"], check=False
        ).returncode
    ]
    if missed:
        sys.exit(f"missed: {', '.join(missed)}")


if __name__ == "__main__":
    main()
