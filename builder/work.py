"""One way to share work among processes.

``map_in_order`` is ``map`` over a process pool with bounded look-ahead: results come
in the order of the items whatever the number of processes, and neither the items
nor the results pile up in memory. With one job nothing is forked.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

LOOK_AHEAD = 4  # batches in flight per process: enough to keep it busy, few enough to stay small


def default_jobs() -> int:
    """The processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def map_in_order(
    function: Callable[[Item], Result], items: Iterable[Item], jobs: int
) -> Iterator[Result]:
    """Apply ``function`` (importable, picklable) to each item; yield results in item order."""
    if jobs <= 1:
        yield from map(function, items)
        return
    # "spawn": a forked child would inherit open SQLite handles and running threads.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[Result]] = deque()
        try:
            for item in items:
                waiting.append(pool.submit(function, item))
                if len(waiting) >= jobs * LOOK_AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def batched(items: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    """Cut an iterable into tuples of at most ``size``."""
    batch: list[Item] = []
    for item in items:
        batch.append(item)
        if len(batch) >= size:
            yield tuple(batch)
            batch = []
    if batch:
        yield tuple(batch)
