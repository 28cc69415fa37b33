"""``make bench``: every figure beside its peer or budget, from one run.

Machines differ and are noisy: the ratios are what counts.
"""

from __future__ import annotations

from tests.bench import bench_build, bench_publish, bench_reader, bench_search


def main() -> None:
    """Run the benchmarks one after the other."""
    bench_reader.main()
    bench_publish.main()
    bench_build.main()
    bench_search.main()


if __name__ == "__main__":
    main()
