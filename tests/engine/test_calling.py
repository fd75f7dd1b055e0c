"""Calling hours in runs: the places loaded, strategies that ask, what explain says."""

from __future__ import annotations

from datetime import datetime

import pytest

from leadctl.clock import to_epoch
from leadctl.config.model import CallingRule, Config, Strategy, Target
from leadctl.engine import calling
from leadctl.engine.explain import explain
from leadctl.engine.runs import assign
from tests.builders import add_account, add_lead, add_strategy, add_users, owners

EAST = "America/New_York"


def at(text: str, zone: str = EAST) -> int:
    return to_epoch(datetime.fromisoformat(text), zone)


def lead_in(con, received_at=0, state=None, **columns) -> int:
    """Insert a waiting lead; the builder's `state` is another one."""
    lead = add_lead(con, received_at, **columns)
    con.execute("update lead set state = ? where id = ?", (state, lead))
    return lead


def config(**more) -> Config:
    rule = Strategy("Calls", "round_robin", Target(users=("ana",)), calling_hours=True, **more)
    return Config(timezone=EAST, strategies=(rule,))


@pytest.fixture
def team(con):
    users = add_users(con, "ana bob")
    add_strategy(con, "Calls", dict.fromkeys(users, 1))
    return con


def test_only_leads_that_may_be_called_are_given(team):
    rows = (
        {"country": "US", "state": "NY"},
        {"country": "US", "state": "CA"},
        {"country": "US", "phone": "+12125550100"},
        {"country": "DE"},
        {"phone": "+493012345678"},
        {},
    )
    leads = [lead_in(team, received_at=i, **row) for i, row in enumerate(rows)]
    assign(team, config(), at("2026-03-02 09:30"))
    given = owners(team)
    assert [given[lead] is not None for lead in leads] == [True, False, True, True, True, False]
    assign(team, config(calling_hours_unknown="allow"), at("2026-03-02 09:31"))
    assert [owners(team)[lead] is not None for lead in leads] == [True, False, True, True, True, True]
    assign(team, config(), at("2026-03-02 11:00"))
    assert owners(team)[leads[1]] is not None


def test_explain_says_from_when_on_and_where(team):
    florida = lead_in(team, country="US", state="FL")
    unknown = lead_in(team)
    now = at("2026-03-02 20:15")
    assign(team, config(), now)
    (step,) = explain(team, florida, config(), now).live.steps
    assert {(c.code, c.what_if) for c in step.candidates} == {
        ("lead_quiet_hours", "from 2026-03-03 09:00 EST, when it is lawful to call in Florida")
    }
    (step,) = explain(team, unknown, config(), now).live.steps
    assert {(c.code, c.what_if) for c in step.candidates} == {("lead_quiet_hours", None)}


def test_an_account_is_no_way_around_calling_hours(con):
    west = add_account(con, "West")
    add_strategy(con, "To West", {}, "direct")
    rule = Strategy("To West", "direct", Target(accounts=("West",)), calling_hours=True)
    rules = Config(timezone=EAST, strategies=(rule,))
    lead = lead_in(con, country="US", state="NY")
    assign(con, rules, at("2026-03-02 22:00"))
    assert con.execute("select holder_account_id from lead_state").fetchone()[0] == 1
    (step,) = explain(con, lead, rules, at("2026-03-02 22:00")).live.steps
    assert step.code == "lead_quiet_hours"
    assert step.detail == "from 2026-03-03 08:00 EST, when it is lawful to call in New York"
    assign(con, rules, at("2026-03-03 08:00"))
    assert con.execute("select holder_account_id from lead_state").fetchone()[0] == west


def test_a_loaded_place_narrows_a_state_of_several_zones(team):
    lead = lead_in(team, country="US", state="TX", postal_code="78701", city="Austin")
    team.execute(
        "insert into place (country, state, city, postal_code, latitude, longitude, zone)"
        " values ('US', 'tx', 'elpaso', '79901', 31.7, -106.4, 'America/Denver')"
    )
    border = lead_in(team, country="US", state="TX", postal_code="79901-1234")
    city = lead_in(team, country="US", state="TX", city="El Paso")
    now = at("2026-03-02 09:15", "America/Chicago")  # 08:15 in El Paso, and Texas begins at 09:00
    assign(team, config(), now)
    assert owners(team)[lead] is not None
    assert owners(team)[border] is None
    assert owners(team)[city] is None
    assign(team, config(), now + 3600)
    assert None not in owners(team).values()


def test_a_city_of_the_packaged_list_without_a_state(team):
    one = lead_in(team, country="US", city="Honolulu")
    two = lead_in(team, country="CA", city="Vancouver")
    law, rows = calling.for_leads(team, config(), [one, two], at("2026-03-02 12:00"))
    assert law.words(rows[one]) == "Hawaii"
    assert law.next_lawful(rows[one]) == at("2026-03-02 08:00", "Pacific/Honolulu")
    assert law.words(rows[two]) == "British Columbia"


def test_cities_of_one_name_count_all(team):
    lead = lead_in(team, country="US", city="Portland")
    law, rows = calling.for_leads(team, config(), [lead], at("2026-03-02 09:00"))
    assert {spot.state for spot in law.spots(rows[lead])} >= {"OR", "ME"}
    assert law.lawful(rows[lead]) is False  # 06:00 in Oregon


def test_the_rules_override_the_table(team):
    from dataclasses import replace

    lead = lead_in(team, country="US", state="NY")
    own = replace(config(), calling_hours=(CallingRule("US", "never", "NY"),))
    assign(team, own, at("2026-03-02 12:00"))
    assert owners(team)[lead] is None
    (step,) = explain(team, lead, own, at("2026-03-02 12:00")).live.steps
    assert {(c.code, c.what_if) for c in step.candidates} == {("lead_quiet_hours", None)}


def test_other_strategies_do_not_care(con):
    (ana,) = add_users(con, "ana")
    add_strategy(con, "All", {ana: 1})
    lead = lead_in(con, country="US", state="NY")
    rules = Config(strategies=(Strategy("All", "round_robin", Target(users=("ana",))),))
    assign(con, rules, at("2026-03-02 23:00"))
    assert owners(con)[lead] == ana
