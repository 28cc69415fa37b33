"""Interrupts refreshes and searches at each of their steps on the disk. A program, not a test.

``python -m tests.search.interrupted kill SCENE RUNS`` copies SCENE (a ledger beside an older
index) to ``RUNS/1``, ``RUNS/2``, … and refreshes each copy in a process that is killed, really
and at once, before its first, second, … step, until a refresh comes to its end. ``replace``
searches each copy instead, and before that step has another refresh replace the index. Prints
the steps as JSON.

Steps are what Python's audit hooks report, so nothing here knows how an index is written.
Every copy has a process of its own, forked from this one, which has no threads.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from functools import partial
from itertools import count
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

from builder.ledger.store import Ledger
from builder.search.index import refresh_index, search

if TYPE_CHECKING:
    from collections.abc import Callable

STEPS = {"open", "os.mkdir", "os.remove", "os.rename", "os.rmdir"}
SAID = "answer.json"


def refresh(place: Path) -> None:
    """Bring the index of a scene up to date."""
    with Ledger(place / "ledger.db") as ledger:
        refresh_index(ledger, place / "index")


def answer(place: Path) -> None:
    """Search the index of a scene; leave what was found beside it."""
    said = [hit.accession for hit in search(place / "index", "remark", kind="filing")]
    (place / SAID).write_text(json.dumps(said))


def kill(_: Path) -> None:
    """End this process as nothing can prevent."""
    os.kill(os.getpid(), signal.SIGKILL)


def at_step(wanted: int, act: Callable[[], None], told: Callable[[str], None]) -> None:
    """From now on, do something once, before one step, and tell what that step was."""
    steps = count(1)
    acted = False

    def hook(event: str, details: tuple[object, ...]) -> None:
        nonlocal acted
        if not acted and event in STEPS and next(steps) == wanted:
            acted = True
            told(f"{event} {details[0]} {details[1]}")
            act()

    sys.addaudithook(hook)


def tell(pipe: int, told: str) -> None:
    """Say something that is heard even if this process is killed at once."""
    os.write(pipe, told.encode())


def run(place: Path, step: int, what: str) -> str:
    """Interrupt one process before a step; what step it was, "" if it had fewer."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        interruption, interrupted = (kill, refresh) if what == "kill" else (refresh, answer)
        at_step(step, partial(interruption, place), lambda told: tell(writing, told))
        interrupted(place)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read().decode()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    expected = -signal.SIGKILL if told and what == "kill" else 0
    if status != expected:
        sys.exit(f"{place} ended with {status} after {told!r}")
    return told


def main(what: str, scene: Path, runs: Path) -> None:
    """Interrupt at every step; the first run loads what Python loads only once."""
    told: list[str] = []
    copytree(scene, runs / "whole")
    refresh(runs / "whole")
    answer(runs / "whole")
    for step in count(1):
        place = runs / str(step)
        copytree(scene, place)
        interrupted = run(place, step, what)
        if not interrupted:
            break
        told.append(interrupted)
    print(json.dumps(told))  # noqa: T201 - a program's answer


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
