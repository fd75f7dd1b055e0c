"""Who may take a lead: every code, in its order."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadctl.config.model import Config, Limits, Strategy, Target
from leadctl.engine.eligibility import Load, User, check, standing
from leadctl.engine.passages import give
from leadctl.engine.people import requeue
from leadctl.engine.run_rows import read_past, read_rows
from leadctl.engine.snapshot import compile_rules, load
from leadctl.hours import Block, Hours
from leadctl.models import Code
from tests.builders import add_lead, add_strategy, add_users

NOW = 1_772_464_200  # Monday 2026-03-02 15:10 UTC
ALWAYS = Hours()
NEVER_TODAY = Hours((Block(5, 0, 60, "UTC"),))
AWAY = Hours(absences=((NOW - 10, NOW + 10),))
FEAST = Hours(holidays=((NOW - 10, NOW + 10),))
ACTIVE = 900  # active_within of every check below


def full(limits: Limits, **counts) -> Load:
    return Load(limits, **counts)


# From the first code to the last: what brings each about.
REASONS = {
    Code.DISABLED: ({"disabled": True}, {}),
    Code.ABSENT: ({"hours": AWAY}, {}),
    Code.OFF_SHIFT: ({"hours": NEVER_TODAY}, {}),
    Code.HOLIDAY: ({"hours": FEAST}, {}),
    Code.INACTIVE: ({"last_seen_at": NOW - ACTIVE - 1}, {}),
    Code.PAUSED: ({"paused_until": NOW + 1}, {}),
    Code.BUSY: ({"busy_until": NOW + 1}, {}),
    Code.CAP_HOUR: ({}, {"own": full(Limits(per_hour=3), hour=3)}),
    Code.CAP_DAY: ({}, {"here": full(Limits(per_day=0))}),
    Code.CAP_WEEK: ({}, {"own": full(Limits(per_week=9), week=8, given=1)}),
    Code.CAP_OPEN: ({}, {"here": full(Limits(open=5), open=7)}),
    Code.LACKS_TAG: ({}, {"needs_tags": ("vip",)}),
    Code.LEAD_QUIET_HOURS: ({}, {"quiet": True}),
    Code.HELD_BEFORE: ({}, {"held": True}),
    Code.REJECTED_BEFORE: ({}, {"rejected": True}),
    Code.EXPIRED_BEFORE: ({}, {"asked": True}),
    Code.ZERO_WEIGHT: ({}, {"weight": 0}),
}


def asked(who: dict, how: dict) -> Code | None:
    """Return the code of a user seen a moment ago, unless `who` says otherwise."""
    user = User(1, "ana", **{"last_seen_at": NOW, **who})
    return check(user, NOW, stands=standing(user, NOW, ACTIVE), **how)


def test_every_code_has_its_case():
    assert set(REASONS) == set(Code)


@pytest.mark.parametrize("code", REASONS)
def test_each_code_by_itself(code):
    assert asked(*REASONS[code]) == code


def test_the_codes_are_looked_for_in_the_order_of_the_words():
    last = [Code.EXPIRED_BEFORE, Code.ZERO_WEIGHT]  # expired_before came later; it is looked for before the weight
    assert list(REASONS) == [c for c in Code if c not in last] + last
    for first, second in pairwise(REASONS):
        (who, how), (who2, how2) = REASONS[first], REASONS[second]
        if {"own", "here", "hours"} & (how.keys() | who.keys()) & (how2.keys() | who2.keys()):
            continue  # one user cannot have both at once here; the caps have a test of their own
        assert asked({**who2, **who}, {**how2, **how}) == first


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


def test_who_had_the_lead_or_refused_it_gets_it_no_more(con):
    """Owning counts however it came about, an offer only once it was accepted, nothing that was taken back."""
    ana, bob, cat, dan, eve, fay = add_users(con, "ana bob cat dan eve fay")
    add_strategy(con, "All", dict.fromkeys((ana, bob, cat, dan, eve, fay), 1))
    lead = add_lead(con)
    give(con, lead, ana, NOW - 500, "boss")
    give(con, lead, bob, NOW - 400, "boss")  # from ana: a transfer
    requeue(con, lead, NOW - 300)
    sql = (
        "insert into distribution (lead_id, record_type_id, strategy_id, user_id, account_id, level, mode, origin,"
        " distributed_at, recorded_at, offered, ended_at, end_kind, rejected_at, expired_at, accepted_at, undone_at)"
        " values (:lead, 1, 1, :user, 1, 'user', 'push', :origin, :at, :at, :offered, :at, :end, :no, :late, :yes,"
        " :undone)"
    )
    plain = {"lead": lead, "at": NOW - 200, "no": None, "late": None, "yes": None, "undone": None, "offered": 0}
    for row in (
        {"user": cat, "origin": "imported", "end": "transferred"},
        {"user": dan, "origin": "engine", "end": "rejected", "offered": 1, "no": NOW - 200},
        {"user": eve, "origin": "engine", "end": "recalled", "undone": NOW - 100},
        {"user": fay, "origin": "engine", "end": "expired", "offered": 1, "late": NOW - 200},
    ):
        con.execute(sql, plain | row)
    config = Config(strategies=(Strategy("All", "round_robin", Target(users=("ana",))),))
    book = compile_rules(con, config, NOW)
    rows = read_rows(con, book, [lead])
    (stage,) = load(con, book).stages
    found = stage.lane(rows[0])[1].pool.candidates(rows[0], read_past(con, rows)[lead])
    codes = {user: code for user, _, code in found.members}
    assert codes == {
        ana: "held_before", bob: "held_before", cat: "held_before", dan: "rejected_before", eve: None,
        fay: "expired_before",
    }  # fmt: skip


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
