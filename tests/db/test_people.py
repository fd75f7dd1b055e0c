"""Names are found, unknown ones answered with the nearest; dated rows never overlap."""

from __future__ import annotations

from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadctl.db import dated, people
from leadctl.db.connection import connect
from leadctl.errors import ConflictError, NotFoundError
from leadctl.models import ShiftBlock
from tests.builders import add_account, add_team, add_user


def test_a_user_by_login_email_or_full_name(con):
    ana = add_user(con, "ana", name="Ana Alba", email="ana@example.com")
    bob = add_user(con, "bob", name="Ana Alba")
    cem = add_user(con, "cem", name="bob")
    for text in ("ANA", " ana ", "Ana@Example.com"):
        assert people.find_user(con, text).id == ana
    assert people.find_user(con, "bob").id == bob  # a login beats a full name
    with pytest.raises(ConflictError, match="ana, bob"):
        people.find_user(con, "ana alba")
    with pytest.raises(NotFoundError, match='did you mean "cem"'):
        people.find_user(con, "cemm")
    with pytest.raises(NotFoundError):
        people.find_user(con, "")
    lookup = people.user_lookup(con)
    assert lookup == {"ana": ana, "ana@example.com": ana, "bob": bob, "cem": cem}


def test_accounts_and_teams_by_name(con):
    west = add_account(con, "West")
    stars = add_team(con, "Stars", None, [])
    assert people.find_account(con, "WEST").id == west
    assert people.find_team(con, "stars").id == stars
    with pytest.raises(NotFoundError, match='did you mean "West"'):
        people.find_account(con, "Wst")
    with pytest.raises(NotFoundError, match='did you mean "Stars"'):
        people.find_team(con, "Star")


def test_a_subtree_is_the_account_and_all_below(con):
    west = add_account(con, "West")
    bay = add_account(con, "Bay", parent_id=west)
    add_account(con, "East")
    assert people.subtree_ids(con, west) == {west, bay}
    assert len(people.subtree_ids(con, 1)) == 4


SETS = st.sets(st.sampled_from("abcd"))


def tags_at(con, moment):
    sql = "select tag from user_tag where valid_from <= :at and (valid_to is null or valid_to > :at) order by tag"
    return [row[0] for row in con.execute(sql, {"at": moment})]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.integers(0, 5), SETS), max_size=12))
def test_tags_at_any_time_equal_a_naive_model(db_file, steps):
    with closing(connect(db_file)) as con:
        con.execute("begin")
        user = add_user(con, "ana")
        clock, history = 100, [(0, set())]
        for gap, tags in steps:
            clock += gap
            assert dated.set_tags(con, user, tags, clock) == (tags != history[-1][1])
            history.append((clock, tags))
        for moment in range(90, clock + 3):
            expected = [tags for at, tags in history if at <= moment][-1]
            assert tags_at(con, moment) == sorted(expected)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.integers(0, 20), SETS), max_size=12))
def test_a_clock_that_jumps_never_makes_rows_overlap(db_file, steps):
    with closing(connect(db_file)) as con:
        con.execute("begin")
        user = add_user(con, "ana")
        for clock, tags in steps:
            dated.set_tags(con, user, tags, clock)
        for moment in range(25):
            found = tags_at(con, moment)
            assert len(found) == len(set(found))
        assert con.execute("select count(*) from user_tag where valid_to <= valid_from").fetchone() == (0,)
        assert sorted(t for ts in dated.current_tags(con).values() for t in ts) == sorted(steps[-1][1] if steps else ())


def test_tags_keep_their_row_whatever_the_case(con):
    user = add_user(con, "ana")
    dated.set_tags(con, user, ["Spanish"], 10)
    assert not dated.set_tags(con, user, ["SPANISH"], 20)
    assert con.execute("select tag, valid_from, valid_to from user_tag").fetchall() == [("Spanish", 10, None)]


def test_a_change_taken_back_at_once_leaves_no_row(con):
    user = add_user(con, "ana")
    dated.set_shifts(con, user, [ShiftBlock(0, 540, 1020)], 10)
    dated.set_shifts(con, user, [], 10)
    assert con.execute("select count(*) from shift").fetchone() == (0,)


def test_team_members_leave_their_other_teams_alone(con):
    ana, bob = add_user(con, "ana"), add_user(con, "bob")
    stars, moons = add_team(con, "Stars", None, [ana]), add_team(con, "Moons", None, [ana])
    dated.set_members(con, moons, [bob], 10)
    assert dated.current_teams(con) == {ana: (stars,), bob: (moons,)}
