"""The dated roster equals a naive model, and its rows never overlap."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadctl.db import people, rosters
from leadctl.db.connection import connect, immediate

MEMBERS = st.dictionaries(st.integers(1, 4), st.tuples(st.integers(0, 2), st.none()), max_size=4)
STEPS = st.lists(st.tuples(st.integers(0, 5), st.dictionaries(st.integers(1, 2), MEMBERS, max_size=2)), max_size=12)


def prepare(con: sqlite3.Connection) -> None:
    for n in range(1, 5):
        people.insert_user(con, {"login": f"u{n}", "name": f"U{n}", "account_id": 1, "created_at": 0})
    con.executemany("insert into strategy (id, name) values (?, ?)", [(1, "A"), (2, "B")])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_membership_at_any_time_equals_a_naive_model(db_file, steps):
    with closing(connect(db_file)) as con:
        con.execute("begin")
        prepare(con)
        now, history = 100, []
        for gap, members in steps:
            now += gap
            rosters.refresh(con, members, now)
            history.append((now, {s: m for s, m in members.items() if m}))
        for moment in range(99, now + 3):
            expected = {}
            for at, members in history:
                if at <= moment:
                    expected = members
            assert rosters.at(con, moment) == expected
        assert rosters.current(con) == (history[-1][1] if history else {})
        overlaps = con.execute(
            "select count(*) from strategy_member a join strategy_member b on a.strategy_id = b.strategy_id"
            " and a.user_id = b.user_id and a.id < b.id and a.valid_from < coalesce(b.valid_to, 1e18)"
            " and b.valid_from < coalesce(a.valid_to, 1e18)"
        ).fetchone()[0]
        assert overlaps == 0


def test_unchanged_members_keep_their_row(con):
    prepare(con)
    with immediate(con):
        assert rosters.refresh(con, {1: {1: (5, None), 2: (1, None)}}, 10) == 1
        assert rosters.refresh(con, {1: {1: (5, None), 2: (1, None)}}, 20) == 0
        assert rosters.refresh(con, {1: {1: (5, None), 2: (2, None)}}, 30) == 1
    rows = con.execute("select user_id, weight, valid_from, valid_to from strategy_member order by id").fetchall()
    assert rows == [(1, 5, 10, None), (2, 1, 10, 30), (2, 2, 30, None)]


def test_a_clock_set_back_does_not_make_rows_overlap(con):
    prepare(con)
    with immediate(con):
        rosters.refresh(con, {1: {1: (5, None)}}, 100)
        rosters.refresh(con, {1: {}}, 200)
        rosters.refresh(con, {1: {1: (5, None)}}, 150)
    rows = con.execute("select valid_from, valid_to from strategy_member order by id").fetchall()
    assert rows == [(100, 200), (200, None)]
