"""Times: local days to UTC bounds, both daylight-saving days, what users may type."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadctl import clock
from leadctl.errors import UsageError

ZONES = ["America/New_York", "Europe/Berlin", "Asia/Kolkata", "Pacific/Apia", "UTC", "Australia/Lord_Howe"]
NY = "America/New_York"
NOON = int(datetime(2026, 3, 1, 12, tzinfo=ZoneInfo(NY)).timestamp())


def naive_day_start(day: date, zone: str) -> int:
    """Walk minute by minute from well before: the first minute whose local date is `day`."""
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=15)
    while moment.astimezone(ZoneInfo(zone)).date() < day:
        moment += timedelta(minutes=1)
    return int(moment.timestamp())


@given(st.dates(date(2025, 1, 1), date(2027, 12, 30)), st.sampled_from(ZONES))
def test_day_start_equals_a_walk_through_the_minutes(day: date, zone: str) -> None:
    assert clock.day_start(day, zone) == naive_day_start(day, zone)
    assert clock.local_date(clock.last_second(day, zone), zone) == day
    assert clock.local_date(clock.last_second(day, zone) + 1, zone) == day + timedelta(days=1)


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 8), 23), (date(2026, 11, 1), 25), (date(2026, 3, 9), 24)])
def test_daylight_saving_days_have_their_real_length(day: date, hours: int) -> None:
    assert clock.day_end(day, NY) - clock.day_start(day, NY) == hours * 3600


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-02-28", "2026-02-28T00:00:00-05:00"),
        ("2026-02-28 09:30", "2026-02-28T09:30:00-05:00"),
        ("2026-02-28T09:30:15Z", "2026-02-28T04:30:15-05:00"),
        ("2026-02-28T09:30+01:00", "2026-02-28T03:30:00-05:00"),
        ("2026-02-28 09:30 Europe/Berlin", "2026-02-28T03:30:00-05:00"),
        ("09:30", "2026-03-01T09:30:00-05:00"),
        ("now", "2026-03-01T12:00:00-05:00"),
        ("today", "2026-03-01T00:00:00-05:00"),
        ("yesterday", "2026-02-28T00:00:00-05:00"),
        ("in 2h", "2026-03-01T14:00:00-05:00"),
        ("90m ago", "2026-03-01T10:30:00-05:00"),
        ("2 weeks ago", "2026-02-15T12:00:00-05:00"),
        ("1 month ago", "2026-02-01T12:00:00-05:00"),
    ],
)
def test_what_a_user_may_type(text: str, expected: str) -> None:
    assert clock.iso(clock.parse_moment(text, NY, NOON), NY) == expected


def test_a_date_that_ends_something_is_its_last_second() -> None:
    assert clock.parse_moment("2026-02-28", NY, NOON, date_is_end=True) == clock.day_start(date(2026, 3, 1), NY) - 1


@pytest.mark.parametrize(
    "text", ["soon", "2026-02-30", "31/12/2026", "", "25:00", "2026-13-01 09:00", "in 2 fortnights"]
)
def test_what_is_no_time_is_a_usage_error(text: str) -> None:
    with pytest.raises(UsageError):
        clock.parse_moment(text, NY, NOON)


def test_an_unknown_zone_names_the_nearest() -> None:
    with pytest.raises(UsageError, match='did you mean "America/New_York"'):
        clock.zone("America/NewYork")


@given(st.integers(0, 10_000_000))
def test_durations_read_what_they_were_written_as(seconds: int) -> None:
    parts = f"{seconds // 86400}d{seconds % 86400 // 3600}h{seconds % 3600 // 60}m{seconds % 60}s"
    assert clock.parse_duration(parts) == seconds


@pytest.mark.parametrize("text", ["", "5", "m5", "5 minutes", "-5m", "1.5h"])
def test_what_is_no_duration(text: str) -> None:
    with pytest.raises(ValueError, match="not a duration"):
        clock.parse_duration(text)


def test_a_period_must_run_forwards() -> None:
    with pytest.raises(UsageError):
        clock.Period(10, 10, "UTC")
    period = clock.Period(10, 20, "UTC")
    assert 10 in period
    assert 20 not in period
