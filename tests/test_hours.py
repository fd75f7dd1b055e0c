"""Shifts and absences: exact across zones, midnight and both daylight-saving days."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from leadctl.clock import day_end, day_start, to_epoch
from leadctl.hours import Block, Hours, Stretches, calendar

NEW_YORK = "America/New_York"


def at(text: str, zone: str = NEW_YORK) -> int:
    return to_epoch(datetime.fromisoformat(text), zone)


def week(starts: int, ends: int, zone: str = NEW_YORK, days=range(7)) -> Hours:
    return Hours(tuple(Block(d, starts, ends, zone) for d in days))


def test_without_blocks_he_always_works():
    assert Hours().open_at(0)
    assert Hours().next_open(7) == 7
    assert Hours().seconds(0, 100) == 100


def test_office_hours_open_and_close_to_the_second():
    office = week(9 * 60, 17 * 60 + 30, days=range(5))
    monday = at("2026-03-02 09:00")
    assert not office.open_at(monday - 1)
    assert office.open_at(monday)
    assert office.open_at(at("2026-03-02 17:30") - 1)
    assert not office.open_at(at("2026-03-02 17:30"))
    assert office.next_open(at("2026-03-06 17:30")) == at("2026-03-09 09:00")  # over the weekend and the clock change


def test_a_shift_past_midnight_belongs_to_the_day_it_starts():
    night = week(22 * 60, 30 * 60, days=[4])  # Friday 22:00 to Saturday 06:00
    assert night.open_at(at("2026-03-07 05:59"))
    assert not night.open_at(at("2026-03-07 06:00"))
    assert not night.open_at(at("2026-03-06 05:59"))


def test_spring_forward_takes_an_hour_out_of_the_night_shift():
    night = week(0, 4 * 60)
    day = date(2026, 3, 8)
    assert night.seconds(day_start(day, NEW_YORK), day_end(day, NEW_YORK)) == 3 * 3600


def test_a_shift_inside_the_skipped_hour_does_not_open():
    assert week(2 * 60 + 10, 2 * 60 + 50).seconds(at("2026-03-08 00:00"), at("2026-03-09 00:00")) == 0


def test_a_shift_that_starts_in_the_skipped_hour_starts_with_the_next():
    opens = week(2 * 60 + 30, 5 * 60).next_open(at("2026-03-08 00:00"))
    assert opens == at("2026-03-08 03:00")


def test_fall_back_makes_the_night_shift_longer():
    night = week(0, 4 * 60)
    day = date(2026, 11, 1)
    assert night.seconds(day_start(day, NEW_YORK), day_end(day, NEW_YORK)) == 5 * 3600


def test_absence_cuts_into_the_shift():
    office = week(9 * 60, 17 * 60)._replace(absences=((at("2026-03-02 10:00"), at("2026-03-02 12:00")),))
    assert not office.open_at(at("2026-03-02 11:00"))
    assert office.absent_at(at("2026-03-02 11:00"))
    assert office.next_open(at("2026-03-02 11:00")) == at("2026-03-02 12:00")
    assert office.seconds(at("2026-03-02 00:00"), at("2026-03-03 00:00")) == 6 * 3600


def test_never_in_sight():
    gone = week(9 * 60, 17 * 60)._replace(absences=((0, at("2030-01-01 00:00")),))
    assert gone.next_open(at("2026-03-02 11:00")) is None


def naive_open(hours: Hours, moment: int) -> bool:
    """Walk the wall clock of each day minute by minute: open from the first showing of the start to that of the end."""
    for block in hours.blocks:
        zone = ZoneInfo(block.zone)
        local = datetime.fromtimestamp(moment, zone)
        for back in range(3):
            day = local.date() - timedelta(days=back)
            if day.weekday() != block.weekday:
                continue
            midnight = datetime(day.year, day.month, day.day)
            first = {}
            for minute in range(-120, 75 * 60):
                then = int(midnight.replace(tzinfo=zone).timestamp()) + minute * 60
                wall = datetime.fromtimestamp(then, zone).replace(tzinfo=None)
                for name, edge in (("starts", block.starts), ("ends", block.ends)):
                    if name not in first and wall >= midnight + timedelta(minutes=edge):
                        first[name] = then
            if first["starts"] <= moment < first["ends"]:
                return True
    return False


CHANGES = (("America/New_York", (2026, 3, 8)), ("Europe/London", (2026, 10, 25)), ("Australia/Lord_Howe", (2026, 4, 5)))


@settings(deadline=None, max_examples=60)  # the naive walk takes its time
@given(st.sampled_from(CHANGES), st.integers(0, 1440), st.integers(0, 1439), st.integers(-26 * 60, 30 * 60))
def test_open_agrees_with_a_walk_along_the_wall_clock(change, starts, length, minutes):
    zone, (year, month, day) = change
    hours = Hours((Block(date(year, month, day).weekday(), starts, min(starts + length, 2880), zone),))
    moment = to_epoch(datetime(year, month, day), zone) + minutes * 60 + 1
    assert hours.open_at(moment) == naive_open(hours, moment)


@given(
    st.integers(1_700_000_000, 1_800_000_000), st.integers(0, 1440), st.integers(1, 1440), st.integers(0, 10 * 86_400)
)
def test_next_open_is_open_and_nothing_before_it_is(moment, starts, length, span):
    hours = week(starts, starts + length, days=[1, 3])._replace(absences=((moment + 3600, moment + 3600 + span),))
    opens = hours.next_open(moment)
    assert opens is not None
    assert hours.open_at(opens)
    assert hours.seconds(moment, opens + 1) == 1


def test_calendar_days_of_23_and_25_hours():
    spring = calendar(at("2026-03-08 12:34"), NEW_YORK)
    autumn = calendar(at("2026-11-01 12:34"), NEW_YORK)
    assert spring.day[1] - spring.day[0] == 23 * 3600
    assert autumn.day[1] - autumn.day[0] == 25 * 3600
    assert spring.week == (at("2026-03-02 00:00"), at("2026-03-09 00:00"))
    assert calendar(at("2026-03-08 12:34"), NEW_YORK, "sunday").week[0] == at("2026-03-08 00:00")


@given(st.integers(1_600_000_000, 1_900_000_000), st.sampled_from(["UTC", NEW_YORK, "Asia/Kolkata", "Asia/Kathmandu"]))
def test_the_calendar_holds_its_moment(moment, zone):
    found = calendar(moment, zone)
    assert all(start <= moment < end for start, end in found)
    local = datetime.fromtimestamp(found.hour[0], ZoneInfo(zone))
    assert (local.minute, local.second) == (0, 0)
    assert datetime.fromtimestamp(found.week[0], ZoneInfo(zone)).weekday() == 0


@given(moment=st.integers(0, 4_000_000), spans=st.lists(st.tuples(st.integers(0, 90_000), st.integers(1, 90_000))))
def test_running_totals_are_the_working_seconds(moment, spans):
    """What lies between two moments is what `Hours` counts there."""
    intervals, at = [], 0
    for gap, length in spans:
        intervals.append((at + gap + 1, at + gap + 1 + length))
        at += gap + 1 + length
    stretches = Stretches(intervals)
    assert stretches.until(moment) == sum(max(0, min(end, moment) - start) for start, end in intervals)
    assert stretches.between(moment // 2, moment) == stretches.until(moment) - stretches.until(moment // 2)


def test_running_totals_over_the_days_of_23_and_25_hours():
    for day in ("2026-03-08", "2026-11-01"):
        night = week(60, 180)
        start, end = at(f"{day}T00:00"), at(f"{day}T23:00")
        assert Stretches(night.working(start, end)).between(start, end) == night.seconds(start, end)
    assert Stretches([]).until(5) == 0
