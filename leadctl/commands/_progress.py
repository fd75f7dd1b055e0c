"""A bar with the time left, on stderr, for work that takes longer than a moment."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from leadctl.commands import _context

PATIENCE = 0.7  # seconds before a bar is worth drawing, and rich worth loading


@contextmanager
def bar(label: str) -> Iterator[Callable[[int, int], None] | None]:
    """Yield a callback (done, of how many) that draws a bar; None when stderr is no terminal, or with --quiet.

    Of 0 = nobody knows of how many: the bar only says that work goes on.
    """
    if _context.flags.quiet or not sys.stderr.isatty():
        yield None
        return
    drawn = _Bar(label)
    try:
        yield drawn.draw
    finally:
        drawn.stop()


class _Bar:
    """A rich bar that appears when the work has taken PATIENCE."""

    def __init__(self, label: str) -> None:
        self._label, self._began = label, time.monotonic()
        self._bar: Any = None

    def draw(self, done: int, total: int) -> None:
        """Show how far the work has come."""
        if self._bar is None:
            if total and time.monotonic() - self._began < PATIENCE:
                return
            self._start()
        self._bar.update(0, completed=done, total=total or None)

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self._bar.start()
        self._bar.add_task(self._label, total=None)

    def stop(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            with suppress(BrokenPipeError):
                self._bar.stop()
