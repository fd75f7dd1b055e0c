"""Who may take a lead: every code, in its order."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadctl.config.model import Limits
from leadctl.engine.eligibility import Load, User, check
from leadctl.engine.hours import Block, Hours
from leadctl.models import Code

NOW = 1_772_464_200  # Monday 2026-03-02 15:10 UTC
ALWAYS = Hours()
NEVER_TODAY = Hours((Block(5, 0, 60, "UTC"),))
AWAY = Hours(absences=((NOW - 10, NOW + 10),))


def full(limits: Limits, **counts) -> Load:
    return Load(limits, **counts)


# From the first code to the last: what brings each about.
REASONS = {
    Code.DISABLED: ({"disabled": True}, {}),
    Code.ABSENT: ({"hours": AWAY}, {}),
    Code.OFF_SHIFT: ({"hours": NEVER_TODAY}, {}),
    Code.PAUSED: ({"paused_until": NOW + 1}, {}),
    Code.CAP_HOUR: ({}, {"own": full(Limits(per_hour=3), hour=3)}),
    Code.CAP_DAY: ({}, {"here": full(Limits(per_day=0))}),
    Code.CAP_WEEK: ({}, {"own": full(Limits(per_week=9), week=8, given=1)}),
    Code.CAP_OPEN: ({}, {"here": full(Limits(open=5), open=7)}),
    Code.LACKS_TAG: ({}, {"needs_tags": ("vip",)}),
    Code.HELD_BEFORE: ({}, {"held": True}),
    Code.REJECTED_BEFORE: ({}, {"rejected": True}),
    Code.ZERO_WEIGHT: ({}, {"weight": 0}),
}


@pytest.mark.parametrize("code", REASONS)
def test_each_code_by_itself(code):
    who, how = REASONS[code]
    assert check(User(1, "ana", **who), NOW, **how) == code


def test_the_codes_are_looked_for_in_the_order_of_the_words():
    order = [c for c in Code if c in REASONS]
    assert list(REASONS) == order
    for first, second in pairwise(order):
        (who, how), (who2, how2) = REASONS[first], REASONS[second]
        if {"own", "here", "hours"} & (how.keys() | who.keys()) & (how2.keys() | who2.keys()):
            continue  # one user cannot have both at once here; the caps have a test of their own
        assert check(User(1, "ana", **{**who2, **who}), NOW, **{**how2, **how}) == first


def test_caps_of_both_kinds_keep_the_order_hour_day_week_open():
    own = Load(Limits(per_week=1), week=1)
    here = Load(Limits(per_day=1), day=1)
    assert check(User(1, "ana"), NOW, own=own, here=here) == Code.CAP_DAY
    own = Load(Limits(per_hour=1, per_day=1), hour=1, day=1)
    assert check(User(1, "ana"), NOW, own=own, here=here) == Code.CAP_HOUR


def test_nobody_objects():
    assert check(User(1, "ana"), NOW) is None


def test_zero_is_none_and_absent_is_unlimited():
    assert check(User(1, "ana"), NOW, own=Load(Limits(per_day=0))) == Code.CAP_DAY
    assert check(User(1, "ana"), NOW, own=Load(Limits(), hour=999, day=999, week=999, open=999)) is None


def test_a_tag_equals_the_lead_s_value_plain_or_with_its_kind():
    for tags in ({"de"}, {"language:de"}, {"language=de"}):
        assert check(User(1, "a", tags=frozenset(tags)), NOW, needs=[("language", " DE ")]) is None
    user = User(1, "a", tags=frozenset({"fr"}))
    assert check(user, NOW, needs=[("language", "de")]) == Code.LACKS_TAG
    assert check(user, NOW, needs=[("language", None)]) == Code.LACKS_TAG  # nothing equals an empty field


def test_pull_may_take_what_he_held_before():
    assert check(User(1, "ana"), NOW, held=True, push=False) is None


limits = st.builds(Limits, *[st.none() | st.integers(0, 6)] * 4)
loads = st.builds(Load, limits, *[st.integers(0, 8)] * 4)


@given(loads)
def test_room_is_how_often_one_more_fits(load):
    room = load.room()
    for _ in range(min(room, 20) if room > 0 else 0):
        assert load.full() is None
        load.given += 1
    if room <= 20:
        assert load.full() is not None
