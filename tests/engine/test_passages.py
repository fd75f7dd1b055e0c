"""Giving a lead by hand."""

import pytest

from leadctl.engine.passages import give
from leadctl.errors import ConflictError, NotFoundError
from tests.builders import add_lead, add_user, add_users

NOW = 1_772_355_600


def test_a_gift_makes_a_manual_passage_and_an_owner(con):
    ana = add_user(con, "ana")
    lead = add_lead(con, value=500, score=7)
    passage = give(con, lead, ana, NOW, "boss")
    row = con.execute(
        "select level, mode, origin, user_id, account_id, distributed_at, recorded_by, system_then, value, score, again"
        " from distribution where id = ?",
        (passage,),
    ).fetchone()
    assert row == ("user", "none", "manual", ana, 1, NOW, "boss", "new", 500, 7, 0)
    state = con.execute("select owner_id, open_distribution_id, waiting from lead_state").fetchone()
    assert state == (ana, passage, 0)
    assert con.execute("select count(*) from transfer").fetchone() == (0,)


def test_a_second_gift_is_a_transfer(con):
    ana, bob = add_users(con, "ana bob")
    lead = add_lead(con)
    first = give(con, lead, ana, NOW, "boss")
    second = give(con, lead, bob, NOW + 5, "boss", reason="ana is full")
    ended = con.execute("select ended_at, end_kind from distribution where id = ?", (first,)).fetchone()
    assert ended == (NOW + 5, "transferred")
    assert con.execute("select again from distribution where id = ?", (second,)).fetchone() == (1,)
    fact = con.execute("select from_user_id, to_user_id, distribution_id, actor, reason from transfer").fetchone()
    assert fact == (ana, bob, first, "boss", "ana is full")


def test_a_held_lead_loses_its_hold(con):
    ana = add_user(con, "ana")
    lead = add_lead(con, state={"hold_code": "no_strategy"})
    con.execute("insert into hold (lead_id, code, since) values (?, 'no_strategy', 0)", (lead,))
    give(con, lead, ana, NOW, "boss")
    assert con.execute("select count(*) from hold").fetchone() == (0,)
    assert con.execute("select hold_code from lead_state").fetchone() == (None,)


def test_what_is_refused(con):
    ana = add_user(con, "ana")
    gone = add_user(con, "gone", disabled_at=NOW)
    lead = add_lead(con)
    with pytest.raises(NotFoundError):
        give(con, 99, ana, NOW, "boss")
    with pytest.raises(NotFoundError):
        give(con, lead, 99, NOW, "boss")
    with pytest.raises(ConflictError, match="disabled"):
        give(con, lead, gone, NOW, "boss")
    give(con, lead, ana, NOW, "boss")
    with pytest.raises(ConflictError, match="already"):
        give(con, lead, ana, NOW, "boss")
    assert con.execute("select count(*) from distribution").fetchone() == (1,)
