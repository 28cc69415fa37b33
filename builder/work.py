"""One way to share work among processes.

``map_in_order`` is ``map`` over a process pool with bounded look-ahead: results come
in the order of the items whatever the number of processes, and neither the items
nor the results pile up in memory. With one job nothing is forked.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context, parent_process
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
    context = get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=end_with_parent) as pool:
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


def end_with_parent() -> None:
    """Let this worker end with the process that started it, however that ends.

    A worker that waits for work is not told that nobody is left to give any.
    """
    parent = parent_process()
    if parent is None:
        return

    def follow() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()


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
