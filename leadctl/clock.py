"""The only place that knows "now", and the only place that turns local dates into UTC bounds.

Inside leadctl a moment is an int: seconds since 1970-01-01 UTC. A period is half-open [start, end).
Zones come from the standard library's zoneinfo with tzdata.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from leadctl.errors import UsageError, did_you_mean

MINUTE, HOUR, DAY, WEEK = 60, 3600, 86_400, 604_800
_UNITS = {"s": 1, "m": MINUTE, "h": HOUR, "d": DAY, "w": WEEK}
_DURATION = re.compile(r"(?:\d+[smhdw])+")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_ISO_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{1,2}:\d{2}")
_CLOCK_TIME = re.compile(r"\d{1,2}:\d{2}")


@dataclass(frozen=True, slots=True)
class Clock:
    """Answers "now" in seconds UTC: the machine's time, or one fixed by --now (tests, replays, demo)."""

    fixed: int | None = None

    def now(self) -> int:
        """Return the current moment in seconds UTC."""
        return self.fixed if self.fixed is not None else int(time.time())  # noqa: TID251  the one place


@dataclass(frozen=True, slots=True)
class Period:
    """Half-open [start, end) in seconds UTC, made from local days of `zone`; `label` says it in words."""

    start: int
    end: int
    zone: str
    label: str = ""

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise UsageError(
                f"the period ends ({self.end}) before it starts ({self.start})",
                hint="give --from before --to",
            )

    def __contains__(self, moment: int) -> bool:
        return self.start <= moment < self.end


@lru_cache(maxsize=256)
def zone(name: str) -> ZoneInfo:
    """Return the IANA zone `name`. Raises UsageError with the nearest name when there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UsageError(
            f'"{name}" is not a time zone{did_you_mean(name, available_timezones())}',
            slug="unknown-zone",
            hint="use a name such as America/New_York or Europe/Berlin",
        ) from None


def parse_duration(text: str) -> int:
    """Return the seconds of `90s`, `5m`, `2h`, `3d`, `2w` or a chain such as `1h30m`. Raises ValueError."""
    compact = text.strip().lower().replace(" ", "")
    if not _DURATION.fullmatch(compact):
        raise ValueError(f'"{text}" is not a duration; write 90s, 5m, 2h, 3d or 2w')
    return sum(int(n) * _UNITS[unit] for n, unit in re.findall(r"(\d+)([smhdw])", compact))


def format_duration(seconds: int) -> str:
    """Return `2h05m`, `3d04h`, `45s`: the two largest units, for people."""
    if seconds < MINUTE:
        return f"{seconds}s"
    if seconds < HOUR:
        return f"{seconds // MINUTE}m{seconds % MINUTE:02d}s" if seconds % MINUTE else f"{seconds // MINUTE}m"
    if seconds < DAY:
        return f"{seconds // HOUR}h{seconds % HOUR // MINUTE:02d}m"
    return f"{seconds // DAY}d{seconds % DAY // HOUR:02d}h"


def to_epoch(local: datetime, zone_name: str) -> int:
    """Return seconds UTC of a naive local time (fold 0; a time inside a gap moves forward by the gap)."""
    return int(local.replace(tzinfo=zone(zone_name)).timestamp())


def day_start(day: date, zone_name: str) -> int:
    """Return seconds UTC of local midnight at the start of `day` (or the first moment, where midnight is skipped)."""
    return to_epoch(datetime(day.year, day.month, day.day), zone_name)


def day_end(day: date, zone_name: str) -> int:
    """Return seconds UTC of the first moment after local `day`: days of 23 and 25 hours count right."""
    return day_start(day + timedelta(days=1), zone_name)


def last_second(day: date, zone_name: str) -> int:
    """Return the last second of local `day`: where a fact given as a date only counts."""
    return day_end(day, zone_name) - 1


def local_date(moment: int, zone_name: str) -> date:
    """Return the local date on which `moment` falls."""
    return datetime.fromtimestamp(moment, zone(zone_name)).date()


def local_time(moment: int, zone_name: str) -> datetime:
    """Return `moment` as an aware local time."""
    return datetime.fromtimestamp(moment, zone(zone_name))


def iso(moment: int, zone_name: str = "UTC") -> str:
    """Return ISO 8601 with offset, to the second: 2026-11-21T09:00:00-05:00."""
    return datetime.fromtimestamp(moment, zone(zone_name)).isoformat()


def show(moment: int, zone_name: str) -> str:
    """Return `2026-11-21 09:00 EST`: a local time with its zone, for people."""
    return datetime.fromtimestamp(moment, zone(zone_name)).strftime("%Y-%m-%d %H:%M %Z")


def parse_moment(text: str, zone_name: str, now: int, *, date_is_end: bool = False) -> int:
    """Return seconds UTC of a time typed by a user.

    Takes ISO times (with an offset, Z, or a trailing IANA zone; else local to `zone_name`), a date (its first
    moment, or its last second with `date_is_end`), `HH:MM` (today), `now`, `today`, `yesterday`, `tomorrow`,
    `in 2h`, `2h ago`, `2 weeks ago`. Raises UsageError naming the accepted forms.
    """
    raw = text.strip()
    word = raw.casefold()
    if word == "now":
        return now
    relative = _relative(word, zone_name, now)
    if relative is not None:
        return relative
    day = _named_day(word, zone_name, now)
    if day is not None:
        return last_second(day, zone_name) if date_is_end else day_start(day, zone_name)
    try:
        return _absolute(raw, zone_name, now, date_is_end)
    except ValueError:
        raise UsageError(
            f'"{text}" is not a time',
            slug="bad-time",
            hint='write 2026-11-21, "2026-11-21 09:00", 2026-11-21T09:00-05:00, 09:00, "in 2h" or "2 weeks ago"',
        ) from None


def parse_day(text: str, zone_name: str, now: int) -> date:
    """Return the local date of `2026-11-21`, `today`, `2 weeks ago` … Raises UsageError; times are cut to their day."""
    raw = text.strip()
    if _ISO_DATE.fullmatch(raw):
        try:
            return date.fromisoformat(raw)
        except ValueError:
            raise UsageError(f'"{text}" is not a date of the calendar', slug="bad-time") from None
    return local_date(parse_moment(raw, zone_name, now), zone_name)


def _named_day(word: str, zone_name: str, now: int) -> date | None:
    shift = {"today": 0, "yesterday": -1, "tomorrow": 1}.get(word)
    return None if shift is None else local_date(now, zone_name) + timedelta(days=shift)


_AGO = re.compile(r"(\d+)\s*(second|minute|hour|day|week|month|year)s?\s+ago")


def _relative(word: str, zone_name: str, now: int) -> int | None:
    if word.startswith("in ") and _DURATION.fullmatch(word[3:].replace(" ", "")):
        return now + parse_duration(word[3:])
    if word.endswith(" ago") and _DURATION.fullmatch(word[:-4].replace(" ", "")):
        return now - parse_duration(word[:-4])
    match = _AGO.fullmatch(word)
    if not match:
        return None
    from dateutil.relativedelta import relativedelta

    count, unit = int(match[1]), match[2]
    if unit in {"second", "minute", "hour"}:
        return now - count * {"second": 1, "minute": MINUTE, "hour": HOUR}[unit]
    local = local_time(now, zone_name).replace(tzinfo=None)
    back = {
        "day": relativedelta(days=count),
        "week": relativedelta(weeks=count),
        "month": relativedelta(months=count),
        "year": relativedelta(years=count),
    }[unit]
    return to_epoch(local - back, zone_name)


def _absolute(raw: str, zone_name: str, now: int, date_is_end: bool) -> int:
    if _CLOCK_TIME.fullmatch(raw):
        hours, minutes = raw.split(":")
        today = local_date(now, zone_name)
        return to_epoch(datetime(today.year, today.month, today.day, int(hours), int(minutes)), zone_name)
    head, _, tail = raw.rpartition(" ")
    if head and "/" in tail and _ISO_TIME.match(head):
        return _absolute(head, tail, now, date_is_end)
    if _ISO_DATE.fullmatch(raw):
        day = date.fromisoformat(raw)
        return last_second(day, zone_name) if date_is_end else day_start(day, zone_name)
    if not _ISO_TIME.match(raw):
        raise ValueError(raw)
    parsed = datetime.fromisoformat(raw)
    return int(parsed.timestamp()) if parsed.tzinfo else to_epoch(parsed, zone_name)


def utc_stamp(moment: int) -> str:
    """Return `20261121T090000Z`, for file names."""
    return datetime.fromtimestamp(moment, UTC).strftime("%Y%m%dT%H%M%SZ")


def offsets(start: int, end: int, zone_name: str) -> list[tuple[int, int]]:
    """Return (first second UTC, seconds east of UTC) of each stretch of [start, end) with one offset, ascending.

    The first stretch begins at `start`; a change of daylight saving time is found to the second.
    """
    tz = zone(zone_name)

    def east(moment: int) -> int:
        offset = datetime.fromtimestamp(moment, tz).utcoffset()
        return int(offset.total_seconds()) if offset is not None else 0

    found = [(start, east(start))]
    at = start
    while at < end:
        step = min(at + DAY, end)
        if east(step) != found[-1][1]:
            low, high = at, step  # the change lies in (low, high]
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if east(middle) == found[-1][1] else (low, middle)
            found.append((high, east(high)))
            at = high
        else:
            at = step
    return found
