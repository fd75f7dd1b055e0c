"""Attribution and the kept milestones equal a naive recomputation in plain Python, whatever happened."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadctl.db import attribution, milestones
from leadctl.db.connection import immediate
from leadctl.db.create import seed
from leadctl.db.migrate import migrate

USERS, ACCOUNTS, TEAMS, LEADS = (1, 2, 3), (1, 2, 3), (1, 2), (1, 2)
SYSTEMS = ("new", "waiting", "attempted", "contacted", "closed", "dead")
OPEN = ("new", "waiting")
TIMES = st.integers(1, 12)


@dataclass
class World:
    """The facts, as a naive model keeps them."""

    passages: list[dict] = field(default_factory=list)
    activities: list[dict] = field(default_factory=list)
    team_owner: dict[int, int] = field(default_factory=dict)
    membership: list[tuple] = field(default_factory=list)  # team, user, from, to
    seats: list[tuple] = field(default_factory=list)  # user, account, from, to


def valid(start, end, moment):
    return start <= moment and (end is None or end > moment)


def owner_passage(world: World, a: dict) -> int | None:
    """The rule, said once more without SQL."""
    if a["user_id"] is None or a["voided_at"] is not None:
        return None
    user, moment = a["user_id"], a["happened_at"]

    def belongs(p):
        if p["level"] == "user":
            return p["user_id"] == user
        if p["level"] == "team":
            member = any(t == p["team_id"] and u == user and valid(f, e, moment) for t, u, f, e in world.membership)
            return member or world.team_owner.get(p["team_id"]) == user
        return any(u == user and acc == p["account_id"] and valid(f, e, moment) for u, acc, f, e in world.seats)

    def attracts(p):
        lapsed = p["end_kind"] in ("rejected", "expired", "lost") and p["ended_at"] < moment
        same = p["lead_id"] == a["lead_id"] and p["undone_at"] is None
        return same and p["distributed_at"] <= moment and not lapsed

    for level in ("user", "team", "account"):
        hits = [p for p in world.passages if p["level"] == level and attracts(p) and belongs(p)]
        if hits:
            return max((p["distributed_at"], p["id"]) for p in hits)[1]
    return None


def kept(world: World, p: dict) -> dict:
    """The kept counters of a passage, naively."""
    mine = [a for a in world.activities if owner_passage(world, a) == p["id"]]

    def first(rows):
        return min((a["happened_at"] for a in rows), default=None)

    actions = [a for a in mine if a["kind"] == "action"]
    changes = [a for a in mine if a["kind"] == "status"]
    acted = first(actions)
    left = [a for a in changes if a["from_system"] in OPEN and a["to_system"] not in OPEN]
    base = p["system_then"] in OPEN and acted is not None
    contacted = first([a for a in left if a["happened_at"] >= acted]) if base else None
    good = ("contacted", "closed")
    entered = [a for a in changes if a["to_system"] in good and a["from_system"] not in good]
    earlier = [q for q in world.passages if q["lead_id"] == p["lead_id"] and q["undone_at"] is None]
    return {
        "first_action_at": acted,
        "first_worked_at": first(mine),
        "first_status_change_at": first(changes),
        "contacted_at": contacted,
        "reached_at": None if contacted is None else first([a for a in entered if a["happened_at"] >= contacted]),
        "closed_at": first([a for a in changes if a["to_system"] == "closed" and a["from_system"] != "closed"]),
        "last_activity_at": max((a["happened_at"] for a in mine), default=None),
        "actions": len(actions),
        "status_changes": len(changes),
        "appointments": sum(a["kind"] == "appointment" for a in mine),
        "again": int(any((q["distributed_at"], q["id"]) < (p["distributed_at"], p["id"]) for q in earlier)),
    }


ENDS = ("rejected", "expired", "lost", "passed_on", "transferred", "released", "superseded", "recalled")


@st.composite
def passages(draw, number):
    level = draw(st.sampled_from(("user", "user", "team", "account")))
    at = draw(TIMES)
    # every passage but none-open has ended, so that the constraints on open rows never interfere
    return {
        "id": number,
        "lead_id": draw(st.sampled_from(LEADS)),
        "level": level,
        "user_id": draw(st.sampled_from(USERS)) if level == "user" else None,
        "team_id": draw(st.sampled_from(TEAMS)) if level == "team" else None,
        "account_id": draw(st.sampled_from(ACCOUNTS)),
        "distributed_at": at,
        "ended_at": at + draw(st.integers(0, 6)),
        "end_kind": draw(st.sampled_from(ENDS)),
        "undone_at": draw(st.sampled_from((None, None, 20))),
        "system_then": draw(st.sampled_from((None, *SYSTEMS))),
    }


@st.composite
def activities(draw, number):
    kind = draw(st.sampled_from(("action", "status", "appointment")))
    status = kind == "status"
    return {
        "id": number,
        "lead_id": draw(st.sampled_from(LEADS)),
        "user_id": draw(st.sampled_from((*USERS, *USERS, None))),
        "kind": kind,
        "from_system": draw(st.sampled_from((None, *SYSTEMS))) if status else None,
        "to_system": draw(st.sampled_from(SYSTEMS)) if status else None,
        "happened_at": draw(st.integers(1, 18)),
        "voided_at": draw(st.sampled_from((None, None, None, 20))),
    }


@st.composite
def spans(draw):
    start = draw(st.integers(0, 10))
    return start, draw(st.one_of(st.none(), st.integers(start + 1, 15)))


@st.composite
def worlds(draw):
    world = World(team_owner={t: draw(st.sampled_from(USERS)) for t in TEAMS})
    for _ in range(draw(st.integers(0, 4))):
        world.membership.append((draw(st.sampled_from(TEAMS)), draw(st.sampled_from(USERS)), *draw(spans())))
    for _ in range(draw(st.integers(1, 4))):
        world.seats.append((draw(st.sampled_from(USERS)), draw(st.sampled_from(ACCOUNTS)), *draw(spans())))
    world.passages = [draw(passages(n)) for n in range(1, draw(st.integers(1, 6)) + 1)]
    world.activities = [draw(activities(n)) for n in range(1, draw(st.integers(1, 10)) + 1)]
    return world


@cache
def template() -> sqlite3.Connection:
    """A migrated database with people and leads, copied for every example: migrating 200 times is slow."""
    con = sqlite3.connect(":memory:", isolation_level=None)
    migrate(con)
    seed(con, 0)
    with immediate(con):
        for n in ACCOUNTS[1:]:
            con.execute(
                "insert into account (id, name, parent_id, kind, created_at) values (?, ?, 1, 'branch', 0)",
                (n, f"a{n}"),
            )
        for n in USERS:
            con.execute(
                "insert into user (id, login, name, account_id, created_at) values (?, ?, ?, 1, 0)",
                (n, f"u{n}", f"U{n}"),
            )
        for n in LEADS:
            con.execute(
                "insert into lead (id, record_type_id, identity, first_status_id, received_at, received_kind,"
                " imported_at) values (?, 1, ?, 1, 0, 'time', 0)",
                (n, n),
            )
    return con


def put(con: sqlite3.Connection, table: str, row: dict) -> None:
    con.execute(f"insert into {table} ({', '.join(row)}) values ({', '.join(':' + c for c in row)})", row)


def store(world: World) -> sqlite3.Connection:
    con = sqlite3.connect(":memory:", isolation_level=None)
    template().backup(con)
    con.execute("pragma foreign_keys = on")
    fixed = {"mode": "push", "origin": "engine", "recorded_at": 0, "record_type_id": 1}
    with immediate(con):
        for number, owner in world.team_owner.items():
            put(con, "team", {"id": number, "name": f"t{number}", "owner_id": owner, "created_at": 0})
        for team, user, start, end in world.membership:
            put(con, "team_member", {"team_id": team, "user_id": user, "valid_from": start, "valid_to": end})
        for user, account, start, end in world.seats:
            put(con, "user_account", {"user_id": user, "account_id": account, "valid_from": start, "valid_to": end})
        for p in world.passages:
            put(con, "distribution", {**p, **fixed})
        for a in world.activities:
            put(con, "activity", {**a, "origin": "leadctl", "recorded_at": 0})
    return con


def check(con: sqlite3.Connection, world: World) -> None:
    found = dict(con.execute("select id, distribution_id from activity"))
    assert found == {a["id"]: owner_passage(world, a) for a in world.activities}
    for p in world.passages:
        row = con.execute(
            f"select {', '.join(milestones.COLUMNS)} from distribution where id = ?", (p["id"],)
        ).fetchone()
        found, right = dict(zip(milestones.COLUMNS, row, strict=True)), kept(world, p)
        if p["undone_at"] is not None:  # whether it repeated another, nobody asks
            found["again"] = right["again"]
        assert found == right


@settings(max_examples=150, deadline=None)
@given(worlds())
def test_it_equals_a_naive_recomputation(world):
    con = store(world)
    with immediate(con):
        attribution.reattribute(con, LEADS)
    check(con, world)
    assert attribution.differences(con) == []
    con.close()


@settings(max_examples=60, deadline=None)
@given(worlds(), st.data())
def test_facts_recorded_late_end_in_the_same_place(world, data):
    """Passages undone, activity voided and rows added afterwards, each followed by one re-attribution of its lead."""
    con = store(world)
    with immediate(con):
        attribution.reattribute(con, LEADS)
        for p in world.passages:
            if data.draw(st.booleans()):
                p["undone_at"] = 30
                con.execute("update distribution set undone_at = 30 where id = ?", (p["id"],))
                attribution.reattribute(con, [p["lead_id"]])
        for a in world.activities:
            if data.draw(st.booleans()):
                a["voided_at"] = 30
                con.execute("update activity set voided_at = 30 where id = ?", (a["id"],))
                attribution.reattribute(con, [a["lead_id"]])
        late = data.draw(activities(100))
        world.activities.append(late)
        put(con, "activity", {**late, "origin": "crm", "recorded_at": 40})
        attribution.reattribute(con, [late["lead_id"]])
    check(con, world)
    con.close()


def test_differences_name_the_row_and_both_values():
    world = World(seats=[(1, 1, 0, None)])
    world.passages = [
        {
            "id": 1, "lead_id": 1, "level": "user", "user_id": 1, "team_id": None, "account_id": 1, "distributed_at": 5,
            "ended_at": None, "end_kind": None, "undone_at": None, "system_then": "new",
        }
    ]  # fmt: skip
    world.activities = [
        {
            "id": 1, "lead_id": 1, "user_id": 1, "kind": "action", "from_system": None, "to_system": None,
            "happened_at": 7, "voided_at": None,
        }
    ]  # fmt: skip
    con = store(world)
    with immediate(con):
        attribution.reattribute(con, [1])
        con.execute("update distribution set actions = 4, contacted_at = 9")
        con.execute("update activity set distribution_id = null")
    assert "activity 1: kept under passage none, belongs to passage 1" in attribution.differences(con)
    with immediate(con):
        con.execute("update activity set distribution_id = 1")
    assert attribution.differences(con) == [
        "passage 1: contacted_at is kept as 9, recomputed none",
        "passage 1: actions is kept as 4, recomputed 1",
    ]
    con.close()


@pytest.mark.parametrize(
    ("kind", "moment", "counts"), [("rejected", 8, True), ("rejected", 9, False), ("released", 9, True)]
)
def test_only_an_offer_that_lapsed_stops_attracting_after_its_end(kind, moment, counts):
    world = World()
    world.passages = [
        {
            "id": 1, "lead_id": 1, "level": "user", "user_id": 1, "team_id": None, "account_id": 1, "distributed_at": 5,
            "ended_at": 8, "end_kind": kind, "undone_at": None, "system_then": "new",
        }
    ]  # fmt: skip
    world.activities = [
        {
            "id": 1, "lead_id": 1, "user_id": 1, "kind": "action", "from_system": None, "to_system": None,
            "happened_at": moment, "voided_at": None,
        }
    ]  # fmt: skip
    con = store(world)
    with immediate(con):
        attribution.reattribute(con, [1])
    assert con.execute("select distribution_id from activity").fetchone()[0] == (1 if counts else None)
    con.close()
