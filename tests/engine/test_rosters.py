"""Targets become people."""

from __future__ import annotations

import pytest

from leadctl.config.model import Config, Strategy, Target
from leadctl.db import dated, people, rosters
from leadctl.db.connection import immediate
from leadctl.engine.rosters import refresh_rosters
from leadctl.models import MICRO


@pytest.fixture
def world(con):
    """Corporate > West > Fresno; ana in West, bob in Fresno, cem in Corporate; team Stars = bob, cem."""
    con.execute("begin")
    west = people.insert_account(con, {"name": "West", "parent_id": 1, "kind": "branch", "created_at": 0})
    fresno = people.insert_account(con, {"name": "Fresno", "parent_id": west, "kind": "branch", "created_at": 0})
    ids = {}
    for login, account in (("ana", west), ("bob", fresno), ("cem", 1)):
        values = {"login": login, "name": login.title(), "account_id": account, "created_at": 0}
        ids[login] = people.insert_user(con, values)
    ids["Stars"] = people.insert_team(con, {"name": "Stars", "created_at": 0})
    dated.set_members(con, ids["Stars"], [ids["bob"], ids["cem"]], 0)
    dated.set_tags(con, ids["ana"], ["Spanish"], 0)
    con.execute("insert into strategy (id, name) values (1, 'S')")
    con.execute("commit")
    return ids


def roster(con, now=10, method="weighted", **target):
    with immediate(con):
        refresh_rosters(con, Config(strategies=(Strategy("S", method, Target(**target)),)), now)
    return rosters.current(con).get(1, {})


def test_users_with_weights_else_their_own(con, world):
    con.execute("update user set weight = 3000000 where login = 'bob'")
    found = roster(con, users=("ANA", "bob"), weights=(("ana", 5 * MICRO),))
    assert found == {world["ana"]: (5 * MICRO, None), world["bob"]: (3 * MICRO, None)}


def test_round_robin_is_everyone_alike_but_zero(con, world):
    con.execute("update user set weight = 3000000 where login = 'bob'")
    con.execute("update user set weight = 0 where login = 'ana'")
    found = roster(con, method="round_robin", users=("ana", "bob"))
    assert found == {world["ana"]: (0, None), world["bob"]: (MICRO, None)}


def test_account_means_its_whole_subtree(con, world):
    assert set(roster(con, accounts=("west",))) == {world["ana"], world["bob"]}


def test_team_members_carry_their_team(con, world):
    found = roster(con, teams=("stars",), tags=("SPANISH",))
    assert {u: team for u, (_, team) in found.items()} == {
        world["bob"]: world["Stars"],
        world["cem"]: world["Stars"],
        world["ana"]: None,
    }


def test_disabled_leave_at_that_moment_and_come_back(con, world):
    roster(con, users=("ana", "bob"))
    with immediate(con):
        dated.disable(con, "user", world["ana"], 50, "left")
    assert set(roster(con, now=50, users=("ana", "bob"))) == {world["bob"]}
    with immediate(con):
        dated.enable(con, "user", world["ana"], 60)
    assert set(roster(con, now=60, users=("ana", "bob"))) == {world["ana"], world["bob"]}
    assert set(rosters.at(con, 49)[1]) == {world["ana"], world["bob"]}
    assert set(rosters.at(con, 50)[1]) == {world["bob"]}


def test_unknown_names_and_strategies_not_in_the_rules_are_empty(con, world):
    assert roster(con, users=("nobody",), teams=("none",), accounts=("nowhere",)) == {}
    roster(con, users=("ana",))
    with immediate(con):
        refresh_rosters(con, Config(), 20)
    assert rosters.current(con) == {}
