"""Quiet hours against a watch that is looked at every minute."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from leadctl.clock import local_time
from leadctl.engine.alerts.quiet import not_before
from tests.effort import examples

ZONES = ("UTC", "America/New_York", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia")
CHANGES = (1_772_953_200, 1_793_512_800, 1_774_746_000, 1_792_890_000)  # of daylight saving time in 2026
MINUTES = st.integers(0, 1439)


def quiet(moment, hours, zone):
    """Return whether the watch on the wall says that it is quiet."""
    local = local_time(moment, zone)
    minute = local.hour * 60 + local.minute
    starts, ends = hours
    return starts <= minute < ends if starts < ends else minute >= starts or minute < ends


@settings(max_examples=examples(150), deadline=None)
@given(st.sampled_from(ZONES), MINUTES, MINUTES, st.sampled_from(CHANGES), st.integers(-86_400, 86_400))
def test_it_is_the_first_minute_that_is_not_quiet(zone, starts, ends, change, offset):
    if starts == ends:
        return
    moment, hours = change + offset, (starts, ends)
    found = not_before(moment, hours, zone)
    if not quiet(moment, hours, zone):
        assert found == moment
        return
    walked = moment - moment % 60
    while quiet(walked, hours, zone):
        walked += 60
    # An hour that the clock skips or repeats may hold the end: then it may be an hour off, never in the past.
    assert found > moment - 1
    assert abs(found - walked) <= 3_600
    if abs(moment - change) > 50_000 and abs(found - change) > 50_000:
        assert found == walked


def test_nobody_wants_quiet():
    assert not_before(1_000_000, None, "UTC") == 1_000_000


def test_over_midnight_and_on_both_edges():
    day = 1_772_409_600  # 2026-03-02 00:00 UTC
    hours = (20 * 60, 7 * 60)
    assert not_before(day + 19 * 3600 + 3599, hours, "UTC") == day + 19 * 3600 + 3599
    assert not_before(day + 20 * 3600, hours, "UTC") == day + 31 * 3600
    assert not_before(day + 60, hours, "UTC") == day + 7 * 3600
    assert not_before(day + 7 * 3600, hours, "UTC") == day + 7 * 3600
