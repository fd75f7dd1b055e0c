"""Shifts and absences as exact intervals: when somebody works, to the second, across zones and DST. Pure.

A block is local wall-clock time: it opens when the clock on the wall first shows its start on that day, and closes
when it first shows (or has jumped over) its end. On the day the clock goes back 01:00-03:00 lasts three hours, on
the day it goes forward one. Everything that asks whether, when or how long somebody works goes through `working`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from leadctl.clock import DAY, local_date, local_time, to_epoch, zone

HORIZON_DAYS = 400  # next_open looks this far: longer absences mean "not in sight"
WINDOW = 8 * DAY  # read at a time when looking ahead


class Block(NamedTuple):
    """One weekly block: weekday 0 = Monday, minutes after local midnight; ends over 1440 = the next day."""

    weekday: int
    starts: int
    ends: int
    zone: str


class Hours(NamedTuple):
    """Working time of one person: weekly blocks (none = always) less absences and holidays, [start, end) each."""

    blocks: tuple[Block, ...] = ()
    absences: tuple[tuple[int, int], ...] = ()
    holidays: tuple[tuple[int, int], ...] = ()

    def absent_at(self, moment: int) -> bool:
        """Return whether `moment` lies in an absence."""
        return any(start <= moment < end for start, end in self.absences)

    def on_shift_at(self, moment: int) -> bool:
        """Return whether `moment` lies in a block, absences and holidays apart."""
        return not self.blocks or any(start <= moment < end for start, end in self._around(moment, moment + 1))

    def on_holiday_at(self, moment: int) -> bool:
        """Return whether `moment` lies in a holiday."""
        return any(start <= moment < end for start, end in self.holidays)

    def open_at(self, moment: int) -> bool:
        """Return whether he works at `moment`."""
        return not self.absent_at(moment) and not self.on_holiday_at(moment) and self.on_shift_at(moment)

    def next_open(self, moment: int) -> int | None:
        """Return the first moment at or after `moment` at which he works; None when none is in sight (400 days)."""
        return next((opens for opens, _ in self._ahead(moment, moment + HORIZON_DAYS * DAY)), None)

    def after(self, moment: int, seconds: int) -> int | None:
        """Return the first moment at which `seconds` of working time have passed since `moment`.

        A time that runs out with the shift ends with it, not at the next opening. None when 400 days and as many
        seconds again do not hold that much.
        """
        if seconds <= 0:
            return moment
        for opens, closes in self._ahead(moment, moment + HORIZON_DAYS * DAY + seconds):
            if closes - opens >= seconds:
                return opens + seconds
            seconds -= closes - opens
        return None

    def working(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the merged working intervals within [start, end), oldest first."""
        blocks = self._around(start, end) if self.blocks else [(start, end)]
        inside = [(max(a, start), min(b, end)) for a, b in blocks if a < end and b > start]
        holes = [(a, b) for a, b in (*self.absences, *self.holidays) if a < end and b > start]
        return _without(_merged(inside), holes)

    def seconds(self, start: int, end: int) -> int:
        """Return the working seconds within [start, end)."""
        return sum(b - a for a, b in self.working(start, end))

    def _ahead(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the working intervals of [start, end), oldest first, cut at the edges of what is read at a time."""
        for first in range(start, end, WINDOW):
            yield from self.working(first, min(first + WINDOW, end))

    def _around(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the absolute intervals of all blocks that may touch [start, end)."""
        found = []
        for block in self.blocks:
            day = local_date(start, block.zone) - timedelta(days=3)  # ends <= 2880 minutes after its own midnight
            last = local_date(end, block.zone) + timedelta(days=1)
            day += timedelta(days=(block.weekday - day.weekday()) % 7)
            while day <= last:
                found.append((_moment(day, block.starts, block.zone), _moment(day, block.ends, block.zone)))
                day += timedelta(days=7)
        return [(a, b) for a, b in found if b > a]


@lru_cache(maxsize=8192)
def _moment(day: date, minutes: int, zone_name: str) -> int:
    """Return the first moment at which the wall clock shows, or has jumped over, `minutes` after midnight."""
    wanted = datetime.combine(day, time()) + timedelta(minutes=minutes)
    after = to_epoch(wanted, zone_name)
    if _wall(after, zone_name) == wanted:
        return after
    before = int(wanted.replace(tzinfo=zone(zone_name), fold=1).timestamp())  # the clock jumps between the two
    while after - before > 1:
        middle = (before + after) // 2
        if _wall(middle, zone_name) < wanted:
            before = middle
        else:
            after = middle
    return after


def _wall(moment: int, zone_name: str) -> datetime:
    return local_time(moment, zone_name).replace(tzinfo=None)


def _merged(intervals: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    opened: tuple[int, int] | None = None
    for start, end in sorted(intervals):
        if opened and start <= opened[1]:
            opened = (opened[0], max(opened[1], end))
        else:
            if opened:
                yield opened
            opened = (start, end)
    if opened:
        yield opened


def _without(intervals: Iterable[tuple[int, int]], holes: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    left = list(intervals)
    for out, back in holes:
        pieces = [((a, min(b, out)), (max(a, back), b)) for a, b in left]
        left = [piece for pair in pieces for piece in pair if piece[0] < piece[1]]
    return left


def common(first: Iterable[tuple[int, int]], second: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return what two ascending lists of intervals have in common, oldest first."""
    found, others = [], list(second)
    for start, end in first:
        found += [(max(start, a), min(end, b)) for a, b in others if a < end and b > start]
    return found


class Calendar(NamedTuple):
    """The calendar hour, day and week around a moment in one zone: [start, end) pairs in seconds UTC."""

    hour: tuple[int, int]
    day: tuple[int, int]
    week: tuple[int, int]


_WEEK_STARTS = {"monday": 0, "sunday": 6, "saturday": 5}


@lru_cache(maxsize=4096)
def calendar(moment: int, zone_name: str, week_starts: str = "monday") -> Calendar:
    """Return the local hour, day and week that hold `moment`: days of 23 and 25 hours count as they are."""
    local = local_time(moment, zone_name)
    hour = moment - local.minute * 60 - local.second
    today = local.date()
    first = today - timedelta(days=(today.weekday() - _WEEK_STARTS[week_starts]) % 7)
    return Calendar(
        (hour, hour + 3600),
        (_moment(today, 0, zone_name), _moment(today + timedelta(days=1), 0, zone_name)),
        (_moment(first, 0, zone_name), _moment(first + timedelta(days=7), 0, zone_name)),
    )


class Stretches:
    """Working intervals with running totals: the working time between two moments costs two look-ups."""

    def __init__(self, intervals: Iterable[tuple[int, int]]) -> None:
        """Take [start, end) pairs in seconds UTC, ascending, without overlaps."""
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._before: list[int] = []
        total = 0
        for start, end in intervals:
            self._starts.append(start)
            self._ends.append(end)
            self._before.append(total)
            total += end - start

    def until(self, moment: int) -> int:
        """Return the working seconds before `moment`."""
        at = bisect_right(self._starts, moment) - 1
        return self._before[at] + min(moment, self._ends[at]) - self._starts[at] if at >= 0 else 0

    def between(self, start: int, end: int) -> int:
        """Return the working seconds within [start, end)."""
        return self.until(end) - self.until(start)
