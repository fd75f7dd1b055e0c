"""Disabling people and what becomes of their leads; time off in their own zone."""

from __future__ import annotations

import pytest

from leadctl.clock import iso
from leadctl.config.model import Config, Strategy, Target
from leadctl.db import people as store
from leadctl.db import rosters
from leadctl.engine import people
from leadctl.engine.passages import give
from leadctl.errors import ConflictError, NotFoundError, UsageError
from tests.builders import add_account, add_leads, add_team, add_user, owners

NOW = 1_772_355_600
CONFIG = Config(
    timezone="America/New_York", strategies=(Strategy("S", "round_robin", Target(users=("ana", "bob", "cem"))),)
)


@pytest.fixture
def world(con):
    """ana owns leads 1 and 2, bob lead 3, cem nothing; all three are in strategy S."""
    ids = {login: add_user(con, login) for login in ("ana", "bob", "cem")}
    con.execute("insert into strategy (id, name) values (1, 'S')")
    add_leads(con, 3)
    for lead_id, login in ((1, "ana"), (2, "ana"), (3, "bob")):
        give(con, lead_id, ids[login], NOW - 100, "tester")
    people.refresh_rosters(con, CONFIG, NOW - 50)
    return ids


def ends(con):
    return con.execute("select lead_id, end_kind, ended_at from distribution order by id").fetchall()


def test_open_leads_need_a_word(con, world):
    before = list(con.iterdump())
    with pytest.raises(people.OpenLeadsError) as refused:
        people.disable_user(con, CONFIG, "ana", NOW, "tester")
    assert "ana owns 2 open leads" in refused.value.message
    assert len(refused.value.faults) == 2
    assert "--leads-to requeue" in refused.value.hint
    assert list(con.iterdump()) == before


def test_leads_to_another_user(con, world):
    done = people.disable_user(con, CONFIG, "ana", NOW, "tester", reason="left", leads_to="Bob")
    assert (done.users, done.leads, done.leads_to) == (["ana"], 2, "bob")
    assert owners(con) == {1: world["bob"], 2: world["bob"], 3: world["bob"]}
    assert ends(con) == [
        (1, "transferred", NOW),
        (2, "transferred", NOW),
        (3, None, None),
        (1, None, None),
        (2, None, None),
    ]
    moved = con.execute("select lead_id, from_user_id, to_user_id, reason from transfer order by id").fetchall()
    assert moved == [(1, world["ana"], world["bob"], "left"), (2, world["ana"], world["bob"], "left")]
    assert set(rosters.current(con)[1]) == {world["bob"], world["cem"]}
    assert set(rosters.at(con, NOW - 1)[1]) == set(world.values())


def test_leads_requeued_wait_at_corporate(con, world):
    con.execute("update lead_state set duplicate_of = 1, waiting = 0, hold_code = 'duplicate', owner_id = null")
    con.execute("update lead_state set duplicate_of = null, hold_code = null where lead_id = 1")
    con.execute("update lead_state set owner_id = ? where lead_id = 1", (world["ana"],))
    people.disable_user(con, CONFIG, "ana", NOW, "tester", leads_to="requeue")
    row = con.execute(
        "select owner_id, waiting, holder_account_id, open_distribution_id from lead_state where lead_id = 1"
    )
    assert row.fetchone() == (None, 1, 1, None)
    assert ends(con)[0] == (1, "released", NOW)


def test_leads_kept(con, world):
    people.disable_user(con, CONFIG, "ana", NOW, "tester", leads_to="keep")
    assert owners(con) == {1: world["ana"], 2: world["ana"], 3: world["bob"]}
    assert {kind for _, kind, _ in ends(con)} == {None}


def test_closed_leads_need_no_word(con, world):
    closed = con.execute("select id from status where name = 'Closed'").fetchone()[0]
    con.execute("update lead_state set status_id = ? where owner_id = ?", (closed, world["ana"]))
    assert people.disable_user(con, CONFIG, "ana", NOW, "tester").leads == 0


def test_a_disabled_or_unknown_heir_changes_nothing(con, world):
    people.disable_user(con, CONFIG, "cem", NOW, "tester")
    before = list(con.iterdump())
    for heir, error in (("cem", ConflictError), ("ana", ConflictError), ("annna", NotFoundError)):
        with pytest.raises(error):
            people.disable_user(con, CONFIG, "ana", NOW, "tester", leads_to=heir)
    assert list(con.iterdump()) == before


def test_twice_is_an_error_and_enabling_restores(con, world):
    people.disable_user(con, CONFIG, "cem", NOW, "tester", reason="break")
    with pytest.raises(ConflictError, match="cem is disabled already"):
        people.disable_user(con, CONFIG, "cem", NOW, "tester")
    people.enable_user(con, CONFIG, "cem", NOW + 10)
    with pytest.raises(ConflictError, match="cem is enabled already"):
        people.enable_user(con, CONFIG, "cem", NOW + 10)
    assert con.execute("select valid_from, valid_to, reason from user_disabled").fetchall() == [
        (NOW, NOW + 10, "break")
    ]
    assert world["cem"] in rosters.current(con)[1]


def test_an_account_leaves_its_users_alone_unless_told(con, world):
    west = add_account(con, "West")
    add_account(con, "Bay", parent_id=west)
    dora = add_user(con, "dora", account_id=west)
    give(con, 1, dora, NOW, "tester")
    account, done = people.disable_account(con, CONFIG, "west", NOW + 1, "tester")
    assert done.users == []
    inside = people.inside(con, account, NOW + 1)
    assert (inside.users, inside.accounts, inside.leads) == (["dora"], ["Bay"], 0)
    people.enable_account(con, CONFIG, "West", NOW + 2)
    with pytest.raises(people.OpenLeadsError):
        people.disable_account(con, CONFIG, "West", NOW + 3, "tester", with_users=True)
    assert store.find_account(con, "West").disabled_at is None
    with pytest.raises(ConflictError):
        people.disable_account(con, CONFIG, "West", NOW + 3, "tester", with_users=True, leads_to="dora")
    _, done = people.disable_account(con, CONFIG, "West", NOW + 3, "tester", with_users=True, leads_to="bob")
    assert (done.users, done.leads) == (["dora"], 1)
    assert owners(con)[1] == world["bob"]
    with pytest.raises(ConflictError, match="root"):
        people.disable_account(con, CONFIG, "Corporate", NOW, "tester")


def test_a_disabled_team_reaches_nobody(con, world):
    add_team(con, "Stars", None, [world["ana"]])
    config = Config(strategies=(Strategy("S", "round_robin", Target(teams=("Stars",))),))
    people.refresh_rosters(con, config, NOW)
    assert list(rosters.current(con)[1]) == [world["ana"]]
    people.disable_team(con, config, "stars", NOW + 1, "merged")
    assert rosters.current(con) == {}
    people.enable_team(con, config, "stars", NOW + 2)
    assert list(rosters.current(con)[1]) == [world["ana"]]


# ---------------------------------------------------------------- time off


def test_absence_in_the_users_zone_with_the_last_day_included(con, world):
    con.execute("update user set timezone = 'Europe/Berlin' where login = 'ana'")
    _, absence = people.add_absence(con, CONFIG, "ana", "2026-03-28", "2026-03-29", NOW, None)
    assert iso(absence.starts_at, "Europe/Berlin") == "2026-03-28T00:00:00+01:00"
    assert iso(absence.ends_at, "Europe/Berlin") == "2026-03-30T00:00:00+02:00"  # over the change of the clocks
    assert absence.ends_at - absence.starts_at == 47 * 3600
    _, short = people.add_absence(con, CONFIG, "bob", "2026-03-02 09:00", "2026-03-02 12:30", NOW, "dentist")
    assert iso(short.ends_at, "America/New_York") == "2026-03-02T12:30:00-05:00"


def test_absences_that_cannot_be(con, world):
    with pytest.raises(UsageError, match="ends"):
        people.add_absence(con, CONFIG, "ana", "2026-03-02", "2026-03-01", NOW, None)
    people.add_absence(con, CONFIG, "ana", "2026-03-02", "2026-03-02", NOW, None)
    with pytest.raises(ConflictError, match="absence 1"):
        people.add_absence(con, CONFIG, "ana", "2026-03-02", "2026-03-02", NOW, None)
    people.remove_absence(con, 1, NOW)
    with pytest.raises(ConflictError):
        people.remove_absence(con, 1, NOW)
    with pytest.raises(NotFoundError):
        people.remove_absence(con, 7, NOW)
