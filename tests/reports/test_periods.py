"""Period flags: whole local days, half-open, right on days of 23 and 25 hours."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadctl.clock import local_time, offsets, to_epoch
from leadctl.errors import UsageError
from leadctl.reports.periods import FLAGS, month_start, resolve, week_start

NY = "America/New_York"
HOUR = 3600


def period(flags=(), first=None, last=None, *, now, zone=NY, week="monday", default="last-30-days"):
    return resolve(list(flags), first, last, zone=zone, now=now, week_starts=week, default=default)


def local(moment, zone=NY):
    return local_time(moment, zone).strftime("%Y-%m-%d %H:%M")


NOON = to_epoch(datetime(2026, 3, 8, 12), NY)  # a Sunday; the clocks went forward at 2:00
NOVEMBER = to_epoch(datetime(2026, 11, 1, 12), NY)


def test_days_of_23_and_25_hours():
    assert period(["today"], now=NOON).end - period(["today"], now=NOON).start == 23 * HOUR
    assert period(["today"], now=NOVEMBER).end - period(["today"], now=NOVEMBER).start == 25 * HOUR
    whole = period(["last-30-days"], now=NOON)
    assert whole.end - whole.start == 30 * 24 * HOUR - HOUR


@pytest.mark.parametrize(
    ("flag", "start", "end"),
    [
        ("today", "2026-03-08", "2026-03-09"),
        ("yesterday", "2026-03-07", "2026-03-08"),
        ("this-week", "2026-03-02", "2026-03-09"),
        ("last-week", "2026-02-23", "2026-03-02"),
        ("this-month", "2026-03-01", "2026-04-01"),
        ("last-month", "2026-02-01", "2026-03-01"),
        ("last-30-days", "2026-02-07", "2026-03-09"),
        ("last-60-days", "2026-01-08", "2026-03-09"),
        ("last-1-year", "2025-03-09", "2026-03-09"),
    ],
)
def test_flags(flag, start, end):
    found = period([flag], now=NOON)
    assert (local(found.start), local(found.end)) == (f"{start} 00:00", f"{end} 00:00")


def test_week_start_comes_from_the_rules():
    assert local(period(["this-week"], now=NOON, week="sunday").start) == "2026-03-08 00:00"
    assert local(period(["this-week"], now=NOON, week="saturday").start) == "2026-03-07 00:00"


def test_leap_day():
    leap = to_epoch(datetime(2028, 2, 29, 12), NY)
    assert local(period(["last-1-year"], now=leap).start) == "2027-03-01 00:00"
    assert local(period(["last-month"], now=to_epoch(datetime(2028, 3, 15), NY)).end) == "2028-03-01 00:00"


def test_from_and_to_hold_whole_days():
    found = period(first="2026-01-01", last="2026-01-03", now=NOON)
    assert found.end - found.start == 72 * HOUR
    assert local(period(first="2 weeks ago", now=NOON).start) == "2026-02-22 00:00"
    assert local(period(first="2 weeks ago", now=NOON).end) == "2026-03-09 00:00"


@pytest.mark.parametrize(
    "arguments",
    [
        {"flags": ["today", "yesterday"]},
        {"flags": ["today"], "first": "2026-01-01"},
        {"flags": ["today"], "last": "2026-01-01"},
        {"last": "2026-01-01"},
        {"first": "2026-01-02", "last": "2026-01-01"},
        {"first": "2026-02-30"},
        {"first": "soon"},
    ],
)
def test_wrong_use(arguments):
    with pytest.raises(UsageError):
        period(**arguments, now=NOON)


@given(
    day=st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    zone=st.sampled_from([NY, "UTC", "Asia/Kolkata", "Australia/Lord_Howe", "America/Sao_Paulo"]),
    flag=st.sampled_from(FLAGS),
)
def test_bounds_are_local_midnights_and_hold_what_the_name_says(day, zone, flag):
    now = to_epoch(datetime(day.year, day.month, day.day, 11, 30), zone)
    found = period([flag], now=now, zone=zone)
    tz = ZoneInfo(zone)
    first, after = (datetime.fromtimestamp(m, tz) for m in (found.start, found.end))
    assert (first.hour, first.minute, after.hour, after.minute) == (0, 0, 0, 0)
    if flag.startswith("last-") and flag.endswith("days"):
        assert after.date() - first.date() == timedelta(days=int(flag.split("-")[1]))
    assert (now in found) == (flag not in {"yesterday", "last-week", "last-month"})


@given(day=st.dates(date(1900, 1, 1), date(2100, 1, 1)), months=st.integers(-30, 30))
def test_month_and_week_starts(day, months):
    start = month_start(day, months)
    assert start.day == 1
    assert (start.year * 12 + start.month) - (day.year * 12 + day.month) == months
    monday = week_start(day, "monday")
    assert monday.weekday() == 0
    assert 0 <= (day - monday).days < 7


@given(moment=st.integers(1_700_000_000, 1_900_000_000), days=st.integers(1, 400))
def test_offsets_agree_with_the_zone_at_every_moment(moment, days):
    stretches = offsets(moment, moment + days * 86_400, NY)
    for at in range(moment, moment + days * 86_400, 40_000):
        east = [shift for since, shift in stretches if since <= at][-1]
        assert east == datetime.fromtimestamp(at, ZoneInfo(NY)).utcoffset().total_seconds()


def test_a_first_day_to_come_is_said_to_be_so():
    with pytest.raises(UsageError, match="starts on 2026-03-09, which is yet to come") as caught:
        period(first="2026-03-09", now=NOON)
    assert (caught.value.slug, caught.value.hint) == ("bad-period", "today is 2026-03-08")
    with pytest.raises(UsageError, match="ends on 2026-03-08 before it starts on 2026-03-09"):
        period(first="2026-03-09", last="2026-03-08", now=NOON)
    assert period(first="2026-03-09", last="2026-03-10", now=NOON).label == "2026-03-09 to 2026-03-10"
