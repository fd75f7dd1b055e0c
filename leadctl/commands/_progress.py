"""A bar with the time left, on stderr, for work that takes longer than a moment."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from leadctl.commands import _context

PATIENCE = 0.7  # seconds before a bar is worth drawing, and rich worth loading


@contextmanager
def bar(label: str) -> Iterator[Callable[[int, int], None] | None]:
    """Yield a callback (done, of how many) that moves a bar; None when stderr is no terminal, or with --quiet.

    Of 0 = nobody knows of how many: the bar says that work goes on, and for how long it does. It appears by itself
    after PATIENCE, whether the callback was called or not.
    """
    if _context.flags.quiet or not sys.stderr.isatty():
        yield None
        return
    drawn = _Bar(label)
    try:
        yield drawn.draw
    finally:
        drawn.stop()


@contextmanager
def rows(label: str) -> Iterator[Callable[[int, float | None], None] | None]:
    """Yield a callback (rows read, share of the file or None) that moves a bar; None as `bar` does."""
    with bar(label) as draw:
        if draw is None:
            yield None
            return

        def read(count: int, share: float | None) -> None:
            draw.__self__.label = f"{label}: {count:,} rows"  # type: ignore[attr-defined]  # the method of a _Bar
            draw(0 if share is None else round(1000 * share), 0 if share is None else 1000)

        yield read


class _Bar:
    """A rich bar that appears when the work has taken PATIENCE."""

    def __init__(self, label: str) -> None:
        self.label = label
        self._done = self._total = 0
        self._bar: Any = None
        self._lock = threading.Lock()
        self._stopped = False
        self._timer = threading.Timer(PATIENCE, self._appear)
        self._timer.daemon = True
        self._timer.start()

    def draw(self, done: int, total: int) -> None:
        """Keep how far the work has come, and show it once the bar is there."""
        with self._lock:
            self._done, self._total = done, total
            if self._bar is not None:
                self._update()

    def _update(self) -> None:
        self._bar.update(0, completed=self._done, total=self._total or None, description=self.label)

    def _appear(self) -> None:
        shown = _made()
        with self._lock:
            if self._stopped:
                return
            self._bar = shown
            shown.start()
            shown.add_task(self.label, total=None)
            self._update()

    def stop(self) -> None:
        """Take the bar away; it does not come any more."""
        self._timer.cancel()
        with self._lock:
            self._stopped = True
            if self._bar is not None:
                with suppress(BrokenPipeError):
                    self._bar.stop()


def _made() -> Any:
    """Return a rich bar that leaves stdout alone: what is printed meanwhile is data."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, ProgressColumn, TextColumn
    from rich.text import Text

    class Left(ProgressColumn):
        """The time left where it is known, else how long it has taken."""

        def render(self, task: Any) -> Text:
            left = task.time_remaining
            if task.total and left is not None:
                return Text(f"{100 * task.completed / task.total:3.0f} %  {_clock(left)} left")
            return Text(_clock(task.elapsed or 0))

    label = TextColumn("{task.description}", markup=False)
    return Progress(label, BarColumn(), Left(), console=Console(stderr=True), transient=True, redirect_stdout=False)


def _clock(seconds: float) -> str:
    """Return 0:07, 12:30 or 1:02:03."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
