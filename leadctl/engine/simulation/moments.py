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


def moments(start: int, end: int, runs: Sequence[Moment], began: int, every: int | None = None) -> list[Moment]:
    """Return the moments of [start, end): `every` so many seconds when given, else when runs really took place.

    Where none did (the whole period, or its part before leadctl `began` to be used) it is every hour; the last moment
    of such a stretch is its end, so that nobody waits for a moment that never comes.
    """
    if every is not None:
        return [Moment(at) for at in _steps(start, end, every)]
    if not runs:
        return [Moment(at) for at in _steps(start, end, HOUR)]
    hourly = [Moment(at) for at in _steps(start, min(began, end), HOUR)] if began > start else []
    return [*hourly, *runs]


def _steps(start: int, end: int, step: int) -> list[int]:
    """Return the multiples of `step` after `start`, counted from there, and the last second before `end`."""
    found = list(range(start + step, end, step))
    return found if found and found[-1] == end - 1 else [*found, end - 1]
