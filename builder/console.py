"""What a person sees while work goes on: bars on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

Advance = Callable[[int], None]


class Reporter:
    """Says what is being done, on stderr, so that stdout stays for results."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self._console = Console(stderr=True, highlight=False)

    def say(self, text: str) -> None:
        """A line for the user, unless quiet."""
        if not self.quiet:
            self._console.print(text, markup=False, soft_wrap=True)

    def complain(self, text: str) -> None:
        """A line that is shown even when quiet."""
        self._console.print(text, markup=False, soft_wrap=True)

    @contextmanager
    def stage(self, what: str) -> Iterator[Advance]:
        """Show the progress of one stage while it lasts."""
        if self.quiet:
            yield lambda _: None
        elif self._console.is_terminal and sys.stderr.isatty():
            yield from self._bar(what)
        else:
            yield from self._line(what)

    def _bar(self, what: str) -> Iterator[Advance]:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
                   TimeElapsedColumn())  # fmt: skip
        with Progress(*columns, console=self._console) as progress:
            task = progress.add_task(what, total=None)
            yield lambda count: progress.advance(task, count)
            done = progress.tasks[task].completed
            progress.update(task, total=max(done, 1), completed=max(done, 1))

    def _line(self, what: str) -> Iterator[Advance]:
        done = 0

        def advance(count: int) -> None:
            nonlocal done
            done += count

        yield advance
        self._console.print(f"{what}: {done:,}", markup=False, soft_wrap=True)
