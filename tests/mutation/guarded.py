"""Readings in a process of their own, held to guards of time and memory.

The aim is 0.1 s and 20 MB a filing; ten times that is a fault. Time is that of the processor,
and memory what the process grew by at most: both are those of reading alone. Machines are
shared and an allocator keeps what it once had, so a reading over a guard is measured again,
alone in a new process, and only the second verdict counts. A process that dies or says nothing
for a minute is a fault too, and names the variant that it was reading.
"""

from __future__ import annotations

import gc
import re
import resource
import time
import traceback
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from builder.errors import Section16Error
from builder.filings.reader import Statement
from tests.mutation.promises import outcome_of, reading_of

MOST_SECONDS = 1.0
MOST_MEGABYTES = 200.0
SILENCE = 60  # seconds after which a reading hangs

_SMALL = b"<ownershipDocument/>"


class Reading(NamedTuple):
    """What came of one input."""

    outcome: str  # of promises.Outcome, or "broken", "died", "hangs"
    seconds: float
    megabytes: float
    said: str  # the rejection, the first warning or the traceback

    @property
    def is_over(self) -> bool:
        """True if it took more than a guard allows."""
        return self.seconds > MOST_SECONDS or self.megabytes > MOST_MEGABYTES


class Guarded:
    """A process that reads one input after another."""

    def __enter__(self) -> Self:
        context = get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_answer, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._ours.close()
        self._process.kill()
        self._process.join()

    def read(self, data: bytes, path: str) -> Reading:
        """Read one input; if the process is lost over it, the next is read by a new one."""
        try:
            self._ours.send((data, path))
            if self._ours.poll(SILENCE):
                reading: Reading = self._ours.recv()
                return reading
            lost = Reading("hangs", SILENCE, 0, f"nothing for {SILENCE} s")
        except (EOFError, OSError):
            self._process.join()
            lost = Reading("died", 0, 0, f"exit code {self._process.exitcode}")
        self.__exit__(None, None, None)
        self.__enter__()
        return lost


def measured_again(data: bytes, path: str) -> Reading:
    """The better of two readings, each the only one of its process."""
    readings: list[Reading] = []
    for _ in range(2):
        with Guarded() as guarded:
            readings.append(guarded.read(data, path))
    return min(readings, key=lambda reading: (reading.is_over, reading.seconds))


def _answer(connection: Connection) -> None:
    """Read what comes, until nothing comes."""
    _read(_SMALL, "warm.xml", 0)  # what is loaded once belongs to no filing
    gc.collect()
    gc.freeze()  # so that it takes no time to let go of an earlier reading
    base = _peak(fresh=True)
    while True:
        try:
            data, path = connection.recv()
        except EOFError:
            return
        connection.send(_read(data, path, base))


def _read(data: bytes, path: str, base: float) -> Reading:
    gc.collect()
    _peak(fresh=True)
    before = time.process_time()
    try:
        reading = reading_of(data, path)
    except Exception:
        return Reading("broken", 0, 0, traceback.format_exc())
    seconds, megabytes = time.process_time() - before, _peak() - base
    try:
        outcome = outcome_of(reading, data)
    except Exception:
        return Reading("broken", seconds, megabytes, traceback.format_exc())
    return Reading(outcome, seconds, megabytes, _said(reading))


def _said(reading: Statement | Section16Error) -> str:
    if isinstance(reading, Section16Error):
        return str(reading)
    return type(reading.record).__name__


_STATUS, _CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def _peak(*, fresh: bool = False) -> float:
    """Megabytes that this process had at most, since it was last asked to start afresh."""
    if not _CLEAR.exists():  # not Linux: at most ever, in bytes
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    if fresh:
        _CLEAR.write_text("5", encoding="ascii")
    found = re.search(r"VmHWM:\s+([0-9]+)", _STATUS.read_text(encoding="ascii"))
    assert found is not None
    return int(found[1]) / 1000
