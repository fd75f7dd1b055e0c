"""The inbox of a user against a naive model: plain Python over all rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadctl.config.model import Config, OfferRule, Strategy, Target
from leadctl.db.connection import connect
from leadctl.db.people import find_user
from leadctl.engine.passages import give
from leadctl.engine.tick import tick
from leadctl.engine.user_inbox import inbox
from tests.builders import add_lead, add_strategy, add_team, add_user
from tests.effort import examples

HOUR, DAY = 3600, 86_400
NOW = 1_772_420_400  # Monday 2026-03-01 22:00 in New York, 2026-03-02 03:00 UTC
ZONE = "America/New_York"
RULES = Config(timezone="UTC")


@pytest.fixture
def ana(con):
    return add_user(con, "ana", timezone=ZONE)


def look(con, now=NOW, rules=RULES):
    return inbox(con, rules, find_user(con, "ana"), now)


def test_an_empty_inbox(con, ana):
    found = look(con)
    assert (found.user, found.zone, set(found.counts.values()), found.to_hand_out) == ("ana", ZONE, {0}, {})


def test_his_day_is_that_of_his_zone(con, ana):
    midnight = NOW - 22 * HOUR
    for n, at in enumerate((midnight - 1, midnight, NOW - 1), 1):
        give(con, add_lead(con, full_name=f"L{n}"), ana, at, "boss")
    found = look(con)
    assert [u.label for u in found.new] == ["L3", "L2"]
    assert [u.label for u in found.untouched] == ["L1"]


def test_offers_that_are_over_are_not_his_any_more(con, ana):
    add_strategy(con, "All", {ana: 1})
    add_lead(con, full_name="Kim")
    rules = Config(strategies=(Strategy("All", "round_robin", Target(users=("x",)), offer=OfferRule(600)),))
    tick(con, rules, NOW)
    (offer,) = look(con, NOW + 100, rules).offers
    assert (offer.label, offer.seconds_left) == ("Kim", 500)
    assert look(con, NOW + 599, rules).counts["offers"] == 1
    assert look(con, NOW + 600, rules).counts["offers"] == 0


def test_what_is_to_be_handed_out_is_no_lead_of_his_own(con, ana):
    team = add_team(con, "Desk", ana, [])
    lead = add_lead(con, state={"owner_id": ana, "holder_team_id": team, "waiting": 0})
    con.execute(
        "insert into distribution (id, lead_id, level, mode, origin, team_id, account_id, distributed_at, recorded_at,"
        " record_type_id) values (1, ?, 'team', 'push', 'engine', ?, 1, ?, ?, 1)",
        (lead, team, NOW - 5, NOW - 5),
    )
    con.execute("update lead_state set open_distribution_id = 1")
    found = look(con)
    assert (found.to_hand_out, set(found.counts.values())) == ({"team": 1}, {0})


# ---------------------------------------------------------------- against the model

MOMENT = st.integers(NOW - 3 * DAY, NOW)
AHEAD = st.integers(NOW - 2 * DAY, NOW + 2 * DAY)
WHO = st.sampled_from([1, 2])
LEAD = st.fixed_dictionaries(
    {
        "owner": st.sampled_from([1, 1, 1, 2, None]),
        "got": MOMENT,
        "worked": st.none() | MOMENT,
        "status": st.sampled_from([1, 4, 5, 6]),
        "undone": st.sampled_from([None, None, None, NOW - 5]),
        "passage": st.booleans(),
        "asked": st.none() | MOMENT,
        "meetings": st.lists(st.tuples(WHO, AHEAD, st.booleans()), max_size=2),
        "reminders": st.lists(st.tuples(WHO, AHEAD, st.booleans()), max_size=2),
    }
)


def fill(con, leads: list[dict[str, Any]]) -> None:
    con.execute("begin")
    for n, one in enumerate(leads, 1):
        state = {"owner_id": one["owner"], "status_id": one["status"], "status_since": one["got"], "waiting": 0,
                 "last_work_at": one["worked"]}  # fmt: skip
        add_lead(con, state=state, undone_at=one["undone"], full_name=f"L{n}")
        if one["passage"] and one["owner"] is not None:
            con.execute(
                "insert into distribution (id, lead_id, level, mode, origin, user_id, account_id, distributed_at,"
                " recorded_at, record_type_id) values (?1, ?1, 'user', 'push', 'engine', ?2, 1, ?3, ?3, 1)",
                (n, one["owner"], one["got"]),
            )
            con.execute("update lead_state set open_distribution_id = ?1, status_since = 0 where lead_id = ?1", (n,))
        if one["asked"] is not None:
            con.execute(
                "insert into notice (kind, lead_id, user_id, due_at, recorded_at) values ('feedback', ?, 1, ?, ?)",
                (n, one["asked"], one["asked"]),
            )
        for who, at, void in one["meetings"]:
            con.execute(
                "insert into activity (lead_id, user_id, kind, for_user_id, starts_at, origin, happened_at,"
                " recorded_at, voided_at) values (?, 2, 'appointment', ?, ?, 'leadctl', 0, 0, ?)",
                (n, who, at, 1 if void else None),
            )
        for who, at, done in one["reminders"]:
            con.execute(
                "insert into follow_up (lead_id, user_id, due_at, recorded_at, removed_at) values (?, ?, ?, 0, ?)",
                (n, who, at, 1 if done else None),
            )
    con.execute("commit")


def day(moment: int) -> str:
    return str(datetime.fromtimestamp(moment, ZoneInfo(ZONE)).date())


def naive(leads: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """Return what ana's inbox must hold, worked out lead by lead."""
    found: dict[str, list[Any]] = {k: [] for k in ("new", "untouched", "feedback", "appointments", "reminders")}
    for n, one in enumerate(leads, 1):
        if one["undone"] is not None:
            continue
        if one["owner"] == 1 and one["status"] not in (5, 6):
            wanted = one["asked"] is not None and (one["worked"] is None or one["worked"] < one["asked"])
            lies = one["worked"] is None or one["worked"] < one["got"]
            if wanted:
                found["feedback"].append((one["asked"], n))
            elif lies:
                found["new" if day(one["got"]) == day(NOW) else "untouched"].append((one["got"], n))
        found["appointments"] += [
            (at, n) for who, at, void in one["meetings"] if who == 1 and not void and day(at) == day(NOW)
        ]
        found["reminders"] += [
            (at, n) for who, at, done in one["reminders"] if who == 1 and not done and day(at) <= day(NOW)
        ]
    return {k: sorted(v) for k, v in found.items()}


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(leads=st.lists(LEAD, max_size=6))
def test_against_the_naive_model(db_file, tmp_path, leads):
    file = tmp_path / "life.db"
    for old in tmp_path.glob("life.db*"):
        old.unlink()
    file.write_bytes(db_file.read_bytes())
    con = connect(file)
    try:
        add_user(con, "ana", timezone=ZONE)
        add_user(con, "bob")
        fill(con, leads)
        found = look(con)
        wanted = naive(leads)
        assert sorted((u.since, u.lead_id) for u in found.new) == wanted["new"]
        assert [(u.since, u.lead_id) for u in found.untouched] == wanted["untouched"]
        assert [(r.asked_at, r.lead_id) for r in found.feedback] == wanted["feedback"]
        assert sorted((a.starts_at, a.lead_id) for a in found.appointments) == wanted["appointments"]
        assert [a.starts_at for a in found.appointments] == [at for at, _ in wanted["appointments"]]
        assert sorted((f.due_at, f.lead_id) for f in found.reminders) == wanted["reminders"]
        assert found.counts == {k: len(v) for k, v in wanted.items()} | {"offers": 0}
    finally:
        con.close()
