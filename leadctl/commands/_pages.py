"""How detail pages speak: labelled lines, then titled tables; empty ones are left out."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from leadctl import clock
from leadctl.commands._context import out, print_table


def narrow(needed: int) -> bool:
    """Return whether stdout is a terminal of fewer than `needed` columns: then a list shows less, not folded cells."""
    return sys.stdout.isatty() and shutil.get_terminal_size().columns < needed


def lines(pairs: Iterable[tuple[str, object]]) -> None:
    """Print `label  value` for every pair with a value, the values in one column."""
    shown = [(label, str(value)) for label, value in pairs if value not in (None, "", ())]
    width = max((len(label) for label, _ in shown), default=0)
    for label, value in shown:
        first, *rest = value.splitlines() or [""]
        out(f"{label:<{width}}  {first}")
        for line in rest:
            out(f"{'':<{width}}  {line}")


def section(title: str, headers: Sequence[str], rows: Sequence[Sequence[Any]], right: Sequence[int] = ()) -> None:
    """Print a titled table below a blank line; nothing when there are no rows."""
    if rows:
        out()
        out(title)
        print_table(headers, rows, right=right)


def moment(at: int | None, zone: str) -> str:
    """Return a local time with its zone; "" for none, `the beginning` for 0."""
    if at is None:
        return ""
    return "the beginning" if at == 0 else clock.show(at, zone)


def end_moment(at: int, zone: str) -> str:
    """Return an exclusive end; a midnight is the 24:00 of the day that it ends."""
    local = clock.local_time(at, zone)
    if (local.hour, local.minute) != (0, 0):
        return clock.show(at, zone)
    return f"{clock.local_date(at - 1, zone)} 24:00 {local:%Z}"


def span(start: int, end: int | None, zone: str) -> str:
    """Return `since TIME` or `TIME – TIME` of a dated row."""
    if end is None:
        return f"since {moment(start, zone)}"
    return f"{moment(start, zone)} – {end_moment(end, zone)}"


def json_moment(at: int | None, zone: str) -> str | None:
    """Return an ISO time with offset, or None (also for 0: from the beginning)."""
    return clock.iso(at, zone) if at else None
