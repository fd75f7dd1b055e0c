"""Paused, busy, seen: what a user does now, and what strategies make of it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadctl.config.model import Config, Strategy, Target
from leadctl.db import past, people, seen, unavailable
from leadctl.db.past import PastActivity
from leadctl.engine import lifecycle
from leadctl.engine.availability import begin, end, saw
from leadctl.engine.candidates import Desk, Pool
from leadctl.engine.eligibility import User, check, standing
from leadctl.engine.explain import explain
from leadctl.engine.runs import assign
from leadctl.engine.snapshot import load_users
from leadctl.errors import NotFoundError, UsageError
from leadctl.hours import Hours
from leadctl.models import FOREVER, MICRO, Code
from tests.builders import add_lead, add_leads, add_strategy, add_user, add_users, owners

NOW = 1_772_464_200  # Monday 2026-03-02 15:10 UTC
CONFIG = Config(timezone="UTC")


def spells(con, user_id=1) -> list[tuple]:
    sql = "select kind, starts_at, ends_at, reason, recorded_by from unavailable where user_id = ? order by id"
    return con.execute(sql, (user_id,)).fetchall()


# ---------------------------------------------------------------- paused and busy


def test_a_pause_is_kept_with_its_reason_and_ended(con):
    add_user(con, "ana", timezone="America/New_York")
    stand = begin(con, CONFIG, "paused", "ana", NOW, "tester", until="14:00", reason="training")
    assert stand == ("ana", "America/New_York", NOW + 3 * 3600 + 50 * 60, True, "training")
    assert spells(con) == [("paused", NOW, stand.until, "training", "tester")]
    assert not begin(con, CONFIG, "paused", "ana", NOW, "tester", until="14:00", reason="training").changed
    assert load_users(con, CONFIG, NOW)[1].paused_until == stand.until
    assert load_users(con, CONFIG, stand.until)[1].paused_until is None  # the end is exclusive
    assert end(con, CONFIG, "paused", "ana", NOW + 60).changed
    assert spells(con) == [("paused", NOW, NOW + 60, "training", "tester")]
    assert not end(con, CONFIG, "paused", "ana", NOW + 61).changed
    assert load_users(con, CONFIG, NOW + 60)[1].paused_until is None


def test_a_new_pause_takes_the_place_of_the_old_one_and_calls_are_apart(con):
    add_user(con, "ana")
    begin(con, CONFIG, "paused", "ana", NOW, "x")
    begin(con, CONFIG, "busy", "ana", NOW + 5, "x", lasting="30m")
    begin(con, CONFIG, "paused", "ana", NOW + 10, "x", lasting="2h")
    assert spells(con) == [
        ("paused", NOW, NOW + 10, None, "x"),
        ("busy", NOW + 5, NOW + 1805, None, "x"),
        ("paused", NOW + 10, NOW + 7210, None, "x"),
    ]
    user = load_users(con, CONFIG, NOW + 20)[1]
    assert (user.paused_until, user.busy_until) == (NOW + 7210, NOW + 1805)
    assert standing(user, NOW + 20) == Code.PAUSED
    end(con, CONFIG, "paused", "ana", NOW + 20)
    assert standing(load_users(con, CONFIG, NOW + 20)[1], NOW + 20) == Code.BUSY
    assert standing(load_users(con, CONFIG, NOW + 1805)[1], NOW + 1805) is None


def test_without_an_end_it_lasts_until_ended_by_hand(con):
    add_user(con, "ana")
    assert begin(con, CONFIG, "busy", "ana", NOW, "x").until == FOREVER
    assert spells(con) == [("busy", NOW, None, None, "x")]
    assert unavailable.of_user(con, 1, NOW + 10**8)["busy"].ends_at == FOREVER


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"until": "14:00", "lasting": "2h"}, "same thing twice"),
        ({"until": "2026-03-01"}, "has passed already"),
        ({"lasting": "soon"}, "is not a duration"),
        ({"lasting": "0m"}, "no time at all"),
        ({"until": "soon"}, "is not a time"),
    ],
)
def test_what_cannot_be(con, how, said):
    add_user(con, "ana")
    with pytest.raises(UsageError, match=said):
        begin(con, CONFIG, "paused", "ana", NOW, "x", **how)
    assert spells(con) == []
    with pytest.raises(NotFoundError, match='did you mean "ana"'):
        begin(con, CONFIG, "paused", "anna", NOW, "x")


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(["paused", "busy"]), st.integers(0, 50)), max_size=12))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_of_pauses_and_calls_leaves_at_most_one_of_each(con, commands):
    con.execute("delete from unavailable")
    con.execute("insert or ignore into user (id, login, name, account_id, created_at) values (1, 'ana', 'Ana', 1, 0)")
    naive: dict[str, int] = {}
    now = NOW
    for starts, kind, length in commands:
        now += 7
        if starts:
            begin(con, CONFIG, kind, "ana", now, "x", lasting=f"{length}s" if length else None)
            naive[kind] = now + length if length else FOREVER
        else:
            end(con, CONFIG, kind, "ana", now)
            naive.pop(kind, None)
        lasting = {kind: ends for kind, ends in naive.items() if ends > now}
        assert {k: s.ends_at for k, s in unavailable.of_user(con, 1, now).items()} == lasting
        assert len(unavailable.current(con, now)) == len(lasting)


# ---------------------------------------------------------------- seen


def test_seen_goes_forward_only(con):
    add_user(con, "ana", timezone="Europe/Berlin")
    assert saw(con, CONFIG, "ana", NOW) == ("ana", "Europe/Berlin", NOW, True, None)
    assert saw(con, CONFIG, "ana", NOW, at="10:00").changed is False  # earlier
    assert people.find_user(con, "ana").last_seen_at == NOW
    with pytest.raises(UsageError, match="has not come yet"):
        saw(con, CONFIG, "ana", NOW, at="23:00")


def test_recorded_and_imported_work_counts_as_being_seen(con):
    add_users(con, "ana bob cat")
    lead = add_lead(con)
    lifecycle.add_action(con, lead, 1, NOW - 600, NOW, "boss", name="call")
    lifecycle.set_value(con, lead, 2, NOW - 60, NOW, amount=100)
    assert seen.latest(con, NOW, 0) == {1: NOW - 600, 2: NOW - 60}
    con.execute("begin")
    con.execute("insert into import (kind, file, sha256, started_at) values ('activities', 'x', '', 0)")
    rows = [
        PastActivity(lead, user, "action", "call", None, None, None, None, None, None, None, f"k{user}{at}", NOW - at)
        for user, at in ((1, 700), (1, 500), (3, 900), (3, 800))
    ]
    past.store_activities(con, rows, 1, NOW)
    con.execute("commit")
    assert seen.latest(con, NOW, 0) == {1: NOW - 500, 2: NOW - 60, 3: NOW - 800}


def test_at_a_moment_of_the_past_only_what_was_there_counts(con):
    add_users(con, "ana bob")
    lead = add_lead(con)
    for at in (NOW - 5000, NOW - 900, NOW - 100):
        lifecycle.add_action(con, lead, 1, at, NOW, "x", name="call")
    saw(con, CONFIG, "bob", NOW - 2000)
    then = NOW - 800
    assert seen.latest(con, then, 900) == {1: NOW - 900, 2: NOW - 2000}
    assert seen.latest(con, NOW - 3000, 900) == {}
    assert seen.latest(con, NOW - 3000, 2000) == {1: NOW - 5000}


def test_the_bound_is_inside_and_who_was_never_seen_is_inactive():
    assert standing(User(1, "a", last_seen_at=NOW - 900), NOW, 900) is None
    assert standing(User(1, "a", last_seen_at=NOW - 901), NOW, 900) == Code.INACTIVE
    assert standing(User(1, "a"), NOW, 900) == Code.INACTIVE
    assert standing(User(1, "a"), NOW) is None
    assert standing(User(1, "a", paused_until=FOREVER), NOW, 900) == Code.INACTIVE  # before paused
    assert standing(User(1, "a", hours=Hours(holidays=((0, NOW + 1),))), NOW, 900) == Code.HOLIDAY


@given(
    st.lists(st.none() | st.integers(NOW - 40, NOW), min_size=1, max_size=5),
    st.lists(st.none() | st.integers(0, 40), min_size=1, max_size=4),
)
def test_each_strategy_asks_its_own_time(seen_at, within):
    """What one strategy's answer is kept for must not leak into another's."""
    users = {i: User(i, f"u{i}", last_seen_at=at) for i, at in enumerate(seen_at)}
    desk = Desk(NOW, users, {})
    pools = [Pool(desk, dict.fromkeys(users, (MICRO, None)), active_within=w) for w in within]
    for pool, window in zip(pools * 2, within * 2, strict=True):
        codes = {user: code for user, _, code in pool.candidates(()).members}
        for user, at in enumerate(seen_at):
            inactive = window is not None and (at is None or NOW - at > window)
            assert codes[user] == (Code.INACTIVE if inactive else None)


def test_assign_gives_only_to_those_seen_lately(con):
    users = add_users(con, "ana bob")
    add_strategy(con, "All", dict.fromkeys(users, 1))
    add_leads(con, 3)
    rule = Strategy("All", "round_robin", Target(users=("ana", "bob")), active_within=900)
    config = Config(strategies=(rule,))
    assign(con, config, NOW)
    assert set(owners(con).values()) == {None}
    saw(con, config, "bob", NOW)
    told = explain(con, 1, config, NOW + 901).live
    assert told is not None
    assert {c.user: (c.code, c.what_if) for c in told.steps[0].candidates} == {
        "ana": ("inactive", "once he is seen at work: leadctl user seen ana"),
        "bob": ("inactive", "once he is seen at work: leadctl user seen bob"),
    }
    assign(con, config, NOW + 900)
    assert set(owners(con).values()) == {2}


def test_quiet_hours_stand_between_tags_and_the_past():
    user = User(1, "ana")
    assert check(user, NOW, quiet=True, held=True, rejected=True, weight=0) == Code.LEAD_QUIET_HOURS
    assert check(user, NOW, quiet=True, needs_tags=("vip",)) == Code.LACKS_TAG
