"""At which moments the rules run in a replay. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from leadctl.clock import HOUR


class Moment(NamedTuple):
    """One run of a replay: when (seconds UTC), its limits; `real` = a run took place then."""

    at: int
    real: bool = False
    limit: int | None = None
    since: int | None = None


def moments(
    start: int, end: int, runs: Sequence[Moment], foreign: int | None, every: int | None = None
) -> list[Moment]:
    """Return the moments of [start, end): `every` so many seconds when given, else when runs really took place.

    Where none did it is every hour: the whole period, or its part in which another system gave the leads out (the last
    time at `foreign`). The last moment of such a stretch is its end: nobody waits for a moment that never comes.
    """
    if every is not None:
        return [Moment(at) for at in _steps(start, end, every)]
    if not runs:
        return [Moment(at) for at in _steps(start, end, HOUR)]
    hourly = [] if foreign is None else _steps(start, min(foreign + HOUR, runs[0].at, end), HOUR)
    return [*(Moment(at) for at in hourly), *runs]


def _steps(start: int, end: int, step: int) -> list[int]:
    """Return the multiples of `step` after `start`, counted from there, and the last second before `end`."""
    found = list(range(start + step, end, step))
    return found if end <= start or (found and found[-1] == end - 1) else [*found, end - 1]
