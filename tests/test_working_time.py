"""Working time against a naive model that walks the wall clock minute by minute, over both changes of the clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadctl.clock import DAY, day_end, day_start, to_epoch
from leadctl.hours import Block, Hours, common
from tests.effort import examples

MINUTE = 60
# Zone, and days on which its clock changes; some do so at midnight.
CHANGES = (
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Europe/Berlin", date(2026, 3, 29)),
    ("Europe/Berlin", date(2026, 10, 25)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("Africa/Cairo", date(2026, 4, 24)),
    ("Africa/Cairo", date(2026, 10, 29)),
    ("America/Santiago", date(2026, 4, 4)),
    ("America/Santiago", date(2026, 9, 6)),
    ("Asia/Kolkata", date(2026, 6, 1)),
)


def naive_minutes(hours: Hours, zone_name: str, first: int, last: int) -> list[int]:
    """Return the worked minutes (their first second) in [first, last), asking the wall clock of each minute."""
    zone = ZoneInfo(zone_name)
    walls = {}
    for moment in range(first - 4 * DAY, last + DAY, MINUTE):
        walls[moment] = datetime.fromtimestamp(moment, zone).replace(tzinfo=None)
    open_ = set(range(first, last, MINUTE)) if not hours.blocks else set()
    for block in hours.blocks:
        day = walls[first - 4 * DAY].date() + timedelta(days=1)
        while day <= walls[last].date():
            if day.weekday() == block.weekday:
                midnight = datetime(day.year, day.month, day.day)
                starts, ends = midnight + timedelta(minutes=block.starts), midnight + timedelta(minutes=block.ends)
                begun = ended = False
                for moment, wall in walls.items():  # ascending: what was reached stays reached
                    begun, ended = begun or wall >= starts, ended or wall >= ends
                    if begun and not ended:
                        open_.add(moment)
            day += timedelta(days=1)
    holes = (*hours.absences, *hours.holidays)
    return [m for m in range(first, last, MINUTE) if m in open_ and not any(a <= m < b for a, b in holes)]


@st.composite
def weeks(draw):
    """A zone, a day on which its clock changes, and somebody's hours around it."""
    zone, day = draw(st.sampled_from(CHANGES))
    start = day_start(day - timedelta(days=1), zone)
    blocks = []
    for _ in range(draw(st.integers(0, 4))):
        weekday = (day.weekday() + draw(st.integers(-2, 1))) % 7
        starts = draw(st.integers(0, 95)) * 15
        blocks.append(Block(weekday, starts, min(starts + draw(st.integers(1, 96)) * 15, 2880), zone))
    absences = [
        (start + a * 900, start + (a + length) * 900)
        for a, length in draw(st.lists(st.tuples(st.integers(0, 280), st.integers(1, 40)), max_size=2))
    ]
    off = draw(st.lists(st.sampled_from([day - timedelta(days=1), day, day + timedelta(days=1)]), max_size=1))
    holidays = tuple((day_start(d, zone), day_end(d, zone)) for d in off)
    return zone, day, Hours(tuple(blocks), tuple(absences), holidays)


def span(zone: str, day: date) -> tuple[int, int]:
    return day_start(day - timedelta(days=1), zone), day_end(day + timedelta(days=1), zone)


@settings(deadline=None, max_examples=examples(60))  # the naive walk takes its time
@given(weeks())
def test_every_minute_is_worked_or_not_as_the_wall_clock_says(case):
    zone, day, hours = case
    first, last = span(zone, day)
    wanted = naive_minutes(hours, zone, first, last)
    found = [m for a, b in hours.working(first, last) for m in range(a, b, MINUTE)]
    assert found == wanted
    assert hours.seconds(first, last) == len(wanted) * MINUTE
    worked = set(wanted)
    assert all(hours.open_at(m) == (m in worked) for m in range(first, last, 13 * MINUTE))


@settings(deadline=None, max_examples=examples(60))
@given(weeks(), st.integers(0, 72 * 60), st.integers(1, 30 * 60))
def test_after_and_next_open_count_the_same_minutes(case, into, length):
    zone, day, hours = case
    first, last = span(zone, day)
    moment = first + into * MINUTE % (last - first)
    worked = [m for m in naive_minutes(hours, zone, first, last) if m >= moment]
    if worked:
        assert hours.next_open(moment) == worked[0]
    if len(worked) >= length:
        assert hours.after(moment, length * MINUTE) == worked[length - 1] + MINUTE
    else:
        ends = hours.after(moment, length * MINUTE)
        assert ends is None or ends > last


@given(weeks(), st.integers(0, 3 * DAY), st.integers(0, 40 * 3600))
def test_between_a_moment_and_its_deadline_lies_exactly_that_much_work(case, into, seconds):
    zone, day, hours = case
    moment = span(zone, day)[0] + into
    ends = hours.after(moment, seconds)
    if ends is not None:
        assert hours.seconds(moment, ends) == seconds
        assert ends == moment or hours.open_at(ends - 1)  # the last second is a worked one


@given(weeks(), st.integers(0, 2 * DAY), st.integers(0, 2 * DAY), st.integers(0, 2 * DAY))
def test_spans_add_up(case, into, one, two):
    zone, day, hours = case
    start = span(zone, day)[0] + into
    assert hours.seconds(start, start + one + two) == hours.seconds(start, start + one) + hours.seconds(
        start + one, start + one + two
    )


def test_a_window_in_working_time_skips_the_night_and_the_weekend():
    office = Hours(tuple(Block(d, 9 * 60, 17 * 60, "America/New_York") for d in range(5)))

    def at(text: str) -> int:
        return to_epoch(datetime.fromisoformat(text), "America/New_York")

    assert office.after(at("2026-03-06 16:58"), 5 * 60) == at("2026-03-09 09:03")  # over the clock change, too
    assert office.after(at("2026-03-06 16:58"), 2 * 60) == at("2026-03-06 17:00")
    assert office.after(at("2026-03-07 12:00"), 60) == at("2026-03-09 09:01")
    assert office.after(at("2026-03-07 12:00"), 0) == at("2026-03-07 12:00")
    assert office.after(at("2026-03-02 09:00"), 40 * 3600) == at("2026-03-06 17:00")


def test_always_working_counts_every_second_however_long():
    assert Hours().after(7, 10_000 * DAY) == 7 + 10_000 * DAY


def test_who_never_works_again_has_no_deadline():
    hours = Hours((Block(0, 0, 60, "UTC"),), ((0, 4_000_000_000),))
    assert hours.after(1_772_464_200, 60) is None
    assert hours.next_open(1_772_464_200) is None


intervals = st.lists(st.tuples(st.integers(0, 50), st.integers(1, 9)), max_size=6).map(
    lambda pairs: sorted({(a * 10, a * 10 + n) for a, n in pairs})
)


@given(intervals, intervals)
def test_what_two_lists_have_in_common(one, two):
    seconds = {m for a, b in one for m in range(a, b)} & {m for a, b in two for m in range(a, b)}
    found = common(one, two)
    assert {m for a, b in found for m in range(a, b)} == seconds
    assert found == sorted(found)


@pytest.mark.parametrize("zone", ["America/New_York", "Africa/Cairo"])
def test_a_holiday_is_the_local_day(zone):
    day = date(2026, 10, 30)
    hours = Hours((), (), ((day_start(day, zone), day_end(day, zone)),))
    assert hours.on_holiday_at(day_start(day, zone))
    assert not hours.on_holiday_at(day_end(day, zone))
    assert not hours.open_at(day_end(day, zone) - 1)
    assert hours.next_open(day_start(day, zone)) == day_end(day, zone)
