"""Caps of strategies and of users together, over hours, days and weeks of the user's zone, against a naive count."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadctl.config.model import Config, Limits, Strategy, Target
from leadctl.engine.runs import assign
from tests.builders import add_lead, add_strategy, add_user

ZONES = ("America/New_York", "Europe/Berlin", "Asia/Kolkata", "UTC")
# A Saturday evening before each change of the clock in New York, and one before that of Berlin.
STARTS = (1_772_928_000, 1_793_491_200, 1_792_886_400)
CAP = st.none() | st.integers(0, 4)
LIMITS = st.builds(Limits, CAP, CAP, CAP, st.none() | st.integers(0, 6))
TABLES = ("distribution", "lead_state", "hold", "credit", "credit_checkpoint", "run", "candidate_set", "lead")


def same(span: str, week_starts: str, one: int, two: int, zone_name: str) -> bool:
    """Return whether two moments share their local hour, day or week."""
    zone = ZoneInfo(zone_name)
    a, b = (datetime.fromtimestamp(m, zone) for m in (one, two))
    if span == "hour":  # the hour that comes twice is two hours
        return (a.date(), a.hour, a.utcoffset()) == (b.date(), b.hour, b.utcoffset())
    if span == "day":
        return a.date() == b.date()
    first = {"monday": 0, "sunday": 6}[week_starts]
    monday = [d.date() - timedelta(days=(d.weekday() - first) % 7) for d in (a, b)]
    return monday[0] == monday[1]


def room(limits: Limits, given: list[int], owned: int, now: int, zone: str, week_starts: str) -> bool:
    """Return whether one more fits: `given` are the moments of what counts."""
    spans = ((limits.per_hour, "hour"), (limits.per_day, "day"), (limits.per_week, "week"))
    if any(cap is not None and sum(same(s, week_starts, m, now, zone) for m in given) >= cap for cap, s in spans):
        return False
    return limits.open is None or owned < limits.open


@st.composite
def cases(draw):
    users = draw(st.lists(st.tuples(st.sampled_from(ZONES), LIMITS), min_size=1, max_size=3))
    rules = draw(st.lists(LIMITS, min_size=1, max_size=2))
    steps = draw(st.lists(st.tuples(st.integers(0, 40 * 3600), st.integers(1, 5)), min_size=1, max_size=5))
    return users, rules, steps, draw(st.sampled_from(STARTS)), draw(st.sampled_from(("monday", "sunday")))


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cases())
def test_nobody_gets_more_than_fits_and_nothing_waits_while_somebody_has_room(con, case):
    users, rules, steps, now, week_starts = case
    con.execute("pragma foreign_keys = off")
    for table in (*TABLES, "strategy_member", "strategy_enabled", "strategy", "user_account", "user"):
        con.execute(f"delete from {table}")
    con.execute("pragma foreign_keys = on")
    ids = [
        add_user(
            con, f"u{i}", timezone=zone, per_hour=own.per_hour, per_day=own.per_day, per_week=own.per_week,
            open_cap=own.open,
        )
        for i, (zone, own) in enumerate(users)
    ]  # fmt: skip
    to = Target(users=tuple(f"u{i}" for i in range(len(ids))))
    strategies = {add_strategy(con, f"S{i}", dict.fromkeys(ids, 1)): limits for i, limits in enumerate(rules)}
    config = Config(
        week_starts=week_starts,
        strategies=tuple(Strategy(f"S{i}", "round_robin", to, limits=limits) for i, limits in enumerate(rules)),
    )
    zones = dict(zip(ids, (zone for zone, _ in users), strict=True))
    own = dict(zip(ids, (limits for _, limits in users), strict=True))
    log: list[tuple[int, int, int]] = []  # moment, user, strategy

    def fits(user: int, strategy: int) -> bool:
        mine = [(m, s) for m, u, s in log if u == user]
        here = [m for m, s in mine if s == strategy]
        return room(own[user], [m for m, _ in mine], len(mine), now, zones[user], week_starts) and room(
            strategies[strategy], here, len(here), now, zones[user], week_starts
        )

    for pause, leads in steps:
        now += pause
        for _ in range(leads):
            add_lead(con, received_at=now)
        seen = len(log)
        assign(con, config, now)
        sql = "select user_id, strategy_id from distribution order by id limit -1 offset ?"
        for user, strategy in con.execute(sql, (seen,)).fetchall():
            assert fits(user, strategy)
            earlier = [s for s in strategies if s < strategy]
            assert not any(fits(u, s) for u in ids for s in earlier)  # a strategy before it had room
            log.append((now, user, strategy))
        waiting = con.execute("select count(*) from lead_state where waiting = 1").fetchone()[0]
        assert not waiting or not any(fits(u, s) for u in ids for s in strategies)
