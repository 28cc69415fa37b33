"""``make bench``: every figure beside its peer or budget, from one run.

Machines differ and are noisy: the ratios are what counts. A missed budget fails the run
only when all figures are printed.
"""

from __future__ import annotations

import sys

from tests.bench import (
    bench_build,
    bench_data_set,
    bench_html,
    bench_publish,
    bench_reader,
    bench_sample,
    bench_search,
)

BENCHES = {
    "reader": bench_reader.main,
    "html": bench_html.main,
    "publish": bench_publish.main,
    "sample": bench_sample.main,
    "data set": bench_data_set.main,
    "build": bench_build.main,
    "search": bench_search.main,
}


def main() -> None:
    """Run the benchmarks one after the other."""
    missed: list[str] = []
    for name, bench in BENCHES.items():
        try:
            bench()
        except SystemExit as end:
            if end.code:
                missed.append(name)
                print(end.code if isinstance(end.code, str) else "", flush=True)
    if missed:
        sys.exit(f"missed: {', '.join(missed)}")


if __name__ == "__main__":
    main()
