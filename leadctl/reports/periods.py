"""Turns period flags into a half-open Period of local days. Pure: "now" comes in from outside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from leadctl.clock import Period, day_start, local_date, parse_day
from leadctl.errors import UsageError

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FLAGS: Final = (
    "today",
    "yesterday",
    "this-week",
    "last-week",
    "this-month",
    "last-month",
    "last-30-days",
    "last-60-days",
    "last-1-year",
)
DEFAULTS: Final = {"performance": "last-30-days", "summary": "last-1-year"}


def week_start(day: date, week_starts: str) -> date:
    """Return the first day of the week of `day`; `week_starts` is a weekday in lower case."""
    return day - timedelta(days=(day.weekday() - WEEKDAYS.index(week_starts)) % 7)


def month_start(day: date, months: int = 0) -> date:
    """Return the first day of the month `months` after that of `day` (before, when negative)."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def _year_before(day: date) -> date:
    """Return the same date last year; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def _days(flag: str, today: date, week_starts: str) -> tuple[date, date]:
    """Return [first day, day after the last] of a period flag."""
    tomorrow = today + timedelta(days=1)
    week, month = week_start(today, week_starts), month_start(today)
    rules: dict[str, Callable[[], tuple[date, date]]] = {
        "today": lambda: (today, tomorrow),
        "yesterday": lambda: (today - timedelta(days=1), today),
        "this-week": lambda: (week, week + timedelta(days=7)),
        "last-week": lambda: (week - timedelta(days=7), week),
        "this-month": lambda: (month, month_start(today, 1)),
        "last-month": lambda: (month_start(today, -1), month),
        "last-30-days": lambda: (tomorrow - timedelta(days=30), tomorrow),
        "last-60-days": lambda: (tomorrow - timedelta(days=60), tomorrow),
        "last-1-year": lambda: (_year_before(today) + timedelta(days=1), tomorrow),
    }
    return rules[flag]()


def resolve(
    flags: list[str],
    first: str | None,
    last: str | None,
    *,
    zone: str,
    now: int,
    week_starts: str,
    default: str,
) -> Period:
    """Return the period of the flags given; `default` names the one without any.

    `first` and `last` are the texts of --from and --to (dates or "2 weeks ago"; the last day counts whole).
    Raises UsageError for two period flags, for --to without --from, for an unknown date and a negative span.
    """
    given = [f"--{flag}" for flag in flags] + (["--from"] if first is not None else [])
    if len(given) > 1:
        raise UsageError(f"two periods: {' and '.join(given)}", slug="two-periods", hint="give one of them")
    if last is not None and first is None:
        raise UsageError(
            "--to goes with --from" + (f", not with {given[0]}" if given else ""),
            slug="two-periods" if given else "usage",
            hint="--from 2026-01-01 --to 2026-01-31",
        )
    today = local_date(now, zone)
    if first is None:
        flag = flags[0] if flags else default
        start, end = _days(flag, today, week_starts)
        return Period(day_start(start, zone), day_start(end, zone), zone, flag.replace("-", " "))
    start = parse_day(first, zone, now)
    final = parse_day(last, zone, now) if last is not None else today
    if final < start and last is None:
        raise UsageError(
            f"the period starts on {start}, which is yet to come", slug="bad-period", hint=f"today is {today}"
        )
    if final < start:
        raise UsageError(
            f"the period ends on {final} before it starts on {start}", slug="bad-period", hint="give --from before --to"
        )
    return Period(day_start(start, zone), day_start(final + timedelta(days=1), zone), zone, f"{start} to {final}")


def buckets(unit: str, period: Period, week_starts: str) -> dict[str, int]:
    """Return name -> first second UTC of every day, week, month … of the period, in order."""
    found: dict[str, int] = {}
    day = local_date(period.start, period.zone)
    while (start := day_start(day, period.zone)) < period.end:
        found.setdefault(bucket(unit, day, week_starts), start)
        day += timedelta(days=1)
    return found


def bucket(unit: str, day: date, week_starts: str) -> str:
    """Return the name of the day, week (its first day), month, quarter or year that holds `day`; names sort by time."""
    if unit == "week":
        return week_start(day, week_starts).isoformat()
    if unit == "month":
        return month_start(day).isoformat()[:7]
    if unit == "quarter":
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return str(day.year) if unit == "year" else day.isoformat()
